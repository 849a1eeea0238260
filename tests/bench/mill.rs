//! How fast the whole pipeline is on one core, from a job's bytes to a document's, and what each stage takes of it.
//!
//! `cargo bench --bench mill [-- [fast|precise] [text|pages] [ROUNDS]]`: over PolNeAR's dev articles as clean text and over
//! the pages of the article-extraction benchmark where `../shared` is at hand, or else over the articles of
//! `tests/corpus`. Fails where it does not find what it found before, so that a wrong answer is never fast.
//!
//! Instructions for each article, to compare two commits on a noisy machine, are what two runs under callgrind differ by:
//! `valgrind --tool=callgrind target/release/deps/mill-… fast text 2`, and the same with 1.

#![allow(clippy::unwrap_used, clippy::print_stdout)]
#![allow(unsafe_code)] // A global allocator that counts; see `Counting`.

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use wiremill::config::{self, Config, Tier};
use wiremill::error::Deadline;
use wiremill::pipeline::{Pipeline, STAGES, Scratch, StageTimes};

#[path = "articles.rs"]
mod articles;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static ALLOCATED: AtomicU64 = AtomicU64::new(0);

/// The system's allocator, counting.
struct Counting;

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        ALLOCATED.fetch_add(layout.size() as u64, Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        ALLOCATED.fetch_add(size.saturating_sub(layout.size()) as u64, Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What was found in a corpus: entities and quotes.
type Found = [usize; 2];

/// Jobs that a pipeline is measured over.
struct Corpus {
    name: &'static str,
    jobs: Vec<Vec<u8>>,
    /// What the tiers find, fast then precise, where the corpus is the pinned one.
    expected: Option<[Found; 2]>,
}

impl Corpus {
    fn new(name: &'static str, format: &str, bodies: Vec<String>, expected: Option<[Found; 2]>) -> Self {
        let job = |(n, body): (usize, &String)| {
            serde_json::json!({"id": n.to_string(), "format": format, "body": body}).to_string().into_bytes()
        };
        Self { name, jobs: bodies.iter().enumerate().map(job).collect(), expected }
    }

    /// Clean text.
    fn text() -> Self {
        let (root, data) = places();
        if data.is_dir() {
            let expected = Some([[2_168, 1_995], [2_117, 2_136]]);
            Self::new("PolNeAR dev, clean text", "clean", articles::polnear(&data), expected)
        } else {
            Self::new("texts of tests/corpus", "clean", articles::corpus(root), None)
        }
    }

    /// Pages.
    fn pages() -> Self {
        let (root, data) = places();
        if data.is_dir() {
            let expected = Some([[1_901, 1_308], [1_897, 1_327]]);
            Self::new("aeb.dev, pages", "html", articles::pages(&data), expected)
        } else {
            Self::new("pages of tests/corpus", "html", articles::corpus_pages(root), None)
        }
    }
}

/// Returns the repository, and where the data would lie beside it.
fn places() -> (&'static Path, PathBuf) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    (root, root.join("../shared/data"))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |word: &str| arguments.iter().any(|argument| argument == word);
    let either = |one: &str, other: &str| asked(one) || !asked(other);
    let rounds = arguments.iter().filter_map(|argument| argument.parse().ok()).next();
    for (tier, name, rounds_of_tier) in [(Tier::Fast, "fast", 10), (Tier::Precise, "precise", 2)] {
        let other = if tier == Tier::Fast { "precise" } else { "fast" };
        if !either(name, other) {
            continue;
        }
        if either("text", "pages") {
            measure(tier, name, &Corpus::text(), rounds.unwrap_or(rounds_of_tier));
        }
        if either("pages", "text") {
            measure(tier, name, &Corpus::pages(), rounds.unwrap_or(rounds_of_tier));
        }
    }
}

fn measure(tier: Tier, name: &str, corpus: &Corpus, rounds: usize) {
    let start = Instant::now();
    let pipeline = Pipeline::new(&Config {
        pipeline: config::Pipeline { tier, ..config::Pipeline::default() },
        ..Config::default()
    });
    println!("{name} tier, {}: ready after {:.0} ms", corpus.name, 1000.0 * start.elapsed().as_secs_f64());
    let mut scratch = Scratch::default();
    let bytes: usize = corpus.jobs.iter().map(Vec::len).sum();
    let mut best = (Duration::MAX, StageTimes::default());
    let (mut found, mut written, mut slowest) = ([0; 2], 0, Duration::ZERO);
    let (mut allocations, mut allocated) = (0, 0);
    for _ in 0..rounds {
        let (mut times, mut total) = (StageTimes::default(), Duration::ZERO);
        (found, written, slowest) = ([0; 2], 0, Duration::ZERO);
        (allocations, allocated) = (ALLOCATIONS.load(Ordering::Relaxed), ALLOCATED.load(Ordering::Relaxed));
        for job in &corpus.jobs {
            let start = Instant::now();
            let enriched = pipeline.process(job, &mut scratch, Deadline::NEVER).unwrap();
            let took = start.elapsed();
            total += took;
            slowest = slowest.max(took);
            for (sum, time) in times.iter_mut().zip(scratch.times()) {
                *sum += *time;
            }
            found[0] += enriched.entities.iter().sum::<u32>() as usize;
            found[1] += enriched.quotes.iter().sum::<u32>() as usize;
            written += enriched.json.len();
        }
        // The last round has every buffer and every word known.
        allocations = ALLOCATIONS.load(Ordering::Relaxed) - allocations;
        allocated = ALLOCATED.load(Ordering::Relaxed) - allocated;
        if total < best.0 {
            best = (total, times);
        }
    }
    let articles = corpus.jobs.len() as f64;
    let milliseconds = |time: Duration| 1000.0 * time.as_secs_f64() / articles;
    for (stage, time) in STAGES.iter().zip(best.1) {
        let share = 100.0 * time.as_secs_f64() / best.0.as_secs_f64();
        println!("  {stage:<10} {:>8.3} ms an article {share:>5.1} %", milliseconds(time));
    }
    let seconds = best.0.as_secs_f64();
    println!(
        "  all of it  {:>8.3} ms an article, {:.0} articles/s, {:.2} MB/s of jobs, at best of {rounds} rounds; the slowest {:.1} ms",
        milliseconds(best.0),
        articles / seconds,
        bytes as f64 / 1e6 / seconds,
        1000.0 * slowest.as_secs_f64(),
    );
    println!(
        "  {:.0} allocations and {:.0} kB an article, {:.1} kB a document; {} entities, {} quotes in {} articles; {}",
        allocations as f64 / articles,
        allocated as f64 / 1e3 / articles,
        written as f64 / 1e3 / articles,
        found[0],
        found[1],
        corpus.jobs.len(),
        peak(),
    );
    let expected = corpus.expected.map(|[fast, precise]| if tier == Tier::Fast { fast } else { precise });
    assert!(expected.is_none_or(|expected| expected == found), "expected {expected:?}, found {found:?}");
}

/// Tells the most memory that this process has had, where the system does.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim);
    most.map_or("peak memory unknown".to_owned(), |most| format!("peak memory {most}"))
}
