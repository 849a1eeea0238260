//! The index over several articles: what each is, who speaks in it, and who is quoted most.

use super::article::Article;
use super::escaped::{Count, Escaped};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many of the most quoted stand above the list.
const MAX_MOST_QUOTED: usize = 10;

/// How many names the search box offers: a browser takes long over many thousands.
const MAX_OFFERED: usize = 1000;

/// What the index tells of each article.
#[derive(Default)]
pub struct Index {
    /// The article's lines, escaped.
    rows: Vec<String>,
    /// Quotes of each speaker over all articles.
    speakers: BTreeMap<String, usize>,
}

impl Index {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn add(&mut self, article: &Article) -> io::Result<()> {
        let mut row = Vec::new();
        let number = article.number();
        writeln!(row, "<li data-article=\"a{number}\">")?;
        article.write_kicker(&mut row)?;
        write!(
            row,
            "<h2><a href=\"#a{number}\"><bdi>{}</bdi></a></h2>\n<ul class=\"who\">",
            article.title()
        )?;
        for speaker in article.speakers() {
            if let Some(name) = speaker.name {
                let count = speaker.quotes.len();
                write!(row, "<li><bdi>{}</bdi> <small>{count}</small></li>", Escaped(name))?;
                *self.speakers.entry(name.to_owned()).or_default() += count;
            }
        }
        writeln!(row, "</ul>\n<ol class=\"hits\"></ol></li>")?;
        self.rows.push(String::from_utf8_lossy(&row).into_owned());
        Ok(())
    }

    /// Writes the index, which the script puts before the articles; without it, it stands after them.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut speakers: Vec<(&str, usize)> =
            self.speakers.iter().map(|(name, &count)| (name.as_str(), count)).collect();
        speakers.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let quotes: usize = speakers.iter().map(|&(_, count)| count).sum();
        write!(
            out,
            "<nav id=\"index\" aria-label=\"All articles\">\n<h1>{}</h1>\n\
             <p class=\"tally\">{} by {}</p>\n\
             <div class=\"search\" role=\"search\" hidden>\n\
             <label>Speaker or headline<input type=\"search\" id=\"who\" list=\"offered\" autocomplete=\"off\"></label>\n\
             <label>Said<select id=\"kind\"><option value=\"\">in any way</option><option>direct</option>\
             <option>mixed</option><option>indirect</option></select></label>\n\
             <label>Confidence<select id=\"sure\"><option value=\"0\">any</option>\
             <option value=\"50\">50\u{a0}% or more</option><option value=\"75\">75\u{a0}% or more</option>\
             <option value=\"90\">90\u{a0}% or more</option></select></label>\n\
             <p class=\"most\">Quoted most",
            Count(self.len(), "article"),
            Count(quotes, "quote"),
            Count(speakers.len(), "speaker")
        )?;
        for (name, count) in speakers.iter().take(MAX_MOST_QUOTED) {
            let name = Escaped(name);
            write!(
                out,
                " <button type=\"button\" data-who=\"{name}\"><bdi>{name}</bdi> <small>{count}</small></button>"
            )?;
        }
        out.write_all(b"</p>\n<p role=\"status\" id=\"found\"></p>\n</div>\n<datalist id=\"offered\">")?;
        for (name, _) in speakers.iter().take(MAX_OFFERED) {
            write!(out, "<option value=\"{}\"></option>", Escaped(name))?;
        }
        out.write_all(b"</datalist>\n<ol class=\"articles\">\n")?;
        for row in &self.rows {
            out.write_all(row.as_bytes())?;
        }
        out.write_all(b"</ol>\n</nav>\n")
    }
}
