//! The parts of attributions: which words are a source, a cue, a content.
//!
//! Two looks at each paragraph. The first is the reader's: a linear chain over the words in the fast tier, the
//! encoder in the precise one. The second is a linear chain over what the first made of the whole paragraph; it has
//! weights for each tier, trained on first looks by readers that had not seen the article. `features.rs` has what
//! both chains see.

pub mod features;

use super::linear::crf::{Lattice, Places, Weights};
use super::linear::table::{Table, fingerprint};
use super::{Part, PartKind};
use crate::config::Tier;
use crate::model::{Model, ModelError, carried_hash, sha256_hex};
use features::{Known, Layout};
use std::ops::Range;

/// Outside, then the first and the other words of each [`PartKind`].
pub const LABELS: usize = 1 + 2 * PartKind::ALL.len();

/// Changes whenever a feature does, so that weights are never used with features they were not trained on.
pub const FEATURES_VERSION: u32 = 1;

/// The trained model.
static EMBEDDED: &[u8] = include_bytes!("../../models/quotes.model");

/// Returns 0 for outside, else one more than the number of the label's kind.
fn kind_of(label: u8) -> u8 {
    label.div_ceil(2)
}

/// Says whether `to` may follow `from`: nothing goes on what did not begin.
pub fn may_follow(from: u8, to: u8) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// Words that are cues, and how often.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    pub words: Table,
    /// 1 to 3.
    pub levels: Vec<u8>,
}

impl Cues {
    /// Returns how often the word with this hash is a cue, 0 to 3.
    pub fn level(&self, lower: u64) -> u8 {
        self.words.find(fingerprint(lower)).map_or(0, |at| self.levels[at])
    }

    /// Returns how often a word is a cue that was one so many times of so many.
    pub fn level_of(cue: u32, all: u32) -> u8 {
        let share = f64::from(cue) / f64::from(all + 2);
        [0.02, 0.15, 0.5].iter().filter(|&&step| share >= step).count() as u8
    }
}

/// The chains of both looks.
#[derive(Clone, Debug, Default)]
pub struct PartsReader {
    pub cues: Cues,
    /// The fast tier's.
    pub first: Weights<LABELS>,
    /// By tier.
    pub second: [Weights<LABELS>; 2],
    /// The SHA-256 of the model file.
    pub hash: String,
}

/// A paragraph none of whose words is a part so probably, by the first look of the fast tier, needs no second one: on PolNeAR
/// dev 0.1 changes nothing either.
const QUIET: f32 = 0.03;

/// Returns how probable it is that a word is a part of an attribution, at the word where that is greatest.
fn most_probably_a_part(probabilities: &[[f32; LABELS]]) -> f32 {
    probabilities.iter().map(|row| 1.0 - row[0]).fold(0.0, f32::max)
}

/// Returns the number of a tier's second look.
pub fn look_of(tier: Tier) -> usize {
    match tier {
        Tier::Fast => 0,
        Tier::Precise => 1,
    }
}

/// How much less than its odds say a word is taken to be outside of parts, by tier: what the ranker finds no place for
/// is left out later. Of what balances precision and recall of contents, about half.
const BIAS: [f32; 2] = [0.35, 0.1];

/// Less probable labels are taken for this probable.
pub const LEAST: f32 = -9.0;

/// Buffers of the looks.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub layout: Layout,
    scores: Vec<[i16; LABELS]>,
    probabilities: Vec<[f32; LABELS]>,
    lattice: Lattice,
    places: Places,
    path: Vec<u8>,
}

impl PartsReader {
    /// Returns the trained model that the program carries.
    pub fn embedded() -> Self {
        Self::named(EMBEDDED, carried_hash("quotes.model"))
            .expect("the embedded model is whole: tests read it")
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
        let cues = Cues {
            words: Table::new(model.keys("cues")?),
            levels: model.words("cue_levels")?.into_iter().map(|level| level.min(3) as u8).collect(),
        };
        if cues.words.len() != cues.levels.len() {
            return Err(ModelError::Misfit("cues".to_owned()));
        }
        let first = Weights::read(&model, "first")?;
        let second = [Weights::read(&model, "second.fast")?, Weights::read(&model, "second.precise")?];
        Ok(Self { cues, first, second, hash })
    }

    /// Returns the model as a file.
    pub fn to_file(&self) -> Vec<u8> {
        let mut model = Model::default();
        model.put_features(FEATURES_VERSION);
        model.put_keys("cues", self.cues.words.keys());
        let levels: Vec<u32> = self.cues.levels.iter().map(|&level| level.into()).collect();
        model.put_words("cue_levels", &levels);
        self.first.write(&mut model, "first");
        self.second[0].write(&mut model, "second.fast");
        self.second[1].write(&mut model, "second.precise");
        model.to_file()
    }

