//! Web archives: the pages among their records.
//!
//! Our own reader: the crates at hand read headers and bodies of any length into memory.

use super::{Content, Input, pages, read_bounded, shortened, unpack};
use crate::config::{Archives, Limits};
use crate::job::Format;
use anyhow::{Context, ensure};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most that the header of a record, or of the HTTP response in it, may take.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// The pages of an archive: its responses of status 200 and its resources, of type text/html or XHTML, those alone that look
/// like articles where nothing else is configured. After a record that cannot be read the next one is looked for.
pub struct Records {
    content: Content,
    origin: String,
    limits: Limits,
    archives: Archives,
    /// Counts the pages that are no articles.
    passed_over: Arc<AtomicU64>,
    record: u64,
    /// The first line of the record that is read next, where it was looked for.
    begun: Vec<u8>,
    lost: bool,
    done: bool,
}

impl Records {
    pub fn new(
        content: Content,
        origin: String,
        limits: &Limits,
        archives: Archives,
        passed_over: Arc<AtomicU64>,
    ) -> Self {
        let limits = limits.clone();
        let (begun, lost, done) = (Vec::new(), false, false);
        Self { content, origin, limits, archives, passed_over, record: 0, begun, lost, done }
    }

    /// Reads the next record to its end. Returns its page, or why it has none; an outer error means that it is not known
    /// where the next one begins, and `None` that the archive is over.
    fn read(&mut self) -> anyhow::Result<Option<anyhow::Result<Option<Vec<u8>>>>> {
        if self.lost {
            self.begun = skip_to_record(&mut self.content)?;
            self.lost = false;
            if self.begun.is_empty() {
                return Ok(None);
            }
        }
        let header = read_header(&mut self.content, std::mem::take(&mut self.begun))?;
        if header.is_empty() {
            return Ok(None);
        }
        let header = Header::parse(&header);
        ensure!(header.first.starts_with("WARC/"), "no WARC record begins with {:?}", short(&header.first));
        let length = header.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.context("the record states no length")?;
        let mut block = (&mut self.content).take(length);
        let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let may_be_page = matches!(kind.as_str(), "response" | "resource");
        let bytes = if may_be_page {
            // Headers and chunks come on top of the page.
            read_bounded(&mut block, self.limits.max_job_bytes + 2 * MAX_HEADER_BYTES)?
        } else {
            Vec::new()
        };
        io::copy(&mut block, &mut io::sink())?;
        ensure!(block.limit() == 0, "the archive ends within a record");
        Ok(Some(match kind.as_str() {
            "response" => self.response(&header, &bytes),
            "resource" => self.page(&header, header.get("content-type").unwrap_or_default(), bytes),
            _ => Ok(None),
        }))
    }

    /// Returns the job of a response that is a page.
    fn response(&self, record: &Header, response: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
        let mut body = response;
        let header = Header::parse(&read_header(&mut body, Vec::new())?);
        let content_type = header.get("content-type").unwrap_or_default();
        let is_page = is_page(content_type);
        if !header.first.starts_with("HTTP/") || header.first.split(' ').nth(1) != Some("200") || !is_page {
            return Ok(None);
        }
        let mut body = body.to_vec();
        // Content is coded first and transferred then, each in the order of the names.
        let codings = ["content-encoding", "transfer-encoding"].map(|name| header.list(name));
        for coding in codings.concat().iter().rev() {
            body = undone(coding, body, self.limits.max_job_bytes)?;
        }
        self.page(record, content_type, body)
    }

    /// Returns the job of a page.
    fn page(
        &self,
        record: &Header,
        content_type: &str,
        mut page: Vec<u8>,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        if !is_page(content_type) {
            return Ok(None);
        }
        page.truncate(self.limits.max_job_bytes + 1);
        let url = record.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        if self.archives == Archives::Articles && !looks_like_article(url.as_deref(), &page) {
            self.passed_over.fetch_add(1, Ordering::Relaxed);
            return Ok(None);
        }
        let declared = pages::charset(content_type).or_else(|| pages::declared(&page));
        let name = record.get("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned());
        let id = name.or_else(|| url.clone()).context("the record has neither id nor address")?;
        let id = shortened(id.chars().filter(|c| !c.is_control()).collect());
        Ok(Some(pages::job(id, Format::Html, &page, declared, url, &self.limits)))
    }
}

impl Iterator for Records {
    type Item = anyhow::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.record += 1;
            let origin = format!("{}:{}", self.origin, self.record);
            match self.read() {
                Ok(Some(Ok(Some(job)))) => return Some(Ok(Input::whole(job, origin))),
                Ok(Some(Ok(None))) => {}
                Ok(Some(Err(error))) => return Some(Err(error.context(format!("reading {origin}")))),
                Ok(None) => self.done = true,
                Err(error) => {
                    let passed_over = error.downcast_ref::<io::Error>().map(unpack::is_passed_over);
                    self.done = passed_over == Some(false);
                    // Damage may show in a header first; what is passed over then for the next record has been told.
                    if std::mem::replace(&mut self.lost, true) && passed_over == Some(true) {
                        continue;
                    }
                    return Some(Err(error.context(format!("reading {origin}"))));
                }
            }
        }
        None
    }
}

