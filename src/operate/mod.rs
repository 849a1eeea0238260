//! What a person does to the queues and the formats: one file for each command.

pub mod asyncapi;
pub mod audit;
pub mod check;
pub mod collect;
pub mod dead;
pub mod manifest;
pub mod schema;
pub mod status;
pub mod submit;
pub mod topology;

use std::future::Future;

/// Runs a command's talk with the broker to its end.
fn block_on<T>(talk: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(talk);
    // A reader of files may still be waiting in a thread of its own for room that never comes.
    runtime.shutdown_background();
    result
}

/// Waits to be told to stop.
async fn told_to_stop() -> anyhow::Result<()> {
    crate::signals::Signals::listen()?.next().await;
    Ok(())
}
