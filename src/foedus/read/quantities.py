"""Amounts of money and shares, from their words to values.

Our own grammar. Neither function ever raises: what it cannot read keeps its words, has no bounds
and the qualifier `unknown`. Vague words have fixed meanings: "tens of millions" is 10 to 100
million, "several" and "a few" are 2 to 10, "billions" is at least one billion, a majority is 50
to 100%, a minority 0 to 50%, single-digit 1 to 9%, double-digit 10 to 99%. "Nearly", "just over"
and "just under" are `about`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from foedus.model import Money, Share, Span
from foedus.read.currencies import CURRENCY, MINOR, currency_of
from foedus.read.hedges import bounded, qualifier_of
from foedus.read.numbers import Amount, Token, normalise, read_amount, tokenise

__all__ = ["parse_money", "parse_share"]

# Longer words than any amount: a wrong span must not cost time.
_LONGEST = 200
_PER_UNIT = re.compile(
    r"\b(?:(?:a|per|each|for each)[ -](?:[a-z-]+ )?(?:share|unit|barrel|tonne|ton|ounce|month|year|week|day"
    r"|hour|user|seat|head|person|employee|gallon|litre|liter|kilo|kilogram|pound|customer|ads|token|tokens|kilowatt-hour"
    r"|megawatt-hour)|apiece|an? (?:hour|ounce)|p\.?a|annually|a piece)\b|/ ?(?:share|month|year|user|tonne)"
)
_RANGE = re.compile(r"(?:-|to|and|or|up to|and up to)")
_SYMBOLIC = re.compile(r"(\bhalf )?\ban? (?:symbolic |nominal |token |single )?$")
_OR_TWO = re.compile(r"\ban? ([^\W\d_]+) or two\b")
_DIGITS = re.compile(r"\b(five|six|seven|eight|nine|ten|eleven|[4-9]|1[0-2])[- ]figures?\b")


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount and the tokens it covers, `start` to `end`."""

    amount: Amount
    start: int
    end: int


def parse_money(span: Span) -> Money:
    """The amount a span of words states, in whole currency units.

    `qualifier` is exact, about, at_least, at_most, range, per_unit ("$25 a share": the bounds are
    those of one unit) or unknown (nothing could be read).
    """
    text = normalise(span.words) if len(span.words) <= _LONGEST else ""
    tokens = tokenise(_OR_TWO.sub(r"1 to 2 \1", text))
    currency, minor = _currency(tokens)
    figures = _digits_named(text) or _figures(tokens)
    if not figures and currency is not None:
        figures = _one_unit(tokens)
    if not figures:
        return Money(span=span, low=None, high=None, currency=currency, qualifier="unknown")
    low, high, qualifier = _value(text, tokens, figures)
    if _PER_UNIT.search(text):
        qualifier = "per_unit"
    return Money(
        span=span,
        low=None if low is None else _tidy(low * minor),
        high=None if high is None else _tidy(high * minor),
        currency=currency,
        qualifier=qualifier,
    )


def parse_share(span: Span) -> Share:
    """The share a span of words states, in percent; "20 basis points" is 0.2.

    `qualifier` is exact, about, at_least, at_most, range or unknown (nothing could be read).
    """
    text = normalise(span.words) if len(span.words) <= _LONGEST else ""
    found = _named_share(text)
    if found is not None:
        low, high, qualifier = bounded(Decimal(found[0]), Decimal(found[1]), qualifier_of(text))
        return Share(span=span, low=low, high=high, qualifier=qualifier)
    tokens = tokenise(_as_percent(text))
    figures = _figures(tokens)
    if not figures:
        return Share(span=span, low=None, high=None, qualifier="unknown")
    low, high, qualifier = _value(text, tokens, figures)
    unit = Decimal("0.01") if re.search(r"\bbasis[ -]points?\b|\bbps?\b", text) else Decimal(1)
    return Share(
        span=span,
        low=None if low is None else _tidy(low * unit),
        high=None if high is None else _tidy(high * unit),
        qualifier=qualifier,
    )


