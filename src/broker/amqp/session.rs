//! RabbitMQ as a [`Broker`]: one session at a time, and a supervisor that opens the next.
//!
//! A session is two connections (one consumes and acknowledges, one publishes: under an alarm the broker
//! blocks the publishing one and everything on it), a consumer, and the channels to publish on. Any error
//! ends the whole session. Every ticket holds its session, so a result of an ended session finds its
//! publishes `Disconnected` and its acknowledgement without effect; the broker delivers the job again.
//! lapin's own recovery stays off: its consumer can hang after a channel error.
//!
//! A session begins with one job at a time. What kills a process comes again first, and the broker counts a delivery
//! for everything that was in hand with it: a full hand each time would lead its neighbours to the delivery limit too.
//! So jobs that were lost repeatedly are taken alone, up to the first that was not.

use super::connect::{CLOSE_TIMEOUT, Connector, done_with, this_process, trouble};
use super::publish::{Life, Publisher, die, watch_connection};
use super::{dead, queues};
use crate::broker::{Broker, Delivery, Message, State};
use crate::config;
use crate::error::PublishError;
use crate::outcome::Fatal;
use backon::BackoffBuilder as _;
use futures_util::StreamExt as _;
use lapin::options::{
    BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicQosOptions, BasicRejectOptions,
};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Acker, BasicProperties, Channel, Connection, Consumer};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, mpsc, watch};

/// How often a session to which nothing comes asks whether anything should.
const QUIET: Duration = Duration::from_secs(5);

/// So often in a row there must be jobs in the queue and none of them come: one may just have been on its way.
const QUIET_TOO_OFTEN: u32 = 2;

/// After so many looks in a row at which nothing was in hand, the consumer is renewed.
const IDLE_TOO_OFTEN: u32 = 6;

/// A job that was delivered so often before, and lost each time, is taken alone.
const SUSPECT_DELIVERIES: i64 = 2;

/// RabbitMQ, as the worker sees it.
pub struct Amqp {
    deliveries: tokio::sync::Mutex<mpsc::Receiver<Delivery<Ticket>>>,
    state: watch::Receiver<State>,
    phase: watch::Sender<Phase>,
    /// What the supervisor ended with: nothing after a close, else what was fatal.
    ended: watch::Receiver<Option<Result<(), Fatal>>>,
}

/// How far stopping has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Consuming,
    Draining,
    Closing,
}

/// A delivered job: which session it came in, and what a dead letter needs of it.
pub struct Ticket {
    session: Arc<Session>,
    tag: u64,
    properties: BasicProperties,
    body: Arc<Vec<u8>>,
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("tag", &self.tag).finish_non_exhaustive()
    }
}

/// What the supervisor needs to open sessions.
struct Settings {
    config: config::Broker,
    connector: Connector,
    prefetch: u16,
    ack_batch: usize,
    ack_interval: Duration,
}

impl Amqp {
    /// Starts connecting in the background; [`Broker::next`] waits until it has succeeded.
    ///
    /// # Errors
    ///
    /// An address or certificate that cannot work. A broker that does not answer is no error: it is waited
    /// for.
    pub fn start(config: &config::Config) -> anyhow::Result<Self> {
        let settings = Settings {
            config: config.broker.clone(),
            connector: Connector::new(&config.broker)?,
            prefetch: config.worker.prefetch(&config.limits),
            ack_batch: config.worker.ack_batch,
            ack_interval: Duration::from_millis(config.worker.ack_interval_ms),
        };
        // The deliveries wait in lapin's buffer, which prefetch bounds; one is enough here.
        let (deliveries_in, deliveries) = mpsc::channel(1);
        let (state_in, state) = watch::channel(State::default());
        let (phase, phase_out) = watch::channel(Phase::Consuming);
        let (ended_in, ended) = watch::channel(None);
        tokio::spawn(async move {
            let result = supervise(&settings, deliveries_in, &state_in, phase_out).await;
            let trouble = result.as_ref().err().map_or("closed".to_owned(), Fatal::to_string);
            state_in.send_replace(State { trouble: Some(trouble), ..State::default() });
            ended_in.send_replace(Some(result));
        });
        Ok(Self { deliveries: deliveries.into(), state, phase, ended })
    }

