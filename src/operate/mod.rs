//! What a person does to the queues and the formats: one file for each command.

pub mod audit;
pub mod check;
pub mod collect;
pub mod dead;
pub mod manifest;
pub mod schema;
pub mod status;
pub mod submit;
pub mod topology;
