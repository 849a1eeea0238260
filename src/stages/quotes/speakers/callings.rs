//! Who is known by an office, a trade, a party or an age: "the senator", "the striker", "the Ohio Democrat", "the 34-year-old".

use super::{MEMORY, Speakers, is_plural};
use crate::found::{EntityType, Form};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Sort, in_full, is_kin, is_second, may_be_called, noun};
use crate::reading::{Label, Shape};
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use std::ops::Range;

/// Of one calling no more people are looked at.
const MOST_HOLDERS: usize = 4;

/// Offices that one holds in most articles, whoever else is spoken of in general: "a president must".
const OFFICES: [&str; 30] = [
    "president", "senator", "governor", "congressman", "congresswoman", "minister", "premier", "chancellor",
    "secretary", "mayor", "judge", "justice", "commissioner", "ambassador", "sheriff", "king", "queen",
    "prince", "princess", "pope", "cardinal", "bishop", "archbishop", "general", "admiral", "colonel",
    "professor", "coach", "captain", "chairman",
];

/// Trades by which news vary the name of whom they have just named: "Roe missed. “My fault,” the kicker said."
pub(super) const TRADES: [&str; 52] = [
    "kicker", "striker", "defender", "midfielder", "goalkeeper", "keeper", "goalie", "winger", "fullback",
    "quarterback", "linebacker", "receiver", "cornerback", "pitcher", "catcher", "shortstop", "batsman",
    "bowler", "wicketkeeper", "prop", "lock", "jockey", "sprinter", "hurdler", "swimmer", "cyclist", "boxer",
    "golfer", "skipper", "racer", "actor", "actress", "singer", "rapper", "novelist", "comedian",
    "congressman", "congresswoman", "lawmaker", "backbencher", "tycoon", "flanker", "hooker", "fly-half",
    "scrum-half", "seamer", "spinner", "playmaker", "frontman", "legislator", "parliamentarian", "MP",
];

/// What leaders are called by: "the far-right leader".
const LEANINGS: [&str; 14] = [
    "far-right", "far-left", "right-wing", "left-wing", "leftist", "rightist", "conservative", "populist",
    "nationalist", "centrist", "socialist", "communist", "progressive", "ultraconservative",
];

/// Offices by their letters: "the CS".
const SHORT_OFFICES: [&str; 18] = [
    "CS", "PS", "MP", "MEP", "MSP", "MS", "TD", "MLA", "MCA", "CM", "PM", "IGP", "DG", "DA", "AG", "CEO",
    "CFO", "COO",
];

/// Titles of the clergy that readers may take for part of a name.
const CLERGY: [&str; 7] = ["canon", "dean", "rector", "rabbi", "imam", "vicar", "deacon"];

/// What people are called.
#[derive(Default)]
pub(super) struct Callings {
    /// By a noun in small letters and in full: who is called so beside the name, in order, and the words that say it.
    people: HashMap<String, Vec<(usize, Range<usize>)>>,
    /// Where somebody without a name is called so first.
    nobody: HashMap<String, usize>,
    /// Where "the earl" stands first, by the noun in small letters.
    spoken_of: HashMap<String, usize>,
    /// Who is called anything.
    called: HashSet<usize>,
    /// Who the article opens with, whom it names next: "A farmer who …¶ Tom Roe, 66,".
    lead: Option<usize>,
}

impl Callings {
    fn call(&mut self, calling: String, id: usize, words: Range<usize>) {
        self.called.insert(id);
        let holders = self.people.entry(calling).or_default();
        if holders.len() < MOST_HOLDERS && holders.iter().all(|(other, _)| *other != id) {
            holders.push((id, words));
        }
    }
}

/// Returns what a word calls somebody, in small letters and in full: "Sen." is a senator.
fn calling(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let full = in_full(lower.strip_prefix("ex-").unwrap_or(&lower));
    let noun = noun(full);
    let calls =
        noun.sort == Sort::Person && !noun.several || may_be_called(full, true) || may_be_called(full, false);
    (OFFICES.contains(&full) || calls && !is_kin(full)).then(|| full.to_owned())
}

/// Returns the nouns by which news vary a title, in small letters and in full: a pope is "the pontiff" next.
fn varied(title: &str) -> &'static [&'static str] {
    match title {
        "pope" => &["pontiff"],
        "justice" | "judge" => &["judge", "jurist"],
        "senator" | "representative" | "congressman" | "congresswoman" | "mp" => &["lawmaker", "legislator"],
        "archbishop" | "bishop" | "cardinal" => &["prelate", "cleric"],
        "ayatollah" | "imam" => &["cleric"],
        "king" | "queen" | "emperor" => &["monarch", "sovereign"],
        "reverend" => &["pastor", "preacher", "cleric", "clergyman", "vicar"],
        // Of a club.
        "manager" => &["coach", "boss"],
        "doctor" => &["physician"],
        "professor" => &["academic", "scholar"],
        _ => &[],
    }
}

/// Returns the office that a word is, in full.
fn office(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let full = in_full(&lower);
    OFFICES.into_iter().find(|&office| office == full)
}

/// Says whether a word is what somebody from a town or a land is called, which readers take for a name: "Corkman".
pub(super) fn is_home(word: &str) -> bool {
    const PEOPLES: [&str; 14] = [
        "Spaniard", "Dane", "Swede", "Pole", "Finn", "Turk", "Serb", "Slovak", "Slovene", "Scot", "Briton",
        "Brit", "Croat", "Aussie",
    ];
    word.len() > 6
        && word.starts_with(char::is_uppercase)
        && (word.ends_with("man") || word.ends_with("woman"))
        || PEOPLES.contains(&word)
}

