//! The trainer of linear chains: stochastic gradients with AdaGrad (Duchi et al. 2011), features dropped at
//! random (Wang and Manning 2013), weights kept small by L2, and averaged over the later epochs.
//!
//! One thread, one order, one seed: the same samples give the same weights.

use crate::reading::linear::crf::{Laid, MARGIN, WINDOW, Weights};
use crate::reading::linear::table::{Rows, Table};
use std::collections::HashMap;

const REACH: usize = WINDOW / 2;

/// A sentence to learn from.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The words by number; their features are in [`Vocabulary::words`].
    pub words: Vec<u32>,
    /// For each word the features of its place.
    pub places: Vec<Vec<u32>>,
    pub labels: Vec<u8>,
    /// What an earlier look says of each label, in log odds; empty where there was none.
    pub given: Vec<f32>,
    /// How much the sentence counts.
    pub weight: f32,
}

/// The features of the words that samples name by number.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub words: Vec<Vec<u32>>,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub epochs: usize,
    /// The first step size; it falls to a tenth over the epochs.
    pub rate: f32,
    /// How strongly weights are pulled to zero each time their feature is seen.
    pub l2: f32,
    /// The share of features dropped each time a sentence is seen.
    pub dropout: f32,
    pub seed: u64,
    /// Features seen less often are left out.
    pub min_count: u32,
}

/// A small generator of pseudo-random numbers (xorshift64*).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Returns a number from 0 to below 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Puts `items` in a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() >> 33) as usize % (at + 1));
        }
    }
}

/// As many levels as a weight can have in a model file.
pub const FULL: f32 = 127.0;

/// Trained weights, not yet quantised.
#[derive(Clone, Debug)]
pub struct Trained<const L: usize> {
    word_keys: Vec<u32>,
    words: Vec<[[f32; L]; WINDOW]>,
    place_keys: Vec<u32>,
    places: Vec<[f32; L]>,
    transitions: [[f32; L]; L],
    starts: [f32; L],
    ends: [f32; L],
}

/// Where sums of squared gradients begin: rare features take small steps at first.
const FIRST_SQUARE: f32 = 1.0;

/// Returns the features seen at least `min` times, in order.
fn frequent<'a>(features: impl Iterator<Item = &'a u32>, min: u32) -> Vec<u32> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for &feature in features {
        *counts.entry(feature).or_default() += 1;
    }
    let mut keys: Vec<u32> = counts.into_iter().filter(|&(_, n)| n >= min).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys
}

fn indexed(features: &[u32], table: &Table) -> Vec<u32> {
    features.iter().filter_map(|&feature| table.find(feature)).map(|row| row as u32).collect()
}

/// One step of AdaGrad.
#[inline]
fn step(weight: &mut f32, square: &mut f32, gradient: f32, rate: f32) {
    *square += gradient * gradient;
    *weight -= rate * gradient / square.sqrt();
}

impl<const L: usize> Trained<L> {
    fn zeros(word_keys: Vec<u32>, place_keys: Vec<u32>, value: f32) -> Self {
        Self {
            words: vec![[[value; L]; WINDOW]; word_keys.len()],
            places: vec![[value; L]; place_keys.len()],
            word_keys,
            place_keys,
            transitions: [[value; L]; L],
            starts: [value; L],
            ends: [value; L],
        }
    }

