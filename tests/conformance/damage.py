"""Does kinds of damage to the texts and asks whether the right rule reports each within one line of its place.

usage: damage.py DECLC FOLDER [CORPUS]: ten places of each text in FOLDER; with CORPUS two places of each, and of seven
texts in each language drawn from it.

A kind is a function from the lines of a text and a place to the damaged lines and the line of the damage, or None where
it does not fit there, and the rules of which one must report it. New findings of severity error elsewhere are counted:
those that the damage itself must cause further on (a call that lost its note) are listed beside the kind.
"""

import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

PLACES = 10
# Share of the damaged texts that the right rule must report, and most of them with a new error elsewhere. The first
# only rises, the second only falls.
FLOOR = 0.99
ELSEWHERE = 0
NUMBER = re.compile(r"^(\d{1,3})(\. | - )")
NOTE = re.compile(r"^([¹²³⁰⁴-⁹]+|\d{1,2}) +(?=[^-\s])")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
ZH = re.compile(r"[\u4e00-\u9fff]")


def replaced(lines, at, line):
    return lines[:at] + [line] + lines[at + 1 :], at


def numbered(lines, at):
    """The number of an operative paragraph with numbered neighbours one before and one after it."""
    found = NUMBER.match(lines[at])
    if not found:
        return None
    number = int(found[1])
    around = {int(m[1]) for line in lines[max(0, at - 4) : at + 5] if (m := NUMBER.match(line))}
    return number if {number - 1, number + 1} <= around else None


def delete_paragraph(lines, at):
    if numbered(lines, at) is not None:
        # The gap shows at the next number, which may stand under a heading.
        rest = lines[:at] + lines[at + 1 :]
        return rest, next(i for i in range(at, len(rest)) if NUMBER.match(rest[i]))


def renumber(offset):
    def damage(lines, at):
        number = numbered(lines, at)
        if number is not None and number + offset > 0:
            return replaced(lines, at, NUMBER.sub(rf"{number + offset}\g<2>", lines[at]))

    return damage


def misprint(lines, at):
    number = numbered(lines, at)
    # Four digits are a year.
    if number is not None and number < 100:
        return replaced(lines, at, NUMBER.sub(rf"{number}4\g<2>", lines[at]))


def double_paragraph(lines, at):
    if numbered(lines, at) is not None and len(lines[at]) > 60:
        return lines[: at + 1] + ["", lines[at]] + lines[at + 1 :], at + 2


def note(line):
    """The number that a note opens with."""
    found = NOTE.match(line)
    return found and int(found[1].translate(PLAIN))


def delete_note(lines, at):
    number = note(lines[at])
    # A date opens with a number too; a note has the one before it above or the one after it below.
    if number and (
        number - 1 in [note(line) for line in lines[max(0, at - 2) : at]]
        or number + 1 in [note(line) for line in lines[at + 1 : at + 3]]
    ):
        return lines[:at] + lines[at + 1 :], None


def long_paragraph(lines, at):
    return numbered(lines, at) is not None and len(lines[at]) > 60


def insert(pattern, text):
    """Inserts a text after the first match of `pattern` beyond the tenth character of a paragraph."""

    def damage(lines, at):
        if long_paragraph(lines, at):
            found = re.compile(pattern).search(lines[at], 12)
            if found:
                return replaced(lines, at, lines[at][: found.end()] + text + lines[at][found.end() :])

    return damage


def swap(pattern, text):
    def damage(lines, at):
        if long_paragraph(lines, at):
            found = re.compile(pattern).search(lines[at], 12)
            if found:
                return replaced(lines, at, lines[at][: found.start()] + found.expand(text) + lines[at][found.end() :])

    return damage


def ending(chinese, arabic, other):
    """Ends a paragraph with another mark than its semicolon."""
    marks = {"；": chinese, "؛": arabic, ";": other}

    def damage(lines, at):
        line = lines[at].rstrip()
        if long_paragraph(lines, at) and line[-1] in marks:
            return replaced(lines, at, line[:-1].rstrip() + marks[line[-1]])

    return damage


