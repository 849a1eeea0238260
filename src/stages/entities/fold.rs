//! Names made comparable: small letters, no accents, no full stops.

use std::hash::{BuildHasher, RandomState};

/// Folds a word into `folded`, in place of what it held: "Yván" and "Yvan", "U.N." and "UN" become the same.
pub(super) fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    for c in word.chars() {
        if c.is_ascii() {
            if c != '.' {
                folded.push(c.to_ascii_lowercase());
            }
            continue;
        }
        // Combining accents fall away.
        if matches!(c, '\u{300}'..='\u{36f}') {
            continue;
        }
        // A small "İ" is an "i" with a dot of its own.
        for lower in c.to_lowercase().filter(|lower| !matches!(lower, '\u{300}'..='\u{36f}')) {
            match plain(lower) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(lower),
            }
        }
    }
}

/// Words and names by number, so that they are compared and looked up without their letters.
///
/// A table of our own over one string: a map would own every word twice.
#[derive(Debug)]
pub(super) struct Words {
    /// All words, one after the other, and where each ends.
    letters: String,
    ends: Vec<usize>,
    /// Numbers plus one, where their hashes put them; 0 is free. A power of two long, at most half full.
    slots: Vec<Word>,
    hasher: RandomState,
}

impl Default for Words {
    fn default() -> Self {
        // As many as the names and noun phrases of a longer article have.
        Self { letters: String::new(), ends: Vec::new(), slots: vec![0; 1024], hasher: RandomState::new() }
    }
}

impl Words {
    /// Returns the number of `word`, a new one where it has none yet.
    pub fn number(&mut self, word: &str) -> Word {
        let slot = self.slot(word);
        if self.slots[slot] > 0 {
            return self.slots[slot] - 1;
        }
        self.letters.push_str(word);
        self.ends.push(self.letters.len());
        self.slots[slot] = self.ends.len() as Word;
        if self.ends.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for number in 0..self.ends.len() {
                let slot = self.slot(self.letters(number as Word));
                self.slots[slot] = number as Word + 1;
            }
        }
        self.ends.len() as Word - 1
    }

    /// Returns the number of `word` where it has one.
    pub fn find(&self, word: &str) -> Option<Word> {
        self.slots[self.slot(word)].checked_sub(1)
    }

    /// Returns the slot that has the word, or the free one where it would go.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.hasher.hash_one(word) as usize & mask;
        while self.slots[slot] > 0 && self.letters(self.slots[slot] - 1) != word {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Returns the word of a number.
    pub fn letters(&self, number: Word) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.letters[start..self.ends[at]]
    }
}

/// The number of a folded word.
pub(super) type Word = u32;

/// Something for every word that has it: a table, as the numbers leave no gaps.
#[derive(Debug)]
pub(super) struct ByWord<T>(Vec<Option<T>>);

impl<T> ByWord<T> {
    /// Makes one with nothing for any word.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns what there is for `word`.
    pub fn get(&self, word: Word) -> Option<&T> {
        self.0.get(word as usize).and_then(Option::as_ref)
    }

    /// Returns the place for `word`, to be filled.
    pub fn place(&mut self, word: Word) -> &mut Option<T> {
        let at = word as usize;
        if at >= self.0.len() {
            self.0.resize_with(at + 1, || None);
        }
        &mut self.0[at]
    }
}

/// Returns the letter under the accent, for the Latin letters of the news.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' => {
            "a"
        }
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ễ' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ị' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ộ' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '’' | '‘' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_number_each() {
        let mut words = Words::default();
        let all: Vec<String> = (0..5000).map(|at| format!("w{}", at % 3000)).collect();
        for (at, word) in all.iter().enumerate() {
            assert_eq!(words.number(word), at as Word % 3000, "{word}");
        }
        assert_eq!((words.letters(0), words.letters(2999)), ("w0", "w2999"));
    }

    #[test]
    fn accents_and_full_stops_fall_away() {
        for (word, expected) in [
            ("Yván", "yvan"),
            ("U.N.", "un"),
            ("Łódź", "lodz"),
            ("Go\u{308}tz", "gotz"),
            ("İmam", "imam"),
            ("北京", "北京"),
            ("O’Hara", "o'hara"),
        ] {
            let mut folded = "left over".to_owned();
            fold_into(word, &mut folded);
            assert_eq!(folded, expected);
        }
    }
}
