//! Who said what: quote marks, cues, sources and speakers.
//!
//! `rank.rs` finds the cue and the source of each content among the reader's parts, `decode.rs` makes attributions of
//! them, `parting.rs` parts the words of two, `inner.rs` and `formal.rs` add those that form alone tells, `relays.rs` leaves to
//! whom a house quotes what it only tells of, `loose.rs` finds sources that readers leave out; here they become spans. `speakers/` has
//! who speaks, `links.rs` what that tells of pronouns, `model.rs` the weights.

mod alleged;
mod dashes;
pub mod decode;
mod formal;
mod inner;
mod links;
mod loose;
pub mod model;
mod panels;
mod parting;
mod posts;
mod questions;
pub mod rank;
mod relays;
mod speakers;
mod turns;

use crate::document::Note;
use crate::error::{Deadline, Reject};
use crate::found::{Entity, Quote, QuoteType};
use crate::reading::tag::Tag;
use crate::reading::{Reading, Shape};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use decode::Decoded;
pub use links::{link_speakers, spoken};
use model::Attribution;
use rank::Map;
use speakers::{LEAST_CARRIED, Last, Speakers, Sureness, Talk};
use std::ops::Range;

/// Words that no marks, no cue and no source show to be said are no quote where that is less likely than this: a guess
/// that helps nobody.
const LEAST_UNMARKED: f32 = 0.05;

/// Finds the attributions of an article, in order of their content.
///
/// A speaker whose row has a confidence under `min_confidence` is left out of it.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    entities: &[Entity],
    attribution: &Attribution,
    min_confidence: f32,
    deadline: Deadline,
) -> Result<(Vec<Quote>, Vec<Note>), Reject> {
    let mut notes = Vec::new();
    if !reading.balanced {
        notes.push(Note::UnbalancedQuotes);
    }
    let (weights, judge) = attribution.of(reading.tier);
    let map = Map::new(text, tokens, reading);
    deadline.check("quotes")?;
    let mut rows: Vec<Said> = decode::attributions(&map, reading, weights, deadline)?
        .into_iter()
        .map(|Decoded { said, evidence }| Said { confidence: judge.confidence(&evidence), ..said })
        .collect();
    // "whom Roe called “corrupt”": the words alone.
    let is_relative =
        |words: &Range<usize>| words.len() == 1 && matches!(reading.tags[words.start], Tag::WP | Tag::WDT);
    for row in rows.iter_mut().filter(|row| row.content.len() > 1) {
        row.content.retain(|words| !is_relative(words));
    }
    rows.retain(|row| !row.content.is_empty());
    parting::part(text, tokens, reading, &mut rows);
    deadline.check("quotes")?;
    inner::find(text, tokens, reading, &mut rows);
    deadline.check("quotes")?;
    relays::leave_to_quoted(text, tokens, reading, &mut rows);
    let page = formal::Page { text, tokens, reading };
    loose::find(&page, &mut rows);
    alleged::doubt(&page, &mut rows);
    deadline.check("quotes")?;
    formal::find(text, tokens, reading, entities, &mut rows);
    deadline.check("quotes")?;
    rows.iter_mut().for_each(Said::part_cue_from_source);
    rows.iter_mut().for_each(|row| row.leave_whom(text, tokens, reading));
    rows.sort_by_key(|row| row.content[0].start);
    inner::reach_marks(text, tokens, reading, &mut rows);
    join_unclosed(text, tokens, reading, &mut rows);
    loose::go_on(&page, &mut rows);

    let mut speakers = Speakers::new(text, tokens, reading, entities);
    // "The winner, who worked in a shop, said"
    let is_of_who = |row: &Said| row.source.clone().take(1).any(|at| text.slice(tokens.words[at]) == "who");
    let mut last: Option<Last> = None;
    let mut talk = Talk::default();
    let mut before = 0;
    let mut quotes = Vec::with_capacity(rows.len());
    for row in &rows {
        deadline.check("quotes")?;
        let paragraph = tokens.paragraph_of(row.content[0].start);
        if !text.of_one_section(before, paragraph) {
            last = None;
        }
        before = paragraph;
        let (mut speaker, mut sureness) = speakers.of(row, last.as_ref());
        if speaker.is_none()
            && let Some(other) = speakers.whose_turn(row, &talk)
        {
            (speaker, sureness) = (Some(other), Sureness::Assumed);
        }
        talk = speakers.goes_on_with(talk, row, speaker.as_ref());
        // How sure a pronoun's link is, its mention says; here it decides only whether a speaker is named.
        let confidence = row.confidence;
        let named = confidence * sureness.probability();
        let kind = kind(reading, &row.content);
        let is_anybodys = row.cue.is_empty() && row.source.is_empty();
        if kind == QuoteType::Indirect && is_anybodys && confidence < LEAST_UNMARKED {
            continue;
        }
        if let Some(speaker) = &speaker {
            speakers.learn(row, speaker);
            // "Her manager, she said, had told her, “Stay.”": she goes on.
            let is_told = speaker.entity.is_none()
                && last.as_ref().is_some_and(|last| last.is_named_and_tells(&row.content[0]));
            if !is_told {
                last = Some(speakers.last(row, speaker, last.take()));
            }
        } else if row.is_labelled() || is_of_who(row) {
            // Somebody without a name has the turn.
            last = None;
        }
        let span = |words: &Range<usize>| tokens.span(words);
        let spans = |words: &Range<usize>| if words.is_empty() { Vec::new() } else { vec![span(words)] };
        quotes.push(Quote {
            kind,
            content: merged(text, row.content.iter().map(span).collect()),
            cue: spans(&row.cue),
            source: spans(&row.source),
            speaker: speaker.filter(|_| named >= min_confidence),
            confidence,
        });
    }
    Ok((quotes, notes))
}

