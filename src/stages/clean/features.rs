//! What the model sees of a line of text and, on a page, of the block it is.

use super::blocks::{Inside, Page};
use super::layout::{LIST_LEVELS, Layout, Main};
use super::text::{Line, Marks, letters};
use crate::reading::linear::table::{ByHash, Hashes, fingerprint, hash, mix};
use std::sync::LazyLock;

/// How many bits of a fingerprint are left out, always zero: the rest pack into fewer bytes and are still seldom taken
/// for another's.
pub const LEFT_OUT_BITS: u32 = 7;

/// Makes feature `value` of template `template`.
fn feature(template: u64, value: u64) -> u32 {
    (fingerprint(mix(mix(value, 0x5EED), template)) >> LEFT_OUT_BITS).max(1) << LEFT_OUT_BITS
}

/// Returns a number's place among `steps`.
fn step(value: usize, steps: &[usize]) -> u64 {
    steps.iter().take_while(|&&step| value >= step).count() as u64
}

const LENGTHS: [usize; 12] = [2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 70, 120];
const PLACES: [usize; 8] = [1, 2, 3, 4, 6, 10, 16, 30];

/// Shape of one line.
#[derive(Clone, Copy, Default)]
struct Shape {
    words: usize,
    length: u64,
    /// Length, and whether it ends as a sentence does.
    kind: u64,
}

/// Adds the features of lines to `features`, one list a line.
pub fn of_lines(lines: &[Line], title: Option<&str>, features: &mut Vec<Vec<u32>>) {
    let shapes: Vec<Shape> = lines
        .iter()
        .map(|line| {
            let length = step(line.words, &LENGTHS);
            Shape { words: line.words, length, kind: length * 2 + u64::from(line.ends_sentence) }
        })
        .collect();
    let mut seen: ByHash<usize> = ByHash::default();
    for line in lines {
        *seen.entry(hash(line.folded.as_bytes())).or_default() += 1;
    }
    let title: Hashes = title
        .unwrap_or_default()
        .split_whitespace()
        .map(|word| hash(word.to_lowercase().as_bytes()))
        .collect();
    let count = lines.len();
    // Sentences so far, and still to come.
    let sentence = |at: usize| lines[at].ends_sentence && shapes[at].words >= 12;
    let all = (0..count).filter(|&at| sentence(at)).count();
    let mut before = 0;
    let kind_at = |at: Option<usize>| at.and_then(|at| shapes.get(at)).map_or(99, |shape| shape.kind);
    for (at, line) in lines.iter().enumerate() {
        let mut own = Vec::with_capacity(64);
        let shape = shapes[at];
        let mut add = |template: u64, value: u64| own.push(feature(template, value));
        let text = line.text.as_str();
        add(0, 0);
        add(1, shape.length);
        add(2, shape.kind);
        let reason = line.reason.map_or(99, |reason| reason as u64);
        add(3, reason);
        add(4, reason * 64 + shape.kind);
        let first = text.chars().next().unwrap_or(' ');
        let last = text.chars().next_back().unwrap_or(' ');
        let opens = if first.is_lowercase() {
            0
        } else if first.is_uppercase() {
            1
        } else if first.is_numeric() {
            2
        } else {
            3 + u64::from(first as u32)
        };
        add(5, opens);
        add(6, u64::from(last as u32) * u64::from(!last.is_alphanumeric()));
        add(7, mix(opens, shape.kind));
        let marks = &line.marks;
        let letters = marks.letters.max(1);
        add(8, (marks.capitals * 5 / shape.words.max(1)) as u64 * 32 + shape.kind);
        add(9, (marks.digits * 8 / text.len().max(1)) as u64 * 32 + shape.kind);
        add(10, u64::from(marks.upper * 10 >= letters * 8) * 32 + shape.kind);
        add(11, u64::from(marks.ends > 0) * 64 + shape.kind);
        add(12, u64::from(marks.quoted) * 64 + shape.kind);
        for n in (0..Marks::SIGNS).filter(|n| marks.signs >> n & 1 == 1) {
            add(13, n.into());
            add(14, u64::from(n) * 64 + shape.kind);
        }
        // Where it stands.
        let (top, bottom) = (step(at, &PLACES), step(count - 1 - at, &PLACES));
        add(15, top);
        add(16, bottom);
        add(17, top * 64 + shape.kind);
        add(18, bottom * 64 + shape.kind);
        add(19, (at * 10 / count) as u64 * 64 + shape.kind);
        add(20, step(before, &PLACES) * 64 + shape.kind);
        before += usize::from(sentence(at));
        add(21, step(all - before, &PLACES) * 64 + shape.kind);
        add(22, step(all, &PLACES) * 64 + shape.kind);
        // Neighbours.
        let around = [
            kind_at(at.checked_sub(2)),
            kind_at(at.checked_sub(1)),
            kind_at(Some(at + 1)),
            kind_at(Some(at + 2)),
        ];
        for (n, kind) in around.iter().enumerate() {
            add(23 + n as u64, *kind);
            add(27 + n as u64, kind * 128 + shape.kind);
        }
        add(31, mix(around[1], around[2] * 128 + shape.kind));
        let reason_at = |at: Option<usize>| {
            at.and_then(|at| lines.get(at)).and_then(|line| line.reason).map_or(99, |r| r as u64)
        };
        add(32, reason_at(at.checked_sub(1)) * 64 + shape.kind);
        add(33, reason_at(Some(at + 1)) * 64 + shape.kind);
        // Words.
        let mut words = line
            .folded
            .split(' ')
            .map(|word| hash(word.trim_matches(|c: char| !c.is_alphanumeric()).as_bytes()));
        let (one, two, three) = (words.next(), words.next(), words.next());
        let (one, two, three) = (one.unwrap_or(0), two.unwrap_or(0), three.unwrap_or(0));
        add(34, one);
        add(35, mix(one, two));
        add(36, mix(mix(one, two), three));
        add(37, mix(one, shape.kind));
        if shape.words <= 8 {
            add(38, hash(line.folded.trim_matches(|c: char| !c.is_alphabetic()).as_bytes()));
        }
        if let Some(word) = line.folded.rsplit(' ').next() {
            add(39, hash(word.trim_matches(|c: char| !c.is_alphanumeric()).as_bytes()));
        }
        let short = u64::from(shape.words <= 8) + u64::from(shape.words <= 25);
        let mut previous = 0;
        if shape.words <= 45 {
            for word in line.folded.split(' ') {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                if word.len() >= 2 {
                    let word = hash(word.as_bytes());
                    add(40 + short, word);
                    add(43, mix(previous, word));
                    previous = word;
                }
            }
        }
        let repeats = seen[&hash(line.folded.as_bytes())].min(3) as u64;
        add(44, repeats * 64 + shape.kind);
        if !title.is_empty() {
            let shared = line.folded.split(' ').filter(|word| title.contains(&hash(word.as_bytes()))).count();
            add(45, (shared * 4 / shape.words.max(1)) as u64 * 64 + shape.length);
            add(46, (shared * 4 / title.len()) as u64 * 64 + shape.length);
        }
        features.push(own);
    }
}

