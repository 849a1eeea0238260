//! What a page says about itself: JSON-LD first, then meta tags, then the markup.

use super::html::{Edge, short_text, walk};
use super::repair::repair;
use super::text;
use crate::document::{Image, Meta};
use crate::error::{Deadline, Reject};
use chrono::{DateTime, SecondsFormat};
use dom_query::{Document, NodeRef, Selection};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub meta: Meta,
    /// The article's text, where the page's JSON-LD carries it.
    pub body: Option<String>,
    /// The article in a sentence or two.
    pub description: Option<String>,
    /// When it was published, in the words of metadata: as a rule only the day of something.
    pub worded_day: Option<String>,
}

/// Reads the metadata of a page.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(document: &Document, deadline: Deadline) -> Result<Found, Reject> {
    let tags = Tags::of(document);
    let article = Article::of(document);
    let site = tags.first(&["og:site_name", "application-name"]);
    let mut headings = Vec::new();
    for h1 in document.select("h1").nodes().iter().take(4) {
        headings.push(heading(h1, deadline)?);
    }
    let window = document.select("title").iter().next().map(|title| one_line(&title.text()));
    let stated = (article.headline.clone()).or_else(|| {
        tags.first(&["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"])
    });
    let in_window = stated.is_none();
    let headline =
        stated.or_else(|| first_heading(document, &headings, site.as_deref(), window.as_deref())).or(window);
    let title = headline
        .map(|title| without_site(&title, site.as_deref(), &headings, in_window, || printed(document)));
    let mut authors = article.authors;
    if authors.is_empty() {
        let stated =
            tags.all(&["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"]);
        authors = stated.iter().flat_map(|stated| text::stated_names(stated)).collect();
    }
    if authors.is_empty() {
        let marked =
            document.select("[rel=author], [itemprop=author] [itemprop=name], .byline [href*=author]");
        authors = marked.iter().take(8).flat_map(|author| text::names(&one_line(&author.text()))).collect();
    }
    if authors.is_empty() {
        authors = byline(document);
    }
    text::deduplicate(&mut authors);
    let time = || {
        let marked = document.select("abbr.published[title]");
        marked_time(document).or_else(|| marked.iter().find_map(|time| date(&time.attr("title")?)))
    };
    let published_at =
        article.published_at.or_else(|| tags.date(date)).or(article.page_published_at).or_else(time);
    let language = (document.html_root().attr("lang").map(|lang| lang.to_string()))
        .or(article.language)
        .or_else(|| tags.first(&["og:locale", "content-language", "language"]))
        .and_then(|tag| language_tag(&tag));
    let canonical = || Some(document.select("link[rel=canonical]").iter().next()?.attr("href")?.to_string());
    let url = canonical().or_else(|| tags.first(&["og:url"]));
    let url = url.map(|url| url.trim().to_owned()).filter(|url| url.starts_with("http"));
    let modified_at = article.modified_at.or_else(|| {
        let stated = tags.first(&["article:modified_time", "og:updated_time", "datemodified", "lastmod"])?;
        date(&stated)
    });
    let section = article.section.or_else(|| tags.first(&["article:section", "parsely-section", "section"]));
    let image_url = tags.first(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image"]);
    let image = article.image.or_else(|| {
        let caption = tags.first(&["og:image:alt", "twitter:image:alt"]);
        Some(Image { url: web_address(&image_url?)?, caption })
    });
    let meta = Meta {
        title: title.filter(|title| !title.is_empty()),
        authors,
        published_at,
        modified_at,
        site: site.or(article.site).and_then(short),
        section: section.and_then(short),
        image,
        language,
        url,
    };
    let description = tags.first(&["og:description", "description", "twitter:description"]);
    let worded_day = article.worded_day.or_else(|| tags.date(written_date));
    Ok(Found { meta, body: article.body, description, worded_day })
}