/// Joins paragraphs in quotation marks that are never closed, and that nobody is told to say, to the next one, which opens
/// them again and is somebody's: “We waited.¶ “Nobody came,” Roe said.
fn join_unclosed(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut Vec<Said>) {
    let stretches = &reading.stretches;
    let stretch_at = |at: usize| {
        let next = stretches.partition_point(|stretch| stretch.words.end <= at);
        stretches.get(next).filter(|stretch| stretch.words.contains(&at)).map(|_| next)
    };
    let last_stretch = |row: &Said| stretch_at(row.content[row.content.len() - 1].end - 1);
    let is_unclosed = |row: &Said| {
        row.source.is_empty()
            && row.cue.is_empty()
            && !(row.carried && row.confidence >= LEAST_CARRIED)
            && last_stretch(row).is_some_and(|last| !stretches[last].closed)
            && kind(reading, &row.content) == QuoteType::Direct
    };
    let mut unclosed: Vec<Said> = Vec::new();
    for mut row in std::mem::take(rows) {
        let before = unclosed.last().and_then(last_stretch);
        let first = stretch_at(row.content[0].start).filter(|&first| stretches[first].continues);
        let paragraph = |stretch: usize| tokens.paragraph_of(stretches[stretch].words.start);
        let goes_on = before.zip(first).is_some_and(|(before, first)| {
            before + 1 == first && text.of_one_section(paragraph(before), paragraph(first))
        });
        if !goes_on {
            rows.append(&mut unclosed);
        }
        if is_unclosed(&row) {
            unclosed.push(row);
            continue;
        }
        if row.source.is_empty() {
            rows.append(&mut unclosed);
        }
        let earlier = unclosed.drain(..).flat_map(|row| row.content);
        row.content = earlier.chain(std::mem::take(&mut row.content)).collect();
        rows.push(row);
    }
    rows.append(&mut unclosed);
}

/// One attribution, in word indices.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub content: Vec<Range<usize>>,
    /// Empty where there is none.
    pub cue: Range<usize>,
    /// Empty where there is none.
    pub source: Range<usize>,
    /// Words that tell who speaks where they are no source: of who nodded before, or asked. Empty where there are none.
    pub teller: Range<usize>,
    /// The probability that content and source are right.
    pub confidence: f32,
    /// Whether the speaker before goes on.
    pub carried: bool,
}

impl Said {
    /// Takes the words of the cue off the source where a reader gave them to both: "McCrummen reports".
    fn part_cue_from_source(&mut self) {
        let Self { cue, source, .. } = &*self;
        if cue.is_empty() || cue.end <= source.start || source.end <= cue.start {
            return;
        }
        if source.start < cue.start {
            self.source.end = self.cue.start;
        } else if cue.end < source.end {
            self.source.start = self.cue.end;
        } else {
            self.cue = 0..0;
        }
    }

    /// Leaves the words of a source of whom somebody else speaks: "Jane Roe, a judge whom | Tom Doe | called “a menace”".
    fn leave_whom(&mut self, text: &Text, tokens: &Tokens, reading: &Reading) {
        let whom = |&at: &usize| text.slice(tokens.words[at]) == "whom";
        let Some(whom) = self.source.clone().rfind(whom) else { return };
        let is_name = |at: usize| !reading.tags[at].is_verb() && text.slice(tokens.words[at]) != ",";
        let speaks = whom + 1 < self.source.end && self.source.end == self.cue.start;
        if speaks && (whom + 1..self.source.end).all(is_name) {
            self.source.start = whom + 1;
        }
    }

