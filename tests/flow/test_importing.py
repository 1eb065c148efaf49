"""Files of names into a book: cut off and taken up, repeated, used while reading, taken back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from foedus.analyse import company, entities_listed, find
from foedus.errors import InputError, NotFoundError
from foedus.flow import FlowOptions, read_into
from foedus.flow.importing import Imported, ImportOptions, import_names
from foedus.flow.taking_back import take_back
from foedus.model import FactVersion, Judgement
from foedus.record import Book, open_book
from foedus.resolve import load_registry
from tests.flow.history import Ticking, write_stories
from tests.flow.marked import ScriptedReader, say

_ROOT = Path(__file__).parents[2]
ROWS = [
    "id,name,alias,country",
    *(f"{n},Zorvex{n} Werke AG,ZVX{n} Kabel,DE" for n in range(95)),
    "7,Again,,DE",
]


def write(folder: Path, rows: list[str] = ROWS, name: str = "names.csv") -> str:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return str(path)


class Cut(BaseException):
    """Stands for whatever ends a process."""


def cut_after(batches: int) -> Ticking:
    """A clock that ends the import when it is asked for the instant of a further batch."""

    class Clock(Ticking):
        asked = 0

        def __call__(self):  # type: ignore[no-untyped-def]
            self.asked += 1
            if self.asked > batches + 1:  # the first time is the start of the run
                raise Cut
            return super().__call__()

    return Clock()


def imported(book: Book, where: str, batch: int = 10) -> Imported:
    return import_names(book, where, options=ImportOptions(batch=batch, clock=Ticking()))


def content(book: Book) -> list[tuple[str, str, int]]:
    found = []
    for n in range(-1, 96):
        for one in book.view().find_listings(f"org zorvex{n} werke"):
            found.append((one.name, one.own_id, one.row))
    return found


def test_every_row_is_taken_or_counted(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        item = imported(book, write(tmp_path)).item
        assert (item.rows, item.listings, item.rejected) == (96, 95, {"duplicate_id": 1})
        assert item.rows == item.listings + sum(item.rejected.values())
        assert len(content(book)) == 95
        assert book.view().rejected_counts() == {("registry", "duplicate_id"): 1}


def test_the_same_file_again_says_so_and_changes_nothing(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        first = imported(book, write(tmp_path))
        before = book.view().newest
        for name in ("names.csv", "renamed.csv"):
            again = imported(book, write(tmp_path, name=name), batch=7)
            assert again.known
            assert again.item == first.item
        assert book.view().newest == before


@given(batches=st.lists(st.integers(0, 12), min_size=1, max_size=4), size=st.integers(1, 40))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_cut_off_anywhere_and_taken_up_it_is_what_it_would_have_been(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int], size: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    where = write(folder)
    with open_book(folder / "cut.db") as book, open_book(folder / "whole.db") as whole:
        for number in batches:
            clock = cut_after(number)
            try:
                import_names(book, where, options=ImportOptions(batch=size, clock=clock))
            except Cut:
                # What is not whole is not used.
                assert (content(book) == []) is (not any(one.done_at for one in book.view().imports()))
        done = imported(book, where, size)
        alone = imported(whole, where)
        assert content(book) == content(whole)
        assert (done.item.rows, done.item.listings, done.item.rejected) == (
            alone.item.rows,
            alone.item.listings,
            alone.item.rejected,
        )
        assert len(book.view().imports()) == 1


_DIES = """
import os, signal, sys
from foedus.flow.importing import ImportOptions, import_names
from foedus.record import open_book
from foedus.record.writer import Writer
saved = []
def commit(self, before=Writer.commit):
    before(self)
    saved.append(1)
    if len(saved) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
Writer.commit = commit
with open_book(sys.argv[2]) as book:
    import_names(book, sys.argv[1], options=ImportOptions(batch=10))
