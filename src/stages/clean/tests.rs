//! Cases for the whole stage: a body in, its text and what was removed out.

use super::*;
use crate::document::RemovedReason::{self, *};

fn job(format: Option<Format>, body: &str) -> Job {
    Job { format, ..Job::new("a", body) }
}

fn cleaned(format: Format, body: &str) -> Cleaned {
    clean(&job(Some(format), body), Sieve::embedded(), &Limits::default(), Deadline::NEVER).unwrap()
}

/// Cleans text and compares what is left, line by line, and what went for which reason.
#[track_caller]
fn check(body: &str, kept: &[&str], removed: &[(RemovedReason, &str)]) {
    let cleaned = cleaned(Format::Text, body);
    assert_eq!(cleaned.text.as_str().split('\n').collect::<Vec<_>>(), kept);
    let found: Vec<_> = cleaned.removed.iter().map(|r| (r.reason, r.text.as_str())).collect();
    assert_eq!(found, removed);
}

/// Checks that a line, in the middle of an article, is removed for `reason`, or stays.
#[track_caller]
fn check_line(line: &str, reason: Option<RemovedReason>) {
    const BEFORE: &str = "The council of the harbour town met on Monday to speak about the old bridge.\n\
        It has been closed since a storm in May, and nobody can say when it will open again.";
    const AFTER: &str = "Built of stone two hundred years ago, it carries the only road to the island.\n\
        “We have asked for money twice, and twice we were told to wait,” the mayor said.\n\
        Until then a ferry takes people over, four times a day and at no charge.\n\
        The school on the island has sent its older pupils home for the summer.\n\
        A second meeting, to which the engineers are to come, was set for the end of the month.";
    let body = format!("{BEFORE}\n{line}\n{AFTER}");
    let cleaned = cleaned(Format::Text, &body);
    let found: Vec<_> =
        cleaned.removed.iter().map(|removed| (removed.reason, removed.text.as_str())).collect();
    assert_eq!(found, reason.map(|reason| (reason, line)).into_iter().collect::<Vec<_>>());
}

/// Reads a page and compares its lines.
#[track_caller]
fn check_page(page: &str, kept: &[&str]) {
    let cleaned = cleaned(Format::Html, page);
    assert_eq!(cleaned.text.as_str().split('\n').collect::<Vec<_>>(), kept, "{page}");
}

fn meta(head: &str) -> Meta {
    let page = format!(
        "<html><head>{head}</head><body><p>The bridge is closed, the council said.</p></body></html>"
    );
    cleaned(Format::Html, &page).meta
}

const LEAD: &str =
    "The old bridge over the harbour will stay closed until spring, the town council said on Monday.";
const MORE: &str = "“We cannot open it before the piers are safe,” said Ada Lindqvist, who leads the works.";
const VOTE: &str =
    "The council will vote on the money for new piers in March, and the state may pay for half of them.";
const SHOPS: &str =
    "Shops on the north bank say that they have lost a third of their trade since the gates were shut.";
const LAST: &str = "Ferries will cross every ten minutes until then, at no charge for people of the town.";

#[test]
fn a_page_states_more_than_its_article() {
    let found = meta(
        r##"<script type="application/ld+json">{"@graph": [
            {"@type": "NewsArticle", "headline": "x", "dateModified": "2024-05-04 09:00", "articleSection": ["World", "Asia"],
             "publisher": {"@id": "#us"}, "image": [{"url": "//img.example/a.jpg", "caption": "The  bridge &amp; river"}]},
            {"@type": "Organization", "@id": "#us", "name": "The Harbour Post"}]}</script>"##,
    );
    assert_eq!(found.modified_at.as_deref(), Some("2024-05-04T09:00"));
    assert_eq!((found.site.as_deref(), found.section.as_deref()), (Some("The Harbour Post"), Some("World")));
    let image = found.image.unwrap();
    assert_eq!(image.url, "https://img.example/a.jpg");
    assert_eq!(image.caption.as_deref(), Some("The bridge & river"));
    let found = meta(
        r#"<meta property="og:site_name" content="Harbour Post"><meta property="article:section" content="Local">
           <meta property="article:modified_time" content="2024-05-04T09:00:00Z">
           <meta property="og:image" content="https://img.example/b.jpg"><meta property="og:image:alt" content="A bridge">"#,
    );
    assert_eq!(found.modified_at.as_deref(), Some("2024-05-04T09:00:00Z"));
    assert_eq!((found.site.as_deref(), found.section.as_deref()), (Some("Harbour Post"), Some("Local")));
    let image = found.image.unwrap();
    assert_eq!(
        (image.url.as_str(), image.caption.as_deref()),
        ("https://img.example/b.jpg", Some("A bridge"))
    );
    // What leads nowhere is no image.
    for stated in ["/a.jpg", "javascript:alert(1)", "data:image/png;base64,AA", ""] {
        assert_eq!(
            meta(&format!(r#"<meta property="og:image" content="{stated}">"#)).image,
            None,
            "{stated}"
        );
    }
}

#[test]
fn an_article_with_everything_around_it() {
    let body = format!(
        "Harbour bridge stays closed until spring\n\nWorkers stand on the closed bridge over the harb\n\
         JO NORDIN/POOL/AFP via Getty Images\n\nHARBOUR TOWN (XP) — {LEAD}\n\n{MORE}\n\n{LAST}\n\n\
         Follow Maja Holm on Facebook and Twitter.\n\nCOMMENTS\n\n\
         Please let us know if you're having issues with commenting."
    );
    let lead = format!("HARBOUR TOWN (XP) — {LEAD}");
    check(
        &body,
        &[&lead, MORE, LAST],
        &[
            (Headline, "Harbour bridge stays closed until spring"),
            (Caption, "Workers stand on the closed bridge over the harb"),
            (Credit, "JO NORDIN/POOL/AFP via Getty Images"),
            (Promo, "Follow Maja Holm on Facebook and Twitter."),
            (CommentPrompt, "COMMENTS"),
            (CommentPrompt, "Please let us know if you're having issues with commenting."),
        ],
    );
    let meta = cleaned(Format::Text, &body).meta;
    assert_eq!(meta.title.as_deref(), Some("Harbour bridge stays closed until spring"));
    assert_eq!((meta.authors, meta.language.as_deref()), (vec!["Maja Holm".to_owned()], Some("en")));
}

#[test]
fn lines_that_are_no_text_go() {
    for (line, reason) in [
        ("COMMENTS", CommentPrompt),
        ("Comments (12)", CommentPrompt),
        ("Leave a Reply", CommentPrompt),
        ("Your email address will not be published. Required fields are marked *", CommentPrompt),
        ("Sign up for our daily newsletter and never miss a story.", Newsletter),
        ("Get the latest news in your inbox every morning", Newsletter),
        ("Share this article", Share),
        ("Share on Facebook", Share),
        ("Read more: Ferry company raises its fares", Related),
        ("RELATED: Ferry company raises its fares", Related),
        ("[Related: Ferry company raises its fares]", Related),
        ("More from the Harbour Post", Related),
        ("© 2024 Harbour Post. All rights reserved.", Copyright),
        ("Copyright 2024 Harbour Post", Copyright),
        ("ADVERTISEMENT", Advertisement),
        ("Story continues below", Advertisement),
        ("(AP Photo/Jo Nordin)", Credit),
        ("Photo: Jo Nordin", Credit),
        ("JO NORDIN/REUTERS", Credit),
        ("Jo Nordin via Getty Images", Credit),
        ("Smoke over the harbour on Monday. (AP Photo/Jo Nordin)", Caption),
        ("FILE PHOTO: The bridge in 1998, before the storm.", Caption),
        ("Follow us on Twitter", Promo),
        ("Follow the Harbour Post on Facebook, Twitter and Instagram.", Promo),
        ("Skip to main content", Navigation),
    ] {
        check_line(line, Some(reason));
    }
}

#[test]
fn what_somebody_says_stays_and_so_does_a_short_text() {
    let last = "“We will see,” she says.";
    let plug = "Sign up for our newsletter";
    let body = format!("The bridge is closed\n\n{LEAD}\n{MORE}\n{plug}\n{last}");
    check(&body, &[LEAD, MORE, last], &[(Headline, "The bridge is closed"), (Newsletter, plug)]);
    let lines = ["“Yes,” said Ada Roe.", "“No.”", "Talks go on.", "It has two planes."];
    let cleaned = cleaned(Format::Text, &lines.join("\n"));
    assert_eq!(cleaned.text.as_str().split('\n').collect::<Vec<_>>(), lines);
}

#[test]
fn lines_that_look_so_but_are_text_stay() {
    for line in [
        "Comments by the mayor were not welcome in the harbour.",
        "“Follow me on Twitter,” the mayor told the council.",
        "Follow the river to the north and you come upon the mill.",
        "Copyright law has not kept up with machines, the council was told.",
        "Copyright 2.0 is the name of the council's new plan.",
        "Share prices fell by a tenth after the bridge was closed.",
        "Related questions were left to the committee.",
        "Get ready for a long winter, the council wrote to all households.",
        "By Friday the water had risen to the second step.",
        "The Reuters/Ipsos poll of last week found the town divided.",
        "Photos of the bridge were shown to the council.",
        "Reply came there none.",
        "A short heading",
        "Join the line before seven if you want a seat, she said.",
        "He listened to Getty Images executives speak about the pictures.",
        "Home was where the ferry was.",
    ] {
        check_line(line, None);
    }
}

#[test]
fn bylines_give_authors() {
    for (byline, authors) in [
        ("By Maja Holm", vec!["Maja Holm"]),
        ("BY MAJA HOLM AND JO NORDIN", vec!["MAJA HOLM", "JO NORDIN"]),
        ("By Maja Holm and Jo Nordin, Harbour News", vec!["Maja Holm", "Jo Nordin"]),
        ("Written by Maja Holm | 3 May 2020", vec!["Maja Holm"]),
        ("By Jean-Luc van der Berg", vec!["Jean-Luc van der Berg"]),
    ] {
        let cleaned = cleaned(Format::Text, &format!("A headline here\n{byline}\n{LEAD}\n{MORE}\n{LAST}"));
        assert_eq!(cleaned.meta.authors, authors, "{byline}");
        assert_eq!(cleaned.removed.last().map(|r| r.reason), Some(Byline), "{byline}");
    }
    let kept = cleaned(Format::Text, &format!("{LEAD}\n{MORE}\nBy the numbers\n{LAST}\n{MORE}"));
    assert!(kept.removed.is_empty(), "{kept:?}");
}

#[test]
fn a_first_line_that_ends_a_sentence_is_no_headline() {
    check(&format!("{LEAD}\n{MORE}"), &[LEAD, MORE], &[]);
    check("Just a few words", &["Just a few words"], &[]);
    // What the job states is the title; another line that looks like one stays.
    let job = Job {
        title: Some("Bridge closed".to_owned()),
        ..job(Some(Format::Text), "Bridge closed\nHarbour\nIt is shut.")
    };
    let cleaned = clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER).unwrap();
    assert_eq!(cleaned.text.as_str(), "Harbour\nIt is shut.");
}

#[test]
fn wrapped_lines_are_joined() {
    let body = "The council of the harbour town met on Monday to speak\nabout the old bridge, which has been closed since the\n\
                storm, and about the ferries that have to take its\nplace until spring.\n\nNobody spoke against the plan that the mayor had sent\n\
                round in the morning, though some found the fares too\nhigh and others thought the piers would not last for\nlong.\n";
    let text = cleaned(Format::Text, body).text;
    assert_eq!(text.paragraphs().len(), 2);
    assert!(text.as_str().contains("to speak about the old bridge"));
}

#[test]
fn words_cut_at_the_end_of_a_line_are_one_again() {
    let text = "The old harbour bridge will stay closed until the spring, the coun-\n\
        cil said on Monday evening, and nobody knows who is to pay for a\n\
        new one. The well-known engineer who built it, and whom everybody\n\
        knows, has moved away, and his son, who is nearly as well-\n\
        known as he was, will not say a word about it to anybody. He is\n\
        said to be at sea, or in the hills, and he does not answer letters.\n\
        Nor does the council, which met in closed session in the evening.\n\n\
        A second meeting is to be held at the end of the month.";
    let lines = text::lines(text);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].contains("the council said") && lines[0].contains("as well-known as he was"),
        "{lines:?}"
    );
}

/// Returns the article of a page about the bridge, with something in place of its second paragraph.
fn page_with(head: &str, inside: &str) -> String {
    format!(
        "<html><head>{head}</head><body><article><h1>The bridge is closed</h1><p>{LEAD}</p>{inside}<p>{MORE}</p>\
         <p>{LAST}</p><p>{LEAD} {LAST}</p></article></body></html>"
    )
}

#[test]
fn columns_of_newspapers_and_short_letters_are_joined() {
    const FOG: [&str; 3] = [
        "The ferry to the island was held in the harbour by fog all morning, and eighty people slept on the floor of the hall.",
        "\"We had soup,\" said the master of the harbour, \"and a choir that happened to be there sang until noon.\"",
        "It was the longest wait since the storm, when two boats were lost, and there may be another before the week is out.",
    ];
    let wrapped = |paragraph: &str, width: usize, indent: &str| {
        let mut lines = vec![indent.to_owned()];
        for word in paragraph.split(' ') {
            let last = lines.last_mut().unwrap();
            if last.len() + 1 + word.len() > width {
                lines.push(word.to_owned());
            } else {
                let space = if last.trim().is_empty() { "" } else { " " };
                *last += &format!("{space}{word}");
            }
        }
        lines.join("\n")
    };
    for width in [30, 36, 42, 50, 66, 80] {
        for (indent, between) in [("", "\n\n"), ("    ", "\n"), ("", "\n")] {
            let body = FOG.map(|paragraph| wrapped(paragraph, width, indent)).join(between);
            let lines = text::lines(&format!("Fog holds ferry\n\n{body}"));
            // With neither blank line nor indent, a last line that happens to be full tells nothing.
            if between == "\n\n" || !indent.is_empty() {
                assert_eq!(lines[1..], FOG, "{width} {indent:?} {between:?}");
            } else {
                assert_eq!(lines[1..].join(" "), FOG.join(" "), "{width}");
            }
        }
    }
}

#[test]
fn lines_that_were_meant_stay_lines() {
    for body in [
        // Poems, with capitals and without.
        "The fog came over the harbour wall\nAnd lay upon the sea;\nThe ferry never came at all,\nNo more than you to me.",
        "the fog comes over the harbour wall\nand stays\nas the old men stay who have nothing\nbut the sea\nand the bench",
        // Lists, tables and transcripts.
        "Two loaves of bread from the bakery\nOne pound of butter, salted\nSix eggs from the farm shop\nTea, if there is any left there",
        "Harbour      12   4   1\nIsland       11   3   3\nVillage       9   6   2\nMill          2   8   7",
        "HOLM: We waited for the ferry.\nNORDIN: And then what did you do?\nHOLM: We swam, all of us, that is.\nNORDIN: Was it as cold as they say?",
    ] {
        assert_eq!(text::lines(body).join("\n").replace("   ", " "), body.replace("   ", " "));
    }
}

#[test]
fn a_line_that_goes_on_is_no_title() {
    let title = |body: &str| cleaned(Format::Text, body).meta.title;
    assert_eq!(title(&format!("The old bridge over the harbour will\nstay closed.\n{MORE}\n{LAST}")), None);
    let stated = Some("Bridge closed".to_owned());
    assert_eq!(title(&format!("Bridge closed\nby Ada Holm\n{LEAD}\n{MORE}")), stated);
    assert_eq!(title(&format!("Bridge closed\nhttps://harbour.example/1\n{LEAD}\n{MORE}")), stated);
}

#[test]
fn a_day_above_the_text_is_when_it_was_published() {
    for line in ["October 14, 2019", "By Ada Holm, Oct. 14, 2019", "Published: 14 October 2019"] {
        let cleaned =
            cleaned(Format::Text, &format!("Bridge closed\n\n{line}\n\n{LEAD}\n\n{MORE}\n\n{LAST}"));
        assert_eq!(cleaned.meta.published_at.as_deref(), Some("2019-10-14"), "{line}");
    }
    let found = cleaned(Format::Html, &page_with("", "").replace("</h1>", "</h1><p>October 14, 2019</p>"));
    assert_eq!(found.meta.published_at.as_deref(), Some("2019-10-14"));
}

#[test]
fn quotations_that_browsers_mark_are_marked() {
    let page = |inside: &str| format!("<article><p>{inside}</p></article>");
    for (inside, kept) in [
        ("<q>We swam</q>, she said.", "“We swam”, she said."),
        ("She said: <q> we <i>swam</i> </q>.", "She said: “we swam” ."),
        ("<q>He said <q>no</q> to us</q>, she said.", "“He said ‘no’ to us”, she said."),
        ("<q>“We swam,”</q> she said, “<q>all of us</q>”.", "“We swam,” she said, “all of us”."),
        ("<q></q>Nobody swam.", "Nobody swam."),
    ] {
        check_page(&page(inside), &[kept]);
    }
    check_page("<article><q>We<p>swam.</p></q></article>", &["“We", "swam.”"]);
}

#[test]
fn lines_of_the_source_and_indents_part_paragraphs() {
    let page = |inside: &str| format!("<article>{inside}</article>");
    let parted = ["First line goes on.", "Second part."];
    for inside in [
        "<pre>First line\ngoes on.\n \nSecond part.\n</pre>",
        "<div style='White-Space: pre-line'>First line\ngoes on.\n\nSecond <b>part</b>.</div>",
        "<div>First line goes on.<br>&nbsp;<br>Second part.</div>",
        "<div>First line<br>goes on.<br>&nbsp;&nbsp; Second part.</div>",
    ] {
        check_page(&page(inside), &parted);
    }
    check_page(&page("<pre>let a = b;\n\nlet c = { d };</pre>"), &["let a = b; let c = { d };"]);
    check_page(&page("<div>Snake plant<br>&nbsp;&nbsp;(with care).</div>"), &["Snake plant   (with care)."]);
}

#[test]
fn what_is_hidden_is_no_text() {
    let secret = "The editor asks whether the word bridge is to be used in the first line.";
    for inside in [
        format!("<p hidden>{secret}</p>"),
        format!("<p style='DISPLAY: none'>{secret}</p>"),
        format!("<p>{LAST} <span style=display:none>{secret}</span></p>"),
    ] {
        assert!(!cleaned(Format::Html, &page_with("", &inside)).text.as_str().contains(secret), "{inside}");
    }
    // Of a page that shows nothing a script shows all.
    let page = format!("<body><div hidden><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></div></body>");
    check_page(&page, &[LEAD, MORE, LAST]);
}

