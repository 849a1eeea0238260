//! What a page looks like as a whole: its headline, what seems to hold the article, and what stands side by side.

use super::blocks::{Block, Inside, Page};
use super::text::{Line, fold};
use crate::document::RemovedReason;
use crate::reading::linear::table::{ByHash, hash, mix};

/// A page as a whole.
#[derive(Debug)]
pub struct Layout {
    /// The block that is the article's headline.
    pub headline: Option<usize>,
    /// Which elements hold the headline; failing one, those that hold the main one.
    pub holds: Vec<bool>,
    /// Around paragraphs.
    pub main: Main,
    /// Around paragraphs after the headline that are no teasers or comments.
    pub plain: Main,
    /// How long the paragraphs are, in bytes, that stand in elements of each sign ([`Page::sign`]).
    pub signs: ByHash<usize>,
    /// The sign with the longest paragraphs.
    pub top_sign: u64,
    /// Of each block what it heads a list of, if any: "Related", "Comments".
    pub heads: Vec<Option<RemovedReason>>,
    /// Of each block what the nearest element around it is a list of, by its first block.
    pub headed: Vec<Option<RemovedReason>>,
    group_of: Vec<usize>,
    groups: Vec<Group>,
}

/// The element that holds most text of paragraphs as its children and grandchildren, as Readability weighs them.
#[derive(Debug, Default)]
pub struct Main {
    pub element: usize,
    /// Of each element, how much text of paragraphs is near below: children count twice.
    pub near: Vec<usize>,
    /// All of it, in bytes.
    pub total: usize,
    /// The first and the last block in it.
    pub first: usize,
    pub last: usize,
    /// From each element up to the first that is also around the main one, and from there down to it.
    pub ways: Vec<(u32, u32)>,
}

/// Elements under the same one with the same name and classes, such as teasers, comments, or an article's paragraphs.
/// Empty ones do not count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Group {
    pub members: usize,
    pub bytes: usize,
    pub linked: usize,
    /// How many have links, and how many begin with a link or a heading.
    pub with_links: usize,
    pub opens_linked: usize,
    /// The headline is in one of them.
    pub headline: bool,
}

impl Group {
    /// Says whether its members are of a list of things that are not this article.
    pub fn is_list(&self) -> bool {
        self.members >= 3 && self.with_links * 3 >= self.members * 2 && !self.headline
    }
}

/// How far up a block's list may begin.
pub const LIST_LEVELS: usize = 6;

/// How much of a paragraph counts: long ones are comments or terms of use as often as not.
const MOST_BYTES: usize = 600;

/// Shorter blocks are labels as often as not.
const PARAGRAPH_BYTES: usize = 70;

impl Layout {
    /// Looks at a page, whose blocks' texts are `lines`.
    pub fn of(page: &Page, lines: &[Line], title: Option<&str>) -> Self {
        let headline = headline(page, lines, title);
        let (group_of, groups) = groups(page, lines, headline);
        let group = |element: usize| &groups[group_of[element]];
        let off =
            Inside(Inside::CAPTION.0 | Inside::NAV.0 | Inside::FOOTER.0 | Inside::ASIDE.0 | Inside::FORM.0);
        let mut weights: Vec<usize> = (page.blocks.iter().zip(lines))
            .map(|(block, line)| {
                let length = line.text.len();
                let good = length >= PARAGRAPH_BYTES && block.linked * 3 < length;
                if good && !page.elements[block.element].kind.any(off) { length.min(MOST_BYTES) } else { 0 }
            })
            .collect();
        let main = Main::of(page, &weights);
        let mut signs: ByHash<usize> = ByHash::default();
        for (block, &weight) in page.blocks.iter().zip(&weights).filter(|(_, weight)| **weight > 0) {
            *signs.entry(page.sign(block.element)).or_default() += weight;
        }
        let top_sign =
            signs.iter().max_by_key(|&(sign, weight)| (*weight, *sign)).map_or(0, |(sign, _)| *sign);
        for (at, (block, weight)) in page.blocks.iter().zip(&mut weights).enumerate() {
            let listed = |element: usize| {
                let group = group(element);
                group.is_list() && group.opens_linked * 3 >= group.members
            };
            let before = headline.is_some_and(|headline| at < headline);
            if *weight > 0 && (before || page.around(block.element).take(LIST_LEVELS).any(listed)) {
                *weight = 0;
            }
        }
        let plain = Main::of(page, &weights);
        let mut holds = vec![false; page.elements.len()];
        for element in page.around(headline.map_or(main.element, |at| page.blocks[at].element)) {
            holds[element] = true;
        }
        let mut first = vec![usize::MAX; page.elements.len()];
        for (at, block) in page.blocks.iter().enumerate() {
            for element in page.around(block.element) {
                if first[element] != usize::MAX {
                    break;
                }
                first[element] = at;
            }
        }
        let heads: Vec<Option<RemovedReason>> = lines.iter().map(heads).collect();
        let headed = |(at, block): (usize, &Block)| {
            let outer = page.around(block.element).take_while(|&element| !holds[element]);
            outer.map(|element| first[element]).filter(|&first| first != at).find_map(|first| heads[first])
        };
        let headed = page.blocks.iter().enumerate().map(headed).collect();
        Self { headline, holds, main, plain, signs, top_sign, heads, headed, group_of, groups }
    }

