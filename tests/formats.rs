//! The public formats: examples of every version ever published keep decoding, schemas accept them, and
//! offsets count code points.

#![allow(clippy::unwrap_used)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::path::Path;
use wiremill::config::Config;
use wiremill::document::{Cleaned, Document, Meta, Piece, Provenance};
use wiremill::error::Deadline;
use wiremill::formats::Format;
use wiremill::found::{Entity, EntityType, Form, Gender, Mention, Quote, QuoteType};
use wiremill::job::Job;
use wiremill::operate::schema::{Kind, schema};
use wiremill::pipeline::{Pipeline, Scratch};
use wiremill::reject_line::RejectLine;
use wiremill::text::{Span, Text};

/// Reads every example of a format, decodes it, and returns it with what it encodes to again.
fn examples<T: DeserializeOwned + Serialize>(prefix: &str) -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/formats");
    let mut examples = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.starts_with(prefix) {
            let json = std::fs::read_to_string(&path).unwrap().trim_end().to_owned();
            let value: T = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
            examples.push((name, json, serde_json::to_string(&value).unwrap()));
        }
    }
    assert!(!examples.is_empty(), "no examples of {prefix}");
    examples
}

/// Everything in `old` must be in `new`; new versions of the program may add fields.
#[track_caller]
fn assert_kept(old: &Value, new: &Value, at: &str) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, old) in old {
                assert_kept(old, new.get(key).unwrap_or(&Value::Null), &format!("{at}.{key}"));
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            assert_eq!(old.len(), new.len(), "{at}");
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                assert_kept(old, new, &format!("{at}[{index}]"));
            }
        }
        (old, new) => assert_eq!(old, new, "{at}"),
    }
}

/// Says where `value` breaks `schema`. Knows the keywords that the schemas use and refuses others, so that
/// nothing is passed over.
fn breaks(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let Some(rules) = schema.as_object() else {
        return (schema == &Value::Bool(false)).then(|| format!("{at}: nothing is allowed here"));
    };
    let has_type = |kind: &Value| match kind.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some(_) | None => false,
    };
    for (keyword, rule) in rules {
        let broken = match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "default" | "format" | "$defs" => None,
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                breaks(root, root.pointer(pointer).unwrap(), value, at)
            }
            "type" => {
                let fits = rule.as_array().map_or_else(|| has_type(rule), |kinds| kinds.iter().any(has_type));
                (!fits).then(|| format!("{at}: {value} is no {rule}"))
            }
            "const" => (value != rule).then(|| format!("{at}: {value} is not {rule}")),
            "enum" => {
                (!rule.as_array().unwrap().contains(value)).then(|| format!("{at}: {value} not in {rule}"))
            }
            "anyOf" | "oneOf" => {
                let fits =
                    rule.as_array().unwrap().iter().filter(|rule| breaks(root, rule, value, at).is_none());
                let fits = fits.count();
                (fits == 0 || (keyword == "oneOf" && fits > 1))
                    .then(|| format!("{at}: {value} fits {fits} of {rule}"))
            }
            "minimum" => (value.as_f64().is_some_and(|value| Some(value) < rule.as_f64()))
                .then(|| format!("{at}: {value} is below {rule}")),
            "required" => {
                let missing =
                    rule.as_array().unwrap().iter().find(|key| value.get(key.as_str().unwrap()).is_none());
                missing.map(|key| format!("{at}: no {key}"))
            }
            "properties" => rule
                .as_object()
                .unwrap()
                .iter()
                .find_map(|(key, rule)| breaks(root, rule, value.get(key)?, &format!("{at}.{key}"))),
            "unevaluatedProperties" => {
                let known = properties(root, schema);
                value.as_object().into_iter().flatten().find_map(|(key, value)| {
                    let new = !known.contains(&key.as_str());
                    new.then(|| breaks(root, rule, value, &format!("{at}.{key}"))).flatten()
                })
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                value.as_object().into_iter().flatten().find_map(|(key, value)| {
                    let new = known.is_none_or(|known| !known.contains_key(key));
                    new.then(|| breaks(root, rule, value, &format!("{at}.{key}"))).flatten()
                })
            }
            "items" => value
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
                .find_map(|(index, value)| breaks(root, rule, value, &format!("{at}[{index}]"))),
            other => panic!("the schemas now use {other}: teach this check"),
        };
        if broken.is_some() {
            return broken;
        }
    }
    None
}

/// Returns the names of the properties that a schema speaks of, those of what it refers to included.
fn properties<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a str> {
    let own = schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    let referred = schema["$ref"].as_str().and_then(|pointer| root.pointer(pointer.strip_prefix('#')?));
    own.chain(referred.into_iter().flat_map(|schema| properties(root, schema))).collect()
}

