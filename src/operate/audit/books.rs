//! The books: what each line of the files says of its job, brought together by sorting.
//!
//! Every line becomes a record that begins with a hash of the job's id, so that after sorting a job's lines
//! stand together: those of the manifest, then its documents, then its rejects. One pass over them finds
//! everything, with one job in memory. What is found is sorted again, into the order of the files.

use super::read::{self, FileRead, Line};
use super::sort::{Sorted, Sorter, Work};
use crate::model::sha256;
use crate::operate::manifest::ManifestLine;
use crate::reject_line::RejectLine;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use uuid::Uuid;

/// Bytes kept of an id and of a message; more would be no help, and records must stay small.
const MAX_TEXT_BYTES: usize = 300;

/// What can be found; in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Lost,
    Conflicting,
    Versions,
    Unexpected,
    Unexplained,
    Altered,
    Reused,
    Broken,
    Truncated,
    Refused,
    Duplicated,
    Resubmitted,
    DeadAndDocument,
    Dead,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Lost,
        Self::Conflicting,
        Self::Versions,
        Self::Unexpected,
        Self::Unexplained,
        Self::Altered,
        Self::Reused,
        Self::Broken,
        Self::Truncated,
        Self::Refused,
        Self::Duplicated,
        Self::Resubmitted,
        Self::DeadAndDocument,
        Self::Dead,
    ];

    /// Returns the name, as people and programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Conflicting => "conflicting",
            Self::Versions => "versions",
            Self::Unexpected => "unexpected",
            Self::Unexplained => "unexplained",
            Self::Altered => "altered",
            Self::Reused => "reused",
            Self::Broken => "broken",
            Self::Truncated => "truncated",
            Self::Refused => "refused",
            Self::Duplicated => "duplicated",
            Self::Resubmitted => "resubmitted",
            Self::DeadAndDocument => "dead_and_document",
            Self::Dead => "dead",
        }
    }

    /// Says what it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Lost => "acknowledged ids that neither came out nor are dead",
            Self::Conflicting => "document_ids with different bytes",
            Self::Versions => "ids with more than one document_id",
            Self::Unexpected => "ids that came out or are dead and were never acknowledged",
            Self::Unexplained => "acknowledged ids that are dead without a code",
            Self::Altered => "dead jobs whose bytes are not those acknowledged",
            Self::Reused => "ids that name jobs with different bytes",
            Self::Broken => "lines that cannot be read",
            Self::Truncated => "last lines or packed files that are cut off",
            Self::Refused => "inputs that were never sent, with the reason",
            Self::Duplicated => "copies of a document, the same to the byte",
            Self::Resubmitted => "lines of the manifest that record a job again",
            Self::DeadAndDocument => "ids that were dead and came out, as after a replay",
            Self::Dead => "acknowledged ids that are dead with a code and did not come out",
        }
    }

    /// Says whether the books do not balance where there is one.
    pub fn is_problem(self) -> bool {
        match self {
            Self::Lost
            | Self::Conflicting
            | Self::Versions
            | Self::Unexpected
            | Self::Unexplained
            | Self::Altered
            | Self::Reused
            | Self::Broken
            | Self::Truncated => true,
            Self::Refused | Self::Duplicated | Self::Resubmitted | Self::DeadAndDocument | Self::Dead => {
                false
            }
        }
    }
}

/// One thing found: of which job, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: Kind,
    /// The job's id; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The hash of the job, where it has no id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
    /// How many, where one finding tells of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The file and the line that show it.
    pub at: String,
}

impl Finding {
    /// Makes one that says nothing yet but where it is.
    pub fn new(kind: Kind, at: String) -> Self {
        Self { kind, id: None, sha256: None, document_id: None, count: None, code: None, message: None, at }
    }
}

