//! How well names, noun phrases and pronouns are linked, on OntoGUM and on silver chains.
//!
//! # Measures
//!
//! A *name mention* is a gold mention whose head is a proper noun, dates left out; what counts of it is its
//! core, the name without what describes it. A *pronoun* is he, she, they, it in any form, in a chain that has
//! at least one mention with a noun or a name as its head.
//!
//! - B-cubed and pairwise F1 over name mentions: do the same names share an entity? A name that was not found
//!   stands alone.
//! - Pronouns: right where the thing it was linked to has an earlier mention of the pronoun's chain.
//! - He and she of named chains: right where one of the linked entity's names is in the pronoun's chain.

use crate::config::Tier;
use crate::error::Deadline;
use crate::found::{EntityType, Form};
use crate::reading::lexicon::Lists;
use crate::reading::tag::Tag;
use crate::reading::{Label, Reader, Reading};
use crate::stages::entities::{self, Known, Links, MIN_CONFIDENCE, Name, Weights};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use crate::train::corpus;
use anyhow::{Context, Result, bail};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// An article with gold (or silver) chains.
#[derive(Debug)]
pub struct Article {
    pub id: String,
    pub text: Text,
    /// As annotated, with gold parts of speech and names.
    pub tokens: Tokens,
    pub reading: Reading,
    pub names: Vec<Name>,
    pub mentions: Vec<Gold>,
}

/// An annotated mention.
#[derive(Clone, Debug)]
pub struct Gold {
    pub span: Span,
    /// The word that carries its number.
    pub head: Span,
    /// The name in it, where its head is one.
    pub core: Option<Span>,
    /// Whether it is he, she, they or it in any form.
    pub pronoun: bool,
    /// Whether its head is a noun: not so for I, we, you, who, and for the verbs that "it" takes up.
    pub noun: bool,
    pub chain: usize,
}

/// Reads OntoGUM chains of a split ("train", "dev") for documents whose genre is one of `genres`, with the
/// parts of speech and names of the same split of GUM. `folder` has both.
///
/// # Errors
///
/// Files that cannot be read, or chains whose words are not in GUM.
pub fn read_gum(folder: &Path, split: &str, genres: &[&str]) -> Result<Vec<Article>> {
    let words = corpus::text(&folder.join(format!("{split}.conll.gz")))?;
    // Word, tag, name label, and whether a sentence begins there.
    let mut gum: Vec<(&str, Tag, &str, bool)> = Vec::new();
    let mut begins = true;
    for line in words.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [form, _, tag, label] = cells[..] {
            gum.push((form, Tag::named(tag).unwrap_or(Tag::NN), label, begins));
            begins = false;
        } else {
            begins = true;
        }
    }
    let mut by_start: HashMap<[&str; 4], Vec<usize>> = HashMap::new();
    for (at, window) in gum.windows(4).enumerate() {
        by_start.entry([window[0].0, window[1].0, window[2].0, window[3].0]).or_default().push(at);
    }
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("coref"))
        .with_context(|| format!("reading {}", folder.join("coref").display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !genres.iter().any(|genre| id.starts_with(&format!("{split}_GUM_{genre}_"))) {
            continue;
        }
        let body = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let (forms, chains) = chains(&body)?;
        let same = |at: &&usize| {
            forms.iter().zip(&gum[**at..]).all(|(&form, word)| form == word.0 || form.is_empty())
                && **at + forms.len() <= gum.len()
        };
        let start = match forms[..] {
            [a, b, c, d, ..] => by_start.get(&[a, b, c, d]).and_then(|all| all.iter().find(same)),
            _ => None,
        };
        let Some(&start) = start else { bail!("the words of {id} are not in {split}.conll.gz") };
        articles.push(gum_article(id, &gum[start..start + forms.len()], chains)?);
    }
    Ok(articles)
}

