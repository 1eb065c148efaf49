#!/usr/bin/env python3
"""Check corpus files against the rules in README.md. Usage: check.py FILE... ; exit 1 if any story breaks a rule."""

import collections
import json
import re
import sys

KINDS = set("org gov person product threat place money percent date".split())
ONE = {"raises", "restructures"}
RELATIONS = ONE | set(
    "invests_in acquires owns divests finances partners_with supplies licenses_to uses supports negotiates_with launches makes "
    "part_of employs founded located_in competes_with accuses sues settles_with investigates penalises withholds_from pressures distances_from "
    "attacks derives_from".split()
)
STAGES = set("done planned offered demanded considered negotiated possible ended failed".split())
CERTAINTIES = set("asserted reported rumoured denied".split())
SPANS = set("trigger subject object amount share valuation date what title holder speaker cue".split())
KEYS = SPANS | {"relation", "stage", "certainty", "exclusive"}


def places(surface: str, text: str) -> list[tuple[int, int]]:
    """Spans (start, end) in text that a surface names: whole words only; "Name#2" is the second of them alone."""
    name, _, nth = surface.rpartition("#")
    if not (name and nth.isdigit()):
        name, nth = surface, ""
    if not name:
        return []
    left = r"(?<!\w)" if name[0].isalnum() else ""
    right = r"(?!\w)" if name[-1].isalnum() else ""
    spans = [m.span() for m in re.finditer(left + re.escape(name) + right, text)]
    return spans[int(nth) - 1 : int(nth)] if nth else spans


def occurs(surface: str, text: str) -> bool:
    return bool(places(surface, text))


def faults(sentence: dict) -> list[str]:
    text, out = sentence["text"], []
    surfaces = set()
    for m in sentence["mentions"]:
        if not 2 <= len(m) <= 3 or m[1] not in KINDS:
            out.append(f"bad mention {m}")
        elif not occurs(m[0], text):
            out.append(f"mention not in text: {m[0]!r}")
        surfaces.add(m[0])
    for c in sentence["claims"]:
        if set(c) - KEYS:
            out.append(f"unknown keys {sorted(set(c) - KEYS)}")
        if c.get("relation") not in RELATIONS:
            out.append(f"unknown relation {c.get('relation')!r}")
        if c.get("stage") not in STAGES or c.get("certainty") not in CERTAINTIES:
            out.append(f"bad stage or certainty {c.get('stage')!r} {c.get('certainty')!r}")
        if not c.get("trigger") or not c.get("subject"):
            out.append(f"no trigger or no subject in {c}")
        if (c.get("relation") in ONE) == ("object" in c):
            out.append(f"object wrongly present or absent: {c.get('relation')}")
        for k in SPANS & set(c):
            if not isinstance(c[k], str) or not occurs(c[k], text):
                out.append(f"{k} not in text: {c[k]!r}")
        for k in ("subject", "object"):
            if k in c and c[k] not in surfaces:
                out.append(f"{k} not among mentions: {c[k]!r}")
    return out


def main(paths: list[str]) -> int:
    count = {k: collections.Counter() for k in ("relation", "stage", "certainty", "kind")}
    stories = sentences = bare = bad = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = file.readlines()
        for n, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                story = json.loads(line)
                stories += 1
                for i, s in enumerate(story["sentences"]):
                    sentences += 1
                    bare += not s["claims"]
                    for f in faults(s):
                        bad += 1
                        print(f"{path}:{n} sentence {i}: {f}")
                    for m in s["mentions"]:
                        count["kind"][m[1]] += 1
                    for c in s["claims"]:
                        for k in ("relation", "stage", "certainty"):
                            count[k][c.get(k)] += 1
            except (ValueError, KeyError, TypeError) as e:
                bad += 1
                print(f"{path}:{n}: {type(e).__name__}: {e}")
    print(
        f"{stories} stories, {sentences} sentences ({bare} without a claim), {sum(count['relation'].values())} claims, {bad} faults"
    )
    for k, c in count.items():
        print(f"{k}: " + ", ".join(f"{v} {n}" for v, n in c.most_common()))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
