"""The only place where the stages meet: inputs into a book, or inputs to claims without one."""

from __future__ import annotations

from foedus.flow.counts import Counts
from foedus.flow.effect import Effect
from foedus.flow.extracted import Extracted
from foedus.flow.flow import extract, read_into
from foedus.flow.judging import Judging, Outcome, judge, undo
from foedus.flow.options import FlowOptions, utc_now

__all__ = [
    "Counts",
    "Effect",
    "Extracted",
    "FlowOptions",
    "Judging",
    "Outcome",
    "extract",
    "judge",
    "read_into",
    "undo",
    "utc_now",
]
