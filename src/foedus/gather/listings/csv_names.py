"""CSV with columns of our own naming: one row is one organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.errors import InputError
from foedus.gather.listings.drafts import day_of, draft
from foedus.gather.listings.openings import Bad, NamesFile
from foedus.gather.listings.rows import header_of, rows_of
from foedus.model import Listing

__all__ = ["COLUMNS", "read_csv", "unused_columns"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "company", "organisation", "organization", "company_name", "legal_name", "title"),
    "id": ("id", "own_id", "key"),
    "kind": ("kind",),
    "alias": ("alias", "aliases", "also_known_as", "aka", "trading_name"),
    "former": ("former", "formerly", "former_name", "former_names", "previous_name"),
    "weak_alias": ("weak_alias", "ambiguous"),
    "ticker": ("ticker", "tickers", "symbol"),
    "exchange": ("exchange",),
    "lei": ("lei", "lei_code"),
    "cik": ("cik",),
    "isin": ("isin",),
    "wikidata": ("wikidata", "wikidata_id", "qid"),
    "country": ("country", "country_code"),
    "region": ("region", "state"),
    "city": ("city",),
    "parent": ("parent", "parent_company", "owner"),
    "website": ("website", "url", "homepage"),
    "founded": ("founded", "year_founded", "incorporated"),
    "industry": ("industry", "sector"),
    "category": ("category", "legal_form"),
    "status": ("status",),
    "tag": ("tag", "tags"),
    "dated": ("dated", "date", "as_of", "updated"),
    "source": ("source",),
}
"""What a column means, and the headings by which it is known; case, blanks, `-` and `_` do not matter."""

KINDS = frozenset({"org", "gov", "person", "product", "threat"})
_MANY = frozenset({"alias", "former", "weak_alias", "ticker", "exchange", "isin", "industry", "tag"})
_NOT_VALUES = frozenset({"name", "id", "kind", "dated"})
_SPLIT = re.compile(r"\s*[|;]\s*")


def _plain(heading: str) -> str:
    return re.sub(r"[\s_-]+", "", heading).casefold()


_FIELD_OF = {_plain(heading): field for field, headings in COLUMNS.items() for heading in headings}


def _places(file: NamesFile) -> dict[str, int]:
    """Where each column that is known stands; of two that mean the same the first."""
    places: dict[str, int] = {}
    for place, heading in enumerate(header_of(file.head)[0]):
        field = _FIELD_OF.get(_plain(heading))
        if field is not None:
            places.setdefault(field, place)
    return places


def unused_columns(file: NamesFile) -> tuple[str, ...]:
    """The headings that mean nothing to us, as they are written."""
    used = set(_places(file).values())
    return tuple(
        heading for place, heading in enumerate(header_of(file.head)[0]) if heading and place not in used
    )


def read_csv(file: NamesFile) -> Iterator[Listing | Bad]:
    """The listings of the rows. Raises `InputError` where no column holds names."""
    places = _places(file)
    if "name" not in places:
        raise InputError(f"{file.path} has no column 'name': docs/registry.md lists the columns.")
    for item in rows_of(file):
        yield item if isinstance(item, Bad) else _listing(item[0], item[1], places)


def _listing(number: int, fields: list[str], places: dict[str, int]) -> Listing | Bad:
    stated = {field: fields[place] for field, place in places.items() if fields[place]}
    kind = stated.get("kind", "org").strip().lower() or "org"
    if kind not in KINDS:
        detail = f"the kind {kind[:40]!r} is none of {', '.join(sorted(KINDS))}"
        return Bad(row=number, reason="unknown_kind", detail=detail)
    dated = day_of(stated.get("dated", ""))
    if stated.get("dated", "").strip() and dated is None:
        detail = f"the date {stated['dated'][:40]!r} is not like 2025-06-19"
        return Bad(row=number, reason="bad_date", detail=detail)
    return draft(
        number,
        own_id=stated.get("id", "") or stated.get("lei", ""),
        name=stated.get("name", ""),
        kind=kind,
        values={
            field: _SPLIT.split(text) if field in _MANY else (text,)
            for field, text in stated.items()
            if field not in _NOT_VALUES
        },
        dated=dated,
    )
