"""Holds the scores over the corpus of six languages and three kinds of raw text against the floors reached so far.

usage: corpus.py DECLC CORPUS OUT [--raise]
CORPUS holds score.py and texts/. Each cell (style by language) has a floor for blocks, notes, references, metadata.
--raise writes the floors; it never lowers one.
"""
import json
import pathlib
import subprocess
import sys

FLOORS = pathlib.Path(__file__).with_name("corpus_floors.json")


def main():
    declc, corpus, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    texts = sorted(str(p) for p in (corpus / "texts").glob("*.txt"))
    built = subprocess.run([declc, "build", "-o", str(out), "--format", "akn", *texts], capture_output=True, text=True)
    if built.returncode != 0:
        print("\n".join(built.stderr.splitlines()[-40:]))
        sys.exit(1)
    scores = out / "scores.json"
    score = [sys.executable, str(corpus / "score.py"), str(corpus / "texts"), str(out), "--json", str(scores)]
    subprocess.run(score, check=True, capture_output=True)
    found = {cell: [round(v, 2) for v in values] for cell, values in json.loads(scores.read_text()).items()}
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if "--raise" in sys.argv:
        merged = {c: [max(a, b) for a, b in zip(v, floors.get(c, v))] for c, v in sorted(found.items())}
        FLOORS.write_text(json.dumps(merged, indent=1) + "\n")
        floors = merged
    names = ["blocks", "notes", "refs", "meta"]
    below = [
        f"{cell} {name}: {have} is below the floor {floor}"
        for cell, floor_values in floors.items()
        for name, floor, have in zip(names, floor_values, found.get(cell, [0, 0, 0, 0]))
        if have < floor
    ]
    print("\n".join(below))
    least = min(min(values) for values in found.values())
    print(f"{len(texts)} texts, {len(found)} cells, the least score {least}, {len(below)} below their floor")
    sys.exit(bool(below))


if __name__ == "__main__":
    main()
