//! Compressed files that can be appended to: whole gzip members or zstd frames after one another. What lies
//! before a torn one stays readable.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, BufRead, Read, Write as _};
use std::path::{Path, PathBuf};

/// How a file is compressed, told by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// Tells it by the ending: `.gz`, `.zst`, or anything else.
    pub fn by_name(path: &Path) -> Self {
        match path.extension().and_then(OsStr::to_str) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            Some(_) | None => Self::Plain,
        }
    }

    /// Makes one whole member or frame of `content`; plain content stays as it is.
    ///
    /// # Errors
    ///
    /// Where the compressor has no memory.
    pub fn pack(self, content: &[u8]) -> io::Result<Cow<'_, [u8]>> {
        Ok(match self {
            Self::Plain => Cow::Borrowed(content),
            Self::Gzip => {
                let mut member = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                member.write_all(content)?;
                Cow::Owned(member.finish()?)
            }
            Self::Zstd => Cow::Owned(zstd::bulk::compress(content, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        })
    }
}

/// Returns a path without `.gz` or `.zst`.
fn plain_name(path: &Path) -> PathBuf {
    match Packing::by_name(path) {
        Packing::Plain => path.to_owned(),
        Packing::Gzip | Packing::Zstd => path.with_extension(""),
    }
}

/// Names a file beside `path`, not packed: "a.jsonl.gz" with "rejects.jsonl" gives "a.rejects.jsonl". Other endings stay,
/// lest two outputs have one: "a.csv" gives "a.csv.rejects.jsonl".
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let plain = plain_name(path);
    if plain.extension().is_some_and(|its| its == "jsonl") {
        return plain.with_extension(ending);
    }
    let mut name = plain.into_os_string();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Names a file beside `path` that is packed alike: "a.jsonl.gz" with "annotations.jsonl" gives "a.annotations.jsonl.gz".
pub(super) fn beside_packed(path: &Path, ending: &str) -> PathBuf {
    let packing = match Packing::by_name(path) {
        Packing::Plain => "",
        Packing::Gzip => ".gz",
        Packing::Zstd => ".zst",
    };
    beside(path, &format!("{ending}{packing}"))
}

/// Reads a file back that was appended to. A member cut off in the middle ends it; its content up to there is
/// given out, and [`Unpacked::whole`] says where it has to be cut.
pub struct Unpacked<R> {
    packing: Packing,
    state: State<R>,
    /// Bytes of content given out.
    given: u64,
    /// Where members end: in the content, and in the file.
    ends: Vec<(u64, u64)>,
}

enum State<R> {
    Plain(R),
    /// Between two members.
    Between(Counted<R>),
    Gzip(Box<flate2::bufread::GzDecoder<Counted<R>>>),
    Zstd(Box<zstd::Decoder<'static, Counted<R>>>),
    Ended,
}

impl<R: BufRead> Unpacked<R> {
    /// Reads `raw` from its beginning.
    pub fn new(raw: R, packing: Packing) -> Self {
        let state = match packing {
            Packing::Plain => State::Plain(raw),
            Packing::Gzip | Packing::Zstd => State::Between(Counted { raw, count: 0 }),
        };
        Self { packing, state, given: 0, ends: Vec::new() }
    }

    /// Returns the last place, at most `content` bytes into the content, where the file can be cut: there, and
    /// in the file.
    pub fn whole(&self, content: u64) -> (u64, u64) {
        if self.packing == Packing::Plain {
            return (content, content);
        }
        let before = self.ends.partition_point(|&(end, _)| end <= content);
        before.checked_sub(1).map_or((0, 0), |last| self.ends[last])
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = match std::mem::replace(&mut self.state, State::Ended) {
                State::Plain(mut raw) => {
                    let read = raw.read(buffer);
                    self.state = State::Plain(raw);
                    read
                }
                State::Between(mut raw) => {
                    self.ends.push((self.given, raw.count));
                    if raw.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    self.state = if self.packing == Packing::Gzip {
                        State::Gzip(Box::new(flate2::bufread::GzDecoder::new(raw)))
                    } else {
                        State::Zstd(Box::new(zstd::Decoder::with_buffer(raw)?.single_frame()))
                    };
                    continue;
                }
                State::Gzip(mut member) => match member.read(buffer) {
                    Ok(0) => {
                        self.state = State::Between(member.into_inner());
                        continue;
                    }
                    read => {
                        self.state = State::Gzip(member);
                        read
                    }
                },
                State::Zstd(mut frame) => match frame.read(buffer) {
                    Ok(0) => {
                        self.state = State::Between(frame.finish());
                        continue;
                    }
                    read => {
                        self.state = State::Zstd(frame);
                        read
                    }
                },
                State::Ended => return Ok(0),
            };
            return match read {
                Ok(count) => {
                    self.given += count as u64;
                    Ok(count)
                }
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    self.state = State::Ended;
                    Ok(0)
                }
                Err(error) => Err(error),
            };
        }
    }
}

/// Counts what is taken.
struct Counted<R> {
    raw: R,
    count: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.raw.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.raw.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.count += count as u64;
        self.raw.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_beside(path: &str, expected: &str) {
        assert_eq!(beside_packed(Path::new(path), "rejects.jsonl"), Path::new(expected));
    }

    #[test]
    fn a_file_beside_is_packed_alike() {
        check_beside("a/b.jsonl", "a/b.rejects.jsonl");
        check_beside("b.jsonl.gz", "b.rejects.jsonl.gz");
        check_beside("b.csv.zst", "b.csv.rejects.jsonl.zst");
        check_beside("b", "b.rejects.jsonl");
    }

    /// Whatever a crash leaves of the second member, the first is there and the cut is at its end.
    #[test]
    fn a_torn_member_is_cut_at_every_byte() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let first = packing.pack(b"one\ntwo\n").unwrap().into_owned();
            let second = packing.pack(b"three\n").unwrap();
            let file = [first.as_slice(), &second].concat();
            for len in 0..=file.len() {
                let mut unpacked = Unpacked::new(&file[..len], packing);
                let mut content = Vec::new();
                unpacked.read_to_end(&mut content).unwrap();
                let expected = match len {
                    len if len < first.len() => (0, 0),
                    len if len < file.len() => (8, first.len() as u64),
                    _ => (14, file.len() as u64),
                };
                assert_eq!(unpacked.whole(u64::MAX), expected, "{packing:?} cut to {len} bytes");
                assert!(b"one\ntwo\nthree\n".starts_with(&content) && content.len() as u64 >= expected.0);
                assert_eq!(
                    unpacked.whole(13).0,
                    expected.0.min(8),
                    "a cut is never after the place asked for"
                );
            }
        }
    }

    #[test]
    fn damage_is_an_error_and_no_end() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let mut content = Vec::new();
            assert!(Unpacked::new(&b"no such thing"[..], packing).read_to_end(&mut content).is_err());
        }
    }
}