    /// Begins the first look of the fast tier at a paragraph: returns where the words' own rows are to be added.
    pub fn begin<'a>(
        &self,
        known: &Known<'_>,
        paragraph: Range<usize>,
        scratch: &'a mut Scratch,
    ) -> &'a mut [[i16; LABELS]] {
        let Scratch { layout, scores, places, .. } = scratch;
        layout.fill(known, paragraph.clone());
        scores.clear();
        scores.resize(paragraph.len(), [0; LABELS]);
        layout.features(|at, features| places.take_range(&self.first, scores, at, features));
        places.finish(&self.first, scores);
        scores
    }

    /// Returns how probable it is, at the word where that is greatest, that it is a part, by the first look of the fast
    /// tier at the paragraph that was begun last.
    pub fn doubt(&self, scratch: &mut Scratch) -> f32 {
        let Scratch { scores, probabilities, lattice, .. } = scratch;
        self.first.posteriors(scores, lattice, probabilities);
        most_probably_a_part(probabilities)
    }

    /// Takes the second look of the fast tier at the paragraph that was begun last; adds its parts to `found`.
    pub fn finish(&self, paragraph: Range<usize>, scratch: &mut Scratch, found: &mut Vec<Part>) {
        let Scratch { scores, probabilities, lattice, .. } = scratch;
        self.first.posteriors(scores, lattice, probabilities);
        if most_probably_a_part(probabilities) < QUIET {
            scratch.path.clear();
            scratch.path.resize(paragraph.len(), 0);
            return collect(paragraph.start, &scratch.path, &scratch.layout, &scratch.probabilities, found);
        }
        self.second_look(Tier::Fast, paragraph, scratch, found);
    }

    /// Takes the second look of the precise tier at a paragraph, for whose words `first` has the log probabilities
    /// of the encoder's labels; adds its parts to `found`.
    pub fn hear(
        &self,
        known: &Known<'_>,
        paragraph: Range<usize>,
        first: &[[f32; LABELS]],
        scratch: &mut Scratch,
        found: &mut Vec<Part>,
    ) {
        let Scratch { layout, scores, probabilities, .. } = scratch;
        layout.fill(known, paragraph.clone());
        let step = self.second[look_of(Tier::Precise)].step;
        scores.clear();
        scores.extend(first.iter().map(|row| row.map(|log| (log.max(LEAST) / step).round() as i16)));
        probabilities.clear();
        probabilities.extend(first.iter().map(|row| row.map(super::encoder::lanes::exp_one)));
        self.second_look(Tier::Precise, paragraph, scratch, found);
    }

    fn second_look(&self, tier: Tier, paragraph: Range<usize>, scratch: &mut Scratch, found: &mut Vec<Part>) {
        let Scratch { layout, scores, probabilities, lattice, places, path } = scratch;
        let weights = &self.second[look_of(tier)];
        layout
            .second_features(probabilities, |at, features| places.take_range(weights, scores, at, features));
        places.finish(weights, scores);
        weights.posteriors(scores, lattice, probabilities);
        let bias = (BIAS[look_of(tier)] / weights.step) as i16;
        for scores in scores.iter_mut() {
            scores[0] = scores[0].saturating_sub(bias);
        }
        weights.best_path(scores, lattice, path);
        collect(paragraph.start, path, layout, probabilities, found);
    }
}

/// Adds the parts of a paragraph that begins at word `start`, in order: the runs of its labels, and the weak ones.
fn collect(
    start: usize,
    path: &[u8],
    layout: &Layout,
    probabilities: &[[f32; LABELS]],
    found: &mut Vec<Part>,
) {
    let begin = found.len();
    let mut at = 0;
    while at < path.len() {
        let (first, label) = (at, path[at]);
        at += 1;
        let Some(kind) = kind_of(label).checked_sub(1).map(|kind| PartKind::ALL[usize::from(kind)]) else {
            continue;
        };
        // What stands between one pair of quotation marks is not parted; sources and cues end with their sentence.
        let goes_on = |at: usize| match kind {
            PartKind::Content => !begins(path[at]) || layout.is_amid_stretch(at),
            PartKind::Source | PartKind::Cue => !begins(path[at]) && layout.is_amid_sentence(at),
        };
        while at < path.len() && kind_of(path[at]) == kind_of(label) && goes_on(at) {
            at += 1;
        }
        let mut own = first..at;
        if kind != PartKind::Content && at < path.len() && !layout.is_amid_sentence(at) {
            while own.len() > 1 && layout.ends_sentence(own.end - 1) {
                own.end -= 1;
            }
        }
        found.push(part(kind, start, own, |at| probabilities[at][usize::from(path[at])]));
    }
    for (kind, least) in MIN_WEAK {
        let label = 1 + 2 * kind as usize;
        let mass = |at: usize| probabilities[at][label] + probabilities[at][label + 1];
        let signs = |at: usize| kind == PartKind::Source && layout.is_signature(at);
        let is_weak = |at: usize| path.get(at) == Some(&0) && (mass(at) >= least || signs(at));
        // A name that signs is a part, whatever seems to begin within it or before.
        let goes_on =
            |at: usize| if signs(at) { signs(at - 1) } else { probabilities[at][label] < mass(at) / 2.0 };
        let mut at = 0;
        while at < path.len() {
            let first = at;
            at += 1;
            if !is_weak(first) {
                continue;
            }
            while is_weak(at) && goes_on(at) && layout.is_amid_sentence(at) {
                at += 1;
            }
            found.push(part(kind, start, first..at, mass));
        }
    }
    found[begin..].sort_by_key(|part| part.words.start);
}

