//! What a browser makes of the page of `--view` and of the one to try it on: Chromium, without a window, is told
//! what to do over its DevTools protocol, and keys and clicks are those of a person.

#![allow(clippy::unwrap_used)] // Helpers stand outside #[test] functions, but only tests call them.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What takes longer than this has failed.
const LIMIT: Duration = Duration::from_secs(90);

fn wiremill() -> Command {
    Command::new(env!("CARGO_BIN_EXE_wiremill"))
}

/// Killed when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Chromium with one page open.
struct Browser {
    _process: Running,
    _profile: TempDir,
    commands: ChildStdin,
    messages: Receiver<Value>,
    session: Value,
    last: u64,
    /// What happened that nobody asked for: requests, errors, dialogs.
    events: Vec<Value>,
}

impl Browser {
    /// Opens a page, as wide as a laptop's window.
    fn open(address: &str) -> Self {
        let profile = tempfile::Builder::new().prefix("wiremill-chromium-").tempdir().unwrap();
        // It speaks on descriptors 3 and 4; the shell makes them of its own input and output.
        let mut process = Command::new("sh")
            .args(["-c", r#"exec chromium "$@" 3<&0 4>&1 </dev/null >/dev/null"#, "chromium"])
            .args([
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            ])
            .args(["--remote-debugging-pipe", "--window-size=1280,900"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .env("HOME", profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let commands = process.stdin.take().unwrap();
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while answers.read_until(0, &mut message).is_ok_and(|read| read > 0) {
                message.pop();
                // Nobody listens any more once the test has ended.
                let _ = sender.send(serde_json::from_slice(&message).unwrap());
                message.clear();
            }
        });
        let mut browser = Self {
            _process: Running(process),
            _profile: profile,
            commands,
            messages,
            session: Value::Null,
            last: 0,
            events: Vec::new(),
        };
        let target = browser.tell("Target.createTarget", json!({"url": "about:blank"}));
        let attached = json!({"targetId": target["targetId"], "flatten": true});
        browser.session = browser.tell("Target.attachToTarget", attached)["sessionId"].take();
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.tell(&format!("{domain}.enable"), json!({}));
        }
        browser.tell("Page.navigate", json!({"url": address}));
        browser.wait("document.readyState === 'complete' && location.href !== 'about:blank'");
        browser
    }

    /// Gives a command and returns its result.
    #[track_caller]
    fn tell(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut command = json!({"id": self.last, "method": method, "params": params});
        if !self.session.is_null() {
            command["sessionId"] = self.session.clone();
        }
        self.commands.write_all(format!("{command}\0").as_bytes()).unwrap();
        let deadline = Instant::now() + LIMIT;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut message = self.messages.recv_timeout(left).unwrap_or_else(|error| {
                panic!("chromium (tests/run installs it) does not answer {method}: {error}")
            });
            if message["id"] == self.last {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    /// Evaluates an expression in the page.
    #[track_caller]
    fn eval(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let mut answer = self.tell("Runtime.evaluate", params);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].take()
    }

    /// Waits until an expression is true.
    #[track_caller]
    fn wait(&mut self, expression: &str) {
        let deadline = Instant::now() + LIMIT;
        while self.eval(&format!("Boolean({expression})")) != json!(true) {
            let text = || "document.body.innerText.slice(0, 2000)";
            assert!(Instant::now() < deadline, "never true: {expression}\n{}", self.eval(text()));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses and releases a key that is no letter.
    #[track_caller]
    fn press(&mut self, key: &str, code: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code});
            self.tell("Input.dispatchKeyEvent", event);
        }
    }

    /// Moves the pointer to what a selector finds until an expression is true: a page that has just opened may not notice.
    #[track_caller]
    fn hover(&mut self, selector: &str, shows: &str) {
        let deadline = Instant::now() + LIMIT;
        while self.eval(&format!("new Promise(done => setTimeout(() => done({shows}), 100))")) != json!(true)
        {
            assert!(Instant::now() < deadline, "never true: {shows}");
            self.point(selector, false);
        }
    }

    /// Clicks on what a selector finds, or moves the pointer there.
    #[track_caller]
    fn point(&mut self, selector: &str, click: bool) {
        let at = self.eval(&format!(
            "(async () => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center', behavior: \
             'instant'}}); for (const _ of [1, 2]) await new Promise(requestAnimationFrame); const b = \
             e.getClientRects()[0]; return [b.left + b.width / 2, b.top + b.height / 2]; }})()"
        ));
        let kinds: &[&str] =
            if click { &["mouseMoved", "mousePressed", "mouseReleased"] } else { &["mouseMoved"] };
        for kind in kinds {
            let button = if *kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({"type": kind, "x": at[0], "y": at[1], "button": button, "clickCount": 1});
            self.tell("Input.dispatchMouseEvent", event);
        }
    }

    /// Sets the colours a person prefers, and screen or paper.
    fn medium(&mut self, medium: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.tell("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    /// Returns whatever went wrong: exceptions, what the page's policy forbade, dialogs, and requests other than
    /// for `allowed`.
    fn troubles(&mut self, allowed: &[&str]) -> Vec<String> {
        self.eval("new Promise(done => setTimeout(done, 200))");
        let bad = |event: &&Value| match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" | "Log.entryAdded" | "Page.javascriptDialogOpening" => true,
            "Network.requestWillBeSent" => {
                let address = event["params"]["request"]["url"].as_str().unwrap_or_default();
                !allowed.iter().any(|allowed| address.starts_with(allowed))
            }
            _ => false,
        };
        self.events.iter().filter(bad).map(Value::to_string).collect()
    }
}

/// Enriches files and returns the address of their page.
fn page(folder: &Path, inputs: &[&str]) -> String {
    let view = folder.join("page.html");
    let output = wiremill()
        .arg("enrich")
        .args(inputs)
        .args(["--out", &folder.join("out.jsonl").display().to_string(), "--view"])
        .arg(&view)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    format!("file://{}", view.display())
}

#[test]
fn a_quote_tells_whose_it_is_to_pointer_and_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let address = page(folder.path(), &["tests/corpus/bridge/input.txt"]);
    let mut browser = Browser::open(&address);
    assert_eq!(browser.eval("document.title"), "Old Wye Bridge to Reopen in Spring, Mayor Says – wiremill");
    let card = "document.getElementById('card')";
    assert_eq!(browser.eval(&format!("{card}.hidden")), true);
    let told = |browser: &mut Browser, what: &[&str]| {
        browser.wait(&format!("!{card}.hidden"));
        let text = browser.eval(&format!("{card}.innerText"));
        let text = text.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(what.iter().all(|what| text.contains(what)), "{text}: {what:?}");
        // Within the window, whole.
        let rect = browser.eval(&format!("(({{top, left, right, bottom}}) => top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight)({card}.getBoundingClientRect())"));
        assert_eq!(rect, true, "{text}: the card stands out of the window");
    };
    browser.hover(".run.quote[data-quotes=a1q1]", &format!("!{card}.hidden"));
    told(&mut browser, &["Ann Lee", "Lee said direct 99 %"]);
    // Source, cue and both halves of the content, and the place in the list.
    assert_eq!(browser.eval("document.querySelectorAll('.lit').length >= 5"), true);
    assert_eq!(browser.eval("document.getElementById('thread').hasAttribute('hidden')"), false);
    browser.press("Escape", 27);
    browser.wait(&format!("{card}.hidden"));

    // By the keyboard alone: every quote is met in the order of the text, and tells the same.
    let order = browser
        .eval("[...document.querySelectorAll('.body .run.quote[tabindex]')].map(run => run.dataset.quotes)");
    let mut met = Vec::new();
    for _ in 0..40 {
        browser.press("Tab", 9);
        let key = browser.eval("document.activeElement?.dataset?.quotes ?? null");
        if key.is_null() || met.len() == order.as_array().unwrap().len() {
            continue;
        }
        met.push(key);
        told(&mut browser, &[" %"]);
        let label = browser.eval("document.activeElement.getAttribute('aria-label')");
        assert!(label.as_str().unwrap().starts_with("Quote of "), "{label}");
    }
    assert_eq!(json!(met), order);

    // A speaker's name shows their quotes alone.
    browser.point(".speaker.s2 button", true);
    let shown =
        browser.eval("[...new Set([...document.querySelectorAll('.shown')].map(run => run.dataset.quotes))]");
    assert_eq!(shown, json!(["a1q2", "a1q5"]));
    browser.point(".speaker.s2 button", true);
    assert_eq!(browser.eval("document.querySelectorAll('.shown').length"), 0);
    assert_eq!(browser.troubles(&[&address]), [""; 0]);
}

#[test]
fn an_index_is_searched_by_speaker_and_leads_to_the_article() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = ["tests/corpus/bridge/input.txt", "tests/corpus/harbour/input.html", "tests/corpus/samples"];
    let address = page(folder.path(), &inputs);
    let mut browser = Browser::open(&address);
    assert_eq!(browser.eval("document.title"), "5 articles – wiremill");
    let articles = "[...document.querySelectorAll('article')].filter(one => !one.hidden).map(one => one.id)";
    assert_eq!(browser.eval(articles), json!([]), "the index first");
    let listed = "[...document.querySelectorAll('#index [data-article]')].filter(row => !row.hidden).map(row => row.dataset.article)";
    assert_eq!(browser.eval(listed), json!(["a1", "a2", "a3", "a4", "a5"]));
    browser.eval("document.getElementById('who').focus()");
    // Neither capitals nor accents matter.
    browser.tell("Input.insertText", json!({"text": "TOMAS"}));
    browser.wait("document.getElementById('found').textContent === '2 quotes in 1 article'");
    assert_eq!(browser.eval(listed), json!(["a1"]));
    browser.point("#index [data-article=a1] .hits a", true);
    browser.wait("!document.getElementById('a1').hidden");
    assert_eq!(browser.eval(articles), json!(["a1"]));
    browser.point("#next", true);
    browser.wait("location.hash === '#a2' && !document.getElementById('a2').hidden");
    assert_eq!(browser.eval(articles), json!(["a2"]));
    browser.point("#pager a", true);
    browser.wait("!document.getElementById('index').hidden");
    assert_eq!(browser.troubles(&[&address]), [""; 0]);
}

/// Tells of every text on the page that stands out too little from what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1;
/// large text 3 to 1).
const FAINT: &str = r#"(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const pixel = (over, under) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of [under, over]) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
    const paint = (rgb) => `rgb(${rgb.join(" ")})`;
    const behind = (element) => {
        if (!element) return [255, 255, 255];
        return pixel(getComputedStyle(element).backgroundColor, paint(behind(element.parentElement)));
    };
    const faint = [];
    let looked = 0;
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!own || !element.checkVisibility({ visibilityProperty: true })) continue;
        const style = getComputedStyle(element), under = behind(element);
        const [a, b] = [light(pixel(style.color, paint(under))), light(under)].sort((a, b) => b - a);
        const large = parseFloat(style.fontSize) >= 24, ratio = (a + .05) / (b + .05);
        looked++;
        if (ratio < (large ? 3 : 4.5)) faint.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}: ${element.textContent.slice(0, 40)}`);
    }
    return { looked, faint };
})()"#;

#[test]
fn everything_can_be_read_by_day_by_night_and_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(&page(folder.path(), &["tests/corpus/bridge/input.txt"]));
    browser.eval("document.querySelectorAll('details').forEach(one => one.open = true)");
    let mut papers = Vec::new();
    for (medium, scheme) in [("screen", "light"), ("screen", "dark"), ("print", "light")] {
        browser.medium(medium, scheme);
        // Colours may take a moment to change.
        browser.eval("Promise.all(document.getAnimations().map(one => one.finished))");
        let found = browser.eval(FAINT);
        assert_eq!(found["faint"], json!([]), "{medium}, {scheme}");
        // And in the colours of speakers that this article has not.
        for speaker in 5..=8 {
            browser.eval(&format!(
                "document.querySelectorAll('.s4').forEach(one => one.classList.add('s{speaker}'))"
            ));
            assert_eq!(browser.eval(FAINT)["faint"], json!([]), "{medium}, {scheme}, speaker {speaker}");
            browser.eval(&format!(
                "document.querySelectorAll('.s4').forEach(one => one.classList.remove('s{speaker}'))"
            ));
        }
        assert!(found["looked"].as_u64() > Some(60), "{found}");
        papers.push(browser.eval("getComputedStyle(document.body).backgroundColor"));
    }
    assert_ne!(papers[0], papers[1], "night is dark");
    // On paper there is no pointer: the card is gone, and every quote and its speaker stand there.
    let gone = "['card', 'thread'].every(id => !document.getElementById(id).checkVisibility())";
    assert_eq!(browser.eval(gone), true);
    assert_eq!(browser.eval("document.querySelector('.speaker h3').checkVisibility()"), true);
    let pdf = browser.tell("Page.printToPDF", json!({"printBackground": true}));
    assert!(pdf["data"].as_str().unwrap().starts_with("JVBERi0"), "a PDF");
    // Nothing runs out of a telephone's window.
    browser.medium("screen", "light");
    let phone = json!({"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true});
    browser.tell("Emulation.setDeviceMetricsOverride", phone);
    browser.wait("document.documentElement.scrollWidth <= 360");
}

#[test]
fn script_in_every_field_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let attack = r#"<script>alert(1)</script><img src=x onerror=alert(2)>"'`javascript:alert(3)"#;
    let body = format!(
        "{attack} was here.\n\n“{attack} is what we say,” said Ann {attack} Lee of {attack}.\n\nPhoto: {attack}"
    );
    let job = json!({"id": attack, "body": body, "format": "text", "title": attack, "authors": [attack],
        "source": attack, "url": "javascript:alert(4)", "meta": {attack: attack}});
    let jobs = folder.path().join("jobs.jsonl");
    std::fs::write(&jobs, format!("{job}\n{}\n", job.to_string().replacen("alert(1)", "alert(5)", 1)))
        .unwrap();
    let address = page(folder.path(), &[&jobs.display().to_string()]);
    let mut browser = Browser::open(&address);
    for hash in ["#a1", "#a2", "#index"] {
        browser.eval(&format!("location.hash = '{hash}'"));
        browser.eval("document.querySelectorAll('.run, button, b').forEach(one => one.click?.())");
        browser.press("Tab", 9);
    }
    assert!(
        browser.eval("document.body.textContent").as_str().unwrap().contains("<script>alert(1)</script>")
    );
    assert_eq!(browser.eval("document.scripts.length"), 1);
    assert_eq!(browser.eval("document.images.length"), 0);
    assert_eq!(
        browser.eval("[...document.links].filter(link => !/^(https?|file):/.test(link.href)).length"),
        0
    );
    assert_eq!(browser.troubles(&[&address]), [""; 0]);
}

