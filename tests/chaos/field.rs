//! The field: brokers, a producer with its manifest, several workers; and a fault's leg over it.

use crate::common::proxy::Proxy;
use crate::common::{Mill, Process, Rabbit};
use crate::faults::{Fault, Load};
use crate::watch::{Depths, Watch};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::{Duration, Instant};

/// Jobs of a round: enough that the fault meets them at work.
pub const JOBS_SHORT: usize = 3_000;
pub const JOBS_LONG: usize = 4_400;

const WORKERS: usize = 3;
/// Jobs in each worker's hands, and publishes of the producer on their way.
pub const IN_HAND: usize = 64;

/// Generous: it is met only where something hangs.
pub const LIMIT: Duration = Duration::from_secs(240);

pub struct Field {
    pub mill: Mill,
    pub proxy: Proxy,
    pub workers: Vec<Process>,
    /// Workers that are to die, until they have.
    pub dying: Vec<Process>,
    /// Nodes that were killed and not started again, by number.
    pub killed: Vec<usize>,
    chance: u64,
    watch: Watch,
}

/// A fault's row of the table.
pub struct Row {
    fault: &'static str,
    times: usize,
    jobs: usize,
    dead: usize,
    repeats: usize,
    stall: Duration,
}

impl Field {
    pub fn new(mut mill: Mill) -> Self {
        mill.expect(0, &["topology"]);
        mill.rabbit.sync_names();
        mill.peers.iter().for_each(Rabbit::sync_names);
        // A user of their own: what is taken from it is not taken from the test.
        mill.rabbit.ctl(&["add_user", "mill", "mill"]);
        mill.rabbit.ctl(&["set_permissions", "mill", ".*", ".*", ".*"]);
        let uri = mill.config().broker.uri.reveal().replace("guest:guest@", "mill:mill@");
        for (key, value) in [
            ("broker.uri", uri.as_str()),
            ("worker.threads", "1"),
            ("worker.prefetch", &IN_HAND.to_string()),
            ("broker.publish_channels", &IN_HAND.to_string()),
        ] {
            mill.set(key, value);
        }
        let (proxy, watch) = (Proxy::start(mill.rabbit.port), Watch::start(mill.config()));
        Self { mill, proxy, workers: Vec::new(), dying: Vec::new(), killed: Vec::new(), chance: 0, watch }
    }

    /// Runs a fault's leg: as many rounds as it is to strike, and the books at the end.
    pub fn leg(&mut self, fault: &Fault, times: usize, jobs: usize) -> Row {
        let env = self.mill.env.clone();
        if fault.through_proxy {
            let direct = format!(":{}/", self.mill.rabbit.port);
            let uri = self.mill.env.iter().find(|(key, _)| key == "WIREMILL__BROKER__URI").unwrap();
            let uri = uri.1.replace(&direct, &format!(":{}/", self.proxy.port));
            self.mill.set("broker.uri", &uri);
        }
        for (key, value) in fault.settings {
            self.mill.set(key, value);
        }
        self.mill.open_books();
        (fault.before)(self);
        self.start_workers();
        self.watch.longest_stall();
        for round in 0..times {
            self.round(fault, round, jobs);
        }
        self.stop_workers();
        (fault.after)(self);
        let balance = self.mill.audit();
        self.mill.env = env;
        let most = times * fault.repeats;
        assert!(balance.repeats <= most, "{}: {} repeats, at most {most}", fault.name, balance.repeats);
        Row {
            fault: fault.name,
            times,
            jobs: balance.jobs,
            dead: balance.dead,
            repeats: balance.repeats,
            stall: self.watch.longest_stall(),
        }
    }

    fn round(&mut self, fault: &Fault, round: usize, jobs: usize) {
        let jobs = if fault.takes_long_to_strike { 3 * jobs } else { jobs };
        let mut seed = DefaultHasher::new();
        (fault.name, round).hash(&mut seed);
        self.chance = seed.finish();
        let noticed = fault.noticed.map(|text| (text, self.count_in_logs(text)));
        let mut producer = match fault.load {
            Load::Coming => {
                (fault.strike)(self);
                self.watch.work_begins();
                self.mill.start_submit(jobs)
            }
            Load::Running => {
                let before = self.done();
                self.watch.work_begins();
                let producer = self.mill.start_submit(jobs);
                // Repeats of the round before may still come out, and are none of this producer's.
                let share = WORKERS * IN_HAND + jobs * (2 + self.random(15)) / 100;
                self.wait_until("some of the jobs done", |field| field.done() >= before + share);
                (fault.strike)(self);
                producer
            }
            Load::Waiting => {
                self.workers.iter().for_each(|worker| worker.signal("STOP"));
                let mut producer = self.mill.start_submit(jobs);
                assert_eq!(producer.wait(LIMIT), Some(0), "{}", producer.log());
                (fault.strike)(self);
                self.watch.work_begins();
                self.workers.iter().for_each(|worker| worker.signal("CONT"));
                producer
            }
        };
        if let Some((text, before)) = noticed {
            self.wait_until(text, |field| field.count_in_logs(text) > before);
        }
        std::thread::sleep(fault.hold);
        (fault.mend)(self);
        assert_eq!(producer.wait(LIMIT), Some(0), "{}: {}", fault.name, producer.log());
        self.wait_until_done();
        self.watch.work_ends();
    }

