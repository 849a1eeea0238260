//! The whole delivery policy: receive, process, publish, confirm, settle; drain on shutdown.
//!
//! - A job is settled only after its document, or its dead letter, is confirmed and routed.
//! - A publish that fails is tried again in place, with backoff, as long as the connection lives: its job
//!   stays unacknowledged, so prefetch stops the intake and the worker is not ready.
//! - When the connection is gone, what is in hand is given up; the broker delivers it again.

use crate::broker::amqp::Amqp;
use crate::broker::{Broker, Delivery, Message, State};
use crate::config::Config;
use crate::error::{Deadline, PublishError, Reject};
use crate::job::Job;
use crate::metrics::{Metrics, Outcome};
use crate::outcome::Fatal;
use crate::pipeline::{Pipeline, Scratch};
use crate::pool::{Done, MAX_ABANDONED_THREADS, Pool, Work};
use crate::signals::Signals;
use crate::systemd;
use backon::BackoffBuilder as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tracing::{Instrument as _, debug, error, info, info_span, warn};

/// How far stopping has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// Go on.
    #[default]
    Not,
    /// Finish what is in hand (the first SIGTERM).
    Drain,
    /// Leave everything to be delivered again (the second).
    Now,
}

/// How a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As told, with nothing left in hand.
    Drained,
    /// As told, with jobs left for the broker to deliver again.
    Abandoned { jobs: usize },
    /// By itself, after so many threads had to be abandoned.
    ThreadsAbandoned(usize),
    /// By itself, after publishing a result panicked: its job would stay unsettled, and all acknowledgements behind it.
    Panicked,
}

/// What the configuration does not say: nothing yet.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// Runs the daemon until SIGTERM, SIGINT or SIGHUP: drains at the first, leaves at the second.
///
/// # Errors
///
/// `Fatal::Usage` where address, login, permissions or queues cannot work; a broker that does not answer is
/// waited for.
pub fn run(config: &Config, _: Options) -> anyhow::Result<crate::outcome::Outcome> {
    // The I/O has two threads to itself: heartbeats must not wait for articles.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let end = runtime.block_on(daemon(config));
    // Pipeline threads that were abandoned never end, and nothing else is worth waiting for.
    runtime.shutdown_background();
    match end? {
        End::Drained => info!("stopped with nothing left in hand"),
        End::Abandoned { jobs } => warn!(jobs, "stopped; the broker delivers the jobs in hand again"),
        End::ThreadsAbandoned(threads) => {
            anyhow::bail!("{threads} threads hang in articles; start me again")
        }
        End::Panicked => {
            anyhow::bail!("publishing a result panicked, its job is delivered again; start me again")
        }
    }
    Ok(crate::outcome::Outcome::Done)
}

async fn daemon(config: &Config) -> anyhow::Result<End> {
    let mut signals = Signals::listen()?;
    let metrics = Metrics::install()?;
    // Before any job is taken: a worker that cannot start again and again would lead the first ones to the delivery limit.
    let listener = if config.http.enabled { Some(listen(&config.http.listen).await?) } else { None };
    // It connects while models are unpacked; what it delivers meanwhile waits.
    let broker = Arc::new(Amqp::start(config)?);
    let pipeline = Pipeline::new(config);
    let tier = serde_json::to_value(config.pipeline.tier)?;
    metrics.build_info(tier.as_str().unwrap_or_default(), pipeline.models());
    let process =
        move |job: &[u8], scratch: &mut Scratch, deadline: Deadline| pipeline.process(job, scratch, deadline);
    let worker = Worker::new(broker, config, Arc::new(process), metrics.clone())?;
    if let Some(listener) = listener {
        // Port 0 lets the system choose one.
        info!(listen = %listener.local_addr()?, "serving /metrics, /livez and /readyz");
        let serve = crate::metrics::serve(listener, metrics, worker.ready());
        tokio::spawn(serve);
    }
    let (stop, stopped) = watch::channel(Stop::Not);
    tokio::spawn(async move {
        for step in [Stop::Drain, Stop::Now] {
            signals.next().await;
            // Nobody listens once the worker has ended.
            let _ = stop.send(step);
        }
        // The sender lives until the second signal, or the worker would think itself told to stop.
        std::future::pending::<()>().await;
    });
    info!(version = env!("CARGO_PKG_VERSION"), threads = worker.threads, "worker starts");
    worker.run(stopped).await
}

