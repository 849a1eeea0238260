//! Sixteen numbers at a time, with the widest instructions that the processor has.
//!
//! Every level gives the same bits: each operation rounds by itself as IEEE 754 says, sixteen partial sums are kept
//! whatever the width, and whole numbers are exact. So documents do not depend on the processor.
#![expect(unsafe_code, reason = "intrinsics of a processor that was asked for them")]

use std::ops::{Deref, DerefMut, Range};

/// How many numbers are worked on at a time.
pub const LANES: usize = 16;

/// The bytes of a line of the cache.
pub const LINE: usize = 64;

/// What is asked of all numbers of a row, their sum or the greatest, ends in steps that wait for each other: so many
/// rows take them side by side.
pub const TOGETHER: usize = 4;

/// Sixty-four weights: four inputs of sixteen outputs. A panel has such a line for each four inputs.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Line(pub [i8; 64]);

/// For a row its products with the outputs of some panels.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Sums<const PANELS: usize>(pub [[i32; LANES]; PANELS]);

impl<const PANELS: usize> Sums<PANELS> {
    pub const ZERO: Self = Self([[0; LANES]; PANELS]);
}

/// The steps of four panels in groups, a step being the lines of four inputs: the products of a group's steps add up to
/// sixteen bits for all inputs there may be.
///
/// AVX2 has products of bytes in sixteen bits only, and to widen them takes as long as to make them: so they are widened
/// once for each group.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    fours: Vec<[u8; 4]>,
    threes: Vec<[u8; 3]>,
    twos: Vec<[u8; 2]>,
    ones: Vec<[u8; 1]>,
}

impl Groups {
    /// How many panels there are, and how many inputs they have: numbers that the compiler knows.
    pub const PANELS: usize = 4;
    pub const INPUTS: usize = 384;
    const STEPS: usize = Self::INPUTS / 4;
    /// How many lines there are.
    pub const LINES: usize = Self::PANELS * Self::STEPS;

    /// What the weights of one sign may add up to where products meet, for bytes of 255: to 32,640.
    const MOST: u8 = 128;

    /// Says whether the best level of the processor has a use for groups.
    pub fn are_used() -> bool {
        level() == Level::Avx2 || cfg!(test)
    }

    /// Finds groups, from the step with the greatest weights on: each with the next ones that still fit.
    pub fn new(panels: &[Line; Self::LINES]) -> Self {
        /// Of each output and pair of products, what weights above and below zero add up to.
        const SUMS: usize = 2 * Groups::PANELS * LANES * 2;
        let sums = |step: usize| {
            let mut sums = [0; SUMS];
            let lines = panels.iter().skip(step).step_by(Self::STEPS);
            let pairs = lines.flat_map(|line| line.0.as_chunks::<2>().0);
            for (pair, sums) in pairs.zip(sums.as_chunks_mut::<2>().0) {
                for weight in pair {
                    sums[usize::from(*weight < 0)] += weight.unsigned_abs();
                }
            }
            sums
        };
        let greatest = |sums: &[u8; SUMS]| sums.iter().fold(0, |most: u8, &sum| most.max(sum));
        let mut left: Vec<(u8, [u8; SUMS])> = (0..Self::STEPS).map(|step| (step as u8, sums(step))).collect();
        left.sort_by_cached_key(|(step, sums)| (std::cmp::Reverse(greatest(sums)), *step));
        let mut groups = Self::default();
        while !left.is_empty() {
            let (first, mut total) = left.remove(0);
            let (mut group, mut size) = ([first; 4], 1);
            let mut at = 0;
            while size < group.len() && at < left.len() {
                let mut together = total;
                // 128 and 126 at most: they fit a byte.
                together.iter_mut().zip(&left[at].1).for_each(|(sum, more)| *sum += more);
                if greatest(&together) <= Self::MOST {
                    total = together;
                    group[size] = left.remove(at).0;
                    size += 1;
                } else {
                    at += 1;
                }
            }
            let [a, b, c, d] = group;
            match size {
                1 => groups.ones.push([a]),
                2 => groups.twos.push([a, b]),
                3 => groups.threes.push([a, b, c]),
                _ => groups.fours.push([a, b, c, d]),
            }
        }
        groups
    }
}

/// Instructions of one level. A value of the type is the proof that the processor has them.
pub trait Lanes: Copy {
    type V: Copy;

