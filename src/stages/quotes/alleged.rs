//! Words that others only say somebody said: "Doe accused Roe of saying “…”". They are Roe's, if Doe is right.

use super::Said;
use super::formal::Page;

/// How likely somebody said what another accuses him of having said.
const ALLEGED: f32 = 0.5;

/// How verbs begin that charge somebody with words.
const CHARGES: [&str; 8] =
    ["accus", "blam", "attack", "criticis", "criticiz", "denounc", "condemn", "suspect"];

/// Makes the rows less likely whose words their source is only charged with.
pub fn doubt(page: &Page<'_>, rows: &mut [Said]) {
    for row in rows.iter_mut().filter(|row| page.is_charge(row)) {
        row.confidence = row.confidence.min(ALLEGED);
    }
}

impl Page<'_> {
    /// Says whether another charges the source of a row with its words: "accused | Roe | of | saying".
    fn is_charge(&self, row: &Said) -> bool {
        const LONGEST: usize = 4;
        let Some(of) = row.cue.start.checked_sub(1).filter(|_| !row.source.is_empty() && !row.cue.is_empty())
        else {
            return false;
        };
        let saying = row.cue.len() <= 2 && self.reading.tags[row.cue.start].as_str() == "VBG";
        let from = row.source.start.saturating_sub(LONGEST);
        let charges = |at: usize| CHARGES.iter().any(|charge| self.word(at).starts_with(charge));
        saying
            && row.source.end == of
            && matches!(self.word(of), "of" | "for")
            && (from..row.source.start).any(charges)
    }
}
