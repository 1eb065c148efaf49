"""Marked stories as numbers: words, labels, candidate triggers, references.

A story line of the corpus (see training/corpus/README.md) becomes a `MarkedStory`. Nothing here knows
torch: the arrays are numpy, and batches are made in `training/batches.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from foedus.read.labels import (
    CERTAINTIES,
    MENTION_ROLES,
    NAME_KINDS,
    NOMINAL_KINDS,
    RELATIONS,
    SPAN_ROLES,
    STAGES,
)
from foedus.read.tokens import Encoded
from training.corpus.check import faults, places

_NOMINAL = re.compile(
    r"(?i)^(the|its|it|his|her|their|our|my|your|both|they|them|he|she|him|we|us|this|that|these|those|an?|each|itself|"
    r"themselves|himself|herself|who|which|whose|one|another|all|either|neither|two|three|i|me|ours|theirs)\b"
)


def is_nominal(surface: str, referent: str | None) -> bool:
    """Whether a mention with a referent is a nominal rather than a short or other name."""
    bare = surface.rpartition("#")[0] if re.search(r"#\d+$", surface) else surface
    if referent is None:
        return False
    return bool(_NOMINAL.match(bare)) or bare[:1].islower()


@dataclass(frozen=True)
class Group:
    """Claims of one sentence that share trigger and relation."""

    relation: int
    trigger: tuple[int, int]  # words [from, to)
    roles: dict[str, tuple[tuple[int, int], ...]]  # mention roles: word spans
    pairs: tuple[tuple[tuple[int, int], tuple[int, int] | None], ...]  # subject and object of each claim
    spans: dict[str, tuple[int, int]]  # span roles: word span
    stage: int
    certainty: int
    exclusive: bool


@dataclass
class MarkedSentence:
    """One sentence with its marks as word spans [from, to)."""

    encoded: Encoded
    names: list[tuple[int, int, int]] = field(default_factory=list)  # from, to, kind
    nominals: list[tuple[int, int, int, str | None]] = field(default_factory=list)  # from, to, kind, referent
    groups: list[Group] = field(default_factory=list)


@dataclass
class MarkedStory:
    """A story's sentences; the first is the title."""

    name: str
    date: str
    sentences: list[MarkedSentence]
    raw: dict


def load_stories(paths: Iterable[Path]) -> list[dict]:
    """The story objects of corpus files, in order."""
    stories = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                story = json.loads(line)
                story["file"] = path.stem
                stories.append(story)
    return stories


def sound(stories: Iterable[dict]) -> Iterator[dict]:
    """The stories without a fault; a faulty one would teach the wrong thing."""
    for story in stories:
        if not any(faults(sentence) for sentence in story["sentences"]):
            yield story


def word_span(encoded: Encoded, start: int, end: int) -> tuple[int, int] | None:
    """The words [from, to) that cover the characters [start, end), or None if cut off."""
    inside = [n for n, (a, b) in enumerate(encoded.words) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _spans(surface: str, encoded: Encoded) -> list[tuple[int, int]]:
    out = [word_span(encoded, a, b) for a, b in places(surface, encoded.text)]
    return [span for span in out if span]


def mark_sentence(raw: dict, encoded: Encoded) -> MarkedSentence:
    """The sentence's marks as word spans; a name inside a longer name is dropped."""
    names: dict[tuple[int, int], int] = {}
    nominals: dict[tuple[int, int], tuple[int, str | None]] = {}
    for mention in raw["mentions"]:
        surface, kind = mention[0], mention[1]
        referent = mention[2] if len(mention) > 2 else None
        if is_nominal(surface, referent):
            if kind in NOMINAL_KINDS:
                for span in _spans(surface, encoded)[:1]:
                    nominals[span] = (NOMINAL_KINDS.index(kind), referent)
        else:
            for span in _spans(surface, encoded):
                names[span] = NAME_KINDS.index(kind)
    kept: list[tuple[int, int, int]] = []
    for (a, b), kind in sorted(names.items(), key=lambda item: item[0][0] - item[0][1]):
        if not any(a < d and b > c for c, d, _ in kept):
            kept.append((a, b, kind))
    out: list[tuple[int, int, int, str | None]] = []
    for (a, b), (kind, referent) in sorted(nominals.items(), key=lambda item: item[0][0] - item[0][1]):
        if not any(a < d and b > c for c, d, _, _ in out):
            out.append((a, b, kind, referent))
    groups = _groups(raw["claims"], encoded, kept, out)
    return MarkedSentence(encoded, sorted(kept), sorted(out), groups)


def _role_span(
    surface: str | None, encoded: Encoded, mentions: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The first place of a role's surface, a marked mention rather than a chance match."""
    found = _spans(surface, encoded) if surface else []
    return next((span for span in found if span in mentions), found[0] if found else None)


def _groups(
    claims: list[dict],
    encoded: Encoded,
    names: list[tuple[int, int, int]],
    nominals: list[tuple[int, int, int, str | None]],
) -> list[Group]:
    merged: dict[tuple[str, str], list[dict]] = {}
    for claim in claims:
        merged.setdefault((claim["relation"], claim["trigger"]), []).append(claim)
    mentions = {(a, b) for a, b, _ in names} | {(a, b) for a, b, _, _ in nominals}
    groups = []
    for (relation, trigger), members in merged.items():
        spans = _spans(trigger, encoded)
        if not spans:
            continue
        roles: dict[str, set[tuple[int, int]]] = {}
        texts: dict[str, tuple[int, int]] = {}
        pairs: list[tuple[tuple[int, int], tuple[int, int] | None]] = []
        for claim in members:
            for role in MENTION_ROLES:
                span = _role_span(claim.get(role), encoded, mentions)
                if span:
                    roles.setdefault(role, set()).add(span)
            subject, other = (_role_span(claim.get(r), encoded, mentions) for r in ("subject", "object"))
            if subject and (other or "object" not in claim):
                pairs.append((subject, other))
            for role in SPAN_ROLES:
                if role in claim and role not in texts:
                    near = sorted(_spans(claim[role], encoded), key=lambda s: abs(s[0] - spans[0][0]))
                    if near:
                        texts[role] = near[0]
        groups.append(
            Group(
                relation=RELATIONS.index(relation),
                trigger=spans[0],
                roles={role: tuple(sorted(found)) for role, found in roles.items()},
                pairs=tuple(pairs),
                spans=texts,
                stage=STAGES.index(members[0]["stage"]),
                certainty=CERTAINTIES.index(members[0]["certainty"]),
                exclusive=any(claim.get("exclusive") for claim in members),
            )
        )
    return groups
