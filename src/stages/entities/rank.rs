//! What noun phrases and pronouns refer to: a log-linear choice among the things spoken of before, and none.
//!
//! The features here are the ones that `train::linking` learns the weights of.

use super::fold::{ByWord, Word, Words, fold_into};
use super::names::Grouped;
use super::people::{
    called, called_by_deed, goes_with_any, is_any_body, is_epithet, is_epithet_of_body, is_office_of_men,
};
use super::phrases::{Phrase, Pronoun, Role, Start, What, gender};
use crate::error::{Deadline, Reject};
use crate::found::{EntityType, Form};
use crate::model::carried_hash;
use crate::reading::clauses::{acts_on, stands_aside};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, in_full, is_kin, is_second};
use crate::reading::tag::Tag;
use crate::reading::{Label, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! features {
    ($($name:ident)*) => {
        features!(@ 0; $($name)*);
        /// The name of each feature, for the file of weights.
        const FEATURES: &[&str] = &[$(stringify!($name)),*];
    };
    (@ $n:expr; $name:ident $($rest:ident)*) => {
        const $name: u16 = $n;
        features!(@ $n + 1; $($rest)*);
    };
    (@ $n:expr;) => {};
}

features! {
    // How far back the thing was mentioned last: sentences, words, other things.
    SENTENCE_0 SENTENCE_1 SENTENCE_2 SENTENCE_3 SENTENCE_5 SENTENCE_9 WORDS_3 WORDS_8 WORDS_20
    NEAREST SECOND THIRD FIFTH OTHER_PARAGRAPH
    // How it was mentioned last.
    LAST_NAME LAST_THE LAST_THIS LAST_OWNED LAST_A LAST_BOTH LAST_PRONOUN LAST_SAME_PRONOUN
    SUBJECT_0 SUBJECT_1 OBJECT_0 OBJECT_1 OBLIQUE_0 OBLIQUE_1 OWNER_0 OWNER_1 OTHER_0 OTHER_1
    FIRST_OF_SENTENCE SUBJECT_BEFORE SAME_ROLE BOTH_SUBJECTS OWNED_BY_SUBJECT BOUND
    QUOTED_BOTH QUOTED_HERE QUOTED_THERE
    // What it is.
    PERSON ORG LOC WORK THING NAMED NAMELESS PLURAL SINGULAR ONCE TWICE OFTEN MOST IN_HEADLINE
    GENDER_AGREES GENDER_UNKNOWN
    // What the noun phrase says of it.
    SAME_HEAD HEAD_IS_ROLE HEAD_IN_NAME NO_MORE_WORDS ALL_WORDS SOME_WORDS NO_WORDS SORT_AGREES
    BARE_NAMED BARE_NAMED_NEAREST BARE_NAMED_MOST BARE_NAMELESS THIS_NAMED
    ROLE_OF_NAMED ROLE_ALL_WORDS
    // Nothing before.
    NONE NONE_QUOTED NONE_EMPTY NONE_THE NONE_THIS NONE_OWNER NONE_SUBJECT NONE_PLURAL NONE_MORE_WORDS NONE_HEAD_KNOWN
    NONE_FIRST NONE_FEW
}

/// What is being referred with, as far as it has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    HeShe,
    They,
    It,
    PersonNoun,
    GroupNoun,
    OtherNoun,
}

const CLASSES: [&str; 6] = ["he_she", "they", "it", "person_noun", "group_noun", "other_noun"];

/// The trained weights.
const EMBEDDED: &str = include_str!("../../models/linking.json");

/// One weight for each class and feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub Vec<f32>);

impl Weights {
    /// How many there are.
    pub const LEN: usize = CLASSES.len() * FEATURES.len();

    /// Reads weights written by [`Self::to_json`]; unknown names and missing ones count nothing.
    pub fn from_json(json: &str) -> serde_json::Result<Self> {
        let named: BTreeMap<String, f32> = serde_json::from_str(json)?;
        let weights = (0..Self::LEN).map(|at| named.get(&Self::name(at)).copied().unwrap_or_default());
        Ok(Self(weights.collect()))
    }

    /// Writes the weights by name, in order, three decimals each.
    pub fn to_json(&self) -> String {
        let mut lines: Vec<String> = (0..Self::LEN)
            .filter(|&at| self.0[at].abs() >= 0.0005)
            .map(|at| format!("\"{}\": {:.3}", Self::name(at), self.0[at]))
            .collect();
        lines.sort();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// Returns the name of the weight at `at`: "it.SUBJECT_0".
    fn name(at: usize) -> String {
        format!("{}.{}", CLASSES[at / FEATURES.len()], FEATURES[at % FEATURES.len()])
    }

    /// Returns the weights that the program comes with.
    pub fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
            Weights::from_json(EMBEDDED).expect("the file is written by to_json and compiled in")
        });
        &WEIGHTS
    }

    /// Returns the SHA-256 of the file of weights that the program comes with.
    pub fn embedded_hash() -> String {
        carried_hash("linking.json")
    }

    /// Returns the score of a set of features.
    pub fn score(&self, features: &[u16]) -> f32 {
        features.iter().map(|&at| self.0[usize::from(at)]).sum()
    }
}

/// One choice, kept for training.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The index of the mention that refers.
    pub mention: usize,
    /// The things it may refer to, with their features.
    pub candidates: Vec<(usize, Vec<u16>)>,
    /// The features of its referring to nothing before.
    pub none: Vec<u16>,
}

/// Something spoken of.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub sort: Sort,
    /// The group of names that it is.
    pub group: Option<usize>,
    male: u32,
    female: u32,
    /// What names, titles and appositions tell of both, not pronouns.
    told: [u32; 2],
    plural: bool,
    /// The nouns it was called by, and those that its appositions call it.
    heads: Vec<Word>,
    roles: Vec<Word>,
    /// The words of its names.
    parts: Vec<Word>,
    mentions: u32,
    last: usize,
    /// The sentence in which it was the subject last, plus one.
    subject: usize,
    first_sentence: usize,
}

impl Thing {
    fn tell(&mut self, gender: Gender) {
        match gender {
            Gender::Male => (self.male, self.told[0]) = (self.male + 1, self.told[0] + 1),
            Gender::Female => (self.female, self.told[1]) = (self.female + 1, self.told[1] + 1),
            Gender::Unknown => {}
        }
    }

    /// Returns the gender that names, titles and appositions tell.
    pub fn gender(&self) -> Gender {
        Gender::of_more(self.told)
    }

    /// Says whether it was called by all of some words.
    fn is_of(&self, words: &[Word]) -> bool {
        words.iter().all(|word| self.roles.contains(word) || self.parts.contains(word))
    }
}

/// What a mention was found to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Referred {
    pub thing: Option<usize>,
    pub confidence: f32,
}

/// How much less likely than nothing at all the best thing may be and a pronoun still goes to it. That link is
/// mostly too unlikely to be shown, but it tells the next pronoun what was spoken of.
const PRONOUN_FAVOUR: f32 = 1.0;
/// How much likelier whoever acts in its clause is for "his", and who speaks in the sentence before for the "he" that begins the
/// next. Given, not learned: chains of news have few places where another may be meant.
const ACTOR_FAVOUR: f32 = 2.5;
const SPEAKER_FAVOUR: f32 = 1.5;
/// And who acts in the clause before, and in the sentence before.
const TELLER_FAVOUR: f32 = 3.0;
/// And "the governor" who tells it, who may have a name and may have none.
const UNTOLD_FAVOUR: f32 = 1.5;
const SUBJECT_FAVOUR: f32 = 1.0;
/// And the only one who is called "senator" beside a name, for "the senator".
const HOLDER_FAVOUR: f32 = 3.0;
/// And who alone was spoken of in the sentence before, for "the singer" and "the company".
const EPITHET_FAVOUR: f32 = 3.0;
/// And somebody new who acts in the sentence before, for the "he" that begins the next: "A sergeant met Roe. He".
const NEWCOMER_FAVOUR: f32 = 2.5;
/// And the only one of its paragraph, for the "him" of the same sentence.
const HERE_FAVOUR: f32 = 1.5;
/// How much less likely is who may be a man or a woman than somebody nearer who is a woman, for "she".
const UNSURE_COST: f32 = 2.5;
/// And the only one who is called a wife, for "his wife".
const KIN_FAVOUR: f32 = 6.0;
/// How many phrases back a thing may have been mentioned last; and how many things are weighed.
const WINDOW: usize = 90;
const MAX_CANDIDATES: usize = 12;
/// How many words are kept of what a thing is called; more repeat them.
const MAX_KNOWN: usize = 24;

