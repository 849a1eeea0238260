//! The command line, run as people run it: the built binary, its exit codes, stdout and stderr.

#![allow(clippy::unwrap_used)]

use std::process::{Command, Output, Stdio};

fn wiremill(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiremill"));
    // The developer's own settings must not decide a test.
    for (key, _) in std::env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("WIREMILL__")) {
        command.env_remove(key);
    }
    command.args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    wiremill(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn check(args: &[&str], code: i32, says: &str) {
    let output = run(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    let (data, rest) = (stdout(&output), stderr(&output));
    let said = if code == 0 { &data } else { &rest };
    assert!(said.contains(says), "{args:?} does not say {says:?}: {said}");
    assert!(code == 0 || data.is_empty(), "{args:?} fails and writes to stdout: {data}");
}

const COMMANDS: [&str; 16] = [
    "enrich", "worker", "serve", "submit", "collect", "convert", "status", "dead", "audit", "topology",
    "check", "train", "eval", "completions", "man", "schema",
];

#[test]
fn help_teaches_every_command() {
    check(&["--version"], 0, env!("CARGO_PKG_VERSION"));
    for command in COMMANDS {
        check(&["--help"], 0, command);
        let help = stdout(&run(&[command, "--help"]));
        for part in ["Usage: wiremill", "--config <FILE>", "Example:\n  ", "Exit codes:\n   0", "\n  69 "] {
            assert!(help.contains(part), "{command} --help lacks {part:?}:\n{help}");
        }
    }
    for command in ["list", "show", "replay", "purge"] {
        check(&["dead", command, "--help"], 0, &format!("wiremill dead {command} "));
    }
    for command in ["train", "eval"] {
        check(&[command, "entities", "--help"], 0, &format!("wiremill {command} entities --data "));
    }
}

#[test]
fn usage_errors_exit_64() {
    check(&[], 64, "Usage: wiremill");
    check(&["nonsense"], 64, "nonsense");
    check(&["staus"], 64, "'status'");
    check(&["audit", "--manifests", "x"], 64, "'--manifest'");
    check(&["enrich"], 64, "<IN>");
    check(&["enrich", "x", "--tier", "slow"], 64, "slow");
    check(&["enrich", "x", "--threads", "9999"], 64, "9999");
    check(&["serve", "--listen", "nowhere"], 64, "--listen nowhere");
    check(&["collect"], 64, "--out");
    check(&["collect", "--out", "x", "--until-idle=soon"], 64, "not a number of seconds");
    check(&["status", "--watch", "0"], 64, "at least");
    check(&["dead", "purge", "--all"], 64, "--yes");
    check(&["dead", "purge", "--yes"], 64, "--all");
    check(&["dead", "replay"], 64, "--code <CODE>|--id <ID>|--since <TIME>|--all");
    check(&["dead", "replay", "--all", "--rate", "fast"], 64, "50/s");
    check(&["dead", "list", "--since", "yesterday"], 64, "90m, 7d");
    check(&["dead", "replay", "--all", "--code", "x"], 64, "cannot be used with");
    check(&["audit", "--manifest", "x"], 64, "--documents");
    check(&["audit", "--manifest", "/nonexistent", "--documents", "x"], 64, "/nonexistent");
    check(
        &["audit", "--manifest", "x", "--documents", "x", "--work", "/nonexistent"],
        64,
        "--work /nonexistent",
    );
    check(&["audit", "--manifest", "x", "--documents", "x", "--memory", "0"], 64, "--memory");
    check(&["completions", "tcsh"], 64, "zsh");
    check(&["man", "--out", "/nonexistent"], 64, "/nonexistent");
    check(&["schema", "thing"], 64, "document");
    check(&["enrich", "x", "--as", "xml"], 64, "quotes-csv");
    check(&["convert", "x"], 64, "--as");
    check(&["convert", "/nonexistent", "--as", "jsonl"], 64, "/nonexistent");
    check(&["collect", "--as", "parquet", "--out", "-"], 64, "convert");
    check(&["train", "entities", "--out", "x"], 64, "--data");
    check(&["train", "entities", "--data", "/nonexistent"], 64, "no folder /nonexistent");
    check(&["train", "entities", "--data", "x", "--only", "quotes"], 64, "linking");
    check(&["check", "--config", "/nonexistent.toml"], 64, "/nonexistent.toml");
}

#[test]
fn a_missing_input_is_told_before_an_output_is_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["out.jsonl", "out.rejects.jsonl"] {
        std::fs::write(path(name), "yesterday's\n").unwrap();
    }
    check(&["enrich", &path("typo.jsonl"), "--out", &path("out.jsonl")], 64, "typo.jsonl");
    check(
        &["convert", &path("typo.jsonl"), "--as", "quotes-csv", "--out", &path("out.jsonl")],
        64,
        "typo.jsonl",
    );
    for name in ["out.jsonl", "out.rejects.jsonl"] {
        assert_eq!(std::fs::read_to_string(path(name)).unwrap(), "yesterday's\n");
    }
}

#[test]
fn a_folder_with_nothing_to_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.md"), "It rained.").unwrap();
    let output = run(&["enrich", folder.path().to_str().unwrap(), "--tier", "fast"]);
    assert!(output.status.success() && stderr(&output).contains("nothing was read"), "{}", stderr(&output));
}

