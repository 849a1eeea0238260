//! `wiremill eval entities`: names, parts of speech, sentences and links, as deployed and over gold words.

use crate::error::Deadline;
use crate::found::EntityType;
use crate::outcome::Outcome;
use crate::reading::linear::LinearReader;
use crate::reading::{Label, Reading};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use crate::train::corpus::{self, Document};
use anyhow::Context;
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

/// How a gold text is written before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    AsItIs,
    Capitals,
    Small,
}

/// Counts for precision, recall and F1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub found: usize,
    pub gold: usize,
}

impl Counts {
    /// Returns the share of found things that are right.
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// Returns the share of gold things that are found.
    pub fn recall(self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    /// Returns the harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// A document laid out as text: sentences a line each, words parted by one space.
struct Layout {
    text: Text,
    tokens: Tokens,
}

fn layout(document: &Document, case: Case) -> Option<Layout> {
    let mut body = String::new();
    let mut tokens = Tokens::default();
    for sentence in document {
        if !body.is_empty() {
            body.push('\n');
        }
        let first = tokens.words.len();
        for word in sentence {
            if tokens.words.len() > first {
                body.push(' ');
            }
            let start = body.len();
            match case {
                Case::AsItIs => body.push_str(&word.form),
                Case::Capitals => body.push_str(&word.form.to_uppercase()),
                Case::Small => body.push_str(&word.form.to_lowercase()),
            }
            tokens.words.push(Span::new(start, body.len()));
        }
        tokens.sentences.push(first..tokens.words.len());
        tokens.paragraphs.push(first..tokens.words.len());
    }
    Some(Layout { text: Text::verbatim(body)?, tokens })
}

type Names = HashSet<(Span, EntityType)>;

fn found_names(tokens: &Tokens, labels: &[Label]) -> Names {
    let mut names = Names::new();
    let mut at = 0;
    while at < labels.len() {
        let Label::Begin(kind) = labels[at] else {
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        while at < labels.len() && labels[at] == Label::Inside(kind) {
            at += 1;
        }
        names.insert((Span { start: tokens.words[start].start, end: tokens.words[at - 1].end }, kind));
    }
    names
}

/// Scores the names of documents; `gold_words` gives the reader their words and sentences, otherwise it finds
/// its own. Counts are for each type.
pub fn names(
    reader: &LinearReader,
    documents: &[Document],
    case: Case,
    gold_words: bool,
) -> anyhow::Result<[Counts; 4]> {
    let mut counts = [Counts::default(); 4];
    let mut reading = Reading::default();
    for document in documents {
        let Some(Layout { text, tokens: gold }) = layout(document, case) else { continue };
        let mut tokens = gold.clone();
        if !gold_words {
            tokens.fill(&text, Deadline::NEVER)?;
        }
        reader.read_into(&text, &tokens, &mut reading, Deadline::NEVER)?;
        let found = found_names(&tokens, &reading.labels);
        let mut expected = Names::new();
        for (sentence, words) in document.iter().zip(&gold.sentences) {
            for (name, kind) in corpus::names(sentence) {
                let (first, last) = (words.start + name.start, words.start + name.end - 1);
                let span = Span { start: gold.words[first].start, end: gold.words[last].end };
                expected.insert((span, kind));
            }
        }
        for &(span, kind) in &found {
            let counts = &mut counts[kind as usize];
            counts.found += 1;
            counts.right += usize::from(expected.contains(&(span, kind)));
        }
        for (_, kind) in expected {
            counts[kind as usize].gold += 1;
        }
    }
    Ok(counts)
}

/// Returns all types together.
pub fn total(counts: &[Counts; 4]) -> Counts {
    counts.iter().fold(Counts::default(), |sum, c| Counts {
        right: sum.right + c.right,
        found: sum.found + c.found,
        gold: sum.gold + c.gold,
    })
}

/// Scores the tags of documents over their gold words.
pub fn tags(reader: &LinearReader, documents: &[Document], column: usize) -> anyhow::Result<Counts> {
    let mut counts = Counts::default();
    let mut reading = Reading::default();
    for document in documents {
        let Some(Layout { text, tokens }) = layout(document, Case::AsItIs) else { continue };
        reader.read_into(&text, &tokens, &mut reading, Deadline::NEVER)?;
        for (sentence, words) in document.iter().zip(&tokens.sentences) {
            for (word, tag) in sentence.iter().zip(&reading.tags[words.clone()]) {
                let Some(gold) = word.columns.get(column).filter(|gold| *gold != "_") else { continue };
                counts.gold += 1;
                counts.found += 1;
                counts.right += usize::from(tag.as_str() == gold);
            }
        }
    }
    Ok(counts)
}

/// Runs `wiremill eval entities`.
///
/// # Errors
///
/// Where a file cannot be read or `out` not be written.
pub fn run(data: &Path, model: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match model {
        None => report(LinearReader::embedded(), data, out)?,
        Some(path) => {
            let file = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
            let reader = LinearReader::read(&file).with_context(|| format!("reading {}", path.display()))?;
            report(&reader, data, out)?;
        }
    }
    Ok(Outcome::Done)
}

/// Scores the model on the dev sets under `data` and writes a table.
///
/// # Errors
///
/// Where a file cannot be read or `out` not be written.
pub fn report(reader: &LinearReader, data: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let row = |out: &mut dyn Write, what: &str, counts: Counts| {
        let [precision, recall, f1] = [counts.precision(), counts.recall(), counts.f1()].map(|v| 100.0 * v);
        writeln!(out, "{what:<44} {precision:>6.2} {recall:>6.2} {f1:>6.2} {:>6}", counts.gold)
            .context("writing the report")
    };
    writeln!(out, "{:<44} {:>6} {:>6} {:>6} {:>6}", "names", "P", "R", "F1", "gold")?;
    for (name, file) in
        [("CoNLL-2003 dev", "conll2003/dev.conll.gz"), ("Worldwide-4 dev", "worldwide/dev4.conll.gz")]
    {
        let documents = corpus::documents(&data.join(file))?;
        let counts = names(reader, &documents, Case::AsItIs, false)?;
        row(out, &format!("{name}, as deployed"), total(&counts))?;
        for kind in EntityType::ALL {
            row(out, &format!("  {}", kind.as_str()), counts[kind as usize])?;
        }
        for (what, case, gold_words) in [
            ("over gold words", Case::AsItIs, true),
            ("in capitals", Case::Capitals, false),
            ("in small letters", Case::Small, false),
        ] {
            row(out, &format!("{name}, {what}"), total(&names(reader, &documents, case, gold_words)?))?;
        }
    }
    writeln!(out, "\n{:<44} {:>6} {:>20}", "parts of speech (XPOS)", "right", "words")?;
    for (name, file, column) in [("EWT dev", "ud_ewt/dev.conll.gz", 2), ("GUM dev", "gum/dev.conll.gz", 1)] {
        let counts = tags(reader, &corpus::documents(&data.join(file))?, column)?;
        writeln!(out, "{name:<44} {:>6.2} {:>20}", 100.0 * counts.precision(), counts.gold)?;
    }
    Ok(())
}
