//! The command line: parse, set up telemetry, call one library function, map the result to an exit code.

use anyhow::Context;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tracing::Level;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use wiremill::config::{Config, LogFormat, Tier};
use wiremill::formats::Format;
use wiremill::outcome::{EXIT_USAGE, Fatal, Outcome, exit_code};
use wiremill::{eval, files, operate, serve, train, worker};

/// What stands at the end of every help: examples, and the exit codes. (Clap folds examples in doc comments.)
macro_rules! ending {
    ($($example:literal),+) => {
        concat!(
            "Example:\n",
            $("  ", $example, "\n",)+
            "\nExit codes:\n   0  done\n   1  some inputs were rejected or could not be read, a submit or replay was stopped, or\n      \
             the audit found problems\n  \
             64  the command line or the configuration is wrong, or an input is missing\n  69  the broker is unavailable\n  \
             70  an internal error\n  74  an output cannot be written: a full disk"
        )
    };
}

/// Enriches news articles: cleans them, finds names, and tells who said what.
///
/// Articles come from RabbitMQ (`worker`) or from local files (`enrich`), and leave as JSON documents.
/// Data goes to stdout, everything else to stderr.
///
#[derive(Parser)]
#[command(
    name = "wiremill",
    version,
    max_term_width = 100,
    after_help = ending!("echo '{\"id\":\"1\",\"body\":\"“It rained,” Ann Lee said.\"}' | wiremill enrich -")
)]
struct Cli {
    /// A TOML file of settings; the environment (WIREMILL__SECTION__KEY) wins over it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the pipeline over local files, without a broker.
    ///
    /// Reads jobs (.jsonl, .json), pages (.html), text (.txt) and WARC (.warc), each also as .gz or .zst, and
    /// whole directories; `-` is stdin, as JSONL. Writes one document a line, in input order.
    #[command(
        after_help = ending!(
            "wiremill enrich articles/ --out documents.jsonl --rejects rejects.jsonl --view look.html"
        )
    )]
    Enrich(Enrich),
    /// Consumes jobs, publishes documents, until told to stop.
    ///
    /// A job is acknowledged only after its document, or its dead letter, is confirmed by the broker. SIGTERM
    /// finishes what is in hand and exits; a second one exits at once, and the broker delivers again.
    #[command(
        after_help = ending!(
            "WIREMILL__BROKER__URI=amqp://user:password@rabbit/%2f wiremill worker --config wiremill.toml"
        )
    )]
    Worker,
    /// Serves a page to try it on, and POST /v1/enrich for programs.
    ///
    /// Paste an article into the page and see it read. Programs post a job and get its document, or 422 and the
    /// reason; /openapi.json describes it. Pool, limits and errors are the worker's; no broker is needed. There is
    /// no login: keep it on the loopback address, or behind something that has one.
    #[command(
        after_help = ending!(
            "wiremill serve",
            "curl -d '{\"id\":\"1\",\"body\":\"“It rained,” Ann Lee said.\"}' http://127.0.0.1:8080/v1/enrich"
        )
    )]
    Serve {
        /// Where to listen; port 0 lets the system choose one.
        #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
        listen: String,
        /// How words are read, instead of pipeline.tier (precise): fast is ten times as fast, and less often right.
        #[arg(long)]
        tier: Option<Tier>,
        /// How many articles are read at a time, instead of worker.threads; 0 is one per core.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1024))]
        threads: Option<u16>,
    },
    /// Publishes jobs from local files, each confirmed by the broker.
    ///
    /// Reads what `enrich` reads. The manifest records every id and a hash of its job, for `audit`.
    #[command(after_help = ending!("wiremill submit corpus.jsonl.zst --manifest submitted.jsonl"))]
    Submit {
        /// Files and directories; `-` is stdin, as JSONL.
        #[arg(required = true, value_name = "IN")]
        inputs: Vec<PathBuf>,
        /// Records every input, after what the file holds: its id and hash once it is confirmed, or why it was not sent.
        #[arg(long, value_name = "FILE")]
        manifest: Option<PathBuf>,
    },
    /// Takes documents off the output queue into a file.
    ///
    /// A document is acknowledged only once it is on disk; an interrupted file is gone on with. Without
    /// --until-idle or --count it runs until it is told to stop.
    #[command(after_help = ending!("wiremill collect --out documents.jsonl --until-idle=10"))]
    Collect {
        /// The file to append to, compressed where it ends in .gz or .zst; `-` is stdout. What is no document goes to
        /// FILE.odd, or stays in the queue.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// What documents are written as.
        #[arg(long = "as", value_name = "FORMAT", default_value = "jsonl")]
        format: Format,
        /// Ends once the queue has been empty for so long, 5 unless said.
        #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "5", value_parser = seconds)]
        until_idle: Option<Duration>,
        /// Ends after so many documents.
        #[arg(long, value_name = "N")]
        count: Option<u64>,
    },
    /// Writes documents that lie in files in another format.
    ///
    /// Reads what `collect` or `enrich` wrote as JSONL.
    #[command(after_help = ending!("wiremill convert documents.jsonl.zst --as parquet --out quotes.parquet"))]
    Convert {
        /// Files, compressed or not; `-` is stdin.
        #[arg(required = true, value_name = "IN")]
        inputs: Vec<PathBuf>,
        /// Where documents go, compressed where it ends in .gz or .zst; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// What documents are written as.
        #[arg(long = "as", value_name = "FORMAT")]
        format: Format,
    },
    /// Shows queue depths, rates, workers and the time left.
    ///
    /// A watch is drawn over itself on a terminal, and is a line for each look elsewhere; rates are then those of
    /// the last ten looks.
    #[command(after_help = ending!("wiremill status --watch", "wiremill status --watch 60 --json >> status.jsonl"))]
    Status {
        /// One JSON object instead of a table.
        #[arg(long)]
        json: bool,
        /// Shows it again every so many seconds, 2 unless said, until interrupted.
        #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "2", value_parser = seconds)]
        watch: Option<Duration>,
    },
    /// Shows what was rejected and why, and puts it back after a fix.
    #[command(
        subcommand,
        after_help = ending!(
            "wiremill dead list --code no_text",
            "wiremill dead replay --code panicked --dry-run"
        )
    )]
    Dead(Dead),
    /// Proves that every submitted id came out exactly once or was rejected with a reason.
    ///
    /// Files may be compressed (.gz, .zst). A document that came twice with the same bytes counts once and is
    /// reported; what is lost, conflicting, altered or belongs to no submit, and files that are cut off or hold what
    /// cannot be read, make the exit code 1. The last line is the verdict.
    #[command(
        after_help = ending!(
            "wiremill audit --manifest submitted.jsonl --documents documents.jsonl --dead dead.jsonl",
            "wiremill audit --manifest submitted.jsonl --documents documents.jsonl.zst --report audit.jsonl"
        )
    )]
    Audit {
        /// What `submit --manifest` recorded.
        #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
        manifest: Vec<PathBuf>,
        /// What `collect` or `enrich` wrote.
        #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
        documents: Vec<PathBuf>,
        /// What `enrich --rejects` wrote.
        #[arg(long, num_args = 1.., value_name = "FILE")]
        rejects: Vec<PathBuf>,
        /// What `dead list --json` printed.
        #[arg(long, num_args = 1.., value_name = "FILE")]
        dead: Vec<PathBuf>,
        /// One JSON object instead of text.
        #[arg(long)]
        json: bool,
        /// How many of each kind are listed.
        #[arg(long, value_name = "N", default_value_t = 100)]
        list: usize,
        /// Lists all of them, one JSON object a line, after one of the totals.
        #[arg(long, value_name = "FILE.jsonl")]
        report: Option<PathBuf>,
        /// Where what does not fit in memory lies meanwhile; without it beside the manifest, or in the system's
        /// place for such files.
        #[arg(long, value_name = "FOLDER")]
        work: Option<PathBuf>,
        /// About how much may be kept in memory.
        #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..=2048))]
        memory: u16,
    },
    /// Declares the exchange and the queues.
    #[command(after_help = ending!("wiremill topology --check"))]
    Topology {
        /// Changes nothing; says whether what is there is what is configured.
        #[arg(long)]
        check: bool,
    },
    /// Checks configuration, models and broker, without consuming anything.
    #[command(after_help = ending!("wiremill check --config wiremill.toml"))]
    Check,
    /// Makes a model anew from its data.
    ///
    /// The same data gives the same model. `src/models/README.md` names the data of each model and its terms.
    #[command(subcommand, after_help = ending!("wiremill train entities --data data/entities --out models"))]
    Train(Train),
    /// Scores the model in the program, or one just trained, on gold data.
    #[command(subcommand, after_help = ending!("wiremill eval entities --data data/entities"))]
    Eval(Eval),
    /// Prints what a shell needs to complete commands and options.
    #[command(
        after_help = ending!("wiremill completions bash > ~/.local/share/bash-completion/completions/wiremill")
    )]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, or writes one for each command.
    #[command(after_help = ending!("wiremill man | man -l -", "wiremill man --out /usr/local/share/man/man1"))]
    Man {
        /// Writes wiremill.1 and a page for each command here.
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Prints the JSON Schema of a format, or the queues as AsyncAPI 3.
    #[command(
        after_help = ending!(
            "wiremill schema document > document.schema.json",
            "wiremill schema asyncapi > asyncapi.json"
        )
    )]
    Schema {
        /// Of what.
        kind: operate::schema::Kind,
    },
}