/// Words outside of all parts that are so probably in a source or a cue are a weak one, which the ranker may choose.
const MIN_WEAK: [(PartKind, f32); 2] = [(PartKind::Source, 0.1), (PartKind::Cue, 0.15)];

fn begins(label: u8) -> bool {
    label % 2 == 1
}

fn part(kind: PartKind, start: usize, places: Range<usize>, probability: impl Fn(usize) -> f32) -> Part {
    let (mut sum, mut least) = (0.0, 1.0_f32);
    for at in places.clone() {
        sum += probability(at);
        least = least.min(probability(at));
    }
    let words = start + places.start..start + places.end;
    Part { kind, words, probability: sum / places.len() as f32, least }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Deadline;
    use crate::reading::linear::words::{Class, Facts};
    use crate::reading::marks;
    use crate::text::Text;
    use crate::tokens::Tokens;

    /// `path` has a digit a word, its label; where `weak` has one, the word is probably that all the same.
    #[track_caller]
    fn check(body: &str, path: &str, weak: &str, expected: &[(PartKind, Range<usize>)]) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let (mut tokens, mut stretches) = (Tokens::default(), Vec::new());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        marks::find(&text, &tokens, &mut stretches, Deadline::NEVER).unwrap();
        let class = |&word: &crate::text::Span| Class::of(text.slice(word));
        let facts: Vec<_> =
            tokens.words.iter().map(|word| Facts { class: class(word), ..Facts::default() }).collect();
        let (tags, kinds, levels) =
            (vec![Default::default(); facts.len()], vec![0; facts.len()], vec![0; facts.len()]);
        let known = Known {
            facts: &facts,
            tags: &tags,
            kinds: &kinds,
            levels: &levels,
            stretches: &stretches,
            sentences: &tokens.sentences,
        };
        let mut layout = Layout::default();
        layout.fill(&known, 0..facts.len());
        let path: Vec<u8> = path.bytes().map(|label| label - b'0').collect();
        let mut probabilities = vec![[0.0; LABELS]; facts.len()];
        for (at, label) in weak.bytes().enumerate() {
            probabilities[at][usize::from(label - b'0')] = 0.2;
            probabilities[at][usize::from(path[at])] = 0.8;
        }
        let mut found = Vec::new();
        collect(0, &path, &layout, &probabilities, &mut found);
        let found: Vec<_> = found.into_iter().map(|part| (part.kind, part.words)).collect();
        assert_eq!(found, expected, "{body}");
    }

    use PartKind::{Content, Cue, Source};

    #[test]
    fn parts_are_runs_of_labels() {
        check("a b c d e f", "013566", "", &[(Source, 1..2), (Cue, 2..3), (Content, 3..6)]);
        check("a b c d", "5656", "", &[(Content, 0..2), (Content, 2..4)]);
    }

    #[test]
    fn what_stands_between_one_pair_of_marks_is_not_parted() {
        check("“ a b c ” d", "565660", "", &[(Content, 0..5)]);
        check("“ a ” “ b ”", "566566", "", &[(Content, 0..3), (Content, 3..6)]);
    }

    #[test]
    fn a_source_ends_with_its_sentence() {
        check(
            "“ a ” said Roe . Doe left .",
            "566312220",
            "",
            &[(Content, 0..3), (Cue, 3..4), (Source, 4..5), (Source, 6..8)],
        );
    }

    #[test]
    fn probable_sources_and_cues_are_weak_parts() {
        check("a b c d", "0056", "1300", &[(Source, 0..1), (Cue, 1..2), (Content, 2..4)]);
        check("a b c", "000", "565", &[]);
    }

    #[test]
    fn nothing_goes_on_what_did_not_begin() {
        assert!(may_follow(0, 1) && may_follow(1, 2) && may_follow(2, 2) && may_follow(6, 0));
        assert!(!may_follow(0, 2) && !may_follow(1, 4) && !may_follow(5, 4));
    }

    #[test]
    fn cues_have_levels() {
        assert_eq!(
            [(0, 50), (5, 98), (20, 78), (90, 100)].map(|(cue, all)| Cues::level_of(cue, all)),
            [0, 1, 2, 3]
        );
    }

    #[test]
    fn a_model_file_that_is_cut_is_an_error() {
        assert!(PartsReader::read(&EMBEDDED[..EMBEDDED.len() / 2]).is_err());
        assert!(PartsReader::read(b"").is_err());
    }
}
