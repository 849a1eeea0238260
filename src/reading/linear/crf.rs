//! A linear-chain conditional random field with quantised weights: scores, the best path, posteriors.
//!
//! Lafferty, McCallum, Pereira 2001. Labels far below the best one of their word are left out. Each step of a search
//! works on all labels of a word side by side, for which the compiler has vector instructions on every processor.

use super::table::{Rows, Table};
use crate::model::{Model, ModelError, beside};

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
    /// From the first label to the second.
    onward: Vec<f32>,
    /// To the first label from the second.
    back: Vec<f32>,
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
        let places = || {
            let (keys, rows) = (model.keys(&part("places"))?, model.bytes_signed(&part("place_rows"))?);
            if rows.len() == keys.len() * L {
                Ok(Rows::new(&keys, &rows))
            } else {
                Err(ModelError::Misfit(part("places")))
            }
        };
        let (places, word_rows) = std::thread::scope(|scope| {
            let places = beside(scope, places);
            let word_rows = model.bytes_signed(&part("word_rows"))?;
            Ok((places.join().expect("reading does not panic")?, word_rows))
        })?;
        let weights = Self {
            words: Table::new(model.keys(&part("words"))?),
            word_rows,
            places,
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
        let of = |weights: &[i16]| weights.iter().map(|&w| odds(w.into())).collect::<Vec<f32>>();
        let onward = of(&self.transitions);
        self.odds = Odds {
            below: (0..=self.margin().max(0)).map(|units| odds(-f64::from(units))).collect(),
            back: (0..L * L).map(|at| onward[at % L * L + at / L]).collect(),
            onward,
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

    /// Finds the best path through `scores`, in place of what `path` held before; the first of equals.
    pub fn best_path(&self, scores: &[[i16; L]], lattice: &mut Lattice, path: &mut Vec<u8>) {
        path.clear();
        let transitions = self.transitions.as_chunks::<L>().0;
        // How good the best path to each label is, beside the best to any at its word: sums stay small.
        let values = rows::<i16, L>(&mut lattice.values, scores.len());
        let mut last = [LEFT_OUT; L];
        for (at, (row, scores)) in values.iter_mut().zip(scores).enumerate() {
            let mut reached = [i16::MIN; L];
            if at == 0 {
                reached.copy_from_slice(&self.starts);
            }
            for (&before, transitions) in last.iter().zip(transitions) {
                if before == LEFT_OUT {
                    continue;
                }
                for (reached, &transition) in reached.iter_mut().zip(transitions) {
                    *reached = (*reached).max(before.saturating_add(transition));
                }
            }
            let best = scores.iter().copied().max().unwrap_or_default();
            let floor = self.floor(best);
            for ((value, &reached), &score) in row.iter_mut().zip(&reached).zip(scores) {
                let own = reached.saturating_add(score.saturating_sub(best)).max(LEFT_OUT + 1);
                *value = if score >= floor { own } else { LEFT_OUT };
            }
            let best = row.iter().copied().max().unwrap_or_default();
            for value in row.iter_mut() {
                *value = if *value == LEFT_OUT { LEFT_OUT } else { value.saturating_sub(best) };
            }
            last = *row;
        }
        path.resize(scores.len(), 0);
        let mut next = None;
        for (label, row) in path.iter_mut().zip(&*values).rev() {
            let best = match next {
                None => first_best(row, |label| self.ends[label]),
                Some(next) => first_best(row, |label| transitions[label][next]),
            };
            (*label, next) = (best as u8, Some(best));
        }
    }

    /// Returns how probable each label of each word is; 0 where it is left out.
    pub fn posteriors<'a>(&self, scores: &[[i16; L]], lattice: &'a mut Lattice) -> &'a [[f32; L]] {
        let Odds { below, onward, back, starts, ends } = &self.odds;
        let (onward, back) = (onward.as_chunks::<L>().0, back.as_chunks::<L>().0);
        let own = rows::<f32, L>(&mut lattice.own, scores.len());
        let found = rows::<f32, L>(&mut lattice.found, scores.len());
        let mut reached = [0.0; L];
        for (at, ((row, own), scores)) in found.iter_mut().zip(own.iter_mut()).zip(scores).enumerate() {
            let best = scores.iter().copied().max().unwrap_or_default();
            for (own, &score) in own.iter_mut().zip(scores) {
                let units = (i32::from(best) - i32::from(score)) as usize;
                *own = below.get(units).copied().unwrap_or(0.0);
            }
            if at == 0 {
                reached.copy_from_slice(starts);
            }
            *row = product(&reached, own);
            scale(row, own);
            reached = combine(row, onward);
        }
        let mut after = [0.0; L];
        for (at, (row, own)) in found.iter_mut().zip(&*own).enumerate().rev() {
            if at + 1 == scores.len() {
                after.copy_from_slice(ends);
            }
            *row = product(row, &after);
            scale(row, own);
            let mut here = product(&after, own);
            scale(&mut here, own);
            after = combine(&here, back);
        }
        found
    }

    fn margin(&self) -> i32 {
        (self.margin / self.step) as i32
    }

    /// Returns the least score that is followed where `best` is the best.
    fn floor(&self, best: i16) -> i16 {
        (i32::from(best) - self.margin()).max(i16::MIN.into()) as i16
    }
}

