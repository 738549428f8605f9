"""The formats of `declc check` and the page of `declc diff`, judged by those who define what their readers take.

formats.py DECLC FOLDER INPUT JUNIT_XSD [SARIF_TOOL] [VNU_JAR]

- SARIF: Microsoft's sarif-multitool, with its schema, its rules and those of GitHub's code scanning; a log that was
  damaged must be refused, so that a tool that accepts anything is noticed.
- rdjson: the fields of reviewdog's proto/rdf, and no others. GitLab: the fields that its Code Quality widget reads.
- JUnit: junit-10.xsd of the Jenkins plug-in, from the sources of pytest.
- GitHub annotations and the problem matcher: the grammar of workflow commands; the pattern that we ship.
- HTML: the Nu checker. The log: the schema that `declc schema log` prints.

The texts are the four documents, and one whose findings stand behind Chinese, an emoji outside the basic plane, and Arabic.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import jsonschema
from lxml import etree

MIXED = "大会，\n\n回顾😀 السلام ¹ 的报告，\n\n1. 请秘书长提出 报告,\n\n1. 决定继续。\n"


def fields(required, **properties):
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
POSITION = fields(["line"], line=COUNT, column=COUNT)
RANGE = fields(["start"], start=POSITION, end=POSITION)
SOURCE = fields(["name"], name=TEXT, url=TEXT)
SUGGESTION = fields(["range", "text"], range=RANGE, text={"type": "string"})
SEVERITY = {"enum": ["ERROR", "WARNING", "INFO"]}
RDJSON = fields(
    ["diagnostics"],
    source=SOURCE,
    severity=SEVERITY,
    diagnostics={
        "type": "array",
        "items": fields(
            ["message", "location"],
            message=TEXT,
            location=fields(["path"], path=TEXT, range=RANGE),
            severity=SEVERITY,
            source=SOURCE,
            code=fields(["value"], value=TEXT, url=TEXT),
            suggestions={"type": "array", "items": SUGGESTION},
            original_output=TEXT,
        ),
    },
)
GITLAB = {
    "type": "array",
    "items": fields(
        ["description", "check_name", "fingerprint", "severity", "location"],
        description=TEXT,
        check_name=TEXT,
        fingerprint=TEXT,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=fields(
            ["path", "lines"],
            path={"type": "string", "pattern": r"^[^/.]"},
            lines=fields(["begin"], begin=COUNT, end=COUNT),
        ),
    ),
}
ANNOTATION = re.compile(r"::(error|warning|notice) (file=[^:,]+,((line|endLine|col|endColumn)=\d+,)*)?title=[^:,]+::.+")
# GitHub shows ten of a kind; what does not fit is told in one more.
ANNOTATIONS = 31


def run(command, folder, codes=(0,)):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in codes, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def sarif_results(tool, log, name):
    """What the tool says of a log: rule and level."""
    path, verdict = log.parent / f"{name}.sarif", log.parent / f"{name}.verdict.sarif"
    path.write_text(log.read_text(encoding="utf-8") if path == log else json.dumps(damaged(log)), encoding="utf-8")
    kinds = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--log", "ForceOverwrite"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    command = [tool, "validate", path, "--output", verdict, *kinds]
    subprocess.run(command, env=environment, capture_output=True, check=False)
    runs = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"]
    return [(r["ruleId"], r.get("level", "warning"), r["message"]) for run in runs for r in run["results"]]


def damaged(log):
    broken = json.loads(log.read_text(encoding="utf-8"))
    first, second, *_ = broken["runs"][0]["results"]
    del first["message"]
    second["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    return broken


def sarif(tool, log):
    found = sarif_results(tool, log, log.stem)
    grave = [result for result in found if result[1] == "error" or result[0].startswith("GH")]
    assert not grave, grave
    refused = {rule for rule, level, _ in sarif_results(tool, log, "damaged") if level == "error"}
    assert len(refused) >= 2, f"a damaged log passes: {refused}"
    return f"sarif ({sum(level == 'warning' for _, level, _ in found)} warnings)"


def logged(declc, folder, count):
    """Each line of the log against the schema that declc prints; a damaged one is refused."""
    schema = json.loads(run([declc, "schema", "log"], folder))
    judge = jsonschema.validators.validator_for(schema)(schema)
    for command in (["check", "--fail-on", "never"], ["build", "--no-cache"], ["parity", "input/mixed.zh.txt"]):
        done = subprocess.run([declc, *command, "--log-format", "json"], cwd=folder, capture_output=True, check=False)
        events = [json.loads(line) for line in done.stderr.decode().splitlines()]
        wrong = [(event, error.message) for event in events for error in judge.iter_errors(event)]
        assert events and not wrong, wrong[:3]
        if command[0] == "check":
            assert sum(event["event"] == "finding" for event in events) == count
            damaged_event = {**events[0], "line": "7"}
            assert not judge.is_valid(damaged_event) and not judge.is_valid({**events[0], "event": "other"})


def main():
    declc, folder, texts, xsd, *tools = sys.argv[1:]
    declc, folder = pathlib.Path(declc).resolve(), pathlib.Path(folder).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(texts, folder / "input")
    (folder / "input" / "mixed.zh.txt").write_text(MIXED, encoding="utf-8")
    written = {}
    for name in ("short", "json", "sarif", "github", "rdjson", "gitlab", "junit"):
        # The same texts have the same findings, whatever the format.
        written[name] = run([declc, "check", "--format", name, "--fail-on", "never"], folder)
    count = len(json.loads(written["json"]))
    assert count > 20

    rdjson, gitlab = json.loads(written["rdjson"]), json.loads(written["gitlab"])
    jsonschema.validate(rdjson, RDJSON)
    jsonschema.validate(gitlab, GITLAB)
    assert len(rdjson["diagnostics"]) == len(gitlab) == count
    assert len({issue["fingerprint"] for issue in gitlab}) == count, "equal fingerprints collapse into one"

    schema = etree.XMLSchema(etree.parse(xsd))
    schema.assertValid(etree.fromstring(written["junit"].encode()))

    annotations = written["github"].splitlines()
    assert 0 < len(annotations) <= ANNOTATIONS and all(map(ANNOTATION.fullmatch, annotations)), annotations
    matcher = json.loads(pathlib.Path("docs/problem-matcher.json").read_text(encoding="utf-8"))
    pattern = re.compile(matcher["problemMatcher"][0]["pattern"][0]["regexp"])
    assert sum(bool(pattern.match(line)) for line in written["short"].splitlines()) == count

    logged(declc, folder, count)

    judged = ["log", "rdjson", "gitlab", "junit", "github", "matcher"]
    log = folder / "declc.sarif"
    log.write_text(written["sarif"], encoding="utf-8")
    for tool in tools:
        if tool.endswith(".jar"):
            pair = ["input/a-res-75-291.zh.txt", "input/delhi-declaration.zh.txt"]
            page = run([declc, "diff", *pair, "--format", "html", "--fail-on", "never"], folder)
            (folder / "diff.html").write_text(page, encoding="utf-8")
            run(["java", "-jar", tool, "--errors-only", folder / "diff.html"], folder)
            judged.append("html")
        else:
            judged.append(sarif(tool, log))
    print(f"{count} findings pass: {', '.join(judged)}")


main()