/// What a page's metadata state of the article.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    pub title: Option<&'a str>,
    pub body: Option<&'a str>,
    pub description: Option<&'a str>,
}

/// Adds what the markup of a page's blocks says to the `features` of their lines: elements, classes, links.
pub fn of_blocks(page: &Page, layout: &Layout, lines: &[Line], features: &mut [Vec<u32>]) {
    let density = |at: usize| (page.blocks[at].linked * 4 / lines[at].text.len().max(1)).min(4) as u64;
    let density_at = |at: usize| if at < lines.len() { density(at) } else { 9 };
    let elements = &page.elements;
    let (mut outer, mut outer_of) = (Vec::new(), usize::MAX);
    for (at, (block, own)) in page.blocks.iter().zip(features).enumerate() {
        let line = &lines[at];
        let kind = step(line.words, &LENGTHS) * 2 + u64::from(line.ends_sentence);
        let mut add = |template: u64, value: u64| own.push(feature(100 + template, value));
        add(0, density(at));
        add(1, density(at) * 64 + kind);
        let stress = (block.stressed * 4 / line.text.len().max(1)).min(4) as u64;
        add(2, stress * 64 + kind);
        add(3, (density_at(at.wrapping_sub(1)) * 10 + density(at)) * 10 + density_at(at + 1));
        let element = &elements[block.element];
        let parent = &elements[element.parent];
        add(4, element.name);
        add(5, mix(element.name, kind));
        add(6, mix(element.name, parent.name));
        add(7, mix(mix(element.name, parent.name), elements[parent.parent].name));
        for bit in (0..Inside::BITS).filter(|bit| element.kind.0 >> bit & 1 == 1) {
            add(8, bit.into());
            add(9, u64::from(bit) * 64 + kind);
        }
        add(10, element.kind.0.into());
        let headed = layout.headed[at].map_or(0, |reason| reason as u64 + 1);
        add(11, headed);
        add(12, headed * 64 + kind);
        for &word in &page.words[block.words.clone()] {
            add(30, word);
        }
        for &word in &page.words[element.words.clone()] {
            add(31, word);
            add(33, mix(word, kind));
        }
        for &word in &page.words[parent.words.clone()] {
            add(32, word);
        }
        if outer_of != element.parent {
            outer_of = element.parent;
            outer.clear();
            for around in page.around(element.parent).take(16) {
                let template = 134 + u64::from(!layout.holds[around]);
                outer.extend(
                    page.words[elements[around].words.clone()].iter().map(|&word| feature(template, word)),
                );
            }
            // Once each, or the depth of a page's nesting would count.
            outer.sort_unstable();
            outer.dedup();
        }
        own.extend_from_slice(&outer);
    }
}

