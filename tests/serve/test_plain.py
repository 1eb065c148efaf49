"""Whatever a story holds, a terminal prints it and does not obey it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.serve.plain import escaped, plain
from tests.flow.history import STORIES, write_stories
from tests.serve.conftest import Command

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("one\r\ntwo\tthree", "one two three"),
        ("abc\u202edef\u2069", "abcdef"),
        ("[bold]not markup[/bold] :smile:", "[bold]not markup[/bold] :smile:"),
        ("Müller & Söhne – “€400m”", "Müller & Söhne – “€400m”"),
        ("half \ud800 a pair", "half a pair"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not _OBEYED.search(plain(text))
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters()))
def test_json_keeps_every_character_but_shows_none_that_is_obeyed(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert not _OBEYED.search(written)


def test_a_hostile_story_cannot_reach_the_terminal(foedus: Command, tmp_path: Path) -> None:
    hostile = "\x1b]0;owned\x07[red]Partners\u202e that\x9b2J compete"
    story = STORIES[2] | {"title": hostile, "outlet": "\x1b[2JSample [bold]Wire[/bold]"}
    folder = write_stories(tmp_path / "stories", story)
    (folder / "\x1b[31mx.bin").write_bytes(b"\x00\x01\x02\x03" * 50)
    outputs = [
        foedus("extract", folder),
        foedus("extract", folder, "--format", "jsonl"),
        foedus("read", folder),
        foedus("dossier", "Microsoft", "OpenAI"),
        foedus("dossier", "Microsoft", "OpenAI", "--format", "json"),
        foedus("company", "\x1b[31mOpenAI"),
        foedus("company", "OpenAI"),
    ]
    for ended in outputs:
        assert not _OBEYED.search((ended.out + ended.err).replace("\n", ""))
    assert "[bold]Wire[/bold]" in outputs[3].out
