//! The network: BERT's encoder (Devlin et al. 2019) with a few embeddings more, and linear layers on top.
//!
//! Pieces of all windows stand one after the other, without padding; only attention knows where windows end.

use super::attention::{self, Projected, attend};
use super::lanes::{self, Buffer, LANES, Lanes, TOGETHER, at_best_level};
use super::matmul::{self, Inputs, Matrix, Then, Weights};
use super::ties;
use super::windows::{Case, Piece, Quote};
use crate::model::{self, Model, ModelError};
use crate::reading::linear::{TAGS, labels};
use crate::reading::parts::LABELS;
use std::ops::Range;

/// The size of a piece's vector.
const HIDDEN: usize = 384;
const HEADS: usize = 12;
/// The size of a piece's vector in one head.
const HEAD: usize = HIDDEN / HEADS;
const INNER: usize = 1536;
/// So many inner numbers of a piece are in hand at a time, and have a scale of their own.
const PART: usize = 384;

/// How many places in a window have a vector; places after the last share its own.
const PLACES: usize = 260;

/// How many layers there may be.
const MAX_LAYERS: usize = 24;

/// How many pieces are worked on together, of whole windows: more would not stay in the cache, fewer would ask for the
/// weights, which come from further away, more often.
const BLOCK: usize = 256;

const NORM_EPSILON: f32 = 1e-12;

/// Vectors of whole numbers with a scale each.
#[derive(Clone, Debug)]
struct Table {
    rows: Vec<i8>,
    scales: Vec<f32>,
}

/// So many pieces of the vocabulary, which begins with the most frequent ones, have vectors of eight bits.
const FREQUENT: usize = 18_000;

/// The largest number in the vector of any other piece: six bits, for a file that is a megabyte smaller.
const LEVELS: f32 = 31.0;

impl Table {
    fn quantise(numbers: &[f32]) -> Self {
        let mut table = Self { rows: Vec::with_capacity(numbers.len()), scales: Vec::new() };
        for (piece, row) in numbers.chunks_exact(HIDDEN).enumerate() {
            let levels = if piece < FREQUENT { 127.0 } else { LEVELS };
            let scale = row.iter().fold(0.0, |most: f32, x| most.max(x.abs())).max(1e-12) / levels;
            table.rows.extend(row.iter().map(|x| (x / scale).round_ties_even() as i8));
            table.scales.push(scale);
        }
        table
    }

    fn write(&self, model: &mut Model, name: &str) {
        model.put_bytes_signed(&format!("{name}.rows"), &self.rows);
        model.put_floats(&format!("{name}.scales"), &self.scales);
    }

    fn read(model: &Model, name: &str) -> Result<Self, ModelError> {
        let rows = model.bytes_signed(&format!("{name}.rows"))?;
        let scales = model.floats(&format!("{name}.scales"))?;
        let fits = !scales.is_empty() && rows.len() == scales.len() * HIDDEN;
        if fits { Ok(Self { rows, scales }) } else { Err(ModelError::Misfit(name.to_owned())) }
    }

    fn row(&self, at: usize) -> (&[i8], f32) {
        (&self.rows[at * HIDDEN..(at + 1) * HIDDEN], self.scales[at])
    }
}