/// Numbers that say what a block is, in rows of one width.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    pub values: Vec<f32>,
    pub width: usize,
}

impl Numbers {
    /// Returns the rows.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> + Clone {
        self.values.chunks_exact(self.width.max(1))
    }

    /// Adds what the neighbours and the rest of the text or page are likely to be, as `likely` says in log odds.
    #[must_use]
    pub fn with_likely(&self, likely: &[f32]) -> Self {
        const AROUND: isize = 3;
        const NONE: f32 = -20.0;
        let weight = |at: usize| self.values[at * self.width].min(MOST_BYTES) / (1.0 + (-likely[at]).exp());
        let total: f32 = (0..likely.len()).map(weight).sum::<f32>().max(1.0);
        let mut before = 0.0;
        let mut values = Vec::with_capacity(likely.len() * (self.width + 9));
        for (at, row) in self.rows().enumerate() {
            values.extend_from_slice(row);
            let other = |away: isize| at.checked_add_signed(away).and_then(|at| likely.get(at)).copied();
            values.extend((-AROUND..=AROUND).map(|away| other(away).unwrap_or(NONE)));
            values.extend([total, before / total]);
            before += weight(at);
        }
        Self { width: values.len().checked_div(likely.len()).unwrap_or(0), values }
    }
}

/// How much of a block counts among others.
const MOST_BYTES: f32 = 600.0;

/// What is said where there is no neighbour, no headline and the like.
const MISSING: f32 = -1.0;

/// Where nothing of a kind is near.
const FAR: f32 = 99.0;

/// Adds what a line's text says; its length comes first.
fn line_numbers(lines: &[Line], at: usize, row: &mut Vec<f32>) {
    let line = &lines[at];
    let (text, count) = (line.text.as_str(), lines.len());
    let reason = |line: &Line| line.reason.map_or(MISSING, |reason| reason as u8 as f32);
    let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
    let marks = &line.marks;
    row.extend([text.len() as f32, line.words as f32, f32::from(line.ends_sentence), reason(line)]);
    row.extend([at as f32, (count - at) as f32, share(at, count)]);
    row.extend([share(marks.capitals, line.words), share(marks.digits, text.len())]);
    row.extend([marks.ends as f32, f32::from(marks.quoted)]);
    for away in [-2, -1, 1, 2] {
        match at.checked_add_signed(away).and_then(|at| lines.get(at)) {
            Some(other) => {
                row.extend([other.text.len() as f32, f32::from(other.ends_sentence), reason(other)])
            }
            None => row.extend([MISSING; 3]),
        }
    }
}

