//! Faults on real brokers, with the books balanced at the end: every good job a document, every bad one a
//! dead letter with its reason, nothing else.
//!
//! `WIREMILL_LONG=1` (`tests/run --long`) runs the same with ten times the jobs.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

mod common;

use common::Mill;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Returns how many jobs a test takes.
fn jobs(count: usize) -> usize {
    if std::env::var_os("WIREMILL_LONG").is_some() { 10 * count } else { count }
}

#[test]
fn workers_killed_ten_times_and_the_broker_once_lose_nothing() {
    let mut mill = Mill::new();
    mill.submit(jobs(10_000));
    let total = jobs(10_000);
    let done = |mill: &Mill| {
        mill.depth("wiremill.documents").unwrap_or(0) + mill.depth("wiremill.dead").unwrap_or(0)
    };
    let mut worker = mill.worker();
    for kill in 1..=10 {
        // Spread over the load: each kill comes a bit later in it.
        mill.wait_until("some more done", 2 * MINUTE, |mill| done(mill) >= kill * total / 12);
        worker.signal("KILL");
        worker.wait(MINUTE);
        if kill == 5 {
            worker = mill.worker();
            mill.rabbit.kill();
            mill.rabbit.boot();
            assert!(worker.running(), "a worker outlives its broker: {}", worker.log());
        } else {
            worker = mill.worker();
        }
    }
    mill.wait_until_done(3 * MINUTE);
    worker.signal("TERM");
    assert_eq!(worker.wait(MINUTE), Some(0));
    let repeats = mill.audit();
    // A killed worker leaves at most its prefetch in the broker's hands twice.
    assert!(repeats <= 11 * 64, "{repeats} repeats");
}

#[test]
fn a_broker_stopped_and_started_is_waited_for() {
    let mut mill = Mill::new();
    let mut worker = mill.worker();
    mill.submit(jobs(2_000));
    mill.rabbit.ctl(&["stop_app"]);
    std::thread::sleep(Duration::from_secs(1));
    mill.rabbit.ctl(&["start_app"]);
    mill.wait_until_done(MINUTE);
    assert!(worker.running(), "{}", worker.log());
    mill.audit();
}

#[test]
fn connections_closed_by_the_broker_are_opened_again() {
    let mut mill = Mill::new();
    mill.submit(jobs(3_000));
    let mut worker = mill.worker();
    for _ in 0..3 {
        std::thread::sleep(Duration::from_millis(300));
        mill.rabbit.ctl(&["close_all_connections", "test"]);
    }
    mill.wait_until_done(MINUTE);
    assert!(worker.running(), "{}", worker.log());
    mill.audit();
}

#[test]
fn a_jobs_queue_deleted_is_declared_again() {
    let mut mill = Mill::new();
    let mut worker = mill.worker();
    mill.wait_until("queues declared", MINUTE, |mill| mill.depth("wiremill.jobs").is_some());
    mill.rabbit.ctl(&["delete_queue", "wiremill.jobs"]);
    mill.wait_until("declared again", MINUTE, |mill| mill.depth("wiremill.jobs").is_some());
    mill.submit(jobs(500));
    mill.wait_until_done(MINUTE);
    assert!(worker.running(), "{}", worker.log());
    mill.audit();
}

#[test]
fn a_documents_queue_missing_for_two_seconds_loses_nothing() {
    let mut mill = Mill::new();
    mill.submit(jobs(3_000));
    // An empty queue may be deleted without loss, so it goes before there is anything in it.
    mill.rabbit.ctl(&["delete_queue", "wiremill.documents"]);
    mill.set("broker.declare", "false");
    let mut worker = mill.worker();
    std::thread::sleep(Duration::from_secs(2));
    assert!(worker.log().contains("publishing fails"), "publishes met no missing queue: {}", worker.log());
    mill.expect(0, &["topology"]);
    mill.wait_until_done(MINUTE);
    assert!(worker.running(), "{}", worker.log());
    assert_eq!(mill.audit(), 0, "nothing was published twice");
}

#[test]
fn a_full_documents_queue_stalls_the_worker_and_loses_nothing() {
    let mut mill = Mill::new();
    mill.set("broker.documents_max_bytes", "200000");
    mill.submit(jobs(2_000));
    let mut worker = mill.worker();
    mill.wait_until("the worker stalled", MINUTE, |_| worker.log().contains("is full"));
    let waiting = mill.depth("wiremill.jobs").unwrap_or(0);
    assert!(waiting > jobs(1_000), "most jobs still wait: {waiting}");
    // A reader at the other end sets it going again; it acknowledges while the worker publishes.
    let good = jobs(2_000) - jobs(2_000) / 20;
    mill.expect(0, &["collect", "--out", "documents.jsonl", "--count", &good.to_string(), "--until-idle=20"]);
    mill.wait_until("every job taken", MINUTE, |mill| mill.depth("wiremill.jobs") == Some(0));
    worker.signal("TERM");
    assert_eq!(worker.wait(MINUTE), Some(0));
    mill.audit();
}

