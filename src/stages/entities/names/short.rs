//! The places of names of one word: what each is short for.

use super::{Grouping, Key, NO_GROUP, Place};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Sort, noun};
use crate::stages::entities::bodies::{
    alias, is_acronym, is_firm_noun, is_newspaper, is_ship, is_site, is_site_before, is_small, is_storm,
    meaning,
};
use crate::stages::entities::fold::Word;
use crate::stages::entities::people::{Age, is_child_of, is_nickname_of, is_parent_of, is_particle, nearly};
use std::ops::Range;

/// Shorter words are too like each other to be slips of the pen.
const SHORTEST_SLIP: usize = 5;
/// And shorter ones to begin a longer given name by chance.
const SHORTEST_NICKNAME: usize = 4;
/// So many groups are looked through for a slip of the pen or a nickname.
const MAX_NEAR: usize = 64;

/// A name of one word for which a place is looked for.
struct Short {
    key: usize,
    part: Word,
    /// The lists that have its word.
    listed: Lists,
    /// Whether it is labelled a place somewhere.
    place: bool,
    /// The people with the word in a longer name.
    people: Vec<usize>,
}

impl Grouping<'_> {
    /// Finds the groups for a name of one word. The first rule that finds any decides.
    pub(super) fn place_short(&mut self, key: usize) -> Place {
        let initials = self.initials(key);
        let short = self.short(key);
        let one = self
            .by_first_letters(&short, initials)
            .or_else(|| self.spelled_by(key))
            .or_else(|| self.meant_by(&short))
            .or_else(|| self.same_people(key));
        if let Some(group) = one {
            return Place::One(group);
        }
        if let Some(split) = self.split_from_firm(&short) {
            return split;
        }
        if let Some(group) = self.storm_or_ship(&short) {
            return Place::One(group);
        }
        if self.is_person(key) {
            return self.place_person(&short);
        }
        if let Some(place) = self.thing_or_person(&short) {
            return place;
        }
        if let Some(group) = self
            .country_of_side(&short)
            .or_else(|| self.site_named(&short))
            .or_else(|| self.kind_named(&short))
        {
            return Place::One(group);
        }
        self.place_organisation(&short)
    }

    /// Finds a place for a name of one word that is mostly labelled a person.
    fn place_person(&mut self, short: &Short) -> Place {
        if !short.people.is_empty() {
            if short.place && short.listed.any(Lists::PLACE) {
                return Place::Split { person: short.people.clone(), other: NO_GROUP };
            }
            return self.bearers_of(short);
        }
        if let Some(group) = self.body_named_before(short) {
            return Place::One(group);
        }
        match self.nickname_of(short).or_else(|| self.slip_for(short)) {
            Some(group) => Place::Several(vec![group]),
            None => Place::Undecided,
        }
    }

    /// Returns the letters that a name of one word would abbreviate, as one word: "M&S" is "MS".
    fn initials(&mut self, key: usize) -> Word {
        let part = self.arena[self.keys[key].parts.start];
        let letters = self.words.letters(part);
        let plain = (self.keys[key].acronym && letters.contains('&')).then(|| letters.replace('&', ""));
        plain.map_or(part, |plain| self.words.number(&plain))
    }

    fn short(&self, key: usize) -> Short {
        let entry = &self.keys[key];
        let part = self.arena[entry.parts.start];
        // Hamza is the son of Abu Hamza, not he.
        let is_own = |form: usize| {
            let parts = &self.arena[self.keys[form].parts.clone()];
            let at = parts.iter().position(|&other| other == part);
            !at.and_then(|at| at.checked_sub(1)).is_some_and(|at| is_parent_of(self.words.letters(parts[at])))
        };
        let is_person_of =
            |&group: &usize| self.longer(group).any(|form| self.is_person(form) && is_own(form));
        let people = self.with_part(part).filter(is_person_of).collect();
        let listed = Lists::of(self.words.letters(part));
        Short { key, part, listed, place: entry.kinds[2] > 0, people }
    }

    /// Returns the groups that have a word in one of their names.
    fn with_part(&self, part: Word) -> impl Iterator<Item = usize> {
        self.by_part.get(part).into_iter().flatten().copied()
    }

    /// Returns a group's names of several words, as keys.
    fn longer(&self, group: usize) -> impl Iterator<Item = usize> {
        let forms = self.grouped.groups[group].forms.iter().copied();
        forms.filter(|&form| self.keys[form].parts.len() > 1)
    }

    /// Returns the only group whose words begin with the letters of an abbreviation: "UN".
    fn by_first_letters(&self, short: &Short, initials: Word) -> Option<usize> {
        let entry = &self.keys[short.key];
        let groups = self.by_initials.get(initials).filter(|_| entry.acronym)?;
        let fits = |&&group: &&usize| {
            let person = self.longer(group).any(|form| self.is_person(form));
            person == self.is_person(short.key) || !person && entry.kinds[0] < 2
        };
        only(groups.iter().filter(fits)).copied()
    }

    /// Tells a person from the firm of the same name: "Ford" where both Bill Ford and Ford Motor Co. are named, "Calder" and
    /// "Calder Inc." beside Dan Calder.
    fn split_from_firm(&self, short: &Short) -> Option<Place> {
        let entry = &self.keys[short.key];
        if short.people.is_empty() {
            return None;
        }
        if entry.firm {
            return Some(Place::Split { person: short.people.clone(), other: NO_GROUP });
        }
        let is_firm = |form: usize| {
            let key = &self.keys[form];
            let last = self.words.letters(self.arena[key.parts.end - 1]);
            (key.firm || is_firm_noun(last))
                && !self.is_person(form)
                && self.arena[key.parts.start] == short.part
        };
        let mut firms = self.with_part(short.part).filter(|&group| self.longer(group).any(is_firm));
        let firm = firms.next().filter(|_| entry.kinds[1] > 0)?;
        Some(Place::Split { person: short.people.clone(), other: firm })
    }

    /// Returns the storm or the ship that a person's name rather is: "Ida" is Hurricane Ida rather than Ida Roe, "the Roe" is
    /// USS Roe.
    fn storm_or_ship(&self, short: &Short) -> Option<usize> {
        if short.people.is_empty() {
            return None;
        }
        let is_surname = |&group: &usize| {
            self.longer(group).any(|form| self.arena[self.keys[form].parts.end - 1] == short.part)
        };
        let is_vessel = |form: usize| {
            let parts = &self.arena[self.keys[form].parts.clone()];
            let kind = self.words.letters(parts[0]);
            let storm = is_storm(kind) && !short.people.iter().any(is_surname);
            let ship = is_ship(&kind.to_uppercase()) && self.keys[short.key].definite;
            !self.is_person(form) && parts.last() == Some(&short.part) && (storm || ship)
        };
        self.with_part(short.part).find(|&group| self.longer(group).any(is_vessel))
    }

    /// Returns the people whose name it is. The surname comes first: "Paul" is Ron Paul before it is Paul Ryan.
    fn bearers_of(&mut self, short: &Short) -> Place {
        let Short { key, part, people, .. } = short;
        // "Felipe II" has no surname.
        let surname = self.bearing(people, |parts| parts.len() > 1 && parts.last() == Some(part));
        let given = self.bearing(people, |parts| parts.first() == Some(part));
        let mut surname = self.rather_surnames(*key, surname, &given);
        if surname.is_empty() {
            return Place::Several(if given.is_empty() { people.clone() } else { given });
        }
        let is_first = |form: usize| self.keys[form].surname_first;
        let others = given.iter().filter(|&&group| self.longer(group).any(is_first));
        let others: Vec<usize> = others.copied().filter(|group| !surname.contains(group)).collect();
        surname.extend(others);
        let first_of_two = self.bearers_of_first(people, *part);
        if !first_of_two.is_empty() {
            self.first_surnames.insert(*key, first_of_two);
        }
        Place::Several(surname)
    }

    /// Returns those of `people` with a longer name whose words, but for "Jr.", are as `has` says.
    fn bearing(&self, people: &[usize], has: impl Fn(&[Word]) -> bool) -> Vec<usize> {
        let has = |form: usize| has(&self.arena[self.without_generation(&self.keys[form].parts)]);
        people.iter().copied().filter(|&group| self.longer(group).any(has)).collect()
    }

    /// Returns those whose surname it is but for whom it rather is not, beside those whose given name it is.
    fn rather_surnames(&self, key: usize, mut surname: Vec<usize>, given: &[usize]) -> Vec<usize> {
        // "Park" is Park Jae-min rather than Lee Hye-park.
        let is_tail = |form: usize| {
            let Key { parts, hyphen, .. } = &self.keys[form];
            *hyphen > 0 && hyphen + 1 == parts.len()
        };
        // Zayed is Zayed bin Sultan rather than his son, somebody bin Zayed.
        let is_fathers = |form: usize| {
            let parts = &self.arena[self.keys[form].parts.clone()];
            parts.len() > 2 && is_child_of(self.words.letters(parts[parts.len() - 2]))
        };
        if !given.is_empty() {
            surname.retain(|&group| !self.longer(group).all(|form| is_tail(form) || is_fathers(form)));
        }
        // "Cole" is Stephen Cole rather than Priya Nair-Cole.
        if surname.iter().any(|&group| !self.longer(group).all(is_tail)) {
            surname.retain(|&group| !self.longer(group).all(is_tail));
        }
        // Rose is Rose Tindall, where Edward Rose is not named yet.
        let first = self.keys[key].first;
        let before = |&group: &usize| self.longer(group).any(|form| self.keys[form].first < first);
        if given.iter().any(before) && !surname.iter().any(before) {
            surname.clear();
        }
        // Anwar is Anwar Ibrahim rather than his daughter, Nurul Anwar.
        let is_childs = |group: &usize| self.age(*group) == Some(Age::Younger);
        if !given.is_empty() && surname.iter().all(is_childs) {
            surname.clear();
        }
        surname
    }

    /// Returns the only organisation named before, or right below a headline, whose name ends so, where nobody has the name: "Villa"
    /// after "Aston Villa".
    fn body_named_before(&self, short: &Short) -> Option<usize> {
        let entry = &self.keys[short.key];
        let paragraph = |name: usize| self.tokens.paragraph_of(self.grouped.names[name].core.start);
        let is_body_of = |form: usize| {
            let key = &self.keys[form];
            let below = || paragraph(entry.first) == 0 && paragraph(key.first) == 1;
            !self.is_person(form)
                && key.kinds[1] > key.kinds[2]
                && (key.first < entry.first || below())
                && self.arena[key.parts.end - 1] == short.part
        };
        let bodies = self.with_part(short.part).filter(|&group| self.longer(group).any(is_body_of));
        let untold = entry.genders == [0; 2] && noun(self.words.letters(short.part)).sort != Sort::Org;
        only(bodies).filter(|_| untold)
    }

    /// Returns the only person for whose given name it is the short one: "Chris" for "Christopher Roe", "Desi" for "Desislava Roe".
    fn nickname_of(&self, short: &Short) -> Option<usize> {
        let letters = self.words.letters(short.part);
        if letters.len() < SHORTEST_NICKNAME || self.keys[short.key].definite {
            return None;
        }
        let is_of = |form: usize| {
            let given = self.words.letters(self.arena[self.keys[form].parts.start]);
            self.is_person(form) && (is_nickname_of(letters, given) || given.starts_with(letters))
        };
        let groups = 0..self.grouped.groups.len().min(MAX_NEAR);
        only(groups.filter(|&group| self.longer(group).any(is_of)))
    }

    /// Returns the only person for whose surname it may be a slip of the pen: "Mauer" for "Maurer".
    fn slip_for(&self, short: &Short) -> Option<usize> {
        let letters = self.words.letters(short.part);
        if letters.len() < SHORTEST_SLIP || self.keys[short.key].definite {
            return None;
        }
        // "Mopani" again and again is no slip for "Mapani", who is called so as well.
        let again = self.keys[short.key].kinds.iter().sum::<u32>() > 1;
        let is_near = |form: usize| {
            let parts = self.without_generation(&self.keys[form].parts);
            let last = self.words.letters(self.arena[parts.end - 1]);
            let apart = || again && self.by_key.get(self.arena[parts.end - 1]).is_some();
            self.is_person(form) && nearly(letters, last) && !apart()
        };
        let groups = 0..self.grouped.groups.len().min(MAX_NEAR);
        only(groups.filter(|&group| self.longer(group).any(is_near)))
    }

    /// Tells what is mostly labelled a thing, but is the name of people as well: theirs, or theirs and that of a place.
    fn thing_or_person(&self, short: &Short) -> Option<Place> {
        let entry = &self.keys[short.key];
        // "The U.N." is no Kim Jong Un.
        if short.people.is_empty() || entry.acronym {
            return None;
        }
        if !short.place || !short.listed.any(Lists::PLACE) {
            return Some(Place::Several(short.people.clone()));
        }
        (entry.kinds[0] > 0).then(|| Place::Split { person: short.people.clone(), other: NO_GROUP })
    }

    /// Returns the only country named after a side of the sky: "the North" is North Korea where the article has no other
    /// north.
    fn country_of_side(&self, short: &Short) -> Option<usize> {
        let side = matches!(self.words.letters(short.part), "north" | "south" | "east" | "west");
        if !short.place || !self.keys[short.key].definite || !side {
            return None;
        }
        let is_country = |form: usize| {
            let Key { parts, kinds, .. } = &self.keys[form];
            parts.len() == 2 && self.arena[parts.start] == short.part && kinds[2] > 0
        };
        only(self.with_part(short.part).filter(|&group| self.longer(group).any(is_country)))
    }

    /// Returns the only site that a place of no list is short for: "Hale" after "Hale Stadium" and "Mount Hale".
    fn site_named(&self, short: &Short) -> Option<usize> {
        if !short.place || short.listed.any(Lists::PLACE.or(Lists::DEMONYM)) {
            return None;
        }
        let is_site_of = |form: usize| {
            let parts = &self.arena[self.keys[form].parts.clone()];
            let letters = |at: usize| self.words.letters(parts[at]);
            let leads = parts[0] == short.part && is_site(letters(1));
            let follows = parts.len() == 2 && parts[1] == short.part && is_site_before(letters(0));
            self.keys[form].kinds[2] > 0 && (leads || follows)
        };
        only(self.with_part(short.part).filter(|&group| self.longer(group).any(is_site_of)))
    }

    /// Returns the only place named before whose kind it tells: "the Gulf" after "Gulf of Mexico", "the Hill" after "Capitol Hill".
    fn kind_named(&self, short: &Short) -> Option<usize> {
        let entry = &self.keys[short.key];
        let kind = self.words.letters(short.part);
        let tells = matches!(
            kind,
            "gulf"
                | "strait"
                | "peninsula"
                | "valley"
                | "hill"
                | "delta"
                | "basin"
                | "canal"
                | "straits"
                | "strip"
                | "savannah"
                | "lagoon"
                | "plateau"
        );
        if !short.place || !entry.definite || !tells {
            return None;
        }
        let is_of_kind = |form: usize| {
            let Key { parts, kinds, first, .. } = &self.keys[form];
            let (head, tail) = (self.arena[parts.start], self.arena[parts.end - 1]);
            kinds[2] > 0 && (head == short.part || tail == short.part) && *first < entry.first
        };
        only(self.with_part(short.part).filter(|&group| self.longer(group).any(is_of_kind)))
    }

    /// Finds a place for a name of one word that is an organisation's: the beginning or end of its name, or its bare noun.
    fn place_organisation(&self, short: &Short) -> Place {
        let entry = &self.keys[short.key];
        let letters = self.words.letters(short.part);
        // "United" after "Leeds United"
        let club =
            entry.kinds[1] > 0 && matches!(letters, "city" | "united" | "town" | "county" | "athletic");
        let elsewhere = Lists::PLACE.or(Lists::DEMONYM);
        if short.place || !club && short.listed.any(elsewhere) || alias(letters).is_some() {
            return Place::Undecided;
        }
        let generic = !club && (noun(letters).sort == Sort::Org || short.listed.any(Lists::ORG_HEAD));
        let fits = |&group: &usize| self.longer(group).any(|form| self.calls_body(short, form, generic));
        let found: Vec<usize> = self.with_part(short.part).filter(fits).collect();
        match (found.len(), generic) {
            (0, _) => Place::Undecided,
            (1, false) => Place::One(found[0]),
            (_, true) if entry.definite => Place::Several(found),
            // "Parliament" after "India's Parliament"
            (1, true) if self.is_owned(self.grouped.groups[found[0]].forms[0]) => Place::One(found[0]),
            (_, true) => Place::Undecided,
            (_, false) => Place::Several(found),
        }
    }

    /// Says whether a name of one word may call the organisation that a longer one names.
    fn calls_body(&self, short: &Short, form: usize, generic: bool) -> bool {
        let (entry, long) = (&self.keys[short.key], &self.keys[form]);
        let (first, last) = (self.arena[long.parts.start], self.arena[long.parts.end - 1]);
        let both = long.kinds[1] > 0 && entry.kinds[1] > 0;
        // "Veltis to cut jobs" above "Veltis Luft said"
        let headline = || {
            let paragraph = |name: usize| self.tokens.paragraph_of(self.grouped.names[name].core.start);
            paragraph(entry.first) == 0 && paragraph(long.first) == 1
        };
        // "Goldman" after "Goldman Sachs"; "Google" before "Google Maps" is its maker.
        let begins = || {
            both && first == short.part
                && !is_newspaper(self.words.letters(last))
                && self.without_kind(&long.parts).len() <= 2
                && (long.first < entry.first || long.parts.len() == 2 && headline())
        };
        // "Veltis" runs for "Veltis High".
        let school = matches!(
            self.words.letters(last),
            "high" | "college" | "university" | "academy" | "school" | "polytechnic"
        );
        let school = both && school && first == short.part && long.parts.len() == 2;
        // "Samsung" is "Samsung Electronics Co.", wherever that stands.
        let firm = || {
            both && first == short.part
                && short.listed == Lists::default()
                && (long.firm || is_firm_noun(self.words.letters(last)))
                && long.parts.len() < 4
        };
        !self.is_person(form)
            && long.kinds[2] == 0
            && (generic || last == short.part || begins() || school || firm())
    }

    /// Says whether a name has its country before it where it first stands: "India's Parliament".
    fn is_owned(&self, key: usize) -> bool {
        self.grouped.names[self.keys[key].first].owner.is_some()
    }

    /// Returns the parts of an organisation's name of three words and more but for the nouns at its end that tell what it
    /// is: "Goldman Sachs" of "Goldman Sachs Group".
    fn without_kind(&self, parts: &Range<usize>) -> Range<usize> {
        let mut end = parts.end;
        while end > parts.start + 2 {
            let last = self.words.letters(self.arena[end - 1]);
            if !is_firm_noun(last) && noun(last).sort != Sort::Org {
                break;
            }
            end -= 1;
        }
        parts.start..end
    }

    /// Returns the only organisation whose words an abbreviation spells with more letters of one, or with the letters of another
    /// language's order: "ASEAN", the "Association of Southeast Asian Nations"; "CJNG", the "Jalisco New Generation Cartel".
    fn spelled_by(&self, key: usize) -> Option<usize> {
        const SHORTEST: usize = 3;
        /// So many organisations are compared; more are a list.
        const MAX_GROUPS: usize = 64;
        let abbreviation = self.letters(key, 0);
        let Key { kinds, acronym, .. } = &self.keys[key];
        let known = Lists::of(abbreviation).any(Lists::PLACE) || alias(abbreviation).is_some();
        let length = abbreviation.len();
        let plain = abbreviation.bytes().all(|b| b.is_ascii_alphabetic());
        if !acronym || known || !plain || length < SHORTEST || kinds[0] > 0 || kinds[2] > 0 {
            return None;
        }
        let spells = |form: &usize| {
            let form = &self.keys[*form];
            let parts = &self.arena[form.parts.clone()];
            let main: Vec<&str> = parts
                .iter()
                .map(|&part| self.words.letters(part))
                .filter(|letters| !is_small(letters) && letters.is_ascii())
                .collect();
            if form.kinds[1] == 0 || form.kinds[0] > 0 || main.len() < SHORTEST {
                return false;
            }
            let mut initials: Vec<u8> = main.iter().filter_map(|word| word.bytes().next()).collect();
            let mut letters = abbreviation.as_bytes().to_vec();
            initials.sort_unstable();
            letters.sort_unstable();
            // "as" of "association", "e" of "southeast"
            let more = length == main.len() + 1
                && main.len() > SHORTEST
                && (0..main.len()).any(|long| {
                    let (before, rest) = abbreviation.as_bytes().split_at(long);
                    let first = |word: &&str| word.as_bytes()[0];
                    let word = main[long].as_bytes();
                    main[..long].iter().map(first).eq(before.iter().copied())
                        && rest[0] == word[0]
                        && word[1..].contains(&rest[1])
                        && main[long + 1..].iter().map(first).eq(rest[2..].iter().copied())
                });
            initials == letters || more
        };
        let groups = self.grouped.groups.iter().enumerate().take(MAX_GROUPS);
        let mut fitting = groups.filter(|(_, group)| group.forms.iter().any(spells)).map(|(at, _)| at);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Returns the only organisation whose name has the words for which a short name of another language is known to stand: "PiS",
    /// "Law and Justice".
    fn meant_by(&self, short: &Short) -> Option<usize> {
        /// So many organisations are compared; more are a list.
        const MAX_GROUPS: usize = 64;
        let meaning = meaning(self.words.letters(short.part));
        let entry = &self.keys[short.key];
        if meaning.is_empty() || entry.kinds[1] == 0 || entry.kinds[0] > 0 {
            return None;
        }
        let means = |form: &usize| {
            let Key { parts, kinds, .. } = &self.keys[*form];
            let parts = &self.arena[parts.clone()];
            let begins = |word: &&str| parts.iter().any(|&part| self.words.letters(part).starts_with(*word));
            kinds[1] > 0
                && kinds[0] == 0
                && parts.len() > 1
                && meaning.iter().all(begins)
                && !self.has_other_initials(*form, short)
        };
        let groups = self.grouped.groups.iter().enumerate().take(MAX_GROUPS);
        only(groups.filter(|(_, group)| group.forms.iter().any(means)).map(|(at, _)| at))
    }

    /// Says whether other initials stand in brackets behind a name where it is first: "the Swiss People's Party (SVP)" is no ÖVP.
    fn has_other_initials(&self, form: usize, short: &Short) -> bool {
        let end = self.grouped.names[self.keys[form].first].core.end;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        word(end) == "("
            && word(end + 2) == ")"
            && is_acronym(word(end + 1))
            && !word(end + 1).eq_ignore_ascii_case(self.words.letters(short.part))
    }

    /// Returns the group of the other number of a people's name: "Malian" and "Malians"; and the party that its members are called
    /// by: the "Greens", the "Green Party".
    fn same_people(&self, key: usize) -> Option<usize> {
        const SHORTEST: usize = 4;
        let letters = self.letters(key, 0);
        let kinds = &self.keys[key].kinds;
        let one = letters.strip_suffix('s').filter(|one| one.len() >= SHORTEST);
        if kinds[0] == 0 && kinds[2] == 0 && !letters.ends_with("ic") && !letters.ends_with("ics") {
            // Who is "Liberal" and who "the Liberals" are may be labelled a party and its members.
            let party = matches!(
                one.unwrap_or(letters),
                "liberal"
                    | "conservative"
                    | "democrat"
                    | "republican"
                    | "socialist"
                    | "communist"
                    | "nationalist"
            );
            let people = |other: &str| {
                let other = *self.by_key.get(self.words.find(other)?)?;
                let [person, org, place, misc] = self.keys[other].kinds;
                let is_people = person == 0 && place == 0 && (party || kinds[1] == 0 && org == 0 && misc > 0);
                match self.keys[other].place {
                    Place::One(group) if is_people => Some(group),
                    _ => None,
                }
            };
            // "Turkish" and "Turks"
            let stem = letters.strip_suffix("ish").filter(|stem| stem.len() > 2);
            let found = one
                .and_then(people)
                .or_else(|| people(&format!("{letters}s")))
                .or_else(|| stem.and_then(|stem| people(stem).or_else(|| people(&format!("{stem}s")))))
                .or_else(|| people(&format!("{}ish", one.unwrap_or(letters))));
            if found.is_some() || kinds[3] > kinds[1] {
                return found;
            }
        }
        if kinds[1] == 0 {
            return None;
        }
        let groups = self.by_part.get(self.words.find(one?)?)?;
        let is_party = |form: &usize| {
            let parts = &self.arena[self.keys[*form].parts.clone()];
            let word = |at: usize| self.words.letters(parts[at]);
            parts.len() == 2 && Some(word(0)) == one && word(1) == "party"
        };
        groups.iter().copied().find(|&group| self.grouped.groups[group].forms.iter().any(is_party))
    }

    /// Returns those of `people` who have two surnames, of which `part` is the first: Ruiz of "Carlos Ruiz Vega".
    fn bearers_of_first(&self, people: &[usize], part: Word) -> Vec<usize> {
        let is_first = |&form: &usize| {
            let parts = &self.arena[self.without_generation(&self.keys[form].parts)];
            self.two_surnames(form) && parts[parts.len() - 2] == part
        };
        let bears = |&group: &usize| self.grouped.groups[group].forms.iter().any(is_first);
        people.iter().copied().filter(bears).collect()
    }

    /// Says whether a name may have two surnames at its end: its last word but one is no given name, particle or initial.
    pub(super) fn two_surnames(&self, key: usize) -> bool {
        let parts = &self.arena[self.without_generation(&self.keys[key].parts)];
        let Some(at) = parts.len().checked_sub(2).filter(|&at| at > 0) else { return false };
        let letters = self.words.letters(parts[at]);
        letters.len() > 1
            && !is_particle(letters)
            && !is_particle(self.words.letters(parts[at - 1]))
            && !Lists::of(letters).any(Lists::FIRST_NAME)
            && self.keys[key].hyphen == 0
    }
}

/// Returns what an iterator yields where that is one thing alone.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}
