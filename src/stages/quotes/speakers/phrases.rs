//! Whom a source of several words names, or what it describes.

use super::{
    LEAST_POSSESSED, Last, MEMORY, NOBODY, Said, Speakers, Sureness, Told, WRITINGS, is_plural, is_several,
    last_word,
};
use crate::found::{EntityType, Form, QuoteType, Speaker};
use crate::reading::Shape;
use crate::reading::given::{gender_of_given, is_unisex};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, calls_writing, is_honour, is_kin, noun};
use crate::stages::quotes;
use crate::text::Span;
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// How likely "the latter" is whom the sentence names last.
const LIKELY_OF_TWO: f32 = 0.9;

/// So many words at most are in what follows a description before a name in apposition: "of the pub".
const MAX_OF: usize = 14;

/// How likely the only senator whom the article names is "the senator".
const LIKELY_HOLDER: f32 = 0.9;

/// Days that readers take for who speaks.
const DAYS: [&str; 9] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "today", "yesterday"];

/// What ends a description, so that no name behind it is in apposition to that.
const ENDING: [&str; 10] = ["who", "whose", "which", "—", "–", "--", "-", ":", "including", "such"];

/// Words before a source that join its sentence to another: "while many lawyers".
const JOINING: [&str; 7] = ["while", "but", "and", "when", "if", "although", "though"];

/// A description of so many words is kept whole: "a spokesman for the company".
const MAX_SAID_WHOLE: usize = 8;

/// How likely the only one named shortly before "the Dane" is meant.
const LIKELY_VARIED: f32 = 0.85;

/// Of more people of one last name none is looked up by it.
const MOST_NAMESAKES: usize = 4;

/// Returns the initials of a name.
pub(in crate::stages::quotes) fn initials(name: &str) -> impl Iterator<Item = char> {
    name.split([' ', '-']).filter_map(|word| word.chars().next())
}

/// A source of several words.
struct Phrase {
    source: Range<usize>,
    /// Its words before the first comma, preposition or relative pronoun.
    head: Range<usize>,
    /// Whether it begins with "a" or a number.
    counted: bool,
}

