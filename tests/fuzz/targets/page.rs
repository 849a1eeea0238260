//! Any page is cleaned, always alike, or rejected.
#![no_main]

use wiremill::config::Limits;
use wiremill::error::Deadline;
use wiremill::job::{Format, Job};
use wiremill::stages::clean::{clean, sieve::Sieve};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let body = String::from_utf8_lossy(bytes).into_owned();
    let job = Job { format: Some(Format::Html), ..Job::new("any", body) };
    let cleaned = || clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER);
    let first = cleaned();
    if let Ok(cleaned) = &first {
        assert!(!cleaned.text.as_str().trim().is_empty());
        let mut last = 0;
        for span in cleaned.text.paragraphs() {
            assert!(!cleaned.text.slice(*span).is_empty() && span.start >= last);
            last = span.end;
        }
    }
    assert_eq!(format!("{first:?}"), format!("{:?}", cleaned()));
});
