//! `wiremill eval quotes`: contents, sources and whole attributions against gold ones, and how far confidence holds.
//!
//! The measures of the literature: soft precision and recall of contents (Hollingsworth and Teufel 2005, as Pareti et
//! al. 2013 use them), exact contents, and attributions whose content overlaps by four fifths and whose source shares
//! a word with the gold one. Everything is counted in words; quotation marks and commas belong to nobody.

use crate::config::Tier;
use crate::error::Deadline;
use crate::found::Quote;
use crate::outcome::Outcome;
use crate::reading::encoder::EncoderReader;
use crate::reading::linear::LinearReader;
use crate::reading::parts::PartsReader;
use crate::reading::{Reader, Reading};
use crate::stages::quotes::model::Attribution;
use crate::stages::{entities, quotes};
use crate::text::Span;
use crate::train::corpus::{self, Attributed};
use crate::train::crf::Random;
use anyhow::Context;
use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An attribution as it is scored: byte spans.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub content: Vec<Span>,
    pub cue: Vec<Span>,
    pub source: Vec<Span>,
    /// Of a system's.
    pub confidence: f32,
}

/// Words that two sources may share without being one.
const STOP: &[&str] = &[
    "the", "a", "an", "of", "and", "or", "for", "in", "on", "at", "to", "by", "with", "from", "'s", "his",
    "her", "their", "its", "our", "my", "your", "who", "that", "which",
];

/// The kinds of contents: all, direct, mixed, indirect.
pub const KINDS: [&str; 4] = ["all", "direct", "mixed", "indirect"];
const DIRECT: usize = 1;

/// A share of things: how many there are, and how many of them are right. `f64`, for soft measures.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    right: f64,
    all: f64,
}

impl Share {
    fn add(&mut self, right: f64) {
        self.right += right;
        self.all += 1.0;
    }

    fn value(self) -> f64 {
        if self.all > 0.0 { self.right / self.all } else { 0.0 }
    }
}

/// Precision and recall.
#[derive(Clone, Copy, Debug, Default)]
pub struct Both {
    precision: Share,
    recall: Share,
}

impl Both {
    /// Returns the harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision.value(), self.recall.value());
        if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// An attribution, or a stretch that it claims, held against the gold ones.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// The attribution's number among those found.
    pub row: usize,
    pub confidence: f32,
    /// Whether content (by half) and source are right.
    pub right: bool,
}

/// What is counted over articles.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By kind of content, as [`KINDS`].
    pub soft: [Both; 4],
    pub exact: [Both; 4],
    /// Content by four fifths, and source.
    pub whole: [Both; 4],
    /// Content by half, and source.
    pub half: [Both; 4],
    /// Quoted stretches: claimed, and with the right source.
    pub claimed: Both,
    pub attributed: Both,
    /// Of contents that match by half.
    source: Share,
    /// Gold, found, both, of the words of sources, cues and contents.
    labels: [[usize; 3]; 3],
    /// The attributions, and the stretches that one claims.
    pub rows: Vec<Judged>,
    pub stretches: Vec<Judged>,
}

impl Counts {
    /// Returns the share of matched contents whose source is right, in percent.
    pub fn source(&self) -> f64 {
        100.0 * self.source.value()
    }

    /// Returns the F1 of source, cue and content words, and of all of them, in percent.
    pub fn labels(&self) -> [f64; 4] {
        let f1 = |[gold, found, both]: [usize; 3]| 200.0 * both as f64 / (gold + found).max(1) as f64;
        let all = [0, 1, 2].map(|i| self.labels.iter().map(|counts| counts[i]).sum());
        [f1(self.labels[0]), f1(self.labels[1]), f1(self.labels[2]), f1(all)]
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        fn add(into: &mut Both, from: &Both) {
            for (into, from) in [(&mut into.precision, from.precision), (&mut into.recall, from.recall)] {
                into.right += from.right;
                into.all += from.all;
            }
        }
        for kind in 0..4 {
            add(&mut self.soft[kind], &other.soft[kind]);
            add(&mut self.exact[kind], &other.exact[kind]);
            add(&mut self.whole[kind], &other.whole[kind]);
            add(&mut self.half[kind], &other.half[kind]);
        }
        add(&mut self.claimed, &other.claimed);
        add(&mut self.attributed, &other.attributed);
        self.source.right += other.source.right;
        self.source.all += other.source.all;
        for (into, from) in self.labels.iter_mut().flatten().zip(other.labels.iter().flatten()) {
            *into += from;
        }
        self.rows.extend(&other.rows);
        self.stretches.extend(&other.stretches);
    }
}

