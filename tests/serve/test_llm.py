"""`--reader llm`, as it is typed, against a server on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.history import STORIES, write_stories
from tests.read.llm.stub import KEY, Raw, Request, Stub, claim, end, stub_server
from tests.serve.conftest import Command

_SAID = {
    "will invest $1 billion in OpenAI": (
        "invests_in",
        "invest",
        {"amount": "$1 billion", "stage": "planned"},
    ),
    "Microsoft named OpenAI as a competitor": ("competes_with", "competitor", {}),
    "Microsoft has put more than $13 billion": ("invests_in", "put", {"amount": "more than $13 billion"}),
    "has offered Microsoft a stake": ("owns", "stake", {"stage": "offered", "holder": end("OpenAI")}),
}


def answering(request: Request) -> object:
    """What a good model finds of the history, and one thing that it makes up."""
    claims = []
    for one in request.turn["sentences"]:
        for words, (relation, trigger, more) in _SAID.items():
            if words in one["words"]:
                ends = end("Microsoft"), end("OpenAI")
                claims.append(claim(one["n"], relation, ends[0], trigger, ends[1], **more))
                claims.append(claim(one["n"], "owns", ends[0], trigger, end("Atlantis")))
    names = [{"words": "Microsoft", "kind": "org"}, {"words": "OpenAI", "kind": "org"}]
    text = str(request.turn["sentences"])
    return {"claims": claims, "names": [name for name in names if name["words"] in text]}


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    with stub_server(answering) as server:
        monkeypatch.setenv("FOEDUS_LLM_URL", server.url)
        monkeypatch.setenv("FOEDUS_LLM_MODEL", "m-1")
        monkeypatch.setenv("FOEDUS_LLM_KEY", KEY)
        monkeypatch.setenv("FOEDUS_LLM_TRIES", "1")
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_stories(tmp_path / "some", STORIES[0], STORIES[2], STORIES[5])


def test_read_brings_claims_into_the_book_and_ends_with_what_it_cost(
    foedus: Command, stub: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_LLM_PRICE_IN", "2")
    monkeypatch.setenv("FOEDUS_LLM_PRICE_OUT", "10")
    ended = foedus("read", "--reader", "llm", folder)
    assert ended.code == 0
    assert "3  claims in" in ended.out
    assert "3  not verbatim" in ended.out
    assert ended.out.endswith("Asked m-1: 3 requests, 300 tokens in, 60 out, cost 0.0012\n")
    told = foedus("dossier", "Microsoft", "OpenAI", "--format", "json")
    assert told.code == 0
    assert "more than" not in told.out
    assert '"$1 billion"' in told.out


def test_what_was_read_is_not_asked_again(foedus: Command, stub: Stub, folder: Path) -> None:
    foedus("read", "--reader", "llm", folder)
    ended = foedus("read", "--reader", "llm", folder)
    assert "3  known already" in ended.out
    assert "Asked" not in ended.out
    assert len(stub.requests) == 3
    assert "3  read" in foedus("read", "--reader", "llm", "--model", "m-2", folder).out


def test_a_story_that_fails_is_counted_and_the_rest_is_read_and_the_next_run_reads_it(
    foedus: Command, stub: Stub, folder: Path
) -> None:
    stub.answering = lambda request: (
        "no JSON" if "competitor" in str(request.turn["sentences"]) else answering(request)
    )
    ended = foedus("read", "--reader", "llm", folder)
    assert ended.code == 0
    assert "2  read" in ended.out
    assert "1  bad answer" in ended.out
    assert "001.json was not read: The answer of m-1 is not the JSON asked for." in ended.err
    stub.answering = answering
    again = foedus("read", "--reader", "llm", folder)
    assert "1  read" in again.out
    assert "2  known already" in again.out


def test_extract_prints_the_same_shape_and_the_cost_beside_it(
    foedus: Command, stub: Stub, folder: Path
) -> None:
    ended = foedus("extract", "--reader", "llm", folder, "--format", "jsonl")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [one["claims"][0]["relation"] for one in lines] == ["invests_in", "competes_with", "owns"]
    assert lines[0]["claims"][0]["terms"]["amount"]["low"] == 1_000_000_000
    assert {one["reason"] for line in lines for one in line["rejected"]} == {"not_verbatim"}
    assert ended.err == "asked m-1: 3 requests, 300 tokens in, 60 out\n"


def test_options_go_before_the_environment(
    foedus: Command, stub: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_LLM_URL", "http://127.0.0.1:1/v1")
    ended = foedus("extract", folder, "--reader", "llm", "--base-url", stub.url, "--model", "typed")
    assert ended.code == 0
    assert {request.body["model"] for request in stub.requests} == {"typed"}


def test_the_environment_alone_is_enough(
    foedus: Command, stub: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_READER", "llm")
    monkeypatch.setenv("FOEDUS_LLM_API", "anthropic")
    monkeypatch.setenv("FOEDUS_LLM_EXTRA", '{"max_tokens": 99, "temperature": null}')
    assert foedus("read", folder).code == 0
    assert {request.path for request in stub.requests} == {"/v1/messages"}
    assert stub.requests[0].body["max_tokens"] == 99
    assert "temperature" not in stub.requests[0].body
    assert "llm:m-1 at http://127.0.0.1:" in foedus("doctor").out


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, b"{}", "does not accept the key in FOEDUS_LLM_KEY (HTTP 401)"),
        (404, b'{"error": {"message": "no model m-1"}}', "HTTP 404"),
        (200, b"<html>", "did not answer in JSON"),
    ],
)
@pytest.mark.parametrize("command", ["read", "extract"])
def test_an_endpoint_that_will_answer_nothing_is_one_sentence_and_code_6(
    foedus: Command, stub: Stub, folder: Path, command: str, status: int, body: bytes, words: str
) -> None:
    stub.answering = lambda request: Raw(status, body)
    ended = foedus(command, "--reader", "llm", folder)
    assert ended.code == 6
    (line,) = [line for line in ended.err.splitlines() if line.startswith("error: ")]
    assert words in line
    assert len(stub.requests) == 1
    assert "1 request" in ended.out + ended.err


@pytest.mark.parametrize("command", ["read", "extract"])
@pytest.mark.parametrize("reply", ["no JSON", Raw(500), Raw(400)])
def test_a_single_story_that_fails_is_one_sentence_and_code_6(
    foedus: Command, stub: Stub, folder: Path, command: str, reply: object
) -> None:
    stub.answering = lambda request: reply
    ended = foedus(command, "--reader", "llm", folder / "000.json")
    assert ended.code == 6
    assert "error: " in ended.err
    assert "000.json was not read: " in ended.err


def test_an_answer_that_is_cut_off_says_so(foedus: Command, stub: Stub, folder: Path) -> None:
    stub.end = "cut"
    ended = foedus("extract", "--reader", "llm", folder / "000.json", "--format", "jsonl")
    assert ended.code == 6
    assert json.loads(ended.out)["rejected"][0]["reason"] == "truncated"


def test_an_endpoint_that_is_not_there_is_one_sentence_and_code_6(
    foedus: Command, stub: Stub, folder: Path
) -> None:
    ended = foedus("read", "--reader", "llm", "--base-url", "http://127.0.0.1:9/v1", folder)
    assert ended.code == 6
    assert "cannot be reached: is the model's server running" in ended.err


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--reader", "llm"], {"FOEDUS_LLM_URL": ""}, "needs FOEDUS_LLM_URL or --base-url"),
        (["--reader", "llm"], {"FOEDUS_LLM_MODEL": ""}, "needs FOEDUS_LLM_MODEL or --model"),
        (["--reader", "llm", "--model", ""], {}, "needs FOEDUS_LLM_MODEL or --model"),
        (["--reader", "llm", "--model", "a b\x1b[0m"], {}, "The option --model has a bad value"),
        (["--reader", "gpt"], {}, "The option --reader has a bad value"),
        (["--reader", "llm", "--base-url", "nowhere"], {}, "not an http or https address"),
        (["--model", "m"], {}, "--base-url and --model are for --reader llm"),
        (["--reader", "llm"], {"FOEDUS_LLM_KEY": f"{KEY}\n{KEY}"}, "FOEDUS_LLM_KEY holds a character"),
        (["--reader", "llm"], {"FOEDUS_LLM_PRICE_IN": "2"}, "set together"),
        (["--reader", "llm"], {"FOEDUS_LLM_PRICE_IN": KEY}, "FOEDUS_LLM_PRICE_IN has a bad value"),
        (["--reader", "llm"], {"FOEDUS_LLM_EXTRA": KEY}, "FOEDUS_LLM_EXTRA has a bad value"),
        (["--reader", "llm"], {"FOEDUS_LLM_API": KEY}, "FOEDUS_LLM_API has a bad value"),
        (["--reader", "llm"], {"FOEDUS_LLM_TIMEOUT": "0"}, "FOEDUS_LLM_TIMEOUT has a bad value"),
    ],
)
def test_settings_without_sense_are_one_sentence_and_code_2_and_nothing_is_sent(
    foedus: Command,
    stub: Stub,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    words: str,
) -> None:
    monkeypatch.setenv("FOEDUS_DEBUG", "1")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ended = foedus("read", *arguments, folder)
    assert ended.code == 2
    assert words in ended.err
    assert KEY not in ended.err
    assert stub.requests == []


@pytest.mark.parametrize("debug", ["", "1"])
def test_the_key_shows_nowhere_a_run_writes(
    foedus: Command, stub: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch, debug: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOEDUS_DEBUG", debug)
    written = [foedus("read", "--reader", "llm", folder), foedus("doctor")]
    stub.answering = lambda request: Raw(400, json.dumps({"error": KEY}).encode())
    written.append(foedus("extract", "--reader", "llm", folder))
    stub.answering = lambda request: Raw(401, KEY.encode())
    written.append(foedus("extract", "--reader", "llm", folder))
    stub.answering = lambda request: {
        "claims": [{"sentence": KEY, "relation": KEY}],
        "names": [KEY],
        KEY: KEY,
    }
    written.append(foedus("read", "--reader", "llm", "--model", "m-3", folder))
    assert not any(KEY[3:] in ended.out + ended.err for ended in written)
    assert KEY[3:].encode() not in (tmp_path / "foedus.db").read_bytes()


def test_ctrl_c_while_the_model_thinks_keeps_what_was_read(stub: Stub, folder: Path, tmp_path: Path) -> None:
    def second_hangs(request: Request) -> object:
        if len(stub.requests) == 2:
            os.kill(process.pid, 2)
            return Raw(slow=5.0)
        return answering(request)

    stub.answering = second_hangs
    command = [sys.executable, "-m", "foedus", "read", "--reader", "llm", str(folder)]
    with subprocess.Popen(
        command, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "1  read" in out
    assert "Asked m-1: 2 requests" in out
    assert "the same command goes on from there" in err
