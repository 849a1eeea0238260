//! What mail, releases, archives and printed pages set above and below a text.

use super::days::written_date;
use super::text::{Line, is_person, names};
use crate::document::RemovedReason::*;

/// Says of lines above a text what they are: slugs of releases and of archives. Whether the model keeps them or not, none
/// is a headline.
pub fn mark_slugs(lines: &mut [Line], keeps: &mut [bool]) {
    const NEAR: usize = 14;
    const LABELS: [&str; 10] = [
        "BYLINE:", "SECTION:", "LENGTH:", "DATELINE:", "BODY:", "LOAD-DATE:", "EDITION:", "GRAPHIC:",
        "LANGUAGE:", "SOURCE:",
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

/// What the lines above a text, as mail and archives set them, say of it.
#[derive(Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub day: Option<String>,
}

/// What a label above a text announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Title,
    Author,
    Sender,
    Day,
    Other,
}

/// The labels of mail and archives: "Subject: …", "Record Number: …".
const LABELS: [(&str, Label); 34] = [
    ("title", Label::Title),
    ("headline", Label::Title),
    ("subject", Label::Title),
    ("betreff", Label::Title),
    ("objet", Label::Title),
    ("asunto", Label::Title),
    ("author", Label::Author),
    ("byline", Label::Author),
    ("from", Label::Sender),
    ("date", Label::Day),
    ("sent", Label::Day),
    ("publication date", Label::Day),
    ("to", Label::Other),
    ("cc", Label::Other),
    ("bcc", Label::Other),
    ("reply-to", Label::Other),
    ("paper", Label::Other),
    ("publication", Label::Other),
    ("section", Label::Other),
    ("page", Label::Other),
    ("length", Label::Other),
    ("word count", Label::Other),
    ("dateline", Label::Other),
    ("edition", Label::Other),
    ("graphic", Label::Other),
    ("language", Label::Other),
    ("load-date", Label::Other),
    ("highlight", Label::Other),
    ("publication-type", Label::Other),
    ("record number", Label::Other),
    ("geographic", Label::Other),
    ("industry", Label::Other),
    ("classification", Label::Other),
    ("journal code", Label::Other),
];

/// The codes of archives that begin lines above and below a text with them: "HD Bridge shut", "WC 389 words".
const CODES: [(&str, Label); 22] = [
    ("HD", Label::Title),
    ("BY", Label::Author),
    ("PD", Label::Day),
    ("WC", Label::Other),
    ("ET", Label::Other),
    ("SN", Label::Other),
    ("SC", Label::Other),
    ("SE", Label::Other),
    ("ED", Label::Other),
    ("PG", Label::Other),
    ("LA", Label::Other),
    ("CY", Label::Other),
    ("CR", Label::Other),
    ("AN", Label::Other),
    ("CO", Label::Other),
    ("IN", Label::Other),
    ("NS", Label::Other),
    ("RE", Label::Other),
    ("IPD", Label::Other),
    ("IPC", Label::Other),
    ("PUB", Label::Other),
    ("CT", Label::Other),
];

/// Returns the label that a line begins with, and what it says.
fn labelled(line: &Line) -> Option<(Label, &str)> {
    let (name, value) = line.text.split_once(':')?;
    let known = LABELS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    Some((known.1, value.trim()))
}

/// Says whether a line begins with a label of mail or archives.
pub fn is_labelled(line: &Line) -> bool {
    labelled(line).is_some()
}

/// Returns the code that a line begins with, and what it says.
fn coded(line: &Line) -> Option<(Label, &str)> {
    let (code, value) = line.text.split_once(' ')?;
    Some((CODES.iter().find(|(known, _)| *known == code)?.1, value.trim()))
}

