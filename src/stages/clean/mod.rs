//! A job's body to the article's text, its metadata, and what was removed and why.
//!
//! A page becomes blocks (`html`, `blocks`, with `meta` reading what the page says about itself), text becomes
//! lines; `repair` undoes what happened to either on its way here. Rules (`text`, `phrases`) name what a line can
//! be besides text of the article; a model ([`sieve`]), which sees the rules' word, the line, its neighbours and the
//! page (`features`, `layout`), decides whether it stays; fixed rules keep what it loses (`keeping`, `resuming`) and
//! drop what no article says: by where and how it stands (`dropping`, `heads`, `archives`), by its words (`plugs`,
//! `remains`, `offers`, `asks`; `abroad` in other languages than English), and of text that was copied off pages (`copied`,
//! `asides`, `tops`; `headlines` finds its headline). Who wrote it, and the day, are read from what stands around the
//! text (`printed`, `bylines`, `days`). Where nothing states the language, `language` tells it from the words.

mod abroad;
mod archives;
mod asides;
mod asks;
mod blocks;
mod bylines;
mod copied;
mod days;
mod dropping;
pub mod features;
mod headlines;
mod heads;
mod html;
mod keeping;
pub mod language;
mod layout;
mod meta;
mod offers;
mod phrases;
mod plugs;
mod printed;
mod readers;
mod remains;
mod repair;
mod resuming;
pub mod sieve;
mod state;
pub mod text;
mod tops;
pub mod trees;

use crate::config::Limits;
use crate::document::{Cleaned, Meta, Note, RemovedReason};
use crate::error::{Deadline, Reject};
use crate::job::{Format, Job};
use crate::text::Text;
use blocks::Inside;
use features::Numbers;
use layout::Layout;
use printed::{credited, named_above_house, named_beside_day, printed_day};
use repair::repair;
use sieve::Sieve;

