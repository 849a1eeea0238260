//! `wiremill collect`: takes documents off the output queue into JSONL.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// What to collect.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the documents go; `-` is stdout.
    pub out: PathBuf,
    /// Ends once the queue has been empty for so long.
    pub until_idle: Option<Duration>,
    /// Ends after so many documents.
    pub count: Option<u64>,
}

/// Collects documents; each is acknowledged only once it is on disk.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
