"""The lexicon: real and made-up names with their kinds, nouns and home, read from the data files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
CAMEL = 0.08


@dataclass(frozen=True)
class Name:
    """A name: its surface, kind, article, the nouns that can stand for it, and its home where it has one."""

    surface: str
    kind: str
    sort: str
    article: str = ""
    nouns: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    adjective: str = ""
    invented: bool = False
    she: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All names and name parts, by sort."""

    known: dict[str, list[Name]]
    parts: dict[str, list[str]]
    places: list[tuple[str, str, str]]
    products: list[tuple[str, str]]
    trades: list[tuple[str, ...]] = field(default_factory=list)


def _sections(file: str) -> list[tuple[str, str, list[str]]]:
    """The parts of a data file: (sort, what follows the colon, the pieces)."""
    out: list[tuple[str, str, list[str]]] = []
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            head, _, tail = line[1:].partition(":")
            out.append((head.strip(), tail.strip(), []))
        elif line.strip() and not line.startswith("#"):
            out[-1][2].extend(piece.strip() for piece in line.split(";") if piece.strip())
    return out


def _lines(file: str) -> list[str]:
    return [
        line
        for line in (DATA / file).read_text(encoding="utf-8").splitlines()
        if line.strip() and line[0] != "#"
    ]


def _known(kind: str, file: str) -> list[Name]:
    """The names of a file, each with its nouns."""
    names = []
    for head, nouns, pieces in _sections(file):
        for piece in pieces:
            article, surface = ("the ", piece[4:]) if piece.startswith("the ") else ("", piece)
            names.append(Name(surface, kind, head, article, tuple(n.strip() for n in nouns.split(","))))
    return names


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once from the data files."""
    known: dict[str, list[Name]] = {}
    for kind, file in (("org", "organisations.txt"), ("gov", "gov.txt"), ("threat", "threats.txt")):
        for name in _known(kind, file):
            known.setdefault(name.sort.split()[0], []).append(name)
            if " " in name.sort:
                known.setdefault(name.sort.split()[1], []).append(name)
    places = [
        (city.strip(), land.strip(), also.strip())
        for city, land, also in (line.split(";") for line in _lines("places.txt"))
    ]
    products = []
    for line in _lines("products.txt"):
        maker, _, rest = line.partition(":")
        products += [(maker.strip(), p.strip()) for p in rest.split(";")]
    parts = {head: pieces for head, _, pieces in _sections("parts.txt")}
    trades = sorted({n.nouns for n in known["firm"]})
    return Lexicon(known, parts, places, products, trades)


def _stem(rng: Random, parts: dict[str, list[str]]) -> str:
    """A made-up name of one or two words, without its form."""
    first, draw = rng.choice(parts["first"]), rng.random()
    second = rng.choice(parts["second"])
    if draw < 0.42:
        return first + second
    if draw < 0.58:
        return f"{first} {rng.choice(parts['trade'])}"
    if draw < 0.66:
        return f"{rng.choice(parts['family'])} & {rng.choice(parts['family'] + ['Sons', 'Söhne', 'Partners', 'Fils'])}"
    if draw < 0.72:
        return rng.choice(parts["native"]) + " " + first + rng.choice(("", second))
    if draw < 0.72 + CAMEL:
        return first + second.capitalize()
    if draw < 0.85:
        return first + second + rng.choice(parts["tail"]).replace("Go", " Go").replace("One", " One")
    if draw < 0.88:
        return "".join(rng.choice("ABCDEFGHKLMNPRSTVW") for _ in range(3))
    if draw < 0.9:
        return "i" + first
    if draw < 0.93:
        return (first + second).upper() if len(first + second) < 9 else f"{first}{rng.randint(2, 99)}"
    return f"{rng.choice(parts['family'])} {rng.choice(parts['trade'])}"


def invented(rng: Random) -> Name:
    """A made-up company with a home and nouns of some trade."""
    lex = lexicon()
    stem = _stem(rng, lex.parts)
    draw = rng.random()
    if draw < 0.22 and not stem.endswith((".ai", ".io", ".com", "+")):
        stem += " " + rng.choice(lex.parts["form"])
    elif draw < 0.38 and " " not in stem:
        stem += " " + rng.choice(lex.parts["trade"])
        stem += " " + rng.choice(lex.parts["form"]) if rng.random() < 0.3 else ""
    city, country, adjective = rng.choice(lex.places)
    return Name(stem, "org", "firm", "", rng.choice(lex.trades), city, country, adjective, True)


def _invented_fund(rng: Random) -> Name:
    lex = lexicon()
    stem = rng.choice(
        (
            rng.choice(lex.parts["first"]) + rng.choice(("", "", rng.choice(lex.parts["second"]))),
            rng.choice(lex.parts["family"]),
        )
    )
    city, country, adjective = rng.choice(lex.places)
    nouns = ("fund", "investor", "private equity firm", "venture firm")
    return Name(
        f"{stem} {rng.choice(lex.parts['fund'])}", "org", "fund", "", nouns, city, country, adjective, True
    )


def person(rng: Random) -> Name:
    """A made-up person."""
    parts = lexicon().parts
    index = rng.randrange(len(parts["given"]))
    given = parts["given"][index]
    if rng.random() < 0.07:
        given += f" {rng.choice('ABCDEFGHJKLMPRSTW')}."
    return Name(
        f"{given} {rng.choice(parts['family'])}",
        "person",
        "person",
        nouns=("executive", "manager", "entrepreneur", "billionaire"),
        she=bool(index % 2),
    )


def surname(rng: Random) -> Name:
    """A made-up person by the family name alone."""
    whole = person(rng)
    return replace(whole, surface=rng.choice(lexicon().parts["family"]))


def product(rng: Random, real: float = 0.4) -> Name:
    """A product, real or made up."""
    lex = lexicon()
    nouns = ("product", "service", "app", "platform", "tool", "model", "device", "system")
    if rng.random() < real:
        return Name(rng.choice(lex.products)[1], "product", "product", "", nouns)
    stem, draw = rng.choice(lex.parts["product"]), rng.random()
    if draw < 0.55:
        stem += " " + rng.choice(lex.parts["version"])
    elif draw < 0.65:
        stem += f"-{rng.randint(1, 9)}"
    elif draw < 0.72:
        stem = f"{rng.choice('ABCDEFGHKLMNPRSTVXZ')}{rng.choice('ABKLMRSTX')}-{rng.randint(10, 9999)}"
    elif draw < 0.8:
        stem = f"Project {stem}"
    return Name(stem, "product", "product", "", nouns, invented=True)


def flaw(rng: Random) -> Name:
    """A numbered vulnerability."""
    return Name(
        f"CVE-{rng.randint(2017, 2025)}-{rng.randint(1000, 59999)}",
        "threat",
        "flaw",
        "",
        ("flaw", "bug", "vulnerability", "hole"),
    )


def threat(rng: Random, sort: str) -> Name:
    """A malware or gang, real or with a made-up name."""
    lex = lexicon()
    if rng.random() < 0.6:
        return rng.choice(lex.known[sort])
    nouns = lex.known[sort][0].nouns
    colour = rng.choice(
        (
            "Grey",
            "Black",
            "Silent",
            "Velvet",
            "Rusty",
            "Crimson",
            "Night",
            "Ghost",
            "Iron",
            "Shadow",
            "Frost",
            "Viper",
            "Hollow",
            "Dark",
            "Bitter",
            "Lazy",
        )
    )
    beast = rng.choice(
        (
            "Stoat",
            "Spider",
            "Bear",
            "Kitten",
            "Locker",
            "RAT",
            "Worm",
            "Loader",
            "Crow",
            "Typhoon",
            "Panda",
            "Mantis",
            "Cobra",
            "Jackal",
            "Crypt",
            "Stealer",
        )
    )
    return Name(colour + rng.choice(("", " ")) + beast, "threat", sort, "", nouns)


def place(rng: Random, sort: str = "") -> Name:
    """A city or country that only locates."""
    city, country, _ = rng.choice(lexicon().places)
    if sort == "country" or (sort == "place" and rng.random() < 0.3):
        article = (
            "the "
            if country
            in ("Netherlands", "United Arab Emirates", "Philippines", "United States", "Czech Republic")
            else ""
        )
        return Name(country, "place", "country", article)
    return Name(city, "place", "city")


_MIXED = {
    "firm": ("firm", 0.5), "fund": ("fund", 0.6), "inv": ("", 0.0), "uni": ("uni", 1.0), "media": ("media", 1.0), "ngo": ("ngo", 1.0), "union": ("union", 1.0),
    "bank": ("bank", 0.75), "reg": ("reg", 1.0), "court": ("court", 1.0), "state": ("state", 1.0), "ministry": ("ministry", 1.0), "police": ("police", 1.0),
    "real": ("firm", 1.0), "tech": ("tech", 0.8), "ai": ("ai", 0.7), "car": ("car", 0.8), "pharma": ("pharma", 0.8), "chip": ("chip", 0.8), "telecom": ("telecom", 0.8),
    "airline": ("airline", 0.8), "energy": ("energy", 0.8),
}  # fmt: skip
_MAKERS = {"product": product, "person": person, "surname": surname, "flaw": flaw}


def pick(rng: Random, sort: str) -> Name:
    """A name of a sort such as "firm", "inv", "reg" or "city"."""
    if sort in _MIXED:
        section, real = _MIXED[sort]
        if rng.random() < real:
            return rng.choice(lexicon().known[section])
        if sort == "fund":
            return _invented_fund(rng)
        made = invented(rng)
        return made if sort in ("firm", "inv") else _as_trade(rng, made, section)
    if sort in _MAKERS:
        return _MAKERS[sort](rng)
    if sort in ("gang", "malware"):
        return threat(rng, sort)
    if sort in ("city", "country", "place"):
        return place(rng, sort)
    raise ValueError(f"unknown sort {sort!r}")


def _as_trade(rng: Random, made: Name, section: str) -> Name:
    """The made-up name with the nouns of its trade."""
    nouns = lexicon().known[section][0].nouns
    surface = made.surface
    if section == "bank":
        surface = rng.choice(
            (f"{surface.split()[0]} Bank", f"Banco {surface.split()[0]}", f"Bankhaus {surface.split()[0]}")
        )
    return Name(surface, "org", "firm", "", nouns, made.city, made.country, made.adjective, True)
