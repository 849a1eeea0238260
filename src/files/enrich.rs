//! `wiremill enrich`: the pipeline over local files, no broker.

use crate::config::Config;
use crate::outcome::Outcome;
use std::io::Write;
use std::path::PathBuf;

/// What to enrich and where it goes. Tier and threads are in the configuration.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and directories; `-` is stdin.
    pub inputs: Vec<PathBuf>,
    /// Where the documents go; none or `-` is stdout.
    pub out: Option<PathBuf>,
    /// Where the reject lines go; none is beside `out`, or stderr.
    pub rejects: Option<PathBuf>,
    /// Where the HTML page goes.
    pub view: Option<PathBuf>,
}

/// Enriches every input in order; documents go to `out` where the options name no file.
///
/// # Errors
///
/// `Fatal::Usage` where an input cannot be opened or an output cannot be made.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (config, options, out);
    anyhow::bail!("not written yet")
}
