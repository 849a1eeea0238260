//! The files that a run makes: none of them may be one that it reads, or another of its own.

use super::is_stdin;
use crate::formats::{Format, Writer};
use crate::outcome::Fatal;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Links that lead to links are followed so far.
const MAX_LINKS: usize = 40;

/// The files that a run makes, each with what a person calls it.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    files: Vec<(String, PathBuf)>,
}

/// What tells one file from another, whatever names lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Device and inode of a file that exists.
    File(u64, u64),
    /// The full name of one that does not exist yet.
    Name(PathBuf),
}

impl Outputs {
    /// Adds the file that an option names.
    pub fn add(&mut self, option: &str, path: &Path) {
        self.files.push((format!("{option} {}", path.display()), path.to_owned()));
    }

    /// Adds where documents go; without a path that is standard output, which may have been sent into a file.
    pub fn add_documents(&mut self, format: Format, path: Option<&Path>) {
        let Some(path) = path else {
            self.files.push(("standard output".to_owned(), PathBuf::from("/dev/stdout")));
            return;
        };
        for (option, path) in Writer::files(format, path) {
            self.add(option, &path);
        }
    }

    /// Looks for a file that stands twice. Nothing may be made before: making a file empties it.
    ///
    /// # Errors
    ///
    /// `Fatal::Usage` naming both, where an output is one of `inputs` or another output.
    pub fn check(&self, inputs: &[PathBuf]) -> Result<(), Fatal> {
        let read: Vec<(&Path, Place)> = inputs
            .iter()
            .filter_map(|input| {
                let path = if is_stdin(input) { Path::new("/dev/stdin") } else { input };
                Some((input.as_path(), Place::of(path)?))
            })
            .collect();
        let mut made: Vec<(&str, Place)> = Vec::new();
        for (name, path) in &self.files {
            let Some(place) = Place::of(path) else { continue };
            if let Some((input, _)) = read.iter().find(|(_, read)| *read == place) {
                let input =
                    if is_stdin(input) { "standard input".into() } else { input.display().to_string() };
                let why = format!("{name} would overwrite the input {input}; choose another file");
                return Err(Fatal::Usage(why));
            }
            if let Some((other, _)) = made.iter().find(|(_, made)| *made == place) {
                let why = format!("{other} and {name} are one file; choose another for one of them");
                return Err(Fatal::Usage(why));
            }
            made.push((name, place));
        }
        Ok(())
    }

    /// Returns which files exist by now.
    pub(super) fn made(&self) -> Made {
        Made(self.files.iter().filter_map(|(_, path)| Place::existing(path)).collect())
    }
}

/// Outputs that exist.
pub(super) struct Made(Vec<Place>);

impl Made {
    /// Says whether a file is one of them.
    pub(super) fn holds(&self, path: &Path) -> bool {
        !self.0.is_empty() && Place::existing(path).is_some_and(|place| self.0.contains(&place))
    }
}

impl Place {
    /// None for devices, pipes and folders: nothing is lost where such a thing is named twice.
    fn of(path: &Path) -> Option<Self> {
        if path.exists() {
            return Self::existing(path);
        }
        // A link to a file that does not exist yet: that one is made.
        let mut path = path.to_owned();
        for _ in 0..MAX_LINKS {
            let Ok(target) = path.read_link() else { break };
            path = folder(&path).join(target);
        }
        Some(Self::Name(folder(&path).canonicalize().ok()?.join(path.file_name()?)))
    }

    fn existing(path: &Path) -> Option<Self> {
        let found = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(Self::File(found.dev(), found.ino()))
    }
}

/// Returns the folder that a file lies in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(outputs: &[(&str, &Path)], inputs: &[&Path], says: Option<&str>) {
        let mut all = Outputs::default();
        for (option, path) in outputs {
            all.add(option, path);
        }
        let inputs: Vec<PathBuf> = inputs.iter().map(|path| path.to_path_buf()).collect();
        let said = all.check(&inputs).err().map(|why| why.to_string());
        assert_eq!(said.is_some(), says.is_some(), "{said:?}");
        if let (Some(said), Some(says)) = (said, says) {
            assert!(said.contains(says), "{said} does not say {says:?}");
        }
    }

    #[test]
    fn one_file_under_two_names_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let (there, new) = (path("there"), path("new"));
        std::fs::write(&there, "x").unwrap();
        std::fs::hard_link(&there, path("hard")).unwrap();
        std::os::unix::fs::symlink("there", path("soft")).unwrap();
        std::os::unix::fs::symlink("new", path("ahead")).unwrap();
        std::fs::create_dir(path("inside")).unwrap();
        let roundabout = path("inside/../new");
        check(&[("--out", &new)], &[&there], None);
        for input in [there.clone(), path("hard"), path("soft"), path("inside/../there")] {
            check(&[("--out", &there)], &[&new, &input], Some(&format!("the input {}", input.display())));
        }
        check(&[("--out", &new), ("--view", &path("other"))], &[&there], None);
        for other in [new.clone(), roundabout, path("ahead")] {
            check(&[("--out", &new), ("--view", &other)], &[&there], Some("are one file"));
        }
        let null = Path::new("/dev/null");
        check(&[("--out", null), ("--rejects", null)], &[null], None);
    }
}
