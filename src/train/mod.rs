//! How the models are made: from annotated articles, with the feature functions of production.

pub mod linking;
