//! What a word's surroundings say of its part in an attribution: the features of both looks.
//!
//! Features of the first look come from tags, types of names, quotation marks and cues nearby; those of the second
//! from what the first one made of the whole paragraph. A paragraph is laid out once, in passes from left to right
//! and back, so that its features cost a word a constant time.

use super::{LABELS, begins, kind_of};
use crate::reading::linear::table::{fingerprint, mix};
use crate::reading::linear::words::{Class, Facts};
use crate::reading::marks::Stretch;
use crate::reading::tag::Tag;
use std::ops::Range;

/// What is known of the words of an article before its parts are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub facts: &'a [Facts],
    pub tags: &'a [Tag],
    /// For each word which type of name it seems to be in, 0 for none.
    pub kinds: &'a [u8],
    /// For each word how often it is a cue, 0 to 3.
    pub levels: &'a [u8],
    pub stretches: &'a [Stretch],
    pub sentences: &'a [Range<usize>],
}

/// Where a word stands to quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
enum Place {
    #[default]
    Outside,
    Opening,
    Inside,
    Closing,
}

/// No such word.
const NONE: u32 = u32::MAX;

/// From this level on a word may be a cue by itself.
const CUE: u8 = 2;

/// A word as the features see it.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    lower: u64,
    class: u8,
    tag: u8,
    kind: u8,
    level: u8,
    place: Place,
    /// The stretch it is in, by number among [`Layout::stretches`].
    stretch: u32,
    /// The sentence it is in, by number in the paragraph.
    sentence: u32,
    /// The nearest likely cues and verbs of its sentence, by place in the paragraph.
    cue_before: u32,
    cue_after: u32,
    verb_before: u32,
    verb_after: u32,
    /// How many commas and the like are before it in the paragraph.
    marks: u32,
    /// The last "that" before it in its sentence.
    that: u32,
}

/// A sentence of the paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Sentence {
    start: u32,
    end: u32,
    /// Its likeliest cue.
    cue: u32,
    level: u8,
    /// Whether quotation marks are in it.
    quoted: bool,
}

/// A quoted stretch of the paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Quoted {
    start: u32,
    end: u32,
    continues: bool,
}

/// A paragraph laid out for its features; kept for its memory.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    words: Vec<Word>,
    sentences: Vec<Sentence>,
    stretches: Vec<Quoted>,
    runs: Vec<Run>,
    run_of: Vec<u32>,
    features: Vec<u32>,
}

/// Words in a row that the first look gives one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: u32,
    end: u32,
    /// 0 for outside, else one more than the number of the part's kind.
    kind: u8,
}

/// Features that mostly stay the same from word to word, each told once for all the words in a row that have it: looking a
/// feature up costs more than adding what it says to a few words.
#[derive(Debug)]
struct Steady([Kept; TEMPLATES]);

/// A feature, and the words that have it so far.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    feature: u32,
    start: u32,
    end: u32,
}

/// All templates of features that may be kept are below.
const TEMPLATES: usize = 64;

impl Default for Steady {
    fn default() -> Self {
        Self([Kept::default(); TEMPLATES])
    }
}

impl Steady {
    /// Takes what a template gives the word at `at`, in the order of words; tells `sink` what it gave others.
    #[inline(always)]
    fn add(&mut self, template: usize, at: u32, feature: u32, sink: &mut impl FnMut(Range<usize>, &[u32])) {
        let kept = &mut self.0[template];
        if (kept.feature, kept.end) != (feature, at) {
            kept.tell(sink);
            *kept = Kept { feature, start: at, end: at };
        }
        kept.end = at + 1;
    }

    /// Tells `sink` the rest.
    fn end(self, sink: &mut impl FnMut(Range<usize>, &[u32])) {
        self.0.iter().for_each(|kept| kept.tell(sink));
    }
}

impl Kept {
    #[inline(always)]
    fn tell(&self, sink: &mut impl FnMut(Range<usize>, &[u32])) {
        if self.start < self.end {
            sink(self.start as usize..self.end as usize, &[self.feature]);
        }
    }
}

