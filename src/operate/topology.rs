//! `wiremill topology`: declares exchange and queues, or compares them.

use crate::broker::amqp::queues::{self, Client};
use crate::config::Config;
use crate::outcome::{Fatal, Outcome};
use std::io::Write;

/// What to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// Only compares.
    pub check: bool,
}

/// Declares or compares exchange and queues.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; `Fatal::Usage` where what exists is different.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    super::block_on(async {
        let client = Client::connect(&config.broker, "topology").await?;
        if options.check {
            let differences = client.compare().await?;
            client.close().await;
            if !differences.is_empty() {
                return Err(Fatal::Usage(differences.join("\n")).into());
            }
        } else {
            client.declare().await?;
            client.close().await;
        }
        let done = if options.check { "as configured" } else { "declared" };
        writeln!(out, "exchange {:?}: {done}", config.broker.exchange)?;
        for queue in queues::wanted(&config.broker) {
            writeln!(out, "queue {:?}: {done}", queue.name)?;
        }
        if options.check {
            writeln!(out, "{}", queues::NOT_COMPARED)?;
        }
        Ok(Outcome::Done)
    })
}
