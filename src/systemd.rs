//! What systemd is told where it started this process (`Type=notify`): ready, how it goes, alive, stopping.
//!
//! Elsewhere `NOTIFY_SOCKET` is not set, and all of this does nothing.

use sd_notify::NotifyState;
use tracing::warn;

/// Says that jobs are consumed: what waits for this unit may start.
pub fn ready() {
    tell(&NotifyState::Ready);
}

/// Says in words how it goes; `systemctl status` shows it.
pub fn status(words: &str) {
    // A line is the end of a message's field.
    tell(&NotifyState::Status(&words.replace('\n', " ")));
}

/// Says that the worker still turns. Systemd kills it where this stays away for `WatchdogSec`.
pub fn alive() {
    tell(&NotifyState::Watchdog);
}

/// Says that no more jobs are taken.
pub fn stopping() {
    tell(&NotifyState::Stopping);
}

fn tell(state: &NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        warn!(%error, %state, "systemd could not be told");
    }
}
