//! What a page or a text prints around the article: who wrote it, and its day.

use super::blocks::{self, Inside};
use super::phrases::HOUSES;
use super::{PageLines, bylines, days, dropping, heads, text};
use crate::document::RemovedReason;
use std::ops::Range;

/// How far above and below the first and last block of the text something stands beside it.
const NEAR: usize = 6;
/// And how far where it stands right beside it.
const BESIDE: usize = 2;

/// What a page prints around its text.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub authors: Vec<String>,
    pub day: Option<String>,
    /// Something was changed then.
    pub day_is_of_change: bool,
    /// A name that nothing calls the author's, right below the headline.
    pub below_title: Option<String>,
    /// The day in a line that says it was published then.
    pub labelled_day: Option<String>,
}

/// Where a page may print who wrote the text, and when.
struct Around {
    /// The first and the last block of the text.
    first: usize,
    last: usize,
    headline: Option<usize>,
    /// Below the headline, where pictures stand between that and the text.
    head: Range<usize>,
    above: Range<usize>,
    below: Range<usize>,
}

/// A day in a block.
#[derive(Clone)]
struct Day {
    at: usize,
    /// Whether something was changed then.
    update: bool,
    day: String,
}

/// What the blocks around a text print, as it is read one after the other.
#[derive(Default)]
struct Gathered {
    authors: Vec<String>,
    /// Where the last of those stand that the markup calls the authors.
    called_at: Option<usize>,
    /// People in parts of a block that nothing calls so.
    parted: Vec<String>,
    editors: Vec<String>,
    days: Vec<Day>,
    labelled_day: Option<String>,
}

impl PageLines {
    /// Reads what stands around the text: names in blocks that the markup calls the authors', and a day.
    pub(super) fn printed(&self, keeps: &[bool]) -> Printed {
        let around = self.around_text(keeps);
        let mut gathered = Gathered::default();
        let Around { head, above, below, .. } = &around;
        let blocks = head.clone().chain(above.clone()).chain(below.clone());
        for at in blocks.filter(|&at| self.is_short(at, keeps)) {
            // Below the text stand the words of readers, and other articles with their days.
            if at > around.last && self.is_of_readers(at) {
                continue;
            }
            self.gather_labelled(at, &around, &mut gathered);
            self.gather_people(at, &around, &mut gathered);
            self.gather_day(at, &around, &mut gathered);
        }
        let (day, day_is_of_change) = match self.first_day(&gathered.days, &around) {
            Some(Day { day, update, .. }) => (Some(day), update),
            None => (None, false),
        };
        let day = day.or_else(|| printed_day(&self.lines, keeps, false));
        let day = day.or_else(|| self.named_day(around.headline?));
        let day = day.or_else(|| self.slashed_day(keeps, &around));
        let labelled_day = gathered.labelled_day.take();
        let mut authors = self.authors(gathered, &around, keeps);
        text::deduplicate(&mut authors);
        let below_title = self.named_below_title(keeps, around.first);
        Printed { authors, day, day_is_of_change, below_title, labelled_day }
    }

    /// Returns where something may be printed around the text.
    fn around_text(&self, keeps: &[bool]) -> Around {
        let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
        let last = keeps.iter().rposition(|&keep| keep).unwrap_or(0);
        let headline = self.headline(first);
        let above = first.saturating_sub(NEAR)..(first + NEAR).min(keeps.len());
        let head = headline.map_or(0..0, |headline| headline + 1..(headline + NEAR).min(above.start));
        let below = (last + 1).max(above.end)..(last + NEAR).min(keeps.len());
        Around { first, last, headline, head, above, below }
    }

    /// Says whether a block is no text, and no longer than what names somebody or a day.
    fn is_short(&self, at: usize, keeps: &[bool]) -> bool {
        const MAX_BYTES: usize = 160;
        let (over, under) = self.beside_title(at);
        !keeps[at] && over.len() + under.len() <= MAX_BYTES
    }

    /// Returns the day in whose writing slashes part day and month, where the language of the page or another of its days tells
    /// which of them is first.
    fn slashed_day(&self, keeps: &[bool], around: &Around) -> Option<String> {
        /// Of English, those who set the day first.
        const DAY_FIRST: [&str; 6] = ["en-GB", "en-IE", "en-AU", "en-NZ", "en-IN", "en-ZA"];
        let near = around.head.clone().chain(around.above.clone());
        let mut found =
            near.filter(|&at| self.is_short(at, keeps)).filter_map(|at| days::slashed(&self.lines[at].text));
        let [first, second, year] = found.next()?;
        let tag = self.found.meta.language.as_deref().unwrap_or_default();
        let told = || self.lines.iter().filter_map(|line| days::slashed(&line.text));
        let day_first = match tag {
            "en-US" => false,
            tag if !tag.is_empty() && !tag.starts_with("en") || DAY_FIRST.contains(&tag) => true,
            _ if told().any(|[first, ..]| first > 12) => true,
            _ if told().any(|[_, second, _]| second > 12) => false,
            _ => return None,
        };
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        (month <= 12).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }

    /// Takes in a day that a byline is set right behind, and the day in a line that says it was published then.
    fn gather_labelled(&self, at: usize, around: &Around, gathered: &mut Gathered) {
        let (_, line) = self.beside_title(at);
        if let Some((day, by)) = glued_to_day(line) {
            let day = days::published_day(day).map(|day| Day { at, update: days::is_update(line), day });
            gathered.days.extend(day);
            gathered.authors.extend(text::credited(by));
        }
        if days::is_publication(line) && around.above.contains(&at) {
            gathered.labelled_day = gathered.labelled_day.take().or_else(|| days::published_day(line));
        }
    }

    /// Takes in the people of a block: authors, editors, or who may be authors.
    fn gather_people(&self, at: usize, around: &Around, gathered: &mut Gathered) {
        let (_, line) = self.beside_title(at);
        let block = &self.page.blocks[at];
        // Where the page states who wrote it, weaker signs do not say otherwise.
        let unstated = self.found.meta.authors.is_empty();
        let named = heads::calls_author(&self.page, at) || unstated && self.page.names_writers(at);
        // What the author is, or does.
        if !gathered.authors.is_empty() && dropping::is_named(&self.page, block.element, &["bio"]) {
            return;
        }
        let people = bylines::people(&block.parts, named);
        let called = named || block.parts.iter().any(|part| part.called);
        if bylines::edits(line) {
            if gathered.editors.is_empty() {
                gathered.editors = people;
            }
        } else if !people.is_empty() {
            // Further on they are of other articles.
            if called && gathered.called_at.is_none_or(|before| at <= before + BESIDE) {
                gathered.authors.extend(people);
                gathered.called_at = Some(at);
            } else if !called && gathered.parted.is_empty() && (at <= around.last || block.linked == 0) {
                gathered.parted = people;
            }
        } else if named && !bylines::leads_on(&block.parts) {
            let first_line = block.first_line.as_deref().map(text::marked_names).unwrap_or_default();
            let people = if first_line.is_empty() { text::marked_names(line) } else { first_line };
            gathered.authors.extend(people);
        }
    }

    /// Takes in the day that a block prints, unless it is that of another article.
    fn gather_day(&self, at: usize, around: &Around, gathered: &mut Gathered) {
        let (over, line) = self.beside_title(at);
        let block = &self.page.blocks[at];
        let labelled = days::is_publication(line) || days::is_update(line);
        // A link alone with the day right below the text leads to the text itself.
        let permanent =
            || at == around.last + 1 && block.parts.first().is_some_and(|part| days::is_day(&part.text));
        if at > around.last && block.linked > 0 && !block.leads_to_author && !labelled && !permanent() {
            return;
        }
        let (mut update, day) = match day_of_parts(&block.parts) {
            Some(found) => found,
            None => {
                // Day, month and year may stand in an element each.
                let joined = || {
                    let parts: Vec<&str> = block.parts.iter().map(|part| part.text.as_str()).collect();
                    Some(parts.join(" ")).filter(|day| days::is_day(day))
                };
                let day = days::published_day(over).or_else(|| days::published_day(line));
                let day = day.or_else(|| days::written_date(&joined()?));
                (days::is_update(line), day)
            }
        };
        // A label may stand in a line of its own.
        let label =
            at.checked_sub(1).map(|above| &self.lines[above]).filter(|above| above.words <= BESIDE + 1);
        update |= label.is_some_and(|label| days::is_update(&label.text) && label.marks.digits == 0);
        gathered.days.extend(day.map(|day| Day { at, update, day }));
    }

    /// Returns the day of the text. Above the headline stands what day it is today, and days of other articles; the day of a
    /// change gives way to another that stands beside it.
    fn first_day(&self, days: &[Day], around: &Around) -> Option<Day> {
        let below =
            |at: usize| around.headline.is_some_and(|headline| at > headline) && at <= around.first + BESIDE;
        let first = days.iter().find(|day| below(day.at)).or(days.first())?;
        let beside = days.iter().find(|day| !day.update && day.at <= first.at + BESIDE);
        Some(beside.filter(|_| first.update).unwrap_or(first).clone())
    }

