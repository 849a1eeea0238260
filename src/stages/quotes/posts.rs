//! Posts of social networks as pages print them: what somebody wrote, and below it "— Jane Roe (@janeroe) May 3, 2021".

use super::formal::Formal;
use crate::found::EntityType;
use crate::reading::{Label, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// A name and a date have at most so many words each.
const MAX_NAME: usize = 8;
const MAX_DATE: usize = 10;

/// Adds the posts of an article.
pub fn find(text: &Text, tokens: &Tokens, reading: &Reading, formal: &mut Formal) {
    let word = |at: usize| text.slice(tokens.words[at]);
    let is_spoken = |words: Range<usize>| words.into_iter().any(|at| reading.shapes[at] != Shape::Mark);
    let mut before = 0..0;
    for paragraph in &tokens.paragraphs {
        let last = std::mem::replace(&mut before, paragraph.clone());
        if let Some(name) = signs(&last, paragraph, word, reading) {
            formal.add(last.start..paragraph.end, [(name, vec![last])]);
            continue;
        }
        let Some(Signature { dash, name }) = signature(paragraph.clone(), word, reading) else { continue };
        before = 0..0;
        let mut content = if is_spoken(paragraph.start..dash) { paragraph.start..dash } else { last };
        let is_link = |word: &str| word.starts_with("http") || word.starts_with("pic.twitter.com");
        while !content.is_empty() && is_link(word(content.end - 1)) {
            content.end -= 1;
        }
        if is_spoken(content.clone()) {
            formal.add(content.start..paragraph.end, [(name, vec![content])]);
        }
    }
}

/// Returns the name in a paragraph of nothing but who signs the one before, all in quotation marks: “Lovely day.”¶ – Jane Roe, 34
fn signs<'a>(
    quote: &Range<usize>,
    words: &Range<usize>,
    word: impl Fn(usize) -> &'a str,
    reading: &Reading,
) -> Option<Range<usize>> {
    let name = words.start + 1;
    let dashed = words.len() > 1 && matches!(word(words.start), "—" | "–" | "-" | "--");
    if !dashed || words.len() > MAX_NAME + 2 || reading.labels[name] != Label::Begin(EntityType::Person) {
        return None;
    }
    let is_whole =
        |at: usize| reading.stretch_at(at).is_some_and(|stretch| stretch.closed && stretch.words == *quote);
    let tells = (name..words.end).any(|at| reading.tags[at].is_verb() || reading.stretch_at(at).is_some());
    let rest =
        (name + 1..words.end).take_while(|&at| reading.labels[at] == Label::Inside(EntityType::Person));
    let end = name + 1 + rest.count();
    // "Ali***"
    let masked = end < words.end && word(end).ends_with("**");
    (!quote.is_empty() && is_whole(quote.start) && !tells).then(|| name..end + usize::from(masked))
}

/// Who signs a post, as word indices.
struct Signature {
    dash: usize,
    name: Range<usize>,
}

/// Returns the signature that a paragraph ends with.
fn signature<'a>(
    words: Range<usize>,
    word: impl Fn(usize) -> &'a str,
    reading: &Reading,
) -> Option<Signature> {
    let tail = words.end.saturating_sub(MAX_DATE + 2).max(words.start)..words.end;
    let handle = tail.rev().find(|&at| word(at).starts_with('@'))?;
    let in_brackets =
        handle > words.start && word(handle - 1) == "(" && handle + 1 < words.end && word(handle + 1) == ")";
    let is_dated = (handle + 2..words.end).any(|at| reading.shapes[at] == Shape::Number);
    if !in_brackets || !is_dated {
        return None;
    }
    let first = (handle - 1).saturating_sub(MAX_NAME + 1).max(words.start);
    let dash = (first..handle - 1).rev().find(|&at| matches!(word(at), "—" | "–" | "-" | "--"))?;
    let name = dash + 1..handle - 1;
    (!name.is_empty()).then_some(Signature { dash, name })
}
