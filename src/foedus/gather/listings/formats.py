"""Which format a file of names has, who its source is, and its listings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from foedus.errors import InputError
from foedus.gather.listings.csv_names import read_csv
from foedus.gather.listings.documents import read_misp, read_sec
from foedus.gather.listings.entities import read_ftm, read_wikidata
from foedus.gather.listings.gleif import is_gleif, read_gleif
from foedus.gather.listings.openings import Bad, NamesFile
from foedus.gather.listings.rows import header_of
from foedus.model import Listing

__all__ = ["DOCUMENTS", "FORMATS", "form_of", "read_names", "source_of"]

FORMATS: MappingProxyType[str, Callable[[NamesFile], Iterator[Listing | Bad]]] = MappingProxyType(
    {
        "csv": read_csv,
        "sec": read_sec,
        "gleif": read_gleif,
        "wikidata": read_wikidata,
        "ftm": read_ftm,
        "misp": read_misp,
    }
)
"""The formats by name, each with what reads it."""

DOCUMENTS = frozenset({"sec", "misp"})
"""The formats that are one JSON document: their places are entries, not lines."""

_SOURCES = {"sec": "SEC", "gleif": "GLEIF", "wikidata": "Wikidata", "ftm": "FollowTheMoney", "misp": "MISP"}


def read_names(file: NamesFile, form: str) -> Iterator[Listing | Bad]:
    """The listings of a file, and what of it is none; an id that comes again is turned away.

    Raises `InputError` where the file is not of that format at all.
    """
    # Hashes instead of ids: of a million, a third of the memory.
    seen: set[int] = set()
    for item in FORMATS[form](file):
        if isinstance(item, Bad):
            yield item
            continue
        own = hash(item.own_id)
        if own in seen:
            shown = item.own_id[:60]
            detail = f"the id {shown!r} stands in the file before"
            yield Bad(row=item.row, reason="duplicate_id", detail=detail)
            continue
        seen.add(own)
        yield item


def form_of(file: NamesFile) -> str:
    """The format the file looks like. Raises `InputError` where it looks like none of them."""
    head = file.head.lstrip()
    if head.startswith(("{", "[")):
        return _json_form(file, head)
    header = header_of(file.head)[0]
    return "gleif" if is_gleif(header) else "csv"


def _json_form(file: NamesFile, head: str) -> str:
    for line in head.splitlines()[:3]:
        try:
            first = json.loads(line.strip().rstrip(","))
        except (ValueError, RecursionError):
            continue
        if isinstance(first, dict) and "schema" in first and "properties" in first:
            return "ftm"
        if isinstance(first, dict) and "claims" in first and "id" in first:
            return "wikidata"
    if re.search(r'"cik(?:_str)?"', head[:2000]):
        return "sec"
    if re.search(r'"(?:labels|claims)"\s*:\s*\{', head[:20_000]):
        return "wikidata"
    if re.search(r'"values"\s*:\s*\[', head) and re.search(r'"value"\s*:', head):
        return "misp"
    known = ", ".join(FORMATS)
    raise InputError(f"{file.path} looks like none of the formats {known}: name one with --format.")


def source_of(file: NamesFile, form: str) -> str:
    """Who says so: the publisher of the format, a cluster with its title; of CSV, the file's name."""
    if form == "misp":
        title = re.search(r'^\s{0,2}"name"\s*:\s*"([^"\\]{1,80})"', file.head, re.M)
        return f"MISP {title[1]}" if title else "MISP"
    return _SOURCES.get(form) or file.path.name.removesuffix(".gz").removesuffix(".zip")
