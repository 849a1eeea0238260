//! Any article is enriched, always alike and with every span in range, or rejected. The fast tier: the precise one
//! differs in the numbers it computes, not in what it does with them, and takes a hundred times as long.
#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;
use wiremill::config::{Config, Tier};
use wiremill::error::{Deadline, Reject};
use wiremill::pipeline::{Pipeline, Scratch};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let mut config = Config::default();
    config.pipeline.tier = Tier::Fast;
    Pipeline::new(&config)
});

thread_local! {
    /// Kept from input to input, as a worker's threads do.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // What is no job itself is the body of one, its format by the first byte.
    let job = if bytes.first() == Some(&b'{') {
        bytes.to_vec()
    } else {
        let (format, body) = bytes.split_first().map_or((0, bytes), |(first, rest)| (first % 4, rest));
        let format = [Some("html"), Some("text"), Some("clean"), None][usize::from(format)];
        let body = String::from_utf8_lossy(body);
        let job = serde_json::json!({"id": "any", "format": format, "body": body, "language": "en"});
        job.to_string().into_bytes()
    };
    let first = PIPELINE.enrich(&job, &mut Scratch::default(), Deadline::NEVER);
    let second = SCRATCH.with_borrow_mut(|scratch| PIPELINE.process(&job, scratch, Deadline::NEVER));
    match (first, second) {
        (Ok(document), Ok(enriched)) => {
            wiremill_fuzz::document(&document);
            assert_eq!(serde_json::to_vec(&document).expect("a document is JSON"), enriched.json);
        }
        (Err(first), Err(second)) => {
            assert!(Reject::CODES.contains(&first.code()));
            assert_eq!(first, second);
        }
        // A document may be longer than its limit, which only the second looks at.
        (Ok(_), Err(Reject::TooLarge { what: "document", .. })) => {}
        (first, second) => panic!("{first:?}, then {second:?}"),
    }
});
