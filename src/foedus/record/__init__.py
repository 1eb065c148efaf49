"""The book: append only, two clocks. `open_book` gives a Book; a Book gives Views and Writers."""

from __future__ import annotations

from foedus.record.book import Book, open_book
from foedus.record.rows import Changed, Coverage, RelationCount, Source
from foedus.record.view import View
from foedus.record.writer import Writer

__all__ = ["Book", "Changed", "Coverage", "RelationCount", "Source", "View", "Writer", "open_book"]
