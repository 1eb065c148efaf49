"""Imports of names and their listings: how they are added, taken back and found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update

from foedus.errors import BookWriteError
from foedus.model import Listing, NameImport
from foedus.record.coding import pack, unpack
from foedus.record.dialects import insert_new
from foedus.record.known import Known
from foedus.record.listing_tables import import_mark, listing, listing_name, name_import
from foedus.record.tables import entity, judgement, mention

__all__ = [
    "Progress",
    "add_listings",
    "begin_import",
    "find_listings",
    "imports",
    "retract_import",
    "stories_judged_by",
    "unjudged_since",
]

_BUSY = "Another program is importing the same file into the book."


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many rows of a file were met so far, and what came of them; `after`: when it was last told."""

    after: int
    rows: int
    listings: int
    rejected: dict[str, int]
    done: bool = False


def begin_import(connection: Connection, item: NameImport, now: datetime) -> NameImport:
    """Inserts an import that has no listings yet; the same with its number and instant.

    Raises `BookWriteError` where somebody else began it in the meantime.
    """
    same = and_(name_import.c.id == item.id, name_import.c.retracted_at.is_(None))
    if connection.execute(select(name_import.c.number).where(same)).first() is not None:
        raise BookWriteError(_BUSY)
    last = connection.execute(select(func.max(name_import.c.number))).scalar() or 0
    row = {
        "number": last + 1,
        "id": item.id,
        "name": item.name,
        "form": item.form,
        "source": item.source,
        "dated": item.dated,
        "recorded_at": now,
        "retracted_at": None,
    }
    connection.execute(name_import.insert(), row)
    return _import(row, None, Known())


def add_listings(
    connection: Connection,
    number: int,
    items: Sequence[tuple[Listing, Sequence[str]]],
    progress: Progress,
    now: datetime,
) -> None:
    """Inserts the listings of an import, each under the keys it is found by, and the mark how far it is.

    Raises `BookWriteError` where somebody else went on with the import in the meantime.
    """
    marks = select(import_mark).where(import_mark.c.import_number == number)
    last = connection.execute(marks.order_by(import_mark.c.number.desc()).limit(1)).first()
    if (last.rows if last else 0) != progress.after or (last is not None and last.done):
        raise BookWriteError(_BUSY)
    first = (connection.execute(select(func.max(listing.c.number))).scalar() or 0) + 1
    if items:
        rows = [_row(item, first + place, number) for place, (item, _) in enumerate(items)]
        connection.execute(listing.insert(), rows)
    # In the order of the index: a tenth of the pages to write.
    names = sorted({(key, first + place) for place, (_, keys) in enumerate(items) for key in keys})
    insert_new(connection, listing_name, [{"key": key, "listing": at} for key, at in names])
    mark = {
        "import_number": number,
        "number": last.number + 1 if last else 1,
        "rows": progress.rows,
        "listings": progress.listings,
        "rejected": pack(progress.rejected),
        "done": progress.done,
        "recorded_at": now,
    }
    connection.execute(import_mark.insert(), mark)


def _row(item: Listing, number: int, import_number: int) -> dict[str, Any]:
    return {
        "number": number,
        "import_number": import_number,
        "row": item.row,
        "own_id": item.own_id,
        "name": item.name,
        "kind": item.kind,
        "dated": item.dated,
        "body": pack(dict(item.values)),
    }


def retract_import(connection: Connection, number: int, now: datetime) -> None:
    """Closes an import that is in force."""
    open_now = and_(name_import.c.number == number, name_import.c.retracted_at.is_(None))
    connection.execute(update(name_import).where(open_now).values(retracted_at=now))


def imports(connection: Connection, known: Known) -> list[NameImport]:
    """Every import, as known, oldest first."""
    marks = select(import_mark).where(known.since(import_mark.c.recorded_at)).order_by(import_mark.c.number)
    newest = {row.import_number: row for row in connection.execute(marks)}
    query = select(name_import).where(known.since(name_import.c.recorded_at)).order_by(name_import.c.number)
    rows = connection.execute(query).all()
    return [_import(row._asdict(), newest.get(row.number), known) for row in rows]


def _import(row: dict[str, Any], mark: Row[Any] | None, known: Known) -> NameImport:
    return NameImport(
        number=row["number"],
        id=row["id"],
        name=row["name"],
        form=row["form"],
        source=row["source"],
        dated=row["dated"],
        recorded_at=row["recorded_at"],
        retracted_at=known.as_seen(row["retracted_at"]),
        done_at=mark.recorded_at if mark is not None and mark.done else None,
        rows=mark.rows if mark is not None else 0,
        listings=mark.listings if mark is not None else 0,
        rejected=MappingProxyType(unpack(mark.rejected) if mark is not None else {}),
    )


def find_listings(connection: Connection, key: str, limit: int, known: Known) -> list[Listing]:
    """The listings under a key, of imports that are done and in force, oldest first; at most `limit`."""
    query = (
        select(
            listing,
            name_import.c.id.label("import_id"),
            name_import.c.source,
            name_import.c.dated.label("made"),
        )
        .join(listing_name, listing_name.c.listing == listing.c.number)
        .join(name_import, name_import.c.number == listing.c.import_number)
        .join(import_mark, and_(import_mark.c.import_number == name_import.c.number, import_mark.c.done))
        .where(
            listing_name.c.key == key,
            known.since(import_mark.c.recorded_at),
            known.between(name_import.c.recorded_at, name_import.c.retracted_at),
        )
        .order_by(listing.c.number)
        .limit(limit)
    )
    return [_listing(row) for row in connection.execute(query)]


def _listing(row: Row[Any]) -> Listing:
    values = {field: tuple(some) for field, some in unpack(row.body).items()}
    return Listing(
        own_id=row.own_id,
        name=row.name,
        kind=row.kind,
        row=row.row,
        source=row.source,
        dated=row.dated or row.made,
        values=MappingProxyType(values),
        import_id=row.import_id,
    )


def stories_judged_by(connection: Connection, import_id: str) -> list[str]:
    """The stories in which a judgement in force gives an import as a reason."""
    resting = select(judgement.c.mention_id).where(
        judgement.c.retracted_at.is_(None), judgement.c.reasons.contains(import_id, autoescape=True)
    )
    query = select(mention.c.story_id).where(mention.c.id.in_(resting)).distinct()
    return sorted(connection.execute(query).scalars())


def unjudged_since(connection: Connection) -> frozenset[str]:
    """The entities on which no judgement is in force, where an import was ever taken back."""
    taken_back = select(name_import.c.number).where(name_import.c.retracted_at.is_not(None)).limit(1)
    if connection.execute(taken_back).first() is None:
        return frozenset()
    live = select(judgement.c.number).where(
        judgement.c.entity_id == entity.c.id, judgement.c.retracted_at.is_(None)
    )
    return frozenset(connection.execute(select(entity.c.id).where(~live.exists())).scalars())
