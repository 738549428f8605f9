"""Holds the list of what a binary is made of against the schema of CycloneDX; each crate has its licence and checksum,
and something that needs it.

usage: sbom.py
"""

import json
import pathlib
import subprocess
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGETS = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"]


def main():
    counts = []
    for target in TARGETS:
        text = subprocess.run([ROOT / ".ci" / "sbom", target], check=True, stdout=subprocess.PIPE, text=True).stdout
        error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
        assert error is None, error
        found = json.loads(text)
        listed = [found["metadata"]["component"], *found["components"]]
        references = {one["bom-ref"] for one in listed}
        assert len(references) == len(listed), "a crate stands there twice"
        assert {edge["ref"] for edge in found["dependencies"]} == references
        needed = {one for edge in found["dependencies"] for one in edge["dependsOn"]}
        assert references - needed == {found["metadata"]["component"]["bom-ref"]}, "a crate that nothing needs"
        assert all("licenses" in one and "hashes" in one for one in found["components"])
        counts.append(len(listed))
    print(f"{len(TARGETS)} targets, {counts} crates, by the schema of CycloneDX 1.6")


if __name__ == "__main__":
    sys.exit(main())
