//! The second look: what the first one found elsewhere in the article.
//!
//! "Kent" may be a place, a person or a team; where the article's other places are sure, so is this one. After
//! Krishnan and Manning 2006 and Ratinov and Roth 2009: the features come from the posteriors and names of a
//! first look, and their weights are trained on first looks by models that have not seen the article.

use super::context::Article;
use super::crf::{Lattice, Weights};
use super::labels::{self, Name};
use super::table::{ByHash, fingerprint, mix};
use std::ops::Range;

/// How probable it is that a word is outside of names, or in one of each type.
pub type Kinds = [f32; 5];

/// Returns the probabilities of the types, from those of the labels.
pub fn kinds(labels: &[f32; labels::COUNT]) -> Kinds {
    let mut kinds = Kinds::default();
    for (label, probability) in labels.iter().enumerate() {
        kinds[labels::kind(label as u8).map_or(0, |kind| 1 + kind as usize)] += probability;
    }
    kinds
}

/// Returns the most probable type, 0 for none, and its probability.
fn best(kinds: &Kinds) -> (u64, f32) {
    let mut best = 0;
    for kind in 1..kinds.len() {
        if kinds[kind] > kinds[best] {
            best = kind;
        }
    }
    (best as u64, kinds[best])
}

/// Returns how sure a probability is, in five steps.
fn sureness(probability: f32) -> u64 {
    [0.5, 0.7, 0.9, 0.98].iter().filter(|&&step| probability >= step).count() as u64
}

/// What the first look says of a word with a capital, in all its places together.
#[derive(Clone, Copy, Debug, Default)]
struct Opinion {
    kinds: Kinds,
    places: u32,
    /// In how many longer names it stands, by type and place there (first, inner, last).
    inside: [u16; 12],
}

/// What the first look found in the whole article; kept for its memory.
#[derive(Clone, Debug, Default)]
pub struct FirstLook {
    /// One for each word of the article.
    pub kinds: Vec<Kinds>,
    /// The names of each passage, by places in the passage.
    pub names: Vec<Vec<Name>>,
    /// Of the labels of one passage.
    probabilities: Vec<[f32; labels::COUNT]>,
    opinions: ByHash<Opinion>,
    /// For the words of each name, hashed together, how often it is of each type.
    whole: ByHash<[u16; 4]>,
}

/// The longest name that is looked for elsewhere, in words.
const MAX_NAME: usize = 5;

fn name_key(article: &Article, words: Range<usize>) -> u64 {
    words.fold(words_start(), |key, at| mix(key, article.facts[at].lower))
}

fn words_start() -> u64 {
    11
}

/// Returns where in a longer name of this type the word is: an index into [`Opinion::inside`].
fn inside(words: &Range<usize>, kind: usize, at: usize) -> usize {
    kind * 3 + if at == words.start { 0 } else { 1 + usize::from(at + 1 == words.end) }
}

impl FirstLook {
    /// Returns for each word the type of name it is most probably in, one more than its number, 0 for none.
    pub fn best_kinds(&self) -> impl Iterator<Item = u8> {
        self.kinds.iter().map(|kinds| best(kinds).0 as u8)
    }

    /// Returns how probable it is, at the word where that is greatest, that it is in no name of its most probable type.
    pub fn doubt(&self, words: Range<usize>) -> f32 {
        self.kinds[words].iter().map(|kinds| 1.0 - best(kinds).1).fold(0.0, f32::max)
    }

    /// Begins another article with so many passages.
    pub fn begin(&mut self, passages: usize) {
        self.kinds.clear();
        self.names.iter_mut().for_each(Vec::clear);
        self.names.resize_with(passages, Vec::new);
    }

    /// Takes the first look at the passage of a number, after those before it.
    pub fn take(
        &mut self,
        weights: &Weights<{ labels::COUNT }>,
        scores: &[[i16; labels::COUNT]],
        number: usize,
        lattice: &mut Lattice,
        path: &mut Vec<u8>,
    ) {
        weights.posteriors(scores, lattice, &mut self.probabilities);
        self.kinds.extend(self.probabilities.iter().map(kinds));
        weights.best_path(scores, lattice, path);
        labels::decode(path, &mut self.names[number]);
    }

    /// Gathers what the article's places say of each word and name.
    pub fn gather(&mut self, article: &Article) {
        self.opinions.clear();
        self.whole.clear();
        for (facts, kinds) in article.facts.iter().zip(&self.kinds) {
            if facts.capital {
                let opinion = self.opinions.entry(facts.lower).or_default();
                opinion.places += 1;
                for (sum, kind) in opinion.kinds.iter_mut().zip(kinds) {
                    *sum += kind;
                }
            }
        }
        for (passage, names) in article.passages.iter().zip(&self.names) {
            for (words, kind) in names {
                let words = passage.words.start + words.start..passage.words.start + words.end;
                let key = name_key(article, words.clone());
                let count = &mut self.whole.entry(key).or_default()[*kind as usize];
                *count = count.saturating_add(1);
                if words.len() > 1 {
                    for at in words.clone() {
                        let opinion = self.opinions.entry(article.facts[at].lower).or_default();
                        let count = &mut opinion.inside[inside(&words, *kind as usize, at)];
                        *count = count.saturating_add(1);
                    }
                }
            }
        }
    }

