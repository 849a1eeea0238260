//! What lies in deploy/, held to the program: every metric, setting, queue, command and file that it names exists.
//!
//! No container engine is needed. Rules are checked by Prometheus' own promtool, the dashboard by asking a
//! Prometheus that scrapes a real worker and a real broker, the definitions by importing them into that broker.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

mod common;

use common::{Mill, Rabbit, program};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use wiremill::broker::amqp::queues::Client;
use wiremill::config::Config;

const LIMIT: Duration = Duration::from_secs(120);

/// Articles that go through broker and worker while Prometheus looks on.
const ARTICLES: usize = 1000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the documents of a YAML file, merge keys (`<<`) applied.
fn yaml(path: &str) -> Vec<Value> {
    use serde::Deserialize as _;
    let text = read(path);
    let documents = serde_yaml_ng::Deserializer::from_str(&text).map(|document| {
        let mut value =
            serde_yaml_ng::Value::deserialize(document).unwrap_or_else(|error| panic!("{path}: {error}"));
        value.apply_merge().unwrap();
        serde_json::to_value(value).unwrap()
    });
    documents.collect()
}

fn dashboard() -> Value {
    serde_json::from_str(&read("deploy/grafana/wiremill.json")).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[track_caller]
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// Returns every file under deploy/ that is no picture.
fn files() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root().join("deploy")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|ending| ending != "png") {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 15, "only {files:?}");
    files
}

/// Returns the words of `text` made of `is`, that start with `prefix`.
fn words<'a>(
    text: &'a str,
    prefix: &'a str,
    is: impl Fn(char) -> bool + 'a,
) -> impl Iterator<Item = &'a str> {
    text.split(move |c| !is(c)).filter(move |word| word.starts_with(prefix) && word.len() > prefix.len())
}

/// Returns the metrics of ours, of the process and of RabbitMQ that `text` names.
fn metrics(text: &str) -> BTreeSet<&str> {
    let is = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    ["wiremill_", "process_", "rabbitmq_"].iter().flat_map(|prefix| words(text, prefix, is)).collect()
}

/// Runs a tool that must succeed, and returns what it prints.
#[track_caller]
fn run(tool: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(tool).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{tool}: {error} (tests/run installs it)"));
    let printed =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{tool} {arguments:?}: {printed}");
    printed
}

/// A process that is killed when dropped.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn alerts() -> Vec<Value> {
    let rules = &yaml("deploy/alerts.yaml")[0];
    let alerts: Vec<Value> =
        list(&rules["groups"]).iter().flat_map(|group| list(&group["rules"])).cloned().collect();
    assert!(alerts.len() > 10);
    alerts
}

#[test]
fn every_alert_has_a_paragraph_in_the_runbook_and_a_test_either_way() {
    let runbook = read("deploy/RUNBOOK.md");
    let sections: BTreeMap<&str, &str> =
        runbook.split("\n## ").skip(1).map(|section| section.split_once('\n').unwrap()).collect();
    let tests = &yaml("deploy/alerts_test.yaml")[0];
    let tests: Vec<&Value> =
        list(&tests["tests"]).iter().flat_map(|test| list(&test["alert_rule_test"])).collect();
    let mut names = BTreeSet::new();
    for alert in alerts() {
        let name = text(&alert["alert"]);
        names.insert(name.to_owned());
        let paragraph = sections.get(name).unwrap_or_else(|| panic!("RUNBOOK.md has no heading {name}"));
        assert!(paragraph.split_whitespace().count() > 20, "RUNBOOK.md says little about {name}");
        let anchor = format!("deploy/RUNBOOK.md#{}", name.to_lowercase());
        assert_eq!(alert["annotations"]["runbook"], anchor, "{name}");
        assert!(!text(&alert["annotations"]["summary"]).is_empty(), "{name}");
        assert!(["critical", "warning"].contains(&text(&alert["labels"]["severity"])), "{name}");
        for fires in [true, false] {
            let tested = tests
                .iter()
                .any(|test| test["alertname"] == *name && list(&test["exp_alerts"]).is_empty() != fires);
            assert!(tested, "alerts_test.yaml never says that {name} fires: {fires}");
        }
    }
    let headings: BTreeSet<String> = sections.keys().map(|&name| name.to_owned()).collect();
    assert_eq!(headings, names, "headings of RUNBOOK.md, and alerts");
}

