//! How the pieces of a window attend to each other (Vaswani et al. 2017), in whole numbers.
//!
//! Some queries at a time: scores are products of bytes, their shares of the whole are bytes again and weigh bytes of
//! values. Keys and values have a scale and a least value in each dimension. A least value of the keys adds the same to
//! all scores of a query, which changes no share, so it is left out; their scales go into the queries. Bytes of queries
//! have no sign, so zero is 128 there: what that adds to the scores of a piece is taken from them. Keys, shares and values
//! have seven bits, so that two products fit the sixteen that AVX2 has for them.

use super::lanes::{self, Buffer, LANES, LINE, Lanes, Line, Sums, TOGETHER};

/// The greatest byte, and of a query the greatest off [`ZERO`].
const MOST: f32 = 127.0;

/// What stands for zero in the bytes of a query, which have no sign.
const ZERO: u8 = 128;

/// The logarithm of [`MOST`] to base 2.
const MOST_AS_POWER: f32 = 6.988_685;

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

/// So many queries are worked on at a time: their scores stay in the nearest cache.
const QUERIES: usize = 32;

/// The pieces whose scores lie side by side.
const PIECES: usize = LINE;

/// So many panels hold them.
const FOUR: usize = PIECES / LANES;

/// What is taken from the score of a piece that is not there: of every query that leaves it no share.
const NOT_THERE: f32 = 1e12;

/// Queries are in bytes as if one of their numbers were as great as this.
const LEAST_QUERY: f32 = 1e-6;