    /// Returns who wrote the text: whom the first of these ways finds.
    fn authors(&self, gathered: Gathered, around: &Around, keeps: &[bool]) -> Vec<String> {
        let Gathered { authors, parted, editors, .. } = gathered;
        let authors = if authors.is_empty() { parted } else { authors };
        if !authors.is_empty() {
            return authors;
        }
        let first_line = |at: usize| self.page.blocks[at].first_line.as_deref();
        let leads_on = |at: usize| {
            let block = &self.page.blocks[at];
            block.linked > 0 && !block.leads_to_author
        };
        let of_head = |at: usize| {
            let element = self.page.blocks[at].element;
            self.page.elements[element].kind.any(Inside::HEADINGS) || leads_on(at)
        };
        let ways: [&dyn Fn() -> Vec<String>; 15] = [
            &|| self.linked_names(around, keeps),
            &|| self.linked_people(around, keeps),
            &|| credited(&self.lines, keeps, NEAR, first_line),
            &|| named_below_by(&self.lines, keeps),
            &|| self.named_above_role(around, keeps),
            &|| named_with_day(&self.lines, keeps, leads_on),
            &|| self.parted_from_day(around, keeps),
            &|| self.signature(keeps).into_iter().collect(),
            &|| named_beside_day(&self.lines, keeps, of_head),
            &|| self.posted_by(around, keeps),
            &|| self.in_signs(around),
            &|| self.in_slug(around),
            &|| self.sent_by(around, keeps),
            &|| self.told_at_end(around, keeps),
            &|| self.signed_below(around, keeps),
        ];
        let found = ways.iter().map(|way| way()).find(|people| !people.is_empty());
        found.unwrap_or(editors)
    }

    /// Returns the people of the first line near the text that leads to what else they wrote, and is nothing else.
    fn linked_names(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let linked = |at: &usize| {
            let (block, line) = (&self.page.blocks[*at], &self.lines[*at]);
            self.is_short(*at, keeps) && block.leads_to_author && block.linked * 2 > line.text.len()
        };
        // Elements may part what no space does.
        let people = |at: usize| {
            let found = text::names(&self.lines[at].text);
            let glued = found.iter().any(|name| name.split(' ').any(text::is_glued));
            let parted = if glued { bylines::people(&self.page.blocks[at].parts, true) } else { Vec::new() };
            if parted.is_empty() { found } else { parted }
        };
        let mut named = around.above.clone().filter(linked).map(people);
        named.find(|people| !people.is_empty()).unwrap_or_default()
    }

    /// Returns the people in links, between the headline and the text or right below it, to pages of somebody at the paper. Others
    /// have such pages as well, but the text tells of those.
    fn linked_people(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let unstated = self.found.meta.authors.is_empty();
        let Some(headline) = around.headline.filter(|_| unstated) else { return Vec::new() };
        let below = around.last + 1..(around.last + 1 + BESIDE).min(keeps.len());
        let above = (around.first + BESIDE).min(headline + 1 + 2 * NEAR).min(keeps.len());
        let near = (headline + 1..above).chain(below);
        let people = |at: usize| -> Vec<String> {
            let parts = self.page.blocks[at].parts.iter().filter(|part| part.leads_to_person);
            let names = parts.map(|part| part.text.trim_matches([' ', ',', '.', ':', '|']));
            let person = |name: &&str| bylines::is_name(name) || bylines::is_signed(name);
            let names = names.filter(person).filter(|name| !self.tells_of(keeps, name));
            names.map(str::to_owned).collect()
        };
        let mut named = near.filter(|&at| self.is_short(at, keeps)).map(people);
        named.find(|people| !people.is_empty()).unwrap_or_default()
    }

    /// Says whether the title or a line that stays has a name, or its last word.
    fn tells_of(&self, keeps: &[bool], name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let kept =
            self.lines.iter().zip(keeps).filter(|(_, keep)| **keep).map(|(line, _)| line.text.as_str());
        kept.chain(self.found.meta.title.as_deref()).any(|text| text.contains(last))
    }

    /// Returns the name that an element below the headline parts from the day of the text and its labels: "Ada Holm", "Published:",
    /// "3 May 2024", or the day before it. Places and sections stand there as well, in links or told of in the text.
    fn parted_from_day(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        const MOST: usize = 5;
        let Some(headline) = around.headline else { return Vec::new() };
        let named = |at: usize| {
            let block = &self.page.blocks[at];
            let parts = Some(&block.parts[..]).filter(|parts| (2..=MOST).contains(&parts.len()))?;
            let is_day = |part: &blocks::Part| days::published_day(&part.text).is_some();
            // "3 May 2024", "Ada Holm"
            let (name, rest) = if is_day(&parts[0]) { parts.split_last()? } else { parts.split_first()? };
            let name = name.text.trim_matches([',', '|', '-', ' ']);
            let timed = |part: &blocks::Part| {
                let text = &part.text;
                days::is_day(text) || days::is_publication(text) || days::is_update(text)
            };
            let days = rest.iter().all(timed) && rest.iter().any(is_day);
            let free = block.linked == 0 && days && is_name_alone(name) && !self.tells_of(keeps, name);
            free.then(|| name.to_owned())
        };
        // A subtitle may stay above it.
        let near = headline + 1..(around.first + BESIDE).min(headline + 1 + NEAR).min(keeps.len());
        near.filter(|&at| !keeps[at]).find_map(named).into_iter().collect()
    }

