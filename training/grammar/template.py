"""Template lines and their tree: the mini-language described in README.md."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias


class Alt(NamedTuple):
    """One of several bodies, chosen at random."""

    options: tuple[Body, ...]


class Mark(NamedTuple):
    """A labelled stretch: trigger, cue, what and the like."""

    label: str
    body: Body


class Slot(NamedTuple):
    """A place for a name or value. `link` names the role that a pronoun here stands for; a bare one takes a plain name only."""

    role: str
    sort: str
    link: str
    owner: bool
    bare: bool = False


class Agree(NamedTuple):
    """A singular word that follows the number of a role."""

    word: str
    role: str


class Form(NamedTuple):
    """The verb phrase or noun phrase of the frame, in one form."""

    name: str


class Macro(NamedTuple):
    """A named body, looked up when rendered."""

    name: str


Node: TypeAlias = str | Alt | Mark | Slot | Agree | Form | Macro
Body: TypeAlias = tuple[Node, ...]

_TOKEN = re.compile(
    r"\{(?P<slot>[A-Z]\w*!?(?:<[A-Z]\w*)?(?::[\w/.]+)?(?:'s)?|:[\w/.]+)\}"
    r"|\{(?P<mark>[a-z]\d?):"
    r"|(?P<close>\})|(?P<open>\[)|(?P<bar>\|)|(?P<shut>\])"
    r"|<(?P<macro>[a-z_.0-9]+)>"
    r"|(?P<agree>[%^][A-Za-z']+)"
    r"|@(?P<form>[a-z]+)"
    r"|(?P<text>[^\[\]{}|<%^@]+|.)"
)
_SLOT = re.compile(
    r"(?P<role>[A-Z]\w*)?(?P<bare>!)?(?:<(?P<link>[A-Z]\w*))?(?::(?P<sort>[\w/.]+))?(?P<owner>'s)?"
)


def _slot(source: str) -> Slot:
    """The slot that this source names."""
    found = _SLOT.fullmatch(source)
    if not found:
        raise ValueError(f"bad slot {source!r}")
    return Slot(
        found["role"] or "",
        found["sort"] or "",
        found["link"] or "",
        bool(found["owner"]),
        bool(found["bare"]),
    )


class _Parser:
    """Reads one line into nested bodies."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.tokens = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(line)]
        self.at = 0

    def body(self, stops: tuple[str, ...]) -> Body:
        """The nodes up to one of the stops, which is left unread."""
        nodes: list[Node] = []
        while self.at < len(self.tokens) and self.tokens[self.at][0] not in stops:
            nodes.append(self.node(*self.tokens[self.at]))
        return tuple(nodes)

    def node(self, group: str, value: str) -> Node:
        """The node that starts here."""
        self.at += 1
        if group == "slot":
            return _slot(value)
        if group == "macro":
            return Macro(value)
        if group == "agree":
            return Agree(value[1:], "O" if value[0] == "^" else "S")
        if group == "form":
            return Form(value)
        if group == "mark":
            inner = self.body(("close",))
            return self.closed(Mark(value, inner), "close")
        if group == "open":
            options = [self.body(("bar", "shut"))]
            while self.at < len(self.tokens) and self.tokens[self.at][0] == "bar":
                self.at += 1
                options.append(self.body(("bar", "shut")))
            return self.closed(Alt(tuple(options)), "shut")
        if group != "text":
            raise ValueError(f"stray {value!r} in template: {self.line}")
        return value

    def closed(self, node: Node, group: str) -> Node:
        """The node, once its closing sign is read."""
        if self.at >= len(self.tokens) or self.tokens[self.at][0] != group:
            raise ValueError(f"unclosed part in template: {self.line}")
        self.at += 1
        return node


def parse(line: str) -> Body:
    """The body of a template line; ValueError names a line that does not close."""
    parser = _Parser(line)
    return parser.body(())
