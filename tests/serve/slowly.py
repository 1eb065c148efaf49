"""A reader that leaves a mark before its third story, and then takes its time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from foedus.model import Reading, Story
from tests.flow.history import SCRIPT
from tests.flow.marked import ScriptedReader

__all__ = ["reader"]


class _Slow(ScriptedReader):
    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        if len(self.stories_read) == 2:
            Path("mark").touch()
            time.sleep(30)
        return super().read(stories)


def reader() -> ScriptedReader:
    """Such a reader, of the version of the quick one."""
    return _Slow(SCRIPT)