#[track_caller]
fn check<T: DeserializeOwned + Serialize>(kind: Kind, prefix: &str) {
    let schema = serde_json::to_value(schema(kind)).unwrap();
    for (name, json, again) in examples::<T>(prefix) {
        let (old, new): (Value, Value) =
            (serde_json::from_str(&json).unwrap(), serde_json::from_str(&again).unwrap());
        assert_kept(&old, &new, &name);
        for value in [&old, &new] {
            assert_eq!(breaks(&schema, &schema, value, &name), None);
        }
        // The schema says no where it should.
        for key in schema["required"].as_array().unwrap() {
            let mut less = old.clone();
            less.as_object_mut().unwrap().remove(key.as_str().unwrap());
            assert!(breaks(&schema, &schema, &less, &name).is_some(), "{name} without {key}");
            assert!(serde_json::from_value::<T>(less).is_err(), "{name} without {key} decodes");
        }
        let mut other = old.clone();
        other["schema"] = "wiremill.other/1".into();
        assert!(breaks(&schema, &schema, &other, &name).is_some());
    }
}

#[test]
fn jobs_of_version_1_keep_decoding() {
    check::<Job>(Kind::Job, "job-1-");
}

#[test]
fn documents_of_version_1_keep_decoding() {
    check::<Document>(Kind::Document, "document-1-");
}

#[test]
fn rejects_of_version_1_keep_decoding() {
    check::<RejectLine>(Kind::Reject, "reject-1-");
}

#[test]
fn meta_is_the_same_bytes() {
    for (name, old, new) in
        examples::<Job>("job-1-every").iter().chain(&examples::<Document>("document-1-every"))
    {
        assert!(old.contains("\"rate\": 1.10") && new.contains("\"rate\": 1.10"), "{name}");
    }
}

/// Every piece of the document must be what stands at its offsets, in code points.
#[track_caller]
fn check_offsets(document: &Document) {
    assert_eq!(document.offsets, "code_point");
    let points: Vec<char> = document.text.chars().collect();
    let slice = |start: u32, end: u32| points[start as usize..end as usize].iter().collect::<String>();
    let mut end = 0;
    for paragraph in &document.paragraphs {
        assert!(end <= paragraph.start && paragraph.start < paragraph.end, "{paragraph:?} after {end}");
        end = paragraph.end;
    }
    assert!(end as usize <= points.len());
    for mention in document.entities.iter().flat_map(|entity| &entity.mentions) {
        assert_eq!(mention.text, slice(mention.start, mention.end));
    }
    for quote in &document.quotes {
        for Piece { start, end, text } in quote.content.iter().chain(&quote.cue).chain(&quote.source) {
            assert_eq!(*text, slice(*start, *end));
        }
        if let Some(entity) = quote.speaker.as_ref().and_then(|speaker| speaker.entity) {
            assert!((entity as usize) < document.entities.len());
        }
    }
}

/// Texts in which bytes, UTF-16 units, code points and what a reader counts all differ.
const HOSTILE: [&str; 7] = [
    "“It 😀 rained 👨‍👩‍👧‍👦,” Ann Lee 🇻🇪 told Reuters in Caracas.",
    "“E\u{301}te\u{301},” Zoe\u{308} Lee said. She h\u{334}\u{35d} left.",
    "NUL \0 and “it rained,” said Ann\0 Lee.",
    "“One,” Ann Lee said.\r\n\r\n“Two.\r\n“Three,” he told Reuters.\r\n",
    "\u{feff}“It rained,” \u{feff}Ann Lee said.",
    "“Да,” сказал Иван Петров. 「はい」と王毅氏は述べた。",
    "\u{10ffff}\u{fffd} “\u{202e}It rained,” Ann Lee\u{200b} said.\n\n\u{a0}\n Last line",
];

#[test]
fn offsets_of_the_pipeline_count_code_points() {
    let pipeline = Pipeline::new(&Config::default());
    let mut scratch = Scratch::default();
    let (mut entities, mut quotes) = (0, 0);
    for body in HOSTILE {
        let job = serde_json::json!({"id": "a", "format": "clean", "body": body}).to_string();
        let document = pipeline.enrich(job.as_bytes(), &mut scratch, Deadline::NEVER).unwrap();
        assert_eq!(document.text, body, "a clean body is kept byte for byte");
        check_offsets(&document);
        (entities, quotes) = (entities + document.entities.len(), quotes + document.quotes.len());
        let bytes = pipeline.process(job.as_bytes(), &mut scratch, Deadline::NEVER).unwrap().json;
        assert_eq!(bytes, serde_json::to_vec(&document).unwrap(), "the same job gives the same bytes");
    }
    assert!(entities > 3 && quotes > 3, "only {entities} entities and {quotes} quotes to look at");
}

