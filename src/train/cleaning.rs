//! `wiremill train clean`: which lines of texts, and which blocks of pages, are the article's.
//!
//! Folds by site tell what the model is worth on sites that it has not seen; the model itself learns from all.

use super::crf::{self, Options as CrfOptions, Random, Sample, Trained, Vocabulary};
use super::trees::{self, Options as TreeOptions, Rows};
use crate::config::Limits;
use crate::error::Deadline;
use crate::eval::cleaning::{
    LineScores, Lines, PAGES, Page, PageScores, rows, score_lines, text_of, write_lines, write_pages,
};
use crate::outcome::Outcome;
use crate::reading::linear::table::hash;
use crate::stages::clean::features::{Numbers, coverage, drop_repeats, grams_of};
use crate::stages::clean::sieve::{Judge, LABELS, MARGIN, Sieve, likely};
use crate::stages::clean::text::{Line, letters};
use crate::stages::clean::{Extractor, PageLines, TextLines};
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::PathBuf;

const FOLDS: usize = 5;

const SEED: u64 = 3;

/// How much a page, or a text, of a newspaper counts beside one of the rest.
const NEWS_WEIGHT: f32 = 3.0;

/// How much a shortened page counts beside a whole one.
const SHORT_WEIGHT: f32 = 0.5;

/// How much a page counts as a text beside texts of pages that other programs made.
const RENDERED_WEIGHT: f32 = 0.1;

const LINES: CrfOptions =
    CrfOptions { epochs: 12, rate: 0.06, l2: 0.1, dropout: 0.75, seed: SEED, min_count: 2 };
const BLOCKS: CrfOptions = CrfOptions { dropout: 0.5, min_count: 80, ..LINES };

/// Smaller weights, in steps of the quantised model, are forgotten.
const LEAST_WEIGHT: u8 = 6;

const TREES: TreeOptions = TreeOptions {
    trees: 200,
    leaves: 15,
    rate: 0.1,
    l2: 5.0,
    least_rows: 60,
    numbers: 0.5,
    rows: 0.7,
    seed: SEED,
};

/// Of longer blocks the trees' loss counts no more.
const MOST_BYTES: f32 = 400.0;

/// What to train from, and where the model goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with the sets of pages and texts.
    pub pages: PathBuf,
    /// The folder for the model, made where it is missing.
    pub out: PathBuf,
}

/// Runs `wiremill train clean`.
///
/// # Errors
///
/// Where a file cannot be read or written.
pub fn run(options: &Options, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut pages: Vec<(usize, Page)> = Vec::new();
    for (set, name) in PAGES.iter().enumerate() {
        pages.extend(rows::<Page>(&options.pages, name)?.into_iter().map(|page| (set, page)));
    }
    let texts = rows::<Lines>(&options.pages, "textmode")?;
    let sites: HashMap<String, String> =
        pages.iter().map(|(_, page)| (page.id.clone(), page.site())).collect();
    let fold = |site: &str| (hash(site.as_bytes()) % FOLDS as u64) as usize;
    let page_folds: Vec<usize> = pages.iter().map(|(_, page)| fold(&page.site())).collect();
    let text_folds: Vec<usize> =
        texts.iter().map(|text| fold(sites.get(&text.id).unwrap_or(&text.id))).collect();

    let mut random = Random::new(SEED);
    let (mut of_pages, mut rendered) = (Vec::new(), Vec::new());
    for ((set, page), &fold) in pages.iter().zip(&page_folds) {
        // What is over the limits, or judged by rules alone, teaches nothing.
        let Ok(read) = PageLines::of(&page.job(), &Limits::default(), Deadline::NEVER) else { continue };
        if read.features.len() < read.lines.len() {
            continue;
        }
        let weight = if PAGES[*set] == "wcxb_article" { 1.0 } else { NEWS_WEIGHT };
        let labels = labels(&read, &page.body);
        for extractor in [Extractor::Main, Extractor::Plain] {
            let stays = read.extracted(extractor);
            rendered.extend(of_rendered(&read, &labels, &stays, &page.body, fold, weight * RENDERED_WEIGHT));
        }
        let stays = shortened(&labels, &read, &mut random);
        let short = read.with(&stays);
        let short_labels =
            labels.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(label, _)| *label).collect();
        of_pages.push(Example::new(fold, weight, read.features, labels, read.numbers));
        of_pages.push(Example::new(fold, weight * SHORT_WEIGHT, short.features, short_labels, short.numbers));
    }
    let mut of_texts = (texts.iter().zip(&text_folds))
        .map(|(text, &fold)| of_text(text, fold))
        .collect::<anyhow::Result<Vec<_>>>()?;
    of_texts.extend(rendered);
    // A block counts by its length, which comes first of its numbers; a line of text is a line.
    let blocks = judges(&of_pages, &BLOCKS, |row| row[0].min(MOST_BYTES).sqrt() / 10.0);
    let lines = judges(&of_texts, &LINES, |_| 1.0);
    let mut sieves: Vec<Sieve> = blocks
        .into_iter()
        .zip(lines)
        .map(|(blocks, lines)| Sieve { lines, blocks, hash: String::new() })
        .collect();
    let whole = sieves.pop().expect("the last has learned from all");
    let (mut scores, mut news, mut others) =
        (vec![PageScores::default(); PAGES.len()], LineScores::default(), LineScores::default());
    for (fold, sieve) in sieves.iter().enumerate() {
        for ((set, page), _) in pages.iter().zip(&page_folds).filter(|(_, its)| **its == fold) {
            scores[*set].add(&page.body, &text_of(&page.job(), sieve)?);
        }
        for (gold, _) in texts.iter().zip(&text_folds).filter(|(_, its)| **its == fold) {
            score_lines(gold, sieve, if gold.is_news() { &mut news } else { &mut others })?;
        }
    }
    writeln!(out, "of sites not learned from ({FOLDS} folds)")?;
    writeln!(out, "{:<14} pages  F1    P      R     under 0.8", "set")?;
    for (set, scores) in PAGES.iter().zip(&scores) {
        write_pages(set, scores, out)?;
    }
    write_lines("texts, news", &news, out)?;
    write_lines("texts, others", &others, out)?;

    super::save(&options.out, "cleaning.model", &whole.to_file(), out)?;
    Ok(Outcome::Done)
}