/// What a file is to the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Manifest,
    Documents,
    Rejects,
    Dead,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    pub role: Role,
    pub path: String,
    pub lines: u64,
    pub bytes: u64,
    /// Of the file as it lies on disk.
    pub sha256: String,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Acknowledged and refused.
    pub attempted: u64,
    /// Different ids that the broker confirmed.
    pub acknowledged: u64,
    /// Of those, how many came out, with whatever document_id.
    pub documents: u64,
    /// Of those, how many did not come out and are dead with a code.
    pub dead: u64,
    pub dead_by_code: BTreeMap<String, u64>,
    /// How many there are of each kind; 0 included.
    pub found: BTreeMap<&'static str, u64>,
}

impl Totals {
    /// Returns how many there are of a kind.
    pub fn of(&self, kind: Kind) -> u64 {
        self.found.get(kind.name()).copied().unwrap_or(0)
    }
}

/// What the audit needs of a document.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    schema: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    document_id: Cow<'a, str>,
}

/// Where a line stands: the number of its file, then its own. In the order of the files.
type Place = u64;
const LINE_BITS: u32 = 44;

/// The kinds of records, in the order in which a job's stand.
const ACKNOWLEDGED: u8 = 0;
const DOCUMENT: u8 = 1;
const REJECT: u8 = 2;

/// The books, being written.
pub struct Books<'a> {
    lines: Sorter,
    findings: Sorter,
    sources: Vec<Source>,
    totals: Totals,
    record: Vec<u8>,
    bar: &'a indicatif::ProgressBar,
}

/// The books, closed.
pub struct Closed {
    pub sources: Vec<Source>,
    pub totals: Totals,
    findings: Sorted,
}

impl<'a> Books<'a> {
    /// Opens books that keep about `memory_bytes` in memory and the rest in `work`.
    pub fn new(work: Rc<Work>, memory_bytes: usize, bar: &'a indicatif::ProgressBar) -> Self {
        let findings = Sorter::new(Rc::clone(&work), memory_bytes / 4);
        let lines = Sorter::new(work, memory_bytes - memory_bytes / 4);
        let totals = Totals {
            found: Kind::ALL.into_iter().map(|kind| (kind.name(), 0)).collect(),
            ..Totals::default()
        };
        Self { lines, findings, sources: Vec::new(), totals, record: Vec::new(), bar }
    }

    /// Enters every line of a file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened or read; a line that cannot be read is a finding.
    pub fn read(&mut self, role: Role, path: PathBuf) -> anyhow::Result<()> {
        let first = (self.sources.len() as u64) << LINE_BITS;
        let shown = one_line(&path.to_string_lossy()).into_owned();
        let source = Source { role, path: shown, lines: 0, bytes: 0, sha256: String::new() };
        self.sources.push(source);
        let bar = self.bar;
        let FileRead { lines, bytes, sha256 } = read::lines(&path, bar, |number, line| {
            let place = first | number;
            let (line, is_last) = match line {
                Line::Whole(line) => (Ok(line), false),
                Line::Last(line) => (Ok(line), true),
                Line::TooLong => {
                    let why = format!("longer than {} bytes", read::MAX_LINE_BYTES);
                    (Err(Unreadable { why, ends_early: false }), false)
                }
                Line::Broken(why) => {
                    let why = format!("cannot be unpacked from here on: {}", one_line(&why));
                    (Err(Unreadable { why, ends_early: true }), true)
                }
            };
            let entered = match line {
                Ok(line) => self.enter(role, place, line)?,
                Err(unreadable) => Err(unreadable),
            };
            let Err(Unreadable { why, ends_early }) = entered else { return Ok(()) };
            let kind = if is_last && ends_early { Kind::Truncated } else { Kind::Broken };
            let finding = Finding { message: Some(why), ..self.finding(kind, place) };
            self.found(&finding, place, 1)
        })?;
        if let Some(source) = self.sources.last_mut() {
            *source = Source { lines, bytes, sha256, ..source.clone() };
        }
        Ok(())
    }

    /// Enters a line; the inner error says why it cannot be.
    fn enter(&mut self, role: Role, place: Place, line: &[u8]) -> anyhow::Result<Result<(), Unreadable>> {
        match role {
            Role::Manifest => self.acknowledged(place, line),
            Role::Documents => self.document(place, line),
            Role::Rejects | Role::Dead => self.reject(place, line),
        }
    }

