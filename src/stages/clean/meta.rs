//! What a page says about itself: JSON-LD first, then meta tags, then the markup.

use super::bylines;
use super::days::{date, is_day, is_publication, is_update, published_day, written_date};
use super::html::{Edge, short_text, walk};
use super::repair::repair;
use super::text;
use crate::document::{Image, Meta};
use crate::error::{Deadline, Reject};
use dom_query::{Document, NodeData, NodeRef, Selection};
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
    /// What the window's title ends with: mostly who publishes the page.
    pub house: Option<String>,
    /// The authors are no people but the house that published it.
    pub by_house: bool,
    /// When it was published is a time that the page marks, and it may be another article's.
    pub day_is_marked: bool,
}

/// Reads the metadata of a page.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(document: &Document, deadline: Deadline) -> Result<Found, Reject> {
    let tags = Tags::of(document);
    let article = Article::of(document);
    let site = tags.first(&["og:site_name", "application-name"]).and_then(short);
    let mut headings = Vec::new();
    for h1 in document.select("h1").nodes().iter().take(4) {
        headings.push(short(heading(h1, deadline)?).unwrap_or_default());
    }
    let canonical = || Some(document.select("link[rel=canonical]").iter().next()?.attr("href")?.to_string());
    let url = canonical().or_else(|| tags.first(&["og:url"]));
    let url = url.map(|url| url.trim().to_owned()).filter(|url| url.starts_with("http"));
    let window = document.select("title").iter().next().map(|title| one_line(&title.text()));
    let window = window.and_then(short);
    let tagged = tags.first(&["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"]);
    let (headline, tagged) = (article.headline.and_then(short), tagged.and_then(short));
    let stated = stated_title(headline, tagged, site.as_deref(), &headings, window.as_deref());
    let in_window = stated.is_none();
    let headline = stated.or_else(|| first_heading(document, &headings, site.as_deref(), window.as_deref()));
    let headline = headline.or_else(|| window.clone());
    let title = headline.map(|title| {
        let title = if in_window { without_tail(document, url.as_deref(), &title) } else { title };
        without_site(&title, site.as_deref(), &headings, in_window, || {
            let mut lines = printed(document);
            lines.extend(if in_window { parts_of(document, &title) } else { Vec::new() });
            lines
        })
    });
    let by_organization = article.is_by_house;
    let mut authors = article.authors;
    if authors.is_empty() {
        authors = tags.authors();
    }
    if authors.is_empty() {
        let marked =
            document.select("[rel=author], [itemprop=author] [itemprop=name], .byline [href*=author]");
        authors = marked.iter().take(8).flat_map(|author| text::names(&one_line(&author.text()))).collect();
    }
    if authors.is_empty() {
        authors = byline(document);
    }
    if authors.is_empty() {
        authors = linked_after_by(document);
    }
    text::deduplicate(&mut authors);
    let own_site = site.as_deref().or(article.site.as_deref());
    let end = window.as_deref().and_then(|window| window.rsplit(PARTING).next());
    let alone = without_house(&mut authors, &[own_site, end]);
    let house = end.map(|end| end.trim().to_owned());
    let marked = || {
        let marked = document.select("abbr.published[title]");
        marked_time(document).or_else(|| marked.iter().find_map(|time| date(&time.attr("title")?)))
    };
    let stated = article.published_at.or_else(|| tags.date(date)).or(article.page_published_at);
    let stated = stated.or_else(|| day_of_relative(document));
    let day_is_marked = stated.is_none();
    let published_at = stated.or_else(marked);
    let language = (document.html_root().attr("lang").map(|lang| lang.to_string()))
        .or(article.language)
        .or_else(|| tags.first(&["og:locale", "content-language", "language"]))
        .and_then(|tag| language_tag(&tag));
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
    let worded_day = article.worded_day.or_else(|| tags.date(written_date)).or(article.video_day);
    let worded_day = worded_day.or_else(|| day_in_label(document));
    Ok(Found {
        meta,
        body: article.body,
        description,
        worded_day,
        house,
        by_house: by_organization || alone,
        day_is_marked,
    })
}

