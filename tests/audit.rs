//! The audit against a naive one: random books with planted losses, repeats and conflicts, with so little memory
//! that everything goes by the disk.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use wiremill::operate::audit::books::{Finding, Kind};
use wiremill::operate::audit::{Options, run};
use wiremill::outcome::Outcome;

/// Jobs with an id; those after them have none and go by their bytes.
const WITH_ID: u8 = 8;
const JOBS: u8 = 10;

/// One line of a file. `bytes` tells contents under one name apart.
#[derive(Clone, Debug)]
enum Line {
    Submitted { job: u8, bytes: u8 },
    Refused,
    Document { job: u8, document_id: u8, bytes: u8 },
    Reject { job: u8, bytes: u8, code: &'static str },
    Blank,
    Broken,
}

fn manifest_line() -> impl Strategy<Value = Line> {
    prop_oneof![
        // Mostly the same bytes under one name, as in honest books.
        20 => (0..JOBS).prop_map(|job| Line::Submitted { job, bytes: 0 }),
        2 => (0..JOBS, 0..3u8).prop_map(|(job, bytes)| Line::Submitted { job, bytes }),
        1 => Just(Line::Refused),
        1 => Just(Line::Blank),
        1 => Just(Line::Broken),
    ]
}

fn document_line() -> impl Strategy<Value = Line> {
    prop_oneof![
        20 => (0..WITH_ID).prop_map(|job| Line::Document { job, document_id: 0, bytes: 0 }),
        4 => (0..WITH_ID, 0..4u8, 0..3u8)
            .prop_map(|(job, document_id, bytes)| Line::Document { job, document_id, bytes }),
        1 => Just(Line::Broken),
    ]
}

fn reject_line() -> impl Strategy<Value = Line> {
    let code = prop_oneof![4 => Just("no_text"), 2 => Just("timeout"), 1 => Just("")];
    prop_oneof![
        10 => (0..JOBS, prop_oneof![9 => Just(0u8), 1 => Just(1u8)], code)
            .prop_map(|(job, bytes, code)| Line::Reject { job, bytes, code }),
        1 => Just(Line::Broken),
    ]
}

/// Two manifests, two files of documents, rejects, dead letters; and whether the last document is cut off.
fn books() -> impl Strategy<Value = (Vec<Vec<Line>>, bool)> {
    let of = |line: BoxedStrategy<Line>| prop::collection::vec(line, 0..14);
    let files = (
        of(manifest_line().boxed()),
        of(manifest_line().boxed()),
        of(document_line().boxed()),
        of(document_line().boxed()),
        of(reject_line().boxed()),
        of(reject_line().boxed()),
    );
    (files.prop_map(|(a, b, c, d, e, f)| vec![a, b, c, d, e, f]), any::<bool>())
}

fn id(job: u8) -> Option<String> {
    (job < WITH_ID).then(|| format!("Überschrift \"{job}\""))
}

fn sha256(job: u8, bytes: u8) -> String {
    format!("{job}{bytes}")
}

fn document_id(job: u8, document_id: u8) -> Option<String> {
    // The last one stands for a document without any.
    (document_id < 3).then(|| Uuid::from_u128(u128::from(job) << 64 | u128::from(document_id)).to_string())
}

impl Line {
    fn text(&self) -> String {
        match *self {
            Self::Submitted { job, bytes } => {
                serde_json::json!({"id": id(job), "sha256": sha256(job, bytes)}).to_string()
            }
            Self::Refused => r#"{"id":null,"sha256":"","refused":"too large"}"#.to_owned(),
            Self::Document { job, document_id: number, bytes } => {
                let mut document = serde_json::json!({
                    "schema": "wiremill.document/1", "id": id(job), "text": format!("text {bytes}"),
                });
                if let Some(document_id) = document_id(job, number) {
                    document["document_id"] = document_id.into();
                }
                document.to_string()
            }
            Self::Reject { job, bytes, code } => serde_json::json!({
                "schema": "wiremill.reject/1", "id": id(job), "origin": "x", "code": code, "stage": "x",
                "message": format!("why {code}"), "input_sha256": sha256(job, bytes),
            })
            .to_string(),
            Self::Blank => "  ".to_owned(),
            Self::Broken => "7".to_owned(),
        }
    }
}

/// A file and a line of it.
type Place = (usize, usize);

/// What the audit must find, worked out the long way: every question looks through all lines.
struct Naive<'a> {
    files: &'a [Vec<Line>],
    paths: &'a [PathBuf],
    found: Vec<(Kind, Place, String)>,
    counts: BTreeMap<&'static str, u64>,
}

