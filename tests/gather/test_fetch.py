from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from foedus.errors import FetchError, InputError
from foedus.gather import GatherOptions
from foedus.gather.fetch import HttpFetcher
from foedus.model import Rejected, Story

Take = Callable[..., list[Story | Rejected]]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_page_is_one_story(one: Callable[..., Story], site: Any, page_of: Callable[..., str]) -> None:
    address = site.page(
        "/deal", page_of("<meta property='og:site_name' content='The Daily'>"), "text/html; charset=utf-8"
    )
    story = one(address)
    assert story.title == "Microsoft invests more in OpenAI"
    assert (story.url, story.outlet, story.path) == (address, "The Daily", None)
    assert site.asked == ["/deal"]


def test_the_charset_of_the_answer_is_used(
    one: Callable[..., Story], site: Any, page_of: Callable[..., str]
) -> None:
    raw = page_of(title="Газпром signs a deal", html="<html>").encode("koi8-r")
    assert one(site.page("/a", raw, "text/html; charset=koi8-r")).title == "Газпром signs a deal"


def test_plain_text_and_json_behind_an_address_are_read(take: Take, site: Any) -> None:
    text = site.page("/a.txt", "A title\n\nThe words.", "text/plain")
    data = site.page("/a.json", '[{"title": "One", "text": "Words"}, {"x": 1}]', "application/json")
    story, record, other = take(text, data)
    assert isinstance(story, Story)
    assert (story.title, story.url) == ("A title", text)
    assert isinstance(record, Story)
    assert record.url == data
    assert isinstance(other, Rejected)


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        (404, "page_not_found", r"was not found \(HTTP 404\)"),
        (410, "page_not_found", "was not found"),
        (403, "forbidden", "may not be read without permission"),
        (500, "http_error", "answered with an error"),
        (429, "http_error", "come back later"),
        (418, "http_error", "HTTP 418"),
    ],
)
def test_a_refusing_server_is_one_clear_sentence(
    take: Take, site: Any, status: int, reason: str, words: str
) -> None:
    address = site.page("/a", "no", status=status)
    with pytest.raises(FetchError, match=words):
        take(address)
    assert [item.reason for item in take(address, address) if isinstance(item, Rejected)] == [reason, reason]


def test_a_busy_server_is_asked_again(
    one: Callable[..., Story], site: Any, page_of: Callable[..., str]
) -> None:
    address = site.page("/a", "busy", status=503, Retry_After="0")
    busy, ready = site.routes["/a"], None
    site.page("/b", page_of())
    ready = site.routes["/b"]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        status, headers, body = busy if len(site.asked) == 1 else ready
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.routes["/a"] = answer
    assert one(address).title == "Microsoft invests more in OpenAI"
    assert site.asked == ["/a", "/a"]


def test_a_refused_connection_is_said_so(take: Take, closed_port: int) -> None:
    with pytest.raises(FetchError, match="cannot be reached: the connection was refused"):
        take(f"http://127.0.0.1:{closed_port}/a")


def test_an_unknown_host_is_said_so(take: Take) -> None:
    with pytest.raises(FetchError, match=r"The host nowhere\.invalid cannot be found"):
        take("http://nowhere.invalid/a")


def test_an_address_that_makes_no_sense_is_said_so(take: Take) -> None:
    for address in ("http://", "http://[::1/a", "http://x:99999/", "https:///a"):
        with pytest.raises(InputError):
            take(address)


def test_a_server_that_says_nothing_times_out(take: Take) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        started = time.monotonic()
        with pytest.raises(FetchError, match="timed out"):
            take(f"http://127.0.0.1:{mute.getsockname()[1]}/a")
        assert time.monotonic() - started < 3


