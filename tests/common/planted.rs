//! The jobs that tests submit, and what each must end as: one in twenty is bad, in one of several ways.

use std::collections::BTreeMap;

/// One job in so many is bad.
pub const BAD_EVERY: usize = 20;

/// Returns the jobs that a bad one may be, with the code each must end with.
fn bad_jobs(n: usize) -> [(String, &'static str); 4] {
    [
        (format!(r#"{{"id":"bad-{n}","body":"cut off"#), "malformed"),
        (format!(r#"{{"id":"bad-{n}","body":"Later.","schema":"wiremill.job/9"}}"#), "version"),
        (format!(r#"{{"id":"bad-{n}","body":" ","format":"clean"}}"#), "no_text"),
        (format!(r#"{{"id":"bad-{n}","body":7}}"#), "malformed"),
    ]
}

pub fn bad_job(n: usize, ordinal: usize) -> String {
    let jobs = bad_jobs(n);
    jobs[ordinal % jobs.len()].0.clone()
}

/// Returns how many of the first `count` bad jobs end with which code.
pub fn planted(count: usize) -> BTreeMap<&'static str, usize> {
    let mut planted = BTreeMap::new();
    for ordinal in 1..=count {
        let jobs = bad_jobs(0);
        *planted.entry(jobs[ordinal % jobs.len()].1).or_insert(0) += 1;
    }
    planted
}

pub fn good_job(n: usize) -> String {
    let filler = "The council met again on Tuesday to talk about the bridge over the Wye. ".repeat(1 + n % 7);
    let body = format!("{filler}\n“The bridge will open in {n} days,” Mayor Ann Lee said.\n{filler}");
    serde_json::to_string(&serde_json::json!({
        "schema": "wiremill.job/1", "id": format!("job-{n}"), "format": "clean", "body": body, "language": "en",
    }))
    .unwrap()
}
