//! A page's tree as a list of blocks of text, each with the elements it stands in.

use super::html::{Edge, short_text, walk};
use super::repair::repair;
use super::text::ends_sentence;
use crate::document::RemovedReason;
use crate::error::{Deadline, Reject};
use crate::reading::linear::table::{hash, mix};
use dom_query::{NodeData, NodeId, NodeRef};

/// A page's blocks in order, and its elements in the order they open.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
    pub elements: Vec<Element>,
    /// Words of classes and ids, as hashes; elements and blocks have stretches of it.
    pub words: Vec<u64>,
}

/// A paragraph, heading, caption, or any other run of text that block elements or empty lines bound.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub text: String,
    /// What stands before its first `<br>`, where it has one.
    pub first_line: Option<String>,
    /// Its lines between `<br>`s, where they are paragraphs by themselves.
    pub pieces: Vec<String>,
    /// Its words between the borders of elements in it, where it is short and has any.
    pub parts: Vec<Part>,
    /// A question above it that a click unfolds it from.
    pub question: Option<String>,
    /// The innermost block element around it.
    pub element: usize,
    /// How many of its bytes are in links, and how many are bold or slanted.
    pub linked: usize,
    pub stressed: usize,
    /// Its first word is in a link.
    pub opens_linked: bool,
    /// A picture stands before its first word.
    pub below_picture: bool,
    /// A link in it leads to a page of somebody who writes.
    pub leads_to_author: bool,
    /// The words of classes and ids of inline elements in it.
    pub words: std::ops::Range<usize>,
}

/// Words that elements part from those beside them, as style sheets may where the line has no space.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub text: String,
    /// An element in the line says that they are the author's.
    pub called: bool,
    /// They are a link to a page of somebody at the paper.
    pub leads_to_person: bool,
}

/// A block element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// The element around it; its own number at the root.
    pub parent: usize,
    pub depth: usize,
    /// The hash of its name.
    pub name: u64,
    pub kind: Inside,
    /// Neither it nor anything in it is shown, as its own attributes say.
    pub unseen: bool,
    pub words: std::ops::Range<usize>,
}

/// What a block stands in, itself included, by the names of elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inside(pub u32);

impl Inside {
    /// The names that matter, one bit each.
    const NAMES: [&str; 20] = [
        "figcaption", "figure", "blockquote", "li", "table", "header", "footer", "nav", "aside", "form",
        "section", "article", "main", "h1", "h2", "h3", "h4", "p", "dl", "address",
    ];
    pub const CAPTION: Self = Self(1);
    pub const HEADER: Self = Self(1 << 5);
    pub const FOOTER: Self = Self(1 << 6);
    pub const NAV: Self = Self(1 << 7);
    pub const ASIDE: Self = Self(1 << 8);
    pub const FORM: Self = Self(1 << 9);
    pub const H1: Self = Self(1 << 13);
    pub const HEADINGS: Self = Self(0b1111 << 13);
    /// Marked by the page as the article's text (schema.org's `articleBody`).
    pub const BODY: Self = Self(1 << 20);
    /// Not shown, as the markup says.
    pub const HIDDEN: Self = Self(1 << 21);
    /// A post of a social network, with its words.
    pub const POST: Self = Self(1 << 22);
    /// What stands around articles.
    pub const AROUND: Self =
        Self(Self::HEADER.0 | Self::FOOTER.0 | Self::NAV.0 | Self::ASIDE.0 | Self::FORM.0 | Self::HIDDEN.0);
    /// How many bits there are.
    pub const BITS: u32 = 23;

