//! Sorting more records than memory holds: sorted runs on disk, merged.
//!
//! A record is a string of bytes, and the bytes are its order. The runs lie in files without a name, which the
//! system removes when the process ends, however it ends.

use crate::outcome::Fatal;
use anyhow::Context as _;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::rc::Rc;

/// Runs merged at once: each is an open file, and many systems allow 1,024.
const MAX_RUNS: usize = 256;

/// Bytes read at once from a run: 16 MiB for as many runs as may be.
const RUN_BUFFER_BYTES: usize = 64 << 10;

/// Where runs may lie; the first folder that takes a file.
#[derive(Debug)]
pub struct Work {
    pub folders: Vec<PathBuf>,
}

impl Work {
    /// Opens a file without a name.
    fn file(&self) -> anyhow::Result<File> {
        let mut problems = Vec::new();
        for folder in &self.folders {
            match tempfile::tempfile_in(folder) {
                Ok(file) => return Ok(file),
                Err(error) => problems.push(format!("{}: {error}", folder.display())),
            }
        }
        let problems = problems.join("; ");
        Err(Fatal::Usage(format!("no folder to work in: {problems}; name one with --work")).into())
    }
}

/// Where a record lies in memory. Its first bytes decide most comparisons without a look at the record.
#[derive(Clone, Copy)]
pub struct Entry {
    prefix: u64,
    start: u32,
    end: u32,
}

/// Takes records in any order.
pub struct Sorter {
    work: Rc<Work>,
    max_bytes: usize,
    records: Vec<u8>,
    entries: Vec<Entry>,
    runs: Vec<File>,
}

impl Sorter {
    /// Makes a sorter that keeps about `max_bytes` in memory, and no more than 2 GiB.
    pub fn new(work: Rc<Work>, max_bytes: usize) -> Self {
        let max_bytes = max_bytes.min(2 << 30);
        Self { work, max_bytes, records: Vec::new(), entries: Vec::new(), runs: Vec::new() }
    }

    /// Takes one record.
    ///
    /// # Errors
    ///
    /// Where a run cannot be written.
    pub fn push(&mut self, record: &[u8]) -> anyhow::Result<()> {
        let used = self.records.len() + self.entries.len() * size_of::<Entry>();
        if !self.entries.is_empty() && used + record.len() > self.max_bytes {
            self.spill()?;
        }
        let mut prefix = [0; 8];
        let known = record.len().min(8);
        prefix[..known].copy_from_slice(&record[..known]);
        let start = self.records.len() as u32;
        self.records.extend_from_slice(record);
        let end = self.records.len() as u32;
        self.entries.push(Entry { prefix: u64::from_be_bytes(prefix), start, end });
        Ok(())
    }

    /// Returns the records in their order. What did not fit in memory is merged from disk.
    ///
    /// # Errors
    ///
    /// Where a run cannot be written or read.
    pub fn sorted(mut self) -> anyhow::Result<Sorted> {
        if self.runs.is_empty() {
            self.sort();
            return Ok(Sorted::Memory { records: self.records, entries: self.entries, next: 0 });
        }
        self.spill()?;
        Sorted::merge(self.runs)
    }

    fn sort(&mut self) {
        let records = &self.records;
        let bytes = |entry: &Entry| &records[entry.start as usize..entry.end as usize];
        self.entries.sort_unstable_by(|a, b| a.prefix.cmp(&b.prefix).then_with(|| bytes(a).cmp(bytes(b))));
    }

    /// Writes what is in memory as a run, and too many runs as one.
    fn spill(&mut self) -> anyhow::Result<()> {
        self.sort();
        let mut run = BufWriter::new(self.work.file()?);
        for entry in &self.entries {
            write(&mut run, &self.records[entry.start as usize..entry.end as usize])?;
        }
        self.runs.push(rewound(run)?);
        self.records.clear();
        self.entries.clear();
        if self.runs.len() == MAX_RUNS {
            let mut merged = BufWriter::new(self.work.file()?);
            let mut sorted = Sorted::merge(std::mem::take(&mut self.runs))?;
            while let Some(record) = sorted.next()? {
                write(&mut merged, record)?;
            }
            self.runs.push(rewound(merged)?);
        }
        Ok(())
    }
}

