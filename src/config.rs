//! The configuration: plain structs, one per consumer. Defaults < file < `WIREMILL__SECTION__KEY`.
//!
//! `config/wiremill.toml` documents every key with its default; a test holds the two equal.

use anyhow::Context as _;
use config::Source as _;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub broker: Broker,
    pub worker: Worker,
    pub pipeline: Pipeline,
    pub reading: Reading,
    pub quotes: Quotes,
    pub files: Files,
    pub limits: Limits,
    pub http: Http,
    pub log: Log,
}

/// Where the broker is and how to talk to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Broker {
    pub uri: Secret,
    pub ca_file: Option<PathBuf>,
    pub client_cert_file: Option<PathBuf>,
    pub client_key_file: Option<PathBuf>,
    pub connection_name: String,
    pub heartbeat_seconds: u16,
    pub connect_timeout_ms: u64,
    pub confirm_timeout_ms: u64,
    pub backoff_min_ms: u64,
    pub backoff_max_ms: u64,
    pub publish_channels: u16,
    pub exchange: String,
    pub jobs_queue: String,
    pub documents_queue: String,
    pub dead_queue: String,
    pub declare: bool,
    pub delivery_limit: u32,
    pub documents_max_bytes: u64,
}

impl Default for Broker {
    fn default() -> Self {
        Self {
            uri: Secret("amqp://guest:guest@127.0.0.1:5672/%2f".to_owned()),
            ca_file: None,
            client_cert_file: None,
            client_key_file: None,
            connection_name: "wiremill".to_owned(),
            heartbeat_seconds: 30,
            connect_timeout_ms: 10_000,
            confirm_timeout_ms: 30_000,
            backoff_min_ms: 100,
            backoff_max_ms: 10_000,
            publish_channels: 64,
            exchange: "wiremill".to_owned(),
            jobs_queue: "wiremill.jobs".to_owned(),
            documents_queue: "wiremill.documents".to_owned(),
            dead_queue: "wiremill.dead".to_owned(),
            declare: true,
            delivery_limit: 20,
            documents_max_bytes: 10_737_418_240,
        }
    }
}

/// How the daemon takes and finishes jobs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Worker {
    pub threads: usize,
    pub prefetch: u16,
    pub bytes_in_flight: u64,
    pub ack_batch: usize,
    pub ack_interval_ms: u64,
    pub drain_timeout_ms: u64,
}

impl Default for Worker {
    fn default() -> Self {
        Self {
            threads: 0,
            prefetch: 0,
            bytes_in_flight: 536_870_912,
            ack_batch: 50,
            ack_interval_ms: 20,
            drain_timeout_ms: 45_000,
        }
    }
}

impl Worker {
    /// Returns the number of pipeline threads: as configured, or one per core.
    pub fn threads(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        }
    }

    /// Returns the prefetch: as configured, or enough to keep the threads busy while confirms travel, but no
    /// more than `bytes_in_flight` holds of the largest bodies.
    pub fn prefetch(&self, limits: &Limits) -> u16 {
        match self.prefetch {
            0 => {
                let busy = (4 * self.threads()).max(64) as u64;
                let fits = self.bytes_in_flight / limits.max_body_bytes.max(1) as u64;
                busy.min(fits).clamp(1, u64::from(u16::MAX)) as u16
            }
            prefetch => prefetch,
        }
    }
}

/// Which reader reads the words, and how long an article may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pipeline {
    pub tier: Tier,
    pub other_languages: OtherLanguages,
    pub deadline_ms: u64,
    pub hard_limit_ms: u64,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self {
            tier: Tier::Precise,
            other_languages: OtherLanguages::CleanOnly,
            deadline_ms: 30_000,
            hard_limit_ms: 60_000,
        }
    }
}

/// The two readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// A linear model: archives by the ten million.
    Fast,
    /// A small transformer: reads nearly like a person.
    #[default]
    Precise,
}