/// Returns the expected calibration error over ten bins, 0 to 1 (Guo et al. 2017).
pub fn calibration_error(rows: &[Judged]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for &Judged { confidence, right, .. } in rows {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        bin.0 += 1.0;
        bin.1 += f64::from(confidence);
        bin.2 += f64::from(u8::from(right));
    }
    bins.iter().map(|(_, sum, right)| (sum - right).abs()).sum::<f64>() / rows.len().max(1) as f64
}

/// The words and marks of a text as they are counted, and where its quotation marks stand.
struct Words<'a> {
    text: &'a str,
    tokens: Vec<Range<usize>>,
    /// Whether each is a word rather than a mark.
    word: Vec<bool>,
    /// Whether each stands between double quotation marks.
    quoted: Vec<bool>,
    /// For each byte whether it stands between double quotation marks.
    mask: Vec<bool>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        let mask = quoted_bytes(text);
        let (mut tokens, mut word) = (Vec::new(), Vec::new());
        let letter = |c: char| c.is_alphanumeric();
        let mut chars = text.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let mut end = start + first.len_utf8();
            if letter(first) {
                loop {
                    while let Some((at, c)) = chars.next_if(|(_, c)| letter(*c)) {
                        end = at + c.len_utf8();
                    }
                    let mut ahead = chars.clone();
                    let joins = ahead.next().is_some_and(|(_, c)| matches!(c, '\'' | '’' | '.' | '&' | '-'));
                    if !joins || !ahead.next().is_some_and(|(_, c)| letter(c)) {
                        break;
                    }
                    chars.next();
                }
            }
            tokens.push(start..end);
            word.push(letter(first));
        }
        let quoted = tokens.iter().map(|token| mask[token.start]).collect();
        Self { text, tokens, word, quoted, mask }
    }

    /// Returns the tokens that touch `spans`.
    fn touched(&self, spans: &[Span]) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for span in spans {
            let (start, end) = (span.start as usize, span.end as usize);
            let first = self.tokens.partition_point(|token| token.end <= start);
            touched.extend((first..self.tokens.len()).take_while(|&at| self.tokens[at].start < end));
        }
        touched
    }

    fn form(&self, token: usize) -> &str {
        &self.text[self.tokens[token].clone()]
    }

    fn lay_out(&self, rows: &[Row]) -> Vec<Laid> {
        let rows = rows.iter().enumerate().map(|(number, row)| {
            let tokens = [&row.source, &row.cue, &row.content].map(|spans| self.touched(spans));
            let words =
                |tokens: &BTreeSet<usize>| tokens.iter().copied().filter(|&at| self.word[at]).collect();
            let (source, content): (BTreeSet<usize>, BTreeSet<usize>) =
                (words(&tokens[0]), words(&tokens[2]));
            let quoted = content.iter().filter(|&&at| self.quoted[at]).count();
            let kind = match quoted {
                0 => 3,
                _ if quoted == content.len() => DIRECT,
                _ => 2,
            };
            Laid { number, tokens, source, content, kind, confidence: row.confidence }
        });
        rows.filter(|row| !row.content.is_empty()).collect()
    }

    fn same_source(&self, gold: &Laid, found: &Laid) -> bool {
        let shared = gold.source.intersection(&found.source);
        let telling = |&&at: &&usize| !STOP.contains(&self.form(at).to_lowercase().as_str());
        gold.source == found.source || shared.clone().any(|at| telling(&at))
    }

    /// Returns the stretches between quotation marks that have four words or more.
    fn stretches(&self) -> Vec<Vec<usize>> {
        let (mut found, mut open): (Vec<Vec<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, token) in self.tokens.iter().enumerate() {
            let joins = |last: &usize| {
                let gap = self.tokens[*last].end..token.start;
                self.text[gap.clone()]
                    .char_indices()
                    .all(|(i, c)| c.is_whitespace() || self.mask[gap.start + i])
            };
            if self.quoted[at] && open.last().is_none_or(joins) {
                open.push(at);
                continue;
            }
            found.push(std::mem::take(&mut open));
            if self.quoted[at] {
                open.push(at);
            }
        }
        found.push(open);
        for stretch in &mut found {
            stretch.retain(|&at| self.word[at]);
        }
        found.retain(|stretch| stretch.len() >= 4);
        found
    }
}