#[derive(Args)]
struct Enrich {
    /// Files and directories; `-` is stdin, as JSONL.
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// Where documents go, compressed where it ends in .gz or .zst; stdout without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What documents are written as.
    #[arg(long = "as", value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// Where rejected inputs are told, one JSON object a line; without it beside --out, or on stderr.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Writes one HTML page to look at: names coloured, quotes tied to their speakers.
    #[arg(long, value_name = "FILE.html")]
    view: Option<PathBuf>,
    /// How words are read, instead of pipeline.tier (precise): fast is ten times as fast, and less often right.
    #[arg(long)]
    tier: Option<Tier>,
    /// How many articles are read at a time, instead of worker.threads; 0 is one per core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1024))]
    threads: Option<u16>,
}

#[derive(Subcommand)]
enum Train {
    /// Who and what an article speaks of: the fast tier's reader, and the linker after it.
    ///
    /// Writes entities.model (parts of speech and names; a few minutes and one gigabyte) and linking.json (what
    /// noun phrases and pronouns refer to; seconds), then scores both as `wiremill eval entities` does. The
    /// program carries the models that lie in src/models when it is built.
    #[command(
        after_help = ending!(
            "wiremill train entities --data data/entities --out models",
            "wiremill train entities --data data/entities --quotes data/quotes --only linking"
        )
    )]
    Entities {
        /// The folder with conll2003, worldwide, gum, ud_ewt, clusters and gazetteers; the linker needs gum alone.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// The folder with polnear and polnear_corenlp, from which the linker learns too; without the option,
        /// `quotes` beside the data where there is one.
        #[arg(long, value_name = "FOLDER")]
        quotes: Option<PathBuf>,
        /// A folder with unlabelled texts (.jsonl.gz with an articleBody): the precise tier reads them, the texts of the
        /// quotes, and those with names, for the fast tier's parts of speech to learn from.
        #[arg(long, value_name = "FOLDER")]
        texts: Option<PathBuf>,
        /// The folder where the models go.
        #[arg(long, value_name = "FOLDER", default_value = "src/models")]
        out: PathBuf,
        /// Trains one part only.
        #[arg(long)]
        only: Option<train::entities::Part>,
    },
    /// Who said what: which words are parts of attributions, and how the parts hang together.
    ///
    /// Writes quotes.model and attribution.model. With encoders, one for each third of the articles by number, what the precise
    /// tier has of both is made anew, without them what the fast one has; the other's stays as it is. Everything
    /// after the first look learns from readers that have not seen the article.
    #[command(after_help = ending!("wiremill train quotes --quotes data/quotes --encoders 0.model,1.model,2.model"))]
    Quotes {
        /// The folder with polnear.
        #[arg(long, value_name = "FOLDER")]
        quotes: PathBuf,
        /// Encoders trained without the articles of their fold: `src/train/encoder/run` makes them.
        #[arg(long, value_name = "FILE,FILE,FILE", value_delimiter = ',', conflicts_with_all = ["texts", "entities"])]
        encoders: Vec<PathBuf>,
        /// A folder with unlabelled texts (.jsonl.gz with an articleBody): the precise tier reads them for the fast one
        /// to learn from.
        #[arg(long, value_name = "FOLDER")]
        texts: Option<PathBuf>,
        /// The folder with conll2003 and worldwide, whose articles are read like those texts.
        #[arg(long, value_name = "FOLDER")]
        entities: Option<PathBuf>,
        /// The folder where the model goes.
        #[arg(long, value_name = "FOLDER", default_value = "src/models")]
        out: PathBuf,
    },
    /// What of a page or a text is the article.
    ///
    /// Writes cleaning.model. Prints first how good it is on sites that it has not seen, by training on four fifths of
    /// the sites and scoring the rest, five times.
    #[command(after_help = ending!("wiremill train clean --pages data/cleaning --out models"))]
    Clean {
        /// The folder with the pages and texts: aeb, fundus_meta, wcxb_article, textmode.
        #[arg(long, value_name = "FOLDER")]
        pages: PathBuf,
        /// The folder where the model goes.
        #[arg(long, value_name = "FOLDER", default_value = "src/models")]
        out: PathBuf,
    },
    /// The precise tier's reader, which `src/train/encoder/run` trains from data to model file.
    #[command(subcommand)]
    Encoder(TrainEncoder),
}

