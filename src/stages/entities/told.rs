//! Names that readers miss, cut short or mistake, and of which the article itself tells better: by their letters, by what stands
//! beside them, or by the same name elsewhere in it.

use super::{Name, bodies, people};
use crate::found::EntityType;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{calls_organisation, calls_thing};
use crate::reading::tag::Tag;
use crate::reading::{Label, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// An article and the labels of its words.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub text: &'a Text,
    pub tokens: &'a Tokens,
    pub reading: &'a Reading,
}

impl<'a> Told<'a> {
    fn word(self, at: usize) -> &'a str {
        self.tokens.words.get(at).map_or("", |&word| self.text.slice(word))
    }

    /// Returns the word before `at`; nothing before the first one.
    fn before(self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    fn tag(self, at: usize) -> Tag {
        self.reading.tags.get(at).copied().unwrap_or_default()
    }

    fn is_mark(self, at: usize) -> bool {
        self.reading.shapes.get(at).is_none_or(|&shape| shape == Shape::Mark)
    }

    fn is_outside(self, at: usize) -> bool {
        self.reading.labels.get(at) == Some(&Label::Outside)
    }

    fn is_finite(self, at: usize) -> bool {
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
    fn sort(self, names: &mut Vec<Name>, count: usize) {
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
        let mut known: HashMap<String, EntityType> = HashMap::new();
        let bodies = |name: &&Name| matches!(name.kind, EntityType::Org | EntityType::Loc);
        for name in names.iter().filter(bodies) {
            let first = self.word(name.words.start);
            if name.words.len() == 1
                && is_initials(first)
                && !Lists::of(&first.to_lowercase()).any(Lists::FUNCTION)
            {
                known.entry(first.to_owned()).or_insert(name.kind);
            } else if (2..8).contains(&name.words.len()) {
                let (mut all, mut main) = (String::new(), String::new());
                for word in name.words.clone().map(|at| self.word(at)) {
                    let first = word.chars().next().filter(|c| c.is_alphabetic());
                    all.extend(first);
                    main.extend(first.filter(|c| c.is_uppercase()));
                }
                for initials in [all, main].into_iter().filter(|initials| is_initials(initials)) {
                    known.entry(initials).or_insert(name.kind);
                }
            }
        }
        if known.is_empty() {
            return;
        }
        let count = names.len();
        // Not where all is in capitals.
        let is_small = |at: usize| self.word(at).bytes().any(|b| b.is_ascii_lowercase());
        for at in 0..self.tokens.words.len() {
            if !self.is_outside(at) || !is_initials(self.word(at)) {
                continue;
            }
            let near = at.saturating_sub(2)..at + 3;
            if let Some(&kind) = known.get(self.word(at))
                && near.into_iter().any(|other| other != at && is_small(other))
            {
                names.push(Name { words: at..at + 1, kind });
            }
        }
        self.sort(names, count);
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
        let of_people: HashSet<&str> = names
            .iter()
            .filter(|name| name.kind == EntityType::Person && name.words.len() > 1)
            .filter(|name| !self.is_body(name))
            .flat_map(|name| name.words.clone().map(|at| self.word(at)))
            .collect();
        let body = |name: &Name| self.text.slice(self.tokens.span(&name.words));
        let is_written = |name: &Name| {
            let first = self.word(name.words.start);
            first.starts_with(char::is_uppercase) && first.contains(char::is_lowercase)
        };
        let is_own = |name: &Name| name.words.len() > 1 || !of_people.contains(self.word(name.words.start));
        let mut bodies: HashMap<&str, bool> = HashMap::new();
        for name in
            names.iter().filter(|name| name.kind == EntityType::Person && is_written(name) && is_own(name))
        {
            if self.is_body(name) {
                bodies.entry(body(name)).or_insert(true);
            } else if self.is_somebody(name) {
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
            if (name.kind == EntityType::Person || place) && bodies.get(body(name)) == Some(&true) {
                name.kind = EntityType::Org;
            }
        }
    }

    /// Says whether the words beside a name tell that it is somebody's: "Mr. Roe", "Roe, 42,", "Roe himself".
    fn is_somebody(self, name: &Name) -> bool {
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
                self.word(start - 2),
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