/// Says of each byte whether it stands between double quotation marks; an open mark reaches to the line's end.
fn quoted_bytes(text: &str) -> Vec<bool> {
    let mut mask = vec![false; text.len() + 1];
    let mut start = 0;
    for line in text.split('\n') {
        let mut open: Option<usize> = None;
        let mut at = 0;
        while at < line.len() {
            let rest = &line[at..];
            let c = rest.chars().next().unwrap_or(' ');
            let next = at + if rest.starts_with("``") || rest.starts_with("''") { 2 } else { c.len_utf8() };
            let opens = rest.starts_with("``") || matches!(c, '“' | '„' | '«');
            let closes = rest.starts_with("''") || matches!(c, '”' | '»');
            match open {
                None if opens || c == '"' => open = Some(next),
                Some(from) if closes || c == '"' => {
                    mask[start + from..start + at].fill(true);
                    open = None;
                }
                _ => {}
            }
            at = next;
        }
        if let Some(from) = open {
            mask[start + from..start + line.len()].fill(true);
        }
        start += line.len() + 1;
    }
    mask
}

/// An attribution laid out over the tokens.
struct Laid {
    number: usize,
    /// Of source, cue and content.
    tokens: [BTreeSet<usize>; 3],
    source: BTreeSet<usize>,
    content: BTreeSet<usize>,
    kind: usize,
    confidence: f32,
}

/// Pairs contents one to one, the most alike first, and says how alike.
fn paired(gold: &[Laid], found: &[Laid]) -> Vec<(usize, usize, f64)> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let both = g.content.intersection(&f.content).count();
            if both > 0 {
                let either = g.content.len() + f.content.len() - both;
                pairs.push((i, j, both as f64 / either as f64));
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let (mut golds, mut founds) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|&(i, j, _)| {
        let free = !golds.contains(&i) && !founds.contains(&j);
        if free {
            golds.insert(i);
            founds.insert(j);
        }
        free
    });
    pairs
}

/// How often each word is in a content.
fn cover(rows: &[Laid]) -> HashMap<usize, usize> {
    let mut cover = HashMap::new();
    for at in rows.iter().flat_map(|row| &row.content) {
        *cover.entry(*at).or_default() += 1;
    }
    cover
}

/// Returns the attribution that has most of a stretch, if that is half of it.
fn claim<'a>(stretch: &[usize], rows: &'a [Laid]) -> Option<&'a Laid> {
    let mut best: (usize, Option<&Laid>) = (0, None);
    for row in rows {
        let shared = stretch.iter().filter(|at| row.content.contains(at)).count();
        if shared > best.0 {
            best = (shared, Some(row));
        }
    }
    best.1.filter(|_| best.0 * 2 >= stretch.len())
}

/// Returns the shares of `rows` that are at least so sure, and of these that are right.
pub fn surer(rows: &[Judged], least: f32) -> (f64, f64) {
    let sure = rows.iter().filter(|row| row.confidence >= least);
    let (count, right) = (sure.clone().count(), sure.filter(|row| row.right).count());
    (count as f64 / rows.len().max(1) as f64, right as f64 / count.max(1) as f64)
}

/// What to score, and on what.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with polnear.
    pub quotes: PathBuf,
    pub tier: Tier,
    /// Of the precise tier: how much the linear reader may doubt what it reads alone.
    pub skip_margin: f32,
    /// A file instead of the encoder in the program.
    pub encoder: Option<PathBuf>,
    /// A file instead of the model of parts in the program.
    pub parts: Option<PathBuf>,
    /// A file instead of the model of attribution in the program.
    pub attribution: Option<PathBuf>,
}

