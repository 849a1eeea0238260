//! Quotation marks: which stretches of an article stand between them.
//!
//! A stretch never leaves its paragraph; one that runs on in the next paragraph, which repeats the opening
//! mark, says so. Marks that find no partner are noted and never stop anything.

use crate::error::{Deadline, Reject};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// What stands between a pair of quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The words, marks included.
    pub words: Range<usize>,
    /// Whether its closing mark was found.
    pub closed: bool,
    /// Whether it goes on from the last stretch of the paragraph before.
    pub continues: bool,
}

/// A family of marks that close each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Curly,
    Straight,
    /// TeX and wire copy: `` and '', ‘‘ and ’’, or '' at both ends.
    Doubled,
    Guillemets,
    /// ‘ and ’, in articles that quote with them.
    Single,
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
    /// A single mark behind a word without a stop: ‘mad’, but also goin’ and the dogs’ home. It closes what is open, or says
    /// nothing.
    Apostrophe,
}

/// How an article quotes.
#[derive(Clone, Copy, Default)]
struct House {
    /// ‘With single marks.’
    single: bool,
    /// „With a low mark before and a high one behind,“ which other articles open with.
    low: bool,
    /// ”With the same mark at both ends.”
    alike: bool,
}

impl House {
    fn of(body: &str) -> Self {
        let low = body.contains('„');
        let alike = !low && body.contains('”') && !body.contains('“');
        Self { single: single_marks_quote(body), low, alike }
    }
}

/// Fills `stretches` with the outermost quoted stretches, in order; says whether every mark had its partner.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    stretches: &mut Vec<Stretch>,
    deadline: Deadline,
) -> Result<bool, Reject> {
    stretches.clear();
    let body = text.as_str();
    let house = House::of(body);
    let mut balanced = true;
    let mut running = None;
    for (number, paragraph) in tokens.paragraphs.iter().enumerate() {
        deadline.check("read")?;
        let mut open: Option<(usize, Family, bool)> = None;
        // Curly marks opened inside an open stretch of another family or their own.
        let mut nested = 0usize;
        let first_stretch = stretches.len();
        for at in paragraph.clone() {
            let Some((family, turn)) = mark(text, tokens, at, paragraph, house) else { continue };
            if turn == Turn::Apostrophe
                && (open.is_none_or(|(_, opened, _)| opened != family)
                    || !closes_single(text, tokens, at, paragraph))
            {
                continue;
            }
            match open {
                None if turn == Turn::Closes => {
                    // A closing mark with no opener is common in wire copy: the quote began in the previous
                    // paragraph, and the mark was not repeated.
                    if running == Some(family) && stretches.len() == first_stretch {
                        stretches.push(Stretch {
                            words: paragraph.start..at + 1,
                            closed: true,
                            continues: true,
                        });
                    } else {
                        balanced = false;
                    }
                    running = None;
                }
                None => {
                    let continues = running == Some(family) && at == paragraph.start;
                    balanced &= running.is_none() || continues;
                    running = None;
                    (open, nested) = (Some((at, family, continues)), 0);
                }
                Some((start, opened, continues)) if opened == family => {
                    if text.slice(tokens.words[at]) == "’’" {
                        // ‘A ‘b,’’ he said: both end.
                        nested = 0;
                    }
                    if turn == Turn::Opens && family != Family::Straight && family != Family::Doubled {
                        nested += 1;
                    } else if nested > 0 {
                        nested -= 1;
                    } else {
                        stretches.push(Stretch { words: start..at + 1, closed: true, continues });
                        open = None;
                    }
                }
                // A mark of another family inside an open stretch is a quote in a quote.
                Some(_) => {}
            }
        }
        if let Some((start, family, continues)) = open {
            stretches.push(Stretch { words: start..paragraph.end, closed: false, continues });
            // It goes on where the next paragraph opens with a mark of the same family.
            let goes_on = tokens.paragraphs.get(number + 1).is_some_and(|next| {
                let mut marks = next.clone().filter_map(|at| mark(text, tokens, at, next, house));
                marks.find(|(_, turn)| *turn != Turn::Apostrophe).is_some_and(|(next_family, turn)| {
                    next_family == family
                        && (turn == Turn::Closes
                            || mark(text, tokens, next.start, next, house)
                                .is_some_and(|(first, turn)| first == family && turn != Turn::Closes))
                })
            });
            if goes_on {
                running = Some(family);
            } else {
                balanced = false;
                running = None;
            }
        } else if running.is_some() && stretches.len() == first_stretch {
            balanced = false;
            running = None;
        }
    }
    Ok(balanced)
}

