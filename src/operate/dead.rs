//! `wiremill dead`: what was rejected, why, and putting it back after a fix.
//!
//! Letters in the hands of another reader are not seen; that there is one is told.
//!
//! Reading leaves the letters where they are: they are taken unacknowledged and go back when the reader
//! closes. Only as many are read as lay there at the start, so that what a replay sends back here is not
//! replayed again.

use crate::broker::amqp::queues::{Client, Reader, Sender, Taken};
use crate::config::Config;
use crate::error::PublishError;
use crate::job::Job;
use crate::model::sha256_hex;
use crate::outcome::{Fatal, Outcome};
use crate::reject_line::{self, RejectLine};
use crate::signals::Signals;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a letter that should be there is waited for: another reader may hold it.
const WAIT: Duration = Duration::from_secs(3);

/// How long letters that were given back are waited for at most.
const GIVEN_BACK: Duration = Duration::from_secs(2);

/// Letters that one reader holds. A quorum queue gives no consumer more than 2,000, whatever it asks for; so
/// further ones are read by another reader, while the first keeps what it has.
const READER_HOLDS: u16 = 1000;

/// Rows that decide how wide the columns are; those after them follow.
const ROWS_MEASURED: usize = 200;

/// The widest id that others are filled up to.
const MAX_ID_WIDTH: usize = 48;

/// Which dead letters: those that meet every condition. None is every one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub code: Option<String>,
    pub id: Option<String>,
    /// Dead since then; of some letters no time is known, and they meet no such condition.
    pub since: Option<Since>,
}

/// A time in UTC, written so that times compare as their texts do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since(String);

/// What to do with the dead letters.
#[derive(Clone, Debug)]
pub enum Options {
    /// One line for each.
    List { filter: Filter, json: bool, limit: Option<u64> },
    /// Everything about those with a job id.
    Show { id: String, json: bool },
    /// Puts jobs back into the jobs queue, so many a second at most.
    Replay { filter: Filter, dry_run: bool, per_second: Option<f64> },
    /// Deletes them; asks first, on the terminal, unless `yes`.
    Purge { filter: Filter, yes: bool },
}

/// Lists, shows, replays or purges dead letters.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is; `Fatal::Usage` where there is no such letter or queue.
pub fn run(config: &Config, options: Options, out: &mut (dyn Write + Send)) -> anyhow::Result<Outcome> {
    if matches!(options, Options::Purge { yes: false, .. }) && !std::io::stdin().is_terminal() {
        let told =
            "dead purge deletes for good and there is no terminal to ask on; say --yes if that is meant";
        return Err(Fatal::Usage(told.to_owned()).into());
    }
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
    let count = depth.messages;
    if depth.consumers > 0 {
        tracing::warn!(
            queue,
            readers = depth.consumers,
            "others read the queue; letters in their hands are not seen here"
        );
    }
    match options {
        Options::List { filter, json, limit } => {
            let mut letters = Letters::open(client, queue, count).await?;
            list(&mut letters, &filter, json, limit, out).await?;
            let whole = depth.consumers == 0 && !letters.missed;
            letters.close().await;
            // For a file that the audit takes for all of them.
            if json && !whole {
                return Ok(Outcome::SomeRejected);
            }
        }
        Options::Show { id, json } => {
            let filter = Filter { id: Some(id.clone()), ..Filter::default() };
            let mut letters = Letters::open(client, queue, count).await?;
            let mut found = false;
            while let Some((taken, line)) = letters.next(&filter).await? {
                if found && !json {
                    writeln!(out)?;
                }
                found = true;
                show(&taken, &line, json, out)?;
            }
            letters.close().await;
            if !found {
                return Err(Fatal::Usage(format!(
                    "no dead letter has the id {id:?}; `wiremill dead list` shows them"
                ))
                .into());
            }
        }
        Options::Replay { filter, dry_run: true, .. } => {
            let mut letters = Letters::open(client, queue, count).await?;
            let mut matched = 0u64;
            while let Some((_, line)) = letters.next(&filter).await? {
                writeln!(out, "{}", shown(line.id.as_deref().unwrap_or("?")))?;
                matched += 1;
            }
            letters.close().await;
            writeln!(out, "{matched} would be replayed")?;
        }
        Options::Replay { filter, dry_run: false, per_second } => {
            let sender = Sender::connect(&config.broker, "dead").await?;
            let mut letters = Letters::open(client, queue, count).await?;
            let mut replayed = 0u64;
            let result = replay(&mut letters, &sender, &filter, per_second, &mut replayed, out).await;
            letters.close().await;
            sender.close().await;
            writeln!(out, "{replayed} replayed")?;
            let whole = result
                .with_context(|| format!("stopped after {replayed}; the others are still in {queue:?}"))?;
            if whole == Replayed::Stopped {
                tracing::warn!(replayed, queue, "told to stop; the other letters are where they were");
            }
            if whole != Replayed::All {
                return Ok(Outcome::SomeRejected);
            }
        }
        Options::Purge { filter, yes: true } if filter == Filter::default() => {
            writeln!(out, "{} deleted", client.purge(queue).await?)?;
        }
        Options::Purge { filter, yes } => {
            if !yes && !confirmed(client, queue, count, &filter).await? {
                writeln!(out, "0 deleted")?;
                return Ok(Outcome::Done);
            }
            let mut letters = Letters::open(client, queue, count).await?;
            let mut deleted = 0u64;
            while let Some((taken, _)) = letters.next(&filter).await? {
                letters.delete(&taken).await?;
                deleted += 1;
            }
            letters.close().await;
            writeln!(out, "{deleted} deleted")?;
        }
    }
    Ok(Outcome::Done)
}

