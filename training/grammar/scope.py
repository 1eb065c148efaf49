"""One clause being written: who plays which role, what each mark covers, and the claims it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from . import nominals
from .english import agree, possessive
from .names import Name, lexicon, pick
from .nominals import Party
from .template import Agree, Alt, Body, Form, Macro, Mark, Slot
from .values import MAKERS
from .writer import Named, Writer

DEFAULT_SORTS = {
    "A": "money",
    "P": "percent",
    "V": "money",
    "D": "past",
    "Q": "person",
    "H": "firm",
    "N": "person",
    "L": "city",
    "M": "product",
}


@dataclass(frozen=True)
class Spec:
    """What a line claims: relation, roles, stage, certainty and where its terms are found."""

    relation: str
    subject: str = "S"
    object: str = "O"
    trigger: str = "t"
    stage: str = "done"
    certainty: str = "asserted"
    terms: tuple[tuple[str, str], ...] = ()
    main: bool = True


class Report(NamedTuple):
    """Who is cited for a clause: certainty, and the keys of the speaker and of the verb of saying."""

    certainty: str
    speaker: str
    cue: str


@dataclass
class World:
    """What all clauses of one sentence share."""

    rng: Random
    writer: Writer = field(default_factory=Writer)
    used: set[str] = field(default_factory=set)
    count: int = 0
    headline: bool = False
    macros: dict[str, Body] = field(default_factory=dict)

    def key(self, label: str) -> str:
        """A key no other mark has."""
        self.count += 1
        return f"{label}:{self.count}"

    def fresh(self, sort: str) -> Name:
        """A name of the sort not yet in this sentence."""
        for _ in range(8):
            name = pick(self.rng, self.rng.choice(sort.split("/")))
            if name.surface not in self.used and not any(
                name.surface in u or u in name.surface for u in self.used
            ):
                break
        self.used.add(name.surface)
        return name


Decorate = Callable[["Scope", Party, str], None]


@dataclass
class Scope:
    """The state of one clause while it is rendered."""

    world: World
    sorts: dict[str, str] = field(default_factory=dict)
    lists: str = ""
    macros: dict[str, Body] = field(default_factory=dict)
    forms: dict[str, Body] = field(default_factory=dict)
    insert: Callable[[str], None] | None = None
    decorate: Decorate | None = None
    cast: dict[str, Party] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)
    specs: list[Spec] = field(default_factory=list)
    report: Report | None = None
    aside: bool = False
    children: list[Scope] = field(default_factory=list)

    def party(self, role: str, sort: str = "", bare: bool = False) -> Party:
        """Who plays the role, chosen at first need."""
        if role not in self.cast:
            sort = sort or self.sorts.get(role) or DEFAULT_SORTS.get(role, "firm")
            sort = self.world.rng.choice(sort.split("/"))
            if bare:
                self.cast[role] = nominals.Party((self.world.fresh("inv" if sort == "unit" else sort),))
                return self.cast[role]
            self.cast[role] = nominals.make_party(
                self.world.fresh, self.world.rng, sort, role, self.world.headline, role in self.lists
            )
        return self.cast[role]

    def render(self, body: Body) -> None:
        """Writes the body into the world's text."""
        for node in body:
            if isinstance(node, str):
                self.world.writer.write(node)
            elif isinstance(node, Slot):
                self.slot(node)
            elif isinstance(node, Mark):
                self.mark(node)
            elif isinstance(node, Alt):
                self.render(self.world.rng.choice(node.options))
            elif isinstance(node, Agree):
                self.world.writer.write(agree(node.word, self.party(node.role).plural))
            elif isinstance(node, Macro):
                self.macro(node.name)
            elif isinstance(node, Form):
                self.form(node.name)

    def macro(self, name: str) -> None:
        """Writes a named body, or a piece of the part of that name."""
        body = self.macros.get(name) or self.world.macros.get(name)
        if body is not None:
            self.render(body)
        else:
            self.world.writer.write(self.world.rng.choice(lexicon().parts[name]))

    def form(self, name: str) -> None:
        """Writes the frame's phrase in this form, or what the caller inserts."""
        if name == "s" and self.party("S").plural:
            name = "base"
        if name in self.forms:
            self.render(self.forms[name])
        elif self.insert:
            self.insert(name)
        else:
            raise KeyError(f"no form {name!r} here")

    def mark(self, node: Mark) -> None:
        """Writes a labelled stretch."""
        key = self.open(node.label)
        self.render(node.body)
        self.world.writer.close(key)

    def open(self, label: str, named: Named | None = None) -> str:
        """Opens a mark under this label and gives its key."""
        key = self.world.key(label)
        self.keys.setdefault(label, []).append(key)
        self.world.writer.open(key, named)
        return key

    def mention(self, role: str, surface: str, named: Named) -> None:
        """Writes a surface as a mention that plays the role ("" for none)."""
        key = self.open(role or "_", named)
        self.world.writer.write(surface)
        self.world.writer.close(key)

    def slot(self, node: Slot) -> None:
        """Writes a name or value into a slot."""
        sort = node.sort or self.sorts.get(node.role) or DEFAULT_SORTS.get(node.role, "firm")
        if sort in MAKERS:
            kind, maker = MAKERS[sort]
            before, surface = maker(self.world.rng)
            self.world.writer.write(before)
            self.mention(node.role, surface, Named(kind))
        elif node.link:
            party = self.party(node.link)
            self.mention(
                node.role,
                party.pronoun(node.owner, self.world.writer.text),
                Named(party.kind, party.referent),
            )
        elif sort == "two":
            surface, named = nominals.pair(self.world.rng, self.world.fresh, self.world.headline)
            self.mention(node.role, surface, named)
        else:
            self.named(node, sort)

    def named(self, node: Slot, sort: str) -> None:
        """Writes the party of a role by its names or nominal."""
        bare = node.bare or self.world.writer.text.endswith("'s ")
        party = (
            self.party(node.role, sort, bare)
            if node.role
            else nominals.plain_party(self.world.fresh(sort), self.world.headline)
        )
        writer = self.world.writer
        first = node.role not in self.keys
        if party.nominal:
            surface = party.owner_form() if node.owner else party.nominal
            self.mention(node.role, surface, Named(party.kind, party.referent))
            if node.owner and not party.is_pronoun:
                writer.write(possessive(surface))
            return
        if (
            node.role
            and first
            and self.decorate
            and not node.owner
            and not bare
            and len(party.names) == 1
            and not self.world.headline
        ):
            self.decorate(self, party, node.role)
            return
        for index, name in enumerate(party.names):
            writer.write("" if index == 0 else " and " if index == len(party.names) - 1 else ", ")
            self.write_name(node.role, name)
        if node.owner:
            writer.write(possessive(party.names[-1].surface, self.world.rng.random() < 0.5))

    def write_name(self, role: str, name: Name) -> None:
        """Writes one name with its article."""
        if name.article and not self.world.headline:
            self.world.writer.write(name.article)
        self.mention(role, name.surface, Named(name.kind))
