//! The places of distinct names: which thing each can stand for.

use super::{Group, Grouping, Key, MAX_PARTS, Place, Prepared};
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Sort, noun};
use crate::stages::entities::bodies::{alias, is_of_country, is_organ, is_part, is_small, is_trade_of_many};
use crate::stages::entities::fold::Word;
use crate::stages::entities::people::{
    Generation, generation, generations_differ, given_names_agree, is_address, is_particle, middles_differ,
    nearly,
};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::ops::Range;

/// How many longer names of one thing are compared; the rest repeat them.
const MAX_FORMS: usize = 4;
/// How many bearers of one word are told apart; more are a list of names.
const MAX_BEARERS: usize = 16;

impl Grouping<'_> {
    /// Finds a place for every key, those of many words first.
    pub(super) fn place_keys(&mut self, deadline: Deadline) -> Result<(), Reject> {
        let brackets = self.brackets();
        self.place_titles();
        let mut order: Vec<usize> =
            (0..self.keys.len()).filter(|&key| self.keys[key].place == Place::Undecided).collect();
        // "KMT" above "the Kuomintang (KMT)" waits for what it is short for.
        order.sort_by_key(|&key| {
            let its = &self.keys[key];
            (std::cmp::Reverse(its.parts.len()), brackets.contains_key(&key), its.first)
        });
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
            let fits = || !in_brackets || self.is_used(short) || self.is_told_body(long);
            if both && !is_known && abbreviation.chars().count() > 2 && fits() {
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

    /// Says whether a name of many words has the noun of a body that nobody tells the league of: "National Disaster Agency".
    fn is_told_body(&self, key: usize) -> bool {
        let parts = &self.arena[self.keys[key].parts.clone()];
        let plays = |word: &str| matches!(word, "club" | "team" | "university" | "college" | "school");
        let letters = || parts.iter().map(|&part| self.words.letters(part));
        parts.len() > 2 && letters().any(|word| noun(word).sort == Sort::Org) && !letters().any(plays)
    }

    /// Says whether a name stands more than once.
    fn is_used(&self, key: usize) -> bool {
        self.keys[key].kinds.iter().sum::<u32>() > 1
    }

    pub(super) fn new_group(&mut self, key: usize) -> usize {
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
                let Some(c) = letters.chars().find(|c| c.is_alphanumeric()) else { continue };
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
            // The DNR is the "Minnesota Department of Natural Resources", the ATF the "Bureau of Alcohol, Tobacco, Firearms and
            // Explosives".
            let own = |initials: &str| {
                let first = initials.chars().next().map_or(0, char::len_utf8);
                if initials.chars().count() > 3 { initials[first..].to_owned() } else { initials.to_owned() }
            };
            let (own, own_head) = (own(&main), own(&head));
            let [with_of, before_of] = self.initials_by_of(&parts);
            // The USGS is the "US Geological Survey".
            let country = self.words.letters(self.arena[parts.start]);
            let country = matches!(country, "us" | "uk" | "un" | "eu").then(|| country.to_owned());
            let first = main.chars().next().map_or(0, char::len_utf8);
            let spelled = country.map_or_else(String::new, |country| country + &main[first..]);
            for initials in [&main, &all, &head, &own, &own_head, &with_of, &before_of, &spelled] {
                if initials.is_empty() {
                    continue;
                }
                let number = self.words.number(initials);
                let bearers = self.by_initials.place(number).get_or_insert_default();
                if bearers.len() < MAX_BEARERS && !bearers.contains(&group) {
                    bearers.push(group);
                }
            }
        }
    }

    /// Returns the first letters of a name with those of "of", the "Ministry of Industry and Trade" as the MoIT; and of what stands
    /// before its last "of", the "Social Democratic Party of Ely" as the SDP.
    fn initials_by_of(&self, parts: &Range<usize>) -> [String; 2] {
        const SHORTEST: usize = 3;
        let (mut with_of, mut main, mut before_of) = (String::new(), String::new(), String::new());
        for &part in &self.arena[parts.clone()] {
            let letters = self.words.letters(part);
            let first = letters.chars().find(|c| c.is_alphanumeric());
            if letters == "of" {
                before_of.clone_from(&main);
                with_of.extend(first);
            } else if !is_small(letters) {
                with_of.extend(first);
                main.extend(first);
            }
        }
        if before_of.chars().count() < SHORTEST {
            before_of.clear();
        }
        [with_of, before_of]
    }

    /// Says whether a name is labelled a person at least as often as anything else.
    pub(super) fn is_person(&self, key: usize) -> bool {
        let kinds = &self.keys[key].kinds;
        let others = kinds[1] + kinds[2] + kinds[3];
        kinds[0] >= others
    }

    /// Returns the parts of a name but for the "Jr." at its end.
    pub(super) fn without_generation(&self, parts: &Range<usize>) -> Range<usize> {
        let told = parts.len() > 1 && generation(self.words.letters(self.arena[parts.end - 1])).is_some();
        parts.start..parts.end - usize::from(told)
    }

    /// Returns the generation that one name tells.
    pub(super) fn generation_of(&self, key: usize) -> Option<Generation> {
        let parts = &self.keys[key].parts;
        (parts.len() > 1).then(|| generation(self.words.letters(self.arena[parts.end - 1])))?
    }

    pub(super) fn letters(&self, key: usize, part: usize) -> &str {
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
        // "the Oil Ministry" is the "Ministry of Oil", and that "of Oil and Gas".
        let word = |part: Word| self.words.letters(part);
        if let ([oil, head], [first, of, its, ..]) = (a, b)
            && head == first
            && oil == its
            && word(*of) == "of"
            && matches!(word(*head), "ministry" | "department")
        {
            return true;
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
        // "Veltis Ano" is "Veltis Ano Tours".
        let firm = at == 0 && a.len() > 1 && rest.len() == 1 && is_trade_of_many(last);
        matches!(self.words.letters(rest[0]), "of" | "for" | "in" | "and" | "on" | "at")
            || noun(last).sort == Sort::Org && !is_part(last)
            || firm && [short, long].iter().all(|&key| self.keys[key].kinds[1] > 0)
    }
}
