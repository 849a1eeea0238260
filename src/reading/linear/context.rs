//! What the neighbours of a word and the rest of the article say of it.
//!
//! Only words at or beside a capital or a digit are looked at: the rest are never names in text that has case.

use super::lists::{Lists, MAX_LISTS, MAX_PHRASE, PHRASE_START, longer};
use super::table::{ByHash, fingerprint, mix};
use super::words::{Class, Facts, Register};
use std::ops::Range;

/// What the article says of a word that it writes with a capital somewhere.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    /// How often it is written small.
    small: u32,
    /// How often it has a capital where nothing but a name would have one.
    capital: u32,
    /// The first place where it has a capital, by word index.
    first: u32,
    last: u32,
}

/// No further place.
const NONE: u32 = u32::MAX;

/// How many other places of a word are looked at.
const MAX_OTHERS: usize = 4;

/// What an article's words are, where its capitals stand, and how its passages are to be read.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// One for each word.
    pub facts: Vec<Facts>,
    /// One for each paragraph.
    pub passages: Vec<Passage>,
    /// For each word the passage it is in.
    passage_of: Vec<u32>,
    /// For each word with a capital the run of such words it is in; else empty.
    runs: Vec<Range<u32>>,
    /// For each word with a capital the next place where the article has it with one.
    next: Vec<u32>,
    uses: ByHash<Uses>,
    matches: Vec<Match>,
}

/// A paragraph, or as much of a text as is read as one, and how it is written.
#[derive(Clone, Debug)]
pub struct Passage {
    pub words: Range<usize>,
    pub register: Register,
    /// Its words all begin with capitals, or are small words: a headline.
    title: bool,
}

impl Passage {
    /// Says whether the capitals of the passage tell names from other words.
    fn has_case(&self) -> bool {
        self.register == Register::Cased && !self.title
    }
}

/// The longest phrase of each gazetteer at a word.
#[derive(Clone, Copy, Debug, Default)]
struct Match {
    length: [u8; MAX_LISTS],
    /// 0 at its first word, 1 amid it, 2 at its last.
    place: [u8; MAX_LISTS],
    any: u32,
}

/// How many features of tags [`Article::wide_tag_features`] has.
const WIDE: usize = 10;

/// As many words in capitals in a row are shouted; fewer may be names.
const MIN_SHOUTED: usize = 3;

/// Words of an article without any capital that show that it has no case at all.
const MIN_WORDS_WITHOUT_CASE: usize = 12;

impl Article {
    /// Begins another article whose passages are these ranges of words.
    pub fn begin(&mut self, passages: &[Range<usize>]) {
        self.facts.clear();
        self.passages.clear();
        self.passages.extend(passages.iter().map(|words| Passage {
            words: words.clone(),
            register: Register::Cased,
            title: false,
        }));
    }

    /// Parts passages where someone shouts amid them, once the facts of all words are known: such words are read
    /// without case, and by themselves.
    pub fn part_shouting(&mut self) {
        if !self.facts.windows(2).any(|pair| pair.iter().all(Facts::is_shouted)) {
            return;
        }
        let whole = std::mem::take(&mut self.passages);
        for Passage { words, register, title } in whole {
            let mut start = words.start;
            let mut part = |from: usize, to: usize| {
                if from < to {
                    self.passages.push(Passage { words: from..to, register, title });
                }
            };
            // What has no small words is shouted as a whole.
            let small = self.facts[words.clone()].iter().filter(|f| f.small && !f.capital && !f.function);
            let mut at = if small.count() < MIN_SHOUTED { words.end } else { words.start };
            while at < words.end {
                let run = at;
                while at < words.end && self.facts[at].is_shouted() {
                    at += 1;
                }
                let long =
                    self.facts[run..at].iter().filter(|facts| facts.class == Class::LONG_CAPITALS).count();
                if at - run >= MIN_SHOUTED && long >= 2 {
                    part(start, run);
                    part(run, at);
                    start = at;
                }
                at = at.max(run + 1);
            }
            part(start, words.end);
        }
    }

