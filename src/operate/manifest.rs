//! The manifest: what `submit` has sent, one line for each confirmed job; `audit` reads it.

use crate::job::Job;
use crate::model::sha256_hex;
use serde::{Deserialize, Serialize};

/// One submitted job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestLine {
    /// The job's id; null where none could be read, which only a reject can answer.
    pub id: Option<String>,
    /// The hash of the job as published.
    pub sha256: String,
}

impl ManifestLine {
    /// Records the job `bytes`.
    pub fn new(bytes: &[u8]) -> Self {
        Self { id: Job::peek_id(bytes), sha256: sha256_hex(bytes) }
    }
}
