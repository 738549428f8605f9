"""The memory of `build` hardly grows with the number of texts, that of `pipe` not at all.

usage: memory.py DECLC FOLDER [TIMES]

Peak memory of the process, as the system counts it, for some texts and for TIMES as many (8). `build` may keep some
kilobytes of each text: what its table tells of it. `pipe` may keep nothing.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

FEW = 30
# Bytes that may be kept of a text, and what the allocator may add on its own.
OF_EACH, SLACK = 40_000, 4_000_000


def peak(command, **more):
    """Peak resident memory of a command, in bytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, usage = os.wait4(process.pid, 0)
    # Told already: nothing is left to wait for.
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return usage.ru_maxrss * 1024


def main():
    declc, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    texts = ["".join(path.read_text("utf-8").splitlines(keepends=True)[:80]) for path in sorted(folder.glob("*.txt"))]
    built, piped = [], []
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for count in (FEW, FEW * times):
            (work / f"{count}").mkdir()
            with open(work / f"{count}.ndjson", "w", encoding="utf-8") as records:
                for number in range(count):
                    text = texts[number % len(texts)]
                    (work / f"{count}" / f"{number}.zh.txt").write_text(text, "utf-8")
                    records.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
            built.append(peak([declc, "build", work / f"{count}", "-o", work / "out", "--jobs", "1"]))
            with open(work / f"{count}.ndjson", "rb") as records:
                piped.append(peak([declc, "pipe"], stdin=records))
    more = FEW * (times - 1)
    assert built[1] - built[0] < more * OF_EACH + SLACK, f"build: {built}"
    assert piped[1] - piped[0] < SLACK, f"pipe: {piped}"
    megabytes = [round(size / 1e6) for size in (*built, *piped)]
    print("build: {} MB of {} texts, {} MB of {}; ".format(megabytes[0], FEW, megabytes[1], FEW * times), end="")
    print(f"pipe: {megabytes[2]} MB, {megabytes[3]} MB")


main()
