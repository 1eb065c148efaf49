from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.record import Book
from tests.flow.history import COPY, STORIES, told


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book that holds the history of Microsoft and OpenAI, and one near-copy."""
    folder: Path = tmp_path_factory.mktemp("history")
    book, _ = told(folder, *STORIES, COPY)
    with book:
        yield book
