//! Declaring, comparing, counting and reading queues: what the commands do to a broker.

use super::connect::{Connector, code, done_with, reply_code, trouble};
use super::dead;
use super::publish::{Life, Publisher};
use super::session::header;
use crate::config;
use crate::error::PublishError;
use crate::outcome::Fatal;
use futures_util::StreamExt as _;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicQosOptions, ExchangeDeclareOptions, QueueBindOptions,
    QueueDeclareOptions, QueuePurgeOptions,
};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Acker, BasicProperties, Channel, Connection, Consumer, ExchangeKind};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// A delivery limit that is never reached. RabbitMQ 4 drops a message of a quorum queue after 20 deliveries
/// unless told otherwise; documents and dead letters must outlive any number of interrupted readers.
const NO_DELIVERY_LIMIT: i64 = 1_000_000_000;

/// What [`Client::compare`] cannot see: AMQP has no question for it.
pub const NOT_COMPARED: &str =
    "bindings and policies: not to be seen over AMQP; `wiremill topology` makes missing bindings";

/// One queue as it should be.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub name: String,
    arguments: FieldTable,
}

/// Returns the three queues of `config`.
pub fn wanted(config: &config::Broker) -> [Wanted; 3] {
    let text = |value: &str| AMQPValue::LongString(value.into());
    let queue = |name: &str, arguments: &[(&str, AMQPValue)]| {
        let mut table = FieldTable::default();
        table.insert("x-queue-type".into(), text("quorum"));
        for (key, value) in arguments {
            table.insert((*key).into(), value.clone());
        }
        Wanted { name: name.to_owned(), arguments: table }
    };
    let no_limit = ("x-delivery-limit", AMQPValue::LongLongInt(NO_DELIVERY_LIMIT));
    [
        queue(&config.dead_queue, std::slice::from_ref(&no_limit)),
        queue(
            &config.documents_queue,
            &[
                no_limit.clone(),
                // A slow reader stalls the workers instead of filling the disk.
                ("x-max-length-bytes", AMQPValue::LongLongInt(config.documents_max_bytes as i64)),
                ("x-overflow", text("reject-publish")),
            ],
        ),
        queue(
            &config.jobs_queue,
            &[
                ("x-delivery-limit", AMQPValue::LongLongInt(i64::from(config.delivery_limit))),
                ("x-dead-letter-exchange", text(&config.exchange)),
                ("x-dead-letter-routing-key", text(&config.dead_queue)),
                // At-least-once dead-lettering works only where the queue rejects when full.
                ("x-dead-letter-strategy", text("at-least-once")),
                ("x-overflow", text("reject-publish")),
            ],
        ),
    ]
}

/// Declares the exchange, the queues and their bindings; what exists alike is left as it is.
///
/// # Errors
///
/// [`Fatal`] naming the queue and the argument that differs, where one exists otherwise.
pub async fn declare(connection: &Connection, config: &config::Broker) -> Result<(), Fatal> {
    let channel = channel(connection).await?;
    declare_exchange(&channel, &config.exchange)
        .await
        .map_err(|error| trouble(&format!("declaring exchange {:?}", config.exchange), &error))?;
    // Dead letters and documents first: no job may come before there is a place for its end.
    for queue in wanted(config) {
        declare_queue(&channel, &queue).await?;
        let (name, exchange) = (queue.name.as_str(), config.exchange.as_str());
        channel
            .queue_bind(
                name.into(),
                exchange.into(),
                name.into(),
                QueueBindOptions::default(),
                FieldTable::default(),
            )
            .await
            .map_err(|error| trouble(&format!("binding queue {name:?} to {exchange:?}"), &error))?;
    }
    // An error here changes nothing: all is declared.
    done_with(channel.close(200, "done".into())).await;
    Ok(())
}

async fn channel(connection: &Connection) -> Result<Channel, Fatal> {
    connection.create_channel().await.map_err(|error| trouble("opening a channel", &error))
}

