"""The counts a run ends with."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.flow import Counts
from foedus.read.llm import Usage
from foedus.serve.plain import plain

__all__ = ["progress_line", "show_counts", "show_usage"]


def show_counts(counts: Counts, console: Console) -> None:
    """Prints the counts as a table, reasons for rejection beneath."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    rows = [
        (counts.stories, "read" + (f", {counts.copies:,} of them near-copies" if counts.copies else "")),
        (counts.known, "known already"),
        (counts.turned_away, "turned away"),
        (counts.claims, f"claims in {counts.sentences:,} sentences"),
        (counts.facts_opened, f"facts opened or renewed, {counts.facts_closed:,} closed"),
    ]
    for number, words in rows:
        table.add_row(f"{number:,}", words)
    table.add_row(f"{counts.seconds:,.1f}", "seconds" + (", interrupted" if counts.interrupted else ""))
    console.print(table)
    if counts.rejected:
        console.print()
        console.print(Text("Rejected", style="bold"))
        reasons = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
        reasons.add_column(justify="right")
        for (stage, reason), number in sorted(counts.rejected.items()):
            reasons.add_row(f"{number:,}", plain(reason.replace("_", " ")), Text(f"at {stage}", style="dim"))
        console.print(reasons)


def show_usage(usage: Usage, console: Console) -> None:
    """Prints what the model was asked and what that cost."""
    console.print()
    console.print(Text.assemble(("Asked", "bold"), f" {plain(str(usage))}"))


def progress_line(counts: Counts) -> str:
    """The counts so far, in a few words."""
    parts = [f"{counts.stories:,} read"]
    parts += [f"{counts.known:,} known"] if counts.known else []
    parts += [f"{counts.turned_away:,} turned away"] if counts.turned_away else []
    return ", ".join([*parts, f"{counts.claims:,} claims"])
