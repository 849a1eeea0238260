//! Compressed files as plain content, counted and bounded.

use super::Content;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is read at once from a file and from its unpacked content.
const BUFFER_BYTES: usize = 64 << 10;

/// A file may unpack to this much whatever its own size.
const FREE_BYTES: u64 = 64 << 20;

/// Beyond that, to this many times its own size: pages and JSON reach thirty, repetitive logs a hundred.
const MAX_RATIO: u64 = 200;

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
        // Archives are many members after one another.
        Box::new(flate2::bufread::MultiGzDecoder::new(packed))
    } else if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let mut decoder = zstd::Decoder::with_buffer(packed)?;
        // 128 MiB, zstd's own default: a frame that wants more memory is an error.
        decoder.window_log_max(27)?;
        Box::new(decoder)
    } else {
        return Ok(Box::new(packed));
    };
    let bounded = Bounded { content, unpacked: 0, packed: own };
    Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, bounded)))
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