    /// Trains on `samples`; `each` is told of every epoch, its loss, and the weights so far.
    pub fn train(
        samples: &[Sample],
        vocabulary: &Vocabulary,
        options: &Options,
        mut each: impl FnMut(usize, f64, &Self),
    ) -> Self {
        let min = options.min_count;
        let word_features = || {
            samples
                .iter()
                .flat_map(|s| s.words.iter())
                .flat_map(|&word| vocabulary.words[word as usize].iter())
        };
        let word_keys = if samples.iter().all(|s| s.given.is_empty()) {
            frequent(word_features(), min)
        } else {
            Vec::new()
        };
        let place_keys = frequent(samples.iter().flat_map(|s| s.places.iter().flatten()), min);
        let (word_table, place_table) = (Table::new(word_keys.clone()), Table::new(place_keys.clone()));
        // A second look has no words of its own.
        let words: Vec<Vec<u32>> = match vocabulary.words.is_empty() {
            true => vec![Vec::new()],
            false => vocabulary.words.iter().map(|f| indexed(f, &word_table)).collect(),
        };
        let places: Vec<Vec<Vec<u32>>> =
            samples.iter().map(|s| s.places.iter().map(|f| indexed(f, &place_table)).collect()).collect();

        let mut model = Self::zeros(word_keys.clone(), place_keys.clone(), 0.0);
        let mut squares = Self::zeros(word_keys, place_keys, FIRST_SQUARE);
        let mut average: Option<Self> = None;
        let mut random = Random::new(options.seed);
        let mut order: Vec<usize> = (0..samples.len()).collect();
        let mut pass = Pass::default();
        for epoch in 0..options.epochs {
            random.shuffle(&mut order);
            let rate = options.rate * (1.0 - 0.9 * epoch as f32 / options.epochs as f32);
            let mut loss = 0.0;
            for &at in &order {
                let sample = &samples[at];
                if sample.words.is_empty() {
                    continue;
                }
                pass.drop_features(sample, &words, &places[at], options.dropout, &mut random);
                loss += pass.gradients(&model, sample, options.dropout);
                pass.update(&mut model, &mut squares, sample, options, rate);
            }
            if epoch * 2 >= options.epochs {
                match &mut average {
                    None => average = Some(model.clone()),
                    Some(average) => {
                        let seen = (epoch - options.epochs.div_ceil(2) + 1) as f32;
                        average.approach(&model, 1.0 / seen);
                    }
                }
            }
            each(epoch, loss, average.as_ref().unwrap_or(&model));
        }
        average.unwrap_or(model)
    }

    /// Moves all weights the given share of the way to those of `other`.
    fn approach(&mut self, other: &Self, share: f32) {
        fn approach<const N: usize>(a: &mut [f32; N], b: &[f32; N], share: f32) {
            for (a, b) in a.iter_mut().zip(b) {
                *a += (b - *a) * share;
            }
        }
        for (a, b) in self.words.iter_mut().flatten().zip(other.words.iter().flatten()) {
            approach(a, b, share);
        }
        for (a, b) in self.places.iter_mut().zip(&other.places) {
            approach(a, b, share);
        }
        for (a, b) in self.transitions.iter_mut().zip(&other.transitions) {
            approach(a, b, share);
        }
        approach(&mut self.starts, &other.starts, share);
        approach(&mut self.ends, &other.ends, share);
    }

    /// Makes the first label of places weigh nothing, and the others what they weigh beside it: the same odds, in fewer
    /// bytes.
    pub fn beside_first(mut self) -> Self {
        for row in &mut self.places {
            let first = row[0];
            row.iter_mut().for_each(|weight| *weight -= first);
        }
        self
    }

    /// Returns the step of which the largest weight of features has `levels`, [`FULL`] at most.
    pub fn step(&self, levels: f32) -> f32 {
        let words = self.words.iter().flatten().flatten();
        let largest = words.chain(self.places.iter().flatten()).fold(0.0_f32, |most, w| most.max(w.abs()));
        largest.max(0.01) / levels
    }

