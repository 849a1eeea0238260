//! The headline of a text that nothing labels: a line above it, below what was copied along.

use super::days::{is_day, slashed, written_date};
use super::heads::with_role;
use super::text::{Line, credited, is_person, names};
use crate::document::RemovedReason;

/// So far from the beginning it stands at most, where nothing but a menu is above it.
const NEAR: usize = 8;

/// A menu copied along with the text has shorter lines.
const WORDS: std::ops::RangeInclusive<usize> = 4..=16;

/// Returns how many words a line has, or would have with spaces: Chinese and Japanese have none.
fn words(line: &Line) -> usize {
    const SIGNS_OF_A_WORD: usize = 3;
    let signs = line.text.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
    line.words.max(signs / SIGNS_OF_A_WORD)
}

/// Returns which line is the headline of a text.
pub fn find(lines: &[Line]) -> Option<usize> {
    let goes_on = |at: usize| {
        let next = lines.get(at + 1).filter(|next| next.reason.is_none() && next.ends_sentence);
        next.is_some_and(|next| next.text.starts_with(char::is_lowercase) && !next.folded.starts_with("http"))
    };
    let first = (0..lines.len().min(NEAR)).find(|&at| lines[at].reason.is_none() && !is_dated(&lines[at]));
    let above = first.and_then(|first| above_byline(lines, first));
    let headline = below_menu(lines).or(above).or(first)?;
    let told = lines[headline + 1..].iter().any(|line| line.ends_sentence);
    (is_headline(&lines[headline]) && !goes_on(headline) && told).then_some(headline)
}

/// Returns the line above the byline or the day, where it is more of a headline than the first line.
fn above_byline(lines: &[Line], first: usize) -> Option<usize> {
    const FAR: usize = 12;
    const NAME_WORDS: usize = 3;
    let of = |reason| (1..lines.len().min(FAR)).find(|&at| lines[at].reason == Some(reason));
    let (by, dated) = (of(RemovedReason::Byline), of(RemovedReason::Dateline));
    let byline = by.or(dated)?;
    let named = dated == Some(byline)
        && byline > 1
        && lines[byline - 1].words <= NAME_WORDS
        && is_person(&lines[byline - 1].text);
    let mut above = byline - 1 - usize::from(named);
    // The day and who wrote it may stand in lines of their own, either first.
    while above > first
        && (lines[above].reason.is_some()
            || lines[above].folded.starts_with("by ")
            || !with_role(&lines[above].text).is_empty())
    {
        above -= 1;
    }
    if above > first && sums_up(lines, above) {
        above -= 1;
    }
    let better = lines[above].reason.is_none()
        && WORDS.contains(&lines[above].words)
        && !lines[above].text.starts_with('|')
        && (dated != Some(byline) || !names_makers(&lines[above].folded));
    let menu = above > first && lines[first].words < *WORDS.start();
    (menu && better && is_headline(&lines[above])).then_some(above)
}

/// Says whether a line stands below a headline and sums the text up.
fn sums_up(lines: &[Line], at: usize) -> bool {
    const LONG_HEADLINE: usize = 6;
    let titled =
        |at: usize| lines[at].reason.is_none() && WORDS.contains(&lines[at].words) && is_headline(&lines[at]);
    titled(at) && titled(at - 1) && lines[at - 1].words >= LONG_HEADLINE
}

/// Returns the first long line, where above it stands but what was copied along of a page's head: "Home", "News", "LOCAL NEWS".
fn below_menu(lines: &[Line]) -> Option<usize> {
    const MOST_ABOVE: usize = 16;
    const MOST_WORDS: usize = 30;
    /// Of people.
    const SEVERAL: usize = 2;
    // "Page 12 / 54" has one.
    let counts = |line: &Line| {
        let lettered = line.text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        line.marks.digits > 0 && lettered.take(2).count() < 2 && words(line) == line.words
    };
    let long = |line: &Line| {
        line.reason.is_none() && words(line) >= *WORDS.start() && !is_path(line) && !counts(line)
    };
    let found = lines.iter().take(MOST_ABOVE).position(|line| long(line) && !is_dated(line))?;
    let line = &lines[found];
    let free = line.words <= MOST_WORDS
        && is_headline(line)
        && !line.text.contains(['@', '©', '|'])
        && !names_makers(&line.folded)
        && credited(&line.text).is_empty()
        && names(&line.text).len() < SEVERAL;
    // One alone may be a short headline.
    let mut menu = lines[..found].iter().filter(|line| line.reason.is_none() && !is_day(&line.text));
    let is_label =
        |line: &Line| words(line) <= 1 || line.text.is_ascii() && !line.text.contains(char::is_lowercase);
    let above = match (menu.next(), menu.next()) {
        // Above the day of a release stands who sends it, below it as well.
        (Some(one), None) => is_label(one) || is_path(one) || is_dated(&lines[0]),
        (Some(_), Some(_)) => true,
        (None, _) => false,
    };
    (free && above).then_some(found)
}

