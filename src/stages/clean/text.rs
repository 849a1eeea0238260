//! Lines to article text: what goes, and why. In doubt a line stays: one lost sentence is worse than one
//! plug too many.

use super::phrases::{AGENCIES, CAPTIONS, CREDITS, DATE_WORDS, DAYS, HOUSES, NETWORKS, PARTICLES, PHRASES};
use crate::document::{Removed, RemovedReason};
use crate::error::{Deadline, Reject};
use std::borrow::Cow;

/// Lines judged.
#[derive(Debug, Default)]
pub struct Sifted {
    pub kept: Vec<String>,
    pub removed: Vec<Removed>,
    /// From a headline above the text.
    pub title: Option<String>,
    /// From bylines, and failing those from plugs such as "Follow Jane Doe on Twitter".
    pub authors: Vec<String>,
}

/// Repairs what cannot be meant: byte order marks, control characters, CRLF, no-break spaces. Nothing else;
/// typographic quotation marks in particular stay as printed.
pub fn repair(body: &str) -> Cow<'_, str> {
    let odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{feff}' | '\u{a0}');
    if !body.contains(odd) {
        return Cow::Borrowed(body);
    }
    let mut repaired = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            // A line separator of old machines, and Unicode's "next line".
            '\r' | '\u{85}' => repaired.push('\n'),
            '\t' | '\n' => repaired.push(c),
            '\u{a0}' => repaired.push(' '),
            '\u{feff}' => {}
            c if c.is_control() => {}
            c => repaired.push(c),
        }
    }
    Cow::Owned(repaired)
}

/// Splits text into paragraphs: its lines, or its blocks between blank lines where lines were wrapped.
pub fn lines(text: &str) -> Vec<String> {
    if is_wrapped(text) {
        let mut blocks: Vec<String> = Vec::new();
        let mut fresh = true;
        for line in text.lines().map(str::trim) {
            match blocks.last_mut() {
                Some(block) if !fresh && !line.is_empty() => {
                    block.push(' ');
                    block.push_str(line);
                }
                Some(_) | None if !line.is_empty() => blocks.push(line.to_owned()),
                Some(_) | None => {}
            }
            fresh = line.is_empty();
        }
        return blocks;
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Says whether lines were wrapped at a fixed width, as in mail: nearly all that are followed by another
/// are of one length or a word less, and few of them end a sentence.
fn is_wrapped(text: &str) -> bool {
    /// Fewer may be a list.
    const ENOUGH_LINES: usize = 6;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if !lines.iter().any(|line| line.is_empty()) {
        return false;
    }
    let followed =
        || lines.windows(2).filter(|pair| pair.iter().all(|line| !line.is_empty())).map(|pair| pair[0]);
    let (count, longest) =
        followed().fold((0, 0), |(count, longest), line| (count + 1, line.len().max(longest)));
    let full = followed().filter(|line| line.len() + 16 >= longest && !ends_sentence(line)).count();
    count >= ENOUGH_LINES && (50..=110).contains(&longest) && full * 10 >= count * 6
}

/// Judges the lines of an article. `title` is what is known of it; `headline_above` says that one may stand
/// above the text unannounced.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn sift(
    lines: Vec<String>,
    title: Option<&str>,
    headline_above: bool,
    deadline: Deadline,
) -> Result<Sifted, Reject> {
    /// How many lines from the top can be headline, byline and date.
    const TOP: usize = 8;
    /// How many lines from the end can be a byline.
    const BOTTOM: usize = 3;
    let mut sifted = Sifted::default();
    let mut plugged = Vec::new();
    let mut reasons = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        deadline.check("clean")?;
        let folded = fold(line);
        let near_an_end = at < TOP || at + BOTTOM >= lines.len();
        let byline = || near_an_end.then(|| byline(line)).flatten();
        let reason = if let Some(authors) = byline() {
            sifted.authors.extend(authors);
            Some(RemovedReason::Byline)
        } else if at < TOP && is_date(&folded) {
            Some(RemovedReason::Dateline)
        } else {
            judge(line, &folded)
        };
        if reason == Some(RemovedReason::Promo)
            && let Some(author) = followed(line)
        {
            plugged.push(author);
        }
        reasons.push(reason);
    }

    // A caption stands above its credit; one that ends no sentence is no paragraph of the article. The first
    // line may be the headline of a text whose picture has no caption.
    for at in 2..lines.len() {
        let lone = reasons[at] == Some(RemovedReason::Credit) && reasons[at - 1].is_none();
        if lone && !ends_sentence(&lines[at - 1]) && !is_subheading(&lines[at - 1]) {
            reasons[at - 1] = Some(RemovedReason::Caption);
        }
    }

    let stays = |at: usize, reasons: &[Option<RemovedReason>]| reasons[at].is_none();
    let first = (0..lines.len().min(TOP)).find(|&at| stays(at, &reasons));
    if let Some(title) = title {
        let same = (0..lines.len().min(TOP)).find(|&at| stays(at, &reasons) && same_words(&lines[at], title));
        if let Some(at) = same {
            reasons[at] = Some(RemovedReason::Headline);
        }
    } else if headline_above
        && let Some(first) = first
        && is_headline(&lines[first])
        && lines[first + 1..].iter().any(|line| ends_sentence(line))
    {
        sifted.title = Some(lines[first].clone());
        reasons[first] = Some(RemovedReason::Headline);
    }

    trim_ends(&lines, &mut reasons);

    if sifted.authors.is_empty() {
        sifted.authors = plugged;
    }
    deduplicate(&mut sifted.authors);
    // An article of nothing but a headline is one of that line.
    let headline_only = (0..lines.len()).all(|at| reasons[at].is_some());
    for (line, mut reason) in lines.into_iter().zip(reasons) {
        if headline_only && reason == Some(RemovedReason::Headline) {
            reason = None;
        }
        match reason {
            Some(reason) => sifted.removed.push(Removed { text: line, reason }),
            None => sifted.kept.push(line),
        }
    }
    Ok(sifted)
}

