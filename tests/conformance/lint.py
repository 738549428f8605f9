#!/usr/bin/env python3
"""Rules of the UN's profile AKN4UN that no schema can say, on every Akoma Ntoso output.

    python3 tests/conformance/lint.py FOLDER

Written apart from the lint inside declc, so that the two check each other. One function a rule, each yielding the
element at fault and what is wrong with it. Whether an attribute agrees with the raw text is for declc to prove.
"""
import collections
import pathlib
import re
import sys

from lxml import etree

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
DOCUMENTS = ("statement", "doc")
CLASSES = {
    ("statement", "deliberation"): {"resolution", "resolutionDraft", "decision", "decisionDraft", "declaration"},
    ("doc", "paper"): {"policy", "positionPaper", "progressReport", "budgetaryDocument"},
    ("doc", "communication"): {
        "address", "bulletin", "circular", "declaration", "memoranda", "note", "officialLetter", "officialStatement",
        "pressRelease",
    },
}
HEADING_INLINES = ("docTitle", "docNumber", "docDate", "docType", "docProponent", "docStatus", "docStage")
EID = re.compile(r"[A-Za-z][A-Za-z0-9-]*(_[A-Za-z0-9-]+)?(__[A-Za-z][A-Za-z0-9-]*(_[A-Za-z0-9-]+)?)*(_[0-9]+)?")
WORK = re.compile(r"/akn/un/[a-zA-Z]+(/[a-zA-Z]+)?/[A-Za-z0-9-]+/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?/[^/@!#\s]+")
REFERENCE = re.compile(WORK.pattern + r"(/[a-z]{3}(@[0-9-]*)?)?(/?!\w+)?([#~][\w>-]+)?|#\S+|!\w+|https?://\S+")
SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")
MARKDOWN = re.compile(r"\*\*|^#{1,6} ")


def identifiers(root):
    """L03: eIds follow the naming convention, and each stands once."""
    seen = collections.Counter(e.get("eId") for e in root.iter(etree.Element) if e.get("eId") is not None)
    for element in root.iter(etree.Element):
        eid = element.get("eId")
        if eid is not None and not EID.fullmatch(eid):
            yield element, f"eId {eid} does not follow the naming convention"
        if eid is not None and seen[eid] > 1:
            yield element, f"eId {eid} stands {seen[eid]} times"


def numbers(root):
    """L04: the eId of a numbered paragraph ends with its number."""
    for paragraph in root.iter(AKN + "paragraph"):
        num = paragraph.find(AKN + "num")
        printed = re.fullmatch(r"\s*\(?([0-9]+)[.)．、]?\s*", "".join(num.itertext())) if num is not None else None
        eid = (paragraph.get("eId") or "").rsplit("__", 1)[-1]
        # A number that stands twice gets a second part: para_13-2.
        if printed and not re.fullmatch(f"para_{printed[1]}([_-][0-9]+)?", eid):
            yield paragraph, f"number {printed[1]} has the eId {paragraph.get('eId')}"


def identification(root):
    """L05, L06, L07: work, expression and manifestation agree; the class is one of the profile's; metadata are there."""
    for meta in root.iter(AKN + "meta"):
        document = meta.getparent()
        value = lambda path, name="value": next((e.get(name) for e in meta.iterfind(path.replace("/", "/" + AKN)) if e is not None), None)
        work, expression = value("./identification/FRBRWork/FRBRuri"), value("./identification/FRBRExpression/FRBRuri")
        manifestation = value("./identification/FRBRManifestation/FRBRuri")
        subtype, number = value("./identification/FRBRWork/FRBRsubtype"), value("./identification/FRBRWork/FRBRnumber")
        language = value("./identification/FRBRExpression/FRBRlanguage", "language")
        if not work or not WORK.fullmatch(work):
            yield meta, f"work {work} is not an IRI of the profile"
            continue
        if number and not work.endswith("/" + number):
            yield meta, f"work {work} does not end with its number {number}"
        if not (expression or "").startswith(f"{work}/{language}@"):
            yield meta, f"expression {expression} is not that of {work} in {language}"
        if not (manifestation or "").startswith(expression or "?"):
            yield meta, f"manifestation {manifestation} is not one of {expression}"
        for level, uri in (("FRBRWork", work), ("FRBRExpression", expression), ("FRBRManifestation", manifestation)):
            this = value(f"./identification/{level}/FRBRthis") or ""
            if not this.startswith((uri or "?").removesuffix(".xml")):
                yield meta, f"{level}: {this} is not a part of {uri}"
        kind = etree.QName(document).localname
        outermost = document.getparent() is root
        if outermost and kind in DOCUMENTS and subtype and document.get("name") not in CLASSES.get((kind, subtype), ()):
            yield document, f"the profile has no {kind} {subtype} {document.get('name')}"
        for block in ("publication", "references"):
            if outermost and meta.find(AKN + block) is None:
                yield meta, f"{block} is missing"
        if document.get("{http://www.w3.org/XML/1998/namespace}lang"):
            yield document, "a language stands on the document type (L17)"


def notes(root):
    """L08: every note is at the bottom and has a marker; within a document or annex no marker stands twice."""
    seen = set()
    for note in root.iter(AKN + "authorialNote"):
        place = next(a for a in note.iterancestors() if etree.QName(a).localname in (*DOCUMENTS, "akomaNtoso"))
        if note.get("placement") != "bottom":
            yield note, "a note is not at the bottom"
        if not note.get("marker"):
            yield note, "a note has no marker"
        elif (place, note.get("marker")) in seen:
            yield note, f"the marker {note.get('marker')} stands twice"
        seen.add((place, note.get("marker")))


def elements(root):
    """L09, L10, L11: no inline of the heading in the text, no HTML list, no generic inline of our own."""
    for part in ("preamble", "mainBody"):
        for inside in root.iter(AKN + part):
            for name in HEADING_INLINES:
                for element in inside.iter(AKN + name):
                    yield element, f"{name} stands in {part}"
    for name in ("ol", "ul"):
        for element in root.iter(AKN + name):
            yield element, f"{name} is HTML: a list has points"
    for inline in root.iter(AKN + "inline"):
        if not (inline.get("name") or "").startswith("akn4un:"):
            yield inline, f"inline {inline.get('name')} is not one of the profile"


def references(root):
    """L12: the target of a reference is an IRI of the profile, a part of this file, or a web address."""
    for reference in root.iter(AKN + "ref", AKN + "rref"):
        for name in ("href", "from", "upTo"):
            if reference.get(name) is not None and not REFERENCE.fullmatch(reference.get(name)):
                yield reference, f"{name} {reference.get(name)} does not follow the IRI grammar"


def leftovers(root):
    """L15: no footnote figure and no Markdown stays in the text."""
    for element in root.iter(etree.Element):
        if any(etree.QName(a).localname == "meta" for a in element.iterancestors()):
            continue
        for text in (element.text or "", element.tail or ""):
            if SUPERSCRIPT.search(text) or MARKDOWN.search(text):
                yield element, f"raw mark-up stays in “{text.strip()[:40]}”"


RULES = (identifiers, numbers, identification, notes, elements, references, leftovers)


def main():
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.akn.xml"))
    faults = []
    for path in files:
        root = etree.parse(str(path)).getroot()
        for rule in RULES:
            faults += [f"{path}:{element.sourceline}: {rule.__name__}: {message}" for element, message in rule(root)]
    print("\n".join(faults + [f"{len(files)} files, {len(RULES)} groups of rules, {len(faults)} faults"]))
    sys.exit(1 if faults or not files else 0)


if __name__ == "__main__":
    main()
