//! `wiremill dead`: what was rejected, why, and putting it back after a fix.
//!
//! Reading leaves the letters where they are: they are taken unacknowledged and go back when the reader
//! closes. Only as many are read as lay there at the start, so that what a replay sends back here is not
//! replayed again.

use crate::broker::amqp::queues::{Client, Sender, Taken};
use crate::config::Config;
use crate::job::Job;
use crate::model::sha256_hex;
use crate::outcome::{Fatal, Outcome};
use crate::reject_line::{self, RejectLine};
use std::io::Write;
use std::time::Duration;

/// How long a letter that should be there is waited for: another reader may hold it.
const WAIT: Duration = Duration::from_secs(3);

/// Which dead letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    All,
    Code(String),
    Id(String),
}

/// What to do with the dead letters.
#[derive(Clone, Debug)]
pub enum Options {
    /// One line for each.
    List { filter: Filter, json: bool, limit: Option<u64> },
    /// Everything about one, by job id.
    Show { id: String },
    /// Puts jobs back into the jobs queue.
    Replay { filter: Filter, dry_run: bool },
    /// Deletes them; the command line has asked whether that is meant.
    Purge { filter: Filter },
}

/// Lists, shows, replays or purges dead letters.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; `Fatal::Usage` where there is no such letter or queue.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    super::block_on(async {
        let client = Client::connect(&config.broker, "dead").await?;
        let result = act(&client, config, options, out).await;
        client.close().await;
        result
    })
}

async fn act(
    client: &Client,
    config: &Config,
    options: Options,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Outcome> {
    let queue = &config.broker.dead_queue;
    let Some(depth) = client.depth(queue).await? else {
        return Err(
            Fatal::Usage(format!("there is no queue {queue:?}; `wiremill topology` declares it")).into()
        );
    };
    if let Options::Purge { filter: Filter::All } = options {
        let count = client.purge(queue).await?;
        writeln!(out, "{count} deleted")?;
        return Ok(Outcome::Done);
    }
    let sender = match &options {
        Options::Replay { dry_run: false, .. } => Some(Sender::connect(&config.broker, "dead").await?),
        _ => None,
    };
    let mut reader = client.read(queue, 0).await?;
    let mut matched = 0u64;
    for _ in 0..depth.messages {
        let taken = match tokio::time::timeout(WAIT, reader.next()).await {
            Ok(taken) => taken?,
            Err(_) => break,
        };
        let Some(taken) = taken else { break };
        let line = line(&taken, queue);
        match &options {
            Options::List { filter, json, limit } => {
                if limit.is_some_and(|limit| matched >= limit) {
                    break;
                }
                if !filter.matches(&line) {
                    continue;
                }
                if *json {
                    writeln!(out, "{}", serde_json::to_string(&line)?)?;
                } else {
                    let id = line.id.as_deref().unwrap_or("?");
                    let time = line.time.as_deref().unwrap_or("-");
                    writeln!(out, "{time}  {:<20} {id}  {}", line.code, one_line(&line.message))?;
                }
            }
            Options::Show { id } => {
                if line.id.as_deref() != Some(id) {
                    continue;
                }
                writeln!(out, "{}", serde_json::to_string_pretty(&line)?)?;
                for (name, value) in &taken.headers {
                    writeln!(out, "header {name}: {}", one_line(value))?;
                }
                writeln!(out)?;
                out.write_all(&taken.body)?;
                writeln!(out)?;
                matched += 1;
                break;
            }
            Options::Replay { filter, .. } => {
                if !filter.matches(&line) {
                    continue;
                }
                if let Some(sender) = &sender {
                    sender.replay(&taken).await?;
                    // Only now may it leave here; between the two a crash leaves it in both queues.
                    taken.acknowledge(false).await?;
                }
                writeln!(out, "{}", line.id.as_deref().unwrap_or("?"))?;
            }
            Options::Purge { filter } => {
                if !filter.matches(&line) {
                    continue;
                }
                taken.acknowledge(false).await?;
            }
        }
        matched += 1;
    }
    reader.close().await;
    if let Some(sender) = sender {
        sender.close().await;
    }
    match options {
        Options::List { json, .. } if !json => writeln!(out, "{matched} of {} dead letters", depth.messages)?,
        Options::List { .. } => {}
        Options::Show { id } if matched == 0 => {
            return Err(Fatal::Usage(format!("no dead letter has the id {id:?}")).into());
        }
        Options::Show { .. } => {}
        Options::Replay { dry_run: true, .. } => writeln!(out, "{matched} would be replayed")?,
        Options::Replay { .. } => writeln!(out, "{matched} replayed")?,
        Options::Purge { .. } => writeln!(out, "{matched} deleted")?,
    }
    Ok(Outcome::Done)
}

impl Filter {
    fn matches(&self, line: &RejectLine) -> bool {
        match self {
            Self::All => true,
            Self::Code(code) => line.code == *code,
            Self::Id(id) => line.id.as_deref() == Some(id),
        }
    }
}

/// Tells of a dead letter what a rejects file tells of a rejected input.
fn line(taken: &Taken, queue: &str) -> RejectLine {
    let header = |name: &str| taken.headers.get(name).cloned();
    let (code, message, stage, origin) = match (header("wiremill-code"), &taken.death) {
        (Some(code), _) => (
            code,
            header("wiremill-message").unwrap_or_default(),
            header("wiremill-stage").unwrap_or_default(),
            header("wiremill-queue").unwrap_or_default(),
        ),
        // What kills processes never reaches our own code; the broker counts its deliveries.
        (None, Some((reason, from))) => (
            reason.clone(),
            format!("dead-lettered by the broker: {reason}"),
            "broker".to_owned(),
            from.clone(),
        ),
        (None, None) => {
            let message = "put here by somebody else".to_owned();
            ("unknown".to_owned(), message, "broker".to_owned(), queue.to_owned())
        }
    };
    RejectLine {
        schema: reject_line::SCHEMA.to_owned(),
        id: Job::peek_id(&taken.body).or_else(|| taken.message_id.clone().filter(|id| !id.is_empty())),
        origin,
        code,
        message: reject_line::cut(message),
        stage,
        input_sha256: sha256_hex(&taken.body),
        time: header("wiremill-time").and_then(|seconds| seconds.parse().ok()).map(rfc3339),
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}

/// Returns seconds since 1970 as a time of day in UTC.
fn rfc3339(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Howard Hinnant's civil_from_days: years that begin in March put the leap day last.
    let shifted = days as i64 + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_read_them() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_766_050_200, "2025-12-18T09:30:00Z"),
            (4_102_444_800, "2100-01-01T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
    }
}
