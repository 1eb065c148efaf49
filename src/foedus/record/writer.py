"""Adds to the book, a transaction at a time. Nothing is deleted; versions and judgements are closed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, select

from foedus.model import (
    Entity,
    FactVersion,
    Group,
    Judgement,
    Listing,
    NameImport,
    PairJudgement,
    Reading,
    Rejected,
    Story,
)
from foedus.record import claim_writes, entity_writes, pairs, story_reads, story_writes, version_writes
from foedus.record.known import Known
from foedus.record.listings import Progress, add_listings, begin_import, retract_import
from foedus.record.rows import Changed
from foedus.record.tables import moment
from foedus.record.view import View

__all__ = ["Writer"]

_TICK = timedelta(microseconds=1)


class Writer:
    """The one hand that writes; a context manager that commits when left without an error.

    All of a transaction bears one instant of the book's clock, later than every instant before,
    even if the machine's clock was set back: what was known on a date is settled for ever. What was
    not committed when the process dies never was. Its methods raise `BookWriteError` when the book
    cannot be written.
    """

    def __init__(self, connect: Callable[[], Connection], clock: Callable[[], datetime]) -> None:
        self._connect = connect
        self._clock = clock
        self._connection: Connection | None = None
        self._instant: datetime | None = None

    def __enter__(self) -> Self:
        self._connection = self._connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection = self._open
        try:
            if kind is None:
                self.commit()
        finally:
            # Closing takes back what was not committed.
            connection.close()
            self._connection = None

    @property
    def _open(self) -> Connection:
        if self._connection is None:
            raise RuntimeError("a writer is used inside its `with` block")
        return self._connection

    def view(self) -> View:
        """A view that sees what this transaction has written so far."""

        @contextmanager
        def connect() -> Iterator[Connection]:
            yield self._open

        return View(connect)

    def commit(self) -> None:
        """Makes all since the last commit part of the book."""
        self._open.commit()
        self._instant = None

    def rollback(self) -> None:
        """Takes back all since the last commit."""
        self._open.rollback()
        self._instant = None

    def _now(self) -> datetime:
        """The instant of this transaction: the clock's, or just after the last one if that is later."""
        if self._instant is None:
            said = self._clock()
            if said.utcoffset() is None:
                raise ValueError(f"the clock gave {said.isoformat()}, which has no time zone")
            last = self._open.execute(select(func.max(moment.c.recorded_at))).scalar()
            now = said.astimezone(UTC)
            self._instant = now if last is None or now > last else last + _TICK
            self._open.execute(moment.insert(), {"recorded_at": self._instant})
        return self._instant

    def add_story(self, story: Story, *, bands: Iterable[str] = (), signature: bytes = b"") -> bool:
        """Adds a story with its fingerprint; `False` if it is there already, which changes nothing.

        Raises `InputError` when its text holds characters that no database keeps (a lone surrogate,
        a NUL), `ValueError` when a time of it has no zone.
        """
        if self.view().has_story(story.id):
            return False
        story_writes.add_story(self._open, story, (tuple(bands), signature), self._now())
        return True

    def near_copies(self, bands: Iterable[str]) -> list[tuple[str, bytes]]:
        """Id and signature of every story that shares a band: the candidates for a near-copy."""
        return story_reads.near_copies(self._open, bands)

    def add_reading(self, reading: Reading) -> frozenset[Group]:
        """Adds what a reader found, once per story and reader; the groups whose facts it may change.

        The newest reading of a story is the one that counts, so that the claims of two readers never mix.
        Raises `ValueError` when the story is not in the book.
        """
        readers = story_reads.readers_of(self._open, reading.story_id, Known())
        if reading.reader in readers:
            return frozenset()
        self.add_rejected(reading.rejected)
        return claim_writes.add_reading(self._open, reading, readers[-1:], self._now())

    def add_entities(self, entities: Iterable[Entity]) -> int:
        """Adds entities that are new or changed; how many there were."""
        return entity_writes.add_entities(self._open, tuple(entities), self._now)

    def add_judgements(self, judgements: Iterable[Judgement]) -> frozenset[Group]:
        """Adds decisions; the groups whose facts they may change.

        Judgements of one call on one mention belong together: give both names of "both firms" in
        one call. A mention all of whose judgements are in force already is left as it is.
        """
        return entity_writes.add_judgements(self._open, tuple(judgements), self._now)

    def retract_judgements(self, judgement_ids: Collection[str]) -> frozenset[Group]:
        """Takes decisions back, keeping them on record; the groups whose facts that may change."""
        return entity_writes.retract(self._open, judgement_ids, self._now)

    def add_pair_judgements(self, judgements: Iterable[PairJudgement]) -> frozenset[Group]:
        """Adds decisions on two entities as the newest; the groups whose facts they may change.

        One that is in force already is made anew, and so stands before what was decided since.
        """
        return pairs.add_pair_judgements(self._open, tuple(judgements), self._now)

    def retract_pair_judgements(self, judgement_ids: Collection[str]) -> frozenset[Group]:
        """Takes such decisions back, keeping them on record; the groups whose facts that may change."""
        return pairs.retract_pair_judgements(self._open, judgement_ids, self._now)

    def put_versions(self, groups: Collection[Group], versions: Iterable[FactVersion]) -> Changed:
        """Makes `versions` the open versions of all facts of these groups; what was done.

        Open versions that say the same stay untouched, the others are closed. Raises `ValueError`
        when a version belongs to none of the groups.
        """
        return version_writes.put_versions(self._open, frozenset(groups), tuple(versions), self._now)

    def add_rejected(self, rejected: Iterable[Rejected]) -> int:
        """Adds items that were turned away, the same one once; how many were given."""
        return story_writes.add_rejected(self._open, tuple(rejected), self._now)

    def add_run(self, counts: Mapping[str, int | float | str]) -> None:
        """Adds the counts a run ended with."""
        story_writes.add_run(self._open, counts, self._now())

    def begin_import(self, item: NameImport) -> NameImport:
        """Adds an import of names that has no listings yet; the same with its number and instant."""
        return begin_import(self._open, item, self._now())

    def add_listings(
        self, number: int, items: Sequence[tuple[Listing, Sequence[str]]], progress: Progress
    ) -> None:
        """Adds listings of the import of that number, each under its keys, and how far the file was read."""
        add_listings(self._open, number, items, progress, self._now())

    def retract_import(self, number: int) -> None:
        """Takes the import of that number back, keeping it on record."""
        retract_import(self._open, number, self._now())
