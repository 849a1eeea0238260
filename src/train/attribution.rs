//! Trains the ranker and the judge of attributions on readings by readers that have not seen the article.

use super::corpus::{Attributed, Attribution};
use super::crf::Random;
use super::quotes::{Article, FOLDS, in_folds};
use crate::error::Deadline;
use crate::eval::quotes::{self, Counts, Row, gold_rows};
use crate::reading::linear::table::Table;
use crate::reading::{Part, Reading};
use crate::stages::quotes::decode::{self, EVIDENCE, JOIN_REACH, Judge};
use crate::stages::quotes::rank::{LINKS, Map, Slot, Weights};
use std::collections::HashMap;
use std::ops::Range;

/// A content's choice with what is right.
struct Example {
    cues: Vec<Scored>,
    sources: Vec<Scored>,
    pairs: Vec<Scored>,
    /// Places among cues and sources.
    right: (usize, usize),
}

/// Features of one thing to score, and the reader's log probability by its link.
struct Scored {
    features: Vec<u32>,
    tie: Option<(usize, f32)>,
}

const EPOCHS: usize = 16;
const RATE: f32 = 0.1;
const DECAY: f32 = 0.01;
/// Features seen less often are left out.
const MIN_COUNT: u32 = 4;

/// Trains rankers and judges, on all articles and without each fold.
pub fn train(
    articles: &[Article],
    readings: &[Reading],
    report: &(dyn Fn(String) + Sync),
) -> (Vec<Weights>, Vec<Judge>) {
    let examples: Vec<Vec<Example>> =
        articles.iter().zip(readings).map(|(article, reading)| examples(&article.gold, reading)).collect();
    report(format!("ranking: {} contents", examples.iter().map(Vec::len).sum::<usize>()));
    let of_fold = |fold: Option<usize>| {
        let kept = examples.iter().enumerate().filter(move |(number, _)| fold != Some(number % FOLDS));
        kept.flat_map(|(_, examples)| examples).collect::<Vec<_>>()
    };
    let mut weights = in_folds(|fold| fit(&of_fold(fold)));
    let joins: Vec<Vec<Join>> = (articles.iter().zip(readings).enumerate())
        .map(|(number, (article, reading))| joins(&article.gold, reading, &weights[1 + number % FOLDS]))
        .collect();
    let fitted = in_folds(|fold| {
        let kept = joins.iter().enumerate().filter(|(number, _)| fold != Some(number % FOLDS));
        fit_joins(&kept.flat_map(|(_, joins)| joins).collect::<Vec<_>>())
    });
    // The features of both have numbers of their own.
    weights = weights.into_iter().zip(fitted).map(|(choices, joins)| both(choices, joins)).collect();
    let evidence: Vec<Vec<([f32; EVIDENCE], bool)>> = (articles.iter().zip(readings).enumerate())
        .map(|(number, (article, reading))| evidence(&article.gold, reading, &weights[1 + number % FOLDS]))
        .collect();
    let judges = in_folds(|fold| {
        let kept = evidence.iter().enumerate().filter(|(number, _)| fold != Some(number % FOLDS));
        fit_judge(&kept.flat_map(|(_, rows)| rows).copied().collect::<Vec<_>>())
    });
    (weights, judges)
}

fn overlap(spans: &[Range<usize>], words: &Range<usize>) -> usize {
    spans.iter().map(|span| span.end.min(words.end).saturating_sub(span.start.max(words.start))).sum()
}

/// Returns the gold attribution whose content a part is, if half of the shorter is shared.
fn gold_of<'a>(gold: &'a [Attribution], part: &Part) -> Option<&'a Attribution> {
    let size = |attribution: &Attribution| attribution.content.iter().map(Range::len).sum::<usize>();
    gold.iter()
        .map(|attribution| (overlap(&attribution.content, &part.words), attribution))
        .filter(|(shared, attribution)| shared * 2 >= size(attribution).min(part.words.len()) && *shared > 0)
        .max_by_key(|(shared, attribution)| (*shared, std::cmp::Reverse(size(attribution))))
        .map(|(_, attribution)| attribution)
}