#[test]
fn promtool_passes_the_rules_their_tests_and_the_scrape_configuration() {
    let deploy = root().join("deploy");
    run("promtool", &["check", "rules", "alerts.yaml"], &deploy);
    run("promtool", &["test", "rules", "alerts_test.yaml"], &deploy);
    // In the container the rules lie beside the configuration.
    let folder = tempfile::tempdir().unwrap();
    fs::copy(deploy.join("alerts.yaml"), folder.path().join("alerts.yaml")).unwrap();
    fs::copy(deploy.join("prometheus/prometheus.yml"), folder.path().join("prometheus.yml")).unwrap();
    run("promtool", &["check", "config", "prometheus.yml"], folder.path());
}

#[test]
fn the_dashboard_is_one_screen_without_gaps_in_its_wiring() {
    let dashboard = dashboard();
    let variables: BTreeSet<&str> =
        list(&dashboard["templating"]["list"]).iter().map(|variable| text(&variable["name"])).collect();
    let mut ids = BTreeSet::new();
    let mut cells = BTreeSet::new();
    let (mut height, mut titles) = (0, Vec::new());
    for panel in list(&dashboard["panels"]) {
        let title = text(&panel["title"]);
        titles.push(title);
        assert!(ids.insert(panel["id"].as_u64().unwrap()), "{title}: its id is another panel's too");
        let at = |side: &str| panel["gridPos"][side].as_u64().unwrap();
        assert!(at("x") + at("w") <= 24, "{title}: wider than the screen");
        height = height.max(at("y") + at("h"));
        for (x, y) in
            (at("x")..at("x") + at("w")).flat_map(|x| (at("y")..at("y") + at("h")).map(move |y| (x, y)))
        {
            assert!(cells.insert((x, y)), "{title} lies over another panel");
        }
        assert!(!list(&panel["targets"]).is_empty(), "{title} asks nothing");
        let mut refs = BTreeSet::new();
        for target in list(&panel["targets"]) {
            assert_eq!(target["datasource"]["uid"], "${datasource}", "{title}");
            assert!(refs.insert(text(&target["refId"])), "{title}: two queries of one name");
            let is = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
            for variable in words(text(&target["expr"]), "$", is) {
                let known = variables.contains(&variable[1..]) || variable == "$__rate_interval";
                assert!(known, "{title}: no variable {variable}");
            }
        }
    }
    assert!(height <= 27, "{height} rows are more than one screen");
    for part in ["in and out", "left", "Dead letters", "stage", "Confirm", "Connection", "Memory", "Workers"]
    {
        assert!(titles.iter().any(|title| title.contains(part)), "no panel shows {part}: {titles:?}");
    }
    let queues = Config::default().broker;
    let queues = [
        ("jobs_queue", queues.jobs_queue),
        ("documents_queue", queues.documents_queue),
        ("dead_queue", queues.dead_queue),
    ];
    for (name, queue) in queues {
        let variable =
            list(&dashboard["templating"]["list"]).iter().find(|variable| variable["name"] == name);
        assert_eq!(variable.unwrap()["query"], queue, "{name}");
    }
    // Grafana's provider finds the dashboard, and its data source the Prometheus of compose.yaml.
    let provider = &yaml("deploy/grafana/provisioning/dashboards/wiremill.yaml")[0];
    let mounts = compose_mounts("grafana");
    let folder = text(&provider["providers"][0]["options"]["path"]);
    assert!(mounts.values().any(|inside| inside == &format!("{folder}/wiremill.json")), "{mounts:?}");
    let source = &yaml("deploy/grafana/provisioning/datasources/prometheus.yaml")[0]["datasources"][0];
    assert_eq!((&source["type"], &source["url"]), (&json!("prometheus"), &json!("http://prometheus:9090")));
}

#[test]
fn every_setting_and_every_command_named_exists() {
    let config = serde_json::to_value(Config::default()).unwrap();
    let mut named = 0;
    for path in files() {
        let file = fs::read_to_string(&path).unwrap();
        let is = |c: char| c.is_ascii_uppercase() || c == '_';
        for name in words(&file, "WIREMILL__", is) {
            let (section, key) = name["WIREMILL__".len()..].split_once("__").unwrap();
            let key = config.get(section.to_lowercase()).and_then(|keys| keys.get(key.to_lowercase()));
            assert!(key.is_some(), "{}: {name} is no setting", path.display());
            named += 1;
        }
        // `broker.heartbeat_seconds` and the like, in prose and comments.
        let is = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        for section in config.as_object().unwrap().keys() {
            let prefix = format!("{section}.");
            for name in words(&file, &prefix, is) {
                let key = name[prefix.len()..].trim_end_matches('.');
                let known = config[section].get(key).is_some() || ["yaml", "toml"].contains(&key);
                assert!(known, "{}: {name} is no setting", path.display());
            }
        }
    }
    assert!(named >= 6, "only {named} settings found");

    let runbook = read("deploy/RUNBOOK.md");
    let commands: BTreeSet<&str> =
        runbook.split('`').skip(1).step_by(2).filter(|code| code.starts_with("wiremill ")).collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let verbs = words.iter().take_while(|word| !word.starts_with('-'));
        let output = Command::new(program()).args(verbs).arg("--help").output().unwrap();
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "RUNBOOK.md: no such command: {command}");
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "RUNBOOK.md: no option {option}: {command}");
        }
    }
}

