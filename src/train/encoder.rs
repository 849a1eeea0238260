//! `wiremill train encoder`: writes the examples that `src/train/encoder/train.py` learns from, and packs what it
//! learned into a model file. So pieces, case, quotation marks and windows come from the code of production.

use super::corpus::{self, Attribution};
use super::tensors::Tensors;
use crate::error::Deadline;
use crate::outcome::Outcome;
use crate::reading::encoder::EncoderReader;
use crate::reading::encoder::pieces::Vocabulary;
use crate::reading::encoder::windows::{NOWHERE, Windows};
use crate::reading::linear::labels;
use crate::reading::{Link, marks};
use crate::text::Text;
use crate::tokens::Tokens;
use anyhow::Context;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What to make examples from, and where they go.
#[derive(Clone, Debug)]
pub struct ExampleOptions {
    /// The folder with conll2003, worldwide, gum and ud_ewt.
    pub entities: PathBuf,
    /// The folder with polnear.
    pub quotes: PathBuf,
    /// The folder with unlabelled texts.
    pub texts: Option<PathBuf>,
    /// The vocabulary of the encoder, a piece a line.
    pub vocabulary: PathBuf,
    /// The folder for the examples, made where it is missing.
    pub out: PathBuf,
}

/// One window as the encoder is shown it. All places are of pieces in the window.
#[derive(Debug, serde::Serialize)]
struct Example<'a> {
    /// The number of its article.
    article: usize,
    ids: Vec<u16>,
    cases: Vec<u8>,
    quotes: Vec<u8>,
    /// Where the words begin that have labels.
    firsts: Vec<u32>,
    /// -1 where nobody has labelled.
    labels: &'a [i16],
    /// From the first word of a span to that of another, 0 where there is none, with the [`Link`] between them.
    links: Vec<(u32, u32, u8)>,
}

/// Runs `wiremill train encoder examples`.
///
/// # Errors
///
/// Where a file cannot be read or written.
pub fn write_examples(options: &ExampleOptions, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let vocabulary = Vocabulary::new(&corpus::text(&options.vocabulary)?);
    std::fs::create_dir_all(&options.out).with_context(|| format!("making {}", options.out.display()))?;
    for split in ["train", "dev"] {
        for (name, file, column) in [
            ("names.conll", format!("conll2003/{split}.conll.gz"), None),
            ("names.worldwide", format!("worldwide/{split}4.conll.gz"), None),
            ("tags.ewt", format!("ud_ewt/{split}.conll.gz"), Some(2)),
            ("tags.gum", format!("gum/{split}.conll.gz"), Some(1)),
        ] {
            let mut examples = Writer::new(&options.out, &format!("{name}.{split}"), &vocabulary)?;
            for document in corpus::documents(&options.entities.join(file))? {
                let Some(laid_out) = corpus::lay_out(&document, corpus::Case::AsItIs) else { continue };
                let mut labels = Vec::new();
                for sentence in &document {
                    match column {
                        Some(column) => labels.extend(sentence.iter().map(|word| {
                            let tag =
                                word.columns.get(column).and_then(|c| crate::reading::tag::Tag::named(c));
                            tag.map_or(-1, |tag| i16::from(tag.0))
                        })),
                        None => {
                            let mut own = vec![0; sentence.len()];
                            labels::encode(&corpus::names(sentence), &mut own);
                            labels.extend(own.into_iter().map(i16::from));
                        }
                    }
                }
                examples.add(&laid_out.text, &laid_out.tokens, &labels, &[])?;
            }
            examples.finish(out)?;
        }
        let mut examples = Writer::new(&options.out, &format!("quotes.polnear.{split}"), &vocabulary)?;
        for article in corpus::attributed(&options.quotes.join(format!("polnear.{split}.jsonl.gz")))? {
            let labels: Vec<i16> = article.labels().into_iter().map(i16::from).collect();
            examples.add(&article.text, &article.tokens, &labels, &links(&article.attributions))?;
        }
        examples.finish(out)?;
    }
    if let Some(folder) = &options.texts {
        let mut examples = Writer::new(&options.out, "plain.texts.train", &vocabulary)?;
        let mut tokens = Tokens::default();
        for text in corpus::unlabelled(folder)? {
            tokens.fill(&text, Deadline::NEVER)?;
            examples.add(&text, &tokens, &vec![-1; tokens.words.len()], &[])?;
        }
        examples.finish(out)?;
    }
    Ok(Outcome::Done)
}

