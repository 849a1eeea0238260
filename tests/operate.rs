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

/// Publishes to a queue as `user`, whom the message names.
fn publish_as(mill: &Mill, user: &str, queue: &str, body: &[u8]) {
    let uri = format!("amqp://{user}:{user}@127.0.0.1:{}/%2f", mill.rabbit.port);
    common::runtime().block_on(async {
        let connection = lapin::Connection::connect(&uri, Default::default()).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        channel.confirm_select(Default::default()).await.unwrap();
        let properties = lapin::BasicProperties::default()
            .with_user_id(user.into())
            .with_expiration("600000".into())
            .with_message_id(format!("of {user}").into());
        let confirm = channel.basic_publish("".into(), queue.into(), Default::default(), body, properties);
        confirm.await.unwrap().await.unwrap();
    });
}

/// They were acknowledged, and gone.
#[test]
fn what_is_no_document_stays_in_the_queue_or_is_kept_aside() {
    let mill = Mill::new();
    let missing = mill.expect(64, &["collect", "--out", "-", "--until-idle=1"]).stderr;
    assert!(missing.contains("there is no queue \"wiremill.documents\""), "{missing}");
    mill.expect(0, &["topology"]);
    let odd: [&[u8]; 3] = [b"{\"document_id\":\n\"a\"}", b"{\"document_id\":\"b\",\"x\":\"\xe9\"}", b"7"];
    for body in [odd[0], br#"{"document_id":"c"}"#, odd[1], odd[2]] {
        publish_as(&mill, "guest", "wiremill.documents", body);
    }
    let depth = |mill: &Mill, count| {
        mill.wait_until("so many messages", MINUTE, |mill| mill.depth("wiremill.documents") == Some(count))
    };
    depth(&mill, 4);
    let collected = mill.expect(1, &["collect", "--out", "-", "--until-idle=1"]);
    assert_eq!(collected.stdout, "{\"document_id\":\"c\"}\n");
    assert!(
        collected.stderr.contains("left in the queue")
            && collected.stderr.contains("3 that are no documents")
    );
    depth(&mill, 3);
    let collected = mill.expect(1, &["collect", "--out", "x.jsonl", "--until-idle=1"]).stderr;
    assert!(collected.contains("kept aside") && collected.contains("x.jsonl.odd"), "{collected}");
    depth(&mill, 0);
    let kept = std::fs::read_to_string(mill.path("x.jsonl.odd")).unwrap();
    let hex = wiremill::model::hex(odd[1]);
    let mut lines: Vec<&str> = kept.lines().collect();
    lines.sort();
    assert_eq!(lines, [r#""7""#, r#""{\"document_id\":\n\"a\"}""#, &format!(r#"{{"hex":"{hex}"}}"#)]);
}

/// The first one was refused each time, and those behind it never came to their turn.
#[test]
fn letters_of_other_users_are_replayed_and_those_in_other_hands_told() {
    let mill = Mill::new();
    mill.expect(0, &["topology"]);
    mill.rabbit.ctl(&["add_user", "joe", "joe"]);
    mill.rabbit.ctl(&["set_permissions", "joe", ".*", ".*", ".*"]);
    for user in ["joe", "guest"] {
        publish_as(&mill, user, "wiremill.dead", br#"{"id":"a","body":"It rained."}"#);
    }
    wait_for(&mill, 2, 0);
    let config = mill.config().broker;
    let listed = common::runtime().block_on(async {
        let client = wiremill::broker::amqp::queues::Client::connect(&config, "test").await.unwrap();
        let mut other = client.read(&config.dead_queue, 1).await.unwrap();
        let _held = other.next().await.unwrap().unwrap();
        let listed = mill.run(&["dead", "list", "--json"]);
        other.close().await;
        listed
    });
    assert_eq!((listed.code, listed.stdout.lines().count()), (1, 1), "{listed:?}");
    assert!(listed.stderr.contains("others read the queue"), "{}", listed.stderr);
    wait_for(&mill, 2, 0);
    assert_eq!(mill.expect(0, &["dead", "list", "--json"]).stdout.lines().count(), 2);
    let replayed = mill.expect(0, &["dead", "replay", "--all"]).stdout;
    assert!(replayed.ends_with("\n2 replayed\n"), "{replayed}");
    wait_for(&mill, 0, 2);
    common::runtime().block_on(async {
        let client = wiremill::broker::amqp::queues::Client::connect(&config, "test").await.unwrap();
        let mut reader = client.read(&config.jobs_queue, 2).await.unwrap();
        let mut names = Vec::new();
        for _ in 0..2 {
            names.extend(reader.next().await.unwrap().unwrap().message_id);
        }
        names.sort();
        assert_eq!(names, ["of guest", "of joe"]);
        reader.close().await;
    });
    // One that the broker will never take stops none behind it.
    let large = format!(r#"{{"id":"large","body":"{}"}}"#, "It rained. ".repeat(30_000));
    for job in [large.as_bytes(), br#"{"id":"small","body":"It rained."}"#] {
        publish_as(&mill, "guest", "wiremill.dead", job);
    }
    wait_for(&mill, 2, 2);
    mill.rabbit.ctl(&["eval", "application:set_env(rabbit, max_message_size, 200000)."]);
    let replayed = mill.run(&["dead", "replay", "--all"]);
    assert_eq!((replayed.code, replayed.stdout.lines().last()), (1, Some("1 replayed")), "{replayed:?}");
    assert!(replayed.stderr.contains("stays where it is"), "{}", replayed.stderr);
    wait_for(&mill, 1, 3);
    // What AMQP does not tell is not said to be as configured.
    for command in [&["topology", "--check"][..], &["check"]] {
        assert!(
            mill.expect(0, command).stdout.contains("bindings and policies: not to be seen"),
            "{command:?}"
        );
    }
}
