//! Attributions from the parts that a reader found: each content with the cue and the source that the ranker gives it,
//! contents of one cue together, and how sure all that is.

use super::Said;
use super::rank::{Map, Ranked, Weights};
use crate::error::{Deadline, Reject};
use crate::reading::encoder::lanes::{exp_one, ln_one};
use crate::reading::{Part, PartKind, Reading};
use std::ops::Range;

/// How probable it must be that contents are of one attribution: less sure words are better apart than in one mouth.
const MIN_JOINED: f32 = 0.5;

/// With so many contents before it a content may be one attribution.
pub const JOIN_REACH: usize = 3;

/// How many things an attribution's confidence is judged by.
pub const EVIDENCE: usize = 24;

/// The weights of an attribution's evidence, in log odds.
#[derive(Clone, Debug, PartialEq)]
pub struct Judge {
    pub weights: [f32; EVIDENCE],
}

impl Default for Judge {
    fn default() -> Self {
        Self { weights: [0.0; EVIDENCE] }
    }
}

impl Judge {
    /// Returns how probable it is that an attribution with this evidence is right.
    pub fn confidence(&self, evidence: &[f32; EVIDENCE]) -> f32 {
        let odds: f32 = self.weights.iter().zip(evidence).map(|(a, b)| a * b).sum();
        1.0 / (1.0 + exp_one(-odds.clamp(-12.0, 12.0)))
    }
}

/// An attribution and the evidence for it.
#[derive(Clone, Debug)]
pub struct Decoded {
    pub said: Said,
    pub evidence: [f32; EVIDENCE],
}

fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(0.001, 0.999);
    ln_one(p) - ln_one(1.0 - p)
}

/// Returns the attributions of an article: one for each cue with its contents, and one for each content without a
/// cue; parts that belong to no content are left out.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn attributions(
    map: &Map<'_>,
    reading: &Reading,
    weights: &Weights,
    deadline: Deadline,
) -> Result<Vec<Decoded>, Reject> {
    let parts = &reading.parts;
    let mut ranked: Vec<(usize, Ranked)> = Vec::new();
    for at in map.contents() {
        deadline.check("quotes")?;
        ranked.push((at, map.rank(at, weights)));
    }
    // The contents of each attribution, and for each content its attribution.
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut row_of: Vec<usize> = Vec::new();
    for (number, (content, own)) in ranked.iter().enumerate() {
        deadline.check("quotes")?;
        let mut best = (MIN_JOINED, None);
        let behind = map.cue_behind(*content);
        for (before, its) in ranked[number.saturating_sub(JOIN_REACH)..number].iter().rev() {
            // “Why?” Roe asked. “I cannot say,” Doe said.
            let chosen = its.choice.cues[its.cue];
            let anothers = behind.is_some() && chosen.is_some() && chosen != behind;
            if !anothers && map.may_join(*before, *content) {
                let chance = map.joined((*before, its), (*content, own), weights);
                if chance >= best.0 {
                    best = (chance, Some(row_of[ranked.partition_point(|(at, _)| at < before)]));
                }
            }
        }
        match best.1 {
            Some(row) => {
                members[row].push(number);
                row_of.push(row);
            }
            None => {
                row_of.push(members.len());
                members.push(vec![number]);
            }
        }
    }
    let decoded = members.iter().map(|members| {
        deadline.check("quotes")?;
        let members: Vec<&(usize, Ranked)> = members.iter().map(|&number| &ranked[number]).collect();
        Ok(decode(map, parts, &members))
    });
    decoded.collect()
}

fn decode(map: &Map<'_>, parts: &[Part], members: &[&(usize, Ranked)]) -> Decoded {
    let (mut cue, cue_probability, _) = vote(members, |ranked| (&ranked.choice.cues, &ranked.cues));
    let (mut source, source_probability, runner_up) =
        vote(members, |ranked| (&ranked.choice.sources, &ranked.sources));
    let dialogue = map.is_of_dialogue(members[0].0);
    if dialogue {
        (cue, source) = (None, None);
    }
    let mut content: Vec<Range<usize>> =
        members.iter().map(|(at, _)| map.edged(parts[*at].words.clone())).collect();
    content.dedup_by(|next, last| {
        let joins = last.end >= next.start && map.of_one_paragraph(last.start, next.start);
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
    for words in &mut content {
        *words = map.whole(map.led(words.clone()), PartKind::Content);
    }
    let least = |of: &dyn Fn(&(usize, Ranked)) -> f32| members.iter().map(|m| of(m)).fold(1.0, f32::min);
    let words: usize = content.iter().map(Range::len).sum();
    let mut evidence = [0.0; EVIDENCE];
    evidence[0] = 1.0;
    evidence[1] = log_odds(source_probability);
    evidence[2] = log_odds(runner_up);
    evidence[3] = log_odds(least(&|(at, _)| parts[*at].probability));
    evidence[4] = log_odds(least(&|(at, _)| parts[*at].least));
    evidence[5] = log_odds(cue_probability);
    if let Some(source) = source {
        evidence[6] = log_odds(parts[source].probability);
        evidence[7] = log_odds(parts[source].least);
        evidence[8 + usize::from(map.kind_of(source)).min(4)] = 1.0;
    } else {
        evidence[8] = 1.0;
    }
    if let Some(cue) = cue {
        evidence[13] = log_odds(parts[cue].probability);
        evidence[14] = 1.0;
    }
    evidence[15 + usize::from(map.kind_of(members[0].0)).min(3)] = 1.0;
    evidence[19] = f32::from(u8::from(members.len() > 1));
    evidence[20] = f32::from(u8::from(words <= 3));
    evidence[21] = f32::from(u8::from(words >= 30));
    evidence[22] = f32::from(u8::from(cue.is_none() && source.is_none()));
    evidence[23] = f32::from(u8::from(map.is_whole_paragraph(members[0].0)));
    let words = |part: Option<usize>| part.map_or(0..0, |at| parts[at].words.clone());
    let said = Said {
        content,
        cue: words(cue),
        source: map.whole(
            map.signature(words(source.filter(|&at| !map.is_topic(&parts[at].words)))),
            PartKind::Source,
        ),
        teller: 0..0,
        confidence: 0.0,
        carried: cue.is_none() && source.is_none() && !dialogue,
    };
    Decoded { said, evidence }
}

/// A content may be given what stands near it alone, so that a vote for the same is among so many last ones.
const VOTES_REACH: usize = 64;

/// Returns the cue or the source that contents vote for, how probable it is, and how probable the next one.
fn vote(
    members: &[&(usize, Ranked)],
    of: impl Fn(&Ranked) -> (&Vec<Option<usize>>, &Vec<f32>),
) -> (Option<usize>, f32, f32) {
    let mut votes: Vec<(Option<usize>, f32)> = Vec::new();
    for (_, ranked) in members {
        let (choices, probabilities) = of(ranked);
        for (&choice, &probability) in choices.iter().zip(probabilities) {
            // Votes for nobody are kept first, and are everybody's to give.
            let start = votes.len().min(1);
            let (first, others) = votes.split_at_mut(start);
            let near = others.iter_mut().rev().take(VOTES_REACH);
            match first.iter_mut().chain(near).find(|(other, _)| *other == choice) {
                Some((_, sum)) => *sum += probability,
                None => votes.push((choice, probability)),
            }
        }
    }
    let (mut best, mut next) = ((None, 0.0), 0.0);
    for vote in votes {
        if vote.1 > best.1 {
            next = best.1;
            best = vote;
        } else if vote.1 > next {
            next = vote.1;
        }
    }
    let all = members.len() as f32;
    (best.0, best.1 / all, next / all)
}
