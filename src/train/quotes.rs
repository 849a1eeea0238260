//! `wiremill train quotes`: which words are parts of attributions, and how parts hang together.
//!
//! Everything after the first look learns from looks by readers that have not seen the article: articles are dealt to
//! folds by their number, and each fold has readers trained on the others.

use super::attribution;
use super::corpus::{self, Attributed};
use super::crf::{self, Sample, Trained, Vocabulary};
use crate::config::Tier;
use crate::error::Deadline;
use crate::eval;
use crate::outcome::Outcome;
use crate::reading::encoder::EncoderReader;
use crate::reading::linear::crf::{Lattice, Row, Weights};
use crate::reading::linear::table::{Table, fingerprint};
use crate::reading::linear::words::{Facts, Register, Speller};
use crate::reading::linear::{LinearReader, crf::WINDOW};
use crate::reading::marks::Stretch;
use crate::reading::parts::features::{Known, Layout};
use crate::reading::parts::{self, Cues, LABELS, LEAST, PartsReader, may_follow};
use crate::reading::tag::Tag;
use crate::reading::{Reader, Reading};
use crate::stages::quotes::model::Attribution;
use crate::text::Text;
use crate::tokens::Tokens;
use anyhow::Context;
use std::collections::HashMap;
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Mutex;

/// How many readers take part in the looks that others learn from; as many encoders are given.
pub const FOLDS: usize = 3;

const SEED: u64 = 1;

const FIRST_OPTIONS: crf::Options =
    crf::Options { epochs: 8, rate: 0.06, l2: 0.3, dropout: 0.7, seed: SEED, min_count: 7 };
/// Gentle: the second look easily learns its articles by heart.
const SECOND_OPTIONS: crf::Options =
    crf::Options { epochs: 3, rate: 0.005, l2: 0.6, dropout: 0.5, seed: SEED, min_count: 50 };

/// How much a paragraph that the teacher read counts beside one with gold labels.
const SILVER_WEIGHT: f32 = 1.0;

/// Files with the words of articles, and how many sentences make a paragraph there.
const ARTICLES: [(&str, usize); 2] = [("conll2003/train.conll.gz", 1), ("worldwide/train.conll.gz", 3)];

/// Features of the first look with smaller weights, in the units of the model file, are left out.
const LEAST_WEIGHT: u8 = 5;

/// What to train from, and where the model goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with polnear.
    pub quotes: PathBuf,
    /// Encoders, each of which has not seen the articles of its fold, to make what the precise tier has; none to make what
    /// the fast one has.
    pub encoders: Vec<PathBuf>,
    /// The folder with unlabelled texts, which the precise tier reads for the fast one to learn from.
    pub texts: Option<PathBuf>,
    /// The folder with conll2003 and worldwide, whose articles are read like those texts.
    pub entities: Option<PathBuf>,
    /// The folder for the models, made where it is missing.
    pub out: PathBuf,
}

/// An article with all that is known of its words before its parts are looked for.
pub struct Article {
    pub gold: Attributed,
    facts: Vec<Facts>,
    tags: Vec<Tag>,
    kinds: Vec<u8>,
    levels: Vec<u8>,
    stretches: Vec<Stretch>,
    /// The words by number.
    ids: Vec<u32>,
    labels: Vec<u8>,
}

impl Article {
    fn known(&self) -> Known<'_> {
        Known {
            facts: &self.facts,
            tags: &self.tags,
            kinds: &self.kinds,
            levels: &self.levels,
            stretches: &self.stretches,
            sentences: &self.gold.tokens.sentences,
        }
    }

    fn paragraphs(&self) -> &[Range<usize>] {
        &self.gold.tokens.paragraphs
    }
}