/// Returns of each line what it is among all: how often it is said; whether it is but a name; its letters and signs; how
/// far it is from the ends of the stretch that holds most text (the maximum subsequence of Pasternack and Roth 2009) and
/// from the paragraphs around it; and how many of those stand above and below.
fn in_whole(lines: &[Line]) -> Vec<[f32; WHOLE]> {
    const PARAGRAPH_BYTES: usize = 120;
    /// What a line costs the stretch, in bytes, and the most that one brings.
    const COST: f32 = 40.0;
    const MOST: f32 = 400.0;
    let mut said: ByHash<u32> = ByHash::default();
    for line in lines {
        *said.entry(hash(line.folded.as_bytes())).or_default() += 1;
    }
    let is_paragraph = |line: &Line| line.ends_sentence && line.text.len() >= PARAGRAPH_BYTES;
    let paragraphs = lines.iter().filter(|line| is_paragraph(line)).count();
    let (mut stretch, mut most) = ((0, 0), 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += if line.ends_sentence { (line.text.len() as f32).min(MOST) } else { 0.0 } - COST;
        if sum > most {
            (stretch, most) = ((start, at), sum);
        }
    }
    let mut rows = Vec::with_capacity(lines.len());
    let (mut before, mut away) = (0, FAR);
    for (at, line) in lines.iter().enumerate() {
        let marks = &line.marks;
        let is_name = (2..=4).contains(&line.words)
            && marks.capitals + 1 >= line.words
            && marks.digits == 0
            && !line.ends_sentence;
        let after = paragraphs - before - usize::from(is_paragraph(line));
        away += 1.0;
        rows.push([
            said[&hash(line.folded.as_bytes())] as f32,
            f32::from(is_name),
            marks.letters as f32 / line.text.chars().count().max(1) as f32,
            marks.signs.count_ones() as f32,
            at as f32 - stretch.0 as f32,
            at as f32 - stretch.1 as f32,
            before as f32,
            after as f32,
            away,
            0.0,
            0.0,
        ]);
        if is_paragraph(line) {
            (before, away) = (before + 1, 0.0);
        }
    }
    let mut away = FAR;
    for (row, line) in rows.iter_mut().zip(lines).rev() {
        away += 1.0;
        row[9] = away;
        row[10] = row[8] + away;
        if is_paragraph(line) {
            away = 0.0;
        }
    }
    rows
}

/// How many numbers say what a line is among all.
const WHOLE: usize = 11;

/// Returns the numbers of lines of text.
pub fn numbers_of_lines(lines: &[Line]) -> Numbers {
    let mut values = Vec::new();
    for (at, whole) in in_whole(lines).iter().enumerate() {
        line_numbers(lines, at, &mut values);
        values.extend(whole);
    }
    Numbers { width: values.len().checked_div(lines.len()).unwrap_or(0), values }
}

