//! Weights for the links of noun phrases and pronouns: gradient descent on the choices of production.
//!
//! The linker itself makes the examples: it reads each article with the weights so far and keeps every choice,
//! with the features of each candidate. A candidate is right if the thing has an earlier mention of the phrase's
//! chain. Trained weights lead to other choices, hence a few rounds.

use crate::error::Deadline;
use crate::eval::linking::{Article, Matcher};
use crate::stages::entities::{self, Decision, Weights};
use anyhow::Result;

/// A choice with what is right about it.
struct Example {
    decision: Decision,
    right: Vec<bool>,
    weight: f32,
}

/// The genres of OntoGUM to learn from.
pub const GENRES: [&str; 3] = ["news", "interview", "speech"];

/// How often the examples are made anew.
pub const ROUNDS: usize = 4;
const STEPS: usize = 250;
/// Keeps weights of rare features small; of 0.3, 1 and 4 the best on held-out train articles by a little.
const DECAY: f32 = 1.0;

/// How many silver articles to read, and at which weight: more of either did not help on held-out articles.
pub const SILVER: (usize, f32) = (300, 0.05);

/// Trains on gold articles, and on silver ones at a fraction of the weight: silver chains are right three times
/// in four. The same articles give the same weights. `report` is told each round as it begins.
///
/// # Errors
///
/// None but those of the deadline, which never comes.
pub fn train_linking(
    gold: &[Article],
    silver: &[Article],
    silver_weight: f32,
    report: impl Fn(usize),
) -> Result<Weights> {
    let mut weights = first_guess();
    for round in 0..ROUNDS {
        report(round);
        let mut examples = Vec::new();
        for article in gold {
            examples_of(article, &weights, 1.0, &mut examples)?;
        }
        for article in silver {
            examples_of(article, &weights, silver_weight, &mut examples)?;
        }
        weights = fit(&examples);
    }
    Ok(weights)
}

/// Weights to make the first examples with: near subjects, and noun phrases only by their own head.
fn first_guess() -> Weights {
    let named: std::collections::BTreeMap<String, f32> =
        ["he_she", "they", "it", "person_noun", "group_noun", "other_noun"]
            .iter()
            .flat_map(|class| {
                let noun = class.ends_with("noun");
                [
                    ("SENTENCE_0", 1.0),
                    ("SENTENCE_1", 0.7),
                    ("NEAREST", 0.5),
                    ("SUBJECT_0", 0.5),
                    ("SUBJECT_1", 0.5),
                    ("SAME_HEAD", 2.0),
                    ("HEAD_IS_ROLE", 2.0),
                    ("NONE", if noun { 2.0 } else { 0.0 }),
                ]
                .map(|(feature, weight)| (format!("{class}.{feature}"), weight))
            })
            .collect();
    let json = serde_json::to_string(&named).expect("a map of numbers");
    Weights::from_json(&json).expect("just written")
}

/// What weights are where the articles say nothing. "The minister" after "Foreign Minister Wang Yi" is he: OntoGUM
/// has few officials, and silver chains miss them.
fn beliefs() -> Weights {
    let belief = "{\"person_noun.ROLE_OF_NAMED\": 3.0, \"group_noun.ROLE_OF_NAMED\": 2.0}";
    Weights::from_json(belief).expect("a map of numbers")
}

fn examples_of(article: &Article, weights: &Weights, weight: f32, out: &mut Vec<Example>) -> Result<()> {
    let Article { text, tokens, reading, names, mentions, .. } = article;
    let mut trace = Vec::new();
    let known = entities::Known { weights, spoken: &[] };
    let links = entities::link(text, tokens, reading, names, known, Some(&mut trace), Deadline::NEVER)?;
    let matcher = Matcher::new(mentions);
    let chains: Vec<Option<usize>> = links
        .mentions
        .iter()
        .map(|m| matcher.of(m.span, tokens.words[m.words.end - 1], m.form).map(|gold| gold.chain))
        .collect();
    for decision in trace {
        let right: Vec<bool> = decision
            .candidates
            .iter()
            .map(|&(thing, _)| {
                chains[decision.mention].is_some()
                    && (0..decision.mention).any(|at| {
                        links.mentions[at].thing == Some(thing) && chains[at] == chains[decision.mention]
                    })
            })
            .collect();
        out.push(Example { decision, right, weight });
    }
    Ok(())
}

/// Fits weights to the examples by Adam on all of them at once.
fn fit(examples: &[Example]) -> Weights {
    let mut weights = Weights(vec![0.0; Weights::LEN]);
    let (mut mean, mut square) = (vec![0.0f32; Weights::LEN], vec![0.0f32; Weights::LEN]);
    let mut gradient = vec![0.0f32; Weights::LEN];
    let mut scores = Vec::new();
    let beliefs = beliefs();
    for step in 1..=STEPS {
        for (slope, (weight, belief)) in gradient.iter_mut().zip(weights.0.iter().zip(&beliefs.0)) {
            *slope = DECAY * (weight - belief);
        }
        for Example { decision, right, weight } in examples {
            scores.clear();
            scores.extend(decision.candidates.iter().map(|(_, features)| weights.score(features)));
            scores.push(weights.score(&decision.none));
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let none_right = !right.contains(&true);
            let (mut all, mut good) = (0.0, 0.0);
            for (at, score) in scores.iter_mut().enumerate() {
                *score = (*score - top).exp();
                all += *score;
                if right.get(at).copied().unwrap_or(none_right) {
                    good += *score;
                }
            }
            for (at, &score) in scores.iter().enumerate() {
                let is_right = right.get(at).copied().unwrap_or(none_right);
                let pull = score / all - if is_right { score / good.max(1e-30) } else { 0.0 };
                let features = decision.candidates.get(at).map_or(&decision.none, |(_, features)| features);
                for &feature in features {
                    gradient[usize::from(feature)] += weight * pull;
                }
            }
        }
        let rate = 0.15 * (1.0 - step as f32 / (STEPS + 1) as f32);
        let (first, second) = (1.0 - 0.9f32.powi(step as i32), 1.0 - 0.999f32.powi(step as i32));
        for at in 0..Weights::LEN {
            mean[at] = 0.9 * mean[at] + 0.1 * gradient[at];
            square[at] = 0.999 * square[at] + 0.001 * gradient[at] * gradient[at];
            weights.0[at] -= rate * (mean[at] / first) / ((square[at] / second).sqrt() + 1e-6);
        }
    }
    weights
}
