//! `wiremill enrich`: the pipeline over local files, no broker.
//!
//! A reader thread feeds the pool; results come back in any order and are written in input order. No more
//! than a window of articles is under way, so a slow one holds up the rest before memory grows.

use crate::config::Config;
use crate::document::Document;
use crate::error::Reject;
use crate::files::{Cut, Input, Outputs};
use crate::formats::{self, Format};
use crate::outcome::{Fatal, Outcome};
use crate::pipeline::{Pipeline, STAGES, Scratch, StageTimes};
use crate::pool::{Done, Failure, Pool, Settings, Work};
use crate::reject_line::RejectLine;
use crate::view::Page;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Articles under way for each thread: enough that a slow one does not starve the others.
const WINDOW_PER_THREAD: usize = 64;

/// How long nothing may come before what was written is flushed.
const FLUSH_AFTER: Duration = Duration::from_millis(100);

/// What to enrich and where it goes. Tier and threads are in the configuration.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and directories; `-` is stdin.
    pub inputs: Vec<PathBuf>,
    /// Where the documents go; none or `-` is stdout.
    pub out: Option<PathBuf>,
    pub format: Format,
    /// Where the reject lines go; none is beside `out`, or stderr.
    pub rejects: Option<PathBuf>,
    /// Where the HTML page goes.
    pub view: Option<PathBuf>,
}

impl Options {
    fn to_file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|path| !super::is_stdin(path))
    }

    fn rejects_beside(&self) -> Option<PathBuf> {
        self.to_file().map(|out| formats::beside(out, "rejects.jsonl"))
    }
}

/// What stands at one place of the input, waiting for its turn to be written.
enum Result {
    Document(Vec<u8>),
    Reject(RejectLine),
    /// An input that could not be read.
    Unreadable(String),
}

/// What is known of an article while it is under way.
struct Ticket {
    at: u64,
    origin: String,
    cut: Option<Cut>,
    read_bytes: u64,
}

/// Enriches every input in order; documents go to `out` where the options name no file.
///
/// # Errors
///
/// `Fatal::Usage` where an input is missing, or an output cannot be made, or is an input or another output.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let outputs = outputs(&options);
    outputs.check(&options.inputs)?;
    // Before outputs are made anew: a slip of the pen empties none.
    super::check_inputs(&options.inputs)?;
    let mut writer = Writer::open(&options, out)?;
    let pipeline = Pipeline::new(config);
    let threads = config.worker.threads();
    let settings = Settings {
        threads,
        deadline_ms: config.pipeline.deadline_ms,
        hard_limit_ms: config.pipeline.hard_limit_ms,
    };
    let process = move |job: &[u8], scratch: &mut Scratch, deadline: crate::error::Deadline| {
        pipeline.process(job, scratch, deadline)
    };
    let pool = Pool::start(settings, Arc::new(process))?;
    let (work, done) = (pool.work(), pool.done());
    drop(pool);

    let mut inputs = super::read(&options.inputs, config).without(outputs);
    let bar = super::progress(
        inputs.total_bytes(),
        "{spinner} {msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
    );
    let start = Instant::now();
    // A token for each article under way; the writer takes them back.
    let (tokens, spent) = flume::bounded(WINDOW_PER_THREAD * threads);
    let (unreadable, unread) = flume::unbounded();
    let reader = std::thread::Builder::new().name("reader".to_owned()).spawn(move || {
        for at in 0.. {
            let Some(input) = inputs.next() else { return };
            if tokens.send(()).is_err() {
                return;
            }
            let sent = match input {
                Ok(Input { job, origin, cut }) => {
                    let ticket = Ticket { at, origin, cut, read_bytes: inputs.bytes_read() };
                    work.send(Work { ticket, job: Arc::new(job) }).is_ok()
                }
                Err(error) => unreadable.send(Arrived::Unreadable(at, format!("{error:#}"))).is_ok(),
            };
            if !sent {
                return;
            }
        }
    })?;

    let mut waiting: BTreeMap<u64, Result> = BTreeMap::new();
    let mut next = 0;
    let mut counts = Counts::default();
    let (mut done_ended, mut unread_ended) = (false, false);
    while !(done_ended && unread_ended) {
        let mut arrived = flume::Selector::new();
        if !done_ended {
            arrived = arrived
                .recv(&done, |done| done.map_or(Arrived::DoneEnded, |done| Arrived::Done(Box::new(done))));
        }
        if !unread_ended {
            arrived = arrived.recv(&unread, |unread| unread.unwrap_or(Arrived::UnreadEnded));
        }
        // What waits in a buffer goes out where nothing more comes: the input may be slow.
        let Ok(arrived) = arrived.wait_timeout(FLUSH_AFTER) else {
            writer.flush()?;
            continue;
        };
        let (at, result) = match arrived {
            Arrived::Done(done) => {
                bar.set_position(done.ticket.read_bytes);
                counts.add(&done);
                (done.ticket.at, result(*done))
            }
            Arrived::Unreadable(at, why) => (at, Result::Unreadable(why)),
            Arrived::DoneEnded => {
                done_ended = true;
                continue;
            }
            Arrived::UnreadEnded => {
                unread_ended = true;
                continue;
            }
        };
        waiting.insert(at, result);
        while let Some(result) = waiting.remove(&next) {
            writer.write(result, &mut counts)?;
            next += 1;
            // The reader may be gone, with its tokens.
            let _ = spent.try_recv();
        }
        bar.set_message(format!("{} articles", counts.articles));
    }
    drop(spent);
    let reader = reader.join();
    bar.finish_and_clear();
    anyhow::ensure!(reader.is_ok(), "the reader panicked");
    writer.finish()?;
    counts.tell(start.elapsed());
    Ok(if counts.rejected + counts.unreadable == 0 { Outcome::Done } else { Outcome::SomeRejected })
}