/// The letters that lie in the dead queue, each at most once.
struct Letters<'a> {
    client: &'a Client,
    queue: &'a str,
    /// How many lie there: at the start, less those deleted.
    lying: u32,
    /// How many are still to be read.
    left: u32,
    reader: Reader,
    /// Those that the reader has given and that were not acknowledged.
    held: u16,
    /// Readers that hold as many as they can.
    full: Vec<Reader>,
    /// Whether some that lay there did not come.
    missed: bool,
}

/// Counts the oldest dead letters, `most` at most, by the code of their reason, and leaves them there.
///
/// # Errors
///
/// `Fatal::Unavailable` where the broker is.
pub(super) async fn count_codes(
    client: &Client,
    queue: &str,
    most: u16,
) -> anyhow::Result<BTreeMap<String, u32>> {
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    let lying = client.depth(queue).await?.map_or(0, |depth| depth.messages);
    if lying == 0 {
        return Ok(codes);
    }
    let left = lying.min(most.into());
    // The broker hands over as many as may stay unacknowledged, and no more.
    let reader = client.read(queue, most).await?;
    let mut letters =
        Letters { client, queue, lying, left, reader, held: 0, full: Vec::new(), missed: false };
    while let Some((_, line)) = letters.next(&Filter::default()).await? {
        *codes.entry(shown(&line.code)).or_default() += 1;
    }
    letters.close().await;
    Ok(codes)
}

impl<'a> Letters<'a> {
    async fn open(client: &'a Client, queue: &'a str, count: u32) -> anyhow::Result<Self> {
        let reader = client.read(queue, READER_HOLDS).await?;
        Ok(Self {
            client,
            queue,
            lying: count,
            left: count,
            reader,
            held: 0,
            full: Vec::new(),
            missed: false,
        })
    }

    /// Returns the next letter that the filter lets through.
    async fn next(&mut self, filter: &Filter) -> anyhow::Result<Option<(Taken, RejectLine)>> {
        while self.left > 0 {
            if self.held == READER_HOLDS {
                let next = self.client.read(self.queue, READER_HOLDS).await?;
                self.full.push(std::mem::replace(&mut self.reader, next));
                self.held = 0;
            }
            let Ok(taken) = tokio::time::timeout(WAIT, self.reader.next()).await else {
                self.missed = true;
                let (queue, missing) = (self.queue, self.left);
                tracing::warn!(
                    queue,
                    missing,
                    "letters that lay there do not come; somebody else holds them"
                );
                self.left = 0;
                return Ok(None);
            };
            self.left -= 1;
            let Some(taken) = taken? else { return Ok(None) };
            self.held += 1;
            let line = line(&taken, self.queue);
            if filter.matches(&line) {
                return Ok(Some((taken, line)));
            }
        }
        Ok(None)
    }

    /// Deletes the letter that was returned last.
    async fn delete(&mut self, taken: &Taken) -> Result<(), Fatal> {
        taken.acknowledge(false).await?;
        self.held -= 1;
        self.lying -= 1;
        Ok(())
    }

