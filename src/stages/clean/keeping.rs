//! Lines of the article that the model takes for another part of the page: rules that keep them. None of them is seen by
//! the model.

use super::archives;
use super::blocks::{Inside, Page};
use super::text::{self, Line, is_person};
use crate::document::RemovedReason::{self, Byline, CommentPrompt, Copyright, Dateline, Newsletter, Related};
use crate::reading::linear::table::{ByHash, Hashes, hash, mix};
use std::collections::HashSet;

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
    // "(LAUGHTER)"
    for at in 1..lines.len() {
        let line = &lines[at];
        let heard = line.text.starts_with('(') && line.text.ends_with(')') && line.words <= 3;
        if heard && !line.text.contains(char::is_lowercase) && speaker(&lines[at - 1]).is_some() {
            keeps[at] |= keeps[at - 1] && line.reason.is_none();
        }
    }
}

/// Words of lines that ask readers for something, or tell who wrote a text and where it stood: "Jane Doe is a reporter.",
/// "Have a tip? Write to us."
const ASIDES: [&str; 63] = [
    "abonnez", "advertisement", "app", "article", "author", "autor", "browser", "click", "columnist",
    "contact", "contributed", "contributor", "cookie", "cookies", "copyright", "correspondent", "courtesy",
    "coverage", "credit", "desk", "donate", "download", "edited", "editor", "email", "facebook", "follow",
    "freelance", "http", "https", "instagram", "javascript", "journalist", "mail", "newsletter", "newsroom",
    "our", "ours", "permission", "photo", "photograph", "pin", "please", "podcast", "privacy", "published",
    "readers", "redaktion", "reporter", "reporting", "reserved", "sign", "story", "subscribe", "subscriber",
    "subscribers", "tip", "tips", "updated", "writer", "www", "you", "your",
];

/// Words that lines of that kind begin with: "Read our series on bridges."
const ASKING: [&str; 9] =
    ["listen", "read", "reach", "register", "share", "watch", "page", "picture", "image"];

/// Says whether a line has a word of one that asks readers for something or tells of the text itself.
fn is_about_text(line: &Line) -> bool {
    let known = |word: &str| ASIDES.binary_search(&word).is_ok();
    let mut words = line.folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    line.text.contains(['@', '©', '|'])
        || words.clone().next().is_some_and(|word| ASKING.contains(&word))
        || words.any(known)
}

/// Says whether a line invites readers to comment. "He declined to comment." does not.
pub fn invites_comments(folded: &str) -> bool {
    const SAID: [&str; 7] = [
        "for comment", "declined to comment", "declined comment", "refused to comment", "not comment",
        "no comment", "immediately comment",
    ];
    folded.contains("comment") && !SAID.iter().any(|said| folded.contains(said))
}

/// The most words of a last sentence, and of one in an element of its own beside the others.
const MOST_WORDS: usize = 12;
const MOST_BESIDE: usize = 50;

/// Keeps lines of a text that stand among its paragraphs but not as they do: short sentences, rows of figures and lists, and
/// the last words above links and labels. `unsure` says of which lines the model is not sure that they go.
pub fn keep_among(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    keep_between(lines, unsure, keeps);
    keep_rows(lines, unsure, keeps);
    keep_last_lines(lines, unsure, keeps);
    keep_end(lines, unsure, keeps);
    keep_above_signature(lines, unsure, keeps);
}

/// Keeps what ends many articles right below the last line that stays, be the model sure that it goes: short sentences, short
/// answers, results, and a short heading with its paragraph. There is little that pages put there in such words.
fn keep_last_lines(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    const MOST: usize = 12;
    const HEADING_WORDS: usize = 5;
    const LEAST_BELOW: usize = 4;
    const MOST_BELOW: usize = 50;
    const ENOUGH_RESULTS: usize = 3;
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let end = (last + 1 + MOST).min(lines.len());
    let mut at = last + 1;
    while at < end {
        let line = &lines[at];
        let results = (at..end).take_while(|&at| is_result(&lines[at])).count();
        if results >= ENOUGH_RESULTS {
            keeps[at..at + results].fill(true);
            at += results;
            continue;
        }
        let above = &lines[at - 1];
        if is_short_end(line) || is_fact(line) || is_answer(above, line) {
            keeps[at] = true;
            at += 1;
            continue;
        }
        let told = |at: usize| {
            let line = &lines[at];
            (LEAST_BELOW..=MOST_BELOW).contains(&line.words)
                && !line.text.ends_with(['?', '!'])
                && (line.words <= MOST_WORDS || unsure[at])
                && is_plain_sentence(line)
                && !tells_of_writers(line)
                && !of_page(line)
        };
        let asks = asks(line) && line.words <= MOST_WORDS;
        let heads = (asks || !line.ends_sentence && line.words <= HEADING_WORDS && is_sober(line))
            && !is_person(&line.text)
            && line.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '\'' | '‘' | '“' | '"'))
            && line.reason.is_none()
            && !is_about_text(line)
            && !tells_of_writers(line)
            && !of_page(line)
            && !line.folded.starts_with("explore ");
        if heads && at + 1 < end && (told(at + 1) || asks && is_answer(line, &lines[at + 1])) {
            keeps[at..at + 2].fill(true);
            at += 2;
        } else {
            break;
        }
    }
}

/// Says whether a short line may be a heading: it has small letters, and no marks of menus and credits.
fn is_sober(line: &Line) -> bool {
    line.text.contains(char::is_lowercase) && !line.text.contains(['/', '(', ':', '…', '»', '#', '&', '$'])
}

/// Words of short lines of pages that look like sentences: "Loading.", "More to come."
const OF_PAGES: [&str; 26] = [
    "competing", "below", "continue", "disclaimer", "footnotes", "notes", "references", "sources", "thanks",
    "welcome", "caring", "comment", "comments", "continued", "ends", "enjoy", "helpful", "here", "hiring",
    "loading", "more", "related", "support", "tags", "this", "topics",
];

/// Says whether a line has one of those words.
fn of_page(line: &Line) -> bool {
    line.folded.split(|c: char| !c.is_alphanumeric()).any(|word| OF_PAGES.contains(&word))
}

/// Says whether a line asks something as articles do, with a word that asks or goes on: "Who cares?", "And then?"
fn asks(line: &Line) -> bool {
    const WORDS: [&str; 28] = [
        "and", "are", "but", "can", "could", "did", "does", "has", "how", "is", "isn't", "may", "or",
        "should", "so", "was", "were", "what", "what's", "when", "when's", "where", "who", "who's", "whose",
        "why", "will", "would",
    ];
    let first = line.folded.split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    line.text.ends_with('?') && WORDS.contains(&first)
}

/// Says whether the last word of a line is a sign of a house: "“Snake Plant.” ASPCA."
fn ends_in_house(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.chars().filter(|c| c.is_uppercase()).count() > 1 && !last.contains(char::is_lowercase)
}

