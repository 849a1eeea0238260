//! Rules after the model's word that drop what no article's text is, by where and how it stands: what a page sets above its
//! text and at its end, boxes, cards, captions, comments, the next article. None of them is seen by the model.

use super::blocks::{Inside, Page};
use super::keeping;
use super::offers;
use super::plugs::speaks;
use super::remains;
use super::text::{Line, is_person};
use crate::document::RemovedReason::{self, *};
use crate::reading::linear::table::hash;

/// How many paragraphs from its last one an article's end is.
pub const TAIL: usize = 6;

/// How many lines at the beginning can be the day it was published.
pub const HEAD: usize = 3;

/// Drops the captions below what a page shows in place of a picture: "View image in fullscreen", "Buy photo".
pub fn drop_pictured(lines: &mut [Line], keeps: &mut [bool]) {
    const SIGNS: [&str; 5] = [
        "buy photo", "click to expand image", "enlarge this image", "open image in gallery",
        "view image in fullscreen",
    ];
    const MAX_WORDS: usize = 25;
    let signs = |at: &usize| SIGNS.contains(&lines[*at].folded.as_str());
    let found: Vec<usize> = (0..lines.len().saturating_sub(1)).filter(signs).map(|at| at + 1).collect();
    for at in found {
        let line = &mut lines[at];
        if keeps[at] && line.words <= MAX_WORDS && !line.marks.quoted && !speaks(&line.folded) {
            (keeps[at], line.reason) = (false, Some(Caption));
        }
    }
}

/// Drops headlines and labels that stay below what heads other articles or the words of readers at the end of a text, where no
/// sentence follows.
pub fn drop_tail(lines: &mut [Line], keeps: &mut [bool]) {
    const LEAST_WORDS: usize = 4;
    let says = |at: &usize| {
        let line = &lines[*at];
        keeps[*at] && line.ends_sentence && !line.text.ends_with('?') && line.words >= LEAST_WORDS
    };
    let Some(last) = (0..lines.len()).rev().find(says) else { return };
    let heads = |at: &usize| {
        let bare = lines[*at].folded.trim_matches(|c: char| !c.is_alphabetic());
        let related = matches!(lines[*at].reason, Some(Related | CommentPrompt));
        !keeps[*at] && (related || offers::lead(&lines[*at], bare).is_some())
    };
    let Some(head) = (last + 1..lines.len()).find(heads) else { return };
    let left: Vec<usize> = (head + 1..lines.len()).filter(|&at| keeps[at]).collect();
    if left.iter().all(|&at| !lines[at].marks.quoted && !keeping::states(&lines[at])) {
        for at in left {
            (keeps[at], lines[at].reason) = (false, Some(Related));
        }
    }
}