/// Returns every file that is going to be made, in case one of them is wanted twice.
fn outputs(options: &Options) -> Outputs {
    let mut outputs = Outputs::default();
    outputs.add_documents(options.format, options.to_file());
    match (&options.rejects, options.rejects_beside()) {
        (Some(path), _) => outputs.add("--rejects", path),
        (None, Some(beside)) => outputs.add("the rejects file beside --out,", &beside),
        (None, None) => {}
    }
    if let Some(path) = &options.view {
        outputs.add("--view", path);
    }
    outputs
}

/// What the writer hears of.
enum Arrived {
    Done(Box<Done<Ticket>>),
    DoneEnded,
    Unreadable(u64, String),
    UnreadEnded,
}

fn result(done: Done<Ticket>) -> Result {
    match done.outcome {
        Ok(enriched) => Result::Document(enriched.json),
        Err(Failure { mut reject, stage }) => {
            let Ticket { origin, cut, .. } = done.ticket;
            if let (Some(cut), Reject::TooLarge { what: "job", size, .. }) = (&cut, &mut reject) {
                *size = cut.bytes;
            }
            let mut line = RejectLine::new(&reject, stage, &done.job, origin);
            if let Some(cut) = cut {
                line.input_sha256 = cut.sha256;
            }
            Result::Reject(line)
        }
    }
}

#[derive(Default)]
struct Counts {
    articles: u64,
    rejected: u64,
    unreadable: u64,
    words: u64,
    read_bytes: u64,
    times: StageTimes,
}

impl Counts {
    fn add(&mut self, done: &Done<Ticket>) {
        self.read_bytes += done.job.len() as u64;
        if let Ok(enriched) = &done.outcome {
            self.words += enriched.words as u64;
        }
        for (sum, time) in self.times.iter_mut().zip(done.times) {
            *sum += time;
        }
    }

    /// The last lines on stderr: what was done and how fast; of more than a few articles also what took the time.
    fn tell(&self, took: Duration) {
        let Self { articles, rejected, unreadable, .. } = self;
        let seconds = took.as_secs_f64().max(0.001);
        let all = articles + rejected;
        let rate = all as f64 / seconds;
        let unreadable = match unreadable {
            0 => String::new(),
            count => format!(", {count} unreadable"),
        };
        let mut told = format!(
            "{articles} articles, {rejected} rejected{unreadable}, {seconds:.2} s, {rate:.1} articles/s\n"
        );
        if all >= MEASURED {
            let words = self.words as f64 / seconds;
            let megabytes = self.read_bytes as f64 / 1e6 / seconds;
            told += &format!("{words:.0} words/s, {megabytes:.2} MB/s of jobs");
            if let Some(peak) = crate::metrics::peak_memory() {
                told += &format!(", {:.0} MB of memory at most", peak as f64 / 1e6);
            }
            told += "\nmilliseconds an article and thread:";
            for (stage, time) in STAGES.iter().zip(self.times) {
                told += &format!(" {stage} {:.2}", 1000.0 * time.as_secs_f64() / all as f64);
            }
            told.push('\n');
        }
        // Nothing is left to tell where stderr is closed.
        let _ = std::io::stderr().write_all(told.as_bytes());
    }
}