/// Reads the words of a document and its mentions: ranges of words with their chain.
#[allow(clippy::type_complexity)]
fn chains(body: &str) -> Result<(Vec<&str>, Vec<(Range<usize>, usize)>)> {
    let (mut forms, mut mentions) = (Vec::new(), Vec::new());
    let mut open: HashMap<usize, Vec<usize>> = HashMap::new();
    for line in body.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut cells = line.split('\t').skip(1);
        let (Some(form), Some(brackets)) = (cells.next(), cells.next()) else { bail!("odd line {line:?}") };
        let at = forms.len();
        forms.push(form);
        let mut number = String::new();
        let mut opens = false;
        for c in brackets.chars().chain([' ']) {
            if c.is_ascii_digit() {
                number.push(c);
                continue;
            }
            if let Ok(chain) = number.parse::<usize>() {
                number.clear();
                if opens {
                    open.entry(chain).or_default().push(at);
                }
                if c == ')' {
                    let start = open.entry(chain).or_default().pop().context("a bracket never opened")?;
                    mentions.push((start..at + 1, chain));
                }
                opens = false;
            }
            opens = c == '(' || opens && c == ' ';
        }
    }
    mentions.sort_by_key(|(words, _)| (words.start, words.end));
    Ok((forms, mentions))
}

fn gum_article(
    id: String,
    words: &[(&str, Tag, &str, bool)],
    chains: Vec<(Range<usize>, usize)>,
) -> Result<Article> {
    let mut body = String::new();
    let mut tokens = Tokens::default();
    let mut open = false;
    for (at, &(form, tag, _, begins)) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| words[before]);
        let quote = form == "\"";
        let joined = match before {
            None => true,
            Some((last, last_tag, ..)) => {
                matches!(form, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "”" | "’" | "...")
                    || tag == Tag::POS
                    || form.starts_with(['\'', '’']) && form.len() > 1
                    || form == "n't"
                    || tag == Tag::HYPH
                    || last_tag == Tag::HYPH
                    || matches!(last, "(" | "[" | "“" | "$" | "£" | "‘" | "#")
                    || quote && open
                    || last == "\"" && open
            }
        };
        if !joined {
            body.push(' ');
        }
        if quote {
            open = !open;
        }
        let start = body.len();
        // A word that is a mark only in one of the two files.
        body.push_str(if form.is_empty() { "|" } else { form });
        tokens.words.push(Span::new(start, body.len()));
        if begins || at == 0 {
            tokens.sentences.push(at..at);
        }
        if let Some(sentence) = tokens.sentences.last_mut() {
            sentence.end = at + 1;
        }
    }
    tokens.paragraphs.push(0..words.len());
    let tags: Vec<Tag> = words.iter().map(|&(_, tag, ..)| tag).collect();
    let mut labelled: Vec<(Range<usize>, &str)> = Vec::new();
    for (at, &(_, _, label, _)) in words.iter().enumerate() {
        match label.split_at_checked(2) {
            Some(("B-", kind)) => labelled.push((at..at + 1, kind)),
            Some(("I-", _)) => {
                if let Some((range, _)) = labelled.last_mut() {
                    range.end = at + 1;
                }
            }
            Some(_) | None => {}
        }
    }
    article(id, body, tokens, tags, &labelled, chains)
}

