"""The mentions of one story while it is read: their spans, and the names nominals stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from foedus.model import Mention, Sentence, Span, Story
from foedus.read.decode import DraftMention, SentenceMarks
from foedus.read.labels import NOMINAL_KINDS
from foedus.read.names import NameGroups
from foedus.read.network import ReferenceScorer
from foedus.read.references import Place, refer

__all__ = ["Names"]


# A claim whose nominal stands for no name of the story may still hold; it must be surer on its own.
NOBODY = 0.5


class Names:
    """Names and nominals of one story; nominals are resolved when a claim asks for them."""

    def __init__(
        self,
        story: Story,
        sentences: Sequence[Sentence],
        marks: Sequence[SentenceMarks],
        scorer: ReferenceScorer,
    ) -> None:
        self._story = story
        self._sentences = sentences
        self._marks = marks
        self._scorer = scorer
        surfaces = [
            (self.span(n, d.start, d.end).words, d.kind)
            for n, m in enumerate(marks)
            for d in m.names
            if d.kind in NOMINAL_KINDS
        ]
        self._groups = NameGroups(surfaces)
        self._places = list(self._name_places())
        self._resolved: dict[tuple[int, int, int], tuple[tuple[int, ...], float]] = {}

    def _name_places(self) -> Iterator[Place]:
        for number, m in enumerate(self._marks):
            leads = True
            for d in m.names:
                if d.kind not in NOMINAL_KINDS:
                    continue
                place = self._place(number, d)
                place.group = self._groups.group(place.words, d.kind)
                place.leads = leads
                leads = False
                yield place

    def _place(self, number: int, d: DraftMention) -> Place:
        span = self.span(number, d.start, d.end)
        state = self._marks[number].words[d.start : d.end].mean(axis=0, dtype=np.float32)
        leads = not any(other.start < d.start for other in self._marks[number].names)
        return Place(number, span.start, span.end, span.words, d.kind, state, d.nominal, leads=leads)

    def span(self, number: int, start: int, end: int) -> Span:
        """The words [start, end) of a sentence as a span of the story."""
        words, base = self._marks[number].encoded.words, self._sentences[number].start
        a, b = base + words[start][0], base + words[end - 1][1]
        return Span(story_id=self._story.id, start=a, end=b, words=self._story.text[a:b])

    def mention(self, number: int, d: DraftMention, barred: frozenset[int] = frozenset()) -> Mention:
        """The mention of a draft; a nominal gets the name it stands for, or None where none fits."""
        span = self.span(number, d.start, d.end)
        if not d.nominal:
            return Mention(span=span, kind=d.kind)
        groups = self._refer(number, d, barred)
        referent = " & ".join(self._groups.main(group) for group in groups) or None
        return Mention(span=span, kind=d.kind, nominal=True, referent=referent)

    def _refer(self, number: int, d: DraftMention, barred: frozenset[int]) -> tuple[int, ...]:
        key = (number, d.start, d.end)
        if key not in self._resolved or barred & set(self._resolved[key][0]):
            place = self._place(number, d)
            found, sure = refer(place, self._places, self._groups, self._scorer, barred=barred)
            self._resolved[key] = (found, sure)
            if len(found) == 1:
                place.group = found[0]
                self._insert(place)
        return self._resolved[key][0]

    def sureness(self, number: int, d: DraftMention | None) -> float:
        """How sure it is which name a draft's mention means: 1 for a name, `NOBODY` where none fits."""
        if d is None or not d.nominal:
            return 1.0
        groups, sure = self._resolved.get((number, d.start, d.end), ((), 0.0))
        return sure if groups else NOBODY

    def _insert(self, place: Place) -> None:
        at = len(self._places)
        while at and self._places[at - 1].start > place.start:
            at -= 1
        self._places.insert(at, place)

    def ends(
        self, number: int, subject: DraftMention, other: DraftMention | None
    ) -> tuple[Mention, Mention | None] | None:
        """Both ends of a claim; None where they turn out to be one and the same name."""
        if other is None:
            return self.mention(number, subject), None
        same = (subject.start, subject.end) == (other.start, other.end)
        first, second = (subject, other) if not subject.nominal else (other, subject)
        known = self.mention(number, first)
        taken = self._groups_of(number, first)
        far = self.mention(number, second, frozenset() if same else taken)
        pair = (known, far) if first is subject else (far, known)
        if same:
            return pair if known.referent and " & " in known.referent else None
        if (
            pair[0].name is not None
            and pair[0].name == pair[1].name
            and not (taken and " & " in (known.referent or ""))
        ):
            return None
        return pair

    def _groups_of(self, number: int, d: DraftMention) -> frozenset[int]:
        if d.nominal:
            return frozenset(self._resolved.get((number, d.start, d.end), ((), 0.0))[0])
        return frozenset({self._groups.group(self.span(number, d.start, d.end).words, d.kind)} - {-1})

    def mentions(self) -> Iterator[Mention]:
        """Every name of the story (not the nominals, which only claims bring in)."""
        for number, m in enumerate(self._marks):
            for d in m.names:
                yield Mention(span=self.span(number, d.start, d.end), kind=d.kind)
