"""How two deeds of one subject are put together, and small tests on bodies."""

from __future__ import annotations

from .template import Alt, Body, Mark, parse

LEADING_DEED = parse("after @ing[ {D:past}|], ")
TRAILING_DEED = parse("[, having @pp {D:past}|, after @ing {D:past}|, months after @ing]")
PAIRS = tuple(
    (parse(first), first_stage, parse(second), second_stage, shared)
    for first, first_stage, second, second_stage, shared in (
        ("{S} @past", "done", " and @past", "done", False),
        ("{S} @past", "done", " and @past", "done", False),
        ("{S} %has @pp", "done", " and @pp", "done", False),
        ("{S} {c:will} @base", "planned", " and @base", "planned", True),
        ("{S} {c:%plans to} @base", "planned", " and @base", "planned", True),
        ("{S} {c:agreed to} @base", "planned", " and to @base", "planned", True),
        ("{S} %is {c:considering} @ing", "considered", " and @ing", "considered", True),
        ("{S} @past", "done", " and {c:will} @base", "planned", False),
        ("{S} @past", "done", " and {c:%plans to} @base", "planned", False),
        ("{S} @past", "done", " but {c:failed to} @base", "failed", False),
        ("{S} @past", "done", " and %is {c:in talks to} @base", "negotiated", False),
        ("{S} {c:[may|could]} @base", "possible", " and @base", "possible", True),
        ("{S} {c:dropped plans to} @base", "failed", " and {c:will} instead @base", "planned", False),
    )
)  # fmt: skip

RELATIVES = tuple(
    (parse(text), stage)
    for text, stage in (
        (", which @past {D:past},", "done"),
        (", which [recently|also] @past,", "done"),
        (", which {c:[plans|wants|intends] to} @base,", "planned"),
        (", which is {c:in talks to} @base,", "negotiated"),
        (", which has {c:[dropped plans to|failed to]} @base,", "failed"),
        (", which {c:[may|could]} @base,", "possible"),
        (", which {c:will} @base {D:future},", "planned"),
    )
)


def lowered(body: Body) -> Body:
    """The body with the capital of its first template word taken back."""
    if not body:
        return body
    first, rest = body[0], body[1:]
    if isinstance(first, str) and first[:1].isupper() and not first.startswith(("I ", "CEO", "IPO")):
        return (first[0].lower() + first[1:], *rest)
    if isinstance(first, Mark):
        return (Mark(first.label, lowered(first.body)), *rest)
    if isinstance(first, Alt):
        return (Alt(tuple(lowered(option) for option in first.options)), *rest)
    return body


def asks(body: Body) -> bool:
    """True when the body ends as a question."""
    return bool(body) and isinstance(body[-1], str) and body[-1].endswith("?")
