//! The manifest: what `submit` has sent, one line for each confirmed job, and for each input that
//! was not sent; `audit` reads it.

use crate::job::Job;
use crate::model::sha256_hex;
use serde::{Deserialize, Serialize};

/// One submitted job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestLine {
    /// The job's id; null where none could be read, which only a reject can answer.
    pub id: Option<String>,
    /// The hash of the job as published; empty where it was not.
    pub sha256: String,
    /// Why, and where it lies, where the job was never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl ManifestLine {
    /// Records the job `bytes`.
    pub fn new(bytes: &[u8]) -> Self {
        Self { id: Job::peek_id(bytes), sha256: sha256_hex(bytes), refused: None }
    }

    /// Records that an input was not sent.
    pub fn refused(id: Option<String>, reason: String) -> Self {
        Self { id, sha256: String::new(), refused: Some(reason) }
    }
}