/// The steps of the precise reader's training that are the program's.
#[derive(Subcommand)]
enum TrainEncoder {
    /// Writes the examples that the trainer learns from: windows of pieces with their labels.
    Examples {
        /// The folder with conll2003, worldwide, gum and ud_ewt.
        #[arg(long, value_name = "FOLDER")]
        entities: PathBuf,
        /// The folder with polnear.
        #[arg(long, value_name = "FOLDER")]
        quotes: PathBuf,
        /// A folder with unlabelled texts, from which a student learns what its teacher reads there.
        #[arg(long, value_name = "FOLDER")]
        texts: Option<PathBuf>,
        /// The vocabulary of the encoder, a piece a line.
        #[arg(long, value_name = "FILE")]
        vocabulary: PathBuf,
        /// The folder where the examples go.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// Makes what the trainer learned the model file: encoder.model.
    Pack {
        /// What the trainer wrote.
        #[arg(long, value_name = "FILE")]
        tensors: PathBuf,
        /// The vocabulary of the encoder, a piece a line.
        #[arg(long, value_name = "FILE")]
        vocabulary: PathBuf,
        /// The folder where the model goes.
        #[arg(long, value_name = "FOLDER", default_value = "src/models")]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
enum Eval {
    /// Names (as deployed, over gold words, recased), parts of speech, sentences, and links.
    ///
    /// Links are scored over the names of the data and end to end, on gold chains and, where there are quotes, on
    /// those that CoreNLP found.
    #[command(
        after_help = ending!(
            "wiremill eval entities --data data/entities",
            "wiremill eval entities --data data/entities --model models/entities.model --linking models/linking.json"
        )
    )]
    Entities {
        /// The folder with conll2003, worldwide, gum and ud_ewt.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// The folder with polnear and polnear_corenlp; without the option, `quotes` beside the data where there
        /// is one.
        #[arg(long, value_name = "FOLDER")]
        quotes: Option<PathBuf>,
        /// Which reader.
        #[arg(long, default_value = "precise")]
        tier: Tier,
        /// A file instead of the entities.model in the program.
        #[arg(long, value_name = "FILE")]
        model: Option<PathBuf>,
        /// A file instead of the encoder.model in the program.
        #[arg(long, value_name = "FILE")]
        encoder: Option<PathBuf>,
        /// A file instead of the linking.json in the program.
        #[arg(long, value_name = "FILE")]
        linking: Option<PathBuf>,
    },
    /// Cleaned pages and texts against gold ones.
    ///
    /// The model in the program has learned from these sets: `wiremill train clean` prints what it scores on sites that
    /// it has not seen.
    #[command(after_help = ending!("wiremill eval clean --pages data/cleaning"))]
    Clean {
        /// The folder with the pages and texts: aeb, fundus_meta, wcxb_article, textmode.
        #[arg(long, value_name = "FOLDER")]
        pages: PathBuf,
        /// A file instead of the cleaning.model in the program.
        #[arg(long, value_name = "FILE")]
        model: Option<PathBuf>,
    },
    /// Who said what: contents, sources, whole attributions, and how far confidence holds.
    #[command(after_help = ending!("wiremill eval quotes --quotes data/quotes --tier fast"))]
    Quotes {
        /// The folder with polnear.
        #[arg(long, value_name = "FOLDER")]
        quotes: PathBuf,
        /// Which reader.
        #[arg(long, default_value = "precise")]
        tier: Tier,
        /// A file instead of the encoder.model in the program.
        #[arg(long, value_name = "FILE")]
        encoder: Option<PathBuf>,
        /// A file instead of the quotes.model in the program.
        #[arg(long, value_name = "FILE")]
        parts: Option<PathBuf>,
        /// A file instead of the attribution.model in the program.
        #[arg(long, value_name = "FILE")]
        attribution: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Dead {
    /// Lists dead letters, the oldest first, and counts them by code.
    #[command(
        after_help = ending!(
            "wiremill dead list --code no_text --since 7d",
            "wiremill dead list --json > dead.jsonl"
        )
    )]
    List {
        #[command(flatten)]
        which: Which,
        /// One JSON object a line, as in a rejects file.
        #[arg(long)]
        json: bool,
        /// At most so many.
        #[arg(long, value_name = "N")]
        limit: Option<u64>,
    },
    /// Shows the dead letters of a job whole: why it was rejected, its headers, and the job itself.
    #[command(after_help = ending!("wiremill dead show daily-2026-03-03-0042"))]
    Show {
        /// The job's id.
        id: String,
        /// One JSON object a line, with the job as a string.
        #[arg(long)]
        json: bool,
    },
    /// Puts jobs back into the jobs queue; each leaves the dead queue only once that is confirmed.
    #[command(
        after_help = ending!(
            "wiremill dead replay --code panicked --dry-run",
            "wiremill dead replay --code panicked --since 2d --rate 50/s"
        ),
        group = some_or_all()
    )]
    Replay {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        all: All,
        /// Only says what would be replayed.
        #[arg(long)]
        dry_run: bool,
        /// No more than so many a second: "50/s", "0.5/s".
        #[arg(long, value_name = "N/s", value_parser = per_second)]
        rate: Option<f64>,
    },
    /// Deletes dead letters for good. Asks first, on a terminal.
    #[command(after_help = ending!("wiremill dead purge --code malformed --yes"), group = some_or_all())]
    Purge {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        all: All,
        /// Yes, they shall be gone: asks nothing.
        #[arg(long)]
        yes: bool,
    },
}

