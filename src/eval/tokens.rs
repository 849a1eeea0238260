//! Words and sentences against CoNLL files, whose lines are words and whose blank lines part sentences.
//!
//! These files do not say where spaces and line breaks were, so documents are typeset again first.

use super::Score;
use crate::error::Deadline;
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use crate::train::corpus;
use std::collections::HashSet;
use std::path::Path;

/// A sentence as its words.
pub type Sentence = Vec<String>;

/// A document as its sentences.
pub type Document = Vec<Sentence>;

/// Reads the words of a CoNLL file, packed with gzip or not.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn read_conll(path: &Path) -> anyhow::Result<Vec<Document>> {
    let forms = |sentence: corpus::Sentence| sentence.into_iter().map(|word| word.form).collect();
    let documents = corpus::documents(path)?;
    Ok(documents.into_iter().map(|document| document.into_iter().map(forms).collect()).collect())
}

/// How sentences are set into paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// All of a document in one paragraph, headings and captions too.
    OneParagraph,
    /// What ends without a full stop has a line of its own, as headings have in the news.
    Lines,
}

/// Sentences found: by where they end, and by where they start and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SentenceScore {
    pub ends: Score,
    pub spans: Score,
}

/// Typesets `documents`, finds their sentences and compares them with the gold ones.
pub fn sentences(documents: &[Document], layout: Layout) -> SentenceScore {
    let mut score = SentenceScore::default();
    let mut tokens = Tokens::default();
    for document in documents {
        let (body, gold) = typeset(document, layout);
        let Some(text) = Text::verbatim(body) else { continue };
        tokens.fill(&text, Deadline::NEVER).expect("it has no deadline");
        let found = tokens.sentences.iter().map(|sentence| {
            (tokens.words[sentence.start].start as usize, tokens.words[sentence.end - 1].end as usize)
        });
        let found: HashSet<_> = found.collect();
        let gold: HashSet<_> = gold.into_iter().collect();
        score.spans.add(&gold, &found);
        let ends =
            |spans: &HashSet<(usize, usize)>| spans.iter().map(|&(_, end)| end).collect::<HashSet<_>>();
        score.ends.add(&ends(&gold), &ends(&found));
    }
    score
}

/// Counts the gold words that are found exactly when they are set with one space between them, one sentence
/// a line. A gold word that differs is shown to `differs` with its sentence and what was found in its place.
pub fn words(documents: &[Document], mut differs: impl FnMut(&str, &Sentence, &str)) -> Score {
    let mut score = Score::default();
    let mut tokens = Tokens::default();
    for sentence in documents.iter().flatten() {
        let Some(text) = Text::verbatim(sentence.join(" ")) else { continue };
        tokens.fill(&text, Deadline::NEVER).expect("it has no deadline");
        let found: HashSet<Span> = tokens.words.iter().copied().collect();
        let mut start = 0;
        let mut gold = HashSet::new();
        for word in sentence {
            let span = Span::new(start, start + word.len());
            start += word.len() + 1;
            gold.insert(span);
            if !found.contains(&span) {
                let pieces = tokens.words.iter().filter(|piece| piece.overlaps(span));
                let pieces: Vec<_> = pieces.map(|&piece| text.slice(piece)).collect();
                differs(word, sentence, &pieces.join(" "));
            }
        }
        score.add(&gold, &found);
    }
    score
}

/// Returns the document as a text, and where its sentences stand in it.
pub fn typeset(document: &Document, layout: Layout) -> (String, Vec<(usize, usize)>) {
    let mut body = String::new();
    let mut spans = Vec::new();
    let mut quotes = Quotes::default();
    let mut line_ends = false;
    for sentence in document {
        let own_line = layout == Layout::Lines && !is_terminated(sentence);
        // What ends with a comma or a colon goes on in the next line; it starts where it stands.
        let goes_on =
            sentence.last().is_some_and(|last| matches!(last.as_str(), "," | ":" | ";" | "-" | "–" | "—"));
        if !body.is_empty() {
            body.push(if line_ends || own_line && !goes_on { '\n' } else { ' ' });
        }
        line_ends = own_line;
        let start = body.len();
        typeset_sentence(sentence, &mut quotes, &mut body);
        spans.push((start, body.len()));
    }
    (body, spans)
}

