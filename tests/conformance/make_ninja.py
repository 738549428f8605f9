#!/usr/bin/env python3
"""GNU make and Ninja read the depfile, build again what has changed, and nothing else.

    python3 tests/conformance/make_ninja.py DECLC NINJA FOLDER

The text is called `输入 dir/决议 75#291.txt`: blanks and a number sign, which both must read back. Neither build file
names it as a source, so that the depfile alone can tell when the output is out of date.
"""
import pathlib
import shutil
import subprocess
import sys
import time

NAME = "决议 75#291"
TEXT = "大会，\n\n回顾其2006年9月8日第60/288号决议，\n\n1. 重申《联合国全球反恐战略》；\n"
BUILD = f"'{{declc}}' build '输入 dir/{NAME}.txt' --no-cache --format json -o out --depfile out.d && echo >>ran"
MAKE = f"""\
after: out/决议\\ 75\\#291.json
\tcp '$<' $@ && echo >>after.log
out/决议\\ 75\\#291.json:
\t{BUILD}
\ttouch '$@'
-include out.d
"""
NINJA = f"""\
rule declc
  command = {BUILD}
  depfile = out.d
  deps = gcc
  restat = 1
rule copy
  command = cp $in $out && echo >>after.log
build out/决议$ 75#291.json: declc
build after: copy out/决议$ 75#291.json
default after
"""


def judge(tool, command, folder, expected):
    """How often the output and what follows from it were built after each step."""
    text = folder / "输入 dir" / f"{NAME}.txt"
    sidecar = text.with_name(f"{NAME}.meta.yaml")
    text.parent.mkdir(parents=True)
    steps = {
        "new": lambda: text.write_text(TEXT, encoding="utf-8"),
        "nothing": lambda: None,
        "edited": lambda: text.write_text(TEXT.replace("重申", "回顾"), encoding="utf-8"),
        "touched": text.touch,
        "sidecar": lambda: (sidecar.write_text("symbol: A/RES/75/291\n"), text.touch()),
        "sidecar gone": sidecar.unlink,
        "nothing more": lambda: None,
    }
    for step, change in steps.items():
        # Longer than the tick of any file system that counts in less than seconds.
        time.sleep(0.05)
        change()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        log = done.stdout + done.stderr
        assert done.returncode == 0, f"{tool}, {step}: {log}"
        logs = [folder / "ran", folder / "after.log"]
        counts = tuple(len(path.read_text().splitlines()) for path in logs)
        assert counts == expected[step], f"{tool}, {step}: built {counts}, not {expected[step]}: {log}"


def main():
    declc, ninja, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    declc, ninja = (str(pathlib.Path(path).resolve()) for path in (declc, ninja))
    shutil.rmtree(folder, ignore_errors=True)
    both = {"new": (1, 1), "nothing": (1, 1), "edited": (2, 2)}
    later = {
        # Make goes by times alone; Ninja sees that the output has stayed as it was.
        "make": {"touched": (3, 3), "sidecar": (4, 4), "sidecar gone": (5, 5), "nothing more": (5, 5)},
        "ninja": {"touched": (3, 2), "sidecar": (4, 3), "sidecar gone": (5, 4), "nothing more": (5, 4)},
    }
    files = {"make": ("Makefile", MAKE, ["make"]), "ninja": ("build.ninja", NINJA, [ninja])}
    for tool, (name, text, command) in files.items():
        place = folder / tool
        place.mkdir(parents=True)
        (place / name).write_text(text.replace("{declc}", declc), encoding="utf-8")
        judge(tool, command, place, both | later[tool])
    print("GNU make and Ninja build again what has changed, and nothing else")


if __name__ == "__main__":
    main()