fn examples(gold: &Attributed, reading: &Reading) -> Vec<Example> {
    let map = Map::new(&gold.text, &gold.tokens, reading);
    let mut examples = Vec::new();
    for content in map.contents() {
        let Some(attribution) = gold_of(&gold.attributions, &reading.parts[content]) else { continue };
        let (mut cues, mut sources, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        let choice = map.choice(content, |slot, features, tie| {
            let tie = tie.map(|(link, log)| (link as usize, log));
            let scored = Scored { features: features.to_vec(), tie };
            match slot {
                Slot::Cue(_) => cues.push(scored),
                Slot::Source(_) => sources.push(scored),
                Slot::Pair(..) => pairs.push(scored),
            }
        });
        let right = |choices: &[Option<usize>], spans: &[Range<usize>]| {
            let shared = |part: &Option<usize>| part.map_or(0, |at| overlap(spans, &reading.parts[at].words));
            // A part that the reader is sure of before a weak one, the larger share before the smaller, the first.
            let worth = |&at: &usize| {
                let sure = choices[at].is_some_and(|part| reading.parts[part].probability >= 0.5);
                let shared = shared(&choices[at]);
                (shared > 0, sure, shared)
            };
            let best = (0..choices.len()).rev().max_by_key(worth).unwrap_or_default();
            if shared(&choices[best]) > 0 { best } else { 0 }
        };
        let right = (right(&choice.cues, &attribution.cue), right(&choice.sources, &attribution.source));
        examples.push(Example { cues, sources, pairs, right });
    }
    examples
}

/// Two contents, and whether they are one attribution's.
struct Join {
    features: Vec<u32>,
    right: bool,
}

fn joins(gold: &Attributed, reading: &Reading, weights: &Weights) -> Vec<Join> {
    let map = Map::new(&gold.text, &gold.tokens, reading);
    let ranked: Vec<_> = map.contents().map(|at| (at, map.rank(at, weights))).collect();
    let mut joins = Vec::new();
    let pairs = (0..ranked.len())
        .flat_map(|second| (second.saturating_sub(JOIN_REACH)..second).map(move |first| (first, second)));
    for (first, second) in pairs {
        let ((i, one), (j, other)) = (&ranked[first], &ranked[second]);
        let of = |at: usize| gold_of(&gold.attributions, &reading.parts[at]);
        if !map.may_join(*i, *j) {
            continue;
        }
        let (Some(first), Some(second)) = (of(*i), of(*j)) else { continue };
        let mut features = Vec::new();
        map.join((*i, one), (*j, other), &mut features);
        joins.push(Join { features, right: std::ptr::eq(first, second) });
    }
    joins
}

fn fit_joins(joins: &[&Join]) -> Weights {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for &feature in joins.iter().flat_map(|join| &join.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut keys: Vec<u32> =
        counts.into_iter().filter(|&(_, n)| n >= MIN_COUNT).map(|(key, _)| key).collect();
    keys.sort_unstable();
    let table = Table::new(keys);
    let rows: Vec<Vec<usize>> =
        joins.iter().map(|join| join.features.iter().filter_map(|&f| table.find(f)).collect()).collect();
    let mut values = vec![0.0_f32; table.len()];
    let mut squares = vec![1.0_f32; table.len()];
    let mut random = Random::new(11);
    let mut order: Vec<usize> = (0..joins.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let rate = RATE * (1.0 - 0.9 * epoch as f32 / EPOCHS as f32);
        for &at in &order {
            let odds: f32 = rows[at].iter().map(|&f| values[f]).sum();
            let error = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(joins[at].right));
            for &feature in &rows[at] {
                let gradient = error + DECAY * values[feature];
                squares[feature] += gradient * gradient;
                values[feature] -= rate * gradient / squares[feature].sqrt();
            }
        }
    }
    Weights { features: table, values, ties: [0.0; LINKS] }
}

/// Returns the weights of choices and of joins together.
fn both(choices: Weights, joins: Weights) -> Weights {
    let keys = choices.features.keys().iter().chain(joins.features.keys());
    let mut all: Vec<(u32, f32)> =
        keys.copied().zip(choices.values.iter().chain(&joins.values).copied()).collect();
    all.sort_by_key(|(key, _)| *key);
    all.dedup_by_key(|(key, _)| *key);
    let (keys, values): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    Weights { features: Table::new(keys), values, ties: choices.ties }
}

/// The places of what is scored in the table of features, and the tie that adds to it.
type Places = (Vec<u32>, Option<(usize, f32)>);

fn fit(examples: &[&Example]) -> Weights {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let scored = |example: &&'_ Example| -> Vec<u32> {
        let all = example.cues.iter().chain(&example.sources).chain(&example.pairs);
        all.flat_map(|scored| scored.features.iter().copied()).collect()
    };
    for feature in examples.iter().flat_map(scored) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut keys: Vec<u32> =
        counts.into_iter().filter(|&(_, n)| n >= MIN_COUNT).map(|(key, _)| key).collect();
    keys.sort_unstable();
    let table = Table::new(keys.clone());
    let tied = examples.iter().any(|example| example.cues.iter().any(|scored| scored.tie.is_some()));
    let mut values = vec![0.0_f32; keys.len() + LINKS];
    let ties = keys.len();
    values[ties..].fill(if tied { 0.5 } else { 0.0 });
    let mut squares = vec![1.0_f32; values.len()];
    let mut sums = vec![0.0_f64; values.len()];
    let rows = |scored: &[Scored]| -> Vec<Places> {
        let rows = scored.iter().map(|Scored { features, tie }| {
            (features.iter().filter_map(|&f| table.find(f)).map(|at| at as u32).collect(), *tie)
        });
        rows.collect()
    };
    let examples: Vec<_> = examples
        .iter()
        .map(|example| (rows(&example.cues), rows(&example.sources), rows(&example.pairs), example.right))
        .collect();
    let mut random = Random::new(7);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let rate = RATE * (1.0 - 0.9 * epoch as f32 / EPOCHS as f32);
        for &at in &order {
            let (cues, sources, pairs, right) = &examples[at];
            let score = |(features, tie): &Places| {
                let own: f32 = features.iter().map(|&f| values[f as usize]).sum();
                own + tie.map_or(0.0, |(link, log)| values[ties + link] * log)
            };
            let width = sources.len();
            let (cue_scores, source_scores): (Vec<f32>, Vec<f32>) =
                (cues.iter().map(score).collect(), sources.iter().map(score).collect());
            let mut all: Vec<f32> = pairs
                .iter()
                .enumerate()
                .map(|(at, pair)| score(pair) + cue_scores[at / width] + source_scores[at % width])
                .collect();
            let most = all.iter().copied().fold(f32::MIN, f32::max);
            all.iter_mut().for_each(|score| *score = (*score - most).exp());
            let sum: f32 = all.iter().sum();
            all.iter_mut().for_each(|score| *score /= sum);
            all[right.0 * width + right.1] -= 1.0;
            let mut learn = |(features, tie): &(Vec<u32>, Option<(usize, f32)>), error: f32| {
                let mut step = |at: usize, gradient: f32, decay: f32| {
                    let gradient = gradient + decay * values[at];
                    squares[at] += gradient * gradient;
                    values[at] -= rate * gradient / squares[at].sqrt();
                };
                if error.abs() < 1e-4 {
                    return;
                }
                for &feature in features {
                    step(feature as usize, error, DECAY);
                }
                if let Some((link, log)) = tie {
                    step(ties + link, error * log, 0.0);
                }
            };
            for (i, cue) in cues.iter().enumerate() {
                learn(cue, all[i * width..(i + 1) * width].iter().sum());
            }
            for (j, source) in sources.iter().enumerate() {
                learn(source, all.iter().skip(j).step_by(width).sum());
            }
            for (pair, &error) in pairs.iter().zip(&all) {
                learn(pair, error);
            }
        }
        if epoch * 2 >= EPOCHS {
            for (sum, &value) in sums.iter_mut().zip(&values) {
                *sum += f64::from(value);
            }
        }
    }
    let averaged: Vec<f32> = sums.iter().map(|sum| (sum / (EPOCHS / 2) as f64) as f32).collect();
    let mut kept = (Vec::new(), Vec::new());
    for (&key, &value) in keys.iter().zip(&averaged) {
        if value.abs() > 1e-3 {
            kept.0.push(key);
            kept.1.push(value);
        }
    }
    let mut weights = Weights { features: Table::new(kept.0), values: kept.1, ties: [0.0; LINKS] };
    weights.ties.copy_from_slice(&averaged[ties..]);
    weights
}

