//! `wiremill submit`: publishes jobs with confirms.
//!
//! What cannot be decoded is published all the same: the worker rejects it with its reason, and the books
//! balance. Only what is too large to send is refused here.

use crate::broker::amqp::queues::{Client, Sender};
use crate::config::Config;
use crate::error::PublishError;
use crate::files::{self, Input, Outputs};
use crate::job::Job;
use crate::operate::manifest::{Manifest, ManifestLine};
use crate::outcome::{Fatal, Outcome};
use crate::signals::Signals;
use backon::BackoffBuilder as _;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, mpsc, watch};

/// How long a lost broker is tried again before giving up.
const PATIENCE: Duration = Duration::from_secs(120);

/// Tries of one job in a row without any answer before giving up; two minutes with the default confirm timeout.
/// A quorum queue without a leader takes messages and never confirms them.
const UNANSWERED_TRIES: u32 = 4;

/// Queues that are missing are declared anew no more often than this.
const DECLARE_AFTER: Duration = Duration::from_secs(1);

/// What to submit.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and directories; `-` is stdin.
    pub inputs: Vec<PathBuf>,
    /// Records every input, one [`ManifestLine`] each, after what it holds.
    pub manifest: Option<PathBuf>,
}

/// Publishes every job and records it in the manifest once it is confirmed.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; `Fatal::Usage` where an input is missing or the manifest cannot be
/// written.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    super::block_on(submit(config, options, out))
}

async fn submit(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let mut outputs = Outputs::default();
    if let Some(path) = &options.manifest {
        outputs.add("--manifest", path);
    }
    outputs.check(&options.inputs)?;
    files::check_inputs(&options.inputs)?;
    let client = Client::connect(&config.broker, "submit").await?;
    if config.broker.declare {
        client.declare().await?;
    }
    client.close().await;
    let line = Arc::new(Line::open(config).await?);
    let manifest = options.manifest.as_deref().map(Manifest::open).transpose()?;
    let mut book = Book { manifest, failed: None };

    let mut inputs = files::read(&options.inputs, config).without(outputs);
    let bar = crate::files::progress(
        inputs.total_bytes(),
        "{spinner} {msg} {wide_bar} {bytes}/{total_bytes} {eta}",
    );
    // Reading blocks, so it has a thread of its own; a few jobs wait between it and the broker.
    let (read_out, mut read) = mpsc::channel(usize::from(config.broker.publish_channels));
    std::thread::Builder::new().name("reader".to_owned()).spawn(move || {
        while let Some(input) = inputs.next() {
            let position = inputs.bytes_read();
            if read_out.blocking_send((input, position)).is_err() {
                return;
            }
        }
    })?;

    let start = Instant::now();
    let (mut sent, mut refused, mut bytes) = (0u64, 0u64, 0u64);
    let mut publishing = FuturesUnordered::new();
    let mut reading = true;
    let mut signals = Signals::listen()?;
    let (mut stopped, mut cut_short) = (false, false);
    let mut failed: Option<anyhow::Error> = None;
    // Sent, and perhaps in the queue, but not in the manifest.
    let mut unknown = 0;
    while reading || !publishing.is_empty() {
        let room = publishing.len() < usize::from(config.broker.publish_channels);
        reading &= book.failed.is_none();
        tokio::select! {
            input = read.recv(), if reading && room => match input {
                Some((Ok(input), position)) => {
                    bar.set_position(position);
                    if input.job.len() > config.limits.max_job_bytes {
                        let limit = config.limits.max_job_bytes;
                        tracing::error!(input.origin, limit, "job is larger than limits.max_job_bytes; not sent");
                        refused += 1;
                        let reason = format!("{}: larger than limits.max_job_bytes, {limit}", input.origin);
                        book.record(&ManifestLine::refused(Job::peek_id(&input.job), reason));
                    } else {
                        publishing.push(publish(line.clone(), input));
                    }
                }
                Some((Err(error), position)) => {
                    bar.set_position(position);
                    let error = format!("{error:#}");
                    tracing::error!(error, "input cannot be read");
                    refused += 1;
                    book.record(&ManifestLine::refused(None, error));
                }
                None => reading = false,
            },
            Some(published) = publishing.next() => {
                let (input, refusal): (Input, Option<PublishError>) = match published {
                    Ok(published) => published,
                    Err(error) => {
                        // The others get their answers all the same: what is confirmed stands in the manifest.
                        line.told_to_stop.send_replace(true);
                        reading = false;
                        unknown += 1;
                        failed.get_or_insert(error);
                        continue;
                    }
                };
                if let Some(refusal) = refusal {
                    refused += 1;
                    let reason = format!("{}: {refusal}", input.origin);
                    book.record(&ManifestLine::refused(Job::peek_id(&input.job), reason));
                    continue;
                }
                sent += 1;
                bytes += input.job.len() as u64;
                unknown += usize::from(!book.record_job(&input.job));
                bar.set_message(format!("{sent} jobs"));
            }
            () = signals.next() => {
                if stopped {
                    let reason = format!("told again to stop while {} jobs were not confirmed", publishing.len());
                    unknown += publishing.len();
                    failed.get_or_insert(Fatal::Unavailable(reason).into());
                    break;
                }
                // What is on its way gets its answer, so that the manifest is right; but only one.
                (stopped, cut_short, reading) = (true, reading, false);
                line.told_to_stop.send_replace(true);
            }
        }
    }
    // One that is connecting again holds the line.
    drop(publishing);
    bar.finish_and_clear();
    let booked = book.finish();
    line.close().await;
    let seconds = start.elapsed().as_secs_f64();
    let rate = sent as f64 / seconds.max(0.001);
    writeln!(
        out,
        "{sent} jobs submitted, {refused} refused, {bytes} bytes, {seconds:.1} s, {rate:.0} jobs/s"
    )?;
    if unknown > 0 {
        tracing::warn!(
            "{unknown} jobs more may be in the queue: no answer came, or none could be recorded; the same inputs submitted again \
             to the same manifest set the books right"
        );
    }
    booked?;
    if let Some(failed) = failed {
        return Err(failed);
    }
    if cut_short {
        tracing::warn!("told to stop before all inputs were read; the manifest holds what was submitted");
    }
    Ok(if refused == 0 && !cut_short { Outcome::Done } else { Outcome::SomeRejected })
}

