//! `wiremill train entities`: the linear reader's parts of speech, names, and second look; then the linker.

use super::corpus::{self, Document};
use super::crf::{self, Sample, Trained, Vocabulary};
use super::{linking, lists};
use crate::config::Tier;
use crate::error::Deadline;
use crate::eval;
use crate::outcome::Outcome;
use crate::reading::encoder::EncoderReader;
use crate::reading::linear::context::Article;
use crate::reading::linear::crf::{Lattice, Weights};
use crate::reading::linear::lists::Lists;
use crate::reading::linear::second::FirstLook;
use crate::reading::linear::words::{Register, Speller};
use crate::reading::linear::{LinearReader, TAGS, labels};
use crate::reading::{Reader, Reading};
use crate::stages::entities::Weights as LinkWeights;
use crate::text::Text;
use crate::tokens::Tokens;
use anyhow::{Context, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

const NAMES: usize = labels::COUNT;

/// How many models take part in the first looks that the second one learns from.
const FOLDS: usize = 4;

const SEED: u64 = 1;

const TAG_OPTIONS: crf::Options =
    crf::Options { epochs: 8, rate: 0.1, l2: 0.003, dropout: 0.4, seed: SEED, min_count: 2 };
/// Ten times as many sentences teach the chain that reads alone: it needs less of a pull to zero, and more epochs.
const ALONE_OPTIONS: crf::Options = crf::Options { epochs: 12, l2: 0.0015, ..TAG_OPTIONS };
const NAME_OPTIONS: crf::Options =
    crf::Options { epochs: 8, rate: 0.1, l2: 0.015, dropout: 0.5, seed: SEED, min_count: 2 };
const SECOND_OPTIONS: crf::Options =
    crf::Options { epochs: 6, rate: 0.05, l2: 0.0, dropout: 0.2, seed: SEED, min_count: 3 };

/// How much a sentence of Worldwide counts beside one of CoNLL.
const WORLDWIDE_WEIGHT: f32 = 0.8;

/// How much a sentence that the precise tier read counts beside one that people did: three times as much is no better.
const SILVER_WEIGHT: f32 = 0.3;

/// While learning, chains of names follow labels further down than in production, where it shows no more.
const MARGIN: f32 = 6.0;

/// The largest weight of tags has so many units in the model file: with three times as many it is half as large again, and
/// no more tags are right.
const TAG_LEVELS: f32 = 42.0;

/// Features with smaller weights, in those units, are left out of the chain that reads alone: they are two thirds of it, and
/// without them as many tags are right.
const LEAST_ALONE: u8 = 3;

/// The same for the chain beside the encoder, of which half goes.
const LEAST_BESIDE: u8 = 5;

/// What can be trained by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Parts of speech and names: entities.model.
    Reader,
    /// The fast tier's parts of speech alone, with all else as it is in the program: entities.model.
    Tags,
    /// What noun phrases and pronouns refer to: linking.json.
    Linking,
}

/// What to train from, and where the models go.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with conll2003, worldwide, gum, ud_ewt, clusters and gazetteers.
    pub data: PathBuf,
    /// The folder with polnear and polnear_corenlp; without it the linker learns from gold chains alone.
    pub quotes: Option<PathBuf>,
    /// The folder with unlabelled texts, which the precise tier reads for the fast tier's tags to learn from.
    pub texts: Option<PathBuf>,
    /// The folder for the models, made where it is missing.
    pub out: PathBuf,
    /// Both without it.
    pub only: Option<Part>,
}

