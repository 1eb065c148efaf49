"""The two forms in which a model is asked: OpenAI-style chat completions, and Anthropic's messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from foedus.read.llm.options import LlmOptions
from foedus.read.llm.prompt import Schema

__all__ = ["Answer", "Asked", "Wire", "parsed", "wire_of"]

_NAME = "record_claims"
_MOST_TOKENS = 8_192  # of an answer; Anthropic wants it said


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: the instructions, the story as data, and the form of the answer."""

    system: str
    user: str
    schema: Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the model's JSON (`None` where it gave none) and how its answer ended.

    `end` is whole, truncated or refused. Token counts are `None` where the endpoint does not tell.
    """

    content: object
    end: str
    tokens_in: int | None
    tokens_out: int | None


class Wire(Protocol):
    """One form of request and answer."""

    def address(self, base: str) -> str:
        """Where the request goes."""

    def headers(self, key: str) -> dict[str, str]:
        """The headers of the request, the key among them."""

    def body(self, asked: Asked, model: str) -> dict[str, object]:
        """The fields of the request."""

    def answer(self, value: object) -> Answer:
        """What a successful answer's JSON says."""


def wire_of(options: LlmOptions) -> Wire:
    """The form that the options name."""
    return _Anthropic() if options.api == "anthropic" else _OpenAi()


def parsed(text: str | bytes) -> object:
    """The JSON value of a text; raises `ValueError` where it is none, or holds what JSON has not."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


class _OpenAi:
    def address(self, base: str) -> str:
        return f"{base.rstrip('/')}/chat/completions"

    def headers(self, key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {key}"} if key else {}

    def body(self, asked: Asked, model: str) -> dict[str, object]:
        form = {"name": _NAME, "strict": True, "schema": asked.schema}
        return {
            "model": model,
            "messages": [
                {"role": "system", "content": asked.system},
                {"role": "user", "content": asked.user},
            ],
            "response_format": {"type": "json_schema", "json_schema": form},
            "temperature": 0,
        }

    def answer(self, value: object) -> Answer:
        choice = _first(_field(value, "choices"))
        message = _field(choice, "message")
        content = _field(message, "content")
        ended, usage = _field(choice, "finish_reason"), _field(value, "usage")
        refused = ended == "content_filter" or bool(_field(message, "refusal"))
        try:
            found = parsed(content) if isinstance(content, str) else None
        except ValueError:
            found = None
        return Answer(
            content=found,
            end="refused" if refused else "truncated" if ended == "length" else "whole",
            tokens_in=_count(usage, "prompt_tokens"),
            tokens_out=_count(usage, "completion_tokens"),
        )


class _Anthropic:
    def address(self, base: str) -> str:
        base = base.rstrip("/")
        return f"{base}/messages" if base.endswith("/v1") else f"{base}/v1/messages"

    def headers(self, key: str) -> dict[str, str]:
        return {"anthropic-version": "2023-06-01"} | ({"x-api-key": key} if key else {})

    def body(self, asked: Asked, model: str) -> dict[str, object]:
        tool = {"name": _NAME, "description": "Records what the story claims.", "input_schema": asked.schema}
        return {
            "model": model,
            "max_tokens": _MOST_TOKENS,
            "system": asked.system,
            "messages": [{"role": "user", "content": asked.user}],
            "tools": [tool],
            "tool_choice": {"type": "tool", "name": _NAME},
            "temperature": 0,
        }

    def answer(self, value: object) -> Answer:
        blocks = _field(value, "content")
        uses = [
            _field(block, "input")
            for block in (blocks if isinstance(blocks, list) else ())
            if _field(block, "type") == "tool_use" and _field(block, "name") == _NAME
        ]
        ended, usage = _field(value, "stop_reason"), _field(value, "usage")
        cached = ("cache_creation_input_tokens", "cache_read_input_tokens")
        fresh = _count(usage, "input_tokens")
        cut = ended in ("max_tokens", "model_context_window_exceeded")
        return Answer(
            content=uses[0] if uses else None,
            end="refused" if ended == "refusal" else "truncated" if cut else "whole",
            tokens_in=None if fresh is None else fresh + sum(_count(usage, name) or 0 for name in cached),
            tokens_out=_count(usage, "output_tokens"),
        )


def _field(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else None


def _count(usage: object, name: str) -> int | None:
    found = _field(usage, name)
    return found if type(found) is int and 0 <= found < 10**12 else None