/// Puts an article together. `labelled` has the names by gold or silver labels.
fn article(
    id: String,
    body: String,
    tokens: Tokens,
    tags: Vec<Tag>,
    labelled: &[(Range<usize>, &str)],
    chains: Vec<(Range<usize>, usize)>,
) -> Result<Article> {
    let text = Text::verbatim(body).with_context(|| format!("{id} is empty"))?;
    let mut reading = Reading::default();
    Reader::new(Tier::Fast, 0.0).read(&text, &tokens, &mut reading, Deadline::NEVER)?;
    reading.tags = tags;
    let kind = |label: &str| match label {
        "PERSON" => Some(EntityType::Person),
        "ORG" | "ORGANIZATION" => Some(EntityType::Org),
        "PLACE" | "LOCATION" | "COUNTRY" | "CITY" | "STATE_OR_PROVINCE" => Some(EntityType::Loc),
        "TIME" | "DATE" | "NUMBER" | "ORDINAL" | "PERCENT" | "MONEY" | "DURATION" | "SET" => None,
        _ => Some(EntityType::Misc),
    };
    let mut label_of: Vec<Option<usize>> = vec![None; tokens.words.len()];
    for (number, (words, _)) in labelled.iter().enumerate() {
        label_of[words.clone()].fill(Some(number));
    }
    let word = |at: usize| text.slice(tokens.words[at]);
    let mut like: HashMap<&str, EntityType> = HashMap::new();
    for (words, label) in labelled {
        if let Some(kind) = kind(label) {
            like.insert(word(head(words, kind == EntityType::Person, &reading.tags, &word)), kind);
        }
    }
    let mut names: Vec<Name> = Vec::new();
    let mut mentions = Vec::new();
    for (words, chain) in chains {
        let person = label_of[words.start..words.end].iter().flatten().any(|&n| labelled[n].1 == "PERSON");
        let head = head(&words, person, &reading.tags, &word);
        let lower = word(words.start).to_lowercase();
        let pronoun = words.len() == 1 && PRONOUNS.contains(&lower.as_str());
        let noun = reading.tags[head].is_noun();
        let mut core = None;
        if reading.tags[head].is_proper_noun() {
            let label = label_of[head].map(|number| labelled[number].1);
            let calendar = label.is_none() && Lists::of(&word(head).to_lowercase()).any(Lists::CALENDAR);
            let known = match label {
                Some(label) => kind(label),
                // A reader would know names that are not in GUM's list of linked ones.
                None => Some(like.get(word(head)).copied().unwrap_or_else(|| guess(head, &words, &word))),
            };
            if let Some(kind) = known.filter(|_| !calendar) {
                let name = Name { words: core_of(head, &words, kind, &reading.tags, &word), kind };
                core = Some(tokens.span(&name.words));
                names.push(name);
            }
        }
        mentions.push(Gold {
            span: tokens.span(&words),
            head: tokens.words[head],
            core,
            pronoun,
            noun,
            chain,
        });
    }
    for (words, label) in labelled {
        let Some(kind) = kind(label) else { continue };
        let head = head(words, kind == EntityType::Person, &reading.tags, &word);
        if reading.tags[head].is_proper_noun() {
            names.push(Name { words: core_of(head, words, kind, &reading.tags, &word), kind });
        }
    }
    // The longest first wins where names overlap, as a reader would have it.
    names.sort_by_key(|name| (std::cmp::Reverse(name.words.len()), name.words.start));
    let mut taken = vec![false; tokens.words.len()];
    names.retain(|name| {
        let free = !taken[name.words.clone()].contains(&true);
        taken[name.words.clone()].fill(true);
        free
    });
    // No name runs over the end of a sentence.
    names.retain(|name| {
        let at = tokens.sentences.partition_point(|s| s.end <= name.words.start);
        tokens.sentences.get(at).is_some_and(|s| name.words.end <= s.end)
    });
    names.sort_by_key(|name| name.words.start);
    reading.labels.fill(Label::Outside);
    for name in &names {
        for at in name.words.clone() {
            let first = at == name.words.start;
            reading.labels[at] = if first { Label::Begin(name.kind) } else { Label::Inside(name.kind) };
        }
    }
    Ok(Article { id, text, tokens, reading, names, mentions })
}

const HE_SHE: [&str; 8] = ["he", "him", "his", "himself", "she", "her", "hers", "herself"];

/// The third person, in every form.
const PRONOUNS: [&str; 17] = [
    "he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
    "themselves", "it", "its", "itself", "themself",
];

/// Guesses the type of a name that has no label from the words of its phrase.
fn guess<'a>(head: usize, words: &Range<usize>, word: &impl Fn(usize) -> &'a str) -> EntityType {
    let lists = |at: usize| Lists::of(&word(at).to_lowercase());
    let person = (words.start..head).any(|at| lists(at).any(Lists::FIRST_NAME.or(Lists::TITLE)));
    if lists(head).any(Lists::PLACE) {
        EntityType::Loc
    } else if lists(head).any(Lists::ORG.or(Lists::ORG_HEAD)) {
        EntityType::Org
    } else if person {
        EntityType::Person
    } else {
        EntityType::Misc
    }
}

