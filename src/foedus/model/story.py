"""What is gathered: stories, and the sentences they are cut into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from foedus.model.ids import content_id

__all__ = ["Sentence", "Story"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One piece of news as it was published. Its text is never edited after this point.

    `text` holds the title first (when there is one), a blank line, and the body: every offset in
    Foedus counts characters (code points) of this text. Times are aware and in UTC. `path` says
    where a local story was read from; it is never part of the id. `date_only` is true where the
    source gave a day without an hour, which is then stored as midnight UTC of that day.
    """

    text: str
    title: str = ""
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    date_only: bool = False
    fetched_at: datetime | None = None
    language: str | None = None
    path: str | None = None
    duplicate_of: str | None = None

    @property
    def id(self) -> str:
        """The story's content hash: url, outlet and text, no clock time."""
        return content_id("st", self.url, self.outlet, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a story: `story.text[start:end] == words`. Number 0 is the title, if any."""

    story_id: str
    number: int
    start: int
    end: int
    words: str
