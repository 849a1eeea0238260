//! Brokers, the program's commands against them, and the books of what was submitted.

use super::planted::{BAD_EVERY, bad_job, good_job, planted};
use super::process::{Process, Ran, program, runtime};
use super::rabbit::Rabbit;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wiremill::config::{self, Config};

/// A broker, a folder, and the program's commands against both.
pub struct Mill {
    pub rabbit: Rabbit,
    /// Other nodes of the same cluster.
    pub peers: Vec<Rabbit>,
    dir: TempDir,
    /// The environment of the processes that follow.
    pub env: Vec<(String, String)>,
    books: Books,
    processes: Cell<usize>,
}

/// What was submitted, and what has been taken off the queues since.
#[derive(Default)]
struct Books {
    good: usize,
    bad: usize,
    manifests: Vec<String>,
    /// Dead letters that were listed and are no longer in their queue.
    dead: Vec<String>,
    repeats: usize,
}

/// Books that balance.
#[derive(Clone, Copy, Debug)]
pub struct Balance {
    pub jobs: usize,
    pub dead: usize,
    /// Documents and dead letters that came more than once.
    pub repeats: usize,
}

impl Mill {
    pub fn new() -> Self {
        Self::with_config("")
    }

    /// Makes a mill whose broker has lines of rabbitmq.conf besides ours.
    pub fn with_config(extra: &str) -> Self {
        Self::on(Rabbit::with_config(extra))
    }

    pub fn on(rabbit: Rabbit) -> Self {
        Self::on_cluster(rabbit, Vec::new())
    }

    /// Makes a mill on several nodes; the program knows the addresses of all.
    pub fn on_cluster(rabbit: Rabbit, peers: Vec<Rabbit>) -> Self {
        let mut env = rabbit.environment();
        env.push(("WIREMILL__HTTP__LISTEN".to_owned(), "127.0.0.1:0".to_owned()));
        // Faults meet the delivery of jobs, whoever reads them; thousands of jobs want the quick reader.
        env.push(("WIREMILL__PIPELINE__TIER".to_owned(), "fast".to_owned()));
        let dir = tempfile::Builder::new().prefix("wiremill-mill-").tempdir().unwrap();
        let mut mill = Self { rabbit, peers, dir, env, books: Books::default(), processes: 0.into() };
        mill.set("broker.uri", mill.config().broker.uri.reveal());
        mill
    }

