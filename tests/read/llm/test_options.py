from __future__ import annotations

from decimal import Decimal

import pytest

from foedus.errors import SettingsError
from foedus.read.llm import LlmOptions
from tests.read.llm.stub import KEY


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8000",
        "ftp://example.com",
        "http://",
        "https://example.com:port/v1",
        "https://[::1",
        f"https://user:{KEY}@example.com/v1",
        f"https://example.com/v1?key={KEY}",
        f"https://example.com/v1#{KEY}",
        "https://exámple.com/v1",
    ],
)
def test_an_address_that_is_none_or_holds_secrets_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        LlmOptions(url=url, model="m")
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://api.example.com/v1", True),
        ("http://api.example.com/v1", False),
        ("http://8.8.8.8/v1", False),
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.20:8000/v1", True),
        ("http://gpu-box:8000/v1", True),
        ("http://gpu.local/v1", True),
        ("http://localhost.example.com/v1", False),
    ],
)
def test_a_key_is_sent_unencrypted_to_this_network_at_most(url: str, fine: bool) -> None:
    LlmOptions(url=url, model="m")
    if fine:
        LlmOptions(url=url, model="m", key=KEY)
    else:
        with pytest.raises(SettingsError, match="unencrypted"):
            LlmOptions(url=url, model="m", key=KEY)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"api": "soap"}, "FOEDUS_LLM_API"),
        ({"key": f"{KEY}\r\nX-Evil: 1"}, "FOEDUS_LLM_KEY"),
        ({"key": f"{KEY} "}, "FOEDUS_LLM_KEY"),
        ({"key": f"{KEY}é"}, "FOEDUS_LLM_KEY"),
        ({"price_in": Decimal(1)}, "set together"),
        ({"extra": {"stream": True}}, "cannot set stream"),
        ({"extra": {"messages": [], "tools": None}}, "cannot set messages, tools"),
    ],
)
def test_options_without_sense_are_one_sentence(more: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        LlmOptions(**{"url": "http://localhost/v1", "model": "m", **more})
    assert KEY not in str(caught.value)


def test_a_model_on_this_machine_is_asked_past_any_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    local = ["http://localhost:1/v1", "http://127.0.0.2/v1", "http://[::1]/v1"]
    assert [LlmOptions(url=url, model="m").local for url in [*local, "http://192.168.1.2/v1"]] == [
        True
    ] * 3 + [False]
