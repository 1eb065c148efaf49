"""Questions about names, asked at the terminal: one key an answer, each in the book at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import click

from foedus.analyse import Choice, Question, review
from foedus.errors import FoedusError
from foedus.flow import Judging, Outcome, judge, undo
from foedus.record import Book
from foedus.serve.console import note, say, show
from foedus.serve.outcomes import outcome_lines
from foedus.serve.show_dossier import counted
from foedus.serve.show_review import show_question

__all__ = ["Answering"]

_KEYS = {"s": "same", "d": "different", "k": "skip", " ": "skip", "\r": "skip", "\n": "skip"}
_KEYS |= {"u": "undo", "q": "quit", "\x1b": "quit", "\x04": "quit"}
_PROMPT = "Keys: s same, d different, k skip, u undo the last answer, q quit."


class Answering:
    """Goes through the names that are not sure; `key` gives what was pressed."""

    def __init__(
        self, book: Book, *, clock: Callable[[], datetime], key: Callable[[], str] = click.getchar
    ) -> None:
        self._book = book
        self._clock = clock
        self._key = key
        self._done: list[tuple[int, str]] = []

    def run(self) -> None:
        """Asks until all is answered or the person has enough. `KeyboardInterrupt` loses nothing."""
        asked = [(question, choice) for question in review(self._book.view()) for choice in question.choices]
        if not asked:
            note("No name is in doubt.")
            return
        note(f"{counted(len(asked), 'question')}. {_PROMPT}")
        place = 0
        while place < len(asked):
            question, choice = asked[place]
            if self._is_settled(question, choice):
                place += 1
                continue
            self._show(question, choice)
            answer = self._answer()
            if answer == "quit":
                break
            place = self._undo(place) if answer == "undo" else self._take(place, asked[place], answer)
        note(f"{counted(len(self._done), 'judgement')} made.")

    def _show(self, question: Question, choice: Choice) -> None:
        """Prints the question, with the two as the answers so far leave them."""
        ids = (question.entity.id, choice.entity.id)
        known = self._book.view().entities_by_id(ids)
        one, other = (known.get(i, e) for i, e in zip(ids, (question.entity, choice.entity), strict=True))
        asked = replace(question, entity=one), replace(choice, entity=other)
        show(lambda console: show_question(*asked, console))

    def _answer(self) -> str:
        """What the next key means; others are passed over."""
        while True:
            try:
                pressed = self._key()
            except EOFError:
                return "quit"
            if pressed == "\x03":
                raise KeyboardInterrupt
            if pressed.lower() in _KEYS:
                return _KEYS[pressed.lower()]
            note(_PROMPT)

    def _is_settled(self, question: Question, choice: Choice) -> bool:
        """Whether an answer before has settled this one too."""
        identities = self._book.view().identities()
        one, other = question.entity.id, choice.entity.id
        return identities.canonical(one) == identities.canonical(other) or identities.apart(one, other)

    def _take(self, place: int, asked: tuple[Question, Choice], answer: str) -> int:
        if answer == "skip":
            return place + 1
        question, choice = asked
        try:
            pair = (question.entity.id, choice.entity.id)
            outcome = judge(self._book, pair, answer, options=Judging(clock=self._clock))
        except FoedusError as error:
            note(f"error: {error}")
            return place + 1
        self._done.extend((place, item.id) for item in outcome.judgements)
        self._tell(outcome)
        return place + 1

    def _undo(self, place: int) -> int:
        """Takes the last answer back; its question comes again."""
        if not self._done:
            note("There is nothing to undo.")
            return place
        back, judgement_id = self._done.pop()
        self._tell(undo(self._book, judgement_id, clock=self._clock))
        return back

    def _tell(self, outcome: Outcome) -> None:
        for line in outcome_lines(outcome, self._book.view()):
            say(line)
