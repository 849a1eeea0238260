//! Measures extraction against gold data; nothing imports this but `main` and the benches.

pub mod tokens;
