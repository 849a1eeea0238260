//! `wiremill audit`: proves that every submitted id came out exactly once or was rejected with a reason.
//!
//! The proof is over files only: the manifest that `submit` wrote, the documents that `collect` wrote, and the
//! reject lines of `enrich --rejects` and `dead list --json`. A job without a readable id goes by the hash of
//! its bytes. Delivery is at least once, so the same document may come twice; the same bytes again count once.
//!
//! Memory: 32 bytes for each id and what the hash table keeps free: 40 to 75 MB for each million ids, half as
//! much again while the table grows (107 MB seen for a million). The files are read line by line.

use crate::operate::manifest::ManifestLine;
use crate::outcome::{Fatal, Outcome};
use crate::reject_line::RejectLine;
use anyhow::Context;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// The books to balance.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub manifest: Vec<PathBuf>,
    pub documents: Vec<PathBuf>,
    pub rejects: Vec<PathBuf>,
    pub dead: Vec<PathBuf>,
}

/// How many of each kind of problem are shown by name.
const SHOWN: usize = 20;

/// The first 16 bytes of a hash over an id, or over a job that has none.
type Key = [u64; 2];

/// What is known of one id.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// The first 8 bytes of the hash of its first document.
    document: u64,
    submitted: bool,
    came_out: bool,
    rejected: bool,
    conflicting: bool,
}

/// Things that are counted, the first [`SHOWN`] by name.
#[derive(Default)]
struct Tally {
    count: u64,
    first: Vec<String>,
}

impl Tally {
    fn add(&mut self, name: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(name());
        }
    }
}

/// The books.
#[derive(Default)]
struct Books {
    entries: HashMap<Key, Entry>,
    codes: BTreeMap<String, u64>,
    resubmitted: Tally,
    repeated: Tally,
    conflicting: Tally,
    unexpected: Tally,
    unexplained: Tally,
    unreadable: Tally,
}

/// What the audit needs of a document.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    schema: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
}

/// Balances the books and prints the result to `out`.
///
/// # Errors
///
/// `Fatal::Usage` where a file cannot be opened; a line that cannot be read is a problem that is reported.
pub fn run(options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let mut books = Books::default();
    for path in &options.manifest {
        books.read(path, Books::submitted)?;
    }
    for path in &options.documents {
        books.read(path, Books::document)?;
    }
    for path in options.rejects.iter().chain(&options.dead) {
        books.read(path, Books::reject)?;
    }
    let missing = books.missing(&options.manifest)?;
    books.report(&missing, out)
}

impl Books {
    /// Enters every line of a file; one that `enter` cannot read is counted by its place.
    fn read(&mut self, path: &Path, enter: fn(&mut Self, &[u8]) -> Option<()>) -> anyhow::Result<()> {
        each_line(path, |number, line| {
            if enter(self, line).is_none() {
                self.unreadable.add(|| format!("{}:{number}", path.display()));
            }
            true
        })
    }

    fn submitted(&mut self, line: &[u8]) -> Option<()> {
        let line: ManifestLine = serde_json::from_slice(line).ok()?;
        let entry = self.entries.entry(key_of(line.id.as_deref(), &line.sha256)?).or_default();
        if std::mem::replace(&mut entry.submitted, true) {
            self.resubmitted.add(|| name_of(line.id.as_deref(), &line.sha256));
        }
        Some(())
    }

    fn document(&mut self, line: &[u8]) -> Option<()> {
        let Head { schema, id } = serde_json::from_slice(line).ok()?;
        if schema != crate::document::SCHEMA {
            return None;
        }
        let [document, _] = halves(&Sha256::digest(line));
        let entry = self.entries.entry(key_of(Some(&id), "")?).or_default();
        let name = || name_of(Some(&id), "");
        if !entry.came_out {
            entry.came_out = true;
            entry.document = document;
            if !entry.submitted {
                self.unexpected.add(name);
            }
        } else if entry.document == document {
            self.repeated.add(name);
        } else if !std::mem::replace(&mut entry.conflicting, true) {
            self.conflicting.add(name);
        }
        Some(())
    }

