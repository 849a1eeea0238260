//! Names made comparable: small letters, no accents, no full stops.

use std::collections::HashMap;

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
        for lower in c.to_lowercase() {
            match plain(lower) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(lower),
            }
        }
    }
}

/// Words and names by number, so that they are compared and looked up without their letters.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<Box<str>, Word>,
    letters: Vec<Box<str>>,
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

impl Words {
    /// Returns the number of `word`, a new one where it has none yet.
    pub fn number(&mut self, word: &str) -> Word {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.letters.len() as Word;
        self.letters.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    /// Returns the word of a number.
    pub fn letters(&self, number: Word) -> &str {
        &self.letters[number as usize]
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
    fn accents_and_full_stops_fall_away() {
        for (word, expected) in [
            ("Yván", "yvan"),
            ("U.N.", "un"),
            ("Łódź", "lodz"),
            ("Go\u{308}tz", "gotz"),
            ("北京", "北京"),
            ("O’Hara", "o'hara"),
        ] {
            let mut folded = "left over".to_owned();
            fold_into(word, &mut folded);
            assert_eq!(folded, expected);
        }
    }
}