/// Runs `wiremill train quotes`.
///
/// # Errors
///
/// Where a file cannot be read or written.
pub fn run(options: &Options, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let report = |line: String| {
        let _ = writeln!(std::io::stderr(), "{line}");
    };
    let tier = if options.encoders.is_empty() { Tier::Fast } else { Tier::Precise };
    let encoder = |path: &PathBuf| -> anyhow::Result<EncoderReader> {
        let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        Ok(EncoderReader::read(&bytes)?)
    };
    let encoders = options.encoders.iter().map(encoder).collect::<anyhow::Result<Vec<_>>>()?;
    anyhow::ensure!(
        encoders.is_empty() || encoders.len() == FOLDS,
        "{} encoders, not one for each of {FOLDS} folds",
        encoders.len()
    );
    let linear = LinearReader { parts: None, ..LinearReader::embedded(tier).clone() };
    let train = corpus::attributed(&options.quotes.join("polnear.train.jsonl.gz"))?;
    let dev = corpus::attributed(&options.quotes.join("polnear.dev.jsonl.gz"))?;
    report(format!("{} articles", train.len()));
    let mut prepared = Prepared::default();
    let mut train = prepared.add(train, &linear)?;
    let mut silver = Vec::new();
    let mut texts = options.texts.as_deref().map_or(Ok(Vec::new()), corpus::unlabelled)?;
    if let Some(folder) = &options.entities {
        for (file, sentences) in ARTICLES {
            let articles = corpus::documents(&folder.join(file))?;
            texts.extend(articles.iter().filter_map(|article| corpus::written(article, sentences)));
        }
    }
    if !texts.is_empty() {
        report(format!("the precise tier reads {} texts", texts.len()));
        silver = prepared.add(read_silver(texts)?, &linear)?;
        report(format!(
            "{} texts, {} words",
            silver.len(),
            silver.iter().map(|a| a.ids.len()).sum::<usize>()
        ));
    }
    let vocabulary = &prepared.vocabulary;
    let (cues, counts) = cues_of(train.iter());
    for article in &mut train {
        leave_out(article, &counts);
    }
    for article in &mut silver {
        article.levels = article.facts.iter().map(|facts| cues.level(facts.lower)).collect();
    }
    let mut dev_prepared = Prepared::default();
    let mut dev = dev_prepared.add(dev, &linear)?;
    let dev_vocabulary = &dev_prepared.vocabulary;
    for article in &mut dev {
        article.levels = article.facts.iter().map(|facts| cues.level(facts.lower)).collect();
    }

    let embedded = PartsReader::embedded();
    // Both looks with all articles, and without each fold.
    let (firsts, seconds) = if tier == Tier::Fast {
        let firsts = in_folds(|fold| {
            let samples: Vec<Sample> = (train.iter().enumerate())
                .filter(|(number, _)| fold != Some(number % FOLDS))
                .flat_map(|(_, article)| first_samples(article, 1.0))
                .chain(silver.iter().flat_map(|article| first_samples(article, SILVER_WEIGHT)))
                .collect();
            Trained::<LABELS>::train(&samples, vocabulary, &FIRST_OPTIONS, |epoch, loss, _| {
                if fold.is_none() {
                    report(format!(
                        "first look: epoch {} of {}, loss {loss:.0}",
                        epoch + 1,
                        FIRST_OPTIONS.epochs
                    ));
                }
            })
        });
        let step = firsts.iter().map(|first| first.step(crf::FULL)).fold(0.0, f32::max);
        let mut firsts: Vec<Weights<LABELS>> = firsts.iter().map(|t| t.quantise(step, may_follow)).collect();
        firsts.iter_mut().for_each(|first| first.prune(LEAST_WEIGHT));
        score_first("first look, dev", &dev, dev_vocabulary, &firsts[0], &report);

        let looks: Vec<Look> = (train.iter().enumerate())
            .map(|(number, article)| look(article, vocabulary, &firsts[1 + number % FOLDS]))
            .collect();
        let seconds = second_looks(&train, &looks, step, &report);
        let dev_looks: Vec<Look> =
            dev.iter().map(|article| look(article, dev_vocabulary, &firsts[0])).collect();
        score_second("second look, dev", &dev, &dev_looks, &seconds[0], &report);
        (firsts, seconds)
    } else {
        let looks = encoder_looks(&train, &|number| &encoders[number % FOLDS], &linear)?;
        let dev_looks = encoder_looks(&dev, &|_| EncoderReader::embedded(), &linear)?;
        let seconds = second_looks(&train, &looks, ENCODER_STEP, &report);
        score_looks("encoder, out of fold", &train, &looks, &report);
        score_looks("encoder, dev", &dev, &dev_looks, &report);
        score_second("encoder, second look, dev", &dev, &dev_looks, &seconds[0], &report);
        (vec![embedded.first.clone(); 1 + FOLDS], seconds)
    };
    let readers: Vec<LinearReader> = std::iter::once(None)
        .chain((0..FOLDS).map(Some))
        .enumerate()
        .map(|(at, fold)| {
            let cues = match fold {
                None => cues.clone(),
                Some(fold) => {
                    cues_of(train.iter().enumerate().filter(|(n, _)| n % FOLDS != fold).map(|(_, a)| a)).0
                }
            };
            let mut second = embedded.second.clone();
            second[parts::look_of(tier)] = seconds[at].clone();
            let parts = PartsReader { cues, first: firsts[at].clone(), second, hash: String::new() };
            LinearReader { parts: Some(parts), ..linear.clone() }
        })
        .collect();
    let reader = |fold: Option<usize>| {
        let linear = &readers[fold.map_or(0, |fold| fold + 1)];
        match (tier, fold) {
            (Tier::Fast, _) => Reader::Linear(linear),
            (Tier::Precise, None) => {
                Reader::Encoder { encoder: EncoderReader::embedded(), linear, skip_margin: 0.0 }
            }
            (Tier::Precise, Some(fold)) => {
                Reader::Encoder { encoder: &encoders[fold], linear, skip_margin: 0.0 }
            }
        }
    };
    let readings = read_all(&train, &|number| reader(Some(number % FOLDS)))?;
    let dev_readings = read_all(&dev, &|_| reader(None))?;
    let (weights, judge) = attribution::train(&train, &readings, &report);
    let name = format!("{tier:?}, out of fold").to_lowercase();
    let folds = |number: usize| (&weights[1 + number % FOLDS], &judge[1 + number % FOLDS]);
    eval::quotes::report(&name, &attribution::score(&train, &readings, &folds), out)?;
    let name = format!("{tier:?}, dev").to_lowercase();
    let whole = |_| (&weights[0], &judge[0]);
    eval::quotes::report(&name, &attribution::score(&dev, &dev_readings, &whole), out)?;
    let mut attribution = Attribution::embedded().clone();
    attribution.tiers[usize::from(tier == Tier::Precise)] = (weights[0].clone(), judge[0].clone());
    let parts = readers[0].parts.clone().expect("it was just made");
    for (name, bytes) in [("quotes.model", parts.to_file()), ("attribution.model", attribution.to_file())] {
        super::save(&options.out, name, &bytes, out)?;
    }
    Ok(Outcome::Done)
}

