"""The commands about files of names: import, list, find, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from foedus.analyse import entities_listed
from foedus.errors import InputError, NotFoundError
from foedus.flow.importing import ImportOptions, import_names
from foedus.flow.taking_back import take_back
from foedus.model import Rejected
from foedus.record import Book, open_book
from foedus.resolve import load_registry
from foedus.serve.asked import book_to_read, parse_day
from foedus.serve.console import emit, note, say, show
from foedus.serve.failure import INTERRUPTED
from foedus.serve.plain import plain
from foedus.serve.show_registry import import_shape, listed_shape, show_imported, show_imports, show_listed
from foedus.settings import Settings

__all__ = ["run_find", "run_import", "run_list", "run_undo"]

_TOLD = 10


def run_import(
    files: Sequence[str],
    settings: Settings,
    *,
    where: str | None,
    stated: Mapping[str, str | None],
    quiet: bool,
) -> int:
    """Takes the files into the book one after the other and prints the counts; the exit code.

    A file that cannot be taken is told of and the next one tried: the exit code is 2 at the end.
    """
    dated = parse_day(stated.get("dated"), "--date")
    source = stated.get("source")
    if source is not None and not source.strip():
        raise InputError("--source is empty: give the name of who says so.")
    options = ImportOptions(form=stated.get("form") or "auto", source=source, dated=dated)
    failed = 0
    with open_book(settings.book if where is None else where) as book:
        for name in files:
            try:
                _import_one(book, name, options, quiet=quiet)
            except InputError as error:
                failed += 1
                note(f"error: {error}")
            except KeyboardInterrupt:
                note("interrupted: nothing of it is used yet; the same command goes on from there")
                return INTERRUPTED
    return InputError.exit_code if failed else 0


def _import_one(book: Book, name: str, options: ImportOptions, *, quiet: bool) -> None:
    """Takes one file into the book and prints what came of it."""
    heard = _Heard()
    with _progress(name, quiet=quiet) as tell:
        told = replace(options, on_progress=lambda rows: tell(f"{rows:,} rows"), on_rejected=heard.rejected)
        imported = import_names(book, name, options=told)
    if not quiet:
        heard.tell()
        show(partial(show_imported, imported))


class _Heard:
    """The first rows turned away, kept to be told when the progress is gone."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._more = 0

    def rejected(self, item: Rejected) -> None:
        """Keeps the first; the counts at the end tell of all."""
        if len(self._first) < _TOLD:
            self._first.append(item.detail)
        else:
            self._more += 1

    def tell(self) -> None:
        """Says which rows were turned away."""
        for detail in self._first:
            note(f"turned away: {detail}")
        if self._more:
            note(f"and {self._more:,} more turned away, counted below by reason")


@contextmanager
def _progress(name: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Shows a line of progress on standard error while inside, where a person can see it."""
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    if quiet or not console.is_terminal:
        yield lambda words: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(plain(name), total=None)
        yield lambda words: progress.update(task, description=f"{plain(name)}: {words}")


def run_list(settings: Settings, *, where: str | None, form: str) -> int:
    """Prints the imports of the book; the exit code."""
    with book_to_read(where, settings) as book:
        items = book.view().imports()
    if form == "json":
        emit({"imports": [import_shape(item) for item in items]})
    elif not items:
        say("No names were imported: foedus registry import FILE... does.")
    else:
        show(partial(show_imports, items))
    return 0


def run_find(name: str, settings: Settings, *, where: str | None, form: str) -> int:
    """Prints what the imports say of a name; the exit code. Raises `NotFoundError` where that is nothing."""
    if not name.strip():
        raise InputError("The name is empty: give the name of an organisation, a ticker or an LEI.")
    with book_to_read(where, settings) as book:
        found = entities_listed(book.view(), name)
    if not found:
        raise NotFoundError(
            f"No imported file names {plain(name)[:80]!r}: a name must be whole, but for its company form."
        )
    if form == "json":
        emit({"name": name, "entities": [listed_shape(entity, group) for entity, group in found]})
    else:
        show(partial(show_listed, found))
    return 0


def run_undo(import_id: str, settings: Settings, *, where: str | None) -> int:
    """Takes an import back and says what that changed; the exit code."""
    with book_to_read(where, settings) as book:
        undone = take_back(book, import_id.strip(), registry=load_registry())
    item = undone.item
    say(f"Taken back: {item.listings:,} names of {plain(item.source)} from {plain(item.name)} ({item.id}).")
    if undone.names:
        say(f"{undone.names:,} names in {undone.stories:,} stories were judged anew without them.")
    return 0
