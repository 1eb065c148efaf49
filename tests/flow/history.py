"""A small history of Microsoft and OpenAI, told by four made-up outlets, with what each sentence claims."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from foedus.flow import Counts, FlowOptions, read_into
from foedus.record import Book, open_book
from foedus.resolve import load_registry
from tests.flow.marked import ScriptedReader, say

__all__ = ["COPY", "SCRIPT", "STORIES", "Ticking", "reader", "told", "write_stories"]

_OPENING = "Microsoft will invest $1 billion in OpenAI, the two companies said on Monday."
_CLOUD = "Azure becomes the only cloud of the lab: Microsoft is to supply it with computing until 2030."
_TOTAL = "Microsoft has put more than $13 billion into OpenAI since 2019."
_COMPLAINT = (
    "Executives of OpenAI have considered accusing Microsoft of anticompetitive behaviour, "
    "people familiar with the matter said."
)
_OFFER = "OpenAI has offered Microsoft a stake of about 33% for giving up its claim on future profits."
_DEMAND = "Microsoft wants more than that and may walk away from the talks with OpenAI."
_RIVALS = "Microsoft named OpenAI as a competitor in its annual report."
_RUMOUR = "Rumour has it that Microsoft could buy OpenAI outright."
_DENIAL = "Microsoft denied that it owns any part of OpenAI."
_STAKE = "Microsoft now holds about 27% of OpenAI, a stake valued at about $135 billion."
_ALTMAN = "Sam Altman, the chief executive of OpenAI, spoke in San Francisco."
_INQUIRY = "The Federal Trade Commission is reviewing the alliance of Microsoft with OpenAI."
_MAKES = "OpenAI, the maker of ChatGPT, has raised $40 billion at a valuation of $300 billion."

SCRIPT = {
    _OPENING: [
        say("Microsoft", "invest", "OpenAI", "invests_in", "planned", amount="$1 billion", cue="will"),
    ],
    _CLOUD: [
        say(
            "Microsoft",
            "supply",
            "the lab",
            "supplies",
            what="computing",
            date="until 2030",
            means="the lab=OpenAI",
            exclusive="yes",
        )
    ],
    _TOTAL: [
        say("Microsoft", "put", "OpenAI", "invests_in", amount="more than $13 billion", date="since 2019")
    ],
    _COMPLAINT: [
        say(
            "OpenAI",
            "accusing",
            "Microsoft",
            "accuses",
            "considered",
            certainty="reported",
            what="anticompetitive behaviour",
            speaker="people familiar with the matter",
            cue="considered",
        )
    ],
    _OFFER: [
        say(
            "Microsoft",
            "stake",
            "OpenAI",
            "owns",
            "offered",
            share="about 33%",
            holder="OpenAI",
            cue="offered",
        )
    ],
    _DEMAND: [
        say("Microsoft", "wants", "OpenAI", "owns", "demanded", cue="wants"),
        say("Microsoft", "talks", "OpenAI", "negotiates_with"),
    ],
    _RIVALS: [say("Microsoft", "competitor", "OpenAI", "competes_with")],
    _RUMOUR: [say("Microsoft", "buy", "OpenAI", "acquires", "possible", certainty="rumoured", cue="could")],
    _DENIAL: [
        say("it", "owns", "OpenAI", "owns", means="it=Microsoft", certainty="denied", speaker="Microsoft")
    ],
    _STAKE: [
        say(
            "Microsoft",
            "holds",
            "OpenAI",
            "owns",
            share="about 27%",
            valuation="about $135 billion",
        )
    ],
    _ALTMAN: [
        say("OpenAI", "chief", "Sam Altman", "employs", title="chief executive", kinds="Sam Altman=person")
    ],
    _INQUIRY: [
        say(
            "Federal Trade Commission",
            "reviewing",
            "Microsoft",
            "investigates",
            what="alliance",
            kinds="Federal Trade Commission=gov",
        )
    ],
    _MAKES: [
        say("OpenAI", "maker", "ChatGPT", "makes", kinds="ChatGPT=product"),
        say("OpenAI", "raised", None, "raises", amount="$40 billion", valuation="$300 billion"),
    ],
}


def _story(title: str, outlet: str, published: str, *sentences: str) -> dict[str, str]:
    return {
        "title": title,
        "outlet": outlet,
        "published_at": published,
        "url": f"https://news.example/{outlet.replace(' ', '-').lower()}/{published[:10]}",
        "text": "\n\n".join(sentences),
    }


STORIES = (
    _story("A billion for a lab", "Sample Wire", "2019-07-22T13:00:00Z", _OPENING, _CLOUD),
    _story("Watchdogs look at the alliance", "Sample Financial", "2023-12-08", _DENIAL, _INQUIRY),
    _story("Partners that compete", "Sample Financial", "2024-08-01T09:00:00Z", _RIVALS),
    _story("OpenAI raises a record sum", "Sample Ledger", "2025-03-31T20:00:00Z", _MAKES, _ALTMAN),
    _story("OpenAI weighs a complaint", "Sample Wire", "2025-06-16T23:40:00Z", _COMPLAINT, _TOTAL),
    _story("What OpenAI offers", "Sample Ledger", "2025-06-17T10:00:00Z", _OFFER),
    _story("Microsoft may walk away", "Sample Financial", "2025-06-19T07:00:00Z", _DEMAND, _RUMOUR),
    _story("The restructuring is done", "Sample Wire", "2025-10-28T20:45:00Z", _STAKE),
)

COPY = STORIES[4] | {
    "title": "OpenAI has weighed a complaint against its partner",
    "outlet": "Sample Herald",
    "url": "https://news.example/sample-herald/2025-06-17",
    "published_at": "2025-06-17T06:00:00Z",
}


class Ticking:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self, start: datetime = datetime(2025, 11, 1, 12, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def reader() -> ScriptedReader:
    """The reader that knows what these stories claim."""
    return ScriptedReader(SCRIPT)


def write_stories(folder: Path, *stories: dict[str, str]) -> Path:
    """A folder with the stories as one JSON file each, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, story in enumerate(stories):
        (folder / f"{number:03}.json").write_text(json.dumps(story), "utf-8")
    return folder


def told(
    folder: Path,
    *stories: dict[str, str],
    where: Path | None = None,
    clock: Callable[[], datetime] | None = None,
) -> tuple[Book, Counts]:
    """A book that has read these stories, and the counts of the run."""
    inputs = write_stories(folder / "stories", *stories)
    book = open_book(where or folder / "book.db")
    options = FlowOptions(clock=clock or Ticking())
    return book, read_into(book, [str(inputs)], reader=reader(), registry=load_registry(), options=options)
