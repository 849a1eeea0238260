//! Attributions from the parts that a reader found and tied to each other.

use super::Said;
use crate::reading::{Part, PartKind};
use std::ops::Range;

/// How probable a tie must be for a content to share its cue with another: less sure words are better apart than in
/// one mouth with others.
const MIN_SHARED: f32 = 0.5;

/// Returns the attributions that `parts` make: one for each cue with its contents, and one for each content without
/// a cue; parts that belong to no content are left out.
pub(super) fn attributions(parts: &[Part]) -> Vec<Said> {
    let contents = || parts.iter().enumerate().filter(|(_, part)| part.kind == PartKind::Content);
    // For each cue the content that is the surest of it.
    let mut surest: Vec<Option<usize>> = vec![None; parts.len()];
    for (at, part) in contents() {
        if let Some(cue) = part.cue.to
            && surest[cue].is_none_or(|other| parts[other].cue.probability < part.cue.probability)
        {
            surest[cue] = Some(at);
        }
    }
    let mut found: Vec<Said> = Vec::new();
    // The contents of each attribution, and for each cue its attribution.
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut of_cue: Vec<Option<usize>> = vec![None; parts.len()];
    for (at, part) in contents() {
        let shared = part.cue.to.filter(|&cue| part.cue.probability >= MIN_SHARED || surest[cue] == Some(at));
        match shared.and_then(|cue| of_cue[cue]) {
            Some(row) => members[row].push(at),
            None => {
                if let Some(cue) = shared {
                    of_cue[cue] = Some(members.len());
                }
                members.push(vec![at]);
            }
        }
    }
    for contents in &members {
        let first = &parts[contents[0]];
        let cue = first.cue.to.map(|cue| &parts[cue]);
        let (source, source_probability) = source(parts, contents, cue);
        let mut content: Vec<Range<usize>> = contents.iter().map(|&at| parts[at].words.clone()).collect();
        content.dedup_by(|next, last| {
            let joins = last.end == next.start;
            if joins {
                last.end = next.end;
            }
            joins
        });
        let words = |part: Option<&Part>| part.map_or(0..0, |part| part.words.clone());
        let certainty = contents.iter().map(|&at| parts[at].probability.min(parts[at].cue.probability));
        found.push(Said {
            content,
            cue: words(cue),
            source: words(source),
            confidence: certainty.fold(1.0, f32::min) * source_probability,
            carried: cue.is_none() && source.is_none(),
        });
    }
    found
}

/// Returns the source that contents and their cue are tied to, by the sum of their votes, and how probable it is.
fn source<'a>(parts: &'a [Part], contents: &[usize], cue: Option<&Part>) -> (Option<&'a Part>, f32) {
    let ties = contents.iter().map(|&at| parts[at].source).chain(cue.map(|cue| cue.source));
    let mut votes: Vec<(Option<usize>, f32)> = Vec::new();
    let mut all = 0.0;
    for tie in ties {
        all += 1.0;
        match votes.iter_mut().find(|(to, _)| *to == tie.to) {
            Some((_, sum)) => *sum += tie.probability,
            None => votes.push((tie.to, tie.probability)),
        }
    }
    let best = votes.into_iter().fold((None, 0.0), |best, vote| if vote.1 > best.1 { vote } else { best });
    (best.0.map(|at| &parts[at]), best.1 / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Tie;

    fn part(kind: PartKind, words: Range<usize>, cue: Option<usize>, source: Option<usize>) -> Part {
        let tie = |to| Tie { to, probability: 0.9 };
        Part { kind, words, probability: 0.9, cue: tie(cue), source: tie(source) }
    }

    #[test]
    fn contents_of_a_cue_are_one_attribution() {
        use PartKind::{Content, Cue, Source};
        // “a,” Roe said. “b.” Doe said c. “d”
        let parts = [
            part(Content, 0..3, Some(2), Some(1)),
            part(Source, 3..4, None, None),
            part(Cue, 4..5, None, Some(1)),
            part(Content, 6..9, Some(2), Some(1)),
            part(Source, 10..11, None, None),
            part(Cue, 11..12, None, Some(4)),
            part(Content, 12..13, Some(5), Some(4)),
            part(Content, 14..17, None, None),
        ];
        let found: Vec<_> = attributions(&parts)
            .into_iter()
            .map(|said| format!("{:?} {:?} {:?}", said.content, said.cue, said.source))
            .collect();
        assert_eq!(found, ["[0..3, 6..9] 4..5 3..4", "[12..13] 11..12 10..11", "[14..17] 0..0 0..0"]);
    }

    #[test]
    fn an_unsure_content_stays_apart() {
        use PartKind::{Content, Cue};
        let mut unsure = part(Content, 6..8, Some(1), None);
        unsure.cue.probability = 0.4;
        let parts = [part(Content, 0..3, Some(1), None), part(Cue, 4..5, None, None), unsure];
        assert_eq!(attributions(&parts).len(), 2);
    }

    #[test]
    fn parts_without_a_content_are_left_out() {
        let parts = [part(PartKind::Source, 0..1, None, None), part(PartKind::Cue, 1..2, None, Some(0))];
        assert!(attributions(&parts).is_empty());
    }
}
