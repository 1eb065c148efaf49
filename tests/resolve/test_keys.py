"""Name keys and company forms: the surfaces of one organisation meet, those of two do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.resolve.forms import FORMS, WEAK_FORMS, strip_forms
from foedus.resolve.keys import full_key, loose_key, name_key

SAME = [
    (
        "openai",
        [
            "OpenAI",
            "OpenAI Inc.",
            "OpenAI, Inc.",
            "OPENAI INC",
            "OpenAI's",
            "OpenAI LP",
            "The OpenAI Co., Ltd.",
        ],
    ),
    (
        "microsoft",
        ["Microsoft", "Microsoft Corp.", "Microsoft Corporation", "Microsoft’s", "ＭＩＣＲＯＳＯＦＴ"],
    ),
    (
        "samsung electronics",
        ["Samsung Electronics", "Samsung Electronics Co., Ltd.", "Samsung Electronics Co Ltd"],
    ),
    ("novo nordisk", ["Novo Nordisk", "Novo Nordisk A/S", "Novo Nordisk AS"]),
    ("grupo bimbo", ["Grupo Bimbo", "Grupo Bimbo S.A.B. de C.V."]),
    ("prevodka", ["Převodka a.s.", "Prevodka"]),
    ("societe generale", ["Société Générale", "Societe Generale S.A."]),
    ("tiffany", ["Tiffany", "Tiffany & Co.", "Tiffany and Company"]),
    ("macy", ["Macy's", "Macy's Inc.", "Macy’s, Inc."]),
    ("procter and gamble", ["Procter & Gamble", "The Procter & Gamble Company", "Procter and Gamble"]),
    ("orlen", ["Orlen Sp. z o.o.", "ORLEN sp.z o.o."]),
    ("us steel", ["U.S. Steel", "US Steel Corp."]),
    ("coca cola", ["Coca-Cola", "The Coca-Cola Co."]),
    ("maersk", ["Mærsk A/S", "Maersk"]),
    ("genting", ["Genting Bhd", "Genting Sdn Bhd", "Genting Berhad"]),
    (
        "foo",
        [
            "Foo GmbH & Co. KG",
            "Foo GmbH",
            "Foo KGaA",
            "Foo Pty Ltd",
            "Foo Pte. Ltd.",
            "Foo K.K.",
            "Foo d.o.o.",
        ],
    ),
]


@pytest.mark.parametrize(
    ("key", "surface"), [(key, surface) for key, surfaces in SAME for surface in surfaces]
)
def test_surfaces_of_one_organisation_meet(key: str, surface: str) -> None:
    assert name_key(surface, "org") == key


def test_different_names_stay_apart() -> None:
    names = [
        "Altria",
        "Altria Group",
        "Bank of China",
        "China",
        "GPT-4",
        "GPT-4 Turbo",
        "Disney",
        "Disney+",
        "C3.ai",
    ]
    assert len({name_key(name, "org") for name in names}) == len(names)


def test_weak_forms_come_off_the_loose_key_only() -> None:
    assert name_key("Altria Group Inc", "org") == "altria group"
    assert loose_key("Altria Group Inc", "org") == "altria"
    assert loose_key("Arm Holdings plc", "org") == "arm"


def test_a_form_is_never_the_whole_name_and_stays_at_the_start() -> None:
    assert [strip_forms(name) for name in ("Inc", "Co.", "AG", "Group", "Company, Inc.")] == [
        "Inc",
        "Co.",
        "AG",
        "Group",
        "Company",
    ]
    assert strip_forms("AG Insurance") == "AG Insurance"
    assert strip_forms("PT Telkom Indonesia Tbk") == "PT Telkom Indonesia"


def test_the_longest_form_comes_off_and_the_rest_keeps_its_spelling() -> None:
    assert strip_forms("Grupo Bimbo, S.A.B. de C.V.") == "Grupo Bimbo"
    assert strip_forms("Derinsu Holding A.Ş.") == "Derinsu Holding"
    assert strip_forms("Derinsu Holding A.Ş.", weak=True) == "Derinsu"


def test_at_least_150_forms_are_known_and_weak_ones_are_kept_apart() -> None:
    assert len(FORMS) >= 150
    assert not FORMS & WEAK_FORMS


@pytest.mark.parametrize(
    ("surface", "kind", "key"),
    [
        ("Mr. Sam Altman", "person", "sam altman"),
        ("Dr Fei-Fei Li's", "person", "fei fei li"),
        ("Martin Luther King Jr.", "person", "martin luther king"),
        ("LockBit ransomware", "threat", "lockbit"),
        ("APT29", "threat", "apt29"),
        ("the Federal Trade Commission", "gov", "federal trade commission"),
        ("F.T.C.", "gov", "ftc"),
        ("iPhone SE", "product", "iphone se"),
    ],
)
def test_each_kind_has_its_own_small_words(surface: str, kind: str, key: str) -> None:
    assert name_key(surface, kind) == key


KINDS = st.sampled_from(["org", "gov", "person", "product", "threat"])
LETTERS = st.sampled_from("abcdefgOIN")
NAME = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
SPELT_FORMS = st.sampled_from(
    [
        "",
        " Inc",
        " Inc.",
        ", Inc.",
        " INC",
        " LP",
        " L.P.",
        " Co., Ltd.",
        " GmbH & Co. KG",
        " S.A.B. de C.V.",
        " a.s.",
    ]
)


@given(NAME, SPELT_FORMS, st.sampled_from(["", "'s", "’s"]), st.sampled_from(["", "the ", "The "]))
def test_form_case_article_and_possessive_do_not_change_the_key(
    name: str, form: str, owner: str, the: str
) -> None:
    assert name_key(f"{the}{name}{form}{owner}", "org") == name_key(name, "org")
    assert name_key(name.upper(), "org") == name_key(name, "org")


@given(st.text(max_size=40), KINDS)
def test_a_key_is_its_own_key_and_empty_only_for_a_blank_name(name: str, kind: str) -> None:
    for key in (name_key(name, kind), loose_key(name, kind)):
        assert bool(key) == bool(name.strip())
        assert name_key(key, kind) == key or loose_key(key, kind) == key
    assert name_key(name_key(name, kind), kind) == name_key(name, kind)
    assert full_key(full_key(name)) == full_key(name)


@given(st.text(max_size=40))
def test_what_is_left_without_forms_is_the_beginning_of_the_name(name: str) -> None:
    assert name.startswith(strip_forms(name, weak=True))
    assert bool(strip_forms(name).strip()) == bool(name.strip())
