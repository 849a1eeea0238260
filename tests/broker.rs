//! The conformance suite: what the worker relies on, shown on the memory broker and on a real RabbitMQ.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

mod common;

use common::Rabbit;
use common::proxy::{Network, Proxy};
use lapin::options::QueueDeclareOptions;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use wiremill::broker::amqp::Amqp;
use wiremill::broker::amqp::queues::{Client, Sender};
use wiremill::broker::memory::Memory;
use wiremill::broker::{Broker, Message};
use wiremill::config::Config;
use wiremill::error::{Deadline, PublishError};
use wiremill::metrics::Metrics;
use wiremill::pipeline::{Pipeline, Scratch};
use wiremill::worker::{End, Stop, Worker};

const LIMIT: Duration = Duration::from_secs(30);

fn job(n: usize) -> Vec<u8> {
    format!(r#"{{"id":"job-{n}","format":"clean","body":"“Yes,” said Ann Lee. It rained on day {n}.","language":"en"}}"#)
        .into_bytes()
}

/// A broker of either kind, with a way to put jobs in and to count what came out.
trait Harness {
    type Broker: Broker;
    fn broker(&self) -> Arc<Self::Broker>;
    fn config(&self) -> Config;
    async fn submit(&self, body: &[u8]);
    /// Documents, dead letters, jobs not settled.
    async fn counts(&self) -> (usize, usize, usize);
}

struct InMemory(Memory);

impl Harness for InMemory {
    type Broker = Memory;
    fn broker(&self) -> Arc<Memory> {
        Arc::new(self.0.clone())
    }
    fn config(&self) -> Config {
        let mut config = Config::default();
        (config.broker.backoff_min_ms, config.broker.backoff_max_ms) = (1, 10);
        config
    }
    async fn submit(&self, body: &[u8]) {
        self.0.submit(body);
    }
    async fn counts(&self) -> (usize, usize, usize) {
        let queues = self.0.queues();
        (queues.documents.len(), queues.dead.len(), queues.jobs.len() + queues.unsettled)
    }
}

struct OnRabbit<'a> {
    rabbit: &'a Rabbit,
    client: Client,
    sender: Sender,
}

impl<'a> OnRabbit<'a> {
    async fn new(rabbit: &'a Rabbit) -> Self {
        let config = rabbit.config();
        let client = Client::connect(&config.broker, "test").await.unwrap();
        client.declare().await.unwrap();
        for queue in [&config.broker.jobs_queue, &config.broker.documents_queue, &config.broker.dead_queue] {
            client.purge(queue).await.unwrap();
        }
        Self { rabbit, client, sender: Sender::connect(&config.broker, "test").await.unwrap() }
    }
}

impl Harness for OnRabbit<'_> {
    type Broker = Amqp;
    fn broker(&self) -> Arc<Amqp> {
        Arc::new(Amqp::start(&self.config()).unwrap())
    }
    fn config(&self) -> Config {
        self.rabbit.config()
    }
    async fn submit(&self, body: &[u8]) {
        self.sender.send_job("some id", body).await.unwrap();
    }
    async fn counts(&self) -> (usize, usize, usize) {
        let broker = self.config().broker;
        let depth = async |queue| self.client.depth(queue).await.unwrap().unwrap().messages as usize;
        (
            depth(&broker.documents_queue).await,
            depth(&broker.dead_queue).await,
            depth(&broker.jobs_queue).await,
        )
    }
}

