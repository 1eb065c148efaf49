"""The book: opened, checked, brought up to date; it gives Views to read and Writers to add."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from foedus.errors import BookError, BookWriteError
from foedus.record import migrations
from foedus.record.dialects import (
    APPLICATION_ID,
    application_id,
    engine_for,
    insert_new,
    let_readers_in,
    prepare_new,
    writing,
)
from foedus.record.tables import foedus_meta
from foedus.record.view import View
from foedus.record.writer import Writer

__all__ = ["Book", "open_book"]


class Book:
    """An open book. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine, *, where: str, revision: str) -> None:
        self._engine = engine
        self.where = where
        self.revision = revision

    def view(self, *, valid_on: date | None = None, known_on: datetime | None = None) -> View:
        """A view of what held on a day, as known at a moment; now and all that is known when left out.

        Raises `ValueError` when `known_on` has no time zone.
        """
        return View(self._reading, valid_on=valid_on, known_on=known_on)

    def writer(self, clock: Callable[[], datetime]) -> Writer:
        """The writer of this book; `clock` gives aware times. One writes at a time, others wait."""
        return Writer(lambda: writing(self._engine.connect()), clock)

    def _reading(self) -> AbstractContextManager[Connection]:
        return _snapshot(self._engine)

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection, connection.begin():
        yield connection


def open_book(where: str | Path, *, create: bool = True, wait: float = 10.0) -> Book:
    """The book at a path or database URL, made if absent (unless not `create`), brought up to date.

    `wait` is how many seconds a writer waits for another. Raises `BookError` where there is no
    book, or what is there is not ours or newer than this program; `BookWriteError` where it
    cannot be made or brought up to date (no such folder, no permission, locked, disk full).
    """
    url, shown = _address(where)
    if url.get_backend_name() == "sqlite":
        _check_file(url, shown, create=create)
        if not create and _is_sealed(Path(url.database or "")):
            query = {"mode": "ro", "immutable": "1", "uri": "true"}
            url = url.set(database=f"file:{quote(str(url.database))}", query=query)
    engine = engine_for(url, where=shown, wait=wait)
    try:
        if _needs_work(engine, shown, create=create):
            _bring_up(engine, shown)
    except BaseException:
        engine.dispose()
        raise
    return Book(engine, where=shown, revision=migrations.HEAD)


def _address(where: str | Path) -> tuple[URL, str]:
    if isinstance(where, str) and "://" in where:
        try:
            url = make_url(where)
        except ArgumentError as error:
            raise BookError(f"{where!r} is no database URL.") from error
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        shown = url.database if url.get_backend_name() == "sqlite" else None
        return url, shown or url.render_as_string(hide_password=True)
    if not str(where).strip():
        raise BookError("The book's name is empty: give its path.")
    try:
        path = str(Path(where).expanduser())
    except RuntimeError:  # "~name" of a user there is not: then it is the name of a folder
        path = str(where)
    return URL.create("sqlite", database=path), path


def _check_file(url: URL, shown: str, *, create: bool) -> None:
    """Raises the error that says most clearly why this path holds no book and can hold none."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise BookError("A book is a file: give its path.")
    path = Path(url.database)
    try:
        if path.is_dir():
            raise BookError(f"{shown} is a folder, not a book.")
        if not path.exists():
            if not create:
                raise BookError(f"There is no book at {shown}.")
            if not path.parent.is_dir():
                raise BookWriteError(f"The book {shown} cannot be made: there is no folder {path.parent}.")
            return
        with path.open("rb") as file:
            head = file.read(16)
    except PermissionError as error:
        raise BookWriteError(f"The book {shown} cannot be opened: permission denied.") from error
    except OSError as error:
        raise BookWriteError(f"The book {shown} cannot be opened: {error.strerror or error}.") from error
    if head and head != b"SQLite format 3\x00":
        raise BookError(f"{shown} is not a Foedus book: it is no SQLite file.")


def _is_sealed(path: Path) -> bool:
    """Whether nobody can write here, and all is in the file itself: then it is read without a lock.

    SQLite wants to write beside a book even to read it, which a read-only disk or another's folder forbids.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _needs_work(engine: Engine, shown: str, *, create: bool) -> bool:
    """Whether the book must be made or migrated. Raises `BookError` where it is not ours or too new."""
    with _snapshot(engine) as connection:
        revision = _revision(connection, shown)
    if revision is None and not create:
        raise BookError(f"There is no book at {shown}.")
    return revision != migrations.HEAD


def _revision(connection: Connection, shown: str) -> str | None:
    """The revision a book is at; `None` for an empty database. Raises `BookError` if it is not ours."""
    names = set(inspect(connection).get_table_names())
    if foedus_meta.name not in names:
        # A PostgreSQL database may hold other tables beside ours; a SQLite file is one thing.
        if names and connection.dialect.name == "sqlite":
            raise BookError(f"{shown} is a SQLite file, but not a Foedus book.")
        return None
    if application_id(connection) not in (None, APPLICATION_ID) or migrations.VERSION_TABLE not in names:
        raise BookError(f"{shown} is not a Foedus book.")
    revision = connection.execute(
        text(f"SELECT version_num FROM {migrations.VERSION_TABLE}")
    ).scalar_one_or_none()
    if revision is None:
        raise BookError(f"The book {shown} is damaged: it does not say which revision it is.")
    if revision not in migrations.known_revisions():
        raise BookError(f"The book {shown} was written by a newer Foedus: update Foedus to open it.")
    return str(revision)


def _bring_up(engine: Engine, shown: str) -> None:
    let_readers_in(engine)
    with writing(engine.connect()) as connection, connection.begin():
        # Another process may have made it while we waited for the lock.
        found = _revision(connection, shown)
        if found == migrations.HEAD:
            return
        if found is None:
            prepare_new(connection)
        migrations.upgrade(connection)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        insert_new(connection, foedus_meta, [{"key": "made_at", "value": made}])
