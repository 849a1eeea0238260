//! `wiremill check`: configuration, models and broker, without consuming.

use crate::broker::amqp::connect::Connector;
use crate::broker::amqp::queues::{self, Client};
use crate::config::Config;
use crate::outcome::{Fatal, Outcome};
use crate::pipeline::Pipeline;
use std::io::Write;

/// What to check: there is nothing to choose yet.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// Checks everything and prints what it found to `out`.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; `Fatal::Usage` where its queues differ, or an address is none.
pub fn run(config: &Config, _: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    // Addresses and certificates are part of it.
    Connector::new(&config.broker)?;
    writeln!(out, "configuration: valid, sha256:{}", config.fingerprint())?;
    for (section, keys) in serde_json::to_value(config)?.as_object().into_iter().flatten() {
        for (key, value) in keys.as_object().into_iter().flatten() {
            writeln!(out, "  {section}.{key} = {value}")?;
        }
    }
    for (stage, model) in Pipeline::new(config).models() {
        writeln!(out, "model: {stage} is {model}")?;
    }
    out.flush()?;
    super::block_on(async {
        let client = Client::connect(&config.broker, "check").await?;
        writeln!(out, "broker: connected")?;
        let differences = client.compare().await?;
        client.close().await;
        if differences.is_empty() {
            writeln!(out, "queues: as configured")?;
            writeln!(out, "{}", queues::NOT_COMPARED)?;
            return Ok(Outcome::Done);
        }
        let hint = "`wiremill topology` declares what is missing";
        Err(Fatal::Usage(format!("queues: {}\n{hint}", differences.join("; "))).into())
    })
}
