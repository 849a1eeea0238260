//! The HTML page: articles set to be read, names coloured, each quote tied to its speaker.
//!
//! One file without any other: style and script are inside, nothing is fetched. Articles are strangers' text,
//! so every string goes through [`Escaped`], only http(s) addresses become links, and the page's own policy
//! forbids scripts other than the one here.

use crate::document::{Document, QuoteRow};
use crate::found::{EntityType, Form, QuoteType};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page being written, article by article.
pub struct Page<W: Write> {
    out: W,
    articles: usize,
}

impl<W: Write> Page<W> {
    /// Begins a page on `out`.
    ///
    /// # Errors
    ///
    /// Where `out` fails; so do the other methods.
    pub fn new(mut out: W) -> io::Result<Self> {
        let script = base64(&Sha256::digest(SCRIPT.as_bytes()));
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; script-src 'sha256-{script}'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>wiremill</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <div class=\"legend body\"><strong>wiremill</strong>"
        )?;
        for kind in EntityType::ALL {
            let kind = kind.as_str();
            write!(out, "<span><b class=\"{kind}\">{kind}</b></span>")?;
        }
        out.write_all(
            b"<span><b class=\"PERSON pronoun\">he, the minister</b></span>\
              <span style=\"--hue:30\"><span class=\"run quote\">direct</span></span>\
              <span style=\"--hue:30\"><span class=\"run quote indirect\">indirect</span></span>\
              <span style=\"--hue:30\"><span class=\"run cue\">cue</span></span>\
              <span style=\"--hue:30\"><span class=\"run source\">source</span></span></div>\n<main>\n",
        )?;
        Ok(Self { out, articles: 0 })
    }

    /// Adds one article.
    pub fn article(&mut self, document: &Document) -> io::Result<()> {
        self.articles += 1;
        let article = Article::new(document, self.articles);
        let out = &mut self.out;
        writeln!(out, "<article lang=\"{}\">", Escaped(document.language.as_deref().unwrap_or("")))?;
        out.write_all(b"<div class=\"column\">\n")?;
        article.write_header(out)?;
        article.write_body(out)?;
        article.write_removed(out)?;
        article.write_facts(out)?;
        out.write_all(b"</div>\n<aside lang=\"en\"><div>\n")?;
        article.write_speakers(out)?;
        article.write_names(out)?;
        out.write_all(b"</div></aside>\n</article>\n")
    }

    /// Ends the page and returns what it was written to.
    pub fn finish(mut self) -> io::Result<W> {
        let articles = match self.articles {
            1 => "1 article".to_owned(),
            articles => format!("{articles} articles"),
        };
        writeln!(
            self.out,
            "</main>\n<footer>{articles}</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>"
        )?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A document and what the page needs to know about it.
struct Article<'a> {
    document: &'a Document,
    /// Its place on the page, which makes its anchors unique.
    number: usize,
    /// Speakers in order of their first quote, each with its quotes; last, where there are any, the quotes of
    /// nobody.
    speakers: Vec<Speaker<'a>>,
    /// The index in `speakers` of each quote.
    speaker_of: Vec<usize>,
}

struct Speaker<'a> {
    name: Option<&'a str>,
    entity: Option<u32>,
    quotes: Vec<usize>,
}

impl Speaker<'_> {
    fn is(&self, quote: &QuoteRow) -> bool {
        match &quote.speaker {
            Some(speaker) if speaker.entity.is_some() => self.entity == speaker.entity,
            Some(speaker) => self.entity.is_none() && self.name == Some(&speaker.name),
            None => self.name.is_none(),
        }
    }
}

/// What a stretch of text is for a quote. In order of how much it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Quote,
    Cue,
    Source,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Quote { index: usize, role: Role },
    Mention { entity: usize, form: Form },
}

/// A stretch of text that means something, in code points.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: u32,
    end: u32,
    what: What,
}

