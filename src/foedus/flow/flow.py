"""The road: gather → read → resolve → reconcile → record. The only file in which the stages meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foedus.flow.copies import enter
from foedus.flow.counts import Counts
from foedus.flow.extracted import Extracted
from foedus.flow.linking import Linking
from foedus.flow.options import FlowOptions
from foedus.flow.reading import read_one
from foedus.flow.tally import Tally
from foedus.gather import gather
from foedus.model import Reading, Rejected, Story
from foedus.read import Reader
from foedus.reconcile import reconcile
from foedus.record import Book, View, Writer
from foedus.resolve import Registry

__all__ = ["extract", "read_into"]

_DEFAULTS = FlowOptions()


def extract(
    inputs: Iterable[str], *, reader: Reader, options: FlowOptions = _DEFAULTS
) -> Iterator[Extracted]:
    """What the reader finds in each story, and what was turned away; raises the errors of `gather`."""
    for item in gather(inputs, options=options.gather, clock=options.clock):
        yield Extracted.of(item, item if isinstance(item, Rejected) else read_one(reader, item))


def read_into(
    book: Book, inputs: Iterable[str], *, reader: Reader, registry: Registry, options: FlowOptions = _DEFAULTS
) -> Counts:
    """The counts of a run that reads the inputs into the book, a transaction a story.

    A story that this reader version has read is passed over: a run cut off goes on where it stood. On
    `KeyboardInterrupt` the story in hand is taken back, the run noted, the interrupt raised again.
    """
    with book.writer(options.clock) as writer:
        road = _Road(book.view(), writer, reader, Linking(registry, book.view()), Tally(options))
        try:
            for item in gather(inputs, options=options.gather, clock=options.clock):
                road.take(item)
        except KeyboardInterrupt:
            writer.rollback()
            road.end(interrupted=True)
            raise
        return road.end()


@dataclass(frozen=True, slots=True)
class _Road:  # what an item meets on its way into the book
    view: View
    writer: Writer
    reader: Reader
    linking: Linking
    tally: Tally

    def take(self, item: Story | Rejected) -> None:
        """Brings one item to its end: known, in the book with its facts, or turned away and counted."""
        self.tally.add(items=1)
        if isinstance(item, Rejected):
            self._turn_away(item)
        elif self.reader.version in self.view.read_by(item.id):
            self.tally.add(known=1)
        elif isinstance(reading := read_one(self.reader, item), Rejected):
            self._turn_away(reading)
        else:
            self._record(item, reading)
        self.tally.tell()

    def _record(self, story: Story, reading: Reading) -> None:
        entered = enter(story, self.writer)
        if isinstance(entered, Rejected):
            return self._turn_away(entered)
        groups = self.writer.add_reading(reading)
        judged = self.linking.judge(reading)
        self.writer.add_entities(judged.entities)
        groups |= self.writer.add_judgements(judged.judgements)
        changed = self.writer.put_versions(groups, reconcile(self.writer.view().claims_for_groups(groups)))
        self.writer.commit()
        self.linking.learn(judged.entities)
        return self.tally.story(entered, reading, changed)

    def _turn_away(self, item: Rejected) -> None:
        self.writer.add_rejected((item,))
        self.writer.commit()
        self.tally.turn_away(item)

    def end(self, *, interrupted: bool = False) -> Counts:
        """Notes the run in the book; its counts."""
        counts = self.tally.counts(interrupted=interrupted)
        self.writer.add_run(counts.as_row())
        self.writer.commit()
        return counts