    fn acknowledged(&mut self, place: Place, line: &[u8]) -> anyhow::Result<Result<(), Unreadable>> {
        let line: ManifestLine = match serde_json::from_slice(line) {
            Ok(line) => line,
            Err(error) => return Ok(Err(error.into())),
        };
        if let Some(reason) = line.refused {
            let finding = Finding {
                id: line.id.map(|id| one_line(&id).into_owned()),
                message: Some(one_line(&reason).into_owned()),
                ..self.finding(Kind::Refused, place)
            };
            self.found(&finding, place, 1)?;
            return Ok(Ok(()));
        }
        if !self.begin(line.id.as_deref(), &line.sha256, ACKNOWLEDGED) {
            return Ok(Err(Unreadable::nameless()));
        }
        self.record.extend_from_slice(&hash(line.sha256.as_bytes())[..8]);
        self.record.extend_from_slice(&place.to_be_bytes());
        self.end(line.id.as_deref(), &line.sha256).map(Ok)
    }

    fn document(&mut self, place: Place, line: &[u8]) -> anyhow::Result<Result<(), Unreadable>> {
        let Head { schema, id, document_id } = match serde_json::from_slice(line) {
            Ok(head) => head,
            Err(error) => return Ok(Err(error.into())),
        };
        if schema != crate::document::SCHEMA {
            return Ok(Err(Unreadable::schema(&schema, crate::document::SCHEMA)));
        }
        self.begin(Some(&id), "", DOCUMENT);
        let uuid = Uuid::try_parse(&document_id).ok();
        let number = uuid.map_or_else(|| hash(document_id.as_bytes()), Uuid::into_bytes);
        self.record.extend_from_slice(&number);
        self.record.extend_from_slice(&hash(line));
        self.record.extend_from_slice(&place.to_be_bytes());
        self.record.push(u8::from(uuid.is_some()));
        self.end(Some(&id), "").map(Ok)
    }

    fn reject(&mut self, place: Place, line: &[u8]) -> anyhow::Result<Result<(), Unreadable>> {
        let line: RejectLine = match serde_json::from_slice(line) {
            Ok(line) => line,
            Err(error) => return Ok(Err(error.into())),
        };
        if line.schema != crate::reject_line::SCHEMA {
            return Ok(Err(Unreadable::schema(&line.schema, crate::reject_line::SCHEMA)));
        }
        if !self.begin(line.id.as_deref(), &line.input_sha256, REJECT) {
            return Ok(Err(Unreadable::nameless()));
        }
        self.record.extend_from_slice(&place.to_be_bytes());
        self.record.extend_from_slice(&hash(line.input_sha256.as_bytes())[..8]);
        for text in [&line.code, &line.message] {
            let text = cut(text);
            self.record.extend_from_slice(&(text.len() as u16).to_be_bytes());
            self.record.extend_from_slice(text.as_bytes());
        }
        self.end(line.id.as_deref(), &line.input_sha256).map(Ok)
    }

    /// Begins the record of a job with this id, or this hash where it has none; says whether it has either.
    fn begin(&mut self, id: Option<&str>, sha256: &str, kind: u8) -> bool {
        self.record.clear();
        match id {
            Some(id) => self.record.extend_from_slice(&hash(id.as_bytes())),
            None if sha256.is_empty() => return false,
            // Hashed again with a byte no id begins with, so that no id can pass for a hash.
            None => self.record.extend_from_slice(&hash(&[b"\0", sha256.as_bytes()].concat())),
        }
        self.record.push(kind);
        true
    }

    /// Ends the record with the job's name.
    fn end(&mut self, id: Option<&str>, sha256: &str) -> anyhow::Result<()> {
        self.record.push(u8::from(id.is_some()));
        self.record.extend_from_slice(cut(id.unwrap_or(sha256)).as_bytes());
        self.lines.push(&self.record)
    }