/// Says whether a line states facts or results and no headline.
pub fn states(line: &Line) -> bool {
    is_fact(line) || is_result(line) || shape(line).is_some()
}

/// Says whether a line is a short sentence or what somebody said, and nothing of it is said to readers: "Snow.", "Who cares?",
/// "“No.”"
fn is_short_end(line: &Line) -> bool {
    const MOST_ASKED: usize = 4;
    let text = line.text.trim();
    if line.reason.is_some() || line.words > MOST_WORDS || line.marks.letters == 0 {
        return false;
    }
    let inside = [('“', '”'), ('"', '"'), ('«', '»')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    if inside.is_some_and(|inside| inside.ends_with(['.', '?', '!', ','])) {
        return true;
    }
    let ends = text.ends_with(['.', '?'])
        || text.ends_with('!') && line.marks.ends > 0
        || text.ends_with(['”', '"', '»']) && line.marks.quoted && line.ends_sentence;
    ends && text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '«'))
        && (!text.ends_with('?') || line.words <= MOST_ASKED && asks(line))
        && (line.words == 1 || is_plain_sentence(line))
        && !is_about_text(line)
        && !tells_of_writers(line)
        && !invites_comments(&line.folded)
        && !of_page(line)
        && !ends_in_house(text)
        && (line.words > 1 || !text.trim_end_matches('.').chars().skip(1).any(char::is_uppercase))
}

/// Says whether a line answers the question above it: "In Paris.", "May 5."
fn is_answer(above: &Line, line: &Line) -> bool {
    let plain = line.reason.is_none() && !is_about_text(line) || line.reason == Some(Dateline);
    above.text.ends_with('?')
        && line.text.ends_with('.')
        && line.words <= MOST_WORDS
        && plain
        && line.text.starts_with(char::is_uppercase)
        && !tells_of_writers(line)
        && !of_page(line)
}

/// Says whether a line states a fact of a match, a show or a life, or a rate, as articles end with: "Referee: A Holm.", "Rating:
/// 4/5", "($1 = 73.55 rupees)", "Ada Holm, poet, born 3 April 1935; died 5 October 2014".
fn is_fact(line: &Line) -> bool {
    const MAX_WORDS: usize = 24;
    const MAX_RATE: usize = 8;
    const LABELS: [&str; 36] = [
        "absent", "admission", "att", "attendance", "booked", "bookings", "cost", "doors", "ft", "goals",
        "grade", "half-time", "halftime", "ht", "jv", "man of the match", "no", "pens",
        "player of the match", "present", "rating", "records", "ref", "referee", "scorers", "sent off",
        "subs", "tickets", "toss", "totals", "tries", "umpires", "when", "where", "who", "yes",
    ];
    if line.reason.is_some()
        || line.words > MAX_WORDS
        || line.text.contains(['@', '|', '©'])
        || line.text.contains("http")
    {
        return false;
    }
    let text = line.text.as_str();
    let labelled =
        line.folded.split_once(": ").is_some_and(|(label, _)| LABELS.binary_search(&label).is_ok());
    let rate = line.words <= MAX_RATE
        && text.contains(" = ")
        && line.marks.digits > 1
        && text.starts_with(['$', '(']);
    let lived = text.contains(", born ") && text.contains("; died ") && line.marks.digits > 1;
    let stars = line.words <= 3
        && line.folded.trim_end_matches('.').ends_with(" stars")
        && text.starts_with(|c: char| c.is_ascii_digit());
    labelled || rate || lived || stars
}

/// Says whether a line is a row of results: a name and a figure at its end, "Labour 27", "1. Holm 1:31.2".
fn is_result(line: &Line) -> bool {
    const MAX_WORDS: usize = 14;
    let figure = |word: &str| {
        let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | '+' | '.'));
        bare.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut words = line.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let named = words.clone().find(|word| word.contains(char::is_alphabetic));
    let listed = words.next().is_some_and(|first| named == Some(first) || first.ends_with('.'));
    line.reason.is_none()
        && (2..=MAX_WORDS).contains(&line.words)
        && listed
        && named.is_some_and(|name| name.starts_with(char::is_uppercase))
        && words.next_back().is_some_and(figure)
        && !is_about_text(line)
        && !line.text.contains(['/', '$', '£'])
        && !line.text.contains(": ")
}

/// Keeps plain sentences and questions between the first line that stays and the last.
fn keep_between(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    /// Where more is lost, the model has seen something.
    const MOST: usize = 3;
    const MOST_BETWEEN: usize = 3;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return };
    let is_lost = |at: usize| !keeps[at] && unsure[at] && is_plain_sentence(&lines[at]);
    // "Whose?", between two lines that stay.
    let between = |at: usize| {
        let short = at > first && !keeps[at] && lines[at].words <= MOST_BETWEEN;
        short && keeps[at - 1] && keeps[at + 1] && is_short_end(&lines[at])
    };
    let lost: Vec<usize> = (first..last).filter(|&at| is_lost(at) || between(at)).collect();
    let bytes = |range: &[usize]| range.iter().map(|&at| lines[at].text.len()).sum::<usize>();
    if bytes(&lost) * MOST <= bytes(&kept) {
        for at in lost {
            keeps[at] = true;
        }
    }
}

/// What rows and the items of lists have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// "Article 9: To see if …"
    Numbered,
    /// "Draught: 1.8m"
    Labelled,
    /// "Central 18 15 12 12 — 57"
    Figures,
    /// "• Keep it with the will", "2. Texts worked"
    Item(char),
}

/// Returns the shape of a row or an item.
fn shape(line: &Line) -> Option<Shape> {
    const MAX_WORDS: usize = 14;
    const LABEL_WORDS: usize = 4;
    const MAX_LABEL: usize = 30;
    const ENOUGH_FIGURES: usize = 2;
    let text = line.text.as_str();
    let (first, rest) = text.split_once(' ')?;
    let number = |word: &str| !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    if matches!(first, "•" | "-" | "–" | "+" | "*") {
        return first.chars().next().map(Shape::Item);
    }
    if first.strip_suffix(['.', ')']).is_some_and(number) {
        return Some(Shape::Item('1'));
    }
    let (label, value) = rest.split_once(' ').unwrap_or((rest, ""));
    if label.strip_suffix([':', '.']).is_some_and(number) && !value.is_empty() {
        return Some(Shape::Numbered);
    }
    if line.words > MAX_WORDS || !first.starts_with(char::is_alphanumeric) {
        return None;
    }
    let has_digit = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    if !line.ends_sentence && text.split(' ').filter(has_digit).count() >= ENOUGH_FIGURES {
        return Some(Shape::Figures);
    }
    let (label, _) = text.split_once(": ")?;
    let short = label.len() <= MAX_LABEL && label.split(' ').count() <= LABEL_WORDS;
    (short && first.starts_with(char::is_uppercase)).then_some(Shape::Labelled)
}

