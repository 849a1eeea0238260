//! A job's body to the article's text, its metadata, and what was removed and why.

use crate::config::Limits;
use crate::document::{Cleaned, Meta};
use crate::error::{Deadline, Reject};
use crate::job::Job;
use crate::text::Text;

/// Cleans the body of `job`.
///
/// # Errors
///
/// [`Reject::NoText`], [`Reject::TooLarge`] or [`Reject::Timeout`].
pub fn clean(job: &Job, limits: &Limits, deadline: Deadline) -> Result<Cleaned, Reject> {
    let _ = limits;
    deadline.check("clean")?;
    let text = Text::verbatim(job.body.clone()).ok_or(Reject::NoText { body_bytes: job.body.len() })?;
    Ok(Cleaned { text, meta: Meta::default(), removed: Vec::new(), notes: Vec::new() })
}
