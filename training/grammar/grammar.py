"""The grammar: relation files, wrappers and frame texts, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .english import forms
from .scope import Spec
from .template import Alt, Body, Mark, Slot, parse

HERE = Path(__file__).parent
ONE_SIDED = ("raises", "restructures")
STAGES = ("done", "planned", "offered", "demanded", "considered", "negotiated", "possible", "ended", "failed")
_HEADER = re.compile(
    rf"(?:(?P<stage>{'|'.join(STAGES)})(?:/(?P<certainty>[a-z]+))?)?(?P<options>(?: ?[\w.]+=\w+)*) \| (?P<text>.*)"
)
_ASIDE = re.compile(
    r"[,\w}] \[[^\[\]{}]*(?:\{:[a-z.]+\}[^\[\]{}]*)*\]$"
)  # the predicate is filler, the claim an aside
_WORD_KEYS = {"subj": "subject", "obj": "object", "trig": "trigger"}


class Line(NamedTuple):
    """A full template with what it claims."""

    body: Body
    specs: tuple[Spec, ...]
    weight: float = 1.0
    report: str = ""
    money: bool = False
    lists: str = ""
    aside: bool = False


class Frame(NamedTuple):
    """A verb or noun phrase: its forms as bodies, by form name."""

    forms: dict[str, Body]
    passive: bool = False
    money: bool = False


class Wrapper(NamedTuple):
    """A sentence around a frame; the spec's relation is filled in when it is used."""

    body: Body
    spec: Spec
    weight: float
    only: frozenset[str]


