//! Who speaks: the entity that a source names or means, what it describes, or nobody that can be told.
//!
//! `told` asks in this order, and the first answer holds, a blank too: rows without a source go on with the last speaker or have
//! none; sources that do not speak (datelines, who only hears) have none; then a pronoun (`pronouns`, which asks for what happens in
//! the sentence before, `scenes`, whom that is about, `subjects`, and what is no person, `things`) or a phrase (`phrases`: a name in it, an office, trade or age
//! that one person alone has, `callings`, a writing, `writings`, or a name where it is not looked for, `names`); else what it describes. Whose turn it is in a talk, `talk`,
//! is asked where nobody was found. A new rule stands in the file that says what it looks at, as early in its function as
//! it is surer than those below, with a case in `tests/corpus/quotes`.

mod callings;
mod names;
mod phrases;
mod pronouns;
mod scenes;
mod subjects;
mod talk;
mod things;
mod writings;

pub(super) use phrases::initials;
pub(super) use talk::Talk;

use super::Said;
use super::turns::asks_or_answers;
use crate::found::{Entity, EntityType, Form, Mention, QuoteType, Speaker};
use crate::reading::given::{gender_of_given, is_unisex};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{
    Gender, Sort, calls_organisation, calls_thing, calls_writing, may_be_called, noun, singular,
};
use crate::reading::{Label, Reading, Shape};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use callings::Callings;
use foldhash::HashMap;
use scenes::{APPOINTED, ASKS, REMINDS};
use std::cell::OnceCell;
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
    /// Where that one's words or source end.
    before_at: usize,
    /// Whether it only shows something, as a map does.
    shows: bool,
}

impl Last {
    /// Says whether a row is near enough to go on from.
    fn is_near(&self, row: &Said) -> bool {
        let here = row.cue.start.max(row.source.start).max(row.content[0].start);
        here.abs_diff(self.at) < MEMORY
    }

    /// Says whether somebody named tells the words, of another's, among its own.
    pub fn is_named_and_tells(&self, words: &Range<usize>) -> bool {
        let within = |said: &Range<usize>| said.start < words.start && words.end <= said.end;
        self.speaker.entity.is_some() && self.content.iter().any(within)
    }

    /// Says whether the word at an index is the speaker's own.
    fn says(&self, at: usize) -> bool {
        self.own_words && self.content.iter().any(|said| said.contains(&at))
    }

    /// Says whether somebody without a name tells what "he" said, who may be another: "The clerk recalled that he said, “…”".
    fn tells_what_is_said(&self, row: &Said) -> bool {
        let inside = |said: &Range<usize>| said.contains(&row.source.start) && said.end > row.source.end + 1;
        self.speaker.entity.is_none() && !self.own_words && self.content.iter().any(inside)
    }

    /// Says whether those are only told to be somebody's: "His rivals".
    fn are_his(&self) -> bool {
        let owned = ["His ", "Her "].iter().any(|own| self.speaker.name.starts_with(own));
        self.speaker.entity.is_none() && owned && is_plural(self.noun())
    }

    /// Says whether that is no person: a poll, a map that shows something.
    fn is_thing(&self) -> bool {
        let noun = self.noun().to_lowercase();
        let person = may_be_called(&noun, true) || may_be_called(&noun, false);
        // A minister's office speaks.
        let thing = calls_thing(&noun) && noun != "office"
            || calls_writing(&noun)
            || WRITINGS.contains(&noun.as_str());
        self.speaker.entity.is_none() && !self.several && !person && (thing || self.shows)
    }

