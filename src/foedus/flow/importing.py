"""Files of names into the book: read once through, keyed, committed in batches, taken up where cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from foedus.errors import InputError
from foedus.flow.options import utc_now
from foedus.gather.listings import (
    DOCUMENTS,
    NO_ORGANISATION,
    Bad,
    NamesFile,
    form_of,
    open_names,
    read_names,
    source_of,
    unused_columns,
)
from foedus.model import Listing, NameImport, Rejected, content_id
from foedus.record import Book, Progress, Writer
from foedus.resolve import keys_of

__all__ = ["ImportOptions", "Imported", "import_names"]

_BATCH = 20_000
_TELL = 1_000
# A file that is broken throughout is told by its counts: the book's log keeps the first of it.
_MOST_LOGGED = 1_000


def _silent(news: object) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to take a file for names: format, source and date where the file does not tell, and whom to tell.

    `on_progress` hears how many rows were met, now and then; `on_rejected` each row turned away
    that is broken (not those that are about something else).
    """

    form: str = "auto"
    source: str | None = None
    dated: date | None = None
    batch: int = _BATCH
    tell_every: int = _TELL
    clock: Callable[[], datetime] = utc_now
    on_progress: Callable[[int], None] = _silent
    on_rejected: Callable[[Rejected], None] = _silent


_DEFAULTS = ImportOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of one file: its import, whether it stood in the book before, rows another run had met."""

    item: NameImport
    known: bool = False
    went_on_from: int = 0
    unused: tuple[str, ...] = ()
    seconds: float = 0.0


def import_names(book: Book, where: str, *, options: ImportOptions = _DEFAULTS) -> Imported:
    """The import of a file into the book; one that the book holds already changes nothing.

    Committed in batches: cut off by whatever, the same call goes on where the last batch ended, and
    nothing is used until all is in. Raises `InputError` where the file is missing, is no text or
    holds no name.
    """
    started = options.clock()
    file = open_names(where)
    form = form_of(file) if options.form == "auto" else options.form
    source = options.source or source_of(file, form)
    asked = NameImport(
        number=0,
        # Not by the name of the file: renamed it is the same file.
        id=content_id("im", file.digest, form, options.source),
        name=file.path.name,
        form=form,
        source=source,
        dated=options.dated or _modified(file),
        recorded_at=started,
    )
    unused = unused_columns(file) if form == "csv" else ()
    standing = _standing(book, asked.id)
    if standing is not None and standing.done_at is not None:
        return Imported(item=standing, known=True, unused=unused)
    with book.writer(options.clock) as writer:
        road = _Road(file, writer, options, asked, standing)
        try:
            road.run()
        except OSError as error:
            writer.rollback()
            raise InputError(f"{where} cannot be read: {error.strerror or error}.") from error
        except BaseException:
            writer.rollback()
            raise
    done = _standing(book, asked.id)
    assert done is not None
    seconds = (options.clock() - started).total_seconds()
    return Imported(item=done, went_on_from=standing.rows if standing else 0, unused=unused, seconds=seconds)


def _standing(book: Book, import_id: str) -> NameImport | None:
    """The import of that id that was not taken back."""
    found = [one for one in book.view().imports() if one.id == import_id and one.retracted_at is None]
    return found[-1] if found else None


def _modified(file: NamesFile) -> date:
    return datetime.fromtimestamp(file.path.stat().st_mtime, UTC).date()


@dataclass(slots=True)
class _Road:  # what the rows of one file meet on their way into the book
    file: NamesFile
    writer: Writer
    options: ImportOptions
    asked: NameImport
    standing: NameImport | None
    rows: int = 0
    saved: int = 0
    listings: int = 0
    waiting: list[tuple[Listing, Sequence[str]]] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)
    logged: list[Rejected] = field(default_factory=list)
    first_bad: Rejected | None = None

    def run(self) -> None:
        """Takes every row that no batch before has taken; ends with the mark that all is in."""
        if self.standing is not None:
            self.saved, self.listings = self.standing.rows, self.standing.listings
            self.rejected.update(self.standing.rejected)
        for item in read_names(self.file, self.asked.form):
            self.rows += 1
            if self.rows % self.options.tell_every == 0:
                self.options.on_progress(self.rows)
            if self.rows <= self.saved:
                continue
            if isinstance(item, Bad):
                self._turn_away(item)
            else:
                self.waiting.append((item, keys_of(item)))
            # Nothing is begun before there is a name: a file without any leaves nothing behind.
            if self.rows - self.saved >= self.options.batch and (self.waiting or self.standing):
                self._save()
        if not self.listings and not self.waiting:
            first = f"; the first of its rows: {self.first_bad.detail}" if self.first_bad else ""
            raise InputError(f"{self.file.path} holds no name that can be taken{first or '.'}")
        self._save(done=True)

    def _turn_away(self, bad: Bad) -> None:
        self.rejected[bad.reason] += 1
        word = "entry" if self.asked.form in DOCUMENTS else "line"
        item = Rejected(
            stage="registry",
            item_id=f"{self.file.path.name}#{bad.row}",
            reason=bad.reason,
            detail=f"{self.file.path}, {word} {bad.row}: {bad.detail}.",
        )
        self.first_bad = self.first_bad or item
        if bad.reason == NO_ORGANISATION:
            return
        if sum(self.rejected.values()) - self.rejected[NO_ORGANISATION] <= _MOST_LOGGED:
            self.logged.append(item)
        self.options.on_rejected(item)

    def _save(self, *, done: bool = False) -> None:
        """Commits what waits, with the mark how far the file was read."""
        if self.standing is None:
            self.standing = self.writer.begin_import(self.asked)
        self.listings += len(self.waiting)
        progress = Progress(
            after=self.saved,
            rows=self.rows,
            listings=self.listings,
            rejected=dict(self.rejected),
            done=done,
        )
        self.writer.add_rejected(self.logged)
        self.writer.add_listings(self.standing.number, self.waiting, progress)
        self.writer.commit()
        self.saved = self.rows
        self.waiting.clear()
        self.logged.clear()