    /// Rounds the weights to units of `step`. Transitions that `may_follow` forbids cost more than any score.
    pub fn quantise(&self, step: f32, may_follow: impl Fn(u8, u8) -> bool) -> Weights<L> {
        const FORBIDDEN: i16 = -20_000;
        let byte = |w: f32| (w / step).round().clamp(-127.0, 127.0) as i8;
        let short = |w: f32| (w / step).round().clamp(-10_000.0, 10_000.0) as i16;
        // Rows of nothing but zeros say nothing.
        let word_rows =
            |row: &[[f32; L]; WINDOW]| -> Vec<i8> { row.iter().flatten().map(|&w| byte(w)).collect() };
        let (mut words, mut word_bytes) = (Vec::new(), Vec::new());
        for (&key, row) in self.word_keys.iter().zip(&self.words) {
            let row = word_rows(row);
            if row.iter().any(|&w| w != 0) {
                words.push(key);
                word_bytes.extend(row);
            }
        }
        let (mut places, mut place_bytes) = (Vec::new(), Vec::new());
        for (&key, row) in self.place_keys.iter().zip(&self.places) {
            let row = row.map(byte);
            if row.iter().any(|&w| w != 0) {
                places.push(key);
                place_bytes.extend(row);
            }
        }
        let mut transitions = Vec::with_capacity(L * L);
        for (from, row) in self.transitions.iter().enumerate() {
            for (to, &weight) in row.iter().enumerate() {
                transitions.push(if may_follow(from as u8, to as u8) { short(weight) } else { FORBIDDEN });
            }
        }
        let weights = Weights {
            words: Table::new(words),
            word_rows: word_bytes,
            places: Rows::new(&places, &place_bytes),
            transitions,
            starts: self.starts.iter().map(|&w| short(w)).collect(),
            ends: self.ends.iter().map(|&w| short(w)).collect(),
            step,
            margin: MARGIN,
            laid: Laid::default(),
        };
        weights.ready()
    }
}

/// The work on one sentence; kept for its memory.
#[derive(Debug)]
struct Pass<const L: usize> {
    /// Features that were not dropped: where, and which.
    words: Vec<(usize, u32)>,
    places: Vec<(usize, u32)>,
    scores: Vec<[f32; L]>,
    forward: Vec<[f32; L]>,
    /// First the odds of each label by itself, then how far each is from the truth.
    errors: Vec<[f32; L]>,
    norms: Vec<f32>,
    /// Expected transitions less the true ones.
    moves: [[f32; L]; L],
    start: [f32; L],
    end: [f32; L],
}

impl<const L: usize> Default for Pass<L> {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            places: Vec::new(),
            scores: Vec::new(),
            forward: Vec::new(),
            errors: Vec::new(),
            norms: Vec::new(),
            moves: [[0.0; L]; L],
            start: [0.0; L],
            end: [0.0; L],
        }
    }
}

/// Returns the places in a sentence of `len` words that the word at `at` speaks of, with their place in its row.
fn window(at: usize, len: usize) -> impl Iterator<Item = (usize, usize)> {
    let first = REACH.saturating_sub(at);
    let last = WINDOW.min(len + REACH - at);
    (first..last).map(move |place| (place, at + place - REACH))
}

impl<const L: usize> Pass<L> {
    fn drop_features(
        &mut self,
        sample: &Sample,
        words: &[Vec<u32>],
        places: &[Vec<u32>],
        dropout: f32,
        random: &mut Random,
    ) {
        self.words.clear();
        self.places.clear();
        for (at, &word) in sample.words.iter().enumerate() {
            for &feature in &words[word as usize] {
                if random.unit() >= dropout {
                    self.words.push((at, feature));
                }
            }
            for &feature in &places[at] {
                if random.unit() >= dropout {
                    self.places.push((at, feature));
                }
            }
        }
    }

