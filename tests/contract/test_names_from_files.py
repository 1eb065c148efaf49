"""Imports and listings in the book: every store, both clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest

from foedus.errors import BookWriteError
from foedus.model import Listing, NameImport
from foedus.record import Book, Progress, Writer
from tests.contract.news import bundle_of, tell
from tests.record.material import Ticking

NOW = datetime(2025, 6, 1, tzinfo=UTC)
ASKED = NameImport(
    number=0, id="im_1", name="a.csv", form="csv", source="A", dated=date(2025, 5, 1), recorded_at=NOW
)


def listing(name: str, row: int, dated: date | None = None) -> Listing:
    values = MappingProxyType({"alias": (f"{name} – ü東",), "country": ("DE",)})
    return Listing(own_id=f"id {name}", name=name, kind="org", row=row, dated=dated, values=values)


def add(writer: Writer, number: int, names: list[str], after: int, *, done: bool = False) -> None:
    items = [
        (listing(name, place), [f"org {name}", "org shared"]) for place, name in enumerate(names, after + 1)
    ]
    rows = after + len(names)
    progress = Progress(after=after, rows=rows, listings=rows, rejected={"no_name": 1}, done=done)
    writer.add_listings(number, items, progress)


def imported(book: Book, asked: NameImport = ASKED, names: tuple[str, ...] = ("alvar", "bera")) -> NameImport:
    with book.writer(Ticking()) as writer:
        begun = writer.begin_import(asked)
        add(writer, begun.number, list(names), 0, done=True)
    return begun


def test_a_listing_comes_back_as_it_went_in_with_source_date_and_import(book: Book) -> None:
    imported(book)
    (found,) = book.view().find_listings("org alvar")
    made = listing("alvar", 1)
    assert found == replace(made, source="A", dated=date(2025, 5, 1), import_id="im_1")
    assert [one.name for one in book.view().find_listings("org shared")] == ["alvar", "bera"]
    assert len(book.view().find_listings("org shared", limit=1)) == 1
    assert book.view().find_listings("org nobody") == []


def test_the_date_of_a_row_goes_before_that_of_its_file(book: Book) -> None:
    with book.writer(Ticking()) as writer:
        begun = writer.begin_import(ASKED)
        items = [(listing("alvar", 1, date(2020, 1, 1)), ["org alvar"])]
        writer.add_listings(
            begun.number, items, Progress(after=0, rows=1, listings=1, rejected={}, done=True)
        )
    assert book.view().find_listings("org alvar")[0].dated == date(2020, 1, 1)


def test_nothing_is_found_until_all_is_in(book: Book) -> None:
    with book.writer(Ticking()) as writer:
        begun = writer.begin_import(ASKED)
        add(writer, begun.number, ["alvar"], 0)
        writer.commit()
        assert book.view().find_listings("org alvar") == []
        assert [(one.state, one.rows) for one in book.view().imports()] == [("unfinished", 1)]
        add(writer, begun.number, ["bera"], 1, done=True)
    assert len(book.view().find_listings("org shared")) == 2
    (whole,) = book.view().imports()
    assert (whole.state, whole.rows, whole.listings, whole.rejected) == ("done", 2, 2, {"no_name": 1})


def test_an_import_taken_back_is_gone_and_still_known_to_have_been(book: Book) -> None:
    clock = Ticking()
    begun = imported(book)
    before = book.view().newest
    assert before is not None
    with book.writer(clock) as writer:
        writer.retract_import(begun.number)
    assert book.view().find_listings("org shared") == []
    assert [one.state for one in book.view().imports()] == ["taken back"]
    then = book.view(known_on=before)
    assert len(then.find_listings("org shared")) == 2
    assert [one.state for one in then.imports()] == ["done"]
    earlier = book.view(known_on=before - timedelta(days=1))
    assert (earlier.imports(), earlier.find_listings("org shared")) == ([], [])


def test_what_was_taken_back_may_be_imported_again_beside_others(book: Book) -> None:
    with book.writer(Ticking()) as writer:
        writer.retract_import(writer.begin_import(ASKED).number)
    imported(book, names=("alvar",))
    imported(book, replace(ASKED, id="im_2", source="B"), names=("alvar",))
    assert [one.source for one in book.view().find_listings("org alvar")] == ["A", "B"]
    assert [one.number for one in book.view().imports()] == [1, 2, 3]


def test_two_who_import_one_file_do_not_mix(book: Book) -> None:
    with book.writer(Ticking()) as writer:
        begun = writer.begin_import(ASKED)
        with pytest.raises(BookWriteError, match="same file"):
            writer.begin_import(ASKED)
        add(writer, begun.number, ["alvar"], 0)
        with pytest.raises(BookWriteError, match="same file"):
            add(writer, begun.number, ["alvar"], 0)
        add(writer, begun.number, ["bera"], 1, done=True)
        with pytest.raises(BookWriteError, match="same file"):
            add(writer, begun.number, ["corva"], 2)


def test_the_stories_that_rest_on_a_reason_and_the_entities_no_judgement_means(book: Book) -> None:
    item = bundle_of(1)
    tell(book, [item])
    view = book.view()
    assert view.stories_judged_by("nothing like it") == []
    reason = item.judgements[0].reasons[0]
    assert view.stories_judged_by(reason) == [item.story.id]
    with book.writer(Ticking()) as writer:
        writer.retract_judgements([one.id for one in item.judgements])
        assert writer.view().unjudged() == frozenset()
        writer.retract_import(writer.begin_import(ASKED).number)
    assert view.stories_judged_by(reason) == []
    assert view.unjudged() == {one.id for one in view.entities()}