    /// Returns a configuration that points at all nodes.
    pub fn config(&self) -> Config {
        let mut config = self.rabbit.config();
        let uris: Vec<String> = std::iter::once(&self.rabbit)
            .chain(&self.peers)
            .map(|node| node.config().broker.uri.reveal().to_owned())
            .collect();
        config.broker.uri = config::Secret::new(uris.join(","));
        config
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

    /// Starts a command in the background, with the environment of all; `name` names its log.
    pub fn start(&self, name: &str, mut command: Command) -> Process {
        self.processes.set(self.processes.get() + 1);
        let stderr = self.path(&format!("{}-{name}.log", self.processes.get()));
        command.envs(self.env.clone()).current_dir(self.dir.path());
        Process::start(command, stderr)
    }

    /// Writes `count` jobs, one in twenty of them bad in one of several ways, and returns the names of their
    /// file and of the manifest to come.
    fn plant(&mut self, count: usize) -> (&'static str, String) {
        let books = &mut self.books;
        let mut lines = String::new();
        for _ in 0..count {
            let n = books.good + books.bad;
            if n % BAD_EVERY == BAD_EVERY - 1 {
                books.bad += 1;
                lines.push_str(&bad_job(n, books.bad));
            } else {
                books.good += 1;
                lines.push_str(&good_job(n));
            }
            lines.push('\n');
        }
        let manifest = format!("manifest-{}.jsonl", books.manifests.len());
        books.manifests.push(manifest.clone());
        fs::write(self.path("jobs.jsonl"), lines).unwrap();
        ("jobs.jsonl", manifest)
    }

    /// Submits `count` jobs, one in twenty of them bad.
    pub fn submit(&mut self, count: usize) {
        let (jobs, manifest) = self.plant(count);
        self.expect(0, &["submit", jobs, "--manifest", &manifest]);
    }

    /// The same in the background.
    pub fn start_submit(&mut self, count: usize) -> Process {
        let (jobs, manifest) = self.plant(count);
        let mut command = Command::new(program());
        command.args(["submit", jobs, "--manifest", &manifest]);
        self.start("submit", command)
    }

    /// Opens new books: what was submitted before is forgotten, and must be gone from the queues.
    pub fn open_books(&mut self) {
        for queue in ["wiremill.jobs", "wiremill.documents", "wiremill.dead"] {
            self.rabbit.purge(queue);
        }
        // What is there is gone on with.
        for name in self.books.manifests.iter().map(String::as_str).chain(["documents.jsonl"]) {
            let _ = fs::remove_file(self.path(name));
        }
        self.books = Books::default();
    }

    /// Returns how many documents and how many dead letters have yet to come into their queues.
    pub fn expected(&self) -> (usize, usize) {
        let lines = |name: &str| fs::read_to_string(self.path(name)).map_or(0, |text| text.lines().count());
        let listed: usize = self.books.dead.iter().map(|name| lines(name)).sum();
        let Books { good, bad, .. } = self.books;
        (good - lines("documents.jsonl").min(good), bad - listed.min(bad))
    }

    /// Takes the documents off their queue into the file that the audit reads.
    #[track_caller]
    pub fn collect(&mut self) {
        let collected = self.expect(0, &["collect", "--out", "documents.jsonl", "--until-idle=1"]);
        let repeats = collected.stderr.split(" repeats").next().and_then(|head| head.rsplit(' ').next());
        let repeats: Option<usize> = repeats.and_then(|count| count.parse().ok());
        self.books.repeats += repeats.unwrap_or_else(|| panic!("no count in {collected:?}"));
    }

    /// Lists the dead letters into a file that the audit reads.
    pub fn list_dead(&mut self) {
        let name = format!("dead-{}.jsonl", self.books.dead.len());
        fs::write(self.path(&name), self.expect(0, &["dead", "list", "--json"]).stdout).unwrap();
        self.books.dead.push(name);
    }

    /// Counts the messages ready in a queue; `None` while there is no such queue or the broker is away.
    pub fn depth(&self, queue: &str) -> Option<usize> {
        let config = self.config().broker;
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
            waiting == Some(0) && documents >= mill.books.good && dead >= mill.books.bad && !mill.holds_jobs()
        });
    }

    /// Lets one worker do all the jobs, and ends it as an operator would.
    #[track_caller]
    pub fn work_off(&self, limit: Duration) {
        let mut worker = self.worker();
        self.wait_until_done(limit);
        worker.signal("TERM");
        assert_eq!(worker.wait(limit), Some(0), "{}", worker.log());
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

    /// Returns the ends of all logs.
    pub fn logs(&self) -> String {
        let mut logs = String::new();
        for entry in fs::read_dir(self.dir.path()).unwrap().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "log") {
                let log = fs::read_to_string(&path).unwrap_or_default();
                let tail: Vec<&str> = log.lines().filter(|line| !line.contains("rejected")).collect();
                let tail = &tail[tail.len().saturating_sub(20)..];
                logs.push_str(&format!("{}:\n{}\n", path.display(), tail.join("\n")));
            }
        }
        logs
    }

    /// Proves the books balanced: every good id in the documents with the same bytes each time, every bad one
    /// dead with its reason, nothing else.
    #[track_caller]
    pub fn audit(&mut self) -> Balance {
        self.collect();
        self.list_dead();
        let Books { good, bad, manifests, dead, repeats } = &self.books;
        let mut arguments = vec!["audit", "--list", "10", "--documents", "documents.jsonl"];
        arguments.extend(manifests.iter().flat_map(|name| ["--manifest", name]));
        arguments.extend(dead.iter().flat_map(|name| ["--dead", name]));
        let audit = self.expect(0, &arguments);
        let documents = fs::read_to_string(self.path("documents.jsonl")).unwrap();
        assert_eq!(documents.lines().count(), *good, "{}", audit.stdout);
        let mut codes = BTreeMap::<String, BTreeSet<String>>::new();
        let mut listed = 0;
        for name in dead {
            for line in fs::read_to_string(self.path(name)).unwrap().lines() {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
                codes.entry(text("code")).or_default().insert(text("input_sha256"));
                listed += 1;
            }
        }
        let counted = codes.iter().map(|(code, jobs)| (code.as_str(), jobs.len())).collect();
        assert_eq!(planted(*bad), counted, "codes of dead letters");
        Balance { jobs: good + bad, dead: *bad, repeats: repeats + listed - bad }
    }
}