"""


def test_a_killed_import_is_taken_up_by_the_same_command(tmp_path: Path) -> None:
    where, at = write(tmp_path), tmp_path / "book.db"
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    done = subprocess.run([sys.executable, "-c", _DIES, where, str(at)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    with open_book(at) as book:
        assert [(one.state, one.rows) for one in book.view().imports()] == [("unfinished", 40)]
        ended = imported(book, where)
        assert (ended.went_on_from, ended.item.listings) == (40, 95)
        assert len(content(book)) == 95


def test_a_file_without_one_name_leaves_nothing_behind(tmp_path: Path) -> None:
    where = write(tmp_path, ["name,city", *(["only one column"] * 50)])
    with open_book(tmp_path / "book.db") as book:
        with pytest.raises(InputError, match=r"no name that can be taken.*line 2: the row has 1 columns"):
            imported(book, where)
        assert book.view().imports() == []


def test_two_sources_may_disagree_and_both_stand(tmp_path: Path) -> None:
    one = write(tmp_path, ["name,lei,founded,city", "Zorvex AG,5299000000000000AA11,1921,Ulm"], "one.csv")
    two = write(
        tmp_path, ["name,lei,founded,dated", "Zorvex,5299000000000000AA11,1923,2024-01-05"], "two.csv"
    )
    with open_book(tmp_path / "book.db") as book:
        imported(book, one)
        imported(book, two)
        for asked in ("Zorvex", "5299000000000000aa11"):
            ((_, group),) = entities_listed(book.view(), asked)
            said = {(x.source, value) for x in group for value in x.all_of("founded")}
            assert said == {("one.csv", "1921"), ("two.csv", "1923")}
            assert {str(x.dated) for x in group if x.source == "two.csv"} == {"2024-01-05"}


# Reading with imported names

_ONE, _TWO = "ZVX Kabel has put $1 million into Brontal.", "Zorvex has put $2 million into Brontal."
_SCRIPT = {
    _ONE: [say("ZVX Kabel", "put", "Brontal", "invests_in", amount="$1 million")],
    _TWO: [say("Zorvex", "put", "Brontal", "invests_in", amount="$2 million")],
}
NAMES = ["name,alias,country", "Zorvex Werke AG,Zorvex|ZVX Kabel,DE"]


def stories(folder: Path) -> Path:
    made = [
        {"title": f"News {n}", "outlet": f"Wire {n}", "published_at": "2025-06-19", "text": text}
        for n, text in enumerate((_ONE, _TWO))
    ]
    return write_stories(folder / "stories", *made)


def read(book: Book, folder: Path) -> None:
    options = FlowOptions(clock=Ticking())
    read_into(book, [str(folder)], reader=ScriptedReader(_SCRIPT), registry=load_registry(), options=options)


def facts(book: Book) -> list[FactVersion]:
    return sorted(book.view().versions(), key=lambda version: version.id)


def judgements(book: Book) -> set[str]:
    view = book.view()
    mentions = [one.id for story in view.stories() for one in view.story_mentions(story.id)]
    return {judgement.id for judgement in view.judgements(mentions)}


def test_names_of_one_listing_are_one_investor(tmp_path: Path) -> None:
    folder = stories(tmp_path)
    with open_book(tmp_path / "with.db") as book, open_book(tmp_path / "without.db") as other:
        imported(book, write(tmp_path, NAMES))
        read(book, folder)
        read(other, folder)
        assert len({version.fact.subject_id for version in facts(book)}) == 1
        assert len({version.fact.subject_id for version in facts(other)}) == 2


def test_taken_back_the_book_is_as_if_it_had_never_been_and_remembers(tmp_path: Path) -> None:
    folder = stories(tmp_path)
    with open_book(tmp_path / "with.db") as book, open_book(tmp_path / "without.db") as other:
        item = imported(book, write(tmp_path, NAMES)).item
        read(book, folder)
        before = book.view().newest
        joined = facts(book)
        undone = take_back(book, item.id, registry=load_registry(), clock=Ticking())
        assert (undone.stories, undone.names) == (2, 2)
        read(other, folder)
        assert [one.id for one in facts(book)] == [one.id for one in facts(other)]
        assert judgements(book) == judgements(other)
        then = book.view(known_on=before)
        assert sorted(then.versions(), key=lambda version: version.id) == joined
        assert not any(item.id in reason for one in live(book) for reason in one.reasons)


def live(book: Book) -> list[Judgement]:
    view = book.view()
    return view.judgements([one.id for story in view.stories() for one in view.story_mentions(story.id)])


def test_what_a_user_decided_stays(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        item = imported(book, write(tmp_path, NAMES)).item
        read(book, stories(tmp_path))
        said = next(one for one in live(book) if one.verdict == "same" and item.id in str(one.reasons))
        with book.writer(Ticking()) as writer:
            mine = Judgement(
                mention_id=said.mention_id,
                entity_id=said.entity_id,
                verdict="same",
                score=1.0,
                reasons=("I know them",),
                decided_by="user",
            )
            writer.add_judgements([mine])
        take_back(book, item.id, registry=load_registry(), clock=Ticking())
        assert mine.id in {one.id for one in live(book)}
        assert book.view().links([said.mention_id])[said.mention_id] == (said.entity_id,)


def test_only_what_stands_can_be_taken_back(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        with pytest.raises(NotFoundError, match="no import"):
            take_back(book, "im_none", registry=load_registry())
        item = imported(book, write(tmp_path)).item
        take_back(book, item.id, registry=load_registry(), clock=Ticking())
        with pytest.raises(InputError, match="was taken back on"):
            take_back(book, item.id, registry=load_registry())
        assert content(book) == []
        assert not imported(book, write(tmp_path)).known
        assert len(content(book)) == 95


def test_an_import_only_adds_and_taking_it_back_only_closes(tmp_path: Path) -> None:
    said: list[str] = []
    with open_book(tmp_path / "book.db") as book:
        event.listen(book._engine, "before_cursor_execute", lambda *args: said.append(args[2]))
        item = imported(book, write(tmp_path)).item
        take_back(book, item.id, registry=load_registry(), clock=Ticking())
    edits = [one for one in said if not re.match(r"\s*(SELECT|INSERT INTO|BEGIN|PRAGMA)\b", one)]
    assert [" ".join(one.split()) for one in edits] == [
        "UPDATE name_import SET retracted_at=?"
        " WHERE name_import.number = ? AND name_import.retracted_at IS NULL"
    ]
    assert not any("REPLACE" in one or "DO UPDATE" in one for one in said)


def test_the_card_shows_what_files_say_as_known_then(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        read(book, stories(tmp_path))
        before = book.view().newest
        imported(book, write(tmp_path, ["name,country,dated", "Zorvex AG,DE,2024-01-05"]))
        other = imported(book, write(tmp_path, ["name,country", "Zorvex,AT"], "other.csv")).item
        assert company(book.view(known_on=before), "Zorvex").identity.listed == {}
        # Two countries: two firms of one name, and no saying which the stories mean.
        assert company(book.view(), "Zorvex").identity.listed == {}
        take_back(book, other.id, registry=load_registry(), clock=Ticking())
        assert company(book.view(), "Zorvex").identity.listed == {
            ("name", "Zorvex AG"): ("names.csv 2024-01-05",),
            ("country", "DE"): ("names.csv 2024-01-05",),
        }


def test_a_file_that_goes_away_while_it_is_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    with open_book(tmp_path / "book.db") as book:
        monkeypatch.setattr("foedus.flow.importing.read_names", gone)
        with pytest.raises(InputError, match="cannot be read: No such file"):
            imported(book, write(tmp_path))


def test_stories_can_be_read_into_the_book_between_two_batches(tmp_path: Path) -> None:
    where, folder = write(tmp_path), stories(tmp_path)
    with open_book(tmp_path / "book.db") as book, open_book(tmp_path / "book.db", wait=0.1) as second:
        seen: list[int] = []

        def between(rows: int) -> None:
            read(second, folder)
            seen.append(rows)

        options = ImportOptions(batch=10, clock=Ticking(), on_progress=between, tell_every=10)
        import_names(book, where, options=options)
        assert seen == [10 * place for place in range(1, 10)]
        assert second.view().counts()["stories"] == 2
        assert len(content(second)) == 95


def test_a_typed_name_may_be_one_that_only_a_file_gives(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        item = imported(book, write(tmp_path, [f"{NAMES[0]},ticker", f"{NAMES[1]},ZVXK"])).item
        read(book, stories(tmp_path))
        view = book.view()
        assert {find(view, typed).entity.name for typed in ("zvx kabel", "ZVXK", "Zorvex")} == {
            "Zorvex Werke AG"
        }
        take_back(book, item.id, registry=load_registry(), clock=Ticking())
        assert find(book.view(), "zvx kabel").entity.name == "ZVX Kabel"
        with pytest.raises(NotFoundError):
            find(book.view(), "ZVXK")
