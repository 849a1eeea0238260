//! A job's body to the article's text, its metadata, and what was removed and why.
//!
//! A page becomes blocks (`html`, `blocks`, with `meta` reading what the page says about itself), text becomes
//! lines; `repair` undoes what happened to either on its way here. Rules (`text`, `phrases`) name what a line can
//! be besides text of the article; a model ([`sieve`]), which sees the rules' word, the line, its neighbours and the
//! page (`features`, `layout`), decides whether it stays; fixed rules keep what it loses (`lost`) and
//! drop what no article says (`fixed`, `remains`). Where nothing states the language, `language` tells it from the words.

mod blocks;
mod bylines;
pub mod features;
mod fixed;
mod html;
pub mod language;
mod layout;
mod lost;
mod meta;
mod offers;
mod phrases;
mod remains;
mod repair;
pub mod sieve;
mod state;
pub mod text;
pub mod trees;

use crate::config::Limits;
use crate::document::{Cleaned, Meta, Note, RemovedReason};
use crate::error::{Deadline, Reject};
use crate::job::{Format, Job};
use crate::text::Text;
use blocks::Inside;
use features::Numbers;
use layout::Layout;
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
            lost::keep_speakers(&lines, &mut keeps);
            lost::keep_among(&lines, &unsure, &mut keeps);
            fixed::mark_slugs(&mut lines, &mut keeps);
            let head = fixed::take_head(&mut lines, &mut keeps);
            fixed::drop_page_numbers(&mut lines, &mut keeps);
            fixed::drop_announced(&mut lines, &mut keeps);
            fixed::drop_pictured(&mut lines, &mut keeps);
            let bylined = text::bylined(&lines);
            fixed::drop_plugs(&mut lines, &mut keeps, true, &bylined, |_| 0);
            fixed::drop_tail(&mut lines, &mut keeps);
            let published_at = head.day.or_else(|| printed_day(&lines, &keeps, true));
            let credited =
                if head.authors.is_empty() { credited(&lines, &keeps, |_| None) } else { head.authors };
            let beside_day = named_beside_day(&lines, &keeps, |_| false);
            let title = job.title.as_deref().or(head.title.as_deref());
            let sifted = text::sift(lines, &keeps, title, true, |_| RemovedReason::Other);
            let text = Text::from_paragraphs(sifted.kept.iter().map(String::as_str)).ok_or_else(no_text)?;
            let text = text.with_sections(sifted.sections);
            let found = [sifted.authors, credited, beside_day].into_iter().find(|people| !people.is_empty());
            let authors = found.unwrap_or_default();
            let meta = Meta { title: sifted.title.or(head.title), authors, published_at, ..Meta::default() };
            (text, meta, sifted.removed)
        }
        Format::Html => {
            /// A page that shows less may carry its text as data.
            const LITTLE: usize = 300;
            /// A byline stands so near the text.
            const NEAR: usize = 6;
            let mut page = PageLines::of(job, limits, deadline)?;
            let mut keeps = sieve.keeps_blocks(&page);
            lost::keep_lost(&page.page, &page.lines, &mut keeps);
            lost::keep_parts(&page.page, &page.lines, &mut keeps);
            page.drop_unseen(&mut keeps);
            page.settle(&mut keeps);
            lost::keep_heads(&page.page, &page.lines, &mut keeps);
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
                let people = [sifted.authors, printed.authors].into_iter().find(|people| !people.is_empty());
                meta.authors = people.unwrap_or(meta.authors);
            }
            if meta.authors.is_empty() {
                meta.authors.extend(printed.below_title);
            }
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
                .or_else(|| meta::day_in_address(meta.url.as_deref().or(job.url.as_deref())?));
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
                let day = carried.published.and_then(|stated| meta::date(&stated));
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

/// Returns the people of the first line near the beginning of a text that credits any, or of what stands before the first
/// break of that line.
fn credited<'a>(
    lines: &'a [text::Line],
    keeps: &[bool],
    first_line: impl Fn(usize) -> Option<&'a str>,
) -> Vec<String> {
    const NEAR: usize = 6;
    let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
    let near = first.saturating_sub(NEAR)..(first + NEAR).min(lines.len());
    near.map(|at| text::credited(first_line(at).unwrap_or(&lines[at].text)))
        .find(|people| !people.is_empty())
        .unwrap_or_default()
}

