"""What a user typed: exact names, tickers and beginnings before suggestions."""

from __future__ import annotations

import json

import pytest

from foedus.model import Entity
from foedus.resolve import find_candidates, read_registry

LINES = [
    {"id": "openai", "name": "OpenAI", "kind": "org", "aliases": ["OpenAI Inc."]},
    {"id": "microsoft", "name": "Microsoft", "kind": "org", "tickers": ["MSFT"]},
    {"id": "azure", "name": "Microsoft Azure", "kind": "product"},
    {"id": "merck", "name": "Merck & Co.", "kind": "org", "ambiguous": ["Merck"]},
    {"id": "merck-kgaa", "name": "Merck KGaA", "kind": "org", "ambiguous": ["Merck"]},
]
REGISTRY = read_registry([json.dumps(line) for line in LINES], name="test")


def found(text: str, *entities: Entity, limit: int = 5) -> list[tuple[str, str]]:
    candidates = find_candidates(text, registry=REGISTRY, entities=entities, limit=limit)
    return [(candidate.entity.id, candidate.how) for candidate in candidates]


def test_an_exact_name_comes_first_and_beginnings_after_it() -> None:
    assert found("microsoft") == [("reg:microsoft", "exact"), ("reg:azure", "prefix")]
    assert found("Microsoft Corp.")[0] == ("reg:microsoft", "exact")


def test_a_ticker_is_a_name() -> None:
    assert found("msft") == [("reg:microsoft", "ticker")]


def test_an_ambiguous_word_shows_all_it_can_mean() -> None:
    assert {entity_id for entity_id, _ in found("Merck")} == {"reg:merck", "reg:merck-kgaa"}


@pytest.mark.parametrize("text", ["Opnai", "OpenIA", "Open AII"])
def test_a_slip_of_the_pen_is_a_suggestion(text: str) -> None:
    assert found(text) == [("reg:openai", "similar")]


def test_the_book_counts_beside_the_registry() -> None:
    acme = Entity(id="en_acme", name="Acme Inc.", kind="org")
    assert found("Acme", acme) == [("en_acme", "exact")]
    assert found("Acmee", acme) == [("en_acme", "similar")]


def test_nobody_fits_nonsense_blanks_or_no_room() -> None:
    assert found("qqqqqq") == found("  ") == found("OpenAI", limit=0) == []


def test_no_more_than_the_limit() -> None:
    assert len(found("Mic", limit=1)) == 1
