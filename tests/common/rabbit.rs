//! Private RabbitMQ nodes on their own ports, alone or three together; started and stopped by the test.

use super::process::runtime;
use lapin::options::{ExchangeDeleteOptions, QueueBindOptions, QueueDeleteOptions, QueuePurgeOptions};
use lapin::types::FieldTable;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wiremill::config::{self, Config};

/// Where Debian puts the scripts that run as any user; those in /usr/sbin switch users.
const BIN: &str = "/usr/lib/rabbitmq/bin";

/// A private RabbitMQ node, killed and removed when dropped.
pub struct Rabbit {
    home: TempDir,
    /// "wiremill12345@localhost".
    pub name: String,
    pub port: u16,
    env: Vec<(String, String)>,
    server: Option<Child>,
}

/// Returns a port that nobody listens on, and another each time. It is none of those that the system gives to
/// connections: one of them could take it before its node has started.
pub fn free_port() -> u16 {
    const FIRST: u32 = 12_000;
    const COUNT: u32 = 20_000;
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    loop {
        let number = std::process::id().wrapping_mul(101).wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let port = (FIRST + number % COUNT) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// How long a node may take to start; three share the machine.
const BOOT_LIMIT: Duration = Duration::from_secs(120);

fn node_name(port: u16) -> String {
    format!("wiremill{port}@localhost")
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
        let mut rabbit = Self::prepare(free_port(), free_port(), extra, plugins);
        rabbit.boot();
        rabbit
    }

    /// Starts three nodes that know each other; queues have a member on each.
    pub fn cluster() -> [Self; 3] {
        let (mapper, ports) = (free_port(), [free_port(), free_port(), free_port()]);
        let mut conf = "cluster_formation.peer_discovery_backend = classic_config\n\
                        cluster_partition_handling = pause_minority\n"
            .to_owned();
        for (at, port) in ports.iter().enumerate() {
            conf.push_str(&format!(
                "cluster_formation.classic_config.nodes.{} = {}\n",
                at + 1,
                node_name(*port)
            ));
        }
        let mut nodes = ports.map(|port| Self::prepare(port, mapper, &conf, ""));
        nodes.iter_mut().for_each(Self::spawn);
        nodes.iter().for_each(Self::wait_until_up);
        let joined = Instant::now() + BOOT_LIMIT;
        while ports.iter().any(|port| !nodes[0].ctl(&["cluster_status"]).contains(&node_name(*port))) {
            assert!(Instant::now() < joined, "no cluster: {}", nodes[0].ctl(&["cluster_status"]));
        }
        nodes
    }

    fn prepare(port: u16, mapper: u16, extra: &str, plugins: &str) -> Self {
        assert!(
            Path::new(BIN).join("rabbitmq-server").exists(),
            "no {BIN}/rabbitmq-server: install rabbitmq-server (tests/run does)"
        );
        let home = tempfile::Builder::new().prefix("wiremill-rabbit-").tempdir().unwrap();
        let name = node_name(port);
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
            ("ERL_EPMD_PORT", mapper.to_string()),
            ("ERL_EPMD_ADDRESS", "127.0.0.1".to_owned()),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", inet.to_owned()),
        ];
        let env = env.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        Self { home, name, port, env, server: None }
    }

    /// Starts the node (again) and waits until it answers.
    pub fn boot(&mut self) {
        self.spawn();
        self.wait_until_up();
    }

    /// Starts the node (again): one that needs others must not be waited for alone.
    pub fn spawn(&mut self) {
        let mut server = Command::new(Path::new(BIN).join("rabbitmq-server"));
        server.envs(self.env.clone()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.server = Some(server.spawn().unwrap());
    }

    /// Waits until the node answers.
    pub fn wait_until_up(&self) {
        let deadline = Instant::now() + BOOT_LIMIT;
        while !self.answers() {
            assert!(
                Instant::now() < deadline,
                "RabbitMQ did not start within {BOOT_LIMIT:?}: {}",
                self.log()
            );
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

    /// Has the node write down which queues it holds. RabbitMQ before 3.13 (Ra before May 2024,
    /// rabbitmq/ra#443) leaves that for half a second, and a node killed before has forgotten the queue's
    /// messages: it starts the queue anew, empty.
    pub fn sync_names(&self) {
        self.ctl(&["eval", "lists:foreach(fun dets:sync/1, dets:all())."]);
    }

    /// Speaks to the node over a channel of its own.
    fn talk(&self, talk: impl AsyncFnOnce(&lapin::Channel) -> lapin::Result<()>) {
        let uri = format!("amqp://guest:guest@127.0.0.1:{}/%2f", self.port);
        runtime().block_on(async {
            let connection = lapin::Connection::connect(&uri, Default::default()).await.unwrap();
            talk(&connection.create_channel().await.unwrap()).await.unwrap();
            // All is said; the channel may be closing already, and then the answer may never come.
            let _ = tokio::time::timeout(Duration::from_secs(1), connection.close(200, "done".into())).await;
        });
    }

    /// Deletes a queue and what lies in it.
    pub fn delete_queue(&self, queue: &str) {
        self.talk(async |channel| {
            channel.queue_delete(queue.into(), QueueDeleteOptions::default()).await.map(drop)
        });
    }

    /// Deletes what lies ready in a queue.
    pub fn purge(&self, queue: &str) {
        self.talk(async |channel| {
            channel.queue_purge(queue.into(), QueuePurgeOptions::default()).await.map(drop)
        });
    }

    /// Takes a queue off the exchange: what is published to it is unroutable.
    pub fn unbind(&self, queue: &str) {
        self.talk(async |channel| {
            channel.queue_unbind(queue.into(), "wiremill".into(), queue.into(), FieldTable::default()).await
        });
    }

    /// Binds a queue to the exchange again.
    pub fn bind(&self, queue: &str) {
        let options = QueueBindOptions::default();
        self.talk(async |channel| {
            channel
                .queue_bind(queue.into(), "wiremill".into(), queue.into(), options, FieldTable::default())
                .await
        });
    }

    /// Deletes the exchange: the broker closes the channel of everyone who publishes to it.
    pub fn delete_exchange(&self) {
        self.talk(async |channel| {
            channel.exchange_delete("wiremill".into(), ExchangeDeleteOptions::default()).await
        });
    }

    /// Sends a signal to the node's process by name: "KILL", "STOP", "CONT".
    pub fn signal(&self, name: &str) {
        // A node that was killed has left its pid behind, which may be anybody's by now.
        if self.server.is_none() {
            return;
        }
        let pid = fs::read_to_string(self.home.path().join("pid")).unwrap_or_default();
        if !pid.trim().is_empty() {
            let _ = Command::new("kill").args([&format!("-{name}"), pid.trim()]).status();
        }
    }

    /// Kills the node with SIGKILL, as a power cut would.
    pub fn kill(&mut self) {
        self.signal("KILL");
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