/// Makes vectors have the mean and the spread that were learned.
#[derive(Clone, Debug)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn write(&self, model: &mut Model, name: &str) {
        model.put_floats(&format!("{name}.weight"), &self.weight);
        model.put_floats(&format!("{name}.bias"), &self.bias);
    }

    fn read(model: &Model, name: &str) -> Result<Self, ModelError> {
        let floats = |part: &str| sized(model, &format!("{name}.{part}"), HIDDEN);
        Ok(Self { weight: floats("weight")?, bias: floats("bias")? })
    }

    /// Normalises rows in place.
    #[inline(always)]
    fn apply<L: Lanes>(&self, l: L, rows: &mut [f32]) {
        let share = l.splat(1.0 / HIDDEN as f32);
        let (weight, bias) = (self.weight.as_chunks::<LANES>().0, self.bias.as_chunks::<LANES>().0);
        for rows in rows.chunks_mut(TOGETHER * HIDDEN) {
            let [mut totals, mut means, mut squares] = [[l.splat(0.0); TOGETHER]; 3];
            for (row, total) in rows.chunks_exact(HIDDEN).zip(&mut totals) {
                for x in row.as_chunks().0 {
                    *total = l.add(*total, l.load(x));
                }
            }
            for (mean, &total) in means.iter_mut().zip(&totals) {
                *mean = l.mul(l.splat(lanes::sum(l, total)), share);
            }
            for ((row, &mean), square) in rows.chunks_exact(HIDDEN).zip(&means).zip(&mut squares) {
                for x in row.as_chunks().0 {
                    let off = l.sub(l.load(x), mean);
                    *square = l.mul_add(off, off, *square);
                }
            }
            let mut inverses = [0.0; TOGETHER];
            for (inverse, &square) in inverses.iter_mut().zip(&squares) {
                *inverse = 1.0 / (lanes::sum(l, square) / HIDDEN as f32 + NORM_EPSILON).sqrt();
            }
            for ((row, &mean), &inverse) in rows.chunks_exact_mut(HIDDEN).zip(&means).zip(&inverses) {
                let inverse = l.splat(inverse);
                for ((x, weight), bias) in row.as_chunks_mut().0.iter_mut().zip(weight).zip(bias) {
                    let off = l.mul(l.sub(l.load(x), mean), inverse);
                    l.store(l.mul_add(off, l.load(weight), l.load(bias)), x);
                }
            }
        }
    }
}

/// Returns the floats of a section that must have so many.
fn sized(model: &Model, name: &str, count: usize) -> Result<Vec<f32>, ModelError> {
    let floats = model.floats(name)?;
    if floats.len() == count { Ok(floats) } else { Err(ModelError::Misfit(name.to_owned())) }
}

/// One linear layer over chosen pieces.
#[derive(Clone, Debug)]
pub struct Head(Matrix);

#[derive(Clone, Debug)]
struct Layer {
    /// For each pair of heads queries, keys and values, those of both side by side.
    attention: [Matrix; HEADS / 2],
    attended: Matrix,
    attended_norm: Norm,
    /// In parts of [`PART`] inner numbers.
    inner: [Matrix; INNER / PART],
    outer: [Matrix; INNER / PART],
    outer_norm: Norm,
}

/// The linear layers of a layer by name, with their inputs and outputs.
const LAYER: [(&str, usize, usize); 4] = [
    ("attention", HIDDEN, 3 * HIDDEN),
    ("attended", HIDDEN, HIDDEN),
    ("inner", HIDDEN, INNER),
    ("outer", INNER, HIDDEN),
];

/// The heads by name, with their outputs.
const HEAD_SIZES: [(&str, usize); 5] = [
    ("heads.tags", TAGS),
    ("heads.names", labels::COUNT),
    ("heads.quotes", LABELS),
    ("link_from", ties::LINKS * ties::LINK),
    ("link_to", ties::LINKS * ties::LINK),
];

/// The network with its weights.
#[derive(Clone, Debug)]
pub struct Network {
    words: Table,
    places: Vec<f32>,
    cases: Vec<f32>,
    quote_states: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    pub tags: Head,
    pub names: Head,
    pub quotes: Head,
    pub link_from: Head,
    pub link_to: Head,
}

