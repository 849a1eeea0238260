//! Names that readers miss, cut short or mistake, and of which the article itself tells better: by their letters, by what stands
//! beside them, or by the same name elsewhere in it.

use super::{Name, bodies, people};
use crate::found::EntityType;
use crate::reading::given::gender_of_given;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, calls_organisation, calls_thing};
use crate::reading::tag::Tag;
use crate::reading::{Label, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::borrow::Cow;
use std::ops::Range;

/// An article and the labels of its words.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub text: &'a Text,
    pub tokens: &'a Tokens,
    pub reading: &'a Reading,
}

impl<'a> Told<'a> {
    pub(super) fn word(self, at: usize) -> &'a str {
        self.tokens.words.get(at).map_or("", |&word| self.text.slice(word))
    }

    /// Returns the word before `at`; nothing before the first one.
    pub(super) fn before(self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    pub(super) fn tag(self, at: usize) -> Tag {
        self.reading.tags.get(at).copied().unwrap_or_default()
    }

    pub(super) fn is_mark(self, at: usize) -> bool {
        self.reading.shapes.get(at).is_none_or(|&shape| shape == Shape::Mark)
    }

    pub(super) fn is_outside(self, at: usize) -> bool {
        self.reading.labels.get(at) == Some(&Label::Outside)
    }

    pub(super) fn is_finite(self, at: usize) -> bool {
        matches!(self.tag(at), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)
    }

    /// Takes the names of shops and firms that end in an apostrophe of their own, where nothing is owned behind it: "at Roe's, sales
    /// fell", "Roe's has moved".
    pub fn take_shops(self, names: &mut [Name]) {
        let is_end = |at: usize| matches!(self.word(at), "'s" | "’s") && self.is_outside(at);
        let owns_nothing = |at: usize| {
            self.is_mark(at + 1)
                || self.is_finite(at + 1)
                || matches!(self.tag(at + 1), Tag::IN | Tag::TO | Tag::CC)
                || matches!(self.word(at + 1), "a" | "the" | "this" | "last" | "next")
        };
        let is_known = |name: &Name| is_shop(&self.text.slice(self.tokens.span(&name.words)).to_lowercase());
        let sells = |at: usize| {
            matches!(
                self.word(at + 1),
                "shares"
                    | "stock"
                    | "stores"
                    | "store"
                    | "restaurants"
                    | "restaurant"
                    | "locations"
                    | "outlets"
            )
        };
        let ends = |name: &Name| is_end(name.words.end) && name.words.len() < 4;
        let body = |name: &Name| self.text.slice(self.tokens.span(&name.words));
        let mut shops: HashSet<&str> = HashSet::new();
        let mut listed: HashSet<&str> = HashSet::new();
        for name in names.iter().filter(|name| ends(name) && owns_nothing(name.words.end)) {
            let at = matches!(self.before(name.words.start), "at" | "At" | "into" | "from");
            let is_nobody = matches!(name.kind, EntityType::Org | EntityType::Loc);
            if is_known(name) {
                listed.insert(body(name));
            } else if at && is_nobody && !self.reading.lists[name.words.start].any(Lists::PLACE) {
                shops.insert(body(name));
            }
        }
        for name in names.iter_mut() {
            if !ends(name) {
                continue;
            }
            let end = name.words.end;
            let known = listed.contains(body(name)) || sells(end) && is_known(name);
            if known || owns_nothing(end) && shops.contains(body(name)) {
                name.words.end += 1;
                name.kind = EntityType::Org;
            }
        }
    }

    /// Takes roads by their number, and the number of a unit into its name: "State Highway 5", "the 3rd Infantry Division".
    pub fn take_numbered(self, names: &mut Vec<Name>) {
        let is_number = |at: usize| {
            let word = self.word(at);
            word.len() < 5 && word.starts_with(|c: char| c.is_ascii_digit())
        };
        let is_free = |words: Range<usize>| words.into_iter().all(|at| self.is_outside(at));
        let count = names.len();
        for at in 0..self.tokens.words.len() {
            let word = self.word(at);
            let road = matches!(word, "Highway" | "Interstate" | "Route" | "Hwy") && is_number(at + 1);
            if road && is_free(at..at + 2) {
                let state =
                    at > 0 && matches!(self.before(at), "State" | "County") && self.is_outside(at - 1);
                names.push(Name { words: at - usize::from(state)..at + 2, kind: EntityType::Loc });
            }
            let counts = |at: usize| ["st", "nd", "rd", "th"].iter().any(|end| self.word(at).ends_with(end));
            // A federal court, and an index.
            let circuit = word == "Circuit" && at > 0 && is_number(at - 1) && counts(at - 1);
            if circuit && is_free(at - 1..at + 1) {
                names.push(Name { words: at - 1..at + 1, kind: EntityType::Org });
            }
            if word == "S&P" && is_number(at + 1) && is_free(at..at + 2) {
                names.push(Name { words: at..at + 2, kind: EntityType::Misc });
            }
        }
        for name in &mut names[..count] {
            let Name { words, kind } = name;
            let ordinal = words.start.checked_sub(1).filter(|&at| self.is_outside(at) && is_number(at));
            let Some(ordinal) = ordinal.filter(|_| *kind == EntityType::Org) else { continue };
            let counts = ["st", "nd", "rd", "th"].iter().any(|end| self.word(ordinal).ends_with(end));
            if counts && is_unit(&self.word(words.end - 1).to_lowercase()) {
                words.start = ordinal;
            }
        }
        self.sort(names, count);
    }

    /// Puts the names behind the first `count` in their places, but for those that others overlap.
    pub(super) fn sort(self, names: &mut Vec<Name>, count: usize) {
        if names.len() == count {
            return;
        }
        names.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
        let mut end = 0;
        names.retain(|name| {
            let free = name.words.start >= end;
            if free {
                end = name.words.end;
            }
            free
        });
    }

    /// Takes initials that the reader missed, where the article has the full name: "WHO" beside "World Health Organization", "MoD"
    /// beside "Ministry of Defence"; and initials that it found elsewhere.
    pub fn take_initials(self, names: &mut Vec<Name>) {
        /// Shorter ones are words too: "UP", "IT".
        const LETTERS: usize = 3;
        let is_initials = |word: &str| {
            let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
            (LETTERS..=6).contains(&word.len())
                && word.bytes().all(|b| b.is_ascii_alphabetic())
                && capitals > 1
                && word.starts_with(|c: char| c.is_ascii_uppercase())
                && (capitals == word.len() || word.len() == LETTERS)
        };
        let in_full = |name: &Name| {
            let (mut all, mut main) = (String::new(), String::new());
            for word in name.words.clone().map(|at| self.word(at)) {
                let first = word.chars().next().filter(|c| c.is_alphabetic());
                all.extend(first);
                main.extend(first.filter(|c| c.is_uppercase()));
            }
            [all, main].into_iter().filter(|initials| is_initials(initials)).collect::<Vec<_>>()
        };
        // "E.P.A."
        let plain = |at: usize| {
            let word = self.word(at);
            if word.contains('.') { Cow::Owned(word.replace('.', "")) } else { Cow::Borrowed(word) }
        };
        let mut known: HashMap<String, EntityType> = HashMap::new();
        let mut full: HashMap<String, EntityType> = HashMap::new();
        let mut short: HashSet<&str> = HashSet::new();
        for name in names.iter() {
            let first = self.word(name.words.start);
            if name.words.len() == 1 && is_initials(first) {
                let body = matches!(name.kind, EntityType::Org | EntityType::Loc);
                if name.kind == EntityType::Org {
                    short.insert(first);
                }
                if body && !Lists::of(&first.to_lowercase()).any(Lists::FUNCTION) {
                    known.entry(first.to_owned()).or_insert(name.kind);
                }
            } else if (2..8).contains(&name.words.len()) && name.kind != EntityType::Person {
                for initials in in_full(name) {
                    full.entry(initials).or_insert(name.kind);
                }
            }
        }
        for (initials, kind) in full.iter().filter(|(_, kind)| **kind != EntityType::Misc) {
            known.entry(initials.clone()).or_insert(*kind);
        }
        if known.is_empty() {
            return;
        }
        for name in names.iter_mut() {
            let first = self.word(name.words.start);
            let last = || Lists::of(&self.word(name.words.end - 1).to_lowercase());
            let is_org = if name.words.len() == 1 {
                // What it is in full tells.
                let listed = Lists::of(&first.to_lowercase()).any(Lists::PLACE);
                full.get(first) == Some(&EntityType::Org) && !listed
            } else {
                name.kind == EntityType::Misc
                    && (3..8).contains(&name.words.len())
                    && !last().any(Lists::EVENT_HEAD)
                    && !matches!(self.word(name.words.end - 1), "Act" | "Law" | "Bill" | "League" | "Index")
                    && in_full(name).iter().any(|initials| short.contains(initials.as_str()))
            };
            if is_org {
                name.kind = EntityType::Org;
            }
        }
        let count = names.len();
        // Not where all is in capitals.
        let is_small = |at: usize| self.word(at).bytes().any(|b| b.is_ascii_lowercase());
        for at in 0..self.tokens.words.len() {
            if !self.is_outside(at) || !is_initials(&plain(at)) {
                continue;
            }
            let near = at.saturating_sub(2)..at + 3;
            if let Some(&kind) = known.get(&*plain(at))
                && near.into_iter().any(|other| other != at && is_small(other))
            {
                names.push(Name { words: at..at + 1, kind });
            }
        }
        self.sort(names, count);
    }

    /// Takes for one organisation what readers take apart or cut: "Athletics Kenya", "the University of Roe at Ely".
    pub fn take_joined(self, names: &mut Vec<Name>) {
        let mut joined: Vec<Name> = Vec::with_capacity(names.len());
        for mut name in names.drain(..) {
            let start = name.words.start;
            if name.kind == EntityType::Loc {
                let leads = start.checked_sub(1).filter(|&at| leads_body(self.word(at)));
                let last = joined.last().map(|last| (last.words.clone(), last.kind));
                match (leads, last) {
                    (Some(at), Some((words, EntityType::Org))) if words == (at..start) => {
                        joined.pop();
                        name = Name { words: at..name.words.end, kind: EntityType::Org };
                    }
                    (Some(at), _) if self.is_outside(at) => {
                        name = Name { words: at..name.words.end, kind: EntityType::Org };
                    }
                    (None, Some((words, EntityType::Org)))
                        if words.end + 1 == start
                            && self.word(words.end) == "at"
                            && self.word(words.start) == "University"
                            && self.word(words.start + 1) == "of" =>
                    {
                        joined.pop();
                        name = Name { words: words.start..name.words.end, kind: EntityType::Org };
                    }
                    _ if self.ends_body(&name.words) => {
                        name = Name { words: start..name.words.end + 1, kind: EntityType::Org };
                    }
                    _ => {}
                }
            }
            joined.push(name);
        }
        *names = joined;
    }

    /// Says whether a word behind the name of a country makes that the name of a body: "Sri Lanka Cricket said".
    fn ends_body(self, place: &Range<usize>) -> bool {
        let sport = matches!(
            self.word(place.end),
            "Cricket"
                | "Rugby"
                | "Football"
                | "Athletics"
                | "Hockey"
                | "Netball"
                | "Swimming"
                | "Gymnastics"
                | "Cycling"
                | "Rowing"
                | "Tennis"
                | "Basketball"
                | "Aquatics"
                | "Triathlon"
                | "Badminton"
                | "Biathlon"
                | "Boxing"
                | "Sailing"
                | "Skating"
                | "Wrestling"
        );
        let acts = || {
            let next = place.end + 1;
            self.is_finite(next)
                || matches!(self.word(next), "'s" | "’s" | "'" | "’" | "," | "." | "and" | "to")
                || self.reading.cues.get(next) == Some(&true)
        };
        let small = |at: usize| self.word(at).contains(char::is_lowercase);
        let body = self.word(place.end) == "Constabulary" || sport && acts() && small(place.end - 1);
        body && self.is_outside(place.end)
    }

    /// Takes for people what the words beside it tell to be somebody: "Jane Roe, 44, of Ely", "a cook named Abu Roe"; and for none
    /// what a programme or a scale is called by.
    pub fn take_told(self, names: &mut [Name]) {
        let is_age = |at: usize| {
            let age = self.word(at);
            age.len() == 2 && age.bytes().all(|b| b.is_ascii_digit())
        };
        let body = |name: &Name| self.text.slice(self.tokens.span(&name.words));
        let is_thing = |name: &Name| {
            self.before(name.words.start).eq_ignore_ascii_case("the")
                && matches!(
                    self.word(name.words.end),
                    "programme"
                        | "program"
                        | "rocket"
                        | "spacecraft"
                        | "satellite"
                        | "scale"
                        | "probe"
                        | "comet"
                        | "vaccine"
                )
        };
        let somebody: HashSet<&str> = names
            .iter()
            .filter(|name| {
                name.kind == EntityType::Person && (name.words.len() > 1 || self.is_somebody(name))
            })
            .flat_map(|name| [self.word(name.words.start), self.word(name.words.end - 1)])
            .collect();
        let things: HashSet<&str> = names
            .iter()
            .filter(|name| name.kind == EntityType::Person && name.words.len() == 1 && is_thing(name))
            .map(body)
            .filter(|body| !somebody.contains(body))
            .collect();
        for name in names.iter_mut() {
            let Range { start, end } = name.words;
            if name.kind == EntityType::Person {
                if end - start == 1 && things.contains(self.word(start)) {
                    name.kind = EntityType::Misc;
                }
                continue;
            }
            let first = self.word(start);
            let written = first.starts_with(char::is_uppercase)
                && first.contains(char::is_lowercase)
                && (start..end).all(|at| self.word(at).starts_with(char::is_uppercase));
            let given = || Lists::of(&first.to_lowercase()).any(Lists::FIRST_NAME);
            let aged = (2..4).contains(&(end - start))
                && self.word(end) == ","
                && is_age(end + 1)
                && matches!(self.word(end + 2), "," | ".");
            let named = self.before(start) == "named"
                && start > 1
                && people::called(self.word(start - 2)).sort == Sort::Person
                && matches!(name.kind, EntityType::Loc | EntityType::Org)
                && (1..4).contains(&(end - start));
            if written && (aged && given() || named) {
                name.kind = EntityType::Person;
            }
        }
    }

    /// Returns the words of the longer names of people that `counts` lets count.
    pub(super) fn words_of_people(self, names: &[Name], counts: impl Fn(&Name) -> bool) -> HashSet<&'a str> {
        let people = names.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1);
        people
            .filter(|name| counts(name))
            .flat_map(|name| name.words.clone().map(|at| self.word(at)))
            .collect()
    }

    /// Takes for teams both names of a line that tells a score: "Ely 2, Hythe 1".
    pub fn take_scores(self, names: &mut [Name]) {
        let is_score = |at: usize| {
            let score = self.word(at);
            (1..=3).contains(&score.len()) && score.bytes().all(|b| b.is_ascii_digit())
        };
        for at in 1..names.len() {
            let (one, other) = (names[at - 1].words.clone(), names[at].words.clone());
            let comma = one.end + 1 + usize::from(self.word(one.end + 1) == ",");
            let Some(paragraph) = self.tokens.paragraphs.get(self.tokens.paragraph_of(one.start)) else {
                continue;
            };
            let line = paragraph.start == one.start && comma == other.start && other.end < paragraph.end;
            if line && is_score(one.end) && is_score(other.end) && paragraph.end <= other.end + 2 {
                for name in &mut names[at - 1..=at] {
                    if name.kind == EntityType::Loc {
                        name.kind = EntityType::Org;
                    }
                }
            }
        }
    }

    /// Takes for places what readers hold for bodies or people, where somebody sits in parliament for it or lives there: "the MP for Ely",
    /// "Akwa Ibom senator Roe", "Roe, 79, of Ely".
    pub fn take_seats(self, names: &mut [Name]) {
        let sits = |word: &str| {
            matches!(
                word,
                "MP" | "MPs" | "senator" | "lawmaker" | "candidate" | "deputy" | "MLA" | "assemblyman"
            )
        };
        for at in 0..names.len() {
            let Range { start, end } = names[at].words;
            let listed = || Lists::of(&self.word(end - 1).to_lowercase());
            let given = || gender_of_given(&self.word(start).to_lowercase(), self.reading.lists[start]);
            let seat = (names[at].kind == EntityType::Org && end - start == 1
                || names[at].kind == EntityType::Person && end - start < 4 && given() == Gender::Unknown)
                && self.before(start) == "for"
                && start > 1
                && sits(self.word(start - 2))
                && !listed().any(Lists::ORG.or(Lists::ORG_HEAD))
                && self.word(start).contains(char::is_lowercase);
            // "Jane Roe, 79, of Ely, left"
            let age =
                |at: usize| self.word(at).len() == 2 && self.word(at).bytes().all(|b| b.is_ascii_digit());
            let lives = names[at].kind == EntityType::Person
                && end - start < 3
                && self.before(start) == "of"
                && self.is_mark(end)
                && start > 4
                && self.word(start - 2) == ","
                && age(start - 3)
                && self.word(start - 4) == ","
                && names[at - usize::from(at > 0)].words.end == start - 4
                && names[at - usize::from(at > 0)].kind == EntityType::Person;
            let next = names.get(at + 1).filter(|next| next.kind == EntityType::Person);
            let of = names[at].kind == EntityType::Person
                && matches!(self.word(end), "senator" | "governor" | "councillor" | "mayor")
                && next.is_some_and(|next| next.words.start == end + 1);
            if seat || of || lives {
                names[at].kind = EntityType::Loc;
            }
        }
    }

    /// Takes for organisations what readers hold for people or places and is written in capitals alone, "MONUSCO said", where no list
    /// has such a place.
    pub fn take_capitals(self, names: &mut [Name]) {
        /// People who go by theirs.
        const PEOPLE: [&str; 12] =
            ["JFK", "RFK", "FDR", "LBJ", "MLK", "AOC", "MBS", "MBZ", "AMLO", "OJ", "SZA", "DSK"];
        let capitals = |word: &str| {
            let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
            let plain = word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
            plain && (3..=8).contains(&letters) && (letters > 3 || !word.contains('.'))
        };
        let is_small = |at: usize| self.word(at).bytes().any(|b| b.is_ascii_lowercase());
        for name in names.iter_mut().filter(|name| name.words.len() == 1) {
            let Range { start, end } = name.words;
            let word = self.word(start);
            let other = matches!(name.kind, EntityType::Person | EntityType::Loc);
            if !other || !capitals(word) || PEOPLE.contains(&word) || self.is_somebody(name) {
                continue;
            }
            let folded = word.replace('.', "").to_lowercase();
            let known =
                [word.to_lowercase(), folded.clone()].iter().any(|its| Lists::of(its).any(Lists::PLACE));
            let known =
                known || bodies::alias(&folded).is_some() || Lists::of(&folded).any(Lists::FIRST_NAME);
            let is_in = matches!(self.before(start), "in" | "In" | "near" | "outside" | "across");
            let paragraph = self.tokens.paragraphs.get(self.tokens.paragraph_of(start));
            let opens = paragraph.is_some_and(|paragraph| paragraph.start == start);
            let dateline = opens && !self.is_finite(end);
            // Not where all is in capitals.
            let written = start > 0 && is_small(start - 1) || is_small(end);
            if !known && !is_in && !dateline && written {
                name.kind = EntityType::Org;
            }
        }
    }

    /// Takes for teams and parties what readers hold for somebody, where nobody has the name and an organisation's ends in it:
    /// "Villa" after "Aston Villa", or above it in a headline.
    pub fn take_ends(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |_| true);
        let mut ends: HashMap<&str, usize> = HashMap::new();
        // Not "Jane Roe", of whom readers make an organisation.
        let is_given = |at: usize| {
            let first = self.word(at).to_lowercase();
            gender_of_given(&first, self.reading.lists[at]) != Gender::Unknown
        };
        let bodies = names.iter().filter(|name| {
            name.kind == EntityType::Org
                && !is_given(name.words.start)
                && (2..4).contains(&name.words.len())
                && self.is_outside(name.words.end)
        });
        for name in bodies {
            ends.entry(self.word(name.words.end - 1)).or_insert(name.words.start);
        }
        for name in names.iter_mut() {
            let start = name.words.start;
            let alone = name.kind == EntityType::Person && name.words.len() == 1;
            let Some(&first) = ends.get(self.word(start)).filter(|_| alone) else { continue };
            let listed = Lists::of(&self.word(start).to_lowercase()).any(Lists::FIRST_NAME);
            let headline = self.tokens.paragraph_of(start) == 0 && self.tokens.paragraph_of(first) < 3;
            let before = first < start || headline;
            if before && !listed && !of_people.contains(self.word(start)) && !self.is_somebody(name) {
                name.kind = EntityType::Org;
            }
        }
    }

    /// Takes for a people or one of it what readers hold for somebody: "the Veltic people", "who is Veltic and", "The Velt, 23, is",
    /// where the word tells a nation.
    pub fn take_peoples(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |_| true);
        let mut peoples: HashSet<&str> = HashSet::new();
        let single = |name: &&mut Name| name.words.len() == 1 && name.kind != EntityType::Misc;
        for name in names.iter_mut().filter(single) {
            let Range { start, end } = name.words;
            let (word, before) = (self.word(start), self.before(start));
            let the = matches!(before, "the" | "The");
            let people = matches!(
                self.word(end),
                "people" | "peoples" | "tribe" | "tribes" | "villagers" | "language"
            );
            let nation = is_one_of_nation(&word.to_lowercase());
            let closes =
                self.is_mark(end) || self.is_finite(end) || matches!(self.tag(end), Tag::IN | Tag::CC);
            let is = start > 1
                && matches!(before, "is" | "was")
                && matches!(self.word(start - 2), "who" | "she" | "he" | "She" | "He")
                && matches!(self.word(end), "and" | "but");
            let is = is && name.kind == EntityType::Person && !of_people.contains(word);
            let one = matches!(before, "the" | "The" | "a" | "A" | "first" | "young") && nation && closes;
            let speaks = matches!(before, "speaks" | "speak" | "spoke") && name.kind == EntityType::Person;
            let spoken = speaks && !of_people.contains(word);
            let people = the && people && name.kind == EntityType::Person;
            if people || is || spoken || one && !of_people.contains(word) {
                name.kind = EntityType::Misc;
                if !nation {
                    peoples.insert(word);
                }
            }
        }
        peoples.retain(|word| !of_people.contains(word));
        for name in names.iter_mut() {
            let alone = name.words.len() == 1 && name.kind == EntityType::Person;
            if alone && peoples.contains(self.word(name.words.start)) {
                name.kind = EntityType::Misc;
            }
        }
    }

    /// Takes illnesses that are called by a name: "Parkinson's disease".
    pub fn take_illnesses(self, names: &mut [Name]) {
        for name in names.iter_mut().filter(|name| name.words.len() == 1) {
            let Range { start, end } = name.words;
            let known = matches!(
                self.word(start),
                "Parkinson" | "Alzheimer" | "Crohn" | "Tourette" | "Asperger" | "Hodgkin"
            );
            if known && matches!(self.word(end), "'s" | "’s") && self.is_outside(end) {
                *name = Name { words: start..end + 1, kind: EntityType::Misc };
            }
        }
    }

    /// Takes for places what readers hold for people, where the article tells so and has nobody of the name: "Rafah" after "RAFAH,
    /// Egypt —" or "in Rafah".
    pub fn take_places(self, names: &mut [Name]) {
        const FAR: usize = 8;
        let body = |name: &Name| self.text.slice(self.tokens.span(&name.words)).to_lowercase();
        let is_in = |name: &Name| {
            matches!(self.before(name.words.start), "in" | "In" | "near" | "Near" | "outside" | "Outside")
        };
        let mut places: HashMap<String, i32> = HashMap::new();
        let mut opens: HashSet<String> = HashSet::new();
        for name in names.iter().filter(|name| name.words.len() < 3) {
            let Range { start, end } = name.words;
            let paragraph = self.tokens.paragraphs.partition_point(|paragraph| paragraph.end <= start);
            let begins =
                self.tokens.paragraphs.get(paragraph).is_some_and(|paragraph| paragraph.start == start);
            let capitals = (start..end).all(|at| !self.word(at).contains(char::is_lowercase));
            let dash = |at: usize| matches!(self.word(at), "—" | "–" | "-" | "--");
            let opens_on = dash(end)
                || self.word(end) == "(" && end - start == 1
                || self.word(end) == "," && (end + 2..end + 5).any(|at| dash(at) || self.word(at) == "(");
            // Not where all is in capitals.
            let written = (end..end + FAR).any(|at| self.word(at).contains(char::is_lowercase));
            if begins && capitals && opens_on && written {
                places.insert(body(name), 0);
                opens.insert(body(name));
            } else if name.kind == EntityType::Loc && is_in(name) {
                places.entry(body(name)).or_insert(0);
            }
        }
        if places.is_empty() {
            return;
        }
        for name in names.iter() {
            let Range { start, end } = name.words;
            if name.kind == EntityType::Person && end - start > 1 {
                for at in name.words.clone() {
                    places.remove(&self.word(at).to_lowercase());
                }
                continue;
            }
            let Some(more) = places.get_mut(&body(name)) else { continue };
            match name.kind {
                EntityType::Loc => *more += 1,
                EntityType::Person => {
                    let is_cue = |at: usize| self.reading.cues.get(at) == Some(&true);
                    let speaks = is_cue(end) || start.checked_sub(1).is_some_and(is_cue);
                    *more -=
                        if self.is_somebody(name) || speaks && !opens.contains(&body(name)) { 99 } else { 1 };
                }
                EntityType::Org | EntityType::Misc => {}
            }
        }
        for name in names.iter_mut() {
            let its = body(name);
            let told = places.get(&its).is_some_and(|&more| more >= 0 || more > -99 && opens.contains(&its));
            let is_person = name.kind == EntityType::Person
                && (name.words.len() > 1 || !Lists::of(&its).any(Lists::FIRST_NAME));
            let is_people = name.kind == EntityType::Misc && opens.contains(&its) && is_in(name);
            if told && (is_person || is_people) {
                name.kind = EntityType::Loc;
            }
        }
    }

    /// Takes for people who speak in a transcript, by the names that others or they themselves have elsewhere: "ROE: No."
    pub fn take_labels(self, names: &mut Vec<Name>) {
        let is_capital = |word: &str| {
            word.chars().count() > 2
                && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'))
        };
        let labels = |at: usize| is_capital(self.word(at)) && self.word(at + 1) == ":";
        let opens: Vec<usize> =
            self.tokens.paragraphs.iter().map(|paragraph| paragraph.start).filter(|&at| labels(at)).collect();
        if opens.is_empty() {
            return;
        }
        let people = names.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1);
        let surnames: HashSet<String> =
            people.map(|name| self.word(name.words.end - 1).to_lowercase()).collect();
        let count = names.len();
        for at in opens.into_iter().filter(|&at| surnames.contains(&self.word(at).to_lowercase())) {
            match names[..count].binary_search_by_key(&at, |name| name.words.start) {
                Ok(own) if names[own].words.len() == 1 => names[own].kind = EntityType::Person,
                Ok(_) => {}
                Err(_) => names.push(Name { words: at..at + 1, kind: EntityType::Person }),
            }
        }
        self.sort(names, count);
    }

    /// Takes for organisations what readers hold for people, and for places that no list has, where the article says what it is:
    /// "The airline, Veltis,", "Veltis, the airline,", "Veltis, which flies to Rome,", "shares of Veltis", "Veltis shares", "Veltis
    /// Oy Luft (VOL)"; and has nobody of the name.
    pub fn take_bodies(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |name| !self.is_body(name));
        let body = |name: &Name| self.text.slice(self.tokens.span(&name.words));
        let is_written = |name: &Name| {
            let first = self.word(name.words.start);
            first.starts_with(char::is_uppercase) && first.contains(char::is_lowercase)
        };
        let is_own = |name: &Name| name.words.len() > 1 || !of_people.contains(self.word(name.words.start));
        let is_listed = |name: &Name| {
            let listed = Lists::of(&body(name).to_lowercase());
            listed.any(Lists::PLACE.or(Lists::DEMONYM).or(Lists::EVENT_HEAD))
        };
        let mut bodies: HashMap<&str, bool> = HashMap::new();
        for name in names.iter().filter(|name| is_written(name) && is_own(name)) {
            let is_body = match name.kind {
                EntityType::Person => {
                    self.is_body(name) || self.is_told(name, true) || self.is_led(name, names)
                }
                EntityType::Loc => {
                    let told =
                        self.is_called_body(name) || self.is_told(name, false) || self.is_worked_for(name);
                    !is_listed(name) && told
                }
                EntityType::Misc => {
                    !is_listed(name) && (self.is_called_body(name) || self.is_told(name, true))
                }
                EntityType::Org => {
                    let Range { start, end } = name.words;
                    self.has_shares(start, end) || self.is_party(start, end)
                }
            };
            if is_body {
                bodies.entry(body(name)).or_insert(true);
            } else if name.kind == EntityType::Person && self.is_somebody(name) {
                bodies.insert(body(name), false);
            }
        }
        if bodies.is_empty() {
            return;
        }
        for name in names.iter_mut() {
            let place = name.kind == EntityType::Loc
                && !Lists::of(&body(name).to_lowercase()).any(Lists::PLACE)
                && !matches!(self.before(name.words.start), "in" | "near" | "In" | "across" | "outside");
            let other = matches!(name.kind, EntityType::Person | EntityType::Misc);
            let place =
                place || name.kind == EntityType::Loc && self.has_shares(name.words.start, name.words.end);
            if (other || place) && bodies.get(body(name)) == Some(&true) {
                name.kind = EntityType::Org;
            }
        }
    }

    /// Says whether the words beside a name tell that it is somebody's: "Mr. Roe", "Roe, 42,", "Roe himself".
    pub(super) fn is_somebody(self, name: &Name) -> bool {
        let before = self.before(name.words.start);
        let is_age = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        let end = name.words.end;
        people::is_title(&before.trim_end_matches('.').to_lowercase())
            || people::is_short_title(before)
            || matches!(self.word(end), "himself" | "herself" | "who")
            || self.word(end) == "," && (is_age(self.word(end + 1)) || self.word(end + 1) == "who")
    }

    /// Says whether the words of a name, or those beside it, tell that it is an organisation's.
    fn is_body(self, name: &Name) -> bool {
        let Range { start, end } = name.words;
        let listed = Lists::of(&self.word(start).to_lowercase());
        let alone = end - start == 1;
        let given = listed.any(Lists::FIRST_NAME) && !alone;
        if alone && listed.any(Lists::ORG) && !listed.any(Lists::FIRST_NAME.or(Lists::PLACE)) {
            return true;
        }
        self.is_called_before(start, end)
            || !given && self.is_called_behind(end)
            || self.is_told_as_a_thing(start, end)
            || self.has_shares(start, end)
            || !given && self.has_its_initials(start, end)
            || alone && self.employs_analysts(start)
            || self.is_called_such(start)
            || self.is_party(start, end)
            || self.has_chief(start)
            || is_trade_of_firms(self.before(start))
    }

    /// Says whether the words beside what is labelled a place or a work tell that it is an organisation: "analysts at Veltis", "Veltis,
    /// the airline,", "shares in Veltis", "his Veltis party"; not "Colombo shares".
    fn is_called_body(self, name: &Name) -> bool {
        let Range { start, end } = name.words;
        let owned = matches!(self.word(end), "'s" | "’s" | "'" | "’");
        // "Colombo shares", "shares of Colombo-listed firms"
        let next = self.tag(end);
        let goes_on =
            next.is_noun() || matches!(next, Tag::JJ | Tag::VBN) || self.word(end - 1).contains('-');
        // "the M23 rebels"
        let numbered = self.word(start).contains(|c: char| c.is_ascii_digit()) && end - start == 1;
        let fights = matches!(self.word(end), "rebels" | "fighters" | "militants" | "insurgents" | "militia");
        self.is_called_behind(end)
            || numbered && fights
            || !goes_on && self.has_shares(start, end)
            || end - start == 1 && self.employs_analysts(start)
            || !owned && self.before(start) != "whose" && self.is_party(start, end)
            || !goes_on && self.has_chief(start)
            || self.is_called_such(start)
    }

    /// "his Veltis party", "the ruling Veltis party", "the leader, whose Veltis won"; not "her Oscar party".
    fn is_party(self, start: usize, end: usize) -> bool {
        const FEASTS: [&str; 7] = ["Oscar", "Oscars", "Grammy", "Diwali", "Eid", "Halloween", "Hanukkah"];
        // "Roe, whose Veltis won"
        if self.before(start) == "whose" && self.is_finite(end) {
            return true;
        }
        let whose = matches!(
            self.before(start),
            "his" | "her" | "whose" | "His" | "Her" | "ruling" | "governing" | "opposition" | "far-right"
        );
        let tells = ["ian", "ist", "ic", "al", "ive"].iter().any(|tail| self.word(end - 1).ends_with(tail));
        whose && self.word(end) == "party" && !tells && !FEASTS.contains(&self.word(start))
    }

    /// "CEO of Veltis", "the chief executive of Veltis", "managing director of Veltis".
    fn has_chief(self, start: usize) -> bool {
        let of = matches!(self.before(start), "of" | "at");
        let Some(noun) = start.checked_sub(2).filter(|_| of) else { return false };
        match self.word(noun) {
            "CEO" | "CFO" | "COO" | "co-founder" | "Co-Founder" | "Co-founder" => true,
            "executive" | "Executive" => matches!(self.before(noun), "chief" | "Chief"),
            "director" | "Director" => matches!(self.before(noun), "managing" | "Managing"),
            "Officer" | "officer" => {
                matches!(self.before(noun), "Executive" | "executive" | "Financial" | "financial")
            }
            _ => false,
        }
    }

    /// "a company called Veltis", "the group known as Veltis".
    fn is_called_such(self, start: usize) -> bool {
        let called = match self.before(start) {
            "called" | "named" | "dubbed" => 1,
            "as" if start > 1 && self.word(start - 2) == "known" => 2,
            _ => return false,
        };
        start.checked_sub(called + 1).is_some_and(|noun| {
            matches!(
                self.word(noun),
                "company"
                    | "firm"
                    | "group"
                    | "startup"
                    | "start-up"
                    | "party"
                    | "union"
                    | "gang"
                    | "cartel"
                    | "militia"
                    | "charity"
                    | "band"
                    | "airline"
                    | "bank"
                    | "organisation"
                    | "organization"
            )
        })
    }

    /// "She told the Veltis.", "he told Veltis on Monday": who is told anything, and is no place.
    fn is_told(self, name: &Name, needs_article: bool) -> bool {
        let Range { start, end } = name.words;
        let the = usize::from(self.before(start) == "the");
        let tells = start
            .checked_sub(1 + the)
            .is_some_and(|at| matches!(self.word(at), "told" | "tells" | "telling"));
        let closes = self.is_mark(end)
            || matches!(self.tag(end), Tag::IN | Tag::RB | Tag::TO | Tag::PRP | Tag::CC | Tag::VBG)
            || self.reading.lists.get(end).is_some_and(|lists| lists.any(Lists::CALENDAR.or(Lists::TIME)));
        tells && closes && (the > 0 || !needs_article)
    }

    /// "Roe, who has worked for Veltis", "a site owned by Veltis".
    fn is_worked_for(self, name: &Name) -> bool {
        let Some(before) = name.words.start.checked_sub(2) else { return false };
        match self.word(before + 1) {
            "for" => {
                matches!(self.word(before), "work" | "works" | "worked" | "working" | "job" | "spokesman")
            }
            "by" => matches!(self.word(before), "owned" | "operated" | "acquired" | "employed"),
            _ => false,
        }
    }

    /// "Veltis leader Jane Roe", where Veltis is held for somebody: but not "Roe aide Jane Doe".
    fn is_led(self, name: &Name, names: &[Name]) -> bool {
        let end = name.words.end;
        let office = match (self.word(end), self.word(end + 1)) {
            ("chief" | "managing" | "general", "executive" | "director" | "secretary" | "manager") => 2,
            (
                "leader" | "boss" | "chief" | "chairman" | "chairwoman" | "chair" | "CEO" | "president"
                | "captain" | "coach" | "analyst" | "economist" | "strategist" | "co-founder" | "founder"
                | "goalkeeper" | "midfielder" | "striker" | "defender" | "winger",
                _,
            ) => 1,
            _ => return false,
        };
        let next = names.partition_point(|other| other.words.start < end + office);
        names
            .get(next)
            .is_some_and(|next| next.words.start == end + office && next.kind == EntityType::Person)
    }

    /// "The airline, Veltis,", but not "The captain of the team, Roe,".
    fn is_called_before(self, start: usize, end: usize) -> bool {
        /// So many words stand between "the" and what a body is called.
        const BACK: usize = 5;
        let Some(noun) = start.checked_sub(2).filter(|&noun| noun > 0) else { return false };
        let article = (start.saturating_sub(BACK)..noun)
            .rev()
            .find(|&at| matches!(self.word(at), "the" | "The" | "its" | "Its"));
        let free = |article: usize| {
            !matches!(self.before(article), "of" | "at" | "for" | "from" | "with" | "in")
                && (article..start).all(|at| self.word(at) != "of")
        };
        let called = self.word(noun);
        self.word(start - 1) == ","
            && matches!(self.word(end), "," | "." | "(")
            && if end - start == 1 {
                calls_organisation(called)
            } else {
                calls_thing(called) && calls_organisation(called)
            }
            && article.is_some_and(free)
    }

    /// "Veltis, the airline," and "Veltis, a Roe company,", but not "Roe, a company director,".
    fn is_called_behind(self, end: usize) -> bool {
        const FAR: usize = 7;
        if self.word(end) != "," || !matches!(self.word(end + 1), "the" | "a" | "an") {
            return false;
        }
        let words = end + 2..end + FAR;
        let is_part = |&at: &usize| {
            self.tag(at).is_noun() || matches!(self.tag(at), Tag::JJ | Tag::CD | Tag::HYPH | Tag::POS)
        };
        let Some(head) = words.take_while(is_part).last() else { return false };
        let called = self.word(head).to_lowercase();
        let closes = matches!(self.word(head + 1), "," | "." | "in" | "that" | "which" | "based");
        closes && calls_organisation(&called) && calls_thing(&called)
    }

    /// "Veltis, which flies to Rome,", where a sentence begins; not "Roe, which is why".
    fn is_told_as_a_thing(self, start: usize, end: usize) -> bool {
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
        let opens = self.tokens.sentences.get(sentence).is_some_and(|sentence| sentence.start == start);
        opens
            && self.word(end) == ","
            && self.word(end + 1) == "which"
            && self.is_finite(end + 2)
            && !matches!(self.word(end + 3), "why" | "what" | "how" | "when" | "where")
    }

    /// "shares of Veltis", "Veltis shares", "Veltis' shareholders".
    fn has_shares(self, start: usize, end: usize) -> bool {
        let of = matches!(self.before(start), "of" | "in")
            && start > 1
            && matches!(self.word(start - 2), "shares" | "Shares" | "stock" | "Stock");
        let owned = end + usize::from(matches!(self.word(end), "'s" | "’s" | "'" | "’"));
        of || matches!(self.word(owned), "shares" | "shareholders" | "stock")
            || owned > end
                && (self.word(owned) == "chief" && self.word(owned + 1) == "executive"
                    || matches!(self.word(owned), "headquarters" | "subsidiary" | "shareholder"))
    }

    /// "Veltis Oy Luft (VOL)"
    fn has_its_initials(self, start: usize, end: usize) -> bool {
        let first = |at: usize| self.word(at).chars().next();
        end - start > 1
            && self.word(end) == "("
            && self.word(end + 2) == ")"
            && self.word(end + 1).len() > 1
            && (start..end).filter_map(first).filter(|c| c.is_uppercase()).eq(self.word(end + 1).chars())
    }

    /// "an analyst at Veltis"
    fn employs_analysts(self, start: usize) -> bool {
        let at = matches!(self.before(start), "at" | "with");
        at && start > 1
            && matches!(
                self.word(start - 2).to_lowercase().as_str(),
                "analyst"
                    | "analysts"
                    | "economist"
                    | "economists"
                    | "strategist"
                    | "strategists"
                    | "shareholder"
                    | "engineer"
                    | "engineers"
                    | "executive"
                    | "executives"
                    | "columnist"
                    | "reporter"
                    | "journalist"
                    | "correspondent"
                    | "editor"
                    | "professor"
                    | "lecturer"
            )
    }

    /// Takes for a language what readers hold for a place or somebody: "she said in Hausa", "this Hausa town".
    pub fn take_languages(self, names: &mut [Name]) {
        for name in names.iter_mut().filter(|name| name.kind != EntityType::Misc && name.words.start > 0) {
            let before = self.before(name.words.start);
            let spoken =
                matches!(before, "in" | "In" | "into" | "speak" | "speaks" | "spoke" | "speaking" | "spoken");
            let next = self.word(name.words.end);
            let describes = matches!(before, "this" | "the" | "a" | "The" | "This")
                && self.tag(name.words.end).is_noun()
                && next.starts_with(char::is_lowercase);
            let tells = spoken || describes;
            if tells && bodies::is_language(&self.text.slice(self.tokens.span(&name.words)).to_lowercase()) {
                name.kind = EntityType::Misc;
            }
        }
    }
}

