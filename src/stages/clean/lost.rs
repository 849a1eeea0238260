//! Lines of the article that the model takes for another part of the page: rules that keep them. None of them is seen by
//! the model.

use super::blocks::{Inside, Page};
use super::text::{Line, is_person};
use crate::document::RemovedReason::{self, Byline, CommentPrompt, Copyright, Dateline, Newsletter};
use crate::reading::linear::table::{ByHash, Hashes, hash, mix};
use std::collections::HashSet;

/// Keeps answers in a transcript whose speaker has others that stay.
pub fn keep_speakers(lines: &[Line], keeps: &mut [bool]) {
    const MAX_LABEL: usize = 40;
    let speaker = |line: &Line| -> Option<String> {
        let label = line.text.split_once(": ")?.0;
        let capitals = label.chars().any(char::is_alphabetic) && !label.contains(char::is_lowercase);
        (label.len() <= MAX_LABEL && capitals && line.reason.is_none()).then(|| label.to_owned())
    };
    let known: HashSet<String> =
        lines.iter().zip(&*keeps).filter(|(_, keep)| **keep).filter_map(|(line, _)| speaker(line)).collect();
    if known.is_empty() {
        return;
    }
    for (line, keep) in lines.iter().zip(keeps.iter_mut()).filter(|(_, keep)| !**keep) {
        *keep = line.ends_sentence && speaker(line).is_some_and(|speaker| known.contains(&speaker));
    }
}

/// Words of lines that ask readers for something, or tell who wrote a text and where it stood: "Jane Doe is a reporter.",
/// "Have a tip? Write to us."
const ASIDES: [&str; 63] = [
    "abonnez",
    "advertisement",
    "app",
    "article",
    "author",
    "autor",
    "browser",
    "click",
    "columnist",
    "contact",
    "contributed",
    "contributor",
    "cookie",
    "cookies",
    "copyright",
    "correspondent",
    "courtesy",
    "coverage",
    "credit",
    "desk",
    "donate",
    "download",
    "edited",
    "editor",
    "email",
    "facebook",
    "follow",
    "freelance",
    "http",
    "https",
    "instagram",
    "javascript",
    "journalist",
    "mail",
    "newsletter",
    "newsroom",
    "our",
    "ours",
    "permission",
    "photo",
    "photograph",
    "pin",
    "please",
    "podcast",
    "privacy",
    "published",
    "readers",
    "redaktion",
    "reporter",
    "reporting",
    "reserved",
    "sign",
    "story",
    "subscribe",
    "subscriber",
    "subscribers",
    "tip",
    "tips",
    "updated",
    "writer",
    "www",
    "you",
    "your",
];

/// Words that lines of that kind begin with: "Read our series on bridges."
const ASKING: [&str; 9] =
    ["listen", "read", "reach", "register", "share", "watch", "page", "picture", "image"];

/// Says whether a line has a word of one that asks readers for something or tells of the text itself.
fn is_about_text(line: &Line) -> bool {
    let known = |word: &str| ASIDES.binary_search(&word).is_ok();
    let mut words = line.folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    line.text.contains(['@', '©', '|'])
        || words.clone().next().is_some_and(|word| ASKING.contains(&word))
        || words.any(known)
}

/// Says whether a line invites readers to comment. "He declined to comment." does not.
pub fn invites_comments(folded: &str) -> bool {
    const SAID: [&str; 7] = [
        "for comment",
        "declined to comment",
        "declined comment",
        "refused to comment",
        "not comment",
        "no comment",
        "immediately comment",
    ];
    folded.contains("comment") && !SAID.iter().any(|said| folded.contains(said))
}

/// Keeps the last short sentence of a text, right below the last line that stays and above links and labels: "Talks go on."
pub fn keep_short_end(lines: &[Line], keeps: &mut [bool]) {
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let Some(line) = lines.get(last + 1) else { return };
    if is_last_word(&lines[last], line) {
        keeps[last + 1] = true;
    }
}

/// Says whether a line below the last one that stays is a short sentence of the article.
fn is_last_word(above: &Line, line: &Line) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=12;
    const LEAST_ABOVE: usize = 8;
    /// What readers are told to do: "Get a free quote today."
    const ORDERS: [&str; 30] = [
        "book", "buy", "call", "check", "discover", "enter", "explore", "find", "get", "go", "have", "item",
        "jetzt", "join", "learn", "lesen", "lest", "mehr", "more", "order", "request", "see", "sign", "stay",
        "thank", "thanks", "this", "try", "view", "visit",
    ];
    if !above.ends_sentence || above.words < LEAST_ABOVE {
        return false;
    }
    let open = line.text.trim_start_matches(['“', '"', '«', '„', '‘']);
    let first = line.folded.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let titled = line.words >= 4 && line.marks.capitals * 3 >= line.words * 2;
    let addressed = line.text.contains(" Sie ") || line.folded.contains("you ");
    line.text.ends_with(['.', '”', '"', '»'])
        && line.reason.is_none()
        && WORDS.contains(&line.words)
        && open.starts_with(char::is_uppercase)
        && !line.text.contains(['(', '/'])
        && !titled
        && !addressed
        && first.is_some_and(|word| !ORDERS.contains(&word))
        && !is_person(line.text.trim_end_matches('.'))
        && !invites_comments(&line.folded)
        && !is_about_text(line)
}