    fn load(self, from: &[f32; LANES]) -> Self::V;
    fn load_whole(self, from: &[i32; LANES]) -> Self::V;
    fn store(self, v: Self::V, to: &mut [f32; LANES]);
    fn splat(self, x: f32) -> Self::V;
    fn add(self, a: Self::V, b: Self::V) -> Self::V;
    fn sub(self, a: Self::V, b: Self::V) -> Self::V;
    fn mul(self, a: Self::V, b: Self::V) -> Self::V;
    fn div(self, a: Self::V, b: Self::V) -> Self::V;
    fn max(self, a: Self::V, b: Self::V) -> Self::V;
    fn min(self, a: Self::V, b: Self::V) -> Self::V;
    /// Returns `a * b + c`, rounded once.
    fn mul_add(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V;
    /// Rounds to the nearest whole number, halves to the even one.
    fn round(self, a: Self::V) -> Self::V;
    /// Returns `a * 2^n` for whole numbers `n` between -126 and 127.
    fn scale(self, a: Self::V, n: Self::V) -> Self::V;
    /// Rounds numbers between 0 and 255 as [`Lanes::round`] does and writes them as bytes.
    fn store_bytes(self, v: Self::V, to: &mut [u8; LANES]);
    /// Does so with four times sixteen numbers.
    #[inline(always)]
    fn store_line(self, four: [Self::V; 4], to: &mut [u8; LINE]) {
        for (v, to) in four.into_iter().zip(to.as_chunks_mut().0) {
            self.store_bytes(v, to);
        }
    }

    /// Returns of how many rows, and bytes of each, [`Lanes::products`] likes to multiply a multiple.
    #[inline(always)]
    fn rows_at_once(self) -> usize {
        1
    }
    #[inline(always)]
    fn bytes_at_once(self) -> usize {
        4
    }

    /// Returns the greatest of sixteen numbers.
    #[inline(always)]
    fn greatest(self, v: Self::V) -> f32 {
        let mut lanes = [0.0; LANES];
        self.store(v, &mut lanes);
        fold(lanes, f32::max)
    }

    /// Makes a line of numbers between -127 and 127, rounded as [`Lanes::round`] does: those of one lane side by side.
    fn line(self, four: [Self::V; 4]) -> Line;

    /// Multiplies rows of `depth` bytes, one after the other, with panels of weights, four at most: for each row the sum
    /// of its products for each output.
    fn products<const PANELS: usize>(
        self,
        rows: &[u8],
        depth: usize,
        panels: &[Line],
        sums: &mut [Sums<PANELS>],
    );

    /// Does so with panels whose groups are known.
    #[inline(always)]
    fn grouped_products(
        self,
        rows: &[u8],
        panels: &[Line; Groups::LINES],
        _groups: &Groups,
        sums: &mut [Sums<{ Groups::PANELS }>],
    ) {
        self.products(rows, Groups::INPUTS, panels, sums);
    }
}

/// What every processor has.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// Applies a function to each lane.
#[inline(always)]
fn each(f: impl Fn(usize) -> f32) -> [f32; LANES] {
    std::array::from_fn(f)
}

impl Lanes for Plain {
    type V = [f32; LANES];

    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> Self::V {
        *from
    }
    #[inline(always)]
    fn load_whole(self, from: &[i32; LANES]) -> Self::V {
        each(|i| from[i] as f32)
    }
    #[inline(always)]
    fn store(self, v: Self::V, to: &mut [f32; LANES]) {
        *to = v;
    }
    #[inline(always)]
    fn splat(self, x: f32) -> Self::V {
        [x; LANES]
    }
    #[inline(always)]
    fn add(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] + b[i])
    }
    #[inline(always)]
    fn sub(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] - b[i])
    }
    #[inline(always)]
    fn mul(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] * b[i])
    }
    #[inline(always)]
    fn div(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] / b[i])
    }
    #[inline(always)]
    fn max(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| if a[i] > b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn min(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| if a[i] < b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn mul_add(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V {
        each(|i| a[i].mul_add(b[i], c[i]))
    }
    #[inline(always)]
    fn round(self, a: Self::V) -> Self::V {
        each(|i| a[i].round_ties_even())
    }
    #[inline(always)]
    fn scale(self, a: Self::V, n: Self::V) -> Self::V {
        each(|i| a[i] * f32::from_bits(((n[i] as i32 + 127) << 23) as u32))
    }
    #[inline(always)]
    fn store_bytes(self, v: Self::V, to: &mut [u8; LANES]) {
        *to = std::array::from_fn(|i| v[i].round_ties_even() as u8);
    }

    #[inline(always)]
    fn line(self, four: [Self::V; 4]) -> Line {
        Line(std::array::from_fn(|i| four[i % 4][i / 4].round_ties_even() as i8))
    }

    #[inline(always)]
    fn products<const PANELS: usize>(
        self,
        rows: &[u8],
        depth: usize,
        panels: &[Line],
        sums: &mut [Sums<PANELS>],
    ) {
        for (panel, lines) in panels.chunks_exact(depth / 4).enumerate() {
            for (row, sums) in rows.chunks_exact(depth).zip(&mut *sums) {
                let mut totals = [0; LANES];
                for (bytes, line) in row.as_chunks::<4>().0.iter().zip(lines) {
                    for (weights, total) in line.0.as_chunks::<4>().0.iter().zip(&mut totals) {
                        *total += bytes
                            .iter()
                            .zip(weights)
                            .map(|(&a, &b)| i32::from(a) * i32::from(b))
                            .sum::<i32>();
                    }
                }
                sums.0[panel] = totals;
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    // SAFETY of every block here: values of the types are made only where the processor has the instructions, and
    // all pointers come from references to as many numbers as are read or written.
    use super::{Groups, LANES, LINE, Lanes, Line, Sums};
    use crate::reading::encoder::tiles;
    use std::arch::x86_64::*;
    use std::marker::PhantomData;

    /// AVX-512 with whole-number products (VNNI), and with tiles or without.
    #[derive(Clone, Copy, Debug)]
    pub struct Avx512 {
        tiles: bool,
        /// Tiles have their shape in one thread: the value stays there.
        here: PhantomData<*const ()>,
    }

    impl Avx512 {
        /// Returns the level where the processor has it.
        pub fn new() -> Option<Self> {
            let has = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
                && is_x86_feature_detected!("fma");
            has.then_some(Self { tiles: false, here: PhantomData })
        }

        /// Says whether there is the level with tiles (AMX) too: the processor has them, and the system lets this process
        /// use them.
        pub fn has_tiles() -> bool {
            Self::new().is_some() && tiles::allowed()
        }

        /// Returns the level with tiles and gives them their shape, until [`Self::end`].
        pub fn with_tiles() -> Option<Self> {
            Self::has_tiles().then(|| {
                // SAFETY: there are tiles, and nothing else in this program uses them.
                unsafe { tiles::shape() };
                Self { tiles: true, here: PhantomData }
            })
        }

        /// Lets go of the tiles: a thread that holds some takes longer to switch to.
        pub fn end(self) {
            if self.tiles {
                // SAFETY: there are tiles; no value made before is used after.
                unsafe { tiles::release() };
            }
        }
    }

    /// Halves of as many panels as have groups: a register each.
    const HALVES: usize = 2 * Groups::PANELS;

    /// AVX2 and FMA: processors from 2013 on.
    #[derive(Clone, Copy, Debug)]
    pub struct Avx2(());

    impl Avx2 {
        /// Returns the level where the processor has it.
        pub fn new() -> Option<Self> {
            (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
        }
    }

    impl Lanes for Avx512 {
        type V = __m512;

        #[inline(always)]
        fn load(self, from: &[f32; LANES]) -> __m512 {
            unsafe { _mm512_loadu_ps(from.as_ptr()) }
        }
        #[inline(always)]
        fn load_whole(self, from: &[i32; LANES]) -> __m512 {
            unsafe { _mm512_cvtepi32_ps(_mm512_loadu_si512(from.as_ptr().cast())) }
        }
        #[inline(always)]
        fn store(self, v: __m512, to: &mut [f32; LANES]) {
            unsafe { _mm512_storeu_ps(to.as_mut_ptr(), v) }
        }
        #[inline(always)]
        fn splat(self, x: f32) -> __m512 {
            unsafe { _mm512_set1_ps(x) }
        }
        #[inline(always)]
        fn add(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_add_ps(a, b) }
        }
        #[inline(always)]
        fn sub(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_sub_ps(a, b) }
        }
        #[inline(always)]
        fn mul(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_mul_ps(a, b) }
        }
        #[inline(always)]
        fn div(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_div_ps(a, b) }
        }
        #[inline(always)]
        fn max(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_max_ps(a, b) }
        }
        #[inline(always)]
        fn min(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_min_ps(a, b) }
        }
        #[inline(always)]
        fn mul_add(self, a: __m512, b: __m512, c: __m512) -> __m512 {
            unsafe { _mm512_fmadd_ps(a, b, c) }
        }
        #[inline(always)]
        fn round(self, a: __m512) -> __m512 {
            unsafe { _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a) }
        }
        #[inline(always)]
        fn scale(self, a: __m512, n: __m512) -> __m512 {
            unsafe { _mm512_scalef_ps(a, n) }
        }
        #[inline(always)]
        fn store_bytes(self, v: __m512, to: &mut [u8; LANES]) {
            unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(v))) }
        }
        #[inline(always)]
        fn store_line(self, four: [__m512; 4], to: &mut [u8; LINE]) {
            unsafe {
                let [a, b, c, d] = four;
                let ab = _mm512_packs_epi32(_mm512_cvtps_epi32(a), _mm512_cvtps_epi32(b));
                let cd = _mm512_packs_epi32(_mm512_cvtps_epi32(c), _mm512_cvtps_epi32(d));
                // Packing works in quarters of registers, each of which now has four bytes of each.
                let order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
                let all = _mm512_permutexvar_epi32(order, _mm512_packus_epi16(ab, cd));
                _mm512_storeu_si512(to.as_mut_ptr().cast(), all);
            }
        }

        #[inline(always)]
        fn rows_at_once(self) -> usize {
            if self.tiles { tiles::ROWS } else { 1 }
        }
        #[inline(always)]
        fn bytes_at_once(self) -> usize {
            if self.tiles { tiles::BYTES } else { 4 }
        }
        #[inline(always)]
        fn greatest(self, v: __m512) -> f32 {
            unsafe { _mm512_reduce_max_ps(v) }
        }

        #[inline(always)]
        fn line(self, four: [__m512; 4]) -> Line {
            unsafe {
                let [a, b, c, d] = four;
                let ab = _mm512_packs_epi32(_mm512_cvtps_epi32(a), _mm512_cvtps_epi32(b));
                let cd = _mm512_packs_epi32(_mm512_cvtps_epi32(c), _mm512_cvtps_epi32(d));
                // In each quarter those of one lane are four bytes apart.
                let order = _mm512_broadcast_i32x4(_mm_setr_epi8(
                    0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15,
                ));
                let all = _mm512_shuffle_epi8(_mm512_packs_epi16(ab, cd), order);
                let mut line = Line([0; 64]);
                _mm512_store_si512(line.0.as_mut_ptr().cast(), all);
                line
            }
        }

        #[inline(always)]
        fn products<const PANELS: usize>(
            self,
            rows: &[u8],
            depth: usize,
            panels: &[Line],
            sums: &mut [Sums<PANELS>],
        ) {
            assert!(rows.len() == sums.len() * depth && panels.len() == PANELS * depth / 4);
            if self.tiles && PANELS.is_multiple_of(2) && tiles::fit(depth, sums.len()) {
                // SAFETY: the tiles have their shape, and the lengths were looked at above.
                return unsafe { tiles::products(rows, depth, panels, sums) };
            }
            // There are registers for 24 totals and the weights of four panels.
            let tile = if PANELS > 2 { 6 } else { 8 };
            for (rows, sums) in rows.chunks(tile * depth).zip(sums.chunks_mut(tile)) {
                match sums.len() {
                    1 => self.tile::<1, PANELS>(rows, depth, panels, sums),
                    2 => self.tile::<2, PANELS>(rows, depth, panels, sums),
                    3 => self.tile::<3, PANELS>(rows, depth, panels, sums),
                    4 => self.tile::<4, PANELS>(rows, depth, panels, sums),
                    5 => self.tile::<5, PANELS>(rows, depth, panels, sums),
                    6 => self.tile::<6, PANELS>(rows, depth, panels, sums),
                    7 => self.tile::<7, PANELS>(rows, depth, panels, sums),
                    _ => self.tile::<8, PANELS>(rows, depth, panels, sums),
                }
            }
        }
    }

    impl Avx512 {
        /// Multiplies so many rows with all panels at once: a register for each total and for each panel's weights.
        #[inline(always)]
        fn tile<const ROWS: usize, const PANELS: usize>(
            self,
            rows: &[u8],
            depth: usize,
            panels: &[Line],
            sums: &mut [Sums<PANELS>],
        ) {
            let steps = depth / 4;
            assert!(rows.len() == ROWS * depth && panels.len() == PANELS * steps && sums.len() == ROWS);
            unsafe {
                let mut totals = [[_mm512_setzero_si512(); PANELS]; ROWS];
                for step in 0..steps {
                    // No closures here and below: they would not have the instructions of the level.
                    let mut weights = [_mm512_setzero_si512(); PANELS];
                    for (panel, weights) in weights.iter_mut().enumerate() {
                        *weights = _mm512_load_si512(panels.as_ptr().add(panel * steps + step).cast());
                    }
                    for (row, totals) in totals.iter_mut().enumerate() {
                        let bytes = rows.as_ptr().add(row * depth + 4 * step).cast::<i32>();
                        let bytes = _mm512_set1_epi32(bytes.read_unaligned());
                        for (total, &weights) in totals.iter_mut().zip(&weights) {
                            *total = _mm512_dpbusd_epi32(*total, bytes, weights);
                        }
                    }
                }
                for (totals, sums) in totals.iter().zip(sums) {
                    for (total, sums) in totals.iter().zip(&mut sums.0) {
                        _mm512_storeu_si512(sums.as_mut_ptr().cast(), *total);
                    }
                }
            }
        }
    }

    impl Lanes for Avx2 {
        type V = [__m256; 2];

        #[inline(always)]
        fn load(self, from: &[f32; LANES]) -> Self::V {
            unsafe { [_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))] }
        }
        #[inline(always)]
        fn load_whole(self, from: &[i32; LANES]) -> Self::V {
            unsafe {
                let from = from.as_ptr().cast();
                [
                    _mm256_cvtepi32_ps(_mm256_loadu_si256(from)),
                    _mm256_cvtepi32_ps(_mm256_loadu_si256(from.add(1))),
                ]
            }
        }
        #[inline(always)]
        fn store(self, v: Self::V, to: &mut [f32; LANES]) {
            unsafe {
                _mm256_storeu_ps(to.as_mut_ptr(), v[0]);
                _mm256_storeu_ps(to.as_mut_ptr().add(8), v[1]);
            }
        }
        #[inline(always)]
        fn splat(self, x: f32) -> Self::V {
            unsafe { [_mm256_set1_ps(x); 2] }
        }
        #[inline(always)]
        fn add(self, a: Self::V, b: Self::V) -> Self::V {
            unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
        }
        #[inline(always)]
        fn sub(self, a: Self::V, b: Self::V) -> Self::V {
            unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
        }
        #[inline(always)]
        fn mul(self, a: Self::V, b: Self::V) -> Self::V {
            unsafe { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
        }
        #[inline(always)]
        fn div(self, a: Self::V, b: Self::V) -> Self::V {
            unsafe { [_mm256_div_ps(a[0], b[0]), _mm256_div_ps(a[1], b[1])] }
        }
        #[inline(always)]
        fn max(self, a: Self::V, b: Self::V) -> Self::V {
            unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
        }
        #[inline(always)]
        fn min(self, a: Self::V, b: Self::V) -> Self::V {
            unsafe { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
        }
        #[inline(always)]
        fn mul_add(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V {
            unsafe { [_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])] }
        }
        #[inline(always)]
        fn round(self, a: Self::V) -> Self::V {
            const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
            unsafe { [_mm256_round_ps::<NEAREST>(a[0]), _mm256_round_ps::<NEAREST>(a[1])] }
        }
        #[inline(always)]
        fn scale(self, a: Self::V, n: Self::V) -> Self::V {
            unsafe {
                let one = _mm256_set1_epi32(127);
                let low = _mm256_add_epi32(_mm256_cvtps_epi32(n[0]), one);
                let high = _mm256_add_epi32(_mm256_cvtps_epi32(n[1]), one);
                let power = [
                    _mm256_castsi256_ps(_mm256_slli_epi32::<23>(low)),
                    _mm256_castsi256_ps(_mm256_slli_epi32::<23>(high)),
                ];
                self.mul(a, power)
            }
        }
        #[inline(always)]
        fn store_bytes(self, v: Self::V, to: &mut [u8; LANES]) {
            unsafe {
                let whole = [_mm256_cvtps_epi32(v[0]), _mm256_cvtps_epi32(v[1])];
                // Packing works in halves of registers, so quarters are put in order between.
                let pairs =
                    _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(whole[0], whole[1]));
                let low = _mm256_castsi256_si128(pairs);
                let high = _mm256_extracti128_si256::<1>(pairs);
                _mm_storeu_si128(to.as_mut_ptr().cast(), _mm_packus_epi16(low, high));
            }
        }

        #[inline(always)]
        fn line(self, four: [[__m256; 2]; 4]) -> Line {
            let mut line = Line([0; 64]);
            let [a, b, c, d] = four;
            let halves = [[a[0], b[0], c[0], d[0]], [a[1], b[1], c[1], d[1]]];
            unsafe {
                let low = _mm256_set1_epi32(255);
                for (half, [a, b, c, d]) in halves.into_iter().enumerate() {
                    let (a, b) = (_mm256_cvtps_epi32(a), _mm256_cvtps_epi32(b));
                    let (c, d) = (_mm256_cvtps_epi32(c), _mm256_cvtps_epi32(d));
                    let a = _mm256_and_si256(a, low);
                    let b = _mm256_slli_epi32::<8>(_mm256_and_si256(b, low));
                    let c = _mm256_slli_epi32::<16>(_mm256_and_si256(c, low));
                    let d = _mm256_slli_epi32::<24>(d);
                    let all = _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));
                    _mm256_store_si256(line.0.as_mut_ptr().cast::<__m256i>().add(half), all);
                }
            }
            line
        }

        #[inline(always)]
        fn products<const PANELS: usize>(
            self,
            rows: &[u8],
            depth: usize,
            panels: &[Line],
            sums: &mut [Sums<PANELS>],
        ) {
            assert!(rows.len() == sums.len() * depth);
            // A panel stays in the nearest cache while all rows pass; there are no registers for more than four.
            for (panel, lines) in panels.chunks_exact(depth / 4).enumerate() {
                for (rows, sums) in rows.chunks(4 * depth).zip(sums.chunks_mut(4)) {
                    match sums.len() {
                        1 => self.tile::<1, PANELS>(rows, depth, lines, sums, panel),
                        2 => self.tile::<2, PANELS>(rows, depth, lines, sums, panel),
                        3 => self.tile::<3, PANELS>(rows, depth, lines, sums, panel),
                        _ => self.tile::<4, PANELS>(rows, depth, lines, sums, panel),
                    }
                }
            }
        }

        #[inline(always)]
        fn grouped_products(
            self,
            rows: &[u8],
            panels: &[Line; Groups::LINES],
            groups: &Groups,
            sums: &mut [Sums<{ Groups::PANELS }>],
        ) {
            // SAFETY: the processor has the instructions.
            unsafe { self.products_of_groups(rows, panels, groups, sums) }
        }
    }

    impl Avx2 {
        /// Multiplies rows with panels by their groups; a function of its own, so that the totals have the registers.
        #[target_feature(enable = "avx2,fma")]
        fn products_of_groups(
            self,
            rows: &[u8],
            panels: &[Line; Groups::LINES],
            groups: &Groups,
            sums: &mut [Sums<{ Groups::PANELS }>],
        ) {
            let rows = rows.as_chunks().0;
            assert!(rows.len() == sums.len());
            let ones = _mm256_set1_epi16(1);
            for (row, sums) in rows.iter().zip(sums) {
                let mut totals = [_mm256_setzero_si256(); HALVES];
                self.add_groups(row, panels, &groups.fours, ones, &mut totals);
                self.add_groups(row, panels, &groups.threes, ones, &mut totals);
                self.add_groups(row, panels, &groups.twos, ones, &mut totals);
                self.add_groups(row, panels, &groups.ones, ones, &mut totals);
                for (&total, sums) in totals.iter().zip(sums.0.as_flattened_mut().as_chunks_mut::<8>().0) {
                    // SAFETY: as above.
                    unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), total) }
                }
            }
        }

        /// Adds a row's products in groups of so many steps to its totals, of the lower and the upper half of each panel.
        #[inline(always)]
        fn add_groups<const STEPS: usize>(
            self,
            row: &[u8; Groups::INPUTS],
            panels: &[Line; Groups::LINES],
            groups: &[[u8; STEPS]],
            ones: __m256i,
            totals: &mut [__m256i; HALVES],
        ) {
            // SAFETY: as above; the numbers in groups are those of steps.
            unsafe {
                for group in groups {
                    let mut bytes = [_mm256_setzero_si256(); STEPS];
                    let mut lines = [panels.as_ptr().cast::<__m256i>(); STEPS];
                    for (&step, (bytes, line)) in group.iter().zip(bytes.iter_mut().zip(&mut lines)) {
                        let four = row.as_ptr().add(4 * usize::from(step)).cast::<i32>();
                        *bytes = _mm256_set1_epi32(four.read_unaligned());
                        *line = line.add(2 * usize::from(step));
                    }
                    for (half, total) in totals.iter_mut().enumerate() {
                        let at = half / 2 * (2 * Groups::STEPS) + half % 2;
                        let mut sum = _mm256_maddubs_epi16(bytes[0], _mm256_load_si256(lines[0].add(at)));
                        for (&bytes, line) in bytes[1..].iter().zip(&lines[1..]) {
                            let weights = _mm256_load_si256(line.add(at));
                            sum = _mm256_add_epi16(sum, _mm256_maddubs_epi16(bytes, weights));
                        }
                        *total = _mm256_add_epi32(*total, _mm256_madd_epi16(sum, ones));
                    }
                }
            }
        }

        /// Multiplies so many rows with a panel, whose number it is given.
        #[inline(always)]
        fn tile<const ROWS: usize, const PANELS: usize>(
            self,
            rows: &[u8],
            depth: usize,
            lines: &[Line],
            sums: &mut [Sums<PANELS>],
            panel: usize,
        ) {
            let steps = depth / 4;
            assert!(rows.len() == ROWS * depth && lines.len() == steps && sums.len() == ROWS);
            unsafe {
                let ones = _mm256_set1_epi16(1);
                let mut totals = [[_mm256_setzero_si256(); 2]; ROWS];
                for step in 0..steps {
                    let line = lines.as_ptr().add(step).cast::<__m256i>();
                    let weights = [_mm256_load_si256(line), _mm256_load_si256(line.add(1))];
                    for (row, totals) in totals.iter_mut().enumerate() {
                        let bytes = rows.as_ptr().add(row * depth + 4 * step).cast::<i32>();
                        let bytes = _mm256_set1_epi32(bytes.read_unaligned());
                        for (total, &weights) in totals.iter_mut().zip(&weights) {
                            // Two products fit 16 bits, for weights have seven (`Weights::quantise`).
                            let pairs = _mm256_maddubs_epi16(bytes, weights);
                            *total = _mm256_add_epi32(*total, _mm256_madd_epi16(pairs, ones));
                        }
                    }
                }
                for (totals, sums) in totals.iter().zip(sums) {
                    let sums = sums.0[panel].as_mut_ptr().cast::<__m256i>();
                    _mm256_storeu_si256(sums, totals[0]);
                    _mm256_storeu_si256(sums.add(1), totals[1]);
                }
            }
        }
    }
}

