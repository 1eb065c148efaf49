"""Short forms inside one story: "Altria" for "Altria Group Inc", "Altman" for "Sam Altman", "FDIC"."""

from __future__ import annotations

import re

from foedus.resolve.forms import strip_forms
from foedus.resolve.keys import full_key, name_key

__all__ = ["short_form_of"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that many names hold: alone they are nobody's short form.
_GENERIC = _words(
    "bank group university ministry commission court department company fund agency council board committee"
    " office institute association federation union party government state federal national international"
    " european american british chinese central general global world first new north south east west united"
    " royal city capital partners ventures technologies technology systems solutions services industries"
    " energy media motors software health labs financial insurance holdings trust foundation authority"
    " society alliance press times post journal news daily"
)
# A namesake in another country, or a fund of that name, is another organisation.
_APART = _words(
    "foundation fund japan china india europe asia america africa canada australia germany france uk usa us"
)
_SMALL = _words("of the and for in on de du des la le und von van y e a")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.]{1,7}")


def short_form_of(short: str, long: str, kind: str) -> str | None:
    """How `short` can stand for `long` (short form, last name, acronym), or `None` where it cannot.

    A name stands only for one with a longer `full_key`, so that no two names stand for one another.
    """
    if len(full_key(short)) >= len(full_key(long)):
        return None
    part, whole = name_key(short, kind).split(), name_key(long, kind).split()
    if _is_acronym(short, long, kind):
        return "acronym"
    if not 0 < len(part) < len(whole):
        return None
    if kind == "person":
        return "last name" if part == whole[-len(part) :] else None
    if kind == "threat" or all(word in _GENERIC for word in part):
        return None
    if kind == "org" and (_is_full(short) or _is_described(long)):
        return None
    return "short form" if _stands_for(part, whole, kind) else None


def _is_full(name: str) -> bool:
    """Whether the name has its company form: "Telvia AG" is no short form of "Telvia Magyar"."""
    return strip_forms(name) != name


def _is_described(name: str) -> bool:
    """Whether the words describe a part of something: "Lordstown Motors Ohio plant" is nobody's name."""
    return any(word.isalpha() and word.islower() and word not in _SMALL for word in strip_forms(name).split())


def _stands_for(part: list[str], whole: list[str], kind: str) -> bool:
    """Whether the words of the short name stand in the long one where a short form may."""
    opens = whole[: len(part)] == part
    places = [at for at in range(1, len(whole) - len(part) + 1) if whole[at : at + len(part)] == part]
    # "University of Delaware" is not Delaware, nor is "Bank of China" China.
    later = [at for at in places if whole[at - 1] not in _SMALL]
    if kind == "org":
        return bool(later) or (opens and whole[-1] not in _APART)
    # "GPT-4 Turbo" is another product than "GPT-4", and "Delaware Supreme Court" is not the state.
    return whole[-len(part) :] == part and len(whole) - len(part) in later


def _is_acronym(short: str, long: str, kind: str) -> bool:
    """Whether the capitals of `short` are the initials of `long`, small words and company form in or out."""
    letters = short.strip()
    if kind not in {"org", "gov", "product"} or not _ACRONYM.fullmatch(letters):
        return False
    wanted = re.sub(r"[^a-z0-9]", "", letters.casefold())
    for name in (long, strip_forms(long)):
        words = full_key(name).split()
        spelt = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)}
        if len(words) > 1 and len(wanted) > 1 and wanted in spelt:
            return True
    return False
