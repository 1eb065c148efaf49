"""Resolving: what each name means, by which evidence, and that two known entities never become one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Entity, Judgement
from foedus.resolve import NamedMention, NearNames, Registry, new_entity_id, read_registry, resolve
from foedus.resolve.keys import name_key
from foedus.resolve.short_forms import short_form_of

LINES = [
    {"id": "openai", "name": "OpenAI", "kind": "org"},
    {"id": "microsoft", "name": "Microsoft", "kind": "org"},
    {"id": "azure", "name": "Microsoft Azure", "kind": "org"},
    {"id": "ftc", "name": "Federal Trade Commission", "kind": "gov", "aliases": ["FTC"]},
    {"id": "jnj", "name": "Johnson & Johnson", "kind": "org"},
    {"id": "hexagon", "name": "Hexagon AB", "kind": "org", "ambiguous": ["Hexagon"]},
]
REGISTRY = read_registry([json.dumps(line) for line in LINES], name="test")


class Book:
    """Entities met before, found by their name keys."""

    def __init__(self, *entities: Entity) -> None:
        self.entities = entities

    def find(self, key: str, kind: str) -> tuple[Entity, ...]:
        return tuple(e for e in self.entities if e.kind == kind and name_key(e.name, kind) == key)

    def near(self, name: str, kind: str) -> tuple[Entity, ...]:
        return NearNames(self.entities).find(name, kind)


def resolved(
    *names: tuple[str, str], book: Book | None = None, registry: Registry = REGISTRY
) -> list[tuple[Judgement, Entity]]:
    mentions = [
        NamedMention(mention_id=f"me{number}", name=name, kind=kind, story_id="st")
        for number, (name, kind) in enumerate(names)
    ]
    return list(resolve(mentions, registry=registry, known=book or Book(), decided_by="test 1"))


def orgs(*names: str, book: Book | None = None) -> list[str]:
    pairs = resolved(*((name, "org") for name in names), book=book)
    return [entity.id for judgement, entity in pairs if judgement.verdict == "same"]


def test_a_registry_name_means_its_entry_and_says_why() -> None:
    ((judgement, entity),) = resolved(("OpenAI LP", "org"))
    assert entity.id == judgement.entity_id == "reg:openai"
    assert judgement.reasons == ("same name key 'openai' as registry entry OpenAI",)
    assert (judgement.mention_id, judgement.verdict, judgement.decided_by) == ("me0", "same", "test 1")
    assert judgement.decided_at is None


def test_org_and_gov_meet_through_the_registry_only() -> None:
    ((_, first), (_, second)) = resolved(("FTC", "org"), ("Federal Trade Commission", "gov"))
    assert first.id == second.id == "reg:ftc"
    ((_, first), (_, second)) = resolved(("Nonesuch", "org"), ("Nonesuch", "gov"))
    assert first.id != second.id


@pytest.mark.parametrize(
    ("short", "long", "kind", "how"),
    [
        ("Altria", "Altria Group Inc", "org", "short form"),
        ("Altria", "The Altria Group", "org", "short form"),
        ("Goldman", "Goldman Sachs Group", "org", "short form"),
        ("Boeing", "Spirit Boeing Works", "org", "short form"),
        ("Altman", "Sam Altman", "person", "last name"),
        ("Mr. Altman", "Sam Altman", "person", "last name"),
        ("FDIC", "Federal Deposit Insurance Corporation", "gov", "acronym"),
        ("F.D.I.C.", "Federal Deposit Insurance Corporation", "gov", "acronym"),
        ("FTC", "Federal Trade Commission", "gov", "acronym"),
        ("SEC", "Securities and Exchange Commission", "gov", "acronym"),
        ("IBM", "International Business Machines Corp.", "org", "acronym"),
        ("BofA", "Bank of America", "org", None),
        ("Commission", "European Commission", "gov", None),
        ("Copilot", "GitHub Copilot", "product", "short form"),
        ("GPT-4", "GPT-4 Turbo", "product", None),
        ("Sam", "Sam Altman", "person", None),
        ("China", "Bank of China", "org", None),
        ("Delaware", "Delaware Supreme Court", "gov", None),
        ("Bank", "Bank of America", "org", None),
        ("Toyota", "Toyota Japan", "org", None),
        ("Alt", "Altria Group", "org", None),
        ("Telvia AG", "Telvia Magyar", "org", None),
        ("Lordstown Motors", "Lordstown Motors Ohio plant", "org", None),
        ("Alliance", "Premier Alliance", "org", None),
        ("Altria Group", "Altria", "org", None),
    ],
)
def test_a_short_form_is_told_from_another_name(short: str, long: str, kind: str, how: str | None) -> None:
    assert short_form_of(short, long, kind) == how


def test_a_short_form_joins_the_one_longer_name_of_its_story() -> None:
    (_, (judgement, entity)) = resolved(("Altria Group Inc", "org"), ("Altria", "org"))
    assert entity.name == "Altria Group Inc"
    assert judgement.reasons[0] == "short form of 'Altria Group Inc' in the same story"
    assert len(set(orgs("Altria", "Altria Group", "Altria Group, Inc."))) == 1


def test_a_short_form_of_two_names_joins_neither() -> None:
    found = orgs("Altria Foods", "Altria Tobacco", "Altria")
    assert len(set(found)) == 3


def test_a_last_name_joins_its_person_unless_two_bear_it() -> None:
    (_, (_, entity)) = resolved(("Sam Altman", "person"), ("Altman", "person"))
    assert entity.name == "Sam Altman"
    pairs = resolved(("Sam Altman", "person"), ("Jack Altman", "person"), ("Altman", "person"))
    assert len({entity.id for _, entity in pairs}) == 3


def test_stories_do_not_lend_one_another_their_long_names() -> None:
    names = [
        NamedMention(mention_id="a", name="Altria Group", kind="org", story_id="one"),
        NamedMention(mention_id="b", name="Altria", kind="org", story_id="two"),
    ]
    (_, (judgement, _)) = resolve(names, registry=REGISTRY, known=Book(), decided_by="test")
    assert judgement.reasons == ("no known entity is sure to be meant by the name key 'altria'",)


def test_two_registry_entries_never_become_one() -> None:
    assert orgs("Microsoft", "Microsoft Azure") == ["reg:microsoft", "reg:azure"]
    assert orgs("Microsoft", "Microsoft Zune Works") == [
        "reg:microsoft",
        new_entity_id("org", "microsoft zune works"),
    ]


def test_a_name_in_the_book_keeps_its_entity() -> None:
    known = Entity(id="en_old", name="Nonesuch Ltd", kind="org")
    assert orgs("Nonesuch", "Nonesuch Inc.", book=Book(known)) == ["en_old", "en_old"]
    assert orgs("Nonesuch Group", book=Book(known)) == [new_entity_id("org", "nonesuch group")]
    ((judgement, entity),) = resolved(("Nonesuch", "person"), book=Book(known))
    assert entity.id != "en_old"
    assert judgement.verdict == "same"


def test_two_in_the_book_leave_the_choice_open() -> None:
    book = Book(
        Entity(id="en_a", name="Nonesuch", kind="org"), Entity(id="en_b", name="Nonesuch Ltd", kind="org")
    )
    assert orgs("Nonesuch", book=book) == [new_entity_id("org", "nonesuch")]


def test_a_new_entity_shows_the_fullest_spelling_and_keeps_the_others() -> None:
    pairs = resolved(
        ("NONESUCH", "org"), ("Nonesuch's", "org"), ("Nonesuch Inc.", "org"), ("NONESUCH INC.", "org")
    )
    assert {entity for _, entity in pairs} == {
        Entity(
            id=new_entity_id("org", "nonesuch"),
            name="Nonesuch Inc.",
            kind="org",
            aliases=("Nonesuch", "NONESUCH INC.", "NONESUCH"),
        )
    }


def test_an_ambiguous_name_is_a_name_of_its_own_with_its_meanings_unsure() -> None:
    (unsure, same) = resolved(("Hexagon", "org"))
    assert (unsure[0].verdict, unsure[1].id) == ("unsure", "reg:hexagon")
    assert (same[0].verdict, same[1].id) == ("same", new_entity_id("org", "hexagon"))
    assert "ambiguous in the registry (Hexagon AB)" in same[0].reasons[0]


def test_an_ambiguous_name_joins_its_full_name_in_the_story() -> None:
    pairs = resolved(("Hexagon Metrology AB", "org"), ("Hexagon", "org"))
    assert len({entity.id for judgement, entity in pairs if judgement.verdict == "same"}) == 1


def test_a_name_of_two_gives_one_judgement_each() -> None:
    pairs = resolved(("Microsoft & OpenAI", "org"))
    assert [(judgement.mention_id, entity.id) for judgement, entity in pairs] == [
        ("me0", "reg:microsoft"),
        ("me0", "reg:openai"),
    ]
    pairs = resolved(("Nonesuch", "org"), ("Johnson & Johnson & Nonesuch", "org"))
    assert [entity.id for _, entity in pairs[1:]] == ["reg:jnj", new_entity_id("org", "nonesuch")]


def test_an_ampersand_inside_one_name_stays() -> None:
    assert orgs("Johnson & Johnson") == ["reg:jnj"]
    assert orgs("Smith & Wesson") == [new_entity_id("org", "smith and wesson")]


SURFACES = (
    "OpenAI|OpenAI's|Acme|Acme Group|Acme Corp.|A&B|A&B.|AB|Alpha Beta|Hexagon|Acme & OpenAI|FTC"
    "|Acme Group Foods| & |&|Sam Altman|Altman|!|Microsoft Azure"
)
NAMES = st.lists(
    st.tuples(st.sampled_from(SURFACES.split("|")), st.sampled_from(["org", "gov", "person", "product"])),
    max_size=8,
)


@given(NAMES)
def test_every_name_is_judged_same_and_again_the_same(names: list[tuple[str, str]]) -> None:
    pairs = resolved(*names)
    assert pairs == resolved(*names)
    assert {judgement.mention_id for judgement, _ in pairs if judgement.verdict == "same"} == {
        f"me{number}" for number in range(len(names))
    }
    for judgement, entity in pairs:
        assert judgement.entity_id == entity.id
        assert judgement.verdict in {"same", "unsure"}
        assert 0 < judgement.score <= 1
        assert judgement.reasons


@given(NAMES)
def test_the_order_of_names_in_a_story_does_not_matter(names: list[tuple[str, str]]) -> None:
    def links(given_names: list[tuple[str, str]]) -> set[tuple[str, str, str]]:
        pairs = resolved(*given_names)
        return {(*given_names[int(judgement.mention_id[2:])], entity.id) for judgement, entity in pairs}

    assert links(names) == links(names[::-1])


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_hostile_names_end(first: str, second: str) -> None:
    assert resolved((first, "org"), (second, "org"), (f"{first} & {second}", "org"))
