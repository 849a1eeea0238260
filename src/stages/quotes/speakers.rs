//! Who speaks: the entity that a source names or means, what it describes, or nobody that can be told.

use super::Said;
use super::turns::asks_or_answers;
use crate::found::{Entity, EntityType, Form, Mention, QuoteType, Speaker};
use crate::reading::clauses::stands_aside;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{
    Gender, Sort, calls_organisation, calls_thing, calls_writing, is_honour, is_kin, may_be_called, noun,
};
use crate::reading::{Label, Reading, Shape};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// The speaker of the row before, and where it ends.
pub(super) struct Last {
    speaker: Speaker,
    at: usize,
    /// Whether several speak together.
    several: bool,
    /// Whether it asks somebody, and whom.
    asks: bool,
    asked: Option<usize>,
    /// Whether all of it stands in quotation marks.
    direct: bool,
    /// Whether it is in the speaker's own words: in quotation marks, or behind a name and a colon.
    own_words: bool,
    /// Who owns its source: Roe, of "Roe's lawyer".
    owners: Vec<usize>,
    /// Where its source ends, if it has one.
    source_end: usize,
    /// What it says.
    content: Vec<Range<usize>>,
    /// Who spoke before, if somebody else.
    before: Option<Speaker>,
}

impl Last {
    /// Says whether a row is near enough to go on from.
    fn is_near(&self, row: &Said) -> bool {
        let here = row.cue.start.max(row.source.start).max(row.content[0].start);
        here.abs_diff(self.at) < MEMORY
    }

    /// Says whether the word at an index is the speaker's own.
    fn says(&self, at: usize) -> bool {
        self.own_words && self.content.iter().any(|said| said.contains(&at))
    }

    /// Says whether that may be "he" or "she" further on: an anonymous speaker, not several, nor who asks, nor a poll.
    fn is_somebody_unnamed(&self) -> bool {
        let noun = self.noun();
        // "Testing has shown"
        let acts = self.speaker.name == noun && noun.ends_with("ing") && !may_be_called(noun, true);
        let is_thing = calls_thing(noun) || calls_writing(noun) || WRITINGS.contains(&noun) || acts;
        let is_one = !is_plural(noun) && !is_several(noun);
        self.speaker.entity.is_none() && !self.several && is_one && !is_thing && !self.asks
    }

    /// Returns the noun that the speaker is called by: "A spokesman for the force", "a police officer".
    fn noun(&self) -> &str {
        let name = &self.speaker.name;
        let mut pairs = name.split(' ').zip(name.split(' ').skip(1));
        let head = pairs.find(|(_, next)| LINKING_WORDS.contains(next)).map(|(head, _)| head);
        head.filter(|head| may_be_called(head, true) || may_be_called(head, false) || is_plural(head))
            .or_else(|| last_word(name))
            .unwrap_or_default()
    }
}

/// How a speaker was told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sureness {
    Named,
    /// A noun phrase that names nobody.
    Described,
    /// A pronoun or noun phrase that was linked to something named, with the probability of that.
    Linked(f32),
    /// A pronoun taken for the speaker before.
    Assumed,
    Unknown,
}

impl Sureness {
    /// Returns the probability that the speaker is right where the source is.
    pub fn probability(self) -> f32 {
        match self {
            Self::Named => 1.0,
            Self::Described => 0.85,
            Self::Linked(probability) => probability,
            Self::Assumed => 0.85,
            Self::Unknown => 0.6,
        }
    }
}

/// How many words back the speaker before may be for "he" to mean him.
const MEMORY: usize = 200;

/// "Roe's lawyer" is who that is likely to be by at least this, or nobody who was named.
const LEAST_POSSESSED: f32 = 0.8;

/// After a question, whom "he" is likely by at least this answers it.
const LEAST_ANSWERED: f32 = 0.6;

/// Words without a source are put into the mouth before where they are a quote by at least this; of sixteen below
/// that were looked at, three had the right speaker.
pub(super) const LEAST_CARRIED: f32 = 0.25;

/// So many words at most are in what follows a description before a name in apposition: "of the pub".
const MAX_OF: usize = 14;

/// Finds the speakers of rows.
pub(super) struct Speakers<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    entities: &'a [Entity],
    /// All mentions in order of position, with their entity.
    mentions: Vec<(Span, Form, usize)>,
    /// For each entity whether it is called a man, and a woman.
    called: Vec<[bool; 2]>,
    /// People by the last word of their name, in small letters.
    people: OnceCell<HashMap<String, Vec<usize>>>,
    /// People by the office before their name, with the words of it.
    offices: OnceCell<Offices>,
}

/// Entities by the office before their name, with the words of it, in order.
type Offices = HashMap<&'static str, Vec<(usize, Range<usize>)>>;

/// Of one office no more are looked at.
const MOST_HOLDERS: usize = 4;

/// How likely the only senator whom the article names is "the senator".
const LIKELY_HOLDER: f32 = 0.9;

/// Returns the office that a word is, in full: "Sen." is a senator.
fn office(word: &str) -> Option<&'static str> {
    const OFFICES: [(&str, &str); 34] = [
        ("president", "president"),
        ("senator", "senator"),
        ("sen.", "senator"),
        ("governor", "governor"),
        ("gov.", "governor"),
        ("congressman", "congressman"),
        ("congresswoman", "congresswoman"),
        ("minister", "minister"),
        ("premier", "premier"),
        ("chancellor", "chancellor"),
        ("secretary", "secretary"),
        ("mayor", "mayor"),
        ("judge", "judge"),
        ("justice", "justice"),
        ("commissioner", "commissioner"),
        ("ambassador", "ambassador"),
        ("sheriff", "sheriff"),
        ("king", "king"),
        ("queen", "queen"),
        ("prince", "prince"),
        ("princess", "princess"),
        ("pope", "pope"),
        ("cardinal", "cardinal"),
        ("bishop", "bishop"),
        ("archbishop", "archbishop"),
        ("general", "general"),
        ("gen.", "general"),
        ("admiral", "admiral"),
        ("colonel", "colonel"),
        ("col.", "colonel"),
        ("professor", "professor"),
        ("coach", "coach"),
        ("captain", "captain"),
        ("chairman", "chairman"),
    ];
    OFFICES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, office)| office)
}

/// What speaks for who wrote it.
const WRITINGS: [&str; 16] = [
    "statement",
    "letter",
    "email",
    "e-mail",
    "memo",
    "memoir",
    "memoirs",
    "note",
    "diary",
    "tweet",
    "affidavit",
    "essay",
    "op-ed",
    "column",
    "message",
    "post",
];

/// Who stands beside others in a story, and is seldom another word for one who was named.
const PARTIES: [&str; 28] = [
    "victim",
    "suspect",
    "defendant",
    "accused",
    "plaintiff",
    "prisoner",
    "attacker",
    "gunman",
    "man",
    "woman",
    "boy",
    "girl",
    "teenager",
    "child",
    "driver",
    "passenger",
    "pedestrian",
    "cyclist",
    "witness",
    "survivor",
    "neighbour",
    "neighbor",
    "caller",
    "customer",
    "judge",
    "prosecutor",
    "magistrate",
    "coroner",
];

/// What stands between a noun and what tells more of it.
const LINKING_WORDS: [&str; 12] =
    ["of", "for", "from", "at", "in", "with", "on", "to", "near", "who", "close", "familiar"];

/// Of more people of one last name none is looked up by it.
const MOST_NAMESAKES: usize = 4;

fn last_word(name: &str) -> Option<&str> {
    name.split(' ').next_back()
}

/// Says whether a noun in small letters calls several people together: "police", "family".
fn is_several(word: &str) -> bool {
    noun(word).several || matches!(word, "family" | "couple" | "entourage" | "duo" | "trio" | "pair")
}

fn is_plural(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss")
}

impl<'a> Speakers<'a> {
    pub fn new(text: &'a Text, tokens: &'a Tokens, reading: &'a Reading, entities: &'a [Entity]) -> Self {
        let mut mentions: Vec<_> = entities
            .iter()
            .enumerate()
            .flat_map(|(id, entity)| entity.mentions.iter().map(move |m| (m.span, m.form, id)))
            .collect();
        mentions.sort_by_key(|&(span, _, _)| span);
        let (people, offices) = (OnceCell::new(), OnceCell::new());
        let mut speakers =
            Self { text, tokens, reading, entities, mentions, called: Vec::new(), people, offices };
        speakers.called = entities.iter().map(|entity| speakers.genders(entity)).collect();
        speakers
    }

    /// Learns from a row whose source is "he" or "she" which of both a speaker is whose given name does not tell.
    pub fn learn(&mut self, row: &Said, speaker: &Speaker) {
        let Some(id) = speaker.entity.filter(|_| row.source.len() == 1) else { return };
        let gender = match self.text.slice(self.tokens.words[row.source.start]) {
            "he" | "He" => 0,
            "she" | "She" => 1,
            _ => return,
        };
        let is_either = |mention: &Mention| {
            let lists = self.reading.lists[self.first_word(mention.span)];
            mention.form == Form::Name && lists.any(Lists::MALE) == lists.any(Lists::FEMALE)
        };
        if self.called[id] == [false; 2] && self.entities[id].mentions.iter().any(is_either) {
            self.called[id][gender] = true;
        }
    }

    /// Returns what the row leaves for the next one to know, where `speaker` speaks and `last` is the one before.
    pub fn last(&self, row: &Said, speaker: &Speaker, last: Option<Last>) -> Last {
        let at = row.content[row.content.len() - 1].end.max(row.source.end).max(row.cue.end);
        let is_asking = |at: &usize| {
            let word = self.text.slice(self.tokens.words[*at]);
            // "asked for bail" asks nobody.
            let wants = self.tokens.words.get(at + 1).is_some_and(|&next| self.text.slice(next) == "for");
            !wants && ["asked", "ask", "asks"].iter().any(|ask| word.eq_ignore_ascii_case(ask))
        };
        let asking = row.cue.clone().find(is_asking);
        // "Roe was told by Doe that …. “I wept,” he said."
        let told_by = row.source.start > 1
            && self.text.slice(self.tokens.words[row.source.start - 1]) == "by"
            && row
                .cue
                .clone()
                .any(|at| matches!(self.text.slice(self.tokens.words[at]), "told" | "informed"));
        let hearer = || self.subject_of_sentence(row.source.start).filter(|_| told_by);
        let asks = asking.is_some() || told_by;
        let asked = asking.and_then(|at| self.person_at(at + 1)).or_else(hearer);
        let asked = asked.filter(|&id| speaker.entity != Some(id));
        let named = row.source.clone().filter_map(|at| self.mention_at(at));
        // "Roe's spokesman", "a spokesman for Roe"
        let unnamed = speaker.entity.is_none();
        let mut owners: Vec<usize> =
            named.filter(|&(span, _)| unnamed || self.owns(span)).map(|(_, id)| id).collect();
        // "he said … He added": still Roe's.
        if let Some(last) = last.as_ref().filter(|last| unnamed && last.speaker == *speaker) {
            owners.extend(&last.owners);
        }
        let before = last
            .filter(|last| last.is_near(row))
            .and_then(|last| if last.speaker == *speaker { last.before } else { Some(last.speaker) });
        let direct = super::kind(self.reading, &row.content) == QuoteType::Direct;
        let several = speaker.entity.is_none() && self.several(&row.source).is_some();
        Last {
            content: row.content.clone(),
            speaker: speaker.clone(),
            at,
            several,
            asks,
            asked,
            direct,
            own_words: direct || row.is_labelled(),
            owners,
            source_end: row.source.end,
            before,
        }
    }