pub(super) struct Ranker<'a> {
    pub text: &'a Text,
    pub tokens: &'a Tokens,
    pub reading: &'a Reading,
    pub phrases: &'a [Phrase],
    pub grouped: &'a Grouped,
    pub words: &'a mut Words,
    pub weights: &'a Weights,
    /// Words in quotation marks, in order, and the group of names of who says them.
    pub spoken: Vec<(Range<usize>, usize)>,
    pub trace: Option<&'a mut Vec<Decision>>,
}

/// Who holds an office or has a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    One(usize),
    Several,
}

/// Buffers and state of one article.
struct State {
    things: Vec<Thing>,
    referred: Vec<Referred>,
    /// The thing of each group of names.
    of_group: Vec<Option<usize>>,
    /// The thing that was called by a noun last.
    by_head: ByWord<usize>,
    /// Who is called so beside a name: "Senator Roe", "Roe, a barber".
    holders: ByWord<Holder>,
    candidates: Vec<usize>,
    scores: Vec<f32>,
    features: Vec<u16>,
    folded: String,
    modifiers: Vec<Word>,
}

/// What a noun phrase tells of which names it does not mean.
struct Terms {
    /// Whether its noun brought in somebody without a name: "A judge in Ohio ruled … The judge" is not who was named since, of
    /// whom nobody said that.
    unnamed: bool,
    /// "The Mexican president", "the Iowa coach": the countries and places that it is of, where somebody named was called so.
    nations: Vec<Word>,
}

/// What the sentences around "he" or "she" tell of who that is; each a thing.
struct Clues {
    /// Who does what "his" stands in, and of whom somebody tells.
    actor: Option<usize>,
    told_of: Option<usize>,
    /// Who tells it.
    teller: Option<usize>,
    untold: Option<usize>,
    /// Who acted in the sentence before, whether by speaking, and whether as somebody new.
    speaker: Option<usize>,
    speaks: bool,
    is_new: bool,
    /// The only one there is near.
    here: Option<usize>,
    /// Who it cannot be: whom it owns, the object beside it, who does something to it, and who asks for it.
    owned: Option<usize>,
    whom: Option<usize>,
    patient: Option<usize>,
    asker: Option<usize>,
    /// Where the name behind it tells who alone it is, that one.
    behind: Option<Option<usize>>,
    /// Whether it stands behind a fronted clause: who is new in that has no "he" yet.
    fronted: bool,
}

/// Notes that somebody is called by a noun.
fn call(holders: &mut ByWord<Holder>, noun: Word, thing: usize) {
    let holder = holders.place(noun);
    *holder = match *holder {
        None => Some(Holder::One(thing)),
        Some(Holder::One(other)) if other == thing => return,
        Some(_) => Some(Holder::Several),
    };
}

impl State {
    /// Notes that somebody named is called by a noun.
    fn call(&mut self, noun: Word, thing: usize) {
        if self.things[thing].group.is_some() && self.things[thing].sort == Sort::Person {
            call(&mut self.holders, noun, thing);
        }
    }
}

