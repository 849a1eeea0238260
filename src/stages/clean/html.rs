//! A page's markup to a tree, within the limits.

use super::blocks::Page;
use super::repair::repair;
use super::{meta, text};
use crate::config::Limits;
use crate::error::{Deadline, Reject};
use dom_query::{Document, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use std::ops::Range;

/// Reads a page: what it says about itself, the article's text where that is part of it, and its blocks.
///
/// # Errors
///
/// [`Reject::TooLarge`] or [`Reject::Timeout`].
pub fn read(page: &str, limits: &Limits, deadline: Deadline) -> Result<(meta::Found, Page), Reject> {
    let document = parse(page, limits, deadline)?;
    let found = meta::find(&document);
    deadline.check("clean")?;
    let page = Page::of(&document.root(), deadline)?;
    Ok((found, page))
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
    let Scan { tags, depth, idle } = prescan(page);
    let page = without(page, &idle);
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
    /// What nobody reads, most of a page's bytes as often as not, in order: the insides of scripts, styles and drawings,
    /// comments, and attributes. JSON-LD is not among them.
    idle: Vec<Range<usize>>,
}

/// Returns a page without ranges of it, which are in order.
fn without(page: &str, ranges: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut at = 0;
    for range in ranges {
        kept.push_str(&page[at..range.start]);
        at = range.end;
    }
    kept.push_str(&page[at..]);
    kept
}

/// Counts tags and how deep they nest, without building anything. An estimate: tags that close one another
/// by themselves count for nothing, and a closing tag is taken to close what was opened last.
fn prescan(page: &str) -> Scan {
    let bytes = page.as_bytes();
    let (mut tags, mut depth, mut deepest, mut foreign) = (0usize, 0usize, 0usize, 0usize);
    let mut idle = Vec::new();
    let mut at = 0;
    while let Some(found) = find(bytes, at, b"<") {
        at = found + 1;
        if bytes[at..].starts_with(b"!--") {
            tags += 1;
            // An unclosed comment swallows the rest.
            let Some(end) = find(bytes, at + 1, b"-->") else { break };
            at = end;
            if foreign == 0 && is_plain_comment(&bytes[found..end]) {
                idle.push(found..end + 3);
            }
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
        // An unclosed tag swallows the rest.
        let first_attribute = idle.len();
        let end = tag_end(bytes, start + length, |attribute, value, whole| {
            if foreign == 0 && !is_read(name, attribute, value) {
                idle.push(whole);
            }
        });
        let Some(end) = end else {
            idle.truncate(first_attribute);
            break;
        };
        at = end + 1;
        if matches!(name, b"svg" | b"math") {
            foreign = if closing { foreign.saturating_sub(1) } else { foreign + 1 };
            if name == b"svg"
                && !closing
                && foreign == 1
                && !bytes[..end].ends_with(b"/")
                && let Some(closing) = drawing_end(bytes, at)
                && closing > at
            {
                idle.push(at..closing);
                at = closing;
            }
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
        if foreign == 0 && name == b"plaintext" {
            break;
        }
        let raw =
            [&b"script"[..], b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes"];
        if foreign == 0 && raw.contains(&name) {
            let Some(closing) = find_closing(bytes, at, name) else { break };
            let inside = at..closing;
            // A script within a comment within a script ends elsewhere: those are left to the parser.
            let plain = matches!(name, b"script" | b"style")
                && find(&bytes[inside.clone()], 0, b"<!--").is_none()
                && find(&bytes[start..end].to_ascii_lowercase(), 0, b"ld+json").is_none();
            if plain && !inside.is_empty() {
                idle.push(inside);
            }
            at = closing;
            continue;
        }
        // `<path/>` closes itself, there only.
        if foreign > 0 && bytes[..end].ends_with(b"/") {
            if matches!(name, b"svg" | b"math") {
                foreign -= 1;
            }
            continue;
        }
        depth += 1;
        deepest = deepest.max(depth);
    }
    Scan { tags, depth: deepest, idle }
}

/// Returns where the tag ends whose name is known up to `at`, as a tokenizer of HTML finds it, and shows the name, the
/// value and the place of each attribute.
fn tag_end(bytes: &[u8], at: usize, mut each: impl FnMut(&[u8], &[u8], Range<usize>)) -> Option<usize> {
    let skip = |mut at: usize, over: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|&byte| over(byte)) {
            at += 1;
        }
        at
    };
    let space = |byte: u8| byte.is_ascii_whitespace();
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let mut at = skip(at, |byte| !(byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')));
    loop {
        at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some(at);
        }
        let start = at;
        at += 1;
        while bytes.get(at).is_some_and(|&byte| !ends_name(byte) && byte != b'=') {
            at += 1;
        }
        let name = &bytes[start..at];
        let mut value = at..at;
        let after = skip(at, space);
        if bytes.get(after) == Some(&b'=') {
            at = skip(after + 1, space);
            if let quote @ (b'"' | b'\'') = *bytes.get(at)? {
                value = at + 1..find(bytes, at + 1, &[quote])?;
                at = value.end + 1;
            } else {
                value = at..skip(at, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                at = value.end;
            }
        }
        each(name, &bytes[value], start..at);
    }
}

/// Says whether anybody reads an attribute: what follows from it here and in `meta` and `blocks`, or in the tree.
fn is_read(element: &[u8], attribute: &[u8], value: &[u8]) -> bool {
    const EVERYWHERE: [&str; 9] = [
        "class",
        "id",
        "role",
        "itemprop",
        "hidden",
        "aria-hidden",
        "data-testid",
        "data-component",
        "data-type",
    ];
    let is = |name: &str| attribute.eq_ignore_ascii_case(name.as_bytes());
    let any = |names: &[&str]| names.iter().any(|name| is(name));
    let of_element = match element {
        b"meta" => any(&["content", "property", "name", "http-equiv"]),
        b"link" => any(&["href", "rel"]),
        b"html" => is("lang"),
        b"time" => is("datetime"),
        b"script" | b"input" => is("type"),
        _ => is("rel"),
    };
    of_element
        || any(&EVERYWHERE)
        || (is("href") && find(value, 0, b"author").is_some())
        || (is("style") && find(value, 0, b"display").is_some())
}

/// Says whether a comment, from its beginning up to the marks that end it, ends nowhere else.
fn is_plain_comment(comment: &[u8]) -> bool {
    comment.strip_prefix(b"<!--").is_some_and(|inside| {
        !inside.starts_with(b">") && !inside.starts_with(b"->") && find(inside, 0, b"--!>").is_none()
    })
}

/// Returns where the drawing (SVG) is closed whose inside begins at `at`, where nothing in it is or could become part of
/// the page around it.
fn drawing_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ELEMENTS: [&str; 24] = [
        "g",
        "path",
        "circle",
        "rect",
        "line",
        "polyline",
        "polygon",
        "ellipse",
        "defs",
        "use",
        "symbol",
        "title",
        "desc",
        "metadata",
        "style",
        "stop",
        "linearGradient",
        "radialGradient",
        "clipPath",
        "mask",
        "text",
        "tspan",
        "animate",
        "animateTransform",
    ];
    loop {
        let found = find(bytes, at, b"<")?;
        if bytes[found..].starts_with(b"<!--") {
            let end = find(bytes, found + 4, b"-->")?;
            if !is_plain_comment(&bytes[found..end]) {
                return None;
            }
            at = end + 3;
            continue;
        }
        let closing = bytes.get(found + 1) == Some(&b'/');
        let start = found + 1 + usize::from(closing);
        let letters = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &bytes[start..start + letters];
        if closing && name.eq_ignore_ascii_case(b"svg") {
            return Some(found);
        }
        let known = ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element.as_bytes()));
        let ends = bytes
            .get(start + letters)
            .is_some_and(|&byte| byte.is_ascii_whitespace() || b"/>".contains(&byte));
        if !known || !ends {
            return None;
        }
        at = tag_end(bytes, start + letters, |_, _, _| {})? + 1;
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