    /// Looks at the article as a whole, once the facts of all words are known.
    pub fn survey(&mut self) {
        let (mut capitals, mut smalls) = (0, 0);
        for facts in &self.facts {
            capitals += usize::from(facts.capital);
            smalls += usize::from(facts.small && !facts.capital);
        }
        let no_case = smalls >= MIN_WORDS_WITHOUT_CASE && capitals * 200 < smalls;
        self.passage_of.clear();
        self.runs.clear();
        self.runs.resize(self.facts.len(), 0..0);
        self.next.clear();
        self.next.resize(self.facts.len(), NONE);
        self.uses.clear();
        for (number, passage) in self.passages.iter_mut().enumerate() {
            self.passage_of.resize(passage.words.end, number as u32);
            let facts = &self.facts[passage.words.clone()];
            let (mut small, mut capital, mut capitals) = (0, 0, 0);
            for word in facts {
                if word.capital {
                    capital += 1;
                    capitals += usize::from(!word.small);
                } else {
                    small += usize::from(word.small && !word.function);
                }
            }
            let shouted = small == 0 && capitals >= 3 && capitals * 4 >= capital * 3;
            passage.register = if no_case || shouted { Register::Caseless } else { Register::Cased };
            passage.title = small == 0 && capital >= 4;
            let mut at = passage.words.start;
            while at < passage.words.end {
                let start = at;
                while at < passage.words.end && self.facts[at].capital {
                    at += 1;
                }
                self.runs[start..at].fill(start as u32..at as u32);
                at = at.max(start + 1);
            }
        }
        for number in 0..self.passages.len() {
            let (words, has_case) = (self.passages[number].words.clone(), self.passages[number].has_case());
            for at in words {
                if self.facts[at].capital {
                    let capital = u32::from(has_case && !self.is_initial(at));
                    let uses = self.uses.entry(self.facts[at].lower).or_insert(Uses {
                        first: at as u32,
                        last: NONE,
                        ..Uses::default()
                    });
                    uses.capital += capital;
                    if uses.last != NONE {
                        self.next[uses.last as usize] = at as u32;
                    }
                    uses.last = at as u32;
                }
            }
        }
        for facts in &self.facts {
            if facts.small
                && !facts.capital
                && let Some(uses) = self.uses.get_mut(&facts.lower)
            {
                uses.small += 1;
            }
        }
    }

    /// Reads all passages without case, as training does with copies in small letters.
    pub fn ignore_case(&mut self) {
        for passage in &mut self.passages {
            passage.register = Register::Caseless;
        }
    }

    /// Returns how the word at `at` is read.
    pub fn register(&self, at: usize) -> Register {
        self.passages[self.passage_of[at] as usize].register
    }

    /// Says whether the word at `at` may owe its capital to its place.
    fn is_initial(&self, at: usize) -> bool {
        let start = self.passages[self.passage_of[at] as usize].words.start;
        at == start
            || at == start + 1 && self.facts[start].class.is_mark()
            || self.facts[at - 1].class.ends_sentence()
    }

    /// Returns the run of capitals at `at`, cut to six words on either side.
    fn run(&self, at: usize) -> (usize, usize) {
        const REACH: usize = 6;
        let run = &self.runs[at];
        ((run.start as usize).max(at.saturating_sub(REACH)), (run.end as usize).min(at + 1 + REACH))
    }

    /// Finds the phrases of the gazetteers in the passage.
    fn match_phrases(&mut self, passage: &Range<usize>, lists: &Lists) {
        if self.matches.len() < passage.len() {
            self.matches.resize(passage.len(), Match::default());
        }
        self.matches[..passage.len()].iter_mut().for_each(|found| found.any = 0);
        for start in passage.clone() {
            if !self.facts[start].begins {
                continue;
            }
            let mut phrase = longer(PHRASE_START, self.facts[start].lower);
            for end in start + 1..passage.end.min(start + MAX_PHRASE) {
                phrase = longer(phrase, self.facts[end].lower);
                let Some(mut its_lists) = lists.of_phrase(phrase) else { break };
                let length = (end + 1 - start) as u8;
                while its_lists != 0 {
                    let list = its_lists.trailing_zeros() as usize;
                    its_lists &= its_lists - 1;
                    for at in start..=end {
                        let found = &mut self.matches[at - passage.start];
                        if found.any >> list & 1 == 0 || found.length[list] < length {
                            found.length[list] = length;
                            found.place[list] = if at == start { 0 } else { 1 + u8::from(at == end) };
                            found.any |= 1 << list;
                        }
                    }
                }
            }
        }
    }

    /// Gives `sink` the features of each word of a passage: the word's place in it, and fingerprints
    /// (no repeats; none for words that are read by themselves alone, or are `sure`).
    pub fn features(
        &mut self,
        number: usize,
        lists: &Lists,
        sure: &[bool],
        mut sink: impl FnMut(usize, &[u32]),
    ) {
        let passage = self.passages[number].clone();
        self.match_phrases(&passage.words, lists);
        let mut features = Vec::with_capacity(64);
        for at in passage.words.clone() {
            features.clear();
            if !sure.get(at - passage.words.start).is_some_and(|&sure| sure) && self.is_hot(at, &passage) {
                self.features_at(at, &passage, &mut features);
            }
            sink(at - passage.words.start, &features);
        }
    }