/// Runs `wiremill train entities`: trains, writes the models, and scores them.
///
/// # Errors
///
/// Where a file cannot be read or written.
pub fn run(options: &Options, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Options { data, quotes, texts, out: folder, only } = options;
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let bar = ProgressBar::no_length().with_style(ProgressStyle::with_template("{elapsed_precise} {msg}")?);
    bar.enable_steady_tick(Duration::from_millis(500));
    let report = |line: String| {
        // Where nobody watches, the lines are the record of the training.
        if bar.is_hidden() {
            let _ = writeln!(std::io::stderr(), "{line}");
        } else {
            bar.println(&line);
        }
        bar.set_message(line);
    };
    let mut write = |name: &str, bytes: &[u8]| bar.suspend(|| super::save(folder, name, bytes, out));
    // The short part first: wrong folders show before the minutes of the long one.
    let mut weights = None;
    if matches!(only, None | Some(Part::Linking)) {
        let trained = train_linking(data, quotes.as_deref(), &report)?;
        write("linking.json", trained.to_json().as_bytes())?;
        weights = Some(LinkWeights::from_json(&trained.to_json()).context("reading what was just written")?);
    }
    let mut reader = None;
    if *only != Some(Part::Linking) {
        let trained = match only {
            Some(Part::Tags) if texts.is_none() => anyhow::bail!("the fast tier's tags learn from --texts"),
            Some(Part::Tags) => carried(),
            _ => train(data, &report)?,
        };
        let alone = match texts {
            Some(texts) => Some(train_alone(&trained, data, texts, quotes.as_deref(), &report)?),
            None => None,
        };
        let bytes = trained.to_file(alone.as_ref());
        write("entities.model", &bytes)?;
        reader = Some(LinearReader::read(&bytes, Tier::Fast)?);
    }
    bar.finish_and_clear();
    writeln!(out)?;
    let models = eval::entities::Models {
        reader: Reader::Linear(reader.as_ref().unwrap_or(LinearReader::embedded(Tier::Fast))),
        weights: weights.as_ref().unwrap_or(LinkWeights::embedded()),
    };
    if reader.is_some() {
        eval::entities::report_reading(models.reader, data, out)?;
        writeln!(out)?;
    }
    eval::entities::report_linking(&models, data, quotes.as_deref(), out)?;
    Ok(Outcome::Done)
}

/// Returns the reader in the program as [`train`] would return it.
fn carried() -> LinearReader {
    let mut reader = LinearReader::carried(Tier::Precise);
    reader.tags.prune(LEAST_BESIDE);
    LinearReader { names: reader.names.map(|names| names.following(MARGIN)), ..reader }
}

/// Trains the linker on OntoGUM's chains under `data`, and on silver ones under `quotes`.
fn train_linking(data: &Path, quotes: Option<&Path>, report: &dyn Fn(String)) -> anyhow::Result<LinkWeights> {
    let gold = eval::linking::read_gum(&data.join("gum"), "train", &linking::GENRES)?;
    let (most, weight) = linking::SILVER;
    let silver = match quotes {
        Some(folder) => eval::linking::read_silver(folder, "train", most)?,
        None => Vec::new(),
    };
    report(format!("linking: {} articles with gold chains, {} with silver ones", gold.len(), silver.len()));
    if silver.is_empty() {
        report("linking: no --quotes, so gold chains alone".to_owned());
    }
    linking::train_linking(&gold, &silver, weight, |round| {
        report(format!("linking: round {} of {}", round + 1, linking::ROUNDS));
    })
}

/// A document, the column of its parts of speech, and how much it counts.
type Tagged = (Document, usize, f32);

/// Reads the documents with names, and returns how many of them are CoNLL's.
fn with_names(data: &Path) -> anyhow::Result<(Vec<Document>, usize)> {
    let mut documents = corpus::documents(&data.join("conll2003/train.conll.gz"))?;
    let conll = documents.len();
    documents.extend(corpus::documents(&data.join("worldwide/train4.conll.gz"))?);
    Ok((documents, conll))
}

/// Reads the documents with parts of speech.
fn with_tags(data: &Path) -> anyhow::Result<Vec<Tagged>> {
    let mut tagged: Vec<Tagged> = Vec::new();
    for (name, column) in [("ud_ewt/train.conll.gz", 2), ("gum/train.conll.gz", 1)] {
        tagged
            .extend(corpus::documents(&data.join(name))?.into_iter().map(|document| (document, column, 1.0)));
    }
    Ok(tagged)
}

fn train_tags(
    what: &str,
    documents: &[Tagged],
    lists: &Lists,
    names: &[Weights<NAMES>; 2],
    options: &crf::Options,
    least: u8,
    report: &dyn Fn(String),
) -> Weights<TAGS> {
    let (samples, vocabulary) = tag_samples(documents, lists, names);
    let trained = Trained::<TAGS>::train(&samples, &vocabulary, options, |epoch, loss, _| {
        report(format!("{what}: epoch {} of {}, loss {loss:.0}", epoch + 1, options.epochs));
    });
    let mut tags = trained.quantise(trained.step(TAG_LEVELS), |_, _| true);
    tags.prune(least);
    tags
}

