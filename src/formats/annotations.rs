//! W3C Web Annotations: where a ninjs item mentions whom, and who says what. One JSON-LD object a line.
//!
//! The target of each is the item's text. A position counts code points, as the Web Annotation Data Model wants
//! it and documents have it; the words there and around them find it again in a text that was changed.

use super::item_uri;
use crate::document::{Document, Piece};
use crate::found::Form;
use serde::Serialize;
use serde_json::{Value, json};

/// Code points before and after a stretch that are told with it.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Annotation<'a> {
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Value>,
    target: Vec<Place<'a>>,
    #[serde(rename = "wiremill:entity", skip_serializing_if = "Option::is_none")]
    entity: Option<Value>,
    #[serde(rename = "wiremill:form", skip_serializing_if = "Option::is_none")]
    form: Option<Form>,
    #[serde(rename = "wiremill:cue", skip_serializing_if = "Vec::is_empty")]
    cue: Vec<Place<'a>>,
    #[serde(rename = "wiremill:source", skip_serializing_if = "Vec::is_empty")]
    source: Vec<Place<'a>>,
    #[serde(rename = "wiremill:confidence", skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

/// A stretch of the item's text.
#[derive(Serialize)]
struct Place<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    source: &'a str,
    selector: (Position, Words<'a>),
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Words<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

/// Appends the annotations of a document to `out`, one a line: mentions by entity, then quotes.
pub(super) fn write(document: &Document, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let uri = item_uri(&document.document_id);
    let points = Points::new(&document.text);
    let place = |start: u32, end: u32| Place {
        kind: "SpecificResource",
        source: &uri,
        selector: (
            Position { kind: "TextPositionSelector", start, end },
            points.words(start as usize, end as usize),
        ),
    };
    let places = |pieces: &[Piece]| pieces.iter().map(|piece| place(piece.start, piece.end)).collect();
    let named = |id: u32| json!({"id": format!("{uri}#entity-{id}")});
    let text = |purpose, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let mut line = |annotation: Annotation| {
        serde_json::to_writer(&mut *out, &annotation)?;
        out.push(b'\n');
        Ok(())
    };
    let context = json!(["http://www.w3.org/ns/anno.jsonld", {"wiremill": "urn:wiremill:"}]);
    for entity in &document.entities {
        for (number, mention) in entity.mentions.iter().enumerate() {
            line(Annotation {
                context: context.clone(),
                id: format!("{uri}#entity-{}-mention-{number}", entity.id),
                kind: "Annotation",
                motivation: "identifying",
                body: vec![text("identifying", &entity.name), text("tagging", entity.kind.as_str())],
                target: vec![place(mention.start, mention.end)],
                entity: Some(named(entity.id)),
                form: Some(mention.form),
                cue: Vec::new(),
                source: Vec::new(),
                confidence: mention.confidence,
            })?;
        }
    }
    for (number, quote) in document.quotes.iter().enumerate() {
        let speaker = quote.speaker.as_ref();
        let name = speaker.map(|speaker| text("describing", &speaker.name));
        line(Annotation {
            context: context.clone(),
            id: format!("{uri}#quote-{number}"),
            kind: "Annotation",
            motivation: "describing",
            body: name.into_iter().chain([text("tagging", quote.kind.as_str())]).collect(),
            target: places(&quote.content),
            entity: speaker.and_then(|speaker| speaker.entity).map(named),
            form: None,
            cue: places(&quote.cue),
            source: places(&quote.source),
            confidence: Some(quote.confidence),
        })?;
    }
    Ok(())
}

/// A text by code points.
struct Points<'a> {
    text: &'a str,
    /// The byte where each code point begins, and the end.
    bytes: Vec<u32>,
}

impl<'a> Points<'a> {
    fn new(text: &'a str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self { text, bytes: starts.chain([text.len()]).map(|byte| byte as u32).collect() }
    }

    fn words(&self, start: usize, end: usize) -> Words<'a> {
        Words {
            kind: "TextQuoteSelector",
            exact: self.slice(start, end),
            prefix: self.slice(start.saturating_sub(AROUND), start),
            suffix: self.slice(end, end.saturating_add(AROUND)),
        }
    }

    /// Returns the text between two code points; less of it where the text ends before.
    fn slice(&self, start: usize, end: usize) -> &'a str {
        let byte = |point: usize| self.bytes[point.min(self.bytes.len() - 1)] as usize;
        // A document from elsewhere may have any numbers.
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }
}
