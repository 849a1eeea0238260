//! What names are told to be by their fellows in a list, by their last word, by what they are short for, and by the brackets
//! behind a dateline.

use super::told::Told;
use super::{Name, bodies};
use crate::config::Tier;
use crate::found::EntityType;
use crate::reading::given::gender_of_given;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, noun};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::ops::Range;

/// Shorter lists may be of anything.
const FEWEST: usize = 3;
/// In lists of so many the others tell even what begins like somebody's name.
const MANY: usize = 5;

/// What the words that initials are short for make of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Short {
    /// "Municipal Chief Executive (MCE)"
    Office,
    /// "unmanned aerial systems (UAS)"
    Thing,
}

impl Told<'_> {
    pub(super) fn gender_at(self, at: usize) -> Gender {
        let Some(&lists) = self.reading.lists.get(at) else { return Gender::Unknown };
        gender_of_given(&self.word(at).to_lowercase(), lists)
    }

    /// Takes for what most names of a list are the one that readers hold for something else: "Sing Buri, Ang Thong, Lop Buri and
    /// Ely".
    pub fn take_fellows(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |_| true);
        let mut at = 0;
        while at < names.len() {
            let mut end = at + 1;
            while end < names.len() && self.goes_on(names[end - 1].words.end..names[end].words.start) {
                end += 1;
            }
            if end - at >= FEWEST {
                self.agree(&mut names[at..end], &|name: &Name| {
                    name.words.len() == 1 && of_people.contains(self.word(name.words.start))
                });
            }
            at = end;
        }
    }

    /// Says whether nothing but a comma or "and" stands between two names.
    fn goes_on(self, between: Range<usize>) -> bool {
        (1..3).contains(&between.len())
            && between.clone().all(|at| matches!(self.word(at), "," | "and" | "or" | "&"))
            && self.tokens.paragraph_of(between.start) == self.tokens.paragraph_of(between.end)
    }

    /// Gives the names of one list the type that half of them have, but for those that are known to be others.
    fn agree(self, names: &mut [Name], is_peoples: &dyn Fn(&Name) -> bool) {
        let count = |kind: EntityType| names.iter().filter(|name| name.kind == kind).count();
        let Some(most) = [EntityType::Loc, EntityType::Org].into_iter().find(|&kind| {
            let its = count(kind);
            2 * its >= names.len() && its > 1 && EntityType::ALL.iter().all(|&k| k == kind || count(k) < its)
        }) else {
            return;
        };
        let many = names.len() >= MANY;
        for name in names.iter_mut().filter(|name| name.kind != most) {
            let Range { start, end } = name.words;
            let body = self.folded(name.words.clone());
            let last = self.word(end - 1).to_lowercase();
            let listed = Lists::of(&body);
            let is_other = match (name.kind, most) {
                (EntityType::Person, _) => {
                    is_peoples(name)
                        || self.is_somebody(name)
                        || listed.any(Lists::FIRST_NAME)
                        || !many && self.gender_at(start) != Gender::Unknown
                }
                (EntityType::Org, _) => {
                    listed.any(Lists::ORG.or(Lists::ORG_HEAD))
                        || bodies::is_known(&body)
                        || bodies::is_acronym(self.text.slice(self.tokens.span(&name.words)))
                        || bodies::is_firm_noun(&last)
                        || bodies::is_school(&self.word(start).to_lowercase())
                        || noun(&last).sort == Sort::Org
                }
                (EntityType::Loc, EntityType::Org) => {
                    listed.any(Lists::PLACE) || Lists::of(&last).any(Lists::PLACE.or(Lists::PLACE_HEAD))
                }
                _ => true,
            };
            let written = (start..end).all(|at| self.word(at).starts_with(char::is_uppercase));
            if !is_other && written && end - start < 4 {
                name.kind = most;
            }
        }
    }

    /// Takes a name for what it is most often in the article, where no list has it: "Veltis" once a work and thrice a firm. The precise
    /// reader sees the whole article, and means it where it differs.
    pub fn take_votes(self, names: &mut [Name]) {
        /// What is a place once and a team thrice may be both.
        const CLEAR: u16 = 3;
        if self.reading.tier != Tier::Fast {
            return;
        }
        let body = |name: &Name| self.text.slice(self.tokens.span(&name.words));
        let mut votes: HashMap<&str, [u16; 4]> = HashMap::with_capacity(names.len());
        let mut differ = false;
        for name in names.iter() {
            let of_form = votes.entry(body(name)).or_default();
            of_form[name.kind as usize] += 1;
            differ |= of_form.iter().filter(|&&count| count > 0).count() > 1;
        }
        if !differ {
            return;
        }
        for name in names.iter_mut().filter(|name| name.kind != EntityType::Person) {
            let its = votes.get(body(name)).copied().unwrap_or_default();
            let own = its[name.kind as usize];
            let most = [EntityType::Org, EntityType::Loc, EntityType::Misc].into_iter().find(|&kind| {
                let least = match (name.kind, kind) {
                    // Firms are called by what they make.
                    (EntityType::Org, EntityType::Misc) => 2 * own,
                    (EntityType::Misc, _) | (_, EntityType::Misc) => own + 1,
                    _ => CLEAR.saturating_mul(own),
                };
                its[kind as usize] >= least
                    && EntityType::ALL.iter().all(|&k| k == kind || its[k as usize] < its[kind as usize])
            });
            let Some(most) = most.filter(|&most| most != name.kind) else { continue };
            if name.kind == EntityType::Loc && matches!(self.before(name.words.start), "in" | "In" | "near") {
                continue;
            }
            let listed = Lists::of(&self.folded(name.words.clone()));
            if !listed.any(Lists::PLACE.or(Lists::DEMONYM).or(Lists::FIRST_NAME)) {
                name.kind = most;
            }
        }
    }

    /// Takes for places and for laws and works what readers hold for others and whose last word tells it: "Veltis Nuclear Power Plant",
    /// "Ely Crossing", "Criminal Procedure Law".
    pub fn take_last_words(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |name| {
            // Not by these names themselves.
            !is_site_noun(self.word(name.words.end - 1))
        });
        for name in names.iter_mut().filter(|name| name.words.len() > 1) {
            let Range { start, end } = name.words;
            let last = self.word(end - 1);
            let written = (start..end).all(|at| self.word(at).starts_with(char::is_uppercase));
            let person = name.kind == EntityType::Person
                && (self.gender_at(start) != Gender::Unknown || of_people.contains(last));
            if !written || person {
                continue;
            }
            let kind = if is_site_noun(last) {
                EntityType::Loc
            } else if name.kind == EntityType::Org && end - start > 2 && is_work_noun(last) {
                EntityType::Misc
            } else {
                continue;
            };
            if name.kind != EntityType::Misc || last == "Mosque" {
                name.kind = kind;
            }
        }
    }

    /// Takes for what they are the initials of an office, which name nobody, and of what has no name: "the Municipal Chief Executive
    /// (MCE)", "unmanned aerial systems (UAS)".
    pub fn take_offices(self, names: &mut Vec<Name>) {
        let mut shorts: HashMap<&str, Short> = HashMap::new();
        for name in names.iter().filter(|name| name.words.len() == 1 && name.kind != EntityType::Person) {
            let at = name.words.start;
            let alone = self.before(at) == "(" && self.word(at + 1) == ")" && at > 1;
            if alone && let Some(short) = self.spelled_before(at) {
                shorts.insert(self.word(at), short);
            }
        }
        if shorts.is_empty() {
            return;
        }
        names.retain_mut(|name| {
            let short = shorts.get(self.word(name.words.start)).filter(|_| name.words.len() == 1);
            if short == Some(&Short::Thing) && name.kind == EntityType::Org {
                name.kind = EntityType::Misc;
            }
            short != Some(&Short::Office)
        });
    }

    /// Returns what the words before the brackets around `at` make of the initials in them, which those spell.
    fn spelled_before(self, at: usize) -> Option<Short> {
        let initials = self.word(at).trim_end_matches('s').to_lowercase();
        if !(2..7).contains(&initials.len())
            || !initials.is_ascii()
            || !bodies::is_acronym(self.word(at).trim_end_matches('s'))
        {
            return None;
        }
        let head = at.checked_sub(2)?;
        let last = self.word(head).to_lowercase();
        // Back from the last letter; small words and hyphens may be left out.
        let mut letters = initials.bytes().rev();
        let mut wanted = letters.next();
        let mut small = true;
        let paragraph = self.tokens.paragraphs.get(self.tokens.paragraph_of(at))?;
        let mut from = head + 1;
        while let Some(letter) = wanted {
            from = from
                .checked_sub(1)
                .filter(|&from| from >= paragraph.start && head - from < 2 * initials.len())?;
            let word = self.word(from).to_lowercase();
            if word.bytes().next() == Some(letter) {
                small &= self.word(from).starts_with(char::is_lowercase);
                wanted = letters.next();
            } else if !(bodies::is_small(&word) || matches!(word.as_str(), "-" | "," | "–")) || from == head
            {
                return None;
            }
        }
        if matches!(
            last.as_str(),
            "officer"
                | "executive"
                | "minister"
                | "secretary"
                | "commissioner"
                | "inspector"
                | "superintendent"
        ) {
            return Some(Short::Office);
        }
        (small && last.ends_with('s') && noun(&last).sort != Sort::Org).then_some(Short::Thing)
    }

    /// Takes the agency in brackets behind the town that a report comes from: "ELY (Veltis) —", "Ely, Spain (dpa) -".
    pub fn take_agencies(self, names: &mut Vec<Name>) {
        const FAR: usize = 10;
        let count = names.len();
        for paragraph in self.tokens.paragraphs.iter().take(4) {
            let Ok(first) = names[..count].binary_search_by_key(&paragraph.start, |name| name.words.start)
            else {
                continue;
            };
            let near = paragraph.start..paragraph.end.min(paragraph.start + FAR);
            let Some(opens) = near.into_iter().find(|&at| self.word(at) == "(") else { continue };
            // "Ely, Spain, Oct 14", but not "Ely lost again (Roe)."
            let is_line = |at: usize| {
                let word = self.word(at);
                word == "," || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            };
            if !(names[first].words.end..opens).all(is_line) {
                continue;
            }
            let most = paragraph.end.min(opens + 5);
            let Some(closes) = (opens + 2..most).find(|&at| self.word(at) == ")") else { continue };
            let words = opens + 1..closes;
            let next = self.word(closes + 1);
            let dash = matches!(next, "-" | "–" | "—" | "--" | "." | ".-");
            let body = self.folded(words.clone());
            let is_place = Lists::of(&body).any(Lists::PLACE) || names[first].kind != EntityType::Loc;
            let written = words.clone().all(|at| self.word(at).starts_with(char::is_alphabetic));
            let capital = words.clone().any(|at| self.word(at).starts_with(char::is_uppercase));
            if !dash || is_place || !written || !(capital || bodies::is_known(&body)) {
                continue;
            }
            let within = names[..count].partition_point(|name| name.words.end <= words.start);
            match names[..count].get(within).map(|name| name.words.clone()) {
                Some(own) if own.start < words.end => {
                    if own.start >= words.start && own.end <= words.end {
                        names[within] = Name { words, kind: EntityType::Org };
                    }
                }
                _ => names.push(Name { words, kind: EntityType::Org }),
            }
        }
        self.sort(names, count);
    }

    /// Takes for ships what is called so: "the tanker Ely Star".
    pub fn take_vessels(self, names: &mut [Name]) {
        let mut ships: HashSet<String> = HashSet::new();
        let called = |name: &&Name| name.words.len() < 4 && is_vessel(self.before(name.words.start));
        for name in names.iter().filter(called) {
            let last = self.word(name.words.end - 1).to_lowercase();
            let firm = bodies::is_firm_noun(&last) || bodies::is_firm_suffix(&last);
            let body = self.folded(name.words.clone());
            if !firm && !bodies::is_known(&body) {
                ships.insert(body);
            }
        }
        if ships.is_empty() {
            return;
        }
        for name in names.iter_mut().filter(|name| name.words.len() < 4) {
            let body = self.folded(name.words.clone());
            let the = self.before(name.words.start).eq_ignore_ascii_case("the");
            let called = is_vessel(self.before(name.words.start));
            if ships.contains(&body)
                && (called || the || !Lists::of(&body).any(Lists::PLACE.or(Lists::FIRST_NAME)))
            {
                name.kind = EntityType::Misc;
            }
        }
    }

    /// Takes for places what readers hold for somebody or a body, and where people live: "the Roe ward", "Roe residents".
    pub fn take_homes(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |_| true);
        let is_own = |name: &Name| {
            let body = self.folded(name.words.clone());
            let last = self.word(name.words.end - 1).to_lowercase();
            match name.kind {
                EntityType::Person => {
                    !self.is_somebody(name)
                        && (name.words.len() > 1 || !of_people.contains(self.word(name.words.start)))
                        && self.gender_at(name.words.start) == Gender::Unknown
                }
                EntityType::Org => {
                    !bodies::is_known(&body)
                        && !bodies::is_acronym(self.text.slice(self.tokens.span(&name.words)))
                        && !Lists::of(&body).any(Lists::ORG)
                        && noun(&last).sort != Sort::Org
                        && !bodies::is_firm_noun(&last)
                }
                _ => false,
            }
        };
        let mut homes: HashSet<String> = HashSet::new();
        for name in names.iter_mut().filter(|name| name.words.len() < 4) {
            let ward = is_ward(self.word(name.words.end));
            let home = ward || matches!(self.word(name.words.end), "residents" | "villagers");
            if home && self.word(name.words.start).starts_with(char::is_uppercase) && is_own(name) {
                name.kind = EntityType::Loc;
                if ward {
                    homes.insert(self.folded(name.words.clone()));
                }
            }
        }
        if homes.is_empty() {
            return;
        }
        for name in names.iter_mut() {
            if name.kind == EntityType::Person
                && is_own(name)
                && homes.contains(&self.folded(name.words.clone()))
            {
                name.kind = EntityType::Loc;
            }
        }
    }

    /// Takes the peoples of whom readers know nothing: "Oromo dancers", "the Hopi and Ute leaders".
    pub fn take_tribes(self, names: &mut Vec<Name>) {
        let is_people = |at: usize| {
            let word = self.word(at);
            word.starts_with(char::is_uppercase) && bodies::is_tribe(&word.to_lowercase())
        };
        let called = |at: usize| {
            matches!(self.word(at), "men" | "women" | "people") || {
                let noun = noun(self.word(at));
                noun.sort == Sort::Person
                    || matches!(
                        self.word(at),
                        "tribe"
                            | "tribes"
                            | "tribesmen"
                            | "militia"
                            | "rebels"
                            | "community"
                            | "communities"
                            | "fighters"
                            | "dancers"
                            | "elders"
                            | "villages"
                            | "language"
                            | "minority"
                            | "clan"
                            | "clans"
                            | "herders"
                            | "farmers"
                            | "refugees"
                            | "nationalists"
                            | "insurgents"
                            | "culture"
                            | "families"
                    )
            }
        };
        let count = names.len();
        for at in 0..self.tokens.words.len() {
            if !is_people(at) {
                continue;
            }
            let joined = matches!(self.word(at + 1), "and" | "," | "or") && is_people(at + 2);
            let tells = called(at + 1) && self.word(at + 1).starts_with(char::is_lowercase)
                || joined && called(at + 3)
                || self.before(at) == "ethnic";
            if !tells {
                continue;
            }
            match names[..count].binary_search_by_key(&at, |name| name.words.start) {
                Ok(own) if names[own].words.len() == 1 => names[own].kind = EntityType::Misc,
                Ok(_) => {}
                Err(_) if self.is_outside(at) => {
                    names.push(Name { words: at..at + 1, kind: EntityType::Misc });
                }
                Err(_) => {}
            }
        }
        self.sort(names, count);
    }
}

