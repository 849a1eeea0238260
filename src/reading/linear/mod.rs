//! The fast tier's reader: linear models over words, their neighbours and the rest of the article.
//!
//! | file | what lives there |
//! |---|---|
//! | `words.rs` | what a word says by itself |
//! | `context.rs` | what its neighbours and the article say of it |
//! | `second.rs` | what a first look at the article tells a second one |
//! | `crf.rs` | weights, the best path, posteriors |
//! | `labels.rs` | the labels of names |
//! | `lists.rs`, `table.rs` | clusters and gazetteers, tables of fingerprints |
//!
//! Training uses the same features. Everything that depends on one word alone is summed once into the word's
//! merged row and kept; after that a word in running text costs one row and the features of its place.

pub mod context;
pub mod crf;
pub mod labels;
pub mod lists;
pub mod second;
pub mod table;
pub mod words;

use super::parts::{self, LABELS, PartsReader};
use super::tag::Tag;
use super::{Entry, Label, Reading};
use crate::config::Tier;
use crate::error::{Deadline, Reject};
use crate::model::{Model, ModelError, beside, carried_hash, sha256_hex};
use crate::room;
use crate::text::Text;
use crate::tokens::Tokens;
use context::Article;
use crf::{Lattice, Places, Row, Weights};
use lists::Lists;
use second::FirstLook;
use std::ops::Range;
use std::sync::LazyLock;
use table::ByHash;
use words::{Facts, Register, Speller};

/// How many tags there are.
pub const TAGS: usize = Tag::NAMES.len();

/// Changes whenever a feature does, so that weights are never used with features they were not trained on.
pub const FEATURES_VERSION: u32 = 1;

/// Names want labels followed further down than others do: with 4 they lose 0.35 of F1 on Worldwide-4, with 6 nothing
/// is won.
const NAMES_MARGIN: f32 = 5.0;

/// Of parts of speech it is enough to follow the likeliest: with 6 as many are right on EWT and GUM dev, to 0.01%.
const TAGS_MARGIN: f32 = 3.0;

/// How far (in log odds) one tag of a word must lead all others, by the words in its window alone and then by its near
/// neighbours too, so that its further neighbours are not asked: what they say of it could hardly change it. By more than
/// half of the words nobody is asked; on EWT and GUM dev as many tags are right, to 0.01 %.
const SURE_OF_TAG: [f32; 2] = [5.0, 4.5];

/// The same for the label of a name, by the words in its window: with 5 every name of CoNLL-2003 and Worldwide-4 dev is as
/// it was.
const SURE_OF_NAME: f32 = 6.0;

/// Sentences of so many words together are tagged at once: memory brings the rows of many features in the time of a few.
const TOGETHER: usize = 512;

/// The model of the linear reader: lists and weights.
#[derive(Clone, Debug, Default)]
pub struct LinearReader {
    pub lists: Lists,
    pub tags: Weights<TAGS>,
    /// Names where letters have case, and where they have none.
    pub names: [Weights<{ labels::COUNT }>; 2],
    pub second: Weights<{ labels::COUNT }>,
    /// Without it no parts of attributions are looked for.
    pub parts: Option<PartsReader>,
    /// The SHA-256 of the model file.
    pub hash: String,
}

/// The trained model.
static EMBEDDED: &[u8] = include_bytes!("../../models/entities.model");

static FAST: LazyLock<LinearReader> = LazyLock::new(|| embedded(Tier::Fast));
static PRECISE: LazyLock<LinearReader> = LazyLock::new(|| embedded(Tier::Precise));

fn embedded(tier: Tier) -> LinearReader {
    std::thread::scope(|scope| {
        let parts = beside(scope, PartsReader::embedded);
        let reader = LinearReader::carried(tier);
        LinearReader { parts: Some(parts.join().expect("reading does not panic")), ..reader }
    })
}

/// The section of the chain of tags that reads alone, in the fast tier: it learned from what the precise tier reads too. The
/// one beside the encoder did not, for two readers that fail alike are hardly better than one.
const ALONE: &str = "alone.tags";