/// Reads the lines that mail and archives set above and below a text, and drops them.
pub fn take_head(lines: &mut [Line], keeps: &mut [bool]) -> Head {
    const NEAR: usize = 14;
    const ENOUGH: usize = 3;
    const ENOUGH_CODES: usize = 4;
    let near = lines.len().min(NEAR);
    let mut head = Head::default();
    let with_codes = lines[..near].iter().filter(|line| coded(line).is_some()).count() >= ENOUGH_CODES;
    let read: fn(&Line) -> Option<(Label, &str)> = if with_codes { coded } else { labelled };
    if lines[..near].iter().filter(|line| read(line).is_some()).count() < ENOUGH {
        let head = take_counted(lines, keeps);
        drop_foot(lines, keeps);
        return head;
    }
    if !with_codes {
        take_headline(lines, keeps, read, &mut head);
    }
    let is_mail = lines[..near].iter().any(|line| matches!(read(line), Some((Label::Sender, _))));
    for at in 0..near {
        let reason = match read(&lines[at]) {
            Some((Label::Title, value)) => {
                let title = subject(value);
                head.title = head.title.or_else(|| (!title.is_empty()).then(|| title.to_owned()));
                Headline
            }
            Some((Label::Author, value)) => {
                head.authors.extend(names(value));
                Byline
            }
            Some((Label::Sender, value)) => {
                head.authors.extend(sender(value));
                Byline
            }
            Some((Label::Day, value)) => {
                head.day = head.day.or_else(|| written_date(value));
                Dateline
            }
            Some((Label::Other, _)) => Other,
            None if is_mail && lines[at].text.starts_with("--") => Other,
            None => continue,
        };
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
    if with_codes {
        // They announce the lead and the rest.
        for (line, keep) in lines.iter_mut().zip(keeps.iter_mut()) {
            if matches!(line.text.as_str(), "LP" | "TD") {
                (*keep, line.reason) = (false, Some(Other));
            }
        }
        let below = lines.len().saturating_sub(NEAR).max(near);
        for at in below..lines.len() {
            if coded(&lines[at]).is_some() {
                (keeps[at], lines[at].reason) = (false, Some(Other));
            }
        }
    }
    if is_mail {
        drop_signature(lines, keeps);
    }
    drop_foot(lines, keeps);
    head
}

/// Takes the headline that archives set right above the first of their labels.
fn take_headline(
    lines: &mut [Line],
    keeps: &mut [bool],
    read: fn(&Line) -> Option<(Label, &str)>,
    head: &mut Head,
) {
    const LEAST_WORDS: usize = 3;
    const MAX_WORDS: usize = 25;
    let first = lines.iter().position(|line| read(line).is_some());
    let titled = lines.iter().any(|line| matches!(read(line), Some((Label::Title, _))));
    let Some(above) = first.and_then(|first| first.checked_sub(1)).filter(|_| !titled) else { return };
    let line = &mut lines[above];
    let free = line.reason.is_none() && written_date(&line.text).is_none();
    if free && !line.ends_sentence && (LEAST_WORDS..=MAX_WORDS).contains(&line.words) {
        head.title = Some(line.text.clone());
        (keeps[above], line.reason) = (false, Some(Headline));
    }
}

/// Reads what archives set above a text without labels: section, headline, writer, "302 words", day, paper, code, page, language
/// and claim, each in a line of its own.
fn take_counted(lines: &mut [Line], keeps: &mut [bool]) -> Head {
    const NEAR: usize = 8;
    const MOST_BELOW: usize = 9;
    const LANGUAGES: [&str; 8] =
        ["english", "german", "french", "spanish", "italian", "portuguese", "dutch", "russian"];
    let mut head = Head::default();
    let counts = |line: &Line| {
        let count = line.text.trim().strip_suffix(" words");
        count.is_some_and(|count| {
            !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
        })
    };
    let Some(count) = lines.iter().take(NEAR).position(counts) else { return head };
    let below = count + 1..(count + MOST_BELOW).min(lines.len());
    let claims = |line: &Line| line.folded.starts_with("(c) ") || line.folded.contains("copyright ");
    let Some(claim) = below.clone().find(|&at| claims(&lines[at])) else { return head };
    if !below.clone().take_while(|&at| at < claim).any(|at| LANGUAGES.contains(&lines[at].folded.as_str())) {
        return head;
    }
    head.day = (count + 1..claim).find_map(|at| written_date(&lines[at].text));
    let named = count.checked_sub(1).filter(|&at| at > 0 && is_person(&lines[at].text));
    if let Some(at) = named {
        head.authors = names(&lines[at].text);
    }
    let title = named.unwrap_or(count).checked_sub(1);
    head.title = title.map(|at| lines[at].text.clone());
    let first_word =
        lines.iter().enumerate().skip(claim + 1).find(|(_, line)| line.ends_sentence).map(|(at, _)| at);
    for (at, line) in lines.iter_mut().enumerate().take(claim + 1) {
        line.reason = match at {
            _ if Some(at) == title => Some(Headline),
            _ if Some(at) == named => Some(Byline),
            _ => line.reason.or(Some(Other)),
        };
    }
    keeps[..=claim].fill(false);
    // What follows is the text.
    if let Some(first) = first_word.filter(|&first| lines[first].reason.is_none()) {
        keeps[first] = true;
    }
    head
}

/// Drops what stands below the line that mail sets above signatures.
fn drop_signature(lines: &mut [Line], keeps: &mut [bool]) {
    const MOST: usize = 10;
    const MOST_WORDS: usize = 12;
    let from = lines.len().saturating_sub(MOST);
    let Some(mark) = (from..lines.len()).find(|&at| lines[at].text.trim() == "--") else { return };
    if lines[mark..].iter().any(|line| line.words > MOST_WORDS) {
        return;
    }
    for at in mark..lines.len() {
        (keeps[at], lines[at].reason) = (false, Some(Other));
    }
}

/// Drops the labelled lines that archives set below a text.
fn drop_foot(lines: &mut [Line], keeps: &mut [bool]) {
    const NEAR: usize = 14;
    const ENOUGH: usize = 2;
    let from = lines.len().saturating_sub(NEAR).max(1);
    let is_foot = |line: &Line| {
        matches!(line.folded.as_str(), "end of document" | "classification")
            || line.words == 2 && line.text.starts_with("Document ") && line.marks.digits >= 6
            || matches!(labelled(line), Some((label, _)) if label != Label::Sender)
    };
    let found: Vec<usize> = (from..lines.len()).filter(|&at| is_foot(&lines[at])).collect();
    let sure = |at: &usize| {
        let folded = &lines[*at].folded;
        folded.starts_with("end of doc")
            || folded.starts_with("load-date")
            || folded.starts_with("record n")
            || folded.starts_with("document ")
            || folded.starts_with("publication-type")
    };
    if !found.iter().any(sure) || found.len() < ENOUGH && !found.iter().all(sure) {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Other));
    }
}

