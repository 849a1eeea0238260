//! Jobs under other names: objects whose fields are called as somebody else calls them.

use crate::config::Fields;
use serde_json::{Map, Value};

/// Returns the job that the object in `line` holds under the names in `fields`; none where it is no object: what
/// is no job comes out as it stands, to be rejected with its reason.
pub fn renamed(line: &[u8], fields: &Fields) -> Option<Vec<u8>> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let object: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let mut job = Map::new();
    for (ours, theirs) in fields.names() {
        let Some(value) = look_up(&object, theirs) else { continue };
        let value = match ours {
            "authors" => authors(value),
            "meta" => value.clone(),
            _ => plain(value),
        };
        // What is null is not stated.
        if !value.is_null() {
            job.insert(ours.to_owned(), value);
        }
    }
    Some(serde_json::to_vec(&job).expect("JSON always serialises"))
}

/// Finds a field by its name, or by the names on the way to it with dots between.
fn look_up<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = object.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    look_up(object.get(first)?.as_object()?, rest)
}

/// Numbers become text, so that they can be an id.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        other => other.clone(),
    }
}

/// A name, names, or objects with a name.
fn authors(value: &Value) -> Value {
    let name = |value: &Value| match value {
        Value::Object(person) => person.get("name").cloned().unwrap_or(Value::Null),
        other => other.clone(),
    };
    match value {
        Value::Null => Value::Null,
        Value::Array(people) => people.iter().map(name).filter(|name| !name.is_null()).collect(),
        one => Value::Array(vec![name(one)]),
    }
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
    fn what_is_no_object_is_left_alone() {
        for line in ["", "[1]", "\"x\"", "{\"id\": ", "null"] {
            assert_eq!(renamed(line.as_bytes(), &Fields::default()), None, "{line}");
        }
    }
}