    fn of(name: &str) -> Self {
        Self(Self::NAMES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit))
    }

    /// Says whether it is in any of `others`.
    pub fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl Page {
    /// Reads the blocks below `root`.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn of(root: &NodeRef, deadline: Deadline) -> Result<Self, Reject> {
        /// A page that shows less waits for a script.
        const LITTLE_BYTES: usize = 400;
        let bytes = |page: &Self| page.blocks.iter().map(|block| block.text.len()).sum::<usize>();
        let mut reader = PageReader::default();
        let page = reader.read(root, deadline)?;
        let little = bytes(&page);
        if reader.has_noscript && little < LITTLE_BYTES {
            let whole = PageReader { reads_noscript: true, ..Default::default() }.read(root, deadline)?;
            if bytes(&whole) > 4 * little {
                return Ok(whole);
            }
        }
        Ok(page)
    }

    /// Gives each element the kinds of those around it. What says that no article is inside (a form, an aside, hidden)
    /// means nothing where most of the page is: some programs wrap whole pages in a form.
    fn settle_kinds(&mut self) {
        let mut bytes = vec![0; self.elements.len()];
        for block in &self.blocks {
            bytes[block.element] += block.text.len();
        }
        // Elements stand after those around them.
        for at in (1..bytes.len()).rev() {
            bytes[self.elements[at].parent] += bytes[at];
        }
        for at in 1..bytes.len() {
            let most = bytes[at] * 2 > bytes[0];
            let own = self.elements[at].kind.0 & if most { !Inside::AROUND.0 } else { u32::MAX };
            let parent = self.elements[at].parent;
            self.elements[at].kind.0 = own | self.elements[parent].kind.0;
            self.elements[at].unseen &= !most;
        }
    }

    /// Returns an element's name and classes as one number.
    pub fn own_sign(&self, element: usize) -> u64 {
        let element = &self.elements[element];
        self.words[element.words.clone()].iter().fold(element.name, |a, &b| mix(a, b))
    }

    /// Returns what tells an element's place in a page's template: its name and classes, and its parent's.
    pub fn sign(&self, element: usize) -> u64 {
        mix(self.own_sign(element), self.own_sign(self.elements[element].parent))
    }

    /// Returns why a block that is no text of the article goes, as the markup says.
    pub fn reason(&self, at: usize) -> RemovedReason {
        use RemovedReason::{
            Advertisement, Caption, CommentPrompt, Navigation, Newsletter, Other, Related, Share,
        };
        const WORDS: [(RemovedReason, &[&str]); 6] = [
            (Caption, &["caption", "figcaption"]),
            (Newsletter, &["newsletter", "signup", "subscribe"]),
            (CommentPrompt, &["comment", "comments", "disqus"]),
            (Share, &["share", "sharing", "social"]),
            (
                Related,
                &[
                    "related", "recommended", "recommendations", "recirc", "trending", "popular", "teaser",
                    "more",
                ],
            ),
            (Advertisement, &["ad", "ads", "advert", "advertisement", "sponsored", "promo"]),
        ];
        let block = &self.blocks[at];
        let kind = self.elements[block.element].kind;
        if kind.any(Inside::CAPTION) {
            return Caption;
        }
        if kind.any(Inside(Inside::NAV.0 | Inside::FOOTER.0)) {
            return Navigation;
        }
        let around = self
            .around(block.element)
            .take(4)
            .flat_map(|element| &self.words[self.elements[element].words.clone()]);
        let words: Vec<u64> = self.words[block.words.clone()].iter().chain(around).copied().collect();
        let named = |names: &[&str]| names.iter().any(|name| words.contains(&hash(name.as_bytes())));
        let unnamed = if kind.any(Inside::ASIDE) { Related } else { Other };
        WORDS.iter().find(|(_, names)| named(names)).map_or(unnamed, |(reason, _)| *reason)
    }

    /// Says whether classes or ids in or around a block call it the authors'.
    pub fn names_authors(&self, at: usize) -> bool {
        const WORDS: [&str; 7] = ["author", "authors", "authorname", "byline", "bylines", "autor", "autoren"];
        /// And what those of a picture are called with, in the same element.
        const PICTURES: [&str; 7] = ["image", "photo", "picture", "img", "foto", "media", "caption"];
        let block = &self.blocks[at];
        let has = |words: &std::ops::Range<usize>, names: &[&str]| {
            let mut words = self.words[words.clone()].iter();
            words.any(|word| names.iter().any(|name| *word == hash(name.as_bytes())))
        };
        let own = &self.elements[block.element].words;
        let pictured = has(own, &WORDS) && has(own, &PICTURES);
        let around = self.around(block.element).take(3).map(|outer| self.elements[outer].words.clone());
        !pictured && around.chain([block.words.clone()]).any(|words| has(&words, &WORDS))
    }

    /// Says whether classes or ids of a block, or of the one right around it, call it by what those are who write, in one of
    /// many languages: where a name stands in it that is theirs.
    pub fn names_writers(&self, at: usize) -> bool {
        const WORDS: [&str; 55] = [
            "journalist", "journalists", "journaliste", "reporter", "reporters", "contributor",
            "contributors", "contrib", "writer", "writers", "writtenby", "writeby", "signature", "signatur",
            "aut", "auth", "authr", "auther", "auteur", "auteurs", "autore", "autori", "autora", "autores",
            "autors", "autorius", "avtor", "firma", "firmas", "assinatura", "szerzo", "szerzok",
            "kirjoittaja", "toimittaja", "skribent", "redacteur", "verslaggever", "syntaktis", "syntaxi",
            "arthrografos", "yazar", "muhabir", "penulis", "jurnalis", "wartawan", "reportero", "redattore",
            "redaktor", "hofundur", "awdur", "udar", "egilea", "sinadura", "asinante", "podpis",
        ];
        let block = &self.blocks[at];
        let element = &self.elements[block.element];
        let outer = &self.elements[element.parent];
        [&block.words, &element.words, &outer.words]
            .into_iter()
            .flat_map(|words| &self.words[words.clone()])
            .any(|word| WORDS.iter().any(|name| *word == hash(name.as_bytes())))
    }

    /// Returns an element and those around it, from the inside out.
    pub fn around(&self, element: usize) -> impl Iterator<Item = usize> {
        let outer = |&at: &usize| Some(self.elements[at].parent).filter(|&parent| parent != at);
        std::iter::successors(Some(element), outer)
    }
}

