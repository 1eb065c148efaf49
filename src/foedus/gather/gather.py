"""The stage's door: inputs of any kind in, stories and what was turned away out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from foedus.gather.draft import Draft, Found, finish, shown_address
from foedus.gather.failure import RefusalError
from foedus.gather.files import read_path, read_stream
from foedus.gather.options import GatherOptions
from foedus.model import Rejected, Story

if TYPE_CHECKING:
    from foedus.gather.fetch import Fetcher
    from foedus.gather.robots import Robots

__all__ = ["gather"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)


def gather(
    inputs: Iterable[str],
    *,
    options: GatherOptions,
    clock: Callable[[], datetime],
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Story | Rejected]:
    """Every story in the inputs, one at a time, and every item that is none with the reason why.

    An input is a path, a folder, `-` for standard input, or an http(s) address of a page or feed.
    `clock` gives the time (aware, UTC) that is noted as `fetched_at`. Without a `fetcher` a real
    one is opened at the first address and closed at the end.

    Where the only input cannot be read as a whole, raises `InputError`, `NotFoundError` or
    `FetchError`; beside others it is a `Rejected`, and the rest goes on.
    """
    names = list(inputs)
    with ExitStack() as opened:
        network = _Network(options, fetcher, opened)
        for name in names:
            try:
                for item, found in _open(name, options, network, stdin):
                    yield _settled(item, found, clock())
            except RefusalError as refusal:
                if len(names) == 1:
                    raise refusal.error() from refusal
                yield refusal.rejected(shown_address(name) if _ADDRESS.match(name) else name)


class _Network:
    """The fetcher and the robots rules, made when the first address comes."""

    def __init__(self, options: GatherOptions, fetcher: Fetcher | None, opened: ExitStack) -> None:
        self._options = options
        self._fetcher = fetcher
        self._opened = opened
        self._robots: Robots | None = None

    def read(self, url: str) -> Iterator[Found]:
        """The drafts behind an address."""
        # Loaded here alone: HTTP, feeds and page extraction take most of a second together, which
        # those who read files need not pay.
        from foedus.gather.fetch import HttpFetcher
        from foedus.gather.robots import Robots
        from foedus.gather.web import read_address

        if self._fetcher is None:
            self._fetcher = self._opened.enter_context(HttpFetcher(self._options))
        if self._robots is None:
            self._robots = Robots(self._fetcher)
        return read_address(url, fetcher=self._fetcher, robots=self._robots, options=self._options)


def _open(name: str, options: GatherOptions, network: _Network, stdin: BinaryIO | None) -> Iterator[Found]:
    if name == "-":
        return read_stream(_standard_input(stdin), max_bytes=options.max_bytes)
    if re.match(r"https?://", name, re.I):
        return network.read(name)
    if _ADDRESS.match(name):
        raise RefusalError("bad_address", f"{shown_address(name)} is not an http or https address.")
    return read_path(name, max_bytes=options.max_bytes)


def _standard_input(stdin: BinaryIO | None) -> BinaryIO:
    # Python has none where a program was started with it closed.
    if stdin is None and sys.stdin is None:
        raise RefusalError("unreadable", "Standard input is closed.")
    return stdin or sys.stdin.buffer


def _settled(item: str, found: Draft | RefusalError, fetched_at: datetime) -> Story | Rejected:
    if isinstance(found, RefusalError):
        return found.rejected(item)
    try:
        return finish(found, name=item, fetched_at=fetched_at)
    except RefusalError as refusal:
        return refusal.rejected(item)
