from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from foedus.serve.cli import run
from tests.flow.history import COPY, STORIES, told, write_stories


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def foedus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in an empty folder with the scripted reader."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOEDUS_READER", "tests.flow.history:reader")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FOEDUS_BOOK", raising=False)
    monkeypatch.delenv("FOEDUS_DEBUG", raising=False)

    def command(*arguments: str | Path) -> Ended:
        words: Sequence[str] = [str(argument) for argument in arguments]
        code = run(words)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return command


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with the history of Microsoft and OpenAI, and one near-copy."""
    return write_stories(tmp_path / "stories", *STORIES, COPY)


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a book that holds that history."""
    folder = tmp_path_factory.mktemp("book")
    book, _ = told(folder, *STORIES, COPY)
    book.close()
    return folder / "book.db"