/// Buffers and the merged rows of the words seen so far.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    words: Words,
    article: Article,
    first: FirstLook,
    lattice: Lattice,
    parts: parts::Scratch,
    /// For each word of the article how often it is a cue.
    levels: Vec<u8>,
    /// For each word of the article its number among [`Words`], with its case, while their generation lasts.
    ids: Vec<u32>,
    kinds: Vec<u8>,
    /// Of one sentence.
    tag_scores: Vec<[i16; TAGS]>,
    /// For each word of a sentence or a passage whether one label leads all others by far.
    sure: Vec<bool>,
    /// Of the whole article, for the second look.
    name_scores: Vec<[i16; labels::COUNT]>,
    places: Places,
    path: Vec<u8>,
    /// When `ids` were given.
    generation: u32,
}

/// How many words are kept; then all are forgotten. A word takes about 800 bytes.
const MAX_WORDS: usize = 1 << 15;

/// The words seen so far with their facts and merged rows.
#[derive(Clone, Debug, Default)]
struct Words {
    speller: Speller,
    ids: ByHash<u32>,
    facts: Vec<Facts>,
    entries: Vec<Entry>,
    tags: Vec<Row<TAGS>>,
    names: Vec<Row<{ labels::COUNT }>>,
    parts: Vec<Row<LABELS>>,
    levels: Vec<u8>,
    lower: String,
    /// How often all were forgotten.
    generation: u32,
}

impl Words {
    fn clear(&mut self) {
        self.ids.clear();
        self.facts.clear();
        self.entries.clear();
        self.tags.clear();
        self.names.clear();
        self.parts.clear();
        self.levels.clear();
        self.generation += 1;
    }

    /// Returns the number of a word as it reads in a register, working out its rows where it is new. The number
    /// holds until the generation changes.
    fn id(&mut self, word: &str, register: Register, reader: &LinearReader) -> u32 {
        let key = table::mix(table::hash(word.as_bytes()), register as u64);
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        if self.facts.len() >= MAX_WORDS {
            self.clear();
        }
        if self.tags.capacity() == 0 {
            (self.tags, self.names) = (room::of(MAX_WORDS), room::of(MAX_WORDS));
        }
        let id = self.facts.len() as u32;
        let facts = self.speller.spell(word, register, &reader.lists);
        let (mut names, mut tags) = ([[0; labels::COUNT]; crf::WINDOW], [[0; TAGS]; crf::WINDOW]);
        let mut parts = [[0; LABELS]; crf::WINDOW];
        reader.names[register as usize].merge(&self.speller.features, &mut names);
        if register == Register::Caseless {
            // Parts of speech and of attributions are read from small letters.
            self.lower.clear();
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
            let lower = std::mem::take(&mut self.lower);
            self.speller.spell(&lower, Register::Cased, &reader.lists);
            self.lower = lower;
        }
        reader.tags.merge(&self.speller.features, &mut tags);
        let mut level = 0;
        if let Some(reader) = &reader.parts {
            reader.first.merge(&self.speller.features, &mut parts);
            level = reader.cues.level(facts.lower);
        }
        self.parts.push(parts);
        self.levels.push(level);
        self.entries.push(Entry::of(word, self.speller.lower()));
        self.facts.push(facts);
        self.names.push(names);
        self.tags.push(tags);
        self.ids.insert(key, id);
        id
    }
}

