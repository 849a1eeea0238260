//! What goes wrong, and how it is mended.

use crate::common::proxy::Network;
use crate::dying::{self, Point};
use crate::field::{Field, IN_HAND};
use std::time::Duration;

/// Where the jobs are when the fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Not submitted yet.
    Coming,
    /// All in the queue; the workers were held back until now.
    Waiting,
    /// On their way, some done: the producer meets the fault as well.
    Running,
}

pub struct Fault {
    pub name: &'static str,
    /// How often it strikes in the long run.
    pub times: usize,
    pub load: Load,
    pub through_proxy: bool,
    /// A command strikes, which takes its time to start: more jobs, or they are done before.
    pub takes_long_to_strike: bool,
    /// Of producer and workers.
    pub settings: &'static [(&'static str, &'static str)],
    /// Before the workers start, and after they have ended.
    pub before: fn(&mut Field),
    pub after: fn(&mut Field),
    pub strike: fn(&mut Field),
    /// What a worker writes to its log once it has met the fault; it is not mended before.
    pub noticed: Option<&'static str>,
    /// How long it lasts then.
    pub hold: Duration,
    pub mend: fn(&mut Field),
    /// Repeats that one strike may leave at most.
    pub repeats: usize,
}

const NOTHING: fn(&mut Field) = |_| {};

/// A fault that says nothing yet.
const FAULT: Fault = Fault {
    name: "",
    times: 6,
    load: Load::Running,
    through_proxy: false,
    takes_long_to_strike: false,
    settings: &[],
    before: NOTHING,
    after: NOTHING,
    strike: NOTHING,
    noticed: None,
    hold: Duration::ZERO,
    mend: NOTHING,
    repeats: 0,
};

/// What one session has on its way: what is prefetched, and the first job, which was taken alone.
const OF_ONE: usize = IN_HAND + 1;

/// What the workers and the producer have on their way together: all that one broken session of each repeats.
const ALL_IN_HAND: usize = 4 * OF_ONE;

const SESSION_ENDED: Option<&str> = Some("no broker; trying again");
const PUBLISHING_FAILS: Option<&str> = Some("publishing fails");

/// The queues are not declared again by a worker that reconnects.
const DECLARED_BY_OTHERS: &[(&str, &str)] = &[("broker.declare", "false")];
const SHORT_HEARTBEAT: &[(&str, &str)] = &[("broker.heartbeat_seconds", "2")];

