//! One look at the words: labels for every word, which the stages after it decode.
//!
//! A [`Reading`] is what any reader gives, rules today and learned models later; nothing after this module
//! knows which one it was.

pub mod lexicon;
pub mod marks;
mod rules;
pub mod tag;

use crate::config::Tier;
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::text::Text;
use crate::tokens::Tokens;
use lexicon::Lists;
use marks::Stretch;
use std::collections::{BTreeMap, HashMap};
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

/// What a word is to the names of the article, as BIO labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Outside,
    Begin(EntityType),
    Inside(EntityType),
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
    /// What the article's own words say of each other; kept here for its memory.
    evidence: HashMap<u64, rules::Evidence>,
}

/// The reader of a tier.
#[derive(Debug)]
pub enum Reader {
    /// Rules and shapes; stands in for both tiers until their models are trained.
    Rules,
}

impl Reader {
    /// Returns the reader of `tier`.
    pub fn new(tier: Tier) -> Self {
        match tier {
            Tier::Fast | Tier::Precise => Self::Rules,
        }
    }

    /// Returns what the reader is made of, by stage, for the provenance of documents.
    pub fn models(&self) -> BTreeMap<String, String> {
        match self {
            Self::Rules => [("entities", "rules/1"), ("quotes", "rules/1")]
                .map(|(stage, name)| (stage.to_owned(), name.to_owned()))
                .into(),
        }
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
        match self {
            Self::Rules => rules::read(text, tokens, reading, deadline),
        }
    }
}
