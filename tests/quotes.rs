//! Every case of `tests/corpus/quotes` gives the attributions that it names, in both tiers.
//!
//! A case is a heading, an article, and a line for each attribution: the speaker, a colon, and the pieces of the
//! content. A heading that ends with `(precise)` is for the precise tier alone: the README's limits say why.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

use std::path::Path;
use wiremill::config::{Config, Tier};
use wiremill::error::Deadline;
use wiremill::pipeline::{Pipeline, Scratch};

struct Case {
    name: String,
    article: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/quotes");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut lines = text.lines().skip_while(|line| !line.starts_with("## ")).peekable();
        while let Some(heading) = lines.next() {
            let name = format!("{}: {}", file.file_stem().unwrap().to_str().unwrap(), &heading[3..]);
            let mut case = Case { name, article: String::new(), expected: Vec::new() };
            while let Some(line) = lines.next_if(|line| !line.starts_with("## ")) {
                match line.strip_prefix("=> ") {
                    Some("nothing") => {}
                    Some(row) => case.expected.push(row.to_owned()),
                    None => case.article += &format!("{line}\n"),
                }
            }
            cases.push(case);
        }
    }
    cases
}

fn found(pipeline: &Pipeline, article: &str) -> Vec<String> {
    let job = serde_json::json!({
        "schema": "wiremill.job/1", "id": "case", "format": "clean", "language": "en", "body": article.trim(),
    });
    let job = serde_json::to_vec(&job).unwrap();
    let document = pipeline.enrich(&job, &mut Scratch::default(), Deadline::NEVER).unwrap();
    let document = serde_json::to_value(&document).unwrap();
    let rows = document["quotes"].as_array().unwrap().iter().map(|quote| {
        let pieces: Vec<&str> = quote["content"]
            .as_array()
            .unwrap()
            .iter()
            .map(|piece| piece["text"].as_str().unwrap())
            .collect();
        format!("{}: {}", quote["speaker"]["name"].as_str().unwrap_or("?"), pieces.join(" … "))
    });
    rows.collect()
}

fn check(tier: Tier) {
    let mut config = Config::default();
    config.pipeline.tier = tier;
    let pipeline = Pipeline::new(&config);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for Case { name, article, expected } in cases() {
        if tier == Tier::Fast && name.ends_with("(precise)") {
            continue;
        }
        tried += 1;
        let found = found(&pipeline, &article);
        if found != expected {
            wrong.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(tried >= 40, "only {tried} cases");
    assert!(wrong.is_empty(), "{} of {tried} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_precise_tier_reads_every_case() {
    assert!(cases().len() >= 60);
    check(Tier::Precise);
}

#[test]
fn the_fast_tier_reads_every_case_that_is_not_for_the_precise_one_alone() {
    check(Tier::Fast);
}
