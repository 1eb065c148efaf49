"""Marked stories with other names and numbers in the same places, so that names cannot be learned by heart."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path

from training.corpus.check import faults

# First words of names that are too common to be swapped safely.
_COMMON = set(
    "The A An In On Of For And New Bank First National American United General Royal West East North South Air Saint St "
    "San Los La Le El De Al Big Capital Home Sun Group Global International World State City University Department "
    "Ministry Office Court Supreme High European Federal Securities Committee House Senate Commission Central "
    "Justice Trade Attorney British German French Chinese Japanese US U UK EU January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday One Two Three All It Its They We".split()
)
_STARTS = "Al Bar Cor Dal El Fen Gal Hal Ir Jor Kel Lum Mar Nor Or Pel Quin Ras Sol Tal Ul Ver Wex Xan Yor Zen Bri Cla Dro Fli Gre Kro Pra Ste Tri Vor".split()
_MIDDLES = "a e i o u an en or is ar el im ov un ad et il".split()
_ENDS = (
    "tis dex von lux ris mont tech nova soft gen bank field wave core ston mark via data dyne ward".split()
)


def invent(rng: random.Random) -> str:
    """A made-up name of one word."""
    name = rng.choice(_STARTS) + (rng.choice(_MIDDLES) if rng.random() < 0.7 else "") + rng.choice(_ENDS)
    shape = rng.random()
    if shape < 0.06:
        return name.upper()[:5]
    if shape < 0.1:
        return name[:3] + name[3:].capitalize()
    return name


def name_pool(stories: list[dict], registry: Path) -> dict[str, list[str]]:
    """One-word names of organisations, products and surnames met in the stories and in the registry."""
    pool: dict[str, Counter[str]] = {"org": Counter(), "product": Counter(), "person": Counter()}
    for line in registry.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["kind"] in pool:
            words = entry["name"].split()
            word = words[-1] if entry["kind"] == "person" else words[0]
            if (entry["kind"] == "person" or len(words) == 1) and _swappable(word):
                pool[entry["kind"]][word] += 1
    for story in stories:
        for sentence in story["sentences"]:
            for mention in sentence["mentions"]:
                words = mention[0].split()
                if len(mention) == 2 and mention[1] in pool and "#" not in mention[0]:
                    word = words[-1] if mention[1] == "person" else words[0]
                    if (mention[1] == "person" or len(words) == 1) and _swappable(word):
                        pool[mention[1]][word] += 1
    return {kind: sorted(words) for kind, words in pool.items()}


def _swappable(word: str) -> bool:
    return len(word) >= 3 and word[0].isupper() and word.isalnum() and word not in _COMMON


def swap(story: dict, pool: dict[str, list[str]], rng: random.Random, rate: float) -> dict:
    """The story with some names replaced throughout; the story itself where that would break its marks."""
    text = "\n".join(sentence["text"] for sentence in story["sentences"])
    changes: dict[str, str] = {}
    lower = set(re.findall(r"\b[a-z]\w+", text))
    for sentence in story["sentences"]:
        for mention in sentence["mentions"]:
            kind = mention[1]
            words = re.sub(r"#\d+$", "", mention[0]).split()
            if kind not in pool or not words or not pool[kind]:
                continue
            word = words[-1] if kind == "person" else words[0]
            if word in changes or not _swappable(word) or word.lower() in lower:
                continue
            if rng.random() < rate:
                new = invent(rng) if kind != "person" and rng.random() < 0.4 else rng.choice(pool[kind])
                if not re.search(rf"(?<!\w){re.escape(new)}(?!\w)", text) and new not in changes.values():
                    changes[word] = new
    if not changes:
        return story
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, changes)) + r")(?!\w)")

    def replaced(value: object) -> object:
        return pattern.sub(lambda m: changes[m[1]], value) if isinstance(value, str) else value

    new_story = json.loads(json.dumps(story))
    for old, sentence in zip(story["sentences"], new_story["sentences"], strict=True):
        sentence["text"] = replaced(sentence["text"])
        sentence["mentions"] = [
            [replaced(m[0]), m[1], *(replaced(r) for r in m[2:])] for m in sentence["mentions"]
        ]
        sentence["claims"] = [
            {k: v if k in ("relation", "stage", "certainty") else replaced(v) for k, v in claim.items()}
            for claim in sentence["claims"]
        ]
        if faults(sentence):
            sentence.update(json.loads(json.dumps(old)))
    return new_story