/// Longer than two heartbeats, after which either side gives the other up.
const PAST_HEARTBEAT: Duration = Duration::from_secs(8);

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub const ONE_NODE: &[Fault] = &[
    Fault {
        name: "worker killed at random",
        times: 10,
        strike: |field| {
            let at = field.random(field.workers.len());
            field.workers[at].signal("KILL");
            field.workers[at] = field.start_worker();
        },
        repeats: OF_ONE,
        ..FAULT
    },
    dies("worker dies: job received", |field| start_dying(field, Point::Received)),
    dies("worker dies: before publish", |field| start_dying(field, Point::BeforePublish)),
    dies("worker dies: published, not confirmed", |field| start_dying(field, Point::Published)),
    dies("worker dies: confirmed, not acknowledged", |field| start_dying(field, Point::Confirmed)),
    dies("worker dies: acknowledging", |field| start_dying(field, Point::Settled)),
    Fault {
        name: "worker stopped past its heartbeat, then continued",
        times: 5,
        settings: SHORT_HEARTBEAT,
        strike: |field| field.workers[0].signal("STOP"),
        mend: |field| {
            std::thread::sleep(PAST_HEARTBEAT);
            field.workers[0].signal("CONT");
            field.wait_until("its session has ended", |field| field.workers[0].log().contains("no broker"));
        },
        repeats: OF_ONE,
        ..FAULT
    },
    Fault {
        name: "worker told to stop (SIGTERM)",
        times: 10,
        strike: |field| {
            let at = field.random(field.workers.len());
            field.workers[at].signal("TERM");
            assert_eq!(field.workers[at].wait(crate::field::LIMIT), Some(0), "{}", field.workers[at].log());
            assert!(field.workers[at].log().contains("nothing left in hand"), "{}", field.workers[at].log());
            field.workers[at] = field.start_worker();
        },
        ..FAULT
    },
    Fault {
        name: "clock of workers and producer set a day ahead and back, four times a second",
        times: 3,
        before: |field| {
            let library = field.mill.path("clock.so").display().to_string();
            let arguments = ["-shared", "-fPIC", "-o", &library, "tests/chaos/clock.c", "-ldl"];
            assert!(std::process::Command::new("cc").args(arguments).status().unwrap().success());
            field.mill.env.push(("LD_PRELOAD".to_owned(), library));
        },
        mend: |field| {
            field.wait_until("a worker sees its clock set", |field| {
                let log = field.workers[0].log();
                let days: std::collections::BTreeSet<&str> =
                    log.lines().filter_map(|line| line.get(..10)).collect();
                days.len() > 1
            });
        },
        ..FAULT
    },
    Fault {
        name: "broker stopped and started",
        times: 4,
        takes_long_to_strike: true,
        strike: |field| drop(field.mill.rabbit.ctl(&["stop_app"])),
        noticed: SESSION_ENDED,
        hold: seconds(1),
        mend: |field| drop(field.mill.rabbit.ctl(&["start_app"])),
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "lone broker killed",
        times: 5,
        strike: |field| field.kill_node(0),
        noticed: SESSION_ENDED,
        mend: Field::start_killed,
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "connections closed by the broker",
        times: 5,
        takes_long_to_strike: true,
        strike: |field| drop(field.mill.rabbit.ctl(&["close_all_connections", "test"])),
        noticed: SESSION_ENDED,
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "consuming channel closed (consumer timeout)",
        times: 4,
        before: |field| {
            set_in_node(field, "consumer_timeout", 2_000);
            set_in_node(field, "channel_tick_interval", 500);
        },
        after: |field| {
            set_in_node(field, "consumer_timeout", 1_800_000);
            set_in_node(field, "channel_tick_interval", 60_000);
        },
        strike: |field| field.workers[0].signal("STOP"),
        mend: |field| {
            std::thread::sleep(seconds(5));
            field.workers[0].signal("CONT");
            field.wait_until("its channel was closed", |field| {
                field.workers[0].log().contains("PRECONDITION_FAILED - delivery acknowledgement")
            });
        },
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "publishing channels closed (exchange deleted)",
        times: 5,
        load: Load::Waiting,
        settings: DECLARED_BY_OTHERS,
        strike: |field| field.mill.rabbit.delete_exchange(),
        noticed: PUBLISHING_FAILS,
        hold: seconds(2),
        mend: declare,
        ..FAULT
    },
    Fault {
        name: "connections cut",
        times: 10,
        through_proxy: true,
        strike: |field| field.proxy.cut(),
        noticed: SESSION_ENDED,
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "network away for two seconds",
        times: 5,
        strike: |field| field.proxy.set(Network::Refuses),
        ..network_fails(seconds(2))
    },
    Fault {
        name: "network stalls past the heartbeat",
        times: 4,
        settings: SHORT_HEARTBEAT,
        strike: |field| field.proxy.set(Network::Stalls),
        ..network_fails(PAST_HEARTBEAT)
    },
    Fault {
        name: "network trickles",
        times: 4,
        strike: |field| field.proxy.set(Network::Trickles),
        noticed: None,
        ..network_fails(seconds(3))
    },
    Fault {
        name: "connections cut inside a frame",
        times: 8,
        strike: |field| field.proxy.set(Network::CutsInsideFrames),
        ..network_fails(Duration::ZERO)
    },
    Fault {
        name: "only confirms swallowed",
        times: 5,
        settings: &[("broker.confirm_timeout_ms", "1000")],
        strike: |field| field.proxy.set(Network::SwallowsConfirms),
        noticed: Some("no confirm within 1000 ms"),
        mend: |field| {
            assert!(field.proxy.swallowed() > 0);
            field.proxy.set(Network::Passes);
        },
        // Each is sent again after a second, and once more where the next second begins before the mending.
        repeats: 3 * ALL_IN_HAND,
        ..network_fails(Duration::ZERO)
    },
    Fault {
        name: "memory alarm",
        times: 4,
        load: Load::Waiting,
        settings: &[("broker.confirm_timeout_ms", "5000")],
        strike: |field| drop(field.mill.rabbit.ctl(&["set_vm_memory_high_watermark", "0.00001"])),
        noticed: Some("blocks publishing"),
        hold: seconds(2),
        mend: |field| drop(field.mill.rabbit.ctl(&["set_vm_memory_high_watermark", "0.4"])),
        ..FAULT
    },
    Fault {
        name: "disk alarm for longer than confirms may take",
        times: 3,
        load: Load::Waiting,
        settings: &[("broker.confirm_timeout_ms", "5000")],
        strike: |field| drop(field.mill.rabbit.ctl(&["set_disk_free_limit", "9000GB"])),
        noticed: Some("blocks publishing"),
        hold: seconds(8),
        mend: |field| {
            let late = field.workers.iter().any(|worker| worker.log().contains("no confirm within"));
            assert!(!late, "the time for confirms stands still: {}", field.mill.logs());
            field.mill.rabbit.ctl(&["set_disk_free_limit", "10MB"]);
        },
        ..FAULT
    },
    Fault {
        name: "documents queue full",
        times: 5,
        load: Load::Waiting,
        strike: |field| fill(field, "wiremill.documents"),
        noticed: PUBLISHING_FAILS,
        hold: seconds(2),
        mend: empty,
        ..FAULT
    },
    Fault {
        name: "documents queue unbound",
        times: 5,
        settings: DECLARED_BY_OTHERS,
        strike: |field| field.mill.rabbit.unbind("wiremill.documents"),
        noticed: PUBLISHING_FAILS,
        hold: seconds(2),
        mend: |field| field.mill.rabbit.bind("wiremill.documents"),
        ..FAULT
    },
    // What lies in a queue is taken out before: deleting it would be no fault of ours.
    queue_deleted("documents queue deleted", |field| {
        field.mill.collect();
        field.mill.rabbit.delete_queue("wiremill.documents");
    }),
    queue_deleted("dead queue deleted", |field| {
        field.mill.list_dead();
        field.mill.rabbit.delete_queue("wiremill.dead");
    }),
    Fault {
        name: "dead queue full",
        times: 5,
        load: Load::Waiting,
        strike: |field| fill(field, "wiremill.dead"),
        noticed: PUBLISHING_FAILS,
        hold: seconds(1),
        mend: empty,
        ..FAULT
    },
    Fault {
        name: "jobs queue deleted while empty",
        times: 8,
        load: Load::Coming,
        strike: |field| field.mill.rabbit.delete_queue("wiremill.jobs"),
        // The broker may fail to say so, where the queue is declared again at once.
        noticed: Some("queue was deleted"),
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "permissions revoked",
        // Only the first round meets channels that are new: what one was once allowed to publish it may go on with.
        times: 1,
        load: Load::Waiting,
        // What a channel may do is looked up again at its tick.
        before: |field| set_in_node(field, "channel_tick_interval", 500),
        after: |field| set_in_node(field, "channel_tick_interval", 60_000),
        strike: |field| drop(field.mill.rabbit.ctl(&["set_permissions", "mill", "", "", ""])),
        noticed: PUBLISHING_FAILS,
        hold: seconds(1),
        mend: |field| drop(field.mill.rabbit.ctl(&["set_permissions", "mill", ".*", ".*", ".*"])),
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "password changed, connections closed",
        times: 6,
        takes_long_to_strike: true,
        strike: |field| {
            field.mill.rabbit.ctl(&["change_password", "mill", "another"]);
            field.mill.rabbit.ctl(&["close_all_connections", "test"]);
        },
        noticed: Some("the broker refuses; trying again"),
        hold: seconds(1),
        mend: |field| drop(field.mill.rabbit.ctl(&["change_password", "mill", "mill"])),
        repeats: ALL_IN_HAND,
        ..FAULT
    },
];