impl<'a> Article<'a> {
    fn new(document: &'a Document, number: usize) -> Self {
        let mut speakers: Vec<Speaker> = Vec::new();
        let mut speaker_of = Vec::new();
        for (index, quote) in document.quotes.iter().enumerate() {
            let at = speakers.iter().position(|speaker| speaker.is(quote)).unwrap_or_else(|| {
                let (name, entity) =
                    quote.speaker.as_ref().map_or((None, None), |s| (Some(s.name.as_str()), s.entity));
                speakers.push(Speaker { name, entity, quotes: Vec::new() });
                speakers.len() - 1
            });
            speakers[at].quotes.push(index);
            speaker_of.push(at);
        }
        Self { document, number, speakers, speaker_of }
    }

    fn write_header(&self, out: &mut impl Write) -> io::Result<()> {
        let Document { source, published_at, title, url, authors, .. } = self.document;
        let kicker: Vec<&str> = [source, published_at].into_iter().flatten().map(String::as_str).collect();
        writeln!(out, "<p class=\"kicker\">{}</p>", Escaped(&kicker.join(" · ")))?;
        let title = Escaped(title.as_deref().unwrap_or(&self.document.id));
        match url.as_deref().filter(|url| is_web_address(url)) {
            Some(url) => {
                let url = Escaped(url);
                writeln!(out, "<h1><a href=\"{url}\" rel=\"noreferrer noopener\">{title}</a></h1>")?;
            }
            None => writeln!(out, "<h1>{title}</h1>")?,
        }
        if !authors.is_empty() {
            writeln!(out, "<p class=\"byline\">{}</p>", Escaped(&authors.join(", ")))?;
        }
        Ok(())
    }

    /// Marks overlap: quotes hold names, and quotes hold quotes. So the text is cut wherever a mark begins or
    /// ends, and each piece between two cuts carries all marks over it: the quotes in a span that runs as far
    /// as they stay the same, the innermost name in an element inside it.
    fn write_body(&self, out: &mut impl Write) -> io::Result<()> {
        let text = Points::new(&self.document.text);
        let marks = self.marks(text.len());
        let mut cuts: Vec<u32> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
        cuts.extend(self.document.paragraphs.iter().flat_map(|range| [range.start, range.end]));
        cuts.sort_unstable();
        cuts.dedup();

        out.write_all(b"<div class=\"body\">\n")?;
        let mut anchored = vec![false; self.document.quotes.len()];
        let mut waiting = marks.iter().peekable();
        let mut active: Vec<&Mark> = Vec::new();
        let mut cuts = cuts.into_iter().peekable();
        for paragraph in &self.document.paragraphs {
            out.write_all(b"<p>")?;
            let mut run: Vec<(usize, Role)> = Vec::new();
            while let Some(start) = cuts.next_if(|&cut| cut < paragraph.end) {
                while let Some(mark) = waiting.next_if(|mark| mark.start <= start) {
                    active.push(mark);
                }
                active.retain(|mark| mark.end > start);
                if start < paragraph.start {
                    continue;
                }
                let end = cuts.peek().copied().unwrap_or(paragraph.end);
                let mut quotes: Vec<(usize, Role)> = Vec::new();
                for mark in &active {
                    if let What::Quote { index, role } = mark.what {
                        quotes.push((index, role));
                    }
                }
                quotes.sort_unstable();
                quotes.dedup();
                if quotes != run {
                    if !run.is_empty() {
                        out.write_all(b"</span>")?;
                    }
                    self.open_run(out, &quotes, &mut anchored)?;
                    run = quotes;
                }
                let name = active.iter().filter_map(|mark| match mark.what {
                    What::Mention { entity, form } => Some((mark.end - mark.start, entity, form)),
                    What::Quote { .. } => None,
                });
                let slice = Escaped(text.slice(start, end));
                match name.min_by_key(|&(len, ..)| len) {
                    Some((_, entity, form)) => self.write_mention(out, entity, form, slice)?,
                    None => write!(out, "{slice}")?,
                }
            }
            out.write_all(if run.is_empty() { b"</p>\n" } else { b"</span></p>\n" })?;
        }
        out.write_all(b"</div>\n")
    }

