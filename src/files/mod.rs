//! Jobs out of files, and results back into files in the same order.
//!
//! [`read`] walks the paths it is given and yields one [`Input`] for each article, holding no more than one
//! article and the names of one folder in memory, however large the files: `jobs` reads what holds jobs
//! already, `pages` makes jobs of pages and text, `warc` of web archives, `unpack` undoes compression.

pub mod convert;
pub mod enrich;
mod fields;
mod jobs;
mod outputs;
mod pages;
mod unpack;
mod warc;

pub use outputs::Outputs;

use crate::config::{Config, Fields, Files, Limits};
use crate::job::MAX_ID_BYTES;
use crate::model::{hex, sha256};
use crate::outcome::Fatal;
use anyhow::Context;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsStr;
use std::hash::BuildHasher as _;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One job as bytes, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The job's JSON: as it stands in the file, or made from a page. Not checked; one line, but for what is
    /// no JSON anyway.
    pub job: Vec<u8>,
    /// For messages: "corpus.jsonl:17", "a/b.html".
    pub origin: String,
    /// What `job` is the beginning of, where it is too long to be kept.
    pub cut: Option<Cut>,
}

impl Input {
    fn whole(job: Vec<u8>, origin: String) -> Self {
        Self { job, origin, cut: None }
    }
}

/// A job of which only the beginning was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Of the whole.
    pub bytes: usize,
    /// Of the whole, in hex.
    pub sha256: String,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A job a line.
    Lines,
    /// A job, several, or an array of them.
    Json,
    Html,
    Text,
    Warc,
}

impl Kind {
    /// Tells the kind by the name, `.gz` and `.zst` aside.
    fn by_name(path: &Path) -> Option<Self> {
        let lower = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = [".gz", ".zst"].iter().find_map(|packing| lower.strip_suffix(packing)).unwrap_or(&lower);
        match Path::new(name).extension().and_then(OsStr::to_str)? {
            "jsonl" | "ndjson" => Some(Self::Lines),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            "txt" => Some(Self::Text),
            "warc" => Some(Self::Warc),
            _ => None,
        }
    }

    /// Tells the kind by how the content begins.
    fn by_content(start: &[u8]) -> Self {
        let text = String::from_utf8_lossy(start);
        let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
        let first_line = text.lines().next().unwrap_or_default();
        match text.as_bytes().first() {
            Some(b'{') if serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok() => Self::Lines,
            Some(b'{' | b'[') => Self::Json,
            Some(b'<') => Self::Html,
            Some(_) if text.starts_with("WARC/") => Self::Warc,
            Some(_) | None => Self::Text,
        }
    }
}

/// A reader of unpacked content.
type Content = Box<dyn BufRead + Send>;

/// The jobs of one file. Ends after the first error that the file cannot be read past.
type Jobs = Box<dyn Iterator<Item = anyhow::Result<Input>> + Send>;

/// The jobs of all paths, in the order of the paths; folders are walked in the order of their names.
pub struct Inputs {
    limits: Limits,
    files: Files,
    /// What is still to be walked, last first.
    waiting: Vec<Step>,
    current: Option<Jobs>,
    bytes_read: Arc<AtomicU64>,
    passed_over: Arc<AtomicU64>,
    /// Whether anything was opened that may hold articles.
    opened: bool,
    paths: Vec<PathBuf>,
    outputs: Outputs,
    /// How many of `paths` have been begun.
    begun: usize,
    /// Hashes of ids made of file names, and which of `paths` gave them.
    ids: HashMap<u64, usize>,
    told_same_id: bool,
}

/// Ids that are looked at for one that comes again: some 20 megabytes of them.
const MAX_IDS: usize = 1 << 20;

/// Something to be walked.
#[derive(Clone)]
enum Step {
    /// Given by the user: a file of any kind, a folder, or "-".
    Given(PathBuf),
    /// A folder below `root`.
    Folder { path: PathBuf, root: PathBuf },
    /// A file of a known kind below `root`.
    File { path: PathBuf, root: PathBuf, kind: Kind },
}

/// Yields the jobs in `paths`: files, folders, and "-" for standard input as JSONL.
pub fn read(paths: &[PathBuf], config: &Config) -> Inputs {
    Inputs {
        limits: config.limits.clone(),
        files: config.files.clone(),
        waiting: paths.iter().rev().cloned().map(Step::Given).collect(),
        current: None,
        bytes_read: Arc::new(AtomicU64::new(0)),
        passed_over: Arc::new(AtomicU64::new(0)),
        opened: false,
        paths: paths.to_vec(),
        outputs: Outputs::default(),
        begun: 0,
        ids: HashMap::new(),
        told_same_id: false,
    }
}

impl Inputs {
    /// Passes over what the run itself writes into a folder that it reads.
    pub fn without(self, outputs: Outputs) -> Self {
        Self { outputs, ..self }
    }

