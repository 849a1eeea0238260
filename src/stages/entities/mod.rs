//! From labels to mentions, and from mentions to the entities of the article.
//!
//! Names first: a person's surname or given name goes to the person who bears it, an acronym to the name it
//! abbreviates, "the Foreign Ministry" to the only ministry there is. Then pronouns, only where one person
//! can be meant: a blank is better than a guess.

mod fold;

use crate::error::{Deadline, Reject};
use crate::found::{Entity, EntityType, Form, Mention};
use crate::reading::lexicon::Lists;
use crate::reading::{Label, Reading};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use fold::fold;
use std::collections::HashMap;
use std::ops::Range;

/// Finds the entities of an article, in order of their first mention.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    deadline: Deadline,
) -> Result<Vec<Entity>, Reject> {
    let names = names(text, tokens, reading, deadline)?;
    let mut groups = Groups::default();
    // Long names first, so that a headline's "Roe" finds the "Jane Roe" of the first sentence.
    for name in names.iter().filter(|name| !name.is_short()) {
        groups.add_full(name);
    }
    let mut owner = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        if at.is_multiple_of(256) {
            deadline.check("entities")?;
        }
        let group = if name.is_short() { groups.place_short(name) } else { groups.find_full(name) };
        groups.all[group].seen(name, at);
        owner.push(group);
    }
    let pronouns = pronouns(text, tokens, reading, &names, &owner, &groups, deadline)?;
    Ok(groups.into_entities(&names, &owner, &pronouns))
}

/// A name where it stands.
struct Name<'a> {
    words: Range<usize>,
    span: Span,
    body: &'a str,
    kind: EntityType,
    /// Its words, folded; without a leading article.
    parts: Vec<String>,
    /// The parts joined by spaces.
    key: String,
    gender: Gender,
}

impl Name<'_> {
    /// Says whether the name may stand for a longer one.
    fn is_short(&self) -> bool {
        match self.kind {
            EntityType::Person => self.parts.len() == 1,
            EntityType::Org => self.parts.len() <= 2,
            EntityType::Loc | EntityType::Misc => self.parts.len() == 1,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

/// Decodes the labels into names, in order of position.
fn names<'a>(
    text: &'a Text,
    tokens: &Tokens,
    reading: &Reading,
    deadline: Deadline,
) -> Result<Vec<Name<'a>>, Reject> {
    let mut names = Vec::new();
    for sentence in &tokens.sentences {
        deadline.check("entities")?;
        let mut at = sentence.start;
        while at < sentence.end {
            let Label::Begin(kind) = reading.labels[at] else {
                at += 1;
                continue;
            };
            let mut end = at + 1;
            while end < sentence.end && reading.labels[end] == Label::Inside(kind) {
                end += 1;
            }
            let span = Span { start: tokens.words[at].start, end: tokens.words[end - 1].end };
            let parts: Vec<String> = (at..end)
                .map(|i| fold(text.slice(tokens.words[i])))
                .filter(|part| !part.is_empty() && part != "the")
                .collect();
            if !parts.is_empty() {
                let gender = if kind == EntityType::Person {
                    gender(text, tokens, reading, at, end)
                } else {
                    Gender::Unknown
                };
                let key = parts.join(" ");
                names.push(Name { words: at..end, span, body: text.slice(span), kind, parts, key, gender });
            }
            at = end;
        }
    }
    Ok(names)
}