/// Which dead letters: those that meet every condition.
#[derive(Args)]
#[group(id = "which", multiple = true)]
struct Which {
    /// Only those with this code: malformed, no_text, timeout, …
    #[arg(long)]
    code: Option<String>,
    /// Only those with this job id.
    #[arg(long)]
    id: Option<String>,
    /// Only those dead since a time (2025-12-18T09:30:00Z), since a day (2025-12-18), or for no longer than 90m, 12h, 7d.
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Option<operate::dead::Since>,
}

#[derive(Args)]
struct All {
    /// Every one.
    #[arg(long, conflicts_with = "which")]
    all: bool,
}

/// Whoever changes letters says which, or all of them.
fn some_or_all() -> clap::ArgGroup {
    clap::ArgGroup::new("some_or_all").args(["code", "id", "since", "all"]).required(true).multiple(true)
}

impl Which {
    fn filter(self) -> operate::dead::Filter {
        let Self { code, id, since } = self;
        operate::dead::Filter { code, id, since }
    }
}

fn since(text: &str) -> Result<operate::dead::Since, String> {
    operate::dead::Since::parse(text, std::time::SystemTime::now())
}

/// Parses "50/s" or "50".
fn per_second(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix("/s").unwrap_or(text);
    match number.parse() {
        Ok(rate) if (0.001..=1_000_000.0).contains(&rate) => Ok(rate),
        Ok(_) => Err("must be from 0.001/s to 1000000/s".to_owned()),
        Err(_) => Err("not a number a second, such as 50/s".to_owned()),
    }
}

