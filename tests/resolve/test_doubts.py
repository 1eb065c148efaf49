"""What is not sure is asked, never linked: the bands of a score, and the names that are near."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Entity, Judgement
from foedus.resolve import (
    SAME_FROM,
    UNSURE_FROM,
    NamedMention,
    NearNames,
    band,
    name_key,
    new_entity_id,
    read_registry,
    resolve,
)

REGISTRY = read_registry(
    [
        json.dumps({"id": "apollo-global", "name": "Apollo Global Management", "kind": "org"}),
        json.dumps({"id": "fdic", "name": "Federal Deposit Insurance Corporation", "kind": "gov"}),
        json.dumps({"id": "hexagon", "name": "Hexagon AB", "kind": "org", "ambiguous": ["Hexagon"]}),
    ],
    name="test",
)


class Book:
    """Entities met before."""

    def __init__(self, *entities: Entity) -> None:
        self.entities = entities

    def find(self, key: str, kind: str) -> tuple[Entity, ...]:
        return tuple(e for e in self.entities if e.kind == kind and name_key(e.name, kind) == key)

    def near(self, name: str, kind: str) -> tuple[Entity, ...]:
        return NearNames(self.entities).find(name, kind)


def met(*names: str, kind: str = "org") -> Book:
    return Book(*(Entity(id=new_entity_id(kind, name_key(one, kind)), name=one, kind=kind) for one in names))


def judged(*names: str, book: Book | None = None, kind: str = "org") -> list[Judgement]:
    mentions = [
        NamedMention(mention_id=f"me{number}", name=name, kind=kind, story_id="st")
        for number, name in enumerate(names)
    ]
    found = resolve(mentions, registry=REGISTRY, known=book or Book(), decided_by="test 1")
    return [judgement for judgement, _ in found]


def unsure(*names: str, book: Book | None = None, kind: str = "org") -> list[tuple[str, float]]:
    found = judged(*names, book=book, kind=kind)
    return [(one.entity_id, one.score) for one in found if one.verdict == "unsure"]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (1.0, "same"),
        (SAME_FROM, "same"),
        (0.79, "unsure"),
        (UNSURE_FROM, "unsure"),
        (0.39, "new"),
        (0, "new"),
    ],
)
def test_a_score_has_one_band(score: float, said: str) -> None:
    assert band(score) == said


def test_a_short_form_of_a_name_of_another_story_is_asked() -> None:
    found = unsure("Apollo", book=met("Apollo Hospitals"))
    assert found == [(new_entity_id("org", "apollo hospitals"), 0.6), ("reg:apollo-global", 0.6)]
    same = judged("Apollo", book=met("Apollo Hospitals"))[-1]
    assert (same.verdict, same.entity_id, same.score) == ("same", new_entity_id("org", "apollo"), 0.5)


def test_the_longer_name_is_asked_where_the_shorter_came_first() -> None:
    assert unsure("Nonesuch Foods", book=met("Nonesuch")) == [(new_entity_id("org", "nonesuch"), 0.45)]


def test_an_acronym_and_a_last_name_of_another_story_are_asked() -> None:
    assert unsure("FDIC", kind="gov") == [("reg:fdic", 0.6)]
    assert unsure("FDIC", kind="org") == [("reg:fdic", 0.6)]
    book = met("Ada Nonesuch", kind="person")
    assert unsure("Nonesuch", book=book, kind="person") == [(book.entities[0].id, 0.6)]


def test_a_name_that_differs_in_a_weak_word_is_asked() -> None:
    assert unsure("Nonesuch Group", book=met("Nonesuch"))[0] == (new_entity_id("org", "nonesuch"), 0.7)


def test_several_of_one_name_are_asked() -> None:
    book = Book(
        Entity(id="en_a", name="Nonesuch", kind="org"), Entity(id="en_b", name="Nonesuch Ltd", kind="org")
    )
    assert unsure("Nonesuch", book=book) == [("en_a", 0.5), ("en_b", 0.5)]


def test_a_short_form_of_several_in_its_story_is_asked() -> None:
    found = unsure("Nonesuch Foods", "Nonesuch Paper", "Nonesuch")
    assert {one for one, _ in found} == {
        new_entity_id("org", "nonesuch foods"),
        new_entity_id("org", "nonesuch paper"),
    }


def test_a_short_form_of_a_name_in_doubt_is_in_doubt_as_well() -> None:
    found = judged("Hexagon Metrology", "Hexagon", book=met("Hexagon Metrology Services"))
    assert {one.name for one in found if one.verdict == "unsure"} == {"Hexagon Metrology", "Hexagon"}


def test_names_known_for_sure_are_not_asked() -> None:
    assert unsure("Apollo Global Management", "Apollo", book=met("Apollo Hospitals")) == []
    assert unsure("Nonesuch", book=met("Nonesuch", "Nonesuch Foods")) == []


def test_words_that_everybody_bears_tell_of_no_kinship() -> None:
    many = met(*(f"Zenith Works {number}" for number in range(300)))
    assert unsure("Zenith", book=many) == []
    assert unsure("Bank", book=met("Bank of Nonesuch")) == []


def test_a_judgement_keeps_the_name_it_is_about() -> None:
    (same,) = judged("Nonesuch Inc.'s")
    assert (same.name, same.name_id) == ("Nonesuch Inc.", new_entity_id("org", "nonesuch"))


NAMES = (
    "Apollo|Apollo Hospitals|Apollo Group|Nonesuch|Nonesuch Foods|Hexagon|Hexagon AB|FDIC|A & B|!| ".split(
        "|"
    )
)


@given(
    st.lists(st.sampled_from(NAMES), max_size=6),
    st.lists(st.sampled_from(NAMES), max_size=4, unique=True),
    st.sampled_from(["org", "gov", "person", "product"]),
)
def test_what_is_linked_to_another_is_sure_and_what_is_asked_is_not(
    names: list[str], known: list[str], kind: str
) -> None:
    found = judged(*names, book=met(*known, kind=kind), kind=kind)
    for one in found:
        others = [two for two in found if two.mention_id == one.mention_id and two.verdict == "unsure"]
        if one.verdict == "unsure":
            assert band(one.score) == "unsure"
        else:
            assert one.verdict == "same"
            assert band(one.score) == ("unsure" if others else "same")
        assert one.entity_id not in {two.entity_id for two in others if two is not one}
