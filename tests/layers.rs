//! The dependency rule of `src/lib.rs`, held: modules import downwards only, and what is pure stays pure.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Imports inside one layer, each for its reason; all other modules of a layer do not know each other.
const WITHIN_A_LAYER: &[(&str, &str)] = &[
    ("config", "model"),
    ("model", "room"),
    ("outcome", "error"),
    ("document", "found"),
    ("document", "job"),
    ("reject_line", "job"),
    ("reading", "found"),
    ("reading", "tokens"),
    ("pool", "pipeline"),
    // `submit` reads corpora.
    ("operate", "files"),
    // `serve` describes its answers by the schemas that `schema` prints.
    ("serve", "operate"),
];

/// Tools beside the program: they may use all of extraction and each other, and only `main` may use them.
const SIDE: &[&str] = &["train", "eval"];
const EXTRACTION: u32 = 3;

/// The same job gives the same bytes: these parts have no clock, no files, no network, no chance.
const PURE: &[&str] = &["text", "found", "job", "document", "tokens", "reading", "stages"];
const IMPURE: &[&str] = &["std::time", "std::fs", "std::net", "std::env", "std::process", "tokio"];

/// Where the time of day is asked for, to be shown or written down. Whatever waits, gives up or tries again goes
/// by `Instant`, which nobody can set.
const TIME_OF_DAY: &[(&str, &str)] = &[
    ("broker/amqp/dead.rs", "a dead letter's header says when it was rejected"),
    ("operate/dead.rs", "dead letters are chosen by it and shown with it"),
    ("operate/status.rs", "a line of `status --watch` begins with it"),
    ("operate/audit/mod.rs", "the end of an audit says it"),
    ("main.rs", "`--since 7d` counts back from it"),
];

struct Source {
    path: PathBuf,
    /// "stages/clean" for the stages, the first folder or file for everything else.
    unit: String,
    /// Without comments and unit tests.
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && path.file_stem().unwrap() != "tests" {
                let code = code_of(&std::fs::read_to_string(&path).unwrap());
                let path = path.strip_prefix(root().join("src")).unwrap().to_owned();
                sources.push(Source { unit: unit(&path), code, path });
            }
        }
    }
    assert!(sources.len() > 20, "only {} sources found", sources.len());
    sources
}

fn unit(path: &Path) -> String {
    let path = path.with_extension("");
    let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
    match parts[..] {
        ["stages", stage, ..] if stage != "mod" => format!("stages/{stage}"),
        [first, ..] => first.to_owned(),
        [] => unreachable!("a source has a name"),
    }
}

/// Returns what is compiled outside of tests, without comments. A `//` in a string costs the rest of its line,
/// which holds no import.
fn code_of(source: &str) -> String {
    let end = source.find("#[cfg(test)]\nmod tests").unwrap_or(source.len());
    let lines = source[..end].lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the units that `code` names in paths from `crate::`, groups and nested groups included.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_none_or(|c| !(c.is_alphanumeric() || c == '_')) {
            for path in tree(&code[at + "crate::".len()..]) {
                let mut parts = path.split("::");
                let first = parts.next().unwrap_or_default();
                found.push(match (first, parts.next()) {
                    ("stages", Some(stage)) => format!("stages/{stage}"),
                    (first, _) => first.to_owned(),
                });
            }
        }
    }
    found
}

/// Returns every path of a use tree: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn tree(code: &str) -> Vec<String> {
    let name: String =
        code.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '*').collect();
    let rest = &code.trim_start()[name.len()..];
    if let Some(rest) = rest.strip_prefix("::") {
        return tree(rest).iter().map(|path| format!("{name}::{path}")).collect();
    }
    if !name.is_empty() {
        return vec![name];
    }
    let Some(inside) = rest.strip_prefix('{') else {
        return vec![String::new()];
    };
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if !inside[start..at].trim().is_empty() {
                    paths.extend(tree(&inside[start..at]));
                }
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    paths
}

