"""Stories through the second reader, against a server that answers as a model would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from foedus.model import Reading, Story, vocabulary
from foedus.read import UnreadError, split_sentences
from foedus.read.labels import NOMINAL_KINDS
from foedus.read.llm import LlmOptions, LlmReader, llm_reader
from foedus.read.llm.chunks import chunks
from foedus.read.llm.prompt import answer_schema, instructions
from tests.read.llm.stub import Request, Stub, claim, end, stub_server

FIRST = "Alpha has bought Beta for $1 million, people familiar with the matter said."
SECOND = "The buyer now supplies Gamma with chips."


def answering(request: Request) -> object:
    """What a good model finds."""
    claims: list[object] = []
    names = []
    for one in request.turn["sentences"]:
        if one["words"] == FIRST:
            claims.append(
                claim(one["n"], "acquires", end("Alpha"), "bought", end("Beta"), amount="$1 million")
            )
            names += [{"words": "Alpha", "kind": "org"}, {"words": "Beta", "kind": "org"}]
        if one["words"] == SECOND:
            claims.append(
                claim(one["n"], "supplies", end("The buyer", "org", "Alpha"), "supplies", end("Gamma"))
            )
            names.append({"words": "Gamma", "kind": "org"})
    return {"claims": claims, "names": names}


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stub_server(answering) as server:
        yield server


def reader(stub: Stub, **more: Any) -> LlmReader:
    return llm_reader(LlmOptions(**{"url": stub.url, "model": "m-1", "retry_wait": 0.01, **more}))


def story(*sentences: str, title: str = "Alpha buys") -> Story:
    text = "\n\n".join([title, " ".join(sentences)])
    return Story(text=text, title=title, published_at=datetime(2025, 6, 16, tzinfo=UTC))


def read(stub: Stub, of: Story, **more: Any) -> Reading:
    (reading,) = reader(stub, **more).read([of])
    return reading


@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_a_reading_is_like_any_other_reader_s(stub: Stub, api: str) -> None:
    of = story(FIRST, SECOND)
    reading = read(stub, of, api=api)
    assert reading.reader == "llm:m-1"
    assert [(c.relation, c.subject.name, c.object.name) for c in reading.claims] == [
        ("acquires", "Alpha", "Beta"),
        ("supplies", "Alpha", "Gamma"),
    ]
    assert reading.sentences == len(split_sentences(of))
    assert reading.rejected == ()
    assert all(claim.reader == "llm:m-1" for claim in reading.claims)


def test_names_stand_wherever_the_story_has_them(stub: Stub) -> None:
    of = story(FIRST, SECOND)
    mentions = read(stub, of).mentions
    assert [m.span.words for m in mentions] == ["Alpha", "Alpha", "Beta", "The buyer", "Gamma"]
    assert all(of.text[m.span.start : m.span.end] == m.span.words for m in mentions)


def test_a_long_story_goes_in_pieces_each_with_the_title_and_the_names_so_far(stub: Stub) -> None:
    of = story(FIRST, *["Nothing of note was said on that day by anybody else."] * 20, SECOND)
    reading = read(stub, of, room=300)
    turns = [request.turn for request in stub.requests]
    assert len(turns) > 3
    assert {turn["title"] for turn in turns} == {"Alpha buys"}
    numbers = [one["n"] for turn in turns for one in turn["sentences"]]
    assert numbers == list(range(len(numbers)))
    assert turns[0]["names"] == []
    assert turns[-1]["names"] == ["Alpha", "Beta"]
    assert [c.relation for c in reading.claims] == ["acquires", "supplies"]
    assert reading.claims[1].subject.name == "Alpha"


def test_a_piece_may_not_claim_of_another_piece_s_sentence(stub: Stub) -> None:
    stub.answering = lambda request: {
        "claims": [claim(1, "acquires", end("Alpha"), "bought", end("Beta"))],
        "names": [],
    }
    reading = read(stub, story(FIRST, SECOND), room=90)
    assert len(reading.claims) == 1
    assert {one.reason for one in reading.rejected} == {"no_sentence"}


def test_an_answer_cut_off_is_asked_for_in_halves(stub: Stub) -> None:
    def tight(request: Request) -> object:
        stub.end = "cut" if len(request.turn["sentences"]) > 1 else "whole"
        return answering(request)

    stub.answering = tight
    reading = read(stub, story(FIRST, SECOND))
    assert [c.relation for c in reading.claims] == ["acquires", "supplies"]
    assert [len(request.turn["sentences"]) for request in stub.requests] == [3, 1, 2, 1, 1]


def test_one_sentence_whose_answer_is_cut_off_loses_the_story(stub: Stub) -> None:
    stub.end = "cut"
    with pytest.raises(UnreadError, match="cut off at its limit of tokens") as caught:
        read(stub, story(FIRST, SECOND))
    assert caught.value.reason == "truncated"
    assert len(stub.requests) == 2


def test_a_story_without_end_costs_nothing(stub: Stub) -> None:
    with pytest.raises(UnreadError, match="longer than") as caught:
        read(stub, story(*[FIRST] * 200), room=100, most_requests=5)
    assert caught.value.reason == "too_long"
    assert stub.requests == []


def test_a_story_of_a_title_alone_and_an_empty_one_are_read(stub: Stub) -> None:
    assert read(stub, Story(text="Alpha buys", title="Alpha buys")).claims == ()
    assert read(stub, Story(text="")).sentences == 0
    assert len(stub.requests) == 1


def test_the_same_claim_twice_is_one_with_the_surer_score(stub: Stub) -> None:
    one = claim(1, "acquires", end("Alpha"), "bought", end("Beta"))
    stub.answering = lambda _: {
        "claims": [one | {"confidence": 0.2}, one, one | {"confidence": 0.5}],
        "names": [],
    }
    (found,) = read(stub, story(FIRST)).claims
    assert found.score == 0.9


def test_only_the_story_is_sent(stub: Stub) -> None:
    of = Story(
        text=f"Alpha buys\n\n{FIRST}",
        title="Alpha buys",
        path="/home/me/secret-folder/story.txt",
        url="https://intranet.example/1",
        outlet="Inside",
        author="Someone",
    )
    read(stub, of)
    (request,) = stub.requests
    assert set(request.turn) == {"title", "names", "sentences"}
    sent = str(request.body) + str(request.headers)
    assert not any(word in sent for word in ("secret-folder", "intranet", "Inside", "Someone"))


def test_the_model_is_told_every_word_of_the_vocabulary() -> None:
    words = vocabulary()
    told = instructions().splitlines()
    for word in (*words.relations, *words.stages, *words.certainties, *NOMINAL_KINDS):
        assert [line for line in told if line.startswith((f"- {word} (", f"- {word}: "))], word


def test_the_schema_is_strict_all_the_way_down() -> None:
    def objects(schema: Any) -> Iterator[dict[str, Any]]:
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                yield schema
            for value in schema.values():
                yield from objects(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from objects(value)

    found = list(objects(dict(answer_schema())))
    assert len(found) >= 4
    assert all(one["additionalProperties"] is False for one in found)
    assert all(one["required"] == list(one["properties"]) for one in found)


def test_pieces_lose_no_sentence_and_keep_their_room() -> None:
    sentences = split_sentences(story(*[FIRST, SECOND, "Short."] * 9))
    pieces = list(chunks(sentences, 200))
    assert [one for piece in pieces for one in piece] == list(sentences)
    assert all(len(piece) == 1 or sum(len(one.words) for one in piece) <= 200 for piece in pieces)
