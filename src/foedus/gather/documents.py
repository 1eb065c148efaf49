"""One file or stream to the drafts in it, by what it is: text, Markdown, a page, JSON, a feed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from foedus.gather.decode import check_text, decode, sniff
from foedus.gather.draft import Draft, Found
from foedus.gather.failure import RefusalError
from foedus.gather.plain import draft_of_markdown, draft_of_plain
from foedus.gather.records import Json, draft_of_record, parse_json, records_in

__all__ = ["KINDS", "Origin", "drafts_in", "size_words", "too_large"]

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".rss": "feed",
    ".atom": "feed",
}
"""What a file is by its suffix; any other file is judged by its first bytes."""

_HEAD = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes come from: the name messages use, a local path or an address, a declared charset."""

    name: str
    path: str | None = None
    url: str | None = None
    charset: str | None = None
    kind: str | None = None

    @classmethod
    def of_file(cls, path: str) -> Origin:
        """The origin of a local file, its kind told by the suffix where that is known."""
        return cls(name=path, path=path, kind=KINDS.get(PurePath(path).suffix.lower()))


def drafts_in(stream: BinaryIO, origin: Origin, *, max_bytes: int) -> Iterator[Found]:
    """Every story in the stream, one at a time; JSON Lines are never held as a whole.

    Raises `RefusalError` where the stream as a whole cannot be read; a bad item inside is yielded.
    """
    head = stream.read(_HEAD)
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise RefusalError("empty", f"{origin.name} is empty.")
    check_text(head, origin.name)
    kind = origin.kind or sniff(head)
    if kind == "jsonl" and b"\x00" not in head:
        yield from _lines(_Chained(head, stream), origin, max_bytes)
        return
    raw = head + stream.read(max(0, max_bytes + 1 - len(head)))
    if len(raw) > max_bytes:
        raise too_large(origin.name, None, max_bytes)
    yield from _whole(raw, kind, origin, max_bytes)


def size_words(size: int) -> str:
    """A size for people: "50.0 MB", "12.3 KB"."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} KB"


def too_large(name: str, size: int | None, limit: int) -> RefusalError:
    """The refusal of a document over the limit; `size` is `None` where only that is known."""
    has = f"has {size_words(size)}" if size else "is too large"
    return RefusalError("too_large", f"{name} {has}; the limit for one document is {size_words(limit)}.")


def _whole(raw: bytes, kind: str, origin: Origin, max_bytes: int) -> Iterator[Found]:
    text = decode(raw, declared=origin.charset)
    if not text.strip():
        raise RefusalError("empty", f"{origin.name} is empty.")
    if kind in ("json", "jsonl"):
        yield from _json(text, origin, max_bytes)
    elif kind == "html":
        yield origin.name, _page(text, origin)
    elif kind == "feed":
        yield from _feed(raw, origin)
    elif kind == "xml":
        raise RefusalError("not_a_feed", f"{origin.name} is XML, but neither a feed nor a web page.")
    else:
        make = draft_of_markdown if kind == "markdown" else draft_of_plain
        yield origin.name, make(text, path=origin.path)


def _page(text: str, origin: Origin) -> Draft | RefusalError:
    # Loaded here alone: the page extractor takes half a second that plain files need not pay.
    from foedus.gather.page import draft_of_page

    return _attempt(partial(draft_of_page, text, name=origin.name, url=origin.url, path=origin.path))


def _feed(raw: bytes, origin: Origin) -> Iterator[Found]:
    """The items of a feed as the feed itself tells them: a local file leads to no network."""
    from foedus.gather.feed import feed_items, summary_draft

    for item in feed_items(raw, name=origin.name, url=origin.url):
        yield item.id, _attempt(partial(summary_draft, item, path=origin.path))


def _json(text: str, origin: Origin, max_bytes: int) -> Iterator[Found]:
    """The records of a JSON text; JSON Lines under the wrong suffix are read as such."""
    try:
        value = parse_json(text, name=origin.name)
    except RefusalError:
        if sniff(text.encode("utf-8", "replace")) != "jsonl" and origin.kind != "jsonl":
            raise
        yield from _lines(io.BytesIO(text.encode("utf-8", "replace")), origin, max_bytes)
        return
    yield from _records(value, origin, origin.name, origin.path)


def _records(value: Json, origin: Origin, name: str, path: str | None) -> Iterator[Found]:
    listed = list(records_in(value))
    if not listed:
        raise RefusalError("empty", f"{name} holds no stories: its list is empty.")
    for number, record in enumerate(listed, start=1):
        alone = len(listed) == 1 and listed[0] is value
        mark = "" if alone else f"#{number}"
        yield name + mark, _record(record, name + mark, path + mark if path else None)


def _record(record: Json, name: str, path: str | None) -> Draft | RefusalError:
    return _attempt(partial(draft_of_record, record, name=name, path=path))


def _lines(stream: io.BytesIO | _Chained, origin: Origin, max_bytes: int) -> Iterator[Found]:
    """The records of JSON Lines; each is named by its line (`news.jsonl#12`)."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        name = f"{origin.name}#{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes + 1)
            yield name, too_large(name, None, max_bytes)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield from _line(line, name, f"{origin.path}#{number}" if origin.path else None, origin)


def _line(line: bytes, name: str, path: str | None, origin: Origin) -> Iterator[Found]:
    try:
        value = parse_json(decode(line.strip(), declared=origin.charset), name=name)
        yield from _records(value, origin, name, path)
    except RefusalError as refusal:
        yield name, refusal


def _attempt(make: Callable[[], Draft]) -> Draft | RefusalError:
    """What `make` makes, or its refusal as a value: a bad item does not end the stream."""
    try:
        return make()
    except RefusalError as refusal:
        return refusal


class _Chained:
    """Lines of bytes already read, then of the stream they came from."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._stream = stream

    def readline(self, limit: int) -> bytes:
        """The next line, or its first `limit` bytes."""
        line = self._head.readline(limit)
        if line.endswith(b"\n") or len(line) >= limit:
            return line
        return line + self._stream.readline(limit - len(line))
