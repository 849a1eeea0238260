//! Names in single letters and in initials, and what is written like a name and is none.

use super::Name;
use super::told::Told;
use crate::found::EntityType;
use foldhash::{HashSet, HashSetExt};
use std::ops::Range;

impl<'a> Told<'a> {
    /// Takes for what they are the letters of countries and unions that are written apart: "the U. S. government", "a U. N. body"; and
    /// for somebody's the first one: "J. R. Roe".
    pub fn take_letters(self, names: &mut [Name]) {
        let mut end_before = 0;
        for name in names {
            let Range { start, end } = name.words;
            // Only letters are so short.
            let first = self.word(start);
            if first.len() < 3 && first.starts_with(|c: char| c.is_ascii_uppercase()) {
                if let Some(kind) = self.kind_of_letters(start..end) {
                    name.kind = kind;
                    let open = first.ends_with('.') && !self.word(end - 1).ends_with('.');
                    name.words.end += usize::from(open && self.word(end) == ".");
                } else if name.kind == EntityType::Person && is_initial(first) && end - start > 1 {
                    let before = start.checked_sub(1).filter(|&at| at >= end_before && self.is_outside(at));
                    if let Some(before) = before.filter(|&at| is_initial(self.word(at))) {
                        name.words.start = before;
                    }
                }
            }
            end_before = name.words.end;
        }
    }

    /// Returns what the letters of a name are short for, where it has nothing else.
    fn kind_of_letters(self, words: Range<usize>) -> Option<EntityType> {
        const MOST: usize = 4;
        let mut letters = [0; MOST];
        let mut count = 0;
        if !(2..2 * MOST).contains(&words.len()) {
            return None;
        }
        for at in words {
            match self.word(at).as_bytes() {
                [b'.'] => {}
                [letter @ b'A'..=b'Z'] | [letter @ b'A'..=b'Z', b'.'] if count < MOST => {
                    letters[count] = *letter;
                    count += 1;
                }
                _ => return None,
            }
        }
        match &letters[..count] {
            b"US" | b"UK" | b"USA" | b"UAE" | b"USSR" => Some(EntityType::Loc),
            b"UN" | b"EU" => Some(EntityType::Org),
            _ => None,
        }
    }

    /// Takes for things what readers hold for organisations and is the short word for something of which there are many or that nobody
    /// founded: "TB cases", "two ETFs".
    pub fn take_things(self, names: &mut [Name]) {
        for name in names.iter_mut().filter(|name| name.kind == EntityType::Org && name.words.len() == 1) {
            if is_short_for_thing(self.word(name.words.start)) {
                name.kind = EntityType::Misc;
            }
        }
    }

    /// Leaves out the days of the week and sums of money, which are no names: "R50bn".
    pub fn leave_counts(self, names: &mut Vec<Name>) {
        names.retain(|name| {
            let word = self.word(name.words.start);
            name.words.len() > 1 || !is_sum(word) && (name.kind != EntityType::Misc || !is_day(word))
        });
    }

    /// Takes for worlds what is called so, "the moon Veltis", and the planets, where the article has several of them.
    pub fn take_worlds(self, names: &mut [Name]) {
        let alone = |name: &&mut Name| name.words.len() == 1;
        let mut called: HashSet<&str> = HashSet::new();
        let mut first = None;
        let mut several = false;
        for name in names.iter_mut().filter(alone) {
            let word = self.word(name.words.start);
            if matches!(self.before(name.words.start), "moon" | "planet" | "exoplanet" | "asteroid") {
                called.insert(word);
            }
            if is_world(word) {
                several |= first.is_some_and(|first| first != word);
                first = first.or(Some(word));
            }
        }
        if called.is_empty() && !several {
            return;
        }
        for name in names.iter_mut().filter(alone) {
            let word = self.word(name.words.start);
            let world = several && is_world(word) || called.contains(word);
            if world && name.kind != EntityType::Loc && !self.is_somebody(name) {
                name.kind = EntityType::Loc;
            }
        }
    }
}

fn is_initial(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'Z', b'.'])
}

fn is_world(word: &str) -> bool {
    matches!(
        word,
        "Earth"
            | "Moon"
            | "Mars"
            | "Venus"
            | "Jupiter"
            | "Saturn"
            | "Uranus"
            | "Neptune"
            | "Pluto"
            | "Mercury"
    )
}

fn is_day(word: &str) -> bool {
    matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}

/// Says whether a word is a sum with the letters of its currency before it: "R50bn", "RM3.5m".
fn is_sum(word: &str) -> bool {
    let amount = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let currency = word.len() - amount.len();
    let number = amount.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (1..4).contains(&currency)
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        && matches!(&amount[number.len()..], "m" | "mn" | "bn" | "tn" | "million" | "billion" | "trillion")
}

/// Says whether the short word is one of illnesses, of measures or of things of which there are many.
fn is_short_for_thing(word: &str) -> bool {
    matches!(
        word,
        "HIV"
            | "AIDS"
            | "TB"
            | "HPV"
            | "RSV"
            | "PTSD"
            | "ADHD"
            | "MRSA"
            | "IVF"
            | "MRI"
            | "MRIs"
            | "DNA"
            | "RNA"
            | "PCR"
            | "PPE"
            | "GDP"
            | "GNP"
            | "VAT"
            | "IPO"
            | "IPOs"
            | "ETF"
            | "ETFs"
            | "ESG"
            | "NFT"
            | "NFTs"
            | "STEM"
            | "GPS"
            | "LNG"
            | "LPG"
            | "SUV"
            | "SUVs"
            | "CCTV"
            | "UFO"
            | "UFOs"
            | "IED"
            | "IEDs"
            | "ICBM"
            | "ICBMs"
            | "LGBT"
            | "LGBTQ"
            | "LGBTQI"
    )
}
