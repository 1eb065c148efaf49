"""What imported names decide, what they only ask, and what they leave alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Entity, Judgement, Listing
from foedus.resolve import KnownNames, NamedMention, Registry, grouped, keys_of, read_registry, resolve

ENTRIES: list[dict[str, object]] = [
    {"id": "norda", "name": "Norda", "kind": "org", "aliases": ["Norda AB"], "places": {"country": "SE"}},
    {"id": "hexagon", "name": "Hexagon AB", "kind": "org", "ambiguous": ["Hexagon"]},
]
REGISTRY = read_registry([json.dumps(entry) for entry in ENTRIES], name="test")


def listing(name: str, own_id: str = "", source: str = "A", kind: str = "org", **values: str) -> Listing:
    stated = {field: tuple(text.split("|")) for field, text in values.items()}
    return Listing(
        own_id=own_id or name,
        name=name,
        kind=kind,
        row=1,
        source=source,
        dated=date(2025, 6, 19),
        values=MappingProxyType(stated),
        import_id=f"im_{source.lower()}",
    )


class Names:
    """Listings as a book would give them."""

    def __init__(self, *listings: Listing) -> None:
        self.listings = listings

    def find(self, key: str) -> Sequence[Listing]:
        return [one for one in self.listings if key in keys_of(one)]


class Nobody:
    """A book without names."""

    def find(self, key: str, kind: str) -> tuple[Entity, ...]:
        return ()

    def near(self, name: str, kind: str) -> tuple[Entity, ...]:
        return ()


def judged(
    *names: str, listed: Names, kind: str = "org", registry: Registry = REGISTRY
) -> list[tuple[Judgement, Entity]]:
    known: KnownNames = Nobody()
    mentions = [
        NamedMention(mention_id=f"m{place}", name=name, kind=kind, story_id="s")
        for place, name in enumerate(names)
    ]
    return list(resolve(mentions, registry=registry, known=known, decided_by="test", listed=listed))


def meant(name: str, listed: Names, kind: str = "org") -> tuple[Entity, tuple[str, ...]]:
    """The entity a name alone in its story is taken for, and the names of those it is asked about."""
    found = judged(name, listed=listed, kind=kind)
    (same,) = [entity for judgement, entity in found if judgement.verdict == "same"]
    return same, tuple(entity.name for judgement, entity in found if judgement.verdict == "unsure")


TELVIA = listing("Telvia Werke GmbH", "1", alias="Telvia|TLV Kabel", former="Ulmer Kabelwerke", country="DE")


@pytest.mark.parametrize(
    "name", ["Telvia", "Telvia AG", "TELVIA", "TLV Kabel", "Ulmer Kabelwerke", "Telvia Werke"]
)
def test_every_name_of_a_listing_means_one_entity(name: str) -> None:
    entity, asked = meant(name, Names(TELVIA))
    assert (entity.name, asked) == ("Telvia Werke GmbH", ())


def test_the_reason_names_the_source_and_the_import() -> None:
    ((judgement, _),) = judged("Telvia", listed=Names(TELVIA))
    assert judgement.score == 0.98
    assert judgement.reasons == ("same name key 'telvia' as Telvia Werke GmbH, listed by A (im_a)",)


def test_an_entity_has_the_id_it_has_without_the_import() -> None:
    before, _ = meant("Telvia Werke", Names())
    after, _ = meant("Telvia", Names(TELVIA))
    assert before.id == after.id
    assert after.profile.country is None


@pytest.mark.parametrize("name", ["Target", "Delta", "Orange", "TGT", "Munich", "May", "First Light"])
def test_a_short_or_common_word_is_never_captured_only_asked_about(name: str) -> None:
    entity, asked = meant(name, Names(listing(f"{name} Corp", "1")))
    assert asked == (f"{name} Corp",)
    assert entity.name == name


def test_written_in_full_a_common_word_is_a_name_and_stays_apart_from_the_word() -> None:
    names = Names(listing("TARGET CORP", "1"))
    full, asked = meant("Target Corp.", names)
    assert (full.name, asked) == ("TARGET CORP", ())
    word, _ = meant("Target", names)
    assert word.id != full.id


def test_a_short_form_in_a_story_still_means_the_longer_name() -> None:
    found = judged("Target Corp.", "Target", listed=Names(listing("TARGET CORP", "1")))
    assert len({entity.id for _, entity in found}) == 1


def test_two_firms_of_one_name_stay_two_and_are_asked_about() -> None:
    names = Names(listing("Telvia GmbH", "1", country="DE"), listing("Telvia Ltd", "2", country="GB"))
    entity, asked = meant("Telvia", names)
    assert sorted(asked) == ["Telvia GmbH", "Telvia Ltd"]
    german, none = meant("Telvia GmbH", names)
    british, _ = meant("Telvia Limited", names)
    assert none == ()
    assert len({entity.id, german.id}) == 2
    assert british.id != german.id


def test_a_weak_alias_is_asked_about() -> None:
    entity, asked = meant("Kabelix", Names(listing("Telvia Werke GmbH", "1", weak_alias="Kabelix")))
    assert (entity.name, asked) == ("Kabelix", ("Telvia Werke GmbH",))


def test_the_registry_goes_before_the_files() -> None:
    names = Names(listing("Norda Fisk AS", "1", alias="Norda", country="NO"))
    assert meant("Norda", names)[0].id == "reg:norda"
    names = Names(listing("Hexagon Holdings Ltd", "1", alias="Hexagon"))
    assert meant("Hexagon", names)[0].name == "Hexagon"


def test_a_listing_of_a_registry_entity_gives_it_more_names() -> None:
    swedish = listing("NORDA AB", "1", alias="Nordavind Kraft", country="SE")
    assert meant("Nordavind Kraft", Names(swedish))[0].id == "reg:norda"
    other = listing("NORDA AB", "1", alias="Nordavind Kraft", country="FI")
    assert meant("Nordavind Kraft", Names(other))[0].id != "reg:norda"


def test_a_threat_is_no_organisation() -> None:
    names = Names(listing("Grumblecrypt", "1", kind="threat"))
    assert meant("Grumblecrypt", names)[1] == ()
    ((judgement, _),) = judged("Grumblecrypt ransomware", listed=names, kind="threat")
    assert judgement.score == 0.98


def test_a_name_that_hundreds_bear_means_none_of_them() -> None:
    names = Names(*(listing("Telvia Trust", str(place), country=f"{place}") for place in range(60)))
    entity, asked = meant("Telvia Trust", names)
    assert entity.name == "Telvia Trust"
    assert len(asked) <= 5


def test_a_listed_name_of_two_words_with_and_is_not_cut() -> None:
    names = Names(listing("Zorvex & Brontal Ltd", "1"))
    found = judged("Zorvex", "Brontal", "Zorvex & Brontal", listed=names)
    assert [entity.name for judgement, entity in found if judgement.mention_id == "m2"] == [
        "Zorvex & Brontal Ltd"
    ]
    cut = judged("Zorvex", "Brontal", "Zorvex & Brontal", listed=Names())
    assert len(cut) == 4


# How listings become entities

LEI = "5299000000000000AA11"


def sizes(*listings: Listing) -> list[int]:
    return sorted(len(group) for group in grouped(listings))


def test_a_shared_id_makes_one_of_listings_whatever_else_they_say() -> None:
    a, b = (
        listing("Telvia", "1", "A", lei=LEI, country="DE"),
        listing("Ulmer", "2", "B", lei=LEI, country="FR"),
    )
    assert sizes(a, b) == [2]


def test_three_sources_with_one_each_are_one_entity() -> None:
    assert sizes(*(listing("Telvia AG", "1", source) for source in "ABC")) == [3]


@pytest.mark.parametrize("field", ["country", "lei", "cik", "wikidata"])
def test_what_speaks_against_it_keeps_two_sources_apart(field: str) -> None:
    a, b = listing("Telvia AG", "1", "A", **{field: "X"}), listing("Telvia AG", "1", "B", **{field: "Y"})
    assert sizes(a, b) == [1, 1]


def test_where_a_source_has_two_it_does_not_say_which_the_other_means() -> None:
    two = (listing("Telvia AG", "1", "A"), listing("Telvia Ltd", "2", "A"))
    assert sizes(*two, listing("Telvia", "9", "B")) == [1, 1, 1]


LISTINGS = st.builds(
    listing,
    st.sampled_from(["Telvia AG", "TELVIA LTD", "Telvia", "Norda AB"]),
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["A", "B", "C"]),
    country=st.sampled_from(["DE", "FR"]),
    lei=st.sampled_from(["X", "Y", "Z"]),
)


@given(st.lists(LISTINGS, max_size=7), st.randoms())
def test_the_order_of_listings_means_nothing_and_none_is_lost(some: list[Listing], chance: object) -> None:
    mixed = list(some)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    as_sets = [{frozenset(map(id_of, group)) for group in grouped(order)} for order in (some, mixed)]
    assert as_sets[0] == as_sets[1]
    assert sum(len(group) for group in grouped(some)) == len(some)
    for group in grouped(some):
        for other in grouped(some):
            if {one.idents for one in group}.isdisjoint({one.idents for one in other}):
                shared = frozenset().union(*(a.idents for a in group)) & frozenset().union(
                    *(b.idents for b in other)
                )
                assert not shared


def id_of(one: Listing) -> tuple[object, ...]:
    return one.name, one.own_id, one.source, one.all_of("country"), one.all_of("lei")


@given(st.text(min_size=1, max_size=30))
def test_without_imports_resolving_is_what_it_was(name: str) -> None:
    if name.strip():
        assert judged(name, listed=Names()) == judged(name, listed=Names(listing("Zzyzx Qwv AG", "1")))


def test_the_common_words_are_words_each_once_in_order() -> None:
    words = files("foedus.resolve").joinpath("data/common_words.txt").read_text("utf-8").split()
    assert words == sorted(set(words))
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert len(words) > 5_000
