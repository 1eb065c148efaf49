"""The commands that read: into a book, or without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from foedus.analyse import busiest_pair
from foedus.errors import FoedusError, InputError, ReaderError
from foedus.flow import Counts, Extracted, FlowOptions, extract, read_into
from foedus.gather import GatherOptions
from foedus.model import Rejected
from foedus.read import Reader
from foedus.read.llm import Usage
from foedus.record import Book, open_book
from foedus.resolve import load_registry
from foedus.serve.console import emit, emit_array, note, say, show
from foedus.serve.failure import INTERRUPTED
from foedus.serve.plain import plain
from foedus.serve.readers import open_reader, usage_of
from foedus.serve.shapes import Json, extracted_shape
from foedus.serve.show_counts import progress_line, show_counts, show_usage
from foedus.serve.show_extract import show_extracted
from foedus.settings import Settings

__all__ = ["run_extract", "run_read"]

_TOLD = 10


class _Heard:
    """What a run has told so far: its counts, and what it turned away."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.counts = Counts()
        self.turned_away: list[Rejected] = []
        self._tell = tell

    def progress(self, counts: Counts) -> None:
        """Keeps the counts and shows them."""
        self.counts = counts
        self._tell(progress_line(counts))

    def rejected(self, item: Rejected) -> None:
        """Keeps the first items turned away; the counts at the end tell of all."""
        if len(self.turned_away) < _TOLD:
            self.turned_away.append(item)


def run_read(inputs: Sequence[str], settings: Settings, *, where: str | None, quiet: bool) -> int:
    """Reads the inputs into the book and prints the counts; the exit code.

    Raises `InputError` where there was nothing that could be read, `ReaderError` where it was the
    reader that could read none of it.
    """
    reader, registry = open_reader(settings), load_registry()
    at = settings.book if where is None else where
    with _told_usage(reader, _ignore if quiet else _show_usage), open_book(at) as book:
        with _progress(quiet=quiet) as tell:
            heard = _Heard(tell)
            options = FlowOptions(
                gather=_gathering(settings), on_progress=heard.progress, on_rejected=heard.rejected
            )
            try:
                counts = read_into(book, inputs, reader=reader, registry=registry, options=options)
            except KeyboardInterrupt:
                counts = replace(heard.counts, interrupted=True)
        nothing = not counts.stories and not counts.known
        for item in () if quiet or (nothing and counts.turned_away == 1) else heard.turned_away:
            note(f"turned away: {item.detail}")
        if not quiet and counts.turned_away > _TOLD:
            note(f"and {counts.turned_away - _TOLD:,} more turned away, counted below by reason")
        if not quiet or counts.interrupted:
            show(lambda console: show_counts(counts, console))
        if counts.interrupted:
            note("interrupted: what was read is in the book; the same command goes on from there")
            return INTERRUPTED
        if nothing:
            raise _nothing(heard.turned_away)
        if not quiet:
            _what_next(book, where)
    return 0


def run_extract(inputs: Sequence[str], settings: Settings, *, form: str) -> int:
    """Reads the inputs without a book and prints what is found, in the form asked for; the exit code.

    Raises `InputError` where there was nothing that could be read, `ReaderError` where it was the
    reader that could read none of it, after all was printed.
    """
    reader = open_reader(settings)
    options = FlowOptions(gather=_gathering(settings))
    read: list[bool] = []
    turned_away: list[Rejected] = []

    def noted(items: Iterable[Extracted]) -> Iterator[Extracted]:
        for item in items:
            read.append(item.read)
            turned_away.extend(() if item.read else item.rejected)
            yield item

    found = extract(inputs, reader=reader, options=options)
    with _told_usage(reader, lambda usage: note(f"asked {usage}")):
        if form == "table":
            _print(noted(found), form)
        else:
            refused: list[InputError] = []
            _print(noted(_with_refusal(found, inputs[0], refused)), form)
            if refused:
                raise refused[0]
        if not any(read):
            raise _nothing(turned_away)
    return 0


def _with_refusal(items: Iterable[Extracted], name: str, refused: list[InputError]) -> Iterator[Extracted]:
    """The items; where the only input is refused as a whole, that too as an item, its error kept."""
    try:
        yield from items
    except InputError as error:
        refused.append(error)
        item = Rejected(stage="gather", item_id=name, reason=error.reason, detail=str(error))
        yield Extracted(rejected=(item,), read=False)


def _print(items: Iterable[Extracted], form: str) -> None:
    shapes: Iterator[Json] = (extracted_shape(item) for item in items) if form != "table" else iter(())
    if form == "json":
        emit_array(shapes)
    elif form == "jsonl":
        for shape in shapes:
            emit(shape)
    else:
        for item in items:
            show(partial(show_extracted, item))


def _gathering(settings: Settings) -> GatherOptions:
    return GatherOptions(max_bytes=settings.max_bytes, feed_items=settings.feed_items)


def _nothing(turned_away: Sequence[Rejected]) -> FoedusError:
    """The error of a run that read nothing, all of it for reasons of the reader or not."""
    kind = ReaderError if turned_away and all(item.stage == "read" for item in turned_away) else InputError
    if not turned_away:
        return kind("There was nothing to read.")
    if len(turned_away) == 1:
        return kind(turned_away[0].detail)
    return kind(f"Nothing could be read; the first of it: {turned_away[0].detail}")


@contextmanager
def _told_usage(reader: Reader, tell: Callable[[Usage], None]) -> Iterator[None]:
    """Tells at the end, however it comes, what a model was asked, where one was."""
    try:
        yield
    finally:
        usage = usage_of(reader)
        if usage is not None and usage.requests:
            tell(usage)


def _show_usage(usage: Usage) -> None:
    show(partial(show_usage, usage))


def _ignore(words: object) -> None:
    """Shows nothing."""


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Shows a line of progress on standard error while inside, where a person can see it."""
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    if quiet or not console.is_terminal:
        yield _ignore
        return
    columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def tell(words: str) -> None:
            progress.update(task, description=plain(words))

        yield tell


def _what_next(book: Book, where: str | None) -> None:
    """Says what to type next: the dossier of the pair that the book knows most of."""
    pair = busiest_pair(book.view())
    if pair is None:
        return
    place = f" --book {plain(where)}" if where else ""
    first, second = (plain(entity.name).replace('"', "") for entity in pair)
    say("")
    say(f'Next: foedus dossier "{first}" "{second}"{place}')
    say(f'or:   foedus company "{first}"{place}')
