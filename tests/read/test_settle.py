"""Which of a sentence's claims stand when they compete, and names spread over their story."""

from __future__ import annotations

import numpy as np

from foedus.model import Claim, Interval, Mention, Span
from foedus.read.decode import DraftMention, SentenceMarks
from foedus.read.settle import settle
from foedus.read.spread import spread_names
from foedus.read.tokens import Encoded
from foedus.read.words import split_words


def span(start: int, words: str) -> Span:
    return Span(story_id="st_1", start=start, end=start + len(words), words=words)


def claim(relation: str, trigger: int, score: float, *, object: str = "Juul", stage: str = "done") -> Claim:
    return Claim(
        relation=relation,
        subject=Mention(span=span(0, "Altria"), kind="org"),
        object=Mention(span=span(30, object), kind="org"),
        trigger=span(trigger, "stake"),
        sentence=span(0, "x" * 90),
        stage=stage,
        certainty="asserted",
        reader="r",
        score=score,
        stated=Interval(),
    )


def test_one_trigger_between_two_ends_is_read_once() -> None:
    kept = settle([claim("owns", 10, 0.9), claim("invests_in", 10, 0.8)])
    assert [c.relation for c in kept] == ["owns"]


def test_one_fact_told_twice_in_a_sentence_is_one_claim_but_another_stage_is_another() -> None:
    kept = settle([claim("owns", 10, 0.9), claim("owns", 50, 0.8), claim("owns", 70, 0.7, stage="ended")])
    assert [(c.trigger.start, c.stage) for c in kept] == [(10, "done"), (70, "ended")]


def test_other_ends_or_other_words_do_not_compete() -> None:
    kept = settle([claim("owns", 10, 0.9), claim("owns", 10, 0.8, object="Cronos"), claim("sues", 50, 0.7)])
    assert len(kept) == 3


def mark(text: str, *names: DraftMention) -> SentenceMarks:
    words = tuple(split_words(text))
    places = tuple(range(len(words)))
    states = np.zeros((len(words), 4), dtype=np.float16)
    labels = np.zeros(len(words), dtype=np.int64)
    return SentenceMarks(
        Encoded(text, words, places, places, places), list(names), [], [], states, states, labels, labels
    )


def test_a_name_found_surely_replaces_its_fragments_elsewhere() -> None:
    marks = [
        mark("Bank of America said", DraftMention(0, 3, "org", False, 0.95)),
        mark("Then Bank of America fell", DraftMention(1, 2, "org", False, 0.5)),
    ]
    spread_names(marks)
    assert [(d.start, d.end) for d in marks[1].names] == [(1, 4)]
    assert marks[1].name_labels.tolist() == [0, 1, 2, 2, 0]


def test_one_name_has_one_kind_in_its_story_but_a_place_may_act() -> None:
    marks = [
        mark("Humira sold", DraftMention(0, 1, "product", False, 0.9)),
        mark("Humira won", DraftMention(0, 1, "org", False, 0.6)),
        mark("China said", DraftMention(0, 1, "gov", False, 0.6)),
        mark("in China", DraftMention(1, 2, "place", False, 0.9)),
    ]
    spread_names(marks)
    assert [m.names[0].kind for m in marks] == ["product", "product", "gov", "place"]
