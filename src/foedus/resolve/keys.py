"""Name keys: two surfaces with the same key and kind are taken for the same name."""

from __future__ import annotations

import re
from functools import lru_cache

from foedus.resolve.forms import strip_forms
from foedus.resolve.letters import plain_letters

__all__ = ["full_key", "loose_key", "name_key"]

_ACRONYM = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|(?<!\w)[^\W\d_]\.[^\W\d_](?!\w)")
_POSSESSIVE = re.compile(r"(?:'s|')$")
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_MARKS = re.compile(r"[^\w\s]|_")
_TITLES = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|sen|senator|rep|gov|president|judge)"
    r"\.?\s+(?=\S)"
)
_AFTER_NAMES = re.compile(r"(?<=\w),?\s+(?:jr|sr|phd|md|esq)\.?$")
_THREAT_WORDS = re.compile(
    r"(?<=\w)\s+(?:ransomware|malware|gang|group|botnet|trojan|hackers|hacking group)$"
)


def name_key(name: str, kind: str) -> str:
    """The name in small plain letters, without accents, possessive, leading "the" and punctuation.

    Organisations also lose their company forms ("OpenAI Inc." is "openai"), persons their titles,
    threats words such as "ransomware". Never empty for a name that is not blank; a key is its own key.
    """
    return _settled(name, kind, weak=False)


def loose_key(name: str, kind: str) -> str:
    """The name key, for organisations also without "Group", "Holdings" and the like."""
    return _settled(name, kind, weak=True)


def full_key(name: str) -> str:
    """The name key of a name with all its words: no form, title or threat word is taken off."""
    return _settled(name, "", weak=False)


# A story asks for the same few keys again and again.
@lru_cache(maxsize=50_000)
def _settled(name: str, kind: str, *, weak: bool) -> str:
    """The name folded again and again until nothing changes, so that a key is its own key."""
    key = " ".join(name.split())
    while True:
        shorter = _once(key, kind, weak)
        if shorter == key or not shorter:
            return key
        key = shorter


def _once(name: str, kind: str, weak: bool) -> str:
    key = _ARTICLE.sub("", plain_letters(name).strip(' "“”«»()[],;:'))
    if kind == "org":
        # Forms come off before the punctuation, which tells "A/S" and "S.p.A." from words.
        key = strip_forms(_POSSESSIVE.sub("", key), weak=weak)
        key = re.sub(r"(?<=\w)\s*(?:&|\band)$", "", key)
    elif kind == "person":
        key = _AFTER_NAMES.sub("", _TITLES.sub("", key))
    elif kind == "threat":
        key = _THREAT_WORDS.sub("", key)
    key = _POSSESSIVE.sub("", key)
    key = _ACRONYM.sub(lambda found: found[0].replace(".", ""), key)
    key = key.replace("&", " and ").replace("+", " plus ").replace("'", "")
    key = " ".join(_MARKS.sub(" ", key).split())
    return key or " ".join(name.casefold().split())
