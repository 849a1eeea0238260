//! Documents of one run, from beginning to end.

use super::parquet::Table;
use super::{Format, Packing, beside_packed, naming};
use anyhow::Context as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Content that makes a member or frame of a compressed file: as much as compresses well, and as little as a
/// crash may cost.
const MEMBER_BYTES: usize = 4 << 20;

/// Writes documents in a format, to a file or to stdout.
pub struct Writer<'a> {
    to: To<'a>,
}

enum To<'a> {
    Pieces { format: Format, main: Packed<'a>, annotations: Option<Packed<'a>> },
    Table(Box<Table<Box<dyn Write + Send + 'a>>>),
}

impl<'a> Writer<'a> {
    /// Returns the files that [`Writer::create`] makes for `path`, each with what a person calls it.
    pub fn files(format: Format, path: &Path) -> Vec<(&'static str, PathBuf)> {
        let mut files = vec![("--out", path.to_owned())];
        if format == Format::Ninjs {
            files.push(("the annotations beside --out,", beside_packed(path, "annotations.jsonl")));
        }
        files
    }

    /// Makes the file at `path`, compressed as its ending says, and what goes beside it; without a path the
    /// documents go to `stdout`.
    ///
    /// # Errors
    ///
    /// `Fatal::Usage` where a file cannot be made.
    pub fn create(
        format: Format,
        path: Option<&Path>,
        stdout: impl Write + Send + 'a,
    ) -> anyhow::Result<Self> {
        let packing = path.map_or(Packing::Plain, Packing::by_name);
        if let (Format::Parquet, Some(path), Packing::Gzip | Packing::Zstd) = (format, path, packing) {
            return Err(naming(path, "Parquet is compressed inside; leave the ending away").into());
        }
        let mut main = match path {
            Some(path) => Packed::create(path)?,
            None => Packed { out: Box::new(stdout), packing, content: Vec::new() },
        };
        let to = if format == Format::Parquet {
            To::Table(Box::new(Table::new(main.out)?))
        } else {
            let beside =
                path.filter(|_| format == Format::Ninjs).map(|path| beside_packed(path, "annotations.jsonl"));
            let annotations = beside.as_deref().map(Packed::create).transpose()?;
            main.write(&format.head()?)?;
            To::Pieces { format, main, annotations }
        };
        Ok(Self { to })
    }

    /// Writes the JSON of one document.
    ///
    /// # Errors
    ///
    /// Where it is no document, or cannot be written.
    pub fn write(&mut self, json: &[u8]) -> anyhow::Result<()> {
        match &mut self.to {
            To::Pieces { format, main, annotations } => {
                let converted = format.convert(json)?;
                main.write(&converted.main)?;
                annotations.as_mut().map_or(Ok(()), |beside| beside.write(&converted.annotations))
            }
            To::Table(table) => table.add(&serde_json::from_slice(json)?).context("writing documents"),
        }
    }

    /// Sends on what waits in buffers. What is to become a member or a table waits on.
    ///
    /// # Errors
    ///
    /// Where that fails.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        match &mut self.to {
            To::Pieces { main, annotations, .. } => {
                main.flush()?;
                annotations.as_mut().map_or(Ok(()), Packed::flush)
            }
            To::Table(_) => Ok(()),
        }
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// Where that fails.
    pub fn finish(mut self) -> anyhow::Result<()> {
        match &mut self.to {
            To::Pieces { main, annotations, .. } => {
                main.finish()?;
                annotations.as_mut().map_or(Ok(()), Packed::finish)
            }
            To::Table(table) => table.finish().context("writing documents"),
        }
    }
}

/// Content on its way, compressed or not.
struct Packed<'a> {
    out: Box<dyn Write + Send + 'a>,
    packing: Packing,
    /// What is to become a member.
    content: Vec<u8>,
}

impl Packed<'_> {
    fn create(path: &Path) -> anyhow::Result<Self> {
        let file = File::create(path).map_err(|error| naming(path, error))?;
        let out = Box::new(BufWriter::with_capacity(1 << 18, file));
        Ok(Self { out, packing: Packing::by_name(path), content: Vec::new() })
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        if self.packing == Packing::Plain {
            return self.out.write_all(bytes).context("writing documents");
        }
        self.content.extend_from_slice(bytes);
        if self.content.len() >= MEMBER_BYTES { self.member() } else { Ok(()) }
    }

    fn member(&mut self) -> anyhow::Result<()> {
        let member = self.packing.pack(&self.content).context("compressing documents")?;
        self.out.write_all(&member).context("writing documents")?;
        self.content.clear();
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        if !self.content.is_empty() {
            self.member()?;
        }
        self.flush()
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        self.out.flush().context("writing documents")
    }
}