/// Returns the numbers of the blocks of a page.
pub fn numbers_of_blocks(page: &Page, layout: &Layout, lines: &[Line], stated: Stated<'_>) -> Numbers {
    let elements = &page.elements;
    let (body, description) = (stated.body.map(grams_of), stated.description.map(grams_of));
    let (main, plain, total) = (&layout.main, &layout.plain, layout.main.total as f32);
    let inside = |of: &Main| of.near[of.element].max(1) as f32;
    let (in_main, in_plain) = (inside(main), inside(plain));
    let linked = |at: usize| page.blocks[at].linked as f32 / lines[at].text.len().max(1) as f32;
    let signs: Vec<u64> = page.blocks.iter().map(|block| page.sign(block.element)).collect();
    let of_word = |word: &u64| CLASS_HASHES.get(word).copied().unwrap_or(0);
    let of_element = |words: &[u64]| words.iter().map(of_word).fold(0, |all, of_word| all | of_word);
    // Of each element how many are around it, itself included, up to what holds the headline too; and how many of those
    // have classes of each kind.
    let mut outside: Vec<(f32, [f32; CLASSES.len()])> = Vec::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        let own = of_element(&page.words[element.words.clone()]);
        outside.push(match outside.get(element.parent) {
            Some((up, named)) if !layout.holds[at] => {
                (up + 1.0, std::array::from_fn(|class| named[class] + f32::from(own >> class & 1)))
            }
            _ => (0.0, [0.0; CLASSES.len()]),
        });
    }
    let mut values = Vec::new();
    let (article, mut since) = (hash(b"article"), FAR);
    for (at, (block, line)) in page.blocks.iter().zip(lines).enumerate() {
        let row = &mut values;
        line_numbers(lines, at, row);
        let element = &elements[block.element];
        let length = line.text.len().max(1) as f32;
        row.extend([linked(at), block.stressed as f32 / length, f32::from(block.opens_linked)]);
        row.extend((0..Inside::BITS).map(|bit| (element.kind.0 >> bit & 1) as f32));
        for away in [-2, -1, 1, 2] {
            match at.checked_add_signed(away).filter(|&at| at < lines.len()) {
                Some(other) => row.extend([linked(other), f32::from(signs[other] == signs[at])]),
                None => row.extend([MISSING; 2]),
            }
        }
        // Where it stands from what seems to be the article.
        let (up, down) = main.ways[block.element];
        let side = u8::from(at < main.first) + 2 * u8::from(at > main.last);
        row.extend([element.depth as f32, up as f32, down as f32, f32::from(side), total]);
        row.extend([at as f32 - main.first as f32, at as f32 - main.last as f32]);
        let same_sign = layout.signs.get(&signs[at]).copied().unwrap_or(0) as f32;
        row.extend([same_sign / total, f32::from(signs[at] == layout.top_sign)]);
        let near = |of: &Main, element: usize| of.near[element] as f32;
        row.extend([near(main, element.parent) / total, near(main, element.parent) / in_main]);
        row.push(near(main, block.element) / in_main);
        let (up, down) = plain.ways[block.element];
        row.extend([up as f32, down as f32, plain.total as f32, f32::from(plain.element == main.element)]);
        row.extend([near(plain, element.parent) / in_plain, near(plain, block.element) / in_plain]);
        // What the page states.
        for stated in [&body, &description] {
            row.push(stated.as_ref().map_or(MISSING, |grams| coverage(&line.letters, grams)));
        }
        let (up, named) = &outside[block.element];
        row.push(layout.headline.map_or(-999.0, |headline| at as f32 - headline as f32));
        row.push(if layout.headline.is_some() { *up } else { MISSING });
        // What it is one of several of.
        let described = |element: usize| {
            let group = layout.group(element);
            let (members, bytes) = (group.members.max(1) as f32, group.bytes.max(1) as f32);
            let share = |part: usize| part as f32 / members;
            let links = [share(group.opens_linked), share(group.with_links)];
            [group.members as f32, group.linked as f32 / bytes, links[0], links[1], bytes / members]
        };
        let mut around = page.around(block.element).take(LIST_LEVELS);
        for outer in page.around(block.element).map(Some).chain(std::iter::repeat(None)).take(3) {
            row.extend(outer.map_or([MISSING; 5], described));
            row.push(outer.map_or(MISSING, |outer| f32::from(layout.group(outer).headline)));
        }
        let list = around.position(|outer| layout.group(outer).is_list());
        row.push(list.map_or(MISSING, |level| level as f32));
        row.extend(list.and_then(|up| page.around(block.element).nth(up)).map_or([MISSING; 5], described));
        row.extend(named);
        // What stands above it, and how many articles it stands in that do not hold the headline.
        row.push(layout.headed[at].map_or(MISSING, |reason| f32::from(reason as u8)));
        since = if layout.heads[at].is_some() { 0.0 } else { (since + 1.0).min(FAR) };
        row.push(since);
        let within = page.around(block.element).take_while(|&outer| !layout.holds[outer]);
        row.push(within.filter(|&outer| elements[outer].name == article).count() as f32);
    }
    Numbers { width: values.len().checked_div(lines.len()).unwrap_or(0), values }
}

/// Words of classes and ids that say the same.
const CLASSES: [&[&str]; 6] = [
    &["comment", "comments", "commentlist", "disqus", "reply", "replies", "respond"],
    &[
        "related", "recommended", "recommendations", "recommend", "recirc", "trending", "popular", "teaser",
        "teasers", "more", "most", "latest", "also", "next", "read", "promo",
    ],
    &[
        "share", "sharing", "social", "newsletter", "subscribe", "signup", "author", "bio", "byline", "meta",
        "tags", "breadcrumb", "info",
    ],
    &[
        "ad", "ads", "advert", "advertisement", "sponsored", "sidebar", "widget", "menu", "footer", "nav",
        "navigation", "modal", "popup", "cookie", "consent", "banner",
    ],
    &["article", "articlebody", "body", "content", "story", "post", "entry", "text", "main", "paragraph"],
    &["caption", "credit", "image", "photo", "gallery", "figure", "media", "video", "embed", "slide"],
];

/// One bit for each of [`CLASSES`] that a word is in.
static CLASS_HASHES: LazyLock<ByHash<u8>> = LazyLock::new(|| {
    let mut classes: ByHash<u8> = ByHash::default();
    for (class, names) in CLASSES.iter().enumerate() {
        for name in *names {
            *classes.entry(hash(name.as_bytes())).or_default() |= 1 << class;
        }
    }
    classes
});

const GRAM: usize = 12;

/// Returns hashes of all stretches of `GRAM` bytes of a text's letters.
pub fn grams_of(text: &str) -> Hashes {
    letters(text).windows(GRAM).map(hash).collect()
}

