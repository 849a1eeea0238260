//! `wiremill convert`: documents that lie in files, in another format.

use super::{Content, Outputs, is_stdin, unpack};
use crate::document::Document;
use crate::formats::{self, Format};
use crate::outcome::{Fatal, Outcome};
use anyhow::Context as _;
use std::fs::File;
use std::io::{BufRead as _, Write};
use std::path::{Path, PathBuf};

/// What to convert and where it goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files of documents, one a line, compressed or not; `-` is stdin.
    pub inputs: Vec<PathBuf>,
    /// Where they go; none or `-` is stdout.
    pub out: Option<PathBuf>,
    pub format: Format,
}

/// Converts every document in order. Lines that are none are told and passed over.
///
/// # Errors
///
/// `Fatal::Usage` where a file cannot be opened or made, or the output is an input.
pub fn run(options: &Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    let to_file = options.out.as_deref().filter(|path| !is_stdin(path));
    let mut outputs = Outputs::default();
    outputs.add_documents(options.format, to_file);
    outputs.check(&options.inputs)?;
    super::check_inputs(&options.inputs)?;
    let mut writer = formats::Writer::create(options.format, to_file, out)?;
    let mut outcome = Outcome::Done;
    for path in &options.inputs {
        let name = path.display();
        let mut content = open(path).map_err(|error| Fatal::Usage(format!("{name}: {error}")))?;
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let read = content.read_until(b'\n', &mut line);
            let reading = || format!("reading {name} at line {number}");
            match read {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if unpack::is_passed_over(&error) => {
                    outcome = Outcome::SomeRejected;
                    writeln!(std::io::stderr(), "{}: {error}", reading())?;
                    continue;
                }
                Err(error) => return Err(error).with_context(reading),
            }
            let json = line.trim_ascii_end();
            match serde_json::from_slice::<Document>(json) {
                Ok(_) => writer.write(json)?,
                Err(error) => {
                    outcome = Outcome::SomeRejected;
                    writeln!(std::io::stderr(), "{name}:{number}: no document: {error}")?;
                }
            }
        }
    }
    writer.finish()?;
    Ok(outcome)
}

fn open(path: &Path) -> std::io::Result<Content> {
    if is_stdin(path) {
        return unpack::open(std::io::stdin(), Default::default());
    }
    unpack::open(File::open(path)?, Default::default())
}
