//! One string and the spans that point into it.
//!
//! Cleaning yields one [`Text`]; every span found later points into it, in UTF-8 bytes. The conversion to
//! the code points of the wire happens in `document.rs` and nowhere else.

use std::ops::Range;

/// A half-open range of UTF-8 bytes in a [`Text`], always on char boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Returns the span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Self { start: start as u32, end: end as u32 }
    }

    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Says whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Says whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The clean text of an article: never empty, never longer than `u32::MAX` bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    body: String,
    paragraphs: Vec<Span>,
    /// The numbers of paragraphs that begin a section, in order.
    sections: Vec<usize>,
}

impl Text {
    /// Joins paragraphs with one `\n`. Line breaks inside a paragraph become spaces, blank paragraphs are
    /// left out. Returns `None` where nothing is left, or where it would not fit `u32` offsets.
    pub fn from_paragraphs<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut body = String::new();
        let mut spans = Vec::new();
        for paragraph in paragraphs {
            let paragraph = paragraph.trim();
            if paragraph.is_empty() {
                continue;
            }
            if !body.is_empty() {
                body.push('\n');
            }
            let start = body.len();
            if paragraph.bytes().any(|b| b == b'\n' || b == b'\r') {
                let mut lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
                body.push_str(lines.next().unwrap_or_default());
                for line in lines {
                    body.push(' ');
                    body.push_str(line);
                }
                // `str::lines` splits at \n and \r\n only; a lone carriage return is a break too.
                let lone: Vec<usize> = body[start..].match_indices('\r').map(|(at, _)| start + at).collect();
                for at in lone {
                    body.replace_range(at..=at, " ");
                }
            } else {
                body.push_str(paragraph);
            }
            spans.push((start, body.len()));
        }
        Self::checked(body, spans)
    }

    /// Keeps `body` byte for byte; its paragraphs are its lines that are not blank (without the line break).
    /// Returns `None` where there is no such line, or where it would not fit `u32` offsets.
    pub fn verbatim(body: String) -> Option<Self> {
        let mut spans = Vec::new();
        let mut start = 0;
        for line in body.split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let content = content.strip_suffix('\r').unwrap_or(content);
            if !content.trim().is_empty() {
                spans.push((start, start + content.len()));
            }
            start += line.len();
        }
        Self::checked(body, spans)
    }

    fn checked(body: String, spans: Vec<(usize, usize)>) -> Option<Self> {
        if spans.is_empty() || body.len() > u32::MAX as usize {
            return None;
        }
        let paragraphs = spans.into_iter().map(|(start, end)| Span::new(start, end)).collect();
        Some(Self { body, paragraphs, sections: Vec::new() })
    }

    /// Returns the same text with a new section, such as the next post of a live blog, at each of these paragraphs, by
    /// number and in order.
    #[must_use]
    pub fn with_sections(self, sections: Vec<usize>) -> Self {
        Self { sections, ..self }
    }

    /// Says whether two paragraphs, by number, are of one section.
    pub fn of_one_section(&self, one: usize, other: usize) -> bool {
        let section = |paragraph: usize| self.sections.partition_point(|&first| first <= paragraph);
        section(one) == section(other)
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.body
    }

    /// Returns the paragraphs in order; at least one, none of them blank, none overlapping.
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Returns the text under `span`.
    ///
    /// # Panics
    ///
    /// Where `span` was not made over this text.
    pub fn slice(&self, span: Span) -> &str {
        &self.body[span.range()]
    }

    /// Returns the whole text by value.
    pub fn into_string(self) -> String {
        self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &Text) -> Vec<&str> {
        text.paragraphs().iter().map(|&p| text.slice(p)).collect()
    }

    #[test]
    fn paragraphs_are_joined_by_one_line_break() {
        let text = Text::from_paragraphs([" One. ", "", "Two\r\nlines.\rThree"]).unwrap();
        assert_eq!(text.as_str(), "One.\nTwo lines. Three");
        assert_eq!(paragraphs(&text), ["One.", "Two lines. Three"]);
    }

    #[test]
    fn verbatim_keeps_every_byte() {
        let body = "\u{feff}One.\r\n\r\n  Two\0 é \n";
        let text = Text::verbatim(body.to_owned()).unwrap();
        assert_eq!(text.as_str(), body);
        assert_eq!(paragraphs(&text), ["\u{feff}One.", "  Two\0 é "]);
    }

    #[test]
    fn blank_is_no_text() {
        assert!(Text::verbatim(" \n\t\r\n".to_owned()).is_none());
        assert!(Text::from_paragraphs(["", " \n"]).is_none());
    }

    #[test]
    fn paragraphs_are_of_one_section_up_to_where_the_next_begins() {
        let text = Text::from_paragraphs(["One.", "Two.", "Three."]).unwrap();
        assert!(text.of_one_section(0, 2));
        let text = text.with_sections(vec![1]);
        assert!(!text.of_one_section(0, 1) && !text.of_one_section(2, 0) && text.of_one_section(1, 2));
    }
}
