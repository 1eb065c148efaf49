"""Tables of how well a reader does on marked stories: `python -m training.evaluate [--weights F] FILES...`."""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from foedus.model import Reading
from training.corpus.check import places
from training.data import is_nominal, load_stories, sound
from training.facts import (
    FactMark,
    Tally,
    agree,
    distinct,
    macro,
    marked_facts,
    match,
    read_facts,
    same_pair,
    story_of,
)


@dataclass
class Report:
    """All tables of one evaluation."""

    facts: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    pairs: Tally = field(default_factory=Tally)
    relations_only: Tally = field(default_factory=Tally)
    mentions: Tally = field(default_factory=Tally)
    by_relation: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_kind: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    labels: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)
    scored: list[tuple[float, bool]] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    main_news: Tally = field(default_factory=Tally)  # facts told in the title and the two sentences after it
    triggers: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)  # of the claims whose trigger was found
    nominal: Tally = field(default_factory=Tally)  # facts told with a nominal at an end
    spurious: int = 0  # triggers read where none is marked
    stories: list[Tally] = field(default_factory=list)  # facts of each story, for the interval


def add_story(report: Report, raw: dict, reading: Reading) -> None:
    """Counts one story into the report."""
    all_found, all_marked = read_facts(reading.claims), marked_facts(raw)
    found, marked = distinct(all_found), distinct(all_marked)
    pairs = match(found, marked, agree)
    _count(report.facts, len(pairs), len(found), len(marked))
    report.stories.append(Tally(len(pairs), len(found), len(marked)))
    hits = {id(f) for f, _ in pairs}
    gold_hits = {id(m) for _, m in pairs}
    front = {sentence["text"] for sentence in raw["sentences"][:3]}
    for tally, chosen in (
        (report.main_news, [m for m in marked if m.sentence in front]),
        (report.nominal, [m for m in marked if m.nominal]),
    ):
        right = sum(id(m) in gold_hits for m in chosen)
        _count(tally, right, right, len(chosen))
    report.scored += [(f.score, id(f) in hits) for f in found]
    for relation in {f.relation for f in (*found, *marked)}:
        right = sum(f.relation == relation for f, _ in pairs)
        _count(
            report.by_relation[relation],
            right,
            sum(f.relation == relation for f in found),
            sum(m.relation == relation for m in marked),
        )
    strict_found, strict_marked = distinct(all_found, True), distinct(all_marked, True)
    strict_pairs = match(strict_found, strict_marked, lambda a, b: agree(a, b, True))
    _count(report.strict, len(strict_pairs), len(strict_found), len(strict_marked))
    free = match(found, marked, lambda a, b: same_pair(a, b))
    _count(report.pairs, len(free), len(found), len(marked))
    loose = match(found, marked, lambda a, b: a.relation == b.relation)
    _count(report.relations_only, len(loose), len(found), len(marked))
    _labels(report, all_found, all_marked)
    for m in marked:
        if id(m) not in gold_hits:
            report.misses.append(f"MISS {m.relation} | {m.subject} | {m.object} | {m.stage} :: {m.sentence}")
    for f in found:
        if id(f) not in hits:
            report.misses.append(
                f"FALSE {f.relation} | {f.subject} | {f.object} | {f.score:.2f} :: {f.sentence}"
            )


def add_triggers(report: Report, raw_places: list[tuple[int, dict]], reading: Reading) -> None:
    """Triggers (overlapping, of the right relation), and both ends of the claims whose trigger was found."""
    read = [(c.relation, c.trigger.start, c.trigger.end, c) for c in reading.claims]
    used: set[tuple[str, int, int]] = set()
    for begin, sentence in raw_places:
        for c in sentence["claims"]:
            spans = [(begin + a, begin + b) for a, b in places(c["trigger"], sentence["text"])]
            hits = [r for r in read if r[0] == c["relation"] and any(r[1] < b and a < r[2] for a, b in spans)]
            used |= {r[:3] for r in hits}
            _count(report.triggers, bool(hits), 0, 1)
            if hits:
                wanted = marked_facts({"sentences": [{**sentence, "claims": [c]}]})
                got = read_facts(r[3] for r in hits)
                right = all(any(agree(f, w) for f in got) for w in wanted)
                _count(report.roles, right, 1, 1)
    found = {r[:3] for r in read}
    report.triggers.found += len(found)
    report.spurious += len(found - used)


def _labels(report: Report, found: list[FactMark], marked: list[FactMark]) -> None:
    """Stage, certainty, amount and share of claims matched within their sentence."""
    for f, m in match(
        found, marked, lambda a, b: agree(a, b) and (a.sentence in b.sentence or b.sentence in a.sentence)
    ):
        report.labels["stage", m.stage, f.stage] += 1
        report.labels["certainty", m.certainty, f.certainty] += 1
        for term in ("amount", "share"):
            want, got = getattr(m, term), getattr(f, term)
            if want:
                report.terms[f"{term} marked"] += 1
                report.terms[f"{term} right"] += got == want.split("#")[0]
            report.terms[f"{term} invented"] += bool(got and not want)


def _count(tally: Tally, right: int, found: int, marked: int) -> None:
    tally.right += right
    tally.found += found
    tally.marked += marked


