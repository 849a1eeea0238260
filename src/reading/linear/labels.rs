//! The labels of the entity chain: outside, and for each type the first, inner, last and only word of a name.
//!
//! Ratinov and Roth 2009 found these (BILOU) better than plain begin and inside.

use crate::found::EntityType;
use std::ops::Range;

/// How many labels there are.
pub const COUNT: usize = 1 + 4 * EntityType::ALL.len();

/// Outside of names.
pub const OUTSIDE: u8 = 0;

const FIRST: u8 = 0;
const INNER: u8 = 1;
const LAST: u8 = 2;
const ONLY: u8 = 3;

/// A name in a sentence: its words by their places there, and its type.
pub type Name = (Range<usize>, EntityType);

/// Returns the type that a label is of.
pub fn kind(label: u8) -> Option<EntityType> {
    (label != OUTSIDE).then(|| EntityType::ALL[usize::from(label - 1) / 4])
}

fn place(label: u8) -> u8 {
    (label - 1) % 4
}

/// Writes the labels of a sentence's names.
pub fn encode(names: &[Name], labels: &mut [u8]) {
    labels.fill(OUTSIDE);
    for (words, kind) in names {
        let base = 1 + 4 * *kind as u8;
        if words.len() == 1 {
            labels[words.start] = base + ONLY;
            continue;
        }
        labels[words.clone()].fill(base + INNER);
        labels[words.start] = base + FIRST;
        labels[words.end - 1] = base + LAST;
    }
}

/// Reads the names that labels tell of, in place of what `names` held; a name cut short is one all the same.
pub fn decode(labels: &[u8], names: &mut Vec<Name>) {
    names.clear();
    let mut open: Option<Name> = None;
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = kind(label) else {
            names.extend(open.take());
            continue;
        };
        let goes_on =
            matches!(place(label), INNER | LAST) && open.as_ref().is_some_and(|(_, its)| *its == kind);
        if !goes_on {
            names.extend(open.take());
            open = Some((at..at, kind));
        }
        if let Some((words, _)) = &mut open {
            words.end = at + 1;
        }
        if matches!(place(label), LAST | ONLY) {
            names.extend(open.take());
        }
    }
    names.extend(open);
}

/// Says whether the second label may follow the first.
pub fn may_follow(first: u8, second: u8) -> bool {
    let open = first != OUTSIDE && matches!(place(first), FIRST | INNER);
    let continues = second != OUTSIDE && matches!(place(second), INNER | LAST);
    if open { continues && kind(first) == kind(second) } else { !continues }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Loc, Org, Person};

    #[test]
    fn names_come_back_from_their_labels() {
        let names = vec![(0..1, Loc), (1..3, Person), (3..6, Org), (7..8, Org)];
        let mut labels = [9; 9];
        encode(&names, &mut labels);
        assert_eq!(labels, [12, 1, 3, 5, 6, 7, 0, 8, 0]);
        let mut decoded = Vec::new();
        decode(&labels, &mut decoded);
        assert_eq!(decoded, names);
        assert!(labels.windows(2).all(|w| may_follow(w[0], w[1])));
    }

    #[test]
    fn broken_labels_give_names_all_the_same() {
        let mut names = Vec::new();
        decode(&[2, 7, 5, 0, 1], &mut names);
        assert_eq!(names, [(0..1, Person), (1..2, Org), (2..3, Org), (4..5, Person)]);
        assert!(!may_follow(1, 0) && !may_follow(0, 2) && !may_follow(1, 6) && may_follow(3, 5));
    }
}
