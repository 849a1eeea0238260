//! `wiremill serve`: a page where one pastes an article and sees what comes of it, and `POST /v1/enrich` for
//! programs, with the pool, limits and errors of the worker.
//!
//! Nothing is kept: a request's job lives until it is answered. No more jobs are in hand than a worker would
//! prefetch; whoever comes then is told to come again. `openapi` describes it all to programs.

mod openapi;

use crate::config::Config;
use crate::document::Document;
use crate::error::{Deadline, Reject};
use crate::metrics::{Metrics, Outcome as Counted};
use crate::outcome::{Fatal, Outcome};
use crate::pipeline::{Pipeline, Scratch};
use crate::pool::{Counts, Done, Failure, MAX_ABANDONED_THREADS, Pool, Settings, Work};
use crate::reject_line::RejectLine;
use crate::view;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tracing::{debug, error, info, warn};

/// How long a client may take to send a job: a few megabytes over a slow line.
const SENDING_SECONDS: u64 = 60;

/// What a client that comes while all places are taken is told to wait.
const RETRY_AFTER_SECONDS: &str = "2";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const SAMPLE: &str = include_str!("sample.txt");

/// What the configuration does not say.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address and port.
    pub listen: String,
}

/// What a job in the pool is known by.
struct Ticket {
    answer: oneshot::Sender<Done<()>>,
    received: Instant,
    _place: OwnedSemaphorePermit,
}

/// What every request needs.
struct Server {
    work: flume::Sender<Work<Ticket>>,
    metrics: Arc<Metrics>,
    /// A place for each job in hand.
    places: Arc<Semaphore>,
    /// KiB that jobs may take up, from their first bytes on: who connects and sends nothing takes none.
    budget: Arc<Semaphore>,
    max_job_bytes: usize,
}

/// Serves until SIGTERM, SIGINT or SIGHUP; then what is in hand is answered first.
///
/// # Errors
///
/// `Fatal::Usage` where the address cannot be listened on.
pub fn run(config: &Config, options: &Options) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let end = runtime.block_on(serve(config, options));
    // Pipeline threads that were abandoned never end.
    runtime.shutdown_background();
    end.map(|()| Outcome::Done)
}

async fn serve(config: &Config, options: &Options) -> anyhow::Result<()> {
    let listen = &options.listen;
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| Fatal::Usage(format!("--listen {listen}: {error}")))?;
    // Port 0 lets the system choose one.
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        warn!(%address, "whoever reaches this address may use it: there is no login and no encryption here");
    }
    let metrics = Metrics::install()?;
    let pipeline = Pipeline::new(config);
    let tier = serde_json::to_value(config.pipeline.tier)?;
    metrics.build_info(tier.as_str().unwrap_or_default(), pipeline.models());
    let threads = config.worker.threads();
    let settings = Settings {
        threads,
        deadline_ms: config.pipeline.deadline_ms,
        hard_limit_ms: config.pipeline.hard_limit_ms,
    };
    let process =
        move |job: &[u8], scratch: &mut Scratch, deadline: Deadline| pipeline.process(job, scratch, deadline);
    let pool = Pool::start(settings, Arc::new(process))?;
    let (work, done, counts) = (pool.work(), pool.done(), pool.counts());
    drop(pool);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(told_to_stop(stop.clone()));
    tokio::spawn(answer(done, counts.clone(), threads, metrics.clone(), stop));

    // The largest job must have room.
    let budget = (config.worker.bytes_in_flight as usize).max(2 * config.limits.max_job_bytes);
    let server = Arc::new(Server {
        work,
        metrics: metrics.clone(),
        places: Arc::new(Semaphore::new(usize::from(config.worker.prefetch(&config.limits)))),
        budget: Arc::new(Semaphore::new(kib(budget))),
        max_job_bytes: config.limits.max_job_bytes,
    });
    let app = router(server, metrics);
    info!(
        version = env!("CARGO_PKG_VERSION"),
        threads, "serving http://{address}/ and POST http://{address}/v1/enrich"
    );
    let mut drain = stopped.clone();
    let mut late = stopped;
    let until = async move {
        // The sender lives as long as the pool.
        let _ = drain.wait_for(|stop| *stop).await;
    };
    let drain_timeout = Duration::from_millis(config.worker.drain_timeout_ms);
    let too_late = async move {
        let _ = late.wait_for(|stop| *stop).await;
        info!("stopping: what is in hand is answered");
        tokio::time::sleep(drain_timeout).await;
    };
    tokio::select! {
        () = crate::metrics::answer(listener, app, until) => {}
        () = too_late => warn!("stopped with requests left"),
    }
    let abandoned = counts.abandoned();
    anyhow::ensure!(
        abandoned < MAX_ABANDONED_THREADS,
        "{abandoned} threads hang in articles; start me again"
    );
    Ok(())
}

