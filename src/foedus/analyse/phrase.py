"""One claim or fact as a clause of English: subject, verb of its stage, terms, days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedus.analyse.dates import in_words
from foedus.analyse.wording import Wording, wording
from foedus.model import Claim, FactTerms, Interval, vocabulary

__all__ = ["Said", "clause", "predicate", "said_of_claim", "terms_text"]

_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=[$€£¥₹\d])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(?:its|their|his|her|our)\s+(?=\w)", re.IGNORECASE)
# What a span of goods may begin with and a sentence cannot: "talks over 's technology", "over of conduct".
_STRAY = re.compile(r"^(?:['’]s?\s+|(?:of|over|for|with|about|on)\s+(?=\w))", re.IGNORECASE)
_SINCE = re.compile(r"since\b", re.IGNORECASE)
# The goods may be a verb in their sentence ("to stop the conversion"): out of it they are quoted.
_VERBAL = re.compile(
    r"\w+ed\b|(?:to|that|not|it|they|accept|agree|allow|block|breach|break|buy|cancel|change|close|cut|delay|drop|"
    r"end|find|force|gain|get|give|grant|hand|have|help|hide|join|keep|leave|let|lower|make|mislead|move|open|"
    r"pay|quit|raise|refuse|restore|return|reveal|sell|share|stop|take|turn|use|withdraw)\b",
    re.IGNORECASE,
)
_PERFECT = {
    "accuses": "has accused",
    "are": "have been",
    "compete": "have competed",
    "derives": "has derived",
    "employs": "has employed",
    "has a": "has had a",
    "is": "has been",
    "licenses": "has licensed",
    "makes": "has made",
    "owns": "has owned",
    "puts": "has put",
    "supplies": "has supplied",
    "supports": "has supported",
    "uses": "has used",
    "withholds": "has withheld",
}
_COMPOUND = re.compile(r"-(?:dollar|euro|pound|yen|yuan|rupee|franc|percent|per-cent)s?$", re.IGNORECASE)
_AUXILIARIES = frozenset({"has", "have", "is", "are", "may", "would", "should", "did"})
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a clause is made of; `subject` and `other` are names.

    `several` says that it stands for more than one deal: they have gone on since the first.
    """

    relation: str
    stage: str
    certainty: str
    subject: str
    other: str | None
    terms: FactTerms
    valid: Interval
    speaker: str | None = None
    several: bool = False

    @property
    def symmetric(self) -> bool:
        """Whether the two ends act together."""
        return vocabulary().relations[self.relation].symmetric

    @property
    def lasting(self) -> bool:
        """Whether an event has gone on since a day: there are several deals, or its words say so."""
        return self.several or bool(_SINCE.match(self.terms.date_words or ""))

    @property
    def holder(self) -> str | None:
        """Who offers, wants or weighs it, where that is neither the subject nor both."""
        holder = self.terms.holder
        if not holder or _same(holder, self.subject):
            return None
        return self.other if self.other and _same(holder, self.other) else holder


def said_of_claim(claim: Claim, subject: str, other: str | None) -> Said:
    """What one claim says, between the names its ends mean."""
    terms = claim.terms
    return Said(
        relation=claim.relation,
        stage=claim.stage,
        certainty=claim.certainty,
        subject=subject,
        other=other,
        terms=FactTerms(
            amount_words=terms.amount.span.words if terms.amount else None,
            share_words=terms.share.span.words if terms.share else None,
            valuation_words=terms.valuation.span.words if terms.valuation else None,
            date_words=terms.date.span.words if terms.date else None,
            what=terms.what.words if terms.what else None,
            title=terms.title.words if terms.title else None,
            holder=claim.holder.name if claim.holder else None,
            exclusive=terms.exclusive,
        ),
        valid=Interval(),
        speaker=claim.speaker.words if claim.speaker else None,
    )


def _same(holder: str, name: str) -> bool:
    """Whether the holder is the one of that name: "Ashgrove" is "Ashgrove Water plc"."""
    return name.casefold().startswith(holder.casefold())


def clause(said: Said) -> str:
    """The whole clause, without a full stop: "OpenAI is weighing whether to sue Microsoft"."""
    both = said.symmetric and said.other is not None
    subject = f"{said.subject} and {said.other}" if both else said.subject
    if said.certainty == "denied":
        denied = "it" if said.speaker == subject else subject
        return f"{said.speaker or 'someone'} denies that {denied} {_predicate(said, said.other or '')}"
    return f"{subject} {predicate(said, said.other or '')}"