def exchange(lines, at):
    number = numbered(lines, at)
    for other in range(at + 1, min(at + 4, len(lines))):
        if number is not None and (m := NUMBER.match(lines[other])) and int(m[1]) == number + 1:
            new = list(lines)
            new[at], new[other] = lines[other], lines[at]
            return new, at


def break_off(lines, at):
    if long_paragraph(lines, at):
        words = lines[at][: len(lines[at]) // 2].rstrip()
        if words[-1].isalpha():
            return lines[:at] + [words, ""], at


def folio(lines, at):
    if numbered(lines, at) is not None and not lines[at - 1].strip():
        return lines[:at] + ["21-08762 2/5", ""] + lines[at:], at


HAN = r"[\u4e00-\u9fff]{2}"
WORD = r"(?<= )[a-zа-яء-ي]{4,}(?= )"
# What a kind of damage must cause further on: the note of a deleted call, the call of a note that was cut off, a
# reference to a number that is no longer there or to a paragraph that was cut off.
CAUSED = {
    "paragraph deleted": {"note-without-call"},
    "file cut in half": {"call-without-note", "dangling-reference"},
    "number far off": {"dangling-reference"},
}
KINDS = {
    "paragraph deleted": (delete_paragraph, {"number-gap"}),
    "number raised by one": (renumber(1), {"number-out-of-order", "number-gap", "number-repeated"}),
    "number repeated": (renumber(-1), {"number-repeated"}),
    "number misprinted": (misprint, {"number-out-of-order"}),
    "number far off": (renumber(50), {"number-out-of-order"}),
    "paragraphs exchanged": (exchange, {"number-out-of-order"}),
    "paragraph doubled": (double_paragraph, {"number-repeated"}),
    "note deleted": (delete_note, {"call-without-note", "notes-out-of-order"}),
    "file cut in half": (break_off, {"text-breaks-off"}),
    "page number inserted": (folio, {"page-residue"}),
    "call inserted": (insert(HAN + "|" + WORD, "⁹⁹"), {"call-without-note"}),
    "replacement character": (insert(HAN + "|" + WORD, "\ufffd"), {"damaged-character"}),
    "private character": (insert(HAN + "|" + WORD, "\ue000"), {"damaged-character"}),
    "soft hyphen": (insert(HAN + "|" + WORD, "\u00ad"), {"invisible-character"}),
    "zero-width space": (insert(HAN + "|" + WORD, "\u200b"), {"invisible-character"}),
    "override": (insert(HAN + "|" + WORD, "\u202e"), {"invisible-character"}),
    "bracket opened": (insert(HAN + "|" + WORD, " ("), {"bracket-without-partner"}),
    "title mark opened": (insert(HAN, "《"), {"bracket-without-partner"}),
    "bracket closed": (insert(HAN + "|" + WORD, " )"), {"bracket-without-partner"}),
    "word doubled": (swap(r"(?<= )([a-zа-я]{5,}) ", r"\1 \1 "), {"doubled-word"}),
    "comma doubled": (swap(r"([,，،])(?=[ \u4e00-\u9fff])", r"\1\1"), {"doubled-punctuation"}),
    "space before comma": (swap(r"(?<=[a-zа-яء-ي])([,،]) ", r" \1 "), {"space-before-punctuation"}),
    "no space after comma": (swap(r"(?<=[a-zа-яء-ي])([,،]) (?=[a-zа-яء-ي])", r"\1"), {"no-space-after-punctuation"}),
    "half-width comma": (swap("(?<=[\u4e00-\u9fff])，", ","), {"half-width-punctuation"}),
    "space inside": (insert(HAN + r"(?=[\u4e00-\u9fff])", " "), {"space-inside-text"}),
    "English word": (insert(HAN + r"(?=[\u4e00-\u9fff])", " and "), {"foreign-word"}),
    "Latin letter": (swap(r"(?<=[а-я])а(?=[а-я])", "a"), {"mixed-script-word"}),
    "angle brackets": (swap("《([^《》]+)》", r"<\1>"), {"angle-brackets"}),
    "empty link": (insert(HAN + "|" + WORD, "[A/74/790](#)"), {"empty-link"}),
    "colon for semicolon": (ending("：", ":", ":"), {"colon-for-semicolon", "preambular-without-comma"}),
    "semicolon lost": (ending("", "", ""), {"item-without-mark"}),
    "comma for semicolon": (ending("，", "،", ","), {"operative-with-comma", "preambular-without-comma"}),
    "full stop for semicolon": (ending("。", ".", "."), {"full-stop-before-the-last", "preambular-without-comma"}),
}


def check(declc, folder):
    run = subprocess.run([declc, "check", "--format", "json", folder], capture_output=True, text=True)
    found = {}
    for record in json.loads(run.stdout):
        found.setdefault(pathlib.Path(record["path"]).name, []).append(record)
    return found


def main():
    declc, folder, *corpus = sys.argv[1:]
    chosen = random.Random(7)
    texts = sorted(pathlib.Path(folder).glob("*.txt"))
    if corpus:
        every = sorted(pathlib.Path(corpus[0]).glob("*.plain.txt"))
        for language in ("ar", "en", "es", "fr", "ru", "zh"):
            texts += chosen.sample([text for text in every if f".{language}." in text.name], 7)
    clean, missed, spread, total, beyond = {}, [], [], 0, 0
    with tempfile.TemporaryDirectory() as work:
        for text in texts:
            pathlib.Path(work, text.name).write_text(text.read_text("utf-8"), "utf-8")
        clean = check(declc, work)
    print(f"{'kind of damage':26} {'places':>6} {'right rule':>10} {'new errors elsewhere':>21}")
    for kind, (damage, rules) in KINDS.items():
        cases = {}
        for text in texts:
            lines = text.read_text("utf-8").split("\n")
            places = [at for at in range(len(lines)) if damage(lines, at)]
            for at in chosen.sample(places, min(2 if corpus else PLACES, len(places))):
                new, line = damage(lines, at)
                cases[f"{len(cases)}.{text.name}"] = ("\n".join(new), line, text.name)
        hit = new_errors = 0
        with tempfile.TemporaryDirectory() as work:
            for name, (text, _, _) in cases.items():
                pathlib.Path(work, name).write_text(text, "utf-8")
            found = check(declc, work)
        for name, (_, line, origin) in cases.items():
            before = {(r["code"], r["message"]) for r in clean.get(origin, [])}
            near = lambda r: line is None or (r["line"] and abs(r["line"] - line - 1) <= 1)
            records = found.get(name, [])
            right = [r for r in records if r["name"] in rules and near(r)]
            hit += bool(right)
            if not right:
                missed.append((kind, name, line))
            caused = lambda r: r["name"] in CAUSED.get(kind, ()) or (r["code"], r["message"]) in before
            elsewhere = [r for r in records if r["severity"] == "error" and not near(r) and not caused(r)]
            new_errors += bool(elsewhere)
            spread += [(kind, name, line, r["line"], r["name"], r["message"]) for r in elsewhere[:1]]
        total += len(cases)
        beyond += new_errors
        print(f"{kind:26} {len(cases):6} {hit:10} {new_errors:21}")
    for case in missed[:40]:
        print("missed", *case)
    for case in spread[:40]:
        print("elsewhere", *case)
    print(f"kinds: {len(KINDS)}; damaged texts: {total}; reported by the right rule: {total - len(missed)}")
    return 0 if total and (total - len(missed)) / total >= FLOOR and beyond <= ELSEWHERE else 1


sys.exit(main())
