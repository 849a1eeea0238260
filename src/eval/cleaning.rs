//! `wiremill eval clean`: cleaned text against gold bodies and gold lines.
//!
//! Texts are compared by runs of four words, as scrapinghub's article-extraction-benchmark does: precision and recall
//! of each page, averaged over pages; F1 is that of the averages.

use crate::config::Limits;
use crate::document::Meta;
use crate::error::{Deadline, Reject};
use crate::job::{Format, Job};
use crate::outcome::Outcome;
use crate::stages::clean;
use crate::stages::clean::features::{coverage, grams_of};
use crate::stages::clean::sieve::Sieve;
use crate::stages::clean::text::letters;
use crate::train::corpus;
use anyhow::Context;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The sets of pages, by the names of their files.
pub const PAGES: [&str; 3] = ["aeb", "fundus_meta", "wcxb_article"];

/// A page with its article.
#[derive(Clone, Debug, Deserialize)]
pub struct Page {
    pub id: String,
    #[serde(default)]
    pub url: Option<String>,
    pub html: String,
    #[serde(rename = "articleBody")]
    pub body: String,
    #[serde(default)]
    pub publisher: Option<String>,
    /// What the page prints of itself, where the set says so.
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub authors: Option<Vec<String>>,
    #[serde(default)]
    pub date: Option<String>,
}

impl Page {
    /// Returns the site, for folds that no site is in two of.
    pub fn site(&self) -> String {
        let url = self.url.as_deref().unwrap_or(&self.id);
        let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or_default();
        self.publisher.clone().unwrap_or_else(|| host.trim_start_matches("www.").to_owned())
    }

    /// Returns the job that asks for its article.
    pub fn job(&self) -> Job {
        Job { format: Some(Format::Html), ..Job::new(&self.id, &self.html) }
    }
}

/// A text that was extracted elsewhere, with which of its lines are the article's.
#[derive(Clone, Debug, Deserialize)]
pub struct Lines {
    pub id: String,
    pub text: String,
    pub keep: Vec<bool>,
    /// Lines that cannot be told.
    #[serde(default, rename = "amb")]
    pub unsure: Vec<usize>,
    pub src: String,
}

impl Lines {
    /// Returns the job that asks for its article.
    pub fn job(&self) -> Job {
        Job { format: Some(Format::Text), ..Job::new(&self.id, &self.text) }
    }

    /// Says whether it is news.
    pub fn is_news(&self) -> bool {
        self.src != "wcxb"
    }
}

/// Reads the rows of a set.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn rows<T: for<'a> Deserialize<'a>>(folder: &Path, set: &str) -> anyhow::Result<Vec<T>> {
    let path = folder.join(format!("{set}.dev.jsonl.gz"));
    let text = corpus::text(&path)?;
    text.lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("reading {}", path.display())))
        .collect()
}

/// Scores of pages.
#[derive(Clone, Debug, Default)]
pub struct PageScores {
    /// Of each page the gold runs of four found, found that are not gold, gold that were not found.
    pages: Vec<[f64; 3]>,
}

impl PageScores {
    /// Adds a page.
    pub fn add(&mut self, gold: &str, found: &str) {
        let (gold, found) = (runs(gold), runs(found));
        let mut counts = [0.0; 3];
        for (run, &n) in &gold {
            let m = found.get(run).copied().unwrap_or(0);
            counts[0] += f64::from(n.min(m));
            counts[2] += f64::from(n.saturating_sub(m));
        }
        for (run, &m) in &found {
            counts[1] += f64::from(m.saturating_sub(gold.get(run).copied().unwrap_or(0)));
        }
        self.pages.push(counts);
    }

    /// Returns F1, precision and recall.
    pub fn f1(&self) -> [f64; 3] {
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let share = |right: f64, wrong: f64| if right + wrong > 0.0 { right / (right + wrong) } else { 1.0 };
        let found = self.pages.iter().filter(|page| page[0] + page[1] > 0.0);
        let precision = mean(found.map(|page| share(page[0], page[1])).collect());
        let gold = self.pages.iter().filter(|page| page[0] + page[2] > 0.0);
        let recall = mean(gold.map(|page| share(page[0], page[2])).collect());
        [2.0 * precision * recall / (precision + recall).max(1e-9), precision, recall]
    }