impl Naive<'_> {
    fn lines(&self) -> impl Iterator<Item = (Place, &Line)> {
        self.files.iter().enumerate().flat_map(|(file, lines)| {
            lines.iter().enumerate().map(move |(line, entry)| ((file, line + 1), entry))
        })
    }

    fn find(&mut self, kind: Kind, order: Place, count: u64, at: Place, finding: Finding) {
        let at = format!("{}:{}", self.paths[at.0].display(), at.1);
        let json = serde_json::to_string(&Finding { kind, at, ..finding }).unwrap();
        self.found.push((kind, order, json));
        *self.counts.entry(kind.name()).or_default() += count;
    }

    /// Returns what a job goes by: its id, or its bytes where it has none.
    fn key(job: u8, bytes: u8) -> (u8, u8) {
        (job, if job < WITH_ID { 0 } else { bytes })
    }

    /// Returns acknowledged, documents, dead, dead by code.
    fn audit(&mut self) -> (u64, u64, u64, BTreeMap<String, u64>) {
        let nothing = || Finding::new(Kind::Lost, String::new());
        let lines: Vec<(Place, Line)> = self.lines().map(|(place, line)| (place, line.clone())).collect();
        for (place, line) in &lines {
            match line {
                Line::Refused => {
                    let message = Some("too large".to_owned());
                    self.find(Kind::Refused, *place, 1, *place, Finding { message, ..nothing() });
                }
                Line::Broken => self.find(Kind::Broken, *place, 1, *place, nothing()),
                _ => {}
            }
        }
        let (mut acknowledged, mut came_out, mut dead, mut codes) = (0, 0, 0, BTreeMap::new());
        for key in (0..JOBS).flat_map(|job| (0..3).map(move |bytes| (job, bytes))) {
            let (job, bytes) = key;
            if Self::key(job, bytes) != key {
                continue;
            }
            let named = || {
                let sha256 = (job >= WITH_ID).then(|| sha256(job, bytes));
                Finding { id: id(job), sha256, ..nothing() }
            };
            let mut submitted: Vec<(Place, u8)> = Vec::new();
            let mut documents: Vec<(Place, u8, u8)> = Vec::new();
            let mut rejects: Vec<(Place, u8, &str)> = Vec::new();
            for (place, line) in &lines {
                match *line {
                    Line::Submitted { job, bytes } if Self::key(job, bytes) == key => {
                        submitted.push((*place, bytes));
                    }
                    Line::Document { job, document_id, bytes } if (job, 0) == key => {
                        documents.push((*place, document_id, bytes));
                    }
                    Line::Reject { job, bytes, code } if Self::key(job, bytes) == key => {
                        rejects.push((*place, bytes, code));
                    }
                    _ => {}
                }
            }
            let first = submitted.first().map(|(place, _)| *place);
            let order = |place: Place| first.unwrap_or(place);
            // A document's copies, each content of an id, each id: the second of them is where it shows.
            let contents: BTreeSet<(u8, u8)> = documents.iter().map(|&(_, id, bytes)| (id, bytes)).collect();
            for &(number, bytes) in &contents {
                let mut same = documents.iter().filter(|&&(_, i, b)| (i, b) == (number, bytes));
                if let Some(&(at, ..)) = same.clone().nth(1) {
                    let count = same.by_ref().count() as u64 - 1;
                    let document_id = document_id(job, number);
                    let finding = Finding { document_id, count: Some(count), ..named() };
                    self.find(Kind::Duplicated, order(at), count, at, finding);
                }
            }
            let ids: BTreeSet<u8> = contents.iter().map(|&(id, _)| id).collect();
            for &number in &ids {
                let of_id: Vec<(Place, u8)> = documents
                    .iter()
                    .filter(|d| d.1 == number)
                    .map(|&(place, _, bytes)| (place, bytes))
                    .collect();
                let distinct: BTreeSet<u8> = of_id.iter().map(|&(_, bytes)| bytes).collect();
                if distinct.len() > 1 {
                    let (at, _) = *of_id.iter().find(|(_, bytes)| *bytes != of_id[0].1).unwrap();
                    let count = Some(distinct.len() as u64);
                    let finding = Finding { document_id: document_id(job, number), count, ..named() };
                    self.find(Kind::Conflicting, order(at), 1, at, finding);
                }
            }
            if ids.len() > 1 {
                let (at, ..) = *documents.iter().find(|d| d.1 != documents[0].1).unwrap();
                let finding = Finding { count: Some(ids.len() as u64), ..named() };
                self.find(Kind::Versions, order(at), 1, at, finding);
            }
            let reason = rejects.iter().rev().find(|r| !r.2.is_empty()).or(rejects.last());
            let told = |finding: Finding| match reason {
                Some(&(.., code)) => {
                    Finding { code: Some(code.to_owned()), message: Some(format!("why {code}")), ..finding }
                }
                None => finding,
            };
            let Some(first) = first else {
                if let Some(&(at, ..)) = documents.first() {
                    self.find(Kind::Unexpected, at, 1, at, named());
                } else if let Some(&(at, ..)) = rejects.first() {
                    self.find(Kind::Unexpected, at, 1, at, told(named()));
                }
                continue;
            };
            acknowledged += 1;
            came_out += u64::from(!documents.is_empty());
            let jobs: BTreeSet<u8> = submitted.iter().map(|&(_, bytes)| bytes).collect();
            let again: Vec<Place> = submitted
                .iter()
                .enumerate()
                .filter(|(at, (_, bytes))| submitted[..*at].iter().any(|(_, before)| before == bytes))
                .map(|(_, (place, _))| *place)
                .collect();
            if let Some(&at) = again.first() {
                let finding = Finding { count: Some(again.len() as u64), ..named() };
                self.find(Kind::Resubmitted, first, again.len() as u64, at, finding);
            }
            if jobs.len() > 1 {
                let (at, _) = *submitted.iter().find(|s| s.1 != submitted[0].1).unwrap();
                let finding = Finding { count: Some(jobs.len() as u64), ..named() };
                self.find(Kind::Reused, first, 1, at, finding);
            } else if let Some(&(at, ..)) = rejects.iter().find(|r| r.1 != submitted[0].1) {
                self.find(Kind::Altered, first, 1, at, named());
            }
            match reason {
                None if documents.is_empty() => self.find(Kind::Lost, first, 1, first, named()),
                None => {}
                Some(&(at, ..)) if !documents.is_empty() => {
                    self.find(Kind::DeadAndDocument, first, 1, at, told(named()));
                }
                Some(&(at, _, "")) => self.find(Kind::Unexplained, first, 1, at, told(named())),
                Some(&(at, _, code)) => {
                    dead += 1;
                    *codes.entry(code.to_owned()).or_default() += 1;
                    self.find(Kind::Dead, first, 1, at, told(named()));
                }
            }
        }
        (acknowledged, came_out, dead, codes)
    }
}