#[test]
fn schemas_are_json() {
    for kind in ["job", "document", "reject"] {
        let output = run(&["schema", kind]);
        assert!(output.status.success());
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(schema["title"], format!("wiremill.{kind}/1"));
    }
    let queues: serde_json::Value = serde_json::from_slice(&run(&["schema", "asyncapi"]).stdout).unwrap();
    assert_eq!(queues["asyncapi"], "3.0.0");
}

#[test]
fn a_bad_configuration_lists_every_problem_and_no_secret() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let toml =
        "[broker]\nuri = [\"amqp://joe:s3cret@a\"]\n[worker]\nthread = 1\n[quotes]\nmin_confidence = 7.0\n";
    std::fs::write(file.path(), toml).unwrap();
    let path = file.path().to_str().unwrap();
    let output = wiremill(&["check", "--config", path]).env("WIREMILL__LIMITS__MAX_BODY_BYTES", "0").output();
    let output = output.unwrap();
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(64), "{said}");
    for key in ["broker.uri", "worker.thread", "quotes.min_confidence", "limits.max_body_bytes"] {
        assert!(said.contains(key), "no {key} in {said}");
    }
    assert!(!said.contains("s3cret"), "{said}");

    let output = wiremill(&["check"]).env("WIREMILL__BROKER__URI", "joe:s3cret@a").output().unwrap();
    assert_eq!(output.status.code(), Some(64));
    assert!(!stderr(&output).contains("s3cret") && stderr(&output).contains("broker.uri"));
}

