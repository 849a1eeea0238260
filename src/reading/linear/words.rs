//! What a word says by itself: its shape and the features that depend on nothing else.

use super::lists::{Lists, PHRASE_START, longer};
use super::table::{fingerprint, hash, mix};

/// Whether letters are read with their case.
///
/// A line in capitals and a text without any say nothing by their case: they are read in small letters, with
/// weights of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Register {
    Cased,
    Caseless,
}

/// What the context features ask of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The hash of the word in small letters.
    pub lower: u64,
    /// The gazetteers that the word is on.
    pub lists: u32,
    /// The first bits of its cluster in the second clustering.
    pub cluster: u32,
    pub class: Class,
    /// Begins with a capital.
    pub capital: bool,
    /// Has a small letter.
    pub small: bool,
    /// "of", "the": small in a headline.
    pub function: bool,
    /// A phrase of the gazetteers begins with it.
    pub begins: bool,
}

impl Facts {
    /// Says whether the word is in capitals, all of it, without full stops.
    pub fn is_shouted(&self) -> bool {
        matches!(
            self.class,
            Class::ONE_CAPITAL | Class::SHORT_CAPITALS | Class::LONG_CAPITALS | Class::JOINED_CAPITALS
        )
    }
}

/// The shape of a word, coarsely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class(pub u8);

impl Class {
    /// Marks come before all words.
    const LAST_MARK: u8 = 10;
    const QUOTE: Self = Self(4);
    const ONE_CAPITAL: Self = Self(21);
    const SHORT_CAPITALS: Self = Self(24);
    /// Five capitals or more.
    pub const LONG_CAPITALS: Self = Self(25);
    const JOINED_CAPITALS: Self = Self(28);

    /// Says whether it is a punctuation mark.
    pub fn is_mark(self) -> bool {
        self.0 <= Self::LAST_MARK
    }

    /// Says whether it is a mark that ends sentences.
    pub fn ends_sentence(self) -> bool {
        self.0 == 1
    }

    /// Says whether it is a double quotation mark.
    pub fn is_quote(self) -> bool {
        self == Self::QUOTE
    }

    /// Returns the class of `word`.
    pub fn of(word: &str) -> Self {
        let (mut upper, mut lower, mut digits, mut letters, mut count) = (0, 0, 0, 0, 0);
        for c in word.chars() {
            count += 1;
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
            digits += usize::from(c.is_numeric());
            letters += usize::from(c.is_alphabetic());
        }
        let capital = word.starts_with(char::is_uppercase);
        let (dotted, hyphenated) = (word.contains('.'), word.contains('-'));
        Self(if letters == 0 && digits == 0 {
            match word {
                "." | "!" | "?" => 1,
                "," => 2,
                "-" | "--" | "–" | "—" => 3,
                "\"" | "''" | "``" | "“" | "”" => Self::QUOTE.0,
                "(" => 5,
                ")" => 6,
                ":" | ";" => 7,
                "'" | "’" | "‘" => 8,
                "/" => 9,
                _ => Self::LAST_MARK,
            }
        } else if letters == 0 {
            match count {
                _ if digits < count => 15,
                1 => 11,
                2 => 12,
                4 => 13,
                _ => 14,
            }
        } else if word.starts_with(['\'', '’']) {
            16
        } else if digits > 0 {
            if upper > 0 { 17 } else { 18 }
        } else if upper == 0 {
            match (lower, hyphenated) {
                (0, _) => 27,
                (_, true) => 19,
                (_, false) => 20,
            }
        } else if lower == 0 {
            match count {
                1 => 21,
                2 if dotted => 22,
                _ if dotted => 23,
                _ if hyphenated => 28,
                ..=4 => 24,
                _ => 25,
            }
        } else if capital && upper == 1 {
            match (dotted, hyphenated) {
                (true, _) => 26,
                (_, true) => 29,
                _ => 30,
            }
        } else {
            31
        })
    }
}

/// As far as a word is read; longer ones are no words of a language.
const MAX_WORD: usize = 64;

/// The longest beginning or ending that is a feature, in characters.
const MAX_AFFIX: usize = 5;

