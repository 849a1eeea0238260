//! `wiremill status`: depths, rates, workers, time left.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;
use std::time::Duration;

/// How to show it.
#[derive(Clone, Debug)]
pub struct Options {
    pub json: bool,
    /// Shows it again and again, so far apart.
    pub watch: Option<Duration>,
}

/// Shows how the queues stand.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