    /// Gives the letters back, and waits until they lie there again: the broker needs a moment, and whoever looks
    /// meanwhile would miss some.
    async fn close(self) {
        for reader in self.full {
            reader.close().await;
        }
        self.reader.close().await;
        let fewer = async || {
            let depth = self.client.depth(self.queue).await;
            depth.is_ok_and(|depth| depth.is_some_and(|depth| depth.messages < self.lying))
        };
        let back = async {
            while fewer().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        // Somebody else may have taken some.
        let _ = tokio::time::timeout(GIVEN_BACK, back).await;
    }
}

async fn list(
    letters: &mut Letters<'_>,
    filter: &Filter,
    json: bool,
    limit: Option<u64>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let lying = letters.lying;
    let mut table = Table::default();
    let mut matched = 0u64;
    let mut codes: BTreeMap<String, u64> = BTreeMap::new();
    while limit.is_none_or(|limit| matched < limit) {
        let Some((_, line)) = letters.next(filter).await? else { break };
        matched += 1;
        if json {
            writeln!(out, "{}", serde_json::to_string(&line)?)?;
            continue;
        }
        *codes.entry(shown(&line.code)).or_default() += 1;
        table.row(line, out)?;
    }
    if !json {
        table.flush(out)?;
        let codes: Vec<String> = codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
        let colon = if codes.is_empty() { "" } else { ": " };
        writeln!(out, "{matched} of {lying} dead letters{colon}{}", codes.join(", "))?;
    }
    Ok(())
}

/// Rows under one another, as wide as the first of them need.
#[derive(Default)]
struct Table {
    waiting: Vec<RejectLine>,
    widths: Option<(usize, usize)>,
}

impl Table {
    fn row(&mut self, line: RejectLine, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
        self.waiting.push(line);
        if self.widths.is_some() || self.waiting.len() == ROWS_MEASURED { self.flush(out) } else { Ok(()) }
    }

    fn flush(&mut self, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Ok(());
        }
        let widest = |text: fn(&RejectLine) -> &str| rows.iter().map(|row| text(row).chars().count()).max();
        let (code_width, id_width) = match self.widths {
            Some(widths) => widths,
            None => {
                let code = widest(|row| &row.code).unwrap_or(0).max(4);
                let id = widest(|row| row.id.as_deref().unwrap_or("?")).unwrap_or(0).clamp(2, MAX_ID_WIDTH);
                writeln!(out, "{:<20}  {:<code$}  {:<id$}  MESSAGE", "TIME", "CODE", "ID")?;
                (code, id)
            }
        };
        self.widths = Some((code_width, id_width));
        for row in rows {
            let (time, id) = (row.time.as_deref().unwrap_or("-"), row.id.as_deref().unwrap_or("?"));
            let (code, id, message) = (shown(&row.code), shown(id), shown(&row.message));
            writeln!(out, "{time:<20}  {code:<code_width$}  {id:<id_width$}  {message}")?;
        }
        Ok(())
    }
}

/// Shows one letter: the reason, its headers, then the job as it lies there.
fn show(taken: &Taken, line: &RejectLine, json: bool, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    if json {
        let job = String::from_utf8_lossy(&taken.body);
        let letter = serde_json::json!({ "reject": line, "headers": taken.headers, "job": job });
        writeln!(out, "{letter}")?;
        return Ok(());
    }
    let fields = [
        ("id", line.id.as_deref().unwrap_or("?")),
        ("code", &line.code),
        ("message", &line.message),
        ("stage", &line.stage),
        ("from", &line.origin),
        ("time", line.time.as_deref().unwrap_or("-")),
        ("sha256", &line.input_sha256),
    ];
    for (name, value) in fields {
        writeln!(out, "{name:<10}{}", shown(value))?;
    }
    for (name, value) in &taken.headers {
        writeln!(out, "header    {}: {}", shown(name), shown(value))?;
    }
    writeln!(out)?;
    if std::io::stdout().is_terminal() {
        // A job may hold what a terminal would obey.
        let job = String::from_utf8_lossy(&taken.body);
        let calm = |c: char| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c };
        writeln!(out, "{}", job.chars().map(calm).collect::<String>())?;
    } else {
        out.write_all(&taken.body)?;
        writeln!(out)?;
    }
    Ok(())
}

