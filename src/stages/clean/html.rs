//! A page to lines: the limits, the parser, the article found by readability, and its blocks as lines.

use super::{meta, text};
use crate::config::Limits;
use crate::document::{Meta, Removed};
use crate::error::{Deadline, Reject};
use dom_query::{Document, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;

/// The element in which readability leaves what it found.
const ARTICLE: &str = "#readability-page-1";

/// What a page holds, before any line is judged.
pub struct Page {
    pub lines: Vec<String>,
    pub meta: Meta,
    /// What the markup itself marks as no part of the text: captions.
    pub removed: Vec<Removed>,
    pub fell_back_to_body: bool,
}

/// Reads a page.
///
/// # Errors
///
/// [`Reject::TooLarge`] or [`Reject::Timeout`].
pub fn read(page: &str, limits: &Limits, deadline: Deadline) -> Result<Page, Reject> {
    let document = parse(page, limits, deadline)?;
    let meta::Found { meta, body } = meta::find(&document);
    deadline.check("clean")?;

    let config = dom_smoothie::Config { disable_json_ld: true, ..Default::default() };
    let mut readability = dom_smoothie::Readability::with_document(document, None, Some(config))
        .expect("only a page address can be refused, and none is given");
    let found = is_affordable(&readability.doc, deadline)? && readability.parse().is_ok();
    deadline.check("clean")?;

    let mut blocks = Blocks::default();
    if found && let Some(content) = readability.doc.select_single(ARTICLE).nodes().first() {
        blocks = Blocks::of(content, false, deadline)?;
    }
    let mut fell_back_to_body = false;
    let stated = match body {
        Some(body) => stated_lines(&body, limits, deadline)?,
        None => Vec::new(),
    };
    let length = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
    // The page's own statement is mostly one run of text without paragraphs, so it serves only where
    // readability missed most of the article.
    if length(&blocks.lines) * 2 < length(&stated) {
        blocks = Blocks { lines: stated, ..Blocks::default() };
    } else if blocks.lines.is_empty() {
        fell_back_to_body = true;
        blocks = Blocks::of(&readability.doc.root(), true, deadline)?;
    }
    Ok(Page { lines: blocks.lines, meta, removed: blocks.removed, fell_back_to_body })
}

/// Says whether readability can deal with the page in good time; about a second for what is just allowed, a
/// hundredth of it for real pages.
///
/// It reads the text below each element that may be the article, so depth counts. And it writes what it finds
/// as HTML whether we ask or not, and there html5ever looks for a tag's end in all that follows each `&` and each
/// byte 0xC2 of a text or an attribute: a megabyte of ampersands takes ten seconds.
fn is_affordable(document: &Document, deadline: Deadline) -> Result<bool, Reject> {
    const MAX_BYTES_READ: usize = 400_000_000;
    const MAX_BYTES_LOOKED_AT: usize = 4_000_000_000;
    let looked_at = |text: &str| {
        let stops = text.bytes().filter(|byte| matches!(byte, b'&' | 0xC2)).count();
        stops.saturating_mul(text.len())
    };
    let (mut depth, mut read, mut looked) = (0usize, 0usize, 0usize);
    walk(&document.root(), deadline, |node, edge| {
        match edge {
            Edge::Open => depth += 1,
            Edge::Close => {
                depth -= 1;
                return false;
            }
        }
        if node.is_text() {
            let text = node.text();
            read = read.saturating_add(text.len().saturating_mul(depth));
            looked = looked.saturating_add(looked_at(&text));
        } else if let Some(element) = node.element_ref() {
            looked =
                element.attrs.iter().fold(looked, |sum, attr| sum.saturating_add(looked_at(&attr.value)));
        }
        true
    })?;
    Ok(read <= MAX_BYTES_READ && looked <= MAX_BYTES_LOOKED_AT)
}

/// Where a walk meets a node: before its children or after them.
#[derive(Clone, Copy)]
enum Edge {
    Open,
    Close,
}

/// Walks a tree without recursion: down to the first child, on to the next sibling, back up, until `root`
/// again. Children are visited where `visit` returns true for [`Edge::Open`].
fn walk(
    root: &NodeRef,
    deadline: Deadline,
    mut visit: impl FnMut(&NodeRef, Edge) -> bool,
) -> Result<(), Reject> {
    let mut node = *root;
    let mut visited = 0usize;
    loop {
        visited += 1;
        if visited.is_multiple_of(1024) {
            deadline.check("clean")?;
        }
        if visit(&node, Edge::Open)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            visit(&node, Edge::Close);
            if node.id == root.id {
                return Ok(());
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            let Some(parent) = node.parent() else { return Ok(()) };
            node = parent;
        }
    }
}

/// Returns the lines of an article body that the page's metadata states, as text or as markup.
fn stated_lines(body: &str, limits: &Limits, deadline: Deadline) -> Result<Vec<String>, Reject> {
    if body.contains("</") || body.contains("<br") {
        let document = parse(body, limits, deadline)?;
        return Ok(Blocks::of(&document.root(), false, deadline)?.lines);
    }
    Ok(text::lines(&text::repair(&meta::unescaped(body))))
}

/// Parses a page within the limits.
///
/// A tree builder walks its stack of open elements for many tags and may repeat a whole run of formatting
/// elements in each paragraph, so depth is refused before parsing and the nodes are counted while parsing.
fn parse(page: &str, limits: &Limits, deadline: Deadline) -> Result<Document, Reject> {
    /// Between two looks at the count of nodes; even `<p>` after `<p>` makes no more than a few thousand
    /// tags of it.
    const CHUNK_BYTES: usize = 8192;
    let (tags, depth) = prescan(page);
    let nodes_limit = limits.max_html_nodes;
    let too_many = |size| Reject::TooLarge { what: "html", size, limit: nodes_limit, unit: "nodes" };
    let limit = limits.max_html_depth;
    let too_deep = |size| Reject::TooLarge { what: "html", size, limit, unit: "levels" };
    if tags > nodes_limit {
        return Err(too_many(tags));
    }
    if depth > limit {
        return Err(too_deep(depth));
    }
    let opts = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
        ..Default::default()
    };
    let mut parser = html5ever::parse_document(Document::default(), opts);
    let mut rest = page;
    while !rest.is_empty() {
        deadline.check("clean")?;
        let mut end = rest.len().min(CHUNK_BYTES);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (chunk, after) = rest.split_at(end);
        parser.process(chunk.into());
        rest = after;
        let tree = &parser.tokenizer.sink.sink.tree;
        if tree.len() > nodes_limit {
            return Err(too_many(tree.len()));
        }
        // What is open now lies along the last children. The root and `<html>` are no levels of the page.
        let open = std::iter::successors(Some(tree.root()), NodeRef::last_child);
        let depth = open.take(limit + 3).count();
        if depth > limit + 2 {
            return Err(too_deep(depth - 2));
        }
    }
    Ok(parser.finish())
}

