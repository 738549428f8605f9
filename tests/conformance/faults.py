"""Kills, starves and disturbs `declc build` and `declc release`, and asks what stands in the folder afterwards.

usage: faults.py DECLC INPUT [--kills N] [--only WORD]: N builds and N releases of the shortest texts in INPUT, killed at
moments spread over their length (40); with a word, those faults alone that have it in their name.

After each fault every output is the old one or the new one, byte for byte, no other file is left but hidden temporary
ones, and the next build without a fault ends well with all outputs new. A fault that the program sees has a message and
an exit code that is not 0, and never a word of a panic.
"""

import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import faults_release

FIRST, SECOND = "state one", "state two"


class Ground:
    """Texts in two states, and what a build makes of each."""

    def __init__(self, declc, texts, root):
        self.declc, self.root = declc, root
        self.input, self.output = root / "input", root / "output"
        self.states = {}
        for state in (FIRST, SECOND):
            self.fill(texts, state)
            shutil.rmtree(self.output, ignore_errors=True)
            started = time.monotonic()
            done = self.build()
            self.took = time.monotonic() - started
            assert done.returncode == 0, done.stderr
            self.states[state] = held(self.output)
        self.texts = texts
        assert self.states[FIRST].keys() == self.states[SECOND].keys()
        assert self.states[FIRST] != self.states[SECOND]

    def fill(self, texts, state):
        shutil.rmtree(self.input, ignore_errors=True)
        self.input.mkdir(parents=True)
        for path in texts:
            text = path.read_text("utf-8")
            if path.suffix == ".txt" and state == SECOND:
                text = text.replace("秘书长", "会员国")
            (self.input / path.name).write_text(text, "utf-8")

    def old(self):
        """The folder as the first build left it, and texts that ask for another."""
        shutil.rmtree(self.output, ignore_errors=True)
        self.output.mkdir()
        for name, data in self.states[FIRST].items():
            (self.output / name).write_bytes(data)
        self.fill(self.texts, SECOND)

    def start(self, **options):
        command = [self.declc, "build", "input", "-o", "output"]
        return subprocess.Popen(command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def build(self, **options):
        process = self.start(**options)
        out, said = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, said)

    def whole(self, what):
        """Every output is of one state or the other, and `--check` tells the difference; whether all are new."""
        found = held(self.output)
        for name, data in found.items():
            assert data in (self.states[FIRST].get(name), self.states[SECOND].get(name)), f"{what}: {name} is of neither state"
        missing = self.states[FIRST].keys() - found.keys()
        assert not missing, f"{what}: {sorted(missing)} are gone"
        check = subprocess.run([self.declc, "build", "--check", "input", "-o", "output"], cwd=self.root, capture_output=True, text=True)
        fresh = all(data == self.states[SECOND][name] for name, data in found.items())
        assert (check.returncode == 0) == fresh, f"{what}: --check says {check.returncode}"
        return fresh

    def held(self):
        return held(self.output)

    def recovers(self, what):
        done = self.build()
        assert done.returncode == 0, f"{what}: the next build says {done.stderr}"
        assert held(self.output) == self.states[SECOND], f"{what}: the next build leaves something old"


