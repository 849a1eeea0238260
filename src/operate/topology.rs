//! `wiremill topology`: declares exchange and queues, or compares them.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;

/// What to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// Only compares.
    pub check: bool,
}

/// Declares or compares exchange and queues.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
