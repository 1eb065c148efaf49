"""A story that a reader can not read, while it can read others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from foedus.flow import FlowOptions, read_into
from foedus.model import Reading, Rejected, Story
from foedus.read import UnreadError
from foedus.record import open_book
from foedus.resolve import load_registry
from tests.flow.history import SCRIPT, STORIES, Ticking, write_stories
from tests.flow.marked import ScriptedReader


class _Picky(ScriptedReader):
    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        for story in stories:
            if "competitor" in story.text:
                raise UnreadError("too_long", "It is longer than we like.")
            yield from super().read([story])


def test_it_is_counted_with_the_reader_s_own_reason_and_tried_again_in_the_next_run(tmp_path: Path) -> None:
    heard: list[Rejected] = []
    folder = write_stories(tmp_path / "stories", *STORIES[:4])
    with open_book(tmp_path / "book.db") as book:
        for reader in (_Picky(SCRIPT), ScriptedReader(SCRIPT)):
            options = FlowOptions(clock=Ticking(), on_rejected=heard.append)
            counts = read_into(book, [str(folder)], reader=reader, registry=load_registry(), options=options)
    assert [(one.stage, one.reason) for one in heard] == [("read", "too_long")]
    assert heard[0].detail.endswith("002.json was not read: It is longer than we like.")
    assert (counts.known, counts.stories) == (3, 1)
