//! Scores what is deployed.

pub mod entities;
