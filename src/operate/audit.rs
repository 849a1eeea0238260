//! `wiremill audit`: proves that every submitted id came out exactly once or was rejected with a reason.

use crate::outcome::Outcome;
use std::io::Write;
use std::path::PathBuf;

/// The books to balance.
#[derive(Clone, Debug)]
pub struct Options {
    pub manifest: Vec<PathBuf>,
    pub documents: Vec<PathBuf>,
    pub rejects: Vec<PathBuf>,
    pub dead: Vec<PathBuf>,
}

/// Balances the books and prints the result to `out`.
///
/// # Errors
///
/// Where a file cannot be read or holds a line of another kind.
pub fn run(options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let _ = (options, out);
    anyhow::bail!("not written yet")
}
