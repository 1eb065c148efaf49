"""The counts of a run while it goes on."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from foedus.flow.counts import Counts
from foedus.flow.options import FlowOptions
from foedus.model import Reading, Rejected, Story
from foedus.record import Changed

__all__ = ["Tally"]


class Tally:
    """Counts while they grow, told to whom the options name; `counts()` is how they stand."""

    def __init__(self, options: FlowOptions) -> None:
        self._options = options
        self._started = options.clock()
        self._numbers: Counter[str] = Counter()
        self._rejected: Counter[tuple[str, str]] = Counter()

    def add(self, **numbers: int) -> None:
        """Adds to the counts of these names."""
        self._numbers.update(numbers)

    def story(self, story: Story, reading: Reading, changed: Changed) -> None:
        """Counts a story that is in the book now, with its claims and what they changed."""
        self._rejected.update((item.stage, item.reason) for item in reading.rejected)
        self.add(stories=1, copies=int(story.duplicate_of is not None), sentences=reading.sentences)
        self.add(claims=len(reading.claims), facts_opened=changed.opened, facts_closed=changed.closed)

    def turn_away(self, item: Rejected) -> None:
        """Counts an item that is no story, or none that could be read."""
        self._rejected[item.stage, item.reason] += 1
        self.add(turned_away=1)
        self._options.on_rejected(item)

    def tell(self) -> None:
        """Tells how far the run has come."""
        self._options.on_progress(self.counts())

    def counts(self, *, interrupted: bool = False) -> Counts:
        """The counts so far."""
        return Counts(
            **self._numbers,
            rejected=MappingProxyType(dict(self._rejected)),
            seconds=(self._options.clock() - self._started).total_seconds(),
            interrupted=interrupted,
        )