    /// Returns every mark inside the text, in order of its start.
    fn marks(&self, len: u32) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut mark = |start: u32, end: u32, what: What| {
            // A document read from a file may hold anything.
            let end = end.min(len);
            if start < end {
                marks.push(Mark { start, end, what });
            }
        };
        for (index, quote) in self.document.quotes.iter().enumerate() {
            for (role, pieces) in
                [(Role::Quote, &quote.content), (Role::Cue, &quote.cue), (Role::Source, &quote.source)]
            {
                for piece in pieces {
                    mark(piece.start, piece.end, What::Quote { index, role });
                }
            }
        }
        for (entity, row) in self.document.entities.iter().enumerate() {
            for mention in &row.mentions {
                mark(mention.start, mention.end, What::Mention { entity, form: mention.form });
            }
        }
        marks.sort_by_key(|mark| mark.start);
        marks
    }

    fn open_run(
        &self,
        out: &mut impl Write,
        quotes: &[(usize, Role)],
        anchored: &mut [bool],
    ) -> io::Result<()> {
        // Of several quotes the one that begins last is the innermost, and gives colour and title.
        let Some(&(innermost, _)) = quotes.last() else {
            return Ok(());
        };
        let mut begins = false;
        for &(index, role) in quotes {
            if role == Role::Quote && !std::mem::replace(&mut anchored[index], true) {
                begins = true;
                write!(out, "<span class=\"anchor\" id=\"a{}q{index}\"></span>", self.number)?;
            }
        }
        let row = &self.document.quotes[innermost];
        let mut class = "run".to_owned();
        for &(index, role) in quotes {
            let names = match (role, self.document.quotes[index].kind) {
                (Role::Quote, QuoteType::Indirect) => " quote indirect",
                (Role::Quote, QuoteType::Direct | QuoteType::Mixed) => " quote",
                (Role::Cue, _) => " cue",
                (Role::Source, _) => " source",
            };
            class.push_str(names);
        }
        if row.speaker.is_none() {
            class.push_str(" nobody");
        }
        let speaker = row.speaker.as_ref().map_or("nobody named", |speaker| &speaker.name);
        write!(
            out,
            "<span class=\"{class}\" style=\"--hue:{}\" data-quotes=\"{}\" title=\"{} · {} · {:.0}\u{a0}%\"{}>",
            hue(self.speaker_of[innermost]),
            self.names_of(quotes.iter().map(|&(index, _)| index)),
            Escaped(speaker),
            row.kind.as_str(),
            row.confidence * 100.0,
            if begins { " tabindex=\"0\"" } else { "" },
        )
    }

    fn names_of(&self, quotes: impl Iterator<Item = usize>) -> String {
        quotes.map(|index| format!("a{}q{index}", self.number)).collect::<Vec<_>>().join(" ")
    }

    fn write_mention(
        &self,
        out: &mut impl Write,
        entity: usize,
        form: Form,
        text: Escaped,
    ) -> io::Result<()> {
        let row = &self.document.entities[entity];
        let form = match form {
            Form::Name => "name",
            Form::Nominal => "nominal",
            Form::Pronoun => "pronoun",
        };
        let (kind, name) = (row.kind.as_str(), Escaped(&row.name));
        write!(
            out,
            "<b class=\"{kind} {form}\" data-entity=\"a{}e{entity}\" title=\"{name} · {kind}\">{text}</b>",
            self.number
        )
    }

    fn write_removed(&self, out: &mut impl Write) -> io::Result<()> {
        let removed = &self.document.removed;
        if removed.is_empty() {
            return Ok(());
        }
        writeln!(out, "<details><summary>Removed by cleaning: {}</summary><dl>", removed.len())?;
        for line in removed {
            let reason = serde_json::to_value(line.reason).unwrap_or_default();
            let reason = reason.as_str().unwrap_or_default().replace('_', " ");
            writeln!(out, "<dt>{}</dt><dd>{}</dd>", Escaped(&reason), Escaped(&line.text))?;
        }
        out.write_all(b"</dl></details>\n")
    }

    fn write_facts(&self, out: &mut impl Write) -> io::Result<()> {
        let Document { id, document_id, language, url, notes, provenance, meta, .. } = self.document;
        out.write_all(b"<details><summary>About this document</summary><dl>\n")?;
        let mut fact = |name: &str, value: &str| {
            if value.is_empty() {
                return Ok(());
            }
            writeln!(out, "<dt>{}</dt><dd>{}</dd>", Escaped(name), Escaped(value))
        };
        fact("id", id)?;
        fact("document", document_id)?;
        fact("url", url.as_deref().unwrap_or(""))?;
        fact("language", language.as_deref().unwrap_or(""))?;
        let notes: Vec<&str> = notes.iter().map(|note| note.as_str()).collect();
        fact("notes", &notes.join(", "))?;
        fact("meta", if meta.get() == "{}" { "" } else { meta.get() })?;
        fact("wiremill", &provenance.wiremill)?;
        fact("settings", &provenance.config)?;
        for (stage, model) in &provenance.models {
            fact(stage, model)?;
        }
        fact("input", &provenance.input_sha256)?;
        out.write_all(b"</dl></details>\n")
    }

    fn write_speakers(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(b"<h2>Who says what</h2>\n")?;
        if self.speakers.is_empty() {
            out.write_all(b"<p class=\"none\">No quotes.</p>\n")?;
        }
        for (at, Speaker { name, quotes, .. }) in self.speakers.iter().enumerate() {
            let nobody = if name.is_none() { " nobody" } else { "" };
            let name = Escaped(name.unwrap_or("Nobody named"));
            let hue = hue(at);
            writeln!(out, "<section class=\"speaker{nobody}\" style=\"--hue:{hue}\"><h3>{name}</h3><ol>")?;
            for &index in quotes {
                let quote = &self.document.quotes[index];
                let content: Vec<&str> = quote.content.iter().map(|piece| piece.text.as_str()).collect();
                let content = shortened(&content.join(" … "));
                let anchor = self.names_of(std::iter::once(index));
                writeln!(
                    out,
                    "<li data-quotes=\"{anchor}\"><a href=\"#{anchor}\">{} <small>{} · {:.0}\u{a0}%</small></a></li>",
                    Escaped(&content),
                    quote.kind.as_str(),
                    quote.confidence * 100.0
                )?;
            }
            out.write_all(b"</ol></section>\n")?;
        }
        Ok(())
    }

    fn write_names(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(b"<h2>Names</h2>\n<ul class=\"names\">\n")?;
        for kind in EntityType::ALL {
            for (entity, row) in self.document.entities.iter().enumerate() {
                if row.kind == kind {
                    let (kind, name, number) = (kind.as_str(), Escaped(&row.name), self.number);
                    let count = row.mentions.len();
                    writeln!(
                        out,
                        "<li class=\"{kind}\" data-entity=\"a{number}e{entity}\">{name} <small>{count}</small></li>"
                    )?;
                }
            }
        }
        out.write_all(b"</ul>\n")
    }
}

