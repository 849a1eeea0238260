//! Lines to article text: what goes, and why. In doubt a line stays: one lost sentence is worse than one
//! plug too many.

use super::bylines;
use super::days::{beside_day, glued_day, is_day};
use super::headlines;
use super::phrases::{AGENCIES, CAPTIONS, CREDITS, DATE_WORDS, DAYS, HOUSES, NETWORKS, PARTICLES, PHRASES};
use crate::document::{Removed, RemovedReason};
use crate::error::{Deadline, Reject};
use crate::reading::lexicon::Lists;
use crate::text::Text;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Lines judged.
#[derive(Debug, Default)]
pub struct Sifted {
    pub kept: Vec<String>,
    /// The numbers of kept lines that begin a section, as lines of time or rules tell, whether those stay or go.
    pub sections: Vec<usize>,
    pub removed: Vec<Removed>,
    /// From a headline above the text.
    pub title: Option<String>,
    /// From bylines, and failing those from plugs such as "Follow Jane Doe on Twitter".
    pub authors: Vec<String>,
}

/// Splits text into paragraphs: its lines, or its blocks between blank lines where lines were wrapped.
pub fn lines(text: &str) -> Vec<String> {
    let unmarked = without_markdown(text);
    let text = unmarked.as_deref().unwrap_or(text);
    if let Some(paragraphs) = double_spaced(text) {
        return paragraphs;
    }
    let Some(wrap) = Wrap::of(text) else {
        return text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    };
    let mut blocks: Vec<String> = Vec::new();
    let compounds = compounds(text);
    let indent = Indent::of(text);
    // The line before, where it is no blank one.
    let mut before = None;
    for line in text.lines() {
        if line.trim().is_empty() {
            before = None;
            continue;
        }
        let goes_on = before
            .is_some_and(|before| !indent.begins(before, line) && wrap.breaks(before, line) != Break::Meant);
        match blocks.last_mut() {
            Some(block) if goes_on => join(block, line.trim(), &compounds),
            Some(_) | None => blocks.push(line.trim().to_owned()),
        }
        before = Some(line);
    }
    blocks
}

