//! The command line: parse, set up telemetry, call one library function, map the result to an exit code.

fn main() {}
