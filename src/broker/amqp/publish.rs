//! One publish that is confirmed and routed, or says why not.
//!
//! lapin hands a returned message to whichever confirm of the channel completes next. With several publishes
//! in flight on one channel, another publish can be blamed for a return, and the lost one looks confirmed.
//! So each channel carries one publish at a time, and there are many channels; a channel whose publish did
//! not come to its end (timed out, cancelled), or was refused, is never used again.

use super::connect::{code, done_with, reply_code};
use crate::error::PublishError;
use futures_util::StreamExt as _;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::types::ShortString;
use lapin::{BasicProperties, Channel, Confirmation, Connection, Event};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// What becomes of a connection: alive, blocked, or dead and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    pub blocked: bool,
    /// Set once; a dead connection stays dead.
    pub death: Option<String>,
}

/// Ends a life, unless it has ended.
pub(super) fn die(life: &watch::Sender<Life>, reason: &str) {
    life.send_if_modified(|life| {
        let alive = life.death.is_none();
        if alive {
            life.death = Some(reason.to_owned());
        }
        alive
    });
}

/// Waits for the end of a life and returns its reason.
pub(super) async fn death(life: &mut watch::Receiver<Life>) -> String {
    match life.wait_for(|life| life.death.is_some()).await {
        Ok(life) => life.death.clone().unwrap_or_default(),
        Err(_) => "the connection was dropped".to_owned(),
    }
}

/// Waits until the connection has taken publishes for all of `timeout`.
///
/// While it is blocked it confirms nothing, and what waited is confirmed only some time after the alarm has cleared.
async fn confirm_is_late(life: &mut watch::Receiver<Life>, timeout: Duration) {
    while life.wait_for(|life| !life.blocked).await.is_ok() {
        let blocks = async { life.wait_for(|life| life.blocked).await.is_ok() };
        if tokio::time::timeout(timeout, blocks).await != Ok(true) {
            return;
        }
    }
}

/// Returns what the broker says of a message that is larger than it takes.
fn too_large(error: &lapin::Error) -> Option<String> {
    match error.kind() {
        lapin::ErrorKind::ProtocolError(told) if reply_code(error) == Some(code::PRECONDITION_FAILED) => {
            Some(told.get_message().to_string()).filter(|told| told.contains("larger than"))
        }
        _ => None,
    }
}

/// Watches a connection for errors and blocking, until its life ends.
pub(super) fn watch_connection(connection: &Connection, role: &'static str, life: &Arc<watch::Sender<Life>>) {
    let mut events = Box::pin(connection.events_listener());
    let life = life.clone();
    let mut ended = life.subscribe();
    tokio::spawn(async move {
        loop {
            let event = tokio::select! {
                event = events.next() => event,
                _ = death(&mut ended) => return,
            };
            match event {
                Some(Event::ConnectionBlocked(reason)) => {
                    tracing::warn!(role, reason, "the broker blocks publishing; waiting for it to go on");
                    life.send_modify(|life| life.blocked = true);
                }
                Some(Event::ConnectionUnblocked) => {
                    tracing::info!(role, "the broker takes publishes again");
                    life.send_modify(|life| life.blocked = false);
                }
                // It closes the channel of the message that is too large, and nobody else's.
                Some(Event::Error(error)) if too_large(&error).is_some() => {}
                Some(Event::Error(error)) => return die(&life, &format!("{role} connection: {error}")),
                None => return die(&life, &format!("{role} connection ended")),
                Some(_) => {}
            }
        }
    });
}

/// Publishes to one exchange over one connection.
pub struct Publisher {
    connection: Connection,
    exchange: ShortString,
    /// Channels at rest; `None` is the right to open one.
    rest: flume::Receiver<Option<Channel>>,
    rest_in: flume::Sender<Option<Channel>>,
    life: Arc<watch::Sender<Life>>,
    confirm_timeout: Duration,
}

/// A channel on loan: goes back as it is after a publish came to its end, else as the right to open another.
struct Loan<'a> {
    channel: Option<Channel>,
    rest_in: &'a flume::Sender<Option<Channel>>,
}

impl Loan<'_> {
    fn give_back(mut self, channel: Channel) {
        self.channel = Some(channel);
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        // The publisher owns the receiving end, so this fails only while it is being dropped itself.
        let _ = self.rest_in.send(self.channel.take());
    }
}