async fn until(harness: &impl Harness, wanted: (usize, usize, usize)) {
    let deadline = Instant::now() + LIMIT;
    while harness.counts().await != wanted {
        let counts = harness.counts().await;
        assert!(Instant::now() < deadline, "{counts:?} is not {wanted:?} within {LIMIT:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn start<B: Broker>(
    broker: Arc<B>,
    config: &Config,
) -> (watch::Sender<Stop>, tokio::task::JoinHandle<anyhow::Result<End>>) {
    let pipeline = Pipeline::new(config);
    let process =
        move |job: &[u8], scratch: &mut Scratch, deadline: Deadline| pipeline.process(job, scratch, deadline);
    let worker = Worker::new(broker, config, Arc::new(process), Metrics::install().unwrap()).unwrap();
    let (stop, stopped) = watch::channel(Stop::Not);
    (stop, tokio::spawn(worker.run(stopped)))
}

/// Good jobs become documents, bad ones dead letters; told to stop, the worker leaves nothing in hand.
async fn jobs_end_as_documents_or_dead_letters(harness: &impl Harness) {
    for n in 0..100 {
        let bad = n % 10 == 0;
        let body = if bad { b"{\"id\":\"cut off".to_vec() } else { job(n) };
        harness.submit(&body).await;
    }
    let (stop, run) = start(harness.broker(), &harness.config());
    until(harness, (90, 10, 0)).await;
    stop.send(Stop::Drain).unwrap();
    assert_eq!(run.await.unwrap().unwrap(), End::Drained);
    assert_eq!(harness.counts().await, (90, 10, 0));
}

/// A job is settled only by settling it: a ticket that is let go, or whose broker is closed, comes again.
async fn a_job_not_settled_comes_again(harness: &impl Harness) {
    harness.submit(&job(1)).await;
    let broker = harness.broker();
    let delivery = broker.next().await.unwrap().unwrap();
    assert!(!delivery.redelivered);
    drop(delivery);
    broker.close().await;
    until(harness, (0, 0, 1)).await;
}

/// What is published and settled is there once, and its job is gone.
async fn a_settled_job_is_gone(harness: &impl Harness) {
    harness.submit(&job(1)).await;
    let broker = harness.broker();
    let delivery = broker.next().await.unwrap().unwrap();
    let message = Message::Document { job_id: "job-1", document_id: "d", body: b"{}" };
    broker.publish(&delivery.ticket, message).await.unwrap();
    broker.settle(delivery.ticket);
    broker.stop_intake();
    assert!(broker.next().await.unwrap().is_none(), "no job after the intake was stopped");
    broker.close().await;
    assert_eq!(harness.counts().await, (1, 0, 0));
}

#[test]
fn memory_conforms() {
    common::runtime().block_on(async {
        jobs_end_as_documents_or_dead_letters(&InMemory(Memory::default())).await;
        a_settled_job_is_gone(&InMemory(Memory::default())).await;
        a_job_not_settled_comes_again(&InMemory(Memory::default())).await;
    });
}

#[test]
fn rabbitmq_conforms_and_keeps_what_dead_letters_say() {
    let rabbit = Rabbit::start();
    common::runtime().block_on(async {
        jobs_end_as_documents_or_dead_letters(&OnRabbit::new(&rabbit).await).await;
        a_settled_job_is_gone(&OnRabbit::new(&rabbit).await).await;
        a_job_not_settled_comes_again(&OnRabbit::new(&rabbit).await).await;

        let harness = OnRabbit::new(&rabbit).await;
        let body = b"{\"id\":\"seven\",\"body\":7}";
        harness.submit(body).await;
        let (stop, run) = start(harness.broker(), &harness.config());
        until(&harness, (0, 1, 0)).await;
        let mut reader = harness.client.read(&harness.config().broker.dead_queue, 1).await.unwrap();
        let dead = reader.next().await.unwrap().unwrap();
        assert_eq!(dead.body, body, "the job, byte for byte");
        assert_eq!(dead.message_id.as_deref(), Some("some id"));
        assert_eq!(dead.headers["wiremill-code"], "malformed");
        assert_eq!(dead.headers["wiremill-stage"], "decode");
        assert_eq!(dead.headers["wiremill-queue"], "wiremill.jobs");
        assert!(dead.headers["wiremill-message"].contains("expected a string"), "{:?}", dead.headers);
        reader.close().await;
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Drained);

        let harness = OnRabbit::new(&rabbit).await;
        let config = harness.config();
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let mut headers = lapin::types::FieldTable::default();
        headers.insert("traceparent".into(), lapin::types::AMQPValue::LongString(trace.into()));
        let connection =
            lapin::Connection::connect(config.broker.uri.reveal(), Default::default()).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        let properties = lapin::BasicProperties::default().with_headers(headers);
        let queue = config.broker.jobs_queue.as_str().into();
        channel.basic_publish("".into(), queue, Default::default(), &job(1), properties).await.unwrap();
        let (stop, run) = start(harness.broker(), &config);
        until(&harness, (1, 0, 0)).await;
        let mut reader = harness.client.read(&config.broker.documents_queue, 1).await.unwrap();
        let document = reader.next().await.unwrap().unwrap();
        assert_eq!(document.headers["traceparent"], trace);
        assert_eq!(document.headers["wiremill-job-id"], "job-1");
        reader.close().await;
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Drained);
    });
}

