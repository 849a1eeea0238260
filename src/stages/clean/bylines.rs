//! Who wrote a text, by a line of its page that elements part: "By", "Ada Holm", "Staff Writer".

use super::blocks::Part;
use super::text::{self, credited, fold, is_no_label, is_person, is_role, marked_names};
use crate::reading::given::{gender_of_given, is_unisex};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::Gender;

/// Words that stand alone before the name of who wrote a text, or after the day.
const BY: [&str; 22] = [
    "by",
    "von",
    "par",
    "por",
    "door",
    "av",
    "af",
    "di",
    "przez",
    "written by",
    "posted by",
    "published by",
    "story by",
    "reported by",
    "words by",
    "words",
    "text by",
    "interview by",
    "author",
    "author of the article",
    "escrito por",
    "автор",
];

/// And those of who worked on it, where nobody else is named.
const EDITED: [&str; 3] = ["edited by", "reviewed by", "compiled by"];

/// What parts two names.
const AND: [&str; 9] = ["and", "&", "und", "et", "y", "e", "og", "och", "en"];

/// What stands before links to sections and other articles.
const LEADS: [&str; 9] =
    ["more", "more in", "more from", "filed under", "posted in", "in", "tags", "topics", "categories"];

/// How words begin that label others than who wrote it.
const OTHERS: [&str; 12] = [
    "photo",
    "picture",
    "portrait",
    "image",
    "illustration",
    "video",
    "graphic",
    "foto",
    "bild",
    "fot.",
    "fact",
    "medical",
];

/// Says whether words begin with who edited a text, or whose facts those are.
pub fn edits(words: &str) -> bool {
    let folded = fold(words);
    EDITED.iter().any(|edited| folded.starts_with(edited))
}

/// Says whether the first words of a line can begin a byline: "by", a name or a day.
pub fn begins(first: &str) -> bool {
    let bare = first.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    announces(&fold(bare))
        || is_name(bare)
        || super::meta::is_day(bare)
        || fold(bare).starts_with("by ")
        || edits(bare)
}

/// Returns the people whom the parts of a line credit. `named` says that the markup calls all of it the author's.
pub fn people(parts: &[Part], named: bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // "More in", "Public Safety"
    if parts.first().is_some_and(|part| LEADS.contains(&fold(part.text.trim_end_matches(':')).as_str())) {
        return found;
    }
    // Where one of them says so the others are something else.
    let named = named && !parts.iter().any(|part| part.called);
    // What the parts before announce: a name, or another one.
    let (mut by, mut after_name, mut open) = (false, false, false);
    for part in parts {
        let bare = part.text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        let folded = fold(bare);
        if bare.is_empty() || AND.contains(&&*folded) {
            open |= after_name && (!bare.is_empty() || part.text.contains([',', '&']));
            continue;
        }
        let other = folded.split(' ').any(|word| OTHERS.iter().any(|other| word.starts_with(other)));
        if other && !by || edits(&folded) && !found.is_empty() {
            break;
        }
        if announces(&folded) || EDITED.contains(&&*folded) {
            (by, after_name, open) = (true, false, false);
            continue;
        }
        let another = part.called && is_given(bare);
        let free = found.is_empty() && (part.called || named);
        let mut names = if by || open || free || another {
            names_in(bare)
        } else if found.is_empty() {
            credited(bare)
        } else {
            Vec::new()
        };
        after_name = !names.is_empty();
        found.append(&mut names);
        by = false;
        let ends = part.text.trim_end().ends_with([',', '&'])
            || AND.iter().any(|and| folded.strip_suffix(and).is_some_and(|rest| rest.ends_with(' ')));
        open = after_name && ends;
    }
    text::deduplicate(&mut found);
    found
}

/// Returns who wrote the words of a line that credits them beside who took the pictures: "Words Ada Holm / Photographs John Roe".
pub fn of_words(line: &str) -> Option<&str> {
    const PICTURES: [&str; 5] = ["Photo", "Picture", "Image", "Illustration", "Portrait"];
    let (words, pictures) = line.strip_prefix("Words ")?.split_once(['/', '|', '•', '·'])?;
    let name = words.trim();
    (is_name(name) && PICTURES.iter().any(|start| pictures.trim_start().starts_with(start))).then_some(name)
}