/// Where an element in a block begins or ends, and what follows is.
#[derive(Clone, Copy)]
struct Border {
    at: usize,
    called: bool,
    leads_to_person: bool,
}

/// How many words of classes and ids an element gives at most.
const MAX_WORDS: usize = 12;

#[derive(Default)]
struct PageReader {
    page: Page,
    current: String,
    /// How much of that is known to be white space.
    blank: usize,
    /// The element in hand.
    element: usize,
    /// How many links, and bold or slanted elements, we stand in.
    links: usize,
    stresses: usize,
    linked: usize,
    stressed: usize,
    opens_linked: bool,
    /// Of the block in hand.
    below_picture: bool,
    leads_to_author: bool,
    /// Words of inline elements, for the block in hand.
    inline: Vec<u64>,
    /// Nothing but space since the last `<br>`: a second one ends the paragraph.
    after_break: bool,
    /// How long the block in hand was at each `<br>`.
    breaks: Vec<usize>,
    /// Where each element in it begins or ends.
    borders: Vec<Border>,
    /// The elements that say so which we stand in.
    callers: Vec<NodeId>,
    /// We stand in a link to a page of somebody at the paper.
    in_person: bool,
    /// What the last button asked.
    question: Option<String>,
    /// The page has words for readers without scripts; they are read as well.
    has_noscript: bool,
    reads_noscript: bool,
    /// The outermost element we stand in that shows line breaks of the source, and whether they part paragraphs there.
    preformatted: Option<(NodeId, bool)>,
    /// For each `<q>` we stand in, whether a mark was set before it; none as long as no word has come.
    quotes: Vec<Option<bool>>,
    /// A time began or ended here: style sheets keep it apart from the words beside it.
    beside_time: bool,
}

impl PageReader {
    /// Reads the blocks below `root`.
    fn read(&mut self, root: &NodeRef, deadline: Deadline) -> Result<Page, Reject> {
        self.page.elements.push(Element::default());
        walk(root, deadline, |node, edge| match edge {
            Edge::Open => self.open(node),
            Edge::Close => {
                self.close(node);
                false
            }
        })?;
        self.end_block();
        let mut page = std::mem::take(&mut self.page);
        page.settle_kinds();
        Ok(page)
    }

    /// Returns what an element means here.
    fn flow(&self, node: &NodeRef, name: &str) -> Flow {
        if name == "noscript" && self.reads_noscript { Flow::Apart } else { Flow::of_node(node, name) }
    }

