"""Names on FiNER-ORD, which is never trained on: `python -m training.finer FOLDER/test.csv`.

Spans of persons, places and organisations, exact borders and kind, micro-F1. Published on the same
sentences (means of three seeds): BERT-base .679, RoBERTa-base .709, RoBERTa-large .753 - those were
trained on its own training part, ours on other stories alone.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from foedus.model import Story
from training.facts import Tally

# What the set calls each of our kinds; products, threats, amounts and dates it does not mark.
KINDS = {"org": "ORG", "person": "PER", "place": "LOC", "gov": "ORG"}
LABELS = {1: ("PER", True), 2: ("PER", False), 3: ("LOC", True), 4: ("LOC", False), 5: ("ORG", True), 6: ("ORG", False)}  # fmt: skip

Spans = set[tuple[int, int, str]]


def documents(path: Path) -> Iterator[tuple[Story, Spans]]:
    """Each document as a story, a sentence a line, and its marked spans (start, end, kind)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for document, members in groupby(rows, key=lambda row: row["doc_idx"]):
        text, spans = "", []
        for number, (_, tokens) in enumerate(groupby(members, key=lambda row: row["sent_idx"])):
            text += "\n\n" if number else ""
            open_kind = ""
            for row in tokens:
                text += "" if not text or text.endswith("\n") else " "
                start = len(text)
                text += row["gold_token"]
                kind, begins = LABELS.get(int(row["gold_label"]), ("", True))
                if kind and (begins or kind != open_kind):
                    spans.append([start, len(text), kind])
                elif kind:
                    spans[-1][1] = len(text)
                open_kind = kind
        yield Story(text=text, language="en", path=f"document {document}"), {(a, b, k) for a, b, k in spans}


def measure(path: Path) -> dict[str, Tally]:
    """Counts over all documents, together ("all") and by kind."""
    from foedus.read import builtin_reader

    reader, tallies = builtin_reader(), {name: Tally() for name in ("all", "ORG", "PER", "LOC")}
    for story, marked in documents(path):
        reading = next(iter(reader.read([story])))
        found = {
            (m.span.start, m.span.end, KINDS[m.kind])
            for m in reading.mentions
            if not m.nominal and m.kind in KINDS
        }
        for name, tally in tallies.items():
            f, g = ({s for s in spans if name in ("all", s[2])} for spans in (found, marked))
            tally.right, tally.found, tally.marked = (
                tally.right + len(f & g), tally.found + len(f), tally.marked + len(g),
            )  # fmt: skip
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    if not options.file.is_file():
        raise SystemExit(
            f"{options.file} is not there: FiNER-ORD is not part of this repository; give the path of its test.csv."
        )
    for name, tally in measure(options.file).items():
        print(f"{name:4s} {tally.line()}")


if __name__ == "__main__":
    main()
