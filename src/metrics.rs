//! Every metric by name, and the HTTP side: `/metrics`, `/livez`, `/readyz`.

use crate::document::Note;
use crate::error::{PublishError, Reject};
use crate::found::{EntityType, QuoteType};
use crate::pipeline::{STAGES, StageTimes};
use anyhow::Context as _;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

const RECEIVED: &str = "wiremill_jobs_received_total";
const REDELIVERED: &str = "wiremill_jobs_redelivered_total";
const COMPLETED: &str = "wiremill_jobs_completed_total";
const IN_FLIGHT: &str = "wiremill_jobs_in_flight";
const DEAD: &str = "wiremill_dead_total";
const PUBLISHED: &str = "wiremill_published_total";
const JOB_SECONDS: &str = "wiremill_job_seconds";
const STAGE_SECONDS: &str = "wiremill_stage_seconds";
const CONFIRM_SECONDS: &str = "wiremill_confirm_seconds";
const JOB_BYTES: &str = "wiremill_job_bytes_total";
const DOCUMENT_BYTES: &str = "wiremill_document_bytes_total";
const BYTES_IN_FLIGHT: &str = "wiremill_bytes_in_flight";
const CONNECTED: &str = "wiremill_connected";
const BLOCKED: &str = "wiremill_blocked";
const RECONNECTS: &str = "wiremill_reconnects_total";
const CONSUMER_ACTIVE: &str = "wiremill_consumer_active";
const THREADS: &str = "wiremill_threads";
const THREADS_BUSY: &str = "wiremill_threads_busy";
const THREADS_ABANDONED: &str = "wiremill_threads_abandoned_total";
const PANICS: &str = "wiremill_panics_total";
const PUBLISHES_STUCK: &str = "wiremill_publishes_stuck";
const ENTITIES: &str = "wiremill_entities_total";
const QUOTES: &str = "wiremill_quotes_total";
const NOTES: &str = "wiremill_notes_total";
const BUILD_INFO: &str = "wiremill_build_info";

// What the system counts for this process, under the names that every Prometheus client library uses.
const CPU_SECONDS: &str = "process_cpu_seconds_total";
const RESIDENT: &str = "process_resident_memory_bytes";
const OPEN_FILES: &str = "process_open_fds";
const START_TIME: &str = "process_start_time_seconds";
const OS_THREADS: &str = "process_threads";

/// From a tenth of a millisecond, a short article's stage, to ten seconds, the deadline.
const STAGE_BUCKETS: [f64; 12] = [0.0001, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// From a millisecond, a confirm of an idle broker, to a minute, a full queue.
const WAIT_BUCKETS: [f64; 13] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0];

/// How a job left the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its document is confirmed.
    Document,
    /// Its dead letter is confirmed.
    Dead,
    /// Given up unsettled: the connection broke, or time to drain ran out. The broker delivers it again.
    Abandoned,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Document, Self::Dead, Self::Abandoned];

    /// Returns the label.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Dead => "dead",
            Self::Abandoned => "abandoned",
        }
    }
}

/// The recorder, and the lock that keeps the books balanced in every scrape.
#[derive(Debug)]
pub struct Metrics {
    handle: PrometheusHandle,
    /// Held while a job is counted in or out, and while a scrape reads: received = completed + in flight.
    books: Mutex<()>,
}

impl Metrics {
    /// Installs the recorder for the whole process, once; later calls return the same.
    ///
    /// # Errors
    ///
    /// Where another recorder is installed already.
    pub fn install() -> anyhow::Result<Arc<Self>> {
        static INSTALLED: OnceLock<Arc<Metrics>> = OnceLock::new();
        static INSTALLING: Mutex<()> = Mutex::new(());
        let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(metrics) = INSTALLED.get() {
            return Ok(metrics.clone());
        }
        let buckets = |builder: PrometheusBuilder, name: &str, buckets: &[f64]| {
            builder.set_buckets_for_metric(Matcher::Full(name.to_owned()), buckets)
        };
        // A histogram without buckets of its own would come out as a summary.
        let builder = buckets(PrometheusBuilder::new(), STAGE_SECONDS, &STAGE_BUCKETS)?;
        let builder = buckets(builder, JOB_SECONDS, &WAIT_BUCKETS)?;
        let builder = buckets(builder, CONFIRM_SECONDS, &WAIT_BUCKETS)?;
        let handle = builder.install_recorder().context("installing the metrics recorder")?;
        describe();
        let metrics = Arc::new(Self { handle, books: Mutex::new(()) });
        Ok(INSTALLED.get_or_init(|| metrics).clone())
    }