/// Returns the first time that the page marks, but for those of lists and bars above its headline; of a change and what was
/// published beside it, the latter: "Updated 15 April, first published 13 April".
fn marked_time(document: &Document) -> Option<String> {
    const MOST: usize = 40;
    const BESIDE: usize = 2;
    const LABEL_BYTES: usize = 100;
    const AROUND: usize = 4;
    const LISTS: [&str; 4] = ["li", "nav", "aside", "marquee"];
    let nodes = document.select("h1, time[datetime]");
    let nodes: Vec<&NodeRef> = nodes.nodes().iter().take(MOST).collect();
    let name = |node: &NodeRef| node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default();
    let headline = nodes.iter().position(|node| name(node) == "h1").unwrap_or(0);
    let listed = |node: &NodeRef| {
        std::iter::successors(node.parent(), NodeRef::parent)
            .take(AROUND)
            .any(|outer| LISTS.contains(&&*name(&outer)))
    };
    let times: Vec<(&NodeRef, String)> = (nodes.iter().enumerate())
        .filter(|(at, node)| *at >= headline || !listed(node))
        .filter_map(|(_, node)| Some((*node, date(&node.attr("datetime")?)?)))
        .collect();
    let labelled = |node: &NodeRef, is: fn(&str) -> bool| {
        let text = node.parent().and_then(|outer| short_text(&outer, LABEL_BYTES));
        text.is_some_and(|text| is(&one_line(&text)))
    };
    let (first, day) = times.first()?;
    let beside = times.iter().skip(1).take(BESIDE).find(|(node, _)| labelled(node, is_publication));
    let published = beside.filter(|_| labelled(first, is_update));
    Some(published.map_or(day, |(_, day)| day).clone())
}

/// Returns the words of a heading, those of different lines apart, without a kicker, a label or a subtitle in it where
/// there are others.
fn heading(h1: &NodeRef, deadline: Deadline) -> Result<String, Reject> {
    const APART: [&str; 9] = ["br", "div", "p", "h2", "h3", "h4", "li", "header", "section"];
    const SKIPPED: [&str; 6] = ["script", "style", "svg", "button", "noscript", "template"];
    let mut whole = String::new();
    let mut own = String::new();
    // How many elements we stand in that are not the title's.
    let mut labels = 0;
    walk(h1, deadline, |node, edge| {
        if node.is_text() {
            if let Edge::Open = edge {
                let text = node.text();
                whole.push_str(&text);
                own.push_str(if labels == 0 { &text } else { "" });
            }
            return false;
        }
        let Some(name) = node.qual_name_ref() else { return !node.is_comment() };
        let name = &*name.local;
        let label = node.id != h1.id && (name == "small" || is_label(node));
        if label || APART.contains(&name) {
            whole.push(' ');
            own.push(' ');
        }
        match edge {
            Edge::Open => labels += usize::from(label),
            Edge::Close => labels -= usize::from(label),
        }
        !SKIPPED.contains(&name)
    })?;
    let own = one_line(&own);
    Ok(if own.is_empty() { one_line(&whole) } else { own })
}

/// Says whether the classes of an element in a heading call it something else than the title.
fn is_label(node: &NodeRef) -> bool {
    const NAMES: [&str; 7] = ["kicker", "eyebrow", "overline", "label", "category", "badge", "pill"];
    let classes = node.attr_or("class", "").to_ascii_lowercase();
    classes
        .split_ascii_whitespace()
        .any(|class| class == "section" || NAMES.contains(&class.rsplit(['-', '_']).next().unwrap_or(class)))
}