/// The manifest, where one is wanted, as long as it can be written.
struct Book {
    manifest: Option<Manifest>,
    failed: Option<anyhow::Error>,
}

impl Book {
    /// Records what became of an input. Returns whether it could.
    fn record(&mut self, line: &ManifestLine) -> bool {
        if let (Some(manifest), None) = (&mut self.manifest, &self.failed) {
            self.failed = manifest.record(line).err();
        }
        self.failed.is_none()
    }

    /// Records a job that was confirmed.
    fn record_job(&mut self, job: &[u8]) -> bool {
        self.manifest.is_none() || self.record(&ManifestLine::new(job))
    }

    fn finish(self) -> anyhow::Result<()> {
        match (self.failed, self.manifest) {
            (Some(failed), _) => Err(failed),
            (None, Some(manifest)) => manifest.finish(),
            (None, None) => Ok(()),
        }
    }
}

/// The line to the broker; renewed when it breaks.
struct Line {
    config: Config,
    /// The sender, and how often it was renewed.
    sender: Mutex<(Arc<Sender>, u64)>,
    /// Whether what fails now is given up.
    told_to_stop: watch::Sender<bool>,
    /// When queues were last declared anew.
    declared: Mutex<Instant>,
}

impl Line {
    async fn open(config: &Config) -> anyhow::Result<Self> {
        let sender = Arc::new(Sender::connect(&config.broker, "submit").await?);
        Ok(Self {
            config: config.clone(),
            sender: Mutex::new((sender, 0)),
            told_to_stop: watch::Sender::new(false),
            declared: Mutex::new(Instant::now()),
        })
    }

    async fn sender(&self) -> (Arc<Sender>, u64) {
        self.sender.lock().await.clone()
    }

