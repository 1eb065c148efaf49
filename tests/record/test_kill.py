"""A process that is killed in the middle loses no story it had committed, and the next goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from foedus.record import open_book
from tests.contract.news import bundle_of, tell, unrecorded

# Commits two stories and dies by SIGKILL inside the third's transaction.
DIES = """
import os, signal, sys
from foedus.record import open_book
from tests.contract.news import bundle_of, tell
from tests.record.material import Ticking
book = open_book(sys.argv[1])
tell(book, [bundle_of(1), bundle_of(2)])
with book.writer(Ticking()) as writer:
    writer.add_story(bundle_of(3).story)
    writer.add_reading(bundle_of(3).reading)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_no_committed_story_and_the_next_run_goes_on(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", DIES, str(where)], cwd=root, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    told = [bundle_of(number) for number in (1, 2, 3)]
    with open_book(where) as book:
        assert book.view().counts()["stories"] == 2
        tell(book, told)
        with open_book(tmp_path / "whole.db") as whole:
            tell(whole, told)
            assert unrecorded(list(book.view().versions())) == unrecorded(list(whole.view().versions()))
            assert book.view().counts() == whole.view().counts()
