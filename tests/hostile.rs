//! Messages that nobody should send, and articles that kill: each ends as a document or a dead letter with its code,
//! its neighbours get through, and no worker is bothered for long.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

mod common;

use common::raw::{Properties, Raw, header, long, text};
use common::{Mill, Process};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const JOBS: &str = "wiremill.jobs";

/// What must become of a message: a document, or a dead letter with this code.
type End = Result<(), &'static str>;

/// A message and what must become of it.
struct Case {
    what: String,
    properties: Properties,
    body: Vec<u8>,
    end: End,
}

fn case(what: &str, properties: Properties, body: impl Into<Vec<u8>>, end: End) -> Case {
    Case { what: what.to_owned(), properties, body: body.into(), end }
}

/// Returns a job that nothing is wrong with.
fn good(id: &str) -> String {
    let body = format!("“It rained on {},” Mayor Ann Lee said.", id.len());
    json!({"id": id, "format": "clean", "body": body, "language": "en"}).to_string()
}

/// Returns a job whose body is `body`.
fn holding(id: &str, format: &str, body: &str) -> String {
    json!({"id": id, "format": format, "body": body, "language": "en"}).to_string()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

/// Bodies that are no jobs, or odd ones; the properties are as anybody sends them.
fn odd_bodies() -> Vec<Case> {
    let malformed = Err("malformed");
    // The document's id is made of the job's and the body; other fields do not tell two of them apart.
    let with = |field: &str| {
        let id = sha256(field.as_bytes());
        format!(r#"{{"id":"{id}","format":"clean","body":"It rained.",{field}}}"#)
    };
    let zeros = vec![0; 64 << 20];
    let mut cases: Vec<(&str, Vec<u8>, End)> = vec![
        ("nothing", vec![], malformed),
        ("a megabyte of zeros", vec![0; 1 << 20], malformed),
        ("more than a job may be", vec![b' '; (16 << 20) + 1], Err("too_large")),
        ("a packed job", gzip(good("packed").as_bytes()), malformed),
        ("a bomb of gzip", gzip(&zeros), malformed),
        ("a bomb in a bomb of gzip", gzip(&gzip(&zeros)), malformed),
        ("half a bomb of gzip", gzip(&zeros)[..30_000].to_vec(), malformed),
        ("a bomb of zstd", zstd::encode_all(&zeros[..], 19).unwrap(), malformed),
        ("UTF-16", good("16").encode_utf16().flat_map(u16::to_le_bytes).collect(), malformed),
        ("two jobs", [good("one"), good("two")].concat().into(), malformed),
        ("a list of jobs", format!("[{}]", good("one")).into(), malformed),
        ("a list of fields", br#"["wiremill.job/1","list",null,"It rained.",null]"#.to_vec(), malformed),
        ("a number", b"1e999".to_vec(), malformed),
        ("no number", b"NaN".to_vec(), malformed),
        ("a comment", format!("// a\n{}", good("comment")).into(), malformed),
        ("brackets", "[".repeat(1 << 20).into(), malformed),
        ("braces", "{\"a\":".repeat(1 << 18).into(), malformed),
        ("a byte order mark", [b"\xef\xbb\xbf", good("mark").as_bytes()].concat(), Ok(())),
        ("an id with NUL", br#"{"id":"a\u0000b","body":"x"}"#.to_vec(), malformed),
        ("an id with a line break", br#"{"id":"a\nforged","body":"x"}"#.to_vec(), malformed),
        ("an id of 10 KB", good(&"i".repeat(10 << 10)).into(), malformed),
        ("an id of 256 bytes", good(&"😀".repeat(64)).into(), Ok(())),
        ("an id that turns the line", good("\u{202e}txt.exe\u{2066}").into(), Ok(())),
        ("an id that is a number", br#"{"id":1e999,"body":"x"}"#.to_vec(), malformed),
        ("no number in an id", br#"{"id":NaN,"body":"x"}"#.to_vec(), malformed),
        ("an id twice", br#"{"id":"a","id":"b","body":"x"}"#.to_vec(), malformed),
        ("a body twice", br#"{"id":"a","body":"x","body":"y"}"#.to_vec(), malformed),
        ("half a character", br#"{"id":"a","body":"\ud83d"}"#.to_vec(), malformed),
        (
            "a version of 100 KB",
            with(&format!(r#""schema":"{}""#, "v".repeat(100_000))).into(),
            Err("version"),
        ),
        ("infinity in meta", with(r#""meta":{"n":1e999,"m":-1e999}"#).into(), Ok(())),
        ("no number in meta", with(r#""meta":{"n":NaN}"#).into(), malformed),
        ("a key of meta twice", with(r#""meta":{"n":1,"n":2}"#).into(), Ok(())),
        ("no object in meta", with(r#""meta":"text""#).into(), malformed),
        ("meta of 300 KB", with(&format!(r#""meta":{{"m":"{}"}}"#, "m".repeat(300_000))).into(), malformed),
        (
            "deep meta",
            with(&format!(r#""meta":{{"m":{}1{}}}"#, "[".repeat(99), "]".repeat(99))).into(),
            malformed,
        ),
        ("a day that is none", with(r#""published_at":"9999999-99-99T99:99:99Z""#).into(), Ok(())),
        ("an address that is none", with(r#""url":"javascript:alert(1)""#).into(), Ok(())),
        ("a language that is none", with(r#""language":"\u0000\u202e""#).into(), Ok(())),
        ("300 authors", with(&format!(r#""authors":[{}"b"]"#, r#""a","#.repeat(300))).into(), malformed),
        (
            "control characters",
            holding("controls", "clean", "\u{1b}[2J\u{7}\0 It rained.\u{9b}31m").into(),
            Ok(()),
        ),
        ("white space", holding("white", "text", " \u{a0}\u{2028}\n\t\u{feff}").into(), Err("no_text")),
        (
            "no text in a page",
            holding("empty", "html", "<!doctype html><title></title>").into(),
            Err("no_text"),
        ),
        ("a million tags", holding("tags", "html", &"<i>".repeat(1_000_000)).into(), Err("too_large")),
        ("a page 100,000 deep", holding("deep", "html", &"<div>".repeat(100_000)).into(), Err("too_large")),
        (
            "a text node of 4 MiB",
            holding("node", "html", &format!("<p>{}", "wordswordswordswords ".repeat(200_000))).into(),
            Ok(()),
        ),
        (
            "broken nesting",
            holding("nesting", "html", &"<b><p>It</b> rained <i><table><a>".repeat(100)).into(),
            Ok(()),
        ),
        ("an entity bomb", holding("bomb", "html", &entity_bomb()).into(), Ok(())),
        ("a word of 4 MiB", holding("word", "text", &"x".repeat(4 << 20)).into(), Ok(())),
    ];
    for field in ["id", "body", "url", "title", "published_at", "language", "source", "schema", "format"] {
        let mut job = json!({"id": "a", "body": "x"});
        job[field] = "@".into();
        let job: Vec<u8> =
            job.to_string().bytes().map(|byte| if byte == b'@' { 0xff } else { byte }).collect();
        cases.push(("invalid UTF-8 in a field", job, malformed));
    }
    cases
        .into_iter()
        .map(|(what, body, end)| case(what, Properties::default().message_id("odd"), body, end))
        .collect()
}

/// A page with the entities that blow up readers of XML; to HTML they are words.
fn entity_bomb() -> String {
    let entities: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    format!(
        "<!DOCTYPE html [<!ENTITY l0 \"lol\">{entities}]><p>{} It rained on &l9; all day.",
        "&amp;".repeat(100_000)
    )
}

/// Properties and headers that no sender needs.
fn odd_properties() -> Vec<Case> {
    let table = |pairs: Vec<u8>| header("table", b'F', long(pairs));
    // As much as a frame of 128 KiB holds.
    let hundred_kb: Vec<u8> = (0..100).flat_map(|n| text(format!("header-{n}"), vec![b'x'; 1000])).collect();
    let types: Vec<u8> = [
        header("true", b't', [1]),
        header("signed", b'b', [0x80]),
        header("unsigned", b'B', [0xff]),
        header("short", b's', [0x80, 0]),
        header("unsigned-short", b'u', [0xff; 2]),
        header("int", b'I', [0x80, 0, 0, 0]),
        header("unsigned-int", b'i', [0xff; 4]),
        header("long", b'l', [0x80, 0, 0, 0, 0, 0, 0, 0]),
        header("float", b'f', f32::MAX.to_be_bytes()),
        header("double", b'd', f64::MIN.to_be_bytes()),
        header("decimal", b'D', [255, 0x7f, 0xff, 0xff, 0xff]),
        header("time", b'T', [0xff; 8]),
        header("void", b'V', []),
        header("bytes", b'x', long([0, 0xff])),
        header("array", b'A', long([&[b'S'][..], &long([0xff, 0]), b"V", b"A", &long([])].concat())),
        text("", "a header without a name"),
        text("not\u{1}printable\n", b"\xff\xfe\0"),
        text("twice", "one"),
        text("twice", "two"),
    ]
    .concat();
    let mut deep = text("bottom", "x");
    for _ in 0..100 {
        deep = table(deep);
    }
    let death = |pairs: Vec<u8>| header("x-death", b'A', long([&[b'F'][..], &long(pairs)].concat()));
    let forged = [
        death(
            [text("reason", "delivery_limit"), text("queue", "wiremill.dead"), text("exchange", "x")]
                .concat(),
        ),
        text("x-first-death-queue", "wiremill.dead"),
        text("x-first-death-reason", "expired"),
        header("x-delivery-count", b'l', i64::MAX.to_be_bytes()),
        text("wiremill-code", "forged"),
        text("wiremill-message", "forged"),
        text("wiremill-queue", "forged"),
        header("wiremill-time", b'T', [0xff; 8]),
        text("wiremill-job-id", "forged"),
    ]
    .concat();
    let absurd_death = header("x-death", b'A', long([&[b'S'][..], &long("no table"), b"V"].concat()));
    let all = || {
        Properties::default()
            .content_type([b'x'; 255])
            .correlation_id(vec![0; 255])
            .message_id("\u{1b}[31m\nforged line of a log")
            .kind("wiremill.document/1")
            .app_id("\u{202e}")
            .timestamp(u64::MAX)
            .priority(255)
            .delivery_mode(1)
            .user_id("guest")
            .reply_to("amq.rabbitmq.reply-to.forged")
            .expiration("600000")
    };
    let plain = Properties::default;
    [
        ("no properties", plain()),
        ("every property", all()),
        ("an empty id", plain().message_id("")),
        ("headers of 100 KB", plain().headers(hundred_kb)),
        ("headers of every type", plain().headers(types)),
        ("headers in headers", plain().headers(deep)),
        ("a forged death", plain().headers(forged)),
        ("an absurd death", plain().headers(absurd_death)),
        ("a trace of 10 KB", plain().headers(text("traceparent", vec![b'0'; 10 << 10]))),
        (
            "a trace of bytes",
            plain().headers([text("traceparent", [0, 0xff]), text("tracestate", "\n")].concat()),
        ),
        ("a trace that is a table", plain().headers(header("traceparent", b'F', long([])))),
        (
            "names in Latin-1",
            all().message_id(b"caf\xe9").kind([0xff]).app_id([0xc3]).headers(text(b"\xe9t\xe9", b"\xe9")),
        ),
        ("said to be packed", plain().content_encoding("gzip").content_type("application/zip")),
    ]
    .into_iter()
    .flat_map(|(what, properties)| {
        let id = format!("good with {what}");
        let bad = format!(r#"{{"id":"bad with {what}","body":7}}"#);
        [case(what, properties.clone(), good(&id), Ok(())), case(what, properties, bad, Err("malformed"))]
    })
    .collect()
}

/// Returns what a metric says, all labels together.
fn metric(worker: &Process, name: &str) -> f64 {
    let (_, text) = worker.ask("/metrics").unwrap();
    let lines = text.lines().filter(|line| line.split(['{', ' ']).next() == Some(name));
    lines.map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()).sum()
}

fn sha256(bytes: &[u8]) -> String {
    wiremill::model::sha256_hex(bytes)
}

/// Returns the dead letters, as `dead list --json` shows them: how many of each job's hash and code.
fn dead(mill: &Mill) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    for line in mill.expect(0, &["dead", "list", "--json"]).stdout.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("origin"), JOBS, "{line}");
        *found.entry((text("input_sha256"), text("code"))).or_default() += 1;
    }
    found
}

/// Waits until every job has come to its end, and so many ends lie there.
#[track_caller]
fn wait_for(mill: &Mill, ends: usize) {
    let depth = |queue: &str| mill.depth(queue).unwrap_or(0);
    mill.wait_until(&format!("{ends} ends"), 5 * MINUTE, |mill| {
        depth("wiremill.documents") + depth("wiremill.dead") >= ends && !jobs_left(mill)
    });
    assert_eq!(depth("wiremill.documents") + depth("wiremill.dead"), ends);
}

#[test]
fn odd_messages_end_with_their_codes_and_bother_nobody() {
    let mill = Mill::new();
    mill.expect(0, &["topology"]);
    let mut cases = odd_bodies();
    cases.extend(odd_properties());
    let mut raw = Raw::connect(mill.rabbit.port);
    let mut documents = BTreeMap::new();
    let mut letters = BTreeMap::new();
    for (n, case) in cases.iter().enumerate() {
        raw.publish(JOBS, &case.properties, &case.body);
        match case.end {
            Ok(()) => {
                let job = case.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&case.body);
                let job: Body =
                    serde_json::from_slice(job).unwrap_or_else(|error| panic!("{}: {error}", case.what));
                documents.insert(sha256(job.body.as_bytes()), case.what.clone());
            }
            Err(code) => *letters.entry((sha256(&case.body), code.to_owned())).or_default() += 1,
        }
        // A neighbour.
        let neighbour = format!("neighbour {n}");
        raw.publish(JOBS, &Properties::default().message_id(&neighbour), good(&neighbour).as_bytes());
    }
    let dead_count = letters.values().sum::<usize>();

    let mut worker = mill.worker();
    wait_for(&mill, 2 * cases.len());
    assert_eq!(worker.ask("/readyz"), Some((200, "ok\n".to_owned())));
    for name in ["wiremill_reconnects_total", "wiremill_panics_total", "wiremill_threads_abandoned_total"] {
        assert_eq!(metric(&worker, name), 0.0, "{name}: {}", worker.log());
    }
    let log = worker.log();
    assert!(log.lines().all(|line| line.starts_with("20")), "a message wrote lines of its own: {log}");
    assert!(!log.contains(|c: char| c.is_control() && c != '\n'), "a terminal would obey: {log:?}");
    let found = dead(&mill);
    let stranger = found.keys().find(|letter| !letters.contains_key(letter)).map(|(letter, code)| {
        let case = cases.iter().find(|case| sha256(&case.body) == *letter);
        (case.map(|case| case.what.as_str()), code)
    });
    assert_eq!(stranger, None, "dead with a code that is not its own");
    assert_eq!(found, letters, "hashes and codes");

    // Dead letters are there byte for byte, can be shown, and come back when they are replayed.
    let list = mill.expect(0, &["dead", "list"]).stdout;
    assert!(list.contains(&format!("{dead_count} of {dead_count} dead letters")), "{list}");
    let shown = mill.expect(0, &["dead", "show", "bad with a forged death", "--json"]).stdout;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["reject"]["code"], "malformed");
    assert_eq!(shown["job"], r#"{"id":"bad with a forged death","body":7}"#);
    for what in ["headers of 100 KB", "headers of every type", "every property", "headers in headers"] {
        mill.expect(0, &["dead", "show", &format!("bad with {what}")]);
    }
    mill.expect(0, &["dead", "replay", "--all"]);
    wait_for(&mill, 2 * cases.len());
    assert_eq!(dead(&mill), letters, "the same again");
    assert_eq!(metric(&worker, "wiremill_reconnects_total"), 0.0, "{}", worker.log());
    worker.signal("TERM");
    assert_eq!(worker.wait(MINUTE), Some(0), "{}", worker.log());

    for document in collect(&mill) {
        documents.remove(&document.provenance.input_sha256);
    }
    assert_eq!(documents, BTreeMap::new(), "no document came of these");
}

/// What of a job is looked at here: numbers that no float holds may stand beside it.
#[derive(serde::Deserialize)]
struct Body {
    body: String,
}

/// What of a document is looked at here.
#[derive(serde::Deserialize)]
struct Collected {
    id: String,
    provenance: wiremill::document::Provenance,
}

fn collect(mill: &Mill) -> Vec<Collected> {
    mill.expect(0, &["collect", "--out", "documents.jsonl", "--until-idle=2"]);
    let lines = std::fs::read_to_string(mill.path("documents.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Checks that what came of the jobs of [`neighbours`] is a document each.
#[track_caller]
fn check_neighbours(mill: &Mill) {
    let ids: std::collections::BTreeSet<String> =
        collect(mill).into_iter().map(|document| document.id).collect();
    let wanted = (0..NEIGHBOURS).map(|n| format!("neighbour {n}")).collect();
    assert_eq!(ids, wanted);
}

/// More than a worker has in its hands.
const NEIGHBOURS: usize = 200;

/// Publishes good jobs, and one that is not after the first of them.
fn neighbours(mill: &Mill, properties: &Properties, job: &str) {
    let mut raw = Raw::connect(mill.rabbit.port);
    for n in 0..NEIGHBOURS {
        if n == 20 {
            raw.publish(JOBS, properties, job.as_bytes());
        }
        raw.publish(JOBS, &Properties::default(), good(&format!("neighbour {n}")).as_bytes());
    }
}

/// Says whether the jobs queue has any job, those in a worker's hands included.
fn jobs_left(mill: &Mill) -> bool {
    let queues = mill.rabbit.ctl(&["list_queues", "name", "messages"]);
    queues.lines().any(|line| line.split_once('\t').is_some_and(|(name, count)| name == JOBS && count != "0"))
}

#[test]
fn an_article_that_kills_the_process_is_put_aside_and_its_neighbours_get_through() {
    let mut mill = Mill::new();
    mill.set("broker.delivery_limit", "4");
    // Of one article the process may take more memory than it gets below.
    mill.set("limits.max_words", "100000000");
    mill.expect(0, &["topology"]);
    let killer = holding("killer", "clean", &". ".repeat(4 << 20));
    let forged = [text("wiremill-code", "forged"), text("wiremill-queue", "forged")].concat();
    neighbours(&mill, &Properties::default().headers(forged), &killer);
    // What a supervisor does: it starts the worker again and again.
    let mut deaths = 0;
    let mut worker = limited_worker(&mill);
    while jobs_left(&mill) {
        if !worker.running() {
            deaths += 1;
            assert!(worker.log().contains("memory allocation"), "{}", worker.log());
            worker = limited_worker(&mill);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(deaths, 5, "the first delivery and four more");
    assert!(worker.running(), "{}", worker.log());
    assert_eq!(dead(&mill), BTreeMap::from([((sha256(killer.as_bytes()), "delivery_limit".to_owned()), 1)]));
    check_neighbours(&mill);
}

/// Starts a worker whose address space is bounded, as a container's memory is.
fn limited_worker(mill: &Mill) -> Process {
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "ulimit -v 1500000 && exec \"$0\" worker"]).arg(common::program());
    // Each thread would set aside address space of its own.
    command.env("MALLOC_ARENA_MAX", "1").env("WIREMILL__WORKER__THREADS", "2");
    mill.start("worker", command)
}

#[test]
fn names_that_are_no_utf8_bother_nobody() {
    let mill = Mill::new();
    mill.expect(0, &["topology"]);
    let latin = Properties::default().message_id(b"caf\xe9").headers(text(b"caf\xe9", "x"));
    neighbours(&mill, &latin, &good("latin"));
    let mut worker = mill.worker();
    mill.wait_until("all jobs gone", MINUTE, |mill| !jobs_left(mill));
    assert!(worker.running(), "{}", worker.log());
    let log = worker.log();
    assert!(log.contains("no UTF-8") && !log.contains("connection lost"), "{log}");
    // Where an older program, or somebody else, put one.
    for queue in ["wiremill.dead", "wiremill.documents"] {
        Raw::connect(mill.rabbit.port).publish(queue, &latin, b"neither letter nor document");
    }
    mill.expect(0, &["dead", "list"]);
    mill.expect(0, &["status"]);
    mill.expect(1, &["collect", "--out", "documents.jsonl", "--until-idle=2"]);
    let documents = std::fs::read_to_string(mill.path("documents.jsonl")).unwrap();
    assert_eq!(documents.lines().count(), NEIGHBOURS + 1);
}

#[test]
fn headers_nested_as_deep_as_a_frame_holds_bring_no_worker_down() {
    /// Each level takes five bytes of a frame of 128 KiB.
    const LEVELS: u32 = 25_000;
    let mill = Mill::new();
    mill.expect(0, &["topology"]);
    let levels = (0..LEVELS).rev().flat_map(|below| [&[b'A'][..], &(5 * below).to_be_bytes()].concat());
    let deep = [&[4][..], b"deep", &levels.collect::<Vec<u8>>()].concat();
    let deep = Properties::default().headers(deep);
    neighbours(&mill, &deep, &good("deep"));
    Raw::connect(mill.rabbit.port).publish(JOBS, &deep, b"no job");
    let mut worker = mill.worker();
    mill.wait_until("all jobs gone", 2 * MINUTE, |mill| !worker.running() || !jobs_left(mill));
    assert!(worker.running(), "{}", worker.log());
    assert_eq!(dead(&mill), BTreeMap::from([((sha256(b"no job"), "malformed".to_owned()), 1)]));
    mill.expect(0, &["dead", "list"]);
    assert_eq!(mill.depth("wiremill.documents"), Some(NEIGHBOURS + 1));
}

/// What a process takes of the machine.
#[derive(Clone, Copy, Debug)]
struct Taken {
    resident_mib: u64,
    peak_mib: u64,
    descriptors: usize,
    threads: u64,
}

impl Taken {
    fn by(process: &Process) -> Self {
        let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
        let value = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        Self {
            resident_mib: value("VmRSS") / 1024,
            peak_mib: value("VmHWM") / 1024,
            descriptors: std::fs::read_dir(format!("/proc/{}/fd", process.id())).unwrap().count(),
            threads: value("Threads"),
        }
    }
}

/// Articles that take the most of what the limits allow.
fn worst() -> Vec<String> {
    vec![
        holding("stops", "clean", &". ".repeat(124_000)),
        holding("too many stops", "clean", &". ".repeat(4 << 20)),
        holding("names", "text", &"Ann Lee ".repeat(124_000)),
        holding("quotes", "text", &"“I will,” said Ann Lee.\n".repeat(20_000)),
        holding("one word", "text", &"x".repeat(8 << 20)),
        holding("one node", "html", &format!("<p>{}", "word ".repeat(1_600_000))),
        holding("nodes", "html", &"<p>x".repeat(240_000)),
        holding("lines", "text", &"x\n".repeat(4 << 20)),
        holding("tags", "html", &"<i>".repeat(1_000_000)),
        format!(r#"{{"id":"meta","body":"x","meta":{{"m":"{}"}}}}"#, "m".repeat(16 << 20)),
    ]
}

#[test]
fn memory_descriptors_and_threads_stay_level_through_faults() {
    let long = std::env::var_os("WIREMILL_LONG").is_some();
    let time = if long { 30 * MINUTE } else { Duration::from_secs(25) };
    let mut mill = Mill::new();
    let budget_mib = wiremill::config::Config::default().worker.bytes_in_flight >> 20;
    mill.set("worker.threads", "2");
    mill.expect(0, &["topology"]);
    let worker = mill.worker();
    let start = std::time::Instant::now();
    let worst = worst();
    let mut rounds: Vec<Taken> = Vec::new();
    while start.elapsed() < time || rounds.len() < 4 {
        let round = rounds.len();
        let mut raw = Raw::connect(mill.rabbit.port);
        for (n, job) in worst.iter().enumerate() {
            raw.publish(JOBS, &Properties::default(), job.as_bytes());
            for m in 0..if long { 20 } else { 4 } {
                raw.publish(JOBS, &Properties::default(), good(&format!("{round} {n} {m}")).as_bytes());
            }
        }
        match round % 4 {
            1 => drop(mill.rabbit.ctl(&["close_all_connections", "test"])),
            2 => {
                worker.signal("STOP");
                std::thread::sleep(Duration::from_secs(2));
                worker.signal("CONT");
            }
            3 => {
                mill.rabbit.ctl(&["stop_app"]);
                mill.rabbit.ctl(&["start_app"]);
            }
            _ => {}
        }
        mill.wait_until("all of a round", 10 * MINUTE, |mill| !jobs_left(mill));
        for queue in ["wiremill.documents", "wiremill.dead"] {
            mill.rabbit.ctl(&["purge_queue", queue]);
        }
        mill.wait_until("the worker is ready", MINUTE, |_| {
            worker.ask("/readyz").is_some_and(|said| said.0 == 200)
        });
        rounds.push(Taken::by(&worker));
        eprintln!("{:4} s  {:?}", start.elapsed().as_secs(), rounds[round]);
    }
    let (first, later) = rounds.split_at(rounds.len() / 2);
    let most = |rounds: &[Taken]| {
        let most = |of: fn(&Taken) -> u64| rounds.iter().map(of).max().unwrap();
        (
            most(|taken| taken.resident_mib),
            most(|taken| taken.descriptors as u64),
            most(|taken| taken.threads),
        )
    };
    let ((memory, descriptors, threads), later) = (most(first), most(later));
    // Until each thread has met each job beside each other one, the allocator takes more.
    let settled = rounds.len() >= 20;
    assert!(!settled || later.0 <= memory + memory / 10, "{memory} MiB, later {} MiB: {rounds:?}", later.0);
    assert!(later.1 <= descriptors + 4 && later.2 <= threads + 2, "{rounds:?}");
    let peak = rounds.last().unwrap().peak_mib;
    assert!(peak < 2 * budget_mib + MODELS_MIB, "{peak} MiB at most, with a budget of {budget_mib} MiB");
}

/// What the program takes before its first job.
const MODELS_MIB: u64 = 200;

#[test]
fn a_password_shows_nowhere() {
    // As text, as it stands in an address, and as bytes printed for debugging.
    const NEEDLES: [&str; 2] = ["s3cret", "115, 51, 99, 114, 101, 116"];
    let mut mill = Mill::new();
    mill.rabbit.ctl(&["add_user", "joe", "s3cret/@:?"]);
    mill.rabbit.ctl(&["set_permissions", "joe", ".*", ".*", ".*"]);
    std::fs::write(mill.path("jobs.jsonl"), good("one")).unwrap();
    let address = |password: &str, port: u16| format!("amqp://joe:{password}@127.0.0.1:{port}/%2f");
    let right = address("s3cret%2F%40%3A%3F", mill.rabbit.port);
    let wrong = address("s3cret%2Fwrong", mill.rabbit.port);
    let nobody = address("s3cret%2F%40%3A%3F", 1);
    let no_address =
        ["amqp://joe:s3cret%zz@127.0.0.1", "amqp://joe:s3cret@127.0.0.1:port", "joe:s3cret@127.0.0.1"];
    let mut said: Vec<(String, String)> = Vec::new();
    for level in ["info", "debug,lapin=debug", "trace", "trace,lapin=trace,amq_protocol=trace"] {
        mill.set("log.level", level);
        for (uri, code) in [(&right, 0), (&wrong, 64), (&nobody, 69)] {
            mill.set("broker.uri", uri);
            for command in [
                &["topology"][..],
                &["check"],
                &["status", "--json"],
                &["submit", "jobs.jsonl"],
                &["dead", "list"],
            ] {
                let ran = mill.expect(code, command);
                said.push((format!("{command:?} of {uri} at {level}"), ran.stdout + &ran.stderr));
            }
            let mut worker = mill.worker();
            if code == 64 {
                assert_eq!(worker.wait(MINUTE), Some(64));
            } else {
                let ready = if code == 0 { 200 } else { 503 };
                mill.wait_until("an answer", MINUTE, |_| {
                    worker.ask("/readyz").is_some_and(|said| said.0 == ready)
                });
                if code == 0 {
                    mill.wait_until("a document", MINUTE, |_| {
                        metric(&worker, "wiremill_document_bytes_total") > 0.0
                    });
                }
                said.push((format!("/metrics of {uri}"), worker.ask("/metrics").unwrap().1));
                said.push((format!("/readyz of {uri}"), worker.ask("/readyz").unwrap().1));
            }
            said.push((format!("the log of {uri} at {level}"), worker.log()));
        }
        for uri in no_address {
            mill.set("broker.uri", uri);
            for command in ["check", "status"] {
                let ran = mill.run(&[command]);
                assert_ne!(ran.code, 0, "{command} of {uri}");
                said.push((format!("{command} of {uri} at {level}"), ran.stdout + &ran.stderr));
            }
        }
    }
    for (what, said) in &said {
        for line in said.lines() {
            assert!(!NEEDLES.iter().any(|needle| line.contains(needle)), "{what}: {line}");
        }
    }
    assert!(said.iter().any(|(_, said)| said.contains("DEBUG")), "a loud log was looked at");
}

/// Returns what comes of files in a folder: jobs by the beginning of their bodies, and errors.
fn read(files: &[(&str, Vec<u8>)]) -> Vec<Result<String, String>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let mut config = wiremill::config::Config::default();
    config.limits.max_job_bytes = 1 << 20;
    let outside = std::fs::read_dir(folder.path()).unwrap().count();
    let found = wiremill::files::read(&[folder.path().to_owned()], &config)
        .map(|input| match input {
            Ok(input) => {
                assert!(input.job.len() < 3 << 20, "{} bytes of {}", input.job.len(), input.origin);
                Ok(String::from_utf8_lossy(&input.job).chars().take(200).collect())
            }
            Err(error) => Err(format!("{error:#}").replace(&format!("{}/", folder.path().display()), "")),
        })
        .collect();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), outside, "reading writes nothing");
    found
}

/// A record of an archive: a page under a name, packed as it says.
fn record(name: &str, coding: &str, page: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: {coding}\r\n\r\n");
    let length = head.len() + page.len();
    let warc = format!(
        "WARC/1.0\r\nwarc-type: response\r\nwarc-record-id: <{name}>\r\nwarc-target-uri: file:///etc/{name}-1\r\n\
         content-length: {length}\r\n\r\n{head}"
    );
    [warc.as_bytes(), page, b"\r\n\r\n"].concat()
}

#[test]
fn packed_files_give_no_more_than_they_may_and_archives_no_names() {
    let zeros = vec![b'0'; 300 << 20];
    let bomb = gzip(&zeros);
    let pages = [
        ("gzip", gzip(&zeros)),
        ("zstd", zstd::encode_all(&zeros[..], 1).unwrap()),
        ("deflate", bomb.clone()),
    ];
    let mut archive = Vec::new();
    for (coding, page) in &pages {
        archive.extend(record("../../../etc/passwd", coding, page));
    }
    let name = "../".repeat(200);
    archive.extend(record(&name, "identity", b"<p>It rained."));
    let found = read(&[
        ("a.jsonl.gz", bomb.clone()),
        ("b.json.gz", bomb.clone()),
        ("c-nested.jsonl.gz", gzip(&bomb)),
        ("d-truncated.jsonl.gz", gzip(good("one").as_bytes())[..40].to_vec()),
        ("e-plain.jsonl.gz", good("plain").into()),
        ("f-packed.jsonl", gzip(good("packed").as_bytes())),
        ("g-of-zstd.jsonl.gz", zstd::encode_all(good("zstd").as_bytes(), 1).unwrap()),
        ("h-members.jsonl.gz", [gzip(good("first").as_bytes()), gzip(b"\n"), bomb.clone()].concat()),
        ("i.html.gz", bomb),
        ("j.warc", archive),
        ("k.txt", b"It rained.".to_vec()),
    ]);
    let has = |part: &str| found.iter().any(|job| job.as_ref().is_ok_and(|job| job.contains(part)));
    for id in ["plain", "packed", "zstd", "first", "i.html.gz", "../../../etc/passwd", "k.txt"] {
        assert!(has(&format!(r#""id":"{id}""#)), "no job {id}: {found:#?}");
    }
    let errors: Vec<&str> = found.iter().filter_map(|job| job.as_ref().err().map(String::as_str)).collect();
    let says =
        |file: &str, what: &str| errors.iter().any(|error| error.contains(file) && error.contains(what));
    for (file, what) in [
        ("a.jsonl.gz", "limit is 200 times as many"),
        ("b.json.gz", "limit is 200 times as many"),
        ("d-truncated.jsonl.gz", "incomplete"),
        ("h-members.jsonl.gz", "limit is 200 times as many"),
    ] {
        assert!(says(file, what), "{file}: {errors:#?}");
    }
    assert_eq!(errors.len(), 4, "{errors:#?}");
    assert!(!has("root:"), "a name in an archive was followed");
}