/// Says whether a word as it stands ends the names of places only.
fn is_site_noun(word: &str) -> bool {
    matches!(
        word,
        "Plant"
            | "Crossing"
            | "Fountain"
            | "Mosque"
            | "Territory"
            | "Dam"
            | "Barrage"
            | "Reservoir"
            | "Tunnel"
            | "Canal"
            | "Cemetery"
            | "Checkpoint"
            | "Lagoon"
            | "Trail"
            | "Hut"
    )
}

/// Says whether a word as it stands ends the names of laws and undertakings.
fn is_work_noun(word: &str) -> bool {
    matches!(
        word,
        "Act"
            | "Law"
            | "Treaty"
            | "Accord"
            | "Accords"
            | "Protocol"
            | "Decree"
            | "Festival"
            | "Prize"
            | "Project"
            | "Sanhita"
    )
}

/// Says whether a word calls a ship, right before its name.
fn is_vessel(word: &str) -> bool {
    matches!(
        word,
        "ship"
            | "tanker"
            | "vessel"
            | "ferry"
            | "freighter"
            | "frigate"
            | "yacht"
            | "trawler"
            | "icebreaker"
            | "submarine"
            | "destroyer"
            | "warship"
            | "schooner"
            | "steamship"
            | "dredger"
    )
}

/// Says whether a word calls a part of a town or country, right behind its name.
fn is_ward(word: &str) -> bool {
    matches!(
        word,
        "ward"
            | "constituency"
            | "neighbourhood"
            | "neighborhood"
            | "suburb"
            | "township"
            | "subdistrict"
            | "sub-district"
            | "upazila"
            | "taluk"
            | "tehsil"
            | "oblast"
            | "governorate"
            | "prefecture"
            | "parish"
    )
}
