//! The model that decides which lines are text of the article. A linear chain reads the words of lines, and a page's
//! classes (Lafferty, McCallum, Pereira 2001; over blocks of a page as in Vogels et al. 2018); boosted trees weigh what
//! it says of a line and its neighbours with where the line stands.

use super::features::{LEFT_OUT_BITS, Numbers, drop_repeats};
use super::text::Line;
use super::trees::Trees;
use super::{PageLines, TextLines};
use crate::model::{Model, ModelError, carried_hash, sha256_hex};
use crate::reading::linear::crf::{Lattice, Places, Weights};
use crate::reading::linear::table::Rows;
use std::sync::LazyLock;

/// Changes whenever a feature does, so that weights are never used with features they were not trained on.
const FEATURES_VERSION: u32 = 3;

/// The labels of a line: it goes, it stays.
pub const LABELS: usize = 2;

/// The odds below which a line of text goes if it has next to no words. Each word that is lost with it costs more, a tenth
/// of a line: a lost paragraph is worse than a plug left.
const LEAST_ODDS: f32 = 1.8;
const WORDS_OF_A_LINE: f32 = 10.0;
/// The same for a line that a rule knows.
const LEAST_RULED: f32 = 19.0;

/// Of a line with lower odds the model is sure that it goes: no rule brings it back for where it stands.
const LEAST_UNSURE: f32 = 0.6;

/// A text with less, of which no rule knows a line, is as a rule one that somebody wrote or copied with nothing around it:
/// of it only that goes which has far lower odds.
const SMALL_TEXT_BYTES: usize = 1500;
const LEAST_IN_SMALL: f32 = 0.1;

/// A block of a page stays, whatever else does, where it is so likely to be the article's.
const SURE_BLOCK: f32 = 0.5;
/// And goes where it is less likely, but for pages where nothing is.
const UNLIKELY_BLOCK: f32 = 0.3;

/// A page with less text is unlike those that the model knows, and holds little that could be in the way.
const SMALL_PAGE_BYTES: f32 = 400.0;

static EMBEDDED: &[u8] = include_bytes!("../../models/cleaning.model");

static SIEVE: LazyLock<Sieve> =
    LazyLock::new(|| Sieve::named(EMBEDDED, carried_hash("cleaning.model")).expect("a test reads it"));

/// What decides which lines stay.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    /// Of texts.
    pub lines: Judge,
    /// Of pages.
    pub blocks: Judge,
    /// The SHA-256 of the model file.
    pub hash: String,
}

/// What tells how likely lines are to be the article's.
#[derive(Clone, Debug, Default)]
pub struct Judge {
    pub chain: Weights<LABELS>,
    pub trees: Trees,
}

impl Sieve {
    /// Returns the trained model that the program carries.
    pub fn embedded() -> &'static Self {
        &SIEVE
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where it is no model file, or one of other features.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        Self::named(file, sha256_hex(file))
    }

    fn named(file: &[u8], hash: String) -> Result<Self, ModelError> {
        let model = Model::of_features(file, FEATURES_VERSION)?;
        let read = |name: &str| -> Result<Judge, ModelError> {
            let chain = Weights::read_keyed(&model, name, |key| key << LEFT_OUT_BITS)?.following(MARGIN);
            Ok(Judge { chain, trees: Trees::read(&model, name)? })
        };
        Ok(Self { lines: read("lines")?, blocks: read("blocks")?, hash })
    }

    /// Returns the model as a file.
    pub fn to_file(&self) -> Vec<u8> {
        let mut model = Model::default();
        model.put_features(FEATURES_VERSION);
        for (name, judge) in [("lines", &self.lines), ("blocks", &self.blocks)] {
            let mut chain = judge.chain.clone();
            chain.places = with_keys(&chain.places, |key| key >> LEFT_OUT_BITS);
            chain.write(&mut model, name);
            judge.trees.write(&mut model, name);
        }
        model.to_file()
    }

    /// Says of each line of a text whether it stays, and of which the model is not sure: of those rules may keep more.
    pub fn keeps_lines(&self, text: &TextLines) -> (Vec<bool>, Vec<bool>) {
        let is_small = text.lines.iter().map(|line| line.text.len()).sum::<usize>() < SMALL_TEXT_BYTES;
        let is_whole = is_small && text.lines.iter().all(|line| line.reason.is_none());
        if text.features.is_empty() {
            let keeps: Vec<bool> = text.lines.iter().map(|line| line.reason.is_none()).collect();
            return (keeps, vec![false; text.lines.len()]);
        }
        let chain = likely(&self.lines.chain, &text.features);
        let trees = self.lines.scores(&chain, &text.numbers);
        // Both see what the other does not.
        let odds: Vec<f32> = chain.iter().zip(&trees).map(|(chain, trees)| (chain + trees) / 2.0).collect();
        let stays = |(line, odds): (&Line, &f32)| {
            let least = match line.reason {
                None if is_whole => LEAST_IN_SMALL / (1.0 + line.words as f32 / WORDS_OF_A_LINE),
                Some(_) => LEAST_RULED,
                None => LEAST_ODDS / (1.0 + line.words as f32 / WORDS_OF_A_LINE),
            };
            *odds >= least.ln() || line.reason.is_none() && tells_speech(&line.text)
        };
        let keeps = text.lines.iter().zip(&odds).map(stays).collect();
        (keeps, odds.into_iter().map(|odds| odds >= LEAST_UNSURE.ln()).collect())
    }

    /// Says of each block of a page whether it stays.
    pub fn keeps_blocks(&self, page: &PageLines) -> Vec<bool> {
        let lengths: Vec<f32> = page.lines.iter().map(|line| line.text.len() as f32).collect();
        if page.features.is_empty() || lengths.iter().sum::<f32>() < SMALL_PAGE_BYTES {
            return (0..lengths.len()).map(|at| page.may_be_text(at)).collect();
        }
        let chain = likely(&self.blocks.chain, &page.features);
        let scores = self.blocks.scores(&chain, &page.numbers);
        let probable: Vec<f32> = scores.into_iter().map(probability).collect();
        let least = best_threshold(&probable, &lengths);
        let mut keeps: Vec<bool> = probable.into_iter().map(|p| p >= least).collect();
        page.keep_posts(&mut keeps);
        drop_repeats(&page.lines, &mut keeps);
        keeps
    }
}