/// Says whether words announce a name: "by", or a day and "by".
fn announces(folded: &str) -> bool {
    let dated = || {
        let before = BY[..7].iter().find_map(|by| folded.strip_suffix(by)?.strip_suffix(' '));
        before.is_some_and(super::meta::is_day)
    };
    BY.contains(&folded) || dated()
}

/// Says whether a character may stand around the words of a part.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | '|' | '·' | '•' | '-' | '–' | '—' | ':' | '：' | '/' | '(' | ')' | '.' | ';' | '&')
}

/// Returns the people of a part that is theirs.
fn names_in(bare: &str) -> Vec<String> {
    let folded = fold(bare);
    let edited = EDITED.iter().find_map(|edited| folded.strip_prefix(edited));
    let bare = edited.and_then(|rest| bare.get(bare.len().checked_sub(rest.len())?..)).unwrap_or(bare);
    let bare = bare.trim_start_matches([':', ' ']);
    let mut names = credited(bare);
    if names.is_empty() && is_name(bare) {
        return vec![bare.to_owned()];
    }
    if names.is_empty() {
        names = marked_names(bare);
    }
    names.retain(|name| is_name(name));
    names
}

/// Says whether this is a person's name, and neither what one is nor a label. Of Indian scripts the sign that joins letters is
/// none.
fn is_name(name: &str) -> bool {
    const JOINS: [char; 4] = ['\u{94d}', '\u{9cd}', '\u{bcd}', '\u{c4d}'];
    const POSTS: [&str; 6] = ["senior", "head", "chief", "professor", "lecturer", "privacy"];
    let post = name.split(' ').any(|word| POSTS.iter().any(|post| word.eq_ignore_ascii_case(post)));
    let person = is_person(name) || name.contains(JOINS) && is_person(&name.replace(JOINS, ""));
    person && !post && !is_role(name) && is_no_label(name)
}

/// Says whether a name begins with one that people are given.
pub fn is_given(name: &str) -> bool {
    let Some((first, _)) = name.split_once(' ') else { return false };
    let mut first = first.to_lowercase();
    if !first.is_ascii() && Lists::of(&first) == Lists::default() {
        let apart = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&first).into_owned();
        first = apart.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect();
    }
    let lists = Lists::of(&first);
    lists.any(Lists::FIRST_NAME) || is_unisex(&first) || gender_of_given(&first, lists) != Gender::Unknown
}

/// Returns the name that a line of a Korean or Japanese text credits: "(정선=연합뉴스) 한지우 기자 = …" at its beginning, "한지우 기자
/// ada@post.example" or "（佐伯真由）" at its end.
pub fn in_signs(line: &str, at_end: bool) -> Option<String> {
    const MAX_BYTES: usize = 60;
    const REPORTER: &str = " 기자";
    /// What else stands in brackets of its own: agencies, whose picture it is, what was left out.
    const OTHERS: [char; 12] = ['社', '部', '紙', '略', '聞', '信', '影', '供', '載', '面', '料', '員'];
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let signs = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if at_end && let Some(inside) = line.trim().strip_prefix('（').and_then(|rest| rest.strip_suffix('）'))
    {
        let named = (4..=5).contains(&inside.chars().count()) && inside.chars().all(signs);
        return (named && !inside.contains(OTHERS)).then(|| inside.to_owned());
    }
    let (before, after) = if at_end { line.rsplit_once(REPORTER)? } else { line.split_once(REPORTER)? };
    let credits = if at_end {
        after.contains('@') && after.len() <= MAX_BYTES
    } else {
        after.trim_start().starts_with('=')
    };
    let name = before.rsplit(|c| !hangul(c)).next().unwrap_or_default();
    let near = at_end || before.len() <= MAX_BYTES;
    (credits && near && (2..=4).contains(&name.chars().count())).then(|| name.to_owned())
}
