"""The second reader: asks a large language model, and holds whatever it answers to the story's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foedus.model import Claim, Reading, Rejected, Sentence, Story
from foedus.read.llm.chat import Chat, HttpChat
from foedus.read.llm.chunks import Chunk, chunks, halves
from foedus.read.llm.claims import Answers
from foedus.read.llm.options import LlmOptions
from foedus.read.llm.prompt import answer_schema, instructions, user_turn
from foedus.read.llm.quotes import Names
from foedus.read.llm.refusals import TruncatedError
from foedus.read.llm.usage import Usage
from foedus.read.llm.wires import Asked
from foedus.read.sentences import split_sentences
from foedus.read.settle import settle
from foedus.read.unread import UnreadError

__all__ = ["LlmReader", "llm_reader"]

_NAMES_TOLD = 40  # names of earlier pieces that the next one is told of


class LlmReader:
    """Reads stories by asking a model; `version` goes on every claim, `usage` counts what it cost."""

    def __init__(self, chat: Chat, options: LlmOptions) -> None:
        self.version = f"llm:{options.model}"
        self._chat = chat
        self._options = options

    @property
    def usage(self) -> Usage:
        """What was asked so far, and what it cost."""
        return self._chat.usage

    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        """One reading a story, in order; raises `UnreadError` for a story that has no whole answer.

        Raises `ReaderError` where the endpoint will answer nothing.
        """
        for story in stories:
            yield self._read(story)

    def _read(self, story: Story) -> Reading:
        sentences = split_sentences(story)
        pieces = list(chunks(sentences, self._options.room))
        if len(pieces) > self._options.most_requests:
            most = self._options.most_requests * self._options.room
            raise UnreadError("too_long", f"It is longer than the {most:,} characters this reader takes.")
        names = Names(story.text)
        day = story.published_at.date() if story.published_at else None
        answers = Answers(story_id=story.id, names=names, anchor=day, reader=self.version)
        claims: dict[str, Claim] = {}
        rejected: list[Rejected] = []
        for piece in pieces:
            for found in self._ask(story, piece, answers):
                if isinstance(found, Rejected):
                    rejected.append(found)
                elif found.id not in claims or claims[found.id].score < found.score:
                    claims[found.id] = found
        return self._reading(story, sentences, claims.values(), names, rejected)

    def _ask(self, story: Story, piece: Chunk, answers: Answers) -> Iterator[Claim | Rejected]:
        """What the model finds in some sentences; asked for half of them where its answer is cut off."""
        turn = user_turn(story, piece, list(answers.names.kinds)[:_NAMES_TOLD])
        asked = Asked(system=instructions(), user=turn, schema=answer_schema())
        try:
            answer = self._chat.ask(asked)
        except TruncatedError:
            parts = halves(piece)
            if not parts:
                raise
            for part in parts:
                yield from self._ask(story, part, answers)
            return
        yield from answers.take(answer, {sentence.number: sentence for sentence in piece})

    def _reading(
        self,
        story: Story,
        sentences: tuple[Sentence, ...],
        claims: Iterable[Claim],
        names: Names,
        rejected: list[Rejected],
    ) -> Reading:
        settled = settle(claims)
        used = {
            one.id: one for claim in settled for one in (claim.subject, claim.object, claim.holder) if one
        }
        mentions = {mention.id: mention for mention in names.mentions(sentences)} | used
        return Reading(
            story_id=story.id,
            reader=self.version,
            mentions=tuple(sorted(mentions.values(), key=lambda m: (m.span.start, m.span.end))),
            claims=settled,
            rejected=tuple(rejected),
            sentences=len(sentences),
        )


def llm_reader(options: LlmOptions) -> LlmReader:
    """The reader that asks the endpoint of the options; nothing is sent before a story is read."""
    return LlmReader(HttpChat(options), options)