/// Parses a number of seconds, whole or not.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    // A millisecond: below it a watch would only burn the processor.
    if seconds < 0.001 {
        return Err("must be at least 0.001".to_owned());
    }
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// How deep a stack the client library's threads get: they read headers by recursion, and a frame of 128 KiB holds 26,000
/// arrays in each other, each of which takes two kilobytes of stack.
const STACK_BYTES: &str = "100663296";

fn main() -> ExitCode {
    const STACK: &str = "RUST_MIN_STACK";
    if std::env::var_os(STACK).is_none() {
        #[expect(unsafe_code, reason = "the library lets nothing else set the stacks of its threads")]
        // SAFETY: there is no other thread yet that could read the environment.
        unsafe {
            std::env::set_var(STACK, STACK_BYTES);
        }
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are errors to clap, but done to us; a closed stdout is nobody's error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { EXIT_USAGE } else { 0 });
        }
    };
    let mut out = Stdout { inner: std::io::BufWriter::new(std::io::stdout()), closed: false };
    // The panic itself is on stderr already; without this its exit code would be 101.
    let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(cli, &mut out)));
    let result = run.unwrap_or_else(|_| Err(anyhow::anyhow!("panicked"))).and_then(|outcome| {
        out.flush().context("writing to stdout")?;
        Ok(outcome)
    });
    if out.closed {
        // `wiremill … | head` has all it wants.
        return ExitCode::SUCCESS;
    }
    if let Err(error) = &result {
        let _ = writeln!(std::io::stderr(), "wiremill: {error:#}");
        if let Some(advice) = advice(error) {
            let _ = writeln!(std::io::stderr(), "{advice}");
        }
    }
    ExitCode::from(exit_code(&result))
}

