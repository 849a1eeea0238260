//! What the tests on a real broker share: a private RabbitMQ on its own ports, started and stopped here.

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

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Rabbit {
    /// Starts a broker and waits until it answers.
    pub fn start() -> Self {
        Self::with_config("")
    }

    /// Starts a broker with lines of rabbitmq.conf besides our own.
    pub fn with_config(extra: &str) -> Self {
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
        fs::write(path("enabled_plugins"), "[].\n").unwrap();
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

    /// Deletes every queue and exchange of ours, so that tests sharing a broker start alike.
    pub fn reset(&self) {
        let broker = self.config().broker;
        for queue in [&broker.jobs_queue, &broker.documents_queue, &broker.dead_queue] {
            self.ctl(&["eval", &format!("rabbit_amqqueue:delete_with(rabbit_misc:r(<<\"/\">>, queue, <<\"{queue}\">>), false, false, <<\"test\">>).")]);
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
