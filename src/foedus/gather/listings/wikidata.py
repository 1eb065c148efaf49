"""One Wikidata item: is it an organisation, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedus.gather.listings.drafts import day_of, draft
from foedus.gather.listings.openings import Bad
from foedus.model import Listing

__all__ = ["wikidata_listing"]

_COUNTRIES = dict(
    pair.split(":")
    for pair in """
    Q30:US Q145:GB Q183:DE Q142:FR Q148:CN Q17:JP Q38:IT Q29:ES Q55:NL Q39:CH Q16:CA Q408:AU Q668:IN
    Q884:KR Q159:RU Q155:BR Q96:MX Q34:SE Q20:NO Q35:DK Q33:FI Q31:BE Q40:AT Q36:PL Q27:IE Q801:IL
    Q865:TW Q334:SG Q45:PT Q41:GR Q43:TR Q851:SA Q878:AE Q258:ZA Q664:NZ Q252:ID Q833:MY Q869:TH
    Q928:PH Q881:VN Q213:CZ Q28:HU Q218:RO Q212:UA Q414:AR Q298:CL Q739:CO Q32:LU Q79:EG Q846:QA
    """.split()
)
_GOVERNMENT = frozenset({"Q327333", "Q192350", "Q7188", "Q2659904", "Q1752939"})
_ORGANISATIONS = frozenset(
    "Q43229 Q4830453 Q6881511 Q783794 Q891723 Q658255 Q219577 Q161726 Q167037 Q22687 Q1058914 Q18388277"
    " Q210167 Q507619 Q740752 Q431289 Q31855 Q3918 Q163740 Q79913 Q484652 Q7210356 Q1331793 Q15911314".split()
)
# Only organisations have these: LEI, CIK, stock exchange, industry, employees, headquarters, chief
# executive, subsidiary, parent organisation, total revenue.
_TELLING = ("P1278", "P5531", "P414", "P452", "P1128", "P159", "P169", "P355", "P749", "P2139")
_YEAR = 9
_RANKS = ("preferred", "normal")


def wikidata_listing(number: int, item: Mapping[str, Any]) -> Listing | Bad | None:
    """The listing of an item; `None` where it is no organisation or has no English label."""
    claims = item.get("claims")
    if not isinstance(claims, dict) or not isinstance(item.get("id"), str):
        return Bad(row=number, reason="broken_row", detail="the line has no 'id' and 'claims'")
    classes = set(_ids(claims, "P31"))
    telling = any(property in claims for property in _TELLING) and "Q5" not in classes
    if not telling and not classes & (_ORGANISATIONS | _GOVERNMENT):
        return None
    name = _name(item)
    if not name:
        return None
    countries = [_COUNTRIES.get(one, one) for one in _ids(claims, "P17")]
    return draft(
        number,
        own_id=item["id"],
        name=name,
        kind="gov" if classes & _GOVERNMENT else "org",
        values={
            "alias": [*_aliases(item), *_texts(claims, "P1448")],
            "ticker": [*_texts(claims, "P249"), *_qualified(claims, "P414", "P249")],
            "lei": _texts(claims, "P1278"),
            "cik": [text.lstrip("0") for text in _texts(claims, "P5531")],
            "isin": _texts(claims, "P946"),
            "wikidata": [item["id"]],
            "country": countries,
            "city": _ids(claims, "P159"),
            "parent": _ids(claims, "P749"),
            "website": _texts(claims, "P856"),
            "founded": list(_dates(claims, "P571")),
            "industry": _ids(claims, "P452"),
        },
        dated=day_of(item["modified"]) if isinstance(item.get("modified"), str) else None,
    )


def _name(item: Mapping[str, Any]) -> str:
    labels = item.get("labels")
    for language in ("en", "mul", "en-gb", "en-us"):
        label = labels.get(language) if isinstance(labels, dict) else None
        if isinstance(label, dict) and isinstance(label.get("value"), str):
            return str(label["value"])
    return ""


def _aliases(item: Mapping[str, Any]) -> list[str]:
    aliases = item.get("aliases")
    some = aliases.get("en") if isinstance(aliases, dict) else None
    found = [one.get("value") for one in some if isinstance(one, dict)] if isinstance(some, list) else []
    return [text for text in found if isinstance(text, str)]


def _statements(claims: Mapping[str, Any], property: str) -> Sequence[Mapping[str, Any]]:
    """The statements of a property: the preferred ones, else those of normal rank."""
    some = claims.get(property)
    sound = [one for one in some if isinstance(one, dict)] if isinstance(some, list) else []
    for rank in _RANKS:
        ranked = [one for one in sound if one.get("rank", "normal") == rank]
        if ranked:
            return ranked
    return []


def _value(snak: object) -> Any:
    value = snak.get("datavalue") if isinstance(snak, dict) else None
    return value.get("value") if isinstance(value, dict) else None


def _ids(claims: Mapping[str, Any], property: str) -> list[str]:
    values = [_value(one.get("mainsnak")) for one in _statements(claims, property)]
    return [v["id"] for v in values if isinstance(v, dict) and isinstance(v.get("id"), str)]


def _texts(claims: Mapping[str, Any], property: str) -> list[str]:
    values = [_value(one.get("mainsnak")) for one in _statements(claims, property)]
    plain = [v.get("text") if isinstance(v, dict) else v for v in values]
    return [text for text in plain if isinstance(text, str)]


def _qualified(claims: Mapping[str, Any], property: str, by: str) -> list[str]:
    found: list[str] = []
    for one in _statements(claims, property):
        qualifiers = one.get("qualifiers")
        snaks = qualifiers.get(by) if isinstance(qualifiers, dict) else None
        values = [_value(snak) for snak in snaks] if isinstance(snaks, list) else []
        found.extend(text for text in values if isinstance(text, str))
    return found


def _dates(claims: Mapping[str, Any], property: str) -> Iterator[str]:
    for one in _statements(claims, property):
        value = _value(one.get("mainsnak"))
        if isinstance(value, dict) and isinstance(value.get("time"), str):
            text = value["time"].lstrip("+")[:10]
            yield text if value.get("precision", 11) > _YEAR and "-00" not in text else text[:4]