/// Reads articles on all cores; keeps of each reading what attributions are made of.
fn read_all<'a>(
    articles: &[Article],
    reader: &(dyn Fn(usize) -> Reader<'a> + Sync),
) -> anyhow::Result<Vec<Reading>> {
    let mut readings = Vec::new();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = articles.len().div_ceil(threads).max(1);
    let shares: Vec<_> = articles.chunks(share).collect();
    let read = on_all_cores(&shares, |share_number, articles| -> anyhow::Result<Vec<Reading>> {
        let mut reading = Reading::default();
        let mut readings = Vec::new();
        for (number, article) in articles.iter().enumerate() {
            let reader = reader(share_number * share + number);
            let Attributed { text, tokens, .. } = &article.gold;
            // Words that another fold's reader knows are no words of this one.
            if matches!(reader, Reader::Linear(_)) || number == 0 {
                reading = Reading::default();
            }
            reader.read(text, tokens, &mut reading, Deadline::NEVER)?;
            readings.push(reading.without_buffers());
        }
        Ok(readings)
    });
    for part in read {
        readings.extend(part?);
    }
    Ok(readings)
}

/// What one unit of the precise tier's second look is worth, in log odds.
const ENCODER_STEP: f32 = 0.02;

/// Trains with all articles, and without each fold; on all cores.
pub fn in_folds<T: Send>(train: impl Fn(Option<usize>) -> T + Sync) -> Vec<T> {
    let folds: Vec<_> = std::iter::once(None).chain((0..FOLDS).map(Some)).collect();
    on_all_cores(&folds, |_, &fold| train(fold))
}

