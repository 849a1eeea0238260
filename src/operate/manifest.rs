//! The manifest: what `submit` has sent, one line for each confirmed job; `audit` reads it.

use crate::model::sha256_hex;
use serde::{Deserialize, Serialize};

/// One submitted job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestLine {
    /// The job's id.
    pub id: String,
    /// The hash of the job as published.
    pub sha256: String,
}

impl ManifestLine {
    /// Records the job `bytes` under its `id`.
    pub fn new(id: impl Into<String>, bytes: &[u8]) -> Self {
        Self { id: id.into(), sha256: sha256_hex(bytes) }
    }
}