#[test]
fn a_title_is_what_the_heading_says() {
    let title = |head: &str, heading: &str| {
        let page = page_with(head, "").replace("<h1>The bridge is closed</h1>", heading);
        cleaned(Format::Html, &page).meta.title.unwrap_or_default()
    };
    for (head, heading) in [
        ("", "<h1>Old bridge<br>is closed</h1>"),
        ("", "<h1><div>Old bridge</div><div>is closed</div></h1>"),
        (
            "",
            "<h1><span class=post-kicker>Harbour</span>Old bridge is closed<small>Until spring</small></h1>",
        ),
        (
            "<title>Harbour Post: Old bridge is closed</title>",
            "<h1>The Harbour Post</h1><h2>Old bridge is closed</h2>",
        ),
        (
            "<title>Harbour Post</title>",
            "<h1 class=logo>Harbour Post</h1><h2 class=title>Old bridge is closed</h2>",
        ),
        ("<title>Old bridge is closed – Harbour Post</title>", "<p><b>Old bridge is closed</b></p>"),
        ("<title>Harbour Post - Old bridge is closed</title>", "<font size=5>Old bridge is closed</font>"),
        ("<title>Old bridge is closed :: Harbour Post</title>", ""),
        ("<title>Old bridge is closed | Town | Post</title>", ""),
        ("<meta property=og:site_name content=Post><title>Post: Old bridge is closed</title>", ""),
    ] {
        assert_eq!(title(head, heading), "Old bridge is closed", "{head} {heading}");
    }
    for kept in ["Fire – and fog", "Post: Old bridge is closed", "Old bridge - an obituary"] {
        assert_eq!(title(&format!("<title>{kept}</title>"), ""), kept);
    }
    // Nothing but a kicker is the title all the same.
    assert_eq!(title("", "<h1><span class=kicker>Harbour</span></h1>"), "Harbour");
    assert_eq!(title("", "<h1>CafÃ© shut</h1><p>â€œYes.â€</p>"), "Café shut");
    let turkish = cleaned(Format::Text, &format!("İzmir’de köprü kapandı\n{LEAD}\n{MORE}"));
    assert_eq!(turkish.meta.title.as_deref(), Some("İzmir’de köprü kapandı"));
}

#[test]
fn metadata_that_is_not_quite_right_is_read() {
    let found = |json: &str| {
        let meta = meta(&format!("<script type=\"application/ld+json\">{json}</script>"));
        (meta.published_at.unwrap_or_default(), meta.authors.join(", "))
    };
    let right = ("2020-03-03T10:00:00Z".to_owned(), "Ada Holm".to_owned());
    let object = r#"{"@type": "NewsArticle", "datePublished": "2020-03-03T10:00:00Z", "author": {"name": "Ada Holm"}}"#;
    for json in [
        object.replace("\"}", "\",}"),
        object.replace("{\"@", "{\"headline\": \"The \"old\" bridge\", \"@"),
        format!("<!-- {object} -->"),
        format!("//<![CDATA[\n{object}\n//]]>"),
        format!("/*<![CDATA[*/ {object} /*]]>*/"),
        object.replace("NewsArticle", "Review"),
        object.replace("2020-03-03T10:00:00Z", "Tue, 03 Mar 2020 10:00:00 GMT"),
    ] {
        assert_eq!(found(&json), right, "{json}");
    }
    assert_eq!(found(&object.replace("2020-03-03T10:00:00Z", "March 3, 2020")).0, "2020-03-03");
    assert_eq!(found(&object.replace("2020-03-03T10:00:00Z", "0001-01-01T00:00:00Z")).0, "");
    assert_eq!(found(&object.replace("Ada Holm", "admin")).1, "");
    assert_eq!(meta("<meta name=date content=03.03.2020>").published_at.as_deref(), Some("2020-03-03"));
}

#[test]
fn bylines_with_more_in_them_give_authors() {
    for (line, author) in [
        ("By Ada Holm<br>Staff Writer", "Ada Holm"),
        ("By ADA HOLM<br>Harbour Post<br>March 3, 2004", "ADA HOLM"),
        ("Words by Ada Holm", "Ada Holm"),
        ("Interview by Ada Holm", "Ada Holm"),
        ("By Ada Holm in Paris", "Ada Holm"),
        ("By Ada Holm (@adaholm)", "Ada Holm"),
        ("By Ada Holm / March 3, 2020", "Ada Holm"),
        ("By Ada Holm ada@example.org", "Ada Holm"),
        ("Published 3 March 2020 | By Ada Holm", "Ada Holm"),
        ("By Harbour Post Staff", ""),
        ("By Friday in Paris", ""),
        ("By Ada HolmPublished March 3, 2020", "Ada Holm"),
    ] {
        let page = page_with("", "").replace("</h1>", &format!("</h1><p>{line}</p>"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors.join(", "), author, "{line}");
    }
}

#[test]
fn repairs_are_few() {
    assert_eq!(repair("\u{feff}A\u{a0}b\0c\u{1}\r\nd\re\tf “g” h\u{ad}i"), "A bc\nd\ne\tf “g” hi");
    let clean = cleaned(Format::Clean, "\u{feff}A\u{a0}b\0\r\nCOMMENTS");
    assert_eq!(clean.text.as_str(), "\u{feff}A\u{a0}b\0\r\nCOMMENTS");
}

#[test]
fn the_format_is_told_from_the_body() {
    for (body, format) in [
        ("\u{feff} <!DOCTYPE HTML>x", Format::Html),
        ("<!-- saved --><html>", Format::Html),
        ("<p>One.</p>", Format::Html),
        ("<Smith> wrote it.", Format::Text),
        ("A text about <html>.", Format::Text),
        ("", Format::Text),
    ] {
        assert_eq!(told_format(body), format, "{body}");
    }
}

#[test]
fn blocks_are_lines_and_words_stay_whole() {
    let page = |inside: &str| format!("<!doctype html><title>T</title><body><article>{inside}</article>");
    check_page(
        &page("<p>One <b>bo</b>ld <a href=x>word</a>.<p>Two\n words."),
        &["One bold word.", "Two words."],
    );
    check_page(&page("First part.<br><br>Second<br>part."), &["First part.", "Second part."]);
    check_page(&page("<ul><li>One.<li>Two.</ul><blockquote>Said.</blockquote>"), &["One.", "Two.", "Said."]);
    check_page(&page("<p>Kept.<script>var a = '<p>no</p>'</script><style>p{}</style>"), &["Kept."]);
    check_page(&page("<p>Fish &amp; chips &lt;b&gt; “é”&nbsp;x</p>"), &["Fish & chips <b> “é” x"]);
    check_page(&page("<p>\u{feff}a\0b\u{1}c&#1;d\r\ne&#13;f&#xfeff;</p>"), &["abcd e f"]);
    check_page(&page("<table><tr><td>a<td>b<tr><td>c</table>"), &["a b", "c"]);
    check_page(
        &page("<p><time>21:00</time><b>Ada</b> won<time>.</time> By <time>May</time>, <i>no</i>body"),
        &["21:00 Ada won. By May, nobody"],
    );
}

#[test]
fn captions_in_the_markup_are_removed() {
    let page = format!(
        "<body><article><h1>T</h1><figure><img src=a.jpg><figcaption>The bridge in May</figcaption></figure><p>{LEAD}<p>{MORE}<p>{LAST}</article>"
    );
    let cleaned = cleaned(Format::Html, &page);
    assert!(!cleaned.text.as_str().contains("in May"));
    assert!(cleaned.removed.iter().any(|r| r.reason == Caption && r.text == "The bridge in May"));
}

#[test]
fn a_line_of_time_or_a_rule_begins_a_section() {
    let parted = |format: Format, between: &str| {
        let text = cleaned(format, &format!("{LEAD}\n{between}\n{MORE}\n{LAST}")).text;
        let at = |line: &str| text.paragraphs().iter().position(|&span| text.slice(span) == line).unwrap();
        assert!(text.of_one_section(at(MORE), at(LAST)), "{between}");
        !text.of_one_section(at(LEAD), at(MORE))
    };
    assert!(parted(Format::Text, "18:20"));
    for line in
        ["18:20", "* * *", "9.45pm", "UPDATE 11.05 p.m.", "10.15pm: The count goes on.", "18:20 – It rains."]
    {
        assert!(parted(Format::Clean, line), "{line}");
    }
    for line in
        ["It was 18:20.", "9.45", "10:30 a.m. was too early for her.", "1.5 million came.", "“9.45pm?”"]
    {
        assert!(!parted(Format::Clean, line), "{line}");
    }
}

#[test]
fn posts_in_the_article_stay_and_others_go() {
    let post = |words: &str| {
        format!(
            "<blockquote class=\"twitter-tweet\"><p lang=en>{words}</p>&mdash; Ada Lindqvist (@ada) \
            <a href=x>May 3, 2021</a></blockquote>"
        )
    };
    let page = format!(
        "<body><div class=feed>{}</div><article><h1>T</h1><p>{LEAD}<div class=ad>Advertisement</div>{}<p>{MORE}<p>{LAST}</article>",
        post("Fish is cheap today."),
        post("The piers are not safe."),
    );
    let signature = "— Ada Lindqvist (@ada) May 3, 2021";
    check_page(&page, &[LEAD, "The piers are not safe.", signature, MORE, LAST]);
}

#[test]
fn a_page_without_an_article_gives_its_body() {
    let cleaned = cleaned(Format::Html, "<body><span>x</span>");
    assert_eq!(cleaned.text.as_str(), "x");
    for empty in ["<html><body><img src=a>", "<script>x</script>", "<p>\u{a0}</p>"] {
        let error =
            clean(&job(Some(Format::Html), empty), Sieve::embedded(), &Limits::default(), Deadline::NEVER)
                .unwrap_err();
        assert_eq!(error.code(), "no_text", "{empty}");
    }
}

#[test]
fn an_article_that_only_json_ld_carries_is_found() {
    let page = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{LEAD}\\n\\n{LAST} Fish &amp; chips.\"}}</script><body><div id=app>Loading the page.</div>"
    );
    let last = format!("{LAST} Fish & chips.");
    check_page(&page, &[LEAD, &last]);
}

#[test]
fn json_ld_comes_first() {
    let json = r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"WebSite","name":"Harbour Post"},{"@id":"#p","@type":"Person","name":"Jo Nordin"},
        {"@type":["NewsArticle"],"headline":"Bridge &amp; ferry","datePublished":"2024-05-03T10:00:00+02:00","inLanguage":"en-GB",
         "author":[{"@type":"Person","name":"By Maja Holm"},{"@id":"#p"}]}]}</script>
        <meta property="og:title" content="Other"><meta name=author content="Nobody Else">"##;
    let meta = meta(json);
    assert_eq!(meta.title.as_deref(), Some("Bridge & ferry"));
    assert_eq!(meta.authors, ["Maja Holm", "Jo Nordin"]);
    assert_eq!(meta.published_at.as_deref(), Some("2024-05-03T10:00:00+02:00"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
}

#[test]
fn meta_tags_and_markup_come_next() {
    let meta = meta(
        r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":</script>
        <title>Bridge closed - Harbour Post</title><meta property=og:site_name content="Harbour Post">
        <link rel=canonical href="https://example.org/bridge"><meta name="author" content="Maja Holm and Jo Nordin">
        <meta property=article:published_time content="2024-05-03 10:00:00">"#,
    );
    assert_eq!(meta.title.as_deref(), Some("Bridge closed"));
    assert_eq!(meta.authors, ["Maja Holm", "Jo Nordin"]);
    assert_eq!(meta.published_at.as_deref(), Some("2024-05-03T10:00:00"));
    assert_eq!(meta.url.as_deref(), Some("https://example.org/bridge"));
}

#[test]
fn fact_checks_pages_and_bylines_are_asked_where_nothing_else_says_it() {
    let found = meta(
        r#"<script type="application/ld+json">{"@graph":[{"@type":"ClaimReview","datePublished":"2024-05-03 15:44",
        "itemReviewed":{"@type":"Claim","datePublished":"2024-04-01","author":{"@type":"Person","name":"Rob Roe"}}}]}</script>
        <div class="article-byline"><span class=simple>Maja Holm</span> <span class=simple>Jo Nordin</span></div>"#,
    );
    assert_eq!(found.published_at.as_deref(), Some("2024-05-03T15:44"));
    assert_eq!(found.authors, ["Maja Holm", "Jo Nordin"]);
    let found = meta(
        r#"<script type="application/ld+json">[{"@type":"WebPage","datePublished":"2024-05-02"}]</script>
        <p class="byline__line">By Maja Holm and Jo Nordin, Rome</p>"#,
    );
    assert_eq!(found.published_at.as_deref(), Some("2024-05-02"));
    assert_eq!(found.authors, ["Maja Holm", "Jo Nordin"]);
    // What is stated of the article comes before what is stated of its page.
    let found = meta(
        r#"<script type="application/ld+json">[{"@type":"WebPage","datePublished":"2024-05-02"},
        {"@type":"NewsArticle","datePublished":"2024-05-01","author":"Ada Holm"}]</script><p class=byline>Rob Roe</p>"#,
    );
    assert_eq!(found.published_at.as_deref(), Some("2024-05-01"));
    assert_eq!(found.authors, ["Ada Holm"]);
}

#[test]
fn what_a_page_prints_around_its_text_comes_last() {
    let page = |head: &str, above: &str| {
        let body = format!(
            "<html><head>{head}</head><body><h1>The bridge is closed</h1>{above}\
             <p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {LAST}</p><p>{MORE} {LEAD}</p></body></html>"
        );
        let meta = cleaned(Format::Html, &body).meta;
        (meta.authors, meta.published_at)
    };
    let house = "<meta name=author content=\"The Harbour Post\"><meta name=date content=2024-05-01>";
    for (head, above, author, day) in [
        (
            "",
            "<div class=meta>Fri 03.05.24 | 14:07 | By <b class=authorname>Ada Holm</b></div>",
            "Ada Holm",
            "2024-05-03",
        ),
        ("", "<ul class=metaInfoAuthorList><li>Ada Holm</ul><div>3 May 2024</div>", "Ada Holm", "2024-05-03"),
        (house, "<div class=\"byline\">Von Ada Holm</div><div>3 May 2024</div>", "Ada Holm", "2024-05-01"),
        (house, "", "The Harbour Post", "2024-05-01"),
    ] {
        assert_eq!(page(head, above), (vec![author.to_owned()], Some(day.to_owned())), "{above}");
    }
}

#[test]
fn a_name_of_its_own_below_the_text_is_who_signs_it() {
    let house = "<meta name=author content=\"The Harbour Post\">";
    for (head, below, author) in [
        (house, "<p style=text-align:right><strong>Ada Holm</strong></p>", "Ada Holm"),
        (house, "<p><em>Ada</em> <em>Holm</em></p>", "Ada Holm"),
        // A link leads elsewhere, and what is not set apart is text.
        (house, "<p><strong><a href=/>Read More</a></strong></p>", "The Harbour Post"),
        (house, "<p>Ada Holm</p>", "The Harbour Post"),
        ("<meta name=author content=\"Jo Nordin\">", "<p><b>Ada Holm</b></p>", "Jo Nordin"),
    ] {
        let body = format!(
            "<html><head>{head}</head><body><article><h1>The bridge is closed</h1><p>{LEAD}</p><p>{MORE}</p>\
             <p>{LAST}</p><p>{LEAD} {LAST}</p><p>{MORE} {LEAD}</p>{below}</article></body></html>"
        );
        assert_eq!(cleaned(Format::Html, &body).meta.authors, [author], "{below}");
    }
}

#[test]
fn written_days_are_read_where_they_leave_no_doubt() {
    for (line, day) in [
        ("Friday, 3 May 2024 | 10:15", Some("2024-05-03")),
        ("May 3rd, 2024 at 10:15 a.m.", Some("2024-05-03")),
        ("Updated: Dec. 31, 1999", Some("1999-12-31")),
        ("3. März 2024, 17:47 Uhr", Some("2024-03-03")),
        ("le 14 août 2023", Some("2023-08-14")),
        ("3 de mayo de 2024", Some("2024-05-03")),
        ("Do 25.04.24 | 14:07 Uhr", Some("2024-04-25")),
        ("(25/04/2024)", Some("2024-04-25")),
        ("04/25/2024", Some("2024-04-25")),
        ("2024-04-25", Some("2024-04-25")),
        // The third of April, or the fourth of March.
        ("03/04/2024", None),
        ("35 May 2024", None),
        ("May 2024", None),
        ("Version 1.2.3", None),
        ("Born 3 May", None),
    ] {
        assert_eq!(days::written_date(line).as_deref(), day, "{line}");
    }
}

#[track_caller]
fn check_too_large(body: &str, unit: &str) {
    let error = clean(&job(Some(Format::Html), body), Sieve::embedded(), &Limits::default(), Deadline::NEVER)
        .unwrap_err();
    assert!(
        matches!(&error, Reject::TooLarge { what: "html", unit: found, .. } if *found == unit),
        "{error}"
    );
}

#[test]
fn pages_too_deep_or_too_large_are_refused_at_once() {
    check_too_large(&"<div>".repeat(100_000), "levels");
    check_too_large(&"<svg><td>".repeat(100_000), "levels");
    check_too_large(&"<b><i>".repeat(100_000), "levels");
    check_too_large(&"<p>x".repeat(1_000_000), "nodes");
    check_too_large(&"<!---->".repeat(1_000_000), "nodes");
    // Behind a drawing that a paragraph may have ended all of them stay for the parser.
    let attributes: String = (0..2_000).map(|n| format!(" a{n}=b")).collect();
    check_too_large(&format!("<svg><p>x</svg><p{attributes}>x"), "attributes of one tag");
    let attributes: String = (0..2_000).map(|n| format!(" data-a{n}=author")).collect();
    check_too_large(&format!("<p{attributes}>x"), "attributes of one tag");
    // Formatting that is never closed comes again in each paragraph.
    let fonts: String = (0..900).map(|n| format!("<font size={n}>")).collect();
    check_too_large(&format!("<p>{fonts}{}", "<p>x".repeat(100_000)), "nodes");
}

#[test]
fn a_text_of_more_lines_than_it_may_have_words_is_refused_at_once() {
    let limits = Limits { max_words: 3, ..Limits::default() };
    let clean =
        |body: &str| clean(&job(Some(Format::Text), body), Sieve::embedded(), &limits, Deadline::NEVER);
    assert!(clean("It\n\n \nrained\nall day.").is_ok());
    let error = clean("It\nrained\nall\nday.").unwrap_err();
    assert_eq!(error, Reject::TooLarge { what: "text", size: 4, limit: 3, unit: "lines" });
}

