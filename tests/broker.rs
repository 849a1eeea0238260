//! The conformance suite: what the worker relies on, shown on the memory broker and on a real RabbitMQ.

#![allow(clippy::unwrap_used)]

mod common;

use common::Rabbit;

#[test]
fn smoke() {
    let start = std::time::Instant::now();
    let rabbit = Rabbit::start();
    eprintln!("started in {:?}", start.elapsed());
    let config = rabbit.config();
    common::runtime().block_on(async {
        let client = wiremill::broker::amqp::queues::Client::connect(&config.broker, "test").await.unwrap();
        client.declare().await.unwrap();
        client.declare().await.unwrap();
        assert_eq!(client.compare().await.unwrap(), Vec::<String>::new());
        let sender = client.sender("test").await.unwrap();
        for n in 0..100 {
            let id = format!("j{n}");
            let body =
                if n % 10 == 0 { "bad".to_owned() } else { format!(r#"{{"id":"{id}","body":"Hello."}}"#) };
            sender.send_job(&id, body.as_bytes()).await.unwrap();
        }
        let broker = std::sync::Arc::new(wiremill::broker::amqp::Amqp::start(&config).unwrap());
        let pipeline = wiremill::pipeline::Pipeline::new(&config);
        let metrics = wiremill::metrics::Metrics::install().unwrap();
        let worker = wiremill::worker::Worker::new(
            broker,
            &config,
            std::sync::Arc::new(move |job, s, d| pipeline.process(job, s, d)),
            metrics.clone(),
        )
        .unwrap();
        let (stop, stopped) = tokio::sync::watch::channel(wiremill::worker::Stop::Not);
        let run = tokio::spawn(worker.run(stopped));
        loop {
            let depth = client.depth(&config.broker.documents_queue).await.unwrap().unwrap();
            if depth.messages == 90 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        stop.send(wiremill::worker::Stop::Drain).unwrap();
        println!("{:?}", run.await.unwrap().unwrap());
        for queue in ["wiremill.jobs", "wiremill.documents", "wiremill.dead"] {
            println!("{queue} {:?}", client.depth(queue).await.unwrap());
        }
        println!(
            "{}",
            metrics
                .render()
                .lines()
                .filter(|l| !l.starts_with('#') && !l.ends_with(" 0") && !l.contains("bucket"))
                .collect::<Vec<_>>()
                .join("\n")
        );
    });
}
