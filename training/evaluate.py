"""Tables of how well a reader does on marked stories: `python -m training.evaluate [--weights F] FILES...`."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from foedus.model import Claim, Reading, Story, vocabulary
from foedus.read.names import name_tokens, same_name
from training.corpus.check import places
from training.data import load_stories, sound


@dataclass(frozen=True)
class FactMark:
    """One fact of a story: relation, names of both ends, and what was said of it."""

    relation: str
    subject: str
    object: str | None
    stage: str
    certainty: str
    score: float = 1.0
    amount: str | None = None
    share: str | None = None
    sentence: str = ""
    nominal: bool = False


@dataclass
class Tally:
    """Counts of right, found and marked, and their precision, recall and F1."""

    right: int = 0
    found: int = 0
    marked: int = 0

    def line(self) -> str:
        p = self.right / self.found if self.found else 0.0
        r = self.right / self.marked if self.marked else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return f"P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({self.right} right, {self.found} found, {self.marked} marked)"

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else 0.0


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


def story_of(raw: dict) -> tuple[Story, list[tuple[int, dict]]]:
    """The raw marked story as a Story, and each sentence with its place in the text."""
    texts = [s["text"] for s in raw["sentences"]]
    text, begin = texts[0], [0]
    for number, sentence in enumerate(texts[1:], 1):
        text += "\n\n" if number == 1 or number % 3 == 0 else " "
        begin.append(len(text))
        text += sentence
    when = datetime.fromisoformat(raw["date"]).replace(tzinfo=UTC) if raw.get("date") else None
    story = Story(text=text, title=texts[0], published_at=when, language="en", path=raw["story"])
    return story, list(zip(begin, raw["sentences"], strict=True))


def marked_facts(raw: dict) -> list[FactMark]:
    """The facts a story's marks say; a name of two ("A & B") gives one fact a name."""
    facts = []
    for sentence in raw["sentences"]:
        names = {m[0]: (m[2] if len(m) > 2 else m[0].split("#")[0]) for m in sentence["mentions"]}
        nominal = {m[0] for m in sentence["mentions"] if len(m) > 2}
        for c in sentence["claims"]:
            told = dict(  # noqa: C408
                stage=c["stage"], certainty=c["certainty"], amount=c.get("amount"), share=c.get("share"), sentence=sentence["text"],
                nominal=c["subject"] in nominal or c.get("object") in nominal,
            )  # fmt: skip
            ends = (names[c["subject"]], names.get(c.get("object", "")))
            facts += expand(c["relation"], *ends, (c["subject"] in nominal, c.get("object") in nominal), told)
    return facts


def read_facts(claims: Iterable[Claim]) -> list[FactMark]:
    """The facts a reading says; unresolved ends keep the nominal's own words (and so count as wrong)."""
    facts = []
    for c in claims:
        told = dict(  # noqa: C408
            stage=c.stage, certainty=c.certainty, score=c.score, sentence=c.sentence.words,
            amount=c.terms.amount.span.words if c.terms.amount else None,
            share=c.terms.share.span.words if c.terms.share else None,
        )  # fmt: skip
        subject = c.subject.name or c.subject.span.words
        other = (c.object.name or c.object.span.words) if c.object else None
        facts += expand(
            c.relation, subject, other, (c.subject.nominal, bool(c.object and c.object.nominal)), told
        )
    return facts


def expand(
    relation: str, subject: str, other: str | None, nominal: tuple[bool, bool], told: dict
) -> list[FactMark]:
    """One fact a pair of names; only what a nominal stands for can be two names ("A & B")."""
    left = subject.split(" & ") if nominal[0] else [subject]
    right = other.split(" & ") if other and nominal[1] else [other]
    if len(left) > 1 and (left == right or (len(left) == 2 and subject == other)):
        return [FactMark(relation, left[0], left[1], **told)]
    return [FactMark(relation, a, b, **told) for a in left for b in right]


def alike(a: str | None, b: str | None, strict: bool) -> bool:
    if a is None or b is None:
        return a is b
    return a.casefold() == b.casefold() if strict else name_tokens(a) == name_tokens(b) or same_name(a, b)


def agree(x: FactMark, y: FactMark, strict: bool = False) -> bool:
    """Whether two facts are the same relation of the same names (either order where symmetric)."""
    if x.relation != y.relation:
        return False
    if alike(x.subject, y.subject, strict) and alike(x.object, y.object, strict):
        return True
    return (
        vocabulary().relations[x.relation].symmetric
        and alike(x.subject, y.object, strict)
        and alike(x.object, y.subject, strict)
    )


def distinct(facts: Sequence[FactMark], strict: bool = False) -> list[FactMark]:
    """One of each fact of a document, the surest first."""
    kept: list[FactMark] = []
    for fact in sorted(facts, key=lambda f: -f.score):
        if not any(agree(fact, other, strict) for other in kept):
            kept.append(fact)
    return kept


def match(found: Sequence[FactMark], marked: Sequence[FactMark], same) -> list[tuple[FactMark, FactMark]]:
    left, pairs = list(marked), []
    for fact in found:
        hit = next((other for other in left if same(fact, other)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((fact, hit))
    return pairs


def add_story(report: Report, raw: dict, reading: Reading) -> None:
    """Counts one story into the report."""
    all_found, all_marked = read_facts(reading.claims), marked_facts(raw)
    found, marked = distinct(all_found), distinct(all_marked)
    pairs = match(found, marked, agree)
    _count(report.facts, len(pairs), len(found), len(marked))
    hits = {id(f) for f, _ in pairs}
    gold_hits = {id(m) for _, m in pairs}
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
    free = match(found, marked, lambda a, b: _same_pair(a, b))
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


def _same_pair(a: FactMark, b: FactMark) -> bool:
    straight = alike(a.subject, b.subject, False) and alike(a.object, b.object, False)
    return straight or (alike(a.subject, b.object, False) and alike(a.object, b.subject, False))


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
    from training.data import is_nominal

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
    return report


def macro(labels: Counter[tuple[str, str, str]], what: str) -> tuple[float, float]:
    """Accuracy and macro-F1 of a label over matched claims, over the classes marked."""
    rows = {k: v for k, v in labels.items() if k[0] == what}
    total = sum(rows.values())
    right = sum(v for (_, a, b), v in rows.items() if a == b)
    f1 = []
    for cls in {a for _, a, _ in rows}:
        tp = rows.get((what, cls, cls), 0)
        marked = sum(v for (_, a, _), v in rows.items() if a == cls)
        found = sum(v for (_, _, b), v in rows.items() if b == cls)
        f1.append(2 * tp / (marked + found))
    return (right / total if total else 0.0), (sum(f1) / len(f1) if f1 else 0.0)


def show(report: Report, detail: bool = True) -> str:
    """The report as text."""
    lines = [
        f"facts (names as in one story)  {report.facts.line()}",
        f"facts (exact surfaces)         {report.strict.line()}",
        f"pairs, any relation            {report.pairs.line()}",
        f"relations, any pair            {report.relations_only.line()}",
        f"named mentions                 {report.mentions.line()}",
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
