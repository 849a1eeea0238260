//! `wiremill dead`: what was rejected, why, and putting it back after a fix.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;

/// Which dead letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    All,
    Code(String),
    Id(String),
}

/// What to do with the dead letters.
#[derive(Clone, Debug)]
pub enum Options {
    /// One line for each.
    List { filter: Filter, json: bool, limit: Option<u64> },
    /// Everything about one, by job id.
    Show { id: String },
    /// Puts jobs back into the jobs queue.
    Replay { filter: Filter, dry_run: bool },
    /// Deletes them; the command line has asked whether that is meant.
    Purge { filter: Filter },
}

/// Lists, shows, replays or purges dead letters.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