#[test]
fn a_bad_log_level_is_a_configuration_error() {
    let output = wiremill(&["check"]).env("WIREMILL__LOG__LEVEL", "info,=nonsense=").output().unwrap();
    assert_eq!(output.status.code(), Some(64), "{}", stderr(&output));
    assert!(stderr(&output).contains("log.level"));
    let output = wiremill(&["enrich", "-"]).env("WIREMILL__LOG__LEVEL", "loud").output().unwrap();
    assert_eq!(output.status.code(), Some(64), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("log.level: \"loud\" is none of off, error, warn"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_bad_address_is_no_valid_configuration() {
    for address in
        ["amqp://joe:s3cret@a:99999/", "amqp://joe:s3#cret@a", "amqp://joe:s3cret@a/?heartbeat=often"]
    {
        let output = wiremill(&["check"]).env("WIREMILL__BROKER__URI", address).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{}", stderr(&output));
        assert!(stderr(&output).contains("broker.uri") && !stderr(&output).contains("cret"), "{output:?}");
        assert!(stdout(&output).is_empty(), "{}", stdout(&output));
    }
}

#[test]
fn strange_bytes_in_the_environment_are_nobody_s_business() {
    use std::os::unix::ffi::OsStrExt as _;
    let strange = std::ffi::OsStr::from_bytes(b"\xff");
    let output = wiremill(&["check", "--config", "/nonexistent"]).env("OTHER", strange).output().unwrap();
    assert_eq!(output.status.code(), Some(64), "{}", stderr(&output));
}

#[test]
fn a_closed_stdout_is_no_error() {
    let mut child = wiremill(&["schema", "document"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&run(&["completions", shell]));
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: no {command}");
        }
        assert!(script.contains("dry-run"), "{shell}: no --dry-run of dead replay");
    }
    let page = stdout(&run(&["man"]));
    assert!(page.contains(".TH wiremill 1") && page.contains("Exit codes"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    check(&["man", "--out", folder.path().to_str().unwrap()], 0, "");
    for command in COMMANDS {
        assert!(page.contains(&format!("wiremill\\-{command}(1)")), "no {command} in {page}");
        assert!(folder.path().join(format!("wiremill-{command}.1")).exists(), "no page of {command}");
    }
}

#[test]
fn a_broker_that_is_not_there_is_named_without_its_password() {
    let uri = "amqp://joe:s3cret@127.0.0.1:1/%2f";
    let output = wiremill(&["status"]).env("WIREMILL__BROKER__URI", uri).output().unwrap();
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(69), "{said}");
    for part in ["127.0.0.1:1", "broker.uri", "`wiremill check`"] {
        assert!(said.contains(part), "no {part:?} in {said}");
    }
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn the_audit_says_whether_the_books_balance() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let file = |name: &str, text: &str| {
        std::fs::write(path(name), text).unwrap();
        path(name)
    };
    let manifest = file("manifest.jsonl", "{\"id\":\"a\",\"sha256\":\"x\"}\n");
    let documents = file("documents.jsonl", "{\"schema\":\"wiremill.document/1\",\"id\":\"a\"}\n");
    let nothing = file("nothing.jsonl", "");
    let report = path("report.jsonl");
    let verdict = "\nbalanced: 1 acknowledged = 1 documents + 0 dead\n";
    check(&["audit", "--manifest", &manifest, "--documents", &documents], 0, verdict);
    let output = run(&["audit", "--manifest", &manifest, "--documents", &nothing, "--report", &report]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).ends_with(&format!("\n  a  {manifest}:1\n\nnot balanced: 1 lost\n")),
        "{output:?}"
    );
    let lines = std::fs::read_to_string(&report).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [summary, lost] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!(summary["verdict"], "not balanced: 1 lost");
    assert_eq!(*lost, serde_json::json!({"kind": "lost", "id": "a", "at": format!("{manifest}:1")}));
    let output = run(&["audit", "--manifest", &manifest, "--documents", &nothing, "--json", "--list", "0"]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&object["balanced"], &object["totals"]["found"]["lost"]), (&false.into(), &1.into()));
    assert_eq!(object["findings"], serde_json::json!([]));
    check(
        &["audit", "--manifest", &manifest, "--documents", &documents, "--report", &documents],
        64,
        "is a file to be audited",
    );
    assert!(std::fs::read_to_string(&documents).unwrap().contains("document/1"), "left as it was");
}

/// Enriched in one format or converted to it from JSONL, the files are the same.
#[test]
fn converting_gives_what_enriching_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/bridge/input.txt");
    let enrich = |format: &str, out: &str| {
        let output = run(&["enrich", article, "--tier", "fast", "--as", format, "--out", &path(out)]);
        assert!(output.status.success(), "{}", stderr(&output));
    };
    enrich("jsonl", "documents.jsonl.zst");
    for (format, files) in [
        ("jsonl", &["jsonl.gz"][..]),
        ("ninjs", &["items.jsonl", "items.annotations.jsonl"]),
        ("quotes-csv", &["csv"]),
        ("parquet", &["parquet"]),
    ] {
        enrich(format, &format!("one.{}", files[0]));
        let other = path(&format!("other.{}", files[0]));
        let output = run(&["convert", &path("documents.jsonl.zst"), "--as", format, "--out", &other]);
        assert!(output.status.success(), "{}", stderr(&output));
        for file in files {
            let [one, other] =
                ["one", "other"].map(|name| std::fs::read(path(&format!("{name}.{file}"))).unwrap());
            assert!(one == other && !one.is_empty(), "{file}");
        }
    }
    let lines = path("odd.jsonl");
    std::fs::write(&lines, "{\"id\":\"a\"}\n").unwrap();
    let output = run(&["convert", &lines, "--as", "quotes-csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("id,") && stderr(&output).contains("odd.jsonl:1"));
    // What follows damage is converted too.
    enrich("jsonl", "documents.jsonl.gz");
    let member = std::fs::read(path("documents.jsonl.gz")).unwrap();
    let damaged = [&member[..], b"damage", &member].concat();
    std::fs::write(path("damaged.jsonl.gz"), damaged).unwrap();
    let output = run(&["convert", &path("damaged.jsonl.gz"), "--as", "jsonl"]);
    assert_eq!((output.status.code(), stdout(&output).lines().count()), (Some(1), 2), "{output:?}");
    assert!(stderr(&output).contains("6 bytes between gzip members"), "{}", stderr(&output));
}

/// Each of these emptied or mixed files without a word.
#[test]
fn no_output_is_an_input_or_another_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (there, rejects, new) = (path("x.jsonl"), path("x.rejects.jsonl"), path("new"));
    for file in [&there, &rejects] {
        std::fs::write(file, "{}\n").unwrap();
    }
    let mut broker = wiremill(&["submit", &there, "--manifest", &there]);
    broker.env("WIREMILL__BROKER__URI", "amqp://127.0.0.1:1/%2f");
    let output = broker.output().unwrap();
    assert_eq!(output.status.code(), Some(64), "{}", stderr(&output));
    for (args, says) in [
        (&["enrich", &there, "--out", &there][..], "overwrite the input"),
        (&["enrich", &there, "--rejects", &there], "overwrite the input"),
        (&["enrich", &rejects, "--out", &there], "the rejects file beside --out"),
        (&["convert", &there, "--as", "jsonl", "--out", &there], "overwrite the input"),
        (&["enrich", &there, "--out", &new, "--rejects", &new], "are one file"),
        (&["enrich", &there, "--out", &new, "--view", &new], "are one file"),
        (&["enrich", &there, "--rejects", &new, "--view", &new], "are one file"),
    ] {
        check(args, 64, says);
    }
    for file in [&there, &rejects] {
        assert_eq!(std::fs::read_to_string(file).unwrap(), "{}\n", "{file} is as it was");
    }
    assert!(!folder.path().join("new").exists(), "nothing is made");
}

#[test]
fn what_a_run_writes_into_the_folder_it_reads_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("z.jsonl"), "{\"id\":\"a\",\"body\":\"It rained.\"}\nno job\n").unwrap();
    let (read, out, rejects) = (path(""), path("out.jsonl"), path("rejects.jsonl"));
    let all = ["enrich", &read, "--tier", "fast", "--out", &out, "--rejects", &rejects];
    for all in [&all[..], &all[..6]] {
        // Again, with the files of the run before.
        for _ in 0..2 {
            let output = run(all);
            assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
            assert!(stderr(&output).contains("1 articles, 1 rejected, "), "{}", stderr(&output));
        }
        for file in [&out, &rejects] {
            let _ = std::fs::remove_file(file);
        }
    }
}

