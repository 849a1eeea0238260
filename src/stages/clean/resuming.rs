//! Lines of a text that go on below what a page set between them, whatever the model says: sentences below links to other
//! articles, the points of a list that is counted through; and what sums the text up above it.

use super::keeping::{is_plain_sentence, tells_of_writers};
use super::text::Line;
use crate::document::RemovedReason::*;

/// Keeps what goes on below what stands between. `unsure` says of which lines the model is not sure that they go.
pub fn keep_resumed(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    keep_below_links(lines, unsure, keeps);
    keep_below_advertisements(lines, keeps);
    keep_counted(lines, keeps);
    keep_summary(lines, unsure, keeps);
}

/// Keeps what sums a text up above its first paragraph: several sentences, or one where the model is not sure that it goes.
fn keep_summary(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    const ABOVE: usize = 4;
    const LEAST_WORDS: usize = 12;
    /// Further down stands what is no summary.
    const TOP: usize = 10;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return };
    for at in (first.saturating_sub(ABOVE)..first).filter(|at| *at < TOP) {
        let line = &lines[at];
        let several = line.marks.ends > 0 && !line.text.contains(['?', '!']);
        keeps[at] |= line.words >= LEAST_WORDS
            && (several || unsure[at])
            && line.text.ends_with('.')
            && is_plain_sentence(line)
            && !tells_of_writers(line);
    }
}

/// Says whether a line can be the headline of another article.
fn is_titled(line: &Line) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 3..=20;
    const LEAST_SIGNS: usize = 8;
    let unspaced = !line.text.is_ascii() && line.words <= 2 && line.text.chars().nth(LEAST_SIGNS).is_some();
    !line.ends_sentence && line.reason.is_none() && (WORDS.contains(&line.words) || unspaced)
}

/// Keeps the sentences right below links to other articles that stand between paragraphs: where those have leads, more links
/// follow each of them.
fn keep_below_links(lines: &[Line], unsure: &[bool], keeps: &mut [bool]) {
    const MOST_LINKS: usize = 5;
    const LEAST_WORDS: usize = 6;
    const LONG: usize = 14;
    /// Of scripts without spaces.
    const LEAST_SIGNS: usize = 14;
    let prose = |at: usize, keeps: &[bool]| keeps[at] && lines[at].ends_sentence;
    for head in 1..lines.len() {
        if keeps[head] || lines[head].reason != Some(Related) || !prose(head - 1, keeps) {
            continue;
        }
        let links = (head + 1..lines.len()).take_while(|&at| !keeps[at] && is_titled(&lines[at])).count();
        if !(1..=MOST_LINKS).contains(&links) {
            continue;
        }
        let first = head + 1 + links;
        let tells = |at: &usize| {
            let line = &lines[*at];
            // Leads have one sentence as a rule.
            let several = *at == first && line.marks.ends > 0 && !line.text.contains(['?', '!', '@']);
            // Below one link that stands between paragraphs the text goes on.
            let amid = links == 1 && *at == first && line.words >= LONG;
            let sure = unsure[*at] || line.marks.quoted || several || amid;
            let stays = keeps[*at] || sure && is_plain_sentence(line) && !line.text.ends_with(['?', '!']);
            let unspaced = !line.text.is_ascii() && line.text.chars().nth(LEAST_SIGNS).is_some();
            stays && (line.words >= LEAST_WORDS || line.words <= 2 && unspaced) && !tells_of_writers(line)
        };
        let end = (first..lines.len()).take_while(tells).last().map_or(first, |last| last + 1);
        let more = end < lines.len() && is_titled(&lines[end]) && !keeps[end];
        let leads = more && lines.get(end + 1).is_some_and(|line| line.ends_sentence);
        if !leads {
            keeps[first..end].fill(true);
        }
    }
}

/// Keeps the sentences right below a label of an advertisement that stands between paragraphs: the pictures that it labels are
/// not copied.
fn keep_below_advertisements(lines: &[Line], keeps: &mut [bool]) {
    const LEAST_WORDS: usize = 7;
    const LABEL_WORDS: usize = 2;
    const ABOVE: usize = 2;
    let prose = |at: usize, keeps: &[bool]| keeps[at] && lines[at].ends_sentence;
    for head in ABOVE..lines.len().saturating_sub(1) {
        let label = lines[head].reason == Some(Advertisement) && lines[head].words <= LABEL_WORDS;
        if keeps[head] || !label || keeps[head + 1] || !(1..=ABOVE).all(|above| prose(head - above, keeps)) {
            continue;
        }
        let tells = |line: &&Line| {
            let plain = is_plain_sentence(line) && !line.text.ends_with(['?', '!']);
            plain && line.reason.is_none() && line.words >= LEAST_WORDS && !tells_of_writers(line)
        };
        let sentences = lines[head + 1..].iter().take_while(tells).count();
        keeps[head + 1..=head + sentences].fill(true);
    }
}

