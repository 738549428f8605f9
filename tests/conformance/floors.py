#!/usr/bin/env python3
"""Scores the outputs against hand-checked structure, and fails where a score falls below its floor.

    python3 tests/conformance/floors.py GOLD OUTPUTS           # exit 1 below a floor
    python3 tests/conformance/floors.py GOLD OUTPUTS --raise   # lifts every floor to the score

A floor only rises: `--raise` never lowers one. GOLD holds score_seeds.py and its files; it is no part of this repository.
"""
import json
import pathlib
import subprocess
import sys

FLOORS = pathlib.Path(__file__).with_name("floors.json")
COLUMNS = ("blocks", "notes", "refs", "dates", "meta")


def scores(gold, outputs):
    """`delhi-declaration.zh  100.00  100.00 …`: a line a document; `-` where there is nothing to score."""
    command = [sys.executable, "-B", str(gold / "score_seeds.py"), str(gold), str(outputs)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    # The first line holds the headings, the last the mean.
    rows = [line.split() for line in lines[1:-1]]
    return {row[0]: {name: float(score) for name, score in zip(COLUMNS, row[1:]) if score != "-"} for row in rows}


def main():
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = scores(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    pairs = [(document, name) for document in sorted(found) for name in COLUMNS if name in found[document]]
    floor = lambda document, name: floors.get(document, {}).get(name, 0.0)
    if "--raise" in sys.argv:
        for document, name in pairs:
            floors.setdefault(document, {})[name] = max(floor(document, name), found[document][name])
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    below = [
        f"{document}: {name} {found[document][name]:.2f} is below its floor {floor(document, name):.2f}"
        for document, name in pairs
        if found[document][name] < floor(document, name)
    ]
    gone = [f"{document} has a floor and no score" for document in floors if document not in found]
    least = min((found[document][name] for document, name in pairs), default=0.0)
    faults = below + gone
    print("\n".join(faults + [f"{len(pairs)} scores, the least {least:.2f}, {len(faults)} below their floor"]))
    sys.exit(1 if faults or not pairs else 0)


if __name__ == "__main__":
    main()