/// Removes what stands above the first sentence and below the last: menus, labels, teasers of other articles.
///
/// Only in an article that has sentences enough to tell; a list, a poem or a table keeps its lines.
fn trim_ends(lines: &[String], reasons: &mut [Option<RemovedReason>]) {
    /// A line ending in a full stop below this is a label or a teaser ("Learn more.") as often as not.
    const SENTENCE_BYTES: usize = 60;
    let sentence = |at: usize| lines[at].len() >= SENTENCE_BYTES && ends_sentence(&lines[at]);
    let stays: Vec<usize> = (0..lines.len()).filter(|&at| reasons[at].is_none()).collect();
    let sentences = stays.iter().filter(|&&at| sentence(at)).count();
    if sentences < 3 || sentences * 3 < stays.len() {
        return;
    }
    let first = stays.iter().position(|&at| sentence(at)).unwrap_or(0);
    let last = stays.iter().rposition(|&at| sentence(at)).unwrap_or(stays.len() - 1);
    for &at in stays[..first].iter().chain(&stays[last + 1..]) {
        let line = &lines[at];
        // "… died in 2017. (nz)" and "(Reporting by Jane Doe)" belong to the text.
        let holds_sentence = [". ", "! ", "? ", ".” ", ".\" "].iter().any(|end| line.contains(end));
        let bracketed = line.starts_with('(') && line.ends_with(')');
        if !ends_sentence(line) && !holds_sentence && !bracketed {
            reasons[at] = Some(RemovedReason::Other);
        }
    }
}

