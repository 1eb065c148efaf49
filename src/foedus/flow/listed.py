"""The imported names of a book, as resolving asks for them: each key looked up once."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.model import Listing
from foedus.record import View
from foedus.resolve import MOST_LISTED

__all__ = ["ListedInBook"]

_MOST_KEPT = 20_000


class ListedInBook:
    """The listings that stand in a book when this is made; nothing is asked where none was imported."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._any = any(one.state == "done" for one in view.imports())
        self._kept: dict[str, Sequence[Listing]] = {}

    def find(self, key: str) -> Sequence[Listing]:
        """The listings under a key, oldest first, at most `MOST_LISTED`."""
        if not self._any:
            return ()
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._view.find_listings(key, limit=MOST_LISTED)
        return self._kept[key]
