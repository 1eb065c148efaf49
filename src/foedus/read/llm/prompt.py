"""What the model is told: the instructions, the form of its answer, and the story as data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from foedus.model import Relation, Sentence, Story, vocabulary
from foedus.read.labels import NOMINAL_KINDS
from foedus.read.llm.places import folded

__all__ = ["Schema", "answer_schema", "instructions", "user_turn"]

Schema = Mapping[str, object]

_TITLE = 300  # characters; the title is context in every request


@cache
def instructions() -> str:
    """The system prompt: the same for every story, with the vocabulary at its end."""
    folder = files("foedus.read.llm")
    glosses = tomllib.loads(folder.joinpath("glosses.toml").read_text("utf-8"))
    words = vocabulary()
    relations = [
        f"{name} ({_kinds(relation)}): {glosses['relations'][name]}"
        for name, relation in words.relations.items()
    ]
    lists = {"RELATIONS": relations}
    for heading, of in (
        ("STAGES", words.stages),
        ("CERTAINTIES", words.certainties),
        ("KINDS", NOMINAL_KINDS),
    ):
        lists[heading] = [f"{word}: {glosses[heading.lower()][word]}" for word in of]
    parts = [folder.joinpath("instructions.txt").read_text("utf-8").strip()]
    parts += [f"{heading}\n" + "\n".join(f"- {line}" for line in lines) for heading, lines in lists.items()]
    return "\n\n".join(parts)


def _kinds(relation: Relation) -> str:
    after = "no object" if relation.one_sided else "|".join(relation.object)
    either = "; either order" if relation.symmetric else ""
    return f"{'|'.join(relation.subject)} to {after}{either}"


@cache
def answer_schema() -> Schema:
    """The JSON schema of an answer: closed lists, every field required, none beside them."""
    words = vocabulary()
    quote = {"type": ["string", "null"]}
    end = _object(
        {
            "words": {"type": "string"},
            "kind": {"type": "string", "enum": list(NOMINAL_KINDS)},
            "named": {"type": "boolean"},
            "means": {"type": "array", "items": {"type": "string"}},
        }
    )
    claim = _object(
        {
            "sentence": {"type": "integer"},
            "relation": {"type": "string", "enum": list(words.relations)},
            "subject": end,
            "object": {"anyOf": [end, {"type": "null"}]},
            "trigger": {"type": "string"},
            "stage": {"type": "string", "enum": list(words.stages)},
            "certainty": {"type": "string", "enum": list(words.certainties)},
            "confidence": {"type": "number"},
            **dict.fromkeys(("amount", "valuation", "share", "date", "what", "title"), quote),
            "exclusive": {"type": "boolean"},
            "speaker": quote,
            "holder": {"anyOf": [end, {"type": "null"}]},
            "cue": quote,
        }
    )
    name = _object({"words": {"type": "string"}, "kind": {"type": "string", "enum": list(NOMINAL_KINDS)}})
    return _object({"claims": {"type": "array", "items": claim}, "names": {"type": "array", "items": name}})


def _object(fields: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def user_turn(story: Story, sentences: Iterable[Sentence], names: Iterable[str]) -> str:
    """The story's sentences as one JSON object: whatever stands in them stays inside its quotes."""
    turn = {
        "title": folded(story.title)[:_TITLE],
        "names": list(names),
        "sentences": [{"n": sentence.number, "words": folded(sentence.words)} for sentence in sentences],
    }
    return json.dumps(turn, ensure_ascii=False)
