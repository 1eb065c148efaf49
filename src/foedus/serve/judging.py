"""The commands that decide who is who: review, same, different, undo."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from foedus.analyse import review
from foedus.errors import InputError
from foedus.flow import Judging, Outcome, judge, undo
from foedus.record import Book
from foedus.serve.answering import Answering
from foedus.serve.asked import book_to_read
from foedus.serve.console import emit, emit_array, note, say, show
from foedus.serve.outcomes import outcome_lines
from foedus.serve.plain import plain
from foedus.serve.review_shapes import csv_lines, judged_rows, judged_shape, question_rows, question_shape
from foedus.serve.shapes import Json
from foedus.serve.show_review import show_judged, show_questions
from foedus.settings import Settings

__all__ = ["Listed", "run_answers", "run_judge", "run_judged", "run_review", "run_undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Of which book, in which form, and how many in a table (0: all)."""

    where: str | None
    form: str
    most: int


def run_review(settings: Settings, listed: Listed) -> int:
    """Prints the names that are not sure; the exit code."""
    with book_to_read(listed.where, settings) as book:
        questions = review(book.view())
    if listed.form == "csv":
        for line in csv_lines(question_rows(questions)):
            say(line)
    elif listed.form != "table":
        _emit([question_shape(question) for question in questions], listed.form)
    elif questions:
        show(lambda console: show_questions(questions, console, most=listed.most))
    else:
        note("No name is in doubt.")
    return 0


def run_judged(settings: Settings, listed: Listed) -> int:
    """Prints the judgements on two entities that are in force; the exit code."""
    with book_to_read(listed.where, settings) as book:
        view = book.view()
        items, identities = view.pair_judgements(), view.identities()
        known = view.entities_by_id({e for one in items for e in (one.one_id, one.other_id)}, joined=False)
        shapes = [judged_shape(item, known, identities) for item in items]
        if listed.form == "csv":
            for line in csv_lines(judged_rows(shapes)):
                say(line)
        elif listed.form != "table":
            _emit(shapes, listed.form)
        elif items:
            pairs = [(item, bool(shape["holds"])) for item, shape in zip(items, shapes, strict=True)]
            show(lambda console: show_judged(pairs, view, console))
        else:
            note("No judgement is in force.")
    return 0


def run_answers(settings: Settings, where: str | None) -> int:
    """Asks about each name that is not sure, at the terminal; the exit code.

    Raises `InputError` where there is no terminal to ask at.
    """
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise InputError("--answer needs a terminal: without it, use foedus same and foedus different.")
    with book_to_read(where, settings) as book:
        Answering(book, clock=Judging().clock).run()
    return 0


def run_judge(
    settings: Settings, where: str | None, pair: tuple[str, str], verdict: str, how: tuple[str, bool]
) -> int:
    """Decides about two, for a reason, sure or not, and says what that changed; the exit code."""
    why, sure = how
    with book_to_read(where, settings) as book:
        options = Judging(why=plain(why.encode("utf-8", "replace").decode("utf-8")), sure=sure)
        _tell(book, judge(book, pair, verdict, options=options))
    return 0


def run_undo(settings: Settings, where: str | None, judgement_id: str) -> int:
    """Takes a judgement back and says what that changed; the exit code."""
    with book_to_read(where, settings) as book:
        _tell(book, undo(book, judgement_id.encode("utf-8", "replace").decode("utf-8").strip()))
    return 0


def _tell(book: Book, outcome: Outcome) -> None:
    for line in outcome_lines(outcome, book.view()):
        say(line)


def _emit(shapes: list[Json], form: str) -> None:
    if form == "json":
        emit_array(shapes)
    else:
        for shape in shapes:
            emit(shape)
