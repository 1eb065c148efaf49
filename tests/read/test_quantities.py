"""Money and shares: a table of the forms the news uses, and values that never contradict themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Span
from foedus.read.currencies import CURRENCY
from foedus.read.quantities import parse_money, parse_share


def span(words: str) -> Span:
    return Span(story_id="st", start=0, end=len(words), words=words)


K, M, B, T = 10**3, 10**6, 10**9, 10**12

# words, value, currency: exact amounts, both bounds the same.
EXACT_MONEY = [
    ("$13.75 billion", 13.75 * B, "USD"),
    ("$13.75bn", 13.75 * B, "USD"),
    ("$5.8 bln", 5.8 * B, "USD"),
    ("$85 mln", 85 * M, "USD"),
    ("$86 mn", 86 * M, "USD"),
    ("$400M", 400 * M, "USD"),
    ("$2.4B", 2.4 * B, "USD"),
    ("$2.5 B", 2.5 * B, "USD"),
    ("$4tn", 4 * T, "USD"),
    ("$4 trillion", 4 * T, "USD"),
    ("$10-bn", 10 * B, "USD"),
    ("$39,900", 39_900, "USD"),
    ("$0", 0, "USD"),
    ("$199.91", 199.91, "USD"),
    ("$½ billion", 0.5 * B, "USD"),
    ("€400m", 400 * M, "EUR"),
    ("€12.5M", 12.5 * M, "EUR"),
    ("EUR 18 million", 18 * M, "EUR"),
    ("18 million EUR", 18 * M, "EUR"),
    ("EUR 0.35", 0.35, "EUR"),
    ("1,5 Mrd. Euro", 1.5 * B, "EUR"),
    ("1.200.000 Euro", 1.2 * M, "EUR"),
    ("€1.200,50", 1200.5, "EUR"),
    ("2.4-billion-euro", 2.4 * B, "EUR"),
    ("4.3 billion euro", 4.3 * B, "EUR"),
    ("£5,000", 5000, "GBP"),
    ("£1.4million", 1.4 * M, "GBP"),
    ("£400mn", 400 * M, "GBP"),
    ("90 million pounds", 90 * M, "GBP"),
    ("20 million pounds sterling", 20 * M, "GBP"),
    ("412 pence", 4.12, "GBP"),
    ("112.5p", 1.125, "GBP"),
    ("25 cents", 0.25, "USD"),
    ("US$2.5bn", 2.5 * B, "USD"),
    ("US$ 2.5 bn", 2.5 * B, "USD"),
    ("USD150 million", 150 * M, "USD"),
    ("USD 1.5 mn", 1.5 * M, "USD"),
    ("$USD39 billion", 39 * B, "USD"),
    ("$AUD59.66 billion", 59.66 * B, "AUD"),
    ("A$1.2 billion", 1.2 * B, "AUD"),
    ("a $5 billion", 5 * B, "USD"),
    ("C$96 million", 96 * M, "CAD"),
    ("CA$85 million", 85 * M, "CAD"),
    ("Can$5m", 5 * M, "CAD"),
    ("HK$5.5 billion", 5.5 * B, "HKD"),
    ("3 billion Hong Kong dollars", 3 * B, "HKD"),
    ("NT$100 million", 100 * M, "TWD"),
    ("T$44.65", 44.65, "TWD"),
    ("S$3 million", 3 * M, "SGD"),
    ("NZ$7m", 7 * M, "NZD"),
    ("R$ 2.1bn", 2.1 * B, "BRL"),
    ("R$10.5 billion", 10.5 * B, "BRL"),
    ("R125", 125, "ZAR"),
    ("N84.5 billion", 84.5 * B, "NGN"),
    ("₦1,537", 1537, "NGN"),
    ("CHF 300 million", 300 * M, "CHF"),
    ("CHF3bn", 3 * B, "CHF"),
    ("CHF 1'200'000", 1.2 * M, "CHF"),
    ("SFr600m", 600 * M, "CHF"),
    ("three billion francs", 3 * B, "CHF"),
    ("4.2 million Swiss francs", 4.2 * M, "CHF"),
    ("5 Mio. CHF", 5 * M, "CHF"),
    ("¥30 trillion", 30 * T, "JPY"),
    ("802.5 billion yen", 802.5 * B, "JPY"),
    ("just 7.3 billion yen", 7.3 * B, "JPY"),
    ("2 bn yuan", 2 * B, "CNY"),
    ("RMB 20 billion", 20 * B, "CNY"),
    ("100 million won", 100 * M, "KRW"),
    ("₩5 trillion", 5 * T, "KRW"),
    ("Rs 1,200 crore", 12 * B, "INR"),
    ("Rs. 2,058.5 crore", 20.585 * B, "INR"),
    ("Rs 1,20,000", 120_000, "INR"),
    ("₹1.5 lakh crore", 1.5 * T, "INR"),
    ("INR 210 billion", 210 * B, "INR"),
    ("10 rupees", 10, "INR"),
    ("SEK 2.1 billion", 2.1 * B, "SEK"),
    ("5 million kronor", 5 * M, "SEK"),
    ("NOK 600m", 600 * M, "NOK"),
    ("5 billion Norwegian kroner", 5 * B, "NOK"),
    ("DKK 1.5bn", 1.5 * B, "DKK"),
    ("1 200 000 kr", 1.2 * M, None),
    ("1.4bn zloty", 1.4 * B, "PLN"),
    ("420 million zlotys", 420 * M, "PLN"),
    ("340 billion forints", 340 * B, "HUF"),
    ("3 billion Czech crowns", 3 * B, "CZK"),
    ("6.2 billion lira", 6.2 * B, "TRY"),
    ("1.15 billion soles", 1.15 * B, "PEN"),
    ("₱180 million", 180 * M, "PHP"),
    ("2 billion pesos", 2 * B, None),
    ("2 billion Mexican pesos", 2 * B, "MXN"),
    ("5.8 billion dirham", 5.8 * B, "AED"),
    ("SAR 900 million", 900 * M, "SAR"),
    ("30 billion roubles", 30 * B, "RUB"),
    ("₪40 million", 40 * M, "ILS"),
    ("half a billion dollars", 0.5 * B, "USD"),
    ("half a dollar", 0.5, "USD"),
    ("three-quarters of a billion euros", 0.75 * B, "EUR"),
    ("a billion euros", B, "EUR"),
    ("a billion and a half dollars", 1.5 * B, "USD"),
    ("two and a half billion dollars", 2.5 * B, "USD"),
    ("two billion dollars", 2 * B, "USD"),
    ("nine million euros", 9 * M, "EUR"),
    ("two hundred and fifty million pounds", 250 * M, "GBP"),
    ("twenty-five million dollars", 25 * M, "USD"),
    ("a hundred million dollars", 100 * M, "USD"),
    ("one hundred thousand euros", 100 * K, "EUR"),
    ("a symbolic euro", 1, "EUR"),
    ("a dollar", 1, "USD"),
    ("another $40 million", 40 * M, "USD"),
    ("20 billion", 20 * B, None),
    ("a billion", B, None),
    ("100k", 100 * K, None),
]

# words, low, high, qualifier, currency.
HEDGED_MONEY = [
    ("about 2 bn yuan", 2 * B, 2 * B, "about", "CNY"),
    ("nearly $10 billion", 10 * B, 10 * B, "about", "USD"),
    ("some €600 million", 600 * M, 600 * M, "about", "EUR"),
    ("just under €60 million", 60 * M, 60 * M, "about", "EUR"),
    ("a little over $6.3 billion", 6.3 * B, 6.3 * B, "about", "USD"),
    ("something like $70m", 70 * M, 70 * M, "about", "USD"),
    ("$30 million or so", 30 * M, 30 * M, "about", "USD"),
    ("c. £5m", 5 * M, 5 * M, "about", "GBP"),
    ("up to $2.9bn", None, 2.9 * B, "at_most", "USD"),
    ("as much as NOK 9 billion", None, 9 * B, "at_most", "NOK"),
    ("no more than €59 million", None, 59 * M, "at_most", "EUR"),
    ("well under $10B", None, 10 * B, "at_most", "USD"),
    ("about 309.6 million dollars at most", None, 309.6 * M, "at_most", "USD"),
    ("below 4 dollars", None, 4, "at_most", "USD"),
    ("at least $500 million", 500 * M, None, "at_least", "USD"),
    ("no less than £2m", 2 * M, None, "at_least", "GBP"),
    ("more than €1.2 billion", 1.2 * B, None, "at_least", "EUR"),
    ("north of $100M", 100 * M, None, "at_least", "USD"),
    ("in excess of £5m", 5 * M, None, "at_least", "GBP"),
    ("$10bn-plus", 10 * B, None, "at_least", "USD"),
    ("$1.2 million or more", 1.2 * M, None, "at_least", "USD"),
    ("billions of dollars", B, None, "at_least", "USD"),
    ("multibillion-dollar", B, None, "at_least", "USD"),
    ("multi-million-pound", M, None, "at_least", "GBP"),
    ("$1-2 billion", B, 2 * B, "range", "USD"),
    ("$100m-$150m", 100 * M, 150 * M, "range", "USD"),
    ("$100-$150 million", 100 * M, 150 * M, "range", "USD"),
    ("between $3 billion and $4 billion", 3 * B, 4 * B, "range", "USD"),
    ("€900 million to €1.2 billion", 900 * M, 1.2 * B, "range", "EUR"),
    ("$500,000 to $1 million", 500 * K, M, "range", "USD"),
    ("between HK$10.18 and HK$10.99", 10.18, 10.99, "range", "HKD"),
    ("five to ten million dollars", 5 * M, 10 * M, "range", "USD"),
    ("tens of millions of dollars", 10 * M, 100 * M, "range", "USD"),
    ("hundreds of millions", 100 * M, B, "range", None),
    ("high tens of billions of dollars", 10 * B, 100 * B, "range", "USD"),
    ("several billion dollars", 2 * B, 10 * B, "range", "USD"),
    ("a few hundred million dollars", 200 * M, B, "range", "USD"),
    ("a few dollars", 2, 10, "range", "USD"),
    ("a penny or two", 0.01, 0.02, "range", "GBP"),
    ("a seven-figure sum", M, 10 * M - 1, "range", None),
    ("$25 a share", 25, 25, "per_unit", "USD"),
    ("about €3.50 per share", 3.5, 3.5, "per_unit", "EUR"),
    ("$20 a month", 20, 20, "per_unit", "USD"),
    ("$70 per barrel", 70, 70, "per_unit", "USD"),
    ("undisclosed", None, None, "unknown", None),
    ("dollars", None, None, "unknown", "USD"),
    ("", None, None, "unknown", None),
]


def value(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


@pytest.mark.parametrize(("words", "amount", "currency"), EXACT_MONEY, ids=[case[0] for case in EXACT_MONEY])
def test_an_exact_amount_has_equal_bounds(words: str, amount: float, currency: str | None) -> None:
    money = parse_money(span(words))
    assert (money.low, money.high) == (value(amount), value(amount))
    assert (money.currency, money.qualifier) == (currency, "exact")


@pytest.mark.parametrize(("words", "low", "high", "qualifier", "currency"), HEDGED_MONEY)
def test_hedge_words_open_or_widen_an_amount(
    words: str, low: float | None, high: float | None, qualifier: str, currency: str | None
) -> None:
    money = parse_money(span(words))
    assert (money.low, money.high, money.qualifier) == (value(low), value(high), qualifier)
    assert money.currency == currency


EXACT_SHARES = [
    ("33%", 33),
    ("49 percent", 49),
    ("49 per cent", 49),
    ("a 49 percent", 49),
    ("51-percent", 51),
    ("10.5 %", 10.5),
    ("10,5 %", 10.5),
    ("75.01 per cent", 75.01),
    ("100%", 100),
    ("109%", 109),
    ("a third", 33.33),
    ("one third", 33.33),
    ("one-fifth", 20),
    ("two-thirds", 66.67),
    ("half", 50),
    ("the half", 50),
    ("a quarter", 25),
    ("Three quarters", 75),
    ("nine-tenths", 90),
    ("an eighth", 12.5),
    ("1/3", 33.33),
    ("seven in ten", 70),
    ("four out of five", 80),
    ("half and half", 50),
    ("50-50", 50),
    ("twenty-five percent", 25),
    ("Ninety per cent", 90),
    ("three and a half percent", 3.5),
    ("half a percent", 0.5),
    ("a quarter of a percent", 0.25),
    ("one percent", 1),
    ("half a percentage point", 0.5),
    ("20 basis points", 0.2),
    ("25 bps", 0.25),
    ("5 percentage points", 5),
    ("all", 100),
    ("the whole", 100),
    ("a further 9 per cent", 9),
    ("none", 0),
]
HEDGED_SHARES = [
    ("roughly a third", 33.33, 33.33, "about"),
    ("just under 20%", 20, 20, "about"),
    ("nearly seven in ten", 70, 70, "about"),
    ("about six", 6, 6, "about"),
    ("25% plus one share", 25, 25, "about"),
    ("up to 30%", None, 30, "at_most"),
    ("15% at most", None, 15, "at_most"),
    ("less than half", None, 50, "at_most"),
    ("a tenth or less", None, 10, "at_most"),
    ("no more than 15%", None, 15, "at_most"),
    ("more than a third", 33.33, None, "at_least"),
    ("over 95%", 95, None, "at_least"),
    ("at least half", 50, None, "at_least"),
    ("between 5 and 10 percent", 5, 10, "range"),
    ("5-10%", 5, 10, "range"),
    ("5%-7%", 5, 7, "range"),
    ("17 to 24 per cent", 17, 24, "range"),
    ("a third to a half", 33.33, 50, "range"),
    ("a majority", 50, 100, "range"),
    ("a controlling stake", 50, 100, "range"),
    ("a minority", 0, 50, "range"),
    ("single-digit", 1, 9, "range"),
    ("high single-digit", 7, 9, "range"),
    ("the low double digits", 10, 19, "range"),
    ("a few percent", 2, 10, "range"),
    ("a 51% majority", 51, 51, "exact"),
    ("a stake", None, None, "unknown"),
    ("", None, None, "unknown"),
]


@pytest.mark.parametrize(("words", "percent"), EXACT_SHARES, ids=[case[0] for case in EXACT_SHARES])
def test_an_exact_share_has_equal_bounds(words: str, percent: float) -> None:
    share = parse_share(span(words))
    assert (share.low, share.high, share.qualifier) == (value(percent), value(percent), "exact")


@pytest.mark.parametrize(("words", "low", "high", "qualifier"), HEDGED_SHARES)
def test_hedge_words_open_or_widen_a_share(
    words: str, low: float | None, high: float | None, qualifier: str
) -> None:
    share = parse_share(span(words))
    assert (share.low, share.high, share.qualifier) == (value(low), value(high), qualifier)


@pytest.mark.parametrize(("form", "code"), [(form, code) for form, code in CURRENCY.items() if code])
def test_every_currency_form_is_read_on_one_side_of_the_figure_at_least(form: str, code: str) -> None:
    assert code in {
        parse_money(span(f"5 million {form}")).currency,
        parse_money(span(f"{form}5 million")).currency,
    }


def test_at_least_45_currencies_are_known() -> None:
    assert len({code for code in CURRENCY.values() if code}) >= 45


PIECES = (
    "$ € 5 1.5 1,200 bn million half a several of tens to - and between third percent % or more up about few"
    " hundred two twenty 1/2 / 0 per share crore one in ten quarter multi euro pence , ."
)
AMOUNT_WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=8).map(" ".join)


@given(st.one_of(st.text(max_size=60), AMOUNT_WORDS, AMOUNT_WORDS.map(lambda words: words.replace(" ", ""))))
def test_no_words_raise_and_bounds_agree_with_the_qualifier(words: str) -> None:
    for parsed in (parse_money(span(words)), parse_share(span(words))):
        assert parsed.span.words == words
        if parsed.low is not None and parsed.high is not None:
            assert 0 <= parsed.low <= parsed.high
        if parsed.qualifier in {"exact", "about"}:
            assert parsed.low == parsed.high is not None
        assert (parsed.qualifier == "unknown") == (parsed.low is None and parsed.high is None)


@pytest.mark.parametrize(
    "words", ["9" * 150, "1," * 90, "$" * 190, "half " * 38, "9" * 100_000, "1e999999 million"]
)
def test_hostile_figures_cost_nothing_and_raise_nothing(words: str) -> None:
    assert parse_money(span(words)).span.words == words
    assert parse_share(span(words)).span.words == words
