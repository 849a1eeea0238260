//! A page's markup to a tree, within the limits.

use super::blocks::{Page, leads_to_person};
use super::repair::{repair, reread_page};
use super::{meta, text};
use crate::config::Limits;
use crate::error::{Deadline, Reject};
use dom_query::{Document, NodeData, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use std::borrow::Cow;
use std::ops::Range;

/// Reads a page: what it says about itself, the article's text where that is part of it, and its blocks.
///
/// # Errors
///
/// [`Reject::TooLarge`] or [`Reject::Timeout`].
pub fn read(page: &str, limits: &Limits, deadline: Deadline) -> Result<(meta::Found, Page), Reject> {
    let document = parse(&reread_page(&without_toolbar(page)), limits, deadline)?;
    let found = meta::find(&document, deadline)?;
    deadline.check("clean")?;
    let page = Page::of(&document.root(), deadline)?;
    Ok((found, page))
}

/// Returns a page without the bar that the Internet Archive puts on top of it.
fn without_toolbar(page: &str) -> Cow<'_, str> {
    const BEGIN: &str = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->";
    const END: &str = "<!-- END WAYBACK TOOLBAR INSERT -->";
    let Some(from) = memchr::memmem::find(page.as_bytes(), BEGIN.as_bytes()) else { return page.into() };
    match memchr::memmem::find(&page.as_bytes()[from..], END.as_bytes()) {
        Some(length) => [&page[..from], &page[from + length..]].concat().into(),
        None => page.into(),
    }
}

/// Where a walk meets a node: before its children or after them.
#[derive(Clone, Copy)]
pub enum Edge {
    Open,
    Close,
}

/// Walks a tree without recursion: down to the first child, on to the next sibling, back up, until `root`
/// again. Children are visited where `visit` returns true for [`Edge::Open`].
pub fn walk(
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

/// Returns the text below a node where it has no more than `most` bytes. Elements nest, so whoever asks this of each of them
/// must not read all that is in it each time.
pub fn short_text(node: &NodeRef, most: usize) -> Option<String> {
    const MOST_NODES: usize = 512;
    let (mut text, mut too_long) = (String::new(), false);
    for (count, inner) in node.descendants_it().enumerate() {
        inner.query(|node| match &node.data {
            NodeData::Text { contents } if contents.len() <= most => text.push_str(contents),
            NodeData::Text { .. } => too_long = true,
            _ => {}
        });
        if too_long || text.len() > most || count > MOST_NODES {
            return None;
        }
    }
    Some(text)
}

/// Returns the lines of an article body that the page's metadata states, as text or as markup.
pub fn stated_lines(body: &str, limits: &Limits, deadline: Deadline) -> Result<Vec<String>, Reject> {
    if body.contains("</") || body.contains("<br") {
        let document = parse(body, limits, deadline)?;
        return Ok(Page::of(&document.root(), deadline)?
            .blocks
            .into_iter()
            .map(|block| block.text)
            .collect());
    }
    Ok(text::lines(&repair(&meta::unescaped(body))))
}

/// Parses a page within the limits.
///
/// A tree builder walks its stack of open elements for many tags and may repeat a whole run of formatting
/// elements in each paragraph, so depth is refused before parsing and the nodes are counted while parsing.
fn parse(page: &str, limits: &Limits, deadline: Deadline) -> Result<Document, Reject> {
    /// Between two looks at the count of nodes; even `<p>` after `<p>` makes no more than a few thousand
    /// tags of it.
    const CHUNK_BYTES: usize = 8192;
    /// A parser compares each attribute of a tag with all before it.
    const MAX_ATTRIBUTES: usize = 1000;
    let Scan { tags, depth, attributes, idle, closes } = prescan(page);
    let page = without(page, &idle, &closes);
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
    if attributes > MAX_ATTRIBUTES {
        let (size, limit) = (attributes, MAX_ATTRIBUTES);
        return Err(Reject::TooLarge { what: "html", size, limit, unit: "attributes of one tag" });
    }
    let opts = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
        ..Default::default()
    };
    let mut parser = html5ever::parse_document(Document::default(), opts);
    let mut at = 0;
    while at < page.len() {
        deadline.check("clean")?;
        let mut end = page.len().min(at + CHUNK_BYTES);
        while !page.is_char_boundary(end) {
            end -= 1;
        }
        parser.process(page[at..end].into());
        at = end;
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

/// What a look at the tags alone tells of a page.
struct Scan {
    tags: usize,
    /// How deep they nest.
    depth: usize,
    /// How many attributes a single tag has, of those that stay for the parser.
    attributes: usize,
    /// What nobody reads, most of a page's bytes as often as not, in order: the insides of scripts, styles and drawings,
    /// comments, and attributes. JSON-LD is not among them.
    idle: Vec<Range<usize>>,
    /// Where links end that the page never closes, in order: HTML would open them again in every paragraph below.
    closes: Vec<usize>,
}

/// Returns a page without ranges of it and with links closed at `closes`; both are in order.
fn without(page: &str, ranges: &[Range<usize>], closes: &[usize]) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut at = 0;
    let mut closes = closes.iter().copied().peekable();
    for range in ranges.iter().cloned().chain(std::iter::once(page.len()..page.len())) {
        while let Some(close) = closes.next_if(|&close| close <= range.start) {
            kept.push_str(&page[at..close]);
            kept.push_str("</a>");
            at = close;
        }
        kept.push_str(&page[at..range.start]);
        at = range.end;
    }
    kept
}

/// The links that are open at a place of a page, each with where the first block after it begins or ends.
#[derive(Default)]
struct OpenLinks(Vec<Option<usize>>);

impl OpenLinks {
    /// Takes in a tag that begins at `at`.
    fn see(&mut self, name: &[u8], closing: bool, at: usize) {
        match name {
            b"a" if closing => drop(self.0.pop()),
            b"a" => self.0.push(None),
            _ if self.0.last().is_some_and(Option::is_none) && is_block(name) => {
                self.0.iter_mut().rev().take_while(|end| end.is_none()).for_each(|end| *end = Some(at));
            }
            _ => {}
        }
    }

    /// Returns where those end that were never closed.
    fn ends(self) -> Vec<usize> {
        let mut ends: Vec<usize> = self.0.into_iter().flatten().collect();
        ends.dedup();
        ends
    }
}

/// Says whether a tag begins or ends a block.
fn is_block(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 33] = [
        b"p", b"div", b"li", b"ul", b"ol", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"table", b"tr", b"td",
        b"th", b"section", b"article", b"header", b"footer", b"main", b"aside", b"nav", b"blockquote",
        b"figure", b"form", b"center", b"hr", b"dl", b"dt", b"dd", b"pre", b"address", b"body",
    ];
    NAMES.contains(&name)
}