/// Returns the name in a line by itself below a headline, with a day above or below it: "Jane Doe". Places stand there as
/// well, but the text names those.
/// `other` says which lines are something else: headings, links to sections.
fn named_beside_day(lines: &[text::Line], keeps: &[bool], other: impl Fn(usize) -> bool) -> Vec<String> {
    const NEAR: usize = 6;
    const MAX_BYTES: usize = 80;
    const TITLE_WORDS: usize = 4;
    const MAX_WORDS: usize = 3;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let day = |at: usize| {
        let line = lines.get(at).filter(|line| line.text.len() <= MAX_BYTES && !line.ends_sentence);
        line.is_some_and(|line| meta::written_date(&line.text).is_some())
    };
    let named = |&at: &usize| {
        let name = unglued(&lines[at].text);
        let titled =
            |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| line.words >= TITLE_WORDS);
        let beside = day(at + 1)
            && (titled(at.checked_sub(1)) || bylines::is_given(name) && titled(Some(at + 2)))
            || at > 0 && day(at - 1) && titled(at.checked_sub(2));
        let free = !keeps[at] && lines[at].reason.is_none() && !other(at);
        let short = name.split(' ').nth(MAX_WORDS).is_none();
        free && beside
            && short
            && text::is_person(name)
            && !text::is_town(name)
            && !is_told(lines, keeps, name)
    };
    let found = (first.saturating_sub(NEAR)..first).find(named);
    if let Some(at) = found {
        let name = unglued(&lines[at].text);
        return vec![bylines::signed_name(name).unwrap_or(name).to_owned()];
    }
    // "Jane Doe in Paris"
    let day_near = |at: usize| day(at + 1) || at.checked_sub(1).is_some_and(day);
    let near = (first.saturating_sub(NEAR)..first).filter(|&at| !keeps[at] && !other(at));
    let read = |at: usize| {
        let line = lines[at].text.as_str();
        // "Jane Doe in Paris May 3, 2024", "By Jane Doe. Published May 3, 2024."
        let rest = meta::beside_day(line).map(|rest| rest.trim_end_matches('.'));
        let people = rest.map(text::credited).unwrap_or_default();
        match rest {
            Some(rest) if people.is_empty() => bylines::beside_day(rest),
            None if day_near(at) => bylines::beside_day(line),
            Some(_) | None => people,
        }
    };
    let people = near.map(read).find(|people| !people.is_empty());
    people.unwrap_or_default().into_iter().filter(|name| !is_told(lines, keeps, name)).collect()
}

/// Returns the day that one of some parts of a line prints, and whether something was changed then; of several the first on which
/// nothing was.
fn day_of_parts(parts: &[blocks::Part]) -> Option<(bool, Option<String>)> {
    const MAX_BYTES: usize = 60;
    let mut changed = None;
    // A label may stand in a part of its own.
    let mut update = false;
    for part in parts.iter().filter(|part| part.text.len() <= MAX_BYTES) {
        update |= meta::is_update(&part.text);
        let Some(day) = meta::published_day(&part.text) else {
            update &= meta::is_update(&part.text);
            continue;
        };
        if !update {
            return Some((false, Some(day)));
        }
        (changed, update) = (changed.or(Some(day)), false);
    }
    changed.map(|day| (true, Some(day)))
}

/// Says whether words that nothing calls a name can be one. Chinese and Japanese names have no spaces.
fn is_name_alone(name: &str) -> bool {
    if name.contains(|c| ('\u{3040}'..='\u{9fff}').contains(&c)) && name.contains(' ') {
        return false;
    }
    let capital = name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    capital
        && !text::is_town(name)
        && text::is_person(name)
        && text::is_no_label(name)
        && !name.split(' ').any(text::is_glued)
}

/// Says whether the text has what could be a name, or, without their capitals, some of its words: "Backup Strategy",
/// "Fact Checked".
fn is_told(lines: &[text::Line], keeps: &[bool], name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let small = |word: &str| word.starts_with(char::is_lowercase) && words.contains(&bare(word));
    let mut kept = lines.iter().zip(keeps).filter(|(_, keep)| **keep).map(|(line, _)| line);
    kept.any(|line| line.text.contains(name) || line.text.split_whitespace().any(small))
}