#[test]
fn a_disk_alarm_blocks_publishing_until_it_clears() {
    let mut mill = Mill::new();
    // Shorter than the alarm: the time for a confirm must stand still meanwhile. Longer than a busy broker takes.
    mill.set("broker.confirm_timeout_ms", "5000");
    mill.submit(jobs(3_000));
    mill.rabbit.ctl(&["set_disk_free_limit", "9000GB"]);
    let mut worker = mill.worker();
    mill.wait_until("the broker blocks", MINUTE, |_| worker.log().contains("blocks publishing"));
    std::thread::sleep(Duration::from_secs(8));
    assert!(!worker.log().contains("no confirm within"), "{}", worker.log());
    mill.rabbit.ctl(&["set_disk_free_limit", "10MB"]);
    mill.wait_until_done(MINUTE);
    assert!(worker.running(), "{}", worker.log());
    assert_eq!(mill.audit(), 0, "a blocked connection needs no reconnect");
}

#[test]
fn sigterm_under_load_leaves_no_repeats() {
    let mut mill = Mill::new();
    mill.submit(jobs(4_000));
    for _ in 0..3 {
        let mut worker = mill.worker();
        let before = mill.depth("wiremill.jobs");
        mill.wait_until("under load", MINUTE, |mill| mill.depth("wiremill.jobs") < before);
        worker.signal("TERM");
        assert_eq!(worker.wait(MINUTE), Some(0), "{}", worker.log());
        assert!(worker.log().contains("nothing left in hand"), "{}", worker.log());
    }
    let _worker = mill.worker();
    mill.wait_until_done(MINUTE);
    assert_eq!(mill.audit(), 0);
}

#[test]
fn files_and_rabbitmq_give_the_same_bytes() {
    let mut mill = Mill::new();
    mill.submit(jobs(500));
    let mut worker = mill.worker();
    mill.wait_until_done(MINUTE);
    worker.signal("TERM");
    assert_eq!(worker.wait(MINUTE), Some(0));
    mill.audit();
    mill.expect(1, &["enrich", "jobs.jsonl", "--out", "local.jsonl"]);
    let lines = |name: &str| {
        let text = std::fs::read_to_string(mill.path(name)).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines("documents.jsonl"), lines("local.jsonl"));
    // The rejects lie beside, one for each bad job.
    assert_eq!(lines("local.rejects.jsonl").len(), jobs(500) / 20);
    // Put back and rejected again: nothing is lost on the way.
    let dead = mill.depth("wiremill.dead");
    mill.expect(0, &["dead", "replay", "--all"]);
    assert_eq!((mill.depth("wiremill.dead"), mill.depth("wiremill.jobs")), (Some(0), dead));
    mill.expect(0, &["topology", "--check"]);
    mill.expect(0, &["check"]);
    assert!(mill.expect(0, &["status", "--json"]).stdout.contains(&format!(r#""jobs":{}"#, jobs(500) / 20)));
}

#[test]
fn a_worker_started_before_its_broker_waits_and_a_wrong_password_is_fatal() {
    let mut mill = Mill::new();
    mill.rabbit.kill();
    let mut worker = mill.worker();
    mill.wait_until("the worker tries", MINUTE, |_| worker.log().contains("no broker; trying again"));
    assert_eq!(worker.ask("/livez"), Some((200, "ok\n".to_owned())), "alive without a broker");
    let (status, why) = worker.ask("/readyz").unwrap();
    assert!(
        status == 503 && why.starts_with("not connected: connecting to amqp://127.0.0.1"),
        "{status} {why}"
    );
    mill.rabbit.boot();
    mill.submit(jobs(100));
    mill.wait_until_done(MINUTE);
    assert_eq!(worker.ask("/readyz"), Some((200, "ok\n".to_owned())));
    let (_, metrics) = worker.ask("/metrics").unwrap();
    assert!(metrics.contains("wiremill_jobs_completed_total{outcome=\"document\"} 95"), "{metrics}");
    assert!(metrics.contains("wiremill_confirm_seconds_bucket{le="), "histograms, not summaries: {metrics}");
    // Whatever the README and the alerts name is there.
    for file in ["README.md", "deploy/alerts.yaml"] {
        let text = std::fs::read_to_string(file).unwrap();
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            if word.starts_with("wiremill_") {
                assert!(metrics.contains(word), "{file} names {word}");
            }
        }
    }
    assert!(worker.running(), "{}", worker.log());
    mill.audit();
    let wrong = format!("amqp://guest:s3cret@127.0.0.1:{}/%2f", mill.rabbit.port);
    mill.set("broker.uri", &wrong);
    let mut refused = mill.worker();
    assert_eq!(refused.wait(MINUTE), Some(64));
    assert!(
        refused.log().contains("ACCESS_REFUSED") && !refused.log().contains("s3cret"),
        "{}",
        refused.log()
    );
}
