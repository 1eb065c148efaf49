"""The built-in reader: stories in, readings out, by a small network on the CPU."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from foedus.errors import ReaderError
from foedus.model import Claim, Reading, Rejected, Sentence, Story
from foedus.read.calibrate import Evidence
from foedus.read.claims import make_claim
from foedus.read.decode import Candidate, SentenceMarks, Thresholds, decode_first, run_first
from foedus.read.labels import RELATIONS
from foedus.read.network import Network, Scorers
from foedus.read.reading import Names
from foedus.read.roles import DraftClaim, decode_second, second_rows
from foedus.read.sentences import split_sentences
from foedus.read.settle import settle
from foedus.read.spread import spread_names
from foedus.read.tokens import MAX_SENTENCE, encode_sentences, pack

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["BuiltinReader", "builtin_reader"]

ROOM = 192  # sub-words of one window of sentences
WINDOWS = 16  # windows of one run of the first pass
ROWS = 32  # candidates of one run of the second pass


class BuiltinReader:
    """Reads stories with a network; `version` goes on every claim."""

    def __init__(
        self,
        version: str,
        network: Network,
        tokeniser: Tokenizer,
        scorers: Scorers,
        cut: Thresholds,
    ) -> None:
        self.version = version
        self.network = network
        self.tokeniser = tokeniser
        self._scorers = scorers
        self.calibration = scorers.calibration
        self.cut = cut

    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        """One reading a story, in order."""
        for story in stories:
            yield self._read(story)

    def possible(self, story: Story) -> list[Claim]:
        """Every claim over the thresholds, before competing ones are settled; for fitting the scores."""
        sentences, marks, drafts, _ = self._passes(story)
        names = Names(story, sentences, marks, self._scorers.references)
        return [c for draft in drafts for c in self._claims(story, sentences, names, draft)]

    def _passes(
        self, story: Story
    ) -> tuple[Sequence[Sentence], list[SentenceMarks], list[DraftClaim], list[Candidate]]:
        sentences = split_sentences(story)
        marks = self._first(sentences)
        spread_names(marks)
        return sentences, marks, *self._second(marks)

    def _read(self, story: Story) -> Reading:
        sentences, marks, drafts, faulty = self._passes(story)
        names = Names(story, sentences, marks, self._scorers.references)
        claims: dict[str, Claim] = {}
        for draft in drafts:
            for claim in self._claims(story, sentences, names, draft):
                known = claims.get(claim.id)
                if known is None or claim.score > known.score:
                    claims[claim.id] = claim
        rejected = [self._rejection(story, sentences, candidate) for candidate in faulty]
        rejected += [_cut(story, s) for s, m in zip(sentences, marks, strict=True) if m.encoded.cut]
        settled = settle(claims.values())
        used = {m.id: m for c in settled for m in (c.subject, c.object, c.holder) if m}
        mentions = {mention.id: mention for mention in names.mentions()} | used
        ordered = tuple(sorted(mentions.values(), key=lambda m: (m.span.start, m.span.end)))
        return Reading(
            story_id=story.id,
            reader=self.version,
            mentions=ordered,
            claims=settled,
            rejected=tuple(rejected),
            sentences=len(sentences),
        )

    def _first(self, sentences: Sequence[Sentence]) -> list[SentenceMarks]:
        encoded = encode_sentences(self.tokeniser, [s.words for s in sentences])
        windows = pack([len(e.ids) for e in encoded], ROOM)
        marks: list[SentenceMarks] = []
        for at in range(0, len(windows), WINDOWS):
            part = windows[at : at + WINDOWS]
            begin, end = part[0][0], part[-1][1]
            shifted = [(a - begin, b - begin) for a, b in part]
            out, places = run_first(self.network, encoded[begin:end], shifted)
            for mark in decode_first(out, places, encoded[begin:end], self.cut):
                mark.candidates = [replace(c, sentence=c.sentence + begin) for c in mark.candidates]
                marks.append(mark)
        return marks

    def _second(self, marks: Sequence[SentenceMarks]) -> tuple[list[DraftClaim], list[Candidate]]:
        """Drafts that stand, and candidates that had a verdict but lacked an end."""
        candidates = [c for m in marks if m.names or m.nominals for c in m.candidates]
        candidates.sort(key=lambda c: len(marks[c.sentence].encoded.ids))
        drafts: list[DraftClaim] = []
        faulty: list[Candidate] = []
        for at in range(0, len(candidates), ROWS):
            part = candidates[at : at + ROWS]
            out = self.network.second(second_rows(marks, part))
            for found in decode_second(out, marks, part, self.cut, self._scorers.pairs):
                if isinstance(found, DraftClaim):
                    drafts.append(found)
                else:
                    faulty.append(found)
        drafts.sort(key=lambda d: (d.candidate.sentence, d.candidate.start, d.candidate.relation))
        return drafts, faulty

    def _claims(
        self, story: Story, sentences: Sequence[Sentence], names: Names, draft: DraftClaim
    ) -> Iterator[Claim]:
        """One claim a pair of ends; the other end's name bars a nominal from meaning it."""
        number, candidate = draft.candidate.sentence, draft.candidate
        for place, (subject, other, chance) in enumerate(draft.ends):
            ends = names.ends(number, subject, other)
            if ends is None:
                continue
            evidence = Evidence(
                RELATIONS[candidate.relation],
                chance,
                candidate.score,
                names.sureness(number, subject) * names.sureness(number, other),
                sum(bool(d and d.nominal) for d in (subject, other)),
                draft.ends[0].score if place else 0.0,
            )
            score = round(self.calibration.score(evidence), 4)
            if score >= self.cut.score:
                claim = make_claim(story, sentences[number], names, draft, ends, self.version)
                yield replace(claim, score=score)

    def _rejection(self, story: Story, sentences: Sequence[Sentence], candidate: Candidate) -> Rejected:
        place, relation = sentences[candidate.sentence], RELATIONS[candidate.relation]
        where = f"characters {place.start}-{place.end}"
        detail = f"{relation} seems claimed at {where}, but not who stands at both ends."
        return Rejected(stage="read", item_id=story.id, reason="no_end", detail=detail)


def _cut(story: Story, sentence: Sentence) -> Rejected:
    where = f"characters {sentence.start}-{sentence.end}"
    detail = f"The sentence at {where} has more than {MAX_SENTENCE} sub-words; what is beyond was not read."
    return Rejected(stage="read", item_id=story.id, reason="sentence_too_long", detail=detail)


@cache
def builtin_reader() -> BuiltinReader:
    """The reader shipped with Foedus; loaded once.

    Raises ReaderError when its weights are missing or were made for another vocabulary.
    """
    from foedus.read.onnx import load_network

    folder = files("foedus.read").joinpath("weights")
    return load_network(_checked(folder))


def _checked(folder: Traversable) -> Traversable:
    try:
        card = json.loads(folder.joinpath("card.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReaderError(
            "The built-in reader's weights are missing; reinstall foedus, or run `make reader` in a checkout."
        ) from error
    if tuple(card["relations"]) != RELATIONS:
        raise ReaderError("The built-in reader's weights were made for another vocabulary; reinstall foedus.")
    return folder