impl Ranker<'_> {
    /// Finds what every phrase refers to, in order.
    pub fn run(mut self, deadline: Deadline) -> Result<(Vec<Thing>, Vec<Referred>), Reject> {
        let mut state = State {
            things: Vec::with_capacity(self.phrases.len() / 2),
            referred: Vec::with_capacity(self.phrases.len()),
            of_group: vec![None; self.grouped.groups.len()],
            by_head: ByWord::new(),
            holders: ByWord::new(),
            candidates: Vec::with_capacity(MAX_CANDIDATES + 1),
            scores: Vec::new(),
            features: Vec::with_capacity(64),
            folded: String::new(),
            modifiers: Vec::new(),
        };
        for at in 0..self.phrases.len() {
            if at.is_multiple_of(64) {
                deadline.check("entities")?;
            }
            let referred = self.refer(at, &mut state);
            state.referred.push(referred);
            if let Some(thing) = referred.thing {
                self.mention(at, thing, &mut state);
            }
        }
        Ok((state.things, state.referred))
    }

    fn refer(&mut self, at: usize, state: &mut State) -> Referred {
        let phrase = &self.phrases[at];
        let sure = |thing| Referred { thing: Some(thing), confidence: 1.0 };
        match phrase.what {
            What::Name(number) => {
                let Some(group) = self.grouped.owner[number] else {
                    return Referred { thing: None, confidence: 0.0 };
                };
                let thing = match state.of_group[group] {
                    Some(thing) => thing,
                    None => {
                        let known = &self.grouped.groups[group];
                        let sort = match known.kind() {
                            EntityType::Person => Sort::Person,
                            EntityType::Org => Sort::Org,
                            EntityType::Loc => Sort::Loc,
                            EntityType::Misc => Sort::Work,
                        };
                        let thing = self.new_thing(at, sort, state);
                        state.things[thing].group = Some(group);
                        (state.things[thing].male, state.things[thing].female) = (known.male, known.female);
                        let [men, women] = known.unsure;
                        state.things[thing].told =
                            [known.male.saturating_sub(men), known.female.saturating_sub(women)];
                        state.of_group[group] = Some(thing);
                        thing
                    }
                };
                sure(thing)
            }
            What::Both => sure(self.new_thing(at, Sort::Person, state)),
            What::Nominal { noun, start, head } => {
                if let Some(other) = phrase.beside {
                    if let Some(thing) = state.referred[other].thing {
                        // It tells what the thing before it is, and is no mention of its own.
                        self.learn(at, thing, state);
                        if state.things[thing].roles.len() < MAX_KNOWN {
                            state.things[thing].roles.push(head);
                        }
                        state.call(head, thing);
                        *state.by_head.place(head) = Some(thing);
                    }
                    return Referred { thing: None, confidence: 0.0 };
                }
                if noun.sort == Sort::Measure {
                    return Referred { thing: None, confidence: 0.0 };
                }
                let class = match noun.sort {
                    Sort::Person => Class::PersonNoun,
                    Sort::Org | Sort::Loc => Class::GroupNoun,
                    Sort::Work | Sort::Thing | Sort::Measure => Class::OtherNoun,
                };
                // "Ghana's president, Nana Doe,": nobody named before.
                let is_named = || self.names_it(at);
                let found =
                    if start == Start::Other || is_named() { None } else { self.choose(at, class, state) };
                match found {
                    Some(referred) if referred.thing.is_some() => referred,
                    Some(_) | None => sure(self.new_thing(at, noun.sort, state)),
                }
            }
            What::Pronoun(pronoun) => {
                let class = match pronoun {
                    Pronoun::He | Pronoun::She => Class::HeShe,
                    Pronoun::They => Class::They,
                    Pronoun::It => Class::It,
                };
                self.choose(at, class, state).unwrap_or(Referred { thing: None, confidence: 0.0 })
            }
        }
    }

    /// Says whether the name right behind the noun phrase at `at` says who or what that is, with a comma or stop behind it.
    pub(super) fn names_it(&self, at: usize) -> bool {
        // "The woman, named by police as Jane Roe,"
        (at + 1..at + 3).filter_map(|name| self.phrases.get(name)).any(|name| {
            let closes = self.reading.shapes.get(name.words.end).is_none_or(|&shape| shape == Shape::Mark);
            name.beside == Some(at) && matches!(name.what, What::Name(_)) && closes
        })
    }

    fn new_thing(&self, at: usize, sort: Sort, state: &mut State) -> usize {
        state.things.push(Thing {
            sort,
            group: None,
            male: 0,
            female: 0,
            told: [0; 2],
            plural: self.phrases[at].plural,
            heads: Vec::new(),
            roles: Vec::new(),
            parts: Vec::new(),
            mentions: 0,
            last: at,
            subject: 0,
            first_sentence: self.phrases[at].sentence,
        });
        state.things.len() - 1
    }

    /// Notes that the phrase at `at` mentions a thing.
    fn mention(&mut self, at: usize, thing: usize, state: &mut State) {
        let phrase = &self.phrases[at];
        let known = &mut state.things[thing];
        let known_sort = known.sort;
        known.mentions += 1;
        known.last = at;
        if phrase.role == Role::Subject {
            known.subject = phrase.sentence + 1;
        }
        match gender(phrase) {
            Gender::Male => known.male += 1,
            Gender::Female => known.female += 1,
            Gender::Unknown => {}
        }
        match phrase.what {
            What::Name(_) => {
                let is_new = known.mentions == 1;
                if known.parts.len() < MAX_KNOWN {
                    for word in phrase.words.clone().take(MAX_KNOWN) {
                        fold_into(self.text.slice(self.tokens.words[word]), &mut state.folded);
                        let number = self.words.number(&state.folded);
                        if !known.parts.contains(&number) {
                            known.parts.push(number);
                        }
                    }
                }
                self.learn(at, thing, state);
                // "the ministry" after "Foreign Ministry", "the ship" after "cruise ship Freewinds".
                let before =
                    phrase.before.clone().next_back().filter(|&word| self.reading.tags[word] == Tag::NN);
                let last = (known_sort != Sort::Person).then_some(phrase.head);
                for word in before.into_iter().chain(last) {
                    state.folded.clear();
                    state.folded.extend(
                        self.text.slice(self.tokens.words[word]).chars().flat_map(char::to_lowercase),
                    );
                    let number = self.words.number(&state.folded);
                    *state.by_head.place(number) = Some(thing);
                }
                if known_sort == Sort::Person {
                    if is_new {
                        self.take_lead(at, thing, state);
                    }
                    self.learn_deeds(at, thing, state);
                }
                self.learn_kin(at, state);
                // "the foreign minister, Wang Yi"
                if let Some(other) = phrase.beside
                    && let What::Nominal { head, noun, .. } = self.phrases[other].what
                {
                    let known = &mut state.things[thing];
                    if known.roles.len() < MAX_KNOWN {
                        known.roles.push(head);
                    }
                    state.call(head, thing);
                    let known = &mut state.things[thing];
                    match noun.gender {
                        Gender::Male if known.female > 0 => {}
                        Gender::Male if is_office_of_men(self.words.letters(head)) => known.male += 1,
                        gender => known.tell(gender),
                    }
                    self.learn(other, thing, state);
                    if let Some(was) = state.referred[other].thing
                        && state.things[was].group.is_none()
                        && state.things[was].mentions == 1
                    {
                        state.referred[other] = Referred { thing: Some(thing), confidence: 0.95 };
                        *state.by_head.place(head) = Some(thing);
                    }
                }
            }
            What::Nominal { head, .. } => {
                if known.heads.len() < MAX_KNOWN && !known.heads.contains(&head) {
                    known.heads.push(head);
                }
                known.plural = phrase.plural;
                *state.by_head.place(head) = Some(thing);
                self.learn(at, thing, state);
            }
            What::Both | What::Pronoun(_) => {}
        }
    }

    /// Takes who the first paragraph described for the person that the next one names by the same noun: "A judge blocked it.",
    /// "Judge Roe said".
    fn take_lead(&self, at: usize, thing: usize, state: &mut State) {
        let phrase = &self.phrases[at];
        let titled = phrase.before.clone().next_back().filter(|&word| self.reading.tags[word].is_noun());
        let (Some(word), 1..=2) = (titled, phrase.paragraph) else { return };
        // "Prime Minister" is no "minister".
        let whole =
            word == phrase.before.start || !is_second_office(self.text.slice(self.tokens.words[word - 1]));
        fold_into(self.text.slice(self.tokens.words[word]), &mut state.folded);
        let Some(lead) = self.words.find(&state.folded).and_then(|noun| state.by_head.get(noun)).copied()
        else {
            return;
        };
        let described = &state.things[lead];
        let first = &self.phrases[described.last];
        let told = described.group.is_none() && described.mentions == 1 && described.sort == Sort::Person;
        let is_lead = first.paragraph < phrase.paragraph && !first.plural && !first.quoted;
        let [one, other] = [described.gender(), state.things[thing].gender()];
        let agree = one == Gender::Unknown || other == Gender::Unknown || one == other;
        if told && is_lead && agree && whole {
            state.referred[described.last] = Referred { thing: Some(thing), confidence: 0.9 };
        }
    }

    /// Keeps what the age and the deeds behind a name call somebody: "Roe, 42,", "Roe, who leads the party,".
    fn learn_deeds(&mut self, at: usize, thing: usize, state: &mut State) {
        let end = self.phrases[at].words.end;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        if !matches!(word(end), "," | "(") {
            return;
        }
        let age = word(end + 1);
        if (1..=3).contains(&age.len()) && age.bytes().all(|b| b.is_ascii_digit()) {
            let closes = self.reading.shapes.get(end + 2).is_none_or(|&shape| shape == Shape::Mark);
            if closes {
                let noun = self.words.number(&format!("{age}-year-old"));
                self.call_too(noun, thing, state);
            }
        } else if age == "who" {
            let verb = end + 2 + usize::from(self.reading.tags.get(end + 2) == Some(&Tag::RB));
            for noun in called_by_deed(word(verb)) {
                let noun = self.words.number(noun);
                self.call_too(noun, thing, state);
            }
        }
    }

    /// Keeps a noun as what somebody is called.
    fn call_too(&self, noun: Word, thing: usize, state: &mut State) {
        let roles = &mut state.things[thing].roles;
        if roles.len() < MAX_KNOWN && !roles.contains(&noun) {
            roles.push(noun);
        }
        state.call(noun, thing);
    }

    /// Notes what whose relative a name calls is to that: "Roe and his wife, Ann Doe" makes Roe "her husband".
    fn learn_kin(&mut self, at: usize, state: &mut State) {
        let phrase = &self.phrases[at];
        let (noun, start) = match phrase.beside.map(|other| &self.phrases[other]) {
            Some(other) if matches!(other.what, What::Nominal { start: Start::Owner, .. }) => {
                (other.head, other.words.start)
            }
            Some(_) => return,
            // "her brother Victor"
            None => match phrase.before.clone().next_back() {
                Some(noun) if phrase.before.start > 0 => (noun, phrase.before.start - 1),
                _ => return,
            },
        };
        let owner = (at.saturating_sub(4)..at).rev().find(|&other| {
            let other = &self.phrases[other];
            other.role == Role::Owner && (other.words.start == start || other.words.end == start)
        });
        let Some(owner) = owner.and_then(|owner| state.referred[owner].thing) else { return };
        let back = kin_back(self.text.slice(self.tokens.words[noun]), state.things[owner].gender());
        for back in back {
            let back = self.words.number(back);
            state.call(back, owner);
        }
    }

    /// Keeps the words before the head of a phrase as what a thing is called, and the place behind it.
    fn learn(&mut self, at: usize, thing: usize, state: &mut State) {
        if state.things[thing].sort == Sort::Person {
            self.learn_place(at, thing, state);
        }
        let phrase = &self.phrases[at];
        let known = &mut state.things[thing];
        for word in phrase.before.clone() {
            if known.roles.len() >= MAX_KNOWN {
                return;
            }
            let tag = self.reading.tags[word];
            if tag.is_noun() || matches!(tag, Tag::JJ | Tag::CD) {
                fold_into(self.text.slice(self.tokens.words[word]), &mut state.folded);
                // "Lt. Roe" is "the lieutenant", but of "Dr. Roe" the article may have another doctor.
                let office = Some(in_full(&state.folded)).filter(|&office| office != "doctor");
                let number = self.words.number(office.unwrap_or(&state.folded));
                if !known.roles.contains(&number) {
                    known.roles.push(number);
                }
                if state.folded.ends_with("-year-old") && known.group.is_some() && known.sort == Sort::Person
                {
                    call(&mut state.holders, number, thing);
                }
                if let What::Name(_) = phrase.what {
                    if known.sort == Sort::Person {
                        call(&mut state.holders, number, thing);
                    }
                    match super::people::gender_of_title(&state.folded) {
                        // Chairman Kate Lee
                        Gender::Male if is_office_of_men(&state.folded) => {
                            known.male += u32::from(known.female == 0);
                        }
                        gender => known.tell(gender),
                    }
                }
            }
        }
    }

    /// Keeps the place behind a phrase as what a thing is called: "Coach Roe of Iowa", "Jane Roe, the mayor of Stoke".
    fn learn_place(&mut self, at: usize, thing: usize, state: &mut State) {
        const LONGEST: usize = 3;
        let end = self.phrases[at].words.end;
        let of =
            self.tokens.words.get(end).is_some_and(|&word| matches!(self.text.slice(word), "of" | "from"));
        let places = end + 1..self.reading.labels.len().min(end + 1 + LONGEST);
        let (known, reading) = (&mut state.things[thing], self.reading);
        for word in places.take_while(|&word| of && is_of_place(reading, word)) {
            fold_into(self.text.slice(self.tokens.words[word]), &mut state.folded);
            let number = self.words.number(&state.folded);
            if known.roles.len() < MAX_KNOWN && !known.roles.contains(&number) {
                known.roles.push(number);
            }
        }
    }

    /// Chooses what the phrase at `at` refers to. `None` where there is nothing to choose from.
    fn choose(&mut self, at: usize, class: Class, state: &mut State) -> Option<Referred> {
        let what = self.phrases[at].what;
        self.take_modifiers(at, state);
        self.collect(at, class, state);
        let none = self.score(at, class, state);
        let terms = self.terms(at, class, state);
        self.favour_called(at, class, state);
        if matches!(what, What::Pronoun(Pronoun::He | Pronoun::She)) {
            let clues = self.clues(at, state);
            self.favour_told(at, &clues, state);
        }
        let favour = if matches!(what, What::Pronoun(_)) { PRONOUN_FAVOUR } else { 0.0 };
        let (mut best, mut top) = (None, none - favour);
        for (&thing, &score) in state.candidates.iter().zip(&state.scores) {
            if score > top && !self.is_barred(at, &state.things[thing], &terms) {
                (best, top) = (Some(thing), score);
            }
        }
        let total: f32 =
            (none - top).exp() + state.scores.iter().map(|score| (score - top).exp()).sum::<f32>();
        Some(Referred { thing: best, confidence: 1.0 / total })
    }

    /// Keeps the words of a noun phrase before its head.
    fn take_modifiers(&mut self, at: usize, state: &mut State) {
        let phrase = &self.phrases[at];
        state.modifiers.clear();
        if !matches!(phrase.what, What::Nominal { .. }) {
            return;
        }
        for word in phrase.before.clone() {
            let tag = self.reading.tags[word];
            if tag.is_noun() || matches!(tag, Tag::JJ | Tag::CD | Tag::VBN) {
                fold_into(self.text.slice(self.tokens.words[word]), &mut state.folded);
                state.modifiers.push(self.words.number(&state.folded));
            }
        }
    }

    /// Scores every candidate by its features, and returns the score of none of them.
    fn score(&mut self, at: usize, class: Class, state: &mut State) -> f32 {
        let offset = class as u16 * FEATURES.len() as u16;
        let most =
            state.candidates.iter().map(|&thing| state.things[thing].mentions).max().unwrap_or_default();
        let mut decision = Decision { mention: at, candidates: Vec::new(), none: Vec::new() };
        state.scores.clear();
        let mut features = std::mem::take(&mut state.features);
        for place in 0..state.candidates.len() {
            let thing = state.candidates[place];
            features.clear();
            self.features(at, class, thing, place, most, state, &mut features);
            for feature in &mut features {
                *feature += offset;
            }
            state.scores.push(self.weights.score(&features));
            if self.trace.is_some() {
                decision.candidates.push((thing, features.clone()));
            }
        }
        features.clear();
        self.none_features(at, class, state, &mut features);
        for feature in &mut features {
            *feature += offset;
        }
        let none = self.weights.score(&features);
        if let Some(trace) = &mut self.trace {
            decision.none.clone_from(&features);
            trace.push(decision);
        }
        state.features = features;
        none
    }

    /// Returns what a noun phrase tells of which names it does not mean.
    fn terms(&mut self, at: usize, class: Class, state: &mut State) -> Terms {
        let phrase = &self.phrases[at];
        let unnamed = match phrase.what {
            What::Nominal { head, start: Start::The, .. } if class == Class::PersonNoun => {
                let again = state.by_head.get(head);
                again.is_some_and(|thing| {
                    state.things[*thing].group.is_none() && state.candidates.contains(thing)
                })
            }
            _ => false,
        };
        let mut nations: Vec<Word> = Vec::new();
        let reading = self.reading;
        let is_nation = |&word: &usize| reading.lists[word].any(Lists::DEMONYM) || is_of_place(reading, word);
        for word in phrase.before.clone().filter(is_nation) {
            fold_into(self.text.slice(self.tokens.words[word]), &mut state.folded);
            nations.push(self.words.number(&state.folded));
        }
        let fits = |thing: &Thing| thing.group.is_some() && thing.is_of(&nations);
        let told =
            class == Class::PersonNoun && state.candidates.iter().any(|&thing| fits(&state.things[thing]));
        if !told {
            nations.clear();
        }
        Terms { unnamed, nations }
    }

    /// Says whether a phrase does not mean something that has a name, by what the phrase says.
    fn is_barred(&self, at: usize, thing: &Thing, terms: &Terms) -> bool {
        let other = || terms.unnamed && !self.shares_head(at, thing) || !thing.is_of(&terms.nations);
        thing.group.is_some() && other()
    }

    /// Favours the candidate who alone is called by the noun, "the senator", or by an epithet.
    fn favour_called(&self, at: usize, class: Class, state: &mut State) {
        let place = |thing: usize, state: &State| state.candidates.iter().position(|&other| other == thing);
        let holder = self.holder(at, class, state).and_then(|holder| place(holder, state));
        if let Some(place) = holder {
            let kin = matches!(self.phrases[at].what, What::Nominal { start: Start::Owner, .. });
            state.scores[place] += if kin { KIN_FAVOUR } else { HOLDER_FAVOUR };
        } else if let Some(place) = self.epithet(at, class, state).and_then(|alone| place(alone, state)) {
            state.scores[place] += EPITHET_FAVOUR;
        }
    }

    /// Returns what the sentences around "he" or "she" tell of who that is.
    fn clues(&self, at: usize, state: &State) -> Clues {
        let phrase = &self.phrases[at];
        let thing_of = |other: Option<usize>| self.thing_of(other?, at, state);
        let own = self.is_own(phrase.words.start);
        let actor = match phrase.role {
            _ if own => self.actor(at),
            Role::Oblique => self.taker(at),
            Role::Owner => {
                let is_other = |other: &usize| self.is_told(*other) || self.is_apart(*other);
                let actor = || self.actor(at).filter(is_other);
                self.paired(at).or_else(|| self.parted(at)).or_else(actor)
            }
            _ => None,
        };
        let (speaker, speaks) =
            self.actor_before(at).map_or((None, false), |(one, speaks)| (Some(one), speaks));
        let is_new = speaker.is_some_and(|one| {
            (self.is_new(one) || !speaks && self.opens_paragraph(one, at, state))
                && self.goes_on_with(one, at, state)
        });
        let speaker = thing_of(speaker.filter(|one| speaks || self.is_told(*one)));
        let told_of = self.told_of(at).and_then(|of| self.named_thing(of, state));
        let patient = if own || !self.is_governed(at) { None } else { thing_of(self.agent(at)) };
        let here = self
            .only_here(at, state)
            .or_else(|| self.only_before(at, state))
            .or_else(|| self.only_object(at, state));
        let teller = self.teller(at).or_else(|| self.main_actor(at));
        Clues {
            actor: thing_of(actor),
            told_of: told_of.or_else(|| thing_of(self.told_by_me(at))),
            teller: thing_of(teller.filter(|other| self.is_told(*other))),
            untold: thing_of(teller),
            speaker,
            speaks,
            is_new,
            here,
            owned: thing_of(self.owned(at)),
            whom: thing_of(self.whom(at)),
            patient,
            asker: thing_of(self.asker(at)),
            behind: self.speaks_behind(at).map(|name| self.named_thing(name, state)),
            fronted: self.follows_fronted(at),
        }
    }

    /// Favours the candidates that the sentences around "he" or "she" tell of, and rules out those whom they tell apart.
    fn favour_told(&self, at: usize, clues: &Clues, state: &mut State) {
        let sentence = self.phrases[at].sentence;
        let unsure: Vec<bool> = state.candidates.iter().map(|&thing| self.is_unsure(thing, state)).collect();
        let scores = state.candidates.iter().zip(&mut state.scores).zip(unsure);
        for ((&thing, score), unsure) in scores {
            let known = &state.things[thing];
            let one = Some(thing);
            let is_fronted = clues.fronted && known.group.is_none() && known.first_sentence == sentence;
            if clues.owned == one
                || clues.whom == one
                || clues.behind.is_some_and(|behind| behind != one)
                || is_fronted
                || clues.patient == one
                || clues.asker == one
                || self.is_somebody_else(at, thing, &state.referred)
            {
                *score = f32::NEG_INFINITY;
            } else if clues.actor == one || clues.told_of == one {
                *score += ACTOR_FAVOUR;
            } else if clues.teller == one {
                *score += TELLER_FAVOUR;
            } else if clues.untold == one && known.group.is_none() {
                *score += UNTOLD_FAVOUR;
            } else if clues.speaker == one {
                *score += match (clues.speaks, clues.is_new) {
                    (true, _) => SPEAKER_FAVOUR,
                    (false, true) => NEWCOMER_FAVOUR,
                    (false, false) => SUBJECT_FAVOUR,
                };
            }
            if unsure {
                *score -= UNSURE_COST;
            }
            if clues.here == one {
                *score += HERE_FAVOUR;
            }
        }
    }

    /// Returns the thing of a phrase before the one at `at`. An apposition is no mention of its own.
    fn thing_of(&self, other: usize, at: usize, state: &State) -> Option<usize> {
        let other = Some(self.apposed(other)).filter(|&other| other < at)?;
        let named = || state.referred[self.phrases[other].beside?].thing;
        state.referred[other].thing.or_else(named)
    }

    /// Returns the thing whose name a phrase is.
    fn named_thing(&self, at: usize, state: &State) -> Option<usize> {
        match self.phrases[at].what {
            What::Name(number) => self.grouped.owner[number].and_then(|group| state.of_group[group]),
            _ => None,
        }
    }

    /// Says whether a phrase tells who is meant; but "The senator thanked his staff": he may have a name.
    fn is_told(&self, other: usize) -> bool {
        !matches!(self.phrases[other].what, What::Nominal { start: Start::The, .. }) || self.names_it(other)
    }

    /// Says whether somebody without a name acts beside another one: "Roe left as the captain took his hat": not Roe's.
    fn is_apart(&self, other: usize) -> bool {
        let its = &self.phrases[other];
        let is_person = matches!(its.what, What::Nominal { noun, .. } if noun.sort == Sort::Person);
        is_person
            && (other.saturating_sub(WINDOW)..other).any(|before| {
                let before = &self.phrases[before];
                let names = matches!(before.what, What::Name(_) | What::Pronoun(Pronoun::He | Pronoun::She));
                let acts = names && before.role == Role::Subject;
                acts && before.sentence == its.sentence && before.words.end <= its.words.start
            })
    }

    /// Says whether every "he" between two phrases is the first of them: "An officer saw that he": of whom the sentence goes on
    /// to speak is not new.
    fn goes_on_with(&self, one: usize, at: usize, state: &State) -> bool {
        (one + 1..at).all(|other| {
            let thing = state.referred[other].thing;
            !matches!(self.phrases[other].what, What::Pronoun(Pronoun::He | Pronoun::She))
                || thing == state.referred[one].thing
        })
    }

    /// Says whether a phrase brings in somebody new: "A sergeant", "Among them was Roe", "Her daughter, Ann Roe,".
    fn is_new(&self, at: usize) -> bool {
        let phrase = &self.phrases[at];
        if let What::Name(_) = phrase.what {
            return phrase.role == Role::Subject && self.is_brought_in(phrase);
        }
        if let What::Nominal { start: Start::Owner, head, .. } = phrase.what {
            return phrase.role == Role::Subject && is_kin(self.words.letters(head)) && self.names_it(at);
        }
        let What::Nominal { noun, start: Start::Other, .. } = self.phrases[at].what else { return false };
        let first = self.text.slice(self.tokens.words[phrase.words.start]);
        noun.sort == Sort::Person && matches!(first, "a" | "A" | "an" | "An" | "another" | "Another")
    }

    /// Says whether somebody who was never named before opens the paragraph or is told more of, of whom the next sentence goes on:
    /// "Roe, a guard, left. He".
    fn opens_paragraph(&self, one: usize, at: usize, state: &State) -> bool {
        let phrase = &self.phrases[one];
        let Some(paragraph) = self.tokens.paragraphs.get(phrase.paragraph) else { return false };
        let first = phrase.start();
        let is_first =
            self.tokens.sentences.get(phrase.sentence).is_some_and(|its| its.start == paragraph.start);
        let is_new = state.referred[one].thing.is_some_and(|thing| {
            let known = &state.things[thing];
            known.first_sentence == phrase.sentence && known.sort == Sort::Person
        });
        let acts = matches!(phrase.role, Role::Subject | Role::Other);
        let opens = is_first && first == paragraph.start && acts;
        // "Roe, who leads it, was told. She": of whom it says more
        let end = phrase.words.end;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let begins = self.tokens.sentences.get(phrase.sentence).is_some_and(|its| its.start == first);
        let told = word(end) == "," && matches!(word(end + 1), "who" | "a" | "an" | "the");
        (opens || begins && told && phrase.role == Role::Subject)
            && is_new
            && matches!(phrase.what, What::Name(_))
            && self.phrases[at].sentence == phrase.sentence + 1
    }

    /// Returns the only one whom the sentence before speaks of, where that of the pronoun at `at` has spoken of nobody: "Lawyers for
    /// Roe left. She".
    fn only_before(&self, at: usize, state: &State) -> Option<usize> {
        let phrase = &self.phrases[at];
        if phrase.quoted {
            return None;
        }
        let near = (at.saturating_sub(WINDOW)..at).rev().take_while(|&other| {
            let other = &self.phrases[other];
            other.paragraph == phrase.paragraph && other.sentence + 1 >= phrase.sentence
        });
        let mut one = None;
        for other in near {
            let its = &self.phrases[other];
            let Some(thing) = state.referred[other].thing else { continue };
            let known = &state.things[thing];
            if known.sort != Sort::Person || known.plural && known.group.is_none() {
                continue;
            }
            if its.sentence == phrase.sentence || its.quoted || one.is_some_and(|one| one != thing) {
                return None;
            }
            one = Some(thing);
        }
        one.filter(|&one| {
            let known = &state.things[one];
            // A name of one word that says nothing may be no person's.
            let told = known.male + known.female > 0 || known.mentions > 1 || known.parts.len() > 1;
            known.group.is_some() && told
        })
    }

    /// Says whether a name stands only before a noun so far that it tells more of: "the second Jane Roe film".
    fn only_tells(&self, known: &Thing) -> bool {
        let last = &self.phrases[known.last];
        let tag = |at: usize| self.reading.tags.get(at).copied().unwrap_or_default();
        let Some(before) = last.words.start.checked_sub(1) else { return false };
        let the = tag(before) == Tag::DT
            || matches!(tag(before), Tag::JJ | Tag::CD) && before > 0 && tag(before - 1) == Tag::DT;
        let noun = matches!(tag(last.words.end), Tag::NN | Tag::NNS)
            && self.reading.shapes.get(last.words.end) == Some(&Shape::Lower);
        known.mentions == 1 && matches!(last.what, What::Name(_)) && the && noun
    }

    fn is_brought_in(&self, phrase: &Phrase) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let first = phrase.start();
        let opens = word(self.tokens.sentences[phrase.sentence].start);
        opens == "Among" && first.checked_sub(1).is_some_and(|at| matches!(word(at), "was" | "is" | "were"))
    }

    /// Says whether the "she" at `at` is who a noun phrase in front of it tells of: "A baker's daughter from Ely, she".
    fn follows_fronted(&self, at: usize) -> bool {
        const LONGEST: usize = 20;
        let phrase = &self.phrases[at];
        let start = self.tokens.sentences[phrase.sentence].start;
        let Some(comma) = phrase.words.start.checked_sub(1).filter(|&comma| comma > start) else {
            return false;
        };
        let first = self.text.slice(self.tokens.words[start]);
        let is_verb = |at: usize| matches!(self.reading.tags[at], Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
        phrase.role == Role::Subject
            && self.text.slice(self.tokens.words[comma]) == ","
            && matches!(first, "A" | "An" | "The")
            && comma - start <= LONGEST
            && !(start..comma).any(is_verb)
    }

    /// Returns the only one of those whom "his" or "him" at `at` may mean that its sentence has spoken of, where all others are of
    /// earlier paragraphs.
    fn only_here(&self, at: usize, state: &State) -> Option<usize> {
        let phrase = &self.phrases[at];
        if phrase.role == Role::Subject || phrase.quoted {
            return None;
        }
        let last = |thing: usize| &self.phrases[state.things[thing].last];
        let mut here =
            state.candidates.iter().copied().filter(|&thing| last(thing).paragraph == phrase.paragraph);
        let one = here.next().filter(|_| here.next().is_none())?;
        let known = &state.things[one];
        let told = known.sort == Sort::Person && known.group.is_some();
        (told && last(one).sentence == phrase.sentence).then_some(one)
    }

    /// Returns the only one named before "him" at `at` in its sentence, where "the champion" acts on him: "The champion met Roe and
    /// beat him".
    fn only_object(&self, at: usize, state: &State) -> Option<usize> {
        let phrase = &self.phrases[at];
        if phrase.quoted || !self.is_governed(at) {
            return None;
        }
        let agent = self.agent(at)?;
        let acts = matches!(self.phrases[agent].what,
            What::Nominal { noun, start: Start::The, .. } if noun.sort == Sort::Person);
        let last = |thing: usize| &self.phrases[state.things[thing].last];
        let mut here = state.candidates.iter().copied().filter(|&thing| {
            last(thing).sentence == phrase.sentence && state.referred[agent].thing != Some(thing)
        });
        let one = here.next().filter(|_| acts && here.next().is_none())?;
        let known = &state.things[one];
        (known.sort == Sort::Person && known.group.is_some()).then_some(one)
    }

    /// Says whether somebody named may be a man or a woman, while one without a name who is spoken of as late is known to be who
    /// "he" or "she" is.
    fn is_unsure(&self, thing: usize, state: &State) -> bool {
        let known = &state.things[thing];
        let sentence = self.phrases[known.last].sentence;
        known.group.is_some()
            && known.male + known.female == 0
            && state.candidates.iter().any(|&other| {
                let other = &state.things[other];
                let told = other.male + other.female > 0 && other.sort == Sort::Person;
                other.group.is_none() && told && self.phrases[other.last].sentence >= sentence
            })
    }

    /// Returns who or what alone was spoken of in the sentence before, acting or owning, where a noun that nobody was called by calls
    /// mostly such: "Roe won. The singer left."
    fn epithet(&self, at: usize, class: Class, state: &State) -> Option<usize> {
        const SENTENCES: usize = 3;
        let phrase = &self.phrases[at];
        let What::Nominal { head, start: Start::The, .. } = phrase.what else { return None };
        let letters = self.words.letters(head);
        let (sort, calls) = match class {
            Class::PersonNoun => {
                let former = || {
                    let first = phrase.before.clone().next();
                    first.is_some_and(|at| self.text.slice(self.tokens.words[at]) == "former")
                };
                let aged = || {
                    let mut before = phrase.before.clone();
                    before.any(|at| self.text.slice(self.tokens.words[at]).ends_with("-year-old"))
                };
                (Sort::Person, is_epithet(letters) || former() || aged())
            }
            Class::GroupNoun => (Sort::Org, is_epithet_of_body(letters)),
            Class::HeShe | Class::They | Class::It | Class::OtherNoun => return None,
        };
        let is_new = state.by_head.get(head).is_none() && state.holders.get(head).is_none();
        // "The singer of the band", "the company that"
        let next = phrase.words.end;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        // "the 52-year-old from Ely"
        let from = letters.ends_with("-year-old") && word(next) == "from";
        let goes_on = !from
            && matches!(
                self.reading.tags.get(next).copied(),
                Some(Tag::IN | Tag::WP | Tag::WDT | Tag::TO | Tag::WPS | Tag::VBN | Tag::VBG)
            );
        if !calls || phrase.plural || !is_new || goes_on {
            return None;
        }
        // Back to the sentence that last spoke of such, of this paragraph or the last one of the paragraph above.
        let before = (at.saturating_sub(WINDOW)..at).rev().take_while(|&other| {
            let other = &self.phrases[other];
            let near = if other.paragraph == phrase.paragraph { SENTENCES } else { 1 };
            other.sentence + near >= phrase.sentence && other.paragraph + 1 >= phrase.paragraph
        });
        let (mut alone, mut sentence): (Option<usize>, Option<usize>) = (None, None);
        let mut acts = false;
        for other in before {
            let its = &self.phrases[other];
            let Some(thing) = state.referred[other].thing.filter(|&thing| state.things[thing].sort == sort)
            else {
                continue;
            };
            let known = &state.things[thing];
            // "its website" is no other one.
            let owned =
                matches!(its.what, What::Nominal { start: Start::Owner, .. }) && known.group.is_none();
            if its.quoted && !phrase.quoted
                || known.plural && known.group.is_none()
                || owned && sort == Sort::Org
            {
                continue;
            }
            if sentence.is_some_and(|sentence| sentence > its.sentence) {
                break;
            }
            if alone.is_some_and(|alone| alone != thing) {
                return None;
            }
            (alone, sentence) = (Some(thing), Some(its.sentence));
            let opens = self.tokens.sentences[its.sentence].start == its.words.start;
            let again = matches!(its.what, What::Pronoun(Pronoun::He | Pronoun::She));
            acts |= opens || again || matches!(its.role, Role::Subject | Role::Owner);
        }
        let before =
            phrase.words.start.checked_sub(1).map_or("", |at| self.text.slice(self.tokens.words[at]));
        let joins = matches!(before, "and" | "but" | "while" | "though" | "although" | ";" | "”" | "\"");
        let within = sentence == Some(phrase.sentence) && !joins;
        // "Shares in the bank"
        let shares = before == "in" || before == "of";
        let shares = shares
            && phrase.words.start > 1
            && matches!(word(phrase.words.start - 2), "shares" | "Shares" | "stock" | "Stock");
        if within || sort == Sort::Org && !shares && !matches!(phrase.role, Role::Subject | Role::Owner) {
            return None;
        }
        let known = &state.things[alone?];
        // "Coach Roe" is no singer.
        let differs = |word: &Word| {
            let letters = self.words.letters(*word);
            let any = if sort == Sort::Person { goes_with_any(letters) } else { is_any_body(letters) };
            *word != head && called(letters).sort == sort && !any
        };
        let clashes = match sort {
            Sort::Person => {
                let old = |word: &Word| self.words.letters(*word).ends_with("-year-old");
                let aged = letters.ends_with("-year-old") && known.roles.iter().any(old);
                aged || !goes_with_any(letters) && known.roles.iter().chain(&known.heads).any(differs)
            }
            _ => {
                let parts = !known.parts.contains(&head) && known.parts.iter().any(differs);
                parts || !is_any_body(letters) && known.roles.iter().chain(&known.heads).any(differs)
            }
        };
        alone.filter(|_| acts && known.group.is_some() && !clashes)
    }

    /// Returns the only one of those named before who is called by the noun of "the senator" or "his wife", where no one else without
    /// a name is, and where it says nothing more that was not said of that one.
    fn holder(&self, at: usize, class: Class, state: &State) -> Option<usize> {
        let phrase = &self.phrases[at];
        let What::Nominal { head, start, .. } = phrase.what else { return None };
        let kin = start == Start::Owner && is_kin(self.words.letters(head));
        let Some(&Holder::One(holder)) = state.holders.get(head).filter(|_| start == Start::The || kin)
        else {
            return None;
        };
        let known = &state.things[holder];
        let is_known = |word: &Word| known.roles.contains(word) || known.parts.contains(word);
        let another = state.by_head.get(head).is_some_and(|&last| last != holder);
        // "His father" is nobody's own.
        let owner = (at.saturating_sub(2)..at).rev().find(|&other| {
            let other = &self.phrases[other];
            other.words.start == phrase.words.start && other.role == Role::Owner
        });
        let own = kin && owner.is_some_and(|owner| state.referred[owner].thing == Some(holder));
        let told = class == Class::PersonNoun && !another && !own;
        (told && state.modifiers.iter().all(is_known)).then_some(holder)
    }

    /// Collects the things that the phrase at `at` may refer to, those mentioned last first.
    fn collect(&self, at: usize, class: Class, state: &mut State) {
        state.candidates.clear();
        let phrase = &self.phrases[at];
        if class == Class::OtherNoun {
            // A thing is called by the same noun again.
            if let What::Nominal { head, .. } = phrase.what
                && let Some(&thing) = state.by_head.get(head)
                && self.may_refer(at, class, thing, state)
            {
                state.candidates.push(thing);
            }
            return;
        }
        for other in (at.saturating_sub(WINDOW)..at).rev() {
            let Some(thing) = state.referred[other].thing else { continue };
            // Only where it was mentioned last.
            if state.things[thing].last == other && self.may_refer(at, class, thing, state) {
                state.candidates.push(thing);
                if state.candidates.len() == MAX_CANDIDATES {
                    break;
                }
            }
        }
        if let What::Nominal { head, .. } = phrase.what
            && let Some(&thing) = state.by_head.get(head)
            && !state.candidates.contains(&thing)
            && self.may_refer(at, class, thing, state)
        {
            state.candidates.push(thing);
        }
    }

    /// Says whether grammar keeps the pronoun at `at` from being a thing that its sentence mentions before: "After talks with
    /// Roe, he said", "Roe accused him".
    fn is_somebody_else(&self, at: usize, thing: usize, referred: &[Referred]) -> bool {
        /// So many phrases back are looked at: longer sentences are lists.
        const LONGEST: usize = 48;
        let phrase = &self.phrases[at];
        let pronoun = phrase.words.start;
        let within = (at.saturating_sub(LONGEST)..at)
            .rev()
            .take_while(|&other| self.phrases[other].sentence == phrase.sentence);
        within.filter(|&other| referred[other].thing == Some(thing)).any(|other| {
            let words = &self.phrases[other].words;
            match phrase.role {
                Role::Subject => stands_aside(self.text, self.tokens, self.reading, words, pronoun),
                Role::Object | Role::Oblique => {
                    let acts = self.phrases[other].role == Role::Subject && !self.is_own(pronoun);
                    acts && acts_on(self.text, self.tokens, self.reading, words, pronoun)
                }
                Role::Owner | Role::Other => false,
            }
        })
    }

    /// Says whether a pronoun speaks of its own subject: "himself".
    fn is_own(&self, at: usize) -> bool {
        self.text.slice(self.tokens.words[at]).to_ascii_lowercase().ends_with("self")
    }

    /// Returns the group of names of who says the word at `at`.
    fn speaker_at(&self, at: usize) -> Option<usize> {
        let next = self.spoken.partition_point(|(words, _)| words.end <= at);
        self.spoken.get(next).filter(|(words, _)| words.contains(&at)).map(|(_, group)| *group)
    }

    /// Says whether nothing speaks against it from the start.
    fn may_refer(&self, at: usize, class: Class, thing: usize, state: &State) -> bool {
        let phrase = &self.phrases[at];
        let known = &state.things[thing];
        let last = &self.phrases[known.last];
        if last.words.start < phrase.words.end && phrase.words.start < last.words.end {
            return false;
        }
        // "ROE: He lied."
        let labels = || {
            let end = last.words.end;
            let is = |at: usize, word: &str| {
                self.tokens.words.get(at).is_some_and(|&span| self.text.slice(span) == word)
            };
            let opens =
                self.tokens.paragraphs.get(last.paragraph).is_some_and(|p| p.start == last.words.start);
            let own = last.paragraph == phrase.paragraph && matches!(last.what, What::Name(_));
            own && opens
                && is(end, ":")
                && !self.text.slice(self.tokens.words[end - 1]).contains(char::is_lowercase)
        };
        if class == Class::HeShe && (labels() || self.only_tells(known)) {
            return false;
        }
        // "“He lied,” Roe said": not Roe.
        if matches!(class, Class::HeShe | Class::PersonNoun)
            && known.group.is_some()
            && self.speaker_at(phrase.words.start) == known.group
        {
            return false;
        }
        let denied = match gender(phrase) {
            Gender::Male => known.female > known.male,
            Gender::Female => known.male > known.female,
            Gender::Unknown => false,
        };
        match class {
            Class::HeShe => {
                !denied
                    && !known.plural
                    && (known.sort == Sort::Person || known.sort == Sort::Thing && known.group.is_none())
            }
            Class::It => {
                known.sort != Sort::Person
                    && !(known.plural && known.group.is_none())
                    && known.male + known.female == 0
            }
            Class::They => {
                known.plural
                    || known.sort != Sort::Person
                    || known.group.is_none() && known.male + known.female == 0
            }
            Class::PersonNoun => {
                !denied
                    && known.plural == phrase.plural
                    && (known.sort == Sort::Person
                        || known.sort == Sort::Thing && self.shares_head(at, known))
                    && !self.holds_another_office(at, known, state)
                    && !self.is_deputy(at, known, state)
                    && !(self.is_anybody(at) && known.group.is_some() && !self.shares_head(at, known))
            }
            Class::GroupNoun => {
                let What::Nominal { noun, .. } = phrase.what else { return false };
                // "The trade group for insurers"
                let another = known.group.is_some()
                    && self
                        .tokens
                        .words
                        .get(phrase.words.end)
                        .is_some_and(|&next| self.text.slice(next) == "for");
                known.plural == phrase.plural
                    && !another
                    && (known.sort == noun.sort || self.shares_head(at, known))
                    || noun.sort == Sort::Org
                        && known.sort == Sort::Loc
                        && known.group.is_some()
                        && !phrase.plural
            }
            Class::OtherNoun => known.plural == phrase.plural,
        }
    }

    /// Says whether somebody named has the same noun with other nouns before it: "the fire chief" is no "Police Chief".
    fn holds_another_office(&self, at: usize, known: &Thing, state: &State) -> bool {
        let What::Nominal { head, .. } = self.phrases[at].what else { return false };
        let is_known = |word: &Word| known.roles.contains(word) || known.parts.contains(word);
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&span| self.text.slice(span));
        let phrase = &self.phrases[at];
        // "the prime minister" is no "Transport Minister", nor the secretary of state a "Defense Secretary".
        let is_of =
            word(phrase.words.end) == "of" && word(phrase.words.end + 1).eq_ignore_ascii_case("state");
        let tells = |word: usize| {
            self.reading.tags[word] == Tag::NN || self.text.slice(self.tokens.words[word]) == "prime"
        };
        known.group.is_some()
            && known.roles.len() > 1
            && known.roles.contains(&head)
            && (is_of && !known.roles.iter().any(|role| self.words.letters(*role) == "state")
                || phrase.before.clone().any(tells) && !state.modifiers.iter().any(is_known))
    }

    /// Says whether somebody named holds an office only as a deputy, and the noun is the office itself: "the mayor" is no "Deputy
    /// Mayor Roe".
    fn is_deputy(&self, at: usize, known: &Thing, state: &State) -> bool {
        let What::Nominal { head, .. } = self.phrases[at].what else { return false };
        let deputizes = |word: &Word| is_second(self.words.letters(*word));
        known.group.is_some()
            && known.roles.windows(2).any(|pair| deputizes(&pair[0]) && pair[1] == head)
            && !state.modifiers.iter().any(deputizes)
    }

    /// Says whether a noun is what nobody is called who has a name, "that person", "the source", or a name that the reader
    /// did not find: "The Advocate".
    fn is_anybody(&self, at: usize) -> bool {
        let head = self.phrases[at].head;
        let word = self.text.slice(self.tokens.words[head]);
        let is_called = Lists::TITLE.or(Lists::ROLE).or(Lists::DEMONYM);
        ["person", "source", "individual", "insider"].iter().any(|noun| word.eq_ignore_ascii_case(noun))
            || self.reading.shapes[head] == Shape::Capital && !self.reading.lists[head].any(is_called)
    }

    fn shares_head(&self, at: usize, known: &Thing) -> bool {
        match self.phrases[at].what {
            What::Nominal { head, .. } => known.heads.contains(&head) || known.roles.contains(&head),
            What::Name(_) | What::Both | What::Pronoun(_) => false,
        }
    }

    /// Lists what speaks for or against the phrase at `at` referring to a thing.
    #[allow(clippy::too_many_arguments)]
    fn features(
        &self,
        at: usize,
        class: Class,
        thing: usize,
        place: usize,
        most: u32,
        state: &State,
        out: &mut Vec<u16>,
    ) {
        let phrase = &self.phrases[at];
        let known = &state.things[thing];
        let last = &self.phrases[known.last];
        let sentences = phrase.sentence - last.sentence;
        out.push(match sentences {
            0 => SENTENCE_0,
            1 => SENTENCE_1,
            2 => SENTENCE_2,
            3 | 4 => SENTENCE_3,
            5..=8 => SENTENCE_5,
            _ => SENTENCE_9,
        });
        let words = phrase.words.start.saturating_sub(last.words.end);
        if words <= 3 {
            out.push(WORDS_3);
        } else if words <= 8 {
            out.push(WORDS_8);
        } else if words <= 20 {
            out.push(WORDS_20);
        }
        out.push(match place {
            0 => NEAREST,
            1 => SECOND,
            2 | 3 => THIRD,
            _ => FIFTH,
        });
        if phrase.paragraph != last.paragraph {
            out.push(OTHER_PARAGRAPH);
        }
        out.push(match last.what {
            What::Name(_) => LAST_NAME,
            What::Nominal { start: Start::The, .. } => LAST_THE,
            What::Nominal { start: Start::This, .. } => LAST_THIS,
            What::Nominal { start: Start::Owner, .. } => LAST_OWNED,
            What::Nominal { start: Start::Other, .. } => LAST_A,
            What::Both => LAST_BOTH,
            What::Pronoun(_) if last.what == phrase.what => LAST_SAME_PRONOUN,
            What::Pronoun(_) => LAST_PRONOUN,
        });
        if sentences <= 1 {
            let (here, before) = match last.role {
                Role::Subject => (SUBJECT_0, SUBJECT_1),
                Role::Object => (OBJECT_0, OBJECT_1),
                Role::Oblique => (OBLIQUE_0, OBLIQUE_1),
                Role::Owner => (OWNER_0, OWNER_1),
                Role::Other => (OTHER_0, OTHER_1),
            };
            out.push(if sentences == 0 { here } else { before });
            let first = known.last == 0 || self.phrases[known.last - 1].sentence != last.sentence;
            if first {
                out.push(FIRST_OF_SENTENCE);
            }
        }
        if known.subject > 0 && phrase.sentence + 1 - known.subject <= 1 && last.role != Role::Subject {
            out.push(SUBJECT_BEFORE);
        }
        if last.role == phrase.role {
            out.push(if last.role == Role::Subject { BOTH_SUBJECTS } else { SAME_ROLE });
        }
        if sentences == 0 && last.role == Role::Subject {
            if phrase.role == Role::Owner {
                out.push(OWNED_BY_SUBJECT);
            } else if phrase.role == Role::Object && words <= 6 {
                out.push(BOUND);
            }
        }
        match (phrase.quoted, last.quoted) {
            (true, true) => out.push(QUOTED_BOTH),
            (true, false) => out.push(QUOTED_HERE),
            (false, true) => out.push(QUOTED_THERE),
            (false, false) => {}
        }
        out.push(match known.sort {
            Sort::Person => PERSON,
            Sort::Org => ORG,
            Sort::Loc => LOC,
            Sort::Work => WORK,
            Sort::Thing | Sort::Measure => THING,
        });
        out.push(if known.group.is_some() { NAMED } else { NAMELESS });
        out.push(if known.plural { PLURAL } else { SINGULAR });
        out.push(match known.mentions {
            0 | 1 => ONCE,
            2 | 3 => TWICE,
            _ => OFTEN,
        });
        if known.mentions == most && most > 1 {
            out.push(MOST);
        }
        if known.first_sentence <= 1 {
            out.push(IN_HEADLINE);
        }
        out.push(if known.male + known.female > 0 { GENDER_AGREES } else { GENDER_UNKNOWN });
        let What::Nominal { noun, head, start } = phrase.what else { return };
        if known.heads.contains(&head) {
            out.push(SAME_HEAD);
        }
        if known.roles.contains(&head) {
            out.push(HEAD_IS_ROLE);
            if state.by_head.get(head) == Some(&thing) && known.group.is_some() && start == Start::The {
                out.push(ROLE_OF_NAMED);
            }
        }
        if known.parts.contains(&head) {
            out.push(HEAD_IN_NAME);
        }
        if noun.sort == known.sort && class == Class::GroupNoun {
            out.push(SORT_AGREES);
        }
        let is_known = |word: &&Word| {
            known.roles.contains(word) || known.parts.contains(word) || known.heads.contains(word)
        };
        let shared = state.modifiers.iter().filter(is_known).count();
        if state.modifiers.is_empty() && start == Start::The && known.sort == noun.sort {
            if known.group.is_none() {
                out.push(BARE_NAMELESS);
            } else {
                out.push(BARE_NAMED);
                if known.mentions == most && most > 1 {
                    out.push(BARE_NAMED_MOST);
                }
                let nearer = state.candidates[..place].iter().any(|&nearer| {
                    state.things[nearer].sort == noun.sort && state.things[nearer].group.is_some()
                });
                if !nearer {
                    out.push(BARE_NAMED_NEAREST);
                }
            }
        } else if start == Start::This && known.group.is_some() && known.sort == noun.sort {
            out.push(THIS_NAMED);
        }
        out.push(match (shared, state.modifiers.len()) {
            (_, 0) => NO_MORE_WORDS,
            (0, _) => NO_WORDS,
            (shared, all) if shared == all && known.roles.contains(&head) => ROLE_ALL_WORDS,
            (shared, all) if shared == all => ALL_WORDS,
            _ => SOME_WORDS,
        });
    }

    /// Lists what speaks for or against the phrase at `at` referring to nothing before it.
    fn none_features(&self, at: usize, class: Class, state: &State, out: &mut Vec<u16>) {
        let phrase = &self.phrases[at];
        out.push(NONE);
        if phrase.quoted {
            out.push(NONE_QUOTED);
        }
        if phrase.role == Role::Subject {
            out.push(NONE_SUBJECT);
        }
        if phrase.plural {
            out.push(NONE_PLURAL);
        }
        if state.candidates.len() < 3 {
            out.push(NONE_FEW);
        }
        if at == 0 || self.phrases[at - 1].sentence != phrase.sentence {
            out.push(NONE_FIRST);
        }
        if class == Class::It && self.is_empty_it(phrase.words.end) {
            out.push(NONE_EMPTY);
        }
        if let What::Nominal { head, start, .. } = phrase.what {
            out.push(match start {
                Start::The => NONE_THE,
                Start::This => NONE_THIS,
                Start::Owner | Start::Other => NONE_OWNER,
            });
            if !state.modifiers.is_empty() {
                out.push(NONE_MORE_WORDS);
            }
            if state.by_head.get(head).is_some() {
                out.push(NONE_HEAD_KNOWN);
            }
        }
    }

    /// Says whether the "it" before `at` refers to nothing: "it is clear that", "it seems", "it took years to".
    fn is_empty_it(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&span| self.text.slice(span));
        let tag = |at: usize| self.reading.tags.get(at).copied().unwrap_or_default();
        let mut next = at;
        while tag(next) == Tag::MD || tag(next) == Tag::RB {
            next += 1;
            if next > at + 3 {
                return false;
            }
        }
        match word(next) {
            "seems" | "seemed" | "appears" | "appeared" | "turns" | "turned" | "rained" | "snowed"
            | "takes" | "took" | "happens" => true,
            "is" | "was" | "be" | "'s" | "’s" | "has" | "became" | "becomes" | "had" | "been" => {
                let stated =
                    (next + 1..next + 5).any(|i| matches!(tag(i), Tag::JJ | Tag::VBN | Tag::NN | Tag::JJR));
                stated
                    && (next + 2..next + 8)
                        .any(|i| matches!(word(i), "that" | "to" | "whether" | "if" | "who" | "how" | "when"))
            }
            _ => false,
        }
    }
}