/// Runs `wiremill eval quotes`: raw text in, attributions out, as deployed.
///
/// # Errors
///
/// Where a file cannot be read or `out` not be written.
pub fn run(options: &Options, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let file = |path: &Path| std::fs::read(path).with_context(|| format!("reading {}", path.display()));
    let (own_linear, own_encoder, own_attribution);
    let linear = match &options.parts {
        Some(path) => {
            let parts = Some(PartsReader::read(&file(path)?)?);
            own_linear = LinearReader { parts, ..LinearReader::embedded(options.tier).clone() };
            &own_linear
        }
        None => LinearReader::embedded(options.tier),
    };
    let skip_margin = options.skip_margin;
    let reader = match (options.tier, &options.encoder) {
        (Tier::Fast, _) => Reader::Linear(linear),
        (Tier::Precise, Some(path)) => {
            own_encoder = EncoderReader::read(&file(path)?)?;
            Reader::Encoder { encoder: &own_encoder, linear, skip_margin }
        }
        (Tier::Precise, None) => Reader::Encoder { encoder: EncoderReader::embedded(), linear, skip_margin },
    };
    let attribution = match &options.attribution {
        Some(path) => {
            own_attribution = Attribution::read(&file(path)?)?;
            &own_attribution
        }
        None => Attribution::embedded(),
    };
    let mut reading = Reading::default();
    let mut articles = Vec::new();
    for gold in corpus::attributed(&options.quotes.join("polnear.dev.jsonl.gz"))? {
        let Attributed { text, tokens, .. } = &gold;
        reader.read(text, tokens, &mut reading, Deadline::NEVER)?;
        let entities = entities::find(text, tokens, &reading, Deadline::NEVER)?;
        let (found, _) = quotes::find(text, tokens, &reading, &entities, attribution, 0.0, Deadline::NEVER)?;
        let found: Vec<Row> = found
            .into_iter()
            .map(|Quote { content, cue, source, confidence, .. }| Row { content, cue, source, confidence })
            .collect();
        articles.push(score(text.as_str(), &gold_rows(&gold), &found));
    }
    let mut all = Counts::default();
    articles.iter().for_each(|counts| all.merge(counts));
    let name = format!("PolNeAR dev, {} articles, tier {:?}", articles.len(), options.tier).to_lowercase();
    report(&name, &all, out)?;
    writeln!(out, "  95% intervals, articles drawn anew {DRAWS} times")?;
    let measures: [Measure; 6] = [
        ("content, soft", |c| c.soft[0].f1()),
        ("content, exact", |c| c.exact[0].f1()),
        ("direct: content by 0.8, and source", |c| c.whole[DIRECT].f1()),
        ("all: content by 0.8, and source", |c| c.whole[0].f1()),
        ("words", |c| c.labels()[3]),
        ("quoted stretch attributed", |c| c.attributed.f1()),
    ];
    for (name, (low, high)) in measures.iter().map(|(name, _)| name).zip(intervals(&articles, &measures)) {
        writeln!(out, "  {name:<34} {low:5.1} to {high:.1}")?;
    }
    writeln!(out, "  of all attributions by confidence: how many, how many of them right")?;
    for bin in 0..10 {
        let low = bin as f32 / 10.0;
        let own = all.rows.iter().filter(|row| ((row.confidence * 10.0) as usize).min(9) == bin);
        let (count, right) = (own.clone().count(), own.filter(|row| row.right).count());
        writeln!(
            out,
            "  {low:.1} to {:.1} {count:>6} {:5.1} %",
            low + 0.1,
            100.0 * right as f64 / count.max(1) as f64
        )?;
    }
    Ok(Outcome::Done)
}

/// A figure's name and what gives it.
type Measure = (&'static str, fn(&Counts) -> f64);

/// How often articles are drawn anew for an interval.
const DRAWS: usize = 1000;

/// Returns where nineteen of twenty values of each measure lie when as many articles are drawn with replacement
/// (Efron 1979).
fn intervals(articles: &[Counts], measures: &[Measure]) -> Vec<(f64, f64)> {
    let mut random = Random::new(1);
    let mut values = vec![Vec::with_capacity(DRAWS); measures.len()];
    for _ in 0..DRAWS {
        let mut counts = Counts::default();
        for _ in articles {
            let at = (random.unit() * articles.len() as f32) as usize;
            counts.merge(&articles[at.min(articles.len() - 1)]);
        }
        for (values, (_, measure)) in values.iter_mut().zip(measures) {
            values.push(measure(&counts));
        }
    }
    let interval = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        (values[DRAWS / 40], values[DRAWS - 1 - DRAWS / 40])
    };
    values.into_iter().map(interval).collect()
}

