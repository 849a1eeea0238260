//! What the worker costs: documents per second and processor time through quorum queues with a pipeline that does
//! nothing, beside a bare loop over lapin that does the same and checks nothing; how long a document takes to come
//! back from a worker with little to do; and what two workers of the fast tier and the broker spend their time on.
//!
//! `cargo bench --bench broker [-- DOCUMENTS]`; expects to see every document, or fails.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "articles.rs"]
mod articles;
#[path = "../common/mod.rs"]
mod common;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions, ConfirmSelectOptions,
};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use wiremill::broker::amqp::{Amqp, queues::Client};
use wiremill::config::{self, Config};
use wiremill::metrics::Metrics;
use wiremill::pipeline::{Enriched, Pipeline};
use wiremill::worker::{Stop, Worker};

const BODY_BYTES: usize = 7_000;
const ROUNDS: usize = 3;

/// Under light load a job comes so often, so many times.
const PAUSE: Duration = Duration::from_millis(50);
const LIGHT_JOBS: usize = 400;

/// How often a worker's progress is asked after: seldom enough to cost nothing.
const POLL: Duration = Duration::from_millis(100);

/// Under full load there are so many.
const FULL_JOBS: usize = 5_000;

fn main() {
    let documents = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(20_000);
    let rabbit = common::Rabbit::start();
    let config = rabbit.config();
    let metrics = Metrics::install().expect("no other recorder is installed");
    println!("{documents} documents of {BODY_BYTES} bytes, quorum queues, one node, {ROUNDS} rounds");
    common::runtime().block_on(async {
        let client = Client::connect(&config.broker, "bench").await.expect("the broker has just answered");
        client.declare().await.expect("the broker is empty");
        let mut ratios = Vec::new();
        for round in 1..=ROUNDS {
            fill(&config, vec![vec![b'x'; BODY_BYTES]; documents]).await;
            let (bare, bare_cpu) = timed(documents, bare_loop(&config, documents)).await;
            expect(&client, &config, documents).await;
            fill(&config, vec![vec![b'x'; BODY_BYTES]; documents]).await;
            let work = work_off(&config, &client, documents, &metrics, nothing());
            let (worker, worker_cpu) = timed(documents, work).await;
            expect(&client, &config, documents).await;
            println!(
                "round {round}: bare loop {bare:.0}/s, worker {worker:.0}/s, {:.2} of it; \
                 microseconds of processor a document: {bare_cpu:.0}, worker {worker_cpu:.0}",
                worker / bare
            );
            ratios.push(worker / bare);
        }
        ratios.sort_by(f64::total_cmp);
        println!(
            "median: {:.2} of the bare loop (aim: 0.73, 6,000 where the loop reaches 8,200)",
            ratios[ROUNDS / 2]
        );
        let [median, most] = light_load(&config, &metrics).await;
        println!(
            "fast tier, a job every {PAUSE:?}: from its publish to its document {median:.1} ms at the median, \
             {most:.1} ms at the 99th centile"
        );
        two_workers(&config, &client, &metrics).await;
    });
}

/// Returns documents a second, and microseconds of this process' processor time a document.
async fn timed(documents: usize, run: impl Future<Output = ()>) -> (f64, f64) {
    let (start, before) = (Instant::now(), processor_seconds());
    run.await;
    let each = 1e6 / documents as f64;
    (documents as f64 / start.elapsed().as_secs_f64(), each * (processor_seconds() - before))
}

/// Returns what this process has had of the processors.
fn processor_seconds() -> f64 {
    seconds_of("self")
}

/// Returns what a process has had of the processors, from /proc; 0 where there is none.
fn seconds_of(process: &str) -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // After the name in brackets; user's and system's time are fields 14 and 15.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / TICKS_PER_SECOND
}

