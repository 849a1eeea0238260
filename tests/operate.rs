//! What a person does to the queues, on a real broker: dead letters and the status.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

mod common;

use common::{Mill, program};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Waits until so many dead letters and jobs lie in their queues: counts lag behind.
#[track_caller]
fn wait_for(mill: &Mill, dead: usize, jobs: usize) {
    mill.wait_until(&format!("{dead} dead letters and {jobs} jobs"), MINUTE, |mill| {
        (mill.depth("wiremill.dead"), mill.depth("wiremill.jobs")) == (Some(dead), Some(jobs))
    });
}

#[test]
fn dead_letters_are_listed_shown_replayed_and_deleted() {
    let mut mill = Mill::new();
    // Four of them bad: version, no_text, malformed, malformed.
    mill.submit(80);
    mill.work_off(MINUTE);

    wait_for(&mill, 4, 0);
    // Each look gives back what it held before it ends: the next one finds all of it.
    let list = |conditions: &[&str]| mill.expect(0, &[&["dead", "list"], conditions].concat()).stdout;
    let all = list(&[]);
    let rows: Vec<&str> = all.lines().collect();
    assert_eq!(rows.len(), 6, "{all}");
    assert!(rows[0].starts_with("TIME  ") && rows[0].ends_with("  MESSAGE"), "{all}");
    let column = rows[0].find("CODE").unwrap();
    assert!(rows[1..5].iter().all(|row| row.as_bytes()[column - 1] == b' '), "{all}");
    assert_eq!(rows[5], "4 of 4 dead letters: malformed 2, no_text 1, version 1");
    assert!(list(&["--code", "no_text"]).ends_with("\n1 of 4 dead letters: no_text 1\n"));
    assert!(list(&["--since", "1h"]).ends_with("\n4 of 4 dead letters: malformed 2, no_text 1, version 1\n"));
    assert_eq!(list(&["--since", "2999-01-01"]), "0 of 4 dead letters\n");
    assert_eq!(list(&["--id", "bad-39", "--code", "version"]), "0 of 4 dead letters\n");
    let json = list(&["--code", "malformed", "--json"]);
    let codes: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].take())
        .collect();
    assert_eq!(codes, ["malformed", "malformed"]);

    let status = mill.expect(0, &["status"]).stdout;
    assert!(status.contains("\n                   malformed 2 · no_text 1 · version 1\n"), "{status}");

    let shown = mill.expect(0, &["dead", "show", "bad-39"]).stdout;
    let job = r#"{"id":"bad-39","body":" ","format":"clean"}"#;
    assert!(shown.contains("\ncode      no_text\n") && shown.ends_with(&format!("\n\n{job}\n")), "{shown}");
    let shown = mill.expect(0, &["dead", "show", "bad-39", "--json"]).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&shown["job"], &shown["reject"]["code"]), (&job.into(), &"no_text".into()));
    assert!(mill.expect(64, &["dead", "show", "no-such-job"]).stderr.contains("no-such-job"));

    let dry = mill.expect(0, &["dead", "replay", "--code", "malformed", "--dry-run"]).stdout;
    assert!(dry.ends_with("\n2 would be replayed\n"), "{dry}");
    let replay = ["dead", "replay", "--code", "malformed", "--since", "1h", "--rate", "50/s"];
    let replayed = mill.expect(0, &replay).stdout;
    assert!(replayed.ends_with("\n2 replayed\n"), "{replayed}");
    wait_for(&mill, 2, 2);

    assert!(mill.expect(64, &["dead", "purge", "--all"]).stderr.contains("--yes"), "there is nobody to ask");
    wait_for(&mill, 2, 2);
    assert_eq!(mill.expect(0, &["dead", "purge", "--code", "version", "--yes"]).stdout, "1 deleted\n");
    wait_for(&mill, 1, 2);
    assert_eq!(mill.expect(0, &["dead", "purge", "--all", "--yes"]).stdout, "1 deleted\n");
    wait_for(&mill, 0, 2);
}

/// A process that does not outlive its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_watch_is_a_line_for_each_look_and_outlives_the_broker() {
    let mut mill = Mill::new();
    mill.submit(20);
    let errors = mill.path("status.log");
    let watch = Command::new(program())
        .args(["status", "--watch", "0.1"])
        .envs(mill.rabbit.environment())
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&errors).unwrap())
        .spawn()
        .unwrap();
    let mut watch = Running(watch);
    let mut lines = BufReader::new(watch.0.stdout.take().unwrap()).lines();
    let mut next = || lines.next().unwrap().unwrap();
    for _ in 0..2 {
        let line = next();
        assert!(line.contains("Z jobs 20 (+0/s), workers 0, documents 0 (+0/s), dead 0"), "{line}");
    }
    mill.rabbit.ctl(&["stop_app"]);
    let lost = |_: &Mill| std::fs::read_to_string(&errors).unwrap().contains("no broker; trying again");
    mill.wait_until("the watch misses the broker", MINUTE, lost);
    mill.rabbit.ctl(&["start_app"]);
    mill.submit(20);
    // Lines from before the fault may still lie in the pipe.
    assert!((0..1000).any(|_| next().contains("Z jobs 40 (")), "the watch does not see the broker again");
    let interrupt = Command::new("kill").args(["-INT", &watch.0.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    drop(lines);
    assert_eq!(watch.0.wait().unwrap().code(), Some(0));
}

/// A quorum queue gives one consumer 2,000 messages at most; a list ended there.
#[test]
fn more_dead_letters_than_one_consumer_is_given_are_all_listed_and_replayed() {
    let mut mill = Mill::new();
    mill.expect(0, &["topology"]);
    for (key, value) in [("jobs_queue", "wiremill.dead"), ("dead_queue", "elsewhere"), ("declare", "false")] {
        mill.set(&format!("broker.{key}"), value);
    }
    mill.submit(2_500);
    for (key, value) in [("jobs_queue", "wiremill.jobs"), ("dead_queue", "wiremill.dead")] {
        mill.set(&format!("broker.{key}"), value);
    }
    wait_for(&mill, 2_500, 0);
    for _ in 0..3 {
        // The one before has given back what it held, so that this one finds all of it.
        assert_eq!(mill.expect(0, &["dead", "list", "--json"]).stdout.lines().count(), 2_500);
    }
    let replayed = mill.expect(0, &["dead", "replay", "--all"]).stdout;
    assert!(replayed.ends_with("\n2500 replayed\n"), "{replayed}");
    wait_for(&mill, 0, 2_500);
}