/// Returns a text written in Markdown, as its headings tell, without the marks of headings, quoted lines and lines that are
/// slanted or bold as a whole.
fn without_markdown(text: &str) -> Option<String> {
    const ENOUGH_HEADINGS: usize = 2;
    let heading = |line: &str| {
        let marks = line.bytes().take_while(|&byte| byte == b'#').count();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    // With one mark alone they may be notes in a listing.
    let sections =
        || text.lines().filter(|line| line.starts_with("##") && heading(line)).take(ENOUGH_HEADINGS).count();
    if !first.starts_with("# ") && sections() < ENOUGH_HEADINGS {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let mut bare = line;
        if heading(line) {
            bare = line.trim_start_matches('#').trim_start();
        } else if let Some(quoted) = line.strip_prefix("> ") {
            bare = quoted;
        }
        for mark in ["**", "*", "_"] {
            let inside = bare.trim_end().strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
            if let Some(inside) = inside.filter(|inside| !inside.trim().is_empty() && !inside.contains(mark))
            {
                bare = inside;
            }
        }
        plain.push_str(bare);
        plain.push('\n');
    }
    Some(plain)
}

/// Returns the paragraphs of a wrapped text with a blank line after every line; none where it is not one.
fn double_spaced(text: &str) -> Option<Vec<String>> {
    const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;
    const ENOUGH_LINES: usize = 4;
    let all: Vec<&str> = text.trim().lines().collect();
    if all.windows(2).any(|pair| pair.iter().all(|line| !line.trim().is_empty())) {
        return None;
    }
    let lines: Vec<&str> = all.into_iter().map(str::trim).filter(|line| !line.is_empty()).collect();
    let width = lines.iter().map(|line| line.chars().count()).max()?;
    if lines.len() < ENOUGH_LINES || !WIDTHS.contains(&width) {
        return None;
    }
    let wrap = Wrap { width, exact: false };
    let (mut going_on, mut full) = (0, 0);
    for pair in lines.windows(2) {
        if !ends_sentence(pair[0]) && pair[1].starts_with(char::is_lowercase) {
            going_on += 1;
            full += usize::from(matches!(wrap.breaks(pair[0], pair[1]), Break::Forced | Break::Full));
        }
    }
    if going_on < 2 || going_on * 5 < lines.len() - 1 || full < going_on {
        return None;
    }
    let compounds = compounds(text);
    let mut paragraphs = vec![lines[0].to_owned()];
    for pair in lines.windows(2) {
        match paragraphs.last_mut() {
            Some(last) if wrap.breaks(pair[0], pair[1]) != Break::Meant => join(last, pair[1], &compounds),
            Some(_) | None => paragraphs.push(pair[1].to_owned()),
        }
    }
    Some(paragraphs)
}

/// Returns the words of a text that have hyphens.
fn compounds(text: &str) -> HashSet<&str> {
    text.split_whitespace().map(bare_word).filter(|word| word.contains('-')).collect()
}

/// Whether a wrapped text indents the first lines of its paragraphs, and what it indents the others by.
struct Indent {
    begins_paragraphs: bool,
    others: usize,
}

impl Indent {
    /// Fewer spaces are nothing.
    const LEAST: usize = 2;

    fn of(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let others = lines.iter().map(|line| spaces_before(line)).min().unwrap_or(0);
        let indented = |line: &str| spaces_before(line) >= others + Self::LEAST;
        let all = lines.iter().filter(|line| indented(line)).count();
        // What is indented as a whole was set apart: a letter, a poem.
        let first = lines.windows(2).filter(|pair| indented(pair[0]) && !indented(pair[1])).count();
        Self { begins_paragraphs: first >= 2 && first * 2 >= all, others }
    }

    /// Says whether `line`, below the line `before`, begins a paragraph.
    fn begins(&self, before: &str, line: &str) -> bool {
        let indented = |line: &str| spaces_before(line) >= self.others + Self::LEAST;
        let may_begin = !line.trim_start().starts_with(char::is_lowercase);
        self.begins_paragraphs && indented(line) && may_begin && (!indented(before) || ends_sentence(before))
    }
}

/// Returns how far a line is indented; a tab is worth some spaces.
fn spaces_before(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Why a line of a wrapped text ends where it does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// The first word of the next did not fit, or was cut in two.
    Forced,
    /// It is about as long as the others.
    Full,
    /// It could be longer, and what follows begins something.
    Meant,
    /// It could be longer.
    Short,
}

/// How a text was wrapped.
struct Wrap {
    /// In characters.
    width: usize,
    /// Each line is as long as it can be: a shorter one was meant to end.
    exact: bool,
}

impl Wrap {
    /// Returns how lines were wrapped, as in mail or in the columns of newspapers; none where they were not.
    fn of(text: &str) -> Option<Self> {
        /// Narrower ones are lists.
        const WIDTHS: std::ops::RangeInclusive<usize> = 28..=110;
        /// Fewer may be chance.
        const ENOUGH_BREAKS: usize = 3;
        let lines: Vec<&str> = text.lines().collect();
        let followed = || lines.windows(2).filter(|pair| pair.iter().all(|line| !line.trim().is_empty()));
        let width = followed().map(|pair| pair[0].trim_end().chars().count()).max()?;
        let known = is_wrapped(text);
        if !known && !WIDTHS.contains(&width) {
            return None;
        }
        let loose = Self { width, exact: false };
        let indent = Indent::of(text);
        let (mut all, mut forced, mut short, mut meant, mut open, mut going_on) = (0, 0, 0, 0, 0, 0);
        for pair in followed().filter(|pair| !indent.begins(pair[0], pair[1])) {
            let ends = ends_sentence(pair[0]);
            let why = loose.breaks(pair[0], pair[1]);
            if why == Break::Meant {
                // Where a sentence ends so does a paragraph; elsewhere it may be a poem.
                meant += usize::from(!ends);
                continue;
            }
            all += 1;
            forced += usize::from(why == Break::Forced);
            short += usize::from(why == Break::Short);
            open += usize::from(!ends);
            going_on += usize::from(!ends && pair[1].trim_start().starts_with(char::is_lowercase));
        }
        let wrapped = all >= ENOUGH_BREAKS
            && forced * 3 >= all * 2
            && short * 20 <= all
            && meant * 4 <= all
            && open * 10 >= all * 6
            && (going_on * 2 >= all || indent.begins_paragraphs && going_on > 0);
        let exact = all >= ENOUGH_BREAKS && forced * 20 >= all * 19;
        (known || wrapped).then_some(Self { exact, ..loose })
    }

    /// Says why `line` ends where it does, above `next`.
    fn breaks(&self, line: &str, next: &str) -> Break {
        let length = line.trim_end().chars().count();
        let (line, next, width) = (line.trim(), next.trim(), self.width);
        let fitting = length + 1 + next.split(' ').next().unwrap_or_default().chars().count();
        let goes_on = next.starts_with(char::is_lowercase);
        // The last line of a paragraph is seldom nearly full; one that ends no sentence must be a good deal shorter.
        let far_from_full = if self.exact {
            fitting <= width
        } else if ends_sentence(line) {
            fitting * 20 <= width * 17
        } else {
            fitting * 5 <= width * 3
        };
        if is_row(line) || is_row(next) || (far_from_full && !goes_on) {
            Break::Meant
        } else if (is_cut(line) && goes_on) || fitting > width {
            Break::Forced
        } else if length * 5 >= width * 4 {
            Break::Full
        } else {
            Break::Short
        }
    }
}

/// Says whether a line ends in a word cut in two by a hyphen.
fn is_cut(line: &str) -> bool {
    line.strip_suffix('-').is_some_and(|before| !before.is_empty() && !before.ends_with([' ', '-']))
}

/// Says whether a line is set in columns, as in a table.
fn is_row(line: &str) -> bool {
    line.contains('\t') || line.match_indices("   ").count() >= 2
}

/// Adds a wrapped line to those before it. A word cut in two by a hyphen is one again, with its hyphen where it is among
/// `compounds`, words with hyphens elsewhere in the text.
fn join(block: &mut String, line: &str, compounds: &HashSet<&str>) {
    /// No compound is longer.
    const LONGEST: usize = 64;
    if !is_cut(block) || !line.starts_with(char::is_lowercase) {
        block.push(' ');
    } else {
        let letters = block.char_indices().rev().take(LONGEST).take_while(|(_, c)| *c != ' ');
        let last = letters.last().map_or("", |(at, _)| &block[at..]);
        let next = line.split(' ').next().unwrap_or_default();
        if !compounds.contains(bare_word(&format!("{last}{next}"))) {
            block.pop();
        }
    }
    block.push_str(line);
}

/// Returns a word without the marks around it.
fn bare_word(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
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

/// Returns the letters and digits of a text, small, nothing else.
pub fn letters(text: &str) -> Vec<u8> {
    let mut letters = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                letters.push(c.to_ascii_lowercase() as u8);
            }
        } else if c.is_alphanumeric() {
            // A small İ is an i and a dot, which is no letter.
            for small in c.to_lowercase().filter(|small| small.is_alphanumeric()) {
                letters.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
    letters
}

/// The characters of a line, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    /// One bit for each sign that it has.
    pub signs: u16,
    /// How many ends of sentences it has, but for the last.
    pub ends: usize,
    /// It has quotation marks.
    pub quoted: bool,
    pub digits: usize,
    pub letters: usize,
    /// Capital letters, and words that begin with one.
    pub upper: usize,
    pub capitals: usize,
}

impl Marks {
    /// How many signs there are.
    pub const SIGNS: u32 = 15;

    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            let sign = match c {
                '@' => Some(0),
                'h' if text[at..].starts_with("http") => Some(1),
                '#' => Some(2),
                '©' => Some(3),
                '|' => Some(4),
                '/' => Some(5),
                '»' => Some(6),
                '…' => Some(7),
                '?' => Some(8),
                '!' => Some(9),
                ':' => Some(10),
                '(' => Some(11),
                '$' => Some(12),
                'w' if text[at..].starts_with("www.") => Some(13),
                '•' => Some(14),
                _ => None,
            };
            if let Some(bit) = sign {
                marks.signs |= 1 << bit;
            }
            marks.quoted |= matches!(c, '“' | '”' | '"' | '«' | '»' | '„');
            marks.ends += usize::from(c == ' ' && matches!(before, '.' | '!' | '?'));
            marks.digits += usize::from(c.is_ascii_digit());
            if c.is_alphabetic() {
                marks.letters += 1;
            }
            if c.is_uppercase() {
                marks.upper += 1;
                marks.capitals += usize::from(before.is_whitespace());
            }
            before = c;
        }
        marks
    }
}

