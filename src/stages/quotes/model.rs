//! The weights of the ranker and of confidence, for each tier.

use super::decode::{EVIDENCE, Judge};
use super::rank::{LINKS, Weights};
use crate::config::Tier;
use crate::model::{Model, ModelError, carried_hash, sha256_hex};
use crate::reading::linear::table::Table;
use std::sync::LazyLock;

/// Changes whenever a feature does, so that weights are never used with features they were not trained on.
const FEATURES_VERSION: u32 = 1;

/// The trained model.
static EMBEDDED: &[u8] = include_bytes!("../../models/attribution.model");

static ATTRIBUTION: LazyLock<Attribution> = LazyLock::new(|| {
    Attribution::named(EMBEDDED, carried_hash("attribution.model"))
        .expect("the embedded model is whole: tests read it")
});

/// What ranks and judges attributions.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    /// By tier: fast, precise.
    pub tiers: [(Weights, Judge); 2],
    /// The SHA-256 of the model file.
    pub hash: String,
}

/// The names of the tiers in the model file.
const NAMES: [&str; 2] = ["fast", "precise"];

impl Attribution {
    /// Returns the trained model that the program carries.
    pub fn embedded() -> &'static Self {
        &ATTRIBUTION
    }

    /// Returns what ranks and judges in a tier.
    pub fn of(&self, tier: Tier) -> &(Weights, Judge) {
        &self.tiers[usize::from(tier == Tier::Precise)]
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where it is no model file, or one of other features.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        Self::named(file, sha256_hex(file))
    }

    fn named(file: &[u8], hash: String) -> Result<Self, ModelError> {
        let model = Model::of_features(file, FEATURES_VERSION)?;
        let read = |name: &str| {
            let misfit = || ModelError::Misfit(name.to_owned());
            let features = Table::new(model.keys(&format!("{name}.features"))?);
            let values = model.floats(&format!("{name}.values"))?;
            let ties: [f32; LINKS] =
                model.floats(&format!("{name}.ties"))?.try_into().map_err(|_| misfit())?;
            let weights: [f32; EVIDENCE] =
                model.floats(&format!("{name}.judge"))?.try_into().map_err(|_| misfit())?;
            if features.len() != values.len() {
                return Err(misfit());
            }
            Ok((Weights { features, values, ties }, Judge { weights }))
        };
        Ok(Self { tiers: [read(NAMES[0])?, read(NAMES[1])?], hash })
    }

    /// Returns the model as a file.
    pub fn to_file(&self) -> Vec<u8> {
        let mut model = Model::default();
        model.put_features(FEATURES_VERSION);
        for (name, (weights, judge)) in NAMES.iter().zip(&self.tiers) {
            model.put_keys(&format!("{name}.features"), weights.features.keys());
            model.put_floats(&format!("{name}.values"), &weights.values);
            model.put_floats(&format!("{name}.ties"), &weights.ties);
            model.put_floats(&format!("{name}.judge"), &judge.weights);
        }
        model.to_file()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_its_file() {
        let model = Attribution::embedded();
        let read = Attribution::read(&model.to_file()).unwrap();
        assert_eq!(read.tiers[1].0.values, model.tiers[1].0.values);
        assert_eq!(read.tiers[0].1, model.tiers[0].1);
        assert_eq!(read.hash, model.hash);
    }

    #[test]
    fn a_model_file_that_is_cut_is_an_error() {
        assert!(Attribution::read(&EMBEDDED[..EMBEDDED.len() / 2]).is_err());
        assert!(Attribution::read(b"").is_err());
    }
}
