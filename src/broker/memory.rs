//! A broker in memory: the same promises as RabbitMQ without a server, for tests and benches.

use super::{Broker, Delivery, Message, State};
use crate::error::PublishError;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};

/// A broker in memory. Clones share its queues.
#[derive(Clone, Debug)]
pub struct Memory {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    queues: Mutex<Queues>,
    arrived: Notify,
    stopped: AtomicBool,
    state: watch::Sender<State>,
}

/// What lies in a [`Memory`] broker.
#[derive(Debug, Default)]
pub struct Queues {
    /// Jobs, and whether they were delivered before.
    pub jobs: VecDeque<(Arc<Vec<u8>>, bool)>,
    /// Documents: job id, document id, body.
    pub documents: Vec<(String, String, Vec<u8>)>,
    /// Dead letters: code, message, stage, body.
    pub dead: Vec<(&'static str, String, &'static str, Arc<Vec<u8>>)>,
    /// Jobs delivered and not settled.
    pub unsettled: usize,
    /// Errors that the next publishes meet, in order.
    pub failures: VecDeque<PublishError>,
}

/// A delivered job; goes back to its queue when dropped unsettled.
#[derive(Debug)]
pub struct Ticket {
    body: Arc<Vec<u8>>,
    shared: Arc<Shared>,
    settled: bool,
}

impl Default for Memory {
    fn default() -> Self {
        let up = State { connected: true, consuming: true, ..State::default() };
        Self {
            shared: Arc::new(Shared {
                queues: Mutex::default(),
                arrived: Notify::new(),
                stopped: AtomicBool::new(false),
                state: watch::Sender::new(up),
            }),
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queues> {
        // Nothing that can panic runs under this lock.
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    /// Puts a job into the queue.
    pub fn submit(&self, job: &[u8]) {
        self.shared.lock().jobs.push_back((Arc::new(job.to_vec()), false));
        self.shared.arrived.notify_one();
    }

    /// Returns what lies in the broker now.
    pub fn queues(&self) -> MutexGuard<'_, Queues> {
        self.shared.lock()
    }
}

impl Broker for Memory {
    type Ticket = Ticket;

    async fn next(&self) -> anyhow::Result<Option<Delivery<Ticket>>> {
        loop {
            let arrived = self.shared.arrived.notified();
            if self.shared.stopped.load(Ordering::SeqCst) {
                // One permit wakes one waiter: pass it on.
                self.shared.arrived.notify_one();
                return Ok(None);
            }
            let job = {
                let mut queues = self.shared.lock();
                let job = queues.jobs.pop_front();
                queues.unsettled += usize::from(job.is_some());
                job
            };
            if let Some((body, redelivered)) = job {
                let ticket = Ticket { body: body.clone(), shared: self.shared.clone(), settled: false };
                return Ok(Some(Delivery { ticket, body, redelivered, message_id: None, traceparent: None }));
            }
            arrived.await;
        }
    }

    async fn publish(&self, ticket: &Ticket, message: Message<'_>) -> Result<(), PublishError> {
        let mut queues = self.shared.lock();
        if let Some(failure) = queues.failures.pop_front() {
            return Err(failure);
        }
        match message {
            Message::Document { job_id, document_id, body } => {
                queues.documents.push((job_id.to_owned(), document_id.to_owned(), body.to_vec()));
            }
            Message::Dead { code, message, stage } => {
                queues.dead.push((code, message.to_owned(), stage, ticket.body.clone()));
            }
        }
        Ok(())
    }

    fn settle(&self, mut ticket: Ticket) {
        ticket.settled = true;
    }

    async fn put_aside(&self, mut ticket: Ticket) {
        ticket.settled = true;
        let message = "dead-lettered by the broker: rejected".to_owned();
        self.shared.lock().dead.push(("rejected", message, "broker", ticket.body.clone()));
    }

    fn stop_intake(&self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.shared.arrived.notify_one();
    }

    async fn close(&self) {
        self.stop_intake();
        self.shared.state.send_replace(State::default());
    }

    fn state(&self) -> watch::Receiver<State> {
        self.shared.state.subscribe()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut queues = self.shared.lock();
        queues.unsettled -= 1;
        if !self.settled {
            queues.jobs.push_front((self.body.clone(), true));
            drop(queues);
            self.shared.arrived.notify_one();
        }
    }
}