impl LinearReader {
    /// Returns the reader of a tier with the trained model that the program carries.
    pub fn embedded(tier: Tier) -> &'static Self {
        match tier {
            Tier::Fast => &FAST,
            Tier::Precise => &PRECISE,
        }
    }

    /// Reads anew what a tier needs of the model that the program carries, all but the parts of attributions.
    pub fn carried(tier: Tier) -> Self {
        Self::named(EMBEDDED, carried_hash("entities.model"), tier)
            .expect("the embedded model is whole: tests read it")
    }

    /// Reads what a tier needs of a model file.
    ///
    /// # Errors
    ///
    /// Where it is no model file, or one of other features.
    pub fn read(file: &[u8], tier: Tier) -> Result<Self, ModelError> {
        Self::named(file, sha256_hex(file), tier)
    }

    fn named(file: &[u8], hash: String, tier: Tier) -> Result<Self, ModelError> {
        let model = Model::of_features(file, FEATURES_VERSION)?;
        // What was trained without texts has one chain for both tiers.
        let alone = tier == Tier::Fast && model.has(&format!("{ALONE}.step"));
        let tags = if alone { ALONE } else { "tags" };
        std::thread::scope(|scope| {
            let model = &model;
            let read =
                move |name: &str| Weights::read(model, name).map(|weights| weights.following(NAMES_MARGIN));
            let lists = beside(scope, || Self::read_lists(model));
            let [cased, caseless, second] = ["names.cased", "names.caseless", "names.second"]
                .map(|name| beside(scope, move || read(name)));
            let tags = Weights::read(model, tags)?.following(TAGS_MARGIN);
            let [cased, caseless, second] =
                [cased, caseless, second].map(|thread| thread.join().expect("reading does not panic"));
            let lists = lists.join().expect("reading does not panic")?;
            Ok(Self { lists, tags, names: [cased?, caseless?], second: second?, parts: None, hash })
        })
    }

    fn read_lists(model: &Model) -> Result<Lists, ModelError> {
        let table = |name: &str| Ok::<_, ModelError>(table::Table::new(model.keys(name)?));
        let lists = Lists {
            clusters: [table("clusters.0")?, table("clusters.1")?],
            paths: [model.words("paths.0")?, model.words("paths.1")?],
            words: table("words")?,
            word_lists: model.words("word_lists")?,
            phrases: table("phrases")?,
            phrase_lists: model.words("phrase_lists")?,
        };
        let fits = (0..2).all(|i| lists.clusters[i].len() == lists.paths[i].len())
            && lists.words.len() == lists.word_lists.len()
            && lists.phrases.len() == lists.phrase_lists.len();
        if fits { Ok(lists) } else { Err(ModelError::Misfit("lists".to_owned())) }
    }

    /// Returns the model as a file, with a chain of tags of its own for the fast tier where there is one.
    pub fn to_file(&self, alone: Option<&Weights<TAGS>>) -> Vec<u8> {
        let mut model = Model::default();
        model.put_features(FEATURES_VERSION);
        for i in 0..2 {
            model.put_keys(&format!("clusters.{i}"), self.lists.clusters[i].keys());
            model.put_words(&format!("paths.{i}"), &self.lists.paths[i]);
        }
        model.put_keys("words", self.lists.words.keys());
        model.put_words("word_lists", &self.lists.word_lists);
        model.put_keys("phrases", self.lists.phrases.keys());
        model.put_words("phrase_lists", &self.lists.phrase_lists);
        self.tags.write(&mut model, "tags");
        if let Some(alone) = alone {
            alone.write(&mut model, ALONE);
        }
        self.names[0].write(&mut model, "names.cased");
        self.names[1].write(&mut model, "names.caseless");
        self.second.write(&mut model, "names.second");
        model.to_file()
    }

    /// Fills what `reading` says of each word.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn read_into(
        &self,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        self.look(text, tokens, reading, deadline)?;
        let all = 0..tokens.words.len();
        self.decide_tags(text, tokens, all.clone(), None, reading, deadline)?;
        self.decide_parts(text, tokens, all, None, reading, deadline)?;
        self.decide_names(reading, false, deadline)
    }

    /// Takes the first look at an article: all but tags and labels is known after it.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn look(
        &self,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        let Reading { scratch, shapes, lists, cues, tags, labels, parts, ties, .. } = reading;
        parts.clear();
        ties.clear();
        shapes.clear();
        lists.clear();
        cues.clear();
        tags.clear();
        tags.resize(tokens.words.len(), Tag::default());
        labels.clear();
        labels.resize(tokens.words.len(), Label::Outside);
        let Scratch {
            words,
            article,
            first,
            lattice,
            levels,
            ids,
            kinds,
            name_scores,
            sure,
            places,
            path,
            generation,
            ..
        } = &mut **scratch;
        levels.clear();
        article.begin(&tokens.paragraphs);
        ids.clear();
        *generation = words.generation;
        for (at, &word) in tokens.words.iter().enumerate() {
            if at.is_multiple_of(4096) {
                deadline.check("read")?;
            }
            let id = words.id(text.slice(word), Register::Cased, self);
            ids.push(id);
            let entry = words.entries[id as usize];
            shapes.push(entry.shape);
            lists.push(entry.lists);
            cues.push(entry.cue);
            article.facts.push(words.facts[id as usize]);
            levels.push(words.levels[id as usize]);
        }
        article.part_shouting();
        article.survey();
        name_scores.clear();
        name_scores.resize(tokens.words.len(), [0; labels::COUNT]);
        first.begin(article.passages.len());
        for number in 0..article.passages.len() {
            deadline.check("read")?;
            let context::Passage { words: passage, register, .. } = article.passages[number].clone();
            let weights = &self.names[register as usize];
            let scores = &mut name_scores[passage.clone()];
            for (at, word) in passage.clone().enumerate() {
                let id = match register {
                    Register::Cased if words.generation == *generation => ids[word],
                    Register::Cased | Register::Caseless => {
                        let id = words.id(text.slice(tokens.words[word]), register, self);
                        article.facts[word].cluster = words.facts[id as usize].cluster;
                        id
                    }
                };
                weights.add_word(&words.names[id as usize], at, scores);
            }
            weights.lead(scores, SURE_OF_NAME, sure);
            article.features(number, &self.lists, sure, |at, features| {
                places.take(weights, scores, at, features)
            });
            places.finish(weights, scores);
            first.take(weights, scores, number, lattice, path);
        }
        kinds.clear();
        kinds.extend(first.best_kinds());
        Ok(())
    }

    /// Decides on the tags of `range`, whole sentences, after [`Self::look`]; with what another reader says of
    /// them, whose log probabilities add to the scores.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn decide_tags(
        &self,
        text: &Text,
        tokens: &Tokens,
        range: Range<usize>,
        other: Option<&[[f32; TAGS]]>,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        let start = tokens.sentences.partition_point(|sentence| sentence.start < range.start);
        let count = tokens.sentences[start..].partition_point(|sentence| sentence.start < range.end);
        let mut sentences = &tokens.sentences[start..start + count];
        while let Some(first) = sentences.first() {
            deadline.check("read")?;
            let count = sentences.partition_point(|sentence| sentence.end <= first.start + TOGETHER).max(1);
            let (together, rest) = sentences.split_at(count);
            let other = other.map(|other| &other[first.start - range.start..]);
            self.tag(text, tokens, together, other, reading);
            sentences = rest;
        }
        Ok(())
    }

    /// Decides on the tags of a few sentences in a row; `other` has what another reader says from the first one's start on.
    fn tag(
        &self,
        text: &Text,
        tokens: &Tokens,
        sentences: &[Range<usize>],
        other: Option<&[[f32; TAGS]]>,
        reading: &mut Reading,
    ) {
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return };
        let start = first.start;
        let Reading { scratch, tags, .. } = reading;
        let Scratch {
            words,
            article,
            lattice,
            ids,
            kinds,
            tag_scores: scores,
            sure,
            places,
            path,
            generation,
            ..
        } = &mut **scratch;
        scores.clear();
        scores.resize(last.end - start, [0; TAGS]);
        for sentence in sentences {
            let scores = &mut scores[sentence.start - start..sentence.end - start];
            for (at, word) in sentence.clone().enumerate() {
                let id = match article.register(word) {
                    Register::Cased if words.generation == *generation => ids[word],
                    register => words.id(text.slice(tokens.words[word]), register, self),
                };
                self.tags.add_word(&words.tags[id as usize], at, scores);
            }
        }
        if let Some(other) = other {
            add_other(other, TAGS_WEIGHT, self.tags.step, scores);
        }
        let [by_window, by_neighbours] = SURE_OF_TAG;
        self.tags.lead(scores, by_window, sure);
        for sentence in sentences {
            let own = sentence.start - start;
            article.tag_features(sentence.clone(), kinds, &sure[own..], |at, features| {
                places.take(&self.tags, scores, own + at, features);
            });
        }
        places.finish(&self.tags, scores);
        self.tags.lead(scores, by_neighbours, sure);
        for sentence in sentences {
            let own = sentence.start - start;
            article.wide_tag_features(sentence.clone(), &sure[own..], |at, features| {
                places.take(&self.tags, scores, own + at, features);
            });
        }
        places.finish(&self.tags, scores);
        for sentence in sentences {
            let scores = &scores[sentence.start - start..sentence.end - start];
            self.tags.best_path(scores, lattice, path);
            for (tag, &found) in tags[sentence.clone()].iter_mut().zip(&*path) {
                *tag = Tag(found);
            }
        }
    }

    /// Decides on the parts of attributions of `range`, whole paragraphs, after [`Self::decide_tags`]; with the
    /// log probabilities of another reader in place of the first look here.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn decide_parts(
        &self,
        text: &Text,
        tokens: &Tokens,
        range: Range<usize>,
        other: Option<&[[f32; LABELS]]>,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        let Some(reader) = &self.parts else { return Ok(()) };
        let Some(other) = other else {
            return self.first_looks(text, tokens, range, reading, deadline, |paragraph, parts, found| {
                reader.finish(paragraph, parts, found.parts);
            });
        };
        let Reading { scratch, tags, stretches, parts: found, .. } = reading;
        let Scratch { article, parts, levels, kinds, .. } = &mut **scratch;
        let Article { facts, .. } = &*article;
        let sentences = &tokens.sentences;
        let known = parts::features::Known { facts, tags, kinds, levels, stretches, sentences };
        for paragraph in paragraphs(tokens, &range) {
            deadline.check("read")?;
            let own = &other[paragraph.start - range.start..paragraph.end - range.start];
            reader.hear(&known, paragraph.clone(), own, parts, found);
        }
        Ok(())
    }

    /// Takes the first look of the fast tier at the paragraphs of `range`; calls `each` after each.
    fn first_looks(
        &self,
        text: &Text,
        tokens: &Tokens,
        range: Range<usize>,
        reading: &mut Reading,
        deadline: Deadline,
        mut each: impl FnMut(Range<usize>, &mut parts::Scratch, &mut Found<'_>),
    ) -> Result<(), Reject> {
        let Some(reader) = &self.parts else { return Ok(()) };
        let Reading { scratch, tags, stretches, parts: found, .. } = reading;
        let Scratch { words, article, first, parts, levels, ids, kinds, generation, .. } = &mut **scratch;
        let Article { facts, .. } = &*article;
        let sentences = &tokens.sentences;
        let known = parts::features::Known { facts, tags, kinds, levels, stretches, sentences };
        for paragraph in paragraphs(tokens, &range) {
            deadline.check("read")?;
            let scores = reader.begin(&known, paragraph.clone(), parts);
            for (at, word) in paragraph.clone().enumerate() {
                let id = match article.register(word) {
                    Register::Cased if words.generation == *generation => ids[word],
                    register => words.id(text.slice(tokens.words[word]), register, self),
                };
                reader.first.add_word(&words.parts[id as usize], at, scores);
            }
            each(paragraph.clone(), parts, &mut Found { first, parts: found });
        }
        Ok(())
    }

    /// Returns for each paragraph, after [`Self::look`], how sure the models here are not, at the word where they are
    /// least so, that it is no part of an attribution, and in a name of its type or in none.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn doubts(
        &self,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<Vec<f32>, Reject> {
        let all = 0..tokens.words.len();
        self.decide_tags(text, tokens, all.clone(), None, reading, deadline)?;
        let mut doubts = Vec::new();
        if let Some(reader) = &self.parts {
            self.first_looks(text, tokens, all, reading, deadline, |paragraph, parts, found| {
                doubts.push(reader.doubt(parts).max(found.first.doubt(paragraph)));
            })?;
        }
        Ok(doubts)
    }

    /// Returns what is known of the words of an article, after [`Self::decide_tags`], before its parts are looked
    /// for; and for each word how it is read.
    pub fn known<'a>(
        reading: &'a Reading,
        tokens: &'a Tokens,
    ) -> (parts::features::Known<'a>, Vec<Register>) {
        let Scratch { article, kinds, levels, .. } = &*reading.scratch;
        let registers = (0..tokens.words.len()).map(|at| article.register(at)).collect();
        let known = parts::features::Known {
            facts: &article.facts,
            tags: &reading.tags,
            kinds,
            levels,
            stretches: &reading.stretches,
            sentences: &tokens.sentences,
        };
        (known, registers)
    }

    /// Returns the hash of the model of parts.
    pub fn parts_hash(&self) -> &str {
        self.parts.as_ref().map_or("", |parts| &parts.hash)
    }

    /// Hears what another reader says of the names of `range`, after [`Self::look`]: its log probabilities add to
    /// the scores.
    pub fn hear_names(&self, range: Range<usize>, other: &[[f32; labels::COUNT]], reading: &mut Reading) {
        // All chains of names have one step.
        add_other(other, NAMES_WEIGHT, self.second.step, &mut reading.scratch.name_scores[range]);
    }

    /// Decides on the labels of an article; where another reader was heard, after a first look with what it said.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn decide_names(&self, reading: &mut Reading, heard: bool, deadline: Deadline) -> Result<(), Reject> {
        let Reading { scratch, labels, .. } = reading;
        let Scratch { article, first, lattice, name_scores, places, path, .. } = &mut **scratch;
        if heard {
            first.begin(article.passages.len());
            for (number, context::Passage { words, register, .. }) in article.passages.iter().enumerate() {
                deadline.check("read")?;
                let weights = &self.names[*register as usize];
                first.take(weights, &name_scores[words.clone()], number, lattice, path);
            }
        }
        first.gather(article);
        let mut names = Vec::new();
        for (number, context::Passage { words: passage, .. }) in article.passages.iter().enumerate() {
            deadline.check("read")?;
            names.clone_from(&first.names[number]);
            if first.matters(article, number) {
                let scores = &mut name_scores[passage.clone()];
                first.features(article, number, |at, features| {
                    places.take(&self.second, scores, at, features);
                });
                places.finish(&self.second, scores);
                self.second.best_path(scores, lattice, path);
                labels::decode(path, &mut names);
            }
            for (words, kind) in &names {
                let words = passage.start + words.start..passage.start + words.end;
                labels[words.clone()].fill(Label::Inside(*kind));
                labels[words.start] = Label::Begin(*kind);
            }
        }
        Ok(())
    }
}

