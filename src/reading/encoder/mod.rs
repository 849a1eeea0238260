//! The precise tier's reader: a small transformer over the pieces of words, and the linear reader beside it.
//!
//! | file | what lives there |
//! |---|---|
//! | `pieces.rs` | words cut into pieces of the vocabulary |
//! | `windows.rs` | which pieces are read at once, and what is known of each beforehand |
//! | `network.rs` | the network |
//! | `attention.rs` | how pieces attend to each other |
//! | `matmul.rs` | linear layers in whole numbers |
//! | `lanes.rs` | sixteen numbers at a time, with what the processor has |
//! | `tiles.rs` | products of tiles, where it has them |
//! | `ties.rs` | how the parts of attributions hang together |
//!
//! For tags and names the log probabilities of both readers are added: they fail differently. For the parts of
//! attributions the encoder takes the first look, the linear reader the second.

pub mod attention;
pub mod lanes;
pub mod matmul;
pub mod network;
pub mod pieces;
pub mod ties;
#[cfg(target_arch = "x86_64")]
mod tiles;
pub mod windows;

use super::Reading;
use super::linear::{LinearReader, TAGS, labels};
use super::parts::{LABELS, LEAST};
use crate::error::{Deadline, Reject};
use crate::model::{Model, ModelError, beside, carried_hash, sha256_hex};
use crate::text::Text;
use crate::tokens::Tokens;
use lanes::{LANES, Lanes, at_best_level, ln_one};
use network::Network;
use pieces::{END, Vocabulary};
use std::ops::Range;
use std::sync::LazyLock;
use windows::{NOWHERE, Windows};

/// Changes whenever the input of the network does, so that weights are never used with input they were not
/// trained on.
pub const FEATURES_VERSION: u32 = 1;

/// How many pieces go through the network before what it found is used: bounds the memory that scores take.
const PIECES_AT_ONCE: usize = 4096;

/// The model of the encoder: its vocabulary and its network.
#[derive(Debug)]
pub struct EncoderReader {
    vocabulary: Vocabulary,
    network: Network,
    /// The SHA-256 of the model file.
    pub hash: String,
}

/// The trained model.
static EMBEDDED: &[u8] = include_bytes!("../../models/encoder.model");

static READER: LazyLock<EncoderReader> = LazyLock::new(|| {
    EncoderReader::named(EMBEDDED, carried_hash("encoder.model"))
        .expect("the embedded model is whole: tests read it")
});

/// Buffers of the reading.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    windows: Windows,
    network: network::Scratch,
    /// Log probabilities of the words in hand.
    tags: Vec<[f32; TAGS]>,
    names: Vec<[f32; labels::COUNT]>,
    /// Log probabilities of all words.
    quotes: Vec<[f32; LABELS]>,
    ties: ties::Scratch,
    logits: Vec<f32>,
    rows: Vec<usize>,
    /// Pieces whose vectors are asked for.
    asked: Vec<usize>,
}