fn is_terminated(sentence: &Sentence) -> bool {
    let closes = |word: &&String| matches!(word.as_str(), "\"" | "''" | "”" | "'" | "’" | "»" | ")" | "]");
    sentence.iter().rev().find(|word| !closes(word)).is_some_and(|word| word.ends_with(['.', '!', '?', '…']))
}

/// Which straight quotation marks are open.
#[derive(Default)]
struct Quotes {
    double: bool,
    single: bool,
}

fn typeset_sentence(sentence: &Sentence, quotes: &mut Quotes, body: &mut String) {
    // Whether a space goes before the next word, whatever it is.
    let mut glued = true;
    for (at, word) in sentence.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |before| sentence[before].as_str());
        let after = sentence.get(at + 1).map_or("", String::as_str);
        let wordy = |word: &str| word.starts_with(char::is_alphanumeric);
        // Glued to what is before it, and to what is after it.
        let (mut left, mut right) = match word.as_str() {
            "." | "," | ";" | ":" | "?" | "!" | ")" | "]" | "}" | "%" | "''" | "”" | "’" | "…" | "..."
            | "»" => (true, false),
            "(" | "[" | "{" | "$" | "£" | "€" | "#" | "``" | "“" | "‘" | "«" => (false, true),
            "-" | "/" if wordy(before) && wordy(after) => (true, true),
            "\"" | "'" => {
                let open = if word == "\"" { &mut quotes.double } else { &mut quotes.single };
                let plural = word == "'" && !*open && before.ends_with('s');
                let ends = after.is_empty() || matches!(before, "." | "," | "!" | "?");
                *open = at == 0 || !(plural || *open || ends);
                (!*open, *open)
            }
            "n't" | "n’t" | "N'T" => (true, false),
            clitic if clitic.len() > 1 && clitic.len() < 6 && clitic.starts_with(['\'', '’']) => {
                (!clitic.contains(|c: char| c.is_ascii_digit()), false)
            }
            marks => (marks.starts_with(['!', '?']), false),
        };
        left &= at > 0;
        right &= !after.is_empty();
        if !glued && !left {
            body.push(' ');
        }
        body.push_str(word);
        glued = right;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(sentences: &[&str]) -> Document {
        sentences.iter().map(|s| s.split(' ').map(str::to_owned).collect()).collect()
    }

    #[track_caller]
    fn check(sentences: &[&str], expected: &str) {
        assert_eq!(typeset(&document(sentences), Layout::Lines).0, expected);
    }

    #[test]
    fn documents_are_typeset_again() {
        check(&["Harbour shut", "Gil , 40 , left ."], "Harbour shut\nGil, 40, left.");
        check(&["\" We wo n't pay $ 5 , \" he said .", "So ?"], "\"We won't pay $5,\" he said. So?");
        check(&["\" One .", "Two . \"", "A two - day stop ( so )"], "\"One. Two.\"\nA two-day stop (so)");
        check(&["The dogs ' home", "He said :", "No !"], "The dogs' home\nHe said:\nNo!");
    }

    #[test]
    fn sentences_are_counted() {
        let document = document(&["Gil ate .", "to rest"]);
        let score = sentences(std::slice::from_ref(&document), Layout::OneParagraph);
        assert_eq!(score.ends, Score { gold: 2, found: 1, both: 1 });
        assert_eq!(score.spans, Score { gold: 2, found: 1, both: 0 });
        let score = sentences(&[document], Layout::Lines);
        assert_eq!(score.spans, Score { gold: 2, found: 2, both: 2 });
        assert!((score.spans.f1() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn words_are_counted() {
        let mut differing = Vec::new();
        let score = words(&[document(&["It 's roe.Roe 20"])], |gold, _, found| {
            differing.push(format!("{gold}: {found}"))
        });
        assert_eq!(score, Score { gold: 4, found: 6, both: 3 });
        assert_eq!(differing, ["roe.Roe: roe . Roe"]);
    }
}