    /// Says whether that may be "he" or "she" further on: an anonymous speaker, not several, nor who asks, nor a poll.
    fn is_somebody_unnamed(&self) -> bool {
        let noun = self.noun();
        // "Testing has shown"
        let acts = self.speaker.name == noun && noun.ends_with("ing") && !may_be_called(noun, true);
        let is_record = matches!(noun, "indictment" | "transcript" | "filing" | "recording" | "documents");
        let is_thing = self.shows && !may_be_called(noun, true) && !may_be_called(noun, false)
            || calls_thing(noun)
            || calls_writing(noun)
            || WRITINGS.contains(&noun)
            || is_record
            || acts;
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

/// Who speaks, and how that was told.
type Told = (Option<Speaker>, Sureness);

const NOBODY: Told = (None, Sureness::Unknown);

/// How many words back the speaker before may be for "he" to mean him.
const MEMORY: usize = 200;

/// "Roe's lawyer" is who that is likely to be by at least this, or nobody who was named.
const LEAST_POSSESSED: f32 = 0.8;

/// Words without a source are put into the mouth before where they are a quote by at least this; of sixteen below
/// that were looked at, three had the right speaker.
pub(super) const LEAST_CARRIED: f32 = 0.25;

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
    /// People by their initials; nobody where several have them.
    initials: OnceCell<HashMap<String, Option<usize>>>,
    /// What people are called.
    callings: OnceCell<Callings>,
    /// Who answers the questions of an interview.
    interviewed: OnceCell<Option<usize>>,
}

/// What speaks for who wrote it.
pub(super) const WRITINGS: [&str; 16] = [
    "statement", "letter", "email", "e-mail", "memo", "memoir", "memoirs", "note", "diary", "tweet",
    "affidavit", "essay", "op-ed", "column", "message", "post",
];

/// What things do rather than people.
const SHOWS: [&str; 16] = [
    "show", "shows", "showed", "shown", "showing", "signal", "signals", "signalled", "signaled",
    "signalling", "signaling", "mean", "means", "meant", "reflects", "reflected",
];

/// How verbs begin whose words nobody said where they are denied; "did not think “…”" may well be the speaker's own.
const DENIED: [&str; 20] = [
    "say", "said", "call", "describ", "utter", "use", "using", "mention", "tell", "told", "repeat", "writ",
    "wrote", "admit", "conced", "declar", "label", "brand", "refer", "promis",
];

/// What may stand between "not" and a verb of saying: "could not have said".
const AUXILIARIES: [&str; 15] = [
    "do", "does", "did", "have", "has", "had", "having", "be", "been", "would", "could", "will", "can",
    "should", "may",
];

/// What stands between a noun and what tells more of it.
const LINKING_WORDS: [&str; 16] = [
    "of", "for", "from", "at", "in", "with", "on", "to", "near", "who", "close", "familiar", "interviewed",
    "based", "working", "living",
];

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
        let (people, initials, callings) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let mut speakers = Self {
            text,
            tokens,
            reading,
            entities,
            mentions,
            called: Vec::new(),
            people,
            initials,
            callings,
            interviewed: OnceCell::new(),
        };
        speakers.leave_houses();
        speakers.called = entities.iter().map(|entity| speakers.genders(entity)).collect();
        speakers
    }

    /// Gives the mentions by the last word of a house that readers take for a person, "Casa Roe", to the only person of that name.
    fn leave_houses(&mut self) {
        /// Of more houses none is looked at.
        const MOST: usize = 8;
        let is_house = |entity: &Entity| {
            let first = entity.name.split(' ').next().unwrap_or_default();
            entity.kind == EntityType::Person && matches!(first, "Casa" | "Villa" | "Château" | "Chateau")
        };
        let houses: Vec<usize> =
            (0..self.entities.len()).filter(|&id| is_house(&self.entities[id])).take(MOST).collect();
        for id in houses {
            let family = last_word(&self.entities[id].name);
            let mut others = (0..self.entities.len()).filter(|&other| {
                let entity = &self.entities[other];
                entity.kind == EntityType::Person && other != id && last_word(&entity.name) == family
            });
            let owner = others.next().filter(|_| others.next().is_none());
            let text = self.text;
            self.mentions.retain_mut(|(span, form, its)| {
                let short = *form == Form::Name && !text.slice(*span).contains(' ');
                match owner.filter(|_| short && *its == id) {
                    Some(owner) => *its = owner,
                    None => return *its != id,
                }
                true
            });
        }
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
            let at = self.first_word(mention.span);
            let lists = self.reading.lists[at];
            let either = lists.any(Lists::MALE) == lists.any(Lists::FEMALE)
                || is_unisex(&self.text.slice(self.tokens.words[at]).to_lowercase());
            mention.form == Form::Name && either
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
            // "reminded Roe that he was ill"
            let reminds = REMINDS.contains(&word)
                && (at + 1..(row.content[0].start + 1).min(at + 6))
                    .any(|at| self.text.slice(self.tokens.words[at]) == "that");
            let puts = word == "put"
                && self.tokens.words.get(at + 1).is_some_and(|&next| self.text.slice(next) == "it");
            !wants
                && !reminds
                && (puts || ASKS.iter().any(|ask| word.eq_ignore_ascii_case(ask)) || word == "ask")
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
        let asked = asking.and_then(|at| self.asked_by(at)).or_else(hearer);
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
        let (before, before_at) = match last.filter(|last| last.is_near(row)) {
            Some(last) if last.speaker == *speaker || last.are_his() || last.is_thing() => {
                (last.before, last.before_at)
            }
            Some(last) => (Some(last.speaker), last.at),
            None => (None, 0),
        };
        let shows = row.cue.clone().any(|at| SHOWS.contains(&self.text.slice(self.tokens.words[at])));
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
            before_at,
            shows,
        }
    }

    /// Returns the speaker of a row, and how that was told.
    pub fn of(&self, row: &Said, last: Option<&Last>) -> Told {
        let found = self.told(row, last);
        if found.0.as_ref().is_none_or(|speaker| speaker.entity.is_none())
            && let Some(id) = last.and_then(|last| self.sibling(row, last))
        {
            return (Some(self.entity(id)), Sureness::Assumed);
        }
        let id = found.0.as_ref().and_then(|speaker| speaker.entity);
        let other = |id: usize| {
            let by_name = self.by_surname(row, last, id).or_else(|| self.by_gender(row, id));
            by_name.or_else(|| self.by_pronoun_above(row, id)).or_else(|| self.of_couple(row, id))
        };
        match id.and_then(other) {
            Some(id) => (Some(self.entity(id)), found.1),
            None => found,
        }
    }

    fn told(&self, row: &Said, last: Option<&Last>) -> Told {
        let last = last.filter(|last| last.is_near(row));
        if row.source.is_empty() && !row.teller.is_empty() {
            let (speaker, _) = self.of_phrase(&row.teller);
            let sureness = if speaker.is_some() { Sureness::Assumed } else { Sureness::Unknown };
            return (speaker, sureness);
        }
        if let Some(id) = self.whose_voice(row) {
            return (Some(self.entity(id)), Sureness::Named);
        }
        if row.source.is_empty() {
            return match last {
                Some(last)
                    if row.carried
                        && row.confidence >= LEAST_CARRIED
                        && !self.is_about_another(row, last)
                        && !last.speaker.entity.is_some_and(|id| self.is_spoken_to(row, id)) =>
                {
                    (Some(last.speaker.clone()), Sureness::Assumed)
                }
                _ => NOBODY,
            };
        }
        let first = self.text.slice(self.tokens.words[row.source.start]);
        if self.is_dateline(&row.source) || self.is_date(&row.source) || self.is_salutation(row) {
            return NOBODY;
        }
        let has_no_name = row.is_labelled() && row.source.len() == 1 && asks_or_answers(first).is_some();
        if has_no_name
            && asks_or_answers(first) == Some("a")
            && let Some(id) = *self.interviewed.get_or_init(|| self.interviewed())
        {
            return (Some(self.entity(id)), Sureness::Assumed);
        }
        if has_no_name
            || self.only_owns_what(row)
            || self.is_end_of_place(&row.source)
            || self.only_hears(row)
            || self.only_appoints(row)
            || self.is_described(row)
            || self.is_of_list(row)
            || self.only_tells_what_reads(row)
            || self.is_unsaid(row)
        {
            return NOBODY;
        }
        if row.is_labelled()
            && row.source.len() == 1
            && self.mention_at(row.source.start).is_none_or(|(_, id)| self.entities[id].name == first)
            && let Some(id) = self.by_initials(row.source.start)
        {
            return (Some(self.entity(id)), Sureness::Named);
        }
        if let Some(masked) = self.masked(&row.source) {
            return (Some(masked), Sureness::Described);
        }
        // "This revealed that"
        if row.source.len() == 1 && matches!(first, "This" | "this" | "That") {
            return NOBODY;
        }
        // "I've", "she's", "they all", "he himself"
        let is_rest = |at: usize| {
            let word = self.text.slice(self.tokens.words[at]);
            word.starts_with(['\'', '’']) || matches!(word, "all" | "both" | "each") || word.ends_with("self")
        };
        let alone = (row.source.start + 1..row.source.end).all(is_rest);
        if alone && self.is_pronoun(row.source.start) {
            let it = first.eq_ignore_ascii_case("it");
            if let Some(id) = it.then(|| self.replier_before(row)).flatten() {
                return (Some(self.entity(id)), Sureness::Assumed);
            }
            if let Some(id) = last.and_then(|last| self.answers_for_himself(row, last)) {
                return (Some(self.entity(id)), Sureness::Assumed);
            }
            let found = self.of_pronoun(row, last);
            let id = found.0.as_ref().and_then(|speaker| speaker.entity);
            // "Roe asked the Senate to act. “I know,” she said": no senate.
            let is_she = ["he", "she"].iter().any(|pronoun| first.eq_ignore_ascii_case(pronoun));
            if is_she && id.is_some_and(|id| self.entities[id].kind != EntityType::Person) {
                return NOBODY;
            }
            let spoke = last.is_some_and(|last| found.0.as_ref() == Some(&last.speaker));
            let unsure = !spoke
                && id.is_some_and(|id| self.is_rather_another(row, id) || self.is_spoken_of(row, id))
                && id != self.appointed(row, last, !first.eq_ignore_ascii_case("she"));
            // "The judge, Jane Roe, looked up. … He denies fraud."
            let denies = row.cue.clone().any(|at| {
                matches!(self.text.slice(self.tokens.words[at]), "denies" | "denied" | "pleaded" | "pleads")
            });
            let unsure = unsure || denies && id.is_some_and(|id| self.is_called_so(id, "judge"));
            let found = if unsure { NOBODY } else { found };
            let masculine = !first.eq_ignore_ascii_case("she");
            let one = || {
                let topic = self.topic_of_paragraph(row, last, masculine);
                topic
                    .or_else(|| self.only_one_of_all(row, last, masculine))
                    .or_else(|| self.told_by_anothers(row, masculine))
            };
            if found.0.is_none()
                && is_she
                && let Some(id) = one().filter(|&id| !self.is_spoken_of(row, id))
            {
                return (Some(self.entity(id)), Sureness::Assumed);
            }
            return found;
        }
        // "We at the Harbor Institute", "you guys": whoever speaks, or hears.
        if ["i", "we", "you"].iter().any(|pronoun| first.eq_ignore_ascii_case(pronoun)) {
            return NOBODY;
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
        if let Some(last) = last.filter(|_| self.is_the_same(&row.source)) {
            return (Some(last.speaker.clone()), Sureness::Assumed);
        }
        if row.source.len() == 1
            && matches!(self.text.slice(self.tokens.words[row.source.start]), "which" | "that")
        {
            if let Some(id) = self.sender(row.source.start) {
                return (Some(self.entity(id)), Sureness::Assumed);
            }
            return self.before_which(row.source.start, last);
        }
        if let Some(id) = self.short_body(&row.source) {
            return (Some(self.entity(id)), Sureness::Assumed);
        }
        if let Some(id) = self.writer_of(row) {
            return (Some(self.entity(id)), Sureness::Assumed);
        }
        let source = self.behind_dateline(&row.source);
        let found = self.of_phrase(&source);
        if found.1 != Sureness::Described || found.0.as_ref().is_none_or(|it| it.entity.is_some()) {
            return found;
        }
        if let Some(last) = last.filter(|last| self.is_that_body(last, &row.source)) {
            return (Some(last.speaker.clone()), Sureness::Assumed);
        }
        if let Some(id) = last.and_then(|last| self.one_of(&row.source, last)) {
            return (Some(self.entity(id)), Sureness::Assumed);
        }
        match self.named_below(&source).or_else(|| self.office_below(&source)) {
            Some(id) => (Some(self.entity(id)), Sureness::Assumed),
            None => found,
        }
    }

    /// Returns who answers the questions of an interview: the only person whom the article names between them.
    fn interviewed(&self) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let is_turn = |paragraph: &Range<usize>| {
            let first = paragraph.start;
            let marked = word(first).ends_with('.') || matches!(word(first + 1), ":" | ".");
            asks_or_answers(word(first)).is_some() && marked
        };
        let between = self.tokens.paragraphs.iter().filter(|its| !is_turn(its) && word(its.start) != "(");
        let mut named = between
            .flat_map(|paragraph| paragraph.clone())
            .filter(|&at| self.names_person(at) && self.reading.stretch_at(at).is_none())
            .filter_map(|at| self.mention_at(at));
        let (_, one) = named.next()?;
        named.all(|(_, id)| id == one).then_some(one)
    }

    /// Says whether a source without a cue is only whose something is that does more: "Roe's century left the captain to rue “a drop”".
    fn only_owns_what(&self, row: &Said) -> bool {
        let Some((span, _)) = self.mention_at(row.source.start).filter(|_| row.is_labelled()) else {
            return false;
        };
        let after = row.source.start + self.words_in(row.source.start, span);
        self.is_possessive(after) && row.source.end <= after + 1 && after + 1 < row.content[0].start
    }

    /// Says whether a source is but the end of what a place or a race is called: "Echo | Park", "Grand | Prix".
    fn is_end_of_place(&self, source: &Range<usize>) -> bool {
        let span = self.tokens.span(source);
        let next = self.mentions.partition_point(|&(its, _, _)| its.start < span.start);
        next.checked_sub(1).and_then(|before| self.mentions.get(before)).is_some_and(|&(its, form, id)| {
            let place = matches!(self.entities[id].kind, EntityType::Loc | EntityType::Misc);
            form == Form::Name && place && its.end == span.end
        })
    }

    /// Returns whom another's question before a row is about, where he answers it: "The judge asked when the brigadier's birthday was.
    /// “In May,” he answered."
    fn answers_for_himself(&self, row: &Said, last: &Last) -> Option<usize> {
        const LONGEST: usize = 8;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let answers = row.cue.clone().any(|at| matches!(word(at), "answered" | "answers" | "replied"));
        let beside = last.at <= row.content[0].start && row.content[0].start - last.at < 3;
        if !answers || !last.asks || last.direct || !beside {
            return None;
        }
        let masculine = match word(row.source.start) {
            "he" | "He" => true,
            "she" | "She" => false,
            _ => return None,
        };
        let asked = last.content[0].clone().take(LONGEST);
        let owner = asked.filter(|&at| word(at) == "the" && self.is_possessive(at + 2)).map(|at| at..at + 2);
        let id = owner.filter_map(|owner| self.holder_of(&owner, owner.end)).next()?;
        (last.speaker.entity != Some(id) && !self.is_called_otherwise(id, masculine)).then_some(id)
    }

    /// Says whether "the airline" is the firm that spoke in the sentence before, and spoke of no other.
    fn is_that_body(&self, last: &Last, source: &Range<usize>) -> bool {
        const BODIES: [&str; 20] = [
            "utility", "airline", "carrier", "retailer", "automaker", "carmaker", "lender", "insurer",
            "drugmaker", "chipmaker", "chain", "brewer", "operator", "manufacturer", "publisher",
            "broadcaster", "regulator", "watchdog", "charity", "union",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let the = source.len() == 2 && word(source.start).eq_ignore_ascii_case("the");
        let body = last.speaker.entity.is_some_and(|id| self.entities[id].kind == EntityType::Org);
        let start = self.tokens.paragraphs[self.tokens.paragraph_of(source.start)].start;
        if !the || !body || last.at <= start || !BODIES.contains(&word(source.end - 1)) {
            return false;
        }
        let noun = word(source.end - 1);
        let other = |at: usize| {
            word(at) == noun
                || self.mention_at(at).is_some_and(|(_, id)| {
                    self.entities[id].kind == EntityType::Org && last.speaker.entity != Some(id)
                })
        };
        !(start.max(source.start.saturating_sub(MEMORY))..source.start).any(other)
    }

    /// Returns a source without the dateline that it begins with: "BERLIN (AP) — The chancellor, Jane Roe,".
    fn behind_dateline(&self, source: &Range<usize>) -> Range<usize> {
        const LONGEST: usize = 10;
        let opens = self.tokens.paragraphs[self.tokens.paragraph_of(source.start)].start == source.start;
        let dash = (source.start..source.end.min(source.start + LONGEST))
            .find(|&at| matches!(self.text.slice(self.tokens.words[at]), "—" | "–" | "-" | "--"));
        match dash {
            Some(dash)
                if opens && dash + 1 < source.end && self.reading.shapes[source.start] == Shape::Capitals =>
            {
                dash + 1..source.end
            }
            _ => source.clone(),
        }
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

    /// Says whether a source is a place that opens a list of places before the cue: "the states—Ohio, Utah, and Iowa— and noted".
    fn is_of_list(&self, row: &Said) -> bool {
        let is_place =
            |at: usize| self.mention_at(at).is_some_and(|(_, id)| self.entities[id].kind == EntityType::Loc);
        let alone = is_place(row.source.start)
            && self.mention_at(row.source.start).is_some_and(|(span, _)| {
                row.source.start + self.words_in(row.source.start, span) + 1 >= row.source.end
            });
        let between = row.source.end..row.cue.start.max(row.source.end).min(row.source.end + MEMORY / 4);
        alone && between.filter(|&at| is_place(at)).count() > 1
    }

    /// Says whether a source is but the month of a date: "July 15, 1960: “…”".
    fn is_date(&self, source: &Range<usize>) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let day = source.start + 1;
        source.len() <= 2
            && self.reading.lists[source.start].any(Lists::CALENDAR)
            && word(day).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Says whether a row has for its source whom a letter speaks to: "DEAR GRETA: My husband …".
    fn is_salutation(&self, row: &Said) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let start = row.source.start;
        let dear = |at: usize| word(at).eq_ignore_ascii_case("dear");
        let opens = self.tokens.paragraphs[self.tokens.paragraph_of(start)].start;
        (dear(start) || start == opens + 1 && dear(opens))
            && start <= opens + 1
            && matches!(word(row.source.end), ":" | ",")
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
        // "She received a reply saying"
        let received = row.cue.clone().any(|at| matches!(word(at), "received" | "got"))
            && row.cue.clone().any(|at| WRITINGS.contains(&word(at)) || matches!(word(at), "reply" | "text"));
        if received {
            return true;
        }
        let Some(heard) = row.cue.clone().find(|&at| is_heard(at)).filter(|&at| at >= row.source.end) else {
            return false;
        };
        let after = self.tokens.words.get(heard + 1).map(|&word| self.text.slice(word));
        // "His lawyer, Jane Roe, asked if" asks.
        let aside = row.source.clone().take(row.source.len().saturating_sub(1)).any(|at| word(at) == ",");
        let comma = row.cue.start == heard && word(heard - 1) == "," && !aside;
        let before = (row.source.end..heard).rev().find(|&at| self.reading.tags[at].as_str() != "RB");
        before.is_some_and(|at| matches!(word(at), "was" | "were" | "been"))
            || comma
                && word(heard) == "asked"
                && matches!(after, Some("about" | "by" | "if" | "later" | "whether" | "why"))
    }

    /// Says whether a source only gives somebody an office: "a Democrat who voted “for fun,” was appointed by President Roe".
    fn only_appoints(&self, row: &Said) -> bool {
        const LONGEST: usize = 8;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let by = row.source.start.checked_sub(1).is_some_and(|at| word(at) == "by");
        let appoints = |at: usize| APPOINTED.contains(&word(at));
        // "was appointed to the bench by"
        let near = row.source.start.saturating_sub(LONGEST)..row.source.start;
        by && near.clone().any(appoints) || row.source.start >= row.cue.end && row.cue.clone().any(appoints)
    }

    /// Says whether "he" or "she" of a row may well be another than somebody of whom the article has one name alone and does not
    /// tell which he is: somebody whom the two sentences before name and who is: "Jane Roe won. Doe came second. “It was close,”
    /// she said."
    fn is_rather_another(&self, row: &Said, id: usize) -> bool {
        let gender = match self.text.slice(self.tokens.words[row.source.start]) {
            "he" | "He" => 0,
            "she" | "She" => 1,
            _ => return false,
        };
        let is_either = self.entities[id].kind == EntityType::Person && self.called[id] == [false; 2];
        let own = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= own);
        if is_either && self.is_told_by_somebody(own, id, gender == 0) {
            return true;
        }
        let names = || self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name);
        let single = |mention: &Mention| self.words_in(self.first_word(mention.span), mention.span) == 1;
        let unknown = self.entities[id].kind == EntityType::Person
            && self.called[id] == [false; 2]
            && names().take(4).all(single);
        if !unknown {
            return false;
        }
        // "Doe was furious. “…,” he said"
        if let Some((_, before)) = self.sentence_before(row)
            && let Some((span, _)) =
                before.clone().filter_map(|at| self.mention_at(at)).find(|&(_, its)| its == id)
            && self.shows_mind(&before, span)
        {
            return false;
        }
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let Some(above) = self.tokens.sentences.get(own.saturating_sub(2)) else { return false };
        let from = above.start.max(first.saturating_sub(MEMORY));
        (from..first).filter_map(|at| self.mention_at(at)).any(|(_, other)| {
            other != id
                && self.entities[other].kind == EntityType::Person
                && self.called[other][gender]
                && !self.called[other][1 - gender]
                && !self.is_barred(row, other)
        })
    }

    /// Says whether a source is whom words are said of: "Roe has been called “a menace”", "Roe, described as “a menace”".
    fn is_described(&self, row: &Said) -> bool {
        const CALLED: [&str; 14] = [
            "called", "described", "regarded", "considered", "hailed", "dubbed", "labelled", "labeled",
            "branded", "known", "seen", "viewed", "portrayed", "depicted",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let Some(called) = row.cue.clone().find(|&at| CALLED.contains(&word(at))) else { return false };
        if called < row.source.end || called >= row.content[0].start || called == 0 {
            return false;
        }
        let before = (row.source.start..called).rev().find(|&at| self.reading.tags[at].as_str() != "RB");
        match before.map(word) {
            Some("was" | "were" | "is" | "are" | "been" | "being" | "be") => true,
            // "Roe, described as"
            Some(",") => word(called + 1) == "as" && self.reading.tags[called].as_str() == "VBN",
            _ => false,
        }
    }

    /// Says whether a source only tells what words are: "Its last line, Roe said, is: “Go home.”"
    fn only_tells_what_reads(&self, row: &Said) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let verb = row.cue.end + 1;
        let aside = row.source.start > 0
            && word(row.source.start - 1) == ","
            && row.source.end == row.cue.start
            && word(row.cue.end) == ",";
        aside
            && matches!(word(verb), "is" | "was" | "reads" | "read" | "begins" | "began" | "ends" | "ended")
            && matches!(word(verb + 1), ":" | ",")
            && self.reading.stretch_at(verb + 2).is_some()
    }

    /// Says whether a row without a source stands in another paragraph than what was said last, behind a sentence about another
    /// person.
    fn is_about_another(&self, row: &Said, last: &Last) -> bool {
        let first = row.content[0].start;
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(first)];
        if last.at > paragraph.start || first - paragraph.start > MEMORY {
            return false;
        }
        let subject = (paragraph.start < first).then(|| self.subject_of_sentence(first - 1)).flatten();
        subject.is_some_and(|id| last.speaker.entity != Some(id))
    }

    /// Says whether nobody said words in quotation marks: "Roe never said “no”", "would not call it “a crime”", "If Roe says “no”",
    /// "Did Roe say “no”?".
    fn is_unsaid(&self, row: &Said) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_verb = |at: &usize| self.reading.tags[*at].as_str().starts_with("VB");
        let start = row.content[0].start;
        // "Anyone who knows more should call, quoting “Operation Tern”."
        if row.cue.len() == 1 && word(row.cue.start) == "quoting" {
            return true;
        }
        let Some(verb) = row.cue.clone().rfind(is_verb).filter(|_| row.cue.end <= start) else {
            return false;
        };
        if !DENIED.iter().any(|denied| word(verb).starts_with(denied)) {
            return false;
        }
        if super::kind(self.reading, &row.content) == QuoteType::Indirect {
            return false;
        }
        // "If Roe says", "Did Roe say"
        if row.source.end <= row.cue.start && row.source.start > 0 {
            let before = word(row.source.start - 1);
            if matches!(before, "If" | "if" | "Unless" | "unless" | "Did" | "Had" | "Has") {
                return true;
            }
        }
        // "could have said", "did he ever say"
        let modal = |at: usize| matches!(word(at), "could" | "should" | "might" | "would");
        let unreal = verb > 1 && word(verb - 1) == "have" && modal(verb - 2);
        if unreal || verb > 0 && word(verb - 1) == "ever" && self.reading.tags[verb].as_str() == "VB" {
            return true;
        }
        // "did not only say", "could not say more than"
        let is_but = |at: usize| {
            matches!(
                word(at),
                "only" | "just" | "merely" | "simply" | "but" | "except" | "beyond" | "than" | "until"
            )
        };
        let marks = self.reading.stretches.partition_point(|stretch| stretch.words.start < start);
        let marks = self.reading.stretches.get(marks).map_or(start, |stretch| stretch.words.start);
        if (verb + 1..marks).any(is_but) {
            return false;
        }
        let floor = verb.saturating_sub(6).max(if row.source.end <= verb { row.source.end } else { 0 });
        for at in (floor..verb).rev() {
            match word(at) {
                "not" | "n't" | "n’t" | "never" | "cannot" => return true,
                "refused" | "refuses" | "declined" | "declines" | "refusing" | "declining" => return true,
                "only" | "just" | "merely" | "simply" => return false,
                "to" | "himself" | "herself" | "themselves" | "bring" => {}
                _ if self.reading.tags[at].as_str() == "RB" || AUXILIARIES.contains(&word(at)) => {}
                _ => return false,
            }
        }
        false
    }

    /// Returns whom "which" or "that" at a word speaks of: what spoke there, or before "which" a name.
    fn before_which(&self, at: usize, last: Option<&Last>) -> Told {
        let end = at - usize::from(at > 0 && self.text.slice(self.tokens.words[at - 1]) == ",");
        if let Some(last) = last.filter(|last| last.source_end == end || last.source_end == at) {
            return (Some(last.speaker.clone()), Sureness::Assumed);
        }
        let Some(end) = end.checked_sub(1).map(|at| self.tokens.words[at].end) else {
            return NOBODY;
        };
        let next = self.mentions.partition_point(|&(span, _, _)| span.start < end);
        match self.mentions[..next].last() {
            Some(&(span, Form::Name, id))
                if span.end == end
                    && !matches!(self.entities[id].kind, EntityType::Misc | EntityType::Person) =>
            {
                (Some(self.entity(id)), Sureness::Named)
            }
            _ => self.what_which(at),
        }
    }

    /// Returns what the noun before "which" calls: "The union, which".
    fn what_which(&self, which: usize) -> Told {
        const LONGEST: usize = 5;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at];
        let Some(comma) = which.checked_sub(1).filter(|&at| at > 1 && word(at) == ",") else { return NOBODY };
        let called = |at: &usize| tag(*at).is_noun() || matches!(tag(*at).as_str(), "JJ" | "HYPH");
        let length = (0..comma).rev().take(LONGEST).take_while(called).count();
        let Some(first) = (comma - length).checked_sub(1).filter(|&at| self.is_article(at) && length > 0)
        else {
            return NOBODY;
        };
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= which);
        let opens = self.tokens.sentences.get(sentence).is_some_and(|sentence| sentence.start == first);
        let noun = word(comma - 1).to_lowercase();
        let speaks = calls_organisation(&noun) || calls_writing(&noun) || WRITINGS.contains(&noun.as_str());
        let span = self.tokens.span(&(first..comma));
        match self.linked(span) {
            Some(linked) if opens => linked,
            None if opens && speaks => {
                let name = self.text.slice(span).to_owned();
                (Some(Speaker { entity: None, name }), Sureness::Described)
            }
            _ => NOBODY,
        }
    }

    /// Says whether a word stands for somebody or something, or for what belongs to that.
    fn is_pronoun(&self, at: usize) -> bool {
        let is_one = self.text.slice(self.tokens.words[at]).eq_ignore_ascii_case("one");
        self.reading.lists[at].any(Lists::PRONOUN)
            || matches!(self.reading.tags[at].as_str(), "PRP" | "PRP$" | "WP$") && !is_one
    }

    /// Returns whom "who" at a word speaks of: "Jane Roe, who", "Jane Roe, a nurse from Ohio, who", "Democrats who".
    fn before_who(&self, at: usize) -> Told {
        const LONGEST: usize = 12;
        const FAR: usize = 24;
        let next = self.mentions.partition_point(|&(span, _, _)| span.end <= self.tokens.words[at].start);
        let describes = |at: usize| {
            let tag = self.reading.tags[at];
            tag.is_noun() || matches!(tag.as_str(), "DT" | "JJ" | "IN" | "CD" | "PRP$" | ",")
        };
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        // "Jane Roe, who built the house and who said"
        if let Some(and) = at.checked_sub(1).filter(|&and| word(and) == "and") {
            let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= at);
            let start = self.tokens.sentences.get(own).map_or(and, |sentence| sentence.start);
            let other = (start.max(and.saturating_sub(FAR))..and).rev().find(|&at| word(at) == "who");
            let name = other.and_then(|who| {
                let comma = who.checked_sub(2).filter(|_| word(who - 1) == ",")?;
                let end = self.tokens.words[comma].end;
                let before = self.mentions.partition_point(|&(span, _, _)| span.end <= end);
                self.mentions[..before].last().filter(|(span, _, _)| span.end == end)
            });
            if let Some(&(_, Form::Name, id)) = name
                && self.entities[id].kind == EntityType::Person
            {
                return (Some(self.entity(id)), Sureness::Named);
            }
        }
        for &(span, form, id) in self.mentions[..next].iter().rev().take(LONGEST) {
            let mut after = self.tokens.words.partition_point(|word| word.start < span.end);
            // "Jane Roe (Lands), who"
            if after < at && word(after) == "(" {
                after = (after..at).find(|&at| word(at) == ")").map_or(after, |closes| closes + 1);
            }
            let Some(between) = at.checked_sub(after).filter(|&between| between <= LONGEST) else { break };
            if form != Form::Name {
                continue;
            }
            // "It was Doe, not Roe, who said"
            if self.word_before(span) == Some("not") {
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
        self.somebody_who(at)
    }

    /// Returns whom the noun before "who" calls: "the officer who", "guests who", "Jane Roe, a retired judge who".
    fn somebody_who(&self, who: usize) -> Told {
        const LONGEST: usize = 6;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        let comma = usize::from(who > 0 && word(who - 1) == ",");
        let end = who - comma;
        let start = self.tokens.sentences.partition_point(|sentence| sentence.end <= who);
        let start = self.tokens.sentences.get(start).map_or(end, |sentence| sentence.start);
        let called = |at: &usize| {
            let own = self.reading.tags[*at].is_noun() || matches!(tag(*at), "JJ" | "CD" | "HYPH" | "POS");
            own && !(*at + 1 < end && matches!(tag(*at + 1), "DT" | "PRP$"))
        };
        let length = (start..end).rev().take(LONGEST).take_while(called).count();
        let mut first = end - length;
        let opens = |at: usize| {
            matches!(tag(at), "DT" | "PRP$") || matches!(word(at), "Another" | "another" | "Some" | "some")
        };
        let Some(head) = end.checked_sub(1).filter(|_| length > 0) else { return NOBODY };
        let several = matches!(tag(head), "NNS");
        if first > start && opens(first - 1) {
            first -= 1;
        } else if !several && !opens(first) {
            return NOBODY;
        }
        let before = first.checked_sub(1).filter(|&at| at >= start);
        let noun = noun(&word(head).to_lowercase());
        let one = may_be_called(word(head), true) || may_be_called(word(head), false);
        let each = singular(&word(head).to_lowercase());
        let person = match several {
            true => noun.sort == Sort::Person || may_be_called(&each, true) || may_be_called(&each, false),
            false => one,
        };
        // "one of the officers who"
        if !person || before.is_some_and(|at| matches!(word(at), "of" | "and" | "or")) {
            return NOBODY;
        }
        // "Jane Roe, now the mayor, who"
        let then = |at: usize| matches!(word(at), "now" | "then" | "once" | "formerly" | "later");
        let before = before.map(|at| at - usize::from(at > start && then(at)));
        // "Jane Roe, a retired judge who"
        if let Some(name) = before.filter(|&at| word(at) == ",").map(|comma| self.tokens.words[comma].start) {
            let next = self.mentions.partition_point(|&(span, _, _)| span.end <= name);
            return match self.mentions[..next].last() {
                Some(&(span, Form::Name, id))
                    if span.end == name
                        && self.entities[id].kind == EntityType::Person
                        && matches!(word(first), "a" | "an" | "the") =>
                {
                    (Some(self.entity(id)), Sureness::Named)
                }
                _ => NOBODY,
            };
        }
        let span = self.tokens.span(&(first..end));
        if let Some(linked) = self.linked(span) {
            return linked;
        }
        (Some(Speaker { entity: None, name: self.text.slice(span).to_owned() }), Sureness::Described)
    }

    /// Returns what the pronoun or noun phrase at `span` was linked to.
    fn linked(&self, span: Span) -> Option<Told> {
        let at = self.mentions.binary_search_by_key(&span, |&(span, _, _)| span).ok()?;
        let (_, form, id) = self.mentions[at];
        let mentions = &self.entities[id].mentions;
        let its = mentions.binary_search_by_key(&span, |mention| mention.span).ok()?;
        (form != Form::Name).then(|| (Some(self.entity(id)), Sureness::Linked(mentions[its].confidence)))
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
        match entity.gender {
            Gender::Male => return [true, false],
            Gender::Female => return [false, true],
            Gender::Unknown => {}
        }
        // In quotation marks "she" may be anybody.
        let is_quoted = |at: usize| self.reading.stretch_at(at).is_some();
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
            let given = self.text.slice(self.tokens.words[at]).to_lowercase();
            let told = gender_of_given(&given, self.reading.lists[at]);
            // Kevin all along is no "she".
            let whole = self.words_in(at, mention.span) > 1 || !entity.name.contains(' ');
            match self.is_one_of(mention.span) {
                Gender::Male => return [true, false],
                Gender::Female => return [false, true],
                Gender::Unknown => {}
            }
            if told != Gender::Unknown && whole && !is_unisex(&given) {
                genders[usize::from(told == Gender::Female)] = true;
            }
        }
        genders
    }

    /// Returns what a name is said to be one of: "Roe is one of the first women elected", "Doe was a family man".
    fn is_one_of(&self, name: Span) -> Gender {
        const LONGEST: usize = 8;
        let at = self.first_word(name);
        let is = at + self.words_in(at, name);
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        if !matches!(word(is), "is" | "was" | "became") || self.reading.stretch_at(is).is_some() {
            return Gender::Unknown;
        }
        let tells = |at: &usize| {
            let tag = self.reading.tags[*at];
            tag.is_noun() || matches!(tag.as_str(), "DT" | "CD" | "JJ" | "JJS" | "IN" | "HYPH")
        };
        let after = is + 1..self.tokens.words.len().min(is + 1 + LONGEST);
        let mut told = after.take_while(tells).skip_while(|&at| !self.reading.tags[at].is_noun());
        let last = match word(is + 1) {
            "one" | "among" => told.find(|&at| matches!(word(at), "women" | "men")),
            "a" | "an" | "the" => told.take_while(|&at| self.reading.tags[at].is_noun()).last(),
            _ => None,
        };
        match last.map(word) {
            Some("woman" | "women" | "mother" | "grandmother" | "actress") => Gender::Female,
            Some("man" | "men" | "father" | "grandfather") => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    /// Returns the number of the sentence that a row opens, and the sentence before that; nothing where the row begins inside
    /// one, or that one is too long.
    fn sentence_before(&self, row: &Said) -> Option<(usize, Range<usize>)> {
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        // "Speaking through an interpreter, she said", "In an email, he wrote", "She was, she said, “…”"
        let speaking = |start: usize| {
            const LONGEST: usize = 12;
            let at = row.source.start;
            let word = |at: usize| self.text.slice(self.tokens.words[at]);
            if start < at && at - start <= LONGEST && row.source.len() == 1 {
                let aside =
                    word(at - 1) == "," && row.cue.start == at + 1 && matches!(word(at), "he" | "she");
                let itself = word(start).eq_ignore_ascii_case(word(at));
                // "It was, she said, “…”"
                let short = at - start <= 3 && matches!(word(start), "It" | "That" | "This" | "There");
                if aside && (itself || short) {
                    return true;
                }
            }
            let begins = match word(start) {
                "Speaking" | "Talking" | "Writing" => true,
                "In" | "On" | "At" => {
                    first - start <= LONGEST && !(start..first).any(|at| self.names_person(at))
                }
                _ => false,
            };
            // "In a statement it said"
            let writes = |at: usize| word(start) == "In" && WRITINGS.contains(&word(at));
            begins && start < first && (word(first - 1) == "," || writes(first - 1))
        };
        let opens = self
            .tokens
            .sentences
            .get(own)
            .is_some_and(|own| own.start == first || own.start < first && speaking(own.start));
        (opens && before.len() <= MEMORY).then_some((own, before))
    }

    fn is_article(&self, at: usize) -> bool {
        let word = self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article))
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

    /// Says whether a person's name begins with a word.
    fn names_person(&self, at: usize) -> bool {
        self.mention_at(at).is_some_and(|(_, id)| self.entities[id].kind == EntityType::Person)
    }

    fn entity(&self, id: usize) -> Speaker {
        Speaker { entity: Some(id), name: self.entities[id].name.clone() }
    }
}