    /// Returns the speaker of a row, and how that was told.
    pub fn of(&self, row: &Said, last: Option<&Last>) -> (Option<Speaker>, Sureness) {
        let last = last.filter(|last| last.is_near(row));
        if row.source.is_empty() {
            return match last {
                Some(last) if row.carried && row.confidence >= LEAST_CARRIED => {
                    (Some(last.speaker.clone()), Sureness::Assumed)
                }
                _ => (None, Sureness::Unknown),
            };
        }
        let first = self.text.slice(self.tokens.words[row.source.start]);
        if self.is_dateline(&row.source) {
            return (None, Sureness::Unknown);
        }
        let has_no_name = row.is_labelled() && row.source.len() == 1 && asks_or_answers(first).is_some();
        if has_no_name || self.only_hears(row) {
            return (None, Sureness::Unknown);
        }
        // "I've", "she's", "they all", "he himself"
        let is_rest = |at: usize| {
            let word = self.text.slice(self.tokens.words[at]);
            word.starts_with(['\'', '’']) || matches!(word, "all" | "both" | "each") || word.ends_with("self")
        };
        let alone = (row.source.start + 1..row.source.end).all(is_rest);
        if alone && self.is_pronoun(row.source.start) {
            return self.of_pronoun(row, last);
        }
        // "We at the Harbor Institute", "you guys": whoever speaks, or hears.
        if ["i", "we", "you"].iter().any(|pronoun| first.eq_ignore_ascii_case(pronoun)) {
            return (None, Sureness::Unknown);
        }
        // "an officer who made the arrest", where the reader leaves the officer out
        if first == "who" {
            return self.before_who(row.source.start);
        }
        if let Some(last) = last.filter(|last| self.is_its_writing(last, &row.source)) {
            return (Some(last.speaker.clone()), Sureness::Assumed);
        }
        // "A source close to Roe said … That person said"
        if let Some(last) = last.filter(|last| last.is_somebody_unnamed() && self.is_that_person(&row.source))
        {
            return (Some(last.speaker.clone()), Sureness::Assumed);
        }
        if row.source.len() == 1
            && matches!(self.text.slice(self.tokens.words[row.source.start]), "which" | "that")
        {
            return self.before_which(row.source.start, last);
        }
        self.of_phrase(&row.source)
    }

    /// Says whether a source is the place that opens the article's first paragraph: "DHAKA: The minister said".
    fn is_dateline(&self, source: &Range<usize>) -> bool {
        let opens = self.tokens.paragraphs.first().is_some_and(|first| first.start == source.start);
        let is_place = |at: usize| {
            let place = [Label::Begin(EntityType::Loc), Label::Inside(EntityType::Loc)];
            self.reading.shapes[at] == Shape::Capitals && place.contains(&self.reading.labels[at])
        };
        let colon = self.tokens.words.get(source.end).is_some_and(|&word| self.text.slice(word) == ":");
        opens && colon && source.clone().all(is_place)
    }

