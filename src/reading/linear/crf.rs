//! A linear-chain conditional random field with quantised weights: scores, the best path, posteriors.
//!
//! Lafferty, McCallum, Pereira 2001. Labels far below the best one of their word are left out. Each step of a search
//! works on all labels of a word side by side, in lanes, for which the compiler has vector instructions on every
//! processor. Lanes behind the last label hold nothing that is followed.

use super::table::{CACHE_LINE, Rows, STEP, Table, ask, lanes};
use crate::model::{Model, ModelError, beside};
use std::ops::Range;

/// How many neighbours a word's own row speaks of: two on either side, and itself.
pub const WINDOW: usize = 5;
const REACH: usize = WINDOW / 2;

/// Makes a method that runs another, which is inlined with all that it calls: compiled once for every processor, and
/// once for those with AVX2 (from 2013 on), where as many more labels are worked on at once. Both give the same numbers.
macro_rules! at_best_width {
    (
        $(#[$attribute:meta])*
        fn $name:ident, $wide:ident = $of:ident($($argument:ident: $type:ty),*)
    ) => {
        $(#[$attribute])*
        pub fn $name(&self, $($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has the instructions.
                #[expect(unsafe_code, reason = "instructions that the processor has")]
                return unsafe { self.$wide($($argument),*) };
            }
            self.$of($($argument),*);
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2")]
        fn $wide(&self, $($argument: $type),*) {
            self.$of($($argument),*);
        }
    };
}

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
    pub laid: Laid,
}

/// The weights of steps from word to word laid out in lanes, and as odds: worked out once. Tables make posteriors fast,
/// and the same on every machine.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// From the first label to the second, and to the first from the second.
    onward: Vec<i16>,
    back: Vec<i16>,
    /// The same as odds.
    onward_odds: Vec<f32>,
    back_odds: Vec<f32>,
    starts: Vec<f32>,
    ends: Vec<f32>,
    /// The odds of a label so many units below the best; the last one, 0, is for all that are further below.
    below: Vec<f32>,
}

/// No chain has more labels.
const MOST: usize = 64;

/// The rows of so many features of a word are asked of memory at once.
const MERGED: usize = 32;

/// A word's merged row: for each place in the window, what the word says of each label there.
pub type Row<const L: usize> = [[i16; L]; WINDOW];

/// Keeps the sum of a window of rows and of a place's own features within 16 bits.
const MAX_WEIGHT: i16 = 5000;

/// The margin of a chain that is told no other.
pub const MARGIN: f32 = 4.0;

impl<const L: usize> Weights<L> {
    /// Reads the weights that [`Self::write`] wrote under `name`.
    ///
    /// # Errors
    ///
    /// Where the model has not all of them.
    pub fn read(model: &Model, name: &str) -> Result<Self, ModelError> {
        Self::read_keyed(model, name, |key| key)
    }

    /// The same; of the key that each row of places has in the file `key` makes the one it is found by, and keeps their
    /// order.
    ///
    /// # Errors
    ///
    /// Where the model has not all of them.
    pub fn read_keyed(model: &Model, name: &str, key: fn(u32) -> u32) -> Result<Self, ModelError> {
        let part = |part: &str| format!("{name}.{part}");
        let places = || {
            let (mut keys, rows) = (model.keys(&part("places"))?, model.weights(&part("place_rows"))?);
            keys.iter_mut().for_each(|own| *own = key(*own));
            if rows.len() == keys.len() * L {
                Ok(Rows::new(&keys, &rows))
            } else {
                Err(ModelError::Misfit(part("places")))
            }
        };
        let (places, word_rows) = std::thread::scope(|scope| {
            let places = beside(scope, places);
            let word_rows = model.weights(&part("word_rows"))?;
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
            laid: Laid::default(),
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
        let back: Vec<i16> = (0..L * L).map(|at| self.transitions[at % L * L + at / L]).collect();
        self.laid = Laid {
            onward_odds: in_lanes::<_, L>(&of(&self.transitions), 0.0),
            back_odds: in_lanes::<_, L>(&of(&back), 0.0),
            onward: in_lanes::<_, L>(&self.transitions, 0),
            back: in_lanes::<_, L>(&back, 0),
            starts: in_lanes::<_, L>(&of(&self.starts), 0.0),
            ends: in_lanes::<_, L>(&of(&self.ends), 0.0),
            below: (0..=self.margin().max(0)).map(|units| odds(-f64::from(units))).chain([0.0]).collect(),
        };
        self
    }

    /// Writes the weights under `name`.
    pub fn write(&self, model: &mut Model, name: &str) {
        let part = |part: &str| format!("{name}.{part}");
        model.put_keys(&part("words"), self.words.keys());
        model.put_weights(&part("word_rows"), &self.word_rows);
        model.put_keys(&part("places"), &self.places.keys());
        model.put_weights(&part("place_rows"), &self.places.rows());
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

    at_best_width! {
        /// Sums the rows of a word's features.
        fn merge, merge_wide = merge_in(features: &[u32], row: &mut Row<L>)
    }
    at_best_width! {
        /// Adds a word's merged row to the scores of its neighbours in a sentence.
        fn add_word, add_word_wide = add_word_in(row: &Row<L>, at: usize, scores: &mut [[i16; L]])
    }
    at_best_width! {
        /// Adds what a place's features say of its label.
        fn add_place, add_place_wide = add_place_in(features: &[u32], scores: &mut [i16; L])
    }
    at_best_width! {
        /// Adds what the features that wait say of the labels of their places.
        fn add_waiting, add_waiting_wide = add_waiting_in(places: &mut Places, scores: &mut [[i16; L]])
    }
    /// Adds what features that places in a row share say of the label of each.
    pub fn add_places(&self, features: &[u32], scores: &mut [[i16; L]]) {
        scores.iter_mut().for_each(|scores| self.add_place(features, scores));
    }
    at_best_width! {
        /// Fills `found` with whether one label of each word leads all others by more than `lead`, in log odds.
        fn lead, lead_wide = lead_in(scores: &[[i16; L]], lead: f32, found: &mut Vec<bool>)
    }
    at_best_width! {
        /// Finds the best path through `scores`, in place of what `path` held before; the first of equals.
        fn best_path, best_path_wide =
            best_path_in(scores: &[[i16; L]], lattice: &mut Lattice, path: &mut Vec<u8>)
    }
    at_best_width! {
        /// Fills `found` with how probable each label of each word is; 0 where it is left out.
        fn posteriors, posteriors_wide =
            posteriors_in(scores: &[[i16; L]], lattice: &mut Lattice, found: &mut Vec<[f32; L]>)
    }

    #[inline(always)]
    fn merge_in(&self, features: &[u32], row: &mut Row<L>) {
        // A few hundred weights do not leave 16 bits.
        let mut sums = [[0_i16; L]; WINDOW];
        // So many at a time that memory brings all their rows at once.
        for features in features.chunks(MERGED) {
            let mut found = [0; MERGED];
            let mut count = 0;
            for at in features.iter().filter_map(|&feature| self.words.find(feature)) {
                let at = at * WINDOW * L;
                for line in (at..at + WINDOW * L).step_by(CACHE_LINE) {
                    ask(&self.word_rows[line]);
                }
                found[count] = at;
                count += 1;
            }
            for &at in &found[..count] {
                let weights = &self.word_rows[at..at + WINDOW * L];
                for (sum, &weight) in sums.as_flattened_mut().iter_mut().zip(weights) {
                    *sum = sum.saturating_add(weight.into());
                }
            }
        }
        for (weight, sum) in row.as_flattened_mut().iter_mut().zip(sums.as_flattened()) {
            *weight = (*sum).clamp(-MAX_WEIGHT, MAX_WEIGHT);
        }
    }

    #[inline(always)]
    fn add_word_in(&self, row: &Row<L>, at: usize, scores: &mut [[i16; L]]) {
        let first = at.saturating_sub(REACH);
        let end = (at + REACH + 1).min(scores.len());
        let row = &row[first + REACH - at..];
        for (score, &weight) in scores[first..end].as_flattened_mut().iter_mut().zip(row.as_flattened()) {
            *score = score.saturating_add(weight);
        }
    }

    #[inline(always)]
    fn add_place_in(&self, features: &[u32], scores: &mut [i16; L]) {
        let mut sums = in_lane::<L>(scores, 0);
        for row in features.iter().filter_map(|&feature| self.places.find(feature)) {
            self.add_row(row, &mut sums);
        }
        scores.copy_from_slice(&sums[..L]);
    }

    /// Adds a row of features of places to sums.
    #[inline(always)]
    fn add_row(&self, row: u32, sums: &mut [i16; MOST]) {
        for (sum, &weight) in sums[..lanes(L)].iter_mut().zip(self.places.row(row)) {
            *sum = sum.saturating_add(weight.into());
        }
    }

    #[inline(always)]
    fn add_waiting_in(&self, places: &mut Places, scores: &mut [[i16; L]]) {
        let Places { features, ends, shared } = places;
        // First all features are looked up, so that memory brings the rows meanwhile; few of them have none.
        let (mut start, mut found) = (0, 0);
        for (_, end) in ends.iter_mut() {
            let own = start..*end;
            start = *end;
            for at in own {
                let (row, is_there) = self.places.look(features[at]);
                self.places.ask_row(row);
                features[found] = row;
                found += usize::from(is_there);
            }
            *end = found;
        }
        let mut start = 0;
        for (at, end) in ends.drain(..) {
            let scores = &mut scores[at];
            let mut sums = in_lane::<L>(scores, 0);
            for &row in &features[start..end] {
                self.add_row(row, &mut sums);
            }
            scores.copy_from_slice(&sums[..L]);
            start = end;
        }
        features.clear();
        for (feature, places) in shared.drain(..) {
            let Some(row) = self.places.find(feature) else { continue };
            let row = &self.places.row(row)[..L];
            for scores in &mut scores[places.start as usize..places.end as usize] {
                for (score, &weight) in scores.iter_mut().zip(row) {
                    *score = score.saturating_add(weight.into());
                }
            }
        }
    }

    #[inline(always)]
    fn lead_in(&self, scores: &[[i16; L]], lead: f32, found: &mut Vec<bool>) {
        let lead = (lead / self.step).min(f32::from(i16::MAX)) as i16;
        found.clear();
        found.extend(scores.iter().map(|scores| {
            let best = scores.iter().copied().max().unwrap_or_default();
            let floor = best.saturating_sub(lead);
            scores.iter().map(|&score| u16::from(score >= floor)).sum::<u16>() == 1
        }));
    }

    #[inline(always)]
    fn best_path_in(&self, scores: &[[i16; L]], lattice: &mut Lattice, path: &mut Vec<u8>) {
        let Laid { onward, back, .. } = &self.laid;
        let onward = |label: usize| &onward[label * lanes(L)..][..lanes(L)];
        path.clear();
        path.resize(scores.len(), SEVERAL);
        // How good the best path to each label is, beside the best to any at its word: sums stay small. Where one label
        // alone is followed, the path goes through it, and nothing else is to be known.
        let values = room(&mut lattice.values, scores.len() * lanes(L));
        let mut last: (u8, &[i16]) = (SEVERAL, &[]);
        for ((label, row), scores) in path.iter_mut().zip(values.chunks_exact_mut(lanes(L))).zip(scores) {
            let scores = in_lane::<L>(scores, LEFT_OUT);
            let best = scores[..lanes(L)].iter().copied().max().unwrap_or_default();
            let floor = self.floor(best);
            if scores[..lanes(L)].iter().map(|&score| u16::from(score >= floor)).sum::<u16>() == 1 {
                *label = first_best(&scores[..lanes(L)], &[0; MOST]) as u8;
                last = (*label, &[]);
                continue;
            }
            let mut reached = [i16::MIN; MOST];
            match last {
                (SEVERAL, []) => reached[..L].copy_from_slice(&self.starts),
                (SEVERAL, values) => {
                    let followed = Labels::of(&values[..L], |&value| value != LEFT_OUT);
                    for (first, reached) in (0..lanes(L)).step_by(STEP).zip(reached.as_chunks_mut::<STEP>().0)
                    {
                        let mut own = [i16::MIN; STEP];
                        for &label in followed.list() {
                            let (before, onward) = (values[usize::from(label)], onward(label.into()));
                            for (own, &onward) in own.iter_mut().zip(step(&onward[first..])) {
                                *own = (*own).max(before.saturating_add(onward));
                            }
                        }
                        *reached = own;
                    }
                }
                (label, _) => reached[..lanes(L)].copy_from_slice(onward(label.into())),
            }
            for ((value, &reached), &score) in row.iter_mut().zip(&reached).zip(&scores) {
                let own = reached.saturating_add(score.saturating_sub(best)).max(LEFT_OUT + 1);
                *value = if score >= floor { own } else { LEFT_OUT };
            }
            let best = row.iter().copied().max().unwrap_or_default();
            for value in row.iter_mut() {
                *value = if *value == LEFT_OUT { LEFT_OUT } else { value.saturating_sub(best) };
            }
            last = (SEVERAL, row);
        }
        let ends = in_lane::<L>(self.ends.first_chunk().expect("one for each label"), 0);
        let mut next = &ends[..lanes(L)];
        for (label, row) in path.iter_mut().zip(values.chunks_exact(lanes(L))).rev() {
            if *label == SEVERAL {
                *label = first_best(row, next) as u8;
            }
            next = &back[usize::from(*label) * lanes(L)..][..lanes(L)];
        }
    }

    #[inline(always)]
    fn posteriors_in(&self, scores: &[[i16; L]], lattice: &mut Lattice, found: &mut Vec<[f32; L]>) {
        let Laid { below, onward_odds, back_odds, starts, ends, .. } = &self.laid;
        let own = room(&mut lattice.own, scores.len() * lanes(L));
        let forward = room(&mut lattice.forward, scores.len() * lanes(L));
        // What is worked on lies in arrays of its own, which the compiler knows to be apart from each other.
        let [mut reached, mut after, mut here, mut odds] = [[0.0; MOST]; 4];
        reached[..lanes(L)].copy_from_slice(starts);
        let rows = forward.chunks_exact_mut(lanes(L)).zip(own.chunks_exact_mut(lanes(L)));
        for ((row, own), scores) in rows.zip(scores) {
            let best = scores.iter().copied().max().unwrap_or_default();
            for (odds, &score) in odds.iter_mut().zip(scores) {
                *odds = below[usize::from(best.abs_diff(score)).min(below.len() - 1)];
            }
            own.copy_from_slice(&odds[..lanes(L)]);
            multiply::<L>(&reached, &odds, &mut here);
            scale::<L>(&mut here, &odds);
            row.copy_from_slice(&here[..lanes(L)]);
            combine::<L>(&here, onward_odds, &mut reached);
        }
        after[..lanes(L)].copy_from_slice(ends);
        found.clear();
        found.resize(scores.len(), [0.0; L]);
        let rows = forward.chunks_exact(lanes(L)).zip(own.chunks_exact(lanes(L)));
        for ((row, own), found) in rows.zip(found).rev() {
            reached[..lanes(L)].copy_from_slice(row);
            odds[..lanes(L)].copy_from_slice(own);
            multiply::<L>(&reached, &after, &mut here);
            scale::<L>(&mut here, &odds);
            found.copy_from_slice(&here[..L]);
            multiply::<L>(&after, &odds, &mut here);
            scale::<L>(&mut here, &odds);
            combine::<L>(&here, back_odds, &mut after);
        }
    }

    fn margin(&self) -> i32 {
        (self.margin / self.step) as i32
    }

    /// Returns the least score that is followed where `best` is the best.
    fn floor(&self, best: i16) -> i16 {
        (i32::from(best) - self.margin()).max(i32::from(LEFT_OUT) + 1) as i16
    }
}

/// In place of a label: more than one is followed.
const SEVERAL: u8 = u8::MAX;

/// The value of a label that is left out.
const LEFT_OUT: i16 = i16::MIN;

/// Returns the label with the greatest value, with what it leads on to; the first of equals.
#[inline(always)]
fn first_best(values: &[i16], onward: &[i16]) -> usize {
    // The label stands below the value, the first one highest, so that one comparison decides on both.
    let both = values.iter().zip(onward).enumerate().map(|(label, (&value, &onward))| {
        let whole = value.saturating_add(onward).max(LEFT_OUT + 1);
        let whole = if value == LEFT_OUT { LEFT_OUT } else { whole };
        (i32::from(whole) << 8) + (MOST - label) as i32
    });
    MOST - (both.max().unwrap_or_default() & 0xff) as usize
}

/// Returns room for so many numbers.
fn room<T: Copy + Default>(room: &mut Vec<T>, count: usize) -> &mut [T] {
    // Every number is written before it is read.
    if room.len() < count {
        room.resize(count, T::default());
    }
    &mut room[..count]
}

/// Returns the labels' values in lanes, with `none` behind them.
#[inline(always)]
fn in_lane<const L: usize>(values: &[i16; L], none: i16) -> [i16; MOST] {
    const { assert!(L <= MOST) };
    let mut lane = [none; MOST];
    lane[..L].copy_from_slice(values);
    lane
}

/// Returns rows of `L` values in lanes, with `none` behind each.
fn in_lanes<T: Copy, const L: usize>(values: &[T], none: T) -> Vec<T> {
    let rows = values.chunks_exact(L);
    rows.flat_map(|row| row.iter().copied().chain(std::iter::repeat_n(none, lanes(L) - L))).collect()
}

#[inline(always)]
fn multiply<const L: usize>(a: &[f32; MOST], b: &[f32; MOST], product: &mut [f32; MOST]) {
    for ((product, a), b) in product[..lanes(L)].iter_mut().zip(a).zip(b) {
        *product = a * b;
    }
}

/// Fills `sums` with the sum of `rows`, each times its weight.
#[inline(always)]
fn combine<const L: usize>(weights: &[f32; MOST], rows: &[f32], sums: &mut [f32; MOST]) {
    if lanes(L) == STEP {
        // With few labels it costs less not to ask which are left out.
        sums[..STEP].fill(0.0);
        for (weight, row) in weights[..L].iter().zip(rows.as_chunks::<STEP>().0) {
            for (sum, value) in sums[..STEP].iter_mut().zip(row) {
                *sum += weight * value;
            }
        }
        return;
    }
    let followed = Labels::of(&weights[..L], |&weight| weight != 0.0);
    // A step of lanes at a time, so that their sums stay in the processor.
    for (first, sums) in (0..lanes(L)).step_by(STEP).zip(sums.as_chunks_mut::<STEP>().0) {
        let mut own = [0.0; STEP];
        for &label in followed.list() {
            let label = usize::from(label);
            let row: &[f32; STEP] = step(&rows[label * lanes(L) + first..]);
            let weight = weights[label % MOST];
            for (sum, value) in own.iter_mut().zip(row) {
                *sum += weight * value;
            }
        }
        *sums = own;
    }
}

#[inline(always)]
fn step<T>(row: &[T]) -> &[T; STEP] {
    row.first_chunk().expect("rows have whole steps")
}

/// Some labels, in their order: a list, of which the processor has to guess the length alone.
struct Labels {
    list: [u8; MOST],
    count: usize,
}

impl Labels {
    /// Returns the labels whose values are wanted.
    #[inline(always)]
    fn of<T>(values: &[T], is_wanted: impl Fn(&T) -> bool) -> Self {
        let mut labels = Self { list: [0; MOST], count: 0 };
        for (label, value) in values.iter().enumerate() {
            labels.list[labels.count % MOST] = label as u8;
            labels.count += usize::from(is_wanted(value));
        }
        labels
    }

    #[inline(always)]
    fn list(&self) -> &[u8] {
        &self.list[..self.count]
    }
}

/// Makes the values of `L` labels sum to one. Where all are zero, what is not left out is equally likely.
#[inline(always)]
fn scale<const L: usize>(values: &mut [f32; MOST], own: &[f32; MOST]) {
    // In four lanes, in one order on every machine.
    let mut sums = [0.0_f32; 4];
    let (fours, rest) = values[..L].as_chunks::<4>();
    for four in fours {
        for (sum, value) in sums.iter_mut().zip(four) {
            *sum += value;
        }
    }
    let sum = sums.iter().chain(rest).sum::<f32>();
    if sum > f32::MIN_POSITIVE {
        let factor = 1.0 / sum;
        for value in &mut values[..lanes(L)] {
            *value *= factor;
        }
    } else {
        let followed = own[..L].iter().filter(|own| **own > 0.0).count();
        for (value, own) in values[..lanes(L)].iter_mut().zip(own) {
            *value = if *own > 0.0 { 1.0 / followed as f32 } else { 0.0 };
        }
    }
}

/// Features of places on their way to the scores: while features are worked out, memory brings the rows of those before.
#[derive(Clone, Debug, Default)]
pub struct Places {
    features: Vec<u32>,
    /// The place of each run of features, and where it ends.
    ends: Vec<(usize, usize)>,
    /// Features that places in a row share.
    shared: Vec<(u32, Range<u32>)>,
}

/// As many features wait at most: what memory brings for them fits the second cache of every processor.
const WAITING: usize = 1500;

impl Places {
    /// Takes the features of the place at `at`; adds what they say now or later.
    #[inline]
    pub fn take<const L: usize>(
        &mut self,
        weights: &Weights<L>,
        scores: &mut [[i16; L]],
        at: usize,
        features: &[u32],
    ) {
        for &feature in features {
            weights.places.ask(feature);
        }
        self.features.extend_from_slice(features);
        self.ends.push((at, self.features.len()));
        if self.features.len() > WAITING {
            self.finish(weights, scores);
        }
    }

    /// Takes features that all the places of a range have; one alone is looked up once for all of them.
    #[inline]
    pub fn take_range<const L: usize>(
        &mut self,
        weights: &Weights<L>,
        scores: &mut [[i16; L]],
        places: Range<usize>,
        features: &[u32],
    ) {
        if let &[feature] = features {
            weights.places.ask(feature);
            self.shared.push((feature, places.start as u32..places.end as u32));
        } else {
            places.for_each(|at| self.take(weights, scores, at, features));
        }
    }

    /// Adds what waits.
    pub fn finish<const L: usize>(&mut self, weights: &Weights<L>, scores: &mut [[i16; L]]) {
        weights.add_waiting(self, scores);
    }
}

/// What is found about the labels at each word; kept for its memory.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    values: Vec<i16>,
    own: Vec<f32>,
    forward: Vec<f32>,
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
            let mut found = Vec::new();
            weights.posteriors(&scores, &mut lattice, &mut found);
            for (found, sums) in found.iter().zip(&sums) {
                for (found, sum) in found.iter().zip(sums) {
                    prop_assert!((f64::from(*found) - sum / total).abs() < 1e-4, "{found} {}", sum / total);
                }
            }
        }
    }

    proptest! {
        /// With vectors of every width, and sums that leave 16 bits.
        #[test]
        fn every_processor_finds_the_same(
            rows in proptest::collection::vec(-127_i8..=127, 40 * 17),
            transitions in proptest::collection::vec(-900_i16..900, 17 * 17),
            scores in proptest::collection::vec(-32_768_i16..=32_767, 17 * 6),
            features in proptest::collection::vec(0_u32..60, 0..50),
        ) {
            let keys: Vec<u32> = (1..=40).collect();
            let weights = Weights::<17> {
                words: Table::new((1..=8).collect()), word_rows: rows.clone(), places: Rows::new(&keys, &rows),
                starts: transitions[..17].to_vec(), ends: transitions[17..34].to_vec(), transitions,
                step: 0.01, margin: MARGIN, ..Weights::default()
            }.ready();
            let (mut wide, mut plain) = (scores.as_chunks::<17>().0.to_vec(), scores.as_chunks::<17>().0.to_vec());
            let (mut merged, mut merged_plain) = ([[0; 17]; WINDOW], [[0; 17]; WINDOW]);
            weights.merge(&features, &mut merged);
            weights.merge_in(&features, &mut merged_plain);
            prop_assert_eq!(merged, merged_plain);
            for at in 0..6 {
                weights.add_word(&merged, at, &mut wide);
                weights.add_word_in(&merged, at, &mut plain);
                weights.add_place(&features, &mut wide[at]);
                weights.add_place_in(&features, &mut plain[at]);
            }
            prop_assert_eq!(&wide, &plain);
            let (mut lattice, mut paths, mut odds) =
                (Lattice::default(), [vec![], vec![]], [vec![], vec![]]);
            weights.best_path(&wide, &mut lattice, &mut paths[0]);
            weights.best_path_in(&wide, &mut lattice, &mut paths[1]);
            prop_assert_eq!(&paths[0], &paths[1]);
            weights.posteriors(&wide, &mut lattice, &mut odds[0]);
            weights.posteriors_in(&wide, &mut lattice, &mut odds[1]);
            prop_assert_eq!(&odds[0], &odds[1]);
        }

        /// Features that wait give what they give at once, those of one place and those that places in a row share.
        #[test]
        fn places_come_in_any_order(
            places in proptest::collection::vec(0_u32..40, 0..4000),
            shared in proptest::collection::vec((0_u32..40, 0_usize..7, 0_usize..7), 0..40),
        ) {
            let keys: Vec<u32> = (1..=30).collect();
            let rows: Vec<i8> = (0..90).map(|i| i as i8 - 45).collect();
            let weights = Weights::<3> { places: Rows::new(&keys, &rows), ..Weights::default() };
            let (mut now, mut later, mut waiting) = ([[0; 3]; 7], [[0; 3]; 7], Places::default());
            for (at, features) in places.chunks(9).enumerate() {
                weights.add_place(features, &mut now[at % 7]);
                waiting.take(&weights, &mut later, at % 7, features);
                if let Some(&(feature, a, b)) = shared.get(at) {
                    let range = a.min(b)..a.max(b);
                    weights.add_places(&[feature], &mut now[range.clone()]);
                    waiting.take_range(&weights, &mut later, range, &[feature]);
                }
            }
            waiting.finish(&weights, &mut later);
            prop_assert_eq!(now, later);
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
