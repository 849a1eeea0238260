//! Makes the models. Features come from the same functions that read articles in production.
//!
//! | file | what lives there |
//! |---|---|
//! | `corpus.rs` | gold data: CoNLL files, attributions |
//! | `lists.rs` | clusters and gazetteers |
//! | `crf.rs` | the trainer of linear chains |
//! | `entities.rs` | `wiremill train entities`: tags, names, the second look; the linker |
//! | `encoder.rs`, `encoder/` | `wiremill train encoder`: examples for the precise reader's trainer, which is in Python, and its model file |
//! | `tensors.rs` | the trainer's tensors |
//! | `linking.rs` | the ranker that links phrases and pronouns |
//! | `quotes.rs` | `wiremill train quotes`: the parts of attributions |
//! | `cleaning.rs` | `wiremill train clean`: what of a page or a text is the article |
//! | `attribution.rs` | how parts hang together, and how sure that is |

mod attribution;
pub mod cleaning;
pub mod corpus;
pub mod crf;
pub mod encoder;
pub mod entities;
pub mod linking;
mod lists;
pub mod quotes;
mod tensors;
mod trees;

use crate::model;
use anyhow::Context as _;
use std::io::Write;
use std::path::Path;

/// Writes a model file into a folder, made where it is missing, and tells of it.
fn save(folder: &Path, name: &str, bytes: &[u8], out: &mut dyn Write) -> anyhow::Result<()> {
    let (path, hash) = model::save(folder, name, bytes)
        .with_context(|| format!("writing {}", folder.join(name).display()))?;
    writeln!(out, "{}: {} bytes, sha256:{hash}", path.display(), bytes.len()).context("writing the report")
}