/// Documents with names are written in paragraphs of so many sentences for the precise tier to read.
const PARAGRAPH: usize = 3;

/// Trains the chain of tags that reads alone, also on what the precise tier, whose linear reader is `linear`, reads in
/// `texts`, the texts of `quotes`, and the documents that have names.
fn train_alone(
    linear: &LinearReader,
    data: &Path,
    texts: &Path,
    quotes: Option<&Path>,
    report: &dyn Fn(String),
) -> anyhow::Result<Weights<TAGS>> {
    let mut texts = corpus::unlabelled(texts)?;
    if let Some(quotes) = quotes {
        texts.extend(polnear_texts(quotes)?);
    }
    let (documents, _) = with_names(data)?;
    texts.extend(documents.iter().filter_map(|document| corpus::written(document, PARAGRAPH)));
    report(format!("the precise tier reads {} texts", texts.len()));
    let reader = Reader::Encoder { encoder: EncoderReader::embedded(), linear, skip_margin: 0.0 };
    let mut tagged = with_tags(data)?;
    tagged.extend(read_silver(&texts, reader)?);
    let what = "tags of the fast tier";
    Ok(train_tags(what, &tagged, &linear.lists, &linear.names, &ALONE_OPTIONS, LEAST_ALONE, report))
}

/// Tags `texts` on all cores.
fn read_silver(texts: &[Text], reader: Reader<'_>) -> anyhow::Result<Vec<Tagged>> {
    let read = |texts: &[Text]| -> anyhow::Result<Vec<Tagged>> {
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        let mut tagged = Vec::new();
        for text in texts {
            tokens.fill(text, Deadline::NEVER)?;
            reader.read(text, &tokens, &mut reading, Deadline::NEVER)?;
            let word = |at: usize| corpus::Word {
                form: text.slice(tokens.words[at]).to_owned(),
                columns: vec![reading.tags[at].as_str().to_owned()],
            };
            let sentences = tokens.sentences.iter().map(|words| words.clone().map(word).collect());
            tagged.push((sentences.collect(), 0, SILVER_WEIGHT));
        }
        Ok(tagged)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<_> = std::thread::scope(|scope| {
        let share = texts.len().div_ceil(threads).max(1);
        let threads: Vec<_> = texts.chunks(share).map(|texts| scope.spawn(move || read(texts))).collect();
        threads.into_iter().map(|thread| thread.join().expect("reading does not panic")).collect()
    });
    let parts = parts.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    Ok(parts.concat())
}

/// Reads the texts of PolNeAR train.
fn polnear_texts(folder: &Path) -> anyhow::Result<Vec<Text>> {
    #[derive(serde::Deserialize)]
    struct Article {
        text: String,
    }
    let lines = corpus::text(&folder.join("polnear.train.jsonl.gz"))?;
    let texts = lines.lines().map(|line| Ok(Text::verbatim(serde_json::from_str::<Article>(line)?.text)));
    Ok(texts.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Trains on the files under `data` (as `src/models/README.md` names them) and returns the model; `report` is
/// told each step, a line at a time.
///
/// # Errors
///
/// Where a file cannot be read.
fn train(data: &Path, report: &(dyn Fn(String) + Sync)) -> anyhow::Result<LinearReader> {
    report("reading clusters and gazetteers".to_owned());
    let lists = lists::read(data)?;
    let (documents, conll) = with_names(data)?;
    let weight = |document: usize| if document < conll { 1.0 } else { WORLDWIDE_WEIGHT };
    let tagged = with_tags(data)?;
    report(format!("{} documents with names, {} with parts of speech", documents.len(), tagged.len()));

    let cased = name_samples(&documents, Register::Cased, &lists, weight);
    let caseless = name_samples(&documents, Register::Caseless, &lists, weight);

    // Two models for all articles, and for each fold two that have not seen its articles.
    let chain = |what: String, set: &NameSamples, without: Option<usize>| {
        let samples: Vec<Sample> = (set.samples.iter().zip(&set.documents))
            .filter(|(_, document)| without != Some(**document % FOLDS))
            .map(|(sample, _)| sample.clone())
            .collect();
        Trained::<NAMES>::train(&samples, &set.vocabulary, &NAME_OPTIONS, |epoch, loss, _| {
            report(format!("{what}: epoch {} of {}, loss {loss:.0}", epoch + 1, NAME_OPTIONS.epochs));
        })
    };
    let folds = std::iter::once(None).chain((0..FOLDS).map(Some));
    let jobs: Vec<_> = folds.flat_map(|fold| [(Register::Cased, fold), (Register::Caseless, fold)]).collect();
    let trained_names: Mutex<HashMap<(bool, Option<usize>), Trained<NAMES>>> = Mutex::default();
    let queue = Mutex::new(jobs.into_iter());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((register, without)) = { queue.lock().expect("no thread panics").next() } {
                    let set = if register == Register::Cased { &cased } else { &caseless };
                    let fold = without.map_or(String::new(), |fold| format!(" without fold {}", fold + 1));
                    let what = format!("names, {register:?}{fold}").to_lowercase();
                    let trained = chain(what, set, without);
                    let key = (register == Register::Caseless, without);
                    trained_names.lock().expect("no thread panics").insert(key, trained);
                }
            });
        }
    });
    let trained_names = trained_names.into_inner().expect("no thread panics");

    // Scores of all name models add up, so they share a step.
    let step = trained_names.values().map(|trained| trained.step(crf::FULL)).fold(0.0, f32::max);
    let quantised = |without: Option<usize>| {
        [false, true].map(|caseless| {
            trained_names[&(caseless, without)].quantise(step, labels::may_follow).following(MARGIN)
        })
    };
    let folds: Vec<[Weights<NAMES>; 2]> = (0..FOLDS).map(|fold| quantised(Some(fold))).collect();
    report("first looks at every article".to_owned());
    let looks = first_looks(&documents, &lists, &folds, weight);
    ensure!(!looks.is_empty(), "no articles to look at");
    let names = quantised(None);
    let (second, tags) = std::thread::scope(|scope| {
        let tags =
            scope.spawn(|| train_tags("tags", &tagged, &lists, &names, &TAG_OPTIONS, LEAST_BESIDE, report));
        let second =
            Trained::<NAMES>::train(&looks, &Vocabulary::default(), &SECOND_OPTIONS, |epoch, loss, _| {
                report(format!(
                    "second look: epoch {} of {}, loss {loss:.0}",
                    epoch + 1,
                    SECOND_OPTIONS.epochs
                ));
            });
        (second, tags.join().expect("no thread panics"))
    });
    Ok(LinearReader {
        lists,
        tags,
        names,
        second: second.quantise(step, labels::may_follow).following(MARGIN),
        parts: None,
        hash: String::new(),
    })
}

