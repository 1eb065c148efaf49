"""The registry: names to entities, ambiguous words to none or several, malformed lines to clear errors."""

from __future__ import annotations

import json

import pytest

from foedus.errors import InputError
from foedus.resolve import Registry, load_registry, read_registry

ENTRIES: list[dict[str, object]] = [
    {
        "id": "openai",
        "name": "OpenAI",
        "kind": "org",
        "aliases": ["OpenAI, Inc.", "Open AI"],
        "places": {"city": "San Francisco", "region": "California", "country": "US"},
        "founded": 2015,
        "tags": ["artificial intelligence"],
        "makes": ["ChatGPT"],
        "source": "common public knowledge",
    },
    {
        "id": "meta",
        "name": "Meta",
        "kind": "org",
        "aliases": ["Meta Platforms"],
        "formerly": ["Facebook Inc."],
    },
    {"id": "facebook", "name": "Facebook", "kind": "product", "maker": "meta", "launched": 2004},
    {"id": "ftc", "name": "Federal Trade Commission", "kind": "gov", "aliases": ["FTC"]},
    {"id": "hexagon", "name": "Hexagon AB", "kind": "org", "ambiguous": ["Hexagon"], "tickers": ["HEXA"]},
    {"id": "merck", "name": "Merck & Co.", "kind": "org", "ambiguous": ["Merck"]},
    {"id": "merck-kgaa", "name": "Merck KGaA", "kind": "org", "ambiguous": ["Merck"]},
    {"id": "hermes", "name": "Hermès", "kind": "org", "ambiguous": ["Hermes"]},
    {"id": "altman", "name": "Sam Altman", "kind": "person", "of": "openai", "title": "chief executive"},
]


@pytest.fixture
def registry() -> Registry:
    return read_registry([json.dumps(entry) for entry in ENTRIES], name="test")


def ids(registry: Registry, surface: str, kind: str | None = None) -> list[str]:
    return [entity.id for entity in registry.lookup(surface, kind)]


@pytest.mark.parametrize(
    "surface", ["OpenAI", "OpenAI Inc.", "OpenAI's", "OpenAI LP", "the Open AI", "OPENAI"]
)
def test_every_surface_of_an_entity_finds_it(registry: Registry, surface: str) -> None:
    assert ids(registry, surface, "org") == ["reg:openai"]


def test_a_former_name_is_an_alias(registry: Registry) -> None:
    assert ids(registry, "Facebook", "org") == ["reg:meta"]
    assert ids(registry, "Facebook", "product") == ["reg:facebook"]
    assert ids(registry, "Facebook") == ["reg:meta", "reg:facebook"]


def test_org_and_gov_stand_for_one_another_and_other_kinds_do_not(registry: Registry) -> None:
    assert ids(registry, "F.T.C.", "org") == ids(registry, "FTC", "gov") == ["reg:ftc"]
    assert ids(registry, "FTC", "person") == []


def test_an_ambiguous_word_is_never_a_single_hit(registry: Registry) -> None:
    assert ids(registry, "Hexagon", "org") == []
    assert ids(registry, "Hexagon Ltd", "org") == []
    assert ids(registry, "Merck", "org") == ["reg:merck", "reg:merck-kgaa"]
    assert ids(registry, "Hermes", "org") == []


def test_the_full_name_beside_an_ambiguous_word_is_a_hit(registry: Registry) -> None:
    assert ids(registry, "Hexagon AB", "org") == ["reg:hexagon"]
    assert ids(registry, "Merck KGaA", "org") == ["reg:merck-kgaa"]
    assert ids(registry, "Merck & Co", "org") == ["reg:merck"]
    assert ids(registry, "Hermès", "org") == ["reg:hermes"]


def test_an_unknown_name_is_a_miss(registry: Registry) -> None:
    assert ids(registry, "Nonesuch") == ids(registry, "") == []


def test_fields_reach_the_profile(registry: Registry) -> None:
    openai, altman = registry.get("reg:openai"), registry.get("reg:altman")
    assert openai is not None
    assert altman is not None
    assert (openai.profile.founded, openai.profile.city, openai.profile.makes) == (
        2015,
        "San Francisco",
        ("ChatGPT",),
    )
    assert (altman.profile.parent_id, altman.profile.title) == ("reg:openai", "chief executive")
    assert [entity.id for entity in registry] == [f"reg:{entry['id']}" for entry in ENTRIES]
    assert len(registry) == len(ENTRIES)


GOOD = '{"id": "a", "name": "A", "kind": "org"}'
MALFORMED = [
    ("{", "no JSON"),
    ("[]", "no JSON object"),
    ('{"id": "b", "kind": "org"}', "'name' is missing"),
    ('{"id": "b", "name": " ", "kind": "org"}', "'name' is missing"),
    ('{"id": "b", "name": "B", "kind": "firm"}', "'firm' is none of"),
    ('{"id": "b", "name": "B", "kind": "org", "aliases": "B Inc"}', "'aliases' is no list"),
    ('{"id": "b", "name": "B", "kind": "org", "tags": [1]}', "'tags' is no list"),
    ('{"id": "b", "name": "B", "kind": "org", "founded": "1999"}', "no whole number"),
    ('{"id": "b", "name": "B", "kind": "org", "places": "Rome"}', "'places' is no object"),
    ('{"id": "b", "name": "B", "kind": "org", "source": 1}', "'source' is no text"),
    ('{"id": "b", "name": "B", "kind": "org", "parent": "nobody"}', "no entry 'nobody'"),
    (GOOD, "stands there twice"),
]


@pytest.mark.parametrize(("line", "problem"), MALFORMED)
def test_a_malformed_line_is_named_by_its_number(line: str, problem: str) -> None:
    with pytest.raises(InputError, match=rf"^x\.jsonl, line 3: .*{problem}"):
        read_registry([GOOD, "", line], name="x.jsonl")


def test_the_registry_that_ships_is_read_once() -> None:
    assert load_registry() is load_registry()
