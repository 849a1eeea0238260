//! Many articles at once, each on a thread of its own: a panic becomes [`Reject::Panicked`], a hang
//! [`Reject::Timeout`].
//!
//! A running thread cannot be killed. So time is kept in two steps: at the deadline the watchdog raises a
//! flag that the stages look at; at the hard limit it rejects the article, abandons the thread (should it
//! ever come back, its result is dropped) and starts another in its place.

use crate::error::{Deadline, Reject};
use crate::pipeline::{Enriched, STAGES, Scratch, StageTimes};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The watchdog's step. It counts its own steps rather than reading a clock: a process that was stopped
/// (SIGSTOP, a sleeping laptop) sees one step when it goes on, not a timeout for every article in hand.
const TICK: Duration = Duration::from_millis(50);

/// Threads abandoned over articles that would not end, after which the process is not trusted any more: a worker drains and
/// exits, `serve` likewise, and the supervisor starts a fresh one.
pub const MAX_ABANDONED_THREADS: usize = 2;

/// Address space for each thread's stack; only what is used costs memory.
const STACK_BYTES: usize = 16 << 20;

/// What a pool does with each article: [`crate::pipeline::Pipeline::process`], or a stand-in in tests.
pub type Process = dyn Fn(&[u8], &mut Scratch, Deadline) -> Result<Enriched, Reject> + Send + Sync;

/// How many threads, and how long an article may take.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub threads: usize,
    pub deadline_ms: u64,
    pub hard_limit_ms: u64,
}

/// One article to process. The ticket is whatever the caller needs to know it again.
#[derive(Debug)]
pub struct Work<T> {
    pub ticket: T,
    pub job: Arc<Vec<u8>>,
}

/// One article processed.
#[derive(Debug)]
pub struct Done<T> {
    pub ticket: T,
    pub job: Arc<Vec<u8>>,
    pub outcome: Result<Enriched, Failure>,
    pub times: StageTimes,
}

/// Why an article was rejected, and where it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub reject: Reject,
    pub stage: &'static str,
}

/// The threads, and the way in and out. Dropping it lets the threads finish what they have.
#[derive(Debug)]
pub struct Pool<T> {
    work: flume::Sender<Work<T>>,
    done: flume::Receiver<Done<T>>,
    counts: Arc<Counts>,
}

/// What operators watch about a pool.
#[derive(Debug, Default)]
pub struct Counts {
    busy: AtomicUsize,
    abandoned: AtomicUsize,
}

impl Counts {
    /// Returns how many threads are working on an article now.
    pub fn busy(&self) -> usize {
        self.busy.load(Ordering::Relaxed)
    }

    /// Returns how many threads were abandoned since the start.
    pub fn abandoned(&self) -> usize {
        self.abandoned.load(Ordering::Relaxed)
    }
}

/// What a thread and the watchdog share.
struct Slot<T> {
    held: Mutex<Option<Held<T>>>,
    expired: AtomicBool,
    stage: Arc<AtomicUsize>,
}

/// The article in hand. Whoever takes it out of the slot reports it: the thread, or the watchdog.
struct Held<T> {
    ticket: T,
    job: Arc<Vec<u8>>,
    ticks: u64,
}

impl<T> Slot<T> {
    fn lock(&self) -> MutexGuard<'_, Option<Held<T>>> {
        // Nothing that can panic runs under this lock.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What every thread of a pool needs.
struct Shared<T> {
    process: Arc<Process>,
    settings: Settings,
    work: flume::Receiver<Work<T>>,
    /// Weak, since an abandoned thread keeps it for ever; the watchdog holds the way out open.
    done: flume::WeakSender<Done<T>>,
    counts: Arc<Counts>,
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self {
            process: self.process.clone(),
            settings: self.settings,
            work: self.work.clone(),
            done: self.done.clone(),
            counts: self.counts.clone(),
        }
    }
}