/// Cleans the body of `job`.
///
/// # Errors
///
/// [`Reject::NoText`], [`Reject::TooLarge`] or [`Reject::Timeout`].
pub fn clean(job: &Job, sieve: &Sieve, limits: &Limits, deadline: Deadline) -> Result<Cleaned, Reject> {
    deadline.check("clean")?;
    let no_text = || Reject::NoText { body_bytes: job.body.len() };
    let format = job.format.unwrap_or_else(|| told_format(&job.body));
    let mut notes = Vec::new();
    let (text, mut meta, removed) = match format {
        Format::Clean => {
            let text = Text::verbatim(job.body.clone()).ok_or_else(no_text)?;
            let sections = text::sections(&text);
            (text.with_sections(sections), Meta::default(), Vec::new())
        }
        Format::Text => {
            /// So far above a text that was copied off a page stands who wrote it: labels and a caption stand between.
            const ABOVE: usize = 10;
            // Each line has a word at least, and takes far more memory than one.
            let size = job.body.lines().filter(|line| !line.trim().is_empty()).count();
            let limit = limits.max_words;
            if size > limit {
                return Err(Reject::TooLarge { what: "text", size, limit, unit: "lines" });
            }
            let lines = TextLines::of(job, deadline)?;
            let (mut keeps, unsure) = sieve.keeps_lines(&lines);
            let mut lines = lines.lines;
            if !keeps.contains(&true) {
                keeps = lines.iter().map(|line| line.reason.is_none()).collect();
            }
            keeping::keep_speakers(&lines, &mut keeps);
            keeping::keep_among(&lines, &unsure, &mut keeps);
            resuming::keep_resumed(&lines, &unsure, &mut keeps);
            archives::mark_slugs(&mut lines, &mut keeps);
            let head = archives::take_head(&mut lines, &mut keeps);
            archives::drop_page_numbers(&mut lines, &mut keeps);
            heads::drop_head_of_text(&mut lines, &mut keeps);
            dropping::drop_announced(&mut lines, &mut keeps);
            dropping::drop_pictured(&mut lines, &mut keeps);
            let bylined = text::bylined(&lines);
            plugs::drop_plugs(&mut lines, &mut keeps, true, &bylined, None, |_| 0);
            heads::drop_names_of_posts(&mut lines, &mut keeps);
            dropping::drop_contacts(&mut lines, &mut keeps);
            dropping::drop_tail(&mut lines, &mut keeps);
            dropping::drop_comments(&mut lines, &mut keeps);
            copied::drop_furniture(&mut lines, &mut keeps);
            asks::drop_asks(&mut lines, &mut keeps);
            tops::drop_top(&mut lines, &mut keeps);
            let below = tops::without_top(&lines, &keeps);
            let published_at = head.day.or_else(|| printed_day(&lines, &keeps, true));
            let published_at = published_at
                .or_else(|| printed_day(&lines, &below, true))
                .or_else(|| printed::day_of_dateline(&lines, &below));
            let slashed = printed::slashed_above(&lines, &below);
            let credited = if head.authors.is_empty() {
                credited(&lines, &keeps, ABOVE, |_| None)
            } else {
                head.authors
            };
            let mut beside_day = named_beside_day(&lines, &keeps, |_| false);
            if beside_day.is_empty() {
                beside_day = named_beside_day(&lines, &below, |_| false);
            }
            let above_house = named_above_house(&lines, &below);
            for people in [&credited, &beside_day, &above_house] {
                tops::drop_names(&mut lines, &mut keeps, people);
            }
            let last = keeps.iter().rposition(|&keep| keep);
            let signs = last.and_then(|at| bylines::in_signs(&lines[at].text, true)).into_iter().collect();
            let title = job.title.as_deref().or(head.title.as_deref());
            let sifted = text::sift(lines, &keeps, title, true, |_| RemovedReason::Other);
            let text = Text::from_paragraphs(sifted.kept.iter().map(String::as_str)).ok_or_else(no_text)?;
            let text = text.with_sections(sifted.sections);
            let found = [sifted.authors, credited, beside_day, above_house, signs]
                .into_iter()
                .find(|people| !people.is_empty());
            let authors = found.unwrap_or_default();
            let published_at = published_at.or_else(|| {
                let language = job.language.clone().or_else(|| language::detect(text.as_str()));
                printed::day_of_slashed(slashed?, language.as_deref())
            });
            let meta = Meta { title: sifted.title.or(head.title), authors, published_at, ..Meta::default() };
            (text, meta, sifted.removed)
        }
        Format::Html => {
            /// A page that shows less may carry its text as data.
            const LITTLE: usize = 300;
            /// Who are more did not write it for a house that alone is stated.
            const MOST_PEOPLE: usize = 4;
            /// A byline stands so near the text.
            const NEAR: usize = 6;
            let mut page = PageLines::of(job, limits, deadline)?;
            let mut keeps = sieve.keeps_blocks(&page);
            keeping::keep_lost(&page.page, &page.lines, &mut keeps);
            keeping::keep_parts(&page.page, &page.lines, &mut keeps);
            page.drop_unseen(&mut keeps);
            page.settle(&mut keeps);
            keeping::keep_heads(&page.page, &page.lines, &mut keeps);
            let printed = page.printed(&keeps);
            page.part(&keeps);
            let PageLines { found, page, lines, .. } = page;
            let mut meta = found.meta;
            let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
            let near = &lines[first.saturating_sub(NEAR)..(first + NEAR).min(lines.len())];
            let also = near.iter().find_map(|line| text::with_others(&meta.authors, line));
            let sifted = text::sift(lines, &keeps, meta.title.as_deref(), false, |at| page.reason(at));
            meta.authors = also.unwrap_or(meta.authors);
            // A person is more of an author than the house that the page states.
            if found.by_house || !meta.authors.iter().any(|author| text::is_person(author)) {
                // A list of books has many authors.
                let stated = meta.authors.iter().any(|author| text::is_person(author));
                let most = if stated { MOST_PEOPLE } else { usize::MAX };
                let few = |people: &Vec<String>| (1..=most).contains(&people.len());
                let people = [sifted.authors, printed.authors].into_iter().find(few);
                meta.authors = people.unwrap_or(meta.authors);
            }
            if meta.authors.is_empty() {
                meta.authors.extend(printed.below_title);
            }
            meta::without_house(&mut meta.authors, &[meta.site.as_deref(), found.house.as_deref()]);
            if found.day_is_marked
                && let Some(day) = printed.labelled_day
                && !meta.published_at.as_ref().is_some_and(|marked| marked.starts_with(&day))
            {
                meta.published_at = Some(day);
            }
            let (published, changed) =
                if printed.day_is_of_change { (None, printed.day) } else { (printed.day, None) };
            meta.published_at = meta
                .published_at
                .or(published)
                .or(found.worded_day)
                .or(changed)
                .or_else(|| days::day_in_address(meta.url.as_deref().or(job.url.as_deref())?));
            // Where the model keeps next to nothing, what the page states is better, and then all of its text.
            let length = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
            let carried = match &found.body {
                None if length(&sifted.kept) < LITTLE => state::article(&job.body),
                Some(_) | None => None,
            };
            let stated = match found.body.as_ref().or(carried.as_ref().map(|carried| &carried.body)) {
                Some(stated) => html::stated_lines(stated, limits, deadline)?,
                None => Vec::new(),
            };
            if let Some(carried) = carried {
                // The window's title has the site's name as well.
                let letters = carried.title.as_deref().map(text::letters).unwrap_or_default();
                let whole = meta.title.as_deref().map(text::letters).unwrap_or_default();
                if meta.title.is_none() || !letters.is_empty() && whole.starts_with(&letters) {
                    meta.title = carried.title.or(meta.title);
                }
                if meta.authors.is_empty() {
                    meta.authors = carried.authors.iter().flat_map(|name| text::stated_names(name)).collect();
                }
                let day = carried.published.and_then(|stated| days::date(&stated));
                meta.published_at = meta.published_at.or(day);
            }
            let (mut kept, mut sections) = (sifted.kept, sifted.sections);
            if length(&kept) * 2 < length(&stated) {
                (kept, sections) = (stated, Vec::new());
            } else if kept.is_empty() {
                notes.push(Note::FellBackToBody);
                kept = sifted.removed.iter().map(|removed| removed.text.clone()).collect();
            }
            let text = Text::from_paragraphs(kept.iter().map(String::as_str)).ok_or_else(no_text)?;
            (text.with_sections(sections), meta, sifted.removed)
        }
    };
    meta.authors.truncate(limits.max_authors);
    if job.language.is_none() && meta.language.is_none() {
        meta.language = language::detect(text.as_str());
    }
    Ok(Cleaned { text, meta, removed, notes })
}

