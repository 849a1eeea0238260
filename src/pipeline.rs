//! The whole order of extraction: decode, clean, read, entities, quotes, links mended by quotes, assemble.
//!
//! Pure but for the clock that times the stages: no I/O, no randomness, no state between articles.

use crate::config::Config;
use crate::document::{Document, Note, Provenance};
use crate::error::{Deadline, Reject};
use crate::found::{Entity, Quote};
use crate::job::Job;
use crate::model::{beside, sha256_hex};
use crate::reading::{Reader, Reading};
use crate::stages::clean::sieve::Sieve;
use crate::stages::quotes::model::Attribution;
use crate::stages::{clean, entities, quotes};
use crate::text::Text;
use crate::tokens::Tokens;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The stages that are timed, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Decode,
    Clean,
    Read,
    Entities,
    Quotes,
    Encode,
}

/// What each stage is called.
pub const STAGES: [&str; 6] = ["decode", "clean", "read", "entities", "quotes", "encode"];

/// How long each of [`STAGES`] took.
pub type StageTimes = [Duration; STAGES.len()];

/// Models and settings: everything that decides what a document looks like.
#[derive(Debug)]
pub struct Pipeline {
    config: Config,
    reader: Reader<'static>,
    models: BTreeMap<String, String>,
    fingerprint: String,
}

/// Buffers that a thread keeps from article to article. Thrown away after a panic.
#[derive(Debug, Default)]
pub struct Scratch {
    tokens: Tokens,
    reading: Reading,
    /// How far the article in hand has come: an index into [`STAGES`], for errors, panics and the watchdog.
    stage: Arc<AtomicUsize>,
    times: StageTimes,
}

impl Scratch {
    /// Makes empty buffers that tell `stage` how far the article in hand has come.
    pub fn new(stage: Arc<AtomicUsize>) -> Self {
        Self { stage, ..Self::default() }
    }

    /// Returns the stage that the last article reached.
    pub fn stage(&self) -> &'static str {
        STAGES[self.stage.load(Ordering::Relaxed)]
    }

    /// Returns how long each stage of the last article took.
    pub fn times(&self) -> &StageTimes {
        &self.times
    }
}

/// A document as it is published, and what is counted about it.
#[derive(Clone, Debug)]
pub struct Enriched {
    pub job_id: String,
    pub document_id: String,
    /// The document as one line of JSON, without a line break.
    pub json: Vec<u8>,
    /// Words that were read; none in a language that is only cleaned.
    pub words: usize,
    pub notes: Vec<Note>,
    /// Entities by type, in the order of [`crate::found::EntityType::ALL`].
    pub entities: [u32; 4],
    /// Quotes by type, in the order of [`crate::found::QuoteType::ALL`].
    pub quotes: [u32; 3],
}

impl Pipeline {
    /// Makes a pipeline of the configured tier.
    pub fn new(config: &Config) -> Self {
        let fingerprint = format!("sha256:{}", config.fingerprint());
        // The slow steps of every start share the cores.
        let reader = std::thread::scope(|scope| {
            beside(scope, Sieve::embedded);
            beside(scope, Attribution::embedded);
            Reader::new(config.pipeline.tier, config.reading.skip_margin)
        });
        let mut models = reader.models();
        models.insert("cleaning".to_owned(), format!("sha256:{}", Sieve::embedded().hash));
        models.insert("linking".to_owned(), format!("sha256:{}", entities::Weights::embedded_hash()));
        models.insert("attribution".to_owned(), format!("sha256:{}", Attribution::embedded().hash));
        Self { config: config.clone(), reader, models, fingerprint }
    }

    /// Returns the models in use, by what they do; part of every document's provenance and identity.
    pub fn models(&self) -> &BTreeMap<String, String> {
        &self.models
    }

    /// Enriches one job and encodes the document.
    ///
    /// # Errors
    ///
    /// Any [`Reject`]; the same for the same bytes, but for timeouts.
    pub fn process(&self, job: &[u8], scratch: &mut Scratch, deadline: Deadline) -> Result<Enriched, Reject> {
        let document = self.enrich(job, scratch, deadline)?;
        let json = scratch.timed(Stage::Encode, |_| {
            serde_json::to_vec(&document).expect("a document of strings and numbers always serialises")
        });
        let limit = self.config.limits.max_document_bytes;
        if json.len() > limit {
            return Err(Reject::TooLarge { what: "document", size: json.len(), limit, unit: "bytes" });
        }
        let mut enriched = Enriched {
            job_id: document.id,
            document_id: document.document_id,
            json,
            words: scratch.tokens.words.len(),
            notes: document.notes,
            entities: [0; 4],
            quotes: [0; 3],
        };
        for entity in &document.entities {
            enriched.entities[entity.kind as usize] += 1;
        }
        for quote in &document.quotes {
            enriched.quotes[quote.kind as usize] += 1;
        }
        Ok(enriched)
    }

