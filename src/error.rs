//! What can go wrong, by whose fault: the article's ([`Reject`]) or the broker's ([`PublishError`]).
//!
//! Everything else is fatal and travels as `anyhow::Error` up to `main`.

use std::sync::atomic::{AtomicBool, Ordering};

/// Why an article cannot be enriched, now or ever. The code is stable: it is the metric label, the header of
/// the dead letter and the field of a line in the rejects file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reject {
    /// Not a job: broken JSON, a missing or ill-typed field, a field over its limit.
    #[error("{0}")]
    Malformed(String),
    /// A job of a version this program does not know.
    #[error("schema is {found:?}, this program reads \"wiremill.job/1\"")]
    Version { found: String },
    /// Over a size limit; `what` names the thing measured, `unit` its unit.
    #[error("{what} is {size} {unit}, limit is {limit}")]
    TooLarge { what: &'static str, size: usize, limit: usize, unit: &'static str },
    /// Nothing left after cleaning.
    #[error("no text is left of {body_bytes} bytes of body")]
    NoText { body_bytes: usize },
    /// A language that the configuration says to refuse.
    #[error("language is {language:?} and pipeline.other_languages is \"reject\"")]
    UnsupportedLanguage { language: String },
    /// Took longer than its limit.
    #[error("took longer than {limit_ms} ms in {stage}")]
    Timeout { limit_ms: u64, stage: &'static str },
    /// A stage panicked: a bug of ours, kept with the article that shows it.
    #[error("panicked in {stage}: {message}")]
    Panicked { stage: &'static str, message: String },
}

impl Reject {
    /// Every code there is, for metrics and documentation.
    pub const CODES: [&'static str; 7] =
        ["malformed", "version", "too_large", "no_text", "unsupported_language", "timeout", "panicked"];

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Version { .. } => "version",
            Self::TooLarge { .. } => "too_large",
            Self::NoText { .. } => "no_text",
            Self::UnsupportedLanguage { .. } => "unsupported_language",
            Self::Timeout { .. } => "timeout",
            Self::Panicked { .. } => "panicked",
        }
    }
}

/// Why a message was not taken by the broker. All but [`PublishError::TooLarge`] pass with time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// The queue is full (`reject-publish`).
    #[error("the broker refused the message: queue {queue:?} is full")]
    Nacked { queue: String },
    /// No queue is bound where the message went.
    #[error("the broker returned the message: {reason}")]
    Unroutable { reason: String },
    /// No confirm came in time.
    #[error("no confirm within {timeout_ms} ms")]
    TimedOut { timeout_ms: u64 },
    /// The broker closed the channel over this publish: exchange missing, permission revoked.
    #[error("the broker closed the channel: {reason}")]
    Refused { reason: String },
    /// The message is larger than the broker takes; trying again cannot help.
    #[error("message is {size} bytes, more than the broker takes: {reason}")]
    TooLarge { size: usize, reason: String },
    /// The connection is gone; its unacknowledged jobs come again.
    #[error("disconnected: {reason}")]
    Disconnected { reason: String },
}

impl PublishError {
    /// Every code there is, for metrics.
    pub const CODES: [&'static str; 6] =
        ["nacked", "unroutable", "timed_out", "refused", "too_large", "disconnected"];

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nacked { .. } => "nacked",
            Self::Unroutable { .. } => "unroutable",
            Self::TimedOut { .. } => "timed_out",
            Self::Refused { .. } => "refused",
            Self::TooLarge { .. } => "too_large",
            Self::Disconnected { .. } => "disconnected",
        }
    }
}

/// Tells a stage that its article has had its time.
///
/// No clock is read here: the pool's watchdog raises the flag, so that stages stay pure and a suspended
/// process (SIGSTOP, a sleeping laptop) does not time out every article in hand.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<'a> {
    expired: Option<&'a AtomicBool>,
    limit_ms: u64,
}

impl<'a> Deadline<'a> {
    /// A deadline that never comes: for tests, training and evaluation.
    pub const NEVER: Deadline<'static> = Deadline { expired: None, limit_ms: 0 };

    /// Returns a deadline that has come once `expired` is true; `limit_ms` is for the message only.
    pub fn new(expired: &'a AtomicBool, limit_ms: u64) -> Self {
        Self { expired: Some(expired), limit_ms }
    }

    /// Checks the flag; cheap enough for every sentence, paragraph or DOM node.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`] naming `stage` once the time is over.
    pub fn check(&self, stage: &'static str) -> Result<(), Reject> {
        match self.expired {
            Some(flag) if flag.load(Ordering::Relaxed) => {
                Err(Reject::Timeout { limit_ms: self.limit_ms, stage })
            }
            Some(_) | None => Ok(()),
        }
    }
}