/// Returns the heading that can be the title: the first of `h1s` with words. Where it is only the site's name, another
/// heading that is in `window`, the page's `<title>`, or that the markup calls the title.
fn first_heading(
    document: &Document,
    h1s: &[String],
    site: Option<&str>,
    window: Option<&str>,
) -> Option<String> {
    const LOGO_BYTES: usize = 300;
    let first = h1s.iter().find(|h1| !h1.is_empty())?;
    let window = window.unwrap_or_default();
    let without_the = |name: &str| text::letters(name.strip_prefix("The ").unwrap_or(name));
    let named = |name: &str| without_the(name) == without_the(first);
    let ends = [window.split(PARTING).next(), window.rsplit(PARTING).next()];
    let logo = document.select("h1[class*=logo], h1[class*=site-title], h1[class*=site-name]");
    let is_logo = logo
        .nodes()
        .iter()
        .any(|logo| short_text(logo, LOGO_BYTES).is_some_and(|logo| same(&one_line(&logo), first)));
    let is_site =
        is_logo || site.is_some_and(named) || ends.into_iter().flatten().any(|end| named(end.trim()));
    if !is_site {
        return Some(first.clone());
    }
    let longer = |other: &String| text::letters(other).len() > text::letters(first).len();
    let titled = text::letters(window);
    let in_window = |other: &String| memchr::memmem::find(&titled, &text::letters(other)).is_some();
    let called = |selected: &str| {
        let selected = document.select(selected);
        let mut lines = selected.iter().take(4).map(|one| one_line(&one.text()));
        lines.find(|line| longer(line))
    };
    let other = printed(document).into_iter().find(|other| longer(other) && in_window(other));
    other
        .or_else(|| if is_logo { called("h2[class*=title], h2[class*=headline]") } else { None })
        .or_else(|| Some(first.clone()))
}

/// Returns lines that a page prints apart from its text: headings, and what is bold or large.
fn printed(document: &Document) -> Vec<String> {
    const ENOUGH: usize = 60;
    const MAX_BYTES: usize = 300;
    let selected = document.select("h1, h2, h3, b, font, [class*=headline], [class*=title]");
    let lines = selected.nodes().iter().take(ENOUGH).filter_map(|line| short_text(line, MAX_BYTES));
    lines.map(|line| one_line(&line)).filter(|line| !line.is_empty()).collect()
}

/// The `<meta>` tags: name or property, in lower case, to contents in the order of the page.
struct Tags(HashMap<String, Vec<String>>);

impl Tags {
    fn of(document: &Document) -> Self {
        let mut tags: HashMap<String, Vec<String>> = HashMap::new();
        for tag in document.select("meta[content]").nodes() {
            let content = one_line(&tag.attr_or("content", ""));
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| tag.attr(name));
            if let Some(name) = name
                && !content.is_empty()
            {
                tags.entry(name.trim().to_ascii_lowercase()).or_default().push(content);
            }
        }
        Self(tags)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)?.first().cloned())
    }

    /// Returns all contents of the first name that is there.
    fn all(&self, names: &[&str]) -> Vec<String> {
        names.iter().find_map(|name| self.0.get(*name).cloned()).unwrap_or_default()
    }

    /// Returns the date it was published on, as `read` finds one in what is stated.
    fn date(&self, read: impl Fn(&str) -> Option<String>) -> Option<String> {
        const NAMES: [&str; 14] = [
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "article.published",
            "pubdate",
            "publishdate",
            "publish-date",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "date",
        ];
        NAMES.iter().find_map(|name| self.0.get(*name)?.iter().find_map(|stated| read(stated)))
    }
}

/// What JSON-LD says about the page's article.
#[derive(Default)]
struct Article {
    headline: Option<String>,
    authors: Vec<String>,
    published_at: Option<String>,
    worded_day: Option<String>,
    /// When the page that it stands on was, or a fact check on it.
    page_published_at: Option<String>,
    modified_at: Option<String>,
    site: Option<String>,
    section: Option<String>,
    image: Option<Image>,
    language: Option<String>,
    body: Option<String>,
}

