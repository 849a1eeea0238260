//! The signals that tell a process to stop: SIGTERM, SIGINT, and SIGHUP, which says that the terminal has gone.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Signals to stop, as they come.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Option<Signal>,
}

impl Signals {
    /// Listens from now on; the signals no longer end the process.
    ///
    /// # Errors
    ///
    /// Where the system refuses.
    pub fn listen() -> std::io::Result<Self> {
        // Under nohup a process is to outlive its terminal.
        let hangup = if ignores_hangup() { None } else { Some(signal(SignalKind::hangup())?) };
        let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt, hangup })
    }

    /// Waits for the next one. SIGHUP counts once: a shell and the system may both send it for one terminal.
    pub async fn next(&mut self) {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.terminate.recv() => return,
            _ = self.interrupt.recv() => return,
            _ = hangup => {}
        }
        self.hangup = None;
    }
}

/// Says whether whoever started the process had it ignore SIGHUP. Linux tells, others are taken not to.
fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // SIGHUP is signal 1, the lowest bit.
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}
