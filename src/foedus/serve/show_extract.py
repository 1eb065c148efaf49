"""What `extract` found, for people: story by story, claim by claim."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from foedus.analyse.dates import short_day
from foedus.analyse.phrase import said_of_claim, terms_text
from foedus.analyse.timeline import marks
from foedus.flow import Extracted
from foedus.model import Claim, Mention, Rejected, Story
from foedus.serve.marked import marked
from foedus.serve.plain import plain
from foedus.serve.show_dossier import counted

__all__ = ["show_extracted"]


_LONGEST_TITLE = 200


def show_extracted(item: Extracted, console: Console) -> None:
    """Prints one story with its claims, or what was turned away."""
    if item.story is None:
        for rejected in item.rejected:
            console.print(Text(f"turned away ({rejected.reason}): {plain(rejected.detail)}", style="red"))
        console.print()
        return
    console.print(Text(_title(item.story), style="bold"))
    console.print(Text(_about(item.story, item), style="dim"))
    for one in () if item.read else item.rejected:
        console.print(Text(plain(one.detail), style="red"))
    console.print()
    table = Table(box=None, padding=0, pad_edge=False, show_header=False, expand=True)
    for claim in item.claims:
        table.add_row(_claim(claim))
        terms = terms_text(said_of_claim(claim, "", None).terms)
        if terms:
            table.add_row(Text(plain(terms)))
        table.add_row(marked(claim.sentence.words, marks(claim), colour=console.color_system is not None))
        table.add_row("")
    if item.claims:
        console.print(Padding(table, (0, 0, 0, 2)))


def _title(story: Story) -> str:
    title = plain((story.title or story.text)[: 2 * _LONGEST_TITLE])
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}…"


def _about(story: Story, item: Extracted) -> str:
    published = short_day(story.published_at.date()) if story.published_at else ""
    left = _left_out(item.rejected)
    parts = [story.outlet or "", published, story.path or story.url or "", counted(len(item.claims), "claim")]
    return " · ".join(plain(part) for part in (*parts, left) if part)


def _left_out(rejected: tuple[Rejected, ...]) -> str:
    return f"{len(rejected)} left out" if rejected else ""


def _claim(claim: Claim) -> Text:
    who = _name(claim.subject)
    if claim.object is not None:
        who = f"{who} → {_name(claim.object)}"
    text = Text.assemble((claim.relation, "bold"), ": ", plain(who))
    text.append(f"  {claim.stage}, {claim.certainty}, score {claim.score:.2f}", style="dim")
    if claim.speaker is not None:
        text.append(f", says {plain(claim.speaker.words)}", style="dim")
    return text


def _name(mention: Mention) -> str:
    if mention.name is None:
        return f"{mention.span.words} (who that is, the story does not tell)"
    return mention.name if mention.name == mention.span.words else f"{mention.name} ({mention.span.words})"