impl Article {
    fn of(document: &Document) -> Self {
        let mut objects = Vec::new();
        let scripts = document.select("script[type='application/ld+json']");
        let parsed: Vec<Value> = scripts
            .iter()
            .filter_map(|script| {
                // A raw line break in a string is the commonest fault of all; between tokens a space is as good.
                let json = script.text().replace(|c: char| c.is_control(), " ");
                let json = unwrapped(&json);
                serde_json::from_str(json).or_else(|_| serde_json::from_str(&mended(json))).ok()
            })
            .collect();
        for value in &parsed {
            collect(value, &mut objects);
        }
        // Authors may be given by reference to another object of the page.
        let names: HashMap<&str, &Value> = objects
            .iter()
            .filter_map(|object| Some((object.get("@id")?.as_str()?, object.get("name")?)))
            .collect();
        let published = |object: &Map<String, Value>| date(object.get("datePublished")?.as_str()?);
        let page_published_at = objects
            .iter()
            .filter(|object| is_of(object, |kind| kind == "ClaimReview" || kind == "WebPage"))
            .find_map(|object| published(object));
        let Some(article) = objects.iter().rev().filter(|object| is_article(object)).max_by_key(|object| {
            let stated = ["headline", "author", "datePublished", "articleBody"];
            // Of equals `max_by_key` takes the last, in reverse the first: later ones are teasers.
            stated.iter().filter(|key| object.contains_key(**key)).count()
        }) else {
            return Self { page_published_at, ..Self::default() };
        };
        let string = |key: &str| {
            let stated = article.get(key)?.as_str()?;
            Some(one_line(&unescaped(stated))).filter(|stated| !stated.is_empty())
        };
        let mut authors = Vec::new();
        for key in ["author", "creator"] {
            if authors.is_empty()
                && let Some(stated) = article.get(key)
            {
                read_authors(stated, &names, &mut authors);
            }
        }
        Self {
            headline: string("headline"),
            authors,
            published_at: string("datePublished").and_then(|stated| date(&stated)),
            worded_day: string("datePublished").and_then(|stated| written_date(&stated)),
            page_published_at,
            modified_at: string("dateModified").and_then(|stated| date(&stated)),
            site: article
                .get("publisher")
                .and_then(first_of)
                .and_then(|publisher| name_of(publisher, &names)),
            section: article
                .get("articleSection")
                .and_then(first_of)
                .and_then(|section| name_of(section, &names)),
            image: article.get("image").and_then(first_of).and_then(image),
            language: string("inLanguage"),
            body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
        }
    }
}

/// Returns JSON without the comments and CDATA sections of markup that it may be wrapped in.
fn unwrapped(json: &str) -> &str {
    const OPENING: [&str; 4] = ["<!--", "//", "/*", "<![CDATA["];
    const CLOSING: [&str; 5] = ["-->", "//", "/*", "*/", "]]>"];
    let mut json = json.trim();
    loop {
        let opened = OPENING.iter().chain(&["*/"]).find_map(|mark| json.strip_prefix(mark)).unwrap_or(json);
        let inside = CLOSING.iter().find_map(|mark| opened.strip_suffix(mark)).unwrap_or(opened).trim();
        if inside.len() == json.len() {
            return json;
        }
        json = inside;
    }
}

/// Returns JSON without commas before a closing bracket, and with quotation marks inside strings escaped: those with
/// nothing after them that can follow a string.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut inside, mut escaped) = (false, false);
    for (at, c) in json.char_indices() {
        let next = || json[at + c.len_utf8()..].trim_ascii_start().chars().next();
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = inside,
            '"' if inside && next().is_some_and(|next| !matches!(next, ',' | ':' | '}' | ']')) => {
                mended.push('\\');
            }
            '"' => inside = !inside,
            ',' if !inside && matches!(next(), Some('}' | ']')) => continue,
            _ => {}
        }
        mended.push(c);
    }
    mended
}

/// Returns the people of the first byline that names any: each in an element of their own, or all in one line.
fn byline(document: &Document) -> Vec<String> {
    /// Of what stands in a byline.
    const MOST: usize = 16;
    let bylines = document.select("[class*=byline]");
    let own = |byline: &Selection| {
        let node = byline.nodes().first()?;
        let children = std::iter::successors(node.first_child(), NodeRef::next_sibling).take(MOST);
        let words: String = children.filter(NodeRef::is_text).map(|child| child.text().to_string()).collect();
        Some(text::names(&one_line(&words)))
    };
    let people = |byline: Selection| {
        let each = byline.select("a, span");
        let each: Vec<String> =
            each.iter().take(8).flat_map(|one| text::names(&one_line(&one.text()))).collect();
        let whole = || text::names(&one_line(&byline.text()));
        let found = [each, whole(), own(&byline).unwrap_or_default()];
        let found = found.into_iter().find(|people| !people.is_empty()).unwrap_or_default();
        found.into_iter().filter(|name| text::is_no_label(name)).collect::<Vec<_>>()
    };
    bylines.iter().take(4).map(people).find(|people| !people.is_empty()).unwrap_or_default()
}

