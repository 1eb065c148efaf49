"""How far two independent markings of the same stories agree: `python -m training.agreement`.

The second markings lie in `corpus/twice/`, made from the bare text; the first ones in `corpus/`. Their
agreement is the ceiling a reader can be held to.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from training.data import load_stories
from training.facts import Tally, agree, distinct, macro, marked_facts, match

CORPUS = Path(__file__).parent / "corpus"


def compare(
    first: dict, second: dict, tallies: dict[str, Tally], labels: Counter[tuple[str, str, str]]
) -> None:
    """Counts one story marked twice into "all" and its own relations."""
    a, b = distinct(marked_facts(second)), distinct(marked_facts(first))
    pairs = match(a, b, agree)
    for name in {"all", *(fact.relation for fact in (*a, *b))}:
        tally = tallies[name]
        tally.right += sum(name in ("all", fact.relation) for fact, _ in pairs)
        tally.found += sum(name in ("all", fact.relation) for fact in a)
        tally.marked += sum(name in ("all", fact.relation) for fact in b)
    for x, y in pairs:
        labels["stage", y.stage, x.stage] += 1
        labels["certainty", y.certainty, x.certainty] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    firsts = {(s["story"], s["title"]): s for s in load_stories(sorted(CORPUS.glob("*.jsonl")))}
    seconds = load_stories(sorted((CORPUS / "twice").glob("*.jsonl")))
    tallies: dict[str, Tally] = defaultdict(Tally)
    labels: Counter[tuple[str, str, str]] = Counter()
    for second in seconds:
        compare(firsts[second["story"], second["title"]], second, tallies, labels)
    print(f"{len(seconds)} stories, {sum(len(s['sentences']) for s in seconds)} sentences marked twice")
    for what in ("stage", "certainty"):
        accuracy, f1 = macro(labels, what)
        print(f"{what}: accuracy {accuracy:.3f}, macro-F1 {f1:.3f} (of shared facts)")
    for name, tally in sorted(tallies.items(), key=lambda item: (item[0] != "all", -item[1].f1)):
        print(f"{name:16s} {tally.line()}")


if __name__ == "__main__":
    main()
