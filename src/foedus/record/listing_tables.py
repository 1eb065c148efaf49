"""The tables of names taken from files. Append only: the one UPDATE closes an import.

A listing has no clock of its own: it counts from the instant its import is done until the import
is retracted. A change here needs a new file in `migrations/versions`.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text

from foedus.record.tables import metadata
from foedus.record.types import Key, UtcTime

__all__ = ["import_mark", "listing", "listing_name", "name_import"]

name_import = Table(
    "name_import",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # A file may be imported, taken back and imported again: its content id is not unique.
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("dated", Date),
    Column("recorded_at", UtcTime, nullable=False),
    Column("retracted_at", UtcTime),
)

import_mark = Table(
    "import_mark",
    metadata,
    # One a transaction: how many rows were met when it was committed, and what had come of them.
    Column("import_number", Integer, ForeignKey("name_import.number"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("listings", Integer, nullable=False),
    Column("rejected", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("import_number", "number"),
)

listing = Table(
    "listing",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("import_number", Integer, ForeignKey("name_import.number"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("own_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("dated", Date),
    # What else the source states, by field; see `LISTED_FIELDS`.
    Column("body", Text, nullable=False),
)

listing_name = Table(
    "listing_name",
    metadata,
    Column("key", Key, nullable=False),
    Column("listing", Integer, ForeignKey("listing.number"), nullable=False),
    PrimaryKeyConstraint("key", "listing"),
    sqlite_with_rowid=False,
)