/// Binds the address of `http.listen`.
async fn listen(address: &str) -> anyhow::Result<tokio::net::TcpListener> {
    let listener = tokio::net::TcpListener::bind(address).await;
    let refused = |error: std::io::Error| {
        let hint = match error.kind() {
            std::io::ErrorKind::AddrInUse => "; each worker of a host needs its own, port 0 is any free one",
            _ => "",
        };
        Fatal::Usage(format!("http.listen: {address}: {error}{hint}"))
    };
    Ok(listener.map_err(refused)?)
}

/// A job in hand.
struct InHand<T> {
    ticket: T,
    /// The message's id, until the job's own is known.
    message_id: String,
    span: tracing::Span,
    entry: Entry,
    _budget: OwnedSemaphorePermit,
}

/// A job's entry in the books: counted in when made and out when dropped, whatever happens in between.
struct Entry {
    metrics: Arc<Metrics>,
    in_hand: Arc<AtomicUsize>,
    outcome: Outcome,
    received: Instant,
    bytes: usize,
}

impl Entry {
    fn new(metrics: Arc<Metrics>, in_hand: Arc<AtomicUsize>, bytes: usize, redelivered: bool) -> Self {
        metrics.received(bytes, redelivered);
        in_hand.fetch_add(1, Ordering::Relaxed);
        Self { metrics, in_hand, outcome: Outcome::Abandoned, received: Instant::now(), bytes }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.in_hand.fetch_sub(1, Ordering::Relaxed);
        self.metrics.completed(self.outcome, self.bytes, self.received.elapsed());
    }
}

/// What every job's end needs.
struct Ending<B> {
    broker: Arc<B>,
    metrics: Arc<Metrics>,
    stop: watch::Receiver<Stop>,
    /// Publishes that have failed and are being tried again.
    stuck: Arc<AtomicUsize>,
    backoff: backon::ExponentialBuilder,
}

/// A worker that is ready to run.
pub struct Worker<B: Broker> {
    broker: Arc<B>,
    pool: Pool<InHand<B::Ticket>>,
    metrics: Arc<Metrics>,
    threads: usize,
    budget: Arc<Semaphore>,
    budget_kib: u32,
    drain_timeout: Duration,
    backoff: backon::ExponentialBuilder,
    stuck: Arc<AtomicUsize>,
    in_hand: Arc<AtomicUsize>,
}

impl<B: Broker> Worker<B> {
    /// Starts the pool; nothing is taken from the broker yet.
    ///
    /// # Errors
    ///
    /// Where the system gives no threads.
    pub fn new(
        broker: Arc<B>,
        config: &Config,
        process: Arc<crate::pool::Process>,
        metrics: Arc<Metrics>,
    ) -> anyhow::Result<Self> {
        let threads = config.worker.threads();
        let settings = crate::pool::Settings {
            threads,
            deadline_ms: config.pipeline.deadline_ms,
            hard_limit_ms: config.pipeline.hard_limit_ms,
        };
        // Counted in KiB, since a semaphore's permits are few.
        let budget_kib = (config.worker.bytes_in_flight / 1024).clamp(1, u64::from(u32::MAX) / 2) as u32;
        let backoff = crate::broker::backoff(&config.broker);
        Ok(Self {
            broker,
            pool: Pool::start(settings, process)?,
            metrics,
            threads,
            budget: Arc::new(Semaphore::new(budget_kib as usize)),
            budget_kib,
            drain_timeout: Duration::from_millis(config.worker.drain_timeout_ms),
            backoff,
            stuck: Arc::default(),
            in_hand: Arc::default(),
        })
    }