/// Sends a worker of the fast tier one article after the other; returns the median and the 99th centile, in
/// milliseconds, from publish to document.
async fn light_load(config: &Config, metrics: &Arc<Metrics>) -> [f64; 2] {
    let config = fast(config);
    let pipeline = Pipeline::new(&config);
    let process = move |job: &[u8], scratch: &mut _, deadline: wiremill::error::Deadline| {
        pipeline.process(job, scratch, deadline)
    };
    let broker = Arc::new(Amqp::start(&config).expect("the configuration is good"));
    let worker =
        Worker::new(broker, &config, Arc::new(process), metrics.clone()).expect("threads are plenty");
    let (stop, stopped) = tokio::sync::watch::channel(Stop::Not);
    let run = tokio::spawn(worker.run(stopped));
    let connection = connection(&config).await;
    let channel = confirming(&connection).await;
    let mut documents = channel
        .basic_consume(
            config.broker.documents_queue.as_str().into(),
            "light".into(),
            BasicConsumeOptions { no_ack: true, ..BasicConsumeOptions::default() },
            FieldTable::default(),
        )
        .await
        .expect("consuming");
    let mut took = Vec::new();
    for job in jobs(LIGHT_JOBS) {
        let start = Instant::now();
        let confirm = publish(&channel, &config, &config.broker.jobs_queue, &job).await;
        documents.next().await.expect("the queue lives").expect("the connection lives");
        took.push(1e3 * start.elapsed().as_secs_f64());
        confirm.await.expect("confirmed");
        tokio::time::sleep(PAUSE).await;
    }
    stop.send(Stop::Drain).expect("the worker listens");
    run.await.expect("no panic").expect("no trouble");
    // The first ones wait for the worker to start.
    took.drain(..LIGHT_JOBS / 20);
    took.sort_by(f64::total_cmp);
    [took[took.len() / 2], took[took.len() * 99 / 100]]
}

fn fast(config: &Config) -> Config {
    Config {
        pipeline: config::Pipeline { tier: config::Tier::Fast, ..config::Pipeline::default() },
        ..config.clone()
    }
}

/// Returns so many jobs, each an article.
fn jobs(count: usize) -> Vec<Vec<u8>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = root.join("../shared/data");
    let texts = if data.is_dir() { articles::polnear(&data) } else { articles::corpus(root) };
    let job = |(n, text): (usize, &String)| {
        serde_json::json!({"id": n.to_string(), "format": "clean", "body": text}).to_string().into_bytes()
    };
    texts.iter().cycle().take(count).enumerate().map(job).collect()
}

/// Lets two workers of one thread each work off a queue, and prints where the processor time goes.
async fn two_workers(config: &Config, client: &Client, metrics: &Arc<Metrics>) {
    let mut config = fast(config);
    config.worker.threads = 1;
    client.purge(&config.broker.documents_queue).await.expect("purging works");
    fill(&config, jobs(FULL_JOBS)).await;
    let pipeline = Pipeline::new(&config);
    let in_stages = Arc::new(AtomicU64::new(0));
    let counted = in_stages.clone();
    let process = move |job: &[u8], scratch: &mut _, deadline: wiremill::error::Deadline| {
        let before = thread_seconds();
        let enriched = pipeline.process(job, scratch, deadline);
        counted.fetch_add((1e9 * (thread_seconds() - before)) as u64, Ordering::Relaxed);
        enriched
    };
    let process: Arc<wiremill::pool::Process> = Arc::new(process);
    let (start, own, broker) = (Instant::now(), processor_seconds(), broker_seconds());
    tokio::join!(
        work_off(&config, client, FULL_JOBS, metrics, process.clone()),
        work_off(&config, client, FULL_JOBS, metrics, process.clone())
    );
    let took = start.elapsed().as_secs_f64();
    let stages = 1e-9 * in_stages.load(Ordering::Relaxed) as f64;
    let (own, broker) = (processor_seconds() - own, broker_seconds() - broker);
    let share = |seconds: f64| 100.0 * seconds / (own + broker);
    println!(
        "two workers of one thread, fast tier: {:.0} documents/s; of the processor time {:.0}% goes to the stages, \
         {:.0}% to the rest of the workers, {:.0}% to the broker",
        FULL_JOBS as f64 / took,
        share(stages),
        share(own - stages),
        share(broker)
    );
    expect(client, &config, FULL_JOBS).await;
}

/// Returns the processor time of this thread.
#[expect(unsafe_code, reason = "the clock of a thread")]
fn thread_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock exists and writes a time where it is told to.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    time.tv_sec as f64 + 1e-9 * time.tv_nsec as f64
}

/// Returns what the broker's processes have had of the processors: those that this bench has started.
fn broker_seconds() -> f64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let names = processes.filter_map(|process| process.file_name().into_string().ok());
    let beams = names.filter(|id| {
        let path = |file: &str| format!("/proc/{id}/{file}");
        let of = |file: &str| std::fs::read(path(file)).unwrap_or_default();
        let named = String::from_utf8_lossy(&of("cmdline")).contains("beam.smp");
        named && String::from_utf8_lossy(&of("cmdline")).contains("wiremill")
    });
    beams.map(|id| seconds_of(&id)).sum()
}