/// Returns the heading and the paragraph that a block is, where its first line alone is in bold and a sentence follows.
fn headed(text: &str, first_line: Option<&str>, stressed: usize) -> Vec<String> {
    const MAX_WORDS: usize = 10;
    const LEAST_WORDS: usize = 5;
    let parted = first_line.and_then(|heading| Some((heading, text.strip_prefix(heading)?.trim())));
    let Some((heading, rest)) = parted else { return Vec::new() };
    let letters = heading.split_whitespace().map(str::len).sum::<usize>();
    let words = |text: &str| text.split_whitespace().count();
    let heads =
        letters > 0 && stressed == letters && words(heading) <= MAX_WORDS && !text::ends_sentence(heading);
    let told =
        text::ends_sentence(rest) && words(rest) >= LEAST_WORDS && rest.starts_with(char::is_uppercase);
    if heads && told { vec![heading.to_owned(), rest.to_owned()] } else { Vec::new() }
}

/// Says whether there are too many lines in so many bytes for an article: then rules alone judge them, which takes no time.
fn is_rubble(lines: usize, bytes: usize, least_bytes: usize) -> bool {
    /// A list, a table, a short text.
    const ENOUGH: usize = 2000;
    lines > ENOUGH && lines * least_bytes > bytes
}

/// A text's lines and what the model sees of them; nothing, where rules alone judge them.
pub struct TextLines {
    pub lines: Vec<text::Line>,
    pub features: Vec<Vec<u32>>,
    pub numbers: Numbers,
}

