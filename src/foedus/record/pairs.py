"""Judgements on two entities: how they stand, and which mentions move when one is made or taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from foedus.model import Group, Identities, PairJudgement, Ruling, by_user
from foedus.record.coding import pack, unpack
from foedus.record.entity_writes import moved
from foedus.record.known import Known
from foedus.record.links import identities_of, rulings_of
from foedus.record.rows import chunks
from foedus.record.tables import judgement, pair_judgement

__all__ = ["add_pair_judgements", "pair_judgement_of", "pair_judgements", "retract_pair_judgements"]


def pair_judgements(connection: Connection, known: Known) -> list[PairJudgement]:
    """The judgements on pairs that are in force, as known, oldest first."""
    live = known.between(pair_judgement.c.recorded_at, pair_judgement.c.retracted_at)
    return _found(connection, select(pair_judgement).where(live), known)


def pair_judgement_of(connection: Connection, judgement_id: str, known: Known) -> PairJudgement | None:
    """The judgement of that id, in force or taken back, as it was last made; `None` if never."""
    query = select(pair_judgement).where(
        pair_judgement.c.id == judgement_id, known.since(pair_judgement.c.recorded_at)
    )
    found = _found(connection, query, known)
    return found[-1] if found else None


def _found(connection: Connection, query: Select[Any], known: Known) -> list[PairJudgement]:
    rows = connection.execute(query.order_by(pair_judgement.c.number))
    return [_judgement(row, known) for row in rows]


def _judgement(row: Row[Any], known: Known) -> PairJudgement:
    return PairJudgement(
        one_id=row.one_id,
        other_id=row.other_id,
        verdict=row.verdict,
        reasons=tuple(unpack(row.reasons)),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        retracted_at=known.as_seen(row.retracted_at),
    )


def add_pair_judgements(
    connection: Connection, items: Sequence[PairJudgement], now: Callable[[], datetime]
) -> frozenset[Group]:
    """Inserts decisions as the newest; one made before is renewed. The groups of the claims they move."""
    fresh = list({item.id: item for item in items}.values())
    if not fresh:
        return frozenset()
    standing = rulings_of(connection, Known())
    last = connection.execute(select(func.max(pair_judgement.c.number))).scalar() or 0
    renewed = {item.id for item in fresh}
    numbered = list(enumerate(fresh, last + 1))
    after = [ruling for judgement_id, ruling in standing if judgement_id not in renewed]
    after += [_ruling(item, number) for number, item in numbered]

    def change() -> None:
        _close(connection, renewed, now)
        connection.execute(pair_judgement.insert(), [_row(item, number, now()) for number, item in numbered])

    return _moved(connection, fresh, after, change)


def retract_pair_judgements(
    connection: Connection, judgement_ids: Collection[str], now: Callable[[], datetime]
) -> frozenset[Group]:
    """Closes those of these decisions that are in force; the groups of the claims that moves."""
    going = [item for item in pair_judgements(connection, Known()) if item.id in judgement_ids]
    if not going:
        return frozenset()
    ids = {item.id for item in going}
    after = [ruling for judgement_id, ruling in rulings_of(connection, Known()) if judgement_id not in ids]
    return _moved(connection, going, after, lambda: _close(connection, ids, now))


def _close(connection: Connection, judgement_ids: Iterable[str], now: Callable[[], datetime]) -> None:
    for some in chunks(sorted(judgement_ids)):
        statement = update(pair_judgement).where(
            pair_judgement.c.id.in_(some), pair_judgement.c.retracted_at.is_(None)
        )
        connection.execute(statement.values(retracted_at=now()))


def _ruling(item: PairJudgement, number: int) -> Ruling:
    return Ruling(by_user(item.decided_by), number, item.verdict, item.one_id, item.other_id)


def _row(item: PairJudgement, number: int, now: datetime) -> dict[str, Any]:
    return {
        "number": number,
        "id": item.id,
        "one_id": item.one_id,
        "other_id": item.other_id,
        "verdict": item.verdict,
        "reasons": pack(item.reasons),
        "decided_by": item.decided_by,
        "decided_at": item.decided_at or now,
        "recorded_at": now,
        "retracted_at": None,
    }


def _moved(
    connection: Connection,
    items: Iterable[PairJudgement],
    rulings: Iterable[Ruling],
    change: Callable[[], object],
) -> frozenset[Group]:
    """Makes the change that leaves these rulings in force; the groups that claims left or joined by it."""
    before, after = identities_of(connection, Known()), Identities(rulings)
    named = {entity_id for item in items for entity_id in (item.one_id, item.other_id)}
    around = before.around(named) | after.around(named)
    return moved(connection, _mentions(connection, before, after, around), change)


def _mentions(
    connection: Connection, before: Identities, after: Identities, around: frozenset[str]
) -> set[str]:
    """The mentions that mean something else after than before; only entities around can have changed."""
    elsewhere = [one for one in sorted(around) if before.canonical(one) != after.canonical(one)]
    names = sorted({name for pair in before.parted() | after.parted() for name in pair} & around)
    found: set[str] = set()
    for column, ids in ((judgement.c.entity_id, elsewhere), (judgement.c.name_id, names)):
        for some in chunks(ids):
            query = select(judgement.c.mention_id, judgement.c.entity_id, judgement.c.name_id).where(
                column.in_(some), judgement.c.verdict != "unsure", judgement.c.retracted_at.is_(None)
            )
            found.update(
                row.mention_id
                for row in connection.execute(query.distinct())
                if before.meant(row.entity_id, row.name_id) != after.meant(row.entity_id, row.name_id)
            )
    return found