/// Says whether a word in small letters calls one of a nation or a region, and is hardly anybody's name.
fn is_one_of_nation(word: &str) -> bool {
    Lists::of(word).any(Lists::DEMONYM) && !Lists::of(word).any(Lists::FIRST_NAME.or(Lists::PLACE))
        || matches!(
            word,
            "finn"
                | "swede"
                | "dane"
                | "pole"
                | "scot"
                | "scotsman"
                | "scotswoman"
                | "briton"
                | "brit"
                | "turk"
                | "kurd"
                | "serb"
                | "croat"
                | "slovak"
                | "slovene"
                | "czech"
                | "spaniard"
                | "dutchman"
                | "dutchwoman"
                | "englishman"
                | "englishwoman"
                | "frenchman"
                | "frenchwoman"
                | "irishman"
                | "irishwoman"
                | "welshman"
                | "welshwoman"
                | "ulsterman"
                | "yorkshireman"
                | "aussie"
                | "kiwi"
                | "bajan"
                | "trinidadian"
                | "catalan"
                | "uzbek"
                | "kazakh"
                | "tajik"
                | "kyrgyz"
                | "uyghur"
                | "thai"
                | "filipino"
                | "filipina"
                | "argentine"
                | "texan"
                | "californian"
                | "londoner"
                | "glaswegian"
                | "liverpudlian"
                | "mancunian"
                | "parisian"
        )
}