/// An instruction of a Dockerfile and what follows it, continued lines joined.
fn instructions() -> Vec<(String, String)> {
    let file = read("deploy/Dockerfile").replace("\\\n", " ");
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            line.split_once(' ').map(|(name, rest)| (name.to_owned(), rest.trim().to_owned())).unwrap()
        })
        .collect()
}

#[test]
fn the_image_holds_the_program_alone_and_runs_as_nobody() {
    let instructions = instructions();
    let of = |name: &str| -> Vec<&str> {
        instructions.iter().filter(|(found, _)| found == name).map(|(_, rest)| rest.as_str()).collect()
    };
    let stages = of("FROM");
    assert!(stages.len() >= 2, "one stage would carry the compiler along");
    for stage in &stages {
        let image = stage.split(' ').next().unwrap();
        let tag = image.rsplit_once(':').map(|(_, tag)| tag);
        assert!(tag.is_some_and(|tag| tag != "latest"), "{image} is another image tomorrow");
    }
    assert!(stages.last().unwrap().contains("distroless"), "{stages:?}");
    let user = *of("USER").last().expect("a USER");
    assert!(user.split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id > 0)), "USER {user}");
    for name in ["ENTRYPOINT", "CMD"] {
        // A shell would keep the signals to itself; and there is none.
        let words: Vec<String> = serde_json::from_str(of(name).last().unwrap()).unwrap();
        assert!(!words.is_empty(), "{name} says nothing");
    }
    assert!(of("ADD").is_empty(), "COPY does less, which is enough");
    assert_eq!(of("STOPSIGNAL"), ["SIGTERM"]);
    assert_eq!(of("EXPOSE"), ["9464"]);

    let ignored = read(".dockerignore");
    let mut copied = Vec::new();
    for copy in of("COPY").iter().filter(|copy| !copy.starts_with("--from")) {
        let mut sources: Vec<&str> = copy.split_whitespace().collect();
        sources.pop();
        for source in sources {
            assert!(root().join(source).exists(), "COPY {source}: there is none");
            assert!(!ignored.lines().any(|line| line.trim_matches('/') == source), "{source} is ignored");
            copied.push(root().join(source));
        }
    }
    // What the program takes in when it is built must be there to be taken in.
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && path.file_stem().unwrap() != "tests"
            {
                let source = fs::read_to_string(&path).unwrap();
                for include in source.split("include_").skip(1).filter_map(|rest| rest.split_once("!(\"")) {
                    let name = include.1.split('"').next().unwrap();
                    let file = path.parent().unwrap().join(name).canonicalize().unwrap();
                    let there = copied.iter().any(|folder| file.starts_with(folder.canonicalize().unwrap()));
                    assert!(there, "{} includes {name}, which the image is not built with", path.display());
                }
            }
        }
    }
}

/// Returns the host's files and folders that a service of compose.yaml mounts, with where.
fn compose_mounts(service: &str) -> BTreeMap<PathBuf, String> {
    let compose = &yaml("deploy/compose.yaml")[0];
    let volumes = list(&compose["services"][service]["volumes"]).iter().map(text);
    let mounts = volumes.filter(|volume| volume.starts_with('.')).map(|volume| {
        let mut parts = volume.split(':');
        let (host, inside) = (parts.next().unwrap(), parts.next().unwrap());
        assert_eq!(parts.next(), Some("ro"), "{service}: {volume}");
        (
            root().join("deploy").join(host).canonicalize().unwrap_or_else(|error| panic!("{host}: {error}")),
            inside.to_owned(),
        )
    });
    mounts.collect()
}