/// Asks how many messages and consumers a queue has; `None` where there is no such queue.
pub(super) async fn depth(connection: &Connection, queue: &str) -> Result<Option<Depth>, Fatal> {
    // Asking for a missing queue closes the channel, so each question has its own.
    let channel = channel(connection).await?;
    let options = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    match channel.queue_declare(queue.into(), options, FieldTable::default()).await {
        Ok(found) => {
            // The answer is here, whatever becomes of the channel.
            done_with(channel.close(200, "done".into())).await;
            Ok(Some(Depth { messages: found.message_count(), consumers: found.consumer_count() }))
        }
        Err(error) if reply_code(&error) == Some(code::NOT_FOUND) => Ok(None),
        Err(error) => Err(trouble(&format!("asking for queue {queue:?}"), &error)),
    }
}

/// Declares the exchange as it should be.
async fn declare_exchange(channel: &Channel, name: &str) -> lapin::Result<()> {
    let options = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
    channel.exchange_declare(name.into(), ExchangeKind::Direct, options, FieldTable::default()).await
}

async fn declare_queue(channel: &Channel, queue: &Wanted) -> Result<(), Fatal> {
    let declared = channel
        .queue_declare(queue.name.as_str().into(), QueueDeclareOptions::durable(), queue.arguments.clone())
        .await;
    match declared {
        Ok(_) => Ok(()),
        Err(error) if reply_code(&error) == Some(code::PRECONDITION_FAILED) => {
            let told = match error.kind() {
                lapin::ErrorKind::ProtocolError(error) => error.get_message().to_string(),
                _ => error.to_string(),
            };
            Err(Fatal::Usage(format!("queue {:?} exists with other arguments: {told}", queue.name)))
        }
        Err(error) => Err(trouble(&format!("declaring queue {:?}", queue.name), &error)),
    }
}

/// How many messages are ready in a queue and how many consumers it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    pub messages: u32,
    pub consumers: u32,
}

/// A dead-lettering by the broker itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Death {
    /// "delivery_limit", "expired", …
    pub reason: String,
    /// The queue that the message died in.
    pub queue: String,
    /// Seconds since 1970.
    pub time: Option<u64>,
}

/// A message taken from a queue by a command.
pub struct Taken {
    pub body: Vec<u8>,
    pub redelivered: bool,
    pub message_id: Option<String>,
    /// Headers that hold text, numbers or times, as text.
    pub headers: BTreeMap<String, String>,
    /// Why the broker itself dead-lettered it.
    pub death: Option<Death>,
    properties: BasicProperties,
    acker: Acker,
}

/// Reads one queue; what is not acknowledged goes back when the reader is dropped or closed.
pub struct Reader {
    channel: Channel,
    consumer: Consumer,
}

/// A command's connection to the broker.
pub struct Client {
    connection: Connection,
    config: config::Broker,
}

impl Client {
    /// Connects for `purpose`, which operators see in the connection's name.
    ///
    /// # Errors
    ///
    /// [`Fatal`] in an `anyhow::Error`.
    pub async fn connect(config: &config::Broker, purpose: &str) -> anyhow::Result<Self> {
        let connection = Connector::new(config)?.connect(purpose).await?;
        Ok(Self { connection, config: config.clone() })
    }

    /// Declares exchange and queues.
    ///
    /// # Errors
    ///
    /// As [`declare`].
    pub async fn declare(&self) -> Result<(), Fatal> {
        declare(&self.connection, &self.config).await
    }