#[test]
fn odd_pages_come_to_an_end() {
    let limits = Limits::default();
    for page in [
        "<".repeat(250_000),
        "<!--".repeat(125_000),
        "<a".repeat(125_000),
        "<svg><a".repeat(50_000),
        "</".repeat(125_000),
        "<script></".repeat(50_000),
        "&".repeat(250_000),
        "<br>".repeat(25_000),
        "<table>".repeat(900),
        "<div>".repeat(990),
        format!("{}x", "<div>x".repeat(900)),
        "<p>a, b</p>".repeat(25_000),
        "<a href=x>y</a>".repeat(25_000),
        "<br>x".repeat(25_000),
        "<div><p>a, b".repeat(900),
        format!(
            "{}{}",
            "<div>".repeat(900),
            "<p>Some words, and more, of a text that has a length.</p>".repeat(15_000)
        ),
        "<ul><li>x</ul>".repeat(25_000),
        "x\n".repeat(125_000),
        format!("{}-\n{}\n", "x".repeat(70), "y".repeat(70)).repeat(2_000) + "\n\nend.",
        "The bridge will stay closed until spring, said the mayor.\n".repeat(8_000),
        format!("{}<h1>a b</h1>{}", "<div>".repeat(450), "<div>".repeat(450))
            + &"<p>Some words, and more, of a text that has a length, with a class around it.</p>"
                .repeat(6_000),
        "a.b ".repeat(125_000),
        format!("<p>a<br>{}", "&nbsp; ".repeat(80_000)),
        format!("<p>{}{}", "<span hidden>".repeat(450), "a b ".repeat(200_000)),
        format!("<p>{}{}", "<q>".repeat(450), "a b ".repeat(200_000)),
        format!(
            "<title>A - B c d</title><h1 class=logo>A</h1>{}{}",
            "<div class=title>".repeat(450),
            "a b ".repeat(200_000)
        ),
        "<pre>\n\n".repeat(900) + &"a\n".repeat(100_000),
        "&nbsp;<img>".repeat(200_000),
        "<q>a</q><br>".repeat(150_000),
        format!("a{}", "\u{2028}".repeat(300_000)),
        format!("<title>{}</title><p>x", "a b c d | ".repeat(100_000)),
        format!("<meta property=og:title content='{}'><h1>a b c</h1>", "The bridge - ".repeat(100_000)),
        "abcdefghijabcdefghijabcdefghij-\n".repeat(100_000) + "\n\nend.",
        format!(
            "<meta property=og:site_name content='{}'><script type=application/ld+json>\
            {{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"author\":[{}]}}</script>",
            "a b ".repeat(200_000),
            vec!["\"Ada Holm\""; 20_000].join(",")
        ),
    ] {
        for format in [Format::Html, Format::Text] {
            let start = std::time::Instant::now();
            let _ = clean(&job(Some(format), &page), Sieve::embedded(), &limits, Deadline::NEVER);
            let took = start.elapsed();
            assert!(
                took.as_secs() < 30,
                "{took:?} for {format:?} {}",
                page.chars().take(20).collect::<String>()
            );
        }
    }
}

#[test]
fn a_deadline_that_has_come_stops_it() {
    let expired = std::sync::atomic::AtomicBool::new(true);
    for format in [Format::Html, Format::Text, Format::Clean] {
        let error = clean(
            &job(Some(format), "<p>x"),
            Sieve::embedded(),
            &Limits::default(),
            Deadline::new(&expired, 1),
        )
        .unwrap_err();
        assert_eq!(error.code(), "timeout");
    }
}

#[test]
fn what_no_article_says_goes_whatever_the_model_says() {
    let article = |below: &str| {
        format!(
            "<article><h1>The bridge is closed</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {LAST}</p>{below}</article>"
        )
    };
    for plug in [
        "___",
        "* * *",
        "(Reporting by Ada Holm; Editing by Jo Nordin)",
        "With files from Ada Holm",
        "The post The bridge is closed appeared first on Harbour Post.",
        "All rights reserved. This may not be printed again.",
        "This article originally appeared in the Harbour Post.",
        "Ada Holm contributed to this report.",
        "Story continues below advertisement",
        "Listen to this article",
        "Reading time: 3 minutes",
        "Support local journalism. <a href=/s>Subscribe today</a>.",
        "Join our WhatsApp channel",
        "Get the day’s top stories in your inbox. <a href=/s>Sign up here</a>.",
        "<strong>&gt;&gt; <a href=/f>Ferry company raises its fares</a></strong>",
        "WATCH: <a href=/f>A ferry in the storm</a>",
        "►\u{3000}<a href=/f>Читайте также: паром подорожает</a>",
        "▶\u{2028}<a href=/f>関連記事：橋は春まで閉鎖</a>",
        "★★★★☆",
        "https://www.youtube.com/watch?v=abc",
        "[caption id=\"a\" align=\"b\"]The bridge[/caption]",
        "Filed under: News",
        "Tags: bridge, harbour",
        "What do you think? Let us know in the comments below.",
    ] {
        let cleaned = cleaned(Format::Html, &article(&format!("<p>{plug}</p>")));
        assert_eq!(cleaned.text.as_str().lines().last(), Some(&*format!("{LEAD} {LAST}")), "{plug}");
    }
    for text in [
        "Tags: that is what the boys at the harbour call the marks on the wall, said the mayor.",
        "Reporting by hand of what was caught is to end, the fishers were told on Monday.",
        "“Support local journalism. Subscribe today,” the mayor said to the room.",
        "Story continues below the waterline, or so the divers who saw the piers said on Monday.",
        "Reporting by hand of what was caught at sea is to end with the year.",
        "Editing by committee has not helped the plan, the council added in the evening.",
        "Watch: the ferry leaves at ten, and nobody is to wait for the last of the cars.",
    ] {
        let cleaned = cleaned(Format::Html, &article(&format!("<p>{text}</p>")));
        assert_eq!(cleaned.text.as_str().lines().last(), Some(text));
    }
}

#[test]
fn sentences_between_paragraphs_and_after_the_last_stay() {
    let short = "It opens on Monday.";
    let paragraphs = format!("<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {LAST}</p>");
    for page in [
        format!(
            "<main><article><h1>The bridge</h1><div class=text-block>{paragraphs}</div><div class=links>\
            <h2>More on this story</h2><a>Snow in the north</a></div><div class=text-block><p>{short}</p></div>\
            <div class=tags><a>Books</a><a>Town</a></div></article></main>"
        ),
        format!(
            "<main><h1>The bridge</h1><div class=body>{paragraphs}<p class=last-child>{short}</p></div>\
            Published 27 February 2024</main>"
        ),
    ] {
        assert!(cleaned(Format::Html, &page).text.as_str().ends_with(short), "{page}");
    }
    // What stands elsewhere is not the article's.
    let page = format!(
        "<main><article><h1>The bridge</h1><div class=body>{paragraphs}</div></article>\
        <div class=comments><p>Comments</p><p>{short}</p></div></main>"
    );
    assert!(!cleaned(Format::Html, &page).text.as_str().contains(short));
}

#[test]
fn what_stands_in_the_page_again_goes() {
    let words = "We cannot open it before the piers are safe";
    for inside in [
        format!(
            "<figure class=wp-block-pullquote><blockquote><p>“{words}”</p><cite>Ada Lindqvist</cite></blockquote></figure>"
        ),
        format!("<blockquote class=pull-quote>{words}</blockquote>"),
        format!("<aside><q>{words}</q></aside>"),
    ] {
        let text = cleaned(Format::Html, &page_with("", &inside)).text;
        assert_eq!(text.as_str().matches(words).count(), 1, "{text:?}");
        assert!(!text.as_str().lines().any(|line| line == "Ada Lindqvist"));
    }
    // Others are the text's own.
    let own = "“Nothing is safe until we say so, and we have not said it.”";
    let text = cleaned(Format::Html, &page_with("", &format!("<blockquote><p>{own}</p></blockquote>"))).text;
    assert!(text.as_str().contains(own));
}

#[test]
fn words_below_a_picture_in_its_paragraph_are_its_caption() {
    let caption = "The bridge on Thursday. Ada Holm / Harbour Post";
    for inside in [
        format!("<p><img src=a><br><em>{caption}</em></p>"),
        format!("<p class=caption>{caption}</p>"),
        format!("<span class=photo><img><em>{caption}</em></span>"),
    ] {
        let text = cleaned(Format::Html, &page_with("", &inside)).text;
        assert!(!text.as_str().contains(caption), "{inside}");
    }
    let text =
        cleaned(Format::Html, &page_with("", "<p><img src=a>A ferry came at noon, empty but for a dog.</p>"));
    assert!(text.text.as_str().contains("empty but for a dog."));
}

#[test]
fn more_bylines_and_days_are_read() {
    let read = |above: &str| {
        let page = format!(
            "<html><body><article><h1>The bridge is closed</h1>{above}<div class=story-body><p>{LEAD}</p><p>{MORE}</p>\
             <p>{LAST}</p><p>{LEAD} {LAST}</p></div></article></body></html>"
        );
        let meta = cleaned(Format::Html, &page).meta;
        (meta.authors.join(", "), meta.published_at.unwrap_or_default())
    };
    for (above, author, day) in [
        ("<p class=byline>Ada Holm<br>Staff Reporter | ada@post.example</p>", "Ada Holm", ""),
        ("<p class=byline>Ada Holm / Staff Reporter</p>", "Ada Holm", ""),
        ("<div><a href=/author/ada-holm>Ada Holm</a></div>", "Ada Holm", ""),
        ("<div>WRITER: Ada Holm</div>", "Ada Holm", ""),
        ("<small>Posted on August 9th, 2011 by Ada Holm</small>", "Ada Holm", "2011-08-09"),
        (
            "<small>Posted <abbr class=published title=2011-08-09T18:05:00-05:00>August 9th</abbr></small>",
            "",
            "2011-08-09T18:05:00-05:00",
        ),
        (
            "<div><span>Dec. 30, 2022</span><span>Updated: Dec. 31, 2022 7:45 a.m.</span></div>",
            "",
            "2022-12-30",
        ),
        ("<p>Updated Dec. 31, 2022</p><p>Dec. 30, 2022</p>", "", "2022-12-30"),
    ] {
        assert_eq!(read(above), (author.to_owned(), day.to_owned()), "{above}");
    }
    for (line, author) in [
        ("Ada Holm at Mill Lane", "Ada Holm"),
        ("By Ada Holm, Editor", "Ada Holm"),
        ("Posted By", ""),
        ("Harbour Editorial Team", ""),
    ] {
        assert_eq!(text::marked_names(line).join(", "), author, "{line}");
    }
}

#[test]
fn titles_lose_sites_that_no_space_parts() {
    for head in [
        "<meta property=og:site_name content=東都新聞><meta property=og:title content=老舗銭湯「松の湯」閉店へ：東都新聞>",
        "<title>老舗銭湯「松の湯」閉店へ-東都新聞</title>",
    ] {
        let page = page_with(head, "")
            .replace("<h1>The bridge is closed</h1>", "<div class=a-title>老舗銭湯「松の湯」閉店へ</div>");
        assert_eq!(
            cleaned(Format::Html, &page).meta.title.as_deref(),
            Some("老舗銭湯「松の湯」閉店へ"),
            "{head}"
        );
    }
}

#[test]
fn slugs_above_a_text_are_no_headline() {
    let body = format!("{LEAD}\n\n{MORE}\n\n{LAST}");
    let headline = "The bridge stays closed until spring";
    for (above, title, author) in [
        (
            "FOR IMMEDIATE RELEASE\nDecember 30, 2022\n\nCONTACT: Ada Holm, 555-0133, ada@post.example\n\n@",
            Some(headline),
            "",
        ),
        ("View this email in your browser (https://mail.example/abc)", None, ""),
        ("Skip to content\nNews\nWeather\n@\nBy Ada Holm", Some(headline), "Ada Holm"),
        (
            "1 of 50 DOCUMENTS\n\nThe Harbour Post\n\nDecember 30, 2022 Friday\n\n@\n\nBYLINE: Ada Holm, Staff Reporter\n\n\
            SECTION: NEWS; Pg. A3\n\nLENGTH: 143 words\n\nBODY:",
            Some(headline),
            "Ada Holm",
        ),
        (
            "@\n\nBy Ada Holm\n214 words\n30 December 2022\n06:15 GMT\nHarbour Post\nHPOST\nEnglish\nCopyright (c) 2022, Harbour Post.",
            Some(headline),
            "Ada Holm",
        ),
        ("# @\n\n*By Ada Holm*", Some(headline), "Ada Holm"),
    ] {
        let found = cleaned(Format::Text, &format!("{}\n\n{body}", above.replace('@', headline)));
        assert_eq!(found.text.as_str().split('\n').collect::<Vec<_>>(), [LEAD, MORE, LAST], "{above}");
        assert_eq!(
            (found.meta.title.as_deref(), &*found.meta.authors.join(", ")),
            (title, author),
            "{above}"
        );
    }
}

#[test]
fn wire_copy_and_double_spacing_are_joined() {
    let wire = "   HARBOUR TOWN (XP) -- The town council said on Monday that the\nold bridge will stay closed until spring.\n   \
        Ferries will cross every ten minutes until then, at no charge, the\nHarbour Company said.\n   \"It is a long wait,\" said \
        Ada Lindqvist, an engineer who leads the\nWorks Department.\n   It opened in 1824.";
    assert_eq!(text::lines(wire).len(), 4, "{:?}", text::lines(wire));
    let spaced = "The strike at the ferry company went on for a third week with no\n\ntalks set and both sides \
        ready for a long winter of waiting and\n\nhalf-empty boats in the harbour.\n\nSome forty sailors walked out in \
        May over the new rota, which the\n\ncompany wants to keep.";
    let lines = text::lines(spaced);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("with no talks set") && lines[1].ends_with("which the company wants to keep."));
    let poem = "The fog came over the harbour wall\n\nand lay upon the sea\n\nThe ferry never came at all\n\nno more than you";
    assert_eq!(text::lines(poem).len(), 4);
}

#[test]
fn who_answers_once_answers_twice() {
    let body = format!(
        "REMARKS BY THE MAYOR\n\nTown Hall\n\n10:12 A.M.\n\nTHE MAYOR: Good morning. {LEAD}\n\n{LAST}\n\n\
        COUNCILLOR ROWE: Thank you, Mr. Mayor. It is an honour to be here.\n\nTHE MAYOR: Thank you all.\n\nEND 10:21 A.M."
    );
    assert!(cleaned(Format::Text, &body).text.as_str().ends_with("THE MAYOR: Thank you all."));
}

/// A page of four paragraphs, each between `open` and `close`, and what stands below them.
fn page_of(open: &str, close: &str, below: &str) -> String {
    let paragraph = |text: &str| format!("{open}{text}{close}");
    let whole = format!("{LEAD} {LAST}");
    let paragraphs: String = [LEAD, MORE, LAST, &whole].into_iter().map(paragraph).collect();
    format!(
        "<body><div class=top><a href=/>Home</a></div><h1>The bridge stays closed</h1><div class=story>{paragraphs}{below}\
        </div><div class=foot>Contact us | Privacy | Terms</div></body>"
    )
}

#[test]
fn the_last_paragraph_stays_in_wrappers_and_after_boxes() {
    const BOXES: [&str; 4] = [
        "",
        "<div class=ad-slot>Advertisement</div>",
        "<aside class=related><h3>Related</h3><ul><li><a href=#>Road to close for a month</a></li></ul></aside>",
        "<div class=newsletter><h4>Morning briefing</h4><p>Sign up for our newsletter and never miss a story.</p></div>",
    ];
    for (open, close) in [
        ("<p>", "</p>"),
        ("<div class=blk><div class=txt><p>", "</p></div></div>"),
        ("<section class=chunk><div class=col><p>", "</p></div></section>"),
    ] {
        for between in BOXES {
            for last in ["Talks go on this week.", "It was late.", "“We shall see,” she said."] {
                let page = page_of(open, close, &format!("{between}{open}{last}{close}"));
                assert!(cleaned(Format::Html, &page).text.as_str().ends_with(last), "{page}");
            }
        }
    }
}

#[test]
fn a_last_paragraph_in_bold_stays_and_a_note_does_not() {
    for last in
        ["The council meets again on the first Monday of June.", "It is not known who will pay for it."]
    {
        let page = page_of("<p>", "</p>", &format!("<p><strong>{last}</strong></p>"));
        assert!(cleaned(Format::Html, &page).text.as_str().ends_with(last), "{page}");
    }
    let note = "Ada Holm is a reporter at the Harbour Post. Reach her at ada@post.example.";
    let page = page_of("<p>", "</p>", &format!("<p><em>{note}</em></p>"));
    assert!(!cleaned(Format::Html, &page).text.as_str().contains(note));
}

#[test]
fn a_company_that_declines_to_comment_is_no_prompt() {
    assert!(keeping::invites_comments("log in to comment"));
    assert!(!keeping::invites_comments("the company declined to comment."));
}

#[test]
fn a_short_sentence_above_the_tail_of_a_text_stays() {
    let title = "The bridge stays closed until spring";
    let below = "Share this article\nFacebook\nTwitter\nRead more: Road to close\n© 2024 Harbour Post";
    for last in
        ["Talks go on.", "Die Fähre kostet nichts.", "Le ferry est gratuit.", "“It was late,” she said."]
    {
        let body = format!("{title}\nBy Ada Holm\n{LEAD}\n{MORE}\n{LAST}\n{LEAD} {LAST}\n{last}\n{below}");
        assert!(cleaned(Format::Text, &body).text.as_str().ends_with(last), "{last}");
    }
}

/// Checks that lines of a text with links and labels below it stay.
#[track_caller]
fn check_stays(between: &str, kept: &[&str]) {
    let body = format!(
        "Bridge stays closed until spring\nBy Ada Holm\n{LEAD}\n{MORE}\n{between}\nShare this article\nFacebook\nTwitter\n\
        © 2024 Harbour Post"
    );
    let text = cleaned(Format::Text, &body).text;
    let text: Vec<&str> = text.as_str().lines().collect();
    for line in kept {
        assert!(text.contains(line), "{line}: {text:#?}");
    }
}

#[test]
fn rows_and_short_answers_of_a_text_stay() {
    let rows = ["North pier: 7.1 inches", "South pier: 6.3 inches", "Old quay: 5.0 inches"];
    check_stays(&format!("{VOTE}\n{SHOPS}\nHow much fell\n{}", rows.join("\n")), &rows);
    let answers = format!("{VOTE}\n“Who asked for it?”\n“Nobody.”\nWould it hold?\n{SHOPS}\n{LAST}");
    check_stays(&answers, &["“Who asked for it?”", "“Nobody.”", "Would it hold?"]);
}

#[test]
fn the_short_last_lines_of_a_text_stay() {
    for end in [
        &["Silence."][..],
        &["Who pays?", "Nobody yet."],
        &["“No.”"],
        &["He left at dawn.", "It was snowing."],
        &["What happens next?", "The council votes in June."],
        &["Background", "The bridge opened in 1961."],
        &["Harbour 3, Valley 1", "Referee: A Holm.", "Att: 1,204"],
        &["Labour 27", "Conservative 15", "Lib Dem 9"],
        &["($1 = 73.55 rupees)"],
    ] {
        check_stays(&format!("{VOTE}\n{SHOPS}\n{}", end.join("\n")), end);
    }
    let below = |line: &str| {
        let body = format!(
            "Bridge stays closed\nBy Ada Holm\n{LEAD}\n{MORE}\n{VOTE}\n{SHOPS}\n{line}\nShare this article"
        );
        cleaned(Format::Text, &body).text.as_str().contains(line)
    };
    for line in ["Loading.", "Subscribe today!", "Ready to read more?", "Thanks."] {
        assert!(!below(line), "{line}");
    }
}