    /// Says whether a source is "that person" or "the source".
    fn is_that_person(&self, source: &Range<usize>) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        source.len() == 2
            && matches!(word(source.start), "That" | "that" | "The" | "the" | "This" | "this")
            && matches!(word(source.start + 1), "person" | "source" | "individual" | "insider")
    }

    /// Says whether a source is who was told or asked: "the jury was told", "Roe, asked whether …, said".
    fn only_hears(&self, row: &Said) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_heard = |at: usize| matches!(word(at), "told" | "asked" | "informed" | "warned");
        let Some(heard) = row.cue.clone().find(|&at| is_heard(at)).filter(|&at| at >= row.source.end) else {
            return false;
        };
        let after = self.tokens.words.get(heard + 1).map(|&word| self.text.slice(word));
        let comma = row.cue.start == heard && word(heard - 1) == ",";
        let before = (row.source.end..heard).rev().find(|&at| self.reading.tags[at].as_str() != "RB");
        before.is_some_and(|at| matches!(word(at), "was" | "were" | "been"))
            || comma
                && word(heard) == "asked"
                && matches!(after, Some("about" | "by" | "if" | "later" | "whether" | "why"))
    }

    /// Returns whom "which" or "that" at a word speaks of: what spoke there, or before "which" a name.
    fn before_which(&self, at: usize, last: Option<&Last>) -> (Option<Speaker>, Sureness) {
        let end = at - usize::from(at > 0 && self.text.slice(self.tokens.words[at - 1]) == ",");
        if let Some(last) = last.filter(|last| last.source_end == end || last.source_end == at) {
            return (Some(last.speaker.clone()), Sureness::Assumed);
        }
        let Some(end) = end.checked_sub(1).map(|at| self.tokens.words[at].end) else {
            return (None, Sureness::Unknown);
        };
        let next = self.mentions.partition_point(|&(span, _, _)| span.start < end);
        match self.mentions[..next].last() {
            Some(&(span, Form::Name, id))
                if span.end == end && self.entities[id].kind != EntityType::Misc =>
            {
                (Some(self.entity(id)), Sureness::Named)
            }
            _ => (None, Sureness::Unknown),
        }
    }

    fn of_pronoun(&self, row: &Said, last: Option<&Last>) -> (Option<Speaker>, Sureness) {
        let at = row.source.start;
        let span = self.tokens.words[at];
        let word = self.text.slice(span);
        match word {
            "he" | "He" | "him" | "she" | "She" | "her" => {
                let masculine = matches!(word, "he" | "He" | "him");
                // Roe asked Doe. “No,” he said: not Roe, where the reader holds that for likely too.
                let answers = last.is_some_and(|last| last.asks) && row.content[0].start < at;
                // "“Jane Roe is ill,” she said": not Jane Roe.
                let spoken_of = |linked: &(Option<Speaker>, Sureness)| {
                    let id = linked.0.as_ref().and_then(|speaker| speaker.entity);
                    id.is_some_and(|id| self.is_named_in(&row.content, id))
                };
                let linked = self.linked(span).filter(|linked| !spoken_of(linked));
                // "ROE: He said, “No.”": not Roe.
                if let Some(last) = last.filter(|last| last.says(at)) {
                    let other = linked.filter(|linked| linked.0.as_ref() != Some(&last.speaker));
                    return other.unwrap_or((None, Sureness::Unknown));
                }
                // "Roe asked Doe if he knew. “No,” he said": Doe.
                let asked =
                    last.filter(|last| answers && self.follows(last, row)).and_then(|last| last.asked);
                if let Some(id) = asked
                    && !self.is_called_otherwise(id, masculine)
                    && !self.is_named_in(&row.content, id)
                {
                    return (Some(self.entity(id)), Sureness::Assumed);
                }
                if answers
                    && let Some((Some(speaker), Sureness::Linked(confidence))) = &linked
                    && *confidence >= LEAST_ANSWERED
                    && !last.is_some_and(|last| last.speaker == *speaker)
                {
                    return (Some(speaker.clone()), Sureness::Linked(*confidence));
                }
                // "“Who?” Roe asked. “Doe,” she replied": not Roe, but who spoke before.
                if let Some(last) = last.filter(|last| self.replies_to(last, row)) {
                    let is_last =
                        |linked: &(Option<Speaker>, Sureness)| linked.0.as_ref() == Some(&last.speaker);
                    if let Some(linked) = linked.filter(|linked| !is_last(linked)) {
                        return linked;
                    }
                    let before = self.before_last(last, row, masculine);
                    return match before.or_else(|| self.only_other(last, row, masculine)) {
                        Some(speaker) => (Some(speaker), Sureness::Assumed),
                        None => (None, Sureness::Unknown),
                    };
                }
                // "Roe said Doe was right when he said": Doe.
                if let Some(id) = last.and_then(|last| self.told_subject(last, at, masculine)) {
                    return (Some(self.entity(id)), Sureness::Assumed);
                }
                if let Some(speaker) = self.somebody_before(row, masculine) {
                    return (Some(speaker), Sureness::Assumed);
                }
                if let Some(speaker) = self.new_subject(row, last, masculine) {
                    let sureness = if speaker.is_some() { Sureness::Assumed } else { Sureness::Unknown };
                    return (speaker, sureness);
                }
                // "he added": the speaker before, where that is a person not called otherwise.
                if let Some(last) = last
                    && let Some(id) = last.speaker.entity
                    && self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.is_named_in(&row.content, id)
                    && !self.named_between(last.at, row, id)
                {
                    return (Some(last.speaker.clone()), Sureness::Assumed);
                }
                if let Some(last) = last.filter(|last| self.speaks_on_unnamed(last, row, masculine)) {
                    return (Some(last.speaker.clone()), Sureness::Assumed);
                }
                match self.subject_before(row, masculine) {
                    Some(Some(id)) => return (Some(self.entity(id)), Sureness::Assumed),
                    Some(None) => return (None, Sureness::Unknown),
                    None => {}
                }
                if let Some(id) = self.agent_before(row, masculine) {
                    return (Some(self.entity(id)), Sureness::Assumed);
                }
                match linked {
                    Some(linked) => linked,
                    None => match last {
                        // An anonymous speaker goes on: "a witness said …, she said".
                        Some(last) if last.is_somebody_unnamed() && self.goes_on(last.at, row) => {
                            (Some(last.speaker.clone()), Sureness::Assumed)
                        }
                        _ => {
                            let may_speak = |&id: &usize| {
                                !self.is_called_otherwise(id, masculine)
                                    && !self.is_named_in(&row.content, id)
                            };
                            let subject = self.subject_of_sentence(at).filter(may_speak);
                            let subject =
                                subject.or_else(|| self.only_one_before(row, masculine).filter(may_speak));
                            let again = || last.and_then(|last| self.speaks_again(last, row, masculine));
                            match subject.map(|id| self.entity(id)).or_else(again) {
                                Some(speaker) => (Some(speaker), Sureness::Assumed),
                                None => (None, Sureness::Unknown),
                            }
                        }
                    },
                }
            }
            "who" => self.before_who(at),
            "it" | "It" => match last {
                // "The hospital disputed that. In a statement, it said …"
                Some(last)
                    if match last.speaker.entity {
                        Some(id) => self.entities[id].kind != EntityType::Person,
                        None => {
                            let noun = last.noun();
                            let it =
                                calls_organisation(noun) || calls_writing(noun) || WRITINGS.contains(&noun);
                            it && !is_plural(noun) && self.goes_on(last.at, row)
                        }
                    } =>
                {
                    (Some(last.speaker.clone()), Sureness::Assumed)
                }
                _ => self.linked(span).unwrap_or((None, Sureness::Unknown)),
            },
            "they" | "They" => match last {
                Some(last)
                    if match last.speaker.entity {
                        Some(id) => self.entities[id].kind == EntityType::Org && self.they_go_on(last, row),
                        None if last.several => !last.speaker.name.contains(" or "),
                        None if is_plural(last.noun()) => !calls_writing(last.noun()),
                        // "The family said …, they added", "A spokesperson said …, they added"
                        None => {
                            let noun = last.noun();
                            let anyone = last.is_somebody_unnamed()
                                && may_be_called(noun, true)
                                && may_be_called(noun, false);
                            let may_be = is_several(noun) || calls_organisation(noun) || anyone;
                            may_be && self.they_go_on(last, row)
                        }
                    } =>
                {
                    (Some(last.speaker.clone()), Sureness::Assumed)
                }
                _ => self.linked(span).unwrap_or((None, Sureness::Unknown)),
            },
            "his" | "His" | "their" | "Their" | "its" | "Its" => {
                self.linked(span).unwrap_or((None, Sureness::Unknown))
            }
            _ => (None, Sureness::Unknown),
        }
    }

    /// Returns the person that what somebody said is about, by name and from its first words on, where a pronoun at a word
    /// in it or right after it stands behind "when" or the like.
    fn told_subject(&self, last: &Last, at: usize, masculine: bool) -> Option<usize> {
        /// "that Secretary of State Roe"
        const OPENING: usize = 4;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let said = last.content.iter().find(|said| said.start < at && at <= said.end + 1)?;
        let (start, before) = (said.start, at.checked_sub(1).map(word)?);
        if !matches!(before, "when" | "after" | "before" | "because" | "while" | "since") {
            return None;
        }
        let mut opening = start..at.min(start + OPENING);
        let (name, (span, id)) = opening.find_map(|at| Some((at, self.mention_at(at)?)))?;
        let next = name + self.words_in(name, span);
        let may_be = self.entities[id].kind == EntityType::Person
            && last.speaker.entity != Some(id)
            && !self.is_called_otherwise(id, masculine);
        let does = self
            .reading
            .tags
            .get(next)
            .is_some_and(|tag| matches!(tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD"));
        (may_be && does).then_some(id)
    }

    /// Says whether "they" are rather those who spoke last, who are one, than somebody else: right after words of theirs
    /// that speak of no others.
    fn they_go_on(&self, last: &Last, row: &Said) -> bool {
        let speaks_of_several = |at: usize| matches!(self.reading.tags[at].as_str(), "NNS" | "NNPS");
        let others = !last.direct && last.content.iter().any(|words| words.clone().any(speaks_of_several));
        !others && self.follows(last, row)
    }

    /// Says whether a word stands for somebody or something, or for what belongs to that.
    fn is_pronoun(&self, at: usize) -> bool {
        let is_one = self.text.slice(self.tokens.words[at]).eq_ignore_ascii_case("one");
        self.reading.lists[at].any(Lists::PRONOUN)
            || matches!(self.reading.tags[at].as_str(), "PRP" | "PRP$" | "WP$") && !is_one
    }

    /// Says whether a row answers what was said directly before it: "“…,” she replied".
    fn replies_to(&self, last: &Last, row: &Said) -> bool {
        let replies = row.cue.clone().any(|at| {
            matches!(
                self.text.slice(self.tokens.words[at]),
                "replied" | "replies" | "answered" | "answers" | "retorted"
            )
        });
        replies && self.follows(last, row) && row.content[0].start < row.source.start
    }

    /// Says whether a row begins in the sentence of the one before, or where that ends.
    fn follows(&self, last: &Last, row: &Said) -> bool {
        let start = row.content[0].start.min(row.source.start);
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end < last.at);
        let end = self.tokens.sentences.get(sentence).map_or(last.at, |sentence| sentence.end).max(last.at);
        last.at <= start && (end.min(start)..start).all(|at| self.reading.shapes[at] == Shape::Mark)
    }

    /// Returns who spoke before the last one, where that may be "he", or "she".
    fn before_last(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let before = last.before.as_ref()?;
        let may_speak = match before.entity {
            Some(id) => {
                self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.is_named_in(&row.content, id)
            }
            None => {
                last_word(&before.name).is_some_and(|noun| !is_plural(noun) && may_be_called(noun, masculine))
            }
        };
        may_speak.then(|| before.clone())
    }

    /// Returns the only person besides the last speaker who is named above its row, in its paragraph or the one before, and
    /// may be "he", or "she".
    fn only_other(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let to = last.content[0].start;
        let paragraph = self.tokens.paragraph_of(to).saturating_sub(1);
        let from = self.tokens.words[self.tokens.paragraphs[paragraph].start].start;
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < self.tokens.words[to].start);
        let above = self.mentions[..end].iter().rev().take(MEMORY);
        let mut others = above
            .take_while(|&&(span, _, _)| span.start >= from)
            .filter(|&&(_, form, id)| form == Form::Name && self.entities[id].kind == EntityType::Person)
            .map(|&(_, _, id)| id)
            .filter(|&id| last.speaker.entity != Some(id) && !self.is_called_otherwise(id, masculine));
        let one = others.next()?;
        (others.all(|other| other == one) && !self.is_named_in(&row.content, one)).then(|| self.entity(one))
    }

    /// Returns who spoke before the last one, where that one is of the other gender and the row follows its quote: it is
    /// their turn again.
    fn speaks_again(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let is_other = last.speaker.entity.is_some_and(|id| self.is_called_otherwise(id, masculine));
        if is_other && last.direct && self.follows(last, row) {
            self.before_last(last, row, masculine)
        } else {
            None
        }
    }

    /// Returns whom "who" at a word speaks of: "Jane Roe, who", "Jane Roe, a nurse from Ohio, who", "Democrats who".
    fn before_who(&self, at: usize) -> (Option<Speaker>, Sureness) {
        const LONGEST: usize = 12;
        let next = self.mentions.partition_point(|&(span, _, _)| span.end <= self.tokens.words[at].start);
        let describes = |at: usize| {
            let tag = self.reading.tags[at];
            tag.is_noun() || matches!(tag.as_str(), "DT" | "JJ" | "IN" | "CD" | "PRP$" | ",")
        };
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        for &(span, form, id) in self.mentions[..next].iter().rev().take(LONGEST) {
            let after = self.tokens.words.partition_point(|word| word.start < span.end);
            let Some(between) = at.checked_sub(after).filter(|&between| between <= LONGEST) else { break };
            if form != Form::Name {
                continue;
            }
            if !(after..at).all(|at| describes(at) || self.reading.shapes[at] == Shape::Mark) {
                break;
            }
            // "Roe supporters who": no Roe.
            if between > 0 && (after..at).all(|at| self.reading.tags[at].is_noun()) {
                let name = self.text.slice(Span { start: span.start, end: self.tokens.words[at - 1].end });
                return (Some(Speaker { entity: None, name: name.to_owned() }), Sureness::Described);
            }
            let beside = between <= 1;
            let described = between > 2 && matches!(word(after), "," | "of") && word(at - 1) == ",";
            match self.entities[id].kind {
                EntityType::Person if beside || described => return (Some(self.entity(id)), Sureness::Named),
                EntityType::Misc if beside => {
                    let name = self.text.slice(span).to_owned();
                    return (Some(Speaker { entity: None, name }), Sureness::Described);
                }
                _ => {}
            }
        }
        (None, Sureness::Unknown)
    }

    /// Says whether "he" is rather an unnamed speaker than whom he was linked to, who owns that one ("Roe's lawyer said …
    /// He said …") or of whom the paragraph says nothing ("A nurse said … “…,” she said").
    fn speaks_on_unnamed(&self, last: &Last, row: &Said, masculine: bool) -> bool {
        let pronoun = self.tokens.words[row.source.start];
        let linked = self.linked(pronoun).and_then(|linked| linked.0?.entity);
        let noun = last.noun();
        let person = may_be_called(noun, masculine)
            || matches!(noun, "One" | "one" | "Another" | "another")
            || Lists::of(&noun.to_lowercase()).any(Lists::DEMONYM);
        let Some(linked) = linked.filter(|_| last.is_somebody_unnamed() && person) else { return false };
        let at = row.content[0].start.min(row.source.start);
        let paragraph = self.tokens.paragraph_of(at);
        let start = self.tokens.paragraphs[paragraph].start;
        let (from, to) = (self.tokens.words[start].start, self.tokens.words[at].start);
        let mentions = &self.entities[linked].mentions;
        let first = mentions.partition_point(|mention| mention.span.start < from);
        let mut within = mentions[first..].iter().take_while(|mention| mention.span.start < to);
        let mut spoken_of = || within.any(|mention| mention.form != Form::Name || !self.owns(mention.span));
        // "“I work for Roe,” an aide said. “I like it,” she said": the last one only spoke of Roe.
        let since = self.tokens.words[last.content[0].start].start;
        let of_him = || {
            let first = mentions.partition_point(|mention| mention.span.start < since);
            let between = mentions[first..].iter().take_while(|mention| mention.span.start < to);
            let is_said =
                |span: Span| last.content.iter().any(|words| self.tokens.span(words).overlaps(span));
            self.follows(last, row)
                && between.clone().any(|mention| mention.form == Form::Name)
                && between.clone().all(|mention| is_said(mention.span))
        };
        (last.owners.contains(&linked) && self.goes_on(last.at, row)
            || last.at > start && !spoken_of()
            || (last.direct || last.at > start) && of_him())
            && !self.named_between(last.at, row, linked)
    }

    /// Says whether a row stands in the paragraph of what was said before it, which ends with the word before `last`, or
    /// opens another one.
    fn goes_on(&self, last: usize, row: &Said) -> bool {
        // "After he spoke"
        const OPENING: usize = 2;
        let at = row.content[0].start.min(row.source.start);
        let paragraph = self.tokens.paragraph_of(at);
        let start = self.tokens.paragraphs[paragraph].start;
        last > start || at <= start + OPENING
    }

    /// Returns what the pronoun or noun phrase at `span` was linked to.
    fn linked(&self, span: Span) -> Option<(Option<Speaker>, Sureness)> {
        let at = self.mentions.binary_search_by_key(&span, |&(span, _, _)| span).ok()?;
        let (_, form, id) = self.mentions[at];
        let mentions = &self.entities[id].mentions;
        let its = mentions.binary_search_by_key(&span, |mention| mention.span).ok()?;
        (form != Form::Name).then(|| (Some(self.entity(id)), Sureness::Linked(mentions[its].confidence)))
    }

    /// Returns the first person named in the sentence before the word at `at`, where it looks like a subject.
    fn subject_of_sentence(&self, at: usize) -> Option<usize> {
        let sentence = self.tokens.sentences.partition_point(|s| s.end <= at);
        let start = self.tokens.sentences.get(sentence)?.start.max(at.saturating_sub(MEMORY));
        let mut word = start;
        while word < at {
            if let Some((span, id)) = self.mention_at(word) {
                let after = word + self.words_in(word, span);
                let oblique = word > start && self.reading.lists[word - 1].any(Lists::PREPOSITION);
                let possessor = self.is_possessive(after);
                let aside = || stands_aside(self.text, self.tokens, self.reading, &(word..after), at);
                if self.entities[id].kind == EntityType::Person && !oblique && !possessor && !aside() {
                    return Some(id);
                }
                word = after;
            } else {
                word += 1;
            }
        }
        None
    }

    /// Returns the subject of the sentence before a row, where the pronoun was linked to somebody whom that sentence only
    /// speaks of ("Roe's wife, Jane, is for Doe. “I cannot say why,” she said"), or not even that, or who only owns the
    /// subject ("Roe's deputy, Tom Doe, resigned. He said …"); nobody where either may be meant ("Her daughter Ann laughs.
    /// “…,” she says").
    fn subject_before(&self, row: &Said, masculine: bool) -> Option<Option<usize>> {
        let at = row.source.start;
        let linked = self.linked(self.tokens.words[at])?.0?.entity?;
        let first = row.content[0].start.min(at);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?;
        if self.tokens.sentences[own].start != first {
            return None;
        }
        let subject = self.subject_of_sentence(before.end - 1)?;
        let says_of = self.is_called_otherwise(subject, masculine) || self.is_named_in(&row.content, subject);
        if subject == linked || says_of {
            return None;
        }
        let span = self.tokens.span(before);
        let from = self.mentions.partition_point(|&(s, _, _)| s.start < span.start);
        let within = || self.mentions[from..].iter().take_while(|&&(s, _, _)| s.start < span.end);
        let named = within().find(|&&(_, form, id)| id == subject && form == Form::Name)?;
        let is_finite = |at: usize| matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        // "Asked what Doe would do, Roe paused."
        let opened = self.opens_main_clause(before, self.first_word(named.0));
        if !opened && (before.start..self.first_word(named.0)).any(is_finite) {
            return None;
        }
        // "Her daughter, Ann": she, not the phrase, stands before Ann.
        let told = || within().filter(|&&(_, form, _)| form != Form::Nominal);
        let mut pairs = told().zip(told().skip(1));
        let owner = pairs.find(|(owner, other)| owner.2 == linked && other.2 == subject);
        if let Some((owner, owned)) = owner
            && owner.0.end < owned.0.start
            && within().filter(|&&(_, _, id)| id == linked).all(|&(span, _, _)| self.owns(span))
        {
            let is_told = first == at && owner.1 == Form::Name && self.word_before(owned.0) == Some(",");
            return Some((is_told || self.shows_mind(before, owned.0)).then_some(subject));
        }
        let paragraph = self.tokens.paragraph_of(first);
        let here = before.start >= self.tokens.paragraphs[paragraph].start;
        let is_spoken_of = |&(span, form, id): &(Span, Form, usize)| {
            form == Form::Name && id == linked && self.word_before(span) != Some("by")
        };
        // "Coach Doe disagreed. “They lost,” he said", where Roe spoke before.
        let is_free = |&(_, form, id): &(Span, Form, usize)| id != linked || opened && form == Form::Pronoun;
        if here && within().all(is_free) {
            let after = self.tokens.words.partition_point(|word| word.start < named.0.end);
            let several = matches!(self.text.slice(self.tokens.words[after]), "and" | "or");
            let mut title = before.start..self.first_word(named.0);
            // "Her daughter, Ann, laughs."
            if self.reading.tags[before.start].as_str() == "PRP$" {
                return Some(self.shows_mind(before, named.0).then_some(subject));
            }
            if !several && (opened || title.all(|at| self.is_of_name(at))) {
                return Some(Some(subject));
            }
        }
        (here && within().any(is_spoken_of)).then_some(Some(subject))
    }

    /// Says whether a sentence opens with a phrase or clause of its own, and the name that begins with a word is the subject
    /// behind it: "Asked what Doe would do, Roe paused", "After the vote, mayor Jane Roe wept".
    fn opens_main_clause(&self, sentence: &Range<usize>, name: usize) -> bool {
        let comma = (sentence.start..name).rev().find(|&at| !self.is_of_name(at));
        let is_comma = comma.is_some_and(|at| self.text.slice(self.tokens.words[at]) == ",");
        let opening = self.reading.tags[sentence.start];
        let word = self.text.slice(self.tokens.words[sentence.start]);
        let opens = matches!(opening.as_str(), "IN" | "TO" | "WRB" | "VBG" | "VBN")
            || matches!(word, "Asked" | "Pressed" | "Questioned" | "Told" | "Although" | "Though");
        is_comma && opens
    }

    /// Says whether a sentence tells what its subject, whose name has a span, felt or showed, so that words of "his" or
    /// "hers" behind it are that one's: "Her daughter, Ann Doe, was furious", "His rival Tom Doe disagreed".
    fn shows_mind(&self, sentence: &Range<usize>, name: Span) -> bool {
        const SHOWN: [&str; 28] = [
            "agreed",
            "agrees",
            "disagreed",
            "disagrees",
            "laughed",
            "laughs",
            "smiled",
            "smiles",
            "nodded",
            "nods",
            "shrugged",
            "shrugs",
            "giggled",
            "grinned",
            "sighed",
            "sobbed",
            "wept",
            "cried",
            "paused",
            "hesitated",
            "recalled",
            "recalls",
            "remembered",
            "remembers",
            "hit",
            "felt",
            "feels",
            "burst",
        ];
        const STATES: [&str; 12] = [
            "dead",
            "ill",
            "sick",
            "missing",
            "pregnant",
            "asleep",
            "unconscious",
            "absent",
            "born",
            "present",
            "alive",
            "available",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        let from = self.tokens.words.partition_point(|word| word.start < name.end);
        let is_finite = |at: &usize| matches!(tag(*at), "VBD" | "VBZ" | "VBP" | "MD");
        let Some(verb) = (from..sentence.end).find(is_finite) else { return false };
        if SHOWN.contains(&word(verb)) {
            return true;
        }
        if !matches!(word(verb), "was" | "is" | "seemed" | "looked" | "sounded" | "appeared" | "remained") {
            return false;
        }
        let next =
            (verb + 1..sentence.end).find(|&at| tag(at) != "RB" && tag(at) != "RBR" && tag(at) != "DT");
        let behind = |at: usize| (at + 1 < sentence.end).then_some(at + 1);
        next.is_some_and(|at| match tag(at) {
            "JJ" | "JJR" => {
                let describes = behind(at).is_some_and(|next| self.reading.tags[next].is_noun());
                !STATES.contains(&word(at)) && !describes
            }
            "IN" => {
                let shown = |next| matches!(word(next), "tears" | "shock" | "despair" | "awe");
                word(at) == "in" && behind(at).is_some_and(shown)
            }
            _ => false,
        })
    }

    /// Returns whom the sentence before a row begins with, where that is somebody without a name, of whom it tells what he
    /// felt or showed: "A man in the gallery was in tears. “…,” he said".
    fn somebody_before(&self, row: &Said, masculine: bool) -> Option<Speaker> {
        const LONGEST: usize = 8;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at];
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?;
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(first)];
        if self.tokens.sentences[own].start != first || before.start < paragraph.start {
            return None;
        }
        let begins = ["a", "an", "one", "another", "his", "her", "their"];
        if !begins.iter().any(|begin| word(before.start).eq_ignore_ascii_case(begin)) {
            return None;
        }
        let is_called = |at: &usize| {
            let tag = tag(*at);
            tag.is_noun() || matches!(tag.as_str(), "JJ" | "CD" | "VBN" | "VBG" | "HYPH")
        };
        let head = (before.start + 1..before.end).take_while(is_called).last()?;
        let named = (before.start..before.end).any(|at| {
            self.mention_at(at).is_some_and(|(span, id)| {
                self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.owns(span)
            })
        });
        let span = self.tokens.words[head];
        if named || matches!(tag(head).as_str(), "NNS" | "NNPS") || !may_be_called(word(head), masculine) {
            return None;
        }
        if !self.shows_mind(before, span) {
            return None;
        }
        let stops = |at: &usize| {
            matches!(tag(*at).as_str(), "VBD" | "VBZ" | "VBP" | "MD" | ",")
                || matches!(word(*at), "who" | "whose" | "which")
        };
        let end = (head + 1..before.end.min(head + LONGEST)).find(stops).unwrap_or(head + 1);
        let name = self.text.slice(self.tokens.span(&(before.start..end))).to_owned();
        Some(Speaker { entity: None, name })
    }

    /// Returns who the sentence before a row is about, where it opens a paragraph in which nobody has spoken yet, so that "he"
    /// is rather that one than who spoke above or whom the sentence only speaks of: "His father, Tom Doe, was watching.
    /// “…,” he said", "Roe was asked whether Doe would play. “…,” he said", "The suspect smiled. “…,” he said"; nobody where
    /// either may be meant.
    fn new_subject(&self, row: &Said, last: Option<&Last>, masculine: bool) -> Option<Option<Speaker>> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(first)];
        let opens = self.tokens.sentences[own].start == first && before.start >= paragraph.start;
        let has_spoken = |last: &Last| last.at > paragraph.start && last.at <= before.start;
        if !opens || before.len() > MEMORY || last.is_some_and(has_spoken) {
            return None;
        }
        let may_speak =
            |id: usize| !self.is_called_otherwise(id, masculine) && !self.is_named_in(&row.content, id);
        // "But the mayor"
        let joins = matches!(tag(before.start), "CC" | "RB");
        let start = before.start + usize::from(joins);
        let verb = self.main_verb(&(start..before.end))?;
        let subject = self.subject_of_sentence(before.end - 1).filter(|&id| may_speak(id));
        let named = subject.and_then(|id| {
            let mut within = start..verb;
            within.find(|&at| self.mention_at(at).is_some_and(|(_, its)| its == id)).map(|at| (at, id))
        });
        if let Some((at, id)) = named {
            // "Roe was asked whether Doe would play."
            let be = matches!(word(verb), "was" | "were");
            let asked = (verb + 1..before.end).find(|&at| tag(at) != "RB").map(word);
            if be && matches!(asked, Some("asked" | "questioned" | "pressed" | "quizzed")) {
                return Some(Some(self.entity(id)));
            }
            let owned = tag(start) == "PRP$" || (start..at).any(|at| self.is_possessive(at));
            let is_called = (start..at).all(|at| self.is_of_name(at) || matches!(tag(at), "PRP$" | ","));
            let acts = !self.is_passive(verb, before.end)
                && !matches!(tag(verb), "MD")
                && !matches!(word(verb), "died" | "dies" | "had" | "left");
            return (owned && is_called && acts).then(|| Some(self.entity(id)));
        }
        // "The suspect smiled.", "His father wanted him on the boats."
        let owned =
            tag(start) == "PRP$" && !matches!(word(start).to_ascii_lowercase().as_str(), "my" | "our");
        if !owned && !word(start).eq_ignore_ascii_case("the") {
            return None;
        }
        let is_called = |at: &usize| {
            let tag = tag(*at);
            tag.is_empty() || self.reading.tags[*at].is_noun() || matches!(tag, "JJ" | "CD" | "VBN" | "HYPH")
        };
        let head = (start + 1..verb).take_while(is_called).last()?;
        let noun = word(head).to_lowercase();
        let person = may_be_called(&noun, masculine) && !is_plural(&noun) && !is_several(&noun);
        if !person || (start..verb).any(|at| self.names_person(at)) {
            return None;
        }
        let whole = start..head + 1;
        let span = self.tokens.span(&whole);
        // "The judge said something strange. He …"
        let again =
            last.filter(|last| last.speaker.entity.is_none() && last.noun().eq_ignore_ascii_case(&noun));
        if let Some(last) = again {
            return Some(Some(last.speaker.clone()));
        }
        let is_party = PARTIES.contains(&noun.as_str());
        let is_sure =
            |linked: &(Option<Speaker>, Sureness)| !is_party || linked.1.probability() >= LEAST_POSSESSED;
        let linked = self.linked(span).filter(is_sure).and_then(|linked| linked.0?.entity);
        if let Some(id) = linked.or_else(|| self.holder_of(&whole, whole.end)) {
            return may_speak(id).then(|| Some(self.entity(id)));
        }
        // "The radio host" may well be who spoke before.
        let apart = owned && is_kin(&noun) || is_party;
        if !apart || (verb..before.end).any(|at| at < verb + 4 && self.names_person(at)) {
            return None;
        }
        let shows = self.shows_mind(&before, self.tokens.words[head]);
        let pronouns: &[&str] = if masculine { &["he", "him", "his"] } else { &["she", "her", "hers"] };
        let says = |words: &[&str]| {
            row.content
                .iter()
                .flat_map(Range::clone)
                .any(|at| words.iter().any(|w| word(at).eq_ignore_ascii_case(w)))
        };
        if says(pronouns) && !shows {
            return None;
        }
        let of_himself = says(&["I", "me", "my", "I'm"]);
        let copula =
            matches!(word(verb), "is" | "was" | "has" | "had" | "'s" | "died" | "dies") || tag(verb) == "MD";
        if !shows && (owned && copula || self.is_passive(verb, before.end) && !of_himself) {
            return None;
        }
        let name = self.text.slice(span).to_owned();
        Some((shows || of_himself && !owned).then_some(Speaker { entity: None, name }))
    }

    /// Returns who did what the sentence before a row tells in the passive of a child or a pet of the other gender: "Rosie was
    /// pulled out by jogger Tom Hale. “I just jumped,” he said."
    fn agent_before(&self, row: &Said, masculine: bool) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        if self.tokens.sentences[own].start != first || before.len() > MEMORY {
            return None;
        }
        let (name, (span, subject)) = before.clone().find_map(|at| Some((at, self.mention_at(at)?)))?;
        let lists = self.reading.lists[name];
        let is_other = |lists: Lists| {
            lists.any(if masculine { Lists::FEMALE } else { Lists::MALE })
                && !lists.any(if masculine { Lists::MALE } else { Lists::FEMALE })
        };
        if self.words_in(name, span) > 1 || !is_other(lists) {
            return None;
        }
        let verb =
            self.main_verb(&before).filter(|&verb| verb > name && self.is_passive(verb, before.end))?;
        let by = (verb..before.end).find(|&at| word(at) == "by")?;
        let mut named = (by + 1..before.end).take_while(|&at| self.is_of_name(at));
        let (_, agent) = named.find_map(|at| self.mention_at(at).map(|(_, id)| (at, id)))?;
        let may_speak = agent != subject
            && self.entities[agent].kind == EntityType::Person
            && !self.is_called_otherwise(agent, masculine)
            && !self.is_named_in(&row.content, agent);
        may_speak.then_some(agent)
    }

    /// Returns the verb of a sentence's main clause: not that of "who …" behind its subject.
    fn main_verb(&self, sentence: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_finite = |at: usize| matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        let mut at = sentence.start;
        while at < sentence.end {
            if matches!(word(at), "who" | "whose" | "which" | "whom") {
                let aside = word(at.saturating_sub(1)) == ",";
                let closes = (at..sentence.end).find(|&at| word(at) == ",").filter(|_| aside);
                at = closes.or_else(|| (at..sentence.end).find(|&at| is_finite(at)))?;
            } else if is_finite(at) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Says whether the finite verb at a word is that of a passive: "was arrested", "has been told".
    fn is_passive(&self, verb: usize, end: usize) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let after = |at: usize| (at + 1..end).find(|&at| self.reading.tags[at].as_str() != "RB");
        let mut be = verb;
        if matches!(word(verb), "has" | "had" | "have" | "will")
            && let Some(next) = after(verb).filter(|&at| matches!(word(at), "been" | "be"))
        {
            be = next;
        }
        matches!(word(be), "was" | "were" | "is" | "are" | "been" | "be" | "got")
            && after(be).is_some_and(|at| self.reading.tags[at].as_str() == "VBN")
    }

    /// Says whether a word before a name at the start of a sentence may be part of what somebody is called: "Head coach".
    fn is_of_name(&self, at: usize) -> bool {
        let tag = self.reading.tags.get(at).copied().unwrap_or_default();
        tag.is_noun() || matches!(tag.as_str(), "DT" | "JJ" | "POS" | "CC" | "RB")
    }

    fn word_before(&self, span: Span) -> Option<&str> {
        self.first_word(span).checked_sub(1).map(|at| self.text.slice(self.tokens.words[at]))
    }

    /// Returns the word that a span begins with.
    fn first_word(&self, span: Span) -> usize {
        self.tokens.words.partition_point(|word| word.start < span.start)
    }

    fn is_possessive(&self, at: usize) -> bool {
        let word = self.tokens.words.get(at);
        word.is_some_and(|&word| matches!(self.text.slice(word), "'s" | "’s" | "'" | "’"))
    }

    /// Says whether "'s" behind a name is short for "is" or "has".
    fn is_short_verb(&self, span: Span) -> bool {
        let after = self.tokens.words.partition_point(|word| word.start < span.end);
        self.reading.tags.get(after).is_some_and(|tag| tag.is_verb())
    }

    /// Says whether a preposition stands before a name.
    fn is_oblique(&self, span: Span) -> bool {
        let at = self.first_word(span);
        at > 0 && self.reading.lists[at - 1].any(Lists::PREPOSITION)
    }

    /// Says whether "'s" stands behind a name, or a pronoun is "his" or "her" before a noun.
    fn owns(&self, span: Span) -> bool {
        let at = self.first_word(span);
        self.reading.tags.get(at).is_some_and(|tag| tag.as_str() == "PRP$")
            || self.is_possessive(self.tokens.words.partition_point(|word| word.start < span.end))
            || matches!(self.text.slice(span).rsplit(['\'', '’']).next(), Some("s"))
    }

    /// Returns the subject of the last sentence before the row that speaks of people who may be "he", or "she", where it
    /// speaks of no other: "Roe wept. “Where shall I go?” she asked."
    fn only_one_before(&self, row: &Said, masculine: bool) -> Option<usize> {
        const SENTENCES: usize = 2;
        let start = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|s| s.end <= start);
        for sentence in self.tokens.sentences[..own].iter().rev().take(SENTENCES) {
            if sentence.len() > MEMORY {
                return None;
            }
            let span = self.tokens.span(sentence);
            let first = self.mentions.partition_point(|&(s, _, _)| s.start < span.start);
            let within = self.mentions[first..].iter().take_while(|&&(s, _, _)| s.start < span.end);
            let mut people: Vec<usize> = within
                .map(|&(_, _, id)| id)
                .filter(|&id| self.entities[id].kind == EntityType::Person)
                .filter(|&id| !self.is_called_otherwise(id, masculine))
                .collect();
            people.dedup();
            if let Some(&one) = people.first() {
                let alone = people.len() == 1 && self.subject_of_sentence(sentence.end - 1) == Some(one);
                return alone.then_some(one);
            }
        }
        None
    }

    /// Says whether the entity is elsewhere called by a pronoun of the other gender, or has a given name of that.
    fn is_called_otherwise(&self, id: usize, masculine: bool) -> bool {
        self.called[id][usize::from(masculine)]
    }

    /// Says whether an entity is told to be a man, and whether to be a woman: by the first of each tell, which the rest
    /// only repeat.
    fn genders(&self, entity: &Entity) -> [bool; 2] {
        const TELLS: usize = 3;
        const LEAST_TELLING: f32 = 0.7;
        let mut genders = [false; 2];
        // In quotation marks "she" may be anybody.
        let stretches = &self.reading.stretches;
        let is_quoted = |at: usize| {
            let next = stretches.partition_point(|stretch| stretch.words.end <= at);
            stretches.get(next).is_some_and(|stretch| stretch.words.contains(&at))
        };
        let is_likely = |mention: &&Mention| {
            mention.form == Form::Pronoun
                && mention.confidence >= LEAST_TELLING
                && !is_quoted(self.first_word(mention.span))
        };
        for mention in entity.mentions.iter().filter(is_likely).take(TELLS) {
            match self.text.slice(mention.span) {
                "he" | "He" | "him" | "his" | "His" | "himself" => genders[0] = true,
                "she" | "She" | "her" | "Her" | "herself" => genders[1] = true,
                _ => {}
            }
        }
        for mention in entity.mentions.iter().filter(|m| m.form == Form::Name).take(TELLS) {
            let at = self.first_word(mention.span);
            let lists = self.reading.lists[at];
            let (male, female) = (lists.any(Lists::MALE), lists.any(Lists::FEMALE));
            // Kevin all along is no "she".
            let whole = self.words_in(at, mention.span) > 1 || !entity.name.contains(' ');
            if male != female && whole {
                genders[usize::from(female)] = true;
            }
        }
        genders
    }

    /// Says whether words name the entity, other than as who says them: "I'm Jane Roe".
    fn is_named_in(&self, words: &[Range<usize>], id: usize) -> bool {
        let mentions = &self.entities[id].mentions;
        words.iter().any(|words| {
            let span = self.tokens.span(words);
            let first = mentions.partition_point(|mention| mention.span.end <= span.start);
            let within = mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
            within.filter(|mention| mention.form == Form::Name).any(|mention| {
                !self.is_first_person(mention.span) && !self.is_nested(words.start, mention.span)
            })
        })
    }

    /// Says whether a name stands in a quote within the one that begins with a word: "He said, ‘Jane Roe, you are free’".
    fn is_nested(&self, start: usize, name: Span) -> bool {
        let mark = |at: usize| self.text.slice(self.tokens.words[at]);
        let last = (start + 1..self.first_word(name)).rev().find(|&at| matches!(mark(at), "‘" | "’" | "'"));
        // A straight mark opens where a space stands before it.
        last.is_some_and(|at| {
            let apart = self.tokens.words[at - 1].end < self.tokens.words[at].start;
            mark(at) == "‘" || mark(at) == "'" && apart
        })
    }

    /// Says whether who speaks calls himself by the name: "I'm Jane Roe", "my name is Jane Roe".
    fn is_first_person(&self, name: Span) -> bool {
        let at = self.first_word(name);
        let before = |back: usize| {
            let at = at.checked_sub(back)?;
            Some(self.text.slice(self.tokens.words[at]))
        };
        match before(1) {
            Some("'m" | "’m" | "am") => matches!(before(2), Some("I")),
            Some("is" | "'s" | "’s" | "was") => matches!(before(2), Some("name")),
            _ => false,
        }
    }

    /// Says whether another person may be the subject since the last quote: named between its sentence and the row, in
    /// no content.
    fn named_between(&self, last: usize, row: &Said, id: usize) -> bool {
        let to = row.source.start;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end < last);
        let from = self.tokens.sentences.get(sentence).map_or(to, |sentence| sentence.end);
        if from >= to {
            return false;
        }
        let (from, to) = (self.tokens.words[from].start, self.tokens.words[to].start);
        let first = self.mentions.partition_point(|&(s, _, _)| s.start < from);
        let between = self.mentions[first..].iter().take_while(|&&(s, _, _)| s.start < to);
        let is_said = |span: Span| row.content.iter().any(|words| self.tokens.span(words).overlaps(span));
        // "Under questioning by Roe, he said"
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= row.source.start);
        let opening =
            self.tokens.sentences.get(own).map_or("", |own| self.text.slice(self.tokens.words[own.start]));
        let is_asked = matches!(opening, "Under" | "Asked" | "Pressed" | "Questioned" | "Challenged");
        let asks = |span: Span| {
            let at = self.first_word(span);
            let name = at..at + self.words_in(at, span);
            is_asked && stands_aside(self.text, self.tokens, self.reading, &name, row.source.start)
        };
        let is_other = |&(span, form, other): &(Span, Form, usize)| {
            let person = self.entities[other].kind == EntityType::Person;
            form == Form::Name && other != id && person && !is_said(span) && !asks(span)
        };
        // "Her daughter Ann is like Roe" speaks of Ann.
        let is_itself = |&(span, _, other): &(Span, Form, usize)| {
            other == id
                && !is_said(span)
                && !self.is_oblique(span)
                && (!self.owns(span) || self.is_short_verb(span))
        };
        between.clone().any(is_other) && !between.clone().any(is_itself)
    }

    fn of_phrase(&self, source: &Range<usize>) -> (Option<Speaker>, Sureness) {
        if let Some(mut words) = self.several(source) {
            words.end -= usize::from(self.is_possessive(words.end - 1));
            let name = self.text.slice(self.tokens.span(&words)).to_owned();
            return (Some(Speaker { entity: None, name }), Sureness::Described);
        }
        if let Some(id) = self.in_office(source) {
            return (Some(self.entity(id)), Sureness::Named);
        }
        // The head of the phrase stands before the first comma, preposition or relative pronoun.
        let mut head = source.start..source.start + 1;
        while head.end < source.end {
            // The "for" of "a Department for Education spokesman" is its name's.
            if let Some((span, _)) = self.mention_at(head.end - 1) {
                head.end = head.end.max(head.end - 1 + self.words_in(head.end - 1, span)).min(source.end);
            }
            let Some(word) = self.tokens.words[..source.end].get(head.end) else { break };
            let based = self.based(head.end, source.end);
            let within = based.or_else(|| self.short(head.end, source.end));
            if let Some(last) = within.or_else(|| self.between_adjectives(&head, source.end)) {
                head.end = last + 1;
                continue;
            }
            let word = self.text.slice(*word);
            let ends = matches!(word, "," | "(" | "who" | "whose" | "which" | "—" | "–" | "--")
                || word == "than" && self.text.slice(self.tokens.words[head.end - 1]) == "other"
                || self.reading.tags[head.end].as_str() == "WDT";
            let names = self.mention_at(head.end).is_some();
            if ends || !names && self.reading.lists[head.end].any(Lists::PREPOSITION) {
                break;
            }
            head.end += 1;
        }
        // "Roe's claim that …": Roe.
        if head.len() > 1 && head.end == source.end && self.is_possessive(head.end - 1) {
            head.end -= 1;
        }
        let head_end = self.tokens.words[head.end - 1].end;
        // The last name of the head that is not a possessor: "Roe's lawyer Jane Doe".
        let (mut found, mut possessed) = (None, false);
        let mut at = head.start;
        while at < head.end {
            if let Some((span, id)) = self.mention_at(at) {
                let after = at + self.words_in(at, span);
                let possessor = after < head.end && self.is_possessive(after);
                possessed |= possessor;
                let person = self.entities[id].kind == EntityType::Person;
                if !possessor
                    && (span.end >= head_end || person && self.ends_phrase(after, head.end))
                    && !self.is_object(head.start, at)
                {
                    found = Some(id);
                }
                at = after.max(at + 1);
            } else {
                at += 1;
            }
        }
        // "One Dayton, Ohio, pastor" is no Dayton.
        let one = matches!(self.reading.tags[head.start].as_str(), "CD")
            || matches!(self.text.slice(self.tokens.words[head.start]), "a" | "A" | "an" | "An");
        if let Some(id) = found
            && self.entities[id].kind != EntityType::Misc
            && !(one && self.entities[id].kind == EntityType::Loc)
        {
            // "Police Scotland", "Historic England" are more than the country.
            if self.entities[id].kind == EntityType::Loc
                && let Some(name) = self.body_of_place(source, &head)
            {
                return (Some(Speaker { entity: None, name }), Sureness::Described);
            }
            // Readers take capitals for organisations.
            let person =
                if self.entities[id].kind == EntityType::Org { self.in_capitals(&head) } else { None };
            return (Some(self.entity(person.unwrap_or(id))), Sureness::Named);
        }
        // Readers take a verb in now and then: "Roe apologised", "not authorised to speak".
        let tag = |at: usize| self.reading.tags[at].as_str();
        if let Some((span, id)) = self.mention_at(head.start) {
            let after = head.start + self.words_in(head.start, span);
            let verb = after < head.end && matches!(tag(after), "VBD" | "VBZ" | "VBP" | "MD");
            if verb && self.entities[id].kind != EntityType::Misc {
                return (Some(self.entity(id)), Sureness::Named);
            }
        }
        let says_who =
            |at: &usize| !matches!(tag(*at), "RB" | "VB" | "VBN" | "VBD" | "VBG" | "MD" | "TO" | ",");
        if !head.clone().any(|at| says_who(&at)) {
            return (None, Sureness::Unknown);
        }
        // "the foreign minister, Jane Roe,": the name is in apposition to the description; likewise "the owner of the
        // pub, Jane Roe,", but not "the owner and the mayor, Jane Roe,".
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        // "A member of the council and a former mayor, Jane Roe," is one.
        let lists = |at: usize| {
            let next = self.reading.tags.get(at + 1).is_some_and(|tag| matches!(tag.as_str(), "DT" | "PRP$"));
            let next = next && !(one && matches!(word(at + 1), "a" | "an"));
            word(at) == "and" && (next || self.mention_at(at + 1).is_some())
        };
        // "superintendent of police (rural), Jane Roe"
        let goes_on = |opens: usize| {
            let closes = (opens..source.end.min(opens + MAX_OF)).find(|&at| word(at) == ")");
            closes.is_some_and(|closes| closes + 1 < source.end && word(closes + 1) == ",")
                && !calls_writing(&word(head.end - 1).to_lowercase())
        };
        let ends = |at: usize| {
            matches!(
                word(at),
                "who" | "whose" | "which" | "—" | "–" | "--" | "-" | ":" | "including" | "such"
            ) || word(at) == "(" && !goes_on(at)
                || lists(at)
        };
        let named = (source.start..source.end.min(head.end + MAX_OF))
            .take_while(|&at| !ends(at))
            .filter(|&at| at >= head.end && word(at) == "," && !tag(head.end - 1).ends_with('S'))
            .filter_map(|comma| self.apposition(comma + 1..source.end))
            .find(|&id| self.may_be_beside(head.end - 1, id));
        // "a former candidate for mayor – Jane Roe, who lost – said"
        let dashed = || {
            let is_dash = |at: usize| matches!(word(at), "—" | "–" | "--");
            let mut after = head.end..source.end.min(head.end + MAX_OF);
            let dash = after.find(|&at| is_dash(at) || word(at) == "," || self.mention_at(at).is_some())?;
            let several = head.clone().any(|at| matches!(tag(at), "NNS" | "NNPS"));
            let one = is_dash(dash) && !several;
            one.then(|| self.apposition(dash + 1..source.end)).flatten()
        };
        if let Some(id) = named.or_else(dashed) {
            return (Some(self.entity(id)), Sureness::Named);
        }
        let mut whole = source.start..head.end;
        // "a letter written by …": a letter.
        while whole.len() > 1 && head.end < source.end && self.reading.tags[whole.end - 1].as_str() == "VBN" {
            whole.end -= 1;
        }
        // "the minister": somebody named before.
        let span =
            Span { start: self.tokens.words[whole.start].start, end: self.tokens.words[whole.end - 1].end };
        // "Roe's lawyer" is seldom somebody else who was named.
        // "The owner, known as Jane R.," is nobody else either.
        let named = (head.end..source.end).any(|at| self.names_person(at));
        let is_sure = |linked: &(Option<Speaker>, Sureness)| {
            !(possessed || named)
                || matches!(linked.1, Sureness::Linked(confidence) if confidence >= LEAST_POSSESSED)
        };
        let holder = self.holder_of(&whole, source.end);
        let holds = (holder.map(|id| self.entity(id)), Sureness::Linked(LIKELY_HOLDER));
        let linked = self.linked(span).filter(is_sure);
        // "The King" is King Doe rather than Roe.
        let is_likelier = |linked: &(Option<Speaker>, Sureness)| {
            holder.is_none() || linked.0 == holds.0 || linked.1.probability() >= LIKELY_HOLDER
        };
        if let Some(linked) = linked.filter(is_likelier) {
            return linked;
        }
        if holder.is_some() {
            return holds;
        }
        if let Some(id) = self.author_of(source, &head) {
            return (Some(self.entity(id)), Sureness::Described);
        }
        // "One of the sources", "two of the men"
        if head.len() == 1
            && matches!(tag(head.start), "CD" | "DT" | "JJ" | "JJR" | "JJS")
            && self.tokens.words[..source.end]
                .get(head.end)
                .is_some_and(|&word| self.text.slice(word) == "of")
        {
            let comma = (head.end..source.end).find(|&at| matches!(word(at), "," | "who" | "which"));
            whole.end = comma.unwrap_or(source.end);
        }
        // "a spokesman for the company": the whole of a short phrase says more than its head.
        let comma = (head.end..source.end).find(|&at| word(at) == ",").unwrap_or(source.end);
        if comma - source.start <= 8
            && head.end < comma
            && self.reading.lists[head.end].any(Lists::PREPOSITION)
        {
            whole.end = comma;
        }
        // The group “Women for Peace” keeps its last mark.
        let closes = |end: usize| {
            let opens = |at: usize| matches!(word(at), "\"" | "“" | "«" | "``");
            matches!(word(end), "\"" | "”" | "»" | "''") && (whole.start..end).any(opens)
        };
        let mut end = whole.end;
        let is_mark = |at: usize| self.reading.shapes[at] == Shape::Mark && word(at) != "%";
        while end > whole.start + 1 && is_mark(end - 1) && !closes(end - 1) {
            end -= 1;
        }
        whole.end = end;
        // "While many lawyers": many lawyers.
        const JOINING: [&str; 7] = ["while", "but", "and", "when", "if", "although", "though"];
        let joins = JOINING.iter().any(|joining| word(whole.start).eq_ignore_ascii_case(joining));
        whole.start += usize::from(joins && whole.len() > 1);
        let span =
            Span { start: self.tokens.words[whole.start].start, end: self.tokens.words[whole.end - 1].end };
        if let Some(id) = self.in_capitals(&whole) {
            return (Some(self.entity(id)), Sureness::Named);
        }
        let name = self.text.slice(span).to_owned();
        // The "Q" of an interview, a number, a time.
        let letters: String = name.chars().filter(|c| c.is_alphabetic()).collect();
        let is_time = letters.len() < name.len() && matches!(letters.as_str(), "am" | "pm" | "AM" | "PM");
        if is_time || letters.chars().count() < 2 && !name.ends_with('%') {
            return (None, Sureness::Unknown);
        }
        (Some(Speaker { entity: None, name }), Sureness::Described)
    }

    /// Returns the whole of a source that is the name of a body and the place that it is of, of which the reader found the
    /// place alone: "Police Scotland", "Universities UK"; not "Mayor London".
    fn body_of_place(&self, source: &Range<usize>, head: &Range<usize>) -> Option<String> {
        let place = head.clone().find(|&at| self.mention_at(at).is_some())?;
        let is_named = |at: usize| {
            let any = Lists::TITLE.or(Lists::ROLE).or(Lists::DEMONYM);
            self.reading.shapes[at] != Shape::Lower
                && self.reading.tags[at].is_noun()
                && (!self.reading.lists[at].any(any)
                    || is_several(&self.text.slice(self.tokens.words[at]).to_lowercase()))
        };
        let is_adjective = self.text.slice(self.tokens.words[head.start]) == "Historic";
        let named = place > head.start && (is_adjective || (head.start..place).all(is_named));
        let whole = source.start == head.start && head.end == source.end;
        (named && whole).then(|| self.text.slice(self.tokens.span(head)).to_owned())
    }

    /// Returns the person named at the end of a source behind an office: "Secretary of State Jane Roe", "the mayor of Dayton
    /// Tom Doe"; not "a wife of Tom Doe", nor "the secretary of Senator Jane Roe".
    fn in_office(&self, source: &Range<usize>) -> Option<usize> {
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
    fn is_office(&self, of: usize, end: usize) -> bool {
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

    /// Returns the comma behind `head` where only adjectives stand before it: "the tall, bearded man".
    fn between_adjectives(&self, head: &Range<usize>, end: usize) -> Option<usize> {
        let comma = head.end;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_adjective = |at: usize| {
            let trained = word(at).contains('-') && word(at).ends_with("ed");
            matches!(self.reading.tags[at].as_str(), "JJ" | "VBN") || trained
        };
        // "Many, young and old, said"
        let counts = |at: usize| self.reading.lists[at].any(Lists::DETERMINER.or(Lists::PRONOUN));
        let describes = |at: usize| self.is_article(at) || !counts(at) && is_adjective(at);
        let within = word(comma) == ","
            && is_adjective(comma - 1)
            && head.clone().all(describes)
            && comma + 1 < end
            && is_adjective(comma + 1);
        within.then_some(comma)
    }

    /// Returns where the comma at a word ends nothing, for the place goes on: "the San Jose, California-based company".
    fn based(&self, comma: usize, end: usize) -> Option<usize> {
        const LONGEST: usize = 3;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let next = comma + 1..(comma + 1 + LONGEST).min(end.saturating_sub(1));
        let mut names = next.take_while(|&at| word(at).starts_with(char::is_uppercase));
        names.find(|&at| {
            word(comma) == "," && ["-based", "-born", "-area"].iter().any(|tail| word(at).ends_with(tail))
        })
    }

    /// Returns where the bracket at a word closes that only holds the short form of a name which goes on to say who
    /// speaks: "the Acme Pilots Association (APA) chair Jane Roe".
    fn short(&self, opens: usize, end: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if word(opens) != "(" {
            return None;
        }
        let before =
            self.mentions.partition_point(|&(span, _, _)| span.start < self.tokens.words[opens].start);
        let is_person = |&(span, _, id): &(Span, Form, usize)| {
            self.entities[id].kind == EntityType::Person && span.end == self.tokens.words[opens - 1].end
        };
        if self.mentions[..before].last().is_some_and(is_person) {
            return None;
        }
        let closes = (opens + 1..end.min(opens + LONGEST)).find(|&at| word(at) == ")")?;
        let next = Some(closes + 1).filter(|&next| next < end)?;
        let tag = self.reading.tags[next];
        let when = self.reading.lists[next].any(Lists::ADVERB.or(Lists::CALENDAR).or(Lists::TIME));
        let says_who = (tag.is_noun() || tag.as_str() == "JJ") && !when || self.names_person(next);
        says_who.then_some(closes)
    }

    /// Returns the only person whom words in capitals name: "MARSH: …" or "SEN. ANA KELLER: …" in a transcript.
    fn in_capitals(&self, words: &Range<usize>) -> Option<usize> {
        let shapes = &self.reading.shapes[words.clone()];
        if !shapes.iter().all(|shape| matches!(shape, Shape::Capitals | Shape::Mark)) {
            return None;
        }
        let label = self.text.slice(self.tokens.span(words)).to_lowercase();
        let people = self.people.get_or_init(|| {
            let mut people: HashMap<String, Vec<usize>> = HashMap::new();
            for (id, entity) in self.entities.iter().enumerate() {
                if let (EntityType::Person, Some(last)) = (entity.kind, last_word(&entity.name)) {
                    people.entry(last.to_lowercase()).or_default().push(id);
                }
            }
            people.retain(|_, people| people.len() <= MOST_NAMESAKES);
            people
        });
        let is_named = |&&id: &&usize| {
            let name = self.entities[id].name.to_lowercase();
            let whole = label.strip_suffix(&name).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
            whole || words.len() == 1
        };
        let mut named = people.get(last_word(&label)?)?.iter().filter(is_named);
        named.next().filter(|_| named.next().is_none()).copied()
    }

    /// Says whether a source is "the statement", and the sentence of what was said last had it: "Roe said in a statement
    /// that …".
    fn is_its_writing(&self, last: &Last, source: &Range<usize>) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let writing = word(source.end - 1);
        if source.len() != 2
            || !word(source.start).eq_ignore_ascii_case("the")
            || !WRITINGS.contains(&writing)
        {
            return false;
        }
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end < last.at);
        let Range { start, end } = self.tokens.sentences[sentence];
        let mut its = (start.max(last.at.saturating_sub(MEMORY))..end.min(source.start))
            .filter(|&at| word(at) == writing && !last.content.iter().any(|said| said.contains(&at)));
        its.any(|at| {
            at > 0
                && matches!(word(at - 1), "a" | "an" | "his" | "her" | "its" | "joint" | "written" | "brief")
        })
    }

    /// Returns who wrote what `head` is, which the words of a source begin with: "her letter", "Roe's letter", "a letter
    /// from Jane Roe".
    fn author_of(&self, source: &Range<usize>, head: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        // "The Post" is a paper.
        if !WRITINGS.contains(&word(head.end - 1)) {
            return None;
        }
        if head.end == source.end && head.len() > 1 {
            let first = self.tokens.words[head.start];
            if let Some((span, id)) = self.mention_at(head.start) {
                let after = head.start + self.words_in(head.start, span);
                let owns = after + 1 < head.end && self.is_possessive(after);
                return (owns && self.entities[id].kind == EntityType::Person).then_some(id);
            }
            if matches!(word(head.start), "his" | "His" | "her" | "Her") {
                return self.linked(first)?.0?.entity;
            }
            return None;
        }
        let mut at = head.end + 1;
        if at >= source.end || !matches!(word(head.end), "by" | "from") {
            return None;
        }
        if word(at).eq_ignore_ascii_case("the") {
            at += 1;
        }
        let (span, id) = self.mention_at(at)?;
        let ends = at + self.words_in(at, span) >= source.end;
        (ends && matches!(self.entities[id].kind, EntityType::Person | EntityType::Org)).then_some(id)
    }

    /// Returns the only person named before "the senator" with that office before the name: "Sen. Jane Roe". The source,
    /// which goes on to `end`, may say of what: "the bishop of Ohio".
    fn holder_of(&self, words: &Range<usize>, end: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if words.len() < 2 || words.len() > 5 || !word(words.start).eq_ignore_ascii_case("the") {
            return None;
        }
        let offices = self.offices.get_or_init(|| self.offices());
        let office = office(word(words.end - 1))?;
        let start = self.tokens.words[words.start].start;
        let is_former = |at: usize| matches!(word(at), "former" | "Former" | "ex" | "late");
        let says_former = (words.start..words.end).any(is_former);
        let mut holder = None;
        for (id, title) in offices.get(office)? {
            if self.tokens.words[title.start].start >= start {
                break;
            }
            let is_called = |at: usize| title.clone().any(|its| word(its).eq_ignore_ascii_case(word(at)));
            // "the foreign minister" is not the minister of finance.
            if !(words.start + 1..words.end - 1).all(is_called) {
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
            if title.clone().any(is_former) != says_former || holder.is_some_and(|other| other != *id) {
                return None;
            }
            holder = Some(*id);
        }
        holder
    }

    /// Returns the office before a name, which ends with the word before `after`, and where it stands: "Senator Jane Roe",
    /// "the Minister of Tourism, Jane Roe"; not "about the president of Iran, Jane Roe said".
    fn office_before(&self, name: usize, after: usize) -> Option<(&'static str, usize)> {
        const LONGEST: usize = 8;
        let office = |at: usize| office(self.text.slice(self.tokens.words[at]));
        let before = name.checked_sub(1)?;
        if let Some(office) = office(before) {
            return Some((office, before));
        }
        let comma = self.text.slice(self.tokens.words[before]) == ",";
        if comma && self.reading.shapes.get(after).is_some_and(|&shape| shape != Shape::Mark) {
            return None;
        }
        let end = name - usize::from(comma);
        let is_of = |&at: &usize| self.text.slice(self.tokens.words[at]) == "of";
        let of = (end.saturating_sub(LONGEST)..end).rev().find(is_of)?;
        let names = |at: usize| self.is_of_name(at) && self.text.slice(self.tokens.words[at]) != "and";
        if of == 0 || of + 1 >= end || !(of + 1..end).all(names) {
            return None;
        }
        Some((office(of - 1)?, of - 1))
    }

    /// Returns the people who have an office before their name.
    fn offices(&self) -> Offices {
        const LONGEST: usize = 5;
        let mut offices = Offices::new();
        for &(span, form, id) in &self.mentions {
            if form != Form::Name || self.entities[id].kind != EntityType::Person {
                continue;
            }
            let name = self.first_word(span);
            let after = name + self.words_in(name, span);
            let Some((office, at)) = self.office_before(name, after) else { continue };
            let is_title =
                |at: &usize| self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "JJ";
            let length = (at.saturating_sub(LONGEST)..=at).rev().take_while(is_title).count().max(1);
            let at = at + 1;
            let holders = offices.entry(office).or_default();
            if holders.len() < MOST_HOLDERS && holders.iter().all(|(other, _)| *other != id) {
                holders.push((id, at - length..name));
            }
        }
        offices
    }

    /// Says whether an entity may be whom a description calls by the noun at a word: "The Vice Chancellor, University of
    /// Ohio," is no university, "the mother of a victim, Tom Roe," no man.
    fn may_be_beside(&self, noun_at: usize, id: usize) -> bool {
        // "The owner, Acme Corp.," may be a firm.
        const OFFICES: [&str; 28] = [
            "chancellor",
            "president",
            "chairman",
            "chairwoman",
            "chairperson",
            "chair",
            "director",
            "secretary",
            "minister",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "commissioner",
            "governor",
            "mayor",
            "editor",
            "manager",
            "coach",
            "captain",
            "officer",
            "inspector",
            "superintendent",
            "principal",
            "dean",
            "professor",
            "registrar",
            "treasurer",
            "coordinator",
        ];
        let lower = self.text.slice(self.tokens.words[noun_at]).to_lowercase();
        let its = noun(&lower);
        match (its.sort, self.entities[id].kind) {
            (_, EntityType::Org) => !OFFICES.contains(&lower.as_str()),
            (Sort::Person, EntityType::Person) => match its.gender {
                Gender::Male => !self.is_called_otherwise(id, true),
                Gender::Female => !self.is_called_otherwise(id, false),
                Gender::Unknown => true,
            },
            _ => true,
        }
    }

    /// Returns whom `words` name, after the comma behind a description: "Lt. Jane Roe, 34,", "the actor Jane Roe".
    fn apposition(&self, words: Range<usize>) -> Option<usize> {
        const LONGEST: usize = 4;
        let says_what = |at: usize| {
            let tag = self.reading.tags[at];
            self.reading.lists[at].any(Lists::TITLE)
                || tag.is_noun()
                || matches!(tag.as_str(), "DT" | "JJ" | "PRP$")
        };
        let mut start = words.clone().find(|&at| self.mention_at(at).is_some() || !says_what(at))?;
        let (mut span, mut id) = self.mention_at(start)?;
        let mut after = start + self.words_in(start, span);
        // "longtime Roe aide Ann Doe"
        if after < words.end && self.reading.tags[after].as_str() == "NN" {
            start = (after..words.end).find(|&at| self.mention_at(at).is_some() || !says_what(at))?;
            (span, id) = self.mention_at(start)?;
            after = start + self.words_in(start, span);
        }
        while after < words.end && is_honour(self.text.slice(self.tokens.words[after])) {
            after += 1;
        }
        // "Sen. Jane Roe of Ohio, who …", "Jane Roe of Acme Corp. in Ohio,"
        while after + 1 < words.end
            && matches!(self.text.slice(self.tokens.words[after]), "of" | "from" | "in")
        {
            let Some((span, _)) = self.mention_at(after + 1) else { break };
            after += 1 + self.words_in(after + 1, span);
        }
        let ends = after + 1 >= words.end || self.text.slice(self.tokens.words[after]) == ",";
        // "the owner, Acme Corp.,"; but not "the mayor of a town, Ohio,".
        let speaks = match self.entities[id].kind {
            EntityType::Person => true,
            EntityType::Org => {
                start == words.start || start == words.start + 1 && self.is_article(words.start)
            }
            EntityType::Loc | EntityType::Misc => false,
        };
        (ends && speaks && start - words.start <= LONGEST).then_some(id)
    }

    /// Returns the words of several who speak together: "Jane Roe and Sen. Tom Doe", "Roe, Doe and Poe", "she and Roe",
    /// "Roe, a friend, and his wife"; none where others only say who one is: "Roe, an adviser to Doe and Poe".
    fn several(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let Range { start, end } = *source;
        let word = |at: usize| if at < end { self.text.slice(self.tokens.words[at]) } else { "" };
        let mark =
            |from: usize| (from..end).find(|&at| self.reading.shapes[at] == Shape::Mark).unwrap_or(end);
        let mut joins = source.clone().filter(|&at| self.joins(at, end));
        let first_join = joins.next()?;
        // "He and his wife"
        if self.reading.lists[start].any(Lists::PRONOUN) && self.reading.tags[start].as_str() != "PRP$" {
            let other = first_join + 1;
            let name = self.conjunct(other, end, None).map(|(after, _)| after);
            return (first_join == start + 1 && other < end)
                .then(|| start..name.unwrap_or_else(|| mark(other)));
        }
        let both = matches!(word(start), "Both" | "both" | "Either" | "either" | "Neither" | "neither");
        let first = start + usize::from(both);
        // "The two scholars – Jane Roe and Tom Doe –"
        let numeral = first + usize::from(self.is_article(first));
        if self.reading.tags[numeral].as_str() == "CD" {
            let ends = mark(first);
            let lists = numeral < ends && ends + 1 < first_join && is_plural(word(ends - 1));
            let lists = lists && self.conjunct(ends + 1, end, None).is_some();
            return lists.then_some(start..ends);
        }
        let (mut after, one) = self.conjunct(first, end, None)?;
        let kind = self.entities[one].kind;
        // "The campaign and Acme Corp."
        let inner = first_join + 1 + usize::from(self.is_article(first_join + 1));
        if (first + 1..after).contains(&first_join)
            && self.mention_at(inner).is_some_and(|(span, _)| inner + self.words_in(inner, span) == after)
        {
            return Some(start..after);
        }
        let mut others = 0;
        loop {
            let (next, placed) = self.behind_name(after, end);
            let comma = usize::from(word(next) == ",");
            let is_last = self.joins(next + comma, end);
            let at = next + comma + usize::from(is_last);
            if !is_last && comma == 0 || at >= end {
                break;
            }
            // "Acme News and former TV anchor Jane Roe" is one.
            let is_described = |end: usize| {
                !self.is_article(first)
                    && (at..end).any(|at| {
                        self.reading.tags[at].as_str() == "NN" && self.reading.shapes[at] == Shape::Lower
                    })
            };
            let may_speak = |&(its, other): &(usize, usize)| match self.entities[other].kind {
                _ if other == one => false,
                EntityType::Person => kind == EntityType::Person || is_last && !is_described(its),
                _ if kind == EntityType::Person => is_last && !placed && comma == 0,
                other => is_last && !placed || other == kind,
            };
            match self.conjunct(at, end, Some(one)).filter(may_speak) {
                Some((its, _)) => {
                    (after, others) = (its, others + 1);
                    if is_last && !self.joins(its, end) {
                        return Some(start..after);
                    }
                }
                // "Roe, her aides and others"
                None if !is_last && self.reading.tags[at].as_str() == "PRP$" => {
                    const LONGEST: usize = 3;
                    let join = (at..at + LONGEST).find(|&at| self.joins(at, end));
                    let Some(join) = join.filter(|&join| is_plural(word(join - 1))) else { break };
                    (after, others) = (join, others + 1);
                }
                // "Roe and her team", "Roe, Doe and others"
                None if is_last && (others > 0 || comma == 0 && self.reading.tags[at].as_str() == "PRP$") => {
                    let ends = |&at: &usize| self.reading.lists[at].any(Lists::PREPOSITION);
                    return Some(start..(at + 1..mark(at)).find(ends).unwrap_or_else(|| mark(at)));
                }
                None => break,
            }
        }
        if others > 0 || kind != EntityType::Person {
            return None;
        }
        // "Jane Roe, head of Acme Corp., and Tom Doe"; but not "Jane Roe, lawyer of Ann Doe, Tom Doe, and Al Poe".
        let comma = (after..end).find(|&at| word(at) == ",")?;
        let join = (comma + 1..end).find(|&at| word(at) == "," && word(at + 1) == "and")? + 1;
        let listed = (comma..join - 1).any(|at| word(at) == "," && self.names_person(at + 1));
        match self.conjunct(join + 1, end, None) {
            Some((its, other)) if !listed && self.entities[other].kind == EntityType::Person => {
                Some(start..its)
            }
            _ if is_kin(word(join + 2)) && self.reading.tags[join + 1].as_str() == "PRP$" => {
                Some(start..join + 3)
            }
            _ => None,
        }
    }

    /// Returns the end of a name that words begin with, or a person's behind what that one is, and whose it is: "the Acme
    /// Corp.", "former Gov. Jane Roe", "her lawyer, Tom Doe". Behind the name of `beside` and "and", another one of its
    /// type that only says who somebody is makes no name of its own: "Bush and Clinton adviser Jane Roe".
    fn conjunct(&self, start: usize, end: usize, beside: Option<usize>) -> Option<(usize, usize)> {
        const LONGEST: usize = 10;
        let mut joined = false;
        let mut at = start;
        while at < end.min(start + LONGEST) {
            if let Some((span, id)) = self.mention_at(at) {
                let after = (at + self.words_in(at, span)).min(end);
                let kind = self.entities[id].kind;
                let owns = after < end && self.is_possessive(after);
                let next = after + usize::from(owns);
                let goes_on = next < end
                    && (self.reading.tags[next].is_noun() || self.reading.tags[next].as_str() == "JJ")
                    && !self.ends_phrase(after, end);
                if !goes_on {
                    let plain = |at: usize| matches!(self.reading.tags[at].as_str(), "DT" | "JJ");
                    let direct = (start..at).all(plain);
                    return (direct || joined || kind == EntityType::Person).then_some((next, id));
                }
                if !owns && beside.is_some_and(|beside| kind == self.entities[beside].kind) {
                    return None;
                }
                at = next;
                continue;
            }
            let tag = self.reading.tags[at];
            joined |= self.joins(at, end);
            let apposes = at > start
                && self.text.slice(self.tokens.words[at]) == ","
                && self.reading.tags[at - 1].is_noun()
                && self.names_person(at + 1);
            // "and opposed Roe"
            let acts = tag.as_str() == "VBN" && self.mention_at(at + 1).is_some();
            let describes = tag.is_noun()
                || matches!(tag.as_str(), "DT" | "JJ" | "POS" | "CC" | "PRP$" | "VBN" | "VBG" | "CD");
            let describes = describes || at > start && self.is_office(at, end);
            if acts || joined && beside.is_some() || !apposes && !describes {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Returns the word behind what follows a name, "(R-Ohio)" or "of Ohio", and whether there is a place or a firm.
    fn behind_name(&self, after: usize, end: usize) -> (usize, bool) {
        const LONGEST: usize = 8;
        let word = |at: usize| if at < end { self.text.slice(self.tokens.words[at]) } else { "" };
        let (mut after, mut placed) = (after, false);
        if word(after) == "(" {
            let closes = (after..end.min(after + LONGEST)).find(|&at| word(at) == ")");
            after = closes.map_or(after, |at| at + 1);
        }
        if matches!(word(after), "of" | "from" | "at" | "for" | "in") {
            let place = after + 1 + usize::from(self.is_article(after + 1));
            if let Some((span, _)) = self.mention_at(place) {
                (after, placed) = ((place + self.words_in(place, span)).min(end), true);
            }
        }
        (after, placed)
    }

    /// Says whether a word before `end` joins names, and is no part of one.
    fn joins(&self, at: usize, end: usize) -> bool {
        let within = |span: Span| {
            let next = self.mentions.partition_point(|&(its, _, _)| its.start < span.start);
            self.mentions[..next]
                .last()
                .is_some_and(|&(its, form, _)| form == Form::Name && its.end > span.start)
        };
        at < end
            && matches!(self.text.slice(self.tokens.words[at]), "and" | "or" | "nor" | "&")
            && !within(self.tokens.words[at])
    }

    /// Says whether the name at a word is whom the noun before somehow acts on: "a pastor supporting Roe".
    fn is_object(&self, start: usize, name: usize) -> bool {
        let tag = |at: usize| self.reading.tags[at].as_str();
        let mut acts =
            (start + 1..name).filter(|&at| tag(at) == "VBG" && matches!(tag(at - 1), "NN" | "NNS"));
        acts.any(|acts| (acts + 1..name).all(|at| self.reading.lists[at].any(Lists::TITLE)))
    }

    fn is_article(&self, at: usize) -> bool {
        let word = self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article))
    }

    /// Says whether a person's name may end a phrase although words follow: "Jane Roe Tuesday", "Roe herself", not
    /// "Trump aides".
    fn ends_phrase(&self, at: usize, end: usize) -> bool {
        (at..end).all(|i| {
            let lists = self.reading.lists[i];
            let word = self.text.slice(self.tokens.words[i]);
            lists.any(Lists::ADVERB.or(Lists::CALENDAR).or(Lists::TIME))
                || matches!(word, "himself" | "herself")
                || is_honour(word)
        })
    }

    fn words_in(&self, at: usize, span: Span) -> usize {
        self.tokens.words[at..].iter().take_while(|w| w.end <= span.end).count().max(1)
    }

    /// Returns the name that begins with the word at `at`.
    fn mention_at(&self, at: usize) -> Option<(Span, usize)> {
        let start = self.tokens.words.get(at)?.start;
        let next = self.mentions.partition_point(|&(s, _, _)| s.start < start);
        match self.mentions.get(next) {
            Some(&(span, Form::Name, id)) if span.start == start => Some((span, id)),
            _ => None,
        }
    }

    /// Returns the person that a name or a pronoun which begins with a word speaks of.
    fn person_at(&self, at: usize) -> Option<usize> {
        let start = self.tokens.words.get(at)?.start;
        let next = self.mentions.partition_point(|&(span, _, _)| span.start < start);
        let &(span, form, id) = self.mentions.get(next)?;
        let person = self.entities[id].kind == EntityType::Person && form != Form::Nominal;
        (person && span.start == start && !self.owns(span)).then_some(id)
    }

    /// Says whether a person's name begins with a word.
    fn names_person(&self, at: usize) -> bool {
        self.mention_at(at).is_some_and(|(_, id)| self.entities[id].kind == EntityType::Person)
    }

    fn entity(&self, id: usize) -> Speaker {
        Speaker { entity: Some(id), name: self.entities[id].name.clone() }
    }
}
