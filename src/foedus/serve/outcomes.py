"""What a judgement changed, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.flow import Effect, Outcome
from foedus.model import PairJudgement
from foedus.record import View
from foedus.serve.plain import plain
from foedus.serve.show_dossier import counted

__all__ = ["outcome_lines", "said"]


def outcome_lines(outcome: Outcome, view: View) -> Iterator[str]:
    """What was decided and changed, what that did to other judgements, and how to take it back."""
    one, other = plain(outcome.one.name), plain(outcome.other.name)
    yield plain(f"{_first(outcome, one, other)}.")
    for item in outcome.effect.waiting:
        yield f"  set aside by it: {said(item, view)} ({item.id})"
    for item in outcome.effect.resumed:
        yield f"  in force again: {said(item, view)} ({item.id})"
    if outcome.verdict != "undo":
        for item in outcome.judgements:
            yield f"  to take it back: foedus undo {item.id}"


def said(item: PairJudgement, view: View) -> str:
    """A judgement in words: "Apollo is Apollo Hospitals", "Apollo is not Apollo Tyres"."""
    known = view.entities_by_id((item.one_id, item.other_id), joined=False)
    one, other = (plain(known[one].name) if one in known else one for one in (item.one_id, item.other_id))
    return f"{one} is {'' if item.verdict == 'same' else 'not '}{other}"


def _first(outcome: Outcome, one: str, other: str) -> str:
    if not outcome.judgements:
        return _already(outcome, one, other)
    effects = _effects(outcome.effect, are_one=outcome.are_one)
    if outcome.verdict == "same":
        return f"{_joined(outcome, one, other)}: {effects}"
    if outcome.verdict == "different":
        how = (
            "now stand apart" if outcome.were_one or outcome.effect.moved else "stay two, whatever rules find"
        )
        return f"{one} and {other} {how}: {effects}"
    return f"{_undone(outcome, one, other)}: {effects}"


def _already(outcome: Outcome, one: str, other: str) -> str:
    if outcome.verdict == "different":
        return f"{one} and {other} are held apart already: nothing changed"
    if outcome.one.id == outcome.other.id:
        return f"Both names mean {one} already: nothing changed"
    return f"{one} and {other} are one already: nothing changed"


def _joined(outcome: Outcome, one: str, other: str) -> str:
    shown = plain(outcome.shown.name)
    if outcome.shown.id == outcome.one.id:
        return f"{other} is now one with {shown}"
    if outcome.shown.id == outcome.other.id:
        return f"{one} is now one with {shown}"
    return f"{one} and {other} are now one with {shown}"


def _undone(outcome: Outcome, one: str, other: str) -> str:
    (judgement,) = outcome.judgements
    if judgement.verdict == "same":
        if outcome.are_one:
            return f"{one} and {other} are still one, by other judgements"
        return f"{one} and {other} are two again"
    if outcome.are_one:
        return f"{one} and {other} are one again"
    return f"{one} and {other} are no longer held apart"


def _effects(effect: Effect, *, are_one: bool) -> str:
    verb = "count" if effect.inside > 1 else "counts"
    between = f"no longer {verb}" if are_one else f"{verb} again"
    parts = [
        f"{counted(effect.moved, 'fact')} moved" if effect.moved else "",
        f"{counted(effect.changed, 'fact')} changed" if effect.changed else "",
        f"{counted(effect.inside, 'fact')} between the two {between}" if effect.inside else "",
        f"{counted(effect.merged, 'pair')} merged" if effect.merged else "",
        f"{counted(effect.split, 'pair')} split" if effect.split else "",
    ]
    return ", ".join(part for part in parts if part) or "no fact changed"
