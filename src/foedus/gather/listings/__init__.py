"""File of names → listings: CSV, the SEC, GLEIF, Wikidata, FollowTheMoney, MISP; line by line."""

from __future__ import annotations

from foedus.gather.listings.csv_names import COLUMNS, unused_columns
from foedus.gather.listings.entities import NO_ORGANISATION
from foedus.gather.listings.formats import DOCUMENTS, FORMATS, form_of, read_names, source_of
from foedus.gather.listings.openings import MAX_LINE, Bad, NamesFile, open_names

__all__ = [
    "COLUMNS",
    "DOCUMENTS",
    "FORMATS",
    "MAX_LINE",
    "NO_ORGANISATION",
    "Bad",
    "NamesFile",
    "form_of",
    "open_names",
    "read_names",
    "source_of",
    "unused_columns",
]
