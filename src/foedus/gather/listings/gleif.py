"""GLEIF's golden copy of level 1, CSV: legal entities by their LEI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.errors import InputError
from foedus.gather.listings.drafts import day_of, draft
from foedus.gather.listings.openings import Bad, NamesFile
from foedus.gather.listings.rows import header_of, rows_of
from foedus.model import Listing

__all__ = ["is_gleif", "read_gleif"]

_OTHER = "Entity.OtherEntityNames.OtherEntityName."
_LATIN = "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName."
_SINGLE = {
    "city": ("Entity.HeadquartersAddress.City", "Entity.LegalAddress.City"),
    "region": ("Entity.HeadquartersAddress.Region", "Entity.LegalAddress.Region"),
    "country": ("Entity.LegalAddress.Country", "Entity.HeadquartersAddress.Country"),
    "founded": ("Entity.EntityCreationDate",),
    "category": ("Entity.EntityCategory",),
    "status": ("Entity.EntityStatus",),
}
_STATES = frozenset({"RESIDENT_GOVERNMENT_ENTITY", "INTERNATIONAL_ORGANIZATION"})
_LEI = 20


def is_gleif(header: Sequence[str]) -> bool:
    """Whether the columns are those of the golden copy."""
    return {"LEI", "Entity.LegalName"} <= set(header)


def read_gleif(file: NamesFile) -> Iterator[Listing | Bad]:
    """The listings of the rows. Raises `InputError` where the columns are others."""
    header = header_of(file.head)[0]
    if not is_gleif(header):
        raise InputError(f"{file.path} has no columns 'LEI' and 'Entity.LegalName', as GLEIF's files have.")
    columns = _Columns(header)
    for item in rows_of(file):
        yield item if isinstance(item, Bad) else columns.listing(*item)


class _Columns:
    """Where in a row the columns stand that we read, of some three hundred."""

    def __init__(self, header: Sequence[str]) -> None:
        at = {name: place for place, name in enumerate(header)}
        self._lei, self._name = at["LEI"], at["Entity.LegalName"]
        self._updated = at.get("Registration.LastUpdateDate")
        self._single = {field: [at[name] for name in names if name in at] for field, names in _SINGLE.items()}
        # Each other name stands beside its type, which tells former names from the rest.
        self._others = [
            (place, at.get(f"{name}.type", at.get(f"{name}.Type")))
            for start in (_OTHER, _LATIN)
            for name, place in at.items()
            if name.startswith(start) and name[len(start) :].isdecimal()
        ]

    def listing(self, number: int, fields: list[str]) -> Listing | Bad:
        """The listing of one row."""
        lei = fields[self._lei].strip()
        if len(lei) != _LEI or not lei.isalnum():
            return Bad(row=number, reason="bad_id", detail=f"{lei[:40]!r} is no LEI")
        values: dict[str, list[str]] = {"lei": [lei]}
        for field, places in self._single.items():
            text = next((fields[place] for place in places if fields[place]), "")
            if text:
                values[field] = [text[:10] if field == "founded" else text]
        for place, type_at in self._others:
            if fields[place]:
                former = type_at is not None and fields[type_at].startswith("PREVIOUS")
                values.setdefault("former" if former else "alias", []).append(fields[place])
        return draft(
            number,
            own_id=lei,
            name=fields[self._name],
            kind="gov" if values.get("category", [""])[0] in _STATES else "org",
            values=values,
            dated=day_of(fields[self._updated]) if self._updated is not None else None,
        )
