//! Fixed rules after the model's word: lines that are no article's text whatever it says, and lines of the article that
//! it takes for another part of the page. None of them is seen by the model.

use super::blocks::{Inside, Page};
use super::text::{Line, is_person};
use crate::document::RemovedReason::{self, *};
use crate::reading::linear::table::{ByHash, Hashes, hash, mix};
use std::collections::HashSet;

/// How many paragraphs from its last one an article's end is.
const TAIL: usize = 6;

/// No plug is longer.
const MAX_BYTES: usize = 400;

/// Lines that begin so are no text, wherever they stand; each with the most words that it has.
const STARTS: &[(RemovedReason, usize, &[&str])] = &[
    (
        Advertisement,
        9,
        &[
            "story continues below",
            "story continues after",
            "article continues below",
            "article continues after",
            "content continues below",
            "content continues after",
            "advertisement - scroll",
            "advertisement – scroll",
            "advertisement. scroll",
            "advertisement scroll",
            "after newsletter promotion",
        ],
    ),
    (
        Navigation,
        9,
        &["listen to this article", "reading time:", "estimated reading time:", "estimated read time:"],
    ),
    (Newsletter, 3, &["free daily newsletter", "free weekly newsletter"]),
    (Newsletter, 30, &["privacy notice: newsletters may contain"]),
    (
        Promo,
        16,
        &[
            "support local journalism.",
            "support independent journalism.",
            "support quality journalism.",
            "support our journalism.",
            "join our whatsapp",
            "follow our whatsapp",
            "join our telegram",
        ],
    ),
    (Navigation, 60, &["this entry was posted ", "this entry was tagged "]),
];

/// And these near the end of an article alone.
const TAIL_STARTS: &[(RemovedReason, usize, &[&str])] = &[
    (
        Byline,
        60,
        &[
            "reporting by ",
            "additional reporting by ",
            "writing by ",
            "editing by ",
            "with files from ",
            "with inputs from ",
            "with input from ",
            "with reporting by ",
            "with reporting from ",
        ],
    ),
    (
        Copyright,
        60,
        &[
            "all rights reserved",
            "this article originally appeared ",
            "this story originally appeared ",
            "this article was originally published ",
            "this story was originally published ",
            "this article first appeared ",
            "a version of this article appears in print",
            "a version of this article appeared in print",
        ],
    ),
    (Navigation, 40, &["filed under:", "tags:", "tagged:", "posted in:"]),
];

/// What stands before a link to another article, in capital letters or before a colon.
const LEADS: [&str; 12] = [
    "read more",
    "also read",
    "read also",
    "see also",
    "read next",
    "read",
    "watch",
    "watch more",
    "listen",
    "related",
    "more",
    "don't miss",
];

/// What pages embed by its address alone.
const EMBEDDED: [&str; 7] = [
    "youtube.com/watch",
    "youtu.be/",
    "vimeo.com/",
    "instagram.com/p/",
    "tiktok.com/@",
    "facebook.com/",
    "soundcloud.com/",
];

/// Drops what the model keeps and no article says. `links` says how many bytes of a line are in links.
/// Of a text, as agencies send it, the lines that they draw and the times of the day that they set between parts stay.
pub fn drop_plugs(lines: &mut [Line], keeps: &mut [bool], in_text: bool, links: impl Fn(usize) -> usize) {
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let tail = kept.len().saturating_sub(TAIL);
    let parts = |line: &Line| {
        in_text && (line.text.trim().bytes().all(|byte| byte == b'_') || is_clock(&line.folded))
    };
    let plugs: Vec<(usize, RemovedReason)> = (kept.iter().enumerate())
        .filter(|&(_, &at)| !parts(&lines[at]))
        .filter_map(|(place, &at)| Some((at, plug(&lines[at], place >= tail, links(at))?)))
        .collect();
    // A text of nothing else is one of somebody who collects them.
    if plugs.len() * 2 > kept.len() {
        return;
    }
    for (at, reason) in plugs {
        keeps[at] = false;
        lines[at].reason = Some(reason);
    }
}

