//! Small parts of pages that are more than one line of a text that was copied off them: who wrote it, what somebody pays for,
//! one article's link in a line without a mark, players.

use super::bylines::is_given;
use super::plugs::{after_lead, announces, speaks};
use super::text::{Line, is_person};
use crate::document::RemovedReason::{self, *};

/// Drops small parts of a page from among a text's paragraphs and below them.
pub fn drop_asides(lines: &mut [Line], keeps: &mut [bool]) {
    drop_notes_on_authors(lines, keeps);
    drop_messages(lines, keeps);
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    for (place, &at) in kept.iter().enumerate() {
        let near_end = place + TAIL >= kept.len();
        if let Some(reason) = aside(&lines[at], near_end, place > 0) {
            (keeps[at], lines[at].reason) = (false, Some(reason));
        }
    }
}

/// How many lines from the last one an article's end is.
const TAIL: usize = 5;

/// Says what a line is by its words alone.
fn aside(line: &Line, near_end: bool, below: bool) -> Option<RemovedReason> {
    let text = line.text.trim();
    if line.marks.quoted || speaks(&line.folded) {
        return None;
    }
    if near_end && (places_reporter(line) || is_note_abroad(line)) {
        return Some(if line.folded.contains(" reported from ") { Byline } else { Promo });
    }
    if is_player(text) {
        return Some(Navigation);
    }
    if is_credit(text) {
        return Some(Credit);
    }
    let shouted = || text.split_once(": ").is_some_and(|(label, _)| !label.contains(char::is_lowercase));
    (below && (leads_unmarked(line) || shouted() && announces(line))).then_some(Related)
}

/// Says whether a line says from where those who wrote a text reported: "Holm reported from Harbour Town."
fn places_reporter(line: &Line) -> bool {
    const MAX_WORDS: usize = 14;
    let Some((who, place)) = line.text.trim().split_once(" reported from ") else { return false };
    let named = |words: &str| {
        words
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || matches!(word, "and" | "in" | "de" | "the"))
    };
    let names = who.split_whitespace().count() <= MAX_WORDS / 2 && named(who);
    line.words <= MAX_WORDS && names && named(place.trim_end_matches('.'))
}

/// Says whether a line tells in another language than English who wrote the text: "Ada Holm schreibt für den Hafenboten."
pub fn is_note_abroad(line: &Line) -> bool {
    const MAX_WORDS: usize = 45;
    const MOST_NAMES: usize = 4;
    const ROLES: [&str; 24] = [
        " schreibt für ", " schreibt seit ", " schreibt frei ", " ist redakteur", " ist korrespondent",
        " ist freie journalist", " ist freier journalist", " ist autor ", " ist autorin ", " zuständig.",
        " est journaliste ", " est correspondant", " est grand reporter", " es periodista ", " es redactor",
        " es corresponsal", " è giornalista ", " é jornalista ", " é repórter ", " is redacteur ",
        " is verslaggever ", " är reporter ", " er journalist ", " är journalist ",
    ];
    const BEFORE: [&str; 6] =
        ["Korrespondent ", "Korrespondentin ", "Redakteur ", "Redakteurin ", "Autorin ", "Autor "];
    let rest = BEFORE.iter().find_map(|role| line.text.strip_prefix(role)).unwrap_or(&line.text);
    let words: Vec<&str> = rest.split_whitespace().take(MOST_NAMES).collect();
    let is_name = |name: &str| is_person(name) && is_given(name);
    let named = (2..=words.len()).any(|count| is_name(&words[..count].join(" ")));
    let told = ROLES.iter().any(|role| line.folded.contains(role));
    line.words <= MAX_WORDS && line.ends_sentence && named && told
}

/// Headings of notes on who wrote a text.
const ABOUT: [&str; 19] = [
    "über den autor", "über die autorin", "über die autor:in", "über die autoren", "zum autor",
    "zur autorin", "zur person", "à propos de l'auteur", "à propos de l'autrice", "sobre el autor",
    "sobre la autora", "sobre o autor", "sobre a autora", "sull'autore", "l'autore", "over de auteur",
    "om författaren", "om forfatteren", "about the writer",
];

/// Drops a heading that announces who wrote a text, below it, with the one or two lines that say so.
fn drop_notes_on_authors(lines: &mut [Line], keeps: &mut [bool]) {
    const MOST: usize = 2;
    const MAX_WORDS: usize = 70;
    let Some(above) = (0..keeps.len()).filter(|&at| keeps[at]).nth(TAIL) else { return };
    let heads = |at: &usize| {
        let bare = lines[*at].folded.trim_matches(|c: char| !c.is_alphanumeric());
        ABOUT.contains(&bare)
    };
    let Some(head) = (above + 1..lines.len()).find(heads) else { return };
    let told = |at: &usize| {
        let contact = lines[*at].text.contains('@');
        (lines[*at].ends_sentence || contact) && lines[*at].words <= MAX_WORDS
    };
    let below = (head + 1..lines.len()).take(MOST).take_while(told).last().unwrap_or(head);
    for at in (head..=below).filter(|&at| keeps[at]).collect::<Vec<_>>() {
        (keeps[at], lines[at].reason) = (false, Some(Promo));
    }
}

