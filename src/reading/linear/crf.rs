//! A linear-chain conditional random field with quantised weights: scores, the best path, posteriors.
//!
//! Lafferty, McCallum, Pereira 2001. Labels far below the best one of their word are left out of the search:
//! nearly all words have one label worth following, so the search costs little more than reading its row.

use super::table::{Rows, Table};
use crate::model::{Model, ModelError};

/// How many neighbours a word's own row speaks of: two on either side, and itself.
pub const WINDOW: usize = 5;
const REACH: usize = WINDOW / 2;

/// Weights of a chain with `L` labels, in units of `step`.
#[derive(Clone, Debug, Default)]
pub struct Weights<const L: usize> {
    /// Features of words, each with a row for every place in the window.
    pub words: Table,
    pub word_rows: Vec<i8>,
    /// Features of places.
    pub places: Rows<L>,
    /// From the first label to the second.
    pub transitions: Vec<i16>,
    pub starts: Vec<i16>,
    pub ends: Vec<i16>,
    /// What one unit is worth in log odds.
    pub step: f32,
    /// Labels so far below the best of their word (in log odds) are not followed.
    pub margin: f32,
    /// Filled by [`Self::ready`].
    pub odds: Odds,
}

/// The same as odds, worked out once. Tables make posteriors fast, and the same on every machine.
#[derive(Clone, Debug, Default)]
pub struct Odds {
    /// Of a label so many units below the best.
    below: Vec<f32>,
    transitions: Vec<f32>,
    starts: Vec<f32>,
    ends: Vec<f32>,
}

/// A word's merged row: for each place in the window, what the word says of each label there.
pub type Row<const L: usize> = [[i16; L]; WINDOW];

/// Keeps the sum of a window of rows and of a place's own features within 16 bits.
const MAX_WEIGHT: i32 = 5000;

/// The margin of a chain that is told no other.
pub const MARGIN: f32 = 4.0;

impl<const L: usize> Weights<L> {
    /// Reads the weights that [`Self::write`] wrote under `name`.
    ///
    /// # Errors
    ///
    /// Where the model has not all of them.
    pub fn read(model: &Model, name: &str) -> Result<Self, ModelError> {
        let part = |part: &str| format!("{name}.{part}");
        let (place_keys, place_rows) =
            (model.keys(&part("places"))?, model.bytes_signed(&part("place_rows"))?);
        if place_rows.len() != place_keys.len() * L {
            return Err(ModelError::Misfit(part("places")));
        }
        let weights = Self {
            words: Table::new(model.keys(&part("words"))?),
            word_rows: model.bytes_signed(&part("word_rows"))?,
            places: Rows::new(&place_keys, &place_rows),
            transitions: model.shorts(&part("transitions"))?,
            starts: model.shorts(&part("starts"))?,
            ends: model.shorts(&part("ends"))?,
            step: model.number(&part("step"))?,
            margin: MARGIN,
            odds: Odds::default(),
        };
        let fits = weights.word_rows.len() == weights.words.len() * WINDOW * L
            && weights.transitions.len() == L * L
            && weights.starts.len() == L
            && weights.ends.len() == L;
        if fits { Ok(weights.ready()) } else { Err(ModelError::Misfit(name.to_owned())) }
    }

    /// Makes the weights follow labels within `margin` of the best.
    pub fn following(self, margin: f32) -> Self {
        Self { margin, ..self }.ready()
    }

    /// Makes the weights ready for use, once all are there.
    pub fn ready(mut self) -> Self {
        let step = f64::from(self.step);
        let odds = |units: f64| (units * step).exp() as f32;
        let of = |weights: &[i16]| weights.iter().map(|&w| odds(w.into())).collect();
        self.odds = Odds {
            below: (0..=self.margin().max(0)).map(|units| odds(-f64::from(units))).collect(),
            transitions: of(&self.transitions),
            starts: of(&self.starts),
            ends: of(&self.ends),
        };
        self
    }

    /// Writes the weights under `name`.
    pub fn write(&self, model: &mut Model, name: &str) {
        let part = |part: &str| format!("{name}.{part}");
        model.put_keys(&part("words"), self.words.keys());
        model.put_bytes_signed(&part("word_rows"), &self.word_rows);
        model.put_keys(&part("places"), &self.places.keys());
        model.put_bytes_signed(&part("place_rows"), &self.places.rows());
        model.put_shorts(&part("transitions"), &self.transitions);
        model.put_shorts(&part("starts"), &self.starts);
        model.put_shorts(&part("ends"), &self.ends);
        model.put_number(&part("step"), self.step);
    }

