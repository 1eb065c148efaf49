"""How each relation is said in plain English: the only place where findings get their verbs.

A template holds slots (`{other}`, `{amount}`, `{share}`, `{what}`, `{title}`, `{valuation}`); a part
in square brackets falls away when its slot is empty; of alternatives divided by `|` the first stands
whose bare slots are all filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from foedus.model import vocabulary

__all__ = ["Wording", "wording"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One relation in words.

    `done` follows the subject, `bare` follows "to", "may" or "did not", `sole` is `done` where it is
    exclusive, `ended` and `failed` override what is made of the others. An `event` happens on a day,
    anything else holds since one. `weight` is how much it tells of where two parties stand, 0 to 10.
    """

    done: str
    bare: str
    sole: str = ""
    ended: str = ""
    failed: str = ""
    event: bool = False
    weight: float = 5.0


_WORDINGS = {
    "invests_in": Wording(
        done="has invested[ {amount}] in {other}[ for a share of {share}]",
        bare="invest[ {amount}] in {other}[ for a share of {share}]",
        ended="no longer invests in {other}",
        event=True,
        weight=9,
    ),
    "acquires": Wording(
        done="has acquired[ {share} of] {other}[ for {amount}]",
        bare="acquire[ {share} of] {other}[ for {amount}]",
        ended="has undone its purchase of {other}",
        event=True,
        weight=10,
    ),
    "owns": Wording(
        done="owns {share} of {other}|has a holding in {other}",
        bare="own {share} of {other}|have a holding in {other}",
        ended="no longer has a holding[ of {share}] in {other}",
        weight=9,
    ),
    "divests": Wording(
        done="has sold {share} of {other}[ for {amount}]|has sold its holding in {other}[ for {amount}]",
        bare="sell {share} of {other}[ for {amount}]|sell its holding in {other}[ for {amount}]",
        ended="no longer sells its holding in {other}",
        event=True,
        weight=7,
    ),
    "raises": Wording(
        done="has raised {amount}[ at a valuation of {valuation}]|"
        "has raised money[ at a valuation of {valuation}]",
        bare="raise {amount}[ at a valuation of {valuation}]|raise money[ at a valuation of {valuation}]",
        ended="no longer raises money",
        event=True,
    ),
    "finances": Wording(
        done="has financed {other}[ with {amount}]",
        bare="finance {other}[ with {amount}]",
        ended="no longer finances {other}",
        event=True,
        weight=7,
    ),
    "partners_with": Wording(
        done="are partners[ ({what})]",
        sole="are exclusive partners[ ({what})]",
        bare="work together[ ({what})]",
        ended="are no longer partners[ ({what})]",
        weight=6,
    ),
    "supplies": Wording(
        done="supplies {other}[ with {what}][ for {amount}]",
        sole="is the exclusive supplier[ of {what}] to {other}",
        bare="supply {other}[ with {what}][ for {amount}]",
        ended="no longer supplies {other}[ with {what}]",
        weight=8,
    ),
    "licenses_to": Wording(
        done="licenses {what} to {other}[ for {amount}]|has given a licence to {other}[ for {amount}]",
        sole="licenses {what} exclusively to {other}|has given an exclusive licence to {other}",
        bare="license {what} to {other}[ for {amount}]|give a licence to {other}[ for {amount}]",
        ended="no longer licenses {what} to {other}|has ended its licence to {other}",
        weight=8,
    ),
    "uses": Wording(
        done="uses {other}[ ({what})]",
        bare="use {other}[ ({what})]",
        ended="no longer uses {other}[ ({what})]",
    ),
    "supports": Wording(
        done="supports {other}[ ({what})]",
        bare="support {other}[ ({what})]",
        ended="no longer supports {other}[ ({what})]",
        weight=3,
    ),
    "negotiates_with": Wording(
        done="are in talks[ over {what}]",
        bare="negotiate[ over {what}]",
        ended="are no longer in talks[ over {what}]",
        failed="have broken off their talks[ over {what}]",
        weight=6,
    ),
    "restructures": Wording(
        done="has restructured[ ({what})]",
        bare="restructure[ ({what})]",
        ended="no longer restructures",
        event=True,
    ),
    "launches": Wording(
        done="has launched {other}",
        bare="launch {other}",
        ended="has withdrawn {other}",
        event=True,
        weight=4,
    ),
    "makes": Wording(done="makes {other}", bare="make {other}", ended="no longer makes {other}", weight=4),
    "part_of": Wording(
        done="is part of {other}", bare="be part of {other}", ended="is no longer part of {other}", weight=9
    ),
    "employs": Wording(
        done="employs {other}[ as {title}]",
        bare="employ {other}[ as {title}]",
        ended="no longer employs {other}[ as {title}]",
        weight=4,
    ),
    "founded": Wording(
        done="founded {other}",
        bare="found {other}",
        ended="is no longer the founder of {other}",
        event=True,
        weight=4,
    ),
    "located_in": Wording(
        done="has a place in {other}[ ({what})]",
        bare="have a place in {other}[ ({what})]",
        ended="no longer has a place in {other}[ ({what})]",
        weight=1,
    ),
    "competes_with": Wording(
        done="compete[ ({what})]", bare="compete[ ({what})]", ended="no longer compete[ ({what})]", weight=5
    ),
    "accuses": Wording(
        done="accuses {other}[ over {what}]",
        bare="accuse {other}[ over {what}]",
        ended="no longer accuses {other}[ over {what}]",
        event=True,
        weight=4,
    ),
    "sues": Wording(
        done="has sued {other}[ over {what}]",
        bare="sue {other}[ over {what}]",
        ended="has dropped its suit against {other}[ over {what}]",
        failed="has not sued {other}[ over {what}]",
        event=True,
        weight=9,
    ),
    "investigates": Wording(
        done="is investigating {other}[ over {what}]",
        bare="investigate {other}[ over {what}]",
        ended="has ended its inquiry into {other}[ over {what}]",
        weight=9,
    ),
    "penalises": Wording(
        done="has penalised {other}[ with {amount}][ over {what}]",
        bare="penalise {other}[ with {amount}][ over {what}]",
        ended="has lifted its penalty on {other}",
        event=True,
        weight=8,
    ),
    "withholds_from": Wording(
        done="withholds {what} from {other}|withholds something from {other}",
        bare="withhold {what} from {other}|withhold something from {other}",
        ended="no longer withholds {what} from {other}|no longer withholds something from {other}",
        weight=6,
    ),
    "settles_with": Wording(
        done="have settled[ for {amount}][ over {what}]",
        bare="settle[ for {amount}][ over {what}]",
        ended="have given up their settlement[ over {what}]",
        event=True,
        weight=7,
    ),
    "pressures": Wording(
        done="puts pressure on {other}[ over {what}]",
        bare="put pressure on {other}[ over {what}]",
        ended="no longer puts pressure on {other}[ over {what}]",
        weight=5,
    ),
    "distances_from": Wording(
        done="is distancing itself from {other}[ ({what})]",
        bare="distance itself from {other}[ ({what})]",
        ended="is no longer distancing itself from {other}[ ({what})]",
        weight=6,
    ),
    "attacks": Wording(
        done="has attacked {other}",
        bare="attack {other}",
        ended="no longer attacks {other}",
        event=True,
        weight=8,
    ),
    "derives_from": Wording(
        done="derives from {other}",
        bare="derive from {other}",
        ended="no longer derives from {other}",
        weight=7,
    ),
}


@cache
def wording(relation: str) -> Wording:
    """The wording of a relation; one that has none of its own is said as the vocabulary says it."""
    known = _WORDINGS.get(relation)
    if known is not None:
        return known
    entry = vocabulary().relations[relation]
    other = "" if entry.one_sided or entry.symmetric else " {other}"
    return Wording(
        done=f"{entry.verb}{other}", bare=f"{entry.bare}{other}", ended=f"no longer {entry.verb}{other}"
    )
