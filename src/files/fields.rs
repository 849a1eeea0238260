//! Jobs under other names: objects whose fields are called as somebody else calls them.

use crate::config::Fields;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An object, each value as it is written: numbers of any length stay what they are.
type Object<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// Returns the job that the object in `line` holds under the names in `fields`; none where it is no object: what
/// is no job comes out as it stands, to be rejected with its reason.
pub fn renamed(line: &[u8], fields: &Fields) -> Option<Vec<u8>> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let object: Object<'_> = serde_json::from_slice(line).ok()?;
    let mut job: BTreeMap<&str, Cow<'_, RawValue>> = BTreeMap::new();
    for (ours, theirs) in fields.names() {
        let Some(value) = look_up(&object, theirs) else { continue };
        let value = match ours {
            "authors" => Cow::Owned(authors(value)?),
            "meta" => Cow::Borrowed(value),
            _ => plain(value),
        };
        // What is null is not stated.
        if value.get() != "null" {
            job.insert(ours, value);
        }
    }
    Some(serde_json::to_vec(&job).expect("JSON always serialises"))
}

/// Finds a field by its name, or by the names on the way to it with dots between.
fn look_up<'a>(object: &Object<'a>, name: &str) -> Option<&'a RawValue> {
    if let Some(value) = object.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    let inner: Object<'a> = serde_json::from_str(object.get(first)?.get()).ok()?;
    look_up(&inner, rest)
}

/// Numbers become text, digit for digit, so that they can be an id.
fn plain(value: &RawValue) -> Cow<'_, RawValue> {
    let is_number = value.get().starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if is_number { Cow::Owned(raw(&value.get())) } else { Cow::Borrowed(value) }
}

/// A name, names, or objects with a name.
fn authors(value: &RawValue) -> Option<Box<RawValue>> {
    let name = |value: &Value| match value {
        Value::Object(person) => person.get("name").cloned().unwrap_or(Value::Null),
        other => other.clone(),
    };
    let names = match serde_json::from_str(value.get()).ok()? {
        Value::Null => Value::Null,
        Value::Array(people) => people.iter().map(name).filter(|name| !name.is_null()).collect(),
        one => Value::Array(vec![name(&one)]),
    };
    Some(raw(&names))
}

fn raw(value: &impl serde::Serialize) -> Box<RawValue> {
    to_raw_value(value).expect("JSON always serialises")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fields: &Fields, line: &str, job: &str) {
        let found: Value = serde_json::from_slice(&renamed(line.as_bytes(), fields).unwrap()).unwrap();
        assert_eq!(found, serde_json::from_str::<Value>(job).unwrap(), "{line}");
    }

    #[test]
    fn fields_of_other_names_are_found() {
        let fields = Fields {
            id: "_id".to_owned(),
            body: "_source.content".to_owned(),
            authors: "by".to_owned(),
            published_at: "a.b".to_owned(),
            ..Fields::default()
        };
        check(
            &fields,
            r#"{"_id": 17, "_source": {"content": "Hello."}, "by": "Ann Lee", "a.b": "2024", "title": null, "x": 1}"#,
            r#"{"id": "17", "body": "Hello.", "authors": ["Ann Lee"], "published_at": "2024"}"#,
        );
        check(
            &fields,
            r#"{"by": [{"name": "Ann Lee", "url": "x"}, "Bo Ray", {}], "meta": {"k": 1}, "url": "u", "id": "not this"}"#,
            r#"{"authors": ["Ann Lee", "Bo Ray"], "meta": {"k": 1}, "url": "u"}"#,
        );
    }

    #[test]
    fn numbers_and_meta_stay_as_they_are_written() {
        let fields = Fields { id: "_id".to_owned(), ..Fields::default() };
        let line = r#"{"_id": 123456789012345678901, "body": "It rained.", "title": 7.10, "meta": {"z": 1.10, "a": 1e2}}"#;
        let job = String::from_utf8(renamed(line.as_bytes(), &fields).unwrap()).unwrap();
        assert_eq!(
            job,
            r#"{"body":"It rained.","id":"123456789012345678901","meta":{"z": 1.10, "a": 1e2},"title":"7.10"}"#
        );
    }

    #[test]
    fn what_is_no_object_is_left_alone() {
        for line in ["", "[1]", "\"x\"", "{\"id\": ", "null"] {
            assert_eq!(renamed(line.as_bytes(), &Fields::default()), None, "{line}");
        }
    }
}