#[test]
fn what_differs_and_what_is_refused_is_said_at_the_start() {
    let rabbit = Rabbit::start();
    common::runtime().block_on(async {
        let harness = OnRabbit::new(&rabbit).await;
        assert_eq!(harness.client.compare().await.unwrap(), Vec::<String>::new());

        let mut other = rabbit.config();
        other.broker.documents_max_bytes = 5;
        let client = Client::connect(&other.broker, "test").await.unwrap();
        let differences = client.compare().await.unwrap().join("; ");
        assert!(
            differences.contains("wiremill.documents") && differences.contains("x-max-length-bytes"),
            "{differences}"
        );
        let error = Amqp::start(&other).unwrap().next().await.unwrap_err().to_string();
        assert!(error.contains("x-max-length-bytes"), "{error}");

        let mut wrong = rabbit.config();
        let address = rabbit.config().broker.uri.reveal().replace("guest:guest", "guest:s3cret");
        wrong.broker.uri = wiremill::config::Secret::new(address);
        let error = Amqp::start(&wrong).unwrap().next().await.unwrap_err().to_string();
        assert!(error.contains("ACCESS_REFUSED") && !error.contains("s3cret"), "{error}");

        let mut wrong = rabbit.config();
        let address = rabbit.config().broker.uri.reveal().replace("/%2f", "/");
        wrong.broker.uri = wiremill::config::Secret::new(address);
        let error = Client::connect(&wrong.broker, "test").await.map(drop).unwrap_err().to_string();
        assert!(error.contains("the default one is /%2f"), "{error}");

        let mut other = rabbit.config();
        other.broker.exchange = "amq.fanout".to_owned();
        let client = Client::connect(&other.broker, "test").await.unwrap();
        let differences = client.compare().await.unwrap().join("; ");
        assert!(differences.contains("exchange \"amq.fanout\" exists with other arguments"), "{differences}");

        // The first address answers nothing; the second is the broker.
        let mut two = rabbit.config();
        let second = rabbit.config().broker.uri.reveal().to_owned();
        two.broker.uri = wiremill::config::Secret::new(format!("amqp://127.0.0.1:1/%2f,{second}"));
        assert!(Client::connect(&two.broker, "test").await.is_ok());
    });
}

/// RabbitMQ may forget a consumer, as 3.10 does where a queue is deleted and declared anew at once. Here one that stands
/// behind a single active consumer looks the same: jobs wait, and none comes.
#[test]
fn a_session_ends_where_jobs_wait_and_none_comes_and_not_where_none_waits() {
    let rabbit = Rabbit::start();
    common::runtime().block_on(async {
        let mut behind = OnRabbit::new(&rabbit).await.config();
        let idle = Amqp::start(&behind).unwrap();
        behind.broker.declare = false;
        behind.broker.jobs_queue = "one at a time".to_owned();
        let queue = || behind.broker.jobs_queue.as_str().into();
        let uri = behind.broker.uri.reveal();
        let connection = lapin::Connection::connect(uri, Default::default()).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        let mut arguments = lapin::types::FieldTable::default();
        arguments.insert("x-queue-type".into(), lapin::types::AMQPValue::LongString("quorum".into()));
        arguments.insert("x-single-active-consumer".into(), lapin::types::AMQPValue::Boolean(true));
        channel.queue_declare(queue(), QueueDeclareOptions::durable(), arguments).await.unwrap();
        channel.basic_qos(1, Default::default()).await.unwrap();
        let _active =
            channel.basic_consume(queue(), "active".into(), Default::default(), Default::default()).await;
        for n in 0..3 {
            let properties = lapin::BasicProperties::default();
            channel.basic_publish("".into(), queue(), Default::default(), &job(n), properties).await.unwrap();
        }
        let left_out = Amqp::start(&behind).unwrap();
        let again = async { left_out.state().wait_for(|state| state.reconnects > 0).await.map(drop) };
        tokio::time::timeout(LIMIT, again).await.unwrap().unwrap();
        assert_eq!(idle.state().borrow().reconnects, 0, "nothing waits for it");
    });
}

/// So it looks where RabbitMQ 3.10 gives a job to a consumer of a queue that was deleted and declared anew.
#[test]
fn a_job_that_is_delivered_and_never_comes_is_delivered_again() {
    let rabbit = Rabbit::start();
    common::runtime().block_on(async {
        let harness = OnRabbit::new(&rabbit).await;
        let network = Proxy::start(rabbit.port);
        let mut config = harness.config();
        let address = config.broker.uri.reveal().replace(&rabbit.port.to_string(), &network.port.to_string());
        config.broker.uri = wiremill::config::Secret::new(address);
        let broker = Amqp::start(&config).unwrap();
        broker.state().wait_for(|state| state.consuming).await.unwrap();
        network.set(Network::SwallowsDeliveries);
        harness.submit(&job(1)).await;
        while network.swallowed() < 3 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        network.set(Network::Passes);
        let delivery = tokio::time::timeout(2 * LIMIT, broker.next()).await.unwrap().unwrap().unwrap();
        assert_eq!(delivery.body.as_slice(), job(1));
        assert_eq!(broker.state().borrow().reconnects, 0, "no trouble that an operator could mend");
    });
}