/// Returns the hue of the speaker at `index`: by the golden angle any number of them stay apart.
fn hue(index: usize) -> u32 {
    ((250.0 + 137.5 * index as f64) % 360.0) as u32
}

/// Cuts a quote to what fits a list.
fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 140;
    match text.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Says whether a link may lead to `url`; `javascript:` and the like may not.
fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// A text that is cut by code points.
struct Points<'a> {
    text: &'a str,
    /// The byte at which each code point begins, and the end.
    bytes: Vec<usize>,
}

impl<'a> Points<'a> {
    fn new(text: &'a str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self { text, bytes: starts.chain([text.len()]).collect() }
    }

    fn len(&self) -> u32 {
        self.bytes.len() as u32 - 1
    }

    /// Returns the text from `start` to `end`, or what there is of it.
    fn slice(&self, start: u32, end: u32) -> &'a str {
        let byte = |point: u32| self.bytes[point.min(self.len()) as usize];
        &self.text[byte(start)..byte(end.max(start))]
    }
}

/// A string as it may stand between tags and in a quoted attribute.
#[derive(Clone, Copy)]
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\0']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                // HTML has no NUL at all.
                _ => "\u{fffd}",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

/// Encodes bytes as the page's policy wants a hash.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            text.push(if digit <= chunk.len() { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests;
