"""The catalogue of a release as Turtle and as JSON-LD is one graph; with shapes, it conforms to them.

Usage: release_graph.py FOLDER [SHAPES.ttl]
"""

import pathlib
import sys

import pyshacl
import rdflib
from rdflib.compare import isomorphic

folder = pathlib.Path(sys.argv[1])
turtle = rdflib.Graph().parse(folder / "catalog.ttl")
json_ld = rdflib.Graph().parse(folder / "catalog.jsonld")
assert isomorphic(turtle, json_ld), "catalog.ttl and catalog.jsonld differ"
schema_org = rdflib.Graph().parse(folder / "schema-org.jsonld")
assert (None, rdflib.RDF.type, rdflib.URIRef("https://schema.org/Dataset")) in schema_org
if len(sys.argv) > 2:
    conforms, _, report = pyshacl.validate(turtle, shacl_graph=rdflib.Graph().parse(sys.argv[2]))
    assert conforms, report
    print(f"{len(turtle)} statements conform to {pathlib.Path(sys.argv[2]).name}")
else:
    print(f"{len(turtle)} statements, the same in both notations; {len(schema_org)} of schema.org")