    /// Returns the group of an element.
    pub fn group(&self, element: usize) -> &Group {
        &self.groups[self.group_of[element]]
    }
}

impl Main {
    fn of(page: &Page, weights: &[usize]) -> Self {
        let elements = &page.elements;
        let mut near = vec![0; elements.len()];
        for (block, &weight) in page.blocks.iter().zip(weights) {
            let element = &elements[block.element];
            let container = if element.name == hash(b"p") { element.parent } else { block.element };
            near[container] += weight * 2;
            near[elements[container].parent] += weight;
        }
        // Of equals the first, which is the outer one.
        let element = (0..elements.len()).rev().max_by_key(|&element| near[element]).unwrap_or(0);
        let mut ways: Vec<(u32, u32)> = vec![(u32::MAX, 0); elements.len()];
        for (down, around) in page.around(element).enumerate() {
            ways[around] = (0, down as u32);
        }
        for at in 0..elements.len() {
            if ways[at].0 == u32::MAX {
                let (up, down) = ways[elements[at].parent];
                ways[at] = (up + 1, down);
            }
        }
        let within = |block: &Block| ways[block.element].1 == 0;
        let first = page.blocks.iter().position(within).unwrap_or(0);
        let last = page.blocks.iter().rposition(within).unwrap_or(0);
        Self { element, near, total: weights.iter().sum::<usize>().max(1), first, last, ways }
    }
}

/// Returns what a line heads a list of that is not the article.
fn heads(line: &Line) -> Option<RemovedReason> {
    const MOST_WORDS: usize = 6;
    use RemovedReason::{Advertisement, CommentPrompt, Newsletter, Related};
    let is_list =
        |reason: &RemovedReason| matches!(reason, Advertisement | CommentPrompt | Newsletter | Related);
    line.reason.filter(|_| line.words <= MOST_WORDS).filter(is_list)
}

/// Returns the block that is the article's headline: of those with nearly all words of the title and few others, the
/// first in the greatest heading.
fn headline(page: &Page, lines: &[Line], title: Option<&str>) -> Option<usize> {
    /// No headline is longer.
    const MAX_BYTES: usize = 400;
    let words = |folded: &str| -> Vec<u64> {
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut words: Vec<u64> = words.map(|word| hash(word.as_bytes())).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let title = words(&fold(title?));
    if title.is_empty() {
        return None;
    }
    let alike = |at: &usize| {
        if lines[*at].text.len() > MAX_BYTES {
            return false;
        }
        let own = words(&lines[*at].folded);
        let both = own.iter().filter(|word| title.binary_search(word).is_ok()).count();
        both * 10 >= title.len() * 8 && both * 10 >= own.len() * 7
    };
    let rank = |at: &usize| {
        let kind = page.elements[page.blocks[*at].element].kind;
        if kind.any(Inside::H1) { 2 } else { u32::from(kind.any(Inside::HEADINGS)) }
    };
    (0..lines.len()).filter(alike).max_by_key(|at| (rank(at), std::cmp::Reverse(*at)))
}

/// What is in an element.
#[derive(Clone, Copy, Debug, Default)]
struct Member {
    bytes: usize,
    linked: usize,
    opens_linked: bool,
    headline: bool,
}

/// Returns the group of each element, by number, and the groups.
fn groups(page: &Page, lines: &[Line], headline: Option<usize>) -> (Vec<usize>, Vec<Group>) {
    let mut members = vec![Member::default(); page.elements.len()];
    for (at, (block, line)) in page.blocks.iter().zip(lines).enumerate() {
        let member = &mut members[block.element];
        if member.bytes == 0 {
            let heading = page.elements[block.element].kind.any(Inside::HEADINGS);
            member.opens_linked = block.opens_linked || heading;
        }
        member.bytes += line.text.len();
        member.linked += block.linked.min(line.text.len());
        member.headline |= headline == Some(at);
    }
    // Elements stand after those around them; of several the first to open counts.
    for at in (1..members.len()).rev() {
        let own = members[at];
        let outer = &mut members[page.elements[at].parent];
        if own.bytes > 0 {
            outer.opens_linked = own.opens_linked;
            outer.bytes += own.bytes;
            outer.linked += own.linked;
            outer.headline |= own.headline;
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut known: ByHash<usize> = ByHash::default();
    let mut group_of = Vec::with_capacity(members.len());
    for (at, (element, member)) in page.elements.iter().zip(&members).enumerate() {
        let number = *known.entry(mix(page.own_sign(at), element.parent as u64)).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Group::default());
        }
        group_of.push(number);
        if member.bytes > 0 {
            let group = &mut groups[number];
            group.members += 1;
            group.bytes += member.bytes;
            group.linked += member.linked;
            group.with_links += usize::from(member.linked > 0);
            group.opens_linked += usize::from(member.opens_linked);
            group.headline |= member.headline;
        }
    }
    (group_of, groups)
}