@dataclass
class Relation:
    """All that can be said of one relation."""

    name: str
    sorts: dict[str, str] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    lists: str = ""
    weight: float = 1.0
    shares: bool = True
    macros: dict[str, Body] = field(default_factory=dict)
    frames: dict[str, list[Frame]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    mix: dict[str, float] = field(default_factory=dict)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """(section, line) of a grammar file, comments left out."""
    section = ""
    for row in path.read_text(encoding="utf-8").splitlines():
        row = row.strip()
        if row.startswith("[") and row.endswith("]") and re.fullmatch(r"\[[a-z .]+\]", row):
            section = row[1:-1]
        elif row and not row.startswith("# "):
            yield section, row


def _extra(source: str, base: Spec) -> Spec:
    """The spec of an extra claim: "relation subject object trigger key=value ..."; "+" takes the main claim's terms."""
    words = source.split()
    plain = [word for word in words if "=" not in word]
    options = dict(word.split("=") for word in words if "=" in word)
    relation, *roles = plain
    same = relation.startswith("+")
    stage = options.pop("stage", base.stage if same else "done")
    certainty = options.pop("cert", base.certainty if same else "asserted")
    subject, obj, trigger = (*roles, "S", "O", "t")[:3] if len(roles) == 3 else (roles[0], "O", roles[1])
    return Spec(relation.lstrip("+"), subject, obj, trigger, stage, certainty, tuple(options.items()), same)


def read_line(row: str, relation: str) -> Line:
    """A full template; "stage/certainty key=value | text ## extra claims"."""
    found = _HEADER.fullmatch(row)
    options = dict(o.split("=") for o in (found["options"] if found else "").split())
    text, *extras = (found["text"] if found else row).split(" ## ")
    weight, report = float(options.pop("w", 1)), options.pop("report", "")
    roles = {_WORD_KEYS[k]: options.pop(k) for k in list(options) if k in _WORD_KEYS}
    stage = (found["stage"] if found else "") or "done"
    base = Spec(
        relation,
        stage=stage,
        certainty=(found and found["certainty"]) or "asserted",
        terms=tuple(options.items()),
        **roles,
    )
    main = (base,) if relation else ()
    return Line(
        parse(text),
        (*main, *(_extra(e, base) for e in extras)),
        weight,
        report,
        "{A" in text or "{P" in text or "{V" in text,
        _lists(text),
        bool(_ASIDE.search(text)),
    )


def _lists(text: str) -> str:
    """The roles that can be lists here: those that close the text and stand in it once, so that no verb must agree."""
    found = re.search(
        r"(?:to|with|of|by|from|include|against|into|on|at|for|\}) \{([SO])(?::[a-z/]+)?\}(?:<[a-z_]+>)*$",
        text,
    )
    return found[1] if found and text.count("{" + found[1]) == 1 else ""


def _sure(body: Body) -> frozenset[str]:
    """The labels and roles that every rendering of the body marks."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, Slot):
            found.add(node.role)
        elif isinstance(node, Mark):
            found |= {node.label, *_sure(node.body)}
        elif isinstance(node, Alt):
            found |= frozenset.intersection(*(_sure(option) for option in node.options))
    return frozenset(found)


def _checked(line: Line, row: str) -> Line:
    """The line; ValueError where a claim's subject, object or trigger may be missing."""
    sure = _sure(line.body)
    for spec in line.specs:
        ends = {spec.subject, spec.trigger} | (set() if spec.relation in ONE_SIDED else {spec.object})
        if not ends <= sure:
            raise ValueError(f"{spec.relation}: {sorted(ends - sure)} not marked in: {row}")
    return line


def _has_trigger(body: Body) -> bool:
    return any(isinstance(node, Mark) and node.label == "t" for node in body)


def read_frames(row: str, noun: bool) -> Iterator[Frame]:
    """One frame for each verb or noun before the colon."""
    heads, _, complement = row.partition(" : ")
    tail = parse(" " + complement if complement else "")
    money = "{A" in complement or "{P" in complement or "<price" in complement
    for head in heads.split("|"):
        no_passive = head.endswith("!")
        head = head.rstrip("!").strip()
        if noun:
            yield Frame({"noun": (Mark("t", (head,)), *tail)}, money=money)
            continue
        bent = forms(head)
        bodies: dict[str, Body] = {}
        for form, text in (
            ("base", bent.base),
            ("s", bent.third),
            ("past", bent.past),
            ("pp", bent.participle),
            ("ing", bent.gerund),
        ):
            lead: Body = (text,) if _has_trigger(tail) else (Mark("t", (text,)),)
            bodies[form] = (*lead, *tail)
        direct = (
            tail[:2]
            and tail[0] == " "
            and isinstance(tail[1], Slot)
            and tail[1].role == "O"
            and not tail[1].owner
        )
        passive = bool(direct) and not no_passive
        if passive:
            bodies["ppx"], bodies["tail"] = (Mark("t", (bent.participle,)),), tail[2:]
            bodies["ingx"] = (Mark("t", (bent.gerund,)),)
        yield Frame(bodies, passive, money)


def _settings(relation: Relation, row: str) -> None:
    """Takes one line of a relation file's head."""
    key, _, rest = row.partition(" ")
    pairs = [word.split("=") if "=" in word else word.split(":") for word in rest.split()]
    if key == "types":
        relation.sorts = dict(pairs)
    elif key == "stages":
        relation.stages = {stage: float(weight) for stage, weight in pairs}
    elif key == "mix":
        relation.mix = {section: float(weight) for section, weight in pairs}
    elif key == "lists":
        relation.lists = rest
    elif key == "weight":
        relation.weight = float(rest)
    elif key == "shares":
        relation.shares = rest == "yes"
    else:
        raise ValueError(f"{relation.name}: unknown setting {key!r}")


def read_relation(path: Path) -> Relation:
    """One relation from its file."""
    relation = Relation(path.stem)
    for section, row in _rows(path):
        if not section:
            _settings(relation, row)
        elif section == "macros":
            name, _, body = row.partition(" = ")
            relation.macros[name] = parse(f"[{body}]")
        elif section in ("event", "state") or section.startswith("noun"):
            relation.frames.setdefault(section, []).extend(read_frames(row, section.startswith("noun")))
        else:
            relation.lines.setdefault(section, []).append(_checked(read_line(row, relation.name), row))
    return relation


def read_wrappers(path: Path) -> dict[str, list[Wrapper]]:
    """The wrappers by kind of frame."""
    out: dict[str, list[Wrapper]] = {}
    for section, row in _rows(path):
        only, _, body = row.partition(" & ") if row.startswith("only ") else ("", "", row)
        line = read_line(body, "?")
        out.setdefault(section, []).append(
            Wrapper(line.body, line.specs[0], line.weight, frozenset(only.split()[1:]))
        )
    return out


@dataclass(frozen=True)
class Grammar:
    """Everything the sentence maker draws from."""

    relations: dict[str, Relation]
    wrappers: dict[str, list[Wrapper]]
    texts: dict[str, list[Line]]
    macros: dict[str, Body]


@cache
def grammar() -> Grammar:
    """The grammar, read once from its files."""
    relations = {path.stem: read_relation(path) for path in sorted((HERE / "relations").glob("*.txt"))}
    texts: dict[str, list[Line]] = {}
    for path in sorted((HERE / "texts").glob("*.txt")):
        for section, row in _rows(path):
            texts.setdefault(section, []).append(read_line(row, ""))
    macros = {}
    for _, row in _rows(HERE / "macros.txt"):
        name, _, body = row.partition(" = ")
        macros[name] = parse(f"[{body}]")
    return Grammar(relations, read_wrappers(HERE / "wrappers.txt"), texts, macros)
