"""One story through a reader, so that a story which breaks it does not end the run."""

from __future__ import annotations

from foedus.errors import FoedusError
from foedus.model import Reading, Rejected, Story
from foedus.read import Reader, UnreadError

__all__ = ["read_one"]


def read_one(reader: Reader, story: Story) -> Reading | Rejected:
    """The reading of a story, or why there is none. Raises `FoedusError` where none can be read at all."""
    try:
        return next(iter(reader.read((story,))))
    except FoedusError:
        raise
    except UnreadError as error:
        detail = f"{_name(story)} was not read: {error.detail}"
        return Rejected(stage="read", item_id=story.id, reason=error.reason, detail=detail)
    # Whatever a story does to a reader, the stories after it are owed their turn; it is counted.
    except Exception as error:
        said = " ".join(str(error).split())[:200] or "no reason given"
        return Rejected(
            stage="read",
            item_id=story.id,
            reason="reader_failed",
            detail=f"{_name(story)} broke the reader {reader.version}: {type(error).__name__}: {said}.",
        )


def _name(story: Story) -> str:
    return story.path or story.url or story.id
