//! How far the queues have come, and for how long they stood still.

use crate::common::runtime;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use wiremill::broker::amqp::queues::Client;
use wiremill::config::Config;

/// Messages that lie ready in the three queues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depths {
    pub jobs: usize,
    pub documents: usize,
    pub dead: usize,
}

impl Depths {
    /// Counts what has come out.
    pub fn done(self) -> usize {
        self.documents + self.dead
    }
}

#[derive(Default)]
struct Seen {
    /// `None` while the broker does not tell.
    depths: Option<Depths>,
    /// When something last came out; `None` while nobody works.
    changed: Option<Instant>,
    longest: Duration,
}

/// Looks at the queues all the time, over a connection of its own.
pub struct Watch {
    seen: Arc<Mutex<Seen>>,
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Watch {
    pub fn start(config: Config) -> Self {
        let (seen, stop) = (Arc::new(Mutex::new(Seen::default())), Arc::new(AtomicBool::new(false)));
        let (looks, stopped) = (seen.clone(), stop.clone());
        let thread = std::thread::spawn(move || runtime().block_on(look(&config, &looks, &stopped)));
        Self { seen, stop, thread: Some(thread) }
    }

    pub fn depths(&self) -> Option<Depths> {
        self.seen.lock().unwrap().depths
    }

    /// From now on standing still counts.
    pub fn work_begins(&self) {
        self.seen.lock().unwrap().changed = Some(Instant::now());
    }

    /// From now on it does not.
    pub fn work_ends(&self) {
        self.seen.lock().unwrap().changed = None;
    }

    /// Returns the longest time in which nothing came out, and forgets it.
    pub fn longest_stall(&self) -> Duration {
        std::mem::take(&mut self.seen.lock().unwrap().longest)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let thread = self.thread.take().map(std::thread::JoinHandle::join);
        // What it panicked of is already told.
        drop(thread);
    }
}

async fn look(config: &Config, seen: &Mutex<Seen>, stop: &AtomicBool) {
    let mut client: Option<Client> = None;
    while !stop.load(Ordering::SeqCst) {
        let depths = tokio::time::timeout(Duration::from_secs(5), depths(config, &mut client)).await;
        let depths = depths.ok().flatten();
        if depths.is_none() {
            client = None;
        }
        {
            let mut seen = seen.lock().unwrap();
            if let Some(changed) = seen.changed {
                seen.longest = seen.longest.max(changed.elapsed());
                if depths.map(Depths::done) != seen.depths.map(Depths::done) && depths.is_some() {
                    seen.changed = Some(Instant::now());
                }
            }
            if depths.is_some() || seen.changed.is_none() {
                seen.depths = depths;
            }
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

async fn depths(config: &Config, client: &mut Option<Client>) -> Option<Depths> {
    if client.is_none() {
        *client = Some(Client::connect(&config.broker, "watch").await.ok()?);
    }
    let client = client.as_ref()?;
    let depth = async |queue: &str| {
        let depth = client.depth(queue).await.ok()?;
        // A queue that is missing holds nothing.
        Some(depth.map_or(0, |depth| depth.messages as usize))
    };
    let [dead, documents, jobs] =
        wiremill::broker::amqp::queues::wanted(&config.broker).map(|queue| queue.name);
    Some(Depths { jobs: depth(&jobs).await?, documents: depth(&documents).await?, dead: depth(&dead).await? })
}
