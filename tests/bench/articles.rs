//! The articles that benches measure on.

#![allow(dead_code)] // Each bench uses its own part.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Returns the texts of PolNeAR's dev articles.
pub fn polnear(data: &Path) -> Vec<String> {
    fields(&data.join("quotes/polnear.dev.jsonl.gz"), "text")
}

/// Returns the dev pages of the article-extraction benchmark.
pub fn pages(data: &Path) -> Vec<String> {
    fields(&data.join("cleaning/aeb.dev.jsonl.gz"), "html")
}

/// Reads one field of every line.
fn fields(path: &Path, name: &str) -> Vec<String> {
    let mut lines = String::new();
    flate2::read::GzDecoder::new(File::open(path).unwrap()).read_to_string(&mut lines).unwrap();
    let articles = lines.lines().map(|line| {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        article[name].as_str().unwrap().to_owned()
    });
    articles.collect()
}

/// Returns the pages of our own corpus.
pub fn corpus_pages(root: &Path) -> Vec<String> {
    let cases = fs::read_dir(root.join("tests/corpus")).unwrap().map(|case| case.unwrap().path());
    let mut pages: Vec<PathBuf> =
        cases.map(|case| case.join("input.html")).filter(|page| page.is_file()).collect();
    pages.sort();
    pages.iter().map(|page| fs::read_to_string(page).unwrap()).collect()
}

/// Returns the texts of our own corpus.
pub fn corpus(root: &Path) -> Vec<String> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(root.join("tests/corpus")).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    cases
        .iter()
        .filter_map(|case| fs::read_to_string(case.join("expected.json")).ok())
        .map(|document| {
            let document: serde_json::Value = serde_json::from_str(&document).unwrap();
            document["text"].as_str().unwrap_or_default().to_owned()
        })
        .collect()
}