/// Returns the innermost element that holds nearly all of what stays; the root, where little does.
fn holder(page: &Page, lines: &[Line], keeps: &[bool]) -> usize {
    /// Fewer paragraphs tell of no place.
    const ENOUGH: usize = 3;
    let count = page.elements.len();
    let mut held = vec![(0usize, 0usize); count];
    for (at, block) in page.blocks.iter().enumerate().filter(|(at, _)| keeps[*at]) {
        held[block.element].0 += lines[at].text.len();
        held[block.element].1 += 1;
    }
    // Elements stand after those around them.
    for at in (1..count).rev() {
        let outer = page.elements[at].parent;
        held[outer] = (held[outer].0 + held[at].0, held[outer].1 + held[at].1);
    }
    let enough = held[0].1.min(ENOUGH);
    let holds = |at: &usize| held[*at].0 * 10 >= held[0].0 * 9 && held[*at].1 >= enough;
    (0..count).rev().find(holds).unwrap_or(0)
}

/// Returns of each element where it stands in `holder`, as one number: its name and classes, and those of the elements
/// between. 0 stands for elsewhere.
fn places(page: &Page, holder: usize) -> Vec<u64> {
    let count = page.elements.len();
    let mut places = vec![0; count];
    places[holder] = 1;
    for at in holder + 1..count {
        let outer = places[page.elements[at].parent];
        if outer != 0 {
            places[at] = mix(outer, page.own_sign(at)).max(1);
        }
    }
    places
}

/// An introduction stands so many elements at most around the one with all else.
const OUTER: usize = 4;

/// What holds no text of an article.
const OFF: Inside = Inside(Inside::AROUND.0 | Inside::CAPTION.0 | Inside::POST.0);

/// Returns of each element whether it is `root` or stands in it.
fn within(page: &Page, root: usize) -> Vec<bool> {
    let mut within = vec![false; page.elements.len()];
    within[root] = true;
    for at in root + 1..within.len() {
        within[at] = within[page.elements[at].parent];
    }
    within
}

/// Keeps what stands in the article's element but not as its paragraphs do: the items of a list that others of it stay with
/// or that the line above announces, a sentence above or below all else, and the headings of parts.
pub fn keep_parts(page: &Page, lines: &[Line], keeps: &mut [bool]) {
    let holder = holder(page, lines, keeps);
    let inside = within(page, holder);
    keep_lists(page, lines, keeps, &inside);
    keep_headings(page, lines, keeps, holder, &inside);
    keep_last_word(page, lines, keeps, &inside);
    let outer: Vec<usize> = page.around(holder).take(OUTER).collect();
    for own in outer {
        if !keep_beside_parts(page, lines, keeps, own, &within(page, own)) {
            break;
        }
    }
}

/// Keeps the last short sentence of the article where it stands in an element of its own.
fn keep_last_word(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let (Some(line), Some(block)) = (lines.get(last + 1), page.blocks.get(last + 1)) else { return };
    let paragraph = page.elements[block.element].name == hash(b"p");
    if paragraph
        && inside[block.element]
        && block.linked == 0
        && block.stressed == 0
        && may_stay(page, line, last + 1)
        && is_last_word(&lines[last], line)
    {
        keeps[last + 1] = true;
    }
}

/// Says whether a block may be a part of the article: nothing in its words or markup speaks against it.
fn may_stay(page: &Page, line: &Line, at: usize) -> bool {
    line.reason.is_none()
        && !page.elements[page.blocks[at].element].kind.any(OFF)
        && page.reason(at) == RemovedReason::Other
}