/// Says whether a word tells the party of "the Republican governor".
fn is_party(word: &str) -> bool {
    matches!(
        word,
        "Republican"
            | "Democratic"
            | "Democrat"
            | "Labour"
            | "Labor"
            | "Conservative"
            | "Tory"
            | "Liberal"
            | "Independent"
    )
}

/// Says whether a word is what somebody of an age is called: "34-year-old".
fn is_age(word: &str) -> bool {
    word.len() > "-year-old".len() && word.as_bytes()[0].is_ascii_digit() && word.ends_with("-year-old")
}

impl Speakers<'_> {
    /// Returns the person named at the end of a source behind an office: "Secretary of State Jane Roe", "the mayor of Dayton
    /// Tom Doe"; not "a wife of Tom Doe", nor "the secretary of Senator Jane Roe".
    pub(super) fn in_office(&self, source: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 16;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = source.end.min(source.start + LONGEST);
        let mut office = false;
        let mut at = source.start;
        while at < end {
            if let Some((span, id)) = self.mention_at(at) {
                let after = at + self.words_in(at, span);
                if self.entities[id].kind == EntityType::Person {
                    if !office || after < source.end && !matches!(word(after), "," | "(") {
                        return None;
                    }
                    // "the director of the school of coach Jane Roe"
                    let of = (source.start..at).rev().find(|&at| self.reading.tags[at].as_str() == "IN");
                    let joined = (of.unwrap_or(at)..at).any(|at| word(at) == "and");
                    let calls = self.reading.shapes[at - 1] == Shape::Lower
                        && [true, false].iter().any(|&masculine| may_be_called(word(at - 1), masculine));
                    return (joined || !calls).then_some(id);
                }
                at = after;
                continue;
            }
            let tag = self.reading.tags[at];
            if self.is_office(at, end) {
                office = true;
            } else if word(at) == "(" {
                // "director of police (DP)"
                at = (at..end).find(|&at| word(at) == ")")?;
            } else if tag.as_str() == "IN" {
                if !office || at + 1 >= end || self.names_person(at + 1) || self.is_holder(at + 1) {
                    return None;
                }
            } else if !self.is_of_name(at) && !matches!(tag.as_str(), "VBN" | "HYPH") {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Says whether a word is the office of somebody named right behind it: "Senator Jane Roe", not the Minister of Justice.
    fn is_holder(&self, at: usize) -> bool {
        let word = self.text.slice(self.tokens.words[at]);
        office(word).is_some() && !word.eq_ignore_ascii_case("justice")
    }

    /// Says whether the "of" at a word belongs to an office: "Secretary of State", "Minister for Health", not "secretary of
    /// Senator Roe" or "spokesman for Roe".
    pub(super) fn is_office(&self, of: usize, end: usize) -> bool {
        if of == 0 || of + 1 >= end {
            return false;
        }
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let whole = word(of - 1).to_lowercase();
        // "Then-secretary of state"
        let head = whole.rsplit('-').next().unwrap_or_default();
        let takes = match word(of) {
            "of" => {
                (self.reading.lists[of - 1].any(Lists::TITLE) || Lists::of(head).any(Lists::TITLE))
                    && !is_kin(head)
                    || head == "superintendent"
                    || head == "master" && word(of + 1) == "ceremonies"
                    || head == "member"
                        && matches!(word(of + 1), "Congress" | "Parliament" | "congress" | "parliament")
            }
            "for" => matches!(
                head,
                "minister" | "secretary" | "commissioner" | "undersecretary" | "mec" | "director" | "manager"
            ),
            "to" => matches!(head, "ambassador" | "envoy"),
            "in" => {
                matches!(head, "professor" | "lecturer" | "specialist" | "expert" | "researcher" | "leader")
            }
            _ => false,
        };
        // "manager for Mr. Roe"
        let name = of + 1 + usize::from(matches!(word(of + 1), "Mr." | "Mrs." | "Ms." | "Mr" | "Mrs" | "Ms"));
        takes && !self.is_holder(of + 1) && !self.names_person(name)
    }

    /// Returns the only person named before "the senator" who is called so beside the name: "Sen. Jane Roe", "Tom Doe, 34,".
    /// The source, which goes on to `end`, may say of what: "the bishop of Ohio".
    pub(super) fn holder_of(&self, words: &Range<usize>, end: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if words.len() < 2 || words.len() > 5 || !word(words.start).eq_ignore_ascii_case("the") {
            return None;
        }
        let last = words.end - 1;
        if matches!(self.reading.tags[last].as_str(), "NNS" | "NNPS") {
            return None;
        }
        let callings = self.callings.get_or_init(|| self.callings());
        let is_age = |at: &usize| is_age(word(*at));
        let aged = || (words.start + 1..words.end).find(is_age).map(|at| word(at).to_lowercase());
        let called = calling(word(last)).unwrap_or_else(|| word(last).to_owned());
        let called = Some(called).filter(|called| callings.people.contains_key(called));
        let called = called.or_else(aged)?;
        let start = self.tokens.words[words.start].start;
        // "A doctor was called. … The doctor said"
        if !OFFICES.contains(&called.as_str())
            && callings.nobody.get(&called).is_some_and(|&at| {
                at < words.start && !self.is_titled_since(callings, &called, at, words.start)
            })
        {
            return None;
        }
        let is_former = |at: usize| {
            matches!(word(at), "former" | "Former" | "ex" | "late")
                || word(at).to_lowercase().starts_with("ex-")
        };
        let says_former = (words.start..words.end).any(is_former);
        // "the Portuguese coach", of whom the article said no land
        let of_land = |at: usize| {
            self.reading.shapes[at] == Shape::Capital
                && (self.reading.lists[at].any(Lists::DEMONYM)
                    || is_party(word(at)) && self.party_is(words.start, word(at)))
                && self.named_last(words.start)
                    == callings.people.get(&called).and_then(|people| match people[..] {
                        [(id, _)] => Some(id),
                        _ => None,
                    })
        };
        let mut holder = None;
        for (id, title) in callings.people.get(&called)? {
            if self.tokens.words[title.start].start >= start {
                continue;
            }
            let is_called = |at: usize| {
                let age = || callings.people.get(&word(at).to_lowercase());
                title.clone().any(|its| word(its).eq_ignore_ascii_case(word(at)))
                    || is_age(&at) && age().is_some_and(|people| people.iter().any(|(other, _)| other == id))
            };
            // "the foreign minister" is not the minister of finance.
            let mut more =
                (words.start + 1..last).filter(|&at| !is_age(&at) || word(at).to_lowercase() != called);
            if !more.all(|at| is_called(at) || of_land(at)) {
                continue;
            }
            if self.is_of_another_people(words, *id) {
                continue;
            }
            // "The mayor" is not the deputy mayor.
            let is_second = |at: usize| is_second(&word(at).to_lowercase());
            if title.clone().any(is_second) && !(words.start..words.end).any(is_second) {
                continue;
            }
            // "The bishop of Ohio" is not the Bishop of Dayton.
            let is_of = |at: usize| word(at) == "of";
            let its = words.end..(words.end..end).find(|&at| word(at) == ",").unwrap_or(end);
            if its.clone().next().is_some_and(is_of)
                && title.clone().any(is_of)
                && !its.clone().all(is_called)
            {
                continue;
            }
            if title.clone().any(is_former) != says_former {
                continue;
            }
            if holder.is_some_and(|other| other != *id) {
                return None;
            }
            // An actress is one of many: the one named last.
            let is_title = self.reading.shapes[title.end - 1] != Shape::Lower;
            // "The lawmaker" is any other than Sen. Roe as well.
            let is_told = !matches!(called.as_str(), "lawmaker" | "legislator")
                && (is_title || OFFICES.contains(&called.as_str()) || called == "witness")
                || callings.lead == Some(*id);
            if !is_told && self.named_last(words.start) != Some(*id) {
                continue;
            }
            holder = Some(*id);
        }
        holder
    }

    /// Says whether whoever was named last before a word was named with the title right before it since another was called so:
    /// "a pastor … Pastor Jane Roe … the pastor".
    fn is_titled_since(&self, callings: &Callings, called: &str, since: usize, before: usize) -> bool {
        let Some([(id, title)]) = callings.people.get(called).map(|people| &people[..]) else { return false };
        title.start > since
            && title.end <= before
            && self.reading.shapes[title.end - 1] == Shape::Capital
            && self.names_person(title.end)
            && self.named_last(before) == Some(*id)
    }

    /// Returns the only person whom the sentence of "the 21-year-old", "the Dane", "the striker" or "the mother-of-three" and the one
    /// before it name outside of quotation marks: news say a name once and vary it next. Not one whose age or people is told otherwise.
    pub(super) fn varied(&self, words: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        const BACK: usize = 3;
        const LONGEST: usize = 6;
        let head = words.end - 1;
        if !(2..=LONGEST).contains(&words.len()) || !word(words.start).eq_ignore_ascii_case("the") {
            return None;
        }
        let parent = word(head).split_once("-of-").map(|(parent, _)| parent.to_lowercase());
        let parent = parent.or_else(|| self.counts_children(head).then(|| word(head).to_lowercase()));
        let is_parent =
            parent.as_deref().is_some_and(|parent| is_kin(parent) || matches!(parent, "mum" | "mom" | "dad"));
        let demonym = self.reading.lists[head].any(Lists::DEMONYM)
            && !matches!(self.reading.tags[head].as_str(), "NNS" | "NNPS")
            && !is_plural(word(head))
            || is_home(word(head));
        // "the South African"
        let of_two = words.len() == 3 && self.is_land_of_two(words.start + 1);
        let demonym = demonym || of_two;
        let club = words.len() > 2 && !of_two;
        let trade = TRADES.contains(&word(head))
            || club && matches!(word(head), "manager" | "coach" | "boss" | "captain");
        // "the 70-year-old cane farmer"
        let aged = club && is_age(word(words.start + 1)) && (is_parent || calling(word(head)).is_some());
        // "the retired train driver"; "the former postman" where nobody else is named
        let past = club
            && (matches!(word(words.start + 1), "retired" | "veteran")
                || word(words.start + 1) == "former" && self.only_one_named(words.start).is_some())
            && calling(word(head)).is_some_and(|called| !OFFICES.contains(&called.as_str()));
        // "the far-right leader"
        let leads = words.len() == 3
            && matches!(word(head), "leader" | "politician" | "president" | "candidate")
            && LEANINGS.contains(&word(words.start + 1));
        if !(is_age(word(head)) || is_parent || demonym || trade || aged || past || leads) {
            return None;
        }
        // "the Acme manager"
        let middle = words.start + 1..head;
        let told = aged || past || leads;
        if club && !told && (!trade || middle.clone().any(|at| self.reading.shapes[at] != Shape::Capital)) {
            return None;
        }
        let callings = self.callings.get_or_init(|| self.callings());
        if callings.nobody.get(&word(head).to_lowercase()).is_some_and(|&at| at < words.start) {
            return None;
        }
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= words.start);
        // Nobody else is named yet.
        if is_parent && let Some(one) = self.only_one_named(words.start) {
            let masculine = parent.as_deref().is_some_and(|parent| may_be_called(parent, true));
            return (!self.is_called_otherwise(one, masculine)).then_some(one);
        }
        // "Roe may be fined.¶ Does he mind? “No,” the winger said."
        let nearest = self.naming_before(own, BACK).or(self.tokens.sentences.get(own.saturating_sub(1)));
        let above = nearest?.start..nearest?.end.min(words.start);
        let from = above.start.max(words.start.saturating_sub(MEMORY));
        if club && !told && !middle.clone().all(|at| above.clone().any(|other| word(other) == word(at))) {
            return None;
        }
        // A credit has no verb: "Tom Doe via Getty Images." Who spoke in it may be told apart from "the Dane".
        if (from..above.end).any(|at| self.reading.stretch_at(at).is_some()) {
            return None;
        }
        let mut named: Vec<usize> = (from..words.start)
            .filter(|&at| self.reading.stretch_at(at).is_none())
            .filter_map(|at| self.mention_at(at))
            .filter(|&(_, id)| self.entities[id].kind == EntityType::Person)
            .map(|(_, id)| id)
            .collect();
        named.dedup();
        let verb = self.main_verb(&above)?;
        let subject = self.subject_of_sentence(verb).filter(|_| named.len() > 1);
        // "Roe sat. He had marked Doe. “He got me,” the Italian said": Roe.
        if matches!(word(above.start), "He" | "She") {
            named = vec![self.person_before(&above)?];
        }
        // "Roe's trainer, Tom Doe, was less amused. “…,” said the veteran cornerman."
        if let Some(subject) = subject {
            let owned = |&id: &usize| id == subject || !self.only_owns(id, from..words.start);
            if named.contains(&subject) {
                named.retain(owned);
            }
        }
        let one = match named[..] {
            [one] => one,
            _ => self.subject_of_lead(words.start).filter(|_| aged || is_age(word(head)))?,
        };
        let called = parent.as_deref().or(Some(word(head)).filter(|_| trade || told));
        let masculine = called.is_some_and(|called| may_be_called(called, true));
        let feminine = called.is_some_and(|called| may_be_called(called, false));
        let otherwise = masculine && !feminine && self.is_called_otherwise(one, true)
            || feminine && !masculine && self.is_called_otherwise(one, false);
        let aged = (aged || is_age(word(head)))
            && callings
                .people
                .iter()
                .any(|(called, people)| is_age(called) && people.iter().any(|(id, _)| *id == one));
        (!otherwise && !aged).then_some(one)
    }

    /// Says whether "South African" or the like begins with a word.
    fn is_land_of_two(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        matches!(
            (word(at), word(at + 1)),
            ("New", "Zealander")
                | ("South", "African" | "Korean" | "Sudanese")
                | ("North" | "Northern", "Korean" | "Macedonian" | "Irishman" | "Irishwoman")
                | ("Sri", "Lankan")
                | ("Costa", "Rican")
                | ("Puerto", "Rican")
                | ("Saudi", "Arabian")
        )
    }

    /// Says whether a word is "father" of "father of five".
    pub(super) fn counts_children(&self, head: usize) -> bool {
        let word = self.text.slice(self.tokens.words[head]);
        matches!(word, "father" | "mother" | "dad" | "mum" | "mom")
            && self.tokens.words.get(head + 1).is_some_and(|&of| self.text.slice(of) == "of")
            && self.reading.tags.get(head + 2).is_some_and(|tag| tag.as_str() == "CD")
    }

    /// Returns the only person whom the article names before a word.
    fn only_one_named(&self, at: usize) -> Option<usize> {
        let start = self.tokens.words[at].start;
        let before = self.mentions.partition_point(|&(span, _, _)| span.start < start);
        let mut people = self.mentions[..before]
            .iter()
            .take(MEMORY)
            .filter(|&&(_, form, id)| form == Form::Name && self.entities[id].kind == EntityType::Person)
            .map(|&(_, _, id)| id);
        let one = people.next()?;
        (before <= MEMORY && people.all(|id| id == one)).then_some(one)
    }

    /// Returns the only person named in the sentence before another one in its paragraph.
    fn person_before(&self, sentence: &Range<usize>) -> Option<usize> {
        let own = self.tokens.sentences.partition_point(|other| other.end <= sentence.start);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        let start = self.tokens.paragraphs[self.tokens.paragraph_of(sentence.start)].start;
        if before.start < start || before.len() > MEMORY {
            return None;
        }
        let mut named = before.filter(|&at| self.names_person(at)).filter_map(|at| self.mention_at(at));
        let (_, one) = named.next()?;
        named.all(|(_, id)| id == one).then_some(one)
    }

    /// Says whether somebody is named among words only as an owner: "Roe's trainer".
    fn only_owns(&self, id: usize, words: Range<usize>) -> bool {
        let mut named = words.filter_map(|at| self.mention_at(at)).filter(|&(_, other)| other == id);
        named.all(|(span, _)| self.owns(span))
    }

    /// Says whether the article speaks of "a boy" without a name before a word.
    pub(super) fn is_first_nobody(&self, noun: &str, before: usize) -> bool {
        let callings = self.callings.get_or_init(|| self.callings());
        callings.nobody.get(noun).is_some_and(|&at| at < before)
    }

    /// Says whether somebody is called by a noun beside the name.
    pub(super) fn is_called_so(&self, id: usize, noun: &str) -> bool {
        let callings = self.callings.get_or_init(|| self.callings());
        callings.people.get(noun).is_some_and(|people| people.iter().any(|(other, _)| *other == id))
    }

    /// Says whether somebody is called anything beside the name.
    pub(super) fn is_called_anything(&self, id: usize) -> bool {
        self.callings.get_or_init(|| self.callings()).called.contains(&id)
    }

    /// Says whether "the earl" is another than somebody who is called otherwise beside the name, and named only behind him.
    pub(super) fn is_apart(&self, noun: &str, id: usize) -> bool {
        let callings = self.callings.get_or_init(|| self.callings());
        let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name);
        let named = first.map(|mention| self.first_word(mention.span));
        let spoken_of = callings.spoken_of.get(noun);
        callings.called.contains(&id)
            && spoken_of.zip(named).is_some_and(|(&at, named)| at < named)
            && !callings.people.get(noun).is_some_and(|people| people.iter().any(|(other, _)| *other == id))
    }

    /// Returns whom "the Corkman" varies.
    pub(super) fn by_home(&self, source: &Range<usize>) -> Option<usize> {
        self.is_by_home(source).then(|| self.varied(source)).flatten()
    }

    /// Says whether a source is "the Corkman".
    pub(super) fn is_by_home(&self, source: &Range<usize>) -> bool {
        source.len() == 2
            && self.text.slice(self.tokens.words[source.start]).eq_ignore_ascii_case("the")
            && is_home(self.text.slice(self.tokens.words[source.end - 1]))
    }

    /// Returns the person named last before a word.
    pub(super) fn named_last(&self, at: usize) -> Option<usize> {
        let start = self.tokens.words[at].start;
        let before = self.mentions.partition_point(|&(span, _, _)| span.start < start);
        // Whom others only speak of, or to, are not told of.
        let is_person = |&&(span, form, id): &&(Span, Form, usize)| {
            form == Form::Name
                && self.entities[id].kind == EntityType::Person
                && self.reading.stretch_at(self.first_word(span)).is_none()
        };
        self.mentions[..before].iter().rev().take(MEMORY).find(is_person).map(|&(_, _, id)| id)
    }

    /// Returns the office before a name, which ends with the word before `after`, and where it stands: "Senator Jane Roe",
    /// "the Minister of Tourism, Jane Roe"; not "about the president of Iran, Jane Roe said".
    fn office_before(&self, name: usize, after: usize) -> Option<(String, usize)> {
        const LONGEST: usize = 8;
        let called = |at: usize| calling(self.text.slice(self.tokens.words[at]));
        let before = name.checked_sub(1)?;
        if let Some(called) = called(before) {
            return Some((called, before));
        }
        let comma = self.text.slice(self.tokens.words[before]) == ",";
        if comma && self.reading.shapes.get(after).is_some_and(|&shape| shape != Shape::Mark) {
            return None;
        }
        let end = name - usize::from(comma);
        let is_of = |&at: &usize| matches!(self.text.slice(self.tokens.words[at]), "of" | "for");
        let of = (end.saturating_sub(LONGEST)..end).rev().find(is_of)?;
        let names = |at: usize| self.is_of_name(at) && self.text.slice(self.tokens.words[at]) != "and";
        if of == 0 || of + 1 >= end || !(of + 1..end).all(names) {
            return None;
        }
        let office = called(of - 1).filter(|called| OFFICES.contains(&called.as_str()))?;
        Some((office, of - 1))
    }

    /// Returns what people are called beside their names.
    fn callings(&self) -> Callings {
        const LONGEST: usize = 5;
        const LONGEST_ASIDE: usize = 14;
        let mut callings = Callings::default();
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let tag = |at: usize| self.reading.tags.get(at).map_or("", |tag| tag.as_str());
        let describes = |at: &usize| tag(*at).starts_with("NN") || tag(*at) == "JJ" || is_age(word(*at));
        let mut ends = vec![false; self.tokens.words.len() + 1];
        for &(span, form, id) in &self.mentions {
            if form != Form::Name || self.entities[id].kind != EntityType::Person {
                continue;
            }
            let name = self.first_word(span);
            let after = name + self.words_in(name, span);
            ends[after] = true;
            if let Some((office, at)) = self.office_before(name, after) {
                let length = (at.saturating_sub(LONGEST)..=at).rev().take_while(describes).count().max(1);
                let title = at + 1 - length..name;
                if !self.is_anothers(title.start) {
                    if let Some(letters) = self.letters(&(title.start..at + 1)) {
                        callings.call(letters, id, title.clone());
                    }
                    for other in varied(&office) {
                        callings.call((*other).to_owned(), id, title.clone());
                    }
                    callings.call(office, id, title);
                }
            }
            // "CS Jane Roe", "Jane Roe MP"
            for at in [name.saturating_sub(1), after] {
                if SHORT_OFFICES.contains(&word(at)) {
                    callings.call(word(at).to_owned(), id, at..at + 1);
                }
            }
            // "Fr. Tom Roe"
            if let Some(at) = [name, name.saturating_sub(1)]
                .into_iter()
                .find(|&at| matches!(word(at), "Fr." | "Fr" | "Father"))
            {
                for priest in ["priest", "cleric", "clergyman"] {
                    callings.call(priest.to_owned(), id, at..at + 1);
                }
            }
            // "Canon Tom Roe"
            for at in [name.saturating_sub(1), name] {
                let title = word(at).to_lowercase();
                if self.reading.shapes[at] == Shape::Capital && CLERGY.contains(&title.as_str()) {
                    callings.call(title, id, at..at + 1);
                }
            }
            // "A caller who identified himself as Tom Roe"
            if let Some(at) = self.introduced(name) {
                callings.call(word(at).to_lowercase(), id, at..at + 1);
            }
            // "Chief Executive Jane Roe", "Mrs Justice Roe", "Jane Roe, the nurse, testified"
            let opening = word(name);
            if word(name.saturating_sub(1)).eq_ignore_ascii_case("executive")
                && word(name.saturating_sub(2)).eq_ignore_ascii_case("chief")
            {
                let title = (name.saturating_sub(LONGEST)..name).rev().take_while(describes).last();
                callings.call("ceo".to_owned(), id, title.unwrap_or(name - 1)..name);
            }
            let minister = word(name.saturating_sub(2)) == "of";
            if word(name.saturating_sub(1)) == "Justice" && !minister || opening == "Justice" {
                callings.call("judge".to_owned(), id, name.saturating_sub(1)..name + 1);
            }
            let comma = if word(after) == "," {
                (after + 1..after + LONGEST).find(|&at| word(at) == ",").map(|at| at + 1)
            } else {
                None
            };
            // "Jane Roe, an 82-year-old former nurse from Ohio, gave evidence"
            let aside = || {
                let comma = (after + 1..after + LONGEST_ASIDE).find(|&at| word(at) == ",")?;
                Some(comma + 1).filter(|_| word(after) == ",")
            };
            let testified = [Some(after), comma.or_else(aside)].into_iter().flatten().find(|&at| {
                word(at) == "testified"
                    || matches!((word(at), word(at + 1)), ("gave", "evidence") | ("took", "the"))
                        && (word(at) == "gave" || word(at + 2) == "stand")
            });
            if let Some(at) = testified {
                callings.call("witness".to_owned(), id, at..at + 1);
            }
            // "Jane Roe, 37, is charged with"
            let tried = [Some(after), comma].into_iter().flatten().find(|&at| {
                matches!(word(at), "is" | "was") && matches!(word(at + 1), "charged" | "accused")
                    || matches!(word(at), "denies" | "denied" | "pleaded" | "pleads")
            });
            if let Some(at) = tried {
                for party in ["defendant", "accused"] {
                    callings.call(party.to_owned(), id, at..at + 1);
                }
            }
            // "A gamekeeper, Tom Doe, 58, denies"
            if word(name.saturating_sub(1)) == "," && matches!(word(after), "," | "(") && name > 2 {
                let end = name - 1;
                let start =
                    (end.saturating_sub(LONGEST)..end).rev().take_while(describes).last().unwrap_or(end);
                let opens = start.checked_sub(1).is_some_and(|at| self.is_article(at));
                if start < end && opens && !self.is_anothers(start) {
                    callings.called.insert(id);
                    if let Some(called) = calling(word(end - 1)) {
                        callings.call(called, id, start..end);
                    }
                }
            }
            // "34-year-old striker Tom Doe", "Detective Inspector Jane Roe"
            for at in (name.saturating_sub(LONGEST)..name).rev().take_while(describes) {
                if is_age(word(at)) || word(at).eq_ignore_ascii_case("detective") {
                    callings.call(word(at).to_lowercase(), id, at..name);
                }
            }
            let opens = word(after);
            if !matches!(opens, "," | "(") {
                continue;
            }
            // "Tom Doe, 34,"
            if word(after + 1).parse().is_ok_and(|age: u8| age < 120)
                && matches!(word(after + 2), "," | "." | ")" | ";")
            {
                callings.call(format!("{}-year-old", word(after + 1)), id, after + 1..after + 2);
            }
            // "Tom Doe, a doctor from Ohio,", but not "Tom Doe, the king's brother,"
            let start = after + 1 + usize::from(self.is_article(after + 1));
            let length = (start..start + LONGEST).take_while(describes).count();
            if start > after + 1
                && length > 0
                && !tag(start + length).starts_with("VB")
                && !self.is_possessive(start + length)
                && let Some(called) = calling(word(start + length - 1))
            {
                callings.call(called, id, start..start + length);
            }
        }
        // "A farmer who fenced off a beach …¶ Tom Roe, 66, …"
        let lead = self.named_in_lead();
        if let Some((words, id)) = lead.clone()
            && let Some(called) = calling(word(words.end - 1))
        {
            callings.call(called, id, words);
            callings.lead = Some(id);
        }
        for at in 1..self.tokens.words.len() {
            if tag(at) == "NN" && word(at - 1).eq_ignore_ascii_case("the") {
                callings.spoken_of.entry(word(at).to_lowercase()).or_insert(at);
            }
        }
        // "a doctor", "one 34-year-old man"; not "Tom Doe, a doctor", "is a doctor", "a doctor named Tom Doe".
        for at in 0..self.tokens.words.len() {
            if !["a", "an", "another", "one"].iter().any(|one| word(at).eq_ignore_ascii_case(one)) {
                continue;
            }
            let before = at.checked_sub(1).map_or("", word);
            let says_what = matches!(before, "is" | "was" | "became" | "as" | "be" | "been" | "’s" | "'s");
            if says_what || matches!(before, "," | "(") && ends[at - 1] {
                continue;
            }
            let end = at + 1 + (at + 1..at + 1 + LONGEST).take_while(describes).count();
            let names = |at: usize| self.names_person(at) || self.names_person(at + 1);
            if lead.as_ref().is_some_and(|(words, _)| words.contains(&at)) || self.introduces(end) {
                continue;
            }
            if end == at + 1
                || matches!(word(end), "named" | "called")
                || names(end)
                || self.names_person(end - 1)
            {
                continue;
            }
            for at in at + 1..end - 1 {
                if is_age(word(at)) {
                    callings.nobody.entry(word(at).to_lowercase()).or_insert(at);
                }
            }
            if let Some(called) = calling(word(end - 1)) {
                callings.nobody.entry(called).or_insert(end - 1);
            }
        }
        callings
    }

    /// Says whether an office that begins with a word is that of whom somebody serves: "a spokesman for the | secretary, Tom Roe,".
    fn is_anothers(&self, start: usize) -> bool {
        let word =
            |back: usize| start.checked_sub(back).map_or("", |at| self.text.slice(self.tokens.words[at]));
        let serves = || {
            let noun = word(3).to_lowercase();
            may_be_called(&noun, true) || may_be_called(&noun, false)
        };
        word(1) == "the" && matches!(word(2), "for" | "to" | "of") && serves()
    }

    /// Returns the first letters of an office in capitals, which news call it by: "Cabinet Secretary", the CS.
    /// Those of three words and more need not be known: "additional solicitor general", the ASG.
    fn letters(&self, office: &Range<usize>) -> Option<String> {
        let words = || office.clone().map(|at| self.text.slice(self.tokens.words[at]));
        let letters: String = words().filter_map(|word| word.chars().next()).collect();
        let letters = if office.len() > 2 { letters.to_uppercase() } else { letters };
        let head = self.text.slice(self.tokens.words[office.end - 1]);
        let long = office.len() > 2
            && matches!(
                head,
                "general" | "General" | "officer" | "Officer" | "commissioner" | "Commissioner"
            );
        (long || SHORT_OFFICES.contains(&letters.as_str())).then_some(letters)
    }

    /// Says whether "who identified himself as" stands at a word.
    fn introduces(&self, who: usize) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        word(who) == "who"
            && matches!(word(who + 1), "identified" | "introduced" | "described")
            && matches!(word(who + 2), "himself" | "herself")
            && matches!(word(who + 3), "as" | "only")
    }

    /// Returns the noun of "a caller who identified himself as" before a name.
    fn introduced(&self, name: usize) -> Option<usize> {
        let who = (name.saturating_sub(5)..name.checked_sub(3)?).find(|&at| self.introduces(at))?;
        who.checked_sub(1).filter(|&at| self.reading.tags[at].is_noun())
    }

    /// Returns what the article's first paragraph calls somebody whom the next one names, and that one.
    fn named_in_lead(&self) -> Option<(Range<usize>, usize)> {
        const LONGEST: usize = 5;
        let start = self.tokens.paragraphs.first()?.start;
        let tag = |at: usize| self.reading.tags.get(at).map_or("", |tag| tag.as_str());
        let called = |at: &usize| tag(*at).starts_with("NN") || tag(*at) == "JJ";
        let length = (start + 1..start + 1 + LONGEST).take_while(called).count();
        let words = start..start + 1 + length;
        let who = self.tokens.words.get(words.end).is_some_and(|&word| {
            matches!(self.text.slice(word), "who" | "accused" | "charged" | "convicted")
        });
        let id = (length > 0 && who).then(|| self.named_below(&words)).flatten()?;
        Some((words, id))
    }

    /// Returns the subject of the article's first sentence for the first one of the second paragraph, where no other of that is its
    /// subject too: "Roe beat Doe in three sets.¶ “I'm shaking,” the 19-year-old said".
    fn subject_of_lead(&self, at: usize) -> Option<usize> {
        let [lead, next, ..] = &self.tokens.paragraphs[..] else { return None };
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= at);
        let first = self.tokens.sentences.first()?;
        if !next.contains(&at)
            || self.tokens.sentences.get(own)?.start != next.start
            || first.end != lead.end
            || lead.len() > MEMORY
        {
            return None;
        }
        let verb = self.main_verb(first)?;
        let subject = self.subject_of_sentence(verb)?;
        let mut before =
            (first.start..verb).filter(|&at| self.names_person(at)).filter_map(|at| self.mention_at(at));
        before.all(|(_, id)| id == subject).then_some(subject)
    }

    /// Says whether nothing beside the name of whom the article names last before a word tells another party than "Republican".
    fn party_is(&self, at: usize, party: &str) -> bool {
        let Some(id) = self.named_last(at) else { return false };
        self.is_of_party(id, party) != Some(false)
    }

    /// Says whether somebody is of a party, if what stands behind the first names tells: "Jane Roe (R-Ohio)", "Jane Roe, a Democrat".
    fn is_of_party(&self, id: usize, party: &str) -> Option<bool> {
        /// So many names are looked at, and words behind each.
        const NAMES: usize = 3;
        const FAR: usize = 4;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let initial = party.chars().next()?;
        let names =
            self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name).take(NAMES);
        let mut told = names.flat_map(|mention| {
            let after = self.first_word(mention.span);
            let after = after + self.words_in(after, mention.span);
            after..after + FAR
        });
        told.find_map(|at| {
            let word = word(at);
            let of_state = matches!(word.as_bytes(), [b'D' | b'R' | b'I', b'-', ..]);
            let is_party = is_party(word);
            (of_state || is_party).then(|| word.starts_with(initial))
        })
    }

    /// Returns whom "the West Virginia Democrat" varies: the only one whom the sentence before and its own name.
    pub(super) fn by_party(&self, source: &Range<usize>) -> Option<usize> {
        const BACK: usize = 3;
        if !self.is_by_party(source) {
            return None;
        }
        let party = self.text.slice(self.tokens.words[source.end - 1]);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= source.start);
        let from = self.naming_before(own, BACK)?;
        let said = |at: usize| self.reading.stretch_at(at).is_some();
        if from.clone().any(said) || source.start - from.start > MEMORY {
            return None;
        }
        let mut named = (from.start..source.start).filter(|&at| !said(at) && self.names_person(at));
        let (_, one) = self.mention_at(named.next()?)?;
        let alone = named.all(|at| self.mention_at(at).is_some_and(|(_, id)| id == one));
        (alone && self.is_of_party(one, party) != Some(false)).then_some(one)
    }

    /// Returns the nearest of some sentences before one that names a person; what is said in quotation marks is none of them.
    fn naming_before(&self, own: usize, back: usize) -> Option<&Range<usize>> {
        /// So many sentences of a quote at most are passed over.
        const SAID: usize = 8;
        let is_said = |sentence: &&Range<usize>| {
            self.reading.stretch_at(sentence.start).is_some()
                && self.reading.stretch_at(sentence.end - 1).is_some()
        };
        let names = |sentence: &&Range<usize>| {
            sentence.len() <= MEMORY && (*sentence).clone().any(|at| self.names_person(at))
        };
        let above = self.tokens.sentences.get(own.saturating_sub(SAID + back)..own)?;
        above.iter().rev().filter(|sentence| !is_said(sentence)).take(back).find(names)
    }

    /// Says whether a source is "the West Virginia Democrat".
    pub(super) fn is_by_party(&self, source: &Range<usize>) -> bool {
        const LONGEST: usize = 5;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let places = [Label::Begin(EntityType::Loc), Label::Inside(EntityType::Loc)];
        let is_place =
            |at: usize| self.reading.shapes[at] != Shape::Lower || places.contains(&self.reading.labels[at]);
        (2..=LONGEST).contains(&source.len())
            && word(source.start).eq_ignore_ascii_case("the")
            && matches!(word(source.end - 1), "Democrat" | "Republican" | "Tory")
            && (source.start + 1..source.end).all(is_place)
    }

    /// Returns whom "the New Yorker" varies, which readers take for the magazine: the only one named right before, who is told to be of
    /// New York.
    pub(super) fn by_new_yorker(&self, source: &Range<usize>) -> Option<usize> {
        const BACK: usize = 3;
        const NAMES: usize = 4;
        const FAR: usize = 6;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let start = source.start;
        if source.len() != 3
            || word(start) != "the"
            || word(start + 1) != "New"
            || word(start + 2) != "Yorker"
        {
            return None;
        }
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
        let near = self.naming_before(own, BACK)?;
        let mut named = near.clone().filter(|&at| self.names_person(at)).filter_map(|at| self.mention_at(at));
        let (_, one) = named.next()?;
        let names =
            self.entities[one].mentions.iter().filter(|mention| mention.form == Form::Name).take(NAMES);
        let is_home = |at: usize| {
            word(at) == "New" && word(at + 1) == "York" || matches!(word(at), "N.Y." | "D-N.Y." | "R-N.Y.")
        };
        let mut homes = names.map(|mention| {
            let after = self.first_word(mention.span);
            after + self.words_in(after, mention.span)
        });
        let told = homes.any(|after| (after..after + FAR).any(is_home));
        (told && named.all(|(_, id)| id == one)).then_some(one)
    }

    /// Returns who alone holds the office by which the article opens, and is named with it in the next paragraphs: "Mexico's president
    /// said …¶ “…,” President Jane Roe said".
    pub(super) fn office_below(&self, source: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 6;
        const NEAR: usize = 2;
        let [lead, ..] = &self.tokens.paragraphs[..] else { return None };
        let head = source.end.checked_sub(1)?;
        let owned = (source.start..head).find(|&at| self.is_possessive(at))?;
        let is_place =
            self.mention_at(source.start).is_some_and(|(_, id)| self.entities[id].kind == EntityType::Loc);
        let named = lead.clone().any(|at| self.names_person(at));
        let plain = (owned + 1..head).all(|at| self.is_of_name(at));
        if !is_place || !plain || named || source.len() > LONGEST || !lead.contains(&source.start) {
            return None;
        }
        let callings = self.callings.get_or_init(|| self.callings());
        let office = office(self.text.slice(self.tokens.words[head]))?;
        let [(id, title)] = &callings.people.get(office)?[..] else { return None };
        let near = self.tokens.paragraph_of(title.start) <= NEAR && self.text.of_one_section(0, NEAR);
        let is_called = |at: usize| {
            let word = self.text.slice(self.tokens.words[at]);
            title.clone().any(|its| self.text.slice(self.tokens.words[its]).eq_ignore_ascii_case(word))
        };
        (near && (owned + 1..head).all(is_called) && !self.is_former(title)).then_some(*id)
    }

    /// Says whether an office was somebody's once.
    fn is_former(&self, title: &Range<usize>) -> bool {
        title
            .clone()
            .any(|at| matches!(self.text.slice(self.tokens.words[at]), "former" | "Former" | "ex" | "late"))
    }

    /// Returns who holds an office in letters: "the CS".
    pub(super) fn by_letters(&self, source: &Range<usize>) -> Option<usize> {
        let is_letters = |at: usize| {
            let office = self.text.slice(self.tokens.words[at]);
            office.len() > 1 && office.bytes().all(|c| c.is_ascii_uppercase())
        };
        let letters = source.len() == 2 && is_letters(source.end - 1);
        letters.then(|| self.holder_of(source, source.end)).flatten()
    }
}
