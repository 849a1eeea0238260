//! A job's body to the article's text, its metadata, and what was removed and why.
//!
//! A page becomes lines ([`html`], with [`meta`] reading what the page says about itself); lines, from a page
//! or from text that was extracted elsewhere, then go through the same rules ([`text`]). Where nothing states
//! the language, [`language`] tells it from the words. Rules only, for now: everything that decides whether a
//! line stays is in `text::sift` and its [`phrases`], and that is what a learned model will replace.

mod html;
pub mod language;
mod meta;
mod phrases;
mod text;

use crate::config::Limits;
use crate::document::{Cleaned, Meta, Note};
use crate::error::{Deadline, Reject};
use crate::job::{Format, Job};
use crate::text::Text;

/// Cleans the body of `job`.
///
/// # Errors
///
/// [`Reject::NoText`], [`Reject::TooLarge`] or [`Reject::Timeout`].
pub fn clean(job: &Job, limits: &Limits, deadline: Deadline) -> Result<Cleaned, Reject> {
    deadline.check("clean")?;
    let no_text = || Reject::NoText { body_bytes: job.body.len() };
    let format = job.format.unwrap_or_else(|| told_format(&job.body));
    let mut notes = Vec::new();
    let (text, mut meta, removed) = match format {
        Format::Clean => {
            let text = Text::verbatim(job.body.clone()).ok_or_else(no_text)?;
            (text, Meta::default(), Vec::new())
        }
        Format::Text => {
            let repaired = text::repair(&job.body);
            let lines = text::lines(&repaired);
            let sifted = text::sift(lines, job.title.as_deref(), true, deadline)?;
            let text = Text::from_paragraphs(sifted.kept.iter().map(String::as_str)).ok_or_else(no_text)?;
            let meta = Meta { title: sifted.title, authors: sifted.authors, ..Meta::default() };
            (text, meta, sifted.removed)
        }
        Format::Html => {
            let page = html::read(&job.body, limits, deadline)?;
            if page.fell_back_to_body {
                notes.push(Note::FellBackToBody);
            }
            let title = job.title.as_deref().or(page.meta.title.as_deref());
            let sifted = text::sift(page.lines, title, false, deadline)?;
            let text = Text::from_paragraphs(sifted.kept.iter().map(String::as_str)).ok_or_else(no_text)?;
            let mut meta = page.meta;
            if meta.authors.is_empty() {
                meta.authors = sifted.authors;
            }
            let mut removed = page.removed;
            removed.extend(sifted.removed);
            (text, meta, removed)
        }
    };
    meta.authors.truncate(limits.max_authors);
    if job.language.is_none() && meta.language.is_none() {
        meta.language = language::detect(text.as_str());
    }
    Ok(Cleaned { text, meta, removed, notes })
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
