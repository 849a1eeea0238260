//! `wiremill status`: depths, rates, workers, time left.
//!
//! All that the broker tells without its management plugin: ready messages and consumers of each queue, and
//! what the difference of two looks says. The oldest dead letters are read, and left there, for their reasons.

use crate::broker::amqp::queues::{Client, Depth};
use crate::config::Config;
use crate::outcome::{Fatal, Outcome};
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};
use std::io::{IsTerminal as _, Write};
use std::time::{Duration, Instant, SystemTime};

/// Time between the two looks that a rate takes.
const LOOK: Duration = Duration::from_secs(1);

/// Looks that a rate is taken over: one alone jumps with every batch of a worker.
const LOOKS: usize = 10;

/// Dead letters that are read for their reasons: the oldest.
const LETTERS: u16 = 200;

/// Time that a watch lets pass before it reads dead letters again.
const READ_AGAIN: Duration = Duration::from_secs(5);

/// How to show it.
#[derive(Clone, Debug)]
pub struct Options {
    pub json: bool,
    /// Shows it again and again, so far apart.
    pub watch: Option<Duration>,
}

/// How the queues stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// Jobs waiting; null where there is no such queue. Jobs in a worker's hands are not counted.
    pub jobs: Option<u32>,
    pub workers: Option<u32>,
    pub documents: Option<u32>,
    pub dead: Option<u32>,
    /// The oldest 200 of the dead letters by the code of their reason.
    pub dead_codes: BTreeMap<String, u32>,
    /// Jobs by which the jobs queue shrinks in a second; negative where it grows.
    pub jobs_per_second: Option<f64>,
    /// By which the documents queue grows in a second; negative where it shrinks.
    pub documents_per_second: Option<f64>,
    /// By which the dead queue grows in a second.
    pub dead_per_second: Option<f64>,
    /// Seconds until no job waits, at this rate.
    pub seconds_left: Option<f64>,
}

/// The depths of jobs, documents and dead letters at one time.
#[derive(Clone, Copy)]
struct Look {
    at: Instant,
    jobs: Option<Depth>,
    documents: Option<Depth>,
    dead: Option<Depth>,
}

/// Shows how the queues stand.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; once it has answered, a watch waits for it.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    super::block_on(async {
        let mut client = Some(Client::connect(&config.broker, "status").await?);
        let mut looks: VecDeque<Look> = VecDeque::new();
        let mut reasons = Reasons::default();
        if let Some(client) = &client {
            looks.push_back(Look::take(client, config).await?);
        }
        let mut screen = Screen { in_place: std::io::stdout().is_terminal() && !options.json, lines: 0 };
        let mut stop = Box::pin(super::told_to_stop());
        loop {
            tokio::select! {
                () = tokio::time::sleep(options.watch.unwrap_or(LOOK)) => {}
                told = &mut stop => {
                    told?;
                    break;
                }
            }
            let look = async {
                if client.is_none() {
                    client = Some(Client::connect(&config.broker, "status").await?);
                }
                let Some(client) = &client else { anyhow::bail!("no connection") };
                let look = Look::take(client, config).await?;
                reasons.read(client, config, look.dead.map_or(0, |depth| depth.messages)).await?;
                anyhow::Ok(look)
            };
            match look.await {
                Ok(look) => {
                    looks.push_back(look);
                    if looks.len() > LOOKS {
                        looks.pop_front();
                    }
                    // After a pause without the broker there may be but one.
                    let (Some(first), Some(last)) = (looks.front(), looks.back()) else { continue };
                    screen.show(&Status::new(first, last, &reasons.codes), &options, out)?;
                }
                Err(error) => {
                    let Some(Fatal::Unavailable(reason)) = error.downcast_ref() else { return Err(error) };
                    if options.watch.is_none() {
                        return Err(error);
                    }
                    tracing::warn!(reason, "no broker; trying again");
                    // What the warning has pushed up stays.
                    screen.lines = 0;
                    looks.clear();
                    client = None;
                }
            }
            if options.watch.is_none() {
                break;
            }
        }
        if let Some(client) = client {
            client.close().await;
        }
        Ok(Outcome::Done)
    })
}

/// Why dead letters are dead, as it was when they were last read.
#[derive(Default)]
struct Reasons {
    codes: BTreeMap<String, u32>,
    /// How many lay there, and when.
    read: Option<(u32, Instant)>,
}

