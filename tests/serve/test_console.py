from __future__ import annotations

import io
import os
import sys

import pytest

from foedus.errors import FoedusError
from foedus.serve.console import emit_array, say


def test_what_the_terminal_cannot_show_is_said_in_plain_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    say("A – B: “[A] «buys» B” → Zürich 微")
    assert raw.getvalue() == b'A - B: "[A] <<buys>> B" -> Z?rich ?\n'


def test_a_closed_output_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(FoedusError, match="closed"):
        say("words")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_a_full_disk_under_the_output_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(FoedusError, match="no space left"):
            say("words")


def test_an_array_cut_off_can_still_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    def values():  # type: ignore[no-untyped-def]
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        emit_array(values())
    assert capsys.readouterr().out == "[\n1\n]\n"