    fn set_phase(&self, phase: Phase) {
        self.phase.send_if_modified(|now| {
            let later = phase > *now;
            *now = phase.max(*now);
            later
        });
    }
}

impl Broker for Amqp {
    type Ticket = Ticket;

    async fn next(&self) -> anyhow::Result<Option<Delivery<Ticket>>> {
        let mut phase = self.phase.subscribe();
        let mut ended = self.ended.clone();
        let mut deliveries = self.deliveries.lock().await;
        loop {
            if *phase.borrow_and_update() > Phase::Consuming {
                return Ok(None);
            }
            tokio::select! {
                delivery = deliveries.recv() => match delivery {
                    // What an ended session has left behind comes again by itself.
                    Some(delivery) if !delivery.ticket.session.alive() => {}
                    Some(delivery) => return Ok(Some(delivery)),
                    None => {
                        let ended = ended.wait_for(Option::is_some).await;
                        let ended = ended.ok().and_then(|ended| ended.clone());
                        return match ended {
                            Some(Err(trouble)) => Err(trouble.into()),
                            Some(Ok(())) => Ok(None),
                            None => anyhow::bail!("the broker's supervisor panicked"),
                        };
                    }
                },
                _ = phase.changed() => {}
            }
        }
    }

    async fn publish(&self, ticket: &Ticket, message: Message<'_>) -> Result<(), PublishError> {
        let Ticket { session, properties, body, .. } = ticket;
        let config = &session.config;
        match message {
            Message::Document { job_id, document_id, body } => {
                let properties = document_properties(properties, job_id, document_id);
                session.publisher.publish(&config.documents_queue, properties, body).await
            }
            Message::Dead { code, message, stage } => {
                let reason = dead::Reason { code, message, stage, queue: &config.jobs_queue };
                let properties = dead::properties(properties, reason);
                match session.publisher.publish(&config.dead_queue, properties, body).await {
                    // Queues that somebody else declared may drop what is put aside.
                    Err(PublishError::TooLarge { reason, .. }) if !config.declare => {
                        Err(PublishError::Refused { reason })
                    }
                    result => result,
                }
            }
        }
    }

    fn settle(&self, ticket: Ticket) {
        ticket.session.settle(ticket.tag);
    }

    async fn put_aside(&self, ticket: Ticket) {
        ticket.session.put_aside(ticket.tag).await;
    }

    fn stop_intake(&self) {
        self.set_phase(Phase::Draining);
    }

    async fn close(&self) {
        self.set_phase(Phase::Closing);
        let mut ended = self.ended.clone();
        // An error means that the supervisor is gone, which is as closed as can be.
        let _ = ended.wait_for(Option::is_some).await;
    }

    fn state(&self) -> watch::Receiver<State> {
        self.state.clone()
    }
}

/// Opens sessions one after another until told to close, or until the first cannot be opened for a reason
/// that waiting does not mend. After one success every error is waited out: an operator is at work.
async fn supervise(
    settings: &Settings,
    deliveries: mpsc::Sender<Delivery<Ticket>>,
    state: &watch::Sender<State>,
    mut phase: watch::Receiver<Phase>,
) -> Result<(), Fatal> {
    let backoff = || crate::broker::backoff(&settings.config).build();
    let mut sessions = 0u64;
    let mut delays = backoff();
    loop {
        let opening = tokio::select! {
            opening = Session::open(settings) => opening,
            () = stopped(&mut phase) => return Ok(()), // Without a session there is nothing to drain.
        };
        let trouble = match opening {
            Ok((session, intake)) => {
                sessions += 1;
                state.send_replace(State { reconnects: sessions - 1, ..State::up() });
                tracing::info!(queue = settings.config.jobs_queue, prefetch = settings.prefetch, "consuming");
                let opened = tokio::time::Instant::now();
                let reason = session.run(settings, intake, &deliveries, state, &mut phase).await;
                // A session that ends as soon as it is open must not be reopened in a hot loop.
                if opened.elapsed() > Duration::from_millis(settings.config.backoff_max_ms) {
                    delays = backoff();
                }
                match reason {
                    None => return Ok(()),
                    Some(reason) => Fatal::Unavailable(reason),
                }
            }
            Err(trouble @ Fatal::Usage(_)) if sessions == 0 => return Err(trouble),
            Err(trouble) => trouble,
        };
        state.send_modify(|state| {
            *state = State {
                reconnects: state.reconnects,
                trouble: Some(trouble.to_string()),
                ..State::default()
            };
        });
        let delay = delays.next().unwrap_or_default();
        let delay_ms = delay.as_millis() as u64;
        match &trouble {
            Fatal::Unavailable(reason) => tracing::warn!(reason, delay_ms, "no broker; trying again"),
            Fatal::Usage(reason) => tracing::error!(reason, delay_ms, "the broker refuses; trying again"),
        }
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            () = stopped(&mut phase) => return Ok(()),
        }
    }
}

