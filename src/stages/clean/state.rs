//! The article that a page carries as data for its program, where it shows next to nothing without running it: the state
//! that Next.js and others write into a script.

use serde_json::{Map, Value};

/// What marks such data; an object follows.
const MARKS: [&str; 6] = [
    "id=\"__NEXT_DATA__\"", "__PRELOADED_STATE__", "__INITIAL_STATE__", "__INITIAL_DATA__",
    "__APOLLO_STATE__", "Fusion.globalContent",
];

/// An article in such data.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Its text, as markup.
    pub body: String,
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// When it was published, as it is stated.
    pub published: Option<String>,
}

/// Returns the longest article in the data of a page.
pub fn article(page: &str) -> Option<Carried> {
    let objects = MARKS.iter().filter_map(|mark| object_after(page, mark));
    let found = objects.filter_map(|object| longest(&object));
    found.max_by_key(|carried| carried.body.len())
}

/// Returns the object that follows a mark.
fn object_after(page: &str, mark: &str) -> Option<Value> {
    /// Between the two, as in `id="__NEXT_DATA__" type="application/json">{` or `window.x = {`.
    const NEAR: usize = 160;
    let at = memchr::memmem::find(page.as_bytes(), mark.as_bytes())? + mark.len();
    let opens = page.as_bytes()[at..].iter().take(NEAR).position(|&byte| byte == b'{')?;
    // What follows the object is none of it.
    serde_json::Deserializer::from_str(&page[at + opens..]).into_iter::<Value>().next()?.ok()
}

/// Returns the longest article among the objects in a value.
fn longest(value: &Value) -> Option<Carried> {
    /// Less is a teaser.
    const LEAST_BYTES: usize = 300;
    let mut longest: Option<Carried> = None;
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(values) => left.extend(values),
            Value::Object(object) => {
                let least = longest.as_ref().map_or(LEAST_BYTES, |found| found.body.len() + 1);
                if let Some(body) = body_of(object).filter(|body| body.len() >= least) {
                    longest = Some(carried(object, body));
                }
                left.extend(object.values());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    longest
}

/// Returns the text of an article that an object describes: markup with paragraphs, or a list of them.
fn body_of(object: &Map<String, Value>) -> Option<String> {
    const KEYS: [&str; 6] = ["content", "body", "bodyHtml", "html", "articleBody", "text"];
    const LISTS: [&str; 2] = ["content_elements", "paragraphs"];
    let markup = KEYS.iter().filter_map(|key| object.get(*key)?.as_str()).find(|text| text.contains("</p>"));
    if let Some(markup) = markup {
        return Some(markup.to_owned());
    }
    let list = LISTS.iter().find_map(|key| object.get(*key)?.as_array())?;
    let paragraph = |element: &Value| -> Option<String> {
        let kind = element.get("type").and_then(Value::as_str);
        let text = element.as_str().or_else(|| element.get("content")?.as_str())?;
        matches!(kind, None | Some("text" | "paragraph" | "header")).then(|| format!("<p>{text}</p>"))
    };
    Some(list.iter().filter_map(paragraph).collect())
}

/// Returns an article with what its object says about it.
fn carried(object: &Map<String, Value>, body: String) -> Carried {
    let string = |keys: &[&str]| {
        let stated = keys.iter().find_map(|key| object.get(*key)?.as_str());
        stated.map(str::trim).filter(|stated| !stated.is_empty()).map(str::to_owned)
    };
    let basic = || object.get("headlines")?.get("basic")?.as_str().map(str::to_owned);
    let name = |author: &Value| author.as_str().or_else(|| author.get("name")?.as_str()).map(str::to_owned);
    let credits = || object.get("credits")?.get("by");
    let authors = ["author", "authors"].iter().find_map(|key| object.get(*key)).or_else(credits);
    let authors = match authors {
        Some(Value::Array(authors)) => authors.iter().filter_map(name).collect(),
        Some(author) => name(author).into_iter().collect(),
        None => Vec::new(),
    };
    let dates =
        ["publishedAt", "published_at", "datePublished", "publishDate", "first_publish_date", "display_date"];
    Carried { body, title: string(&["title", "headline"]).or_else(basic), authors, published: string(&dates) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_would_show_is_read() {
        let text =
            "The old bridge over the harbour will stay closed until spring, the council said. ".repeat(5);
        let next = format!(
            "<script id=\"__NEXT_DATA__\" type=\"application/json\">{{\"props\":{{\"post\":{{\"title\":\"Bridge shut\",\
             \"author\":{{\"name\":\"Ada Holm\"}},\"publishedAt\":\"2024-05-03\",\"content\":\"<p>{text}</p>\"}}}}}}</script>"
        );
        let found = article(&next).unwrap();
        assert_eq!(
            (found.title.as_deref(), &*found.authors),
            (Some("Bridge shut"), &["Ada Holm".to_owned()][..])
        );
        assert_eq!((found.published.as_deref(), found.body), (Some("2024-05-03"), format!("<p>{text}</p>")));
        let state = format!(
            "<script>window.__PRELOADED_STATE__ = {{\"data\":{{\"headlines\":{{\"basic\":\"Bridge shut\"}},\
             \"content_elements\":[{{\"type\":\"text\",\"content\":\"{text}\"}},{{\"type\":\"image\",\"content\":\"x\"}}]}}}};x"
        );
        assert_eq!(article(&state).unwrap().body, format!("<p>{text}</p>"));
        for none in
            ["", "__NEXT_DATA__", "__PRELOADED_STATE__ = {", "__INITIAL_STATE__={\"body\":\"<p>short</p>\"}"]
        {
            assert_eq!(article(none), None, "{none}");
        }
    }
}