impl EncoderReader {
    /// Returns the reader with the trained model that the program carries.
    pub fn embedded() -> &'static Self {
        &READER
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where it is no model file, or one of other features.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        Self::named(file, sha256_hex(file))
    }

    fn named(file: &[u8], hash: String) -> Result<Self, ModelError> {
        let model = Model::of_features(file, FEATURES_VERSION)?;
        let (vocabulary, network) = std::thread::scope(|scope| {
            let vocabulary = beside(scope, || Ok(Vocabulary::new(&model.text("vocabulary")?)));
            let network = Network::read(&model)?;
            Ok((vocabulary.join().expect("reading does not panic")?, network))
        })?;
        // So that no piece is without a vector.
        if vocabulary.len() > network.vocabulary() || network.vocabulary() <= usize::from(END) {
            return Err(ModelError::Misfit("vocabulary".to_owned()));
        }
        Ok(Self { vocabulary, network, hash })
    }

    /// Returns the model file of a vocabulary and a network, whose tensors `tensor` returns by name.
    ///
    /// # Errors
    ///
    /// Where a tensor is missing or of another size.
    pub fn pack(
        vocabulary: &str,
        tensor: &dyn Fn(&str) -> anyhow::Result<Vec<f32>>,
        layers: usize,
    ) -> anyhow::Result<Vec<u8>> {
        let mut model = Model::default();
        model.put_features(FEATURES_VERSION);
        model.put_text("vocabulary", vocabulary);
        network::write(tensor, layers, &mut model)?;
        Ok(model.to_file())
    }

    /// Returns the log probabilities of the labels of parts that the encoder gave each word of the last article.
    pub fn first_look(reading: &Reading) -> &[[f32; LABELS]] {
        &reading.encoder.quotes
    }

    /// Fills what `reading` says of each word, together with the linear reader; without its own look at the paragraphs
    /// about which that one doubts no word by more than `skip_margin`.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn read_into(
        &self,
        linear: &LinearReader,
        skip_margin: f32,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        linear.look(text, tokens, reading, deadline)?;
        // Paragraphs that are read by the linear reader alone.
        let doubts =
            if skip_margin > 0.0 { linear.doubts(text, tokens, reading, deadline)? } else { Vec::new() };
        let wanted = |paragraph: usize| doubts.get(paragraph).is_none_or(|&doubt| doubt > skip_margin);
        let mut scratch = std::mem::take(&mut reading.encoder);
        let result = self.read_with(linear, wanted, text, tokens, reading, &mut scratch, deadline);
        reading.encoder = scratch;
        result
    }

    #[allow(clippy::too_many_arguments)] // One caller, next to it.
    fn read_with(
        &self,
        linear: &LinearReader,
        wanted: impl Fn(usize) -> bool,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        scratch: &mut Scratch,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        let Scratch { windows, network, tags, names, quotes, ties, logits, rows, asked } = scratch;
        windows.fill(&self.vocabulary, text, tokens, &reading.stretches, wanted, deadline)?;
        quotes.clear();
        let (mut next, mut start) = (0, 0);
        while start < tokens.words.len() {
            let these = chunk(windows, tokens, next);
            let end = windows.spans.get(these.end).map_or(tokens.words.len(), |words| words.start);
            let words = start..end;
            deadline.check("read")?;
            let first = windows.windows.get(these.start).map_or(0, |window| window.start);
            let own: Vec<Range<usize>> = windows.windows[these.clone()]
                .iter()
                .map(|window| window.start - first..window.end - first)
                .collect();
            let last = own.last().map_or(0, |window| window.end);
            rows.clear();
            rows.extend(
                windows.firsts[words.clone()]
                    .iter()
                    .filter(|&&row| row != NOWHERE)
                    .map(|&row| row as usize - first),
            );
            // A window's first piece stands for no tie.
            asked.clear();
            asked.extend(rows.iter().copied().chain(own.iter().map(|window| window.start)));
            asked.sort_unstable();
            self.network.run(&windows.pieces[first..first + last], &own, asked, network);
            let seen = |word: usize| windows.firsts[word] != NOWHERE;
            self.network.tags.scores(rows, network, logits);
            tags.clear();
            spread(words.clone(), seen, logits, tags);
            linear.decide_tags(text, tokens, words.clone(), Some(tags), reading, deadline)?;
            self.network.names.scores(rows, network, logits);
            names.clear();
            spread(words.clone(), seen, logits, names);
            linear.hear_names(words.clone(), names, reading);
            self.network.quotes.scores(rows, network, logits);
            spread(words.clone(), seen, logits, quotes);
            // What was not looked at is outside of all parts.
            for (word, row) in words.clone().zip(&mut quotes[words.start..]) {
                if !seen(word) {
                    *row = [LEAST; LABELS];
                    row[0] = 0.0;
                }
            }
            linear.decide_parts(
                text,
                tokens,
                words.clone(),
                Some(&quotes[words.start..]),
                reading,
                deadline,
            )?;
            ties::find(&self.network, windows, these.clone(), first, network, ties, reading);
            (next, start) = (these.end, end);
        }
        linear.decide_names(reading, true, deadline)
    }
}

/// Returns the windows from `first` on that are read at once: whole paragraphs.
fn chunk(windows: &Windows, tokens: &Tokens, first: usize) -> Range<usize> {
    let mut end = first;
    let mut pieces = 0;
    while end < windows.windows.len() {
        let starts = tokens.paragraphs.binary_search_by_key(&windows.spans[end].start, |p| p.start).is_ok();
        if starts && pieces >= PIECES_AT_ONCE {
            break;
        }
        pieces += windows.windows[end].len();
        end += 1;
    }
    first..end
}

/// Turns scores into log probabilities and adds those of each of `words`: of the next row of scores, or nothing where it
/// was not seen.
fn spread<const N: usize>(
    words: Range<usize>,
    seen: impl Fn(usize) -> bool,
    scores: &mut [f32],
    spread: &mut Vec<[f32; N]>,
) {
    log_softmax(scores, N);
    let mut rows = scores.as_chunks().0.iter();
    spread.extend(words.map(|word| if seen(word) { rows.next().copied() } else { None }.unwrap_or([0.0; N])));
}

at_best_level!(
    /// Turns rows of so many scores into log probabilities.
    fn log_softmax = log_softmax_of(scores: &mut [f32], width: usize)
);

