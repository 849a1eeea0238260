//! Compressed files as plain content, counted and bounded. Of a gzip file with a damaged member the members after it
//! are read all the same.

use super::Content;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is read at once from a file and from its unpacked content.
const BUFFER_BYTES: usize = 64 << 10;

/// A file may unpack to this much whatever its own size.
const FREE_BYTES: u64 = 64 << 20;

/// Beyond that, to this many times its own size: pages and JSON reach thirty, repetitive logs a hundred.
const MAX_RATIO: u64 = 200;

/// How much of a gzip member is remembered: where one is cut short, the next begins before the error shows, mostly by less
/// than a hundred bytes.
const REMEMBERED_BYTES: usize = 1 << 20;

/// How a gzip member begins: the magic and its only method.
const MEMBER: &[u8] = &[0x1f, 0x8b, 8];

/// How a zstd frame begins.
pub const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Opens packed or plain content, told by how it begins. What is taken from `raw` is added to `bytes_read`.
///
/// # Errors
///
/// Where the beginning cannot be read; later errors come from the reader.
pub fn open(raw: impl Read + Send + 'static, bytes_read: Arc<AtomicU64>) -> io::Result<Content> {
    let own = Arc::new(AtomicU64::new(0));
    let counted = Counted { raw, all: bytes_read, own: Arc::clone(&own) };
    let mut packed = BufReader::with_capacity(BUFFER_BYTES, counted);
    let start = packed.fill_buf()?;
    let content: Box<dyn Read + Send> = if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(Members::new(packed))
    } else if start.starts_with(ZSTD) {
        Box::new(of_zstd(packed)?)
    } else {
        return Ok(Box::new(packed));
    };
    let bounded = Bounded { content, unpacked: 0, packed: own };
    Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, bounded)))
}

/// Unpacks zstd.
///
/// # Errors
///
/// Where there is no memory for it.
pub fn of_zstd<R: BufRead>(packed: R) -> io::Result<zstd::Decoder<'static, R>> {
    let mut decoder = zstd::Decoder::with_buffer(packed)?;
    // 128 MiB, zstd's own default: a frame that wants more memory is an error.
    decoder.window_log_max(27)?;
    Ok(decoder)
}

/// Damage that was passed over: what is read next begins anew, with the next member.
#[derive(Debug, thiserror::Error)]
#[error("{0}; going on with what follows")]
struct Damage(String);

/// Says whether reading can go on after an error.
pub fn is_passed_over(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Damage>())
}

/// The members of a gzip file after one another: archives are many.
struct Members<R> {
    /// None at the end.
    member: Option<GzDecoder<Remembered<R>>>,
}

impl<R: Read> Members<R> {
    fn new(packed: R) -> Self {
        let packed = Remembered { packed, bytes: Vec::new(), start: 0, at: 0, failed: false };
        Self { member: Some(GzDecoder::new(packed)) }
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(member) = &mut self.member else { return Ok(0) };
            let why = match member.read(buffer) {
                Ok(0) if !buffer.is_empty() => None,
                Err(error) if member.get_ref().failed => return Err(error),
                Err(error) => Some(error),
                Ok(count) => return Ok(count),
            };
            let Some(member) = self.member.take() else { return Ok(0) };
            let mut packed = member.into_inner();
            if let Some(why) = why {
                if packed.skip_to_member(1)?.is_none() {
                    return Err(why);
                }
                self.member = Some(GzDecoder::new(packed));
                return Err(io::Error::other(Damage(why.to_string())));
            }
            packed.start = packed.at;
            if packed.is_over()? {
                return Ok(0);
            }
            match packed.skip_to_member(0)? {
                Some(0) => self.member = Some(GzDecoder::new(packed)),
                Some(bytes) => {
                    self.member = Some(GzDecoder::new(packed));
                    return Err(io::Error::other(Damage(format!("{bytes} bytes between gzip members"))));
                }
                // As gzip does it.
                None => {
                    tracing::warn!("bytes behind the end of a gzip file are passed over");
                    return Ok(0);
                }
            }
        }
    }
}

/// Packed content that can be read again from where a member began.
struct Remembered<R> {
    packed: R,
    bytes: Vec<u8>,
    /// Where the member begins, or as much of it as is remembered.
    start: usize,
    at: usize,
    /// Whether the file itself could not be read.
    failed: bool,
}

impl<R: Read> Remembered<R> {
    /// Reads on; returns whether there was anything.
    fn more(&mut self) -> io::Result<bool> {
        let known = self.bytes.len();
        self.bytes.resize(known + BUFFER_BYTES, 0);
        let read = loop {
            match self.packed.read(&mut self.bytes[known..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.bytes.truncate(known + *read.as_ref().unwrap_or(&0));
        self.failed |= read.is_err();
        Ok(read? > 0)
    }

    /// Says whether nothing is left but zeros, which tapes and block devices add.
    fn is_over(&mut self) -> io::Result<bool> {
        while self.bytes[self.start..].iter().all(|&byte| byte == 0) {
            self.forget(self.bytes.len());
            if !self.more()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Goes to where the next member begins, `from` bytes after the start or later, and returns how many bytes lie before it;
    /// nothing where there is none.
    fn skip_to_member(&mut self, from: usize) -> io::Result<Option<u64>> {
        let mut skipped = from as u64;
        self.start += from;
        loop {
            let rest = &self.bytes[self.start..];
            if let Some(found) = memchr::memmem::find(rest, MEMBER) {
                self.start += found;
                self.at = self.start;
                return Ok(Some(skipped + found as u64));
            }
            // The end of what is here may be the beginning of one.
            let passed = rest.len().saturating_sub(MEMBER.len() - 1);
            skipped += passed as u64;
            self.forget(self.start + passed);
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Forgets what lies before a place, where reading begins.
    fn forget(&mut self, before: usize) {
        self.bytes.drain(..before);
        (self.start, self.at) = (0, 0);
    }
}

impl<R: Read> Read for Remembered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut here = self.fill_buf()?;
        let count = here.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Remembered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.bytes.len() {
            let long = (self.at - self.start).saturating_sub(REMEMBERED_BYTES);
            // By halves, so that bytes are not moved each time.
            let before = if long > 0 { self.start + long + REMEMBERED_BYTES / 2 } else { self.start };
            self.bytes.drain(..before);
            (self.start, self.at) = (0, self.at - before);
            self.more()?;
        }
        Ok(&self.bytes[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

/// Counts what is read.
struct Counted<R> {
    raw: R,
    all: Arc<AtomicU64>,
    own: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.raw.read(buffer)?;
        self.all.fetch_add(count as u64, Ordering::Relaxed);
        self.own.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Refuses what unpacks to far more than it can honestly hold.
struct Bounded<R> {
    content: R,
    unpacked: u64,
    packed: Arc<AtomicU64>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(buffer)?;
        self.unpacked += count as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > FREE_BYTES && self.unpacked / MAX_RATIO > packed {
            return Err(io::Error::other(format!(
                "{packed} bytes unpack to more than {}, limit is {MAX_RATIO} times as many",
                self.unpacked
            )));
        }
        Ok(count)
    }
}
