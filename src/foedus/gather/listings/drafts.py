"""A listing made of what a format found, cleaned; or why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from foedus.gather.listings.openings import Bad
from foedus.model import Listing

__all__ = ["day_of", "draft"]

MAX_NAME = 300
MAX_VALUE = 500
MAX_VALUES = 200

_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
_DAY = re.compile(r"\+?(\d{4})-(\d\d)-(\d\d)")
_UPPER = frozenset({"country", "lei", "ticker", "exchange", "isin", "wikidata"})


def draft(
    row: int, *, own_id: str, name: str, kind: str, values: Mapping[str, Iterable[str]], dated: date | None
) -> Listing | Bad:
    """The listing with blanks folded and empty or broken values left out; `Bad` without a sound name.

    Without an id of its own it is known by its name and country.
    """
    name = " ".join(name.split())
    if not any(map(str.isalnum, name)):
        return Bad(row=row, reason="no_name", detail="there is no name")
    if len(name) > MAX_NAME:
        return Bad(row=row, reason="name_too_long", detail=f"the name is longer than {MAX_NAME} characters")
    if not name.isprintable() and _UNSAFE.search(name):
        return Bad(row=row, reason="bad_characters", detail="the name holds characters that are no text")
    kept = {field: found for field, some in values.items() if (found := _clean(field, some, name))}
    own_id = " ".join(own_id.split())[:MAX_VALUE]
    if not own_id.isprintable() and _UNSAFE.search(own_id):
        return Bad(row=row, reason="bad_characters", detail="the id holds characters that are no text")
    return Listing(
        own_id=own_id or "|".join((name.casefold(), kind, *kept.get("country", ()))),
        name=name,
        kind=kind,
        row=row,
        dated=dated,
        values=MappingProxyType(kept),
    )


def _clean(field: str, values: Iterable[str], name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for value in values:
        text = " ".join(value.split())
        if not text or len(text) > MAX_VALUE or text == name or _is_unsafe(text):
            continue
        found[text.upper() if field in _UPPER else text] = None
        if len(found) == MAX_VALUES:
            break
    return tuple(found)


def _is_unsafe(text: str) -> bool:
    return not text.isprintable() and _UNSAFE.search(text) is not None


def day_of(text: str) -> date | None:
    """The day a date or timestamp begins with (`2025-06-19T…`); `None` where there is none."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
