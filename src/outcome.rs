//! How a command ends: [`Outcome`] where it did its work, [`Fatal`] where it could not, and the exit code of
//! each.

use crate::error::PublishError;

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Done,
    /// Done, but some inputs were rejected or never reached, or the books do not balance.
    SomeRejected,
}

/// Why a command could not do its work, where that has an exit code of its own.
///
/// Attach it with `.context(Fatal::Unavailable("connecting to RabbitMQ".to_owned()))` at any depth;
/// [`exit_code`] finds it. Of other errors those of files and streams have a code of their own; the rest is internal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fatal {
    /// The command line or the configuration is wrong: a person must change it.
    #[error("{0}")]
    Usage(String),
    /// The broker cannot be reached or does not take us in: later may do.
    #[error("{0}")]
    Unavailable(String),
}

/// The usage or the configuration is wrong (`EX_USAGE` of sysexits.h).
pub const EXIT_USAGE: u8 = 64;
/// The broker is unavailable (`EX_UNAVAILABLE`).
pub const EXIT_UNAVAILABLE: u8 = 69;
/// A file or a stream cannot be read or written (`EX_IOERR`).
pub const EXIT_IO: u8 = 74;
/// Anything else (`EX_SOFTWARE`).
pub const EXIT_INTERNAL: u8 = 70;

/// Returns the exit code that tells how a command ended.
pub fn exit_code(result: &anyhow::Result<Outcome>) -> u8 {
    match result {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::SomeRejected) => 1,
        Err(error) => match error.downcast_ref::<Fatal>() {
            Some(Fatal::Usage(_)) => EXIT_USAGE,
            Some(Fatal::Unavailable(_)) => EXIT_UNAVAILABLE,
            None if error.downcast_ref::<PublishError>().is_some() => EXIT_UNAVAILABLE,
            None if error.chain().any(is_io) => EXIT_IO,
            None => EXIT_INTERNAL,
        },
    }
}

/// Says whether a cause is a failure to read or write; serde_json hides that of the file beneath.
fn is_io(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<std::io::Error>()
        || cause.downcast_ref::<serde_json::Error>().is_some_and(serde_json::Error::is_io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[track_caller]
    fn check(result: anyhow::Result<Outcome>, code: u8) {
        assert_eq!(exit_code(&result), code, "{result:?}");
    }

    #[test]
    fn a_reason_is_found_under_any_context_and_as_context() {
        let fatal = |fatal: Fatal| anyhow::Error::from(fatal);
        check(Ok(Outcome::Done), 0);
        check(Ok(Outcome::SomeRejected), 1);
        check(Err(anyhow::anyhow!("odd")), 70);
        check(Err(fatal(Fatal::Usage("bad".to_owned()))), 64);
        check(Err(fatal(Fatal::Usage("bad".to_owned())).context("one").context("two")), 64);
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        let connecting = Fatal::Unavailable("connecting".to_owned());
        check(Err(refused).context(connecting).context("submitting"), 69);
        let timed_out = PublishError::TimedOut { timeout_ms: 1 };
        check(Err(timed_out).context("publishing"), 69);
        let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
        check(Err(full()).context("writing documents").context("collecting"), 74);
        check(Err(serde_json::Error::io(full())).context("writing documents"), 74);
        check(Err(parquet::errors::ParquetError::from(full())).context("writing documents"), 74);
    }
}
