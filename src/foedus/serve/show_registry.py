"""Imports and listings, for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.analyse import stated
from foedus.flow.importing import Imported
from foedus.model import Entity, Listing, NameImport
from foedus.serve.plain import plain

__all__ = ["import_shape", "listed_shape", "show_imported", "show_imports", "show_listed"]

Json: TypeAlias = dict[str, object]
Found: TypeAlias = Sequence[tuple[Entity, Sequence[Listing]]]


def show_imported(imported: Imported, console: Console) -> None:
    """Prints what came of one file."""
    item = imported.item
    head = f"{plain(item.name)} ({item.form}), {plain(item.source)}"
    if imported.known:
        when = f"{item.done_at:%Y-%m-%d}" if item.done_at else ""
        console.print(Text(f"{head}: imported before, on {when}, as {item.id}; nothing changed"))
        return
    console.print(Text(f"{head}: {item.id}"))
    rows = [(item.listings, "names taken")]
    rows += [(number, f"turned away: {reason.replace('_', ' ')}") for reason, number in _reasons(item)]
    for number, words in rows:
        console.print(Text(f"  {number:>11,}  {words}"))
    console.print(Text(f"  {imported.seconds:>11,.1f}  seconds"))
    if imported.went_on_from:
        console.print(Text(f"  went on after row {imported.went_on_from:,} of an import that was cut off"))
    if imported.unused:
        console.print(Text(f"  columns not used: {plain(', '.join(imported.unused))[:300]}"))


def _reasons(item: NameImport) -> list[tuple[str, int]]:
    return sorted(item.rejected.items(), key=lambda pair: (-pair[1], pair[0]))


def show_imports(items: Sequence[NameImport], console: Console) -> None:
    """Prints the imports, two lines each."""
    for item in items:
        away = sum(item.rejected.values())
        counts = f"{item.listings:,} names" + (f", {away:,} turned away" if away else "")
        console.print(Text.assemble((item.id, "bold"), f"  {item.state}, {counts}"))
        dated = f", {item.dated}" if item.dated else ""
        on = f"imported {item.recorded_at:%Y-%m-%d}"
        console.print(Text(f"    {plain(item.source)}{dated}, from {plain(item.name)}, {on}", style="dim"))


def show_listed(found: Found, console: Console) -> None:
    """Prints each entity with its values, each with the sources that state it and their dates."""
    for place, (entity, group) in enumerate(found):
        if place:
            console.print()
        console.print(Text.assemble((plain(entity.name), "bold"), f"  {entity.kind}, {entity.id}"))
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(style="dim", overflow="fold")
        for (field, value), sources in stated(group).items():
            table.add_row(field.replace("_", " "), plain(value), plain(", ".join(sources)))
        console.print(table)


def import_shape(item: NameImport) -> Json:
    """An import as JSON."""
    return {
        "id": item.id,
        "state": item.state,
        "file": item.name,
        "format": item.form,
        "source": item.source,
        "dated": item.dated.isoformat() if item.dated else None,
        "rows": item.rows,
        "names": item.listings,
        "turned_away": dict(item.rejected),
        "recorded_at": item.recorded_at.isoformat(),
        "done_at": item.done_at.isoformat() if item.done_at else None,
        "retracted_at": item.retracted_at.isoformat() if item.retracted_at else None,
    }


def listed_shape(entity: Entity, group: Sequence[Listing]) -> Json:
    """An entity with its listings as JSON."""
    listings = [
        {
            "source": "; ".join((one.source, *one.all_of("source"))),
            "dated": one.dated.isoformat() if one.dated else None,
            "import": one.import_id,
            "row": one.row,
            "own_id": one.own_id,
            "name": one.name,
            "values": {field: list(some) for field, some in sorted(one.values.items())},
        }
        for one in group
    ]
    return {"id": entity.id, "name": entity.name, "kind": entity.kind, "listings": listings}
