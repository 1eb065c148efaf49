from __future__ import annotations

import pytest

from foedus.errors import BookWriteError, FetchError, ReaderError
from foedus.serve.failure import EXIT_CODES, ending
from tests.serve.conftest import Command


def _raising(error: BaseException):  # type: ignore[no-untyped-def]
    def run() -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FetchError("The page hangs."), 3),
        (BookWriteError("The disk is full."), 5),
        (ReaderError("No model."), 6),
        (KeyboardInterrupt(), 130),
        (SystemExit(141), 141),
        (ZeroDivisionError("division by zero"), 70),
        (RuntimeError(), 70),
    ],
)
def test_every_end_has_an_exit_code_and_at_most_one_sentence(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    assert ending(_raising(error)) == code
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 1


def test_a_fault_of_ours_says_so_and_how_to_report_it(capsys: pytest.CaptureFixture[str]) -> None:
    ending(_raising(KeyError("owner")))
    assert capsys.readouterr().err == (
        "error: This is a fault of Foedus (KeyError: 'owner'); please report it with what you typed; "
        "FOEDUS_DEBUG=1 shows where it happened.\n"
    )


def test_debug_shows_the_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_DEBUG", "1")
    ending(_raising(KeyError("owner")))
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["read"], ["dossier", "A"], ["extract", "x", "--format", "xml"], ["read", "--nonsense"]],
)
def test_a_wrong_command_line_is_one_sentence_and_code_2(foedus: Command, arguments: list[str]) -> None:
    ended = foedus(*arguments)
    assert ended.code == 2
    assert ended.err.startswith("error: ")
    assert len(ended.err.splitlines()) == 1


def test_a_setting_that_makes_no_sense_is_named(foedus: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_FEED_ITEMS", "many")
    ended = foedus("doctor")
    assert ended.code == 2
    assert "FOEDUS_FEED_ITEMS" in ended.err


def test_the_help_names_every_exit_code(foedus: Command) -> None:
    out = " ".join(foedus("--help").out.split())
    assert " ".join(EXIT_CODES.split()) in out
    for code in ("0", "1", "2", "3", "4", "5", "6", "70", "130", "141"):
        assert f"{code} " in EXIT_CODES
