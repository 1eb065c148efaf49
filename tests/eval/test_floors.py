"""The reader must not get worse: floors on stories it was never trained on.

`floors.json` holds the floors and the digest of the stories they were measured on. Lowering one is a
decision: change the file in a commit that says why. `python tests/eval/test_floors.py` prints the figures.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))


def held_out() -> list[Path]:
    return [ROOT / "training" / "corpus" / name for name in FLOORS["files"]]


def digest() -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in held_out())).hexdigest()


def measure() -> dict[str, float]:
    """The figures the floors are for, by the shipped reader."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from foedus.read import builtin_reader
    from training.data import load_stories
    from training.evaluate import evaluate, macro

    report = evaluate(builtin_reader(), load_stories(held_out()))
    found, right = report.facts.found, report.facts.right
    return {
        "fact_f1": report.facts.f1,
        "fact_precision": right / found if found else 0.0,
        "mention_f1": report.mentions.f1,
        "stage_accuracy": macro(report.labels, "stage")[0],
        "certainty_accuracy": macro(report.labels, "certainty")[0],
    }


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return measure()


def test_the_floors_are_for_these_stories() -> None:
    assert digest() == FLOORS["digest"], "the held-out stories changed: measure again and set the floors anew"


@pytest.mark.parametrize("figure", sorted(FLOORS["floors"]))
def test_the_reader_stays_above_its_floor(figure: str, measured: dict[str, float]) -> None:
    assert measured[figure] >= FLOORS["floors"][figure]


if __name__ == "__main__":
    figures = {name: round(value, 4) for name, value in measure().items()}
    print(json.dumps({"digest": digest(), "measured": figures}, indent=1))