    fn reject(&mut self, line: &[u8]) -> Option<()> {
        let line: RejectLine = serde_json::from_slice(line).ok()?;
        if line.schema != crate::reject_line::SCHEMA {
            return None;
        }
        let name = || name_of(line.id.as_deref(), &line.input_sha256);
        if line.code.is_empty() {
            self.unexplained.add(name);
            return Some(());
        }
        let entry = self.entries.entry(key_of(line.id.as_deref(), &line.input_sha256)?).or_default();
        if !std::mem::replace(&mut entry.rejected, true) {
            *self.codes.entry(line.code.clone()).or_default() += 1;
            // Where a document came too, that has been told.
            if !entry.submitted && !entry.came_out {
                self.unexpected.add(name);
            }
        }
        Some(())
    }

    /// Counts what was submitted and never seen again. The table knows no names, so the manifests are read
    /// again for them.
    fn missing(&self, manifests: &[PathBuf]) -> anyhow::Result<Tally> {
        let is_missing = |entry: &Entry| entry.submitted && !entry.came_out && !entry.rejected;
        let count = self.entries.values().filter(|entry| is_missing(entry)).count();
        let mut first: Vec<String> = Vec::new();
        let wanted = count.min(SHOWN);
        for path in manifests {
            if first.len() == wanted {
                break;
            }
            each_line(path, |_, line| {
                if let Ok(line) = serde_json::from_slice::<ManifestLine>(line)
                    && let Some(key) = key_of(line.id.as_deref(), &line.sha256)
                    && self.entries.get(&key).is_some_and(is_missing)
                {
                    let name = name_of(line.id.as_deref(), &line.sha256);
                    if !first.contains(&name) {
                        first.push(name);
                    }
                }
                first.len() < wanted
            })?;
        }
        Ok(Tally { count: count as u64, first })
    }

    fn report(&self, missing: &Tally, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
        let count = |which: fn(&Entry) -> bool| self.entries.values().filter(|entry| which(entry)).count();
        let submitted = count(|entry| entry.submitted);
        let documents = count(|entry| entry.submitted && entry.came_out);
        let rejected = count(|entry| entry.submitted && entry.rejected && !entry.came_out);
        let both = count(|entry| entry.submitted && entry.rejected && entry.came_out);
        let codes: Vec<String> = self.codes.iter().map(|(code, count)| format!("{code} {count}")).collect();

        writeln!(out, "{:<14}{submitted:>12}", "submitted")?;
        writeln!(out, "{:<14}{documents:>12}  of the submitted came out", "documents")?;
        writeln!(out, "{:<14}{rejected:>12}  of the submitted were rejected only", "rejected")?;
        let problems = [
            ("missing", "neither came out nor were rejected", missing),
            ("conflicting", "came out with different bytes", &self.conflicting),
            ("unexpected", "were never submitted", &self.unexpected),
            ("unexplained", "were rejected without a code", &self.unexplained),
            ("unreadable", "lines were cut off or are of another format", &self.unreadable),
        ];
        let oddities = [
            ("repeated", "copies of a document that had come already", &self.repeated),
            ("resubmitted", "lines of the manifest name an id again", &self.resubmitted),
        ];
        for (name, meaning, tally) in problems.iter().chain(&oddities) {
            writeln!(out, "{name:<14}{:>12}  {meaning}", tally.count)?;
        }
        writeln!(out, "{:<14}{both:>12}  were rejected and came out, as after a replay", "also rejected")?;
        if !codes.is_empty() {
            writeln!(out, "\nrejected by code: {}", codes.join(", "))?;
        }
        for (name, _, tally) in problems.iter().chain(&oddities).filter(|(.., tally)| tally.count > 0) {
            writeln!(out, "\n{name}, {} of {}:", tally.first.len(), tally.count)?;
            for name in &tally.first {
                writeln!(out, "  {name}")?;
            }
        }
        let wrong = problems.iter().filter(|(.., tally)| tally.count > 0);
        let wrong: Vec<String> = wrong.map(|(name, _, tally)| format!("{} {name}", tally.count)).collect();
        if wrong.is_empty() {
            writeln!(
                out,
                "\nthe books balance: {submitted} submitted = {documents} documents + {rejected} rejected"
            )?;
            return Ok(Outcome::Done);
        }
        writeln!(out, "\nthe books do not balance: {}", wrong.join(", "))?;
        Ok(Outcome::SomeRejected)
    }
}