/// Says what to do next, where that is known.
fn advice(error: &anyhow::Error) -> Option<&'static str> {
    match error.downcast_ref::<Fatal>()? {
        Fatal::Unavailable(reason) if reason.contains("connecting to ") => Some(
            "Is RabbitMQ running, and is that its address? broker.uri or WIREMILL__BROKER__URI names it (amqps:// \
             for TLS); `wiremill check` tries it.",
        ),
        Fatal::Usage(reason) if reason.contains("ACCESS_REFUSED") => Some(
            "RabbitMQ does not take the user or the password in broker.uri, or the user may not do this: \
             `rabbitmqctl list_permissions` shows who may.",
        ),
        Fatal::Usage(reason) if reason.contains("exists with other arguments") => Some(
            "A queue or an exchange cannot be changed. Set the configuration as it was, or empty the queue, delete it and \
             declare it anew with `wiremill topology`.",
        ),
        Fatal::Unavailable(_) | Fatal::Usage(_) => None,
    }
}

fn run(cli: Cli, out: &mut Stdout) -> anyhow::Result<Outcome> {
    let Cli { config, command } = cli;
    let load = || Config::load(config.as_deref()).map_err(|error| Fatal::Usage(format!("{error:#}")));
    // What needs no settings must not fail over them.
    let command = match command {
        Command::Schema { kind } => return operate::schema::run(kind, out),
        Command::Convert { inputs, out: file, format } => {
            return files::convert::run(&files::convert::Options { inputs, out: file, format }, out);
        }
        Command::Completions { shell } => {
            // Not straight to `out`: a reader that goes away would be a panic.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "wiremill", &mut script);
            out.write_all(&script)?;
            return Ok(Outcome::Done);
        }
        Command::Man { out: None } => {
            clap_mangen::Man::new(Cli::command()).render(out)?;
            return Ok(Outcome::Done);
        }
        Command::Man { out: Some(folder) } => {
            let naming = || Fatal::Usage(format!("--out {}", folder.display()));
            clap_mangen::generate_to(Cli::command(), &folder).with_context(naming)?;
            return Ok(Outcome::Done);
        }
        Command::Audit { manifest, documents, rejects, dead, json, list, report, work, memory } => {
            let memory_bytes = usize::from(memory) << 20;
            let options = operate::audit::Options {
                manifest,
                documents,
                rejects,
                dead,
                json,
                list,
                report,
                work,
                memory_bytes,
            };
            return operate::audit::run(&options, out);
        }
        Command::Train(Train::Entities { data, quotes, texts, out: folder, only }) => {
            let quotes = eval::entities::quotes_folder(&data, quotes)?;
            return train::entities::run(
                &train::entities::Options { data, quotes, texts, out: folder, only },
                out,
            );
        }
        Command::Train(Train::Quotes { quotes, encoders, texts, entities, out: folder }) => {
            let options = train::quotes::Options { quotes, encoders, texts, entities, out: folder };
            return train::quotes::run(&options, out);
        }
        Command::Train(Train::Clean { pages, out: folder }) => {
            return train::cleaning::run(&train::cleaning::Options { pages, out: folder }, out);
        }
        Command::Eval(Eval::Clean { pages, model }) => {
            return eval::cleaning::run(&eval::cleaning::Options { pages, model }, out);
        }
        Command::Train(Train::Encoder(TrainEncoder::Examples {
            entities,
            quotes,
            texts,
            vocabulary,
            out: folder,
        })) => {
            let options = train::encoder::ExampleOptions { entities, quotes, texts, vocabulary, out: folder };
            return train::encoder::write_examples(&options, out);
        }
        Command::Train(Train::Encoder(TrainEncoder::Pack { tensors, vocabulary, out: folder })) => {
            return train::encoder::pack(
                &train::encoder::PackOptions { tensors, vocabulary, out: folder },
                out,
            );
        }
        Command::Eval(Eval::Quotes { quotes, tier, encoder, parts, attribution }) => {
            let skip_margin = load()?.reading.skip_margin;
            let options = eval::quotes::Options { quotes, tier, skip_margin, encoder, parts, attribution };
            return eval::quotes::run(&options, out);
        }
        Command::Eval(Eval::Entities { data, quotes, tier, model, encoder, linking }) => {
            let quotes = eval::entities::quotes_folder(&data, quotes)?;
            let skip_margin = load()?.reading.skip_margin;
            let options =
                eval::entities::Options { data, quotes, tier, skip_margin, model, encoder, linking };
            return eval::entities::run(&options, out);
        }
        command => command,
    };
    let mut config = load()?;
    set_up_logs(&config)?;
    match command {
        Command::Enrich(Enrich { inputs, out: file, format, rejects, view, tier, threads }) => {
            config.pipeline.tier = tier.unwrap_or(config.pipeline.tier);
            config.worker.threads = threads.map_or(config.worker.threads, usize::from);
            let options = files::enrich::Options { inputs, out: file, format, rejects, view };
            files::enrich::run(&config, options, out)
        }
        Command::Worker => worker::run(&config, worker::Options::default()),
        Command::Serve { listen, tier, threads } => {
            config.pipeline.tier = tier.unwrap_or(config.pipeline.tier);
            config.worker.threads = threads.map_or(config.worker.threads, usize::from);
            serve::run(&config, &serve::Options { listen })
        }
        Command::Submit { inputs, manifest } => {
            operate::submit::run(&config, operate::submit::Options { inputs, manifest }, out)
        }
        Command::Collect { out: file, format, until_idle, count } => {
            let options = operate::collect::Options { out: file, format, until_idle, count };
            operate::collect::run(&config, options, out)
        }
        Command::Status { json, watch } => {
            operate::status::run(&config, operate::status::Options { json, watch }, out)
        }
        Command::Dead(dead) => {
            use operate::dead::Options;
            let options = match dead {
                Dead::List { which, json, limit } => Options::List { filter: which.filter(), json, limit },
                Dead::Show { id, json } => Options::Show { id, json },
                // No condition lets through every one, which `--all` has then said is meant.
                Dead::Replay { which, all: All { all: _ }, dry_run, rate } => {
                    Options::Replay { filter: which.filter(), dry_run, per_second: rate }
                }
                Dead::Purge { which, all: All { all: _ }, yes } => {
                    Options::Purge { filter: which.filter(), yes }
                }
            };
            operate::dead::run(&config, options, out)
        }
        Command::Topology { check } => {
            operate::topology::run(&config, operate::topology::Options { check }, out)
        }
        Command::Check => operate::check::run(&config, operate::check::Options::default(), out),
        Command::Schema { .. }
        | Command::Completions { .. }
        | Command::Man { .. }
        | Command::Convert { .. }
        | Command::Audit { .. }
        | Command::Train(_)
        | Command::Eval(_) => unreachable!("returned above"),
    }
}

