"""The starter registry is data that people edit by hand, so its promises are checked here."""

import json
import re
from collections import Counter
from importlib import resources

import pytest

KINDS = {"org", "gov", "person", "product", "threat"}
FIELDS = {
    "id",
    "name",
    "kind",
    "aliases",
    "ambiguous",
    "formerly",
    "tickers",
    "places",
    "founded",
    "launched",
    "tags",
    "makes",
    "parent",
    "maker",
    "of",
    "title",
    "source",
}
LISTS = ("aliases", "ambiguous", "formerly", "tickers", "tags", "makes")
LEAST = {"org": 400, "gov": 80, "product": 60, "person": 60, "threat": 40}
LATEST_YEAR = 2026
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COUNTRIES = frozenset(
    re.findall(
        "[A-Z]{2}",
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
        BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
        EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
        HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
        LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
        NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
        SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
        TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """,
    )
)


@pytest.fixture(scope="module")
def lines():
    text = resources.files("foedus.resolve.data").joinpath("registry.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return text.splitlines()


@pytest.fixture(scope="module")
def entries(lines):
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def by_id(entries):
    return {entry["id"]: entry for entry in entries}


def surfaces(entry):
    """Every name by which print means this entry, folded, each once."""
    return {words.casefold() for words in [entry["name"], *entry["aliases"], *entry.get("formerly", [])]}


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def test_one_object_a_line(lines, entries):
    assert len(lines) == len(entries)
    assert all(isinstance(entry, dict) for entry in entries)


def test_required_fields_and_no_unknown_ones(entries):
    for entry in entries:
        assert {"id", "name", "kind", "aliases", "source"} <= entry.keys(), entry
        assert entry.keys() <= FIELDS, entry
        assert entry["kind"] in KINDS, entry
        if entry["kind"] == "product":
            assert "maker" in entry, entry
        if entry["kind"] == "person":
            assert "of" in entry, entry


def test_ids_are_unique_slugs(entries):
    counts = Counter(entry["id"] for entry in entries)
    assert [slug for slug, n in counts.items() if n > 1] == []
    assert [slug for slug in counts if not SLUG.fullmatch(slug)] == []


def test_lists_are_lists_of_distinct_words(entries):
    for entry in entries:
        for field in LISTS:
            values = entry.get(field, [])
            assert isinstance(values, list), entry
            assert all(isinstance(value, str) for value in values), entry
            assert len({value.casefold() for value in values}) == len(values), (entry["id"], field)
        assert entry["name"].casefold() not in {alias.casefold() for alias in entry["aliases"]}, entry


def test_enough_of_each_kind(entries):
    counts = Counter(entry["kind"] for entry in entries)
    for kind, least in LEAST.items():
        assert counts[kind] >= least, counts


@pytest.mark.parametrize("kinds", [("org", "gov"), ("product",), ("person",), ("threat",)], ids="-".join)
def test_no_surface_belongs_to_two(entries, kinds):
    owner = {}
    shared = []
    for entry in entries:
        if entry["kind"] in kinds:
            for words in surfaces(entry):
                if owner.setdefault(words, entry["id"]) != entry["id"]:
                    shared.append((words, owner[words], entry["id"]))
    assert shared == []


def test_an_ambiguous_form_is_nobodys_sure_name(entries):
    bodies = [entry for entry in entries if entry["kind"] in {"org", "gov"}]
    sure = {words: entry["id"] for entry in bodies for words in surfaces(entry)}
    clashes = [
        (form, entry["id"], sure[form.casefold()])
        for entry in bodies
        for form in entry.get("ambiguous", [])
        if form.casefold() in sure
    ]
    assert clashes == []


def test_links_lead_to_entries(entries, by_id):
    for entry in entries:
        for field in ("parent", "maker", "of"):
            if field in entry:
                target = by_id.get(entry[field])
                assert target is not None, (entry["id"], field, entry[field])
                assert target["kind"] in {"org", "gov"}, (entry["id"], field)


def test_no_one_owns_itself(by_id):
    for start in by_id:
        seen, here = {start}, by_id[start].get("parent")
        while here is not None:
            assert here not in seen, start
            seen.add(here)
            here = by_id[here].get("parent")


def test_years_are_plausible(entries):
    for entry in entries:
        for field, earliest in (("founded", 1000), ("launched", 1850)):
            if field in entry:
                assert isinstance(entry[field], int), entry
                assert earliest <= entry[field] <= LATEST_YEAR, entry


def test_places_name_a_country(entries):
    for entry in entries:
        if "places" in entry:
            places = entry["places"]
            assert places.keys() <= {"city", "region", "country"}, entry
            assert places["country"] in COUNTRIES, entry
            assert "region" not in places or "city" in places, entry


def test_tickers_look_like_tickers_and_say_where_from(entries):
    owner = {}
    for entry in entries:
        for ticker in entry.get("tickers", []):
            assert re.fullmatch(r"[A-Z]{1,5}(?:-[A-Z])?", ticker), entry
            assert owner.setdefault(ticker, entry["id"]) == entry["id"], ticker
            assert "SEC company tickers" in entry["source"], entry


def test_no_stray_blanks_or_empty_words(entries):
    for entry in entries:
        for words in strings(entry):
            assert words, entry
            assert words == words.strip(), entry
            assert "  " not in words, entry
            assert words.isprintable(), entry
