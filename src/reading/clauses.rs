//! What opens a sentence before its subject: whoever is named there is not whom the subject's pronoun speaks of.

use super::Reading;
use super::Shape;
use super::tag::Tag;
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// How many words of a phrase are looked at on the way to what governs it.
const LONGEST: usize = 8;

/// Says whether "he" or "she", the word at `at`, is somebody else than whom the words `named` name earlier in its sentence,
/// because they stand in what opens the sentence and do not own what is told there: "Speaking to Jane Roe, she said",
/// "After talks with Roe, he said", "Asked by Roe why he had gone, he said"; but "After Roe's arrest, he said", "In a
/// letter from Roe, he said" and "As Roe left, he said" leave it open (Principle C of Chomsky 1981, as far as word order
/// tells).
pub fn stands_aside(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    named: &Range<usize>,
    at: usize,
) -> bool {
    let number = tokens.sentences.partition_point(|sentence| sentence.end <= at);
    let Some(sentence) = tokens.sentences.get(number) else { return false };
    // "Asked about his future, he said"
    let is_pronoun = matches!(reading.tags[named.start], Tag::PRP | Tag::PRPS);
    if named.start < sentence.start || named.end >= at || is_pronoun {
        return false;
    }
    let word = |at: usize| text.slice(tokens.words[at]);
    let is = |at: usize, words: &[&str]| words.iter().any(|other| word(at).eq_ignore_ascii_case(other));
    let tag = |at: usize| reading.tags[at];
    // "But", "Later", “
    let opens = |at: &usize| {
        reading.shapes[*at] != Shape::Mark
            && (tag(*at) != Tag::CC)
            && (tag(*at) != Tag::RB || is(*at, &["when"]))
    };
    let Some(first) = (sentence.start..named.start.min(sentence.start + 3)).find(opens) else { return false };
    let asked = ["asked", "pressed", "questioned", "quizzed", "challenged", "interviewed"];
    let before_comma = word(at - 1) == ",";
    if is(first, &asked) || is(first, &["when"]) && is(first + 1, &asked) {
        // "Asked by Roe why he had gone"
        let wonders = |at: usize| is(at, &["why", "if", "whether", "how", "what", "when", "where"]);
        return before_comma || at < named.end + 4 && (named.end..at).any(wonders);
    }
    if is(first, &["when"]) {
        // "When Roe asked him why, he said"
        return is(named.end, &["asked", "pressed", "questioned", "put"]);
    }
    if !before_comma {
        return false;
    }
    // "to the prime minister, Jane Roe,"
    let in_phrase = |at: &usize| {
        tag(*at).is_noun()
            || matches!(tag(*at), Tag::DT | Tag::JJ | Tag::PRPS | Tag::POS | Tag::CD | Tag::HYPH)
            || word(*at) == ","
    };
    // "After Roe's arrest, he said"
    if tag(named.end) == Tag::POS {
        return false;
    }
    let near = named.start <= first + LONGEST;
    if is(first, &["on", "of", "unlike", "like"]) && near && (first + 1..named.start).all(|at| in_phrase(&at))
    {
        return true;
    }
    // "Speaking after Roe resigned, he said": of a clause it is the subject.
    let is_finite = |at: usize| matches!(tag(at), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    if is_finite(named.end) {
        return false;
    }
    match tag(first) {
        Tag::VBG => !is(first, &["following", "according", "including"]),
        Tag::VBN => !is(first, &["given", "based", "compared"]),
        Tag::IN | Tag::TO | Tag::RB => {
            // "If we go to Roe, he may know"
            let clause = named.start > first + 3 * LONGEST || (first..named.start).any(is_finite);
            if clause || is(first, &["according"]) {
                return false;
            }
            let from = named.start.saturating_sub(LONGEST).max(first);
            let Some(governor) = (from..named.start).rev().find(|at| !in_phrase(at)) else { return false };
            let asks = |at: usize| {
                let asked = ["question", "questions", "query", "queries", "enquiries", "questioning"];
                is(at, &asked) || is(at, &["cross-examination", "examination", "interrogation", "pressure"])
            };
            let before = (governor.saturating_sub(1).max(first)..governor).any(asks);
            is(governor, &["with", "to", "against", "about", "alongside", "beside", "opposite", "through"])
                || is(governor, &["from", "by"]) && before
                || tag(governor) == Tag::VBG
        }
        _ => false,
    }
}

/// Says whether "him" or "her", the word at `at`, is the object of a verb whose subject the words `named` are, so that it is
/// somebody else: "Roe accused him", "Roe testified against him" (Principle B of Chomsky 1981); "Roe had a gun with him"
/// leaves it open.
pub fn acts_on(text: &Text, tokens: &Tokens, reading: &Reading, named: &Range<usize>, at: usize) -> bool {
    let number = tokens.sentences.partition_point(|sentence| sentence.end <= at);
    let within = tokens.sentences.get(number).is_some_and(|sentence| sentence.start <= named.start);
    if !within || reading.tags[at] != Tag::PRP || !(named.end + 1..=named.end + LONGEST).contains(&at) {
        return false;
    }
    let word = |at: usize| text.slice(tokens.words[at]);
    let is_verb = |at: usize| {
        let tag = reading.tags[at];
        tag.is_verb() || matches!(tag, Tag::MD | Tag::RB)
    };
    // "hugged her", "testified against him"
    let governed = matches!(word(at - 1), "against" | "at") && reading.tags[at - 2].is_verb();
    let last = at - usize::from(governed);
    if !reading.tags[last - 1].is_verb() {
        return false;
    }
    // "Roe, the boy's mother, hugged her": one aside between commas.
    let mut from = named.end;
    if word(from) == "," {
        let Some(closes) = (from + 1..last).find(|&at| word(at) == ",") else { return false };
        if (from..closes).any(|at| is_verb(at) || word(at) == "and") {
            return false;
        }
        from = closes + 1;
    }
    from < last && (from..last).all(is_verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Deadline;
    use crate::reading::linear::LinearReader;

    /// Says of a sentence about Tom Roe whether its last "he" may not be he.
    fn aside(sentence: &str) -> bool {
        let text = Text::verbatim(sentence.to_owned()).unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let reader = LinearReader::embedded(crate::config::Tier::Fast);
        reader.read_into(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        let is = |word: &str| (0..tokens.words.len()).rev().find(|&at| text.slice(tokens.words[at]) == word);
        let (from, to) = (is("Tom").unwrap(), is("Roe").unwrap());
        stands_aside(&text, &tokens, &reading, &(from..to + 1), is("he").unwrap())
    }

    #[test]
    fn whoever_stands_beside_is_somebody_else() {
        for sentence in [
            "Speaking to Tom Roe on the radio, he said it was late.",
            "After talks with Tom Roe in Paris, he said it was late.",
            "After meeting Tom Roe, he said it was late.",
            "During a meeting with Foreign Minister Tom Roe, he said it was late.",
            "Asked by the prosecutor, Tom Roe, why he had gone, he said it was late.",
            "When asked about the claims of Tom Roe, he said it was late.",
            "In a letter to the chairman, Tom Roe, he said it was late.",
            "But replying to a question from Tom Roe, he said it was late.",
        ] {
            assert!(aside(sentence), "{sentence}");
        }
    }

    #[test]
    fn whoever_acts_or_owns_may_be_meant() {
        for sentence in [
            "After Tom Roe left the court, he said it was late.",
            "As Tom Roe left the court, he said it was late.",
            "Following the arrest of Tom Roe, he said it was late.",
            "After Tom Roe's arrest, he said it was late.",
            "On Tom Roe's return, he said it was late.",
            "In a letter from Tom Roe, he said it was late.",
            "According to Tom Roe, he said it was late.",
            "If we go to Tom Roe, he said it was late.",
            "Tom Roe came, but he said it was late.",
        ] {
            assert!(!aside(sentence), "{sentence}");
        }
    }
}