impl Reasons {
    /// Reads them again where there are more or fewer than before; not at each look, for others read them too.
    async fn read(&mut self, client: &Client, config: &Config, dead: u32) -> anyhow::Result<()> {
        let known = self.read.is_some_and(|(count, at)| count == dead || at.elapsed() < READ_AGAIN);
        if known && dead > 0 {
            return Ok(());
        }
        self.codes = match dead {
            0 => BTreeMap::new(),
            _ => super::dead::count_codes(client, &config.broker.dead_queue, LETTERS).await?,
        };
        self.read = Some((dead, Instant::now()));
        Ok(())
    }
}

/// Where a watch is drawn.
struct Screen {
    /// Over what was drawn before.
    in_place: bool,
    lines: usize,
}

impl Screen {
    fn show(
        &mut self,
        status: &Status,
        options: &Options,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        if options.json {
            writeln!(out, "{}", serde_json::to_string(status)?)?;
        } else if options.watch.is_some() && !self.in_place {
            let now = humantime::format_rfc3339_seconds(SystemTime::now());
            writeln!(out, "{now} {}", status.line())?;
        } else {
            let table = status.table();
            if self.lines > 0 {
                // Up to the first line, and from there clear all.
                write!(out, "\x1b[{}A\x1b[J", self.lines)?;
            }
            out.write_all(table.as_bytes())?;
            self.lines = table.lines().count();
        }
        Ok(out.flush()?)
    }
}

impl Look {
    async fn take(client: &Client, config: &Config) -> anyhow::Result<Self> {
        Ok(Self {
            jobs: client.depth(&config.broker.jobs_queue).await?,
            documents: client.depth(&config.broker.documents_queue).await?,
            dead: client.depth(&config.broker.dead_queue).await?,
            at: Instant::now(),
        })
    }
}

impl Status {
    fn new(before: &Look, now: &Look, dead_codes: &BTreeMap<String, u32>) -> Self {
        let elapsed = (now.at - before.at).as_secs_f64();
        let growth = |queue: fn(&Look) -> Option<Depth>| {
            let (before, now) = queue(before).zip(queue(now))?;
            let rate = (f64::from(now.messages) - f64::from(before.messages)) / elapsed.max(0.001);
            Some((rate * 10.0).round() / 10.0)
        };
        let jobs = now.jobs.map(|depth| depth.messages);
        // Taken from zero, a rate of none is no -0.
        let jobs_per_second = growth(|look| look.jobs).map(|rate| 0.0 - rate);
        let seconds_left = jobs_per_second
            .zip(jobs)
            .filter(|&(rate, jobs)| rate > 0.0 || jobs == 0)
            .map(|(rate, jobs)| if jobs == 0 { 0.0 } else { (f64::from(jobs) / rate).round() });
        Self {
            jobs,
            workers: now.jobs.map(|depth| depth.consumers),
            documents: now.documents.map(|depth| depth.messages),
            dead: now.dead.map(|depth| depth.messages),
            dead_codes: dead_codes.clone(),
            jobs_per_second,
            documents_per_second: growth(|look| look.documents),
            dead_per_second: growth(|look| look.dead),
            seconds_left,
        }
    }

    fn table(&self) -> String {
        let count = |count: Option<u32>| count.map_or("no such queue".to_owned(), |count| count.to_string());
        let rate = |rate: Option<f64>| rate.map_or(String::new(), |rate| format!("{rate:>+10}/s"));
        let mut rows = vec![
            ("jobs waiting", count(self.jobs), rate(self.jobs_per_second.map(|rate| 0.0 - rate))),
            ("workers", count(self.workers), String::new()),
            ("documents waiting", count(self.documents), rate(self.documents_per_second)),
            ("dead letters", count(self.dead), rate(self.dead_per_second)),
        ];
        if !self.dead_codes.is_empty() {
            rows.push(("", self.reasons(), String::new()));
        }
        rows.push(("time left", self.time_left(), String::new()));
        let row = |(name, value, rate)| {
            let row = format!("{name:<19}{value:<13}{rate}");
            row.trim_end().to_owned() + "\n"
        };
        rows.into_iter().map(row).collect()
    }