    /// Returns how many pages have an F1 of their own under 0.8.
    pub fn poor(&self) -> usize {
        self.pages.iter().filter(|[both, more, less]| 2.0 * both < 0.8 * (2.0 * both + more + less)).count()
    }

    /// Returns how many pages there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }
}

/// Counts the runs of four words of a text; a shorter text is one run.
fn runs(text: &str) -> HashMap<Vec<&str>, u32> {
    const RUN: usize = 4;
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    if !words.is_empty() && words.len() < RUN {
        counts.insert(words, 1);
        return counts;
    }
    for run in words.windows(RUN) {
        *counts.entry(run.to_vec()).or_default() += 1;
    }
    counts
}

/// Scores of lines: how many stay and should, stay and should not, go and should not, go and should; and the words of
/// those that should stay: all, and lost.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineScores {
    counts: [usize; 4],
    words: usize,
    lost: usize,
}

impl LineScores {
    /// Adds a line.
    pub fn add(&mut self, line: &str, gold: bool, stays: bool) {
        self.counts[match (gold, stays) {
            (true, true) => 0,
            (false, true) => 1,
            (true, false) => 2,
            (false, false) => 3,
        }] += 1;
        let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
        if gold {
            self.words += words;
            self.lost += if stays { 0 } else { words };
        }
    }

    /// Returns the F1 of lines that go, and the share of the article's words lost.
    pub fn dropped(&self) -> (f64, f64) {
        let [_, left, lost, gone] = self.counts.map(|count| count as f64);
        (2.0 * gone / (2.0 * gone + left + lost).max(1.0), self.lost as f64 / self.words.max(1) as f64)
    }
}

/// Scores of what pages say about themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct MetaScores {
    /// How many have one, and how many of those are right.
    titles: [usize; 2],
    dates: [usize; 2],
    /// Names right, only found, only gold.
    authors: [usize; 3],
}

impl MetaScores {
    /// Adds a page. Titles are the same but for white space, dates by day, names but for case.
    pub fn add(&mut self, gold: &Page, found: &Meta) {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(title) = &gold.title {
            let right = found.title.as_deref().is_some_and(|found| words(found) == words(title));
            self.titles[0] += 1;
            self.titles[1] += usize::from(right);
        }
        if let Some(date) = &gold.date {
            let right = found.published_at.as_deref().is_some_and(|found| found.get(..10) == date.get(..10));
            self.dates[0] += 1;
            self.dates[1] += usize::from(right);
        }
        if let Some(authors) = &gold.authors {
            let names = |names: &[String]| -> HashSet<String> {
                names.iter().map(|name| words(name).to_lowercase()).collect()
            };
            let (gold, found) = (names(authors), names(&found.authors));
            let right = gold.intersection(&found).count();
            let counts = [right, found.len() - right, gold.len() - right];
            self.authors.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        }
    }

    /// Writes the scores, where there are any.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        if self.titles[0] == 0 {
            return Ok(());
        }
        let share = |[all, right]: [usize; 2]| right as f64 / all.max(1) as f64;
        let [both, more, less] = self.authors;
        let f1 = 2.0 * both as f64 / ((2 * both + more + less).max(1)) as f64;
        let (titles, dates) = (share(self.titles), share(self.dates));
        writeln!(out, "  titles {titles:.3} exact, dates {dates:.3} of the same day, authors F1 {f1:.3}")
    }
}

/// Cleans a page and returns its text; empty where there is none.
///
/// # Errors
///
/// Where the page is refused for another reason than having no text.
pub fn text_of(job: &Job, sieve: &Sieve) -> anyhow::Result<String> {
    Ok(cleaned_of(job, sieve)?.0)
}