/// Keeps the items of a list that a line with a colon announces, or of which a third stay already.
fn keep_lists(page: &Page, lines: &[Line], keeps: &mut [bool], inside: &[bool]) {
    /// How far inside an item its text stands.
    const DEEP: usize = 4;
    const LEAST_ITEMS: usize = 2;
    /// Of longer lists the model knows more.
    const MOST_ITEMS: usize = 20;
    let lists = [&b"ul"[..], b"ol", b"dl"].map(hash);
    let list_of = |at: usize| {
        let mut around = page.around(page.blocks[at].element).take(DEEP);
        around.find(|&around| lists.contains(&page.elements[around].name))
    };
    let Some(last) = keeps.iter().rposition(|&keep| keep) else { return };
    let mut at = keeps.iter().position(|&keep| keep).unwrap_or(0) + 1;
    // One list at most below the last line that stays.
    while at < lines.len() && at <= last + 1 {
        let Some(list) = list_of(at) else {
            at += 1;
            continue;
        };
        let items = at..at + (at..lines.len()).take_while(|&at| list_of(at) == Some(list)).count();
        at = items.end;
        let above = items.start - 1;
        if items.len() < LEAST_ITEMS || items.clone().all(|at| keeps[at]) || !keeps[above] {
            continue;
        }
        let bytes = |of: &dyn Fn(usize) -> usize| items.clone().map(of).sum::<usize>();
        let linked = bytes(&|at| page.blocks[at].linked) * 6 > bytes(&|at| lines[at].text.len());
        let announced = lines[above].text.trim_end().ends_with([':', '：']);
        let others = items.clone().filter(|&at| keeps[at]).count();
        let is_text = items.clone().all(|at| may_stay(page, &lines[at], at));
        let stays = announced && items.len() <= MOST_ITEMS || others * 3 >= items.len();
        if inside[list] && !linked && is_text && stays {
            keeps[items].fill(true);
        }
    }
}

/// Keeps a short paragraph of an element that has the others in elements of their own: an introduction, or the last word.
/// Returns whether the headline does not stand in it.
fn keep_beside_parts(page: &Page, lines: &[Line], keeps: &mut [bool], own: usize, inside: &[bool]) -> bool {
    const LEAST_WORDS: usize = 4;
    let elements = &page.elements;
    let (paragraph, h1) = (hash(b"p"), hash(b"h1"));
    // What stands between the headline and the article's element is told elsewhere.
    if page.blocks.iter().any(|block| elements[block.element].name == h1 && inside[block.element]) {
        return false;
    }
    for at in 0..lines.len() {
        let (line, block) = (&lines[at], &page.blocks[at]);
        if keeps[at] || elements[block.element].name != paragraph || elements[block.element].parent != own {
            continue;
        }
        let beside = |other: usize| {
            let element = page.blocks[other].element;
            keeps[other] && lines[other].ends_sentence && inside[element] && elements[element].parent != own
        };
        let next = at + 1 + usize::from(at + 1 < lines.len() && heads(page, at + 1));
        if (next < lines.len() && beside(next) || at > 0 && beside(at - 1))
            && line.ends_sentence
            && line.words >= LEAST_WORDS
            && block.linked == 0
            && block.stressed == 0
            && may_stay(page, line, at)
            && !is_about_text(line)
            && !invites_comments(&line.folded)
        {
            keeps[at] = true;
        }
    }
    true
}

/// The headings of parts.
const HEADINGS: Inside = Inside(Inside::HEADINGS.0 & !Inside::H1.0);

/// Says whether a block is the heading of a part.
fn heads(page: &Page, at: usize) -> bool {
    page.elements[page.blocks[at].element].kind.any(HEADINGS)
}

/// Keeps headings that stand in an element of their own with the paragraphs below them, as posts and answers have it, and
/// days that head paragraphs.
fn keep_headings(page: &Page, lines: &[Line], keeps: &mut [bool], holder: usize, inside: &[bool]) {
    const MAX_WORDS: usize = 25;
    /// So many elements at most are around both.
    const DEEP: usize = 4;
    /// So many lines at most are between the first heading and the first paragraph.
    const ABOVE: usize = 4;
    let (Some(first), Some(last)) =
        (keeps.iter().position(|&keep| keep), keeps.iter().rposition(|&keep| keep))
    else {
        return;
    };
    // Posts and answers have headers.
    let off = Inside(OFF.0 & !Inside::HEADER.0);
    let headings: Vec<usize> = (first.saturating_sub(ABOVE)..last)
        .filter(|&at| {
            let (line, block) = (&lines[at], &page.blocks[at]);
            if keeps[at] || !heads(page, at) || line.words > MAX_WORDS || block.linked * 2 > line.text.len() {
                return false;
            }
            let day = line.reason == Some(Dateline) && line.words <= 4;
            let dated = |at: usize| matches!(lines[at].reason, Some(Dateline | Byline)) && !keeps[at];
            let next = if dated(at + 1) && !heads(page, at + 1) { at + 2 } else { at + 1 };
            if next > last || !keeps[next] || heads(page, next) || lines[next].words < 6 {
                return false;
            }
            let below = page.blocks[next].element;
            let mut shared = page.around(block.element).take(DEEP);
            let shared = shared.find(|&around| page.around(below).take(DEEP).any(|other| other == around));
            let Some(shared) = shared else { return false };
            let apart = inside[shared] && shared != holder;
            if day {
                return apart || inside[shared] && at > first && keeps[at - 1] && lines[at - 1].words >= 6;
            }
            apart
                && line.reason.is_none()
                && !page.elements[block.element].kind.any(off)
                && page.reason(at) == RemovedReason::Other
        })
        .collect();
    for at in headings {
        keeps[at] = true;
    }
}

