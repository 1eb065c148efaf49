"""From drafts to claims: spans of the story, parsed terms, resolved ends."""

from __future__ import annotations

from datetime import date

from foedus.model import Claim, Interval, Mention, Sentence, Span, Story, Terms
from foedus.read.dates import parse_when
from foedus.read.labels import RELATIONS
from foedus.read.quantities import parse_money, parse_share
from foedus.read.reading import Names
from foedus.read.roles import DraftClaim

__all__ = ["known_by", "make_claim"]

# What happened or failed lies behind the story. The other stages do not tell: "said on Monday it would
# buy" is planned, and its Monday is past (on the marked stories nearly all such dates are).
PAST = frozenset({"done", "failed"})

_SMALL = frozenset(
    "a an the its their his her our of to for in on at with over up out from by and or that as into".split()
)


def make_claim(
    story: Story,
    sentence: Sentence,
    names: Names,
    draft: DraftClaim,
    ends: tuple[Mention, Mention | None],
    reader: str,
) -> Claim:
    """The claim of a draft between two resolved ends, with the draft's own score."""
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
        score=draft.score,
        stated=terms.date.interval if terms.date else known_by(anchor),
        terms=terms,
        speaker=_span(names, draft, "speaker"),
        holder=names.mention(number, draft.holder) if draft.holder else None,
        cue=_span(names, draft, "cue"),
    )


def _terms(names: Names, draft: DraftClaim, anchor: date | None) -> Terms:
    def term(role: str) -> Span | None:
        d = draft.terms.get(role)
        return names.span(draft.candidate.sentence, d.start, d.end) if d else None

    amount, share, valuation, day = (term(role) for role in ("amount", "share", "valuation", "date"))
    return Terms(
        amount=parse_money(amount) if amount else None,
        share=parse_share(share) if share else None,
        valuation=parse_money(valuation) if valuation else None,
        date=parse_when(day, anchor, ahead=False if draft.stage in PAST else None) if day else None,
        what=_telling(names, draft),
        title=_span(names, draft, "title"),
        exclusive=draft.exclusive,
    )


def _span(names: Names, draft: DraftClaim, role: str) -> Span | None:
    pair = draft.spans.get(role)
    return names.span(draft.candidate.sentence, *pair) if pair else None


def _telling(names: Names, draft: DraftClaim) -> Span | None:
    """The `what` of a draft without small words at its ends ("up its access to" is "access")."""
    span = _span(names, draft, "what")
    if span is None:
        return None
    start, end = draft.spans["what"]
    words = [names.span(draft.candidate.sentence, n, n + 1).words.lower() for n in range(start, end)]
    while words and words[0] in _SMALL:
        words.pop(0)
        start += 1
    while words and words[-1] in _SMALL:
        words.pop()
        end -= 1
    return names.span(draft.candidate.sentence, start, end) if words else None


def known_by(anchor: date | None) -> Interval:
    """The interval of an undated claim: it held by the story's date at latest."""
    return Interval(start=None, end=anchor, granularity="known_by")