    /// Says whether who speaks stands before or behind it without a cue, as in a transcript: "ROE: No."
    fn is_labelled(&self) -> bool {
        self.cue.is_empty() && !self.source.is_empty()
    }
}

/// Joins pieces with nothing but white space between them.
fn merged(text: &Text, pieces: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match merged.last_mut() {
            Some(last)
                if last.end <= piece.start
                    && text.as_str()[last.end as usize..piece.start as usize].chars().all(|c| c == ' ') =>
            {
                last.end = piece.end;
            }
            _ => merged.push(piece),
        }
    }
    merged
}

/// Tells a content's kind by the share of its words inside quotation marks.
fn kind(reading: &Reading, content: &[Range<usize>]) -> QuoteType {
    let (mut inside, mut outside) = (0usize, 0usize);
    for piece in content {
        let mut next = reading.stretches.partition_point(|s| s.words.end <= piece.start);
        for at in piece.clone() {
            if reading.shapes[at] == Shape::Mark {
                continue;
            }
            while next < reading.stretches.len() && reading.stretches[next].words.end <= at {
                next += 1;
            }
            if reading.stretches.get(next).is_some_and(|s| s.words.contains(&at)) {
                inside += 1;
            } else {
                outside += 1;
            }
        }
    }
    match (inside, outside) {
        (0, _) => QuoteType::Indirect,
        (_, 0) => QuoteType::Direct,
        _ => QuoteType::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Tier;
    use crate::reading::Reader;
    use crate::stages::entities;

    fn quotes(body: &str, min_confidence: f32) -> (Text, Vec<Quote>, Vec<Note>) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Reader::new(Tier::Fast, 0.0).read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        let mut entities = entities::find(&text, &tokens, &reading, Deadline::NEVER).unwrap();
        let (quotes, notes) = find(
            &text,
            &tokens,
            &reading,
            &entities,
            Attribution::embedded(),
            min_confidence,
            Deadline::NEVER,
        )
        .unwrap();
        let spoken = spoken(&quotes, &entities);
        entities::find_again(&text, &tokens, &reading, &spoken, &mut entities, Deadline::NEVER).unwrap();
        link_speakers(&text, &tokens, &quotes, &mut entities);
        assert!(entities.iter().all(|entity| entity.mentions.is_sorted_by_key(|mention| mention.span)));
        (text, quotes, notes)
    }

    /// Returns the pieces of each row's content.
    fn pieces(body: &str) -> Vec<Vec<String>> {
        let (text, quotes, _) = quotes(body, 0.0);
        let pieces =
            |quote: &Quote| quote.content.iter().map(|&piece| text.slice(piece).to_owned()).collect();
        quotes.iter().map(pieces).collect()
    }

    #[test]
    fn a_text_may_begin_with_any_word_before_a_saying() {
        for start in ["to say", "used to say", "had said", "who said", "say"] {
            let body = format!("{start}: “We are all going home now.”");
            assert!(quotes(&body, 0.0).1.iter().all(|quote| quote.speaker.is_none()), "{body}");
        }
    }

    #[test]
    fn pieces_side_by_side_are_one() {
        let text = Text::verbatim("“Yes.” “No.”\n“Yes.”".to_owned()).unwrap();
        let [yes, no] = [Span { start: 0, end: 10 }, Span { start: 11, end: 20 }];
        let next = Span { start: 21, end: 31 };
        assert_eq!(merged(&text, vec![yes, no, next]), [Span { start: 0, end: 20 }, next]);
    }

    #[test]
    fn a_quote_keeps_its_paragraphs_apart() {
        let pieces = pieces(
            "“We lost everything in the flood,” Maria Keller said. “The house is gone.\n\n“We will build it again.”",
        );
        let joined: Vec<_> = pieces.iter().map(|pieces| pieces.join(" … ")).collect();
        assert_eq!(
            joined,
            ["“We lost everything in the flood,” … “The house is gone. … “We will build it again.”"],
        );
    }

    #[test]
    fn kinds_of_content() {
        let body = "“We lost everything,” Maria Keller said.\nShe said that the flood was “a crime.”\n\
                    Mayor Ana Torres said that nobody was to blame.";
        let (_, quotes, _) = quotes(body, 0.0);
        let kinds: Vec<_> = quotes.iter().map(|quote| quote.kind).collect();
        assert_eq!(kinds, [QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect]);
    }

    #[test]
    fn words_somebody_is_accused_of_are_not_sure() {
        let (_, rows, _) =
            quotes("Senator Mary Doe accused John Teller of calling her “a useless clerk”.", 0.0);
        let alleged: Vec<_> = rows
            .iter()
            .filter(|row| row.speaker.as_ref().is_some_and(|it| it.name == "John Teller"))
            .collect();
        assert!(!alleged.is_empty() && alleged.iter().all(|row| row.confidence <= 0.5));
    }

    #[test]
    fn unbalanced_marks_are_a_note() {
        let (_, quotes, notes) = quotes("“We won, Jane Roe said.\nShe left.", 0.0);
        assert_eq!((quotes.len(), notes), (1, vec![Note::UnbalancedQuotes]));
    }

    #[test]
    fn an_unsure_speaker_is_left_out() {
        let (_, quotes, _) = quotes("“We won the vote,” Jane Roe said.", 1.0);
        assert_eq!(quotes.iter().map(|q| q.speaker.clone()).collect::<Vec<_>>(), [None]);
    }

    #[test]
    fn who_the_sentence_before_is_about_speaks() {
        for (body, speaker) in [
            (
                "Striker Ben Carter limped off. “It is sore,” he said.\nManager Mike Rowe was asked whether Carter would \
                 play on Saturday. “We will see,” he said.",
                Some("Mike Rowe"),
            ),
            (
                "Ann Roe was told by her doctor, Mary Barr, that the lump was harmless. “I cried,” she said.",
                Some("Ann Roe"),
            ),
            (
                "Laura Hill won on Saturday. “I felt sick,” she said.\nHer mother, Susan, who taught her the game, was \
                 watching. “I could not be in the room,” she said.",
                Some("Susan"),
            ),
            (
                "Two-year-old Daisy was pulled from the river by jogger Tom Hale.\n“I just jumped,” he said.",
                Some("Tom Hale"),
            ),
            (
                "Rex Dunstan left school. His father wanted him on the boats. “Music is for Sundays,” he said.",
                Some("His father"),
            ),
        ] {
            let (_, quotes, _) = quotes(body, 0.0);
            let told =
                quotes.last().and_then(|quote| quote.speaker.as_ref()).map(|speaker| speaker.name.as_str());
            assert_eq!(told, speaker, "{body}");
        }
    }

    #[test]
    fn who_is_called_so_beside_the_name_speaks() {
        let speaks = |body: String, speaker: &str| {
            let (_, quotes, _) = quotes(&body, 0.0);
            let told = quotes.last().and_then(|quote| quote.speaker.as_ref());
            assert_eq!(told.map(|speaker| speaker.name.as_str()), Some(speaker), "{body}");
        };
        for (first, says, speaker) in [
            ("Dr. Anna Roe treated the boy", "the doctor", "Anna Roe"),
            ("Detective Inspector Anna Roe led the search", "the detective", "Anna Roe"),
            ("Cllr Anna Roe was out of the town", "the councillor", "Anna Roe"),
            ("Tom Harker, 34, won the race", "the 34-year-old", "Tom Harker"),
            ("Tom Harker, a surgeon from Ohio, won the race. He slept", "the surgeon", "Tom Harker"),
            ("The 34-year-old striker Tom Harker won the match", "the 34-year-old", "Tom Harker"),
            // Nobody who is named.
            ("Deputy Mayor Tom Harker closed the bridge", "the mayor", "the mayor"),
            ("Tom Harker, 34, found a 17-year-old boy", "the 17-year-old", "the 17-year-old"),
        ] {
            speaks(
                format!(
                    "Maria Keller was there. {first} on Monday.\nIt rained. The road was closed.\n“It is sad,” {says} said."
                ),
                speaker,
            );
        }
    }

    #[test]
    fn who_only_stands_before_does_not_speak() {
        for (body, speaker) in [
            (
                "It is the work of Ruth Sands, an ecologist whom Dayton Farmers' Colin Brack once called “the most \
                 dangerous woman in boots”.",
                Some("Colin Brack"),
            ),
            (
                "Colin Brack's unbeaten 141 steered Dayton to a famous win and left the visiting captain to rue “three \
                 dropped catches”.",
                None,
            ),
        ] {
            let (_, quotes, _) = quotes(body, 0.0);
            let told = quotes.last().and_then(|quote| quote.speaker.as_ref());
            assert_eq!(told.map(|speaker| speaker.name.as_str()), speaker, "{body}");
        }
    }

    #[test]
    fn a_line_with_a_name_speaks_where_it_ends_with_a_colon() {
        let speakers = |line: &str| {
            let body = format!(
                "The bridge is safe, Mayor Ana Keller said. “We looked at every bolt,” Keller said.\n\n{line}\n\n\
                 “And we will look again in the spring.”"
            );
            let (_, quotes, _) = quotes(&body, 0.0);
            quotes.into_iter().filter_map(|quote| Some(quote.speaker?.name)).collect::<Vec<_>>()
        };
        assert!(!speakers("Joe Marsh, engineer of the city").contains(&"Joe Marsh".to_owned()));
        assert!(speakers("Joe Marsh, engineer of the city:").contains(&"Joe Marsh".to_owned()));
        assert!(
            !speakers(
                "Joe Marsh, engineer of the city, left the room in haste, as everybody saw on the day:"
            )
            .contains(&"Joe Marsh".to_owned())
        );
    }

    #[test]
    fn an_article_may_end_with_any_word() {
        let article = "All is well, says letter. “We lied,” says email. “A b c d,” says Ann Roe's memo from Doe, who says he's ill. \
                       “We are sorry,” Roe's letter said. In a statement Roe said he was ill. “I am ill,” the statement said. \
                       Roe herself, a nurse of Ohio, who said she left. Her daughter, Ann Doe, laughs. “A b,” says she. \
                       Of Roe he said: “A?” A nurse who gave her name as Ann Roe said “a.” I met Doe, who can be heard saying “a.” \
                       Acme Pilots (AP) chair Tom Doe said Roe lied when he said “I, he and the tall, bearded man.”";
        for (at, _) in article.match_indices([' ', '.']) {
            for start in [0, article[..at].rfind(". ").map_or(0, |stop| stop + 2)] {
                quotes(&article[start..at], 0.0);
            }
        }
    }

    /// At these sizes what is quadratic takes minutes.
    #[test]
    fn hostile_input_comes_to_an_end() {
        for body in [
            "said ".repeat(1 << 17),
            "Roe said, ".repeat(1 << 16),
            "Roe, a, said “b” ".repeat(1 << 15),
            "“".repeat(1 << 17),
            "“a” ".repeat(1 << 17),
            "\" ".repeat(1 << 17),
            "“a said\n".repeat(1 << 15),
            "Roe said that Roe said that ".repeat(1 << 14),
            "according to Roe, ".repeat(1 << 15),
            "he told Morning Roe it ".repeat(1 << 15),
            "Roe of Roe and ".repeat(1 << 16),
            "He said he said that he said ".repeat(1 << 15),
            ", ".repeat(1 << 17),
            "12\" ".repeat(1 << 16),
            "Roe: “a b c d” – ".repeat(1 << 15),
            "ROE: I said Roe said you?\n".repeat(1 << 14),
            "ROE: you?\nDOE: I say.\n“a,” he said.\n".repeat(1 << 13),
            "I say a.\n— Roe (@roe) May 3\n".repeat(1 << 14),
            "Tom Roe, a:\n“a.”\n“b”: “c.”\n".repeat(1 << 13),
            "Acme (A) ".repeat(1 << 15),
            "“I, he, a b,” Tom Roe said when he said “I, he”. ".repeat(1 << 13),
            format!("{}. {}", "Tom Roe met Doe, ".repeat(1 << 14), "“a b c d,” he said, ".repeat(1 << 14)),
            "Tom Roe's wife, Ann Doe, left. He said that the senator said “a b”. ".repeat(1 << 13),
            "he, a he who said “a b”, the statement said, ".repeat(1 << 14),
            "Tom Roe, 34, a doctor, said “a b”, the 34-year-old doctor said. ".repeat(1 << 13),
            "Tom Roe's wife, Ann Roe, sent a letter. “A b?” it said. Of Tom Roe she said “a.”\n“A b?”\n"
                .repeat(1 << 12),
            "A nurse was appointed by Tom Roe. “A,” he asked her.\n“A?”\n“I was hired by Roe,” she said.\n"
                .repeat(1 << 12),
        ] {
            let (text, quotes, _) = quotes(&body, 0.0);
            for quote in &quotes {
                assert!(!quote.content.is_empty());
                for &piece in quote.content.iter().chain(&quote.source).chain(&quote.cue) {
                    assert!(!text.slice(piece).is_empty());
                }
            }
        }
    }
}
