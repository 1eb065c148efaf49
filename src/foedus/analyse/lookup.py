"""From a typed name to the entity it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from foedus.analyse.listed import entities_listed
from foedus.errors import NotFoundError
from foedus.model import Entity

if TYPE_CHECKING:
    from foedus.record import View

__all__ = ["Found", "bears", "find", "nobody"]

_LIKE = 65.0
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The entity a name means, and the others that bear exactly this name too."""

    entity: Entity
    others: tuple[Entity, ...] = ()


def find(view: View, name: str) -> Found:
    """The entity meant by a name, or by an id: of several that bear it, the one that stories name most.

    A name may also be one, or a ticker or LEI, that an imported file gives an entity of the book.

    Raises `NotFoundError`, with names that look alike, where the book knows none.
    """
    by_id = view.entity(name)
    if by_id is not None:
        return Found(entity=by_id)
    found = view.find_entities(name)
    exact = [one for one in found if bears(one, name)]
    # By a name or ticker that only an imported file gives an entity of the book.
    exact = exact or [one for one in (view.entity(each.id) for each, _ in entities_listed(view, name)) if one]
    if exact:
        return Found(entity=exact[0], others=tuple(exact[1:]))
    if len(found) == 1:
        return Found(entity=found[0])
    raise nobody(view, name)


def bears(entity: Entity, name: str) -> bool:
    """Whether the entity bears exactly this name, letter case and marks aside."""
    typed = utils.default_process(name)
    return any(utils.default_process(own) == typed for own in (entity.name, *entity.aliases))


def nobody(view: View, name: str) -> NotFoundError:
    """The error that nobody bears the name, with names that begin with it, or else look alike."""
    begun = [one.name for one in view.find_entities(name)]
    return NotFoundError(_unknown(name, begun or _similar(view, name)))


def _similar(view: View, name: str) -> list[str]:
    known = {written: entity.name for written, entity in view.known_names()}
    close = process.extract(
        name, known.keys(), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_LIKE, limit=10
    )
    return [known[written] for written, _, _ in close]


def _unknown(name: str, similar: list[str]) -> str:
    shown = " ".join(name.split())[:80]
    names = list(dict.fromkeys(similar))[:_SUGGESTIONS]
    if not names:
        return f"The book names nobody called {shown!r}."
    quoted = [f"{one!r}" for one in names]
    ending = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return f"The book names nobody called {shown!r}: did you mean {ending}?"