impl<T: Send + 'static> Pool<T> {
    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// Where the system gives no thread.
    pub fn start(settings: Settings, process: Arc<Process>) -> std::io::Result<Self> {
        // A short queue: enough that no thread waits for the next article, little enough to stop soon.
        let (work, work_in) = flume::bounded(2 * settings.threads);
        let (done_out, done) = flume::unbounded();
        let counts = Arc::new(Counts::default());
        let shared =
            Shared { process, settings, work: work_in, done: done_out.downgrade(), counts: counts.clone() };
        let slots = (0..settings.threads).map(|_| spawn(&shared)).collect::<std::io::Result<Vec<_>>>()?;
        thread::Builder::new().name("watchdog".to_owned()).spawn(move || watch(&shared, slots, &done_out))?;
        Ok(Self { work, done, counts })
    }

    /// Returns the way in; sending waits while the threads are busy. The pool goes on as long as one lives.
    pub fn work(&self) -> flume::Sender<Work<T>> {
        self.work.clone()
    }

    /// Returns the way out, in the order in which articles are done. It ends when all ways in are dropped
    /// and everything sent was done.
    pub fn done(&self) -> flume::Receiver<Done<T>> {
        self.done.clone()
    }

    /// Returns what operators watch.
    pub fn counts(&self) -> Arc<Counts> {
        self.counts.clone()
    }
}

fn spawn<T: Send + 'static>(shared: &Shared<T>) -> std::io::Result<Arc<Slot<T>>> {
    let slot =
        Arc::new(Slot { held: Mutex::new(None), expired: AtomicBool::new(false), stage: Arc::default() });
    let (shared, own) = (shared.clone(), slot.clone());
    thread::Builder::new()
        .name("pipeline".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || run(&shared, &own))?;
    Ok(slot)
}

fn run<T>(shared: &Shared<T>, slot: &Slot<T>) {
    let mut scratch = Scratch::new(slot.stage.clone());
    while let Ok(Work { ticket, job }) = shared.work.recv() {
        slot.expired.store(false, Ordering::Relaxed);
        *slot.lock() = Some(Held { ticket, job: job.clone(), ticks: 0 });
        shared.counts.busy.fetch_add(1, Ordering::Relaxed);
        let deadline = Deadline::new(&slot.expired, shared.settings.deadline_ms);
        let outcome = catch_unwind(AssertUnwindSafe(|| (shared.process)(&job, &mut scratch, deadline)));
        let stage = scratch.stage();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(panic) => {
                scratch = Scratch::new(slot.stage.clone());
                Err(Reject::Panicked { stage, message: panic_message(&*panic) })
            }
        };
        let Some(Held { ticket, .. }) = slot.lock().take() else {
            return; // The watchdog has rejected the article and put another thread in this one's place.
        };
        shared.counts.busy.fetch_sub(1, Ordering::Relaxed);
        let outcome = outcome.map_err(|reject| Failure { reject, stage });
        let sent = shared
            .done
            .upgrade()
            .is_some_and(|done| done.send(Done { ticket, job, outcome, times: *scratch.times() }).is_ok());
        if !sent {
            return; // Nobody listens any more.
        }
    }
}

