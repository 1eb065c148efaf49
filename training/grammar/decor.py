"""What news hangs on a name: where it sits, what it makes, who owns it, and what it did before."""

from __future__ import annotations

from typing import NamedTuple

from .nominals import Party
from .scope import Scope, Spec
from .template import Body, parse

SHARE = 0.4


class Ornament(NamedTuple):
    """Text around a name (@name), the relation it claims and its weight; X is the other end, Z the name itself."""

    body: Body
    relation: str
    subject: str
    object: str
    weight: float
    kinds: str
    invented: bool


def _ornament(
    text: str, claim: str = "", weight: float = 1, kinds: str = "org", invented: bool = True
) -> Ornament:
    relation, subject, obj = (*claim.split(), "", "", "")[:3]
    return Ornament(parse(text), relation, subject, obj, weight, kinds, invented)


ORNAMENTS = (
    _ornament("@name (<ticker>)", weight=5, invented=False),
    _ornament("<nationality> @noun @name", weight=5),
    _ornament("@noun @name", weight=7, invented=False),
    _ornament("{:place}'s @name", weight=2),
    _ornament("{X!:city}-{d:based} @name", "located_in Z X", weight=4),
    _ornament("@name, {d:[based|headquartered]} in {X:city},", "located_in Z X", weight=3),
    _ornament(
        "@name, a @noun [with 300 staff|founded in {:year}|with sales of {:money}|listed in {:city}],",
        weight=3,
    ),
    _ornament("@name, the {d:[maker|developer]} of {X:product},", "makes Z X", weight=3),
    _ornament("@name, which {d:[makes|sells|develops]} {X:product},", "makes Z X", weight=2),
    _ornament("{X!:product} {d:maker} @name", "makes Z X", weight=3),
    _ornament("@name, a {d:[unit|division|arm]} of {X:firm},", "part_of Z X", weight=2),
    _ornament("@name, {d:[owned|controlled]} by {X:firm},", "owns X Z", weight=2),
    _ornament("{X!:firm}-{d:owned} @name", "owns X Z", weight=2),
    _ornament("{X!:firm}{d:'s} @name", "owns X Z", weight=2),
    _ornament("@name, a {d:subsidiary} of {X:firm},", "owns X Z", weight=2),
    _ornament("{X!:fund}-{d:backed} @name", "invests_in X Z", weight=2),
    _ornament("@name, {d:backed} by {X:fund},", "invests_in X Z", weight=2),
    _ornament("@name, {d:[run|led|headed]} by {X:person},", "employs Z X", weight=2),
    _ornament("@name, whose {d:[shareholders|owners]} include {X:fund},", "owns X Z", weight=1),
    _ornament("@name, {d:[founded|set up]} by {X:person},", "founded X Z", weight=1),
    _ornament("@name, a {d:[rival|competitor]} of {X:firm},", "competes_with Z X", weight=2),
    _ornament("{X!:firm} {d:rival} @name", "competes_with Z X", weight=2),
    _ornament("@name, a {d:supplier} to {X:firm},", "supplies Z X", weight=1),
    _ornament("@name, {:person}'s company,", weight=0.5),
    _ornament("@name, [a spokesman for the court said|long in the news|of all places],", weight=0.4),
    _ornament("@name, {:percent} of whose staff work abroad,", weight=0.5),
    _ornament("[Dr.|Professor|Dr] @name", weight=1, kinds="person", invented=False),
    _ornament(
        "[minister|lawmaker|economist|lawyer|activist] @name", weight=2, kinds="person", invented=False
    ),
    _ornament("{X!:firm} {j:<title>} @name", "employs X Z", weight=6, kinds="person", invented=False),
    _ornament("{X!:firm}'s {j:<title>}, @name,", "employs X Z", weight=2, kinds="person", invented=False),
    _ornament("@name, {j:<title>} of {X:firm},", "employs X Z", weight=3, kinds="person", invented=False),
)


def _fitting(party: Party) -> list[Ornament]:
    name = party.names[0]
    return [o for o in ORNAMENTS if o.kinds == name.kind and (name.invented or not o.invented)]


def decorate(scope: Scope, party: Party, role: str) -> None:
    """Writes the party's name, now and then with an ornament and the claim that it makes."""
    name, rng = party.names[0], scope.world.rng
    fitting = (
        _fitting(party)
        if name.sort not in ("unit", "media", "uni", "ngo", "union")
        and not name.article
        and rng.random() < SHARE
        else []
    )
    if not fitting:
        scope.write_name(role, name)
        return
    chosen = rng.choices(fitting, [o.weight for o in fitting])[0]
    inner = Scope(scope.world)

    def insert(form: str) -> None:
        if form == "name":
            scope.write_name(role, name)
        else:
            scope.world.writer.write(rng.choice(name.nouns))

    inner.insert = insert
    inner.macros = {"nationality": (name.adjective or "German",), "ticker": (ticker(scope),)}
    inner.render(chosen.body)
    if chosen.relation:
        inner.keys["Z"] = scope.keys[role][:1]
        trigger = "d" if "d" in inner.keys else "j"
        terms = (("title", "j"),) if "j" in inner.keys else ()
        inner.specs.append(
            Spec(chosen.relation, chosen.subject, chosen.object, trigger, terms=terms, main=False)
        )
        scope.children.append(inner)


def ticker(scope: Scope) -> str:
    """A stock ticker in one of the usual shapes."""
    rng = scope.world.rng
    code = "".join(rng.choice("ABCDEFGHIKLMNOPRSTVWZ") for _ in range(rng.choice((2, 3, 3, 4))))
    return rng.choice(
        (
            f"{code}.O",
            f"{code}.N",
            f"{code}.DE",
            f"NASDAQ: {code}",
            f"NYSE: {code}",
            f"{code}.L",
            f"{rng.randint(1001, 9990)}.T",
            f"LSE: {code}",
            f"{code}.PA",
        )
    )
