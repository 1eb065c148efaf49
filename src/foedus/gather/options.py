"""What a caller may choose when gathering."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["GatherOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherOptions:
    """Limits and manners of gathering; sizes in bytes, times in seconds.

    `max_bytes` bounds one document (a file, a page, a feed, one line of JSONL); a JSONL file as a
    whole has no bound. `feed_items` bounds how many items of a feed are taken. With `full_pages`
    the items' pages are fetched where robots.txt allows, else only their summaries are used.
    `allow_private` lets addresses on this machine and its network be fetched: right for a person
    at his own machine, wrong for a server that fetches what strangers ask for. `total_timeout`
    covers one address with all its redirects and tries.
    """

    max_bytes: int = 10_000_000
    feed_items: int = 50
    full_pages: bool = True
    allow_private: bool = True
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 30.0
    tries: int = 3
    retry_wait: float = 0.5
