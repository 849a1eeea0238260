//! wiremill: article jobs in, enriched documents out.
//!
//! # The map
//!
//! | layer | module | what lives there |
//! |---|---|---|
//! | 0 | [`text`] | `Text` and `Span`: one string, one offset space |
//! | 0 | [`error`] | `Reject` (the article's fault), `PublishError` (the broker's), `Deadline` |
//! | 0 | [`outcome`] | how a command ends, and its exit code |
//! | 0 | [`config`] | every setting; defaults < file < environment |
//! | 0 | [`model`] | the model file and its hash |
//! | 0 | [`room`] | room for large tables, in huge pages |
//! | 1 | [`found`] | what stages find: `Entity`, `Mention`, `Quote`, in byte spans |
//! | 1 | [`job`] | the input format and its decoder |
//! | 1 | [`document`] | the output format; bytes become code points here only |
//! | 1 | [`reject_line`] | a rejected job, as files and `dead list --json` show it |
//! | 1 | [`tokens`] | words and sentences |
//! | 1 | [`reading`] | what every word is: the readers of both tiers; `parts` finds those of attributions |
//! | 2 | [`stages`] | `clean`, `entities`, `quotes`: plain synchronous functions, never importing each other |
//! | 3 | [`pipeline`] | the whole order of extraction |
//! | 3 | [`pool`] | many articles at once; panics and hangs become rejects |
//! | 4 | [`broker`] | the `Broker` trait, RabbitMQ (`amqp`) and memory |
//! | 4 | [`metrics`] | every metric name; `/metrics`, `/livez`, `/readyz` |
//! | 4 | [`view`] | the HTML page |
//! | 4 | [`formats`] | what documents are written as: JSONL, ninjs with annotations, CSV, Parquet; compressed files |
//! | 4 | [`signals`] | what tells a process to stop |
//! | 4 | [`systemd`] | what systemd is told: ready, alive, stopping |
//! | 5 | [`worker`] | the whole delivery policy: receive, process, publish, confirm, settle |
//! | 5 | [`files`] | readers that yield jobs, ordered output: `enrich`, `convert` |
//! | 5 | [`serve`] | the page to try it, and `POST /v1/enrich` |
//! | 5 | [`operate`] | `submit`, `collect`, `status`, `dead`, `audit`, `topology`, `check`, `schema` |
//! | side | [`train`] | makes the models, with the features that production uses |
//! | side | [`eval`] | measures against gold data; only `main`, `train` and benches use it |
//!
//! A module imports only from lower layers (`reading` also from `tokens` and `model`, `pool` from `pipeline`,
//! `operate` from `files`, `serve` from `operate`); `tests/layers.rs` holds it to that.
//!
//! Parts of attributions are found in `reading`, not in `stages/quotes`: the fast tier's chain and the encoder give
//! them alike, so everything after the reader is one for both tiers.
//!
//! # What always holds
//!
//! - Extraction is pure: the same job through the same build and settings gives the same bytes. So it has no
//!   temporary failures: an article is enriched, or rejected for a reason that is still true tomorrow.
//! - Only the broker fails temporarily, and then for every article: a publish is retried in place while its
//!   job stays unacknowledged, and prefetch turns a stuck output into back-pressure.
//! - A job is acknowledged only after its document, or its dead letter, is confirmed by the broker and routed.
//! - received = completed + in flight, in every scrape of `/metrics`.

pub mod broker;
pub mod config;
pub mod document;
pub mod error;
pub mod eval;
pub mod files;
pub mod formats;
pub mod found;
pub mod job;
pub mod metrics;
pub mod model;
pub mod operate;
pub mod outcome;
pub mod pipeline;
pub mod pool;
pub mod reading;
pub mod reject_line;
pub mod room;
pub mod serve;
pub mod signals;
pub mod stages;
pub mod systemd;
pub mod text;
pub mod tokens;
pub mod train;
pub mod view;
pub mod worker;
