//! The reject line: one rejected job, as it stands in a rejects file and in `dead list --json`.

use crate::error::Reject;
use crate::job::Job;
use crate::model::sha256_hex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version this program writes.
pub const SCHEMA: &str = "wiremill.reject/1";

/// The longest message, in bytes: all headers of a dead letter together must fit one AMQP frame (128 KiB).
pub const MAX_MESSAGE_BYTES: usize = 4096;

/// One rejected job and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RejectLine {
    pub schema: String,
    /// The job's id; null where none could be read.
    pub id: Option<String>,
    /// Where the job came from: a file and line ("corpus.jsonl:17"), or a queue.
    pub origin: String,
    /// The stable reason: "malformed", "version", "too_large", "no_text", …
    pub code: String,
    /// The reason for people; cut at 4096 bytes.
    pub message: String,
    /// The stage that rejected the job.
    pub stage: String,
    /// The hash of the whole job as sent.
    pub input_sha256: String,
    /// When the job was rejected, RFC 3339; absent in rejects files, which tell the same on every run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

impl RejectLine {
    /// Tells why the job `input` from `origin` was rejected in `stage`.
    pub fn new(reject: &Reject, stage: &str, input: &[u8], origin: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            id: Job::peek_id(input),
            origin: origin.into(),
            code: reject.code().to_owned(),
            message: cut(reject.to_string()),
            stage: stage.to_owned(),
            input_sha256: sha256_hex(input),
            time: None,
        }
    }
}

/// Cuts a message after at most [`MAX_MESSAGE_BYTES`], on a char boundary.
pub fn cut(mut message: String) -> String {
    message.truncate(message.floor_char_boundary(MAX_MESSAGE_BYTES));
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_job_where_it_can() {
        let reject = Reject::Malformed("odd".to_owned());
        let line = |input: &[u8]| RejectLine::new(&reject, "decode", input, "corpus.jsonl:17");
        let known = line(br#"{"id":"a"}"#);
        assert_eq!((known.id.as_deref(), known.code.as_str()), (Some("a"), "malformed"));
        let json = serde_json::to_string(&line(b"\xff")).unwrap();
        assert!(json.starts_with(r#"{"schema":"wiremill.reject/1","id":null,"origin":"corpus.jsonl:17","#));
        assert!(!json.contains("time"), "{json}");
    }

    #[test]
    fn messages_are_cut_between_characters() {
        assert_eq!(cut("short".to_owned()), "short");
        assert_eq!(cut("é".repeat(3000)).len(), 4096);
        assert_eq!(cut(format!("x{}", "é".repeat(3000))).len(), 4095);
    }
}