    /// Opens another line in place of number `broken`, unless somebody has done so already.
    async fn renew(&self, broken: u64) -> anyhow::Result<()> {
        let mut sender = self.sender.lock().await;
        if sender.1 != broken {
            return Ok(());
        }
        tracing::warn!("connection lost; connecting again");
        let give_up = Instant::now() + PATIENCE;
        let mut delays = delays(&self.config);
        loop {
            match Sender::connect(&self.config.broker, "submit").await {
                Ok(new) => {
                    *sender = (Arc::new(new), broken + 1);
                    tracing::info!("connected again");
                    return Ok(());
                }
                Err(error) if Instant::now() > give_up || *self.told_to_stop.borrow() => return Err(error),
                Err(_) => self.pause(delays.next()).await,
            }
        }
    }

    /// Declares queues anew, where that is configured: somebody deleted the one that jobs go to.
    async fn declare(&self) {
        let mut declared = self.declared.lock().await;
        if !self.config.broker.declare || declared.elapsed() < DECLARE_AFTER {
            return;
        }
        if let Ok(client) = Client::connect(&self.config.broker, "submit").await {
            if let Err(error) = client.declare().await {
                tracing::warn!(%error, "declaring queues anew");
            }
            client.close().await;
        }
        *declared = Instant::now();
    }

    /// Waits before the next try, unless told to stop.
    async fn pause(&self, delay: Option<Duration>) {
        let _ = tokio::time::timeout(delay.unwrap_or_default(), self.told_to_stop()).await;
    }

    async fn told_to_stop(&self) {
        // The line holds the sender: there is no error.
        let _ = self.told_to_stop.subscribe().wait_for(|told| *told).await;
    }

    async fn close(&self) {
        self.sender().await.0.close().await;
    }
}

fn delays(config: &Config) -> impl Iterator<Item = Duration> + use<> {
    crate::broker::backoff(&config.broker).build()
}

/// Publishes one job, again and again until it is confirmed and routed. A full queue is waited for without
/// end, a lost broker for [`PATIENCE`], one that gives no answer for [`UNANSWERED_TRIES`]. Comes with a reason
/// where the broker will never take it.
async fn publish(line: Arc<Line>, input: Input) -> anyhow::Result<(Input, Option<PublishError>)> {
    let id = Job::peek_id(&input.job).unwrap_or_default();
    let mut delays = delays(&line.config);
    let mut warned = false;
    let mut unanswered = 0;
    loop {
        let (sender, number) = line.sender().await;
        let stuck = async {
            line.told_to_stop().await;
            sender.blocked().await;
        };
        let result = tokio::select! {
            result = sender.send_job(&id, &input.job) => result,
            () = stuck => {
                let reason =
                    format!("told to stop while {} was not confirmed: the broker blocks publishing", input.origin);
                return Err(Fatal::Unavailable(reason).into());
            }
        };
        unanswered = if matches!(result, Err(PublishError::TimedOut { .. })) { unanswered + 1 } else { 0 };
        match result {
            Ok(()) => return Ok((input, None)),
            Err(error @ PublishError::TooLarge { .. }) => {
                tracing::error!(input.origin, %error, "not sent");
                return Ok((input, Some(error)));
            }
            Err(error) if *line.told_to_stop.borrow() => {
                let reason = format!("told to stop while {} was not confirmed: {error}", input.origin);
                return Err(Fatal::Unavailable(reason).into());
            }
            Err(PublishError::Disconnected { .. }) => line.renew(number).await?,
            Err(error) if unanswered == UNANSWERED_TRIES => {
                let queue = &line.config.broker.jobs_queue;
                let reason =
                    format!("{}: {unanswered} tries, {error}; has queue {queue:?} a leader?", input.origin);
                return Err(Fatal::Unavailable(reason).into());
            }
            Err(error) => {
                if !warned {
                    tracing::warn!(%error, input.origin, "not accepted; trying again");
                    warned = true;
                }
                if matches!(error, PublishError::Unroutable { .. }) {
                    line.declare().await;
                }
                line.pause(delays.next()).await;
            }
        }
    }
}