/// Returns which share of a text, by its [`letters`], is in `grams`.
pub fn coverage(letters: &[u8], grams: &Hashes) -> f32 {
    if letters.len() < GRAM {
        return 0.0;
    }
    let found = letters.windows(GRAM).filter(|gram| grams.contains(&hash(gram))).count();
    found as f32 / (letters.len() - GRAM + 1) as f32
}

/// Says whether any of the `long` lines may be made of what others say, by a few of the grams alone: nearly all pages
/// are done with then.
fn may_repeat(lines: &[Line], keeps: &[bool], long: &[usize]) -> bool {
    const ONE_IN: u64 = 8;
    let some = |at: usize| {
        let grams = lines[at].letters.windows(GRAM).map(hash);
        grams.filter(|gram| gram.is_multiple_of(ONE_IN))
    };
    let mut owners: ByHash<(bool, usize)> = ByHash::default();
    for at in (0..lines.len()).filter(|&at| keeps[at]) {
        for gram in some(at) {
            let (shared, first) = owners.entry(gram).or_insert((false, at));
            *shared |= *first != at;
        }
    }
    long.iter().any(|&at| {
        let (all, shared) =
            some(at).fold((0, 0), |(all, shared), gram| (all + 1, shared + usize::from(owners[&gram].0)));
        shared * 2 >= all
    })
}

/// Lets go of what a page says twice: a block with the text of an earlier one, and one made of other blocks' texts,
/// such as a summary that is the whole article again.
pub fn drop_repeats(lines: &[Line], keeps: &mut [bool]) {
    /// Shorter lines may well be said twice.
    const LEAST_BYTES: usize = 60;
    const LONG_BYTES: usize = 300;
    let mut seen = Hashes::default();
    for (line, keep) in lines.iter().zip(keeps.iter_mut()) {
        if *keep && line.text.len() >= LEAST_BYTES && !seen.insert(hash(line.folded.as_bytes())) {
            *keep = false;
        }
    }
    let mut long: Vec<usize> =
        (0..lines.len()).filter(|&at| keeps[at] && lines[at].text.len() >= LONG_BYTES).collect();
    if long.is_empty() || !may_repeat(lines, keeps, &long) {
        return;
    }
    // How many blocks have each gram, and the last that was seen to have it.
    let mut owners: ByHash<(u32, usize)> = ByHash::default();
    for at in (0..lines.len()).filter(|&at| keeps[at]) {
        for gram in lines[at].letters.windows(GRAM) {
            let (count, last) = owners.entry(hash(gram)).or_insert((0, usize::MAX));
            *count += u32::from(*last != at);
            *last = at;
        }
    }
    // A summary is longer than what it is made of.
    long.sort_by_key(|&at| std::cmp::Reverse(lines[at].text.len()));
    let mut own = Vec::new();
    for at in long {
        own.clear();
        own.extend(lines[at].letters.windows(GRAM).map(hash));
        own.sort_unstable();
        own.dedup();
        let shared = own.iter().filter(|gram| owners[*gram].0 > 1).count();
        if shared * 10 >= own.len() * 8 {
            keeps[at] = false;
            for gram in &own {
                owners.get_mut(gram).expect("all are there").0 -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::error::Deadline;
    use crate::stages::clean::text::judged;

    #[test]
    fn a_line_is_seen_among_all() {
        let paragraph = "The council voted on Monday to repair the bridge, which was closed in March after an engineer \
            found cracks in two of its piers, and to open it again before winter.";
        let texts = ["Share", "Ann Lee", paragraph, "Ann Lee", paragraph, "Ann Lee", "More"];
        let lines = judged(texts.map(str::to_owned).to_vec(), Deadline::NEVER).unwrap();
        let rows = in_whole(&lines);
        let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<_>>();
        // How often it is said, whether it is a name, how far from both ends of the stretch.
        assert_eq!(column(0), [1.0, 3.0, 2.0, 3.0, 2.0, 3.0, 1.0]);
        assert_eq!(column(1), [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
        assert_eq!(column(4), [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(column(5), [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0]);
        // Paragraphs above and below, and how far the nearest are.
        assert_eq!(column(6), [0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 2.0]);
        assert_eq!(column(7), [2.0, 2.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(column(8)[3..], [1.0, 2.0, 1.0, 2.0]);
        assert_eq!(column(9)[..4], [2.0, 1.0, 2.0, 1.0]);
    }
}