    /// Returns the reporters whom the first line of a Chinese text names.
    fn in_slug(&self, around: &Around) -> Vec<String> {
        let near = around.first..(around.first + BESIDE).min(self.lines.len());
        let mut named = near.map(|at| bylines::in_slug(&self.lines[at].text));
        named.find(|people| !people.is_empty()).unwrap_or_default()
    }

    /// Returns the person whom a line between the headline and the text names as its source, as papers of West Africa do: houses
    /// stand there as well.
    fn sent_by(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let Some(headline) = around.headline else { return Vec::new() };
        let named = |at: usize| {
            let rest = self.lines[at].text.strip_prefix("Source: ")?;
            let name = rest.split(',').next()?.trim();
            let person = is_name_alone(name) && bylines::is_given(name) && !self.tells_of(keeps, name);
            person.then(|| name.to_owned())
        };
        let near = headline + 1..around.first.min(headline + 1 + NEAR);
        near.filter(|&at| !keeps[at]).find_map(named).into_iter().collect()
    }

    /// Returns the name near the text that has but a role below it.
    fn named_above_role(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let named = around.above.clone().filter(|&at| !keeps[at]).find_map(|at| self.above_role(at));
        named.map(str::to_owned).into_iter().collect()
    }

    /// Returns whom a line below the text credits that says when that was published: "Posted on May 3, 2024 by Jane Doe".
    fn posted_by(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let under = around.last + 1..(around.last + NEAR).min(keeps.len());
        let mut posted = under.map(|at| &self.lines[at].text).filter(|line| days::is_publication(line));
        posted.next().map(|line| text::credited(line)).unwrap_or_default()
    }

    /// Returns whom the first or the last lines of the text name in signs.
    fn in_signs(&self, around: &Around) -> Vec<String> {
        let signed = |at: usize| bylines::in_signs(&self.lines.get(at)?.text, true);
        let head = self.lines.get(around.first).and_then(|line| bylines::in_signs(&line.text, false));
        let last = || (around.last..around.last + BESIDE).find_map(signed);
        head.or_else(last).into_iter().collect()
    }

    /// Returns whom the end of the text credits: "(Reporting by Jane Doe; editing by John Roe)", "Rédigé par Jane Doe et publié …"
    fn told_at_end(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let under =
            (around.last..(around.last + BESIDE + 1).min(keeps.len())).map(|at| self.lines[at].text.as_str());
        under.map(bylines::at_end).find(|people| !people.is_empty()).unwrap_or_default()
    }

    /// Returns the name that stands by itself below the text, unless that tells of who has it.
    fn signed_below(&self, around: &Around, keeps: &[bool]) -> Vec<String> {
        let at = around.last + 1;
        let signs = self.page.blocks.get(at).is_some_and(|block| block.linked == 0)
            && !self.is_of_readers(at)
            && heads::signs_alone(&self.lines, at);
        let name = if signs { bylines::signature(&self.lines[at].text) } else { None };
        let told = |name: &String| {
            (0..keeps.len()).any(|at| keeps[at] && self.lines[at].text.contains(name.as_str()))
        };
        name.filter(|name| !told(name)).into_iter().collect()
    }

    /// Returns the day in a line further above the headline that markup calls so.
    fn named_day(&self, headline: usize) -> Option<String> {
        const FAR: usize = 16;
        let date = crate::reading::linear::table::hash(b"date");
        let named = |at: &usize| {
            let block = &self.page.blocks[*at];
            block.linked == 0 && self.page.words[block.words.clone()].contains(&date)
        };
        let above = (headline.saturating_sub(FAR)..headline).rev().filter(named);
        let mut days = above.filter_map(|at| day_of_parts(&self.page.blocks[at].parts));
        days.find(|(update, _)| !update)?.1
    }

    /// Returns what a block has before and after the title of the text, where it has that; else nothing and all of it.
    fn beside_title(&self, at: usize) -> (&str, &str) {
        /// A shorter one may be a word of anything.
        const LEAST_BYTES: usize = 16;
        let line = self.lines[at].text.as_str();
        let title = self.found.meta.title.as_deref().filter(|title| title.len() >= LEAST_BYTES);
        title.and_then(|title| line.split_once(title)).unwrap_or(("", line))
    }

    /// Says whether a block stands among what readers wrote.
    fn is_of_readers(&self, at: usize) -> bool {
        const NAMES: [&str; 4] = ["comments", "commentlist", "comment", "disqus"];
        let mut around = self.page.around(self.page.blocks[at].element);
        around.any(|element| dropping::is_named(&self.page, element, &NAMES))
    }