/// Waits until no more jobs are wanted.
async fn stopped(phase: &mut watch::Receiver<Phase>) {
    // An error means that nobody is left who could want any.
    let _ = phase.wait_for(|phase| *phase > Phase::Consuming).await;
}

impl State {
    fn up() -> Self {
        Self { connected: true, consuming: true, ..Self::default() }
    }
}

/// Where jobs come from: a consumer and its channel, on which nothing else is done.
struct Intake {
    channel: Channel,
    consumer: Consumer,
}

/// One life of the connections to the broker.
struct Session {
    config: config::Broker,
    consuming: Connection,
    publisher: Publisher,
    acks: Mutex<Acks>,
    /// Told when an acknowledgement is due.
    due: Notify,
    /// Told when a full batch is due.
    full: Notify,
    ack_batch: usize,
    life: Arc<watch::Sender<Life>>,
}

/// Deliveries in the order they came, and which of them are finished.
///
/// Acknowledged is the contiguous finished prefix, many at a time: one frame, and one write to the log of a
/// quorum queue, for up to a batch.
#[derive(Default)]
struct Acks {
    first_tag: u64,
    /// Without an acker where a delivery has had its answer already.
    open: VecDeque<(Option<Acker>, bool)>,
    /// The last delivery of the finished prefix that is not yet acknowledged, and how many it stands for.
    ready: Option<Acker>,
    count: usize,
}

impl Acks {
    /// Returns a delivery, unless it lies in the finished prefix.
    fn of(&mut self, tag: u64) -> Option<&mut (Option<Acker>, bool)> {
        // Tags of one channel are consecutive, so a tag's place follows from the first one's.
        self.open.get_mut(tag.checked_sub(self.first_tag)? as usize)
    }
}

impl Session {
    async fn open(settings: &Settings) -> Result<(Arc<Self>, Intake), Fatal> {
        let config = &settings.config;
        let consuming = settings.connector.connect("worker consume").await?;
        if config.declare {
            queues::declare(&consuming, config).await?;
        }
        let publishing = settings.connector.connect("worker publish").await?;
        let life = Arc::new(watch::Sender::new(Life::default()));
        watch_connection(&consuming, "consuming", &life);
        let publisher = Publisher::new(
            publishing,
            &config.exchange,
            config.publish_channels,
            Duration::from_millis(config.confirm_timeout_ms),
            life.clone(),
        );
        let intake = Intake::open(&consuming, &config.jobs_queue).await?;
        let session = Self {
            config: config.clone(),
            consuming,
            publisher,
            acks: Mutex::default(),
            due: Notify::new(),
            full: Notify::new(),
            ack_batch: settings.ack_batch,
            life,
        };
        Ok((Arc::new(session), intake))
    }

    fn alive(&self) -> bool {
        self.life.borrow().death.is_none()
    }