/// Writes the network whose tensors `tensor` returns by name, as `src/train/encoder/train.py` names them.
///
/// # Errors
///
/// Where a tensor is missing or of another size.
pub fn write(
    tensor: &dyn Fn(&str) -> anyhow::Result<Vec<f32>>,
    layers: usize,
    model: &mut Model,
) -> anyhow::Result<()> {
    let sized = |name: &str, size: usize| -> anyhow::Result<Vec<f32>> {
        let tensor = tensor(name)?;
        anyhow::ensure!(tensor.len() == size, "{name} has {} numbers, not {size}", tensor.len());
        Ok(tensor)
    };
    let linear = |name: &str, inputs: usize, outputs: usize| -> anyhow::Result<(Vec<f32>, Vec<f32>)> {
        Ok((sized(&format!("{name}.weight"), inputs * outputs)?, sized(&format!("{name}.bias"), outputs)?))
    };
    let norm = |name: &str| -> anyhow::Result<Norm> {
        let [weight, bias] = ["weight", "bias"].map(|part| sized(&format!("{name}.{part}"), HIDDEN));
        Ok(Norm { weight: weight?, bias: bias? })
    };
    Table::quantise(&tensor("embeddings.word_embeddings.weight")?).write(model, "words");
    let places = tensor("embeddings.position_embeddings.weight")?;
    anyhow::ensure!(places.len() >= PLACES * HIDDEN, "too few places");
    model.put_floats("places", &places[..PLACES * HIDDEN]);
    model.put_floats("cases", &sized("case_embeddings.weight", Case::COUNT * HIDDEN)?);
    model.put_floats("quote_states", &sized("quote_embeddings.weight", Quote::COUNT * HIDDEN)?);
    norm("embeddings.LayerNorm")?.write(model, "norm");
    model.put_number("layers", layers as f32);
    for at in 0..layers {
        let (base, own) = (format!("encoder.layer.{at}"), format!("layer.{at}"));
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        for (part, factor) in [("query", 1.0 / (HEAD as f32).sqrt()), ("key", 1.0), ("value", 1.0)] {
            let (w, b) = linear(&format!("{base}.attention.self.{part}"), HIDDEN, HIDDEN)?;
            weights.extend(w.iter().map(|w| w * factor));
            bias.extend(b.iter().map(|b| b * factor));
        }
        Weights::quantise(&weights, &bias).write(model, &format!("{own}.attention"));
        for ((name, inputs, outputs), theirs) in
            LAYER[1..].iter().zip(["attention.output.dense", "intermediate.dense", "output.dense"])
        {
            let (weights, bias) = linear(&format!("{base}.{theirs}"), *inputs, *outputs)?;
            Weights::quantise(&weights, &bias).write(model, &format!("{own}.{name}"));
        }
        norm(&format!("{base}.attention.output.LayerNorm"))?.write(model, &format!("{own}.attended_norm"));
        norm(&format!("{base}.output.LayerNorm"))?.write(model, &format!("{own}.outer_norm"));
    }
    for (name, outputs) in HEAD_SIZES {
        let (weights, bias) = linear(name, HIDDEN, outputs)?;
        Weights::quantise(&weights, &bias).write(model, name);
    }
    Ok(())
}

impl Network {
    /// Reads the network that `write` wrote.
    ///
    /// # Errors
    ///
    /// Where the model has not all of it.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let layers = model.number("layers")? as usize;
        if !(1..=MAX_LAYERS).contains(&layers) {
            return Err(ModelError::Misfit("layers".to_owned()));
        }
        let layer = |at: usize| -> Result<Layer, ModelError> {
            let own = format!("layer.{at}");
            let [attention, attended, inner, outer] = LAYER.map(|(name, inputs, outputs)| {
                Weights::read(model, &format!("{own}.{name}"), inputs, outputs)
            });
            let (attention, inner, outer) = (attention?, inner?, outer?);
            let pair = |at: usize| {
                let ranges =
                    [0, 1, 2].map(|part| part * HIDDEN + at * 2 * HEAD..part * HIDDEN + (at + 1) * 2 * HEAD);
                Matrix::new(&attention.part(ranges.into_iter().flatten(), 0..HIDDEN))
            };
            let part = |at: usize| at * PART..(at + 1) * PART;
            Ok(Layer {
                attention: std::array::from_fn(pair),
                attended: Matrix::new(&attended?),
                attended_norm: Norm::read(model, &format!("{own}.attended_norm"))?,
                inner: std::array::from_fn(|at| Matrix::new(&inner.part(part(at), 0..HIDDEN))),
                outer: std::array::from_fn(|at| {
                    let mut part = outer.part(0..HIDDEN, part(at));
                    if at > 0 {
                        part.bias.fill(0.0);
                    }
                    Matrix::new(&part)
                }),
                outer_norm: Norm::read(model, &format!("{own}.outer_norm"))?,
            })
        };
        // Unpacking weights and laying them out is the slow step of the start, so layers share the cores.
        let (words, layers) = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..layers).map(|at| model::beside(scope, move || layer(at))).collect();
            let words = Table::read(model, "words")?;
            let layers = threads
                .into_iter()
                .map(|thread| thread.join().expect("reading does not panic"))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((words, layers))
        })?;
        if words.scales.len() > 1 << 16 {
            return Err(ModelError::Misfit("words".to_owned()));
        }
        let [tags, names, quotes, link_from, link_to] = HEAD_SIZES.map(|(name, outputs)| {
            Weights::read(model, name, HIDDEN, outputs).map(|weights| Head(Matrix::new(&weights)))
        });
        Ok(Self {
            words,
            places: sized(model, "places", PLACES * HIDDEN)?,
            cases: sized(model, "cases", Case::COUNT * HIDDEN)?,
            quote_states: sized(model, "quote_states", Quote::COUNT * HIDDEN)?,
            norm: Norm::read(model, "norm")?,
            layers,
            tags: tags?,
            names: names?,
            quotes: quotes?,
            link_from: link_from?,
            link_to: link_to?,
        })
    }

    /// Returns how many pieces the vocabulary has.
    pub fn vocabulary(&self) -> usize {
        self.words.scales.len()
    }

    /// Runs the network over pieces, whose windows follow each other without gaps; `scratch` then has a vector for
    /// each piece in `wanted`, which is sorted. Pieces must be of the vocabulary.
    pub fn run(&self, pieces: &[Piece], windows: &[Range<usize>], wanted: &[usize], scratch: &mut Scratch) {
        scratch.hidden.room(pieces.len() * HIDDEN);
        let mut windows = windows;
        while let Some(first) = windows.first() {
            let most = first.start + BLOCK;
            let fitting = windows.partition_point(|window| window.end <= most).max(1);
            let (these, others) = windows.split_at(fitting);
            run_network(self, pieces, these, wanted, scratch);
            windows = others;
        }
    }
}