    fn finding(&self, kind: Kind, place: Place) -> Finding {
        let source = usize::try_from(place >> LINE_BITS).ok().and_then(|number| self.sources.get(number));
        let path = source.map_or("", |source| source.path.as_str());
        let at = format!("{path}:{}", place & ((1 << LINE_BITS) - 1));
        Finding::new(kind, at)
    }

    /// Counts a finding and keeps it; its `order` is the place of its job in the manifest where there is one.
    fn found(&mut self, finding: &Finding, order: Place, count: u64) -> anyhow::Result<()> {
        *self.totals.found.entry(finding.kind.name()).or_default() += count;
        self.record.clear();
        self.record.push(finding.kind as u8);
        self.record.extend_from_slice(&order.to_be_bytes());
        serde_json::to_writer(&mut self.record, finding)?;
        self.findings.push(&self.record)
    }

    /// Brings the lines of each job together and says what is found.
    ///
    /// # Errors
    ///
    /// Where the disk fails.
    pub fn close(mut self) -> anyhow::Result<Closed> {
        self.bar.set_message("sorting");
        let empty = Sorter::new(Rc::new(Work { folders: Vec::new() }), 0);
        let mut lines = std::mem::replace(&mut self.lines, empty).sorted()?;
        let mut job: Option<Job> = None;
        while let Some(record) = lines.next()? {
            let mut fields = Fields(record);
            let key: [u8; 16] = fields.take();
            let [kind] = fields.take();
            if let Some(done) = job.take_if(|job| job.key != key) {
                done.settle(&mut self)?;
            }
            let job = job.get_or_insert_with(|| Job { key, ..Job::default() });
            match kind {
                ACKNOWLEDGED => job.acknowledged(fields),
                DOCUMENT => job.document(fields, &mut self)?,
                _ => job.reject(fields),
            }
        }
        if let Some(done) = job {
            done.settle(&mut self)?;
        }
        drop(lines);
        self.totals.attempted = self.totals.acknowledged + self.totals.of(Kind::Refused);
        Ok(Closed { sources: self.sources, totals: self.totals, findings: self.findings.sorted()? })
    }
}

impl Closed {
    /// Returns the next finding and its JSON: kind by kind, each in the order of the files.
    ///
    /// # Errors
    ///
    /// Where the disk fails.
    pub fn next_finding(&mut self) -> anyhow::Result<Option<(Finding, &[u8])>> {
        match self.findings.next()? {
            None => Ok(None),
            Some(record) => {
                let json = &record[1 + size_of::<Place>()..];
                Ok(Some((serde_json::from_slice(json)?, json)))
            }
        }
    }
}

/// The fields of a record, taken from its front. Records are our own and whole.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (field, rest) = self.0.split_first_chunk().expect("a record has all its fields");
        self.0 = rest;
        *field
    }

    fn number(&mut self) -> u64 {
        u64::from_be_bytes(self.take())
    }

    fn text(&mut self) -> String {
        let length = u16::from_be_bytes(self.take());
        let (text, rest) = self.0.split_at(usize::from(length));
        self.0 = rest;
        one_line(&String::from_utf8_lossy(text)).into_owned()
    }
}

/// The smallest two of some places, and how many there were.
#[derive(Clone, Copy, Default)]
struct Firsts {
    count: u64,
    first: Place,
    second: Place,
}

impl Firsts {
    fn add(&mut self, place: Place) {
        self.count += 1;
        if self.count == 1 {
            self.first = place;
        } else if place < self.first {
            (self.first, self.second) = (place, self.first);
        } else if self.count == 2 || place < self.second {
            self.second = place;
        }
    }
}

