"""A reader for tests: it finds in each sentence what a script says is there, and nothing else.

A script maps a sentence to the claims it makes, each said in a line::

    {"Alpha has put $1 million into Beta.": [say("Alpha", "put", "Beta", "invests_in", amount="$1 million")]}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from foedus.model import Claim, Interval, Mention, Reading, Rejected, Span, Story, Terms, When
from foedus.read.dates import parse_when
from foedus.read.quantities import parse_money, parse_share

__all__ = ["Said", "ScriptedReader", "say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim of a script: words of its sentence, and the names its nominals stand for."""

    subject: str
    trigger: str
    object: str | None
    relation: str
    stage: str = "done"
    certainty: str = "asserted"
    words: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)
    exclusive: bool = False


def say(
    subject: str, trigger: str, other: str | None, relation: str, stage: str = "done", **words: str
) -> Said:
    """A claim; keywords are terms and roles by name, `certainty`, or `means` ("the firm=Alpha")."""
    means = dict(pair.split("=") for pair in words.pop("means", "").split(",") if pair)
    kinds = dict(pair.split("=") for pair in words.pop("kinds", "").split(",") if pair)
    exclusive = bool(words.pop("exclusive", ""))
    certainty = words.pop("certainty", "asserted")
    return Said(
        subject=subject,
        trigger=trigger,
        object=other,
        relation=relation,
        stage=stage,
        certainty=certainty,
        words=words,
        kinds=kinds,
        means=means,
        exclusive=exclusive,
    )


class ScriptedReader:
    """Reads by script; a sentence in `broken` makes it fail, as a fault in a reader would."""

    def __init__(
        self, script: Mapping[str, Sequence[Said]], *, version: str = "script-1", broken: str = "\x00"
    ) -> None:
        self.version = version
        self.stories_read: list[str] = []
        self._script = script
        self._broken = broken

    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        for story in stories:
            self.stories_read.append(story.id)
            if self._broken in story.text:
                raise ArithmeticError("one sentence too many")
            yield self._reading(story)

    def _reading(self, story: Story) -> Reading:
        claims = [
            self._claim(story, sentence, said)
            for sentence, some in self._script.items()
            if sentence in story.text
            for said in some
        ]
        ends = {m.id: m for c in claims for m in (c.subject, c.object, c.holder) if m}
        rejected = (
            (Rejected(stage="read", item_id=story.id, reason="no_end", detail="Half a claim."),)
            if "half a claim" in story.text
            else ()
        )
        return Reading(
            story_id=story.id,
            reader=self.version,
            mentions=tuple(ends.values()),
            claims=tuple({claim.id: claim for claim in claims}.values()),
            rejected=rejected,
            sentences=story.text.count(".") or 1,
        )

    def _claim(self, story: Story, sentence: str, said: Said) -> Claim:
        start = story.text.index(sentence)

        def span(words: str | None) -> Span | None:
            if words is None:
                return None
            at = start + sentence.index(words)
            return Span(story_id=story.id, start=at, end=at + len(words), words=words)

        def mention(words: str | None) -> Mention | None:
            place = span(words)
            if words is None or place is None:
                return None
            referent = said.means.get(words)
            kind = said.kinds.get(words, "org")
            return Mention(span=place, kind=kind, nominal=referent is not None, referent=referent or None)

        day = story.published_at.date() if story.published_at else None
        amount, share, value = (span(said.words.get(role)) for role in ("amount", "share", "valuation"))
        when = span(said.words.get("date"))
        date_term: When | None = parse_when(when, day) if when else None
        subject, trigger = mention(said.subject), span(said.trigger)
        assert subject is not None
        assert trigger is not None
        return Claim(
            relation=said.relation,
            subject=subject,
            object=mention(said.object),
            trigger=trigger,
            sentence=Span(story_id=story.id, start=start, end=start + len(sentence), words=sentence),
            stage=said.stage,
            certainty=said.certainty,
            reader=self.version,
            score=0.9,
            stated=date_term.interval if date_term else _known_by(day),
            terms=Terms(
                amount=parse_money(amount) if amount else None,
                share=parse_share(share) if share else None,
                valuation=parse_money(value) if value else None,
                date=date_term,
                what=span(said.words.get("what")),
                title=span(said.words.get("title")),
                exclusive=said.exclusive,
            ),
            speaker=span(said.words.get("speaker")),
            holder=mention(said.words.get("holder")),
            cue=span(said.words.get("cue")),
        )


def _known_by(day: date | None) -> Interval:
    return Interval(end=day, granularity="known_by")
