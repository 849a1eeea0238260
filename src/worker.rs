//! The whole delivery policy: receive, process, publish, confirm, settle.

use crate::config::Config;
use crate::outcome::Outcome;

/// What the configuration does not say: nothing yet.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// Works until told to stop.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker refuses us before anything is consumed.
pub fn run(config: &Config, options: Options) -> anyhow::Result<Outcome> {
    let _ = (config, options);
    anyhow::bail!("not written yet")
}