    /// Forgets features that have no weight as great as `least`.
    pub fn prune(&mut self, least: u8) {
        let rows = self.words.keys().iter().zip(self.word_rows.chunks_exact(WINDOW * L));
        let great = |row: &[i8]| row.iter().any(|weight| weight.unsigned_abs() >= least);
        let (keys, rows): (Vec<u32>, Vec<&[i8]>) = rows.filter(|(_, row)| great(row)).unzip();
        (self.words, self.word_rows) = (Table::new(keys), rows.concat());
        self.places.prune(least);
    }

    /// Sums the rows of a word's features.
    pub fn merge(&self, features: &[u32], row: &mut Row<L>) {
        let mut sums = [[0_i32; L]; WINDOW];
        for &feature in features {
            let Some(at) = self.words.find(feature) else { continue };
            let weights = &self.word_rows[at * WINDOW * L..(at + 1) * WINDOW * L];
            for (sums, weights) in sums.iter_mut().zip(weights.chunks_exact(L)) {
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(weight);
                }
            }
        }
        for (row, sums) in row.iter_mut().zip(&sums) {
            for (weight, sum) in row.iter_mut().zip(sums) {
                *weight = (*sum).clamp(-MAX_WEIGHT, MAX_WEIGHT) as i16;
            }
        }
    }

    /// Adds what a place's features say of its label.
    pub fn add_place(&self, features: &[u32], scores: &mut [i16; L]) {
        self.places.of_all(features, |row| {
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score = score.saturating_add(weight.into());
            }
        });
    }

    /// Finds the best path through `scores`, in place of what `path` held before.
    pub fn best_path(&self, scores: &[[i16; L]], lattice: &mut Lattice, path: &mut Vec<u8>) {
        path.clear();
        if scores.is_empty() {
            return;
        }
        lattice.fill(scores, self.margin());
        let Lattice { labels, starts, values, back, .. } = lattice;
        values.clear();
        back.clear();
        for at in 0..scores.len() {
            let live = starts[at] as usize..starts[at + 1] as usize;
            for i in live {
                let label = usize::from(labels[i]);
                let own = i32::from(scores[at][label]);
                if at == 0 {
                    values.push(own + i32::from(self.starts[label]));
                    back.push(0);
                    continue;
                }
                let before = starts[at - 1] as usize..starts[at] as usize;
                let (mut best, mut from) = (i32::MIN, before.start);
                for j in before {
                    let value = values[j] + i32::from(self.transitions[usize::from(labels[j]) * L + label]);
                    if value > best {
                        (best, from) = (value, j);
                    }
                }
                values.push(best + own);
                back.push(from as u32);
            }
        }
        let last = starts[scores.len() - 1] as usize..starts[scores.len()] as usize;
        let end = |i: &usize| values[*i] + i32::from(self.ends[usize::from(labels[*i])]);
        // The first of equals, whatever the order of the search.
        let mut best = last.start;
        for i in last {
            if end(&i) > end(&best) {
                best = i;
            }
        }
        path.resize(scores.len(), 0);
        for at in (0..scores.len()).rev() {
            path[at] = labels[best];
            best = back[best] as usize;
        }
    }

    /// Finds how probable each label followed is, in place of what `lattice` held before.
    pub fn posteriors(&self, scores: &[[i16; L]], lattice: &mut Lattice) {
        if scores.is_empty() {
            lattice.starts.clear();
            return;
        }
        lattice.fill(scores, self.margin());
        let Lattice { labels, starts, forward, backward, own, .. } = lattice;
        let total = labels.len();
        forward.clear();
        forward.resize(total, 0.0);
        backward.clear();
        backward.resize(total, 1.0);
        own.clear();
        let odds = &self.odds;
        for (at, scores) in scores.iter().enumerate() {
            let live = &labels[starts[at] as usize..starts[at + 1] as usize];
            let best = live.iter().map(|&l| scores[usize::from(l)]).max().unwrap_or_default();
            own.extend(
                live.iter()
                    .map(|&l| odds.below[(i32::from(best) - i32::from(scores[usize::from(l)])) as usize]),
            );
        }
        for at in 0..scores.len() {
            let live = starts[at] as usize..starts[at + 1] as usize;
            // What has one label only is sure, and parts what is before it from what is after.
            if live.len() == 1 {
                forward[live.start] = 1.0;
                continue;
            }
            let mut sum = 0.0;
            for i in live.clone() {
                let label = usize::from(labels[i]);
                let reached = if at == 0 {
                    odds.starts[label]
                } else {
                    let before = starts[at - 1] as usize..starts[at] as usize;
                    before.map(|j| forward[j] * odds.transitions[usize::from(labels[j]) * L + label]).sum()
                };
                forward[i] = reached * own[i];
                sum += forward[i];
            }
            scale(&mut forward[live], sum);
        }
        for at in (0..scores.len()).rev() {
            let live = starts[at] as usize..starts[at + 1] as usize;
            if live.len() == 1 {
                continue;
            }
            let mut sum = 0.0;
            for i in live.clone() {
                let label = usize::from(labels[i]);
                backward[i] = if at + 1 == scores.len() {
                    odds.ends[label]
                } else {
                    let after = starts[at + 1] as usize..starts[at + 2] as usize;
                    after
                        .map(|j| backward[j] * own[j] * odds.transitions[label * L + usize::from(labels[j])])
                        .sum()
                };
                sum += backward[i];
            }
            scale(&mut backward[live], sum);
        }
        for at in 0..scores.len() {
            let live = starts[at] as usize..starts[at + 1] as usize;
            if live.len() == 1 {
                continue;
            }
            let mut sum = 0.0;
            for i in live.clone() {
                forward[i] *= backward[i];
                sum += forward[i];
            }
            scale(&mut forward[live], sum);
        }
    }

    fn margin(&self) -> i32 {
        (self.margin / self.step) as i32
    }
}

