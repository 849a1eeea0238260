//! A file that is appended to and goes on after an interruption.
//!
//! A batch is on disk once [`Append::sync`] returns; only then may its documents be acknowledged. A crash leaves a
//! torn batch at the end, whose documents come again. So opening a file reads it back, remembers its documents,
//! and cuts away what is not whole: a line or row without its end, the rows of a document of which some are
//! missing, a torn member of a compressed file, annotations whose item is missing (they are written first).

use super::packing::Unpacked;
use super::{Converted, Format, Packing, URN, beside, naming, quotes};
use crate::model::sha256;
use anyhow::Context as _;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Which documents have been written: about 40 bytes each.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Hash of the document id to hash of what was written, 16 and 8 bytes.
    documents: HashMap<u128, u64>,
}

/// What is known of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    New,
    /// Written before, the same.
    Repeat,
    /// Written before with other content.
    Conflict,
}

impl Known {
    /// Enters a document and says whether it was there.
    pub fn enter(&mut self, document_id: &str, written: &[u8]) -> Seen {
        let written = hash(written) as u64;
        match self.documents.insert(hash(document_id.as_bytes()), written) {
            None => Seen::New,
            Some(before) if before == written => Seen::Repeat,
            Some(_) => Seen::Conflict,
        }
    }

    /// Returns how many documents are known.
    pub fn count(&self) -> usize {
        self.documents.len()
    }
}

fn hash(bytes: &[u8]) -> u128 {
    let digest = sha256(bytes);
    u128::from_le_bytes(digest[..16].try_into().expect("a SHA-256 has 32 bytes"))
}

/// A file of documents that is appended to, and what goes beside it.
pub struct Append {
    main: Part,
    annotations: Option<Part>,
}

impl Append {
    /// Opens the file at `path`, made where there is none, and returns which documents it holds.
    ///
    /// # Errors
    ///
    /// `Fatal::Usage` where it cannot be opened, is damaged, or holds something else than documents in `format`.
    pub fn open(format: Format, path: &Path) -> anyhow::Result<(Self, Known)> {
        let head = format.head()?;
        let mut main = Part::open(path)?;
        let held = main.documents(format, &head)?;
        if main.cut(held.whole)? == 0 {
            main.content = head;
        }
        let annotations = match format {
            Format::Ninjs => {
                let mut part = Part::open(&beside(path, "annotations.jsonl"))?;
                let whole = part.annotations(&held.known)?;
                part.cut(whole)?;
                Some(part)
            }
            Format::Jsonl | Format::QuotesCsv | Format::Parquet => None,
        };
        Ok((Self { main, annotations }, held.known))
    }

    /// Takes a document for the next [`Append::sync`].
    pub fn add(&mut self, document: &Converted) {
        self.main.content.extend_from_slice(&document.main);
        if let Some(annotations) = &mut self.annotations {
            annotations.content.extend_from_slice(&document.annotations);
        }
    }

    /// Writes what was taken to disk. A compressed file gets one whole member or frame of it.
    ///
    /// # Errors
    ///
    /// Where that fails; the documents may be torn then.
    pub fn sync(&mut self) -> anyhow::Result<()> {
        // An item in the file says that its annotations are there.
        if let Some(annotations) = &mut self.annotations {
            annotations.sync()?;
        }
        self.main.sync()
    }
}

/// The documents of a file, and where it has to be cut.
struct Held {
    known: Known,
    /// Documents in a member whose end has not been seen: where each ends, its id and what was written.
    open: Vec<(u64, u128, u64)>,
    /// Where the last whole document ends in the content.
    end: u64,
    whole: u64,
}

impl Held {
    fn enter(&mut self, unpacked: &Unpacked<BufReader<&File>>, end: u64, document_id: &str, written: &[u8]) {
        self.end = end;
        self.open.push((end, hash(document_id.as_bytes()), hash(written) as u64));
        if unpacked.whole(u64::MAX).0 >= end {
            self.close(end);
        }
    }

    /// Makes known what ends at `whole` or before, and forgets the rest.
    fn close(&mut self, whole: u64) {
        let closed = self.open.drain(..).filter(|&(end, ..)| end <= whole);
        self.known.documents.extend(closed.map(|(_, id, written)| (id, written)));
    }
}

/// One file and what is to be written to it next.
struct Part {
    path: PathBuf,
    file: File,
    packing: Packing,
    content: Vec<u8>,
}

/// What tells one document from another.
#[derive(Deserialize)]
struct Identity<'a> {
    #[serde(borrow, alias = "uri")]
    document_id: Cow<'a, str>,
}

/// What tells whose annotation a line is.
#[derive(Deserialize)]
struct AnnotationHead<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

