from __future__ import annotations

import re
from datetime import date

import pytest

from foedus.analyse.phrase import Said, clause, terms_text
from foedus.analyse.wording import wording
from foedus.model import FactTerms, Interval, vocabulary

_EVERY = [
    (relation, stage, certainty)
    for relation in vocabulary().relations
    for stage in vocabulary().stages
    for certainty in vocabulary().certainties
]
_FULL = FactTerms(
    amount_words="$1 billion",
    share_words="33%",
    valuation_words="$9 billion",
    what="chips",
    title="chief executive",
)


def _said(relation: str, stage: str = "done", certainty: str = "asserted", **terms: object) -> Said:
    sided = vocabulary().relations[relation].one_sided
    return Said(
        relation=relation,
        stage=stage,
        certainty=certainty,
        subject="Alpha",
        other=None if sided else "Beta",
        terms=FactTerms(**terms),  # type: ignore[arg-type]
        valid=Interval(),
    )


@pytest.mark.parametrize(("relation", "stage", "certainty"), _EVERY)
def test_every_relation_can_be_said_at_every_stage_with_and_without_terms(
    relation: str, stage: str, certainty: str
) -> None:
    bare = clause(_said(relation, stage, certainty))
    full = _said(relation, stage, certainty)
    for text in (
        bare,
        clause(Said(**{name: getattr(full, name) for name in full.__slots__} | {"terms": _FULL})),
    ):
        assert "Alpha" in text
        assert "Beta" in text or vocabulary().relations[relation].one_sided
        assert not re.search(r"[{}\[\]|]|  |\bNone\b", text)


@pytest.mark.parametrize("relation", vocabulary().relations)
def test_every_relation_has_words_of_its_own(relation: str) -> None:
    words = wording(relation)
    assert words.done
    assert words.bare
    assert words.ended


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (_said("invests_in", amount_words="$1 billion"), "Alpha has invested $1 billion in Beta"),
        (_said("invests_in", amount_words="a $1 billion"), "Alpha has invested $1 billion in Beta"),
        (_said("invests_in", amount_words="multibillion-dollar"), "Alpha has invested in Beta"),
        (_said("owns", share_words="about 27%"), "Alpha owns about 27% of Beta"),
        (_said("owns"), "Alpha has a holding in Beta"),
        (
            _said("owns", "offered", share_words="33%", holder="Beta"),
            "Alpha would own 33% of Beta, as Beta offers",
        ),
        (_said("owns", "demanded"), "Alpha demands to have a holding in Beta"),
        (_said("acquires", "negotiated", amount_words="$3bn"), "Alpha is in talks to acquire Beta for $3bn"),
        (_said("acquires", "failed"), "Alpha did not acquire Beta"),
        (_said("acquires", "failed", "reported"), "Alpha reportedly did not acquire Beta"),
        (_said("acquires", "possible", "rumoured"), "Alpha may acquire Beta (a rumour)"),
        (_said("sues", "considered", "reported"), "Alpha is reportedly weighing whether to sue Beta"),
        (_said("sues", "done", "reported"), "Alpha has reportedly sued Beta"),
        (_said("supplies", "done", "reported", what="chips"), "Alpha reportedly supplies Beta with chips"),
        (_said("supplies", what="chips", exclusive=True), "Alpha is the exclusive supplier of chips to Beta"),
        (_said("supplies", "ended", what="chips"), "Alpha no longer supplies Beta with chips"),
        (_said("partners_with"), "Alpha and Beta are partners"),
        (_said("partners_with", "planned"), "Alpha and Beta plan to work together"),
        (_said("negotiates_with", what="its future"), "Alpha and Beta are in talks over the future"),
        (_said("negotiates_with", "failed"), "Alpha and Beta have broken off their talks"),
        (_said("competes_with", "ended"), "Alpha and Beta no longer compete"),
        (_said("accuses", what="breached their deal"), "Alpha accuses Beta over “breached their deal”"),
        (_said("owns", "done", "reported"), "Alpha reportedly has a holding in Beta"),
        (_said("employs", title="chief executive"), "Alpha employs Beta as chief executive"),
        (
            _said("raises", amount_words="$40bn", valuation_words="$300bn"),
            "Alpha has raised $40bn at a valuation of $300bn",
        ),
        (_said("owns", "done", "denied"), "someone denies that Alpha has a holding in Beta"),
    ],
)
def test_a_clause_is_plain_english(said: Said, text: str) -> None:
    assert clause(said) == text