/// Returns attributions as they are scored.
fn rows(gold: &Attributed, decoded: &[decode::Decoded], judge: &Judge) -> Vec<Row> {
    let span = |words: &Range<usize>| gold.tokens.span(words);
    let spans = |words: &Range<usize>| if words.is_empty() { Vec::new() } else { vec![span(words)] };
    let rows = decoded.iter().map(|decode::Decoded { said, evidence }| Row {
        content: said.content.iter().map(span).collect(),
        cue: spans(&said.cue),
        source: spans(&said.source),
        confidence: judge.confidence(evidence),
    });
    rows.collect()
}

fn evidence(gold: &Attributed, reading: &Reading, weights: &Weights) -> Vec<([f32; EVIDENCE], bool)> {
    let map = Map::new(&gold.text, &gold.tokens, reading);
    let decoded = decode::attributions(&map, reading, weights, Deadline::NEVER).expect("nothing is late");
    let found = rows(gold, &decoded, &Judge::default());
    let counts = quotes::score(gold.text.as_str(), &gold_rows(gold), &found);
    counts.rows.iter().map(|judged| (decoded[judged.row].evidence, judged.right)).collect()
}

fn fit_judge(rows: &[([f32; EVIDENCE], bool)]) -> Judge {
    const STEPS: usize = 400;
    let mut weights = [0.0_f64; EVIDENCE];
    let mut squares = [1e-8_f64; EVIDENCE];
    for step in 0..STEPS {
        let mut gradient = weights.map(|weight| 0.5 * weight);
        for (evidence, right) in rows {
            let odds: f64 = weights.iter().zip(evidence).map(|(a, b)| a * f64::from(*b)).sum();
            let error = 1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(*right));
            for (gradient, evidence) in gradient.iter_mut().zip(evidence) {
                *gradient += error * f64::from(*evidence);
            }
        }
        // Adam without its first moment: the sizes of the evidence differ.
        let rate = 0.1 * (1.0 - step as f64 / STEPS as f64);
        for ((weight, square), gradient) in weights.iter_mut().zip(&mut squares).zip(gradient) {
            *square = 0.9 * *square + 0.1 * gradient * gradient;
            *weight -= rate * gradient / square.sqrt();
        }
    }
    Judge { weights: weights.map(|weight| weight as f32) }
}

/// Scores attributions as they are decoded with weights for each article by its number.
pub fn score<'a>(
    articles: &[Article],
    readings: &[Reading],
    weights: &dyn Fn(usize) -> (&'a Weights, &'a Judge),
) -> Counts {
    let mut counts = Counts::default();
    for (number, (article, reading)) in articles.iter().zip(readings).enumerate() {
        let (weights, judge) = weights(number);
        let map = Map::new(&article.gold.text, &article.gold.tokens, reading);
        let decoded = decode::attributions(&map, reading, weights, Deadline::NEVER).expect("nothing is late");
        let found = rows(&article.gold, &decoded, judge);
        counts.merge(&quotes::score(article.gold.text.as_str(), &gold_rows(&article.gold), &found));
    }
    counts
}
