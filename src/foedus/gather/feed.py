"""RSS, Atom and JSON feeds: their items, and the stories these lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

import feedparser

from foedus.gather.dates import Published, parse_published
from foedus.gather.draft import Draft, web_address
from foedus.gather.failure import RefusalError
from foedus.gather.markup import markup_text
from foedus.gather.records import Json, draft_of_record

__all__ = ["FeedItem", "feed_items", "is_json_feed", "json_feed_items", "summary_draft"]

_TRACKING = re.compile(r"(?:utm_\w+|at_\w+|fbclid|gclid|ref|cmpid|ns_\w+)=[^&]*&?", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item: `id` names it (its link where it has one), `draft` is what the feed itself says."""

    id: str
    link: str | None
    draft: Draft


def feed_items(raw: bytes, *, name: str, url: str | None) -> Iterator[FeedItem]:
    """The items of an RSS or Atom feed, each once, in the feed's order.

    Raises `RefusalError` (`not_a_feed`, `empty`). A feed that breaks off gives the items before the break.
    """
    # Bytes only: a text could be taken for a path or an address and be opened.
    parsed = feedparser.parse(raw, response_headers={"content-location": url} if url else {})
    if not parsed.entries:
        if parsed.get("version"):
            raise RefusalError("empty", f"The feed {name} has no items.")
        raise RefusalError("not_a_feed", f"{name} is not a feed that can be read.")
    outlet = markup_text(str(parsed.feed.get("title") or "")) or None
    language = str(parsed.feed.get("language") or "") or None
    drafts = (_draft(entry, outlet, language, url) for entry in parsed.entries)
    yield from _once_each(drafts, name)


def is_json_feed(value: Json) -> bool:
    """Whether a JSON value says that it is a JSON Feed."""
    return isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))


def json_feed_items(value: Json, *, name: str, url: str | None) -> Iterator[FeedItem]:
    """The items of a JSON Feed, each once; items of another shape have an empty draft."""
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list) or not items:
        raise RefusalError("empty", f"The feed {name} has no items.")
    outlet = value.get("title") if isinstance(value, dict) else None
    drafts: list[Draft] = []
    for item in items:
        try:
            draft = draft_of_record(item, name=name, path=None)
        except RefusalError:
            draft = Draft(url=str(item.get("url") or "")) if isinstance(item, dict) else Draft()
        link = web_address(urljoin(url or "", draft.url or ""))
        drafts.append(replace(draft, url=link, outlet=draft.outlet or (str(outlet) if outlet else None)))
    yield from _once_each(iter(drafts), name)


def summary_draft(item: FeedItem, *, path: str | None = None) -> Draft:
    """The item as the feed itself tells it; raises `RefusalError` (`no_text`) where it tells nothing."""
    if not (item.draft.body.strip() or item.draft.title.strip()):
        raise RefusalError("no_text", f"{item.id} has neither title nor summary in the feed.")
    return replace(item.draft, path=f"{path}#{item.id}" if path else None)


def _once_each(drafts: Iterator[Draft], name: str) -> Iterator[FeedItem]:
    seen: set[object] = set()
    for number, draft in enumerate(drafts, start=1):
        key = _TRACKING.sub("", draft.url).rstrip("?&/") if draft.url else (draft.title, draft.body)
        if key not in seen:
            seen.add(key)
            yield FeedItem(id=draft.url or f"{name}#{number}", link=draft.url, draft=draft)


def _draft(
    entry: feedparser.FeedParserDict, outlet: str | None, language: str | None, url: str | None
) -> Draft:
    texts = [str(content.get("value") or "") for content in entry.get("content", [])]
    body = max((markup_text(text) for text in [*texts, str(entry.get("summary") or "")]), key=len)
    source = entry.get("source")
    named = source.get("title") if isinstance(source, dict) else None
    return Draft(
        title=markup_text(str(entry.get("title") or "")),
        body=body,
        url=_link(entry, url),
        outlet=str(named) if named else outlet,
        author=str(entry.get("author") or "") or None,
        published=_published(entry),
        language=language,
    )


def _link(entry: feedparser.FeedParserDict, url: str | None) -> str | None:
    try:
        return web_address(urljoin(url or "", str(entry.get("link") or ""))) if entry.get("link") else None
    except ValueError:
        return None


def _published(entry: feedparser.FeedParserDict) -> Published | None:
    for key in ("published", "updated", "created"):
        if key in entry and (published := parse_published(entry[key])):
            return published
    return None