/// How far a replay came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replayed {
    All,
    /// But for letters that the broker will never take.
    Some,
    Stopped,
}

/// Puts letters back one by one; told to stop, it finishes the one in hand, unless the broker takes nothing or it is told
/// again.
async fn replay(
    letters: &mut Letters<'_>,
    sender: &Sender,
    filter: &Filter,
    per_second: Option<f64>,
    replayed: &mut u64,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Replayed> {
    let mut pace = per_second.map(|rate| {
        let mut pace = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
        // What was late is not made up for in a burst.
        pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        pace
    });
    let mut signals = Signals::listen()?;
    let mut stopped = false;
    let mut end = Replayed::All;
    while !stopped {
        let next = async {
            let letter = letters.next(filter).await?;
            if let (Some(pace), Some(_)) = (&mut pace, &letter) {
                pace.tick().await;
            }
            anyhow::Ok(letter)
        };
        let letter = tokio::select! {
            letter = next => letter?,
            () = signals.next() => return Ok(Replayed::Stopped),
        };
        let Some((taken, line)) = letter else { return Ok(end) };
        let id = line.id.as_deref().unwrap_or("?");
        let told_to_leave = async {
            signals.next().await;
            stopped = true;
            tokio::select! {
                () = sender.blocked() => {}
                () = signals.next() => {}
            }
        };
        tokio::select! {
            sent = sender.replay(&taken) => match sent {
                // Those behind it shall not wait for what never comes.
                Err(error @ PublishError::TooLarge { .. }) => {
                    tracing::error!(id, %error, "the letter stays where it is");
                    end = Replayed::Some;
                    continue;
                }
                sent => sent.with_context(|| format!("letter {id:?}"))?,
            },
            () = told_to_leave => return Ok(Replayed::Stopped),
        }
        // Only now may it leave here; between the two a crash leaves it in both queues.
        letters.delete(&taken).await?;
        *replayed += 1;
        writeln!(out, "{}", shown(id))?;
    }
    Ok(Replayed::Stopped)
}

/// Asks on the terminal whether so many letters shall be gone.
async fn confirmed(client: &Client, queue: &str, count: u32, filter: &Filter) -> anyhow::Result<bool> {
    let mut matched = u64::from(count);
    if *filter != Filter::default() {
        matched = 0;
        let mut letters = Letters::open(client, queue, count).await?;
        while letters.next(filter).await?.is_some() {
            matched += 1;
        }
        letters.close().await;
    }
    if matched == 0 {
        return Ok(false);
    }
    write!(std::io::stderr(), "delete {matched} dead letters of {queue:?} for good? [y/N] ")?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

impl Filter {
    fn matches(&self, line: &RejectLine) -> bool {
        let Self { code, id, since } = self;
        code.as_ref().is_none_or(|code| line.code == *code)
            && id.as_ref().is_none_or(|id| line.id.as_ref() == Some(id))
            && since.as_ref().is_none_or(|since| line.time.as_ref().is_some_and(|time| *time >= since.0))
    }
}

impl Since {
    /// Reads a time, a day, or how long ago from `now`: "2025-12-18T09:30:00Z", "2025-12-18", "90m", "2h 30m", "7d".
    ///
    /// # Errors
    ///
    /// What is none of these.
    pub fn parse(text: &str, now: SystemTime) -> Result<Self, String> {
        let day = format!("{text}T00:00:00Z");
        let time = humantime::parse_rfc3339(text).or_else(|_| humantime::parse_rfc3339(&day)).ok();
        let ago = || humantime::parse_duration(text).ok().and_then(|ago| now.checked_sub(ago));
        let time = time.or_else(ago).filter(|time| *time >= UNIX_EPOCH).ok_or(
            "neither a time (2025-12-18T09:30:00Z), nor a day (2025-12-18), nor how long ago (90m, 7d)",
        )?;
        Ok(Self(humantime::format_rfc3339_seconds(time).to_string()))
    }
}

/// Tells of a dead letter what a rejects file tells of a rejected input.
fn line(taken: &Taken, queue: &str) -> RejectLine {
    let header = |name: &str| taken.headers.get(name).cloned();
    let mut time = header("wiremill-time").and_then(|seconds| seconds.parse().ok());
    // A worker leaves out what a job says of deaths, so this is of the broker, and headers of ours are forged; but a
    // letter of ours may have died where it lay.
    let death = taken.death.as_ref().filter(|death| death.queue != queue);
    let (code, message, stage, origin) = match (death, header("wiremill-code")) {
        (None, Some(code)) => (
            code,
            header("wiremill-message").unwrap_or_default(),
            header("wiremill-stage").unwrap_or_default(),
            header("wiremill-queue").unwrap_or_default(),
        ),
        // What kills processes never reaches our own code; the broker counts its deliveries.
        (Some(death), _) => {
            time = death.time;
            let message = format!("dead-lettered by the broker: {}", death.reason);
            (death.reason.clone(), message, "broker".to_owned(), death.queue.clone())
        }
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
        time: time.and_then(rfc3339),
    }
}

/// Returns text as a row of a table holds it.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}

/// Returns seconds since 1970 as a time of day in UTC; `None` where that is after the year 9999.
fn rfc3339(seconds: u64) -> Option<String> {
    const YEAR_10000: u64 = 253_402_300_800;
    let since = Duration::from_secs(Some(seconds).filter(|&seconds| seconds < YEAR_10000)?);
    Some(humantime::format_rfc3339_seconds(UNIX_EPOCH + since).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_read_them() {
        for (seconds, text) in [
            (0, Some("1970-01-01T00:00:00Z")),
            (951_782_400, Some("2000-02-29T00:00:00Z")),
            (1_766_050_200, Some("2025-12-18T09:30:00Z")),
            (u64::MAX, None),
        ] {
            assert_eq!(rfc3339(seconds).as_deref(), text);
        }
    }

    #[test]
    fn since_is_a_time_a_day_or_how_long_ago() {
        let now = UNIX_EPOCH + Duration::from_secs(1_766_050_200);
        for (text, time) in [
            ("2025-12-18T09:30:00Z", Some("2025-12-18T09:30:00Z")),
            ("2025-12-18", Some("2025-12-18T00:00:00Z")),
            ("90m", Some("2025-12-18T08:00:00Z")),
            ("2h 30m", Some("2025-12-18T07:00:00Z")),
            ("7d", Some("2025-12-11T09:30:00Z")),
            ("yesterday", None),
            ("2025-13-40", None),
            ("1000000000h", None),
        ] {
            assert_eq!(Since::parse(text, now).ok().map(|since| since.0).as_deref(), time, "{text}");
        }
    }

    #[test]
    fn a_filter_lets_through_what_meets_every_condition() {
        let line = |code: &str, id: Option<&str>, time: Option<&str>| RejectLine {
            schema: String::new(),
            id: id.map(str::to_owned),
            origin: String::new(),
            code: code.to_owned(),
            message: String::new(),
            stage: String::new(),
            input_sha256: String::new(),
            time: time.map(str::to_owned),
        };
        let filter = Filter {
            code: Some("no_text".to_owned()),
            id: Some("a".to_owned()),
            since: Since::parse("2025-12-18", UNIX_EPOCH).ok(),
        };
        assert!(Filter::default().matches(&line("x", None, None)));
        assert!(filter.matches(&line("no_text", Some("a"), Some("2025-12-18T00:00:00Z"))));
        for other in [
            line("timeout", Some("a"), Some("2025-12-18T00:00:00Z")),
            line("no_text", None, Some("2025-12-18T00:00:00Z")),
            line("no_text", Some("a"), Some("2025-12-17T23:59:59Z")),
            line("no_text", Some("a"), None),
        ] {
            assert!(!filter.matches(&other), "{other:?}");
        }
    }

    #[test]
    fn rows_stand_under_one_another() {
        let line = |id: &str, code: &str| RejectLine {
            schema: String::new(),
            id: Some(id.to_owned()),
            origin: String::new(),
            code: code.to_owned(),
            message: "why\u{1b}[2J".to_owned(),
            stage: String::new(),
            input_sha256: String::new(),
            time: None,
        };
        let mut out = Vec::new();
        let mut table = Table::default();
        table.row(line("a", "no_text"), &mut out).unwrap();
        table.row(line("long-id", "x"), &mut out).unwrap();
        table.flush(&mut out).unwrap();
        let expected = "\
            TIME                  CODE     ID       MESSAGE\n\
            -                     no_text  a        why [2J\n\
            -                     x        long-id  why [2J\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