#[test]
fn a_publish_that_fails_is_tried_again_and_its_job_stays() {
    common::runtime().block_on(async {
        let harness = InMemory(Memory::default());
        let refused = || PublishError::Refused { reason: "test".to_owned() };
        let nacked = PublishError::Nacked { queue: "test".to_owned() };
        let unroutable = PublishError::Unroutable { reason: "test".to_owned() };
        let timed_out = PublishError::TimedOut { timeout_ms: 1 };
        harness.0.queues().failures.extend([nacked, unroutable, refused(), timed_out, refused()]);
        harness.submit(&job(1)).await;
        let (stop, run) = start(harness.broker(), &harness.config());
        until(&harness, (1, 0, 0)).await;
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Drained);
    });
}

/// It was "nothing left in hand": closing ended the publishes first.
#[test]
fn a_worker_stopped_while_nothing_is_taken_says_what_comes_again() {
    common::runtime().block_on(async {
        let harness = InMemory(Memory::default());
        let refused = || PublishError::Refused { reason: "alarm".to_owned() };
        harness.0.queues().failures.extend(std::iter::repeat_with(refused).take(10_000));
        for n in 0..3 {
            harness.submit(&job(n)).await;
        }
        let mut config = harness.config();
        config.worker.drain_timeout_ms = 100;
        let (stop, run) = start(Arc::new(Closing(harness.0.clone())), &config);
        while harness.0.queues().unsettled < 3 || harness.0.queues().failures.len() > 9_997 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Abandoned { jobs: 3 });
    });
}

/// A broker in memory that ends, as RabbitMQ does, what is being published when it is closed.
struct Closing(Memory);

impl Broker for Closing {
    type Ticket = <Memory as Broker>::Ticket;

    async fn next(&self) -> anyhow::Result<Option<wiremill::broker::Delivery<Self::Ticket>>> {
        self.0.next().await
    }

    async fn publish(&self, ticket: &Self::Ticket, message: Message<'_>) -> Result<(), PublishError> {
        self.0.publish(ticket, message).await
    }

    fn settle(&self, ticket: Self::Ticket) {
        self.0.settle(ticket);
    }

    async fn put_aside(&self, ticket: Self::Ticket) {
        self.0.put_aside(ticket).await;
    }

    fn stop_intake(&self) {
        self.0.stop_intake();
    }

    async fn close(&self) {
        let gone = || PublishError::Disconnected { reason: "closed".to_owned() };
        self.0.queues().failures = std::iter::repeat_with(gone).take(100).collect();
        self.0.close().await;
        while self.0.queues().unsettled > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn state(&self) -> watch::Receiver<wiremill::broker::State> {
        self.0.state()
    }
}

#[test]
fn a_document_too_large_for_the_broker_becomes_a_dead_letter() {
    common::runtime().block_on(async {
        let harness = InMemory(Memory::default());
        let too_large = PublishError::TooLarge { size: 9, reason: "test".to_owned() };
        harness.0.queues().failures.push_back(too_large);
        harness.submit(&job(1)).await;
        let (stop, run) = start(harness.broker(), &harness.config());
        until(&harness, (0, 1, 0)).await;
        assert_eq!(harness.0.queues().dead[0].0, "too_large");
        stop.send(Stop::Drain).unwrap();
        run.await.unwrap().unwrap();
    });
}

#[test]
fn a_dead_letter_too_large_for_the_broker_is_put_aside_by_the_broker() {
    common::runtime().block_on(async {
        let harness = InMemory(Memory::default());
        let too_large = || PublishError::TooLarge { size: 9, reason: "test".to_owned() };
        harness.0.queues().failures.extend([too_large(), too_large()]);
        harness.submit(&job(1)).await;
        let (stop, run) = start(harness.broker(), &harness.config());
        until(&harness, (0, 1, 0)).await;
        assert_eq!(harness.0.queues().dead[0].0, "rejected");
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Drained);
    });
}

