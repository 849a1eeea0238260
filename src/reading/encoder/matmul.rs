//! Linear layers in whole numbers: weights of seven bits, inputs of eight.
//!
//! Each output has a scale for its weights, each row of input a scale and a least value. Seven bits for weights so
//! that two products fit the sixteen bits that AVX2 has for them: every processor computes the same.

use super::lanes::{self, Buffer, Groups, LANES, LINE, Lanes, Line, Sums, TOGETHER};
use crate::model::{Model, ModelError};
use std::ops::Range;

/// How many panels are multiplied at a time.
const PANELS: usize = Groups::PANELS;

/// The outputs of so many panels.
const OUTPUTS: usize = PANELS * LANES;

/// The greatest weight.
const MOST: f32 = 63.0;

/// A linear layer as a model file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    pub inputs: usize,
    /// For each output its weights.
    pub rows: Vec<i8>,
    /// What one is worth in the weights of each output.
    pub scales: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Weights {
    /// Makes weights of seven bits; `rows` has those of each output side by side, as PyTorch keeps them.
    pub fn quantise(rows: &[f32], bias: &[f32]) -> Self {
        let inputs = rows.len() / bias.len();
        let mut weights =
            Self { inputs, rows: Vec::with_capacity(rows.len()), scales: Vec::new(), bias: bias.to_vec() };
        for row in rows.chunks_exact(inputs) {
            let most = row.iter().fold(0.0, |most: f32, w| most.max(w.abs())).max(1e-12);
            let quantised = |scale: f32, w: f32| (w / scale).round_ties_even().clamp(-MOST, MOST);
            // A few weights are cut off where that makes the error of all smaller.
            let error = |scale: &f32| -> f64 {
                row.iter().map(|&w| f64::from(w - scale * quantised(*scale, w)).powi(2)).sum()
            };
            let scales = (60..=100).map(|share| most / MOST * share as f32 / 100.0);
            let scale = scales
                .map(|scale| (error(&scale), scale))
                .fold((f64::INFINITY, 0.0), |best, one| if one.0 <= best.0 { one } else { best })
                .1;
            weights.rows.extend(row.iter().map(|&w| quantised(scale, w) as i8));
            weights.scales.push(scale);
        }
        weights
    }

    /// Returns the weights between some of the outputs and a range of the inputs, the bias as it is.
    pub fn part(&self, outputs: impl IntoIterator<Item = usize>, inputs: Range<usize>) -> Self {
        let mut part = Self { inputs: inputs.len(), rows: Vec::new(), scales: Vec::new(), bias: Vec::new() };
        for output in outputs {
            part.rows.extend(&self.rows[output * self.inputs..][inputs.clone()]);
            part.scales.push(self.scales[output]);
            part.bias.push(self.bias[output]);
        }
        part
    }

    /// Writes the weights under `name`.
    pub fn write(&self, model: &mut Model, name: &str) {
        model.put_bytes_signed(&format!("{name}.weights"), &self.rows);
        model.put_floats(&format!("{name}.scales"), &self.scales);
        model.put_floats(&format!("{name}.bias"), &self.bias);
    }

    /// Reads the weights that [`Self::write`] wrote under `name`.
    ///
    /// # Errors
    ///
    /// Where they are missing, or not of this size.
    pub fn read(model: &Model, name: &str, inputs: usize, outputs: usize) -> Result<Self, ModelError> {
        let rows = model.bytes_signed(&format!("{name}.weights"))?;
        let scales = model.floats(&format!("{name}.scales"))?;
        let bias = model.floats(&format!("{name}.bias"))?;
        let fits = rows.len() == inputs * outputs && scales.len() == outputs && bias.len() == outputs;
        // -64 would not be safe to multiply; see above.
        if fits && rows.iter().all(|w| w.unsigned_abs() <= MOST as u8) {
            Ok(Self { inputs, rows, scales, bias })
        } else {
            Err(ModelError::Misfit(name.to_owned()))
        }
    }
}

/// A linear layer laid out for multiplication.
#[derive(Clone, Debug)]
pub struct Matrix {
    inputs: usize,
    /// Outputs that are asked for; there are a few more, so that all panels are whole.
    outputs: usize,
    lines: Vec<Line>,
    /// For each [`PANELS`], where the processor has a use for them.
    groups: Vec<Groups>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// The sum of each output's weights.
    sums: Vec<f32>,
}

