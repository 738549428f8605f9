"""Runs records through `declc pipe` in PySpark and holds the answers against `declc build`.

usage: spark.py DECLC FOLDER RECORDS

Every text of FOLDER is compiled by `declc build`; RECORDS records cycle through the texts, one in fifty of them damaged,
on a local cluster of two workers. Each record must come back once, with its id; a damaged one with status "error"; any
other with the JSON that `build` wrote.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from pyspark.sql import SparkSession

DAMAGED = 50


def digest(document):
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def main():
    declc, folder, count = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2], int(sys.argv[3])
    texts = {path.name: path.read_text("utf-8") for path in sorted(pathlib.Path(folder).glob("*.txt"))}
    names = list(texts)
    with tempfile.TemporaryDirectory() as work:
        for name, text in texts.items():
            # Without its sidecar, as the records have none.
            pathlib.Path(work, name).write_text(text, "utf-8")
        out = pathlib.Path(work, "out")
        subprocess.run([declc, "build", work, "-o", out, "--format", "json"], check=True, capture_output=True)
        # The name of a text without a symbol is made of its path.
        parent = pathlib.Path(work).name
        built = {path.name: digest(json.loads(path.read_text("utf-8"))) for path in out.glob("*.json")}

    def record(number):
        if number % DAMAGED == 0:
            return json.dumps({"id": number, "text": 7})
        name = names[number % len(names)]
        return json.dumps({"id": number, "path": f"{parent}/{name}", "text": texts[name]}, ensure_ascii=False)

    quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    spark = SparkSession.builder.master("local[2]").config(map=quiet).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    start = time.monotonic()
    # An empty partition starts the command too, and gives nothing.
    records = spark.sparkContext.parallelize(range(count), 8).map(record)
    answers = records.pipe(f"{declc} pipe --format json", checkCode=True)

    def compare(line):
        answer = json.loads(line)
        if answer["status"] == "error":
            return answer["id"], None
        return answer["id"], digest(answer["outputs"]["json"])

    found = answers.map(compare).collect()
    seconds = time.monotonic() - start
    spark.stop()
    wrong = []
    for number, got in found:
        name = names[number % len(names)].rsplit(".", 1)[0] + ".json"
        if got != (None if number % DAMAGED == 0 else built[name]):
            wrong.append(number)
    ids = sorted(number for number, _ in found)
    print(f"records: {count}; answers: {len(found)}; each once: {ids == list(range(count))}; ", end="")
    print(f"errors in band: {sum(got is None for _, got in found)}; unlike build: {len(wrong)}; {seconds:.0f} s")
    return 0 if ids == list(range(count)) and not wrong else 1


sys.exit(main())
