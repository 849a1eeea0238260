//! The trainer of boosted trees: Newton steps on the logistic loss (Friedman 2001), questions chosen from histograms and
//! trees grown at their best leaf first (Ke et al. 2017), each tree from some of the rows and of the numbers.
//!
//! One thread, one order, one seed: the same rows give the same trees.

use super::crf::Random;
use crate::stages::clean::trees::{Node, Trees};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub trees: usize,
    /// The answers of a tree.
    pub leaves: usize,
    /// The share of each tree's answer that is taken.
    pub rate: f64,
    /// How strongly answers are pulled to zero.
    pub l2: f64,
    /// An answer is learned from at least so many rows.
    pub least_rows: u32,
    /// The share of numbers that a tree may ask about, and of rows that it learns from.
    pub numbers: f32,
    pub rows: f32,
    pub seed: u64,
}

/// Rows of numbers to learn from.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub values: Vec<f32>,
    pub width: usize,
    pub labels: Vec<u8>,
    /// How much each row counts.
    pub weights: Vec<f32>,
}

/// How many places a number's values are sorted into.
const BINS: usize = 64;

/// Sums over rows: first and second derivatives of the loss, and how many.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    first: f64,
    second: f64,
    rows: u32,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.first += other.first;
        self.second += other.second;
        self.rows += other.rows;
    }

    fn without(&self, other: &Self) -> Self {
        Self {
            first: self.first - other.first,
            second: self.second - other.second,
            rows: self.rows - other.rows,
        }
    }

    fn score(&self, l2: f64) -> f64 {
        self.first * self.first / (self.second + l2)
    }
}

/// Values sorted into bins: `cuts` between them, and the bins of all rows, number by number.
struct Binned {
    cuts: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn of(rows: &Rows) -> Self {
        let (mut cuts, mut bins) = (Vec::with_capacity(rows.width), Vec::with_capacity(rows.width));
        for number in 0..rows.width {
            let column: Vec<f32> = rows.values.iter().skip(number).step_by(rows.width).copied().collect();
            let own = cuts_of(&column);
            bins.push(column.iter().map(|value| own.partition_point(|cut| cut <= value) as u8).collect());
            cuts.push(own);
        }
        Self { cuts, bins }
    }
}

/// Returns where to cut a number's values so that there are about as many in each bin.
fn cuts_of(column: &[f32]) -> Vec<f32> {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    let mut cuts: Vec<f32> = match distinct.len() {
        count if count <= BINS => distinct[1.min(count)..].to_vec(),
        _ => (1..BINS).map(|bin| sorted[bin * sorted.len() / BINS]).collect(),
    };
    cuts.iter_mut().for_each(|cut| *cut = rounded(*cut));
    cuts.dedup();
    cuts
}

/// Rounds to twelve bits, which pack better in a model file.
fn rounded(value: f32) -> f32 {
    f32::from_bits(value.to_bits().wrapping_add(0x800) & !0xFFF)
}

/// A leaf that may still become a question.
struct Leaf {
    node: usize,
    rows: Vec<u32>,
    histogram: Vec<Sums>,
    all: Sums,
    best: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    /// Among the numbers of this tree.
    number: usize,
    /// The first bin that is not below.
    bin: usize,
}

/// Trains on `rows`.
pub fn train(rows: &Rows, options: &Options) -> Trees {
    let count = rows.labels.len();
    let binned = Binned::of(rows);
    let weight: f64 = rows.weights.iter().map(|&weight| f64::from(weight)).sum();
    let labelled = rows.labels.iter().zip(&rows.weights).filter(|(label, _)| **label == 1);
    let share = (labelled.map(|(_, &weight)| f64::from(weight)).sum::<f64>() / weight.max(1e-9))
        .clamp(1e-6, 1.0 - 1e-6);
    let start = (share / (1.0 - share)).ln();
    let mut trees = Trees { start: start as f32, ..Trees::default() };
    let mut scores = vec![start as f32; count];
    let mut random = Random::new(options.seed);
    let mut derivatives = vec![(0.0, 0.0); count];
    for _ in 0..options.trees {
        for (at, derivative) in derivatives.iter_mut().enumerate() {
            let p = 1.0 / (1.0 + (-f64::from(scores[at])).exp());
            let weight = f64::from(rows.weights[at]);
            *derivative = (weight * (p - f64::from(rows.labels[at])), weight * (p * (1.0 - p)).max(1e-9));
        }
        let chosen: Vec<u32> = (0..count as u32).filter(|_| random.unit() < options.rows).collect();
        let mut numbers: Vec<usize> = (0..rows.width).filter(|_| random.unit() < options.numbers).collect();
        if numbers.is_empty() {
            numbers = (0..rows.width).collect();
        }
        let root = trees.nodes.len();
        trees.roots.push(root as u32);
        Grower { binned: &binned, derivatives: &derivatives, numbers: &numbers, options }
            .grow(chosen, &mut trees.nodes);
        for (score, row) in scores.iter_mut().zip(rows.values.chunks_exact(rows.width)) {
            *score += trees.answer(root, row);
        }
    }
    trees
}