/// Returns the name that stands with a day in a line near the beginning of a text: "Jane Doe | April 13, 2023". Places stand
/// there as well, but the text names those.
fn named_with_day(lines: &[text::Line], keeps: &[bool], links_on: impl Fn(usize) -> bool) -> Vec<String> {
    const NEAR: usize = 6;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let told = |name: &str| lines.iter().zip(keeps).any(|(line, keep)| *keep && line.text.contains(name));
    // A headline may stay above it, as yet.
    let near = first.saturating_sub(NEAR)..(first + NEAR).min(lines.len());
    let named = near.filter(|&at| !keeps[at]).filter_map(|at| {
        let line = &lines[at].text;
        // Sections stand there in links.
        let person = |name: &&str| is_name_alone(name) && (!links_on(at) || bylines::is_given(name));
        let alone = || meta::beside_day(line).filter(person);
        meta::name_before_day(line).or_else(alone)
    });
    named.filter(|name| !told(name)).take(1).map(str::to_owned).collect()
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

/// Returns a name without the "By" that a page sets right before it: "ByJane Roe".
fn unglued(name: &str) -> &str {
    let rest = name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase));
    rest.unwrap_or(name)
}

/// Returns the day and the byline of a line that a style sheet keeps apart: "4th May 2022By Jane Doe".
fn glued_to_day(line: &str) -> Option<(&str, &str)> {
    let at = line.find("By ").filter(|&at| line[..at].ends_with(|c: char| c.is_ascii_digit()))?;
    Some(line.split_at(at))
}

/// Returns the name in the line below one that says "By" and nothing else, near the beginning of a text.
fn named_below_by(lines: &[text::Line], keeps: &[bool]) -> Vec<String> {
    const NEAR: usize = 6;
    const BY: [&str; 6] = ["by", "von", "par", "por", "written by", "words"];
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let by = |at: &usize| BY.contains(&lines[*at].folded.trim_end_matches(':'));
    let below = (first.saturating_sub(NEAR)..first).filter(by).map(|at| at + 1);
    let mut free = below.filter(|&at| !keeps.get(at).unwrap_or(&true));
    free.find(|&at| text::is_person(&lines[at].text)).map(|at| lines[at].text.clone()).into_iter().collect()
}