/// Of fewer articles, what took the time says little.
const MEASURED: u64 = 50;

/// Where results go, in order.
struct Writer<'a> {
    documents: formats::Writer<'a>,
    rejects: Rejects,
    page: Option<Page<BufWriter<File>>>,
}

/// Where reject lines go. A file beside the documents is made only when there is something to say.
enum Rejects {
    Stderr,
    Beside(PathBuf),
    File(BufWriter<File>),
}

impl<'a> Writer<'a> {
    fn open(options: &Options, stdout: &'a mut (dyn Write + Send)) -> anyhow::Result<Self> {
        let create = |option: &str, path: &PathBuf| {
            let file = File::create(path)
                .map_err(|error| Fatal::Usage(format!("{option} {}: {error}", path.display())))?;
            anyhow::Ok(BufWriter::with_capacity(1 << 18, file))
        };
        let documents = formats::Writer::create(options.format, options.to_file(), stdout)?;
        let rejects = match (&options.rejects, options.rejects_beside()) {
            (Some(path), _) => Rejects::File(create("--rejects", path)?),
            (None, Some(beside)) => {
                // One of an earlier run would speak of other documents.
                match std::fs::remove_file(&beside) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Fatal::Usage(format!("{}: {error}", beside.display())).into());
                    }
                    Ok(()) | Err(_) => Rejects::Beside(beside),
                }
            }
            (None, None) => Rejects::Stderr,
        };
        let page =
            options.view.as_ref().map(|path| anyhow::Ok(Page::new(create("--view", path)?)?)).transpose()?;
        Ok(Self { documents, rejects, page })
    }

    fn write(&mut self, result: Result, counts: &mut Counts) -> anyhow::Result<()> {
        match result {
            Result::Document(json) => {
                counts.articles += 1;
                self.documents.write(&json)?;
                if let Some(page) = &mut self.page {
                    let document: Document = serde_json::from_slice(&json)?;
                    page.article(&document).context("writing the page")?;
                }
            }
            Result::Reject(line) => {
                counts.rejected += 1;
                let line = serde_json::to_string(&line)?;
                if let Rejects::Beside(path) = &self.rejects {
                    let file = File::create(path).with_context(|| format!("creating {}", path.display()))?;
                    self.rejects = Rejects::File(BufWriter::new(file));
                }
                match &mut self.rejects {
                    Rejects::File(file) => writeln!(file, "{line}").context("writing rejects")?,
                    Rejects::Stderr | Rejects::Beside(_) => writeln!(std::io::stderr(), "{line}")?,
                }
            }
            Result::Unreadable(why) => {
                counts.unreadable += 1;
                tracing::error!(error = why, "input cannot be read");
            }
        }
        Ok(())
    }

    /// Sends on what waits in buffers.
    fn flush(&mut self) -> anyhow::Result<()> {
        self.documents.flush()?;
        match &mut self.rejects {
            Rejects::File(file) => file.flush().context("writing rejects"),
            Rejects::Stderr | Rejects::Beside(_) => Ok(()),
        }
    }

    fn finish(mut self) -> anyhow::Result<()> {
        self.documents.finish()?;
        if let Rejects::File(file) = &mut self.rejects {
            file.flush().context("writing rejects")?;
        }
        if let Some(page) = self.page {
            page.finish()?.flush().context("writing the page")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_outputs_have_one_rejects_file() {
        for (out, rejects) in [
            ("a/b.jsonl", "a/b.rejects.jsonl"),
            ("b.jsonl.zst", "b.rejects.jsonl"),
            ("b.csv", "b.csv.rejects.jsonl"),
            ("b.csv.gz", "b.csv.rejects.jsonl"),
            ("b", "b.rejects.jsonl"),
        ] {
            assert_eq!(formats::beside(Path::new(out), "rejects.jsonl"), Path::new(rejects));
        }
    }
}