/// Words by number, as samples name them, and the features of each.
#[derive(Default)]
struct Spelled {
    ids: HashMap<String, u32>,
    vocabulary: Vocabulary,
    speller: Speller,
}

impl Spelled {
    fn id(&mut self, word: &str, register: Register, lists: &Lists) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.vocabulary.words.len() as u32;
        self.speller.spell(word, register, lists);
        self.vocabulary.words.push(self.speller.features.clone());
        self.ids.insert(word.to_owned(), id);
        id
    }
}

/// Reads the facts of a document's words; in small letters where `lower` says so.
fn article(
    document: &Document,
    lower: bool,
    register: Register,
    lists: &Lists,
    speller: &mut Speller,
) -> Article {
    let mut article = Article::default();
    let mut at = 0;
    let sentences: Vec<_> = document
        .iter()
        .map(|sentence| {
            at += sentence.len();
            at - sentence.len()..at
        })
        .collect();
    article.begin(&sentences);
    for word in document.iter().flatten() {
        let facts = if lower {
            speller.spell(&word.form.to_lowercase(), register, lists)
        } else {
            speller.spell(&word.form, register, lists)
        };
        article.facts.push(facts);
    }
    article.survey();
    article
}

struct NameSamples {
    samples: Vec<Sample>,
    /// The document of each sample.
    documents: Vec<usize>,
    vocabulary: Vocabulary,
}

