//! The articles that benches measure on.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Returns the texts of PolNeAR's dev articles.
pub fn polnear(data: &Path) -> Vec<String> {
    let file = File::open(data.join("quotes/polnear.dev.jsonl.gz")).unwrap();
    let mut lines = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut lines).unwrap();
    let articles = lines.lines().map(|line| {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        article["text"].as_str().unwrap().to_owned()
    });
    articles.collect()
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
