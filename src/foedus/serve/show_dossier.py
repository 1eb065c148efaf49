"""The dossier on a terminal or a page: readable at 80 columns, better at 120."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from foedus.analyse import Dossier, Entry, Evidence, Line
from foedus.analyse.dates import held, short_day
from foedus.analyse.phrase import terms_text
from foedus.analyse.timeline import marks
from foedus.model import Claim, vocabulary
from foedus.serve.marked import marked, place
from foedus.serve.plain import plain

__all__ = ["counted", "heading", "point", "relation_of", "show_dossier"]

_INDENT = 2
_WIDE = 100
_FEWEST = 5


def show_dossier(found: Dossier, console: Console, *, most: int = 0) -> None:
    """Prints the dossier; of a timeline longer than `most` (0: no bound) only the newest lines."""
    console.print(Text(plain(f"{found.a.name} – {found.b.name}"), style="bold"))
    asked = _asked(found)
    if asked:
        console.print(Text(asked, style="dim"))
    console.print()
    console.print(Text(plain(found.standing.text)))
    for title, body in _parts(found, console, most):
        console.print()
        console.print(heading(title))
        console.print(body)
    console.print()
    console.print(Text(_rests_on(found), style="dim"))
    if not _coloured(console):
        console.print(Text("Marks: [who] «what is said» ‹terms›.", style="dim"))


def heading(title: str) -> Text:
    """A heading of a part."""
    return Text(title, style="bold underline" if title else "")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def _coloured(console: Console) -> bool:
    return console.color_system is not None


def _asked(found: Dossier) -> str:
    parts = [f"as it was on {short_day(found.valid_on)}"] if found.valid_on else []
    parts += [f"as known on {short_day(found.known_on.date())}"] if found.known_on else []
    return ", ".join(parts)


def _parts(found: Dossier, console: Console, most: int) -> Iterator[tuple[str, RenderableType]]:
    if found.in_force:
        shown, weaker = _firm(found.in_force, most)
        yield "In force", _with_rest(_in_force(shown, wide=console.width >= _WIDE), weaker)
    if found.undecided:
        shown, weaker = _firm(found.undecided, most)
        yield "Open", _with_rest(_undecided(shown, console), weaker)
    if found.over:
        shown, weaker = _firm(found.over, most)
        yield "Over", _with_rest(_undecided(shown, console), weaker)
    if found.disputes:
        yield "Disputed", _disputes(found, console)
    newest = found.timeline[-most:] if most else found.timeline
    hidden = len(found.timeline) - len(newest)
    title = f"Timeline (the newest {most}; {hidden} earlier with --lines all)" if hidden else "Timeline"
    yield title, _timeline(newest, console)


def _firm(lines: Sequence[Line], most: int) -> tuple[Sequence[Line], int]:
    """The lines that are worth the reader's eye, and how many weaker ones are left out."""
    if not most:
        return lines, 0
    firm = [line for line in lines if not line.weak]
    if not firm:
        surest = sorted(lines, key=lambda line: -line.version.confidence)[:_FEWEST]
        firm = [line for line in lines if line in surest]
    return firm, len(lines) - len(firm)


def _with_rest(body: RenderableType, weaker: int) -> RenderableType:
    if not weaker:
        return body
    text = f"and {counted(weaker, 'weaker line')} (--lines all)"
    return Group(body, Text(""), Padding(Text(text, style="dim"), (0, 0, 0, _INDENT)))


