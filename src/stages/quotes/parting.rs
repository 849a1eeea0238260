//! Rows that hold the words of two. Readers learn from news, where quotes that follow one another are mostly one speaker's;
//! here are parted from a row those that a clause of their own leads up to (“Roe asked Doe: “Why?” He replied: “No.””), that
//! stand behind what somebody else does (“…,” Roe said. Doe nodded. “…”), that answer a question, that take turns, and what
//! is no speech at all (The club's motto is “…”).

use super::Said;
use super::formal::{CONFIDENCE, Page};
use crate::found::EntityType;
use crate::reading::Label::{Begin, Inside};
use crate::reading::lexicon::Lists;
use crate::reading::marks::Stretch;
use crate::reading::nouns::{Sort, noun};
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// So many words at most lead up to a quote, and are a subject.
const LONGEST: usize = 16;
const LONGEST_SUBJECT: usize = 8;
/// A turn of a talk has no more words.
const LONGEST_TURN: usize = 30;
/// Who says a turn is told in no more words.
const TELLING: usize = 10;
/// Of a paragraph no more words are looked through.
const MOST: usize = 100;

/// Verbs that readers seldom know for cues, beside a quote.
const SAYS: [&str; 40] = [
    "called", "calls", "shouted", "shouts", "yelled", "yells", "screamed", "screams", "snapped", "snaps",
    "hissed", "hisses", "muttered", "mutters", "cut", "cuts", "shot", "shoots", "broke", "breaks", "put",
    "puts", "chimed", "chimes", "fired", "fires", "barked", "barks", "roared", "roars", "whispered",
    "whispers", "cried", "cries", "interjected", "interjects", "piped", "pipes", "growled", "growls",
];

/// What has words on it or for its name, and says them to nobody.
const WORDED: [&str; 26] = [
    "motto", "slogan", "song", "single", "album", "book", "novel", "film", "movie", "play", "title", "sign",
    "banner", "poster", "headline", "hashtag", "nickname", "shirt", "t-shirt", "hat", "cap", "placard",
    "sticker", "name", "memoir", "show",
];

/// Whose a quote is that stands among another's.
enum Whose {
    /// A clause of its own names who speaks.
    Led {
        source: Range<usize>,
        cue: Range<usize>,
    },
    /// These words tell who speaks, though they are no source.
    Told(Range<usize>),
    Nobodys,
    /// Nobody says it.
    Unsaid,
}

/// A clause that leads up to a quote: "Mayor Jane Roe asked Doe:".
struct Lead {
    words: Range<usize>,
    subject: Range<usize>,
    verb: usize,
}

/// Parts the rows that hold the words of two.
pub fn part(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut Vec<Said>) {
    let page = Page { text, tokens, reading };
    let mut parted: Vec<Said> = Vec::with_capacity(rows.len());
    // "Doe:" is nothing that Roe asked.
    let mut led: Vec<Range<usize>> = Vec::new();
    for mut row in std::mem::take(rows) {
        row.content = page.units(&row.content);
        page.part_leads(&mut row, &mut parted, &mut led);
        let clause = page.part_clause(&mut row);
        page.find_source(&mut row);
        page.leave_to_led(&mut row);
        page.part_asked(&mut row, &mut parted);
        page.part_question(&mut row, &mut parted);
        page.leave_to_asked(&mut row);
        let mut rest = std::mem::take(&mut row.content).into_iter();
        row.content.extend(rest.next());
        let whole = parted.len();
        if row.source.is_empty() && row.cue.is_empty() && row.teller.is_empty() {
            let first = &row.content[0];
            row.teller = match page.whose(&parted, first) {
                Some(Whose::Told(words)) => words,
                None if parted.is_empty() => page.gesture(first, 0, &(0..0)).unwrap_or_default(),
                _ => 0..0,
            };
        }
        if let Some((last, earlier)) = parted.split_last()
            && (row.carried || page.has_its_source(&row, last))
            && page.is_turn_of_talk(earlier, last, &row.content[0])
        {
            (row.carried, row.source, row.cue) = (false, 0..0, 0..0);
        }
        let confidence = row.confidence.min(CONFIDENCE);
        let has_teller = !row.source.is_empty() || !row.cue.is_empty() || !row.teller.is_empty();
        parted.push(row);
        for said in rest {
            let whose = if has_teller { page.whose(&parted, &said) } else { None };
            // What stands before who says it is told by what stands behind.
            let behind = parted[whole].source.start.max(parted[whole].cue.start) >= said.end;
            let own = Said { content: vec![said.clone()], confidence, ..Said::default() };
            match whose.filter(|_| !behind) {
                None => parted.last_mut().into_iter().for_each(|row| row.content.push(said.clone())),
                Some(Whose::Led { source, cue }) => parted.push(Said { source, cue, ..own }),
                Some(Whose::Told(teller)) => parted.push(Said { teller, ..own }),
                Some(Whose::Nobodys) => parted.push(own),
                Some(Whose::Unsaid) => {}
            }
        }
        parted.extend(clause);
    }
    // "the Czech" is nothing that is said, where the Czech says it.
    let mut sources: Vec<Range<usize>> = parted.iter().map(|row| row.source.clone()).collect();
    sources.sort_unstable_by_key(|source| source.start);
    let is_source = |words: &Range<usize>| {
        let next = sources.partition_point(|source| source.start <= words.start);
        next > 0 && words.end <= sources[next - 1].end
    };
    parted.retain(|row| !row.source.is_empty() || !row.content.iter().all(is_source));
    // "“…,” said | Jane Roe, “including my own.” |"
    let mut whole: Vec<Said> = Vec::with_capacity(parted.len());
    for row in parted {
        let rest = whole.last().and_then(|before| page.rest_behind_source(before, &row));
        match (rest, whole.last_mut()) {
            (Some(rest), Some(before)) => before.content.push(rest),
            _ => whole.push(row),
        }
    }
    let mut parted = whole;
    let mut asked = Vec::new();
    parted.iter_mut().for_each(|row| page.part_asked(row, &mut asked));
    parted.append(&mut asked);
    parted.retain(|row| !page.is_prize(row));
    // "a book titled “…”" and nothing else
    parted.retain(|row| row.content.len() > 1 || !page.is_titled(&page.behind_work(&row.content[0])));
    led.sort_unstable_by_key(|words| words.start);
    let is_led = |words: &Range<usize>| {
        let next = led.partition_point(|led| led.start <= words.start);
        next > 0 && words.end <= led[next - 1].end
    };
    if !led.is_empty() {
        parted.retain(|row| !row.content.iter().all(is_led));
    }
    *rows = parted;
}

/// Says whether a verb and the two words behind it tell what somebody does with the face or a hand, as people in a talk do: "Doe
/// nodded", "Doe raised an eyebrow", but not "Doe raised taxes".
pub(super) fn is_gesture([verb, next, object]: [&str; 3]) -> bool {
    let own = matches!(next, "his" | "her");
    match verb {
        "laughed" | "laughs" | "nodded" | "nods" | "smiled" | "smiles" | "grinned" | "grins" | "shrugged"
        | "shrugs" | "sighed" | "sighs" | "frowned" | "frowns" | "winced" | "winces" | "blushed"
        | "blushes" | "hesitated" | "hesitates" | "snorted" | "snorts" | "chuckled" | "chuckles"
        | "glanced" | "glances" | "groaned" | "groans" | "slapped" | "slaps" | "hugged" | "hugs"
        | "embraced" | "embraces" | "wiped" | "wipes" | "wept" | "weeps" => true,
        "shook" | "shakes" | "rolled" | "rolls" | "raised" | "raises" => {
            own || matches!(object, "hand" | "finger" | "eyebrow" | "eyebrows")
        }
        "agreed" | "agrees" | "disagreed" | "disagrees" => !matches!(next, "to" | "that" | "on" | "upon"),
        "paused" | "pauses" => !matches!(next, "the" | "a" | "all"),
        "interrupted" | "interrupts" => matches!(next, "him" | "her" | "." | ","),
        _ => false,
    }
}