#[test]
fn compose_pins_its_images_mounts_what_exists_and_listens_here_alone() {
    let compose = &yaml("deploy/compose.yaml")[0];
    let services = compose["services"].as_object().unwrap();
    let names: Vec<&str> = services.keys().map(String::as_str).collect();
    assert_eq!(names, ["grafana", "prometheus", "rabbitmq", "submit", "worker"]);
    for (name, service) in services {
        compose_mounts(name);
        for volume in list(&service["volumes"]).iter().map(text).filter(|volume| !volume.starts_with('.')) {
            let volume = volume.split(':').next().unwrap();
            assert!(compose["volumes"].get(volume).is_some(), "{name}: no volume {volume}");
        }
        for port in list(&service["ports"]) {
            assert!(text(port).starts_with("127.0.0.1:"), "{name}: {port} is open to everybody");
        }
        for (other, wanted) in service["depends_on"].as_object().into_iter().flatten() {
            assert!(services[other].get("healthcheck").is_some() && wanted["condition"] == "service_healthy");
        }
        let image = text(&service["image"]);
        if image == "wiremill" {
            assert_eq!(service["read_only"], true, "{name}");
            assert_eq!(service["cap_drop"], json!(["ALL"]), "{name}");
            assert_eq!(service["security_opt"], json!(["no-new-privileges:true"]), "{name}");
        } else {
            assert!(image.rsplit_once(':').is_some_and(|(_, tag)| tag != "latest"), "{name}: {image}");
        }
    }
    assert_eq!(services["rabbitmq"]["image"], "rabbitmq:4-management");
    assert_eq!(services["worker"]["scale"], 2);
    let build = &services["worker"]["build"];
    let context = root().join("deploy").join(text(&build["context"]));
    assert!(context.join(text(&build["dockerfile"])).is_file());
    let grace = text(&services["worker"]["stop_grace_period"]).trim_end_matches('s').parse::<u64>().unwrap();
    assert!(grace * 1000 > Config::default().worker.drain_timeout_ms, "{grace} s are too short to drain");
    // Prometheus finds what it is told to scrape.
    let scrape = read("deploy/prometheus/prometheus.yml");
    for target in ["names: [worker]", "rabbitmq:15692"] {
        assert!(scrape.contains(target), "prometheus.yml: no {target}");
    }
}