/// Makes a function that runs another at the best level of the processor. The other one is generic over [`Lanes`],
/// takes a value of it first, and is inlined with all that it calls. None may run within another, for at its end the
/// tiles are let go.
macro_rules! at_best_level {
    ($(#[$attribute:meta])* fn $name:ident = $generic:ident($($argument:ident: $type:ty),* $(,)?)) => {
        $(#[$attribute])*
        pub fn $name($($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,avx2,fma")]
                fn avx512(level: $crate::reading::encoder::lanes::Avx512, $($argument: $type),*) {
                    $generic(level, $($argument),*);
                }
                #[target_feature(enable = "avx2,fma")]
                fn avx2(level: $crate::reading::encoder::lanes::Avx2, $($argument: $type),*) {
                    $generic(level, $($argument),*);
                }
                use $crate::reading::encoder::lanes::{Avx2, Avx512, Level};
                match $crate::reading::encoder::lanes::level() {
                    best @ (Level::Avx512 | Level::Tiles) => {
                        let tiles = best == Level::Tiles;
                        let level = if tiles { Avx512::with_tiles() } else { Avx512::new() };
                        let level = level.expect("the level was asked for");
                        // SAFETY: the processor has the instructions, for `new` says so.
                        #[expect(unsafe_code, reason = "a level that the processor has")]
                        unsafe { avx512(level, $($argument),*) };
                        return level.end();
                    }
                    Level::Avx2 => {
                        let level = Avx2::new().expect("the level was asked for");
                        // SAFETY: the processor has the instructions, for `new` says so.
                        #[expect(unsafe_code, reason = "a level that the processor has")]
                        return unsafe { avx2(level, $($argument),*) };
                    }
                    Level::Plain => {}
                }
            }
            $generic($crate::reading::encoder::lanes::Plain, $($argument),*);
        }
    };
}
pub(super) use at_best_level;

/// The levels there are, the best one last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Plain,
    Avx2,
    Avx512,
    Tiles,
}

/// Returns the best level of the processor; in tests, no better one than they ask for.
pub fn level() -> Level {
    #[cfg(target_arch = "x86_64")]
    let best = if Avx512::has_tiles() {
        Level::Tiles
    } else if Avx512::new().is_some() {
        Level::Avx512
    } else if Avx2::new().is_some() {
        Level::Avx2
    } else {
        Level::Plain
    };
    #[cfg(not(target_arch = "x86_64"))]
    let best = Level::Plain;
    #[cfg(test)]
    let best = best.min(tests::LIMIT.get());
    best
}

/// Numbers that begin where a line of the cache does, so that no sixteen of them lie on two lines.
#[derive(Clone, Debug, Default)]
pub struct Buffer<T> {
    all: Vec<T>,
    /// Those for which room was made.
    own: Range<usize>,
}

impl<T: Clone + Default> Buffer<T> {
    /// Makes room for so many and returns it; what it holds is anything.
    pub fn room(&mut self, count: usize) -> &mut [T] {
        let spare = LINE / size_of::<T>();
        if self.all.len() < count + spare {
            self.all.resize(count + spare, T::default());
        }
        let start = self.all.as_ptr().align_offset(LINE).min(spare);
        self.own = start..start + count;
        self
    }
}

impl<T> Deref for Buffer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all[self.own.clone()]
    }
}

