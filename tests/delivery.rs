//! From submitting to collecting on a real broker, where nothing goes wrong but the broker's coming and going;
//! what else can go wrong is in `tests/chaos`.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

mod common;

use common::Mill;
use common::proxy::{Network, Proxy};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn files_and_rabbitmq_give_the_same_bytes() {
    let mut mill = Mill::new();
    mill.submit(500);
    mill.work_off(MINUTE);
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
    assert_eq!(lines("local.rejects.jsonl").len(), 500 / 20);
    // Put back and rejected again: nothing is lost on the way.
    let dead = mill.depth("wiremill.dead");
    mill.expect(0, &["dead", "replay", "--all"]);
    assert_eq!((mill.depth("wiremill.dead"), mill.depth("wiremill.jobs")), (Some(0), dead));
    mill.expect(0, &["topology", "--check"]);
    mill.expect(0, &["check"]);
    assert!(mill.expect(0, &["status", "--json"]).stdout.contains(&format!(r#""jobs":{}"#, 500 / 20)));
}

#[test]
fn a_worker_started_before_its_broker_waits_and_a_wrong_password_is_fatal() {
    let mut mill = Mill::new();
    mill.rabbit.kill();
    let mut worker = mill.worker();
    mill.wait_until("the worker tries", MINUTE, |_| worker.log().contains("no broker; trying again"));
    let alive = |_: &Mill| worker.ask("/livez") == Some((200, "ok\n".to_owned()));
    mill.wait_until("alive without a broker", MINUTE, alive);
    let (status, why) = worker.ask("/readyz").unwrap();
    assert!(
        status == 503 && why.starts_with("not connected: connecting to amqp://127.0.0.1"),
        "{status} {why}"
    );
    mill.rabbit.boot();
    mill.submit(100);
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

/// Seen where a lone node of RabbitMQ 3.10 was killed just after its queues were declared: it forgot which
/// messages a quorum queue held, and the queue began anew without a leader, confirming nothing.
#[test]
fn a_submit_gives_up_on_a_broker_that_never_confirms() {
    let mut mill = Mill::new();
    let proxy = Proxy::start(mill.rabbit.port);
    mill.set("broker.uri", &format!("amqp://guest:guest@127.0.0.1:{}/%2f", proxy.port));
    mill.set("broker.confirm_timeout_ms", "300");
    mill.submit(100);
    proxy.set(Network::SwallowsConfirms);
    let gave_up = mill.expect(69, &["submit", "jobs.jsonl", "--manifest", "second.jsonl"]);
    assert!(gave_up.stderr.contains("4 tries, no confirm within 300 ms"), "{}", gave_up.stderr);
    assert_eq!(std::fs::read_to_string(mill.path("second.jsonl")).unwrap(), "", "nothing was confirmed");
}

#[test]
fn a_submit_told_to_stop_does_not_wait_for_room() {
    let mut mill = Mill::new();
    mill.expect(0, &["topology"]);
    let limit = r#"{"max-length": 10, "overflow": "reject-publish"}"#;
    mill.rabbit.ctl(&["set_policy", "full", "^wiremill.jobs$", limit, "--apply-to", "queues"]);
    let mut producer = mill.start_submit(1_000);
    mill.wait_until("the queue is full", MINUTE, |_| producer.log().contains("is full"));
    producer.signal("TERM");
    assert_eq!(producer.wait(MINUTE), Some(69), "{}", producer.log());
    assert!(producer.log().contains("told to stop while"), "{}", producer.log());
    // What the manifest holds is what lies in the queue.
    let recorded = std::fs::read_to_string(mill.path("manifest-0.jsonl")).unwrap().lines().count();
    mill.wait_until("as many jobs as were confirmed", MINUTE, |mill| {
        mill.depth("wiremill.jobs") == Some(recorded)
    });
    assert!((10..1_000).contains(&recorded), "{recorded}");
}

/// A terminal that is closed sends SIGHUP: it killed what was to stop with its books in order.
#[test]
fn a_hangup_stops_in_order_and_a_kill_leaves_what_was_confirmed_in_the_manifest() {
    let mut mill = Mill::new();
    mill.expect(0, &["topology"]);
    let mut worker = mill.worker();
    mill.wait_until("the worker consumes", MINUTE, |_| {
        worker.ask("/readyz").is_some_and(|(code, _)| code == 200)
    });
    worker.signal("HUP");
    assert_eq!(worker.wait(MINUTE), Some(0), "{}", worker.log());
    assert!(worker.log().contains("stopped with nothing left in hand"), "{}", worker.log());

    let limit = r#"{"max-length": 10, "overflow": "reject-publish"}"#;
    mill.rabbit.ctl(&["set_policy", "full", "^wiremill.jobs$", limit, "--apply-to", "queues"]);
    let manifest = |mill: &Mill, name: &str| std::fs::read_to_string(mill.path(name)).unwrap();
    for (signal, code) in [("KILL", None), ("HUP", Some(69))] {
        mill.open_books();
        let mut producer = mill.start_submit(1_000);
        mill.wait_until("the queue is full", MINUTE, |_| producer.log().contains("is full"));
        mill.wait_until("no more is taken", MINUTE, |mill| mill.depth("wiremill.jobs") >= Some(10));
        std::thread::sleep(Duration::from_millis(300));
        producer.signal(signal);
        assert_eq!(producer.wait(MINUTE), code, "{}", producer.log());
        let recorded = manifest(&mill, "manifest-0.jsonl").lines().count();
        mill.wait_until("as many jobs as were confirmed", MINUTE, |mill| {
            mill.depth("wiremill.jobs") == Some(recorded)
        });
        std::fs::remove_file(mill.path("manifest-0.jsonl")).unwrap();
    }
}

#[test]
fn a_manifest_is_gone_on_with_and_left_alone_where_nothing_can_be_submitted() {
    let mut mill = Mill::new();
    mill.submit(20);
    let manifest = |mill: &Mill| std::fs::read_to_string(mill.path("manifest-0.jsonl")).unwrap();
    let before = manifest(&mill);
    let submit = |input| ["submit", input, "--manifest", "manifest-0.jsonl"];
    mill.expect(64, &submit("nowhere.jsonl"));
    let uri = mill.config().broker.uri.reveal().to_owned();
    mill.set("broker.uri", "amqp://127.0.0.1:1/%2f");
    mill.expect(69, &submit("jobs.jsonl"));
    assert_eq!(manifest(&mill), before);
    mill.set("broker.uri", &uri);
    mill.expect(0, &submit("jobs.jsonl"));
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let after = manifest(&mill);
    assert!(after.starts_with(&before));
    assert_eq!(lines(&after[before.len()..]), lines(&before));
    mill.wait_until("all are there", MINUTE, |mill| mill.depth("wiremill.jobs") == Some(40));
}

#[test]
fn a_queue_whose_limit_was_raised_takes_what_waits_for_it() {
    let mut mill = Mill::new();
    mill.set("broker.publish_channels", "1");
    mill.expect(0, &["topology"]);
    let limit = r#"{"max-length": 10, "overflow": "reject-publish"}"#;
    mill.rabbit.ctl(&["set_policy", "full", "^wiremill.jobs$", limit, "--apply-to", "queues"]);
    let mut producer = mill.start_submit(100);
    mill.wait_until("the queue is full", MINUTE, |_| producer.log().contains("is full"));
    mill.rabbit.ctl(&["clear_policy", "full"]);
    // Nothing is taken out of it meanwhile.
    assert_eq!(producer.wait(MINUTE / 3), Some(0), "{}", producer.log());
    assert_eq!(mill.depth("wiremill.jobs"), Some(100));
}

#[test]
fn a_worker_that_cannot_listen_takes_no_job() {
    let mut mill = Mill::new();
    mill.submit(20);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    mill.set("http.listen", &taken.local_addr().unwrap().to_string());
    let mut worker = mill.worker();
    assert_eq!(worker.wait(MINUTE), Some(64));
    let log = worker.log();
    assert!(log.contains("http.listen: 127.0.0.1:") && log.contains("each worker of a host"), "{log}");
    assert!(!log.contains("consuming"), "{log}");
}

/// They had to be killed.
#[test]
fn submit_and_replay_stop_while_the_broker_takes_nothing() {
    let mut mill = Mill::new();
    mill.submit(40);
    mill.work_off(MINUTE);
    let dead = mill.depth("wiremill.dead");
    mill.rabbit.ctl(&["set_vm_memory_high_watermark", "0.00001"]);
    let mut producer = mill.start_submit(20);
    let mut replay = std::process::Command::new(common::program());
    replay.args(["dead", "replay", "--all"]);
    let mut replay = mill.start("replay", replay);
    for (process, code) in [(&mut producer, 69), (&mut replay, 1)] {
        mill.wait_until("it is blocked", MINUTE, |_| process.log().contains("the broker blocks publishing"));
        process.signal("INT");
        assert_eq!(process.wait(MINUTE), Some(code), "{}", process.log());
        assert!(process.log().contains("told to stop"), "{}", process.log());
    }
    mill.wait_until("the letters are where they were", MINUTE, |mill| mill.depth("wiremill.dead") == dead);
}