/// Writes a file, packed by its name.
fn write(path: &Path, text: &str) {
    let bytes = match path.extension().and_then(|extension| extension.to_str()) {
        Some("zst") => zstd::encode_all(text.as_bytes(), 1).unwrap(),
        Some("gz") => {
            let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gz.write_all(text.as_bytes()).unwrap();
            gz.finish().unwrap()
        }
        _ => text.as_bytes().to_owned(),
    };
    std::fs::write(path, bytes).unwrap();
}

fn check(files: &[Vec<Line>], cut_off: bool, memory_bytes: usize) {
    let folder = tempfile::tempdir().unwrap();
    let names = ["m1", "m2.gz", "d1", "d2.zst", "r", "x"];
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
    for (number, (path, lines)) in paths.iter().zip(files).enumerate() {
        let mut text: String = lines.iter().map(|line| line.text() + "\n").collect();
        if number == 3 && cut_off {
            text.push_str(r#"{"schema":"wiremill.document/1","id":"Übe"#);
        }
        write(path, &text);
    }
    let before: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    let report_path = folder.path().join("report.jsonl");
    let options = Options {
        manifest: paths[..2].to_vec(),
        documents: paths[2..4].to_vec(),
        rejects: paths[4..5].to_vec(),
        dead: paths[5..].to_vec(),
        json: true,
        list: 2,
        report: Some(report_path.clone()),
        work: Some(folder.path().to_owned()),
        memory_bytes,
    };
    let mut out = Vec::new();
    let outcome = run(&options, &mut out).unwrap();

    let mut naive = Naive { files, paths: &paths, found: Vec::new(), counts: BTreeMap::new() };
    let (acknowledged, documents, dead, dead_by_code) = naive.audit();
    if cut_off {
        let nothing: Finding = serde_json::from_str(r#"{"kind":"truncated","at":""}"#).unwrap();
        let at = (3, files[3].len() + 1);
        naive.find(Kind::Truncated, at, 1, at, nothing);
    }
    naive.found.sort();
    let Naive { found, mut counts, .. } = naive;
    for kind in Kind::ALL {
        counts.entry(kind.name()).or_default();
    }

    let report = std::fs::read_to_string(&report_path).unwrap();
    let mut lines = report.lines();
    let summary: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    let expected = serde_json::json!({
        "attempted": acknowledged + counts["refused"], "acknowledged": acknowledged, "documents": documents,
        "dead": dead, "dead_by_code": dead_by_code, "found": counts,
    });
    assert_eq!(summary["totals"], expected);
    let lines: Vec<String> = lines
        .map(|line| {
            let mut finding: Finding = serde_json::from_str(line).unwrap();
            if matches!(finding.kind, Kind::Broken | Kind::Truncated) {
                // The parser's words.
                assert!(finding.message.take().is_some());
            }
            serde_json::to_string(&finding).unwrap()
        })
        .collect();
    let found: Vec<String> = found.into_iter().map(|(.., json)| json).collect();
    assert_eq!(lines, found);

    let balanced = Kind::ALL.into_iter().all(|kind| !kind.is_problem() || counts[kind.name()] == 0);
    assert_eq!(outcome, if balanced { Outcome::Done } else { Outcome::SomeRejected });
    let mut object: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let listed = object.as_object_mut().unwrap().remove("findings").unwrap();
    assert_eq!(object, summary, "one object says what the report's first line says");
    for kind in Kind::ALL {
        let count = |findings: &mut dyn Iterator<Item = serde_json::Value>| {
            findings.filter(|finding| finding["kind"] == kind.name()).count()
        };
        let all = count(&mut lines.iter().map(|line| serde_json::from_str(line).unwrap()));
        assert_eq!(count(&mut listed.as_array().unwrap().iter().cloned()), all.min(2), "{kind:?}");
    }
    for file in object["files"].as_array().unwrap() {
        let bytes = std::fs::read(file["path"].as_str().unwrap()).unwrap();
        assert_eq!(file["sha256"], wiremill::model::sha256_hex(&bytes));
        assert_eq!(file["bytes"], bytes.len());
    }
    let after = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(after, before.len() + 1, "nothing but the report is left");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn the_report_is_what_a_naive_audit_finds((files, cut_off) in books(), memory in 0..3usize) {
        // Everything by the disk, some of it, nothing.
        check(&files, cut_off, [0, 2000, 1 << 20][memory]);
    }
}
