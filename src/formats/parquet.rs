//! Parquet for analysts: a row for each quote, with the columns of its article.
//!
//! A Parquet file ends with its index, without which nothing in it can be read. So it is written in one run and
//! never appended to.

use super::quotes::{self, Row};
use crate::document::Document;
use anyhow::Context as _;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, FloatType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// Rows of a row group, which are held in memory: some 30 MB.
const GROUP_ROWS: usize = 50_000;

/// `start` and `end` are those of the whole content, in code points; `quote` counts from 1 to `quotes`.
const SCHEMA: &str = "message quotes {
    required binary document_id (UTF8);
    required binary id (UTF8);
    optional binary published_at (UTF8);
    optional binary source (UTF8);
    optional binary url (UTF8);
    optional binary title (UTF8);
    optional binary authors (UTF8);
    optional binary language (UTF8);
    required int32 quote;
    required int32 quotes;
    required binary type (UTF8);
    required binary text (UTF8);
    required int32 start;
    required int32 end;
    optional binary cue (UTF8);
    optional binary speaker (UTF8);
    optional binary speaker_type (UTF8);
    required float confidence;
}";

/// The values of one column that wait for their row group.
enum Column {
    Text(Vec<ByteArray>),
    /// Values, and for each row 1 where it has one.
    OptionalText(Vec<ByteArray>, Vec<i16>),
    Whole(Vec<i32>),
    Real(Vec<f32>),
}

/// One value.
enum Cell<'a> {
    Text(&'a str),
    OptionalText(Option<&'a str>),
    Whole(u32),
    Real(f32),
}

/// A Parquet file being written.
pub(super) struct Table<W: Write + Send> {
    file: SerializedFileWriter<W>,
    /// In the order of the schema; empty before the first row.
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> Table<W> {
    pub(super) fn new(out: W) -> anyhow::Result<Self> {
        let schema = parse_message_type(SCHEMA).context("the schema of ours")?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("wiremill ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { file, columns: Vec::new(), rows: 0 })
    }

    /// Takes the rows of a document.
    pub(super) fn add(&mut self, document: &Document) -> anyhow::Result<()> {
        let authors = (!document.authors.is_empty()).then(|| document.authors.join("; "));
        for (row, quote) in quotes::rows(document).zip(&document.quotes) {
            let Row { number, speaker, speaker_type, kind, text, cue, confidence } = row;
            self.add_row([
                Cell::Text(&document.document_id),
                Cell::Text(&document.id),
                Cell::OptionalText(document.published_at.as_deref()),
                Cell::OptionalText(document.source.as_deref()),
                Cell::OptionalText(document.url.as_deref()),
                Cell::OptionalText(document.title.as_deref()),
                Cell::OptionalText(authors.as_deref()),
                Cell::OptionalText(document.language.as_deref()),
                Cell::Whole(number as u32),
                Cell::Whole(document.quotes.len() as u32),
                Cell::Text(kind),
                Cell::Text(&text),
                Cell::Whole(quote.content.first().map_or(0, |piece| piece.start)),
                Cell::Whole(quote.content.last().map_or(0, |piece| piece.end)),
                Cell::OptionalText(Some(cue.as_str()).filter(|cue| !cue.is_empty())),
                Cell::OptionalText(speaker),
                Cell::OptionalText(speaker_type),
                Cell::Real(confidence),
            ])?;
        }
        Ok(())
    }

    fn add_row<const N: usize>(&mut self, cells: [Cell; N]) -> anyhow::Result<()> {
        if self.columns.is_empty() {
            self.columns = cells.iter().map(Column::of).collect();
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.rows += 1;
        if self.rows == GROUP_ROWS { self.group() } else { Ok(()) }
    }

    /// Writes what waits as one row group.
    fn group(&mut self) -> anyhow::Result<()> {
        let mut group = self.file.next_row_group()?;
        for column in std::mem::take(&mut self.columns) {
            let mut writer = group.next_column()?.context("the schema has fewer columns than a row")?;
            match column {
                Column::Text(values) => {
                    writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
                }
                Column::OptionalText(values, present) => {
                    writer.typed::<ByteArrayType>().write_batch(&values, Some(&present), None)?;
                }
                Column::Whole(values) => {
                    writer.typed::<Int32Type>().write_batch(&values, None, None)?;
                }
                Column::Real(values) => {
                    writer.typed::<FloatType>().write_batch(&values, None, None)?;
                }
            }
            writer.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    /// Writes what waits and the index.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        self.file.finish()?;
        Ok(self.file.inner_mut().flush()?)
    }
}

impl Column {
    fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Text(_) => Self::Text(Vec::new()),
            Cell::OptionalText(_) => Self::OptionalText(Vec::new(), Vec::new()),
            Cell::Whole(_) => Self::Whole(Vec::new()),
            Cell::Real(_) => Self::Real(Vec::new()),
        }
    }

    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Text(values), Cell::Text(text)) => values.push(text.into()),
            (Self::OptionalText(values, present), Cell::OptionalText(text)) => {
                present.push(i16::from(text.is_some()));
                values.extend(text.map(ByteArray::from));
            }
            // Code points and counts are far below what an i32 holds: texts are bounded.
            (Self::Whole(values), Cell::Whole(number)) => values.push(number as i32),
            (Self::Real(values), Cell::Real(number)) => values.push(number),
            (_, _) => unreachable!("every row has the cells of the first"),
        }
    }
}
