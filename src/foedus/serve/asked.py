"""What was typed: dates, names and the book, checked before any work is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from foedus.analyse import Found, find
from foedus.errors import InputError
from foedus.model import Entity
from foedus.record import Book, View, open_book
from foedus.serve.console import note
from foedus.serve.plain import plain
from foedus.settings import Settings

__all__ = ["asked_entity", "asked_view", "book_to_read", "parse_day"]

_CANDIDATES = 5
_STANDING = ("org", "gov")


def parse_day(text: str | None, option: str) -> date | None:
    """The day typed as YYYY-MM-DD; `None` for none. Raises `InputError` for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{option} takes a date such as 2025-06-19, not {plain(text)[:40]!r}.") from None


def book_to_read(where: str | None, settings: Settings) -> Book:
    """The book at the place typed or set; raises `BookError` where there is none."""
    return open_book(settings.book if where is None else where, create=False)


def asked_view(book: Book, *, as_of: str | None, known_on: str | None) -> View:
    """The view of the days typed; what was known on a day is what was known when it ended, in UTC."""
    day = parse_day(known_on, "--known-on")
    moment = datetime.combine(day, time.max, tzinfo=UTC) if day else None
    return book.view(valid_on=parse_day(as_of, "--as-of"), known_on=moment)


def _is_plain(found: Found) -> bool:
    """Whether it is an organisation, and what else bears the name none: then nobody need be told."""
    return found.entity.kind in _STANDING and all(one.kind not in _STANDING for one in found.others)


def asked_entity(view: View, name: str) -> Entity:
    """The entity a typed name means; says so where others bear the name too. Raises `NotFoundError`."""
    if not name.strip():
        raise InputError("A name is empty: give the name of an organisation.")
    found = find(view, name.encode("utf-8", "replace").decode("utf-8"))
    if found.others and not _is_plain(found):
        others = [f"{one.name} ({one.kind}, {one.id})" for one in found.others[:_CANDIDATES]]
        more = len(found.others) - len(others)
        listed = ", ".join(others) + (f" and {more} more" if more > 0 else "")
        chosen = f"{found.entity.name} ({found.entity.kind}, {found.entity.id})"
        note(f"{name!r} may mean several: taking {chosen}, named most; others: {listed}. An id works too.")
    return found.entity