/// What happens to articles that are not in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherLanguages {
    /// Cleaned, with a note, without entities and quotes.
    CleanOnly,
    /// Rejected with `unsupported_language`.
    Reject,
}

/// What the precise tier leaves to the linear models alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    pub skip_margin: f32,
}

/// What counts as a quote worth naming a speaker for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quotes {
    pub min_confidence: f32,
}

impl Default for Quotes {
    fn default() -> Self {
        Self { min_confidence: 0.0 }
    }
}

/// What `enrich` and `submit` find in files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Files {
    pub archives: Archives,
    pub fields: Fields,
}

/// Which pages of a web archive become jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Archives {
    /// Those that look like articles.
    #[default]
    Articles,
    /// All of them.
    Pages,
}

/// What the fields of a job are called in JSON files: names, or names with dots between for what lies deeper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fields {
    pub id: String,
    pub format: String,
    pub body: String,
    pub url: String,
    pub title: String,
    pub authors: String,
    pub published_at: String,
    pub language: String,
    pub source: String,
    pub meta: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            format: "format".to_owned(),
            body: "body".to_owned(),
            url: "url".to_owned(),
            title: "title".to_owned(),
            authors: "authors".to_owned(),
            published_at: "published_at".to_owned(),
            language: "language".to_owned(),
            source: "source".to_owned(),
            meta: "meta".to_owned(),
        }
    }
}

impl Fields {
    /// Returns the fields of a job, each with its name in the files.
    pub fn names(&self) -> [(&'static str, &str); 10] {
        let Self { id, format, body, url, title, authors, published_at, language, source, meta } = self;
        [
            ("id", id),
            ("format", format),
            ("body", body),
            ("url", url),
            ("title", title),
            ("authors", authors),
            ("published_at", published_at),
            ("language", language),
            ("source", source),
            ("meta", meta),
        ]
    }
}

/// The largest input that is looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub max_job_bytes: usize,
    pub max_body_bytes: usize,
    pub max_meta_bytes: usize,
    pub max_field_bytes: usize,
    pub max_authors: usize,
    pub max_json_depth: usize,
    pub max_html_nodes: usize,
    pub max_html_depth: usize,
    pub max_words: usize,
    pub max_document_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_job_bytes: 16_777_216,
            max_body_bytes: 8_388_608,
            max_meta_bytes: 262_144,
            max_field_bytes: 8_192,
            max_authors: 256,
            max_json_depth: 64,
            max_html_nodes: 500_000,
            max_html_depth: 1_000,
            max_words: 250_000,
            max_document_bytes: 15_728_640,
        }
    }
}

/// The side that Prometheus and Kubernetes look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    pub enabled: bool,
    pub listen: String,
}

impl Default for Http {
    fn default() -> Self {
        Self { enabled: true, listen: "127.0.0.1:9464".to_owned() }
    }
}

/// What is logged, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    pub level: String,
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned(), format: LogFormat::Text }
    }
}

/// The levels of `log.level`, besides which "warning" is "warn".
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

impl Log {
    /// Returns the directives of `level`, by the names that the filter knows.
    pub fn directives(&self) -> String {
        let known = |directive: &str| match directive.trim() {
            "warning" => "warn".to_owned(),
            directive => directive.to_owned(),
        };
        self.level.split(',').map(known).collect::<Vec<_>>().join(",")
    }

    /// Returns a directive that is no level, and no directive for a target either: the filter would take it for a
    /// target that nothing has, and be silent.
    fn stray(&self) -> Option<String> {
        // Between brackets stands what a span must hold, commas too.
        if self.level.contains('[') {
            return None;
        }
        let directives = self.directives();
        let stray = |one: &&str| {
            let is_level = LEVELS.iter().any(|level| one.eq_ignore_ascii_case(level));
            // Numbers are levels too, from off to trace.
            let is_number = one.parse::<usize>().is_ok_and(|number| number < LEVELS.len());
            !(is_level || is_number || one.contains('='))
        };
        directives.split(',').filter(|one| !one.is_empty()).find(stray).map(str::to_owned)
    }
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

/// A value that never shows in logs, errors or `check`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a value so that printing it shows `***`.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// Returns the value itself; never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}

impl Config {
    /// Reads the defaults, then `file`, then the environment.
    ///
    /// # Errors
    ///
    /// One message that lists every problem with its key: unknown keys, ill-typed values, values out of range.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        // Somebody else's variable may hold anything; `vars` would panic over it.
        let env = std::env::vars_os();
        let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self::load_from(file, env.map(|(key, value)| (lossy(key), lossy(value))))
    }
}