    /// Counts a job in.
    pub fn received(&self, bytes: usize, redelivered: bool) {
        let _books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        counter!(RECEIVED).increment(1);
        counter!(REDELIVERED).increment(u64::from(redelivered));
        counter!(JOB_BYTES).increment(bytes as u64);
        gauge!(IN_FLIGHT).increment(1.0);
        gauge!(BYTES_IN_FLIGHT).increment(bytes as f64);
    }

    /// Counts a job out.
    pub fn completed(&self, outcome: Outcome, bytes: usize, took: Duration) {
        let _books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        counter!(COMPLETED, "outcome" => outcome.as_str()).increment(1);
        gauge!(IN_FLIGHT).decrement(1.0);
        gauge!(BYTES_IN_FLIGHT).decrement(bytes as f64);
        histogram!(JOB_SECONDS).record(took.as_secs_f64());
    }

    /// Counts a dead letter by its code.
    pub fn dead(&self, code: &'static str) {
        counter!(DEAD, "code" => code).increment(1);
        if code == "panicked" {
            counter!(PANICS).increment(1);
        }
    }

    /// Counts one publish. `to` is "documents" or "dead".
    pub fn published(&self, to: &'static str, result: &Result<(), PublishError>, took: Duration) {
        let result = match result {
            Ok(()) => "confirmed",
            Err(error) => error.code(),
        };
        counter!(PUBLISHED, "queue" => to, "result" => result).increment(1);
        histogram!(CONFIRM_SECONDS).record(took.as_secs_f64());
    }

    /// Counts a document and what is in it.
    pub fn document(&self, bytes: usize, entities: &[u32; 4], quotes: &[u32; 3], notes: &[Note]) {
        counter!(DOCUMENT_BYTES).increment(bytes as u64);
        for (kind, &count) in EntityType::ALL.iter().zip(entities) {
            counter!(ENTITIES, "type" => kind.as_str()).increment(u64::from(count));
        }
        for (kind, &count) in QuoteType::ALL.iter().zip(quotes) {
            counter!(QUOTES, "type" => kind.as_str()).increment(u64::from(count));
        }
        for note in notes {
            counter!(NOTES, "note" => note.as_str()).increment(1);
        }
    }

    /// Records how long each stage of an article took; those that it did not come to took no time.
    pub fn stages(&self, times: &StageTimes) {
        for (stage, took) in STAGES.into_iter().zip(times).filter(|(_, took)| !took.is_zero()) {
            histogram!(STAGE_SECONDS, "stage" => stage).record(took.as_secs_f64());
        }
    }

    /// Shows how the broker is doing.
    pub fn broker(&self, connected: bool, consuming: bool, blocked: bool, reconnects: u64) {
        gauge!(CONNECTED).set(f64::from(u8::from(connected)));
        gauge!(CONSUMER_ACTIVE).set(f64::from(u8::from(consuming)));
        gauge!(BLOCKED).set(f64::from(u8::from(blocked)));
        counter!(RECONNECTS).absolute(reconnects);
    }

    /// Shows how the pool is doing.
    pub fn threads(&self, all: usize, busy: usize, abandoned: usize) {
        gauge!(THREADS).set(all as f64);
        gauge!(THREADS_BUSY).set(busy as f64);
        counter!(THREADS_ABANDONED).absolute(abandoned as u64);
    }