/// Returns a subject without the marks of answers and of what was sent on.
fn subject(mut value: &str) -> &str {
    const MARKS: [&str; 6] = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:"];
    while let Some(rest) = MARKS.iter().find_map(|mark| {
        value.get(..mark.len()).filter(|begin| begin.eq_ignore_ascii_case(mark)).map(|_| &value[mark.len()..])
    }) {
        value = rest.trim_start();
    }
    value.trim()
}

/// Returns who sent a mail, where the address is one of a person: "Ada Holm <ada@post.example>".
fn sender(value: &str) -> Vec<String> {
    let (name, address) = value.split_once('<').unwrap_or((value, value));
    let mailbox = address.split('@').next().unwrap_or_default().to_lowercase();
    let name = name.trim().trim_matches('"');
    let own = |word: &str| word.len() > 2 && mailbox.contains(&word.to_lowercase());
    if is_person(name) && name.split(' ').any(own) { vec![name.to_owned()] } else { Vec::new() }
}

/// Drops what stands at the top and the foot of printed pages: "Valley Voice   Page 2", "Page 3 of 7".
pub fn drop_page_numbers(lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 7;
    const ENOUGH: usize = 2;
    let number = |word: &str| !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let numbered = |line: &Line| {
        let words: Vec<&str> = line.folded.split(' ').take(MAX_WORDS + 1).collect();
        line.words <= MAX_WORDS
            && match words[..] {
                [.., "page", at, "of", all] => number(at) && number(all),
                [.., "page", at] => number(at),
                _ => false,
            }
    };
    let found: Vec<usize> = (0..lines.len()).filter(|&at| numbered(&lines[at])).collect();
    if found.len() >= ENOUGH {
        for at in found {
            (keeps[at], lines[at].reason) = (false, Some(Other));
        }
    }
}
