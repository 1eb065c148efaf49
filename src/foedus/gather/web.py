"""One web address to the drafts behind it: a page, a feed with its items' pages, or plain data."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from foedus.gather.dates import Published
from foedus.gather.decode import decode, sniff
from foedus.gather.documents import Origin, drafts_in
from foedus.gather.draft import Draft, Found, shown_address
from foedus.gather.failure import RefusalError
from foedus.gather.feed import FeedItem, feed_items, is_json_feed, json_feed_items, summary_draft
from foedus.gather.fetch import Fetched, Fetcher, require_ok
from foedus.gather.options import GatherOptions
from foedus.gather.page import draft_of_page
from foedus.gather.records import parse_json
from foedus.gather.robots import Robots

__all__ = ["read_address"]


def read_address(url: str, *, fetcher: Fetcher, robots: Robots, options: GatherOptions) -> Iterator[Found]:
    """The drafts behind an address.

    The address itself is fetched because a person asked for it; robots.txt is asked before any
    page that a feed leads to. Raises `RefusalError` where the address cannot be had or is no text.
    """
    fetched = require_ok(fetcher.get(url), url)
    url = shown_address(url)
    if not fetched.body.strip():
        raise RefusalError("empty", f"{url} is empty.")
    kind = _kind(fetched)
    if kind == "feed":
        items = feed_items(fetched.body, name=url, url=fetched.url)
        yield from _stories(items, fetcher, robots, options)
        return
    if kind == "json":
        value = parse_json(decode(fetched.body, declared=fetched.charset), name=url)
        if is_json_feed(value):
            items = json_feed_items(value, name=url, url=fetched.url)
            yield from _stories(items, fetcher, robots, options)
            return
    if kind == "xml":
        raise RefusalError("not_a_feed", f"{url} is XML, but neither a feed nor a web page.")
    origin = Origin(name=url, url=fetched.url, charset=fetched.charset, kind=kind)
    for name, found in drafts_in(io.BytesIO(fetched.body), origin, max_bytes=options.max_bytes):
        yield name, replace(found, url=found.url or fetched.url) if isinstance(found, Draft) else found


def _kind(fetched: Fetched) -> str:
    """What the answer is: its bytes decide, its declared type where they do not tell."""
    kind = sniff(fetched.body[:65_536])
    if kind == "text" and "html" in fetched.content_type:
        return "html"
    if kind == "text" and any(word in fetched.content_type for word in ("rss", "atom", "xml")):
        return "xml"
    if kind == "text" and fetched.content_type.endswith("markdown"):
        return "markdown"
    return kind


def _stories(
    items: Iterator[FeedItem], fetcher: Fetcher, robots: Robots, options: GatherOptions
) -> Iterator[Found]:
    for number, item in enumerate(items, start=1):
        if number > options.feed_items:
            limit = f"only the first {options.feed_items} items of the feed are taken"
            yield item.id, RefusalError("over_limit", f"{item.id} was left: {limit}.")
            continue
        try:
            yield item.id, _page_of(item, fetcher, robots) if options.full_pages else summary_draft(item)
        except RefusalError as refusal:
            yield item.id, _summary_or(item, refusal)


def _page_of(item: FeedItem, fetcher: Fetcher, robots: Robots) -> Draft:
    """The item's own page, completed by what the feed says; raises `RefusalError` where it cannot be had."""
    if item.link is None:
        return summary_draft(item)
    if not robots.allowed(item.link):
        raise RefusalError("robots", f"{item.link} may not be fetched: its robots.txt says no.")
    fetched = require_ok(fetcher.get(item.link), item.link)
    if not robots.allowed(fetched.url):
        raise RefusalError("robots", f"{item.link} leads to a page that its robots.txt keeps to itself.")
    if _kind(fetched) != "html":
        raise RefusalError("not_a_page", f"{item.link} is not a web page.")
    page = draft_of_page(decode(fetched.body, declared=fetched.charset), name=item.link, url=fetched.url)
    said = item.draft
    return replace(
        page,
        title=page.title or said.title,
        published=_exact(page.published, said.published),
        outlet=page.outlet or said.outlet,
        author=page.author or said.author,
        language=page.language or said.language,
    )


def _exact(page: Published | None, feed: Published | None) -> Published | None:
    """The page's own time, unless it has only a day where the feed has the hour."""
    if page is None or (page.date_only and feed is not None and not feed.date_only):
        return feed
    return page


def _summary_or(item: FeedItem, refusal: RefusalError) -> Draft | RefusalError:
    """The item's summary where its page cannot be had, else why neither can."""
    try:
        return summary_draft(item)
    except RefusalError:
        return refusal