/// Each try was the end of the session, and everything in hand was done again, up to the delivery limit.
#[test]
fn what_is_too_large_for_rabbitmq_disturbs_nothing_else() {
    let rabbit = Rabbit::start();
    common::runtime().block_on(async {
        let harness = OnRabbit::new(&rabbit).await;
        let large = [b"{\"id\":\"large\",\"body\":\"".to_vec(), vec![b'x'; 300_000]].concat();
        for n in 0..40 {
            let body = if n % 10 == 3 { large.clone() } else { job(n) };
            harness.submit(&body).await;
        }
        rabbit.ctl(&["eval", "application:set_env(rabbit, max_message_size, 200000)."]);
        let broker = harness.broker();
        let state = broker.state();
        let (stop, run) = start(broker, &harness.config());
        until(&harness, (36, 4, 0)).await;
        assert_eq!(state.borrow().reconnects, 0);
        let mut reader = harness.client.read(&harness.config().broker.dead_queue, 1).await.unwrap();
        let dead = reader.next().await.unwrap().unwrap();
        assert_eq!(dead.body, large, "the job, byte for byte");
        assert_eq!(dead.death.as_ref().map(|death| death.reason.as_str()), Some("rejected"));
        reader.close().await;
        stop.send(Stop::Drain).unwrap();
        assert_eq!(run.await.unwrap().unwrap(), End::Drained);
        assert_eq!(harness.counts().await, (36, 4, 0));
    });
}

#[test]
fn the_books_balance_in_every_scrape() {
    common::runtime().block_on(async {
        let harness = InMemory(Memory::default());
        let metrics = Metrics::install().unwrap();
        for n in 0..2000 {
            harness.submit(&job(n)).await;
        }
        let (stop, run) = start(harness.broker(), &harness.config());
        let value = |text: &str, name: &str| -> f64 {
            let lines = text.lines().filter(|line| line.starts_with(name));
            lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
        };
        let mut scrapes = 0;
        while harness.counts().await.0 < 2000 {
            let text = metrics.render();
            let received = value(&text, "wiremill_jobs_received_total");
            let completed = value(&text, "wiremill_jobs_completed_total");
            let in_flight = value(&text, "wiremill_jobs_in_flight");
            assert_eq!(received, completed + in_flight);
            scrapes += 1;
        }
        assert!(scrapes > 0);
        stop.send(Stop::Drain).unwrap();
        run.await.unwrap().unwrap();
    });
}

/// Runs openssl in `dir`.
fn openssl(dir: &std::path::Path, arguments: &str) {
    let output = std::process::Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(dir)
        .output()
        .expect("openssl is installed (tests/run does)");
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn tls_takes_a_private_authority_and_a_client_certificate_and_refuses_strangers() {
    let certs = tempfile::tempdir().unwrap();
    let dir = certs.path();
    let new = "req -newkey rsa:2048 -nodes -batch -sha256";
    for authority in ["ca", "stranger"] {
        openssl(
            dir,
            &format!(
                "{new} -x509 -days 2 -subj /CN={authority} -keyout {authority}.key -out {authority}.pem"
            ),
        );
    }
    std::fs::write(dir.join("san"), "subjectAltName=DNS:localhost\n").unwrap();
    for name in ["server", "client"] {
        openssl(dir, &format!("{new} -subj /CN={name} -keyout {name}.key -out {name}.csr"));
        openssl(
            dir,
            &format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out {name}.pem"
            ),
        );
    }
    let file = |name: &str| dir.join(name).display().to_string();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let _rabbit = Rabbit::with_config(&format!(
        "listeners.ssl.1 = 127.0.0.1:{port}\nssl_options.cacertfile = {}\nssl_options.certfile = {}\n\
         ssl_options.keyfile = {}\nssl_options.verify = verify_peer\nssl_options.fail_if_no_peer_cert = true",
        file("ca.pem"),
        file("server.pem"),
        file("server.key"),
    ));
    let connects = |host: &str, ca: Option<&str>, client: bool| {
        let mut config = Config::default().broker;
        config.uri = wiremill::config::Secret::new(format!("amqps://guest:guest@{host}:{port}/%2f"));
        config.ca_file = ca.map(|name| dir.join(name));
        if client {
            config.client_cert_file = Some(dir.join("client.pem"));
            config.client_key_file = Some(dir.join("client.key"));
        }
        common::runtime().block_on(async { Client::connect(&config, "test").await.map(drop) })
    };
    connects("localhost", Some("ca.pem"), true).unwrap();
    for (host, ca, client, says) in [
        ("localhost", None, true, "UnknownIssuer"),
        ("localhost", Some("stranger.pem"), true, "UnknownIssuer"),
        // Whom the certificate does not name.
        ("127.0.0.1", Some("ca.pem"), true, "not valid for name"),
        ("localhost", Some("ca.pem"), false, ""),
    ] {
        let error =
            connects(host, ca, client).expect_err(&format!("{host}, authority {ca:?}, certificate {client}"));
        assert!(format!("{error:#}").contains(says), "{error:#}");
    }
}
