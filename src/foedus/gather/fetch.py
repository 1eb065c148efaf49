"""Pages and feeds over HTTP: bounded in time, size, redirects and tries; errors are one sentence."""

from __future__ import annotations

import logging
import ssl
from dataclasses import dataclass
from importlib.metadata import version
from types import TracebackType
from typing import Protocol, Self
from urllib.request import getproxies

import httpx2
import stamina

from foedus.gather.documents import size_words
from foedus.gather.draft import shown_address, web_address
from foedus.gather.failure import RefusalError
from foedus.gather.network import Deadline, GuardedTransport
from foedus.gather.options import GatherOptions

__all__ = ["AGENT", "Fetched", "Fetcher", "HttpFetcher", "require_ok"]

AGENT = "Foedus"
"""The name by which robots.txt files address us."""

_REDIRECTS = 5
_LONGEST_WAIT = 10.0
_AGAIN = frozenset({429, 500, 502, 503, 504})
_NO_TEXT = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/octet-stream",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: the address it came from after redirects, its status, type, charset and bytes."""

    url: str
    status: int
    content_type: str
    charset: str | None
    body: bytes


class Fetcher(Protocol):
    """The network as this stage sees it; tests pass their own."""

    def get(self, url: str) -> Fetched:
        """The answer of the address, whatever its status; raises `RefusalError` where there is none."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class HttpFetcher:
    """A `Fetcher` over real HTTP; use it as a context manager or close it."""

    def __init__(self, options: GatherOptions, *, transport: httpx2.BaseTransport | None = None) -> None:
        self._options = options
        self._deadline = Deadline(options.total_timeout)
        # A proxy resolves names itself, so it is used only where private addresses are allowed.
        if transport is None and not (options.allow_private and getproxies()):
            transport = GuardedTransport(self._deadline, allow_private=options.allow_private)
        self._client = httpx2.Client(
            transport=transport,
            headers={
                "User-Agent": f"{AGENT}/{'.'.join(version('foedus').split('.')[:2])}",
                "Accept": "text/html, application/xhtml+xml, application/*+xml, */*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=httpx2.Timeout(options.read_timeout, connect=options.connect_timeout),
            follow_redirects=True,
            max_redirects=_REDIRECTS,
        )
        # Each retry is logged as a warning; without a handler Python would print it on stderr.
        log = logging.getLogger("stamina")
        if not log.handlers:
            log.addHandler(logging.NullHandler())

    def get(self, url: str) -> Fetched:
        """The answer of the address; tried again, with waits, on 429, 5xx and timeouts."""
        shown = web_address(url)
        if shown is None:
            raise RefusalError("bad_address", f"{shown_address(url)} is not an http or https address.")
        self._deadline.start()
        try:
            for attempt in stamina.retry_context(
                on=_wait,
                attempts=max(1, self._options.tries),
                timeout=self._options.total_timeout,
                wait_initial=self._options.retry_wait,
                wait_jitter=self._options.retry_wait,
            ):
                with attempt:
                    return self._once(url, shown)
        except _BusyError as busy:
            return busy.fetched
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise _explained(error, shown, self._options) from error
        raise AssertionError("the last try neither returned nor raised")

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _once(self, url: str, shown: str) -> Fetched:
        with self._client.stream("GET", url) as response:
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if response.is_success and kind.startswith(_NO_TEXT):
                raise RefusalError("not_a_page", f"{shown} is {kind}, neither a web page nor a feed.")
            fetched = Fetched(
                url=str(response.url),
                status=response.status_code,
                content_type=kind,
                charset=response.charset_encoding,
                body=self._body(response, shown),
            )
        if fetched.status in _AGAIN:
            raise _BusyError(fetched, response.headers.get("retry-after"))
        return fetched

    def _body(self, response: httpx2.Response, shown: str) -> bytes:
        limit = self._options.max_bytes
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > limit:
                raise RefusalError("too_large", f"{shown} is larger than the limit of {size_words(limit)}.")
            if self._deadline.left() <= 0:
                raise httpx2.ReadTimeout("the deadline is over")
        return bytes(body)


def require_ok(fetched: Fetched, url: str) -> Fetched:
    """The answer itself when its status is a success; else raises `RefusalError` with the server's reason."""
    shown = shown_address(url)
    if 200 <= fetched.status < 300:
        return fetched
    if fetched.status in (404, 410):
        raise RefusalError("page_not_found", f"{shown} was not found (HTTP {fetched.status}).")
    if fetched.status in (401, 402, 403, 407, 451):
        raise RefusalError(
            "forbidden", f"{shown} may not be read without permission (HTTP {fetched.status})."
        )
    if fetched.status == 429:
        raise RefusalError("http_error", f"{shown} asks us to come back later (HTTP 429).")
    raise RefusalError("http_error", f"{shown} answered with an error (HTTP {fetched.status}).")


class _BusyError(Exception):
    """An answer that asks for another try; `wait` is how long the server wants us to stay away."""

    def __init__(self, fetched: Fetched, retry_after: str | None) -> None:
        super().__init__(f"HTTP {fetched.status}")
        self.fetched = fetched
        self.wait = float(retry_after) if retry_after and retry_after.isdecimal() else None


def _wait(error: Exception) -> bool | float:
    """Whether to try again after the error, or after how many seconds."""
    if isinstance(error, _BusyError):
        if error.wait is None:
            return True
        return error.wait if error.wait <= _LONGEST_WAIT else False  # longer than anyone would sit by
    return isinstance(error, httpx2.TimeoutException)


def _explained(error: Exception, shown: str, options: GatherOptions) -> RefusalError:
    """The one clear sentence for an error of the network."""
    causes = _causes(error)
    if isinstance(error, httpx2.TooManyRedirects):
        return RefusalError("too_many_redirects", f"{shown} redirects more than {_REDIRECTS} times.")
    if isinstance(error, httpx2.ConnectTimeout):
        return RefusalError(
            "timed_out", f"{shown} did not answer within {options.connect_timeout:g} seconds."
        )
    if isinstance(error, httpx2.TimeoutException):
        return RefusalError("timed_out", f"{shown} stopped answering: it timed out.")
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return RefusalError("bad_address", f"{shown} is not an http or https address, or leads to none.")
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return RefusalError("bad_certificate", f"{shown} shows a certificate that is not valid for it.")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return RefusalError("unreachable", f"{shown} cannot be reached: the secure connection failed.")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return RefusalError("unreachable", f"{shown} cannot be reached: the connection was refused.")
    if isinstance(error, httpx2.ConnectError | httpx2.ProxyError):
        return RefusalError("unreachable", f"{shown} cannot be reached.")
    return RefusalError("unreachable", f"{shown} broke off, or does not speak HTTP.")


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    return chain