    fn acks(&self) -> MutexGuard<'_, Acks> {
        // Nothing that can panic runs under this lock.
        self.acks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forwards deliveries until the session dies (returns why) or is told to close (returns nothing).
    async fn run(
        self: Arc<Self>,
        settings: &Settings,
        mut intake: Intake,
        deliveries: &mpsc::Sender<Delivery<Ticket>>,
        state: &watch::Sender<State>,
        phase: &mut watch::Receiver<Phase>,
    ) -> Option<String> {
        let flusher = tokio::spawn(self.clone().flush_acks(settings.ack_interval));
        let mut life = self.life.subscribe();
        life.mark_changed(); // It may have died before anybody looked.
        let mut cancelled = false;
        let mut alone = true;
        let mut looks = tokio::time::interval_at(tokio::time::Instant::now() + QUIET, QUIET);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut quiet, mut idle) = (0, 0);
        let ended = loop {
            let now = *phase.borrow_and_update();
            if now == Phase::Closing {
                break None;
            }
            if now == Phase::Draining && !cancelled {
                cancelled = true;
                state.send_modify(|state| {
                    state.consuming = false;
                    state.trouble = Some("stopping".to_owned());
                });
                let cancel = intake.cancel();
                // Whether or not it is heard: nothing is taken from the consumer any more.
                let _ = tokio::time::timeout(CLOSE_TIMEOUT, cancel).await;
            }
            // Room first, then the delivery: given up at either wait, nothing is lost between the two.
            let forward = async {
                let Ok(room) = deliveries.reserve().await else { return std::future::pending().await };
                let delivery = intake.consumer.next().await?;
                Some(delivery.map(|delivery| (room, delivery)))
            };
            tokio::select! {
                forwarded = forward, if now == Phase::Consuming => match forwarded {
                    Some(Ok((room, delivery))) => {
                        looks.reset();
                        (quiet, idle) = (0, 0);
                        if alone && deliveries_before(&delivery) < SUSPECT_DELIVERIES {
                            alone = false;
                            // This one is not acknowledged, so the old consumer gets nothing after it.
                            if let Err(trouble) = in_time(settings, intake.consume_more(settings)).await {
                                die(&self.life, &trouble.to_string());
                            }
                        }
                        room.send(self.received(delivery));
                    }
                    Some(Err(error)) => die(&self.life, &trouble("consuming", &error).to_string()),
                    None => die(&self.life, "the broker cancelled the consumer: its queue was deleted or moved"),
                },
                _ = looks.tick(), if now == Phase::Consuming => {
                    let in_hand = !self.acks().open.is_empty();
                    let left_out = !in_hand && self.jobs_wait(&settings.config.jobs_queue).await;
                    (quiet, idle) = (if left_out { quiet + 1 } else { 0 }, if in_hand { 0 } else { idle + 1 });
                    if quiet == QUIET_TOO_OFTEN {
                        die(&self.life, "jobs wait and none comes; perhaps the queue was deleted and declared anew");
                    } else if idle == IDLE_TOO_OFTEN {
                        (idle, alone) = (0, true);
                        if let Err(trouble) = in_time(settings, self.renew(&mut intake)).await {
                            die(&self.life, &trouble.to_string());
                        }
                    }
                }
                changed = life.changed() => {
                    let life = life.borrow_and_update().clone();
                    state.send_modify(|state| state.blocked = life.blocked);
                    if changed.is_err() || life.death.is_some() {
                        break Some(life.death.unwrap_or_default());
                    }
                }
                changed = phase.changed() => if changed.is_err() {
                    break None; // The broker was dropped.
                },
            }
        };
        flusher.abort();
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, self.close()).await;
        ended
    }

    /// Says whether jobs lie in the queue, where the broker tells. RabbitMQ 3.10 may tell no consumer that its queue was
    /// deleted where the queue is declared again at once: the consumer waits for ever, alive by all other signs.
    async fn jobs_wait(&self, queue: &str) -> bool {
        let depth = tokio::time::timeout(QUIET, queues::depth(&self.consuming, queue)).await;
        matches!(depth, Ok(Ok(Some(depth))) if depth.messages > 0)
    }

    /// Consumes anew, over a channel of its own, where nothing is in hand. Such a broker may also count jobs as delivered to
    /// a consumer that was never given them; they come again once its channel is closed.
    async fn renew(&self, intake: &mut Intake) -> Result<(), Fatal> {
        self.ack_ready().await;
        done_with(intake.channel.close(200, "idle".into())).await;
        *intake = Intake::open(&self.consuming, &self.config.jobs_queue).await?;
        tracing::debug!("nothing came for a while; consuming anew");
        Ok(())
    }

    /// Acknowledges what is finished and closes both connections.
    async fn close(&self) {
        if self.alive() {
            self.ack_ready().await;
        }
        die(&self.life, "closed");
        // Whether or not the broker answers, the session is over.
        let _ = self.consuming.close(200, "done".into()).await;
        self.publisher.close().await;
    }

    fn received(self: &Arc<Self>, delivery: lapin::message::Delivery) -> Delivery<Ticket> {
        let lapin::message::Delivery { delivery_tag: tag, redelivered, properties, data, acker, .. } =
            delivery;
        let mut acks = self.acks();
        if acks.open.is_empty() {
            acks.first_tag = tag;
        }
        acks.open.push_back((Some(acker), false));
        drop(acks);
        let body = Arc::new(data);
        Delivery {
            redelivered,
            message_id: properties.message_id().as_ref().map(|id| id.as_str().to_owned()),
            traceparent: header(&properties, "traceparent"),
            body: body.clone(),
            ticket: Ticket { session: self.clone(), tag, properties, body },
        }
    }

    fn settle(&self, tag: u64) {
        let mut guard = self.acks();
        let acks = &mut *guard;
        let Some((_, finished)) = acks.of(tag) else { return };
        *finished = true;
        while let Some((acker, true)) = acks.open.front_mut() {
            // RabbitMQ would look for a tag that has had its answer behind all others, and acknowledge them on the way.
            if let Some(acker) = acker.take() {
                acks.ready = Some(acker);
                acks.count += 1;
            }
            acks.open.pop_front();
            acks.first_tag += 1;
        }
        let count = acks.count;
        drop(guard);
        if count > 0 {
            self.due.notify_one();
        }
        if count >= self.ack_batch {
            self.full.notify_one();
        }
    }

    /// Rejects one delivery: its queue dead-letters it.
    async fn put_aside(&self, tag: u64) {
        let acker = self.acks().of(tag).and_then(|(acker, _)| acker.take());
        let Some(acker) = acker else { return };
        match acker.reject(BasicRejectOptions { requeue: false }).await {
            Ok(true) => self.settle(tag),
            // The job comes again.
            Ok(false) => die(&self.life, "a rejection had no connection to go to"),
            Err(error) => die(&self.life, &trouble("rejecting", &error).to_string()),
        }
    }

    async fn flush_acks(self: Arc<Self>, interval: Duration) {
        loop {
            self.due.notified().await;
            // A full batch goes at once, anything less after the interval.
            let _ = tokio::time::timeout(interval, self.full.notified()).await;
            self.ack_ready().await;
        }
    }

    async fn ack_ready(&self) {
        let (ready, count) = {
            let mut acks = self.acks();
            (acks.ready.take(), std::mem::take(&mut acks.count))
        };
        let Some(acker) = ready else { return };
        match acker.ack(BasicAckOptions { multiple: true }).await {
            Ok(true) => {}
            // Not an error to lapin, but nothing was acknowledged: these jobs come again.
            Ok(false) => die(&self.life, &format!("{count} acknowledgements had no connection to go to")),
            Err(error) => die(&self.life, &trouble("acknowledging", &error).to_string()),
        }
    }
}

