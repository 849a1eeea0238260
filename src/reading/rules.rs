//! Labels by rule: shapes, word lists, the words around a name, and the same words elsewhere in the article.

use super::lexicon::Lists;
use super::{Label, Reading, Shape};
use crate::error::{Deadline, Reject};
use crate::found::EntityType::{self, Loc, Misc, Org, Person};
use crate::text::Text;
use crate::tokens::Tokens;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

/// What the rest of the article says of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// Seen in small letters.
    lower: bool,
    /// Seen with a capital where nothing but a name would have one.
    capital: bool,
    /// How often it is part of a longer name of each type.
    kinds: [u16; 4],
}

/// A stretch of capitalised words that may be a name.
struct Run {
    words: Range<usize>,
    kind: Option<EntityType>,
}

/// The longest run of capitalised words taken for one name; longer ones are headlines and lists.
const MAX_RUN: usize = 10;

/// The longest word that is looked up.
const MAX_WORD: usize = 40;

/// Fills the labels of `reading`.
pub(super) fn read(
    text: &Text,
    tokens: &Tokens,
    reading: &mut Reading,
    deadline: Deadline,
) -> Result<(), Reject> {
    let count = tokens.words.len();
    reading.shapes.clear();
    reading.lists.clear();
    reading.cues.clear();
    reading.evidence.clear();
    reading.labels.clear();
    reading.tags.clear();
    reading.tags.resize(count, super::tag::Tag::NN);
    reading.labels.resize(count, Label::Outside);
    let mut lower = String::new();
    let mut keys = Vec::with_capacity(count);
    for sentence in &tokens.sentences {
        deadline.check("read")?;
        for at in sentence.clone() {
            let word = text.slice(tokens.words[at]);
            let shape = shape(word);
            reading.shapes.push(shape);
            let (mut lists, mut key) = (Lists::default(), 0);
            if word.len() <= MAX_WORD && !matches!(shape, Shape::Mark | Shape::Number) {
                lowercase(word, &mut lower);
                lists = Lists::of(&lower);
                key = hash(&lower);
            } else if matches!(word, "'s" | "’s") {
                lists = Lists::AUXILIARY;
            }
            reading.lists.push(lists);
            reading.cues.push(lists.any(Lists::CUE) || lower == "according" && shape != Shape::Mark);
            keys.push(key);
        }
    }
    let mut rules = Rules { text, tokens, reading, keys, phrase: lower };
    let mut runs = Vec::new();
    for sentence in &tokens.sentences {
        rules.gather(sentence);
    }
    for sentence in &tokens.sentences {
        deadline.check("read")?;
        rules.runs(sentence, &mut runs);
    }
    for run in &runs {
        rules.witness(run);
    }
    for run in runs {
        if let Some(kind) = run.kind.or_else(|| rules.single(&run.words)) {
            rules.label(run.words, kind);
        }
    }
    Ok(())
}

struct Rules<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a mut Reading,
    /// The hash of each word in small letters; 0 for what is not looked up.
    keys: Vec<u64>,
    phrase: String,
}

