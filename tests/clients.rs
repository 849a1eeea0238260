//! Clients of the queues, against a broker and a worker: `collect` in its formats, and `deploy/examples`, run as
//! people run them.

#![allow(clippy::unwrap_used)]

mod common;

use common::Mill;
use parquet::file::reader::FileReader as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

/// Debian's Python, which has Debian's pika.
const PYTHON: &str = "/usr/bin/python3";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a program that must be there.
fn run(program: &str, script: &Path, jobs: &Path, mill: &Mill) -> Output {
    let url = mill.rabbit.config().broker.uri.reveal().to_owned();
    let command = Command::new(program).arg(script).arg(jobs).env("AMQP_URL", url).output();
    command.unwrap_or_else(|error| panic!("{program}: {error}; tests/run installs it"))
}

/// Submits jobs without queues, which must fail, and with them, which must print every document.
fn check(program: &str, script: &Path) {
    let mill = Mill::new();
    let ids = ["one", "two", "three"];
    let job = |id: &str| {
        let body = format!("“It rained on {id},” Mayor Ann Lee said. 😀");
        serde_json::json!({"id": id, "format": "clean", "language": "en", "body": body}).to_string() + "\n"
    };
    let jobs = mill.path("three.jsonl");
    std::fs::write(&jobs, ids.map(job).concat()).unwrap();

    // An exchange without queues takes a job and loses it, unless it is mandatory.
    mill.rabbit.ctl(&["eval", "rabbit_exchange:declare(rabbit_misc:r(<<\"/\">>, exchange, <<\"wiremill\">>), direct, true, false, false, [], <<\"test\">>)."]);
    let lost = run(program, script, &jobs, &mill);
    assert!(!lost.status.success() && lost.stdout.is_empty(), "a job that no queue takes: {lost:?}");

    let _worker = mill.worker();
    mill.wait_until("the queues", Duration::from_secs(60), |mill| mill.depth("wiremill.jobs").is_some());
    let ran = run(program, script, &jobs, &mill);
    assert!(ran.status.success(), "{program}: {}", String::from_utf8_lossy(&ran.stderr));
    let mut found: Vec<String> = String::from_utf8(ran.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<wiremill::document::Document>(line).unwrap())
        .inspect(|document| assert_eq!(document.quotes[0].speaker.as_ref().unwrap().name, "Ann Lee"))
        .map(|document| document.id)
        .collect();
    found.sort();
    assert_eq!(found, ["one", "three", "two"]);
    // What was printed is acknowledged.
    assert_eq!(mill.depth("wiremill.documents"), Some(0));
}

#[test]
fn the_python_example_submits_and_collects() {
    check(PYTHON, &root().join("deploy/examples/submit_and_collect.py"));
}

#[test]
fn the_javascript_example_submits_and_collects() {
    // Modules are looked for beside the script; amqplib lies where tests/run installs it.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("examples");
    assert!(
        folder.join("node_modules/amqplib").exists(),
        "no amqplib below {}: run tests/run",
        folder.display()
    );
    let script = folder.join("submit_and_collect.mjs");
    std::fs::copy(root().join("deploy/examples/submit_and_collect.mjs"), &script).unwrap();
    check("node", &script);
}

/// A compressed file and one in another format, each collected in two runs, the second of which goes on.
#[test]
fn collect_goes_on_with_a_file_of_any_format() {
    let mut mill = Mill::new();
    let _worker = mill.worker();
    for (format, out) in [
        ("jsonl", "documents.jsonl.gz"),
        ("jsonl", "documents.jsonl.zst"),
        ("ninjs", "items.jsonl"),
        ("quotes-csv", "quotes.csv"),
        ("parquet", "quotes.parquet"),
    ] {
        mill.submit(60);
        mill.wait_until("the documents", Duration::from_secs(60), |mill| {
            mill.depth("wiremill.documents") == Some(57)
        });
        mill.expect(0, &["collect", "--as", format, "--out", out, "--count", "20"]);
        mill.wait_until("only what was written to be gone", Duration::from_secs(60), |mill| {
            mill.depth("wiremill.documents") == Some(37)
        });
        mill.expect(0, &["collect", "--as", format, "--out", out, "--until-idle=1"]);
        // The same documents again are known.
        mill.expect(0, &["submit", "jobs.jsonl"]);
        mill.wait_until("the documents", Duration::from_secs(60), |mill| {
            mill.depth("wiremill.documents") == Some(57)
        });
        let again = mill.expect(0, &["collect", "--as", format, "--out", out, "--until-idle=1"]);
        assert!(again.stderr.contains("0 documents written, 57 repeats"), "{}", again.stderr);
        let documents = match format {
            "jsonl" => {
                mill.expect(0, &["convert", out, "--as", "jsonl", "--out", "plain.jsonl"]);
                std::fs::read_to_string(mill.path("plain.jsonl")).unwrap().lines().count()
            }
            "ninjs" => std::fs::read_to_string(mill.path(out)).unwrap().lines().count(),
            "parquet" => {
                let file = std::fs::File::open(mill.path(out)).unwrap();
                let reader = parquet::file::reader::SerializedFileReader::new(file).unwrap();
                let rows = reader.metadata().file_metadata().num_rows() as usize;
                let lines = "quotes.parquet.jsonl.zst";
                mill.expect(0, &["convert", lines, "--as", "quotes-csv", "--out", "again.csv"]);
                assert_eq!(rows, csv::Reader::from_path(mill.path("again.csv")).unwrap().records().count());
                mill.expect(0, &["convert", lines, "--as", "jsonl", "--out", "plain.jsonl"]);
                std::fs::read_to_string(mill.path("plain.jsonl")).unwrap().lines().count()
            }
            _ => {
                // The last row of each says how many there were.
                let mut rows = csv::Reader::from_path(mill.path(out)).unwrap();
                rows.records().map(Result::unwrap).filter(|row| row[10] == row[11]).count()
            }
        };
        assert_eq!(documents, 57, "{out}");
    }
    let annotations = std::fs::read_to_string(mill.path("items.annotations.jsonl")).unwrap();
    assert!(annotations.lines().filter(|line| line.contains("#quote-0\"")).count() == 57);
}
