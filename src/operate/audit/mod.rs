//! `wiremill audit`: proves that every submitted id came out exactly once or was rejected with a reason.
//!
//! The proof is over files only: the manifest that `submit` wrote, the documents that `collect` wrote, and the
//! reject lines of `enrich --rejects` and `dead list --json`. A job without a readable id goes by the hash of
//! its bytes. Delivery is at least once, so the same document may come twice; the same bytes again count once.
//! A document_id is made of the job's id, so documents are compared within their id.
//!
//! Memory is bounded however long the files: `sort` keeps what does not fit on disk, about 100 bytes for each
//! line. Every file is read once, from front to end, so that a pipe will do.

pub mod books;
mod read;
mod report;
mod sort;

use crate::outcome::{Fatal, Outcome};
use books::{Books, Role};
use sort::Work;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Instant, SystemTime};

/// The books to balance, and how to tell the result.
#[derive(Clone, Debug)]
pub struct Options {
    pub manifest: Vec<PathBuf>,
    pub documents: Vec<PathBuf>,
    pub rejects: Vec<PathBuf>,
    pub dead: Vec<PathBuf>,
    /// One JSON object instead of text.
    pub json: bool,
    /// How many of each kind are listed.
    pub list: usize,
    /// Where all of them are listed, as JSON lines.
    pub report: Option<PathBuf>,
    /// Where lies what does not fit in memory; beside the manifest without it, or the system's place.
    pub work: Option<PathBuf>,
    /// About how much is kept in memory.
    pub memory_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            manifest: Vec::new(),
            documents: Vec::new(),
            rejects: Vec::new(),
            dead: Vec::new(),
            json: false,
            list: 100,
            report: None,
            work: None,
            memory_bytes: 256 << 20,
        }
    }
}

