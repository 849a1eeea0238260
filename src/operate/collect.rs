//! `wiremill collect`: takes documents off the output queue into a file.
//!
//! A document is acknowledged only once it is on disk, so an interrupted collect loses nothing: what was
//! written and not yet acknowledged comes again, is recognised by its `document_id`, and counts as a repeat.
//! For that the id and a hash of every document of the file are kept in memory: about 40 bytes each.

use crate::broker::amqp::queues::{Client, Reader, Taken};
use crate::config::Config;
use crate::files::convert;
use crate::formats::{self, Append, Format, Known, Seen};
use crate::model::hex;
use crate::outcome::{Fatal, Outcome};
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Documents written and synced at once.
const BATCH: usize = 500;

/// Documents that may be in hand.
const PREFETCH: u16 = 2 * BATCH as u16;

/// Bytes of documents that make a batch full before their number does.
const BATCH_BYTES: usize = 16 << 20;

/// How long a batch waits for the next document.
const BATCH_WAIT: Duration = Duration::from_millis(100);

/// How long a lost broker, or one that delivers nothing, is tried again before giving up.
const PATIENCE: Duration = Duration::from_secs(120);

/// A connection that lived so long was a good one: what ends it is a new loss.
const LIVED: Duration = Duration::from_secs(10);

/// What to collect.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the documents go; `-` is stdout.
    pub out: PathBuf,
    pub format: Format,
    /// Ends once the queue has been empty for so long.
    pub until_idle: Option<Duration>,
    /// Ends after so many documents.
    pub count: Option<u64>,
}

/// Collects documents; each is acknowledged only once it is on disk.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; `Fatal::Usage` where the file cannot be written.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    if options.format == Format::Parquet && options.out.as_os_str() != "-" {
        return run_in_one_piece(config, options, out);
    }
    super::block_on(async {
        let mut sink = if options.out.as_os_str() == "-" {
            Sink::stdout(options.format, out)?
        } else {
            Sink::open(options.format, &options.out)?
        };
        let before = sink.known.count();
        if before > 0 {
            tracing::info!(documents = before, file = %options.out.display(), "going on with the file");
        }
        let bar = crate::files::progress(options.count, "{spinner} {pos} documents {per_sec} {msg}");
        let start = Instant::now();
        let mut counts = Counts::default();
        let mut stop = Box::pin(super::told_to_stop());
        let mut client = Client::connect(&config.broker, "collect").await?;
        let queue = &config.broker.documents_queue;
        if client.depth(queue).await?.is_none() {
            let missing = format!("there is no queue {queue:?}; `wiremill topology` declares it");
            return Err(Fatal::Usage(missing).into());
        }
        let mut lost_since: Option<Instant> = None;
        let mut connected = Instant::now();
        'collecting: loop {
            let collecting = collect(&client, config, &options, &mut sink, &mut counts, &bar);
            let ended = tokio::select! {
                ended = collecting => ended,
                told = &mut stop => {
                    told?;
                    Ok(())
                }
            };
            let Err(mut error) = ended else { break };
            // Files that cannot be written are not the broker's fault.
            let Some(Fatal::Unavailable(reason)) = error.downcast_ref::<Fatal>() else { return Err(error) };
            tracing::warn!(reason, "connecting again");
            if counts.changed_since_look() || connected.elapsed() > LIVED {
                lost_since = None;
            }
            let since = *lost_since.get_or_insert_with(Instant::now);
            loop {
                if since.elapsed() > PATIENCE {
                    return Err(error);
                }
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_millis(config.broker.backoff_max_ms.min(1000))) => {}
                    told = &mut stop => {
                        told?;
                        break 'collecting;
                    }
                }
                match Client::connect(&config.broker, "collect").await {
                    Ok(again) => {
                        (client, connected) = (again, Instant::now());
                        break;
                    }
                    Err(latest) => error = latest,
                }
            }
        }
        client.close().await;
        // A file without any document has its head, if its format has one.
        sink.sync()?;
        bar.finish_and_clear();
        let Counts { written, repeats, conflicts, odd, .. } = counts;
        let seconds = start.elapsed().as_secs_f64();
        let summary = format!(
            "{written} documents written, {repeats} repeats, {conflicts} conflicts, {odd} that are no \
             documents, {seconds:.1} s"
        );
        writeln!(std::io::stderr(), "{summary}")?;
        Ok(if conflicts == 0 && odd == 0 { Outcome::Done } else { Outcome::SomeRejected })
    })
}