    /// Works out how far the model is from the truth; returns the loss.
    fn gradients(&mut self, model: &Trained<L>, sample: &Sample, dropout: f32) -> f64 {
        let count = sample.words.len();
        let kept = 1.0 / (1.0 - dropout);
        self.scores.clear();
        self.scores.resize(count, [0.0; L]);
        for (at, scores) in self.scores.iter_mut().enumerate() {
            if !sample.given.is_empty() {
                scores.copy_from_slice(&sample.given[at * L..(at + 1) * L]);
            }
        }
        for &(at, feature) in &self.words {
            let rows = &model.words[feature as usize];
            for (place, at) in window(at, count) {
                for (score, weight) in self.scores[at].iter_mut().zip(&rows[place]) {
                    *score += weight * kept;
                }
            }
        }
        for &(at, feature) in &self.places {
            for (score, weight) in self.scores[at].iter_mut().zip(&model.places[feature as usize]) {
                *score += weight * kept;
            }
        }
        // Forward and backward, each word's odds scaled to its best label.
        let factors = model.transitions.map(|row| row.map(f32::exp));
        let (starts, ends) = (model.starts.map(f32::exp), model.ends.map(f32::exp));
        let mut log_total = 0.0_f64;
        self.errors.clear();
        for scores in &self.scores {
            let best = scores.iter().copied().fold(f32::MIN, f32::max);
            self.errors.push(scores.map(|score| (score - best).exp()));
            log_total += f64::from(best);
        }
        self.forward.clear();
        self.norms.clear();
        for at in 0..count {
            let mut reached = [0.0; L];
            if at == 0 {
                reached = starts;
            } else {
                for (from, row) in self.forward[at - 1].iter().zip(&factors) {
                    for (to, factor) in reached.iter_mut().zip(row) {
                        *to += from * factor;
                    }
                }
            }
            for (reached, own) in reached.iter_mut().zip(&self.errors[at]) {
                *reached *= own;
            }
            let norm: f32 = reached.iter().sum();
            for reached in &mut reached {
                *reached /= norm;
            }
            log_total += f64::from(norm.ln());
            self.norms.push(norm);
            self.forward.push(reached);
        }
        let last: f32 = self.forward[count - 1].iter().zip(&ends).map(|(f, e)| f * e).sum();
        log_total += f64::from(last.ln());
        let mut backward = ends.map(|end| end / last);
        self.moves = [[0.0; L]; L];
        for at in (0..count).rev() {
            let own = self.errors[at];
            let mut posterior = [0.0; L];
            for ((posterior, forward), backward) in posterior.iter_mut().zip(&self.forward[at]).zip(&backward)
            {
                *posterior = forward * backward;
            }
            self.errors[at] = posterior;
            if at == 0 {
                break;
            }
            let mut arriving = backward;
            for (arriving, own) in arriving.iter_mut().zip(&own) {
                *arriving *= own / self.norms[at];
            }
            for (from, row) in factors.iter().enumerate() {
                let before = self.forward[at - 1][from];
                let mut sum = 0.0;
                for ((moved, factor), arriving) in self.moves[from].iter_mut().zip(row).zip(&arriving) {
                    let value = factor * arriving;
                    sum += value;
                    *moved += before * value;
                }
                backward[from] = sum;
            }
        }
        // Less the truth.
        let label = |at: usize| usize::from(sample.labels[at]);
        self.end = self.errors[count - 1];
        self.end[label(count - 1)] -= 1.0;
        let mut truth = model.starts[label(0)] + model.ends[label(count - 1)];
        for at in 0..count {
            truth += self.scores[at][label(at)];
            self.errors[at][label(at)] -= 1.0;
            if at > 0 {
                truth += model.transitions[label(at - 1)][label(at)];
                self.moves[label(at - 1)][label(at)] -= 1.0;
            }
        }
        self.start = self.errors[0];
        for errors in &mut self.errors {
            *errors = errors.map(|error| error * sample.weight);
        }
        (log_total - f64::from(truth)) * f64::from(sample.weight)
    }

