"""Feeds declc texts that nobody would write, at three sizes each: time and memory grow with the length, and nothing of a
text gets out of its place.

usage: hostile.py DECLC [--size BYTES]: BYTES of the largest text (200000; the full grid is --size 100000000, in which a
text is as long as FULL says).

A row fails where the program panics, is killed by a signal, or where twice the length takes more than 3.2 times as long
(both above a third of a second). A busy machine slows one run and not the next, so a row that seems to grow is run again,
half and whole in turns, and judged by the shortest time of each. Memory is that of the largest run.
"""

import json
import math
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

WAIT = 1800
# Twice the length may take so many times as long; a quadratic pass takes four times.
GROWTH = 3.2
# Runs shorter than this are mostly start-up and chance.
LEAST = 0.35
# A row that seems to grow is run so many times more before it fails.
AGAIN = 8


# Full sizes in bytes: a hundred megabytes on one line, a million notes with their calls, a million digits, a million
# references on one line. Where each byte or two is a finding or a node of its own, some megabytes have a million of them.
FULL = {"one line": 100_000_000, "one line without a break": 100_000_000, "footnotes": 40_000_000, "references": 33_000_000, "a number of many digits": 1_000_000}
OTHERS = 4_000_000


def lines(line):
    return lambda size: (line * (size // len(line.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")


def after(head, line):
    return lambda size: head + lines(line)(size)


def footnotes(size):
    count = size // 40
    digits = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    calls = "".join(f"1. 请{str(n).translate(digits)}；\n\n" for n in range(1, count))
    return "大会，\n\n" + calls + "".join(f"{str(n).translate(digits)} 注。\n" for n in range(1, count))


def nested(size):
    level, out = 0, ["大会，\n"]
    while len(out) * 10 < size:
        out.append("  " * (level % 60) + "(a) 请；\n")
        level += 1
    return "\n".join(out)


def deep_list(size):
    """Each item one level deeper: the levels are the root of the size, ten thousand in a hundred megabytes."""
    return "大会，\n\n" + "".join("  " * level + "- 请\n" for level in range(math.isqrt(size)))


TEXTS = {
    "one line": lines("请秘书长提出报告，"),
    "one line without a break": lines("a"),
    "short lines": lines("请\n"),
    "empty lines": after("大会，\n", "\n"),
    "footnotes": footnotes,
    "calls of one note": after("大会，\n\n1. 请", "¹"),
    "nested items": nested,
    "deep quotes": lines("> "),
    "deep lists": deep_list,
    "a number of many digits": after("大会，\n\n", "9"),
    "a number in Chinese": after("大会，\n\n", "百"),
    "references": after("The General Assembly,\n\nRecalling ", "A/RES/75/291, paragraphs 1 to 3, "),
    "paragraphs named": after("大会，\n\n1. 回顾", "第1段至第9段，"),
    "opening brackets": after("大会，\n\n1. 请", "["),
    "links": after("大会，\n\n1. 请", "[a](b"),
    "emphasis": after("大会，\n\n1. 请", "*a **b "),
    "titles that do not end": after("大会，\n\n1. 请", "《"),
    "quotations that do not end": after("The General Assembly,\n\n1. Requests ", "“"),
    "tables": after("大会，\n\n", "| a | b |\n|---|---|\n"),
    "rules": after("大会，\n\n", "---\n\n"),
    "numbers out of order": after("大会，\n\n", "9. 请；\n\n1. 请；\n\n"),
    "control characters": after("大会，\n\n1. 请", "\x01\x0c\x1b[31m\u202e"),
    "calls in formulas": after("大会，\n\n1. 请", "$^{1}$"),
    "numbers alone": after("大会，\n", "1.\n请\n"),
    "mark-up": after("大会，\n\n1. 请", "]]><script>alert(1)</script><!--&x;"),
}


class Runner:
    def __init__(self, declc, root):
        self.declc, self.root = declc, root

    def run(self, *arguments, data=None):
        """Seconds, mebibytes, exit code, standard output and error."""
        started = time.monotonic()
        with open(self.root / "out", "wb") as out, open(self.root / "err", "wb") as err:
            process = subprocess.Popen([self.declc, *arguments], cwd=self.root, stdin=subprocess.PIPE, stdout=out, stderr=err)
            try:
                if data is not None:
                    process.stdin.write(data)
                process.stdin.close()
            except BrokenPipeError:
                pass
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said = (self.root / "err").read_text("utf-8", "replace")
        assert process.returncode in (0, 1, 2, 74), f"ends with {process.returncode}: {said[:400]}"
        assert "panicked" not in said and "DC032" not in said, said[:400]
        return usage.ru_utime + usage.ru_stime or seconds, usage.ru_maxrss / 1024, process.returncode, (self.root / "out").read_bytes(), said


def built(runner, text):
    """Seconds of the processor and mebibytes to build a text."""
    (runner.root / "a.txt").write_text(text, "utf-8")
    seconds, mebibytes, *_ = runner.run("build", "a.txt", "-o", "built", "--no-cache")
    return max(seconds, 0.001), mebibytes


def grows(half, whole):
    return whole > LEAST and whole / half > GROWTH


def row(runner, make, size):
    """The times of a quarter, the half and the whole of a text, and the memory of the largest."""
    texts = [make(part) for part in (size // 4, size // 2, size)]
    times, memory = zip(*(built(runner, text) for text in texts))
    times = list(times)
    for _ in range(AGAIN if grows(*times[1:]) else 0):
        times[1:] = [min(least, built(runner, text)[0]) for least, text in zip(times[1:], texts[1:])]
    return times, max(memory)


def grid(runner, size):
    failed = []
    print(f"{'text':<28} {'bytes':>12} {'quarter':>9} {'half':>9} {'whole':>9} {'growth':>7} {'MiB':>8}")
    for name, make in TEXTS.items():
        whole = min(size, FULL.get(name, OTHERS))
        try:
            times, memory = row(runner, make, whole)
        except AssertionError as error:
            failed.append(f"{name}, up to {whole} bytes: {error}")
            continue
        growth = times[2] / times[1]
        shown = " ".join(f"{seconds:>8.2f}s" for seconds in times)
        print(f"{name:<28} {whole:>12} {shown} {growth:>7.2f} {memory:>8.0f}", flush=True)
        if grows(*times[1:]):
            failed.append(f"{name}: twice the length takes {growth:.1f} times as long")
    return failed


def refused(runner):
    """What is no text at all, or a bomb: a message, soon."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    nest = "symbol: " + "[" * 50000
    (runner.root / "a.txt").write_text("大会，\n\n1. 请秘书长提出报告。\n", "utf-8")
    for what, sidecar in {"aliases that explode": bomb, "a sidecar without end": nest, "a sidecar of NUL": "symbol: \0"}.items():
        (runner.root / "a.meta.yaml").write_text(sidecar, "utf-8")
        seconds, mebibytes, code, _, said = runner.run("build", "a.txt", "-o", "built")
        assert code == 2 and "error" in said and seconds < 20 and mebibytes < 500, f"{what}: {code}, {seconds} s, {mebibytes} MiB: {said[:300]}"
    (runner.root / "a.meta.yaml").unlink()
    records = [b"[" * 200000, b'{"text":' * 100000, b'{"text": "\\ud800"}', b'{"id": ' + b"9" * 200000 + b', "text": "x"}', b"\xff\xfe", b'{"text": "a", "sidecar": ' + b"[" * 100000 + b"]" * 100000 + b"}"]
    _, mebibytes, code, out, _ = runner.run("pipe", data=b"\n".join(records) + b"\n")
    # An id of many digits comes back as it is, which not every reader takes.
    answers = ["ok" if b'"status":"ok"' in line else "error" for line in out.splitlines()]
    assert code == 0 and len(answers) == len(records) and answers.count("error") >= 4, answers
    for what, data in {"NUL": b"a\0b", "nothing": b"", "a mark alone": b"\xef\xbb\xbf"}.items():
        (runner.root / "b.txt").write_bytes(data)
        *_, code, _, said = runner.run("build", "b.txt", "-o", "built")
        assert code in (1, 2) and "error" in said, f"{what}: {code} {said[:300]}"
    return 3 + len(records) + 3


def injected(runner):
    """Names and texts that would get out of their place: every output stays in its folder and parses."""
    from lxml import etree

    texts = runner.root / "names"
    texts.mkdir()
    names = ["..txt", "a..b.txt", "con.txt", "-o.txt", "a b'\"$(x).txt", "a\x1b[31m.txt", "=cmd.txt", "<b>&.txt", "a\nb.txt", "\u202etxt.txt"]
    for name in names:
        (texts / name).write_text("大会，\n\n1. =HYPERLINK(\"x\") ]]></akomaNtoso><script>alert(1)</script> & \x1b[31m\x0c；\n\nA/../../etc/passwd\n", "utf-8")
    before = {path for path in runner.root.rglob("*") if "built-names" not in path.parts}
    *_, said = runner.run("build", "names", "-o", "built-names")
    assert "\x1b" not in said, "a control character on the terminal"
    stray = {path for path in runner.root.rglob("*") if "built-names" not in path.parts} - before
    assert not stray, stray
    built = [path for path in (runner.root / "built-names").iterdir() if path.is_file()]
    for path in built:
        data = path.read_bytes()
        if path.name.endswith(".xml"):
            assert not etree.fromstring(data).xpath("//*[local-name() = 'script']")
        elif path.name.endswith(".json"):
            json.loads(data)
    *_, said = runner.run("check", "names")
    assert "\x1b" not in said, "a control character on the terminal"
    return f"{len(names)} names, {len(built)} outputs"


def main():
    size = int(sys.argv[sys.argv.index("--size") + 1]) if "--size" in sys.argv else 200_000
    resource.setrlimit(resource.RLIMIT_CPU, (WAIT * 10, WAIT * 10))
    with tempfile.TemporaryDirectory() as root:
        runner = Runner(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(root))
        print(f"refused: {refused(runner)}", flush=True)
        print(f"kept in their place: {injected(runner)}", flush=True)
        failed = grid(runner, size)
    print("\n".join(failed))
    print(f"{len(TEXTS)} texts of up to {size} bytes, {len(failed)} grow faster than their length or break")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
