"""Numbers as the news writes them: "1,200 crore", "1,5 Mrd.", "two and a half billion"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Amount", "Token", "normalise", "read_amount", "tokenise"]

_VULGAR = {"½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4", "⅕": " 1/5", "⅛": " 1/8"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-") | {"’": "'", "‘": "'"})

# Thousands by comma (also Indian: 1,20,000), point, apostrophe or blank; then plain decimals.
_NUMBER = (
    r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])"
    r"|[0-9]{1,3}(?:(?P<sep>[.'])[0-9]{3})(?:(?P=sep)[0-9]{3})+(?![0-9])"
    r"|[0-9]{1,3}'[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+[.,][0-9]+|[0-9]+|\.[0-9]+"
)
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})"
    r"|(?P<sign>[a-z]{0,3}[$£¥₵]|[€₩₹₽₺₪₫₴₦₱฿₸৳₾₡¢])(?P<code>(?:us|au|ca)d?(?![a-z]))?"
    r"|(?P<word>[^\W\d_]+(?:\.[^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNIT = {word: Decimal(value) for value, word in enumerate(_ONES.split())} | {
    word: Decimal(10 * value) for value, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {
    "k thousand thousands tsd": 10**3,
    "lakh lakhs lac lacs": 10**5,
    "m mn mln mio million millions mm": 10**6,
    "cr crore crores": 10**7,
    "b bn bln mrd md billion billions milliard milliards mlrd": 10**9,
    "t tn trn trln trillion trillions bio": 10**12,
    "quadrillion": 10**15,
    "dozen dozens": 12,
    "hundred hundreds": 10**2,
    "score scores": 20,
}
_SCALE = {word: Decimal(value) for words, value in _SCALES.items() for word in words.split()}
# "Tens of millions": at least the first, at most the second times what follows.
_VAGUE = {
    "tens": (10, 100),
    "hundreds": (100, 1000),
    "thousands": (1000, 10_000),
    "dozens": (24, 100),
    "scores": (40, 100),
    "several": (2, 10),
    "few": (2, 10),
    "some": (2, 10),
    "couple": (2, 2),
}
_HALF = Decimal("0.5")
_QUARTERS = {"half": _HALF, "quarter": Decimal("0.25"), "third": Decimal(1) / 3}


@dataclass(frozen=True, slots=True)
class Token:
    """One number, sign, word or mark of a normalised text; `glued` when no blank stands before it."""

    kind: str
    text: str
    glued: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from tokens: its bounds (`high` `None` if open), its scale, and where it ends."""

    low: Decimal
    high: Decimal | None
    scale: Decimal
    end: int

    @property
    def vague(self) -> bool:
        """Whether the words give a range ("several billion")."""
        return self.low != self.high