    /// Gives `sink` the features that words of a sentence are tagged by, besides the words' own and those of
    /// [`Self::wide_tag_features`]: no repeats. Words that are `sure` are passed over. `kinds` says for each word of the
    /// article which type of name it seems to be in, 0 for none.
    pub fn tag_features(
        &self,
        sentence: Range<usize>,
        kinds: &[u8],
        sure: &[bool],
        mut sink: impl FnMut(usize, &[u32]),
    ) {
        let (facts, kinds) = (&self.facts[sentence.clone()], &kinds[sentence.clone()]);
        let near = |at: usize, offset: isize| at.checked_add_signed(offset).and_then(|at| facts.get(at));
        let mut features = Vec::with_capacity(16);
        for (at, here) in facts.iter().enumerate() {
            if sure[at] {
                continue;
            }
            features.clear();
            let mut add = |template: u64, value: u64| features.push(fingerprint(mix(2000 + template, value)));
            let lower = |offset: isize| near(at, offset).map_or(1, |f| f.lower);
            let cluster = |offset: isize| near(at, offset).map_or(1, |f| f.cluster.into());
            add(1, mix(lower(-1), lower(0)));
            add(2, mix(lower(0), lower(1)));
            add(3, cluster(-1) << 20 | cluster(0));
            add(4, cluster(0) << 20 | cluster(1));
            add(5, cluster(-1) << 20 | cluster(1));
            // Common nouns with a capital are told from names by the names found.
            let kind = |offset: isize| {
                at.checked_add_signed(offset).and_then(|at| kinds.get(at)).map_or(9, |&kind| u64::from(kind))
            };
            let name = kind(0) != 0;
            if name || here.capital {
                let class = u64::from(here.class.0);
                add(6, kind(0) << 8 | class);
                add(7, kind(-1) << 16 | kind(0) << 8 | kind(1));
                add(8, mix(kind(0), here.lower));
            }
            if here.capital {
                let at = sentence.start + at;
                let passage = &self.passages[self.passage_of[at] as usize];
                let initial = self.is_initial(at) || at == sentence.start;
                let (first, last) = self.run(at);
                let mode = u64::from(passage.title) | u64::from(passage.register == Register::Caseless) << 1;
                let place = ((at - first).min(2) * 3 + (last - 1 - at).min(2)) as u64;
                let uses = self.uses.get(&here.lower).copied().unwrap_or_default();
                let elsewhere = uses.capital.saturating_sub(u32::from(passage.has_case() && !initial)).min(2);
                let small = u64::from(uses.small.min(2));
                add(9, mode << 16 | u64::from(initial) << 12 | place << 8 | kind(0));
                add(10, mode << 16 | u64::from(initial) << 12 | small << 8 | u64::from(elsewhere));
                add(11, kind(0) << 12 | small << 8 | u64::from(elsewhere) << 4 | u64::from(initial));
            }
            sink(at, &features);
        }
    }

    /// Gives `sink` the features of more neighbours that words of a sentence are tagged by, as [`Self::tag_features`] does.
    pub fn wide_tag_features(
        &self,
        sentence: Range<usize>,
        sure: &[bool],
        mut sink: impl FnMut(usize, &[u32; WIDE]),
    ) {
        let facts = &self.facts[sentence];
        let near = |at: usize, offset: isize| at.checked_add_signed(offset).and_then(|at| facts.get(at));
        for at in (0..facts.len()).filter(|&at| !sure[at]) {
            let lower = |offset: isize| near(at, offset).map_or(1, |f| f.lower);
            let cluster = |offset: isize| near(at, offset).map_or(1, |f| f.cluster.into());
            let values = [
                mix(lower(-1), lower(1)),
                mix(lower(-2), lower(-1)),
                mix(lower(1), lower(2)),
                cluster(-2) << 20 | cluster(-1),
                cluster(1) << 20 | cluster(2),
                mix(cluster(-1) << 20 | cluster(1), cluster(0)),
                mix(lower(-1), cluster(0)),
                mix(cluster(0), lower(1)),
                mix(cluster(-1), lower(0)),
                mix(lower(0), cluster(1)),
            ];
            let mut templates = 2040..;
            sink(at, &values.map(|value| fingerprint(mix(templates.next().unwrap_or_default(), value))));
        }
    }

    /// Says whether the word may be part of a name or beside one.
    fn is_hot(&self, at: usize, passage: &Passage) -> bool {
        let Range { start, end } = passage.words;
        passage.register == Register::Caseless
            || self.facts[at.saturating_sub(1).max(start)..(at + 2).min(end)]
                .iter()
                .any(|facts| facts.capital || matches!(facts.class.0, 17 | 18))
    }

