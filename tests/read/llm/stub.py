"""A server on this machine that speaks both forms of chat endpoint, and answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["KEY", "Raw", "Request", "Stub", "claim", "end", "stub_server"]

KEY = "sk-test-0f9e8d7c6b5a4321"


@dataclass(frozen=True)
class Request:
    """What the reader sent: path, headers (small letters), body, and the turn with the story in it."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def anthropic(self) -> bool:
        return self.path.endswith("/messages")

    @property
    def system(self) -> str:
        return self.body["system"] if self.anthropic else self.body["messages"][0]["content"]

    @property
    def turn(self) -> dict[str, Any]:
        return json.loads(self.body["messages"][-1]["content"])

    def number(self, words: str) -> int:
        """The number of the first sentence that holds these words."""
        return next(one["n"] for one in self.turn["sentences"] if words in one["words"])


@dataclass(frozen=True)
class Raw:
    """An answer of the HTTP kind, as it is; `slow` seconds late."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: float = 0.0


Answering = Callable[[Request], object]


class Stub:
    """`answering` gives the model's JSON for a request, or a `Raw` answer; `requests` holds what came."""

    def __init__(self, url: str, answering: Answering) -> None:
        self.url = url
        self.answering = answering
        self.requests: list[Request] = []
        self.end = "whole"
        self.usage: dict[str, int] | None = None

    def reply(self, request: Request) -> Raw:
        self.requests.append(request)
        found = self.answering(request)
        if isinstance(found, Raw):
            return found
        return Raw(body=json.dumps(self._wrapped(request, found)).encode())

    def _wrapped(self, request: Request, found: object) -> dict[str, object]:
        if request.anthropic:
            name = request.body["tool_choice"]["name"]
            return {
                "content": [
                    {"type": "text", "text": "Here it is."},
                    {"type": "tool_use", "name": name, "input": found},
                ],
                "stop_reason": {"whole": "tool_use", "cut": "max_tokens", "refused": "refusal"}[self.end],
                "usage": {"input_tokens": 90, "cache_read_input_tokens": 10, "output_tokens": 20},
            }
        message = {"content": found if isinstance(found, str) else json.dumps(found)}
        ended = {"whole": "stop", "cut": "length", "refused": "content_filter"}[self.end]
        told = {"prompt_tokens": 100, "completion_tokens": 20}
        return {"choices": [{"message": message, "finish_reason": ended}], "usage": told}


def end(words: str, kind: str = "org", *means: str, named: bool = True) -> dict[str, object]:
    """An end of a claim as a model gives it."""
    return {"words": words, "kind": kind, "named": named and not means, "means": list(means)}


def claim(
    number: int, relation: str, subject: object, trigger: str, other: object, **more: object
) -> dict[str, object]:
    """A claim as a model gives it: done, asserted, surely."""
    quotes = ("amount", "valuation", "share", "date", "what", "title", "speaker", "holder", "cue")
    return {
        "sentence": number,
        "relation": relation,
        "subject": subject,
        "trigger": trigger,
        "object": other,
        "stage": "done",
        "certainty": "asserted",
        "confidence": 0.9,
        "exclusive": False,
        **dict.fromkeys(quotes),
        **more,
    }


@contextmanager
def stub_server(answering: Answering) -> Iterator[Stub]:
    """Such a server while inside, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            raw = stub.reply(Request(self.path, headers, json.loads(body)))
            time.sleep(raw.slow)
            try:
                self.send_response_only(raw.status)
                for name, value in {"Content-Length": str(len(raw.body)), **raw.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw.body)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1", answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