#[test]
fn kubernetes_resources_fit_each_other_and_the_program() {
    let kustomization = &yaml("deploy/kubernetes/kustomization.yaml")[0];
    let listed: BTreeSet<&str> = list(&kustomization["resources"]).iter().map(text).collect();
    let mut resources = BTreeMap::new();
    for path in files().iter().filter(|path| path.parent().unwrap().ends_with("kubernetes")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "kustomization.yaml" {
            continue;
        }
        assert!(listed.contains(name), "kustomization.yaml does not list {name}");
        for resource in yaml(&format!("deploy/kubernetes/{name}")) {
            let key = format!("{} {}", text(&resource["apiVersion"]), text(&resource["kind"]));
            assert!(
                resource["metadata"].get("namespace").is_none(),
                "{key}: the kustomization has the namespace"
            );
            resources.insert(key, resource);
        }
    }
    let kinds: Vec<&str> = resources.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "apps/v1 Deployment",
            "keda.sh/v1alpha1 ScaledObject",
            "keda.sh/v1alpha1 TriggerAuthentication",
            "monitoring.coreos.com/v1 PodMonitor",
            "networking.k8s.io/v1 NetworkPolicy",
            "policy/v1 PodDisruptionBudget",
        ]
    );
    let of = |kind: &str| resources.iter().find(|(key, _)| key.ends_with(kind)).unwrap().1;
    let deployment = &of("Deployment")["spec"];
    let pod = &deployment["template"]["spec"];
    let labels = &deployment["template"]["metadata"]["labels"];
    for (kind, selector) in [
        ("Deployment", &deployment["selector"]),
        ("PodMonitor", &of("PodMonitor")["spec"]["selector"]),
        ("PodDisruptionBudget", &of("PodDisruptionBudget")["spec"]["selector"]),
        ("NetworkPolicy", &of("NetworkPolicy")["spec"]["podSelector"]),
        ("spread", &pod["topologySpreadConstraints"][0]["labelSelector"]),
    ] {
        assert_eq!(&selector["matchLabels"], labels, "{kind} does not select the workers");
    }

    let container = &list(&pod["containers"])[0];
    assert!(
        list(&kustomization["images"])
            .iter()
            .any(|image| image["name"] == container["image"] && image["newTag"] != "latest")
    );
    assert_eq!(container["args"], json!(["worker"]));
    let port = &container["ports"][0];
    let listen = list(&container["env"]).iter().find(|env| env["name"] == "WIREMILL__HTTP__LISTEN").unwrap();
    assert_eq!(listen["value"], format!("0.0.0.0:{}", port["containerPort"]));
    for (probe, path) in
        [("startupProbe", "/livez"), ("livenessProbe", "/livez"), ("readinessProbe", "/readyz")]
    {
        assert_eq!(container[probe]["httpGet"], json!({"path": path, "port": port["name"]}), "{probe}");
    }
    assert_eq!(of("PodMonitor")["spec"]["podMetricsEndpoints"][0]["port"], port["name"]);
    assert_eq!(of("NetworkPolicy")["spec"]["ingress"][0]["ports"][0]["port"], port["name"]);
    for amount in ["requests", "limits"] {
        for resource in ["cpu", "memory"] {
            assert!(container["resources"][amount].get(resource).is_some(), "{amount}.{resource}");
        }
    }
    assert_eq!(
        (&pod["securityContext"]["runAsNonRoot"], &pod["automountServiceAccountToken"]),
        (&json!(true), &json!(false))
    );
    let user = instructions().into_iter().rfind(|(name, _)| name == "USER").unwrap().1;
    assert_eq!(user, format!("{0}:{0}", pod["securityContext"]["runAsUser"]), "the image's user");
    assert_eq!(
        container["securityContext"],
        json!({"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}})
    );
    let grace = pod["terminationGracePeriodSeconds"].as_u64().unwrap();
    assert!(grace * 1000 > Config::default().worker.drain_timeout_ms, "{grace} s are too short to drain");

    let scaled = &of("ScaledObject")["spec"];
    assert_eq!(scaled["scaleTargetRef"]["name"], of("Deployment")["metadata"]["name"]);
    assert!(deployment.get("replicas").is_none(), "KEDA counts the replicas");
    let trigger = &scaled["triggers"][0];
    assert_eq!((&trigger["type"], &trigger["metadata"]["mode"]), (&json!("rabbitmq"), &json!("QueueLength")));
    assert_eq!(trigger["metadata"]["queueName"], Config::default().broker.jobs_queue);
    assert_eq!(trigger["authenticationRef"]["name"], of("TriggerAuthentication")["metadata"]["name"]);
    let secret = &of("TriggerAuthentication")["spec"]["secretTargetRef"][0];
    let uri = list(&container["env"]).iter().find(|env| env["name"] == "WIREMILL__BROKER__URI").unwrap();
    assert_eq!(
        uri["valueFrom"]["secretKeyRef"],
        json!({"name": secret["name"], "key": secret["key"]}),
        "workers and KEDA have one address"
    );
    assert_eq!(secret["parameter"], "host");
}

#[test]
fn the_systemd_unit_is_strict_and_waits_for_what_the_program_says() {
    let unit = read("deploy/wiremill.service");
    let settings: BTreeSet<&str> = unit.lines().filter(|line| !line.starts_with('#')).collect();
    for setting in [
        "Type=notify", "Restart=on-failure", "RestartPreventExitStatus=64", "KillMode=mixed",
        "DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=",
        "MemoryDenyWriteExecute=yes",
    ] {
        assert!(settings.contains(setting), "no {setting}");
    }
    let seconds = |name: &str| -> u64 {
        settings.iter().find_map(|line| line.strip_prefix(name)).unwrap().parse().unwrap()
    };
    assert!(seconds("TimeoutStopSec=") * 1000 > Config::default().worker.drain_timeout_ms);
    assert!(seconds("WatchdogSec=") >= 10, "the worker reports every second; a busy machine may be late");
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        eprintln!("systemd-analyze is not installed; the unit is not verified by it");
        return;
    }
    // It insists on a program that exists.
    let folder = tempfile::tempdir().unwrap();
    let here = unit.replace("ExecStart=wiremill", &format!("ExecStart={}", program().display()));
    assert_ne!(here, unit);
    fs::write(folder.path().join("wiremill.service"), here).unwrap();
    let said = run("systemd-analyze", &["verify", "--man=no", "./wiremill.service"], folder.path());
    assert!(!said.contains("wiremill.service:"), "{said}");
    // Ten is no protection at all, nought is no service at all; an exposure under two counts as OK.
    run(
        "systemd-analyze",
        &["security", "--offline=yes", "--threshold=20", "./wiremill.service"],
        folder.path(),
    );
}