    /// Returns the size of all files, as they lie on disk. Walks all folders for it; files that cannot be
    /// looked at count as empty. None where standard input or a pipe is among them.
    pub fn total_bytes(&self) -> Option<u64> {
        let mut total = 0;
        let mut waiting: Vec<Step> = self.paths.iter().cloned().map(Step::Given).collect();
        while let Some(step) = waiting.pop() {
            match step {
                Step::Given(path) if is_stdin(&path) => return None,
                Step::Given(path) => match path.metadata() {
                    Ok(found) if found.is_dir() => waiting.push(Step::Folder { root: path.clone(), path }),
                    Ok(found) if found.is_file() => total += found.len(),
                    Ok(_) => return None,
                    Err(_) => {}
                },
                Step::Folder { path, root } => {
                    waiting.extend(folder(&path, &root, &self.outputs).unwrap_or_default());
                }
                Step::File { path, .. } => total += path.metadata().map_or(0, |found| found.len()),
            }
        }
        Some(total)
    }

    /// Returns how much of [`Inputs::total_bytes`] has been read.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    /// Tells once how many pages of archives are no jobs, and where there was no file to read.
    fn tell_passed_over(&mut self) {
        let pages = self.passed_over.swap(0, Ordering::Relaxed);
        if pages > 0 {
            tracing::warn!(
                pages,
                "no articles by their looks, passed over in archives; files.archives = \"pages\" takes all"
            );
        }
        if !std::mem::replace(&mut self.opened, true) {
            tracing::warn!(
                "nothing was read: of folders, files are taken that end in .jsonl, .ndjson, .json, .html, .htm, .txt or .warc, \
                 with .gz or .zst behind or not"
            );
        }
    }

    /// Tells once of an id that two inputs have: it is made of the path below what was given.
    fn tell_same_id(&mut self, id: &str, path: &Path, below: &Path) {
        // Below one folder there is no path twice.
        if self.paths.len() < 2 || self.told_same_id {
            return;
        }
        let known = self.ids.len();
        match self.ids.entry(self.ids.hasher().hash_one(id)) {
            Entry::Occupied(before) if *before.get() < self.begun => {
                let before = &self.paths[before.get() - 1];
                let before = if before.is_dir() { before.join(below) } else { before.clone() };
                tracing::warn!(
                    id,
                    "{} and {} give one job id, and perhaps they are not the only ones; give a folder that holds both",
                    before.display(),
                    path.display()
                );
                self.told_same_id = true;
                self.ids = HashMap::new();
            }
            Entry::Vacant(place) if known < MAX_IDS => {
                place.insert(self.begun);
            }
            Entry::Occupied(_) | Entry::Vacant(_) => {}
        }
    }

    /// Takes one step of the walk.
    fn step(&mut self, step: Step) -> anyhow::Result<()> {
        self.begun += usize::from(matches!(step, Step::Given(_)));
        match step {
            Step::Given(path) if is_stdin(&path) => {
                let content = unpack::open(std::io::stdin(), Arc::clone(&self.bytes_read))
                    .context("reading standard input")?;
                self.opened = true;
                self.current = Some(self.jobs(content, Kind::Lines, "-".to_owned(), String::new()));
            }
            Step::Given(path) => {
                let found = path.metadata().with_context(|| format!("reading {}", path.display()))?;
                if found.is_dir() {
                    self.waiting.push(Step::Folder { root: path.clone(), path });
                } else {
                    let root = path.parent().unwrap_or(Path::new("")).to_owned();
                    self.open(&path, &root, Kind::by_name(&path))?;
                }
            }
            Step::Folder { path, root } => {
                let steps = folder(&path, &root, &self.outputs)
                    .with_context(|| format!("reading {}", path.display()))?;
                self.waiting.extend(steps.into_iter().rev());
            }
            Step::File { path, root, kind } => self.open(&path, &root, Some(kind))?,
        }
        Ok(())
    }

    fn open(&mut self, path: &Path, root: &Path, kind: Option<Kind>) -> anyhow::Result<()> {
        self.opened = true;
        let origin = path.display().to_string();
        let context = || format!("reading {}", path.display());
        let file = std::fs::File::open(path).with_context(context)?;
        let mut content = unpack::open(file, Arc::clone(&self.bytes_read)).with_context(context)?;
        let kind = match kind {
            Some(kind) => kind,
            None => Kind::by_content(content.fill_buf().with_context(context)?),
        };
        let below = path.strip_prefix(root).unwrap_or(path);
        let id = id(below);
        if matches!(kind, Kind::Html | Kind::Text) {
            self.tell_same_id(&id, path, below);
        }
        self.current = Some(self.jobs(content, kind, origin, id));
        Ok(())
    }