/// A line, and what the rules say of it.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    /// Through `fold`.
    pub folded: String,
    /// Its letters and digits alone, small.
    pub letters: Vec<u8>,
    pub words: usize,
    pub marks: Marks,
    pub ends_sentence: bool,
    /// Why it would go, by its words and its neighbours' alone.
    pub reason: Option<RemovedReason>,
    /// The names in it, where it is a byline or a plug such as "Follow Jane Doe on Twitter".
    authors: Vec<String>,
    /// The paragraphs that it is, where it is more than one.
    pub pieces: Vec<String>,
}

impl Line {
    /// Says that the line is no text but names those who wrote it.
    pub fn credit(&mut self, authors: Vec<String>) {
        self.reason = Some(RemovedReason::Byline);
        self.authors = authors;
    }

    /// Takes from the only name of a byline what stands in the line below: a place, a role.
    pub fn end_name_with(&mut self, first_line: &str) {
        if self.reason == Some(RemovedReason::Byline)
            && let [name] = &mut self.authors[..]
            && let [first] = &credited(first_line)[..]
            && name.len() > first.len()
            && name.starts_with(first)
        {
            name.clone_from(first);
        }
    }

    /// Takes from the names of this byline what an element parts from them, and adds those that it lacks: `people` are the names
    /// that elements bound.
    pub fn end_names_with(&mut self, people: &[String]) {
        // "By", "Ada Holm", "and", "John Roe", "–"
        if people.len() > self.authors.len() && self.authors.iter().all(|name| people.contains(name)) {
            self.authors = people.to_vec();
        }
        for name in &mut self.authors {
            let bound = people.iter().find(|one| name.len() > one.len() && name.starts_with(one.as_str()));
            if let Some(bound) = bound {
                name.clone_from(bound);
            }
        }
    }
}

/// Judges lines by rules.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn judged(texts: Vec<String>, deadline: Deadline) -> Result<Vec<Line>, Reject> {
    let mut lines = Vec::with_capacity(texts.len());
    for text in texts {
        deadline.check("clean")?;
        let folded = fold(&text);
        let marks = Marks::of(&text);
        let words = folded.split(' ').count();
        let mut authors = Vec::new();
        let reason = if let Some(names) = byline(&text) {
            authors = names;
            Some(RemovedReason::Byline)
        } else if is_date(&folded) {
            Some(RemovedReason::Dateline)
        } else {
            judge(&text, &folded, words, marks.quoted)
        };
        if reason == Some(RemovedReason::Promo)
            && let Some(author) = followed(&text)
        {
            authors.push(author);
        }
        lines.push(Line {
            ends_sentence: ends_sentence(&text),
            words,
            letters: letters(&folded),
            marks,
            text,
            folded,
            reason,
            authors,
            pieces: Vec::new(),
        });
    }
    // A caption stands above its credit; one that ends no sentence is no paragraph of the article. The first
    // line may be the headline of a text whose picture has no caption.
    for at in 2..lines.len() {
        let lone = lines[at].reason == Some(RemovedReason::Credit) && lines[at - 1].reason.is_none();
        if lone && !lines[at - 1].ends_sentence && !is_subheading(&lines[at - 1].text) {
            lines[at - 1].reason = Some(RemovedReason::Caption);
        }
    }
    Ok(lines)
}

/// Returns the names in the bylines of a text.
pub fn bylined(lines: &[Line]) -> Vec<String> {
    let bylines = lines.iter().filter(|line| line.reason == Some(RemovedReason::Byline));
    bylines.flat_map(|line| line.authors.iter().cloned()).collect()
}

/// Takes the lines that the model keeps. `title` is what is known of it; `headline_above` says that one may stand
/// above the text unannounced; `marked` is what the markup says of each line that goes.
pub fn sift(
    lines: Vec<Line>,
    keeps: &[bool],
    title: Option<&str>,
    headline_above: bool,
    marked: impl Fn(usize) -> RemovedReason,
) -> Sifted {
    /// How far from the text a byline stands.
    const NEAR: usize = 6;
    let mut sifted = Sifted::default();
    let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
    let last = keeps.iter().rposition(|&keep| keep).unwrap_or(0);
    // Of a page, what stands far from the article is no news to anybody.
    let near = |at: usize| headline_above || (at + NEAR >= first && at <= last + NEAR);
    let why = |at: usize, line: &Line| match line.reason {
        Some(reason) => reason,
        None if near(at) => marked(at),
        None => RemovedReason::Other,
    };
    let mut reasons: Vec<Option<RemovedReason>> = lines
        .iter()
        .zip(keeps)
        .enumerate()
        .map(|(at, (line, keep))| (!keep).then(|| why(at, line)))
        .collect();
    if let Some(title) = title {
        let until = (first + NEAR).min(lines.len());
        let title = letters(title);
        for at in (0..until).filter(|&at| !title.is_empty() && lines[at].letters == title) {
            reasons[at] = Some(RemovedReason::Headline);
        }
    } else if headline_above && let Some(at) = headlines::find(&lines) {
        sifted.title = Some(lines[at].text.clone());
        reasons[at] = Some(RemovedReason::Headline);
    }
    let mut plugged = Vec::new();
    // Archives put lines of their own between.
    let above = if headline_above { 2 * NEAR } else { NEAR };
    for line in &lines[first.saturating_sub(above)..(last + NEAR).min(lines.len())] {
        match line.reason {
            Some(RemovedReason::Byline) => sifted.authors.extend_from_slice(&line.authors),
            Some(_) => plugged.extend_from_slice(&line.authors),
            None => {}
        }
    }
    if sifted.authors.is_empty() {
        sifted.authors = plugged;
    }
    deduplicate(&mut sifted.authors);
    // An article of nothing but a headline is one of that line.
    let headline_only = (0..lines.len()).all(|at| reasons[at].is_some());
    let mut begins = false;
    for (at, (line, mut reason)) in lines.into_iter().zip(reasons).enumerate() {
        let parts = line.reason == Some(RemovedReason::Dateline) || parts(&line.text);
        begins |= parts && !sifted.kept.is_empty();
        if headline_only && reason == Some(RemovedReason::Headline) {
            reason = None;
        }
        match reason {
            Some(reason) if near(at) => sifted.removed.push(Removed { text: line.text, reason }),
            Some(_) => {}
            None => {
                if std::mem::take(&mut begins) {
                    sifted.sections.push(sifted.kept.len());
                }
                if line.pieces.is_empty() {
                    sifted.kept.push(line.text);
                } else {
                    sifted.kept.extend(line.pieces);
                }
            }
        }
    }
    sifted
}