    /// Takes in what stands before a node's children. Returns whether they are to be visited.
    fn open(&mut self, node: &NodeRef) -> bool {
        if node.is_text() {
            self.push(&node.text());
            return false;
        }
        let Some(name) = node.qual_name_ref() else { return !node.is_comment() };
        if self.preformatted.is_none() && is_preformatted(node, &name.local) {
            self.preformatted = Some((node.id, is_prose(&text_beside_drawings(node))));
        }
        let flow = self.flow(node, &name.local);
        if matches!(flow, Flow::Apart | Flow::Time | Flow::Link | Flow::Stress | Flow::Inline) {
            if calls_author(node) {
                self.callers.push(node.id);
            }
            self.in_person |=
                matches!(flow, Flow::Link) && node.attr("href").is_some_and(|href| leads_to_person(&href));
            self.border();
        }
        match flow {
            Flow::Skipped => {
                match &*name.local {
                    "noscript" => self.has_noscript |= node.first_element_child().is_some(),
                    "button" => self.question = asked(node),
                    _ => {}
                }
                return false;
            }
            Flow::Apart => {
                self.end_block();
                attributes(node, &mut self.inline);
            }
            Flow::Break => {
                self.break_line();
                self.border();
            }
            Flow::Quote => {
                self.quotes.push(None);
                attributes(node, &mut self.inline);
            }
            Flow::Cell => self.push(" "),
            Flow::Time => {
                self.beside_time = true;
                attributes(node, &mut self.inline);
            }
            Flow::Block => {
                self.end_block();
                let start = self.page.words.len();
                let flags = attributes(node, &mut self.page.words);
                let parent = &self.page.elements[self.element];
                let kind = Inside(Inside::of(&name.local).0 | flags.0);
                let element = Element {
                    parent: self.element,
                    depth: parent.depth + 1,
                    name: hash(name.local.as_bytes()),
                    kind,
                    unseen: is_unseen(node),
                    words: start..self.page.words.len(),
                };
                self.element = self.page.elements.len();
                self.page.elements.push(element);
            }
            Flow::Link => {
                self.links += 1;
                self.leads_to_author |= node.attr("href").is_some_and(|href| href.contains("/author"));
                attributes(node, &mut self.inline);
            }
            Flow::Stress => {
                self.stresses += 1;
                attributes(node, &mut self.inline);
            }
            Flow::Inline => {
                self.below_picture |= &*name.local == "img" && self.is_blank();
                attributes(node, &mut self.inline);
            }
        }
        true
    }

    /// Takes in what stands after a node's children.
    fn close(&mut self, node: &NodeRef) {
        let Some(name) = node.qual_name_ref() else { return };
        self.preformatted = self.preformatted.filter(|(outermost, _)| *outermost != node.id);
        match self.flow(node, &name.local) {
            Flow::Quote => self.close_quote(),
            Flow::Apart => self.end_block(),
            Flow::Block => {
                self.end_block();
                self.element = self.page.elements[self.element].parent;
            }
            Flow::Link => {
                self.links -= 1;
                self.in_person = false;
            }
            Flow::Stress => self.stresses -= 1,
            Flow::Time => self.beside_time = true,
            // A picture and the words below it, in one element: what follows is none of it.
            Flow::Inline if self.below_picture && opens_with_picture(node) => {
                if !self.is_blank() {
                    self.end_block();
                }
            }
            Flow::Skipped | Flow::Break | Flow::Cell | Flow::Inline => {}
        }
        self.callers.pop_if(|caller| *caller == node.id);
        self.border();
    }

    /// Marks where an element in the line begins or ends.
    fn border(&mut self) {
        let (at, called, leads_to_person) = (self.current.len(), !self.callers.is_empty(), self.in_person);
        let border = Border { at, called, leads_to_person };
        match self.borders.last_mut() {
            Some(last) if last.at == at => *last = border,
            Some(_) | None if at <= MAX_PARTED => self.borders.push(border),
            Some(_) | None => {}
        }
    }

