"""Money, percentages, dates and the like as news writes them. Each maker gives (what stands before, the surface)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

Value: TypeAlias = tuple[str, str]

_SIGNS = (
    ("$",) * 9
    + ("€",) * 4
    + ("£",) * 4
    + (
        "US$",
        "¥",
        "A$",
        "C$",
        "HK$",
        "S$",
        "R$",
        "₹",
        "EUR ",
        "EUR ",
        "CHF ",
        "SEK ",
        "NOK ",
        "DKK ",
        "USD ",
        "₩",
        "T$",
        "NZ$",
        "Rs ",
    )
)
_WORDS = (
    "dollars",
    "euros",
    "euros",
    "pounds",
    "yen",
    "yuan",
    "won",
    "Swiss francs",
    "rupees",
    "Swedish crowns",
    "kronor",
    "reais",
    "rand",
    "zlotys",
    "dirhams",
    "riyals",
    "naira",
    "ringgit",
)
_UNITS = ("euro", "euro", "dollar", "pound", "yen", "yuan", "won")
_SCALES = (
    ((" billion",) * 6 + ("bn",) * 4 + (" bn", "B")),
    ((" million",) * 6 + ("m",) * 4 + ("mn", "M", " mn")),
)
_HEDGES = (
    "about ",
    "around ",
    "more than ",
    "up to ",
    "as much as ",
    "nearly ",
    "some ",
    "at least ",
    "roughly ",
    "almost ",
    "just over ",
    "an estimated ",
    "just under ",
    "less than ",
    "over ",
    "close to ",
    "approximately ",
    "well over ",
    "no more than ",
    "a little over ",
)
_ODD = (
    "a few million dollars",
    "hundreds of millions of dollars",
    "tens of billions of dollars",
    "several billion euros",
    "a symbolic euro",
    "a dollar",
    "one pound",
    "half a billion dollars",
    "a quarter of a billion euros",
    "multibillion-dollar",
    "billions of dollars",
    "a few thousand euros",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = (
    "Jan",
    "Feb",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "Jan.",
    "Feb.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORKDAYS = _DAYS[:5]
_NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "fifteen",
    "eighteen",
    "20",
    "25",
    "30",
    "10",
    "18",
)
_SMALL = _NUMBERS[:8]
_FRACTIONS = (
    "a third",
    "half",
    "two thirds",
    "a quarter",
    "a fifth",
    "three quarters",
    "a tenth",
    "one third",
    "two-thirds",
    "a sixth",
    "one-fifth",
    "three-quarters",
)


def _figure(rng: Random, large: bool = False) -> str:
    """A number as amounts have it: "4.5", "120", "13.75"; a small one where the scale is large."""
    draw = rng.random()
    if draw < 0.4:
        return f"{rng.randint(1, 19 if large else 99)}.{rng.randint(1, 9)}"
    if draw < 0.5:
        return f"{rng.randint(1, 40)}.{rng.choice((25, 75, 15, 35, 64, 87, 12, 49))}"
    if large:
        return str(rng.choice((rng.randint(1, 12), rng.randint(1, 12), rng.randint(10, 60))))
    return str(
        rng.choice((rng.randint(1, 30), rng.randint(2, 90) * 10, rng.randint(1, 19) * 50, rng.randint(1, 99)))
    )


def amount(rng: Random) -> str:
    """An amount of money without hedge words."""
    draw = rng.random()
    large = rng.random() < 0.5
    scale = rng.choice(_SCALES[0 if large else 1])
    if draw < 0.76:
        return rng.choice(_SIGNS) + _figure(rng, large) + scale
    if draw < 0.93:
        return _figure(rng, large) + (scale if " " in scale else " million") + " " + rng.choice(_WORDS)
    if draw < 0.96:
        return (
            f"Rs {rng.randint(1, 9)},{rng.randint(1, 9)}00 crore"
            if rng.random() < 0.5
            else f"{rng.randint(20, 900)} crore rupees"
        )
    if draw < 0.98:
        return f"{rng.choice(('$', '€', '£'))}{rng.randint(1, 900)},{rng.randint(100, 999)}"
    return f"{_figure(rng, True)} trillion {rng.choice(('yen', 'won', 'rupiah'))}"


def money(rng: Random) -> Value:
    """An amount as a noun phrase, its hedge inside."""
    draw = rng.random()
    if draw < 0.03:
        return "", rng.choice(_ODD)
    if draw < 0.05:
        sign, low = rng.choice(("$", "€", "£")), rng.randint(1, 40)
        return "", f"between {sign}{low} billion and {sign}{low + rng.randint(1, 9)} billion"
    return "", (rng.choice(_HEDGES) if rng.random() < 0.34 else "") + amount(rng)


def money_plain(rng: Random) -> Value:
    """An amount without hedge words."""
    return "", amount(rng)


def money_before(rng: Random) -> Value:
    """An amount that stands before its noun ("a $5 billion deal")."""
    draw = rng.random()
    if draw < 0.75:
        return "", rng.choice(("$", "$", "$", "€", "£", "US$", "A$", "C$", "¥")) + _figure(
            rng, True
        ) + rng.choice(rng.choice(_SCALES))
    if draw < 0.83:
        return "", f"{_figure(rng, True)}-{rng.choice(('billion', 'million'))}-{rng.choice(_UNITS)}"
    if draw < 0.9:
        return "", f"{_figure(rng, True)} {rng.choice(('billion', 'million'))} {rng.choice(_UNITS)}"
    if draw < 0.93:
        return "", rng.choice(
            (
                "multibillion-dollar",
                "multi-million-pound",
                "billion-dollar",
                "nine-figure",
                "multibillion-euro",
            )
        )
    return "", rng.choice(
        ("roughly ", "more than ", "nearly ", "up to ")
    ) + f"${_figure(rng, True)} {rng.choice(('billion', 'million'))}"


def price(rng: Random) -> Value:
    """A price a share or piece."""
    sign = rng.choice(("$", "$", "$", "€", "£", "C$", "A$", "HK$", "CHF "))
    return "", rng.choice(
        (
            f"{sign}{rng.randint(2, 420)}.{rng.randint(10, 99)}",
            f"{sign}{rng.randint(2, 420)}",
            f"{rng.randint(80, 990)} pence",
            f"{rng.randint(80, 990)}p",
        )
    )


def _percentage(rng: Random) -> str:
    figure = rng.choice(
        (
            str(rng.randint(1, 99)),
            f"{rng.randint(0, 60)}.{rng.randint(1, 9)}",
            str(rng.choice((5, 10, 20, 25, 30, 49, 51, 60, 75))),
        )
    )
    return figure + rng.choice(("%",) * 6 + (" percent", " percent", " per cent", " per cent", " %"))


def percent(rng: Random) -> Value:
    """A share as a noun phrase, its hedge inside."""
    hedge = rng.choice(_HEDGES[:17]) if rng.random() < 0.3 else ""
    if rng.random() < 0.16:
        fraction = rng.choice(_FRACTIONS)
        return "", ("" if hedge.startswith("an ") else hedge) + fraction
    return "", ("" if hedge.startswith("an ") else hedge) + _percentage(rng)


def percent_before(rng: Random) -> Value:
    """A share that stands before its noun ("a 49% stake")."""
    return "", _percentage(rng)


def minority(rng: Random) -> Value:
    """A share below one half, before its noun."""
    figure = rng.choice((str(rng.randint(2, 49)), f"{rng.randint(1, 49)}.{rng.randint(1, 9)}"))
    return "", figure + rng.choice(("%", "%", "%", " percent", " per cent", "-percent"))


def majority(rng: Random) -> Value:
    """A share above one half, before its noun."""
    return "", str(rng.randint(51, 99)) + rng.choice(("%", "%", "%", " percent", " per cent"))


def minority_of(rng: Random) -> Value:
    """A share below one half as a noun phrase ("just over 20% of")."""
    hedge = rng.choice(("", "", "", "about ", "up to ", "just under ", "nearly ", "roughly ", "more than "))
    return "", hedge + (
        minority(rng)[1].replace("-", " ")
        if rng.random() < 0.8
        else rng.choice(("a third", "a quarter", "a fifth", "a tenth"))
    )


def year(rng: Random) -> Value:
    """A year that lies behind."""
    return "", str(rng.choice((rng.randint(2015, 2025), rng.randint(1960, 2025))))


def month(rng: Random) -> Value:
    """A month, often with its year."""
    name = rng.choice(_MONTHS)
    return "", rng.choice((name, name, f"{name} {rng.randint(2014, 2025)}", f"early {name}", f"late {name}"))


def calendar_day(rng: Random) -> Value:
    """A day of a month, in British or American order."""
    number, name = rng.randint(1, 30), rng.choice(_MONTHS)
    year_of = rng.choice(("", "", f" {rng.randint(2019, 2025)}"))
    return "", rng.choice(
        (
            f"{number} {name}{year_of}",
            f"{name} {number}" + year_of.replace(" ", ", "),
            f"{rng.choice(_SHORT)} {number}",
        )
    )


def day(rng: Random) -> Value:
    """A day this week, as wire copy gives it."""
    draw = rng.random()
    if draw < 0.8:
        return "on ", rng.choice(_WORKDAYS if draw < 0.7 else _DAYS)
    return (
        ("on ", calendar_day(rng)[1])
        if draw < 0.9
        else ("", rng.choice(("yesterday", "today", "last night", "this morning")))
    )


_LOOSE_PAST = (
    "last week", "last month", "last year", "earlier this year", "earlier this month", "this week", "this month", "two years ago", "a year ago", "last summer",
    "last autumn", "last spring", "last Tuesday", "last Friday", "in recent weeks", "over the weekend", "a decade ago", "three months ago", "late last year",
    "last December", "last March", "yesterday", "a year earlier", "earlier this week", "this spring", "this summer", "five years ago", "the same year", "last quarter",
)  # fmt: skip


def past(rng: Random) -> Value:
    """A time that lies behind, with its preposition."""
    draw = rng.random()
    if draw < 0.22:
        return day(rng)
    if draw < 0.4:
        return "in ", month(rng)[1]
    if draw < 0.56:
        return "in ", year(rng)[1]
    if draw < 0.64:
        return "on ", calendar_day(rng)[1]
    if draw < 0.72:
        return quarter(rng)
    chosen = rng.choice(_LOOSE_PAST)
    for lead in ("in ", "over "):
        if chosen.startswith(lead):
            return lead, chosen[len(lead) :]
    return "", chosen


def recent(rng: Random) -> Value:
    """A time fit for the perfect tense."""
    return "", rng.choice(
        (
            "this week",
            "this month",
            "this year",
            "since January",
            "since March",
            "since 2019",
            f"since {rng.randint(2015, 2024)}",
            "today",
        )
    )


def quarter(rng: Random) -> Value:
    """A quarter or half of a year."""
    part = rng.choice(
        ("first quarter", "second quarter", "third quarter", "fourth quarter", "first half", "second half")
    )
    return "in the ", part + rng.choice(("", "", f" of {rng.randint(2019, 2025)}", " of last year"))


def future(rng: Random) -> Value:
    """A time to come, with its preposition where that does not bound."""
    later = rng.randint(2026, 2035)
    name = rng.choice(_MONTHS)
    return rng.choice((
        ("", "next year"), ("", "next month"), ("", "later this year"), ("", "next week"), ("", "this year"), ("", "this summer"), ("", "next spring"),
        ("in ", str(later)), ("in ", name), ("in ", f"{name} {later}"), ("", f"by {later}"), ("", f"by the end of {name}"), ("", f"by the end of {later}"),
        ("", "by the end of the year"), ("", f"from {later}"), ("", f"before {name}"), ("in the ", f"second half of {later}"), ("in the ", "first quarter of next year"),
        ("at ", "the end of the year"), ("from ", f"{name}"), ("", f"within {rng.choice(_SMALL)} months"), ("on ", f"{name} {rng.randint(1, 30)}"), ("in the ", "coming weeks"),
    ))  # fmt: skip


def since(rng: Random) -> Value:
    """The time from which something has held."""
    return "", rng.choice(
        (
            f"since {rng.randint(1985, 2024)}",
            f"since {rng.choice(_MONTHS)}",
            "since last year",
            f"since {rng.choice(_MONTHS)} {rng.randint(2015, 2024)}",
            "since last summer",
        )
    )


def until(rng: Random) -> Value:
    """The time up to which something holds or held."""
    return "", rng.choice(
        (
            f"until {rng.randint(2026, 2040)}",
            f"through {rng.randint(2026, 2040)}",
            f"until the end of {rng.choice(_MONTHS)}",
            "until next year",
            f"to {rng.randint(2028, 2045)}",
        )
    )


def until_past(rng: Random) -> Value:
    """The time at which something stopped."""
    return "", rng.choice(
        (
            f"until {rng.randint(1995, 2024)}",
            "until last year",
            f"until {rng.choice(_MONTHS)}",
            "until recently",
            f"until the end of {rng.randint(2010, 2024)}",
            "until last month",
        )
    )


def weekday(rng: Random) -> Value:
    """A day of the week."""
    return "", rng.choice(_DAYS)


def hours(rng: Random) -> Value:
    """A short length of time."""
    return "", rng.choice(
        (
            "two hours",
            "48 hours",
            "three days",
            "24 hours",
            "several hours",
            "six hours",
            "a day",
            "ten minutes",
            "half an hour",
            "a week",
            "72 hours",
        )
    )


def rate(rng: Random) -> Value:
    """A rate such as inflation."""
    return "", f"{rng.randint(0, 9)}.{rng.randint(1, 9)}" + rng.choice(("%", "%", " percent", " per cent"))


def deadline(rng: Random) -> Value:
    """The day until which something is possible, with its "until"."""
    number, name = rng.randint(1, 30), rng.choice(_MONTHS)
    return "", "until " + rng.choice(
        (
            f"{number} {name}",
            f"{name} {number}",
            f"the end of {name}",
            "midnight",
            rng.choice(_DAYS),
            f"mid-{name}",
        )
    )


def duration(rng: Random) -> Value:
    """A length of time as a noun phrase."""
    hedge = rng.choice(("", "", "", "about ", "at least ", "up to ", "more than ", "nearly "))
    return (
        "",
        hedge + f"{rng.choice(_NUMBERS)} {rng.choice(('years', 'years', 'months', 'weeks'))}"
        if rng.random() < 0.88
        else rng.choice(("a decade", "a year", "a fortnight", "six weeks")),
    )


def duration_before(rng: Random) -> Value:
    """A length of time before its noun ("a six-year contract")."""
    return "", f"{rng.choice(_NUMBERS)}-{rng.choice(('year', 'year', 'year', 'month'))}"


MAKERS: dict[str, tuple[str, Callable[[Random], Value]]] = {
    "money": ("money", money), "money.plain": ("money", money_plain), "money.attr": ("money", money_before), "price": ("money", price), "percent": ("percent", percent),
    "percent.attr": ("percent", percent_before), "minority": ("percent", minority), "majority": ("percent", majority), "minority.of": ("percent", minority_of),
    "year": ("date", year), "month": ("date", month), "day": ("date", day), "calendar": ("date", calendar_day), "past": ("date", past), "recent": ("date", recent),
    "quarter": ("date", quarter), "future": ("date", future), "since": ("date", since), "until": ("date", until), "until.past": ("date", until_past),
    "weekday": ("date", weekday), "hours": ("date", hours), "rate": ("percent", rate), "until.day": ("date", deadline),
    "dur": ("date", duration), "dur.attr": ("date", duration_before),
}  # fmt: skip