impl Intake {
    /// Consumes one job at a time.
    async fn open(connection: &Connection, queue: &str) -> Result<Self, Fatal> {
        let channel =
            connection.create_channel().await.map_err(|error| trouble("opening a channel", &error))?;
        let consumer = consume(&channel, queue, "-alone", 1).await?;
        Ok(Self { channel, consumer })
    }

    /// Consumes with the full prefetch instead.
    async fn consume_more(&mut self, settings: &Settings) -> Result<(), Fatal> {
        if settings.prefetch > 1 {
            self.cancel().await.map_err(|error| trouble("changing the consumer", &error))?;
            self.consumer =
                consume(&self.channel, &settings.config.jobs_queue, "", settings.prefetch).await?;
        }
        Ok(())
    }

    async fn cancel(&self) -> lapin::Result<()> {
        self.channel.basic_cancel(self.consumer.tag(), BasicCancelOptions::default()).await
    }
}

/// Waits for a change of the consumer as long as for a connection.
///
/// # Errors
///
/// Those of the change, and [`Fatal::Unavailable`] where it takes longer.
async fn in_time(settings: &Settings, change: impl Future<Output = Result<(), Fatal>>) -> Result<(), Fatal> {
    let queue = &settings.config.jobs_queue;
    let late = |_| Fatal::Unavailable(format!("no answer to consuming from {queue:?}"));
    tokio::time::timeout(Duration::from_millis(settings.config.connect_timeout_ms), change)
        .await
        .map_err(late)?
}

