//! `wiremill submit`: publishes jobs with confirms.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;
use std::path::PathBuf;

/// What to submit.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and directories; `-` is stdin.
    pub inputs: Vec<PathBuf>,
    /// Records every id, one [`ManifestLine`](crate::operate::manifest::ManifestLine) each.
    pub manifest: Option<PathBuf>,
}

/// Publishes every job and records it in the manifest once it is confirmed.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