impl Page<'_> {
    /// Returns the quotes that contents are made of, where a question and its answer stand side by side in one, or a name and
    /// a colon between two: "“A.” Jane Roe, Labour: “B.”"
    fn units(&self, contents: &[Range<usize>]) -> Vec<Range<usize>> {
        let stretches = &self.reading.stretches;
        let mut units = Vec::with_capacity(contents.len());
        for said in contents {
            let first = stretches.partition_point(|stretch| stretch.words.start < said.start);
            let within = stretches[first..].iter().take_while(|stretch| stretch.words.end <= said.end);
            let mut start = said.start;
            let mut before: Option<&Stretch> = None;
            for stretch in within {
                let last = before.replace(stretch);
                let parts = last.is_some_and(|last| {
                    let beside =
                        last.words.end == stretch.words.start && last.closed && self.asks(&last.words);
                    beside || self.label(stretch.words.start, last.words.end).is_some()
                });
                if let Some(last) = last.filter(|_| parts) {
                    units.push(start..last.words.end);
                    start = stretch.words.start;
                }
            }
            // "“Only just,” Doe cut in", where another's words stand before
            let told = before.filter(|last| last.words.start == start && last.words.end < said.end);
            let told = told.filter(|last| !units.is_empty() && self.tail(last).is_some());
            units.push(start..told.map_or(said.end, |last| last.words.end));
        }
        units
    }

    /// Parts a row in which two quotes stand that each have a clause of their own before them.
    fn part_leads(&self, row: &mut Said, parted: &mut Vec<Said>, led: &mut Vec<Range<usize>>) {
        let mut at = 1;
        while at < row.content.len() {
            let (before, after) = (row.content[at - 1].clone(), row.content[at].clone());
            let leads = self.lead(after.start, before.end).zip(self.lead(before.start, 0));
            let Some((lead, first)) = leads else {
                at += 1;
                continue;
            };
            let rest = row.content.split_off(at);
            let earlier = std::mem::replace(&mut row.content, rest);
            let own = |words: &Range<usize>| words.contains(&row.source.start);
            let told = |lead: &Lead, confidence| (lead.subject.clone(), lead.verb..lead.verb + 1, confidence);
            let known = (row.source.clone(), row.cue.clone(), row.confidence);
            let (before, after) = if own(&first.words) {
                (known, told(&lead, CONFIDENCE))
            } else if own(&lead.words) {
                (told(&first, CONFIDENCE), known)
            } else {
                (told(&first, row.confidence), told(&lead, row.confidence))
            };
            let (source, cue, confidence) = before;
            parted.push(Said { content: earlier, cue, source, confidence, ..Said::default() });
            (row.source, row.cue, row.confidence) = after;
            row.carried = false;
            led.push(first.verb + 1..first.words.end);
            at = 1;
        }
    }

    /// Takes from a row, where it is nobody's words in quotation marks, the clause of another: "Roe said the well was dry and Doe
    /// said the goats were dying".
    fn part_clause(&self, row: &mut Said) -> Option<Said> {
        let said = row.content.last()?.clone();
        if row.source.is_empty() || row.source.start >= said.start {
            return None;
        }
        let says = |at: usize| matches!(self.word(at), "said" | "says");
        let is_name = |at: usize| matches!(self.reading.labels[at], Begin(_) | Inside(_));
        for at in said.start + 1..said.end {
            // "Roe and Doe said"
            if !matches!(self.word(at), "and" | "but" | "while")
                || self.reading.stretch_at(at).is_some()
                || is_name(at - 1)
            {
                continue;
            }
            let is_title = |at: &usize| {
                self.reading.tags[*at].is_noun() && self.reading.labels[*at] != Begin(EntityType::Person)
            };
            let name = at + 1 + (at + 1..said.end).take(LONGEST_SUBJECT).take_while(is_title).count();
            let Some(cue) = self.name_at(name, said.end).map(|length| name + length) else { continue };
            if cue + 1 < said.end && says(cue) && !self.shares_name(&(name..cue), &row.source) {
                let (content, source) = (std::iter::once(cue + 1..said.end).collect(), at + 1..cue);
                row.content.last_mut().into_iter().for_each(|last| last.end = at);
                let confidence = row.confidence.min(CONFIDENCE);
                return Some(Said { content, cue: cue..cue + 1, source, confidence, ..Said::default() });
            }
        }
        None
    }

    /// Finds the source of a row that has a cue alone right behind a quote, or whose cue is what somebody was told: "“…,” said
    /// his niece, Jane Roe", "Residents were told by Jane Roe that".
    fn find_source(&self, row: &mut Said) {
        let cue = row.cue.clone();
        // "Jane Roe, Labour: “…”"
        if let Some(name) = row.content.first().and_then(|first| self.label(first.start, 0))
            && row.source.start > name.start
            && row.source.end < row.content[0].start
        {
            (row.cue, row.source) = (name.end..name.end, name);
            return;
        }
        // "Roe spoke of “change”; someone in the crowd yelled, “When?”"
        if let Some(first) = row.content.first()
            && let Some(Lead { words, subject, verb }) = self.lead(first.start, row.source.end.max(cue.end))
            && !row.source.is_empty()
            && row.source.end <= words.start
            && !self.is_pronoun(subject.start)
            && !self.shares_name(&subject, &row.source)
        {
            (row.source, row.cue) = (subject, verb..verb + 1);
            return;
        }
        // "“…,” pleaded the Acme Trust", "“…” is how Jane Roe puts it", "“…,” was Roe's verdict", "“…,” she once informed a court"
        if row.source.is_empty()
            && row.teller.is_empty()
            && let Some((at, quote)) = self.quote_among(&row.content)
            && let Some((source, verb)) = self.inverted(quote).or_else(|| self.said_to_be(quote))
        {
            row.content[at].end = quote.words.end;
            row.content.retain(|said| said.start < source.start || said.end > source.end);
            (row.source, row.cue, row.carried) = (source, verb, false);
            return;
        }
        self.find_source_behind(row);
        // "Jane Roe, | the mayor, | has attacked"
        if let Some(comma) =
            row.source.start.checked_sub(1).filter(|&comma| comma > 0 && self.word(comma) == ",")
            && matches!(self.word(row.source.start), "the" | "a" | "an")
            && row.source.end <= cue.start
            && (self.word(row.source.end - 1) == "," || self.word(row.source.end) == ",")
            && let Some(sentence) = self.sentence_of(comma)
            && self.name_at(sentence.start, comma) == Some(comma - sentence.start)
        {
            row.source.start = sentence.start;
        }
        // "warned | Col. | Jane Roe", of which the reader found the title alone
        if !cue.is_empty()
            && cue.end == row.source.start
            && let Some(length) = self.name_at(row.source.end, self.tokens.words.len())
            && self.reading.tags[row.source.end - 1].is_noun()
        {
            row.source.end += length;
        }
        if cue.is_empty() {
            return;
        }
        let limit = self.sentence_of(cue.start).map_or(cue.end, |sentence| sentence.end);
        let last = cue.end - 1;
        // "He was heard saying"
        let is_heard = |at: usize| {
            matches!(
                self.word(at),
                "heard" | "overheard" | "caught" | "filmed" | "recorded" | "captured" | "quoted"
            )
        };
        // "Roe is said to have answered"
        let is_told = |at: usize| {
            self.word(at) == "said"
                && at > 0
                && at + 2 < limit
                && matches!(self.word(at - 1), "is" | "was")
                && self.word(at + 1) == "to"
                && self.word(at + 2) == "have"
        };
        if row.source.is_empty()
            && let Some(heard) =
                (cue.start.saturating_sub(1)..cue.end).find(|&at| is_heard(at) || is_told(at))
        {
            if let Some(name) = self.name_before_passive(heard) {
                if row.content.len() > 1 {
                    row.content.retain(|said| *said != name);
                }
                row.source = name;
                return;
            }
            if cue.contains(&heard)
                && let Some(sentence) = self.sentence_of(cue.start)
                && let Some((subject, verb)) = self.subject(sentence.start..cue.end)
                && cue.contains(&verb)
            {
                row.source = subject;
                return;
            }
        }
        let told = matches!(self.word(last), "told" | "informed" | "warned" | "assured")
            && cue.end < limit
            && last > 0
            && matches!(self.word(last - 1), "was" | "were" | "been");
        if told && row.source.end <= cue.start {
            let that = (cue.end..limit).take(LONGEST).find(|&at| self.word(at) == "that");
            if let Some(that) = that.filter(|_| self.word(cue.end) == "by")
                && let Some((source, end)) = self.phrase(cue.end + 1..that)
                && (end == that || self.word(end) == ",")
                && let Some(first) = row.content.first_mut()
                && first.end > that
                && first.start >= cue.end
            {
                first.start = first.start.max(that);
                row.source = source;
            }
            return;
        }
        // "sent it to her teacher, Jane Roe, with a one-line message: “…”"
        let sends = |at: usize| matches!(self.word(at), "sent" | "emailed" | "texted" | "handed");
        if matches!(
            self.word(last - usize::from(self.word(last) == ":" && last > 0)),
            "message" | "note" | "text" | "email"
        ) && row.source.end <= cue.start
            && let Some(sentence) = self.sentence_of(last)
            && let Some((subject, verb)) = self.subject(sentence.start..row.source.start)
            && let Some(sent) = (verb..row.source.start).rev().take(LONGEST).find(|&at| sends(at))
            && (sent..row.source.start).any(|at| self.word(at) == "to")
        {
            row.source = subject;
            return;
        }
        // "Acme agreed to be bought, a week after rejecting the offer as “derisory”"
        if row.source.is_empty()
            && cue.len() == 1
            && self.reading.tags[last].as_str() == "VBG"
            && row.content.first().is_some_and(|first| first.start >= cue.end)
            && last > 0
            && matches!(self.word(last - 1), "after" | "before" | "while" | "by")
            && let Some(sentence) = self.sentence_of(last)
            && let Some((subject, verb)) = self.subject(sentence.start..last)
            && verb + LONGEST * 2 > last
        {
            row.source = subject;
            return;
        }
        let behind = row
            .content
            .last()
            .is_some_and(|said| said.end == cue.start && self.reading.stretch_at(said.start).is_some());
        if row.source.is_empty()
            && behind
            && cue.len() == 1
            && let Some((source, _)) = self.phrase(cue.end..limit)
        {
            row.source = source;
        }
    }

    /// Finds the source where the reader has it for the first words said: "for 40 years, says | Jane Roe, “…” |", "It was, said | her
    /// sister, as though |".
    fn find_source_behind(&self, row: &mut Said) {
        let cue = row.cue.clone();
        // "The key, says | Roe, is patience |"
        let behind = row.content.iter().position(|said| said.start == cue.end).unwrap_or_default();
        let starts = cue.len() == 1
            && row.content[behind].start == cue.end
            && matches!(self.word(cue.start), "said" | "says");
        let before = cue.start.checked_sub(1).filter(|&comma| self.word(comma) == ",");
        let Some(comma) = before.filter(|_| starts && row.source.end <= cue.start) else { return };
        let Some((source, end)) = self.phrase(row.content[behind].clone()) else { return };
        // "Jane Roe, 34, said the mayor, a friend, was ill", but "the key, says Jane Roe, is patience"
        if !row.source.is_empty() && row.source.end >= comma {
            let thing = row.source.start..comma;
            let is = end + 1 < row.content[behind].end && self.reading.tags[end + 1].is_verb();
            if behind == 0 && !thing.is_empty() && is && self.word(end) == "," && !self.is_person(&thing) {
                row.content[0].start = end + 1;
                row.content.insert(0, thing);
                row.source = source;
            }
            return;
        }
        let rest = end + 1..row.content[behind].end;
        let cut = || matches!(self.word(comma - 1), "is" | "was" | "were" | "had" | "has");
        let breaks = || row.source.is_empty() && (behind > 0 || cut());
        let quoted = || {
            self.reading.stretches.binary_search_by_key(&rest.start, |stretch| stretch.words.start).is_ok()
        };
        if rest.len() > 1 && self.word(end) == "," && comma > 0 && (quoted() || breaks()) {
            row.content[behind] = rest;
            row.source = source;
        }
    }

    /// Gives a row to who is told to say its words within what another only tells of: "According to the Post, one passenger wrote:
    /// “…”".
    fn leave_to_led(&self, row: &mut Said) {
        let tells = row.cue.len() == 2
            && self.word(row.cue.start).eq_ignore_ascii_case("according")
            && row.source.end <= row.content[0].start;
        let said = row.content[0].clone();
        let next = self.reading.stretches.partition_point(|stretch| stretch.words.start < said.start);
        let stretch = self.reading.stretches.get(next).map(|stretch| stretch.words.clone());
        let Some(words) = stretch.filter(|words| tells && words.end <= said.end) else { return };
        if words.start == 0 || self.word(words.start - 1) != ":" {
            return;
        }
        let end = row.source.end;
        let from =
            if said.start < words.start { said.start } else { end + usize::from(self.word(end) == ",") };
        if let Some(lead) = self
            .lead_from(words.start, from)
            .filter(|lead| from < words.start && self.reading.cues[lead.verb])
        {
            row.content[0].start = words.start;
            (row.source, row.cue) = (lead.subject, lead.verb..lead.verb + 1);
        }
    }

    /// Returns the verb where the quote at a word is a question that somebody "was asked".
    pub(super) fn put(&self, quote: usize) -> Option<usize> {
        let comma = quote > 0 && matches!(self.word(quote - 1), "," | ":");
        let verb = quote.checked_sub(1 + usize::from(comma)).filter(|&verb| verb > 0)?;
        let put = matches!(self.word(verb), "asked" | "questioned" | "quizzed")
            && matches!(self.word(verb - 1), "was" | "were" | "been" | "being" | "is" | "are");
        put.then_some(verb)
    }

    /// Takes from a row the question that is put to who speaks, by nobody who is named: "Roe was asked, “Will you go?” Roe said he
    /// would."
    fn part_asked(&self, row: &mut Said, parted: &mut Vec<Said>) {
        if row.source.is_empty() {
            return;
        }
        let asked = |said: &Range<usize>| {
            let verb = self.put(said.start)?;
            let quote = self.reading.stretch_at(said.start)?;
            // "was asked by Roe: “…”"
            let own = row.cue.contains(&verb) && row.source.start > verb;
            (!own && quote.words.end <= said.end).then(|| (verb, quote.words.clone()))
        };
        let Some((number, (verb, quote))) =
            row.content.iter().enumerate().find_map(|(number, said)| Some((number, asked(said)?)))
        else {
            return;
        };
        let question = Said {
            content: vec![quote.clone()],
            cue: verb..verb + 1,
            confidence: row.confidence.min(CONFIDENCE),
            ..Said::default()
        };
        row.content[number].start = quote.end;
        row.content.retain(|said| said.start < said.end);
        if row.content.is_empty() {
            *row = question;
        } else {
            parted.push(question);
        }
    }

    /// Returns the quote in a row without a source that begins with the source of the one before.
    fn rest_behind_source(&self, before: &Said, row: &Said) -> Option<Range<usize>> {
        let [said] = &row.content[..] else { return None };
        let source = &before.source;
        let begins = row.source.is_empty() && !source.is_empty() && said.start == source.start;
        let comma = source.end - usize::from(begins && self.word(source.end - 1) == ",");
        if !begins || comma >= said.end || self.word(comma) != "," {
            return None;
        }
        let quote = self.reading.stretch_at(comma + 1)?;
        let goes_on = quote.words.start == comma + 1 && quote.words.end == said.end;
        (goes_on && before.content.last()?.end <= source.start).then(|| quote.words.clone())
    }

    /// Returns the first of some words that a closed stretch in quotation marks begins, and that.
    fn quote_among(&self, contents: &[Range<usize>]) -> Option<(usize, &Stretch)> {
        contents.iter().enumerate().find_map(|(at, said)| {
            let quote = self.reading.stretch_at(said.start)?;
            let begins = quote.closed && quote.words.start == said.start && quote.words.end <= said.end;
            // Words behind it are who says that.
            let next = |end: usize| end < said.end && self.reading.tags[end].as_str() != "PRP";
            (begins && !next(quote.words.end)).then_some((at, quote))
        })
    }

    /// Returns who says a quote that opens its sentence and ends with a comma, and the verb, where they stand behind it, whatever the
    /// verb: "“…,” pleaded the Acme Trust", "“…,” spluttered Lord Roe".
    fn inverted(&self, quote: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        let Range { start, end } = quote.words;
        let opens = self.sentence_of(start).is_some_and(|sentence| sentence.start == start);
        let comma = quote.words.len() > 3 && self.word(end - 2) == ",";
        let limit = self.tokens.paragraphs[self.tokens.paragraph_of(start)].end.min(end + LONGEST);
        // "“…,” officially announced the Acme Trust"
        let at = end + usize::from(end < limit && self.reading.tags[end].as_str() == "RB");
        let verb = at < limit && matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ");
        if !opens || !comma || !verb || matches!(self.word(at), "is" | "was" | "has" | "had" | "does" | "did")
        {
            return None;
        }
        let source = self
            .phrase(at + 1..limit)
            .map(|(source, _)| source)
            .or_else(|| self.organisation(at + 1..limit))?;
        (source.end < limit && !self.is_pronoun(source.start)).then_some((source, at..at + 1))
    }

    /// Returns the organisation that some words begin with: "the Acme Trust".
    fn organisation(&self, words: Range<usize>) -> Option<Range<usize>> {
        let name = words.start + usize::from(words.start < words.end && self.word(words.start) == "the");
        let begins = name < words.end && self.reading.labels[name] == Begin(EntityType::Org);
        let rest = (name + 1..words.end).take_while(|&at| self.reading.labels[at] == Inside(EntityType::Org));
        begins.then(|| words.start..name + 1 + rest.count())
    }

    /// Returns who is said to put a quote so right behind it, and the verb: "“…” is how Jane Roe sums it up", "“…,” was Roe's verdict".
    fn said_to_be(&self, quote: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        let end = quote.words.end;
        let limit =
            self.tokens.paragraphs[self.tokens.paragraph_of(quote.words.start)].end.min(end + LONGEST);
        if quote.words.len() < 3 || end + 2 >= limit || !matches!(self.word(end), "is" | "was") {
            return None;
        }
        if self.word(end + 1) == "how" {
            let (source, _) = self.phrase(end + 2..limit)?;
            let puts = |at: &usize| {
                matches!(
                    self.word(*at),
                    "puts"
                        | "put"
                        | "describes"
                        | "described"
                        | "sums"
                        | "summed"
                        | "recalls"
                        | "recalled"
                        | "remembers"
                )
            };
            let verb = (source.end..limit).find(puts)?;
            return Some((source, verb..verb + 1));
        }
        let name = self.name_at(end + 1, limit)?;
        let owns = end + 1 + name;
        let owner = owns + 1 < limit && matches!(self.word(owns), "'s" | "’s" | "'" | "’");
        let told = matches!(
            self.word((owns + 1).min(limit - 1)),
            "verdict"
                | "answer"
                | "reply"
                | "response"
                | "assessment"
                | "explanation"
                | "conclusion"
                | "advice"
                | "retort"
        );
        (owner && told).then(|| (end + 1..owns, end..end + 1))
    }

    /// Returns the person's name before the auxiliaries of a participle: "In the video, Roe | can be | heard".
    fn name_before_passive(&self, participle: usize) -> Option<Range<usize>> {
        const AUXILIARIES: [&str; 9] = ["can", "could", "be", "is", "was", "been", "has", "had", "later"];
        let start = self.sentence_of(participle)?.start;
        let end = (start..participle).rev().find(|&at| !AUXILIARIES.contains(&self.word(at)))? + 1;
        let first = (start..end).rev().find(|&at| !matches!(self.reading.labels[at], Inside(_)))?;
        // "In the clip, he is heard"
        if first + 1 == end && end < participle && matches!(self.word(first), "he" | "she") {
            return Some(first..end);
        }
        let name = self.name_at(first, end).map(|length| first..first + length)?;
        (end < participle && name.end == end).then_some(name)
    }

    /// Parts a question from the answer right beside it, behind which stands who says that: "“Since when?” “Since noon,” says
    /// the guard".
    fn part_question(&self, row: &mut Said, parted: &mut Vec<Said>) {
        let [question, answer, ..] = &row.content[..] else { return };
        if question.end == answer.start && self.asks(question) && row.source.start >= answer.end {
            let question = row.content.remove(0);
            let teller = self.gesture(&question, 0, &row.source).unwrap_or(0..0);
            let (content, confidence) = (vec![question], row.confidence.min(CONFIDENCE));
            parted.push(Said { content, teller, confidence, ..Said::default() });
        }
    }

    /// Returns whose a quote is that stands behind the last of some rows, where it is told to be another's.
    fn whose(&self, rows: &[Said], said: &Range<usize>) -> Option<Whose> {
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.end <= said.start);
        let stretch = stretches.get(next)?;
        let (last, earlier) = rows.split_last()?;
        let before = last.content.last()?;
        // "Her nickname is “the Goat”", "Cries of “Shame!” came from the gallery"
        if stretch.words.start < said.end && said.start >= before.end {
            if self.is_unsaid(stretch.words.start, before.end) {
                return Some(Whose::Unsaid);
            }
            if stretch.words.start > said.start && self.is_cried(stretch.words.start, said.start) {
                return Some(Whose::Nobodys);
            }
        }
        if stretch.words.start != said.start
            || !stretch.closed
            || stretch.continues
            || before.end > said.start
        {
            return None;
        }
        let from = before.end.max(last.cue.end).max(last.source.end);
        if from > said.start {
            return None;
        }
        let known = if last.source.is_empty() { &last.teller } else { &last.source };
        if let Some(source) = self.label(said.start, from) {
            return Some(Whose::Led { cue: source.end..source.end, source });
        }
        if let Some(Lead { subject, verb, .. }) = self.lead(said.start, from)
            && !self.is_pronoun(subject.start)
            && !self.shares_name(&subject, known)
        {
            return Some(Whose::Led { source: subject, cue: verb..verb + 1 });
        }
        if let Some((source, cue)) = self.tail(stretch).filter(|(source, _)| !self.shares_name(source, known))
        {
            return Some(Whose::Led { source, cue });
        }
        if self.is_cried(said.start, from) {
            return Some(Whose::Nobodys);
        }
        let answers = || {
            let asks = last.cue.clone().any(|at| matches!(self.word(at), "asked" | "asks"));
            let mine = said.clone().any(|at| matches!(self.word(at), "I" | "me" | "my" | "My" | "We" | "we"));
            asks && mine && self.asks(before) && !self.asks(said) && self.is_next_turn(before, said)
        };
        if self.answers_by_name(before, said) || answers() {
            return Some(Whose::Nobodys);
        }
        let told = self
            .gesture(said, from, known)
            .or_else(|| self.answerer(last, said))
            .or_else(|| self.questioned(said))
            .or_else(|| self.whose_turn(earlier, last, said));
        if let Some(words) = told {
            return Some(Whose::Told(words));
        }
        let is_anybodys = self.asks_him(said) || self.is_turn_of_talk(earlier, last, said);
        is_anybodys.then_some(Whose::Nobodys)
    }

    /// Says whether a quote is a short paragraph, the next one behind another.
    fn is_next_turn(&self, before: &Range<usize>, said: &Range<usize>) -> bool {
        let number = self.tokens.paragraph_of(said.start);
        let whole = self.tokens.paragraphs[number] == *said && said.len() <= LONGEST_TURN;
        whole && self.tokens.paragraph_of(before.start) + 1 == number
    }

    /// Says whether a quote of a paragraph of its own stands behind one that ends with whom it speaks to: "“That will do, Roe,” she
    /// said.¶ “Will it?”"
    fn answers_by_name(&self, before: &Range<usize>, said: &Range<usize>) -> bool {
        if !self.is_next_turn(before, said) || before.len() < 4 {
            return false;
        }
        let name = before.end - 3;
        let closes = matches!(self.word(before.end - 2), "," | "?" | "!" | ".");
        let opens = name == before.start + 1 || self.word(name - 1) == ",";
        let given = name == before.start + 1
            && before.len() == 4
            && self.reading.lists[name].any(Lists::MALE.or(Lists::FEMALE));
        closes && opens && (given || self.reading.labels[name] == Begin(EntityType::Person))
    }

    /// Returns the sentence that ends right before a quote which opens a paragraph.
    fn sentence_above(&self, said: &Range<usize>) -> Option<Range<usize>> {
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= said.start);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        let opens = self.tokens.paragraphs[self.tokens.paragraph_of(said.start)].start == said.start;
        let quoted = || before.clone().any(|at| self.reading.stretch_at(at).is_some());
        (opens && before.end == said.start && before.len() <= 2 * LONGEST && !quoted()).then_some(before)
    }

    /// Takes from a row the source of a paragraph above where the sentence between asks another: "“No,” Roe said.¶ Doe was asked
    /// about it.¶ “Yes.”"
    fn leave_to_asked(&self, row: &mut Said) {
        let Some(first) = row.content.first() else { return };
        let remote = !row.source.is_empty()
            && row.source.end <= first.start
            && self.tokens.paragraph_of(row.source.start) < self.tokens.paragraph_of(first.start);
        if !remote {
            return;
        }
        let asked = self.questioned(first).filter(|asked| !self.shares_name(asked, &row.source));
        if asked.is_some() || self.asks_him(first) {
            (row.source, row.cue, row.carried) = (0..0, 0..0, false);
            row.teller = asked.unwrap_or_default();
        } else if let Some(another) = self.brought_in(first, &row.source) {
            let of_another = |at: usize| {
                matches!(self.word(at), "he" | "He" | "she" | "She" | "him" | "her" | "his" | "His" | "Her")
            };
            let spoken_of = row.content.iter().any(|said| said.clone().any(of_another));
            (row.source, row.cue, row.carried) = (0..0, 0..0, false);
            row.teller = if spoken_of { 0..0 } else { another };
        }
    }

    /// Returns another than who spoke, whom the sentence above a quote brings in by name: "“I ran,” Roe said.¶ Firefighter Jane Doe came
    /// first.¶ “It was chaos.”"
    fn brought_in(&self, said: &Range<usize>, source: &Range<usize>) -> Option<Range<usize>> {
        let above = self.sentence_above(said).filter(|above| above.start >= source.end)?;
        let (subject, verb) = self.subject(above)?;
        let named = subject.clone().find(|&at| self.reading.labels[at] == Begin(EntityType::Person))?;
        let ends = self.name_at(named, verb).is_some_and(|length| named + length == subject.end);
        (ends && !self.shares_name(&subject, source)).then_some(subject)
    }

    /// Says whether a row has the source of the one before it, in the paragraph above.
    fn has_its_source(&self, row: &Said, last: &Said) -> bool {
        !row.source.is_empty()
            && row.source == last.source
            && self.tokens.paragraph_of(row.source.start) < self.tokens.paragraph_of(row.content[0].start)
    }

    /// Returns who is asked in the sentence above a quote: "Jane Roe was asked what Doe had said.¶ “Nothing.”"
    fn questioned(&self, said: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.sentence_above(said)?;
        let (subject, verb) = self.subject(sentence.clone())?;
        let asked = (verb + 1..sentence.end.min(verb + 3))
            .any(|at| matches!(self.word(at), "asked" | "pressed" | "questioned" | "quizzed"));
        let passive = matches!(self.word(verb), "was" | "is") && asked;
        (passive && self.is_person(&subject) && !self.is_pronoun(subject.start)).then_some(subject)
    }

    /// Says whether the sentence above a quote asks somebody: "Roe asked her to describe it.¶ “It was red.”"
    fn asks_him(&self, said: &Range<usize>) -> bool {
        let Some(sentence) = self.sentence_above(said) else { return false };
        let Some((_, verb)) = self.subject(sentence.clone()) else { return false };
        let asks = matches!(self.word(verb), "asked" | "asks" | "pressed" | "questioned");
        let object = verb + 1;
        let whom = object < sentence.end
            && (matches!(self.word(object), "him" | "her" | "if" | "whether")
                || self.reading.labels[object] == Begin(EntityType::Person));
        asks && whom && !self.asks(said)
    }

    /// Returns who says a quote, and the verb, where its sentence goes on with them: "“Only just!” Doe cut in", "“That's a lie!”
    /// screamed Mrs. Doe".
    fn tail(&self, quote: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        let end = quote.words.end;
        let ends = quote.words.len() > 2 && matches!(self.word(end - 2), "," | "?" | "!");
        let paragraph = self.tokens.paragraphs[self.tokens.paragraph_of(quote.words.start)].end;
        if !quote.closed || !ends || end >= paragraph {
            return None;
        }
        let limit = paragraph.min(end + LONGEST);
        let says = |at: usize| {
            let finite = matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP" | "VBN");
            finite && (self.reading.cues[at] || self.cries(at))
        };
        if says(end) {
            let (source, _) = self.phrase(end + 1..limit)?;
            return Some((source, end..end + 1));
        }
        let (source, verb) = self.subject(end..limit)?;
        let person = self.is_person(&source) && !self.is_pronoun(source.start);
        (person && says(verb)).then_some((source, verb..verb + 1))
    }

    /// Says whether a word is one of [`SAYS`], and "in" or "back" stands behind those that say little alone.
    fn cries(&self, at: usize) -> bool {
        let next = self.tokens.words.get(at + 1).map_or("", |&next| self.text.slice(next));
        let alone = !matches!(
            self.word(at),
            "cut"
                | "cuts"
                | "shot"
                | "shoots"
                | "broke"
                | "breaks"
                | "put"
                | "puts"
                | "chimed"
                | "chimes"
                | "fired"
                | "fires"
                | "piped"
                | "pipes"
        );
        SAYS.contains(&self.word(at)) && (alone || matches!(next, "in" | "back" | "up"))
    }

    /// Says whether words call a person, by name or by a noun at their end.
    fn is_person(&self, words: &Range<usize>) -> bool {
        let named = words.clone().any(|at| self.reading.labels[at] == Begin(EntityType::Person));
        named || noun(&self.word(words.end - 1).to_lowercase()).sort == Sort::Person
    }

    /// Returns the phrase of a person that begins with the first of some words, and where it ends: "her father", "his coach, Jane
    /// Roe".
    pub(super) fn phrase(&self, words: Range<usize>) -> Option<(Range<usize>, usize)> {
        let is_called = |at: &usize| {
            self.reading.tags[*at].is_noun()
                || matches!(self.reading.tags[*at].as_str(), "DT" | "JJ" | "CD" | "PRP$" | "POS" | "HYPH")
        };
        let length = words.clone().take(LONGEST_SUBJECT).take_while(is_called).count();
        let mut phrase = words.start..words.start + length;
        let head = phrase.clone().next_back().filter(|&at| self.reading.tags[at].is_noun())?;
        if phrase.end < words.end && self.word(phrase.end) == "," {
            let titles = (phrase.end + 1..words.end).take(LONGEST_SUBJECT).take_while(|&at| {
                self.reading.tags[at].is_noun() && self.reading.labels[at] != Begin(EntityType::Person)
            });
            let name = phrase.end + 1 + titles.count();
            if let Some(length) = self.name_at(name, words.end) {
                phrase.end = name + length;
            }
        }
        let end = phrase.end;
        (self.is_person(&phrase) || noun(&self.word(head).to_lowercase()).sort == Sort::Person)
            .then_some((phrase, end))
    }

    /// Says whether the quote at a word is what people without a name cry: "Cries of “Shame!”", "there came a shout: “Shame!”"
    fn is_cried(&self, quote: usize, from: usize) -> bool {
        let is_cry = |at: usize| {
            matches!(
                self.word(at),
                "cries"
                    | "cry"
                    | "shouts"
                    | "shout"
                    | "chants"
                    | "chant"
                    | "calls"
                    | "Cries"
                    | "Shouts"
                    | "Chants"
                    | "Calls"
            )
        };
        let before = quote.checked_sub(2).filter(|&at| at >= from);
        before.is_some_and(|at| matches!(self.word(at + 1), "of" | ":" | ",") && is_cry(at))
    }

    /// Returns the clause that leads up to the quote at a word, with a colon or comma, and begins no earlier than `from`: the
    /// beginning of its sentence, or what "while" or "and" joins to that.
    fn lead(&self, quote: usize, from: usize) -> Option<Lead> {
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.end <= quote);
        let stretch = stretches.get(next).filter(|stretch| stretch.words.start == quote && stretch.closed)?;
        let mark = stretch.words.start.checked_sub(1).filter(|&at| matches!(self.word(at), ":" | ","))?;
        let start = self.sentence_of(mark)?.start;
        if start >= from {
            return self.lead_from(quote, start);
        }
        let start = {
            let joins = |&at: &usize| {
                matches!(self.word(at), "while" | "as" | "and" | "but" | "whereas")
                    && (at == from || self.word(at - 1) == ",")
                    || at > from && self.word(at - 1) == ";"
            };
            // “Why?” He replied:
            let opens = from < mark && self.word(from).starts_with(char::is_uppercase);
            if opens { from } else { (from..mark).take(LONGEST).find(joins)? }
        };
        self.lead_from(quote, start)
    }

    /// Returns the clause from `start` on that leads up to the quote at a word, with a colon or comma.
    fn lead_from(&self, quote: usize, start: usize) -> Option<Lead> {
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.end <= quote);
        let mark = quote.checked_sub(1).filter(|&at| matches!(self.word(at), ":" | ","))?;
        let words = start..mark + 1;
        // A quote among them is another's lead.
        let quoted = next.checked_sub(1).is_some_and(|before| stretches[before].words.end > start);
        if words.len() > LONGEST || quoted {
            return None;
        }
        let joins = matches!(self.word(start), "and" | "but" | "And" | "But" | "while" | "as" | "whereas");
        let (subject, verb) = self.subject(start + usize::from(joins)..mark)?;
        let says = self.reading.cues[verb] || self.cries(verb) || self.word(mark) == ":";
        says.then_some(Lead { words, subject, verb })
    }

    /// Returns the name that opens the sentence of the quote at a word, where only what that one is stands between it and the
    /// colon: "Jane Roe, Labour: “…”"
    fn label(&self, quote: usize, from: usize) -> Option<Range<usize>> {
        let colon = quote.checked_sub(1).filter(|&at| self.word(at) == ":")?;
        let start = self.sentence_of(colon)?.start.max(from);
        let length = self.name_at(start, colon)?;
        let end = start + length;
        let short = colon - start <= LONGEST_SUBJECT;
        let aside = end == colon || self.word(end) == ",";
        let says = (end..colon).any(|at| self.reading.tags[at].is_verb());
        (short && aside && !says).then_some(start..end)
    }

    /// Returns the number of words of the person's name that begins at a word.
    fn name_at(&self, at: usize, end: usize) -> Option<usize> {
        let is_inside = |at: &usize| self.reading.labels[*at] == Inside(EntityType::Person);
        let begins = at < end && self.reading.labels[at] == Begin(EntityType::Person);
        begins.then(|| 1 + (at + 1..end).take_while(is_inside).count())
    }

    /// Returns who does something in the sentence between a quote and what was said before, which ends before `from`, where
    /// that is not who said it: "Doe nodded. “…”"
    fn gesture(&self, said: &Range<usize>, from: usize, known: &Range<usize>) -> Option<Range<usize>> {
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= said.start);
        let sentence = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        let opens = self.tokens.sentences.get(own).is_some_and(|own| own.start == said.start);
        let here = self.tokens.paragraph_of(sentence.start) == self.tokens.paragraph_of(said.start);
        if !opens || !here || sentence.start < from || sentence.len() > LONGEST {
            return None;
        }
        let (subject, verb) = self.subject(sentence.clone())?;
        let next = |at: usize| if at < sentence.end { self.word(at) } else { "" };
        let unmoved = matches!(self.word(verb), "was" | "is")
            && (next(verb + 1) == "not" && matches!(next(verb + 2), "impressed" | "amused" | "convinced")
                || matches!(
                    next(verb + 1),
                    "unmoved" | "unimpressed" | "unconvinced" | "blunter" | "calmer"
                ));
        let looks = matches!(self.word(verb), "looks" | "looked" | "turns" | "turned")
            && matches!(next(verb + 1), "at" | "up" | "away" | "to" | "down");
        let acts = unmoved || looks || is_gesture([self.word(verb), next(verb + 1), next(verb + 2)]);
        (acts
            && self.is_person(&subject)
            && !self.is_pronoun(subject.start)
            && !self.shares_name(&subject, known))
        .then_some(subject)
    }

    /// Returns whom a row asks, where a quote is the sentence behind it and no question: "“Will you go?” Roe asked Doe. “No.”"
    fn answerer(&self, row: &Said, said: &Range<usize>) -> Option<Range<usize>> {
        let asks = row.cue.clone().find(|&at| matches!(self.word(at), "asked" | "asks"))?;
        let end = row.content.last()?.end.max(row.cue.end).max(row.source.end);
        if self.asks(said) || said.start < end {
            return None;
        }
        let object = if row.source.start == asks + 1 { row.source.end } else { asks + 1 };
        let is_title = |at: &usize| {
            self.reading.labels[*at] != Begin(EntityType::Person)
                && (self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "DT")
        };
        let limit = self.sentence_of(asks)?.end;
        let name = object + (object..limit).take(LONGEST_SUBJECT).take_while(is_title).count();
        let length = self.name_at(name, limit)?;
        // Nothing but the rest of its sentence stands between.
        let sentence = self.sentence_of(end.max(name + length) - 1)?;
        let follows = sentence.end == said.start;
        (follows && row.source.start < row.source.end).then_some(name..name + length)
    }

    /// Returns whose turn it is in a talk of two: who asked asks again, and who answered answers again.
    fn whose_turn(&self, earlier: &[Said], last: &Said, said: &Range<usize>) -> Option<Range<usize>> {
        let (before, asks) = (last.content.last()?, self.asks(said));
        if last.source.is_empty() {
            // “Not twelve?” “I can count.”
            let [.., first, second] = earlier else { return None };
            let again = !last.teller.is_empty() && last.teller == first.source && !second.source.is_empty();
            let beside = before.end == said.start;
            return (again && beside && self.asks(before) && !asks).then(|| second.source.clone());
        }
        let first = earlier.last()?;
        let asked = first.content.last().is_some_and(|said| self.asks(said)) && !self.asks(before);
        (asks && asked && self.talk(first, last, said)).then(|| first.source.clone())
    }

    /// Says whether a quote is a paragraph behind two turns of a talk, and so rather the first one's than the second's.
    fn is_turn_of_talk(&self, earlier: &[Said], last: &Said, said: &Range<usize>) -> bool {
        let paragraph = |at: usize| self.tokens.paragraph_of(at);
        let whole = |said: &Range<usize>| self.tokens.paragraphs[paragraph(said.start)] == *said;
        if said.len() > LONGEST_TURN || !whole(said) {
            return false;
        }
        if last.source.is_empty() {
            // One turn without a name follows another.
            let parted = !last.teller.is_empty() || last.cue.is_empty() && !last.carried;
            let before = &last.content[0];
            return parted
                && last.content.len() == 1
                && whole(before)
                && paragraph(before.start) + 1 == paragraph(said.start);
        }
        if self.is_tossed(last, said)
            || self.speaks_to(last, said)
            || self.is_answer(last, said)
            || self.asks_back(last, said)
            || self.is_retort(earlier, last, said)
        {
            return true;
        }
        earlier.last().is_some_and(|first| {
            let apart = paragraph(first.source.start) + 1 == paragraph(last.source.start)
                && paragraph(last.source.start) + 1 == paragraph(said.start);
            apart && self.talk(first, last, said)
        })
    }

    /// Says whether a short paragraph in quotation marks, behind one whose speaker is named, stands before another one: who talk in
    /// turn are not named each time. “Your eggs,” Roe said.¶ “In a minute.”¶ “They'll be cold.”
    fn is_tossed(&self, last: &Said, said: &Range<usize>) -> bool {
        const SHORT: usize = 10;
        let number = self.tokens.paragraph_of(said.start);
        let follows = self.tokens.paragraph_of(last.source.start) + 1 == number;
        let is_quote = |words: &Range<usize>| {
            let stretch = self.reading.stretch_at(words.start);
            stretch.is_some_and(|stretch| stretch.words == *words && stretch.closed && !stretch.continues)
        };
        let next = self.tokens.paragraphs.get(number + 1);
        let words = last.content.iter().map(Range::len).sum::<usize>();
        follows
            && words <= LONGEST_TURN
            && said.len() <= SHORT
            && is_quote(said)
            && next.is_some_and(|next| next.len() <= SHORT && is_quote(next))
    }

    /// Says whether a paragraph in quotation marks stands behind one that ends with a question: “I know,” Roe said. “Do you?”¶ “I
    /// do.”
    fn is_answer(&self, last: &Said, said: &Range<usize>) -> bool {
        let Some(before) = last.content.last() else { return false };
        let number = self.tokens.paragraph_of(said.start);
        let ends = number > 0 && self.tokens.paragraphs[number - 1].end == before.end;
        let closed =
            |words: &Range<usize>| self.reading.stretch_at(words.end - 1).is_some_and(|its| its.closed);
        ends && self.asks(before) && !self.asks(said) && closed(before)
    }

    /// Says whether a short question in the paragraph below a quote is rather another's: it takes up a word of that ("“It's your
    /// third,” Roe said.¶ “Third what?”"), or that one answers questions ("Under questioning by Doe, Roe admitted …").
    fn asks_back(&self, last: &Said, said: &Range<usize>) -> bool {
        const SHORT: usize = 12;
        const LONG: usize = 4;
        let number = self.tokens.paragraph_of(said.start);
        let above = self.tokens.paragraph_of(last.source.start);
        if above + 1 != number || said.len() > SHORT || !self.asks(said) {
            return false;
        }
        let echoes = |at: usize| {
            let word = self.word(at);
            let again = |other: usize| self.word(other).eq_ignore_ascii_case(word);
            word.len() >= LONG && last.content.iter().any(|said| said.clone().take(MOST).any(again))
        };
        let examined = |at: usize| matches!(self.word(at), "questioning" | "cross-examination");
        // “I was at home,” Roe said.¶ “Sixty-one times?”
        let fragment = said.len() <= SHORT / 2 && !said.clone().any(|at| self.reading.tags[at].is_verb());
        fragment
            || said.len() <= SHORT / 2 && said.clone().any(echoes)
            || self.tokens.paragraphs[above].clone().take(MOST).any(examined)
    }

    /// Says whether a short paragraph in quotation marks stands behind the answer to another's question, who may well speak again:
    /// “Did you sign?” asked Roe.¶ “He said so,” said Doe, the chair.¶ “You're out of order.”
    fn is_retort(&self, earlier: &[Said], last: &Said, said: &Range<usize>) -> bool {
        let paragraph = |at: usize| self.tokens.paragraph_of(at);
        let Some(first) = earlier.last() else { return false };
        let asks = first.content.last().is_some_and(|said| self.asks(said));
        let is_turn = |row: &Said| {
            let named = self.reading.labels[row.source.clone()].contains(&Begin(EntityType::Person));
            let quoted = row.content.iter().all(|said| self.reading.stretch_at(said.start).is_some());
            // “Did he speak?” asked Roe.¶ “Yes,” he said.¶ “What did he say?”
            let answers = self.asks(said) && row.source.len() == 1 && self.is_pronoun(row.source.start);
            // “Which ones?” a reporter asked.
            let reports = row.source.end > 0
                && !row.source.is_empty()
                && matches!(self.word(row.source.end - 1), "reporter" | "journalist" | "interviewer");
            let short = row.content.iter().map(Range::len).sum::<usize>() <= LONGEST_TURN;
            (named || answers || reports && self.asks(said)) && quoted && short
        };
        let follow = paragraph(first.source.start) + 1 == paragraph(last.source.start)
            && paragraph(last.source.start) + 1 == paragraph(said.start);
        asks && follow && is_turn(first) && is_turn(last) && !self.shares_name(&first.source, &last.source)
    }

    /// Says whether a paragraph in quotation marks speaks to whoever spoke before it, by the name or the title, or says of "you"
    /// what he said of himself: “Name one,” Jane Roe said.¶ “I won't, Jane.”
    fn speaks_to(&self, last: &Said, said: &Range<usize>) -> bool {
        if self.tokens.paragraph_of(last.source.start) >= self.tokens.paragraph_of(said.start) {
            return false;
        }
        let is_name = |at: usize| {
            let word = self.word(at);
            word.starts_with(char::is_uppercase) && last.source.clone().any(|its| self.word(its) == word)
        };
        let ends =
            |at: usize| at + 1 == said.end || matches!(self.word(at + 1), "." | "!" | "?" | "”" | "\"");
        let addressed =
            (said.start + 2..said.end).any(|at| self.word(at - 1) == "," && is_name(at) && ends(at));
        // "With respect, Senator,", "No, Your Honor."
        let is_vocative = |at: usize| {
            const VOCATIVES: [&str; 16] = [
                "Senator", "Congressman", "Congresswoman", "Minister", "Councillor", "Councilman", "Doctor",
                "Judge", "Coach", "Officer", "sir", "Sir", "ma'am", "ma’am", "madam", "Madam",
            ];
            let honor = self.word(at) == "Your"
                || self.word(at) == "my" && matches!(self.word(at + 1), "lord" | "lady");
            let end = at + usize::from(honor);
            (VOCATIVES.contains(&self.word(at)) || honor)
                && end + 1 < said.end
                && matches!(self.word(at - 1), "," | "“" | "\"" | "‘")
                && matches!(self.word(end + 1), "," | "." | "?" | "!")
        };
        let addressed = addressed || (said.start + 1..said.end.saturating_sub(2)).any(is_vocative);
        let before = &last.content[0];
        let echoes = said.len() > 3
            && before.len() > 3
            && self.word(said.start + 1) == "You"
            && matches!(self.word(before.start + 1), "We" | "I")
            && self.word(said.start + 2) == self.word(before.start + 2);
        // "“…,” he said.¶ “They were not, Roe.”"
        let unnamed = last.source.clone().all(|at| !self.word(at).starts_with(char::is_uppercase))
            || self.is_pronoun(last.source.start);
        let called = said.end.checked_sub(3).filter(|&at| at > said.start + 1).is_some_and(|at| {
            self.reading.labels[at] == Begin(EntityType::Person)
                && self.word(at - 1) == ","
                && ends(at)
                && self.reading.shapes[at + 1] == Shape::Mark
        });
        // "The gentlelady is out of order."
        let member = (said.start..said.end.min(said.start + 4))
            .any(|at| matches!(self.word(at), "gentleman" | "gentlelady" | "gentlewoman"));
        addressed || echoes || member || unnamed && called
    }

    /// Says whether two rows are the turns of a talk of two before a quote: each one's source is told in a few words beside
    /// its quote, in one paragraph or in paragraphs that follow one another.
    fn talk(&self, first: &Said, second: &Said, said: &Range<usize>) -> bool {
        let paragraph = |at: usize| self.tokens.paragraph_of(at);
        // “She fired me,” he says.¶ “I let him go,” she says.¶ “By fax.”
        let one = |row: &Said| if row.source.len() == 1 { self.word(row.source.start) } else { "" };
        let he_and_she = matches!((one(first), one(second)), ("he", "she") | ("she", "he"));
        let is_turn = |row: &Said| {
            let words = row.content.iter().map(Range::len).sum::<usize>();
            let named = self.reading.labels[row.source.clone()].contains(&Begin(EntityType::Person))
                || row.source.len() > 1
                || he_and_she;
            let quoted = row.content.iter().all(|said| self.reading.stretch_at(said.start).is_some());
            named && quoted && words <= LONGEST_TURN && row.cue.len() + row.source.len() <= TELLING
        };
        let places = [first.content[0].start, second.content[0].start, said.start].map(paragraph);
        let near = places[1] - places[0].min(places[1]) <= 1 && places[2] - places[1].min(places[2]) <= 1;
        let ordered = places[0] <= places[1] && places[1] <= places[2];
        near && ordered
            && !first.source.is_empty()
            && is_turn(first)
            && is_turn(second)
            && !self.shares_name(&first.source, &second.source)
    }

    /// Says whether the quote at a word is what something is called or has on it: "The club's motto is “…”".
    fn is_unsaid(&self, quote: usize, from: usize) -> bool {
        let Some(sentence) = self.sentence_of(quote) else { return false };
        let Some(verb) = quote.checked_sub(1).filter(|&at| at > sentence.start && sentence.start >= from)
        else {
            return false;
        };
        let before = verb - usize::from(self.word(verb) == ":" || self.word(verb) == ",");
        let is = matches!(
            self.word(before),
            "is" | "was" | "read" | "reads" | "reading" | "called" | "titled" | "entitled" | "named"
        );
        let worded = |at: usize| WORDED.contains(&self.word(at).to_lowercase().as_str());
        is && (sentence.start..before).take(LONGEST).any(worded)
    }

    /// Returns words without the work before the title in them: "The book, “Blue Door,”" is that.
    fn behind_work(&self, said: &Range<usize>) -> Range<usize> {
        const LONGEST: usize = 4;
        let quote = self.reading.stretch_at(said.end - 1).map(|stretch| &stretch.words);
        let quote = quote.filter(|quote| quote.end == said.end && quote.start > said.start);
        let plain = |at: usize| {
            self.reading.tags[at].is_noun()
                || matches!(self.reading.tags[at].as_str(), "DT" | "JJ" | "PRP$" | "VBD" | ",")
        };
        match quote {
            Some(quote) if quote.start - said.start <= LONGEST && (said.start..quote.start).all(plain) => {
                quote.clone()
            }
            _ => said.clone(),
        }
    }

    /// Says whether words in quotation marks are the title of something: "a note titled “…”", "under the headline “…”".
    fn is_titled(&self, said: &Range<usize>) -> bool {
        let whole = self.reading.stretch_at(said.start).is_some_and(|stretch| stretch.words == *said);
        let back = |count: usize| said.start.checked_sub(count).map_or("", |at| self.word(at));
        let headline = back(1) == "headline" && matches!(back(2), "the" | "a");
        // "her new album, “Blue Door,” is out", "In “Blue Door,” she sings"
        let next = |at: usize| self.word(at).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let capitals =
            said.len() > 3 && next(said.start + 1) && next(said.end - 3) && self.word(said.end - 2) == ",";
        let work = back(1) == ","
            && (WORDED.contains(&back(2))
                || matches!(back(2), "program" | "programme" | "series" | "podcast" | "debut"));
        let opens = back(1) == "In"
            && said
                .start
                .checked_sub(1)
                .and_then(|at| self.sentence_of(at))
                .is_some_and(|its| its.start + 1 == said.start);
        whole
            && (matches!(back(1), "titled" | "entitled" | "headlined")
                // "a file marked “…”"
                || matches!(back(1), "marked" | "inscribed" | "stamped") && back(2) != "which"
                || headline
                || capitals && (work || opens))
    }

    /// Says whether a row is what somebody is named in capitals by who gives the prize: "Roe was named “Best in Town” by Acme".
    fn is_prize(&self, row: &Said) -> bool {
        const LONGEST: usize = 10;
        let Some(verb) = row.cue.end.checked_sub(1).filter(|_| !row.cue.is_empty()) else { return false };
        let named = matches!(self.word(verb), "named" | "crowned" | "voted")
            && matches!(self.word(row.cue.start), "was" | "were" | "been" | "is" | "has");
        let by = row.source.is_empty()
            || row.source.start >= row.cue.end && self.word(row.source.start - 1) == "by";
        let Some(title) = self.reading.stretch_at(row.cue.end).map(|stretch| &stretch.words) else {
            return false;
        };
        let capitals = title.len() > 3
            && self.word(title.start + 1).starts_with(char::is_uppercase)
            && self.word(title.end - 2).starts_with(char::is_uppercase);
        named && by && title.len() <= LONGEST && capitals
    }

    /// Returns the subject that begins with the first of some words, and its verb.
    pub(super) fn subject(&self, words: Range<usize>) -> Option<(Range<usize>, usize)> {
        let tag = |at: usize| self.reading.tags[at].as_str();
        let is_called = |at: &usize| {
            self.reading.tags[*at].is_noun()
                || matches!(tag(*at), "DT" | "JJ" | "CD" | "PRP$" | "POS" | "HYPH")
        };
        let start = words.start;
        let pronoun = start < words.end && matches!(tag(start), "PRP");
        let length = match pronoun {
            true => 1,
            false => words.clone().take(LONGEST_SUBJECT).take_while(is_called).count(),
        };
        let mut subject = start..start + length;
        if length == 0 || !pronoun && !self.reading.tags[subject.end - 1].is_noun() {
            return None;
        }
        let mut at = subject.end;
        if at < words.end && self.word(at) == "," {
            // "Roe, the mayor, replied:", "his rival, Jane Roe, muttered,"
            let name = self.name_at(at + 1, words.end);
            at = (at + 1..words.end).find(|&at| self.word(at) == ",")? + 1;
            if name.is_some_and(|length| subject.end + 2 + length == at) {
                subject.end = at - 1;
            }
        } else if at < words.end && tag(at) == "IN" {
            // "a man in the third row"
            at = (at + 1..words.end).find(|&at| matches!(tag(at), "VBD" | "VBZ" | "VBP"))?;
        }
        let verb = (at..words.end).find(|&at| tag(at) != "RB" && !matches!(self.word(at), "had" | "has"))?;
        let says = matches!(tag(verb), "VBD" | "VBZ" | "VBP" | "VBN");
        let aside = (at..verb).any(|at| self.reading.shapes[at] == Shape::Mark);
        (says && !aside).then_some((subject, verb))
    }

    fn sentence_of(&self, at: usize) -> Option<&Range<usize>> {
        self.tokens.sentences.get(self.tokens.sentences.partition_point(|sentence| sentence.end <= at))
    }

    fn is_pronoun(&self, at: usize) -> bool {
        self.reading.tags[at].as_str() == "PRP"
    }

    /// Says whether words end with a question mark, a closing mark aside.
    fn asks(&self, words: &Range<usize>) -> bool {
        words.clone().rev().take(2).any(|at| self.word(at) == "?")
    }

    /// Says whether two people may be one by their names, or one of them has none.
    fn shares_name(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let is_title = |at: usize| Lists::of(&self.word(at).to_lowercase()).any(Lists::TITLE);
        let is_name = |at: &usize| {
            self.word(*at).starts_with(char::is_uppercase) && !self.is_pronoun(*at) && !is_title(*at)
        };
        let names =
            |words: &Range<usize>| words.clone().take(LONGEST).filter(is_name).map(|at| self.word(at));
        names(one).any(|name| names(other).any(|other| other == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gestures_are_told_from_deeds() {
        for (words, gesture) in [
            (["nodded", ".", ""], true),
            (["raised", "an", "eyebrow"], true),
            (["raised", "taxes", "."], false),
            (["shook", "his", "head"], true),
            (["shook", "the", "markets"], false),
            (["agreed", ".", ""], true),
            (["agreed", "to", "resign"], false),
            (["interrupted", "him", "."], true),
            (["interrupted", "the", "rally"], false),
            (["scored", "twice", "."], false),
        ] {
            assert_eq!(is_gesture(words), gesture, "{words:?}");
        }
    }
}