impl TextLines {
    /// Reads the lines of a job that is text.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn of(job: &Job, deadline: Deadline) -> Result<Self, Reject> {
        const LEAST_BYTES: usize = 40;
        let lines = text::judged(text::lines(&repair(&job.body)), deadline)?;
        if is_rubble(lines.len(), job.body.len(), LEAST_BYTES) {
            return Ok(Self { lines, features: Vec::new(), numbers: Numbers::default() });
        }
        Ok(Self::new(lines, job.title.as_deref()))
    }

    fn new(lines: Vec<text::Line>, title: Option<&str>) -> Self {
        let mut features = Vec::with_capacity(lines.len());
        features::of_lines(&lines, title, &mut features);
        let numbers = features::numbers_of_lines(&lines);
        Self { lines, features, numbers }
    }
}

/// A page's blocks and what the model sees of them; nothing, where rules alone judge them.
pub struct PageLines {
    found: meta::Found,
    page: blocks::Page,
    pub lines: Vec<text::Line>,
    pub features: Vec<Vec<u32>>,
    pub numbers: Numbers,
}

impl PageLines {
    /// Reads the blocks of a job that is a page.
    ///
    /// # Errors
    ///
    /// [`Reject::TooLarge`] or [`Reject::Timeout`].
    pub fn of(job: &Job, limits: &Limits, deadline: Deadline) -> Result<Self, Reject> {
        /// With its markup.
        const LEAST_BYTES: usize = 100;
        let (mut found, mut page) = html::read(&job.body, limits, deadline)?;
        if job.title.is_some() {
            found.meta.title.clone_from(&job.title);
        }
        let texts = page.blocks.iter_mut().map(|block| std::mem::take(&mut block.text)).collect();
        let lines = text::judged(texts, deadline)?;
        if is_rubble(lines.len(), job.body.len(), LEAST_BYTES) {
            return Ok(Self { found, page, lines, features: Vec::new(), numbers: Numbers::default() });
        }
        Ok(Self::new(found, page, lines))
    }

    fn new(found: meta::Found, page: blocks::Page, lines: Vec<text::Line>) -> Self {
        let mut features = Vec::with_capacity(lines.len());
        let (title, body) = (found.meta.title.as_deref(), found.body.as_deref());
        features::of_lines(&lines, title, &mut features);
        let stated = features::Stated { title, body, description: found.description.as_deref() };
        let layout = Layout::of(&page, &lines, title);
        features::of_blocks(&page, &layout, &lines, &mut features);
        let numbers = features::numbers_of_blocks(&page, &layout, &lines, stated);
        Self { found, page, lines, features, numbers }
    }