/// Counts tags and how deep they nest, without building anything. An estimate: tags that close one another
/// by themselves count for nothing, and a closing tag is taken to close what was opened last.
fn prescan(page: &str) -> (usize, usize) {
    let bytes = page.as_bytes();
    let (mut tags, mut depth, mut deepest, mut foreign) = (0usize, 0usize, 0usize, 0usize);
    let mut at = 0;
    while let Some(found) = find(bytes, at, b"<") {
        at = found + 1;
        if bytes[at..].starts_with(b"!--") {
            tags += 1;
            // An unclosed comment swallows the rest.
            let Some(end) = find(bytes, at + 1, b"-->") else { break };
            at = end;
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        // Longer names than any of HTML's are cut: they are compared with short ones only.
        let mut name = [0u8; 12];
        let mut length = 0;
        while let Some(&byte) = bytes.get(start + length) {
            if !byte.is_ascii_alphanumeric() || length == name.len() {
                break;
            }
            name[length] = byte.to_ascii_lowercase();
            length += 1;
        }
        if length == 0 || !name[0].is_ascii_alphabetic() {
            continue;
        }
        let name = &name[..length];
        tags += 1;
        if matches!(name, b"svg" | b"math") {
            foreign = if closing { foreign.saturating_sub(1) } else { foreign + 1 };
        }
        let alone = matches!(
            name,
            b"area"
                | b"base"
                | b"br"
                | b"col"
                | b"embed"
                | b"hr"
                | b"img"
                | b"input"
                | b"link"
                | b"meta"
                | b"param"
                | b"source"
                | b"track"
                | b"wbr"
                | b"html"
                | b"head"
                | b"body"
        );
        // These close their like, so a thousand of them unclosed are a long list and no depth; but in SVG
        // and MathML they are names like any other.
        let closes_its_like = foreign == 0
            && matches!(
                name,
                b"p" | b"li"
                    | b"dt"
                    | b"dd"
                    | b"option"
                    | b"tr"
                    | b"td"
                    | b"th"
                    | b"thead"
                    | b"tbody"
                    | b"tfoot"
                    | b"colgroup"
                    | b"caption"
            );
        if alone || closes_its_like {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
            continue;
        }
        if foreign == 0 && matches!(name, b"script" | b"style" | b"textarea" | b"title") {
            let Some(end) = find_closing(bytes, start, name) else { break };
            at = end;
            continue;
        }
        if foreign > 0 {
            // `<path/>` closes itself, there only.
            // Up to the next tag at most, or unclosed tags would be looked at again and again.
            let end = bytes[start..].iter().position(|&byte| matches!(byte, b'<' | b'>'));
            let end = end.map_or(bytes.len(), |length| start + length);
            if bytes[..end].ends_with(b"/") {
                at = end;
                if matches!(name, b"svg" | b"math") {
                    foreign -= 1;
                }
                continue;
            }
        }
        depth += 1;
        deepest = deepest.max(depth);
    }
    (tags, deepest)
}

/// Returns where `needle` stands first at or after `from`.
fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    if let [byte] = needle {
        return rest.iter().position(|b| b == byte).map(|n| from + n);
    }
    rest.windows(needle.len()).position(|window| window == needle).map(|n| from + n)
}