impl Matrix {
    /// Lays weights out. Inputs must be a multiple of four.
    pub fn new(weights: &Weights) -> Self {
        let Weights { inputs, rows, scales, bias } = weights;
        let outputs = bias.len();
        let padded = outputs.next_multiple_of(OUTPUTS);
        let mut lines = vec![Line([0; 64]); padded / LANES * inputs / 4];
        for (panel, rows) in lines.chunks_exact_mut(inputs / 4).zip(rows.chunks(LANES * inputs)) {
            for (output, row) in rows.chunks_exact(*inputs).enumerate() {
                for (line, four) in panel.iter_mut().zip(row.as_chunks::<4>().0) {
                    line.0[output * 4..][..4].copy_from_slice(four);
                }
            }
        }
        let groups = if Groups::are_used() && *inputs == Groups::INPUTS {
            lines.as_chunks().0.iter().map(Groups::new).collect()
        } else {
            Vec::new()
        };
        let padded = |values: &[f32]| {
            let mut values = values.to_vec();
            values.resize(padded, 0.0);
            values
        };
        let sum = |row: &[i8]| row.iter().map(|&w| i32::from(w)).sum::<i32>() as f32;
        let sums: Vec<f32> = rows.chunks_exact(*inputs).map(sum).collect();
        Self {
            inputs: *inputs,
            outputs,
            lines,
            groups,
            scales: padded(scales),
            bias: padded(bias),
            sums: padded(&sums),
        }
    }

    /// Returns how many outputs are asked for.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Returns how many numbers there are for each row of output.
    pub fn width(&self) -> usize {
        self.bias.len()
    }
}

/// Rows of input in bytes: each number is `least + scale * byte`.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    bytes: Buffer<u8>,
    /// Scale and least value of each row.
    rows: Vec<(f32, f32)>,
    /// How many rows there are, with those that only fill up.
    whole: usize,
}

impl Inputs {
    /// Takes rows of `width` numbers, a multiple of [`LANES`], in place of what was there.
    #[inline(always)]
    pub fn fill<L: Lanes>(&mut self, l: L, numbers: &[f32], width: usize) {
        self.rows.clear();
        // Rows that are only there to fill up are multiplied, and never looked at.
        self.whole = (numbers.len() / width).next_multiple_of(l.rows_at_once());
        let bytes = self.bytes.room(self.whole * width);
        for (some, bytes) in numbers.chunks(TOGETHER * width).zip(bytes.chunks_mut(TOGETHER * width)) {
            let [mut leasts, mut mosts] = [[l.splat(0.0); TOGETHER]; 2];
            for ((row, least), most) in some.chunks_exact(width).zip(&mut leasts).zip(&mut mosts) {
                let row = row.as_chunks::<LANES>().0;
                (*least, *most) = (l.load(&row[0]), l.load(&row[0]));
                for numbers in &row[1..] {
                    let numbers = l.load(numbers);
                    (*least, *most) = (l.min(*least, numbers), l.max(*most, numbers));
                }
            }
            let mut ranges = [(0.0, 0.0); TOGETHER];
            for ((range, &least), &most) in ranges.iter_mut().zip(&leasts).zip(&mosts) {
                let least = -l.greatest(l.sub(l.splat(0.0), least));
                *range = (((l.greatest(most) - least) / 255.0).max(1e-12), least);
            }
            let rows = some.chunks_exact(width).zip(bytes.chunks_exact_mut(width));
            for ((row, bytes), &(scale, least)) in rows.zip(&ranges) {
                let (inverse, zero) = (l.splat(1.0 / scale), l.splat(-least / scale));
                let (lines, rest) = row.as_chunks::<LINE>();
                let (byte_lines, byte_rest) = bytes.as_chunks_mut::<LINE>();
                for (line, bytes) in lines.iter().zip(byte_lines) {
                    let mut four = [zero; 4];
                    for (scaled, numbers) in four.iter_mut().zip(line.as_chunks().0) {
                        *scaled = l.mul_add(l.load(numbers), inverse, zero);
                    }
                    l.store_line(four, bytes);
                }
                for (numbers, bytes) in rest.as_chunks().0.iter().zip(byte_rest.as_chunks_mut().0) {
                    l.store_bytes(l.mul_add(l.load(numbers), inverse, zero), bytes);
                }
                self.rows.push((scale, least));
            }
        }
    }
}

/// What becomes of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// They replace what is there.
    Store,
    /// They replace it once they went through [`lanes::gelu`].
    Gelu,
    /// They are added to it.
    Add,
}

/// How many rows are multiplied before their products are looked at, which stay in the nearest cache: as many as tiles
/// take.
const ROWS: usize = 16;