/// Collects as JSONL into a file beside the one that is wanted, and makes that one of all that lies there.
fn run_in_one_piece(
    config: &Config,
    options: Options,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Outcome> {
    formats::regular(&options.out)?;
    let mut lines = options.out.as_os_str().to_owned();
    lines.push(".jsonl.zst");
    let lines = PathBuf::from(lines);
    let collecting = Options { out: lines.clone(), format: Format::Jsonl, ..options.clone() };
    let collected = run(config, collecting, out)?;
    let converting = convert::Options { inputs: vec![lines], out: Some(options.out), format: options.format };
    let converted = convert::run(&converting, out)?;
    Ok(if converted == Outcome::Done { collected } else { converted })
}

#[derive(Default)]
struct Counts {
    written: u64,
    repeats: u64,
    conflicts: u64,
    odd: u64,
    seen_at_look: u64,
}

impl Counts {
    fn changed_since_look(&mut self) -> bool {
        let seen = self.written + self.repeats;
        std::mem::replace(&mut self.seen_at_look, seen) != seen
    }
}

async fn collect(
    client: &Client,
    config: &Config,
    options: &Options,
    sink: &mut Sink<'_>,
    counts: &mut Counts,
    bar: &indicatif::ProgressBar,
) -> anyhow::Result<()> {
    let queue = &config.broker.documents_queue;
    let mut reader = client.read(queue, PREFETCH).await?;
    // Messages that are no documents and have no other place; they go back to the queue.
    let mut left = 0;
    let mut last_came = Instant::now();
    loop {
        let wanted = options.count.map_or(u64::MAX, |count| count.saturating_sub(counts.written));
        if wanted == 0 {
            break;
        }
        let Some(batch) = next_batch(&mut reader, options.until_idle, wanted).await? else {
            // Idle is an empty queue, not a broker that is slow to deliver: a node that has just come back is.
            let waiting = client.depth(queue).await?.map_or(0, |depth| depth.messages);
            if waiting == 0 {
                break;
            }
            if last_came.elapsed() > PATIENCE {
                let reason = format!("{waiting} documents wait in {queue:?} and none comes");
                return Err(Fatal::Unavailable(reason).into());
            }
            continue;
        };
        last_came = Instant::now();
        let Some(last) = batch.last() else { continue };
        let mut kept = Vec::new();
        for taken in &batch {
            if sink.take(taken, counts)? {
                kept.push(taken);
            }
        }
        left += batch.len() - kept.len();
        sink.sync()?;
        if left == 0 {
            last.acknowledge(true).await?;
        } else {
            // Not those left before them.
            for taken in kept {
                taken.acknowledge(false).await?;
            }
        }
        if left >= PREFETCH.into() {
            let reason =
                format!("{left} messages of {queue:?} are no documents; `--out FILE` puts them aside");
            return Err(Fatal::Usage(reason).into());
        }
        bar.set_position(counts.written);
        bar.set_message(format!("({} repeats)", counts.repeats));
    }
    reader.close().await;
    Ok(())
}

/// Waits for documents and takes what comes in a row; `None` when it stayed idle for so long.
async fn next_batch(
    reader: &mut Reader,
    until_idle: Option<Duration>,
    wanted: u64,
) -> anyhow::Result<Option<Vec<Taken>>> {
    let mut batch: Vec<Taken> = Vec::new();
    let mut bytes = 0;
    while (batch.len() as u64) < wanted.min(BATCH as u64) && bytes < BATCH_BYTES {
        let wait = if batch.is_empty() { until_idle.unwrap_or(Duration::MAX) } else { BATCH_WAIT };
        match tokio::time::timeout(wait, reader.next()).await {
            Ok(Ok(Some(taken))) => {
                bytes += taken.body.len();
                batch.push(taken);
            }
            Ok(Ok(None)) => {
                return Err(Fatal::Unavailable("the documents queue was deleted".to_owned()).into());
            }
            Ok(Err(error)) => return Err(error.into()),
            Err(_) if batch.is_empty() => return Ok(None),
            Err(_) => break,
        }
    }
    Ok(Some(batch))
}

/// What tells one document from another.
#[derive(Deserialize)]
struct Identity<'a> {
    #[serde(borrow)]
    document_id: Cow<'a, str>,
}