impl<T> DerefMut for Buffer<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.all[self.own.clone()]
    }
}

/// Adds sixteen numbers, in an order of its own.
#[inline(always)]
pub fn sum<L: Lanes>(l: L, v: L::V) -> f32 {
    let mut lanes = [0.0; LANES];
    l.store(v, &mut lanes);
    fold(lanes, |a, b| a + b)
}

#[inline(always)]
fn fold(mut lanes: [f32; LANES], f: impl Fn(f32, f32) -> f32) -> f32 {
    let mut width = LANES;
    while width > 1 {
        width /= 2;
        for i in 0..width {
            lanes[i] = f(lanes[i], lanes[i + width]);
        }
    }
    lanes[0]
}

/// Returns e to the power of each number, to within two units of the last place; 0 below -87.
#[inline(always)]
pub fn exp<L: Lanes>(l: L, x: L::V) -> L::V {
    let x = l.min(l.max(x, l.splat(-87.0)), l.splat(88.0));
    let n = l.round(l.mul(x, l.splat(std::f32::consts::LOG2_E)));
    // ln 2 in two parts, so that the product with a whole number is exact (Cody and Waite 1980).
    let r = l.mul_add(n, l.splat(-0.693_359_4), x);
    let r = l.mul_add(n, l.splat(2.121_944_4e-4), r);
    // The polynomial of Cephes' expf (Moshier 1992).
    let mut p = l.splat(1.987_569_1e-4);
    for c in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        p = l.mul_add(p, r, l.splat(c));
    }
    let p = l.mul_add(l.mul(p, r), r, l.add(r, l.splat(1.0)));
    l.scale(p, n)
}