impl Config {
    fn load_from(file: Option<&Path>, env: impl Iterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let mut sources = config::Config::builder();
        if let Some(path) = file {
            let naming = || format!("configuration file {}", path.display());
            let found = std::fs::File::open(path).and_then(|file| file.metadata()).with_context(naming)?;
            anyhow::ensure!(!found.is_dir(), "{}: is a folder", naming());
            let file = config::File::from(path).format(config::FileFormat::Toml);
            sources = sources.add_source(file);
        }
        let (env, others): (Vec<_>, Vec<_>) = env.partition(|(key, _)| key.starts_with("WIREMILL__"));
        // The library keeps one of "WIREMILL__A" and "WIREMILL__A__B", whichever comes last.
        let (env, values): (Vec<_>, Vec<_>) =
            env.into_iter().partition(|(key, _)| key["WIREMILL__".len()..].contains("__"));
        let env = env.into_iter().collect();
        sources = sources.add_source(
            config::Environment::with_prefix("WIREMILL").separator("__").ignore_empty(true).source(Some(env)),
        );
        let merged = sources.build().map_err(|error| anyhow::anyhow!("configuration: {error}"))?;

        let is_set = |(_, value): &&(String, String)| !value.is_empty();
        let sections = values.iter().filter(is_set).map(|(key, _)| {
            let section = key["WIREMILL__".len()..].to_lowercase();
            format!("{section}: a section is expected, not a value (in the environment)")
        });
        // One underscore is easily lost, and the setting with it.
        let mistaken = others.iter().filter_map(|(key, _)| key.strip_prefix("WIREMILL_"));
        let mut problems: Vec<String> = mistaken
            .filter(|rest| rest.contains("__"))
            .map(|rest| format!("WIREMILL_{rest}: settings begin with two underscores, WIREMILL__{rest}"))
            .chain(sections)
            .collect();
        let mut good = config::Config::builder();
        for (section, value) in merged.collect().map_err(|error| anyhow::anyhow!("configuration: {error}"))? {
            let origin = value.origin().map(|from| format!(" (in {from})")).unwrap_or_default();
            let Ok(keys) = value.into_table() else {
                problems.push(format!("{section}: a section is expected, not a value{origin}"));
                continue;
            };
            for (key, value) in keys {
                let path = format!("{section}.{key}");
                let origin = value.origin().map(|from| format!(" (in {from})")).unwrap_or_default();
                let text = value.clone().into_string().unwrap_or_default();
                let alone = config::Config::builder()
                    .set_override(&path, value.clone())
                    .and_then(|one| one.build())
                    .and_then(|one| one.try_deserialize::<Config>());
                match alone {
                    Ok(_) => {
                        good = good
                            .set_override(&path, value)
                            .map_err(|error| anyhow::anyhow!("configuration: {path}: {error}"))?;
                    }
                    Err(error) => {
                        let error = error.to_string();
                        let error = error.split(" for key ").next().unwrap_or_default();
                        let error = other_word(&section, &key, &text).unwrap_or_else(|| ill_typed(error));
                        problems.push(format!("{path}: {error}{origin}"));
                    }
                }
            }
        }
        let config = good
            .build()
            .and_then(|good| good.try_deserialize::<Config>())
            .map_err(|error| anyhow::anyhow!("configuration: {error}"))?;
        problems.extend(config.validate());
        problems.sort();
        if problems.is_empty() {
            return Ok(config);
        }
        anyhow::bail!("configuration: {} problem(s)\n  {}", problems.len(), problems.join("\n  "))
    }