/// Makes samples of the sentences that are read in a register. Without case that is all of them, in small letters.
fn name_samples(
    documents: &[Document],
    register: Register,
    lists: &Lists,
    weight: impl Fn(usize) -> f32,
) -> NameSamples {
    let lower = register == Register::Caseless;
    let mut spelled = Spelled::default();
    let (mut samples, mut of) = (Vec::new(), Vec::new());
    let mut speller = Speller::default();
    for (number, document) in documents.iter().enumerate() {
        let mut article = article(document, lower, register, lists, &mut speller);
        if lower {
            article.ignore_case();
        }
        for (at, sentence) in document.iter().enumerate() {
            if article.passages[at].register != register {
                continue;
            }
            let mut sample = Sample { weight: weight(number), ..Sample::default() };
            for word in sentence {
                let form = if lower { &word.form.to_lowercase() } else { &word.form };
                sample.words.push(spelled.id(form, register, lists));
            }
            article.features(at, lists, &[], |_, features| sample.places.push(sorted(features)));
            sample.labels = vec![labels::OUTSIDE; sentence.len()];
            labels::encode(&corpus::names(sentence), &mut sample.labels);
            samples.push(sample);
            of.push(number);
        }
    }
    NameSamples { samples, documents: of, vocabulary: spelled.vocabulary }
}

/// A document as the first look leaves it.
struct Looked {
    article: Article,
    first: FirstLook,
    /// For each sentence, what the look says of each label.
    scores: Vec<Vec<[i16; NAMES]>>,
}

/// Looks at a document with models for both registers, as production does.
fn look(
    document: &Document,
    lower: bool,
    lists: &Lists,
    weights: &[Weights<NAMES>; 2],
    speller: &mut Speller,
) -> Looked {
    let (mut lattice, mut path, mut row) = (Lattice::default(), Vec::new(), Default::default());
    let mut article = article(document, lower, Register::Cased, lists, speller);
    let mut first = FirstLook::default();
    first.begin(article.passages.len());
    let mut all_scores = Vec::new();
    for (at, sentence) in document.iter().enumerate() {
        let register = article.passages[at].register;
        let weights = &weights[register as usize];
        let mut scores = vec![[0_i16; NAMES]; sentence.len()];
        for (i, word) in sentence.iter().enumerate() {
            let form = if lower { &word.form.to_lowercase() } else { &word.form };
            let facts = speller.spell(form, register, lists);
            if register == Register::Caseless {
                let words = article.passages[at].words.clone();
                article.facts[words.start + i].cluster = facts.cluster;
            }
            weights.merge(&speller.features, &mut row);
            weights.add_word(&row, i, &mut scores);
        }
        article.features(at, lists, &[], |i, features| weights.add_place(features, &mut scores[i]));
        first.take(weights, &scores, at, &mut lattice, &mut path);
        all_scores.push(scores);
    }
    first.gather(&article);
    Looked { article, first, scores: all_scores }
}

/// Makes samples for tags: every sentence as it is, every fourth once more in small letters, and those with
/// compounds once more with these as one word, as production finds them.
fn tag_samples(
    documents: &[Tagged],
    lists: &Lists,
    weights: &[Weights<NAMES>; 2],
) -> (Vec<Sample>, Vocabulary) {
    let mut spelled = Spelled::default();
    let mut speller = Speller::default();
    let mut samples = Vec::new();
    for (whole, column, weight) in documents {
        let joined: Document = whole.iter().map(|sentence| with_compounds(sentence, *column)).collect();
        for (copy, document) in [whole, whole, &joined].into_iter().enumerate() {
            let lower = copy == 1;
            let Looked { article, first, .. } = look(document, lower, lists, weights, &mut speller);
            let kinds: Vec<u8> = first.best_kinds().collect();
            for (at, sentence) in document.iter().enumerate() {
                // What has no compounds was there before.
                let again = copy == 2 && sentence.len() == whole[at].len();
                if copy == 1 && at % 4 != 0 || again {
                    continue;
                }
                let Some(tags) = corpus::tags(sentence, *column) else { continue };
                let lower = lower || article.passages[at].register == Register::Caseless;
                let mut sample = Sample { weight: *weight, ..Sample::default() };
                for word in sentence {
                    let form = if lower { &word.form.to_lowercase() } else { &word.form };
                    sample.words.push(spelled.id(form, Register::Cased, lists));
                }
                let (words, nothing) = (article.passages[at].words.clone(), vec![false; sentence.len()]);
                let mut places = vec![Vec::new(); sentence.len()];
                article.tag_features(words.clone(), &kinds, &nothing, |at, features| {
                    places[at].extend(features);
                });
                article.wide_tag_features(words, &nothing, |at, features| places[at].extend(features));
                sample.places = places.iter().map(|features| sorted(features)).collect();
                sample.labels = tags.into_iter().map(|tag| tag.0).collect();
                samples.push(sample);
            }
        }
    }
    (samples, spelled.vocabulary)
}