/// Starts consuming, with up to `prefetch` jobs in hand.
async fn consume(channel: &Channel, queue: &str, how: &str, prefetch: u16) -> Result<Consumer, Fatal> {
    let qos = channel.basic_qos(prefetch, BasicQosOptions::default()).await;
    qos.map_err(|error| trouble("setting prefetch", &error))?;
    let tag = ShortString::try_new(format!("wiremill-{}{how}", this_process())).unwrap_or_default();
    let (options, arguments) = (BasicConsumeOptions::default(), FieldTable::default());
    channel
        .basic_consume(queue.into(), tag, options, arguments)
        .await
        .map_err(|error| trouble(&format!("consuming from {queue:?}"), &error))
}

/// Returns how often a quorum queue has delivered a job before; it counts what its delivery limit counts.
fn deliveries_before(delivery: &lapin::message::Delivery) -> i64 {
    let headers = delivery.properties.headers().as_ref();
    match headers.and_then(|headers| headers.inner().get("x-delivery-count")) {
        // Of a first delivery it is the sender's.
        Some(_) if !delivery.redelivered => 0,
        Some(AMQPValue::LongLongInt(count)) => *count,
        Some(AMQPValue::LongInt(count)) => i64::from(*count),
        Some(AMQPValue::ShortInt(count)) => i64::from(*count),
        Some(AMQPValue::ShortShortInt(count)) => i64::from(*count),
        Some(AMQPValue::LongUInt(count)) => i64::from(*count),
        Some(_) | None => 0,
    }
}

/// Returns a header that holds text.
pub(super) fn header(properties: &BasicProperties, name: &str) -> Option<String> {
    match properties.headers().as_ref()?.inner().get(name)? {
        AMQPValue::LongString(text) => String::from_utf8(text.as_bytes().to_vec()).ok(),
        AMQPValue::ShortString(text) => Some(text.as_str().to_owned()),
        _ => None,
    }
}

/// Returns the properties of a document: what it is, whose it is, and the trace it belongs to.
fn document_properties(job: &BasicProperties, job_id: &str, document_id: &str) -> BasicProperties {
    let mut headers = FieldTable::default();
    for name in ["traceparent", "tracestate"] {
        // A longer one is no trace context, and headers must fit a frame.
        if let Some(value) = header(job, name).filter(|value| value.len() <= 1024) {
            headers.insert(name.into(), AMQPValue::LongString(value.into()));
        }
    }
    // Ids may be longer than the 255 bytes that a correlation id holds.
    headers.insert("wiremill-job-id".into(), AMQPValue::LongString(job_id.into()));
    let properties = BasicProperties::default()
        .with_delivery_mode(2)
        .with_content_type("application/json".into())
        .with_type(crate::document::SCHEMA.into())
        .with_app_id("wiremill".into())
        .with_message_id(document_id.into())
        .with_headers(headers);
    match ShortString::try_new(job_id) {
        Ok(id) => properties.with_correlation_id(id),
        Err(_) => properties,
    }
}
