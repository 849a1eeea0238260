//! How the parts of attributions hang together: which content has which cue and source, and which cue which source.

use super::lanes::exp_one;
use super::network::{self, Network};
use super::windows::{NOWHERE, Windows};
use crate::reading::{Link, Part, PartKind, Reading, Tie};
use std::ops::Range;

/// The size of the vectors whose product scores a link.
pub const LINK: usize = 64;

/// How many kinds of links there are.
pub const LINKS: usize = 3;

/// Less probable ties are left out.
const LEAST: f32 = -9.0;

/// Buffers.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    from: Vec<f32>,
    to: Vec<f32>,
    rows: Vec<usize>,
}

/// Ties the parts of some windows, which the network has just run over: `first` is the place of its first piece.
///
/// A content belongs to a cue, a content and a cue to a source; each of them to one in its window, or to none, for
/// which the window's first piece stands (Dozat and Manning 2017).
pub fn find(
    network: &Network,
    windows: &Windows,
    these: Range<usize>,
    first: usize,
    state: &mut network::Scratch,
    scratch: &mut Scratch,
    reading: &mut Reading,
) {
    let Scratch { from, to, rows } = scratch;
    let Reading { parts, ties, .. } = reading;
    for number in these {
        let (window, span) = (&windows.windows[number], &windows.spans[number]);
        let start = parts.partition_point(|part| part.words.start < span.start);
        let end = parts.partition_point(|part| part.words.start < span.end);
        if start == end {
            continue;
        }
        let own = &parts[start..end];
        rows.clear();
        rows.push(window.start - first);
        rows.extend(own.iter().map(|part| match windows.firsts[part.words.start] {
            NOWHERE => window.start - first,
            piece => piece as usize - first,
        }));
        network.link_from.scores(rows, state, from);
        network.link_to.scores(rows, state, to);
        let mut tie = |at: usize, link: Link, kind: PartKind| {
            let vector = |vectors: &[f32], row: usize| {
                let start = (row * LINKS + link as usize) * LINK;
                let mut vector = [0.0; LINK];
                vector.copy_from_slice(&vectors[start..start + LINK]);
                vector
            };
            let from = vector(from, at + 1);
            let score = |row: usize| {
                let product: f32 = from.iter().zip(&vector(to, row)).map(|(a, b)| a * b).sum();
                product / (LINK as f32).sqrt()
            };
            let ends = own.iter().enumerate().filter(|(_, part): &(usize, &Part)| part.kind == kind);
            let begin = ties.len();
            let mut most = f32::NEG_INFINITY;
            let ends = ends.map(|(end, _)| (Some(start + end), end + 1));
            for (to, row) in std::iter::once((None, 0)).chain(ends) {
                let log_probability = score(row);
                most = most.max(log_probability);
                ties.push(Tie { link, from: start + at, to, log_probability });
            }
            let sum: f32 = ties[begin..].iter().map(|tie| exp_one(tie.log_probability - most)).sum();
            let log = most + super::lanes::ln_one(sum);
            for tie in &mut ties[begin..] {
                tie.log_probability = (tie.log_probability - log).max(LEAST);
            }
        };
        for (at, part) in own.iter().enumerate() {
            match part.kind {
                PartKind::Content => {
                    tie(at, Link::ContentCue, PartKind::Cue);
                    tie(at, Link::ContentSource, PartKind::Source);
                }
                PartKind::Cue => tie(at, Link::CueSource, PartKind::Source),
                PartKind::Source => {}
            }
        }
    }
}