/// Returns the day in the first line near the beginning of a text that is nothing but a date, or that goes as a byline or
/// names the day it was published.
fn printed_day(lines: &[text::Line], keeps: &[bool], in_text: bool) -> Option<String> {
    const NEAR: usize = 6;
    /// Archives set no more lines above a text.
    const HEAD: usize = 14;
    const LABELS: [&str; 4] = ["published", "posted", "date:", "first published"];
    let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
    let dates = |at: &usize| {
        let line = &lines[*at];
        let labelled = LABELS.iter().any(|label| line.folded.starts_with(label)) && !line.ends_sentence;
        match line.reason {
            Some(RemovedReason::Dateline) => true,
            Some(RemovedReason::Byline) => !keeps[*at],
            _ if keeps[*at] || line.ends_sentence => false,
            _ => labelled || meta::is_publication(&line.text) || meta::is_day(&line.text),
        }
    };
    let near = first.saturating_sub(NEAR)..(first + NEAR).min(lines.len());
    let head = if in_text && first <= HEAD { 0..near.start } else { 0..0 };
    near.chain(head).filter(dates).find_map(|at| meta::published_day(&lines[at].text))
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
        fixed::drop_next_articles(&self.page, &mut self.lines, keeps);
        fixed::drop_comments(&mut self.lines, keeps);
        fixed::drop_teasers(&self.page, &mut self.lines, keeps);
        fixed::drop_pull_quotes(&self.page, &mut self.lines, keeps);
        fixed::drop_captions(&self.page, &mut self.lines, keeps);
        fixed::drop_charts(&self.page, &mut self.lines, keeps);
        fixed::drop_linked_title(&self.page, &mut self.lines, keeps);
        fixed::drop_linked_lines(&self.page, &mut self.lines, keeps);
        fixed::drop_led_links(&self.page, &mut self.lines, keeps);
        fixed::drop_told_boxes(&self.page, &mut self.lines, keeps);
        fixed::drop_boxes(&self.page, &mut self.lines, keeps);
        let found = &self.found.meta;
        let language = found.language.as_deref();
        fixed::drop_head(
            &self.page,
            &mut self.lines,
            keeps,
            found.title.as_deref(),
            &found.authors,
            language,
        );
        self.drop_role(keeps);
        let authors = &self.found.meta.authors;
        remains::drop_stated(&mut self.lines, keeps);
        fixed::drop_plugs(&mut self.lines, keeps, false, authors, |at| self.page.blocks[at].linked);
        fixed::drop_signature_of_text(
            &self.page,
            &mut self.lines,
            keeps,
            authors,
            self.found.meta.language.as_deref(),
        );
        fixed::drop_cards(&self.page, &mut self.lines, keeps);
        fixed::drop_cards_among_text(&self.page, &mut self.lines, keeps);
        fixed::drop_lone_headings(&self.page, &mut self.lines, keeps);
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

    /// Reads what stands around the text: names in blocks that the markup calls the authors', and a day.
    fn printed(&self, keeps: &[bool]) -> Printed {
        /// How far above and below the first and last block of the text it stands, and how long it is.
        const NEAR: usize = 6;
        const MAX_BYTES: usize = 160;
        const BESIDE: usize = 2;
        let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
        let last = keeps.iter().rposition(|&keep| keep).unwrap_or(0);
        let headline = self.headline(first);
        let above = first.saturating_sub(NEAR)..(first + NEAR).min(keeps.len());
        // Pictures may stand between the headline and the text.
        let head = headline.map_or(0..0, |headline| headline + 1..(headline + NEAR).min(above.start));
        let below = (last + 1).max(above.end)..(last + NEAR).min(keeps.len());
        let short = |at: &usize| {
            let (over, under) = self.beside_title(*at);
            !keeps[*at] && over.len() + under.len() <= MAX_BYTES
        };
        let mut printed = Printed::default();
        let mut days: Vec<(usize, bool, String)> = Vec::new();
        let mut parted = Vec::new();
        let mut called_at = None;
        let mut edited = Vec::new();
        for at in head.clone().chain(above.clone()).chain(below).filter(short) {
            let (over, line) = self.beside_title(at);
            let block = &self.page.blocks[at];
            let labelled = meta::is_publication(line) || meta::is_update(line);
            // Below the text stand the words of readers, and other articles with their days.
            if at > last && self.is_of_readers(at) {
                continue;
            }
            let own_day = at <= last || block.linked == 0 || block.leads_to_author || labelled;
            if let Some((day, by)) = glued_to_day(line) {
                days.extend(meta::published_day(day).map(|day| (at, meta::is_update(line), day)));
                printed.authors.extend(text::credited(by));
            }
            if meta::is_publication(line) && above.contains(&at) {
                printed.labelled_day = printed.labelled_day.or_else(|| meta::published_day(line));
            }
            let named = fixed::calls_author(&self.page, at);
            let people = bylines::people(&block.parts, named);
            let called = named || block.parts.iter().any(|part| part.called);
            if bylines::edits(line) {
                edited = if edited.is_empty() { people } else { edited };
            } else if !people.is_empty() {
                // Further on they are of other articles.
                if called && called_at.is_none_or(|before| at <= before + BESIDE) {
                    printed.authors.extend(people);
                    called_at = Some(at);
                } else if !called && parted.is_empty() && (at <= last || block.linked == 0) {
                    parted = people;
                }
            } else if named {
                let first_line = block.first_line.as_deref().map(text::marked_names).unwrap_or_default();
                let people = if first_line.is_empty() { text::marked_names(line) } else { first_line };
                printed.authors.extend(people);
            }
            let (mut update, day) = match day_of_parts(&block.parts) {
                Some(found) => found,
                None => {
                    let day = meta::published_day(over).or_else(|| meta::published_day(line));
                    // Day, month and year may stand in an element each.
                    let joined =
                        || block.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
                    let day = day.or_else(|| {
                        Some(joined()).filter(|day| meta::is_day(day)).as_deref().and_then(meta::written_date)
                    });
                    (meta::is_update(line), day)
                }
            };
            // A label may stand in a line of its own.
            let label =
                at.checked_sub(1).map(|above| &self.lines[above]).filter(|above| above.words <= BESIDE + 1);
            update |= label.is_some_and(|label| meta::is_update(&label.text) && label.marks.digits == 0);
            days.extend(day.filter(|_| own_day).map(|day| (at, update, day)));
        }
        if printed.authors.is_empty() {
            printed.authors = parted;
        }
        // The day of a change gives way to another that stands beside it.
        // Above the headline stands what day it is today, and days of other articles.
        let below = |at: usize| headline.is_some_and(|headline| at > headline) && at <= first + BESIDE;
        let below_headline = days.iter().find(|(at, ..)| below(*at));
        let first_day = below_headline.or(days.first()).cloned();
        let beside = |at: usize| days.iter().find(|(other, update, _)| !update && *other <= at + BESIDE);
        printed.day = first_day.map(|(at, update, day)| match beside(at) {
            Some((_, _, other)) if update => other.clone(),
            Some(_) | None => {
                printed.day_is_of_change = update;
                day
            }
        });
        printed.day = printed.day.or_else(|| printed_day(&self.lines, keeps, false));
        printed.day = printed.day.or_else(|| self.named_day(headline?));
        if printed.authors.is_empty() {
            // A name that leads to what else they wrote, and nothing else.
            let linked = |at: &usize| {
                let (block, line) = (&self.page.blocks[*at], &self.lines[*at]);
                block.leads_to_author && block.linked * 2 > line.text.len()
            };
            let people = |at: usize| text::names(&self.lines[at].text);
            let named =
                above.clone().filter(short).filter(linked).map(people).find(|people| !people.is_empty());
            printed.authors = named.unwrap_or_default();
        }
        if printed.authors.is_empty() {
            let first_line = |at: usize| self.page.blocks[at].first_line.as_deref();
            printed.authors = credited(&self.lines, keeps, first_line);
        }
        if printed.authors.is_empty() {
            printed.authors = named_below_by(&self.lines, keeps);
        }
        if printed.authors.is_empty() {
            let named = above.clone().filter(|&at| !keeps[at]).find_map(|at| self.above_role(at));
            printed.authors.extend(named.map(str::to_owned));
        }
        if printed.authors.is_empty() {
            let links_on = |at: usize| {
                let block = &self.page.blocks[at];
                block.linked > 0 && !block.leads_to_author
            };
            printed.authors = named_with_day(&self.lines, keeps, links_on);
        }
        if printed.authors.is_empty() {
            printed.authors.extend(self.signature(keeps));
        }
        if printed.authors.is_empty() {
            let of_head = |at: usize| {
                let block = &self.page.blocks[at];
                let heading = self.page.elements[block.element].kind.any(Inside::HEADINGS);
                heading || block.linked > 0 && !block.leads_to_author
            };
            printed.authors = named_beside_day(&self.lines, keeps, of_head);
        }
        if printed.authors.is_empty() {
            // "Posted on May 3, 2024 by Jane Doe"
            let under = last + 1..(last + NEAR).min(keeps.len());
            let mut posted = under.map(|at| &self.lines[at].text).filter(|line| meta::is_publication(line));
            printed.authors = posted.next().map(|line| text::credited(line)).unwrap_or_default();
        }
        if printed.authors.is_empty() {
            let signed = |at: usize| bylines::in_signs(&self.lines.get(at)?.text, true);
            let head = self.lines.get(first).and_then(|line| bylines::in_signs(&line.text, false));
            printed.authors.extend(head.or_else(|| (last..last + BESIDE).find_map(signed)));
        }
        if printed.authors.is_empty() {
            // "(Reporting by Jane Doe; editing by John Roe)", "Rédigé par Jane Doe et publié …"
            let under = (last..(last + BESIDE + 1).min(keeps.len())).map(|at| self.lines[at].text.as_str());
            printed.authors =
                under.map(bylines::at_end).find(|people| !people.is_empty()).unwrap_or_default();
            let signs = |at: &usize| {
                self.page.blocks.get(*at).is_some_and(|block| block.linked == 0) && !self.is_of_readers(*at)
            };
            if printed.authors.is_empty()
                && let Some(at) = Some(last + 1).filter(signs)
                && fixed::signs_alone(&self.lines, at)
                && let Some(name) = bylines::signature(&self.lines[at].text)
            {
                let told = |at: usize| keeps[at] && self.lines[at].text.contains(name.as_str());
                printed.authors.extend((!(0..keeps.len()).any(told)).then_some(name.clone()));
            }
        }
        if printed.authors.is_empty() {
            printed.authors = edited;
        }
        text::deduplicate(&mut printed.authors);
        printed.below_title = self.named_below_title(keeps, first);
        printed
    }

    /// Returns the day in a line further above the headline that markup calls so.
    fn named_day(&self, headline: usize) -> Option<String> {
        const FAR: usize = 16;
        let date = crate::reading::linear::table::hash(b"date");
        let named = |at: &usize| {
            let block = &self.page.blocks[*at];
            block.linked == 0 && self.page.words[block.words.clone()].contains(&date)
        };
        let above = (headline.saturating_sub(FAR)..headline).rev().filter(named);
        let mut days = above.filter_map(|at| day_of_parts(&self.page.blocks[at].parts));
        days.find(|(update, _)| !update)?.1
    }

    /// Returns what a block has before and after the title of the text, where it has that; else nothing and all of it.
    fn beside_title(&self, at: usize) -> (&str, &str) {
        /// A shorter one may be a word of anything.
        const LEAST_BYTES: usize = 16;
        let line = self.lines[at].text.as_str();
        let title = self.found.meta.title.as_deref().filter(|title| title.len() >= LEAST_BYTES);
        title.and_then(|title| line.split_once(title)).unwrap_or(("", line))
    }

    /// Says whether a block stands among what readers wrote.
    fn is_of_readers(&self, at: usize) -> bool {
        const NAMES: [&str; 4] = ["comments", "commentlist", "comment", "disqus"];
        let mut around = self.page.around(self.page.blocks[at].element);
        around.any(|element| fixed::is_named(&self.page, element, &NAMES))
    }

    /// Returns the name between the headline and the text that begins at `first`, alone or with from where somebody writes.
    fn named_below_title(&self, keeps: &[bool], first: usize) -> Option<String> {
        const MAX_WORDS: usize = 3;
        const MOST: usize = 4;
        let headline = self.headline(first)?;
        let named = |at: usize| {
            let (line, block) = (&self.lines[at], &self.page.blocks[at]);
            let shown = block.first_line.as_deref().unwrap_or(&line.text);
            let alone = block.first_line.is_none() && line.words <= MAX_WORDS;
            let name = if alone { Some(shown) } else { text::placed(shown) };
            name.filter(|name| block.linked == 0 && is_name_alone(name) && !is_told(&self.lines, keeps, name))
        };
        let mut between = (headline + 1..keeps.len()).take(MOST).take_while(|&at| !keeps[at]);
        let below = headline + 1..keeps.len().min(headline + 1 + MOST);
        // And above it, where no section stands in a link.
        let over = (headline.saturating_sub(2)..headline).filter(|&at| self.page.blocks[at].linked == 0);
        let found = between
            .find_map(named)
            .or_else(|| below.filter(|&at| !keeps[at]).find_map(|at| self.given_name(at, keeps)));
        let found = found.or_else(|| over.filter(|&at| !keeps[at]).find_map(|at| self.given_name(at, keeps)));
        found.map(str::to_owned)
    }

    /// Returns the name that a short line begins with, or is, where people are given such and the text tells of nobody of that
    /// family: who wrote it, be it a link or not, and what they are.
    fn given_name(&self, at: usize, keeps: &[bool]) -> Option<&str> {
        const MAX_BYTES: usize = 80;
        const MAX_WORDS: usize = 3;
        let (line, block) = (&self.lines[at], &self.page.blocks[at]);
        let shown = block.parts.first().map_or(&*line.text, |part| &part.text);
        let name = shown.trim_matches(|c: char| !c.is_alphanumeric());
        let last = name.rsplit(' ').next()?;
        let told = || {
            let kept =
                self.lines.iter().zip(keeps).filter(|(_, keep)| **keep).map(|(line, _)| line.text.as_str());
            kept.chain(self.found.meta.title.as_deref()).any(|text| text.contains(last))
        };
        let alone =
            name.split(' ').nth(MAX_WORDS).is_none() && line.text.len() <= MAX_BYTES && !line.ends_sentence;
        let heading = self.page.elements[block.element].kind.any(Inside::HEADINGS);
        let person =
            alone && !heading && is_name_alone(name) && bylines::is_given(name) && !text::is_role(name);
        (person && line.reason.is_none() && !told()).then_some(name)
    }

    /// Returns the block with the headline of the text that begins at `first`: the last main heading above it, or what is the
    /// title.
    fn headline(&self, first: usize) -> Option<usize> {
        const BELOW: usize = 2;
        let end = (first + BELOW).min(self.lines.len());
        let main = |&at: &usize| self.page.elements[self.page.blocks[at].element].kind.any(Inside::H1);
        let title = self.found.meta.title.as_deref().map(text::letters).unwrap_or_default();
        let titled = |&at: &usize| !title.is_empty() && self.lines[at].letters == title;
        (0..end).rev().find(titled).or_else(|| (0..end).rev().find(main))
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

    /// Returns the name in the first line of a block that has but a role below it: "Jane Doe", "Staff Writer".
    fn above_role(&self, at: usize) -> Option<&str> {
        let name = self.page.blocks[at].first_line.as_deref()?;
        let role = self.lines[at].text.strip_prefix(name)?;
        (text::is_person(name) && text::is_role(role)).then_some(name)
    }

    /// Drops who wrote the text and what they are, above it.
    fn drop_role(&mut self, keeps: &mut [bool]) {
        const HEAD: usize = 3;
        let mut kept = (0..keeps.len()).filter(|&at| keeps[at]).take(HEAD);
        if let Some(at) = kept.find(|&at| self.above_role(at).is_some()) {
            (keeps[at], self.lines[at].reason) = (false, Some(RemovedReason::Byline));
        }
    }

    /// Returns the name that the text is signed with: in one of two lines below its last paragraph, all bold or slanted,
    /// and nothing else.
    fn signature(&self, keeps: &[bool]) -> Option<String> {
        const PARAGRAPH_BYTES: usize = 80;
        let place = |at: usize| self.page.elements[self.page.blocks[at].element].parent;
        let signs = |at: usize| {
            let (block, line) = (&self.page.blocks[at], self.lines[at].text.trim());
            let letters: usize = line.split_whitespace().map(str::len).sum();
            let signed = block.stressed == letters && block.linked == 0 && text::is_person(line);
            signed || block.linked == letters && self.given_name(at, keeps) == Some(line)
        };
        let paragraph = |at: usize| keeps[at] && self.lines[at].text.len() >= PARAGRAPH_BYTES;
        let last = (0..keeps.len()).rev().find(|&at| paragraph(at))?;
        let mut below = last + 1..(last + 3).min(keeps.len());
        // A link may stand in an element of its own.
        let linked = |at: usize| {
            self.page.blocks[at].linked > 0 && self.page.elements[place(at)].parent == place(last)
        };
        let near = |at: usize| place(at) == place(last) || linked(at);
        let at = below.find(|&at| near(at) && signs(at))?;
        // Letters of several are signed each.
        let letter = |other: usize| {
            let (block, line) = (&self.page.blocks[other], self.lines[other].text.trim());
            let heading = self.page.elements[block.element].kind.any(Inside::HEADINGS);
            let letters = || line.split_whitespace().map(str::len).sum::<usize>();
            other != at
                && place(other) == place(at)
                && !heading
                && text::is_person(line)
                && block.stressed == letters()
        };
        if (0..keeps.len()).any(|other| keeps[other] && letter(other)) {
            return None;
        }
        Some(self.lines[at].text.trim().to_owned())
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

/// What a page prints around its text.
#[derive(Debug, Default)]
struct Printed {
    authors: Vec<String>,
    day: Option<String>,
    /// Something was changed then.
    day_is_of_change: bool,
    /// A name that nothing calls the author's, right below the headline.
    below_title: Option<String>,
    /// The day in a line that says it was published then.
    labelled_day: Option<String>,
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
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<article",
        "<div",
        "<section",
        "<main",
        "<p>",
        "<p ",
        "<h1",
        "<script",
    ];
    if TAGS.iter().any(|tag| start.contains(tag)) { Format::Html } else { Format::Text }
}

#[cfg(test)]
mod tests;
