//! What the words beside names tell of who bears them: that two are not the same, that they are, whose surname somebody
//! has, who is a child, and who is dead. Every question looks at a few words or names only.

use super::Name;
use super::fold::fold_into;
use super::people::{given_names_agree, is_peer, is_short_title, is_title};
use crate::found::EntityType;
use crate::reading::nouns::is_kin;
use crate::reading::tag::Tag;
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// How many names back somebody's relative is looked for.
const NAMES_BACK: usize = 4;
/// How many words "his late younger cousin" may have before the noun.
const OWNER_BACK: usize = 3;
/// How many words may stand between two names of one person: ", who was better known to everyone as".
const MAX_BETWEEN: usize = 9;
/// Younger people are children, whom nobody calls "Mr".
const GROWN_UP: u32 = 16;

/// What a name says of the name before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// "Jane Roe, known as Pip"
    Also,
    /// "Jane Roe, born Ann Doe"
    Before,
}

/// The names of an article among its words.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub text: &'a Text,
    pub tokens: &'a Tokens,
    pub reading: &'a Reading,
    pub names: &'a [Name],
}

impl Beside<'_> {
    /// Returns the word at `at`; nothing behind the last one.
    fn word(&self, at: usize) -> &str {
        self.tokens.words.get(at).map_or("", |&word| self.text.slice(word))
    }

    fn is_mark(&self, at: usize) -> bool {
        self.reading.shapes.get(at).is_none_or(|&shape| shape == Shape::Mark)
    }

    fn tag(&self, at: usize) -> Tag {
        self.reading.tags.get(at).copied().unwrap_or_default()
    }

    /// Returns the number of the sentence of a word.
    fn sentence(&self, at: usize) -> usize {
        self.tokens.sentences.partition_point(|sentence| sentence.end <= at)
    }

    fn is_person(&self, at: usize) -> bool {
        self.names.get(at).is_some_and(|name| name.kind == EntityType::Person)
    }

    fn owns(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "his" | "her" | "their" | "His" | "Her" | "Their" | "whose" | "'s" | "’s" | "'" | "’"
        )
    }

    /// Returns where the titles before the word at `start` begin: "his cousin, Judge Jane Roe".
    pub fn before_titles(&self, start: usize) -> usize {
        const MAX: usize = 3;
        let mut folded = String::new();
        let mut is_title_at = |at: usize| {
            fold_into(self.word(at), &mut folded);
            is_short_title(self.word(at)) || is_title(&folded) || folded == "the"
        };
        // "his sister Ann" is no nun.
        let is_relative = |at: usize| {
            is_kin(self.word(at)) && (at.saturating_sub(OWNER_BACK)..at).any(|before| self.owns(before))
        };
        let mut from = start;
        while from > 0 && start - from < MAX && is_title_at(from - 1) && !is_relative(from - 1) {
            from -= 1;
        }
        from
    }

    /// Returns the noun right before the name at `at` where that noun tells whose relative or rival somebody is: "his
    /// cousin, Jane Roe", and the word that tells whose.
    fn whose(&self, at: usize, is_noun: fn(&str) -> bool) -> Option<(usize, usize)> {
        let mut before = self.before_titles(self.names[at].words.start);
        before -= usize::from(before > 0 && self.word(before - 1) == ",");
        let noun = before.checked_sub(1).filter(|&noun| is_noun(self.word(noun)))?;
        let owner = (noun.saturating_sub(OWNER_BACK)..noun).rev().find(|&at| self.owns(at))?;
        Some((noun, owner))
    }

    /// Returns the names around the one at `at` that cannot be the same person's: of those whose cousin or rival it calls,
    /// and of one whom "and" or a verb joins to it ("Jane Roe sued Ann Roe").
    pub fn others(&self, at: usize) -> Range<usize> {
        let owner = self.whose(at, is_kin_or_rival).map(|(_, owner)| owner);
        if let Some(owner) = owner.or_else(|| self.whose_behind(at)) {
            if !self.word(owner).starts_with(char::is_alphabetic) {
                return at.saturating_sub(1)..at;
            }
            let sentence = self.sentence(owner);
            let start = sentence.checked_sub(1).map_or(0, |before| self.tokens.sentences[before].start);
            let near = |&other: &usize| self.names[other].words.start >= start;
            let count = (at.saturating_sub(NAMES_BACK)..at).rev().take_while(near).count();
            return at - count..at;
        }
        let Some(before) = at.checked_sub(1) else { return at..at };
        if self.is_of_kin(at, self.names[before].words.end) {
            return before..at;
        }
        let between = self.names[before].words.end..self.names[at].words.start;
        let joins = between.len() == 1 && self.joins(between.start);
        if joins { before..at } else { at..at }
    }

    /// Returns the "his" of "Jane Roe, his younger sister,", where the name at `at` goes before it.
    fn whose_behind(&self, at: usize) -> Option<usize> {
        let end = self.names[at].words.end;
        let owner = (end + 1).min(self.tokens.words.len());
        let near = owner + 1..owner + 2 + OWNER_BACK;
        let noun = near.into_iter().find(|&at| is_kin(self.word(at)))?;
        let is_his = matches!(self.word(owner), "his" | "her" | "their");
        (self.word(end) == "," && is_his && self.is_mark(noun + 1)).then_some(owner)
    }

    /// Says whether "a sister of" or "wife of" stands before the name at `at`, and behind the word at `from`.
    fn is_of_kin(&self, at: usize, from: usize) -> bool {
        const FAR: usize = 5;
        let before = self.before_titles(self.names[at].words.start);
        before >= from + 2
            && before - from <= FAR
            && self.word(before - 1) == "of"
            && is_kin(self.word(before - 2))
            && matches!(self.word(from), "," | "–" | "—" | "(" | "is" | "was")
    }

    /// Says whether a word between two names makes them two people: "and", "met", but not "is" or "says".
    fn joins(&self, at: usize) -> bool {
        let same = matches!(self.tag(at), Tag::VBD | Tag::VBZ) && {
            let word = self.word(at);
            let is = ["is", "was", "'s", "’s", "became", "becomes", "remains", "remained", "plays", "played"];
            !is.contains(&word) && !self.reading.cues[at]
        };
        // "Ann told Roe"
        same || matches!(self.word(at), "and" | "&" | "told" | "asked")
    }

    /// Returns what the name behind the one at `at` says of it, where the words between them tell that both are one
    /// person's: "Jane Roe, known as Pip", "Abu Doe, whose real name was Tom Roe", "Jane Roe, now Jane Doe,".
    pub fn called(&self, at: usize) -> Option<Called> {
        let (one, other) = (&self.names[at].words, &self.names.get(at + 1)?.words);
        if !self.is_person(at) || !self.is_person(at + 1) || matches!(self.word(other.end), "'s" | "’s") {
            return None;
        }
        let mut between = one.end..self.before_titles(other.start);
        while between.start < between.end && matches!(self.word(between.end - 1), "\"" | "“" | "'" | "‘")
        {
            between.end -= 1;
        }
        if between.len() < 2 || between.len() > MAX_BETWEEN {
            return None;
        }
        // "Roe was born Ann Doe"
        if self.word(between.start) == "was" && self.word(between.start + 1) == "born" {
            return (between.len() == 2).then_some(Called::Before);
        }
        if !matches!(self.word(between.start), "," | "(" | "–" | "—") {
            return None;
        }
        let mut next = between.start + 1;
        let owner = self.word(next) == "whose";
        while next + 1 < between.end && is_filler(self.word(next)) {
            next += 1;
        }
        let mut rest = (next + 1..between.end).map(|at| self.word(at));
        match self.word(next) {
            "known" => rest.next_back().filter(|&last| last == "as").map(|_| Called::Also),
            "nicknamed" | "dubbed" | "aka" | "a.k.a." | "alias" => {
                rest.next().is_none().then_some(Called::Also)
            }
            "born" | "née" | "nee" if !owner => rest.next().is_none().then_some(Called::Before),
            "real" | "birth" | "given" => {
                let name = rest.next() == Some("name");
                (name && rest.all(|word| matches!(word, "is" | "was" | ":"))).then_some(Called::Before)
            }
            // "under Jane Roe, later Ann Doe": one after the other.
            "now" | "later" if rest.next().is_none() && self.is_one_by_name(at) => Some(Called::Also),
            "formerly" | "previously" if rest.next().is_none() && self.is_one_by_name(at) => {
                Some(Called::Before)
            }
            _ => None,
        }
    }

    /// Says whether the name behind the one at `at` is a peer's, or shares a word with it: "Tom, now Thomas Hill,".
    fn is_one_by_name(&self, at: usize) -> bool {
        let (one, other) = (&self.names[at].words, &self.names[at + 1].words);
        let peer = self.before_titles(other.start)..other.end;
        if !self.is_mark(other.end) {
            return false;
        }
        let (mut first, mut second) = (String::new(), String::new());
        let mut same = peer.take(MAX_BETWEEN).any(|at| is_peer(self.word(at)));
        for at in one.clone().take(NAMES_BACK).filter(|&at| !self.is_mark(at)) {
            fold_into(self.word(at), &mut first);
            for other in other.clone().take(NAMES_BACK).filter(|&at| !self.is_mark(at)) {
                fold_into(self.word(other), &mut second);
                same |= first.len() > 1 && second.len() > 1 && given_names_agree(&first, &second);
            }
        }
        same
    }

    /// Returns the full name whose surname the given name at `at` has too: "Tom and Ann Roe", "Tom Roe and his wife, Ann".
    pub fn surname_of(&self, at: usize) -> Option<usize> {
        let words = &self.names[at].words;
        if !self.is_person(at) || words.len() != 1 || self.word(words.end) == "'s" {
            return None;
        }
        let next = self.names.get(at + 1).filter(|next| {
            matches!(self.word(words.end), "and" | "&")
                && next.words.start == words.end + 1
                && next.words.len() > 1
        });
        if next.is_some() && self.is_person(at + 1) {
            return Some(at + 1);
        }
        let (noun, owner) = self.whose(at, is_kin)?;
        // "Tom Roe died. He was six. His mother, Ann, said"
        let sentence = self.sentence(noun).saturating_sub(2);
        let start = self.tokens.sentences[sentence].start;
        let mut back = (at.saturating_sub(NAMES_BACK)..at).rev();
        back.find(|&other| {
            let words = &self.names[other].words;
            self.is_person(other) && words.len() > 1 && words.start >= start && words.end <= owner + 1
        })
    }

    /// Says whether the sentence behind the one that a name begins gives a child's age, and nothing else: "He was six."
    fn is_told_childs_age(&self, name: &Range<usize>) -> bool {
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= name.start);
        let Some([own, next]) = self.tokens.sentences.get(sentence..sentence + 2) else { return false };
        let at = next.start;
        own.start + 2 >= name.start
            && (4..=6).contains(&next.len())
            && matches!(self.word(at), "He" | "She")
            && matches!(self.word(at + 1), "was" | "is")
            && is_childs_age(self.word(at + 2))
            && (self.is_mark(at + 3) || self.word(at + 3) == "years" || self.word(at + 3) == "months")
    }

    /// Says whether the age beside a name is a child's, or the next sentence gives it: "Tom Roe, nine,", "six-year-old Tom Roe",
    /// "Tom Roe died. He was six."
    pub fn is_child(&self, name: &Range<usize>) -> bool {
        if self.is_told_childs_age(name) {
            return true;
        }
        let before = name.start.checked_sub(1).map_or("", |before| self.word(before));
        let old = before.strip_suffix("-year-old").or_else(|| before.strip_suffix("-month-old"));
        if old.is_some_and(is_childs_age) {
            return true;
        }
        let age = name.end + 1 + usize::from(self.word(name.end + 1) == "aged");
        self.word(name.end) == "," && is_childs_age(self.word(age)) && self.is_mark(age + 1)
    }

    /// Says whether the words beside a name tell that who bears it is dead: "Tom Roe, 40, was killed", "the late Tom Roe".
    pub fn is_dead(&self, name: &Range<usize>) -> bool {
        let from = self.before_titles(name.start);
        let back = |count: usize| from.checked_sub(count).map_or("", |at| self.word(at));
        if back(1) == "late" || back(1) == "of" && is_end(back(2)) {
            return true;
        }
        let mut at = name.end;
        if matches!(self.word(at), "'s" | "’s" | "'" | "’") {
            return is_end(self.word(at + 1));
        }
        // Over ", 40, of Ely,".
        for _ in 0..2 {
            const MAX: usize = 6;
            let comma = (at + 1..at + MAX).find(|&at| self.word(at) == ",");
            match comma.filter(|_| self.word(at) == ",") {
                Some(comma) if self.word(comma + 1) != "and" => at = comma,
                _ => break,
            }
        }
        at += usize::from(self.word(at) == ",");
        at += usize::from(self.word(at) == "who");
        if matches!(self.word(at), "died" | "drowned" | "perished") {
            return true;
        }
        if !matches!(self.word(at), "was" | "were" | "is" | "had" | "has") {
            return false;
        }
        at += 1;
        while matches!(self.word(at), "also" | "been" | "later" | "then" | "fatally") {
            at += 1;
        }
        let to_death = || (at + 1..at + 3).any(|at| matches!(self.word(at), "dead" | "death"));
        match self.word(at) {
            "died" | "dead" | "killed" | "murdered" | "drowned" => true,
            "found" | "shot" | "stabbed" | "beaten" | "crushed" | "burned" | "burnt" => to_death(),
            _ => false,
        }
    }
}

