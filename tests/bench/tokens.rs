//! How fast words and sentences are found, on one core, and how many are right where gold data is at hand.
//!
//! `cargo bench --bench tokens [-- ROUNDS]`: over the news of `../shared`, or else over the articles of
//! `tests/corpus`, told which. Fails where a text does not give the words and sentences it gave before.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;
use wiremill::error::Deadline;
use wiremill::eval::tokens::{Layout, read_conll, sentences, words};
use wiremill::text::Text;
use wiremill::tokens::Tokens;

/// Words and sentences in PolNeAR's dev articles, all in one text.
const POLNEAR: (usize, usize) = (78_502, 3_372);

/// The least speed that is good enough.
const AIM_MB_PER_S: f64 = 100.0;

#[path = "articles.rs"]
mod articles;

fn main() {
    let rounds = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(50);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = Some(root.join("../shared/data")).filter(|data| data.is_dir());
    let (name, body, expected) = match &data {
        Some(data) => ("PolNeAR dev", articles::polnear(data).join("\n\n"), Some(POLNEAR)),
        None => ("tests/corpus", articles::corpus(root).join("\n\n").repeat(100), None),
    };
    speed(name, body, expected, rounds);
    if let Some(data) = data {
        accuracy(&data.join("entities"));
    }
}

fn speed(name: &str, body: String, expected: Option<(usize, usize)>, rounds: usize) {
    let bytes = body.len();
    let text = Text::verbatim(body).expect("the articles have text");
    let mut tokens = Tokens::default();
    let mut seconds: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            tokens.fill(&text, Deadline::NEVER).unwrap();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let found = (tokens.words.len(), tokens.sentences.len());
    println!("{name}: {bytes} bytes, {} words, {} sentences", found.0, found.1);
    println!(
        "words and sentences: best {:.0} MB/s, median {:.0} MB/s of {rounds} rounds (aim: {AIM_MB_PER_S} MB/s)",
        speed(seconds[0]),
        speed(seconds[rounds / 2]),
    );
    assert!(expected.is_none_or(|expected| expected == found), "expected {expected:?}");
}

fn accuracy(entities: &Path) {
    println!("{:32} {:>9} {:>9} {:>9} {:>9}", "sentences, F1", "one: ends", "spans", "lines: ends", "spans");
    for file in ["gum/dev_news.conll", "gum/dev.conll.gz", "gum/train_news.conll.gz", "ud_ewt/dev.conll.gz"] {
        let Ok(documents) = read_conll(&entities.join(file)) else { continue };
        let one = sentences(&documents, Layout::OneParagraph);
        let lines = sentences(&documents, Layout::Lines);
        println!(
            "{file:32} {:9.2} {:9.2} {:9.2} {:9.2}",
            one.ends.f1(),
            one.spans.f1(),
            lines.ends.f1(),
            lines.spans.f1()
        );
    }
    println!("gold words found exactly, %");
    for file in [
        "conll2003/dev.conll.gz", "worldwide/dev4.conll.gz", "ud_ewt/dev.conll.gz", "ud_ewt/train.conll.gz",
        "gum/dev_news.conll", "gum/train.conll.gz",
    ] {
        let Ok(documents) = read_conll(&entities.join(file)) else { continue };
        println!("{file:32} {:9.3}", words(&documents, |_, _, _| ()).recall());
    }
}
