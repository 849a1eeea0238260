//! What the tests on a real broker share.
//!
//! - [`rabbit`]: private RabbitMQ nodes, alone or three together
//! - [`process`]: the program as a child process
//! - [`mill`]: brokers, the program's commands against them, and the books of what was submitted
//! - [`planted`]: the jobs, and what each must end as
//! - [`proxy`]: a network between the program and the broker that fails in many ways
//! - [`raw`]: messages and answers that no honest client would write

#![allow(clippy::unwrap_used)]
#![allow(dead_code, unused_imports)] // Each test binary uses its own part.

pub mod mill;
pub mod planted;
pub mod process;
pub mod proxy;
pub mod rabbit;
pub mod raw;

pub use mill::Mill;
pub use process::{Process, Ran, program, runtime};
pub use rabbit::{Rabbit, free_port};
