//! The [`Broker`] trait: what the worker asks of a message broker. Two implementations: RabbitMQ ([`amqp`])
//! and memory ([`memory`]).
//!
//! The property that matters most, that nothing is acknowledged before its document is confirmed, is thus
//! testable without a server. Nothing here knows a stage.

pub mod amqp;
pub mod memory;

use crate::error::PublishError;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::watch;

/// One job as the broker delivered it.
#[derive(Debug)]
pub struct Delivery<T> {
    /// What [`Broker::settle`] takes back. Dropping it instead lets the broker deliver the job again.
    pub ticket: T,
    pub body: Arc<Vec<u8>>,
    /// Whether the broker has tried to deliver the job before.
    pub redelivered: bool,
    /// The sender's name of the message: names a job whose body names nothing.
    pub message_id: Option<String>,
    /// The W3C trace context that the job carries, if any.
    pub traceparent: Option<String>,
}

/// What comes of a job.
#[derive(Clone, Copy, Debug)]
pub enum Message<'a> {
    /// Its document.
    Document { job_id: &'a str, document_id: &'a str, body: &'a [u8] },
    /// The job itself, as it came, with the reason why it was rejected.
    Dead { code: &'static str, message: &'a str, stage: &'static str },
}

/// How a broker is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub connected: bool,
    /// An active consumer: the only thing that readiness means.
    pub consuming: bool,
    /// The broker takes no publishes (memory or disk alarm).
    pub blocked: bool,
    /// Sessions opened after the first.
    pub reconnects: u64,
    /// Why it is not consuming, in words.
    pub trouble: Option<String>,
}

/// A broker as the worker sees it.
pub trait Broker: Send + Sync + 'static {
    /// Stands for a delivered job until it is settled. Not `Clone`: a delivery is settled once.
    type Ticket: Send + Sync + 'static;

    /// Waits for the next job. `None` once [`Broker::stop_intake`] was called.
    ///
    /// # Errors
    ///
    /// What trying again cannot mend: a login refused, queues declared otherwise.
    fn next(&self) -> impl Future<Output = anyhow::Result<Option<Delivery<Self::Ticket>>>> + Send;

    /// Publishes what came of a job. `Ok` means confirmed and routed.
    ///
    /// # Errors
    ///
    /// [`PublishError`]; after `Disconnected` the job comes again, so what came of it may be dropped.
    fn publish(
        &self,
        ticket: &Self::Ticket,
        message: Message<'_>,
    ) -> impl Future<Output = Result<(), PublishError>> + Send;

    /// Acknowledges a job. Only ever called after its [`Broker::publish`] returned `Ok`.
    fn settle(&self, ticket: Self::Ticket);

    /// Has the broker itself move a job to the dead queue, byte for byte and without our reason: what is too large to be
    /// published.
    fn put_aside(&self, ticket: Self::Ticket) -> impl Future<Output = ()> + Send;

    /// Takes no more jobs; those in hand can still be published and settled.
    fn stop_intake(&self);

    /// Sends what acknowledgements are left and disconnects. Jobs not settled are delivered again.
    fn close(&self) -> impl Future<Output = ()> + Send;

    /// Returns how the broker is doing, now and on every change.
    fn state(&self) -> watch::Receiver<State>;
}

/// Returns the delays between tries at a broker: doubling, with jitter, without end.
pub fn backoff(config: &crate::config::Broker) -> backon::ExponentialBuilder {
    backon::ExponentialBuilder::default()
        .with_min_delay(std::time::Duration::from_millis(config.backoff_min_ms))
        .with_max_delay(std::time::Duration::from_millis(config.backoff_max_ms))
        .with_jitter()
        .without_max_times()
}
