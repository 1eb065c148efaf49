"""The names that are not sure, and the judgements made, on a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from foedus.analyse import Choice, Question, Sample
from foedus.analyse.dates import short_day
from foedus.model import Entity, PairJudgement
from foedus.record import View
from foedus.serve.outcomes import said
from foedus.serve.plain import plain
from foedus.serve.show_dossier import counted

__all__ = ["show_judged", "show_question", "show_questions"]


_ID = 23


def show_questions(questions: Sequence[Question], console: Console, *, most: int) -> None:
    """Prints the questions, of more than `most` (0: no bound) the first ones."""
    shown = questions[:most] if most else questions
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in ("name", "may mean", "how sure", "why"):
        width = _ID if title == "name" else None
        table.add_column(Text(title, style="bold"), overflow="fold", min_width=width)
    for question in shown:
        for place, choice in enumerate(question.choices):
            name = _name(question) if not place else Text("")
            reasons = plain("; ".join(choice.reasons))
            table.add_row(name, _entity(choice.entity), f"{choice.score:.2f}", reasons)
    console.print(table)
    console.print()
    if len(shown) < len(questions):
        console.print(Text(f"and {len(questions) - len(shown):,} more: --most 0 lists all", style="dim"))
    console.print(
        Text("Decide: foedus same A B, foedus different A B, or foedus review --answer.", style="dim")
    )


def show_question(question: Question, choice: Choice, console: Console) -> None:
    """Prints one question with words of a story."""
    names = ", ".join(plain(name) for name in question.names)
    console.print()
    console.print(Text.assemble((names, "bold"), f"  in {counted(question.stories, 'story')}"))
    if question.sample:
        console.print(Padding(_words(question.sample), (0, 0, 0, 2)))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("stands for", _entity(question.entity))
    table.add_row("may be", Text.assemble(_entity(choice.entity), f"  {choice.score:.2f}"))
    table.add_row("because", plain("; ".join(choice.reasons)))
    console.print(Padding(table, (0, 0, 0, 2)))


def show_judged(items: Iterable[tuple[PairJudgement, bool]], view: View, console: Console) -> None:
    """Prints judgements, each with whether it holds."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in ("id", "judgement", "state", "by", "on", "why"):
        table.add_column(Text(title, style="bold"), overflow="fold", no_wrap=title == "id")
    for item, holds in items:
        on = short_day(item.decided_at.date()) if item.decided_at else ""
        state = "holds" if holds else "waits"
        table.add_row(
            item.id, said(item, view), state, plain(item.decided_by), on, plain("; ".join(item.reasons))
        )
    console.print(table)


def _name(question: Question) -> Text:
    names = ", ".join(plain(name) for name in question.names)
    return Text.assemble(
        (names, "bold"), (f"  {counted(question.stories, 'story')}\n{question.entity.id}", "dim")
    )


def _entity(entity: Entity) -> Text:
    return Text.assemble(plain(entity.name), (f" ({entity.kind}, {plain(entity.id)})", "dim"))


def _words(sample: Sample) -> Text:
    place = plain(sample.outlet or "")
    if sample.published_at:
        place = ", ".join(part for part in (place, short_day(sample.published_at.date())) if part)
    before, after = plain(sample.before), plain(sample.after)
    lead = " " if before and sample.before[-1:].isspace() else ""
    tail = " " if after and sample.after[:1].isspace() else ""
    begin = "…" if before else ""
    end = "" if after.endswith((".", "!", "?")) else "…"
    words = (plain(sample.words), "bold cyan")
    text = Text.assemble(f"“{begin}{before}{lead}[", words, f"]{tail}{after}{end}”")
    return text.append(f"  {place}", style="dim") if place else text
