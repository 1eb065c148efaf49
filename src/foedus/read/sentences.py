"""Stories cut into sentences, with exact offsets.

Lines decide first: a blank line, the end of a title, a heading or a list item always ends a
sentence. Inside what is left, `nupunkt` proposes borders and a repair pass corrects them: nothing
is cut inside "Yahoo! Inc. said" or after "Mr.", a closing quote stays with its sentence, and
"... Apple Inc. The company ..." is cut after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from foedus.model import Sentence, Story

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

__all__ = ["LONGEST", "split_sentences"]

LONGEST = 1_200
"""The most characters one sentence may have; a longer one is cut at whitespace."""

Piece = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A full stop after these never ends a sentence: a name or a number always follows.
_NEVER_LAST = _words(
    "mr mrs ms mx dr prof mt ft gen sen rep lt col capt cmdr sgt maj adm rev hon pres supt"
    " vs e.g i.e cf rs approx viz messrs mme mlle"
)
# These are abbreviations before a number only: "No. 5", but "Apple said no. Google agreed."
_BEFORE_NUMBERS = _words("no nos art fig sec vol pp")
# A full stop after these ends a sentence only where a clear first word follows.
_SELDOM_LAST = _words(
    "inc corp ltd co cos llc llp lp l.p plc pty pte bros jr sr intl assn dept univ st gov"
    " u.s u.k u.n e.u u.a.e u.s.a d.c a.m p.m s.a n.v b.v s.p.a a.g k.k a.s s.a.s s.e p.l.c l.l.c"
    " ph.d m.d b.a m.a j.d sp z.o.o"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    " calif conn del fla kan ky md mich minn mo okla ore pa tenn tex va vt wis"
)
# In small letters only these are abbreviations: "He sat." and "a red sun." end sentences.
_SMALL = _words("inc corp ltd co plc llc vs e.g i.e cf approx viz no nos a.m p.m u.s u.k vol pp rs")
_FIRST_WORDS = (
    "The It He She They We In But Its Their His Her This That These Those As At On For If When While After"
    " Before Since Both Under With According However Meanwhile There Yet So Some Most Last Now Then Also You"
    " Our My An A And By During Although Though Because Until Earlier Separately Analysts Neither Nor Such"
    " Still Instead Despite To From Several Many Asked What Which Who Why How"
)
_FIRST_WORD = re.compile(rf"(?:{'|'.join(_FIRST_WORDS.split())})(?=[\s,'’]|$)")
# Borders nupunkt may miss: "Inc. The", and a plain small word before a capital ("last month. Musk").
_MISSED = re.compile(
    r"(?<![\w.&'’-])(?P<word>[^\W\d_]{1,24}(?:\.[^\W\d_]){0,3})\.[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z])"
)
_SHOUT_GOES_ON = re.compile(r"(?:Inc|Corp|Co|Ltd|LLC|plc|AG|SA|Holdings|Group|Japan)\b")
_LAST_WORD = re.compile(r"([\w.&'’-]{1,24})\.$")
_CLOSING = re.compile(r"[”’»›)\]]+(?=\W|$)|[\"']+(?=\s|$)")
_SPACE = re.compile(r"\s")
_LINE = re.compile(r"[^\n]*\n?")
_ENDS = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-*•‣▪◦–—·]|#{1,6}|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+\S")
_OPENS = re.compile(r"[\"'“‘«(\[]*[A-Z0-9]")


def split_sentences(story: Story) -> tuple[Sentence, ...]:
    """The story's sentences in order: `story.text[start:end] == words`, none blank, none overlapping.

    The title is sentence 0, whole, where the text starts with it; where it does not, numbers
    start at 1, so that number 0 always means the title. No sentence is longer than `LONGEST`.
    """
    text = story.text
    head = _title_end(story)
    pieces = list(_cut_long(text, [(0, head)] if head else []))
    first = 0 if head else 1
    for block in _blocks(text, head):
        pieces.extend(_cut_long(text, _sentences(text, block)))
    return tuple(
        Sentence(story_id=story_id, number=number, start=start, end=end, words=text[start:end])
        for story_id in (story.id,)
        for number, (start, end) in enumerate(pieces, start=first)
    )


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    from nupunkt import load

    return load("default")


def _title_end(story: Story) -> int:
    """Where the title ends in the text; 0 when the text does not start with a title."""
    title = story.title.rstrip()
    if not title.strip() or not story.text.startswith(title):
        return 0
    after = story.text[len(title) : len(title) + 1]
    return len(title) if not after or after.isspace() else 0


def _trim(text: str, start: int, end: int) -> Piece:
    """The piece without the whitespace at both ends; empty when it is all whitespace."""
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return start, start
    start += len(piece) - len(piece.lstrip())
    return start, start + len(kept)


def _blocks(text: str, start: int) -> Iterator[Piece]:
    """Runs of lines that may hold running sentences: borders of these always end a sentence."""
    lines = [_trim(text, found.start(), found.end()) for found in _LINE.finditer(text, start) if found[0]]
    first = 0
    while first < len(lines):
        if lines[first][0] == lines[first][1]:
            first += 1
            continue
        last = first
        while last + 1 < len(lines) and lines[last + 1][0] < lines[last + 1][1]:
            last += 1
        yield from _lines_joined(text, lines[first : last + 1])
        first = last + 1


def _lines_joined(text: str, paragraph: list[Piece]) -> Iterator[Piece]:
    """The lines of one paragraph, joined where a sentence was wrapped over two of them."""
    width = max(end - start for start, end in paragraph)
    begun = paragraph[0][0]
    for (start, end), (next_start, next_end) in pairwise(paragraph):
        line, following = text[start:end], text[next_start:next_end]
        # A short line without a stop before a capital is a heading or byline, not a wrapped one.
        heading = end - start < 0.6 * width and _OPENS.match(following) and not line.endswith((",", "-", "–"))
        if _ENDS.search(line[-8:]) or _ITEM.match(following) or heading or line.startswith("#"):
            yield begun, end
            begun = next_start
    yield begun, paragraph[-1][1]


def _sentences(text: str, block: Piece) -> Iterator[Piece]:
    """The sentences of one block: proposed borders, then joined, then cut where clear."""
    offset, end = block
    # Blanks stand for every other space: nupunkt takes minutes over a long run of newlines.
    proposed = _tokenizer().iter_spans(_SPACE.sub(" ", text[offset:end]))
    joined = _joined(text, ((offset + first, offset + last) for first, last in proposed))
    for start, stop in joined:
        begun = start
        for found in _MISSED.finditer(text, start, stop):
            if _is_border(found["word"], text[found.end() : found.end() + 24]):
                yield _trim(text, begun, found.end())
                begun = found.end()
        yield _trim(text, begun, stop)


def _joined(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, closing quotes given back to their sentence and false borders removed."""
    held: Piece | None = None
    for start, end in pieces:
        if held is None:
            held = (start, end)
            continue
        closing = _CLOSING.match(text, start, end)
        if closing:
            held = (held[0], closing.end())
            start, end = _trim(text, closing.end(), end)
            if start == end:
                continue
        if _goes_on(text, held, start):
            held = (held[0], end)
        else:
            yield held
            held = (start, end)
    if held is not None:
        yield held