/// Returns the reason to remove a line, by the line alone. `folded` is the line through `fold`.
fn judge(line: &str, folded: &str, words: usize, quoted: bool) -> Option<RemovedReason> {
    if let Some(reason) = phrase(folded, words) {
        return Some(reason);
    }
    let has = |needle: &str| folded.contains(needle);
    let starts = |starts: &[&str]| starts.iter().any(|start| folded.starts_with(start));
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
    // What somebody says is never ours to judge.
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
    let network = || {
        NETWORKS.iter().any(|network| {
            // "on x" ends there: "on Xbox" is no network.
            folded.split(network).nth(1).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        })
    };
    if words <= 30
        && (starts(&["follow ", "like us", "like ", "find us", "you can follow", "join us", "connect with"])
            || has(". follow "))
        && network()
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

/// The phrases of [`PHRASES`] by their first byte.
struct Index {
    /// Whole lines, and beginnings of lines; each with the place of its reason in the list.
    exact: [Vec<(usize, &'static str)>; 256],
    starts: [Vec<(usize, &'static str)>; 256],
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { exact: [const { Vec::new() }; 256], starts: [const { Vec::new() }; 256] };
    for (place, (_, exact, starts)) in PHRASES.iter().enumerate() {
        for (phrases, list) in [(exact, &mut index.exact), (starts, &mut index.starts)] {
            for phrase in *phrases {
                list[usize::from(phrase.as_bytes()[0])].push((place, phrase));
            }
        }
    }
    index
});

/// Says whether a folded line is one of the phrases as a whole.
pub fn is_phrase(folded: &str) -> bool {
    let bare = bare(folded);
    PHRASES.iter().any(|(_, exact, _)| exact.contains(&bare))
}

/// Says whether a line begins with a phrase of a reason.
pub fn begins_phrase(folded: &str, reason: RemovedReason) -> bool {
    PHRASES
        .iter()
        .any(|(its, _, starts)| *its == reason && starts.iter().any(|start| folded.starts_with(start)))
}

/// Returns the first reason with a phrase that a line is, or begins with.
fn phrase(folded: &str, words: usize) -> Option<RemovedReason> {
    let by_first = |list: &'static [Vec<(usize, &'static str)>; 256], line: &str| match line.as_bytes() {
        [first, ..] => list[usize::from(*first)].iter(),
        [] => [].iter(),
    };
    let bare = bare(folded);
    let exact = by_first(&INDEX.exact, bare).find(|(_, phrase)| *phrase == bare);
    let starts = || by_first(&INDEX.starts, folded).find(|(_, phrase)| folded.starts_with(phrase));
    let starts = if words <= 40 { starts() } else { None };
    let place = exact.into_iter().chain(starts).map(|(place, _)| *place).min()?;
    Some(PHRASES[place].0)
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

/// How bylines begin.
const BY: [&str; 9] =
    ["written by ", "reported by ", "story by ", "by: ", "by ", "von ", "par ", "por ", "door "];

/// And those with which, in capital letters, names begin as well.
const SMALL: [&str; 3] = ["di ", "av ", "af "];

/// What stands between the last two names of a list.
const AND: [&str; 5] = ["and", "und", "et", "og", "och"];

/// Returns the names of "By Jane Doe and John Roe, Staff Writers"; none for a line that is no byline. The
/// list is empty for a byline without names of people.
fn byline(line: &str) -> Option<Vec<String>> {
    if line.split_whitespace().nth(14).is_some() || ends_sentence(line) {
        return None;
    }
    let lower = line.to_lowercase();
    if matches!(bare(&lower), "by" | "written by" | "author" | "about the author") {
        return Some(Vec::new());
    }
    let prefix = BY.iter().find(|by| lower.starts_with(**by))?;
    let rest = line.get(prefix.len()..)?;
    let found = names(rest);
    // "By Friday" and "By the numbers" are no bylines.
    (!found.is_empty()).then_some(found)
}

/// Returns the people of a line that credits them with more around the names than a byline has: "Words by Jane Doe",
/// "By Jane Doe in Paris", "3 May 2020 | By JANE DOE Staff Writer". Whether a line is a byline does not turn on this.
pub fn credited(line: &str) -> Vec<String> {
    const MAX_WORDS: usize = 16;
    /// Of one that signs part.
    const MAX_PARTED: usize = 30;
    if let Some(name) = bylines::portrayed(line) {
        return vec![name.to_owned()];
    }
    // A style sheet's arrow.
    let line = line.trim_end_matches(['»', '›', '→', ' ']);
    let parted = line.contains(['|', '•', '·']);
    let most = if parted { MAX_PARTED } else { MAX_WORDS };
    let timed = line.ends_with("a.m.") || line.ends_with("p.m.");
    if line.split_whitespace().nth(most).is_some() || ends_sentence(line) && !timed {
        return Vec::new();
    }
    let parts = line.split(['|', '•', '·']).map(|part| before_glued_day(part.trim()));
    let parts = parts.filter(|part| part.split_whitespace().nth(MAX_WORDS).is_none());
    parts.filter_map(after_credit).map(people_first).find(|people| !people.is_empty()).unwrap_or_default()
}

/// Returns what stands before a day that a style sheet keeps apart from it: "By Jane Doe" of "By Jane Doe5 May 2024".
fn before_glued_day(part: &str) -> &str {
    glued_day(part).map_or(part, |(before, _)| before)
}

/// Returns the people of a line that the markup calls its authors', with or without "by": "Jane Doe / Staff Writer".
pub fn marked_names(line: &str) -> Vec<String> {
    const MAX_WORDS: usize = 16;
    /// Of those who write Japanese, Chinese and Korean.
    const ROLES_AFTER: [&str; 4] = [" 記者", " 特派員", " 记者", " 기자"];
    if let Some(name) = ROLES_AFTER.iter().find_map(|role| line.strip_suffix(role)) {
        return vec![name.trim().to_owned()];
    }
    // "More in Crime and Public Safety"
    if line.starts_with("More ") {
        return Vec::new();
    }
    let rest = bylines::after_by_word(line, true);
    if let Some(name) = bylines::signed_name(rest.unwrap_or(line)) {
        return vec![name.to_owned()];
    }
    // "रेखा बिष्ट, Harbour Mail": of names in Hindi the word for people knows nothing.
    let first = line.split([',', '|']).next().unwrap_or(line).trim();
    if first.len() < line.len() && !first.is_ascii() && !is_person(first) && bylines::is_name(first) {
        return vec![first.to_owned()];
    }
    let whole = rest.or_else(|| bylines::after_role(line));
    if let Some(name) =
        whole.map(|name| name.strip_suffix(" reports").unwrap_or(name)).filter(|name| bylines::is_name(name))
    {
        return vec![name.to_owned()];
    }
    let parts = || line.split(['|', '•', '·']).map(|part| before_glued_day(part.trim()));
    let is_name = |name: &String| is_no_label(name);
    fn after(part: &str) -> &str {
        after_credit(part).or_else(|| bylines::after_by_word(part, true)).unwrap_or(part)
    }
    let plain = |part| without_outlet(after(part));
    let people: Vec<String> = parts().map(plain).flat_map(names).filter(is_name).collect();
    if !people.is_empty() || line.split_whitespace().nth(MAX_WORDS).is_some() {
        return people;
    }
    let named = |part: &str| people_first(after(part));
    let named = parts().map(|part| {
        let people = named(part);
        if people.is_empty() { beside_day(part).map(named).unwrap_or_default() } else { people }
    });
    named
        .map(|people| people.into_iter().filter(is_name).collect::<Vec<_>>())
        .find(|people| !people.is_empty())
        .unwrap_or_default()
}

/// Says whether a word ends the name of a paper.
pub fn is_outlet(word: &str) -> bool {
    OUTLETS.contains(&word)
}

/// How names of papers end.
const OUTLETS: [&str; 26] = [
    "sentinel", "gazette", "chronicle", "courier", "observer", "examiner", "review", "express", "telegraph",
    "dispatch", "ledger", "republic", "register", "advertiser", "advocate", "argus", "bugle", "echo",
    "inquirer", "messenger", "monitor", "reporter", "standard", "university", "bureau", "communications",
];

/// Returns a byline without the paper that stands after the last comma: "Jane Doe, Harbour Sentinel".
fn without_outlet(byline: &str) -> &str {
    let Some((people, outlet)) = byline.rsplit_once(", ") else { return byline };
    let last = outlet.rsplit(' ').next().unwrap_or_default().to_lowercase();
    if OUTLETS.contains(&last.as_str()) && !names(people).is_empty() { people } else { byline }
}

/// Says whether none of the words of a name are those of labels or roles in capitals: "Link Copied", "Read More".
pub fn is_no_label(name: &str) -> bool {
    const LABELS: [&str; 26] = [
        "publish", "published", "date", "comment", "more", "related", "products", "posts", "blog", "size",
        "time", "by", "posted", "written", "updated", "read", "share", "follow", "link", "copied",
        "comments", "director", "manager", "attorney", "team", "ڈیسک",
    ];
    !name.split(' ').any(|word| LABELS.contains(&word.to_lowercase().as_str()))
}

/// What people at papers are.
const ROLES: [&str; 6] = ["writer", "reporter", "correspondent", "editor", "columnist", "journalist"];

/// What they write about, or how they are placed: "Education Correspondent", "Senior Reporter".
const FIELDS: [&str; 44] = [
    "affairs", "agriculture", "arts", "business", "chief", "city", "community", "consumer", "court", "crime",
    "culture", "defence", "deputy", "digital", "diplomatic", "economics", "education", "entertainment",
    "environment", "europe", "features", "foreign", "health", "home", "investigations", "legal", "local",
    "national", "personal", "finance", "political", "politics", "property", "religion", "royal", "rural",
    "science", "security", "senior", "social", "special", "technology", "transport", "world",
];

/// Says whether a line is what somebody at a paper is, and nothing else: "Staff Writer".
pub fn is_role(line: &str) -> bool {
    const MAX_WORDS: usize = 4;
    let last = line.split_whitespace().last().unwrap_or_default().to_lowercase();
    line.split_whitespace().nth(MAX_WORDS).is_none() && ROLES.contains(&bare_word(&last))
}

/// Returns the name in a line that tells from where somebody writes: "Jane Doe at the Harbour Ground".
pub fn placed(line: &str) -> Option<&str> {
    const MAX_WORDS: usize = 5;
    let (name, place) = line.trim().split_once(" at ")?;
    let place = place.strip_prefix("the ").unwrap_or(place);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_place = place.split(' ').all(capital) && place.split(' ').nth(MAX_WORDS).is_none();
    (is_place && is_person(name) && !ends_sentence(line)).then_some(name)
}

/// Returns what follows the words that credit somebody: "By …", "Writer: …", "Posted on May 3 by …".
fn after_credit(part: &str) -> Option<&str> {
    const KINDS: [&str; 62] = [
        "author, ", "autor, ", "автор, ", "लेखक, ", "yazan, ", "por: ", "par: ", "par : ", "von: ", "door: ",
        "av: ", "autor: ", "auteur: ", "auteur : ", "autora: ", "autore: ", "автор: ",
        "author of the article: ", "words: ", "text: ", "story: ", "interview: ", "texte: ", "texto: ",
        "testo: ", "tekst: ", "texte de ", "texto de ", "testo di ", "propos recueillis par ",
        "intervista di ", "entrevista de ", "interview von ", "dal nostro inviato ", "dalla nostra inviata ",
        "dal nostro corrispondente ", "door onze redacteur ", "door onze correspondent ",
        "door onze verslaggever ", "haber: ", "yazan: ", "بقلم ", "reviewed by ", "photographs and text by ",
        "text and photographs by ", "photos and text by ", "text and photos by ", "story and photos by ",
        "words by ", "interview by ", "posted by ", "text by ", "analysis by ", "submitted by ",
        "opinion by ", "commentary by ", "column by ", "guest column by ", "guest post by ", "review by ",
        "essay by ", "report by ",
    ];
    const LABELS: [&str; 5] = ["writer:", "author:", "byline:", "reporter:", "autor:"];
    const DATED: [&str; 6] =
        ["posted ", "published ", "updated ", "published:", "posted:", "first published"];
    /// In capital letters names begin so as well: "Di Maria", but not "Di Ada Holm".
    const LARGE: [&str; 3] = ["Di ", "Av ", "Af "];
    if let Some(rest) = SMALL.iter().find_map(|by| part.strip_prefix(by)) {
        return Some(rest);
    }
    let large = LARGE.iter().find_map(|by| part.strip_prefix(by));
    if let Some(rest) = large.filter(|rest| !people_first(rest).is_empty()) {
        return Some(rest);
    }
    let lower = part.to_lowercase();
    if let Some(prefix) = KINDS.iter().chain(&BY).find(|by| lower.starts_with(**by)) {
        return part.get(prefix.len()..);
    }
    if let Some(rest) = bylines::after_by_word(part, false) {
        return Some(rest);
    }
    // Signs keep their places.
    let lower = part.to_ascii_lowercase();
    if let Some((before, _)) = lower.split_once(" by ")
        && (DATED.iter().any(|dated| lower.starts_with(dated)) || is_day(&part[..before.len()]))
    {
        return Some(&part[before.len() + 4..]);
    }
    LABELS.iter().find_map(|label| {
        let (before, after) = lower.split_once(label)?;
        let whole = !part[..before.len()].ends_with(char::is_lowercase);
        whole.then_some(&part[part.len() - after.len()..])
    })
}

/// Returns what follows a role in small letters: "Ada Holm" of "state political reporter Ada Holm".
fn after_small_role(named: &str) -> Option<&str> {
    const MOST: usize = 5;
    let at = named.find(char::is_uppercase).filter(|&at| at > 0)?;
    let (role, name) = named.split_at(at);
    let last = role.split_whitespace().last()?;
    let small = role.split_whitespace().all(|word| word.starts_with(char::is_lowercase));
    let short = role.split_whitespace().nth(MOST).is_none();
    (small && short && ROLES.contains(&last)).then_some(name)
}

/// Returns the people that a line begins with, whatever stands after them.
fn people_first(named: &str) -> Vec<String> {
    const PLACED: [&str; 11] = ["in", "for", "at", "on", "from", "of", "with", "avec", "con", "mit", "com"];
    const DATED: [&str; 20] = [
        "updated", "published", "posted", "modified", "veröffentlicht", "aktualisiert", "erschienen",
        "publié", "publicado", "actualizado", "pubblicato", "aggiornato", "gepubliceerd", "publicerad",
        "publisert", "udgivet", "opublikowano", "yayınlanma", "güncelleme", "نشر",
    ];
    /// What labels those who stand beside the author, and who took the pictures.
    const BESIDE: [&str; 14] = [
        "photo", "photos", "photography", "photographs", "portrait", "pictures", "images", "illustration",
        "foto", "fotos", "bild", "bilder", "zdjęcia", "video",
    ];
    let named = after_small_role(named).unwrap_or(named);
    if let Some(name) = bylines::signed_name(named) {
        return vec![name.to_owned()];
    }
    // The signs of some scripts are no letters.
    if !named.is_ascii() && bylines::is_name(named) && !is_person(named) {
        return vec![named.to_owned()];
    }
    let bare = |word: &str| bare_word(word).to_lowercase();
    // "Jane Doe Photos: John Roe"
    let label =
        |named: &'_ str| BESIDE.contains(&bare(named.rsplit(' ').next().unwrap_or_default()).as_str());
    let named = match named.split_once(':') {
        Some((before, _)) if label(before) => before.rsplit_once(' ').map_or("", |(before, _)| before),
        Some((before, _)) => before,
        None => named,
    };
    let named = named.split(['/', '(', '—', '–']).next().unwrap_or_default();
    let named = named.split(" - ").next().unwrap_or_default();
    let named = named.trim().split("  ").next().unwrap_or_default();
    let titled = |word: &&str| HOUSES.contains(&bare(word).as_str());
    let stops = |word: &str| {
        DAYS.contains(&bare(word).as_str())
            || PLACED.contains(&bare(word).as_str())
            || DATED.contains(&bare(word).as_str())
            || word.contains(|c: char| c == '@' || c.is_ascii_digit())
            || is_glued(word)
    };
    let mut words: Vec<&str> = Vec::new();
    for word in named.split_whitespace() {
        if stops(word) {
            // "Jane DoePortrait by John Roe"
            let label = |at: &usize| BESIDE.iter().chain(&DATED).any(|label| bare(&word[*at..]) == *label);
            words.extend(glued_at(word).filter(label).map(|at| &word[..at]));
            break;
        }
        words.push(word);
    }
    let people: Vec<&str> = words.iter().copied().take_while(|word| !titled(word)).collect();
    if words.iter().any(|word| bare(word) == "team") {
        return Vec::new();
    }
    // "By Harbour Mail Staff" names nobody; "By Jane Doe Staff Writer" and "By Jane Doe, Editor" do, and so does "By Jane
    // Doe Education Correspondent".
    let parted = people.last().is_some_and(|word| word.ends_with(','));
    let role = words.get(people.len()).is_some_and(|word| ROLES.contains(&bare(word).as_str()));
    let fields = people.iter().rev().take_while(|word| FIELDS.contains(&bare(word).as_str())).count();
    let placed = role && fields > 0 && fields + 2 <= people.len();
    if people.len() + 1 == words.len() && !parted && !placed {
        // "By Jane Doe Harbour News"
        let name = people.get(..2).map(|name| name.join(" ")).filter(|_| people.len() == 3 && !role);
        return name.filter(|name| bylines::is_given(name)).map(|name| names(&name)).unwrap_or_default();
    }
    let named = if placed { people.len() - fields } else { people.len() };
    names(&people[..named.min(shouted(&people))].join(" "))
}

/// Returns how many words of a byline are its names in capitals, where the words after them are set otherwise: "JANE DOE World
/// Staff Writer". All of them, where nothing tells.
fn shouted(words: &[&str]) -> usize {
    let and = |word: &str| AND.iter().any(|and| word.eq_ignore_ascii_case(and));
    let name =
        |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b',');
    let capitals = words.iter().take_while(|word| name(word) || and(word)).count();
    if capitals >= 2 && words[..2].iter().all(|word| name(word)) { capitals } else { words.len() }
}

/// Says whether a word is two that a style sheet keeps apart: "HolmPublished". "McDonald" is none.
pub fn is_glued(word: &str) -> bool {
    glued_at(word).is_some()
}

/// Returns where the second of two words begins that a style sheet keeps apart.
fn glued_at(word: &str) -> Option<usize> {
    const PREFIX: usize = 4;
    let letters = word.char_indices().zip(word.chars().skip(1)).skip(PREFIX - 1);
    let mut ends = letters.filter(|((_, before), after)| before.is_lowercase() && after.is_uppercase());
    ends.next().map(|((at, before), _)| at + before.len_utf8())
}

/// Returns the author of "Follow Jane Doe on Twitter".
fn followed(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Follow ")?;
    let name = rest.split_once(" on ")?.0.split_whitespace().collect::<Vec<_>>().join(" ");
    is_person(&name).then_some(name)
}

/// Returns the names of people in a list such as "By Jane Doe, John Roe and AP".
pub fn names(stated: &str) -> Vec<String> {
    let stated = stated.trim();
    let lower = stated.to_lowercase();
    let prefix = BY.iter().find(|by| lower.starts_with(**by));
    let stated = stated.get(prefix.map_or(0, |by| by.len())..).unwrap_or(stated);
    let stated = stated.split(['|', '•', '·']).next().unwrap_or(stated);
    let mut found = Vec::new();
    for part in stated.split([',', ';', '&']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for name in words.split(|word| AND.iter().any(|and| word.eq_ignore_ascii_case(and))) {
            let name = name.join(" ");
            if is_person(name.trim_matches(['(', ')', '.'])) {
                found.push(own_name(&name).to_owned());
            }
        }
    }
    // Where they write stands among them.
    let mut place = 0;
    found.retain(|name| {
        place += 1;
        place == 1 || !is_town(name)
    });
    found
}

/// Says whether what stands beside a name is a place: "Den Haag", "de São Paulo".
pub fn is_town(name: &str) -> bool {
    const TOWNS: [&str; 4] = ["den haag", "la haye", "nueva york", "la habana"];
    let lower = name.to_lowercase();
    name.starts_with("de ") || Lists::of(&lower).any(Lists::PLACE) || TOWNS.contains(&&*lower)
}

/// Returns a name without what a byline sets before and after it, "di Ada Holm", "Ada Holm Monday", and with the full stop that
/// is part of it: "Holm R.", "Ada Holm Jr.".
fn own_name(name: &str) -> &str {
    const ENDS: [&str; 3] = ["jr", "sr", "st"];
    /// No shortened name is as long.
    const LONG: usize = 4;
    const WEEKDAYS: usize = 7;
    let bare = name.trim_matches(['(', ')', '.']);
    if let Some((rest, day)) = bare.rsplit_once(' ')
        && rest.contains(' ')
        && DAYS[..WEEKDAYS].iter().any(|weekday| day.eq_ignore_ascii_case(weekday))
    {
        return rest;
    }
    if let Some(rest) = SMALL.iter().find_map(|by| bare.strip_prefix(by)).filter(|rest| is_person(rest)) {
        return rest;
    }
    if let Some(rest) = bylines::after_by_word(bare, true).filter(|rest| is_person(rest)) {
        return rest;
    }
    if !bare.is_ascii()
        && let Some(name) = bylines::signed_name(bare)
    {
        return name;
    }
    // "Ada Holm. Sable Point"
    if let Some((rest, _)) = bare.split_once(". ")
        && rest.rsplit(' ').next().is_some_and(|last| last.chars().count() >= LONG)
        && is_person(rest)
    {
        return rest;
    }
    // "HolmColumnist": a style sheet keeps them apart.
    let glued = |role: &str| {
        let at = bare.len().checked_sub(role.len()).filter(|&at| bare.is_char_boundary(at))?;
        let (rest, end) = bare.split_at(at);
        let parted = rest.ends_with(char::is_lowercase) && end.starts_with(char::is_uppercase);
        (parted && end.eq_ignore_ascii_case(role)).then_some(rest)
    };
    if let Some(rest) = ROLES.iter().find_map(|role| glued(role)) {
        return rest;
    }
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let short = last.chars().count() == 1 || ENDS.iter().any(|end| last.eq_ignore_ascii_case(end));
    let name = name.trim_matches(['(', ')']).trim_start_matches('.');
    if short && name.strip_suffix('.') == Some(bare) { name } else { bare }
}

/// Returns the names that a page states as its authors': people where there are any, else what is stated, be
/// it an agency or a name in a script without capitals.
pub fn stated_names(stated: &str) -> Vec<String> {
    /// Who runs the site, as its program calls them, and who fills it from elsewhere.
    const NOBODY: [&str; 10] = [
        "admin", "administrator", "webmaster", "root", "super user", "superuser", "site admin", "web desk",
        "webdesk", "ویب ڈیسک",
    ];
    let plain = without_tags(stated);
    let stated = plain.trim();
    if NOBODY.iter().any(|name| stated.eq_ignore_ascii_case(name)) {
        return Vec::new();
    }
    if let Some(name) = turned(stated) {
        return vec![name];
    }
    let people: Vec<String> = stated.split('/').flat_map(names).collect();
    if !people.is_empty() {
        return people;
    }
    let credit = after_credit(stated);
    let bare = credit.unwrap_or(stated).trim();
    let people = people_first(bare);
    let plausible = bare.len() <= 60 && !bare.contains([':', '(', '@']) && bare.contains(char::is_alphabetic);
    let nobody = credit.is_some() && bare.split(' ').all(is_of_house);
    if people.is_empty() && plausible && !nobody { vec![bare.to_owned()] } else { people }
}

/// Says whether a word says no more than that somebody at the paper wrote it: "By Our Staff Reporter".
pub fn is_of_house(word: &str) -> bool {
    const WORDS: [&str; 7] = ["our", "a", "the", "staff", "web", "news", "desk"];
    let word = bare_word(word).to_lowercase();
    WORDS.contains(&&*word) || ROLES.contains(&&*word) || FIELDS.contains(&&*word)
}

/// Returns a name that is given with the surname first: "Doe, Jane R.".
fn turned(stated: &str) -> Option<String> {
    let (last, first) = stated.split_once(", ")?;
    let word = |name: &str| {
        let small = name.chars().any(char::is_lowercase);
        name.chars().count() > 1
            && small
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
    };
    let (given, initial) = first.split_once(' ').unwrap_or((first, "X."));
    let name = format!("{first} {last}");
    let short = initial.len() <= 2 && initial.ends_with('.');
    (word(last) && word(given) && short && is_person(&name)).then_some(name)
}

/// Returns a name without the tags of markup that it is stated with: "<a href=…>Jane Doe</a>".
fn without_tags(stated: &str) -> Cow<'_, str> {
    if !stated.contains('<') {
        return Cow::Borrowed(stated);
    }
    let parts = stated.split('<').enumerate().map(|(at, part)| match part.split_once('>') {
        Some((_, text)) if at > 0 => text,
        Some(_) | None if at > 0 => "",
        Some(_) | None => part,
    });
    Cow::Owned(parts.collect())
}

/// Returns the stated authors with those that a byline of the page names beside all of them: "By Jane Doe and John Roe".
pub fn with_others(stated: &[String], line: &Line) -> Option<Vec<String>> {
    let printed = &line.authors;
    let among = |name: &String, names: &[String]| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    // What commas part may be a house.
    let listed = line.reason == Some(RemovedReason::Byline) && !line.text.contains([',', ';', '|', '/', '&']);
    let more = !stated.is_empty() && stated.len() < printed.len();
    if !listed || !more || !stated.iter().all(|name| among(name, printed)) {
        return None;
    }
    let others = printed.iter().filter(|name| !among(name, stated));
    Some(stated.iter().chain(others).cloned().collect())
}

/// Removes names that were there before, whatever their case.
pub fn deduplicate(names: &mut Vec<String>) {
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
}

/// Says whether this can be the name of a person: two to five capitalised words, none of them a house's.
pub fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitalised = |word: &str| word.starts_with(|c: char| c.is_alphabetic() && !is_small(c));
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

/// Says whether a letter is small where others are capitals. Georgian has capitals in headlines alone.
pub fn is_small(letter: char) -> bool {
    letter.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&letter)
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

/// Returns the paragraphs of a text, by number, that begin a section.
pub fn sections(text: &Text) -> Vec<usize> {
    /// No line of date alone is longer.
    const MAX_BYTES: usize = 60;
    let begins = |line: &str| {
        let may_be_date = line.len() <= MAX_BYTES && line.bytes().any(|byte| byte.is_ascii_digit());
        parts(line) || may_be_date && is_date(&fold(line))
    };
    let paragraphs = text.paragraphs();
    (1..paragraphs.len()).filter(|&at| begins(text.slice(paragraphs[at]))).collect()
}

/// Says whether a line that is no date parts what follows from what stands above.
fn parts(line: &str) -> bool {
    is_rule(line) || opens_with_time(line)
}

/// Says whether a line begins with a time and a mark, or is but a time: "10.15pm: The count …", "UPDATE 11:05 a.m.".
fn opens_with_time(line: &str) -> bool {
    const HALVES: [&str; 4] = ["a.m.", "p.m.", "am", "pm"];
    let line = line.trim_start();
    let rest = ["UPDATE", "Update", "LIVE"].iter().find_map(|label| line.strip_prefix(label)).unwrap_or(line);
    let rest = rest.trim_start_matches([' ', ':']);
    let hours = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&hours) {
        return false;
    }
    let Some(rest) = rest[hours..].strip_prefix([':', '.']) else { return false };
    if rest.bytes().take_while(u8::is_ascii_digit).count() != 2 {
        return false;
    }
    let rest = rest[2..].trim_start();
    let half = HALVES.iter().find_map(|half| rest.strip_prefix(half));
    let rest = half.unwrap_or(rest).trim_start();
    match rest.chars().next() {
        // "9.45" alone may be a price.
        None => half.is_some(),
        Some(mark) => matches!(mark, ':' | '-' | '–' | '—' | '|' | '•'),
    }
}

/// Says whether a line is drawn, as between the items of a column: "* * *".
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| c.is_whitespace() || matches!(c, '*' | '-' | '–' | '—' | '_' | '=' | '~' | '#' | '•' | '·'))
}

/// Says whether a line can be a heading between paragraphs: short, and no caption as they are cut off.
fn is_subheading(line: &str) -> bool {
    line.split_whitespace().count() <= 5
}

/// Says whether a line ends as a sentence does, quotation marks and brackets aside.
pub fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '”' | '’' | '"' | '\'' | '»' | ')' | ']' | '“')
    });
    line.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟'])
}

/// Returns a line in lower case, with plain apostrophes and single spaces: for comparing with phrases.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            let start = folded.len();
            folded.push_str(word);
            folded[start..].make_ascii_lowercase();
            continue;
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
