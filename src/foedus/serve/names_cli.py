"""`foedus review`, `same`, `different`, `undo`: who is who, decided by a person.

Only what draws the help is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["add_commands"]


class ListForm(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


BookAt = Annotated[
    str | None,
    typer.Option(
        "--book",
        metavar="PATH|URL",
        help="The book: a file or a database URL. Default: FOEDUS_BOOK, else foedus.db here.",
        show_default=False,
    ),
]
Two = Annotated[
    tuple[str, str],
    typer.Argument(metavar="A B", help="Two organisations, each by an id or a name that the book knows."),
]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="The reason, kept with it.", show_default=False)
]


def add_commands(app: typer.Typer) -> None:
    """Adds the four commands to the program."""
    for command in (review, same, different, undo):
        app.command()(command)


def review(
    book: BookAt = None,
    form: Annotated[
        ListForm,
        typer.Option("--format", help="For people, one JSON array, one JSON object a line, or CSV."),
    ] = ListForm.TABLE,
    answer: Annotated[
        bool, typer.Option("--answer", help="Ask at the terminal, one key an answer; each counts at once.")
    ] = False,
    judged: Annotated[
        bool, typer.Option("--judged", help="List the judgements in force instead, with their ids.")
    ] = False,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=0, help="The most names in the table; 0 is all.")
    ] = 40,
) -> int:
    """List the names that the rules were not sure of, with what they may mean and why."""
    from foedus.serve.judging import Listed, run_answers, run_judged, run_review
    from foedus.settings import load_settings

    settings, listed = load_settings(), Listed(where=book, form=form.value, most=most)
    if answer:
        return run_answers(settings, book)
    return run_judged(settings, listed) if judged else run_review(settings, listed)


def same(
    pair: Two,
    book: BookAt = None,
    why: Why = "",
    sure: Annotated[
        bool, typer.Option("--sure", help="Also where the registry, or their kinds, hold the two apart.")
    ] = False,
) -> int:
    """Decide that two are one organisation: what stories say of either is said of both."""
    from foedus.serve.judging import run_judge
    from foedus.settings import load_settings

    return run_judge(load_settings(), book, pair, "same", (why, sure))


def different(pair: Two, book: BookAt = None, why: Why = "") -> int:
    """Decide that two are not one organisation, whatever the rules find now or later."""
    from foedus.serve.judging import run_judge
    from foedus.settings import load_settings

    return run_judge(load_settings(), book, pair, "different", (why, False))


def undo(
    judgement: Annotated[
        str, typer.Argument(metavar="ID", help="The id that same, different or review --judged printed.")
    ],
    book: BookAt = None,
) -> int:
    """Take a judgement back: the book stands as if it had never been made, and remembers that it was."""
    from foedus.serve.judging import run_undo
    from foedus.settings import load_settings

    return run_undo(load_settings(), book, judgement)
