//! The output format: [`Document`], one enriched article.
//!
//! Inside the program offsets are UTF-8 bytes; on the wire they are Unicode code points. The conversion
//! happens here, in [`Document::assemble`], and nowhere else.

use crate::found::{Entity, EntityType, Form, Quote, QuoteType};
use crate::job::Job;
use crate::text::{Span, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The version this program writes.
pub const SCHEMA: &str = "wiremill.document/1";

/// One enriched article.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    pub schema: String,
    /// The job's id.
    pub id: String,
    /// A UUID of version 5 over job id, body, build and settings. What else the job states (title, date, meta) does not count.
    pub document_id: String,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub authors: Vec<String>,
    #[serde(default)]
    pub published_at: Option<String>,
    /// When the page says it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_at: Option<String>,
    /// What the page calls its site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The section of the site that the page names for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The lead image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    #[serde(default)]
    pub language: Option<String>,
    /// The job's `meta`, untouched.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub meta: Box<RawValue>,
    /// The unit of all offsets: always "code_point".
    pub offsets: String,
    /// The whole clean text.
    pub text: String,
    pub paragraphs: Vec<Range>,
    pub entities: Vec<EntityRow>,
    pub quotes: Vec<QuoteRow>,
    pub removed: Vec<Removed>,
    pub notes: Vec<Note>,
    pub provenance: Provenance,
}

/// A page's lead image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// A range of code points in the text, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Range {
    pub start: u32,
    pub end: u32,
}

/// A range of code points in the text, end exclusive, and the text there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    pub start: u32,
    pub end: u32,
    pub text: String,
}

/// A person, organisation, place or other named thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRow {
    /// Its index in the list.
    pub id: u32,
    /// The fullest name the article gives.
    pub name: String,
    #[serde(rename = "type")]
    pub kind: EntityType,
    pub mentions: Vec<MentionRow>,
}

/// One place where an entity is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MentionRow {
    pub start: u32,
    pub end: u32,
    pub text: String,
    pub form: Form,
    /// The probability, 0 to 1, that it mentions this entity; absent for names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// One attribution: who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteRow {
    #[serde(rename = "type")]
    pub kind: QuoteType,
    /// The words said; several pieces where the speaker stands between them.
    pub content: Vec<Piece>,
    /// The words that tell of the saying; empty where there are none.
    pub cue: Vec<Piece>,
    /// The words that name the speaker here; empty where there are none.
    pub source: Vec<Piece>,
    /// Null where nobody can be named.
    pub speaker: Option<SpeakerRow>,
    /// The probability, 0 to 1, that the row is right.
    pub confidence: f32,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpeakerRow {
    /// The id of the entity; null for speakers that are not among the entities ("two officials").
    pub entity: Option<u32>,
    /// The fullest name the article gives.
    pub name: String,
}

/// A line that cleaning took out of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    pub text: String,
    pub reason: RemovedReason,
}

/// What a removed line was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemovedReason {
    Headline,
    Caption,
    Credit,
    Promo,
    Related,
    Share,
    Newsletter,
    CommentPrompt,
    Copyright,
    Navigation,
    Byline,
    Dateline,
    Advertisement,
    Other,
}

/// Something odd about the article that stopped nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// A quotation mark was opened and never closed, or closed and never opened.
    UnbalancedQuotes,
    /// No article was found in the page, so its whole body was taken.
    FellBackToBody,
    /// The article is not in English: cleaned, without entities and quotes.
    OtherLanguage,
}

impl Note {
    /// All notes.
    pub const ALL: [Self; 3] = [Self::UnbalancedQuotes, Self::FellBackToBody, Self::OtherLanguage];

    /// Returns the note as it is written in documents and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnbalancedQuotes => "unbalanced_quotes",
            Self::FellBackToBody => "fell_back_to_body",
            Self::OtherLanguage => "other_language",
        }
    }
}

/// What made the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// The program's version.
    pub wiremill: String,
    /// A hash of every setting that can change a document.
    pub config: String,
    /// The hash of each model used, by stage; rules go by name and number.
    pub models: BTreeMap<String, String>,
    /// The hash of the job's body.
    pub input_sha256: String,
}

/// What cleaning learns about an article besides its text. A job's own statements win over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// ISO 8601.
    pub published_at: Option<String>,
    /// ISO 8601.
    pub modified_at: Option<String>,
    pub site: Option<String>,
    pub section: Option<String>,
    pub image: Option<Image>,
    /// A language tag.
    pub language: Option<String>,
    pub url: Option<String>,
}

/// What cleaning makes of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    pub text: Text,
    pub meta: Meta,
    pub removed: Vec<Removed>,
    pub notes: Vec<Note>,
}