/// Returns the links of an article's attributions, by first words.
fn links(attributions: &[Attribution]) -> Vec<(usize, Option<usize>, Link)> {
    let mut links = Vec::new();
    for Attribution { source, cue, content } in attributions {
        let [source, cue] = [source, cue].map(|spans| spans.first().map(|words| words.start));
        for words in content {
            links.push((words.start, cue, Link::ContentCue));
            links.push((words.start, source, Link::ContentSource));
        }
        if let Some(cue) = cue {
            links.push((cue, source, Link::CueSource));
        }
    }
    links
}

/// Writes the examples of one set.
struct Writer<'a> {
    vocabulary: &'a Vocabulary,
    windows: Windows,
    path: PathBuf,
    file: BufWriter<File>,
    articles: usize,
    examples: usize,
    pieces: usize,
}

impl<'a> Writer<'a> {
    fn new(folder: &Path, name: &str, vocabulary: &'a Vocabulary) -> anyhow::Result<Self> {
        let path = folder.join(format!("{name}.jsonl"));
        let file = File::create(&path).with_context(|| format!("writing {}", path.display()))?;
        let (windows, file) = (Windows::default(), BufWriter::new(file));
        Ok(Self { vocabulary, windows, path, file, articles: 0, examples: 0, pieces: 0 })
    }

    fn add(
        &mut self,
        text: &Text,
        tokens: &Tokens,
        labels: &[i16],
        links: &[(usize, Option<usize>, Link)],
    ) -> anyhow::Result<()> {
        let mut stretches = Vec::new();
        marks::find(text, tokens, &mut stretches, Deadline::NEVER)?;
        self.windows.fill(self.vocabulary, text, tokens, &stretches, |_| true, Deadline::NEVER)?;
        let Windows { pieces, windows, firsts, .. } = &self.windows;
        let mut word = 0;
        for window in windows {
            let start = word;
            while word < firsts.len() && (firsts[word] as usize) < window.end {
                word += 1;
            }
            let place = |word: usize| firsts[word] - window.start as u32;
            let inside = |word: usize| window.contains(&(firsts[word] as usize));
            debug_assert!(firsts[start..word].iter().all(|&first| first != NOWHERE));
            let own = &pieces[window.clone()];
            let links = links.iter().filter(|(from, to, _)| inside(*from) && to.is_none_or(inside));
            let example = Example {
                article: self.articles,
                ids: own.iter().map(|piece| piece.id).collect(),
                cases: own.iter().map(|piece| piece.case).collect(),
                quotes: own.iter().map(|piece| piece.quote).collect(),
                firsts: (start..word).map(place).collect(),
                labels: &labels[start..word],
                links: links
                    .map(|(from, to, link)| (place(*from), to.map_or(0, place), *link as u8))
                    .collect(),
            };
            serde_json::to_writer(&mut self.file, &example)?;
            self.file.write_all(b"\n")?;
            self.examples += 1;
            self.pieces += own.len();
        }
        self.articles += 1;
        Ok(())
    }

    fn finish(mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        self.file.flush().with_context(|| format!("writing {}", self.path.display()))?;
        let Self { articles, examples, pieces, .. } = self;
        writeln!(out, "{}: {articles} articles, {examples} windows, {pieces} pieces", self.path.display())
            .context("writing the report")
    }
}

/// What to make a model file of, and where it goes.
#[derive(Clone, Debug)]
pub struct PackOptions {
    /// What the trainer wrote.
    pub tensors: PathBuf,
    /// The vocabulary of the encoder, a piece a line.
    pub vocabulary: PathBuf,
    /// The folder for the model, made where it is missing.
    pub out: PathBuf,
}

/// Runs `wiremill train encoder pack`.
///
/// # Errors
///
/// Where a file cannot be read or written, or a tensor is missing.
pub fn pack(options: &PackOptions, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let tensors = Tensors::read(&options.tensors)?;
    let layer = |name: &str| name.strip_prefix("encoder.layer.")?.split('.').next()?.parse::<usize>().ok();
    let layers = tensors.names().filter_map(layer).max().context("no layers")? + 1;
    let vocabulary = corpus::text(&options.vocabulary)?;
    let bytes = EncoderReader::pack(&vocabulary, &|name| tensors.floats(name), layers)?;
    EncoderReader::read(&bytes).context("reading what was just packed")?;
    super::save(&options.out, "encoder.model", &bytes, out)?;
    Ok(Outcome::Done)
}