    /// Returns the question that `/readyz` asks.
    pub fn ready(&self) -> Arc<crate::metrics::Ready> {
        let (state, stuck) = (self.broker.state(), self.stuck.clone());
        Arc::new(move || {
            let State { connected, consuming, blocked, trouble, .. } = state.borrow().clone();
            let trouble = trouble.unwrap_or_else(|| "connecting".to_owned());
            match stuck.load(Ordering::Relaxed) {
                _ if !connected => Err(format!("not connected: {trouble}")),
                _ if !consuming => Err(format!("not consuming: {trouble}")),
                _ if blocked => Err("the broker blocks publishing (memory or disk alarm)".to_owned()),
                0 => Ok(()),
                stuck => Err(format!("{stuck} publishes have failed and are being tried again")),
            }
        })
    }

    /// Works until told to stop.
    ///
    /// # Errors
    ///
    /// What the broker says that trying again cannot mend.
    pub async fn run(self, stop: watch::Receiver<Stop>) -> anyhow::Result<End> {
        let ready = self.ready();
        let done = self.pool.done();
        let counts = self.pool.counts();
        let work = self.pool.work();
        drop(self.pool);
        let ending = Arc::new(Ending {
            broker: self.broker.clone(),
            metrics: self.metrics.clone(),
            stop: stop.clone(),
            stuck: self.stuck,
            backoff: self.backoff,
        });

        let mut intake = tokio::spawn(intake(
            self.broker.clone(),
            work,
            self.metrics.clone(),
            self.in_hand.clone(),
            self.budget,
            self.budget_kib,
        ));
        let mut stopping = stop.clone();
        let mut taken = None;
        let mut endings = JoinSet::new();
        let mut tick = tokio::time::interval(Duration::from_secs(1));
        let mut state = self.broker.state();
        state.mark_changed();
        let mut drain_by: Option<tokio::time::Instant> = None;
        let mut untrusted: Option<End> = None;
        let mut was_ready = false;
        loop {
            let told = *stopping.borrow_and_update();
            if (told > Stop::Not || untrusted.is_some()) && drain_by.is_none() {
                info!("stopping: no more jobs are taken, those in hand are finished");
                systemd::stopping();
                self.broker.stop_intake();
                drain_by = Some(tokio::time::Instant::now() + self.drain_timeout);
            }
            if told == Stop::Now {
                break;
            }
            tokio::select! {
                result = done.recv_async() => {
                    let Ok(result) = result else { break };
                    endings.spawn(ending.clone().finish(result));
                    let threads = counts.abandoned();
                    if threads >= MAX_ABANDONED_THREADS && untrusted.is_none() {
                        untrusted = Some(End::ThreadsAbandoned(threads));
                        error!(threads, "threads had to be abandoned; exiting");
                    }
                }
                Some(ended) = endings.join_next() => if ended.is_err() {
                    untrusted = Some(End::Panicked);
                    error!("publishing a result panicked; exiting");
                },
                result = &mut intake, if taken.is_none() => taken = Some(result),
                changed = state.changed() => if changed.is_ok() {
                    let State { connected, consuming, blocked, reconnects, .. } = *state.borrow_and_update();
                    self.metrics.broker(connected, consuming, blocked, reconnects);
                    if consuming && !was_ready {
                        was_ready = true;
                        systemd::ready();
                    }
                    systemd::status(&ready().map_or_else(|why| why, |()| "consuming".to_owned()));
                },
                _ = tick.tick() => {
                    self.metrics.threads(self.threads, counts.busy(), counts.abandoned());
                    self.metrics.upkeep();
                    systemd::alive();
                }
                changed = stopping.changed() => if changed.is_err() { break },
                () = sleep_until(drain_by) => break,
            }
        }
        // All is processed, or time is up: what is still being published gets the rest of the time.
        let mut now = stop.clone();
        let drain_by = drain_by.unwrap_or_else(|| tokio::time::Instant::now() + self.drain_timeout);
        tokio::select! {
            () = async {
                while let Some(ended) = endings.join_next().await {
                    if ended.is_err() {
                        untrusted = Some(End::Panicked);
                        error!("publishing a result panicked");
                    }
                }
            } => {}
            _ = now.wait_for(|stop| *stop == Stop::Now) => {}
            () = tokio::time::sleep_until(drain_by) => {}
            () = async {
                loop {
                    tick.tick().await;
                    systemd::alive();
                }
            } => {}
        }
        self.broker.stop_intake();
        // Closing ends what is being published, and with it the entries of those jobs.
        let jobs = self.in_hand.load(Ordering::Relaxed);
        self.broker.close().await;
        endings.shutdown().await;
        let State { connected, consuming, blocked, reconnects, .. } = *state.borrow_and_update();
        self.metrics.broker(connected, consuming, blocked, reconnects);
        if let Some(Ok(Err(fatal))) = taken {
            return Err(fatal);
        }
        Ok(match (untrusted, jobs) {
            (Some(end), _) => end,
            (None, 0) => End::Drained,
            (None, jobs) => End::Abandoned { jobs },
        })
    }
}

