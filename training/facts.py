"""Facts of marked and of read stories, and how two sets of them compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from foedus.model import Claim, Story, vocabulary
from foedus.read.names import name_tokens, same_name


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
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else 0.0


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


def same_pair(a: FactMark, b: FactMark) -> bool:
    straight = alike(a.subject, b.subject, False) and alike(a.object, b.object, False)
    return straight or (alike(a.subject, b.object, False) and alike(a.object, b.subject, False))


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
