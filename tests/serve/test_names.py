"""`foedus review`, `same`, `different` and `undo`, as they are typed, and the questions at a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.flow import Judging, judge
from foedus.model import Entity
from foedus.record import open_book
from foedus.serve.answering import Answering
from tests.contract.judged import read
from tests.flow.history import Ticking
from tests.serve.conftest import Command


@pytest.fixture
def apollo(foedus: Command, tmp_path: Path) -> Path:
    """A book of stories about an Apollo and Apollo Hospitals, the default one of this folder."""
    clock = Ticking()
    with open_book("foedus.db") as book:
        for number in range(4):
            read(book, tmp_path / "news", number, clock)
    return Path("foedus.db")


def _id(out: str) -> str:
    found = re.search(r"foedus undo (pj_\w+)", out)
    assert found is not None
    return found[1]


def test_review_lists_what_is_unsure_with_candidates_and_reasons(foedus: Command, apollo: Path) -> None:
    ended = foedus("review")
    assert (ended.code, ended.err) == (0, "")
    text = " ".join(ended.out.split())
    assert "Apollo 1 story" in text
    assert "short form of" in text
    assert "reg:apollo-global" in text
    assert "foedus review --answer" in text


def test_review_as_json_jsonl_and_csv_says_the_same(foedus: Command, apollo: Path) -> None:
    array = json.loads(foedus("review", "--format", "json").out)
    lines = [json.loads(line) for line in foedus("review", "--format", "jsonl").out.splitlines()]
    assert array == lines
    (question,) = [one for one in array if one["entity"]["name"] == "Apollo"]
    assert question["names"] == ["Apollo"]
    assert question["sample"]["words"] == "Apollo"
    assert {one["entity"]["name"] for one in question["candidates"]} == {
        "Apollo Hospitals",
        "Apollo Global Management",
    }
    rows = list(csv.DictReader(io.StringIO(foedus("review", "--format", "csv").out)))
    pairs = {(one["entity"]["id"], two["entity"]["id"]) for one in array for two in one["candidates"]}
    assert {(row["id"], row["candidate_id"]) for row in rows} == pairs
    assert all(row["reasons"] and 0.4 <= float(row["score"]) < 0.8 for row in rows)


def test_every_key_of_the_json_and_every_column_is_documented(foedus: Command, apollo: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "names.md").read_text("utf-8")
    foedus("same", "Apollo", "Apollo Hospitals")
    keys: set[str] = set()
    for options in (("--format", "json"), ("--judged", "--format", "json")):
        for shape in json.loads(foedus("review", *options).out):
            keys |= set(shape) | set(shape.get("sample") or ()) | set(shape.get("entity", ()))
            keys |= {key for one in shape.get("candidates", ()) for key in one}
        keys |= set(foedus("review", *options[:-1], "csv").out.splitlines()[0].split(","))
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_same_moves_facts_and_says_so_and_undo_puts_them_back(foedus: Command, apollo: Path) -> None:
    before = foedus("company", "Apollo").out
    ended = foedus("same", "Apollo", "Apollo Hospitals", "--why", "it is in Chennai")
    assert (ended.code, ended.err) == (0, "")
    first = ended.out.splitlines()[0]
    assert first == "Apollo is now one with Apollo Hospitals: 2 facts moved, 1 pair merged."
    assert foedus("company", "Apollo").out == foedus("company", "Apollo Hospitals").out
    assert foedus("company", "Apollo").out.startswith("Apollo Hospitals  organisation")
    judged = json.loads(foedus("review", "--judged", "--format", "json").out)
    assert [(one["verdict"], one["why"], one["holds"]) for one in judged] == [
        ("same", "it is in Chennai", True)
    ]
    undone = foedus("undo", _id(ended.out))
    assert undone.out == "Apollo and Apollo Hospitals are two again: 2 facts moved, 1 pair split.\n", (
        undone.err
    )
    assert foedus("company", "Apollo").out == before


def test_what_was_known_before_a_judgement_is_still_told(foedus: Command, apollo: Path) -> None:
    foedus("same", "Apollo", "Apollo Hospitals")  # judged by the machine's clock, years after the stories
    then = foedus("company", "Apollo", "--known-on", "2025-11-30").out
    assert then.splitlines()[0].startswith("Apollo  organisation")


def test_different_sets_a_same_aside_and_says_which(foedus: Command, apollo: Path) -> None:
    made = _id(foedus("same", "Apollo", "Apollo Hospitals").out)
    out = foedus("different", "Apollo", "Apollo Hospitals").out
    assert out.startswith("Apollo and Apollo Hospitals now stand apart: 2 facts moved, 1 pair split.")
    assert f"set aside by it: Apollo is Apollo Hospitals ({made})" in out
    listed = foedus("review", "--judged").out
    assert ("waits" in listed, "holds" in listed) == (True, True)
    out = foedus("undo", _id(out)).out
    assert out.startswith("Apollo and Apollo Hospitals are one again: 2 facts moved")
    assert f"in force again: Apollo is Apollo Hospitals ({made})" in out


def test_different_of_two_that_no_rule_joined_keeps_them_two(foedus: Command, apollo: Path) -> None:
    out = foedus("different", "Apollo", "Ravel Biotech").out
    assert out.startswith("Apollo and Ravel Biotech stay two, whatever rules find: no fact changed.")
    again = foedus("different", "Ravel Biotech", "Apollo")
    assert (again.code, again.out) == (
        0,
        "Ravel Biotech and Apollo are held apart already: nothing changed.\n",
    )


def test_two_names_of_one_are_set_apart(foedus: Command, apollo: Path) -> None:
    out = foedus("different", "Nidaan", "Nidaan Labs").out
    assert out.startswith("Nidaan and Nidaan Labs now stand apart: 2 facts moved")
    assert foedus("company", "Nidaan").out.startswith("Nidaan  organisation")
    assert foedus("same", "Nidaan", "Nidaan Labs").code == 0
    assert foedus("company", "Nidaan").out.startswith("Nidaan Labs  organisation")


def test_facts_between_two_that_become_one_are_told(foedus: Command, apollo: Path) -> None:
    out = foedus("same", "Nidaan Labs", "Ravel Biotech").out
    assert "2 facts between the two no longer count" in out
    assert "2 facts between the two count again" in foedus("undo", _id(out)).out


def test_same_of_what_is_one_changes_nothing(foedus: Command, apollo: Path) -> None:
    assert foedus("same", "Nidaan", "Nidaan Labs").out == (
        "Both names mean Nidaan Labs already: nothing changed.\n"
    )
    foedus("same", "Apollo", "Apollo Hospitals")
    assert foedus("same", "Apollo Hospitals", "Apollo").out == (
        "Apollo Hospitals and Apollo are one already: nothing changed.\n"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("same", "Apolo", "Microsoft"),
            "The book names nobody called 'Apolo': did you mean 'Apollo'?",
        ),
        (("same", "", "Microsoft"), "A name is empty: give the name or the id of an organisation."),
        (("same", "Zyx", "Qwv"), "The book names nobody called 'Zyx'."),
        (
            ("different", "Microsoft", "Microsoft Corp."),
            "'Microsoft' and 'Microsoft Corp.' are one name to the book: it cannot tell them apart.",
        ),
        (
            ("different", "MSFT", "Microsoft"),
            "No story calls Microsoft 'MSFT': there is nothing to set apart.",
        ),
        (
            ("undo", "pj_none"),
            "The book holds no judgement 'pj_none': foedus review --judged lists them.",
        ),
    ],
)
def test_what_cannot_be_judged_is_one_sentence(
    foedus: Command, apollo: Path, typed: tuple[str, ...], said: str
) -> None:
    ended = foedus(*typed)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"error: {said}\n"


def test_a_name_that_several_bear_is_refused_with_their_ids(foedus: Command, apollo: Path) -> None:
    with open_book("foedus.db") as book, book.writer(Ticking()) as writer:
        writer.add_entities([Entity(id="en_twin", name="Apollo", kind="org")])
    ended = foedus("same", "Apollo", "Microsoft")
    assert ended.code == 2
    assert ended.err.startswith("error: 'Apollo' may mean several: Apollo (org, en_")
    assert "Apollo (org, en_twin)" in ended.err
    assert ended.err.endswith("Give the id of one.\n")
    assert foedus("same", "en_twin", "Apollo Hospitals").code == 0


def test_two_of_the_registry_are_made_one_only_when_sure(foedus: Command, apollo: Path) -> None:
    ended = foedus("same", "Microsoft", "Apollo Global Management")
    assert (ended.code, ended.err) == (
        2,
        "error: The registry holds Microsoft and Apollo Global Management as two:"
        " add --sure to make them one in this book all the same.\n",
    )
    foedus("same", "Ravel Biotech", "Microsoft")
    assert foedus("same", "Ravel Biotech", "Apollo Global Management").code == 2
    assert foedus("same", "Ravel Biotech", "Apollo Global Management", "--sure").code == 0


def test_a_person_is_no_organisation_unless_sure(foedus: Command, apollo: Path) -> None:
    with open_book("foedus.db") as book, book.writer(Ticking()) as writer:
        writer.add_entities([Entity(id="en_who", name="Ada Ravel", kind="person")])
    ended = foedus("same", "Ada Ravel", "Apollo")
    assert ended.code == 2
    assert "Ada Ravel is known as person and Apollo as org: add --sure" in ended.err
    assert foedus("same", "Ada Ravel", "Apollo", "--sure").code == 0


def test_a_judgement_is_taken_back_once(foedus: Command, apollo: Path) -> None:
    made = _id(foedus("same", "Apollo", "Apollo Hospitals").out)
    assert foedus("undo", f" {made} ").code == 0
    ended = foedus("undo", made)
    assert ended.code == 2
    assert re.fullmatch(
        rf"error: The judgement {made} was taken back already, on \d{{4}}-\d\d-\d\d\.\n", ended.err
    )


def test_a_book_that_cannot_be_written_is_told_so(
    foedus: Command, apollo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foedus.record.book.os.access", lambda *_: False)
    assert foedus("review").code == 0
    ended = foedus("same", "Apollo", "Apollo Hospitals")
    assert (ended.code, ended.out) == (5, "")
    assert ended.err.startswith("error: The book foedus.db cannot be written")


def test_without_a_book_nothing_is_judged_and_none_is_made(foedus: Command) -> None:
    for command in (("review",), ("same", "A", "B"), ("different", "A", "B"), ("undo", "pj_x")):
        ended = foedus(*command)
        assert (ended.code, ended.err) == (4, "error: There is no book at foedus.db.\n")
    assert not Path("foedus.db").exists()


def test_a_book_that_nothing_is_unsure_in_says_so(foedus: Command) -> None:
    open_book("foedus.db").close()
    assert foedus("review").err == "No name is in doubt.\n"
    assert foedus("review", "--judged").err == "No judgement is in force.\n"
    assert foedus("review", "--format", "json").out == "[]\n"
    assert foedus("review", "--format", "csv").out.startswith("id,name,kind")


def test_questions_need_a_terminal(foedus: Command, apollo: Path) -> None:
    ended = foedus("review", "--answer")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: --answer needs a terminal")


def test_control_characters_and_formulas_are_made_harmless(foedus: Command, apollo: Path) -> None:
    nasty = "=cmd|' /C calc'!A0 \x1b[31mred\x07\u202e"
    with sqlite3.connect("foedus.db") as raw:
        raw.execute("UPDATE judgement SET name = ?, reasons = ?", (nasty, json.dumps([nasty])))
        raw.execute("UPDATE entity SET name = ?", (nasty,))
    raw.close()
    outs = [foedus("review").out, foedus("review", "--format", "csv").out]
    with open_book("foedus.db") as book:
        one, other, *_ = (entity.id for entity in book.view().entities() if entity.kind == "org")
    why = "because\x1b]0;title\x07 \udcff"
    outs.append(foedus("same", one, other, "--sure", "--why", why).out)
    outs += [foedus("review", "--judged", *form).out for form in ((), ("--format", "csv"))]
    outs += [foedus("review", "--format", "json").out]
    for out in outs:
        assert out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert "'=cmd" in outs[1]


@pytest.fixture
def asked(apollo: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """Presses these keys at the questions of the book; what was written."""

    def press(keys: str) -> str:
        pressed = iter(keys)

        def key() -> str:
            for one in pressed:
                return one
            raise EOFError

        with open_book("foedus.db") as book:
            Answering(book, clock=Ticking(), key=key).run()
        written = capsys.readouterr()
        return written.out + written.err

    return press


def _verdicts() -> list[str]:
    with open_book("foedus.db") as book:
        return [one.verdict for one in book.view().pair_judgements()]


def test_one_key_answers_a_question(asked: Callable[[str], str]) -> None:
    out = asked("sd")
    assert "[Apollo]" in out
    assert "Apollo is now one with Apollo Hospitals: 2 facts moved" in out
    assert _verdicts() == ["same", "different"]
    assert "2 judgements made." in out


def test_the_last_answer_is_undone_and_asked_again(asked: Callable[[str], str]) -> None:
    out = asked("sud")
    assert "Apollo and Apollo Hospitals are two again" in out
    assert out.count("because") >= 3
    assert _verdicts() == ["different"]


def test_skipping_decides_nothing_and_other_keys_are_explained(asked: Callable[[str], str]) -> None:
    out = asked("xk \ru")
    assert "There is nothing to undo." in out or "0 judgements made." in out
    assert out.count("s same, d different, k skip") == 2
    assert _verdicts() == []


def test_an_end_of_input_or_q_ends_the_questions(asked: Callable[[str], str]) -> None:
    assert "0 judgements made." in asked("")
    assert "0 judgements made." in asked("qss")
    assert _verdicts() == []


def test_ctrl_c_keeps_what_was_answered(asked: Callable[[str], str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        asked("s\x03")
    assert _verdicts() == ["same"]


def test_what_an_answer_settled_is_not_asked(foedus: Command, asked: Callable[[str], str]) -> None:
    with open_book("foedus.db") as book:
        judge(book, ("Apollo", "Apollo Hospitals"), "different", options=Judging(clock=Ticking()))
    assert "short form of 'Apollo Hospitals'" not in asked("kkkkkk")


def test_an_answer_that_is_refused_is_told_and_the_rest_goes_on(
    foedus: Command, asked: Callable[[str], str]
) -> None:
    foedus("same", "Apollo", "Microsoft")
    out = asked("ssssss")
    assert "error: The registry holds" in out
    assert "judgement" in out.splitlines()[-1]