def normalise(words: str) -> str:
    """The words in small letters, one blank between them, every dash "-", full-width forms plain."""
    for vulgar, plain in _VULGAR.items():
        words = words.replace(vulgar, plain)
    words = unicodedata.normalize("NFKC", words).translate(_DASHES).lower()
    return " ".join(words.split())


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a normalised text, in order; nothing but blanks is left out."""
    tokens: list[Token] = []
    end = -1
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup) if found["sign"] is None else "sign"
        kind = "number" if found["number"] is not None else kind
        tokens.append(Token(kind, found[0], found.start() == end))
        end = found.end()
    return tuple(tokens)


def read_amount(tokens: tuple[Token, ...], at: int) -> Amount | None:
    """The number that starts at token `at`, scale words included; `None` when none starts there."""
    bounds = _vague(tokens, at) or _exact(tokens, at)
    if bounds is None:
        return _plain_scale(tokens, at)
    low, high, place = bounds
    scale, place = _scale(tokens, place)
    addend, place, factor = _and_a_half(tokens, place)
    scale *= factor
    return Amount((low + addend) * scale, (high + addend) * scale, scale, place)


def _text(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _skip(tokens: tuple[Token, ...], at: int, *words: str) -> int:
    """The place after any of the words that stand at `at`."""
    while at < len(tokens) and tokens[at].text in words:
        at += 1
    return at


def _scale(tokens: tuple[Token, ...], at: int) -> tuple[Decimal, int]:
    """The product of the scale words at `at` ("lakh crore", "hundred million"), and where they end."""
    scale = Decimal(1)
    for _ in range(3):
        place = _skip(tokens, at, "-", "of", "a")
        word = _text(tokens, place)
        # A second scale may only raise the first ("hundred million"), and never by a single letter.
        if word not in _SCALE or scale * _SCALE[word] > Decimal(10) ** 18:
            break
        if scale != 1 and (len(word) == 1 or _SCALE[word] < 1000 < scale):
            break
        scale, at = scale * _SCALE[word], _skip(tokens, place + 1, ".")
    return scale, at


def _vague(tokens: tuple[Token, ...], at: int) -> tuple[Decimal, Decimal, int] | None:
    place = _skip(tokens, at, "a", "high", "low", "many")
    bounds = _VAGUE.get(_text(tokens, place))
    if bounds is None:
        return None
    after = _skip(tokens, place + 1, "of")
    if _text(tokens, place) == "some" and _text(tokens, after) not in _SCALE:
        return None
    return Decimal(bounds[0]), Decimal(bounds[1]), after


def _plain_scale(tokens: tuple[Token, ...], at: int) -> Amount | None:
    """ "A billion" is one; "billions" and "multibillion" are more than one, without an upper bound."""
    place = _skip(tokens, at, "a", "an")
    word = _text(tokens, place)
    if len(word) < 4 and place == at:
        return None
    if word in {"million", "billion", "trillion", "thousand", "hundred", "crore", "lakh", "dozen"}:
        scale, end = _scale(tokens, place)
        addend, end, _ = _and_a_half(tokens, end)
        return Amount((1 + addend) * scale, (1 + addend) * scale, scale, end)
    if word in {"thousands", "millions", "billions", "trillions"}:
        return Amount(_SCALE[word], None, _SCALE[word], place + 1)
    stem = word.removeprefix("multi") if word != "multi" else _text(tokens, _skip(tokens, place + 1, "-"))
    if word.startswith("multi") and stem in _SCALE:
        return Amount(_SCALE[stem], None, _SCALE[stem], place + (1 if word != "multi" else 3))
    return None


def _exact(tokens: tuple[Token, ...], at: int) -> tuple[Decimal, Decimal, int] | None:
    value: Decimal | None
    if at < len(tokens) and tokens[at].kind == "number":
        value, place = _decimal(tokens[at].text), at + 1
        if _text(tokens, place) in {"/", "⁄"} and _text(tokens, place + 1).isdigit():
            below = Decimal(_text(tokens, place + 1))
            value, place = (value / below, place + 2) if below else (value, place)
        elif _text(tokens, place + 1) in {"/", "⁄"} and _text(tokens, place + 2) in "2345678":
            part = Decimal(_text(tokens, place)) if _text(tokens, place).isdigit() else Decimal(0)
            value, place = value + part / Decimal(_text(tokens, place + 2) or 1), place + 3
        return value, value, place
    value, place = _half_of(tokens, at)
    if value is None:
        value, place = _number_words(tokens, at)
    return None if value is None else (value, value, place)


def _decimal(digits: str) -> Decimal:
    """The value of a written number, whichever mark parts its thousands and decimals."""
    plain = digits.replace(" ", "").replace("'", "")
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}", plain):
        plain = plain.replace(".", "")
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", "."))


def _half_of(tokens: tuple[Token, ...], at: int) -> tuple[Decimal | None, int]:
    """ "Half a billion", "a quarter of a million": a part of the scale word that must follow."""
    count = _UNIT.get(_text(tokens, at), Decimal(1))
    place = _skip(tokens, at + (_text(tokens, at) in _UNIT), "a", "-")
    part = _QUARTERS.get(_text(tokens, place).removesuffix("s"))
    after = _skip(tokens, place + 1, "-", "of", "a")
    if part is None or _text(tokens, after) not in _SCALE:
        return None, at
    return count * part, after


def _number_words(tokens: tuple[Token, ...], at: int) -> tuple[Decimal | None, int]:
    """The value of "two hundred and fifty" up to the first word that is no number below 1,000."""
    total, place, seen = Decimal(0), at, False
    while place < len(tokens):
        word = tokens[place].text
        if word in _UNIT:
            total, seen = total + _UNIT[word], True
        elif word == "hundred" and seen and total < 100:
            total *= 100
        elif not (
            seen and _text(tokens, place + 1) in _UNIT and (word == "-" or (word == "and" and total >= 100))
        ):
            break
        place += 1
    return (total if seen else None), place


def _and_a_half(tokens: tuple[Token, ...], at: int) -> tuple[Decimal, int, Decimal]:
    """The rest of "two and a half billion" or "a billion and a half": addend, end, and the scale after."""
    place = _skip(tokens, at, "-", "and", "a", "one", "three")
    part = _QUARTERS.get(_text(tokens, place).removesuffix("s"))
    passed = {token.text for token in tokens[at:place]}
    if part is None or "and" not in passed:
        return Decimal(0), at, Decimal(1)
    scale, end = _scale(tokens, place + 1)
    return part * (3 if "three" in passed else 1), end, scale