/// Says whether single marks quote: in articles that have no others, and in those where they close speech (‘No,’ he said) far
/// more often than others open it, which then nest in them. Elsewhere they nest.
fn single_marks_quote(body: &str) -> bool {
    const LEAST: usize = 3;
    if ["``", "''", "‘‘"].iter().any(|marks| body.contains(marks)) {
        return false;
    }
    if !body.contains(['“', '”', '"', '«']) {
        return true;
    }
    let closes_speech = |&(at, mark): &(usize, &str)| {
        body[..at].ends_with([',', '.', '!', '?'])
            && body[at + mark.len()..].chars().next().is_none_or(char::is_whitespace)
    };
    let singles = body.match_indices(['’', '\'']).filter(closes_speech).count();
    singles >= LEAST && singles >= 2 * (body.matches(['“', '«']).count() + body.matches('"').count() / 2)
        || singles_are_outside(body)
}

/// Says whether single marks stand around all others: ‘He said, “No,” and left,’ she said.
fn singles_are_outside(body: &str) -> bool {
    const LEAST: usize = 2;
    let mut outside = 0;
    for line in body.lines() {
        // Where the outer single mark of the line is open, and whether it opens the line.
        let (mut open, mut opens_line) = (false, false);
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            let after = line[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            match c {
                '‘' | '\'' if !open && !before.is_alphanumeric() && after.is_alphabetic() => {
                    (open, opens_line) = (true, at == 0);
                }
                '’' | '\''
                    if open
                        && matches!(before, ',' | '.' | '!' | '?' | '…' | '”' | '"')
                        && !after.is_alphanumeric() =>
                {
                    (open, opens_line) = (false, false);
                    outside += 1;
                }
                '“' | '"' | '«' if !open => return false,
                _ => {}
            }
            before = c;
        }
        outside += usize::from(open && opens_line);
    }
    outside >= LEAST
}