/// Returns the name with its head at `head` in a mention of `words`: proper nouns side by side, without owners,
/// nor titles before a person. GUM labels whole phrases.
fn core_of<'a>(
    head: usize,
    words: &Range<usize>,
    kind: EntityType,
    tags: &[Tag],
    word: &impl Fn(usize) -> &'a str,
) -> Range<usize> {
    let person = kind == EntityType::Person;
    let (mut from, start, mut end) = (head, words.start, head + 1);
    while end < words.end && tags[end] == Tag::CD && !person {
        end += 1;
    }
    while from > start {
        let before = from - 1;
        let inside = from > start + 1 && tags[from - 2].is_proper_noun();
        let goes_on = match tags[before] {
            Tag::HYPH | Tag::CD => true,
            // "Korean People's Army", but "Ohio's Supreme Court" is two names.
            Tag::POS => !person && from > start + 1 && word(from - 2).eq_ignore_ascii_case("people"),
            tag if tag.is_proper_noun() => {
                !person || !Lists::of(&word(before).to_lowercase()).any(Lists::ROLE.or(Lists::TITLE))
            }
            _ => inside && !person && matches!(word(before), "of" | "&" | "for" | "the" | "and"),
        };
        if !goes_on {
            break;
        }
        from = before;
    }
    while from < head && !tags[from].is_proper_noun() {
        from += 1;
    }
    from..end
}

/// Returns the head of a noun phrase: its last noun before what follows the noun.
fn head<'a>(words: &Range<usize>, person: bool, tags: &[Tag], word: &impl Fn(usize) -> &'a str) -> usize {
    let mut cut = words.end;
    let mut seen = false;
    for at in words.clone() {
        let follows = match tags[at] {
            Tag::WP
            | Tag::WDT
            | Tag::WRB
            | Tag::WPS
            | Tag::TO
            | Tag::VBG
            | Tag::VBN
            | Tag::VBD
            | Tag::VBZ
            | Tag::VBP => true,
            Tag::IN => word(at) != "of",
            _ => matches!(word(at), "," | "(" | "[" | ";" | ":" | "--" | "–" | "—"),
        };
        if seen && follows {
            cut = at;
            break;
        }
        seen |= tags[at].is_noun();
    }
    while cut > words.start + 1 && tags[cut - 1] == Tag::POS {
        cut -= 1;
    }
    if let Some(of) = (words.start + 1..cut).find(|&at| word(at) == "of") {
        // "University of Ohio" is one name, "the mayor of Ohio" is not.
        let named = !person
            && tags[of - 1].is_proper_noun()
            && (of + 1..(of + 3).min(cut)).any(|at| tags[at].is_proper_noun());
        if !named {
            cut = of;
        }
    }
    (words.start..cut).rev().find(|&at| tags[at].is_noun()).unwrap_or(cut - 1)
}

/// Reads PolNeAR's texts with CoreNLP's words, tags, names and chains: silver, not gold. `folder` has both files.
///
/// # Errors
///
/// Files that cannot be read, or spans outside of their text.
pub fn read_silver(folder: &Path, split: &str, limit: usize) -> Result<Vec<Article>> {
    #[derive(serde::Deserialize)]
    struct Body {
        id: String,
        text: String,
    }
    #[derive(serde::Deserialize)]
    struct Sentence {
        b: Vec<usize>,
        e: Vec<usize>,
        pos: Vec<String>,
        ner: Vec<String>,
    }
    #[derive(serde::Deserialize)]
    struct Parsed {
        id: String,
        sents: Vec<Sentence>,
        coref: Vec<Vec<Vec<i64>>>,
    }
    let bodies = corpus::text(&folder.join(format!("polnear.{split}.jsonl.gz")))?;
    let mut texts = HashMap::new();
    for line in bodies.lines() {
        let Body { id, text } = serde_json::from_str(line)?;
        texts.insert(id, text);
    }
    let parsed = corpus::text(&folder.join(format!("polnear_corenlp.{split}.jsonl.gz")))?;
    let mut articles = Vec::new();
    for line in parsed.lines().take(limit) {
        let Parsed { id, sents, coref } = serde_json::from_str(line)?;
        let body = texts.remove(&id).with_context(|| format!("no text of {id}"))?;
        let mut offsets: Vec<usize> = body.char_indices().map(|(at, _)| at).collect();
        offsets.push(body.len());
        let mut tokens = Tokens::default();
        let (mut tags, mut labelled): (Vec<Tag>, Vec<(Range<usize>, &str)>) = (Vec::new(), Vec::new());
        let mut firsts = Vec::new();
        for sentence in &sents {
            let first = tokens.words.len();
            firsts.push(first);
            for (at, (&b, &e)) in sentence.b.iter().zip(&sentence.e).enumerate() {
                let (Some(&start), Some(&end)) = (offsets.get(b), offsets.get(e)) else {
                    bail!("a word of {id} lies outside of its text")
                };
                let number = tokens.words.len();
                tokens.words.push(Span::new(start, end));
                tags.push(Tag::named(&sentence.pos[at]).unwrap_or(Tag::NN));
                let label = sentence.ner[at].as_str();
                if label != "O" {
                    match labelled.last_mut() {
                        Some((range, last)) if range.end == number && number > first && *last == label => {
                            range.end += 1;
                        }
                        Some(_) | None => labelled.push((number..number + 1, label)),
                    }
                }
            }
            if tokens.words.len() > first {
                tokens.sentences.push(first..tokens.words.len());
            }
        }
        let text = Text::verbatim(body.clone()).with_context(|| format!("{id} is empty"))?;
        let mut at = 0;
        for paragraph in text.paragraphs() {
            let start = at;
            while at < tokens.words.len() && tokens.words[at].end <= paragraph.end {
                at += 1;
            }
            tokens.paragraphs.push(start..at);
        }
        let mut chains = Vec::new();
        for (chain, mentions) in coref.iter().enumerate() {
            for mention in mentions {
                if let [sentence, start, end, ..] = mention[..] {
                    let first = firsts[sentence as usize];
                    chains.push((first + start as usize..first + end as usize, chain));
                }
            }
        }
        chains.sort_by_key(|(words, _)| (words.start, words.end));
        articles.push(article(id, body, tokens, tags, &labelled, chains)?);
    }
    Ok(articles)
}

