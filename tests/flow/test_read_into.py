from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from foedus.errors import BookWriteError, NotFoundError
from foedus.flow import Counts, FlowOptions, extract, read_into
from foedus.model import FactVersion, Rejected, Story
from foedus.record import Book, open_book
from foedus.resolve import load_registry
from tests.flow.history import COPY, SCRIPT, STORIES, Ticking, reader, told, write_stories
from tests.flow.marked import ScriptedReader, say


def _read(book: Book, *inputs: Path, by: ScriptedReader | None = None) -> Counts:
    names = [str(path) for path in inputs]
    return read_into(
        book,
        names,
        reader=by or reader(),
        registry=load_registry(),
        options=FlowOptions(clock=Ticking()),
    )


def _standing(book: Book) -> list[FactVersion]:
    """The versions of all facts, without when they were recorded."""
    return sorted(
        (version for version in book.view().versions()), key=lambda version: (version.fact.id, version.id)
    )


def _ids(book: Book) -> list[str]:
    return [version.id for version in _standing(book)]


def test_stories_become_facts_that_lead_back_to_their_words(tmp_path: Path) -> None:
    book, counts = told(tmp_path, *STORIES)
    with book:
        view = book.view()
        assert (counts.stories, counts.claims) == (len(STORIES), 15)
        for version in view.versions():
            for claim in view.claims(version.supports):
                story = view.story(claim.story_id)
                assert story is not None
                assert story.text[claim.trigger.start : claim.trigger.end] == claim.trigger.words
                assert story.text[claim.sentence.start : claim.sentence.end] == claim.sentence.words


def test_reading_twice_changes_nothing(tmp_path: Path) -> None:
    book, _ = told(tmp_path, *STORIES, COPY)
    with book:
        before, numbers = _standing(book), book.view().counts()
        again = _read(book, tmp_path / "stories")
        assert (again.known, again.stories, again.facts_opened, again.facts_closed) == (9, 0, 0, 0)
        assert _standing(book) == before
        assert book.view().counts() == numbers