#[inline(always)]
fn log_softmax_of<L: Lanes>(l: L, scores: &mut [f32], width: usize) {
    for row in scores.chunks_exact_mut(width) {
        let best = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut total = l.splat(0.0);
        for some in row.chunks(LANES) {
            let mut lanes = [f32::NEG_INFINITY; LANES];
            lanes[..some.len()].copy_from_slice(some);
            total = l.add(total, lanes::exp(l, l.sub(l.load(&lanes), l.splat(best))));
        }
        let log = best + ln_one(lanes::sum(l, total));
        for score in row {
            *score -= log;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Tier;
    use crate::reading::{Label, Link, PartKind, Reader};

    fn read(reading: &mut Reading, body: &str) -> (Text, Tokens) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Reader::new(Tier::Precise, 0.0).read(&text, &tokens, reading, Deadline::NEVER).unwrap();
        (text, tokens)
    }

    /// `expected` has the parts with the first two letters of their kinds.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let mut reading = Reading::default();
        let (text, tokens) = read(&mut reading, body);
        let told = |part: &crate::reading::Part| {
            let kind = match part.kind {
                PartKind::Source => "so",
                PartKind::Cue => "cu",
                PartKind::Content => "co",
            };
            format!("{kind} {}", text.slice(tokens.span(&part.words)))
        };
        let parts: Vec<_> = reading.parts.iter().map(told).collect();
        assert_eq!(parts.join(" | "), expected);
    }

    #[test]
    fn parts_of_attributions() {
        check(
            "“We will not sign the treaty,” said Jane Roe.",
            "co “We will not sign the treaty,” | cu said | so Jane Roe",
        );
        check("It rained all day in the north of the country.", "");
    }

    #[test]
    fn parts_are_tied() {
        let mut reading = Reading::default();
        read(&mut reading, "Jane Roe said the war was over. “It is not,” John Doe replied.");
        let parts = reading.parts;
        let contents: Vec<_> = (0..parts.len()).filter(|&at| parts[at].kind == PartKind::Content).collect();
        assert_eq!(contents.len(), 2);
        for (content, before) in contents.into_iter().zip([true, false]) {
            for (link, kind) in [(Link::ContentCue, PartKind::Cue), (Link::ContentSource, PartKind::Source)] {
                let own = reading.ties.iter().filter(|tie| tie.link == link && tie.from == content);
                let best = own.max_by(|a, b| a.log_probability.total_cmp(&b.log_probability)).unwrap();
                let to = &parts[best.to.unwrap()];
                assert_eq!(to.kind, kind);
                assert_eq!(to.words.start < parts[content].words.start, before);
                assert!(best.log_probability > 0.5_f32.ln() && best.log_probability <= 0.0);
            }
        }
    }

    #[test]
    fn names_of_both_readers() {
        let mut reading = Reading::default();
        read(&mut reading, "Angela Merkel flew to Paris on Monday.");
        let begins = reading.labels.iter().filter(|label| matches!(label, Label::Begin(_))).count();
        assert_eq!(begins, 2);
    }

    #[test]
    fn what_was_read_before_changes_nothing() {
        let article = "“We won,” Jane Roe said.\nIt rained in Rome.";
        let mut fresh = Reading::default();
        read(&mut fresh, article);
        let mut used = Reading::default();
        read(&mut used, &format!("{}\n{article}", "He said that it rained in the north. ".repeat(100)));
        read(&mut used, article);
        assert_eq!(fresh.labels, used.labels);
        assert_eq!(fresh.tags, used.tags);
        assert_eq!(fresh.parts, used.parts);
    }

    #[test]
    fn no_input_breaks_it() {
        for body in [
            "\0".to_owned(),
            "x".repeat(1 << 23),
            "word ".repeat(1 << 13),
            "WORD\n".repeat(1 << 13),
            "“ ".repeat(1 << 13),
            "“Roe said: ‘no’ ".repeat(1 << 10),
            "مرحبا Wang Yi שלום 北京 ".repeat(1 << 10),
            "a\u{202e}b\u{200d}\u{1}\u{7f} ".repeat(1 << 10),
            format!("{} {}", "北".repeat(1 << 14), "x-".repeat(1 << 14)),
        ] {
            let mut reading = Reading::default();
            let (_, tokens) = read(&mut reading, &body);
            assert_eq!(reading.labels.len(), tokens.words.len());
            assert_eq!(reading.tags.len(), tokens.words.len());
            for part in reading.parts.iter() {
                assert!(part.words.start < part.words.end && part.words.end <= tokens.words.len());
                assert!((0.0..=1.0).contains(&part.probability));
            }
        }
    }

    #[test]
    fn a_model_file_that_is_cut_is_an_error() {
        assert!(EncoderReader::read(&EMBEDDED[..EMBEDDED.len() / 2]).is_err());
        assert!(EncoderReader::read(b"").is_err());
    }
}