/// A page or a text to learn from.
struct Example {
    fold: usize,
    sample: Sample,
    numbers: Numbers,
    /// Whether each label is known.
    known: Vec<bool>,
}

impl Example {
    fn new(fold: usize, weight: f32, features: Vec<Vec<u32>>, labels: Vec<u8>, numbers: Numbers) -> Self {
        let words = vec![0; labels.len()];
        let sample = Sample { words, places: features, labels, given: Vec::new(), weight };
        let known = vec![true; sample.labels.len()];
        Self { fold, sample, numbers, known }
    }

    /// Returns the lines whose label is known, for the chain.
    fn known(&self) -> Sample {
        let is_known = |at: usize| self.known[at];
        let labels: Vec<u8> =
            (0..self.known.len()).filter(|&at| is_known(at)).map(|at| self.sample.labels[at]).collect();
        let places = (0..self.known.len()).filter(|&at| is_known(at));
        Sample {
            words: vec![0; labels.len()],
            places: places.map(|at| self.sample.places[at].clone()).collect(),
            labels,
            given: Vec::new(),
            weight: self.sample.weight,
        }
    }
}

/// Learns to judge from all folds but one, for each of them, and then from all.
fn judges(examples: &[Example], options: &CrfOptions, weight: impl Fn(&[f32]) -> f32 + Sync) -> Vec<Judge> {
    let all: Vec<Option<usize>> = (0..FOLDS).map(Some).chain([None]).collect();
    let chains = side_by_side(&all, |without| {
        let chosen: Vec<Sample> =
            (examples.iter().filter(|example| Some(example.fold) != without)).map(Example::known).collect();
        let vocabulary = Vocabulary { words: vec![Vec::new()] };
        let trained = Trained::<LABELS>::train(&chosen, &vocabulary, options, |_, _, _| {}).beside_first();
        let mut weights = trained.quantise(trained.step(crf::FULL), |_, _| true).following(MARGIN);
        weights.prune(LEAST_WEIGHT);
        weights
    });
    // What a chain says of pages that it has not seen is what the trees are to weigh.
    let seen: Vec<Numbers> = (examples.iter())
        .map(|example| example.numbers.with_likely(&likely(&chains[example.fold], &example.sample.places)))
        .collect();
    let trees = side_by_side(&all, |without| {
        let mut rows = Rows::default();
        for (example, numbers) in
            examples.iter().zip(&seen).filter(|(example, _)| Some(example.fold) != without)
        {
            rows.width = numbers.width.max(rows.width);
            rows.values.extend_from_slice(&numbers.values);
            rows.labels.extend_from_slice(&example.sample.labels);
            let weights = numbers.rows().zip(&example.known);
            rows.weights
                .extend(weights.map(|(row, &known)| f32::from(known) * example.sample.weight * weight(row)));
        }
        trees::train(&rows, &TREES)
    });
    chains.into_iter().zip(trees).map(|(chain, trees)| Judge { chain, trees }).collect()
}