struct Grower<'a> {
    binned: &'a Binned,
    derivatives: &'a [(f64, f64)],
    numbers: &'a [usize],
    options: &'a Options,
}

impl Grower<'_> {
    fn grow(&self, rows: Vec<u32>, nodes: &mut Vec<Node>) {
        nodes.push(Node { number: Node::LEAF, value: 0.0, below: 0 });
        let histogram = self.histogram(&rows);
        let mut leaves = vec![self.leaf(nodes.len() - 1, rows, histogram)];
        while leaves.len() < self.options.leaves {
            let gain = |leaf: &Leaf| leaf.best.map_or(f64::NEG_INFINITY, |split| split.gain);
            let best = (0..leaves.len()).rev().max_by(|&a, &b| gain(&leaves[a]).total_cmp(&gain(&leaves[b])));
            let Some((best, split)) = best.and_then(|best| Some((best, leaves[best].best?))) else { break };
            let leaf = leaves.swap_remove(best);
            let number = self.numbers[split.number];
            let bins = &self.binned.bins[number];
            let (low, high): (Vec<u32>, Vec<u32>) =
                leaf.rows.iter().partition(|&&row| usize::from(bins[row as usize]) < split.bin);
            let below = nodes.len() as u32;
            nodes[leaf.node] =
                Node { number: number as u32, value: self.binned.cuts[number][split.bin - 1], below };
            nodes.extend([Node { number: Node::LEAF, value: 0.0, below: 0 }; 2]);
            // The smaller side is counted, the other is what is left.
            let smaller = self.histogram(if low.len() < high.len() { &low } else { &high });
            let rest: Vec<Sums> =
                leaf.histogram.iter().zip(&smaller).map(|(all, part)| all.without(part)).collect();
            let (of_low, of_high) = if low.len() < high.len() { (smaller, rest) } else { (rest, smaller) };
            leaves.push(self.leaf(below as usize, low, of_low));
            leaves.push(self.leaf(below as usize + 1, high, of_high));
        }
        for leaf in leaves {
            let answer = -leaf.all.first / (leaf.all.second + self.options.l2);
            nodes[leaf.node].value = rounded((answer * self.options.rate) as f32);
        }
    }

    fn histogram(&self, rows: &[u32]) -> Vec<Sums> {
        let mut sums = vec![Sums::default(); self.numbers.len() * BINS];
        for (number, sums) in self.numbers.iter().zip(sums.chunks_exact_mut(BINS)) {
            let bins = &self.binned.bins[*number];
            for &row in rows {
                let (first, second) = self.derivatives[row as usize];
                sums[usize::from(bins[row as usize])].add(&Sums { first, second, rows: 1 });
            }
        }
        sums
    }

    fn leaf(&self, node: usize, rows: Vec<u32>, histogram: Vec<Sums>) -> Leaf {
        let mut all = Sums::default();
        for sums in &histogram[..BINS] {
            all.add(sums);
        }
        let l2 = self.options.l2;
        let mut best: Option<Split> = None;
        for (number, sums) in histogram.chunks_exact(BINS).enumerate() {
            let mut below = Sums::default();
            for bin in 1..=self.binned.cuts[self.numbers[number]].len() {
                below.add(&sums[bin - 1]);
                let above = all.without(&below);
                if below.rows < self.options.least_rows || above.rows < self.options.least_rows {
                    continue;
                }
                let gain = below.score(l2) + above.score(l2) - all.score(l2);
                if gain > best.map_or(1e-6, |best| best.gain) {
                    best = Some(Split { gain, number, bin });
                }
            }
        }
        Leaf { node, rows, histogram, all, best }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Of two numbers, label 1 where exactly one is great: nothing that a line could tell.
    #[test]
    fn learns_what_no_line_tells_and_the_same_each_time() {
        let mut random = Random::new(7);
        let mut rows = Rows { width: 3, ..Rows::default() };
        for _ in 0..2000 {
            let row = [random.unit(), random.unit(), random.unit()];
            rows.values.extend(row);
            rows.labels.push(u8::from((row[0] > 0.4) != (row[1] > 0.6)));
            rows.weights.push(1.0);
        }
        let options = Options {
            trees: 60,
            leaves: 6,
            rate: 0.3,
            l2: 1.0,
            least_rows: 10,
            numbers: 1.0,
            rows: 0.8,
            seed: 1,
        };
        let trees = train(&rows, &options);
        let scores = trees.scores(rows.values.chunks_exact(3));
        let right =
            scores.iter().zip(&rows.labels).filter(|(score, label)| (**score > 0.0) == (**label == 1));
        let right = right.count();
        assert!(right > 1950, "{right} of 2000 right");
        assert_eq!(train(&rows, &options).nodes, trees.nodes);
    }
}
