//! Rules after the model's word about who is named above a text and below it: heads with the writer, the place and the day,
//! and the name that a text is signed with.

use super::archives::Head;
use super::blocks::{Inside, Page, Part};
use super::bylines;
use super::days::{beside_day, is_day, without_reading_time};
use super::dropping::{HEAD, TAIL, is_named};
use super::phrases::HOUSES;
use super::text::{
    Line, bylined, credited, is_glued, is_no_label, is_person, is_role, is_town, marked_names, placed,
};
use crate::document::RemovedReason::*;
use crate::reading::linear::table::hash;

/// Drops the lines above a text that say no more than its headline, who wrote it, where and when: "Ada Holm | May 3, 2024 | 3
/// min read". `title` and `authors` are what is known of it.
pub fn drop_head(
    page: &Page,
    lines: &mut [Line],
    keeps: &mut [bool],
    title: Option<&str>,
    authors: &[String],
    language: Option<&str>,
) {
    const HEAD: usize = 4;
    /// And where nothing long is told yet.
    const MOST: usize = 7;
    const LEAST_WORDS: usize = 6;
    const LONG: usize = 12;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    // Days further down head parts, and then the first does as well.
    let days = || kept.iter().enumerate().filter(|(_, at)| is_day(&lines[**at].text)).map(|(place, _)| place);
    let prose = |at: &usize| lines[*at].ends_sentence && lines[*at].words >= LEAST_WORDS;
    let dated = days().zip(days().skip(1)).any(|(above, below)| kept[above..below].iter().any(prose));
    let read = |at: usize| {
        if page.elements[page.blocks[at].element].kind.any(Inside::POST) {
            return None;
        }
        let line = &lines[at];
        let text = line.text.trim();
        let below_title =
            title.filter(|title| !title.is_empty()).and_then(|title| match text.split_once(title)? {
                (above, below) if above.is_empty() || is_day(above.trim()) => Some(below.trim()),
                _ => None,
            });
        let rest = below_title.unwrap_or(text);
        // A subtitle may stand in the headline's own element.
        let own = below_title.is_some() && page.elements[page.blocks[at].element].kind.any(Inside::H1);
        if (rest.is_empty() || own) && text != title.unwrap_or_default() {
            return Some(Head::default());
        }
        if let Some(authors) = below_title.map(credited).filter(|people| !people.is_empty()) {
            return Some(Head { authors, ..Head::default() });
        }
        if let Some(head) = labelled_head(rest) {
            return Some(head);
        }
        // Further down letters are signed so.
        let above = || !kept.iter().take_while(|&&other| other < at).any(prose);
        let called = calls_author(page, at) || page.names_writers(at) && above();
        let named = below_title.is_none() && called;
        let block = &page.blocks[at];
        let heading = page.elements[block.element].kind.any(Inside::HEADINGS);
        let parts = if heading { &[][..] } else { &block.parts };
        let parted = || parted_head(parts, line, below_title.is_none() && named);
        let found = parted().or_else(|| {
            let mut head = head_of(rest, authors, named)?;
            // Sections stand beside days in links.
            let section = block.linked > 0 && !block.leads_to_author && !named && credited(rest).is_empty();
            head.authors.retain(|name| !section || bylines::is_given(name) || authors.contains(name));
            Some(head)
        })?;
        (!dated || below_title.is_some() || !is_day(rest)).then_some(found)
    };
    // A name stands beside the day.
    let beside_day = |at: usize| {
        let day = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| is_day(&line.text));
        let block = &page.blocks[at];
        let heading = page.elements[block.element].kind.any(Inside(Inside::HEADINGS.0 | Inside::POST.0));
        let free = !heading && (block.linked == 0 || block.leads_to_author) && authors.is_empty();
        let near = free && (day(at.checked_sub(1)) || day(at.checked_add(1)));
        let name = lines[at].text.trim();
        let mut people = if near { credited(name) } else { Vec::new() };
        if people.is_empty() && near {
            people = bylines::beside_day(name);
        }
        // Right below the headline, with the day right below: places are told of in the text.
        let titled = at.checked_sub(1).is_some_and(|above| {
            let heading = page.elements[page.blocks[above].element].kind.any(Inside::H1);
            heading || title.is_some_and(|title| lines[above].text.trim() == title)
        });
        // "Oleh Ada Holm, reporter"
        let name = bylines::after_by_word(name, true).filter(|rest| rest.contains(' ')).unwrap_or(name);
        let alone = name.split_once(", ").filter(|(_, role)| is_role(role)).map_or(name, |(name, _)| name);
        if people.is_empty()
            && near
            && titled
            && bylines::may_be_name(alone, language)
            && !tells_of(lines, &kept, at, alone)
        {
            people.push(alone.to_owned());
        }
        let told = |name: &String| {
            kept.iter().any(|&other| other != at && lines[other].text.contains(name.as_str()))
        };
        (!people.is_empty() && !people.iter().any(told)).then(|| Head { authors: people, ..Head::default() })
    };
    let read = |at: usize| read(at).or_else(|| beside_day(at));
    let told = kept.iter().position(|&at| lines[at].ends_sentence && lines[at].words >= LONG);
    let head = &kept[..told.unwrap_or(0).clamp(HEAD, MOST).min(kept.len())];
    let found: Vec<(usize, Head)> = head.iter().filter_map(|&at| Some((at, read(at)?))).collect();
    // Where nothing else stays it is no head.
    if found.len() == kept.len() {
        return;
    }
    for (at, head) in found {
        keeps[at] = false;
        if head.authors.is_empty() {
            lines[at].reason = Some(Dateline);
        } else {
            lines[at].credit(head.authors);
        }
    }
}