/// Says whether a word calls firms and nobody, also right before their names: "retailer Veltis".
fn is_trade_of_firms(word: &str) -> bool {
    matches!(
        word,
        "retailer"
            | "airline"
            | "carmaker"
            | "automaker"
            | "drugmaker"
            | "chipmaker"
            | "planemaker"
            | "brewer"
            | "insurer"
            | "grocer"
    )
}

/// Says whether a word as it is written leads the name of a body before that of a country or region: "Athletics Kenya".
pub(super) fn leads_body(word: &str) -> bool {
    matches!(
        word,
        "NHS"
            | "Athletics"
            | "Basketball"
            | "Creative"
            | "Cricket"
            | "Cycling"
            | "Elections"
            | "Football"
            | "Gymnastics"
            | "Health"
            | "Highways"
            | "Historic"
            | "Hockey"
            | "Natural"
            | "Netball"
            | "Parks"
            | "Police"
            | "Rowing"
            | "Rugby"
            | "Screen"
            | "Sport"
            | "Statistics"
            | "Swimming"
            | "Tennis"
            | "Transport"
            | "Universities"
            | "Volleyball"
    )
}

/// Says whether a name in small letters is that of a shop or firm which goes with an apostrophe.
fn is_shop(name: &str) -> bool {
    matches!(
        name,
        "kohl"
            | "macy"
            | "sotheby"
            | "christie"
            | "sainsbury"
            | "mcdonald"
            | "wendy"
            | "denny"
            | "lowe"
            | "moody"
            | "levi"
            | "lloyd"
            | "domino"
            | "kellogg"
            | "arby"
            | "applebee"
            | "chili"
            | "hardee"
            | "nando"
            | "dillard"
            | "bloomingdale"
            | "trader joe"
            | "papa john"
            | "jack daniel"
            | "standard & poor"
            | "ben & jerry"
    )
}

/// Says whether a word in small letters ends the name of a unit that goes by its number.
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "division"
            | "brigade"
            | "regiment"
            | "battalion"
            | "fleet"
            | "army"
            | "corps"
            | "squadron"
            | "infantry"
            | "wing"
    )
}
