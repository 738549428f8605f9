#!/usr/bin/env python3
"""Scores extracted mandates against the hand-made marks, at the marked paragraphs only.

usage: mandates.py OUT [--marks DIR] [--floors FILE [--raise]] [--worst N]

OUT holds declc's JSON of the corpus' plain texts (<document>.json), each with `mandates`: a list of
{eid, addressee: {text} | null, action: {text} | null, deadline: {text, date?, session?} | null,
reporting}. Prints, for each language and for all, precision and recall of
  addressee  equal, without punctuation and space around and one leading article
  action     begins, without a leading particle, where a marked action begins
  deadline   equal, or one text holds the other with the same date or session
  reporting  true in both
Mandates of one paragraph are paired by best overlap. A field that a mark lists in `open` is not
counted in its pair, nor is anything of a mandate paired with an `optional` mark, or such a mark
left unpaired; an inherited addressee (`addressee_in`) may be left out, but must not be another.
Exits 1 if a precision or recall of a language, or of all, is below its floor in FILE, 2 if an output is
missing or none has `mandates`. --raise writes the floors; it never lowers one.
"""
import argparse, difflib, json, os, re, sys, unicodedata

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]
FIELDS = ["addressee", "action", "deadline", "reporting"]
ARTICLE = re.compile(r"(?:(?:the|an?|les?|la|une?|el|los|las)\s+|l['’]\s*)", re.I)
PARTICLE = re.compile(
    r"(?:(?:to|that|de|à|a\s+que|que|a|pour\s+qu[e’']|чтобы|على\s+أن|إلى\s+أن|بأن|أن|على|إلى)\s+|d['’]|qu['’])", re.I)


def trim(text):
    text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split()).casefold()
    edge = lambda c: c.isspace() or unicodedata.category(c)[0] == "P" and c not in "《》“”«»‘’()（）"
    while text and edge(text[0]):
        text = text[1:]
    while text and edge(text[-1]):
        text = text[:-1]
    return text


def addressee(text):
    return ARTICLE.sub("", trim(text), count=1) if ARTICLE.match(trim(text)) else trim(text)


def starts(action, marked):
    """Whether an action's text starts at a marked start, as it stands or without a leading particle."""
    action = trim(action)
    forms = [action]
    m = PARTICLE.match(action)
    if m:
        forms.append(action[m.end():])
    return any(f.startswith(trim(s)) for f in forms for s in marked)


def value(x, key="text"):
    return x.get(key) if isinstance(x, dict) else None


def judge(field, mark, got):
    """(is there one in the mark, is there one in the output, do they agree)"""
    if mark is None:
        mark = {"addressee": None, "action_start": None, "deadline": None, "reporting": False}
    if got is None:
        got = {}
    also = mark.get("also", {})
    if field == "reporting":
        a, b = bool(mark["reporting"]), bool(got.get("reporting"))
        return a, b, a and b
    b = value(got.get(field))
    if field == "addressee":
        a = [x for x in [mark["addressee"], *also.get("addressee", [])] if x]
        ok = bool(b) and any(addressee(b) == addressee(x) for x in a)
        if "addressee_in" in mark and not b:
            return False, False, False
    elif field == "action":
        a = [x for x in [mark["action_start"], *also.get("action_start", [])] if x]
        ok = bool(b) and bool(a) and starts(b, a)
    else:
        a = [x for x in [mark["deadline"], *also.get("deadline", [])] if x]
        ok = False
        if b:
            date, session = value(got["deadline"], "date"), value(got["deadline"], "session")
            for x in a:
                p, q = trim(b), trim(x)
                same = (mark["deadline_date"] or mark["session"]) and (
                    mark["deadline_date"] is not None and str(date) == mark["deadline_date"]
                    or mark["session"] is not None and str(session) == str(mark["session"]))
                bare = not (mark["deadline_date"] or mark["session"]) and not date and not session
                ok = ok or p == q or (p in q or q in p) and bool(same or bare)
    return bool(a), bool(b), ok


def overlap(mark, got):
    points = 0.0
    for field in FIELDS:
        a, b, ok = judge(field, mark, got)
        points += {"addressee": 2, "action": 4, "deadline": 2, "reporting": 0.25}[field] * ok
    for a, b in ((mark["addressee"], value(got.get("addressee"))), (mark["action_start"], (value(got.get("action")) or "")[:40])):
        if a and b:
            points += difflib.SequenceMatcher(None, trim(a), trim(b), autojunk=False).ratio()
    return points - 0.5 * bool(mark.get("optional"))


