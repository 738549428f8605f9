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
# What DCAT-AP 3 asks of each class, and of the class of what a property names: held without the shapes, too.
DCAT, DCT = rdflib.DCAT, rdflib.DCTERMS
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
MANDATORY = {
    DCAT.Catalog: [DCT.title, DCT.description, DCT.publisher, DCAT.dataset],
    DCAT.Dataset: [DCT.title, DCT.description],
    DCAT.Distribution: [DCAT.accessURL],
    SPDX.Checksum: [SPDX.algorithm, SPDX.checksumValue],
}
CLASSES = {
    DCT.publisher: rdflib.FOAF.Agent,
    DCT.language: DCT.LinguisticSystem,
    DCT.license: DCT.LicenseDocument,
    DCT.accessRights: DCT.RightsStatement,
    DCT["format"]: DCT.MediaTypeOrExtent,
    DCAT.mediaType: DCT.MediaType,
    DCAT.theme: rdflib.SKOS.Concept,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    SPDX.checksum: SPDX.Checksum,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}
for kind, properties in MANDATORY.items():
    subjects = set(turtle.subjects(rdflib.RDF.type, kind))
    assert subjects, kind
    for subject in subjects:
        for name in properties:
            assert (subject, name, None) in turtle, f"{subject} lacks {name}"
for name, kind in CLASSES.items():
    for thing in turtle.objects(None, name):
        assert (thing, rdflib.RDF.type, kind) in turtle, f"{thing} is no {kind}"
if len(sys.argv) > 2:
    conforms, _, report = pyshacl.validate(turtle, shacl_graph=rdflib.Graph().parse(sys.argv[2]))
    assert conforms, report
    print(f"{len(turtle)} statements conform to {pathlib.Path(sys.argv[2]).name}")
else:
    print(f"{len(turtle)} statements, the same in both notations; {len(schema_org)} of schema.org")
