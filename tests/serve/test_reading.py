"""`foedus read` and `foedus extract`, as they are typed."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flow.history import STORIES, write_stories
from tests.serve.conftest import Command

_ROOT = Path(__file__).parents[2]


def test_read_ends_with_its_counts_and_what_to_type_next(foedus: Command, stories: Path) -> None:
    ended = foedus("read", stories)
    assert ended.code == 0
    assert "9  read, 1 of them near-copies" in ended.out
    assert "17  claims in" in ended.out
    assert 'Next: foedus dossier "OpenAI" "Microsoft"\n' in ended.out
    assert ended.err == ""
    assert Path("foedus.db").is_file()


def test_reading_twice_says_that_all_is_known(foedus: Command, stories: Path) -> None:
    foedus("read", stories)
    ended = foedus("read", stories)
    assert ended.code == 0
    assert "0  read" in ended.out
    assert "9  known already" in ended.out


def test_quiet_says_nothing(foedus: Command, stories: Path) -> None:
    (stories / "x.json").write_text("{", "utf-8")
    ended = foedus("read", "--quiet", stories)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_book_is_where_the_option_or_the_environment_says(
    foedus: Command, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_BOOK", "set.db")
    assert foedus("read", stories).code == 0
    assert "--book typed.db" in foedus("read", stories, "--book", "typed.db").out
    assert Path("set.db").is_file()
    assert Path("typed.db").is_file()
    assert not Path("foedus.db").exists()


def test_what_is_turned_away_is_told_with_its_reason_and_the_rest_is_read(
    foedus: Command, stories: Path
) -> None:
    (stories / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    ended = foedus("read", stories, "nowhere.txt")
    assert ended.code == 0
    assert "turned away: There is no file or folder nowhere.txt." in ended.err
    assert "picture.png" in ended.err
    assert "1 binary at gather" in " ".join(ended.out.split())


@pytest.mark.parametrize("command", ["read", "extract"])
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.txt", None, 2),
        ("empty.txt", b"", 2),
        ("program.bin", b"\x7fELF\x02\x01\x01" + bytes(200), 2),
        ("other.json", b'{"answer": 42}', 2),
        ("broken.json", b"{", 2),
        ("german.txt", b"Die Firma hat am Montag mitgeteilt, dass sie nicht mehr liefert. Das ist neu.", 2),
        ("big.txt", b"word " * 3_000_000, 2),
    ],
)
def test_bad_input_is_one_sentence_and_an_exit_code(
    foedus: Command, command: str, name: str, content: bytes | None, code: int
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    ended = foedus(command, name)
    assert ended.code == code
    (line,) = [one for one in ended.err.splitlines() if one.startswith("error: ")]
    assert name in line
    assert line.endswith(".")
    assert "Traceback" not in ended.err


def test_inputs_that_all_fail_are_an_error_that_names_the_first(foedus: Command) -> None:
    ended = foedus("read", "one.txt", "two.txt")
    assert ended.code == 2
    assert "error: Nothing could be read; the first of it: There is no file or folder one.txt." in ended.err


def test_extract_prints_one_object_a_story(foedus: Command, stories: Path) -> None:
    ended = foedus("extract", stories, "--format", "jsonl")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert len(lines) == 9
    assert sum(len(line["claims"]) for line in lines) == 17
    assert not Path("foedus.db").exists()


def test_extract_json_is_one_array(foedus: Command, stories: Path) -> None:
    lines = foedus("extract", stories, "--format", "jsonl").out.splitlines()
    assert json.loads(foedus("extract", stories, "--format", "json").out) == [json.loads(x) for x in lines]


def test_extract_loses_nothing_that_was_turned_away(foedus: Command, stories: Path) -> None:
    ended = foedus("extract", stories / "000.json", "nowhere.txt", "--format", "jsonl")
    last = json.loads(ended.out.splitlines()[-1])
    assert ended.code == 0
    assert last["story"] is None
    assert last["claims"] == []
    assert last["rejected"][0] == {
        "stage": "gather",
        "reason": "not_found",
        "detail": "There is no file or folder nowhere.txt.",
    }


def test_extract_for_people_says_who_does_what_and_quotes_it(foedus: Command, stories: Path) -> None:
    out = foedus("extract", stories / "000.json").out
    assert "supplies: Microsoft → OpenAI (the lab)  done, asserted" in out
    assert "computing · exclusive" in out
    assert "[Microsoft] is to" in out


def test_extract_reads_standard_input(foedus: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(STORIES[2]).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    ended = foedus("extract", "-", "--format", "jsonl")
    assert [claim["relation"] for claim in json.loads(ended.out)["claims"]] == ["competes_with"]


def _process(*arguments: str | Path, **more: object) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "FOEDUS_READER": "tests.serve.slowly:reader"}
    return subprocess.Popen(
        [sys.executable, "-m", "foedus", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **more,  # type: ignore[call-overload]
    )


def test_ctrl_c_prints_the_counts_and_the_next_run_goes_on(
    foedus: Command, stories: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    with _process("read", stories, cwd=tmp_path) as process:
        while not mark.exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "2  read" in out
    assert "interrupted" in out
    assert "the same command goes on from there" in err
    assert "Traceback" not in err
    ended = foedus("read", stories)
    assert "2  known already" in ended.out
    assert "7  read" in ended.out


def test_a_reader_of_our_output_may_leave_early(stories: Path, tmp_path: Path) -> None:
    many = write_stories(tmp_path / "many", *(STORIES * 40))
    command = f"{sys.executable} -m foedus extract {many} --format jsonl | head -1; echo ${{PIPESTATUS[0]}}"
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "FOEDUS_READER": "tests.flow.history:reader"}
    shell = ["bash", "-c", command]
    done = subprocess.run(shell, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == "141"
    assert done.stderr == ""


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_sole_input_that_is_refused_is_an_item_for_programs_too(foedus: Command, form: str) -> None:
    ended = foedus("extract", "nowhere.txt", "--format", form)
    found = json.loads(ended.out)
    item = found[0] if form == "json" else found
    assert item["story"] is None
    assert item["rejected"][0]["reason"] == "not_found"
    assert ended.code == 2
    assert ended.err == "error: There is no file or folder nowhere.txt.\n"


def test_a_title_without_end_is_cut_for_people(foedus: Command, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("a" * 100_000)
    assert len(foedus("extract", "long.txt").out) < 1000


def test_an_empty_environment_variable_is_as_good_as_none(
    foedus: Command, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_BOOK", "")
    assert foedus("read", stories).code == 0
    assert Path("foedus.db").is_file()


def test_more_turned_away_than_are_named_is_said(foedus: Command, stories: Path) -> None:
    for number in range(14):
        (stories / f"empty-{number}.txt").touch()
    assert "and 4 more turned away" in foedus("read", stories).err