/// Counts tags and how deep they nest, without building anything. An estimate: tags that close one another
/// by themselves count for nothing, and a closing tag is taken to close what was opened last.
fn prescan(page: &str) -> Scan {
    let mut look = Look { bytes: page.as_bytes(), sure: true, ..Look::default() };
    while let Some(found) = find(look.bytes, look.at, b"<") {
        look.at = found + 1;
        let goes_on = if look.bytes[look.at..].starts_with(b"!--") {
            look.pass_comment()
        } else if look.is_at_tag() {
            look.pass_tag(found)
        } else {
            look.pass_no_tag()
        };
        // What is not closed swallows the rest.
        if goes_on.is_none() {
            break;
        }
    }
    let Look { tags, deepest, most_attributes, idle, links, .. } = look;
    Scan { tags, depth: deepest, attributes: most_attributes, idle, closes: links.ends() }
}

/// A look at a page's tags, from one to the next. What passes something returns `None` where that never ends.
#[derive(Default)]
struct Look<'a> {
    bytes: &'a [u8],
    at: usize,
    tags: usize,
    depth: usize,
    deepest: usize,
    /// How many drawings and formulas are open.
    foreign: usize,
    most_attributes: usize,
    idle: Vec<Range<usize>>,
    links: OpenLinks,
    /// Of each template that is open, whether it holds what its parent shows (a declarative shadow root).
    templates: Vec<bool>,
    /// Whether a parser sees the same tags: after SVG that a paragraph may have ended it could be anywhere.
    sure: bool,
}