fn bucket(distance: u32) -> u64 {
    match distance {
        0..=3 => distance.into(),
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=25 => 7,
        _ => 8,
    }
}

impl Layout {
    /// Lays out a paragraph.
    pub fn fill(&mut self, known: &Known<'_>, paragraph: Range<usize>) {
        let Self { words, sentences, stretches, .. } = self;
        words.clear();
        words.extend(paragraph.clone().map(|at| {
            let facts = &known.facts[at];
            Word {
                lower: facts.lower,
                class: facts.class.0,
                tag: known.tags[at].0,
                kind: known.kinds[at],
                level: known.levels[at],
                stretch: NONE,
                cue_before: NONE,
                cue_after: NONE,
                verb_before: NONE,
                verb_after: NONE,
                that: NONE,
                ..Word::default()
            }
        }));
        let local = |range: &Range<usize>| {
            let start = range.start.max(paragraph.start) - paragraph.start;
            start..range.end.min(paragraph.end).max(paragraph.start + start) - paragraph.start
        };
        stretches.clear();
        let first = known.stretches.partition_point(|stretch| stretch.words.end <= paragraph.start);
        for stretch in known.stretches[first..].iter().take_while(|s| s.words.start < paragraph.end) {
            let range = local(&stretch.words);
            for at in range.clone() {
                words[at].place = Place::Inside;
                words[at].stretch = stretches.len() as u32;
            }
            if words[range.start].class <= LAST_MARK {
                words[range.start].place = Place::Opening;
            }
            if stretch.closed {
                words[range.end - 1].place = Place::Closing;
            }
            let (start, end) = (range.start as u32, range.end as u32);
            stretches.push(Quoted { start, end, continues: stretch.continues });
        }
        sentences.clear();
        let first = known.sentences.partition_point(|sentence| sentence.end <= paragraph.start);
        for sentence in known.sentences[first..].iter().take_while(|s| s.start < paragraph.end) {
            let range = local(sentence);
            let number = sentences.len() as u32;
            let mut found = Sentence {
                start: range.start as u32,
                end: range.end as u32,
                cue: NONE,
                ..Sentence::default()
            };
            let (mut cue, mut verb, mut that, mut marks) = (NONE, NONE, NONE, 0);
            for at in range.clone() {
                let word = &mut words[at];
                (word.sentence, word.cue_before, word.verb_before) = (number, cue, verb);
                (word.that, word.marks) = (that, marks);
                if word.level >= CUE {
                    cue = at as u32;
                }
                if word.level > found.level {
                    (found.level, found.cue) = (word.level, at as u32);
                }
                if is_verb(word.tag) {
                    verb = at as u32;
                }
                if word.tag == Tag::IN.0 && word.lower == that_hash() {
                    that = at as u32;
                }
                marks += u32::from(matches!(word.class, 2 | 3 | 7));
                found.quoted |= word.place != Place::Outside;
            }
            let (mut cue, mut verb) = (NONE, NONE);
            for at in range.rev() {
                let word = &mut words[at];
                (word.cue_after, word.verb_after) = (cue, verb);
                if word.level >= CUE {
                    cue = at as u32;
                }
                if is_verb(word.tag) {
                    verb = at as u32;
                }
            }
            sentences.push(found);
        }
    }

    /// Says whether the word and the one before it stand in one quoted stretch.
    pub fn is_amid_stretch(&self, at: usize) -> bool {
        let (here, before) = (&self.words[at], &self.words[at - 1]);
        here.stretch != NONE && here.stretch == before.stretch && before.place != Place::Opening
    }

    /// Says whether the word and the one before it stand in one sentence.
    pub fn is_amid_sentence(&self, at: usize) -> bool {
        self.words[at].sentence == self.words[at - 1].sentence
    }

    /// Says whether the word is a mark that ends sentences.
    pub fn ends_sentence(&self, at: usize) -> bool {
        Class(self.words[at].class).ends_sentence()
    }

