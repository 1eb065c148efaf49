"""The dossier of a pair: standing, what is in force, what is open, the timeline, what is disputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from foedus.analyse.lines import Archive, Dispute, Line
from foedus.analyse.lookup import find
from foedus.analyse.standing import Clause, Standing, standing
from foedus.analyse.timeline import Entry, entries
from foedus.analyse.wording import wording
from foedus.errors import InputError, NotFoundError
from foedus.model import Entity
from foedus.reconcile import sources

if TYPE_CHECKING:
    from foedus.record import View

__all__ = ["Clause", "Coverage", "Dossier", "Standing", "dossier", "sorted_lines", "today"]

_OPEN = ("planned", "negotiated", "offered", "demanded", "considered", "possible", "rumoured", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a dossier rests on; `sources` are independent, copies are counted in `stories` only."""

    claims: int
    stories: int
    outlets: int
    sources: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """How two entities stand; every line leads to fact ids, claims and words.

    `undecided` holds what is planned, negotiated, offered, demanded, considered, possible,
    rumoured or denied; `over` what has ended, failed or run out.
    """

    a: Entity
    b: Entity
    valid_on: date | None
    known_on: datetime | None
    standing: Standing
    in_force: tuple[Line, ...]
    undecided: tuple[Line, ...]
    over: tuple[Line, ...]
    timeline: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    coverage: Coverage

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every fact of the pair."""
        return (*self.in_force, *self.undecided, *self.over)


def dossier(view: View, a: str | Entity, b: str | Entity) -> Dossier:
    """Where two entities, or the entities of two names, stand in this view.

    Raises `NotFoundError` where a name is unknown or nothing was ever said of the two together,
    `InputError` where both names mean one entity.
    """
    one = a if isinstance(a, Entity) else find(view, a).entity
    two = b if isinstance(b, Entity) else find(view, b).entity
    if one.id == two.id:
        raise InputError(f"Both names mean {one.name}: a dossier is of two.")
    versions = view.pair_versions(one.id, two.id)
    if not versions:
        raise NotFoundError(f"The book holds nothing between {one.name} and {two.name}.")
    archive = Archive(view, versions)
    lines = archive.lines()
    day = today(view)
    in_force, undecided, over = sorted_lines(lines, day)
    return Dossier(
        a=one,
        b=two,
        valid_on=view.valid_on,
        known_on=view.known_on,
        standing=standing(one, two, in_force=in_force, undecided=undecided, over=over),
        in_force=in_force,
        undecided=undecided,
        over=over,
        timeline=entries(archive, lines),
        disputes=archive.disputes(lines),
        coverage=_coverage(archive),
    )


def today(view: View) -> date | None:
    """The day that "in force" means: the one asked for, else the day the book was last written.

    The machine's clock is never asked: the same two dates give the same answer for ever.
    """
    if view.valid_on is not None:
        return view.valid_on
    moment = view.known_on or view.newest
    return moment.date() if moment else None


def sorted_lines(
    lines: Sequence[Line], day: date | None
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """The lines in force on that day, those undecided, and those that are over."""
    in_force = [line for line in lines if line.state == "done" and not _run_out(line, day)]
    over = [line for line in lines if line.state in ("ended", "failed")]
    over += [line for line in lines if line.state == "done" and _run_out(line, day)]
    undecided = [line for line in lines if line.state in _OPEN]
    in_force.sort(key=_order)
    undecided.sort(key=lambda line: (_OPEN.index(line.state), *_order(line)))
    over.sort(key=_order)
    return tuple(in_force), tuple(undecided), tuple(over)


def _run_out(line: Line, day: date | None) -> bool:
    end = line.version.valid.end
    # What happened on a day is not over when the day is: only what lasts runs out.
    return day is not None and end is not None and end < day and not wording(line.version.fact.relation).event


def _order(line: Line) -> tuple[float, float, str]:
    """The surest first; of equally sure ones the one that tells most of where two stand."""
    fact = line.version.fact
    return -round(line.version.confidence, 2), -wording(fact.relation).weight, fact.id


def _coverage(archive: Archive) -> Coverage:
    linked = archive.linked().values()
    stories = {one.source.story_id: one.source for one in archive.evidence({i.claim.id for i in linked})}
    days = sorted(source.published_at for source in stories.values() if source.published_at)
    return Coverage(
        claims=len({item.claim.id for item in linked}),
        stories=len(stories),
        outlets=len({source.outlet for source in stories.values() if source.outlet}),
        sources=len(sources(linked)),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