    /// Adds text; where line breaks are shown, those of the source are as good as `<br>`.
    fn push(&mut self, text: &str) {
        if !self.preformatted.is_some_and(|(_, prose)| prose) {
            return self.push_words(text);
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.break_line();
            }
            self.push_words(line);
        }
    }

    fn break_line(&mut self) {
        if self.after_break {
            self.end_block();
        } else {
            if !self.is_blank() {
                self.breaks.push(self.current.len());
            }
            self.push_words(" ");
            self.after_break = true;
        }
    }

    /// Adds text, each run of white space as one space.
    fn push_words(&mut self, text: &str) {
        /// That many no-break spaces at the beginning of a line indent a paragraph; others are wide enough alone.
        const INDENT: usize = 2;
        let width = |c: char| match c {
            '\u{a0}' => 1,
            '\u{2003}' | '\u{3000}' => INDENT,
            _ => 0,
        };
        for piece in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if self.after_break && !word.is_empty() {
                let space = |c: &char| c.is_whitespace();
                let above = self.current.chars().rev().take_while(space).take(2 * INDENT);
                let indent: usize = above.chain(word.chars().take_while(space)).map(width).sum();
                // A line of no-break spaces is a blank one.
                let blank = word.trim().is_empty();
                let goes_on = word.trim_start().starts_with(|c: char| c.is_lowercase() || c == '(');
                if indent >= INDENT && !blank && !goes_on {
                    self.end_block();
                }
                self.after_break = blank;
            }
            if !word.is_empty() {
                if self.current.trim_ascii_start().is_empty() {
                    self.opens_linked = self.links > 0;
                }
                if std::mem::take(&mut self.beside_time)
                    && self.current.ends_with(char::is_alphanumeric)
                    && word.starts_with(char::is_alphanumeric)
                {
                    self.current.push(' ');
                }
                self.open_quotes(word);
                self.current.push_str(word);
                self.linked += if self.links > 0 { word.len() } else { 0 };
                self.stressed += if self.stresses > 0 { word.len() } else { 0 };
            }
            if word.len() < piece.len() && !self.current.ends_with(' ') {
                self.current.push(' ');
            }
        }
    }

    /// Says whether the block in hand has nothing but white space so far.
    fn is_blank(&mut self) -> bool {
        let rest = &self.current[self.blank..];
        self.blank += rest.len() - rest.trim_start().len();
        self.blank == self.current.len()
    }

    /// Sets marks before the first word of each `<q>`, as browsers do, unless the page has set its own there.
    fn open_quotes(&mut self, word: &str) {
        let without_word = self.quotes.iter().rev().take_while(|set| set.is_none()).count();
        for at in self.quotes.len() - without_word..self.quotes.len() {
            let marked = word.starts_with(is_quotation_mark) || self.current.ends_with(is_quotation_mark);
            if !marked {
                self.current.push(if self.marks().is_multiple_of(2) { '“' } else { '‘' });
            }
            self.quotes[at] = Some(!marked);
        }
    }

    /// Sets the mark after a `<q>`, where one was set before it.
    fn close_quote(&mut self) {
        if self.quotes.pop() != Some(Some(true)) {
            return;
        }
        let mark = if self.marks().is_multiple_of(2) { '”' } else { '’' };
        let length = self.current.trim_ascii_end().len();
        if length > 0 {
            self.current.insert(length, mark);
            // Breaks that stand behind the last word follow its mark.
            let behind = self.breaks.iter_mut().rev().take_while(|at| **at >= length);
            behind.for_each(|at| *at += mark.len_utf8());
            let behind = self.borders.iter_mut().rev().take_while(|border| border.at >= length);
            behind.for_each(|border| border.at += mark.len_utf8());
            self.blank = self.blank.min(length);
        } else if let Some(block) = self.page.blocks.last_mut() {
            block.text.push(mark);
            block.pieces.last_mut().into_iter().for_each(|piece| piece.push(mark));
        }
    }

    /// Returns how many quotations with marks of ours we stand in.
    fn marks(&self) -> usize {
        self.quotes.iter().filter(|set| **set == Some(true)).count()
    }

    fn end_block(&mut self) {
        (self.after_break, self.beside_time) = (false, false);
        let first_line = self.breaks.first().map(|&length| &self.current[..length]);
        // Here and not on the page: most of a page is no text, and character references resolve to anything.
        let line = repair(&self.current);
        let line = line.trim();
        if !line.is_empty() {
            let start = self.page.words.len();
            self.page.words.extend(self.inline.iter().take(MAX_WORDS));
            self.page.blocks.push(Block {
                text: line.to_owned(),
                first_line: first_line.map(|line| repair(line).trim().to_owned()),
                pieces: pieces(&self.current, &self.breaks),
                parts: parts(&self.current, &self.borders),
                question: self.question.take(),
                element: self.element,
                linked: self.linked,
                stressed: self.stressed,
                opens_linked: self.opens_linked,
                below_picture: self.below_picture,
                leads_to_author: self.leads_to_author,
                words: start..self.page.words.len(),
            });
            self.inline.clear();
        } else if self.inline.len() > 4 * MAX_WORDS {
            self.inline.clear();
        }
        self.current.clear();
        self.blank = 0;
        self.breaks.clear();
        // What comes next may stand in an element of the author's still.
        self.borders.clear();
        self.border();
        (self.linked, self.stressed) = (0, 0);
        (self.below_picture, self.leads_to_author) = (false, false);
    }
}

/// A longer line is no byline.
const MAX_PARTED: usize = 200;