impl Publisher {
    /// Publishes over `connection`, at most `channels` at a time.
    pub fn new(
        connection: Connection,
        exchange: &str,
        channels: u16,
        confirm_timeout: Duration,
        life: Arc<watch::Sender<Life>>,
    ) -> Self {
        let (rest_in, rest) = flume::unbounded();
        for _ in 0..channels {
            rest_in.send(None).expect("the receiver is held right here");
        }
        watch_connection(&connection, "publishing", &life);
        Self { connection, exchange: exchange.into(), rest, rest_in, life, confirm_timeout }
    }

    /// Publishes one persistent message and waits until it is confirmed and routed.
    ///
    /// # Errors
    ///
    /// [`PublishError`].
    pub async fn publish(
        &self,
        queue: &str,
        properties: BasicProperties,
        body: &[u8],
    ) -> Result<(), PublishError> {
        let mut life = self.life.subscribe();
        tokio::select! {
            biased;
            result = self.publish_alive(queue, properties, body) => result,
            reason = death(&mut life) => Err(PublishError::Disconnected { reason }),
        }
    }

    async fn publish_alive(
        &self,
        queue: &str,
        properties: BasicProperties,
        body: &[u8],
    ) -> Result<(), PublishError> {
        let resting = self.rest.recv_async().await.expect("the sender is held by the publisher");
        let loan = Loan { channel: None, rest_in: &self.rest_in };
        let failed = |error: lapin::Error| self.failure(&error, body.len());
        let channel = match resting {
            Some(channel) if channel.status().connected() => channel,
            Some(_) | None => {
                let channel = self.connection.create_channel().await.map_err(failed)?;
                channel.confirm_select(ConfirmSelectOptions::default()).await.map_err(failed)?;
                channel
            }
        };
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let (exchange, key) = (self.exchange.clone(), ShortString::from(queue));
        let mut life = self.life.subscribe();
        let confirmation = {
            let publish =
                async { channel.basic_publish(exchange, key, options, body, properties).await?.await };
            let late = confirm_is_late(&mut life, self.confirm_timeout);
            tokio::select! {
                biased;
                confirmation = publish => confirmation.map_err(failed)?,
                () = late => {
                    let timeout_ms = self.confirm_timeout.as_millis() as u64;
                    return Err(PublishError::TimedOut { timeout_ms });
                }
            }
        };
        let result = match confirmation {
            Confirmation::Ack(None) => Ok(()),
            Confirmation::Ack(Some(returned)) => {
                let reason = format!("{} for routing key {queue:?}", returned.reply_text);
                Err(PublishError::Unroutable { reason })
            }
            Confirmation::Nack(_) => {
                // To a channel that was told once that a queue is full, RabbitMQ says so until a message is taken out,
                // even where the limit was raised; another channel asks anew.
                let closing = channel.close(200, "told that a queue is full".into());
                let _ = tokio::time::timeout(self.confirm_timeout, closing).await;
                return Err(PublishError::Nacked { queue: queue.to_owned() });
            }
            Confirmation::NotRequested => {
                // A channel without confirms must not be used again.
                let reason = "the channel gives no confirms".to_owned();
                return Err(PublishError::Refused { reason });
            }
        };
        loan.give_back(channel);
        result
    }

    fn failure(&self, error: &lapin::Error, size: usize) -> PublishError {
        if let Some(reason) = too_large(error) {
            return PublishError::TooLarge { size, reason };
        }
        let reason = match error.kind() {
            lapin::ErrorKind::ProtocolError(error) => error.get_message().to_string(),
            _ => error.to_string(),
        };
        if error.is_amqp_soft_error() || matches!(error.kind(), lapin::ErrorKind::InvalidChannelState(..)) {
            PublishError::Refused { reason }
        } else {
            die(&self.life, &format!("publishing connection: {reason}"));
            PublishError::Disconnected { reason }
        }
    }

    /// Waits until the broker blocks the connection.
    pub async fn blocked(&self) {
        // The publisher holds the sender: there is no error.
        let _ = self.life.subscribe().wait_for(|life| life.blocked).await;
    }

    /// Returns the largest frame that the broker takes, in bytes; 0 is no limit.
    pub fn frame_max(&self) -> u32 {
        self.connection.configuration().frame_max()
    }

    /// Closes the connection.
    pub async fn close(&self) {
        // Whether or not the broker answers, the connection is done with.
        done_with(self.connection.close(200, "done".into())).await;
    }
}