/// Waits to be told to stop; a second signal ends the process at once.
async fn told_to_stop(stop: watch::Sender<bool>) -> anyhow::Result<()> {
    let mut signals = crate::signals::Signals::listen()?;
    for again in [false, true] {
        signals.next().await;
        if again {
            std::process::exit(0);
        }
        stop.send_replace(true);
    }
    Ok(())
}

/// Brings what comes out of the pool to whoever waits for it, and counts it.
async fn answer(
    done: flume::Receiver<Done<Ticket>>,
    counts: Arc<Counts>,
    threads: usize,
    metrics: Arc<Metrics>,
    stop: watch::Sender<bool>,
) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        let Done { ticket, job, outcome, times } = tokio::select! {
            done = done.recv_async() => match done {
                Ok(done) => done,
                Err(flume::RecvError::Disconnected) => return,
            },
            _ = tick.tick() => {
                metrics.threads(threads, counts.busy(), counts.abandoned());
                metrics.upkeep();
                continue;
            }
        };
        metrics.stages(&times);
        let counted = match &outcome {
            Ok(enriched) => {
                metrics.document(enriched.json.len(), &enriched.entities, &enriched.quotes, &enriched.notes);
                Counted::Document
            }
            Err(Failure { reject, stage }) => {
                debug!(code = reject.code(), stage, %reject, "rejected");
                metrics.dead(reject.code());
                Counted::Dead
            }
        };
        metrics.completed(counted, job.len(), ticket.received.elapsed());
        if counts.abandoned() >= MAX_ABANDONED_THREADS && !stop.send_replace(true) {
            error!(threads = counts.abandoned(), "threads hang in articles; stopping");
        }
        // Whoever asked may be gone.
        let _ = ticket.answer.send(Done { ticket: (), job, outcome, times });
    }
}

fn router(server: Arc<Server>, metrics: Arc<Metrics>) -> Router {
    let page = page();
    let policy = policy();
    let (places, budget) = (server.places.clone(), server.budget.clone());
    let ready = Arc::new(move || match places.available_permits().min(budget.available_permits()) {
        0 => Err("all places are taken".to_owned()),
        _ => Ok(()),
    });
    Router::new()
        .route("/", get(move || async move { ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)) }))
        .route("/v1/enrich", post(enrich))
        .route("/openapi.json", get(|| async { json(StatusCode::OK, openapi::description()) }))
        .with_state(server)
        .merge(crate::metrics::routes(metrics, ready))
        .layer(middleware::from_fn(guard))
}

