#!/usr/bin/env python3
"""Validates every Akoma Ntoso output against the OASIS schema with libxml2, which shares no code with declc.

    python3 tests/conformance/xsd.py FOLDER
"""
import pathlib
import sys

from lxml import etree

from schema import folder


def main():
    schema = etree.XMLSchema(etree.parse(str(folder() / "akomantoso30.xsd")))
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.akn.xml"))
    errors = []
    for path in files:
        try:
            schema.validate(etree.parse(str(path)))
            errors += [f"{path}:{error.line}: {error.message}" for error in schema.error_log]
        except etree.XMLSyntaxError as error:
            errors.append(f"{path}: not XML: {error}")
    print("\n".join(errors + [f"{len(files)} files, {len(errors)} errors"]))
    sys.exit(1 if errors or not files else 0)


if __name__ == "__main__":
    main()
