"""One suite, every store: SQLite, and PostgreSQL where FOEDUS_TEST_POSTGRES_URL names a spare database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from foedus.record import Book, open_book

POSTGRES = os.environ.get("FOEDUS_TEST_POSTGRES_URL", "")


def _emptied(url: str) -> str:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Book]]:
    """Opens an empty book each time it is called; the ones before are closed."""
    if request.param == "postgresql" and not POSTGRES:
        pytest.skip("FOEDUS_TEST_POSTGRES_URL is not set: no PostgreSQL to test on")
    books: list[Book] = []

    def make() -> Book:
        for book in books:
            book.close()
        number = len(books)
        where = tmp_path / f"{number}.db" if request.param == "sqlite" else _emptied(POSTGRES)
        books.append(open_book(where))
        return books[-1]

    yield make
    for book in books:
        book.close()


@pytest.fixture
def book(fresh: Callable[[], Book]) -> Book:
    """An empty book."""
    return fresh()