/// What the stages find is up to them; here every pair of char boundaries near each other is found.
#[test]
fn offsets_of_any_span_count_code_points() {
    for body in HOSTILE {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let ends: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
        let near = |&start: &usize| {
            ends.iter()
                .filter(move |&&end| start < end && end < start + 20)
                .map(move |&end| Span::new(start, end))
        };
        let spans: Vec<Span> = ends.iter().flat_map(near).collect();
        let mentions =
            spans.iter().map(|&span| Mention { span, form: Form::Pronoun, confidence: 0.5 }).collect();
        let entity =
            Entity { name: "Ann".to_owned(), kind: EntityType::Person, gender: Gender::Unknown, mentions };
        let quote = Quote {
            kind: QuoteType::Direct,
            content: spans.clone(),
            cue: spans.clone(),
            source: spans,
            speaker: None,
            confidence: 0.5,
        };
        let cleaned = Cleaned { text, meta: Meta::default(), removed: Vec::new(), notes: Vec::new() };
        let provenance = Provenance {
            wiremill: String::new(),
            config: String::new(),
            models: Default::default(),
            input_sha256: String::new(),
        };
        let document =
            Document::assemble(Job::new("a", body), cleaned, vec![entity], vec![quote], provenance);
        assert!(document.quotes[0].content.len() > 50);
        check_offsets(&document);
    }
}

/// What the pipeline makes of the articles of the corpus, and the examples of documents.
fn documents() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let config = Config::default();
    let pipeline = Pipeline::new(&config);
    let inputs = wiremill::files::read(&[corpus], &config).map(|input| input.unwrap());
    let articles = inputs.filter(|input| input.origin.contains("/input."));
    let made = articles.map(|article| {
        let enriched = pipeline.process(&article.job, &mut Scratch::default(), Deadline::NEVER).unwrap();
        String::from_utf8(enriched.json).unwrap()
    });
    let documents: Vec<String> =
        made.chain(examples::<Document>("document-1-").into_iter().map(|(_, json, _)| json)).collect();
    assert!(documents.len() >= 5, "only {} documents", documents.len());
    documents
}

/// IPTC's own schema lies in the corpus, with its licence.
#[test]
fn ninjs_items_are_valid_against_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/ninjs/ninjs-schema_3.1.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let breaks = |item: &Value| breaks(&schema, &schema, item, "item");
    for json in documents() {
        let item = Format::Ninjs.convert(json.as_bytes()).unwrap().main;
        let item: Value = serde_json::from_slice(&item).unwrap();
        assert_eq!(breaks(&item), None);
        let document: Document = serde_json::from_str(&json).unwrap();
        assert_eq!(item["bodies"][0]["value"], document.text);
        let named = ["people", "organisations", "places", "subjects"].map(|list| item[list].as_array());
        let named: Vec<&Value> =
            named.into_iter().flatten().flatten().map(|entity| &entity["name"]).collect();
        assert_eq!(named.len(), document.entities.len());
        assert!(document.entities.iter().all(|entity| named.contains(&&json!(entity.name))));
        // The schema says no where it should.
        for (key, wrong) in
            [("uri", json!(null)), ("type", json!("article")), ("people", json!([{"age": 7}]))]
        {
            let mut wrong_item = item.clone();
            wrong_item[key] = wrong;
            assert!(breaks(&wrong_item).is_some(), "{key}");
        }
        let mut more = item.clone();
        more["quotes"] = json!([]);
        assert!(breaks(&more).is_some(), "an unknown field");
    }
}

/// Returns a value with everything it refers to in place.
fn inlined(root: &Value, value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut whole = serde_json::Map::new();
            for (key, value) in object.iter().filter(|(key, _)| !["$schema", "$defs"].contains(&key.as_str()))
            {
                match value.as_str().and_then(|target| target.strip_prefix('#')) {
                    Some(pointer) if key == "$ref" => {
                        let target = root.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
                        whole.extend(inlined(root, target).as_object().unwrap().clone());
                    }
                    Some(_) | None => {
                        whole.insert(key.clone(), inlined(root, value));
                    }
                }
            }
            whole.into()
        }
        Value::Array(values) => values.iter().map(|value| inlined(root, value)).collect(),
        value => value.clone(),
    }
}

#[test]
fn the_queues_are_described_with_the_schemas_of_the_formats() {
    let description = schema(Kind::Asyncapi);
    assert_eq!(description["asyncapi"], "3.0.0");
    let all = inlined(&description, &description);
    for (kind, place) in [
        (Kind::Job, "/channels/jobs/messages/job/payload"),
        (Kind::Document, "/channels/documents/messages/document/payload"),
        (Kind::Reject, "/channels/dead/messages/dead/x-listed-as"),
    ] {
        let own = schema(kind);
        assert!(own["properties"].as_object().unwrap().len() > 5);
        assert_eq!(all.pointer(place), Some(&inlined(&own, &own)), "{place}");
    }
    let broker = Config::default().broker;
    for (channel, queue) in
        [("jobs", broker.jobs_queue), ("documents", broker.documents_queue), ("dead", broker.dead_queue)]
    {
        assert_eq!(all["channels"][channel]["address"], queue);
    }
    assert_eq!(all["channels"]["jobs"]["bindings"]["amqp"]["exchange"]["name"], broker.exchange);
    let operations = all["operations"].as_object().unwrap();
    assert_eq!(operations.len(), 3);
    for operation in operations.values().filter(|operation| operation["action"] == "send") {
        assert_eq!(operation["bindings"]["amqp"]["deliveryMode"], 2);
        assert_eq!(operation["bindings"]["amqp"]["mandatory"], true);
    }
}