/// Returns the words between the borders of elements in a short line.
fn parts(text: &str, borders: &[Border]) -> Vec<Part> {
    let marked = |border: &Border| border.called || border.leads_to_person;
    if text.len() > MAX_PARTED || borders.len() < 2 && !borders.iter().any(marked) {
        return Vec::new();
    }
    let ends = borders.iter().skip(1).map(|border| border.at).chain([text.len()]);
    let stretches =
        borders.iter().zip(ends).filter_map(|(border, end)| Some((text.get(border.at..end)?, border)));
    let parts = stretches.map(|(part, border)| Part {
        text: repair(part).trim().to_owned(),
        called: border.called,
        leads_to_person: border.leads_to_person,
    });
    parts.filter(|part| !part.text.is_empty()).collect()
}

/// Says whether an address may be that of a page of somebody at the paper: others have such pages as well.
pub fn leads_to_person(address: &str) -> bool {
    const PATHS: [&str; 24] = [
        "/profile", "/staff/", "/people/", "/person/", "/journalist", "/by/", "/reporter", "/writer",
        "/contributor", "/autor", "/auteur", "/redac", "/redak", "/columnist", "/szerzo", "/penulis",
        "/yazar", "/muhabir", "/skribent", "/avtor", "/firma", "/team/", "/author", "/kirjoittaj",
    ];
    PATHS.iter().any(|path| address.contains(path))
}