/// Returns the key of an id, or of the job with this hash where it has none; `None` where it has neither.
fn key_of(id: Option<&str>, sha256: &str) -> Option<Key> {
    match id {
        Some(id) => Some(halves(&Sha256::digest(id.as_bytes()))),
        None if sha256.is_empty() => None,
        // Hashed again with a byte no id begins with, so that no id can pass for a hash.
        None => Some(halves(&Sha256::digest([b"\0", sha256.as_bytes()].concat()))),
    }
}

/// Returns the first two numbers of a hash.
fn halves(hash: &[u8]) -> Key {
    let number = |at: usize| hash[at..at + 8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    [number(0), number(8)]
}

/// Returns how an id is shown: on one line, and without what a terminal might obey.
fn name_of(id: Option<&str>, sha256: &str) -> String {
    let name = id.map_or_else(|| format!("(no id, sha256 {sha256})"), str::to_owned);
    name.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect()
}

/// Calls `each` with the number of every line of a file and the line, until it returns false. Blank lines are
/// passed over.
fn each_line(path: &Path, mut each: impl FnMut(u64, &[u8]) -> bool) -> anyhow::Result<()> {
    let mut lines = open(path)?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = lines.read_until(b'\n', &mut line);
        if read.with_context(|| format!("reading {} at line {number}", path.display()))? == 0 {
            break;
        }
        let line = line.trim_ascii_end();
        if !line.is_empty() && !each(number, line) {
            break;
        }
    }
    Ok(())
}

