"""The card of one entity: who it is, and its relations by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from foedus.analyse.dossier import sorted_lines, today
from foedus.analyse.lines import Archive, Dispute, Line
from foedus.analyse.listed import Stated, listings_of, stated
from foedus.analyse.lookup import find
from foedus.analyse.wording import wording
from foedus.model import Entity, vocabulary

if TYPE_CHECKING:
    from foedus.record import View

__all__ = ["Card", "Identity", "Relative", "Section", "company"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who it is: names, what the registry and imported files know, how often the news names it.

    What files know, `listed`, is each value by field with its sources and dates; they may disagree.
    """

    entity: Entity
    parent: Entity | None
    stories: int
    outlets: int
    last: datetime | None
    listed: Stated = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """One other entity in a section (none for acts of its own) with its lines, the most telling first."""

    other: Entity | None
    sources: int
    lines: tuple[Line, ...]

    @property
    def best(self) -> Line:
        """The line that says most."""
        return self.lines[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The relations of one kind: investors, products, rivals, and so on."""

    title: str
    relatives: tuple[Relative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An entity's card; sections without a line are left out."""

    identity: Identity
    valid_on: date | None
    known_on: datetime | None
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...]


_CONTENTION = (
    "accuses",
    "sues",
    "investigates",
    "penalises",
    "withholds_from",
    "settles_with",
    "pressures",
    "distances_from",
    "attacks",
)

# Title, then the relations in which the entity is the subject, and those in which it is the object.
_SECTIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Owners and bidders", ("part_of",), ("owns", "acquires")),
    ("Investors and lenders", (), ("invests_in", "finances")),
    ("Funding and structure", ("raises", "restructures"), ()),
    (
        "Holdings, purchases and units",
        ("owns", "acquires", "invests_in", "divests", "finances"),
        ("part_of", "divests"),
    ),
    ("Products", ("makes", "launches"), ()),
    ("People and founders", ("employs",), ("founded",)),
    ("Employers", (), ("employs",)),
    ("Founded", ("founded",), ()),
    ("Made or launched by", (), ("makes", "launches")),
    ("Partners", ("partners_with", "supports"), ("partners_with", "supports")),
    ("Talks", ("negotiates_with",), ("negotiates_with",)),
    ("Suppliers", ("uses",), ("supplies", "licenses_to")),
    ("Customers and users", ("supplies", "licenses_to"), ("uses",)),
    ("Rivals", ("competes_with",), ("competes_with",)),
    ("Disputes", _CONTENTION, _CONTENTION),
    ("Derived from", ("derives_from",), ()),
    ("Derived works", (), ("derives_from",)),
    ("Places", ("located_in",), ("located_in",)),
)


def company(view: View, who: str | Entity) -> Card:
    """The card of an entity, or of the entity a name means. Raises `NotFoundError` for an unknown name."""
    entity = who if isinstance(who, Entity) else find(view, who).entity
    versions = view.entity_versions(entity.id)
    archive = Archive(view, versions)
    lines = archive.lines()
    counts = view.mention_counts(entity.id)
    parent_id = entity.profile.parent_id
    return Card(
        identity=Identity(
            entity=entity,
            parent=view.entity(parent_id) if parent_id else None,
            stories=counts.stories,
            outlets=counts.outlets,
            last=counts.last,
            listed=stated(listings_of(view, entity)),
        ),
        valid_on=view.valid_on,
        known_on=view.known_on,
        sections=tuple(_sections(entity, lines, today(view))),
        disputes=archive.disputes(lines),
    )


def _sections(entity: Entity, lines: Sequence[Line], day: date | None) -> list[Section]:
    ordered = [line for some in sorted_lines(lines, day) for line in some]
    found = []
    for title, as_subject, as_object in _SECTIONS:
        relatives = _relatives(
            entity, [line for line in ordered if _fits(entity, line, as_subject, as_object)]
        )
        if relatives:
            found.append(Section(title=title, relatives=relatives))
    return found


def _fits(entity: Entity, line: Line, as_subject: Sequence[str], as_object: Sequence[str]) -> bool:
    relation = line.version.fact.relation
    if line.subject.id == entity.id and relation in as_subject:
        return True
    return line.object is not None and line.object.id == entity.id and relation in as_object


def _relatives(entity: Entity, lines: Sequence[Line]) -> tuple[Relative, ...]:
    """The others of these lines, each with its lines; what stands and is surest first."""
    by_other: dict[str, list[Line]] = {}
    for line in lines:
        other = _other(entity, line)
        by_other.setdefault(other.id if other else line.version.fact.id, []).append(line)
    found = [
        Relative(
            other=_other(entity, some[0]),
            sources=max(line.sources for line in some),
            lines=tuple(some),
        )
        for some in by_other.values()
    ]
    return tuple(sorted(found, key=_rank))


def _rank(relative: Relative) -> tuple[bool, float, int, str]:
    version = relative.best.version
    stands = version.stage == "done" and relative.best.state == "done"
    weight = wording(version.fact.relation).weight * version.confidence
    return not stands, -weight, -relative.sources, version.fact.id


def _other(entity: Entity, line: Line) -> Entity | None:
    if vocabulary().relations[line.version.fact.relation].one_sided:
        return None
    return line.object if line.subject.id == entity.id else line.subject