/// Checks that a line, in the middle of a text or at its end, goes, or stays.
#[track_caller]
fn check_goes(line: &str, at_end: bool, goes: bool) {
    let below = if at_end { String::new() } else { format!("{LAST} {SHOPS}\n{VOTE}\n") };
    let body = format!(
        "Bridge stays closed until spring\n{LEAD}\n{MORE}\n{VOTE} {SHOPS}\n{line}\n{below}Share this article"
    );
    let text = cleaned(Format::Text, &body).text;
    assert_eq!(!text.as_str().lines().any(|kept| kept == line), goes, "{line}");
}

#[test]
fn lines_that_no_article_has_go_from_texts() {
    for line in [
        "[object Object]",
        "<iframe width=\"400\" height=\"90\"></iframe>",
        "Getting your Trinity Audio player ready...",
        "12 Retweets 41 Likes",
        "85% Upvoted",
        "Log in or sign up to leave a comment",
        "[ADVERTORIAL] Get a boat loan in five minutes",
        "… we have a small favour to ask. Thousands of readers have put their trust in us.",
        "3 Be Truthful. Don't knowingly lie about anyone or anything.",
        "Would you take the ferry? Join the conversation below.",
        "list 3 of 4Who owns the bridge?",
        "The bridge in May. Photograph: Ada Holm/Harbour Press",
        "The bridge in May.Credit:Ada Holm",
        "The bridge in May. [Ada Holm/HNN]",
        "Ada Holm, 73, on the last ferry. JO ROWE/HARBOUR STAR",
        "Ada Holm / HARBOUR PRESS",
        "Ada Holm/Special to the Post",
        "— Photo by Ada Holm",
        "Illustration: Ada Holm for the Harbour Post",
        "Latest articles from the Harbour Post",
        "If you liked this story, sign up for the weekly letter.",
        "The bridge in May. © 2024 Ada Holm",
        "The bridge in May. Ada Holm / Harbour Post",
        "The bridge in May (Harbour Post photo)",
        "The bridge in May - Credit: Harbour Fire Service",
        "Updated: May 3, 2024 9:12 AM | Originally published: May 2, 2024",
        "3. Please understand that comments are moderated before they are published.",
        "The Tide newsletter is our guide to the week at the harbour. Get it each Friday.",
        "Will you support the Post's journalism?",
        "Words: Ada Holm. Pictures: Jo Rowe",
        "Click here for more harbour news",
        "@adaholm",
    ] {
        check_goes(line, false, true);
    }
    for line in [
        "English version by Ada Holm.",
        "(Translated by Ada Holm)",
        "(END) Harbour Newswires",
        "[ENDS]",
        "Information from: Harbour Times, http://www.times.example",
        "— Reporter Ada Holm: ada@post.example, 207-555-0144",
        "Ada Holm, reporter, can be reached at 207-555-0144.",
        "((ada.holm@wire.example; +44 20 5550 1445;))",
        "Do you know more about this story? Email us at desk@post.example",
        "(Updates with comment of the mayor in fifth paragraph.)",
        "Ada Holm is a senior reporter at the Harbour Post.",
        "The writer is a doctor in Town.",
        "ada@post.example, 207-555-0144 or Twitter @ada",
        "The Harbour Press receives support from several foundations. HP is solely responsible for all content.",
    ] {
        check_goes(line, true, true);
    }
    for line in [
        "Two likes are not a vote, the mayor said.",
        "Nobody likes the photo by the pier.",
        "If you have seen the boat, call the harbour police on 555 0144, the police said.",
        "Translated by the mayor, the letter was read aloud on Monday.",
    ] {
        check_goes(line, false, false);
    }
}

#[test]
fn headlines_below_a_line_that_announces_them_go() {
    let story =
        "“You cannot close the only road and call it a plan,” said Jo Rowe, who runs the shop on the pier.";
    let announced = "People are also reading…\nFerry workers vote on a new contract\nOur view: Pay for the pier\n\
        Report: Storm took 14 boats";
    let body = |between: &str| {
        let body =
            format!("Bridge stays closed\n{LEAD}\n{MORE}\n{SHOPS}\n{between}\n{story}\n{VOTE}\n{LAST}");
        cleaned(Format::Text, &body).text.as_str().to_owned()
    };
    let whole = [LEAD, MORE, SHOPS, story, VOTE, LAST].join("\n");
    assert_eq!(body(announced), whole);
    // What asks something above an answer is a heading of the text.
    let headed = format!("{announced}\nWho will pay for it?");
    assert!(body(&headed).contains("Who will pay for it?"));
    assert!(!body(&headed).contains("14 boats"));
}

#[test]
fn links_to_other_articles_go_in_other_languages() {
    for line in [
        "<strong>Lesen Sie auch:</strong> <a href=#>So geht es weiter</a>",
        "<a href=#>Lesen Sie hier: Was Pendler wissen müssen</a>",
        "À lire aussi <a href=#>Le ferry sera gratuit</a>",
        "<b>LIRE AUSSI &gt; </b><a href=#>Ces ponts qui inquiètent</a>",
        "Leggi anche &gt; <a href=#>Ponti vecchi</a>",
        "Czytaj też: <a href=#>Prom będzie za darmo</a>",
    ] {
        let page = page_of("<p>", "</p>", &format!("<p>{line}</p><p>{LAST} {MORE}</p>"));
        let text = cleaned(Format::Html, &page).text;
        assert_eq!(text.as_str().split('\n').count(), 5, "{line}: {}", text.as_str());
    }
}

#[test]
fn heads_of_mail_and_archives_are_read() {
    let headline = "The bridge stays closed until spring";
    let body = format!("{LEAD}\n\n{MORE}\n\n{LAST}");
    for (above, below, author) in [
        (
            "From: Ada Holm <ada@post.example>\nTo: desk@post.example\nDate: Fri, 3 May 2024 08:00:00 +0100\nSubject: Re: @",
            "-- \nAda Holm\nHarbour Post\nTel. 555-0199",
            "Ada Holm",
        ),
        (
            "---------- Forwarded message ---------\nFrom: Harbour Post <news@post.example>\nDate: Fri, May 3, 2024 at 9:14 AM\n\
            Subject: @\nTo: <reader@mail.example>\n\nView this email in your browser",
            "Unsubscribe from this list\nYou are receiving this email because you signed up.",
            "",
        ),
        (
            "Paper: Harbour Post, The\nTitle: @\nAuthor: Ada Holm\nDate: May 3, 2024\nSection: Local\nPage: B1",
            "Copyright, 2024, Harbour Post, All Rights Reserved.\nRecord Number: 0F2A9D7C51",
            "Ada Holm",
        ),
        (
            "HD @\nBY By Ada Holm\nWC 389 words\nPD 3 May 2024\nSN Harbour Post\nLA English\nCY Copyright 2024. Harbour Post.\nLP",
            "AN Document HPOST00020240503ek5300002",
            "Ada Holm",
        ),
    ] {
        let found = cleaned(Format::Text, &format!("{}\n\n{body}\n\n{below}", above.replace('@', headline)));
        assert_eq!(found.text.as_str().split('\n').collect::<Vec<_>>(), [LEAD, MORE, LAST], "{above}");
        let meta = (found.meta.title.as_deref(), found.meta.published_at.as_deref());
        assert_eq!(meta, (Some(headline), Some("2024-05-03")), "{above}");
        assert_eq!(found.meta.authors.join(", "), author, "{above}");
    }
}

#[test]
fn days_are_read_in_other_languages() {
    for (line, day) in [
        ("3 maja 2024, 10:15", Some("2024-05-03")),
        ("3 мая 2024", Some("2024-05-03")),
        ("9 marraskuuta 2024", Some("2024-11-09")),
        ("12. července 2024", Some("2024-07-12")),
        ("2024年5月3日", Some("2024-05-03")),
        ("2024년 5월 3일", Some("2024-05-03")),
        ("2024年度", None),
    ] {
        assert_eq!(days::written_date(line).as_deref(), day, "{line}");
    }
    for (line, day) in [
        ("Last updated 5 April 2024 at 10:12. First published 2 April 2024 at 08:30.", "2024-04-02"),
        ("Publié le 3 mai 2024, mis à jour le 4 mai 2024", "2024-05-03"),
        ("Mis à jour le 4 mai 2024 - publié le 3 mai 2024", "2024-05-03"),
    ] {
        assert_eq!(days::published_day(line).as_deref(), Some(day), "{line}");
    }
    assert!(days::is_day("Freitag, 3. Mai 2024, 10:15 Uhr") && days::is_day("3 de mayo de 2024"));
    assert!(!days::is_day("The bridge opened on 3 May 2024"));
}

#[test]
fn bylines_of_other_shapes_give_authors() {
    for line in [
        "<div>Published: 2 Apr 2024 09:14 By Ada Holm</div>",
        "<div>Submitted by Ada Holm on Tue, 02/20/2024 - 08:00</div>",
        "<div>di Ada Holm</div>",
        "<div>By <div>Ada Holm</div></div>",
        "<div>Ada Holm</div><div>3 May 2024</div>",
        "<div>ByAda Holm</div><div>3 May 2024</div>",
        "<p>Veröffentlicht am 03.05.2024 um 10:15 Uhr | Aktualisiert am 04.05.2024 | Von Ada Holm | Lesedauer: 3 Minuten</p>",
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line}"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors, ["Ada Holm"], "{line}");
    }
}

#[test]
fn what_the_page_sets_apart_in_its_own_elements_is_a_paragraph_each() {
    let page = page_of("<x-text>", "</x-text>", "");
    assert_eq!(cleaned(Format::Html, &page).text.as_str().split('\n').count(), 4);
    // Words for those who hear the page are none of it.
    let heard = LAST.replace("Ferries", "Ferries<span class=sr-only> (opens in a new window)</span>");
    let page = page_of("<p>", "</p>", "").replace(LAST, &heard);
    assert!(cleaned(Format::Html, &page).text.as_str().contains(LAST));
}

#[test]
fn cells_with_paragraphs_are_no_row() {
    let text = [LEAD, MORE, VOTE, SHOPS, LAST].join("<br><br>");
    let page = format!(
        "<table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td><td>{text}<br><br>Talks go on.</td></tr></table>"
    );
    let text = cleaned(Format::Html, &page).text;
    let lines = [LEAD, MORE, VOTE, SHOPS, LAST, "Talks go on."].join("\n");
    assert!(text.as_str().ends_with(&format!("\n{lines}")), "{}", text.as_str());
}

#[test]
fn sentences_between_breaks_are_paragraphs_and_questions_stand_above_answers() {
    let page = page_of("<p>", "</p>", &format!("<p>{VOTE}<br>{SHOPS}</p>"));
    let text = cleaned(Format::Html, &page).text;
    assert!(text.as_str().contains(&format!("{VOTE}\n{SHOPS}")), "{}", text.as_str());
    let fold = |question: &str, answer: &str| {
        format!("<h3><button>{question}</button></h3><div><p>{answer}</p></div>")
    };
    let asked = [fold("When does it open again?", MORE), fold("What does the ferry cost?", LAST)].concat();
    let text =
        cleaned(Format::Html, &format!("<main><h1>The bridge</h1><p>{LEAD} {LAST}</p>{asked}</main>")).text;
    assert!(text.as_str().contains(&format!("When does it open again?\n{MORE}")), "{}", text.as_str());
}

#[test]
fn words_for_readers_without_scripts_are_read_where_there_are_no_others() {
    let whole = format!("<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {MORE} {LAST}</p>");
    let hidden = format!("<div id=app>Loading</div><noscript><div>{whole}</div></noscript>");
    assert!(cleaned(Format::Html, &hidden).text.as_str().contains(LAST));
    let note = "You need scripts for the comments of this page.";
    let shown = format!("<div>{whole}</div><noscript><p>{note}</p></noscript>");
    assert!(!cleaned(Format::Html, &shown).text.as_str().contains(note));
}

#[test]
fn links_that_are_never_closed_end_where_a_block_begins() {
    let page = format!(
        "<div class=nav><a href=/>Home<a href=/n>News</div><h1>The bridge</h1><p>{LEAD}<p>{MORE}<p>{LAST}"
    );
    let text = cleaned(Format::Html, &page).text;
    assert!(text.as_str().ends_with(&[LEAD, MORE, LAST].join("\n")), "{}", text.as_str());
}

/// Returns a page with some markup around the four paragraphs of its article.
fn framed(above: &str, below: &str) -> String {
    let four: String = [LEAD, MORE, VOTE, SHOPS].iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<main><article><h1>The bridge</h1><p class=byline>By Sam Orr</p><div class=entry-content>{above}{four}{below}</div>\
         </article></main>"
    )
}

#[test]
fn a_list_that_the_text_announces_stays() {
    let items = ["John Pell, 31, of Ash", "Mary Dunn, 44, of Elm Park", "Kyle Orr, 22, of Holt"];
    let list: String = items.iter().map(|item| format!("<li>{item}</li>")).collect();
    let text = cleaned(Format::Html, &framed("", &format!("<p>Here is the list:</p><ul>{list}</ul>"))).text;
    assert!(text.as_str().ends_with(&items.join("\n")), "{}", text.as_str());
}

#[test]
fn a_last_word_in_an_element_of_its_own_stays() {
    let text = cleaned(Format::Html, &framed("", "<div class=col><p>Doors open at 7.</p></div>")).text;
    assert!(text.as_str().ends_with("Doors open at 7."), "{}", text.as_str());
}

#[test]
fn headings_of_posts_and_days_stay() {
    let post = |heading: &str, body: &str| {
        format!(
            "<div class=post><header><time>14:51</time><h3>{heading}</h3></header><p>{body}</p><footer><div>Share\
             </div></footer></div>"
        )
    };
    let posts =
        [post("Vote is near", LEAD), post("June 10", MORE), post("Shops fear for trade", LAST)].concat();
    let page = format!("<article><h1>The bridge</h1><div>{posts}</div></article>");
    let text = cleaned(Format::Html, &page).text;
    for heading in ["Vote is near", "June 10", "Shops fear for trade"] {
        assert!(text.as_str().contains(&format!("{heading}\n")), "{heading} of {}", text.as_str());
    }
}

#[test]
fn a_short_introduction_beside_the_rest_stays() {
    let intro = "Polls open at 7 a.m. on Tuesday. Here are answers.";
    let above =
        format!("<p>{intro}</p><div class=wp-block-group><div class=wp-block-group__inner-container>");
    let text = cleaned(Format::Html, &framed(&above, "</div></div>")).text;
    assert!(text.as_str().starts_with(intro), "{}", text.as_str());
}

#[test]
fn the_next_article_of_a_page_goes() {
    let other = "The night market on Cutler Row shut early on Friday after smoke drifted over the stalls.";
    let page = format!(
        "<article><h1>The bridge</h1><p>{LEAD}</p><p>{MORE}</p><p>{VOTE}</p><p>{SHOPS}</p><p>{LAST}</p></article><article><h1>Night market to close \
         over smoke</h1><p class=byline>By Leo Park</p><p>{other}</p></article>"
    );
    let text = cleaned(Format::Html, &page).text;
    assert!(text.as_str().contains(LAST) && !text.as_str().contains(other), "{}", text.as_str());
}

#[test]
fn words_of_readers_below_a_heading_go() {
    let said = "They dug this street up in March for the gas and in April for the cable.";
    let page = format!(
        "<article><h1>The bridge</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><div><h4>3 Responses to “The bridge”</h4>\
         <p>Sid says:</p><p>{said}</p></div></article>"
    );
    let text = cleaned(Format::Html, &page).text;
    assert!(text.as_str().contains(LAST) && !text.as_str().contains(said), "{}", text.as_str());
}

#[test]
fn what_is_asked_of_readers_goes_wherever_it_stands() {
    for plug in [
        "FOR IMMEDIATE RELEASE",
        "As an Amazon Associate, we earn from qualifying purchases.",
        "By Sam Orr Staff Writer",
    ] {
        let page = format!(
            "<article><h1>The bridge</h1><p>{plug}</p><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>"
        );
        let text = cleaned(Format::Html, &page).text;
        assert!(text.as_str().contains(LAST) && !text.as_str().contains(plug), "{plug} in {}", text.as_str());
    }
}

/// Checks that a text has some lines, one below another.
#[track_caller]
fn check_lines(page: &str, lines: &str) {
    let text = cleaned(Format::Html, page).text;
    let whole = format!("\n{}\n", text.as_str());
    assert!(whole.contains(&format!("\n{lines}\n")), "{lines:?} in {page}: {}", text.as_str());
}

/// Returns a page with something between the paragraphs of its article.
fn between(inside: &str) -> String {
    framed("", &format!("{inside}<p>{LAST}</p><p>{LEAD} {LAST}</p>"))
}

/// Returns a page of styled paragraphs with something and what is left of advertisements between them.
fn amid(inside: &str) -> String {
    let paragraph = |text: &str| format!("<p class=\"css-at9mc1 evys1bk0\">{text}</p>");
    let above: String = [LEAD, MORE, VOTE, SHOPS].into_iter().map(paragraph).collect();
    let below: String = [LAST, &format!("{LEAD} {VOTE}")].into_iter().map(paragraph).collect();
    format!(
        "<article><h1>The bridge</h1><div class=entry-content>{above}<p>Advertisement</p>{inside}\
         <p>Article continues after this advertisement</p>{below}</div></article>"
    )
}

#[test]
fn text_in_another_module_of_a_builder_stays() {
    let others = [
        "<div class=testimonial><p>The best bridge that I have seen.</p></div>",
        "<div class=promo><h2>Stay in the loop</h2><p>Join 4,000 readers.</p><a href=/s>Subscribe</a></div>",
    ];
    for (open, close) in [
        ("<div class=\"et_pb_module et_pb_text\"><div class=et_pb_text_inner>", "</div></div>"),
        ("<div class=wpb_text_column><div class=wpb_wrapper>", "</div></div>"),
        ("<div class=elementor-widget-text-editor><div class=elementor-widget-container>", "</div></div>"),
    ] {
        for other in others {
            let four: String =
                [LEAD, MORE, VOTE, SHOPS].iter().map(|text| format!("<p>{text}</p>")).collect();
            let page = format!(
                "<main><article><h1>The bridge</h1><div class=row><div class=column>{open}{four}{close}{other}\
                 {open}<p>{LAST}</p>{close}</div></div></article><section><h2>2 Comments</h2></section></main>"
            );
            check_lines(&page, LAST);
        }
    }
}

