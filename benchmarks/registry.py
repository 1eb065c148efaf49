"""Prints how fast a file like GLEIF's golden copy is imported, its memory, and how fast names are looked up.

Run with `python -m benchmarks.registry [ROWS]`; 100,000 rows where none are given. Beside the import
stands a bare pass over the same file (csv, names into a dictionary); beside the look-up that
dictionary and a scan of the book's listings with LIKE. All on one core, in a folder that is removed.
"""

from __future__ import annotations

import csv
import os
import platform
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from foedus.flow.importing import ImportOptions, import_names
from foedus.flow.listed import ListedInBook
from foedus.record import open_book
from foedus.resolve import Listed, load_registry, name_key

# As many columns as the real file has, all in quotes, most of them empty.
COLUMNS = 338
READ = (
    "LEI",
    "Entity.LegalName",
    "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.OtherEntityNames.OtherEntityName.1.type",
    "Entity.LegalAddress.City",
    "Entity.LegalAddress.Country",
    "Entity.HeadquartersAddress.City",
    "Entity.HeadquartersAddress.Country",
    "Entity.EntityCategory",
    "Entity.EntityStatus",
    "Entity.EntityCreationDate",
    "Registration.LastUpdateDate",
)
FORMS = ("Ltd", "LLC", "GmbH", "S.A.", "B.V.", "Inc.", "AG", "S.r.l.", "AB", "Fund", "Holdings Limited")
TRADES = ("Capital", "Energy", "Systems", "Foods", "Logistics", "Pharma", "Media", "Steel", "Marine", "Trust")
PARTS = "ba be do fa ga ka lo ma mi no pa qua re sa ta ti vo xe zu or an el in us tra bri cla dre ".split()
LOOK_UPS = 2_000


def names(count: int, chance: random.Random) -> Iterator[str]:
    """Made-up names of firms; about one in ten is borne by two."""
    for _ in range(count):
        word = "".join(chance.choices(PARTS, k=chance.randint(2, 4))).capitalize()
        middle = chance.choice(TRADES) if chance.random() < 0.7 else "".join(chance.choices(PARTS, k=3))
        yield f"{word} {middle.capitalize()} {chance.choice(FORMS)}"


def write(path: Path, count: int) -> list[str]:
    """A file like the golden copy; some of the names in it, to be looked up."""
    chance = random.Random(20)
    filler = ',""' * (COLUMNS - len(READ))
    head = ",".join(f'"{name}"' for name in READ)
    head += "".join(f',"Filler.{place}"' for place in range(COLUMNS - len(READ)))
    every = max(1, count // LOOK_UPS)
    asked = []
    with path.open("w", encoding="utf-8") as file:
        file.write(head + "\n")
        for number, name in enumerate(names(count, chance)):
            if number % every == 0:
                asked.append(name)
            other = f"Old {name}" if number % 5 == 0 else ""
            file.write(
                f'"{number:018d}00","{name}","{other}","PREVIOUS_LEGAL_NAME","Springfield","US",'
                f'"Springfield","US","GENERAL","ACTIVE","1999-05-01T00:00:00Z","2025-06-19T08:00:00Z"{filler}\n'
            )
    return asked


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def bare(path: Path) -> dict[str, list[str]]:
    """Names by key, from the file alone: nothing checked, nothing kept on disk."""
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            found.setdefault(name_key(row[1], "org"), []).append(row[0])
    return found


def each(work: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Milliseconds each of them takes."""
    return [1000 * timed(lambda name=name: work(name)) for name in asked]  # type: ignore[misc]


def show(label: str, took: Sequence[float], base: float) -> None:
    middle = statistics.median(took)
    last = sorted(took)[min(len(took) - 1, int(0.99 * len(took)))]
    print(f"{label:34s}{middle:10.4f}{last:10.4f}{max(took):10.3f}{middle / base:12.2f}")


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path, where = Path(folder) / "golden-copy.csv", Path(folder) / "names.db"
        asked = write(path, count)
        print(f"{platform.processor() or platform.machine()}, one core, Python {platform.python_version()}")
        print(f"{count:,} rows, {path.stat().st_size / 1e6:,.0f} MB of CSV\n", flush=True)
        with open_book(where) as book:
            took = timed(lambda: import_names(book, str(path), options=ImportOptions(source="bench")))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            known: dict[str, list[str]] = {}
            alone = timed(lambda: known.update(bare(path)))
            print(
                f"import      {took:8.1f} s   {count / took:9,.0f} rows/s   (1,000,000 rows in under 600 s)"
            )
            print(f"bare pass   {alone:8.1f} s   {count / alone:9,.0f} rows/s   (x{took / alone:.1f})")
            print(f"peak memory {peak:8.0f} MB                     (to stay under 1,000)")
            size = sum(file.stat().st_size for file in Path(folder).glob("names.db*"))
            print(f"book        {size / 1e6:8.0f} MB\n", flush=True)
            names_in_book = ListedInBook(book.view())
            listed = Listed(names_in_book, load_registry())
            missing = [f"Nobody {name}" for name in asked[:500]]
            listed.find("warm up", "org")
            found = each(lambda name: listed.find(name, "org"), asked)
            nothing = each(lambda name: listed.find(name, "org"), missing)
            plain = each(lambda name: known.get(name_key(name, "org")), asked)
        with sqlite3.connect(where) as raw:
            scan = "SELECT number FROM listing WHERE name LIKE ? LIMIT 50"
            scanned = each(lambda name: raw.execute(scan, (f"{name}%",)).fetchall(), asked[-5:])
        print(f"{'look-up of a name, ms':34s}{'median':>10s}{'99%':>10s}{'most':>10s}{'x dict':>12s}")
        base = statistics.median(plain)
        show("in the book, judged (under 2)", found, base)
        show("in the book, not there", nothing, base)
        show("plain dict with name keys", plain, base)
        show("LIKE scan of the listings", scanned, base)
        faster = statistics.median(scanned) / statistics.median(found)
        print(f"\na look-up in the book is {faster:,.0f} x as fast as a scan")


if __name__ == "__main__":
    main()
