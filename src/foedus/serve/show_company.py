"""The card of a company on a terminal or a page."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from foedus.analyse import Card, Identity, Relative
from foedus.analyse.dates import short_day
from foedus.model import Profile
from foedus.serve.plain import plain
from foedus.serve.show_dossier import counted, heading, point

__all__ = ["show_company"]

# Some entities have dozens of aliases; the card is about relations.
_MOST_LISTED = 12
_KINDS = {"org": "organisation", "gov": "government body"}


def show_company(card: Card, console: Console, *, most: int = 0) -> None:
    """Prints the card; of each kind of relation at most so many (0: all)."""
    entity = card.identity.entity
    console.print(
        Text.assemble((plain(entity.name), "bold"), (f"  {_KINDS.get(entity.kind, entity.kind)}", "dim"))
    )
    console.print(_facts(card.identity))
    for section in card.sections:
        shown = section.relatives[:most] if most else section.relatives
        hidden = len(section.relatives) - len(shown)
        number = len(section.relatives)
        console.print()
        console.print(heading(f"{section.title} ({number})"))
        table = Table(box=None, padding=0, pad_edge=False, show_header=False, expand=True)
        for place, relative in enumerate(shown):
            if place:
                table.add_row("")
            table.add_row(_relative(relative, console))
        if hidden:
            table.add_row("")
            table.add_row(Text(f"and {hidden} more: --lines all", style="dim"))
        console.print(Padding(table, (0, 0, 0, 2)))
    if not card.sections:
        console.print()
        console.print(Text("The book holds no relation of it yet."))
    if console.color_system is None and card.sections:
        console.print()
        console.print(Text("Marks: [who] «what is said» ‹terms›.", style="dim"))


def _relative(relative: Relative, console: Console) -> Group:
    more = len(relative.lines) - 1
    parts = [point(relative.best, console, by=False)]
    if more:
        parts.append(Text(f"and {counted(more, 'more fact')} between the two: foedus dossier", style="dim"))
    return Group(*parts)


def _facts(identity: Identity) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(style="dim", min_width=10)
    table.add_column(overflow="fold")
    entity, profile = identity.entity, identity.entity.profile
    rows = [
        ("also", ", ".join(entity.aliases)),
        ("place", ", ".join(part for part in (profile.city, profile.region, profile.country) if part)),
        ("founded", str(profile.founded or "")),
        ("tags", ", ".join(profile.tags)),
        ("tickers", ", ".join(profile.tickers)),
        ("makes", ", ".join(profile.makes)),
        ("title", profile.title or ""),
        ("belongs to", identity.parent.name if identity.parent else ""),
        ("source", _source(profile)),
        ("seen", _seen(identity)),
    ]
    rows += [
        (label.replace("_", " "), f"{value} ({', '.join(sources)})")
        for (label, value), sources in list(identity.listed.items())[:_MOST_LISTED]
    ]
    for label, value in rows:
        if value:
            table.add_row(label, plain(value))
    if len(identity.listed) > _MOST_LISTED:
        table.add_row("", f"and {len(identity.listed) - _MOST_LISTED} more from files: foedus registry find")
    return table


def _source(profile: Profile) -> str:
    return f"registry: {profile.source}" if profile.source else ""


def _seen(identity: Identity) -> str:
    if not identity.stories:
        return "in no story yet"
    text = f"in {counted(identity.stories, 'story')} from {counted(identity.outlets, 'outlet')}"
    return f"{text}, last on {short_day(identity.last.date())}" if identity.last else text
