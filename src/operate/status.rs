//! `wiremill status`: depths, rates, workers, time left.
//!
//! All that the broker tells without its management plugin: ready messages and consumers of each queue, and
//! what the difference of two looks says.

use crate::broker::amqp::queues::{Client, Depth};
use crate::config::Config;
use crate::outcome::Outcome;
use serde::Serialize;
use std::io::Write;
use std::time::{Duration, Instant};

/// Time between the two looks that a rate takes.
const LOOK: Duration = Duration::from_secs(1);

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
    /// Jobs by which the jobs queue shrinks in a second; negative where it grows.
    pub jobs_per_second: Option<f64>,
    /// Seconds until no job waits, at this rate.
    pub seconds_left: Option<f64>,
}

/// Shows how the queues stand.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    super::block_on(async {
        let client = Client::connect(&config.broker, "status").await?;
        let mut before = (Instant::now(), client.depth(&config.broker.jobs_queue).await?);
        loop {
            tokio::select! {
                () = tokio::time::sleep(options.watch.unwrap_or(LOOK)) => {}
                stopped = super::told_to_stop() => {
                    stopped?;
                    break;
                }
            }
            let now = (Instant::now(), client.depth(&config.broker.jobs_queue).await?);
            let status = Status::new(
                before,
                now,
                client.depth(&config.broker.documents_queue).await?,
                client.depth(&config.broker.dead_queue).await?,
            );
            before = now;
            if options.json {
                writeln!(out, "{}", serde_json::to_string(&status)?)?;
            } else {
                status.table(out)?;
            }
            out.flush()?;
            if options.watch.is_none() {
                break;
            }
        }
        client.close().await;
        Ok(Outcome::Done)
    })
}

impl Status {
    fn new(
        before: (Instant, Option<Depth>),
        now: (Instant, Option<Depth>),
        documents: Option<Depth>,
        dead: Option<Depth>,
    ) -> Self {
        let jobs = now.1.map(|depth| depth.messages);
        let elapsed = (now.0 - before.0).as_secs_f64();
        let jobs_per_second = before.1.zip(now.1).map(|(before, now)| {
            let rate = (f64::from(before.messages) - f64::from(now.messages)) / elapsed.max(0.001);
            (rate * 10.0).round() / 10.0
        });
        let seconds_left = jobs_per_second
            .zip(jobs)
            .filter(|&(rate, jobs)| rate > 0.0 || jobs == 0)
            .map(|(rate, jobs)| if jobs == 0 { 0.0 } else { (f64::from(jobs) / rate).round() });
        Self {
            jobs,
            workers: now.1.map(|depth| depth.consumers),
            documents: documents.map(|depth| depth.messages),
            dead: dead.map(|depth| depth.messages),
            jobs_per_second,
            seconds_left,
        }
    }

    fn table(&self, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
        let count = |count: Option<u32>| count.map_or("no such queue".to_owned(), |count| count.to_string());
        writeln!(out, "jobs waiting       {}", count(self.jobs))?;
        writeln!(out, "workers            {}", count(self.workers))?;
        writeln!(out, "documents waiting  {}", count(self.documents))?;
        writeln!(out, "dead letters       {}", count(self.dead))?;
        let rate = self.jobs_per_second.map_or("unknown".to_owned(), |rate| format!("{rate}/s"));
        writeln!(out, "jobs done          {rate}")?;
        let left = self.seconds_left.map_or("unknown".to_owned(), |left| {
            indicatif::HumanDuration(Duration::from_secs_f64(left)).to_string()
        });
        writeln!(out, "time left          {left}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_come_from_two_looks() {
        let start = Instant::now();
        let look = |seconds, messages| {
            (start + Duration::from_secs(seconds), Some(Depth { messages, consumers: 2 }))
        };
        let status = |before, now| Status::new(before, now, None, None);
        let shrinking = status(look(0, 1000), look(2, 800));
        assert_eq!((shrinking.jobs_per_second, shrinking.seconds_left), (Some(100.0), Some(8.0)));
        let growing = status(look(0, 800), look(2, 1000));
        assert_eq!((growing.jobs_per_second, growing.seconds_left), (Some(-100.0), None));
        let empty = status(look(0, 0), look(2, 0));
        assert_eq!((empty.jobs_per_second, empty.seconds_left), (Some(0.0), Some(0.0)));
        assert_eq!(status((start, None), (start, None)).jobs, None);
    }
}