    /// Says whether the word is part of a name that signs a quote: “…” – Jane Roe; or announces what follows: ROE: …
    pub fn is_signature(&self, at: usize) -> bool {
        const LONGEST: usize = 6;
        let named = |at: usize| {
            self.words
                .get(at)
                .is_some_and(|word| word.kind != 0 || (21..=30).contains(&word.class) || word.class == 31)
        };
        if !named(at) {
            return false;
        }
        let mut first = at;
        while first > 0 && at - first < LONGEST && named(first - 1) {
            first -= 1;
        }
        let mut end = at + 1;
        while end - first < LONGEST && named(end) {
            end += 1;
        }
        let class = |at: Option<usize>| at.and_then(|at| self.words.get(at)).map(|word| word.class);
        let before = first.checked_sub(1);
        let opens = before.is_none() || before == Some(0) && self.words[0].place == Place::Opening;
        let dash = matches!(class(before), Some(3 | LAST_MARK))
            && before
                .and_then(|at| at.checked_sub(1))
                .is_none_or(|at| self.words[at].place == Place::Closing);
        dash || opens && class(Some(end)) == Some(7)
    }

    /// Gives `sink` the features of the first look: words in a row, by their places in the paragraph, and fingerprints
    /// that all of them have.
    pub fn features(&mut self, mut sink: impl FnMut(Range<usize>, &[u32])) {
        let Self { words, sentences, stretches, features, .. } = self;
        let mut steady = Steady::default();
        let outside = Word { lower: 1, class: 41, tag: 60, kind: 9, ..Word::default() };
        let near = |at: usize, offset: isize| {
            at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&outside)
        };
        let paragraph = u64::from(stretches.first().is_some_and(|s| s.start == 0))
            | u64::from(stretches.first().is_some_and(|s| s.start == 0 && s.end as usize == words.len()))
                << 1
            | u64::from(stretches.is_empty()) << 2;
        for (at, here) in words.iter().enumerate() {
            features.clear();
            let mut add = |template: u64, value: u64| features.push(fingerprint(mix(7000 + template, value)));
            let [far_left, left, right, far_right] = [-2, -1, 1, 2].map(|offset| near(at, offset));
            let inside = here.place as u64;
            let tag = u64::from(here.tag);
            let place = |word: &Word| word.place as u64;
            let tags = |a: &Word, b: &Word, c: &Word| {
                u64::from(a.tag) << 16 | u64::from(b.tag) << 8 | u64::from(c.tag)
            };
            add(
                1,
                place(far_left) << 8 | place(left) << 6 | inside << 4 | place(right) << 2 | place(far_right),
            );
            add(2, tags(left, here, right) << 2 | inside);
            add(3, tags(far_left, left, here));
            add(4, tags(here, right, far_right));
            add(
                5,
                u64::from(left.kind) << 24 | u64::from(here.kind) << 16 | u64::from(right.kind) << 8 | tag,
            );
            add(6, mix(left.lower, here.lower));
            add(7, mix(here.lower, right.lower));
            let levels = [far_left, left, here, right, far_right]
                .iter()
                .fold(0, |all, w| all << 2 | u64::from(w.level));
            add(8, levels << 2 | inside);
            // The nearest cues on either side.
            let at = at as u32;
            let mut keep = |template: usize, value: u64| {
                steady.add(template, at, fingerprint(mix(7000 + template as u64, value)), &mut sink);
            };
            let between = |a: u32, b: u32| {
                let (a, b) = (&words[a as usize], &words[b as usize]);
                u64::from((b.marks - a.marks).min(2)) << 1 | u64::from(a.place != b.place)
            };
            match here.cue_before {
                NONE => keep(10, inside),
                cue => {
                    let its = &words[cue as usize];
                    let after = near(cue as usize, 1);
                    let far = bucket(at - cue);
                    let path = between(cue, at) << 1 | u64::from(here.that != NONE && here.that > cue);
                    keep(11, mix(its.lower, far << 2 | inside));
                    add(12, (path << 16 | far << 12 | u64::from(its.level) << 8 | tag) << 2 | inside);
                    keep(13, mix(mix(its.lower, after.lower), path << 2 | inside));
                    keep(
                        14,
                        (u64::from(its.tag) << 24 | u64::from(after.tag) << 16 | path << 8 | far) << 2
                            | inside,
                    );
                }
            }
            match here.cue_after {
                NONE => keep(20, inside),
                cue => {
                    let its = &words[cue as usize];
                    let before = near(cue as usize, -1);
                    let far = bucket(cue - at);
                    let path = between(at, cue);
                    keep(21, mix(its.lower, far << 2 | inside));
                    add(22, (path << 16 | far << 12 | u64::from(its.level) << 8 | tag) << 2 | inside);
                    keep(
                        23,
                        mix(
                            its.lower,
                            (path << 10 | u64::from(before.kind.min(15)) << 6 | far) << 2 | inside,
                        ),
                    );
                }
            }
            // Subjects and objects: the nearest verbs.
            if here.verb_after != NONE {
                let verb = &words[here.verb_after as usize];
                let far = bucket(here.verb_after - at);
                let path = between(at, here.verb_after);
                add(30, mix(verb.lower, far << 8 | tag));
                add(
                    31,
                    (far << 16 | path << 12 | u64::from(verb.level) << 8 | tag) << 4 | u64::from(here.kind),
                );
            }
            if here.verb_before != NONE {
                let verb = &words[here.verb_before as usize];
                let far = bucket(at - here.verb_before);
                let path = between(here.verb_before, at);
                add(
                    32,
                    (far << 16 | path << 12 | u64::from(verb.level) << 8 | tag) << 4 | u64::from(here.kind),
                );
            }
            // The sentence and the paragraph.
            let sentence = &sentences[here.sentence as usize];
            let from_start = u64::from((at - sentence.start).min(2));
            let from_end = u64::from((sentence.end - 1 - at).min(2));
            let level = u64::from(sentence.level) << 1 | u64::from(sentence.quoted);
            keep(40, (from_start << 12 | from_end << 10 | level << 6) << 2 | inside);
            if sentence.cue != NONE {
                let side = u64::from(at > sentence.cue) << 1 | u64::from(at == sentence.cue);
                keep(41, mix(words[sentence.cue as usize].lower, side << 2 | inside));
            }
            let its_level = |sentence: Option<&Sentence>| {
                sentence.map_or(9, |s| u64::from(s.level) << 1 | u64::from(s.quoted))
            };
            let before = its_level((here.sentence as usize).checked_sub(1).and_then(|at| sentences.get(at)));
            let after = its_level(sentences.get(here.sentence as usize + 1));
            keep(42, (before << 16 | after << 8 | level) << 2 | inside);
            keep(43, (paragraph << 16 | u64::from(here.sentence.min(2)) << 8 | level) << 2 | inside);
            // How long the stretch is and what stands around it: quotes from titles and scare quotes.
            if here.stretch != NONE {
                let stretch = &stretches[here.stretch as usize];
                let length = bucket(stretch.end - stretch.start - 1) << 1 | u64::from(stretch.continues);
                let (before, after) = (near(stretch.start as usize, -1), near(stretch.end as usize, 0));
                let first = near(stretch.start as usize, 1);
                let last = near((stretch.end as usize).saturating_sub(2), 0);
                keep(50, length << 8 | u64::from(last.class));
                keep(51, mix(before.lower, length));
                keep(52, mix(after.lower, length));
                keep(53, length << 16 | u64::from(before.tag) << 8 | u64::from(first.tag));
                keep(
                    54,
                    length << 16
                        | u64::from(after.tag) << 8
                        | u64::from(after.level) << 4
                        | u64::from(before.level),
                );
            }
            // "Roe: …", "By Jane Roe": the first words of a paragraph.
            if at < 5 {
                let colon = (0..6).find(|&at| near(at, 0).class == 7).unwrap_or(7) as u64;
                add(60, colon << 16 | u64::from(at) << 8 | u64::from(here.kind));
            }
            sink(at as usize..at as usize + 1, features);
        }
        steady.end(&mut sink);
    }

    /// Gives `sink` the features of the second look as [`Self::features`] does, after `scores` of the first: for each
    /// word of the paragraph the probabilities of its labels.
    pub fn second_features(&mut self, scores: &[[f32; LABELS]], mut sink: impl FnMut(Range<usize>, &[u32])) {
        let Self { words, sentences, stretches, features, runs, run_of } = self;
        runs.clear();
        run_of.clear();
        let best: Vec<(u8, f32)> = scores.iter().map(best_label).collect();
        for (at, &(label, _)) in best.iter().enumerate() {
            let kind = kind_of(label);
            let goes_on = runs.last().is_some_and(|run: &Run| run.kind == kind && !begins(label));
            if !goes_on {
                runs.push(Run { start: at as u32, end: at as u32, kind });
            }
            let number = runs.len() - 1;
            runs[number].end = at as u32 + 1;
            run_of.push(number as u32);
        }
        let kind = |at: usize, offset: isize| {
            at.checked_add_signed(offset)
                .and_then(|at| best.get(at))
                .map_or(7, |&(label, _)| u64::from(label))
        };
        let outside = Word { lower: 1, class: 41, tag: 60, kind: 9, ..Word::default() };
        let near = |at: usize, offset: isize| {
            at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&outside)
        };
        // For each run the nearest of each kind on either side.
        let nearest = |number: u32, kind: u8, step: isize| {
            let mut at = number as usize;
            for _ in 0..8 {
                at = at.checked_add_signed(step)?;
                let run = runs.get(at)?;
                if run.kind == kind {
                    return Some(run);
                }
            }
            None
        };
        let pattern = |number: u32, from: isize, to: isize| {
            (from..=to).fold(0, |all, offset| {
                let run = (number as usize).checked_add_signed(offset).and_then(|at| runs.get(at));
                all << 3 | run.map_or(5, |run| u64::from(run.kind))
            })
        };
        // Of the sentence and the stretch that were seen last.
        let (mut kinds, mut kinds_of) = ([0_u64; 4], NONE);
        let (mut mass, mut mass_of) = (0.0_f32, NONE);
        let mut steady = Steady::default();
        for (at, here) in words.iter().enumerate() {
            features.clear();
            let mut add = |template: u64, value: u64| features.push(fingerprint(mix(8000 + template, value)));
            let mut keep = |template: usize, value: u64| {
                steady.add(template, at as u32, fingerprint(mix(8000 + template as u64, value)), &mut sink);
            };
            let (label, probability) = best[at];
            let own = u64::from(label);
            let (second, its) = second_label(&scores[at], label);
            let sureness =
                |p: f32| [0.05, 0.2, 0.5, 0.7, 0.9, 0.98].iter().filter(|&&step| p >= step).count() as u64;
            let inside = here.place as u64;
            let (left, right) = (near(at, -1), near(at, 1));
            keep(1, (own << 3 | u64::from(second)) << 8 | sureness(probability) << 4 | sureness(its));
            keep(2, (-3..=3).fold(0, |all, offset| all << 3 | kind(at, offset)));
            add(
                3,
                (kind(at, -1) << 6 | own << 3 | kind(at, 1)) << 24
                    | u64::from(left.tag) << 16
                    | u64::from(here.tag) << 8
                    | u64::from(right.tag),
            );
            let number = run_of[at];
            let run = runs[number as usize];
            keep(4, pattern(number, -3, 3) << 2 | inside);
            keep(
                5,
                pattern(number, -1, 1) << 8
                    | bucket(at as u32 - run.start) << 4
                    | bucket(run.end - 1 - at as u32),
            );
            add(6, mix(here.lower, pattern(number, -1, 1)));
            for (template, kind, step) in
                [(10, 2, -1), (13, 2, 1), (16, 1, -1), (19, 1, 1), (22, 3, -1), (25, 3, 1)]
            {
                match nearest(number, kind, step) {
                    None => keep(template, own),
                    Some(other) => {
                        let far = if step < 0 { at as u32 + 1 - other.end } else { other.start - at as u32 };
                        let its = near(other.start as usize, 0);
                        let same = u64::from(its.sentence == here.sentence);
                        keep(template + 1, (bucket(far) << 8 | same << 7 | own) << 2 | inside);
                        if kind == 2 {
                            add(template as u64 + 2, mix(its.lower, own << 8 | u64::from(here.tag)));
                        }
                    }
                }
            }
            // Where a content begins and ends.
            if kind(at, -1).div_ceil(2) != own.div_ceil(2) || kind(at, 1).div_ceil(2) != own.div_ceil(2) {
                let change = kind(at, -1) << 6 | own << 3 | kind(at, 1);
                add(30, mix(mix(left.lower, here.lower), change));
                add(31, mix(mix(here.lower, right.lower), change));
                add(32, change << 16 | inside << 12 | (left.place as u64) << 8 | (right.place as u64) << 4);
            }
            let sentence = &sentences[here.sentence as usize];
            if kinds_of != here.sentence {
                kinds_of = here.sentence;
                kinds = [0; 4];
                let (first, last) = (run_of[sentence.start as usize], run_of[sentence.end as usize - 1]);
                for run in &runs[first as usize..=last as usize] {
                    let count = &mut kinds[usize::from(run.kind)];
                    *count = (*count + 1).min(2);
                }
            }
            keep(40, (kinds[1] << 4 | kinds[2] << 2 | kinds[3]) << 8 | own << 4 | inside);
            keep(
                41,
                u64::from(here.sentence > 0) << 16
                    | kind(sentence.start as usize, -1) << 12
                    | kind(sentence.end as usize - 1, 1) << 8
                    | own,
            );
            if here.stretch != NONE {
                let stretch = &stretches[here.stretch as usize];
                let (start, end) = (stretch.start as usize, stretch.end as usize);
                if mass_of != here.stretch {
                    mass_of = here.stretch;
                    mass = scores[start..end].iter().map(|s| s[5] + s[6]).sum::<f32>() / (end - start) as f32;
                }
                keep(50, sureness(mass) << 8 | bucket(stretch.end - stretch.start) << 4 | own);
                keep(51, sureness(mass) << 8 | kind(start, -1) << 4 | kind(end, 0) | own << 12);
            }
            sink(at..at + 1, features);
        }
        steady.end(&mut sink);
    }
}

