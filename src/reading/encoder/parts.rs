//! From scores to the parts of attributions: sources, cues and contents, and how they hang together.

use super::lanes::exp_one;
use super::network::{self, Network};
use super::windows::Windows;
use crate::reading::{Part, PartKind, Tie};
use crate::tokens::Tokens;
use std::ops::Range;

/// Outside, then the first and the other words of each [`PartKind`].
pub const LABELS: usize = 1 + 2 * PartKind::ALL.len();

/// What the network says of the words in hand; buffers.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// Log probabilities of the labels of each word.
    pub scores: Vec<[f32; LABELS]>,
    back: Vec<[u8; LABELS]>,
    from: Vec<f32>,
    to: Vec<f32>,
    rows: Vec<usize>,
}

/// Adds the parts among `words`, whole paragraphs, to `found`; `scratch` has their scores.
pub fn find(tokens: &Tokens, words: Range<usize>, scratch: &mut Scratch, found: &mut Vec<Part>) {
    let first = tokens.paragraphs.partition_point(|paragraph| paragraph.start < words.start);
    for paragraph in tokens.paragraphs[first..].iter().take_while(|paragraph| paragraph.start < words.end) {
        let scores = &scratch.scores[paragraph.start - words.start..paragraph.end - words.start];
        best_path(scores, &mut scratch.back);
        let mut open: Option<Part> = None;
        let mut sum = 0.0;
        let mut close = |open: &mut Option<Part>, sum: &mut f32| {
            if let Some(mut part) = open.take() {
                part.probability = exp_one(*sum / part.words.len() as f32);
                found.push(part);
            }
            *sum = 0.0;
        };
        for (at, scores) in scores.iter().enumerate() {
            let label = usize::from(scratch.back[at][0]);
            let Some(kind) = label.checked_sub(1).map(|label| PartKind::ALL[label / 2]) else {
                close(&mut open, &mut sum);
                continue;
            };
            if label % 2 == 1 {
                close(&mut open, &mut sum);
            }
            let word = paragraph.start + at;
            open.get_or_insert(Part {
                kind,
                words: word..word,
                probability: 0.0,
                cue: Tie::default(),
                source: Tie::default(),
            })
            .words
            .end = word + 1;
            sum += scores[label];
        }
        close(&mut open, &mut sum);
    }
}

/// Finds the most probable labels of a paragraph, where none goes on what did not begin; leaves them as the first
/// of each word's `back`.
fn best_path(scores: &[[f32; LABELS]], back: &mut Vec<[u8; LABELS]>) {
    back.clear();
    let mut values = [f32::NEG_INFINITY; LABELS];
    for (at, scores) in scores.iter().enumerate() {
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut from = [0; LABELS];
        for label in 0..LABELS {
            let goes_on = label > 0 && label.is_multiple_of(2);
            if at == 0 {
                if !goes_on {
                    next[label] = scores[label];
                }
                continue;
            }
            for (before, &value) in values.iter().enumerate() {
                if (!goes_on || before == label || before + 1 == label) && value > next[label] {
                    (next[label], from[label]) = (value, before as u8);
                }
            }
            next[label] += scores[label];
        }
        values = next;
        back.push(from);
    }
    let mut best = (1..LABELS).fold(0, |best, label| if values[label] > values[best] { label } else { best });
    for from in back.iter_mut().rev() {
        let before = from[best];
        from[0] = best as u8;
        best = usize::from(before);
    }
}

/// The size of the vectors whose product scores a link.
pub const LINK: usize = 64;

/// What may link two parts, in the order of the network's vectors.
#[derive(Clone, Copy)]
enum Link {
    ContentCue,
    ContentSource,
    CueSource,
}

/// How many kinds of links there are.
pub const LINKS: usize = 3;

/// Ties the parts of some windows, which the network has just run over: `first` is the place of its first piece.
///
/// A content belongs to a cue, a content and a cue to a source; each of them to one in its window, or to none, for
/// which the window's first piece stands (Dozat and Manning 2017).
pub fn tie(
    network: &Network,
    windows: &Windows,
    these: Range<usize>,
    first: usize,
    state: &mut network::Scratch,
    scratch: &mut Scratch,
    parts: &mut [Part],
) {
    let Scratch { from, to, rows, .. } = scratch;
    for number in these {
        let (window, span) = (&windows.windows[number], &windows.spans[number]);
        let start = parts.partition_point(|part| part.words.start < span.start);
        let end = parts.partition_point(|part| part.words.start < span.end);
        if start == end {
            continue;
        }
        let own = &mut parts[start..end];
        rows.clear();
        rows.push(window.start - first);
        rows.extend(own.iter().map(|part| windows.firsts[part.words.start] as usize - first));
        network.link_from.scores(rows, state, from);
        network.link_to.scores(rows, state, to);
        let best = |at: usize, link: Link, kind: PartKind, own: &[Part]| {
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
            let none = score(0);
            let ends = own.iter().enumerate().filter(|(_, part)| part.kind == kind);
            let scores: Vec<_> = ends.map(|(end, _)| (Some(start + end), score(end + 1))).collect();
            let all = std::iter::once((None, none)).chain(scores);
            let (to, most) =
                all.clone().fold((None, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
            let sum: f32 = all.map(|(_, score)| exp_one(score - most)).sum();
            Tie { to, probability: 1.0 / sum }
        };
        for at in 0..own.len() {
            match own[at].kind {
                PartKind::Content => {
                    own[at].cue = best(at, Link::ContentCue, PartKind::Cue, own);
                    own[at].source = best(at, Link::ContentSource, PartKind::Source, own);
                }
                PartKind::Cue => own[at].source = best(at, Link::CueSource, PartKind::Source, own),
                PartKind::Source => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Deadline;
    use crate::text::Text;

    /// `labels` has a digit a word: its label.
    #[track_caller]
    fn check(body: &str, labels: &str, expected: &[(PartKind, Range<usize>)]) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let mut scratch = Scratch::default();
        scratch.scores.extend(labels.bytes().map(|label| {
            let mut scores = [-5.0; LABELS];
            scores[usize::from(label - b'0')] = -0.5;
            scores
        }));
        let mut found = Vec::new();
        find(&tokens, 0..tokens.words.len(), &mut scratch, &mut found);
        let found: Vec<_> = found.into_iter().map(|part| (part.kind, part.words)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn parts_are_runs_of_labels() {
        use PartKind::{Content, Cue, Source};
        check("a b c d e f", "013566", &[(Source, 1..2), (Cue, 2..3), (Content, 3..6)]);
        check("a b c d", "5656", &[(Content, 0..2), (Content, 2..4)]);
        check("a b\nc d", "0556", &[(Content, 1..2), (Content, 2..4)]);
    }

    #[test]
    fn nothing_goes_on_what_did_not_begin() {
        check("a b c", "666", &[(PartKind::Content, 0..3)]);
    }
}