/// Returns what kind of mark the word at `at` is, if it is one, and what it can do there.
fn mark(
    text: &Text,
    tokens: &Tokens,
    at: usize,
    paragraph: &Range<usize>,
    house: House,
) -> Option<(Family, Turn)> {
    let span = tokens.words[at];
    let word = text.slice(span);
    let single = house.single;
    let joined_left = at > paragraph.start && tokens.words[at - 1].end == span.start;
    let joined_right = at + 1 < paragraph.end && tokens.words[at + 1].start == span.end;
    let fixed = match word {
        // „No,“ he said.
        "“" if house.low && joined_left => Some((Family::Curly, Turn::Closes)),
        // ”No,” he said.
        "”" if house.alike && !joined_left && joined_right => Some((Family::Curly, Turn::Opens)),
        "“" | "„" => Some((Family::Curly, Turn::Opens)),
        "”" => Some((Family::Curly, Turn::Closes)),
        "«" => Some((Family::Guillemets, Turn::Opens)),
        "»" => Some((Family::Guillemets, Turn::Closes)),
        "``" | "‘‘" => Some((Family::Doubled, Turn::Opens)),
        "’’" if single => Some((Family::Single, Turn::Closes)),
        "’’" => Some((Family::Doubled, Turn::Closes)),
        _ => None,
    };
    if fixed.is_some() {
        return fixed;
    }
    let family = match word {
        "\"" => Family::Straight,
        "''" => Family::Doubled,
        "‘" | "’" | "'" if single => Family::Single,
        _ => return None,
    };
    let before = if joined_left { text.slice(tokens.words[at - 1]) } else { "" };
    let after = if joined_right { text.slice(tokens.words[at + 1]) } else { "" };
    let opens = !joined_left || matches!(before, "(" | "[" | "—" | "–" | "--" | "-" | "“" | "‘" | "'" | "/");
    let closes = !joined_right
        || after.chars().all(|c| c.is_ascii_punctuation() || matches!(c, '—' | '–' | '”' | '’' | '…'));
    if family == Family::Single {
        // ’70s and ’em are apostrophes; so are the dogs’ and the boys’: only ‘ or a spaced ' opens.
        return match (word, opens, closes) {
            ("‘", true, false) | ("'", true, false) if !after.starts_with(|c: char| c.is_ascii_digit()) => {
                Some((family, Turn::Opens))
            }
            ("’" | "'", false, true) if before.ends_with(['.', ',', '!', '?', '…', '”']) => {
                Some((family, Turn::Closes))
            }
            ("’" | "'", false, true) => Some((family, Turn::Apostrophe)),
            _ => None,
        };
    }
    // Inches and seconds of arc: 6'2" or a 12" pipe.
    if family == Family::Straight && before.ends_with(|c: char| c.is_ascii_digit()) && before.len() <= 2 {
        return Some((family, Turn::Closes)).filter(|_| closes && !is_inches(text, tokens, at, paragraph));
    }
    match (opens, closes) {
        (true, false) => Some((family, Turn::Opens)),
        (false, true) => Some((family, Turn::Closes)),
        _ => Some((family, Turn::Either)),
    }
}

