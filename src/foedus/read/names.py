"""Which surfaces of one story are one name ("Altria", "Altria Group Inc"), without any registry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["NameGroups", "name_tokens", "same_name"]

_FORMS = frozenset(
    "inc corp corporation co company ltd limited plc llc lp llp gmbh ag se sa spa nv bv oyj oy ab asa as "
    "group holdings holding kk pty bhd and the".split()
)
_TOKEN = re.compile(r"\w+")


def name_tokens(name: str) -> tuple[str, ...]:
    """The telling words of a name, lower case, without company forms and "the"."""
    plain = re.sub(r"['’]s$", "", name.strip()).replace(".", "")
    tokens = tuple(token.lower() for token in _TOKEN.findall(plain))
    telling = tuple(token for token in tokens if token not in _FORMS)
    return telling or tokens


def same_name(a: str, b: str) -> bool:
    """Whether two surfaces of one story can be one name: equal, shortened, surname or initials."""
    return _same(name_tokens(a), name_tokens(b), a, b)


def _same(x: tuple[str, ...], y: tuple[str, ...], a: str, b: str) -> bool:
    if x == y:
        return True
    if not x or not y:
        return False
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short):
        return len("".join(short)) >= 3
    return _initials(a, b) or _initials(b, a)


def _initials(short: str, long: str) -> bool:
    """Whether the short surface is the long one's initials, with or without its small words."""
    letters = re.sub(r"['’]s$", "", short.strip()).replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()):
        return False
    words = [word for word in _TOKEN.findall(long) if word.lower() != "the"]
    telling = [word for word in words if word.lower() not in ("of", "and", "for", "de", "in")]
    return len(words) > 1 and letters.lower() in (
        "".join(word[0] for word in words).lower(),
        "".join(word[0] for word in telling).lower(),
    )


class NameGroups:
    """The names of one story grouped by what they share; `main(group)` is the group's fullest surface."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Groups (surface, kind) pairs, as often as they stand in the story and in that order."""
        self._counts = Counter(names)
        self._group: dict[tuple[str, str], int] = {}
        self._members: list[list[tuple[str, str]]] = []
        tokens: dict[tuple[str, str], tuple[str, ...]] = {}
        for name in sorted(self._counts, key=lambda n: -len(name_tokens(n[0]))):
            tokens[name] = name_tokens(name[0])
            hits = {
                self._group[other]
                for other in self._group
                if other[1] == name[1] and _same(tokens[name], tokens[other], name[0], other[0])
            }
            # A short form that fits two longer names joins neither.
            number = hits.pop() if len(hits) == 1 else len(self._members)
            if number == len(self._members):
                self._members.append([])
            self._members[number].append(name)
            self._group[name] = number

    def group(self, name: str, kind: str) -> int:
        """The number of the name's group; -1 if it was not given."""
        return self._group.get((name, kind), -1)

    def main(self, group: int) -> str:
        """The fullest surface of a group: the longest, of equals the most frequent, then the first."""
        members = self._members[group]
        return max(members, key=lambda name: (len(name[0]), self._counts[name]))[0]

    def count(self, group: int) -> int:
        """How often any of the group's names stands in the story."""
        return sum(self._counts[name] for name in self._members[group])
