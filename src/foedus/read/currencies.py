"""The currencies of the news: signs, codes and words, each with its ISO 4217 code.

A word that several currencies share ("kroner", "pesos") has no code by itself, only with its
country before it ("Norwegian kroner"). By custom "$" and "dollars" are US dollars, "pounds"
sterling, "rupees" Indian, "francs" Swiss, "lira" Turkish, "real" Brazilian.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["CURRENCY", "MINOR", "currency_of"]

_SIGNS = {
    "us$ $us $usd $ ﹩": "USD",
    "€": "EUR",
    "£ ￡ stg£ gbp£": "GBP",
    "¥ ￥ jp¥": "JPY",
    "cn¥ rmb¥": "CNY",
    "a$ au$ aud$ $aud": "AUD",
    "c$ ca$ can$ cad$ cdn$ $cad": "CAD",
    "hk$ hkd$": "HKD",
    "nt$ ntd$ twd$ t$": "TWD",
    "s$ sg$ sgd$": "SGD",
    "nz$ nzd$": "NZD",
    "r$ brl$": "BRL",
    "mx$ mex$": "MXN",
    "ar$": "ARS",
    "clp$": "CLP",
    "col$": "COP",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
    "฿": "THB",
    "₸": "KZT",
    "₵ gh₵": "GHS",
    "৳": "BDT",
    "₾": "GEL",
    "₡": "CRC",
    "zł": "PLN",
    "kč": "CZK",
}
_WORDS = {
    "dollar dollars greenback greenbacks": "USD",
    "euro euros": "EUR",
    "pound pounds quid sterling": "GBP",
    "yen": "JPY",
    "yuan renminbi rmb": "CNY",
    "franc francs sfr fr": "CHF",
    "won": "KRW",
    "rupee rupees rs re": "INR",
    "real reais": "BRL",
    "rouble roubles ruble rubles": "RUB",
    "rand": "ZAR",
    "lira liras": "TRY",
    "zloty zlotys zlotych": "PLN",
    "forint forints ft": "HUF",
    "koruna korunas": "CZK",
    "krona kronor skr": "SEK",
    "dkr": "DKK",
    "nkr": "NOK",
    "leu lei": "RON",
    "lev leva": "BGN",
    "shekel shekels nis": "ILS",
    "dirham dirhams dhs dh": "AED",
    "riyal riyals": "SAR",
    "rial rials": "IRR",
    "baht": "THB",
    "ringgit rm": "MYR",
    "rupiah rp": "IDR",
    "dong": "VND",
    "taka tk": "BDT",
    "hryvnia hryvnias": "UAH",
    "tenge": "KZT",
    "lari": "GEL",
    "naira": "NGN",
    "cedi cedis": "GHS",
    "birr": "ETB",
    "sol soles": "PEN",
    "bolivar bolivars bolivares": "VES",
    "guarani guaranies": "PYG",
    "manat": "AZN",
    "dram": "AMD",
    "kwacha": "ZMW",
    "kwanza": "AOA",
}
# One name, several countries: worth nothing without its country.
_SHARED = "peso pesos krone kroner kr crown crowns dinar dinars shilling shillings"
_BY_COUNTRY = {
    "us american u.s": {"dollar": "USD"},
    "australian aussie": {"dollar": "AUD"},
    "canadian": {"dollar": "CAD"},
    "hong kong": {"dollar": "HKD"},
    "taiwan taiwanese new taiwan": {"dollar": "TWD"},
    "singapore": {"dollar": "SGD"},
    "zealand": {"dollar": "NZD"},
    "british uk": {"pound": "GBP"},
    "egyptian": {"pound": "EGP"},
    "lebanese": {"pound": "LBP", "lira": "LBP"},
    "chinese": {"yuan": "CNY"},
    "swiss": {"franc": "CHF"},
    "cfa": {"franc": "XOF"},
    "indian": {"rupee": "INR"},
    "pakistani pakistan": {"rupee": "PKR"},
    "sri lankan": {"rupee": "LKR"},
    "nepalese nepali": {"rupee": "NPR"},
    "mexican": {"peso": "MXN"},
    "argentine argentinian": {"peso": "ARS"},
    "chilean": {"peso": "CLP"},
    "colombian": {"peso": "COP"},
    "philippine filipino": {"peso": "PHP"},
    "uruguayan": {"peso": "UYU"},
    "danish": {"krone": "DKK", "crown": "DKK"},
    "norwegian": {"krone": "NOK", "crown": "NOK"},
    "swedish": {"krona": "SEK", "crown": "SEK"},
    "icelandic": {"krona": "ISK", "crown": "ISK"},
    "czech": {"koruna": "CZK", "crown": "CZK"},
    "kuwaiti": {"dinar": "KWD"},
    "jordanian": {"dinar": "JOD"},
    "bahraini": {"dinar": "BHD"},
    "iraqi": {"dinar": "IQD"},
    "serbian": {"dinar": "RSD"},
    "algerian": {"dinar": "DZD"},
    "tunisian": {"dinar": "TND"},
    "moroccan": {"dirham": "MAD"},
    "qatari": {"riyal": "QAR"},
    "omani": {"rial": "OMR"},
    "kenyan": {"shilling": "KES"},
    "ugandan": {"shilling": "UGX"},
    "tanzanian": {"shilling": "TZS"},
}
_CODES = (
    "usd eur gbp jpy cny aud cad hkd twd sgd nzd chf krw inr brl rub zar try pln huf czk sek dkk nok isk ron"
    " bgn ils aed sar qar kwd bhd omr jod egp mad thb myr idr vnd php bdt pkr lkr uah kzt gel ngn ghs kes etb"
    " mxn ars clp cop pen uyu xof xaf tnd dzd rsd iqd irr ves pyg azn amd ugx tzs npr lbp crc zmw aoa"
)

CURRENCY: dict[str, str | None] = {
    **{form: code for forms, code in {**_SIGNS, **_WORDS}.items() for form in forms.split()},
    **{code: code.upper() for code in _CODES.split()},
    **dict.fromkeys(_SHARED.split()),
    "rmb": "CNY",
    "ntd": "TWD",
    "stg": "GBP",
}
"""Sign, code or word (in small letters) to ISO 4217 code; `None` for a name that countries share."""

MINOR: dict[str, tuple[str | None, Decimal]] = {
    **dict.fromkeys(("cent", "cents", "¢"), ("USD", Decimal("0.01"))),
    **dict.fromkeys(("pence", "penny", "pennies", "p"), ("GBP", Decimal("0.01"))),
    **dict.fromkeys(("paise", "paisa"), ("INR", Decimal("0.01"))),
}
"""Words for a hundredth, with the currency meant where no other is named."""

_COUNTRY = {country: codes for countries, codes in _BY_COUNTRY.items() for country in countries.split()}
_SINGULAR = {"kroner": "krone", "kronor": "krona", "reais": "real"}
_PLURAL = re.compile(r"s$")


def currency_of(word: str, before: str) -> str | None:
    """The ISO code that a currency word means after the word `before` it; `None` where unsaid."""
    name = _SINGULAR.get(word) or _PLURAL.sub("", word)
    by_country = _COUNTRY.get(before, {})
    return by_country.get(name, CURRENCY.get(word))