    /// Shows how many publishes have failed and are being tried again.
    pub fn publishes_stuck(&self, count: usize) {
        gauge!(PUBLISHES_STUCK).set(count as f64);
    }

    /// Names the build and its models.
    pub fn build_info(&self, tier: &str, models: &BTreeMap<String, String>) {
        let models: Vec<String> = models.iter().map(|(stage, name)| format!("{stage}={name}")).collect();
        gauge!(BUILD_INFO, "version" => env!("CARGO_PKG_VERSION"), "tier" => tier.to_owned(),
            "models" => models.join(","))
        .set(1.0);
    }

    /// Returns all metrics in Prometheus' text format.
    pub fn render(&self) -> String {
        let mut text = {
            let _books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
            self.handle.render()
        };
        text.push_str(&process());
        text
    }

    /// Moves recorded histogram values into their buckets; wanted every few seconds where nobody scrapes.
    pub fn upkeep(&self) {
        self.handle.run_upkeep();
    }
}

/// Returns what the system counts for this process, in Prometheus' text format; nothing where it does not tell.
/// Not through the recorder: its counters hold whole numbers, and CPU time is in hundredths of a second.
#[cfg(target_os = "linux")]
fn process() -> String {
    let counts = || -> procfs::ProcResult<[(&str, &str, &str, f64); 5]> {
        let process = procfs::process::Process::myself()?;
        let stat = process.stat()?;
        let seconds = |ticks: u64| ticks as f64 / procfs::ticks_per_second() as f64;
        let started = procfs::boot_time_secs()? as f64 + seconds(stat.starttime);
        let resident = (stat.rss * procfs::page_size()) as f64;
        Ok([
            (CPU_SECONDS, "counter", "CPU time spent, user and system.", seconds(stat.utime + stat.stime)),
            (RESIDENT, "gauge", "Memory in use.", resident),
            (OPEN_FILES, "gauge", "Open files and sockets.", process.fd_count()? as f64),
            (START_TIME, "gauge", "When the process was started, in seconds since 1970.", started),
            (OS_THREADS, "gauge", "Threads of the process, of all kinds.", stat.num_threads as f64),
        ])
    };
    let line =
        |(name, kind, help, value)| format!("\n# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
    counts().map(|counts| counts.map(line).concat()).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn process() -> String {
    String::new()
}

/// Returns the most bytes of memory that this process has had, where the system tells.
#[cfg(target_os = "linux")]
pub fn peak_memory() -> Option<u64> {
    procfs::process::Process::myself().ok()?.status().ok()?.vmhwm.map(|kibibytes| kibibytes << 10)
}

#[cfg(not(target_os = "linux"))]
pub fn peak_memory() -> Option<u64> {
    None
}

/// Describes every metric, and shows every label of a closed set from the start.
fn describe() {
    describe_counter!(RECEIVED, "Jobs taken from the broker.");
    describe_counter!(REDELIVERED, "Jobs that the broker had delivered before.");
    describe_counter!(COMPLETED, "Jobs done with, by outcome; received = completed + in flight.");
    describe_gauge!(IN_FLIGHT, "Jobs taken and not yet done with.");
    describe_counter!(DEAD, "Jobs rejected, by code.");
    describe_counter!(PUBLISHED, "Publishes tried, by queue and result.");
    describe_histogram!(JOB_SECONDS, Unit::Seconds, "From receiving a job to being done with it.");
    describe_histogram!(STAGE_SECONDS, Unit::Seconds, "Time in each stage of an article.");
    describe_histogram!(CONFIRM_SECONDS, Unit::Seconds, "From publishing to the broker's answer.");
    describe_counter!(JOB_BYTES, Unit::Bytes, "Bytes of jobs taken.");
    describe_counter!(DOCUMENT_BYTES, Unit::Bytes, "Bytes of documents confirmed.");
    describe_gauge!(BYTES_IN_FLIGHT, Unit::Bytes, "Bytes of jobs taken and not yet done with.");
    describe_gauge!(CONNECTED, "1 while connected to the broker.");
    describe_gauge!(BLOCKED, "1 while the broker takes no publishes (memory or disk alarm).");
    describe_counter!(RECONNECTS, "Sessions with the broker opened after the first.");
    describe_gauge!(CONSUMER_ACTIVE, "1 while jobs are consumed.");
    describe_gauge!(THREADS, "Pipeline threads.");
    describe_gauge!(THREADS_BUSY, "Pipeline threads working on an article.");
    describe_counter!(THREADS_ABANDONED, "Threads abandoned over an article that would not end.");
    describe_counter!(PANICS, "Articles whose stage panicked.");
    describe_gauge!(PUBLISHES_STUCK, "Publishes that have failed and are being tried again.");
    describe_counter!(ENTITIES, "Entities found, by type.");
    describe_counter!(QUOTES, "Quotes found, by type.");
    describe_counter!(NOTES, "Oddities noted, by kind.");
    describe_gauge!(BUILD_INFO, "Always 1; the labels name the build and its models.");

    for name in [RECEIVED, REDELIVERED, JOB_BYTES, DOCUMENT_BYTES, RECONNECTS, PANICS, THREADS_ABANDONED] {
        counter!(name).absolute(0);
    }
    for outcome in Outcome::ALL {
        counter!(COMPLETED, "outcome" => outcome.as_str()).absolute(0);
    }
    for code in Reject::CODES {
        counter!(DEAD, "code" => code).absolute(0);
    }
    for to in ["documents", "dead"] {
        for result in PublishError::CODES.into_iter().chain(["confirmed"]) {
            counter!(PUBLISHED, "queue" => to, "result" => result).absolute(0);
        }
    }
    for kind in EntityType::ALL {
        counter!(ENTITIES, "type" => kind.as_str()).absolute(0);
    }
    for kind in QuoteType::ALL {
        counter!(QUOTES, "type" => kind.as_str()).absolute(0);
    }
    for note in Note::ALL {
        counter!(NOTES, "note" => note.as_str()).absolute(0);
    }
    for name in [
        IN_FLIGHT, BYTES_IN_FLIGHT, CONNECTED, BLOCKED, CONSUMER_ACTIVE, THREADS, THREADS_BUSY,
        PUBLISHES_STUCK,
    ] {
        gauge!(name).set(0.0);
    }
}

/// Says whether the worker is ready, or why not.
pub type Ready = dyn Fn() -> Result<(), String> + Send + Sync;

/// Serves `/metrics`, `/livez` and `/readyz` as long as the process lives.
pub async fn serve(listener: tokio::net::TcpListener, metrics: Arc<Metrics>, ready: Arc<Ready>) {
    answer(listener, routes(metrics, ready), std::future::pending()).await;
}

/// How long a client may take to send the head of a request, and to think before its next one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long accepting rests where it fails, as it does when too many files are open.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Answers requests until `until` comes, and then those in hand.
///
/// Not `axum::serve`: it waits for ever for a client that never ends the head of its request, and every such client
/// holds an open file.
pub async fn answer(listener: tokio::net::TcpListener, routes: Router, until: impl Future<Output = ()>) {
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    let open = GracefulShutdown::new();
    tokio::pin!(until);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut until => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::debug!(%error, "no connection accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(routes.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a client went or was too slow");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}

/// Returns what answers `/metrics`, `/livez` and `/readyz`.
pub fn routes(metrics: Arc<Metrics>, ready: Arc<Ready>) -> Router {
    let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Router::new()
        .route("/metrics", get(move || async move { (text, metrics.render()).into_response() }))
        // Alive is who answers; the broker's troubles are no reason to be restarted.
        .route("/livez", get(|| async { "ok\n" }))
        .route(
            "/readyz",
            get(move || async move {
                match ready() {
                    Ok(()) => (StatusCode::OK, "ok\n".to_owned()),
                    Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
                }
            }),
        )
}