/// Makes `values` sum to one. Where all are zero, what is followed is equally likely.
fn scale(values: &mut [f32], sum: f32) {
    if sum > f32::MIN_POSITIVE {
        for value in values {
            *value /= sum;
        }
    } else {
        let equal = 1.0 / values.len() as f32;
        values.fill(equal);
    }
}

/// The labels that are followed at each word, and what is found about them; kept for its memory.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    labels: Vec<u8>,
    /// For each word where its labels begin; one more at the end.
    starts: Vec<u32>,
    values: Vec<i32>,
    back: Vec<u32>,
    own: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
}

/// Labels looked at together.
const STRETCH: usize = 16;

impl Lattice {
    fn fill<const L: usize>(&mut self, scores: &[[i16; L]], margin: i32) {
        self.labels.clear();
        self.starts.clear();
        for scores in scores {
            self.starts.push(self.labels.len() as u32);
            let best = scores.iter().copied().max().unwrap_or_default();
            let floor = (i32::from(best) - margin).max(i16::MIN.into()) as i16;
            // Most stretches of labels have none that is followed; whether one has is a few vector instructions.
            for (stretch, scores) in scores.chunks(STRETCH).enumerate() {
                if !scores.iter().fold(false, |any, &score| any | (score >= floor)) {
                    continue;
                }
                for (label, &score) in scores.iter().enumerate() {
                    if score >= floor {
                        self.labels.push((stretch * STRETCH + label) as u8);
                    }
                }
            }
        }
        self.starts.push(self.labels.len() as u32);
    }

    /// Returns the labels followed at the word and their probabilities, after [`Weights::posteriors`].
    pub fn at(&self, word: usize) -> impl Iterator<Item = (u8, f32)> {
        let live = self.starts[word] as usize..self.starts[word + 1] as usize;
        live.map(|i| (self.labels[i], self.forward[i]))
    }
}

/// Adds a word's merged row to the scores of its neighbours in a sentence.
pub fn add_row<const L: usize>(row: &Row<L>, at: usize, scores: &mut [[i16; L]]) {
    if at >= REACH && at + REACH < scores.len() {
        for (row, scores) in row.iter().zip(&mut scores[at - REACH..=at + REACH]) {
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score = score.saturating_add(weight);
            }
        }
        return;
    }
    for (place, row) in row.iter().enumerate() {
        let Some(scores) = (at + place).checked_sub(REACH).and_then(|at| scores.get_mut(at)) else {
            continue;
        };
        for (score, &weight) in scores.iter_mut().zip(row) {
            *score = score.saturating_add(weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_weights_are_forgotten() {
        let mut rows = vec![1; 3 * WINDOW * 2];
        rows[WINDOW * 2] = -6;
        let mut weights = Weights::<2> {
            words: Table::new(vec![10, 20, 30]),
            word_rows: rows,
            places: Rows::new(&[7, 8], &[0, 6, 5, -5]),
            ..Weights::default()
        };
        weights.prune(6);
        assert_eq!(weights.words.keys(), [20]);
        assert_eq!((weights.word_rows.len(), weights.word_rows[0]), (WINDOW * 2, -6));
        assert_eq!((weights.places.keys(), weights.places.rows()), (vec![7], vec![0, 6]));
    }
}