/// Finds the annotated mention that a phrase is.
#[derive(Debug)]
pub struct Matcher<'a> {
    mentions: &'a [Gold],
    exact: HashMap<Span, usize>,
    by_head: HashMap<u32, usize>,
    by_core: Vec<(Span, usize)>,
}

impl<'a> Matcher<'a> {
    /// Makes one for the mentions of an article.
    pub fn new(mentions: &'a [Gold]) -> Self {
        let mut matcher =
            Self { mentions, exact: HashMap::new(), by_head: HashMap::new(), by_core: Vec::new() };
        for (at, mention) in mentions.iter().enumerate() {
            matcher.exact.entry(mention.span).or_insert(at);
            // Of several with one head the longest, which begins first.
            matcher.by_head.entry(mention.head.start).or_insert(at);
            matcher.by_core.extend(mention.core.map(|core| (core, at)));
        }
        matcher.by_core.sort();
        matcher
    }

    /// Returns the mention that a found phrase is; `head` is its last word.
    pub fn of(&self, span: Span, head: Span, form: Form) -> Option<&'a Gold> {
        if let Some(&at) = self.exact.get(&span) {
            return Some(&self.mentions[at]);
        }
        if form == Form::Name {
            let from = self.by_core.partition_point(|(core, _)| core.end <= span.start);
            if let Some(&(core, at)) = self.by_core.get(from)
                && core.overlaps(span)
            {
                return Some(&self.mentions[at]);
            }
        }
        self.by_head.get(&head.start).map(|&at| &self.mentions[at]).filter(|m| !m.pronoun)
    }
}

/// Counts for the measures of this module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub articles: usize,
    /// Name mentions, and how many of them were found.
    pub names: usize,
    pub found: usize,
    b3_precision: f64,
    b3_recall: f64,
    pairs: [usize; 3],
    /// All links, and those that are likely enough to be shown.
    pub pronouns: Pronouns,
    pub shown: Pronouns,
    /// The shown links of noun phrases to named things: those whose thing has an earlier mention of their chain, or
    /// a name that they stand beside; and all.
    pub nominals: (usize, usize),
    /// Links of pronouns by tenth of confidence: right, all.
    pub calibration: [(usize, usize); 10],
    /// By the pronoun: right, all. He, she, they, it.
    pub by_pronoun: [(usize, usize); 4],
    /// He and she of chains with a name: shown with the right entity, shown with any, all.
    pub he_she_named: [usize; 3],
    /// Pronouns in no chain that were linked.
    pub spurious: usize,
}

/// What became of the pronouns that can be resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pronouns {
    pub all: usize,
    pub linked: usize,
    pub right: usize,
    /// Of chains with a name: all, linked to something named, right.
    pub named: usize,
    pub named_linked: usize,
    pub named_right: usize,
}

