//! What a person does to the queues and the formats: one file for each command.

pub mod audit;
pub mod check;
pub mod collect;
pub mod dead;
pub mod manifest;
pub mod schema;
pub mod status;
pub mod submit;
pub mod topology;

use indicatif::{ProgressBar, ProgressStyle};
use std::future::Future;
use std::io::IsTerminal as _;
use std::time::Duration;

/// Runs a command's talk with the broker to its end.
fn block_on<T>(talk: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(talk);
    // A reader of files may still be waiting in a thread of its own for room that never comes.
    runtime.shutdown_background();
    result
}

/// Waits for SIGINT or SIGTERM.
async fn told_to_stop() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Returns a progress bar on a terminal, and one that draws nothing elsewhere. `length` is what it counts to,
/// where that is known.
fn progress(length: Option<u64>, template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = length.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    bar.set_style(ProgressStyle::with_template(template).expect("templates are constants of ours"));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