/// Returns the reason to remove a line, by the line alone. `folded` is the line through [`fold`].
fn judge(line: &str, folded: &str) -> Option<RemovedReason> {
    let words = folded.split(' ').count();
    for (reason, exact, starts) in PHRASES {
        if exact.contains(&bare(folded)) {
            return Some(*reason);
        }
        if words <= 40 && starts.iter().any(|start| folded.starts_with(start)) {
            return Some(*reason);
        }
    }
    let has = |needle: &str| folded.contains(needle);
    let starts = |starts: &[&str]| starts.iter().any(|start| folded.starts_with(start));
    // What somebody says is never ours to judge.
    let quoted = line.contains(['“', '”', '"', '«', '»', '„']);
    if words <= 60
        && (starts(&["© ", "©2", "(c) 19", "(c) 20", "copyright ©", "copyright (c)"])
            || has("all rights reserved"))
        || (words <= 30
            && folded
                .strip_prefix("copyright ")
                .is_some_and(|rest| rest.starts_with("19") || rest.starts_with("20")))
    {
        return Some(RemovedReason::Copyright);
    }
    if let Some(reason) = picture(line, folded, words) {
        return Some(reason);
    }
    if quoted || words > 40 {
        return None;
    }
    const LETTERS: [&str; 6] =
        ["newsletter", "inbox", "your email", "email updates", "mailing list", "breaking news alerts"];
    if starts(&["sign up", "subscribe", "get ", "join ", "receive ", "register", "want ", "enter your"])
        && LETTERS.iter().any(|word| has(word))
    {
        return Some(RemovedReason::Newsletter);
    }
    let network = NETWORKS.iter().any(|network| {
        // "on x" ends there: "on Xbox" is no network.
        folded.split(network).nth(1).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    if network
        && words <= 30
        && (starts(&["follow ", "like us", "like ", "find us", "you can follow", "join us", "connect with"])
            || has(". follow "))
    {
        return Some(RemovedReason::Promo);
    }
    if words <= 20
        && (starts(&["follow @", "download our app", "download the app", "listen to our podcast"])
            || (starts(&["subscribe to ", "listen to "]) && (has("podcast") || has("channel"))))
    {
        return Some(RemovedReason::Promo);
    }
    None
}

/// Judges what stands around a picture: its credit, or a caption that carries the credit.
fn picture(line: &str, folded: &str, words: usize) -> Option<RemovedReason> {
    let labelled = CREDITS.iter().any(|label| folded.starts_with(label));
    if labelled && words <= 20 {
        return Some(RemovedReason::Credit);
    }
    if words <= 80 && CAPTIONS.iter().any(|label| folded.starts_with(label)) {
        return Some(RemovedReason::Caption);
    }
    if words <= 15 && !ends_sentence(line) && is_credit(folded) {
        return Some(RemovedReason::Credit);
    }
    // "Smoke over the harbour on Monday. (AP Photo/Jane Doe)"
    let (open, close) = if folded.ends_with(')') { ('(', ')') } else { ('[', ']') };
    let inside = folded.strip_suffix(close)?.rsplit_once(open)?.1;
    let labelled = ["ap photo", "photo by", "photo:", "image:", "image credit", "credit:", "photo courtesy"];
    let credit =
        labelled.iter().any(|label| inside.starts_with(label)) || (inside.contains('/') && is_credit(inside));
    if !credit || words > 80 {
        return None;
    }
    let whole = inside.len() + 2 >= folded.len();
    Some(if whole { RemovedReason::Credit } else { RemovedReason::Caption })
}

/// Says whether a short line names a picture agency the way credits do.
fn is_credit(folded: &str) -> bool {
    let folded = bare(folded);
    let (parts, source) = match folded.rsplit_once(" via ") {
        Some((before, source)) => (before, source),
        None => (folded, folded),
    };
    let via = source.len() < folded.len();
    let source_known = AGENCIES.iter().any(|agency| source.starts_with(agency));
    if via && source_known {
        return true;
    }
    let slashed = parts.contains('/') && parts.split('/').any(|part| AGENCIES.contains(&part.trim()));
    slashed || (folded.split(' ').count() <= 8 && folded.ends_with("getty images"))
}

/// Returns what the markup calls a caption as credit or caption.
pub fn caption_or_credit(line: &str) -> RemovedReason {
    let folded = fold(line);
    match picture(line, &folded, folded.split(' ').count()) {
        Some(reason) => reason,
        None => RemovedReason::Caption,
    }
}

/// Returns the names of "By Jane Doe and John Roe, Staff Writers"; none for a line that is no byline. The
/// list is empty for a byline without names of people.
fn byline(line: &str) -> Option<Vec<String>> {
    let words = line.split_whitespace().count();
    let lower = line.to_lowercase();
    if words > 14 || ends_sentence(line) {
        return None;
    }
    if matches!(bare(&lower), "by" | "written by" | "author" | "about the author") {
        return Some(Vec::new());
    }
    let prefix = ["written by ", "reported by ", "story by ", "by: ", "by "]
        .iter()
        .find(|by| lower.starts_with(**by))?;
    let rest = line.get(prefix.len()..)?;
    let found = names(rest);
    // "By Friday" and "By the numbers" are no bylines.
    (!found.is_empty()).then_some(found)
}

/// Returns the author of "Follow Jane Doe on Twitter".
fn followed(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Follow ")?;
    let name = rest.split_once(" on ")?.0;
    is_person(name).then(|| name.to_owned())
}

/// Returns the names of people in a list such as "By Jane Doe, John Roe and AP".
pub fn names(stated: &str) -> Vec<String> {
    let stated = stated.trim();
    let lower = stated.to_lowercase();
    let prefix =
        ["written by ", "by: ", "by ", "von ", "par ", "por "].iter().find(|by| lower.starts_with(**by));
    let stated = stated.get(prefix.map_or(0, |by| by.len())..).unwrap_or(stated);
    let stated = stated.split(['|', '•', '·']).next().unwrap_or(stated);
    let mut found = Vec::new();
    for part in stated.split([',', ';', '&']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for name in words.split(|word| ["and", "und"].iter().any(|and| word.eq_ignore_ascii_case(and))) {
            let name = name.join(" ");
            let name = name.trim_matches(['(', ')', '.']);
            if is_person(name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// Returns the names that a page states as its authors': people where there are any, else what is stated, be
/// it an agency or a name in a script without capitals.
pub fn stated_names(stated: &str) -> Vec<String> {
    let people = names(stated);
    let plausible = stated.len() <= 60 && !stated.contains("://") && stated.contains(char::is_alphabetic);
    if people.is_empty() && plausible { vec![stated.trim().to_owned()] } else { people }
}

/// Removes names that were there before, whatever their case.
pub fn deduplicate(names: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
}

/// Says whether this can be the name of a person: two to five capitalised words, none of them a house's.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitalised =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    (2..=5).contains(&words.len())
        && name.len() <= 60
        && DAYS.iter().all(|day| !words[0].eq_ignore_ascii_case(day))
        && words.iter().all(|word| {
            let lower = word.to_lowercase();
            let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
            plain
                && !HOUSES.contains(&lower.as_str())
                && (capitalised(word) || PARTICLES.contains(&lower.as_str()))
        })
        && capitalised(words[words.len() - 1])
}

/// Says whether a line is nothing but a date, or the time it takes to read.
fn is_date(folded: &str) -> bool {
    let mut digits = false;
    let mut count = 0;
    for word in folded.split([' ', ',', ':', '|', '-', '/']) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        count += 1;
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        digits |= letters.len() < word.len();
        let clock = letters.is_empty() || matches!(letters, "am" | "pm" | "st" | "nd" | "rd" | "th" | "h");
        if !clock && !DATE_WORDS.contains(&word) {
            return false;
        }
    }
    digits && (2..=20).contains(&count)
}

/// Says whether a line can be the headline above a text.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words >= 2 && line.len() <= 250 && !line.starts_with(char::is_lowercase) && !ends_sentence(line)
}

/// Says whether a line can be a heading between paragraphs: short, and no caption as they are cut off.
fn is_subheading(line: &str) -> bool {
    line.split_whitespace().count() <= 5
}

/// Says whether a line ends as a sentence does, quotation marks and brackets aside.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '”' | '’' | '"' | '\'' | '»' | ')' | ']' | '“')
    });
    line.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟'])
}

/// Says whether two lines have the same letters and digits in the same order.
fn same_words(a: &str, b: &str) -> bool {
    let letters = |s: &'_ str| s.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}

/// Returns a line in lower case, with plain apostrophes and single spaces: for comparing with phrases.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            folded.push(if c == '’' { '\'' } else { c });
        }
    }
    folded
}

/// Returns a folded line without marks and counts around it: "Comments (12)" is "comments".
fn bare(folded: &str) -> &str {
    let marks = |c: char| !c.is_alphanumeric() && c != '<' && c != '©';
    let line = folded.trim_matches(marks);
    let counted = line.trim_matches(|c: char| c.is_ascii_digit()).trim_matches(marks);
    if counted.is_empty() { line } else { counted }
}