    /// Returns every value out of its range, each with its key; empty where all is well.
    pub fn validate(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut check = |holds: bool, problem: String| {
            if !holds {
                problems.push(problem);
            }
        };
        let Broker { backoff_min_ms, backoff_max_ms, publish_channels, delivery_limit, .. } = self.broker;
        for (at, uri) in self.broker.uris().enumerate() {
            // The address itself is not shown: it holds the password.
            let problem = address_problem(uri);
            check(
                problem.is_none(),
                format!("broker.uri: address {} {}", at + 1, problem.unwrap_or_default()),
            );
        }
        check(self.broker.uris().next().is_some(), "broker.uri: is empty".to_owned());
        check(
            self.broker.client_cert_file.is_some() == self.broker.client_key_file.is_some(),
            "broker.client_cert_file, broker.client_key_file: set both or neither".to_owned(),
        );
        for (key, file) in [
            ("broker.ca_file", &self.broker.ca_file),
            ("broker.client_cert_file", &self.broker.client_cert_file),
            ("broker.client_key_file", &self.broker.client_key_file),
        ] {
            if let Some(path) = file {
                check(path.is_file(), format!("{key}: {} is not a file", path.display()));
            }
        }
        check(
            0 < backoff_min_ms && backoff_min_ms <= backoff_max_ms,
            format!(
                "broker.backoff_min_ms: {backoff_min_ms} is not between 1 and broker.backoff_max_ms {backoff_max_ms}"
            ),
        );
        for (key, value) in [
            ("broker.connect_timeout_ms", self.broker.connect_timeout_ms),
            ("broker.confirm_timeout_ms", self.broker.confirm_timeout_ms),
            ("broker.publish_channels", u64::from(publish_channels)),
            ("broker.delivery_limit", u64::from(delivery_limit)),
            ("broker.documents_max_bytes", self.broker.documents_max_bytes),
            ("worker.bytes_in_flight", self.worker.bytes_in_flight),
            ("worker.ack_batch", self.worker.ack_batch as u64),
            ("worker.ack_interval_ms", self.worker.ack_interval_ms),
            ("worker.drain_timeout_ms", self.worker.drain_timeout_ms),
            ("pipeline.deadline_ms", self.pipeline.deadline_ms),
            ("limits.max_job_bytes", self.limits.max_job_bytes as u64),
            ("limits.max_body_bytes", self.limits.max_body_bytes as u64),
            ("limits.max_meta_bytes", self.limits.max_meta_bytes as u64),
            ("limits.max_field_bytes", self.limits.max_field_bytes as u64),
            ("limits.max_html_nodes", self.limits.max_html_nodes as u64),
            ("limits.max_html_depth", self.limits.max_html_depth as u64),
            ("limits.max_words", self.limits.max_words as u64),
            ("limits.max_document_bytes", self.limits.max_document_bytes as u64),
        ] {
            check(value > 0, format!("{key}: is 0, must be at least 1"));
        }
        for (key, name) in [
            ("broker.exchange", &self.broker.exchange),
            ("broker.jobs_queue", &self.broker.jobs_queue),
            ("broker.documents_queue", &self.broker.documents_queue),
            ("broker.dead_queue", &self.broker.dead_queue),
            ("broker.connection_name", &self.broker.connection_name),
        ] {
            check(
                (1..=200).contains(&name.len()),
                format!("{key}: is {} bytes, must be 1 to 200", name.len()),
            );
        }
        let queues = [&self.broker.jobs_queue, &self.broker.documents_queue, &self.broker.dead_queue];
        check(
            queues[0] != queues[1] && queues[1] != queues[2] && queues[0] != queues[2],
            "broker.jobs_queue, broker.documents_queue, broker.dead_queue: must be three different queues"
                .to_owned(),
        );
        check(
            self.worker.threads <= 1024,
            format!("worker.threads: is {}, limit is 1024", self.worker.threads),
        );
        check(
            self.pipeline.deadline_ms <= self.pipeline.hard_limit_ms,
            format!(
                "pipeline.hard_limit_ms: {} is below pipeline.deadline_ms {}",
                self.pipeline.hard_limit_ms, self.pipeline.deadline_ms
            ),
        );
        check(
            (0.0..=1.0).contains(&self.reading.skip_margin),
            format!("reading.skip_margin: {} is not between 0 and 1", self.reading.skip_margin),
        );
        check(
            (0.0..=1.0).contains(&self.quotes.min_confidence),
            format!("quotes.min_confidence: {} is not between 0 and 1", self.quotes.min_confidence),
        );
        for (field, name) in self.files.fields.names() {
            check(!name.is_empty(), format!("files.fields.{field}: is empty"));
        }
        check(
            (2..=120).contains(&self.limits.max_json_depth),
            format!("limits.max_json_depth: {} is not between 2 and 120", self.limits.max_json_depth),
        );
        // Offsets into a text are u32.
        check(
            self.limits.max_body_bytes < 1 << 30,
            format!("limits.max_body_bytes: {} is not below {}", self.limits.max_body_bytes, 1 << 30),
        );
        let stray = self.log.stray();
        check(
            stray.is_none(),
            format!(
                "log.level: {:?} is none of {}, nor a directive like wiremill::worker=debug",
                stray.unwrap_or_default(),
                LEVELS.join(", ")
            ),
        );
        check(
            self.http.listen.parse::<std::net::SocketAddr>().is_ok(),
            format!("http.listen: {:?} is not an address like 127.0.0.1:9464", self.http.listen),
        );
        problems
    }

