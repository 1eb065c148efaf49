"""Questions to a model over HTTP: bounded in time, size and tries; the key goes nowhere but into a header."""

from __future__ import annotations

import json
import logging
import ssl
import time
from email.utils import parsedate_to_datetime
from typing import NoReturn, Protocol

import httpx2
import stamina

from foedus.errors import ReaderError
from foedus.read.llm.options import LlmOptions
from foedus.read.llm.refusals import BusyError, TruncatedError, refusal, said_by
from foedus.read.llm.usage import Usage
from foedus.read.llm.wires import Answer, Asked, parsed, wire_of
from foedus.read.unread import UnreadError

__all__ = ["Chat", "HttpChat"]

_MOST_BYTES = 8_000_000  # of one answer
_IN_A_ROW = 5  # stories without an answer, after which the run ends
_CONNECT = 10.0  # seconds
_LONGEST_BACKOFF = 30.0
_AGAIN = frozenset({408, 429, 500, 502, 503, 504, 529})


class Chat(Protocol):
    """A model that can be asked; tests may pass their own."""

    usage: Usage

    def ask(self, asked: Asked) -> object:
        """The JSON value of its answer.

        Raises `TruncatedError` where it was cut off, `UnreadError` where this question has no answer,
        `ReaderError` where none will have.
        """


class HttpChat:
    """A `Chat` with the endpoint of the options."""

    def __init__(self, options: LlmOptions) -> None:
        self.usage = Usage(model=options.model, price_in=options.price_in, price_out=options.price_out)
        self._options = options
        self._wire = wire_of(options)
        self._address = self._wire.address(options.url.strip())
        self._failed = 0
        self._client = httpx2.Client(
            # Given a transport, the client goes through no proxy: a model on this machine stays on it.
            transport=httpx2.HTTPTransport() if options.local else None,
            timeout=httpx2.Timeout(options.timeout, connect=min(_CONNECT, options.timeout)),
            # A redirect would carry the key to where nobody said it may go.
            follow_redirects=False,
            headers={"User-Agent": "Foedus", "Content-Type": "application/json"},
        )
        # Each retry is logged as a warning; without a handler Python would print it on stderr.
        log = logging.getLogger("stamina")
        if not log.handlers:
            log.addHandler(logging.NullHandler())

    def ask(self, asked: Asked) -> object:
        """The JSON value of the model's answer; tried again, with waits, on 429, 5xx and timeouts."""
        fields = self._wire.body(asked, self._options.model) | dict(self._options.extra)
        # What is null was asked to be left out.
        body = json.dumps({name: value for name, value in fields.items() if value is not None}).encode(
            "ascii"
        )
        answer = self._answer(self._sent(body))
        if answer.end == "truncated":
            raise TruncatedError(f"The answer of {self._options.model} was cut off at its limit of tokens.")
        if answer.end == "refused":
            raise UnreadError("refused", f"{self._options.model} refused to answer.")
        if answer.content is None:
            raise UnreadError("bad_answer", f"The answer of {self._options.model} is not the JSON asked for.")
        return answer.content

    def _answer(self, raw: bytes) -> Answer:
        try:
            value = parsed(raw)
        except ValueError:
            sentence = f"{self._address} did not answer in JSON: is it the address of a chat endpoint?"
            if not self.usage.answers:
                raise ReaderError(sentence) from None
            raise UnreadError("bad_answer", sentence) from None
        answer = self._wire.answer(value)
        self.usage.answered(answer.tokens_in, answer.tokens_out)
        return answer

    def _sent(self, body: bytes) -> bytes:
        """The bytes of a successful answer."""
        try:
            raw = self._tried(body)
        except BusyError as busy:
            self._give_up("no_answer", f"{self._address} could not answer now (HTTP {busy.status}).")
        except httpx2.TimeoutException:
            seconds = f"{self._options.timeout:g} seconds"
            self._give_up("timed_out", f"{self._address} did not answer within {seconds}.")
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            self._unreachable(error)
        except UnreadError as error:
            self._give_up(error.reason, error.detail)
        self._failed = 0
        return raw

    def _tried(self, body: bytes) -> bytes:
        for attempt in stamina.retry_context(
            on=self._wait,
            attempts=max(1, self._options.tries),
            timeout=None,
            wait_initial=self._options.retry_wait,
            wait_max=_LONGEST_BACKOFF,
            wait_jitter=self._options.retry_wait,
        ):
            self.usage.retries += attempt.num > 1
            with attempt:
                return self._once(body)
        raise AssertionError("the last try neither returned nor raised")

    def _once(self, body: bytes) -> bytes:
        self.usage.requests += 1
        headers = self._wire.headers(self._options.key)
        end = time.monotonic() + self._options.timeout
        with self._client.stream("POST", self._address, content=body, headers=headers) as response:
            answer = bytearray()
            for chunk in response.iter_bytes():
                answer += chunk
                if len(answer) > _MOST_BYTES:
                    raise UnreadError("bad_answer", f"The answer of {self._address} has no end.")
                if time.monotonic() > end:
                    raise httpx2.ReadTimeout("the deadline is over")
        if response.status_code == 200:
            return bytes(answer)
        said = said_by(bytes(answer), self._options.key)
        if response.status_code in _AGAIN and said.code != "insufficient_quota":
            raise BusyError(response.status_code, _asked_wait(response.headers))
        raise refusal(response.status_code, said, self._address, self._options)

    def _wait(self, error: Exception) -> bool | float:
        """Whether to try again after the error, or after how many seconds."""
        if isinstance(error, BusyError):
            if error.wait is None:
                return True
            return error.wait if error.wait <= self._options.longest_wait else False
        # A connection that breaks off is tried again only where there was one that worked.
        return isinstance(error, httpx2.TimeoutException) or (
            isinstance(error, httpx2.TransportError) and self.usage.answers > 0
        )

    def _unreachable(self, error: Exception) -> NoReturn:
        why = "is the model's server running, and the address right?"
        if _is_insecure(error):
            why = "the secure connection failed (a certificate, or http that was called https)."
        sentence = f"{self._address} cannot be reached: {why}"
        if not self.usage.answers:
            # From None: what the library says of a request is not ours to show.
            raise ReaderError(sentence) from None
        self._give_up("unreachable", sentence)

    def _give_up(self, reason: str, sentence: str) -> NoReturn:
        """This story has no answer; after several in a row no other is asked."""
        self._failed += 1
        if self._failed >= _IN_A_ROW:
            raise ReaderError(f"{_IN_A_ROW} stories in a row had no answer; the last: {sentence}") from None
        raise UnreadError(reason, sentence) from None


def _is_insecure(error: BaseException | None) -> bool:
    """Whether what failed was the encryption of the connection."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _asked_wait(headers: httpx2.Headers) -> float | None:
    """The seconds that Retry-After asks for; a date is counted from the server's own."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal() and len(asked) < 9:
        return float(asked)
    try:
        return max(
            0.0, (parsedate_to_datetime(asked) - parsedate_to_datetime(headers["date"])).total_seconds()
        )
    except (KeyError, TypeError, ValueError):
        return None
