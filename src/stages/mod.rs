//! The stages of extraction, each a plain function; they never import each other.

pub mod clean;
pub mod entities;
pub mod quotes;
