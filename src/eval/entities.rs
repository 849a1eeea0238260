//! `wiremill eval entities`: names, parts of speech, sentences and links, as deployed and over gold words and names.

use super::{Score, linking, tokens as words};
use crate::config::Tier;
use crate::error::Deadline;
use crate::found::{EntityType, Form};
use crate::outcome::{Fatal, Outcome};
use crate::reading::encoder::EncoderReader;
use crate::reading::linear::LinearReader;
use crate::reading::{Reader, Reading};
use crate::stages::entities::{self, Weights};
use crate::text::Span;
use crate::train::corpus::{self, Case, Document, LaidOut};
use anyhow::Context;
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

type Names = HashSet<(Span, EntityType)>;

/// Scores the names of documents; `gold_words` gives the reader their words and sentences, otherwise it finds
/// its own. Counts are for each type.
pub fn names(
    reader: Reader<'_>,
    documents: &[Document],
    case: Case,
    gold_words: bool,
) -> anyhow::Result<[Score; 4]> {
    let mut counts = [Score::default(); 4];
    let mut reading = Reading::default();
    for document in documents {
        let Some(LaidOut { text, tokens: gold }) = corpus::lay_out(document, case) else { continue };
        let mut tokens = gold.clone();
        if !gold_words {
            tokens.fill(&text, Deadline::NEVER)?;
        }
        reader.read(&text, &tokens, &mut reading, Deadline::NEVER)?;
        // What is deployed is what the documents say.
        let found = if gold_words {
            let names = entities::labelled(&(0..tokens.words.len()), &reading);
            names.iter().map(|name| (tokens.span(&name.words), name.kind)).collect()
        } else {
            let entities = entities::find(&text, &tokens, &reading, Deadline::NEVER)?;
            let named = entities.iter().flat_map(|entity| entity.mentions.iter().map(|m| (m, entity.kind)));
            named.filter(|(m, _)| m.form == Form::Name).map(|(m, kind)| (m.span, kind)).collect()
        };
        let mut expected = Names::new();
        for (sentence, words) in document.iter().zip(&gold.sentences) {
            for (name, kind) in corpus::names(sentence) {
                let span = gold.span(&(words.start + name.start..words.start + name.end));
                expected.insert((span, kind));
            }
        }
        for kind in EntityType::ALL {
            let of = |names: &Names| names.iter().filter(|name| name.1 == kind).copied().collect::<Names>();
            counts[kind as usize].add(&of(&expected), &of(&found));
        }
    }
    Ok(counts)
}

/// Scores the tags of documents over their gold words.
pub fn tags(reader: Reader<'_>, documents: &[Document], column: usize) -> anyhow::Result<Score> {
    let mut counts = Score::default();
    let mut reading = Reading::default();
    for document in documents {
        let Some(LaidOut { text, tokens }) = corpus::lay_out(document, Case::AsItIs) else { continue };
        reader.read(&text, &tokens, &mut reading, Deadline::NEVER)?;
        for (sentence, words) in document.iter().zip(&tokens.sentences) {
            for (word, tag) in sentence.iter().zip(&reading.tags[words.clone()]) {
                let Some(gold) = word.columns.get(column).filter(|gold| *gold != "_") else { continue };
                counts.gold += 1;
                counts.found += 1;
                counts.both += usize::from(tag.as_str() == gold);
            }
        }
    }
    Ok(counts)
}

/// What to score, and on what.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with conll2003, worldwide, gum and ud_ewt.
    pub data: PathBuf,
    /// The folder with polnear and polnear_corenlp; without it no silver chains.
    pub quotes: Option<PathBuf>,
    pub tier: Tier,
    /// Of the precise tier: how much the linear reader may doubt what it reads alone.
    pub skip_margin: f32,
    /// A file instead of the linear reader's model in the program.
    pub model: Option<PathBuf>,
    /// A file instead of the encoder's model in the program.
    pub encoder: Option<PathBuf>,
    /// A file instead of the linker's weights in the program.
    pub linking: Option<PathBuf>,
}

/// Models to be scored.
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    pub reader: Reader<'a>,
    pub weights: &'a Weights,
}

/// Runs `wiremill eval entities`.
///
/// # Errors
///
/// Where a file cannot be read or `out` not be written.
pub fn run(options: &Options, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Options { data, quotes, tier, skip_margin, model, encoder, linking } = options;
    let skip_margin = *skip_margin;
    let file = |path: &Path| std::fs::read(path).with_context(|| format!("reading {}", path.display()));
    let (own_linear, own_encoder);
    let linear = match model {
        Some(path) => {
            own_linear = LinearReader::read(&file(path)?, *tier)
                .with_context(|| format!("reading {}", path.display()))?;
            &own_linear
        }
        None => LinearReader::embedded(*tier),
    };
    let reader = match (tier, encoder) {
        (Tier::Fast, _) => Reader::Linear(linear),
        (Tier::Precise, Some(path)) => {
            own_encoder =
                EncoderReader::read(&file(path)?).with_context(|| format!("reading {}", path.display()))?;
            Reader::Encoder { encoder: &own_encoder, linear, skip_margin }
        }
        (Tier::Precise, None) => Reader::Encoder { encoder: EncoderReader::embedded(), linear, skip_margin },
    };
    let weights;
    let mut models = Models { reader, weights: Weights::embedded() };
    if let Some(path) = linking {
        let file = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        weights = Weights::from_json(&file).with_context(|| format!("reading {}", path.display()))?;
        models.weights = &weights;
    }
    report_reading(models.reader, data, out)?;
    writeln!(out)?;
    report_linking(&models, data, quotes.as_deref(), out)?;
    Ok(Outcome::Done)
}