impl Rules<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.slice(self.tokens.words[at])
    }

    fn is(&self, at: usize, lists: Lists) -> bool {
        self.reading.lists.get(at).is_some_and(|l| l.any(lists))
    }

    fn shape(&self, at: usize) -> Shape {
        self.reading.shapes.get(at).copied().unwrap_or(Shape::Mark)
    }

    fn evidence(&self, at: usize) -> Evidence {
        self.reading.evidence.get(&self.keys[at]).copied().unwrap_or_default()
    }

    /// Says whether the word at `at` is capitalised for its place, not for itself: the first of a sentence, a
    /// quote, or what follows a colon.
    fn is_initial(&self, at: usize, sentence: &Range<usize>) -> bool {
        at == sentence.start
            || at == sentence.start + 1 && self.shape(at - 1) == Shape::Mark
            || matches!(
                self.word(at - 1),
                "“" | "\"" | "``" | "''" | "‘" | ":" | "•" | "—" | "." | "?" | "!" | "…"
            )
    }

    /// Says whether the sentence is a headline in title case or capitals, where capitals tell nothing.
    fn is_headline(&self, sentence: &Range<usize>) -> bool {
        let (mut lower, mut capital) = (0, 0);
        for at in sentence.clone() {
            match self.shape(at) {
                Shape::Lower if !self.is(at, Lists::FUNCTION) => lower += 1,
                Shape::Capital | Shape::Capitals => capital += 1,
                Shape::Lower | Shape::Mark | Shape::Number => {}
            }
        }
        capital >= 4 && capital > 10 * lower && sentence.len() < 40
    }

    /// Notes which words appear in small letters and which with a capital amid a sentence.
    fn gather(&mut self, sentence: &Range<usize>) {
        let headline = self.is_headline(sentence);
        for at in sentence.clone() {
            if self.keys[at] == 0 {
                continue;
            }
            let shape = self.shape(at);
            let capital = shape == Shape::Capital && !headline && !self.is_initial(at, sentence);
            if capital || shape == Shape::Lower {
                let entry = self.reading.evidence.entry(self.keys[at]).or_default();
                entry.capital |= capital;
                entry.lower |= shape == Shape::Lower;
            }
        }
    }

    /// Says whether the word at `at` may be part of a name.
    fn is_candidate(&self, at: usize, sentence: &Range<usize>, headline: bool) -> bool {
        let known = Lists::FIRST_NAME.or(Lists::PLACE).or(Lists::DEMONYM).or(Lists::ORG);
        let shape = self.shape(at);
        if !matches!(shape, Shape::Capital | Shape::Capitals) || self.keys[at] == 0 {
            return false;
        }
        let word = self.word(at);
        if self.is(at, Lists::CALENDAR) && !self.is(at, Lists::FIRST_NAME) {
            return false;
        }
        if shape == Shape::Capitals {
            if self.is(at, Lists::ORG.or(Lists::PLACE)) && (word.contains('.') || word != "WHO") {
                return true;
            }
            let near = |other: usize| {
                sentence.contains(&other)
                    && self.shape(other) == Shape::Capitals
                    && (self.word(other).len() > 3 || self.is(other, Lists::FUNCTION))
            };
            let shouted = word.len() > 5 || near(at + 1) || at > 0 && near(at - 1);
            if shouted || headline {
                return self.evidence(at).capital;
            }
            return !self.is(at, Lists::FUNCTION) && !self.evidence(at).lower && word.len() > 1;
        }
        if self.is(at, Lists::FUNCTION) && !self.is(at, Lists::FIRST_NAME) {
            return false;
        }
        let evidence = self.evidence(at);
        if headline {
            // "Follow Jane Roe on Twitter"
            let after_first_name = at > sentence.start
                && self.is(at - 1, Lists::FIRST_NAME)
                && !self.is(at - 1, Lists::AMBIGUOUS)
                && self.shape(at - 1) == Shape::Capital;
            return after_first_name && !evidence.lower
                || !evidence.lower
                    && (evidence.capital || self.is(at, known))
                    && !self.is(at, Lists::AMBIGUOUS)
                || evidence.capital && !self.is(at, Lists::FUNCTION);
        }
        if !self.is_initial(at, sentence) {
            return true;
        }
        if evidence.capital && !self.is(at, Lists::FUNCTION) {
            return true;
        }
        if self.is(at, known) && !self.is(at, Lists::AMBIGUOUS) && !self.is(at, Lists::FUNCTION) {
            return true;
        }
        if evidence.lower || self.is(at, Lists::FUNCTION.or(Lists::CUE)) {
            return false;
        }
        // A capital after it makes it a name, or the title of one.
        let next = at + 1;
        let followed = sentence.contains(&next)
            && matches!(self.shape(next), Shape::Capital | Shape::Capitals)
            && !self.is(next, Lists::FUNCTION.or(Lists::CALENDAR));
        if followed {
            return !self.is(at, Lists::OPENER) || self.is(at, Lists::TITLE);
        }
        !self.is(at, Lists::OPENER.or(Lists::AMBIGUOUS))
            && sentence.contains(&next)
            && self.shape(next) == Shape::Lower
            && (self.is(next, Lists::SAY) && !self.word(at).ends_with('s')
                || matches!(self.word(next), "'s" | "’s"))
    }

    /// Finds the runs of the sentence and what they are by themselves.
    fn runs(&mut self, sentence: &Range<usize>, runs: &mut Vec<Run>) {
        let headline = self.is_headline(sentence);
        let mut at = sentence.start;
        while at < sentence.end {
            if !self.is_candidate(at, sentence, headline) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < sentence.end && end - at < MAX_RUN {
                if self.is_candidate(end, sentence, headline) {
                    end += 1;
                } else if let Some(joined) = self.joins(at..end, sentence, headline) {
                    end = joined;
                } else {
                    break;
                }
            }
            self.segment(at..end, sentence, runs);
            at = end;
        }
    }

    /// Returns the end of the run that goes on over a small word: "Bank of America", "Ursula von der Leyen".
    fn joins(&self, run: Range<usize>, sentence: &Range<usize>, headline: bool) -> Option<usize> {
        let (at, last) = (run.end, run.end - 1);
        let candidate = |at: usize| sentence.contains(&at) && self.is_candidate(at, sentence, headline);
        match self.word(at) {
            "of" | "for" => {
                let heads = matches!(
                    self.word(last),
                    "University"
                        | "Department"
                        | "Ministry"
                        | "House"
                        | "Bank"
                        | "Republic"
                        | "Gulf"
                        | "Bay"
                        | "Board"
                        | "Bureau"
                        | "Institute"
                        | "Court"
                        | "Council"
                        | "Union"
                        | "Church"
                        | "Academy"
                        | "Museum"
                        | "Chamber"
                        | "Association"
                        | "Federation"
                        | "Organization"
                        | "Organisation"
                        | "College"
                        | "School"
                        | "Center"
                        | "Centre"
                        | "Committee"
                        | "Office"
                        | "Agency"
                        | "Society"
                        | "League"
                        | "Party"
                        | "Congress"
                        | "Foundation"
                        | "Campaign"
                        | "Fund"
                        | "Isle"
                        | "Kingdom"
                        | "States"
                        | "Strait"
                        | "Sea"
                        | "Commission"
                );
                let next =
                    if sentence.contains(&(at + 1)) && self.word(at + 1) == "the" { at + 2 } else { at + 1 };
                (heads && candidate(next)).then_some(next + 1)
            }
            "and" => {
                let department =
                    matches!(self.word(run.start), "Department" | "Ministry" | "Committee" | "Centers")
                        && run.clone().any(|i| matches!(self.word(i), "of" | "for"));
                (department && candidate(at + 1)).then_some(at + 2)
            }
            "&" => candidate(at + 1).then_some(at + 2),
            "de" | "la" | "al" | "bin" | "von" | "van" | "der" | "den" | "del" | "di" | "da" | "dos"
            | "el" | "ibn" | "du" | "le" => {
                let mut next = at + 1;
                while next < at + 3 && sentence.contains(&next) && self.is(next, Lists::PARTICLE) {
                    next += 1;
                }
                candidate(next).then_some(next + 1)
            }
            _ => None,
        }
    }

    /// Looks up the words of `range` as one phrase.
    fn phrase(&mut self, range: Range<usize>) -> Lists {
        if range.len() == 1 {
            return self.reading.lists[range.start];
        }
        if range.is_empty() || range.len() > 5 {
            return Lists::default();
        }
        let mut phrase = std::mem::take(&mut self.phrase);
        phrase.clear();
        for at in range.clone() {
            if at > range.start {
                phrase.push(' ');
            }
            phrase.extend(self.word(at).chars().take(MAX_WORD).flat_map(char::to_lowercase));
        }
        let lists = Lists::of(&phrase);
        self.phrase = phrase;
        lists
    }

    /// Parts a run into titles, names and what stands before them.
    fn segment(&mut self, mut run: Range<usize>, sentence: &Range<usize>, runs: &mut Vec<Run>) {
        // "Secretary of State John Kerry", "Minister of Defense X": the office is no name.
        if run.start >= sentence.start + 2
            && self.word(run.start - 1) == "of"
            && matches!(
                self.word(run.start - 2),
                "Secretary" | "Minister" | "secretary" | "minister" | "Director"
            )
            && self.is(run.start, Lists::TITLE)
        {
            run.start += 1;
        }
        while !run.is_empty()
            && self.is(run.end - 1, Lists::PARTICLE)
            && self.shape(run.end - 1) == Shape::Lower
        {
            run.end -= 1;
        }
        if run.is_empty() {
            return;
        }
        if let Some(kind) = self.known(run.clone()) {
            runs.push(Run { words: run, kind: Some(kind) });
            return;
        }
        let last = run.end - 1;
        if run.len() > 1
            && self.is(last, Lists::ORG_HEAD.or(Lists::ORG_SUFFIX))
            && !self.is_person_like(run.clone())
        {
            runs.push(Run { words: run, kind: Some(Org) });
            return;
        }
        // The last block of titles parts the run: "Chinese Foreign Ministry Spokesman | Guo Jiakun".
        if let Some(title) = run.clone().rev().find(|&at| self.is_title(at, &run)) {
            let mut block = title;
            while block > run.start && self.is_title(block - 1, &run) {
                block -= 1;
            }
            if block > run.start {
                self.segment_plain(run.start..block, runs, false);
            }
            if title + 1 < run.end {
                self.segment_plain(title + 1..run.end, runs, true);
            }
            return;
        }
        let titled = run.start > sentence.start
            && self.shape(run.start - 1) == Shape::Lower
            && self.is(run.start - 1, Lists::ROLE);
        self.segment_plain(run, runs, titled);
    }

    fn is_title(&self, at: usize, run: &Range<usize>) -> bool {
        if !self.is(at, Lists::TITLE) {
            return false;
        }
        let last = at + 1 == run.end;
        // "Judge" in "Aaron Judge" and "King" in "Martin Luther King" are names.
        if last && at > run.start && self.is(at - 1, Lists::FIRST_NAME) {
            return false;
        }
        // "Foreign Ministry", "Press Association": part of an organisation's name.
        let heads_on =
            !last && self.is(at + 1, Lists::ORG_HEAD) && !self.is(at + 1, Lists::TITLE.or(Lists::FIRST_NAME));
        !heads_on || self.is(at, Lists::FIRST_NAME)
    }

    fn known(&mut self, run: Range<usize>) -> Option<EntityType> {
        let lists = self.phrase(run.clone());
        let single = run.len() == 1;
        if lists.any(Lists::PLACE) && !(single && lists.any(Lists::FIRST_NAME)) {
            Some(Loc)
        } else if lists.any(Lists::ORG) && (!single || self.shape(run.start) != Shape::Lower) {
            Some(Org)
        } else if lists.any(Lists::DEMONYM) && !lists.any(Lists::FIRST_NAME)
            || !single && lists.any(Lists::EVENT_HEAD)
        {
            Some(Misc)
        } else {
            None
        }
    }

    fn is_person_like(&self, run: Range<usize>) -> bool {
        run.len() == 2 && self.is(run.start, Lists::FIRST_NAME) && !self.is(run.start, Lists::PLACE)
    }

    /// Segments a run without titles in it; `titled` says whether a title stands before it.
    fn segment_plain(&mut self, run: Range<usize>, runs: &mut Vec<Run>, titled: bool) {
        if let Some(kind) = self.known(run.clone()) {
            runs.push(Run { words: run, kind: Some(kind) });
            return;
        }
        // "Russian Vladimir Putin", "Ohio John Kasich", "Republican Marco Rubio": two names side by side.
        let first = self.reading.lists[run.start];
        if run.len() > 2
            && first.any(Lists::DEMONYM.or(Lists::PLACE))
            && !first.any(Lists::FIRST_NAME)
            && self.is(run.start + 1, Lists::FIRST_NAME)
            && self.class(run.start + 1..run.end, true) == Some(Person)
        {
            let kind = if first.any(Lists::PLACE) { Loc } else { Misc };
            runs.push(Run { words: run.start..run.start + 1, kind: Some(kind) });
            runs.push(Run { words: run.start + 1..run.end, kind: Some(Person) });
            return;
        }
        if run.len() == 2 && first.any(Lists::DEMONYM) && titled {
            runs.push(Run { words: run.start..run.start + 1, kind: Some(Misc) });
            runs.push(Run { words: run.start + 1..run.end, kind: Some(Person) });
            return;
        }
        let kind = self.class(run.clone(), titled);
        if run.len() == 1 && kind.is_none() && self.is(run.start, Lists::TITLE.or(Lists::CUE)) {
            return;
        }
        runs.push(Run { words: run, kind });
    }

    /// Says what a run is, by its own words and whether a title stands before it; none where that is open.
    fn class(&self, run: Range<usize>, titled: bool) -> Option<EntityType> {
        let last = run.end - 1;
        let single = run.len() == 1;
        let any = |lists: Lists| run.clone().any(|at| self.is(at, lists));
        if any(Lists::ORG_SUFFIX) && !single {
            return Some(Org);
        }
        if !single && self.is(last, Lists::ORG_HEAD) && !self.is_person_like(run.clone()) {
            return Some(Org);
        }
        if run.clone().any(|at| matches!(self.word(at), "of" | "for" | "&")) {
            let place =
                self.is(run.start, Lists::PLACE_HEAD) || any(Lists::PLACE_HEAD) && !any(Lists::ORG_HEAD);
            return Some(if place { Loc } else { Org });
        }
        if !single && self.is(last, Lists::PLACE_HEAD) && !self.is_person_like(run.clone()) {
            return Some(Loc);
        }
        if !single && self.is(last, Lists::EVENT_HEAD) && !self.is_person_like(run.clone()) {
            return Some(Misc);
        }
        if single {
            if self.shape(last) == Shape::Capitals && !titled {
                return Some(Org).filter(|_| !self.evidence(last).capital);
            }
            return titled.then_some(Person);
        }
        if self.word(run.start) == "Operation" {
            return Some(Misc);
        }
        if titled || self.is(run.start, Lists::FIRST_NAME) {
            return Some(if run.len() <= 5 { Person } else { Org });
        }
        if self.is(run.start, Lists::ORG_HEAD) && !self.is(run.start, Lists::TITLE) {
            return Some(Org);
        }
        if run
            .clone()
            .any(|at| is_initial_letter(self.word(at)) || self.is(at, Lists::PARTICLE) && at > run.start)
        {
            return Some(Person);
        }
        if matches!(
            self.word(run.start),
            "North"
                | "South"
                | "East"
                | "West"
                | "New"
                | "Northern"
                | "Southern"
                | "Eastern"
                | "Western"
                | "Central"
                | "Mount"
                | "Fort"
                | "Lake"
                | "Cape"
                | "San"
                | "Santa"
                | "Port"
                | "St."
                | "Mt."
                | "Los"
                | "Las"
                | "El"
        ) {
            return Some(Loc);
        }
        if self.is_abstract(last) {
            return Some(Misc);
        }
        if any(Lists::ORG_HEAD.or(Lists::ORG)) || run.clone().any(|at| self.shape(at) == Shape::Capitals) {
            return Some(Org);
        }
        if self.is(run.start, Lists::DEMONYM) {
            return Some(Misc);
        }
        if self.is(run.start, Lists::PLACE) {
            return Some(Org);
        }
        Some(if run.len() <= 3 { Person } else { Org })
    }

    /// Says whether the word ends like a common noun of ideas, which writers of some kinds capitalise.
    fn is_abstract(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 6
            && ["ism", "tion", "ing", "ment", "ness", "ship", "ance", "ity"]
                .iter()
                .any(|end| word.ends_with(end))
    }

    /// Notes what the words of a longer name are part of.
    fn witness(&mut self, run: &Run) {
        let Some(kind) = run.kind else { return };
        let titled_single = run.words.len() == 1 && kind == Person;
        if run.words.len() < 2 && !titled_single {
            return;
        }
        let ends = [run.words.start, run.words.end - 1];
        for at in &ends[..if titled_single || kind != Person { 1 } else { 2 }] {
            if self.is(*at, Lists::PLACE.or(Lists::DEMONYM)) && !self.is(*at, Lists::FIRST_NAME) {
                continue;
            }
            let count = &mut self.reading.evidence.entry(self.keys[*at]).or_default().kinds[kind as usize];
            *count = count.saturating_add(1);
        }
    }

    /// Says what a single word is whose own look leaves it open.
    fn single(&self, run: &Range<usize>) -> Option<EntityType> {
        let at = run.start;
        let evidence = self.evidence(at);
        let most = (0..4).max_by_key(|&kind| (evidence.kinds[kind], 4 - kind))?;
        if evidence.kinds[most] > 0 {
            return Some(EntityType::ALL[most]);
        }
        if self.shape(at) == Shape::Capitals {
            return Some(Org);
        }
        if self.is(at, Lists::FIRST_NAME) && !self.is(at, Lists::AMBIGUOUS) {
            return Some(Person);
        }
        let before = if at > 0 { self.word(at - 1) } else { "" };
        if matches!(before, "in" | "near" | "across" | "outside" | "throughout" | "around") {
            return Some(Loc);
        }
        if self.is(at, Lists::PLACE) {
            return Some(Loc);
        }
        let after = self.reading.lists.get(run.end).copied().unwrap_or_default();
        let before_lists = if at > 0 { self.reading.lists[at - 1] } else { Lists::default() };
        if after.any(Lists::SAY) && self.shape(run.end) == Shape::Lower
            || before_lists.any(Lists::SAY) && before != "to"
        {
            return Some(Person);
        }
        if self.is(at, Lists::EVENT_HEAD) {
            return Some(Misc);
        }
        if self.is(at, Lists::ORG_HEAD.or(Lists::ORG_SUFFIX)) {
            return Some(Org).filter(|_| self.is(at, Lists::ORG));
        }
        if self.is(at, Lists::PLACE_HEAD.or(Lists::OPENER).or(Lists::AMBIGUOUS)) {
            return None;
        }
        if evidence.lower || self.is_abstract(at) {
            return None;
        }
        match before {
            "the" | "The" => Some(Org),
            "at" | "from" | "to" => Some(Loc),
            "a" | "an" => Some(Misc),
            _ => Some(Person),
        }
    }

    fn label(&mut self, run: Range<usize>, kind: EntityType) {
        self.reading.labels[run.start] = Label::Begin(kind);
        for at in run.start + 1..run.end {
            self.reading.labels[at] = Label::Inside(kind);
        }
    }
}

