//! A row for each quote: the columns that CSV and Parquet share, and the CSV file.
//!
//! CSV is as RFC 4180 has it. No text is changed to please spreadsheets: a field may begin with `=`, `+`, `-` or
//! `@`, which some take for a formula unless the column is imported as text.

use crate::document::{Document, Piece, QuoteRow};
use std::io::Write;

/// Between two pieces of one quote that are not neighbours in the text.
const BETWEEN: &str = " … ";

/// One quote of one article. `quote` counts from 1 to `quotes`, the quotes of its article.
pub(super) struct Row<'a> {
    pub number: usize,
    pub speaker: Option<&'a str>,
    pub speaker_type: Option<&'static str>,
    pub kind: &'static str,
    pub text: String,
    pub cue: String,
    pub confidence: f32,
}

/// Returns the rows of a document.
pub(super) fn rows(document: &Document) -> impl Iterator<Item = Row<'_>> {
    document.quotes.iter().enumerate().map(|(at, quote)| Row {
        number: at + 1,
        speaker: quote.speaker.as_ref().map(|speaker| speaker.name.as_str()),
        speaker_type: speaker_type(document, quote),
        kind: quote.kind.as_str(),
        text: joined(&quote.content),
        cue: joined(&quote.cue),
        confidence: quote.confidence,
    })
}

fn speaker_type(document: &Document, quote: &QuoteRow) -> Option<&'static str> {
    let entity = quote.speaker.as_ref()?.entity?;
    document.entities.get(entity as usize).map(|entity| entity.kind.as_str())
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(BETWEEN)
}

/// The columns of the CSV file. By the last three an interrupted file shows where a whole document ends; a
/// document id is never quoted, so a row that has lost its end shows too.
const COLUMNS: [&str; 13] = [
    "id", "published_at", "source", "url", "speaker", "speaker_type", "type", "text", "cue", "confidence",
    "quote", "quotes", "document_id",
];

/// Returns a writer of rows as RFC 4180 has them.
fn csv_writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// Returns the row of the columns' names.
pub(super) fn csv_head() -> csv::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut csv = csv_writer(&mut out);
    csv.write_record(COLUMNS)?;
    csv.flush()?;
    drop(csv);
    Ok(out)
}

/// Appends the rows of a document to `out`.
pub(super) fn write_csv(document: &Document, out: &mut Vec<u8>) -> csv::Result<()> {
    let mut csv = csv_writer(out);
    let quotes = document.quotes.len().to_string();
    for row in rows(document) {
        csv.write_record([
            document.id.as_str(),
            document.published_at.as_deref().unwrap_or_default(),
            document.source.as_deref().unwrap_or_default(),
            document.url.as_deref().unwrap_or_default(),
            row.speaker.unwrap_or_default(),
            row.speaker_type.unwrap_or_default(),
            row.kind,
            &row.text,
            &row.cue,
            &row.confidence.to_string(),
            &row.number.to_string(),
            &quotes,
            &document.document_id,
        ])?;
    }
    Ok(csv.flush()?)
}

/// What tells the rows of one document from those of another.
pub(super) struct Place {
    pub number: u32,
    pub quotes: u32,
    pub document_id: String,
}

/// Reads one row back; `None` where it is none of ours.
pub(super) fn read_csv(row: &[u8]) -> Option<Place> {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(row);
    let fields = csv.records().next()?.ok()?;
    (fields.len() == COLUMNS.len()).then_some(())?;
    let number = |at: usize| fields.get(at)?.parse().ok();
    Some(Place { number: number(10)?, quotes: number(11)?, document_id: fields.get(12)?.to_owned() })
}
