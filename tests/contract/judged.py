"""Stories whose names are hard to tell apart, read into books, and decisions about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from hypothesis import strategies as st

from foedus.errors import InputError
from foedus.flow import FlowOptions, Judging, judge, read_into, undo
from foedus.reconcile import reconcile
from foedus.record import Book, View
from foedus.resolve import load_registry
from tests.contract.news import unrecorded
from tests.flow.history import write_stories
from tests.flow.marked import ScriptedReader, say

__all__ = ["NAMES", "Step", "act", "as_it_stands", "read", "redo", "steps"]

Step: TypeAlias = tuple[str, ...]
"""`read` and the number of a story, a verdict and two names, or `undo` and which one."""

_SCRIPT = {
    "Apollo Hospitals will buy Nidaan Labs for $40 million.": [
        say("Apollo Hospitals", "buy", "Nidaan Labs", "acquires", "planned", amount="$40 million")
    ],
    "Apollo has sued Ravel Biotech over a licence.": [say("Apollo", "sued", "Ravel Biotech", "sues")],
    "Apollo supplies Nidaan Labs with tests.": [say("Apollo", "supplies", "Nidaan Labs", "supplies")],
    "Nidaan Labs of Pune sued Ravel Biotech.": [say("Nidaan Labs", "sued", "Ravel Biotech", "sues")],
    "Nidaan then settled with Ravel Biotech.": [
        say("Nidaan", "settled", "Ravel Biotech", "settles_with"),
        say("Nidaan", "settled", None, "raises"),
    ],
    "Ravel Group supplies Apollo Hospitals with tests.": [
        say("Ravel Group", "supplies", "Apollo Hospitals", "supplies")
    ],
    "Ravel Biotech has sued Nidaan Labs.": [say("Ravel Biotech", "sued", "Nidaan Labs", "sues")],
    "Nidaan has sued Microsoft.": [say("Nidaan", "sued", "Microsoft", "sues")],
    "Ravel Biotech has sued Microsoft.": [say("Ravel Biotech", "sued", "Microsoft", "sues")],
}
_STORIES = (
    ("Apollo Hospitals will buy Nidaan Labs for $40 million.",),
    ("Apollo has sued Ravel Biotech over a licence.", "Apollo supplies Nidaan Labs with tests."),
    ("Nidaan Labs of Pune sued Ravel Biotech.", "Nidaan then settled with Ravel Biotech."),
    ("Ravel Group supplies Apollo Hospitals with tests.", "Ravel Biotech has sued Microsoft."),
    ("Ravel Biotech has sued Nidaan Labs.", "Nidaan has sued Microsoft."),
)
NAMES = ("Apollo", "Apollo Hospitals", "Nidaan", "Nidaan Labs", "Ravel Biotech", "Microsoft")


def read(book: Book, folder: Path, number: int, clock: Callable[[], datetime]) -> None:
    """Reads one of the stories into the book."""
    story = {
        "title": f"Story {number}",
        "outlet": "Sample Wire",
        "published_at": f"2025-06-{10 + number}",
        "url": f"https://news.example/{number}",
        "text": "\n\n".join((*_STORIES[number], "The town was glad to hear it, said the people there.")),
    }
    inputs = write_stories(folder / f"story {number}", story)
    options = FlowOptions(clock=clock)
    reader = ScriptedReader(_SCRIPT)
    read_into(book, [str(inputs)], reader=reader, registry=load_registry(), options=options)


def act(book: Book, folder: Path, step: Step, clock: Callable[[], datetime]) -> None:
    """Takes one step; one that cannot be taken leaves the book as it is."""
    what, *words = step
    if what == "read":
        read(book, folder, int(words[0]), clock)
    elif what == "undo":
        standing = book.view().pair_judgements()
        if standing:
            undo(book, standing[int(words[0]) % len(standing)].id, clock=clock)
    else:
        try:
            judge(book, (words[0], words[1]), what, options=Judging(sure=True, clock=clock))
        except InputError:
            return


def redo(book: Book, earlier: Iterable[object], clock: Callable[[], datetime]) -> None:
    """Makes judgements of another book in this one, in their order."""
    for item in earlier:
        with book.writer(clock) as writer:
            groups = writer.add_pair_judgements((item,))  # type: ignore[arg-type]
            writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))


def as_it_stands(view: View) -> dict[str, object]:
    """All that the judgements of a book bear on: entities, links, facts, and what is still unsure."""
    mentions = [one.id for story in view.stories() for one in view.story_mentions(story.id)]
    entities = list(view.entities())
    return {
        "entities": entities,
        "links": view.links(mentions),
        "facts": sorted(unrecorded(list(view.versions())), key=str),
        "coverage": {one.id: view.mention_counts(one.id) for one in entities},
        "found": {name: view.find_entities(name) for name in NAMES},
        "judged": [(one.id, one.one_id, one.other_id) for one in view.pair_judgements()],
        "unsure": sorted(view.unsure(), key=str),
    }


def steps() -> st.SearchStrategy[list[Step]]:
    """Stories and decisions in any order."""
    two = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True).map(tuple)
    judged = st.tuples(st.sampled_from(["same", "different"]), two).map(lambda said: (said[0], *said[1]))
    taken_back = st.integers(0, 5).map(lambda number: ("undo", str(number)))
    told = st.integers(0, len(_STORIES) - 1).map(lambda number: ("read", str(number)))
    return st.lists(st.one_of(judged, judged, taken_back, told), min_size=1, max_size=8)