/// Reads the layers out of the map in `src/lib.rs`, so that the map is what is held.
fn layers() -> BTreeMap<String, u32> {
    let map = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut layers = BTreeMap::new();
    for line in map.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let mut cells = line.split(" | ");
        let layer = cells.next().and_then(|cell| cell.parse().ok());
        let module = cells.next().map(|cell| cell.trim_matches(['[', ']', '`']));
        if let (Some(layer), Some(module)) = (layer, module) {
            layers.insert(module.to_owned(), layer);
        }
    }
    layers
}

/// Says what is wrong with `from` importing `to`, if anything is.
fn problem(layers: &BTreeMap<String, u32>, from: &str, to: &str) -> Option<String> {
    let layer = |unit: &str| layers.get(unit.split('/').next().unwrap_or(unit)).copied();
    if from == to || from == "main" {
        return None;
    }
    if SIDE.contains(&to) {
        return (!SIDE.contains(&from)).then(|| format!("{from} imports {to}, which only main may"));
    }
    let Some(target) = layer(to) else {
        return Some(format!("{from} imports {to}, which is not in the map of src/lib.rs"));
    };
    if SIDE.contains(&from) {
        return (target > EXTRACTION).then(|| format!("{from} imports {to}, which is no part of extraction"));
    }
    let Some(own) = layer(from) else {
        return Some(format!("{from} is not in the map of src/lib.rs"));
    };
    let down = target < own;
    // "stages" itself only declares its stages.
    let allowed = down || from == "stages" || WITHIN_A_LAYER.contains(&(from, to));
    (!allowed).then(|| format!("{from} (layer {own}) imports {to} (layer {target})"))
}

#[test]
fn imports_point_down() {
    let layers = layers();
    let mut problems = Vec::new();
    for Source { path, unit, code } in sources() {
        if unit == "lib" {
            continue;
        }
        for to in imports(&code) {
            problems
                .extend(problem(&layers, &unit, &to).map(|problem| format!("{}: {problem}", path.display())));
        }
        // Paths upwards by `super` would slip through.
        if code.contains("super::super") {
            problems.push(format!("{}: super::super, write crate::", path.display()));
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_map_names_every_module() {
    let layers = layers();
    let units = sources().into_iter().map(|source| source.unit);
    for unit in units.filter(|unit| unit != "lib" && unit != "main" && !SIDE.contains(&unit.as_str())) {
        let module = unit.split('/').next().unwrap();
        assert!(layers.contains_key(module), "{module} is not in the map of src/lib.rs");
    }
}

#[test]
fn extraction_is_pure() {
    for Source { path, unit, code } in sources() {
        let module = unit.split('/').next().unwrap();
        for name in IMPURE.iter().filter(|_| PURE.contains(&module)) {
            assert!(!code.contains(name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn the_clock_that_can_be_set_decides_nothing() {
    for Source { path, unit, code } in sources() {
        let known = TIME_OF_DAY.iter().any(|(file, _)| path == Path::new(file));
        let side = SIDE.contains(&unit.as_str());
        assert!(known || side || !code.contains("SystemTime"), "{} names SystemTime", path.display());
    }
}

#[test]
fn tokio_appears_from_layer_3_up_and_lapin_in_one_place() {
    let layers = layers();
    for Source { path, unit, code } in sources() {
        let layer = layers.get(unit.split('/').next().unwrap());
        if layer.is_some_and(|&layer| layer < 3) {
            assert!(!code.contains("tokio"), "{} names tokio", path.display());
        }
        if !path.starts_with("broker/amqp") && path != Path::new("broker/amqp.rs") {
            assert!(!code.contains("lapin::"), "{} names lapin", path.display());
        }
    }
}

#[test]
fn the_parser_sees_groups_and_paths() {
    let imports = imports(
        "use crate::{job::Job, stages::{clean, quotes as q}};\nlet x = crate::pool::Pool::new(); other_crate::no",
    );
    assert_eq!(imports, ["job", "stages/clean", "stages/quotes", "pool"]);
    let layers = layers();
    assert!(problem(&layers, "stages/clean", "stages/quotes").is_some());
    assert!(problem(&layers, "text", "job").is_some());
    assert!(problem(&layers, "files", "operate").is_some());
    assert!(problem(&layers, "operate", "files").is_none());
    assert!(problem(&layers, "worker", "broker").is_none());
}
