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

const COMMANDS: [&str; 13] = [
    "enrich", "worker", "serve", "submit", "collect", "status", "dead", "audit", "topology", "check",
    "train", "eval", "schema",
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
    check(&["enrich"], 64, "<IN>");
    check(&["enrich", "x", "--tier", "slow"], 64, "slow");
    check(&["enrich", "x", "--threads", "9999"], 64, "9999");
    check(&["serve", "--listen", "nowhere"], 64, "--listen nowhere");
    check(&["collect"], 64, "--out");
    check(&["collect", "--out", "x", "--until-idle=soon"], 64, "not a number of seconds");
    check(&["status", "--watch", "0"], 64, "at least");
    check(&["dead", "purge", "--all"], 64, "--yes");
    check(&["dead", "purge", "--yes"], 64, "--all");
    check(&["dead", "replay", "--all", "--code", "x"], 64, "cannot be used with");
    check(&["audit", "--manifest", "x"], 64, "--documents");
    check(&["audit", "--manifest", "/nonexistent", "--documents", "x"], 64, "/nonexistent");
    check(&["schema", "thing"], 64, "document");
    check(&["train", "entities", "--out", "x"], 64, "--data");
    check(&["train", "entities", "--data", "/nonexistent"], 64, "no folder /nonexistent");
    check(&["train", "entities", "--data", "x", "--only", "quotes"], 64, "linking");
    check(&["check", "--config", "/nonexistent.toml"], 64, "/nonexistent.toml");
}

#[test]
fn schemas_are_json() {
    for kind in ["job", "document", "reject"] {
        let output = run(&["schema", kind]);
        assert!(output.status.success());
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(schema["title"], format!("wiremill.{kind}/1"));
    }
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
fn the_audit_says_whether_the_books_balance() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let manifest = file("manifest.jsonl", "{\"id\":\"a\",\"sha256\":\"x\"}\n");
    let documents = file("documents.jsonl", "{\"schema\":\"wiremill.document/1\",\"id\":\"a\"}\n");
    let nothing = file("nothing.jsonl", "");
    check(&["audit", "--manifest", &manifest, "--documents", &documents], 0, "the books balance");
    let output = run(&["audit", "--manifest", &manifest, "--documents", &nothing]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("the books do not balance: 1 missing"));
}
