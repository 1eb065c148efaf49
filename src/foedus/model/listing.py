"""What files of names say: one entry is a `Listing`, one file taken into a book a `NameImport`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

__all__ = ["LISTED_FIELDS", "Listing", "NameImport"]

LISTED_FIELDS = (
    "alias",
    "former",
    "weak_alias",
    "ticker",
    "exchange",
    "lei",
    "cik",
    "isin",
    "wikidata",
    "country",
    "region",
    "city",
    "parent",
    "website",
    "founded",
    "industry",
    "category",
    "status",
    "tag",
)
"""What a listing can say of its entity, beside its name; each any number of times, as texts."""

_SCHEMES = ("lei", "cik", "wikidata")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entry of a file of names: what one source says, on one date, of one entity.

    `own_id` is the source's id, `row` the line (or the place in a JSON document) it begins at.
    `source` and `dated` hold for every value of it; `import_id` is set once a book holds it.
    """

    own_id: str
    name: str
    kind: str
    row: int
    source: str = ""
    dated: date | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    import_id: str = ""

    def all_of(self, field: str) -> tuple[str, ...]:
        """The values of a field; none where the source states none."""
        return self.values.get(field, ())

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The names that mean the entity, each once: its own, its aliases, its former names."""
        return tuple(dict.fromkeys((self.name, *self.all_of("alias"), *self.all_of("former"))))

    @property
    def idents(self) -> frozenset[tuple[str, str]]:
        """What makes two listings one entity: ids that several sources use, and the source's own."""
        shared = {(scheme, value) for scheme in _SCHEMES for value in self.all_of(scheme)}
        return frozenset(shared | {(f"of {self.source}", self.own_id)})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameImport:
    """One file of names in a book: where it came from, how far it got, whether it was taken back.

    `id` is the content hash of the file, its format and the source that was given. Until it is
    `done`, nothing of it is used. `rows` counts what was met in the file so far, `rejected` what of
    it was turned away, by reason: rows = listings + rejected.
    """

    number: int
    id: str
    name: str
    form: str
    source: str
    dated: date | None
    recorded_at: datetime
    retracted_at: datetime | None = None
    done_at: datetime | None = None
    rows: int = 0
    listings: int = 0
    rejected: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def state(self) -> str:
        """One word for how it stands: `done`, `unfinished` or `taken back`."""
        if self.retracted_at is not None:
            return "taken back"
        return "unfinished" if self.done_at is None else "done"