/// Returns the title that a page states: its JSON-LD's, unless that is cut, or is the window's and the one of the meta tags
/// what the page prints as its headline; none, where it is the site's name.
fn stated_title(
    headline: Option<String>,
    tagged: Option<String>,
    site: Option<&str>,
    headings: &[String],
    window: Option<&str>,
) -> Option<String> {
    let is_heading = |title: &str| headings.iter().any(|h1| same(h1, title));
    let Some(headline) = headline else {
        let part = |title: &str| {
            let window = window.unwrap_or_default();
            [window.split(PARTING).next(), window.rsplit(PARTING).next()]
                .into_iter()
                .flatten()
                .any(|end| same(end, title))
        };
        // Of the two that make the window's title the other is the headline.
        let other = |title: &str| part(title) && headings.iter().any(|h1| part(h1) && h1.len() > title.len());
        let is_site =
            |title: &str| site.is_some_and(|site| same(site, title)) && !is_heading(title) || other(title);
        return tagged.filter(|title| !is_site(title) || headings.iter().all(String::is_empty));
    };
    let cut = headline.trim_end_matches(['…', '.', ' ']);
    let goes_on = |title: &&String| title.len() > headline.len() && title.starts_with(cut);
    if headline.ends_with('…') || headline.ends_with("...") {
        let whole = headings.iter().chain(&tagged).find(goes_on).cloned();
        return whole.or(Some(headline));
    }
    // What searchers are to see is in the window as well.
    let sought = window.is_some_and(|window| text::letters(window).starts_with(&text::letters(&headline)));
    let printed = tagged.filter(|title| sought && !is_heading(&headline) && is_heading(title));
    printed.or(Some(headline))
}