def pair(marks, got):
    """The pairs with the greatest overlap; what is left over stands alone."""
    scores = sorted(((overlap(m, g), -i, -j) for i, m in enumerate(marks) for j, g in enumerate(got)), reverse=True)
    left, right, pairs = set(range(len(marks))), set(range(len(got))), []
    for s, i, j in scores:
        i, j = -i, -j
        # An optional mark takes only what resembles it.
        if i in left and j in right and (s > 1 or not marks[i].get("optional")):
            left.discard(i)
            right.discard(j)
            pairs.append((marks[i], got[j]))
    pairs += [(marks[i], None) for i in sorted(left)] + [(None, got[j]) for j in sorted(right)]
    return pairs


def ratio(n, d):
    return n / d if d else 1.0


def main():
    p = argparse.ArgumentParser()
    p.add_argument("out")
    p.add_argument("--marks", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "mandates"))
    p.add_argument("--floors", help="least precision and recall of each field of each language")
    p.add_argument("--raise", dest="rise", action="store_true", help="write what was reached into the floors")
    p.add_argument("--worst", type=int, default=0, help="print that many errors a language")
    args = p.parse_args()
    counts = {l: {f: [0, 0, 0] for f in FIELDS} for l in LANGUAGES + ["all"]}  # right, marked, found
    errors, seen, paragraphs = [], False, 0
    for language in LANGUAGES:
        shown = 0
        with open(os.path.join(args.marks, f"marks.{language}.json"), encoding="utf-8") as f:
            items = json.load(f)
        paragraphs += len(items)
        for item in items:
            path = os.path.join(args.out, item["document"] + ".json")
            try:
                with open(path, encoding="utf-8") as f:
                    document = json.load(f)
            except (OSError, ValueError) as e:
                print(f"{path}: {e!r}", file=sys.stderr)
                sys.exit(2)
            seen = seen or "mandates" in document
            mandates = document.get("mandates") or []
            got = [g for g in mandates if g.get("eid") == item["eid"]]
            for m, g in pair(item["mandates"], got):
                if m is not None and m.get("optional"):
                    continue
                for field in FIELDS:
                    name = "action_start" if field == "action" else field
                    if m is not None and name in m.get("open", []):
                        continue
                    a, b, ok = judge(field, m, g)
                    for l in (language, "all"):
                        c = counts[l][field]
                        c[0] += ok
                        c[1] += a
                        c[2] += b
                    if (a or b) and not ok and shown < args.worst:
                        shown += 1
                        marked = m and m.get(name)
                        found = g and (g.get(field) if field == "reporting" else value(g.get(field)))
                        errors.append(f"{item['document']} {item['eid']} {field}: marked {marked!r}, found {str(found)[:120]!r}")
    if not seen:
        print("no output has mandates", file=sys.stderr)
        sys.exit(2)
    for e in errors:
        print(e)
    floors = {}
    if args.floors and os.path.exists(args.floors):
        with open(args.floors, encoding="utf-8") as f:
            floors = json.load(f)
    below = []
    print(f"{'':4}" + "".join(f"{f:>26}" for f in FIELDS))
    for l in LANGUAGES + ["all"]:
        row = f"{l:4}"
        for f in FIELDS:
            ok, ours, theirs = counts[l][f]
            reached = [round(ratio(ok, theirs), 3), round(ratio(ok, ours), 3)]
            row += f"   P {reached[0]:.3f} R {reached[1]:.3f} ({ours:3})"
            floor = floors.setdefault(l, {}).setdefault(f, reached)
            below += [f"{l} {f}: {have} is below the floor {least}" for have, least in zip(reached, floor) if have < least]
            floors[l][f] = [max(have, least) for have, least in zip(reached, floor)]
        print(row)
    if args.rise:
        with open(args.floors, "w", encoding="utf-8") as f:
            f.write(json.dumps(floors, indent=1) + "\n")
    print("\n".join(below))
    totals = [min(ratio(counts["all"][f][0], counts["all"][f][n]) for f in FIELDS) for n in (2, 1)]
    print(f"{paragraphs} paragraphs: least precision {totals[0]:.3f}, least recall {totals[1]:.3f}, {len(below)} below their floor")
    sys.exit(1 if below else 0)


main()
