//! What stands between the headline of a text and its first paragraph where it was copied off a page: bylines with more in them,
//! times, who edits. None of it is seen by the model.

use super::days::{is_day, is_publication, is_update};
use super::printed::names_house;
use super::text::{Line, credited, is_person};
use crate::document::RemovedReason::*;

/// A first paragraph is no shorter, and stands no further down.
const LEAST_WORDS: usize = 12;
const MOST_ABOVE: usize = 24;

/// Returns where the first paragraph that stays is.
fn first_paragraph(lines: &[Line], keeps: &[bool]) -> Option<usize> {
    let prose = |at: &usize| keeps[*at] && lines[*at].ends_sentence && lines[*at].words >= LEAST_WORDS;
    (0..lines.len().min(MOST_ABOVE)).find(prose)
}

/// Returns which lines stay from the first paragraph on that another follows: above it who wrote the text, and when, may stand
/// below lines that stay.
pub fn without_top(lines: &[Line], keeps: &[bool]) -> Vec<bool> {
    let mut below = keeps.to_vec();
    let prose = |at: usize| keeps[at] && lines[at].ends_sentence && lines[at].words >= LEAST_WORDS;
    let followed = |at: &usize| prose(*at) && keeps.get(at + 1) == Some(&true);
    let first = (0..lines.len().min(MOST_ABOVE)).find(followed).or_else(|| first_paragraph(lines, keeps));
    if let Some(first) = first {
        below[..first].fill(false);
    }
    below
}

/// Drops what the model keeps above the first paragraph and no article says, and the names of those who report in posts.
pub fn drop_top(lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 16;
    /// So far below what sums the text up.
    const BELOW: usize = 3;
    let first = first_paragraph(lines, keeps).unwrap_or(0);
    let end = (first + 1 + BELOW).min(lines.len());
    for at in (0..end).filter(|&at| at != first && keeps[at]).collect::<Vec<_>>() {
        let line = &lines[at];
        if line.ends_sentence && !line.text.ends_with(".m.") && !is_time(&line.text) {
            continue;
        }
        if is_time(&line.text) {
            (keeps[at], lines[at].reason) = (false, Some(Dateline));
            continue;
        }
        let people = if line.words <= MAX_WORDS { credited(&line.text) } else { Vec::new() };
        if !people.is_empty() {
            keeps[at] = false;
            lines[at].credit(people);
        }
    }
    drop_places_of_posts(lines, keeps);
}

/// Drops the names of those who are found to have written a text, where each is a line above its first paragraph, and the line
/// below with what they are, or their house.
pub fn drop_names(lines: &mut [Line], keeps: &mut [bool], people: &[String]) {
    let end = first_paragraph(lines, keeps).unwrap_or(0);
    let mut below = false;
    for at in 0..end {
        let text = lines[at].text.trim();
        let named = people.iter().any(|name| name == text);
        if keeps[at] && (named || below && names_house(&lines[at])) {
            (keeps[at], lines[at].reason) = (false, Some(Byline));
        }
        below = named;
    }
}

/// Drops from where somebody reports in a post, and their name above it: "Ada Holm", "Reporting from Harbour Town"; and who edits
/// such posts.
fn drop_places_of_posts(lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 7;
    const EDITS: [&str; 3] = ["Edited by ", "Live reporting by ", "Updates by "];
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.words > MAX_WORDS || line.ends_sentence || !keeps[at] {
            continue;
        }
        let editors = EDITS.iter().find_map(|label| line.text.strip_prefix(label));
        if editors.is_some_and(|names| names.split(" and ").all(is_person)) {
            (keeps[at], lines[at].reason) = (false, Some(Byline));
        } else if line.text.starts_with("Reporting from ") && at > 0 && is_person(lines[at - 1].text.trim()) {
            for place in [at - 1, at] {
                (keeps[place], lines[place].reason) = (false, Some(Byline));
            }
        }
    }
}