/// Tells a person's gender from the title before the name or the given name.
fn gender(text: &Text, tokens: &Tokens, reading: &Reading, at: usize, end: usize) -> Gender {
    let before = if at > 0 { text.slice(tokens.words[at - 1]) } else { "" };
    match before {
        "Mr." | "Mr" | "Sir" | "King" | "Prince" | "Lord" | "spokesman" | "Spokesman" | "congressman"
        | "Congressman" | "chairman" | "Chairman" | "Pope" | "Father" | "actor" | "businessman" => {
            return Gender::Male;
        }
        "Mrs." | "Mrs" | "Ms." | "Ms" | "Miss" | "Queen" | "Princess" | "Lady" | "Dame" | "spokeswoman"
        | "Spokeswoman" | "congresswoman" | "Congresswoman" | "chairwoman" | "Chairwoman" | "actress" => {
            return Gender::Female;
        }
        _ => {}
    }
    if end - at < 2 {
        return Gender::Unknown;
    }
    let first = reading.lists[at];
    match (first.any(Lists::MALE), first.any(Lists::FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// One entity in the making.
#[derive(Default)]
struct Group {
    /// How often it was labelled each type.
    kinds: [u32; 4],
    /// The index of the name that is its fullest.
    fullest: Option<usize>,
    fullest_parts: usize,
    male: u32,
    female: u32,
    /// The index of its last name seen so far.
    last: usize,
}

impl Group {
    fn seen(&mut self, name: &Name, at: usize) {
        self.kinds[name.kind as usize] += 1;
        match name.gender {
            Gender::Male => self.male += 1,
            Gender::Female => self.female += 1,
            Gender::Unknown => {}
        }
        if self.fullest.is_none() || name.parts.len() > self.fullest_parts {
            (self.fullest, self.fullest_parts) = (Some(at), name.parts.len());
        }
        self.last = at;
    }

    fn gender(&self) -> Gender {
        match (self.male, self.female) {
            (male, female) if male > female => Gender::Male,
            (male, female) if male < female => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    fn kind(&self) -> EntityType {
        let mut best = EntityType::ALL[0];
        for kind in EntityType::ALL {
            if self.kinds[kind as usize] > self.kinds[best as usize] {
                best = kind;
            }
        }
        best
    }
}

/// The entities so far and the ways to find them.
#[derive(Default)]
struct Groups {
    all: Vec<Group>,
    /// Whole names, folded.
    whole: HashMap<String, usize>,
    /// A person's first and last name together: "John D. Roe" is "John Roe".
    ends: HashMap<(String, String), usize>,
    /// Those whose name ends with the word; persons, organisations.
    by_last: [HashMap<String, Vec<usize>>; 2],
    /// Persons whose name begins with the word.
    by_first: HashMap<String, Vec<usize>>,
    /// Organisations and places by their initials.
    by_initials: HashMap<String, Vec<usize>>,
    /// Organisations by their last two words.
    by_tail: HashMap<String, Vec<usize>>,
}

/// How many bearers of one surname are told apart; more are a list of names.
const MAX_BEARERS: usize = 16;

fn note(lists: &mut HashMap<String, Vec<usize>>, key: &str, group: usize) {
    if let Some(list) = lists.get_mut(key) {
        if list.len() < MAX_BEARERS && !list.contains(&group) {
            list.push(group);
        }
    } else {
        lists.insert(key.to_owned(), vec![group]);
    }
}

impl Groups {
    fn new_group(&mut self) -> usize {
        self.all.push(Group::default());
        self.all.len() - 1
    }

    fn find_full(&mut self, name: &Name) -> usize {
        match self.whole.get(&name.key) {
            Some(&group) => group,
            None => self.add_full(name),
        }
    }

    fn add_full(&mut self, name: &Name) -> usize {
        if let Some(&group) = self.whole.get(&name.key) {
            return group;
        }
        let (first, last) = (&name.parts[0], &name.parts[name.parts.len() - 1]);
        let group = match name.kind {
            EntityType::Person => {
                let last = person_last(&name.parts);
                let ends = (first.clone(), last.clone());
                let group = match self.ends.get(&ends) {
                    Some(&group) => group,
                    None => self.new_group(),
                };
                self.ends.insert(ends, group);
                note(&mut self.by_last[0], last, group);
                note(&mut self.by_first, first, group);
                group
            }
            EntityType::Org | EntityType::Loc | EntityType::Misc => {
                let group = self.new_group();
                note(&mut self.by_last[1], last, group);
                if let [.., before, last] = name.parts.as_slice() {
                    note(&mut self.by_tail, &format!("{before} {last}"), group);
                    note(&mut self.by_initials, &initials(&name.parts), group);
                }
                group
            }
        };
        self.whole.insert(name.key.clone(), group);
        group
    }

    /// Finds the entity that a short name stands for, or makes it one of its own.
    fn place_short(&mut self, name: &Name) -> usize {
        let part = &name.parts[0];
        let found = match name.kind {
            EntityType::Person => {
                let bearers = self.by_last[0].get(part).into_iter().chain(self.by_first.get(part)).flatten();
                self.most_recent(bearers, name.gender)
            }
            EntityType::Org | EntityType::Loc => {
                let acronym =
                    name.parts.len() == 1 && name.body.chars().filter(|c| c.is_uppercase()).count() > 1;
                let letters = match alias(part) {
                    Some(alias) => self.whole.get(alias).copied(),
                    None if acronym => only(self.by_initials.get(part)),
                    None => None,
                };
                letters.or_else(|| self.whole.get(&name.key).copied()).or_else(|| {
                    let tails = if name.parts.len() == 1 { &self.by_last[1] } else { &self.by_tail };
                    only(tails.get(&name.key)).filter(|_| name.kind == EntityType::Org)
                })
            }
            EntityType::Misc => None,
        };
        if let Some(group) = found {
            return group;
        }
        // A name that is a person here and a place there is one entity; the majority says which.
        match self.whole.get(&name.key) {
            Some(&group) => group,
            None => {
                let other =
                    if name.kind == EntityType::Person { None } else { only(self.by_last[0].get(part)) };
                let group = match other.filter(|_| name.parts.len() == 1 && name.kind != EntityType::Loc) {
                    Some(group) => group,
                    None => self.new_group(),
                };
                self.whole.insert(name.key.clone(), group);
                if let Some(full) = alias(part) {
                    self.whole.entry(full.to_owned()).or_insert(group);
                }
                group
            }
        }
    }

    /// Returns the bearer of a name who was mentioned last; before any was, the first one.
    fn most_recent<'a>(&self, bearers: impl Iterator<Item = &'a usize>, gender: Gender) -> Option<usize> {
        let mut best: Option<(Option<usize>, usize)> = None;
        for &group in bearers {
            let its = self.all[group].gender();
            if gender != Gender::Unknown && its != Gender::Unknown && its != gender {
                continue;
            }
            let seen = self.all[group].fullest.map(|_| self.all[group].last);
            if best.is_none_or(|(latest, _)| seen > latest) {
                best = Some((seen, group));
            }
        }
        best.map(|(_, group)| group)
    }

    /// Turns the groups into entities in order of their first mention.
    fn into_entities(self, names: &[Name], owner: &[usize], pronouns: &[(Span, usize)]) -> Vec<Entity> {
        let mut place = vec![usize::MAX; self.all.len()];
        let mut entities: Vec<Entity> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let group = owner[at];
            if place[group] == usize::MAX {
                place[group] = entities.len();
                let fullest = self.all[group].fullest.unwrap_or(at);
                let name = display(names[fullest].body);
                entities.push(Entity { name, kind: self.all[group].kind(), mentions: Vec::new() });
            }
            entities[place[group]].mentions.push(Mention { span: name.span, form: Form::Name });
        }
        for &(span, group) in pronouns {
            entities[place[group]].mentions.push(Mention { span, form: Form::Pronoun });
        }
        for entity in &mut entities {
            entity.mentions.sort_by_key(|mention| mention.span);
        }
        entities
    }
}

/// Returns the surname among the parts of a person's name: "Roe" of "John Roe Jr."
fn person_last(parts: &[String]) -> &String {
    let last = parts.len() - 1;
    if last > 0 && matches!(parts[last].as_str(), "jr" | "sr" | "ii" | "iii" | "iv") {
        &parts[last - 1]
    } else {
        &parts[last]
    }
}

/// Returns the only one of a list.
fn only(list: Option<&Vec<usize>>) -> Option<usize> {
    match list.map(Vec::as_slice) {
        Some([group]) => Some(*group),
        _ => None,
    }
}

/// Returns the first letters of the words, small words left out.
fn initials(parts: &[String]) -> String {
    parts
        .iter()
        .filter(|part| !matches!(part.as_str(), "of" | "the" | "and" | "for" | "&" | "de"))
        .filter_map(|part| part.chars().next())
        .collect()
}

/// Returns the name for the abbreviations whose initials do not tell, folded.
fn alias(part: &str) -> Option<&'static str> {
    match part {
        "us" | "usa" => Some("united states"),
        "uk" => Some("united kingdom"),
        "eu" => Some("european union"),
        "un" => Some("united nations"),
        "uae" => Some("united arab emirates"),
        _ => None,
    }
}

/// Returns a name as it is shown: one space between words.
fn display(body: &str) -> String {
    let mut name = String::with_capacity(body.len());
    for word in body.split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// Links "he", "she" and their forms to the only person they can mean: one of the paragraph's persons so
/// far, or of the paragraph before, of that gender or of none known.
fn pronouns(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    names: &[Name],
    owner: &[usize],
    groups: &Groups,
    deadline: Deadline,
) -> Result<Vec<(Span, usize)>, Reject> {
    let mut found = Vec::new();
    let (mut next_name, mut stretch) = (0, 0);
    // The persons named in the paragraph so far and in the one before; few, so a list will do.
    let (mut here, mut before): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for paragraph in &tokens.paragraphs {
        deadline.check("entities")?;
        std::mem::swap(&mut here, &mut before);
        here.clear();
        for at in paragraph.clone() {
            while next_name < names.len() && names[next_name].words.start <= at {
                let group = owner[next_name];
                if groups.all[group].kind() == EntityType::Person
                    && here.len() < MAX_BEARERS
                    && !here.contains(&group)
                {
                    here.push(group);
                }
                next_name += 1;
            }
            if !reading.lists[at].any(Lists::PRONOUN.or(Lists::DETERMINER)) {
                continue;
            }
            let gender = match text.slice(tokens.words[at]) {
                "he" | "He" | "him" | "his" | "His" | "himself" => Gender::Male,
                "she" | "She" | "her" | "Her" | "herself" => Gender::Female,
                _ => continue,
            };
            while stretch < reading.stretches.len() && reading.stretches[stretch].words.end <= at {
                stretch += 1;
            }
            // Inside quotation marks someone else is talking, often of someone not named.
            if reading.stretches.get(stretch).is_some_and(|s| s.words.contains(&at)) {
                continue;
            }
            let candidates = if here.is_empty() { &before } else { &here };
            if let Some(group) = the_one(candidates, gender, groups) {
                found.push((tokens.words[at], group));
            }
        }
    }
    Ok(found)
}

/// Returns the only candidate of that gender, or of unknown gender where nobody else is there.
fn the_one(candidates: &[usize], gender: Gender, groups: &Groups) -> Option<usize> {
    let mut fitting = candidates.iter().copied().filter(|&group| {
        let its = groups.all[group].gender();
        its == gender || its == Gender::Unknown
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Tier;
    use crate::reading::Reader;

    /// `expected` has the entities: name, first letter of the type, mentions; parted by ` | `.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Reader::new(Tier::Fast).read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        let found = find(&text, &tokens, &reading, Deadline::NEVER).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|entity| {
                let mentions: Vec<_> = entity.mentions.iter().map(|m| text.slice(m.span)).collect();
                format!("{} {}: {}", &entity.kind.as_str()[..1], entity.name, mentions.join(", "))
            })
            .collect();
        assert_eq!(found.join(" | "), expected, "{body}");
    }

    #[test]
    fn surnames_and_given_names_find_their_person() {
        check("Li Wen met reporters. Li said no.", "P Li Wen: Li Wen, Li");
        check("President Roe’s plan failed. Jane Roe left.", "P Jane Roe: Roe, Jane Roe");
        check("John D. Roe spoke. John Roe left.", "P John D. Roe: John D. Roe, John Roe");
        check("Iván Gil spoke. Then Gil left. Ivan Gil won.", "P Iván Gil: Iván Gil, Gil, Ivan Gil");
    }

    #[test]
    fn two_people_of_one_surname_stay_apart() {
        check(
            "Bill Roe met Hillary Roe. Mr. Roe left. Mrs. Roe stayed.",
            "P Bill Roe: Bill Roe, Roe | P Hillary Roe: Hillary Roe, Roe",
        );
    }

    #[test]
    fn acronyms_find_their_name() {
        check(
            "The United Nations met. The U.N. voted. The United States left; the U.S. lost.",
            "O United Nations: United Nations, U.N. | L United States: United States, U.S.",
        );
    }

    #[test]
    fn pronouns_need_one_person() {
        check("Jane Roe came. She spoke.", "P Jane Roe: Jane Roe, She");
        check("Jane Roe met Mary Doe. She spoke.", "P Jane Roe: Jane Roe | P Mary Doe: Mary Doe");
        check("Jane Roe met John Doe. He spoke.", "P Jane Roe: Jane Roe | P John Doe: John Doe, He");
        check("Jane Roe came. “She won,” said a man.", "P Jane Roe: Jane Roe");
    }
}