/// Returns a title without what ends it that the page tells elsewhere: the day, the house that its copyright or its address
/// names, "(From Harbour Post)"; or the house before it.
fn without_tail(document: &Document, url: Option<&str>, title: &str) -> String {
    const LEAST_LETTERS: usize = 5;
    let mut title = title.trim();
    if let Some((rest, house)) = title.rsplit_once(" (From ")
        && house.ends_with(')')
    {
        title = rest.trim_end();
    }
    let parted = SEPARATORS.into_iter().chain([": "]).any(|separator| title.contains(separator));
    if !parted {
        return title.to_owned();
    }
    let claims = claims(document);
    let host = url.and_then(|url| url.split("://").nth(1)?.split('/').next());
    let host = text::letters(host.unwrap_or_default());
    let is_house = |name: &str| {
        let name = name.trim();
        let letters = text::letters(name.strip_prefix("The ").unwrap_or(name));
        let in_it = |line: &Vec<u8>| memchr::memmem::find(line, &letters).is_some();
        letters.len() >= LEAST_LETTERS && (in_it(&host) || claims.iter().any(in_it))
    };
    for separator in SEPARATORS.into_iter().chain([": "]) {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && is_day(last.trim())
        {
            title = rest.trim_end();
        }
        if let Some((rest, last)) = title.rsplit_once(separator)
            && separator != ": "
            && rest.len() > last.len()
            && is_house(last)
        {
            return rest.trim_end().to_owned();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && rest.len() > first.len()
            && is_house(first)
        {
            return rest.trim_start().to_owned();
        }
    }
    title.to_owned()
}

/// Returns the letters of the lines in which a page claims its copyright.
fn claims(document: &Document) -> Vec<Vec<u8>> {
    const MAX_BYTES: usize = 200;
    const MOST: usize = 8;
    let claims = |text: &str| {
        text.len() <= MAX_BYTES && (text.contains('©') || text.to_ascii_lowercase().contains("copyright"))
    };
    texts(document, |text| claims(text).then(|| text::letters(text)), MOST)
}

/// Returns what the page prints that is part of a title, and long enough to be one.
fn parts_of(document: &Document, title: &str) -> Vec<String> {
    const LEAST_WORDS: usize = 3;
    const MOST: usize = 8;
    /// Each piece of text is looked for in it.
    const MAX_BYTES: usize = 500;
    if title.len() > MAX_BYTES {
        return Vec::new();
    }
    let part = |text: &str| {
        let text = text.trim();
        let is_part = text.len() < title.len() && text.len() > LEAST_WORDS && title.contains(text);
        (is_part && text.split_whitespace().nth(LEAST_WORDS - 1).is_some()).then(|| one_line(text))
    };
    texts(document, part, MOST)
}

/// Returns what `read` finds in the pieces of text of a page's body, so many at most.
fn texts<T>(document: &Document, read: impl Fn(&str) -> Option<T>, most: usize) -> Vec<T> {
    let body = document.select("body");
    let Some(body) = body.nodes().first() else { return Vec::new() };
    let of_node = |node: NodeRef| {
        let found = node.query(|node| match &node.data {
            NodeData::Text { contents } => read(contents),
            _ => None,
        });
        found.flatten()
    };
    body.descendants_it().filter_map(of_node).take(most).collect()
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

/// Returns the first elements, of those with an attribute and the headline, from the headline on.
fn below_headline<'a>(nodes: &'a Selection, attribute: &str) -> impl Iterator<Item = &'a NodeRef<'a>> {
    const MOST: usize = 40;
    nodes.nodes().iter().skip_while(move |node| node.has_attr(attribute)).take(MOST)
}

/// Returns the day that the page shows who points at the first "3 years ago" below its headline.
fn day_of_relative(document: &Document) -> Option<String> {
    const MAX_BYTES: usize = 24;
    let nodes = document.select("h1, span[title], abbr[title], a[title]");
    below_headline(&nodes, "title").find_map(|node| {
        let shown = short_text(node, MAX_BYTES)?;
        let title = node.attr("title").filter(|_| shown.trim().ends_with(" ago"))?;
        date(&title).or_else(|| written_date(&title))
    })
}

/// Returns the day below the headline that an element without words tells those who hear the page: "Published 9:12 AM May 3,
/// 2024".
fn day_in_label(document: &Document) -> Option<String> {
    const MAX_BYTES: usize = 80;
    let nodes = document.select("h1, [aria-label]");
    below_headline(&nodes, "aria-label").find_map(|node| {
        let label =
            node.attr("aria-label").filter(|label| label.len() <= MAX_BYTES && is_publication(label))?;
        short_text(node, 0)?;
        published_day(&label)
    })
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
    const NAMES: [&str; 18] = [
        "kicker", "eyebrow", "overline", "label", "category", "badge", "pill", "surtitre", "antetitulo",
        "volanta", "occhiello", "dachzeile", "spitzmarke", "supertitle", "pretitle", "overtitle", "topline",
        "roofline",
    ];
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
        return Some(titled_elsewhere(document, first, window).unwrap_or_else(|| first.clone()));
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

/// Returns the smaller heading that the window's title begins with and `first`, a blog's name, is no part of.
fn titled_elsewhere(document: &Document, first: &str, window: &str) -> Option<String> {
    const MOST: usize = 12;
    const MAX_BYTES: usize = 300;
    const LEAST_WORDS: usize = 3;
    let titled = text::letters(window);
    if memchr::memmem::find(&titled, &text::letters(first)).is_some() {
        return None;
    }
    let headings = document.select("h2, h3");
    let lines = headings.nodes().iter().take(MOST).filter_map(|line| short_text(line, MAX_BYTES));
    let long = |line: &String| line.split(' ').nth(LEAST_WORDS - 1).is_some();
    let mut lines = lines.map(|line| one_line(&line)).filter(long);
    lines.find(|line| {
        let letters = text::letters(line);
        !letters.is_empty() && titled.starts_with(&letters)
    })
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
        // Elsewhere than in its head a page states when it was published so: RDFa, microdata.
        let marked = "meta[content], [itemprop=datePublished][content], [property*=date][content], \
            [property*=created][content]";
        for tag in document.select(marked).nodes() {
            let content = one_line(&tag.attr_or("content", ""));
            if tag.qual_name_ref().is_none_or(|name| &*name.local != "meta") {
                tags.entry(MARKED_DATE.to_owned()).or_default().push(content);
                continue;
            }
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| tag.attr(name));
            if let Some(name) = name
                && !content.is_empty()
            {
                tags.entry(name.trim().to_ascii_lowercase()).or_default().push(content);
            }
        }
        // Where there are several, they are of a list of others.
        if tags.get(MARKED_DATE).is_some_and(|dates| dates.iter().any(|date| *date != dates[0])) {
            tags.remove(MARKED_DATE);
        }
        Self(tags)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)?.first().cloned())
    }

    /// Returns the authors that the first name states which states any.
    fn authors(&self) -> Vec<String> {
        const NAMES: [&str; 16] = [
            "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
            "dcterms.creator", "article.author", "og:article:author", "citation_author",
            "cxenseparse:author", "bt:author", "vr:author", "authors", "news_authors", "contentauthor",
        ];
        /// What labels the first of two words for a card of the page.
        const WRITTEN: [&str; 4] = ["written by", "by", "author", "von"];
        let people = |stated: &Vec<String>| -> Vec<String> {
            stated.iter().flat_map(|stated| text::stated_names(stated)).collect()
        };
        let named = NAMES.iter().filter_map(|name| self.0.get(*name)).map(people);
        let label = self.first(&["twitter:label1"]).unwrap_or_default().to_lowercase();
        let carded = WRITTEN.contains(&&*label).then(|| self.0.get("twitter:data1").map(people)).flatten();
        named.chain(carded).find(|people| !people.is_empty()).unwrap_or_default()
    }

    /// Returns the date it was published on, as `read` finds one in what is stated.
    fn date(&self, read: impl Fn(&str) -> Option<String>) -> Option<String> {
        const NAMES: [&str; 37] = [
            "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
            "parsely-pub-date", "sailthru.date", "article.published", "article:published", "pubdate",
            "publishdate", "publish-date", "publish_date", "published_time", "publication_date",
            "originalpublicationdate", "article_date_original", "rnews:datepublished",
            "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dcsext.articlefirstpublished",
            "iso-8601-publish-date", "citation_publication_date", "vr:published_time", "bt:pubdate",
            "og:pubdate", "ptime", "pdate", "displaydate", "article.created", "dc.date.issued",
            "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "date",
            MARKED_DATE,
        ];
        NAMES.iter().find_map(|name| self.0.get(*name)?.iter().find_map(|stated| read(stated)))
    }
}