/// Says whether a line says no more than at what time something was published or changed: "Uppdaterad 15.59 | Publicerad 14.14",
/// "Online seit heute, 7.57 Uhr", "(modifica il 16 novembre 2025 | 13:05)".
fn is_time(text: &str) -> bool {
    const MAX_WORDS: usize = 10;
    const CHANGED: [&str; 4] = ["modifica il ", "modificato il ", "ultima modifica ", "modifica del "];
    const LABELS: [&str; 3] = ["online", "posted", "modificato"];
    const SMALL: [&str; 24] = [
        "a", "las", "à", "um", "uhr", "heute", "seit", "i", "dag", "idag", "kl", "klo", "at", "today", "il",
        "le", "ore", "alle", "h", "hs", "dziś", "o", "am", "pm",
    ];
    if text.split_whitespace().nth(MAX_WORDS).is_some() {
        return false;
    }
    let bare = text.trim().trim_matches(['(', ')']).to_lowercase();
    if let Some(rest) = CHANGED.iter().find_map(|label| bare.strip_prefix(label)) {
        return is_day(rest);
    }
    let clock = |word: &str| {
        let word = word.trim_end_matches('h');
        let parts = word.split_once([':', '.', 'h']);
        parts.is_some_and(|(hours, minutes)| {
            let digits = |part: &str| part.len() <= 2 && part.parse::<u32>().is_ok();
            digits(hours) && digits(minutes)
        })
    };
    let (mut clocks, mut labels) = (0, 0);
    for word in bare.split([' ', ',', '|', '\u{a0}']) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if clock(word) {
            clocks += 1;
        } else if is_update(word) || is_publication(word) || LABELS.contains(&word) {
            labels += 1;
        } else if !word.is_empty() && !SMALL.contains(&word) {
            return false;
        }
    }
    clocks > 0 && labels > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::document::Cleaned;
    use crate::error::Deadline;
    use crate::job::{Format, Job};
    use crate::stages::clean::clean;
    use crate::stages::clean::sieve::Sieve;

    fn cleaned(body: &str) -> Cleaned {
        let job = Job { format: Some(Format::Text), ..Job::new("a", body) };
        clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER).expect("it has text")
    }

    const TEXT: &str = "The council of the harbour town met on Monday to speak about the old bridge.\n\
        It has been closed since a storm in May, and nobody can say when it will open again.\n\
        Built of stone two hundred years ago, it carries the only road to the island.";

    #[test]
    fn times_of_publication_are_told() {
        for time in [
            "Uppdaterad 15.59 | Publicerad 14.14",
            "Online seit heute, 7.57 Uhr",
            "Actualizado a las 20:56h.",
            "(modifica il 16 novembre 2025 | 13:05)",
            "Publié à 14h20",
        ] {
            assert!(is_time(time), "{time}");
        }
        for other in
            ["The ferry left at 10.15", "Updated rules", "14.14", "Online shops open at 9.00 for all"]
        {
            assert!(!is_time(other), "{other}");
        }
    }

    #[track_caller]
    fn check_author(byline: &str, author: &str) {
        let body = format!("Old bridge stays shut until spring\n{byline}\n{TEXT}");
        let cleaned = cleaned(&body);
        assert_eq!(cleaned.meta.authors, [author]);
        assert_eq!(cleaned.text.as_str(), TEXT);
    }

    #[test]
    fn bylines_with_more_in_them_go() {
        check_author("By Ada Holm on Monday, November 18th, 2019 at 11:04 a.m.", "Ada Holm");
        check_author("Par Solène Aubriac (Montvert, envoyée spéciale)", "Solène Aubriac");
        check_author("By state political reporter Ada Holm", "Ada Holm");
    }

    #[test]
    fn names_in_lines_of_their_own_go() {
        check_author("Ada Holm\nHarbour correspondent @adaholm\n3 May 2026", "Ada Holm");
        check_author("Portrait of Ada HolmAda Holm\nHarbour Dispatch\n3 May 2026", "Ada Holm");
        check_author("Lucía Bravo\nMontalba\n3 May 2026", "Lucía Bravo");
        check_author("Anna Holm aholm@harbour.example\n3 May 2026", "Anna Holm");
        check_author("Anna Holm • 4 min read\n3 May 2026", "Anna Holm");
        let body = format!(
            "Old bridge stays shut until spring\nAnna Holm, John Roe and Mary Lund\n3 May 2026\n{TEXT}"
        );
        assert_eq!(cleaned(&body).meta.authors, ["Anna Holm", "John Roe", "Mary Lund"]);
    }

    #[track_caller]
    fn check_day(line: &str, text: &str, day: &str) {
        let body = format!("Old bridge stays shut until spring\n{line}\n{text}");
        assert_eq!(cleaned(&body).meta.published_at.as_deref(), Some(day));
    }

    #[test]
    fn days_beside_a_place_or_in_slashes_are_read() {
        let release = "HARBOUR TOWN, March 3, 2026 /HNN/ -- The old bridge will stay closed until spring, the town said.\n\
            It has been closed since a storm in May, and nobody can say when it will open again.";
        check_day("For people who cross it each day", release, "2026-03-03");
        check_day("Harbour Town, Updated: Jul 16, 2025 7:48 pm IST", TEXT, "2025-07-16");
        let text = "A chuva que atinge Serra Alta desde a noite de terça-feira deixou cerca de duzentas pessoas \
            desabrigadas, segundo a Defesa Civil.\n\
            De acordo com a prefeitura, as famílias foram levadas para o ginásio municipal da cidade.";
        check_day("09/01/2026 15h22  Atualizado há 2 horas", text, "2026-01-09");
    }

    #[test]
    fn who_reports_in_a_post_goes() {
        let body = format!("{TEXT}\nHelen Fyfe\nReporting from Skerry Head\n{}", TEXT.replace("old", "new"));
        let text = cleaned(&body).text.into_string();
        assert!(!text.contains("Skerry Head") && !text.contains("Helen"), "{text}");
    }
}
