//! Names that readers miss or mistake and that are known by themselves: feasts, languages, parties, parliaments, newspapers. And what
//! the words around them tell as surely: who plays, who is told, on which street it is.

use super::told::Told;
use super::{Name, bodies, people};
use crate::found::EntityType;
use crate::reading::given::gender_of_given;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Sort, is_kin, noun};
use crate::reading::tag::Tag;
use foldhash::{HashSet, HashSetExt};
use std::ops::Range;

/// Names that are known by themselves have no more words.
const LONGEST: usize = 3;

impl Told<'_> {
    /// Returns some words as one in small letters; nothing where they are not all there.
    pub(super) fn folded(self, words: Range<usize>) -> String {
        if words.is_empty() || words.end > self.tokens.words.len() {
            return String::new();
        }
        self.text.slice(self.tokens.span(&words)).to_lowercase()
    }

    fn is_capital(self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Says whether a name of somewhere or something may be another's: no list has such a place or people.
    fn is_unlisted(self, name: &Name) -> bool {
        !Lists::of(&self.folded(name.words.clone())).any(Lists::PLACE.or(Lists::DEMONYM))
    }

    /// Takes what is known by itself, whether readers mistake or miss it: "Umno", "Ramadan", "in Luganda".
    pub fn take_known(self, names: &mut Vec<Name>) {
        // "Lok Sabha" is nobody, and so has nobody the name.
        let kind_of = |name: &Name| self.known_kind(&name.words, &self.folded(name.words.clone()));
        let of_people = self.words_of_people(names, |name| kind_of(name).is_none());
        for name in names.iter_mut().filter(|name| name.words.len() <= LONGEST) {
            let own = name.kind == EntityType::Org || of_people.contains(self.word(name.words.start));
            match kind_of(name) {
                Some(kind @ EntityType::Misc) if name.kind != EntityType::Person => name.kind = kind,
                Some(kind) if !own && !self.is_somebody(name) => name.kind = kind,
                _ => {}
            }
        }
        let count = names.len();
        let mut at = 0;
        while at < self.tokens.words.len() {
            let found = if self.is_outside(at) && self.is_capital(at) { self.known_at(at) } else { None };
            match found {
                Some(name) => {
                    at = name.words.end;
                    names.push(name);
                }
                None => at += 1,
            }
        }
        self.sort(names, count);
    }

    fn known_kind(self, words: &Range<usize>, folded: &str) -> Option<EntityType> {
        bodies::known_kind(self.text.slice(self.tokens.span(words)), folded)
    }

    /// Returns what is known by itself and begins at a word of no name.
    fn known_at(self, at: usize) -> Option<Name> {
        let free = (at..at + LONGEST).take_while(|&at| self.is_outside(at)).count();
        (1..=free).rev().find_map(|length| {
            let words = at..at + length;
            let folded = self.folded(words.clone());
            let speaks = || {
                matches!(
                    self.before(at),
                    "in" | "into" | "speak" | "speaks" | "spoke" | "speaking" | "fluent"
                )
            };
            let kind = if bodies::is_feast(&folded) && folded != "lent"
                || bodies::is_language(&folded) && speaks()
            {
                EntityType::Misc
            } else {
                self.known_kind(&words, &folded)?
            };
            Some(Name { words, kind })
        })
    }

    /// Takes the newspapers that readers miss: "told the Inquirer", "he told Newsday.", "the study, published in Nature,".
    pub fn take_papers(self, names: &mut Vec<Name>) {
        let count = names.len();
        for at in 0..self.tokens.words.len() {
            let found = match self.word(at) {
                "told" => self.told_at(at + 1),
                "in" => self.journal_at(at),
                _ => None,
            };
            names.extend(found.map(|words| Name { words, kind: EntityType::Org }));
        }
        self.sort(names, count);
    }

    /// Returns who is told anything and is no person: "told the Inquirer", "told The Gleaner", "told Newsday".
    fn told_at(self, start: usize) -> Option<Range<usize>> {
        let the = self.word(start) == "the";
        let start = start + usize::from(the);
        let written = |at: usize| self.is_outside(at) && self.is_capital(at);
        let end = start + (start..start + LONGEST).take_while(|&at| written(at)).count();
        if end == start {
            return None;
        }
        let last = self.word(end - 1);
        let folded = last.to_lowercase();
        let closes = self.is_mark(end)
            || matches!(self.tag(end), Tag::IN | Tag::RB | Tag::CC)
            || self.reading.lists.get(end).is_some_and(|lists| lists.any(Lists::CALENDAR.or(Lists::TIME)));
        if !closes || !last.contains(char::is_lowercase) {
            return None;
        }
        if the || self.word(start) == "The" {
            let paper = bodies::is_newspaper(&folded) || bodies::is_paper(&folded);
            return (paper && (the || end - start > 1)).then_some(start..end);
        }
        let listed = Lists::of(&folded);
        let is_other = is_kin(&folded)
            || people::is_title(&folded)
            || matches!(noun(&folded).sort, Sort::Person | Sort::Org)
            || listed.any(
                Lists::FUNCTION.or(Lists::DEMONYM).or(Lists::CALENDAR).or(Lists::FIRST_NAME).or(Lists::PLACE),
            )
            || matches!(folded.as_str(), "god" | "mum" | "mom" | "dad" | "i")
            || folded.ends_with('s') && !bodies::is_newspaper(&folded);
        let name = self.tag(end - 1) == Tag::NNP && end - start == 1;
        (name && !is_other).then_some(start..end)
    }

    /// Returns the journal behind the "in" at `at` where something was published there.
    fn journal_at(self, at: usize) -> Option<Range<usize>> {
        const FAR: usize = 10;
        let start = at + 1 + if self.word(at + 1) == "the" && self.word(at + 2) == "journal" { 2 } else { 0 };
        let journal = matches!(self.word(start), "Nature" | "Science" | "Cell") && self.is_outside(start);
        let tells = |at: usize| {
            let word = self.word(at);
            matches!(word, "published" | "paper" | "study" | "findings" | "appeared" | "appears" | "journal")
        };
        let near = at.saturating_sub(FAR)..start;
        let closes = self.is_mark(start + 1) || self.tag(start + 1) == Tag::IN;
        (journal && closes && near.into_iter().any(tells)).then_some(start..start + 1)
    }

    /// Takes for teams and bands what readers hold for somebody or somewhere, where it does things as several: "Veltis lead the league",
    /// "Veltis are"; and has nobody of the name.
    pub fn take_several(self, names: &mut [Name]) {
        let of_people = self.words_of_people(names, |_| true);
        let is_other = |name: &Name| matches!(name.kind, EntityType::Person | EntityType::Loc);
        let is_own = |name: &Name| {
            let one = self.word(name.words.end - 1).trim_end_matches('s');
            is_other(name)
                && name.words.len() < 3
                && self.is_unlisted(name)
                && !self.is_somebody(name)
                && !name.words.clone().any(|at| of_people.contains(self.word(at)) && name.words.len() == 1)
                && !of_people.contains(one)
        };
        let mut several: HashSet<String> = HashSet::new();
        for name in names.iter().filter(|name| is_own(name)) {
            let Range { start, end } = name.words;
            let verb = end + usize::from(matches!(self.word(end), "now" | "still" | "also" | "currently"));
            let opens = self.tokens.sentences.binary_search_by_key(&start, |sentence| sentence.start).is_ok();
            let given = gender_of_given(
                &self.word(start).to_lowercase(),
                Lists::of(&self.word(start).to_lowercase()),
            );
            let plays = matches!(
                self.word(verb),
                "are"
                    | "were"
                    | "have"
                    | "lead"
                    | "trail"
                    | "face"
                    | "host"
                    | "play"
                    | "need"
                    | "beat"
                    | "sit"
                    | "remain"
                    | "travel"
                    | "do"
                    | "top"
            );
            if opens && plays && self.tag(verb).is_verb() && (end - start == 1 || given == Gender::Unknown) {
                several.insert(self.folded(start..end));
            }
        }
        if several.is_empty() {
            return;
        }
        for name in names.iter_mut() {
            let place = name.kind == EntityType::Loc
                && matches!(self.before(name.words.start), "in" | "In" | "near" | "across" | "outside");
            if !place && is_own(name) && several.contains(&self.folded(name.words.clone())) {
                name.kind = EntityType::Org;
            }
        }
    }

    /// Takes for teams what stands in a line that counts the points of each: "Ely 41, Chiefs 40, Kent Hawks 36".
    pub fn take_tables(self, names: &mut Vec<Name>) {
        /// So few may be a list of anything.
        const FEWEST: usize = 4;
        let is_count = |at: usize| {
            let word = self.word(at);
            (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
        };
        let mut rows: Vec<Range<usize>> = Vec::new();
        let mut tables: Vec<Vec<Range<usize>>> = Vec::new();
        for paragraph in &self.tokens.paragraphs {
            let mut at = paragraph.start;
            while at < paragraph.end {
                let most = paragraph.end.min(at + LONGEST);
                let length = (at..most).take_while(|&at| self.is_capital(at)).count();
                let end = at + length;
                if length > 0 && end < paragraph.end && is_count(end) {
                    rows.push(at..end);
                    at = end + 1;
                    if at < paragraph.end && matches!(self.word(at), "," | ";") {
                        at += 1;
                        continue;
                    }
                } else {
                    at += length.max(1);
                }
                if rows.len() >= FEWEST {
                    tables.push(std::mem::take(&mut rows));
                }
                rows.clear();
            }
            if rows.len() >= FEWEST {
                tables.push(std::mem::take(&mut rows));
            }
            rows.clear();
        }
        if tables.is_empty() {
            return;
        }
        let count = names.len();
        let own = |names: &[Name], row: &Range<usize>| {
            let next = names.partition_point(|name| name.words.end <= row.start);
            Some(next).filter(|&next| names.get(next).is_some_and(|name| name.words.start < row.end))
        };
        for rows in tables {
            let is_kind = |kind: EntityType| {
                let kinds = rows.iter().filter_map(|row| own(&names[..count], row));
                kinds.filter(|&at| names[at].kind == kind).count()
            };
            let teams = is_kind(EntityType::Org);
            if teams < 2 || teams <= is_kind(EntityType::Person) {
                continue;
            }
            for row in rows {
                match own(&names[..count], &row) {
                    Some(at) if names[at].words.start == row.start && names[at].words.end <= row.end + 1 => {
                        names[at] = Name { words: row, kind: EntityType::Org };
                    }
                    Some(_) => {}
                    None => names.push(Name { words: row, kind: EntityType::Org }),
                }
            }
        }
        self.sort(names, count);
    }

    /// Takes for streets, and for what begins with "mountain" or "river" in other languages, what readers hold for others: "on Roe
    /// Street", "Bukit Roe".
    pub fn take_sites(self, names: &mut [Name]) {
        for name in names.iter_mut().filter(|name| (2..5).contains(&name.words.len())) {
            let Range { start, end } = name.words;
            let first = self.word(start).to_lowercase();
            let last = self.word(end - 1).to_lowercase();
            let named = matches!(
                first.as_str(),
                "sungai"
                    | "bukit"
                    | "kampung"
                    | "kampong"
                    | "gunung"
                    | "pulau"
                    | "tanjung"
                    | "teluk"
                    | "kuala"
                    | "nakhon"
                    | "wadi"
                    | "jebel"
                    | "jabal"
                    | "djebel"
                    | "kafr"
                    | "kfar"
                    | "oued"
                    | "ciudad"
            );
            let is_street = matches!(
                self.word(end - 1),
                "Street" | "Road" | "Lane" | "Avenue" | "Boulevard" | "Drive" | "Highway"
            );
            let on = matches!(
                self.before(start),
                "on" | "On"
                    | "in"
                    | "along"
                    | "Along"
                    | "off"
                    | "near"
                    | "down"
                    | "at"
                    | "for"
                    | "from"
                    | "onto"
            );
            let written = (start..end).all(|at| self.is_capital(at));
            let is_given = gender_of_given(&first, Lists::of(&first)) != Gender::Unknown;
            let street = is_street && on && !(is_given && name.kind == EntityType::Person);
            let other = matches!(name.kind, EntityType::Person | EntityType::Org | EntityType::Misc);
            let body =
                bodies::is_firm_noun(&last) || noun(&last).sort == Sort::Org || bodies::is_firm_suffix(&last);
            if other && written && (street || named && !body) {
                name.kind = EntityType::Loc;
            }
        }
    }

    /// Takes for a company what readers hold for somebody or somewhere and begins its name: "Veltis Ano" after "Veltis Ano Properties".
    pub fn take_beginnings(self, names: &mut [Name]) {
        let mut firms: HashSet<String> = HashSet::new();
        let is_given = |at: usize| {
            let first = self.word(at).to_lowercase();
            !people::is_particle(&first) && gender_of_given(&first, self.reading.lists[at]) != Gender::Unknown
        };
        for name in names.iter_mut() {
            let Range { start, end } = name.words;
            let folded = || self.folded(start..end);
            if name.kind == EntityType::Org {
                let last = self.word(end - 1).to_lowercase();
                let firm = bodies::is_firm_noun(&last) || bodies::is_firm_suffix(last.trim_end_matches('.'));
                if (3..6).contains(&(end - start)) && firm && !is_given(start) {
                    firms.insert(self.folded(start..end - 1));
                }
            } else if end - start > 1
                && !firms.is_empty()
                && firms.contains(&folded())
                && self.is_unlisted(name)
                && !self.is_somebody(name)
            {
                name.kind = EntityType::Org;
            }
        }
    }

    /// Takes the seats of councillors, and the parties before them: "Jane Roe (Lab, Ely)".
    pub fn take_wards(self, names: &mut Vec<Name>) {
        let count = names.len();
        for at in 0..count {
            let Range { start, end } = names[at].words;
            let Some(opens) = names[at].words.start.checked_sub(3).filter(|&opens| self.word(opens) == "(")
            else {
                continue;
            };
            let party = matches!(
                self.word(opens + 1),
                "Lab"
                    | "Con"
                    | "Cons"
                    | "LD"
                    | "LibDem"
                    | "Ind"
                    | "Green"
                    | "SNP"
                    | "Reform"
                    | "Plaid"
                    | "UKIP"
                    | "Labour"
                    | "DUP"
                    | "SDLP"
                    | "UUP"
                    | "Alliance"
                    | "Conservative"
                    | "Independent"
            );
            let person = at.checked_sub(1).map(|before| &names[before]).is_some_and(|before| {
                before.words.end == opens && before.kind == EntityType::Person
                    || before.words.end == opens + 2 && before.words.start == opens + 1
            });
            if party && self.word(start - 1) == "," && self.word(end) == ")" && person {
                names[at].kind = EntityType::Loc;
                if self.is_outside(opens + 1) && !matches!(self.word(opens + 1), "Ind" | "Independent") {
                    names.push(Name { words: opens + 1..opens + 2, kind: EntityType::Org });
                }
            }
        }
        self.sort(names, count);
    }
}