/// Returns what somebody is to a relative who is called by a noun.
fn kin_back(noun: &str, gender: Gender) -> &'static [&'static str] {
    match (noun, gender) {
        ("wife", _) => &["husband"],
        ("husband", _) => &["wife"],
        ("brother" | "sister", Gender::Male) => &["brother"],
        ("brother" | "sister", Gender::Female) => &["sister"],
        ("son" | "daughter", Gender::Male) => &["father"],
        ("son" | "daughter", Gender::Female) => &["mother"],
        ("father" | "mother", Gender::Male) => &["son"],
        ("father" | "mother", Gender::Female) => &["daughter"],
        _ => &[],
    }
}

/// Says whether the word before an office makes it another one: "Prime Minister", "Deputy Mayor".
fn is_second_office(word: &str) -> bool {
    is_second(&word.to_lowercase())
        || ["prime", "vice", "foreign", "defense", "defence", "finance", "interior", "home"]
            .iter()
            .any(|second| word.eq_ignore_ascii_case(second))
}

/// Says whether a word is of the name of a place, or of a team or body, which may be called by its place.
fn is_of_place(reading: &Reading, word: usize) -> bool {
    matches!(
        reading.labels[word],
        Label::Begin(EntityType::Loc | EntityType::Org) | Label::Inside(EntityType::Loc | EntityType::Org)
    )
}

/// Returns the form of a phrase.
pub(super) fn form(phrase: &Phrase) -> Form {
    match phrase.what {
        What::Name(_) => Form::Name,
        What::Nominal { .. } | What::Both => Form::Nominal,
        What::Pronoun(_) => Form::Pronoun,
    }
}