/// Returns the people of a line with what they are at the paper behind them: "Ada Holm Political correspondent".
pub fn with_role(line: &str) -> Vec<String> {
    const MAX_WORDS: usize = 7;
    let last = line.split_whitespace().last().unwrap_or_default();
    if line.split_whitespace().nth(MAX_WORDS).is_some() || !is_role(last) {
        return Vec::new();
    }
    let people = credited(&format!("Words by {line}"));
    people.into_iter().filter(|name| bylines::is_given(name)).collect()
}

/// Drops the lines above a text of lines that say when it was written and changed, and by whom: "Ada Holm at Harbour Park", "Sat
/// 9 Nov 2024 17.12 GMT".
pub fn drop_head_of_text(lines: &mut [Line], keeps: &mut [bool]) {
    const MOST: usize = 8;
    const LONG: usize = 12;
    const PLACE_WORDS: usize = 3;
    const NAME_WORDS: usize = 3;
    let prose = |at: usize| lines[at].ends_sentence && lines[at].words >= LONG;
    let kept: Vec<usize> = (0..lines.len()).filter(|&at| keeps[at]).collect();
    let Some(told) = kept.iter().copied().find(|&at| prose(at)) else { return };
    // "Harbour Town, Friday, June 3, 1938"
    let is_place = |rest: &str| {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let short = rest.split(' ').count() <= PLACE_WORDS && rest.split(' ').all(capital);
        short && !rest.contains(':') && !is_person(rest)
    };
    let day = |at: usize| {
        let text = lines[at].text.trim();
        is_day(text) || at > 0 && !lines[at].ends_sentence && beside_day(text).is_some_and(is_place)
    };
    // Days further down head parts.
    if (told..lines.len()).any(|at| keeps[at] && is_day(&lines[at].text)) {
        return;
    }
    let told_of =
        |name: &String| (told..lines.len()).any(|at| keeps[at] && lines[at].text.contains(name.as_str()));
    let read = |at: usize| -> Option<Vec<String>> {
        if day(at) {
            return Some(Vec::new());
        }
        let near = (at + 1 < told && day(at + 1)) || at > 1 && day(at - 1);
        let text = lines[at].text.trim();
        let mut people = match placed(text) {
            Some(name) => vec![name.to_owned()],
            None => bylines::beside_day(text),
        };
        if people.is_empty() {
            people = with_role(text);
        }
        // Right below the headline; places are told of in the text.
        let alone = at == 1 && lines[at].words <= NAME_WORDS && bylines::is_name(text) && !is_town(text);
        if people.is_empty() && alone && !tells_of(lines, &kept, at, text) {
            people.push(text.to_owned());
        }
        (near && at > 0 && !people.is_empty() && !people.iter().any(told_of)).then_some(people)
    };
    let above = (told.saturating_sub(MOST)..told).filter(|&at| keeps[at]);
    let found: Vec<(usize, Vec<String>)> = above.filter_map(|at| Some((at, read(at)?))).collect();
    for (at, people) in found {
        keeps[at] = false;
        if people.is_empty() {
            lines[at].reason = Some(Dateline);
        } else {
            lines[at].credit(people);
        }
    }
}