#[test]
fn a_paragraph_in_an_element_of_its_own_stays() {
    for class in ["wp-block-group", "callout", ""] {
        let four: String = [LEAD, MORE, VOTE, SHOPS].iter().map(|text| format!("<p>{text}</p>")).collect();
        let page = format!(
            "<h1>The bridge</h1><div class=\"prose mt-8\">{four}<div class=\"{class}\"><p>{LAST}</p></div></div>\
             <div class=more><a href=/x>Ferry fares rise</a><a href=/y>School shut by storm</a></div>"
        );
        check_lines(&page, LAST);
    }
    let own = "It was built in 1888 by two brothers who did not speak to each other.";
    let linked = "The report runs to 212 pages and was written by a diver.";
    for (inside, lines) in [
        (format!("<div class=wp-block-columns><div class=wp-block-column><p>{own}</p></div></div>"), own),
        (
            format!("<div class=info-box><h4>At a glance</h4><p>{own}</p></div>"),
            &format!("At a glance\n{own}"),
        ),
        (format!("<p><a href=/r>{linked}</a></p>"), linked),
    ] {
        check_lines(&amid(&inside), lines);
    }
}

#[test]
fn rows_items_and_quotations_between_paragraphs_stay() {
    const ROWS: &str = "<table><tr><th>Ward</th><th>Yes</th></tr><tr><td>North</td><td>1,204</td></tr>\
        <tr><td>South</td><td>877</td></tr></table>";
    for (inside, lines) in [
        (ROWS, "Ward Yes\nNorth 1,204\nSouth 877"),
        ("<ul><li><p>Two boats</p></li><li><p>One rope</p></li></ul>", "Two boats\nOne rope"),
        (
            "<h3>What they found</h3><ul><li><p>Forty tires</p></li><li><p>One bath</p></li></ul>",
            "What they found\nForty tires\nOne bath",
        ),
        (
            "<p>These groups can help:</p><ul><li><a href=//a.example>Harbour Trust</a></li><li><a href=//b.example>\
             Island Legal Aid</a></li></ul>",
            "These groups can help:\nHarbour Trust\nIsland Legal Aid",
        ),
    ] {
        check_lines(&between(inside), lines);
    }
    let quote = "We counted the cars twice, and there was always one too many.";
    let inside = format!("<blockquote><p>{quote}</p><cite>Hal Orme, diver</cite></blockquote>");
    check_lines(&amid(&inside), &format!("{quote}\nHal Orme, diver"));
    let others = "<p>More on this:</p><ul><li><a href=/a>Ferry fares rise</a></li><li><a href=/b>School shut</a></li></ul>";
    assert!(!cleaned(Format::Html, &between(others)).text.as_str().contains("Ferry fares rise"));
}

#[test]
fn headings_of_parts_stay_whatever_they_say() {
    for (heading, line) in [
        ("<h2>About the study</h2>", "About the study"),
        ("<h2>Read the room</h2>", "Read the room"),
        ("<h2>Related risks</h2>", "Related risks"),
        ("<h5>A winter of waiting</h5>", "A winter of waiting"),
        ("<p><b>Background</b></p>", "Background"),
        ("<div><h2>‘Hard to watch’</h2></div>", "‘Hard to watch’"),
        ("<h3>March 3, 2019</h3>", "March 3, 2019"),
        ("<p><strong>Tuesday, April 4</strong></p>", "Tuesday, April 4"),
    ] {
        check_lines(&amid(heading), line);
    }
    let days =
        format!("<h3>March 3, 2019</h3><p>{MORE}</p><h3>June 14, 2021</h3><p>{VOTE}</p><p>{SHOPS}</p>");
    check_lines(
        &format!("<article><h1>The bridge</h1><div><p>{LEAD}</p>{days}</div></article>"),
        "March 3, 2019",
    );
    let other = cleaned(Format::Html, &between("<h2>More from the Post</h2>")).text;
    assert!(!other.as_str().contains("More from"), "{}", other.as_str());
}

#[test]
fn what_a_page_states_for_programs_goes() {
    let page = format!(
        "<article><h1>The bridge is closed</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {LAST}</p>\
        <div><p>Jane Roe</p><p>2024-05-03T09:12:00+01:00</p><p>2024-05-03T10:00:00+01:00</p>\
        <p>https://a.example/bridge.jpg</p><p>Harbour Mill</p><p>https://a.example/logo.png</p></div>\
        <p>{MORE} {LAST}</p></article>"
    );
    let text = cleaned(Format::Html, &page).text;
    for gone in ["2024-05-03T", "bridge.jpg", "Harbour Mill", "Jane Roe"] {
        assert!(!text.as_str().contains(gone), "{gone}: {}", text.as_str());
    }
    assert!(text.as_str().ends_with(&format!("{MORE} {LAST}")), "{}", text.as_str());
    let page =
        page.replace("<p>2024-05-03T10:00:00+01:00</p>", "").replace("<p>https://a.example/logo.png</p>", "");
    assert!(
        cleaned(Format::Html, &page.replace("Jane Roe", "The engineers have come at last."))
            .text
            .as_str()
            .contains("at last")
    );
    check_line("[button link=\"https://a.example\"] Send us yours [/button]", Some(Other));
}

#[test]
fn remains_of_players_forms_and_walls_go() {
    let article = |below: &str| {
        format!(
            "<article><h1>The bridge is closed</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {LAST}</p>{below}</article>"
        )
    };
    for plug in [
        "By signing up, I agree to the terms and privacy policy.",
        "Thanks for signing up!",
        "Please enter a valid email address.",
        "This site is protected by reCAPTCHA and the Privacy Policy applies.",
        "This video can not be played",
        "Your browser does not support the audio element.",
        "Loading video player…",
        "Enable JavaScript to view this content.",
        "You have 2 free articles left this month.",
        "Already a subscriber? <a href=/l>Log in</a>",
        "To continue reading, subscribe today for $1 a week.",
        "We depend on readers like you to fund our reporting.",
        "If you value our journalism, please consider making a donation today.",
        "Support local journalism",
        "From the archive: <a href=/f>Ferry company raises its fares</a>",
        "Allow Instagram content?",
        "To see this content, please accept cookies.",
        "View this post on Instagram",
        "A post shared by Harbour Mill (@harbourmill)",
        "pic.twitter.com/9sKxQe",
        "WATCH: A ferry in the storm",
        "App users: Tap here to watch the video",
        "NEWYou can now listen to our articles!",
        "This audio is auto-generated. Please let us know if you have feedback.",
        "View gallery",
        "Image 1 of 4",
        "Swipe for more",
        "Note: Figures are rounded. Source: Harbour Office. Created with Datawrapper",
        "Disclaimer: The views expressed are the author’s own.",
        "Republish this article for free under a Creative Commons license.",
        "When you purchase through links on our site, we may earn an affiliate commission.",
        "ada@post.example",
        "Twitter: @adaholm",
        "Contact us at tips@post.example",
        "Ada Holm is a freelance writer in Harbour Town.",
        "Did you find this article useful?",
        "A- A+",
        "Home / News / Town",
        "Save for later",
        "To send flowers to the family, please visit our floral store.",
        "Transcripts are created on a rush deadline by a contractor.",
        "First published on May 3, 2024 / 9:12 AM EDT",
        "Topics: Bridges Harbour",
        "Photo credit: Ada Holm",
        "(Photo: Ada Holm)",
        "We and our partners use cookies to improve your experience.",
        "Follow us on Facebook, Instagram and X for more news.",
        "<strong>Watch below: A ferry in the storm</strong>",
        "Follow Harbour Daily on Google News",
        "Get the app: <a href=/a>App Store</a> <a href=/b>Google Play</a>",
        "Want more? Try our podcast wherever you get your podcasts.",
        "<em>[A ferry in the storm: <a href=/f>Read more</a>]</em>",
        "Comments (12)",
        "Our daily newsletter has all the news of the harbour. Sign up here.",
        "Contact: [email protected]",
        "This story was produced with support from the Harbour Fund.",
        "22.40 BST",
        "The mill in May. (Ada Holm/Harbour Post)",
        "The mill in May. Photo courtesy of Ada Holm",
        "Featured image by Ada Holm",
    ] {
        let cleaned = cleaned(Format::Html, &article(&format!("<p>{plug}</p>")));
        assert_eq!(cleaned.text.as_str().lines().last(), Some(&*format!("{LEAD} {LAST}")), "{plug}");
    }
    for text in [
        "Home is where the ferry was, and where the old men of the harbour sat and drank.",
        "Thanks for signing up to the plan went to all who had come to the hall on Monday.",
        "To continue reading the minutes of the last meeting would take all night, she thought.",
        "Watch the river for an hour and you will see no boat, for there is none left to see.",
        "The newsletter of the harbour has had more readers since the bridge was shut in May.",
        "Contact with the ferry was lost at noon, and nobody has seen it since the storm began.",
        "Ada Holm is a diver in Harbour Town and was the first to see what had become of the piers.",
        "To see the piers, the council has to accept that divers cost money, and to allow it in the plan.",
        "First published in 1824, the map shows the harbour before the bridge and the mill were built.",
    ] {
        let cleaned = cleaned(Format::Html, &article(&format!("<p>{text}</p>")));
        assert_eq!(cleaned.text.as_str().lines().last(), Some(text));
    }
}

#[test]
fn captions_charts_and_headlines_of_others_go() {
    for (inside, line) in [
        ("<div class=img><img src=a><p>Ada Roe at the gate of the yard</p></div>", "Ada Roe at"),
        (
            "<div class=wrap><img src=a><div class=cap>The bridge after the storm</div></div>",
            "after the storm",
        ),
        ("<div class=chart><h4>Cars a day</h4><p>Source: Harbour Office</p></div>", "Harbour Office"),
        ("<p><a href=/f>Ferry company raises its fares again</a></p>", "Ferry company"),
        ("<p><a href=/f>» Ferry company raises its fares</a></p>", "Ferry company"),
        ("<figure><img src=a><div class=desc>A ferry at the south pier</div></figure>", "south pier"),
        ("<div class=video-embed><h2>Ferries: the race for a berth</h2></div>", "race for a berth"),
    ] {
        let text = cleaned(Format::Html, &between(inside)).text;
        assert!(!text.as_str().contains(line) && text.as_str().contains(LAST), "{inside}: {}", text.as_str());
    }
}

#[test]
fn teasers_below_the_text_and_lone_headings_go() {
    let other =
        "Some three hundred geese walked onto the bypass on Monday morning and sat down in both lanes.";
    for below in [
        format!("<h2>More stories</h2><h3><a href=/g>Geese close the bypass</a></h3><p>{other}</p>"),
        format!(
            "<div class=nl><h3>Some three hundred geese</h3><p>Start your day with the stories you need to know, in your inbox weekdays.</p></div><p>{LAST}</p>"
        ),
    ] {
        let text = cleaned(Format::Html, &framed("", &below)).text;
        assert!(!text.as_str().contains("Some three hundred geese"), "{}", text.as_str());
    }
    check_lines(&framed("", &format!("<h2>More stories</h2><p>{LAST}</p>")), LAST);
}

#[test]
fn a_first_line_in_bold_is_a_heading() {
    check_lines(
        &framed("", &format!("<p><strong>The money</strong><br>{LAST}</p>")),
        &format!("The money\n{LAST}"),
    );
    check_lines(&framed("", &format!("<p><strong>Cost:</strong><br>{LAST}</p>")), &format!("Cost: {LAST}"));
}

#[test]
fn days_with_zones_and_labels_are_read() {
    for line in [
        "Published: 3 June 2024, 09:12 BST",
        "First published Mon 3 Jun 2024 09.12 CEST",
        "First published on June 3, 2024",
        "Released on 3 June 2024",
        "Date: 03.06.2024",
        "3 Jun 2024, 09:12 IST",
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1><div class=date>{line}</div>"));
        let found = cleaned(Format::Html, &page);
        assert_eq!(found.meta.published_at.as_deref(), Some("2024-06-03"), "{line}");
        assert!(found.text.as_str().starts_with(LEAD), "{line}: {}", found.text.as_str());
    }
    assert_eq!(days::written_date("News release 31-Oct-2023").as_deref(), Some("2023-10-31"));
    assert_eq!(days::written_date("It opened in mid-May 1824"), None);
}

#[test]
fn times_above_the_headline_and_of_changes_give_way() {
    let own = "<time datetime=2023-04-13>13 April</time>";
    for (above, below) in [
        ("<ul><li><time datetime=2023-06-01>1 June</time> <a href=/t>Ferry fares</a></ul>", own.to_owned()),
        (
            "",
            format!(
                "<p><span>Updated <time datetime=2023-04-15>15 April</time></span> <span>First published {own}</span></p>"
            ),
        ),
    ] {
        let page = page_of("<p>", "</p>", "");
        let page = page.replace("<h1>", &format!("{above}<h1>")).replace("</h1>", &format!("</h1>{below}"));
        assert_eq!(cleaned(Format::Html, &page).meta.published_at.as_deref(), Some("2023-04-13"), "{page}");
    }
}

#[test]
fn bylines_with_roles_days_and_buttons_give_authors() {
    for line in [
        "<div class=byline>By Ada Holm Updated April 13, 2023 9:12 am</div>",
        "<div class=byline>Guest column by Ada Holm</div>",
        "<div class=byline>Ada Holm <span>Reporter</span> <button>Follow</button></div>",
        "<div id=byline>By: <a href=/a>Ada Holm</a> - Reporter / <a href=/x>@adaholm</a></div>",
        "<p><strong>Ada Holm</strong><br>Staff Writer</p>",
        "<div>Ada Holm, 13 April 2023</div>",
        "<div>Ada Holm | April 13, 2023</div>",
        "<p>By Ada Holm | April 13, 2023 at 9:12 a.m.</p>",
        "<div class=byline><span>Link Copied</span> <span>Ada Holm</span></div>",
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line}"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors, ["Ada Holm"], "{line}");
    }
}

#[test]
fn names_stand_before_days() {
    for (line, name) in [
        ("By Ada Holm | April 13, 2023 at 9:12 a.m.", Some("Ada Holm")),
        ("Ada Holm, 13 April 2023", Some("Ada Holm")),
        ("Ada Holm, 13, who swam on 13 April 2023", None),
        ("Harbour, 13 April 2023", None),
    ] {
        assert_eq!(days::name_before_day(line), name, "{line}");
    }
}

#[test]
fn a_badge_is_no_part_of_a_title() {
    let page = page_with("", "").replace("</h1>", " <span class=badge>New</span></h1>");
    assert_eq!(cleaned(Format::Html, &page).meta.title.as_deref(), Some("The bridge is closed"));
}

#[test]
fn days_that_programs_write_are_read() {
    for (stated, day) in [
        ("2024-05-17 02:31:00 UTC", Some("2024-05-17T02:31:00Z")),
        ("2024-05-17 02:31 +0200", Some("2024-05-17T02:31+02:00")),
        ("2024-05-17T02:31:00.250+05:30", Some("2024-05-17T02:31:00.250+05:30")),
        ("2024-05-17 10:31 Uhr", Some("2024-05-17T10:31")),
        ("2024-05-17, morning", Some("2024-05-17")),
        ("20240517", Some("2024-05-17")),
        ("20240517T023100Z", Some("2024-05-17T02:31:00Z")),
        ("1715913060", Some("2024-05-17T02:31:00Z")),
        ("1715913060000", Some("2024-05-17T02:31:00Z")),
        ("Thu May 16 22:31:00 EDT 2024", Some("2024-05-16T22:31:00-04:00")),
        ("Thu May 16 2024 22:31:00 GMT-0400 (Eastern Daylight Time)", Some("2024-05-16T22:31:00-04:00")),
        ("May 16, 2024 10:31 PM EDT", Some("2024-05-16T22:31-04:00")),
        ("2024-05-16T22:31:00−04:00", Some("2024-05-16T22:31:00-04:00")),
        ("2024-05-16T22:31:00-04:00[America/New_York]", Some("2024-05-16T22:31:00-04:00")),
        // No date, and what must not end the program.
        ("0000-00-00 00:00:00", None),
        ("2023-02-29", None),
        ("2024-13-01T10:00:00Z", None),
        ("99999999999999999999", None),
        ("2024é05é17", None),
        ("20240517Té", Some("2024-05-17")),
        ("é:é:é:é:é", None),
        ("[2024-05-17]", None),
    ] {
        assert_eq!(days::date(stated).as_deref(), day, "{stated}");
    }
    let names = ["dcterms.date", "publish_date", "cXenseParse:recs:publishtime"];
    for name in names {
        let head = format!("<meta name=\"{name}\" content=\"2024-05-03\">");
        assert_eq!(meta(&head).published_at.as_deref(), Some("2024-05-03"), "{name}");
    }
    for (line, day) in
        [("٣ مايو ٢٠٢٤", "2024-05-03"), ("2024. 5. 3. 10:15", "2024-05-03"), ("3 मई 2024", "2024-05-03")]
    {
        assert_eq!(days::written_date(line).as_deref(), Some(day), "{line}");
        assert!(days::is_day(line), "{line}");
    }
    assert_eq!(days::day_in_address("https://post.example/2024/05/03/bridge").as_deref(), Some("2024-05-03"));
    assert_eq!(days::day_in_address("https://post.example/c/20240503/a.html").as_deref(), Some("2024-05-03"));
    assert_eq!(days::day_in_address("https://post.example/bridge-20249903-1"), None);
}

#[test]
fn stated_authors_are_names() {
    for (stated, names) in [
        ("By Ada Holm in London", "Ada Holm"),
        ("Ada Holm (in Brussels)", "Ada Holm"),
        ("By Ada Holm / Daily News Staff", "Ada Holm"),
        ("Ada Holm / Jo Nordin", "Ada Holm, Jo Nordin"),
        ("By Ada Holm Education Correspondent", "Ada Holm"),
        ("By ADA HOLM World Staff Writer", "ADA HOLM"),
        ("ADA HOLM and JO NORDIN", "ADA HOLM, JO NORDIN"),
        ("By Ada Holm for the Harbour Gazette", "Ada Holm"),
        ("Posted by Ada Holm on 2 May 2014", "Ada Holm"),
        ("By Ada Holm ada@post.example", "Ada Holm"),
        ("Reviewed by Ada Holm", "Ada Holm"),
        ("Author: Ada Holm", "Ada Holm"),
        ("Holm, Ada", "Ada Holm"),
        ("di Ada Holm", "Ada Holm"),
        ("<a href=\"/a\">Ada Holm</a>", "Ada Holm"),
        ("Ada R.", "Ada R."),
        ("Ada Holm Jr.", "Ada Holm Jr."),
        ("By Our Staff Reporter", ""),
        ("Super User", ""),
        ("Harbour Post", "Harbour Post"),
        ("By", "By"),
        ("<", ""),
    ] {
        assert_eq!(text::stated_names(stated).join(", "), names, "{stated}");
    }
    let json = |author: &str| {
        meta(&format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"author\":{author},\
             \"publisher\":{{\"name\":\"Harbour Post\"}}}}</script>"
        ))
    };
    for author in [
        r#"{"givenName":"Ada","familyName":"Holm"}"#,
        r#"[{"name":"Harbour Post"},{"name":"Ada Holm"}]"#,
        r#"{"name":"By Ada Holm, Harbour Post"}"#,
    ] {
        assert_eq!(json(author).authors, ["Ada Holm"], "{author}");
    }
    for head in [
        "<meta name=dcterms.creator content=\"Ada Holm\">",
        "<meta name=citation_author content=\"Holm, Ada\">",
        "<meta name=author content=\"Super User\"><meta name=article.author content=\"Ada Holm\">",
        "<meta name=twitter:label1 content=\"Written by\"><meta name=twitter:data1 content=\"Ada Holm\">",
    ] {
        assert_eq!(meta(head).authors, ["Ada Holm"], "{head}");
    }
    assert!(
        meta("<meta name=twitter:label1 content=Price><meta name=twitter:data1 content=\"Ada Holm\">")
            .authors
            .is_empty()
    );
}

