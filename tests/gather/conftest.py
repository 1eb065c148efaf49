from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from foedus.gather import GatherOptions, gather
from foedus.model import Rejected, Story

NOON = datetime(2025, 6, 20, 12, tzinfo=UTC)

BODY = (
    "Microsoft said on Tuesday that it would invest another $2 billion in OpenAI, the maker of ChatGPT.",
    "The two companies have been partners since 2019, when the software group put in its first billion.",
    "OpenAI will continue to run its models on Azure under the terms of the deal, the people said.",
)


@dataclass
class Site:
    """A web server on this machine; `routes` maps a path to status, headers and body, or to a function."""

    address: str
    routes: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def page(
        self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = (status, {"Content-Type": kind, **named}, raw)
        return self.address + path


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        answer = self.site.routes.get(self.path, (404, {"Content-Type": "text/html"}, b"gone"))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts: object) -> None:
        pass


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site(address="")
    handler = type("Handler", (_Handler,), {"site": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.fixture
def options() -> GatherOptions:
    return GatherOptions(connect_timeout=1, read_timeout=0.4, total_timeout=3, tries=2, retry_wait=0.01)


@pytest.fixture
def take(options: GatherOptions) -> Callable[..., list[Story | Rejected]]:
    """All that gathering the inputs gives."""

    def taken(*inputs: object, **more: Any) -> list[Story | Rejected]:
        chosen = more.pop("options", options)
        return list(gather([str(one) for one in inputs], options=chosen, clock=lambda: NOON, **more))

    return taken


@pytest.fixture
def one(take: Callable[..., list[Story | Rejected]]) -> Callable[..., Story]:
    """The one story that gathering the inputs gives."""

    def taken(*inputs: object, **more: Any) -> Story:
        (story,) = take(*inputs, **more)
        assert isinstance(story, Story), story
        return story

    return taken


@pytest.fixture
def page_of() -> Callable[..., str]:
    """A news page with the given head and title around the text that all tests share."""

    def made(
        head: str = "", title: str = "Microsoft invests more in OpenAI", html: str = '<html lang="en">'
    ) -> str:
        paragraphs = "".join(f"<p>{words}</p>" for words in BODY * 2)
        return (
            f"<!doctype html>{html}<head><title>{title}</title>{head}</head><body><nav><a"
            f" href='/'>Home</a></nav>"
            f"<article><h1>{title}</h1>{paragraphs}</article><footer>All rights"
            f" reserved</footer></body></html>"
        )

    return made


@pytest.fixture
def body() -> tuple[str, ...]:
    return BODY


@pytest.fixture
def drip() -> Callable[[Any], None]:
    """An answer that sends a byte now and then, for at most five seconds."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(50):
            try:
                handler.wfile.write(b"<")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    return send
