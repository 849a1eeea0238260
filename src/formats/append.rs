//! A file that is appended to and goes on after an interruption.
//!
//! A batch is on disk once [`Append::sync`] returns; only then may its documents be acknowledged. A crash leaves a
//! torn batch at the end, whose documents come again. So opening a file reads it back, remembers its documents,
//! and cuts away what is not whole: the beginning of a line or row, the rows of a document of which some are
//! missing, a torn member of a compressed file, annotations whose item is missing (they are written first). A last
//! line that lacks only its end is kept: editors leave it so. Meanwhile the file belongs to one process.

use super::packing::Unpacked;
use super::{Converted, Format, Packing, URN, beside_packed, naming, quotes};
use crate::model::sha256;
use crate::outcome::Fatal;
use anyhow::Context as _;
use serde::Deserialize;
use serde::de::IgnoredAny;
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

/// A document id as text.
const UUID_BYTES: usize = 36;

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
        main.cut(held.whole)?;
        main.content = if held.whole == 0 { head } else { held.missing_end };
        let annotations = match format {
            Format::Ninjs => {
                let mut part = Part::open(&beside_packed(path, "annotations.jsonl"))?;
                let (whole, missing_end) = part.annotations(&held.known)?;
                part.cut(whole)?;
                part.content = missing_end;
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
    /// What the last line lacks.
    missing_end: Vec<u8>,
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
        regular(path)?;
        let file = OpenOptions::new().read(true).append(true).create(true).open(path);
        let file = file.map_err(|error| naming(path, error))?;
        super::lock(&file).map_err(|error| naming(path, error))?;
        Ok(Self { path: path.to_owned(), file, packing: Packing::by_name(path), content: Vec::new() })
    }

    fn content(&self) -> BufReader<Unpacked<BufReader<&File>>> {
        BufReader::new(Unpacked::new(BufReader::new(&self.file), self.packing))
    }

    /// Reads the documents of the main file.
    fn documents(&self, format: Format, head: &[u8]) -> anyhow::Result<Held> {
        let strange = |what| naming(&self.path, format!("holds {what}; choose another file"));
        let mut content = self.content();
        let mut held =
            Held { known: Known::default(), open: Vec::new(), end: 0, whole: 0, missing_end: Vec::new() };
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
                    let id = identity(format, &record).map_err(strange)?;
                    held.enter(content.get_ref(), end, &id, &record);
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
        match format {
            Format::Jsonl | Format::Ninjs if is_torn(&record) => {}
            Format::Jsonl | Format::Ninjs => {
                let id = identity(format, &record).map_err(strange)?;
                if self.packing == Packing::Plain {
                    end += record.len() as u64;
                    held.missing_end.push(b'\n');
                    record.push(b'\n');
                    held.enter(content.get_ref(), end, &id, &record);
                }
            }
            Format::QuotesCsv if held.end == 0 && !head.starts_with(&record) => {
                return Err(strange("rows of another format").into());
            }
            Format::QuotesCsv => {
                let row = quotes::read_csv(&record).filter(|row| held.end > 0 && row.number == count + 1);
                let whole =
                    |row: &quotes::Place| row.number == row.quotes && row.document_id.len() == UUID_BYTES;
                if let Some(row) = row.filter(whole).filter(|_| self.packing == Packing::Plain) {
                    end += record.len() as u64;
                    held.missing_end = if record.ends_with(b"\r") { b"\n".into() } else { b"\r\n".into() };
                    rows.extend_from_slice(&record);
                    rows.extend_from_slice(&held.missing_end);
                    held.enter(content.get_ref(), end, &row.document_id, &rows);
                }
            }
            Format::Parquet => {}
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

    /// Returns where the annotations of `known` items end, and what the last line of them lacks.
    fn annotations(&self, known: &Known) -> anyhow::Result<(u64, Vec<u8>)> {
        let mut content = self.content();
        let (mut line, mut end, mut missing_end) = (Vec::new(), 0, Vec::new());
        loop {
            let ended =
                next_record(&mut content, false, &mut line).map_err(|error| naming(&self.path, error))?;
            if !ended && is_torn(&line) {
                break;
            }
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
            if !ended {
                if self.packing == Packing::Plain {
                    missing_end.push(b'\n');
                }
                break;
            }
        }
        Ok((content.get_ref().whole(end).1, missing_end))
    }

    /// Cuts the file to its first `whole` bytes, which are on disk then.
    fn cut(&mut self, whole: u64) -> anyhow::Result<()> {
        let naming = |error: io::Error| naming(&self.path, error);
        let torn = self.file.metadata().map_err(naming)?.len().saturating_sub(whole);
        if torn > 0 {
            tracing::warn!(file = %self.path.display(), bytes = torn, "cutting away what is not whole");
        }
        self.file.set_len(whole).map_err(naming)?;
        self.file.seek(SeekFrom::End(0)).map_err(naming)?;
        Ok(self.file.sync_data().map_err(naming)?)
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

/// Refuses what is no regular file: a pipe cannot be read back, and the end of a device may never come.
///
/// # Errors
///
/// `Fatal::Usage` where something else lies at `path`.
pub fn regular(path: &Path) -> Result<(), Fatal> {
    match path.metadata() {
        Ok(found) if !found.is_file() => Err(naming(
            path,
            "is no regular file, so it cannot be gone on with; `--out -` is standard output",
        )),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Returns the id of the document on a line, or what the line is instead.
fn identity(format: Format, line: &[u8]) -> Result<String, &'static str> {
    let Ok(Identity { document_id }) = serde_json::from_slice(line) else {
        return Err("lines that are no documents");
    };
    let id = document_id.strip_prefix(URN);
    if id.is_some() != (format == Format::Ninjs) {
        return Err("documents in another format");
    }
    Ok(id.unwrap_or(&document_id).to_owned())
}

/// Says whether a last line without its end is what a crash leaves: nothing, or the beginning of an object. After a
/// loss of power there may be zeros behind it.
pub fn is_torn(line: &[u8]) -> bool {
    let zeros = line.iter().rev().take_while(|&&byte| byte == 0).count();
    let line = &line[..line.len() - zeros];
    let unfinished = |line| serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
    line.is_empty() || (line.starts_with(b"{") && (zeros > 0 || unfinished(line)))
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
