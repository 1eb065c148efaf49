"""A long story in pieces that fit a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.model import Sentence

__all__ = ["Chunk", "chunks", "halves"]

Chunk = tuple[Sentence, ...]


def chunks(sentences: Sequence[Sentence], room: int) -> Iterator[Chunk]:
    """Runs of consecutive sentences of at most `room` characters together; a longer one stands alone."""
    piece: list[Sentence] = []
    used = 0
    for sentence in sentences:
        size = len(sentence.words)
        if piece and used + size > room:
            yield tuple(piece)
            piece, used = [], 0
        piece.append(sentence)
        used += size
    if piece:
        yield tuple(piece)


def halves(chunk: Chunk) -> tuple[Chunk, ...]:
    """The chunk in two, for an answer that did not fit; nothing where it is one sentence."""
    if len(chunk) < 2:
        return ()
    middle = len(chunk) // 2
    return chunk[:middle], chunk[middle:]