    fn line(&self) -> String {
        let count = |count: Option<u32>| count.map_or("?".to_owned(), |count| count.to_string());
        let rate = |rate: Option<f64>| rate.map_or(String::new(), |rate| format!(" ({rate:+}/s)"));
        let reasons =
            if self.dead_codes.is_empty() { String::new() } else { format!(": {}", self.reasons()) };
        format!(
            "jobs {}{}, workers {}, documents {}{}, dead {}{}{reasons}, time left {}",
            count(self.jobs),
            rate(self.jobs_per_second.map(|rate| 0.0 - rate)),
            count(self.workers),
            count(self.documents),
            rate(self.documents_per_second),
            count(self.dead),
            rate(self.dead_per_second),
            self.time_left(),
        )
    }

    /// The reasons of dead letters, the most frequent first.
    fn reasons(&self) -> String {
        let mut codes: Vec<(&String, &u32)> = self.dead_codes.iter().collect();
        codes.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let codes: Vec<String> = codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
        let read: u32 = self.dead_codes.values().sum();
        let oldest = if self.dead > Some(read) { format!(" (the oldest {read})") } else { String::new() };
        format!("{}{oldest}", codes.join(" · "))
    }

    fn time_left(&self) -> String {
        self.seconds_left.map_or("unknown".to_owned(), |left| {
            indicatif::HumanDuration(Duration::from_secs_f64(left)).to_string()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(start: Instant, seconds: u64, messages: u32) -> Look {
        let queue = |messages| Some(Depth { messages, consumers: 2 });
        let at = start + Duration::from_secs(seconds);
        Look { at, jobs: queue(messages), documents: queue(2000 - messages), dead: None }
    }

    #[test]
    fn rates_and_time_left_come_from_two_looks() {
        let start = Instant::now();
        let status = |a, b| Status::new(&look(start, 0, a), &look(start, 2, b), &BTreeMap::new());
        let shrinking = status(1000, 800);
        assert_eq!((shrinking.jobs_per_second, shrinking.seconds_left), (Some(100.0), Some(8.0)));
        assert_eq!((shrinking.documents_per_second, shrinking.dead_per_second), (Some(100.0), None));
        let growing = status(800, 1000);
        assert_eq!((growing.jobs_per_second, growing.seconds_left), (Some(-100.0), None));
        let empty = status(0, 0);
        assert_eq!((empty.jobs_per_second, empty.seconds_left), (Some(0.0), Some(0.0)));
        assert_eq!(empty.jobs_per_second.map(f64::is_sign_negative), Some(false));
    }

    #[test]
    fn a_status_is_a_table_or_a_line() {
        let start = Instant::now();
        let status = Status::new(&look(start, 0, 1000), &look(start, 2, 800), &BTreeMap::new());
        let expected = "\
            jobs waiting       800                -100/s\n\
            workers            2\n\
            documents waiting  1200               +100/s\n\
            dead letters       no such queue\n\
            time left          8 seconds\n";
        assert_eq!(status.table(), expected);
        let line = "jobs 800 (-100/s), workers 2, documents 1200 (+100/s), dead ?, time left 8 seconds";
        assert_eq!(status.line(), line);
        let codes = [("malformed", 3), ("no_text", 140), ("timeout", 57)];
        let codes = codes.map(|(code, count)| (code.to_owned(), count)).into();
        let dead = Status { dead: Some(1200), dead_codes: codes, ..status };
        let row = "dead letters       1200\n                   no_text 140 · timeout 57 · malformed 3 (the oldest 200)\n";
        assert!(dead.table().contains(row), "{}", dead.table());
        assert!(
            dead.line().contains("dead 1200: no_text 140 · timeout 57 · malformed 3 (the oldest 200), time"),
            "{}",
            dead.line()
        );
    }

    #[test]
    fn a_terminal_is_drawn_over_and_a_file_is_not() {
        let start = Instant::now();
        let status = Status::new(&look(start, 0, 1000), &look(start, 2, 800), &BTreeMap::new());
        let twice = |in_place, json, watch| {
            let mut screen = Screen { in_place, lines: 0 };
            let mut out = Vec::new();
            for _ in 0..2 {
                screen.show(&status, &Options { json, watch }, &mut out).unwrap();
            }
            String::from_utf8(out).unwrap()
        };
        let watch = Some(LOOK);
        let drawn = twice(true, false, watch);
        assert_eq!(drawn, format!("{0}\x1b[5A\x1b[J{0}", status.table()));
        let lines = twice(false, false, watch);
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.lines().all(|line| line.ends_with(&status.line())), "{lines}");
        assert_eq!(twice(false, true, watch).lines().count(), 2);
    }
}