/// Joins words around hyphens to compounds. A compound before a noun, or that ends with a participle, is an
/// adjective; else it is what its last word is.
fn with_compounds(sentence: &corpus::Sentence, column: usize) -> corpus::Sentence {
    let tag = |word: &corpus::Word| word.columns.get(column).cloned().unwrap_or_default();
    let mut joined = corpus::Sentence::new();
    let mut at = 0;
    while at < sentence.len() {
        let mut word = sentence[at].clone();
        let mut last = at;
        while last + 2 < sentence.len()
            && sentence[last + 1].form == "-"
            && tag(&sentence[last + 1]) == "HYPH"
            && sentence[last + 2].form.starts_with(char::is_alphanumeric)
        {
            last += 2;
            word.form.push('-');
            word.form.push_str(&sentence[last].form);
        }
        if last > at {
            let (its, next) = (tag(&sentence[last]), sentence.get(last + 1).map(tag).unwrap_or_default());
            let adjective =
                matches!(its.as_str(), "VBN" | "VBG" | "VBD") || next.starts_with("NN") && its != "CD";
            word.columns[column] = if adjective { "JJ".to_owned() } else { its };
        }
        joined.push(word);
        at = last + 1;
    }
    joined
}

/// Looks at every document with the models that have not seen it, and makes samples for the second look.
fn first_looks(
    documents: &[Document],
    lists: &Lists,
    folds: &[[Weights<NAMES>; 2]],
    weight: impl Fn(usize) -> f32,
) -> Vec<Sample> {
    let mut speller = Speller::default();
    let mut samples = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let weights = &folds[number % folds.len()];
        let Looked { article, first, scores } = look(document, false, lists, weights, &mut speller);
        for (at, sentence) in document.iter().enumerate() {
            if !first.matters(&article, at) {
                continue;
            }
            let step = weights[0].step;
            let given = scores[at].iter().flatten().map(|&score| f32::from(score) * step).collect();
            let mut sample = Sample {
                words: vec![0; sentence.len()],
                labels: vec![labels::OUTSIDE; sentence.len()],
                given,
                weight: weight(number),
                ..Sample::default()
            };
            labels::encode(&corpus::names(sentence), &mut sample.labels);
            first.features(&article, at, |_, features| sample.places.push(sorted(features)));
            samples.push(sample);
        }
    }
    samples
}

/// Returns the features of a place in the order that training adds them in, without repeats.
fn sorted(features: &[u32]) -> Vec<u32> {
    let mut features = features.to_vec();
    features.sort_unstable();
    features.dedup();
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_one_word() {
        let sentence: corpus::Sentence =
            "A/DT well/RB -/HYPH known/VBN U.S./NNP -/HYPH China/NNP deal/NN -/: a/DT ten/CD -/HYPH fold/NN"
                .split(' ')
                .map(|word| {
                    let (form, tag) = word.rsplit_once('/').unwrap();
                    corpus::Word { form: form.to_owned(), columns: vec![tag.to_owned()] }
                })
                .collect();
        let joined: Vec<String> = with_compounds(&sentence, 0)
            .iter()
            .map(|word| format!("{}/{}", word.form, word.columns[0]))
            .collect();
        assert_eq!(joined.join(" "), "A/DT well-known/JJ U.S.-China/JJ deal/NN -/: a/DT ten-fold/NN");
    }
}
