//! Reading the books' files: line by line, packed or not, with the hash of the file as it lies on disk.

use crate::model::hex;
use crate::outcome::Fatal;
use anyhow::Context as _;
use ring::digest::{Context as Hash, SHA256};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

/// Bytes read at once.
const BUFFER_BYTES: usize = 256 << 10;

/// The longest line: longer ones are told and passed over, so that no file can fill the memory.
pub const MAX_LINE_BYTES: usize = 256 << 20;

/// A line, or what stands in its place.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'a> {
    Whole(&'a [u8]),
    /// The last one, where no line end follows: it may be cut off.
    Last(&'a [u8]),
    TooLong,
    /// The packed file cannot be unpacked from here on.
    Broken(String),
}

impl Line<'_> {
    /// Returns the first line of a file without a byte order mark.
    fn without_mark(self) -> Self {
        match self {
            Self::Whole(line) => Self::Whole(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)),
            Self::Last(line) => Self::Last(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)),
            Self::TooLong | Self::Broken(_) => self,
        }
    }
}

/// What was read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    pub lines: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// What has been taken from a file.
struct Taken {
    hash: Hash,
    bytes: u64,
    failed: bool,
}

/// A file that is hashed as it is read.
struct Hashed<'a> {
    file: File,
    taken: Rc<RefCell<Taken>>,
    bar: &'a indicatif::ProgressBar,
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut taken = self.taken.borrow_mut();
        let count = match self.file.read(buffer) {
            Ok(count) => count,
            Err(error) => {
                taken.failed |= error.kind() != io::ErrorKind::Interrupted;
                return Err(error);
            }
        };
        taken.hash.update(&buffer[..count]);
        taken.bytes += count as u64;
        self.bar.inc(count as u64);
        Ok(count)
    }
}

/// Calls `each` with the number of every line of a file and the line, without its end; blank lines are counted
/// and passed over. Packing is told by the first bytes, whatever the name.
///
/// # Errors
///
/// `Fatal::Usage` where the file cannot be opened; where it cannot be read; what `each` returns.
pub fn lines(
    path: &Path,
    bar: &indicatif::ProgressBar,
    mut each: impl FnMut(u64, Line) -> anyhow::Result<()>,
) -> anyhow::Result<FileRead> {
    let opening = || Fatal::Usage(format!("opening {}", path.display()));
    let file = File::open(path).with_context(opening)?;
    let rest = file.try_clone().with_context(opening)?;
    let taken = Rc::new(RefCell::new(Taken { hash: Hash::new(&SHA256), bytes: 0, failed: false }));
    let hashed = Hashed { file, taken: Rc::clone(&taken), bar };
    let mut start = BufReader::with_capacity(BUFFER_BYTES, hashed);
    let first = start.fill_buf().with_context(opening)?;
    let mut content: Box<dyn BufRead> = if first.starts_with(&[0x1f, 0x8b]) {
        // Archives are many members after one another.
        Box::new(BufReader::with_capacity(BUFFER_BYTES, flate2::bufread::MultiGzDecoder::new(start)))
    } else if first.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = zstd::Decoder::with_buffer(start).with_context(opening)?;
        Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder))
    } else {
        Box::new(start)
    };
    let mut line = Vec::new();
    let mut lines = 0;
    loop {
        line.clear();
        let found = next(&mut content, &mut line);
        let failed = taken.borrow().failed;
        match found {
            Ok(None) => break,
            Ok(Some(found)) => {
                lines += 1;
                let found = if lines == 1 { found.without_mark() } else { found };
                let blank = matches!(found, Line::Whole(line) | Line::Last(line) if line.is_empty());
                if !blank {
                    each(lines, found)?;
                }
            }
            // The disk's fault is no news about the books.
            Err(error) if failed => {
                return Err(error)
                    .with_context(|| format!("reading {} at line {}", path.display(), lines + 1));
            }
            Err(error) => {
                lines += 1;
                each(lines, Line::Broken(error.to_string()))?;
                break;
            }
        }
    }
    drop(content);
    // What follows a broken place, or what an archive ends with, belongs to the file too.
    let mut rest = Hashed { file: rest, taken: Rc::clone(&taken), bar };
    io::copy(&mut rest, &mut io::sink()).with_context(|| format!("reading {}", path.display()))?;
    drop(rest);
    let taken = taken.borrow();
    Ok(FileRead { lines, bytes: taken.bytes, sha256: hex(taken.hash.clone().finish().as_ref()) })
}

/// Reads the next line; `None` at the end.
fn next<'a>(content: &mut dyn BufRead, line: &'a mut Vec<u8>) -> io::Result<Option<Line<'a>>> {
    let read = content.take(MAX_LINE_BYTES as u64 + 1).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        return Ok(Some(Line::Whole(line.trim_ascii_end())));
    }
    if read > MAX_LINE_BYTES {
        content.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    Ok(Some(Line::Last(line.trim_ascii_end())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sha256_hex;
    use std::io::Write as _;

    /// Reads a file of these bytes and returns its lines as they are told, and what was read.
    fn read(bytes: &[u8]) -> (Vec<String>, FileRead) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let mut told = Vec::new();
        let read = lines(file.path(), &indicatif::ProgressBar::hidden(), |number, line| {
            told.push(match line {
                Line::Whole(line) => format!("{number} {}", String::from_utf8_lossy(line)),
                Line::Last(line) => format!("{number} last {}", String::from_utf8_lossy(line)),
                Line::TooLong => format!("{number} too long"),
                Line::Broken(_) => format!("{number} broken"),
            });
            Ok(())
        });
        (told, read.unwrap())
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str], lines: u64) {
        let (told, read) = read(bytes);
        assert_eq!(told, expected);
        let whole = FileRead { lines, bytes: bytes.len() as u64, sha256: sha256_hex(bytes) };
        assert_eq!(read, whole);
    }

    #[test]
    fn lines_are_told_from_a_last_one_without_an_end() {
        check(b"", &[], 0);
        check(b"a\r\n\n  \nb\n", &["1 a", "4 b"], 4);
        check(b"a\nb", &["1 a", "2 last b"], 2);
        // A byte order mark is part of the file and of no line.
        check(b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", &["1 a", "2 \u{feff}b"], 2);
        check(b"\xef\xbb\xbf", &[], 1);
    }

    #[test]
    fn packed_files_are_read_and_hashed_as_they_lie() {
        let zst = zstd::encode_all(&b"a\nb\n"[..], 1).unwrap();
        check(&zst, &["1 a", "2 b"], 2);
        // Two members, as after `cat one.gz two.gz`.
        let mut gz = Vec::new();
        for text in ["a\n", "b\n"] {
            let mut member = flate2::write::GzEncoder::new(&mut gz, flate2::Compression::fast());
            member.write_all(text.as_bytes()).unwrap();
            member.finish().unwrap();
        }
        check(&gz, &["1 a", "2 b"], 2);
    }

    #[test]
    fn a_packed_file_cut_off_is_told_at_its_line() {
        let text: String = (0..1000).map(|n| format!("line {n}\n")).collect();
        let zst = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(text.as_bytes()).unwrap();
        for packed in [zst, gz.finish().unwrap()] {
            let (told, read) = read(&packed[..packed.len() - 5]);
            assert!(told.last().unwrap().ends_with(" broken"), "{told:?}");
            assert_eq!(read.sha256, sha256_hex(&packed[..packed.len() - 5]));
        }
    }
}