/// What is known of one job while its records pass.
#[derive(Default)]
struct Job {
    key: [u8; 16],
    has_id: bool,
    /// The id, or the hash of the job where it has none.
    name: Vec<u8>,
    /// Where the manifest has it; one for each content.
    acknowledged: Firsts,
    /// The hash of its bytes in the last line of the manifest.
    sha: u64,
    resubmitted: Firsts,
    last: Option<Document>,
    document_ids: Firsts,
    /// Of the last document_id.
    contents: Firsts,
    /// Of the last content, without the first.
    copies: Firsts,
    /// The last reject with a code, or without one where none has.
    reject: Option<Reject>,
    first_reject: Place,
    altered: Option<Place>,
}

/// A document, as its record tells it.
struct Document {
    id: [u8; 16],
    is_uuid: bool,
    bytes: [u8; 16],
}

struct Reject {
    place: Place,
    code: String,
    message: String,
}

impl Job {
    fn named(&mut self, mut fields: Fields) {
        let [has_id] = fields.take();
        self.has_id = has_id == 1;
        self.name.clear();
        self.name.extend_from_slice(fields.0);
    }

    /// Records come by the hash of the job, then by place.
    fn acknowledged(&mut self, mut fields: Fields) {
        let (sha, place) = (fields.number(), fields.number());
        if self.acknowledged.count > 0 && self.sha == sha {
            self.resubmitted.add(place);
        } else {
            self.acknowledged.add(place);
        }
        self.sha = sha;
        self.named(fields);
    }

    /// Records come by document_id, then by bytes, then by place.
    fn document(&mut self, mut fields: Fields, books: &mut Books) -> anyhow::Result<()> {
        let (id, bytes, place) = (fields.take(), fields.take(), fields.number());
        let [is_uuid] = fields.take();
        self.named(fields);
        let same_id = self.last.as_ref().is_some_and(|last| last.id == id);
        if same_id && self.last.as_ref().is_some_and(|last| last.bytes == bytes) {
            self.copies.add(place);
            return Ok(());
        }
        self.content_ends(books)?;
        if !same_id {
            self.document_id_ends(books)?;
        }
        self.contents.add(place);
        self.last = Some(Document { id, is_uuid: is_uuid == 1, bytes });
        Ok(())
    }

    /// Records come by place.
    fn reject(&mut self, mut fields: Fields) {
        let (place, sha) = (fields.number(), fields.number());
        let reject = Reject { place, code: fields.text(), message: fields.text() };
        if self.reject.is_none() {
            self.first_reject = place;
        }
        // What was replayed may have failed for another reason: the last one told holds.
        if !reject.code.is_empty() || self.reject.as_ref().is_none_or(|last| last.code.is_empty()) {
            self.reject = Some(reject);
        }
        // Where an id names several jobs, which of them died cannot be told.
        if self.acknowledged.count == 1 && self.sha != sha {
            self.altered.get_or_insert(place);
        }
        self.named(fields);
    }

    /// Tells of copies once all of one content have passed.
    fn content_ends(&mut self, books: &mut Books) -> anyhow::Result<()> {
        let Firsts { count, first, .. } = std::mem::take(&mut self.copies);
        if count == 0 {
            return Ok(());
        }
        let finding = self.finding(Kind::Duplicated, first, books);
        let finding = Finding { document_id: self.document_id(), count: Some(count), ..finding };
        books.found(&finding, self.order(first), count)
    }

    /// Tells of a conflict once all of one document_id have passed.
    fn document_id_ends(&mut self, books: &mut Books) -> anyhow::Result<()> {
        let Firsts { count, first, second } = std::mem::take(&mut self.contents);
        if count > 0 {
            self.document_ids.add(first);
        }
        if count < 2 {
            return Ok(());
        }
        let (document_id, count) = (self.document_id(), Some(count));
        let finding = Finding { document_id, count, ..self.finding(Kind::Conflicting, second, books) };
        books.found(&finding, self.order(second), 1)
    }

    /// Returns the last document_id.
    fn document_id(&self) -> Option<String> {
        let last = self.last.as_ref().filter(|last| last.is_uuid)?;
        Some(Uuid::from_bytes(last.id).to_string())
    }

    /// Returns where the manifest has the job; `place` where it has not.
    fn order(&self, place: Place) -> Place {
        if self.acknowledged.count > 0 { self.acknowledged.first } else { place }
    }