/// The last of the classes of marks.
const LAST_MARK: u8 = 10;

fn is_verb(tag: u8) -> bool {
    Tag(tag).is_verb()
}

/// The hash of "that".
fn that_hash() -> u64 {
    static HASH: std::sync::LazyLock<u64> =
        std::sync::LazyLock::new(|| crate::reading::linear::table::hash(b"that"));
    *HASH
}

fn best_label(scores: &[f32; LABELS]) -> (u8, f32) {
    let mut best = 0;
    for label in 1..LABELS {
        if scores[label] > scores[best] {
            best = label;
        }
    }
    (best as u8, scores[best])
}

fn second_label(scores: &[f32; LABELS], best: u8) -> (u8, f32) {
    let mut second = usize::from(best == 0);
    for label in 0..LABELS {
        if label != usize::from(best) && scores[label] > scores[second] {
            second = label;
        }
    }
    (second as u8, scores[second])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_that_stay_are_told_once_for_all_their_words() {
        let (mut steady, mut told) = (Steady::default(), Vec::new());
        let mut sink = |words: Range<usize>, features: &[u32]| told.push((words, features.to_vec()));
        for (at, feature) in [(0, 7), (1, 7), (2, 8), (4, 8), (5, 8)] {
            steady.add(3, at, feature, &mut sink);
            steady.add(9, at, 5, &mut sink);
        }
        steady.end(&mut sink);
        told.sort_by_key(|(words, features)| (features[0], words.start));
        let expected = [(0..3, vec![5]), (4..6, vec![5]), (0..2, vec![7]), (2..3, vec![8]), (4..6, vec![8])];
        assert_eq!(told, expected);
    }
}
