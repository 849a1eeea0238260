//! Names made ready: what each is without its titles, and what stands beside it that tells whose it is.

use super::{Grouping, Key, MAX_PARTS, Place, Prepared};
use crate::found::EntityType;
use crate::reading::given::{gender_of_given, gender_of_part, is_unisex};
use crate::reading::nouns::{Gender, Sort, in_full, is_kin, noun};
use crate::reading::tag::Tag;
use crate::reading::{Label, Shape};
use crate::stages::entities::Name;
use crate::stages::entities::beside::Called;
use crate::stages::entities::bodies::{alias, is_acronym, is_firm_suffix, is_organ, is_small, state_in_full};
use crate::stages::entities::fold::{Word, fold_into};
use crate::stages::entities::people::{
    Age, Generation, age_of, gender_of_title, generation, is_of_family, is_office_of_men, is_particle,
    is_short_title, is_suffix, is_title,
};
use std::ops::Range;

/// Of one person so many offices are kept.
const MAX_TITLES: usize = 4;
/// Of so many people of one surname who go by their given names it is kept that they have it too.
const MAX_FAMILY: usize = 8;
/// A surname has no more particles than "van den Berg", and its title.
const MAX_PARTICLES: usize = 3;
/// A country's name of more words is no part of that of its ministry.
const MAX_OWNER: usize = 4;

/// What a state calls itself, and what a place of many names is.
const KINDS_OF_STATE: [&str; 6] =
    ["islamic", "bolivarian", "federal", "federative", "hellenic", "plurinational"];
const KINDS_OF_PLACE: [&str; 7] = ["republic", "state", "kingdom", "commonwealth", "city", "town", "village"];

/// A name while it is made ready.
struct Raw<'a> {
    name: &'a Name,
    person: bool,
    /// Its words without titles, leading article and possessive.
    core: Range<usize>,
    /// Their numbers, without what says nothing, and a buffer for a word in hand.
    parts: Vec<Word>,
    folded: String,
    /// How many parts stand before the last hyphen.
    hyphen: usize,
    definite: bool,
    /// Whether it is a title alone.
    nobody: bool,
    /// Whether "Inc." or the like stands behind it.
    firm: bool,
    gender: Gender,
    /// Whether the given name tells that, and is one of both men and women.
    given: bool,
    unisex: bool,
    /// Whether an office of men stands before it.
    office: bool,
    /// "Jr."
    generation: Option<Generation>,
}