pub const THREE_NODES: &[Fault] = &[
    Fault {
        name: "of three nodes: leader killed",
        strike: |field| {
            let leader = field.leader();
            field.kill_node(leader);
        },
        hold: seconds(2),
        mend: Field::start_killed,
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "of three nodes: follower killed",
        strike: |field| {
            let follower = (field.leader() + 1 + field.random(2)) % 3;
            field.kill_node(follower);
        },
        hold: seconds(2),
        mend: Field::start_killed,
        repeats: ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "of three nodes: two killed",
        times: 5,
        strike: |field| {
            let first = field.random(3);
            field.kill_node(first);
            field.kill_node((first + 1) % 3);
        },
        hold: seconds(2),
        mend: Field::start_killed,
        repeats: 2 * ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "of three nodes: leader frozen past the heartbeat",
        settings: SHORT_HEARTBEAT,
        strike: |field| {
            let leader = field.leader();
            field.node(leader).signal("STOP");
        },
        hold: PAST_HEARTBEAT,
        mend: |field| {
            for number in 0..3 {
                field.node(number).signal("CONT");
            }
        },
        repeats: 2 * ALL_IN_HAND,
        ..FAULT
    },
    Fault {
        name: "of three nodes: one stopped and started",
        strike: |field| drop(field.mill.peers[0].ctl(&["stop_app"])),
        hold: seconds(1),
        mend: |field| drop(field.mill.peers[0].ctl(&["start_app"])),
        repeats: ALL_IN_HAND,
        ..FAULT
    },
];

