//! Strangers' text as it may stand in a page, and cut by code points.

use std::fmt::{self, Write as _};

/// A string as it may stand between tags and in a quoted attribute.
///
/// Characters that are not seen but rearrange or end what is seen (bidi embeddings, overrides and isolates;
/// NUL and other controls) become U+FFFD: a text must not be able to pass for another one.
#[derive(Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = 0;
        for (at, c) in self.0.char_indices() {
            let escape = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "\u{fffd}",
                '\n' | '\t' | '\r' => continue,
                c if c.is_control() => "\u{fffd}",
                _ => continue,
            };
            f.write_str(&self.0[written..at])?;
            f.write_str(escape)?;
            written = at + c.len_utf8();
        }
        f.write_str(&self.0[written..])
    }
}

/// Strings with something between them, each escaped and each its own where writing directions mix.
pub struct Listed<'a>(pub &'a [&'a str], pub &'static str);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { self.1 })?;
            write!(f, "<bdi>{}</bdi>", Escaped(part))?;
        }
        Ok(())
    }
}

/// A day as people write it, where a string begins with one in ISO 8601; else the string itself.
pub struct Day<'a>(pub &'a str);

impl fmt::Display for Day<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ];
        let number = |from: usize, to: usize| {
            let digits =
                self.0.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
            digits.parse::<usize>().ok()
        };
        let hyphens = self.0.get(4..5) == Some("-") && self.0.get(7..8) == Some("-");
        let ends = matches!(self.0.as_bytes().get(10), None | Some(b'T' | b' '));
        match (number(0, 4), number(5, 7), number(8, 10)) {
            (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) if hyphens && ends => {
                write!(f, "{day}\u{a0}{} {year}", MONTHS[month - 1])
            }
            _ => write!(f, "<bdi>{}</bdi>", Escaped(self.0)),
        }
    }
}

/// A count and what is counted.
pub struct Count(pub usize, pub &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.1)?;
        if self.0 == 1 { Ok(()) } else { f.write_char('s') }
    }
}

/// Cuts a text to what fits a list.
pub fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 180;
    match text.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Returns an address that a link may lead to; `javascript:` and the like may not.
pub fn web_address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| {
        let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// Returns the host of a web address.
pub fn host(url: &str) -> Option<&str> {
    let rest = web_address(Some(url))?.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// A text that is cut by code points.
pub struct Points<'a> {
    text: &'a str,
    /// The byte at which each code point begins, and the end.
    bytes: Vec<usize>,
}

impl<'a> Points<'a> {
    pub fn new(text: &'a str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self { text, bytes: starts.chain([text.len()]).collect() }
    }

    pub fn len(&self) -> u32 {
        self.bytes.len() as u32 - 1
    }

    /// Returns the text from `start` to `end`, or what there is of it.
    pub fn slice(&self, start: u32, end: u32) -> &'a str {
        let byte = |point: u32| self.bytes[point.min(self.len()) as usize];
        &self.text[byte(start)..byte(end.max(start))]
    }
}