/// How many leading bits of a cluster's path are features; 31 is the whole path.
const PATH_LENGTHS: [u32; 6] = [4, 6, 8, 10, 12, 31];

/// Works out facts and features of words; keeps its buffers.
#[derive(Clone, Debug, Default)]
pub struct Speller {
    lower: String,
    capitalised: String,
    shape: String,
    chars: Vec<char>,
    /// The features of the last word, as fingerprints.
    pub features: Vec<u32>,
}

impl Speller {
    /// Returns the last word in small letters, cut where it is too long to be one.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// Works out the features of `word` and returns its facts.
    pub fn spell(&mut self, word: &str, register: Register, lists: &Lists) -> Facts {
        let word = &word[..word.floor_char_boundary(MAX_WORD)];
        let Self { lower, capitalised, shape, chars, features } = self;
        features.clear();
        lower.clear();
        for c in word.chars() {
            lower.extend(c.to_lowercase());
        }
        capitalised.clear();
        let mut rest = lower.chars();
        if let Some(first) = rest.next() {
            capitalised.extend(first.to_uppercase());
            capitalised.push_str(rest.as_str());
        }
        let class = Class::of(word);
        let capital = word.starts_with(char::is_uppercase);
        let lower_hash = hash(lower.as_bytes());
        let word_lists = lists.of_word(lower_hash);

        // Without case, the features are those of the word in small letters, under numbers of their own.
        let caseless = register == Register::Caseless;
        let read: &str = if caseless { lower } else { word };
        let salt = if caseless { 1 << 32 } else { 0 };
        let cap = u64::from(capital && !caseless);
        let mut add = |template: u64, value: u64| {
            features.push(fingerprint(mix(salt + template, value)));
        };
        add(0, 0);
        if !caseless {
            add(1, hash(read.as_bytes()));
        }
        // Digits are all alike.
        shape.clear();
        shape.extend(lower.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
        add(2, hash(shape.as_bytes()));
        short_shape(read, shape);
        add(3, hash(shape.as_bytes()));
        add(4, Class::of(read).0.into());
        shape.clear();
        shape.extend(read.chars().take(8).map(kind));
        add(5, hash(shape.as_bytes()));

        chars.clear();
        chars.extend(lower.chars());
        if chars.iter().any(|c| c.is_alphabetic()) {
            for length in 1..=MAX_AFFIX.min(chars.len().saturating_sub(1)) {
                let start: usize = chars[..length].iter().map(|c| c.len_utf8()).sum();
                let end: usize = chars[chars.len() - length..].iter().map(|c| c.len_utf8()).sum();
                let (start, end) = (&lower[..start], &lower[lower.len() - end..]);
                add(10 + length as u64, mix(hash(start.as_bytes()), cap));
                add(20 + length as u64, mix(hash(end.as_bytes()), cap));
            }
            add(30, chars.len().min(12) as u64 * 2 + cap);
        }
        let mut cluster = 0;
        for clustering in 0..2 {
            let template = 40 + 40 * clustering as u64;
            let path = lists.path(clustering, read, lower, capitalised);
            if path == 0 {
                add(template, cap);
                continue;
            }
            let length = 31 - path.leading_zeros();
            for keep in PATH_LENGTHS {
                if keep <= length || keep == 31 {
                    add(template + u64::from(keep), mix((path >> length.saturating_sub(keep)).into(), cap));
                }
            }
            cluster = path >> length.saturating_sub(8);
        }
        for list in 0..super::lists::MAX_LISTS as u64 {
            if word_lists >> list & 1 == 1 {
                add(120 + list, cap);
            }
        }
        if word_lists != 0 {
            add(160, mix(word_lists.into(), cap));
        }
        // Addresses.
        if read.contains('@') && read.len() > 1 {
            add(163, 0);
        }
        if lower.starts_with("http") || lower.starts_with("www.") || lower.contains("://") {
            add(164, 0);
        }
        if let Some((name, host)) = read.split_once('@')
            && !name.is_empty()
            && host.contains('.')
        {
            add(250, 0);
        }
        if read.len() > 1 && read.starts_with(['@', '#']) {
            add(if read.starts_with('@') { 251 } else { 252 }, 0);
        }
        if let Some((_, "com" | "org" | "net" | "edu" | "gov" | "uk" | "info" | "biz")) =
            lower.rsplit_once('.')
        {
            add(253, u64::from(lower.contains('@')));
        }
        if let Some((_, domain)) = lower.rsplit_once('.') {
            add(165, hash(domain.as_bytes()));
        }
        if let Some((before, _)) = read.split_once('-')
            && let Some((lower_before, _)) = lower.split_once('-')
            && let Some((_, after)) = lower.rsplit_once('-')
            && !lower_before.is_empty()
            && !after.is_empty()
        {
            // "London-based": what its parts are.
            let before_hash = hash(lower_before.as_bytes());
            add(161, before_hash);
            add(162, mix(hash(after.as_bytes()), cap));
            let its_lists = lists.of_word(before_hash);
            for list in 0..super::lists::MAX_LISTS as u64 {
                if its_lists >> list & 1 == 1 {
                    add(170 + list, cap);
                }
            }
            let path = lists.path(1, before, lower_before, before);
            if path != 0 {
                let length = 31 - path.leading_zeros();
                for keep in [6, 10] {
                    add(205 + u64::from(keep), mix((path >> length.saturating_sub(keep)).into(), cap));
                }
            }
        }
        features.sort_unstable();
        features.dedup();
        Facts {
            lower: lower_hash,
            lists: word_lists,
            cluster,
            class,
            capital,
            small: word.contains(char::is_lowercase),
            function: is_function(lower),
            begins: !class.is_mark() && lists.of_phrase(longer(PHRASE_START, lower_hash)).is_some(),
        }
    }
}

/// Returns the kind of a letter: "X", "x", "d", or the mark itself.
fn kind(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_alphabetic() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else {
        c
    }
}

/// Writes the kinds of the letters with repeats left out: "Xx", "X.X.", "d-d".
fn short_shape(word: &str, shape: &mut String) {
    shape.clear();
    let mut last = None;
    for c in word.chars().map(kind) {
        if last != Some(c) || !matches!(c, 'X' | 'x' | 'd') {
            shape.push(c);
        }
        last = Some(c);
        if shape.len() > 12 {
            break;
        }
    }
}

/// Says whether headlines in title case write the word small.
fn is_function(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "the"
            | "in"
            | "for"
            | "and"
            | "to"
            | "a"
            | "an"
            | "on"
            | "at"
            | "by"
            | "with"
            | "from"
            | "as"
            | "or"
            | "is"
            | "de"
            | "over"
            | "after"
            | "vs"
            | "but"
            | "not"
            | "v"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(word: &str, register: Register) -> Vec<u32> {
        let mut speller = Speller::default();
        speller.spell(word, register, &Lists::default());
        speller.features
    }

    #[test]
    fn classes() {
        for (word, class) in [
            (".", 1),
            ("”", 4),
            ("…", 10),
            ("7", 11),
            ("1996", 13),
            ("1996-08-22", 15),
            ("’s", 16),
            ("F-16", 17),
            ("well-known", 19),
            ("run", 20),
            ("U.N.", 23),
            ("EU", 24),
            ("LONDON", 25),
            ("Mr.", 26),
            ("北京", 27),
            ("Anglo-Irish", 31),
            ("Smith", 30),
            ("McCain", 31),
        ] {
            assert_eq!(Class::of(word), Class(class), "{word}");
        }
    }

    #[test]
    fn case_tells_nothing_where_there_is_none() {
        let caseless = features("LONDON", Register::Caseless);
        assert_eq!(caseless, features("london", Register::Caseless));
        assert_ne!(features("LONDON", Register::Cased), features("london", Register::Cased));
        assert!(caseless.iter().all(|f| !features("london", Register::Cased).contains(f)));
    }

    #[test]
    fn any_word_has_features() {
        let long = "x".repeat(1 << 20);
        for word in ["", "\0", "-", "--", "a-", "-a", "e\u{301}", "ǅ", "İstanbul", "👩‍👩‍👧", &long]
        {
            assert!(!features(word, Register::Cased).is_empty(), "{word:.20}");
            assert!(features(word, Register::Caseless).len() < 100);
        }
    }
}