/// Returns 2 to the power of each number, which is below 127, to within 1e-4 of itself; next to nothing below -30.
#[inline(always)]
pub fn exp2_roughly<L: Lanes>(l: L, x: L::V) -> L::V {
    let x = l.max(x, l.splat(-30.0));
    let n = l.round(x);
    let r = l.sub(x, n);
    // Fitted for the least greatest relative error between -1/2 and 1/2.
    let mut p = l.splat(0.055_171_67);
    for c in [0.242_611_12, 0.693_261, 0.999_928_06] {
        p = l.mul_add(p, r, l.splat(c));
    }
    l.scale(p, n)
}

/// Returns x times the share of the normal distribution below x, for each number, to within 1e-4 of the greater of x
/// and 1: what comes of it is kept in eight bits.
///
/// The share is half plus x times a polynomial in x squared, fitted for the least greatest error (Lawson 1961) between
/// -3.75 and 3.75; further out it is what it is there.
#[inline(always)]
pub fn gelu<L: Lanes>(l: L, x: L::V) -> L::V {
    const END: f32 = 3.75;
    /// In powers of s, which is x squared brought between -1 and 1.
    const SHARE: [f32; 6] =
        [-0.011_805_288, 0.019_887_555, -0.033_048_905, 0.054_951_973, -0.087_653_3, 0.187_063_68];
    let near = l.max(l.min(x, l.splat(END)), l.splat(-END));
    let s = l.mul_add(l.mul(near, near), l.splat(2.0 / (END * END)), l.splat(-1.0));
    let mut p = l.splat(0.003_920_81);
    for c in SHARE {
        p = l.mul_add(p, s, l.splat(c));
    }
    l.mul(x, l.mul_add(p, near, l.splat(0.5)))
}