impl Document {
    /// Puts a document together from what the stages found. `notes` comes out sorted, each once.
    pub fn assemble(
        job: Job,
        cleaned: Cleaned,
        entities: Vec<Entity>,
        quotes: Vec<Quote>,
        provenance: Provenance,
    ) -> Self {
        let Cleaned { text, meta, removed, mut notes } = cleaned;
        notes.sort();
        notes.dedup();
        let document_id = document_id(&job.id, &provenance);
        let points = CodePoints::new(text.as_str());
        let piece = |span: Span| {
            let Range { start, end } = points.range(span);
            Piece { start, end, text: text.slice(span).to_owned() }
        };
        let pieces = |spans: &[Span]| spans.iter().map(|&span| piece(span)).collect();
        let entities = entities.iter().enumerate().map(|(id, entity)| EntityRow {
            id: id as u32,
            name: entity.name.clone(),
            kind: entity.kind,
            mentions: entity
                .mentions
                .iter()
                .map(|mention| {
                    let Piece { start, end, text } = piece(mention.span);
                    // Two digits are more than the links of noun phrases and pronouns know.
                    let confidence =
                        (mention.form != Form::Name).then(|| (mention.confidence * 100.0).round() / 100.0);
                    MentionRow { start, end, text, form: mention.form, confidence }
                })
                .collect(),
        });
        let quotes = quotes.iter().map(|quote| QuoteRow {
            kind: quote.kind,
            content: pieces(&quote.content),
            cue: pieces(&quote.cue),
            source: pieces(&quote.source),
            speaker: quote
                .speaker
                .as_ref()
                .map(|s| SpeakerRow { entity: s.entity.map(|id| id as u32), name: s.name.clone() }),
            // Three digits are more than any calibration knows.
            confidence: (quote.confidence * 1000.0).round() / 1000.0,
        });
        Self {
            schema: SCHEMA.to_owned(),
            document_id,
            entities: entities.collect(),
            quotes: quotes.collect(),
            paragraphs: text.paragraphs().iter().map(|&span| points.range(span)).collect(),
            text: text.into_string(),
            id: job.id,
            url: job.url.or(meta.url),
            source: job.source,
            title: job.title.or(meta.title),
            authors: job.authors.unwrap_or(meta.authors),
            published_at: job.published_at.or(meta.published_at),
            modified_at: meta.modified_at,
            site: meta.site,
            section: meta.section,
            image: meta.image,
            language: job.language.or(meta.language),
            meta: job.meta.unwrap_or_else(|| {
                RawValue::from_string("{}".to_owned()).expect("an empty object is valid JSON")
            }),
            offsets: "code_point".to_owned(),
            removed,
            notes,
            provenance,
        }
    }
}

/// Names a result: the same job through the same build and settings has the same name.
fn document_id(job_id: &str, provenance: &Provenance) -> String {
    let mut name = String::new();
    // Lengths keep two fields from running into each other.
    let Provenance { wiremill, config, models, input_sha256 } = provenance;
    let fields = [job_id, input_sha256, wiremill, config].into_iter().map(|s| (s.len(), s));
    let models = models.iter().flat_map(|(k, v)| [(k.len(), k.as_str()), (v.len(), v.as_str())]);
    for (len, field) in fields.chain(models) {
        name.push_str(&len.to_string());
        name.push(':');
        name.push_str(field);
    }
    // The namespace is the v5 UUID of "wiremill.document/1" in the URL namespace.
    let namespace = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, SCHEMA.as_bytes());
    uuid::Uuid::new_v5(&namespace, name.as_bytes()).to_string()
}

/// Converts byte offsets into code points.
struct CodePoints<'a> {
    text: &'a str,
    /// The count of code points before each multiple of [`STEP`] bytes.
    before: Vec<u32>,
}

/// Bytes between two remembered counts: a cache line's worth is counted in no time.
const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        Self { text, before }
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.at(span.start), end: self.at(span.end) }
    }

    fn at(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        debug_assert!(self.text.is_char_boundary(byte));
        let step = byte / STEP;
        self.before[step] + starts(&self.text.as_bytes()[step * STEP..byte])
    }
}

/// Counts the bytes that start a code point: all but UTF-8's continuation bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every char boundary of `text` must convert to its count of chars.
    #[track_caller]
    fn check(text: &str) {
        let points = CodePoints::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte as u32), count as u32, "byte {byte} of {text:?}");
        }
        assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
    }

    #[test]
    fn code_points_are_counted_in_any_script() {
        check("a");
        check(
            "plain ASCII, longer than one step of sixty-four bytes, to cross a boundary in the middle of it",
        );
        check("emoji 😀 and a family 👨‍👩‍👧‍👦, a flag 🇻🇪");
        check("combining e\u{301} and Zalgo h\u{334}\u{35d}");
        check("NUL \0, CRLF \r\n, BOM \u{feff}, replacement \u{fffd}, last \u{10ffff}");
        check("Москва, 北京, القاهرة, תל אביב");
        check(&"é".repeat(200));
        check(&format!("{}😀{}", "x".repeat(62), "y".repeat(70)));
    }

    #[test]
    fn document_ids_tell_jobs_and_settings_apart() {
        let provenance = |config: &str| Provenance {
            wiremill: "0".to_owned(),
            config: config.to_owned(),
            models: BTreeMap::new(),
            input_sha256: "b".to_owned(),
        };
        let id = document_id("a", &provenance("c"));
        assert_eq!(id, document_id("a", &provenance("c")));
        assert_ne!(id, document_id("a2", &provenance("c")));
        assert_ne!(id, document_id("a", &provenance("c2")));
        assert_eq!(uuid::Uuid::parse_str(&id).unwrap().get_version_num(), 5);
    }
}
