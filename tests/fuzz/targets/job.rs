//! Any bytes are a job or a reject; what a job is written as, is read as the same job.
#![no_main]

use std::sync::LazyLock;
use wiremill::config::Limits;
use wiremill::job::Job;

/// Small, so that small inputs go over them.
static LIMITS: LazyLock<Limits> = LazyLock::new(|| Limits {
    max_job_bytes: 4096,
    max_body_bytes: 256,
    max_meta_bytes: 128,
    max_field_bytes: 64,
    max_authors: 4,
    max_json_depth: 8,
    ..Limits::default()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let decoded = Job::decode(bytes, &LIMITS);
    let peeked = Job::peek_id(bytes);
    if let Ok(job) = decoded {
        wiremill_fuzz::job(&job);
        assert_eq!(peeked.as_ref(), Some(&job.id));
        let written = serde_json::to_string(&job).expect("a job is JSON");
        // Escapes may be longer than what they were read from, but no field is.
        let limits = Limits { max_job_bytes: usize::MAX, ..LIMITS.clone() };
        let again = Job::decode(written.as_bytes(), &limits).expect("a job that was written is one");
        assert_eq!(serde_json::to_string(&again).expect("a job is JSON"), written);
    }
});
