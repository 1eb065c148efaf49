"""What a model says, held against one sentence: a quote that does not stand there is turned away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedus.model import Mention, Sentence, Span
from foedus.read.labels import NOMINAL_KINDS
from foedus.read.llm.places import folded, is_name, own_words, places

__all__ = ["ItemError", "Names", "Quotes", "fields_of", "text_of"]

_MOST_NAMES = 4  # that one nominal may stand for


class ItemError(Exception):
    """An item of an answer that does not hold; `reason` is a fixed word, `why` goes into a sentence.

    `why` never holds words of the answer that stand in no story: they could be anything.
    """

    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason = reason
        self.why = why


def fields_of(value: object, what: str) -> Mapping[str, object]:
    """The fields of an object; raises `ItemError` for anything else."""
    if not isinstance(value, dict):
        raise ItemError("bad_item", f"the {what} is no object")
    return value


def text_of(value: object, what: str) -> str | None:
    """A quote, or `None` for none; raises `ItemError` where it is no text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise ItemError("bad_item", f"the {what} is no text")
    return folded(value)


class Names:
    """The names of one story: those that stand in its text, in the words they have there."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = folded(text)
        self.kinds: dict[str, str] = {}

    def add(self, quote: str, kind: str) -> str | None:
        """The name as the story writes it, kept; `None` where it does not stand there or is no name."""
        place = next(places(quote, self._folded), None) if is_name(quote) else None
        if place is None:
            return None
        start, end = own_words(self._text, *place)
        name = " ".join(self._text[start:end].split())
        if not is_name(name):
            return None
        self.kinds.setdefault(name, kind)
        return name

    def mentions(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """Every place of these names in the sentences; a longer name wins over those inside it."""
        texts = [folded(sentence.words) for sentence in sentences]
        taken: set[int] = set()
        found: list[Mention] = []
        for name in sorted(self.kinds, key=lambda name: (-len(name), name)):
            for sentence, text in zip(sentences, texts, strict=True):
                for start, end in places(folded(name), text):
                    at = range(sentence.start + start, sentence.start + end)
                    if taken.isdisjoint(at):
                        taken.update(at)
                        found.append(Mention(span=_span(sentence, start, end), kind=self.kinds[name]))
        return found


class Quotes:
    """One sentence, and where the quotes of one claim stand in it."""

    def __init__(self, sentence: Sentence, names: Names) -> None:
        self.sentence = sentence
        self._text = folded(sentence.words)
        self._names = names
        self._near: tuple[int, int] | None = None
        self.nameless: list[str] = []  # the roles whose nominal was given a name that does not hold

    def trigger(self, quote: str | None, ends: Sequence[str]) -> Span:
        """The trigger's place: of several the one nearest to the ends; other quotes go by it."""
        found = self._places(quote, "trigger")
        ends_at = [list(places(end, self._text)) for end in ends]
        self._near = min(
            found, key=lambda at: sum(min((_far(at, e) for e in es), default=0) for es in ends_at)
        )
        return _span(self.sentence, *self._near)

    def span(self, value: object, role: str) -> Span | None:
        """The span of a quote, of several the nearest to the trigger; `None` for no quote."""
        quote = text_of(value, role)
        return None if quote is None else _span(self.sentence, *self._nearest(quote, role))

    def end(self, value: object, role: str, kinds: Sequence[str]) -> Mention:
        """The mention at an end of the claim, of one of the kinds that may stand there."""
        fields = fields_of(value, role)
        quote, kind, named = text_of(fields.get("words"), role), fields.get("kind"), fields.get("named")
        if quote is None:
            raise ItemError("no_end", f"no words are given for the {role}")
        start, end = self._nearest(quote, role)
        if kind not in NOMINAL_KINDS:
            raise ItemError("unknown_word", f"the {role} has a kind that is not in the vocabulary")
        if not isinstance(kind, str) or kind not in kinds:
            raise ItemError("wrong_kind", f"the {role} is of a kind that may not stand there")
        if named is not False and is_name(quote):
            return Mention(span=_span(self.sentence, *own_words(self.sentence.words, start, end)), kind=kind)
        span = _span(self.sentence, start, end)
        meant = self._meant(fields.get("means"), kind, span.words)
        if fields.get("means") and not meant:
            self.nameless.append(role)
        return Mention(span=span, kind=kind, nominal=True, referent=" & ".join(meant) or None)

    def _meant(self, value: object, kind: str, words: str) -> tuple[str, ...]:
        """The names that a nominal is said to stand for; none unless every one stands in the story."""
        given = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        quotes = [folded(one).strip() for one in given if isinstance(one, str)]
        if not quotes or len(quotes) != len(given) or len(quotes) > _MOST_NAMES or folded(words) in quotes:
            return ()
        names = [self._names.add(quote, kind) for quote in quotes]
        return () if None in names else tuple(dict.fromkeys(name for name in names if name))

    def _nearest(self, quote: str, role: str) -> tuple[int, int]:
        found = self._places(quote, role)
        near = self._near
        return found[0] if near is None else min(found, key=lambda at: _far(at, near))

    def _places(self, quote: str | None, role: str) -> list[tuple[int, int]]:
        if quote is None:
            raise ItemError("not_verbatim", f"no words are given for the {role}")
        found = list(places(quote, self._text))
        if not found:
            raise ItemError("not_verbatim", f"the words given for the {role} do not stand in the sentence")
        return found


def _far(a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many characters lie between two places."""
    return max(a[0] - b[1], b[0] - a[1], 0)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(
        story_id=sentence.story_id,
        start=sentence.start + start,
        end=sentence.start + end,
        words=sentence.words[start:end],
    )