def _tidy(value: Decimal) -> Decimal:
    """The value without trailing zeros or an exponent, so that equal values print alike."""
    value = value.normalize()
    return (
        value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 27 else value
    )


def _figures(tokens: tuple[Token, ...]) -> list[_Figure]:
    """The amounts in the tokens, left to right, at most two."""
    figures: list[_Figure] = []
    at = 0
    while at < len(tokens) and len(figures) < 2:
        amount = read_amount(tokens, at)
        if amount is None or (amount.vague and tokens[at].text == "some" and figures):
            at += 1
            continue
        figures.append(_Figure(amount, at, amount.end))
        at = max(amount.end, at + 1)
    return figures


def _one_unit(tokens: tuple[Token, ...]) -> list[_Figure]:
    """ "A symbolic euro": one unit of a currency that no figure stands before."""
    for at, token in enumerate(tokens):
        before = " ".join(other.text for other in tokens[:at]) + " "
        found = _SYMBOLIC.search(before)
        if found and (token.text in CURRENCY or token.text in MINOR):
            value = Decimal("0.5") if found[1] else Decimal(1)
            return [_Figure(Amount(value, value, Decimal(1), at), at, at)]
    return []


def _digits_named(text: str) -> list[_Figure]:
    """ "A seven-figure sum": the whole numbers of so many digits."""
    found = _DIGITS.search(text)
    if found is None:
        return []
    digits = int(_COUNT.get(found[1], 11) if not found[1].isdigit() else found[1])
    lowest = Decimal(10) ** (digits - 1)
    return [_Figure(Amount(lowest, 10 * lowest - 1, Decimal(1), 0), 0, 0)]


def _value(
    text: str, tokens: tuple[Token, ...], figures: list[_Figure]
) -> tuple[Decimal | None, Decimal | None, str]:
    """Bounds and qualifier of one figure, or of two that make a range."""
    first = figures[0].amount
    if len(figures) == 2 and _is_range(tokens, figures):
        second = figures[1].amount
        low, high = first.low, second.high
        # "$1-2 billion": the scale is said once, for both.
        if first.scale == 1 and second.scale > 1 and low * second.scale <= second.low:
            low *= second.scale
        if high is None:
            return low, None, "at_least"
        return min(low, high), max(low, high), "range" if low != high else "exact"
    return bounded(first.low, first.high, qualifier_of(text))


def _is_range(tokens: tuple[Token, ...], figures: list[_Figure]) -> bool:
    """Whether "to", "and", "or" or a dash joins the two figures, units and codes aside."""
    between = [token.text for token in tokens[figures[0].end : figures[1].start]]
    units = {"%", "percent", "per", "cent", "pct", "pc"}
    joint = " ".join(
        word for word in between if word not in CURRENCY and word not in MINOR and word not in units
    )
    return bool(_RANGE.fullmatch(joint))


def _currency(tokens: tuple[Token, ...]) -> tuple[str | None, Decimal]:
    """The currency the tokens name first, and what part of it one unit of the figure is."""
    minor = Decimal(1)
    code: str | None = None
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        before_figure = after is not None and after.kind == "number" and after.glued
        after_figure = before is not None and before.kind == "number"
        if token.kind == "sign" and token.text != "¢":
            return CURRENCY.get(token.text) or CURRENCY.get(token.text[-1]), minor
        if token.text in {"n", "r"} and before_figure:
            return {"n": "NGN", "r": "ZAR"}[token.text], minor
        if token.text in MINOR and (len(token.text) > 1 or after_figure):
            code, minor = MINOR[token.text]
            continue
        if token.text in {"pound", "pounds"} and minor != 1:
            continue
        if token.text in CURRENCY and not (token.text in {"real", "re", "won", "fr"} and before is None):
            named = currency_of(token.text, before.text if before else "")
            return named or code, minor
    return code, minor


