"""What a run did, in numbers: every run ends with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["Counts"]

_NUMBERS = (
    "items",
    "stories",
    "known",
    "turned_away",
    "copies",
    "sentences",
    "claims",
    "facts_opened",
    "facts_closed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of a run: `items` = `stories` + `known` + `turned_away`, always.

    `stories` were read in this run (`copies` of them are near-copies), `known` were in the book and
    read by this reader already, `turned_away` are no stories that could be read. `rejected` counts
    all that was rejected by (stage, reason), claims inside a story too. `facts_opened` and
    `facts_closed` count versions of facts.
    """

    items: int = 0
    stories: int = 0
    known: int = 0
    turned_away: int = 0
    copies: int = 0
    sentences: int = 0
    claims: int = 0
    facts_opened: int = 0
    facts_closed: int = 0
    rejected: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    seconds: float = 0.0
    interrupted: bool = False

    def as_row(self) -> dict[str, int | float | str]:
        """The counts as one flat row for the book's log."""
        row: dict[str, int | float | str] = {name: getattr(self, name) for name in _NUMBERS}
        row.update({f"rejected.{stage}.{reason}": n for (stage, reason), n in sorted(self.rejected.items())})
        return row | {"seconds": round(self.seconds, 3), "interrupted": int(self.interrupted)}
