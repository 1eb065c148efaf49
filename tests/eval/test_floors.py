"""The reader must not get worse: floors on stories it was never trained on.

`floors.json` holds the floors and the digest of the stories they were measured on. Lowering one is a
decision: change the file in a commit that says why. `python tests/eval/test_floors.py` prints the figures.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
FIGURES = [(name, figure) for name, part in FLOORS.items() for figure in sorted(part["floors"])]


def held_out(name: str) -> list[Path]:
    return [ROOT / "training" / "corpus" / file for file in FLOORS[name]["files"]]


def digest(name: str) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in held_out(name))).hexdigest()


@cache
def measure(name: str) -> dict[str, float]:
    """The figures the floors of one set are for, by the shipped reader."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from foedus.read import builtin_reader
    from training.data import load_stories
    from training.evaluate import calibration_error, evaluate
    from training.facts import macro

    report = evaluate(builtin_reader(), load_stories(held_out(name)))
    found, right = report.facts.found, report.facts.right
    return {
        "fact_f1": report.facts.f1,
        "fact_precision": right / found if found else 0.0,
        "main_news_recall": report.main_news.recall,
        "mention_f1": report.mentions.f1,
        "stage_accuracy": macro(report.labels, "stage")[0],
        "certainty_accuracy": macro(report.labels, "certainty")[0],
        "calibrated": 1.0 - calibration_error(report.scored),
    }


@pytest.mark.parametrize("name", FLOORS)
def test_the_floors_are_for_these_stories(name: str) -> None:
    assert digest(name) == FLOORS[name]["digest"], (
        "the stories changed: measure again and set the floors anew"
    )


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_the_reader_stays_above_its_floor(name: str, figure: str) -> None:
    assert measure(name)[figure] >= FLOORS[name]["floors"][figure]


if __name__ == "__main__":
    told = {
        name: {"digest": digest(name), "measured": {k: round(v, 4) for k, v in measure(name).items()}}
        for name in FLOORS
    }
    print(json.dumps(told, indent=1))