def add_mentions(report: Report, raw_places: list[tuple[int, dict]], reading: Reading) -> None:
    """Named mentions, exact span and kind; a marked name inside a longer one does not count."""
    marked = set()
    for begin, sentence in raw_places:
        spans = []
        for m in sentence["mentions"]:
            if not is_nominal(m[0], m[2] if len(m) > 2 else None):
                spans += [(begin + a, begin + b, m[1]) for a, b in places(m[0], sentence["text"])]
        marked |= {
            s
            for s in spans
            if not any(o != s and o[0] <= s[0] and s[1] <= o[1] and o[1] - o[0] > s[1] - s[0] for o in spans)
        }
    found = {(m.span.start, m.span.end, m.kind) for m in reading.mentions if not m.nominal}
    _count(report.mentions, len(found & marked), len(found), len(marked))
    for kind in {k for _, _, k in found | marked}:
        f, g = {s for s in found if s[2] == kind}, {s for s in marked if s[2] == kind}
        _count(report.by_kind[kind], len(f & g), len(f), len(g))


def evaluate(reader, stories: Iterable[dict]) -> Report:
    """Reads every story and counts."""
    report = Report()
    for raw in stories:
        story, sentence_places = story_of(raw)
        reading = next(iter(reader.read([story])))
        for claim in reading.claims:
            assert story.text[claim.trigger.start : claim.trigger.end] == claim.trigger.words
        add_story(report, raw, reading)
        add_mentions(report, sentence_places, reading)
        add_triggers(report, sentence_places, reading)
    return report


def interval(stories: list[Tally], rounds: int = 1000) -> tuple[float, float]:
    """The middle 95% of the facts' F1 when the stories are drawn anew with replacement."""
    rng = random.Random(0)
    figures = []
    for _ in range(rounds):
        drawn = rng.choices(stories, k=len(stories))
        figures.append(Tally(*(sum(getattr(t, n) for t in drawn) for n in ("right", "found", "marked"))).f1)
    figures.sort()
    return figures[rounds // 40], figures[-rounds // 40]


def calibration_error(scored: list[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far, on average, a score lies from the share that is right."""
    parts: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, ok in scored:
        parts[min(bins - 1, int(score * bins))].append((score, ok))
    off = (abs(sum(s for s, _ in part) - sum(ok for _, ok in part)) for part in parts.values())
    return sum(off) / max(1, len(scored))


def show(report: Report, detail: bool = True) -> str:
    """The report as text."""
    lines = [
        f"facts (names as in one story)  {report.facts.line()}",
        f"facts (exact surfaces)         {report.strict.line()}",
        f"pairs, any relation            {report.pairs.line()}",
        f"relations, any pair            {report.relations_only.line()}",
        f"named mentions                 {report.mentions.line()}",
        "facts' F1 with other stories: {:.3f} to {:.3f} (95%, bootstrap)".format(*interval(report.stories)),
        f"recall of the main news {report.main_news.recall:.3f} ({report.main_news.marked} facts of title and first two sentences), "
        f"of facts told with a nominal {report.nominal.recall:.3f} ({report.nominal.marked})",
        f"triggers: recall {report.triggers.recall:.3f}, read without a mark {report.spurious} of {report.triggers.found}; "
        f"both ends right where the trigger is {report.roles.recall:.3f}",
        f"expected calibration error of the scores: {calibration_error(report.scored):.3f}",
    ]
    for what in ("stage", "certainty"):
        accuracy, f1 = macro(report.labels, what)
        lines.append(f"{what}: accuracy {accuracy:.3f}, macro-F1 {f1:.3f} (of matched claims)")
    lines.append(f"terms: {dict(report.terms)}")
    top = sorted(report.scored, reverse=True)[: max(1, len(report.scored) // 5)]
    lines.append(
        f"precision of the surest fifth: {sum(ok for _, ok in top) / len(top):.3f}"
        if top
        else "no facts found"
    )
    if detail:
        f1s = [t.f1 for t in report.by_relation.values() if t.marked]
        lines.append(f"relation macro-F1 {sum(f1s) / max(1, len(f1s)):.3f}")
        lines += [f"  {name:16s} {t.line()}" for name, t in sorted(report.by_relation.items())]
        lines += [f"  {name:16s} {t.line()}" for name, t in sorted(report.by_kind.items())]
    return "\n".join(lines)


def sweep(report: Report) -> str:
    """P, R and F1 at other claim thresholds, from the scores."""
    rows = []
    for cut in (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
        kept = [ok for score, ok in report.scored if score >= cut]
        rows.append(f"  {cut:.2f} {Tally(sum(kept), len(kept), report.facts.marked).line()}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path, help="a .pt of training.train (default: the shipped reader)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a threshold, with --weights"
    )
    parser.add_argument("--misses", type=Path, help="write every miss and every false fact here")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.weights:
        from training.runtime import torch_reader

        reader = torch_reader(
            options.weights, {k: float(v) for k, v in (item.split("=") for item in options.set)}
        )
    else:
        from foedus.read import builtin_reader

        reader = builtin_reader()
    report = evaluate(reader, sound(load_stories(options.files)))
    print(show(report))
    print(sweep(report))
    if options.misses:
        options.misses.write_text("\n".join(report.misses) + "\n", "utf-8")
    if options.json:
        print(json.dumps({"facts": report.facts.f1, "mentions": report.mentions.f1}))


if __name__ == "__main__":
    main()