_NAMED_SHARES: tuple[tuple[re.Pattern[str], tuple[str, str]], ...] = tuple(
    (re.compile(pattern), bounds)
    for pattern, bounds in (
        (r"\b(?:half and half|50 ?[-/:] ?50|fifty[- ]fifty)\b", ("50", "50")),
        (r"\blow[- ]single[- ]digits?\b", ("1", "3")),
        (r"\bmid[- ]single(?:[- ]digits?)?\b", ("4", "6")),
        (r"\bhigh[- ]single[- ]digits?\b", ("7", "9")),
        (r"\bsingle[- ]digits?\b", ("1", "9")),
        (r"\blow[- ]double[- ]digits?\b", ("10", "19")),
        (r"\bdouble[- ]digits?\b", ("10", "99")),
        (r"\btriple[- ]digits?\b", ("100", "999")),
        (r"^(?!.*[0-9]).*\b(?:super)?majority\b", ("50", "100")),
        (r"^(?!.*[0-9]).*\bminority\b", ("0", "50")),
        (r"^(?!.*[0-9]).*\bcontrolling\b|^(?:the )?(?:bulk|lion's share|most)\b", ("50", "100")),
        (
            r"^(?!.*[0-9])(?:(?:nearly|almost|virtually|practically) )?(?:all|wholly|entire(?:ly)?)\b",
            ("100", "100"),
        ),
        (r"^(?!.*[0-9])(?:the |its |their )?(?:whole|entire|full|entirety)\b", ("100", "100")),
        (r"^(?:none|nothing|nil)\b", ("0", "0")),
    )
)
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
_PARTS_OF_ONE = {"half": "0.5", "quarter": "0.25", "third": "0.33", "tenth": "0.1", "": "1"}
_PART_OF_ONE = re.compile(
    r"(?:\ba |\bone )?\b(?:(half|quarter|third|tenth)(?: of)? )?(?:a|one)"
    r"(?= ?-?(?:per ?cent(?:age)?|%|basis)\b)"
)
_COUNT_WORDS = "one two three four five six seven eight nine ten"
_COUNT = {word: value for value, word in enumerate(_COUNT_WORDS.split(), start=1)} | {"a": 1, "an": 1}
_COUNTED = "|".join(_COUNT)
_FRACTION = re.compile(rf"(?:\b(?P<count>{_COUNTED}|[0-9]{{1,2}})[ -])?\b(?P<part>{'|'.join(_PARTS)})s?\b")
_OUT_OF = re.compile(
    rf"\b(?P<some>{_COUNTED}|[0-9]{{1,3}}) (?:in|out of)(?: every)? (?P<all>{_COUNTED}|[0-9]{{1,4}})\b"
)
_SLASH = re.compile(r"(?<![0-9./])(?P<some>[0-9]{1,2})/(?P<all>[0-9]{1,3})(?![0-9/])(?! ?(?:%|per))")


def _named_share(text: str) -> tuple[str, str] | None:
    """The bounds that a word of its own has ("a majority")."""
    return next((bounds for pattern, bounds in _NAMED_SHARES if pattern.search(text)), None)


def _as_percent(text: str) -> str:
    """The text with its fractions written as percentages: "up to a third" is "up to 33.33"."""
    text = _PART_OF_ONE.sub(lambda found: _PARTS_OF_ONE[found[1] or ""], text)
    if re.search(r"\band (?:a|one|three)\b", text):
        return text
    text = _OUT_OF.sub(lambda found: _percent(found["some"], found["all"], found[0]), text)
    text = _SLASH.sub(lambda found: _percent(found["some"], found["all"], found[0]), text)
    return _FRACTION.sub(
        lambda found: _percent(found["count"] or "1", str(_PARTS[found["part"]]), found[0]), text
    )


def _percent(some: str, whole: str, words: str) -> str:
    """`some` of `whole` in percent to two places; the words themselves where that is no part."""
    part = Decimal(_COUNT.get(some, some))
    of = Decimal(_COUNT.get(whole, whole))
    if not 0 < part <= of:
        return words
    return format((100 * part / of).quantize(Decimal("0.01")), "f")
