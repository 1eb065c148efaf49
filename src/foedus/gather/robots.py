"""What robots.txt files allow; each is fetched once per host."""

from __future__ import annotations

from urllib.parse import urlsplit

from protego import Protego

from foedus.gather.failure import RefusalError
from foedus.gather.fetch import AGENT, Fetcher

__all__ = ["Robots"]

_MOST_CHARACTERS = 500_000


class Robots:
    """The rules of every host met so far.

    A host without a robots.txt (4xx) allows all; one whose file cannot be had just now (5xx, 429,
    no answer) allows nothing, as RFC 9309 asks.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Protego | bool] = {}

    def allowed(self, url: str) -> bool:
        """Whether the address may be fetched by a program."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = self._fetch(f"{host}/robots.txt")
        rules = self._rules[host]
        return rules if isinstance(rules, bool) else bool(rules.can_fetch(url, AGENT))

    def _fetch(self, address: str) -> Protego | bool:
        try:
            fetched = self._fetcher.get(address)
        except RefusalError:
            return False
        if fetched.status == 429 or fetched.status >= 500:
            return False
        if fetched.status >= 400:
            return True
        return Protego.parse(fetched.body.decode("utf-8", "replace")[:_MOST_CHARACTERS])
