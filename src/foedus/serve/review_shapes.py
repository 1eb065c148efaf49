"""The JSON and CSV of `foedus review`. Programs depend on them; docs/names.md describes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from foedus.analyse import Question, Sample
from foedus.model import Entity, Identities, PairJudgement
from foedus.serve.plain import plain
from foedus.serve.shapes import Json, moment

__all__ = ["csv_lines", "judged_rows", "judged_shape", "question_rows", "question_shape"]

_QUESTIONS = ("id", "name", "kind", "names", "stories", "candidate_id", "candidate", "score", "reasons")
_JUDGED = ("id", "verdict", "one_id", "one", "other_id", "other", "holds", "why", "decided_by", "decided_at")


def question_shape(question: Question) -> Json:
    """One name that is not sure, with its candidates."""
    return {
        "entity": _entity(question.entity),
        "names": list(question.names),
        "stories": question.stories,
        "candidates": [
            {"entity": _entity(choice.entity), "score": choice.score, "reasons": list(choice.reasons)}
            for choice in question.choices
        ],
        "sample": _sample(question.sample) if question.sample else None,
    }


def question_rows(questions: Iterable[Question]) -> Iterator[Sequence[object]]:
    """A head, and a row for each entity and candidate."""
    yield _QUESTIONS
    for one in questions:
        own = (one.entity.id, one.entity.name, one.entity.kind, "; ".join(one.names), one.stories)
        for choice in one.choices:
            reasons = "; ".join(choice.reasons)
            yield (*own, choice.entity.id, choice.entity.name, choice.score, reasons)


def judged_shape(item: PairJudgement, known: dict[str, Entity], identities: Identities) -> Json:
    """One judgement in force; `holds` is false while another that goes before contradicts it."""
    one, other = (
        {"id": entity_id, "name": known[entity_id].name if entity_id in known else None}
        for entity_id in (item.one_id, item.other_id)
    )
    are_one = identities.canonical(item.one_id) == identities.canonical(item.other_id)
    apart = identities.apart(item.one_id, item.other_id)
    return {
        "id": item.id,
        "verdict": item.verdict,
        "one": one,
        "other": other,
        "holds": are_one if item.verdict == "same" else apart,
        "why": "; ".join(item.reasons),
        "decided_by": item.decided_by,
        "decided_at": moment(item.decided_at),
    }


def judged_rows(shapes: Iterable[Json]) -> Iterator[Sequence[object]]:
    """A head, and a row for each judgement."""
    yield _JUDGED
    for shape in shapes:
        ends = {f"{end}_id": shape[end]["id"] for end in ("one", "other")}  # type: ignore[index]
        names = {end: shape[end]["name"] for end in ("one", "other")}  # type: ignore[index]
        row = {**shape, **ends, **names}
        yield tuple(row[column] for column in _JUDGED)


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as lines of CSV, safe to print and to open in a spreadsheet."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([_cell(value) for value in row])
        yield line.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    text = plain(value)
    # A spreadsheet would take it for a formula.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _entity(entity: Entity) -> Json:
    return {"id": entity.id, "name": entity.name, "kind": entity.kind}


def _sample(sample: Sample) -> Json:
    return {
        "story_id": sample.story_id,
        "outlet": sample.outlet,
        "published_at": moment(sample.published_at, date_only=sample.date_only),
        "before": sample.before,
        "words": sample.words,
        "after": sample.after,
    }