/// Says of lines above a text what they are: slugs of releases and of archives. Whether the model keeps them or not, none
/// is a headline.
pub fn mark_slugs(lines: &mut [Line], keeps: &mut [bool]) {
    const NEAR: usize = 14;
    const LABELS: [&str; 10] = [
        "BYLINE:",
        "SECTION:",
        "LENGTH:",
        "DATELINE:",
        "BODY:",
        "LOAD-DATE:",
        "EDITION:",
        "GRAPHIC:",
        "LANGUAGE:",
        "SOURCE:",
    ];
    let near = lines.len().min(NEAR);
    let label = |line: &Line| LABELS.iter().find(|label| line.text.starts_with(**label)).copied();
    let archived = lines[..near].iter().filter(|line| label(line).is_some()).count() >= 2;
    for at in 0..near {
        let line = &lines[at];
        let contact = ["contact:", "media contact:", "press contact:", "contacts:"];
        let reached = line.text.contains('@') || line.marks.digits >= 7;
        let numbered = || {
            let words: Vec<&str> = line.folded.split(' ').collect();
            matches!(words[..], [at, "of", all, "documents"] if [at, all].iter().all(|n| n.parse::<u32>().is_ok()))
        };
        let reason = match label(line) {
            Some("BYLINE:") if archived => Byline,
            Some(_) if archived => Other,
            Some(_) | None => match line.folded.as_str() {
                "for immediate release" => Other,
                folded if folded.starts_with("view this email in your browser") && line.words <= 12 => {
                    Navigation
                }
                folded if contact.iter().any(|label| folded.starts_with(label)) && reached => Other,
                _ if line.words == 4 && numbered() => Navigation,
                _ => continue,
            },
        };
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
}

/// Says what a line is that is no text, if any.
fn plug(line: &Line, at_end: bool, linked: usize) -> Option<RemovedReason> {
    let text = line.text.trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    if is_ornament(text) {
        return Some(Other);
    }
    if is_shortcode(text) {
        return Some(if text.starts_with("[caption") { Caption } else { Other });
    }
    if is_embedded(text) {
        return Some(Other);
    }
    if is_clock(&line.folded) {
        return Some(Dateline);
    }
    // What somebody says is never ours to judge.
    if line.marks.quoted || speaks(&line.folded) {
        return None;
    }
    let open = line.folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let starts = |list: &[(RemovedReason, usize, &[&str])]| {
        let begins = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
        list.iter().find(|(_, most, starts)| line.words <= *most && begins(starts)).map(|found| found.0)
    };
    let has = |needle: &str| line.folded.contains(needle);
    if let Some(reason) = starts(STARTS) {
        return Some(reason);
    }
    if open.trim_end_matches(['.', '…', ' ']) == "loading" {
        return Some(Navigation);
    }
    if line.words <= 10
        && ["download the ", "download our ", "get the "].iter().any(|start| open.starts_with(start))
        && [" app", " app today", " app now"]
            .iter()
            .any(|end| open.trim_end_matches(['.', '!']).ends_with(end))
    {
        return Some(Promo);
    }
    if leads_on(text, linked) {
        return Some(Related);
    }
    if line.reason == Some(Newsletter) && line.words <= 25 {
        return Some(Newsletter);
    }
    if !at_end {
        return None;
    }
    if let Some(reason) = starts(TAIL_STARTS)
        && (reason != Byline || names_somebody(text))
    {
        return Some(reason);
    }
    let bare = open.trim_end_matches(|c: char| !c.is_alphanumeric());
    if matches!(text, "ENDS" | "(ENDS)" | "(END)" | "[END]" | "END" | "-END-" | "-ENDS-")
        || bare == "30" && text != "30"
    {
        return Some(Other);
    }
    if open.starts_with("the post ") && (has(" appeared first on ") || has(" first appeared on ")) {
        return Some(Promo);
    }
    if line.words <= 30
        && [
            " contributed to this report",
            " contributed to this story",
            " contributed to this article",
            " contributed reporting",
        ]
        .iter()
        .any(|end| bare.ends_with(end))
    {
        return Some(Byline);
    }
    if line.words <= 20 && open.starts_with("follow ") && has(" coverage ") && has("http") {
        return Some(Promo);
    }
    if line.words <= 30 && has("nonprofit newsroom") && has("donate") {
        return Some(Promo);
    }
    let asks = ["what do you think?", "let us know", "tell us", "share your", "leave a comment"];
    if line.words <= 16 && has("comment") && asks.iter().any(|ask| open.starts_with(ask)) {
        return Some(CommentPrompt);
    }
    None
}

/// Says whether what follows the first "by" or "from" of a line begins with a capital letter.
fn names_somebody(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let preposition = |word: &str| word.eq_ignore_ascii_case("by") || word.eq_ignore_ascii_case("from");
    words.any(preposition) && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Says whether a line is drawn: rules, stars, signs in fonts of their own. Signs that can stand for words stay.
fn is_ornament(text: &str) -> bool {
    let drawn = |c: char| {
        !c.is_alphanumeric()
            && (matches!(c, '*' | '-' | '_' | '=' | '~' | '#' | '+' | '|' | '>' | '<' | ' ')
                || (!c.is_ascii()
                    && !matches!(
                        c,
                        '€' | '£' | '¥' | '…' | '§' | '“' | '”' | '«' | '»' | '‘' | '’' | '？' | '！'
                    )))
    };
    text.chars().all(drawn)
}

/// Says whether a line is a shortcode that a page's program left as it was.
fn is_shortcode(text: &str) -> bool {
    const NAMES: [&str; 7] = ["[caption", "[embed", "[gallery", "[video", "[audio", "[youtube", "[playlist"];
    let named = NAMES.iter().find_map(|name| text.strip_prefix(name));
    named.is_some_and(|rest| rest.starts_with([' ', ']']) && text.ends_with(']'))
}

/// Says whether a line is nothing but the address of what a page embeds.
fn is_embedded(text: &str) -> bool {
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    address.is_some_and(|address| {
        let address = address.strip_prefix("www.").unwrap_or(address);
        !address.contains(char::is_whitespace) && EMBEDDED.iter().any(|site| address.starts_with(site))
    })
}

/// Says whether a line is nothing but a time of the day: "09:30", "9:30 GMT".
fn is_clock(folded: &str) -> bool {
    const MAX_WORDS: usize = 3;
    let mut words = folded.split(' ');
    let Some((hours, rest)) = words.next().and_then(|time| time.split_once(':')) else { return false };
    let minutes = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let digits = |part: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let half = &rest[minutes.len()..];
    let zone = |word: &str| matches!(word, "gmt" | "bst" | "utc" | "et" | "est" | "edt" | "ist" | "cet");
    digits(hours, 1..=2)
        && digits(minutes, 2..=2)
        && (half.is_empty() || zone(half))
        && words.clone().count() < MAX_WORDS
        && words.all(zone)
}

/// Says whether somebody is told to say something in a line.
fn speaks(folded: &str) -> bool {
    let is_cue = |word: &str| {
        matches!(
            word,
            "said" | "says" | "told" | "asked" | "asks" | "replied" | "added" | "according" | "wrote"
        )
    };
    folded.split(|c: char| !c.is_alphabetic()).any(is_cue)
}

/// Says whether a line is but a link to another article, with a label: "WATCH: …", ">> …".
fn leads_on(text: &str, linked: usize) -> bool {
    if linked == 0 {
        return false;
    }
    let bare = text.trim_start_matches(['>', '»', '►', '▶', '→', ' ', '[', '(', '*']);
    let arrow = text.starts_with(">>") || text.starts_with(['»', '►', '▶', '→']);
    let label = bare.split_once([':', '|']).map(|(label, _)| label.trim());
    let lead = label.filter(|label| LEADS.iter().any(|lead| label.eq_ignore_ascii_case(lead)));
    let rest = match lead {
        Some(label) => &bare[label.len()..],
        None if arrow => bare,
        None => return false,
    };
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    // A mark may stand outside the link.
    const MARKS: usize = 3;
    linked + MARKS >= letters(rest)
}

/// Keeps answers in a transcript whose speaker has others that stay.
pub fn keep_speakers(lines: &[Line], keeps: &mut [bool]) {
    const MAX_LABEL: usize = 40;
    let speaker = |line: &Line| -> Option<String> {
        let label = line.text.split_once(": ")?.0;
        let capitals = label.chars().any(char::is_alphabetic) && !label.contains(char::is_lowercase);
        (label.len() <= MAX_LABEL && capitals && line.reason.is_none()).then(|| label.to_owned())
    };
    let known: HashSet<String> =
        lines.iter().zip(&*keeps).filter(|(_, keep)| **keep).filter_map(|(line, _)| speaker(line)).collect();
    if known.is_empty() {
        return;
    }
    for (line, keep) in lines.iter().zip(keeps.iter_mut()).filter(|(_, keep)| !**keep) {
        *keep = line.ends_sentence && speaker(line).is_some_and(|speaker| known.contains(&speaker));
    }
}

/// Keeps sentences in the element that holds most of the text, or one beside it that is like it, between its paragraphs or
/// soon after the last; and those right below a sentence that stays, in its element.
pub fn keep_lost(page: &Page, lines: &[Line], keeps: &mut [bool]) {
    const NEAR: usize = 6;
    const PARAGRAPH_BYTES: usize = 70;
    const LEAST_WORDS: usize = 4;
    const MOST: usize = 3;
    const OTHERS: [&str; 5] = ["comment", "javascript", "newsletter", "subscri", "advert"];
    let (Some(first), Some(last)) =
        (keeps.iter().position(|&keep| keep), keeps.iter().rposition(|&keep| keep))
    else {
        return;
    };
    let elements = &page.elements;
    let container = |at: usize| {
        let element = page.blocks[at].element;
        if elements[element].name == hash(b"p") { elements[element].parent } else { element }
    };
    let place = |at: usize| mix(page.own_sign(container(at)), elements[container(at)].parent as u64);
    let mut bytes: ByHash<usize> = ByHash::default();
    let mut all = 0;
    let mut seen = Hashes::default();
    for at in (first..=last).filter(|&at| keeps[at]) {
        seen.insert(hash(&lines[at].letters));
        if lines[at].ends_sentence && lines[at].text.len() >= PARAGRAPH_BYTES {
            *bytes.entry(place(at)).or_default() += lines[at].text.len();
            all += lines[at].text.len();
        }
    }
    let off = Inside(Inside::AROUND.0 | Inside::CAPTION.0 | Inside::POST.0 | Inside::HEADINGS.0);
    let goes_on =
        |at: usize| keeps[at - 1] && container(at - 1) == container(at) && lines[at - 1].ends_sentence;
    let mut lost = Vec::new();
    for at in first + 1..(last + 1 + NEAR).min(lines.len()) {
        let (line, block) = (&lines[at], &page.blocks[at]);
        if at > last && matches!(line.reason, Some(CommentPrompt | Newsletter | Copyright)) {
            break;
        }
        let sentence = line.ends_sentence && line.words >= LEAST_WORDS && line.reason.is_none();
        let plain = block.linked == 0 && block.stressed == 0 && !elements[block.element].kind.any(off);
        if !keeps[at]
            && sentence
            && plain
            && !OTHERS.iter().any(|word| line.folded.contains(word))
            && (goes_on(at) || bytes.get(&place(at)).is_some_and(|bytes| bytes * 2 > all))
            && seen.insert(hash(&line.letters))
        {
            lost.push(at);
        }
    }
    // Where it is more, the model has seen something.
    let found: usize = lost.iter().map(|&at| lines[at].text.len()).sum();
    if lost.len() <= MOST && found * 5 <= all {
        for at in lost {
            keeps[at] = true;
        }
    }
}

/// Drops what stands in the page again: words of the text, set large beside it, with whose they are.
pub fn drop_pull_quotes(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    /// Each is looked for in all of the text.
    const MOST: usize = 12;
    const LEAST_BYTES: usize = 12;
    const LEAST_WORDS: usize = 6;
    let named = |element: usize| {
        let words = &page.words[page.elements[element].words.clone()];
        let has = |name: &str| words.contains(&hash(name.as_bytes()));
        has("pullquote") || has("pull") && has("quote")
    };
    let aside = [&b"aside"[..], b"blockquote", b"figure"].map(hash);
    let set_apart = |at: usize| {
        let element = page.blocks[at].element;
        if page.elements[element].kind.any(Inside(Inside::POST.0 | Inside::HEADINGS.0)) {
            return None;
        }
        let named = page.around(element).take(4).find(|&around| named(around));
        named.or_else(|| {
            page.around(element).take(3).find(|&around| aside.contains(&page.elements[around].name))
        })
    };
    // Lists of what is in the article stand there as well.
    let is_quote = |at: usize, element: usize, line: &Line| {
        let sentence = line.ends_sentence && line.words >= LEAST_WORDS && !line.text.ends_with('?');
        named(element) || page.blocks[at].linked == 0 && (line.marks.quoted || sentence)
    };
    let apart: Vec<Option<usize>> =
        (0..lines.len()).map(|at| if keeps[at] { set_apart(at) } else { None }).collect();
    if apart.iter().all(Option::is_none) {
        return;
    }
    let mut body = Vec::new();
    for at in (0..lines.len()).filter(|&at| keeps[at] && apart[at].is_none()) {
        body.extend_from_slice(&lines[at].letters);
        body.push(b' ');
    }
    let mut gone = None;
    let mut looks = 0;
    for at in 0..lines.len() {
        let Some(element) = apart[at] else { continue };
        // Who said it stands below.
        let signs =
            gone == Some(element) && is_person(lines[at].text.trim_matches(|c: char| !c.is_alphanumeric()));
        let repeats = !signs
            && looks < MOST
            && lines[at].letters.len() >= LEAST_BYTES
            && is_quote(at, element, &lines[at])
            && {
                looks += 1;
                memchr::memmem::find(&body, &lines[at].letters).is_some()
            };
        if signs || repeats {
            keeps[at] = false;
            lines[at].reason = Some(Other);
            gone = Some(element);
        }
    }
}

/// Drops captions that the model keeps: those that a class calls so, and what is set in another type below a picture in
/// its paragraph.
pub fn drop_captions(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 40;
    /// Fewer in bold are a heading.
    const LEAST_WORDS: usize = 5;
    let caption = |element: usize| {
        let words = &page.words[page.elements[element].words.clone()];
        words.contains(&hash(b"caption")) || words.contains(&hash(b"figcaption"))
    };
    let captions: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            let (line, block) = (&lines[at], &page.blocks[at]);
            let letters = || line.text.split_whitespace().map(str::len).sum::<usize>();
            keeps[at]
                && line.words <= MAX_WORDS
                && !line.text.starts_with(['“', '"', '«', '„'])
                && (page.around(block.element).take(2).any(caption)
                    || block.below_picture && line.words >= LEAST_WORDS && block.stressed == letters())
        })
        .collect();
    let kept = keeps.iter().filter(|keep| **keep).count();
    // A page of pictures tells its story in them.
    if captions.len() * 3 > kept {
        return;
    }
    for at in captions {
        keeps[at] = false;
        lines[at].reason = Some(Caption);
    }
}
