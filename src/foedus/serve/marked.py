"""A sentence with the words marked on which a claim rests: by colour on a terminal, by signs elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from foedus.analyse import Evidence, Mark
from foedus.serve.plain import plain

__all__ = ["marked", "place"]

_ENDS = frozenset({"subject", "object", "holder"})
_PARTS = frozenset({"amount", "share", "valuation", "date", "what", "title"})
_SIGNS = {"end": ("[", "]", "bold cyan"), "trigger": ("«", "»", "bold yellow"), "term": ("‹", "›", "green")}


def marked(sentence: str, marks: Sequence[Mark], *, colour: bool) -> Text:
    """The sentence in quotation marks: who is named, the verb, the terms; signs where there is no colour."""
    text = Text("“", style="")
    at = 0
    for mark in marks:
        look = _look(mark.role)
        if look is None:
            continue
        before, after, style = _SIGNS[look]
        text.append(_piece(sentence[at : mark.start]))
        words = _piece(sentence[mark.start : mark.end])
        text.append(words if colour else f"{before}{words}{after}", style=style)
        at = mark.end
    text.append(_piece(sentence[at:]))
    text.append("”")
    return text


def _look(role: str) -> str | None:
    if role == "trigger":
        return "trigger"
    return "end" if role in _ENDS else "term" if role in _PARTS else None


def _piece(words: str) -> str:
    """A piece of a sentence made safe, with the blanks at its ends kept."""
    clean = plain(words)
    lead = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and clean else ""
    return f"{lead}{clean}{tail}"


def place(evidence: Evidence, day: str) -> str:
    """Where the words stand: outlet and day; the title or the path for a story of no outlet."""
    source = evidence.source
    name = source.outlet or source.title or source.path or source.url or "a story without a name"
    name = plain(name)
    short = name if len(name) <= 48 else f"{name[:47].rstrip()}…"
    return f"{short}, {day}" if day else short