/// Sleeps until `at`; for ever where there is none.
async fn sleep_until(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Takes jobs until the broker gives none any more, as fast as threads and the byte budget allow.
async fn intake<B: Broker>(
    broker: Arc<B>,
    work: flume::Sender<Work<InHand<B::Ticket>>>,
    metrics: Arc<Metrics>,
    in_hand: Arc<AtomicUsize>,
    budget: Arc<Semaphore>,
    budget_kib: u32,
) -> anyhow::Result<()> {
    while let Some(delivery) = broker.next().await? {
        let Delivery { ticket, body, redelivered, message_id, traceparent } = delivery;
        let entry = Entry::new(metrics.clone(), in_hand.clone(), body.len(), redelivered);
        let message_id = message_id.unwrap_or_default();
        let span = info_span!("job", id = message_id, traceparent, redelivered);
        // One job may be larger than the whole budget; it then has the worker to itself.
        let kib = ((body.len() / 1024) as u32 + 1).min(budget_kib);
        let _budget = budget.clone().acquire_many_owned(kib).await?;
        let in_hand = InHand { ticket, message_id, span, entry, _budget };
        if work.send_async(Work { ticket: in_hand, job: body }).await.is_err() {
            anyhow::bail!("the pipeline's threads are gone");
        }
    }
    Ok(())
}

impl<B: Broker> Ending<B> {
    /// Publishes what came of a job and settles it.
    async fn finish(self: Arc<Self>, done: Done<InHand<B::Ticket>>) {
        let span = done.ticket.span.clone();
        self.finish_in_span(done).instrument(span).await;
    }

    async fn finish_in_span(&self, done: Done<InHand<B::Ticket>>) {
        let Done { ticket: in_hand, outcome, times, job } = done;
        let InHand { ticket, message_id, mut entry, .. } = in_hand;
        self.metrics.stages(&times);
        let (reject, stage) = match outcome {
            Ok(enriched) => {
                let (job_id, body) = (enriched.job_id.as_str(), enriched.json.as_slice());
                let message = Message::Document { job_id, document_id: &enriched.document_id, body };
                match self.publish(&ticket, message, "documents").await {
                    Ok(()) => {
                        let crate::pipeline::Enriched { entities, quotes, notes, .. } = &enriched;
                        self.metrics.document(body.len(), entities, quotes, notes);
                        debug!(job.id = job_id, bytes = body.len(), "enriched");
                        self.broker.settle(ticket);
                        entry.outcome = Outcome::Document;
                        return;
                    }
                    Err(PublishError::TooLarge { size, .. }) => {
                        // The broker takes less than limits.max_document_bytes; no later try can help.
                        let limit = size.saturating_sub(1);
                        (Reject::TooLarge { what: "document", size, limit, unit: "bytes" }, "publish")
                    }
                    Err(gone) => return debug!(error = %gone, "given up; the broker delivers it again"),
                }
            }
            Err(failure) => (failure.reject, failure.stage),
        };
        let (code, reason) = (reject.code(), reject.to_string());
        let message = Message::Dead { code, message: &reason, stage };
        match self.publish(&ticket, message, "dead").await {
            Ok(()) => {
                let id = Job::peek_id(&job).unwrap_or(message_id);
                warn!(job.id = id, code, stage, reason, "rejected");
                self.metrics.dead(code);
                self.broker.settle(ticket);
                entry.outcome = Outcome::Dead;
            }
            Err(PublishError::TooLarge { size, .. }) => {
                // No later try can help; but the broker itself moves what is larger than it takes from anybody.
                let id = Job::peek_id(&job).unwrap_or(message_id);
                warn!(
                    job.id = id,
                    code,
                    stage,
                    reason,
                    bytes = size,
                    "rejected; larger than the broker takes, so it moves the job itself"
                );
                self.metrics.dead(code);
                self.broker.put_aside(ticket).await;
                entry.outcome = Outcome::Dead;
            }
            Err(gone) => debug!(error = %gone, "given up; the broker delivers it again"),
        }
    }

    /// Publishes one message, again and again until it is confirmed and routed.
    ///
    /// # Errors
    ///
    /// `Disconnected` or `TooLarge`: what no further try can mend.
    async fn publish(
        &self,
        ticket: &B::Ticket,
        message: Message<'_>,
        to: &'static str,
    ) -> Result<(), PublishError> {
        let mut delays = self.backoff.build();
        let mut stuck = None;
        loop {
            let start = Instant::now();
            let result = self.broker.publish(ticket, message).await;
            self.metrics.published(to, &result, start.elapsed());
            let error = match result {
                Ok(()) => return Ok(()),
                Err(error @ (PublishError::Disconnected { .. } | PublishError::TooLarge { .. })) => {
                    return Err(error);
                }
                Err(error) => error,
            };
            if stuck.is_none() {
                stuck = Some(Stuck::new(&self.stuck, &self.metrics, to, &error));
            }
            let mut stop = self.stop.clone();
            tokio::select! {
                () = tokio::time::sleep(delays.next().unwrap_or_default()) => {}
                // Time to drain may run out, or the second signal come; the job then stays unsettled.
                _ = stop.wait_for(|stop| *stop == Stop::Now) => {
                    return Err(PublishError::Disconnected { reason: "told to stop at once".to_owned() });
                }
            }
        }
    }
}

/// One publish that keeps failing. The first of many is logged, and the end of the last.
struct Stuck<'a> {
    count: &'a AtomicUsize,
    metrics: &'a Metrics,
    to: &'static str,
}

impl<'a> Stuck<'a> {
    fn new(count: &'a AtomicUsize, metrics: &'a Metrics, to: &'static str, error: &PublishError) -> Self {
        let before = count.fetch_add(1, Ordering::Relaxed);
        metrics.publishes_stuck(before + 1);
        if before == 0 {
            warn!(to, %error, "publishing fails; trying again until it succeeds");
        }
        Self { count, metrics, to }
    }
}

impl Drop for Stuck<'_> {
    fn drop(&mut self) {
        let left = self.count.fetch_sub(1, Ordering::Relaxed) - 1;
        self.metrics.publishes_stuck(left);
        if left == 0 {
            info!(to = self.to, "no publish is stuck any more");
        }
    }
}
