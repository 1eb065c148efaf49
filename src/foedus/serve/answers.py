"""The commands that answer from a book: dossier, company, doctor."""

from __future__ import annotations

from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from foedus.analyse import company, dossier
from foedus.serve.asked import asked_entity, asked_view, book_to_read
from foedus.serve.console import emit, show
from foedus.serve.doctor import checks
from foedus.serve.finding_shapes import company_shape, dossier_shape
from foedus.serve.plain import plain
from foedus.serve.show_company import show_company
from foedus.serve.show_dossier import show_dossier
from foedus.settings import Settings

__all__ = ["Asked", "run_company", "run_doctor", "run_dossier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which book, as of which days, in which form, and how many lines."""

    where: str | None
    as_of: str | None
    known_on: str | None
    form: str
    lines: int


def run_dossier(pair: tuple[str, str], settings: Settings, asked: Asked) -> int:
    """Prints the dossier of two names; the exit code."""
    with book_to_read(asked.where, settings) as book:
        view = asked_view(book, as_of=asked.as_of, known_on=asked.known_on)
        a, b = (asked_entity(view, name) for name in pair)
        found = dossier(view, a, b)
        if asked.form == "table":
            show(lambda console: show_dossier(found, console, most=asked.lines))
        else:
            emit(dossier_shape(found))
    return 0


def run_company(name: str, settings: Settings, asked: Asked) -> int:
    """Prints the card of a name; the exit code."""
    with book_to_read(asked.where, settings) as book:
        view = asked_view(book, as_of=asked.as_of, known_on=asked.known_on)
        card = company(view, asked_entity(view, name))
        if asked.form == "table":
            show(lambda console: show_company(card, console, most=asked.lines))
        else:
            emit(company_shape(card))
    return 0


def run_doctor(settings: Settings, where: str | None) -> int:
    """Prints what is installed and what is missing; the exit code, 1 where Foedus cannot work as it is."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(min_width=4)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    fit = True
    for check in checks(settings, where):
        fit = fit and check.fit
        sign = Text("ok", style="green") if check.fit else Text("not", style="bold red")
        table.add_row(sign, check.name, plain(check.value))
    show(lambda console: console.print(table))
    return 0 if fit else 1