/// Does the same for each of `all`, on two threads.
fn side_by_side<T: Copy + Sync, R: Send>(all: &[T], each: impl Fn(T) -> R + Sync) -> Vec<R> {
    std::thread::scope(|scope| {
        let (some, others) = all.split_at(all.len() / 2);
        let some = scope.spawn(|| some.iter().map(|&one| each(one)).collect::<Vec<R>>());
        let others: Vec<R> = others.iter().map(|&one| each(one)).collect();
        let mut results = some.join().expect("training does not panic");
        results.extend(others);
        results
    })
}

/// Says which blocks make a page with the first few paragraphs of its article alone, among all that stands around it:
/// short articles are rare in the sets, and easily lost between teasers.
fn shortened(labels: &[u8], page: &PageLines, random: &mut Random) -> Vec<bool> {
    const MOST: f32 = 5.0;
    const PARAGRAPH_BYTES: usize = 60;
    let most = 1 + (random.unit() * MOST) as usize;
    let mut paragraphs = 0;
    let stays = |(line, &label): (&Line, &u8)| {
        let within = label == 0 || paragraphs < most;
        paragraphs += usize::from(label == 1 && line.text.len() >= PARAGRAPH_BYTES);
        within
    };
    page.lines.iter().zip(labels).map(stays).collect()
}

fn of_text(gold: &Lines, fold: usize) -> anyhow::Result<Example> {
    let read =
        TextLines::of(&gold.job(), Deadline::NEVER).map_err(|e| anyhow::anyhow!("{}: {e}", gold.id))?;
    let mut keep: HashMap<&str, Vec<bool>> = HashMap::new();
    let lines: Vec<&str> = gold.text.split('\n').collect();
    for (line, &stays) in lines.iter().zip(&gold.keep).rev() {
        keep.entry(line.trim()).or_default().push(stays);
    }
    // Lines that were joined are not among those of the file, and then text as a rule.
    let labels = read
        .lines
        .iter()
        .map(|line| u8::from(keep.get_mut(line.text.as_str()).and_then(Vec::pop).unwrap_or(true)))
        .collect();
    let weight = if gold.is_news() { NEWS_WEIGHT } else { 1.0 };
    Ok(Example::new(fold, weight, read.features, labels, read.numbers))
}

/// Makes a text of the blocks that stay of a page, as another program might have; nothing where the article is not in it.
fn of_rendered(
    page: &PageLines,
    labels: &[u8],
    stays: &[bool],
    body: &str,
    fold: usize,
    weight: f32,
) -> Option<Example> {
    let labels: Vec<u8> =
        labels.iter().zip(stays).filter(|(_, stays)| **stays).map(|(label, _)| *label).collect();
    if !labels.contains(&1) {
        return None;
    }
    let read = page.as_text(stays);
    let grams = grams_of(body);
    let known = |(line, &label): (&Line, &u8)| {
        let covered = coverage(&line.letters, &grams);
        if label == 1 { line.letters.len() < SHORT_BYTES || covered >= SURELY } else { covered <= HARDLY }
    };
    let known = read.lines.iter().zip(&labels).map(known).collect();
    Some(Example { known, ..Example::new(fold, weight, read.features, labels, read.numbers) })
}

/// Shorter blocks are the article's where they are one of its lines.
const SHORT_BYTES: usize = 16;

/// How much of a block is in the article where the block is surely its part, and where it is surely not.
const SURELY: f32 = 0.9;
const HARDLY: f32 = 0.2;

/// Labels the blocks of a page by how much of each is in its article. Sets do not agree on posts of social networks.
fn labels(page: &PageLines, body: &str) -> Vec<u8> {
    const LEAST: f32 = 0.7;
    let grams = grams_of(body);
    let lines: HashSet<Vec<u8>> = body.lines().map(letters).collect();
    let stays =
        |own: &Vec<u8>| lines.contains(own) || (own.len() >= SHORT_BYTES && coverage(own, &grams) >= LEAST);
    let mut keeps: Vec<bool> = page.lines.iter().map(|line| stays(&line.letters)).collect();
    page.keep_posts(&mut keeps);
    drop_repeats(&page.lines, &mut keeps);
    keeps.into_iter().map(u8::from).collect()
}
