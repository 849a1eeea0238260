//! RabbitMQ: the only place that knows lapin.
//!
//! - [`connect`]: addresses, TLS, names, and what an error means
//! - [`publish`]: one publish that is confirmed and routed, or says why not
//! - [`session`]: the [`crate::broker::Broker`]: sessions, consuming, batched acknowledgements
//! - [`dead`]: the headers of a dead letter
//! - [`queues`]: declaring, comparing, counting and reading queues, for the commands
//! - `wire`: the bytes before lapin reads them, with names mended that would end its connections

pub mod connect;
pub mod dead;
pub mod publish;
pub mod queues;
pub mod session;
mod wire;

pub use session::Amqp;