/// A tag that was passed.
struct Tag {
    /// Its name in small letters. Longer ones than any of HTML's are cut: they are compared with short ones only.
    name: [u8; 12],
    length: usize,
    closing: bool,
    closes_itself: bool,
    /// Whether it says that it is a shadow root.
    shadow: bool,
    /// From its sign on.
    whole: Range<usize>,
    /// How much was idle before its attributes.
    idle_before: usize,
}

impl Tag {
    fn name(&self) -> &[u8] {
        &self.name[..self.length]
    }
}

impl Look<'_> {
    /// Passes a comment.
    fn pass_comment(&mut self) -> Option<()> {
        self.tags += 1;
        let inside = comment(self.bytes, self.at + 3)?;
        self.at = inside.end;
        if self.sure {
            // An empty one stays, or what stands before and after it could come to mean something together.
            self.idle.push(inside);
        }
        Some(())
    }

    fn is_closing(&self) -> bool {
        self.bytes.get(self.at) == Some(&b'/')
    }

    /// Says whether a name follows, as in a tag.
    fn is_at_tag(&self) -> bool {
        self.bytes.get(self.at + usize::from(self.is_closing())).is_some_and(u8::is_ascii_alphabetic)
    }

    /// Passes what is neither a tag nor text: a comment up to the next sign.
    fn pass_no_tag(&mut self) -> Option<()> {
        if self.is_closing() || matches!(self.bytes.get(self.at), Some(b'!' | b'?')) {
            self.at = find(self.bytes, self.at, b">")?;
        }
        Some(())
    }

    /// Passes a tag, and what only a parser of its own reads behind it.
    fn pass_tag(&mut self, found: usize) -> Option<()> {
        let tag = self.read_tag(found)?;
        let (name, html) = (tag.name(), self.foreign == 0);
        if html {
            self.links.see(name, tag.closing, found);
            if name == b"template" {
                self.see_template(&tag);
            }
            // Frames leave no room for what is told where there are none; without them it is a page like any other.
            if self.sure && matches!(name, b"frameset" | b"frame" | b"noframes") {
                self.leave_out(&tag);
                return Some(());
            }
        }
        if is_foreign(name) {
            self.see_foreign(&tag);
        }
        // In SVG and MathML they are names like any other.
        if is_empty(name) || self.foreign == 0 && closes_its_like(name) {
            return Some(());
        }
        if tag.closing {
            self.depth = self.depth.saturating_sub(1);
            return Some(());
        }
        if self.foreign == 0 && name == b"plaintext" {
            return None;
        }
        if self.foreign == 0 && is_raw(name) {
            return self.pass_raw(&tag);
        }
        // `<path/>` closes itself, there only.
        if self.foreign > 0 && tag.closes_itself {
            self.foreign -= usize::from(is_foreign(name));
            return Some(());
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        Some(())
    }

    /// Reads a tag and passes it; of its attributes those are idle that nobody reads.
    fn read_tag(&mut self, found: usize) -> Option<Tag> {
        let Self { bytes, sure, ref mut idle, .. } = *self;
        let closing = bytes.get(self.at) == Some(&b'/');
        let start = self.at + usize::from(closing);
        let name_end = run_end(bytes, start, |byte| !ends_name(byte));
        let mut name = [0u8; 12];
        let length = name.len().min(name_end - start);
        name[..length].copy_from_slice(&bytes[start..start + length]);
        name.make_ascii_lowercase();
        self.tags += 1;
        let idle_before = idle.len();
        let (mut shadow, mut attributes) = (false, 0);
        let end = tag_end(bytes, name_end, |attribute, value, whole| {
            let element = &name[..length];
            shadow |= attribute.eq_ignore_ascii_case(b"shadowrootmode");
            let stays = !sure || is_read(element, attribute, &bytes[value.clone()]);
            attributes += usize::from(stays);
            if !stays {
                let leads = element == b"a" && attribute.eq_ignore_ascii_case(b"href");
                idle.push(if leads { address(value, whole) } else { whole });
            }
        });
        let Some(TagEnd { after, closes_itself }) = end else {
            idle.truncate(idle_before);
            return None;
        };
        self.at = after;
        self.most_attributes = self.most_attributes.max(attributes);
        Some(Tag { name, length, closing, closes_itself, shadow, whole: found..after, idle_before })
    }

    /// Leaves a tag out of the page.
    fn leave_out(&mut self, tag: &Tag) {
        self.idle.truncate(tag.idle_before);
        self.idle.push(tag.whole.clone());
    }

    /// Leaves out the tags of a template that holds what its parent shows.
    fn see_template(&mut self, tag: &Tag) {
        if !tag.closing {
            self.templates.push(tag.shadow);
        }
        let shown = if tag.closing { self.templates.pop().unwrap_or(false) } else { tag.shadow };
        if self.sure && shown {
            self.leave_out(tag);
        }
    }

    /// Enters or leaves a drawing or a formula, and passes a drawing that is nothing else.
    fn see_foreign(&mut self, tag: &Tag) {
        self.foreign = if tag.closing { self.foreign.saturating_sub(1) } else { self.foreign + 1 };
        if !self.sure || tag.closing || tag.closes_itself {
            return;
        }
        match drawing_end(self.bytes, self.at) {
            Some(end) if tag.name() == b"svg" => {
                self.idle.push(self.at..end);
                self.at = end;
            }
            _ => self.sure = false,
        }
    }

    /// Passes an element whose inside is no markup.
    fn pass_raw(&mut self, tag: &Tag) -> Option<()> {
        let end = find_closing(self.bytes, self.at, tag.name())?;
        let inside = self.at..end;
        let head = &self.bytes[tag.whole.clone()];
        // A script within a comment within a script ends elsewhere: those are left to the parser.
        let plain = matches!(tag.name(), b"script" | b"style")
            && find(&self.bytes[inside.clone()], 0, b"<!--").is_none()
            && find(&head.to_ascii_lowercase(), 0, b"ld+json").is_none();
        if plain && !inside.is_empty() {
            self.idle.push(inside);
        }
        self.at = end;
        Some(())
    }
}

