"""A sentence in the corpus format from marked text and the claims of its clauses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from .grammar import ONE_SIDED
from .scope import Scope, Spec
from .writer import Marked

Claim: TypeAlias = dict[str, str | bool]
Sentence: TypeAlias = dict[str, str | list[list[str]] | list[Claim]]

TERMS = (
    ("amount", "A"),
    ("share", "P"),
    ("valuation", "V"),
    ("date", "D"),
    ("what", "w"),
    ("title", "j"),
    ("holder", "H"),
    ("holder", "h"),
    ("speaker", "Q"),
    ("speaker", "q"),
    ("cue", "c"),
)


class UnmarkableError(ValueError):
    """A span that the corpus format cannot name."""


class _Surfaces:
    """Names spans of one text as surfaces, numbered where one surface stands more than once."""

    def __init__(self, marked: Marked) -> None:
        self.text, self.spans = marked.text, marked.spans
        self.names: dict[tuple[int, int], str] = {}

    def of(self, key: str) -> str:
        """The surface of a mark."""
        span = self.spans[key]
        if span not in self.names:
            self.names[span] = self._name(*span)
        return self.names[span]

    def _name(self, start: int, end: int) -> str:
        text = self.text
        name = text[start:end]
        if not name or name != name.strip():
            raise UnmarkableError(f"empty or ragged span {name!r} in {text!r}")
        starts = [at for at in _finds(name, text) if _whole(text, at, at + len(name))]
        if start not in starts:
            raise UnmarkableError(f"{name!r} is no whole word in {text!r}")
        return name if len(starts) == 1 else f"{name}#{starts.index(start) + 1}"


def _finds(name: str, text: str) -> list[int]:
    """Where the name starts in the text, whole words or not, as a left-to-right scan meets it."""
    out, at = [], text.find(name)
    while at >= 0:
        whole = _whole(text, at, at + len(name))
        out.append(at)
        at = text.find(name, at + (len(name) if whole else 1))
    return out


def _word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _whole(text: str, start: int, end: int) -> bool:
    """True when the span is not cut out of a longer word, as the corpus check has it."""
    left = text[start].isalnum() and start > 0 and _word(text[start - 1])
    right = text[end - 1].isalnum() and end < len(text) and _word(text[end])
    return not left and not right


def _present(scope: Scope, label: str, surfaces: _Surfaces) -> str:
    """The key of the label's first mark that holds text, or ""."""
    return next((key for key in scope.keys.get(label, ()) if key in surfaces.spans), "")


def _terms(spec: Spec, scope: Scope, surfaces: _Surfaces) -> Claim:
    """The optional parts of a claim."""
    claim: Claim = {}
    for term, label in (*(TERMS if spec.main else ()), *spec.terms):
        key = _present(scope, label, surfaces)
        if key:
            claim[term] = surfaces.of(key)
    if spec.main and _present(scope, "x", surfaces):
        claim["exclusive"] = True
    return claim


def _claims(spec: Spec, scope: Scope, surfaces: _Surfaces) -> Iterable[Claim]:
    """One claim for each pair of subject and object."""
    base: Claim = {"relation": spec.relation, "trigger": surfaces.of(scope.keys[spec.trigger][0])}
    rest: Claim = {"stage": spec.stage, "certainty": spec.certainty, **_terms(spec, scope, surfaces)}
    if scope.report and not scope.aside:
        if spec.certainty == "asserted":
            rest["certainty"] = scope.report.certainty
        rest.setdefault("speaker", surfaces.of(scope.report.speaker)) if scope.report.speaker else None
        if "cue" not in rest and scope.report.certainty != "asserted" and scope.report.cue:
            rest["cue"] = surfaces.of(scope.report.cue)
    if rest["stage"] == "done" and rest["certainty"] == "asserted":
        rest.pop("cue", None)
    for subject in scope.keys[spec.subject]:
        ends = [None] if spec.relation in ONE_SIDED else scope.keys[spec.object]
        for end in ends:
            yield (
                base
                | {"subject": surfaces.of(subject)}
                | ({"object": surfaces.of(end)} if end else {})
                | rest
            )


def sentence(marked: Marked, scopes: Iterable[Scope]) -> Sentence:
    """The sentence with its mentions in order of place and its claims in order of trigger."""
    surfaces = _Surfaces(marked)
    mentions: dict[tuple[int, int], list[str]] = {}
    for key, named in sorted(marked.named.items(), key=lambda item: marked.spans[item[0]]):
        mentions.setdefault(
            marked.spans[key], [surfaces.of(key), named.kind, *([named.referent] if named.referent else [])]
        )
    claims = [claim for scope in scopes for spec in scope.specs for claim in _claims(spec, scope, surfaces)]
    return {"text": marked.text, "mentions": list(mentions.values()), "claims": claims}
