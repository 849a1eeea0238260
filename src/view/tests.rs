use super::*;
use crate::document::Piece;

fn sample() -> Document {
    serde_json::from_str(include_str!("../../tests/corpus/formats/document-1-every-field.json")).unwrap()
}

fn page(documents: &[Document]) -> String {
    let mut page = Page::new(Vec::new()).unwrap();
    for document in documents {
        page.article(document).unwrap();
    }
    String::from_utf8(page.finish().unwrap()).unwrap()
}

/// Returns what stands between tags from `start` to `end`, with escapes resolved.
fn text_between(page: &str, start: &str, end: &str) -> String {
    let from = page.find(start).unwrap() + start.len();
    let part = &page[from..from + page[from..].find(end).unwrap()];
    let mut text = String::new();
    for piece in part.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Every tag that is opened must be closed, in order.
#[track_caller]
fn check_nesting(page: &str) {
    let mut open = Vec::new();
    let body = page.split_once("<body>").unwrap().1.split("<script>").next().unwrap();
    for tag in body.split('<').skip(1) {
        let name = tag.split(['>', ' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            // It has no end tag.
            None if name == "input" => {}
            Some(name) => assert_eq!(open.pop(), Some(name), "before {tag:?}"),
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

#[test]
fn the_article_reads_as_its_text() {
    let document = sample();
    let page = page(std::slice::from_ref(&document));
    check_nesting(&page);
    let body = text_between(&page, "<div class=\"body\">\n", "</div>");
    assert_eq!(body.trim_end(), document.text);
}

#[test]
fn quotes_know_their_speakers() {
    let page = page(&[sample()]);
    assert!(page.contains(
        "data-quotes=\"a1q1\" title=\"Inês Duarte · direct · 98\u{a0}%\" tabindex=\"0\" role=\"group\" \
         aria-label=\"Quote of Inês Duarte, direct, 98\u{a0}% sure\" data-number=\"1\">“We counted"
    ));
    // A quote in a quote is told twice: under whoever speaks, and within the quote round it.
    assert!(page.contains("data-quotes=\"a1q3 a1q4\""));
    let speakers: Vec<&str> = page.split("title=\"Only these quotes\"><bdi>").skip(1).collect();
    let speakers: Vec<&str> = speakers.iter().map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(speakers, ["Inês Duarte", "Rui Salgado", "Two officials", "Nobody named"]);
    // How it is known, beside each quote.
    assert!(page.contains("<bdi class=\"is-source\">Duarte</bdi> <bdi class=\"is-cue\">told</bdi>"));
    for quote in 0..8 {
        assert_eq!(page.matches(&format!("id=\"a1q{quote}\"")).count(), 1, "quote {quote}");
        assert!(page.contains(&format!("href=\"#a1q{quote}\"")), "quote {quote}");
    }
}

#[test]
fn marks_that_cross_are_cut() {
    let mut document = sample();
    // A quote that begins within a name, ends within another and goes over a paragraph's end.
    let (start, end) = (document.entities[3].mentions[0].start + 2, document.entities[3].mentions[1].end - 2);
    document.quotes[0].content.push(Piece { start, end, text: String::new() });
    let page = page(std::slice::from_ref(&document));
    check_nesting(&page);
    assert_eq!(text_between(&page, "<div class=\"body\">\n", "</div>").trim_end(), document.text);
}

/// Reads the page as a browser does and looks at every element and attribute in it.
#[track_caller]
fn check_harmless(page: &str) {
    const ELEMENTS: &str = "html head meta title style body div strong nav a noscript span b main article h1 h2 h3 p bdi \
                            details summary dl dt dd aside section button ol ul li meter small label input select option \
                            datalist svg path script";
    const ATTRIBUTES: &str = "http-equiv content name charset lang id class href rel title tabindex role hidden type value \
                              list autocomplete max low high optimum aria-label aria-labelledby aria-hidden aria-pressed \
                              data-number data-quotes data-entity data-kind data-sure data-article data-who";
    let among = |names: &str, name: &str| names.split_whitespace().any(|known| known == name);
    for node in dom_query::Document::from(page).select("*").nodes() {
        let element = node.node_name().unwrap().to_string();
        assert!(among(ELEMENTS, &element), "<{element}> in the page");
        for attribute in node.attrs() {
            let (name, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            assert!(among(ATTRIBUTES, &name), "{name}={value:?} in <{element}>");
            let leads = ["#", "https://news.example/"].iter().any(|to| value.starts_with(to));
            assert!(name != "href" || leads, "a link to {value:?}");
        }
    }
    for (element, count) in [("script", 1), ("style", 1), ("title", 1), ("main", 1)] {
        assert_eq!(page.matches(&format!("<{element}")).count(), count, "<{element}>: only the page's own");
    }
    for c in page.chars() {
        assert!(!matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "{c:?} in the page");
        assert!(!c.is_control() || c == '\n' || c == '\t', "{c:?} in the page");
    }
    check_nesting(page);
}

#[test]
fn no_field_can_break_out() {
    const EVILS: [&str; 6] = [
        "\"'><script>alert(1)</script><!-- &amp; \0",
        "</title></style></bdi></p></article></main><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)' x=\"",
        "\u{202e}\u{2066}gnihton\u{202d}\u{1b}[31m\u{85}",
        "]]></template><iframe srcdoc=x></iframe><form action=x>",
        "javascript:alert(1)//",
    ];
    fn poison(value: &mut serde_json::Value, evil: &str) {
        match value {
            serde_json::Value::String(text) => *text = format!("{evil}{text}"),
            serde_json::Value::Array(values) => values.iter_mut().for_each(|value| poison(value, evil)),
            serde_json::Value::Object(fields) => {
                // Closed sets, which no stranger writes.
                let free = fields
                    .iter_mut()
                    .filter(|(key, _)| !["type", "form", "reason", "notes"].contains(&key.as_str()));
                free.for_each(|(_, value)| poison(value, evil));
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    let mut documents = Vec::new();
    for evil in EVILS {
        let mut json = serde_json::to_value(sample()).unwrap();
        poison(&mut json, evil);
        json["provenance"]["models"][evil] = evil.into();
        json["meta"][evil] = evil.into();
        let document: Document = serde_json::from_value(json).unwrap();
        check_harmless(&page(std::slice::from_ref(&document)));
        // Poisoned addresses begin with the poison; those that do not lead on.
        check_harmless(&page(&[Document { url: sample().url.map(|url| url + evil), ..document.clone() }]));
        // Without a title the id stands for it; without a source the address does.
        check_harmless(&page(&[Document { title: None, source: None, ..document.clone() }]));
        documents.push(document);
    }
    check_harmless(&page(&documents));
}

#[test]
fn the_script_makes_no_markup_of_text() {
    for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("] {
        assert!(!SCRIPT.contains(word), "{word}");
    }
    assert!(!STYLE.contains("</") && !SCRIPT.contains("</"), "would end its element");
}

#[test]
fn an_index_stands_over_several_articles_only() {
    let other = Document { title: Some("Other news".to_owned()), ..sample() };
    assert!(!page(&[sample()]).contains("<nav id=\"index\""));
    let page = page(&[sample(), other]);
    check_nesting(&page);
    let index = page.split("<nav id=\"index\"").nth(1).unwrap().split("</nav>").next().unwrap();
    assert!(index.contains("<h1>2 articles</h1>") && index.contains("14 quotes by 3 speakers"), "{index}");
    assert!(index.contains("<h2><a href=\"#a2\"><bdi>Other news</bdi></a></h2>"));
    assert!(index.contains("<bdi>the-daily-example</bdi> <span>3\u{a0}March 2026</span>"));
    assert!(index.contains("data-who=\"Inês Duarte\"><bdi>Inês Duarte</bdi> <small>8</small>"));
    assert!(!index.contains("Nobody named"), "nobody can be looked for");
    for number in 1..=2 {
        assert_eq!(page.matches(&format!("<article id=\"a{number}\"")).count(), 1);
    }
}

#[test]
fn days_are_written_as_people_do_and_other_dates_as_they_came() {
    let day = |date: &str| escaped::Day(date).to_string();
    assert_eq!(day("2026-03-03T09:30:00Z"), "3\u{a0}March 2026");
    assert_eq!(day("1999-12-31"), "31\u{a0}December 1999");
    for other in ["2026-13-01", "2026-00-10", "2026-01-011", "yesterday", "20é6-01-01", "2026/01/01", ""] {
        assert_eq!(day(other), format!("<bdi>{other}</bdi>"));
    }
}

#[test]
fn the_host_of_an_address_stands_for_its_source() {
    let host = escaped::host;
    assert_eq!(host("https://www.news.example/a?b"), Some("news.example"));
    assert_eq!(host("http://user:word@news.example:81#x"), Some("news.example:81"));
    assert_eq!((host("javascript://x/"), host("https:///a"), host("news")), (None, None, None));
}

#[test]
fn only_web_addresses_become_links() {
    let link = |url: &str| {
        page(&[Document { url: Some(url.to_owned()), ..sample() }]).contains("<h1 id=\"a1t\"><a href")
    };
    assert!(link("https://news.example/") && link("HTTP://news.example/"));
    for url in ["javascript:alert(1)", "javascript://x/%0aalert(1)", "data:text/html,x", " https://x", ""] {
        assert!(!link(url), "{url}");
    }
}

#[test]
fn offsets_out_of_range_show_what_there_is() {
    let mut document = sample();
    document.quotes[0].content = vec![Piece { start: u32::MAX - 1, end: u32::MAX, text: String::new() }];
    document.quotes[1].content = vec![Piece { start: 9, end: 3, text: String::new() }];
    document.paragraphs.push(crate::document::Range { start: 1 << 30, end: 1 << 31 });
    check_nesting(&page(&[document]));
}

#[test]
fn nothing_is_fetched() {
    let page = page(&[sample(), sample()]);
    assert!(!page.contains("src=") && !page.contains("@import") && !page.contains("url("));
    assert!(page.contains("default-src 'none'; style-src 'sha256-") && !page.contains("unsafe"));
}

#[test]
fn base64_is_base64() {
    for (bytes, text) in [("", ""), ("M", "TQ=="), ("Ma", "TWE="), ("Man", "TWFu"), ("Manx", "TWFueA==")] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}