/// Says whether the single mark at `at`, behind a word without a stop, closes what is open rather than being an apostrophe.
fn closes_single(text: &Text, tokens: &Tokens, at: usize, paragraph: &Range<usize>) -> bool {
    // As far as a quote reaches on from an apostrophe in it; bounded, to stay linear.
    const REACH: usize = 60;
    if is_no_apostrophe(text, tokens, at, paragraph) {
        return true;
    }
    // ‘The dogs’ home is shut,’ but ‘deeply regrets’ calling it so.
    for later in at + 1..paragraph.end.min(at + REACH) {
        match mark(text, tokens, later, paragraph, House { single: true, ..House::default() }) {
            Some((Family::Single, Turn::Opens)) => return true,
            Some((Family::Single, Turn::Closes)) => return false,
            Some((Family::Single, Turn::Apostrophe)) if is_no_apostrophe(text, tokens, later, paragraph) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

/// Says whether a single mark behind a word is sure to be none of dogs’, goin’ or ol’: punctuation follows it, or the word
/// does not look so.
fn is_no_apostrophe(text: &Text, tokens: &Tokens, at: usize, paragraph: &Range<usize>) -> bool {
    let next = tokens.words.get(at + 1).filter(|_| at + 1 < paragraph.end);
    let stands_before_a_stop = next.is_none_or(|next| next.start == tokens.words[at].end);
    let before = text.slice(tokens.words[at - 1]);
    stands_before_a_stop
        || !before.ends_with(['s', 'S', 'x', 'z']) && !before.ends_with("in") && before.len() > 3
}

/// Says whether the straight mark at `at`, which follows a number, has no opening mark shortly before it.
fn is_inches(text: &Text, tokens: &Tokens, at: usize, paragraph: &Range<usize>) -> bool {
    // As far as a quote that ends in a number reaches back; bounded, to stay linear.
    const REACH: usize = 60;
    let from = at.saturating_sub(REACH).max(paragraph.start);
    let marks = (from..at).filter(|&i| text.slice(tokens.words[i]) == "\"").count();
    marks % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` has the stretches parted by ` | `; `~` before one that continues, `!` after one not closed.
    #[track_caller]
    fn check(body: &str, expected: &str, balanced: bool) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let mut stretches = Vec::new();
        let found_balanced = find(&text, &tokens, &mut stretches, Deadline::NEVER).unwrap();
        let found: Vec<_> = stretches
            .iter()
            .map(|s| {
                let (start, end) = (tokens.words[s.words.start].start, tokens.words[s.words.end - 1].end);
                let body = text.slice(crate::text::Span { start, end });
                format!("{}{body}{}", if s.continues { "~" } else { "" }, if s.closed { "" } else { "!" })
            })
            .collect();
        assert_eq!(found.join(" | "), expected);
        assert_eq!(found_balanced, balanced, "{body}");
    }

    #[test]
    fn marks_of_every_family() {
        check("“A b,” he said. “C.”", "“A b,” | “C.”", true);
        check("\"A b,\" he said. \"C.\"", "\"A b,\" | \"C.\"", true);
        check("``A b,'' he said. ''C d,'' too", "``A b,'' | ''C d,''", true);
        check("‘‘A b,’’ he said", "‘‘A b,’’", true);
        check("«A b», he said", "«A b»", true);
        check("‘A b,’ he said of the dogs’ home in the ’70s", "‘A b,’", true);
        check("He 'shouted' at \"A 'b' c\"", "\"A 'b' c\"", true);
        check("„A b,“ he said. „C.“", "„A b,“ | „C.“", true);
        check("„A b“, he said. „C.”", "„A b“ | „C.”", true);
        check("”A b,” he said. ”C.”", "”A b,” | ”C.”", true);
    }

    #[test]
    fn single_marks_close_before_a_stop_and_before_a_space() {
        check("It was ‘not enough’. He left.", "‘not enough’", true);
        check("It was 'not enough', he said, and 'mad'.", "'not enough' | 'mad'", true);
        check("He ‘regrets’ calling the boys ‘brutal’ men", "‘regrets’ | ‘brutal’", true);
        check("‘The dogs’ home is shut,’ he said.", "‘The dogs’ home is shut,’", true);
        check("‘I'm goin’ home in the nurses’ car,’ he said.", "‘I'm goin’ home in the nurses’ car,’", true);
        check("Gone are the boys’ shoes and the ol’ men’.", "", true);
    }

    #[test]
    fn nested_marks_stay_inside() {
        check("“A ‘b’ c,” he said", "“A ‘b’ c,”", true);
        check("“A “b” c,” he said", "“A “b” c,”", true);
        check("‘A is ‘b,’’ he said, ‘c,’ and left", "‘A is ‘b,’’ | ‘c,’", true);
        check("\"A “b” c,\" he said", "\"A “b” c,\"", true);
    }

    #[test]
    fn double_marks_nest_in_single_ones_that_quote_more() {
        check(
            "‘I said “no”,’ she said. ‘Twice.’ He nodded. ‘Yes,’ he said.",
            "‘I said “no”,’ | ‘Twice.’ | ‘Yes,’",
            true,
        );
        check("“He said ‘no,’ ‘yes,’ and ‘no.’” “Oh.”", "“He said ‘no,’ ‘yes,’ and ‘no.’” | “Oh.”", true);
    }

    #[test]
    fn a_reopened_quote_continues() {
        check("“One.\n“Two.”", "“One.! | ~“Two.”", true);
        check("\"One.\n\"Two.\n\"Three,\" he said.", "\"One.! | ~\"Two.! | ~\"Three,\"", true);
        check("“One.\nTwo,” he said.", "“One.! | ~Two,”", true);
        check("‘One.\nThe dogs’ two,’ he said.", "‘One.! | ~The dogs’ two,’", true);
    }

    #[test]
    fn unbalanced_marks_are_told() {
        check("“One. He left.\nTwo", "“One. He left.!", false);
        check("One,” he said", "", false);
        check("One” two “three", "“three!", false);
    }

    #[test]
    fn inches_are_not_quotes() {
        check("A 12\" pipe and \"a pipe\"", "\"a pipe\"", true);
        check("He is \"number 12\" here", "\"number 12\"", true);
    }
}
