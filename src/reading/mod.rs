//! One look at the words: labels for every word, which the stages after it decode.
//!
//! A [`Reading`] is what any reader gives, whichever its tier; nothing after this module
//! knows which one it was.

pub mod clauses;
pub mod encoder;
pub mod given;
pub mod lexicon;
pub mod linear;
pub mod marks;
pub mod nouns;
pub mod parts;
pub mod tag;

use crate::config::Tier;
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::model::beside;
use crate::text::Text;
use crate::tokens::Tokens;
use encoder::EncoderReader;
use lexicon::Lists;
use linear::LinearReader;
use marks::Stretch;
use std::collections::BTreeMap;
use std::ops::Range;
use tag::Tag;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No letters, no digits.
    Mark,
    /// Begins with a digit.
    Number,
    /// Begins with a small letter, or with one of a script that has none.
    Lower,
    /// Begins with a capital.
    Capital,
    /// At least two letters, all of them capitals.
    Capitals,
}

impl Shape {
    /// Returns the shape of `word`.
    pub fn of(word: &str) -> Self {
        let Some(first) = word.chars().find(|c| !matches!(c, '\'' | '’' | '@' | '#' | '-')) else {
            return Self::Mark;
        };
        if first.is_numeric() {
            return Self::Number;
        }
        if !first.is_alphabetic() {
            return Self::Mark;
        }
        if !first.is_uppercase() {
            // "al-Qaeda", "iPhone"
            let named = ["al-", "el-", "eBay", "iP"].iter().any(|start| word.starts_with(start));
            return if named { Self::Capital } else { Self::Lower };
        }
        let mut letters = word.chars().filter(|c| c.is_alphabetic()).take(MAX_WORD);
        let many = word.chars().filter(|c| c.is_alphabetic()).take(2).count() > 1;
        if many && letters.all(char::is_uppercase) { Self::Capitals } else { Self::Capital }
    }
}

/// The longest word that is looked up, in bytes.
const MAX_WORD: usize = 40;

/// A word's entry in the lexicon: what it is by itself, whatever the article.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub shape: Shape,
    /// The word lists that it is on.
    pub lists: Lists,
    /// Whether it tells of a saying: "said", "according".
    pub cue: bool,
}

impl Entry {
    /// Returns the entry of `word`; `lower` is the word in small letters.
    pub fn of(word: &str, lower: &str) -> Self {
        let shape = Shape::of(word);
        let mut lists = Lists::default();
        if word.len() <= MAX_WORD && !matches!(shape, Shape::Mark | Shape::Number) {
            lists = Lists::of(lower);
        }
        if matches!(word, "'s" | "’s") {
            lists = Lists::AUXILIARY;
        }
        Self { shape, lists, cue: lists.any(Lists::CUE) || lower == "according" }
    }
}

/// What a word is to the names of the article, as BIO labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Outside,
    Begin(EntityType),
    Inside(EntityType),
}

/// What words are to the attribution that they are a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Source,
    Cue,
    Content,
}

impl PartKind {
    /// All kinds, in the order of their discriminants.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];
}

/// A run of words that is a part of an attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub kind: PartKind,
    pub words: Range<usize>,
    /// The probability, 0 to 1, of its labels: their mean.
    pub probability: f32,
    /// That of the least probable.
    pub least: f32,
}

/// What may tie two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    ContentCue,
    ContentSource,
    CueSource,
}

/// How probable a reader holds it that two parts belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    pub link: Link,
    /// An index into [`Reading::parts`].
    pub from: usize,
    /// Likewise; none for belonging to none.
    pub to: Option<usize>,
    pub log_probability: f32,
}

/// What a reader says of every word.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// One for each word.
    pub shapes: Vec<Shape>,
    /// The word lists that each word is on.
    pub lists: Vec<Lists>,
    /// The part of speech of each word.
    pub tags: Vec<Tag>,
    /// One for each word.
    pub labels: Vec<Label>,
    /// For each word, whether it tells of a saying: "said", "according".
    pub cues: Vec<bool>,
    /// The outermost quoted stretches, in order.
    pub stretches: Vec<Stretch>,
    /// Whether every quotation mark has its partner.
    pub balanced: bool,
    /// Whose reading it is.
    pub tier: Tier,
    /// The parts of attributions, in order.
    pub parts: Vec<Part>,
    /// In order of the part they are from; only the encoder ties parts.
    pub ties: Vec<Tie>,
    /// The encoder's; kept here for its memory.
    encoder: Box<encoder::Scratch>,
    /// The linear reader's; kept here for its memory.
    scratch: Box<linear::Scratch>,
}