    /// Waits until nothing is left to do, as far as the queues tell: of repeats they do not.
    fn wait_until_done(&self) {
        let (documents, dead) = self.mill.expected();
        self.wait_until("every job done", |field| {
            let at_end = |now: Depths| now.jobs == 0 && now.documents >= documents && now.dead >= dead;
            field.watch.depths().is_some_and(at_end)
        });
    }

    /// Ends the workers as an operator would; what they had in hand is done then, and no job is left.
    fn stop_workers(&mut self) {
        for _ in 0..3 {
            let workers = std::mem::take(&mut self.workers);
            workers.iter().for_each(|worker| worker.signal("TERM"));
            for mut worker in workers {
                assert_eq!(worker.wait(LIMIT), Some(0), "{}", worker.log());
            }
            if self.mill.depth("wiremill.jobs") == Some(0) {
                return;
            }
            // A session that broke just now left its jobs to be delivered again. What the watch saw last may be older.
            self.start_workers();
            self.wait_until("the jobs left are taken", |field| field.mill.depth("wiremill.jobs") == Some(0));
            self.wait_until_done();
        }
        panic!("workers leave jobs behind: {}", self.mill.logs());
    }

    fn start_workers(&mut self) {
        self.workers = (0..WORKERS).map(|_| self.mill.worker()).collect();
        self.workers.iter().for_each(|worker| self.wait_until_consuming(worker));
    }

    /// Starts a worker that consumes.
    pub fn start_worker(&self) -> Process {
        let worker = self.mill.worker();
        self.wait_until_consuming(&worker);
        worker
    }

    pub fn wait_until_consuming(&self, worker: &Process) {
        self.wait_until("a worker consumes", |_| worker.log().contains("consuming"));
    }

    #[track_caller]
    pub fn wait_until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + LIMIT;
        while !holds(self) {
            let (depths, late) = (self.watch.depths(), Instant::now() > deadline);
            assert!(!late, "{what}: not within {LIMIT:?}; {depths:?}\n{}", self.mill.logs());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Counts what has come out.
    fn done(&self) -> usize {
        self.watch.depths().map_or(0, Depths::done)
    }

    fn count_in_logs(&self, text: &str) -> usize {
        self.workers.iter().map(|worker| worker.log().matches(text).count()).sum()
    }

    /// Returns a number below `limit`, the same for the same fault and round.
    pub fn random(&mut self, limit: usize) -> usize {
        // splitmix64
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.chance;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    /// Returns a node by its number.
    pub fn node(&mut self, number: usize) -> &mut Rabbit {
        match number {
            0 => &mut self.mill.rabbit,
            peer => &mut self.mill.peers[peer - 1],
        }
    }

    pub fn kill_node(&mut self, number: usize) {
        self.node(number).kill();
        self.killed.push(number);
    }

    /// Starts what was killed: together, for a node may wait for another.
    pub fn start_killed(&mut self) {
        let killed = std::mem::take(&mut self.killed);
        for &number in &killed {
            self.node(number).spawn();
        }
        for number in killed {
            self.node(number).wait_until_up();
        }
    }

    /// Returns the number of the node that leads the jobs queue.
    pub fn leader(&self) -> usize {
        let leaders = self.mill.rabbit.ctl(&["list_queues", "name", "leader"]);
        let leader =
            leaders.lines().find_map(|line| line.strip_prefix("wiremill.jobs\t")).unwrap_or_default();
        let peers = self.mill.peers.iter().position(|node| node.name == leader.trim());
        peers.map_or(0, |peer| peer + 1)
    }
}

impl Row {
    pub fn line(&self) -> String {
        let Self { fault, times, jobs, dead, repeats, stall } = self;
        format!("| {fault} | {times} | {jobs} | {dead} | 0 | {repeats} | {:.1} s |", stall.as_secs_f64())
    }
}

/// Returns the table; a leg with a lost job has no row, for it ends the test.
pub fn table(rows: &[Row]) -> String {
    let mut table = "| fault | times | jobs | of them dead | lost | duplicated | longest stall |\n\
                     |---|---|---|---|---|---|---|\n"
        .to_owned();
    for row in rows {
        table.push_str(&row.line());
        table.push('\n');
    }
    let sum = |number: fn(&Row) -> usize| rows.iter().map(number).sum();
    let total = Row {
        fault: "**all**",
        times: sum(|row| row.times),
        jobs: sum(|row| row.jobs),
        dead: sum(|row| row.dead),
        repeats: sum(|row| row.repeats),
        stall: rows.iter().map(|row| row.stall).max().unwrap_or_default(),
    };
    table + &total.line() + "\n"
}