/// Sends logs to stderr, as the configuration says.
fn set_up_logs(config: &Config) -> anyhow::Result<()> {
    // lapin is not for operators. Later directives win, so naming a target in log.level brings it back.
    let directives = format!("lapin=off,amq_protocol=off,{}", config.log.directives());
    let filter = EnvFilter::builder()
        .parse(directives)
        .map_err(|error| Fatal::Usage(format!("configuration: log.level: {error}")))?;
    // At this level it prints whole frames: the password, and what messages hold.
    let no_frames = filter_fn(|of| {
        let prints_frames = ["lapin", "amq_protocol"].iter().any(|library| of.target().starts_with(library));
        !(prints_frames && *of.level() == Level::TRACE)
    });
    let logs = tracing_subscriber::registry().with(filter).with(no_frames);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    match config.log.format {
        LogFormat::Text => logs.with(lines.with_ansi(std::io::stderr().is_terminal())).init(),
        LogFormat::Json => logs.with(lines.json().flatten_event(true)).init(),
    }
    Ok(())
}

/// Stdout, which remembers that its reader has gone.
struct Stdout {
    inner: std::io::BufWriter<std::io::Stdout>,
    closed: bool,
}

impl Stdout {
    fn note<T>(&mut self, result: std::io::Result<T>) -> std::io::Result<T> {
        if let Err(error) = &result {
            self.closed |= error.kind() == std::io::ErrorKind::BrokenPipe;
        }
        result
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let result = self.inner.write(bytes);
        self.note(result)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let result = self.inner.flush();
        self.note(result)
    }
}
