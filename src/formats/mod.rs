//! The formats that documents are written in: [`Format`], and where they go: [`Writer`] for one run from
//! beginning to end, [`Append`] for a file that outlives interruptions.
//!
//! Everything here is made of the JSON of a document, so `enrich` and `collect` write the same.

mod annotations;
mod append;
mod ninjs;
mod packing;
mod parquet;
mod quotes;
mod writer;

pub use append::{Append, Known, Seen, is_torn, regular};
pub use packing::beside;
pub use writer::Writer;

use crate::document::Document;
use crate::outcome::Fatal;
use packing::{Packing, beside_packed};
use std::fs::{File, TryLockError};
use std::path::Path;

/// What a document is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Documents as they are, one JSON object a line.
    #[default]
    Jsonl,
    /// IPTC ninjs 3.1, one item a line; beside it, as OUT.annotations.jsonl, mentions and quotes as W3C Web
    /// Annotations. On stdout only the items.
    Ninjs,
    /// A row for each quote.
    QuotesCsv,
    /// A row for each quote, with the columns of its article. It is written in one piece, so `collect` puts the
    /// documents into OUT.jsonl.zst first, and goes on with that.
    Parquet,
}

impl Format {
    /// Returns what stands at the head of a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be made.
    pub fn head(self) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Jsonl | Self::Ninjs => Ok(Vec::new()),
            Self::QuotesCsv => Ok(quotes::csv_head()?),
            Self::Parquet => Err(no_pieces().into()),
        }
    }

    /// Converts the JSON of one document.
    ///
    /// # Errors
    ///
    /// Where it is no document. JSONL takes anything.
    pub fn convert(self, json: &[u8]) -> anyhow::Result<Converted> {
        let mut converted = Converted::default();
        let Converted { main, annotations } = &mut converted;
        match self {
            Self::Jsonl => {
                main.reserve(json.len() + 1);
                main.extend_from_slice(json);
                main.push(b'\n');
            }
            Self::Ninjs => {
                let document: Document = serde_json::from_slice(json)?;
                ninjs::write(&document, main)?;
                main.push(b'\n');
                annotations::write(&document, annotations)?;
            }
            Self::QuotesCsv => quotes::write_csv(&serde_json::from_slice(json)?, main)?,
            Self::Parquet => return Err(no_pieces().into()),
        }
        Ok(converted)
    }
}

/// Says why Parquet cannot be written piece by piece.
fn no_pieces() -> Fatal {
    let why = "--as parquet: an unfinished Parquet file cannot be read; collect jsonl and convert it";
    Fatal::Usage(why.to_owned())
}

/// One document as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    pub main: Vec<u8>,
    /// What goes into the file beside; ninjs only.
    pub annotations: Vec<u8>,
}

/// The URI by which ninjs items and annotations speak of a document.
fn item_uri(document_id: &str) -> String {
    format!("{URN}{document_id}")
}

const URN: &str = "urn:uuid:";

/// Takes a file for this process alone, until it is closed: two that append would tear each other's lines.
///
/// # Errors
///
/// Where another process has it. Where files cannot be locked at all, none is told from another.
pub fn lock(file: &File) -> std::io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(std::io::Error::other(
            "another process is writing to it; wait for that or choose another file",
        )),
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Names the file that cannot be opened or written.
fn naming(path: &Path, why: impl std::fmt::Display) -> Fatal {
    Fatal::Usage(format!("--out {}: {why}", path.display()))
}

#[cfg(test)]
mod tests;
