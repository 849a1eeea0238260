//! What the tests on a real broker share: a private RabbitMQ on its own ports, started and stopped here.

#![allow(clippy::unwrap_used)]
#![allow(dead_code)] // Each test binary uses its own part.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wiremill::config::{self, Config};

/// Where Debian puts the scripts that run as any user; those in /usr/sbin switch users.
const BIN: &str = "/usr/lib/rabbitmq/bin";

/// A private single-node RabbitMQ, killed and removed when dropped.
pub struct Rabbit {
    home: TempDir,
    name: String,
    pub port: u16,
    env: Vec<(String, String)>,
    server: Option<Child>,
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Rabbit {
    /// Starts a broker and waits until it answers.
    pub fn start() -> Self {
        Self::with_config("")
    }

    /// Starts a broker with lines of rabbitmq.conf besides our own.
    pub fn with_config(extra: &str) -> Self {
        Self::with_plugins(extra, "")
    }

    /// Starts a broker with plugins (names with commas between) besides.
    pub fn with_plugins(extra: &str, plugins: &str) -> Self {
        assert!(
            Path::new(BIN).join("rabbitmq-server").exists(),
            "no {BIN}/rabbitmq-server: install rabbitmq-server (tests/run does)"
        );
        let home = tempfile::Builder::new().prefix("wiremill-rabbit-").tempdir().unwrap();
        let port = free_port();
        let name = format!("wiremill{port}@localhost");
        let path = |file: &str| home.path().join(file).display().to_string();
        fs::write(path(".erlang.cookie"), "wiremilltest").unwrap();
        fs::set_permissions(path(".erlang.cookie"), fs::Permissions::from_mode(0o400)).unwrap();
        fs::write(path("enabled_plugins"), format!("[{plugins}].\n")).unwrap();
        // A test machine's disk may be nearly full; the alarm is a test of its own.
        let conf = format!("log.console = false\ndisk_free_limit.absolute = 10MB\n{extra}\n");
        fs::write(path("rabbitmq.conf"), conf).unwrap();
        let inet = "-kernel inet_dist_use_interface {127,0,0,1}";
        let env = [
            ("HOME", home.path().display().to_string()),
            ("RABBITMQ_NODENAME", name.clone()),
            ("RABBITMQ_NODE_PORT", port.to_string()),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1".to_owned()),
            ("RABBITMQ_DIST_PORT", free_port().to_string()),
            ("RABBITMQ_MNESIA_BASE", path("mnesia")),
            ("RABBITMQ_LOG_BASE", path("log")),
            ("RABBITMQ_PID_FILE", path("pid")),
            ("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", path("enabled_plugins")),
            ("RABBITMQ_GENERATED_CONFIG_DIR", path("generated")),
            ("ERL_EPMD_PORT", free_port().to_string()),
            ("ERL_EPMD_ADDRESS", "127.0.0.1".to_owned()),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", inet.to_owned()),
        ];
        let env = env.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let mut rabbit = Self { home, name, port, env, server: None };
        rabbit.boot();
        rabbit
    }

    /// Starts the node (again) and waits until it answers.
    pub fn boot(&mut self) {
        let mut server = Command::new(Path::new(BIN).join("rabbitmq-server"));
        server.envs(self.env.clone()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.server = Some(server.spawn().unwrap());
        let deadline = Instant::now() + Duration::from_secs(90);
        while !self.answers() {
            assert!(Instant::now() < deadline, "RabbitMQ did not start within 90 s: {}", self.log());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Says whether a client can log in and open a channel.
    pub fn answers(&self) -> bool {
        let config = self.config().broker;
        let asked = async {
            let client = wiremill::broker::amqp::queues::Client::connect(&config, "test").await.ok()?;
            let depth = client.depth("no.such.queue").await;
            client.close().await;
            depth.ok()
        };
        runtime().block_on(asked).is_some()
    }

    /// Returns a configuration that points here, quick to try again.
    pub fn config(&self) -> Config {
        let uri = config::Secret::new(format!("amqp://guest:guest@127.0.0.1:{}/%2f", self.port));
        let broker =
            config::Broker { uri, backoff_min_ms: 50, backoff_max_ms: 500, ..config::Broker::default() };
        Config { broker, ..Config::default() }
    }

    /// Returns the environment for a wiremill process that talks to this broker.
    pub fn environment(&self) -> Vec<(String, String)> {
        let config = self.config().broker;
        [
            ("WIREMILL__BROKER__URI", config.uri.reveal().to_owned()),
            ("WIREMILL__BROKER__BACKOFF_MIN_MS", config.backoff_min_ms.to_string()),
            ("WIREMILL__BROKER__BACKOFF_MAX_MS", config.backoff_max_ms.to_string()),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
    }

    /// Runs rabbitmqctl on this node and returns what it prints.
    pub fn ctl(&self, arguments: &[&str]) -> String {
        let output = Command::new(Path::new(BIN).join("rabbitmqctl"))
            .envs(self.env.clone())
            .args(["-q", "-n", &self.name])
            .args(arguments)
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "rabbitmqctl {arguments:?}: {stderr}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Deletes every queue of ours, so that tests sharing a broker start alike.
    pub fn reset(&self) {
        let broker = self.config().broker;
        for queue in [&broker.jobs_queue, &broker.documents_queue, &broker.dead_queue] {
            self.ctl(&["delete_queue", queue]);
        }
    }

    /// Kills the node with SIGKILL, as a power cut would.
    pub fn kill(&mut self) {
        let pid = fs::read_to_string(self.home.path().join("pid")).unwrap_or_default();
        if !pid.trim().is_empty() {
            let _ = Command::new("kill").args(["-9", pid.trim()]).status();
        }
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    fn log(&self) -> String {
        let logs = fs::read_dir(self.home.path().join("log")).into_iter().flatten().flatten();
        logs.map(|file| fs::read_to_string(file.path()).unwrap_or_default()).collect()
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Rabbit {
    fn drop(&mut self) {
        self.kill();
        // The port mapper daemon was started by the node and outlives it.
        let port = self.env.iter().find(|(key, _)| key == "ERL_EPMD_PORT").map(|(_, port)| port.clone());
        let epmd = Command::new("epmd").args(["-port", &port.unwrap_or_default(), "-kill"]).output();
        drop(epmd);
    }
}

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

/// A broker, a folder, and the program's commands against both.
pub struct Mill {
    pub rabbit: Rabbit,
    dir: TempDir,
    env: Vec<(String, String)>,
    good: usize,
    bad: usize,
    processes: std::cell::Cell<usize>,
}

/// One job in so many is bad.
const BAD_EVERY: usize = 20;

impl Mill {
    pub fn new() -> Self {
        Self::with_config("")
    }

    /// Makes a mill whose broker has lines of rabbitmq.conf besides ours.
    pub fn with_config(extra: &str) -> Self {
        Self::on(Rabbit::with_config(extra))
    }

    pub fn on(rabbit: Rabbit) -> Self {
        let mut env = rabbit.environment();
        env.push(("WIREMILL__HTTP__LISTEN".to_owned(), "127.0.0.1:0".to_owned()));
        // Faults meet the delivery of jobs, whoever reads them; thousands of jobs want the quick reader.
        env.push(("WIREMILL__PIPELINE__TIER".to_owned(), "fast".to_owned()));
        let dir = tempfile::Builder::new().prefix("wiremill-mill-").tempdir().unwrap();
        Self { rabbit, dir, env, good: 0, bad: 0, processes: 0.into() }
    }

    /// Sets a configuration key for the processes that follow.
    pub fn set(&mut self, key: &str, value: &str) {
        let key = format!("WIREMILL__{}", key.replace('.', "__").to_uppercase());
        self.env.retain(|(name, _)| *name != key);
        self.env.push((key, value.to_owned()));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(program())
            .args(arguments)
            .envs(self.env.clone())
            .current_dir(self.dir.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs a command that must end with `code`, and returns what it printed.
    #[track_caller]
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "wiremill {arguments:?}: {ran:#?}");
        ran
    }

    /// Starts a worker in the background.
    pub fn worker(&self) -> Process {
        let mut command = Command::new(program());
        command.arg("worker");
        self.start("worker", command)
    }

    /// Starts any program in the background as a worker is started.
    pub fn start(&self, name: &str, mut command: Command) -> Process {
        self.processes.set(self.processes.get() + 1);
        let stderr = self.path(&format!("{name}-{}.log", self.processes.get()));
        let child = command
            .envs(self.env.clone())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&stderr).unwrap())
            .spawn()
            .unwrap();
        Process { child, stderr }
    }

    /// Writes `count` jobs, one in twenty of them bad in one of several ways, and submits them.
    pub fn submit(&mut self, count: usize) {
        let mut lines = String::new();
        for n in 0..count {
            if n % BAD_EVERY == BAD_EVERY - 1 {
                self.bad += 1;
                lines.push_str(&bad_job(n, self.bad));
            } else {
                self.good += 1;
                lines.push_str(&good_job(n));
            }
            lines.push('\n');
        }
        fs::write(self.path("jobs.jsonl"), lines).unwrap();
        self.expect(0, &["submit", "jobs.jsonl", "--manifest", "manifest.jsonl"]);
    }

    /// Counts the messages ready in a queue; `None` while there is no such queue or the broker is away.
    pub fn depth(&self, queue: &str) -> Option<usize> {
        let config = self.rabbit.config().broker;
        runtime().block_on(async {
            let client = wiremill::broker::amqp::queues::Client::connect(&config, "test").await.ok()?;
            let depth = client.depth(queue).await.ok()?;
            client.close().await;
            depth.map(|depth| depth.messages as usize)
        })
    }

    /// Waits until a condition holds.
    #[track_caller]
    pub fn wait_until(&self, what: &str, limit: Duration, mut holds: impl FnMut(&Self) -> bool) {
        let deadline = Instant::now() + limit;
        while !holds(self) {
            assert!(Instant::now() < deadline, "{what}: not within {limit:?}\n{}", self.logs());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until documents and dead letters are as many as jobs, or more.
    #[track_caller]
    pub fn wait_until_done(&self, limit: Duration) {
        self.wait_until("all jobs done", limit, |mill| {
            let waiting = mill.depth("wiremill.jobs");
            let documents = mill.depth("wiremill.documents").unwrap_or(0);
            let dead = mill.depth("wiremill.dead").unwrap_or(0);
            // Repeats count among the documents, so jobs may still be in a worker's hands.
            waiting == Some(0) && documents >= mill.good && dead >= mill.bad && !mill.holds_jobs()
        });
    }

    /// Says whether the jobs queue has any job, those in workers' hands included.
    fn holds_jobs(&self) -> bool {
        let jobs = self.rabbit.config().broker.jobs_queue;
        let queues = self.rabbit.ctl(&["list_queues", "name", "messages"]);
        queues
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .any(|(name, count)| name == jobs && count != "0")
    }

    fn logs(&self) -> String {
        let mut logs = String::new();
        for n in 1..=self.processes.get() {
            let log = fs::read_to_string(self.path(&format!("worker-{n}.log"))).unwrap_or_default();
            let tail: Vec<&str> = log.lines().filter(|line| !line.contains("rejected")).collect();
            let tail = &tail[tail.len().saturating_sub(30)..];
            logs.push_str(&format!("worker {n}:\n{}\n", tail.join("\n")));
        }
        logs
    }

    /// Proves the books balanced: every good id in the documents with the same bytes each time, every bad one
    /// dead with its reason, nothing else. Returns how many documents came more than once.
    #[track_caller]
    pub fn audit(&self) -> usize {
        let collected = self.expect(0, &["collect", "--out", "documents.jsonl", "--until-idle=2"]);
        let dead = self.expect(0, &["dead", "list", "--json"]).stdout;
        fs::write(self.path("dead.jsonl"), &dead).unwrap();
        let audit = self.expect(
            0,
            &[
                "audit",
                "--manifest",
                "manifest.jsonl",
                "--documents",
                "documents.jsonl",
                "--dead",
                "dead.jsonl",
            ],
        );
        let documents = fs::read_to_string(self.path("documents.jsonl")).unwrap();
        assert_eq!(documents.lines().count(), self.good, "{}", audit.stdout);
        let mut codes = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
        for line in dead.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
            codes.entry(text("code")).or_default().insert(text("input_sha256"));
        }
        let counted = codes.iter().map(|(code, jobs)| (code.as_str(), jobs.len())).collect();
        assert_eq!(planted(self.bad), counted, "codes of dead letters");
        let repeats = collected.stderr.split(" repeats").next().and_then(|head| head.rsplit(' ').next());
        repeats.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("no count in {collected:?}"))
    }
}

/// Returns the jobs that a bad one may be, with the code each must end with.
fn bad_jobs(n: usize) -> [(String, &'static str); 4] {
    [
        (format!(r#"{{"id":"bad-{n}","body":"cut off"#), "malformed"),
        (format!(r#"{{"id":"bad-{n}","body":"Later.","schema":"wiremill.job/9"}}"#), "version"),
        (format!(r#"{{"id":"bad-{n}","body":" ","format":"clean"}}"#), "no_text"),
        (format!(r#"{{"id":"bad-{n}","body":7}}"#), "malformed"),
    ]
}

fn bad_job(n: usize, ordinal: usize) -> String {
    let jobs = bad_jobs(n);
    jobs[ordinal % jobs.len()].0.clone()
}

/// Returns how many of the first `count` bad jobs end with which code.
fn planted(count: usize) -> std::collections::BTreeMap<&'static str, usize> {
    let mut planted = std::collections::BTreeMap::new();
    for ordinal in 1..=count {
        let jobs = bad_jobs(0);
        *planted.entry(jobs[ordinal % jobs.len()].1).or_insert(0) += 1;
    }
    planted
}

fn good_job(n: usize) -> String {
    let filler = "The council met again on Tuesday to talk about the bridge over the Wye. ".repeat(1 + n % 7);
    let body = format!("{filler}\n“The bridge will open in {n} days,” Mayor Ann Lee said.\n{filler}");
    serde_json::to_string(&serde_json::json!({
        "schema": "wiremill.job/1", "id": format!("job-{n}"), "format": "clean", "body": body, "language": "en",
    }))
    .unwrap()
}