/// The value of a label that is left out.
const LEFT_OUT: i16 = i16::MIN;

/// Returns the label with the greatest value, with what it leads on to; the first of equals.
fn first_best<const L: usize>(values: &[i16; L], onward: impl Fn(usize) -> i16) -> usize {
    let mut best = (LEFT_OUT, 0);
    for (label, &value) in values.iter().enumerate().filter(|(_, value)| **value != LEFT_OUT) {
        let value = value.saturating_add(onward(label)).max(LEFT_OUT + 1);
        if value > best.0 {
            best = (value, label);
        }
    }
    best.1
}

/// Returns room for so many rows of `L`.
fn rows<T: Copy + Default, const L: usize>(room: &mut Vec<T>, count: usize) -> &mut [[T; L]] {
    // Every row is written before it is read.
    if room.len() < count * L {
        room.resize(count * L, T::default());
    }
    room[..count * L].as_chunks_mut::<L>().0
}

fn product<const L: usize>(a: &[f32; L], b: &[f32; L]) -> [f32; L] {
    let mut product = [0.0; L];
    for ((product, a), b) in product.iter_mut().zip(a).zip(b) {
        *product = a * b;
    }
    product
}

/// Returns the sum of `rows`, each times its weight.
fn combine<const L: usize>(weights: &[f32; L], rows: &[[f32; L]]) -> [f32; L] {
    let mut sums = [0.0; L];
    for (weight, row) in weights.iter().zip(rows) {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += weight * value;
        }
    }
    sums
}

/// Makes `values` sum to one. Where all are zero, what is not left out is equally likely.
fn scale<const L: usize>(values: &mut [f32; L], own: &[f32; L]) {
    // In four lanes, in one order on every machine.
    let mut sums = [0.0_f32; 4];
    let (fours, rest) = values.as_chunks::<4>();
    for four in fours {
        for (sum, value) in sums.iter_mut().zip(four) {
            *sum += value;
        }
    }
    let sum = sums.iter().chain(rest).sum::<f32>();
    if sum > f32::MIN_POSITIVE {
        let factor = 1.0 / sum;
        for value in values {
            *value *= factor;
        }
    } else {
        let followed = own.iter().filter(|own| **own > 0.0).count();
        for (value, own) in values.iter_mut().zip(own) {
            *value = if *own > 0.0 { 1.0 / followed as f32 } else { 0.0 };
        }
    }
}

/// What is found about the labels at each word; kept for its memory.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    values: Vec<i16>,
    own: Vec<f32>,
    found: Vec<f32>,
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
    use proptest::prelude::*;

    proptest! {
        /// Beside what comes of looking at every path.
        #[test]
        fn paths_and_probabilities_are_those_of_all_paths_together(
            scores in proptest::collection::vec(proptest::array::uniform3(-300_i16..300), 1..6),
            transitions in proptest::collection::vec(-200_i16..200, 9),
            starts in proptest::collection::vec(-200_i16..200, 3),
            ends in proptest::collection::vec(-200_i16..200, 3),
        ) {
            let weights = Weights::<3> {
                transitions, starts, ends, step: 0.01, margin: MARGIN, ..Weights::default()
            }.ready();
            let words = scores.len();
            let (mut best, mut best_path, mut total) = (i32::MIN, Vec::new(), 0.0);
            let mut sums = vec![[0.0_f64; 3]; words];
            for number in (0..3_usize.pow(words as u32)).rev() {
                let path: Vec<usize> = (0..words).map(|at| number / 3_usize.pow((words - 1 - at) as u32) % 3).collect();
                let followed = path.iter().zip(&scores).all(|(&label, scores)| {
                    scores.iter().all(|&best| i32::from(best) - i32::from(scores[label]) <= weights.margin())
                });
                if !followed {
                    continue;
                }
                let mut value = i32::from(weights.starts[path[0]]) + i32::from(weights.ends[path[words - 1]]);
                value += path.iter().zip(&scores).map(|(&label, scores)| i32::from(scores[label])).sum::<i32>();
                value += path.windows(2).map(|two| i32::from(weights.transitions[two[0] * 3 + two[1]])).sum::<i32>();
                if value > best {
                    best = value;
                    best_path = vec![path.clone()];
                } else if value == best {
                    best_path.push(path.clone());
                }
                let odds = (f64::from(value) * 0.01).exp();
                total += odds;
                for (sums, &label) in sums.iter_mut().zip(&path) {
                    sums[label] += odds;
                }
            }
            let (mut lattice, mut path) = (Lattice::default(), vec![9; 9]);
            weights.best_path(&scores, &mut lattice, &mut path);
            let path: Vec<usize> = path.iter().map(|&label| label.into()).collect();
            prop_assert!(best_path.contains(&path), "{path:?}, not {best_path:?}");
            let found = weights.posteriors(&scores, &mut lattice);
            for (found, sums) in found.iter().zip(&sums) {
                for (found, sum) in found.iter().zip(sums) {
                    prop_assert!((f64::from(*found) - sum / total).abs() < 1e-4, "{found} {}", sum / total);
                }
            }
        }
    }

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
