//! Which names mean the same thing: rules over folded words.
//!
//! Every distinct name is looked at once, longest first, and joins the entity whose name it can stand for: a
//! surname its person, initials what they abbreviate, "the Foreign Ministry" the "Russian Foreign Ministry".
//! Only a surname that several people bear is decided anew wherever it stands.

use super::Name;
use super::beside::{Beside, Called};
use super::bodies::{
    alias, is_acronym, is_firm_noun, is_firm_suffix, is_no_team, is_of_country, is_organ, is_part, is_ship,
    is_site, is_site_before, is_small, is_storm,
};
use super::fold::{ByWord, Word, Words, fold_into};
use super::people::{
    Age, Generation, age_of, gender_of_title, generation, generations_differ, given_names_agree, is_address,
    is_child_of, is_of_family, is_office_of_men, is_parent_of, is_particle, is_short_title, is_suffix,
    is_title, middles_differ, nearly,
};
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::reading::given::{gender_of_given, gender_of_part, is_unisex};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, in_full, is_kin, noun};
use crate::reading::tag::Tag;
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A thing that has at least one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// How often it was labelled each type.
    kinds: [u32; 4],
    pub male: u32,
    pub female: u32,
    /// How often each of these is unsure.
    pub unsure: [u32; 2],
    /// The name for it that says most.
    fullest: usize,
    pub mentions: u32,
    /// How often a person is named by the surname alone, and by the given name alone.
    surname_alone: u32,
    given_alone: u32,
    /// How often a person is named by the surname alone, without a title.
    bare: u32,
    /// How often the whole article, outside of quotation marks, has a person's full name, and the given name alone.
    in_full: u32,
    by_given: u32,
    /// Whether it was first named as somebody's relative.
    relative: bool,
    /// Whether a person has been named by the surname so far, alone or in full.
    borne: bool,
    /// The number of its last name seen so far, plus one.
    last: usize,
    /// Its longest names, by their distinct keys.
    forms: Vec<usize>,
}

/// How many longer names of one thing are compared; the rest repeat them.
const MAX_FORMS: usize = 4;
/// How many bearers of one word are told apart; more are a list of names.
const MAX_BEARERS: usize = 16;
/// Who is named so many times as often as another is whom a surname means, whatever stands behind it.
const FAR_MORE: u32 = 4;
/// Names of more words than this are looked up whole only.
const MAX_PARTS: usize = 12;
/// Of one person so many offices are kept.
const MAX_TITLES: usize = 4;
/// Of so many people of one surname who go by their given names it is kept that they have it too.
const MAX_FAMILY: usize = 8;
/// A surname has no more particles than "van den Berg", and its title.
const MAX_PARTICLES: usize = 3;
/// A country's name of more words is no part of that of its ministry.
const MAX_OWNER: usize = 4;

impl Group {
    /// Returns the type it was labelled most often.
    pub fn kind(&self) -> EntityType {
        let mut best = EntityType::ALL[0];
        for kind in EntityType::ALL {
            if self.kinds[kind as usize] > self.kinds[best as usize] {
                best = kind;
            }
        }
        best
    }

    fn gender(&self) -> Gender {
        Gender::of_more([self.male, self.female])
    }
}

/// What the names of an article mean.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// For each name its group; none for a bare title ("the President"), which is no name.
    pub owner: Vec<Option<usize>>,
    pub groups: Vec<Group>,
    names: Vec<Prepared>,
}

/// A name as it stands, made ready.
#[derive(Debug)]
struct Prepared {
    /// Without titles, leading article and possessive.
    core: Range<usize>,
    kind: EntityType,
    /// Index into the distinct keys.
    key: usize,
    gender: Gender,
    /// Whether only an office or a name made a man or a woman of it that the other bears too: "spokesman Hope Roe".
    unsure: bool,
    /// How many words it has that say something.
    length: usize,
    /// Whether "the" stands before it or begins it.
    definite: bool,
    /// Where it is said whose brother or wife that is, whether that tells who is older.
    relative: Option<Age>,
    /// Where its country is told by "Japan's" before it, the first word of that.
    owner: Option<usize>,
    /// The office or rank of a person, by the word before the name.
    title: Option<Word>,
}

/// A distinct name.
#[derive(Debug)]
struct Key {
    parts: Range<usize>,
    /// The first name that has it.
    first: usize,
    kinds: [u32; 4],
    /// How often titles and given names tell a man and a woman.
    genders: [u32; 2],
    /// Whether it is written like an abbreviation wherever it stands: "UN", "U.N.", "IE6".
    acronym: bool,
    definite: bool,
    /// Whether "Inc." or the like stands behind it somewhere.
    firm: bool,
    /// The offices and ranks before a person's full name.
    titles: Vec<Word>,
    /// How many parts of a person's name stand before a hyphen, if it has one.
    hyphen: usize,
    /// Whether the surname comes first in it: "Lee Jae-hwan".
    surname_first: bool,
    /// Whether it is said that this is a child, or dead.
    child: bool,
    dead: bool,
    /// Whether it is said that nobody is called so any more: "born Ann Doe".
    former: bool,
    place: Place,
}

/// Where the names of a key go.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Undecided,
    One(usize),
    /// A person's name of one word, or the bare noun of an organisation: the best of these where it stands.
    Several(Vec<usize>),
    /// A place or a firm, and a person: by the label.
    Split {
        person: Vec<usize>,
        other: usize,
    },
    /// A bare title.
    Nobody,
}

/// Groups `names`, which stand in order of position.
pub(super) fn group(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    names: &[Name],
    words: &mut Words,
    deadline: Deadline,
) -> Result<Grouped, Reject> {
    let mut grouping = Grouping {
        beside: Beside { text, tokens, reading, names },
        text,
        tokens,
        reading,
        words,
        arena: Vec::with_capacity(names.len() * 2),
        keys: Vec::new(),
        by_key: ByWord::new(),
        by_part: ByWord::new(),
        by_initials: ByWord::new(),
        by_title: HashMap::new(),
        people: HashSet::new(),
        apart: HashSet::new(),
        namesakes: HashSet::new(),
        called: HashMap::new(),
        family: HashMap::new(),
        first_surnames: HashMap::new(),
        grouped: Grouped::default(),
        parts: Vec::new(),
        folded: String::new(),
        joined: String::new(),
    };
    grouping.note_people();
    for (at, name) in names.iter().enumerate() {
        if at.is_multiple_of(256) {
            deadline.check("entities")?;
        }
        grouping.prepare(name);
    }
    grouping.tell_by_pronouns();
    grouping.tell_by_words_between();
    grouping.place_keys(deadline)?;
    grouping.count_given_names();
    grouping.place_names(deadline)?;
    Ok(grouping.grouped)
}

struct Grouping<'a> {
    beside: Beside<'a>,
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    words: &'a mut Words,
    /// The parts of all keys.
    arena: Vec<Word>,
    keys: Vec<Key>,
    by_key: ByWord<usize>,
    /// The groups with a word in one of their names.
    by_part: ByWord<Vec<usize>>,
    /// Groups by the first letters of their names.
    by_initials: ByWord<Vec<usize>>,
    /// People known by title and surname only, "the elder Roe" beside the younger.
    by_title: HashMap<(usize, bool, Age), usize>,
    /// The full names of people, as [`Grouping::joined`] numbers them.
    people: HashSet<Word>,
    /// Pairs of keys, the lower one first, that two people bear.
    apart: HashSet<(usize, usize)>,
    /// The keys of full names that stand beside another's bare surname, which is the same.
    namesakes: HashSet<usize>,
    /// For a key another one of the same person, where the article says so.
    called: HashMap<usize, usize>,
    /// For a surname the given names that stand for people of that name.
    family: HashMap<Word, Vec<usize>>,
    /// For a surname that somebody has as the last one the people of whose two surnames it is the first.
    first_surnames: HashMap<usize, Vec<usize>>,
    grouped: Grouped,
    /// Buffers for the name in hand.
    parts: Vec<Word>,
    folded: String,
    joined: String,
}