/// Returns e to the power of `x`; the same bits on every processor, unlike the library's.
pub fn exp_one(x: f32) -> f32 {
    exp(Plain, [x; LANES])[0]
}

/// Returns the natural logarithm of a positive number, to within 2e-7; the same bits on every processor.
pub fn ln_one(x: f32) -> f32 {
    let bits = x.to_bits();
    let (mut exponent, mut part) =
        ((bits >> 23) as i32 - 127, f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000));
    if part > std::f32::consts::SQRT_2 {
        (exponent, part) = (exponent + 1, part / 2.0);
    }
    // ln x = 2 artanh ((x - 1) / (x + 1))
    let s = (part - 1.0) / (part + 1.0);
    let square = s * s;
    let series =
        [1.0 / 9.0, 1.0 / 7.0, 1.0 / 5.0, 1.0 / 3.0].into_iter().fold(1.0 / 11.0, |sum, c| sum * square + c);
    exponent as f32 * std::f32::consts::LN_2 + 2.0 * s * (series * square + 1.0)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! {
        /// The best level that [`level`] returns.
        pub static LIMIT: Cell<Level> = const { Cell::new(Level::Tiles) };
    }

    #[inline(always)]
    fn functions<L: Lanes>(l: L, x: &[f32], exps: &mut [f32], gelus: &mut [f32]) {
        for ((x, exps), gelus) in
            x.as_chunks().0.iter().zip(exps.as_chunks_mut().0).zip(gelus.as_chunks_mut().0)
        {
            l.store(exp(l, l.load(x)), exps);
            l.store(gelu(l, l.load(x)), gelus);
        }
    }
    at_best_level!(
        fn run_functions = functions(x: &[f32], exps: &mut [f32], gelus: &mut [f32])
    );

    /// Runs `f` at every level and returns what it gives, which must be the same.
    pub fn at_every_level<T: PartialEq + std::fmt::Debug>(f: impl Fn() -> T) -> T {
        let [plain, others @ ..] = [Level::Plain, Level::Avx2, Level::Avx512, Level::Tiles].map(|level| {
            LIMIT.set(level);
            f()
        });
        others.iter().for_each(|other| assert_eq!(&plain, other));
        plain
    }

    #[test]
    fn logarithms_are_near() {
        for i in 1..4000 {
            let x = i as f32 * 0.013;
            assert!(
                (f64::from(ln_one(x)) - f64::from(x).ln()).abs() < 5e-7 * (1.0 + f64::from(x).ln().abs()),
                "{x}"
            );
            assert!((ln_one(exp_one(-x)) + x).abs() < 1e-5);
        }
    }

    #[test]
    fn functions_are_near_and_the_same_at_every_level() {
        let x: Vec<f32> = (0..1600).map(|i| (i as f32 - 800.0) / 90.0).collect();
        let (exps, gelus) = at_every_level(|| {
            let (mut exps, mut gelus) = (vec![0.0; x.len()], vec![0.0; x.len()]);
            run_functions(&x, &mut exps, &mut gelus);
            (exps, gelus)
        });
        for (i, &x) in x.iter().enumerate() {
            let x = f64::from(x);
            assert!((f64::from(exps[i]) / x.exp() - 1.0).abs() < 3e-7, "exp {x}");
            // The error function by its series, or its continued fraction's first terms far out.
            let z = x.abs() / 2.0_f64.sqrt();
            let mut term = z;
            let mut series = z;
            for k in 1..200 {
                term *= -z * z / f64::from(k);
                series += term / f64::from(2 * k + 1);
            }
            let erf = if z > 5.0 { 1.0 } else { 2.0 / std::f64::consts::PI.sqrt() * series };
            let gelu = 0.5 * x * (1.0 + erf.copysign(x));
            assert!(
                (f64::from(gelus[i]) - gelu).abs() < 1e-4 * x.abs().max(1.0),
                "gelu {x}: {} {gelu}",
                gelus[i]
            );
        }
    }
}
