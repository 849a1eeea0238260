//! The HTML page: articles set to be read, names coloured, each quote joined to its speaker; over several
//! articles an index with search by speaker.
//!
//! One file without any other: style and script are inside, nothing is fetched. Articles are strangers' text,
//! so every string goes through `Escaped`, only http(s) addresses become links, and the page's own
//! policy forbids styles and scripts other than the ones here. `article` sets one article, `index` the list
//! over all of them.

mod article;
mod escaped;
mod index;

use crate::document::Document;
use crate::found::EntityType;
use crate::model::sha256;
use article::Article;
use index::Index;
use std::io::{self, Write};

/// The style of every page, and its script below: a page that holds one in a frame made of text must allow them in
/// its own policy too.
pub const STYLE: &str = include_str!("page.css");
pub const SCRIPT: &str = include_str!("page.js");

/// A page being written, article by article.
pub struct Page<W: Write> {
    out: W,
    index: Index,
}

impl<W: Write> Page<W> {
    /// Begins a page on `out`.
    ///
    /// # Errors
    ///
    /// Where `out` fails; so do the other methods.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>wiremill</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <div class=\"bar\"><strong>wiremill</strong><nav id=\"pager\" aria-label=\"Articles\" hidden>\
             <a href=\"#index\">All articles</a> <a id=\"previous\" aria-label=\"Previous article\">←</a> \
             <a id=\"next\" aria-label=\"Next article\">→</a></nav>\
             <noscript><a href=\"#index\">All articles</a></noscript>\
             <div class=\"key body\"><span class=\"label\">Key</span>",
            policy(&[STYLE], &[SCRIPT])
        )?;
        for kind in EntityType::ALL {
            let name = match kind {
                EntityType::Person => "person",
                EntityType::Org => "organisation",
                EntityType::Loc => "place",
                EntityType::Misc => "other name",
            };
            write!(out, "<span><b class=\"{} name\">{name}</b></span>", kind.as_str())?;
        }
        out.write_all(
            b"<span><b class=\"PERSON pronoun\">he, the minister</b></span>\
              <span class=\"run quote s1\">direct quote</span>\
              <span class=\"run quote indirect s1\">indirect</span>\
              <span class=\"run quote unsure s1\">unsure</span>\
              <span class=\"run cue s1\">cue</span>\
              <span class=\"run source s1\">source</span></div></div>\n<main>\n",
        )?;
        Ok(Self { out, index: Index::default() })
    }

    /// Adds one article.
    pub fn article(&mut self, document: &Document) -> io::Result<()> {
        let article = Article::new(document, self.index.len() + 1);
        self.index.add(&article)?;
        article.write(&mut self.out)
    }

    /// Ends the page and returns what it was written to.
    pub fn finish(mut self) -> io::Result<W> {
        let out = &mut self.out;
        out.write_all(b"</main>\n")?;
        if self.index.len() > 1 {
            self.index.write(out)?;
        }
        // Only the script shows the card and the thread from a quote to its speaker.
        write!(
            out,
            "<div id=\"card\" role=\"tooltip\" hidden></div>\n\
             <svg id=\"thread\" aria-hidden=\"true\" hidden><path></path></svg>\n\
             <script>{SCRIPT}</script>\n</body>\n</html>\n"
        )?;
        out.flush()?;
        Ok(self.out)
    }
}

/// Returns the policy of a page that may use these styles and scripts and nothing else.
pub fn policy(styles: &[&str], scripts: &[&str]) -> String {
    let hashes = |texts: &[&str]| {
        let hashes = texts.iter().map(|text| format!("'sha256-{}'", base64(&sha256(text.as_bytes()))));
        hashes.collect::<Vec<_>>().join(" ")
    };
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hashes(styles),
        hashes(scripts)
    )
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