/// Drops the names that stand alone above the headings of posts, as those who write of something while it happens sign each of
/// them: "Ada Holm", "Crowds leave the bridge". Those who speak stand above what they say.
pub fn drop_names_of_posts(lines: &mut [Line], keeps: &mut [bool]) {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=3;
    const LEAST_WORDS: usize = 4;
    const ENOUGH: usize = 3;
    /// Of names that are given to few.
    const ENOUGH_UNKNOWN: usize = 5;
    /// More are a list of people.
    const MOST_NAMES: usize = 400;
    let named = |at: &usize| {
        let line = &lines[*at];
        keeps[*at] && WORDS.contains(&line.words) && !line.ends_sentence && is_person(line.text.trim())
    };
    let names: Vec<usize> = (0..lines.len()).filter(named).collect();
    let heads = |at: usize| {
        lines
            .get(at + 1)
            .is_some_and(|below| keeps[at + 1] && !below.ends_sentence && below.words >= LEAST_WORDS)
    };
    let signs = |at: usize, known: bool| {
        let name = lines[at].text.trim();
        if bylines::is_given(name) != known {
            return false;
        }
        let same = names.iter().filter(|&&other| lines[other].text == lines[at].text);
        let (all, above) =
            same.fold((0, 0), |(all, above), &other| (all + 1, above + usize::from(heads(other))));
        let enough = if known { ENOUGH } else { ENOUGH_UNKNOWN };
        above >= enough && above * 4 >= all * 3 && (known || !has_in_small(lines, name))
    };
    // Few lines are names, and fewer the same.
    if names.len() >= MOST_NAMES {
        return;
    }
    let mut found: Vec<usize> = names.iter().copied().filter(|&at| signs(at, true)).collect();
    // Beside one who is known others sign as well.
    if !found.is_empty() {
        found.extend(names.iter().copied().filter(|&at| signs(at, false)));
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Byline));
    }
}

/// Drops the names of who wrote a text where they stand right below the headings of its posts.
pub fn drop_names_below_headings(page: &Page, lines: &mut [Line], keeps: &mut [bool], authors: &[String]) {
    let heading = |at: usize| page.elements[page.blocks[at].element].kind.any(Inside::HEADINGS);
    const MOST: usize = 8;
    let credited: Vec<String> = bylined(lines).into_iter().take(MOST).collect();
    for at in 1..lines.len() {
        let named = || authors.iter().chain(&credited).any(|author| author == lines[at].text.trim());
        if keeps[at] && heading(at - 1) && !heading(at) && named() {
            (keeps[at], lines[at].reason) = (false, Some(Byline));
        }
    }
}

/// Says whether a text has any word of what could be a name without its capital: then it is a label.
fn has_in_small(lines: &[Line], name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let shouted = name.split(' ').any(|word| word.len() > 1 && !word.contains(char::is_lowercase));
    let known = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.starts_with(char::is_lowercase) && words.iter().any(|known| known == bare)
    };
    shouted || lines.iter().flat_map(|line| line.text.split_whitespace()).any(known)
}

/// Says whether no other line is a name by itself, as those are below letters of several.
pub fn signs_alone(lines: &[Line], but: usize) -> bool {
    const MAX_WORDS: usize = 6;
    let other = |line: &Line| {
        line.words <= MAX_WORDS && line.reason.is_none() && bylines::signature(&line.text).is_some()
    };
    !lines.iter().enumerate().any(|(at, line)| at != but && other(line))
}

/// Says whether a line that stays, but for one, has any longer word of a name.
fn tells_of(lines: &[Line], kept: &[usize], but: usize, name: &str) -> bool {
    const SHORT: usize = 3;
    let mut words = name.split(' ').filter(|word| word.chars().nth(SHORT).is_some());
    words.any(|word| kept.iter().any(|&at| at != but && lines[at].text.contains(word)))
}