/// What a look at a paragraph may use and add to.
struct Found<'a> {
    first: &'a FirstLook,
    parts: &'a mut Vec<super::Part>,
}

/// Returns the paragraphs that begin in a range.
fn paragraphs<'a>(tokens: &'a Tokens, range: &Range<usize>) -> impl Iterator<Item = &'a Range<usize>> {
    let first = tokens.paragraphs.partition_point(|paragraph| paragraph.start < range.start);
    let end = range.end;
    tokens.paragraphs[first..].iter().take_while(move |paragraph| paragraph.start < end)
}

/// Less probable labels are taken for this probable: no reader is surer than that of anything.
const LEAST: f32 = -9.0;

/// How much another reader's log probabilities of names count beside the scores here: 0.5 to 1 score alike, 1.5 less.
const NAMES_WEIGHT: f32 = 0.7;

/// The same for tags: 0.7 to 1.5 score alike.
const TAGS_WEIGHT: f32 = 1.0;

/// Adds log probabilities, times `weight`, to scores, whose unit is `step`.
fn add_other<const L: usize>(other: &[[f32; L]], weight: f32, step: f32, scores: &mut [[i16; L]]) {
    for (scores, other) in scores.iter_mut().zip(other) {
        for (score, &other) in scores.iter_mut().zip(other) {
            *score = score.saturating_add((weight * other.max(LEAST) / step).round() as i16);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reading: &mut Reading, body: &str) -> (Text, Tokens) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        LinearReader::embedded(Tier::Fast).read_into(&text, &tokens, reading, Deadline::NEVER).unwrap();
        (text, tokens)
    }

    fn names(reading: &Reading, text: &Text, tokens: &Tokens) -> String {
        let mut found: Vec<String> = Vec::new();
        for (at, label) in reading.labels.iter().enumerate() {
            let word = text.slice(tokens.words[at]);
            match label {
                Label::Outside => {}
                Label::Begin(kind) => found.push(format!("{} {word}", &kind.as_str()[..1])),
                Label::Inside(_) => {
                    let last = found.last_mut().unwrap();
                    last.push(' ');
                    last.push_str(word);
                }
            }
        }
        found.join(" | ")
    }

    /// `expected` has the names, each with the first letter of its type, parted by ` | `.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let mut reading = Reading::default();
        let (text, tokens) = read(&mut reading, body);
        assert_eq!(names(&reading, &text, &tokens), expected, "{body}");
    }

    #[test]
    fn names_of_every_type() {
        check("Angela Merkel flew to Paris on Monday.", "P Angela Merkel | L Paris");
        check("The Federal Bureau of Investigation declined.", "O Federal Bureau of Investigation");
        check("A French court fined Google.", "M French | O Google");
        check("It rained all day and nobody came.", "");
    }

    #[test]
    fn a_headline_in_capitals_has_names() {
        check("MERKEL MEETS OBAMA IN BERLIN", "P MERKEL | P OBAMA | L BERLIN");
    }

    #[test]
    fn what_is_shouted_is_read_without_case() {
        check(
            "The government there is a FOREIGN TERRORIST ORGANIZATION and must leave Venezuela now.",
            "L Venezuela",
        );
        check("The FBI and the CIA met NATO in Brussels.", "O FBI | O CIA | O NATO | L Brussels");
    }

    #[test]
    fn text_in_small_letters_has_names() {
        check(
            "on monday angela merkel flew to berlin to meet barack obama for talks about trade between \
             germany and the united states .",
            "P angela merkel | L berlin | P barack obama | L germany | L united states",
        );
    }

    #[test]
    fn parts_of_speech() {
        let mut reading = Reading::default();
        read(&mut reading, "She quickly sold three old houses in London .");
        let tags: Vec<_> = reading.tags.iter().map(|tag| tag.as_str()).collect();
        assert_eq!(tags, ["PRP", "RB", "VBD", "CD", "JJ", "NNS", "IN", "NNP", "."]);
    }

    #[test]
    fn what_was_read_before_changes_nothing() {
        let article = "Angela Merkel met Emmanuel Macron.\nMerkel left.\nMACRON STAYS IN THE PALACE";
        let mut fresh = Reading::default();
        let (text, tokens) = read(&mut fresh, article);
        let mut used = Reading::default();
        // More words than are kept, so that all are forgotten amid an article.
        let many: Vec<String> = (0..MAX_WORDS + 100).map(|i| format!("Word{i}x")).collect();
        read(&mut used, &format!("{} {article}", many.join(" ")));
        read(&mut used, article);
        assert_eq!(fresh.labels, used.labels);
        assert_eq!(fresh.tags, used.tags);
        read(&mut used, article);
        assert_eq!(fresh.labels, used.labels);
        assert!(names(&used, &text, &tokens).contains("P Angela Merkel"));
    }

    #[test]
    fn forgetting_amid_an_article_changes_nothing() {
        let sentence = "Angela Merkel met Emmanuel Macron in Berlin .";
        let many: Vec<String> = (0..MAX_WORDS + 100).map(|i| format!("w{i}")).collect();
        let mut reading = Reading::default();
        let (text, tokens) = read(&mut reading, &format!("{sentence}\n{}\n{sentence}", many.join(" ")));
        let found = names(&reading, &text, &tokens);
        assert!(found.starts_with("P Angela Merkel | P Emmanuel Macron | L Berlin"), "{found:.200}");
        assert!(found.ends_with("P Angela Merkel | P Emmanuel Macron | L Berlin"));
    }

    #[test]
    fn no_input_breaks_it() {
        for body in [
            "\0".to_owned(),
            "x".repeat(1 << 23),
            "A".repeat(1 << 20),
            "word ".repeat(1 << 18),
            "Word ".repeat(1 << 17),
            "WORD ".repeat(1 << 17),
            "“ ".repeat(1 << 17),
            "مرحبا Wang Yi שלום 北京 ".repeat(1 << 13),
            "a\u{202e}b\u{200d}\u{1}\u{7f} ".repeat(1 << 14),
            "New York\n".repeat(1 << 14),
            "New York met Angela Merkel . ".repeat(1 << 15),
            (0..1 << 16).map(|i| format!("N{i} ")).collect(),
        ] {
            let mut reading = Reading::default();
            let (_, tokens) = read(&mut reading, &body);
            assert_eq!(reading.labels.len(), tokens.words.len());
            assert_eq!(reading.tags.len(), tokens.words.len());
            assert_eq!(reading.shapes.len(), tokens.words.len());
        }
    }

    #[test]
    fn a_model_file_that_is_cut_is_an_error() {
        assert!(LinearReader::read(&EMBEDDED[..EMBEDDED.len() / 2], Tier::Fast).is_err());
        assert!(LinearReader::read(b"", Tier::Fast).is_err());
    }
}