    /// Returns the name between the headline and the text that begins at `first`, alone or with from where somebody writes.
    fn named_below_title(&self, keeps: &[bool], first: usize) -> Option<String> {
        const MAX_WORDS: usize = 3;
        const MOST: usize = 4;
        let headline = self.headline(first)?;
        let named = |at: usize| {
            let (line, block) = (&self.lines[at], &self.page.blocks[at]);
            let shown = block.first_line.as_deref().unwrap_or(&line.text);
            let alone = block.first_line.is_none() && line.words <= MAX_WORDS;
            let name = if alone { Some(shown) } else { text::placed(shown) };
            name.filter(|name| block.linked == 0 && is_name_alone(name) && !is_told(&self.lines, keeps, name))
        };
        let mut between = (headline + 1..keeps.len()).take(MOST).take_while(|&at| !keeps[at]);
        let below = headline + 1..keeps.len().min(headline + 1 + MOST);
        // And above it, where no section stands in a link.
        let over = (headline.saturating_sub(2)..headline).filter(|&at| self.page.blocks[at].linked == 0);
        let found = between
            .find_map(named)
            .or_else(|| below.filter(|&at| !keeps[at]).find_map(|at| self.given_name(at, keeps)));
        let found = found.or_else(|| over.filter(|&at| !keeps[at]).find_map(|at| self.given_name(at, keeps)));
        found.map(str::to_owned)
    }

    /// Returns the name that a short line begins with, or is, where people are given such and the text tells of nobody of that
    /// family: who wrote it, be it a link or not, and what they are.
    fn given_name(&self, at: usize, keeps: &[bool]) -> Option<&str> {
        const MAX_BYTES: usize = 80;
        const MAX_WORDS: usize = 3;
        let (line, block) = (&self.lines[at], &self.page.blocks[at]);
        let shown = block.parts.first().map_or(&*line.text, |part| &part.text);
        let name = shown.trim_matches(|c: char| !c.is_alphanumeric());
        let told = || self.tells_of(keeps, name);
        let alone =
            name.split(' ').nth(MAX_WORDS).is_none() && line.text.len() <= MAX_BYTES && !line.ends_sentence;
        let heading = self.page.elements[block.element].kind.any(Inside::HEADINGS);
        let person =
            alone && !heading && is_name_alone(name) && bylines::is_given(name) && !text::is_role(name);
        (person && line.reason.is_none() && !told()).then_some(name)
    }

    /// Returns the block with the headline of the text that begins at `first`: the last main heading above it, or what is the
    /// title.
    fn headline(&self, first: usize) -> Option<usize> {
        const BELOW: usize = 2;
        let end = (first + BELOW).min(self.lines.len());
        let main = |&at: &usize| self.page.elements[self.page.blocks[at].element].kind.any(Inside::H1);
        let title = self.found.meta.title.as_deref().map(text::letters).unwrap_or_default();
        let titled = |&at: &usize| !title.is_empty() && self.lines[at].letters == title;
        (0..end).rev().find(titled).or_else(|| (0..end).rev().find(main))
    }

    /// Returns the name in the first line of a block that has but a role below it: "Jane Doe", "Staff Writer".
    pub(super) fn above_role(&self, at: usize) -> Option<&str> {
        let name = self.page.blocks[at].first_line.as_deref()?;
        let role = self.lines[at].text.strip_prefix(name)?;
        (text::is_person(name) && text::is_role(role)).then_some(name)
    }

    /// Returns the name that the text is signed with: in one of two lines below its last paragraph, all bold or slanted,
    /// and nothing else.
    fn signature(&self, keeps: &[bool]) -> Option<String> {
        const PARAGRAPH_BYTES: usize = 80;
        let place = |at: usize| self.page.elements[self.page.blocks[at].element].parent;
        let signs = |at: usize| {
            let (block, line) = (&self.page.blocks[at], self.lines[at].text.trim());
            let letters: usize = line.split_whitespace().map(str::len).sum();
            // "Ada Holm, «Harbour Post»"
            let house = |rest: &str| rest.starts_with('«') && rest.ends_with('»');
            let name = line.split_once(", ").filter(|(_, rest)| house(rest)).map_or(line, |(name, _)| name);
            let signed = block.stressed == letters && block.linked == 0 && text::is_person(name);
            signed || block.linked == letters && self.given_name(at, keeps) == Some(line)
        };
        let paragraph = |at: usize| keeps[at] && self.lines[at].text.len() >= PARAGRAPH_BYTES;
        let last = (0..keeps.len()).rev().find(|&at| paragraph(at))?;
        let mut below = last + 1..(last + 3).min(keeps.len());
        // A link may stand in an element of its own.
        let linked = |at: usize| {
            self.page.blocks[at].linked > 0 && self.page.elements[place(at)].parent == place(last)
        };
        let near = |at: usize| place(at) == place(last) || linked(at);
        let at = below.find(|&at| near(at) && signs(at))?;
        // Letters of several are signed each.
        let letter = |other: usize| {
            let (block, line) = (&self.page.blocks[other], self.lines[other].text.trim());
            let heading = self.page.elements[block.element].kind.any(Inside::HEADINGS);
            let letters = || line.split_whitespace().map(str::len).sum::<usize>();
            other != at
                && place(other) == place(at)
                && !heading
                && text::is_person(line)
                && block.stressed == letters()
        };
        if (0..keeps.len()).any(|other| keeps[other] && letter(other)) {
            return None;
        }
        let line = self.lines[at].text.trim();
        Some(line.split(", «").next().unwrap_or(line).to_owned())
    }
}