#[test]
fn titles_lose_houses_that_the_page_names_elsewhere() {
    for (head, heading) in [
        ("<title>Old bridge is closed « Harbour Post</title>", "<h2>Old bridge is closed</h2>"),
        ("<title>Harbour Post: Old bridge is closed</title>", "<span class=x>Old bridge is closed</span>"),
        (
            "<title>Harbour Post | UK | Old bridge is closed</title>",
            "<div class=sh>Old bridge is closed</div>",
        ),
        ("<title>Old bridge is closed - The Harbour Post</title>", "<p>© 2024 Harbour Post</p>"),
        ("<title>Old bridge is closed (From Harbour Post)</title>", ""),
        (
            "<title>Old bridge is closed - Harbour Post - 3 May 2024</title><link rel=canonical href=https://harbourpost.example/a>",
            "",
        ),
        (
            "<title>a</title><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Old bridge is…\"}</script>",
            "<h1>Old bridge is closed</h1>",
        ),
        (
            "<title>Why the bridge is shut | Post</title><meta property=og:title content=\"Old bridge is closed\"><script type=application/ld+json>\
             {\"@type\":\"NewsArticle\",\"headline\":\"Why the bridge is shut\"}</script>",
            "<h1>Old bridge is closed</h1>",
        ),
        (
            "<title>Old bridge is closed | Harbour Post</title><meta property=og:title content=\"Harbour Post\">",
            "<h1>Old bridge is closed</h1>",
        ),
    ] {
        let page = page_with(head, "").replace("<h1>The bridge is closed</h1>", heading);
        assert_eq!(
            cleaned(Format::Html, &page).meta.title.as_deref(),
            Some("Old bridge is closed"),
            "{head}"
        );
    }
}

#[test]
fn heads_of_an_article_are_no_text() {
    let page = |above: &str| {
        format!(
            "<html><head><meta name=author content=\"Ada Holm\"></head><body><article><h1>The bridge is closed</h1>{above}\
             <p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p><p>{LEAD} {LAST}</p></article></body></html>"
        )
    };
    for above in [
        "<p>May 3, 2024 · Ada Holm · 3 min read</p>",
        "<p>03.05.2024 | Ada Holm</p>",
        "<p>Harbour, 3 May 2024</p>",
        "<p>Issued on: 23/05/2024 - 16:00 Modified: 23/05/2024 - 16:41</p>",
        "<p>Publié le vendredi 3 mai 2024 à 08H41</p>",
        "<p>3 maggio 2024 alle 09:02 2 minuti di lettura</p>",
        "<p>Posted: Friday, May 3, 2024 10:32 pm | By ADA HOLM, Staff Writer</p>",
        "<p>Reviewed by Ada Holm, 3 May 2024</p>",
        "<p>Photographs and text by Ada Holm</p>",
        "<p>Ada Holm (in Brussels)</p>",
        "<p>By Ada Holm »</p>",
        "<p class=by>Ada Holm</p>",
        "<p>The bridge is closed<br>By Ada Holm<br>3 May 2024</p>",
    ] {
        let text = cleaned(Format::Html, &page(above)).text;
        assert!(text.as_str().starts_with(LEAD), "{above}: {}", text.as_str());
    }
    for text in ["In May 2024 Ada Holm closed it.", "Ada Holm, who leads the works, was there on 3 May 2024."]
    {
        assert!(
            cleaned(Format::Html, &page(&format!("<p>{text}</p>"))).text.as_str().starts_with(text),
            "{text}"
        );
    }
    let masthead = page("<p>May 3, 2024</p>")
        .replace("<article>", "<div id=date>Tuesday, December 1, 2026</div><article>");
    assert_eq!(cleaned(Format::Html, &masthead).meta.published_at.as_deref(), Some("2024-05-03"));
    let more = page("<div class=byline>BY ADA HOLM AND JO NORDIN</div>");
    assert_eq!(cleaned(Format::Html, &more).meta.authors, ["Ada Holm", "JO NORDIN"]);
}

#[test]
fn what_papers_add_to_an_article_goes() {
    for plug in [
        "READ MORE: Ferries cross again",
        "See also: Ferries cross again",
        "Czytaj też: Promy znów pływają",
        "延伸阅读：渡轮恢复通航",
        "<a href=/f><strong>FERRIES CROSS AGAIN AT NO CHARGE</strong></a>",
        "For subscribers: <a href=/f>Inside the plan for the ferry</a>",
        "(AFP)",
        "— Reuters",
        "More Harbour: https://post.example/harbour",
        "Reach Ada Holm at ada@post.example or 207-555-0144.",
        "Staff Writer Ada Holm can be contacted at 791-6301 or at: ada@post.example",
        "Thanks for reading Harbour Post. If you liked this, tell a friend.",
        "Our stories may be republished online or in print under Creative Commons license CC BY 4.0.",
        "Stay with Harbour TV online and on-air for updates to this developing story.",
        "DISCLAIMER: The Views and Opinions of readers do not necessarily represent those of Harbour Post.",
        "Letters to the editor should be 200 words or fewer and have your name.",
        "Copyright Harbour Post.",
        "【责任编辑:张丽】",
    ] {
        let page = framed("", &format!("<p>{LAST} {VOTE}</p><p>{plug}</p>"));
        let text = cleaned(Format::Html, &page).text;
        assert_eq!(text.as_str().lines().last(), Some(&*format!("{LAST} {VOTE}")), "{plug}");
    }
    for line in [
        "Copyright law does not cover bridges, the court ruled.",
        "Contact with the pier at 9 was lost.",
        "Related work is due to begin in May.",
        "Letters to the mayor are read aloud.",
    ] {
        check_lines(&between(&format!("<p>{line}</p>")), line);
    }
}

#[test]
fn what_frames_and_programs_hide_is_read() {
    let frames = format!(
        "<frameset rows=80,*><noframes><body><p>{LEAD}</p><p>{MORE}</p></body></noframes></frameset>"
    );
    check_page(&frames, &[LEAD, MORE]);
    let data = format!(
        "<body><div>Loading…</div><script id=\"__NEXT_DATA__\" type=\"application/json\">{{\"post\":{{\"author\":\"Ada Holm\",\
         \"content\":\"<p>{LEAD}</p><p>{MORE}</p><p>{VOTE}</p>\"}}}}</script></body>"
    );
    check_page(&data, &[LEAD, MORE, VOTE]);
    assert_eq!(cleaned(Format::Html, &data).meta.authors, ["Ada Holm"]);
}

#[test]
fn heads_of_a_timeline_stay() {
    let entries = [("March 2022", VOTE), ("January 2024", SHOPS), ("October 30, 2024", LAST)];
    let items: String =
        entries.iter().map(|(day, text)| format!("<li><strong>{day}</strong><p>{text}</p></li>")).collect();
    let page = format!("<main><h1>The bridge</h1><p>{LEAD}</p><p>{MORE}</p><ul>{items}</ul></main>");
    for (day, text) in entries {
        check_lines(&page, &format!("{day}\n{text}"));
    }
}

#[test]
fn remains_go_in_other_languages() {
    for line in [
        "Jetzt den Newsletter abonnieren",
        "Suscríbete a nuestro boletín",
        "メールマガジンに登録する",
        "La suite après la publicité",
        "Tekst loopt door onder de advertentie",
        "إعلان",
        "Dela artikeln | Kommentarer",
        "Foto: Ada Holm/Lusa",
        "fot. Ada Holm/PAP",
        "撮影：西村健",
        "—Reuters/File",
        "(Ansa/Ada Holm)",
        "READ MORE ON FERRIES",
        "WATCH THE FULL REPORT BELOW:",
        "Slideshow ( 3 images )",
        "Ad Feedback",
        "This advertisement has not loaded yet, but your article continues below.",
        "The gate in May. Picture: Ada Holm",
        "The gate in May. (Ada Holm / For The Harbour Post)",
        "[Ada Holm/AFP]",
        "list 2 of 4Ferries cross again",
        "(This story has not been edited by our staff and is auto-generated from a syndicated feed.)",
        "Click here to subscribe to our letters.",
        "Support independent local news. Donate today.",
        "This essay was first sent to members. Join them.",
        "Like what you’ve read? Sign up for our daily newsletter.",
        "Get the latest headlines straight to your phone by joining our WhatsApp community.",
        "Do you have a story to sell? Get in touch with us at news@post.example.",
        "If you buy something from a link, we may earn a commission.",
        "Подписывайтесь на наш канал, чтобы быть в курсе новостей.",
        "+++ Alle Nachrichten aus der Stadt lesen Sie hier +++",
        "Empfohlener redaktioneller Inhalt",
        "Pour afficher ce contenu, il est nécessaire d'autoriser les cookies.",
        "We need your consent to load this player content",
        "This Tweet is currently unavailable. It might be loading or has been removed.",
        "Tekst loopt door onder de foto",
        "MainosArtikkeli jatkuu mainoksen jälkeen",
        "Most read in Town",
        "More from Harbour News",
        "Mirá también",
        "HRBR41.20(-4.12%)",
        "★★★☆☆ 3 out of 5 stars",
        "0 seconds of 1 minute, 12 secondsVolume 90%",
    ] {
        let text = cleaned(Format::Html, &between(&format!("<p>{line}</p>"))).text;
        assert!(!text.as_str().contains(line) && text.as_str().contains(LAST), "{line}: {}", text.as_str());
    }
    for line in [
        "Der Newsletter der Stadt nennt keinen Termin für die Brücke, und abonniert haben ihn nur wenige.",
        "She read more on ferries than on bridges, and slept well.",
        "The reklam of the mill hung above the gate until the storm.",
        "He paid for the piers (and/or the gate).",
        "It is the list of 4 boats that sank in the storm of 1824.",
        "Support for the bridge is strong, and 40 people said that they would donate today.",
        "More from the old mill has been found in the mud below the piers.",
        "The players skip the long pass and continue reading the wind, as their captain does.",
        "He may earn a commission if the piers are sold, and we may buy one.",
    ] {
        check_lines(&between(&format!("<p>{line}</p>")), line);
    }
}

#[test]
fn boxes_that_say_what_they_are_go() {
    let seen = "Order before noon and save a third on your first ferry ticket of the year.";
    for inside in [
        format!(
            "<div class=unit><span>Paid content from Harbour Lines</span><h3>Sail away</h3><p>{seen}</p></div>"
        ),
        format!("<aside class=inset><h4>Newsletter Sign-up</h4><p>{seen}</p></aside>"),
        format!(
            "<div class=box><h3>Summary</h3><p>Generated by AI, reviewed by an editor</p><p>{seen}</p></div>"
        ),
        format!(
            "<div class=box><p>We are a small, reader-funded newsroom and live on gifts.</p><p>{seen}</p></div>"
        ),
        format!("<div class=card><h3><a href=/s>Seals ride the ferry</a></h3><p>{seen}</p></div>"),
        format!("<a class=news-card href=/s><h3>{seen}</h3></a>"),
        format!("<div class=donation><h2>Help us to tell it</h2><p>{seen}</p></div>"),
        format!("<aside class=sidebar><h3>Order before noon</h3><a href=/s>{seen}</a></aside>"),
        format!("<aside><blockquote>{seen}</blockquote><p>Ada Holm</p></aside>"),
        format!("<blockquote><p>GO DEEPER</p><p><a href=/s>{seen}</a></p></blockquote>"),
        format!("<p><strong>Lue lisää: </strong><a href=/s>{seen}</a></p>"),
        format!("<p><strong>READ MORE ON FERRIES</strong></p><p><a href=/s>{}</a></p>", seen.to_uppercase()),
        format!("<p><strong>Subscriber exclusive:</strong> <a href=/s>{seen}</a></p>"),
        format!("<aside><span>À lire aussi</span><a href=/s>{seen}</a></aside>"),
        format!("<p>【関連記事】 <a href=/s>{seen}</a></p>"),
        format!("<p>İLGİLİ HABER: <a href=/s>{seen}</a></p>"),
    ] {
        let text = cleaned(Format::Html, &between(&inside)).text;
        let gone = !text.as_str().to_lowercase().contains("order before noon");
        assert!(gone && text.as_str().contains(LAST), "{inside}: {}", text.as_str());
    }
    // Where it is most of the text it is no box.
    let page = format!(
        "<body><h1>The bridge</h1><div><p>Sponsored content by Harbour Lines</p><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></div></body>"
    );
    assert!(cleaned(Format::Html, &page).text.as_str().contains(MORE));
}