/// Keeps rows and items beside others of the same shape that stay, and several of them below a line that stays or a short
/// heading below that.
fn keep_rows(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    const ENOUGH: usize = 2;
    const HEADING_WORDS: usize = 5;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return };
    let free = |at: usize| {
        let line = &lines[at];
        // "Article 9: …"
        let about = is_about_text(line) && shape(line) != Some(Shape::Numbered);
        (keeps[at] || unsure[at]) && line.reason.is_none() && !about && !archives::is_labelled(line)
    };
    let free: Vec<bool> = (0..lines.len()).map(free).collect();
    let shapes: Vec<Option<Shape>> =
        (0..lines.len()).map(|at| if free[at] { shape(&lines[at]) } else { None }).collect();
    let alike = |at: usize, other: usize| shapes[at].is_some() && shapes[at] == shapes[other];
    for at in first + 1..lines.len() {
        keeps[at] |= keeps[at - 1] && alike(at, at - 1);
    }
    for at in (first..lines.len() - 1).rev() {
        keeps[at] |= keeps[at + 1] && alike(at, at + 1);
    }
    let mut at = first + 1;
    while at < lines.len() {
        if keeps[at] || !keeps[at - 1] || !free[at] {
            at += 1;
            continue;
        }
        let announces = lines[at].text.ends_with([':', '?']);
        let headed = shapes[at].is_none()
            && lines[at].words <= HEADING_WORDS
            && (announces || !lines[at].ends_sentence);
        let run = at + usize::from(headed);
        let end = run + (run..lines.len()).take_while(|&at| !keeps[at] && alike(at, run)).count();
        // What others read is a list as well.
        let listed = |at: usize| matches!(shapes[at], Some(Shape::Item(_)));
        let announced = announces || lines[at - 1].text.ends_with(':');
        if end >= run + ENOUGH && (!listed(run) || announced) {
            keeps[at..end].fill(true);
        }
        at = end.max(at + 1);
    }
}

/// Keeps the last sentences of a text, right below the last line that stays or a label or two below it: "Talks go on."
fn keep_end(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    /// So many lines may stand between.
    const APART: usize = 2;
    const TITLE_WORDS: usize = 4;
    const LEAST_WORDS: usize = 3;
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let (mut at, mut apart) = (last + 1, 0);
    // The last that stays, where but one article's links stand between.
    let (mut above, mut linked_only) = (last, true);
    while at < lines.len() && apart <= APART {
        let line = &lines[at];
        let says = |at: usize| {
            let line = &lines[at];
            let near = keeps[at - 1] || above + 1 + apart == at;
            let last = line.words <= MOST_WORDS && is_last_word(&lines[above], line) && near && linked_only;
            last || (unsure[at] || denies_comment(line))
                && is_plain_sentence(line)
                && !line.text.ends_with(['?', '!'])
                && !tells_of_writers(line)
        };
        let asks = || unsure[at] && line.text.ends_with('?') && is_plain_sentence(line);
        if says(at) && (apart == 0 || line.words >= LEAST_WORDS) {
            keeps[at] = true;
            (apart, above, linked_only) = (0, at, true);
        } else if apart == 0 && asks() && at + 1 < lines.len() && says(at + 1) {
            keeps[at..at + 2].fill(true);
            at += 1;
            above = at;
        } else {
            // Below a headline stands the lead of another text.
            let headline = line.reason.is_none() && line.words >= TITLE_WORDS && !is_about_text(line);
            // One article's link is no heading of others: "À lire aussi : le pont reste fermé".
            let linked = line.reason == Some(Related)
                && line.text.split_once(": ").is_some_and(|(_, title)| title.contains(' '));
            let heads = matches!(line.reason, Some(Related | CommentPrompt | Copyright));
            if headline || heads && !linked {
                break;
            }
            linked_only &= linked;
            apart += 1;
        }
        at += 1;
    }
}

/// Keeps the plain sentences right above a line below the text that says who else wrote it, or what they are: those are the
/// article's last ones, whatever a page set above them.
fn keep_above_signature(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    const NEAR: usize = 14;
    const LEAST_WORDS: usize = 5;
    const SIGNS: [&str; 5] = [
        " contributed to this report", " contributed to this story", " contributed to this article",
        "reporting by ", "this article appears in print",
    ];
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let signs = |at: &usize| {
        let line = &lines[*at];
        let writes = line.words <= MOST_BESIDE && super::remains::is_note_on_author(line, &[]);
        writes || SIGNS.iter().any(|sign| line.folded.contains(sign))
    };
    let Some(signed) = (last + 1..(last + 1 + NEAR).min(lines.len())).find(signs) else { return };
    for at in (last + 1..signed).rev() {
        let line = &lines[at];
        let long = line.words >= LEAST_WORDS && (unsure[at] || line.words <= MOST_BESIDE);
        if !long || !is_plain_sentence(line) || tells_of_writers(line) || line.text.ends_with('?') {
            break;
        }
        keeps[at] = true;
    }
}

/// Says whether somebody who was asked said nothing, as articles tell: "The harbour did not respond to a request for comment."
fn denies_comment(line: &Line) -> bool {
    const TOLD: [&str; 24] = [
        "request for comment",
        "requests for comment",
        "declined to comment",
        "not immediately respond",
        "auf anfrage nicht äußern",
        "wollte sich nicht äußern",
        "wollten sich nicht äußern",
        "ließ eine anfrage unbeantwortet",
        "n'a pas souhaité s'exprimer",
        "n'a pas souhaité commenter",
        "n'a pas répondu à nos",
        "no respondió a",
        "declinó hacer comentarios",
        "rehusó comentar",
        "não respondeu a",
        "não quis comentar",
        "non ha risposto alle",
        "non ha voluto commentare",
        "wilde niet reageren",
        "niet bereikbaar voor commentaar",
        "vill inte kommentera",
        "ønsker ikke å kommentere",
        "ønsker ikke at kommentere",
        "odmówił komentarza",
    ];
    TOLD.iter().any(|told| line.folded.contains(told))
}

/// Says whether a sentence tells of those who wrote the text or speaks for them: "Ada Holm covers ferries.", "COMING FRIDAY:
/// The last ferry."
pub fn tells_of_writers(line: &Line) -> bool {
    const WORDS: [&str; 14] = [
        "contributor", "covers", "covering", "edition", "here", "i'm", "journalism", "login", "online", "us",
        "we", "we're", "website", "writes",
    ];
    let first = line.text.split(' ').next().unwrap_or_default();
    let shouts = first.len() > 3 && !first.contains(|c: char| c.is_lowercase() || c.is_ascii_digit());
    shouts || line.folded.split([' ', ',', '.']).any(|word| WORDS.contains(&word))
}

/// Says whether a line below the last one that stays is a sentence of the article.
fn is_last_word(above: &Line, line: &Line) -> bool {
    const LEAST_ABOVE: usize = 8;
    above.ends_sentence
        && above.words >= LEAST_ABOVE
        && !line.text.ends_with(['?', '!'])
        && is_plain_sentence(line)
}