impl Grouping<'_> {
    /// Notes the full names of people, so that "Jane Roe SpA" is not taken for who founded it.
    pub(super) fn note_people(&mut self) {
        let (mut joined, mut folded) = (String::new(), String::new());
        for name in self.beside.names.iter().filter(|name| name.kind == EntityType::Person) {
            if !(2..=MAX_PARTS).contains(&name.words.len()) {
                continue;
            }
            joined.clear();
            for at in name.words.clone() {
                fold_into(self.word(at), &mut folded);
                joined.push_str(if joined.is_empty() { "" } else { " " });
                joined.push_str(&folded);
            }
            let number = self.words.number(&joined);
            self.people.insert(number);
        }
    }

    /// Makes a name ready: cuts it to what names something, and reads what it and the words beside it tell.
    pub(super) fn prepare(&mut self, name: &Name) {
        let mut raw = self.raw(name);
        self.cut_ends(&mut raw);
        if raw.person {
            self.cut_titles(&mut raw);
        }
        self.part(&mut raw);
        self.cut_suffixes(&mut raw);
        if raw.parts.is_empty() {
            // Nothing but marks: a name of its own kind.
            fold_into(self.text.slice(self.tokens.span(&name.words)), &mut raw.folded);
            raw.parts.push(self.words.number(&raw.folded));
        }
        self.tell_by_name(&mut raw);
        if name.kind == EntityType::Loc {
            self.cut_kind_of_place(&mut raw.parts);
        }
        let kin = if raw.person { self.kin(&name.words) } else { None };
        self.tell_by_words_beside(&mut raw, kin.map(|(gender, _)| gender));
        let owner = self.put_country_before(&mut raw);
        let full = raw.person && raw.parts.len() > 1;
        let title = if raw.person { self.title_before(raw.core.start) } else { None };
        let beside = if full { self.office_beside(&name.words) } else { None };
        let key = self.key(&raw);
        self.count(key, &raw, [title, beside]);
        let Raw { core, parts, folded, gender, definite, .. } = raw;
        self.grouped.names.push(Prepared {
            core,
            kind: name.kind,
            key,
            gender,
            unsure: raw.unisex || gender == Gender::Male && raw.office && !raw.given,
            length: parts.len(),
            definite,
            relative: kin.map(|(_, age)| age),
            owner,
            title,
        });
        (self.parts, self.folded) = (parts, folded);
    }

    /// Returns a name as it stands.
    fn raw<'a>(&mut self, name: &'a Name) -> Raw<'a> {
        let (mut parts, folded) = (std::mem::take(&mut self.parts), std::mem::take(&mut self.folded));
        parts.clear();
        let start = name.words.start;
        let person = name.kind == EntityType::Person;
        Raw {
            name,
            person,
            core: name.words.clone(),
            parts,
            folded,
            hyphen: 0,
            definite: start > 0 && self.word(start - 1).eq_ignore_ascii_case("the"),
            nobody: false,
            firm: false,
            gender: Gender::Unknown,
            given: false,
            unisex: false,
            // Chairman Kate Lee is a woman.
            office: start > 0 && person && is_office_of_men(self.word(start - 1)),
            generation: None,
        }
    }

    /// Cuts a possessive and a leading article, and reads the title before a person's name.
    fn cut_ends(&self, raw: &mut Raw) {
        let Range { start, end } = raw.name.words;
        // "Polls miss Roe" is no Miss Roe.
        if start > 0 && raw.person && self.word(start - 1) != "miss" {
            // "Mrs van den Berg", of which readers leave out the particles.
            let mut title = start - 1;
            while title > 0
                && start - title < MAX_PARTICLES
                && self.word(title).starts_with(char::is_lowercase)
                && is_particle(self.word(title))
            {
                title -= 1;
            }
            fold_into(self.word(title), &mut raw.folded);
            raw.gender = gender_of_title(&raw.folded);
        }
        // "Roe's" is all of the name of a shop.
        let shop = raw.name.kind == EntityType::Org && self.reading.labels[end - 1] == Label::Outside;
        let is_mark = |at: usize| matches!(self.word(at), "'s" | "’s" | "'" | "’");
        while !shop && raw.core.len() > 1 && is_mark(raw.core.end - 1) {
            raw.core.end -= 1;
        }
        if raw.core.len() > 1 && self.word(start).eq_ignore_ascii_case("the") {
            raw.definite = true;
            raw.core.start += 1;
        }
    }

    /// Cuts the titles that a person's name begins with. What is nothing else stays, and is nobody's name.
    fn cut_titles(&self, raw: &mut Raw) {
        let before = raw.gender;
        let core = &mut raw.core;
        while core.start < core.end {
            fold_into(self.word(core.start), &mut raw.folded);
            let short = core.len() > 1 && is_short_title(self.word(core.start));
            if !is_title(&raw.folded) && !short && self.reading.shapes[core.start] != Shape::Mark {
                break;
            }
            let told = gender_of_title(&raw.folded);
            if told != Gender::Unknown {
                raw.gender = told;
            }
            core.start += 1;
        }
        if core.start == core.end {
            // "General" or "King" alone may be a surname, also a woman's; "the President" is none.
            raw.nobody = true;
            core.start = raw.name.words.start;
            if !raw.definite {
                raw.gender = before;
            }
        }
    }

    /// Parts a name into the words that it is compared by.
    fn part(&mut self, raw: &mut Raw) {
        for at in raw.core.clone() {
            if self.reading.shapes[at] == Shape::Mark {
                continue;
            }
            // "Paris, Ky."
            if raw.name.kind == EntityType::Loc
                && let Some(state) = state_in_full(self.word(at))
            {
                raw.parts.extend(state.split(' ').map(|word| self.words.number(word)));
                continue;
            }
            fold_into(self.word(at), &mut raw.folded);
            let folded = raw.folded.as_str();
            if matches!(folded, "'s" | "'" | "") || folded == "the" && raw.parts.is_empty() {
                continue;
            }
            if folded.contains('-') {
                // "Jong-un" and "Jong Un" are the same.
                for piece in folded.split('-').filter(|piece| !piece.is_empty()) {
                    raw.parts.push(self.words.number(piece));
                }
                raw.hyphen = raw.parts.len().saturating_sub(1);
            } else {
                raw.parts.push(self.words.number(folded));
            }
        }
    }

    /// Cuts what stands at the end of a name and is no part of it: "Inc.", "MP", the year of "World Cup 2018".
    fn cut_suffixes(&mut self, raw: &mut Raw) {
        let parts = &mut raw.parts;
        while parts.len() > 1 {
            let last = self.words.letters(parts[parts.len() - 1]);
            let drop = if raw.person {
                is_suffix(last)
            } else {
                let suffix = is_firm_suffix(last);
                raw.firm |= suffix;
                suffix || last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit())
            };
            if !drop {
                break;
            }
            if raw.firm && parts.len() > 2 {
                let rest = self.joined(&parts[..parts.len() - 1], false);
                if self.people.contains(&rest) {
                    break;
                }
            }
            parts.pop();
        }
    }

    /// Reads from a person's name whether that is a man or a woman. A given name tells only beside a surname.
    fn tell_by_name(&self, raw: &mut Raw) {
        if !raw.person {
            return;
        }
        raw.generation = raw.parts.last().and_then(|&last| generation(self.words.letters(last)));
        let full = raw.core.len() > 1 + usize::from(raw.generation.is_some());
        // "Sheikh Hasina" bears the title as a name.
        let sheikh = raw.core.start > 0 && self.word(raw.core.start - 1) == "Sheikh";
        if sheikh {
            fold_into(self.word(raw.core.start), &mut raw.folded);
            if gender_of_given(&raw.folded, self.reading.lists[raw.core.start]) == Gender::Female {
                raw.gender = Gender::Female;
                return;
            }
        }
        if !full || raw.gender != Gender::Unknown && !raw.office {
            return;
        }
        let start = raw.core.start;
        fold_into(self.word(start), &mut raw.folded);
        let mut told = gender_of_given(&raw.folded, self.reading.lists[start]);
        raw.unisex = told != Gender::Unknown && is_unisex(&raw.folded);
        for at in start + 1..raw.core.end {
            if told == Gender::Unknown {
                fold_into(self.word(at), &mut raw.folded);
                told = gender_of_part(&raw.folded);
            }
        }
        if told != Gender::Unknown {
            (raw.gender, raw.given) = (told, true);
        }
    }

    /// Cuts what a place's name says of its kind: "Republic of Albania", "Islamic Republic of Iran".
    fn cut_kind_of_place(&self, parts: &mut Vec<Word>) {
        let letters = |at: usize| parts.get(at).map_or("", |&part| self.words.letters(part));
        let head = usize::from(KINDS_OF_STATE.contains(&letters(0)));
        let of = letters(head + 1) == "of" && KINDS_OF_PLACE.contains(&letters(head));
        let skip = head + 2 + usize::from(letters(head + 2) == "the");
        if of && parts.len() > 2 && skip < parts.len() {
            parts.drain(..skip);
        }
    }

    /// Reads whether somebody is a man or a woman where the name does not tell: from whose relative that is, from "Jr.", and from the
    /// noun before the name.
    fn tell_by_words_beside(&self, raw: &mut Raw, kin: Option<Gender>) {
        if raw.gender == Gender::Unknown {
            let son = raw.generation.is_some_and(|generation| generation <= Generation::Junior);
            let son = if son { Gender::Male } else { Gender::Unknown };
            // "His daughter, Joy Finn"
            raw.gender = kin.unwrap_or(son);
        }
        if raw.gender == Gender::Unknown && raw.person && raw.core.len() > 1 {
            raw.gender = self.gender_beside(&raw.name.words);
        }
    }

    /// Puts the country that a body's name has before it into that, and returns its first word: "Japan's Foreign Ministry" is
    /// not that of China.
    fn put_country_before(&self, raw: &mut Raw) -> Option<usize> {
        if raw.name.kind != EntityType::Org {
            return None;
        }
        let country = &self.grouped.names[self.country_before(raw.core.start, &raw.parts)?];
        let parts = self.keys[country.key].parts.clone();
        raw.parts.splice(..0, self.arena[parts].iter().copied());
        Some(country.core.start)
    }

    /// Returns the key of a name, a new one where nothing had it before.
    fn key(&mut self, raw: &Raw) -> usize {
        let joined = self.joined(&raw.parts, !raw.person);
        let key = *self.by_key.place(joined).get_or_insert(self.keys.len());
        if key < self.keys.len() {
            return key;
        }
        // "Lee Jae-hwan", but not "Anna Berg-Larsen".
        let is_small = |tail: &str| tail.starts_with(char::is_lowercase);
        let tail = self.word(raw.core.end - 1).split_once('-').is_some_and(|(_, tail)| is_small(tail));
        let from = self.arena.len();
        self.arena.extend_from_slice(&raw.parts);
        self.keys.push(Key {
            parts: from..self.arena.len(),
            first: self.grouped.names.len(),
            kinds: [0; 4],
            genders: [0; 2],
            acronym: true,
            definite: false,
            firm: false,
            titles: Vec::new(),
            hyphen: if raw.person && raw.hyphen < raw.parts.len() { raw.hyphen } else { 0 },
            surname_first: raw.person && tail && raw.parts.len() == 3 && raw.hyphen == 2,
            child: false,
            dead: false,
            former: false,
            place: if raw.nobody { Place::Nobody } else { Place::Undecided },
        });
        key
    }

    /// Counts what a name tells of its key.
    fn count(&mut self, key: usize, raw: &Raw, titles: [Option<Word>; 2]) {
        let body = self.text.slice(self.tokens.span(&raw.core));
        let acronym = raw.parts.len() == 1 && is_acronym(body);
        let entry = &mut self.keys[key];
        entry.kinds[raw.name.kind as usize] += 1;
        // "Hilary Roe" may be "Mr. Roe".
        match raw.gender {
            _ if raw.unisex => {}
            Gender::Male => entry.genders[0] += 1,
            Gender::Female => entry.genders[1] += 1,
            Gender::Unknown => {}
        }
        for title in titles.into_iter().flatten() {
            if raw.parts.len() > 1 && entry.titles.len() < MAX_TITLES && !entry.titles.contains(&title) {
                entry.titles.push(title);
            }
        }
        if raw.person && raw.parts.len() > 1 {
            entry.child |= self.beside.is_child(&raw.name.words);
            entry.dead |= self.beside.is_dead(&raw.name.words);
        }
        entry.acronym &= acronym;
        entry.definite |= raw.definite;
        entry.firm |= raw.firm;
    }

    /// Takes people whose names do not tell for men or women by the "he" or "his wife" that goes on after them: "Kim Roe, 49,
    /// and his wife", "Kim Roe won. He lives in Ely."
    pub(super) fn tell_by_pronouns(&mut self) {
        const NEAR: usize = 6;
        for at in 0..self.grouped.names.len() {
            let Prepared { core, kind, gender, key, length, .. } = &self.grouped.names[at];
            if *kind != EntityType::Person || *gender != Gender::Unknown || *length < 2 {
                continue;
            }
            let (start, end, key) = (core.start, core.end, *key);
            let number = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
            let Some(sentence) = self.tokens.sentences.get(number) else { continue };
            let owns = |at: usize| match self.word(at) {
                "his" | "His" => Gender::Male,
                "her" | "Her" => Gender::Female,
                _ => Gender::Unknown,
            };
            let is_spouse = |at: usize| {
                let word = self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
                is_kin(word)
            };
            let near = end..sentence.end.min(end + NEAR);
            let and = near.into_iter().find(|&at| self.word(at) == "and" && is_spouse(at + 2));
            let mut told = and.map_or(Gender::Unknown, |and| owns(and + 1));
            let next = self.tokens.sentences.get(number + 1);
            let alone =
                sentence.start == start
                    && self.grouped.names.get(at + 1).is_none_or(|next| {
                        next.core.start >= sentence.end || next.kind != EntityType::Person
                    });
            if told == Gender::Unknown
                && alone
                && let Some(next) = next
                && self.tokens.paragraph_of(next.start) == self.tokens.paragraph_of(start)
            {
                told = match self.word(next.start) {
                    "He" => Gender::Male,
                    "She" => Gender::Female,
                    _ if is_spouse(next.start + 1) => owns(next.start),
                    _ => Gender::Unknown,
                };
            }
            match told {
                Gender::Male => self.keys[key].genders[0] += 1,
                Gender::Female => self.keys[key].genders[1] += 1,
                Gender::Unknown => continue,
            }
            self.grouped.names[at].gender = told;
        }
    }

    /// Notes which people's names the words between them tell to be two people's or one's, and who has the surname of
    /// whom.
    pub(super) fn tell_by_words_between(&mut self) {
        for at in 0..self.grouped.names.len() {
            let Prepared { key, kind, .. } = self.grouped.names[at];
            if kind != EntityType::Person {
                continue;
            }
            for other in self.beside.others(at) {
                let Prepared { key: other, kind, .. } = self.grouped.names[other];
                if kind == EntityType::Person && other != key {
                    self.apart.insert((key.min(other), key.max(other)));
                    let [own, bare] = [key, other].map(|key| &self.arena[self.keys[key].parts.clone()]);
                    if own.len() > 1 && bare.len() == 1 && own.last() == bare.last() {
                        self.namesakes.insert(key);
                    }
                }
            }
            if let Some(called) = self.beside.called(at) {
                let other = self.grouped.names[at + 1].key;
                self.called.entry(key).or_insert(other);
                self.called.entry(other).or_insert(key);
                self.keys[other].former |= called == Called::Before;
            }
            if let Some(full) = self.beside.surname_of(at) {
                let parts = self.without_generation(&self.keys[self.grouped.names[full].key].parts);
                let family = self.family.entry(self.arena[parts.end - 1]).or_default();
                if family.len() < MAX_FAMILY {
                    family.push(at);
                }
            }
        }
    }

    /// Says whether the article tells that the people of a key and a group are two.
    pub(super) fn is_apart(&self, key: usize, group: usize) -> bool {
        let mut forms = self.grouped.groups[group].forms.iter();
        !self.apart.is_empty() && forms.any(|&form| self.apart.contains(&(key.min(form), key.max(form))))
    }

    /// Says whether one of a key and a form is told to be another than who had the surname before: "R. Balan … Balan's wife, Radhika
    /// Balan", "Bo Landry … Landry, the grandson of Robert Landry".
    pub(super) fn is_namesake(&self, key: usize, form: usize) -> bool {
        let comes = |key: usize, form: usize| {
            self.namesakes.contains(&key) && self.keys[form].first < self.keys[key].first
        };
        comes(key, form) || comes(form, key)
    }

    /// Returns the name right before the word at `start` whose organ of state "Japan's Foreign Ministry" is.
    fn country_before(&self, start: usize, parts: &[Word]) -> Option<usize> {
        let head = self.words.letters(*parts.last()?);
        let head = is_organ(head) || head == "bank" && self.words.letters(parts[0]) == "central";
        let at = self.grouped.names.len().checked_sub(1)?;
        let Prepared { core, kind, key, .. } = &self.grouped.names[at];
        let owns = core.end + 1 == start && matches!(self.word(core.end), "'s" | "’s" | "'" | "’");
        let short = self.keys[*key].parts.len() <= MAX_OWNER;
        (head && owns && *kind == EntityType::Loc && short).then_some(at)
    }

    /// Returns the office or rank that stands before the word at `start`, in full: a senator is "Sen.".
    fn title_before(&mut self, start: usize) -> Option<Word> {
        let before = start.checked_sub(1)?;
        let mut folded = std::mem::take(&mut self.folded);
        fold_into(self.word(before), &mut folded);
        let office = in_full(&folded);
        let tells = gender_of_title(&folded) == Gender::Unknown || is_title(&folded);
        let courtesy =
            matches!(folded.as_str(), "mr" | "mrs" | "ms" | "miss" | "mx" | "sir" | "former" | "us");
        let calls = is_title(office) || noun(office).sort == Sort::Person;
        let title = (tells && calls && !courtesy && !is_kin(office)).then(|| self.words.number(office));
        self.folded = folded;
        title
    }

    /// Returns the office that an apposition tells: "Jane Roe, vice chairman of Acme,", "the senator, Jane Roe,".
    fn office_beside(&mut self, name: &Range<usize>) -> Option<Word> {
        const MAX: usize = 6;
        let tag = |at: usize| self.reading.tags.get(at).copied().unwrap_or_default();
        let is_comma =
            |at: usize| self.tokens.words.get(at).is_some_and(|&word| self.text.slice(word) == ",");
        let mut noun_at = None;
        if is_comma(name.end) {
            let start = name.end + 1 + usize::from(tag(name.end + 1) == Tag::DT);
            let within = start..(start + MAX).min(self.tokens.words.len());
            let mut phrase = within.take_while(|&at| tag(at).is_noun() || tag(at) == Tag::JJ);
            noun_at = phrase.by_ref().last().filter(|&at| tag(at).is_noun());
        }
        let before = name.start.checked_sub(2).filter(|&at| is_comma(at + 1) && tag(at).is_noun());
        let begins = |at: usize| matches!(tag(at), Tag::DT | Tag::POS | Tag::PRPS);
        let before = before.filter(|&at| (at.saturating_sub(MAX)..at).any(begins));
        let at = noun_at.or(before)?;
        let mut folded = std::mem::take(&mut self.folded);
        fold_into(self.word(at), &mut folded);
        let office = in_full(&folded);
        let calls = is_title(office) || noun(office).sort == Sort::Person;
        let office = (calls && !is_kin(office)).then(|| self.words.number(office));
        self.folded = folded;
        office
    }

    /// Returns the gender that the noun before a name tells: "the woman, Ann Doe,".
    fn gender_beside(&self, name: &Range<usize>) -> Gender {
        let Range { start, end } = *name;
        let closes = self.tokens.words.get(end).is_none_or(|_| self.reading.shapes[end] == Shape::Mark);
        if start < 3 || self.word(start - 1) != "," || !closes {
            return Gender::Unknown;
        }
        let is_article = |at: usize| matches!(self.word(at), "the" | "The" | "a" | "A");
        let begins = (start.saturating_sub(4)..start - 2).any(is_article);
        if begins { noun(self.word(start - 2)).gender } else { Gender::Unknown }
    }

    /// Returns the gender that words beside a name tell where they say whose relative that is, and the age: "his younger
    /// brother, Jorge Doe", "Jane Roe, the mayor's wife,".
    fn kin(&self, name: &Range<usize>) -> Option<(Gender, Age)> {
        let possesses = |at: usize| {
            matches!(
                self.word(at),
                "his" | "her" | "their" | "His" | "Her" | "Their" | "whose" | "'s" | "’s" | "'" | "’"
            )
        };
        let said = |words: Range<usize>| {
            let kin = words.clone().rev().find(|&at| is_kin(self.word(at)))?;
            let before = words.start.max(kin.saturating_sub(3))..kin;
            // "Jane Roe, daughter of Tom Doe," but not "a father of three".
            let whose = |at: usize| {
                let name = self.beside.names.partition_point(|name| name.words.start < at);
                let name = self.beside.names.get(name);
                name.is_some_and(|name| name.kind == EntityType::Person && name.words.start < at + 2)
            };
            let of = kin + 2 < words.end && self.word(kin + 1) == "of" && whose(kin + 2);
            // "Jane Roe, another daughter,"
            let another = kin + 1 == words.end
                && is_of_family(self.word(kin))
                && before.clone().any(|at| matches!(self.word(at), "a" | "another"));
            let possessed = of || another || before.clone().any(possesses);
            // "Her mother's lawyer" is no relative.
            let owns = kin + 1 < words.end && possesses(kin + 1);
            let told = |at: usize| match self.word(at) {
                "younger" | "youngest" => Some(Age::Younger),
                "older" | "elder" | "eldest" | "oldest" => Some(Age::Elder),
                _ => None,
            };
            // The eldest son is younger than his father.
            let age = match age_of(self.word(kin)) {
                Age::Unknown => (words.start..kin).rev().find_map(told).unwrap_or(Age::Unknown),
                age => age,
            };
            (possessed && !owns).then(|| (noun(self.word(kin)).gender, age))
        };
        let mut before = self.beside.before_titles(name.start);
        if before > 0 && self.word(before - 1) == "," {
            before -= 1;
        }
        if before > 0
            && is_kin(self.word(before - 1))
            && let Some(told) = said(before.saturating_sub(4)..before)
        {
            return Some(told);
        }
        let words = self.tokens.words.len();
        // "Jane Roe, whose brother": it is the brother who is a relative.
        if name.end + 1 < words && self.word(name.end) == "," && self.word(name.end + 1) != "whose" {
            let after = name.end + 1..words.min(name.end + 7);
            let end = after.clone().find(|&at| self.reading.shapes[at] == Shape::Mark && !possesses(at));
            // "Lou Roe, his wife, Ann, and": Ann is the wife.
            let named = |end: usize| end + 1 < words && self.word(end + 1).starts_with(char::is_uppercase);
            if end.is_some_and(|end| self.word(end) == "," && named(end)) {
                return None;
            }
            return said(after.start..end.unwrap_or(after.end));
        }
        None
    }

    /// Returns the number of the parts joined by spaces. For things it is the number of the usual name, where that
    /// is another one, and small words do not count: "Bank of the South", "Bank South".
    pub(super) fn joined(&mut self, parts: &[Word], thing: bool) -> Word {
        let mut joined = std::mem::take(&mut self.joined);
        let mut usual = None;
        for small in [false, true] {
            joined.clear();
            for &part in parts {
                let letters = self.words.letters(part);
                if small && is_small(letters) && parts.len() > 2 {
                    continue;
                }
                if !joined.is_empty() {
                    joined.push(' ');
                }
                // "U.N. Security Council" is the "United Nations Security Council".
                let owner = thing && joined.is_empty() && parts.len() > 1 && letters.len() < 4;
                joined.push_str(if owner { alias(letters).unwrap_or(letters) } else { letters });
            }
            if !thing {
                break;
            }
            usual = alias(&joined);
            if usual.is_some() {
                break;
            }
        }
        let number = self.words.number(usual.unwrap_or(&joined));
        self.joined = joined;
        number
    }
}