/// Returns the gold attributions of an article as they are scored.
pub fn gold_rows(gold: &Attributed) -> Vec<Row> {
    let spans = |words: &[Range<usize>]| words.iter().map(|words| gold.tokens.span(words)).collect();
    let rows = gold.attributions.iter().map(|attribution| Row {
        content: spans(&attribution.content),
        cue: spans(&attribution.cue),
        source: spans(&attribution.source),
        confidence: 1.0,
    });
    rows.collect()
}

/// Writes a table of what was counted.
///
/// # Errors
///
/// Where `out` cannot be written.
pub fn report(name: &str, counts: &Counts, out: &mut dyn Write) -> anyhow::Result<()> {
    let [source, cue, content, all] = counts.labels();
    let of = |both: &[Both; 4]| both.map(|both| format!("{:5.1}", both.f1())).join(" ");
    writeln!(out, "{name}")?;
    writeln!(
        out,
        "  {:<34} {:>5} {:>5} {:>5} {:>5}",
        "F1 by kind of content", "all", "dir.", "mixed", "ind."
    )?;
    writeln!(
        out,
        "  {:<34} {} (p {:.1} r {:.1})",
        "content, soft",
        of(&counts.soft),
        100.0 * counts.soft[0].precision.value(),
        100.0 * counts.soft[0].recall.value()
    )?;
    writeln!(out, "  {:<34} {}", "content, exact", of(&counts.exact))?;
    writeln!(out, "  {:<34} {}", "content by 0.8, and source", of(&counts.whole))?;
    writeln!(out, "  {:<34} {}", "content by 0.5, and source", of(&counts.half))?;
    writeln!(out, "  {:<34} {:5.1}", "source on matched content", counts.source())?;
    writeln!(
        out,
        "  {:<34} {:5.1} {:5.1}",
        "quoted stretch: claimed, attributed",
        counts.claimed.f1(),
        counts.attributed.f1()
    )?;
    writeln!(out, "  {:<34} {all:5.1} ({source:.1} {cue:.1} {content:.1})", "words (source, cue, content)")?;
    let (cover, right) = surer(&counts.stretches, 0.9);
    writeln!(
        out,
        "  {:<34} {:5.1} % of stretches, {:.1} % right; calibration error {:.3} (stretches {:.3})",
        "at confidence 0.9 and above",
        100.0 * cover,
        100.0 * right,
        calibration_error(&counts.rows),
        calibration_error(&counts.stretches),
    )?;
    Ok(())
}