/// Says whether brackets hold no more than parties, ages and the like: "Ada Holm (SPD)", "Ada Holm (58)".
fn has_short_brackets(text: &str) -> bool {
    const MOST: usize = 12;
    const MOST_PAIRS: usize = 3;
    let mut pairs = 0;
    let short = text.split('(').skip(1).all(|after| {
        pairs += 1;
        let inside = after.split_once(')').map(|(inside, _)| inside);
        inside.is_some_and(|inside| {
            inside.len() <= MOST && inside.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
    });
    short && pairs <= MOST_PAIRS
}

/// Says whether a line is a sentence that tells something and neither asks anything of readers nor tells of the text.
pub fn is_plain_sentence(line: &Line) -> bool {
    const LEAST_WORDS: usize = 2;
    const LEAST_SIGNS: usize = 14;
    /// What readers are told to do: "Get a free quote today."
    const ORDERS: [&str; 30] = [
        "book", "buy", "call", "check", "discover", "enter", "explore", "find", "get", "go", "have", "item",
        "jetzt", "join", "learn", "lesen", "lest", "mehr", "more", "order", "request", "see", "sign", "stay",
        "thank", "thanks", "this", "try", "view", "visit",
    ];
    let open = line.text.trim_start_matches(['“', '"', '«', '„', '‘', '»', '「', ' ']);
    let first = line.folded.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let titled = line.words >= 4 && line.marks.capitals * 3 >= line.words * 2;
    let addressed = line.text.contains(" Sie ") || line.folded.contains("you ");
    // Many scripts have no capitals, and some no spaces.
    let caseless = open.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let unspaced = caseless && open.chars().nth(LEAST_SIGNS).is_some();
    line.text.ends_with(['.', '?', '!', '”', '"', '»', '«', '。', '」', '।', '؟'])
        && line.reason.is_none()
        && (line.words >= LEAST_WORDS || unspaced)
        && (caseless || open.starts_with(char::is_uppercase))
        && has_short_brackets(&line.text)
        && !line.text.contains('/')
        && !titled
        && !addressed
        && first.is_some_and(|word| !ORDERS.contains(&word))
        && !is_person(line.text.trim_end_matches('.'))
        && !invites_comments(&line.folded)
        && !is_about_text(line)
}

/// Returns the innermost element that holds nearly all of what stays; the root, where little does.
fn holder(page: &Page, lines: &[Line], keeps: &[bool]) -> usize {
    /// Fewer paragraphs tell of no place.
    const ENOUGH: usize = 3;
    let count = page.elements.len();
    let mut held = vec![(0usize, 0usize); count];
    for (at, block) in page.blocks.iter().enumerate().filter(|(at, _)| keeps[*at]) {
        held[block.element].0 += lines[at].text.len();
        held[block.element].1 += 1;
    }
    // Elements stand after those around them.
    for at in (1..count).rev() {
        let outer = page.elements[at].parent;
        held[outer] = (held[outer].0 + held[at].0, held[outer].1 + held[at].1);
    }
    let enough = held[0].1.min(ENOUGH);
    let holds = |at: &usize| held[*at].0 * 10 >= held[0].0 * 9 && held[*at].1 >= enough;
    (0..count).rev().find(holds).unwrap_or(0)
}

/// Returns of each element where it stands in `holder`, as one number: its name and classes, and those of the elements
/// between. 0 stands for elsewhere.
fn places(page: &Page, holder: usize) -> Vec<u64> {
    let count = page.elements.len();
    let mut places = vec![0; count];
    places[holder] = 1;
    for at in holder + 1..count {
        let outer = places[page.elements[at].parent];
        if outer != 0 {
            places[at] = mix(outer, page.own_sign(at)).max(1);
        }
    }
    places
}

/// An introduction stands so many elements at most around the one with all else.
const OUTER: usize = 4;

/// What holds no text of an article.
const OFF: Inside = Inside(Inside::AROUND.0 | Inside::CAPTION.0 | Inside::POST.0);

/// Returns of each element whether it is `root` or stands in it.
fn within(page: &Page, root: usize) -> Vec<bool> {
    let mut within = vec![false; page.elements.len()];
    within[root] = true;
    for at in root + 1..within.len() {
        within[at] = within[page.elements[at].parent];
    }
    within
}

/// Keeps what stands in the article's element but not as its paragraphs do: the items of a list that others of it stay with
/// or that the line above announces, rows, quotations, a sentence above or below all else, and the headings of parts.
pub fn keep_parts(page: &Page, lines: &[Line], keeps: &mut [bool]) {
    keep_modules(page, lines, keeps, holder(page, lines, keeps));
    let holder = holder(page, lines, keeps);
    let inside = within(page, holder);
    keep_lists(page, lines, keeps, &inside);
    keep_tables(page, lines, keeps, &inside);
    keep_enclosed(page, lines, keeps, &inside);
    keep_quotations(page, lines, keeps, &inside);
    keep_headings(page, lines, keeps, holder, &inside);
    keep_subheads(page, lines, keeps, &inside);
    keep_last_word(page, lines, keeps, &inside);
    let outer: Vec<usize> = page.around(holder).take(OUTER).collect();
    for own in outer {
        if !keep_beside_parts(page, lines, keeps, own, &within(page, own)) {
            break;
        }
    }
}

/// Keeps text in modules like the one with most of it: what builds a page sets each run of paragraphs in one, and other
/// things between.
fn keep_modules(page: &Page, lines: &[Line], keeps: &mut [bool], holder: usize) {
    /// So many elements at most are around both.
    const DEEP: usize = 5;
    let elements = &page.elements;
    let mut headed = vec![false; elements.len()];
    for block in page.blocks.iter().filter(|block| elements[block.element].name == hash(b"h1")) {
        headed[block.element] = true;
    }
    for at in (1..headed.len()).rev() {
        headed[elements[at].parent] |= headed[at];
    }
    // Around a headline stand other texts as well.
    let outer = page.around(holder).skip(1).take(DEEP).take_while(|&around| !headed[around]);
    let lost = std::iter::once(holder).chain(outer).map(|root| modules_of(page, lines, keeps, root));
    for at in lost.into_iter().find(|lost| !lost.is_empty()).unwrap_or_default() {
        keeps[at] = true;
    }
}

/// Returns the blocks of modules right in `root` that are like those with most of the text, where all of one have gone.
fn modules_of(page: &Page, lines: &[Line], keeps: &[bool], root: usize) -> Vec<usize> {
    const LEAST_WORDS: usize = 6;
    let mut lost = Vec::new();
    let Some(first) = keeps.iter().position(|&keep| keep) else { return lost };
    let places = places(page, root);
    let mut modules = vec![0; places.len()];
    for at in root + 1..modules.len() {
        let outer = page.elements[at].parent;
        modules[at] = if outer == root { at } else { modules[outer] };
    }
    let (mut bytes, mut all): (ByHash<usize>, usize) = Default::default();
    for at in (first..lines.len()).filter(|&at| keeps[at] && lines[at].ends_sentence) {
        *bytes.entry(places[page.blocks[at].element]).or_default() += lines[at].text.len();
        all += lines[at].text.len();
    }
    bytes.remove(&0);
    let module = |at: usize| modules[page.blocks[at].element];
    let tells = |at: usize| {
        let element = page.blocks[at].element;
        let typical = bytes.get(&places[element]).is_some_and(|bytes| bytes * 2 > all);
        typical && module(at) != element && lines[at].ends_sentence && lines[at].words >= LEAST_WORDS
    };
    let mut at = first;
    while at < lines.len() {
        let own = module(at);
        let blocks = at..at + (at..lines.len()).take_while(|&at| module(at) == own).count();
        at = blocks.end;
        if lines[blocks.clone()].iter().any(|line| matches!(line.reason, Some(CommentPrompt | Copyright))) {
            break;
        }
        let gone = own != 0 && !blocks.clone().any(|at| keeps[at]);
        if gone && blocks.clone().any(tells) && blocks.clone().all(|at| is_plain(page, &lines[at], at)) {
            lost.extend(blocks);
        }
    }
    // Where it is more, it is another text.
    if lost.iter().map(|&at| lines[at].text.len()).sum::<usize>() > all {
        lost.clear();
    }
    lost
}

/// Says whether a block may be a part of the article, and asks nothing of readers.
fn is_plain(page: &Page, line: &Line, at: usize) -> bool {
    const OTHERS: [&str; 4] = ["javascript", "newsletter", "subscri", "advert"];
    let block = &page.blocks[at];
    may_stay(page, line, at)
        && block.linked * 6 <= line.text.len()
        && !OTHERS.iter().any(|word| line.folded.contains(word))
        && !invites_comments(&line.folded)
        && (line.marks.quoted || !is_about_text(line) || tells_much(line))
}

/// Says whether a line is a long sentence that speaks neither to readers nor of those who wrote the text.
fn tells_much(line: &Line) -> bool {
    const LEAST_WORDS: usize = 10;
    const WORDS: [&str; 22] = [
        "author", "click", "columnist", "contributor", "copyright", "correspondent", "donate", "editor",
        "email", "freelance", "journalist", "newsletter", "our", "please", "readers", "reporter",
        "subscribe", "us", "we", "writer", "you", "your",
    ];
    let mut words = line.folded.split(|c: char| !c.is_alphanumeric());
    line.words >= LEAST_WORDS
        && line.ends_sentence
        && !line.text.contains(['@', '©', '|'])
        && !words.any(|word| WORDS.contains(&word))
}

/// Words of classes and ids around what is no paragraph of the article.
const ASIDE_NAMES: [&str; 44] = [
    "about", "ad", "ads", "alert", "audio", "author", "banner", "bio", "button", "byline", "caption", "card",
    "comment", "comments", "contact", "credit", "cta", "disclaimer", "donate", "donation", "footer", "form",
    "gallery", "gate", "meta", "modal", "newsletter", "notice", "paywall", "player", "popup", "promo",
    "pull", "pullquote", "related", "share", "signup", "social", "sponsor", "support", "tags", "teaser",
    "toc", "video",
];

/// And around paragraphs that a page's style sets apart.
const LAYOUT_NAMES: [&str; 20] = [
    "block", "body", "box", "callout", "col", "column", "columns", "container", "content", "entry", "field",
    "group", "inner", "is", "layout", "paragraph", "row", "section", "text", "wp",
];

/// Returns how far inside `holder` an element stands, where it is not deep in it and nothing between calls it an aside.
fn depth_in(page: &Page, element: usize, holder: usize) -> Option<usize> {
    const DEEP: usize = 4;
    let named = |element: usize| {
        let words = &page.words[page.elements[element].words.clone()];
        ASIDE_NAMES.iter().any(|name| words.contains(&hash(name.as_bytes())))
    };
    for (depth, around) in page.around(element).take(DEEP).enumerate() {
        if around == holder {
            return Some(depth);
        }
        if named(around) {
            return None;
        }
    }
    None
}

/// Says whether a block that stays is a sentence or more of the text.
fn is_prose(lines: &[Line], keeps: &[bool], at: usize) -> bool {
    const LEAST_WORDS: usize = 8;
    keeps.get(at) == Some(&true) && lines[at].ends_sentence && lines[at].words >= LEAST_WORDS
}

/// Returns the line above one, and the one below it, but for what is left of advertisements between.
fn neighbours(lines: &[Line], keeps: &[bool], at: usize) -> (usize, usize) {
    /// So many lines at most are between.
    const MOST: usize = 2;
    let advert = |at: &usize| {
        !keeps.get(*at).unwrap_or(&true) && lines[*at].reason == Some(RemovedReason::Advertisement)
    };
    let above = (1..at).rev().take(MOST).take_while(advert).count();
    let below = (at + 1..lines.len()).take(MOST).take_while(advert).count();
    (at.saturating_sub(1 + above), at + 1 + below)
}

/// Keeps a sentence between two paragraphs that stay, in an element of its own beside them, with its heading, or as one link.
fn keep_enclosed(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    const LEAST_WORDS: usize = 8;
    let outer = |at: usize| page.elements[page.blocks[at].element].parent;
    for at in 1..lines.len().saturating_sub(1) {
        let (line, block) = (&lines[at], &page.blocks[at]);
        if keeps[at] {
            continue;
        }
        let heading = Some(at - 1).filter(|&above| {
            above > 0
                && !keeps[above]
                && heads(page, above)
                && outer(above) == outer(at)
                && is_plain(page, &lines[above], above)
        });
        let (above, below) =
            (neighbours(lines, keeps, heading.unwrap_or(at)).0, neighbours(lines, keeps, at).1);
        if !is_prose(lines, keeps, above) || !is_prose(lines, keeps, below) {
            continue;
        }
        let (holder, letters) = (outer(above), line.letters.len());
        if holder != outer(below) || !inside[holder] || page.elements[block.element].name != hash(b"p") {
            continue;
        }
        let depth = depth_in(page, block.element, holder);
        let whole_link = depth == Some(1) && block.linked >= letters && line.text.ends_with('.');
        let stays = whole_link || depth.is_some_and(|depth| depth > 1) && block.linked == 0;
        if stays
            && line.ends_sentence
            && line.words >= LEAST_WORDS
            && block.stressed == 0
            && may_stay(page, line, at)
            && !is_about_text(line)
            && !invites_comments(&line.folded)
        {
            keeps[at] = true;
            heading.into_iter().for_each(|at| keeps[at] = true);
        }
    }
}

/// Keeps quotations that the markup sets apart between two paragraphs that stay, with who said it.
fn keep_quotations(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    const DEEP: usize = 3;
    const MOST: usize = 4;
    let outer = |at: usize| page.elements[page.blocks[at].element].parent;
    let quotation_of = |at: usize| {
        let mut around = page.around(page.blocks[at].element).take(DEEP);
        around.find(|&around| page.elements[around].name == hash(b"blockquote"))
    };
    let mut at = 1;
    while at < lines.len() {
        let Some(quotation) = quotation_of(at) else {
            at += 1;
            continue;
        };
        let blocks = at..at + (at..lines.len()).take_while(|&at| quotation_of(at) == Some(quotation)).count();
        at = blocks.end;
        let (above, below) =
            (neighbours(lines, keeps, blocks.start).0, neighbours(lines, keeps, blocks.end - 1).1);
        if !is_prose(lines, keeps, above) || !is_prose(lines, keeps, below) || blocks.len() > MOST {
            continue;
        }
        let holder = outer(above);
        let beside = inside[holder] && depth_in(page, quotation, holder) == Some(1);
        let said = lines[blocks.start].ends_sentence || lines[blocks.start].marks.quoted;
        let is_text = |at: usize| {
            may_stay(page, &lines[at], at) && page.blocks[at].linked == 0 && !is_about_text(&lines[at])
        };
        if beside && said && blocks.clone().all(is_text) {
            keeps[blocks].fill(true);
        }
    }
}

/// Keeps the rows of a table of numbers beside paragraphs that stay.
fn keep_tables(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    /// How far inside a table the text of a cell stands.
    const DEEP: usize = 5;
    /// Of longer tables the model knows more.
    const ROWS: std::ops::RangeInclusive<usize> = 2..=12;
    const MAX_WORDS: usize = 30;
    let table_of = |at: usize| {
        let mut around = page.around(page.blocks[at].element).take(DEEP);
        around.find(|&around| page.elements[around].name == hash(b"table"))
    };
    let outer = |at: usize| page.elements[page.blocks[at].element].parent;
    let mut at = 1;
    while at < lines.len() {
        let Some(table) = table_of(at) else {
            at += 1;
            continue;
        };
        let rows = at..at + (at..lines.len()).take_while(|&at| table_of(at) == Some(table)).count();
        at = rows.end;
        let above = rows.start - 1;
        if !ROWS.contains(&rows.len()) || rows.clone().all(|at| keeps[at]) || !keeps[above] || !inside[table]
        {
            continue;
        }
        let holder = if is_prose(lines, keeps, rows.end) { outer(rows.end) } else { outer(above) };
        let beside = depth_in(page, table, holder).is_some();
        let numbered = rows.clone().filter(|&at| lines[at].marks.digits > 0).count();
        let is_row = |at: usize| {
            let (line, block) = (&lines[at], &page.blocks[at]);
            matches!(line.reason, None | Some(Dateline))
                && line.words <= MAX_WORDS
                && block.linked * 2 <= line.text.len()
                && page.reason(at) == RemovedReason::Other
                && !page.elements[block.element].kind.any(OFF)
        };
        if beside && numbered * 2 >= rows.len() && rows.clone().all(is_row) {
            keeps[rows].fill(true);
        }
    }
}

/// Keeps a heading, or a short line in bold, between paragraphs that stay and beside them: "About the study".
fn keep_subheads(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    const MAX_WORDS: usize = 12;
    /// Of what it heads.
    const LEAST_WORDS: usize = 4;
    /// So many lines at most are between it and the paragraph above.
    const ABOVE: usize = 4;
    /// So many elements at most are around it, and around a paragraph, up to the one that holds both.
    const OUTER: usize = 2;
    const DEEP: usize = 5;
    const OTHERS: [&str; 3] = ["newsletter", "subscri", "advert"];
    let names = [&b"h2"[..], b"h3", b"h4", b"h5", b"h6"].map(hash);
    let element = |at: usize| &page.elements[page.blocks[at].element];
    let beside = |at: usize, other: usize| {
        let outer = page.around(element(at).parent).take(OUTER).filter(|&outer| inside[outer]);
        let mut around = outer.take_while(|&outer| page.elements[outer].parent != outer);
        around.any(|outer| page.around(page.blocks[other].element).take(DEEP).any(|around| around == outer))
    };
    let subheads: Vec<usize> = (1..lines.len().saturating_sub(1))
        .filter(|&at| {
            let (line, block) = (&lines[at], &page.blocks[at]);
            let heading = names.contains(&element(at).name);
            if keeps[at] || line.words > MAX_WORDS || block.linked > 0 || !heading && block.stressed == 0 {
                return false;
            }
            let below = neighbours(lines, keeps, at).1;
            let headed = keeps.get(below) == Some(&true)
                && lines[below].ends_sentence
                && lines[below].words >= LEAST_WORDS
                && !names.contains(&element(below).name)
                && beside(at, below);
            let above = |above: usize| is_prose(lines, keeps, above) && beside(at, above);
            let letters = line.text.split_whitespace().map(str::len).sum::<usize>();
            let bold = element(at).name == hash(b"p")
                && block.stressed == letters
                && !line.ends_sentence
                && !line.text.contains(':')
                && element(at).parent == element(below.min(lines.len() - 1)).parent;
            let worded = match line.reason {
                None | Some(Dateline) => !OTHERS.iter().any(|word| line.folded.contains(word)),
                // What is no more than the word for another part of a page is one.
                Some(_) => heading && line.words > 1 && keeps[at - 1] && !text::is_phrase(&line.folded),
            };
            (heading || bold)
                && headed
                && worded
                && !line.folded.starts_with("more from ")
                && (at.saturating_sub(ABOVE)..at).any(above)
                && !element(at).kind.any(OFF)
                && page.reason(at) == RemovedReason::Other
        })
        .collect();
    for at in subheads {
        keeps[at] = true;
    }
}

/// Keeps the short heads of a list's items of which the text stays, be they days: a timeline. And the heading of an agency's
/// last lines, which tells of games to come: "UP NEXT".
pub fn keep_heads(page: &Page, lines: &[Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 6;
    const ENOUGH: usize = 2;
    let item = hash(b"li");
    let element = |at: usize| page.blocks[at].element;
    let bold = |at: usize| page.blocks[at].stressed > 0 && page.blocks[at].linked == 0;
    let heads: Vec<usize> = (0..lines.len().saturating_sub(1))
        .filter(|&at| {
            let line = &lines[at];
            let own = element(at);
            let short = !keeps[at] && line.words <= MAX_WORDS && !line.ends_sentence;
            let of_item = || {
                page.elements[own].name == item
                    && page.elements[element(at + 1)].parent == own
                    && matches!(line.reason, None | Some(Dateline))
            };
            short && bold(at) && keeps[at + 1] && lines[at + 1].ends_sentence && of_item()
        })
        .collect();
    if heads.len() >= ENOUGH {
        for at in heads {
            keeps[at] = true;
        }
    }
    let next =
        (1..lines.len()).filter(|&at| lines[at].text.trim() == "UP NEXT" && !keeps[at] && keeps[at - 1]);
    let sure = |&at: &usize| {
        let goes_on = lines.get(at + 1).is_some_and(|line| keeps[at + 1] && line.ends_sentence);
        page.blocks[at].linked == 0 && goes_on && page.reason(at) == RemovedReason::Other
    };
    for at in next.filter(sure).collect::<Vec<_>>() {
        keeps[at] = true;
    }
}

/// Keeps the last sentence of the article where it stands in an element of its own.
fn keep_last_word(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let (Some(line), Some(block)) = (lines.get(last + 1), page.blocks.get(last + 1)) else { return };
    let paragraph = page.elements[block.element].name == hash(b"p");
    let outer = page.elements[page.blocks[last].element].parent;
    // With a name of its own the element may be for a note.
    let laid_out = |element: usize| {
        let words = &page.words[page.elements[element].words.clone()];
        words.iter().all(|word| LAYOUT_NAMES.iter().any(|name| *word == hash(name.as_bytes())))
    };
    let around: Vec<usize> = page.around(page.elements[block.element].parent).take(OUTER).collect();
    let end = around.iter().position(|&around| around == outer).unwrap_or(0);
    let beside = end > 0 && around[..end].iter().all(|&around| laid_out(around));
    let most = if beside { MOST_BESIDE } else { MOST_WORDS };
    if paragraph
        && inside[block.element]
        && block.linked == 0
        && block.stressed == 0
        && line.words <= most
        && may_stay(page, line, last + 1)
        && is_last_word(&lines[last], line)
    {
        keeps[last + 1] = true;
    }
}

/// Says whether a block may be a part of the article: nothing in its words or markup speaks against it.
fn may_stay(page: &Page, line: &Line, at: usize) -> bool {
    line.reason.is_none()
        && !page.elements[page.blocks[at].element].kind.any(OFF)
        && page.reason(at) == RemovedReason::Other
}

/// Keeps the items of a list that a line with a colon announces, that stands between paragraphs, or of which a third stay
/// already; with its heading.
fn keep_lists(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    /// How far inside an item its text stands.
    const DEEP: usize = 4;
    const LEAST_ITEMS: usize = 2;
    /// Of longer lists the model knows more.
    const MOST_ITEMS: usize = 20;
    const MAX_NAME: usize = 6;
    let lists = [&b"ul"[..], b"ol", b"dl"].map(hash);
    let list_of = |at: usize| {
        let mut around = page.around(page.blocks[at].element).take(DEEP);
        around.find(|&around| lists.contains(&page.elements[around].name))
    };
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let mut at = keeps.iter().position(|&keep| keep).unwrap_or(0) + 1;
    // One list at most below the last line that stays.
    while at < lines.len() && at <= last + 1 {
        let Some(list) = list_of(at) else {
            at += 1;
            continue;
        };
        let items = at..at + (at..lines.len()).take_while(|&at| list_of(at) == Some(list)).count();
        at = items.end;
        let heading = Some(items.start - 1)
            .filter(|&at| at > 0 && heads(page, at) && (keeps[at] || may_stay(page, &lines[at], at)));
        let headed = heading.is_some_and(|at| keeps[at]);
        let above = heading.unwrap_or(items.start) - 1;
        if items.len() < LEAST_ITEMS || items.clone().all(|at| keeps[at]) || !headed && !keeps[above] {
            continue;
        }
        let bytes = |of: &dyn Fn(usize) -> usize| items.clone().map(of).sum::<usize>();
        let linked = bytes(&|at| page.blocks[at].linked) * 6 > bytes(&|at| lines[at].text.len());
        let right_above = items.start - 1;
        let announced = keeps[right_above] && lines[right_above].text.trim_end().ends_with([':', '：']);
        let helps = announced
            && heading.is_none()
            && lines[above].words > 2
            && !is_about_text(&lines[above])
            && !leads(&lines[above]);
        let others = items.clone().filter(|&at| keeps[at]).count();
        let is_text = items.clone().all(|at| may_stay(page, &lines[at], at));
        let outer = page.elements[page.blocks[above].element].parent;
        let told_above =
            is_prose(lines, keeps, above) || headed && keeps[above] && lines[above].ends_sentence;
        let beside = page.elements[list].parent == outer && told_above;
        // Notes lead back to where they belong.
        let plain = |at: usize| is_plain(page, &lines[at], at) && !lines[at].text.contains('↩');
        // Headlines are longer, or have verbs and marks.
        let named = |at: usize| {
            let letters = lines[at].text.split_whitespace().map(str::len).sum::<usize>();
            let name =
                lines[at].words <= MAX_NAME && !lines[at].text.contains([':', '?', '„', '“', '«', ',']);
            name || page.blocks[at].opens_linked
                && page.blocks[at].linked * 3 < letters * 2
                && lines[at].words <= 2 * MAX_NAME
        };
        let told = items.clone().all(|at| lines[at].ends_sentence && lines[at].words > 2);
        let goes_on = keeps.get(items.end) == Some(&true)
            && (is_prose(lines, keeps, items.end)
                || page.elements[page.blocks[items.end].element].parent == outer);
        let between = beside && (goes_on || told || headed) && items.clone().all(plain);
        let stays = (announced || between) && items.len() <= MOST_ITEMS || others * 3 >= items.len();
        if inside[list] && (!linked || helps && goes_on && items.clone().all(named)) && is_text && stays {
            keeps[items].fill(true);
            heading.into_iter().for_each(|at| keeps[at] = true);
        }
    }
}

/// Says whether a line announces other articles: "More on this:", "Here are the latest stories:".
fn leads(line: &Line) -> bool {
    const WORDS: [&str; 14] = [
        "also", "articles", "below", "headlines", "here", "latest", "links", "more", "previous", "related",
        "series", "stories", "topics", "videos",
    ];
    line.folded.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(&word))
}

/// Keeps a short paragraph of an element that has the others in elements of their own: an introduction, or the last word.
/// Returns whether the headline does not stand in it.
fn keep_beside_parts(page: &Page, lines: &[Line], keeps: &mut [bool], own: usize, inside: &[bool]) -> bool {
    const LEAST_WORDS: usize = 4;
    let elements = &page.elements;
    let (paragraph, h1) = (hash(b"p"), hash(b"h1"));
    // What stands between the headline and the article's element is told elsewhere.
    if page.blocks.iter().any(|block| elements[block.element].name == h1 && inside[block.element]) {
        return false;
    }
    for at in 0..lines.len() {
        let (line, block) = (&lines[at], &page.blocks[at]);
        if keeps[at] || elements[block.element].name != paragraph || elements[block.element].parent != own {
            continue;
        }
        let beside = |other: usize| {
            let element = page.blocks[other].element;
            keeps[other] && lines[other].ends_sentence && inside[element] && elements[element].parent != own
        };
        let next = at + 1 + usize::from(at + 1 < lines.len() && heads(page, at + 1));
        if (next < lines.len() && beside(next) || at > 0 && beside(at - 1))
            && line.ends_sentence
            && line.words >= LEAST_WORDS
            && block.linked == 0
            && block.stressed == 0
            && may_stay(page, line, at)
            && !is_about_text(line)
            && !invites_comments(&line.folded)
        {
            keeps[at] = true;
        }
    }
    true
}

/// The headings of parts.
const HEADINGS: Inside = Inside(Inside::HEADINGS.0 & !Inside::H1.0);

/// Says whether a block is the heading of a part.
fn heads(page: &Page, at: usize) -> bool {
    page.elements[page.blocks[at].element].kind.any(HEADINGS)
}

/// Keeps headings that stand in an element of their own with the paragraphs below them, as posts and answers have it, and
/// days that head paragraphs.
fn keep_headings(page: &Page, lines: &[Line], keeps: &mut [bool], holder: usize, inside: &[bool]) {
    const MAX_WORDS: usize = 25;
    /// So many elements at most are around both.
    const DEEP: usize = 4;
    /// So many lines at most are between the first heading and the first paragraph.
    const ABOVE: usize = 4;
    const NAME_WORDS: usize = 3;
    let (Some(first), Some(last)) =
        (keeps.iter().position(|&keep| keep), keeps.iter().rposition(|&keep| keep))
    else {
        return;
    };
    // Posts and answers have headers.
    let off = Inside(OFF.0 & !Inside::HEADER.0);
    let headings: Vec<usize> = (first.saturating_sub(ABOVE)..last)
        .filter(|&at| {
            let (line, block) = (&lines[at], &page.blocks[at]);
            if keeps[at] || !heads(page, at) || line.words > MAX_WORDS || block.linked * 2 > line.text.len() {
                return false;
            }
            let day = line.reason == Some(Dateline) && line.words <= 4;
            let dated = |at: usize| matches!(lines[at].reason, Some(Dateline | Byline)) && !keeps[at];
            let named =
                |at: usize| !keeps[at] && lines[at].words <= NAME_WORDS && is_person(lines[at].text.trim());
            let between = (dated(at + 1) || at + 2 <= last && named(at + 1)) && !heads(page, at + 1);
            let next = if between { at + 2 } else { at + 1 };
            if next > last || !keeps[next] || heads(page, next) || lines[next].words < 6 {
                return false;
            }
            let below = page.blocks[next].element;
            let mut shared = page.around(block.element).take(DEEP);
            let shared = shared.find(|&around| page.around(below).take(DEEP).any(|other| other == around));
            let Some(shared) = shared else { return false };
            let apart = inside[shared] && shared != holder;
            if day {
                return apart || inside[shared] && at > first && keeps[at - 1] && lines[at - 1].words >= 6;
            }
            apart
                && line.reason.is_none()
                && !page.elements[block.element].kind.any(off)
                && page.reason(at) == RemovedReason::Other
        })
        .collect();
    for at in headings {
        keeps[at] = true;
    }
}

/// Keeps sentences in the element that holds most of the text, or one beside it that is like it, between its paragraphs or
/// soon after the last; those right below a sentence that stays, in its element; and those in wrappers like those that
/// most of its paragraphs have each for itself.
pub fn keep_lost(page: &Page, lines: &[Line], keeps: &mut [bool]) {
    const NEAR: usize = 6;
    const PARAGRAPH_BYTES: usize = 70;
    const LEAST_WORDS: usize = 4;
    /// In wrappers like those of the others.
    const LEAST_TYPICAL: usize = 2;
    /// Of longer ones the model knows more.
    const MAX_TYPICAL: usize = 300;
    const MOST: usize = 3;
    const OTHERS: [&str; 4] = ["javascript", "newsletter", "subscri", "advert"];
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
    let places = places(page, holder(page, lines, keeps));
    let (mut bytes, mut alike): (ByHash<usize>, ByHash<usize>) = Default::default();
    let mut all = 0;
    let mut seen = Hashes::default();
    for at in (first..=last).filter(|&at| keeps[at]) {
        seen.insert(hash(&lines[at].letters));
        if lines[at].ends_sentence && lines[at].text.len() >= PARAGRAPH_BYTES {
            *bytes.entry(place(at)).or_default() += lines[at].text.len();
            *alike.entry(places[page.blocks[at].element]).or_default() += lines[at].text.len();
            all += lines[at].text.len();
        }
    }
    alike.remove(&0);
    let off = Inside(OFF.0 | Inside::HEADINGS.0);
    let below_sentence = |at: usize| at > 0 && keeps[at - 1] && lines[at - 1].ends_sentence;
    let near = |at: usize| {
        let goes_on = below_sentence(at) && container(at - 1) == container(at);
        goes_on || bytes.get(&place(at)).is_some_and(|bytes| bytes * 2 > all)
    };
    let (mut lost, mut wrapped) = (Vec::new(), Vec::new());
    let mut past_box = false;
    for at in first.saturating_sub(NEAR)..(last + 1 + NEAR).min(lines.len()) {
        let (line, block) = (&lines[at], &page.blocks[at]);
        if at > last && matches!(line.reason, Some(CommentPrompt | Copyright)) {
            break;
        }
        past_box |= at > last && line.reason == Some(Newsletter);
        let typical = line.text.len() <= MAX_TYPICAL
            && alike.get(&places[block.element]).is_some_and(|bytes| bytes * 2 > all);
        // Above the first only what is like the others for sure.
        let above = at < first;
        let beside = !above && !past_box && line.words >= LEAST_WORDS && near(at);
        let alike_too = typical && !(above && is_about_text(line));
        let least = if below_sentence(at) { LEAST_TYPICAL } else { LEAST_TYPICAL + 1 };
        let sentence = line.ends_sentence && line.words >= least && line.reason.is_none();
        let plain = block.linked == 0 && block.stressed == 0;
        let marked = typical
            && !block.opens_linked
            && !block.below_picture
            && block.linked * 3 <= line.text.len()
            && line.words >= LEAST_WORDS
            && !is_about_text(line);
        if !keeps[at]
            && sentence
            && (plain && (beside || alike_too) || marked && alike_too)
            && !elements[block.element].kind.any(off)
            && !OTHERS.iter().any(|word| line.folded.contains(word))
            && !invites_comments(&line.folded)
            && seen.insert(hash(&line.letters))
        {
            if plain && beside { lost.push(at) } else { wrapped.push(at) }
        }
    }
    for lost in [lost, wrapped] {
        // Where it is more, the model has seen something.
        let found: usize = lost.iter().map(|&at| lines[at].text.len()).sum();
        if lost.len() <= MOST && found * 5 <= all {
            for at in lost {
                keeps[at] = true;
            }
        }
    }
}