/// Keeps the points of a text that counts them through: "1. The bridge is closed.", with pictures between them.
fn keep_counted(lines: &[Line], keeps: &mut [bool]) {
    const ENOUGH: usize = 3;
    const LEAST_WORDS: usize = 5;
    /// So many lines are a point, and what stands below it.
    const MOST_BETWEEN: usize = 8;
    let number = |line: &Line| -> Option<usize> {
        let (digits, rest) = line.text.split_once(['.', ')'])?;
        let told = rest.starts_with(' ') && line.words >= LEAST_WORDS && line.reason.is_none();
        digits.parse().ok().filter(|_| told && digits.len() <= 2 && line.ends_sentence)
    };
    let Some(first) = keeps.iter().position(|&keep| keep) else { return };
    let counted: Vec<(usize, usize)> =
        (first..lines.len()).filter_map(|at| Some((at, number(&lines[at])?))).collect();
    let mut from = 0;
    while from < counted.len() {
        let next =
            |pair: &&[(usize, usize)]| pair[1].1 == pair[0].1 + 1 && pair[1].0 <= pair[0].0 + MOST_BETWEEN;
        let run = 1 + counted[from..].windows(2).take_while(next).count();
        if run >= ENOUGH && counted[from].1 == 1 {
            counted[from..from + run].iter().for_each(|(at, _)| keeps[*at] = true);
        }
        from += run;
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Limits;
    use crate::error::Deadline;
    use crate::job::{Format, Job};
    use crate::stages::clean::clean;
    use crate::stages::clean::sieve::Sieve;

    /// Checks which lines of a text stay.
    #[track_caller]
    fn check(body: &str, stays: &[&str], goes: &[&str]) {
        let job = Job { format: Some(Format::Text), ..Job::new("a", body) };
        let cleaned =
            clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER).expect("it has text");
        let kept: Vec<&str> = cleaned.text.as_str().split('\n').collect();
        let found: Vec<&str> = stays.iter().chain(goes).filter(|line| kept.contains(line)).copied().collect();
        assert_eq!(found, stays);
    }

    #[test]
    fn sentences_below_links_to_others_stay() {
        check(
            "Die Kämmerin von Auenfeld hat am Donnerstag eine Haushaltssperre verhängt, weil die Stadt kein Geld \
             mehr hat.\n\
             »Wir haben keine andere Wahl«, sagte sie vor Journalisten. Das Defizit betrage 48 Millionen Euro.\n\
             Mehr zum Thema\n\
             Wie Auenfeld seine Schwimmbäder verlor\n\
             Der teure Traum vom neuen Theater\n\
             Oppositionsführer Emil Trost (FDP) sprach von einem »Offenbarungseid«.",
            &["Oppositionsführer Emil Trost (FDP) sprach von einem »Offenbarungseid«."],
            &["Mehr zum Thema", "Der teure Traum vom neuen Theater"],
        );
    }

    #[test]
    fn sentences_below_an_advertisement_stay() {
        let below = "Мэр Геннадий Тилин пообещал бесплатные автобусы до районного бассейна.";
        check(
            &format!(
                "Городской совет Бранска во вторник проголосовал за закрытие бассейна на Ольховой улице.\n\
                 «Я там научилась плавать, и мои дети тоже», – сказала депутат Ольга Прунина.\n\
                 Ремонт оценивался в 38 млн рублей, сообщили в мэрии.\nРеклама\n{below}"
            ),
            &[below],
            &["Реклама"],
        );
    }

    #[test]
    fn what_somebody_says_stays_in_other_languages() {
        check(
            "Nordfalk Kommune lukker tre af sine syv biblioteker til sommer. Det besluttede byrådet onsdag aften \
             med 14 stemmer mod 11.\n\
             »Vi har ikke pengene«, siger borgmester Jens Elkær (V).\n\
             Annonce\n\
             Lånerforeningen har samlet 4.000 underskrifter mod lukningen.\n\
             »Det er en skændsel,« siger formand Birthe Kvist.",
            &["»Vi har ikke pengene«, siger borgmester Jens Elkær (V)."],
            &["Annonce"],
        );
    }

    #[test]
    fn what_sums_the_text_up_stays() {
        let summary = "Der Hafenmeister von Solmsund setzt sich die Krone auf. Geduld und eine starke Mannschaft \
            waren der Schlüssel zum Erfolg.";
        check(
            &format!(
                "Sport\n{summary}\nAda Holm\nEs war ein langer Tag für den Ruderverein aus Solmsund, und \
                 am Ende ein guter.\nDie Mannschaft siegte am Sonntag vor dreitausend Zuschauern im Hafen."
            ),
            &[summary],
            &["Sport"],
        );
    }

    #[test]
    fn points_that_are_counted_through_stay() {
        let mut body = String::from(
            "Der Hafen von Solmsund ist der größte an der Küste, und das seit mehr als zweihundert Jahren.\n\
             Wir haben gesammelt, was man über ihn wissen muss.\n",
        );
        let points = [
            "1. Im Hafen liegen jeden Tag mehr als 130 Schiffe.",
            "2. Die längste Mole misst fast zwei Kilometer.",
            "3. Rund 4000 Menschen arbeiten an den Kais.",
        ];
        for point in points {
            body += &format!("{point}\nAda Holm/Hafenbild Images\n");
        }
        check(&body, &points, &[]);
    }
}