@pytest.mark.parametrize(
    ("relation", "valid", "words", "ending"),
    [
        ("supplies", Interval(start=None, end=None), None, "Beta"),
        ("invests_in", {"start": "2019-01-01", "granularity": "year"}, None, "in 2019"),
        ("invests_in", {"start": "2019-01-01", "granularity": "year"}, "since 2019", "since 2019"),
        ("supplies", {"start": "2025-06-01", "granularity": "month"}, None, "since June 2025"),
        ("supplies", {"end": "2030-12-31", "granularity": "year"}, None, "until 2030"),
        ("supplies", {"start": "2025-06-16", "granularity": "known_by"}, None, "Beta"),
        (
            "supplies",
            {"start": "2025-06-16", "end": "2032-12-31", "granularity": "known_by"},
            None,
            "until 2032",
        ),
        (
            "supplies",
            {"start": "2019-01-01", "end": "2025-12-31", "granularity": "span"},
            None,
            "from 2019 to 2025",
        ),
        ("acquires", {"start": "2023-12-18", "granularity": "day"}, None, "on 18 December 2023"),
        (
            "acquires",
            {"start": "2025-04-01", "granularity": "quarter"},
            None,
            "in the second quarter of 2025",
        ),
    ],
)
def test_days_are_said_as_exactly_as_they_are_known(
    relation: str, valid: Interval | dict[str, str], words: str | None, ending: str
) -> None:
    if isinstance(valid, dict):
        days = {name: date.fromisoformat(valid[name]) for name in ("start", "end") if name in valid}
        valid = Interval(**days, granularity=valid["granularity"])
    said = Said(
        relation=relation,
        stage="done",
        certainty="asserted",
        subject="Alpha",
        other="Beta",
        terms=FactTerms(date_words=words),
        valid=valid,
    )
    assert clause(said).endswith(ending)


@pytest.mark.parametrize(
    ("relation", "start", "granularity", "text"),
    [
        ("partners_with", date(2019, 1, 1), "year", "Alpha and Beta have been partners since 2019"),
        ("supplies", date(2019, 1, 1), "year", "Alpha has supplied Beta since 2019"),
        ("owns", date(2019, 1, 1), "year", "Alpha has had a holding in Beta since 2019"),
        ("competes_with", date(2019, 1, 1), "year", "Alpha and Beta have competed since 2019"),
        ("invests_in", date(2019, 7, 1), "month", "Alpha invested in Beta in July 2019"),
        ("settles_with", date(2019, 7, 22), "day", "Alpha and Beta settled on 22 July 2019"),
        ("accuses", date(2019, 1, 1), "year", "Alpha accused Beta in 2019"),
    ],
)
def test_a_day_brings_its_tense(relation: str, start: date, granularity: str, text: str) -> None:
    said = Said(
        relation=relation,
        stage="done",
        certainty="asserted",
        subject="Alpha",
        other="Beta",
        terms=FactTerms(),
        valid=Interval(start=start, granularity=granularity),
    )
    assert clause(said) == text


def test_terms_stand_in_one_line() -> None:
    terms = FactTerms(amount_words="$1\nbillion", valuation_words="$9bn", what="chips", exclusive=True)
    assert terms_text(terms) == "$1 billion · valued at $9bn · chips · exclusive"


@pytest.mark.parametrize(
    ("what", "said"), [("'s technology", "technology"), ("of its conduct", "its conduct"), ("cloud", "cloud")]
)
def test_goods_lose_what_ties_them_to_their_own_sentence(what: str, said: str) -> None:
    assert terms_text(FactTerms(what=what)) == said