/// Returns what `each` makes of the items, in their order.
fn on_all_cores<T: Sync, U: Send>(items: &[T], each: impl Fn(usize, &T) -> U + Sync) -> Vec<U> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let queue = Mutex::new(items.iter().enumerate());
    let done: Mutex<Vec<(usize, U)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, item)) = { queue.lock().expect("no thread panics").next() } {
                    let made = each(at, item);
                    done.lock().expect("no thread panics").push((at, made));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

/// The words of articles by number.
#[derive(Default)]
struct Prepared {
    vocabulary: Vocabulary,
    ids: HashMap<String, u32>,
    speller: Speller,
}

impl Prepared {
    /// Finds all that is known of articles before their parts are looked for.
    fn add(&mut self, articles: Vec<impl Labelled>, linear: &LinearReader) -> anyhow::Result<Vec<Article>> {
        let Self { vocabulary, ids, speller } = self;
        let mut reading = Reading::default();
        let mut prepared = Vec::new();
        for article in articles {
            let (gold, mut labels) = article.labelled();
            Reader::Linear(linear).read(&gold.text, &gold.tokens, &mut reading, Deadline::NEVER)?;
            let (known, registers) = LinearReader::known(&reading, &gold.tokens);
            let (facts, tags, kinds) = (known.facts.to_vec(), known.tags.to_vec(), known.kinds.to_vec());
            let stretches = known.stretches.to_vec();
            let numbers = (gold.tokens.words.iter().zip(registers)).map(|(&word, register)| {
                let word = gold.text.slice(word);
                let word = if register == Register::Caseless { word.to_lowercase() } else { word.to_owned() };
                *ids.entry(word).or_insert_with_key(|word| {
                    speller.spell(word, Register::Cased, &linear.lists);
                    vocabulary.words.push(speller.features.clone());
                    vocabulary.words.len() as u32 - 1
                })
            });
            let numbers = numbers.collect();
            for paragraph in &gold.tokens.paragraphs {
                let first = &mut labels[paragraph.start];
                *first -= u8::from(*first > 0 && *first % 2 == 0);
            }
            let levels = vec![0; facts.len()];
            prepared.push(Article { gold, facts, tags, kinds, levels, stretches, ids: numbers, labels });
        }
        Ok(prepared)
    }
}

/// An article and the labels of its words.
trait Labelled {
    fn labelled(self) -> (Attributed, Vec<u8>);
}

impl Labelled for Attributed {
    fn labelled(self) -> (Attributed, Vec<u8>) {
        let labels = self.labels();
        (self, labels)
    }
}

impl Labelled for Silver {
    fn labelled(self) -> (Attributed, Vec<u8>) {
        self
    }
}

/// For each word, by its hash, how often it is in a cue, and how often at all.
type Counts = HashMap<u64, (u32, u32)>;

fn count(article: &Article, counts: &mut Counts) {
    for (facts, &label) in article.facts.iter().zip(&article.labels) {
        let count = counts.entry(facts.lower).or_default();
        count.0 += u32::from(label == 3 || label == 4);
        count.1 += 1;
    }
}

fn cues_of<'a>(articles: impl Iterator<Item = &'a Article>) -> (Cues, Counts) {
    let mut counts = Counts::new();
    for article in articles {
        count(article, &mut counts);
    }
    let mut levels: Vec<(u32, u8)> = counts
        .iter()
        .map(|(&word, &(cue, all))| (fingerprint(word), Cues::level_of(cue, all)))
        .filter(|&(_, level)| level > 0)
        .collect();
    levels.sort_unstable();
    levels.dedup_by_key(|(word, _)| *word);
    let (words, levels): (Vec<_>, Vec<_>) = levels.into_iter().unzip();
    (Cues { words: Table::new(words), levels }, counts)
}

/// Sets the levels of an article's words to what the other articles say.
fn leave_out(article: &mut Article, counts: &Counts) {
    let mut own = Counts::new();
    count(article, &mut own);
    let level = |facts: &Facts| {
        let (own, all) = (own[&facts.lower], counts[&facts.lower]);
        Cues::level_of(all.0 - own.0, all.1 - own.1)
    };
    article.levels = article.facts.iter().map(level).collect();
}

/// Reads texts that nobody has labelled with the precise tier, on all cores.
fn read_silver(texts: Vec<Text>) -> anyhow::Result<Vec<Silver>> {
    let linear = LinearReader { parts: None, ..LinearReader::embedded(Tier::Precise).clone() };
    let read = on_all_cores(&texts, |_, text| -> anyhow::Result<Silver> {
        let mut tokens = Tokens::default();
        tokens.fill(text, Deadline::NEVER)?;
        let mut reading = Reading::default();
        Reader::Encoder { encoder: EncoderReader::embedded(), linear: &linear, skip_margin: 0.0 }.read(
            text,
            &tokens,
            &mut reading,
            Deadline::NEVER,
        )?;
        let best =
            |row: &[f32; LABELS]| (0..LABELS).fold(0, |a, b| if row[b] > row[a] { b } else { a }) as u8;
        let mut labels: Vec<u8> = EncoderReader::first_look(&reading).iter().map(best).collect();
        for at in 1..labels.len() {
            if !may_follow(labels[at - 1], labels[at]) {
                labels[at] -= 1;
            }
        }
        let gold = Attributed { text: text.clone(), tokens, attributions: Vec::new() };
        Ok((gold, labels))
    });
    read.into_iter().collect()
}