    /// Gives the fixed rules that drop lines the last word.
    fn settle(&mut self, keeps: &mut [bool]) {
        dropping::drop_next_articles(&self.page, &mut self.lines, keeps);
        dropping::drop_comments(&mut self.lines, keeps);
        dropping::drop_teasers(&self.page, &mut self.lines, keeps);
        dropping::drop_cut_leads(&self.page, &mut self.lines, keeps);
        dropping::drop_pull_quotes(&self.page, &mut self.lines, keeps);
        dropping::drop_captions(&self.page, &mut self.lines, keeps);
        dropping::drop_charts(&self.page, &mut self.lines, keeps);
        dropping::drop_linked_title(&self.page, &mut self.lines, keeps);
        dropping::drop_linked_lines(&self.page, &mut self.lines, keeps);
        dropping::drop_links_aside(&self.page, &mut self.lines, keeps);
        dropping::drop_led_links(&self.page, &mut self.lines, keeps);
        dropping::drop_told_boxes(&self.page, &mut self.lines, keeps);
        dropping::drop_boxes(&self.page, &mut self.lines, keeps);
        let found = &self.found.meta;
        let language = found.language.as_deref();
        heads::drop_head(
            &self.page,
            &mut self.lines,
            keeps,
            found.title.as_deref(),
            &found.authors,
            language,
        );
        self.drop_role(keeps);
        let (authors, language) = (&self.found.meta.authors, self.found.meta.language.as_deref());
        remains::drop_stated(&mut self.lines, keeps);
        plugs::drop_plugs(&mut self.lines, keeps, false, authors, language, |at| self.page.blocks[at].linked);
        heads::drop_signature_of_text(&self.page, &mut self.lines, keeps, authors, language);
        heads::drop_names_below_headings(&self.page, &mut self.lines, keeps, authors);
        copied::drop_told(&mut self.lines, keeps);
        asks::drop_asks(&mut self.lines, keeps);
        dropping::drop_contacts(&mut self.lines, keeps);
        dropping::drop_listed_sources(&mut self.lines, keeps);
        dropping::drop_cards(&self.page, &mut self.lines, keeps);
        dropping::drop_cards_among_text(&self.page, &mut self.lines, keeps);
        dropping::drop_lone_headings(&self.page, &mut self.lines, keeps);
    }

    /// Parts the lines that are more than one paragraph, and sets above answers the questions that they are unfolded by.
    fn part(&mut self, keeps: &[bool]) {
        /// One alone may ask for anything.
        const ENOUGH: usize = 2;
        let blocks = &mut self.page.blocks;
        let asked =
            blocks.iter().zip(keeps).filter(|(block, keep)| **keep && block.question.is_some()).count();
        for (line, block) in self.lines.iter_mut().zip(blocks) {
            line.pieces = std::mem::take(&mut block.pieces);
            if let Some(first_line) = &block.first_line {
                line.end_name_with(first_line);
            }
            if line.reason == Some(RemovedReason::Byline) {
                line.end_names_with(&bylines::people(&block.parts, true));
            }
            if line.pieces.is_empty() {
                line.pieces = headed(&line.text, block.first_line.as_deref(), block.stressed);
            }
            if asked >= ENOUGH
                && let Some(question) = block.question.take()
            {
                if line.pieces.is_empty() {
                    line.pieces.push(line.text.clone());
                }
                line.pieces.insert(0, question);
            }
        }
    }

    /// Leaves out what the page does not show: paragraphs hidden one by one, and others unless they are a good part of the
    /// text, which something will show.
    fn drop_unseen(&self, keeps: &mut [bool]) {
        const LEAST_SEEN: usize = 10;
        let elements = &self.page.elements;
        if !elements.iter().any(|element| element.unseen) {
            return;
        }
        let element = |at: usize| self.page.blocks[at].element;
        let alone = |at: &usize| elements[element(*at)].unseen;
        let unseen = |at: &usize| self.page.around(element(*at)).any(|around| elements[around].unseen);
        let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
        let bytes = |of: &dyn Fn(&usize) -> bool| -> usize {
            kept.iter().filter(|at| of(at)).map(|&at| self.lines[at].text.len()).sum()
        };
        let all = bytes(&|_| true);
        let few = bytes(&|at| unseen(at) && !alone(at)) * LEAST_SEEN < all;
        let most_alone = bytes(&alone) * 2 > all;
        for &at in &kept {
            keeps[at] = !(if alone(&at) { !most_alone } else { few && unseen(&at) });
        }
    }

    /// Drops who wrote the text and what they are, above it.
    fn drop_role(&mut self, keeps: &mut [bool]) {
        const HEAD: usize = 3;
        let mut kept = (0..keeps.len()).filter(|&at| keeps[at]).take(HEAD);
        if let Some(at) = kept.find(|&at| self.above_role(at).is_some()) {
            (keeps[at], self.lines[at].reason) = (false, Some(RemovedReason::Byline));
        }
    }

