//! One look at the words: labels for every word, which the stages after it decode.

use crate::config::Tier;
use crate::error::{Deadline, Reject};
use crate::text::Text;
use crate::tokens::Tokens;
use std::collections::BTreeMap;

/// What a reader says of every word.
#[derive(Clone, Debug, Default)]
pub struct Reading {}

/// The reader of a tier.
#[derive(Debug)]
pub enum Reader {
    /// Rules and shapes; stands in for both tiers until their models are trained.
    Rules,
}

impl Reader {
    /// Returns the reader of `tier`.
    pub fn new(tier: Tier) -> Self {
        match tier {
            Tier::Fast | Tier::Precise => Self::Rules,
        }
    }

    /// Returns what the reader is made of, by stage, for the provenance of documents.
    pub fn models(&self) -> BTreeMap<String, String> {
        match self {
            Self::Rules => [("entities", "rules/1"), ("quotes", "rules/1")]
                .map(|(stage, name)| (stage.to_owned(), name.to_owned()))
                .into(),
        }
    }

    /// Reads `text`, in place of what `reading` held before.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn read(
        &self,
        text: &Text,
        tokens: &Tokens,
        reading: &mut Reading,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        let _ = (text, tokens, reading, deadline);
        Ok(())
    }
}
