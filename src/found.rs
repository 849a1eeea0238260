//! What the stages find: entities and attributions, as byte spans into the article's `Text`.
//!
//! The wire forms of the same things, in code points, are in `document.rs`.

use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The kind of a named thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntityType {
    Person,
    /// Companies, parties, ministries, teams, news outlets.
    Org,
    /// Countries, cities, regions, places.
    Loc,
    /// Nationalities, events, works, laws, products.
    Misc,
}

impl EntityType {
    /// All types, in the order of their discriminants.
    pub const ALL: [Self; 4] = [Self::Person, Self::Org, Self::Loc, Self::Misc];

    /// Returns the type as it is written in documents and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Org => "ORG",
            Self::Loc => "LOC",
            Self::Misc => "MISC",
        }
    }
}

/// How a mention refers to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// "Wang Yi"
    Name,
    /// "the foreign minister"
    Nominal,
    /// "he"
    Pronoun,
}

/// A person's gender, as far as the article tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Returns the gender that more tells speak for, of those for men and for women.
    pub fn of_more([male, female]: [u32; 2]) -> Self {
        match male.cmp(&female) {
            Ordering::Greater => Self::Male,
            Ordering::Less => Self::Female,
            Ordering::Equal => Self::Unknown,
        }
    }
}

/// One place where an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub form: Form,
    /// The probability, 0 to 1, that it mentions this entity; 1 for names.
    pub confidence: f32,
}

/// A person, organisation, place or other named thing of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name the article gives.
    pub name: String,
    pub kind: EntityType,
    /// A person's gender, as far as names, titles and appositions tell.
    pub gender: Gender,
    /// In order of position; never empty.
    pub mentions: Vec<Mention>,
}

/// Whether the words of a quote stand in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuoteType {
    /// All of them do.
    Direct,
    /// None of them do.
    Indirect,
    /// Some do.
    Mixed,
}

impl QuoteType {
    /// All types.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Indirect, Self::Mixed];

    /// Returns the type as it is written in documents and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Words in quotation marks, and a name of the person who says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    pub words: Span,
    pub by: Span,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The index of the entity; none for speakers that are not entities ("two officials").
    pub entity: Option<usize>,
    /// The fullest name the article gives.
    pub name: String,
}

/// One attribution: who said what.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub kind: QuoteType,
    /// The words said, in one or several pieces; quotation marks included. Never empty.
    pub content: Vec<Span>,
    /// The words that tell of the saying ("told"); empty where the text has none.
    pub cue: Vec<Span>,
    /// The words that name the speaker here ("the minister"); empty where the text has none.
    pub source: Vec<Span>,
    pub speaker: Option<Speaker>,
    /// The probability, 0 to 1, that content and speaker are right.
    pub confidence: f32,
}