/// Returns the folder of quotes to use: the one asked for, or the sibling of `data` where there is one.
///
/// # Errors
///
/// `Fatal::Usage` where `data` or the one asked for is no folder.
pub fn quotes_folder(data: &Path, asked: Option<PathBuf>) -> anyhow::Result<Option<PathBuf>> {
    for folder in [Some(data), asked.as_deref()].into_iter().flatten() {
        if !folder.is_dir() {
            return Err(Fatal::Usage(format!("no folder {}", folder.display())).into());
        }
    }
    Ok(asked.or_else(|| Some(data.with_file_name("quotes")).filter(|sibling| sibling.is_dir())))
}

/// Scores linking on OntoGUM dev, and on silver chains under `quotes`, and writes tables.
///
/// # Errors
///
/// Where a file cannot be read or `out` not be written.
pub fn report_linking(
    models: &Models<'_>,
    data: &Path,
    quotes: Option<&Path>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let Models { reader, weights } = *models;
    let gum = data.join("gum");
    let mut sets = vec![
        ("OntoGUM dev news and interviews", linking::read_gum(&gum, "dev", &["news", "interview"])?),
        ("OntoGUM dev speeches", linking::read_gum(&gum, "dev", &["speech"])?),
    ];
    if let Some(quotes) = quotes {
        sets.push(("CoreNLP on PolNeAR dev", linking::read_silver(quotes, "dev", usize::MAX)?));
    }
    let mut reports = Vec::new();
    for (name, articles) in sets {
        let given = linking::with_gold_names(&articles, weights)?;
        reports.push((format!("{name}, its names"), given));
        let deployed = linking::end_to_end(&articles, reader, weights)?;
        reports.push((format!("{name}, as deployed"), deployed));
    }
    linking::tables(&reports, out)
}

/// Scores reading on the dev sets under `data` and writes tables.
///
/// # Errors
///
/// Where a file cannot be read or `out` not be written.
pub fn report_reading(reader: Reader<'_>, data: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let row = |out: &mut dyn Write, what: &str, counts: Score| {
        let [precision, recall, f1] = [counts.precision(), counts.recall(), counts.f1()];
        writeln!(out, "{what:<44} {precision:>6.2} {recall:>6.2} {f1:>6.2} {:>6}", counts.gold)
            .context("writing the report")
    };
    writeln!(out, "{:<44} {:>6} {:>6} {:>6} {:>6}", "names", "P", "R", "F1", "gold")?;
    for (name, file) in
        [("CoNLL-2003 dev", "conll2003/dev.conll.gz"), ("Worldwide-4 dev", "worldwide/dev4.conll.gz")]
    {
        let documents = corpus::documents(&data.join(file))?;
        let counts = names(reader, &documents, Case::AsItIs, false)?;
        row(out, &format!("{name}, as deployed"), counts.into_iter().sum())?;
        for kind in EntityType::ALL {
            row(out, &format!("  {}", kind.as_str()), counts[kind as usize])?;
        }
        for (what, case, gold_words) in [
            ("over gold words", Case::AsItIs, true),
            ("in capitals", Case::Capitals, false),
            ("in small letters", Case::Small, false),
        ] {
            let counts = names(reader, &documents, case, gold_words)?;
            row(out, &format!("{name}, {what}"), counts.into_iter().sum())?;
        }
    }
    writeln!(out, "\n{:<44} {:>6} {:>20}", "parts of speech (XPOS)", "right", "words")?;
    for (name, file, column) in [("EWT dev", "ud_ewt/dev.conll.gz", 2), ("GUM dev", "gum/dev.conll.gz", 1)] {
        let counts = tags(reader, &corpus::documents(&data.join(file))?, column)?;
        writeln!(out, "{name:<44} {:>6.2} {:>20}", counts.precision(), counts.gold)?;
    }
    writeln!(out, "\n{:<44} {:>6} {:>6} {:>13}", "sentences", "ends", "spans", "gold")?;
    for (name, file) in [("GUM news dev", "gum/dev_news.conll"), ("GUM dev", "gum/dev.conll.gz")] {
        let documents = words::read_conll(&data.join(file))?;
        for (what, layout) in [
            ("one paragraph", words::Layout::OneParagraph),
            ("headings on lines of their own", words::Layout::Lines),
        ] {
            let score = words::sentences(&documents, layout);
            let what = format!("{name}, {what}");
            writeln!(
                out,
                "{what:<44} {:>6.2} {:>6.2} {:>13}",
                score.ends.f1(),
                score.spans.f1(),
                score.ends.gold
            )?;
        }
    }
    Ok(())
}