/// Returns the people of the first line near the beginning of a text that credits any, or of what stands before the first
/// break of that line; `above` says how far above the text.
pub(super) fn credited<'a>(
    lines: &'a [text::Line],
    keeps: &[bool],
    above: usize,
    first_line: impl Fn(usize) -> Option<&'a str>,
) -> Vec<String> {
    let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
    let near = first.saturating_sub(above)..(first + NEAR).min(lines.len());
    near.map(|at| text::credited(first_line(at).unwrap_or(&lines[at].text)))
        .find(|people| !people.is_empty())
        .unwrap_or_default()
}

/// Returns the name in a line by itself below a headline, with a day above or below it: "Jane Doe". Places stand there as
/// well, but the text names those.
/// `other` says which lines are something else: headings, links to sections.
pub(super) fn named_beside_day(
    lines: &[text::Line],
    keeps: &[bool],
    other: impl Fn(usize) -> bool,
) -> Vec<String> {
    const NEAR: usize = 6;
    const MAX_BYTES: usize = 80;
    const TITLE_WORDS: usize = 4;
    const MAX_WORDS: usize = 3;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let day = |at: usize| {
        let line = lines.get(at).filter(|line| line.text.len() <= MAX_BYTES && !line.ends_sentence);
        line.is_some_and(|line| days::written_date(&line.text).is_some())
    };
    let named = |&at: &usize| {
        let name = unglued(&lines[at].text);
        let titled =
            |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| line.words >= TITLE_WORDS);
        // "Ada Holm", "Harbour Town", "May 3, 2024"
        let placed = || {
            let place = lines.get(at + 1).filter(|place| place.words <= MAX_WORDS && place.reason.is_none());
            let place = place.filter(|place| !place.ends_sentence && place.marks.digits == 0);
            place.is_some_and(|place| place.text.starts_with(char::is_uppercase))
                && day(at + 2)
                && bylines::is_given(name)
        };
        let beside = (day(at + 1) || placed())
            && (titled(at.checked_sub(1)) || bylines::is_given(name) && titled(Some(at + 2)))
            || at > 0 && day(at - 1) && titled(at.checked_sub(2));
        let free = !keeps[at] && lines[at].reason.is_none() && !other(at);
        let short = name.split(' ').nth(MAX_WORDS).is_none();
        free && beside
            && short
            && text::is_person(name)
            && !text::is_town(name)
            && !ends_as_outlet(name)
            && !is_told(lines, keeps, name)
    };
    let found = (first.saturating_sub(NEAR)..first).find(named);
    if let Some(at) = found {
        let name = unglued(&lines[at].text);
        // "Oleh Ada Holm"
        let name = bylines::after_by_word(name, true).filter(|rest| text::is_person(rest)).unwrap_or(name);
        return vec![bylines::signed_name(name).unwrap_or(name).to_owned()];
    }
    // "Jane Doe in Paris"
    let day_near = |at: usize| day(at + 1) || at.checked_sub(1).is_some_and(day);
    let near = (first.saturating_sub(NEAR)..first).filter(|&at| !keeps[at] && !other(at));
    let read = |at: usize| {
        let line = lines[at].text.as_str();
        // "Jane Doe in Paris May 3, 2024", "By Jane Doe. Published May 3, 2024."
        let rest = days::beside_day(line).map(|rest| rest.trim_end_matches('.'));
        let people = rest.map(text::credited).unwrap_or_default();
        match rest {
            Some(rest) if people.is_empty() => bylines::beside_day(rest),
            None if day_near(at) => bylines::beside_day(line),
            Some(_) | None => people,
        }
    };
    let people = near.map(read).find(|people| !people.is_empty());
    people.unwrap_or_default().into_iter().filter(|name| !is_told(lines, keeps, name)).collect()
}

/// Says whether words end as the names of papers do: "Harbour Dispatch".
fn ends_as_outlet(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|last| text::is_outlet(&last.to_lowercase()))
}

