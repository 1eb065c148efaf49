"""A name found surely once is found everywhere in its story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.read.decode import DraftMention, SentenceMarks
from foedus.read.labels import NAME_KINDS, NOMINAL_KINDS

__all__ = ["spread_names"]

SURE = 0.8
_Key = tuple[str, ...]


def spread_names(marks: Sequence[SentenceMarks]) -> None:
    """Marks each name that was found surely wherever its words stand, with one kind for all.

    A headline's capitals or a rare context make the tagger stumble over a name it knew two
    sentences before. Longer names win over the shorter ones inside them; amounts and dates are
    left alone; a place that acts as a government may be both.
    """
    votes: dict[_Key, dict[str, float]] = {}
    sure: dict[_Key, float] = {}
    for m in marks:
        for d in m.names:
            if d.kind in NOMINAL_KINDS:
                key = _words(m, d.start, d.end)
                tally = votes.setdefault(key, {})
                tally[d.kind] = tally.get(d.kind, 0.0) + d.score
                sure[key] = max(sure.get(key, 0.0), d.score)
    kinds = {key: max(sorted(tally), key=tally.__getitem__) for key, tally in votes.items()}
    for m in marks:
        for d in list(m.names):
            kind = kinds.get(_words(m, d.start, d.end), d.kind)
            if d.kind in NOMINAL_KINDS and kind != d.kind and {kind, d.kind} != {"gov", "place"}:
                m.names[m.names.index(d)] = replace(d, kind=kind)
                _label(m, d.start, d.end, kind)
    by_first: dict[str, list[_Key]] = {}
    for key in sorted(kinds, key=lambda k: (-len(k), k)):
        if sure[key] >= SURE and any(ch.isupper() for ch in key[0]):
            by_first.setdefault(key[0], []).append(key)
    for m in marks:
        for start, key in list(_found(m, by_first)):
            _put(m, DraftMention(start, start + len(key), kinds[key], False, sure[key]))


def _words(m: SentenceMarks, start: int, end: int) -> _Key:
    return tuple(m.encoded.text[a:b] for a, b in m.encoded.words[start:end])


def _found(m: SentenceMarks, by_first: dict[str, list[_Key]]) -> Iterator[tuple[int, _Key]]:
    words = _words(m, 0, len(m.encoded.words))
    at = 0
    while at < len(words):
        hit = next((k for k in by_first.get(words[at], ()) if words[at : at + len(k)] == k), None)
        if hit:
            yield at, hit
        at += len(hit) if hit else 1


def _put(m: SentenceMarks, new: DraftMention) -> None:
    """The new name instead of what it covers; not where a longer or equal mention stands."""
    over = [d for d in m.names if d.start < new.end and d.end > new.start]
    if any(d.end - d.start >= new.end - new.start for d in over):
        return
    if any(d.start < new.start or d.end > new.end for d in over):
        return
    m.names = sorted([d for d in m.names if d not in over] + [new], key=lambda d: d.start)
    _label(m, new.start, new.end, new.kind)


def _label(m: SentenceMarks, start: int, end: int, kind: str) -> None:
    """Tells the second pass, which reads labels rather than drafts."""
    label = 1 + 2 * NAME_KINDS.index(kind)
    m.name_labels[start:end] = label + 1
    m.name_labels[start] = label