/// A worker beside the others dies at a point.
const fn dies(name: &'static str, strike: fn(&mut Field)) -> Fault {
    Fault {
        name,
        times: 8,
        load: Load::Coming,
        strike,
        mend: |field| {
            for mut dying in std::mem::take(&mut field.dying) {
                assert_eq!(dying.wait(crate::field::LIMIT), None, "killed, not ended: {}", dying.log());
            }
        },
        repeats: OF_ONE,
        ..FAULT
    }
}

/// A queue that workers publish to is gone until somebody declares it again.
const fn queue_deleted(name: &'static str, strike: fn(&mut Field)) -> Fault {
    Fault {
        name,
        times: 4,
        settings: DECLARED_BY_OTHERS,
        load: Load::Waiting,
        strike,
        noticed: PUBLISHING_FAILS,
        hold: seconds(2),
        mend: declare,
        ..FAULT
    }
}

fn start_dying(field: &mut Field, point: Point) {
    let after = field.random(IN_HAND);
    let dying = field.mill.start("dying", dying::command(point, after));
    field.wait_until_consuming(&dying);
    field.dying.push(dying);
}

/// The network does something for a while that ends every session.
const fn network_fails(hold: Duration) -> Fault {
    Fault {
        through_proxy: true,
        noticed: SESSION_ENDED,
        hold,
        mend: |field| field.proxy.set(Network::Passes),
        repeats: ALL_IN_HAND,
        ..FAULT
    }
}

fn declare(field: &mut Field) {
    field.mill.expect(0, &["topology"]);
}

/// Lets a queue take nothing more.
fn fill(field: &mut Field, queue: &str) {
    let pattern = format!("^{queue}$");
    let limit = r#"{"max-length": 1, "overflow": "reject-publish"}"#;
    field.mill.rabbit.ctl(&["set_policy", "full", &pattern, limit, "--apply-to", "queues"]);
}

fn empty(field: &mut Field) {
    field.mill.rabbit.ctl(&["clear_policy", "full"]);
}

fn set_in_node(field: &mut Field, key: &str, value: u32) {
    field.mill.rabbit.ctl(&["eval", &format!("application:set_env(rabbit, {key}, {value}).")]);
}
