//! The language of a text, told from its words.

use whatlang::Lang;

/// Returns a language tag where the first few thousand bytes leave no doubt.
pub fn detect(text: &str) -> Option<String> {
    /// Mostly the first is enough; more than the last only takes time.
    const LOOK_AT_BYTES: [usize; 2] = [1024, 4096];
    if is_plainly_english(&text[..text.floor_char_boundary(LOOK_AT_BYTES[0])]) {
        return Some(tag(Lang::Eng).to_owned());
    }
    LOOK_AT_BYTES.iter().find_map(|&bytes| {
        let info = whatlang::detect(&text[..text.floor_char_boundary(bytes)])?;
        let lang = if is_partly_english(text, bytes) { Lang::Eng } else { info.lang() };
        info.is_reliable().then(|| tag(lang).to_owned())
    })
}

/// Says whether the beginning of a text has words that hardly any other language has, as often as short English news do: names
/// of elsewhere make Afrikaans of a few sentences.
fn is_partly_english(text: &str, bytes: usize) -> bool {
    const ENGLISH: [&str; 14] = [
        "the", "said", "says", "were", "she", "they", "his", "their", "and", "that", "with", "who", "from",
        "would",
    ];
    const LEAST: usize = 3;
    let words = text[..text.floor_char_boundary(bytes)].split(|c: char| !c.is_alphabetic());
    let (mut all, mut english) = (0, 0);
    for word in words.filter(|word| !word.is_empty()) {
        all += 1;
        english += usize::from(ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    english >= LEAST && english * 7 >= all
}

/// Says whether a text has as many small words of English as only English has: most texts need no closer look, which
/// costs a twentieth of the fast tier's time.
fn is_plainly_english(text: &str) -> bool {
    const SMALL: [&str; 10] = ["the", "of", "and", "to", "that", "with", "this", "from", "which", "would"];
    const LEAST: usize = 5;
    let (mut words, mut small, mut the) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        small += usize::from(SMALL.contains(&word));
        the += usize::from(word == "the");
    }
    // In news about one word of six.
    small >= LEAST && small * 10 >= words && the * 50 >= words
}

/// Returns the shortest tag, as BCP 47 wants it; those without one of two letters keep their three.
fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_at_a_glance() {
        let english = "The minister said that the house would vote on the bill, which the court had sent back to \
            the floor. Leaders of both parties spoke of the cost and of what it would do to farms in the north. \
            She read from a letter that a voter had sent, and sat down to the sound of one pair of hands. ";
        assert!(is_plainly_english(&english.repeat(2)));
        assert_eq!(detect(english).as_deref(), Some("en"));
        // Too short, or with small words that other languages have too.
        assert!(!is_plainly_english("The house would vote on the bill."));
        let dutch = "De minister zei dat het huis over de wet zou stemmen, of dat zij in de zomer zou terugkomen. \
            Het was niet de eerste keer dat de partij in de kamer over de kosten sprak, en de leider van de \
            oppositie liep weg. Zij las een brief voor van een kiezer uit het noorden en ging zitten. ";
        assert!(!is_plainly_english(&dutch.repeat(2)));
        assert_eq!(detect(&dutch.repeat(2)).as_deref(), Some("nl"));
        let short =
            "Gus Holt said sales were weak. The bank then sacked Boris Kral. “I got a text,” he said.";
        assert!(matches!(detect(short).as_deref(), None | Some("en")));
    }
}