/// "J." or "J"
fn is_initial_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && matches!((chars.next(), chars.next()), (Some('.') | None, None))
}

fn shape(word: &str) -> Shape {
    let Some(first) = word.chars().find(|c| !matches!(c, '\'' | '’' | '@' | '#' | '-')) else {
        return Shape::Mark;
    };
    if first.is_numeric() {
        return Shape::Number;
    }
    if !first.is_alphabetic() {
        return Shape::Mark;
    }
    if !first.is_uppercase() {
        // "al-Qaeda", "iPhone", "then-President"
        let named = word.starts_with("al-")
            || word.starts_with("el-")
            || word.starts_with("eBay")
            || word.starts_with("iP");
        return if named { Shape::Capital } else { Shape::Lower };
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).take(MAX_WORD);
    let many = word.chars().filter(|c| c.is_alphabetic()).take(2).count() > 1;
    if many && letters.all(char::is_uppercase) { Shape::Capitals } else { Shape::Capital }
}

/// Writes `word` in small letters to `lower`.
fn lowercase(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// Returns a key for `word`; never 0.
fn hash(word: &str) -> u64 {
    // Two words of one article with one hash would only share evidence.
    let mut hasher = DefaultHasher::new();
    hasher.write(word.as_bytes());
    hasher.finish() | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Tier;
    use crate::reading::Reader;

    /// `expected` has the names, each with the first letter of its type, parted by ` | `.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Reader::new(Tier::Fast).read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        let mut found: Vec<String> = Vec::new();
        for (at, label) in reading.labels.iter().enumerate() {
            let word = text.slice(tokens.words[at]);
            match label {
                Label::Outside => {}
                Label::Begin(kind) => found.push(format!("{} {word}", &kind.as_str()[..1])),
                Label::Inside(_) => {
                    let last = found.last_mut().unwrap();
                    last.push(' ');
                    last.push_str(word);
                }
            }
        }
        assert_eq!(found.join(" | "), expected, "{body}");
    }

    #[test]
    fn titles_stay_out_of_names() {
        check("On Monday President Jane Roe met Foreign Minister Li Wen.", "P Jane Roe | P Li Wen");
        check(
            "The Chinese Foreign Ministry spokesman Guo Wen spoke.",
            "O Chinese Foreign Ministry | P Guo Wen",
        );
        check("Then Secretary of State John Roe met Dr. Smith.", "P John Roe | P Smith");
        check(
            "Ohio Gov. John Roe and Republican Sen. Jane Doe won.",
            "L Ohio | P John Roe | M Republican | P Jane Doe",
        );
        check("The Prime Minister left. He met the President.", "");
    }

    #[test]
    fn organisations() {
        check("They sued Acme Widgets Inc. in Boston.", "O Acme Widgets Inc. | L Boston");
        check("He teaches at the University of Utrecht.", "O University of Utrecht");
        check(
            "The New York Times and the U.N. Security Council agreed.",
            "O New York Times | O U.N. Security Council",
        );
        check(
            "Officials of the Department of Health and Human Services disagreed.",
            "O Department of Health and Human Services",
        );
    }

    #[test]
    fn shouting_is_no_organisation() {
        check("He ordered A TOTAL AND COMPLETE BLOCKADE of it.", "");
        check("It is a FOREIGN TERRORIST ORGANIZATION now.", "");
        check("Agents of the FBI came.", "O FBI");
    }

    #[test]
    fn sentence_starts_need_evidence() {
        check("Growth slowed. Economists fear growth.", "");
        check("Roe declared it over.", "P Roe");
        check("Venezuela has rights.", "L Venezuela");
        check("Smith paid. It was Jane Smith again.", "P Smith | P Jane Smith");
    }

    #[test]
    fn particles_join_names() {
        check("We met Ursula von der Maas and Juan de la Cruz.", "P Ursula von der Maas | P Juan de la Cruz");
    }
}
