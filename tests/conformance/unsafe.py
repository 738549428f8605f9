"""Counts the unsafe code of the dependencies that SECURITY.md lists, in the sources that cargo has fetched.

usage: unsafe.py [NAME ...]: crates by name; without one, those of the table in SECURITY.md and what they read with.

Counted are the words `unsafe` before a brace, a function and an `impl` under `src`, comments, texts and files of tests
left out; what a feature that is off here would bring is counted too, as is what another processor would run. `forbids`
tells that the compiler refuses any in this crate, as built here or (`?`) without the named feature.
"""

import json
import pathlib
import re
import subprocess
import sys

READERS = {
    "texts": ["pulldown-cmark", "unicase", "memchr", "encoding_rs", "simdutf8", "sha2", "block-buffer", "similar"],
    "JSON": ["serde_json", "serde_core", "itoa", "zmij"],
    "YAML": ["serde-saphyr", "granit-parser", "smallvec", "base64", "encoding_rs_io", "num-traits"],
    "TOML": ["toml", "toml_parser", "toml_datetime", "winnow", "serde_spanned", "glob"],
    "XML": ["roxmltree"],
    "the cache": ["postcard", "cobs"],
}
# What is no code: comments, raw texts, texts, characters.
NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|\br(#*)\".*?\"\1|\"(?:\\.|[^\"\\])*\"|'(?:\\[^']+|[^'\\\n])'", re.S)
FORBIDS = re.compile(r"^#!\[(?:cfg_attr\(not\(feature = \"([\w-]+)\"\), *)?forbid\([^)]*unsafe_code", re.M)


def counted(root):
    blocks = functions = implementations = 0
    for path in sorted((root / "src").rglob("*.rs")):
        if "tests" in path.relative_to(root / "src").parts or path.name == "tests.rs":
            continue
        code = NO_CODE.sub(" ", path.read_text("utf-8"))
        blocks += len(re.findall(r"\bunsafe\s*\{", code))
        functions += len(re.findall(r"\bunsafe\s+(?:extern\s+)?fn\b", code))
        implementations += len(re.findall(r"\bunsafe\s+impl\b", code))
    forbids = FORBIDS.search((root / "src" / "lib.rs").read_text("utf-8"))
    told = "" if not forbids else "yes" if not forbids[1] else f"without `{forbids[1]}`"
    return blocks, functions, implementations, told


def main():
    wanted = sys.argv[1:] or sum(READERS.values(), [])
    told = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"], check=True, capture_output=True, text=True)
    metadata = json.loads(told.stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    print(f"{'crate':<18} {'version':<18} {'blocks':>6} {'fns':>5} {'impls':>5}  forbids; features on")
    for node in sorted(metadata["resolve"]["nodes"], key=lambda node: packages[node["id"]]["name"]):
        package = packages[node["id"]]
        if package["name"] in wanted:
            blocks, functions, implementations, forbids = counted(pathlib.Path(package["manifest_path"]).parent)
            features = ", ".join(node["features"])
            print(f"{package['name']:<18} {package['version']:<18} {blocks:>6} {functions:>5} {implementations:>5}  {forbids}; {features}")


if __name__ == "__main__":
    main()
