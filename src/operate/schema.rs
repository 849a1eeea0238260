//! `wiremill schema`: the JSON Schemas of the public formats, made from the Rust types; and with them, the queues.

use crate::document::Document;
use crate::job::Job;
use crate::outcome::Outcome;
use crate::reject_line::RejectLine;
use schemars::schema_for;
use serde_json::{Map, Value};
use std::io::Write;

/// What can be described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// What goes in.
    Job,
    /// What comes out.
    Document,
    /// A line of a rejects file and of `dead list --json`.
    Reject,
    /// The queues, their messages and headers: AsyncAPI 3.
    Asyncapi,
}

/// Returns the schema of a format, or the description of the queues.
pub fn schema(kind: Kind) -> Value {
    let (mut schema, id) = match kind {
        Kind::Job => (schema_for!(Job), crate::job::SCHEMA),
        Kind::Document => (schema_for!(Document), crate::document::SCHEMA),
        Kind::Reject => (schema_for!(RejectLine), crate::reject_line::SCHEMA),
        Kind::Asyncapi => return super::asyncapi::description(),
    };
    schema.insert("title".to_owned(), id.into());
    // A job may leave the version out; whatever states one states this one.
    if let Some(version) = schema.pointer_mut("/properties/schema").and_then(|value| value.as_object_mut()) {
        version.insert("const".to_owned(), id.into());
    }
    schema.into()
}

/// Returns the schemas of formats under the names given, and beside them what each defines inside: OpenAPI and AsyncAPI
/// keep all schemas in `components`, and references count from the root of the whole description.
pub fn components<const N: usize>(formats: [(&str, Kind); N]) -> Map<String, Value> {
    let mut components = Map::new();
    for (name, kind) in formats {
        let mut schema = schema(kind);
        point_to_components(&mut schema);
        if let Some(object) = schema.as_object_mut() {
            // Both have dialects of their own; ours use nothing in which they differ.
            object.remove("$schema");
            if let Some(Value::Object(inside)) = object.remove("$defs") {
                components.extend(inside);
            }
        }
        components.insert(name.to_owned(), schema);
    }
    components
}

fn point_to_components(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(target) if key == "$ref" => {
                        *target = target.replace("#/$defs/", "#/components/schemas/");
                    }
                    value => point_to_components(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(point_to_components),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Prints the schema of a format, or the description of the queues, to `out`.
///
/// # Errors
///
/// Where `out` fails.
pub fn run(kind: Kind, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    serde_json::to_writer_pretty(&mut *out, &schema(kind))?;
    writeln!(out)?;
    Ok(Outcome::Done)
}