    fn jobs(&self, content: Content, kind: Kind, origin: String, id: String) -> Jobs {
        let limits = &self.limits;
        match kind {
            Kind::Lines => self.renamed(jobs::Lines::new(content, origin, limits.max_job_bytes)),
            Kind::Json => self.renamed(jobs::Values::new(content, origin, limits.max_job_bytes)),
            Kind::Html => Box::new(std::iter::once(pages::html(content, id, origin, limits))),
            Kind::Text => Box::new(std::iter::once(pages::text(content, id, origin, limits))),
            Kind::Warc => {
                let passed_over = Arc::clone(&self.passed_over);
                Box::new(warc::Records::new(content, origin, limits, self.files.archives, passed_over))
            }
        }
    }

    /// Gives the fields of jobs the names they have here.
    fn renamed(&self, jobs: impl Iterator<Item = anyhow::Result<Input>> + Send + 'static) -> Jobs {
        let fields = self.files.fields.clone();
        if fields == Fields::default() {
            return Box::new(jobs);
        }
        Box::new(jobs.map(move |input| {
            let mut input = input?;
            if let Some(job) = fields::renamed(&input.job, &fields) {
                input.job = job;
            }
            Ok(input)
        }))
    }
}

impl Iterator for Inputs {
    type Item = anyhow::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(jobs) = &mut self.current {
                if let Some(item) = jobs.next() {
                    return Some(item);
                }
                self.current = None;
            }
            let Some(step) = self.waiting.pop() else {
                self.tell_passed_over();
                return None;
            };
            if let Err(error) = self.step(step) {
                return Some(Err(error));
            }
        }
    }
}

/// Checks that everything that is to be read is there, before anything is made or sent.
///
/// # Errors
///
/// `Fatal::Usage` naming what is not.
pub fn check_inputs(paths: &[PathBuf]) -> anyhow::Result<()> {
    for path in paths.iter().filter(|path| !is_stdin(path)) {
        path.metadata().map_err(|error| Fatal::Usage(format!("reading {}: {error}", path.display())))?;
    }
    Ok(())
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Lists what is to be read in a folder, in the order of the names. Hidden files and files of unknown kinds
/// are passed over, and so are links to folders, and to files outside `root`, and the run's own `outputs`.
fn folder(path: &Path, root: &Path, outputs: &Outputs) -> std::io::Result<Vec<Step>> {
    let mut entries = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
    // After the folder: what is made later does not stand among the entries.
    let made = outputs.made();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let mut steps = Vec::new();
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let (path, root) = (entry.path(), root.to_owned());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            steps.push(Step::Folder { path, root });
        } else if let Some(known) = Kind::by_name(&path)
            && (kind.is_file() || (kind.is_symlink() && links_inside(&path, &root)))
            && !made.holds(&path)
        {
            steps.push(Step::File { path, root, kind: known });
        }
    }
    Ok(steps)
}

/// Says whether a link leads to a file below `root`.
fn links_inside(link: &Path, root: &Path) -> bool {
    match (link.canonicalize(), root.canonicalize()) {
        (Ok(target), Ok(root)) => target.starts_with(root) && target.is_file(),
        (Ok(_), Err(_)) | (Err(_), Ok(_) | Err(_)) => false,
    }
}

/// Makes a legal job id of a relative path: parts divided by `/`. Where characters had to be replaced (control characters,
/// what is no UTF-8), the hash of the path keeps two of them apart.
fn id(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let (sent, legal) = (parts.join("/"), |c: char| if c.is_control() { '\u{fffd}' } else { c });
    let name: String = sent.chars().map(legal).collect();
    if path.to_str().is_some() && name == sent {
        return shortened(name);
    }
    with_hash(&name, path.as_os_str().as_encoded_bytes())
}

/// Cuts a name to the length of an id. The hash of the whole keeps two cut names apart.
fn shortened(name: String) -> String {
    if name.len() <= MAX_ID_BYTES { name } else { with_hash(&name, name.as_bytes()) }
}

/// Returns a name, or as much of it as an id has room for, with the hash of what it stands for.
fn with_hash(name: &str, whole: &[u8]) -> String {
    /// Of the hash, in hex: enough for a few million names.
    const HASH_BYTES: usize = 16;
    let hash = hex(&sha256(whole)[..HASH_BYTES / 2]);
    let end = name.floor_char_boundary(MAX_ID_BYTES - HASH_BYTES - 1);
    format!("{}~{hash}", &name[..end])
}

/// Reads up to `limit` bytes and one more, which tells that there were more.
fn read_bounded(content: &mut (impl Read + ?Sized), limit: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    content.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns a progress bar on a terminal, and one that draws nothing elsewhere. `length` is what it counts to,
/// where that is known.
pub fn progress(length: Option<u64>, template: &str) -> indicatif::ProgressBar {
    if !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return indicatif::ProgressBar::hidden();
    }
    let bar = length.map_or_else(indicatif::ProgressBar::new_spinner, indicatif::ProgressBar::new);
    bar.set_style(
        indicatif::ProgressStyle::with_template(template).expect("templates are constants of ours"),
    );
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests;
