//! From labels to mentions, and from mentions to the entities of the article.
//!
//! Names first (`names.rs`, by rules): a surname goes to the person who bears it, an acronym to the name it
//! abbreviates, "the Foreign Ministry" to the only ministry there is. Then, in order of position, noun phrases
//! and pronouns (`phrases.rs` finds them) go to what was spoken of before (`rank.rs`, by learned weights), or to
//! nothing: a blank is better than a guess.

mod fold;
mod names;
mod nouns;
mod people;
mod phrases;
mod rank;

use crate::error::{Deadline, Reject};
use crate::found::{Entity, EntityType, Form, Mention};
use crate::reading::lexicon::Lists;
use crate::reading::{Label, Reading};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use fold::Words;
use rank::Ranker;
pub use rank::{Decision, Weights};
use std::ops::Range;

/// A name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Never empty, inside one sentence.
    pub words: Range<usize>,
    pub kind: EntityType,
}

/// A phrase that refers, and what it refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    pub words: Range<usize>,
    pub span: Span,
    pub form: Form,
    /// The index of the thing; none for those that refer to nothing known.
    pub thing: Option<usize>,
    /// The probability that this is the thing, 1 for names.
    pub confidence: f32,
}

/// Something spoken of: an entity where it has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// The fullest name the article gives, and its type.
    pub named: Option<(String, EntityType)>,
}

/// Every phrase that refers, and the things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// In the order in which they were read: by position, owners before what they own.
    pub mentions: Vec<Linked>,
    pub things: Vec<Thing>,
}

/// Links of noun phrases and pronouns that are less likely than this stay unlinked: a wrong speaker is worse than
/// none. On held-out articles of OntoGUM six in ten of the links between 0.4 and 0.5 are right, and not half of
/// those below.
pub const MIN_CONFIDENCE: f32 = 0.4;

/// Finds the entities of an article, in order of their first mention.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    deadline: Deadline,
) -> Result<Vec<Entity>, Reject> {
    let names = names(text, tokens, reading, deadline)?;
    let links = link(text, tokens, reading, &names, Weights::embedded(), None, deadline)?;
    Ok(entities(links))
}

/// Decodes the labels into names, in order of position.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn names(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    deadline: Deadline,
) -> Result<Vec<Name>, Reject> {
    let mut names: Vec<Name> = Vec::new();
    for sentence in &tokens.sentences {
        deadline.check("entities")?;
        let mut at = sentence.start;
        while at < sentence.end {
            let (Label::Begin(kind) | Label::Inside(kind)) = reading.labels[at] else {
                at += 1;
                continue;
            };
            let start = at;
            at += 1;
            while at < sentence.end && reading.labels[at] == Label::Inside(kind) {
                at += 1;
            }
            let words = start..at;
            match names.last_mut() {
                Some(owner) if owns(owner, &words, kind, tokens, text) => {
                    owner.words.end = words.end;
                    owner.kind = kind;
                }
                Some(_) | None => names.push(Name { words, kind }),
            }
        }
    }
    Ok(names)
}

/// Says whether a nationality and the organ of state right after it, which CoNLL-2003 takes apart, are one name: the
/// "Russian Foreign Ministry" is what speaks.
fn owns(owner: &Name, words: &Range<usize>, kind: EntityType, tokens: &Tokens, text: &Text) -> bool {
    let word = |at: usize| text.slice(tokens.words[at]).to_lowercase();
    kind == EntityType::Org
        && owner.kind == EntityType::Misc
        && owner.words.len() == 1
        && owner.words.end == words.start
        && matches!(
            word(words.end - 1).as_str(),
            "ministry"
                | "parliament"
                | "government"
                | "cabinet"
                | "senate"
                | "congress"
                | "court"
                | "embassy"
                | "police"
                | "army"
                | "navy"
                | "force"
                | "forces"
                | "guard"
                | "military"
        )
        && Lists::of(&word(owner.words.start)).any(Lists::DEMONYM)
}

/// Links names, which stand in order of position and never overlap, and the noun phrases and pronouns around
/// them. Keeps every choice in `trace`, where training asks for it.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn link(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    names: &[Name],
    weights: &Weights,
    trace: Option<&mut Vec<Decision>>,
    deadline: Deadline,
) -> Result<Links, Reject> {
    let mut words = Words::default();
    let grouped = names::group(text, tokens, reading, names, &mut words, deadline)?;
    let phrases = phrases::find(text, tokens, reading, names, &grouped, &mut words, deadline)?;
    let ranker = Ranker {
        text,
        tokens,
        reading,
        phrases: &phrases,
        grouped: &grouped,
        words: &mut words,
        weights,
        trace,
    };
    let (things, referred) = ranker.run(deadline)?;
    let mentions = phrases
        .iter()
        .zip(referred)
        .map(|(phrase, referred)| Linked {
            span: names::span(tokens, &phrase.words),
            words: phrase.words.clone(),
            form: rank::form(phrase),
            thing: referred.thing,
            confidence: referred.confidence,
        })
        .collect();
    let things = things
        .iter()
        .map(|thing| Thing {
            named: thing
                .group
                .map(|group| (grouped.display(text, tokens, group), grouped.groups[group].kind())),
        })
        .collect();
    Ok(Links { mentions, things })
}

/// Returns the things that have names, with the mentions that are likely enough.
fn entities(links: Links) -> Vec<Entity> {
    let Links { mentions, things } = links;
    let mut place: Vec<Option<usize>> = Vec::with_capacity(things.len());
    let mut entities: Vec<Entity> = Vec::new();
    for thing in things {
        place.push(thing.named.as_ref().map(|_| entities.len()));
        if let Some((name, kind)) = thing.named {
            entities.push(Entity { name, kind, mentions: Vec::new() });
        }
    }
    for Linked { span, form, thing, confidence, .. } in mentions {
        if let Some(at) = thing.and_then(|thing| place[thing])
            && (form == Form::Name || confidence >= MIN_CONFIDENCE)
        {
            entities[at].mentions.push(Mention { span, form, confidence });
        }
    }
    for entity in &mut entities {
        entity.mentions.sort_by_key(|mention| mention.span);
    }
    entities.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.span));
    entities
}

#[cfg(test)]
mod tests;
