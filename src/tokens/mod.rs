//! Words and sentences over a [`Text`]: shared by everything after cleaning.
//!
//! Every character that is not white space belongs to exactly one word: punctuation marks are words too. One
//! pass over each paragraph finds the words and the places where a sentence may end, a second one over those
//! places the sentences; both are linear.

mod combining;
mod lists;
mod sentences;
mod words;

use crate::error::{Deadline, Reject};
use crate::text::{Span, Text};
use std::ops::Range;

/// The words of a text and where its sentences and paragraphs begin and end.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// In order, never overlapping, each inside one paragraph.
    pub words: Vec<Span>,
    /// Ranges of word indices; together they cover all words, and none leaves its paragraph.
    pub sentences: Vec<Range<usize>>,
    /// Ranges of word indices, one for each paragraph of the text.
    pub paragraphs: Vec<Range<usize>>,
    /// Where sentences may end.
    stops: Vec<Stop>,
}

/// A word that may end its sentence.
#[derive(Clone, Copy, Debug)]
struct Stop {
    word: usize,
    kind: StopKind,
}

/// What a word says of the end of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StopKind {
    /// A full stop.
    Full,
    /// Question and exclamation marks.
    Loud,
    Ellipsis,
    /// Four digits after a comma: the year of a date line, perhaps.
    Year,
    /// The colon of "Photo:", before which a caption ends.
    Credit,
    /// A word that carries a full stop of its own.
    Abbreviation(lists::Kind),
}

/// Words between two looks at the deadline.
const DEADLINE_STEP: usize = 4096;

/// Bytes of news for each word, marks included: 5.3 in PolNeAR. Rounded down, so that vectors grow once.
const BYTES_PER_WORD: usize = 5;

impl Tokens {
    /// Returns the span from the first of `words` to the last.
    ///
    /// # Panics
    ///
    /// Where `words` is empty or reaches beyond the text.
    pub fn span(&self, words: &Range<usize>) -> Span {
        Span { start: self.words[words.start].start, end: self.words[words.end - 1].end }
    }