    /// Says whether nothing in the markup or the words of a block speaks against its being text of the article.
    fn may_be_text(&self, at: usize) -> bool {
        let (block, line) = (&self.page.blocks[at], &self.lines[at]);
        let off = Inside(Inside::AROUND.0 | Inside::CAPTION.0);
        line.reason.is_none()
            && block.linked * 2 < line.text.len()
            && !self.page.elements[block.element].kind.any(off)
    }

    /// Keeps posts of social networks where the text above them stays: there they are quoted. What a page shows of a
    /// network elsewhere goes.
    pub fn keep_posts(&self, keeps: &mut [bool]) {
        /// A label or a caption may stand between.
        const NEAR: usize = 3;
        let mut above = [false; NEAR];
        for (keep, block) in keeps.iter_mut().zip(&self.page.blocks) {
            if self.page.elements[block.element].kind.any(Inside::POST) {
                *keep = above.contains(&true);
            } else {
                above.rotate_left(1);
                above[NEAR - 1] = *keep;
            }
        }
    }

    /// Says which blocks an extractor may leave of the page: those around most of its text, or all that stand neither
    /// around articles nor in links.
    pub fn extracted(&self, by: Extractor) -> Vec<bool> {
        let layout = Layout::of(&self.page, &self.lines, self.found.meta.title.as_deref());
        let elements = &self.page.elements;
        let main = layout.main.element;
        let outer = elements[main].parent;
        (self.page.blocks.iter().zip(&self.lines))
            .map(|(block, line)| match by {
                Extractor::Main => {
                    block.linked * 5 < line.text.len() * 4
                        && self.page.around(block.element).any(|around| around == main || around == outer)
                }
                Extractor::Plain => {
                    block.linked * 2 < line.text.len() && !elements[block.element].kind.any(Inside::AROUND)
                }
            })
            .collect()
    }

    /// Returns some of the blocks as lines of text: more to learn from.
    pub fn as_text(&self, stays: &[bool]) -> TextLines {
        let lines = self.lines.iter().zip(stays).filter(|(_, stays)| **stays).map(|(line, _)| line.clone());
        TextLines::new(lines.collect(), None)
    }

    /// Returns the page as it would be without some of its blocks, and without the text that it states: more to learn
    /// from.
    pub fn with(&self, stays: &[bool]) -> Self {
        let mut page = self.page.clone();
        let mut stay = stays.iter();
        page.blocks.retain(|_| *stay.next().expect("one for each"));
        let lines = self.lines.iter().zip(stays).filter(|(_, stays)| **stays).map(|(line, _)| line.clone());
        let found = meta::Found { body: None, ..self.found.clone() };
        Self::new(found, page, lines.collect())
    }
}

/// How other programs get the text out of a page.
#[derive(Clone, Copy, Debug)]
pub enum Extractor {
    /// They look for the element that holds most of it.
    Main,
    /// They leave out what the markup says stands around.
    Plain,
}

/// Tells a page from text by how it begins.
fn told_format(body: &str) -> Format {
    /// Where a page has said what it is: doctype, comments and a long `<head>` opening fit.
    const LOOK_AT_BYTES: usize = 2048;
    let start = body.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    if !start.starts_with('<') {
        return Format::Text;
    }
    let mut end = start.len().min(LOOK_AT_BYTES);
    while !start.is_char_boundary(end) {
        end -= 1;
    }
    let start = start[..end].to_ascii_lowercase();
    const TAGS: [&str; 14] = [
        "<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<div", "<section",
        "<main", "<p>", "<p ", "<h1", "<script",
    ];
    if TAGS.iter().any(|tag| start.contains(tag)) { Format::Html } else { Format::Text }
}

#[cfg(test)]
mod tests;