fn ratio(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

impl Report {
    /// Returns precision, recall and F1 of B-cubed over the name mentions, in percent.
    pub fn b_cubed(&self) -> [f64; 3] {
        let names = self.names.max(1) as f64;
        let (p, r) = (100.0 * self.b3_precision / names, 100.0 * self.b3_recall / names);
        [p, r, f1(p, r)]
    }

    /// Returns precision, recall and F1 over pairs of name mentions, in percent.
    pub fn pairwise(&self) -> [f64; 3] {
        let [both, system, gold] = self.pairs;
        let (p, r) = (ratio(both, system), ratio(both, gold));
        [p, r, f1(p, r)]
    }

    /// Returns the share of pronouns that were linked right, in percent.
    pub fn pronoun_accuracy(&self) -> f64 {
        ratio(self.pronouns.right, self.pronouns.all)
    }
}

/// Writes reports as tables, each under its title.
///
/// # Errors
///
/// Where `out` cannot be written.
pub fn tables(reports: &[(String, Report)], out: &mut dyn Write) -> Result<()> {
    let line = |out: &mut dyn Write, cells: fmt::Arguments<'_>| {
        writeln!(out, "{cells}").context("writing the report")
    };
    line(
        out,
        format_args!(
            "{:<44} {:>6} {:>6} {:>6} {:>6} {:>6}",
            "names of one entity", "P", "R", "B3", "pairs", "gold"
        ),
    )?;
    for (title, report) in reports {
        let ([p, r, b3], [.., pairs]) = (report.b_cubed(), report.pairwise());
        line(out, format_args!("{title:<44} {p:>6.2} {r:>6.2} {b3:>6.2} {pairs:>6.2} {:>6}", report.names))?;
    }
    line(
        out,
        format_args!(
            "\n{:<44} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}",
            "pronouns", "right", "he/she", "they", "it", "shown", "P", "gold"
        ),
    )?;
    for (title, report) in reports {
        let Report { pronouns, shown, by_pronoun: [he, she, they, it], .. } = report;
        let he_she = ratio(he.0 + she.0, he.1 + she.1);
        line(
            out,
            format_args!(
                "{title:<44} {:>6.1} {he_she:>6.1} {:>6.1} {:>6.1} {:>6.1} {:>6.1} {:>6}",
                ratio(pronouns.right, pronouns.all),
                ratio(they.0, they.1),
                ratio(it.0, it.1),
                ratio(shown.right, shown.all),
                ratio(shown.right, shown.linked),
                pronouns.all
            ),
        )?;
    }
    line(
        out,
        format_args!(
            "\n{:<44} {:>13} {:>6} {:>6} {:>20}",
            "shown with a named entity", "he/she: shown", "P", "gold", "noun phrases: P  all"
        ),
    )?;
    for (title, report) in reports {
        let ([right, shown, all], (nominal, nominals)) = (report.he_she_named, report.nominals);
        line(
            out,
            format_args!(
                "{title:<44} {:>13.1} {:>6.1} {all:>6} {:>15.1} {nominals:>4}",
                ratio(right, all),
                ratio(right, shown),
                ratio(nominal, nominals)
            ),
        )?;
    }
    Ok(())
}

/// Scores linking over the names, words and parts of speech that the articles are annotated with.
///
/// # Errors
///
/// None but those of the deadline, which never comes.
pub fn with_gold_names(articles: &[Article], weights: &Weights) -> Result<Report> {
    let mut report = Report::default();
    for article in articles {
        add(article, weights, &mut report)?;
    }
    Ok(report)
}

/// Adds one article to a report, as [`with_gold_names`] does.
///
/// # Errors
///
/// None but those of the deadline, which never comes.
pub fn add(article: &Article, weights: &Weights, report: &mut Report) -> Result<()> {
    let Article { text, tokens, reading, names, .. } = article;
    let known = Known { weights, spoken: &[] };
    let links = entities::link(text, tokens, reading, names, known, None, Deadline::NEVER)?;
    // A name inside of another name cannot be given to the linker.
    let given = |core: Span| names.iter().any(|name| tokens.span(&name.words) == core);
    score(article, tokens, &links, given, report);
    Ok(())
}

