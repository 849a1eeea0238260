//! IPTC ninjs 3.1: a document as a news item.
//!
//! What ninjs has no place for is left out: positions and quotes (they are in the annotations), `meta`, what was
//! removed, and a date that is no full RFC 3339 date and time.

use super::item_uri;
use crate::document::{Document, EntityRow};
use crate::found::EntityType;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    standard: Standard,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_created: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<Body<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    bodies: [Body<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<Named<'a>>,
    alt_ids: Vec<AltId<'a>>,
}

#[derive(Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    role: &'static str,
    content_type: &'static str,
    /// Of the text, in code points, as positions in the annotations are.
    #[serde(skip_serializing_if = "Option::is_none")]
    char_count: Option<usize>,
    value: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<&'static str>,
    /// The name by which the annotations speak of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
}

#[derive(Serialize)]
struct AltId<'a> {
    role: &'static str,
    value: &'a str,
}

/// Appends the item of a document to `out`, without a line break.
pub(super) fn write(document: &Document, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let entities = |kind: EntityType| {
        let entities = document.entities.iter().filter(|entity| entity.kind == kind);
        entities.map(|entity| named(document, entity)).collect()
    };
    let main = |value, char_count| Body { role: "main", content_type: "text/plain", char_count, value };
    let url = document.url.as_deref().map(|value| AltId { role: "url", value });
    let item = Item {
        uri: item_uri(&document.document_id),
        kind: "text",
        standard: Standard {
            name: "ninjs",
            version: "3.1",
            schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        content_created: document.published_at.as_deref().filter(|time| is_date_time(time)),
        language: document.language.as_deref(),
        headlines: document.title.as_deref().map(|title| main(title, None)).into_iter().collect(),
        by: (!document.authors.is_empty()).then(|| document.authors.join(", ")),
        bodies: [main(&document.text, Some(document.text.chars().count()))],
        people: entities(EntityType::Person),
        organisations: entities(EntityType::Org),
        places: entities(EntityType::Loc),
        subjects: entities(EntityType::Misc),
        info_sources: document
            .source
            .as_deref()
            .map(|name| Named { name, rel: None, literal: None })
            .into_iter()
            .collect(),
        alt_ids: [AltId { role: "job", value: &document.id }].into_iter().chain(url).collect(),
    };
    serde_json::to_writer(out, &item)
}

fn named<'a>(document: &Document, entity: &'a EntityRow) -> Named<'a> {
    let speaks = document
        .quotes
        .iter()
        .any(|quote| quote.speaker.as_ref().is_some_and(|speaker| speaker.entity == Some(entity.id)));
    Named {
        name: &entity.name,
        rel: Some(if speaks { "quoted" } else { "mentions" }),
        literal: Some(format!("entity-{}", entity.id)),
    }
}

/// Says whether text is a date and time with a zone, as RFC 3339 has it: JSON Schema's "date-time".
fn is_date_time(text: &str) -> bool {
    // The parser takes a space there as well; the schema does not.
    text.as_bytes().get(10).is_some_and(|byte| matches!(byte, b'T' | b't'))
        && chrono::DateTime::parse_from_rfc3339(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_and_time_with_a_zone_is_one() {
        let good = ["2025-12-18T09:30:00Z", "2024-02-29t23:59:59.123+05:30", "2000-02-29T00:00:00-08:00"];
        for text in good {
            assert!(is_date_time(text), "{text}");
        }
        let bad = [
            "", "2025-12-18", "2025-12-18T09:30:00", "2025-12-18T09:30Z", "2025-12-18 09:30:00Z",
            "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z",
            "2025-12-32T00:00:00Z", "2025-12-18T24:00:00Z", "2025-12-18T09:60:00Z", "2025-12-18T09:30:00.Z",
            "2025-12-18T09:30:00+0530", "2025-12-18T09:30:00+05:30x", "2025-12-18T09:30:00ZZ",
            "+025-12-18T09:30:00Z", "2025-12-1éT09:30:00Z",
        ];
        for text in bad {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
