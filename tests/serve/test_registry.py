"""`foedus registry`: what is printed, where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.serve.conftest import Command

CSV = "name,alias,country,shoe size\nZorvex Werke AG,Zorvex,DE,44\nBrontal SE,,FR\n,,DE,1\n"


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(CSV, "utf-8")
    return path


def import_id(foedus: Command) -> str:
    (one,) = json.loads(foedus("registry", "list", "--format", "json").out)["imports"]
    return str(one["id"])


def test_counts_are_printed_and_bad_rows_named_by_their_line(foedus: Command, names: Path) -> None:
    ended = foedus("registry", "import", names, "--date", "2025-06-19")
    assert ended.code == 0
    assert "1  names taken" in ended.out
    assert "1  turned away: no name" in ended.out
    assert "1  turned away: wrong columns" in ended.out
    assert "columns not used: shoe size" in ended.out
    assert "line 3: the row has 3 columns, the header 4." in ended.err
    assert "line 4: there is no name." in ended.err


def test_the_same_file_again_says_so(foedus: Command, names: Path) -> None:
    foedus("registry", "import", names)
    ended = foedus("registry", "import", names)
    assert ended.code == 0
    assert "imported before" in " ".join(ended.out.split())


def test_quiet_says_nothing_but_errors(foedus: Command, names: Path, tmp_path: Path) -> None:
    ended = foedus("registry", "import", names, tmp_path / "none.csv", "--quiet")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: There is no file")


def test_a_file_that_cannot_be_taken_does_not_keep_the_others_out(
    foedus: Command, names: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (tmp_path / "empty.csv").touch()
    ended = foedus("registry", "import", tmp_path / "picture.png", tmp_path / "empty.csv", names)
    assert ended.code == 2
    assert "is no text" in ended.err
    assert "is empty" in ended.err
    assert foedus("registry", "find", "Zorvex").code == 0


def test_list_shows_imports_and_their_state(foedus: Command, names: Path) -> None:
    assert foedus("registry", "list").code == 4
    foedus("registry", "import", names, "--source", "Our own list")
    shown = foedus("registry", "list")
    assert "done, 1 names, 2 turned away" in shown.out
    assert "Our own list" in shown.out
    foedus("registry", "undo", import_id(foedus))
    assert "taken back" in foedus("registry", "list").out


def test_find_shows_each_value_with_source_and_date(foedus: Command, names: Path) -> None:
    foedus("registry", "import", names, "--source", "Our list", "--date", "2025-06-19")
    shown = " ".join(foedus("registry", "find", "zorvex").out.split())
    assert "country DE Our list 2025-06-19" in shown
    (entity,) = json.loads(foedus("registry", "find", "Zorvex", "--format", "json").out)["entities"]
    (listing,) = entity["listings"]
    assert listing["values"] == {"alias": ["Zorvex"], "country": ["DE"]}
    assert (listing["source"], listing["dated"], listing["row"]) == ("Our list", "2025-06-19", 2)
    assert foedus("registry", "find", "nobody").code == 2


def test_undo_takes_back_once(foedus: Command, names: Path) -> None:
    foedus("registry", "import", names)
    ended = foedus("registry", "undo", import_id(foedus))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Taken back: 1 names of names.csv")
    assert foedus("registry", "find", "Zorvex").code == 2
    again = foedus("registry", "undo", import_id(foedus))
    assert (again.code, again.err.startswith("error: The import im_")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "names.csv", "--format", "xml"), "--format"),
        (("import", "names.csv", "--date", "June"), "--date takes a date"),
        (("import", "names.csv", "--source", " "), "--source is empty"),
        (("import", "names.csv", "--format", "gleif"), "no columns 'LEI'"),
        (("find", " "), "The name is empty"),
        (("undo", "im_x"), "no import"),
        (("nonsense",), "nonsense"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    foedus: Command, names: Path, arguments: tuple[str, ...], words: str
) -> None:
    foedus("registry", "import", names)
    ended = foedus("registry", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1


def test_an_interrupt_says_how_to_go_on(
    foedus: Command, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.serve.registry_runs.import_names", interrupted)
    ended = foedus("registry", "import", names)
    assert ended.code == 130
    assert "the same command goes on" in ended.err


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(foedus: Command, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,city\nZorvex\u202e AG,\x1b[31mUlm\nBrontal\x1b]0;x\x07,Ulm\n", "utf-8")
    foedus("registry", "import", path)
    for ended in (foedus("registry", "find", "Zorvex AG"), foedus("registry", "find", "Zorvex")):
        assert "\x1b" not in ended.out + ended.err
        assert "\u202e" not in ended.out + ended.err