    /// Compares the queues with what they should be, changing nothing, and says what differs.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be asked.
    pub async fn compare(&self) -> Result<Vec<String>, Fatal> {
        let mut differences = Vec::new();
        let exchange = channel(&self.connection).await?;
        let options = ExchangeDeclareOptions { passive: true, ..ExchangeDeclareOptions::default() };
        let name = self.config.exchange.as_str();
        let found = exchange
            .exchange_declare(name.into(), ExchangeKind::Direct, options, FieldTable::default())
            .await;
        match found {
            // That says nothing of its type; declaring what exists compares it.
            Ok(()) => match declare_exchange(&channel(&self.connection).await?, name).await {
                Ok(()) => {}
                // Who may not declare it cannot compare it either.
                Err(error) if reply_code(&error) == Some(code::ACCESS_REFUSED) => {}
                Err(error) if reply_code(&error) == Some(code::PRECONDITION_FAILED) => {
                    let told = trouble(&format!("exchange {name:?} exists with other arguments"), &error);
                    differences.push(told.to_string());
                }
                Err(error) => return Err(trouble(&format!("comparing exchange {name:?}"), &error)),
            },
            Err(error) if reply_code(&error) == Some(code::NOT_FOUND) => {
                differences.push(format!("exchange {name:?} is missing"));
            }
            Err(error) => return Err(trouble(&format!("asking for exchange {name:?}"), &error)),
        }
        for queue in wanted(&self.config) {
            if self.depth(&queue.name).await?.is_none() {
                differences.push(format!("queue {:?} is missing", queue.name));
                continue;
            }
            // Declaring a queue that exists compares its arguments; the broker names the first difference.
            match declare_queue(&channel(&self.connection).await?, &queue).await {
                Ok(()) => {}
                Err(Fatal::Usage(difference)) => differences.push(difference),
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(differences)
    }

    /// Counts a queue's messages and consumers; `None` where there is no such queue.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be asked.
    pub async fn depth(&self, queue: &str) -> Result<Option<Depth>, Fatal> {
        depth(&self.connection, queue).await
    }

    /// Deletes all ready messages of a queue and returns how many they were.
    ///
    /// # Errors
    ///
    /// Where the broker refuses or cannot be asked.
    pub async fn purge(&self, queue: &str) -> Result<u32, Fatal> {
        let channel = channel(&self.connection).await?;
        channel
            .queue_purge(queue.into(), QueuePurgeOptions::default())
            .await
            .map_err(|error| trouble(&format!("purging queue {queue:?}"), &error))
    }

    /// Starts reading a queue with up to `prefetch` messages unacknowledged; 0 is any number.
    ///
    /// # Errors
    ///
    /// Where there is no such queue, or the broker refuses.
    pub async fn read(&self, queue: &str, prefetch: u16) -> Result<Reader, Fatal> {
        let doing = || format!("reading queue {queue:?}");
        let channel = channel(&self.connection).await?;
        let qos = channel.basic_qos(prefetch, BasicQosOptions::default()).await;
        qos.map_err(|error| trouble(&doing(), &error))?;
        let tag = ShortString::try_new(format!("wiremill-{}", super::connect::this_process()));
        let consumer = channel
            .basic_consume(
                queue.into(),
                tag.unwrap_or_default(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await
            .map_err(|error| trouble(&doing(), &error))?;
        Ok(Reader { channel, consumer })
    }

    /// Closes the connection.
    pub async fn close(self) {
        // The command has what it came for.
        done_with(self.connection.close(200, "done".into())).await;
    }
}

impl Reader {
    /// Waits for the next message; `None` when the queue was deleted.
    ///
    /// # Errors
    ///
    /// Where the connection or channel broke.
    pub async fn next(&mut self) -> Result<Option<Taken>, Fatal> {
        let Some(delivery) = self.consumer.next().await else { return Ok(None) };
        let delivery = delivery.map_err(|error| trouble("reading", &error))?;
        let lapin::message::Delivery { redelivered, properties, data, acker, .. } = delivery;
        Ok(Some(Taken {
            redelivered,
            message_id: properties.message_id().as_ref().map(|id| id.as_str().to_owned()),
            headers: text_headers(&properties),
            death: broker_death(&properties),
            body: data,
            properties,
            acker,
        }))
    }

    /// Stops reading; messages not acknowledged go back to the queue.
    pub async fn close(self) {
        // Closing or losing the channel both put the messages back.
        done_with(self.channel.close(200, "done".into())).await;
    }
}

impl Taken {
    /// Acknowledges this message, and with `all_before` every one read before it.
    ///
    /// # Errors
    ///
    /// Where the acknowledgement did not reach a living connection: the messages come again.
    pub async fn acknowledge(&self, all_before: bool) -> Result<(), Fatal> {
        match self.acker.ack(BasicAckOptions { multiple: all_before }).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Fatal::Unavailable("the connection is gone; messages come again".to_owned())),
            Err(error) => Err(trouble("acknowledging", &error)),
        }
    }
}

/// Publishes jobs for commands.
pub struct Sender {
    publisher: Publisher,
    jobs_queue: String,
}

impl Sender {
    /// Opens a connection of its own: reading and publishing must not share one.
    ///
    /// # Errors
    ///
    /// [`Fatal`] in an `anyhow::Error`.
    pub async fn connect(config: &config::Broker, purpose: &str) -> anyhow::Result<Self> {
        let connection = Connector::new(config)?.connect(&format!("{purpose} publish")).await?;
        let life = Arc::new(watch::Sender::new(Life::default()));
        let confirm_timeout = Duration::from_millis(config.confirm_timeout_ms);
        let publisher =
            Publisher::new(connection, &config.exchange, config.publish_channels, confirm_timeout, life);
        Ok(Self { publisher, jobs_queue: config.jobs_queue.clone() })
    }

    /// Publishes one job and waits until it is confirmed and routed.
    ///
    /// # Errors
    ///
    /// [`PublishError`].
    pub async fn send_job(&self, id: &str, body: &[u8]) -> Result<(), PublishError> {
        let mut properties = BasicProperties::default()
            .with_delivery_mode(2)
            .with_content_type("application/json".into())
            .with_type(crate::job::SCHEMA.into())
            .with_app_id("wiremill".into());
        // An id may be longer than the property holds; it stands in the body too.
        if let Ok(id) = ShortString::try_new(id) {
            properties = properties.with_message_id(id);
        }
        self.publisher.publish(&self.jobs_queue, properties, body).await
    }

    /// Puts a dead letter back among the jobs, without what was added to it, its time to live, and the user that sent it, whom
    /// the broker compares with ours.
    ///
    /// # Errors
    ///
    /// [`PublishError`].
    pub async fn replay(&self, letter: &Taken) -> Result<(), PublishError> {
        let mut headers = FieldTable::default();
        if let Some(original) = letter.properties.headers() {
            for (name, value) in original.inner() {
                // Counts of deliveries and deaths would follow the job into its new life.
                let added = ["wiremill-", "x-"].iter().any(|added| name.as_str().starts_with(added));
                if !added && !dead::routes(name.as_str()) {
                    headers.insert(name.clone(), value.clone());
                }
            }
        }
        let properties = dead::carried(&letter.properties).with_headers(headers);
        self.publisher.publish(&self.jobs_queue, properties, &letter.body).await
    }

    /// Waits until the broker blocks publishing (memory or disk alarm).
    pub async fn blocked(&self) {
        self.publisher.blocked().await;
    }

    /// Closes the connection.
    pub async fn close(&self) {
        self.publisher.close().await;
    }
}

fn text_headers(properties: &BasicProperties) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (name, value) in properties.headers().iter().flat_map(|headers| headers.inner()) {
        let text = match value {
            AMQPValue::LongString(_) | AMQPValue::ShortString(_) => header(properties, name.as_str()),
            AMQPValue::Timestamp(seconds) => Some(seconds.to_string()),
            AMQPValue::LongLongInt(number) => Some(number.to_string()),
            AMQPValue::LongInt(number) => Some(number.to_string()),
            _ => None,
        };
        if let Some(text) = text {
            texts.insert(name.as_str().to_owned(), text);
        }
    }
    texts
}

/// Reads why, where and when the broker itself dead-lettered a message.
fn broker_death(properties: &BasicProperties) -> Option<Death> {
    let AMQPValue::FieldArray(deaths) = properties.headers().as_ref()?.inner().get("x-death")? else {
        return None;
    };
    let AMQPValue::FieldTable(last) = deaths.as_slice().first()? else { return None };
    let text = |name: &str| match last.inner().get(name) {
        Some(AMQPValue::LongString(text)) => text.to_string(),
        _ => String::new(),
    };
    let time = match last.inner().get("time") {
        Some(AMQPValue::Timestamp(seconds)) => Some(*seconds),
        _ => None,
    };
    Some(Death { reason: text("reason"), queue: text("queue"), time })
}
