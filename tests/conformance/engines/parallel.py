"""Runs the commands that the documentation gives for GNU parallel, and holds what comes out against one process.

usage: parallel.py DECLC FOLDER PAGE

The commands are those of the one block of PAGE that names parallel, run as they stand. Every text of FOLDER stands many
times in `archive`; `records.ndjson` has as many records, one in ten of them damaged.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

COPIES = 12


def main():
    declc, folder, page = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    (block,) = [block for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.S) if "parallel" in block]
    texts = sorted(folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "archive").mkdir()
        records = []
        for number in range(COPIES * len(texts)):
            # Beginnings of the texts, so that a debug build is done soon.
            lines = texts[number % len(texts)].read_text("utf-8").splitlines(keepends=True)
            text = "".join(lines[: 9 + number])
            (work / "archive" / f"文 {number}.zh.txt").write_text(text, "utf-8")
            records.append({"id": number, "text": 7 if number % 10 == 0 else text})
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (work / "records.ndjson").write_text(lines, "utf-8")
        path = {**os.environ, "PATH": f"{declc.parent}:{os.environ['PATH']}", "HOME": str(work)}
        subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=work, env=path, check=True, capture_output=True)
        subprocess.run([declc, "build", "archive", "-o", "whole"], cwd=work, check=True, capture_output=True)

        def outputs(name):
            return {file.name: file.read_bytes() for file in (work / name).iterdir() if file.is_file()}

        assert outputs("out") == outputs("whole"), "files: other outputs than those of one process"
        whole = subprocess.run([declc, "pipe"], input=lines.encode(), check=True, capture_output=True)
        answers = (work / "answers.ndjson").read_bytes().splitlines()
        # What has no path of its own is called by its number within its process.
        same = [json.loads(a)["sha256"] if b'"ok"' in a else None for a in answers]
        assert same == [json.loads(a)["sha256"] if b'"ok"' in a else None for a in whole.stdout.splitlines()]
        assert [json.loads(answer)["id"] for answer in answers] == list(range(len(records))), "not in order"
        counts = [json.loads(line) for line in (work / "counts.ndjson").read_text().splitlines() if line.startswith("{")]
        done, errors = (sum(count[key] for count in counts) for key in ("in", "errors"))
        assert (done, errors) == (len(records), len(records) // 10 + 1), counts
        print(f"files: {len(outputs('out'))} as of one process; records: {done} in order, errors in band: {errors}")


main()
