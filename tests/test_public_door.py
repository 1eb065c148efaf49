from __future__ import annotations

import inspect

import foedus


def test_the_public_names_are_these_and_no_others() -> None:
    assert foedus.__all__ == [
        "Claim",
        "FlowOptions",
        "FoedusError",
        "Story",
        "__version__",
        "builtin_reader",
        "company",
        "dossier",
        "extract",
        "load_registry",
        "open_book",
        "read_into",
    ]


def test_every_public_name_is_there_and_documented() -> None:
    for name in foedus.__all__:
        found = getattr(foedus, name)
        assert found is not None
        if not isinstance(found, str):
            assert inspect.getdoc(found)


def test_public_names_can_be_listed() -> None:
    assert set(foedus.__all__) <= set(dir(foedus))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    assert not hasattr(foedus, "nonsense")
