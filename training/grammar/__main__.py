"""Prints made sentences as corpus stories of five: python -m training.grammar COUNT --seed S."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import islice

from . import generate

STORY = 5


def main() -> int:
    """Zero, once COUNT sentences are printed."""
    parser = argparse.ArgumentParser(
        prog="python -m training.grammar", description="Make marked news sentences, five to a story."
    )
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sentences = generate(options.count, options.seed)
    number = 0
    while batch := list(islice(sentences, STORY)):
        number += 1
        story = {
            "story": f"grammar-{options.seed}-{number}",
            "style": "made",
            "date": "2025-01-01",
            "title": batch[0]["text"],
            "sentences": batch,
        }
        sys.stdout.write(json.dumps(story, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