    /// Says whether a second look at the passage could change anything.
    pub fn matters(&self, article: &Article, number: usize) -> bool {
        let words = article.passages[number].words.clone();
        words.clone().any(|at| {
            article.facts[at].capital
                && self.opinions.get(&article.facts[at].lower).is_some_and(|o| o.places > 1)
        }) || words.clone().any(|at| best(&self.kinds[at]).1 < 0.98)
    }

    /// Gives `sink` the features of each word of a passage, without repeats.
    pub fn features(&self, article: &Article, number: usize, mut sink: impl FnMut(usize, &[u32])) {
        let Range { start, end } = article.passages[number].words;
        let names = &self.names[number];
        let whole = self.whole_names(article, start..end, names);
        let mut features = Vec::with_capacity(24);
        for at in start..end {
            features.clear();
            let mut add = |template: u64, value: u64| features.push(fingerprint(mix(5000 + template, value)));
            let facts = &article.facts[at];
            let (kind, probability) = best(&self.kinds[at]);
            let own = kind << 4 | sureness(probability);
            let left = if at > start { best(&self.kinds[at - 1]).0 } else { 9 };
            let right = if at + 1 < end { best(&self.kinds[at + 1]).0 } else { 9 };
            if kind != 0 || left % 9 != 0 || right % 9 != 0 || facts.capital || probability < 0.98 {
                add(0, own);
                add(1, own << 8 | left);
                add(2, own << 8 | right);
                add(3, kind << 16 | left << 8 | right);
            }
            if facts.capital
                && let Some(opinion) = self.opinions.get(&facts.lower)
            {
                if opinion.places > 1 {
                    let others = (opinion.places - 1) as f32;
                    let mut kinds = opinion.kinds;
                    for (kind, own) in kinds.iter_mut().zip(&self.kinds[at]) {
                        *kind = ((*kind - own) / others).max(0.0);
                    }
                    let (kind, probability) = best(&kinds);
                    let elsewhere = kind << 4 | sureness(probability);
                    add(10, elsewhere);
                    add(11, elsewhere << 16 | own);
                    add(12, elsewhere << 16 | u64::from(opinion.places - 1).min(3));
                    add(13, elsewhere << 24 | own << 8 | u64::from(facts.class.0) << 32);
                    for (kind, &probability) in kinds.iter().enumerate().skip(1) {
                        if probability > 0.15 {
                            add(14, (kind as u64) << 8 | sureness(probability));
                        }
                    }
                } else {
                    add(19, own);
                }
                let mut counts = opinion.inside;
                let here = at - start;
                if let Some((words, kind)) = names.get(names.partition_point(|(words, _)| words.end <= here))
                    && words.len() > 1
                    && words.contains(&here)
                {
                    let own = &mut counts[inside(words, *kind as usize, here)];
                    *own = own.saturating_sub(1);
                }
                let most = (0..counts.len()).rev().max_by_key(|&i| counts[i]).unwrap_or_default();
                if counts[most] > 0 {
                    let most_place = most as u64;
                    add(20, most_place);
                    add(21, most_place << 16 | own);
                    add(22, most_place << 8 | u64::from(counts[most].min(2)));
                }
            }
            if let Some((place, name_kind)) = whole[at - start] {
                add(30, u64::from(name_kind) << 4 | u64::from(place));
                add(31, u64::from(name_kind) << 16 | u64::from(place) << 8 | kind);
            }
            sink(at - start, &features);
        }
    }

    /// Finds where words stand that are a name of two or more elsewhere; for each word its place in it (first,
    /// inner, last) and the type it mostly has there.
    fn whole_names(&self, article: &Article, words: Range<usize>, names: &[Name]) -> Vec<Option<(u8, u8)>> {
        let mut found = vec![None; words.len()];
        for start in words.clone() {
            if !article.facts[start].capital {
                continue;
            }
            let mut keys = [0; MAX_NAME];
            let mut key = words_start();
            let longest = MAX_NAME.min(words.end - start);
            for (length, slot) in keys[..longest].iter_mut().enumerate() {
                key = mix(key, article.facts[start + length].lower);
                *slot = key;
            }
            for length in (2..=longest).rev() {
                let Some(&counts) = self.whole.get(&keys[length - 1]) else { continue };
                let mut counts = counts;
                let here = start - words.start..start - words.start + length;
                if let Some((words, kind)) =
                    names.get(names.partition_point(|(words, _)| words.start < here.start))
                    && *words == here
                {
                    counts[*kind as usize] = counts[*kind as usize].saturating_sub(1);
                }
                let most = (0..counts.len()).rev().max_by_key(|&i| counts[i]).unwrap_or_default();
                if counts[most] > 0 {
                    for at in here.clone() {
                        let place = if at == here.start { 0 } else { 1 + u8::from(at + 1 == here.end) };
                        found[at] = Some((place, most as u8));
                    }
                    break;
                }
            }
        }
        found
    }
}
