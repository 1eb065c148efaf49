"""kill -9 in the middle of a run: the book stays whole, and the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foedus.record import open_book
from tests.flow.history import STORIES, told, write_stories

_ROOT = Path(__file__).parents[2]
_RUN = """
import sys, time
from foedus.flow import FlowOptions, read_into
from foedus.record import open_book
from foedus.resolve import load_registry
from tests.flow.history import reader
with open_book(sys.argv[2]) as book:
    read_into(book, [sys.argv[1]], reader=reader(), registry=load_registry(),
              options=FlowOptions(on_progress=lambda counts: print(counts.stories, flush=True)))
"""


def _many() -> list[dict[str, str]]:
    return [
        story | {"title": f"{story['title']}, part {part}", "outlet": f"{story['outlet']} {part}"}
        for part in range(6)
        for story in STORIES
    ]


def _start(folder: Path, where: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, str(folder), str(where)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    )


@pytest.mark.slow
def test_a_killed_run_leaves_a_whole_book_and_the_next_one_goes_on(tmp_path: Path) -> None:
    folder, where = write_stories(tmp_path / "stories", *_many()), tmp_path / "book.db"
    for stories, delay in ((1, 0.0), (9, 0.004), (20, 0.011)):
        with _start(folder, where) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) >= stories:
                    break
            time.sleep(delay)  # somewhere inside the next story
            process.send_signal(signal.SIGKILL)
        with open_book(where, create=False) as book:
            view = book.view()
            assert all(view.read_by(story.id) for story in view.stories())
    with _start(folder, where) as process:
        assert process.wait(60) == 0
    whole, _ = told(tmp_path / "whole", *_many(), where=tmp_path / "whole.db")
    with open_book(where) as book, whole:
        ours = sorted(version.id for version in book.view().versions())
        assert ours == sorted(version.id for version in whole.view().versions())