/// Balances the books and prints the result to `out`.
///
/// # Errors
///
/// `Fatal::Usage` where a file cannot be opened or written; a line that cannot be read is a problem that is
/// reported.
pub fn run(options: &Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let Options { manifest, documents, rejects, dead, .. } = options;
    let roles = [
        (Role::Manifest, manifest),
        (Role::Documents, documents),
        (Role::Rejects, rejects),
        (Role::Dead, dead),
    ];
    let files = || roles.iter().flat_map(|(role, paths)| paths.iter().map(move |path| (*role, path)));
    let report = match &options.report {
        Some(path) => Some(report::create(path, files().map(|(_, path)| path.as_path()))?),
        None => None,
    };
    let folders = match &options.work {
        Some(folder) if !folder.is_dir() => {
            return Err(Fatal::Usage(format!("--work {}: no such folder", folder.display())).into());
        }
        Some(folder) => vec![folder.clone()],
        None => {
            let beside = manifest.first().and_then(|path| path.parent());
            let beside =
                beside.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            beside.map(Path::to_path_buf).into_iter().chain([std::env::temp_dir()]).collect()
        }
    };
    let total = files().map(|(_, path)| path.metadata().map_or(0, |found| found.len())).sum();
    let bar = crate::files::progress(Some(total), "{spinner} {msg} {wide_bar} {bytes}/{total_bytes} {eta}");
    let mut books = Books::new(Rc::new(Work { folders }), options.memory_bytes, &bar);
    for (role, path) in files() {
        bar.set_message(path.display().to_string());
        books.read(role, path.clone())?;
    }
    let closed = books.close()?;
    bar.finish_and_clear();
    let lines: u64 = closed.sources.iter().map(|source| source.lines).sum();
    let outcome = report::tell(closed, options, report, out)?;
    if std::io::stderr().is_terminal() {
        // Not in the report: the same books give the same report.
        let (seconds, files) = (start.elapsed().as_secs_f64(), files().count());
        let now = humantime::format_rfc3339_seconds(SystemTime::now());
        writeln!(std::io::stderr(), "audited {lines} lines of {files} files in {seconds:.1} s, {now}")?;
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Reject;
    use crate::operate::manifest::ManifestLine;
    use crate::reject_line::RejectLine;

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
            ..Options::default()
        };
        let mut out = Vec::new();
        let outcome = run(&options, &mut out).unwrap();
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
    fn all_out_or_dead_balances() {
        check(
            &ab(),
            &reject(&job("c")),
            Outcome::Done,
            &[
                "balanced: 3 acknowledged = 2 documents + 1 dead",
                "dead by code: malformed 1",
                "c malformed: odd",
            ],
        );
    }

    #[test]
    fn what_is_lost_is_named() {
        check(&ab(), "", Outcome::SomeRejected, &["lost 1", "lost, 1 of 1:", "c /"]);
        check("", "", Outcome::SomeRejected, &["lost 3", "not balanced: 3 lost"]);
    }

    #[test]
    fn the_same_bytes_again_count_once() {
        let documents = ab() + &document("c", "x") + &document("a", "x") + &document("a", "x");
        check(&documents, "", Outcome::Done, &["documents 3", "duplicated 2", "balanced"]);
    }

    #[test]
    fn different_bytes_under_one_document_id_conflict() {
        let documents = ab() + &document("c", "x") + &document("a", "y") + &document("a", "z");
        check(
            &documents,
            "",
            Outcome::SomeRejected,
            &["conflicting 1", "conflicting, 1 of 1:", "a 3 contents"],
        );
    }

    #[test]
    fn what_was_never_submitted_is_unexpected() {
        let documents = ab() + &document("c", "x") + &document("d", "x");
        let says = ["unexpected 2", "d /", "e malformed: odd", "not balanced: 2 unexpected"];
        check(&documents, &reject(&job("e")), Outcome::SomeRejected, &says);
    }

    #[test]
    fn a_document_after_a_reject_is_a_replay() {
        let documents = ab() + &document("c", "x");
        check(&documents, &reject(&job("c")), Outcome::Done, &["dead 0", "dead_and_document 1"]);
    }

    #[test]
    fn a_job_that_died_with_other_bytes_is_told() {
        let other = r#"{"id":"c","body":"y"}"#;
        check(&ab(), &reject(other), Outcome::SomeRejected, &["altered 1", "not balanced: 1 altered"]);
    }

    #[test]
    fn a_torn_line_is_a_problem_not_a_crash() {
        let documents = ab() + &document("c", "x");
        let torn = documents.clone() + r#"{"schema":"wiremill.document/1","id":"#;
        check(&torn, "", Outcome::SomeRejected, &["truncated 1", "broken 0"]);
        let torn = r#"{"schema":"wiremill.document/1","id":"#.to_owned() + "\n" + &documents;
        check(&torn, "", Outcome::SomeRejected, &["broken 1", "EOF while parsing a value at byte 37 /"]);
        check(&(documents + "{}"), "", Outcome::SomeRejected, &["broken 1", "truncated 0"]);
        check("{\"schema\":\"other/1\",\"id\":\"a\"}\n", "", Outcome::SomeRejected, &["broken 1"]);
    }

    #[test]
    fn a_last_line_that_lacks_only_its_end_counts() {
        check((ab() + &document("c", "x")).trim_end(), "", Outcome::Done, &["documents 3", "truncated 0"]);
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
        let twice = manifest(&[job("a"), job("a")]);
        let (outcome, report) = audit(twice.as_bytes(), document("a", "x").as_bytes(), b"");
        assert_eq!(outcome, Outcome::Done, "{report}");
        assert!(report.contains("resubmitted, 1 of 1:\n  a  "), "{report}");
        let other = r#"{"id":"a","body":"y"}"#.to_owned();
        let reused = manifest(&[job("a"), other]);
        let (outcome, report) = audit(reused.as_bytes(), document("a", "x").as_bytes(), b"");
        assert_eq!(outcome, Outcome::SomeRejected, "{report}");
        assert!(report.contains("not balanced: 1 reused"), "{report}");
    }

    #[test]
    fn what_was_never_sent_is_told_and_balances() {
        let refused = ManifestLine::refused(None, "corpus.jsonl:7: too large".to_owned());
        let manifest = manifest(&[job("a")]) + &serde_json::to_string(&refused).unwrap() + "\n";
        let (outcome, report) = audit(manifest.as_bytes(), document("a", "x").as_bytes(), b"");
        assert_eq!(outcome, Outcome::Done, "{report}");
        let verdict =
            "balanced: 2 attempted = 1 acknowledged + 1 refused; 1 acknowledged = 1 documents + 0 dead";
        assert!(report.ends_with(&format!("{verdict}\n")), "{report}");
        assert!(report.contains("corpus.jsonl:7: too large"), "{report}");
    }

    #[test]
    fn compressed_files_are_read_whatever_their_name() {
        let manifest = zstd::encode_all(manifest(&[job("a"), job("b")]).as_bytes(), 1).unwrap();
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(ab().as_bytes()).unwrap();
        let (outcome, report) = audit(&manifest, &gz.finish().unwrap(), b"");
        assert_eq!(outcome, Outcome::Done, "{report}");
    }
}
