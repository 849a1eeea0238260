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
        "data-quotes=\"a1q1\" title=\"Inês Duarte · direct · 98\u{a0}%\" tabindex=\"0\">“We counted"
    ));
    // A quote in a quote is told twice: under whoever speaks, and within the quote round it.
    assert!(page.contains("data-quotes=\"a1q3 a1q4\""));
    assert!(page.contains("<h3>Two officials</h3>") && page.contains("<h3>Nobody named</h3>"));
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

#[test]
fn no_field_can_break_out() {
    const EVIL: &str = "\"'><script>alert(1)</script><!-- &amp; \0";
    let mut json = serde_json::to_value(sample()).unwrap();
    fn poison(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => *text = format!("{EVIL}{text}"),
            serde_json::Value::Array(values) => values.iter_mut().for_each(poison),
            serde_json::Value::Object(fields) => {
                // Closed sets, which no stranger writes.
                let free = fields
                    .iter_mut()
                    .filter(|(key, _)| !["type", "form", "reason", "notes"].contains(&key.as_str()));
                free.for_each(|(_, value)| poison(value));
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    poison(&mut json);
    json["provenance"]["models"][EVIL] = EVIL.into();
    let document: Document = serde_json::from_value(json).unwrap();
    let page = page(&[document]);
    assert_eq!(page.matches("<script").count(), 1, "only the page's own");
    assert!(!page.contains("<!--") && !page.contains('\0'));
    check_nesting(&page);
}

#[test]
fn only_web_addresses_become_links() {
    let link =
        |url: &str| page(&[Document { url: Some(url.to_owned()), ..sample() }]).contains("<h1><a href");
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
    assert!(page.contains("<footer>2 articles</footer>"));
}

#[test]
fn base64_is_base64() {
    for (bytes, text) in [("", ""), ("M", "TQ=="), ("Ma", "TWE="), ("Man", "TWFu"), ("Manx", "TWFueA==")] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}
