"""JSON Lines, an entity a line: FollowTheMoney and Wikidata."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from foedus.gather.listings.drafts import day_of, draft
from foedus.gather.listings.openings import Bad, NamesFile
from foedus.gather.listings.wikidata import wikidata_listing
from foedus.model import Listing

__all__ = ["NO_ORGANISATION", "read_ftm", "read_wikidata"]

NO_ORGANISATION = "no_organisation"
"""Why most lines of such a file are turned away: they are about something else."""

_ORGS = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Asset"})
_PROPERTIES = {
    "former": ("previousName",),
    "weak_alias": ("weakAlias", "abbreviation"),
    "ticker": ("ticker",),
    "lei": ("leiCode",),
    "cik": ("cikCode",),
    "isin": ("isinCode",),
    "wikidata": ("wikidataId",),
    "country": ("jurisdiction", "country", "mainCountry"),
    "website": ("website",),
    "founded": ("incorporationDate",),
    "industry": ("sector",),
    "category": ("legalForm", "classification"),
    "status": ("status",),
    "parent": ("parent",),
    "tag": ("topics",),
}

_Line: TypeAlias = Callable[[int, Mapping[str, Any]], Listing | Bad]


def read_ftm(file: NamesFile) -> Iterator[Listing | Bad]:
    """The organisations of the lines; persons, addresses, sanctions and the like are turned away."""
    return _lines(file, _ftm_listing)


def read_wikidata(file: NamesFile) -> Iterator[Listing | Bad]:
    """The organisations of the lines, in a dump as it comes (one array) or as JSON Lines."""
    return _lines(file, lambda number, entry: wikidata_listing(number, entry) or _other(number))


def _lines(file: NamesFile, listing: _Line) -> Iterator[Listing | Bad]:
    for number, line in file.lines():
        if isinstance(line, Bad):
            yield line
            continue
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            entry = json.loads(text)
        except (ValueError, RecursionError):
            yield Bad(row=number, reason="broken_row", detail="the line is no JSON")
            continue
        if not isinstance(entry, dict):
            yield Bad(row=number, reason="broken_row", detail="the line is no JSON object")
            continue
        yield listing(number, entry)


def _other(number: int) -> Bad:
    return Bad(row=number, reason=NO_ORGANISATION, detail="the line is about no organisation")


def _ftm_listing(number: int, entry: Mapping[str, Any]) -> Listing | Bad:
    schema, properties = entry.get("schema"), entry.get("properties")
    if not isinstance(schema, str) or not isinstance(properties, dict):
        return Bad(row=number, reason="broken_row", detail="the line has no 'schema' and 'properties'")
    if schema not in _ORGS or (schema == "Asset" and not properties.get("name")):
        return _other(number)

    def texts(*names: str) -> list[str]:
        found = [properties.get(name) for name in names]
        lists = [one if isinstance(one, list) else [one] for one in found]
        return [text for some in lists for text in some if isinstance(text, str)]

    names = texts("name")
    caption = entry.get("caption")
    caption = caption if isinstance(caption, str) and caption in names else None
    values = {field: texts(*properties) for field, properties in _PROPERTIES.items()}
    seen = entry.get("last_change") or entry.get("last_seen") or ""
    return draft(
        number,
        own_id=entry["id"] if isinstance(entry.get("id"), str) else "",
        name=caption or (names[0] if names else ""),
        kind="gov" if schema == "PublicBody" else "org",
        values={"alias": [*names, *texts("alias")], **values},
        dated=day_of(seen if isinstance(seen, str) else ""),
    )