    fn update(
        &mut self,
        model: &mut Trained<L>,
        squares: &mut Trained<L>,
        sample: &Sample,
        options: &Options,
        rate: f32,
    ) {
        let count = sample.words.len();
        let (kept, l2) = (1.0 / (1.0 - options.dropout), options.l2);
        let rows = model.transitions.iter_mut().flatten().zip(squares.transitions.iter_mut().flatten());
        for ((weight, square), &gradient) in rows.zip(self.moves.iter().flatten()) {
            step(weight, square, gradient * sample.weight, rate);
        }
        for label in 0..L {
            step(
                &mut model.starts[label],
                &mut squares.starts[label],
                self.start[label] * sample.weight,
                rate,
            );
            step(&mut model.ends[label], &mut squares.ends[label], self.end[label] * sample.weight, rate);
        }
        let learn = |weights: &mut [f32; L], squares: &mut [f32; L], errors: &[f32; L]| {
            for ((weight, square), error) in weights.iter_mut().zip(squares).zip(errors) {
                step(weight, square, error * kept + l2 * *weight, rate);
            }
        };
        for &(at, feature) in &self.places {
            let feature = feature as usize;
            learn(&mut model.places[feature], &mut squares.places[feature], &self.errors[at]);
        }
        for &(at, feature) in &self.words {
            let feature = feature as usize;
            for (place, at) in window(at, count) {
                learn(&mut model.words[feature][place], &mut squares.words[feature][place], &self.errors[at]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::linear::crf::Lattice;

    const OPTIONS: Options = Options { epochs: 20, rate: 0.3, l2: 0.0, dropout: 0.0, seed: 1, min_count: 1 };

    /// Words are their own features; a word's label is what the word before it was, a first word's is 0.
    fn echo() -> (Vec<Sample>, Vocabulary) {
        let mut random = Random::new(5);
        let samples = (0..200)
            .map(|_| {
                let words: Vec<u32> = (0..6).map(|_| (random.unit() * 3.0) as u32).collect();
                let labels = std::iter::once(0).chain(words.iter().map(|&w| w as u8)).take(6).collect();
                Sample {
                    places: vec![vec![98], vec![99], vec![99], vec![99], vec![99], vec![99]],
                    words,
                    labels,
                    given: Vec::new(),
                    weight: 1.0,
                }
            })
            .collect();
        (samples, Vocabulary { words: vec![vec![10], vec![20], vec![30]] })
    }

    #[test]
    fn what_neighbours_say_is_learned_and_survives_rounding() {
        let (samples, vocabulary) = echo();
        let mut losses = Vec::new();
        let trained = Trained::<3>::train(&samples, &vocabulary, &OPTIONS, |_, loss, _| losses.push(loss));
        assert!(losses[19] < losses[0] / 4.0, "{losses:?}");
        let weights = trained.quantise(trained.step(FULL), |_, _| true);
        let (mut lattice, mut path, mut probable) = (Lattice::default(), Vec::new(), Vec::new());
        for sample in &samples[..20] {
            let mut scores = vec![[0; 3]; 6];
            for (at, &word) in sample.words.iter().enumerate() {
                let mut row = [[0; 3]; WINDOW];
                weights.merge(&vocabulary.words[word as usize], &mut row);
                weights.add_word(&row, at, &mut scores);
            }
            for (at, scores) in scores.iter_mut().enumerate() {
                weights.add_place(&sample.places[at], scores);
            }
            weights.best_path(&scores, &mut lattice, &mut path);
            assert_eq!(path[1..], sample.labels[1..]);
            weights.posteriors(&scores, &mut lattice, &mut probable);
            let probable = probable[3];
            assert!((probable.iter().sum::<f32>() - 1.0).abs() < 1e-4);
            let best = (0..3).max_by(|&a, &b| probable[a].total_cmp(&probable[b])).unwrap();
            assert_eq!(best, usize::from(path[3]));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_weights() {
        let (samples, vocabulary) = echo();
        let train = || {
            let trained = Trained::<3>::train(&samples, &vocabulary, &OPTIONS, |_, _, _| {});
            trained.quantise(0.01, |_, _| true).word_rows
        };
        assert_eq!(train(), train());
    }

    #[test]
    fn forbidden_labels_do_not_follow() {
        let (samples, vocabulary) = echo();
        let trained = Trained::<3>::train(&samples, &vocabulary, &OPTIONS, |_, _, _| {});
        let weights = trained.quantise(trained.step(FULL), |from, to| from != 0 || to != 1);
        let (mut lattice, mut path) = (Lattice::default(), Vec::new());
        weights.best_path(&[[50, 45, 0], [0, 50, 45]], &mut lattice, &mut path);
        assert_ne!(path, [0, 1]);
    }
}