/// Returns where the tag that closes a raw text element begins.
fn find_closing(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let mut at = from;
    while let Some(found) = find(bytes, at, b"</") {
        let inside = bytes.get(found + 2..found + 2 + name.len());
        if inside.is_some_and(|inside| inside.eq_ignore_ascii_case(name)) {
            return Some(found);
        }
        at = found + 2;
    }
    None
}

/// The text of a tree: one line for each block.
#[derive(Default)]
struct Blocks {
    lines: Vec<String>,
    removed: Vec<Removed>,
    current: String,
    /// Nothing but space since the last `<br>`: a second one ends the paragraph.
    after_break: bool,
    /// How many captions we stand in.
    captions: usize,
}

impl Blocks {
    /// Reads the text below `root`; `whole_page` leaves out what stands around every article.
    fn of(root: &NodeRef, whole_page: bool, deadline: Deadline) -> Result<Self, Reject> {
        let mut blocks = Self::default();
        walk(root, deadline, |node, edge| match edge {
            Edge::Open => blocks.open(node, whole_page),
            Edge::Close => {
                blocks.close(node, whole_page);
                false
            }
        })?;
        blocks.end_line();
        Ok(blocks)
    }

    /// Takes in what stands before a node's children. Returns whether they are to be visited.
    fn open(&mut self, node: &NodeRef, whole_page: bool) -> bool {
        if node.is_text() {
            self.push(&node.text());
            return false;
        }
        let Some(name) = node.qual_name_ref() else { return !node.is_comment() };
        match Kind::of(&name.local, whole_page) {
            Kind::Skipped => return false,
            Kind::Break => {
                if self.after_break {
                    self.end_line();
                } else {
                    self.push(" ");
                    self.after_break = true;
                }
            }
            Kind::Cell => self.push(" "),
            Kind::Block => self.end_line(),
            Kind::Caption => {
                self.end_line();
                self.captions += 1;
            }
            Kind::Inline => {}
        }
        true
    }

    /// Takes in what stands after a node's children.
    fn close(&mut self, node: &NodeRef, whole_page: bool) {
        let Some(name) = node.qual_name_ref() else { return };
        match Kind::of(&name.local, whole_page) {
            Kind::Block => self.end_line(),
            Kind::Caption => {
                self.end_line();
                self.captions -= 1;
            }
            Kind::Skipped | Kind::Break | Kind::Cell | Kind::Inline => {}
        }
    }

    /// Adds text, each run of white space as one space.
    fn push(&mut self, text: &str) {
        for piece in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if !word.is_empty() {
                self.after_break = false;
                self.current.push_str(word);
            }
            if word.len() < piece.len() && !self.current.ends_with(' ') {
                self.current.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        self.after_break = false;
        // Character references can bring in what the page itself was repaired of.
        let line = text::repair(&self.current);
        let line = line.trim();
        if !line.is_empty() {
            if self.captions > 0 {
                let reason = text::caption_or_credit(line);
                self.removed.push(Removed { text: line.to_owned(), reason });
            } else {
                self.lines.push(line.to_owned());
            }
        }
        self.current.clear();
    }
}

/// What an element means for the flow of text.
enum Kind {
    Skipped,
    Break,
    Cell,
    Block,
    Caption,
    Inline,
}

impl Kind {
    fn of(name: &str, whole_page: bool) -> Self {
        match name {
            "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "math"
            | "select" | "button" | "textarea" | "head" | "title" | "audio" | "video" | "canvas"
            | "dialog" => Self::Skipped,
            "nav" | "footer" | "aside" | "form" | "menu" if whole_page => Self::Skipped,
            "br" => Self::Break,
            "td" | "th" => Self::Cell,
            "figcaption" => Self::Caption,
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
            | "details" | "div" | "dl" | "dt" | "fieldset" | "figure" | "footer" | "form" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "legend" | "li" | "main"
            | "menu" | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "tbody" | "tfoot"
            | "thead" | "tr" | "ul" => Self::Block,
            _ => Self::Inline,
        }
    }
}
