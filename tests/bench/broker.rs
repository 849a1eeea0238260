//! What the worker costs: documents per second through quorum queues with a pipeline that does nothing,
//! beside a bare loop over lapin that does the same and checks nothing.
//!
//! `cargo bench --bench broker [-- DOCUMENTS]`; expects to see every document, or fails.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

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
use std::time::{Duration, Instant};
use wiremill::broker::amqp::{Amqp, queues::Client};
use wiremill::config::Config;
use wiremill::metrics::Metrics;
use wiremill::pipeline::Enriched;
use wiremill::worker::{Stop, Worker};

const BODY_BYTES: usize = 7_000;
const ROUNDS: usize = 3;

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
            fill(&config, documents).await;
            let bare = timed(documents, bare_loop(&config, documents)).await;
            expect(&client, &config, documents).await;
            fill(&config, documents).await;
            let worker = timed(documents, worker(&config, &client, documents, &metrics)).await;
            expect(&client, &config, documents).await;
            println!(
                "round {round}: bare loop {bare:.0}/s, worker {worker:.0}/s, {:.2} of it",
                worker / bare
            );
            ratios.push(worker / bare);
        }
        ratios.sort_by(f64::total_cmp);
        println!(
            "median: {:.2} of the bare loop (aim: 0.73, 6,000 where the loop reaches 8,200)",
            ratios[ROUNDS / 2]
        );
    });
}

async fn timed(documents: usize, run: impl Future<Output = ()>) -> f64 {
    let start = Instant::now();
    run.await;
    documents as f64 / start.elapsed().as_secs_f64()
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

async fn fill(config: &Config, documents: usize) {
    let connection = connection(config).await;
    let channel = confirming(&connection).await;
    let body = vec![b'x'; BODY_BYTES];
    let mut confirms = FuturesUnordered::new();
    for _ in 0..documents {
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

async fn worker(config: &Config, client: &Client, documents: usize, metrics: &Arc<Metrics>) {
    let broker = Arc::new(Amqp::start(config).expect("the configuration is good"));
    let process = |job: &[u8], _: &mut _, _: wiremill::error::Deadline| {
        Ok(Enriched {
            job_id: "bench".to_owned(),
            document_id: "bench".to_owned(),
            words: 0,
            json: job.to_vec(),
            notes: Vec::new(),
            entities: [0; 4],
            quotes: [0; 3],
        })
    };
    let worker = Worker::new(broker, config, Arc::new(process), metrics.clone()).expect("threads are plenty");
    let (stop, stopped) = tokio::sync::watch::channel(Stop::Not);
    let run = tokio::spawn(worker.run(stopped));
    loop {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let depth =
            client.depth(&config.broker.documents_queue).await.expect("asking works").expect("it exists");
        if depth.messages as usize >= documents {
            break;
        }
    }
    stop.send(Stop::Drain).expect("the worker listens");
    run.await.expect("no panic").expect("no trouble");
}