/// Vectors of the pieces, and buffers.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    hidden: Buffer<f32>,
    inputs: Inputs,
    /// Query, key and value of each piece in a pair of heads.
    projected: Buffer<f32>,
    attention: attention::Scratch,
    context: Buffer<f32>,
    inner: Buffer<f32>,
    inner_inputs: Inputs,
    /// Vectors that a head looks at, and what it says of them.
    chosen: Buffer<f32>,
    scores: Buffer<f32>,
}

impl Head {
    /// Fills `out` with the scores of the pieces in `rows`, after [`Network::run`].
    pub fn scores(&self, rows: &[usize], scratch: &mut Scratch, out: &mut Vec<f32>) {
        run_head(self, rows, scratch, out);
    }
}

at_best_level!(
    fn run_head = head_scores(head: &Head, rows: &[usize], scratch: &mut Scratch, out: &mut Vec<f32>)
);

#[inline(always)]
fn head_scores<L: Lanes>(l: L, head: &Head, rows: &[usize], scratch: &mut Scratch, out: &mut Vec<f32>) {
    let Scratch { hidden, inputs, chosen, scores, .. } = scratch;
    let Head(matrix) = head;
    out.clear();
    for rows in rows.chunks(BLOCK) {
        let chosen = chosen.room(rows.len() * HIDDEN);
        for (chosen, &row) in chosen.chunks_exact_mut(HIDDEN).zip(rows) {
            chosen.copy_from_slice(&hidden[row * HIDDEN..(row + 1) * HIDDEN]);
        }
        inputs.fill(l, chosen, HIDDEN);
        let scores = scores.room(rows.len() * matrix.width());
        matmul::multiply(l, inputs, matrix, Then::Store, scores);
        for scores in scores.chunks_exact(matrix.width()) {
            out.extend_from_slice(&scores[..matrix.outputs()]);
        }
    }
}

at_best_level!(
    fn run_network = encode(
        network: &Network,
        pieces: &[Piece],
        windows: &[Range<usize>],
        wanted: &[usize],
        scratch: &mut Scratch,
    )
);

