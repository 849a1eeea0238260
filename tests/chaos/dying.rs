//! A worker that dies at a named point: the program's own, over a broker that ends the process there. The test
//! starts itself again to be one, so that no such thing is in the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use wiremill::broker::amqp::Amqp;
use wiremill::broker::{Broker, Delivery, Message, State};
use wiremill::config::Config;
use wiremill::error::{Deadline, PublishError};
use wiremill::metrics::Metrics;
use wiremill::pipeline::{Pipeline, Scratch};
use wiremill::worker::{Stop, Worker};

const POINT: &str = "WIREMILL_CHAOS_DIE_AT";
const AFTER: &str = "WIREMILL_CHAOS_DIE_AFTER";

/// Where a worker can die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A job has come, nothing is done yet.
    Received,
    /// The document is made and nothing of it sent.
    BeforePublish,
    /// The document is sent and no confirm has come.
    Published,
    /// The document is confirmed, its job not acknowledged.
    Confirmed,
    /// The acknowledgement is given and may or may not have been sent.
    Settled,
}

const POINTS: [Point; 5] =
    [Point::Received, Point::BeforePublish, Point::Published, Point::Confirmed, Point::Settled];

/// Says whether this process is to be such a worker.
pub fn is_wanted() -> bool {
    std::env::var_os(POINT).is_some()
}

/// Returns the command that starts such a worker; it dies when a job comes to the point after `after` others.
pub fn command(point: Point, after: usize) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.env(POINT, format!("{point:?}")).env(AFTER, after.to_string());
    command
}

/// Works until it dies.
pub fn run() {
    let named = std::env::var(POINT).unwrap();
    let point = POINTS.into_iter().find(|point| format!("{point:?}") == named).unwrap();
    let left = std::env::var(AFTER).unwrap().parse().unwrap();
    let config = Config::load(None).unwrap();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).init();
    crate::common::runtime().block_on(async {
        let broker = Dying { inner: Amqp::start(&config).unwrap(), point, left: AtomicI64::new(left) };
        let pipeline = Pipeline::new(&config);
        let process = move |job: &[u8], scratch: &mut Scratch, deadline: Deadline| {
            pipeline.process(job, scratch, deadline)
        };
        let metrics = Metrics::install().unwrap();
        let worker = Worker::new(Arc::new(broker), &config, Arc::new(process), metrics).unwrap();
        let (_stop, stopped) = watch::channel(Stop::Not);
        worker.run(stopped).await.unwrap();
    });
}

struct Dying {
    inner: Amqp,
    point: Point,
    left: AtomicI64,
}

impl Dying {
    /// Says whether a job that comes to `point` is the one to die at.
    fn ends_at(&self, point: Point) -> bool {
        self.point == point && self.left.fetch_sub(1, Ordering::SeqCst) <= 0
    }

    /// Dies here if this is the point: at once, with nothing flushed, sent or closed.
    fn pass(&self, point: Point) {
        if self.ends_at(point) {
            std::process::abort();
        }
    }
}

impl Broker for Dying {
    type Ticket = <Amqp as Broker>::Ticket;

    async fn next(&self) -> anyhow::Result<Option<Delivery<Self::Ticket>>> {
        let delivery = self.inner.next().await;
        self.pass(Point::Received);
        delivery
    }

    async fn publish(&self, ticket: &Self::Ticket, message: Message<'_>) -> Result<(), PublishError> {
        self.pass(Point::BeforePublish);
        let mut publish = std::pin::pin!(self.inner.publish(ticket, message));
        if self.ends_at(Point::Published) {
            // A channel may have to be opened first; then the message goes out. What confirms it is never read.
            let _ = tokio::time::timeout(Duration::from_millis(1), &mut publish).await;
            std::process::abort();
        }
        publish.await?;
        self.pass(Point::Confirmed);
        Ok(())
    }

    fn settle(&self, ticket: Self::Ticket) {
        self.inner.settle(ticket);
        self.pass(Point::Settled);
    }

    async fn put_aside(&self, ticket: Self::Ticket) {
        self.inner.put_aside(ticket).await;
    }

    fn stop_intake(&self) {
        self.inner.stop_intake();
    }

    async fn close(&self) {
        self.inner.close().await;
    }

    fn state(&self) -> watch::Receiver<State> {
        self.inner.state()
    }
}