#[test]
fn a_pipe_is_nothing_to_collect_into() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for format in ["jsonl", "parquet"] {
        for out in [pipe.to_str().unwrap(), "/dev/full", "/dev/stdout"] {
            check(&["collect", "--as", format, "--out", out], 64, "`--out -` is standard output");
        }
    }
}

#[test]
fn a_full_disk_has_a_code_of_its_own() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = wiremill(&["schema", "document"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(74), "{}", stderr(&output));
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/bridge/input.txt");
    for args in [&["--out", "/dev/full"][..], &["--out", "/dev/null", "--view", "/dev/full"]] {
        let output = run(&[&["enrich", article, "--tier", "fast"], args].concat());
        assert_eq!(output.status.code(), Some(74), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("No space left"), "{}", stderr(&output));
    }
}

#[test]
fn two_inputs_with_one_id_are_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["a/x.txt", "a/y.txt", "b/x.txt", "b/y.txt"] {
        std::fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        std::fs::write(path(name), "It rained.").unwrap();
    }
    let warnings = |inputs: &[&str]| {
        let inputs: Vec<String> = inputs.iter().map(|name| path(name)).collect();
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let output = run(&[&["enrich", "--tier", "fast", "--out", "/dev/null"], &inputs[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let said = stderr(&output);
        said.lines().filter(|line| line.contains("give one job id")).map(str::to_owned).collect::<Vec<_>>()
    };
    for inputs in [["a/x.txt", "b/x.txt"], ["a", "b"], ["a/x.txt", "b"]] {
        let [told] = &warnings(&inputs)[..] else { panic!("not once: {inputs:?}") };
        assert!(told.contains(&path("a/x.txt")) && told.contains(&path("b/x.txt")), "{told}");
    }
    assert!(warnings(&[""]).is_empty() && warnings(&["a/x.txt", "b/y.txt"]).is_empty());
}

#[test]
fn a_document_does_not_wait_for_the_next_job() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let mut command = wiremill(&["enrich", "-", "--tier", "fast"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let (told, lines) = std::sync::mpsc::channel();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || stdout.lines().for_each(|line| told.send(line.unwrap()).unwrap()));
    for id in ["a", "b"] {
        writeln!(stdin, r#"{{"id":"{id}","body":"It rained."}}"#).unwrap();
        // Stdin stays open.
        let line = lines.recv_timeout(std::time::Duration::from_secs(60)).expect("a document");
        assert!(line.contains(&format!(r#""id":"{id}""#)), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_job_too_large_is_named_by_the_hash_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let job = format!(r#"{{"id":"a","body":"{}"}}"#, "x".repeat(5_000));
    std::fs::write(path("a.jsonl"), format!("{job}\n")).unwrap();
    let mut command = wiremill(&["enrich", &path("a.jsonl"), "--tier", "fast", "--out", &path("out.csv")]);
    let output = command.env("WIREMILL__LIMITS__MAX_JOB_BYTES", "1000").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let reject = std::fs::read_to_string(path("out.csv.rejects.jsonl")).unwrap();
    let reject: serde_json::Value = serde_json::from_str(&reject).unwrap();
    assert_eq!(reject["message"], format!("job is {} bytes, limit is 1000", job.len()));
    assert_eq!(reject["input_sha256"], wiremill::model::sha256_hex(job.as_bytes()));
}