/// The days that elements of a page's body state, among its tags.
const MARKED_DATE: &str = "marked date";

/// What JSON-LD says about the page's article.
#[derive(Default)]
struct Article {
    headline: Option<String>,
    authors: Vec<String>,
    /// What it states as the author is an organisation.
    is_by_house: bool,
    published_at: Option<String>,
    worded_day: Option<String>,
    /// When the page that it stands on was, or a fact check on it.
    page_published_at: Option<String>,
    /// When the only film of the page was.
    video_day: Option<String>,
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
        let mut videos = objects.iter().filter(|object| is_of(object, |kind| kind == "VideoObject"));
        let video = videos.next().filter(|_| videos.next().is_none());
        let video_day = video.and_then(|video| date(video.get("uploadDate")?.as_str()?));
        let Some(article) = objects.iter().rev().filter(|object| is_article(object)).max_by_key(|object| {
            let stated = ["headline", "author", "datePublished", "articleBody"];
            // Of equals `max_by_key` takes the last, in reverse the first: later ones are teasers.
            stated.iter().filter(|key| object.contains_key(**key)).count()
        }) else {
            return Self { page_published_at, video_day, ..Self::default() };
        };
        let string = |key: &str| {
            let stated = article.get(key)?.as_str()?;
            Some(one_line(&unescaped(stated))).filter(|stated| !stated.is_empty())
        };
        let (mut authors, mut is_by_house) = (Vec::new(), false);
        for key in ["author", "creator"] {
            if authors.is_empty()
                && let Some(stated) = article.get(key)
            {
                read_authors(stated, &names, &mut authors);
                is_by_house = is_organization(stated);
            }
        }
        Self {
            headline: string("headline"),
            authors,
            is_by_house,
            published_at: match article.get("datePublished") {
                Some(Value::Number(seconds)) => date(&seconds.to_string()),
                Some(_) | None => string("datePublished").and_then(|stated| date(&stated)),
            },
            worded_day: string("datePublished").and_then(|stated| written_date(&stated)),
            page_published_at,
            video_day,
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
    /// Bytes of a label.
    const MAX_LEAD: usize = 24;
    let bylines = document.select("[class*=byline]");
    let own = |byline: &Selection| {
        let node = byline.nodes().first()?;
        let children = std::iter::successors(node.first_child(), NodeRef::next_sibling).take(MOST);
        let words: String = children.filter(NodeRef::is_text).map(|child| child.text().to_string()).collect();
        Some(text::names(&one_line(&words)))
    };
    let people = |byline: Selection| {
        // Elements end names, and so do those in them.
        let words = |node: &NodeRef| {
            let children = std::iter::successors(node.first_child(), NodeRef::next_sibling).take(MOST);
            children.filter(NodeRef::is_text).map(|child| child.text().to_string()).collect::<Vec<_>>()
        };
        let names = |selected: &str| -> Vec<String> {
            let each = byline.select(selected);
            let led = |node: &NodeRef| {
                let before = node.prev_element_sibling().and_then(|before| short_text(&before, MAX_LEAD));
                before.is_some_and(|before| bylines::is_lead(&before))
            };
            let lines = each.nodes().iter().take(8).filter(|node| !led(node)).flat_map(words);
            let names = lines.flat_map(|line| text::names(&one_line(&line)));
            names.filter(|name| !text::is_role(name)).collect()
        };
        let each =
            [names("a, span"), names("a *, span *"), names("*")].into_iter().find(|names| !names.is_empty());
        let each = each.unwrap_or_default();
        let whole = || {
            let line = one_line(&byline.text());
            let people = text::names(&line);
            if people.is_empty() { text::marked_names(&line) } else { people }
        };
        let found = [each, own(&byline).unwrap_or_default(), whole()];
        let found = found.into_iter().find(|people| !people.is_empty()).unwrap_or_default();
        found.into_iter().filter(|name| text::is_no_label(name)).collect::<Vec<_>>()
    };
    bylines.iter().take(4).map(people).find(|people| !people.is_empty()).unwrap_or_default()
}

/// Returns the names in the links that follow "By", where the page sets other words right after them: "By <a>Ada
/// Holm</a>Follow @ada".
fn linked_after_by(document: &Document) -> Vec<String> {
    const MOST: usize = 8;
    const MAX_BYTES: usize = 60;
    const BY: [&str; 6] = ["by", "written by", "von", "par", "por", "door"];
    let name =
        |link: &NodeRef| Some(one_line(&short_text(link, MAX_BYTES)?)).filter(|name| text::is_person(name));
    let after_by = |link: &NodeRef| {
        let before = link.prev_sibling().filter(NodeRef::is_text)?;
        let words = before.text();
        let by = BY.contains(&&*words.trim().trim_end_matches(':').to_lowercase());
        if by { name(link) } else { None }
    };
    let links = document.select("a[href*=author]");
    let mut found = links.nodes().iter().take(MOST).filter_map(|link| Some((after_by(link)?, link)));
    let Some((first, link)) = found.next() else { return Vec::new() };
    let parts = |node: &NodeRef| {
        let words = node.text();
        node.is_text() && matches!(words.trim(), "" | "," | "&" | "and" | ", and" | "und" | "et")
    };
    let beside = std::iter::successors(link.next_sibling(), NodeRef::next_sibling).take(MOST);
    let others = beside.filter(|node| !parts(node)).map_while(|node| name(&node));
    std::iter::once(first).chain(others).collect()
}

/// Drops the house that is stated among the people who wrote for it, and says whether it is all that is stated.
pub fn without_house(authors: &mut Vec<String>, sites: &[Option<&str>]) -> bool {
    let houses: Vec<Vec<u8>> = sites.iter().flatten().map(|site| text::letters(site)).collect();
    let is_house = |author: &String| {
        let author = text::letters(author);
        !author.is_empty() && houses.contains(&author)
    };
    if authors.len() > 1 && authors.iter().any(|author| !is_house(author) && text::is_person(author)) {
        authors.retain(|author| !is_house(author));
    }
    !authors.is_empty() && authors.iter().all(is_house)
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
    short(one_line(&unescaped(&name)))
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

/// Drops what is far longer than titles, names, captions and addresses are.
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

/// Says whether what is stated as the author, be it alone or the only one of a list, is an organisation.
fn is_organization(stated: &Value) -> bool {
    let only = match stated.as_array().map(Vec::as_slice) {
        Some([only]) => only,
        Some(_) => return false,
        None => stated,
    };
    only.as_object().is_some_and(|author| is_of(author, |kind| kind.ends_with("Organization")))
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
                Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {
                    let part = |key: &str| author.get(key).and_then(Value::as_str);
                    if let (Some(given), Some(family)) = (part("givenName"), part("familyName")) {
                        authors
                            .extend(text::stated_names(&one_line(&unescaped(&format!("{given} {family}")))));
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Signs that part titles from names of sites.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " • ", " · ", " » ", " « ", " :: ", " : "];

/// The signs alone, and the colon that may come after a name.
const PARTING: [char; 9] = ['|', '-', '–', '—', '•', '·', '»', '«', ':'];

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
    if let Some((rest, _)) = title.rsplit_once(['：', '｜', '＿', '－'])
        && is_heading(rest)
    {
        return rest.trim().to_owned();
    }
    if let Some(rest) = site.and_then(|site| title.strip_suffix(site))
        && let Some(rest) = rest.trim_end().strip_suffix(tight)
        && !rest.trim().is_empty()
    {
        return rest.trim().to_owned();
    }
    let colon = in_window.then_some(": ");
    let parts: Vec<(&str, &str)> = SEPARATORS
        .iter()
        .copied()
        .chain(colon)
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
        let lines: Vec<Vec<u8>> = printed().iter().map(|line| text::letters(line)).collect();
        // What is shorter than the rest may be a section or a site that the page prints as well.
        let is_title = |(part, rest): &&(&str, &str)| {
            part.len() > rest.len()
                && part.split_whitespace().count() >= 3
                && lines.contains(&text::letters(part))
        };
        if let Some((part, _)) = parts.iter().filter(is_title).max_by_key(|(part, _)| part.len()) {
            return part.trim().to_owned();
        }
    }
    // These divide titles from sites and sections, and little else.
    while let Some((rest, last)) = [" | ", " :: ", " » ", " « "].iter().find_map(|bar| title.rsplit_once(bar))
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
