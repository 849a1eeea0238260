//! Every case of the corpus gives the document that lies beside it.
//!
//! `BLESS=1 cargo test --release --test golden` writes what comes out now; read the diff before committing it.
//! The articles were written for this project.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

use std::path::Path;
use wiremill::config::Config;
use wiremill::error::Deadline;
use wiremill::pipeline::{Pipeline, Scratch};

#[test]
fn every_case_gives_the_document_beside_it() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let config = Config::default();
    let pipeline = Pipeline::new(&config);
    let mut cases = 0;
    let mut differ = Vec::new();
    for case in std::fs::read_dir(&corpus).unwrap() {
        let case = case.unwrap().path();
        let input =
            ["input.txt", "input.html"].into_iter().map(|name| case.join(name)).find(|path| path.exists());
        let Some(input) = input else { continue };
        cases += 1;
        let mut read = wiremill::files::read(std::slice::from_ref(&input), &config);
        let job = read.next().unwrap().unwrap().job;
        let document = pipeline.enrich(&job, &mut Scratch::default(), Deadline::NEVER).unwrap();
        let mut value = serde_json::to_value(&document).unwrap();
        // These change with every version and setting, and say nothing about the article.
        value.as_object_mut().unwrap().retain(|key, _| key != "document_id" && key != "provenance");
        let now = serde_json::to_string_pretty(&value).unwrap() + "\n";
        let expected = case.join("expected.json");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &now).unwrap();
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != now {
            differ.push(format!("{}: now\n{now}", expected.display()));
        }
    }
    assert!(cases >= 2, "the corpus is there");
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