/// Drops boxes that the markup names: the words of readers, polls, whom the press may ask, films with what they show, letters, and
/// who wrote it.
pub fn drop_boxes(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    /// So many elements around a line may name its box, and more around a comment.
    const AROUND: usize = 3;
    const AROUND_COMMENTS: usize = 6;
    /// Of what a poll asks and lets choose.
    const MAX_WORDS: usize = 15;
    const MOST: usize = 6;
    const ENOUGH: usize = 2;
    /// Of what a letter offers.
    const LETTER_WORDS: usize = 40;
    const LETTER_LINES: usize = 6;
    /// Of the name of a network.
    const SHORT: usize = 2;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let all: usize = kept.iter().map(|&at| lines[at].text.len()).sum();
    let has =
        |element: usize, name: &[u8]| page.words[page.elements[element].words.clone()].contains(&hash(name));
    let is_comments = |element: usize| {
        has(element, b"commentbox")
            || has(element, b"commentlist")
            || (has(element, b"reader") || has(element, b"readers")) && has(element, b"responses")
    };
    let posted = |at: usize| page.elements[page.blocks[at].element].kind.any(Inside::POST);
    let held = held(page);
    let reason = |place: usize, at: usize| {
        let line = &lines[at];
        let around = || page.around(page.blocks[at].element);
        if place >= ENOUGH && around().take(AROUND_COMMENTS).any(is_comments) {
            return Some(CommentPrompt);
        }
        let mut near = around().take(AROUND);
        let item = page.elements[page.blocks[at].element].name == hash(b"li");
        let own = page.blocks[at].element;
        let near_end = place + AROUND >= kept.len();
        if near_end && place > 0 && line.words <= 60 && has(own, b"bio") && !has(own, b"content") {
            return Some(Promo);
        }
        near.find_map(|element| {
            let network = item && line.words <= SHORT && !line.ends_sentence;
            if network && (has(element, b"social") || has(element, b"share")) {
                return Some(Share);
            }
            if has(element, b"donation") {
                return Some(Promo);
            }
            if has(element, b"newsletter")
                && place > 0
                && line.words <= LETTER_WORDS
                && held[element] <= LETTER_LINES
            {
                return Some(Newsletter);
            }
            let asked = has(element, b"poll") && line.words <= MAX_WORDS && !line.text.ends_with('.');
            if asked || has(element, b"media") && has(element, b"contact") {
                Some(Other)
            } else if has(element, b"video")
                && [&b"container"[..], b"embed", b"player"].iter().any(|name| has(element, name))
                && line.words > 1
                && !posted(at)
            {
                Some(Caption)
            } else {
                None
            }
        })
    };
    let found: Vec<(usize, RemovedReason)> =
        kept.iter().enumerate().filter_map(|(place, &at)| Some((at, reason(place, at)?))).collect();
    // A box with most of the text is the text, and what has many lines that are no comments is called so otherwise.
    let most = found.iter().map(|(at, _)| lines[*at].text.len()).sum::<usize>() * 2 > all;
    if most || found.iter().filter(|(_, reason)| *reason != CommentPrompt).count() > MOST {
        return;
    }
    for (at, reason) in found {
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
}

/// Drops a paragraph that is but one bold link in capitals, as some set links to other articles, and the place that stands
/// above the first.
pub fn drop_linked_lines(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const LEAST_WORDS: usize = 4;
    const MAX_WORDS: usize = 20;
    let letters = |at: usize| lines[at].text.split_whitespace().map(str::len).sum::<usize>();
    let shouts = |at: usize| {
        let (line, block) = (&lines[at], &page.blocks[at]);
        (LEAST_WORDS..=MAX_WORDS).contains(&line.words)
            && line.marks.upper >= LEAST_WORDS
            && !line.text.contains(char::is_lowercase)
            && block.linked == letters(at)
            && block.stressed == block.linked
            && page.elements[block.element].name == hash(b"p")
    };
    let first = keeps.iter().position(|&keep| keep).unwrap_or(lines.len());
    // "Harbour, HNN —", above the first paragraph.
    let places = |at: usize, first: usize| {
        at == first && lines[at].words <= LEAST_WORDS && lines[at].text.trim_end().ends_with('—')
    };
    let found: Vec<usize> =
        (0..lines.len()).filter(|&at| keeps[at] && (shouts(at) || places(at, first))).collect();
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Drops lines that are but a link in an `<aside>` among the text with nothing else in it: other articles.
pub fn drop_links_aside(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const LEAST_WORDS: usize = 3;
    /// More are what the article is there for.
    const LEAST_OTHERS: usize = 3;
    let held = held(page);
    let letters = |at: usize| lines[at].text.split_whitespace().map(str::len).sum::<usize>();
    let aside = |at: usize| {
        let mut around = page.around(page.blocks[at].element).take(LEAST_OTHERS);
        let alone = |element: usize| page.elements[element].name == hash(b"aside") && held[element] == 1;
        lines[at].words >= LEAST_WORDS && page.blocks[at].linked == letters(at) && around.any(alone)
    };
    let found: Vec<usize> = (0..lines.len()).filter(|&at| keeps[at] && aside(at)).collect();
    if found.len() * (LEAST_OTHERS + 1) > keeps.iter().filter(|keep| **keep).count() {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Drops the headlines of other articles below a line of a text that announces them: "People are also reading…".
pub fn drop_announced(lines: &mut [Line], keeps: &mut [bool]) {
    const MOST: usize = 8;
    const WORDS: std::ops::RangeInclusive<usize> = 3..=20;
    const LEAST_WORDS: usize = 8;
    /// A heading of the text has no more, but where it asks something.
    const HEADING_WORDS: usize = 5;
    let mark = |at: usize| lines[at].text.chars().next().filter(|c| !c.is_alphanumeric());
    let titled = |at: usize| {
        let line = &lines[at];
        let ends = line.ends_sentence && !line.text.ends_with(['?', '!', '…']);
        WORDS.contains(&line.words) && !ends && !line.text.starts_with(char::is_lowercase)
    };
    let stated = |at: usize| lines[at].text.contains(|c: char| c == ':' || c.is_ascii_digit());
    let mut found = Vec::new();
    for head in 0..lines.len() {
        let bare = lines[head].folded.trim_matches(|c: char| !c.is_alphabetic());
        let announces = remains::RELATED.contains(&bare)
            || remains::leads_to_topic(&lines[head])
            || leads_abroad(bare)
            || remains::heads_related(&lines[head], bare);
        if !announces {
            continue;
        }
        let mut end = (head + 1..lines.len()).take(MOST).take_while(|&at| titled(at)).last().unwrap_or(head);
        // The last may head what follows.
        let prose = |at: usize| keeps.get(at) == Some(&true) && lines[at].ends_sentence;
        if end > head
            && prose(end + 1)
            && lines[end + 1].words >= LEAST_WORDS
            && (lines[end].words <= HEADING_WORDS && !stated(end) || lines[end].text.ends_with('?'))
            && (end == head + 1 || mark(end).is_none() || mark(end) != mark(end - 1))
        {
            end -= 1;
        }
        found.extend((head..=end).filter(|&at| keeps[at]));
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Says whether a whole line, less marks at its ends, is a label of other articles in another language than English.
fn leads_abroad(bare: &str) -> bool {
    // A capital İ is an i with two dots where it is made small.
    let bare = bare.replace('\u{307}', "");
    (bare.contains(' ') || !bare.is_ascii()) && (offers::leads_on(&bare) || bare == "ilgili haberler")
}

/// Drops links right below a label of other articles, "READ MORE ON FERRIES", or above the text in a cell of their own.
pub fn drop_led_links(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 25;
    /// Of those that a page sets beside the text.
    const LEAST_WORDS: usize = 8;
    let letters = |at: usize| lines[at].text.split_whitespace().map(str::len).sum::<usize>();
    let link = |at: usize| lines[at].words <= MAX_WORDS && page.blocks[at].linked == letters(at);
    let several = |at: usize| {
        let block = &page.blocks[at];
        lines[at].words >= LEAST_WORDS && block.first_line.is_some() && block.linked == letters(at)
    };
    let first = (0..lines.len()).find(|&at| keeps[at] && lines[at].ends_sentence).unwrap_or(0);
    let mut found = Vec::new();
    let mut led = false;
    for at in 0..lines.len() {
        let bare = lines[at].folded.trim_matches(|c: char| !c.is_alphabetic());
        let label = lines[at].words <= LEAST_WORDS
            && (remains::leads_to_topic(&lines[at])
                || offers::leads_on(bare)
                || remains::RELATED.contains(&bare));
        led = label || led && link(at);
        if keeps[at] && (led && !label || at < first && several(at)) {
            found.push(at);
        }
    }
    let kept = keeps.iter().filter(|keep| **keep).count();
    if found.len() * 3 > kept {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Drops whom to ask about a release, below a heading that says so, where nothing else follows.
pub fn drop_contacts(lines: &mut [Line], keeps: &mut [bool]) {
    const HEADINGS: [&str; 16] = [
        "contact", "contacts", "media contact", "media contacts", "press contact", "press contacts",
        "contact information", "media enquiries", "media inquiries", "press enquiries", "press office",
        "pressekontakt", "contact presse", "contacts presse", "contacto de prensa", "contatti stampa",
    ];
    /// Paragraphs above it.
    const ENOUGH: usize = 2;
    const MOST: usize = 10;
    const MAX_WORDS: usize = 30;
    /// Of a number to call.
    const DIGITS: usize = 7;
    let kept: Vec<usize> = (0..lines.len()).filter(|&at| keeps[at]).collect();
    let heads = |&at: &usize| HEADINGS.contains(&lines[at].folded.trim_matches(|c: char| !c.is_alphabetic()));
    let Some(place) = kept.iter().rposition(heads) else { return };
    let below = &kept[place + 1..];
    let prose = kept[..place].iter().filter(|&&at| lines[at].ends_sentence).count();
    let reaches = |at: usize| lines[at].text.contains('@') || lines[at].marks.digits >= DIGITS;
    let short = |at: usize| lines[at].words <= MAX_WORDS && (!lines[at].ends_sentence || reaches(at));
    let listed = (1..=MOST).contains(&below.len()) && below.iter().all(|&at| short(at));
    if prose < ENOUGH || !listed || !below.iter().any(|&at| reaches(at)) {
        return;
    }
    for &at in &kept[place..] {
        (keeps[at], lines[at].reason) = (false, Some(Other));
    }
}

/// Drops the one line that stays below a headline that is but a link, in an element with nothing else: another article's lead.
pub fn drop_cards(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    /// So many elements may be around both, with so many lines.
    const AROUND: usize = 3;
    const MOST_LINES: usize = 3;
    const NAMES: [&str; 5] = ["card", "promo", "related", "summary", "teaser"];
    /// More are a list that the article is there for.
    const MOST: usize = 2;
    const MAX_WORDS: usize = 60;
    let held = held(page);
    let heading = |at: usize| {
        let letters = lines[at].text.split_whitespace().map(str::len).sum::<usize>();
        let block = &page.blocks[at];
        page.elements[block.element].kind.any(Inside::HEADINGS) && block.linked == letters && !keeps[at]
    };
    let inside = |at: usize, outer: usize| lies_in(page, at, outer);
    let is_lead = |at: usize| {
        let mut around = page.around(page.blocks[at].element).skip(1).take(AROUND);
        let short = lines[at].words <= MAX_WORDS && keeps[at] && heading(at - 1);
        let card = |outer: usize| is_named(page, outer, &NAMES) && held[outer] <= MOST_LINES;
        short && around.any(|outer| card(outer) && inside(at - 1, outer))
    };
    let found: Vec<usize> = (1..lines.len()).filter(|&at| is_lead(at)).collect();
    let bytes = |of: &dyn Fn(usize) -> bool| -> usize {
        (0..lines.len()).filter(|&at| of(at)).map(|at| lines[at].text.len()).sum()
    };
    if found.len() > MOST || bytes(&|at| found.contains(&at)) * 4 > bytes(&|at| keeps[at]) {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Says whether a block lies in an element, at most so deep as those of one card do.
fn lies_in(page: &Page, at: usize, outer: usize) -> bool {
    const DEEP: usize = 32;
    page.around(page.blocks[at].element).take(DEEP).any(|around| around == outer)
}

/// Drops another article's card between two paragraphs: a headline that is wholly a link, with a line or two below it, in an
/// element of their own.
pub fn drop_cards_among_text(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const WORDS: std::ops::RangeInclusive<usize> = 3..=20;
    const MOST_LINES: usize = 4;
    const MOST_BYTES: usize = 500;
    /// Of a label above the headline.
    const LABEL_WORDS: usize = 3;
    /// More are a list that the article is there for, and so is what makes a good part of it.
    const MOST: usize = 2;
    const LEAST_OTHERS: usize = 5;
    const AROUND: usize = 4;
    let held = held(page);
    let p = hash(b"p");
    let letters = |at: usize| lines[at].text.split_whitespace().map(str::len).sum::<usize>();
    let link = |at: usize| page.blocks[at].linked == letters(at) && letters(at) > 0;
    let headline = |at: usize| {
        let ends = lines[at].ends_sentence && !lines[at].text.ends_with('?');
        link(at)
            && WORDS.contains(&lines[at].words)
            && !ends
            && !page.elements[page.blocks[at].element].kind.any(Inside::POST)
    };
    let inside = |at: usize, outer: usize| lies_in(page, at, outer);
    let card = |at: usize| {
        let below = lines.get(at + 1).filter(|below| below.ends_sentence)?;
        if !headline(at) || below.words <= LABEL_WORDS {
            return None;
        }
        let around = page.around(page.blocks[at].element).take(AROUND);
        let outer =
            around.take_while(|&outer| held[outer] <= MOST_LINES).filter(|&outer| held[outer] >= 2).last()?;
        let above = (0..at).rev().take(MOST_LINES).take_while(|&at| inside(at, outer)).count();
        let under = (at + 1..lines.len()).take(MOST_LINES).take_while(|&at| inside(at, outer)).count();
        let label = (at - above..at).all(|at| lines[at].words <= LABEL_WORDS);
        let range = at - above..at + 1 + under;
        // The paragraphs beside it stand where it does.
        let beside = |at: Option<usize>| {
            let element = at.filter(|&at| keeps.get(at) == Some(&true)).map(|at| page.blocks[at].element);
            let parent = page.elements[outer].parent;
            element.is_some_and(|at| page.elements[at].name == p && page.elements[at].parent == parent)
        };
        let amid = beside(range.start.checked_sub(1)) && beside(Some(range.end));
        let bytes: usize = range.clone().map(|at| lines[at].text.len()).sum();
        (label && (1..=2).contains(&under) && amid && bytes <= MOST_BYTES).then_some(range)
    };
    let kept = |card: &std::ops::Range<usize>| card.clone().any(|at| keeps[at]);
    let cards: Vec<_> = (0..lines.len()).filter_map(card).filter(kept).collect();
    let found: Vec<usize> = cards.iter().flat_map(Clone::clone).filter(|&at| keeps[at]).collect();
    let all: usize = (0..lines.len()).filter(|&at| keeps[at]).map(|at| lines[at].text.len()).sum();
    let bytes: usize = found.iter().map(|&at| lines[at].text.len()).sum();
    if cards.len() > MOST || bytes * LEAST_OTHERS > all {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Returns how many blocks each element holds, with those in it.
fn held(page: &Page) -> Vec<usize> {
    let mut held = vec![0; page.elements.len()];
    for block in &page.blocks {
        held[block.element] += 1;
    }
    // Elements stand after those around them.
    for at in (1..held.len()).rev() {
        held[page.elements[at].parent] += held[at];
    }
    held
}

/// Drops small boxes among the text whose own words say that they are none of it: what somebody pays for, a letter, a request
/// for money, what a program wrote.
pub fn drop_told_boxes(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const MOST_LINES: usize = 7;
    /// A box with more of all that stays is the text.
    const LEAST_OTHERS: usize = 5;
    let held = held(page);
    let leaf = [&b"p"[..], b"h2", b"h3", b"h4", b"h5", b"h6", b"li"].map(hash);
    let all: usize = (0..lines.len()).filter(|&at| keeps[at]).map(|at| lines[at].text.len()).sum();
    let mut found = Vec::new();
    for at in 0..lines.len() {
        let Some((reason, begins)) = remains::names_box(&lines[at]) else { continue };
        let own = page.blocks[at].element;
        let outer = if leaf.contains(&page.elements[own].name) { page.elements[own].parent } else { own };
        if !(2..=MOST_LINES).contains(&held[outer]) {
            continue;
        }
        let within = |at: &usize| page.around(page.blocks[*at].element).any(|around| around == outer);
        let above = (0..at).rev().take_while(within).count();
        let below = (at + 1..lines.len()).take_while(within).count();
        let inside = at - above..at + 1 + below;
        let bytes: usize = inside.clone().filter(|&at| keeps[at]).map(|at| lines[at].text.len()).sum();
        if (!begins || above == 0) && bytes * LEAST_OTHERS <= all {
            found.extend(inside.filter(|&at| keeps[at]).map(|at| (at, reason)));
        }
    }
    for (at, reason) in found {
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
}

/// Drops what stands in the page again: words of the text, set large beside it, with whose they are.
pub fn drop_pull_quotes(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    /// Each is looked for in all of the text.
    const MOST: usize = 12;
    const LEAST_BYTES: usize = 12;
    const LEAST_WORDS: usize = 6;
    let named = |element: usize| {
        let words = &page.words[page.elements[element].words.clone()];
        let has = |name: &str| words.contains(&hash(name.as_bytes()));
        has("pullquote") || has("pq") || has("pull") && has("quote")
    };
    let aside = [&b"aside"[..], b"blockquote", b"figure"].map(hash);
    drop_quoted_asides(page, lines, keeps);
    let set_apart = |at: usize| {
        let element = page.blocks[at].element;
        if page.elements[element].kind.any(Inside(Inside::POST.0 | Inside::HEADINGS.0)) {
            return None;
        }
        let named = page.around(element).take(4).find(|&around| named(around));
        named.or_else(|| {
            page.around(element).take(3).find(|&around| aside.contains(&page.elements[around].name))
        })
    };
    // Lists of what is in the article stand there as well.
    let is_quote = |at: usize, element: usize, line: &Line| {
        let sentence = line.ends_sentence && line.words >= LEAST_WORDS && !line.text.ends_with('?');
        named(element) || page.blocks[at].linked == 0 && (line.marks.quoted || sentence)
    };
    let apart: Vec<Option<usize>> =
        (0..lines.len()).map(|at| if keeps[at] { set_apart(at) } else { None }).collect();
    if apart.iter().all(Option::is_none) {
        return;
    }
    let mut body = Vec::new();
    for at in (0..lines.len()).filter(|&at| keeps[at] && apart[at].is_none()) {
        body.extend_from_slice(&lines[at].letters);
        body.push(b' ');
    }
    let mut gone = None;
    let mut looks = 0;
    for at in 0..lines.len() {
        let Some(element) = apart[at] else { continue };
        // Who said it stands below.
        let signs =
            gone == Some(element) && is_person(lines[at].text.trim_matches(|c: char| !c.is_alphanumeric()));
        let repeats = !signs
            && looks < MOST
            && lines[at].letters.len() >= LEAST_BYTES
            && is_quote(at, element, &lines[at])
            && {
                looks += 1;
                memchr::memmem::find(&body, &lines[at].letters).is_some()
            };
        if signs || repeats {
            keeps[at] = false;
            lines[at].reason = Some(Other);
            gone = Some(element);
        }
    }
}

/// Drops a quotation that stands in an aside with nothing else but whose it is: it is set large there.
fn drop_quoted_asides(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const MOST_LINES: usize = 2;
    /// More are what a page tells its story in.
    const MOST: usize = 3;
    let held = held(page);
    let (aside, quotation) = (hash(b"aside"), hash(b"blockquote"));
    let quoted = |at: usize| {
        let mut around = page.around(page.blocks[at].element).take(3);
        let quotes = around.any(|around| page.elements[around].name == quotation);
        let outer = around.find(|&around| page.elements[around].name == aside)?;
        let posted = page.elements[page.blocks[at].element].kind.any(Inside::POST);
        (quotes && !posted && held[outer] <= MOST_LINES && page.blocks[at].linked == 0).then_some(outer)
    };
    let found: Vec<(usize, usize)> =
        (0..lines.len()).filter(|&at| keeps[at]).filter_map(|at| Some((at, quoted(at)?))).collect();
    if found.len() > MOST {
        return;
    }
    for (at, outer) in found {
        (keeps[at], lines[at].reason) = (false, Some(Other));
        let below = at + 1;
        let signs = keeps.get(below) == Some(&true)
            && page.around(page.blocks[below].element).take(3).any(|around| around == outer);
        if signs {
            (keeps[below], lines[below].reason) = (false, Some(Other));
        }
    }
}

/// Drops captions that the model keeps: those that a class calls so, what is set in another type below a picture in its
/// paragraph, and a short line in an element for a picture.
pub fn drop_captions(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 40;
    const PICTURES: [&str; 5] = ["img", "image", "photo", "picture", "cap"];
    const TEXTS: [&str; 7] = ["text", "txt", "content", "body", "article", "story", "drop"];
    /// With a picture stands no more than its caption and whose it is.
    const MOST_LINES: usize = 2;
    const SHORT: usize = 25;
    /// Fewer in bold are a heading.
    const LEAST_WORDS: usize = 5;
    let caption = |element: usize| is_named(page, element, &["caption", "figcaption"]);
    let held = held(page);
    let heading = |at: usize| page.elements[page.blocks[at].element].kind.any(Inside::HEADINGS);
    let pictured = |element: usize| {
        let texts = is_named(page, element, &TEXTS);
        let figure = page.elements[element].name == hash(b"figure");
        (is_named(page, element, &PICTURES) && !texts || figure) && held[element] <= MOST_LINES
    };
    let apart = [&b"blockquote"[..], b"pre", b"table", b"td", b"li"].map(hash);
    let captions: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            let (line, block) = (&lines[at], &page.blocks[at]);
            let letters = || line.text.split_whitespace().map(str::len).sum::<usize>();
            keeps[at]
                && line.words <= MAX_WORDS
                && !line.text.starts_with(['“', '"', '«', '„'])
                && (page.around(block.element).take(2).any(caption)
                    || line.words <= SHORT
                        && block.linked == 0
                        && !heading(at)
                        && !apart.contains(&page.elements[block.element].name)
                        && page.around(block.element).take(2).any(pictured)
                    || page.words[block.words.clone()].first() == Some(&hash(b"caption"))
                    || block.below_picture && line.words >= LEAST_WORDS && block.stressed == letters())
        })
        .collect();
    let kept = keeps.iter().filter(|keep| **keep).count();
    // A page of pictures tells its story in them.
    if captions.len() * 3 > kept {
        return;
    }
    for at in captions {
        keeps[at] = false;
        lines[at].reason = Some(Caption);
    }
}

/// Says whether an element's classes or id have one of some words.
pub fn is_named(page: &Page, element: usize, names: &[&str]) -> bool {
    let words = &page.words[page.elements[element].words.clone()];
    names.iter().any(|name| words.contains(&hash(name.as_bytes())))
}

/// Drops the words of charts: what they show and whose numbers it is.
pub fn drop_charts(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const NAMES: [&str; 4] = ["chart", "datawrapper", "flourish", "infogram"];
    const AROUND: usize = 2;
    const MAX_WORDS: usize = 15;
    /// More are what a page calls so otherwise, as shops do: rows of sizes, what they sell.
    const MOST: usize = 6;
    let charted = |at: usize| {
        let short = !lines[at].ends_sentence && lines[at].words <= MAX_WORDS;
        let mut around = page.around(page.blocks[at].element).take(AROUND);
        short && around.any(|around| is_named(page, around, &NAMES))
    };
    let found: Vec<usize> = (0..lines.len()).filter(|&at| keeps[at] && charted(at)).collect();
    if found.len() > MOST {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Caption));
    }
}

/// Drops the headline of another article, but a link, between paragraphs. More than one are a list.
pub fn drop_linked_title(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const WORDS: std::ops::RangeInclusive<usize> = 4..=18;
    const LEAST_WORDS: usize = 8;
    let held = held(page);
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let prose = |at: usize| lines[at].ends_sentence && lines[at].words >= LEAST_WORDS;
    let titles: Vec<usize> = kept
        .windows(3)
        .filter(|three| {
            let (line, block) = (&lines[three[1]], &page.blocks[three[1]]);
            let letters = line.text.split_whitespace().map(str::len).sum::<usize>();
            let element = &page.elements[block.element];
            let only_item = element.name == hash(b"li") && held[element.parent] == 1;
            (element.name == hash(b"p") || only_item)
                && block.linked == letters
                && block.stressed == 0
                && WORDS.contains(&line.words)
                && (!line.ends_sentence || only_item && line.text.ends_with('?'))
                && prose(three[0])
                && prose(three[2])
                && !lines[three[0]].text.ends_with(':')
        })
        .map(|three| three[1])
        .collect();
    if let [at] = titles[..] {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Drops another article that the page shows below its own: what comes with a headline of its own in another `<article>`,
/// or with one and a byline.
pub fn drop_next_articles(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const ENOUGH: usize = 3;
    const ENOUGH_BYTES: usize = 400;
    /// Between a headline and its byline.
    const NEAR: usize = 3;
    let name = |at: usize| page.elements[page.blocks[at].element].name;
    let (h1, h2, article) = (hash(b"h1"), hash(b"h2"), hash(b"article"));
    let outermost = |at: usize| {
        page.around(page.blocks[at].element).filter(|&around| page.elements[around].name == article).last()
    };
    let Some(first) = (0..lines.len()).find(|&at| name(at) == h1) else { return };
    let own = outermost(first);
    let signed = |at: usize| {
        let mut below = at + 1..(at + 1 + NEAR).min(lines.len());
        below.any(|at| {
            lines[at].reason == Some(Byline) || is_person(&lines[at].text) && page.names_authors(at)
        })
    };
    let (mut kept, mut bytes) = (0, 0);
    let mut dropped: Vec<usize> = Vec::new();
    let mut at = first + 1;
    while at < lines.len() {
        let (its, heads) = (outermost(at), matches!(name(at), n if n == h1 || n == h2));
        let other = own.is_some() && its.is_some() && its != own;
        let begins = heads
            && kept >= ENOUGH
            && bytes >= ENOUGH_BYTES
            && lines[at].letters != lines[first].letters
            && if other {
                name(at) == h1 || signed(at) || its.is_some_and(|its| is_named(page, its, &["infinite"]))
            } else {
                name(at) == h1 && signed(at) && its.is_none()
            };
        if begins {
            // To where its element ends, or the page.
            let goes_on = |&next: &usize| if other { outermost(next) == its } else { true };
            let end = at + (at..lines.len()).take_while(goes_on).count();
            dropped.extend((at..end).filter(|&at| keeps[at]));
            at = end;
            continue;
        }
        if keeps[at] {
            (kept, bytes) = (kept + 1, bytes + lines[at].text.len());
        }
        at += 1;
    }
    for at in dropped {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Drops what readers wrote below a text, under a heading that says so.
pub fn drop_comments(lines: &mut [Line], keeps: &mut [bool]) {
    const ENOUGH: usize = 3;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    // Above the text stands a link to them.
    let Some(&enough) = kept.get(ENOUGH - 1) else { return };
    let mut headings = (enough..lines.len()).filter(|&at| heads_comments(&lines[at].folded));
    // Where there are more, each may stand below another text.
    let Some(heading) = headings.next().filter(|_| headings.next().is_none()) else { return };
    let bytes = |range: &[usize]| range.iter().map(|&at| lines[at].text.len()).sum::<usize>();
    let (above, below) = kept.split_at(kept.partition_point(|&kept| kept < heading));
    if bytes(below) * 2 > bytes(above) * 3 {
        return;
    }
    for at in kept.into_iter().filter(|&at| at >= heading) {
        (keeps[at], lines[at].reason) = (false, Some(CommentPrompt));
    }
}

/// Drops the beginnings of other articles, three and more in a row, each a link and a text that is cut: "Ferries to stop The
/// harbour said on Monday that ferries will …".
pub fn drop_cut_leads(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const ENOUGH: usize = 3;
    const TITLE_WORDS: usize = 4;
    let letters = |words: &str| words.split_whitespace().map(str::len).sum::<usize>();
    let cut = |lines: &[Line], at: usize| {
        let text = lines[at].text.trim_end();
        let ends = text.ends_with("...") || text.ends_with('…') || text.ends_with("[…]");
        let block = &page.blocks[at];
        let [title, _] = &block.parts[..] else { return false };
        ends && title.text.split_whitespace().count() >= TITLE_WORDS && block.linked == letters(&title.text)
    };
    let mut from = 0;
    while from < lines.len() {
        let run = (from..lines.len()).take_while(|&at| cut(lines, at)).count();
        if run >= ENOUGH {
            for at in from..from + run {
                (keeps[at], lines[at].reason) = (false, Some(Related));
            }
        }
        from += run.max(1);
    }
}

/// Drops the sources that a text lists below itself, under a heading of one word: "Quellen:".
pub fn drop_listed_sources(lines: &mut [Line], keeps: &mut [bool]) {
    const HEADINGS: [&str; 6] = ["quellen", "quelle", "bronnen", "kilder", "källor", "lähteet"];
    const MOST: usize = 6;
    const MAX_WORDS: usize = 14;
    let kept: Vec<usize> = (0..lines.len()).filter(|&at| keeps[at]).collect();
    let heads = |&at: &usize| HEADINGS.contains(&lines[at].folded.trim_matches(|c: char| !c.is_alphabetic()));
    let Some(place) = kept.iter().rposition(heads).filter(|&place| place > MOST) else { return };
    let below = &kept[place + 1..];
    let listed = |&at: &usize| lines[at].words <= MAX_WORDS && !lines[at].ends_sentence;
    if (1..=MOST).contains(&below.len()) && below.iter().all(listed) {
        for &at in &kept[place..] {
            (keeps[at], lines[at].reason) = (false, Some(Other));
        }
    }
}

/// Drops what stands below a heading that announces other articles, where each of those begins with a link.
pub fn drop_teasers(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    const ENOUGH: usize = 3;
    let leads = |at: usize| page.blocks[at].linked * 2 > lines[at].text.len();
    let announces = |at: usize| {
        let bare = lines[at].folded.trim_matches(|c: char| !c.is_alphabetic());
        remains::RELATED.contains(&bare) && at + 1 < lines.len() && leads(at + 1)
    };
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let Some(heading) = kept.get(ENOUGH).and_then(|&from| (from..lines.len()).find(|&at| announces(at)))
    else {
        return;
    };
    let below = &kept[kept.partition_point(|&kept| kept < heading)..];
    if !below.iter().all(|&at| at == heading || leads(at) || leads(at - 1)) {
        return;
    }
    for &at in below {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Drops a heading whose own element has nothing else that stays, and asks something of readers below: "Morning letter".
pub fn drop_lone_headings(page: &Page, lines: &mut [Line], keeps: &mut [bool]) {
    let outer = |at: usize| page.elements[page.blocks[at].element].parent;
    let names = [&b"h2"[..], b"h3", b"h4", b"h5", b"h6"].map(hash);
    drop_headings_of_asides(page, lines, keeps, &names);
    let mut kept = vec![0; page.elements.len()];
    for at in (0..lines.len()).filter(|&at| keeps[at]) {
        kept[outer(at)] += 1;
    }
    for at in 0..lines.len().saturating_sub(1) {
        let heading = keeps[at] && names.contains(&page.elements[page.blocks[at].element].name);
        let asks = !keeps[at + 1]
            && outer(at + 1) == outer(at)
            && matches!(lines[at + 1].reason, Some(Newsletter | Promo | CommentPrompt | Share));
        if heading && asks && kept[outer(at)] == 1 {
            (keeps[at], lines[at].reason) = (false, lines[at + 1].reason);
        }
    }
}

/// Drops a heading that alone stays of what markup sets aside: a card, a list of others, a request for money.
fn drop_headings_of_asides(page: &Page, lines: &mut [Line], keeps: &mut [bool], headings: &[u64]) {
    const AROUND: usize = 3;
    const MOST_LINES: usize = 12;
    /// More are a style of the page.
    const MOST: usize = 2;
    /// Alone, and with other lines that have gone.
    const APART: [&str; 3] = ["donation", "newsletter", "quiz"];
    const NAMES: [&str; 3] = ["recirc", "recommended", "related"];
    let held = held(page);
    let (mut kept, mut linked) = (vec![0; page.elements.len()], vec![0; page.elements.len()]);
    let letters = |at: usize| lines[at].text.split_whitespace().map(str::len).sum::<usize>();
    for (at, (block, &keep)) in page.blocks.iter().zip(&*keeps).enumerate() {
        kept[block.element] += usize::from(keep);
        linked[block.element] += usize::from(!keep && block.linked == letters(at));
    }
    for at in (1..kept.len()).rev() {
        kept[page.elements[at].parent] += kept[at];
        linked[page.elements[at].parent] += linked[at];
    }
    let aside = hash(b"aside");
    let is_aside = |around: usize, depth: usize| {
        let others = held[around] > 1;
        // Below it stood nothing but links.
        let list = depth == 1 && others && linked[around] + 1 == held[around];
        let named = page.elements[around].name == aside
            || is_named(page, around, &APART)
            || is_named(page, around, &NAMES) && others
            || list;
        named && kept[around] == 1 && held[around] <= MOST_LINES
    };
    let card = |at: usize| {
        let words = &page.words[page.blocks[at].words.clone()];
        page.blocks[at].linked == letters(at) && words.contains(&hash(b"card"))
    };
    let heading = |at: &usize| keeps[*at] && headings.contains(&page.elements[page.blocks[*at].element].name);
    let set_aside = |at: &usize| {
        let mut around = page.around(page.blocks[*at].element).enumerate().skip(1).take(AROUND);
        card(*at) || around.any(|(depth, around)| is_aside(around, depth))
    };
    let found: Vec<usize> = (0..lines.len()).filter(heading).filter(set_aside).collect();
    if found.len() > MOST {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// Says whether a line heads the words of readers: "3 comments", "Reader comments (3)", "3 Responses to “…”".
fn heads_comments(folded: &str) -> bool {
    const MAX_BYTES: usize = 120;
    const HEADS: [&str; 8] = [
        "reader comments", "readers comments", "readers' comments", "your comments", "user comments",
        "have your say", "reader feedback", "readers' feedback",
    ];
    const COUNTED: [&str; 46] = [
        "comment", "comments", "response", "responses", "replies", "thoughts", "thought", "kommentare",
        "leserkommentare", "kommentar", "kommentarer", "commentaires", "commentaire", "réactions",
        "comentarios", "comentario", "comentários", "comentário", "commenti", "commento", "reacties",
        "reactie", "komentarze", "komentarzy", "kommenttia", "hozzászólás", "komentářů", "комментариев",
        "комментария", "комментарий", "коментарів", "yorum", "comentarii", "komentara", "ergänzungen",
        "meinungen", "leserbriefe", "reaktionen", "zuschriften", "opiniones", "respuestas", "respostas",
        "risposte", "reaksjoner", "innlegg", "σχόλια",
    ];
    if folded.len() > MAX_BYTES {
        return false;
    }
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic() && c != '\'');
    if HEADS.contains(&bare) {
        return true;
    }
    let mut words = folded.split(' ');
    let counted = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    counted
        && words.next().is_some_and(|word| COUNTED.contains(&word))
        && matches!(words.next(), None | Some("to" | "on"))
}
