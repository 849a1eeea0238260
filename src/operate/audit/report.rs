//! The report: for people, as one JSON object, and as JSON lines that list everything found.

use super::Options;
use super::books::{Closed, Finding, Kind, Source, Totals};
use crate::outcome::{Fatal, Outcome};
use anyhow::Context as _;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The version of the report that this program writes.
const SCHEMA: &str = "wiremill.audit/1";

/// Everything but the findings: the first line of a report file, and the head of the one object.
#[derive(Serialize)]
struct Summary<'a> {
    schema: &'static str,
    wiremill: &'static str,
    balanced: bool,
    verdict: &'a str,
    totals: &'a Totals,
    files: &'a [Source],
    /// The first of each kind; absent in a report file, where all of them follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<&'a Finding>>,
}

/// Creates the file for all findings.
///
/// # Errors
///
/// `Fatal::Usage` where it cannot be created, or is one of the files to be read.
pub fn create<'a>(path: &Path, inputs: impl Iterator<Item = &'a Path>) -> anyhow::Result<BufWriter<File>> {
    let naming =
        |error: &dyn std::fmt::Display| Fatal::Usage(format!("--report {}: {error}", path.display()));
    if let Ok(report) = path.canonicalize() {
        for input in inputs {
            if input.canonicalize().is_ok_and(|input| input == report) {
                return Err(naming(&"is a file to be audited; choose another").into());
            }
        }
    }
    Ok(BufWriter::new(File::create(path).map_err(|error| naming(&error))?))
}

/// Tells the result: all of it to `report`, the first of each kind to `out`.
///
/// # Errors
///
/// Where either cannot be written.
pub fn tell(
    mut closed: Closed,
    options: &Options,
    mut report: Option<BufWriter<File>>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Outcome> {
    const WRITING: &str = "writing the report";
    let (totals, files) = (closed.totals.clone(), closed.sources.clone());
    let (balanced, verdict) = verdict(&totals);
    let summary = |findings| {
        let wiremill = env!("CARGO_PKG_VERSION");
        Summary {
            schema: SCHEMA,
            wiremill,
            balanced,
            verdict: &verdict,
            totals: &totals,
            files: &files,
            findings,
        }
    };
    if let Some(report) = &mut report {
        serde_json::to_writer(&mut *report, &summary(None))?;
        report.write_all(b"\n").context(WRITING)?;
    }
    let mut listed: BTreeMap<Kind, Vec<Finding>> = BTreeMap::new();
    while let Some((finding, json)) = closed.next_finding()? {
        if let Some(report) = &mut report {
            report.write_all(json).and_then(|()| report.write_all(b"\n")).context(WRITING)?;
        }
        let first = listed.entry(finding.kind).or_default();
        if first.len() < options.list {
            first.push(finding);
        }
    }
    if let Some(report) = report {
        let file = report.into_inner().map_err(std::io::IntoInnerError::into_error).context(WRITING)?;
        file.sync_all().context(WRITING)?;
    }
    if options.json {
        let findings = listed.values().flatten().collect();
        serde_json::to_writer(&mut *out, &summary(Some(findings)))?;
        writeln!(out)?;
    } else {
        text(&totals, &files, &listed, out)?;
        writeln!(out, "\n{verdict}")?;
    }
    Ok(if balanced { Outcome::Done } else { Outcome::SomeRejected })
}

/// Says in a line whether the books balance.
fn verdict(totals: &Totals) -> (bool, String) {
    let problems = Kind::ALL.into_iter().filter(|&kind| kind.is_problem() && totals.of(kind) > 0);
    let problems: Vec<String> = problems.map(|kind| format!("{} {}", totals.of(kind), kind.name())).collect();
    if !problems.is_empty() {
        return (false, format!("not balanced: {}", problems.join(", ")));
    }
    let Totals { attempted, acknowledged, documents, dead, .. } = totals;
    let sent = match totals.of(Kind::Refused) {
        0 => String::new(),
        refused => format!("{attempted} attempted = {acknowledged} acknowledged + {refused} refused; "),
    };
    (true, format!("balanced: {sent}{acknowledged} acknowledged = {documents} documents + {dead} dead"))
}

fn text(
    totals: &Totals,
    files: &[Source],
    listed: &BTreeMap<Kind, Vec<Finding>>,
    out: &mut (dyn Write + Send),
) -> std::io::Result<()> {
    for Source { path, lines, bytes, sha256, .. } in files {
        writeln!(out, "read {path}: {lines} lines, {bytes} bytes, sha256 {sha256}")?;
    }
    writeln!(out)?;
    let mut row = |name: &str, count: u64, meaning: &str| writeln!(out, "{name:<18}{count:>12}  {meaning}");
    row("attempted", totals.attempted, "acknowledged and refused")?;
    row("acknowledged", totals.acknowledged, "different ids that the broker confirmed")?;
    row("documents", totals.documents, "acknowledged ids that came out")?;
    row("dead", totals.dead, Kind::Dead.meaning())?;
    for kind in Kind::ALL.into_iter().filter(|&kind| kind != Kind::Dead) {
        row(kind.name(), totals.of(kind), kind.meaning())?;
    }
    if !totals.dead_by_code.is_empty() {
        let codes: Vec<String> =
            totals.dead_by_code.iter().map(|(code, count)| format!("{code} {count}")).collect();
        writeln!(out, "\ndead by code: {}", codes.join(", "))?;
    }
    for (kind, findings) in listed.iter().filter(|(_, findings)| !findings.is_empty()) {
        // One finding may tell of several copies or lines.
        let told: u64 = findings.iter().map(|finding| told(*kind, finding)).sum();
        writeln!(out, "\n{}, {told} of {}:", kind.name(), totals.of(*kind))?;
        for finding in findings {
            writeln!(out, "  {}", one(finding))?;
        }
    }
    Ok(())
}

/// Returns how many of its kind's total a finding stands for.
fn told(kind: Kind, finding: &Finding) -> u64 {
    match kind {
        Kind::Duplicated | Kind::Resubmitted => finding.count.unwrap_or(1),
        _ => 1,
    }
}

/// Tells a finding in a line.
fn one(finding: &Finding) -> String {
    let Finding { kind, id, sha256, document_id, count, code, message, at } = finding;
    let mut parts = Vec::new();
    parts.extend(id.clone());
    parts.extend(sha256.as_ref().map(|sha256| format!("(no id, sha256 {sha256})")));
    parts.extend(document_id.as_ref().map(|document_id| format!("document_id {document_id}")));
    parts.extend(count.map(|count| match kind {
        Kind::Conflicting | Kind::Reused => format!("{count} contents"),
        Kind::Versions => format!("{count} document_ids"),
        _ => format!("{count} more"),
    }));
    parts.extend(match (code, message) {
        (Some(code), Some(message)) => Some(format!("{code}: {message}")),
        (code, message) => code.clone().or_else(|| message.clone()),
    });
    parts.push(at.clone());
    parts.join("  ")
}