/// A text and the labels of its words.
type Silver = (Attributed, Vec<u8>);

fn first_samples(article: &Article, weight: f32) -> Vec<Sample> {
    let mut layout = Layout::default();
    let known = article.known();
    let sample = |paragraph: &Range<usize>| {
        layout.fill(&known, paragraph.clone());
        let mut places = vec![Vec::new(); paragraph.len()];
        layout.features(|at, features| give(&mut places[at], features));
        Sample {
            words: article.ids[paragraph.clone()].to_vec(),
            places,
            labels: article.labels[paragraph.clone()].to_vec(),
            given: Vec::new(),
            weight,
        }
    };
    article.paragraphs().iter().map(sample).collect()
}

/// Gives features to all of some places.
fn give(places: &mut [Vec<u32>], features: &[u32]) {
    places.iter_mut().for_each(|place| place.extend_from_slice(features));
}

/// What the first look says of each word of an article.
struct Look {
    /// Log odds or log probabilities.
    scores: Vec<[f32; LABELS]>,
    probabilities: Vec<[f32; LABELS]>,
}

fn look(article: &Article, vocabulary: &Vocabulary, weights: &Weights<LABELS>) -> Look {
    let (mut layout, mut lattice, known) = (Layout::default(), Lattice::default(), article.known());
    let mut row: Row<LABELS> = [[0; LABELS]; WINDOW];
    let mut look = Look { scores: Vec::new(), probabilities: Vec::new() };
    let mut probabilities = Vec::new();
    for paragraph in article.paragraphs() {
        layout.fill(&known, paragraph.clone());
        let mut scores = vec![[0_i16; LABELS]; paragraph.len()];
        layout.features(|at, features| weights.add_places(features, &mut scores[at]));
        for (at, &id) in article.ids[paragraph.clone()].iter().enumerate() {
            weights.merge(&vocabulary.words[id as usize], &mut row);
            weights.add_word(&row, at, &mut scores);
        }
        weights.posteriors(&scores, &mut lattice, &mut probabilities);
        look.scores.extend(scores.iter().map(|row| row.map(|score| f32::from(score) * weights.step)));
        look.probabilities.append(&mut probabilities);
    }
    look
}

fn encoder_looks<'a>(
    articles: &[Article],
    encoder: &(dyn Fn(usize) -> &'a EncoderReader + Sync),
    linear: &LinearReader,
) -> anyhow::Result<Vec<Look>> {
    let looks = on_all_cores(articles, |number, article| -> anyhow::Result<Look> {
        let mut reading = Reading::default();
        let reader = Reader::Encoder { encoder: encoder(number), linear, skip_margin: 0.0 };
        reader.read(&article.gold.text, &article.gold.tokens, &mut reading, Deadline::NEVER)?;
        let scores: Vec<_> =
            EncoderReader::first_look(&reading).iter().map(|row| row.map(|log| log.max(LEAST))).collect();
        let probabilities = scores.iter().map(|row| row.map(f32::exp)).collect();
        Ok(Look { scores, probabilities })
    });
    looks.into_iter().collect()
}

fn second_samples(article: &Article, look: &Look) -> Vec<Sample> {
    let mut layout = Layout::default();
    let known = article.known();
    let sample = |paragraph: &Range<usize>| {
        layout.fill(&known, paragraph.clone());
        let mut places = vec![Vec::new(); paragraph.len()];
        layout.second_features(&look.probabilities[paragraph.clone()], |at, features| {
            give(&mut places[at], features);
        });
        Sample {
            words: vec![0; paragraph.len()],
            places,
            labels: article.labels[paragraph.clone()].to_vec(),
            given: look.scores[paragraph.clone()].concat(),
            weight: 1.0,
        }
    };
    article.paragraphs().iter().map(sample).collect()
}