/// Returns the first of a list, or what is no list.
fn first_of(stated: &Value) -> Option<&Value> {
    stated.as_array().map_or(Some(stated), |list| list.first())
}

/// Returns a name: written out, of an object, or of the object that is referred to.
fn name_of(stated: &Value, names: &HashMap<&str, &Value>) -> Option<String> {
    let of_object = |object: &Map<String, Value>| {
        let name = object.get("name").or_else(|| names.get(object.get("@id")?.as_str()?).copied())?;
        name.as_str().map(str::to_owned)
    };
    let name = stated.as_str().map(str::to_owned).or_else(|| of_object(stated.as_object()?))?;
    Some(one_line(&unescaped(&name))).filter(|name| !name.is_empty())
}

/// Returns an image given as an address or as an object.
fn image(stated: &Value) -> Option<Image> {
    let Value::Object(object) = stated else {
        return Some(Image { url: web_address(stated.as_str()?)?, caption: None });
    };
    let url = ["url", "contentUrl", "@id"]
        .iter()
        .find_map(|key| web_address(first_of(object.get(*key)?)?.as_str()?))?;
    let caption = ["caption", "description"].iter().find_map(|key| object.get(*key)?.as_str());
    let caption = caption.map(|caption| one_line(&unescaped(caption))).and_then(short);
    Some(Image { url, caption })
}

/// Returns an address that leads somewhere from anywhere.
fn web_address(stated: &str) -> Option<String> {
    let stated = stated.trim();
    let whole = if stated.starts_with("//") { format!("https:{stated}") } else { stated.to_owned() };
    let legal = whole.starts_with("https://") || whole.starts_with("http://");
    Some(whole).filter(|whole| legal && !whole.contains(char::is_whitespace)).and_then(short)
}

/// Drops what is far longer than names, captions and addresses are.
fn short(stated: String) -> Option<String> {
    (!stated.is_empty() && stated.len() <= 2048).then_some(stated)
}

/// Collects the objects that can describe the page: at the top, in lists and in graphs.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(values) => {
            for value in values {
                collect(value, objects);
            }
        }
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = object.get(key) {
                    collect(value, objects);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    is_of(object, |kind| {
        kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" || kind == "Review"
    })
}