/// A first line and fields below it, names in lower case.
struct Header {
    first: String,
    fields: Vec<(String, String)>,
}

impl Header {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().to_owned();
        let fields = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        });
        Self { first, fields: fields.collect() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Returns the parts of all fields of a name, in small letters.
    fn list(&self, name: &str) -> Vec<String> {
        let values = self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value);
        values.flat_map(|value| value.split(',')).map(|part| part.trim().to_ascii_lowercase()).collect()
    }
}

/// Says whether a type is that of pages.
fn is_page(content_type: &str) -> bool {
    let content_type = content_type.trim().to_ascii_lowercase();
    ["text/html", "application/xhtml+xml"].iter().any(|page| content_type.starts_with(page))
}

/// Passes over lines up to one that begins a record, and returns it; empty at the end.
fn skip_to_record(content: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        content.take(MAX_HEADER_BYTES as u64 / 2).read_until(b'\n', &mut line)?;
        if line.is_empty() || line.starts_with(b"WARC/") {
            return Ok(line);
        }
        if line.last() != Some(&b'\n') {
            content.skip_until(b'\n')?;
        }
    }
}

/// Reads up to the first blank line after something, `header` being its beginning; blank lines before it end the record
/// before. Empty where nothing is left.
fn read_header(content: &mut impl BufRead, mut header: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    loop {
        let before = header.len();
        let room = (MAX_HEADER_BYTES - before) as u64;
        content.take(room).read_until(b'\n', &mut header)?;
        let line = header[before..].trim_ascii();
        if header.len() == before || (line.is_empty() && before > 0) {
            ensure!(room > 0, "a header is longer than {MAX_HEADER_BYTES} bytes");
            return Ok(header);
        }
        if line.is_empty() {
            header.clear();
        }
    }
}

/// Undoes a coding of a page, of which no more than `limit` bytes and one are unpacked. Many archives undo codings and leave
/// the header as it was.
fn undone(coding: &str, body: Vec<u8>, limit: usize) -> anyhow::Result<Vec<u8>> {
    match coding {
        "chunked" => Ok(dechunk(&body).unwrap_or(body)),
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            unpack(flate2::bufread::MultiGzDecoder::new(&body[..]), limit)
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            unpack(flate2::bufread::ZlibDecoder::new(&body[..]), limit)
        }
        "zstd" if body.starts_with(super::unpack::ZSTD) => unpack(super::unpack::of_zstd(&body[..])?, limit),
        "br" => unpack(brotli_decompressor::Decompressor::new(&body[..], 4096), limit)
            .or_else(|error| if body.starts_with(b"<") { Ok(body) } else { Err(error) }),
        _ => Ok(body),
    }
}

/// Undoes chunks; none where the body has none. A body cut short gives what there is.
fn dechunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().take(1024).position(|&byte| byte == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        let chunk = &body[..size.min(body.len())];
        whole.extend_from_slice(chunk);
        body = &body[chunk.len()..];
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
        if size == 0 || body.is_empty() {
            return Some(whole);
        }
    }
}

/// Unpacks no more than `limit` bytes and one.
fn unpack(mut packed: impl Read, limit: usize) -> anyhow::Result<Vec<u8>> {
    read_bounded(&mut packed, limit).context("unpacking the page")
}

/// What a page says that holds an article, in small letters.
const ARTICLE_SIGNS: [&[u8]; 5] =
    [b"newsarticle", b"blogposting", b"articlebody", b"article:published_time", b"\"article\""];

/// What stands in addresses of lists.
const LISTS: [&str; 9] =
    ["tag", "tags", "topic", "topics", "category", "author", "authors", "search", "page"];

/// Says whether a page may be an article: it says so, or its address is not that of a front page or of a section.
/// In doubt it is.
fn looks_like_article(url: Option<&str>, page: &[u8]) -> bool {
    let Some(url) = url else { return true };
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').skip(1).filter(|part| !part.is_empty()).collect();
    let listed = parts.iter().any(|part| LISTS.contains(part));
    let last = parts.pop().unwrap_or_default();
    let (name, ending) = last.split_once('.').unwrap_or((last, ""));
    let is_index = matches!(name, "" | "index" | "default" | "home");
    // Not "news" or "world/europe", but "2024/05/bridge", "mayor-opens-bridge", "a1234", "bridge.html".
    let digits = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let named =
        digits(name) || name.matches(['-', '_']).count() >= 2 || !ending.is_empty() || !name.is_ascii();
    if !is_index && ((named && !listed) || parts.iter().any(|part| digits(part))) {
        return true;
    }
    let page = page.to_ascii_lowercase();
    ARTICLE_SIGNS.iter().any(|sign| memchr::memmem::find(&page, sign).is_some())
}

/// Returns the beginning of a line, for messages.
fn short(line: &str) -> String {
    line.chars().take(40).collect()
}