/// Scores linking end to end: over what `reader` makes of the bare texts.
///
/// # Errors
///
/// None but those of the deadline, which never comes.
pub fn end_to_end(articles: &[Article], reader: Reader<'_>, weights: &Weights) -> Result<Report> {
    let mut report = Report::default();
    let known = Known { weights, spoken: &[] };
    let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
    for article in articles {
        tokens.fill(&article.text, Deadline::NEVER)?;
        reader.read(&article.text, &tokens, &mut reading, Deadline::NEVER)?;
        let names = entities::names(&article.text, &tokens, &reading, Deadline::NEVER)?;
        let links = entities::link(&article.text, &tokens, &reading, &names, known, None, Deadline::NEVER)?;
        score(article, &tokens, &links, |_| true, &mut report);
    }
    Ok(report)
}

fn score(
    article: &Article,
    tokens: &Tokens,
    links: &Links,
    given: impl Fn(Span) -> bool,
    report: &mut Report,
) {
    report.articles += 1;
    let mentions = &article.mentions;
    let matcher = Matcher::new(mentions);
    let head = |words: &Range<usize>| tokens.words[words.end - 1];
    // The chain of every found mention.
    let chains: Vec<Option<usize>> = links
        .mentions
        .iter()
        .map(|m| matcher.of(m.span, head(&m.words), m.form).map(|gold| gold.chain))
        .collect();

    // Names: gold chain and found thing of each name mention.
    let mut pairs: Vec<(usize, Option<usize>)> = Vec::new();
    for mention in mentions {
        let Some(core) = mention.core.filter(|&core| given(core)) else { continue };
        let found = links
            .mentions
            .iter()
            .filter(|m| m.form != Form::Pronoun && m.thing.is_some() && m.span.overlaps(core))
            // The name itself rather than a phrase around it.
            .min_by_key(|m| (m.form != Form::Name, m.span.len()))
            .filter(|m| m.form == Form::Name || m.span.contains(core) && m.span.end == core.end);
        report.found += usize::from(found.is_some());
        pairs.push((mention.chain, found.and_then(|m| m.thing)));
    }
    report.names += pairs.len();
    for (at, &(chain, thing)) in pairs.iter().enumerate() {
        let same_thing = |other: usize, its: Option<usize>| other == at || its.is_some() && its == thing;
        let (mut both, mut system, mut gold) = (0usize, 0usize, 0usize);
        for (other, &(its_chain, its_thing)) in pairs.iter().enumerate() {
            let (s, g) = (same_thing(other, its_thing), its_chain == chain);
            system += usize::from(s);
            gold += usize::from(g);
            both += usize::from(s && g);
        }
        report.b3_precision += both as f64 / system as f64;
        report.b3_recall += both as f64 / gold as f64;
        report.pairs[0] += both - 1;
        report.pairs[1] += system - 1;
        report.pairs[2] += gold - 1;
    }

    // Pronouns and noun phrases.
    let mut has_name: HashMap<usize, bool> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.noun) {
        *has_name.entry(mention.chain).or_default() |= mention.core.is_some();
    }
    // For each thing, the chains of its names.
    let mut names_of: HashMap<usize, HashSet<Option<usize>>> = HashMap::new();
    for (mention, chain) in links.mentions.iter().zip(&chains) {
        if let (Form::Name, Some(thing)) = (mention.form, mention.thing) {
            names_of.entry(thing).or_default().insert(*chain);
        }
    }
    let by_span: HashMap<Span, usize> = links
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| m.form == Form::Pronoun)
        .map(|(at, m)| (m.span, at))
        .collect();
    let earlier = |at: usize, thing: usize, chain: usize| {
        (0..at).any(|before| links.mentions[before].thing == Some(thing) && chains[before] == Some(chain))
    };
    for mention in mentions.iter().filter(|m| m.pronoun) {
        let Some(&named) = has_name.get(&mention.chain) else { continue };
        let at = by_span.get(&mention.span).copied();
        let link = at.and_then(|at| links.mentions[at].thing.map(|thing| (at, thing)));
        let right = link.is_some_and(|(at, thing)| earlier(at, thing, mention.chain));
        let mine =
            |thing: usize| names_of.get(&thing).is_some_and(|names| names.contains(&Some(mention.chain)));
        let confidence = link.map_or(0.0, |(at, _)| links.mentions[at].confidence);
        for (pronouns, least) in [(&mut report.pronouns, 0.0), (&mut report.shown, MIN_CONFIDENCE)] {
            let link = link.filter(|_| confidence >= least);
            pronouns.all += 1;
            pronouns.linked += usize::from(link.is_some());
            pronouns.right += usize::from(link.is_some() && right);
            if named {
                pronouns.named += 1;
                pronouns.named_right += usize::from(link.is_some_and(|(_, thing)| mine(thing)));
            }
            pronouns.named_linked +=
                usize::from(link.is_some_and(|(_, thing)| links.things[thing].named.is_some()));
        }
        if link.is_some() {
            let (hits, all) = &mut report.calibration[((confidence * 10.0) as usize).min(9)];
            *all += 1;
            *hits += usize::from(right);
        }
        let lower = article.text.slice(mention.span).to_lowercase();
        let (hits, all) = &mut report.by_pronoun[match lower.as_str() {
            "he" | "him" | "his" | "himself" => 0,
            "she" | "her" | "hers" | "herself" => 1,
            "it" | "its" | "itself" => 3,
            _ => 2,
        }];
        *all += 1;
        *hits += usize::from(right);
        if named && HE_SHE.contains(&lower.as_str()) {
            let shown = link
                .filter(|&(_, thing)| confidence >= MIN_CONFIDENCE && links.things[thing].named.is_some());
            report.he_she_named[0] += usize::from(shown.is_some_and(|(_, thing)| mine(thing)));
            report.he_she_named[1] += usize::from(shown.is_some());
            report.he_she_named[2] += 1;
        }
    }
    for (at, mention) in links.mentions.iter().enumerate() {
        let Some(thing) = mention.thing else { continue };
        match mention.form {
            Form::Pronoun if chains[at].is_none() => report.spurious += 1,
            Form::Nominal if mention.confidence >= MIN_CONFIDENCE && links.things[thing].named.is_some() => {
                // Gold mentions take in what stands beside a name: "the mayor, Ann Lee".
                let beside = mentions.iter().any(|gold| {
                    gold.span.contains(mention.span)
                        && names_of.get(&thing).is_some_and(|names| names.contains(&Some(gold.chain)))
                });
                report.nominals.1 += 1;
                report.nominals.0 +=
                    usize::from(beside || chains[at].is_some_and(|chain| earlier(at, thing, chain)));
            }
            Form::Pronoun | Form::Nominal | Form::Name => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_mentions() {
        let (forms, mentions) =
            chains("# begin\n0\tAnn\t(1\n1\tLee\t1)\n2\ther\t(12(1)\n3\tcat\t12)\n").unwrap();
        assert_eq!(forms, ["Ann", "Lee", "her", "cat"]);
        assert_eq!(mentions, [(0..2, 1), (2..3, 1), (2..4, 12)]);
        assert!(chains("0\tAnn\t1)\n").is_err());
    }

    /// One article of two sentences, with gold chains for its words.
    fn article_of(chain_of_the_last: usize) -> Article {
        let words = [
            ("Ann", Tag::NNP, "B-PERSON", true),
            ("Lee", Tag::NNP, "I-PERSON", false),
            ("left", Tag::VBD, "O", false),
            (".", Tag::FULL_STOP, "O", false),
            ("She", Tag::PRP, "O", true),
            ("met", Tag::VBD, "O", false),
            ("Lee", Tag::NNP, "B-PERSON", false),
            (".", Tag::FULL_STOP, "O", false),
        ];
        gum_article("a".to_owned(), &words, vec![(0..2, 1), (4..5, 1), (6..7, chain_of_the_last)]).unwrap()
    }

    #[test]
    fn scores_count_names_and_pronouns() {
        let report = with_gold_names(&[article_of(1)], Weights::embedded()).unwrap();
        assert_eq!(
            (report.b_cubed()[2], report.pairwise()[2], report.pronoun_accuracy()),
            (100.0, 100.0, 100.0)
        );
        let report = with_gold_names(&[article_of(2)], Weights::embedded()).unwrap();
        assert_eq!((report.b_cubed()[0], report.b_cubed()[1], report.pairwise()[0]), (50.0, 100.0, 0.0));
    }
}
