//! The input format: [`Job`], its decoder and its limits.

use crate::config::Limits;
use crate::error::Reject;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The version this program reads and writes.
pub const SCHEMA: &str = "wiremill.job/1";

/// The longest id, in bytes.
pub const MAX_ID_BYTES: usize = 256;

/// What the body of a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A page.
    Html,
    /// Already extracted, still carrying captions, credits, plugs, comment prompts.
    Text,
    /// A trusted body: kept byte for byte, its paragraphs are its lines.
    Clean,
}

/// One article to enrich.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Job {
    /// The format's version; absent means version 1.
    #[serde(default = "current_schema")]
    pub schema: String,
    /// The sender's name for the article: 1 to 256 bytes, no control characters.
    pub id: String,
    /// What the body is; absent: told from the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Wins over what cleaning finds, as do `authors`, `published_at` and `language`; what is blank is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authors: Option<Vec<String>>,
    /// ISO 8601, carried as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<String>,
    /// A language tag, such as "en" or "en-GB".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where the article comes from, in the sender's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Anything; carried through untouched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")]
    pub meta: Option<Box<RawValue>>,
}

fn current_schema() -> String {
    SCHEMA.to_owned()
}

/// The fields that other parts read while the whole may be broken.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    schema: Option<Cow<'a, str>>,
}

impl Job {
    /// Makes a job of version 1 with nothing but the required fields.
    pub fn new(id: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            schema: current_schema(),
            id: id.into(),
            format: None,
            body: body.into(),
            url: None,
            title: None,
            authors: None,
            published_at: None,
            language: None,
            source: None,
            meta: None,
        }
    }

    /// Decodes and checks one job.
    ///
    /// A byte order mark before the object is passed over. Unknown fields are ignored, so that newer senders
    /// can talk to older workers; a field given twice is refused.
    ///
    /// # Errors
    ///
    /// [`Reject::TooLarge`], [`Reject::Version`] or [`Reject::Malformed`], naming the field and the limit.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, Reject> {
        if bytes.len() > limits.max_job_bytes {
            let (size, limit) = (bytes.len(), limits.max_job_bytes);
            return Err(Reject::TooLarge { what: "job", size, limit, unit: "bytes" });
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            Reject::Malformed(format!("job is not UTF-8 at byte {}", error.valid_up_to()))
        })?;
        let depth = json_depth(text);
        if depth > limits.max_json_depth {
            return Err(Reject::Malformed(format!(
                "job is nested {depth} deep, limit is {}",
                limits.max_json_depth
            )));
        }
        if is_array(text.as_bytes()) {
            return Err(Reject::Malformed("job is not valid: an array, not an object".to_owned()));
        }
        let job = serde_json::from_str::<Job>(text);
        // A job of another version may have any other shape, so its version matters more than what is wrong with it.
        let schema = match &job {
            Ok(job) => Some(Cow::from(&job.schema)),
            Err(_) => serde_json::from_str::<Head>(text).ok().and_then(|head| head.schema),
        };
        if let Some(schema) = schema.filter(|schema| schema != SCHEMA) {
            return Err(Reject::Version { found: schema.chars().take(100).collect() });
        }
        job.map_err(|error| Reject::Malformed(format!("job is not valid: {error}")))?.check(limits)
    }

    /// Returns the id of a job that may be broken otherwise, where it can be found and is a legal id.
    pub fn peek_id(bytes: &[u8]) -> Option<String> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let head: Head = if is_array(bytes) { None } else { serde_json::from_slice(bytes).ok() }?;
        head.id.filter(|id| id_problem(id).is_none()).map(Cow::into_owned)
    }

    /// Forgets what is blank: databases send empty strings for what they do not know. A language that is undetermined
    /// ("und", as BCP 47 has it) is not stated either.
    fn forget_blanks(&mut self) {
        let fields = [&mut self.url, &mut self.title, &mut self.published_at, &mut self.language];
        for field in fields {
            field.take_if(|value| value.trim().is_empty());
        }
        self.language.take_if(|tag| tag.trim().eq_ignore_ascii_case("und"));
        self.authors.take_if(|authors| authors.iter().all(|author| author.trim().is_empty()));
    }

    fn check(mut self, limits: &Limits) -> Result<Self, Reject> {
        let malformed = |problem: String| Err(Reject::Malformed(problem));
        if let Some(problem) = id_problem(&self.id) {
            return malformed(problem);
        }
        if self.body.len() > limits.max_body_bytes {
            let (size, limit) = (self.body.len(), limits.max_body_bytes);
            return Err(Reject::TooLarge { what: "body", size, limit, unit: "bytes" });
        }
        let authors = self.authors.as_deref().unwrap_or_default();
        if authors.len() > limits.max_authors {
            return malformed(format!(
                "authors has {} entries, limit is {}",
                authors.len(),
                limits.max_authors
            ));
        }
        let fields = [
            ("url", self.url.as_deref()),
            ("title", self.title.as_deref()),
            ("published_at", self.published_at.as_deref()),
            ("language", self.language.as_deref()),
            ("source", self.source.as_deref()),
        ];
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
        for (name, value) in fields.chain(authors.iter().map(|author| ("authors", author.as_str()))) {
            if value.len() > limits.max_field_bytes {
                return malformed(format!(
                    "{name} is {} bytes, limit is {}",
                    value.len(),
                    limits.max_field_bytes
                ));
            }
        }
        if let Some(meta) = &self.meta {
            let raw = meta.get();
            if raw.len() > limits.max_meta_bytes {
                return malformed(format!("meta is {} bytes, limit is {}", raw.len(), limits.max_meta_bytes));
            }
            if !raw.starts_with('{') {
                return malformed("meta is not an object".to_owned());
            }
            // A document is one line of JSONL; only the white space between tokens changes here.
            if raw.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
                let line = without_white_space(raw);
                self.meta =
                    Some(RawValue::from_string(line).expect("valid JSON less its white space is valid"));
            }
        }
        self.forget_blanks();
        Ok(self)
    }
}