/// Says whether an element has rules of its own for what is in it.
fn is_foreign(name: &[u8]) -> bool {
    matches!(name, b"svg" | b"math")
}

/// Says whether an element adds no level: it has no inside, or every page has it once.
fn is_empty(name: &[u8]) -> bool {
    matches!(
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
    )
}

/// Says whether an element closes its like, so that a thousand of them unclosed are a long list and no depth.
fn closes_its_like(name: &[u8]) -> bool {
    matches!(
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
    )
}

/// Says whether the inside of an element is no markup.
fn is_raw(name: &[u8]) -> bool {
    matches!(
        name,
        b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes"
    )
}

/// Returns what of a link's `href`, with its value at `value`, can go so that it still has one.
fn address(value: Range<usize>, whole: Range<usize>) -> Range<usize> {
    let quoted = whole.end > value.end;
    if quoted { value } else { whole.start + "href".len()..whole.end }
}

/// Says whether the name of an element ends before this byte.
fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

/// Returns where the run of bytes ends that begins at `at`.
fn run_end(bytes: &[u8], mut at: usize, of: impl Fn(u8) -> bool) -> usize {
    while bytes.get(at).is_some_and(|&byte| of(byte)) {
        at += 1;
    }
    at
}

/// How a tag ends.
struct TagEnd {
    /// Where what follows it begins.
    after: usize,
    /// As `<path/>` does, which matters in SVG and MathML only.
    closes_itself: bool,
}

/// Returns where the tag ends whose name ends at `at`, as a tokenizer of HTML finds it, and shows the name and the
/// places of the value and the whole of each attribute.
fn tag_end(
    bytes: &[u8],
    mut at: usize,
    mut each: impl FnMut(&[u8], Range<usize>, Range<usize>),
) -> Option<TagEnd> {
    let space = |byte: u8| byte.is_ascii_whitespace();
    loop {
        let between = at;
        at = run_end(bytes, at, |byte| space(byte) || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some(TagEnd { after: at + 1, closes_itself: bytes[between..at].ends_with(b"/") });
        }
        let start = at;
        // A sign of equality is part of the name where that begins with it.
        at = run_end(bytes, at + 1, |byte| !ends_name(byte) && byte != b'=');
        let name = &bytes[start..at];
        let mut value = at..at;
        let after = run_end(bytes, at, space);
        if bytes.get(after) == Some(&b'=') {
            at = run_end(bytes, after + 1, space);
            if let quote @ (b'"' | b'\'') = *bytes.get(at)? {
                value = at + 1..find(bytes, at + 1, &[quote])?;
                at = value.end + 1;
            } else {
                value = at..run_end(bytes, at, |byte| !space(byte) && byte != b'>');
                at = value.end;
            }
        }
        each(name, value, start..at);
    }
}

