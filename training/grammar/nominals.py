"""Parties to a clause: one name, a list of names, or a nominal or pronoun that stands for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .names import Name, lexicon
from .writer import Named

NOMINAL_SHARE = 0.27
LIST_SHARE = 0.14
_PRONOUNS = {
    "it": "its",
    "they": "their",
    "he": "his",
    "she": "her",
    "we": "our",
    "them": "their",
    "him": "his",
}
_GENERAL = ("the company", "the company", "the company", "the group", "the firm", "the business")
_PAIR = (
    "the two companies", "the two companies", "the two", "the pair", "both companies", "the two firms", "the two groups", "both", "they", "the two sides", "the companies",
    "the partners", "the former rivals", "the parties", "the two carmakers", "the two banks", "the duo",
)  # fmt: skip


@dataclass(frozen=True)
class Party:
    """Who plays a role: its names, and the nominal written in their stead, if any."""

    names: tuple[Name, ...]
    nominal: str = ""

    @property
    def kind(self) -> str:
        """The mention kind of the party."""
        return self.names[0].kind

    @property
    def plural(self) -> bool:
        """True when its verb stands in the plural."""
        return len(self.names) > 1 or self.nominal in ("they", "we")

    @property
    def referent(self) -> str:
        """The name or names meant, joined by " & "."""
        return " & ".join(name.surface for name in self.names)

    @property
    def is_pronoun(self) -> bool:
        """True when the nominal is a pronoun."""
        return self.nominal in _PRONOUNS

    def owner_form(self) -> str:
        """The nominal as a possessor, without 's."""
        return _PRONOUNS.get(self.nominal, self.nominal)

    def pronoun(self, owner: bool, before: str = "") -> str:
        """The pronoun that points back to the party."""
        if self.kind == "person" and len(self.names) == 1:
            subject, possessor = ("she", "her") if self.names[0].she else ("he", "his")
        else:
            subject, possessor = ("they", "their") if self.plural else ("it", "its")
        return possessor if owner else subject


def plain_party(name: Name, headline: bool) -> Party:
    """A party of one name."""
    return Party((name,))


def make_party(
    fresh: Callable[[str], Name], rng: Random, sort: str, role: str, headline: bool, listed: bool
) -> Party:
    """A party for the role: sometimes a list, sometimes a nominal."""
    if sort == "unit":
        return _unit(fresh("inv" if rng.random() < 0.6 else "real"), rng)
    name = fresh(sort)
    if listed and rng.random() < LIST_SHARE:
        more = rng.choice((1, 1, 1, 2, 2, 3))
        return Party((name, *(fresh(sort) for _ in range(more))))
    if not headline and rng.random() < NOMINAL_SHARE:
        return Party((name,), nominal_for(name, rng, role))
    return Party((name,))


def _unit(owner: Name, rng: Random) -> Party:
    """An unnamed asset as a party: its describing name is the referent."""
    thing = rng.choice(lexicon().parts["thing"])
    described = Name(f"{owner.surface} {thing}", "org", "unit")
    return Party((described,), f"{owner.surface}'s {thing}")


def nominal_for(name: Name, rng: Random, role: str) -> str:
    """A nominal or pronoun that can stand for the name."""
    draw = rng.random()
    if name.kind == "person":
        return (
            ("she" if name.she else "he") if role == "S" and draw < 0.6 else f"the {rng.choice(name.nouns)}"
        )
    if role == "S" and draw < 0.24:
        return "it"
    noun = rng.choice(name.nouns) if name.nouns else "place"
    if name.kind == "place":
        return rng.choice(("the city", "the town")) if name.sort == "city" else "the country"
    if name.kind != "org" or name.sort in ("media", "uni", "ngo", "union"):
        return f"the {noun}"
    if draw < 0.5:
        return rng.choice(_GENERAL)
    if draw < 0.68 and name.adjective:
        return f"the {name.adjective} {rng.choice((noun, 'group', 'company', 'firm'))}"
    if draw < 0.72:
        return (
            f"its {rng.choice(('former parent', 'biggest customer', 'main supplier', 'smaller rival', 'rival', 'partner'))}"
            if role == "NONE"
            else f"the {noun}"
        )
    return f"the {noun}"


def pair(rng: Random, fresh: Callable[[str], Name], headline: bool) -> tuple[str, Named]:
    """A nominal for two organisations, with both as its referent."""
    both = fresh("firm"), fresh("firm")
    return rng.choice(_PAIR), Named("org", f"{both[0].surface} & {both[1].surface}")
