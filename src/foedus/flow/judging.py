"""What a person decides about two entities, taken into the book: only the facts it touches are made anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from foedus.errors import InputError, NotFoundError
from foedus.flow.effect import Effect, Moved, effect, holds
from foedus.flow.naming import ALIKE, Named, named, parted_ids
from foedus.flow.options import utc_now
from foedus.model import Entity, Group, PairJudgement
from foedus.reconcile import reconcile
from foedus.record import Book, View, Writer

__all__ = ["Judging", "Outcome", "judge", "undo"]

_REGISTRY = "reg:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Who decides and why; `sure` also makes one what the registry, or their kinds, hold apart."""

    why: str = ""
    sure: bool = False
    decided_by: str = "user"
    clock: Callable[[], datetime] = utc_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was decided or taken back about two entities, and what that changed.

    `judgements` are those made or taken back: none where all stood so already. `one` and `other` are
    the two by themselves, `shown` is the card of the entity that stands for `one` now; `were_one`
    and `are_one` say how the two stood and stand.
    """

    one: Entity
    other: Entity
    verdict: str
    judgements: tuple[PairJudgement, ...]
    shown: Entity
    were_one: bool
    are_one: bool
    effect: Effect


_DEFAULTS = Judging()


def judge(book: Book, pair: tuple[str, str], verdict: str, *, options: Judging = _DEFAULTS) -> Outcome:
    """Decides that two entities, by id or name, are one (`same`) or two (`different`); what it changed.

    Two names of one entity that are called different are set apart in every story. Raises
    `NotFoundError` for an unknown name, `InputError` for one that several bear, for two names that
    the book cannot tell apart, and for two of the registry or of two kinds unless `sure`.
    """
    with book.writer(options.clock) as writer:
        before = _now(book, writer)
        one, other = (named(before, text) for text in pair)
        if verdict == "same" and not options.sure:
            _refuse_unlike(before, one.entity, other.entity)
        made = _fresh(before, _decided(one, other, verdict, options))
        moved = _recompute(writer, writer.add_pair_judgements(made))
    return _outcome(before, book.view(), verdict, (one.entity, other.entity), (made, moved))


def undo(book: Book, judgement_id: str, *, clock: Callable[[], datetime] = utc_now) -> Outcome:
    """Takes a judgement on two entities back; what that changed.

    Raises `NotFoundError` where the book holds none of that id, `InputError` where it was taken back.
    """
    with book.writer(clock) as writer:
        before = _now(book, writer)
        judgement = before.pair_judgement(judgement_id)
        if judgement is None:
            raise NotFoundError(
                f"The book holds no judgement {judgement_id[:80]!r}: foedus review --judged lists them."
            )
        if judgement.retracted_at is not None:
            day = judgement.retracted_at.date().isoformat()
            raise InputError(f"The judgement {judgement.id} was taken back already, on {day}.")
        moved = _recompute(writer, writer.retract_pair_judgements((judgement.id,)))
    return _outcome(before, book.view(), "undo", _ends(before, judgement), ((judgement,), moved))


def _decided(one: Named, other: Named, verdict: str, options: Judging) -> tuple[PairJudgement, ...]:
    """The judgements that say what was decided; none where it is of one entity and says no more."""
    pairs = [(one.id, other.id)]
    if one.id == other.id:
        pairs = [(name_id, one.id) for name_id in parted_ids(one, other)] if verdict == "different" else []
    why = " ".join(options.why.split())
    return tuple(
        PairJudgement(
            one_id=one_id,
            other_id=other_id,
            verdict=verdict,
            reasons=(why,) if why else (),
            decided_by=options.decided_by,
        )
        for one_id, other_id in pairs
    )


def _fresh(view: View, items: Sequence[PairJudgement]) -> tuple[PairJudgement, ...]:
    """Those that are not in force already, with the effect they ask for."""
    standing = {item.id for item in view.pair_judgements()}
    identities = view.identities()
    return tuple(item for item in items if item.id not in standing or not holds(identities, item))


def _refuse_unlike(view: View, one: Entity, other: Entity) -> None:
    """Raises `InputError` for two that must not be made one by a slip."""
    identities = view.identities()
    if identities.canonical(one.id) == identities.canonical(other.id):
        return
    if one.kind != other.kind and not {one.kind, other.kind} <= ALIKE:
        raise InputError(
            f"{one.name} is known as {one.kind} and {other.name} as {other.kind}:"
            " add --sure to make them one all the same."
        )
    here, there = (
        [part for part in identities.members(entity.id) if part.startswith(_REGISTRY)]
        for entity in (one, other)
    )
    if here and there:
        known = view.entities_by_id((*here, *there), joined=False)
        names = [known[ids[0]].name if ids[0] in known else ids[0] for ids in (here, there)]
        raise InputError(
            f"The registry holds {names[0]} and {names[1]} as two:"
            " add --sure to make them one in this book all the same."
        )


def _ends(view: View, judgement: PairJudgement) -> tuple[Entity, Entity]:
    """The two of a judgement, by themselves; one that the book does not hold stands under its id."""
    ids = (judgement.one_id, judgement.other_id)
    found = view.entities_by_id(ids, joined=False)
    one, other = (found.get(one) or Entity(id=one, name=one, kind="org") for one in ids)
    return one, other


def _now(book: Book, writer: Writer) -> View:
    """The book as it stands now and stays in this view; nobody else writes until the writer is done."""
    return book.view(known_on=writer.view().newest)


def _recompute(writer: Writer, groups: Collection[Group]) -> Moved:
    view = writer.view()
    old = tuple(view.group_versions(groups))
    writer.put_versions(groups, reconcile(view.claims_for_groups(groups)))
    return Moved(groups=groups, old=old, new=tuple(view.group_versions(groups)))


def _outcome(
    before: View,
    after: View,
    verdict: str,
    pair: tuple[Entity, Entity],
    done: tuple[tuple[PairJudgement, ...], Moved],
) -> Outcome:
    made, moved = done
    one, other = _ends(after, made[0]) if made and verdict == "different" else pair
    then, now = before.identities(), after.identities()
    return Outcome(
        one=one,
        other=other,
        verdict=verdict,
        judgements=made,
        shown=after.entity(one.id) or one,
        # Two names of one entity are one too, though no judgement says so.
        were_one=pair[0].id == pair[1].id or then.canonical(one.id) == then.canonical(other.id),
        are_one=now.canonical(one.id) == now.canonical(other.id),
        effect=effect(before, after, moved, {item.id for item in made}),
    )