/// Returns the name above a text in a line by itself, with the house or a role in the line below: "Jane Doe", "Harbour News, Town".
pub(super) fn named_above_house(lines: &[text::Line], keeps: &[bool]) -> Vec<String> {
    const NEAR: usize = 8;
    const MAX_WORDS: usize = 3;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let named = |&at: &usize| {
        let name = lines[at].text.trim();
        let alone = lines[at].words <= MAX_WORDS && is_name_alone(name) && bylines::is_given(name);
        alone && !keeps[at] && lines.get(at + 1).is_some_and(names_house) && !is_told(lines, keeps, name)
    };
    let found = (first.saturating_sub(NEAR)..first).find(named);
    found.map(|at| lines[at].text.trim().to_owned()).into_iter().collect()
}

/// Says whether a short line is the house that somebody writes for, or what they are there: "Harbour News, Town", "Staff Writer".
pub(super) fn names_house(line: &text::Line) -> bool {
    const MAX_WORDS: usize = 5;
    let mut words = line.folded.split([' ', ',']);
    let role = line.text.split([',', '|', '@']).next().unwrap_or_default().trim();
    line.words <= MAX_WORDS
        && !line.ends_sentence
        && (words.any(|word| HOUSES.contains(&word) || text::is_outlet(word)) || text::is_role(role))
}

/// Returns the day that one of some parts of a line prints, and whether something was changed then; of several the first on which
/// nothing was.
fn day_of_parts(parts: &[blocks::Part]) -> Option<(bool, Option<String>)> {
    const MAX_BYTES: usize = 60;
    let mut changed = None;
    // A label may stand in a part of its own.
    let mut update = false;
    for part in parts.iter().filter(|part| part.text.len() <= MAX_BYTES) {
        update |= days::is_update(&part.text);
        let Some(day) = days::published_day(&part.text) else {
            update &= days::is_update(&part.text);
            continue;
        };
        if !update {
            return Some((false, Some(day)));
        }
        (changed, update) = (changed.or(Some(day)), false);
    }
    changed.map(|day| (true, Some(day)))
}

/// Says whether words that nothing calls a name can be one. Chinese and Japanese names have no spaces.
fn is_name_alone(name: &str) -> bool {
    if name.contains(|c| ('\u{3040}'..='\u{9fff}').contains(&c)) && name.contains(' ') {
        return false;
    }
    let capital = name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    capital
        && !text::is_town(name)
        && text::is_person(name)
        && text::is_no_label(name)
        && !days::is_update(name)
        && !days::is_publication(name)
        && !name.split(' ').any(text::is_glued)
}

/// Says whether the text has what could be a name, or, without their capitals, some of its words: "Backup Strategy",
/// "Fact Checked".
fn is_told(lines: &[text::Line], keeps: &[bool], name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let small = |word: &str| word.starts_with(char::is_lowercase) && words.contains(&bare(word));
    // "Harbour Transport Bay" of a text by "Transport Bay"
    let house = name.split_once(' ').map(|(_, rest)| rest).filter(|rest| rest.contains(' '));
    let has = |text: &str| text.contains(name) || house.is_some_and(|house| text.contains(house));
    let mut kept = lines.iter().zip(keeps).filter(|(_, keep)| **keep).map(|(line, _)| line);
    kept.any(|line| has(&line.text) || line.text.split_whitespace().any(small))
}

/// Returns the name that stands with a day in a line near the beginning of a text: "Jane Doe | April 13, 2023". Places stand
/// there as well, but the text names those.
fn named_with_day(lines: &[text::Line], keeps: &[bool], links_on: impl Fn(usize) -> bool) -> Vec<String> {
    const NEAR: usize = 6;
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let told = |name: &str| lines.iter().zip(keeps).any(|(line, keep)| *keep && line.text.contains(name));
    // A headline may stay above it, as yet.
    let near = first.saturating_sub(NEAR)..(first + NEAR).min(lines.len());
    let named = near.filter(|&at| !keeps[at]).filter_map(|at| {
        let line = &lines[at].text;
        // Sections stand there in links.
        let person = |name: &&str| is_name_alone(name) && (!links_on(at) || bylines::is_given(name));
        let alone = || days::beside_day(line).filter(person);
        days::name_before_day(line).or_else(alone)
    });
    named.filter(|name| !told(name)).take(1).map(str::to_owned).collect()
}

/// Returns a name without the "By" that a page sets right before it: "ByJane Roe".
fn unglued(name: &str) -> &str {
    let rest = name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase));
    rest.unwrap_or(name)
}

/// Returns the day and the byline of a line that a style sheet keeps apart: "4th May 2022By Jane Doe".
fn glued_to_day(line: &str) -> Option<(&str, &str)> {
    let at = line.find("By ").filter(|&at| line[..at].ends_with(|c: char| c.is_ascii_digit()))?;
    Some(line.split_at(at))
}