/// Scores the attributions found in an article.
pub fn score(text: &str, gold: &[Row], found: &[Row]) -> Counts {
    let words = Words::new(text);
    let (gold, found) = (words.lay_out(gold), words.lay_out(found));
    let mut counts = Counts::default();
    let pairs = paired(&gold, &found);
    let (gold_cover, found_cover) = (cover(&gold), cover(&found));
    let soft = |row: &Laid, cover: &HashMap<usize, usize>| {
        let covered: usize = row.content.iter().filter_map(|at| cover.get(at)).sum();
        (covered as f64 / row.content.len() as f64).min(1.0)
    };
    let share = |right: bool| f64::from(u8::from(right));
    for (i, row) in gold.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.0 == i);
        let alike = pair.map_or(0.0, |pair| pair.2);
        let same = pair.is_some_and(|pair| words.same_source(row, &found[pair.1]));
        let exact = found.iter().any(|other| other.content == row.content);
        for kind in [0, row.kind] {
            counts.soft[kind].recall.add(soft(row, &found_cover));
            counts.exact[kind].recall.add(share(exact));
            counts.whole[kind].recall.add(share(alike >= 0.8 && same));
            counts.half[kind].recall.add(share(alike >= 0.5 && same));
        }
        if alike >= 0.5 {
            counts.source.add(share(same));
        }
    }
    for (j, row) in found.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.1 == j);
        let alike = pair.map_or(0.0, |pair| pair.2);
        let same = pair.is_some_and(|pair| words.same_source(&gold[pair.0], row));
        let exact = gold.iter().any(|other| other.content == row.content);
        for kind in [0, row.kind] {
            counts.soft[kind].precision.add(soft(row, &gold_cover));
            counts.exact[kind].precision.add(share(exact));
            counts.whole[kind].precision.add(share(alike >= 0.8 && same));
            counts.half[kind].precision.add(share(alike >= 0.5 && same));
        }
        let (row, confidence) = (row.number, row.confidence);
        counts.rows.push(Judged { row, confidence, right: alike >= 0.5 && same });
    }
    for stretch in words.stretches() {
        let (gold, found) = (claim(&stretch, &gold), claim(&stretch, &found));
        let same = gold.zip(found).is_some_and(|(gold, found)| words.same_source(gold, found));
        if gold.is_some() {
            counts.claimed.recall.add(share(found.is_some()));
            counts.attributed.recall.add(share(same));
        }
        if let Some(found) = found {
            counts.claimed.precision.add(share(gold.is_some()));
            counts.attributed.precision.add(share(same));
            let (row, confidence) = (found.number, found.confidence);
            counts.stretches.push(Judged { row, confidence, right: same });
        }
    }
    for part in 0..3 {
        let all =
            |rows: &[Laid]| rows.iter().flat_map(|row| &row.tokens[part]).copied().collect::<BTreeSet<_>>();
        let (gold, found) = (all(&gold), all(&found));
        let both = gold.intersection(&found).count();
        for (count, more) in counts.labels[part].iter_mut().zip([gold.len(), found.len(), both]) {
            *count += more;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, content: &[&str], source: &str) -> Row {
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let spans = |part: &str| if part.is_empty() { Vec::new() } else { vec![span(part)] };
        Row {
            content: content.iter().map(|part| span(part)).collect(),
            cue: Vec::new(),
            source: spans(source),
            confidence: 0.75,
        }
    }

    const TEXT: &str = "“We won the vote,” the Jane Roe said. “They lost it all.” Doe said that it rained.";

    #[test]
    fn the_same_attributions_are_all_right() {
        let gold = [
            row(TEXT, &["“We won the vote,”", "“They lost it all.”"], "Jane Roe"),
            row(TEXT, &["that it rained"], "Doe"),
        ];
        let counts = score(TEXT, &gold, &gold);
        let scores =
            [counts.soft[0], counts.exact[0], counts.whole[0], counts.whole[DIRECT], counts.attributed];
        assert_eq!(scores.map(Both::f1), [100.0; 5]);
        assert_eq!((counts.source(), counts.labels()[3]), (100.0, 100.0));
        assert_eq!(counts.rows.len(), 2);
        assert!((calibration_error(&counts.rows) - 0.25).abs() < 1e-6);
    }

    #[test]
    fn marks_and_small_words_are_nobodys() {
        let gold = [row(TEXT, &["“We won the vote,”"], "the Jane Roe")];
        let same = score(TEXT, &gold, &[row(TEXT, &["We won the vote"], "Roe")]);
        assert_eq!((same.exact[0].f1(), same.whole[DIRECT].f1()), (100.0, 100.0));
        let other = score(TEXT, &gold, &[row(TEXT, &["We won the vote"], "the")]);
        assert_eq!(other.whole[DIRECT].f1(), 0.0);
    }

    #[test]
    fn part_of_a_content_is_soft_and_not_exact() {
        let gold = [row(TEXT, &["“We won the vote,”"], "Jane Roe")];
        let counts = score(TEXT, &gold, &[row(TEXT, &["won the vote"], "Jane Roe")]);
        assert_eq!(counts.exact[0].f1(), 0.0);
        assert_eq!(counts.soft[0].f1().round(), 86.0);
        assert_eq!(counts.half[0].f1(), 100.0);
    }

    #[test]
    fn a_wrong_speaker_is_no_whole_attribution() {
        let gold = [row(TEXT, &["“We won the vote,”"], "Jane Roe")];
        let counts = score(TEXT, &gold, &[row(TEXT, &["“We won the vote,”"], "Doe")]);
        assert_eq!((counts.exact[0].f1(), counts.whole[0].f1(), counts.source()), (100.0, 0.0, 0.0));
        assert_eq!((counts.claimed.f1(), counts.attributed.f1()), (100.0, 0.0));
        assert_eq!(surer(&counts.rows, 0.7), (1.0, 0.0));
    }
}
