"""What the tables of `make eval` are made of."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from training.data import load_stories
from training.evaluate import calibration_error, interval
from training.facts import FactMark, Tally, agree, distinct, marked_facts

CORPUS = Path(__file__).parent.parent.parent / "training" / "corpus"


def fact(relation: str, subject: str, other: str) -> FactMark:
    return FactMark(relation, subject, other, "done", "asserted")


def test_facts_agree_when_relation_and_both_names_do() -> None:
    assert agree(fact("acquires", "Altria Group Inc", "Juul"), fact("acquires", "Altria", "Juul"))
    assert not agree(fact("acquires", "Juul", "Altria"), fact("acquires", "Altria", "Juul"))
    assert not agree(fact("owns", "Altria", "Juul"), fact("acquires", "Altria", "Juul"))


def test_a_relation_without_direction_agrees_either_way() -> None:
    assert agree(fact("competes_with", "Juul", "Altria"), fact("competes_with", "Altria", "Juul"))


def test_a_fact_told_twice_counts_once() -> None:
    assert len(distinct([fact("owns", "Altria", "Juul"), fact("owns", "Altria Group Inc", "Juul")])) == 1


def test_scores_that_come_true_as_often_as_they_say_have_no_error() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, False)]) == pytest.approx(1.0)


def test_the_interval_holds_the_figure_itself() -> None:
    stories = [Tally(n % 5, 5, 6) for n in range(40)]
    whole = Tally(sum(t.right for t in stories), 200, 240).f1
    low, high = interval(stories)
    assert low < whole < high


def test_no_story_is_both_trained_on_and_held_out() -> None:
    """A held-out story's facts do not stand together in any story that is trained on."""
    held = {"retold_wire", "retold_business", "tuning", "unseen"}
    siblings = set((CORPUS / "siblings.txt").read_text("utf-8").splitlines())
    trained: list[set[tuple[str, str, str]]] = []
    tests: list[set[tuple[str, str, str]]] = []
    for story in load_stories(sorted(CORPUS.glob("*.jsonl"))):
        facts = {(f.relation, f.subject, f.object or "") for f in marked_facts(story)}
        if story["file"] in held:
            tests.append(facts)
        elif f"{story['file']} {story['story']}" not in siblings:
            trained.append(facts)
    assert not [
        facts for facts in tests if any(len(facts & other) > max(4, len(facts) // 2) for other in trained)
    ]
