//! Local files: readers that yield jobs, and `enrich`.

pub mod enrich;
