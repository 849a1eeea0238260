//! Faults on real brokers, with the books balanced after each: every job a document with the same bytes each
//! time, or a dead letter with its reason, and nothing else.
//!
//!     cargo test --release --test chaos [-- NAME…]             every fault, or those whose names hold a NAME
//!     WIREMILL_LONG=1 cargo test --release --test chaos        a million jobs, more than 200 faults
//!
//! - [`faults`]: what goes wrong, and how it is mended
//! - [`field`]: brokers, producer, workers; a fault's leg over the field, and its row of the table
//! - [`watch`]: how far the queues have come, and for how long they stood still
//! - [`dying`]: a worker that dies at a named point
//!
//! The table is printed and written to target/chaos.md. A fault's name and a round's number are the seed of all
//! that is left to chance in it.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "../common/mod.rs"]
mod common;
mod dying;
mod faults;
mod field;
mod watch;

use common::{Mill, Rabbit};
use faults::Fault;
use field::{Field, Row};
use std::time::Instant;

fn main() {
    if dying::is_wanted() {
        return dying::run();
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        for fault in faults::ONE_NODE.iter().chain(faults::THREE_NODES) {
            println!("{}: test", fault.name);
        }
        return;
    }
    let names: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let chosen = |faults: &'static [Fault]| -> Vec<&Fault> {
        let wanted = |fault: &&Fault| names.is_empty() || names.iter().any(|name| fault.name.contains(*name));
        faults.iter().filter(wanted).collect()
    };
    let start = Instant::now();
    let mut rows = Vec::new();
    let one_node = chosen(faults::ONE_NODE);
    if !one_node.is_empty() {
        rows.extend(run(Field::new(Mill::new()), &one_node));
    }
    let three_nodes = chosen(faults::THREE_NODES);
    if !three_nodes.is_empty() {
        let [first, second, third] = Rabbit::cluster();
        rows.extend(run(Field::new(Mill::on_cluster(first, vec![second, third])), &three_nodes));
    }
    if rows.is_empty() {
        return;
    }
    let table = field::table(&rows);
    println!("\n{table}\n{} seconds", start.elapsed().as_secs());
    std::fs::write("target/chaos.md", table).unwrap();
}

fn run(mut field: Field, faults: &[&Fault]) -> Vec<Row> {
    let long = std::env::var_os("WIREMILL_LONG").is_some();
    let mut rows = Vec::new();
    for fault in faults {
        let (times, jobs) = if long { (fault.times, field::JOBS_LONG) } else { (1, field::JOBS_SHORT) };
        let start = Instant::now();
        let row = field.leg(fault, times, jobs);
        println!("{} in {} s", row.line(), start.elapsed().as_secs());
        rows.push(row);
    }
    rows
}
