from __future__ import annotations

import pytest

from foedus.analyse import busiest_pair, company, find
from foedus.errors import NotFoundError
from foedus.record import Book


def test_the_card_says_who_it_is_and_where_that_is_known_from(history: Book) -> None:
    identity = company(history.view(), "OpenAI Inc.").identity
    assert identity.entity.name == "OpenAI"
    assert identity.entity.profile.founded == 2015
    assert identity.entity.profile.source
    assert (identity.stories, identity.outlets) == (9, 4)


def test_relations_stand_under_the_heading_of_their_kind(history: Book) -> None:
    card = company(history.view(), "OpenAI")
    others = {
        section.title: {one.other.name for one in section.relatives if one.other} for section in card.sections
    }
    assert others["Investors and lenders"] == {"Microsoft"}
    assert others["Products"] == {"ChatGPT"}
    assert others["People and founders"] == {"Sam Altman"}
    assert others["Rivals"] == {"Microsoft"}
    assert others["Suppliers"] == {"Microsoft"}
    assert others["Funding and structure"] == set()


def test_every_fact_of_the_entity_stands_somewhere_on_the_card(history: Book) -> None:
    view = history.view()
    card = company(view, "OpenAI")
    shown = {
        line.version.fact.id for section in card.sections for one in section.relatives for line in one.lines
    }
    assert shown == {version.fact.id for version in view.entity_versions("reg:openai")}


def test_what_stands_comes_before_what_is_only_talked_of(history: Book) -> None:
    card = company(history.view(), "OpenAI")
    (investors,) = (section for section in card.sections if section.title == "Investors and lenders")
    assert investors.relatives[0].best.version.stage == "done"


def test_a_product_has_a_card_too(history: Book) -> None:
    (section,) = company(history.view(), "ChatGPT").sections
    assert (section.title, section.relatives[0].best.words) == ("Made or launched by", "OpenAI makes ChatGPT")


def test_a_name_is_found_by_alias_by_beginning_and_by_id(history: Book) -> None:
    view = history.view()
    assert find(view, "OpenAI, Inc.").entity.id == "reg:openai"
    assert find(view, "federal trade").entity.kind == "gov"
    assert find(view, "reg:openai").entity.name == "OpenAI"


def test_a_blank_name_is_nobody(history: Book) -> None:
    with pytest.raises(NotFoundError):
        find(history.view(), "  ")


def test_the_busiest_pair_is_where_to_begin(history: Book) -> None:
    pair = busiest_pair(history.view())
    assert pair is not None
    assert {entity.name for entity in pair} == {"Microsoft", "OpenAI"}
