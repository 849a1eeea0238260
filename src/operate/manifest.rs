//! The manifest: what `submit` has sent, one line for each confirmed job, and for each input that
//! was not sent; `audit` reads it.

use crate::formats;
use crate::job::Job;
use crate::model::sha256_hex;
use crate::outcome::Fatal;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// No line is longer: an id, a hash, and at most a reason with a path.
const MAX_LINE_BYTES: u64 = 64 << 10;

/// One submitted job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestLine {
    /// The job's id; null where none could be read, which only a reject can answer.
    pub id: Option<String>,
    /// The hash of the job as published; empty where it was not.
    pub sha256: String,
    /// Why, and where it lies, where the job was never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl ManifestLine {
    /// Records the job `bytes`.
    pub fn new(bytes: &[u8]) -> Self {
        Self { id: Job::peek_id(bytes), sha256: sha256_hex(bytes), refused: None }
    }

    /// Records that an input was not sent.
    pub fn refused(id: Option<String>, reason: String) -> Self {
        Self { id, sha256: String::new(), refused: Some(reason) }
    }
}

/// A manifest being written. Every line goes to the file at once, so that a process that is killed loses none.
pub struct Manifest {
    file: File,
    regular: bool,
}

impl Manifest {
    /// Opens the manifest at `path`, made where there is none. One that is there is gone on with; a torn last line is
    /// cut away.
    ///
    /// # Errors
    ///
    /// `Fatal::Usage` where it cannot be opened, another process writes to it, or it holds something else.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let naming = |error: io::Error| Fatal::Usage(format!("--manifest {}: {error}", path.display()));
        let regular = path.metadata().map_or(true, |found| found.is_file());
        let file = OpenOptions::new().read(regular).append(true).create(true).open(path).map_err(naming)?;
        if regular {
            formats::lock(&file).and_then(|()| go_on(&file)).map_err(naming)?;
        }
        Ok(Self { file, regular })
    }

    /// Writes one line.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn record(&mut self, line: &ManifestLine) -> anyhow::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        self.file.write_all(&line).context("writing the manifest")
    }

    /// Returns once all lines are on disk.
    ///
    /// # Errors
    ///
    /// Where they cannot be brought there.
    pub fn finish(self) -> anyhow::Result<()> {
        // A pipe has no disk.
        if self.regular { self.file.sync_all().context("writing the manifest to disk") } else { Ok(()) }
    }
}

/// Makes a file end where a line ends. Looks at its first and its last line only.
fn go_on(mut file: &File) -> io::Result<()> {
    let strange = || io::Error::other("holds something else than a manifest; choose another file");
    let is_line = |line: &[u8]| serde_json::from_slice::<ManifestLine>(line).is_ok();
    let mut first = Vec::new();
    BufReader::new(file).take(MAX_LINE_BYTES).read_until(b'\n', &mut first)?;
    if !is_line(&first) && !formats::is_torn(&first) {
        return Err(strange());
    }
    let start = file.metadata()?.len().saturating_sub(MAX_LINE_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let whole = end.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    match &end[whole..] {
        b"" => Ok(()),
        _ if whole == 0 && start > 0 => Err(strange()),
        last if is_line(last) => file.write_all(b"\n"),
        last if formats::is_torn(last) => {
            tracing::warn!(bytes = last.len(), "cutting away the torn last line of the manifest");
            file.set_len(start + whole as u64)
        }
        _ => Err(strange()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records a line in a file that holds `before`, and says what it holds then.
    fn recorded(before: &str) -> anyhow::Result<String> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("manifest");
        std::fs::write(&path, before)?;
        let mut manifest = Manifest::open(&path)?;
        manifest.record(&ManifestLine { id: Some("b".to_owned()), sha256: String::new(), refused: None })?;
        assert!(Manifest::open(&path).is_err(), "two write to it");
        // Not finished: what was recorded is there all the same.
        Ok(std::fs::read_to_string(&path)?)
    }

    #[test]
    fn a_manifest_is_gone_on_with() {
        let (a, b) = ("{\"id\":\"a\",\"sha256\":\"\"}\n", "{\"id\":\"b\",\"sha256\":\"\"}\n");
        let both = format!("{a}{b}");
        for (before, after) in [("", b), (a, &both), (a.trim_end(), &both), ("{\"id\":\"", b)] {
            assert_eq!(recorded(before).unwrap(), after, "{before}");
        }
        assert_eq!(recorded(&format!("{a}{{\"id\":\"c")).unwrap(), both);
        for strange in ["some text\n", "some text", "{\"id\":\"a\",\"body\":\"x\"}\n", "\n"] {
            let error = recorded(strange).unwrap_err();
            assert!(error.to_string().contains("something else than a manifest"), "{strange}: {error}");
        }
        let error = recorded(&format!("{a}some text")).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(Fatal::Usage(_))), "{error}");
    }
}
