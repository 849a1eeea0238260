//! Faults on real brokers, with the books balanced at the end: every good job a document, every bad one a
//! dead letter with its reason, nothing else.
//!
//! `WIREMILL_LONG=1` (`tests/run --long`) runs the same with ten times the jobs.

#![allow(clippy::unwrap_used)]

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
    // Shorter than the alarm: the time for a confirm must stand still meanwhile.
    mill.set("broker.confirm_timeout_ms", "1000");
    mill.submit(jobs(3_000));
    mill.rabbit.ctl(&["set_disk_free_limit", "9000GB"]);
    let mut worker = mill.worker();
    mill.wait_until("the broker blocks", MINUTE, |_| worker.log().contains("blocks publishing"));
    std::thread::sleep(Duration::from_secs(3));
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