fn write(run: &mut BufWriter<File>, record: &[u8]) -> anyhow::Result<()> {
    let length = (record.len() as u32).to_le_bytes();
    run.write_all(&length).and_then(|()| run.write_all(record)).context(WRITING)
}

const WRITING: &str = "writing what does not fit in memory; --work names another folder";

fn rewound(run: BufWriter<File>) -> anyhow::Result<File> {
    let mut file = run.into_inner().map_err(io::IntoInnerError::into_error).context(WRITING)?;
    file.rewind()?;
    Ok(file)
}

/// A run that is read.
pub struct Run(BufReader<File>);

impl Run {
    /// Reads the next record into `record`; says whether there was one.
    fn next(&mut self, record: &mut Vec<u8>) -> anyhow::Result<bool> {
        const READING: &str = "reading what did not fit in memory";
        if self.0.fill_buf().context(READING)?.is_empty() {
            return Ok(false);
        }
        let mut length = [0; 4];
        self.0.read_exact(&mut length).context(READING)?;
        record.resize(u32::from_le_bytes(length) as usize, 0);
        self.0.read_exact(record).context(READING)?;
        Ok(true)
    }
}

/// Records in their order.
pub enum Sorted {
    Memory {
        records: Vec<u8>,
        entries: Vec<Entry>,
        next: usize,
    },
    /// The next record of every run, with the number of the run.
    Merged {
        heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
        runs: Vec<Run>,
        begun: bool,
    },
}

impl Sorted {
    fn merge(files: Vec<File>) -> anyhow::Result<Self> {
        let open = |file| Run(BufReader::with_capacity(RUN_BUFFER_BYTES, file));
        let mut runs: Vec<Run> = files.into_iter().map(open).collect();
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (number, run) in runs.iter_mut().enumerate() {
            let mut record = Vec::new();
            if run.next(&mut record)? {
                heap.push(Reverse((record, number)));
            }
        }
        Ok(Self::Merged { heap, runs, begun: false })
    }

    /// Returns the next record; equal ones come as often as they were pushed.
    ///
    /// # Errors
    ///
    /// Where a run cannot be read.
    pub fn next(&mut self) -> anyhow::Result<Option<&[u8]>> {
        match self {
            Self::Memory { records, entries, next } => {
                let entry = entries.get(*next);
                *next += 1;
                Ok(entry.map(|entry| &records[entry.start as usize..entry.end as usize]))
            }
            Self::Merged { heap, runs, begun } => {
                if std::mem::replace(begun, true)
                    && let Some(mut top) = heap.peek_mut()
                {
                    let Reverse((record, number)) = &mut *top;
                    if !runs[*number].next(record)? {
                        PeekMut::pop(top);
                    }
                }
                Ok(heap.peek().map(|Reverse((record, _))| record.as_slice()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: u32, max_bytes: usize) {
        let work = Rc::new(Work { folders: vec![std::env::temp_dir()] });
        let mut sorter = Sorter::new(work, max_bytes);
        // Of different lengths, one a prefix of another, some equal.
        let record = |n: u32| format!("{}", n.wrapping_mul(2_654_435_761) % 1000).into_bytes();
        let mut expected: Vec<Vec<u8>> = (0..count).map(record).collect();
        for record in &expected {
            sorter.push(record).unwrap();
        }
        expected.sort();
        let mut sorted = sorter.sorted().unwrap();
        let mut found = Vec::new();
        while let Some(record) = sorted.next().unwrap() {
            found.push(record.to_vec());
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn records_come_in_order_from_memory_and_from_disk() {
        check(0, 100);
        check(5000, 1 << 20);
        check(5000, 10_000);
        // A run for each record, and so more of them than are merged at once.
        check(600, 0);
    }

    #[test]
    fn a_folder_that_is_none_is_told() {
        let work = Rc::new(Work { folders: vec!["/nonexistent".into()] });
        let mut sorter = Sorter::new(work, 0);
        sorter.push(b"a").unwrap();
        let error = sorter.push(b"b").unwrap_err();
        assert!(error.to_string().contains("/nonexistent"), "{error}");
    }
}