def test_every_item_is_read_known_or_turned_away(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories", *STORIES[:3])
    (folder / "broken.json").write_text("{", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with open_book(tmp_path / "book.db") as book:
        _read(book, folder / "000.json")
        counts = _read(book, folder)
    assert counts.items == counts.stories + counts.known + counts.turned_away == 5
    assert (counts.stories, counts.known, counts.turned_away) == (2, 1, 2)
    assert sum(counts.rejected.values()) == 2


def test_the_order_in_which_stories_arrive_means_nothing(tmp_path: Path) -> None:
    books = []
    for name, stories in (("forth", (*STORIES, COPY)), ("back", (COPY, *reversed(STORIES)))):
        (tmp_path / name).mkdir()
        book, _ = told(tmp_path / name, *stories)
        with book:
            books.append(_ids(book))
    assert books[0] == books[1]


def test_a_near_copy_is_read_but_linked_to_what_it_copies(tmp_path: Path) -> None:
    book, counts = told(tmp_path, *STORIES, COPY)
    with book:
        view = book.view()
        stories = {story.outlet: story for story in view.stories() if story.title.startswith("OpenAI ")}
        copy = next(story for story in view.stories() if story.outlet == "Sample Herald")
        head = next(story for story in view.stories() if story.title == STORIES[4]["title"])
        assert counts.copies == 1
        assert copy.duplicate_of == head.id
        assert len(view.story_claims(copy.id)) == len(view.story_claims(head.id)) == 2
    assert stories


def test_a_copy_of_a_copy_is_linked_to_the_head(tmp_path: Path) -> None:
    third = COPY | {"outlet": "Sample Ledger", "url": "https://news.example/third/1", "title": "Third time"}
    book, counts = told(tmp_path, *STORIES, COPY, third)
    with book:
        heads = {story.duplicate_of for story in book.view().stories()} - {None}
    assert (counts.copies, len(heads)) == (2, 1)


def _update(story: dict[str, str], **changes: str) -> dict[str, str]:
    return story | {"title": "Rewritten", "text": "Nothing of the first text is left in this one."} | changes


@pytest.mark.parametrize(
    ("changes", "copies"),
    [
        ({}, 1),
        ({"outlet": "Another Outlet"}, 0),
        ({"url": "https://news.example/elsewhere"}, 0),
    ],
)
def test_an_updated_story_of_one_outlet_and_address_is_a_copy(
    tmp_path: Path, changes: dict[str, str], copies: int
) -> None:
    book, counts = told(tmp_path, STORIES[0], _update(STORIES[0], **changes))
    book.close()
    assert counts.copies == copies


def test_stories_that_share_only_a_front_page_are_no_copies(tmp_path: Path) -> None:
    front = {"url": "https://news.example/"}
    book, counts = told(tmp_path, STORIES[0] | front, _update(STORIES[0], **front))
    book.close()
    assert counts.copies == 0


def test_a_story_that_breaks_the_reader_is_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories", *STORIES)
    heard: list[Rejected] = []
    with open_book(tmp_path / "book.db") as book:
        counts = read_into(
            book,
            [str(folder)],
            reader=ScriptedReader(SCRIPT, broken="competitor"),
            registry=load_registry(),
            options=FlowOptions(clock=Ticking(), on_rejected=heard.append),
        )
        assert counts.rejected == {("read", "reader_failed"): 1}
        assert counts.stories == len(STORIES) - 1
        assert "002.json broke the reader script-1: ArithmeticError" in heard[0].detail
        assert _read(book, folder).stories == 1  # it is tried again


def test_a_new_reader_reads_again_and_its_claims_alone_count(tmp_path: Path) -> None:
    book, _ = told(tmp_path, *STORIES)
    with book:
        newer = ScriptedReader({}, version="script-2")
        counts = _read(book, tmp_path / "stories", by=newer)
        assert (counts.stories, counts.known) == (len(STORIES), 0)
        assert list(book.view().versions()) == []
        assert book.view().counts()["claims"] == 15  # nothing is deleted


def test_two_firms_in_one_word_mean_both(tmp_path: Path) -> None:
    sentence = "Microsoft met OpenAI, and both firms agreed to work together on chips."
    script = {
        sentence: [
            say("both firms", "agreed", "both firms", "partners_with", means="both firms=Microsoft & OpenAI")
        ]
    }
    folder = write_stories(tmp_path / "stories", {"title": "Chips", "text": sentence})
    with open_book(tmp_path / "book.db") as book:
        _read(book, folder, by=ScriptedReader(script))
        (version,) = book.view().versions()
    assert {version.fact.subject_id, version.fact.object_id} == {"reg:microsoft", "reg:openai"}


def test_a_nominal_that_stands_for_nobody_makes_no_fact(tmp_path: Path) -> None:
    sentence = "The firm has bought OpenAI for a sum that nobody will name."
    script = {sentence: [say("The firm", "bought", "OpenAI", "acquires", means="The firm=")]}
    folder = write_stories(tmp_path / "stories", {"title": "Bought", "text": sentence})
    with open_book(tmp_path / "book.db") as book:
        assert _read(book, folder, by=ScriptedReader(script)).claims == 1
        assert list(book.view().versions()) == []


def test_a_place_at_the_end_of_a_claim_is_an_entity(tmp_path: Path) -> None:
    sentence = "OpenAI has opened an office in Zwolle, which surprised the people of the town."
    script = {sentence: [say("OpenAI", "opened", "Zwolle", "located_in", kinds="Zwolle=place")]}
    folder = write_stories(tmp_path / "stories", {"title": "Office", "text": sentence})
    with open_book(tmp_path / "book.db") as book:
        _read(book, folder, by=ScriptedReader(script))
        assert [entity.kind for entity in book.view().find_entities("Zwolle")] == ["place"]


def test_an_unknown_name_is_one_entity_in_every_story(tmp_path: Path) -> None:
    first = "Quorvex Labs has sued OpenAI over its trademark in a court of Delaware."
    second = "On Friday Quorvex Labs, Inc. dropped the suit against OpenAI, it said."
    script = {
        first: [say("Quorvex Labs", "sued", "OpenAI", "sues")],
        second: [say("Quorvex Labs, Inc.", "dropped", "OpenAI", "sues", "ended")],
    }
    folder = write_stories(
        tmp_path / "stories", {"title": "Sued", "text": first}, {"title": "Dropped", "text": second}
    )
    with open_book(tmp_path / "book.db") as book:
        _read(book, folder, by=ScriptedReader(script))
        assert len(book.view().find_entities("Quorvex Labs")) == 1


class _Interrupting(ScriptedReader):
    """A reader in whose middle a person presses Ctrl-C, at the story of that number."""

    def __init__(self, at: int) -> None:
        super().__init__(SCRIPT)
        self._left = at

    def read(self, stories):  # type: ignore[no-untyped-def]
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return super().read(stories)


def test_an_interrupted_run_keeps_what_it_read_and_the_next_goes_on(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories", *STORIES, COPY)
    with open_book(tmp_path / "book.db") as book:
        with pytest.raises(KeyboardInterrupt):
            _read(book, folder, by=_Interrupting(3))
        ((_, run),) = book.view().runs()
        assert (run["stories"], run["interrupted"]) == (3, 1)
        assert book.view().counts()["stories"] == 3
        rest = _read(book, folder)
        assert (rest.known, rest.stories) == (3, 6)
        whole, _ = told(tmp_path / "whole", *STORIES, COPY, where=tmp_path / "whole.db")
        with whole:
            assert _ids(book) == _ids(whole)


def _full_after(engine: Engine, pages: int) -> None:
    @event.listens_for(engine, "connect")
    def _limit(connection, _record):  # type: ignore[no-untyped-def]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine.dispose()  # connections opened before know of no limit


def test_a_full_disk_is_told_in_one_sentence_and_the_book_stays_whole(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories", *STORIES, COPY)
    with open_book(tmp_path / "book.db") as book:
        pages = (tmp_path / "book.db").stat().st_size // 4096
    with open_book(tmp_path / "book.db") as book:
        _full_after(book._engine, pages + 8)
        with pytest.raises(BookWriteError, match="the disk is full"):
            _read(book, folder)
    with open_book(tmp_path / "book.db") as book:
        _read(book, folder)
        whole, _ = told(tmp_path / "whole", *STORIES, COPY, where=tmp_path / "whole.db")
        with whole:
            assert _ids(book) == _ids(whole)


def test_a_missing_path_is_an_error_when_it_is_all_there_is(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book, pytest.raises(NotFoundError):
        _read(book, tmp_path / "nowhere")


def test_extract_gives_every_story_with_its_claims_and_every_item_turned_away(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories", *STORIES[:2])
    (folder / "empty.txt").write_text("", "utf-8")
    found = list(extract([str(folder)], reader=reader(), options=FlowOptions(clock=Ticking())))
    assert [len(item.claims) for item in found] == [2, 2, 0]
    assert [item.story is None for item in found] == [False, False, True]
    assert found[2].rejected[0].reason == "empty"
    for item in found[:2]:
        assert isinstance(item.story, Story)
        assert all(claim.story_id == item.story.id for claim in item.claims)


def test_what_a_reader_rejects_inside_a_story_is_counted_by_reason(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories", {"title": "Half", "text": "This story makes half a claim."})
    with open_book(tmp_path / "book.db") as book:
        counts = _read(book, folder)
    assert (counts.stories, counts.turned_away) == (1, 0)
    assert counts.rejected == {("read", "no_end"): 1}