/// Says whether a line is a sentence with words in quotation marks that somebody is told to say: what an article is there
/// for, and what plugs hardly ever hold.
fn tells_speech(line: &str) -> bool {
    let ends = line.ends_with(['.', '!', '?', '”', '"', '’', '\'', '»', '«']);
    let quotes =
        line.contains(['“', '«', '„', '»']) || line.starts_with(['‘', '\'']) || line.matches('"').count() > 1;
    ends && quotes && line.split(|c: char| !c.is_alphabetic()).any(|word| CUES.contains(&word))
}

/// Words that tell what somebody said, in languages of Europe.
const CUES: [&str; 72] = [
    "said", "says", "told", "asked", "asks", "replied", "added", "sagt", "sagte", "sagten", "erklärte",
    "erklärt", "betonte", "betont", "berichtet", "erzählt", "kritisierte", "forderte", "zei", "zegt",
    "aldus", "vertelt", "stelt", "dit", "déclare", "déclaré", "explique", "expliqué", "affirme", "affirmé",
    "raconte", "confie", "estime", "assure", "insiste", "dijo", "dice", "afirmó", "explicó", "aseguró",
    "señaló", "declaró", "relata", "disse", "diz", "afirmou", "declarou", "explicou", "detto", "afferma",
    "spiega", "spiegato", "dichiarato", "racconta", "säger", "sade", "berättar", "sier", "sa", "forteller",
    "siger", "sagde", "fortæller", "sanoo", "sanoi", "kertoo", "powiedział", "powiedziała", "mówi", "сказал",
    "сказала", "заявил",
];

/// Returns the same rows with other keys in the same order.
fn with_keys(rows: &Rows<LABELS>, of: impl Fn(u32) -> u32) -> Rows<LABELS> {
    let keys: Vec<u32> = rows.keys().iter().map(|&key| of(key)).collect();
    Rows::new(&keys, &rows.rows())
}

impl Judge {
    /// Returns the trees' log odds that each line stays, by its numbers and what the chain says.
    fn scores(&self, chain: &[f32], numbers: &Numbers) -> Vec<f32> {
        self.trees.scores(numbers.with_likely(chain).rows())
    }
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Returns the least probability of what stays for which the F1 that is to be expected is greatest: half of that F1
/// (Ye et al. 2012).
fn best_threshold(probable: &[f32], lengths: &[f32]) -> f32 {
    let mut order: Vec<usize> = (0..probable.len()).collect();
    order.sort_by(|&a, &b| probable[b].total_cmp(&probable[a]).then(a.cmp(&b)));
    let expected: f32 = probable.iter().zip(lengths).map(|(p, length)| p * length).sum();
    let (mut right, mut kept, mut best, mut least) = (0.0, 0.0, 0.0, SURE_BLOCK);
    for at in order {
        right += probable[at] * lengths[at];
        kept += lengths[at];
        let f1 = 2.0 * right / (kept + expected).max(1.0);
        if f1 > best {
            (best, least) = (f1, probable[at]);
        }
    }
    // What is alike goes wrong together: many unlikely blocks are seldom worth their sum.
    let most = probable.iter().copied().fold(0.0, f32::max);
    least.min(SURE_BLOCK).max(UNLIKELY_BLOCK.min(most * 0.7))
}

/// Both labels are followed nearly always.
pub const MARGIN: f32 = 12.0;

/// Returns how likely it is to the chain that each line stays, in log odds.
pub fn likely(chain: &Weights<LABELS>, features: &[Vec<u32>]) -> Vec<f32> {
    /// Nothing is surer.
    const LEAST: f32 = 1e-4;
    let mut scores = vec![[0; LABELS]; features.len()];
    let mut places = Places::default();
    for (at, features) in features.iter().enumerate() {
        places.take(chain, &mut scores, at, features);
    }
    places.finish(chain, &mut scores);
    let mut probable = Vec::new();
    chain.posteriors(&scores, &mut Lattice::default(), &mut probable);
    let stays = |at: usize| probable[at][1];
    let odds = |p: f32| (p.max(LEAST) / (1.0 - p).max(LEAST)).ln();
    (0..scores.len()).map(|at| odds(stays(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_in_the_program_is_written_as_it_was_read() {
        let sieve = Sieve::read(EMBEDDED).unwrap();
        assert_eq!(sieve.hash, crate::model::sha256_hex(EMBEDDED));
        assert!(sieve.to_file() == EMBEDDED);
    }

    #[test]
    fn what_is_kept_is_what_pays() {
        // The third block is worth keeping beside two sure ones, the fourth is not.
        assert_eq!(best_threshold(&[0.9, 0.9, 0.5, 0.2], &[100.0; 4]), 0.5);
        // Where nothing is likely, the likeliest is kept.
        assert!(best_threshold(&[0.1, 0.05], &[100.0; 2]) <= 0.1);
    }
}