impl Part {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let file = OpenOptions::new().read(true).append(true).create(true).open(path);
        let file = file.map_err(|error| naming(path, error))?;
        Ok(Self { path: path.to_owned(), file, packing: Packing::by_name(path), content: Vec::new() })
    }

    fn content(&self) -> BufReader<Unpacked<BufReader<&File>>> {
        BufReader::new(Unpacked::new(BufReader::new(&self.file), self.packing))
    }

    /// Reads the documents of the main file.
    fn documents(&self, format: Format, head: &[u8]) -> anyhow::Result<Held> {
        let strange = |what| naming(&self.path, format!("holds {what}; choose another file"));
        let mut content = self.content();
        let mut held = Held { known: Known::default(), open: Vec::new(), end: 0, whole: 0 };
        let (mut record, mut end) = (Vec::new(), 0);
        // The rows of one document, and how many of them.
        let (mut rows, mut count) = (Vec::new(), 0);
        while next_record(&mut content, format == Format::QuotesCsv, &mut record)
            .map_err(|error| naming(&self.path, error))?
        {
            end += record.len() as u64;
            match format {
                Format::Parquet => return Err(super::no_pieces().into()),
                Format::Jsonl | Format::Ninjs => {
                    let identity = serde_json::from_slice::<Identity>(&record);
                    let Ok(Identity { document_id }) = identity else {
                        return Err(strange("lines that are no documents").into());
                    };
                    let id = document_id.strip_prefix(URN);
                    if id.is_some() != (format == Format::Ninjs) {
                        return Err(strange("documents in another format").into());
                    }
                    held.enter(content.get_ref(), end, id.unwrap_or(&document_id), &record);
                }
                Format::QuotesCsv if end == head.len() as u64 && record == head => held.end = end,
                Format::QuotesCsv => {
                    let row = quotes::read_csv(&record).filter(|row| held.end > 0 && row.number == count + 1);
                    let row = row.ok_or_else(|| strange("rows of another format"))?;
                    rows.extend_from_slice(&record);
                    count = row.number;
                    if row.number == row.quotes {
                        held.enter(content.get_ref(), end, &row.document_id, &rows);
                        rows.clear();
                        count = 0;
                    }
                }
            }
        }
        let unpacked = content.get_ref();
        let last = unpacked.whole(u64::MAX).0;
        let (content_whole, whole) = unpacked.whole(held.end);
        // Our own members end where documents end; of others' nothing may be lost.
        if self.packing != Packing::Plain && content_whole < last {
            return Err(strange("an unfinished last line").into());
        }
        held.close(content_whole);
        held.whole = whole;
        Ok(held)
    }

    /// Returns where the annotations of `known` items end.
    fn annotations(&self, known: &Known) -> anyhow::Result<u64> {
        let mut content = self.content();
        let (mut line, mut end) = (Vec::new(), 0);
        while next_record(&mut content, false, &mut line).map_err(|error| naming(&self.path, error))? {
            let head = serde_json::from_slice::<AnnotationHead>(&line).ok();
            let id = head.as_ref().and_then(|head| head.id.strip_prefix(URN)?.split_once('#'));
            let Some((document_id, _)) = id else {
                return Err(
                    naming(&self.path, "holds lines that are no annotations; choose another --out").into()
                );
            };
            if !known.documents.contains_key(&hash(document_id.as_bytes())) {
                break;
            }
            end += line.len() as u64;
        }
        Ok(content.get_ref().whole(end).1)
    }

    /// Cuts the file to its first `whole` bytes, which are on disk then. Returns how many they are.
    fn cut(&mut self, whole: u64) -> anyhow::Result<u64> {
        let naming = |error: io::Error| naming(&self.path, error);
        let torn = self.file.metadata().map_err(naming)?.len().saturating_sub(whole);
        if torn > 0 {
            tracing::warn!(file = %self.path.display(), bytes = torn, "cutting away what is not whole");
        }
        self.file.set_len(whole).map_err(naming)?;
        self.file.seek(SeekFrom::End(0)).map_err(naming)?;
        self.file.sync_data().map_err(naming)?;
        Ok(whole)
    }

    fn sync(&mut self) -> anyhow::Result<()> {
        if self.content.is_empty() {
            return Ok(());
        }
        let packed = self.packing.pack(&self.content).context("compressing documents")?;
        self.file.write_all(&packed).context("writing documents")?;
        self.content.clear();
        self.file.sync_data().context("writing documents to disk")
    }
}

/// Reads the next record with its end into `record`; false where none is whole. A row of CSV goes on while a
/// quoted field is open.
fn next_record(content: &mut impl io::BufRead, rows: bool, record: &mut Vec<u8>) -> io::Result<bool> {
    record.clear();
    let mut quotes = 0;
    loop {
        let before = record.len();
        let read = content.read_until(b'\n', record)?;
        if read == 0 || !record.ends_with(b"\n") {
            return Ok(false);
        }
        quotes += record[before..].iter().filter(|&&byte| byte == b'"').count();
        if !rows || quotes % 2 == 0 {
            return Ok(true);
        }
    }
}