fn watch<T: Send + 'static>(shared: &Shared<T>, mut slots: Vec<Arc<Slot<T>>>, out: &flume::Sender<Done<T>>) {
    let ticks = |ms: u64| ms.div_ceil(TICK.as_millis() as u64);
    let (soft, hard) = (ticks(shared.settings.deadline_ms), ticks(shared.settings.hard_limit_ms));
    loop {
        thread::sleep(TICK);
        for slot in &mut slots {
            let mut held = slot.lock();
            let Some(article) = held.as_mut() else { continue };
            article.ticks += 1;
            if article.ticks >= soft {
                slot.expired.store(true, Ordering::Relaxed);
            }
            if article.ticks < hard {
                continue;
            }
            // A thread that cannot be replaced must not take its article along: try again at the next tick.
            let Ok(next) = spawn(shared) else { continue };
            let stage = STAGES[slot.stage.load(Ordering::Relaxed)];
            if let Some(Held { ticket, job, .. }) = held.take() {
                shared.counts.abandoned.fetch_add(1, Ordering::Relaxed);
                shared.counts.busy.fetch_sub(1, Ordering::Relaxed);
                let reject = Reject::Timeout { limit_ms: shared.settings.hard_limit_ms, stage };
                let outcome = Err(Failure { reject, stage });
                // Nobody listening means that the pool is being dropped.
                let _ = out.send(Done { ticket, job, outcome, times: StageTimes::default() });
            }
            drop(held);
            *slot = next;
        }
        let over = shared.work.is_disconnected() && shared.work.is_empty();
        if over && slots.iter().all(|slot| slot.lock().is_none() && Arc::strong_count(slot) == 1) {
            return;
        }
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let message = panic.downcast_ref::<&str>().copied();
    message.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A panic that writes its backtrace on a busy machine is no hang.
    const SETTINGS: Settings = Settings { threads: 2, deadline_ms: 200, hard_limit_ms: 5000 };

    fn enriched(id: &str) -> Enriched {
        Enriched {
            job_id: id.to_owned(),
            document_id: String::new(),
            words: 0,
            json: Vec::new(),
            notes: Vec::new(),
            entities: [0; 4],
            quotes: [0; 3],
        }
    }

    /// Obeys the job: "panic", "hang" (deaf to the deadline), "slow" (listens to it), anything else is done.
    fn obey(job: &[u8], _: &mut Scratch, deadline: Deadline) -> Result<Enriched, Reject> {
        match job {
            b"panic" => panic!("as told"),
            b"hang" => loop {
                thread::sleep(Duration::from_millis(10));
            },
            b"slow" => loop {
                deadline.check("clean")?;
                thread::sleep(Duration::from_millis(1));
            },
            other => Ok(enriched(&String::from_utf8_lossy(other))),
        }
    }

    fn outcomes(jobs: &[&str]) -> (BTreeMap<usize, String>, usize) {
        let pool = Pool::start(SETTINGS, Arc::new(obey)).unwrap();
        let (work, done, counts) = (pool.work(), pool.done(), pool.counts());
        drop(pool);
        for (ticket, job) in jobs.iter().enumerate() {
            work.send(Work { ticket, job: Arc::new(job.as_bytes().to_vec()) }).unwrap();
        }
        drop(work);
        let outcome = |done: Done<usize>| match done.outcome {
            Ok(enriched) => enriched.job_id,
            Err(failure) => failure.reject.to_string(),
        };
        let outcomes = done.iter().map(|done| (done.ticket, outcome(done))).collect();
        assert_eq!(counts.busy(), 0, "nothing is in hand");
        (outcomes, counts.abandoned())
    }

    #[test]
    fn every_article_comes_out_whatever_its_neighbours_do() {
        let jobs = ["a", "panic", "b", "slow", "hang", "c", "panic", "d", "hang", "e"];
        let (outcomes, abandoned) = outcomes(&jobs);
        assert_eq!(outcomes.len(), jobs.len(), "each ticket once: {outcomes:?}");
        for (ticket, job) in jobs.iter().enumerate() {
            let says = match *job {
                "panic" => "panicked in decode: as told",
                "slow" => "took longer than 200 ms in clean",
                "hang" => "took longer than 5000 ms in decode",
                id => id,
            };
            assert_eq!(outcomes[&ticket], says);
        }
        assert_eq!(abandoned, 2);
    }

    #[test]
    fn a_thousand_articles_come_out_once_each() {
        let jobs: Vec<String> = (0..1000).map(|i| i.to_string()).collect();
        let jobs: Vec<&str> = jobs.iter().map(String::as_str).collect();
        let (outcomes, abandoned) = outcomes(&jobs);
        assert!(outcomes.iter().all(|(ticket, id)| *id == ticket.to_string()));
        assert_eq!((outcomes.len(), abandoned), (1000, 0));
    }
}