impl Speakers<'_> {
    /// Returns whom a source of several words names, means or describes. The first rule that tells decides.
    pub(super) fn of_phrase(&self, source: &Range<usize>) -> Told {
        if let Some(told) = self.of_whole(source) {
            return told;
        }
        let phrase = self.phrase(source);
        let (found, possessed) = self.named_in_head(&phrase.head);
        if let Some(told) = found.and_then(|id| self.of_name_in(&phrase, id)) {
            return told;
        }
        if let Some(id) = self.named_before_verb(&phrase.head) {
            return self.named(id);
        }
        if !phrase.head.clone().any(|at| self.says_who(at)) {
            return NOBODY;
        }
        if let Some(id) = self.named_beside(&phrase) {
            return self.named(id);
        }
        let whole = self.before_participle(&phrase);
        if let Some(told) = self.of_description(&phrase, &whole, possessed) {
            return told;
        }
        self.as_described(self.what_says_who(&phrase, whole))
    }

    fn named(&self, id: usize) -> Told {
        (Some(self.entity(id)), Sureness::Named)
    }

    /// Returns whom a source is that is of some kind as a whole: several people, "the latter", "the Dane", an office.
    fn of_whole(&self, source: &Range<usize>) -> Option<Told> {
        if let Some(mut words) = self.several(source) {
            words.end -= usize::from(self.is_possessive(words.end - 1));
            return Some(self.described(&words));
        }
        if let Some(id) = self.behind_aside(source).or_else(|| self.second_of_two(source)) {
            return Some(self.named(id));
        }
        if let Some(id) = self.elder_or_younger(source) {
            return Some((Some(self.entity(id)), Sureness::Linked(LIKELY_OF_TWO)));
        }
        if let Some(id) = self.of_two(source) {
            return Some((Some(self.entity(id)), Sureness::Linked(LIKELY_OF_TWO)));
        }
        if self.is_of_hearer(source) {
            return Some(NOBODY);
        }
        // Readers take "the Corkman" for a name.
        if let Some(id) = self.by_home(source) {
            return Some((Some(self.entity(id)), Sureness::Linked(LIKELY_VARIED)));
        }
        if let Some(id) =
            self.by_party(source).or_else(|| self.by_letters(source)).or_else(|| self.by_new_yorker(source))
        {
            return Some((Some(self.entity(id)), Sureness::Linked(LIKELY_VARIED)));
        }
        if self.is_by_home(source) || self.is_by_party(source) {
            return Some(self.described(source));
        }
        self.in_office(source).map(|id| self.named(id))
    }

    /// Returns a speaker who is called by words that name nobody.
    fn described(&self, words: &Range<usize>) -> Told {
        let name = self.text.slice(self.tokens.span(words)).to_owned();
        (Some(Speaker { entity: None, name }), Sureness::Described)
    }

    fn phrase(&self, source: &Range<usize>) -> Phrase {
        let head = self.head(source);
        let counted = self.reading.tags[head.start].as_str() == "CD"
            || matches!(self.text.slice(self.tokens.words[head.start]), "a" | "A" | "an" | "An");
        Phrase { source: source.clone(), head, counted }
    }

    /// Returns the head of a source: its words before the first comma, preposition or relative pronoun.
    fn head(&self, source: &Range<usize>) -> Range<usize> {
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
            // "new maps that minister Jane Roe will show"
            let ends = matches!(word, "," | "(" | "who" | "whose" | "which" | "that" | "—" | "–" | "--")
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
        head
    }

    /// Returns whom a head names last who owns nothing in it, "Roe's lawyer Jane Doe", and whether it names an owner.
    fn named_in_head(&self, head: &Range<usize>) -> (Option<usize>, bool) {
        let head_end = self.tokens.words[head.end - 1].end;
        let (mut found, mut possessed) = (None, false);
        let mut at = head.start;
        while at < head.end {
            let Some((span, id)) = self.mention_at(at) else {
                at += 1;
                continue;
            };
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
        }
        (found, possessed)
    }

    /// Returns who speaks where a head names somebody or something: that, or whom its name is only part of.
    fn of_name_in(&self, phrase: &Phrase, id: usize) -> Option<Told> {
        let kind = self.entities[id].kind;
        // "One Dayton, Ohio, pastor" is no Dayton.
        if kind == EntityType::Misc || phrase.counted && kind == EntityType::Loc {
            return None;
        }
        // "Police Scotland", "Historic England" are more than the country.
        if kind == EntityType::Loc
            && let Some(name) = self.body_of_place(&phrase.source, &phrase.head)
        {
            return Some((Some(Speaker { entity: None, name }), Sureness::Described));
        }
        if let Some(titled) = self.behind_title(&phrase.head, phrase.source.end) {
            return Some(self.named(titled));
        }
        if let Some(name) = self.wife_of(&phrase.head, id) {
            return Some((Some(Speaker { entity: None, name }), Sureness::Described));
        }
        // "The elder Roe", where the article names no first name
        let told_apart = phrase.head.len() == 3
            && matches!(
                self.text.slice(self.tokens.words[phrase.head.start + 1]),
                "elder" | "older" | "younger"
            );
        if told_apart && kind == EntityType::Person && !self.entities[id].name.contains(' ') {
            return Some(self.described(&phrase.head));
        }
        // "Democratic Party | for the People leader Jane Roe"
        if kind == EntityType::Org
            && let Some(person) = self.leader_behind(&phrase.source, phrase.head.end)
        {
            return Some(self.named(person));
        }
        // Readers take capitals for organisations.
        let person = if kind == EntityType::Org { self.in_capitals(&phrase.head) } else { None };
        Some(self.named(person.unwrap_or(id)))
    }

    /// Returns whose name ends a source whose head is an organisation, behind what that one is in it: "Party | for the Hills leader
    /// Jane Roe".
    fn leader_behind(&self, source: &Range<usize>, head_end: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = source.end - usize::from(word(source.end - 1) == ",");
        let name = (head_end + 2..end).find(|&at| self.names_person(at))?;
        let (span, id) = self.mention_at(name)?;
        let ends = name + self.words_in(name, span) == end;
        let calls = noun(&word(name - 1).to_lowercase()).sort == Sort::Person;
        let plain = (head_end..name).all(|at| self.reading.shapes[at] != Shape::Mark);
        (ends && calls && plain && matches!(word(head_end), "for" | "of")).then_some(id)
    }

    /// Returns whom a head names before a verb that readers take in now and then: "Roe apologised", "not authorised to speak".
    fn named_before_verb(&self, head: &Range<usize>) -> Option<usize> {
        let (span, id) = self.mention_at(head.start)?;
        let after = head.start + self.words_in(head.start, span);
        let verb =
            after < head.end && matches!(self.reading.tags[after].as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        (verb && self.entities[id].kind != EntityType::Misc).then_some(id)
    }

    /// Says whether a word may tell who speaks: no verb, adverb or comma.
    fn says_who(&self, at: usize) -> bool {
        let tag = self.reading.tags[at].as_str();
        !matches!(tag, "RB" | "VB" | "VBN" | "VBD" | "VBG" | "MD" | "TO" | ",")
    }

    /// Returns whom words beside a description name: behind its comma or dash, at the end of the source, or behind it.
    fn named_beside(&self, phrase: &Phrase) -> Option<usize> {
        let Phrase { source, head, .. } = phrase;
        let fits = |id: &usize| self.may_be_beside(head.end - 1, *id);
        self.behind_comma(phrase)
            .or_else(|| self.behind_dash(phrase))
            .or_else(|| self.closing(source).filter(fits))
            .or_else(|| self.gives_name(source))
            .or_else(|| self.apposed_behind(source).filter(fits))
            .or_else(|| self.closing_title(source, head).filter(fits))
    }

    /// Returns who stands in apposition to a description: "the foreign minister, Jane Roe,", "the owner of the pub, Jane Roe,";
    /// but not "the owner and the mayor, Jane Roe,".
    fn behind_comma(&self, phrase: &Phrase) -> Option<usize> {
        let Phrase { source, head, .. } = phrase;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let several = self.reading.tags[head.end - 1].as_str().ends_with('S');
        (source.start..source.end.min(head.end + MAX_OF))
            .take_while(|&at| !self.ends_description(phrase, at))
            .filter(|&at| at >= head.end && word(at) == "," && !several)
            .filter_map(|comma| self.apposition(comma + 1..source.end))
            .find(|&id| self.may_be_beside(head.end - 1, id))
    }

    /// Says whether nothing from a word on is in apposition to a description any more.
    fn ends_description(&self, phrase: &Phrase, at: usize) -> bool {
        let Phrase { source, head, counted } = phrase;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        // "A member of the council and a former mayor, Jane Roe," is one.
        let lists = || {
            let next = self.reading.tags.get(at + 1).is_some_and(|tag| matches!(tag.as_str(), "DT" | "PRP$"));
            let next = next && !(*counted && matches!(word(at + 1), "a" | "an"));
            // "the neighbour in Dayton and Toledo, Jane Roe,"
            let place = |(span, id): (Span, usize)| {
                let after = at + 1 + self.words_in(at + 1, span);
                self.entities[id].kind == EntityType::Loc && after < source.end && word(after) == ","
            };
            word(at) == "and" && (next || self.mention_at(at + 1).is_some_and(|its| !place(its)))
        };
        // "superintendent of police (rural), Jane Roe"
        let goes_on = || {
            let closes = (at..source.end.min(at + MAX_OF)).find(|&at| word(at) == ")");
            closes.is_some_and(|closes| closes + 1 < source.end && word(closes + 1) == ",")
                && !calls_writing(&word(head.end - 1).to_lowercase())
        };
        ENDING.contains(&word(at)) || word(at) == "(" && !goes_on() || lists()
    }

    /// Returns who stands between dashes: "a former candidate for mayor – Jane Roe, who lost – said".
    fn behind_dash(&self, phrase: &Phrase) -> Option<usize> {
        let Phrase { source, head, .. } = phrase;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_dash = |at: usize| matches!(word(at), "—" | "–" | "--");
        let mut after = head.end..source.end.min(head.end + MAX_OF);
        let dash = after.find(|&at| is_dash(at) || word(at) == "," || self.mention_at(at).is_some())?;
        let several = head.clone().any(|at| matches!(self.reading.tags[at].as_str(), "NNS" | "NNPS"));
        let one = is_dash(dash) && !several;
        one.then(|| self.apposition(dash + 1..source.end)).flatten()
    }

    /// Returns a head without the participle at its end: "a letter written by …" is a letter.
    fn before_participle(&self, phrase: &Phrase) -> Range<usize> {
        let mut whole = phrase.head.clone();
        while whole.len() > 1
            && phrase.head.end < phrase.source.end
            && self.reading.tags[whole.end - 1].as_str() == "VBN"
        {
            whole.end -= 1;
        }
        whole
    }

    /// Returns who is meant by a description that names nobody: who was named before, alone holds the office, or wrote it.
    fn of_description(&self, phrase: &Phrase, whole: &Range<usize>, possessed: bool) -> Option<Told> {
        let Phrase { source, head, .. } = phrase;
        if let Some(told) = self.of_office_or_link(phrase, whole, possessed) {
            return Some(told);
        }
        let varied = self.varied(whole).filter(|_| self.is_all_that_varies(whole, source));
        let varied = varied.or_else(|| self.child(source)).or_else(|| self.called_his(source));
        if let Some(id) = varied.or_else(|| self.spouse_of(source)) {
            return Some((Some(self.entity(id)), Sureness::Linked(LIKELY_VARIED)));
        }
        self.author_of(source, head).map(|id| (Some(self.entity(id)), Sureness::Described))
    }

    /// Says whether nothing behind "the striker" in a source tells him apart: "the congressman from Ohio", "the singer, whose album".
    fn is_all_that_varies(&self, whole: &Range<usize>, source: &Range<usize>) -> bool {
        let word = |at: usize| if at < source.end { self.text.slice(self.tokens.words[at]) } else { "" };
        let ends =
            |at: usize| at == source.end || word(at) == "," && matches!(word(at + 1), "" | "who" | "whose");
        let from = || {
            let place = self.mention_at(whole.end + 1).filter(|_| word(whole.end) == "from");
            place.is_some_and(|(span, id)| {
                let after = whole.end + 1 + self.words_in(whole.end + 1, span);
                ends(after) && self.entities[id].kind == EntityType::Loc
            })
        };
        // "the 41-year-old father of five"
        let children = || self.counts_children(whole.end - 1) && ends(whole.end + 2);
        ends(whole.end) || from() || children()
    }

    /// Returns who was named before and is "the minister", or who alone holds that office where that is likelier.
    fn of_office_or_link(&self, phrase: &Phrase, whole: &Range<usize>, possessed: bool) -> Option<Told> {
        let Phrase { source, head, .. } = phrase;
        // "Roe's lawyer" is seldom somebody else who was named.
        // "The owner, known as Jane R.," is nobody else either.
        let named = (head.end..source.end).any(|at| self.names_person(at));
        let is_sure = |linked: &Told| {
            !(possessed || named)
                || matches!(linked.1, Sureness::Linked(confidence) if confidence >= LEAST_POSSESSED)
        };
        let linked = self.linked(self.tokens.span(whole)).filter(is_sure);
        let is_another = |linked: &Told| {
            let id = linked.0.as_ref().and_then(|speaker| speaker.entity);
            id.is_some_and(|id| self.is_of_another_people(whole, id))
        };
        let linked = linked.filter(|linked| !is_another(linked));
        let Some(holder) = self.holder_of(whole, source.end) else { return linked };
        let holder = self.entity(holder);
        // "The King" is King Doe rather than Roe.
        let is_likelier =
            |linked: &Told| linked.0.as_ref() == Some(&holder) || linked.1.probability() >= LIKELY_HOLDER;
        let linked = linked.filter(is_likelier);
        Some(linked.unwrap_or((Some(holder), Sureness::Linked(LIKELY_HOLDER))))
    }

    /// Says whether somebody is told beside the first name to be of another people than a description says: "the Qatari spokesman" is
    /// not "Israeli spokesman Tom Roe".
    pub(super) fn is_of_another_people(&self, words: &Range<usize>, id: usize) -> bool {
        const LONGEST: usize = 6;
        // A Scot is British too, and a Qatari an Arab.
        const WIDE: [&str; 14] = [
            "British", "American", "European", "African", "Asian", "Arab", "Western", "Latin", "Nordic",
            "Soviet", "Jewish", "Muslim", "Christian", "Catholic",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_people = |at: &usize| {
            self.reading.shapes[*at] == Shape::Capital && self.reading.lists[*at].any(Lists::DEMONYM)
        };
        let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name);
        let Some(name) = first.map(|mention| self.first_word(mention.span)) else { return false };
        let beside = (name.saturating_sub(LONGEST)..name).rev().take_while(|&at| self.is_of_name(at));
        let its: Vec<&str> = beside.filter(is_people).map(word).collect();
        let mut told = words.clone().filter(is_people).map(word);
        !its.is_empty()
            && !its.iter().any(|people| WIDE.contains(people))
            && told.any(|people| !WIDE.contains(&people) && !its.contains(&people))
    }

    /// Returns the words of a source that a speaker without a name is called by.
    fn what_says_who(&self, phrase: &Phrase, mut whole: Range<usize>) -> Range<usize> {
        let Phrase { source, head, .. } = phrase;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        // "One of the sources", "two of the men"
        if head.len() == 1
            && matches!(tag(head.start), "CD" | "DT" | "JJ" | "JJR" | "JJS")
            && head.end < source.end
            && word(head.end) == "of"
        {
            let comma = (head.end..source.end).find(|&at| matches!(word(at), "," | "who" | "which"));
            whole.end = comma.unwrap_or(source.end);
        }
        // "a spokesman for the company": the whole of a short phrase says more than its head.
        let comma = (head.end..source.end).find(|&at| word(at) == ",").unwrap_or(source.end);
        if comma - source.start <= MAX_SAID_WHOLE
            && head.end < comma
            && self.reading.lists[head.end].any(Lists::PREPOSITION)
        {
            whole.end = comma;
        }
        // "The boss of | Britain's biggest gym chain"
        if whole.len() > 2 && whole.end == head.end && word(whole.end - 1) == "of" {
            whole.end -= 1;
        }
        whole.end = self.before_marks(&whole);
        // "While many lawyers": many lawyers.
        let joins = JOINING.iter().any(|joining| word(whole.start).eq_ignore_ascii_case(joining));
        whole.start += usize::from(joins && whole.len() > 1);
        whole
    }

    /// Returns where words end without the marks behind them. The group “Women for Peace” keeps its last one.
    fn before_marks(&self, words: &Range<usize>) -> usize {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let closes = |end: usize| {
            let opens = |at: usize| matches!(word(at), "\"" | "“" | "«" | "``");
            matches!(word(end), "\"" | "”" | "»" | "''") && (words.start..end).any(opens)
        };
        let is_mark = |at: usize| self.reading.shapes[at] == Shape::Mark && word(at) != "%";
        let mut end = words.end;
        while end > words.start + 1 && is_mark(end - 1) && !closes(end - 1) {
            end -= 1;
        }
        end
    }

    /// Returns a speaker who is called by words: somebody named in capitals, somebody without a name, or nobody where it is no
    /// more than the "Q" of an interview, a number, a time.
    fn as_described(&self, words: Range<usize>) -> Told {
        if let Some(id) = self.in_capitals(&words) {
            return self.named(id);
        }
        let name = self.text.slice(self.tokens.span(&words));
        let letters: String = name.chars().filter(|c| c.is_alphabetic()).collect();
        let is_time = letters.len() < name.len() && matches!(letters.as_str(), "am" | "pm" | "AM" | "PM");
        // "Jane Roe, on Monday, said"
        let day = name.rsplit(' ').next().unwrap_or_default();
        let is_time = is_time || words.len() <= 2 && DAYS.contains(&day);
        if is_time || letters.chars().count() < 2 && !name.ends_with('%') {
            return NOBODY;
        }
        self.described(&words)
    }

    /// Returns whom of those of one surname somebody is of whom the article has that alone: whom a title or the row's pronoun tells
    /// apart, or the husband or wife whose given name alone is told: "Her husband Tom … Mr. Roe said".
    pub(super) fn by_surname(&self, row: &Said, last: Option<&Last>, id: usize) -> Option<usize> {
        let entity = &self.entities[id];
        if entity.kind != EntityType::Person || entity.name.contains(' ') || row.source.is_empty() {
            return None;
        }
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let here = self.tokens.words[row.source.start].start;
        let first = |id: usize| self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name);
        let title = |name: Span| {
            let at = self.first_word(name);
            at.checked_sub(1).into_iter().chain([at]).find_map(|at| match word(at) {
                "Mr" | "Mr." => Some(true),
                "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" => Some(false),
                _ => None,
            })
        };
        let names = || entity.mentions.iter().filter(|mention| mention.form == Form::Name);
        let masculine = match word(row.source.start) {
            "he" | "He" => true,
            "she" | "She" => false,
            _ => match names().take(MOST_NAMESAKES).find_map(|mention| title(mention.span)) {
                Some(masculine) => masculine,
                None => return self.namesake_goes_on(row, last?, id),
            },
        };
        let people = self.by_last_name();
        let namesakes = people.get(&entity.name.to_lowercase())?;
        let mut others: Vec<usize> = namesakes.iter().copied().filter(|&other| other != id).collect();
        others.retain(|&other| {
            let named = first(other).is_some_and(|name| name.span.start < here);
            named && self.entities[other].name.contains(' ')
        });
        if others.is_empty() {
            return None;
        }
        others.retain(|&other| !self.is_called_otherwise(other, masculine));
        match others[..] {
            [one] => Some(one),
            [] => self.spouse(masculine, here),
            // "the elder Roe said …, he wrote"
            _ => {
                let last = last.filter(|last| row.source.len() == 1 && last.is_near(row));
                last?.speaker.entity.filter(|spoke| others.contains(spoke))
            }
        }
    }

    /// Returns who spoke right before a row, by the full name, where its source is that one's surname alone, which may be another's
    /// too: "His father, Tom Roe, said he was sorry.¶ “He is a good boy,” Roe said."
    fn namesake_goes_on(&self, row: &Said, last: &Last, id: usize) -> Option<usize> {
        // Behind words in quotation marks of his own either may be meant.
        let direct = quotes::kind(self.reading, &row.content) == QuoteType::Direct;
        let tells = direct && !last.direct;
        let spoke = last.speaker.entity.filter(|&spoke| spoke != id && last.is_near(row) && tells)?;
        let entity = &self.entities[spoke];
        let surname = self.text.slice(self.tokens.words[row.source.start]);
        let whole = row.source.len() == 1 && self.is_family_name(surname, spoke);
        if !whole || entity.kind != EntityType::Person || !entity.name.contains(' ') {
            return None;
        }
        let first = row.content[0].start.min(row.source.start);
        let [above, own] = [last.at.checked_sub(1)?, first].map(|at| self.tokens.paragraph_of(at));
        let opens = above == own || above + 1 == own && self.tokens.paragraphs[own].start == first;
        let others = (last.at.min(first)..first)
            .filter_map(|at| self.mention_at(at))
            .any(|(_, other)| self.entities[other].kind == EntityType::Person);
        (opens && !others && self.text.of_one_section(above, own)).then_some(spoke)
    }

    /// Returns who has the surname that is a row's source and was called by it before, where it was taken for another's of whom the
    /// sentence before cannot speak: "Tom Roe cannot swim.¶ The club gave her a medal. “It is very nice,” Roe said."
    pub(super) fn by_pronoun_above(&self, row: &Said, id: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let surname = last_word(&self.entities[id].name)?;
        let whole = row.source.len() == 1 && word(row.source.start) == surname;
        if !whole || self.entities[id].kind != EntityType::Person {
            return None;
        }
        let (_, before) = self.sentence_before(row)?;
        let first = row.content[0].start.min(row.source.start);
        let here = self.tokens.paragraph_of(before.start) == self.tokens.paragraph_of(first);
        let told = |pronouns: [&str; 3]| {
            before.clone().any(|at| {
                self.reading.stretch_at(at).is_none()
                    && pronouns.iter().any(|pronoun| word(at).eq_ignore_ascii_case(pronoun))
            })
        };
        let masculine = match (told(["he", "him", "his"]), told(["she", "her", "hers"])) {
            (true, false) => true,
            (false, true) => false,
            _ => return None,
        };
        let named = before.clone().any(|at| self.names_person(at));
        if !here || named || !self.is_called_otherwise(id, masculine) {
            return None;
        }
        let start = self.tokens.words[row.source.start].start;
        // Called "Roe" alone before the words of a row.
        let is_short = |id: usize| {
            let mut names = self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name);
            names.any(|mention| mention.span.start < start && self.text.slice(mention.span) == surname)
        };
        let mut others = self.full_names(surname, start).filter(|&other| other != id);
        let one = others.next().filter(|_| others.next().is_none())?;
        (!self.is_called_otherwise(one, masculine) && is_short(one) && !is_short(id)).then_some(one)
    }

    /// Returns whom of one surname a source is of which the article says that it is the other one's: "Roe, 66, a grandson of the
    /// founder, attacked what he called “…”", where Jane Roe was named last.
    pub(super) fn by_gender(&self, row: &Said, id: usize) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let at = row.source.clone().next()?;
        let (span, its) = self.mention_at(at)?;
        let surname = last_word(&self.entities[id].name)?;
        if its != id || self.entities[id].kind != EntityType::Person || self.text.slice(span) != surname {
            return None;
        }
        let aside = self.ages_end(at + 1).unwrap_or(at + 1);
        let kin = if word(aside) == "," && self.is_article(aside + 1) {
            noun(&word(aside + 2).to_lowercase()).gender
        } else {
            Gender::Unknown
        };
        let first = row.content[0].start;
        let masculine = match (kin, word(first), word(first + 1)) {
            (Gender::Male, ..) => true,
            (Gender::Female, ..) => false,
            (_, "what", "he") if first > at => true,
            (_, "what", "she") if first > at => false,
            _ => return None,
        };
        if !self.is_called_otherwise(id, masculine) {
            return None;
        }
        let mut others = self.full_names(surname, span.start).filter(|&other| other != id);
        let one = others.next().filter(|_| others.next().is_none())?;
        (!self.is_called_otherwise(one, masculine)).then_some(one)
    }

    /// Returns the people of a surname whom the article names in full before a place of the text.
    fn full_names(&self, surname: &str, before: u32) -> impl Iterator<Item = usize> {
        let people = self.by_last_name().get(&surname.to_lowercase());
        people.into_iter().flatten().copied().filter(move |&id| {
            let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name);
            self.entities[id].name.contains(' ') && first.is_some_and(|name| name.span.start < before)
        })
    }

    /// Returns which of two of one family "the elder Roe", "the younger Mr. Roe" or "Roe Jr." is, where their ages tell, or what the
    /// article calls one of them: "his son Tom", "Jane Roe, the elder by a year".
    fn elder_or_younger(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let last = source.end.checked_sub(1)?;
        let start = self.tokens.words[source.start].start;
        // "Roe Jr." is Tom Roe Jr. where the article names him so.
        let alone = || {
            self.mention_at(source.start)
                .is_none_or(|(_, id)| self.entities[id].name.starts_with(word(source.start)))
        };
        let (younger, surname) = match (source.len(), word(source.start), word(last)) {
            (2, surname, "Jr" | "Jr." | "Jnr" | "Junior") if alone() => (true, surname),
            (2, surname, "Sr" | "Sr." | "Snr" | "Senior") if alone() => (false, surname),
            (3 | 4, "the" | "The", surname) => match word(source.start + 1) {
                "younger" => (true, surname),
                "elder" | "older" | "senior" => (false, surname),
                _ => return None,
            },
            _ => return None,
        };
        let full: Vec<usize> = self.full_names(surname, start).collect();
        let (one, other) = match full[..] {
            [one, other] => (one, other),
            [one] => (one, self.only_kin(start)?),
            _ => return None,
        };
        let is_younger = match (self.age(one), self.age(other)) {
            (Some(age), Some(others)) if age != others => age < others,
            _ => match (self.is_told_younger(one), self.is_told_younger(other)) {
                (Some(younger), None) => younger,
                (None, Some(others)) => !others,
                (Some(younger), Some(others)) if younger != others => younger,
                _ => return None,
            },
        };
        Some(if is_younger == younger { one } else { other })
    }

    /// Returns the only one whose given name alone is told behind "his son" or the like, before a place of the text.
    fn only_kin(&self, before: u32) -> Option<usize> {
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < before);
        let mut kin = self.mentions[..end].iter().rev().take(MEMORY).filter(|&&(span, form, id)| {
            let entity = &self.entities[id];
            form == Form::Name
                && entity.kind == EntityType::Person
                && !entity.name.contains(' ')
                && self.word_before(span).is_some_and(is_kin)
        });
        let &(_, _, one) = kin.next()?;
        kin.all(|&(_, _, other)| other == one).then_some(one)
    }

    /// Says whether what stands beside the first names of somebody tells that one to be the younger of two of a family.
    fn is_told_younger(&self, id: usize) -> Option<bool> {
        const NAMES: usize = 3;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let kin = |word: &str| match word {
            "son" | "daughter" | "grandson" | "granddaughter" | "nephew" | "niece" => Some(true),
            "father" | "mother" | "grandfather" | "grandmother" | "uncle" | "aunt" => Some(false),
            _ => None,
        };
        let age = |word: &str| match word {
            "younger" => Some(true),
            "elder" | "older" => Some(false),
            _ => None,
        };
        let names = self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name);
        names.take(NAMES).find_map(|mention| {
            let name = self.first_word(mention.span);
            let after = name + self.words_in(name, mention.span);
            let after = self.ages_end(after).unwrap_or(after);
            let sibling = |at: usize| matches!(word(at), "brother" | "sister");
            // "his son Tom", "her younger brother, Tom"
            let before = name - usize::from(name > 0 && word(name - 1) == ",");
            let told = before.checked_sub(2).and_then(|at| match sibling(at + 1) {
                true => age(word(at)),
                false => kin(word(at + 1)),
            });
            // "Tom Roe, 19, son of", "Jane Roe, the elder"
            told.or_else(|| {
                let aside = after + 1 + usize::from(self.is_article(after + 1));
                let told = kin(word(aside)).filter(|_| word(aside + 1) == "of");
                told.or_else(|| age(word(aside)).filter(|_| aside > after + 1)).filter(|_| word(after) == ",")
            })
        })
    }

    /// Returns the age that the article tells beside the first names of somebody: "Tom Roe, 34,".
    fn age(&self, id: usize) -> Option<u8> {
        const NAMES: usize = 3;
        let names = self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name);
        names.take(NAMES).find_map(|mention| {
            let name = self.first_word(mention.span);
            let end = self.ages_end(name + self.words_in(name, mention.span))?;
            self.text.slice(self.tokens.words[end - 1]).parse().ok()
        })
    }

    /// Returns where the age ends that stands behind the comma or bracket at a word.
    fn ages_end(&self, at: usize) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let is_age = word(at + 1).parse().is_ok_and(|age: u8| age < 120)
            && matches!(word(at + 2), "," | "." | ")" | ";");
        (is_age && matches!(word(at), "," | "(")).then_some(at + 2)
    }

    /// Returns the only one whom the article has introduced as "his lawyer": "His lawyer, Jane Roe, … his lawyer said".
    fn called_his(&self, source: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 3;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let owner = |at: usize| self.linked(self.tokens.words[at])?.0?.entity;
        let is_his = |at: usize| matches!(word(at), "his" | "His" | "her" | "Her");
        if source.len() != 2 || !is_his(source.start) || self.reading.tags[source.end - 1].as_str() != "NN" {
            return None;
        }
        let noun = word(source.end - 1);
        let whose = owner(source.start)?;
        let start = self.tokens.words[source.start].start;
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < start);
        let mut called = self.mentions[..end].iter().rev().take(MEMORY).filter(|&&(span, form, id)| {
            let name = self.first_word(span);
            let comma = usize::from(name > 0 && word(name - 1) == ",");
            let Some(head) = name.checked_sub(1 + comma).filter(|&head| word(head) == noun) else {
                return false;
            };
            let describes =
                |at: &usize| self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "JJ";
            let length = (head.saturating_sub(LONGEST)..head).rev().take_while(describes).count();
            let its = (head - length).checked_sub(1);
            form == Form::Name
                && self.entities[id].kind == EntityType::Person
                && its.is_some_and(|at| is_his(at) && owner(at) == Some(whose))
        });
        let &(_, _, one) = called.next()?;
        (one != whose && called.all(|&(_, _, other)| other == one)).then_some(one)
    }

    /// Returns the only child whose age the article tells who may be "the boy", "the girl" or "the teenager".
    fn child(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if source.len() != 2 || !matches!(word(source.start), "the" | "The") {
            return None;
        }
        let noun = word(source.end - 1);
        let ages = match noun {
            "boy" | "girl" | "schoolboy" | "schoolgirl" | "youngster" => 0..18,
            "teenager" | "teen" => 13..20,
            _ => return None,
        };
        if self.is_first_nobody(noun, source.start) {
            return None;
        }
        let start = self.tokens.words[source.start].start;
        let fits = |id: usize| {
            let masculine = noun.ends_with("boy");
            let gendered = masculine || noun.ends_with("girl");
            !gendered || !self.is_called_otherwise(id, masculine)
        };
        let mut children = self.mentions[..self.mentions.partition_point(|&(span, _, _)| span.start < start)]
            .iter()
            .rev()
            .take(MEMORY)
            .filter(|&&(_, form, id)| {
                form == Form::Name && self.entities[id].kind == EntityType::Person && fits(id)
            })
            .map(|&(_, _, id)| id)
            .filter(|&id| self.age(id).is_some_and(|age| ages.contains(&age)));
        let one = children.next()?;
        children.all(|other| other == one).then_some(one)
    }

    /// Returns the other one of two of one surname whom the article calls brothers or sisters, where one of them spoke last and the
    /// sentence before a row begins with "his brother". "…, his brother added" may well be the same one's.
    pub(super) fn sibling(&self, row: &Said, last: &Last) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let first =
            row.source.clone().next().filter(|&at| matches!(word(at), "he" | "He" | "she" | "She"))?;
        let at = self.sentence_before(row)?.1.start;
        let masculine = match word(at + 1) {
            "brother" => true,
            "sister" => false,
            _ => return None,
        };
        let other = if masculine { ["she", "She"] } else { ["he", "He"] };
        if !matches!(word(at), "His" | "Her") || other.contains(&word(first)) {
            return None;
        }
        let owner = self.named_last(at).filter(|&id| last.speaker.entity == Some(id))?;
        let here = self.tokens.words[at].start;
        let name = |id: usize| self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name);
        let mut others = self
            .by_last_name()
            .get(&last_word(&self.entities[owner].name)?.to_lowercase())?
            .iter()
            .copied()
            .filter(|&id| id != owner && self.entities[id].name.contains(' '))
            .filter(|&id| name(id).is_some_and(|name| name.span.start < here));
        let one = others.next().filter(|_| others.next().is_none())?;
        let beside = |id: usize| {
            let before = name(id).and_then(|name| self.first_word(name.span).checked_sub(1));
            before.is_some_and(|at| matches!(word(at), "brother" | "sister" | "twin"))
        };
        let told = beside(one)
            || beside(owner)
            || (0..at.min(MEMORY))
                .any(|at| matches!(word(at), "brothers" | "sisters" | "siblings" | "twins"));
        (told && !self.is_called_otherwise(one, masculine) && !self.is_barred(row, one)).then_some(one)
    }

    /// Returns the other one of a couple of one surname where "he" is more likely that one: "Tom and Carol Roe … Roe made tea. “…,” he
    /// said".
    pub(super) fn of_couple(&self, row: &Said, id: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let gender = match word(row.source.clone().next()?) {
            "he" | "He" => 0,
            "she" | "She" => 1,
            _ => return None,
        };
        let told = |id: usize| {
            let given = self.entities[id].name.split(' ').next().unwrap_or_default().to_lowercase();
            let told = gender_of_given(&given, Lists::of(&given));
            Some(told).filter(|_| !is_unisex(&given)).unwrap_or_default()
        };
        let his = gender == 0;
        let gender = if his { Gender::Male } else { Gender::Female };
        if self.entities[id].kind != EntityType::Person || told(id) == gender {
            return None;
        }
        let named = self.entities[id].mentions.iter().rev().find(|mention| {
            mention.form == Form::Name && mention.span.end <= self.tokens.words[row.source.start].start
        })?;
        let surname = self.words_in(self.first_word(named.span), named.span) == 1
            && last_word(&self.entities[id].name) == Some(self.text.slice(named.span));
        let of_gender = |other: usize| told(other) == gender || self.called[other] == [his, !his];
        self.partner(id).filter(|&other| surname && of_gender(other))
    }

    /// Returns whose given name alone, and "and", stand before somebody's first name: Tom, of "Tom and Carol Roe".
    fn partner(&self, id: usize) -> Option<usize> {
        let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name)?;
        let at = self.first_word(first.span);
        let and = at.checked_sub(1).filter(|&and| self.text.slice(self.tokens.words[and]) == "and")?;
        let (_, other) = self.mention_at(and.checked_sub(1)?)?;
        let [name, its] = [&self.entities[id].name, &self.entities[other].name];
        let single = !its.contains(' ') || last_word(its) == last_word(name);
        (single && name.contains(' ') && other != id && self.entities[other].kind == EntityType::Person)
            .then_some(other)
    }

    /// Returns who "his wife" is where the article names one couple of one surname alone: "Nigel and Wendy Roe, both 64".
    pub(super) fn spouse_of(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if source.len() != 2 {
            return None;
        }
        let masculine = match (word(source.start), word(source.start + 1)) {
            ("his" | "His", "wife") => false,
            ("her" | "Her", "husband") => true,
            _ => return None,
        };
        let before = self.tokens.words[source.start].start;
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < before);
        let mut couples = self.mentions[..end].iter().rev().take(MEMORY).filter_map(|&(span, form, id)| {
            let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name)?;
            let is_first = form == Form::Name && first.span == span;
            let one = is_first.then(|| self.partner(id)).flatten()?;
            Some([one, id])
        });
        let couple = couples.next().filter(|_| couples.next().is_none())?;
        let [own, other] = [usize::from(!masculine), usize::from(masculine)];
        let may_be = |id: usize, gender: usize| !self.called[id][1 - gender];
        let told = |id: usize| self.called[id] != [false; 2];
        let fits =
            |one: usize, two: usize| may_be(one, own) && may_be(two, other) && (told(one) || told(two));
        match couple {
            [one, two] if fits(one, two) => Some(one),
            [one, two] if fits(two, one) => Some(two),
            _ => None,
        }
    }

    /// Returns the only one whose given name alone is told as somebody's husband, or wife, before a place of the text; or as another
    /// relative's of that gender, where there is none: "His daughter Ann … Miss Roe said".
    fn spouse(&self, masculine: bool, before: u32) -> Option<usize> {
        let spouse = if masculine { "husband" } else { "wife" };
        let gender = if masculine { Gender::Male } else { Gender::Female };
        let of_gender = |word: &str| is_kin(word) && noun(word).gender == gender;
        self.only_relative(before, |word| word == spouse).or_else(|| self.only_relative(before, of_gender))
    }

    /// Returns the only one whose given name alone stands behind what relative of somebody that is, before a place of the text.
    fn only_relative(&self, before: u32, is_relative: impl Fn(&str) -> bool) -> Option<usize> {
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < before);
        let mut found = self.mentions[..end].iter().rev().take(MEMORY).filter(|&&(span, form, id)| {
            let at = self.first_word(span);
            let noun = at.checked_sub(1).map_or("", |at| self.text.slice(self.tokens.words[at]));
            let comma = at.checked_sub(2).map_or("", |at| self.text.slice(self.tokens.words[at]));
            form == Form::Name
                && self.entities[id].kind == EntityType::Person
                && !self.entities[id].name.contains(' ')
                && (is_relative(noun) || noun == "," && is_relative(comma))
        });
        let &(_, _, one) = found.next()?;
        found.all(|&(_, _, other)| other == one).then_some(one)
    }

    /// Returns the person in apposition to a title that readers take for a name: "The Taoiseach, Jane Roe, said".
    fn behind_title(&self, head: &Range<usize>, end: usize) -> Option<usize> {
        let comma = head.end;
        let titled = self.is_article(head.start)
            && self.mention_at(head.start + 1).is_some()
            && comma < end
            && self.text.slice(self.tokens.words[comma]) == ",";
        let (span, id) = self.mention_at(comma + 1).filter(|_| titled && comma + 1 < end)?;
        let whole = self.words_in(comma + 1, span) > 1;
        (whole && self.entities[id].kind == EntityType::Person && !self.owns(span)).then_some(id)
    }

    /// Returns the name of a wife who is called by that of her husband, whom the article names too: "Mrs. Tom Doe".
    fn wife_of(&self, head: &Range<usize>, id: usize) -> Option<String> {
        let name =
            (head.start..head.end).find(|&at| self.mention_at(at).is_some_and(|(_, its)| its == id))?;
        let (span, _) = self.mention_at(name)?;
        let mrs = |at: usize| matches!(self.text.slice(self.tokens.words[at]), "Mrs" | "Mrs.");
        let title = if mrs(name) { name } else { name.checked_sub(1).filter(|&at| mrs(at))? };
        // A given name, and that of a man.
        let given = title + 1;
        let after = name + self.words_in(name, span);
        let man = after > given + 1
            && self.reading.lists[given].any(Lists::MALE)
            && !self.reading.lists[given].any(Lists::FEMALE);
        man.then(|| self.text.slice(self.tokens.span(&(title..after))).to_owned())
    }

    /// Returns the person whose name ends a source that begins with another person's, where only what the first of them is
    /// called stands between: "through her lawyer, Ben Roe, the actress Jane Doe said". Nobody is called by another's name.
    fn behind_aside(&self, source: &Range<usize>) -> Option<usize> {
        let person = |at: usize| {
            let (span, id) = self.mention_at(at)?;
            (self.entities[id].kind == EntityType::Person).then(|| (at + self.words_in(at, span), id))
        };
        let (comma, first) = person(source.start)?;
        if comma >= source.end || self.text.slice(self.tokens.words[comma]) != "," {
            return None;
        }
        // "Ald. Jane Roe, 4th Ward" is no Ward.
        let is_called = |at: &usize| {
            let tag = self.reading.tags[*at];
            let counted = self.text.slice(self.tokens.words[*at]).starts_with(|c: char| c.is_ascii_digit());
            self.mention_at(*at).is_none()
                && !counted
                && (tag.is_noun() || matches!(tag.as_str(), "DT" | "JJ"))
        };
        let from = comma + 1;
        let name = from + (from..source.end.min(from + MAX_OF)).take_while(is_called).count();
        let (end, second) = person(name).filter(|_| name > from && name < source.end)?;
        (end == source.end && second != first).then_some(second)
    }

    /// Returns the one of the two named last that "the former" or "the latter" is, where the sentence before or its own names
    /// both.
    fn of_two(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let last = source.len() == 2 && word(source.start + 1) == "latter";
        let former = source.len() == 2 && word(source.start + 1) == "former";
        if !last && !former {
            return None;
        }
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= source.start);
        let from =
            self.tokens.sentences.get(own.saturating_sub(1))?.start.max(source.start.saturating_sub(MEMORY));
        let mut named: Vec<usize> =
            (from..source.start).filter_map(|at| self.mention_at(at)).map(|(_, id)| id).collect();
        named.retain(|&id| matches!(self.entities[id].kind, EntityType::Person | EntityType::Org));
        named.dedup();
        match named[..] {
            [one, other] if one != other => Some(if last { other } else { one }),
            _ => None,
        }
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
        let people = self.by_last_name();
        let is_named = |&&id: &&usize| {
            let name = self.entities[id].name.to_lowercase();
            let whole = label.strip_suffix(&name).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
            whole || words.len() == 1
        };
        let mut named = people.get(last_word(&label)?)?.iter().filter(is_named);
        named.next().filter(|_| named.next().is_none()).copied()
    }

    /// Returns the people of each last name, in small letters.
    fn by_last_name(&self) -> &HashMap<String, Vec<usize>> {
        self.people.get_or_init(|| {
            let mut people: HashMap<String, Vec<usize>> = HashMap::new();
            for (id, entity) in self.entities.iter().enumerate() {
                if let (EntityType::Person, Some(last)) = (entity.kind, last_word(&entity.name)) {
                    people.entry(last.to_lowercase()).or_default().push(id);
                }
            }
            people.retain(|_, people| people.len() <= MOST_NAMESAKES);
            people
        })
    }

    /// Returns the only person who has the initials that a turn is labelled with: "HB: …", Helen Brown.
    pub(super) fn by_initials(&self, at: usize) -> Option<usize> {
        let label = self.text.slice(self.tokens.words[at]);
        if !label.chars().all(|letter| letter.is_uppercase() || letter == '.') {
            return None;
        }
        let label: String = label.chars().filter(|&letter| letter != '.').collect();
        let known = self.initials.get_or_init(|| {
            let mut known: HashMap<String, Option<usize>> = HashMap::new();
            let people =
                self.entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityType::Person);
            for (id, entity) in people {
                let only = known.entry(initials(&entity.name).collect()).or_insert(Some(id));
                *only = only.filter(|&other| other == id);
            }
            known
        });
        known.get(&label).copied().flatten().filter(|_| label.chars().count() > 1)
    }

    /// Says whether a source is "the statement", and the sentence of what was said last had it: "Roe said in a statement
    /// that …".
    pub(super) fn is_its_writing(&self, last: &Last, source: &Range<usize>) -> bool {
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

    /// Says whether a source is what somebody got who did not write it: "the message received by Roe".
    fn is_of_hearer(&self, source: &Range<usize>) -> bool {
        const LONGEST: usize = 6;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = source.end.min(source.start + LONGEST);
        let writing = (source.start..end).find(|&at| WRITINGS.contains(&word(at)));
        let next = writing.and_then(|at| (at + 1..end).find(|&at| self.reading.tags[at].as_str() != "WDT"));
        next.is_some_and(|at| {
            let got = matches!(word(at), "received" | "sent" | "addressed" | "seen" | "obtained" | "shown");
            got && at + 1 < source.end && matches!(word(at + 1), "by" | "to")
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
        let ends = head.end == source.end || word(head.end) == ",";
        if ends && head.len() > 1 {
            // "The president's post"
            if let Some(owner) =
                (head.start + 1..head.end - 1).find(|&at| self.is_possessive(at)).map(|at| head.start..at)
                && self.mention_at(head.start).is_none()
                && self.is_article(head.start)
            {
                let linked = self.linked(self.tokens.span(&owner)).and_then(|linked| linked.0?.entity);
                return linked.or_else(|| self.holder_of(&owner, owner.end));
            }
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

    /// Says whether an entity may be whom a description calls by the noun at a word: "The Vice Chancellor, University of
    /// Ohio," is no university, "the mother of a victim, Tom Roe," no man.
    fn may_be_beside(&self, noun_at: usize, id: usize) -> bool {
        // "The owner, Acme Corp.," may be a firm.
        const OFFICES: [&str; 28] = [
            "chancellor", "president", "chairman", "chairwoman", "chairperson", "chair", "director",
            "secretary", "minister", "spokesman", "spokeswoman", "spokesperson", "commissioner", "governor",
            "mayor", "editor", "manager", "coach", "captain", "officer", "inspector", "superintendent",
            "principal", "dean", "professor", "registrar", "treasurer", "coordinator",
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

    /// Returns whose name ends a source behind another's, who belongs to what opens the sentence: "In a statement read by | her
    /// lawyer, Ann Doe, Jane Roe |".
    fn second_of_two(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = self.tokens.words[source.end - 1].end;
        let next = self.mentions.partition_point(|&(span, _, _)| span.end <= end);
        let (&(second, form, id), before) = self.mentions[..next].split_last()?;
        let &(first, _, other) = before.last()?;
        let (one, two) = (self.first_word(first), self.first_word(second));
        let is_person = |id: usize| self.entities[id].kind == EntityType::Person;
        let comma = |at: usize| at.checked_sub(1).is_some_and(|before| word(before) == ",");
        // "will be replaced by the chairman, Jane Roe, Acme said"
        let is_org = self.entities[id].kind == EntityType::Org
            && self.tokens.words.get(source.end).is_some_and(|&next| self.text.slice(next) != ",");
        // "Ald. Jane Roe, 4th Ward"
        let counted = two > 0 && word(two - 1).starts_with(|c: char| c.is_ascii_digit());
        let whole = second.end == end && form == Form::Name && one >= source.start && !counted;
        let beside = one + self.words_in(one, first) + 1 == two && comma(two);
        let speaks = is_person(id) || is_org;
        (whole && beside && comma(one) && speaks && is_person(other) && id != other).then_some(id)
    }

    /// Returns whose name ends a source behind a clause on somebody: "A neighbor who lives across the street, Jane Roe,".
    fn closing(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let who = source.clone().take(MAX_OF).find(|&at| matches!(word(at), "who" | "that"))?;
        let end = source.end - usize::from(word(source.end - 1) == ",");
        let comma = (who + 2..end).rev().find(|&at| word(at) == ",")?;
        let id = self.apposition(comma + 1..source.end)?;
        let last = self.tokens.words[end - 1].end;
        let next = self.mentions.partition_point(|&(span, _, _)| span.end <= last);
        let ends = self.mentions[..next]
            .last()
            .is_some_and(|&(span, form, its)| form == Form::Name && its == id && span.end == last);
        (ends && self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns whose name stands between commas right behind a source without one: "The exchange | , Roe & Co., halted …, citing".
    fn apposed_behind(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let name = source.end + 1;
        let (span, id) = self.mention_at(name).filter(|_| word(source.end) == ",")?;
        let after = name + self.words_in(name, span);
        let one = self.is_article(source.start) && source.len() <= MAX_OF / 2;
        let alone = word(after) == "," && !matches!(word(after + 1), "and" | "or" | "who");
        let is_one = self.reading.tags[source.end - 1].as_str() == "NN";
        let speaks = matches!(self.entities[id].kind, EntityType::Person | EntityType::Org);
        (one && is_one && alone && speaks).then_some(id)
    }

    /// Returns whose name a source without one gives right behind: "A man who gave his name as Idris", "A trader, who gave her name
    /// only as Mama Roe,".
    fn gives_name(&self, source: &Range<usize>) -> Option<usize> {
        const FAR: usize = 20;
        /// "whom the police in Ohio named as"
        const LONGEST_BY: usize = 6;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let number = self.tokens.sentences.partition_point(|sentence| sentence.end <= source.start);
        let end = self.tokens.sentences.get(number)?.end.min(source.start + FAR);
        let gives = |at: &usize| {
            matches!(word(*at), "gave" | "giving" | "gives")
                && at + 2 < end
                && matches!(word(at + 1), "his" | "her" | "their")
                && matches!(word(at + 2), "name" | "first")
        };
        // "who gave only his surname, Roe"
        let surname = |at: &usize| {
            matches!(word(*at), "gave" | "giving" | "gives")
                && at + 3 < end
                && matches!(
                    (word(at + 1), word(at + 2)),
                    ("only", "his" | "her" | "their") | ("his" | "her" | "their", _)
                )
                && (at + 2..end.min(at + 5)).any(|at| matches!(word(at), "surname" | "last" | "family"))
        };
        // "The leader, who calls himself Tom Roe,"
        let calls = |at: &usize| {
            matches!(word(*at), "calls" | "called" | "calling")
                && *at + 2 < end
                && matches!(word(at + 1), "himself" | "herself")
        };
        // "The seller, whom police named as Tom Roe,"
        let is_named = |at: &usize| {
            matches!(word(*at), "named" | "identified")
                && *at + 2 < end
                && word(at + 1) == "as"
                && (source.start..*at).rev().take(LONGEST_BY).any(|at| word(at) == "whom")
        };
        // "who identified himself only as Tom Roe"
        let introduces = |at: &usize| {
            matches!(word(*at), "identified" | "introduced")
                && *at + 3 < end
                && matches!(word(at + 1), "himself" | "herself")
        };
        // "who asked to be identified only by his surname, Roe,"
        let identified = |at: &usize| {
            word(*at) == "identified"
                && (at + 1..end).take(5).any(|at| matches!(word(at), "surname" | "name"))
        };
        let as_or_comma =
            |from: usize| (from..end).take(4).find(|&at| matches!(word(at), "as" | ",")).map(|at| at + 1);
        let found =
            (source.start..end).find(|at| gives(at) || surname(at) || introduces(at) || identified(at));
        let name = match found {
            Some(gave) if surname(&gave) => {
                as_or_comma((gave + 2..end).find(|&at| matches!(word(at), "surname" | "name"))? + 1)?
            }
            Some(gave) if introduces(&gave) => (gave + 2..end).take(3).find(|&at| word(at) == "as")? + 1,
            Some(gave) if gives(&gave) => (gave + 3..end).take(4).find(|&at| word(at) == "as")? + 1,
            Some(identified) => {
                as_or_comma((identified + 1..end).find(|&at| word(at).ends_with("name"))? + 1)?
            }
            None => {
                let who = |at: &usize| *at > source.start && word(at - 1) == "who";
                let calls = |at: &usize| calls(at) && (source.contains(at) || who(at));
                (source.start..end).find(|at| calls(at) || is_named(at))? + 2
            }
        };
        // "as Agent Roe"
        let (_, id) = self.mention_at(name).or_else(|| {
            let titled = name < end && self.reading.lists[name].any(Lists::TITLE.or(Lists::ROLE));
            titled.then(|| self.mention_at(name + 1)).flatten()
        })?;
        (self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns whom `words` name, after the comma behind a description: "Lt. Jane Roe, 34,", "the actor Jane Roe".
    fn apposition(&self, words: Range<usize>) -> Option<usize> {
        const LONGEST: usize = 4;
        let is_place =
            |at: usize| self.mention_at(at).is_some_and(|(_, id)| self.entities[id].kind == EntityType::Loc);
        let says_what = |at: usize| {
            let tag = self.reading.tags[at];
            self.reading.lists[at].any(Lists::TITLE)
                || tag.is_noun()
                || matches!(tag.as_str(), "DT" | "JJ" | "PRP$")
                // "a teacher, one Jane Roe,"
                || self.text.slice(self.tokens.words[at]) == "one"
                || is_place(at + 1) && matches!(self.text.slice(self.tokens.words[at]), "to" | "in")
        };
        let mut start = words.clone().find(|&at| self.mention_at(at).is_some() || !says_what(at))?;
        let (mut span, mut id) = self.mention_at(start)?;
        let mut after = start + self.words_in(start, span);
        // "former envoy to Ohio Jane Roe"
        let mut place = 0;
        if self.entities[id].kind == EntityType::Loc
            && let Some((other, its)) = self.mention_at(after).filter(|_| after < words.end)
            && self.entities[its].kind == EntityType::Person
        {
            place = after - start;
            (start, span, id) = (after, other, its);
            after = start + self.words_in(start, span);
        }
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
        (ends && speaks && start - words.start <= LONGEST + place).then_some(id)
    }

    /// Returns the words of several who speak together: "Jane Roe and Sen. Tom Doe", "Roe, Doe and Poe", "she and Roe",
    /// "Roe, a friend, and his wife"; none where others only say who one is: "Roe, an adviser to Doe and Poe".
    pub(super) fn several(&self, source: &Range<usize>) -> Option<Range<usize>> {
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
}
