"""`foedus dossier`, `company`, `doctor` and `version`, as they are typed."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foedus import __version__
from foedus.model import Entity
from foedus.record import open_book
from foedus.record.migrations import VERSION_TABLE
from tests.flow.history import Ticking
from tests.serve.conftest import Command


def test_the_dossier_begins_with_the_standing_and_has_every_part(foedus: Command, history: Path) -> None:
    ended = foedus("dossier", "Microsoft", "OpenAI", "--book", history)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0] == "Microsoft – OpenAI"
    assert lines[2].startswith("Microsoft owns about 27% of OpenAI, is the exclusive supplier")
    headings = [line for line in lines if line and not line.startswith(" ")]
    for heading in ("In force", "Open", "Disputed", "Timeline"):
        assert heading in headings
    assert "“[Microsoft] has «put» ‹more than $13 billion› into [OpenAI]" in ended.out
    assert "13 claims in 8 stories of 4 outlets; 3 independent sources" in ended.out


@pytest.mark.parametrize("width", [60, 80, 120, 400])
def test_no_line_is_wider_than_the_page(
    foedus: Command, history: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (("dossier", "Microsoft", "OpenAI"), ("company", "OpenAI")):
        lines = foedus(*command, "--book", history).out.splitlines()
        assert max(map(len, lines)) <= min(width, 120)
        assert all(line == line.rstrip() for line in lines)


def test_output_into_a_pipe_has_no_colour(foedus: Command, history: Path) -> None:
    assert "\x1b" not in foedus("dossier", "Microsoft", "OpenAI", "--book", history).out


def test_a_long_timeline_is_cut_to_its_newest_lines_and_says_so(foedus: Command, history: Path) -> None:
    out = foedus("dossier", "Microsoft", "OpenAI", "--book", history, "--lines", "2").out
    assert "Timeline (the newest 2;" in out
    assert "22 Jul 2019   Microsoft plans" not in out
    assert "28 Oct 2025   Microsoft owns" in out


def test_the_dossier_as_json_leads_from_every_clause_to_words(foedus: Command, history: Path) -> None:
    found = json.loads(foedus("dossier", "Microsoft", "OpenAI", "--book", history, "--format", "json").out)
    facts = {fact["fact_id"]: fact for part in ("in_force", "open", "over") for fact in found[part]}
    for clause in found["standing"]["clauses"]:
        for fact_id in clause["fact_ids"]:
            for claim_id in facts[fact_id]["supports"]:
                claim = found["claims"][claim_id]
                assert claim["trigger"]["words"]
                assert claim["story"]["outlet"]
    for entry in found["timeline"]:
        assert entry["claim"] in found["claims"]
        for mark in entry["marks"]:
            assert entry["sentence"][mark["start"] : mark["end"]].strip()
    for dispute in found["disputes"]:
        assert all(claim_id in found["claims"] for claim_id in dispute["against"])


def test_the_company_as_json_has_profile_coverage_and_sections(foedus: Command, history: Path) -> None:
    found = json.loads(foedus("company", "OpenAI", "--book", history, "--format", "json").out)
    assert found["entity"]["id"] == "reg:openai"
    assert found["profile"]["founded"] == 2015
    assert found["profile"]["source"]
    assert found["coverage"] == {"stories": 9, "outlets": 4, "last": "2025-10-28T20:45:00Z"}
    for section in found["sections"]:
        for relative in section["relatives"]:
            for fact in relative["facts"]:
                assert all(claim_id in found["claims"] for claim_id in fact["supports"])


def test_the_card_says_how_often_the_news_names_it(foedus: Command, history: Path) -> None:
    out = foedus("company", "OpenAI", "--book", history).out
    assert "in 9 stories from 4 outlets, last on 28 Oct 2025" in out
    assert "registry: " in out
    assert "Sam Altman as chief executive" in out


def test_dates_choose_what_held_and_what_was_known(foedus: Command, history: Path) -> None:
    out = foedus("dossier", "Microsoft", "OpenAI", "--book", history, "--as-of", "2020-01-01").out
    assert "as it was on 1 Jan 2020" in out
    assert "27%" not in out
    ended = foedus("dossier", "Microsoft", "OpenAI", "--book", history, "--known-on", "2001-01-01")
    assert ended.code == 2
    ended = foedus("dossier", "Microsoft", "OpenAI", "--book", history, "--as-of", "yesterday")
    assert (ended.code, ended.err) == (
        2,
        "error: --as-of takes a date such as 2025-06-19, not 'yesterday'.\n",
    )


def test_an_unknown_name_is_an_error_with_names_that_look_alike(foedus: Command, history: Path) -> None:
    ended = foedus("company", "Mikrosoft", "--book", history)
    assert ended.code == 2
    assert ended.err == "error: The book names nobody called 'Mikrosoft': did you mean 'Microsoft'?\n"


def test_a_missing_book_is_an_error_and_none_is_made(foedus: Command) -> None:
    ended = foedus("dossier", "A", "B")
    assert (ended.code, ended.err) == (4, "error: There is no book at foedus.db.\n")
    assert not Path("foedus.db").exists()


def test_a_file_that_is_no_book_is_an_error(foedus: Command) -> None:
    Path("notes.db").write_text("These are notes, not a book of ours.", "utf-8")
    ended = foedus("company", "A", "--book", "notes.db")
    assert ended.code == 4
    assert "is not a Foedus book" in ended.err


def test_a_book_of_a_newer_foedus_is_an_error(foedus: Command, stories: Path) -> None:
    foedus("read", stories)
    with sqlite3.connect("foedus.db") as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.close()
    for command in (("read", stories), ("dossier", "Microsoft", "OpenAI")):
        ended = foedus(*command)
        assert ended.code == 4
        assert "newer Foedus" in ended.err


def test_a_book_that_cannot_be_made_is_an_error_of_its_own(foedus: Command, stories: Path) -> None:
    ended = foedus("read", stories, "--book", "no/such/folder/book.db")
    assert ended.code == 5
    assert ended.err.startswith("error: The book no/such/folder/book.db cannot be made")


def test_doctor_says_what_there_is_and_what_is_missing(foedus: Command, history: Path) -> None:
    ended = foedus("doctor", "--book", history)
    assert ended.code == 0
    for name in ("python", "foedus", "onnxruntime", "reader", "book", "psycopg", "disk"):
        assert f" {name} " in ended.out
    assert "script-1" in ended.out
    assert "9 stories, 17 claims" in " ".join(ended.out.split())


def test_doctor_finds_a_book_that_is_none(foedus: Command) -> None:
    Path("notes.db").write_text("These are notes, not a book of ours.", "utf-8")
    ended = foedus("doctor", "--book", "notes.db")
    assert ended.code == 1
    assert "not book notes.db is not a Foedus book" in " ".join(ended.out.split())


def test_doctor_finds_a_reader_that_cannot_be_had(foedus: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_READER", "no.such.module:reader")
    ended = foedus("doctor")
    assert ended.code == 1
    assert "cannot be loaded" in " ".join(ended.out.split())


def test_the_version_is_printed_either_way(foedus: Command) -> None:
    assert foedus("version").out == foedus("--version").out == f"foedus {__version__}\n"


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {key for key in value if not key.startswith("cl_")}  # claims stand under their ids
        return own | {key for one in value.values() for key in _keys(one)}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


@pytest.mark.parametrize("command", ["dossier Microsoft OpenAI", "company OpenAI"])
def test_every_key_of_the_json_is_documented(foedus: Command, history: Path, command: str) -> None:
    docs = Path(__file__).parents[2] / "docs"
    text = (docs / "dossier.md").read_text("utf-8") + (docs / "extract.md").read_text("utf-8")
    found = json.loads(foedus(*command.split(), "--book", history, "--format", "json").out)
    found["claims"] = {
        claim_id: {key: value for key, value in claim.items() if key != "story"}
        for claim_id, claim in found["claims"].items()
    }
    assert {key for key in _keys(found) if f"`{key}`" not in text} == set()


def test_the_same_question_has_the_same_answer(foedus: Command, history: Path) -> None:
    command = ("dossier", "Microsoft", "OpenAI", "--book", history, "--format", "json")
    assert foedus(*command).out == foedus(*command).out


def test_a_name_that_several_bear_is_told_and_one_is_taken(foedus: Command, stories: Path) -> None:
    foedus("read", stories)
    with open_book("foedus.db") as book, book.writer(Ticking(datetime(2030, 1, 1, tzinfo=UTC))) as writer:
        writer.add_entities([Entity(id="en_twin", name="OpenAI", kind="org")])
    ended = foedus("company", "OpenAI")
    assert ended.code == 0
    assert ended.out.startswith("OpenAI  organisation")
    assert "'OpenAI' may mean several: taking OpenAI (org, reg:openai), named most" in ended.err
    assert "others: OpenAI (org, en_twin)" in ended.err
    assert foedus("company", "en_twin").out.startswith("OpenAI  organisation")


def test_a_product_of_the_same_name_is_no_news_to_who_asks_for_an_organisation(
    foedus: Command, stories: Path
) -> None:
    foedus("read", stories)
    with open_book("foedus.db") as book, book.writer(Ticking(datetime(2030, 1, 1, tzinfo=UTC))) as writer:
        writer.add_entities([Entity(id="en_twin", name="OpenAI", kind="product")])
    assert foedus("company", "OpenAI").err == ""


@pytest.mark.parametrize("name", ["", "  ", "\udcff", "\x1b[31mX"])
def test_a_name_that_is_none_is_one_sentence(foedus: Command, history: Path, name: str) -> None:
    ended = foedus("company", name, "--book", history)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")


@pytest.mark.parametrize(
    ("typed", "code"), [("all", 0), ("0", 0), ("3", 0), ("some", 2), ("-1", 2), ("9" * 30, 2)]
)
def test_lines_are_a_number_or_all(foedus: Command, history: Path, typed: str, code: int) -> None:
    assert foedus("dossier", "Microsoft", "OpenAI", "--book", history, f"--lines={typed}").code == code


@pytest.mark.parametrize("book", ["", " "])
def test_a_book_without_a_name_is_not_taken_for_the_default(
    foedus: Command, stories: Path, book: str
) -> None:
    ended = foedus("read", stories, "--book", book)
    assert ended.code == 4
    assert list(Path().glob("*.db")) == []


def test_doctor_says_that_a_book_in_no_folder_cannot_be_made(foedus: Command) -> None:
    ended = foedus("doctor", "--book", "no/such/x.db")
    assert ended.code == 1
    assert "there is no such folder" in " ".join(ended.out.split())
