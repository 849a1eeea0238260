//! Boosted regression trees (Friedman 2001) that give log odds.

use crate::model::{Model, ModelError};

/// Trees, each with its nodes in one list.
#[derive(Clone, Debug, Default)]
pub struct Trees {
    pub nodes: Vec<Node>,
    /// Where each tree begins.
    pub roots: Vec<u32>,
    /// What the trees add to.
    pub start: f32,
}

/// A question about one number, or an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Which number of a row is asked about; [`Node::LEAF`] where this is an answer.
    pub number: u32,
    /// What it is compared with, or the answer.
    pub value: f32,
    /// Where to go on below `value`; the node after it is for all else.
    pub below: u32,
}

impl Node {
    pub const LEAF: u32 = u32::MAX;
}

impl Trees {
    /// Returns the log odds of rows; tree by tree, so that one tree at a time is in the nearest cache.
    pub fn scores<'a>(&self, rows: impl Iterator<Item = &'a [f32]> + Clone) -> Vec<f32> {
        let mut sums = vec![0.0; rows.clone().count()];
        for &root in &self.roots {
            for (sum, row) in sums.iter_mut().zip(rows.clone()) {
                *sum += self.answer(root as usize, row);
            }
        }
        sums.into_iter().map(|sum| self.start + sum).collect()
    }

    /// Returns what the tree at `root` says of a row.
    pub fn answer(&self, root: usize, row: &[f32]) -> f32 {
        let mut node = &self.nodes[root];
        while node.number != Node::LEAF {
            let high = row[node.number as usize] >= node.value;
            node = &self.nodes[node.below as usize + usize::from(high)];
        }
        node.value
    }

    /// Writes the trees into a model.
    pub fn write(&self, model: &mut Model, name: &str) {
        let words =
            |of: fn((usize, &Node)) -> u32| self.nodes.iter().enumerate().map(of).collect::<Vec<u32>>();
        model.put_words(&format!("{name}.numbers"), &words(|(_, node)| node.number));
        model.put_words(&format!("{name}.values"), &words(|(_, node)| node.value.to_bits()));
        // How far away, which packs better than where.
        model.put_words(&format!("{name}.below"), &words(|(at, node)| node.below.wrapping_sub(at as u32)));
        model.put_words(&format!("{name}.roots"), &self.roots);
        model.put_number(&format!("{name}.start"), self.start);
    }

    /// Reads trees from a model.
    ///
    /// # Errors
    ///
    /// Where they are not there, or damaged.
    pub fn read(model: &Model, name: &str) -> Result<Self, ModelError> {
        let numbers = model.words(&format!("{name}.numbers"))?;
        let values = model.words(&format!("{name}.values"))?;
        let away = model.words(&format!("{name}.below"))?;
        let roots = model.words(&format!("{name}.roots"))?;
        let start = model.number(&format!("{name}.start"))?;
        let count = numbers.len();
        let nodes: Vec<Node> = (numbers.iter().zip(&values).zip(&away).enumerate())
            .map(|(at, ((&number, &value), &away))| Node {
                number,
                value: f32::from_bits(value),
                below: away.wrapping_add(at as u32),
            })
            .collect();
        // Each question leads further down its list, so that every walk ends.
        let sound = |(at, node): (usize, &Node)| {
            let below = node.below as usize;
            node.number == Node::LEAF || (below > at && below + 1 < count)
        };
        let fits = values.len() == count
            && away.len() == count
            && roots.iter().all(|&root| (root as usize) < count)
            && nodes.iter().enumerate().all(sound);
        if fits { Ok(Self { nodes, roots, start }) } else { Err(ModelError::Misfit(name.to_owned())) }
    }
}
