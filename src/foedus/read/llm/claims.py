"""From a model's answer to claims: each item held to the vocabulary and to the words of its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from foedus.model import Claim, Mention, Rejected, Relation, Sentence, Span, vocabulary
from foedus.read.labels import NOMINAL_KINDS
from foedus.read.llm.quotes import ItemError, Names, Quotes, fields_of, text_of
from foedus.read.terms import stated, terms_of

__all__ = ["UNSAID", "Answers"]

UNSAID = 0.7
"""The score of a claim whose confidence the model does not tell as a number."""

_MOST_ITEMS = 300  # claims or names of one answer
_TERMS = ("amount", "valuation", "share", "date", "what", "title")
_HOLDERS = ("org", "gov", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Holds the answers about one story: to its names, its day, and who reads."""

    story_id: str
    names: Names
    anchor: date | None
    reader: str

    def take(self, answer: object, asked: Mapping[int, Sentence]) -> Iterator[Claim | Rejected]:
        """Each claim about these sentences that holds, and a `Rejected` for each item that does not."""
        fields = answer if isinstance(answer, dict) else {}
        yield from self._take_names(fields.get("names"))
        items = fields.get("claims")
        if not isinstance(items, list):
            yield self._rejected("bad_item", "The answer holds no list of claims.")
            return
        for item in items[:_MOST_ITEMS]:
            try:
                yield from self._claim(item, asked)
            except ItemError as error:
                yield self._rejected(error.reason, f"A claim was turned away: {error.why}.")
        yield from self._left_out(len(items), "claims")

    def _take_names(self, items: object) -> Iterator[Rejected]:
        found = items if isinstance(items, list) else []
        for item in found[:_MOST_ITEMS]:
            fields = item if isinstance(item, dict) else {}
            words, kind = fields.get("words"), fields.get("kind")
            if not isinstance(words, str) or kind not in NOMINAL_KINDS:
                yield self._rejected("bad_item", "A name was turned away: it has no words, or no known kind.")
            elif self.names.add(text_of(words, "name") or "", str(kind)) is None:
                yield self._rejected(
                    "not_verbatim", "A name was turned away: it does not stand in the story."
                )
        yield from self._left_out(len(found), "names")

    def _claim(self, item: object, asked: Mapping[int, Sentence]) -> Iterator[Claim | Rejected]:
        fields = fields_of(item, "item")
        number = fields.get("sentence")
        sentence = asked.get(number) if type(number) is int else None
        if sentence is None:
            raise ItemError("no_sentence", "it names a sentence that was not asked about")
        relation = vocabulary().relations.get(_word(fields, "relation", tuple(vocabulary().relations)))
        assert relation is not None
        place = f"{relation.name} at characters {sentence.start}-{sentence.end}"
        quotes = Quotes(sentence, self.names)
        try:
            yield self._held(fields, relation, quotes)
        except ItemError as error:
            raise ItemError(error.reason, f"{place}, {error.why}") from None
        for role in quotes.nameless:
            why = f"the name given for the {role} does not stand in the story; the claim stands without it"
            yield self._rejected("not_verbatim", f"A name was turned away: {place}, {why}.")

    def _held(self, fields: Mapping[str, object], relation: Relation, quotes: Quotes) -> Claim:
        stage = _word(fields, "stage", vocabulary().stages)
        certainty = _word(fields, "certainty", vocabulary().certainties)
        trigger = quotes.trigger(text_of(fields.get("trigger"), "trigger"), _end_words(fields))
        subject, other = _ends(fields, relation, quotes)
        spans = {role: quotes.span(fields.get(role), role) for role in (*_TERMS, "speaker", "cue")}
        holder = fields.get("holder")
        terms = terms_of(
            {role: span for role in _TERMS if (span := spans[role])},
            stage=stage,
            anchor=self.anchor,
            exclusive=fields.get("exclusive") is True,
        )
        sentence = quotes.sentence
        return Claim(
            relation=relation.name,
            subject=subject,
            object=other,
            trigger=trigger,
            sentence=Span(
                story_id=self.story_id, start=sentence.start, end=sentence.end, words=sentence.words
            ),
            stage=stage,
            certainty=certainty,
            reader=self.reader,
            score=_score(fields.get("confidence")),
            stated=stated(terms, self.anchor),
            terms=terms,
            speaker=spans["speaker"],
            holder=None if holder is None else quotes.end(holder, "holder", _HOLDERS),
            cue=spans["cue"],
        )

    def _left_out(self, number: int, what: str) -> Iterator[Rejected]:
        if number > _MOST_ITEMS:
            more = f"{number:,} {what}, of which {_MOST_ITEMS} were looked at"
            yield self._rejected("too_many", f"One answer held {more}.")

    def _rejected(self, reason: str, detail: str) -> Rejected:
        return Rejected(stage="read", item_id=self.story_id, reason=reason, detail=detail)


def _word(fields: Mapping[str, object], what: str, known: tuple[str, ...]) -> str:
    """The word of a closed list that a field holds."""
    word = fields.get(what)
    if not isinstance(word, str) or word not in known:
        raise ItemError("unknown_word", f"its {what} is not in the vocabulary")
    return word


def _end_words(fields: Mapping[str, object]) -> list[str]:
    ends = (fields.get(role) for role in ("subject", "object"))
    words = (text_of(end.get("words"), "end") for end in ends if isinstance(end, dict))
    return [one for one in words if one]


def _ends(fields: Mapping[str, object], relation: Relation, quotes: Quotes) -> tuple[Mention, Mention | None]:
    """Both ends of the claim, of the kinds the relation allows; of a symmetric one in text order."""
    subject = quotes.end(fields.get("subject"), "subject", relation.subject)
    given = fields.get("object")
    if relation.one_sided:
        if given is not None:
            raise ItemError("wrong_kind", "an object is given where none may stand")
        return subject, None
    if given is None:
        raise ItemError("no_end", "no object is given")
    other = quotes.end(given, "object", relation.object)
    if subject.id == other.id and not (subject.nominal and " & " in (subject.referent or "")):
        raise ItemError("same_end", "both ends are the same words")
    if subject.id != other.id and subject.name is not None and subject.name == other.name:
        raise ItemError("same_end", "both ends have the same name")
    if relation.symmetric and other.span.start < subject.span.start:
        return other, subject
    return subject, other


def _score(value: object) -> float:
    """The model's own confidence, held to [0, 1]."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return UNSAID
    return round(min(1.0, max(0.0, float(min(max(value, -1), 2)))), 4)
