//! How the pieces of a window attend to each other (Vaswani et al. 2017), in whole numbers.
//!
//! Sixteen queries at a time, one in each lane: scores are products of bytes, their shares of the whole are bytes again
//! and weigh bytes of values. Keys and values have a scale and a least value in each dimension. A least value of the
//! keys adds the same to all scores of a query, which changes no share, so it is left out; their scales go into the
//! queries. Everything has seven bits, so that two products fit the sixteen that AVX2 has for them.

use super::lanes::{self, LANES, Lanes, Line, Sums};

/// The greatest byte.
const MOST: f32 = 127.0;

/// Where the queries, keys and values of a window's pieces lie, side by side in the rows of one matrix.
#[derive(Clone, Copy, Debug)]
pub struct Projected<'a> {
    pub numbers: &'a [f32],
    /// Numbers in a row.
    pub width: usize,
    /// Where in a row query, key and value begin.
    pub query: usize,
    pub key: usize,
    pub value: usize,
}

/// Buffers.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// For each piece its key.
    keys: Vec<u8>,
    /// For each dimension the values of all pieces.
    values: Vec<u8>,
    scores: Vec<Sums<1>>,
    shares: Vec<Line>,
}

/// Mixes the values of a window's pieces by how much each attends to each, in one head of `SIZE` dimensions, a multiple
/// of [`LANES`]: the row of `mixed` of each piece, of `width` numbers, gets them from `at` on.
#[inline(always)]
pub fn attend<const SIZE: usize, L: Lanes>(
    l: L,
    from: Projected,
    scratch: &mut Scratch,
    mixed: &mut [f32],
    (width, at): (usize, usize),
) {
    let Scratch { keys, values, scores, shares } = scratch;
    let count = from.numbers.len() / from.width;
    let row = |piece: usize, part: usize| -> &[f32; SIZE] {
        from.numbers[piece * from.width + part..].first_chunk().expect("a whole vector")
    };
    let depth = count.next_multiple_of(4);
    keys.resize(count * SIZE, 0);
    values.resize(SIZE * depth, 0);
    scores.resize(count, [[0; LANES]]);
    shares.resize(depth / 4, Line([0; 64]));

    let mut key_scales = [0.0; SIZE];
    let (mut value_scales, mut value_leasts) = ([0.0; SIZE], [0.0; SIZE]);
    for first in (0..SIZE).step_by(LANES) {
        let mut bytes = [0; LANES];
        let (scale, least) = spread(l, from, from.key + first);
        l.store(scale, key_scales[first..].first_chunk_mut().expect("whole"));
        let inverse = l.div(l.splat(1.0), scale);
        for piece in 0..count {
            let key = l.load(row(piece, from.key)[first..].first_chunk().expect("whole"));
            l.store_bytes(l.round(l.mul(l.sub(key, least), inverse)), &mut bytes);
            keys[piece * SIZE + first..][..LANES].copy_from_slice(&bytes);
        }
        let (scale, least) = spread(l, from, from.value + first);
        l.store(scale, value_scales[first..].first_chunk_mut().expect("whole"));
        l.store(least, value_leasts[first..].first_chunk_mut().expect("whole"));
        let inverse = l.div(l.splat(1.0), scale);
        for piece in 0..count {
            let value = l.load(row(piece, from.value)[first..].first_chunk().expect("whole"));
            l.store_bytes(l.round(l.mul(l.sub(value, least), inverse)), &mut bytes);
            for (dimension, &byte) in bytes.iter().enumerate() {
                values[(first + dimension) * depth + piece] = byte;
            }
        }
    }

    let mut lanes = [[0.0; LANES]; SIZE];
    let mut lines = [Line([0; 64]); 64];
    let lines = &mut lines[..SIZE / 4];
    for start in (0..count).step_by(LANES) {
        for lane in 0..LANES {
            // Lanes without a piece do the work of the last one.
            let query = row((start + lane).min(count - 1), from.query);
            for ((lanes, x), scale) in lanes.iter_mut().zip(query).zip(&key_scales) {
                lanes[lane] = x * scale;
            }
        }
        let mut most = l.splat(1e-30);
        for query in &lanes {
            let query = l.load(query);
            most = l.max(most, l.max(query, l.sub(l.splat(0.0), query)));
        }
        let inverse = l.div(l.splat(MOST), most);
        for (line, four) in lines.iter_mut().zip(lanes.as_chunks::<4>().0) {
            let mut whole = [l.splat(0.0); 4];
            for (whole, lanes) in whole.iter_mut().zip(four) {
                *whole = l.round(l.mul(l.load(lanes), inverse));
            }
            *line = l.line(whole);
        }
        l.products(keys, SIZE, lines, scores);

        let mut best = l.load_whole(&scores[0][0]);
        for scores in &scores[1..] {
            best = l.max(best, l.load_whole(&scores[0]));
        }
        // Powers of two instead of e.
        let factor = l.mul(most, l.splat(std::f32::consts::LOG2_E / MOST));
        let mut total = l.splat(0.0);
        for (scores, line) in scores.chunks(4).zip(&mut *shares) {
            let mut four = [l.splat(0.0); 4];
            for (share, scores) in four.iter_mut().zip(scores) {
                let score = l.mul(l.sub(l.load_whole(&scores[0]), best), factor);
                *share = l.round(l.mul(lanes::exp2_roughly(l, score), l.splat(MOST)));
                total = l.add(total, *share);
            }
            *line = l.line(four);
        }
        let mut sums = [[[0; LANES]]; SIZE];
        l.products(values, depth, shares, &mut sums);
        let inverse = l.div(l.splat(1.0), total);
        for (((sums, lanes), &scale), &least) in
            sums.iter().zip(&mut lanes).zip(&value_scales).zip(&value_leasts)
        {
            let mean = l.mul(l.load_whole(&sums[0]), inverse);
            l.store(l.mul_add(mean, l.splat(scale), l.splat(least)), lanes);
        }
        for lane in 0..LANES.min(count - start) {
            let mixed = &mut mixed[(start + lane) * width + at..][..SIZE];
            for (to, lanes) in mixed.iter_mut().zip(&lanes) {
                *to = lanes[lane];
            }
        }
    }
}

/// Returns what one is worth in bytes of each of sixteen dimensions, which lie at a place in the rows, and the least
/// number there.
#[inline(always)]
fn spread<L: Lanes>(l: L, from: Projected, at: usize) -> (L::V, L::V) {
    let rows = from.numbers.chunks_exact(from.width);
    let (mut least, mut most) = (l.splat(f32::INFINITY), l.splat(f32::NEG_INFINITY));
    for row in rows {
        let numbers = l.load(row[at..].first_chunk().expect("a whole vector"));
        (least, most) = (l.min(least, numbers), l.max(most, numbers));
    }
    let scale = l.max(l.mul(l.sub(most, least), l.splat(1.0 / MOST)), l.splat(1e-12));
    (scale, least)
}