/// Opens a file, compressed or not; told by its first bytes, whatever its name.
fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    let opening = || Fatal::Usage(format!("opening {}", path.display()));
    let mut file = BufReader::new(File::open(path).with_context(opening)?);
    let start = file.fill_buf().with_context(opening)?;
    Ok(if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
    } else if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(BufReader::new(zstd::Decoder::with_buffer(file).with_context(opening)?))
    } else {
        Box::new(file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Reject;

    fn job(id: &str) -> String {
        format!(r#"{{"id":"{id}","body":"x"}}"#)
    }

    fn manifest(jobs: &[String]) -> String {
        let line = |job: &String| serde_json::to_string(&ManifestLine::new(job.as_bytes())).unwrap() + "\n";
        jobs.iter().map(line).collect()
    }

    fn document(id: &str, text: &str) -> String {
        format!(r#"{{"schema":"wiremill.document/1","id":"{id}","text":"{text}"}}"#) + "\n"
    }

    fn reject(input: &str) -> String {
        let line = RejectLine::new(&Reject::Malformed("odd".to_owned()), "decode", input.as_bytes(), "x");
        serde_json::to_string(&line).unwrap() + "\n"
    }

    fn audit(manifest: &[u8], documents: &[u8], rejects: &[u8]) -> (Outcome, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            vec![path]
        };
        let options = Options {
            manifest: file("manifest", manifest),
            documents: file("documents", documents),
            rejects: file("rejects", rejects),
            dead: Vec::new(),
        };
        let mut out = Vec::new();
        let outcome = run(options, &mut out).unwrap();
        (outcome, String::from_utf8(out).unwrap())
    }

    /// Submits a, b and c and says what of `documents` and `rejects` must be reported.
    #[track_caller]
    fn check(documents: &str, rejects: &str, outcome: Outcome, says: &[&str]) {
        let manifest = manifest(&[job("a"), job("b"), job("c")]);
        let (found, report) = audit(manifest.as_bytes(), documents.as_bytes(), rejects.as_bytes());
        assert_eq!(found, outcome, "{report}");
        let report: Vec<String> =
            report.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for line in says {
            assert!(report.iter().any(|found| found.starts_with(line)), "no {line:?} in {report:#?}");
        }
    }

    fn ab() -> String {
        document("a", "x") + &document("b", "x")
    }

    #[test]
    fn all_out_or_rejected_balances() {
        check(
            &ab(),
            &reject(&job("c")),
            Outcome::Done,
            &["the books balance: 3 submitted = 2 documents + 1 rejected", "rejected by code: malformed 1"],
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        check(&ab(), "", Outcome::SomeRejected, &["missing 1", "missing, 1 of 1:", "c"]);
        check("", "", Outcome::SomeRejected, &["missing 3", "the books do not balance: 3 missing"]);
    }

    #[test]
    fn the_same_bytes_again_count_once() {
        let documents = ab() + &document("c", "x") + &document("a", "x") + &document("a", "x");
        check(&documents, "", Outcome::Done, &["documents 3", "repeated 2", "the books balance"]);
    }

    #[test]
    fn different_bytes_under_one_id_conflict() {
        let documents = ab() + &document("c", "x") + &document("a", "y") + &document("a", "z");
        check(&documents, "", Outcome::SomeRejected, &["conflicting 1", "conflicting, 1 of 1:", "a"]);
    }

    #[test]
    fn what_was_never_submitted_is_unexpected() {
        let documents = ab() + &document("c", "x") + &document("d", "x");
        check(&documents, &reject(&job("e")), Outcome::SomeRejected, &["unexpected 2", "d", "e"]);
    }

    #[test]
    fn a_document_after_a_reject_is_a_replay() {
        let documents = ab() + &document("c", "x");
        check(&documents, &reject(&job("c")), Outcome::Done, &["rejected 0", "also rejected 1"]);
    }

    #[test]
    fn a_torn_line_is_a_problem_not_a_crash() {
        let documents = ab() + &document("c", "x") + r#"{"schema":"wiremill.document/1","id":"#;
        check(&documents, "", Outcome::SomeRejected, &["unreadable 1"]);
        check("{\"schema\":\"other/1\",\"id\":\"a\"}\n", "", Outcome::SomeRejected, &["unreadable 1"]);
    }

    #[test]
    fn a_job_without_id_goes_by_its_bytes() {
        let broken = "{".to_owned();
        let manifest = manifest(std::slice::from_ref(&broken));
        let (outcome, report) = audit(manifest.as_bytes(), b"", reject(&broken).as_bytes());
        assert_eq!(outcome, Outcome::Done, "{report}");
        let (outcome, report) = audit(manifest.as_bytes(), b"", reject("[").as_bytes());
        assert_eq!(outcome, Outcome::SomeRejected, "{report}");
    }

    #[test]
    fn submitting_twice_is_told_and_no_problem() {
        let manifest = manifest(&[job("a"), job("a")]);
        let (outcome, report) = audit(manifest.as_bytes(), document("a", "x").as_bytes(), b"");
        assert_eq!(outcome, Outcome::Done, "{report}");
        assert!(report.contains("resubmitted, 1 of 1:\n  a\n"), "{report}");
    }

    #[test]
    fn compressed_files_are_read_whatever_their_name() {
        let manifest = zstd::encode_all(manifest(&[job("a"), job("b")]).as_bytes(), 1).unwrap();
        // Two members, as after `cat one.gz two.gz`.
        let mut gz = Vec::new();
        for id in ["a", "b"] {
            let mut member = flate2::write::GzEncoder::new(&mut gz, flate2::Compression::fast());
            member.write_all(document(id, "x").as_bytes()).unwrap();
            member.finish().unwrap();
        }
        let (outcome, report) = audit(&manifest, &gz, b"");
        assert_eq!(outcome, Outcome::Done, "{report}");
    }

    #[test]
    fn names_cannot_steer_a_terminal() {
        assert_eq!(name_of(Some("a\u{1b}[2Jb\n"), ""), "a\u{fffd}[2Jb\u{fffd}");
    }
}