    fn finding(&self, kind: Kind, place: Place, books: &Books) -> Finding {
        let name = Some(one_line(&String::from_utf8_lossy(&self.name)).into_owned());
        let (id, sha256) = if self.has_id { (name, None) } else { (None, name) };
        Finding { id, sha256, ..books.finding(kind, place) }
    }

    /// Counts the job and tells what is wrong with it.
    fn settle(mut self, books: &mut Books) -> anyhow::Result<()> {
        self.content_ends(books)?;
        self.document_id_ends(books)?;
        let Firsts { count: documents, first: first_document, second: second_document } = self.document_ids;
        let came_out = documents > 0;
        if documents > 1 {
            let finding = self.finding(Kind::Versions, second_document, books);
            let finding = Finding { count: Some(documents), ..finding };
            books.found(&finding, self.order(second_document), 1)?;
        }
        let Firsts { count: jobs, first: place, second: other_job } = self.acknowledged;
        if jobs == 0 {
            let place = if came_out { first_document } else { self.first_reject };
            let mut finding = self.finding(Kind::Unexpected, place, books);
            if let Some(reject) = self.reject.filter(|_| !came_out) {
                finding = reject.told(finding);
            }
            return books.found(&finding, place, 1);
        }
        books.totals.acknowledged += 1;
        books.totals.documents += u64::from(came_out);
        let Firsts { count: repeats, first: repeat, .. } = self.resubmitted;
        if repeats > 0 {
            let finding = self.finding(Kind::Resubmitted, repeat, books);
            books.found(&Finding { count: Some(repeats), ..finding }, place, repeats)?;
        }
        if jobs > 1 {
            let finding = self.finding(Kind::Reused, other_job, books);
            books.found(&Finding { count: Some(jobs), ..finding }, place, 1)?;
        }
        if let Some(altered) = self.altered {
            books.found(&self.finding(Kind::Altered, altered, books), place, 1)?;
        }
        let Some(reject) = &self.reject else {
            if came_out {
                return Ok(());
            }
            return books.found(&self.finding(Kind::Lost, place, books), place, 1);
        };
        let kind = match (came_out, reject.code.is_empty()) {
            (true, _) => Kind::DeadAndDocument,
            (false, true) => Kind::Unexplained,
            (false, false) => {
                books.totals.dead += 1;
                *books.totals.dead_by_code.entry(reject.code.clone()).or_default() += 1;
                Kind::Dead
            }
        };
        books.found(&reject.told(self.finding(kind, reject.place, books)), place, 1)
    }
}

impl Reject {
    fn told(&self, finding: Finding) -> Finding {
        let (code, message) = (Some(self.code.clone()), Some(self.message.clone()));
        Finding { code, message, ..finding }
    }
}

/// Why a line cannot be entered.
struct Unreadable {
    why: String,
    /// It stops in the middle.
    ends_early: bool,
}

impl Unreadable {
    fn nameless() -> Self {
        Self { why: "neither an id nor a hash".to_owned(), ends_early: false }
    }

    fn schema(found: &str, wanted: &str) -> Self {
        Self { why: format!("schema is {:?}, not {wanted:?}", cut(&one_line(found))), ends_early: false }
    }
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        // It is one line, so its number among the parser's would only mislead.
        let why = error.to_string().replace(" at line 1 column ", " at byte ");
        Self { why: one_line(&why).into_owned(), ends_early: error.is_eof() }
    }
}

/// Returns half of a SHA-256: among a thousand million names the odds of two alike are one in 10²⁰.
fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&sha256(bytes)[..16]);
    half
}

/// Cuts text to what a record keeps.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT_BYTES)]
}

/// Returns text without what a terminal might obey.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_steer_a_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\u{fffd}");
        assert_eq!(one_line("Über uns"), "Über uns");
    }

    #[test]
    fn kinds_are_reported_in_the_order_they_are_listed() {
        for (number, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }
}
