"""Faults of what outlives a run: releases on a shelf, and what a build remembers. Part of `faults.py`, which runs it.

A version on the shelf is byte for byte the one that was published or the one that replaces it; `versions.json` names
versions that are there; another version never changes. Whatever becomes of the cache, outputs are those of a build
without one.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import time


def tree(folder):
    """Every file beneath a folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def hidden(name):
    return name.startswith(".declc-")


class Shelf:
    """A published version, and two contents for the next one."""

    def __init__(self, ground, states):
        self.ground, self.states = ground, states
        self.folder = ground.root / "dist"
        self.versions = {}
        for version, state in (("1.0.0", states[0]), ("2.0.0", states[0]), ("2.0.0 anew", states[1])):
            ground.fill(ground.texts, state)
            shutil.rmtree(self.folder, ignore_errors=True)
            started = time.monotonic()
            done = self.start(version.split()[0]).communicate(timeout=300)
            self.took = time.monotonic() - started
            assert (self.folder / "versions.json").exists(), done
            self.versions[version] = tree(self.folder / version.split()[0])
        assert self.versions["2.0.0"] != self.versions["2.0.0 anew"]

    def start(self, version, *more, root=None):
        options = ["--version", version, "-o", str(self.folder), "--date", "2026-11-22", *more]
        command = [self.ground.declc, "release", "input", *options]
        return subprocess.Popen(command, cwd=root or self.ground.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def release(self, version, *more):
        process = self.start(version, *more)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said

    def published(self, second):
        """The first version, with the second where it is asked for; the texts then say what comes next."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for version in ["1.0.0", "2.0.0"] if second else ["1.0.0"]:
            for path, data in self.versions[version].items():
                (self.folder / version / path).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / version / path).write_bytes(data)
        entries = [{"version": "1.0.0", "path": "1.0.0/"}] + [{"version": "2.0.0", "path": "2.0.0/"}] * second
        (self.folder / "versions.json").write_text(json.dumps({"latest": entries[-1]["version"], "versions": entries}))

    def whole(self, what, second):
        """Whether the second version is there, and new."""
        names = {path.name for path in self.folder.iterdir() if not hidden(path.name) and path.is_dir()}
        assert tree(self.folder / "1.0.0") == self.versions["1.0.0"], f"{what}: another version has changed"
        listed = json.loads((self.folder / "versions.json").read_text())["versions"]
        assert {entry["version"] for entry in listed} <= names, f"{what}: versions.json names what is not there"
        assert not second or "2.0.0" in names, f"{what}: the published version is gone"
        if "2.0.0" not in names:
            return False
        found = tree(self.folder / "2.0.0")
        assert found in (self.versions["2.0.0 anew"], self.versions["2.0.0"] if second else None), f"{what}: 2.0.0 is half"
        return found == self.versions["2.0.0 anew"]


def kills(ground, states, count):
    """kill -9 at moments spread over the length of a release: of a new version, and of one that replaces another."""
    shelf, chance, dead, new = Shelf(ground, states), random.Random(11), 0, 0
    ground.fill(ground.texts, states[1])
    for index in range(count):
        second = index % 2 == 1
        shelf.published(second)
        process = shelf.start("2.0.0", *["--replace"] * second)
        if index % 4 < 2:
            time.sleep(shelf.took * 1.1 * (index + chance.random()) / count)
        else:
            # The end, where names change, is looked at more closely than the writing.
            while process.poll() is None and not any(shelf.folder.glob(".declc-release-*/SHA256SUMS")):
                time.sleep(0.0005)
            time.sleep(0.02 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.communicate()
        dead += process.returncode == -signal.SIGKILL
        new += shelf.whole(f"kill {index}", second)
        if index % 10 < 2:
            shelf.release("2.0.0", *["--replace"] * second)
            assert shelf.whole(f"after kill {index}", second), f"after kill {index}: something old is left"
    return f"{count} releases, {dead} died, {new} stood by then"


def two_releases(ground, states, count):
    """Two releases on one shelf: of two versions, of one version with the same texts, of one with other texts."""
    # The path of a text is part of a release, so the other texts lie under the same name elsewhere.
    shelf, other = Shelf(ground, states), ground.root / "other"
    ground.fill(ground.texts, states[0])
    other.mkdir()
    ground.input.rename(other / "input")
    ground.fill(ground.texts, states[1])
    for index in range(count):
        shelf.published(False)
        running = [shelf.start("2.0.0"), shelf.start("3.0.0")]
        said = [process.communicate(timeout=300)[1] for process in running]
        assert [process.returncode for process in running] == [0, 0], said
        listed = {entry["version"] for entry in json.loads((shelf.folder / "versions.json").read_text())["versions"]}
        assert listed == {"1.0.0", "2.0.0", "3.0.0"}, f"two versions: versions.json names {sorted(listed)}"
        assert shelf.whole("two versions", False)
        shelf.published(False)
        running = [shelf.start("2.0.0"), shelf.start("2.0.0")]
        said = [process.communicate(timeout=300)[1] for process in running]
        assert [process.returncode for process in running] == [0, 0], said
        assert shelf.whole("one version twice", False)
        # Of two texts for one version one is published; the other run says that it is there already.
        shelf.published(False)
        running = [shelf.start("2.0.0"), shelf.start("2.0.0", root=other)]
        said = [process.communicate(timeout=300)[1] for process in running]
        codes = [process.returncode for process in running]
        assert sorted(codes) in ([0, 1], [0, 2]), f"two texts for one version: {codes}: {said}"
        found = tree(shelf.folder / "2.0.0")
        assert found == shelf.versions["2.0.0 anew" if codes[0] == 0 else "2.0.0"], "two texts for one version: a mixture"
    left = [path.name for path in shelf.folder.iterdir() if hidden(path.name)]
    assert not left, left
    return f"{3 * count} pairs"


def damaged_cache(ground, states, count):
    """The cache with bytes turned, cut, doubled, of another version, from the future, of random bytes: the outputs are
    those of a build without it, whether the texts have changed or not."""
    chance, hits = random.Random(13), 0
    ground.old()
    ground.fill(ground.texts, states[0])
    assert ground.build().returncode == 0
    (cache,) = (ground.output / ".declc-cache").glob("*.cache")
    whole = cache.read_bytes()

    def damage(data, kind):
        at, end = sorted(chance.randrange(len(data)) for _ in range(2))
        return {
            0: lambda: data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :],
            1: lambda: data[:at],
            2: lambda: data[:at] + data[end:],
            3: lambda: data[:end] + data[at:],
            4: lambda: data.replace(b"declc ", b"declc 9", 1),
            5: lambda: chance.randbytes(end - at),
            6: lambda: b"",
            7: lambda: data[:at] + chance.randbytes(8) + data[at:],
        }[kind]()

    for index in range(count):
        state = states[index % 2]
        for name, data in ground.states[states[0]].items():
            (ground.output / name).write_bytes(data)
        ground.fill(ground.texts, state)
        cache.write_bytes(damage(whole, index % 8))
        # A clock that was in the past or in the future when the cache, the texts or the outputs were written.
        for path in [cache, *ground.input.iterdir(), *ground.output.glob("*.json")]:
            if chance.randrange(4) == 0:
                when = chance.choice([0, 1, 2_000_000_000, 4_000_000_000])
                os.utime(path, (when, when))
        done = ground.build()
        assert done.returncode == 0 and "panicked" not in done.stderr, f"damage {index}: {done.stderr}"
        assert ground.held() == ground.states[state], f"damage {index}: an old output"
        hits += "from the cache" in done.stderr
        again = ground.build()
        assert again.returncode == 0 and ground.held() == ground.states[state], f"after damage {index}: {again.stderr}"
    cache.unlink()
    cache.mkdir()
    ground.fill(ground.texts, states[1])
    done = ground.build()
    assert done.returncode in (0, 74) and "panicked" not in done.stderr, done.stderr
    assert ground.held() == ground.states[states[1]], "a folder in the place of the cache: an old output"
    shutil.rmtree(ground.output)
    return f"{count} caches, {hits} of them with lines that held"