/// Returns the lines of a block between its breaks, where they are paragraphs by themselves: all are sentences, and long
/// enough, or a question and its answer.
fn pieces(text: &str, breaks: &[usize]) -> Vec<String> {
    const LEAST_BYTES: usize = 60;
    if breaks.is_empty() {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([text.len()]);
    let lines = || starts.clone().zip(ends.clone()).map(|(start, end)| text[start..end].trim());
    let lines = || lines().filter(|line| !line.is_empty());
    let count = lines().count();
    let asks = count == 2 && lines().next().is_some_and(|line| line.ends_with(['?', '？', '؟']));
    let long = lines().map(str::len).sum::<usize>() >= count * LEAST_BYTES;
    if count < 2 || !(asks || long) || !lines().all(ends_sentence) {
        return Vec::new();
    }
    lines().map(|line| repair(line).trim().to_owned()).collect()
}

/// Returns the question on a button that unfolds the answer.
fn asked(button: &NodeRef) -> Option<String> {
    const MAX_BYTES: usize = 300;
    const LEAST_WORDS: usize = 3;
    let text = repair(&short_text(button, MAX_BYTES)?).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = text.is_ascii() && text.split(' ').count() < LEAST_WORDS;
    (text.ends_with(['?', '？', '؟']) && !words).then_some(text)
}

/// Says whether an inline element stands between paragraphs, as one of them: a page's style says so, or it is of a name of
/// the page's own and has no words or inline elements beside it.
fn stands_apart(node: &NodeRef, name: &str) -> bool {
    if name == "span" {
        return style(node).is_some_and(|style| style.contains("display:block"));
    }
    let of_page = |name: &str| name.contains('-');
    let in_block = || {
        let parent = node.parent();
        parent.and_then(|parent| parent.qual_name_ref().map(|name| name.local.to_string())).is_some_and(
            |parent| {
                let heading = matches!(&*parent, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
                of_page(&parent) || !heading && matches!(Flow::of(&parent), Flow::Block)
            },
        )
    };
    of_page(name)
        && in_block()
        && !begins_words(node.next_sibling(), NodeRef::next_sibling)
        && !begins_words(node.prev_sibling(), NodeRef::prev_sibling)
}

/// Says whether a cell of a table holds paragraphs that breaks part, as on old pages: what stands in the cell beside it is
/// none of them.
fn holds_paragraphs(cell: &NodeRef) -> bool {
    const MOST: usize = 64;
    const ENOUGH_BREAKS: usize = 2;
    const LEAST_BYTES: usize = 400;
    let is_break = |node: &NodeRef| node.qual_name_ref().is_some_and(|name| &*name.local == "br");
    let children = std::iter::successors(cell.first_child(), NodeRef::next_sibling).take(MOST);
    children.filter(is_break).take(ENOUGH_BREAKS).count() == ENOUGH_BREAKS
        && short_text(cell, LEAST_BYTES).is_none()
}

/// Says whether the first thing beside an element is words or an inline element.
fn begins_words<'a>(
    mut beside: Option<NodeRef<'a>>,
    next: impl Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>,
) -> bool {
    const MOST: usize = 8;
    for _ in 0..MOST {
        let Some(node) = beside else { return false };
        if let Some(name) = node.qual_name_ref() {
            let inline = matches!(
                Flow::of(&name.local),
                Flow::Inline | Flow::Link | Flow::Stress | Flow::Time | Flow::Quote
            );
            return inline && !name.local.contains('-');
        }
        let words = node.query(|node| match &node.data {
            NodeData::Text { contents } => !contents.trim().is_empty(),
            _ => false,
        });
        if words == Some(true) {
            return true;
        }
        beside = next(&node);
    }
    true
}

/// Says whether the classes of an element in a line keep it for those who hear the page, or who point at a word.
fn is_aside(node: &NodeRef) -> bool {
    const NAMES: [&str; 9] = [
        "sr-only", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-text",
        "assistive-text", "tooltiptext", "tooltip-text", "tooltip-content",
    ];
    node.attr("class").is_some_and(|classes| {
        let named = |class: &str| NAMES.contains(&class) || class.ends_with("visually-hidden");
        classes.split_ascii_whitespace().any(named)
    })
}

/// Says whether the attributes of an element say that it has the author's name.
fn calls_author(node: &NodeRef) -> bool {
    /// What else there is of an author.
    const OTHERS: [&str; 6] = ["location", "place", "image", "photo", "avatar", "role"];
    let Some(element) = node.element_ref() else { return false };
    let named = |value: &str| {
        let value = value.as_bytes();
        let has = |name: &[u8]| {
            memchr::memmem::find_iter(value, &name[1..]).any(|at| {
                let first = at.checked_sub(1).is_some_and(|at| value[at].eq_ignore_ascii_case(&name[0]));
                // "authority"
                first && value.get(at + name.len() - 1) != Some(&b'i')
            })
        };
        has(b"author") || has(b"byline")
    };
    let other = |value: &str| OTHERS.iter().any(|other| value.contains(other));
    element.attrs.iter().any(|attr| {
        let name = &*attr.name.local;
        (matches!(name, "class" | "id" | "rel" | "itemprop") || name.starts_with("data-"))
            && attr.value.split_ascii_whitespace().any(|value| named(value) && !other(value))
    })
}

/// Says whether the first thing in an element is a picture.
fn opens_with_picture(node: &NodeRef) -> bool {
    node.first_child().is_some_and(|child| child.qual_name_ref().is_some_and(|name| &*name.local == "img"))
}

/// Adds the words of an element's class and id to `words`; returns what its attributes say of all that is in it.
fn attributes(node: &NodeRef, words: &mut Vec<u64>) -> Inside {
    let mut inside = Inside::default();
    let Some(element) = node.element_ref() else { return inside };
    let start = words.len();
    for attr in &element.attrs {
        if &*attr.name.local == "class" && attr.value.split_ascii_whitespace().any(is_post) {
            inside.0 |= Inside::POST.0;
        }
        match &*attr.name.local {
            "class" | "id" | "role" | "data-testid" | "data-component" | "data-type" => {
                let room = MAX_WORDS.saturating_sub(words.len() - start);
                split_words(&attr.value, room, words);
            }
            "itemprop" if attr.value.contains("articleBody") => inside.0 |= Inside::BODY.0,
            "hidden" => inside.0 |= Inside::HIDDEN.0,
            "aria-hidden" if &*attr.value == "true" => inside.0 |= Inside::HIDDEN.0,
            "style" if attr.value.contains("display:none") || attr.value.contains("display: none") => {
                inside.0 |= Inside::HIDDEN.0;
            }
            _ => {}
        }
    }
    inside
}

/// Says whether a character can stand before what is quoted.
fn is_quotation_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '"' | '«' | '»' | '‘' | '‚' | '‹' | '›' | '\'' | '「' | '『')
}

/// Says whether an element's attributes keep it from being shown, and not only until a click.
fn is_unseen(node: &NodeRef) -> bool {
    const UNFOLDED: [&str; 6] = ["accordion", "collaps", "expand", "toggle", "panel", "faq"];
    let hidden = node.has_attr("hidden") || style(node).is_some_and(|style| style.contains("display:none"));
    let named = |attribute: &str| node.attr(attribute).unwrap_or_default().to_ascii_lowercase();
    let unfolds = |name: String| UNFOLDED.iter().any(|word| name.contains(word));
    hidden && !["class", "id", "role"].into_iter().map(named).any(unfolds)
}