impl Grouping<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.slice(self.tokens.words[at])
    }

    /// Notes the full names of people, so that "Jane Roe SpA" is not taken for who founded it.
    fn note_people(&mut self) {
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

    fn prepare(&mut self, name: &Name) {
        let (mut parts, mut folded) = (std::mem::take(&mut self.parts), std::mem::take(&mut self.folded));
        parts.clear();
        let Range { mut start, end } = name.words.clone();
        let mut gender = Gender::Unknown;
        let mut definite = start > 0 && self.word(start - 1).eq_ignore_ascii_case("the");
        let person = name.kind == EntityType::Person;
        // "Polls miss Roe" is no Miss Roe.
        if start > 0 && person && self.word(start - 1) != "miss" {
            // "Mrs van den Berg", of which readers leave out the particles.
            let mut title = start - 1;
            while title > 0
                && start - title < MAX_PARTICLES
                && self.word(title).starts_with(char::is_lowercase)
                && is_particle(self.word(title))
            {
                title -= 1;
            }
            fold_into(self.word(title), &mut folded);
            gender = gender_of_title(&folded);
        }
        let mut core_end = end;
        while core_end > start + 1 && matches!(self.word(core_end - 1), "'s" | "’s" | "'" | "’") {
            core_end -= 1;
        }
        let mut nobody = false;
        if start + 1 < core_end && self.word(start).eq_ignore_ascii_case("the") {
            (definite, start) = (true, start + 1);
        }
        if person {
            let before = gender;
            while start < core_end {
                fold_into(self.word(start), &mut folded);
                let short = start + 1 < core_end && is_short_title(self.word(start));
                if !is_title(&folded) && !short && self.reading.shapes[start] != Shape::Mark {
                    break;
                }
                let told = gender_of_title(&folded);
                if told != Gender::Unknown {
                    gender = told;
                }
                start += 1;
            }
            if start == core_end {
                // "General" or "King" alone may be a surname, also a woman's; "the President" is none.
                nobody = true;
                start = name.words.start;
                if !definite {
                    gender = before;
                }
            }
        }
        let mut hyphen = 0;
        for at in start..core_end {
            if self.reading.shapes[at] == Shape::Mark {
                continue;
            }
            fold_into(self.word(at), &mut folded);
            if matches!(folded.as_str(), "'s" | "'" | "") || folded == "the" && parts.is_empty() {
                continue;
            }
            if folded.contains('-') {
                // "Jong-un" and "Jong Un" are the same.
                for piece in folded.split('-').filter(|piece| !piece.is_empty()) {
                    parts.push(self.words.number(piece));
                }
                hyphen = parts.len().saturating_sub(1);
            } else {
                parts.push(self.words.number(&folded));
            }
        }
        let mut firm = false;
        while parts.len() > 1 {
            let last = self.words.letters(parts[parts.len() - 1]);
            let drop = if person {
                is_suffix(last)
            } else {
                // "World Cup 2018"
                let suffix = is_firm_suffix(last);
                firm |= suffix;
                suffix || last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit())
            };
            if !drop {
                break;
            }
            if firm && parts.len() > 2 {
                let rest = self.joined(&parts[..parts.len() - 1], false);
                if self.people.contains(&rest) {
                    break;
                }
            }
            parts.pop();
        }
        if parts.is_empty() {
            // Nothing but marks: a name of its own kind.
            fold_into(self.text.slice(self.tokens.span(&name.words)), &mut folded);
            parts.push(self.words.number(&folded));
        }
        // A given name tells only beside a surname.
        let told = parts.last().and_then(|&last| generation(self.words.letters(last))).filter(|_| person);
        // Chairman Kate Lee is a woman.
        let office = start > 0 && person && is_office_of_men(self.word(start - 1));
        let (mut given, mut unisex) = (false, false);
        if person
            && (gender == Gender::Unknown || office)
            && core_end - start > 1 + usize::from(told.is_some())
        {
            fold_into(self.word(start), &mut folded);
            let mut told = gender_of_given(&folded, self.reading.lists[start]);
            unisex = told != Gender::Unknown && is_unisex(&folded);
            for at in start + 1..core_end {
                if told == Gender::Unknown {
                    fold_into(self.word(at), &mut folded);
                    told = gender_of_part(&folded);
                }
            }
            if told != Gender::Unknown {
                (gender, given) = (told, true);
            }
        }
        if name.kind == EntityType::Loc && parts.len() > 2 {
            // "Republic of Albania", "Islamic Republic of Iran"
            let letters = |at: usize| parts.get(at).map_or("", |&part| self.words.letters(part));
            let head = usize::from(matches!(
                letters(0),
                "islamic" | "bolivarian" | "federal" | "federative" | "hellenic" | "plurinational"
            ));
            let of = letters(head + 1) == "of"
                && matches!(
                    letters(head),
                    "republic" | "state" | "kingdom" | "commonwealth" | "city" | "town" | "village"
                );
            let skip = if !of {
                0
            } else if letters(head + 2) == "the" {
                head + 3
            } else {
                head + 2
            };
            if skip < parts.len() {
                parts.drain(..skip);
            }
        }
        // "His daughter, Joy Finn"
        let kin = if person { self.kin(&name.words) } else { None };
        if gender == Gender::Unknown {
            let son = told.is_some_and(|told| told <= Generation::Junior);
            let son = if son { Gender::Male } else { Gender::Unknown };
            gender = kin.map_or(son, |(gender, _)| gender);
        }
        if gender == Gender::Unknown && person && core_end - start > 1 {
            gender = self.gender_beside(&name.words);
        }
        // "Japan's Foreign Ministry" is not that of China.
        let owner = if name.kind == EntityType::Org { self.country_before(start, &parts) } else { None };
        if let Some(country) = owner {
            let country = self.keys[self.grouped.names[country].key].parts.clone();
            parts.splice(..0, self.arena[country].iter().copied());
        }
        let owner = owner.map(|country| self.grouped.names[country].core.start);
        let title = if person { self.title_before(start) } else { None };
        let beside = if person && parts.len() > 1 { self.office_beside(&name.words) } else { None };
        // "Lee Jae-hwan", but not "Anna Berg-Larsen".
        let is_small = |tail: &str| tail.starts_with(char::is_lowercase);
        let tail = self.word(core_end - 1).split_once('-').is_some_and(|(_, tail)| is_small(tail));
        let surname_first = person && tail && parts.len() == 3 && hyphen == 2;
        let joined = self.joined(&parts, !person);
        let body = self.text.slice(self.tokens.span(&(start..core_end)));
        let acronym = parts.len() == 1 && is_acronym(body);
        let at = self.grouped.names.len();
        let key = *self.by_key.place(joined).get_or_insert(self.keys.len());
        if key == self.keys.len() {
            let from = self.arena.len();
            self.arena.extend_from_slice(&parts);
            self.keys.push(Key {
                parts: from..self.arena.len(),
                first: at,
                kinds: [0; 4],
                genders: [0; 2],
                acronym: true,
                definite: false,
                firm: false,
                titles: Vec::new(),
                hyphen: if person && hyphen < parts.len() { hyphen } else { 0 },
                surname_first,
                child: false,
                dead: false,
                former: false,
                place: if nobody { Place::Nobody } else { Place::Undecided },
            });
        }
        let entry = &mut self.keys[key];
        entry.kinds[name.kind as usize] += 1;
        match gender {
            Gender::Male => entry.genders[0] += 1,
            Gender::Female => entry.genders[1] += 1,
            Gender::Unknown => {}
        }
        for title in [title, beside].into_iter().flatten() {
            if parts.len() > 1 && entry.titles.len() < MAX_TITLES && !entry.titles.contains(&title) {
                entry.titles.push(title);
            }
        }
        if person && parts.len() > 1 {
            entry.child |= self.beside.is_child(&name.words);
            entry.dead |= self.beside.is_dead(&name.words);
        }
        entry.acronym &= acronym;
        entry.definite |= definite;
        entry.firm |= firm;
        let (core, kind, length) = (start..core_end, name.kind, parts.len());
        let relative = kin.map(|(_, age)| age);
        self.grouped.names.push(Prepared {
            core,
            kind,
            key,
            gender,
            unsure: unisex && given || gender == Gender::Male && office && !given,
            length,
            definite,
            relative,
            owner,
            title,
        });
        (self.parts, self.folded) = (parts, folded);
    }

    /// Takes people whose names do not tell for men or women by the "he" or "his wife" that goes on after them: "Kim Roe, 49,
    /// and his wife", "Kim Roe won. He lives in Ely."
    fn tell_by_pronouns(&mut self) {
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
    fn tell_by_words_between(&mut self) {
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
    fn is_apart(&self, key: usize, group: usize) -> bool {
        let mut forms = self.grouped.groups[group].forms.iter();
        !self.apart.is_empty() && forms.any(|&form| self.apart.contains(&(key.min(form), key.max(form))))
    }

    /// Says whether one of a key and a form is told to be another than who had the surname before: "R. Balan … Balan's wife, Radhika
    /// Balan", "Bo Landry … Landry, the grandson of Robert Landry".
    fn is_namesake(&self, key: usize, form: usize) -> bool {
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
    fn joined(&mut self, parts: &[Word], thing: bool) -> Word {
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

    /// Finds a place for every key, those of many words first.
    fn place_keys(&mut self, deadline: Deadline) -> Result<(), Reject> {
        let brackets = self.brackets();
        self.place_titles();
        let mut order: Vec<usize> =
            (0..self.keys.len()).filter(|&key| self.keys[key].place == Place::Undecided).collect();
        order.sort_by_key(|&key| (std::cmp::Reverse(self.keys[key].parts.len()), self.keys[key].first));
        for (count, &key) in order.iter().enumerate() {
            if count.is_multiple_of(256) {
                deadline.check("entities")?;
            }
            let beside = brackets.get(&key).and_then(|&other| match self.keys[other].place {
                Place::One(group) => Some(group),
                _ => None,
            });
            if self.is_pair(key) {
                self.keys[key].place = Place::One(self.new_group(key));
                continue;
            }
            let place = match beside {
                Some(group) => Place::One(group),
                None if self.keys[key].parts.len() > 1 => self.place_long(key),
                None => self.place_short(key),
            };
            let place = match place {
                Place::Undecided => self.place_called(key),
                place => place,
            };
            self.keys[key].place = match place {
                Place::Undecided => Place::One(self.new_group(key)),
                place => place,
            };
            if let Place::One(group) = self.keys[key].place {
                self.note(key, group);
            }
        }
        Ok(())
    }

    /// Finds the place for a name that the article says is another one of somebody: "Jane Roe, known as Pip".
    fn place_called(&mut self, key: usize) -> Place {
        let Some(&other) = self.called.get(&key) else { return Place::Undecided };
        match self.keys[other].place {
            Place::One(group) => Place::One(group),
            // "Roe, born Ann Doe", where Roe is Jane Roe.
            Place::Undecided if self.keys[other].parts.len() == 1 => match self.place_short(other) {
                Place::Several(groups) if groups.len() == 1 => Place::One(groups[0]),
                _ => Place::Undecided,
            },
            _ => Place::Undecided,
        }
    }

    /// Says whether a hyphen joins two people who are both named so: "the Muhammad Ali-Joe Frazier fight".
    fn is_pair(&mut self, key: usize) -> bool {
        let Key { parts, hyphen, .. } = &self.keys[key];
        if *hyphen == 0 {
            return false;
        }
        let (one, other) = (parts.start..parts.start + hyphen, parts.start + hyphen..parts.end);
        [one, other].into_iter().all(|parts| {
            let parts = self.arena[parts].to_vec();
            let name = self.joined(&parts, false);
            self.by_key.get(name).is_some_and(|&key| self.is_person(key))
        })
    }

    /// Lets a bare title be the name of who is called so: "King", where the article has Pete King.
    fn place_titles(&mut self) {
        let surnames =
            self.keys.iter().enumerate().filter(|(key, its)| its.parts.len() > 1 && self.is_person(*key));
        let surnames: HashSet<Word> =
            surnames.map(|(_, its)| self.arena[self.without_generation(&its.parts).end - 1]).collect();
        for key in &mut self.keys {
            let is_title = key.place == Place::Nobody && key.parts.len() == 1 && !key.definite;
            if is_title && surnames.contains(&self.arena[key.parts.start]) {
                key.place = Place::Undecided;
            }
        }
    }

    /// Returns for an abbreviation the name beside it in brackets or behind "or": "European Central Bank (ECB)", "the
    /// National Liberation Army, or ELN,".
    fn brackets(&self) -> HashMap<usize, usize> {
        let mut brackets = HashMap::new();
        let names = &self.grouped.names;
        let pairs = names.windows(2).map(|pair| (&pair[0], &pair[1]));
        // "known by its French initials, MSF,"
        let apart = names.windows(3).filter(|three| three[1].kind == EntityType::Misc);
        for (one, other) in pairs.chain(apart.map(|three| (&three[0], &three[2]))) {
            let between = one.core.end..other.core.start;
            let opens = |at: usize| matches!(self.word(at), "(" | "[");
            let in_brackets = between.len() == 1 && opens(between.start);
            if !in_brackets && !self.calls_short(between) {
                continue;
            }
            let (short, long) =
                if self.keys[one.key].acronym { (one.key, other.key) } else { (other.key, one.key) };
            if in_brackets && self.is_short_for(one, other) {
                brackets.insert(other.key, one.key);
                continue;
            }
            let (parts, letters) = (&self.keys[long].parts, &self.keys[short].parts);
            if !self.keys[short].acronym || parts.len() < 2 {
                continue;
            }
            // "the Corruption Eradication Commission (KPK)", of another language; not "the Houston Rockets (NBA)".
            let abbreviation = self.letters(short, 0);
            let is_known =
                Lists::of(abbreviation).any(Lists::ORG.or(Lists::PLACE)) || alias(abbreviation).is_some();
            let both = one.kind == EntityType::Org && other.kind == EntityType::Org;
            if both && !is_known && abbreviation.chars().count() > 2 && (!in_brackets || self.is_used(short))
            {
                brackets.insert(short, long);
                continue;
            }
            if !in_brackets {
                continue;
            }
            let initial = self.words.letters(self.arena[letters.start]).chars().next();
            if self.arena[parts.clone()].iter().any(|&p| self.words.letters(p).chars().next() == initial) {
                brackets.insert(short, long);
            }
        }
        brackets
    }

    /// Says whether the words between two names tell that the second is short for the first: ", or", ", known as the".
    fn calls_short(&self, between: Range<usize>) -> bool {
        let mut words = between.map(|at| self.word(at)).filter(|word| *word != "the").peekable();
        let is_next = |words: &mut std::iter::Peekable<_>, word: &str| {
            words.next_if(|next: &&str| *next == word).is_some()
        };
        if !is_next(&mut words, ",") {
            return false;
        }
        if is_next(&mut words, "or") {
            return words.next().is_none();
        }
        if !is_next(&mut words, "known") {
            return false;
        }
        if is_next(&mut words, "as") {
            return words.next().is_none();
        }
        // "known by its French initials,"
        let by = is_next(&mut words, "by") && (is_next(&mut words, "its") || is_next(&mut words, "their"));
        by && words.take(4).any(|word| matches!(word, "initials" | "acronym" | "abbreviation"))
    }

    /// Says whether the name in the brackets behind an organisation's, alone in them and used again, is short for that, whatever
    /// its letters: "the Kuomintang (KMT)", "Law and Justice (PiS)"; not "Instagram (Meta)".
    fn is_short_for(&self, long: &Prepared, short: &Prepared) -> bool {
        let closes = self.tokens.words.get(short.core.end).is_some_and(|&word| self.text.slice(word) == ")");
        let organisations = long.kind == EntityType::Org && short.kind == EntityType::Org;
        if !closes || !organisations || short.core.len() != 1 || !self.is_used(short.key) {
            return false;
        }
        let word = self.word(short.core.start);
        let known = self.letters(short.key, 0);
        let is_known = Lists::of(known).any(Lists::ORG.or(Lists::PLACE)) || alias(known).is_some();
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        // "the Water and Power Development Authority (Wapda)"
        let words: String = self.arena[self.keys[long.key].parts.clone()]
            .iter()
            .map(|&part| self.words.letters(part))
            .collect();
        let mut letters = words.chars();
        let within = word.chars().flat_map(char::to_lowercase).all(|c| letters.any(|other| other == c));
        !is_known && (capitals > 1 || within && word.len() > 2) && word.len() <= 10
    }

    /// Says whether a name stands more than once.
    fn is_used(&self, key: usize) -> bool {
        self.keys[key].kinds.iter().sum::<u32>() > 1
    }

    fn new_group(&mut self, key: usize) -> usize {
        self.grouped.groups.push(Group { fullest: self.keys[key].first, ..Group::default() });
        self.grouped.groups.len() - 1
    }

    /// Notes under which words the group is found from now on.
    fn note(&mut self, key: usize, group: usize) {
        let parts = self.keys[key].parts.clone();
        if parts.len() > MAX_PARTS {
            return;
        }
        if self.grouped.groups[group].forms.len() < MAX_FORMS {
            self.grouped.groups[group].forms.push(key);
        }
        for at in parts.clone() {
            let bearers = self.by_part.place(self.arena[at]).get_or_insert_default();
            if bearers.len() < MAX_BEARERS && !bearers.contains(&group) {
                bearers.push(group);
            }
        }
        if parts.len() > 1 {
            let (mut all, mut main) = (String::with_capacity(8), String::with_capacity(8));
            for &part in &self.arena[self.without_generation(&parts)] {
                let letters = self.words.letters(part);
                let Some(c) = letters.chars().next() else { continue };
                all.push(c);
                if !is_small(letters) {
                    main.push(c);
                }
            }
            // The CDC is the "Centers for Disease Control and Prevention".
            let and = self.arena[parts.clone()].iter().position(|&part| self.words.letters(part) == "and");
            let mut head = String::new();
            for &part in &self.arena[parts.start..parts.start + and.unwrap_or(0)] {
                let letters = self.words.letters(part);
                head.extend(letters.chars().next().filter(|_| !is_small(letters)));
            }
            if head.chars().count() < 3 {
                head.clone_from(&main);
            }
            // The DNR is the "Minnesota Department of Natural Resources".
            let first = main.chars().next().map_or(0, char::len_utf8);
            let own = if main.chars().count() > 3 { &main[first..] } else { &main };
            for initials in [&main, &all, &head, own] {
                let number = self.words.number(initials);
                let bearers = self.by_initials.place(number).get_or_insert_default();
                if bearers.len() < MAX_BEARERS && !bearers.contains(&group) {
                    bearers.push(group);
                }
            }
        }
    }

    fn is_person(&self, key: usize) -> bool {
        let kinds = &self.keys[key].kinds;
        let others = kinds[1] + kinds[2] + kinds[3];
        kinds[0] >= others
    }

    /// Returns the parts of a name but for the "Jr." at its end.
    fn without_generation(&self, parts: &Range<usize>) -> Range<usize> {
        let told = parts.len() > 1 && generation(self.words.letters(self.arena[parts.end - 1])).is_some();
        parts.start..parts.end - usize::from(told)
    }

    /// Returns the parts of an organisation's name of three words and more but for the nouns at its end that tell what it
    /// is: "Goldman Sachs" of "Goldman Sachs Group".
    fn without_kind(&self, parts: &Range<usize>) -> Range<usize> {
        let mut end = parts.end;
        while end > parts.start + 2 {
            let last = self.words.letters(self.arena[end - 1]);
            if !is_firm_noun(last) && noun(last).sort != Sort::Org {
                break;
            }
            end -= 1;
        }
        parts.start..end
    }

    /// Returns the generation that one name tells.
    fn generation_of(&self, key: usize) -> Option<Generation> {
        let parts = &self.keys[key].parts;
        (parts.len() > 1).then(|| generation(self.words.letters(self.arena[parts.end - 1])))?
    }

    fn letters(&self, key: usize, part: usize) -> &str {
        self.words.letters(self.arena[self.keys[key].parts.start + part])
    }

    /// Finds the group for a name of several words that a longer name, or one as long, already has.
    fn place_long(&self, key: usize) -> Place {
        let person = self.is_person(key);
        let mut parts = self.keys[key].parts.clone();
        if person {
            parts = self.without_generation(&parts);
        }
        let (first, last) = (self.arena[parts.start], self.arena[parts.end - 1]);
        let mut found: Option<usize> = None;
        let mut bearers: Vec<usize> = Vec::new();
        for list in [last, first].map(|part| self.by_part.get(part)) {
            for &group in list.into_iter().flatten() {
                let same = self.grouped.groups[group].forms.iter().any(|&form| {
                    self.is_person(form) == person
                        && if person {
                            self.same_person(key, form) && !self.is_namesake(key, form)
                        } else {
                            self.same_thing(key, form)
                        }
                });
                let same = same && !(person && self.is_apart(key, group));
                if same && person && self.is_surname_of(key, group) {
                    if !bearers.contains(&group) {
                        bearers.push(group);
                    }
                } else if same && found != Some(group) {
                    if found.is_some() && !person {
                        // "the Police Department" of two cities.
                        return self.nearest_of(key, found, group);
                    }
                    found = found.or(Some(group));
                }
            }
        }
        match found {
            Some(group) => Place::One(group),
            None if bearers.is_empty() => Place::Undecided,
            None => Place::Several(bearers),
        }
    }

    /// Says whether a name of several words is all but the given name of a group's longer ones: "van der Berg", "Ruiz Vega".
    fn is_surname_of(&self, key: usize, group: usize) -> bool {
        let parts = &self.arena[self.keys[key].parts.clone()];
        self.generation_of(key).is_none()
            && self.keys[key].hyphen == 0
            && self.grouped.groups[group].forms.iter().all(|&form| {
                let long = &self.arena[self.without_generation(&self.keys[form].parts)];
                long.len() > parts.len() && long.ends_with(parts)
            })
    }

    fn nearest_of(&self, key: usize, found: Option<usize>, other: usize) -> Place {
        let groups: Vec<usize> = found.into_iter().chain([other]).collect();
        if self.keys[key].definite { Place::Several(groups) } else { Place::Undecided }
    }

    /// Says whether two people's names of several words are one person's.
    fn same_person(&self, short: usize, long: usize) -> bool {
        if generations_differ(self.generation_of(short), self.generation_of(long)) {
            return false;
        }
        let [a, b] = [short, long].map(|key| &self.arena[self.without_generation(&self.keys[key].parts)]);
        if b.len() < 2 {
            return false;
        }
        if a.len() < 2 {
            // "Roe Jr.", "John Jr."
            return a[0] == b[b.len() - 1] || a[0] == b[0] && self.generation_of(long).is_some();
        }
        let letters = |part: &Word| self.words.letters(*part);
        let (first, other) = (letters(&a[0]), letters(&b[0]));
        let (last, other_last) = (a[a.len() - 1], b[b.len() - 1]);
        let middles = [a, b].map(|parts| parts[1..parts.len() - 1].iter().map(letters));
        let [one, others] = middles;
        if last == other_last && middles_differ(one, others) {
            return false;
        }
        if last == other_last && given_names_agree(first, other) {
            return true;
        }
        // "Doña Graciela" is Graciela Roe.
        if a.len() == 2 && a[1] == b[0] && is_address(first) {
            return true;
        }
        // "Nagy István" is "István Nagy" in Hungary.
        let is_given = |word: &str| Lists::of(word).any(Lists::FIRST_NAME);
        if a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0] && is_given(first) != is_given(other)
        {
            return true;
        }
        // "De la Rosa" is Pablo de la Rosa Vidal.
        if is_particle(first) && b[1..].windows(a.len()).any(|window| window == a) {
            return true;
        }
        if a[0] == b[0]
            && a.len() == b.len()
            && nearly(self.words.letters(last), self.words.letters(other_last))
        {
            return true;
        }
        // "Carlos Varela" in "Juan Carlos Varela": in order, one of the ends in common.
        if a.len() < b.len() && (last == other_last || a[0] == b[0]) {
            let mut rest = b.iter();
            return a.iter().all(|part| rest.any(|other| other == part));
        }
        false
    }

    /// Says whether one name of several words can stand for a longer one: side by side in it.
    fn same_thing(&self, short: usize, long: usize) -> bool {
        let (a, b) =
            (&self.arena[self.keys[short].parts.clone()], &self.arena[self.keys[long].parts.clone()]);
        if a == b {
            return true;
        }
        if a.len() == b.len() {
            // "the Untied Nations", "IE 6"
            let differ = a.iter().zip(b).filter(|(x, y)| x != y).count();
            let is_same = |x: &str, y: &str| {
                // "Japan's Foreign Ministry", "the Japanese Foreign Ministry"
                nearly(x, y) || is_organ(self.words.letters(a[a.len() - 1])) && is_of_country(x, y)
            };
            return differ == 1
                && a.iter()
                    .zip(b)
                    .all(|(&x, &y)| x == y || is_same(self.words.letters(x), self.words.letters(y)));
        }
        let place = |key: usize| self.keys[key].kinds[2] > 0;
        // "South Carolina" is no "University of South Carolina", "Hong Kong" no "Hong Kong Island".
        if place(short) || place(long) && !place(short) {
            return false;
        }
        let Some(at) = b.windows(a.len()).position(|window| window == a) else { return false };
        // Acme is not the "Battle for the Soul of Acme".
        let is_preposition =
            |&&part: &&Word| matches!(self.words.letters(part), "of" | "for" | "in" | "at" | "from");
        if b[..at].iter().filter(is_preposition).count() > 1 {
            return false;
        }
        // "Google Maps" is not "Google Maps for Android": what follows must belong to the name ("of …", "for …").
        let rest = &b[at + a.len()..];
        let Some(&last) = rest.last() else { return true };
        let last = self.words.letters(last);
        matches!(self.words.letters(rest[0]), "of" | "for" | "in" | "and" | "on" | "at")
            || noun(last).sort == Sort::Org && !is_part(last)
    }

    /// Finds the groups for a name of one word.
    fn place_short(&mut self, key: usize) -> Place {
        let entry = &self.keys[key];
        let part = self.arena[entry.parts.start];
        // "M&S"
        let plain = self.words.letters(part);
        let plain = (entry.acronym && plain.contains('&')).then(|| plain.replace('&', ""));
        let initials = plain.map_or(part, |plain| self.words.number(&plain));
        let letters = self.words.letters(part);
        let bearers = self.by_part.get(part);
        let longer = |group: usize| {
            self.grouped.groups[group].forms.iter().copied().filter(|&form| self.keys[form].parts.len() > 1)
        };
        // Hamza is the son of Abu Hamza, not he.
        let is_own = |form: usize| {
            let parts = &self.arena[self.keys[form].parts.clone()];
            let at = parts.iter().position(|&other| other == part);
            !at.and_then(|at| at.checked_sub(1)).is_some_and(|at| is_parent_of(self.words.letters(parts[at])))
        };
        let people: Vec<usize> = bearers
            .into_iter()
            .flatten()
            .copied()
            .filter(|&group| longer(group).any(|form| self.is_person(form) && is_own(form)))
            .collect();
        if entry.acronym
            && let Some(groups) = self.by_initials.get(initials)
        {
            let fits = |&&group: &&usize| {
                let person = longer(group).any(|form| self.is_person(form));
                person == self.is_person(key) || !person && entry.kinds[0] < 2
            };
            let mut fitting = groups.iter().filter(fits);
            if let (Some(&group), None) = (fitting.next(), fitting.next()) {
                return Place::One(group);
            }
        }
        let listed = Lists::of(letters);
        let place = entry.kinds[2] > 0;
        // "Ford" where both Bill Ford and Ford Motor Co. are named, "Calder" and "Calder Inc." beside Dan Calder.
        if !people.is_empty() && entry.firm {
            return Place::Split { person: people, other: usize::MAX };
        }
        if !people.is_empty() && entry.kinds[1] > 0 {
            let is_firm = |form: usize| {
                let key = &self.keys[form];
                let last = self.words.letters(self.arena[key.parts.end - 1]);
                (key.firm || is_firm_noun(last))
                    && !self.is_person(form)
                    && self.arena[key.parts.start] == part
            };
            let firm = bearers.into_iter().flatten().copied().find(|&group| longer(group).any(is_firm));
            if let Some(firm) = firm {
                return Place::Split { person: people, other: firm };
            }
        }
        // "Ida" is Hurricane Ida rather than Ida Roe, "the Roe" is USS Roe.
        let is_vessel = |form: usize| {
            let parts = &self.arena[self.keys[form].parts.clone()];
            let kind = self.words.letters(parts[0]);
            let storm = is_storm(kind);
            let surname =
                |group: &usize| longer(*group).any(|form| self.arena[self.keys[form].parts.end - 1] == part);
            let ship = is_ship(&kind.to_uppercase()) && entry.definite;
            !self.is_person(form)
                && parts.len() > 1
                && parts.last() == Some(&part)
                && (storm && !people.iter().any(surname) || ship)
        };
        if !people.is_empty()
            && let Some(group) =
                bearers.into_iter().flatten().copied().find(|&group| longer(group).any(is_vessel))
        {
            return Place::One(group);
        }
        if self.is_person(key) {
            if !people.is_empty() && place && listed.any(Lists::PLACE) {
                return Place::Split { person: people, other: usize::MAX };
            }
            if !people.is_empty() {
                // The surname first: "Paul" is Ron Paul before it is Paul Ryan.
                let bearers_by = |has: fn(&[Word], Word) -> bool| -> Vec<usize> {
                    let has =
                        |form: usize| has(&self.arena[self.without_generation(&self.keys[form].parts)], part);
                    people.iter().copied().filter(|&group| longer(group).any(has)).collect()
                };
                // "Felipe II" has no surname.
                let mut surname = bearers_by(|parts, part| parts.len() > 1 && parts.last() == Some(&part));
                let given = bearers_by(|parts, part| parts.first() == Some(&part));
                // "Park" is Park Jae-min rather than Lee Hye-park.
                let is_tail = |form: usize| {
                    let Key { parts, hyphen, .. } = &self.keys[form];
                    *hyphen > 0 && hyphen + 1 == parts.len()
                };
                // Zayed is Zayed bin Sultan rather than his son, somebody bin Zayed.
                let is_fathers = |form: usize| {
                    let parts = &self.arena[self.keys[form].parts.clone()];
                    parts.len() > 2 && is_child_of(self.words.letters(parts[parts.len() - 2]))
                };
                if !given.is_empty() {
                    surname.retain(|&group| !longer(group).all(|form| is_tail(form) || is_fathers(form)));
                }
                // "Cole" is Stephen Cole rather than Priya Nair-Cole.
                if surname.iter().any(|&group| !longer(group).all(is_tail)) {
                    surname.retain(|&group| !longer(group).all(is_tail));
                }
                // Rose is Rose Tindall, where Edward Rose is not named yet.
                let before = |&group: &usize| longer(group).any(|form| self.keys[form].first < entry.first);
                if given.iter().any(before) && !surname.iter().any(before) {
                    surname.clear();
                }
                // Anwar is Anwar Ibrahim rather than his daughter, Nurul Anwar.
                let is_childs = |group: &usize| self.age(*group) == Some(Age::Younger);
                if !given.is_empty() && surname.iter().all(is_childs) {
                    surname.clear();
                }
                let is_first = |form: usize| self.keys[form].surname_first;
                let others = given.iter().copied().filter(|&group| longer(group).any(is_first));
                if !surname.is_empty() {
                    surname.extend(others.filter(|group| !surname.contains(group)).collect::<Vec<_>>());
                    let first_of_two = self.bearers_of_first(&people, part);
                    if !first_of_two.is_empty() {
                        self.first_surnames.insert(key, first_of_two);
                    }
                }
                let named = if surname.is_empty() { given } else { surname };
                return Place::Several(if named.is_empty() { people } else { named });
            }
            // "Villa" after "Aston Villa", where nobody has the name.
            let is_body_of = |form: usize| {
                let key = &self.keys[form];
                !self.is_person(form)
                    && key.kinds[1] > key.kinds[2]
                    && key.first < entry.first
                    && self.arena[key.parts.end - 1] == part
            };
            let mut of_body =
                bearers.into_iter().flatten().copied().filter(|&group| longer(group).any(is_body_of));
            let untold = entry.genders == [0; 2] && noun(letters).sort != Sort::Org;
            if untold && let (Some(body), None) = (of_body.next(), of_body.next()) {
                return Place::One(body);
            }
            // A slip of the pen: "Mauer" for "Maurer". Only a few names are compared.
            if letters.len() >= 5 && !self.keys[key].definite {
                let mut near = self
                    .grouped
                    .groups
                    .iter()
                    .enumerate()
                    .take(64)
                    .filter(|(group, _)| {
                        longer(*group).any(|form| {
                            let parts = self.without_generation(&self.keys[form].parts);
                            let last = self.words.letters(self.arena[parts.end - 1]);
                            self.is_person(form) && nearly(letters, last)
                        })
                    })
                    .map(|(group, _)| group);
                if let (Some(group), None) = (near.next(), near.next()) {
                    return Place::Several(vec![group]);
                }
            }
            return Place::Undecided;
        }
        // "The U.N." is no Kim Jong Un.
        if !people.is_empty() && !entry.acronym {
            if !place || !listed.any(Lists::PLACE) {
                // Mostly labelled a thing, but a person of the name is there.
                return Place::Several(people);
            }
            if entry.kinds[0] > 0 {
                return Place::Split { person: people, other: usize::MAX };
            }
        }
        // "the North" is North Korea where the article has no other north.
        if place && entry.definite && matches!(letters, "north" | "south" | "east" | "west") {
            let countries: Vec<usize> = bearers
                .into_iter()
                .flatten()
                .copied()
                .filter(|&group| {
                    longer(group).any(|form| {
                        let parts = &self.keys[form].parts;
                        parts.len() == 2 && self.arena[parts.start] == part && self.keys[form].kinds[2] > 0
                    })
                })
                .collect();
            if let [group] = countries[..] {
                return Place::One(group);
            }
        }
        // "Hale" after "Hale Stadium" and "Mount Hale"
        if place && !listed.any(Lists::PLACE) {
            let is_site_of = |form: usize| {
                let parts = &self.arena[self.keys[form].parts.clone()];
                let letters = |at: usize| self.words.letters(parts[at]);
                let leads = parts[0] == part && is_site(letters(1));
                let follows = parts.len() == 2 && parts[1] == part && is_site_before(letters(0));
                self.keys[form].kinds[2] > 0 && (leads || follows)
            };
            let mut sites =
                bearers.into_iter().flatten().copied().filter(|&group| longer(group).any(is_site_of));
            if let (Some(site), None) = (sites.next(), sites.next()) {
                return Place::One(site);
            }
        }
        // "United" after "Leeds United"
        let club =
            entry.kinds[1] > 0 && matches!(letters, "city" | "united" | "town" | "county" | "athletic");
        if place || !club && listed.any(Lists::PLACE.or(Lists::DEMONYM)) || alias(letters).is_some() {
            return Place::Undecided;
        }
        let generic = !club && (noun(letters).sort == Sort::Org || listed.any(Lists::ORG_HEAD));
        let mut found = Vec::new();
        for &group in bearers.into_iter().flatten() {
            let fits = longer(group).any(|form| {
                let parts = self.keys[form].parts.clone();
                let (first, last) = (self.arena[parts.start], self.arena[parts.end - 1]);
                let both = self.keys[form].kinds[1] > 0 && entry.kinds[1] > 0;
                !self.is_person(form)
                    && self.keys[form].kinds[2] == 0
                    && (generic
                        || last == part
                        // "Goldman" after "Goldman Sachs"; "Google" before "Google Maps" is its maker.
                        || both
                            && first == part
                            && self.without_kind(&parts).len() <= 2
                            && self.keys[form].first < entry.first)
            });
            if fits {
                found.push(group);
            }
        }
        match (found.len(), generic) {
            (0, _) => Place::Undecided,
            (1, false) => Place::One(found[0]),
            (_, true) if entry.definite => Place::Several(found),
            // "Parliament" after "India's Parliament"
            (1, true)
                if self.grouped.names[self.keys[self.grouped.groups[found[0]].forms[0]].first]
                    .owner
                    .is_some() =>
            {
                Place::One(found[0])
            }
            (_, true) => Place::Undecided,
            (_, false) => Place::Several(found),
        }
    }

    /// Returns those of `people` who have two surnames, of which `part` is the first: Ruiz of "Carlos Ruiz Vega".
    fn bearers_of_first(&self, people: &[usize], part: Word) -> Vec<usize> {
        let is_first = |&form: &usize| {
            let parts = &self.arena[self.without_generation(&self.keys[form].parts)];
            self.two_surnames(form) && parts[parts.len() - 2] == part
        };
        let bears = |&group: &usize| self.grouped.groups[group].forms.iter().any(is_first);
        people.iter().copied().filter(bears).collect()
    }

    /// Says whether a name may have two surnames at its end: its last word but one is no given name, particle or initial.
    fn two_surnames(&self, key: usize) -> bool {
        let parts = &self.arena[self.without_generation(&self.keys[key].parts)];
        let Some(at) = parts.len().checked_sub(2).filter(|&at| at > 0) else { return false };
        let letters = self.words.letters(parts[at]);
        letters.len() > 1
            && !is_particle(letters)
            && !is_particle(self.words.letters(parts[at - 1]))
            && !Lists::of(letters).any(Lists::FIRST_NAME)
            && self.keys[key].hyphen == 0
    }

    /// Returns who has the surname at `at` as the first of two, where nobody has been named who has it as the last:
    /// "Ruiz" after "Carlos Ruiz Vega" is nobody who comes later. Where all have two, the first is the one in use.
    fn by_first_surname(&self, groups: &[usize], at: usize) -> Option<usize> {
        let firsts = self.first_surnames.get(&self.grouped.names[at].key)?;
        let is_named = |group: usize| self.grouped.groups[group].mentions > 0;
        let mut named = firsts.iter().copied().filter(|&group| is_named(group));
        let one = named.next().filter(|_| named.next().is_none())?;
        let has_two =
            |group: usize| self.grouped.groups[group].forms.iter().any(|&form| self.two_surnames(form));
        groups.iter().all(|&group| !is_named(group) || has_two(group)).then_some(one)
    }

    /// Counts how often people are called by their given names alone.
    fn count_given_names(&mut self) {
        let mut stretches = self.reading.stretches.iter().peekable();
        for name in &self.grouped.names {
            while stretches.next_if(|stretch| stretch.words.end <= name.core.start).is_some() {}
            let quoted = stretches.peek().is_some_and(|stretch| stretch.words.contains(&name.core.start));
            let Key { parts, place, .. } = &self.keys[name.key];
            let group = match place {
                Place::One(group) => *group,
                Place::Several(groups) if groups.len() == 1 => groups[0],
                _ => continue,
            };
            if quoted || name.kind != EntityType::Person {
                continue;
            }
            let part = self.arena[parts.start];
            let known = &mut self.grouped.groups[group];
            let mut forms =
                known.forms.iter().map(|&form| &self.keys[form].parts).filter(|form| form.len() > 1);
            if name.length > 1 {
                known.in_full += 1;
            } else if forms.any(|form| self.arena[form.start] == part) {
                known.by_given += 1;
            }
        }
    }

    /// Returns the one of `groups` whom the article does not call by the given name: "Ann" and "Tom" all along are not
    /// "Roe", where Jane Roe has her full name more often than they, or as often and here or a paragraph back.
    fn only_by_surname(&self, groups: &[usize], at: usize) -> Option<usize> {
        let known = |group: usize| &self.grouped.groups[group];
        let mut by_surname = groups.iter().copied().filter(|&group| known(group).by_given == 0);
        let one = by_surname.next().filter(|_| by_surname.next().is_none())?;
        let mut others = groups.iter().copied().filter(|&group| group != one);
        let most = others.clone().map(|group| known(group).in_full).max()?;
        let last = known(one).last.checked_sub(1)?;
        let near = known(one).in_full == most && self.paragraph(last) + 1 >= self.paragraph(at);
        let apart = !others.any(|group| self.just_in_full(group, at));
        (apart && (known(one).in_full > most || near)).then_some(one)
    }

    /// Returns the one of `groups` whom the article calls "Roe", where all others have a title before that: "Mrs. Roe".
    fn only_bare(&self, groups: &[usize], at: usize) -> Option<usize> {
        let Prepared { gender, title, .. } = self.grouped.names[at];
        let known = |group: usize| &self.grouped.groups[group];
        let mut bare = groups.iter().copied().filter(|&group| known(group).bare > 0);
        let one = bare.next().filter(|_| bare.next().is_none())?;
        let titled =
            |&group: &usize| group == one || known(group).surname_alone > 0 && !self.just_in_full(group, at);
        let all = groups.iter().filter(|&&group| known(group).mentions > 0).all(titled);
        (gender == Gender::Unknown && title.is_none() && all).then_some(one)
    }

    /// Says whether the paragraph of the name at `at` has just named somebody in full.
    fn just_in_full(&self, group: usize, at: usize) -> bool {
        let last = self.grouped.groups[group].last.checked_sub(1);
        last.is_some_and(|last| {
            self.grouped.names[last].length > 1 && self.paragraph(last) == self.paragraph(at)
        })
    }

    fn paragraph(&self, name: usize) -> usize {
        let word = self.grouped.names[name].core.start;
        self.tokens.paragraph_of(word)
    }

    /// Gives every name its group, in order of position.
    fn place_names(&mut self, deadline: Deadline) -> Result<(), Reject> {
        self.grouped.owner.reserve(self.grouped.names.len());
        for at in 0..self.grouped.names.len() {
            if at.is_multiple_of(256) {
                deadline.check("entities")?;
            }
            let Prepared { key, gender, kind, .. } = self.grouped.names[at];
            let group = match &self.keys[key].place {
                Place::Nobody => None,
                Place::One(group) if kind == EntityType::Org => Some(self.team_of(at).unwrap_or(*group)),
                Place::One(group) => Some(*group),
                Place::Several(groups) if kind != EntityType::Person => {
                    self.of_country(groups, at).or_else(|| self.best(groups.iter().copied(), gender))
                }
                Place::Several(groups) => self.bearer(groups, at),
                Place::Split { person, .. } if kind == EntityType::Person => self.bearer(person, at),
                Place::Split { other, .. } if *other != usize::MAX => Some(*other),
                Place::Split { .. } | Place::Undecided => None,
            };
            let group = match (group, &self.keys[key].place) {
                (Some(group), Place::Several(groups) | Place::Split { person: groups, .. })
                    if groups.len() > 1 =>
                {
                    group
                }
                (Some(group), _) => self.checked(group, key, at),
                (None, Place::Nobody) => {
                    self.grouped.owner.push(None);
                    continue;
                }
                (None, _) => self.other_bearer(key, at, gender),
            };
            self.seen(group, at);
            self.grouped.owner.push(Some(group));
        }
        Ok(())
    }

    /// Returns the only team that the article has of the town at `at`, which is labelled an organisation: Dallas, of the
    /// "Dallas Cowboys".
    fn team_of(&self, at: usize) -> Option<usize> {
        let town = &self.arena[self.keys[self.grouped.names[at].key].parts.clone()];
        let is_town = self.keys[self.grouped.names[at].key].kinds[EntityType::Loc as usize] > 0
            || Lists::of(self.words.letters(town[town.len() - 1])).any(Lists::PLACE);
        if !is_town {
            return None;
        }
        let is_team = |&form: &usize| {
            let Key { parts, kinds, definite, .. } = &self.keys[form];
            let parts = &self.arena[parts.clone()];
            let last = self.words.letters(parts[parts.len() - 1]);
            *definite
                && kinds[EntityType::Org as usize] > 0
                && parts.len() == town.len() + 1
                && parts.starts_with(town)
                && noun(last).sort != Sort::Org
                && !is_no_team(last)
                && last.ends_with('s')
        };
        let groups = self.by_part.get(town[0])?.iter().copied();
        let mut teams = groups.filter(|&group| self.grouped.groups[group].forms.iter().any(&is_team));
        teams.next().filter(|_| teams.next().is_none())
    }

    /// Returns the one of `groups` whom the surname at `at` means most likely; nobody where it may as well be somebody
    /// as a relative of theirs. A relative is not meant before she or he is named.
    fn bearer(&self, groups: &[usize], at: usize) -> Option<usize> {
        let Prepared { key, gender, .. } = self.grouped.names[at];
        // "Ann Roe met Roe", "a sister of Roe"
        let others = self.beside.others(at).filter_map(|other| *self.grouped.owner.get(other)?);
        let others: Vec<usize> = others.collect();
        let left: Vec<usize> = groups.iter().copied().filter(|group| !others.contains(group)).collect();
        let groups = if left.is_empty() { groups } else { &left };
        // "Linda Roe waits. “Josh is gone,” Roe said. Josh Roe was 17."
        let part = self.arena[self.keys[key].parts.start];
        let is_surname = |&form: &usize| {
            let parts = &self.arena[self.without_generation(&self.keys[form].parts)];
            parts.len() > 1 && parts.last() == Some(&part)
        };
        let bears = |&group: &usize| {
            let known = &self.grouped.groups[group];
            known.borne || !known.forms.iter().any(is_surname)
        };
        let borne: Vec<usize> = groups.iter().copied().filter(bears).collect();
        let groups = if borne.is_empty() { groups } else { &borne };
        if let Some(said) = self.by_age(groups, at) {
            return said;
        }
        if let Some(group) = self.by_office(groups, at) {
            return Some(group);
        }
        if let Some(group) = self.by_first_surname(groups, at).or_else(|| self.by_life(groups, at)) {
            return Some(group);
        }
        if let Some(group) = self.spoken_of_now(groups, at) {
            return Some(group);
        }
        let denied = |group: usize| {
            let its = self.gender_of(group);
            gender != Gender::Unknown && its != Gender::Unknown && its != gender
                || self.goes_by_generation(group)
                    && self.grouped.groups[group].surname_alone == 0
                    && groups.iter().any(|&other| other != group && self.grouped.groups[other].mentions > 0)
        };
        // "Their son, Tom Roe", who is "Tom", or has his full name again and again.
        let never_bare = |group: usize| {
            let known = &self.grouped.groups[group];
            let told_apart = known.in_full > 1 || known.by_given > 0;
            told_apart && known.surname_alone == 0 && self.is_relative(group) && !self.just_in_full(group, at)
        };
        let is_left = |group: usize| !denied(group) && (groups.len() == 1 || !never_bare(group));
        let left: Vec<usize> = groups.iter().copied().filter(|&group| is_left(group)).collect();
        let groups = if left.is_empty() { groups } else { &left };
        if let Some(group) = self.beside_one_by_given_name(groups, at) {
            return Some(group);
        }
        if let Some(group) = self.only_by_surname(groups, at).or_else(|| self.only_bare(groups, at)) {
            return Some(group);
        }
        // "Mr. Roe" after "John Roe" and "his son, Tom Roe" is John.
        let fits = |group: usize| gender != Gender::Unknown && self.gender_of(group) == gender;
        let rivals = groups.iter().any(|&group| fits(group) && !self.is_relative(group));
        let is_relative = |group: usize| (rivals || !fits(group)) && self.is_relative(group);
        let most = |of_relatives: bool| {
            let these = groups.iter().filter(|&&group| is_relative(group) == of_relatives);
            these.map(|&group| self.grouped.groups[group].mentions).max()
        };
        // "His father, John Roe Jr.,": that one is called so all along.
        let by_suffix =
            groups.iter().any(|&group| is_relative(group) && self.generation_told(group).is_some());
        let others = || {
            let others: Vec<usize> = groups.iter().copied().filter(|&group| !is_relative(group)).collect();
            self.best_said(&others, at)
        };
        // Somebody of whom nothing but the surname is known.
        let apart =
            [false, true].iter().any(|&female| self.by_title.contains_key(&(key, female, Age::Unknown)));
        match (most(true), most(false)) {
            (None, _) if self.is_pair_of(groups, at) => self.told_by_pronoun(groups, at),
            (None, _) => self.best_said(groups, at),
            (Some(0), _) => others(),
            (Some(_), None | Some(0)) if !apart => self.best(groups.iter().copied(), gender),
            (Some(relative), Some(other))
                if !apart
                    && (other > 2 * relative
                        || by_suffix && other >= relative
                        || other >= relative && !self.is_heard(groups)) =>
            {
                others()
            }
            _ => self.told_by_pronoun(groups, at),
        }
    }

    /// Says whether two of `groups` were named last and together, and no more of one than of the other: "Tom Roe and Ann Roe".
    fn is_pair_of(&self, groups: &[usize], at: usize) -> bool {
        let known = |group: usize| &self.grouped.groups[group];
        let Some(latest) = groups.iter().copied().max_by_key(|&group| known(group).last) else {
            return false;
        };
        let Some(last) = known(latest).last.checked_sub(1) else { return false };
        if groups.iter().any(|&group| known(group).mentions > known(latest).mentions) {
            return false;
        }
        let together = |&group: &usize| {
            group != latest
                && known(group).last == last
                && known(group).mentions == known(latest).mentions
                && self.beside.others(last).contains(&(last - 1))
        };
        self.grouped.names[at].gender == Gender::Unknown && last > 0 && groups.iter().any(together)
    }

    /// Returns the only one of `groups` whose full name has the office before it that stands before the surname at `at`: "Judge
    /// Roe" beside "Judge Jane Roe" and "Tom Roe".
    fn by_office(&self, groups: &[usize], at: usize) -> Option<usize> {
        let title = self.grouped.names[at].title?;
        let has = |&group: &usize| {
            let mut forms = self.grouped.groups[group].forms.iter();
            forms.any(|&form| self.keys[form].titles.contains(&title))
        };
        let mut holders = groups.iter().copied().filter(has);
        holders.next().filter(|_| holders.next().is_none())
    }

    /// Returns the only one whom the surname at `at` can mean where all others are children, dead or of the other gender: "Mr.
    /// Roe" after "Toby Roe, nine," and "his father, Tom Roe", or "Tom and Ann Roe".
    fn by_life(&self, groups: &[usize], at: usize) -> Option<usize> {
        let Prepared { key, gender, .. } = self.grouped.names[at];
        let titled = gender != Gender::Unknown;
        let is = |group: usize, has: fn(&Key) -> bool| {
            self.grouped.groups[group].forms.iter().any(|&form| has(&self.keys[form]))
        };
        let speaks = self.speaks(at);
        let other_gender = |group: usize| {
            let its = self.gender_of(group);
            titled && its != Gender::Unknown && its != gender
        };
        let mut barred = false;
        let mut left = groups.iter().copied().filter(|&group| {
            let unheard = titled || self.grouped.groups[group].surname_alone == 0;
            let cannot = (titled || speaks) && is(group, |key| key.child)
                || speaks && unheard && is(group, |key| key.dead && !key.former);
            barred |= cannot;
            !cannot && !other_gender(group)
        });
        let (one, more) = (left.next(), left.next());
        match (one, more) {
            (None, _) if titled || speaks => {
                self.by_given_name(self.arena[self.keys[key].parts.end - 1], gender)
            }
            (Some(one), None) if barred && self.grouped.groups[one].mentions > 0 => Some(one),
            _ => None,
        }
    }

    /// Says whether the name at `at` stands beside a word of saying: "Roe said", "said Mr. Roe".
    fn speaks(&self, at: usize) -> bool {
        let Range { start, end } = self.grouped.names[at].core;
        let before = self.beside.before_titles(start).checked_sub(1);
        let is_cue = |at: usize| self.reading.cues.get(at) == Some(&true);
        is_cue(end) || before.is_some_and(is_cue)
    }

    /// Returns the only one named so far of that gender who goes by the given name and has the surname of a wife or a
    /// father: Tom in "Tom and Ann Roe".
    fn by_given_name(&self, surname: Word, gender: Gender) -> Option<usize> {
        let family = self.family.get(&surname)?;
        let owners = family.iter().filter_map(|&name| *self.grouped.owner.get(name)?);
        let fits = |group: &usize| {
            let known = &self.grouped.groups[*group];
            let bare = known.forms.iter().all(|&form| self.keys[form].parts.len() == 1);
            let its = self.gender_of(*group);
            bare && (its == gender || its == Gender::Unknown || gender == Gender::Unknown)
        };
        let mut fitting = owners.filter(fits);
        let one = fitting.next()?;
        fitting.all(|other| other == one).then_some(one)
    }

    /// Says whether a relative of `groups` is who the sentence that names her or him last tells the words or deeds of: then
    /// the surname may well be theirs.
    fn is_heard(&self, groups: &[usize]) -> bool {
        const FAR: usize = 40;
        groups.iter().filter(|&&group| self.is_relative(group)).any(|&group| {
            let Some(last) = self.grouped.groups[group].last.checked_sub(1) else { return false };
            let Range { start, end } = self.grouped.names[last].core;
            let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
            let Some(sentence) = self.tokens.sentences.get(sentence) else { return true };
            let near = sentence.start.max(start.saturating_sub(FAR))..sentence.end.min(end + FAR).max(end);
            // "his father, Tom Roe, spoke"
            let next = end + usize::from(end < near.end && self.word(end) == ",");
            self.reading.tags.get(next).filter(|_| next < near.end).is_some_and(|tag| tag.is_verb())
                || near.clone().any(|at| self.reading.cues[at])
        })
    }

    /// Returns the only one of `groups` whom "Roe said that he" can mean, where all others are known to be no "he".
    fn told_by_pronoun(&self, groups: &[usize], at: usize) -> Option<usize> {
        let said = self.gender_said(at);
        let mut fitting = groups.iter().copied().filter(|&group| self.gender_of(group) == said);
        let one = fitting.next().filter(|_| fitting.next().is_none())?;
        let known = groups.iter().all(|&group| self.gender_of(group) != Gender::Unknown);
        (said != Gender::Unknown && known).then_some(one)
    }

    /// Returns the one of `groups` who was named last and in full, twice, no more than two paragraphs back and the last time
    /// as a subject, where no other is named more often. "His son, Tom Roe" all along has no surname alone.
    fn spoken_of_now(&self, groups: &[usize], at: usize) -> Option<usize> {
        const BACK: usize = 2;
        const NAMES: usize = 64;
        if groups.len() < 2 {
            return None;
        }
        let is_one = |&name: &usize| self.grouped.owner[name].is_some_and(|owner| groups.contains(&owner));
        let mut last = (at.saturating_sub(NAMES)..at).rev().filter(is_one);
        let (one, other) = (last.next()?, last.next()?);
        let is_full = |name: usize| self.grouped.names[name].length > 1;
        let owner = self.grouped.owner[one]?;
        let twice = self.grouped.owner[other] == Some(owner) && is_full(one) && is_full(other);
        let Range { start, end } = self.grouped.names[one].core;
        let opens = self.tokens.sentences.binary_search_by_key(&start, |sentence| sentence.start).is_ok();
        let acts = self.reading.tags.get(end).is_some_and(|tag| tag.is_verb());
        let mentions = |group: usize| self.grouped.groups[group].mentions;
        let most = groups.iter().all(|&group| mentions(group) <= mentions(owner));
        let near = self.paragraph(one) + BACK >= self.paragraph(at);
        (twice && opens && acts && most && near && !self.is_relative(owner)).then_some(owner)
    }

    /// Says whether somebody is named as another's relative first.
    fn is_relative(&self, group: usize) -> bool {
        self.grouped.groups[group].relative || self.age(group).is_some()
    }

    /// Returns the age that the first name of a relative tells; none for who is nobody's relative.
    fn age(&self, group: usize) -> Option<Age> {
        let forms = self.grouped.groups[group].forms.iter();
        let first = forms.map(|&form| self.keys[form].first).min();
        first.and_then(|first| self.grouped.names[first].relative)
    }

    /// Returns the gender of who is "he" or "she" behind a name and a verb: "Roe said that he", "Roe says she".
    fn gender_said(&self, at: usize) -> Gender {
        let Range { end, .. } = self.grouped.names[at].core;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= end);
        let end = end..self.tokens.sentences.get(sentence).map_or(end, |sentence| sentence.end);
        if !self.reading.tags[end.clone()].first().is_some_and(|tag| matches!(tag.as_str(), "VBD" | "VBZ")) {
            return Gender::Unknown;
        }
        // "said the fire had hurt his wife"
        const FAR: usize = 12;
        let spouse = |at: usize| match (self.word(at), self.word(at + 1)) {
            ("his", "wife") => Some(Gender::Male),
            ("her", "husband") => Some(Gender::Female),
            _ => None,
        };
        let near = end.start..end.end.min(end.start + FAR);
        let own = near.clone().take(near.len().saturating_sub(1)).find_map(spouse);
        if let Some(own) = own
            && near.clone().all(|at| !matches!(self.word(at), "he" | "she"))
        {
            return own;
        }
        // "told the police that he"
        let mut after = end.skip(1).take(5).skip_while(|&at| {
            let tag = self.reading.tags[at];
            self.word(at) == "that" || tag.is_noun() || matches!(tag, Tag::DT | Tag::PRPS)
        });
        match after.next().map(|at| self.word(at)) {
            Some("he") => Gender::Male,
            Some("she") => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Returns the generation that a person's names tell.
    fn generation_told(&self, group: usize) -> Option<Generation> {
        let forms = self.grouped.groups[group].forms.iter();
        forms.filter_map(|&form| self.generation_of(form)).max()
    }

    /// Says whether the article calls somebody "Roe Jr.", so that "Roe" alone is another.
    fn goes_by_generation(&self, group: usize) -> bool {
        self.grouped.groups[group].forms.iter().any(|&form| {
            let family = matches!(self.generation_of(form), Some(Generation::Senior | Generation::Junior));
            family && self.keys[form].parts.len() == 2
        })
    }

    /// Returns who of one surname "the younger Roe" or "the elder Roe" is, where that stands before it: nobody where no
    /// "Jr." or "Sr." and no "his son" tells.
    fn by_age(&self, groups: &[usize], at: usize) -> Option<Option<usize>> {
        let younger = match self.age_before(at) {
            Age::Younger => true,
            Age::Elder => false,
            Age::Unknown => return None,
        };
        let is_of = |group: usize, age: Age| self.age(group) == Some(age);
        let is_younger = |group: usize| {
            self.generation_told(group) >= Some(Generation::Junior)
                || is_of(group, Age::Younger)
                || !is_of(group, Age::Elder) && groups.iter().any(|&other| is_of(other, Age::Elder))
        };
        let mut fitting = groups.iter().copied().filter(|&group| is_younger(group) == younger);
        let one = fitting.next().filter(|_| fitting.next().is_none());
        Some(one.filter(|&one| groups.len() > 1 || self.generation_told(one).is_some()))
    }

    /// Returns the age that the word before a name tells: "the elder Roe".
    fn age_before(&self, at: usize) -> Age {
        let before = self.grouped.names[at].core.start.checked_sub(1);
        match before.map_or("", |before| self.word(before)) {
            "younger" | "junior" => Age::Younger,
            "elder" | "older" | "senior" => Age::Elder,
            _ => Age::Unknown,
        }
    }

    /// Returns whom the paragraph has just named in full, where all others of `groups` go by their given names: "Julia"
    /// all along is not who "Roe" is after "her mother, Jane Roe".
    fn beside_one_by_given_name(&self, groups: &[usize], at: usize) -> Option<usize> {
        const OFTEN: u32 = 2;
        let known = |group: usize| &self.grouped.groups[group];
        let latest = groups.iter().copied().max_by_key(|&group| known(group).last)?;
        let by_given = |group: usize| known(group).given_alone >= OFTEN && known(group).surname_alone == 0;
        let others = groups.iter().all(|&group| group == latest || by_given(group));
        (groups.len() > 1 && self.just_in_full(latest, at) && others && !by_given(latest)).then_some(latest)
    }

    /// Returns the gender that somebody's full names tell, wherever they stand, or else what was said so far.
    fn gender_of(&self, group: usize) -> Gender {
        let mut genders = [0, 0];
        for form in self.grouped.groups[group].forms.iter().map(|&form| &self.keys[form]) {
            if form.parts.len() > 1 {
                genders = [genders[0] + form.genders[0], genders[1] + form.genders[1]];
            }
        }
        match Gender::of_more(genders) {
            Gender::Unknown => self.grouped.groups[group].gender(),
            told => told,
        }
    }

    /// Returns `group`, or another person's where the title before a bare surname denies it: "Mr. Roe" is not Jane Roe.
    /// A bare surname without a title is who most of those with one are, if Jane Roe is named less.
    fn checked(&mut self, group: usize, key: usize, at: usize) -> usize {
        if self.keys[key].parts.len() != 1 || self.grouped.names[at].kind != EntityType::Person {
            return group;
        }
        let long = self.grouped.groups[group].forms.iter().map(|&form| &self.keys[form]);
        let long = long.filter(|form| form.parts.len() > 1);
        let named: u32 = long.map(|form| form.kinds[EntityType::Person as usize]).sum();
        let its = self.gender_of(group);
        let mut gender = self.grouped.names[at].gender;
        let titled = self.keys[key].genders;
        if gender == Gender::Unknown && titled[0].max(titled[1]) > named {
            gender = Gender::of_more(titled);
        }
        if gender != Gender::Unknown && its != Gender::Unknown && its != gender {
            return self.other_bearer(key, at, gender);
        }
        group
    }

    /// Returns the person of that surname and title whose full name the article does not give; or the place
    /// that a person is named like.
    fn other_bearer(&mut self, key: usize, at: usize, gender: Gender) -> usize {
        let name = &self.grouped.names[at];
        if name.kind != EntityType::Person
            && let Place::Split { person, .. } = &self.keys[key].place
        {
            let person = person.clone();
            let other = self.new_group(key);
            self.grouped.groups[other].fullest = at;
            self.keys[key].place = Place::Split { person, other };
            return other;
        }
        let title = (key, gender == Gender::Female, self.age_before(at));
        if let Some(&group) = self.by_title.get(&title) {
            return group;
        }
        if gender != Gender::Unknown
            && let Some(group) = self.by_given_name(self.arena[self.keys[key].parts.end - 1], gender)
        {
            self.by_title.insert(title, group);
            return group;
        }
        let group = self.new_group(key);
        self.grouped.groups[group].fullest = at;
        self.by_title.insert(title, group);
        group
    }

    /// Returns the group whose country the sentence has just named: "In Russia, the Foreign Ministry".
    fn of_country(&self, groups: &[usize], at: usize) -> Option<usize> {
        let word = self.grouped.names[at].core.start;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= word);
        let start = self.tokens.sentences.get(sentence)?.start;
        let before = self.grouped.names[..at].iter().rev().take_while(|name| name.core.start >= start);
        for name in before.filter(|name| matches!(name.kind, EntityType::Loc | EntityType::Misc)) {
            let country = self.letters(name.key, 0);
            let mut of_it = groups.iter().copied().filter(|&group| {
                self.grouped.groups[group].forms.iter().any(|&form| {
                    self.keys[form].parts.len() > 1 && is_of_country(self.letters(form, 0), country)
                })
            });
            if let (Some(group), None) = (of_it.next(), of_it.next()) {
                return Some(group);
            }
        }
        None
    }

    /// Returns the bearer of a surname that is meant most likely. Of two who come near each other "Roe said she" is more
    /// likely her.
    fn best_said(&self, groups: &[usize], at: usize) -> Option<usize> {
        let gender = self.grouped.names[at].gender;
        let said = self.gender_said(at);
        let may_be = |group: usize| [said, Gender::Unknown].contains(&self.gender_of(group));
        if gender == Gender::Unknown
            && said != Gender::Unknown
            && let [one, other] = *groups
            && may_be(one) != may_be(other)
        {
            let (its, others) = if may_be(one) { (one, other) } else { (other, one) };
            let mentions = |group: usize| self.grouped.groups[group].mentions;
            if mentions(its) > 0 && mentions(others) < FAR_MORE * mentions(its) {
                return Some(its);
            }
        }
        self.best(groups.iter().copied(), gender)
    }

    /// Returns the bearer of a name that is meant most likely: the one spoken of most, of late.
    fn best(&self, groups: impl Iterator<Item = usize> + Clone, gender: Gender) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        let latest = groups.clone().map(|group| self.grouped.groups[group].last).max().unwrap_or_default();
        let aside = latest > 0 && self.is_aside(latest - 1, groups.clone());
        for (rank, group) in groups.enumerate() {
            let known = &self.grouped.groups[group];
            let denied = self.gender_of(group);
            if gender != Gender::Unknown && denied != Gender::Unknown && denied != gender {
                continue;
            }
            let its = known.gender();
            // A newcomer wins once; later the one with twice the mentions does. Before any was named, the first.
            let recent = if known.last == latest && latest > 0 && !aside { 0.9 } else { 0.0 };
            let agrees = if gender != Gender::Unknown && its == gender { 2.0 } else { 0.0 };
            let score = (known.mentions as f32 + 0.5).ln() + recent + agrees - rank as f32 * 1e-3;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, group));
            }
        }
        best.map(|(_, group)| group)
    }

    /// Says whether a name only tells whose or of whom something is, or to whom it is done, in a sentence that names another
    /// of `groups` before: "Jane Roe spoke of Tom Roe's death", "Jane Roe is the mother of Tom Roe".
    fn is_aside(&self, at: usize, mut groups: impl Iterator<Item = usize>) -> bool {
        let Range { start, end } = self.grouped.names[at].core;
        let tag = |at: usize| self.reading.tags.get(at).map_or("", |tag| tag.as_str());
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
        let from = self.tokens.sentences.get(sentence).map_or(start, |sentence| sentence.start);
        let is_before =
            |last: usize| last > 0 && last - 1 < at && self.grouped.names[last - 1].core.start >= from;
        let before = self.beside.before_titles(start).max(from);
        // "charged with killing Tom Roe"
        let is_object = start > from && tag(start - 1) == "VBG";
        (tag(end) == "POS" || before > 0 && self.word(before - 1) == "of" || is_object)
            && groups.any(|group| is_before(self.grouped.groups[group].last))
    }

    fn seen(&mut self, group: usize, at: usize) {
        let name = &self.grouped.names[at];
        let new = self.rank(at);
        let old = self.rank(self.grouped.groups[group].fullest);
        let part = self.arena[self.keys[name.key].parts.start];
        let (mut given, mut surname) = (false, false);
        if name.length == 1 && name.kind == EntityType::Person {
            for &form in &self.grouped.groups[group].forms {
                let form = self.without_generation(&self.keys[form].parts);
                given |= form.len() > 1 && self.arena[form.start] == part;
                surname |= form.len() > 1 && self.arena[form.end - 1] == part;
            }
        }
        let known = &mut self.grouped.groups[group];
        known.relative |= known.mentions == 0 && name.relative.is_some();
        known.given_alone += u32::from(given);
        known.surname_alone += u32::from(surname);
        known.borne |= surname || name.length > 1;
        known.bare += u32::from(surname && name.gender == Gender::Unknown && name.title.is_none());
        known.kinds[name.kind as usize] += 1;
        known.mentions += 1;
        known.last = at + 1;
        match name.gender {
            Gender::Male => known.male += 1,
            Gender::Female => known.female += 1,
            Gender::Unknown => {}
        }
        if name.unsure {
            known.unsure[usize::from(name.gender == Gender::Female)] += 1;
        }
        if new > old {
            known.fullest = at;
        }
    }

    /// Ranks names by how much they say: one that is still in use, the number of words, then one that does not begin with
    /// an initial, then not all capitals, then without an article or a country before it.
    fn rank(&self, at: usize) -> (bool, usize, bool, bool, bool) {
        let name = &self.grouped.names[at];
        let parts = name.length;
        let capitals = name.core.clone().all(|at| self.reading.shapes[at] == Shape::Capitals);
        let article = self.word(name.core.start).eq_ignore_ascii_case("the") || name.owner.is_some();
        let initial = parts > 1 && self.letters(name.key, 0).len() == 1;
        (!self.keys[name.key].former, parts, !initial, !capitals || parts == 1, !article)
    }
}

impl Grouped {
    /// Returns the name of a group as it is shown: one space between words, "Japan's Foreign Ministry" with its country.
    pub fn display(&self, text: &Text, tokens: &Tokens, group: usize) -> String {
        let Prepared { core, owner, .. } = &self.names[self.groups[group].fullest];
        let body = text.slice(tokens.span(&(owner.unwrap_or(core.start)..core.end)));
        let mut name = String::with_capacity(body.len());
        for word in body.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        name
    }

    /// Says whether the name at `at` stands for several people of one surname: "the Clintons".
    pub fn is_family(&self, at: usize) -> bool {
        self.names[at].definite && self.names[at].kind == EntityType::Person
    }
}
