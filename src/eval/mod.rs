//! How good the stages are: scores on annotated articles.

pub mod linking;