/// Says whether a day is all that a line says.
fn is_dated(line: &Line) -> bool {
    const MAX_WORDS: usize = 9;
    let short = line.words <= MAX_WORDS;
    short && (written_date(&line.text).is_some() || slashed(&line.text).is_some())
}

/// Says whether a line says where on a site a page stands: "You are here: Home".
fn is_path(line: &Line) -> bool {
    const LABELS: [&str; 12] = [
        "you are here", "sie sind hier", "sie befinden sich hier", "vous êtes ici", "estás en",
        "usted está en", "usted está aquí", "você está aqui", "sei qui", "ti trovi in", "je bent hier",
        "jesteś tutaj",
    ];
    LABELS.iter().any(|label| line.folded.starts_with(label))
}

/// Says whether a line can be the headline above a text.
fn is_headline(line: &Line) -> bool {
    const MAX_BYTES: usize = 250;
    /// Of one with another sentence in it.
    const SEVERAL_WORDS: usize = 18;
    words(line) >= 2
        && !is_path(line)
        && line.text.len() <= MAX_BYTES
        && !line.text.starts_with(char::is_lowercase)
        && !line.ends_sentence
        && (line.marks.ends == 0 || line.words < SEVERAL_WORDS)
}

/// Says whether a line tells who made something: "Edited by: Jane Doe", "January 20th, 2025 by the staff".
fn names_makers(folded: &str) -> bool {
    folded.starts_with("by ") || folded.contains(" by ") || folded.contains(" by:") || folded.contains(" & ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Deadline;
    use crate::stages::clean::text::judged;

    #[track_caller]
    fn check(above: &[&str], title: Option<&str>) {
        const TEXT: &str = "The old bridge over the harbour will stay closed until spring, the council said.";
        let texts = above.iter().chain(&[TEXT]).map(|line| (*line).to_owned()).collect();
        let lines = judged(texts, Deadline::NEVER).expect("there is time");
        assert_eq!(find(&lines).map(|at| lines[at].text.as_str()), title);
    }

    #[test]
    fn a_headline_stands_below_what_was_copied_along() {
        let title = "Ferry strike: Sailings to Orlay cancelled for third day";
        check(&["Home", "News", "Sport", title, "Published", "14 March 2026", "Share"], Some(title));
        let title = "Dam repairs will close Route 19 until June, county says";
        check(&["LOCAL NEWS", title, "Ada Holm", "Harbour Courier"], Some(title));
        let title = "Un incendio arrasa 300 hectáreas en la sierra de Almera";
        check(&["Sucesos", title, "Más de 120 efectivos trabajan en la extinción"], Some(title));
        let title = "Kämmerin zieht die Notbremse";
        check(&["Zum Inhalt springen", "Politik", title, "Von Ada Holm"], Some(title));
        let title = "港橋が通行止めに　橋脚にひび、春まで";
        check(&["社会", title, "有料会員記事"], Some(title));
        let title = "Nationale Demo im Juli: Gewerkschaften zeigen Stärke";
        check(&["Politik", "Inland", "Akt.: 29. Juni 2025 - 21.18 Uhr", title], Some(title));
    }

    #[test]
    fn what_a_page_says_of_itself_is_no_headline() {
        let title = "Harbour town closes its old bridge";
        check(&["You are here: Home", "Regional", "Harbour Town", title, "Ada Holm"], Some(title));
        check(&["Zur Ausgabe", "Artikel 12 / 54", "Kommunen", title], Some(title));
        check(&["3 May 2026 – 07:00", "Harbour Police", title, "Harbour Town"], Some(title));
        check(
            &["Stock Car Calendar 2026", "The season begins in the harbour"],
            Some("Stock Car Calendar 2026"),
        );
    }

    #[test]
    fn a_short_headline_stays_one() {
        check(&["Bridge reopens", "Shops hope for better days after the storm"], Some("Bridge reopens"));
        check(&["The bridge is shut."], None);
        check(
            &["The guard worked at the harbour for years. He is said to have forced his wife to help him \
               as well, under his threats"],
            None,
        );
    }
}