/// Buffers.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The keys of all pieces, as weights.
    keys: Vec<Line>,
    /// For each piece what its scores have too much.
    excess: Buffer<f32>,
    /// The values of all pieces, as weights of each dimension.
    values: Vec<Line>,
    /// Some queries.
    queries: Buffer<u8>,
    /// For each [`PIECES`] the scores that some queries give them.
    scores: Vec<Sums<FOUR>>,
    /// For each of those queries the shares of all pieces.
    shares: Buffer<u8>,
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
    let Scratch { keys, excess, values, queries, scores, shares } = scratch;
    let count = from.numbers.len() / from.width;
    let row = |piece: usize, part: usize| -> &[[f32; LANES]] {
        let row: &[f32; SIZE] =
            from.numbers[piece * from.width + part..].first_chunk().expect("a whole vector");
        row.as_chunks().0
    };
    let fours = count.div_ceil(PIECES);
    let (depth, steps) = (fours * PIECES, fours * LANES);
    keys.resize(fours * FOUR * SIZE / 4, Line([0; LINE]));
    values.resize(PANELS * steps, Line([0; LINE]));
    scores.resize(fours * QUERIES, Sums::ZERO);
    let excess = excess.room(depth);
    let queries = queries.room(QUERIES * SIZE);
    let shares = shares.room(QUERIES * depth);

    let [mut key_leasts, mut key_scales, mut key_inverses] = [[l.splat(0.0); PANELS]; 3];
    let [mut value_scales, mut value_leasts] = [[l.splat(0.0); PANELS]; 2];
    for panel in 0..PANELS {
        (key_scales[panel], key_leasts[panel]) = spread(l, from, from.key + panel * LANES);
        key_inverses[panel] = l.div(l.splat(1.0), key_scales[panel]);
        let (scale, least) = spread(l, from, from.value + panel * LANES);
        (value_scales[panel], value_leasts[panel]) = (scale, least);
        let inverse = l.div(l.splat(1.0), scale);
        for (step, line) in values[panel * steps..][..steps].iter_mut().enumerate() {
            // Pieces that are not there have no value.
            let mut four = [l.splat(0.0); 4];
            for (value, piece) in four.iter_mut().zip(4 * step..count) {
                let numbers = l.load(&row(piece, from.value)[panel]);
                *value = l.mul(l.sub(numbers, least), inverse);
            }
            *line = l.line(four);
        }
    }
    for piece in 0..count {
        let lines = &mut keys[piece / LANES * SIZE / 4..][..SIZE / 4];
        for (panel, lines) in lines.chunks_exact_mut(LANES / 4).enumerate() {
            let numbers = l.load(&row(piece, from.key)[panel]);
            let mut bytes = [0; LANES];
            l.store_bytes(l.mul(l.sub(numbers, key_leasts[panel]), key_inverses[panel]), &mut bytes);
            for (line, &four) in lines.iter_mut().zip(bytes.as_chunks::<4>().0) {
                // 64 less in each of four bytes: half of the greatest, since eight bits meet them in the products.
                let four = ((u32::from_ne_bytes(four) | 0x8080_8080) - 0x4040_4040) ^ 0x8080_8080;
                line.0.as_chunks_mut().0[piece % LANES] = four.to_ne_bytes().map(|byte| byte as i8);
            }
        }
    }
    for (lines, excess) in keys.chunks_exact(SIZE / 4).zip(excess.as_chunks_mut().0) {
        let mut sums = [Sums::<1>::ZERO];
        l.products(&[ZERO; SIZE], SIZE, lines, &mut sums);
        l.store(l.load_whole(&sums[0].0[0]), excess);
    }
    excess[count..].fill(NOT_THERE);
    let excess = excess.as_chunks().0;

    for start in (0..count).step_by(QUERIES) {
        let some = QUERIES.min(count - start);
        // Queries that are only there to fill up are never looked at.
        let whole = some.next_multiple_of(l.rows_at_once());
        let mut factors = [0.0; QUERIES];
        let rows = queries.chunks_exact_mut(SIZE).zip(start..count);
        for ((bytes, piece), factor) in rows.zip(&mut factors) {
            let mut scaled = [l.splat(0.0); PANELS];
            let mut greatest = l.splat(LEAST_QUERY);
            for ((scaled, numbers), &scale) in scaled.iter_mut().zip(row(piece, from.query)).zip(&key_scales)
            {
                *scaled = l.mul(l.load(numbers), scale);
                greatest = l.max(greatest, l.max(*scaled, l.sub(l.splat(0.0), *scaled)));
            }
            let most = l.greatest(greatest);
            // Powers of two instead of e.
            *factor = most * (std::f32::consts::LOG2_E / MOST);
            let inverse = l.splat(MOST / most);
            for (&scaled, bytes) in scaled.iter().zip(bytes.as_chunks_mut().0) {
                l.store_bytes(l.mul_add(scaled, inverse, l.splat(ZERO.into())), bytes);
            }
        }
        for (keys, scores) in keys.chunks_exact(FOUR * SIZE / 4).zip(scores.chunks_exact_mut(QUERIES)) {
            l.products(&queries[..some * SIZE], SIZE, keys, &mut scores[..some]);
        }

        let mut inverses = [0.0; QUERIES];
        for first in (0..some).step_by(TOGETHER) {
            let [mut bests, mut totals] = [[l.splat(-NOT_THERE); TOGETHER], [l.splat(0.0); TOGETHER]];
            for (query, best) in (first..some).zip(&mut bests) {
                for (scores, excess) in scores[query..].iter().step_by(QUERIES).zip(excess.chunks_exact(FOUR))
                {
                    for (scores, excess) in scores.0.iter().zip(excess) {
                        *best = l.max(*best, l.sub(l.load_whole(scores), l.load(excess)));
                    }
                }
            }
            for (best, factor) in bests.iter_mut().zip(&factors[first..]) {
                *best = l.splat(MOST_AS_POWER - l.greatest(*best) * factor);
            }
            for ((query, &lift), total) in (first..some).zip(&bests).zip(&mut totals) {
                let factor = l.splat(factors[query]);
                let scores = scores[query..].iter().step_by(QUERIES);
                let shares = shares[query * depth..][..depth].as_chunks_mut().0;
                for ((scores, excess), shares) in scores.zip(excess.chunks_exact(FOUR)).zip(shares) {
                    let mut four = [l.splat(0.0); FOUR];
                    for ((share, scores), excess) in four.iter_mut().zip(&scores.0).zip(excess) {
                        let score = l.sub(l.load_whole(scores), l.load(excess));
                        *share = l.round(lanes::exp2_roughly(l, l.mul_add(score, factor, lift)));
                        *total = l.add(*total, *share);
                    }
                    l.store_line(four, shares);
                }
            }
            for (inverse, &total) in inverses[first..].iter_mut().zip(&totals) {
                *inverse = 1.0 / lanes::sum(l, total);
            }
        }
        let mut sums = [Sums::<PANELS>::ZERO; QUERIES];
        l.products(&shares[..whole * depth], depth, values, &mut sums[..whole]);
        let rows = mixed[start * width..].chunks_mut(width).take(some);
        for ((sums, &inverse), mixed) in sums.iter().zip(&inverses).zip(rows) {
            let mixed = mixed[at..at + SIZE].as_chunks_mut().0;
            for (panel, mixed) in mixed.iter_mut().enumerate() {
                let mean = l.mul(l.load_whole(&sums.0[panel]), l.splat(inverse));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::encoder::lanes::{at_best_level, tests::at_every_level};
    use crate::reading::encoder::matmul::tests::noise;

    const SIZE: usize = 2 * LANES;

    #[inline(always)]
    fn attend_alone<L: Lanes>(l: L, numbers: &[f32], mixed: &mut [f32]) {
        let from = Projected { numbers, width: 3 * SIZE, query: 0, key: SIZE, value: 2 * SIZE };
        attend::<SIZE, 2, L>(l, from, &mut Scratch::default(), mixed, (SIZE, 0));
    }
    at_best_level!(
        fn run = attend_alone(numbers: &[f32], mixed: &mut [f32])
    );

    /// The same in floats.
    fn expected(numbers: &[f32]) -> Vec<f32> {
        let rows: Vec<_> = numbers.chunks_exact(3 * SIZE).map(|row| row.split_at(SIZE)).collect();
        let mix = |(query, _): &(&[f32], &[f32])| {
            let scores = rows.iter().map(|(_, key)| query.iter().zip(*key).map(|(q, k)| q * k).sum::<f32>());
            let shares: Vec<f32> = scores.map(f32::exp).collect();
            let total: f32 = shares.iter().sum();
            let mean = |at: usize| {
                rows.iter().zip(&shares).map(|((_, key), share)| key[SIZE + at] * share / total).sum()
            };
            (0..SIZE).map(mean).collect::<Vec<f32>>()
        };
        rows.iter().flat_map(mix).collect()
    }

    #[track_caller]
    fn check(numbers: &[f32]) {
        let mixed = at_every_level(|| {
            let mut mixed = vec![0.0; numbers.len() / 3];
            run(numbers, &mut mixed);
            mixed
        });
        let errors: Vec<f32> = mixed.iter().zip(expected(numbers)).map(|(a, b)| (a - b).abs()).collect();
        let mean = errors.iter().sum::<f32>() / errors.len() as f32;
        let most = errors.iter().copied().fold(0.0, f32::max);
        assert!(mean < 0.01 && most < 0.06, "{mean} {most}");
    }

    #[test]
    fn mixtures_are_near_those_of_floats_and_the_same_at_every_level() {
        for count in [1, 2, 15, 16, 17, 32, 33, 64, 65, 130, 254] {
            check(&noise(count * 3 * SIZE, count as u32));
        }
    }

    #[test]
    fn a_query_of_zeros_asks_all_alike() {
        let mut numbers = noise(5 * 3 * SIZE, 1);
        for row in numbers.chunks_exact_mut(3 * SIZE) {
            row[..SIZE].fill(0.0);
        }
        check(&numbers);
    }
}