    /// Returns the number of the paragraph that a word, by index, stands in.
    pub fn paragraph_of(&self, word: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.end <= word)
    }

    /// Finds the words and sentences of `text`, in place of what was here before.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn fill(&mut self, text: &Text, deadline: Deadline) -> Result<(), Reject> {
        self.words.clear();
        self.sentences.clear();
        self.paragraphs.clear();
        self.words.reserve(text.as_str().len() / BYTES_PER_WORD);
        for paragraph in text.paragraphs() {
            let first = self.words.len();
            let paragraph = paragraph.range();
            self.stops.clear();
            let scanner = words::Scanner {
                body: &text.as_str()[..paragraph.end],
                at: paragraph.start,
                first,
                words: &mut self.words,
                stops: &mut self.stops,
            };
            scanner.run(deadline)?;
            self.split_sentences(text, first, deadline)?;
            self.paragraphs.push(first..self.words.len());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// Words are parted by spaces in `expected`, sentences by `|`, paragraphs by `¶`.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let mut found = Vec::new();
        for paragraph in &tokens.paragraphs {
            let sentences =
                tokens.sentences.iter().filter(|s| paragraph.start <= s.start && s.end <= paragraph.end);
            let sentences: Vec<_> = sentences
                .map(|s| tokens.words[s.clone()].iter().map(|&w| text.slice(w)).collect::<Vec<_>>().join(" "))
                .collect();
            found.push(sentences.join(" | "));
        }
        assert_eq!(found.join(" ¶ "), expected);
    }

    #[test]
    fn words() {
        check("Gil, the envoy.", "Gil , the envoy .");
        check("Maduro’s $15 million", "Maduro ’s $ 15 million");
        check("1,000.5 at 6:30 a.m. in the U.N.", "1,000.5 at 6:30 a.m. in the U.N.");
        check("(see amazon.com)...", "( see amazon.com ) ...");
        check("``PTB'' marks -- so ‘‘set’’", "`` PTB '' marks -- so ‘‘ set ’’");
        check("Why?! No!!", "Why ?! | No !!");
        check("\0\u{feff}", "\0 \u{feff}");
    }

    #[test]
    fn marks_inside_words_join() {
        check("rock-and-roll AT&T U.S.-based 1996-08-22", "rock-and-roll AT&T U.S.-based 1996-08-22");
        check("a 5-1 win, 3-1/2, 9/11", "a 5-1 win , 3-1/2 , 9/11");
        check("short- and long-term -", "short- and long-term -");
        check("non‑U.N. and/or f**king *it*", "non‑U.N. and / or f**king * it *");
        check("US$5, C$6, £3.5m, AA+ 5%", "US$ 5 , C$ 6 , £ 3.5m , AA+ 5 %");
        check("+44 20, .500 and -5", "+44 20 , .500 and - 5");
        check("six—seven–8", "six — seven – 8");
    }

    #[test]
    fn clitics_part() {
        check("don't Don’t CAN'T isn’t", "do n't Do n’t CA N'T is n’t");
        check("we'll I’m they've you're he'd", "we 'll I ’m they 've you 're he 'd");
        check("I'd've couldn't've", "I 'd 've could n't 've");
        check("Roe's ROE'S the Roes' U.S.'s Inc.’s", "Roe 's ROE 'S the Roes ' U.S. 's Inc. ’s");
        check("It`s Roe´s", "It `s Roe ´s");
        check("cannot Cannot cannoth", "can not Can not cannoth");
        check("O’Brien o'clock ma'am rock'n'roll Qur'an", "O’Brien o'clock ma'am rock'n'roll Qur'an");
        check("'em ’tis ’n’ the '90s and 1990's", "'em ’tis ’n’ the '90s and 1990's");
        check("do n't Roe 's we 'll", "do n't Roe 's we 'll");
        check("'so' 's' 6'2\"", "' so ' ' s ' 6 ' 2 \"");
    }

    #[test]
    fn addresses_are_one_word() {
        check("See https://a.example/b_(c). Go", "See https://a.example/b_(c) . | Go");
        check("(www.a.example, A.com/b_c)", "( www.a.example , A.com/b_c )");
        check("Roe.J@A.Example, r@b.", "Roe.J@A.Example , r@b .");
        check("CNN.com said.The", "CNN.com said . | The");
        check("@handle's #tag #1 @ #", "@handle 's #tag # 1 @ #");
        check("the .com boom :-) :", "the .com boom :-) :");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("John D. Smith Jr. of Inc. magazine", "John D. Smith Jr. of Inc. magazine");
        check("GOV. ROE, Ph.D., of ST. LOUIS", "GOV. ROE , Ph.D. , of ST. LOUIS");
        check("Corp. Fla. No. 5 S. Korea, J.J. Roe", "Corp. Fla. No. 5 S. Korea , J.J. Roe");
        check("Sec.-Gen. Roe, Lt.-Col. Doe", "Sec.-Gen. Roe , Lt.-Col. Doe");
        check("Xyzz., five kgf. of it", "Xyzz. , five kgf. of it");
        check("of Gary, Ind. and in Mass, Ind", "of Gary , Ind. and in Mass , Ind");
        check("1. Roe 2. Doe", "1. Roe 2 . | Doe");
        check("on Wed. Sept. 5 the Sun. The", "on Wed. Sept. 5 the Sun . | The");
        check("Roe (b. May 1950)", "Roe ( b. May 1950 )");
        check("So No. No.5 is no. The", "So No . | No. 5 is no . | The");
    }

    #[test]
    fn every_script_stays_whole() {
        check("Zalgo h\u{334}\u{35d}i, 北京很大, Москва", "Zalgo h\u{334}\u{35d}i , 北京很大 , Москва");
        check("e\u{301}te\u{301} हिन्दी ภาษาไทย ที่นี่", "e\u{301}te\u{301} हिन्दी ภาษาไทย ที่นี่");
        check("שָׁלוֹם, العَرَبِيَّة؟ نعم", "שָׁלוֹם , العَرَبِيَّة ؟ | نعم");
        check("co\u{ad}operate\u{a0}now", "co\u{ad}operate now");
        check("👩‍👩‍👧👍🏽🇫🇷🇩🇪❤️ok", "👩‍👩‍👧 👍🏽 🇫🇷 🇩🇪 ❤️ ok");
        check("北京。上海！।", "北京 。 | 上海 ！ | ।");
    }

    #[test]
    fn sentences() {
        check("One. Two! Three? Four", "One . | Two ! | Three ? | Four");
        check("Up 3.5 percent. No. 2 fell.", "Up 3.5 percent . | No. 2 fell .");
        check("He paused... then went. Wait… Now.", "He paused ... then went . | Wait … | Now .");
        check("No stop here\nNext one", "No stop here ¶ Next one");
        check("Malcolm X. So did I. Then", "Malcolm X . | So did I . | Then");
        check("It ended. iPhones sold. well done.", "It ended . | iPhones sold . | well done .");
        check("It ended.[2] They left. [3] He", "It ended . [ 2 ] | They left . [ 3 ] | He");
        check("LONDON, Dec. 3 (Reuters) - It fell.", "LONDON , Dec. 3 ( Reuters ) - It fell .");
        check("BERLIN — It fell. - It rose.", "BERLIN — It fell . | - It rose .");
        check("Use Yahoo! Mail now! It is.", "Use Yahoo ! Mail now ! | It is .");
    }

    #[test]
    fn abbreviations_end_sentences_before_what_starts_them() {
        check("The U.N. Security Council met. It failed.", "The U.N. Security Council met . | It failed .");
        check("He left the U.S. The rest stayed.", "He left the U.S. | The rest stayed .");
        check("At 6 a.m. Monday Mr. Xi spoke.", "At 6 a.m. Monday Mr. Xi spoke .");
        check("It ends at 6 p.m. Tickets are free.", "It ends at 6 p.m. | Tickets are free .");
        check("Soap, etc. Roe left Acme Inc. But why?", "Soap , etc. | Roe left Acme Inc. | But why ?");
        check("Mr. The and J. Roe vs. The Sun", "Mr. The and J. Roe vs. The Sun");
        check("J. Edgar Hoover, vitamin C. The", "J. Edgar Hoover , vitamin C . | The");
        check("U.S. And China Agree On Tariffs", "U.S. And China Agree On Tariffs");
        check("Roe To Enter U.S. As Refugee", "Roe To Enter U.S. As Refugee");
        check("for C.L. “Butch” Roe", "for C.L. “ Butch ” Roe");
        check("He left the U.S. “We stay,” she said.", "He left the U.S. | “ We stay , ” she said .");
        check("in Washington D.C. Photo: Roe.", "in Washington D.C. | Photo : Roe .");
    }

    #[test]
    fn quotes_close_with_their_sentence() {
        check("“We won.” He left.", "“ We won . ” | He left .");
        check("\"We won.\" \"We did.\"", "\" We won . \" | \" We did . \"");
        check("\" We won . \" He left .", "\" We won . \" | He left .");
        check("“Really?” he asked. Yes.", "“ Really ? ” he asked . | Yes .");
        check("“Stop!” Smith said. He went.", "“ Stop ! ” Smith said . | He went .");
        check("“Never.” –Commissioner Smith", "“ Never . ” – Commissioner Smith");
        check("‘‘We won.’’ He left.", "‘‘ We won . ’’ | He left .");
        check("so good! :-) who knows? not me", "so good ! :-) | who knows ? | not me");
        check("(He left.) She stayed.", "( He left . ) | She stayed .");
    }

    #[test]
    fn lines_run_together_part_at_dates_and_credits() {
        check(
            "Roe resigns Friday, May 8, 2009 The mayor left.",
            "Roe resigns | Friday , May 8 , 2009 | The mayor left .",
        );
        check("He left on Friday, May 8, 2009 Roe said.", "He left on Friday , May 8 , 2009 Roe said .");
        check("Friday, May 8, 2009", "Friday , May 8 , 2009");
        check("Roe in Rome Photo: Doe.", "Roe in Rome | Photo : Doe .");
        check("Photo: Doe. The Photo: a test", "Photo : Doe . | The Photo : a test");
    }

    fn filled(body: &str) -> Option<(Text, Tokens)> {
        let text = Text::verbatim(body.to_owned())?;
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Some((text, tokens))
    }

    /// What holds for every text.
    #[track_caller]
    fn hold(text: &Text, tokens: &Tokens) {
        let mut at = 0;
        for word in &tokens.words {
            assert!(
                !word.is_empty() && text.as_str()[at..word.start as usize].chars().all(char::is_whitespace)
            );
            assert!(!text.slice(*word).contains(char::is_whitespace));
            at = word.end as usize;
        }
        assert!(text.as_str()[at..].trim().is_empty());
        for parts in [&tokens.sentences, &tokens.paragraphs] {
            let mut next = 0;
            for part in parts {
                assert!(part.start == next && part.end > next);
                next = part.end;
            }
            assert_eq!(next, tokens.words.len());
        }
        let starts: HashSet<_> = tokens.sentences.iter().map(|sentence| sentence.start).collect();
        assert!(tokens.paragraphs.iter().all(|paragraph| starts.contains(&paragraph.start)));
        assert_eq!(tokens.paragraphs.len(), text.paragraphs().len());
    }

    proptest! {
        #[test]
        fn any_text_is_covered_once(
            pieces in proptest::collection::vec(prop_oneof![
                r#"[-.,:;!?'’‘“”"`@#$&/*+=_()\[\]…—–a-zA-Z0-9 \n]{0,12}"#,
                "(can|Mr|U\\.S|a\\.m|www|https://|Photo|I|[A-Z]|[a-z]{1,8}|[0-9]{1,4})",
                "[.'’,:-]",
                " ",
                "\\PC{0,6}",
                any::<char>().prop_map(String::from),
            ], 0..40),
        ) {
            if let Some((text, tokens)) = filled(&pieces.concat()) {
                hold(&text, &tokens);
            }
        }
    }

    /// At these sizes what is quadratic takes minutes.
    #[test]
    fn hostile_input_comes_to_an_end() {
        for (piece, times) in [
            ("x", 1 << 23),
            ("é", 1 << 22),
            ("北", 1 << 20),
            ("a ", 1 << 20),
            ("a\u{301}", 1 << 20),
            ("\u{200d}", 1 << 20),
            ("👩\u{200d}", 1 << 20),
            ("שלום ", 1 << 18),
            ("a\u{202e}ب ", 1 << 18),
            ("\0\x01\x7f", 1 << 18),
            ("\u{a0}", 1 << 18),
            (".", 1 << 20),
            ("-", 1 << 20),
            ("*", 1 << 20),
            ("a*", 1 << 20),
            ("A.", 1 << 20),
            ("a.B", 1 << 20),
            ("1.", 1 << 20),
            ("'s", 1 << 20),
            ("n't", 1 << 20),
            ("'", 1 << 20),
            ("”", 1 << 20),
            ("! ", 1 << 20),
            ("A. ", 1 << 20),
            ("A.      ", 1 << 18),
            (". \" ", 1 << 18),
            ("The U.S. [1] ", 1 << 18),
            ("http://", 1 << 18),
            ("http://)", 1 << 18),
            ("a.com/", 1 << 18),
            ("a@b.", 1 << 18),
            ("Friday, May 8, 2009 ", 1 << 16),
            ("A Photo: ", 1 << 17),
        ] {
            let (text, tokens) = filled(&format!("b{}", piece.repeat(times))).unwrap();
            hold(&text, &tokens);
        }
    }
}