/// Says whether an object is of a type that is asked for.
fn is_of(object: &Map<String, Value>, asked: impl Fn(&str) -> bool) -> bool {
    let named = |kind: &Value| kind.as_str().is_some_and(&asked);
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

/// Reads authors given as a name, an object with a name, a reference, or a list of these.
fn read_authors(stated: &Value, names: &HashMap<&str, &Value>, authors: &mut Vec<String>) {
    match stated {
        Value::String(name) => authors.extend(text::stated_names(&one_line(&unescaped(name)))),
        Value::Array(list) => {
            for stated in list {
                read_authors(stated, names, authors);
            }
        }
        Value::Object(author) => {
            let referred = || names.get(author.get("@id")?.as_str()?).copied();
            match author.get("name").or_else(referred) {
                // A name, or several in a list; never another object, so references cannot go in circles.
                Some(Value::String(name)) => authors.extend(text::stated_names(&one_line(&unescaped(name)))),
                Some(Value::Array(list)) => {
                    for name in list.iter().filter_map(Value::as_str) {
                        authors.extend(text::stated_names(&one_line(&unescaped(name))));
                    }
                }
                Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {}
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Signs that part titles from names of sites.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " • ", " · ", " » ", " :: "];

/// The signs alone, and the colon that may come after a name.
const PARTING: [char; 8] = ['|', '-', '–', '—', '•', '·', '»', ':'];

/// Returns the title without the name of the site before or after it.
///
/// The name is taken from what the page states, or from a heading or another line that is the title without it.
/// `in_window` says that the title is the page's `<title>`: elsewhere what stands first is seldom a site.
fn without_site(
    title: &str,
    site: Option<&str>,
    headings: &[String],
    in_window: bool,
    printed: impl FnOnce() -> Vec<String>,
) -> String {
    let mut title = one_line(title);
    let is_site = |name: &str| site.is_some_and(|site| same(name, site));
    let is_heading = |rest: &str| headings.iter().any(|h1| same(h1, rest));
    for separator in SEPARATORS {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && !rest.is_empty()
            && (is_site(last) || is_heading(rest))
        {
            return rest.trim().to_owned();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && !rest.is_empty()
            && (is_site(first) || ((in_window || separator == " | ") && is_heading(rest)))
        {
            return rest.trim().to_owned();
        }
    }
    if let Some((first, rest)) = title.split_once(": ")
        && is_site(first)
    {
        return rest.trim().to_owned();
    }
    // Scripts without spaces set none before the site either.
    let tight = |c: char| PARTING.contains(&c) || matches!(c, '：' | '｜' | '＿' | '－' | '_');
    if let Some(rest) = site.and_then(|site| title.strip_suffix(site))
        && let Some(rest) = rest.trim_end().strip_suffix(tight)
        && !rest.trim().is_empty()
    {
        return rest.trim().to_owned();
    }
    let parts: Vec<(&str, &str)> = SEPARATORS
        .iter()
        .flat_map(|separator| title.match_indices(separator))
        .flat_map(|(at, separator)| {
            let (before, after) = (&title[..at], &title[at + separator.len()..]);
            [Some((before, after)), in_window.then_some((after, before))]
        })
        .flatten()
        .collect();
    let last_sign = title.char_indices().rev().find(|(_, c)| tight(*c));
    if in_window
        && parts.is_empty()
        && let Some((at, _)) = last_sign
        && at * 2 > title.len()
    {
        let part = title[..at].trim();
        if headings.iter().chain(&printed()).any(|line| same(line, part)) {
            return part.to_owned();
        }
    } else if !parts.is_empty() {
        let lines = printed();
        // What is shorter than the rest may be a section or a site that the page prints as well.
        let is_title = |(part, rest): &&(&str, &str)| {
            part.len() > rest.len()
                && part.split_whitespace().count() >= 3
                && lines.iter().any(|line| same(line, part))
        };
        if let Some((part, _)) = parts.iter().find(is_title) {
            return part.trim().to_owned();
        }
    }
    // These divide titles from sites and sections, and little else.
    while let Some((rest, last)) = [" | ", " :: ", " » "].iter().find_map(|bar| title.rsplit_once(bar))
        && rest.split_whitespace().count() > 3
        && last.split_whitespace().count() <= 4
    {
        title = rest.trim().to_owned();
    }
    title
}

/// Says whether two names have the same letters and digits.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (text::letters(a), text::letters(b));
    !a.is_empty() && a == b
}

/// Returns a date as ISO 8601, where it is written so but for small things, or as in mail.
fn date(stated: &str) -> Option<String> {
    let stated = stated.trim();
    let bytes = stated.as_bytes();
    if bytes.len() < 10 || bytes.len() > 40 || !stated.is_ascii() {
        return None;
    }
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    if !(digits(0..4) && bytes[4] == b'-' && digits(5..7) && bytes[7] == b'-' && digits(8..10)) {
        let mailed = DateTime::parse_from_rfc2822(stated).ok()?;
        return Some(mailed.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    // What programs write for no date.
    if &stated[..4] < "1900" || &stated[5..7] == "00" || &stated[8..10] == "00" {
        return None;
    }
    let (day, time) = stated.split_at(10);
    let time = time.trim_start_matches([' ', 'T', 't']);
    if !time.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(day.to_owned());
    }
    Some(format!("{day}T{}", time.replace(' ', "")))
}

/// The months of a year as their names begin in languages of Europe; the longest beginning counts.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "styc", "led", "янв", "oca", "tammi"],
    &["feb", "fév", "fev", "lut", "únor", "фев", "şub", "helmi"],
    &["mar", "mär", "maa", "břez", "мар"],
    &["apr", "avr", "abr", "kwie", "dub", "апр", "nis", "huhti"],
    &["may", "mai", "maj", "mei", "mag", "květ", "мая", "май", "touko"],
    &["jun", "juin", "giu", "czer", "červ", "июн", "haz", "kesä"],
    &["jul", "juil", "lug", "lip", "července", "июл", "tem", "heinä"],
    &["aug", "aoû", "ago", "sier", "srp", "авг", "ağu", "elo"],
    &["sep", "set", "wrze", "září", "сен", "eyl", "syys"],
    &["oct", "okt", "ott", "out", "paźd", "říj", "окт", "eki", "loka"],
    &["nov", "listopad", "ноя", "kas", "marras"],
    &["dec", "dez", "déc", "dic", "des", "grud", "pros", "дек", "ara", "joulu"],
];

/// Returns the day, as ISO 8601, that a line such as "Friday, 3 May 2024 | 10:15" or "03.05.2024" prints. None where day and
/// month cannot be told apart, as in 03/05/2024.
pub fn written_date(line: &str) -> Option<String> {
    let day_of = |year: u32, month: u32, day: u32| {
        let year = if year < 70 { 2000 + year } else { year };
        let legal = (1970..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        legal.then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    let number = |word: &str| if word.len() <= 4 { word.parse::<u32>().ok() } else { None };
    let tokens = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')'));
    if let Some((year, month, day)) = signed_date(line) {
        return day_of(year, month, day);
    }
    for token in tokens.clone() {
        let parts: Vec<&str> =
            token.trim_matches(|c: char| !c.is_ascii_digit()).split(['.', '/', '-']).collect();
        let [first, second, third] = parts[..] else { continue };
        let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else { continue };
        let found = match (first.len(), third.len()) {
            (4, _) => day_of(a, b, c),
            (1 | 2, 2 | 4) if token.contains('.') || a > 12 => day_of(c, b, a),
            (1 | 2, 2 | 4) if b > 12 => day_of(c, a, b),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    let words: Vec<String> = tokens
        .flat_map(|word| word.split('-'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "de" | "of" | "den" | "del"))
        .collect();
    let day = |word: &str| number(word.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let month = |word: &str| {
        const MAX_CHARS: usize = 12;
        let begins = |names: &[&str]| {
            names.iter().filter(|name| word.starts_with(**name)).map(|name| name.len()).max()
        };
        let known = MONTHS.iter().enumerate().filter_map(|(at, names)| Some((begins(names)?, at as u32 + 1)));
        known.max_by_key(|known| known.0).filter(|_| word.chars().count() <= MAX_CHARS).map(|known| known.1)
    };
    words.windows(3).find_map(|three| {
        let [first, second, third] = three else { return None };
        let year = Some(third).filter(|year| year.len() == 4).and_then(|year| number(year))?;
        match (month(first), month(second)) {
            (_, Some(month)) => day_of(year, month, day(first)?),
            (Some(month), None) => day_of(year, month, day(second)?),
            (None, None) => None,
        }
    })
}

/// Returns the year, month and day that Chinese, Japanese or Korean signs follow: "2024年5月3日".
fn signed_date(line: &str) -> Option<(u32, u32, u32)> {
    const SIGNS: [[char; 3]; 2] = [['年', '月', '日'], ['년', '월', '일']];
    let digits = |text: &str| -> Option<u32> {
        let text = text.trim();
        let from = text.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
        text[text.len() - from..].parse().ok()
    };
    SIGNS.iter().find_map(|[year, month, day]| {
        let (first, rest) = line.split_once(*year)?;
        let (second, rest) = rest.split_once(*month)?;
        Some((digits(first)?, digits(second)?, digits(rest.split_once(*day)?.0)?))
    })
}

/// Says whether a line is nothing but a day, with or without its time and what was done then, in languages of Europe:
/// "Montag, 3. Mai 2024, 10:15 Uhr", "First published on 3 May 2024, 09:12 BST".
pub fn is_day(line: &str) -> bool {
    const MAX_BYTES: usize = 70;
    const SMALL: [&str; 57] = [
        "de",
        "del",
        "den",
        "di",
        "le",
        "el",
        "il",
        "la",
        "a",
        "à",
        "at",
        "um",
        "uhr",
        "h",
        "kl",
        "r",
        "g",
        "alle",
        "ore",
        "las",
        "г",
        "в",
        "am",
        "pm",
        "m",
        "p",
        "noon",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "eet",
        "eest",
        "ist",
        "aest",
        "aedt",
        "et",
        "est",
        "edt",
        "ct",
        "cst",
        "cdt",
        "mt",
        "mst",
        "mdt",
        "pt",
        "pst",
        "pdt",
        "on",
        "date",
        "first",
        "last",
        "published",
        "posted",
        "released",
        "updated",
    ];
    const DAYS: [&str; 20] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "son", "lun",
        "mar", "mer", "jeu", "ven", "dim", "dom",
    ];
    if line.len() > MAX_BYTES || written_date(line).is_none() {
        return false;
    }
    let words =
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | ':' | '.' | '/'));
    words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).all(|word| {
        let month = || MONTHS.iter().any(|names| names.iter().any(|name| word.starts_with(name)));
        let numeric = word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6;
        let short = word.chars().count() <= 12;
        word.is_empty()
            || numeric
            || SMALL.contains(&&*word)
            || short && (month() || DAYS.iter().any(|day| word.starts_with(day)))
    })
}

/// How lines name the day something was changed, and the day it was published.
const UPDATED: [&str; 14] = [
    "updated",
    "modified",
    "last update",
    "aktualisiert",
    "actualizado",
    "aggiornato",
    "mis à jour",
    "mise à jour",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "aktualizacja",
];
const PUBLISHED: [&str; 13] = [
    "published",
    "posted",
    "released on",
    "veröffentlicht",
    "erschienen",
    "publié",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
    "publisert",
    "udgivet",
    "opublikowano",
];

/// Says whether a line begins with when something was changed.
pub fn is_update(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    let line = line.strip_prefix("last ").unwrap_or(&line);
    UPDATED.iter().any(|label| line.starts_with(label))
}

/// Returns the name in a line that has nothing but it and a day: "By Jane Doe | April 13, 2023", "Jane Doe, 13 April 2023".
pub fn name_before_day(line: &str) -> Option<&str> {
    const MAX_BYTES: usize = 90;
    const BYS: [&str; 3] = ["By ", "BY ", "Von "];
    if line.len() > MAX_BYTES {
        return None;
    }
    let line = line.trim();
    let line = BYS.iter().find_map(|by| line.strip_prefix(by)).unwrap_or(line);
    let (name, rest) = line.split_once(['|', ',', '•', '·', '–', '—', '/'])?;
    let day = rest.trim_matches(|c: char| !c.is_alphanumeric());
    (text::is_person(name.trim()) && is_day(day)).then(|| name.trim())
}

/// Says whether a line begins with when something was published, in languages of Europe.
pub fn is_publication(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    let line = ["first ", "originally "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(&line);
    PUBLISHED.iter().any(|label| line.starts_with(label))
}

/// Returns the day that a line prints; of two, not the one on which something was changed.
pub fn published_day(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let updated = UPDATED.iter().filter_map(|label| lower.find(label)).min();
    // "Last updated 5 April 2024. First published 2 April 2024."
    let after = |at: usize| {
        let published = PUBLISHED.iter().filter_map(|label| Some(lower[at..].find(label)? + at)).min()?;
        written_date(&line[published..])
    };
    updated.and_then(|at| written_date(&line[..at]).or_else(|| after(at))).or_else(|| written_date(line))
}

/// Returns a language tag where it can be one.
fn language_tag(stated: &str) -> Option<String> {
    let tag = stated.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
    let letters = tag.split('-').next().unwrap_or_default();
    let legal = (2..=3).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.len() <= 35
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    legal.then_some(tag)
}

/// Returns the text with each run of white space as one space.
fn one_line(text: &str) -> String {
    repair(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text with HTML's character references resolved: JSON-LD is often escaped twice.
pub fn unescaped(text: &str) -> String {
    // A tag in such a text is not ours to resolve.
    if !text.contains('&') || text.contains('<') {
        return text.to_owned();
    }
    Document::fragment(text).text().to_string()
}
