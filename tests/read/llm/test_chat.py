"""Questions over HTTP, against a server on this machine that speaks both forms."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from foedus.errors import FoedusError, ReaderError
from foedus.read import UnreadError
from foedus.read.llm import LlmOptions
from foedus.read.llm.chat import HttpChat
from foedus.read.llm.refusals import TruncatedError
from foedus.read.llm.wires import Asked
from tests.read.llm.stub import KEY, Raw, Stub, stub_server

ASKED = Asked(system="Mark it up.", user='{"sentences": []}', schema={"type": "object"})
SAID = {"claims": [], "names": []}


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stub_server(lambda request: SAID) as server:
        yield server


def options(stub: Stub, **more: object) -> LlmOptions:
    return LlmOptions(**{"url": stub.url, "model": "m-1", "key": KEY, "retry_wait": 0.01, **more})


def in_turn(*replies: object) -> Callable[[object], object]:
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def error(status: int, message: str = "No.", code: str = "", **headers: str) -> Raw:
    body = json.dumps({"error": {"message": message, "code": code}}).encode()
    return Raw(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_the_answer_is_what_the_model_gave_and_its_tokens_are_counted(stub: Stub, api: str) -> None:
    chat = HttpChat(options(stub, api=api, price_in=Decimal(2), price_out=Decimal(10)))
    assert chat.ask(ASKED) == SAID
    usage = chat.usage
    assert (usage.requests, usage.retries, usage.tokens_in, usage.tokens_out) == (1, 0, 100, 20)
    assert usage.cost == Decimal("0.0004")
    assert str(usage) == "m-1: 1 request, 100 tokens in, 20 out, cost 0.0004"


def test_openai_style_asks_with_a_schema(stub: Stub) -> None:
    HttpChat(options(stub)).ask(ASKED)
    (request,) = stub.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body["response_format"]["json_schema"] == {
        "name": "record_claims",
        "strict": True,
        "schema": {"type": "object"},
    }
    assert [one["role"] for one in request.body["messages"]] == ["system", "user"]
    assert (request.body["model"], request.body["temperature"]) == ("m-1", 0)


@pytest.mark.parametrize("base", ["", "/v1"])
def test_anthropic_is_asked_with_a_forced_tool(stub: Stub, base: str) -> None:
    HttpChat(options(stub, api="anthropic", url=stub.url.removesuffix("/v1") + base)).ask(ASKED)
    (request,) = stub.requests
    assert request.path == "/v1/messages"
    assert request.headers["x-api-key"] == KEY
    assert "authorization" not in request.headers
    assert request.body["tool_choice"] == {"type": "tool", "name": "record_claims"}
    assert request.body["tools"][0]["input_schema"] == {"type": "object"}
    assert request.body["max_tokens"] > 0


def test_without_a_key_none_is_sent(stub: Stub) -> None:
    HttpChat(options(stub, key="")).ask(ASKED)
    HttpChat(options(stub, key="", api="anthropic")).ask(ASKED)
    assert all("authorization" not in one.headers and "x-api-key" not in one.headers for one in stub.requests)


def test_further_fields_are_sent_and_those_of_none_left_out(stub: Stub) -> None:
    HttpChat(options(stub, extra={"temperature": None, "max_completion_tokens": 9})).ask(ASKED)
    body = stub.requests[0].body
    assert "temperature" not in body
    assert body["max_completion_tokens"] == 9


def test_an_answer_without_token_counts_is_said(stub: Stub) -> None:
    body = {"choices": [{"message": {"content": json.dumps(SAID)}, "finish_reason": "stop"}]}
    stub.answering = lambda request: Raw(body=json.dumps(body).encode())
    chat = HttpChat(options(stub, price_in=Decimal(1), price_out=Decimal(1)))
    chat.ask(ASKED)
    assert str(chat.usage).endswith("0 tokens in, 0 out, not told for 1 answer, cost at least 0.0000")


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_a_busy_endpoint_is_asked_again(stub: Stub, status: int) -> None:
    stub.answering = in_turn(error(status), error(status), SAID)
    chat = HttpChat(options(stub))
    assert chat.ask(ASKED) == SAID
    assert (chat.usage.requests, chat.usage.retries) == (3, 2)
    assert "3 requests (2 of them again)" in str(chat.usage)


def test_an_endpoint_that_stays_busy_loses_the_story(stub: Stub) -> None:
    stub.answering = in_turn(error(503))
    with pytest.raises(UnreadError, match="could not answer now"):
        HttpChat(options(stub, tries=3)).ask(ASKED)
    assert len(stub.requests) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry_After": "1"},
        {"Retry_After": "Sun, 22 Nov 2026 10:00:01 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"},
    ],
)
def test_the_wait_the_server_asks_for_is_kept(stub: Stub, headers: dict[str, str]) -> None:
    stub.answering = in_turn(error(429, **headers), SAID)
    began = time.monotonic()
    HttpChat(options(stub)).ask(ASKED)
    assert time.monotonic() - began >= 0.9


def test_a_wait_beyond_patience_loses_the_story_at_once(stub: Stub) -> None:
    stub.answering = in_turn(error(429, Retry_After="86400"))
    with pytest.raises(UnreadError):
        HttpChat(options(stub)).ask(ASKED)
    assert len(stub.requests) == 1


@pytest.mark.parametrize("said", ["soon", "-1", "", "9" * 400, "Sun, 99 Nov 2026 10:00:00 GMT"])
def test_a_senseless_wait_is_as_good_as_none(stub: Stub, said: str) -> None:
    stub.answering = in_turn(error(429, Retry_After=said), SAID)
    assert HttpChat(options(stub)).ask(ASKED) == SAID


def test_a_silent_endpoint_times_out_and_is_asked_again(stub: Stub) -> None:
    stub.answering = in_turn(Raw(slow=2.0), SAID)
    chat = HttpChat(options(stub, timeout=0.3))
    assert chat.ask(ASKED) == SAID
    assert chat.usage.retries == 1
    stub.answering = in_turn(Raw(slow=2.0))
    with pytest.raises(UnreadError, match=r"did not answer within 0\.3 seconds"):
        HttpChat(options(stub, timeout=0.3, tries=1)).ask(ASKED)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (error(401), "does not accept the key in FOEDUS_LLM_KEY (HTTP 401)"),
        (error(403), "does not accept the key"),
        (error(402), "no credit left"),
        (error(429, code="insufficient_quota"), "no credit left"),
        (
            error(404, "No model m-1."),
            "no such address or model (HTTP 404: No model m-1); check FOEDUS_LLM_URL",
        ),
        (error(405), "knows no such address or model"),
        (Raw(302, b"", {"Location": "http://127.0.0.1:1/steal"}), "knows no such address or model"),
        (Raw(200, b"<html>Welcome</html>"), "did not answer in JSON: is it the address of a chat endpoint?"),
        (Raw(200, b""), "did not answer in JSON"),
        (Raw(200, b"[" * 100_000), "did not answer in JSON"),
    ],
)
def test_what_no_other_try_would_change_ends_the_run_in_one_sentence(
    stub: Stub, reply: Raw, words: str
) -> None:
    stub.answering = in_turn(reply)
    with pytest.raises(ReaderError) as caught:
        HttpChat(options(stub)).ask(ASKED)
    assert words in str(caught.value)
    assert str(caught.value).count(".") >= 1
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 6
    assert len(stub.requests) == 1


def test_a_key_that_is_missing_is_asked_for(stub: Stub) -> None:
    stub.answering = in_turn(error(401))
    with pytest.raises(ReaderError, match="wants a key: set FOEDUS_LLM_KEY"):
        HttpChat(options(stub, key="")).ask(ASKED)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_endpoint_that_is_not_there_ends_the_run(scheme: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chat = HttpChat(LlmOptions(url=f"{scheme}://127.0.0.1:{port}/v1", model="m", retry_wait=0.01))
    with pytest.raises(ReaderError, match="cannot be reached"):
        chat.ask(ASKED)


def test_a_connection_that_cannot_be_made_secure_says_so(stub: Stub) -> None:
    with pytest.raises(ReaderError, match="the secure connection failed"):
        HttpChat(options(stub, url=stub.url.replace("http:", "https:"))).ask(ASKED)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("This is not JSON.", "bad_answer"),
        ('{"claims": [', "bad_answer"),
        ('{"claims": NaN}', "bad_answer"),
        (Raw(body=b'{"error": {"message": "overloaded"}}'), "bad_answer"),
        (Raw(body=b"[]"), "bad_answer"),
        (Raw(body=b'{"choices": []}'), "bad_answer"),
        (Raw(body=b'{"choices": [{"message": {"refusal": "I will not."}}]}'), "refused"),
        (error(400, "context too long"), "not_accepted"),
        (Raw(413), "not_accepted"),
    ],
)
def test_an_answer_that_cannot_be_used_loses_the_story_only(stub: Stub, reply: object, reason: str) -> None:
    stub.answering = in_turn(reply)
    with pytest.raises(UnreadError) as caught:
        HttpChat(options(stub)).ask(ASKED)
    assert caught.value.reason == reason
    assert caught.value.detail.endswith(".")


@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_an_answer_that_is_cut_off_or_refused_is_told_apart(stub: Stub, api: str) -> None:
    stub.end = "cut"
    with pytest.raises(TruncatedError):
        HttpChat(options(stub, api=api)).ask(ASKED)
    stub.end = "refused"
    with pytest.raises(UnreadError, match="refused to answer"):
        HttpChat(options(stub, api=api)).ask(ASKED)


def test_an_answer_without_end_is_not_kept(stub: Stub) -> None:
    stub.answering = in_turn(Raw(body=b" " * 9_000_000))
    with pytest.raises(UnreadError, match="has no end"):
        HttpChat(options(stub)).ask(ASKED)


def test_stories_in_a_row_without_an_answer_end_the_run(stub: Stub) -> None:
    stub.answering = in_turn(error(500))
    chat = HttpChat(options(stub, tries=1))
    for _ in range(4):
        with pytest.raises(UnreadError):
            chat.ask(ASKED)
    with pytest.raises(ReaderError, match="5 stories in a row had no answer"):
        chat.ask(ASKED)


def test_what_an_endpoint_says_is_shown_short_plain_and_without_the_key(stub: Stub) -> None:
    said = f"Bad field\n\x1b[31m in {KEY} and {KEY[3:14]} " + "x" * 500
    stub.answering = in_turn(error(400, said))
    with pytest.raises(UnreadError) as caught:
        HttpChat(options(stub)).ask(ASKED)
    assert "Bad field [31m in ****" in caught.value.detail
    assert len(caught.value.detail) < 300


_LEAKS = [
    error(400, f"key {KEY}"),
    error(401, f"Incorrect API key provided: {KEY}"),
    error(404, f"{KEY} unknown"),
    error(500, KEY),
    Raw(200, KEY.encode()),
    Raw(418, json.dumps(KEY).encode()),
    Raw(302, KEY.encode(), {"Location": "http://127.0.0.1:1/"}),
]


@pytest.mark.parametrize("reply", _LEAKS)
@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_the_key_never_shows(stub: Stub, reply: Raw, api: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    given = options(stub, api=api, tries=2)
    chat = HttpChat(given)
    stub.answering = in_turn(reply)
    with pytest.raises((FoedusError, UnreadError)) as caught:
        chat.ask(ASKED)
    shown = [repr(given), str(given), repr(chat), str(chat.usage), repr(chat.usage), caplog.text]
    at: BaseException | None = caught.value
    while at is not None:
        shown += [str(at), repr(at)]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    pieces = {KEY[n : n + 6] for n in range(3, len(KEY) - 5)}
    assert [piece for piece in pieces for text in shown if piece in text] == []