/// Checks the count, so that a wrong run is never a fast one, and empties the queue.
async fn expect(client: &Client, config: &Config, documents: usize) {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let depth =
            client.depth(&config.broker.documents_queue).await.expect("asking works").expect("it exists");
        let jobs = client.depth(&config.broker.jobs_queue).await.expect("asking works").expect("it exists");
        if (depth.messages as usize, jobs.messages) == (documents, 0) {
            break;
        }
        assert!(Instant::now() < deadline, "{depth:?} documents of {documents}, {jobs:?} jobs left");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    client.purge(&config.broker.documents_queue).await.expect("purging works");
}

async fn connection(config: &Config) -> Connection {
    let uri = config.broker.uri.reveal();
    Connection::connect(uri, ConnectionProperties::default()).await.expect("the broker has just answered")
}

async fn confirming(connection: &Connection) -> Channel {
    let channel = connection.create_channel().await.expect("channels are plenty");
    channel.confirm_select(ConfirmSelectOptions::default()).await.expect("RabbitMQ confirms");
    channel
}

async fn publish(channel: &Channel, config: &Config, queue: &str, body: &[u8]) -> lapin::PublisherConfirm {
    let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    let properties = BasicProperties::default().with_delivery_mode(2);
    channel
        .basic_publish(config.broker.exchange.as_str().into(), queue.into(), options, body, properties)
        .await
        .expect("the connection lives")
}

async fn fill(config: &Config, bodies: Vec<Vec<u8>>) {
    let connection = connection(config).await;
    let channel = confirming(&connection).await;
    let mut confirms = FuturesUnordered::new();
    for body in bodies {
        confirms.push(publish(&channel, config, &config.broker.jobs_queue, &body).await);
        if confirms.len() >= 1000 {
            confirms.next().await.expect("there are many").expect("confirmed");
        }
    }
    while let Some(confirm) = confirms.next().await {
        confirm.expect("confirmed");
    }
}

/// Prefetch 100, publishes pipelined over 4 channels, acknowledgements in batches of 50, nothing checked.
async fn bare_loop(config: &Config, documents: usize) {
    let (consuming, publishing) = (connection(config).await, connection(config).await);
    let mut channels = Vec::new();
    for _ in 0..4 {
        channels.push(confirming(&publishing).await);
    }
    let channel = consuming.create_channel().await.expect("channels are plenty");
    channel.basic_qos(100, BasicQosOptions::default()).await.expect("prefetch");
    let mut consumer = channel
        .basic_consume(
            config.broker.jobs_queue.as_str().into(),
            "bare".into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        )
        .await
        .expect("consuming");
    let mut confirms = futures_util::stream::FuturesOrdered::new();
    let (mut taken, mut confirmed) = (0, 0);
    while confirmed < documents {
        tokio::select! {
            delivery = consumer.next(), if taken < documents => {
                let delivery = delivery.expect("the queue lives").expect("the connection lives");
                let confirm = publish(&channels[taken % 4], config, &config.broker.documents_queue, &delivery.data).await;
                let acker = delivery.acker;
                confirms.push_back(async move { confirm.await.map(|_| acker) });
                taken += 1;
            }
            Some(done) = confirms.next() => {
                let acker = done.expect("confirmed");
                confirmed += 1;
                if confirmed % 50 == 0 || confirmed == documents {
                    acker.ack(BasicAckOptions { multiple: true }).await.expect("acknowledged");
                }
            }
        }
    }
    consuming.close(200, "done".into()).await.expect("closed");
}

/// A pipeline that does nothing.
fn nothing() -> Arc<wiremill::pool::Process> {
    Arc::new(|job: &[u8], _: &mut _, _: wiremill::error::Deadline| {
        Ok(Enriched {
            job_id: "bench".to_owned(),
            document_id: "bench".to_owned(),
            words: 0,
            json: job.to_vec(),
            notes: Vec::new(),
            entities: [0; 4],
            quotes: [0; 3],
        })
    })
}

async fn work_off(
    config: &Config,
    client: &Client,
    documents: usize,
    metrics: &Arc<Metrics>,
    process: Arc<wiremill::pool::Process>,
) {
    let broker = Arc::new(Amqp::start(config).expect("the configuration is good"));
    let worker = Worker::new(broker, config, process, metrics.clone()).expect("threads are plenty");
    let (stop, stopped) = tokio::sync::watch::channel(Stop::Not);
    let run = tokio::spawn(worker.run(stopped));
    loop {
        tokio::time::sleep(POLL).await;
        let depth =
            client.depth(&config.broker.documents_queue).await.expect("asking works").expect("it exists");
        if depth.messages as usize >= documents {
            break;
        }
    }
    stop.send(Stop::Drain).expect("the worker listens");
    run.await.expect("no panic").expect("no trouble");
}