/// Says whether an element shows the line breaks of the source. Where `<pre>` has a class, a program has set it: code, a
/// poem, a drawing.
fn is_preformatted(node: &NodeRef, name: &str) -> bool {
    (name == "pre" && !node.has_attr("class"))
        || style(node).is_some_and(|style| style.contains("white-space:pre"))
}

/// Returns the text of an element without that of drawings, which are not always parsed.
fn text_beside_drawings(node: &NodeRef) -> String {
    let (mut text, mut left) = (String::new(), vec![*node]);
    while let Some(node) = left.pop() {
        if node.is_text() {
            text.push_str(&node.text());
        } else if node.qual_name_ref().is_none_or(|name| !matches!(&*name.local, "svg" | "math")) {
            left.extend(node.children().into_iter().rev());
        }
    }
    text
}

/// Says whether a text is none of code.
fn is_prose(text: &str) -> bool {
    const SIGNS: &str = "{}[]<>=_#|;\\$:/";
    text.chars().filter(|&c| SIGNS.contains(c)).count() * 50 <= text.chars().count()
}

/// Returns the `style` of an element in small letters without spaces.
fn style(node: &NodeRef) -> Option<String> {
    let mut style = node.attr("style")?.to_ascii_lowercase();
    style.retain(|c| !c.is_ascii_whitespace());
    Some(style)
}

/// Says whether a class is one that social networks give to the posts of theirs that pages embed; not those of networks
/// that embed pictures and links.
fn is_post(class: &str) -> bool {
    matches!(class, "twitter-tweet" | "twitter-video" | "bluesky-embed")
}

/// Splits names such as "article-body", "articleBody" or "article__body" into their words, as hashes of small letters.
fn split_words(value: &str, most: usize, words: &mut Vec<u64>) {
    /// Longer words are made by machines.
    const MAX_BYTES: usize = 24;
    let mut word = [0; MAX_BYTES];
    let (mut length, mut count, mut small_before) = (0, 0, false);
    for byte in value.bytes().take(400).chain([b' ']) {
        let boundary = !byte.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && small_before);
        if boundary {
            if (2..MAX_BYTES).contains(&length) && count < most {
                words.push(hash(&word[..length]));
                count += 1;
            }
            length = 0;
        }
        if byte.is_ascii_alphabetic() && length < MAX_BYTES {
            word[length] = byte.to_ascii_lowercase();
            length += 1;
        }
        small_before = byte.is_ascii_lowercase();
    }
}

/// What an element means for the flow of text.
enum Flow {
    Skipped,
    Break,
    Cell,
    Block,
    /// A block by itself that is no element of the page.
    Apart,
    Link,
    Stress,
    Time,
    Quote,
    Inline,
}

impl Flow {
    /// Returns what an element means. Inside a paragraph a few words that are not shown are none of it; more may be the
    /// rest of it that a click shows.
    fn of_node(node: &NodeRef, name: &str) -> Self {
        const FEW_BYTES: usize = 300;
        match Self::of(name) {
            flow @ (Self::Skipped | Self::Break | Self::Block) => flow,
            flow => {
                let skipped = (is_unseen(node) || is_aside(node)) && short_text(node, FEW_BYTES).is_some();
                match flow {
                    _ if skipped => Self::Skipped,
                    // An anchor leads nowhere.
                    Self::Link if !node.has_attr("href") => Self::Inline,
                    Self::Inline if stands_apart(node, name) => Self::Apart,
                    Self::Cell if holds_paragraphs(node) => Self::Apart,
                    flow => flow,
                }
            }
        }
    }

    fn of(name: &str) -> Self {
        match name {
            "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "math"
            | "select" | "button" | "textarea" | "head" | "title" | "audio" | "video" | "canvas"
            | "dialog" => Self::Skipped,
            "br" => Self::Break,
            "td" | "th" => Self::Cell,
            "a" => Self::Link,
            "b" | "strong" | "i" | "em" => Self::Stress,
            "time" => Self::Time,
            "q" => Self::Quote,
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
            | "details" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
            | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "legend"
            | "li" | "main" | "menu" | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table"
            | "tbody" | "tfoot" | "thead" | "tr" | "ul" => Self::Block,
            _ => Self::Inline,
        }
    }
}
