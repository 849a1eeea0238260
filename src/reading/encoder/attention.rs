//! How the pieces of a window attend to each other (Vaswani et al. 2017), in whole numbers.
//!
//! Sixteen queries at a time: scores are products of bytes, their shares of the whole are bytes again and weigh bytes of
//! values. Keys and values have a scale and a least value in each dimension. A least value of the
//! keys adds the same to all scores of a query, which changes no share, so it is left out; their scales go into the
//! queries. Everything has seven bits, so that two products fit the sixteen that AVX2 has for them.

use super::lanes::{self, LANES, Lanes, Line, Sums, room};

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
    /// The values of all pieces, as weights of each dimension.
    values: Vec<Line>,
    scores: Vec<Sums<1>>,
    /// For each of sixteen queries the shares of all pieces.
    shares: Vec<u8>,
}

/// Mixes the values of a window's pieces by how much each attends to each, in one head of `SIZE` dimensions, which are
/// `PANELS` times [`LANES`]: the row of `mixed` of each piece, of `width` numbers, gets them from `at` on.
#[inline(always)]
pub fn attend<const SIZE: usize, const PANELS: usize, L: Lanes>(
    l: L,
    from: Projected,
    scratch: &mut Scratch,
    mixed: &mut [f32],
    (width, at): (usize, usize),
) {
    const { assert!(SIZE == PANELS * LANES) };
    let Scratch { keys, values, scores, shares } = scratch;
    let count = from.numbers.len() / from.width;
    let row = |piece: usize, part: usize| -> &[[f32; LANES]] {
        let row: &[f32; SIZE] =
            from.numbers[piece * from.width + part..].first_chunk().expect("a whole vector");
        row.as_chunks().0
    };
    // Pieces that are not there have no share.
    let depth = count.next_multiple_of(l.bytes_at_once());
    let steps = depth / 4;
    let keys = room(keys, count * SIZE, 0);
    let values = room(values, PANELS * steps, Line([0; 64]));
    let scores = room(scores, count, [[0; LANES]]);
    let shares = room(shares, LANES * depth, 0);
    shares.fill(0);

    let (mut key_scales, mut value_scales, mut value_leasts) =
        ([l.splat(0.0); PANELS], [l.splat(0.0); PANELS], [l.splat(0.0); PANELS]);
    for panel in 0..PANELS {
        let (scale, least) = spread(l, from, from.key + panel * LANES);
        key_scales[panel] = scale;
        let inverse = l.div(l.splat(1.0), scale);
        for (piece, key) in keys.chunks_exact_mut(SIZE).enumerate() {
            let numbers = l.load(&row(piece, from.key)[panel]);
            l.store_bytes(l.mul(l.sub(numbers, least), inverse), &mut key.as_chunks_mut().0[panel]);
        }
        let (scale, least) = spread(l, from, from.value + panel * LANES);
        (value_scales[panel], value_leasts[panel]) = (scale, least);
        let inverse = l.div(l.splat(1.0), scale);
        for (step, line) in values[panel * steps..][..steps].iter_mut().enumerate() {
            let mut four = [l.splat(0.0); 4];
            for (value, piece) in four.iter_mut().zip(4 * step..count) {
                let numbers = l.load(&row(piece, from.value)[panel]);
                *value = l.mul(l.sub(numbers, least), inverse);
            }
            *line = l.line(four);
        }
    }

    let mut lines = [Line([0; 64]); 64];
    let lines = &mut lines[..SIZE / 4];
    for start in (0..count).step_by(LANES) {
        let mut mosts = [0.0; LANES];
        for (lane, most) in mosts.iter_mut().enumerate() {
            // Lanes without a piece do the work of the last one.
            let query = row((start + lane).min(count - 1), from.query);
            let mut scaled = [l.splat(0.0); PANELS];
            let mut greatest = l.splat(1e-30);
            for ((scaled, numbers), &scale) in scaled.iter_mut().zip(query).zip(&key_scales) {
                *scaled = l.mul(l.load(numbers), scale);
                greatest = l.max(greatest, l.max(*scaled, l.sub(l.splat(0.0), *scaled)));
            }
            *most = l.greatest(greatest);
            let inverse = l.splat(MOST / *most);
            for (scaled, lines) in scaled.iter().zip(lines.chunks_exact_mut(LANES / 4)) {
                // Bytes have no sign: zero is 128 until they lie where they belong.
                let mut bytes = [0; LANES];
                l.store_bytes(l.add(l.round(l.mul(*scaled, inverse)), l.splat(128.0)), &mut bytes);
                for (line, four) in lines.iter_mut().zip(bytes.as_chunks::<4>().0) {
                    line.0.as_chunks_mut().0[lane] = four.map(|byte| (byte ^ 0x80) as i8);
                }
            }
        }
        l.products(keys, SIZE, lines, scores);

        let mut best = l.load_whole(&scores[0][0]);
        for scores in &scores[1..] {
            best = l.max(best, l.load_whole(&scores[0]));
        }
        // Powers of two instead of e.
        let factor = l.mul(l.load(&mosts), l.splat(std::f32::consts::LOG2_E / MOST));
        let mut total = l.splat(0.0);
        for (step, scores) in scores.chunks(4).enumerate() {
            let mut four = [l.splat(0.0); 4];
            for (share, scores) in four.iter_mut().zip(scores) {
                let score = l.mul(l.sub(l.load_whole(&scores[0]), best), factor);
                *share = l.round(l.mul(lanes::exp2_roughly(l, score), l.splat(MOST)));
                total = l.add(total, *share);
            }
            let line = l.line(four);
            for (shares, four) in shares.chunks_exact_mut(depth).zip(line.0.as_chunks::<4>().0) {
                shares.as_chunks_mut().0[step] = four.map(|share| share as u8);
            }
        }
        let mut sums = [[[0; LANES]; PANELS]; LANES];
        l.products(shares, depth, values, &mut sums);
        let mut totals = [0.0; LANES];
        l.store(total, &mut totals);
        let rows = mixed[start * width..].chunks_mut(width);
        for ((sums, total), mixed) in sums.iter().zip(&totals).zip(rows) {
            let inverse = l.splat(1.0 / total);
            let mixed = mixed[at..at + SIZE].as_chunks_mut().0;
            for (panel, mixed) in mixed.iter_mut().enumerate() {
                let mean = l.mul(l.load_whole(&sums[panel]), inverse);
                l.store(l.mul_add(mean, value_scales[panel], value_leasts[panel]), mixed);
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
