"""Who vouches for a claim: the outlet behind it, once copies and citations are followed back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from foedus.model import LinkedClaim, Span
from foedus.reconcile.order import published

__all__ = ["cited_outlet", "is_on_record", "is_unnamed", "outlet_key", "sources"]

# Outlets that others cite by name; a short name counts only as written. Any other outlet is known
# by the words of the speaker ("the Seattle Times").
_CITED = {
    "agence france presse": ("AFP", "Agence France-Presse"),
    "associated press": ("AP", "Associated Press"),
    "axios": ("Axios",),
    "bbc": ("BBC",),
    "bloomberg": ("Bloomberg", "Bloomberg News"),
    "business insider": ("Business Insider",),
    "cnbc": ("CNBC",),
    "cnn": ("CNN",),
    "financial times": ("Financial Times", "FT"),
    "forbes": ("Forbes",),
    "guardian": ("Guardian",),
    "handelsblatt": ("Handelsblatt",),
    "information": ("The Information",),
    "les echos": ("Les Echos",),
    "new york times": ("New York Times", "NYT"),
    "nikkei": ("Nikkei", "Nikkei Asia"),
    "politico": ("Politico",),
    "reuters": ("Reuters",),
    "sky news": ("Sky News",),
    "techcrunch": ("TechCrunch",),
    "verge": ("The Verge",),
    "wall street journal": ("Wall Street Journal", "WSJ"),
    "washington post": ("Washington Post",),
    "wired": ("Wired",),
    "xinhua": ("Xinhua",),
}
_KEYS = {name: key for key, names in _CITED.items() for name in names}
_NAMES = "|".join(re.escape(name) for name in sorted(_KEYS, key=len, reverse=True))
_NAME = re.compile(rf"\b(?:{_NAMES})\b")
_SAID = r"(?:has |had |have |first |also |earlier )*(?:reported|reports|report|said|says|wrote|writes)"
_CITATION = re.compile(
    rf"\b({_NAMES})(?:'s|’s)? {_SAID}\b"
    rf"|\b(?:according to|citing|report by|told|reported by) (?:the )?({_NAMES})\b"
)
_PAPER = re.compile(r"\b(?:Times|Journal|Post|Herald|Tribune|Gazette|Chronicle|News|Daily|Zeitung)\b")
_UNNAMED = re.compile(
    r"\b(?:people|persons?|sources?|insiders?|officials?|executives?|someone|those|one of|media|reports?)\b",
    re.IGNORECASE,
)
_SITE = re.compile(r"^(?:www\.)|\.(?:com|org|net|co\.uk|co|io|de|fr|in|jp)$")


def outlet_key(name: str) -> str:
    """The outlet under one spelling: "The Wall Street Journal", "wsj.com" and "WSJ" are one."""
    plain = _SITE.sub("", _SITE.sub("", " ".join(name.split())))
    bare = re.sub(r"^the ", "", plain.casefold())
    for written, key in _KEYS.items():
        if bare in (written.casefold(), key, key.replace(" ", "")):
            return key
    return bare


def cited_outlet(item: LinkedClaim) -> str | None:
    """The key of the outlet that the story cites for the claim; `None` where it cites none."""
    claim = item.claim
    for span in (claim.speaker, claim.cue):
        found = _named_in(span)
        if found:
            return found
    if claim.certainty not in ("reported", "rumoured"):
        return None
    match = _CITATION.search(claim.sentence.words)
    return _KEYS[match[1] or match[2]] if match else None


def _named_in(span: Span | None) -> str | None:
    if span is None:
        return None
    match = _NAME.search(span.words)
    if match:
        return _KEYS[match[0]]
    return outlet_key(span.words) if _PAPER.search(span.words) and not _UNNAMED.search(span.words) else None


def is_on_record(item: LinkedClaim) -> bool:
    """Whether a party to the claim is the one who says it: its name or its own words are the speaker's."""
    speaker = item.claim.speaker
    if speaker is None:
        return False
    for mention in (item.claim.subject, item.claim.object, item.claim.holder):
        if mention is None:
            continue
        if mention.span.start < speaker.end and speaker.start < mention.span.end:
            return True
        if mention.name and mention.name.casefold() in speaker.words.casefold():
            return True
    return False


def is_unnamed(item: LinkedClaim) -> bool:
    """Whether the claim rests on people who are not named ("people familiar with the matter")."""
    speaker = item.claim.speaker
    return speaker is not None and not is_on_record(item) and bool(_UNNAMED.search(speaker.words))


def sources(claims: Iterable[LinkedClaim]) -> dict[str, list[LinkedClaim]]:
    """The claims by independent source, in the order of the sources' names.

    A claim belongs to the outlet that its story cites; else to the outlet of the story, and among
    near-copies to that of the one published first. A story of no outlet is its own source.
    """
    items = sorted(claims, key=lambda item: item.claim.id)
    by_copies: dict[str, list[LinkedClaim]] = {}
    for item in items:
        by_copies.setdefault(item.copies or item.claim.story_id, []).append(item)
    own = {copies: _first_outlet(some, copies) for copies, some in by_copies.items()}
    found: dict[str, list[LinkedClaim]] = {}
    for item in items:
        source = cited_outlet(item) or own[item.copies or item.claim.story_id]
        found.setdefault(source, []).append(item)
    return dict(sorted(found.items()))


def _first_outlet(copies: Sequence[LinkedClaim], head: str) -> str:
    """The outlet of the copy published first, by day and story; the head's id where no outlet is known."""
    known = [
        ((published(item) is None, published(item), item.claim.story_id), item.outlet)
        for item in copies
        if item.outlet
    ]
    if not known:
        return head
    outlet = min(known, key=lambda entry: (entry[0][0], str(entry[0][1]), entry[0][2]))[1]
    return outlet_key(outlet)
