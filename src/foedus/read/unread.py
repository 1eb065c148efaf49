"""Why a reader could not read one story, while it can read others."""

from __future__ import annotations

__all__ = ["UnreadError"]


class UnreadError(Exception):
    """A story that this reader could not read: it becomes a counted `Rejected`, and the run goes on.

    `reason` is a short fixed word, `detail` one sentence for people.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
