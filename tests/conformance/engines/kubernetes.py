"""Holds the manifest of an indexed job against the schema of Kubernetes, and runs every part of it here.

usage: kubernetes.py DECLC FOLDER MANIFEST

The schema is the published one, strict, in kubernetes-validate. A part is run with the arguments of the manifest, its
variable filled in and its folders in place of the volumes; the parts together must be what one build gives. A part that
is run again compiles nothing; one that is killed and run again compiles the rest.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import kubernetes_validate
import yaml


def refused(job):
    try:
        kubernetes_validate.validate(job, "1.37", strict=True)
    except kubernetes_validate.ValidationError:
        return True
    return False


def lost(declc, work):
    """Kills a build as soon as it has written something down, and runs it again: compiled then, and remembered. A machine
    that is done before it writes, or as it does, gets more to do."""
    for most in (400, 1600, 6400):
        for number in range(most):
            (work / "texts" / f"more {number}.zh.txt").write_text("大会，\n\n" + f"{number}. 决定继续。\n\n" * 40, "utf-8")
        out = work / f"lost {most}"
        command = [declc, "build", work / "texts", "-o", out, "--jobs", "1", "--report", work / "lost.json"]
        build = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while build.poll() is None and not list((out / ".declc-cache").glob("*.cache")):
            time.sleep(0.01)
        build.kill()
        build.wait()
        subprocess.run(command, check=True, capture_output=True)
        documents = json.loads((work / "lost.json").read_text("utf-8"))["documents"]
        remembered = sum(document["cached"] for document in documents)
        assert remembered > 0
        if remembered < len(documents):
            break
    return len(documents) - remembered, remembered


def main():
    declc, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    job = yaml.safe_load(pathlib.Path(sys.argv[3]).read_text("utf-8"))
    assert not refused(job)
    spec = job["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    assert refused({**job, "spec": {**spec, "completion": 8}}), "a manifest with an unknown key passes"
    # What the schema cannot say.
    assert spec["completionMode"] == "Indexed" and spec["template"]["spec"]["restartPolicy"] == "Never"
    (codes,) = [rule["onExitCodes"] for rule in spec["podFailurePolicy"]["rules"] if "onExitCodes" in rule]
    assert codes["containerName"] == container["name"] and 74 not in codes["values"]
    mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
    parts = spec["completions"]
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "texts").mkdir()
        texts = sorted(folder.glob("*.txt"))
        for number in range(6 * len(texts)):
            lines = texts[number % len(texts)].read_text("utf-8").splitlines(keepends=True)
            (work / "texts" / f"{number}.zh.txt").write_text("".join(lines[: 9 + number]), "utf-8")

        def run(part):
            arguments = [argument.replace("$(JOB_COMPLETION_INDEX)", str(part)) for argument in container["args"]]
            for mount in mounts:
                arguments = [argument.replace(mount, str(work) + mount) for argument in arguments]
            assert not any("$(" in argument for argument in arguments), arguments
            subprocess.run([declc, *arguments], env={}, check=True, capture_output=True)
            report = json.loads((work / "out" / f"report-{part}.json").read_text("utf-8"))
            return [(document["path"], document["cached"]) for document in report["documents"]]

        first = [document for part in range(parts) for document in run(part)]
        again = [document for part in range(parts) for document in run(part)]
        assert sorted(path for path, _ in first) == sorted(map(str, (work / "texts").iterdir())), "not each text once"
        assert not any(cached for _, cached in first) and all(cached for _, cached in again)
        subprocess.run([declc, "build", work / "texts", "-o", work / "whole"], check=True, capture_output=True)

        def outputs(name):
            files = [file for file in (work / name).iterdir() if file.is_file() and not file.name.startswith("report-")]
            return {file.name: file.read_bytes() for file in files}

        assert outputs("out") == outputs("whole"), "the parts are not the whole"
        compiled, remembered = lost(declc, work)
        print(f"a lost pod: {remembered} of {remembered + compiled} remembered; ", end="")
        print(f"valid for Kubernetes 1.37; {parts} parts: {len(outputs('out'))} files as of one build, nothing twice")


main()
