"""Near-copies: which story of the book a new one repeats."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from foedus.errors import InputError
from foedus.gather import NEAR_COPY, fingerprint, similarity
from foedus.model import Rejected, Story, content_id
from foedus.record import Writer

__all__ = ["enter"]


def enter(story: Story, writer: Writer) -> Story | Rejected:
    """The story as it is in the book now, with `duplicate_of` the head of its near-copies, if it has any.

    An updated story, of the same outlet at the same address, is a copy however much of it has changed.
    Stories are compared with what the book holds, so that the first one seen heads its copies. One
    whose characters no book can keep is rejected, and the transaction taken back.
    """
    prints = fingerprint(story.text)
    address = _address_band(story)
    bands = (*prints.bands, address) if address else prints.bands
    head = _head(story, writer, bands, prints.signature)
    entered = replace(story, duplicate_of=head) if head else story
    try:
        writer.add_story(entered, bands=bands, signature=prints.signature)
    except InputError as error:
        writer.rollback()
        return Rejected(stage="record", item_id=story.id, reason="unstorable", detail=str(error))
    return entered


def _head(story: Story, writer: Writer, bands: tuple[str, ...], signature: bytes) -> str | None:
    view = writer.view()
    best: tuple[float, str] | None = None
    for other_id, other_signature in writer.near_copies(bands):
        if other_id == story.id:
            continue
        likeness = similarity(signature, other_signature)
        if likeness < NEAR_COPY:
            other = view.story(other_id)
            if other is None or not story.url or (other.url, other.outlet) != (story.url, story.outlet):
                continue
        best = max(best or (-1.0, ""), (likeness, other_id))
    if best is None:
        return None
    found = view.story(best[1])
    return (found.duplicate_of if found else None) or best[1]


def _address_band(story: Story) -> str | None:
    """A band shared by the versions of one page; a site's front page is no story's own address."""
    if not story.url:
        return None
    parts = urlsplit(story.url)
    own = parts.path.strip("/") or parts.query
    return content_id("url", story.outlet, story.url) if own else None
