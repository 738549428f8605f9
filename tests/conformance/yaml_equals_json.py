#!/usr/bin/env python3
"""Every YAML output, read by PyYAML, is the JSON output: the same keys, values and types.

    python3 tests/conformance/yaml_equals_json.py FOLDER

PyYAML reads YAML 1.1, where `75/291`, `no`, `1e3` and `2021-06-30` without quotation marks are easily something else;
a date or a number in the place of a string is a difference here.
"""
import json
import pathlib
import sys

import yaml


def differences(ours, theirs, path="$"):
    """Where two trees differ; a number is never equal to a string or to a truth value."""
    if type(ours) is not type(theirs):
        yield f"{path}: {type(ours).__name__} {ours!r} in YAML, {type(theirs).__name__} {theirs!r} in JSON"
    elif isinstance(ours, dict):
        for key in ours.keys() | theirs.keys():
            if key not in ours or key not in theirs:
                yield f"{path}.{key} stands in one of the two only"
            else:
                yield from differences(ours[key], theirs[key], f"{path}.{key}")
    elif isinstance(ours, list):
        if len(ours) != len(theirs):
            yield f"{path}: {len(ours)} items in YAML, {len(theirs)} in JSON"
        for index, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, f"{path}[{index}]")
    elif ours != theirs:
        yield f"{path}: {ours!r} in YAML, {theirs!r} in JSON"


def main():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.yaml"))
    faults = []
    for path in files:
        ours = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        theirs = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        faults += [f"{path}: {fault}" for fault in differences(ours, theirs)]
    print("\n".join(faults[:40] + [f"{len(files)} files, {len(faults)} differences"]))
    sys.exit(1 if faults or not files else 0)


if __name__ == "__main__":
    main()
