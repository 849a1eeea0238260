//! `wiremill schema asyncapi`: the queues as AsyncAPI 3 has them, with the schemas of the public formats.
//!
//! Said from the worker's side: it receives jobs, and sends documents and dead letters. Queues go by their default
//! names; their arguments are not told, for clients do not declare them (`wiremill topology` does).

use super::schema::{Kind, components};
use crate::config::Broker;
use serde_json::{Map, Value, json};

/// The version of AsyncAPI's AMQP bindings.
const BINDING: &str = "0.3.0";

/// Returns the description.
pub fn description() -> Value {
    let broker = Broker::default();
    let queue = |name: &str| {
        json!({"amqp": {"is": "queue", "bindingVersion": BINDING, "queue": {
            "name": name, "durable": true, "exclusive": false, "autoDelete": false, "vhost": "/",
        }}})
    };
    let exchange = json!({"amqp": {"is": "routingKey", "bindingVersion": BINDING, "exchange": {
        "name": broker.exchange, "type": "direct", "durable": true, "autoDelete": false, "vhost": "/",
    }}});
    let send = json!({"amqp": {"deliveryMode": 2, "mandatory": true, "bindingVersion": BINDING}});
    let receive = json!({"amqp": {"ack": true, "bindingVersion": BINDING}});
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "wiremill",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "News articles in, who said what out. Queues are durable quorum queues bound to one \
                direct exchange under their own names; `wiremill topology` declares them. Delivery is at least \
                once: a document that comes again has the same message id and the same bytes.",
            "license": {"name": env!("CARGO_PKG_LICENSE")},
        },
        "defaultContentType": "application/json",
        "servers": {"rabbitmq": {"host": "127.0.0.1:5672", "protocol": "amqp", "protocolVersion": "0.9.1"}},
        "channels": {
            "jobs": {
                "address": broker.jobs_queue,
                "description": "Where jobs are published: persistent, mandatory, and done with once confirmed.",
                "messages": {"job": {"$ref": "#/components/messages/job"}},
                "bindings": exchange,
            },
            "documents": {
                "address": broker.documents_queue,
                "description": "Where documents are read: to be acknowledged once they are kept.",
                "messages": {"document": {"$ref": "#/components/messages/document"}},
                "bindings": queue(&broker.documents_queue),
            },
            "dead": {
                "address": broker.dead_queue,
                "description": "Where rejected jobs lie with their reason; `wiremill dead` lists and replays them.",
                "messages": {"dead": {"$ref": "#/components/messages/dead"}},
                "bindings": queue(&broker.dead_queue),
            },
        },
        "operations": {
            "receiveJob": {
                "action": "receive",
                "channel": {"$ref": "#/channels/jobs"},
                "messages": [{"$ref": "#/channels/jobs/messages/job"}],
                "summary": "Takes a job; acknowledges it once its document or dead letter is confirmed and routed.",
                "bindings": receive,
            },
            "sendDocument": {
                "action": "send",
                "channel": {"$ref": "#/channels/documents"},
                "messages": [{"$ref": "#/channels/documents/messages/document"}],
                "summary": "Publishes the document of a job.",
                "bindings": send,
            },
            "sendDead": {
                "action": "send",
                "channel": {"$ref": "#/channels/dead"},
                "messages": [{"$ref": "#/channels/dead/messages/dead"}],
                "summary": "Publishes a job that was rejected, with the reason in its headers.",
                "bindings": send,
            },
        },
        "components": {"messages": messages(), "schemas": components([("job", Kind::Job), ("document", Kind::Document), ("reject", Kind::Reject)])},
    })
}

fn messages() -> Value {
    let text = |description: &str| json!({"type": "string", "description": description});
    let bindings = |kind: &str| json!({"amqp": {"messageType": kind, "bindingVersion": BINDING}});
    let trace = || {
        let mut trace = Map::new();
        trace.insert("traceparent".to_owned(), text("W3C Trace Context; carried from a job to its document"));
        trace.insert("tracestate".to_owned(), text("W3C Trace Context; likewise"));
        trace
    };
    let mut document = trace();
    document
        .insert("wiremill-job-id".to_owned(), text("the job's id; also the correlation id where it fits"));
    let mut dead = trace();
    for (header, description) in [
        ("wiremill-code", "the stable reason: malformed, no_text, timeout, …"),
        ("wiremill-message", "the reason for people"),
        ("wiremill-stage", "the stage that rejected the job"),
        ("wiremill-queue", "the queue that the job came from"),
        ("wiremill-version", "the program's version"),
    ] {
        dead.insert(header.to_owned(), text(description));
    }
    dead.insert(
        "wiremill-time".to_owned(),
        json!({"type": "integer", "description": "when, as an AMQP timestamp: seconds since 1970"}),
    );
    json!({
        "job": {
            "name": "job",
            "title": "An article to enrich",
            "contentType": "application/json",
            "headers": {"type": "object", "properties": trace()},
            "payload": {"$ref": "#/components/schemas/job"},
            "bindings": bindings(crate::job::SCHEMA),
        },
        "document": {
            "name": "document",
            "title": "An enriched article; its message id is its document_id",
            "contentType": "application/json",
            "headers": {"type": "object", "properties": document, "required": ["wiremill-job-id"]},
            "payload": {"$ref": "#/components/schemas/document"},
            "bindings": bindings(crate::document::SCHEMA),
        },
        "dead": {
            "name": "dead",
            "title": "A rejected job",
            "description": "What the broker itself dead-letters has its x-death headers instead of ours.",
            "headers": {"type": "object", "properties": dead},
            "payload": {"description": "The job as it was sent, byte for byte; it may be no job at all."},
            "x-listed-as": {"$ref": "#/components/schemas/reject"},
        },
    })
}
