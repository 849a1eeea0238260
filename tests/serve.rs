//! `wiremill serve`: the built binary on a free port, spoken to as programs and browsers do.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const GOOD: &str =
    r#"{"id":"good-1","format":"clean","body":"“The bridge will open in May,” Mayor Ann Lee said."}"#;

/// A server of its own for each test, ended when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    #[track_caller]
    fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.body);
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Server {
    fn start(settings: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wiremill"));
        for (key, _) in std::env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("WIREMILL__"))
        {
            command.env_remove(key);
        }
        command.args(["serve", "--listen", "127.0.0.1:0", "--tier", "fast", "--threads", "2"]);
        command.envs(settings.iter().copied()).stdin(Stdio::null()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "the server ended before it served");
            if let Some((_, rest)) = line.split_once("serving http://") {
                break rest.split('/').next().unwrap().to_owned();
            }
        };
        // Whoever logs into a full pipe would wait.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self { process, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    fn send(&self, request: &str, headers: &[&str], body: &str) -> Answer {
        let mut stream = self.connect();
        let host = &self.address;
        let mut head = format!("{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        for header in headers {
            head += &format!("{header}\r\n");
        }
        if !head.contains("Content-Length") {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).unwrap();
        answer(stream)
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[], "")
    }

    fn post(&self, job: &str) -> Answer {
        self.send("POST /v1/enrich", &["Content-Type: application/json"], job)
    }

    #[track_caller]
    fn rejects(&self, job: &str, status: u16, code: &str, says: &str) {
        let answer = self.post(job);
        let line = answer.json();
        assert_eq!((answer.status, line["code"].as_str()), (status, Some(code)), "{}", answer.body);
        assert!(line["message"].as_str().unwrap().contains(says), "{line} does not say {says:?}");
        assert_eq!(
            (&line["schema"], &line["origin"]),
            (&json!("wiremill.reject/1"), &json!("POST /v1/enrich"))
        );
    }
}

fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer but {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

#[test]
fn a_job_is_answered_with_its_document_and_always_the_same_bytes() {
    let server = Server::start(&[]);
    let answer = server.post(GOOD);
    let document = answer.json();
    assert_eq!((answer.status, &document["id"]), (200, &json!("good-1")));
    assert_eq!(document["quotes"][0]["speaker"]["name"], "Ann Lee");
    assert_eq!(server.post(GOOD).body, answer.body);
    // curl -d sends a form's type; what counts is the body.
    let form = server.send("POST /v1/enrich", &["Content-Type: application/x-www-form-urlencoded"], GOOD);
    assert_eq!((form.status, form.body), (200, answer.body));
}

#[test]
fn what_cannot_be_enriched_says_why() {
    let server = Server::start(&[
        ("WIREMILL__LIMITS__MAX_JOB_BYTES", "2000"),
        ("WIREMILL__LIMITS__MAX_BODY_BYTES", "1000"),
        ("WIREMILL__PIPELINE__OTHER_LANGUAGES", "reject"),
    ]);
    server.rejects("{\"id\":", 422, "malformed", "EOF");
    server.rejects("", 422, "malformed", "EOF");
    server.rejects(r#"{"id":"a"}"#, 422, "malformed", "`body`");
    server.rejects(r#"{"id":"a","body":"x","schema":"wiremill.job/9"}"#, 422, "version", "wiremill.job/9");
    server.rejects(r#"{"id":"a","body":" ","format":"clean"}"#, 422, "no_text", "");
    server.rejects(r#"{"id":"a","body":"Il pleut.","language":"fr"}"#, 422, "unsupported_language", "fr");
    server.rejects(r#"{"id":"a\u0000b","body":"x"}"#, 422, "malformed", "control characters");
    let long = "x".repeat(1001);
    server.rejects(&format!(r#"{{"id":"a","body":"{long}"}}"#), 413, "too_large", "body is 1001 bytes");
    server.rejects(&" ".repeat(2001), 413, "too_large", "job is 2001 bytes, limit is 2000");
    // Told by what is announced, before any of it comes; and where nothing is announced, by what comes.
    let announced = server.send("POST /v1/enrich", &["Content-Length: 999999999999"], "");
    assert_eq!((announced.status, announced.json()["code"].as_str()), (413, Some("too_large")));
    let mut chunked = server.connect();
    let head =
        "POST /v1/enrich HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    chunked.write_all(format!("{head}7d1\r\n{}\r\n", " ".repeat(2001)).as_bytes()).unwrap();
    assert_eq!(answer(chunked).status, 413);
    // It serves on.
    assert_eq!(server.post(GOOD).status, 200);
}

#[test]
fn other_languages_are_cleaned_unless_the_settings_say_otherwise() {
    let server = Server::start(&[]);
    let answer = server.post(r#"{"id":"a","body":"Il pleut sur la ville.","language":"fr"}"#);
    assert_eq!((answer.status, &answer.json()["notes"]), (200, &json!(["other_language"])));
}

#[test]
fn hostile_fields_come_back_as_text() {
    const EVIL: &str = "\"'></title><script>alert(1)</script><!-- \u{202e}";
    let server = Server::start(&[]);
    let job = json!({ "id": EVIL, "body": format!("{EVIL} “It rained,” Ann Lee said."), "format": "clean",
        "title": EVIL, "authors": [EVIL], "source": EVIL, "url": "javascript:alert(1)", "language": "en",
        "published_at": EVIL, "meta": { "x": EVIL } });
    let job = job.to_string();
    let document = server.post(&job);
    assert_eq!((document.status, &document.json()["id"]), (200, &json!(EVIL)));
    let programs = server.send("POST /v1/enrich", &["Accept: text/html;q=0.1, application/json"], &job);
    assert_eq!((programs.status, programs.body), (200, document.body));
    for page in [
        server.send("POST /v1/enrich?view=1", &[], &job),
        server.send("POST /v1/enrich", &["Accept: text/html,*/*;q=0.8"], &job),
    ] {
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
        assert_eq!(page.body.matches("<script").count(), 1, "only the page's own");
        assert!(!page.body.contains("href=\"javascript") && !page.body.contains('\u{202e}'));
        let policy = page.header("content-security-policy").unwrap();
        assert!(
            policy.contains("sandbox allow-scripts") && !policy.contains("allow-same-origin"),
            "{policy}"
        );
    }
}

#[test]
fn the_page_loads_and_its_policy_lets_in_nothing_else() {
    let server = Server::start(&[]);
    let page = server.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    for part in [
        "<textarea", "<iframe", "sandbox=\"allow-scripts ", "JOE PARK/RIVERSIDE NEWS", "fetch(\"/v1/enrich\"",
    ] {
        assert!(page.body.contains(part), "no {part}");
    }
    for placeholder in ["/*style*/", "/*script*/", "<!--sample-->", "http://", "https://"] {
        assert!(!page.body.contains(placeholder), "{placeholder} in the page");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    // The view stands in a frame made of text, which is held to this policy too.
    let view = server.send("POST /v1/enrich?view=1", &[], GOOD);
    let meta =
        view.body.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let hashes: Vec<_> = meta.split(['\'', ' ']).filter(|word| word.starts_with("sha256-")).collect();
    assert_eq!(hashes.len(), 2, "{meta}");
    assert!(hashes.iter().all(|hash| policy.contains(hash)), "{policy} lacks one of {hashes:?}");
    for path in ["/", "/openapi.json", "/metrics", "/livez", "/nothing", "/v1/enrich"] {
        let answer = server.get(path);
        assert!(
            answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
    assert_eq!((server.get("/nothing").status, server.get("/v1/enrich").status), (404, 405));
    let foreign = server.send("POST /v1/enrich", &["Sec-Fetch-Site: cross-site"], GOOD);
    assert_eq!((foreign.status, foreign.json()["code"].as_str()), (403, Some("forbidden")));
}

#[test]
fn openapi_describes_every_path_and_every_reference_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(text) if key == "$ref" => found.push(text),
                        other => references(other, found),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let server = Server::start(&[]);
    let openapi = server.get("/openapi.json").json();
    assert_eq!(openapi["openapi"], "3.1.0");
    for path in ["/metrics", "/livez", "/readyz"] {
        assert!(openapi["paths"][path]["get"]["responses"]["200"].is_object(), "{path}");
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    let enrich = &openapi["paths"]["/v1/enrich"]["post"];
    for status in ["200", "413", "422", "503"] {
        assert!(
            enrich["responses"][status]["content"]["application/json"]["schema"]["$ref"].is_string(),
            "{status}"
        );
    }
    let mut found = Vec::new();
    references(&openapi, &mut found);
    assert!(found.len() > 10, "{found:?}");
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads out"));
        assert!(openapi.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    // The schemas are those that `wiremill schema` prints.
    let printed = Command::new(env!("CARGO_BIN_EXE_wiremill")).args(["schema", "document"]).output().unwrap();
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let names = |schema: &Value| -> Vec<String> {
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(names(&openapi["components"]["schemas"]["Document"]), names(&printed));
}

#[test]
fn many_at_once_are_all_answered_and_the_books_balance() {
    const CLIENTS: usize = 40;
    let server = Server::start(&[]);
    let body = "The council met again. “The bridge will open in May,” Mayor Ann Lee said.\n".repeat(40);
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|n| {
                let job = json!({ "id": format!("many-{n}"), "format": "clean", "body": body }).to_string();
                let (server, bad) = (&server, n % 4 == 0);
                scope.spawn(move || {
                    let answer = server.post(if bad { "no job" } else { &job });
                    let json = answer.json();
                    match bad {
                        true => assert_eq!((answer.status, &json["code"]), (422, &json!("malformed"))),
                        false => assert_eq!((answer.status, &json["id"]), (200, &json!(format!("many-{n}")))),
                    }
                })
            })
            .collect();
        for client in clients {
            client.join().unwrap();
        }
    });
    let metrics = server.get("/metrics").body;
    let value = |name: &str| -> u64 {
        let line =
            metrics.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name}"));
        line.trim().parse().unwrap()
    };
    assert_eq!(value("wiremill_jobs_received_total "), CLIENTS as u64);
    assert_eq!(value("wiremill_jobs_completed_total{outcome=\"document\"} "), CLIENTS as u64 * 3 / 4);
    assert_eq!(value("wiremill_dead_total{code=\"malformed\"} "), CLIENTS as u64 / 4);
    assert_eq!(value("wiremill_jobs_in_flight "), 0);
}

#[test]
fn who_finds_no_room_is_told_when_to_come_again_and_who_sends_nothing_takes_none() {
    const LARGEST: usize = 4096;
    // Room for two of the largest jobs.
    let server = Server::start(&[
        ("WIREMILL__WORKER__PREFETCH", "1"),
        ("WIREMILL__WORKER__BYTES_IN_FLIGHT", "1"),
        ("WIREMILL__LIMITS__MAX_JOB_BYTES", "4096"),
    ]);
    let job = format!("{GOOD}{}", " ".repeat(LARGEST - GOOD.len()));
    let begun = |bytes: usize| {
        let mut slow = server.connect();
        let head = format!(
            "POST /v1/enrich HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {LARGEST}\r\n\r\n"
        );
        slow.write_all(head.as_bytes()).unwrap();
        slow.write_all(&job.as_bytes()[..bytes]).unwrap();
        slow
    };
    let _idle = [begun(0), begun(0), begun(0)];
    assert_eq!(server.get("/readyz").status, 200);
    assert_eq!(server.post(GOOD).status, 200);
    let halves = [begun(LARGEST - 1), begun(LARGEST - 1)];
    let ready = loop {
        let ready = server.get("/readyz");
        if ready.status != 200 {
            break ready;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!((ready.status, ready.body.as_str()), (503, "all places are taken\n"));
    let busy = server.post(GOOD);
    assert_eq!((busy.status, busy.json()["code"].as_str()), (503, Some("busy")));
    assert!(busy.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    assert_eq!(server.get("/livez").status, 200);
    for mut slow in halves {
        slow.write_all(&job.as_bytes()[LARGEST - 1..]).unwrap();
        let mut rest = String::new();
        slow.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("HTTP/1.1 200") && rest.contains("good-1"), "{rest}");
    }
    assert_eq!(server.post(GOOD).status, 200);
}

#[test]
fn sigterm_answers_what_is_in_hand_and_ends_well() {
    let mut server = Server::start(&[]);
    let mut slow = server.connect();
    let head = format!(
        "POST /v1/enrich HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        GOOD.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    let mut goes_on = [0; 12];
    slow.read_exact(&mut goes_on).unwrap();
    let pid = server.process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    // No new connection is taken any more; the one in hand goes on.
    while TcpStream::connect(&server.address).is_ok() {
        std::thread::sleep(Duration::from_millis(10));
    }
    slow.write_all(GOOD.as_bytes()).unwrap();
    let mut rest = String::new();
    slow.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("HTTP/1.1 200") && rest.contains("good-1"), "{rest}");
    assert_eq!(server.process.wait().unwrap().code(), Some(0));
}

#[test]
fn who_never_ends_the_head_of_a_request_is_not_waited_for() {
    let server = Server::start(&[]);
    for begun in ["", "GET /metrics HTTP/1.1\r\nhost: test\r\n"] {
        let mut stream = server.connect();
        stream.write_all(begun.as_bytes()).unwrap();
        // The test ends when the server closes the connection; it has nothing to answer.
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(
            answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"),
            "{:?}",
            String::from_utf8_lossy(&answer)
        );
    }
}