def held(folder):
    """The outputs of a folder by name; hidden temporary files are no outputs."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.startswith(".declc-")}


def told(done, what):
    said = done.stderr
    assert done.returncode in (1, 2, 74), f"{what}: ends with {done.returncode}: {said}"
    assert "error" in said and "panicked" not in said and "DC032" not in said, f"{what}: says {said!r}"


def kills(ground, count):
    """kill -9 at moments spread over the length of a build."""
    chance, dead, new = random.Random(7), 0, 0
    for index in range(count):
        ground.old()
        process = ground.start()
        time.sleep(ground.took * 1.1 * (index + chance.random()) / count)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        dead += process.returncode == -signal.SIGKILL
        new += ground.whole(f"kill {index}")
        if index % 10 == 0:
            ground.recovers(f"kill {index}")
    ground.recovers("the last kill")
    return f"{count} builds, {dead} died, {new} were done by then"


def disk_full(ground):
    """Files may not grow beyond a limit, as on a full disk."""
    largest = max(len(data) for data in ground.states[SECOND].values())
    for limit in (0, 1, 4096, largest // 2, largest - 1):
        ground.old()

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        told(ground.build(preexec_fn=limited), f"at most {limit} bytes")
        ground.whole(f"at most {limit} bytes")
        ground.recovers(f"at most {limit} bytes")
    return "5 limits"


def full_file_system(ground):
    """A file system of 64 KiB as the output folder."""
    ground.old()
    shutil.rmtree(ground.output)
    ground.output.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(ground.output)], capture_output=True)
    if mounted.returncode != 0:
        return "skipped: nothing may be mounted here"
    try:
        told(ground.build(), "64 KiB")
        for name, data in held(ground.output).items():
            assert data == ground.states[SECOND][name], f"64 KiB: half of {name}"
    finally:
        subprocess.run(["umount", str(ground.output)], check=True)
    return "no half file"


def read_only(ground):
    """A folder that cannot be written: by its permissions, or because a file stands in its place."""
    ground.old()
    shutil.rmtree(ground.output)
    ground.output.write_text("a file")
    told(ground.build(), "a file in the place of the folder")
    assert ground.output.read_text() == "a file"
    ground.output.unlink()
    ground.old()
    name = sorted(ground.states[FIRST])[0]
    (ground.output / name).unlink()
    (ground.output / name).mkdir()
    told(ground.build(), "a folder in the place of a file")
    (ground.output / name).rmdir()
    ground.recovers("a folder in the place of a file")
    if os.geteuid() == 0:
        return "2 obstacles; permissions do not bind this user"
    ground.old()
    ground.output.chmod(0o500)
    told(ground.build(), "a folder without permission")
    ground.output.chmod(0o700)
    ground.whole("a folder without permission")
    return "3 obstacles"


def removed_under_it(ground, count):
    """The output folder goes while it is written."""
    for index in range(count):
        ground.old()
        process = ground.start()
        time.sleep(ground.took * (index + 0.5) / count)
        shutil.rmtree(ground.output, ignore_errors=True)
        _, said = process.communicate(timeout=300)
        assert process.returncode in (0, 1, 2, 74), f"removed {index}: {process.returncode}: {said}"
        assert "panicked" not in said and "DC032" not in said, said
        if ground.output.exists():
            for name, data in held(ground.output).items():
                assert data == ground.states[SECOND][name], f"removed {index}: half of {name}"
        ground.recovers(f"removed {index}")
    return f"{count} moments"


def input_changes(ground, count):
    """A text is replaced, cut and removed while it is read: each output is of one of the states."""
    for index in range(count):
        ground.old()
        process = ground.start()
        time.sleep(ground.took * (index + 0.5) / count)
        ground.fill(ground.texts, FIRST)
        _, said = process.communicate(timeout=300)
        assert process.returncode in (0, 1, 2, 74) and "DC032" not in said, f"{process.returncode}: {said}"
        for name, data in held(ground.output).items():
            assert data in (ground.states[FIRST][name], ground.states[SECOND][name]), f"changed {index}: {name}"
    return f"{count} moments"


def links(ground):
    """A link to nothing, to itself, to its own folder among the inputs."""
    ground.old()
    (ground.input / "nothing.txt").symlink_to("nowhere.txt")
    (ground.input / "itself.txt").symlink_to("itself.txt")
    (ground.input / "folder").symlink_to(".")
    done = ground.build()
    assert done.returncode in (0, 1, 2, 74) and "DC032" not in done.stderr, done.stderr
    assert held(ground.output).keys() >= ground.states[SECOND].keys()
    ground.old()
    return "3 links"


def two_at_once(ground, count):
    """Two builds on one folder."""
    for index in range(count):
        ground.old()
        running = [ground.start(), ground.start()]
        said = [process.communicate(timeout=300)[1] for process in running]
        codes = [process.returncode for process in running]
        assert codes == [0, 0], f"two at once: {codes}: {said}"
        assert held(ground.output) == ground.states[SECOND], "two at once: something old is left"
    return f"{count} pairs"


def main():
    declc, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    count = int(sys.argv[sys.argv.index("--kills") + 1]) if "--kills" in sys.argv else 40
    few = max(2, count // 20)
    # The shortest ones, so that the writing is a good part of a build.
    texts = sorted((path for path in folder.glob("*.txt")), key=lambda path: path.stat().st_size)[:3]
    with tempfile.TemporaryDirectory() as root:
        ground = Ground(declc, texts, pathlib.Path(root))
        faults = {
            "kill -9": lambda: kills(ground, count),
            "files that cannot grow": lambda: disk_full(ground),
            "a full file system": lambda: full_file_system(ground),
            "outputs in the way": lambda: read_only(ground),
            "output removed": lambda: removed_under_it(ground, few),
            "input changed": lambda: input_changes(ground, few),
            "links and loops": lambda: links(ground),
            "two at once": lambda: two_at_once(ground, few),
            "cache damaged": lambda: faults_release.damaged_cache(ground, (FIRST, SECOND), count),
            "release: kill -9": lambda: faults_release.kills(ground, (FIRST, SECOND), count),
            "release: two at once": lambda: faults_release.two_releases(ground, (FIRST, SECOND), few),
        }
        only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
        faults = {name: fault for name, fault in faults.items() if only in name}
        for name, fault in faults.items():
            print(f"{name:<24} {fault()}", flush=True)
    print(f"{len(faults)} faults, {count} kills each: old or new, never half")


if __name__ == "__main__":
    main()