/// Keeps sentences in the element that holds most of the text, or one beside it that is like it, between its paragraphs or
/// soon after the last; those right below a sentence that stays, in its element; and those in wrappers like those that
/// most of its paragraphs have each for itself.
pub fn keep_lost(page: &Page, lines: &[Line], keeps: &mut [bool]) {
    const NEAR: usize = 6;
    const PARAGRAPH_BYTES: usize = 70;
    const LEAST_WORDS: usize = 4;
    /// In wrappers like those of the others.
    const LEAST_TYPICAL: usize = 2;
    /// Of longer ones the model knows more.
    const MAX_TYPICAL: usize = 300;
    const MOST: usize = 3;
    const OTHERS: [&str; 4] = ["javascript", "newsletter", "subscri", "advert"];
    let (Some(first), Some(last)) =
        (keeps.iter().position(|&keep| keep), keeps.iter().rposition(|&keep| keep))
    else {
        return;
    };
    let elements = &page.elements;
    let container = |at: usize| {
        let element = page.blocks[at].element;
        if elements[element].name == hash(b"p") { elements[element].parent } else { element }
    };
    let place = |at: usize| mix(page.own_sign(container(at)), elements[container(at)].parent as u64);
    let places = places(page, holder(page, lines, keeps));
    let (mut bytes, mut alike): (ByHash<usize>, ByHash<usize>) = Default::default();
    let mut all = 0;
    let mut seen = Hashes::default();
    for at in (first..=last).filter(|&at| keeps[at]) {
        seen.insert(hash(&lines[at].letters));
        if lines[at].ends_sentence && lines[at].text.len() >= PARAGRAPH_BYTES {
            *bytes.entry(place(at)).or_default() += lines[at].text.len();
            *alike.entry(places[page.blocks[at].element]).or_default() += lines[at].text.len();
            all += lines[at].text.len();
        }
    }
    alike.remove(&0);
    let off = Inside(OFF.0 | Inside::HEADINGS.0);
    let below_sentence = |at: usize| at > 0 && keeps[at - 1] && lines[at - 1].ends_sentence;
    let near = |at: usize| {
        let goes_on = below_sentence(at) && container(at - 1) == container(at);
        goes_on || bytes.get(&place(at)).is_some_and(|bytes| bytes * 2 > all)
    };
    let (mut lost, mut wrapped) = (Vec::new(), Vec::new());
    let mut past_box = false;
    for at in first.saturating_sub(NEAR)..(last + 1 + NEAR).min(lines.len()) {
        let (line, block) = (&lines[at], &page.blocks[at]);
        if at > last && matches!(line.reason, Some(CommentPrompt | Copyright)) {
            break;
        }
        past_box |= at > last && line.reason == Some(Newsletter);
        let typical = line.text.len() <= MAX_TYPICAL
            && alike.get(&places[block.element]).is_some_and(|bytes| bytes * 2 > all);
        // Above the first only what is like the others for sure.
        let above = at < first;
        let beside = !above && !past_box && line.words >= LEAST_WORDS && near(at);
        let alike_too = typical && !(above && is_about_text(line));
        let least = if below_sentence(at) { LEAST_TYPICAL } else { LEAST_TYPICAL + 1 };
        let sentence = line.ends_sentence && line.words >= least && line.reason.is_none();
        let plain = block.linked == 0 && block.stressed == 0;
        let marked = typical
            && !block.opens_linked
            && !block.below_picture
            && block.linked * 3 <= line.text.len()
            && line.words >= LEAST_WORDS
            && !is_about_text(line);
        if !keeps[at]
            && sentence
            && (plain && (beside || alike_too) || marked && alike_too)
            && !elements[block.element].kind.any(off)
            && !OTHERS.iter().any(|word| line.folded.contains(word))
            && !invites_comments(&line.folded)
            && seen.insert(hash(&line.letters))
        {
            if plain && beside { lost.push(at) } else { wrapped.push(at) }
        }
    }
    for lost in [lost, wrapped] {
        // Where it is more, the model has seen something.
        let found: usize = lost.iter().map(|&at| lines[at].text.len()).sum();
        if lost.len() <= MOST && found * 5 <= all {
            for at in lost {
                keeps[at] = true;
            }
        }
    }
}
