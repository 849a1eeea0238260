#!/usr/bin/env python3
"""Checks licences, banned crates and sources as deny.toml says, where cargo-deny is not installed.

Reads deny.toml and what `cargo metadata` says of the dependencies for each target there; names each crate that may
not be.
"""

import json
import re
import subprocess
import sys
import tomllib

REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"


def main():
    with open("deny.toml", "rb") as file:
        rules = tomllib.load(file)
    allowed = set(rules["licenses"]["allow"])
    banned = {ban["crate"] for ban in rules["bans"]["deny"]}
    command = ["cargo", "metadata", "--format-version=1", "--locked"]
    command += [f"--filter-platform={target}" for target in rules["graph"]["targets"]]
    metadata = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    used = {node["id"] for node in metadata["resolve"]["nodes"]}
    packages = [package for package in metadata["packages"] if package["id"] in used]
    wrong = []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or ""
        if not allows(allowed, licence):
            wrong.append(f"{name}: the licence {licence!r} is not among those allowed in deny.toml")
        if package["name"] in banned:
            wrong.append(f"{name}: banned in deny.toml")
        if package["source"] not in (None, REGISTRY):
            wrong.append(f"{name}: from {package['source']}")
    print("\n".join(wrong) or f"{len(packages)} crates, all of them as deny.toml allows", file=sys.stderr)
    return bool(wrong)


def allows(allowed, expression):
    """Says whether an SPDX expression (`MIT OR (Apache-2.0 AND ISC)`, `MIT/Apache-2.0`) holds for these licences."""

    def holds(word):
        term = word.group().strip()
        return {"AND": "and", "OR": "or", "/": "or"}.get(term, str(term in allowed))

    terms = re.sub(r"[\w.+-]+(?: WITH [\w.-]+)?|/", lambda word: f" {holds(word)} ", expression)
    return bool(terms.strip()) and eval(terms, {"__builtins__": {}})


if __name__ == "__main__":
    sys.exit(main())