/// Says whether anybody reads an attribute: what follows from it here and in `meta` and `blocks`, or in the tree.
fn is_read(element: &[u8], attribute: &[u8], value: &[u8]) -> bool {
    const EVERYWHERE: [&str; 11] = [
        "class", "id", "role", "itemprop", "hidden", "aria-hidden", "property", "content", "data-testid",
        "data-component", "data-type",
    ];
    let is = |name: &str| attribute.eq_ignore_ascii_case(name.as_bytes());
    let any = |names: &[&str]| names.iter().any(|name| is(name));
    let of_element = match element {
        b"meta" => any(&["content", "property", "name", "http-equiv"]),
        b"link" => any(&["href", "rel"]),
        b"html" => is("lang"),
        b"time" => is("datetime"),
        b"abbr" => is("title"),
        b"span" => is("title") || is("rel"),
        b"script" | b"input" => is("type"),
        _ => is("rel"),
    };
    of_element
        || any(&EVERYWHERE)
        || (is("href")
            && (find(value, 0, b"author").is_some() || std::str::from_utf8(value).is_ok_and(leads_to_person)))
        || (is("aria-label") && find(value, 0, b"ublished").is_some())
        || (attribute.starts_with(b"data-")
            && [&b"uthor"[..], b"yline"].iter().any(|name| find(value, 0, name).is_some()))
        || (is("style") && {
            let value = value.to_ascii_lowercase();
            find(&value, 0, b"display").is_some() || find(&value, 0, b"white-space").is_some()
        })
}

/// Returns the inside of the comment whose inside begins at `start`: it ends before `-->` or `--!>`, and at once where
/// `>` or `->` comes first.
fn comment(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    if bytes[start..].starts_with(b">") || bytes[start..].starts_with(b"->") {
        return Some(start..start);
    }
    let mut at = start;
    loop {
        let end = find(bytes, at, b"--")?;
        let after = &bytes[end + 2..];
        if after.starts_with(b">") || after.starts_with(b"!>") {
            return Some(start..end);
        }
        at = end + 1;
    }
}

/// Returns where the drawing (SVG) is closed whose inside begins at `at`, where nothing in it is or could become part of
/// the page around it.
fn drawing_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ELEMENTS: [&str; 28] = [
        "g", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "defs", "use", "symbol",
        "title", "desc", "metadata", "style", "stop", "linearGradient", "radialGradient", "clipPath", "mask",
        "text", "tspan", "animate", "animateTransform", "image", "pattern", "marker", "switch",
    ];
    let mut open = Vec::new();
    loop {
        let found = find(bytes, at, b"<")?;
        if bytes[found..].starts_with(b"<!--") {
            at = comment(bytes, found + 4)?.end;
            continue;
        }
        let closing = bytes.get(found + 1) == Some(&b'/');
        let start = found + 1 + usize::from(closing);
        let name_end = run_end(bytes, start, |byte| !ends_name(byte));
        let name = &bytes[start..name_end];
        if closing && name.eq_ignore_ascii_case(b"svg") {
            return Some(found);
        }
        if !ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element.as_bytes())) {
            return None;
        }
        // What closes something else could close what is around the drawing.
        if closing && !open.pop().is_some_and(|last: &[u8]| last.eq_ignore_ascii_case(name)) {
            return None;
        }
        let TagEnd { after, closes_itself } = tag_end(bytes, name_end, |_, _, _| {})?;
        at = after;
        if closing || closes_itself {
            continue;
        }
        open.push(name);
        // Elements in these are HTML's: they hold text alone, or it is no plain drawing.
        if [&b"title"[..], b"desc"].iter().any(|of_text| name.eq_ignore_ascii_case(of_text)) {
            let next = find(bytes, at, b"<")?;
            let own = bytes[next..].strip_prefix(b"</").and_then(|rest| rest.get(..name.len()));
            if !own.is_some_and(|own| own.eq_ignore_ascii_case(name)) {
                return None;
            }
        }
    }
}