#[test]
fn bylines_of_other_languages_and_layouts_give_authors() {
    for line in [
        "<div class=m><span>Par Ada Holm</span><span>15 août 2019</span></div>",
        "<div class=m><span>Autor: Ada Holm</span><span>25 maja 2018</span></div>",
        "<p class=author>dal nostro inviato Ada Holm</p>",
        "<p class=author>Texto de Ada Holm</p>",
        "<p class=author>Text: Ada Holm Foto: Jo Nordin</p>",
        "<p class=author>Av Ada Holm Publicerad 2021-05-19</p>",
        "<p class=author>Ada Holm, Harbour Sentinel</p>",
        "<div><span>Words: Ada Holm</span> <span>Photos: Jo Nordin</span></div>",
        "<div><span>Interview by <a href=/a>Ada Holm</a></span><span>Portrait by Jo Nordin</span></div>",
        "<div>Written by <a href=/a>Ada Holm</a><br><span>Sable Point |</span> Updated: May 3, 2024</div>",
        "<div><i class=icon></i> Ada Holm <i class=icon></i> 19 May 2014</div>",
        "<div>Ada Holm at the Harbour Ground<br><span>3 May 2024</span></div>",
        "<div class=ar_by><div class=ar_pb><a href=/staff>Ada Holm</a></div><div>Harbour Courier</div></div>",
        "<span>Ada Holm</span>",
        // Elements end names.
        "<div data-testid=byline><div><span>Ada Holm</span><span>Harbour News, Town</span></div></div>",
        "<ul class=authors><li><div class=author>Ada Holm<span>HNN Staff Writer</span></div></li></ul>",
        "<div class=source><span class=source>Le Courrier</span> <span class=author>Ada Holm</span></div>",
        "<div><strong class=signature__author><a href=/a>Ada Holm</a></strong>Sable Point</div>",
        "<div class=meta><span>By </span><a href=/a>Ada Holm</a><span>on</span> <time>May 3, 2024</time></div>",
        "<p class=m><span class=cat>Town hall</span> <span class=news-author>By Ada Holm</span></p>",
        "<div class=byline><p>Ada Holm</p><p>redacteur Binnenland</p></div>",
        "<div class=byline><div class=who>Ada Holm</div><time>Sun, May 5, 2024 at 4:46 PM</time></div>",
        // Words announce them.
        "<div><span>Par :</span><a href=/a>Ada Holm</a></div>",
        "<div><a href=/a>Por: Ada Holm</a></div>",
        "<div><span>Автор: Ada Holm</span> |  | </div>",
        "<div>Author of the article:<a href=/a>Ada Holm</a></div>",
        "<div>By <a href=/a>Ada Holm</a> - </div>",
        "<div>By <span>Ada Holm</span><span> Show Reporter</span></div>",
        "<nav>Edited by: <a href=/a>Ada Holm</a></nav>",
        "<p>Words Ada Holm / Photographs Jo Nordin</p>",
        // People are given such names, and the text tells of no Holm.
        "<a href=/a>Ada Holm</a>",
        "<div><span class=name>Ada Holm</span><span class=title>Head of Product, Harbour Lines</span></div>",
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line}"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors, ["Ada Holm"], "{line}");
    }
    let two = "<p class=who>By <a href=/a>Ada Holm</a> and <a href=/j>Jo Nordin</a> – </p>";
    let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{two}"));
    assert_eq!(cleaned(Format::Html, &page).meta.authors, ["Ada Holm", "Jo Nordin"]);
    let signed = page_of("<p>", "</p>", "<p>（佐伯真由）</p>");
    assert_eq!(cleaned(Format::Html, &signed).meta.authors, ["佐伯真由"]);
    for (line, at_end, name) in [
        ("(정선=하늘통신) 한지우 기자 = 다리가 닫혔다.", false, Some("한지우")),
        ("다리가 닫혔다.한지우 기자 ada@post.example", true, Some("한지우")),
        ("한지우 기자는 다리를 건넜다.", true, None),
        ("（一部敬称略）", true, None),
    ] {
        assert_eq!(bylines::in_signs(line, at_end).as_deref(), name, "{line}");
    }
    for line in [
        "<div><time>13 May 2024</time> <a href=/s>Humanitarian Aid</a></div>",
        "<div><a href=/s>Ada Lindqvist</a></div>",
        "<div>Sponsored by <a href=/s>Ada Boats</a></div>",
        "<div class=more-author>More in <a href=/s>Crime and Public Safety</a></div>",
        "<span>Old Bridge</span>",
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line}"));
        assert!(cleaned(Format::Html, &page).meta.authors.is_empty(), "{line}");
    }
    let stated = |author: &str| {
        let json = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","author":{author}}}</script>"#
        );
        let page = page_of("<p>", "</p>", "").replace("</h1>", "</h1><div class=by>By Ada Holm</div>");
        cleaned(Format::Html, &format!("{json}{page}")).meta.authors
    };
    assert_eq!(stated(r#"{"@type":"Organization","name":"Valley Voice"}"#), ["Ada Holm"]);
    assert_eq!(stated(r#"{"@type":"Person","name":"Jo Nordin"}"#), ["Jo Nordin"]);
    assert_eq!(text::stated_names("Web Desk"), [""; 0]);
}

#[test]
fn days_of_other_articles_are_none() {
    let day = |above: &str, below: &str| {
        let page = page_of("<p>", "</p>", below).replace("</h1>", &format!("</h1>{above}"));
        cleaned(Format::Html, &page).meta.published_at
    };
    let related =
        "<div class=m><a href=/w>Wolves return</a> <time datetime=2022-03-04>March 4, 2022</time></div>";
    assert_eq!(day("", "<div>From the archive: <a href=/w>Wolves return</a> (12 June 2004)</div>"), None);
    let published = "<div>PUBLISHED: May 3, 2024 at 9:02 AM | UPDATED: May 4, 2024</div>";
    assert_eq!(day(published, related).as_deref(), Some("2024-05-03"));
    for line in [
        "<div><span>by <a href=/a>Ada Holm</a></span><span>May 3, 2024, 11:22 AM UTC</span></div>",
        "<div>3 May, 2024<span>3 min</span></div>",
        "<div class=m><time>Updated May 4, 2024 8:15 AM</time><time>May 3, 2024 1:14 PM</time></div>",
        "<div>Send a mail<span>May 3, 2024</span></div>",
    ] {
        assert_eq!(day(line, "").as_deref(), Some("2024-05-03"), "{line}");
    }
    let shown = "<div><span class=ago title=\"Friday, May 3, 2024 9:14 AM\">2 years ago</span></div>";
    assert_eq!(day(shown, related).as_deref(), Some("2024-05-03"));
    for (line, day) in [
        ("Editor•June 16, 2023", "2023-06-16"),
        ("19. 5. 2014", "2014-05-19"),
        ("By Ada Holm5 May 2024", "2024-05-05"),
        ("02.25.14 04:56 PM", "2014-02-25"),
        (" — 25 жовтня 2014, 12:45", "2014-10-25"),
        ("Publié le 3 mai 2024 à 06h00, modifié le 05/05/2024 à 10h15", "2024-05-03"),
    ] {
        assert_eq!(days::published_day(line).as_deref(), Some(day), "{line}");
    }
}

#[test]
fn the_name_of_a_blog_is_no_title() {
    let title = "The old bridge will stay closed until spring";
    let page = format!(
        "<html><head><title>{title} | Harbour Post</title></head><body><h1>Notes from the quay</h1><h3>{title}</h3><p>{LEAD}</p>\
         <p>{MORE}</p><p>{LAST}</p></body></html>"
    );
    assert_eq!(cleaned(Format::Html, &page).meta.title.as_deref(), Some(title));
    // Day, headline and byline in one, as tables of old have them.
    let page = format!(
        "<html><head><title>{title}</title></head><body><table><tr><td><font>Friday, May 3, 2024</font><br><b>{title}</b><br>By ADA HOLM<br>\
         <i>Staff Writer</i><p>{LEAD}<p>{MORE}<p>{LAST}</td></tr></table></body></html>"
    );
    let cleaned = cleaned(Format::Html, &page);
    assert_eq!(cleaned.meta.published_at.as_deref(), Some("2024-05-03"));
    assert_eq!(cleaned.meta.authors, ["ADA HOLM"]);
    assert!(cleaned.text.as_str().starts_with(LEAD), "{}", cleaned.text.as_str());
}

#[test]
fn days_of_more_languages_are_nothing_but_days() {
    for (line, day) in [
        ("woensdag 6 maart 2024", "2024-03-06"),
        ("fredag den 3. maj 2024", "2024-05-03"),
        ("pe 3.5.2024", "2024-05-03"),
        ("13.05.2024 klo 14.10", "2024-05-13"),
        ("pátek 3. května 2024", "2024-05-03"),
        ("2024. május 3., péntek", "2024-05-03"),
        ("Közzétéve: 2024. máj. 3.", "2024-05-03"),
        ("3 Mayıs Cuma 2024", "2024-05-03"),
        ("Jumat, 3 Mei 2024 09:12 WIB", "2024-05-03"),
        ("пятница, 3 мая 2024 года", "2024-05-03"),
        ("יום שישי, 3 במאי 2024", "2024-05-03"),
        ("3 أيار 2024", "2024-05-03"),
        ("الجمعة، 3 مايو 2024 09:12 ص", "2024-05-03"),
        ("2024年5月3日(金) 9:12", "2024-05-03"),
        ("公開日：2024年5月3日", "2024-05-03"),
        ("发布时间：2024-05-03", "2024-05-03"),
        ("입력: 2024-05-03 09:12", "2024-05-03"),
        ("令和6年5月3日", "2024-05-03"),
        ("令和元年5月3日", "2019-05-03"),
        ("平成30年5月3日", "2018-05-03"),
        ("23/4 2024", "2024-04-23"),
        ("3.mai.2024 às 9h12", "2024-05-03"),
        ("3 May '24", "2024-05-03"),
        ("2024 May 3", "2024-05-03"),
        ("13 . 05 . 2024", "2024-05-13"),
        ("Published 2 years ago, May 3, 2024", "2024-05-03"),
        ("For immediate release: May 3, 2024", "2024-05-03"),
    ] {
        assert_eq!(days::written_date(line).as_deref(), Some(day), "{line}");
        assert!(days::is_day(line), "{line}");
    }
    // Names are as months are.
    for line in ["Julia Martin, 3 May 2024", "Sam Frederic 3 May 2024", "Harbour, 3 May 2024"] {
        assert!(!days::is_day(line), "{line}");
    }
    let page = page_of("<p>", "</p>", "").replace("</h1>", "</h1><p>Dodano: 3 maja 2024, godz. 9:12</p>");
    let cleaned = cleaned(Format::Html, &page);
    assert_eq!(cleaned.meta.published_at.as_deref(), Some("2024-05-03"));
    assert!(cleaned.text.as_str().starts_with(LEAD), "{}", cleaned.text.as_str());
}

#[test]
fn words_of_many_languages_credit_a_name() {
    for (line, name) in [
        ("Av Ada Holm", "Ada Holm"),
        ("Ein Kommentar von Ada Holm", "Ada Holm"),
        ("Aus Paris berichtet Ada Holm", "Ada Holm"),
        ("Rédigé par Ada Holm", "Ada Holm"),
        ("Redacción: Ada Holm", "Ada Holm"),
        ("A cura di Ada Holm", "Ada Holm"),
        ("Ada Holm, de Caminha", "Ada Holm"),
        ("Ada Holm. Caminha", "Ada Holm"),
        ("Door Ada Holm, Den Haag", "Ada Holm"),
        ("Autorka: Ada Holm", "Ada Holm"),
        ("Szerző: Ada Holm", "Ada Holm"),
        ("Oleh Ada Holm", "Ada Holm"),
        ("Автор: Ада Холмова", "Ада Холмова"),
        ("Γράφει η Ada Holm", "Ada Holm"),
        ("מאת: נועה לוין", "נועה לוין"),
        ("बताया: Ada Holm", ""),
        ("文/林真理", "林真理"),
        ("取材・文：小川真理子", "小川真理子"),
        ("本报记者 王小林", "王小林"),
        ("한지우 기자", "한지우"),
        ("来源：江城晚报", ""),
        ("Written by: Ada Holm", "Ada Holm"),
    ] {
        let line_of = format!("<p class=byline>{line}</p>");
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line_of}"));
        let authors = cleaned(Format::Html, &page).meta.authors;
        assert_eq!(authors.join("|"), name, "{line}");
    }
}

#[test]
fn a_name_beside_the_day_or_at_the_end_is_who_wrote_it() {
    for line in [
        "Ada Holm", "Ada Holm in Paris", "Ada Holm | Harbour Gazette", "Ada Holm, Staff Writer",
        "Ada Holm (Reuters)", "Ada Holm with AFP", "Political editor Ada Holm",
    ] {
        let page =
            page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1><p>{line}</p><p>May 3, 2024</p>"));
        let cleaned = cleaned(Format::Html, &page);
        assert_eq!(cleaned.meta.authors, ["Ada Holm"], "{line}");
        assert!(cleaned.text.as_str().starts_with(LEAD), "{line}: {}", cleaned.text.as_str());
    }
    let dutch = page_of("<p>", "</p>", "").replace("</h1>", "</h1><p>Door Ada Holm</p><p>3 mei 2024</p>");
    let dutch = format!("<html lang=nl>{dutch}</html>");
    assert_eq!(cleaned(Format::Html, &dutch).meta.authors, ["Ada Holm"]);
    let letters = format!("<p><b>Ada Holm</b></p><p>{VOTE} {SHOPS}</p><p><b>Jo Nordin</b></p>");
    assert!(cleaned(Format::Html, &page_of("<p>", "</p>", &letters)).meta.authors.is_empty());
    for line in ["Sable Point", "New York", "Old Harbour in Paris", "Weather Report | Harbour Gazette"] {
        let page =
            page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1><p>{line}</p><p>May 3, 2024</p>"));
        assert!(cleaned(Format::Html, &page).meta.authors.is_empty(), "{line}");
    }
    for (line, name) in [
        ("Ada Holm", "Ada Holm"),
        ("— Ada Holm", "Ada Holm"),
        ("(Ada Holm)", "Ada Holm"),
        ("Autor/in: Ada Holm", "Ada Holm"),
        ("Ada Holm (PAP)", "Ada Holm"),
        ("【小川真理子】", "小川真理子"),
        ("(Reporting by Ada Holm; editing by Jo Nordin)", "Ada Holm"),
        // The text tells of her.
        ("Ada Lindqvist", ""),
        ("Sable Point", ""),
    ] {
        let page = page_of("<p>", "</p>", &format!("<p>{line}</p>"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors.join("|"), name, "{line}");
    }
}

#[test]
fn cards_of_other_articles_among_the_text_go() {
    let seen = "Order before noon and save a third on your first ferry ticket of the year.";
    let title = "<a href=/s>Seals ride the ferry home</a>";
    for inside in [
        format!("<div><h3>{title}</h3><p>{seen}</p></div>"),
        format!("<aside><h3>{title}</h3><p>{seen}</p></aside>"),
        format!("<div><div>More</div><div>{title}</div><div>{seen}</div></div>"),
    ] {
        let text = cleaned(Format::Html, &between(&inside)).text;
        let gone = !text.as_str().contains("save a third") && !text.as_str().contains("Seals");
        assert!(gone && text.as_str().contains(LAST), "{inside}: {}", text.as_str());
    }
    // The article is a list of them.
    let items: String = (0..5).map(|_| format!("<div><h3>{title}</h3><p>{seen}</p></div>")).collect();
    assert!(cleaned(Format::Html, &between(&items)).text.as_str().contains("save a third"));
}

#[test]
fn appeals_go_in_other_languages_and_furniture_does() {
    for line in [
        "Laden Sie unsere App herunter, um nichts zu verpassen.",
        "Téléchargez notre application dès maintenant.",
        "Si quieres seguir leyendo, suscríbete.",
        "Följ oss på Instagram.",
        "Kövess minket Instagramon!",
        "עקבו אחרינו באינסטגרם",
        "تابعونا على إنستغرام",
        "扫描二维码下载",
        "Like this story? Send it to somebody.",
        "Are you affected by the works? Tell us how you get over.",
        "12-Minute Listen",
        "This article is more than 3 years old.",
        "Map: the harbour",
        "$2 for 4 months",
        "Email Facebook WhatsApp",
        "Read the findings (PDF)",
    ] {
        check_goes(line, true, true);
    }
    for line in [
        "Like this story, the bridge has two ends.",
        "The map: nobody has one.",
        "They paid $2 for 4 months of crossings.",
        "Catch all the fish you can.",
    ] {
        check_goes(line, false, false);
    }
}

#[test]
fn days_of_small_languages_and_of_other_digits_are_read() {
    for (line, day) in [
        ("3. svibnja 2024.", "2024-05-03"),
        ("Objavljeno: 3. listopada 2024. 11:59", "2024-10-03"),
        ("3 listopada 2024", "2024-11-03"),
        ("2024 m. gegužės 3 d. 09:12", "2024-05-03"),
        ("2024. gada 3. maijs, 09:12", "2024-05-03"),
        ("3 mai 2024", "2024-05-03"),
        ("প্রকাশ: ০৩ মে ২০২৪, ০৯: ১২", "2024-05-03"),
        ("15 நவம்பர் 2024 10:55", "2024-11-15"),
        ("3 พฤษภาคม 2567 14:02 น.", "2024-05-03"),
        ("3 Mac 2024", "2024-03-03"),
        ("03/May/2024", "2024-05-03"),
        ("03/mai/24 - 20:15 h.", "2024-05-03"),
        ("9 Mehefin 2022", "2022-06-09"),
        ("Lúnasa 27 2021", "2021-08-27"),
        ("2023ko urtarrilaren 12a 10:20", "2023-01-12"),
        ("18 თებერვალი, 2020", "2020-02-18"),
        ("09:45, 5 սեպտեմբերի, 2016", "2016-09-05"),
        ("2022 жылғы 6 сәуір, 12:05", "2022-04-06"),
        ("2019 оны 4 сарын 11", "2019-04-11"),
        ("2019 оны 4-р сарын 11, 09:12", "2019-04-11"),
        ("2021 පෙබරවාරි 09", "2021-02-09"),
        ("11 ta’ Frar 2020", "2020-02-11"),
        ("5. ágúst 2021", "2021-08-05"),
        ("12 Avqust 2021", "2021-08-12"),
        ("೧೨ ಆಗಸ್ಟ್ ೨೦೨೧", "2021-08-12"),
        ("12 ഓഗസ്റ്റ് 2021", "2021-08-12"),
        ("12 સપ્ટેમ્બર 2021", "2021-09-12"),
        ("12 ਅਕਤੂਬਰ 2021", "2021-10-12"),
        ("Ausgabe vom 03.05.2024", "2024-05-03"),
    ] {
        assert_eq!(days::written_date(line).as_deref(), Some(day), "{line}");
        assert!(days::is_day(line), "{line}");
    }
    for line in ["3 machines 2024", "3 students 2024", "12 meters 2024"] {
        assert_eq!(days::written_date(line), None, "{line}");
    }
    let told = "</h1><div class=dt aria-label='Published 8:32 AM ET May 3, 2024'></div>";
    let page = page_of("<p>", "</p>", "").replace("</h1>", told);
    assert_eq!(cleaned(Format::Html, &page).meta.published_at.as_deref(), Some("2024-05-03"));
}

#[test]
fn labels_classes_and_links_of_other_languages_name_authors() {
    for (line, name) in [
        ("Nga: Ada Holm", "Ada Holm"),
        ("Testua: Ada Holm", "Ada Holm"),
        ("Höfundur: Ada Holm", "Ada Holm"),
        ("Ni: Ada Holm", "Ada Holm"),
        ("<a class=auth href=/author/9>ნინო კვარაცხელია</a>", "ნინო კვარაცხელია"),
        ("<div class=aut><a href=/y>Անահիտ Մարտիրոսյան</a></div>", "Անահիտ Մարտիրոսյան"),
        ("<div class=byline>ដោយ <b>ចាន់ សុភា</b></div>", "ចាន់ សុភា"),
        ("Тэкст: Алена Мароз", "Алена Мароз"),
        ("<p class=firma>Escribe: Ada Holm</p>", "Ada Holm"),
        ("<div class=szerzok><a href=/szerzo/8>Holm Ada</a></div>", "Holm Ada"),
        ("<div class=b><a href=/profile/8>Xilo Ardu</a></div>", "Xilo Ardu"),
        (
            "<div class=d><span>Sable Point: </span><a href=/profile/8>Xilo Ardu</a></div><div>3 May 2024</div>",
            "Xilo Ardu",
        ),
        (
            "<div><span>autor</span><a href=/a>Xilo Ardu</a><span>3. maj 2024</span><span>0 glasova</span></div>",
            "Xilo Ardu",
        ),
        (
            "<div><span>Xilo Ardu</span><span>Yayınlanma: </span><time>16:36 - 3 Mayıs 2024</time></div>",
            "Xilo Ardu",
        ),
        ("<div>Oleh <a href=/p>Xilo Ardu</a> - 3 Mei 2024 @ 04:21am</div>", "Xilo Ardu"),
        ("<div class=article__signature><a href=/a>Xilo Ardu</a></div>", "Xilo Ardu"),
        ("<div class=x>Updates by <a href=/a>Ada Holm</a></div>", "Ada Holm"),
        ("<div class=author>dell’inviata Ada Holm</div>", "Ada Holm"),
        (
            "<div><span class=contributor-name>ফারহানা ইসলাম</span><span class=author-location>ঢাকা</span></div>",
            "ফারহানা ইসলাম",
        ),
        ("<div>लेखक: <a href=/p>रेखा बिष्ट</a></div>", "रेखा बिष्ट"),
        ("<div>港湾新闻记者 高雨桐</div><div>2024-05-03 06:21</div>", "高雨桐"),
        // Whose the picture is, when it was changed, what is told of in the text.
        ("<p class=image--author>Xilo Stock</p><p class=author>Ada Holm</p>", "Ada Holm"),
        ("<div><span>Posted Tue</span>, <span>May 3, 2024</span></div>", ""),
        ("<p>Source: Harbour Mail</p>", ""),
        ("<div class=b><a href=/people/8>Ada Lindqvist</a></div>", ""),
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line}"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors.join("|"), name, "{line}");
    }
}

#[test]
fn slugs_and_corners_name_reporters_in_signs() {
    for (line, names) in [
        ("〔記者林若彤／台南報導〕老戲院變身社區廚房。", "林若彤"),
        ("　　【海港网】（记者 高雨桐）清晨六点，老师走进后院。", "高雨桐"),
        ("海港社5月3日电（记者高雨桐、李明）清晨六点，老师走进后院。", "高雨桐|李明"),
        ("（本报记者 高雨桐）清晨六点，老师走进后院。", "高雨桐"),
        ("（记者会上的提问）清晨六点，老师走进后院。", ""),
        ("老师对记者说，（他）走进后院。", ""),
    ] {
        assert_eq!(bylines::in_slug(line).join("|"), names, "{line}");
    }
    assert_eq!(bylines::signature("【佐伯真由美】").as_deref(), Some("佐伯真由美"));
    assert_eq!(bylines::signature("【関連記事】"), None);
    assert_eq!(bylines::after_by_word("كتبت- هالة ناصر", false), Some("هالة ناصر"));
    assert_eq!(bylines::signature("– Ada Holm in Paris").as_deref(), Some("Ada Holm"));
}

#[test]
fn links_in_an_aside_and_their_labels_go() {
    let link = "<aside><a href=/s>Seals ride the ferry home</a></aside>";
    let text = cleaned(Format::Html, &between(link)).text;
    assert!(!text.as_str().contains("Seals") && text.as_str().contains(LAST), "{}", text.as_str());
    for line in [
        "CONTINUA APÓS PUBLICIDADE",
        "Hide Ad",
        "Podeli:",
        "Pročitajte još:",
        "You can opt out at any time. More info",
        "(This story has not been edited by our staff and is from a feed)",
        "เกาะติดทุกสถานการณ์จาก Line ได้ที่นี่",
    ] {
        check_goes(line, false, true);
    }
    for line in ["Hide the ad, he wrote.", "You can opt for either.", "Mira had the best seat of all."] {
        check_goes(line, false, false);
    }
}

#[test]
fn what_languages_share_is_known_in_all_of_them() {
    for line in [
        "Leestijd: 2 minuten",
        "Temps de lecture : 2 min",
        "Čas branja: 3 min.",
        "Preberite tudi:",
        "【延伸閱讀】",
        "Urmărește-ne pe rețelele sociale",
        "この記事は有料記事です。残り320文字",
        "विस्तार",
        "The mill in May | foto: Ada Holm, Harbour Post",
        "消防人員到場灌救。（記者林芷晴攝）",
    ] {
        check_goes(line, false, true);
    }
    for line in ["Čas branja je minil, so dejali.", "「橋很美。」（記者會上說）", "Leestijd is schaars."]
    {
        check_goes(line, false, false);
    }
    let (label, networks) = (
        "<p><b>Nga arkivi:</b> <a href=/r>Rruga e re hapet në maj</a></p>",
        "<p>Urmăriți <a href=/n>Google News</a> și <a href=/w>WhatsApp</a></p>",
    );
    let list = "<p>Harbour: <a href=/h>Lindqvist Bridge Company</a></p><p>Island: <a href=/i>Holm and Sons Ferries</a></p>";
    for (line, language, stays) in
        [(label, "sq", false), (label, "en", true), (networks, "ro", false), (list, "sq", true)]
    {
        let page = format!("<html lang={language}>{}", between(line).trim_start_matches("<html>"));
        let kept = cleaned(Format::Html, &page).text.as_str().split('\n').count();
        assert_eq!(
            kept > cleaned(Format::Html, &between("")).text.as_str().split('\n').count(),
            stays,
            "{line}"
        );
    }
    let letter = "<div class=inline-newsletter><p>Daily briefing</p><p>The news you need to start your day, on weekdays.</p></div>";
    assert!(!cleaned(Format::Html, &between(letter)).text.as_str().contains("briefing"));
}

#[test]
fn days_are_told_by_calendars_and_by_who_writes_them() {
    for (line, day) in [
        ("۲۰ اسفند ۱۴۰۳ - ۱۴:۲۲", "2025-03-10"),
        ("1404/01/01 08:15", "2025-03-21"),
        ("۱ فروردین ۱۴۰۰", "2021-03-21"),
        ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("18 มี.ค. 2568 10:15", "2025-03-18"),
        ("November 3, 202511:02 AM", "2025-11-03"),
        ("05/12/2025May 12, 2025", "2025-05-12"),
    ] {
        assert_eq!(days::written_date(line).as_deref(), Some(day), "{line}");
    }
    assert_eq!(days::written_date("1404/13/01"), None);
    for (language, line, day) in [
        ("vi", "12/3/2025, 09:15", Some("2025-03-12")),
        ("es", "05/04/2025", Some("2025-04-05")),
        ("en-US", "05/04/2025", Some("2025-05-04")),
        ("en-GB", "05/04/2025", Some("2025-04-05")),
        ("en", "05/04/2025", None),
    ] {
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1><div>{line}</div>"));
        let page = format!("<html lang={language}>{page}");
        assert_eq!(cleaned(Format::Html, &page).meta.published_at.as_deref(), day, "{language}");
    }
}

#[test]
fn a_house_alone_gives_way_to_who_wrote_it() {
    for (line, name) in [
        ("<div>Von <span>Ada Holm</span> · 5. Juni 2025, 16:10 Uhr · Lesezeit: 3 Min.</div>", "Ada Holm"),
        (
            "<div><span>3 May 2024 19:08</span>, updated 4 May 2024 8:15 <span>Ada Holm</span></div>",
            "Ada Holm",
        ),
        ("<div>編集委員・三好健一</div><div>2025年3月12日 19時30分</div>", "三好健一"),
        ("<div>Avtor: Ada Holm</div>", "Ada Holm"),
    ] {
        let head = "<title>The bridge stays closed | Hafen Tagblatt</title><meta name=author content='Hafen Tagblatt'>";
        let page = page_of("<p>", "</p>", "").replace("</h1>", &format!("</h1>{line}"));
        assert_eq!(cleaned(Format::Html, &page).meta.authors.join("|"), name, "{line}");
        if !name.is_ascii() {
            continue;
        }
        let stated = page.replacen("<body", &format!("{head}<body"), 1);
        assert_eq!(cleaned(Format::Html, &stated).meta.authors.join("|"), name, "{line}");
    }
}

#[test]
fn archives_and_copied_pages_head_a_text() {
    let counted = format!(
        "Metro\nBridge stays closed until spring\nAda Holm\n302 words\n14 February 2022\nThe Evening Harbour\nEVHARB\n3\n\
         English\n(c) 2022 Harbour Newspapers Limited. All rights reserved\n{LEAD}\n{MORE}\n{LAST}\nDocument EVHARB0020220214ei2e"
    );
    let found = cleaned(Format::Text, &counted);
    assert_eq!(found.text.as_str(), [LEAD, MORE, LAST].join("\n"));
    assert_eq!(found.meta.title.as_deref(), Some("Bridge stays closed until spring"));
    assert_eq!(found.meta.authors, ["Ada Holm"]);
    assert_eq!(found.meta.published_at.as_deref(), Some("2022-02-14"));
    let labelled = format!(
        "Harbour Courier (Maine)\nMarch 3, 2019 Sunday\nFIRST EDITION\nBridge stays closed until spring\nBYLINE: ADA HOLM; Staff Writer\n\
         SECTION: LOCAL; Pg. 4\nLENGTH: 412 words\n{LEAD}\n{MORE}\n{LAST}\nLOAD-DATE: March 4, 2019"
    );
    let found = cleaned(Format::Text, &labelled);
    assert_eq!(found.text.as_str(), [LEAD, MORE, LAST].join("\n"));
    assert_eq!(found.meta.title.as_deref(), Some("Bridge stays closed until spring"));
    let copied = format!(
        "Bridge stays closed until spring\nAda Holm at Harbour Park\nSat 9 Nov 2024 17.12 GMT\nLast modified on Sat 9 Nov 2024 19.40 GMT\n\
         {LEAD}\n{MORE}\n{LAST}"
    );
    let found = cleaned(Format::Text, &copied);
    assert_eq!(found.text.as_str(), [LEAD, MORE, LAST].join("\n"));
    assert_eq!(found.meta.authors, ["Ada Holm"]);
    assert_eq!(found.meta.published_at.as_deref(), Some("2024-11-09"));
    let named = format!(
        "Opinion\nBridge stays closed until spring\nBy the Editorial Board\nOct. 2, 2023\n2 min read\n{LEAD}\n{MORE}\n{LAST}"
    );
    assert_eq!(cleaned(Format::Text, &named).meta.title.as_deref(), Some("Bridge stays closed until spring"));
    check_goes("The mill in May. (Harbour News: Ada Holm)", false, true);
}

#[test]
fn copied_pages_lose_no_last_sentence_and_keep_no_furniture() {
    let end = "Engineers lowered the lake by a foot an hour, the council said.";
    for (between, below) in [
        ("Video Ad Feedback\n01:12\n- Source: HNN", "HNN’s Jo Nordin contributed to this report."),
        ("CLICK HERE TO GET THE HARBOUR NEWS APP", "Jo Nordin is a writer for Harbour News."),
        ("À lire aussi : Le pont reste fermé", "Partager sur Facebook"),
    ] {
        let body = format!(
            "Bridge stays closed until spring\nBy Ada Holm\n{LEAD}\n{MORE}\n{VOTE}\n{between}\n{end}\n{below}"
        );
        let text = cleaned(Format::Text, &body).text;
        assert_eq!(text.as_str(), [LEAD, MORE, VOTE, end].join("\n"), "{between}");
    }
    for line in [
        "Follow Harbour News on Facebook, X and Instagram.",
        "Les pompiers sont venus à 3 heures du matin. LP/Jean Carrel",
        "Algunas de las bicicletas recuperadas. POLICÍA LOCAL",
        "Ada Lindqvist outside the mill.Credit...Jo Sands for The Post",
    ] {
        check_goes(line, false, true);
    }
    for line in ["1. NVIDIA", "He asked for help from all of them. “NO”"] {
        check_goes(line, false, false);
    }
    for (head, title, authors, day) in [
        (
            "Bridge stays closed until spring\nPublished\n4 hours ago\nShare\nAda Holm\nHNN News, Harbour",
            "Bridge stays closed until spring",
            "Ada Holm",
            None,
        ),
        (
            "Politics\nBridge stays closed until spring, council says\nTown's shops say they have lost a third of their trade\nAda Holm Political correspondent\n\
             Tue 4 Mar 2025 13.05 CET",
            "Bridge stays closed until spring, council says",
            "Ada Holm",
            Some("2025-03-04"),
        ),
        (
            "SKIP ADVERTISEMENT\nBridge Stays Closed Until Spring\nBy Ada Holm\nMay 7, 2025",
            "Bridge Stays Closed Until Spring",
            "Ada Holm",
            Some("2025-05-07"),
        ),
        (
            "Bridge stays closed until spring\nBy Ada Holm\nNovember 3, 202511:02 AM GMT+1Updated 3 hours ago",
            "Bridge stays closed until spring",
            "Ada Holm",
            Some("2025-11-03"),
        ),
        (
            "El puente sigue cerrado hasta la primavera\nMateo Holm\nVillarejo - 18 sep 2025 - 20:14 CEST",
            "El puente sigue cerrado hasta la primavera",
            "Mateo Holm",
            Some("2025-09-18"),
        ),
    ] {
        let meta = cleaned(Format::Text, &format!("{head}\n{LEAD}\n{MORE}\n{VOTE}\n{LAST}")).meta;
        let found = (meta.title.as_deref(), meta.authors.join("|"), meta.published_at.as_deref());
        assert_eq!(found, (Some(title), authors.to_owned(), day), "{head}");
    }
}

#[test]
fn names_above_posts_go_and_speakers_stay() {
    let post = |heading: &str, text: &str| format!("Ada Holm\n{heading}\n{text}\n");
    let posts = post("Crowds leave the old bridge", LEAD)
        + &post("Gates shut on the north bank", SHOPS)
        + &post("Ferries run late into the night", VOTE);
    let live = cleaned(
        Format::Text,
        &format!("Bridge stays closed until spring\n{MORE}\n{LAST}\n{posts}{LAST} {SHOPS}"),
    );
    assert!(
        !live.text.as_str().contains("Ada Holm") && live.text.as_str().contains("Crowds leave"),
        "{}",
        live.text.as_str()
    );
    let said = [
        "We have asked for money twice, and twice we were told to wait.",
        "It is a good bridge, and it will stand for another hundred years.",
        "Nobody can say when the gates will open again for carts.",
    ];
    let talk: String = said
        .iter()
        .map(|said| {
            format!("Ada Holm\n{said}\nJo Nordin\nAnd what of the town, which has waited since May?\n")
        })
        .collect();
    let told = cleaned(
        Format::Text,
        &format!("Bridge stays closed until spring\n{MORE}\n{LAST}\n{talk}{LAST} {SHOPS}"),
    );
    assert_eq!(told.text.as_str().matches("Ada Holm").count(), 3, "{}", told.text.as_str());
}

#[test]
fn what_readers_wrote_below_a_text_goes() {
    let comment = "I have lived on the north bank for all of my life and never saw such a thing.";
    for heading in ["10 commentaires", "3 thoughts on “Bridge stays closed”", "12 Kommentare"] {
        let body = format!(
            "Bridge stays closed until spring\nBy Ada Holm\n2 Kommentare\n{LEAD}\n{MORE}\n{VOTE}\n{SHOPS}\n{LAST}\n{heading}\n{comment}"
        );
        let text = cleaned(Format::Text, &body).text;
        assert!(text.as_str().ends_with(LAST), "{heading}: {}", text.as_str());
    }
}

#[test]
fn what_pages_ask_of_readers_goes_in_any_language() {
    for line in [
        "Har du set en fejl i artiklen? Skriv til os",
        "Našli ste v článku chybu? Napíšte nám.",
        "Leidsid vea? Anna teada!",
        "Deila frétt",
        "გაგვიზიარე",
        "Comparte esta nova",
        "Artikel anhören",
        "Vor 2 Stunden",
        "Publicerad 20 juni 09.12",
        "Паром у мыса Саттер. Архивное фото",
        "Dalszy ciąg materiału pod wideo",
        "(Con información de EFE y AFP)",
        "Chcesz być na bieżąco? Zaobserwuj nas w Google.",
        "来源：海港日报",
        "The audio version of this article is generated by AI-based technology.",
        "Harbour Daily: Join over 1 million subscribers and get our best stories.",
    ] {
        check_goes(line, false, true);
    }
    for line in ["/ritzau/", "SOURCE Northlink Lines Inc.", "Published in Harbour Post, June 20th, 2025"] {
        check_goes(line, true, true);
    }
    for line in [
        "Har du set broen i maj, da den var lukket?",
        "Vor zwei Jahren war die Brücke noch offen.",
        "The source of the river is above the mill.",
        "Publicerat material visar att bron var stängd 2024 och 2025.",
    ] {
        check_goes(line, false, false);
    }
}

#[test]
fn posts_at_universities_funding_and_topics_are_no_text_and_no_authors() {
    let page = format!(
        "<html lang=\"en\"><head><title>Why bridges close</title><meta name=\"author\" content=\"Ines Quarles\"></head>\
         <body><article><h1>Why bridges close</h1><p>Professor of Bridge Safety, University of Kelso</p>\
         <p>Ines Quarles receives funding from the Bridge Trust.</p><p>{LEAD}</p><p>{MORE}</p><p>{VOTE}</p>\
         <p>{LAST}</p><p>Ines Quarles</p></article></body></html>"
    );
    check_page(&page, &[LEAD, MORE, VOTE, LAST]);
    let page = format!(
        "<html lang=\"en\"><head><title>Bridge closes</title></head><body><article><h1>Bridge closes</h1>\
         <div class=\"bylines\"><div>By <a href=\"/b\">Sam Penhall</a></div><div><span>Topic:</span>\
         <a href=\"/m\">Emergency Incidents</a></div></div><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article></body></html>"
    );
    assert_eq!(cleaned(Format::Html, &page).meta.authors, ["Sam Penhall"]);
}

#[test]
fn bylines_and_days_of_further_languages_are_read() {
    for (lang, by, day, author) in [
        ("ms", "Oleh Nurul Aina", "20 Jun 2025, 09:12 pagi", "Nurul Aina"),
        ("fil", "Ni Liza Ramos", "Hunyo 20, 2025 | 9:12 AM", "Liza Ramos"),
        ("et", "Mari Tamm, reporter", "20. juuni 2025, 09:12", "Mari Tamm"),
        (
            "sk",
            "Autor: Zuzana Kráľová",
            "20.06.2025 09:12 (aktualizované: 20.06.2025 11:00)",
            "Zuzana Kráľová",
        ),
    ] {
        let page = format!(
            "<html lang=\"{lang}\"><head><title>Feri Melur kandas lagi</title></head><body><article><h1>Feri Melur kandas lagi</h1>\
             <div class=\"m0\">{by}</div><div class=\"m1\">{day}</div><p>{LEAD}</p><p>{MORE}</p><p>{VOTE}</p><p>{LAST}</p>\
             </article></body></html>"
        );
        let meta = cleaned(Format::Html, &page).meta;
        assert_eq!(meta.authors, [author], "{lang}");
        assert_eq!(meta.published_at.as_deref().map(|day| &day[..10]), Some("2025-06-20"), "{lang}");
    }
    let asahi = "<meta property=\"og:title\" content=\"フェリー座礁、212人救助：港湾新聞\">";
    let page = format!(
        "<html lang=\"ja\"><head>{asahi}</head><body><h1>フェリー座礁、212人救助</h1><p>{LEAD}</p><p>{MORE}</p></body></html>"
    );
    assert_eq!(cleaned(Format::Html, &page).meta.title.as_deref(), Some("フェリー座礁、212人救助"));
}

#[test]
fn what_houses_tell_of_themselves_and_their_posts_goes() {
    for line in [
        "Externer Inhalt nicht verfügbar",
        "Hat Ihnen dieser Artikel gefallen? Dann unterstützen Sie uns bitte mit einer Spende.",
        "Gastkommentare müssen nicht der Meinung der Redaktion entsprechen.",
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        "Brückenwärter (m/w/d) Hafenbau GmbH, Auenfeld",
        "Article content",
        "Get the Post through your letterbox. 12 issues for £11.99. Click here for more.",
        "Is your bridge shut? Get in touch at news@post.example",
        "Subscribe to Harbour News on YouTube",
        "21:00 Emma Holm",
        "20:42 KEY EVENT",
        "*/?>",
        "DON'T MISS Ferries to stop for good [REVEALED] Bridge to open in May [UPDATE]",
    ] {
        check_goes(line, false, true);
    }
    for line in [
        "Associated Press writers Ada Holm in Kelso, Jo Nordin in Sutter, Ines Quarles in Brussels, Sam Penhall in \
         Rome, Gil Orton in Paris, Ruth Ansell in Oslo, Moira Kent in London and Ned Tully in Berlin contributed to \
         this report.",
        "More AP NBA: https://post.example/NBA and https://twitter.com/PostSports",
        "Ada Holm's book about the bridge is out now. Follow her on Twitter @adaholm.",
        "Redakteurin Emma Holm ist bei der Post für Häfen und Brücken zuständig.",
    ] {
        check_goes(line, true, true);
    }
    for line in [
        "21:00 Late News",
        "The paper had two issues for £1 each.",
        "Die Meinung der Redaktion teilt in Auenfeld niemand.",
        "Mit ihrer Spende half sie dem Verein, der die Brücke malt.",
        "Los comentarios que hizo el alcalde sobre el puente enfadaron a todos.",
        "Der Bote hatte als erster über dieses Thema berichtet.",
    ] {
        check_goes(line, false, false);
    }
}

#[test]
fn cut_leads_of_other_articles_and_listed_sources_go() {
    let lead = |title: &str| {
        format!(
            "<li><a href=\"/{title}\">{title}</a> <span>HARBOUR: The council of the harbour town said on Monday that \
             it will close the old bridge for...</span></li>"
        )
    };
    let leads: String = [
        "Ferries to stop for the winter",
        "Old mill to be rebuilt at last",
        "School on the island shuts early",
    ]
    .map(lead)
    .concat();
    let page = format!(
        "<html lang=\"en\"><head><title>Bridge closes</title></head><body><div><ul>{leads}</ul></div><article>\
         <h1>Bridge closes</h1><p>{LEAD}</p><p>{MORE}</p><p>{VOTE}</p><p>{LAST}</p></article></body></html>"
    );
    check_page(&page, &[LEAD, MORE, VOTE, LAST]);
}
