"""All that differs between SQLite and PostgreSQL: connecting, locking, insert-or-ignore, what errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from foedus.errors import BookError, BookWriteError

__all__ = ["APPLICATION_ID", "engine_for", "insert_new", "prepare_new", "translate"]

APPLICATION_ID = 0x464F4544  # "FOED", in the header of every SQLite book

# One writer at a time, as on SQLite; any constant does as the name of the lock.
_LOCK = 0x464F4544
_WRITES = "foedus_writes"

_UNWRITABLE = {
    "database or disk is full": "the disk is full",
    "disk i/o error": "the disk gave an error",
    "readonly database": "it is read-only",
    "database is locked": "another program is writing to it",
    "database table is locked": "another program is writing to it",
    "unable to open database file": "the file cannot be opened or made",
}
_UNWRITABLE_CODES = {
    "53100": "the disk is full",
    "25006": "it is read-only",
    "42501": "the user has no right to write",
    "55P03": "another program is writing to it",
}


def engine_for(url: URL, *, where: str, wait: float) -> Engine:
    """An engine whose connections are set up and whose errors are ours; `wait` is seconds for a lock.

    Raises `BookError` where the database is of a kind that Foedus does not know, or its driver is
    not installed.
    """
    backend = url.get_backend_name()
    try:
        if backend == "sqlite":
            engine = create_engine(url, connect_args={"timeout": wait, "check_same_thread": False})
        elif backend == "postgresql":
            engine = create_engine(url, pool_pre_ping=True)
        else:
            raise BookError(f"A book is kept in SQLite or PostgreSQL, not in {backend}.")
    except ModuleNotFoundError as error:
        raise BookError(
            f"The book {where} needs the package {error.name!r}, which is not installed: pip install psycopg."
        ) from error
    if backend == "sqlite":
        _set_up_sqlite(engine)
    else:
        _set_up_postgresql(engine, wait)
    event.listen(engine, "handle_error", lambda context: _raise_ours(context, where))
    return engine


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        # Python's own transaction control begins too late for BEGIN IMMEDIATE: switch it off.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: upgrading a reader's lock half-way fails without waiting.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(engine: Engine, wait: float) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITES, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(wait * 1000)}ms'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def writing(connection: Connection) -> Connection:
    """The connection, set so that its transactions take the writer's lock when they begin."""
    return connection.execution_options(**{_WRITES: True})


def prepare_new(connection: Connection) -> None:
    """Marks an empty database as a book; for SQLite also lets readers read while one writes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def let_readers_in(engine: Engine) -> None:
    """Switches a SQLite file to write-ahead logging, which it remembers; nothing to do elsewhere."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        # Not in a transaction: SQLite refuses the change inside one.
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def application_id(connection: Connection) -> int | None:
    """The mark in a SQLite file's header; `None` where the database has no such thing."""
    if connection.dialect.name != "sqlite":
        return None
    return int(connection.execute(text("PRAGMA application_id")).scalar_one())


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows whose key is not there yet; those that are there stay as they are."""
    if not rows:
        return
    statement: Insert
    if connection.dialect.name == "postgresql":
        statement = postgresql.insert(table).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).on_conflict_do_nothing()
    connection.execute(statement, rows)


def _raise_ours(context: Any, where: str) -> None:
    ours = translate(context.sqlalchemy_exception or context.original_exception, where)
    if ours is not None:
        raise ours from context.original_exception


def translate(error: BaseException | None, where: str) -> BookError | None:
    """What a database error means for the user; `None` where it is a fault of ours, to be seen as it is."""
    original = error.orig if isinstance(error, DBAPIError) else error
    said = str(original).strip()
    code = getattr(original, "sqlstate", None)
    if code in _UNWRITABLE_CODES:
        return BookWriteError(f"The book {where} cannot be written: {_UNWRITABLE_CODES[code]}.")
    if isinstance(original, sqlite3.DatabaseError):
        for words, reason in _UNWRITABLE.items():
            if words in said.lower():
                return BookWriteError(f"The book {where} cannot be written: {reason}.")
        if "not a database" in said or "malformed" in said:
            return BookError(f"The book {where} is no SQLite file, or it is damaged.")
        return None
    if isinstance(error, DBAPIError) and (error.connection_invalidated or code is None):
        first = said.splitlines()[0] if said else type(original).__name__
        return BookError(f"The database of the book {where} cannot be reached: {first}.")
    return None
