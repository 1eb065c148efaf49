"""From drafts to claims: spans of the story, parsed terms, resolved ends."""

from __future__ import annotations

from datetime import date

from foedus.model import Claim, Mention, Sentence, Span, Story, Terms
from foedus.read.labels import RELATIONS
from foedus.read.reading import Names
from foedus.read.roles import DraftClaim
from foedus.read.terms import stated, terms_of

__all__ = ["make_claim"]


def make_claim(
    story: Story,
    sentence: Sentence,
    names: Names,
    draft: DraftClaim,
    ends: tuple[Mention, Mention | None],
    reader: str,
) -> Claim:
    """The claim of a draft between two resolved ends, with the score of the draft's surest ends."""
    number, anchor = draft.candidate.sentence, story.published_at.date() if story.published_at else None
    terms = _terms(names, draft, anchor)
    return Claim(
        relation=RELATIONS[draft.candidate.relation],
        subject=ends[0],
        object=ends[1],
        trigger=names.span(number, draft.candidate.start, draft.candidate.end),
        sentence=Span(story_id=story.id, start=sentence.start, end=sentence.end, words=sentence.words),
        stage=draft.stage,
        certainty=draft.certainty,
        reader=reader,
        score=draft.ends[0].score,
        stated=stated(terms, anchor),
        terms=terms,
        speaker=_span(names, draft, "speaker"),
        holder=names.mention(number, draft.holder) if draft.holder else None,
        cue=_span(names, draft, "cue"),
    )


def _terms(names: Names, draft: DraftClaim, anchor: date | None) -> Terms:
    number = draft.candidate.sentence
    places = {role: (d.start, d.end) for role, d in draft.terms.items()}
    places |= {role: draft.spans[role] for role in ("what", "title") if role in draft.spans}
    spans = {role: names.span(number, *place) for role, place in places.items()}
    return terms_of(spans, stage=draft.stage, anchor=anchor, exclusive=draft.exclusive)


def _span(names: Names, draft: DraftClaim, role: str) -> Span | None:
    pair = draft.spans.get(role)
    return names.span(draft.candidate.sentence, *pair) if pair else None
