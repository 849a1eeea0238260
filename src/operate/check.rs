//! `wiremill check`: configuration, models and broker, without consuming.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;

/// What to check: there is nothing to choose yet.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// Checks everything and prints what it found to `out`.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