def test_a_server_that_drips_is_cut_off_at_the_deadline(
    take: Take, site: Any, options: GatherOptions, drip: Callable[[Any], None]
) -> None:
    site.routes["/a"] = drip
    started = time.monotonic()
    with pytest.raises(FetchError, match="timed out"):
        take(site.address + "/a", options=replace(options, total_timeout=0.7))
    assert time.monotonic() - started < 3


def test_a_server_that_drips_its_headers_is_cut_off_too(
    take: Take, site: Any, options: GatherOptions
) -> None:
    def drip_headers(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(40):
            try:
                handler.wfile.write(b"H" if _ else b"HTTP/1.1 200 OK\r\n")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    site.routes["/a"] = drip_headers
    started = time.monotonic()
    with pytest.raises(FetchError, match="timed out"):
        take(site.address + "/a", options=replace(options, total_timeout=0.7))
    assert time.monotonic() - started < 3


def test_a_page_over_the_limit_is_cut_off(take: Take, site: Any, options: GatherOptions) -> None:
    address = site.page("/a", b"<p>" + b"words " * 10_000)
    with pytest.raises(InputError, match=r"larger than the limit of 20\.0 KB"):
        take(address, options=replace(options, max_bytes=20_000))


def test_a_compressed_page_is_measured_unpacked(take: Take, site: Any, options: GatherOptions) -> None:
    import gzip

    address = site.page("/a", gzip.compress(b"<p>" + b"words " * 100_000), Content_Encoding="gzip")
    with pytest.raises(InputError, match="larger than the limit"):
        take(address, options=replace(options, max_bytes=20_000))


def test_pictures_and_documents_are_no_pages(take: Take, site: Any) -> None:
    with pytest.raises(InputError, match="image/png, neither a web page nor a feed"):
        take(site.page("/a.png", b"\x89PNG", "image/png"))
    with pytest.raises(InputError, match="looks like a PDF"):
        take(site.page("/a", b"%PDF-1.4", "text/html"))


def test_an_empty_answer_is_said_so(take: Take, site: Any) -> None:
    with pytest.raises(InputError, match="is empty"):
        take(site.page("/a", b""))


def test_redirects_are_followed_but_not_for_ever(
    one: Callable[..., Story], take: Take, site: Any, page_of: Callable[..., str]
) -> None:
    site.page("/deal", page_of())
    assert one(site.page("/old", "", status=301, Location="/deal")).url == site.address + "/deal"
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        take(site.page("/loop", "", status=302, Location="/loop"))
    with pytest.raises(InputError, match="leads to none"):
        take(site.page("/file", "", status=302, Location="file:///etc/passwd"))


def test_garbage_instead_of_http_is_said_so(take: Take, site: Any) -> None:
    site.routes["/a"] = lambda handler: handler.wfile.write(b"\x00\x01 not http\r\n\r\n")
    with pytest.raises(FetchError, match="does not speak HTTP"):
        take(site.address + "/a")


def test_logins_never_show_in_messages_or_stories(
    one: Callable[..., Story], take: Take, site: Any, page_of: Callable[..., str]
) -> None:
    address = site.page("/a", page_of()).replace("http://", "http://me:secret@")
    assert one(address).url == site.address + "/a"
    with pytest.raises(FetchError) as failed:
        take(address + "x")
    assert "secret" not in str(failed.value)
    (item, _) = take(address + "x", address)
    assert "secret" not in str(item)


def test_the_user_agent_says_who_asks(site: Any, options: GatherOptions) -> None:
    seen: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["User-Agent"])
        handler.send_response(204)
        handler.end_headers()

    site.routes["/a"] = answer
    with HttpFetcher(options) as fetcher:
        assert fetcher.get(site.address + "/a").status == 204
    assert seen == ["Foedus/0.1"]


def test_a_server_that_wants_us_gone_for_long_is_not_waited_for(take: Take, site: Any) -> None:
    address = site.page("/a", "later", status=429, Retry_After="9999")
    with pytest.raises(FetchError, match="come back later"):
        take(address)
    assert len(site.asked) == 1
