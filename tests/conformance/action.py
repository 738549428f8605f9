"""The steps of action.yml as a runner takes them, on a pull request in a repository of its own.

action.py DECLC INPUT: the shell steps run with the contexts that GitHub gives; `gh` is a stand-in that keeps what it is
told. The first run posts a comment, the second updates it, a third that may not write says so and goes on. Steps that use
other actions are looked at, not run.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

GH = """#!/usr/bin/env bash
echo "$*" >> "$STAND_IN/calls"
[ ! -e "$STAND_IN/forbidden" ] || exit 1
case "$*" in *--paginate*) cat "$STAND_IN/comment" 2> /dev/null || true;; esac
for argument; do
  case "$argument" in body=@*) cp "${argument#body=@}" "$STAND_IN/body";; esac
done
"""
TEXT = "a-res-75-291.zh.txt"


class Runner:
    def __init__(self, declc, folder, inputs):
        self.action = yaml.safe_load(pathlib.Path("action.yml").read_text(encoding="utf-8"))
        self.repository, self.temporary, self.outputs = folder / "repository", folder, {}
        programs = folder / "programs"
        programs.mkdir()
        (programs / "gh").write_text(GH)
        (programs / "gh").chmod(0o755)
        (programs / "declc").symlink_to(pathlib.Path(declc).resolve())
        defaults = {name: value.get("default", "") for name, value in self.action["inputs"].items()}
        self.contexts = {f"inputs.{name}": value for name, value in {**defaults, **inputs}.items()}
        self.environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "RUNNER_TEMP": str(folder),
            "STAND_IN": str(folder),
            "GIT_CEILING_DIRECTORIES": str(folder),
        }

    def git(self, *arguments):
        author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        command = ["git", *author, *arguments]
        return subprocess.run(command, cwd=self.repository, check=True, capture_output=True, text=True).stdout.strip()

    def value(self, text):
        def known(match):
            name = match[1]
            return self.outputs.get(name, "") if name.startswith("steps.") else str(self.contexts[name])

        return re.sub(r"\$\{\{ ([^ ]+) \}\}", known, str(text))

    def wanted(self, step):
        return all(
            self.contexts[name] == value for name, value in re.findall(r"([\w.-]+) == '(\w+)'", step.get("if", ""))
        )

    def run(self):
        """Runs every step but the installation; gives the log and the last exit code."""
        self.outputs, log, code = {}, "", 0
        for step in self.action["runs"]["steps"]:
            if "uses" in step or step["name"] in ("Name this version", "Install declc") or not self.wanted(step):
                continue
            files = {name: self.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
            files["GITHUB_OUTPUT"].write_text("")
            environment = {key: self.value(value) for key, value in step.get("env", {}).items()}
            environment |= self.environment | {name: str(path) for name, path in files.items()}
            shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                shell, cwd=self.repository, env=environment, capture_output=True, text=True, check=False
            )
            log, code = log + done.stdout + done.stderr, done.returncode
            assert code == 0 or step["name"] == "Verdict", f"{step['name']} ends with {code}\n{log}"
            for line in files["GITHUB_OUTPUT"].read_text().splitlines():
                name, value = line.split("=", 1)
                self.outputs[f"steps.{step['id']}.outputs.{name}"] = value
        return log, code


def pull_request(declc, texts, folder, **inputs):
    runner = Runner(declc, folder, inputs)
    (runner.repository / "input").mkdir(parents=True)
    for name in (TEXT, TEXT.replace(".txt", ".meta.yaml")):
        shutil.copy(pathlib.Path(texts) / name, runner.repository / "input" / name)
    runner.git("init", "--quiet")
    runner.git("add", "--all")
    runner.git("commit", "--quiet", "--message", "Before")
    base = runner.git("rev-parse", "HEAD")
    text = runner.repository / "input" / TEXT
    changed = re.sub(r"(?m)^⁸.*\n\n", "", text.read_text(encoding="utf-8")).replace("30. **敦促**", "30. **促请**", 1)
    text.write_text(changed, encoding="utf-8")
    runner.git("commit", "--quiet", "--all", "--message", "After")
    runner.contexts |= {
        "github.event_name": "pull_request",
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.number": 7,
        "github.repository": "owner/texts",
        "github.server_url": "https://github.com",
        "github.run_id": 1,
        "github.token": "none",
    }
    return runner


def main():
    declc, texts = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        runner = pull_request(declc, texts, folder)
        log, code = runner.run()
        assert code == 1 and "::error file=input/a-res-75-291.zh.txt,line=163," in log, log
        body = (folder / "body").read_text(encoding="utf-8")
        assert body.startswith("<!-- declc -->\n### "), body
        assert "<del>敦促</del><ins>促请</ins>" in body and "note ⁸ (authorialNote_8): removed" in body, body
        assert "--method POST repos/owner/texts/issues/7/comments" in (folder / "calls").read_text()
        summary = (folder / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
        assert "### Findings" in summary and "### Changes" in summary and "DC401" in summary, summary
        assert json.loads((runner.repository / "declc.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]

        (folder / "comment").write_text("4711\n")
        runner.run()
        assert "--method PATCH repos/owner/texts/issues/comments/4711" in (folder / "calls").read_text()
        (folder / "forbidden").touch()
        log, code = runner.run()
        assert code == 1 and "::notice title=declc::this run may not comment" in log, log
        runner.contexts["inputs.fail-on"] = "never"
        assert runner.run()[1] == 0
        runner.contexts["inputs.fail-on-change"] = "normative"
        log, code = runner.run()
        assert code == 1 and "::error title=declc::declc diff ends with 1" in log, log
        runner.contexts["github.event_name"] = "push"
        assert runner.run()[1] == 0
    print("6 runs of the action: posted, updated, refused, let pass, stopped, pushed")


main()