#[test]
fn an_article_is_pasted_into_the_page_to_try_it_on() {
    let mut served = Running(
        wiremill().args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap(),
    );
    let mut log = BufReader::new(served.0.stderr.take().unwrap()).lines();
    let address = loop {
        let line = log.next().unwrap().unwrap();
        if let Some(at) = line.find("http://127.0.0.1:") {
            break line[at..].split(['"', ' ', '/', '\x1b']).collect::<Vec<_>>()[..3].join("/");
        }
    };
    let mut browser = Browser::open(&address);
    browser.eval("document.getElementById('body').focus()");
    browser.tell("Input.insertText", json!({"text": "“It rained all night,” Ann Lee said."}));
    browser.point("#form [type=submit]", true);
    browser.wait("!document.getElementById('result').hidden");
    let said = browser.eval("document.getElementById('status').textContent");
    assert!(said.as_str().unwrap().starts_with("1 quote, 1 name, 0 lines taken out, in "), "{said}");
    assert!(
        browser.eval("document.getElementById('json').textContent").as_str().unwrap().contains("Ann Lee")
    );
    // An empty box is refused in words.
    browser.eval("document.getElementById('body').value = ' '");
    browser.point("#form [type=submit]", true);
    browser.wait("document.getElementById('status').classList.contains('bad')");
    let said = browser.eval("document.getElementById('status').textContent");
    assert!(said.as_str().unwrap().starts_with("no_text: "), "{said}");
}