/// Returns where `needle` stands first at or after `from`.
fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = match needle {
        [byte] => memchr::memchr(*byte, rest),
        _ => memchr::memmem::find(rest, needle),
    };
    found.map(|at| from + at)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns the blocks of a page, of which all or only what is read is parsed.
    fn blocks(page: &str, all: bool) -> Vec<String> {
        let document = if all {
            let opts = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
            let opts = ParseOpts { tree_builder: opts, ..Default::default() };
            let page = without(page, &[], &prescan(page).closes);
            html5ever::parse_document(Document::default(), opts).one(&*page)
        } else {
            parse(page, &Limits::default(), Deadline::NEVER).unwrap()
        };
        let page = Page::of(&document.root(), Deadline::NEVER).unwrap();
        let shown = |block: &super::super::blocks::Block| {
            let kind = page.elements[block.element].kind;
            format!("{} {} {kind:?} {:?}", block.text, block.linked, &page.words[block.words.clone()])
        };
        page.blocks.iter().map(shown).collect()
    }

    #[test]
    fn a_mark_stands_before_the_breaks_behind_its_last_word() {
        for page in ["<p>One <q>two <br></q>", "<p>One <q>two<br> </q>", "<p>One <q>two<br></q> three"] {
            assert!(blocks(page, false).concat().starts_with("One “two”"), "{page}");
        }
    }

    #[test]
    fn a_drawing_is_no_code() {
        let page = "<p style='white-space: pre'>a\n\nb<svg>/</svg>";
        assert_eq!(blocks(page, false), blocks(page, true));
    }

    #[test]
    fn what_nobody_reads_is_not_parsed() {
        let page = "<p data-x='a>b' class=c onclick=d data-qa=authors>One<!-- two --><svg viewBox=\"0\"><path d=\"M0\"/></svg></p>\
            <a href=/x>y</a><a href=/author/z>z</a><time datetime=2024-05-03>then</time>";
        assert_eq!(
            without(page, &prescan(page).idle, &[]),
            "<p  class=c  data-qa=authors>One<!----><svg ></svg></p>\
            <a href>y</a><a href=/author/z>z</a><time datetime=2024-05-03>then</time>"
        );
        // Any of these could be more than it seems.
        for page in [
            "<svg><p>text</p></svg>", "<svg-icon>text</svg-icon>", "<!-- a --!>text<!-- b -->",
            "<!-->text<!-- b -->", "<svg><g>never closed", "<p title=\"never closed>text",
        ] {
            let kept = without(page, &prescan(page).idle, &[]);
            assert!(kept.contains("text") || kept == page, "{kept}");
        }
    }

    proptest! {
        /// However a page is broken, its blocks are those of a parser that sees all of it.
        #[test]
        fn nothing_that_is_read_gets_lost(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
            let page: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
            prop_assert_eq!(blocks(&page, false), blocks(&page, true), "{}", page);
        }
    }

    const PIECES: [&str; 51] = [
        "words ",
        "more",
        "<p>",
        "</p>",
        "<p class=a data-b=c>",
        "<div id='x' title=\"a > b\">",
        "</div>",
        "<b>",
        "</b>",
        "<a href=/author/x rel=author>",
        "<a href=\"/y\" class='k'data-z>",
        "</a>",
        "<br/>",
        "<img src=x alt=\"<p>\"/>",
        "<div data-a=\"",
        "\"",
        "'",
        ">",
        "<",
        "/",
        "=",
        "&am",
        "p;",
        "<!-- note -->",
        "<!-- a > b --!>",
        "-->",
        "<!-->",
        "<!--",
        "<!x",
        "<?x",
        "<svg>",
        "<svg viewBox='0 0'/>",
        "</svg>",
        "<path d=\"M0 0\"/>",
        "<g>",
        "</g>",
        "<title>",
        "</title>",
        "<svg-icon>",
        "</svg-icon>",
        "<svg class=i><g><path d=M0></g></svg>",
        "<section hidden>",
        "</section>",
        "<span style=\"display:none\">",
        "</span>",
        "<li aria-hidden=true =x>",
        "<q>",
        "</q>",
        "<pre>",
        "<p style='White-Space: pre'>a\n\nb",
        "<i style=\"DISPLAY: none\">",
    ];
}
