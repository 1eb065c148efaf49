"""The book: append only, two clocks. `open_book` gives a Book; a Book gives Views and Writers."""

from __future__ import annotations

from foedus.record.book import Book, open_book
from foedus.record.listings import Progress
from foedus.record.rows import Changed, Coverage, RelationCount, Source, Unsure
from foedus.record.view import View
from foedus.record.writer import Writer

__all__ = [
    "Book",
    "Changed",
    "Coverage",
    "Progress",
    "RelationCount",
    "Source",
    "Unsure",
    "View",
    "Writer",
    "open_book",
]
