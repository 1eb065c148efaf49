"""Files of names: each format as its publisher writes it, and all that can be wrong with a file."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.errors import InputError, NotFoundError
from foedus.gather.listings import MAX_LINE, Bad, form_of, open_names, read_names, source_of, unused_columns
from foedus.model import Listing

Make = Callable[..., str]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a file and gives its path."""

    def write(content: str | bytes, name: str = "names.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def taken(where: str, form: str = "auto") -> tuple[list[Listing], list[Bad]]:
    file = open_names(where)
    items = list(read_names(file, form_of(file) if form == "auto" else form))
    return [x for x in items if isinstance(x, Listing)], [x for x in items if isinstance(x, Bad)]


def bad_rows(where: str) -> list[tuple[int, str]]:
    return [(bad.row, bad.reason) for bad in taken(where)[1]]


# CSV

ROW = {
    "Company Name": "Telvia AG",
    "Aliases": "Telvia; Telvia Group|TLV",
    "Former_Name": "Telvia Werke AG",
    "Ticker": "TLV;TLVN",
    "LEI": "5299000000000000AA11",
    "Country": "de",
    "City": "Ulm",
    "Parent": "Norsk ASA",
    "Website": "telvia.test",
    "Founded": "1921",
    "Industry": "Cables",
    "As Of": "2025-06-19",
    "Shoe size": "44",
}
FULL = ",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n"


def test_columns_are_known_by_many_headings_and_keep_every_value(make: Make) -> None:
    (one,), bad = taken(make(FULL))
    assert not bad
    assert (one.name, one.kind, one.own_id, one.row) == ("Telvia AG", "org", "5299000000000000AA11", 2)
    assert one.surfaces == ("Telvia AG", "Telvia", "Telvia Group", "TLV", "Telvia Werke AG")
    stated = {field: list(some) for field, some in one.values.items()}
    assert stated["ticker"] == ["TLV", "TLVN"]
    assert (stated["country"], stated["city"], stated["parent"]) == (["DE"], ["Ulm"], ["Norsk ASA"])
    assert (stated["website"], stated["founded"], stated["industry"]) == (
        ["telvia.test"],
        ["1921"],
        ["Cables"],
    )
    assert str(one.dated) == "2025-06-19"


def test_columns_that_mean_nothing_to_us_are_named(make: Make) -> None:
    assert unused_columns(open_names(make(FULL))) == ("Shoe size",)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_columns_is_told_from_the_header(make: Make, mark: str) -> None:
    (one,), _ = taken(make(f"name{mark}country\nAcme{mark}US\n"))
    assert (one.name, one.all_of("country")) == ("Acme", ("US",))


def test_a_list_of_names_alone_needs_no_quotes(make: Make) -> None:
    listings, bad = taken(make('Company\nAlvar, Inc.\n"Bera, Ltd"\nCorva\n'))
    assert [one.name for one in listings] == ["Alvar, Inc.", "Bera, Ltd", "Corva"]
    assert not bad


def test_a_broken_row_costs_itself_and_is_named_by_its_line(make: Make) -> None:
    rows = [
        "name,country",
        "Alvar,FI",
        "Bera",
        "Corva,SE,x",
        "",
        " ,NO",
        'D"ela,NO',
        '"Evra" AB,NO',
        "Finn,DK",
    ]
    listings, _ = taken(make("\n".join(rows)))
    assert [one.name for one in listings] == ["Alvar", 'D"ela', "Finn"]
    assert bad_rows(make("\n".join(rows))) == [
        (3, "wrong_columns"),
        (4, "wrong_columns"),
        (6, "no_name"),
        (8, "broken_row"),
    ]


def test_a_field_in_quotes_may_go_on_over_lines(make: Make) -> None:
    listings, bad = taken(make('name,city\n"Alvar\nWorks","Ulm, Upper\nTown"\nBera,Oslo\n'))
    assert [(one.name, one.row) for one in listings] == [("Alvar Works", 2), ("Bera", 5)]
    assert listings[0].all_of("city") == ("Ulm, Upper Town",)
    assert not bad


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_after_it(make: Make) -> None:
    rows = ["name,city", '"Alvar,Oslo', *(f"Firm {number},Oslo" for number in range(50))]
    listings, bad = taken(make("\n".join(rows)))
    assert len(listings) == 50
    assert [(one.row, one.reason) for one in bad] == [(2, "broken_row")]


def test_an_id_that_comes_again_is_turned_away(make: Make) -> None:
    text = "id,name\n1,Alvar\n2,Bera\n1,Corva\n"
    listings, _ = taken(make(text))
    assert [one.name for one in listings] == ["Alvar", "Bera"]
    assert bad_rows(make(text)) == [(4, "duplicate_id")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x" * 301 + ",org,", "name_too_long"),
        ("Alvar,firm,", "unknown_kind"),
        ("Alvar,org,June", "bad_date"),
        ("Alvar,org,2025-02-30", "bad_date"),
        ("Al\x01var,org,", "bad_characters"),
        ("--,org,", "no_name"),
    ],
)
def test_what_is_wrong_with_a_row_has_a_word(make: Make, row: str, reason: str) -> None:
    assert bad_rows(make(f"name,kind,dated\nBera,org,\n{row}\n")) == [(3, reason)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("country,city\nUS,Rome\n", "no column 'name'"),
        ("name,city,City\nA,B,C\n", "twice"),
        ("{}", "none of the formats"),
        ('{"stories": []}', "none of the formats"),
    ],
)
def test_a_file_of_another_kind_is_an_error(make: Make, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        taken(make(text))


def test_a_named_format_that_does_not_fit_is_an_error(make: Make) -> None:
    where = make("name\nAlvar\n")
    for form in ("sec", "gleif", "misp"):
        with pytest.raises(InputError):
            taken(where, form)


# The file itself


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_any_encoding_and_gzip_give_the_same_names(make: Make, encoding: str) -> None:
    text = "name,city\r\nHermès Frères,Orléans\r\nSüdwerk,Köln\r\n".encode(encoding)
    for content, name in ((text, "a.csv"), (gzip.compress(text), "a.csv.gz")):
        listings, bad = taken(make(content, name))
        assert [one.name for one in listings] == ["Hermès Frères", "Südwerk"]
        assert not bad


def test_a_zip_archive_of_one_file_is_read_and_another_is_not(tmp_path: Path) -> None:
    for count in (0, 1, 2):
        with zipfile.ZipFile(tmp_path / f"{count}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("folder/", "")
            for number in range(count):
                archive.writestr(f"folder/{number}.csv", "name,city\nAlvar,Oslo\n")
    assert [one.name for one in taken(str(tmp_path / "1.zip"))[0]] == ["Alvar"]
    with pytest.raises(InputError, match="archive of 2 files"):
        taken(str(tmp_path / "2.zip"))
    whole = (tmp_path / "1.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="damaged archive"):
        taken(str(tmp_path / "cut.zip"))


def test_one_line_of_another_encoding_is_turned_away(make: Make) -> None:
    text = "name\nHermès\n".encode() + "Südwerk\n".encode("latin-1") + b"Alvar\n"
    assert [one.name for one in taken(make(text))[0]] == ["Hermès", "Alvar"]
    assert bad_rows(make(text)) == [(3, "bad_encoding")]


def test_an_enormous_line_is_passed_over(make: Make) -> None:
    text = "name,city\nAlvar,Oslo\n" + "x" * (3 * MAX_LINE) + "\nBera,Rome\n"
    assert [one.name for one in taken(make(text))[0]] == ["Alvar", "Bera"]
    assert bad_rows(make(text)) == [(3, "too_long")]


def test_an_archive_that_breaks_off_gives_what_came_before(make: Make) -> None:
    whole = gzip.compress("".join(["name\n", *(f"Firm {n * 7919}\n" for n in range(60_000))]).encode())
    listings, bad = taken(make(whole[: len(whole) // 2], "a.csv.gz"))
    assert 0 < len(listings) < 60_000
    assert bad[-1].reason == "damaged"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\n", "is empty"),
        (b"SQLite format 3\x00" + bytes(200), "is no text"),
        (b"\x1f\x8b\x08\x00nonsense", "damaged archive"),
    ],
)
def test_a_file_that_is_no_text_is_an_error(make: Make, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        open_names(make(content))


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        open_names(str(tmp_path / "none.csv"))
    with pytest.raises(InputError, match="is a folder"):
        open_names(str(tmp_path))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="read twice"):
        open_names(str(tmp_path / "pipe"))


# The other formats


def test_sec_gives_each_company_once_with_all_its_tickers(make: Make) -> None:
    entries = {
        "0": {"cik_str": 7, "ticker": "ALV", "title": "ALVAR CORP"},
        "1": {"cik_str": 8, "ticker": "BER", "title": "Bera Inc. /DE/"},
        "2": {"cik_str": 7, "ticker": "ALVB", "title": "ALVAR CORP"},
        "3": {"ticker": "X", "title": "No number"},
    }
    listings, bad = taken(make(json.dumps(entries), "sec.json"))
    assert [(one.own_id, one.name, one.all_of("ticker")) for one in listings] == [
        ("7", "ALVAR CORP", ("ALV", "ALVB")),
        ("8", "Bera Inc.", ("BER",)),
    ]
    assert listings[1].all_of("alias") == ("Bera Inc. /DE/",)
    assert [(one.row, one.reason) for one in bad] == [(4, "bad_id")]


def test_sec_with_exchanges_is_read_too(make: Make) -> None:
    whole = {
        "fields": ["cik", "name", "ticker", "exchange"],
        "data": [[7, "Alvar", "ALV", "NYSE"], [8, "Short"]],
    }
    listings, bad = taken(make(json.dumps(whole), "sec.json"))
    assert [(one.name, one.all_of("exchange")) for one in listings] == [("Alvar", ("NYSE",))]
    assert [one.reason for one in bad] == ["bad_id"]


GLEIF = {
    "LEI": "5299000000000000AA11",
    "Entity.LegalName": "Telvia Beteiligungs GmbH",
    "Entity.LegalName.xmllang": "de",
    "Entity.OtherEntityNames.OtherEntityName.1": "Telvia Werke GmbH",
    "Entity.OtherEntityNames.OtherEntityName.1.type": "PREVIOUS_LEGAL_NAME",
    "Entity.OtherEntityNames.OtherEntityName.2": "Telvia Holding",
    "Entity.OtherEntityNames.OtherEntityName.2.type": "TRADING_OR_OPERATING_NAME",
    "Entity.LegalAddress.City": "Ulm",
    "Entity.LegalAddress.Country": "DE",
    "Entity.EntityCategory": "GENERAL",
    "Entity.EntityStatus": "ACTIVE",
    "Entity.EntityCreationDate": "1921-03-01T00:00:00Z",
    "Registration.LastUpdateDate": "2025-06-19T10:00:00Z",
}


def gleif(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(GLEIF), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_gleif_tells_former_names_from_others(make: Make) -> None:
    file = open_names(make(gleif(GLEIF), "lei.csv"))
    assert (form_of(file), source_of(file, "gleif")) == ("gleif", "GLEIF")
    (one,) = taken(make(gleif(GLEIF), "lei.csv"))[0]
    assert (one.all_of("former"), one.all_of("alias")) == (("Telvia Werke GmbH",), ("Telvia Holding",))
    assert (one.all_of("country"), one.all_of("founded")) == (("DE",), ("1921-03-01",))
    assert (one.all_of("lei"), str(one.dated)) == ((GLEIF["LEI"],), "2025-06-19")


def test_gleif_without_a_sound_lei_is_turned_away(make: Make) -> None:
    assert bad_rows(make(gleif(GLEIF | {"LEI": "short"}))) == [(2, "bad_id")]


def item(entity: str, label: str, **claims: object) -> dict[str, object]:
    stated = {
        name: [{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}]
        for name, value in claims.items()
    }
    labels = {"en": {"language": "en", "value": label}} if label else {}
    return {
        "type": "item",
        "id": entity,
        "labels": labels,
        "claims": stated,
        "modified": "2025-06-19T01:00:00Z",
    }


def test_wikidata_takes_organisations_and_counts_the_rest(make: Make) -> None:
    firm = item(
        "Q1",
        "Alvar",
        P31={"id": "Q4830453"},
        P17={"id": "Q20"},
        P571={"time": "+1921-00-00T00:00:00Z", "precision": 9},
        P1278="5299000000000000AA11",
        P856="https://alvar.test",
        P414={"id": "Q13677"},
    )
    firm["aliases"] = {"en": [{"value": "Alvar Group"}, {"nothing": 1}]}
    firm["claims"]["P414"][0]["qualifiers"] = {"P249": [{"datavalue": {"value": "ALV"}}]}  # type: ignore[index]
    lines = [json.dumps(firm), json.dumps(item("Q2", "A song", P31={"id": "Q7366"})), '{"id": "Q3"}', "{"]
    lines.append(json.dumps(item("Q4", "A person", P31={"id": "Q5"}, P169={"id": "Q1"})))
    listings, bad = taken(make("[\n" + ",\n".join(lines) + "\n]\n", "dump.json"))
    (one,) = listings
    assert (one.name, one.surfaces) == ("Alvar", ("Alvar", "Alvar Group"))
    assert (one.all_of("ticker"), one.all_of("country"), one.all_of("founded")) == (
        ("ALV",),
        ("NO",),
        ("1921",),
    )
    assert [(x.row, x.reason) for x in bad] == [
        (3, "no_organisation"),
        (4, "broken_row"),
        (5, "broken_row"),
        (6, "no_organisation"),
    ]


def test_ftm_takes_organisations_and_keeps_weak_names_apart(make: Make) -> None:
    company = {
        "id": "a1",
        "schema": "Company",
        "caption": "Alvar AS",
        "properties": {
            "name": ["ALVAR", "Alvar AS"],
            "weakAlias": ["ALV"],
            "jurisdiction": ["no"],
            "leiCode": [1],
        },
        "last_change": "2025-06-19T00:00:00",
    }
    lines = [company, {"id": "p", "schema": "Person", "properties": {"name": ["X"]}}, {"id": "q"}, [1]]
    text = "\n".join(map(json.dumps, lines))
    listings, bad = taken(make(text, "entities.ftm.json"))
    assert [(one.name, one.surfaces, one.all_of("weak_alias")) for one in listings] == [
        ("Alvar AS", ("Alvar AS", "ALVAR"), ("ALV",))
    ]
    assert [one.reason for one in bad] == ["no_organisation", "broken_row", "broken_row"]


def test_misp_gives_threats_with_their_synonyms(make: Make) -> None:
    cluster = {
        "name": "Test cluster",
        "type": "ransomware",
        "values": [
            {"value": "Grumble Ransomware", "uuid": "u1", "meta": {"synonyms": ["Grmbl"]}},
            {"value": "", "uuid": "u2"},
            "nothing",
            {"value": "Mumble", "uuid": "u1"},
            {"value": "Odd", "uuid": "u3", "meta": [1]},
        ],
    }
    where = make(json.dumps(cluster, indent=2), "cluster.json")
    listings, bad = taken(where)
    assert [(one.name, one.kind, one.all_of("alias")) for one in listings] == [
        ("Grumble Ransomware", "threat", ("Grmbl",)),
        ("Odd", "threat", ()),
    ]
    assert Counter(one.reason for one in bad) == {"no_name": 1, "broken_row": 1, "duplicate_id": 1}
    assert source_of(open_names(where), "misp") == "MISP Test cluster"


# What must always hold

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
_ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@_ONCE
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=20))
def test_every_row_that_csv_writes_is_met_once(make: Make, rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("name", "city"), *rows])
    listings, bad = taken(make(text.getvalue()), "csv")
    assert len(listings) + len(bad) == len(rows)
    assert {one.reason for one in bad} <= {"no_name", "duplicate_id", "bad_characters"}


@_ONCE
@given(st.binary(max_size=400))
def test_no_bytes_whatever_end_in_anything_but_names_bad_rows_or_one_sentence(
    make: Make, noise: bytes
) -> None:
    for head, form in ((b"name,city\n", "csv"), (b'{"values": [', "misp"), (b"", "ftm"), (b"[", "wikidata")):
        with suppress(InputError):
            listings, bad = taken(make(head + noise), form)
            assert all(one.name and one.own_id for one in listings)
            assert all(one.reason and one.row for one in bad)


_FIELDS = st.sampled_from(
    "id labels aliases claims en value mainsnak datavalue qualifiers rank time P31 P17 P414 P571 P1278"
    " modified schema properties caption name alias leiCode last_change values meta synonyms uuid type"
    " cik_str ticker title fields data Company item Q1 normal".split()
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _FIELDS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(_FIELDS, inside, max_size=4),
    max_leaves=25,
)


@_ONCE
@given(whole=st.dictionaries(_FIELDS, _JSON, max_size=6))
def test_json_of_any_shape_ends_in_names_bad_rows_or_one_sentence(
    make: Make, whole: dict[str, object]
) -> None:
    cases = {
        "wikidata": {"id": "Q1", "claims": {}, **whole},
        "ftm": {"schema": "Company", "properties": whole},
        "misp": {"values": [whole, {"value": "Grumble", "meta": whole}], **whole},
        "sec": {"0": {"cik_str": 1, "title": "A", **whole}, "1": whole},
    }
    for form, case in cases.items():
        with suppress(InputError):
            taken(make(json.dumps(case)), form)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"cik_str": ' + "1" * 5_000 + "}", '{"values": [' * 50_000])
def test_json_that_is_too_much_for_a_parser_is_an_error_or_a_bad_row(make: Make, text: str) -> None:
    for form in ("sec", "misp", "ftm", "wikidata"):
        with suppress(InputError):
            assert taken(make(text), form)[0] == []
    with suppress(InputError):
        taken(make(text))
