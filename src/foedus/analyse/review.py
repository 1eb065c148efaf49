"""The names that the rules were not sure of, as questions to a person: what each may mean, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from foedus.model import Entity, Story

if TYPE_CHECKING:
    from foedus.record import Unsure, View

__all__ = ["Choice", "Question", "Sample", "review"]

_MARGIN = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entity that a name may mean, how likely the rules hold it (0 to 1), and their reasons."""

    entity: Entity
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Words of a story around the name: where the person who decides may look first."""

    story_id: str
    outlet: str | None
    published_at: datetime | None
    date_only: bool
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An entity whose name may mean others: as what it stands now, and the others, the likeliest first.

    `names` are the spellings in doubt, `stories` in how many stories they stand.
    """

    entity: Entity
    names: tuple[str, ...]
    choices: tuple[Choice, ...]
    stories: int
    sample: Sample | None


def review(view: View) -> tuple[Question, ...]:
    """The questions that are open, those of the most stories first. What was judged is not asked again."""
    by_entity: dict[str, list[Unsure]] = {}
    for one in view.unsure():
        by_entity.setdefault(one.entity_id, []).append(one)
    others = {one.other_id for some in by_entity.values() for one in some}
    known = view.entities_by_id({*by_entity, *others})
    found = [_question(view, known, some) for entity_id, some in by_entity.items() if entity_id in known]
    return tuple(sorted((one for one in found if one.choices), key=_order))


def _order(question: Question) -> tuple[int, float, str]:
    return -question.stories, -question.choices[0].score, question.entity.id


def _question(view: View, known: dict[str, Entity], some: list[Unsure]) -> Question:
    entity = known[some[0].entity_id]
    by_other: dict[str, list[Unsure]] = {}
    for one in some:
        if one.other_id in known:
            by_other.setdefault(one.other_id, []).append(one)
    choices = [
        Choice(
            entity=known[other_id],
            score=max(one.score for one in found),
            reasons=tuple(dict.fromkeys(reason for one in found for reason in one.reasons)),
        )
        for other_id, found in by_other.items()
    ]
    story = view.story(some[0].story_id)
    return Question(
        entity=entity,
        names=tuple(_most_first(one.name for one in some)),
        choices=tuple(sorted(choices, key=lambda choice: (-choice.score, choice.entity.id))),
        stories=len({one.story_id for one in some}),
        sample=_sample(story, some[0]) if story else None,
    )


def _most_first(names: Iterable[str]) -> list[str]:
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    return sorted(counted, key=lambda name: (-counted[name], name))


def _sample(story: Story, one: Unsure) -> Sample:
    text = story.text
    start, end = max(0, one.start - _MARGIN), min(len(text), one.end + _MARGIN)
    before, after = text[start : one.start], text[one.end : end]
    # Whole words only, and nothing of the paragraph before or after.
    if start and " " in before:
        before = before.split(" ", 1)[1]
    if end < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0]
    return Sample(
        story_id=story.id,
        outlet=story.outlet,
        published_at=story.published_at,
        date_only=story.date_only,
        before=before.rsplit("\n", 1)[-1],
        words=text[one.start : one.end],
        after=after.split("\n", 1)[0],
    )