impl Reading {
    /// Returns the stretch in quotation marks that a word stands in, marks included.
    pub fn stretch_at(&self, at: usize) -> Option<&Stretch> {
        let next = self.stretches.partition_point(|stretch| stretch.words.end <= at);
        self.stretches.get(next).filter(|stretch| stretch.words.contains(&at))
    }

    /// Returns a copy without the buffers that the next reading would use.
    pub fn without_buffers(&self) -> Self {
        let Self { shapes, lists, tags, labels, cues, stretches, parts, ties, balanced, tier, .. } = self;
        Self {
            shapes: shapes.clone(),
            lists: lists.clone(),
            tags: tags.clone(),
            labels: labels.clone(),
            cues: cues.clone(),
            stretches: stretches.clone(),
            parts: parts.clone(),
            ties: ties.clone(),
            balanced: *balanced,
            tier: *tier,
            ..Self::default()
        }
    }
}

/// The reader of a tier.
#[derive(Clone, Copy, Debug)]
pub enum Reader<'a> {
    /// The fast tier's: linear models.
    Linear(&'a LinearReader),
    /// The precise tier's: the encoder, and the linear models beside it, which alone read paragraphs about which they have
    /// no doubt above `skip_margin`.
    Encoder { encoder: &'a EncoderReader, linear: &'a LinearReader, skip_margin: f32 },
}

impl Reader<'_> {
    /// Returns the reader of `tier`, with the trained models that the program carries.
    pub fn new(tier: Tier, skip_margin: f32) -> Self {
        match tier {
            Tier::Fast => Self::Linear(LinearReader::embedded(tier)),
            Tier::Precise => {
                // The slow steps of every start share the time.
                let (encoder, linear) = std::thread::scope(|scope| {
                    let encoder = beside(scope, EncoderReader::embedded);
                    let linear = LinearReader::embedded(tier);
                    (encoder.join().expect("the embedded model is whole: tests read it"), linear)
                });
                Self::Encoder { encoder, linear, skip_margin }
            }
        }
    }

    /// Returns the tier whose reader it is.
    pub fn tier(&self) -> Tier {
        match self {
            Self::Linear(_) => Tier::Fast,
            Self::Encoder { .. } => Tier::Precise,
        }
    }

    /// Returns what the reader is made of, by what it reads, for the provenance of documents.
    pub fn models(&self) -> BTreeMap<String, String> {
        let named = |hash: &str| format!("sha256:{hash}");
        let models = match self {
            Self::Linear(linear) => {
                vec![("entities", named(&linear.hash)), ("quotes", named(linear.parts_hash()))]
            }
            Self::Encoder { encoder, linear, .. } => vec![
                ("entities", named(&linear.hash)),
                ("encoder", named(&encoder.hash)),
                ("quotes", named(linear.parts_hash())),
            ],
        };
        models.into_iter().map(|(what, name)| (what.to_owned(), name)).collect()
    }

    /// Reads `text`, in place of what `reading` held before.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn read(
        &self,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        reading.balanced = marks::find(text, tokens, &mut reading.stretches, deadline)?;
        if reading.tier != self.tier() {
            // The words it knows are weighed by the other tier's chains.
            *reading.scratch = linear::Scratch::default();
            reading.tier = self.tier();
        }
        match self {
            Self::Linear(linear) => linear.read_into(text, tokens, reading, deadline)?,
            Self::Encoder { encoder, linear, skip_margin } => {
                encoder.read_into(linear, *skip_margin, text, tokens, reading, deadline)?;
            }
        }
        for (word, tag) in tokens.words.iter().zip(&mut reading.tags) {
            if word.len() >= "a.doc".len()
                && let Some(told) = Tag::of_form(text.slice(*word))
            {
                *tag = told;
            }
        }
        Ok(())
    }
}
