//! The OpenAPI description, around the very schemas that `wiremill schema` prints.

use crate::operate::schema::{Kind, components};
use serde_json::json;

/// Returns the description as JSON.
pub fn description() -> Vec<u8> {
    let schemas = components([("Job", Kind::Job), ("Document", Kind::Document), ("Reject", Kind::Reject)]);
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let rejected = |description: &str| json!({ "description": description, "content": { "application/json": { "schema": reference("Reject") } } });
    let text = |description: &str| json!({ "description": description, "content": { "text/plain": {} } });
    let description = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "wiremill",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Enriches news articles: cleans them, finds names, and tells who said what.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": {
            "/v1/enrich": { "post": {
                "operationId": "enrich",
                "summary": "Enriches one article",
                "description": "Takes what a worker takes from its queue, under the same limits, and answers with \
                    what a worker would publish. The same job gives the same bytes.",
                "parameters": [{
                    "name": "view", "in": "query", "required": false, "schema": { "type": "string", "enum": ["1"] },
                    "description": "1: the page to look at instead of the document; so does Accept: text/html.",
                }],
                "requestBody": {
                    "required": true,
                    "content": { "application/json": {
                        "schema": reference("Job"),
                        "example": { "id": "1", "body": "“It rained,” Ann Lee said." },
                    } },
                },
                "responses": {
                    "200": { "description": "The document, or the page.", "content": {
                        "application/json": { "schema": reference("Document") },
                        "text/html": { "schema": { "type": "string" } },
                    } },
                    "403": rejected("A page of another site posts here."),
                    "408": rejected("The job was sent too slowly."),
                    "413": rejected("Job, body, page or document are over their limit."),
                    "422": rejected("The article was rejected; code and message say why."),
                    "500": rejected("A bug of ours."),
                    "503": { "description": "As many jobs are in hand as may be.",
                        "headers": { "Retry-After": { "description": "Seconds.", "schema": { "type": "integer" } } },
                        "content": { "application/json": { "schema": reference("Reject") } } },
                },
            } },
            "/metrics": { "get": { "operationId": "metrics", "summary": "Metrics for Prometheus",
                "responses": { "200": text("All metrics.") } } },
            "/livez": { "get": { "operationId": "livez", "summary": "Whether the process answers",
                "responses": { "200": text("It does.") } } },
            "/readyz": { "get": { "operationId": "readyz", "summary": "Whether a job would be taken",
                "responses": { "200": text("It would."), "503": text("It would not, and why.") } } },
        },
        "components": { "schemas": schemas },
    });
    serde_json::to_vec(&description).expect("a tree of JSON always serialises")
}