    /// Returns the SHA-256, in hex, of every setting that can change a document.
    pub fn fingerprint(&self) -> String {
        let settings = serde_json::to_vec(&(&self.pipeline, &self.reading, &self.quotes, &self.limits))
            .expect("plain structs always serialise");
        crate::model::sha256_hex(&settings)
    }
}

/// Says what is wrong with an address of a broker, without showing any of it.
fn address_problem(uri: &str) -> Option<&'static str> {
    let Some(rest) = uri.strip_prefix("amqp://").or_else(|| uri.strip_prefix("amqps://")) else {
        return Some("does not start with amqp:// or amqps://");
    };
    if rest.contains('#') {
        return Some("holds a #; in a password it is written %23");
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, behind) = rest.split_at(end);
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => host,
        None if behind.contains('@') => {
            return Some("has its @ behind a / or ?; in a password they are written %2f and %3f");
        }
        None => authority,
    };
    // Colons inside of brackets are those of an IPv6 address.
    let port = host.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.contains(']'));
    let wrong = port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err());
    wrong.then_some("has a port that is no number up to 65535")
}

impl Broker {
    /// Returns the addresses of the broker's nodes, in the order they are tried.
    pub fn uris(&self) -> impl Iterator<Item = &str> {
        self.uri.reveal().split(',').map(str::trim).filter(|uri| !uri.is_empty())
    }
}

/// Says what a setting that is one of a few words may be, where it is another.
fn other_word(section: &str, key: &str, value: &str) -> Option<String> {
    let setting = serde_json::json!({ section: { key: value } });
    let error = serde_json::from_value::<Config>(setting).err()?.to_string();
    error.starts_with("unknown variant").then_some(error)
}

