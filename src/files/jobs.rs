//! Files that hold jobs: JSONL, and JSON with one job, several, or an array of them.
//!
//! Nothing is checked here but where a job ends: what is no job comes out as it stands, to be rejected with
//! its reason, and what is too long comes out as its first bytes, one more than the limit.

use super::{Content, Input};
use anyhow::Context;
use std::io::BufRead;

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
            let mut job = Vec::new();
            match read_line(&mut self.content, &mut job, self.max_job_bytes + 1) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.failed = true;
                    let failed = Err(error);
                    return Some(failed.with_context(|| format!("reading {}:{}", self.origin, self.line)));
                }
            }
            // A byte order mark before nothing is nothing too.
            let content = job.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&job);
            if !content.trim_ascii().is_empty() {
                return Some(Ok(Input { job, origin: format!("{}:{}", self.origin, self.line) }));
            }
        }
        None
    }
}

/// Reads a line without its end, of which no more than `max_bytes` are kept. Returns whether there was one.
fn read_line(content: &mut Content, line: &mut Vec<u8>, max_bytes: usize) -> std::io::Result<bool> {
    let mut any = false;
    loop {
        let buffer = match content.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = memchr::memchr(b'\n', buffer);
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        line.extend_from_slice(&piece[..piece.len().min(max_bytes - line.len())]);
        let used = piece.len() + usize::from(end.is_some());
        content.consume(used);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
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
    fn value(&mut self) -> std::io::Result<Vec<u8>> {
        let mut value = Vec::new();
        let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
        loop {
            let buffer = match self.content.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
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
                        let room = (self.max_job_bytes + 1).saturating_sub(value.len());
                        value.extend_from_slice(&rest[..plain.min(room)]);
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
                    if between && value.is_empty() {
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
                if value.len() <= self.max_job_bytes {
                    value.push(kept);
                }
                if ended {
                    break;
                }
            }
            self.content.consume(used);
            // A byte order mark is no value.
            if value == b"\xef\xbb\xbf" {
                value.clear();
            }
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
            Ok(job) if job.is_empty() => {
                self.done = true;
                None
            }
            Ok(job) => Some(Ok(Input { job, origin })),
            Err(error) => {
                self.done = true;
                Some(Err(error).with_context(|| format!("reading {origin}")))
            }
        }
    }
}