/// Where the documents go, and which are there.
struct Sink<'a> {
    format: Format,
    known: Known,
    to: To<'a>,
}

enum To<'a> {
    Stdout(&'a mut (dyn Write + Send)),
    File { file: Append, odd: PathBuf },
}

impl<'a> Sink<'a> {
    fn stdout(format: Format, out: &'a mut (dyn Write + Send)) -> anyhow::Result<Self> {
        out.write_all(&format.head()?)?;
        Ok(Self { format, known: Known::default(), to: To::Stdout(out) })
    }

    /// Opens a file to append to. What an interruption left torn at its end is cut away: those documents were
    /// never acknowledged and come again.
    fn open(format: Format, path: &Path) -> anyhow::Result<Self> {
        let (file, known) = Append::open(format, path)?;
        let mut odd = path.as_os_str().to_owned();
        odd.push(".odd");
        Ok(Self { format, known, to: To::File { file, odd: odd.into() } })
    }

    /// Takes a message. Returns whether it may be acknowledged once the sink is synced: what is no document has no place on
    /// stdout.
    fn take(&mut self, taken: &Taken, counts: &mut Counts) -> anyhow::Result<bool> {
        let body = taken.body.as_slice();
        // A line break inside would make two lines of one document; ours have none.
        let text = std::str::from_utf8(body).ok().filter(|text| !text.contains('\n'));
        let identity = text.and_then(|text| serde_json::from_str(text).ok());
        let converted = self.format.convert(body);
        let (Some(Identity { document_id }), Ok(converted)) = (identity, converted) else {
            counts.odd += 1;
            let To::File { odd, .. } = &self.to else {
                tracing::error!(
                    message.id = taken.message_id,
                    "a message is no document of ours; left in the queue"
                );
                return Ok(false);
            };
            tracing::error!(message.id = taken.message_id, file = %odd.display(), "a message is no document of ours; kept aside");
            keep_aside(odd, body)?;
            return Ok(true);
        };
        match self.known.enter(&document_id, &converted.main) {
            Seen::New => {}
            Seen::Repeat => {
                counts.repeats += 1;
                return Ok(true);
            }
            Seen::Conflict => {
                counts.conflicts += 1;
                tracing::error!(
                    message.id = taken.message_id,
                    "one document id, two contents; both are kept"
                );
            }
        }
        counts.written += 1;
        match &mut self.to {
            To::Stdout(out) => out.write_all(&converted.main)?,
            To::File { file, .. } => file.add(&converted),
        }
        Ok(true)
    }

    fn sync(&mut self) -> anyhow::Result<()> {
        match &mut self.to {
            To::Stdout(out) => Ok(out.flush()?),
            To::File { file, .. } => file.sync(),
        }
    }
}

/// Keeps what is no document in a file: as JSON strings, one a line, or as `{"hex": "…"}` where it is no UTF-8.
fn keep_aside(path: &Path, body: &[u8]) -> anyhow::Result<()> {
    let line = match std::str::from_utf8(body) {
        Ok(text) => serde_json::json!(text),
        Err(_) => serde_json::json!({ "hex": hex(body) }),
    };
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    writeln!(file, "{line}")?;
    Ok(file.sync_data()?)
}