/// Says of a value of the wrong type what would be right, where the library's words do not: "invalid type: string "-1",
/// expected an integer".
fn ill_typed(error: &str) -> String {
    let parts = error.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "));
    let Some((found, expected)) = parts else { return error.to_owned() };
    let value = found.find(['"', '`']).map_or(found, |at| found[at..].trim_matches(['"', '`']));
    let expected = match expected {
        "an unsigned 16 bit integer" => "a whole number from 0 to 65535",
        "an unsigned 32 bit integer" => "a whole number from 0 to 4294967295",
        "an unsigned 64 bit integer" | "an integer" => "a whole number, 0 or more",
        "a boolean" => "true or false",
        other => other,
    };
    format!("{value:?} is not {expected}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str, env: &[(&str, &str)]) -> anyhow::Result<Config> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), toml).unwrap();
        let env = env.iter().map(|&(k, v)| (k.to_owned(), v.to_owned()));
        Config::load_from(Some(file.path()), env)
    }

    #[test]
    fn the_documented_file_equals_the_defaults() {
        let documented = include_str!("../config/wiremill.toml");
        let config = load(documented, &[]).unwrap();
        assert_eq!(config, Config::default());
        // Every key stands there, not only those that differ.
        let keys = serde_json::to_value(Config::default()).unwrap();
        for (section, keys) in keys.as_object().unwrap() {
            assert!(documented.contains(&format!("[{section}]")), "no section [{section}]");
            for (key, value) in keys.as_object().unwrap() {
                let set = documented.lines().any(|l| {
                    let l = l.trim_start_matches("# ");
                    l.starts_with(&format!("{key} ="))
                });
                let set = set || (value.is_object() && documented.contains(&format!("[{section}.{key}]")));
                assert!(set, "no line for {section}.{key}");
            }
        }
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config = load(
            "[worker]\nthreads = 3\nprefetch = 9\n",
            &[
                ("WIREMILL__WORKER__THREADS", "7"),
                ("WIREMILL__BROKER__CA_FILE", ""),
                ("WIREMILL__HTTP__ENABLED", "false"),
            ],
        )
        .unwrap();
        assert_eq!((config.worker.threads, config.worker.prefetch), (7, 9));
        assert_eq!(config.broker.ca_file, None);
        assert!(!config.http.enabled);
    }

    #[test]
    fn all_problems_are_listed_at_once_with_their_keys() {
        let error = load(
            "[worker]\nthread = 3\nack_batch = \"many\"\n[quotes]\nmin_confidence = 2.0\n[nonsense]\na = 1\n",
            &[("WIREMILL__LIMITS__MAX_BODY_BYTES", "0"), ("WIREMILL__LOUD", "1")],
        )
        .unwrap_err()
        .to_string();
        for key in [
            "worker.thread:", "worker.ack_batch", "quotes.min_confidence", "nonsense",
            "limits.max_body_bytes", "loud",
        ] {
            assert!(error.contains(key), "{key} is missing in: {error}");
        }
        assert!(error.contains("6 problem(s)"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_told_what_is_right() {
        for (key, value, says) in [
            (
                "WIREMILL__LIMITS__MAX_WORDS",
                "-1",
                "limits.max_words: \"-1\" is not a whole number, 0 or more (in the",
            ),
            (
                "WIREMILL__WORKER__PREFETCH",
                "70000",
                "worker.prefetch: \"70000\" is not a whole number from 0 to 65535",
            ),
            ("WIREMILL__HTTP__ENABLED", "maybe", "http.enabled: \"maybe\" is not true or false"),
            (
                "WIREMILL__PIPELINE__TIER",
                "medium",
                "pipeline.tier: unknown variant `medium`, expected `fast` or `precise`",
            ),
            ("WIREMILL__WORKER", "3", "worker: a section is expected, not a value (in the environment)"),
        ] {
            let error = load("", &[(key, value)]).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn a_setting_with_an_underscore_too_few_is_no_setting() {
        let error = load("", &[("WIREMILL_WORKER__THREADS", "9")]).unwrap_err().to_string();
        assert!(
            error.contains("WIREMILL_WORKER__THREADS: ") && error.contains("WIREMILL__WORKER__THREADS"),
            "{error}"
        );
        // Kubernetes names services so, and tests themselves.
        load("", &[("WIREMILL_SERVICE_HOST", "a"), ("WIREMILL_LONG", "1"), ("OTHER__A__B", "1")]).unwrap();
    }

    #[test]
    fn fields_of_files_have_other_names() {
        let config = load(
            "[files.fields]\nbody = \"content\"\n",
            &[("WIREMILL__FILES__FIELDS__ID", "_id"), ("WIREMILL__FILES__ARCHIVES", "pages")],
        )
        .unwrap();
        let Files { archives, fields } = config.files;
        assert_eq!((archives, fields.id.as_str(), fields.body.as_str()), (Archives::Pages, "_id", "content"));
        assert_eq!(fields.title, "title");
        let error = load("[files.fields]\nbodi = \"content\"\n", &[]).unwrap_err().to_string();
        assert!(error.contains("files.fields"), "{error}");
        let error = load("[files.fields]\nbody = \"\"\n", &[]).unwrap_err().to_string();
        assert!(error.contains("files.fields.body: is empty"), "{error}");
    }

    #[test]
    fn the_broker_address_is_never_shown() {
        let config = load("[broker]\nuri = \"amqp://joe:s3cret@a,amqps://joe:s3cret@b\"\n", &[]).unwrap();
        assert_eq!(config.broker.uris().count(), 2);
        let shown = format!("{config:?} {}", serde_json::to_string(&config).unwrap());
        assert!(!shown.contains("s3cret"), "{shown}");
        let error = load("[broker]\nuri = \"http://joe:s3cret@a\"\n", &[]).unwrap_err().to_string();
        assert!(error.contains("broker.uri") && !error.contains("s3cret"), "{error}");
    }

    #[track_caller]
    fn check_level(level: &str, says: Option<&str>) {
        let loaded = load(&format!("[log]\nlevel = \"{level}\"\n"), &[]);
        assert_eq!(loaded.as_ref().err().is_some(), says.is_some(), "{level}: {loaded:?}");
        if let (Err(error), Some(says)) = (loaded, says) {
            assert!(error.to_string().contains(says), "{error} does not say {says:?}");
        }
    }

    #[test]
    fn a_word_that_is_no_level_is_refused() {
        for level in
            ["warn", "warning", "WARN", "off", "3", "info,wiremill::worker=debug", "[job{id=1}]=debug"]
        {
            check_level(level, None);
        }
        check_level("loud", Some("log.level: \"loud\" is none of off, error, warn, info, debug, trace"));
        check_level("info, wiremill", Some("log.level: \"wiremill\""));
        check_level("9", Some("log.level: \"9\""));
        let log = Log { level: "warning, wiremill=debug".to_owned(), ..Log::default() };
        assert_eq!(log.directives(), "warn,wiremill=debug");
    }

    #[track_caller]
    fn check_address(uri: &str, says: Option<&str>) {
        let loaded = load(&format!("[broker]\nuri = \"{uri}\"\n"), &[]);
        assert_eq!(loaded.as_ref().err().is_some(), says.is_some(), "{uri}: {loaded:?}");
        if let (Err(error), Some(says)) = (loaded, says) {
            let error = error.to_string();
            assert!(error.contains("broker.uri: address 1 ") && error.contains(says), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_when_loaded() {
        for uri in
            ["amqp://a", "amqp://joe:s3%23cret@a:5672/%2f?heartbeat=5", "amqps://[::1]:5671/x", "amqp://a:/"]
        {
            check_address(uri, None);
        }
        check_address("amqp://joe:s3cret@a:99999/", Some("up to 65535"));
        check_address("amqp://joe:s3cret@[::1]:amqp", Some("up to 65535"));
        check_address("amqp://joe:1#s3cret@a", Some("%23"));
        check_address("amqp://joe:1/s3cret@a", Some("%2f"));
    }

    #[test]
    fn prefetch_keeps_threads_busy_within_the_byte_budget() {
        let limits = Limits::default();
        let prefetch = |threads, bytes_in_flight| {
            Worker { threads, bytes_in_flight, ..Worker::default() }.prefetch(&limits)
        };
        assert_eq!(prefetch(2, 1 << 40), 64);
        assert_eq!(prefetch(100, 1 << 40), 400);
        assert_eq!(prefetch(2, 16 << 20), 2);
        assert_eq!(prefetch(2, 1), 1);
    }
}