/// Drops the name that a text is signed with in its last line, where it is known already or nobody is: "Ada Holm", "— Ada Holm",
/// "Text: Ada Holm", "Ada Holm (PAP)".
pub fn drop_signature_of_text(
    page: &Page,
    lines: &mut [Line],
    keeps: &mut [bool],
    authors: &[String],
    language: Option<&str>,
) {
    const ENOUGH: usize = 3;
    const LEAST_BYTES: usize = 80;
    const LEAST_WORDS: usize = 8;
    const BYLINE_WORDS: usize = 12;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let ([.., above, last], Some(&first)) = (&kept[..], kept.first()) else { return };
    let (above, last) = (*above, *last);
    let place = |at: usize| page.elements[page.blocks[at].element].parent;
    let block = &page.blocks[last];
    let long = lines[above].words >= LEAST_WORDS || lines[above].text.len() >= LEAST_BYTES;
    let labelled = || bylines::after_by_word(lines[last].text.trim(), false).is_some();
    let prose = lines[above].ends_sentence && (long || labelled());
    let apart = block.linked > 0 && !block.leads_to_author
        || page.elements[block.element]
            .kind
            .any(Inside(Inside::HEADINGS.0 | Inside::POST.0 | Inside::CAPTION.0));
    // Who it is may be known.
    let signs = lines[last].text.trim().trim_matches(|c: char| !c.is_alphabetic());
    let head = || lines[..first].iter().any(|line| line.words <= BYLINE_WORDS && line.text.contains(signs));
    let name = || is_person(signs) || bylines::signed_name(signs).is_some();
    let known = || authors.iter().any(|author| author == signs) || name() && head();
    if kept.len() >= ENOUGH && lines[above].ends_sentence && !apart && known() {
        (keeps[last], lines[last].reason) = (false, Some(Byline));
        return;
    }
    let credited = first.saturating_sub(TAIL)..first.saturating_add(HEAD).min(lines.len());
    let credited = lines[credited].iter().any(|line| line.reason == Some(Byline));
    if kept.len() < ENOUGH
        || !authors.is_empty()
        || !prose
        || apart
        || credited
        || place(above) != place(last)
    {
        return;
    }
    let text = lines[last].text.trim();
    let alone = || {
        let own =
            block.linked == 0 && bylines::may_be_name(text, language) && !tells_of(lines, &kept, last, text);
        own.then(|| text.to_owned())
    };
    if !signs_alone(lines, last) {
        return;
    }
    let Some(name) = bylines::signature(text).or_else(alone) else { return };
    let told = kept.iter().any(|&at| at != last && lines[at].text.contains(name.as_str()));
    if !told {
        keeps[last] = false;
        lines[last].credit(vec![name]);
    }
}

/// Says whether the markup calls a block the author's.
pub fn calls_author(page: &Page, at: usize) -> bool {
    let block = &page.blocks[at];
    let inline = &page.words[block.words.clone()];
    let written = inline.windows(2).any(|two| two == [hash(b"write"), hash(b"by")]);
    written
        || page.names_authors(at)
        || is_named(page, block.element, &["by"])
        || block.linked > 0 && is_named(page, page.elements[block.element].parent, &["by"])
        || is_named(page, block.element, &["columnist"])
        || inline.first() == Some(&hash(b"by"))
}

