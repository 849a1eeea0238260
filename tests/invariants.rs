//! What holds for any input: never a panic, spans in range, the same bytes out every time; and every code of
//! a reject comes of some input, while its neighbours go on.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

/// The fuzzers check the same.
#[allow(dead_code)]
#[path = "fuzz/holds.rs"]
mod holds;

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use wiremill::broker::memory::Memory;
use wiremill::config::{Config, OtherLanguages, Tier};
use wiremill::error::{Deadline, Reject};
use wiremill::metrics::Metrics;
use wiremill::pipeline::{Pipeline, Scratch};
use wiremill::worker::{End, Stop, Worker};

/// Pieces of the texts that break programs.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("“I will,” said Ann Lee. ".to_owned()),
        Just("\"Never,\" he told the BBC. ".to_owned()),
        Just("According to President O’Neill, it rained.\n".to_owned()),
        Just("COMMENTS\n".to_owned()),
        Just("<p>One <b>two</b><br><div>".to_owned()),
        Just("<!doctype html><html><body><article>".to_owned()),
        Just("”’“‘«»``''\"'".to_owned()),
        Just("\u{feff}\0\r\n\u{2028}\u{301}\u{200d}😀".to_owned()),
        Just("U.N. Sec.-Gen. J. P. McX's $3.5m… a.m.".to_owned()),
        "\\PC{0,40}",
        any::<String>(),
    ]
}

/// Rules that look back over a sentence or a quote do not look back over all of it.
#[test]
fn long_sentences_and_quotes_come_to_an_end() {
    let mut config = Config::default();
    config.pipeline.tier = Tier::Fast;
    let (pipeline, mut scratch) = (Pipeline::new(&config), Scratch::default());
    let ministries = "The Russian Foreign Ministry and the Chinese Foreign Ministry met in Paris. "
        .to_owned()
        + &"Then the Foreign Ministry in Paris and ".repeat(12_000);
    let nested = format!("Ann Doe said it rained. “I said, ‘{}’,” she said.", "Doe was, ".repeat(32_000));
    for body in [ministries, nested] {
        let job = serde_json::json!({"id": "a", "format": "clean", "language": "en", "body": body});
        let document =
            pipeline.enrich(&serde_json::to_vec(&job).unwrap(), &mut scratch, Deadline::NEVER).unwrap();
        holds::document(&document);
        assert!(!document.entities.is_empty());
    }
}

/// Readers and rules look a word or two back: whatever word an article begins with, nothing stands before it.
#[test]
fn articles_may_begin_and_end_with_any_word() {
    const WORDS: usize = 24;
    let mut config = Config::default();
    config.pipeline.tier = Tier::Fast;
    let (pipeline, mut scratch) = (Pipeline::new(&config), Scratch::default());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/quotes");
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for case in text.split("## ").skip(1) {
            let lines = case.lines().skip(1).filter(|line| !line.starts_with("=> "));
            let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
            for start in 0..words.len() {
                let body = words[start..words.len().min(start + WORDS)].join(" ");
                for body in [body.to_lowercase(), body] {
                    let job =
                        serde_json::json!({"id": "a", "format": "clean", "language": "en", "body": body});
                    let job = serde_json::to_vec(&job).unwrap();
                    holds::document(&pipeline.enrich(&job, &mut scratch, Deadline::NEVER).expect(&body));
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 10_000, "only {tried} articles");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_enriched_alike_twice_or_rejected(
        pieces in proptest::collection::vec(piece(), 0..25),
        format in prop_oneof![Just("html"), Just("text"), Just("clean")],
    ) {
        let pipeline = Pipeline::new(&Config::default());
        let body = pieces.concat();
        let job = serde_json::json!({"id": "any", "format": format, "body": body, "language": "en"}).to_string();
        let mut scratch = Scratch::default();
        let first = pipeline.enrich(job.as_bytes(), &mut scratch, Deadline::NEVER);
        let second = pipeline.process(job.as_bytes(), &mut scratch, Deadline::NEVER);
        match (first, second) {
            (Ok(document), Ok(enriched)) => {
                holds::document(&document);
                prop_assert_eq!(serde_json::to_vec(&document).unwrap(), enriched.json);
                if format == "clean" {
                    prop_assert_eq!(document.text, body);
                }
            }
            (Err(first), Err(second)) => prop_assert_eq!(first, second),
            (first, second) => prop_assert!(false, "{first:?} then {second:?}"),
        }
    }

    #[test]
    fn any_bytes_are_a_job_or_a_reject(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let pipeline = Pipeline::new(&Config::default());
        if let Err(reject) = pipeline.process(&bytes, &mut Scratch::default(), Deadline::NEVER) {
            prop_assert!(Reject::CODES.contains(&reject.code()));
        }
    }
}

#[test]
fn every_code_comes_of_some_job_while_its_neighbours_go_on() {
    let mut config = Config::default();
    config.pipeline.other_languages = OtherLanguages::Reject;
    config.limits.max_body_bytes = 1000;
    config.pipeline.deadline_ms = 200;
    let pipeline = Pipeline::new(&config);
    // No job is known that makes a stage hang or panic, so these two are told to.
    let process = move |job: &[u8], scratch: &mut Scratch, deadline: Deadline| match job {
        b"hang" => loop {
            std::thread::sleep(Duration::from_millis(5));
            deadline.check("clean")?;
        },
        b"panic" => panic!("as told"),
        job => pipeline.process(job, scratch, deadline),
    };
    let large = format!(r#"{{"id":"a","body":"{}"}}"#, "x".repeat(1001));
    let jobs = [
        (r#"{"id":"a"}"#, Some("malformed")),
        (r#"{"id":"a","body":"x","schema":"wiremill.job/2"}"#, Some("version")),
        (large.as_str(), Some("too_large")),
        (r#"{"id":"a","body":"\n"}"#, Some("no_text")),
        (r#"{"id":"a","body":"Il pleut.","language":"fr"}"#, Some("unsupported_language")),
        ("hang", Some("timeout")),
        ("panic", Some("panicked")),
        (r#"{"id":"good","body":"It rained.","language":"en"}"#, None),
    ];
    let codes: Vec<_> = jobs.iter().filter_map(|(_, code)| *code).collect();
    assert_eq!(codes, Reject::CODES, "every code is shown");
    let broker = Memory::default();
    for (job, _) in jobs {
        broker.submit(job.as_bytes());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let metrics = Metrics::install().unwrap();
        let worker = Worker::new(Arc::new(broker.clone()), &config, Arc::new(process), metrics).unwrap();
        let (stop, stopped) = tokio::sync::watch::channel(Stop::Not);
        let run = tokio::spawn(worker.run(stopped));
        let start = std::time::Instant::now();
        while broker.queues().documents.is_empty() || broker.queues().dead.len() < codes.len() {
            assert!(start.elapsed() < Duration::from_secs(30), "{:?}", broker.queues());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Drained);
    });
    let queues = broker.queues();
    let wanted: BTreeMap<&[u8], &str> =
        jobs.iter().filter_map(|(job, code)| Some((job.as_bytes(), (*code)?))).collect();
    let dead: BTreeMap<&[u8], &str> =
        queues.dead.iter().map(|(code, _, _, job)| (job.as_slice(), *code)).collect();
    assert_eq!(dead, wanted, "each bad job in the dead queue, byte for byte, with its code");
    assert_eq!(queues.documents.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(), ["good"]);
}