/// Says whether JSON is an array: of fields in the order of ours, one would be read as an object.
fn is_array(json: &[u8]) -> bool {
    json.trim_ascii_start().starts_with(b"[")
}

/// Says what is wrong with an id, if anything is.
fn id_problem(id: &str) -> Option<String> {
    if id.is_empty() {
        Some("id is empty".to_owned())
    } else if id.len() > MAX_ID_BYTES {
        Some(format!("id is {} bytes, limit is {MAX_ID_BYTES}", id.len()))
    } else {
        id.chars().any(char::is_control).then(|| "id has control characters".to_owned())
    }
}

/// Returns how deep arrays and objects nest, without building anything: a parser may need stack for depth.
fn json_depth(json: &str) -> usize {
    let bytes = json.as_bytes();
    let (mut depth, mut deepest, mut at) = (0usize, 0usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => at = string_end(bytes, at),
            _ => {}
        }
        at += 1;
    }
    deepest
}

/// Returns where the string that begins at a quotation mark ends: at its other mark, or with the JSON.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(away) = json.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += away;
        if json[at] == b'"' {
            return at;
        }
        at += 2;
    }
    json.len()
}

/// Returns valid JSON without the white space between its tokens.
fn without_white_space(json: &str) -> String {
    let mut kept = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(&byte) = json.as_bytes().get(at) {
        let end = match byte {
            b'"' => string_end(json.as_bytes(), at) + 1,
            _ => at + 1,
        };
        if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            kept.push_str(&json[at..end]);
        }
        at = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(json: &[u8]) -> Result<Job, Reject> {
        let limits =
            Limits { max_body_bytes: 100, max_job_bytes: 2000, max_field_bytes: 50, ..Limits::default() };
        Job::decode(json, &limits)
    }

    #[track_caller]
    fn check(json: &[u8], code: &str, says: &str) {
        let error = decode(json).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(says), "{error:?} does not say {says:?}");
    }

    #[test]
    fn a_job_needs_only_id_and_body() {
        let job = decode(br#"{"id":"a","body":"Text."}"#).unwrap();
        assert_eq!((job.id.as_str(), job.body.as_str(), job.schema.as_str()), ("a", "Text.", SCHEMA));
        assert_eq!(job.format, None);
    }

    #[test]
    fn what_is_no_job_says_why() {
        check(b"", "malformed", "EOF");
        check(b"[]", "malformed", "array");
        let fields = br#" ["wiremill.job/1","x",null,"It rained.",null]"#;
        check(fields, "malformed", "an array, not an object");
        assert_eq!(Job::peek_id(fields), None);
        check(br#"{"id":"a"}"#, "malformed", "`body`");
        check(br#"{"body":"x"}"#, "malformed", "`id`");
        check(br#"{"id":7,"body":"x"}"#, "malformed", "expected a string");
        check(br#"{"id":"a","id":"b","body":"x"}"#, "malformed", "duplicate field `id`");
        check(br#"{"id":"a","body":"x","format":"pdf"}"#, "malformed", "pdf");
        check(br#"{"id":"a","body":"x"} trailing"#, "malformed", "trailing");
        check(br#"{"id":"a","body":"x","meta":{"n":NaN}}"#, "malformed", "");
        check(br#"{"id":"a","body":"x","meta":[1]}"#, "malformed", "meta is not an object");
        check(b"{\"id\":\"a\",\"body\":\"\xff\"}", "malformed", "not UTF-8 at byte 18");
        check(br#"{"id":"a","body":"\ud800"}"#, "malformed", "hex escape");
        check(br#"{"id":"a","body":"x","schema":"wiremill.job/2"}"#, "version", "wiremill.job/2");
        check(br#"{"schema":"wiremill.job/9","entirely":["different"]}"#, "version", "wiremill.job/9");
    }

    #[test]
    fn ids_are_short_and_printable() {
        check(br#"{"id":"","body":"x"}"#, "malformed", "id is empty");
        check(br#"{"id":"a\u0000b","body":"x"}"#, "malformed", "control characters");
        let long = format!(r#"{{"id":"{}","body":"x"}}"#, "i".repeat(257));
        check(long.as_bytes(), "malformed", "id is 257 bytes, limit is 256");
        let longest = format!(r#"{{"id":"{}","body":"x"}}"#, "i".repeat(256));
        assert!(decode(longest.as_bytes()).is_ok());
    }

    #[test]
    fn every_limit_is_named() {
        check(&[b' '; 2001], "too_large", "job is 2001 bytes, limit is 2000");
        let body = format!(r#"{{"id":"a","body":"{}"}}"#, "x".repeat(101));
        check(body.as_bytes(), "too_large", "body is 101 bytes, limit is 100");
        for field in ["url", "title", "published_at", "language", "source"] {
            let json = format!(r#"{{"id":"a","body":"x","{field}":"{}"}}"#, "x".repeat(51));
            check(json.as_bytes(), "malformed", &format!("{field} is 51 bytes, limit is 50"));
        }
        let authors = format!(r#"{{"id":"a","body":"x","authors":["{}"]}}"#, "x".repeat(51));
        check(authors.as_bytes(), "malformed", "authors is 51 bytes");
        let authors = format!(r#"{{"id":"a","body":"x","authors":[{}"b"]}}"#, r#""b","#.repeat(256));
        check(authors.as_bytes(), "malformed", "authors has 257 entries, limit is 256");
        let deep =
            format!(r#"{{"id":"a","body":"x","meta":{{"d":{}{}}}}}"#, "[".repeat(100), "]".repeat(100));
        check(deep.as_bytes(), "malformed", "nested 102 deep, limit is 64");
    }

    #[test]
    fn depth_is_that_of_what_stands_outside_of_strings() {
        assert_eq!(json_depth(r#"{"a":[[1],[2,{}]]}"#), 4);
        assert_eq!(json_depth(r#"{"[[[\"[[[\\":"{{{"}"#), 1);
        // What ends too early is for the parser to refuse.
        assert_eq!(json_depth(r#"{"a":"[[["#), 1);
        assert_eq!(json_depth(r#"["a\"#), 1);
        assert_eq!(json_depth("]]][["), 2);
    }

    #[test]
    fn meta_is_carried_byte_for_byte_on_one_line() {
        let meta = |json: &str| decode(json.as_bytes()).unwrap().meta.unwrap().get().to_owned();
        assert_eq!(
            meta(r#"{"id":"a","body":"x","meta":{"n": 1e999, "n": 1.10}}"#),
            r#"{"n": 1e999, "n": 1.10}"#
        );
        assert_eq!(
            meta("{\"id\":\"a\",\"body\":\"x\",\"meta\":{\n \"a b\\\" c\" : [ 1 ]\n}}"),
            r#"{"a b\" c":[1]}"#
        );
    }

    #[test]
    fn a_byte_order_mark_before_the_job_is_passed_over() {
        assert_eq!(decode(b"\xef\xbb\xbf{\"id\":\"a\",\"body\":\"x\"}").unwrap().id, "a");
    }

    #[test]
    fn what_is_blank_is_not_stated() {
        let blank =
            r#"{"id":"a","body":"x","title":" ","language":"","url":"","published_at":"\t","authors":[""]}"#;
        let job = decode(blank.as_bytes()).unwrap();
        let Job { title, language, url, published_at, authors, .. } = job;
        assert_eq!((title, language, url, published_at, authors), (None, None, None, None, None));
        assert_eq!(decode(br#"{"id":"a","body":"x","language":"und"}"#).unwrap().language, None);
        let job = decode(br#"{"id":"a","body":"x","title":" A ","authors":["","Ann Lee"]}"#).unwrap();
        assert_eq!((job.title.as_deref(), job.authors.unwrap().len()), (Some(" A "), 2));
    }

    #[test]
    fn unknown_fields_and_braces_in_strings_are_nobody_s_business() {
        let job = decode(br#"{"id":"a","body":"{[{[\"{","new_field":{"x":[]}}"#).unwrap();
        assert_eq!(job.body, "{[{[\"{");
    }

    #[test]
    fn the_id_of_a_broken_job_is_found_where_it_can_be() {
        let peek = |json: &str| Job::peek_id(json.as_bytes());
        assert_eq!(peek(r#"{"id":"a"}"#).as_deref(), Some("a"));
        assert_eq!(peek(r#"{"id":"a\u0041","schema":"wiremill.job/2","body":7}"#).as_deref(), Some("aA"));
        assert_eq!(peek(r#"{"id":"a\u0000"}"#), None);
        assert_eq!(peek(r#"{"id":"a""#), None);
        assert_eq!(peek("nonsense"), None);
    }
}
