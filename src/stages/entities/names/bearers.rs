//! Whom a surname means that several people bear, decided wherever it stands.

use super::{Grouping, Key, NO_GROUP, Place, Prepared};
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::reading::Shape;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, noun};
use crate::reading::tag::Tag;
use crate::stages::entities::bodies::{is_no_team, is_of_country, state_in_full};
use crate::stages::entities::fold::Word;
use crate::stages::entities::people::{Age, Generation};
use std::ops::Range;

/// Who is named so many times as often as another is whom a surname means, whatever stands behind it.
const FAR_MORE: u32 = 4;
/// A country is told of by so many names before its organ.
const MAX_NAMES: usize = 16;

impl Grouping<'_> {
    /// Returns who has the surname at `at` as the first of two, where nobody has been named who has it as the last:
    /// "Ruiz" after "Carlos Ruiz Vega" is nobody who comes later. Where all have two, the first is the one in use.
    fn by_first_surname(&self, groups: &[usize], at: usize) -> Option<usize> {
        let firsts = self.first_surnames.get(&self.grouped.names[at].key)?;
        let is_named = |group: usize| self.grouped.groups[group].mentions > 0;
        let mut named = firsts.iter().copied().filter(|&group| is_named(group));
        let one = named.next().filter(|_| named.next().is_none())?;
        let has_two =
            |group: usize| self.grouped.groups[group].forms.iter().any(|&form| self.two_surnames(form));
        // "Carlos Ruiz Vega … his niece, Ana Ruiz"
        let is_other = |group: usize| group != one && self.is_relative(group) && !self.is_relative(one);
        groups.iter().all(|&group| !is_named(group) || has_two(group) || is_other(group)).then_some(one)
    }

    /// Counts how often people are called by their given names alone.
    pub(super) fn count_given_names(&mut self) {
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
    pub(super) fn place_names(&mut self, deadline: Deadline) -> Result<(), Reject> {
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
                Place::Split { other, .. } if *other != NO_GROUP => Some(*other),
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
    pub(super) fn age(&self, group: usize) -> Option<Age> {
        let forms = self.grouped.groups[group].forms.iter();
        let first = forms.map(|&form| self.keys[form].first).min();
        first.and_then(|first| self.grouped.names[first].relative)
    }

    /// Returns the gender of who is "he" or "she" behind a name and a verb: "Roe said that he", "Roe says she".
    fn gender_said(&self, at: usize) -> Gender {
        let Range { start, mut end } = self.grouped.names[at].core;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
        let last = self.tokens.sentences.get(sentence).map_or(end, |sentence| sentence.end).max(end);
        let told = match (end + 2 < last).then(|| [end, end + 1, end + 2].map(|at| self.word(at))) {
            Some(["and", "his", "wife"]) => Gender::Male,
            Some(["and", "her", "husband"]) => Gender::Female,
            // "Roe denies it. His trial": the only one of the sentence.
            _ if self.tokens.sentences.get(sentence).is_some_and(|sentence| sentence.start == start) => {
                self.gender_goes_on(at, sentence)
            }
            _ => Gender::Unknown,
        };
        if told != Gender::Unknown {
            return told;
        }
        // "Roe, who left the party, says that he"
        if end < last && self.word(end) == "," {
            const ASIDE: usize = 16;
            let closes = (end + 1..last.min(end + ASIDE)).find(|&at| self.word(at) == ",");
            end = closes.map_or(end, |comma| comma + 1);
        }
        let end = end..last;
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

    /// Returns the gender that the sentence after a sentence tells, where it begins with "he" or "his" and that has no name of anybody
    /// else than the one at `at`.
    fn gender_goes_on(&self, at: usize, sentence: usize) -> Gender {
        let sentences = &self.tokens.sentences;
        let (Some(this), Some(next)) = (sentences.get(sentence), sentences.get(sentence + 1)) else {
            return Gender::Unknown;
        };
        let other = self.grouped.names.get(at + 1);
        let alone =
            other.is_none_or(|other| other.core.start >= this.end || other.kind != EntityType::Person);
        if !alone || self.tokens.paragraph_of(next.start) != self.tokens.paragraph_of(this.start) {
            return Gender::Unknown;
        }
        match self.word(next.start) {
            "He" | "His" => Gender::Male,
            "She" | "Her" => Gender::Female,
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
            Gender::Unknown => self.grouped.groups[group].sure_gender(),
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
        for name in
            before.take(MAX_NAMES).filter(|name| matches!(name.kind, EntityType::Loc | EntityType::Misc))
        {
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
    /// an initial and is no "Ky.", then not all capitals, then without an article or a country before it.
    fn rank(&self, at: usize) -> (bool, usize, bool, bool, bool) {
        let name = &self.grouped.names[at];
        // "U. S." is one word that is written apart.
        let apart = name.core.clone().all(|at| self.word(at).trim_end_matches('.').len() <= 1);
        let parts = if apart { 1 } else { name.length };
        let capitals = name.core.clone().all(|at| self.reading.shapes[at] == Shape::Capitals);
        let article = self.word(name.core.start).eq_ignore_ascii_case("the") || name.owner.is_some();
        let initial = parts > 1 && self.letters(name.key, 0).len() == 1
            || name.kind == EntityType::Loc && state_in_full(self.word(name.core.start)).is_some();
        (!self.keys[name.key].former, parts, !initial, !capitals || parts == 1, !article)
    }
}