    fn features_at(&self, at: usize, passage: &Passage, features: &mut Vec<u32>) {
        let Range { start, end } = passage.words;
        let cased = passage.register == Register::Cased;
        let salt = if cased { 1000 } else { 1 << 33 };
        let mut add = |template: u64, value: u64| features.push(fingerprint(mix(salt + template, value)));
        let here = &self.facts[at];
        // The word so far to the left or right, if the passage has it.
        let near = |offset: isize| {
            let at = at as isize + offset;
            (at >= start as isize && at < end as isize).then(|| &self.facts[at as usize])
        };
        let outside = |offset: isize| if offset < 0 { 1 } else { 2 };
        let class = |offset: isize| near(offset).map_or(40 + outside(offset), |f| f.class.0.into());
        let lower = |offset: isize| near(offset).map_or(outside(offset), |f| f.lower);
        let cluster = |offset: isize| near(offset).map_or(outside(offset), |f| f.cluster.into());
        let mode = u64::from(passage.title);
        let initial = self.is_initial(at);
        if cased {
            let three = class(-1) << 16 | class(0) << 8 | class(1);
            add(1, three);
            add(2, class(-2) << 24 | three);
            add(4, mode << 8 | class(0));
            let initial = initial || near(-1).is_some_and(|f| f.class.is_quote());
            add(3, u64::from(initial) << 16 | class(0) << 8 | (end - start).min(8) as u64);
        }
        add(5, mix(lower(-1), lower(0)));
        add(6, mix(lower(0), lower(1)));
        add(7, cluster(-1) << 20 | cluster(0));
        add(8, cluster(0) << 20 | cluster(1));
        add(9, cluster(-1) << 20 | cluster(1));
        for (template, offset) in [(10, 0), (11, -1), (12, 1)] {
            let Some(facts) = near(offset) else { continue };
            let found = &self.matches[(at as isize + offset) as usize - start];
            let mut any = found.any;
            while any != 0 {
                let list = any.trailing_zeros() as usize;
                any &= any - 1;
                let (place, length) = (u64::from(found.place[list]), u64::from(found.length[list].min(4)));
                let capital = u64::from(facts.capital && cased);
                add(template, (list as u64) << 16 | (place << 8) | length << 1 | capital);
            }
        }
        if !here.capital || !cased {
            return;
        }
        // The run of capitals: what stands at its ends and beside them.
        let (first, last) = self.run(at);
        let word = |at: usize, first: &Facts| mix(first.lower, u64::from(at == 0));
        let (from_start, from_end) = (at - first, last - 1 - at);
        let place = (from_start.min(3) * 8 + from_end.min(3)) as u64;
        let length = (last - first).min(3) as u64;
        let before = lower(first as isize - 1 - at as isize);
        let after = lower(last as isize - at as isize);
        add(20, place);
        if last - first > 1 {
            let (head, tail) = (&self.facts[first], &self.facts[last - 1]);
            add(21, word(from_end, tail));
            add(22, word(from_start, head));
            add(25, u64::from(tail.lists) << 1 | u64::from(from_end == 0));
            add(26, u64::from(head.lists) << 1 | u64::from(from_start == 0));
        }
        add(23, mix(before, length));
        add(24, mix(after, length));
        if last - first > 2 {
            add(27, mix(before, place));
            add(28, mix(after, place));
        }
        // The rest of the article: how it writes the word, and what stands beside it there.
        let Some(uses) = self.uses.get(&here.lower) else { return };
        let elsewhere = uses.capital - u32::from(passage.has_case() && !initial);
        add(
            30,
            u64::from(initial) << 8
                | mode << 12
                | u64::from(uses.small.min(2)) << 4
                | u64::from(elsewhere.min(2)),
        );
        let (mut other, mut seen) = (uses.first, 0);
        let elsewhere = features.len();
        let mut add = |template: u64, value: u64| {
            let feature = fingerprint(mix(salt + template, value));
            // Other places may say the same.
            if !features[elsewhere..].contains(&feature) {
                features.push(feature);
            }
        };
        while other != NONE && seen < MAX_OTHERS {
            let its = other as usize;
            other = self.next[its];
            if its == at {
                continue;
            }
            seen += 1;
            let Range { start, end } = self.passages[self.passage_of[its] as usize].words;
            let left = |at: usize| if at > start { self.facts[at - 1].lower } else { 1 };
            let right = |at: usize| if at < end { self.facts[at].lower } else { 2 };
            let (first, last) = self.run(its);
            add(31, left(its));
            add(32, right(its + 1));
            if last - first > 1 {
                let (from_start, from_end) = (its - first, last - 1 - its);
                add(33, word(from_end, &self.facts[last - 1]));
                add(34, word(from_start, &self.facts[first]));
                add(35, (from_start.min(3) * 8 + from_end.min(3)) as u64);
                add(36, u64::from(self.facts[first].lists) << 1 | u64::from(from_start == 0));
            } else {
                add(37, left(first));
                add(38, right(last));
            }
        }
    }
}