#[inline(always)]
fn encode<L: Lanes>(
    l: L,
    network: &Network,
    pieces: &[Piece],
    windows: &[Range<usize>],
    wanted: &[usize],
    scratch: &mut Scratch,
) {
    let Scratch { hidden, inputs, projected, attention, context, inner, inner_inputs, .. } = scratch;
    let (start, end) = (windows[0].start, windows[windows.len() - 1].end);
    let hidden = &mut hidden[start * HIDDEN..end * HIDDEN];
    for window in windows {
        for (place, at) in window.clone().enumerate() {
            embed(l, network, pieces[at], place, &mut hidden[(at - start) * HIDDEN..][..HIDDEN]);
        }
    }
    network.norm.apply(l, hidden);
    let count = end - start;
    let projected = projected.room(count * 6 * HEAD);
    let context = context.room(count * HIDDEN);
    let inner = inner.room(count * PART);
    for (number, layer) in network.layers.iter().enumerate() {
        let is_last = number + 1 == network.layers.len();
        inputs.fill(l, hidden, HIDDEN);
        for (pair, matrix) in layer.attention.iter().enumerate() {
            matmul::multiply(l, inputs, matrix, Then::Store, projected);
            for window in windows {
                let window = window.start - start..window.end - start;
                let numbers = &projected[window.start * 6 * HEAD..window.end * 6 * HEAD];
                let context = &mut context[window.start * HIDDEN..window.end * HIDDEN];
                for head in [0, HEAD] {
                    let from = Projected {
                        numbers,
                        width: 6 * HEAD,
                        query: head,
                        key: 2 * HEAD + head,
                        value: 4 * HEAD + head,
                    };
                    let at = pair * 2 * HEAD + head;
                    attend::<HEAD, { HEAD / LANES }, L>(l, from, attention, context, (HIDDEN, at));
                }
            }
        }
        // What follows is of each piece alone: after the last attention, of those that are wanted, side by side.
        let own = if is_last { within(wanted, &(start..end)) } else { &[] };
        for (to, at) in own.iter().map(|at| at - start).enumerate() {
            hidden.copy_within(at * HIDDEN..(at + 1) * HIDDEN, to * HIDDEN);
            context.copy_within(at * HIDDEN..(at + 1) * HIDDEN, to * HIDDEN);
        }
        let count = if is_last { own.len() } else { count };
        let rows = &mut hidden[..count * HIDDEN];
        let inner = &mut inner[..count * PART];
        inputs.fill(l, &context[..count * HIDDEN], HIDDEN);
        matmul::multiply(l, inputs, &layer.attended, Then::Add, rows);
        layer.attended_norm.apply(l, rows);
        inputs.fill(l, rows, HIDDEN);
        for (to, from) in layer.inner.iter().zip(&layer.outer) {
            matmul::multiply(l, inputs, to, Then::Gelu, inner);
            inner_inputs.fill(l, inner, PART);
            matmul::multiply(l, inner_inputs, from, Then::Add, rows);
        }
        layer.outer_norm.apply(l, rows);
        for (from, at) in own.iter().map(|at| at - start).enumerate().rev() {
            hidden.copy_within(from * HIDDEN..(from + 1) * HIDDEN, at * HIDDEN);
        }
    }
}

/// Returns those of sorted numbers that are in a range.
fn within<'a>(sorted: &'a [usize], range: &Range<usize>) -> &'a [usize] {
    let end = sorted.partition_point(|&number| number < range.end);
    let start = sorted.partition_point(|&number| number < range.start);
    &sorted[start..end]
}