/// Drops a line that says who paid for what follows in a letter, and the paragraph below that offers more: "A MESSAGE FROM HARBOUR
/// HOSPITALS".
fn drop_messages(lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 9;
    const LABELS: [&str; 7] = [
        "a message from ", "presented by ", "sponsored by ", "a word from our sponsor",
        "in partnership with ", "paid message from ", "together with ",
    ];
    const OFFERS: [&str; 7] =
        ["learn more", "read more", "find out more", "see how", "sign up", "get started", "try it"];
    for at in 0..lines.len().saturating_sub(1) {
        let (line, below) = (&lines[at], &lines[at + 1]);
        let label = line.words <= MAX_WORDS
            && !line.ends_sentence
            && LABELS.iter().any(|label| line.folded.starts_with(label));
        let bare = below.folded.trim_end_matches(['.', '!', '>', ' ', '→']);
        let offers = OFFERS.iter().any(|offer| bare.ends_with(offer));
        if label && offers {
            for at in [at, at + 1] {
                (keeps[at], lines[at].reason) = (false, Some(Advertisement));
            }
        }
    }
}

/// Says whether a line is a player's label and its times: "VIDEO4:4204:42".
fn is_player(text: &str) -> bool {
    let times = ["VIDEO", "AUDIO", "Video", "Audio"].iter().find_map(|label| text.strip_prefix(label));
    times.is_some_and(|times| {
        let times = times.trim();
        times.contains(':') && times.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ' | '/'))
    })
}

/// Says whether a line is who took a picture and for which agency, and nothing else: "Ada Holm, AP", "Ada Holm (EFE)", "A. Holm
/// (EFE)".
fn is_credit(text: &str) -> bool {
    const AGENCIES: [&str; 12] =
        ["AP", "AFP", "EFE", "DPA", "dpa", "Reuters", "REUTERS", "EPA", "ANSA", "TT", "NTB", "Lusa"];
    let framed = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
    let Some((name, agency)) = framed.or_else(|| text.split_once(", ")) else { return false };
    // "P. Holm"
    let initial = name.split_once(". ").is_some_and(|(first, last)| {
        first.chars().count() == 1 && last.starts_with(char::is_uppercase) && !last.contains([' ', '.'])
    });
    AGENCIES.contains(&agency) && (is_person(name) || initial)
}

/// Says whether a line begins with a label of several words and goes on with the headline of another article, without a mark
/// between them: "À lire aussi Le pont reste fermé", "Also on post.example Ferries cross again".
fn leads_unmarked(line: &Line) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 5..=24;
    let text = line.text.trim();
    if !WORDS.contains(&line.words) || line.ends_sentence && !text.ends_with(['?', '!']) {
        return false;
    }
    let headline = |rest: &str| {
        rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase) && rest.len() > MARKS
    };
    const MARKS: usize = 12;
    let elsewhere = text.strip_prefix("Also on ").and_then(|rest| {
        let (site, _) = rest.split_once(' ')?;
        let address = site.contains('.') && !site.ends_with('.');
        address.then(|| &rest[site.len()..])
    });
    elsewhere.or_else(|| after_lead(text)).is_some_and(headline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Deadline;
    use crate::stages::clean::text::judged;

    const TEXT: [&str; 7] = [
        "The council of the harbour town met on Monday to speak about the old bridge.",
        "It has been closed since a storm in May, and nobody can say when it will open again.",
        "Built of stone two hundred years ago, it carries the only road to the island.",
        "Until then a ferry takes people over, four times a day and at no charge.",
        "The school on the island has sent its older pupils home for the summer.",
        "A second meeting, to which the engineers are to come, was set for the end of the month.",
        "The town has asked the state for money twice, and twice it was told to wait.",
    ];

    /// Checks which of some lines below a text go.
    #[track_caller]
    fn check(below: &[&str], gone: &[&str]) {
        let texts = TEXT.iter().chain(below).map(|line| (*line).to_owned()).collect();
        let mut lines = judged(texts, Deadline::NEVER).expect("there is time");
        let mut keeps = vec![true; lines.len()];
        drop_asides(&mut lines, &mut keeps);
        let found: Vec<&str> = lines
            .iter()
            .zip(&keeps)
            .filter(|(_, keep)| !**keep)
            .map(|(line, _)| line.text.as_str())
            .collect();
        assert_eq!(found, gone);
    }

    #[track_caller]
    fn check_goes(line: &str) {
        check(&[line], &[line]);
    }

    #[test]
    fn who_wrote_it_goes() {
        check_goes("Holm and Roe reported from Harbour Town.");
        check_goes("Ada Holm schreibt seit 2022 frei für den Hafenboten.");
        check_goes("Korrespondent Jon Roe ist beim Boten für die Landespolitik zuständig.");
        let note = [
            "Über die Autor:in",
            "Ada lebt am Hafen und interessiert sich für Schiffe.",
            "Mail: ada@bote.example",
        ];
        check(&note, &note);
        check(&["The storm was reported from the islands first."], &[]);
        check(&["Die Stadt ist für die Brücke zuständig."], &[]);
    }

    #[test]
    fn what_somebody_pays_for_goes() {
        let message = ["A MESSAGE FROM HARBOUR HOSPITALS", "Our doors are open at any hour. Learn more."];
        check(&message, &message);
        check(&["A message from the mayor", "The bridge stays shut."], &[]);
    }

    #[test]
    fn links_without_marks_credits_and_players_go() {
        check_goes("À lire aussi Le pont du port reste fermé");
        check_goes("Also on post.example Ferries cross the harbour again");
        check_goes("LÄS MER: Förskolan brann ner till grunden");
        check_goes("VIDEO4:4204:42");
        check_goes("Ada Holm, AP");
        check_goes("A. Holm (EFE)");
        check(&["Also on Monday Ferries of the town crossed again"], &[]);
    }
}