#[test]
fn the_debian_package_has_what_it_names() {
    let manifest = config::File::from_str(&read("Cargo.toml"), config::FileFormat::Toml);
    let manifest: Value =
        config::Config::builder().add_source(manifest).build().unwrap().try_deserialize().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    let mut installed = BTreeSet::new();
    for asset in list(&deb["assets"]) {
        let (source, target) = (text(&asset[0]), text(&asset[1]));
        // cargo deb builds the program itself.
        assert!(source == "target/release/wiremill" || root().join(source).is_file(), "no {source}");
        let name = if target.ends_with('/') { source.rsplit('/').next().unwrap() } else { "" };
        installed.insert(format!("/{target}{name}"));
    }
    for conf in list(&deb["conf-files"]) {
        assert!(installed.contains(text(conf)), "{conf} is not in the package: {installed:?}");
    }
    assert!(
        installed.contains("/usr/bin/wiremill")
            && installed.contains("/usr/lib/systemd/system/wiremill.service")
    );
}

/// systemd's end of the socket that a service reports to.
struct Manager {
    socket: UnixDatagram,
    folder: tempfile::TempDir,
}

impl Manager {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = UnixDatagram::bind(folder.path().join("notify")).unwrap();
        socket.set_read_timeout(Some(LIMIT)).unwrap();
        Self { socket, folder }
    }

    fn worker(&self, env: &[(String, String)]) -> Started {
        let worker = Command::new(program())
            .arg("worker")
            .envs(env.iter().cloned())
            .env("WIREMILL__HTTP__ENABLED", "false")
            .env("WIREMILL__PIPELINE__TIER", "fast")
            .env("NOTIFY_SOCKET", self.folder.path().join("notify"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Started(worker.unwrap())
    }

    /// Returns what is reported until `last`.
    fn until(&self, last: &str) -> Vec<String> {
        let (mut told, mut buffer) = (Vec::new(), [0; 4096]);
        loop {
            let size =
                self.socket.recv(&mut buffer).unwrap_or_else(|error| panic!("no {last}: {error}; {told:?}"));
            told.extend(String::from_utf8_lossy(&buffer[..size]).lines().map(str::to_owned));
            if told.iter().any(|line| line.starts_with(last)) {
                return told;
            }
        }
    }
}

#[test]
fn a_worker_without_a_broker_is_alive_and_not_ready() {
    let manager = Manager::new();
    let uri = ("WIREMILL__BROKER__URI".to_owned(), "amqp://127.0.0.1:1/%2f".to_owned());
    let mut worker = manager.worker(&[uri]);
    let mut told = manager.until("STATUS=not connected");
    told.extend(manager.until("WATCHDOG=1"));
    told.extend(manager.until("WATCHDOG=1"));
    assert!(!told.contains(&"READY=1".to_owned()), "{told:?}");
    run("kill", &["-TERM", &worker.0.id().to_string()], root());
    manager.until("STOPPING=1");
    assert_eq!(worker.0.wait().unwrap().code(), Some(0));
}

#[test]
fn a_broker_a_worker_and_prometheus_agree_with_what_is_deployed() {
    let port = common::free_port();
    let plugin = format!("prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {port}");
    let mut mill = Mill::on(Rabbit::with_plugins(&plugin, "rabbitmq_prometheus"));
    definitions_are_what_topology_declares(&mill);
    ready_is_told_once_jobs_are_consumed(&mill);
    mill.set("worker.threads", "1");
    prometheus_answers_the_dashboard(&mill, port);
}

fn definitions_are_what_topology_declares(mill: &Mill) {
    mill.expect(0, &["topology"]);
    let exported: Value = serde_json::from_str(&mill.rabbit.ctl(&["export_definitions", "-"])).unwrap();
    let file = root().join("deploy/rabbitmq/definitions.json");
    let ours: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    for kind in ["exchanges", "queues", "bindings"] {
        let sorted = |definitions: &Value| {
            let mut rows: Vec<Value> = list(&definitions[kind]).to_vec();
            // A queue's type stands among its arguments; the broker exports it once more.
            for row in rows.iter_mut().filter(|_| kind == "queues") {
                row.as_object_mut().unwrap().remove("type");
            }
            rows.sort_by_key(Value::to_string);
            rows
        };
        assert_eq!(
            sorted(&ours),
            sorted(&exported),
            "{kind}: the file, and what `wiremill topology` declares"
        );
    }
    mill.rabbit.reset();
    assert_eq!(mill.run(&["topology", "--check"]).code, 64, "the queues are gone");
    mill.rabbit.ctl(&["import_definitions", &file.display().to_string()]);
    mill.expect(0, &["topology", "--check"]);
    let policies = mill.rabbit.ctl(&["list_policies"]);
    for policy in list(&ours["policies"]) {
        assert!(policies.contains(text(&policy["pattern"])), "{policy}: {policies}");
    }
    // A policy that matches no queue of ours would do nothing, silently.
    let queues = mill.rabbit.ctl(&["list_queues", "name", "policy"]);
    for queue in list(&ours["queues"]) {
        let line = queues.lines().find(|line| line.starts_with(text(&queue["name"]))).unwrap();
        assert!(line.contains("\twiremill"), "{line}: no policy");
    }
}

fn ready_is_told_once_jobs_are_consumed(mill: &Mill) {
    let manager = Manager::new();
    let mut worker = manager.worker(&mill.rabbit.environment());
    manager.until("READY=1");
    let config = mill.rabbit.config().broker;
    let consumers = common::runtime().block_on(async {
        let client = Client::connect(&config, "test").await.unwrap();
        client.depth(&config.jobs_queue).await.unwrap().unwrap().consumers
    });
    assert_eq!(consumers, 1, "ready, so it consumes");
    manager.until("WATCHDOG=1");
    run("kill", &["-TERM", &worker.0.id().to_string()], root());
    manager.until("STOPPING=1");
    assert_eq!(worker.0.wait().unwrap().code(), Some(0));
}

/// A Prometheus on its own port and folder, with the configuration and rules of deploy/.
struct Prometheus {
    port: u16,
    folder: tempfile::TempDir,
    _server: Started,
}

impl Prometheus {
    /// Starts one that looks every second at `worker` and at RabbitMQ, wherever deploy/ says that they are.
    fn start(worker: &str, rabbit: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("wiremill-prometheus-").tempdir().unwrap();
        let port = common::free_port();
        let mut config = yaml("deploy/prometheus/prometheus.yml").remove(0);
        config["global"] = json!({"scrape_interval": "1s", "evaluation_interval": "1s"});
        for job in config["scrape_configs"].as_array_mut().unwrap() {
            let target = if job["job_name"] == "wiremill" { worker } else { rabbit };
            job.as_object_mut().unwrap().remove("dns_sd_configs");
            job["static_configs"] = json!([{"targets": [target]}]);
        }
        // JSON is YAML.
        fs::write(folder.path().join("prometheus.yml"), config.to_string()).unwrap();
        fs::copy(root().join("deploy/alerts.yaml"), folder.path().join("alerts.yaml")).unwrap();
        let server = Command::new("prometheus")
            .args(["--config.file=prometheus.yml", "--storage.tsdb.path=data"])
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap_or_else(|error| panic!("prometheus: {error} (tests/run installs it)"));
        Self { port, folder, _server: Started(server) }
    }

    /// Asks the HTTP API; nothing while the server does not answer.
    fn ask(&self, path: &str) -> Option<Value> {
        use std::io::{Read as _, Write as _};
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        // Version 1.0, so that the answer comes in one piece.
        write!(stream, "GET /api/v1/{path} HTTP/1.0\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
    }

    /// Returns the series that a query gives.
    ///
    /// # Panics
    ///
    /// Where Prometheus refuses the query.
    fn query(&self, expression: &str) -> Vec<Value> {
        let escaped: String = expression.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let Some(answer) = self.ask(&format!("query?query={escaped}")) else { return Vec::new() };
        assert_eq!(answer["status"], "success", "{expression}: {answer}");
        list(&answer["data"]["result"]).to_vec()
    }

    /// Waits for what `look` finds.
    #[track_caller]
    fn wait<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let deadline = Instant::now() + LIMIT;
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(Instant::now() < deadline, "{what}: not within {LIMIT:?}\n{}", log());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    #[track_caller]
    fn wait_for(&self, expression: &str) {
        self.wait(expression, |prometheus| (!prometheus.query(expression).is_empty()).then_some(()));
    }
}

fn prometheus_answers_the_dashboard(mill: &Mill, rabbit: u16) {
    let worker = mill.worker();
    mill.wait_until("the worker is ready", LIMIT, |_| {
        worker.ask("/readyz").is_some_and(|(code, _)| code == 200)
    });
    let log = worker.log();
    let address = log.lines().find_map(|line| line.split_once("listen=")).unwrap().1.trim().to_owned();
    let prometheus = Prometheus::start(&address, &format!("127.0.0.1:{rabbit}"));
    prometheus.wait_for("count(up == 1) == 3");
    // Seen before the work, so that the work shows as growth.
    prometheus.wait_for("wiremill_jobs_received_total == 0");

    // What compose submits, with its mounts where they are here; and one bad job.
    let compose = &yaml("deploy/compose.yaml")[0];
    let folder = mill.path("articles");
    fs::create_dir(&folder).unwrap();
    for (host, inside) in compose_mounts("submit") {
        let name = inside.strip_prefix("/articles/").unwrap();
        fs::copy(host, folder.join(name)).unwrap();
    }
    fs::write(mill.path("bad.jsonl"), "{\"id\":\"bad\",\"body\":7}\n").unwrap();
    let words =
        list(&compose["services"]["submit"]["command"]).iter().map(|word| text(word).trim_start_matches('/'));
    let articles = 2 * words.clone().filter(|word| *word == "articles").count();
    assert!(articles >= 24, "{articles} are too few to look at");
    // And the same again under other ids, until they are a thousand.
    let sample = read("tests/corpus/bridge/input.txt");
    let more =
        (articles..ARTICLES).map(|n| json!({"id": format!("more-{n}"), "body": sample}).to_string() + "\n");
    fs::write(mill.path("more.jsonl"), more.collect::<String>()).unwrap();
    let words: Vec<&str> = words.chain(["bad.jsonl", "more.jsonl"]).collect();
    mill.expect(0, &words);
    let articles = ARTICLES;
    mill.wait_until("a thousand documents", 5 * LIMIT, |mill| {
        mill.depth("wiremill.documents") == Some(articles)
    });
    prometheus.wait_for(&format!("sum(wiremill_jobs_completed_total{{outcome=\"document\"}}) == {articles}"));
    prometheus.wait_for("sum(wiremill_jobs_completed_total{outcome=\"dead\"}) == 1");
    prometheus.wait_for(&format!(
        "rabbitmq_detailed_queue_messages_ready{{queue=\"wiremill.documents\"}} == {articles}"
    ));

    let mut asked = 0;
    let dashboard = dashboard();
    for panel in list(&dashboard["panels"]) {
        for target in list(&panel["targets"]) {
            let mut expression = text(&target["expr"]).replace("$__rate_interval", "5m");
            for variable in list(&dashboard["templating"]["list"]) {
                let name = format!("${}", text(&variable["name"]));
                let value = variable["allValue"].as_str().or(variable["query"].as_str()).unwrap_or_default();
                expression = expression.replace(&name, value);
            }
            assert!(!expression.contains('$'), "{expression}");
            prometheus.query(&expression);
            asked += 1;
            if expression.starts_with("ALERTS") {
                continue; // None fires.
            }
            // What shows only where there is any, is there all the same.
            prometheus.wait_for(&expression.replace(" > 0", ""));
        }
    }
    assert!(asked > 25, "only {asked} queries");
    prometheus.wait_for("increase(wiremill_dead_total{code=\"malformed\"}[5m]) > 0");
    prometheus.wait_for(
        "process_resident_memory_bytes and process_open_fds and process_threads and wiremill_connected",
    );

    let rules = prometheus.wait("rules are evaluated", |prometheus| {
        let answer = prometheus.ask("rules")?;
        let groups = list(&answer["data"]["groups"]).to_vec();
        let rules: Vec<Value> = groups.iter().flat_map(|group| list(&group["rules"]).to_vec()).collect();
        rules.iter().all(|rule| rule["health"] != "unknown").then_some(rules)
    });
    assert_eq!(rules.len(), alerts().len());
    for rule in rules {
        assert_eq!((&rule["health"], &rule["state"]), (&json!("ok"), &json!("inactive")), "{rule}");
    }

    let answer = prometheus.ask("label/__name__/values").unwrap();
    let scraped: BTreeSet<&str> = list(&answer["data"]).iter().map(text).collect();
    let base = |name: &'static str| move |scraped: &&str| scraped.strip_suffix("_bucket") == Some(name);
    let readme: &'static str = Box::leak(read("README.md").into_boxed_str());
    let watching = readme.split("## Watching it").nth(1).unwrap().split("\n## ").next().unwrap();
    for name in metrics(watching) {
        assert!(scraped.contains(name) || scraped.iter().any(base(name)), "README.md: no metric {name}");
    }
    for name in scraped.iter().filter(|name| name.starts_with("wiremill_")) {
        let ends = ["_bucket", "_sum", "_count"];
        let name = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        assert!(watching.contains(&format!("`{name}`")), "README.md does not tell of {name}");
    }
    for file in ["deploy/alerts.yaml", "deploy/grafana/wiremill.json"] {
        let file = read(file);
        for name in metrics(&file) {
            assert!(scraped.contains(name), "no metric {name}");
        }
    }
}
