//! One article of the page: its text with all marks in it, what cleaning took out, and the lists beside it.

use super::escaped::{Count, Day, Escaped, Listed, Points, host, shortened, web_address};
use crate::document::{Document, Note, Piece, QuoteRow};
use crate::found::{EntityType, Form, QuoteType};
use std::io::{self, Write};

/// How many speakers have a colour of their own before colours come again; page.css has as many.
const SPEAKER_COLOURS: usize = 8;

/// A document and what the page needs to know about it.
pub struct Article<'a> {
    document: &'a Document,
    /// Its place on the page, which makes its anchors unique.
    number: usize,
    /// Speakers in order of their first quote, each with its quotes; last, where there are any, the quotes of
    /// nobody.
    speakers: Vec<Speaker<'a>>,
    /// The index in `speakers` of each quote.
    speaker_of: Vec<usize>,
}

/// Somebody and their quotes.
pub struct Speaker<'a> {
    pub name: Option<&'a str>,
    entity: Option<u32>,
    pub quotes: Vec<usize>,
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
    pub fn new(document: &'a Document, number: usize) -> Self {
        let mut speakers: Vec<Speaker> = Vec::new();
        for (index, quote) in document.quotes.iter().enumerate() {
            match speakers.iter_mut().find(|speaker| speaker.is(quote)) {
                Some(speaker) => speaker.quotes.push(index),
                None => {
                    let (name, entity) =
                        quote.speaker.as_ref().map_or((None, None), |s| (Some(s.name.as_str()), s.entity));
                    speakers.push(Speaker { name, entity, quotes: vec![index] });
                }
            }
        }
        speakers.sort_by_key(|speaker| speaker.name.is_none());
        let mut speaker_of = vec![0; document.quotes.len()];
        for (at, speaker) in speakers.iter().enumerate() {
            for &quote in &speaker.quotes {
                speaker_of[quote] = at;
            }
        }
        Self { document, number, speakers, speaker_of }
    }

    pub fn number(&self) -> usize {
        self.number
    }

    pub fn speakers(&self) -> &[Speaker<'a>] {
        &self.speakers
    }

    pub fn title(&self) -> Escaped<'a> {
        let title = self.document.title.as_deref().filter(|title| !title.trim().is_empty());
        Escaped(title.unwrap_or(&self.document.id))
    }

    /// Writes the whole article.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let language = Escaped(self.document.language.as_deref().unwrap_or(""));
        let number = self.number;
        writeln!(
            out,
            "<article id=\"a{number}\" lang=\"{language}\" aria-labelledby=\"a{number}t\">\n<div class=\"column\">"
        )?;
        self.write_header(out)?;
        self.write_body(out)?;
        self.write_removed(out)?;
        self.write_facts(out)?;
        out.write_all(b"</div>\n<aside lang=\"en\"><div>\n")?;
        self.write_speakers(out)?;
        self.write_names(out)?;
        out.write_all(b"</div></aside>\n</article>\n")
    }

    /// Writes where and when the article appeared.
    pub fn write_kicker(&self, out: &mut impl Write) -> io::Result<()> {
        let Document { source, published_at, url, .. } = self.document;
        let place = source.as_deref().or_else(|| host(url.as_deref()?)).filter(|place| !place.is_empty());
        let day = published_at.as_deref().filter(|day| !day.is_empty()).map(Day);
        match (place.map(Escaped), day) {
            (Some(place), Some(day)) => {
                writeln!(out, "<p class=\"kicker\"><bdi>{place}</bdi> <span>{day}</span></p>")
            }
            (Some(place), None) => writeln!(out, "<p class=\"kicker\"><bdi>{place}</bdi></p>"),
            (None, Some(day)) => writeln!(out, "<p class=\"kicker\"><span>{day}</span></p>"),
            (None, None) => Ok(()),
        }
    }

    fn write_header(&self, out: &mut impl Write) -> io::Result<()> {
        let Document { url, authors, notes, .. } = self.document;
        self.write_kicker(out)?;
        let (number, title) = (self.number, self.title());
        match web_address(url.as_deref()) {
            Some(url) => {
                let url = Escaped(url);
                writeln!(
                    out,
                    "<h1 id=\"a{number}t\"><a href=\"{url}\" rel=\"noreferrer noopener\"><bdi>{title}</bdi></a></h1>"
                )?;
            }
            None => writeln!(out, "<h1 id=\"a{number}t\"><bdi>{title}</bdi></h1>")?,
        }
        if !authors.is_empty() {
            let authors: Vec<&str> = authors.iter().map(String::as_str).collect();
            writeln!(out, "<p class=\"byline\">{}</p>", Listed(&authors, ", "))?;
        }
        for note in notes {
            writeln!(out, "<p class=\"note\" lang=\"en\">{}</p>", told(*note))?;
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
        let mut named = vec![false; self.document.entities.len()];
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
                    Some((_, entity, form)) => {
                        let first = !std::mem::replace(&mut named[entity], true);
                        self.write_mention(out, entity, form, first, slice)?;
                    }
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
        if row.confidence < UNSURE {
            class.push_str(" unsure");
        }
        let at = self.speaker_of[innermost];
        let number = self.speaker_number(at);
        let speaker = Escaped(row.speaker.as_ref().map_or("Nobody named", |speaker| &speaker.name));
        let (kind, sure) = (row.kind.as_str(), percent(row));
        write!(
            out,
            "<span class=\"{class} {}\" data-quotes=\"{}\" title=\"{speaker} · {kind} · {sure}\u{a0}%\"",
            self.colour(at),
            self.names_of(quotes.iter().map(|&(index, _)| index)),
        )?;
        if begins {
            write!(
                out,
                " tabindex=\"0\" role=\"group\" aria-label=\"Quote of {speaker}, {kind}, {sure}\u{a0}% sure\" \
                 data-number=\"{number}\""
            )?;
        }
        out.write_all(b">")
    }

    /// Returns what stands before a speaker's quotes, so that colours need not be told apart.
    fn speaker_number(&self, at: usize) -> String {
        if self.speakers[at].name.is_some() { (at + 1).to_string() } else { "?".to_owned() }
    }

    /// Returns the class that gives a speaker's colour.
    fn colour(&self, at: usize) -> String {
        if self.speakers[at].name.is_some() {
            format!("s{}", at % SPEAKER_COLOURS + 1)
        } else {
            "s0".to_owned()
        }
    }

    fn names_of(&self, quotes: impl Iterator<Item = usize>) -> String {
        quotes.map(|index| format!("a{}q{index}", self.number)).collect::<Vec<_>>().join(" ")
    }

    fn write_mention(
        &self,
        out: &mut impl Write,
        entity: usize,
        form: Form,
        first: bool,
        text: Escaped,
    ) -> io::Result<()> {
        let row = &self.document.entities[entity];
        let form = match form {
            Form::Name => "name",
            Form::Nominal => "nominal",
            Form::Pronoun => "pronoun",
        };
        let (kind, name) = (row.kind.as_str(), Escaped(&row.name));
        let key = format!("a{}e{entity}", self.number);
        let id = if first { format!(" id=\"{key}\"") } else { String::new() };
        write!(
            out,
            "<b class=\"{kind} {form}\"{id} data-entity=\"{key}\" title=\"{name} · {kind}\">{text}</b>"
        )
    }

    fn write_removed(&self, out: &mut impl Write) -> io::Result<()> {
        let removed = &self.document.removed;
        if removed.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<details lang=\"en\"><summary>Taken out by cleaning: {}</summary><dl>",
            Count(removed.len(), "line")
        )?;
        for line in removed {
            let reason = serde_json::to_value(line.reason).unwrap_or_default();
            let reason = reason.as_str().unwrap_or_default().replace('_', " ");
            writeln!(out, "<dt>{}</dt><dd>{}</dd>", Escaped(&reason), Escaped(&line.text))?;
        }
        out.write_all(b"</dl></details>\n")
    }

    fn write_facts(&self, out: &mut impl Write) -> io::Result<()> {
        let Document { id, document_id, language, url, notes, provenance, meta, .. } = self.document;
        out.write_all(b"<details lang=\"en\"><summary>About this document</summary><dl>\n")?;
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
            let (colour, number) = (self.colour(at), self.speaker_number(at));
            let name = Escaped(name.unwrap_or("Nobody named"));
            writeln!(
                out,
                "<section class=\"speaker {colour}\"><h3><button type=\"button\" aria-pressed=\"false\" \
                 data-number=\"{number}\" title=\"Only these quotes\"><bdi>{name}</bdi></button></h3><ol>"
            )?;
            for &index in quotes {
                self.write_row(out, index)?;
            }
            out.write_all(b"</ol></section>\n")?;
        }
        Ok(())
    }

    /// Writes a quote as the list beside the article shows it, and the card over the text.
    fn write_row(&self, out: &mut impl Write, index: usize) -> io::Result<()> {
        let row = &self.document.quotes[index];
        let anchor = self.names_of(std::iter::once(index));
        let content = shortened(&joined(&row.content));
        let (kind, sure) = (row.kind.as_str(), percent(row));
        write!(
            out,
            "<li data-quotes=\"{anchor}\" data-kind=\"{kind}\" data-sure=\"{sure}\"><a href=\"#{anchor}\">\
             <bdi>{}</bdi></a><p class=\"how\">",
            Escaped(&content)
        )?;
        if !row.source.is_empty() {
            write!(out, "<bdi class=\"is-source\">{}</bdi> ", Escaped(&shortened(&joined(&row.source))))?;
        }
        if !row.cue.is_empty() {
            write!(out, "<bdi class=\"is-cue\">{}</bdi> ", Escaped(&shortened(&joined(&row.cue))))?;
        }
        writeln!(
            out,
            "<span class=\"kind\">{kind}</span> <span class=\"sure\"><meter max=\"100\" low=\"50\" high=\"80\" \
             optimum=\"100\" value=\"{sure}\"></meter> {sure}\u{a0}%</span></p></li>"
        )
    }

    fn write_names(&self, out: &mut impl Write) -> io::Result<()> {
        if self.document.entities.is_empty() {
            return Ok(());
        }
        out.write_all(b"<h2>Names</h2>\n<div class=\"names\">\n")?;
        for kind in EntityType::ALL {
            let rows: Vec<_> =
                self.document.entities.iter().enumerate().filter(|(_, row)| row.kind == kind).collect();
            if rows.is_empty() {
                continue;
            }
            let heading = match kind {
                EntityType::Person => "People",
                EntityType::Org => "Organisations",
                EntityType::Loc => "Places",
                EntityType::Misc => "Other names",
            };
            writeln!(out, "<h3>{heading}</h3><ul class=\"{}\">", kind.as_str())?;
            for (entity, row) in rows {
                let (key, name) = (format!("a{}e{entity}", self.number), Escaped(&row.name));
                writeln!(
                    out,
                    "<li data-entity=\"{key}\"><a href=\"#{key}\"><bdi>{name}</bdi></a> <small>{}</small></li>",
                    Count(row.mentions.len(), "mention")
                )?;
            }
            out.write_all(b"</ul>\n")?;
        }
        out.write_all(b"</div>\n")
    }
}

/// Below it an attribution is more likely wrong than right, and shows it.
const UNSURE: f32 = 0.5;

/// Returns the confidence as people read it.
fn percent(row: &QuoteRow) -> u8 {
    (row.confidence * 100.0).round().clamp(0.0, 100.0) as u8
}

/// Returns the words of several pieces, with what is left out between them.
fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" … ")
}

/// Says what a note means to whoever reads the article.
fn told(note: Note) -> &'static str {
    match note {
        Note::UnbalancedQuotes => "A quotation mark is opened and never closed, or closed and never opened.",
        Note::FellBackToBody => "No article was found in the page, so this is all of its text.",
        Note::OtherLanguage => "Not in English: cleaned, without names and quotes.",
    }
}