    /// Enriches one job.
    ///
    /// # Errors
    ///
    /// Any [`Reject`].
    pub fn enrich(&self, job: &[u8], scratch: &mut Scratch, deadline: Deadline) -> Result<Document, Reject> {
        scratch.times = StageTimes::default();
        scratch.tokens.words.clear();
        let limits = &self.config.limits;
        let job = scratch.timed(Stage::Decode, |_| Job::decode(job, limits))?;
        let mut cleaned =
            scratch.timed(Stage::Clean, |_| clean::clean(&job, Sieve::embedded(), limits, deadline))?;

        let language = job.language.as_deref().or(cleaned.meta.language.as_deref());
        let (mut found, mut attributed) = (Vec::new(), Vec::new());
        if language.is_none_or(is_english) {
            let text = &cleaned.text;
            scratch.timed(Stage::Read, |Scratch { tokens, reading, .. }| {
                tokens.fill(text, deadline)?;
                let (size, limit) = (tokens.words.len(), limits.max_words);
                if size > limit {
                    return Err(Reject::TooLarge { what: "text", size, limit, unit: "words" });
                }
                self.reader.read(text, tokens, reading, deadline)
            })?;
            found =
                scratch.timed(Stage::Entities, |s| entities::find(text, &s.tokens, &s.reading, deadline))?;
            let (attribution, least) = (Attribution::embedded(), self.config.quotes.min_confidence);
            let (quotes, notes) = scratch.timed(Stage::Quotes, |s| {
                quotes::find(text, &s.tokens, &s.reading, &found, attribution, least, deadline)
            })?;
            scratch.timed(Stage::Entities, |s| {
                mend_links(text, &s.tokens, &s.reading, &quotes, &mut found, deadline)
            })?;
            attributed = quotes;
            cleaned.notes.extend(notes);
        } else {
            match self.config.pipeline.other_languages {
                crate::config::OtherLanguages::CleanOnly => cleaned.notes.push(Note::OtherLanguage),
                crate::config::OtherLanguages::Reject => {
                    let language = language.unwrap_or_default().chars().take(35).collect();
                    return Err(Reject::UnsupportedLanguage { language });
                }
            }
        }

        let provenance = Provenance {
            wiremill: env!("CARGO_PKG_VERSION").to_owned(),
            config: self.fingerprint.clone(),
            models: self.models.clone(),
            input_sha256: sha256_hex(job.body.as_bytes()),
        };
        Ok(Document::assemble(job, cleaned, found, attributed, provenance))
    }
}

impl Scratch {
    /// Runs one stage, noting where the article is and how long the stage took.
    fn timed<T>(&mut self, stage: Stage, run: impl FnOnce(&mut Self) -> T) -> T {
        self.stage.store(stage as usize, Ordering::Relaxed);
        let start = Instant::now();
        let result = run(self);
        self.times[stage as usize] += start.elapsed();
        result
    }
}

/// Mends links by what quotes tell: a pronoun that is a source is who speaks, and so is “I” in quotation marks; nobody is
/// “he” there in his own words.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn mend_links(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    quotes: &[Quote],
    entities: &mut [Entity],
    deadline: Deadline,
) -> Result<(), Reject> {
    let spoken = quotes::spoken(quotes, entities);
    if !spoken.is_empty() {
        entities::find_again(text, tokens, reading, &spoken, entities, deadline)?;
    }
    quotes::link_speakers(text, tokens, quotes, entities);
    Ok(())
}

/// Says whether a language tag names English, first if it names several: "en", "en-GB", "EN_us", "eng", "English (UK)", "en,fr".
fn is_english(tag: &str) -> bool {
    let primary = tag.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ["en", "eng", "english"].iter().any(|english| primary.eq_ignore_ascii_case(english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_by_the_first_language_named() {
        for tag in ["en", "en-GB", "EN_us", "eng", " English (UK)", "en,fr", "en; q=1"] {
            assert!(is_english(tag), "{tag}");
        }
        for tag in ["fr", "enm", "fr,en", "de-EN", "-", ""] {
            assert!(!is_english(tag), "{tag}");
        }
    }
}