/// What holds for every answer; and other people's pages must not spend this machine's time.
async fn guard(request: Request<Body>, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").map(HeaderValue::as_bytes);
    let foreign = matches!(site, Some(b"cross-site" | b"same-site")) && request.method() == "POST";
    let mut response = if foreign {
        problem(StatusCode::FORBIDDEN, "forbidden", "a page of another site may not post here")
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let strictest = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(strictest);
    response
}

/// `POST /v1/enrich`: a job in, a document (or the page that shows it) out.
async fn enrich(State(server): State<Arc<Server>>, request: Request<Body>) -> Response {
    let wants_page = wants_page(request.uri().query().unwrap_or_default(), request.headers());
    if server.places.available_permits() == 0 {
        return busy();
    }
    let (job, _budget) = match read_job(request, &server).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let Ok(place) = server.places.clone().try_acquire_owned() else { return busy() };
    let bytes = job.len();
    let (answer, answered) = oneshot::channel();
    server.metrics.received(bytes, false);
    let ticket = Ticket { answer, received: Instant::now(), _place: place };
    // The pool comes to no end while the server lives, and answers everything it takes.
    let sent = server.work.send_async(Work { ticket, job: Arc::new(job) }).await;
    let (Ok(()), Ok(Done { job, outcome, .. })) = (sent, answered.await) else {
        server.metrics.completed(Counted::Abandoned, bytes, Duration::ZERO);
        return problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the pipeline's threads are gone");
    };
    match outcome {
        Err(Failure { reject, stage }) => {
            let status = match reject {
                Reject::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                Reject::Panicked { .. } => StatusCode::INTERNAL_SERVER_ERROR,
                Reject::Malformed(_)
                | Reject::Version { .. }
                | Reject::NoText { .. }
                | Reject::UnsupportedLanguage { .. }
                | Reject::Timeout { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            };
            json(
                status,
                serde_json::to_vec(&RejectLine::new(&reject, stage, &job, ORIGIN)).unwrap_or_default(),
            )
        }
        Ok(enriched) if !wants_page => json(StatusCode::OK, enriched.json),
        Ok(enriched) => match tokio::task::spawn_blocking(move || view_of(&enriched.json)).await {
            Ok(Ok(page)) => {
                let policy = format!(
                    "{}; frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
                    view::policy(&[view::STYLE], &[view::SCRIPT])
                );
                ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
            }
            Ok(Err(error)) => problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", &format!("{error:#}")),
            Err(error) => problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", &error.to_string()),
        },
    }
}

fn busy() -> Response {
    let message = "as many jobs are in hand as may be; come again";
    let mut response = problem(StatusCode::SERVICE_UNAVAILABLE, "busy", message);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
    response
}

/// Returns how many KiB hold so many bytes, as a semaphore counts them.
fn kib(bytes: usize) -> usize {
    bytes.div_ceil(1024).min(Semaphore::MAX_PERMITS)
}

/// Where rejected jobs of ours come from.
const ORIGIN: &str = "POST /v1/enrich";

fn view_of(document: &[u8]) -> anyhow::Result<Vec<u8>> {
    let document: Document = serde_json::from_slice(document)?;
    let mut page = view::Page::new(Vec::new())?;
    page.article(&document)?;
    Ok(page.finish()?)
}

/// Says whether the page is wanted rather than the document: by `view=1`, or by what is accepted, as browsers do, who
/// want a page before JSON.
fn wants_page(query: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    query.split('&').any(|pair| pair == "view=1")
        || quality(accepts, "text/html") > quality(accepts, "application/json")
}

/// Returns how much a client wants a kind of answer that it names (RFC 9110, 12.4.2): 0 to 1.
fn quality(accepts: &str, kind: &str) -> f32 {
    let of = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(kind));
        let stated = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
        if named { stated.unwrap_or(1.0) } else { 0.0 }
    };
    accepts.split(',').map(of).fold(0.0, f32::max)
}

/// Reads a request's body, as far as the limits go, and returns with it the part of the budget that it takes up.
async fn read_job(
    request: Request<Body>,
    server: &Server,
) -> Result<(Vec<u8>, OwnedSemaphorePermit), Response> {
    let limit = server.max_job_bytes;
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|size| size.to_str().ok()?.parse::<usize>().ok());
    if let Some(size) = announced.filter(|&size| size > limit) {
        return Err(too_large(size, limit));
    }
    let mut chunks = request.into_body().into_data_stream();
    let mut job = Vec::new();
    let mut held = server.budget.clone().try_acquire_many_owned(0).map_err(|_| busy())?;
    let all = async {
        while let Some(chunk) = chunks.next().await {
            let chunk =
                chunk.map_err(|error| problem(StatusCode::BAD_REQUEST, "broken_off", &error.to_string()))?;
            if job.len() + chunk.len() > limit {
                return Err(too_large(job.len() + chunk.len(), limit));
            }
            job.extend_from_slice(&chunk);
            let more = kib(job.len()).saturating_sub(held.num_permits());
            held.merge(server.budget.clone().try_acquire_many_owned(more as u32).map_err(|_| busy())?);
        }
        Ok(())
    };
    match tokio::time::timeout(Duration::from_secs(SENDING_SECONDS), all).await {
        Ok(read) => read.map(|()| (job, held)),
        Err(_) => {
            let message = format!("the job did not come within {SENDING_SECONDS} s");
            Err(problem(StatusCode::REQUEST_TIMEOUT, "too_slow", &message))
        }
    }
}

fn too_large(size: usize, limit: usize) -> Response {
    let reject = Reject::TooLarge { what: "job", size, limit, unit: "bytes" };
    problem(StatusCode::PAYLOAD_TOO_LARGE, reject.code(), &reject.to_string())
}

/// Answers with the form of a reject, for what never became a job.
fn problem(status: StatusCode, code: &str, message: &str) -> Response {
    let line = RejectLine {
        schema: crate::reject_line::SCHEMA.to_owned(),
        id: None,
        origin: ORIGIN.to_owned(),
        code: code.to_owned(),
        message: crate::reject_line::cut(message.to_owned()),
        stage: "receive".to_owned(),
        // Of nothing: the job was not read.
        input_sha256: String::new(),
        time: None,
    };
    json(status, serde_json::to_vec(&line).unwrap_or_default())
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Puts the page together.
fn page() -> String {
    let sample = SAMPLE.replace('&', "&amp;").replace('<', "&lt;");
    include_str!("page.html")
        .replace("/*style*/", STYLE)
        .replace("/*script*/", SCRIPT)
        .replace("<!--sample-->", &sample)
}

/// What the page may do. It holds the view in a frame made of text, which this policy binds as well.
fn policy() -> String {
    let own = view::policy(&[STYLE, view::STYLE], &[SCRIPT, view::SCRIPT]);
    format!("{own}; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'")
}
