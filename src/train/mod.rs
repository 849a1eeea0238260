//! Makes the models. Features come from the same functions that read articles in production.
//!
//! | file | what lives there |
//! |---|---|
//! | `corpus.rs` | CoNLL files |
//! | `lists.rs` | clusters and gazetteers |
//! | `crf.rs` | the trainer of linear chains |
//! | `entities.rs` | `wiremill train entities`: tags, names, the second look; the linker |
//! | `linking.rs` | the ranker that links phrases and pronouns |

pub mod corpus;
pub mod crf;
pub mod entities;
pub mod linking;
mod lists;
