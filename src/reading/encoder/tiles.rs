//! Products of whole tiles (AMX: Intel's processors for servers since 2023): sixteen rows of 64 bytes with 64 weights of
//! sixteen outputs, which is what sixteen lines of a panel are. Four tiles of sums at a time, since there are eight of
//! all: one is rows, three are weights.
#![expect(unsafe_code, reason = "instructions that the compiler has no stable names for")]

use super::lanes::{LANES, Line, Sums};
use std::arch::asm;

/// The rows of a tile.
pub const ROWS: usize = 16;

/// The bytes of a row of a tile.
pub const BYTES: usize = 64;

/// Says whether the processor has tiles and the system lets this process use them, which it must be asked for.
#[cfg(target_os = "linux")]
pub fn allowed() -> bool {
    use std::arch::x86_64::{__cpuid, __cpuid_count};
    use std::sync::LazyLock;
    /// In the answer to leaf 7: tiles, and products of bytes.
    const HAS: u32 = 1 << 24 | 1 << 25;
    const ARCH_REQ_XCOMP_PERM: libc::c_long = 0x1023;
    const TILE_DATA: libc::c_long = 18;
    static ALLOWED: LazyLock<bool> = LazyLock::new(|| {
        let has = __cpuid(0).eax >= 7 && __cpuid_count(7, 0).edx & HAS == HAS;
        // SAFETY: it takes two numbers and changes no memory.
        has && unsafe { libc::syscall(libc::SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, TILE_DATA) } == 0
    });
    *ALLOWED
}

#[cfg(not(target_os = "linux"))]
pub fn allowed() -> bool {
    false
}

/// Says whether so many rows of so many bytes are whole tiles.
pub fn fit(depth: usize, rows: usize) -> bool {
    depth > 0 && depth.is_multiple_of(BYTES) && rows.is_multiple_of(ROWS)
}

/// How tiles are divided: all are whole.
#[repr(C, align(64))]
struct Shape {
    palette: u8,
    start: u8,
    reserved: [u8; 14],
    bytes: [u16; 16],
    rows: [u8; 16],
}

static SHAPE: Shape = Shape {
    palette: 1,
    start: 0,
    reserved: [0; 14],
    bytes: [64, 64, 64, 64, 64, 64, 64, 64, 0, 0, 0, 0, 0, 0, 0, 0],
    rows: [16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0],
};

/// Gives the tiles of this thread their shape.
///
/// # Safety
///
/// They must be [`allowed`].
pub unsafe fn shape() {
    // SAFETY: the caller's; all of the shape is there to be read.
    unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const SHAPE, options(nostack, readonly)) };
}

/// Forgets shape and tiles.
///
/// # Safety
///
/// They must be [`allowed`].
pub unsafe fn release() {
    // SAFETY: the caller's.
    unsafe { asm!("tilerelease", options(nostack, nomem)) };
}

/// See [`super::lanes::Lanes::products`].
///
/// # Safety
///
/// The tiles must have their [`shape`]; rows and depth must [`fit`], and `rows`, `panels` and `sums` be of their
/// lengths, an even number of panels.
pub unsafe fn products<const PANELS: usize>(
    rows: &[u8],
    depth: usize,
    panels: &[Line],
    sums: &mut [Sums<PANELS>],
) {
    let lines = depth / 4;
    for (rows, sums) in rows.chunks_exact(ROWS * depth).zip(sums.chunks_exact_mut(ROWS)) {
        let (rows, to) = (rows.as_ptr(), sums.as_mut_ptr().cast::<[i32; LANES]>());
        if PANELS == 4 {
            // SAFETY: 16 rows and lines of four panels are there.
            unsafe { four(rows, depth, panels.as_ptr(), lines, to) };
        } else {
            for panel in (0..PANELS).step_by(2) {
                // SAFETY: 16 rows and lines of two panels are there.
                unsafe { two(rows, depth, panels[panel * lines..].as_ptr(), lines, to.add(panel), PANELS) };
            }
        }
    }
}

/// Multiplies 16 rows with four panels.
#[inline(always)]
unsafe fn four(rows: *const u8, depth: usize, panels: *const Line, lines: usize, sums: *mut [i32; LANES]) {
    // SAFETY: the caller's.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "2:",
            "tileloadd tmm4, [{rows} + {depth}]",
            "tileloadd tmm5, [{a} + {line}]",
            "tileloadd tmm6, [{b} + {line}]",
            "tileloadd tmm7, [{c} + {line}]",
            "tdpbusd tmm0, tmm4, tmm5",
            "tileloadd tmm5, [{d} + {line}]",
            "tdpbusd tmm1, tmm4, tmm6",
            "tdpbusd tmm2, tmm4, tmm7",
            "tdpbusd tmm3, tmm4, tmm5",
            "add {rows}, 64",
            "add {a}, 1024",
            "add {b}, 1024",
            "add {c}, 1024",
            "add {d}, 1024",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{to} + {stride}], tmm0",
            "tilestored [{to} + {stride} + 64], tmm1",
            "tilestored [{to} + {stride} + 128], tmm2",
            "tilestored [{to} + {stride} + 192], tmm3",
            rows = inout(reg) rows => _,
            a = inout(reg) panels => _,
            b = inout(reg) panels.add(lines) => _,
            c = inout(reg) panels.add(2 * lines) => _,
            d = inout(reg) panels.add(3 * lines) => _,
            depth = in(reg) depth,
            line = in(reg) BYTES,
            steps = inout(reg) depth / BYTES => _,
            to = in(reg) sums,
            stride = in(reg) 4 * BYTES,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}

/// Multiplies 16 rows with two panels.
#[inline(always)]
unsafe fn two(
    rows: *const u8,
    depth: usize,
    panels: *const Line,
    lines: usize,
    sums: *mut [i32; LANES],
    width: usize,
) {
    // SAFETY: the caller's.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "2:",
            "tileloadd tmm4, [{a} + {depth}]",
            "tileloadd tmm6, [{x} + {line}]",
            "tileloadd tmm7, [{y} + {line}]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tdpbusd tmm1, tmm4, tmm7",
            "add {a}, 64",
            "add {x}, 1024",
            "add {y}, 1024",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{to} + {stride}], tmm0",
            "tilestored [{to} + {stride} + 64], tmm1",
            a = inout(reg) rows => _,
            x = inout(reg) panels => _,
            y = inout(reg) panels.add(lines) => _,
            depth = in(reg) depth,
            line = in(reg) BYTES,
            steps = inout(reg) depth / BYTES => _,
            to = in(reg) sums,
            stride = in(reg) width * BYTES,
            out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