def predicate(said: Said, other: str) -> str:
    """What follows the subject, with `other` for the object's name, and how sure it is."""
    words = _predicate(said, other)
    if said.certainty == "reported":
        return _with_adverb(words, "reportedly")
    return f"{words} (a rumour)" if said.certainty == "rumoured" else words


def _predicate(said: Said, other: str) -> str:
    words = wording(said.relation)
    if said.stage == "done":
        template = words.sole if said.terms.exclusive and words.sole else words.done
        when = in_words(said.valid, event=words.event and not said.lasting)
        return _in_tense(_fill(template, said, other), when)
    if said.stage == "ended":
        return _fill(words.ended, said, other)
    if said.stage == "failed":
        return (
            _fill(words.failed, said, other) if words.failed else f"did not {_fill(words.bare, said, other)}"
        )
    return _ahead(said, other, words)


def _ahead(said: Said, other: str, words: Wording) -> str:
    """What may come: planned, offered, demanded, considered, negotiated or possible."""
    bare = _fill(words.bare, said, other)
    plural = said.symmetric
    if said.stage == "possible":
        return f"may {bare}"
    if said.stage == "planned":
        return f"{'plan' if plural else 'plans'} to {bare}"
    if said.stage == "negotiated":
        return f"{'are' if plural else 'is'} in talks to {bare}"
    if said.stage == "offered":
        return f"would {bare}, as {said.holder} offers" if said.holder else _third(plural, "offer", bare)
    if said.stage == "demanded":
        return f"should {bare}, as {said.holder} demands" if said.holder else _third(plural, "demand", bare)
    weighs = f"would {bare}, as {said.holder} is considering"
    return weighs if said.holder else f"{'are' if plural else 'is'} weighing whether to {bare}"


def _third(plural: bool, verb: str, bare: str) -> str:
    return f"{verb} to {bare}" if plural else f"{verb}s to {bare}"


def _fill(template: str, said: Said, other: str) -> str:
    values = {
        "other": other,
        "amount": _measure(said.terms.amount_words),
        "share": _measure(said.terms.share_words),
        "valuation": _measure(said.terms.valuation_words),
        "what": _goods(said.terms.what or ""),
        "title": said.terms.title or "",
    }
    for choice in template.split("|"):
        outside = _OPTIONAL.sub("", choice)
        if all(values[slot] for slot in _SLOT.findall(outside)):
            break
    kept = _OPTIONAL.sub(lambda part: part[1] if _filled(part[1], values) else "", choice)
    return _SLOT.sub(lambda slot: values[slot[1]], kept)


def _filled(part: str, values: dict[str, str]) -> bool:
    return all(values[slot] for slot in _SLOT.findall(part))


def _goods(words: str) -> str:
    """The goods or the issue as they fit a sentence that is not their own."""
    if _VERBAL.match(words):
        return f"“{words}”"
    words = _STRAY.sub("", words)
    return _POSSESSIVE.sub("the ", words)  # "its restructuring" would be anybody's


def _measure(words: str | None) -> str:
    """An amount or share as it fits a sentence; empty where its words do not ("multibillion-dollar")."""
    if not words or _COMPOUND.search(words):
        return ""
    return _ARTICLE.sub("", " ".join(words.split()))


def _in_tense(words: str, when: str) -> str:
    """The words with their day, in its tense: "has supplied it since 2019", "bought it in 2020"."""
    if when.startswith("since "):
        for present, perfect in _PERFECT.items():
            if words.startswith(f"{present} "):
                return f"{perfect}{words[len(present) :]} {when}"
            if words == present:
                return f"{perfect} {when}"
    if when.startswith(("in ", "on ")):
        past = re.sub(r"^accuses\b", "accused", re.sub(r"^(?:has|have) (?!a\b)", "", words))
        return f"{past} {when}"
    return f"{words} {when}" if when else words


def _with_adverb(words: str, adverb: str) -> str:
    first, _, rest = words.partition(" ")
    if rest.startswith("a ") or words.startswith("did not "):
        return f"{adverb} {words}"
    return f"{first} {adverb} {rest}" if first in _AUXILIARIES else f"{adverb} {words}"


def terms_text(terms: FactTerms) -> str:
    """The terms in one line for a table: amount, share, valuation, goods, title, exclusive."""
    parts = [terms.amount_words, terms.share_words]
    parts += [f"valued at {terms.valuation_words}" if terms.valuation_words else None]
    parts += [_STRAY.sub("", terms.what or ""), f"as {terms.title}" if terms.title else None]
    parts += ["exclusive" if terms.exclusive else None]
    return " · ".join(" ".join(part.split()) for part in parts if part)
