//! Two names that readers take for one.

use super::told::Told;
use super::{Name, bodies};
use crate::found::EntityType;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, noun};
use foldhash::{HashMap, HashMapExt};

impl<'a> Told<'a> {
    /// Parts an owner that is somewhere, or that the article names elsewhere, from what it owns: "Ely's Roe Square", "Veltis's Nova
    /// Plant" beside "Veltis"; a body from who is named behind it: "the World Roe Forum Jane Doe"; and somebody from the people: "Veltic
    /// Jane Roe".
    pub fn take_parts(self, names: &mut Vec<Name>) {
        let mut behind: Vec<Name> = Vec::new();
        let mut elsewhere: Option<HashMap<&'a str, EntityType>> = None;
        for at in 0..names.len() {
            let Name { words, kind } = names[at].clone();
            if words.len() < 3 {
                continue;
            }
            let owner = (words.start + 1..words.end - 1).find(|&at| matches!(self.word(at), "'s" | "’s"));
            let parts = if let Some(owner) = owner.filter(|_| kind != EntityType::Person) {
                let known = elsewhere.get_or_insert_with(|| self.named_alone(names));
                self.owner_kind(&names[at], owner, known)
                    .map(|owns| (owner, owns, owner + 1, words.end, kind))
            } else {
                match kind {
                    EntityType::Org => self.member(&names[at]).map(|member| {
                        (member.words.start, kind, member.words.start, member.words.end, member.kind)
                    }),
                    EntityType::Person if self.is_people_of(&names[at]) => {
                        let next = words.start + 1;
                        Some((next, EntityType::Misc, next, words.end, kind))
                    }
                    _ => None,
                }
            };
            if let Some((end, first, start, last, second)) = parts {
                names[at] = Name { words: words.start..end, kind: first };
                behind.push(Name { words: start..last, kind: second });
            }
        }
        let count = names.len();
        names.append(&mut behind);
        self.sort(names, count);
    }

    /// Returns the names of places and bodies, by what they are.
    fn named_alone(self, names: &[Name]) -> HashMap<&'a str, EntityType> {
        let mut alone = HashMap::new();
        for name in names.iter().filter(|name| matches!(name.kind, EntityType::Org | EntityType::Loc)) {
            alone.entry(self.text.slice(self.tokens.span(&name.words))).or_insert(name.kind);
        }
        alone
    }

    /// Returns what the owner is whose mark stands at `mark` in a name, where that is no part of it: not in "Queen's Park".
    fn owner_kind(self, name: &Name, mark: usize, known: &HashMap<&str, EntityType>) -> Option<EntityType> {
        let owner = name.words.start..mark;
        let (own, rest) = (self.word(name.words.start), self.word(mark + 1));
        if matches!(own, "St" | "St." | "Saint" | "People")
            || !own.starts_with(char::is_uppercase)
            || !rest.starts_with(char::is_uppercase)
            || matches!(self.word(name.words.end - 1), "County" | "Bay" | "XI")
        {
            return None;
        }
        let body = self.folded(owner.clone());
        let listed = Lists::of(&body);
        let given = listed.any(Lists::FIRST_NAME);
        let whole = || Lists::of(&self.folded(name.words.clone())).any(Lists::PLACE);
        if name.kind == EntityType::Loc && listed.any(Lists::PLACE) && !given && !whole() {
            return Some(EntityType::Loc);
        }
        let elsewhere = known.get(self.text.slice(self.tokens.span(&owner))).copied();
        elsewhere.filter(|_| !given && !whole())
    }

    /// Returns somebody whose name stands behind that of a body.
    fn member(self, name: &Name) -> Option<Name> {
        const SHORTEST: usize = 4;
        let words = name.words.clone();
        if words.len() < SHORTEST {
            return None;
        }
        let is_name = |at: usize| {
            let word = self.word(at);
            word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
        };
        let start = (words.start + 2..words.end - 1).find(|&at| {
            is_name(at) && is_name(at + 1) && self.gender_at(at) != Gender::Unknown && self.is_head(at - 1)
        })?;
        let end = (start + 2..words.end).find(|&at| !is_name(at)).unwrap_or(words.end);
        let ends = end == words.end || matches!(self.word(end), "and" | ",");
        let last = self.word(end - 1).to_lowercase();
        let body = noun(&last).sort == Sort::Org
            || bodies::is_firm_noun(&last)
            || Lists::of(&last).any(Lists::ORG_HEAD);
        (ends && end - start < 4 && !body).then_some(Name { words: start..end, kind: EntityType::Person })
    }

    fn is_head(self, at: usize) -> bool {
        let word = self.word(at);
        matches!(word, "Union" | "Forum" | "University" | "Parliament" | "Senate" | "Bank")
            || bodies::is_body(&word.to_lowercase(), "")
    }

    /// "Veltic Jane Roe", but not "Roman Roe Doe", "Christian van Roe".
    fn is_people_of(self, name: &Name) -> bool {
        let first = self.word(name.words.start).to_lowercase();
        let listed = Lists::of(&first);
        let tells = ["ian", "ese", "ish", "eli", "aqi"].iter().any(|tail| first.ends_with(tail));
        tells
            && listed.any(Lists::DEMONYM)
            && !listed.any(Lists::FIRST_NAME)
            && self.gender_at(name.words.start) == Gender::Unknown
            && name.words.clone().all(|at| self.word(at).starts_with(char::is_uppercase))
    }
}
