//! Pages and plain text as jobs: their bytes as Unicode.

use super::{Content, Input, read_bounded};
use crate::config::Limits;
use crate::job::{Format, Job};
use anyhow::Context;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Makes a job of a page.
pub fn html(content: Content, id: String, origin: String, limits: &Limits) -> anyhow::Result<Input> {
    whole(content, Format::Html, id, origin, limits)
}

/// Makes a job of plain text.
pub fn text(content: Content, id: String, origin: String, limits: &Limits) -> anyhow::Result<Input> {
    whole(content, Format::Text, id, origin, limits)
}

fn whole(
    mut content: Content,
    format: Format,
    id: String,
    origin: String,
    limits: &Limits,
) -> anyhow::Result<Input> {
    let bytes =
        read_bounded(&mut content, limits.max_job_bytes).with_context(|| format!("reading {origin}"))?;
    let declared = if format == Format::Html { declared(&bytes) } else { None };
    Ok(Input::whole(job(id, format, &bytes, declared, None, limits), origin))
}

/// Makes a job of bytes. Where they are too many, the job is too large as well, whatever they encode.
pub fn job(
    id: String,
    format: Format,
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    url: Option<String>,
    limits: &Limits,
) -> Vec<u8> {
    let body = if bytes.len() > limits.max_job_bytes {
        // Never shorter than the bytes, as text of two bytes a letter would be once decoded.
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        decode(bytes, declared)
    };
    let job = Job { format: Some(format), url, ..Job::new(id, body) };
    serde_json::to_vec(&job).expect("a job of strings always serialises")
}

/// Decodes text: by its byte order mark, as UTF-8 where it can be nothing else, as declared, as UTF-8, or as what
/// its bytes look like.
///
/// Valid UTF-8 beyond ASCII wins over a declaration: pages saved by a tool are UTF-8 and still declare
/// what they once were.
fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark_bytes..]).0.into_owned();
    }
    let utf8 = std::str::from_utf8(bytes).ok();
    match (utf8, declared) {
        (Some(text), _) if !text.is_ascii() => text.to_owned(),
        (None, Some(encoding)) if encoding == UTF_8 => mostly_utf8(bytes),
        (_, Some(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (Some(text), None) => text.to_owned(),
        (None, None) => detected(bytes).decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Decodes bytes that are declared UTF-8 and are not all: stray ones among letters of it are windows-1252, and where no
/// letter is, the declaration is wrong.
fn mostly_utf8(bytes: &[u8]) -> String {
    if !bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return detected(bytes).decode_without_bom_handling(bytes).0.into_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// Returns the encoding that bytes that are no UTF-8 are most likely in.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Returns the encoding that a page declares in a `<meta>` tag.
pub fn declared(page: &[u8]) -> Option<&'static Encoding> {
    /// Browsers look at 1024; long comments before the head are common enough to look further.
    const LOOK_AT_BYTES: usize = 8192;
    let start = page[..page.len().min(LOOK_AT_BYTES)].to_ascii_lowercase();
    let start = String::from_utf8_lossy(&start);
    start.match_indices("<meta").find_map(|(at, _)| charset(start[at..].split('>').next()?))
}

/// Returns the encoding in `charset=…` of a meta tag or a Content-Type header.
pub fn charset(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let (_, value) = lower.split_once("charset")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let label = value.split(['"', '\'', ' ', ';', '/', '>']).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // Who can read the declaration reads no UTF-16; the standard takes it for UTF-8.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}