fn is_kin_or_rival(word: &str) -> bool {
    is_kin(word)
        || matches!(word, "rival" | "opponent" | "challenger" | "successor" | "predecessor" | "namesake")
}

/// Says whether a word before "known as" and the like only tells by whom or since when: ", who was also".
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "who"
            | "whose"
            | "is"
            | "was"
            | "also"
            | "better"
            | "best"
            | "widely"
            | "commonly"
            | "popularly"
            | "universally"
            | "locally"
            | "affectionately"
    )
}

/// Says whether a noun tells of somebody's death: "the funeral of Tom Roe".
fn is_end(word: &str) -> bool {
    matches!(word, "death" | "murder" | "killing" | "funeral" | "killer" | "killers" | "murderer" | "inquest")
}

fn is_childs_age(word: &str) -> bool {
    let small = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen",
    ];
    let number = word.len() < 3 && word.parse().is_ok_and(|age: u32| age < GROWN_UP);
    number || small.iter().any(|name| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::case;
    use super::*;
    use crate::error::Deadline;

    /// Answers a question about the names of a marked text, which [`case`] tells of.
    fn ask<T>(marked: &str, question: impl Fn(Beside<'_>) -> T) -> T {
        let case = case(marked);
        let names = super::super::names(&case.text, &case.tokens, &case.reading, Deadline::NEVER).unwrap();
        question(Beside { text: &case.text, tokens: &case.tokens, reading: &case.reading, names: &names })
    }

    #[test]
    fn titles_before_a_name() {
        for (marked, words) in [
            ("Today [P Jane Roe] spoke.", 0),
            ("Today Judge [P Jane Roe] spoke.", 1),
            ("Today the Chief Justice [P Jane Roe] spoke.", 3),
            ("Today the former Deputy Prime Minister [P Jane Roe] spoke.", 3),
            ("Today PC [P Jane Roe] spoke.", 1),
            ("Today Sister [P Jane Roe] spoke.", 1),
            ("Today his sister [P Jane Roe] spoke.", 0),
            ("[P Jane Roe] spoke.", 0),
        ] {
            let start = |beside: Beside<'_>| {
                let start = beside.names[0].words.start;
                start - beside.before_titles(start)
            };
            assert_eq!(ask(marked, start), words, "{marked}");
        }
    }

    #[test]
    fn names_that_are_not_the_last_ones() {
        for (marked, count) in [
            ("[P Jane Roe] spoke. [P Ann Roe] left.", 0),
            ("[P Jane Roe] met [P Ann Roe].", 1),
            ("[P Jane Roe] and [P Ann Roe] left.", 1),
            ("[P Jane Roe] is [P Ann Roe].", 0),
            ("[P Jane Roe] told [P Ann Roe].", 1),
            ("[P Jane Roe] said [P Ann Roe] left.", 0),
            ("[P Jane Roe] spoke to [P Tom Doe]. His cousin, [P Ann Roe], left.", 2),
            ("[P Jane Roe] left. It was cold. His cousin, [P Ann Roe], left.", 0),
            ("[P Tom Doe] left. [P Jane Roe]'s rival, Judge [P Ann Roe], won.", 1),
            ("[P Jane Roe] left. [P Ann Roe], his younger sister, won.", 1),
            ("[P Jane Roe] left. [P Ann Roe], a mother, won.", 0),
            ("[P Tom Doe] left. [P Jane Roe], a sister of [P Roe].", 1),
            ("[P Tom Doe] left. [P Jane Roe] is the wife of Judge [P Roe].", 1),
            ("[P Jane Roe] met the wife of [P Roe].", 0),
        ] {
            let count_others = |beside: Beside<'_>| beside.others(beside.names.len() - 1).len();
            assert_eq!(ask(marked, count_others), count, "{marked}");
        }
    }

    #[test]
    fn other_names_of_one_person() {
        let (also, before) = (Some(Called::Also), Some(Called::Before));
        for (marked, called) in [
            ("[P Jane Roe], known as [P Pip], left.", also),
            ("[P Jane Roe], who was better known to everyone as [P Pip], left.", also),
            ("[P Jane Roe], known as \"[P Pip]\", left.", also),
            ("[P Jane Roe] (alias [P Pip]) left.", also),
            ("[P Jane Roe], born [P Ann Doe], left.", before),
            ("[P Jane Roe] was born [P Ann Doe].", before),
            ("[P Jane Roe] was born in [P Ann Doe].", None),
            ("[P Abu Doe], whose real name was [P Tom Roe], left.", before),
            ("[P Jane Roe], now [P Jane Doe], left.", also),
            ("[P Jane Roe], later [P Ann Doe], left.", None),
            ("[P Tom Roe], later Lord [P Doe], left.", also),
            ("[P Jane Roe], formerly [P Jane Doe], left.", before),
            ("[P Jane Roe], known as [P Pip]'s aunt, left.", None),
            ("[P Jane Roe] met [P Pip].", None),
            ("[P Jane Roe], known as [O Pip], left.", None),
        ] {
            assert_eq!(ask(marked, |beside| beside.called(0)), called, "{marked}");
        }
    }

    #[test]
    fn whose_surname_a_given_name_has() {
        for (marked, at, whose) in [
            ("[P Tom] and [P Ann Roe] left.", 0, Some(1)),
            ("[P Tom] & [P Ann Roe] left.", 0, Some(1)),
            ("[P Tom], [P Ann Roe] left.", 0, None),
            ("[P Tom] and [P Ann] left.", 0, None),
            ("[P Tom Roe] and his wife, [P Ann], left.", 1, Some(0)),
            ("[P Tom Roe]'s sister [P Ann] left.", 1, Some(0)),
            ("[P Tom Roe]'s lawyer [P Ann] left.", 1, None),
            ("[P Tom Roe] left. It was cold. So was it. His wife, [P Ann], left.", 1, None),
        ] {
            assert_eq!(ask(marked, |beside| beside.surname_of(at)), whose, "{marked}");
        }
    }

    #[test]
    fn children() {
        for (marked, is_child) in [
            ("[P Tom Roe], nine, left.", true),
            ("[P Tom Roe], 9, left.", true),
            ("[P Tom Roe], aged 15, left.", true),
            ("[P Tom Roe], 16, left.", false),
            ("[P Tom Roe], nine years on, left.", false),
            ("The six-year-old [P Tom Roe] left.", true),
            ("The 42-year-old [P Tom Roe] left.", false),
            ("[P Tom Roe] left.", false),
        ] {
            assert_eq!(ask(marked, |beside| beside.is_child(&beside.names[0].words)), is_child, "{marked}");
        }
    }

    #[test]
    fn the_dead() {
        for (marked, is_dead) in [
            ("[P Tom Roe] died.", true),
            ("[P Tom Roe], 40, of Ely, was killed.", true),
            ("[P Tom Roe], who had been shot dead, won.", true),
            ("[P Tom Roe] was shot in the leg.", false),
            ("[P Tom Roe] was told.", false),
            ("The late Judge [P Tom Roe] won.", true),
            ("The funeral of [P Tom Roe] is today.", true),
            ("The house of [P Tom Roe] is old.", false),
            ("[P Tom Roe]'s killers left.", true),
            ("[P Tom Roe]'s aides left.", false),
        ] {
            assert_eq!(ask(marked, |beside| beside.is_dead(&beside.names[0].words)), is_dead, "{marked}");
        }
    }
}