def _in_force(lines: Sequence[Line], *, wide: bool) -> RenderableType:
    table = Table(box=None, padding=(0, 2 if wide else 1, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("relation", ratio=1, overflow="fold")
    table.add_column("terms", ratio=1, overflow="fold")
    table.add_column("since", width=28 if wide else 15)
    table.add_column("certainty", width=9)
    table.add_column("sure", justify="right", width=4)
    table.add_column("sources", justify="right", width=7)
    for number, line in enumerate(lines):
        if number:
            table.add_row()
        version = line.version
        since = held(version.valid) or "–"
        table.add_row(
            plain(relation_of(line)),
            plain(terms_text(version.terms)) or "–",
            since if wide else since.replace(", ", ",\n"),
            version.certainty,
            f"{version.confidence:.0%}",
            str(line.sources),
        )
    table.expand = True
    return Padding(table, (0, 0, 0, _INDENT))


def relation_of(line: Line) -> str:
    """The bare relation: "Microsoft invests in OpenAI"."""
    entry = vocabulary().relations[line.version.fact.relation]
    return f"{line.subject.name} {entry.verb}{f' {line.object.name}' if line.object else ''}"


def _undecided(lines: Sequence[Line], console: Console) -> RenderableType:
    table = _two_columns()
    label = ""
    for line in lines:
        if label:
            table.add_row("", "")
        shown = line.state if line.state != label else ""
        label = line.state
        table.add_row(Text(shown, style="bold"), point(line, console, by=True))
    return Padding(table, (0, 0, 0, _INDENT))


def point(line: Line, console: Console, *, by: bool) -> RenderableType:
    """A fact in words, how well it stands, and the sentence that shows it best."""
    facts = [line.version.certainty, f"{line.version.confidence:.0%} sure", counted(line.sources, "source")]
    if by and line.by:
        facts.insert(0, f"by {plain(line.by)}")
    if line.best:
        facts.append(place(line.best, _day(line.best)))
    parts = [Text(plain(line.words)), Text(" · ".join(facts), style="dim")]
    if line.best:
        parts.append(_sentence(line.best.claim, console))
    return Group(*parts)


def _disputes(found: Dossier, console: Console) -> RenderableType:
    table = Table(box=None, padding=0, pad_edge=False, show_header=False)
    for number, dispute in enumerate(found.disputes):
        if number:
            table.add_row("")
        table.add_row(Text(plain(dispute.line.words)))
        for one in dispute.against:
            who = f"{plain(one.claim.speaker.words)}, in " if one.claim.speaker else ""
            said = f"against: {_how(one.claim)} · {who}{place(one, _day(one))}"
            table.add_row(Text(said, style="dim"))
            table.add_row(_sentence(one.claim, console))
    return Padding(table, (0, 0, 0, _INDENT))


def _how(claim: Claim) -> str:
    """What a claim against a fact says: "denied", "ended", "ended, reported"."""
    if claim.certainty == "denied" and claim.stage == "done":
        return "denied"
    return claim.stage if claim.certainty == "asserted" else f"{claim.stage}, {claim.certainty}"


def _timeline(entries: Sequence[Entry], console: Console) -> RenderableType:
    table = _two_columns()
    label = ""
    for number, entry in enumerate(entries):
        if number:
            table.add_row("", "")
        claim = entry.evidence.claim
        where = [f"{claim.stage}, {claim.certainty}", place(entry.evidence, _day(entry.evidence))]
        others = [plain(name) for name in entry.outlets[1:]]
        where += [f"also {', '.join(others)}"] if others else []
        body = Group(
            Text(plain(entry.words)), Text(" · ".join(where), style="dim"), _sentence(claim, console)
        )
        table.add_row(Text(entry.label if entry.label != label else "", style="bold"), body)
        label = entry.label
    return Padding(table, (0, 0, 0, _INDENT))


def _two_columns() -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=True)
    table.add_column(width=12, no_wrap=False)
    table.add_column(ratio=1, overflow="fold")
    return table


def _sentence(claim: Claim, console: Console) -> Text:
    return marked(claim.sentence.words, marks(claim), colour=_coloured(console))


def _day(evidence: Evidence) -> str:
    published = evidence.source.published_at
    return short_day(published.date()) if published else ""


def _rests_on(found: Dossier) -> str:
    seen = found.coverage
    text = (
        f"{counted(seen.claims, 'claim')} in {counted(seen.stories, 'story')} of "
        f"{counted(seen.outlets, 'outlet')}; {counted(seen.sources, 'independent source')}"
    )
    if seen.first and seen.last:
        text += f"; {short_day(seen.first.date())} to {short_day(seen.last.date())}"
    return f"{text}."