/// Cleans a page and returns its text and what it says about itself.
fn cleaned_of(job: &Job, sieve: &Sieve) -> anyhow::Result<(String, Meta)> {
    match clean::clean(job, sieve, &Limits::default(), Deadline::NEVER) {
        Ok(cleaned) => Ok((cleaned.text.into_string(), cleaned.meta)),
        Err(Reject::NoText { .. } | Reject::TooLarge { .. }) => Ok(Default::default()),
        Err(other) => Err(anyhow::anyhow!("{}: {other}", job.id)),
    }
}

/// Scores a text's lines. A line stays where the text has it, or four fifths of its letters: repairs are free.
pub fn score_lines(gold: &Lines, sieve: &Sieve, scores: &mut LineScores) -> anyhow::Result<()> {
    const SHORT_BYTES: usize = 24;
    let text = text_of(&gold.job(), sieve)?;
    let kept: HashSet<Vec<u8>> = text.lines().map(letters).collect();
    let grams = grams_of(&text);
    for (at, (line, &keep)) in gold.text.split('\n').zip(&gold.keep).enumerate() {
        let own = letters(line);
        let stays = kept.contains(&own) || (own.len() >= SHORT_BYTES && coverage(&own, &grams) >= 0.8);
        if !gold.unsure.contains(&at) {
            scores.add(line, keep, stays);
        }
    }
    Ok(())
}

/// Writes one set's scores.
pub fn write_pages(set: &str, scores: &PageScores, out: &mut dyn Write) -> std::io::Result<()> {
    let [f1, precision, recall] = scores.f1();
    let (count, poor) = (scores.count(), scores.poor());
    writeln!(out, "{set:<14} {count:>4} {f1:.4} {precision:.4} {recall:.4} {poor:>5}")
}

/// Writes the scores of the lines of texts.
pub fn write_lines(set: &str, scores: &LineScores, out: &mut dyn Write) -> std::io::Result<()> {
    let (dropped, lost) = scores.dropped();
    writeln!(out, "{set:<14} lines that go: F1 {dropped:.4}, words of the article lost {:.2} %", 100.0 * lost)
}

/// What to score.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with the sets of pages and texts.
    pub pages: PathBuf,
    /// A file instead of the cleaning.model in the program.
    pub model: Option<PathBuf>,
}

/// Runs `wiremill eval clean`.
///
/// # Errors
///
/// Where a file cannot be read.
pub fn run(options: &Options, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let read;
    let sieve = match &options.model {
        Some(path) => {
            read = Sieve::read(&std::fs::read(path).with_context(|| format!("reading {}", path.display()))?)?;
            &read
        }
        None => Sieve::embedded(),
    };
    writeln!(out, "{:<14} pages  F1    P      R     under 0.8", "set")?;
    for set in PAGES {
        let (mut scores, mut meta) = (PageScores::default(), MetaScores::default());
        let (mut taken, mut longest) = (Duration::ZERO, Duration::ZERO);
        for page in rows::<Page>(&options.pages, set)? {
            let job = page.job();
            let start = Instant::now();
            let (text, found) = cleaned_of(&job, sieve)?;
            taken += start.elapsed();
            longest = longest.max(start.elapsed());
            scores.add(&page.body, &text);
            // The other sets state theirs in other ways.
            if page.publisher.is_some() {
                meta.add(&page, &found);
            }
        }
        write_pages(set, &scores, out)?;
        meta.write(out)?;
        let rate = scores.count() as f64 / taken.as_secs_f64();
        writeln!(out, "  {rate:.0} pages a second, {:.0} ms the slowest", longest.as_secs_f64() * 1e3)?;
    }
    let (mut news, mut all) = (LineScores::default(), LineScores::default());
    for gold in rows::<Lines>(&options.pages, "textmode")? {
        score_lines(&gold, sieve, if gold.is_news() { &mut news } else { &mut all })?;
    }
    write_lines("texts, news", &news, out)?;
    write_lines("texts, others", &all, out)?;
    Ok(Outcome::Done)
}