def _goes_on(text: str, piece: Piece, start: int) -> bool:
    """Whether the words at `start` belong to the sentence of `piece`."""
    tail, following = text[max(piece[0], piece[1] - 26) : piece[1]], text[start : start + 24]
    if following[0].islower():
        # "iPhone" and "eBay" open sentences; other small letters do not.
        return not following[1:2].isupper()
    if tail.endswith(("!", "?")):
        return bool(_SHOUT_GOES_ON.match(following))
    last = _LAST_WORD.search(tail)
    return last is not None and _is_abbreviation(last[1].lstrip("'’-&"), following)


def _is_border(word: str, following: str) -> bool:
    """Whether a sentence ends after `word` and its full stop, though no border was proposed there."""
    if word.islower() and len(word) > 1:
        return not _is_abbreviation(word, following)
    return (len(word) == 1 or word.casefold() in _SELDOM_LAST) and bool(_FIRST_WORD.match(following))


def _is_abbreviation(word: str, following: str) -> bool:
    """Whether the full stop after `word` belongs to the word, and the sentence goes on."""
    folded = word.casefold()
    if word == folded and word not in _SMALL:
        return False
    if folded in _BEFORE_NUMBERS:
        return following[0].isdigit()
    if folded in _NEVER_LAST:
        return True
    initial = len(word) == 1 and word.isupper()
    return (folded in _SELDOM_LAST or initial) and not _FIRST_WORD.match(following)


def _cut_long(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, blank ones dropped and overlong ones cut at their last whitespace."""
    for start, end in pieces:
        while end - start > LONGEST:
            window = text[start : start + LONGEST + 1]
            blank = max(map(window.rfind, " \n\t"))
            cut = start + (blank if blank > 0 else LONGEST)
            piece = _trim(text, start, cut)
            if piece[0] < piece[1]:
                yield piece
            start, end = _trim(text, cut, end)
        start, end = _trim(text, start, end)
        if start < end:
            yield start, end