/// Multiplies all rows of input with a matrix: `out` has [`Matrix::width`] numbers for each.
#[inline(always)]
pub fn multiply<L: Lanes>(l: L, inputs: &Inputs, matrix: &Matrix, then: Then, out: &mut [f32]) {
    let Inputs { bytes, rows, whole } = inputs;
    let mut products = [Sums::<PANELS>::ZERO; ROWS];
    let (width, depth) = (matrix.width(), matrix.inputs);
    let bytes = &bytes[..whole * depth];
    for (group, panels) in matrix.lines.chunks_exact(PANELS * depth / 4).enumerate() {
        // Loops, not closures, which would not have the instructions of the level.
        let [mut sums, mut scales, mut bias] = [[l.splat(0.0); PANELS]; 3];
        for panel in 0..PANELS {
            let at = group * PANELS + panel;
            sums[panel] = l.load(&matrix.sums.as_chunks().0[at]);
            scales[panel] = l.load(&matrix.scales.as_chunks().0[at]);
            bias[panel] = l.load(&matrix.bias.as_chunks().0[at]);
        }
        let some = rows.chunks(ROWS).zip(out.chunks_mut(ROWS * width));
        for (bytes, (rows, out)) in bytes.chunks(ROWS * depth).zip(some) {
            let products = &mut products[..bytes.len() / depth];
            match (matrix.groups.get(group), panels.first_chunk()) {
                (Some(groups), Some(panels)) => l.grouped_products(bytes, panels, groups, products),
                _ => l.products(bytes, depth, panels, products),
            }
            for ((products, &(scale, least)), out) in
                products.iter().zip(rows).zip(out.chunks_exact_mut(width))
            {
                let (scale, least) = (l.splat(scale), l.splat(least));
                let out = out[group * OUTPUTS..].as_chunks_mut().0;
                for (panel, out) in out[..PANELS].iter_mut().enumerate() {
                    let sum = l.mul_add(l.load_whole(&products.0[panel]), scale, l.mul(least, sums[panel]));
                    let output = l.mul_add(sum, scales[panel], bias[panel]);
                    let output = match then {
                        Then::Store => output,
                        Then::Gelu => lanes::gelu(l, output),
                        Then::Add => l.add(output, l.load(out)),
                    };
                    l.store(output, out);
                }
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::reading::encoder::lanes::{at_best_level, tests::at_every_level};

    #[inline(always)]
    fn whole<L: Lanes>(l: L, numbers: &[f32], matrix: &Matrix, out: &mut [f32]) {
        let mut inputs = Inputs::default();
        inputs.fill(l, numbers, matrix.inputs);
        multiply(l, &inputs, matrix, Then::Store, out);
    }
    at_best_level!(
        fn run_whole = whole(numbers: &[f32], matrix: &Matrix, out: &mut [f32])
    );

    /// Numbers that look random, between -1 and 1.
    pub fn noise(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / f32::from_bits(0x4b00_0000) - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn products_are_near_those_of_floats_and_the_same_at_every_level() {
        for (rows, inputs, outputs) in
            [(1, 16, 1), (7, 32, 64), (13, 384, 70), (6, 1536, 130), (40, 384, 70), (61, 64, 300)]
        {
            let (weights, bias) = (noise(inputs * outputs, 1), noise(outputs, 2));
            let numbers = noise(rows * inputs, 3);
            let quantised = Weights::quantise(&weights, &bias);
            assert!(quantised.rows.iter().all(|w| w.unsigned_abs() <= 63));
            let matrix = Matrix::new(&quantised);
            let out = at_every_level(|| {
                let mut out = vec![0.0; rows * matrix.width()];
                run_whole(&numbers, &matrix, &mut out);
                out.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
            });
            for row in 0..rows {
                for output in 0..outputs {
                    let exact: f32 = bias[output]
                        + (0..inputs)
                            .map(|i| numbers[row * inputs + i] * weights[output * inputs + i])
                            .sum::<f32>();
                    let found = f32::from_bits(out[row * matrix.width() + output]);
                    assert!((found - exact).abs() < 0.02 * (inputs as f32).sqrt(), "{found} {exact}");
                }
            }
        }
    }

    #[test]
    fn the_greatest_inputs_and_weights_do_not_overflow() {
        // All as great as can be, and such that products of one step, of two and of four add up in sixteen bits.
        for (inputs, weights) in
            [(1536, [63, 63]), (384, [63, 63]), (384, [63, 1]), (384, [-63, -1]), (384, [31, 1])]
        {
            let rows: Vec<i8> = (0..inputs).map(|at| weights[at % 2]).collect();
            let expected = rows[2..].iter().map(|&weight| 255 * i32::from(weight)).sum::<i32>() as f32;
            let weights = Weights { inputs, rows, scales: vec![1.0], bias: vec![0.0] };
            let matrix = Matrix::new(&weights);
            let mut numbers = vec![255.0; inputs];
            numbers[..2].fill(0.0);
            let out = at_every_level(|| {
                let mut out = vec![0.0; matrix.width()];
                run_whole(&numbers, &matrix, &mut out);
                out[0]
            });
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn weights_of_another_size_are_an_error() {
        let mut model = Model::default();
        Weights::quantise(&noise(64, 1), &noise(4, 2)).write(&mut model, "a");
        assert!(Weights::read(&model, "a", 16, 4).is_ok());
        assert!(Weights::read(&model, "a", 4, 16).is_err());
        assert!(Weights::read(&model, "b", 16, 4).is_err());
        model.put_bytes_signed("a.weights", &[-128; 64]);
        assert!(Weights::read(&model, "a", 16, 4).is_err());
    }
}
