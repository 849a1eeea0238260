//! Files that hold jobs: JSONL, and JSON with one job, several, or an array of them.
//!
//! Nothing is checked here but where a job ends: what is no job comes out as it stands, to be rejected with
//! its reason, and what is too long comes out as its first bytes, one more than the limit, with the hash of the whole.

use super::{Content, Cut, Input, unpack};
use crate::model::hex;
use anyhow::Context;
use ring::digest;
use std::io::BufRead;

/// A job as it is read: its bytes up to one more than the limit, and the hash of all where there are more.
struct Kept {
    job: Vec<u8>,
    max_job_bytes: usize,
    whole: Option<(digest::Context, usize)>,
}

impl Kept {
    fn new(max_job_bytes: usize) -> Self {
        Self { job: Vec::new(), max_job_bytes, whole: None }
    }

    fn add(&mut self, bytes: &[u8]) {
        let room = self.max_job_bytes + 1 - self.job.len();
        let (kept, more) = bytes.split_at(room.min(bytes.len()));
        self.job.extend_from_slice(kept);
        if more.is_empty() {
            return;
        }
        let (hash, count) = self.whole.get_or_insert_with(|| {
            let mut hash = digest::Context::new(&digest::SHA256);
            hash.update(&self.job);
            (hash, self.job.len())
        });
        hash.update(more);
        *count += more.len();
    }

    fn input(self, origin: String) -> Input {
        let cut = self.whole.map(|(hash, bytes)| Cut { bytes, sha256: hex(hash.finish().as_ref()) });
        Input { job: self.job, origin, cut }
    }
}

/// The lines of a file; blank ones are passed over.
pub struct Lines {
    content: Content,
    origin: String,
    max_job_bytes: usize,
    line: u64,
    failed: bool,
}

impl Lines {
    pub fn new(content: Content, origin: String, max_job_bytes: usize) -> Self {
        Self { content, origin, max_job_bytes, line: 0, failed: false }
    }
}

impl Iterator for Lines {
    type Item = anyhow::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            self.line += 1;
            let mut line = Kept::new(self.max_job_bytes);
            match read_line(&mut self.content, &mut line) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.failed = !unpack::is_passed_over(&error);
                    let failed = Err(error);
                    return Some(failed.with_context(|| format!("reading {}:{}", self.origin, self.line)));
                }
            }
            // A byte order mark before nothing is nothing too.
            let content = line.job.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line.job);
            if !content.trim_ascii().is_empty() {
                return Some(Ok(line.input(format!("{}:{}", self.origin, self.line))));
            }
        }
        None
    }
}

/// Reads a line without its end. Returns whether there was one.
fn read_line(content: &mut Content, line: &mut Kept) -> std::io::Result<bool> {
    let (mut any, mut carriage_return) = (false, false);
    loop {
        let buffer = match content.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', buffer);
        // One at the end of a piece belongs to the line, unless the line ends behind it.
        if std::mem::take(&mut carriage_return) && end != Some(0) {
            line.add(b"\r");
        }
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let mut piece = &buffer[..end.unwrap_or(buffer.len())];
        let used = piece.len() + usize::from(end.is_some());
        if let Some(rest) = piece.strip_suffix(b"\r") {
            (piece, carriage_return) = (rest, true);
        }
        line.add(piece);
        content.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// The JSON values of a file: at its top, or in an array there.
pub struct Values {
    content: Content,
    origin: String,
    max_job_bytes: usize,
    count: u64,
    done: bool,
}

impl Values {
    pub fn new(content: Content, origin: String, max_job_bytes: usize) -> Self {
        Self { content, origin, max_job_bytes, count: 0, done: false }
    }

    /// Reads the next value; empty at the end. Brackets of the array and commas stand between values.
    fn value(&mut self) -> std::io::Result<Kept> {
        let mut value = Kept::new(self.max_job_bytes);
        let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
        loop {
            let buffer = match self.content.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                if value.job == b"\xef\xbb\xbf" {
                    value.job.clear();
                }
                return Ok(value);
            }
            let mut used = 0;
            let mut ended = false;
            while let Some(&byte) = buffer.get(used) {
                if in_string && !escaped {
                    // Most of a job is the inside of a string.
                    let rest = &buffer[used..];
                    let plain = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
                    if plain > 0 {
                        value.add(&rest[..plain]);
                        used += plain;
                        continue;
                    }
                }
                used += 1;
                let mut kept = byte;
                if in_string {
                    if escaped {
                        escaped = false;
                    } else {
                        escaped = byte == b'\\';
                        in_string = byte != b'"';
                    }
                } else if depth == 0 {
                    // Between values; a value that is no object runs to the next comma, bracket or space.
                    let between = matches!(byte, b'[' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r');
                    // A byte order mark is no value.
                    if between && matches!(&value.job[..], b"" | b"\xef\xbb\xbf") {
                        value.job.clear();
                        continue;
                    }
                    if between {
                        ended = true;
                        break;
                    }
                    depth = usize::from(byte == b'{');
                    in_string = byte == b'"';
                } else {
                    match byte {
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        b'"' => in_string = true,
                        // Jobs are one line each wherever they go.
                        b'\n' | b'\r' => kept = b' ',
                        _ => {}
                    }
                    ended = depth == 0;
                }
                value.add(&[kept]);
                if ended {
                    break;
                }
            }
            self.content.consume(used);
            if ended {
                return Ok(value);
            }
        }
    }
}

impl Iterator for Values {
    type Item = anyhow::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.count += 1;
        let origin = format!("{}:{}", self.origin, self.count);
        match self.value() {
            Ok(value) if value.job.is_empty() => {
                self.done = true;
                None
            }
            Ok(value) => Some(Ok(value.input(origin))),
            Err(error) => {
                self.done = !unpack::is_passed_over(&error);
                Some(Err(error).with_context(|| format!("reading {origin}")))
            }
        }
    }
}