/// Sums what is known of a piece.
#[inline(always)]
fn embed<L: Lanes>(l: L, network: &Network, piece: Piece, place: usize, out: &mut [f32]) {
    let (word, scale) = network.words.row(usize::from(piece.id));
    let row = |table: &[f32], at: usize| -> Range<usize> {
        let at = at.min(table.len() / HIDDEN - 1);
        at * HIDDEN..(at + 1) * HIDDEN
    };
    let place = &network.places[row(&network.places, place)];
    let case = &network.cases[row(&network.cases, piece.case.into())];
    let quote = &network.quote_states[row(&network.quote_states, piece.quote.into())];
    let chunks = |values| <[f32]>::as_chunks::<LANES>(values).0.iter();
    let words = word.as_chunks::<LANES>().0.iter();
    for ((((out, word), place), case), quote) in out
        .as_chunks_mut::<LANES>()
        .0
        .iter_mut()
        .zip(words)
        .zip(chunks(place))
        .zip(chunks(case))
        .zip(chunks(quote))
    {
        let word = l.load_whole(&word.map(i32::from));
        let sum = l.mul_add(word, l.splat(scale), l.load(place));
        l.store(l.add(l.add(sum, l.load(case)), l.load(quote)), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::encoder::lanes::tests::at_every_level;
    use crate::reading::encoder::matmul::tests::noise;

    /// A network of two layers that has learned nothing, with a vocabulary of 200 pieces.
    fn model() -> Model<'static> {
        let sizes = |name: &str| match name {
            "embeddings.word_embeddings.weight" => 200 * HIDDEN,
            "embeddings.position_embeddings.weight" => PLACES * HIDDEN,
            "case_embeddings.weight" => Case::COUNT * HIDDEN,
            "quote_embeddings.weight" => Quote::COUNT * HIDDEN,
            _ => {
                let head = HEAD_SIZES.iter().find(|(head, _)| name.starts_with(head)).map(|(_, size)| *size);
                let outputs = head.unwrap_or(if name.contains("intermediate") { INNER } else { HIDDEN });
                let inputs = if name.ends_with(".output.dense.weight") && !name.contains("attention") {
                    INNER
                } else {
                    HIDDEN
                };
                let is_norm = name.contains("LayerNorm");
                if name.ends_with("weight") && !is_norm { outputs * inputs } else { outputs }
            }
        };
        let tensor = |name: &str| {
            let factor = if name.contains("LayerNorm") || name.ends_with("bias") { 1.0 } else { 0.1 };
            Ok(noise(sizes(name), name.len() as u32).iter().map(|x| x * factor).collect())
        };
        let mut model = Model::default();
        write(&tensor, 2, &mut model).unwrap();
        model
    }

    fn pieces(count: usize) -> Vec<Piece> {
        let piece =
            |at: usize| Piece { id: (at * 7 % 200) as u16, case: (at % 6) as u8, quote: (at % 4) as u8 };
        (0..count).map(piece).collect()
    }

    fn hidden(network: &Network, pieces: &[Piece], windows: &[Range<usize>]) -> Vec<u32> {
        let mut scratch = Scratch::default();
        let wanted: Vec<usize> = (0..pieces.len()).collect();
        network.run(pieces, windows, &wanted, &mut scratch);
        let mut scores = Vec::new();
        network.quotes.scores(&[0, pieces.len() - 1], &mut scratch, &mut scores);
        scratch.hidden.iter().chain(&scores).map(|x| x.to_bits()).collect()
    }

    #[test]
    fn every_level_reads_the_same() {
        let network = Network::read(&model()).unwrap();
        let pieces = pieces(77);
        let hidden = at_every_level(|| hidden(&network, &pieces, &[0..70, 70..71, 71..77]));
        assert!(hidden.iter().all(|&x| f32::from_bits(x).is_finite()));
    }

    #[test]
    fn pieces_that_are_not_wanted_change_nothing_for_others() {
        let network = Network::read(&model()).unwrap();
        let (pieces, windows) = (pieces(60), [0..50, 50..51, 51..60]);
        let all = hidden(&network, &pieces, &windows);
        let wanted = [0, 3, 4, 49, 52, 59];
        let mut scratch = Scratch::default();
        network.run(&pieces, &windows, &wanted, &mut scratch);
        for at in wanted {
            let own: Vec<u32> = scratch.hidden[at * HIDDEN..][..HIDDEN].iter().map(|x| x.to_bits()).collect();
            assert_eq!(own, all[at * HIDDEN..][..HIDDEN], "{at}");
        }
    }

    #[test]
    fn windows_do_not_see_each_other() {
        let network = Network::read(&model()).unwrap();
        // More than are worked on together, one more than that alone, and those after it.
        let windows = [0..33, 33..50, 50..260, 260..300, 300..300 + BLOCK + 1, 301 + BLOCK..310 + BLOCK];
        let pieces = pieces(310 + BLOCK);
        let together = hidden(&network, &pieces, &windows);
        for window in windows {
            let alone = hidden(&network, &pieces[window.clone()], std::slice::from_ref(&(0..window.len())));
            assert_eq!(
                together[window.start * HIDDEN..window.end * HIDDEN],
                alone[..window.len() * HIDDEN],
                "{window:?}"
            );
        }
    }

    #[test]
    fn places_and_pieces_beyond_the_tables_are_read() {
        let network = Network::read(&model()).unwrap();
        let mut pieces = pieces(PLACES + 20);
        pieces[3].case = 255;
        pieces[4].quote = 255;
        let whole = 0..PLACES + 20;
        let read = hidden(&network, &pieces, std::slice::from_ref(&whole));
        assert_eq!(read.len(), (PLACES + 20) * HIDDEN + 14);
    }

    #[test]
    fn a_part_of_a_network_is_an_error() {
        let whole = model();
        for name in ["words.rows", "layer.1.inner.bias", "heads.tags.scales", "norm.weight", "places"] {
            let mut model = whole.clone();
            model.put_floats(name, &[0.0]);
            assert!(Network::read(&model).is_err(), "{name}");
        }
        let mut model = whole.clone();
        model.put_number("layers", 3.0);
        assert!(Network::read(&model).is_err());
    }
}
