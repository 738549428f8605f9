"""What `declc build` shows on a terminal while it works, and shows nowhere else.

usage: terminal.py DECLC FOLDER

A pseudo-terminal takes the place of the screen. The line must tell what is done of how many, the rate and the time left,
be overwritten, and leave nothing behind. With --quiet, in CI, on a dumb terminal, in a log and in a pipe there is none.
"""

import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile

WIPE = "\r\x1b[K"
LINE = re.compile(r"(\d+)/(\d+)  [\d.]+/s  (\d+ h \d+ min|\d+ min \d+ s|\d+ s) left")


def shown(command, folder, **more):
    """What a command writes to a terminal that is its standard error."""
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "NO_COLOR")}
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=terminal, env={**environment, "TERM": "xterm", **more}
    )
    os.close(terminal)
    told = b""
    while True:
        try:
            part = os.read(screen, 1 << 16)
        except OSError:
            # So Linux says that nobody writes any more.
            break
        if not part:
            break
        told += part
    os.close(screen)
    assert process.wait() == 0
    return told.decode()


def main():
    declc, texts = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "input").mkdir()
        build = [declc, "build", "--no-cache", "--format", "json", "--jobs", "1"]
        counts, copies = [], 0
        # As many texts as it takes, in a debug and in a release build, for several lines.
        while len(counts) < 3 and copies < 2000:
            for number in range(copies, 2 * copies or 4):
                for path in texts.glob("*.txt"):
                    (folder / "input" / f"{number}-{path.name}").write_bytes(path.read_bytes())
            copies = 2 * copies or 4
            told = shown(build, folder)
            *lines, rest = told.split(WIPE)
            counts = [tuple(map(int, LINE.fullmatch(line).groups()[:2])) for line in lines if line]
        total = len(list((folder / "input").iterdir()))
        assert len(counts) > 1 and counts == sorted(counts) and all(of == total for _, of in counts), counts
        # After the last wipe stands what stands in a pipe too: the table.
        assert rest.startswith("document ") and lines[0] == "", told[:200]
        for name, more, variables in (
            ("quiet", ["--quiet"], {}),
            ("CI", [], {"CI": "true"}),
            ("dumb", [], {"TERM": "dumb"}),
            ("log", ["--log-format", "json"], {}),
        ):
            assert "\r\x1b" not in shown([*build, *more], folder, **variables), name
        piped = subprocess.run(build, cwd=folder, capture_output=True, check=True).stderr
        assert b"\r" not in piped and b"\x1b" not in piped
        print(f"{len(counts)} lines on a terminal, wiped; none with --quiet, in CI, on a dumb terminal, in a log, in a pipe")


main()
