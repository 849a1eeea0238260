//! The program as a child process.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Returns a runtime of the calling thread's own.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Returns the path of the built program.
pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_wiremill"))
}

/// A worker process, killed when dropped.
pub struct Process {
    child: Child,
    stderr: PathBuf,
}

impl Process {
    /// Starts a command whose words go to a file.
    pub fn start(mut command: Command, stderr: PathBuf) -> Self {
        let log = fs::File::create(&stderr).unwrap();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        Self { child, stderr }
    }

    /// Sends a signal by name: "TERM", "KILL", "STOP", "CONT".
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(status.unwrap().success(), "kill -{name}");
    }

    /// Waits for the process to end and returns its exit code.
    pub fn wait(&mut self, limit: Duration) -> Option<i32> {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < deadline, "still running after {limit:?}; its log:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Returns what the process has written to stderr.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.stderr).unwrap_or_default()
    }

    /// Asks a worker over HTTP and returns status and body; `None` while it does not answer.
    pub fn ask(&self, path: &str) -> Option<(u16, String)> {
        use std::io::{Read as _, Write as _};
        let log = self.log();
        let address = log.lines().find_map(|line| line.split_once("listen="))?.1;
        let mut stream = std::net::TcpStream::connect(address.trim()).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a command printed and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}
