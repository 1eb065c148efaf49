"""An import of names taken back: its names are used no more, and what was judged by them is judged anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from foedus.errors import InputError, NotFoundError
from foedus.flow.linking import Linking
from foedus.flow.options import utc_now
from foedus.model import Group, Judgement, NameImport, Reading, by_user
from foedus.reconcile import reconcile
from foedus.record import Book, View, Writer
from foedus.resolve import Registry

__all__ = ["TakenBack", "take_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The import that was taken back, and in how many stories how many names were judged anew."""

    item: NameImport
    stories: int
    names: int


def take_back(
    book: Book, import_id: str, *, registry: Registry, clock: Callable[[], datetime] = utc_now
) -> TakenBack:
    """Takes an import back in one transaction: listings, and the judgements that rest on them.

    The book keeps both on record: what was known before stays answerable. Judgements by a user stay.
    Raises `NotFoundError` for an id that is none, `InputError` where it was taken back before.
    """
    item = _asked(book, import_id)
    with book.writer(clock) as writer:
        writer.retract_import(item.number)
        stories = writer.view().stories_judged_by(item.id)
        resting = [one.id for story_id in stories for one in _rules(writer.view(), story_id, item.id)]
        groups = set(writer.retract_judgements(resting))
        # Made after that: a name that only the import gave an entity is known no more.
        linking = Linking(registry, writer.view())
        names = sum(_judge_anew(writer, linking, story_id, groups) for story_id in stories)
        writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))
    return TakenBack(item=item, stories=len(stories), names=names)


def _asked(book: Book, import_id: str) -> NameImport:
    found = [one for one in book.view().imports() if one.id == import_id]
    if not found:
        raise NotFoundError(f"The book has no import {import_id!r}: foedus registry list shows them.")
    if found[-1].retracted_at is not None:
        raise InputError(f"The import {import_id} was taken back on {found[-1].retracted_at:%Y-%m-%d}.")
    return found[-1]


def _rules(view: View, story_id: str, import_id: str = "") -> list[Judgement]:
    """The judgements in force on a story's mentions that rules made, for a reason that names the import."""
    found = view.judgements(mention.id for mention in view.story_mentions(story_id))
    return [
        one
        for one in found
        if not by_user(one.decided_by) and any(import_id in reason for reason in one.reasons)
    ]


def _judge_anew(writer: Writer, linking: Linking, story_id: str, groups: set[Group]) -> int:
    """How many mentions of a story are judged otherwise than before; adds the groups that this moves."""
    view = writer.view()
    mentions, claims = view.story_mentions(story_id), view.story_claims(story_id)
    judged = linking.judge(Reading(story_id=story_id, reader="", mentions=mentions, claims=claims))
    fresh, before = _by_mention(judged.judgements), _by_mention(_rules(view, story_id))
    changed = [
        mention_id
        for mention_id, some in fresh.items()
        if {one.id for one in some} != {one.id for one in before[mention_id]}
    ]
    groups |= writer.retract_judgements([one.id for mention_id in changed for one in before[mention_id]])
    writer.add_entities(judged.entities)
    groups |= writer.add_judgements(one for mention_id in changed for one in fresh[mention_id])
    linking.learn(judged.entities)
    return len(changed)


def _by_mention(judgements: Iterable[Judgement]) -> defaultdict[str, list[Judgement]]:
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        found[judgement.mention_id].append(judgement)
    return found
