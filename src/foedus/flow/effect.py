"""What a judgement changed in a book, counted: facts that moved, pairs that became one, other judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from foedus.model import FactVersion, Group, Identities, PairJudgement
from foedus.record import View

__all__ = ["Effect", "Moved", "effect", "holds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The groups that were made anew, and the versions of their facts before and after."""

    groups: Collection[Group]
    old: tuple[FactVersion, ...]
    new: tuple[FactVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Facts that went to other ends (`moved`), that stayed and changed, that came or went because
    their ends became two or one (`inside`); pairs merged or split; judgements that now wait for
    this one, or hold again without it.
    """

    moved: int = 0
    changed: int = 0
    inside: int = 0
    merged: int = 0
    split: int = 0
    waiting: tuple[PairJudgement, ...] = ()
    resumed: tuple[PairJudgement, ...] = ()


def effect(before: View, after: View, moved: Moved, but: Collection[str]) -> Effect:
    """What changed between two views; judgements whose ids are in `but` are not told of."""
    then, now = before.identities(), after.identities()
    old, new = _by_fact(moved.old), _by_fact(moved.new)
    gone, came = old.keys() - new.keys(), new.keys() - old.keys()
    inside_gone = {one for one in gone if _is_inside(now, old[one])}
    inside_came = {one for one in came if _is_inside(then, new[one])}
    pairs = {frozenset(pair) for pair in _pairs(moved.groups, then) & _pairs(moved.groups, now)}
    fewer = len(_told(before, pairs, then)) - len(_told(after, pairs, now))
    standing = [item for item in after.pair_judgements() if item.id not in but]
    return Effect(
        moved=max(len(gone - inside_gone), len(came - inside_came)),
        changed=sum(old[one].keys() != new[one].keys() for one in old.keys() & new.keys()),
        inside=len(inside_gone) + len(inside_came),
        merged=max(0, fewer),
        split=max(0, -fewer),
        waiting=tuple(item for item in standing if holds(then, item) and not holds(now, item)),
        resumed=tuple(item for item in standing if holds(now, item) and not holds(then, item)),
    )


def holds(identities: Identities, item: PairJudgement) -> bool:
    """Whether things stand as the judgement says."""
    if item.verdict == "different":
        return identities.apart(item.one_id, item.other_id)
    return identities.canonical(item.one_id) == identities.canonical(item.other_id)


def _by_fact(versions: Iterable[FactVersion]) -> dict[str, dict[str, FactVersion]]:
    found: dict[str, dict[str, FactVersion]] = {}
    for version in versions:
        found.setdefault(version.fact.id, {})[version.id] = version
    return found


def _is_inside(identities: Identities, versions: dict[str, FactVersion]) -> bool:
    """Whether both ends of a fact are one."""
    fact = next(iter(versions.values())).fact
    return fact.object_id is not None and not _are_two(identities, fact.subject_id, fact.object_id)


def _are_two(identities: Identities, one_id: str, other_id: str) -> bool:
    return identities.canonical(one_id) != identities.canonical(other_id)


def _pairs(groups: Iterable[Group], identities: Identities) -> set[tuple[str, str]]:
    """The two ends of each group that has two."""
    return {
        (group.subject_id, group.object_id)
        for group in groups
        if group.object_id is not None and _are_two(identities, group.subject_id, group.object_id)
    }


def _told(view: View, pairs: Iterable[frozenset[str]], identities: Identities) -> set[frozenset[str]]:
    """Those of the pairs, as the view names them, between which it has a fact."""
    shown = {frozenset(map(identities.canonical, pair)) for pair in pairs}
    return {pair for pair in shown if len(pair) == 2 and view.pair_versions(*sorted(pair))}