/// Trains second looks, with all articles and without each fold, in units of `step`.
fn second_looks(
    articles: &[Article],
    looks: &[Look],
    step: f32,
    report: &(dyn Fn(String) + Sync),
) -> Vec<Weights<LABELS>> {
    in_folds(|fold| {
        let samples: Vec<Sample> = (articles.iter().zip(looks).enumerate())
            .filter(|(number, _)| fold != Some(number % FOLDS))
            .flat_map(|(_, (article, look))| second_samples(article, look))
            .collect();
        let trained =
            Trained::<LABELS>::train(&samples, &Vocabulary::default(), &SECOND_OPTIONS, |epoch, loss, _| {
                if fold.is_none() {
                    report(format!(
                        "second look: epoch {} of {}, loss {loss:.0}",
                        epoch + 1,
                        SECOND_OPTIONS.epochs
                    ));
                }
            });
        trained.quantise(step, may_follow)
    })
}

/// Counts the words of each kind: gold, found, both.
fn tally(counts: &mut [[usize; 3]; 3], gold: &[u8], found: &[u8]) {
    for (&gold, &found) in gold.iter().zip(found) {
        let (gold, found) = (usize::from(gold.div_ceil(2)), usize::from(found.div_ceil(2)));
        for kind in 1..4 {
            let counts = &mut counts[kind - 1];
            counts[0] += usize::from(gold == kind);
            counts[1] += usize::from(found == kind);
            counts[2] += usize::from(gold == kind && found == kind);
        }
    }
}

fn told(counts: &[[usize; 3]; 3]) -> String {
    let f1 = |[gold, found, both]: [usize; 3]| 200.0 * both as f64 / (gold + found).max(1) as f64;
    let micro = [0, 1, 2].map(|i| counts.iter().map(|c| c[i]).sum());
    format!(
        "source {:.1}, cue {:.1}, content {:.1}, micro {:.2}",
        f1(counts[0]),
        f1(counts[1]),
        f1(counts[2]),
        f1(micro)
    )
}

fn score_first(
    what: &str,
    articles: &[Article],
    vocabulary: &Vocabulary,
    weights: &Weights<LABELS>,
    report: &dyn Fn(String),
) {
    let mut counts = [[0; 3]; 3];
    let (mut lattice, mut path) = (Lattice::default(), Vec::new());
    for article in articles {
        let look = look(article, vocabulary, weights);
        for paragraph in article.paragraphs() {
            let scores: Vec<[i16; LABELS]> = look.scores[paragraph.clone()]
                .iter()
                .map(|row| row.map(|score| (score / weights.step).round() as i16))
                .collect();
            weights.best_path(&scores, &mut lattice, &mut path);
            tally(&mut counts, &article.labels[paragraph.clone()], &path);
        }
    }
    report(format!("{what}: {}", told(&counts)));
}

fn score_looks(what: &str, articles: &[Article], looks: &[Look], report: &dyn Fn(String)) {
    let mut counts = [[0; 3]; 3];
    for (article, look) in articles.iter().zip(looks) {
        let best =
            |row: &[f32; LABELS]| (0..LABELS).fold(0, |a, b| if row[b] > row[a] { b } else { a }) as u8;
        let path: Vec<u8> = look.probabilities.iter().map(best).collect();
        tally(&mut counts, &article.labels, &path);
    }
    report(format!("{what}: {}", told(&counts)));
}

fn score_second(
    what: &str,
    articles: &[Article],
    looks: &[Look],
    weights: &Weights<LABELS>,
    report: &dyn Fn(String),
) {
    let mut counts = [[0; 3]; 3];
    let (mut layout, mut lattice, mut path) = (Layout::default(), Lattice::default(), Vec::new());
    for (article, look) in articles.iter().zip(looks) {
        let known = article.known();
        for paragraph in article.paragraphs() {
            layout.fill(&known, paragraph.clone());
            let mut scores: Vec<[i16; LABELS]> = look.scores[paragraph.clone()]
                .iter()
                .map(|row| row.map(|score| (score / weights.step).round() as i16))
                .collect();
            layout.second_features(&look.probabilities[paragraph.clone()], |at, features| {
                weights.add_places(features, &mut scores[at]);
            });
            weights.best_path(&scores, &mut lattice, &mut path);
            tally(&mut counts, &article.labels[paragraph.clone()], &path);
        }
    }
    report(format!("{what}: {}", told(&counts)));
}
