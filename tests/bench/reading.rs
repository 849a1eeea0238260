//! How fast articles are read, their names linked and their quotes attributed, on one core.
//!
//! `cargo bench --bench reading [-- [fast|precise] [ROUNDS]]`: over PolNeAR's dev articles where `../shared` is at hand, or else over
//! those of `tests/corpus`. Fails where an article does not give what it gave before.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};
use wiremill::config::Tier;
use wiremill::error::Deadline;
use wiremill::found::Form;
use wiremill::pipeline::mend_links;
use wiremill::reading::linear::LinearReader;
use wiremill::reading::{Reader, Reading};
use wiremill::stages::quotes::model::Attribution;
use wiremill::stages::{entities, quotes};
use wiremill::text::Text;
use wiremill::tokens::Tokens;

#[path = "articles.rs"]
mod articles;

/// What is expected of a tier over PolNeAR's dev articles.
struct Expected {
    /// Words, names, linked phrases and pronouns, attributions.
    found: [usize; 4],
    /// What it should reach.
    aim: &'static str,
    rounds: usize,
    /// How long texts may be that show how time grows, in MiB.
    lengths: &'static [usize],
}

const FAST: Expected = Expected {
    found: [78_502, 5_182, 1_930, 1_995],
    aim: "aim: 500 articles/s",
    rounds: 20,
    lengths: &[1, 2, 4, 8],
};

const PRECISE: Expected =
    Expected { found: [78_502, 5_129, 1_941, 2_136], aim: "aim: 12 articles/s", rounds: 3, lengths: &[1, 2] };

const STAGES: [&str; 4] =
    ["words and sentences", "parts of speech, names, parts of quotes", "linking", "quotes"];

fn main() {
    let asked = |tier: &str| std::env::args().any(|argument| argument == tier);
    let (tier, wanted) = if asked("precise") { (Tier::Precise, PRECISE) } else { (Tier::Fast, FAST) };
    let rounds =
        std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(wanted.rounds).max(1);
    let start = Instant::now();
    let reader = Reader::new(tier, 0.0);
    println!("models: ready after {:.0} ms", 1000.0 * start.elapsed().as_secs_f64());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = Some(root.join("../shared/data")).filter(|data| data.is_dir());
    let (name, bodies, expected) = match &data {
        Some(data) => ("PolNeAR dev", articles::polnear(data), Some(wanted.found)),
        None => ("tests/corpus", articles::corpus(root), None),
    };
    let texts: Vec<Text> = bodies.into_iter().filter_map(Text::verbatim).collect();
    let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
    let mut best = [Duration::MAX; 4];
    let mut totals = Vec::new();
    let mut found = [0; 4];
    for round in 0..rounds {
        let mut times = [Duration::ZERO; 4];
        found = [0; 4];
        for text in &texts {
            let start = Instant::now();
            tokens.fill(text, Deadline::NEVER).unwrap();
            let after_words = Instant::now();
            reader.read(text, &tokens, &mut reading, Deadline::NEVER).unwrap();
            let after_reading = Instant::now();
            let mut things = entities::find(text, &tokens, &reading, Deadline::NEVER).unwrap();
            times[0] += after_words - start;
            times[1] += after_reading - after_words;
            let after_linking = Instant::now();
            let attribution = Attribution::embedded();
            let (quotes, _) =
                quotes::find(text, &tokens, &reading, &things, attribution, 0.0, Deadline::NEVER).unwrap();
            let after_quotes = Instant::now();
            mend_links(text, &tokens, &reading, &quotes, &mut things, Deadline::NEVER).unwrap();
            times[2] += (after_linking - after_reading) + after_quotes.elapsed();
            times[3] += after_quotes - after_linking;
            found[3] += quotes.len();
            found[0] += tokens.words.len();
            for mention in things.iter().flat_map(|thing| &thing.mentions) {
                found[if mention.form == Form::Name { 1 } else { 2 }] += 1;
            }
        }
        if round == 0 {
            let total: Duration = times.iter().sum();
            println!("first round, every word new: {:.0} words/s", found[0] as f64 / total.as_secs_f64());
        }
        for (best, time) in best.iter_mut().zip(times) {
            *best = (*best).min(time);
        }
        totals.push(times.iter().sum::<Duration>());
    }
    let speed = |time: Duration| found[0] as f64 / time.as_secs_f64();
    println!(
        "{name}: {} articles, {} words, {} names, {} phrases and pronouns linked, {} attributions",
        texts.len(),
        found[0],
        found[1],
        found[2],
        found[3]
    );
    for (stage, time) in STAGES.iter().zip(best) {
        println!(
            "{stage:<40} {:>10.0} words/s, {:.3} ms an article",
            speed(time),
            1000.0 * time.as_secs_f64() / texts.len() as f64
        );
    }
    let print = |what: &str, totals: &mut [Duration]| {
        totals.sort();
        println!(
            "{what:<40} {:>10.0} words/s at best, {:.0} at the median of {rounds} rounds, {:.1} articles/s at best",
            speed(totals[0]),
            speed(totals[rounds / 2]),
            texts.len() as f64 / totals[0].as_secs_f64(),
        );
    };
    print(&format!("all of it ({})", wanted.aim), &mut totals);
    if tier == Tier::Fast {
        print("without quotes (aim: 400000 words/s)", &mut without_quotes(&texts, rounds, found[1]));
    }
    assert!(expected.is_none_or(|expected| expected == found), "expected {expected:?}, found {found:?}");
    length(&texts, &reader, wanted.lengths);
}

/// Returns how long each round takes of words, sentences, parts of speech, names and links in the fast tier, where nobody
/// asks for quotes; the same `names` are found.
fn without_quotes(texts: &[Text], rounds: usize, names: usize) -> Vec<Duration> {
    let alone = LinearReader::carried(Tier::Fast);
    let reader = Reader::Linear(&alone);
    let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
    let mut round = || {
        let (start, mut found) = (Instant::now(), 0);
        for text in texts {
            tokens.fill(text, Deadline::NEVER).unwrap();
            reader.read(text, &tokens, &mut reading, Deadline::NEVER).unwrap();
            let things = entities::find(text, &tokens, &reading, Deadline::NEVER).unwrap();
            let mentions = things.iter().flat_map(|thing| &thing.mentions);
            found += mentions.filter(|mention| mention.form == Form::Name).count();
        }
        assert_eq!(found, names, "without quotes");
        start.elapsed()
    };
    (0..rounds).map(|_| round()).collect()
}

/// Shows that time is linear in length.
fn length(texts: &[Text], reader: &Reader, lengths: &[usize]) {
    let all: Vec<&str> = texts.iter().map(Text::as_str).collect();
    let all = all.join("\n");
    for &mib in lengths {
        let mut body = all.repeat((mib << 20) / all.len() + 1);
        body.truncate(body.floor_char_boundary(mib << 20));
        let text = Text::verbatim(body).unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        let start = Instant::now();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        reader.read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        entities::find(&text, &tokens, &reading, Deadline::NEVER).unwrap();
        println!("one text of {mib} MiB: {:.2} s", start.elapsed().as_secs_f64());
    }
}