/// Returns the name in the line below one that says "By" and nothing else, near the beginning of a text.
fn named_below_by(lines: &[text::Line], keeps: &[bool]) -> Vec<String> {
    const NEAR: usize = 6;
    const BY: [&str; 6] = ["by", "von", "par", "por", "written by", "words"];
    let Some(first) = keeps.iter().position(|&keep| keep) else { return Vec::new() };
    let by = |at: &usize| BY.contains(&lines[*at].folded.trim_end_matches(':'));
    let below = (first.saturating_sub(NEAR)..first).filter(by).map(|at| at + 1);
    let mut free = below.filter(|&at| !keeps.get(at).unwrap_or(&true));
    free.find(|&at| text::is_person(&lines[at].text)).map(|at| lines[at].text.clone()).into_iter().collect()
}

/// Returns a place without the label that stands between it and the day: "Harbour Town" of "Harbour Town, Updated".
fn without_label(place: &str) -> &str {
    let Some((before, label)) = place.rsplit_once(", ") else { return place };
    if days::is_update(label) || days::is_publication(label) { before } else { place }
}

/// Returns the day that releases set before their first sentence: "HARBOUR TOWN, March 3, 2026 /HNN/ -- The bridge …".
pub(super) fn day_of_dateline(lines: &[text::Line], keeps: &[bool]) -> Option<String> {
    const MAX_BYTES: usize = 110;
    let line = &lines[keeps.iter().position(|&keep| keep)?].text;
    let marks = [" -- ", " — ", " – ", " - "];
    let end = marks.iter().filter_map(|mark| line.find(mark)).min().filter(|end| *end <= MAX_BYTES)?;
    let dateline = &line[..end];
    let sent = dateline.contains(['/', '(']) || dateline.chars().filter(|c| c.is_uppercase()).count() > 4;
    if !sent {
        return None;
    }
    days::written_date(dateline.split(['/', '(']).next().unwrap_or(dateline))
}

/// Returns the numbers of the day above a text in whose writing slashes part day and month.
pub(super) fn slashed_above(lines: &[text::Line], keeps: &[bool]) -> Option<[u32; 3]> {
    const NEAR: usize = 10;
    const MAX_BYTES: usize = 80;
    let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
    let near = lines[first.saturating_sub(NEAR)..first].iter().filter(|line| line.text.len() <= MAX_BYTES);
    near.filter_map(|line| days::slashed(&line.text)).next()
}

/// Returns such a day where its numbers or the language of the text leave no doubt. English has both orders.
pub(super) fn day_of_slashed([first, second, year]: [u32; 3], language: Option<&str>) -> Option<String> {
    let sure = first > 12 || second > 12;
    let abroad = language.is_some_and(|tag| !tag.starts_with("en"));
    let day_first = first > 12 || !sure && abroad;
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    ((sure || abroad) && month <= 12).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Returns the day in the first line near the beginning of a text that is nothing but a date, or that goes as a byline or
/// names the day it was published.
pub(super) fn printed_day(lines: &[text::Line], keeps: &[bool], in_text: bool) -> Option<String> {
    const NEAR: usize = 6;
    const PLACE_WORDS: usize = 3;
    /// Archives and pages set no more lines above a text.
    const HEAD: usize = 24;
    const LABELS: [&str; 4] = ["published", "posted", "date:", "first published"];
    let first = keeps.iter().position(|&keep| keep).unwrap_or(0);
    let dates = |at: &usize| {
        let line = &lines[*at];
        let labelled = LABELS.iter().any(|label| line.folded.starts_with(label)) && !line.ends_sentence;
        match line.reason {
            Some(RemovedReason::Dateline) => true,
            Some(RemovedReason::Byline) => !keeps[*at],
            _ if keeps[*at] || line.ends_sentence => false,
            _ => labelled || days::is_publication(&line.text) || days::is_day(&line.text),
        }
    };
    let near = first.saturating_sub(NEAR)..(first + NEAR).min(lines.len());
    let head = if in_text && first <= HEAD { 0..near.start } else { 0..0 };
    let placed = |at: &usize| {
        let line = &lines[*at];
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let place = days::beside_day(&line.text).map(without_label);
        let place = place.filter(|place| place.split(' ').count() <= PLACE_WORDS);
        !keeps[*at] && !line.ends_sentence && place.is_some_and(|place| place.split(' ').all(capital))
    };
    let mut found =
        near.clone().chain(head).filter(dates).filter_map(|at| days::published_day(&lines[at].text));
    // "Harbour Town - 18 sep 2025 - 20:14"
    let beside = || {
        near.take_while(|&at| at < first).filter(placed).find_map(|at| days::published_day(&lines[at].text))
    };
    found.next().or_else(|| if in_text { beside() } else { None })
}