/// Reads a line that says who wrote a text, where and when, and nothing else. `named` says that the markup calls it so.
fn head_of(line: &str, authors: &[String], named: bool) -> Option<Head> {
    const MAX_WORDS: usize = 16;
    /// Of what stands beside a day or a name: a place, a section, a post.
    const MAX_PART: usize = 4;
    let whole = line;
    let line = without_reading_time(whole);
    if line.is_empty() && !whole.is_empty() || is_label(line) {
        return Some(Head::default());
    }
    if line.is_empty() || line.split_whitespace().nth(MAX_WORDS).is_some() {
        return None;
    }
    if is_day(line) {
        return Some(Head::default());
    }
    let ends = line.ends_with(['!', '?', '…', ':', '。']);
    let beside = beside_day(line).map(without_reading_time);
    let rest = beside.unwrap_or(line);
    let capital = |word: &str| !word.starts_with(char::is_lowercase);
    let credits = || {
        let people = credited(rest);
        if people.is_empty() && named { marked_names(rest) } else { people }
    };
    let known = |people: &[String]| {
        people.first().is_some_and(|first| authors.iter().any(|author| author.eq_ignore_ascii_case(first)))
    };
    let short =
        |part: &str| part.split_whitespace().nth(MAX_PART).is_none() && part.split_whitespace().all(capital);
    let parts = || rest.split(['|', '•', '·']).map(str::trim);
    let alone = || -> Option<Vec<String>> {
        let people = marked_names(rest);
        let few = rest.split_whitespace().nth(2 * MAX_PART).is_none();
        (few && !people.is_empty() && known(&people)).then_some(people)
    };
    let people = credits();
    if beside.is_some() && !ends {
        if !people.is_empty() {
            return Some(Head { authors: people, ..Head::default() });
        }
        if let Some(name) = placed(rest) {
            return Some(Head { authors: vec![name.to_owned()], ..Head::default() });
        }
        let is_name = |part: &&str| is_person(part) && is_no_label(part) && !part.split(' ').any(is_glued);
        let named: Vec<String> = parts().filter(is_name).map(str::to_owned).collect();
        return parts()
            .all(|part| short(part) || is_name(&part))
            .then(|| Head { authors: named, ..Head::default() });
    }
    // "Ada Holm at the Harbour Ground"
    if let Some(name) = placed(rest).filter(|_| named && !ends) {
        return Some(Head { authors: vec![name.to_owned()], ..Head::default() });
    }
    let people = if named && !people.is_empty() && parts().all(short) { Some(people) } else { alone() };
    let people = people.filter(|_| !ends && !line.ends_with('.'))?;
    Some(Head { authors: people, ..Head::default() })
}

/// Reads a line that is but a label and a name, of who wrote or edited a text: "Escribe: Ada Holm", "كتبت- …:", "Editor: Jo Roe".
fn labelled_head(line: &str) -> Option<Head> {
    const EDITED: [&str; 6] =
        ["Editor: ", "Redaktur: ", "Penyunting: ", "Editado por: ", "Redaktor: ", "संपादक: "];
    let line = line.trim().trim_end_matches([':', ' ']);
    if EDITED.iter().any(|label| line.strip_prefix(label).is_some_and(bylines::is_name)) {
        return Some(Head::default());
    }
    let name = bylines::after_by_word(line, false).filter(|name| bylines::is_name(name))?;
    Some(Head { authors: vec![name.to_owned()], ..Head::default() })
}

/// Reads a line whose elements say who wrote a text, what they are and when: "By", "Ada Holm", "Staff Writer".
fn parted_head(parts: &[Part], line: &Line, named: bool) -> Option<Head> {
    const MAX_BYTES: usize = 120;
    const MAX_WORDS: usize = 7;
    // In Hungarian days end so.
    let ends = line.ends_sentence && !parts.last().is_some_and(|last| is_day(&last.text));
    if line.text.len() > MAX_BYTES || line.marks.quoted || ends || line.text.contains(';') {
        return None;
    }
    if let Some(name) = bylines::of_words(&line.text) {
        return Some(Head { authors: vec![name.to_owned()], ..Head::default() });
    }
    let (first, rest) = parts.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let short = |part: &Part| part.text.split_whitespace().nth(MAX_WORDS).is_none();
    let begins = bylines::begins(&first.text) || parts.iter().any(|part| part.called);
    let mut authors = if begins { bylines::people(parts, named) } else { Vec::new() };
    // A style sheet alone parts a name from what follows, or a break from the paper below it.
    let house = |word: &str| HOUSES.contains(&&*word.to_lowercase());
    let of_house = || matches!(rest, [below] if below.text.split(' ').any(house) && short(below));
    if authors.is_empty()
        && bylines::is_given(&first.text)
        && (line.text.split(' ').any(is_glued) || of_house())
    {
        authors = bylines::people(&parts[..1], true);
    }
    (!authors.is_empty() && parts.iter().all(short)).then(|| Head { authors, ..Head::default() })
}

/// Says whether a line is a byline with a colon: "By: HARBOUR 25".
fn is_label(line: &str) -> bool {
    const MAX_WORDS: usize = 5;
    let named = line.strip_prefix("By: ").filter(|rest| !rest.ends_with('.'));
    named.is_some_and(|named| {
        let mut words = named.split(' ');
        words.all(|word| !word.starts_with(char::is_lowercase)) && named.split(' ').nth(MAX_WORDS).is_none()
    })
}
