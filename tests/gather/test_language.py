from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.gather.language import guess_language, language_name
from foedus.model import Rejected, Story

ENGLISH = {
    "names": (
        "Société Générale, Crédit Agricole und Deutsche Börse AG signed with Nippon Telegraph,"
        " Petróleo Brasileiro"
        " and Česká spořitelna. Jürgen Müller-Weiß, Aufsichtsratsvorsitzender of Österreichische"
        " Kontrollbank,"
        " said Compañía Sud Americana de Vapores would join Aktiebolaget Volvo and Koninklijke Philips."
    ),
    "figures": (
        "Siemens Energy: Q3 revenue EUR 9.7bn (+8%), EBITA EUR 497m. Orders EUR 16.6bn. Guidance"
        " raised: growth of 13-15%."
        " Bloom Energy, Vistra, Constellation: shares up 3.1%, 2.2%, 4.0%. Analysts at JPMorgan,"
        " UBS, Citi: Buy."
    ),
    "telegraphic": (
        "NEW YORK - Nvidia, Microsoft, Amazon and Alphabet shares rose Monday. Broadcom Inc,"
        " Marvell Technology"
        " and Arm Holdings also gained. Tokyo Electron, Advantest, Lasertec and Disco climbed in Asia."
    ),
}

FOREIGN = {
    "de": "Der Softwarekonzern Microsoft hat am Dienstag angekündigt, weitere zwei Milliarden"
    " Dollar in OpenAI zu investieren."
    " Die beiden Unternehmen arbeiten seit 2019 zusammen, teilte der Vorstand mit.",
    "fr": "Le groupe Microsoft a annoncé mardi qu'il investirait deux milliards de dollars"
    " supplémentaires dans OpenAI."
    " Les deux entreprises sont partenaires depuis 2019, selon la direction.",
    "es": "La empresa Microsoft anunció el martes que invertirá otros dos mil millones de dólares en OpenAI."
    " Las dos compañías son socias desde 2019, según la dirección.",
    "nl": "Het softwarebedrijf Microsoft heeft dinsdag aangekondigd nog eens twee miljard dollar in"
    " OpenAI te investeren."
    " De twee bedrijven werken sinds 2019 samen, aldus de directie.",
    "ru": "Компания Microsoft объявила во вторник, что вложит ещё два миллиарда долларов в OpenAI.",
    "zh": "微软周二宣布将向OpenAI再投资二十亿美元。两家公司自2019年以来一直是合作伙伴，管理层表示。",
    "ja": "マイクロソフトは火曜日、オープンAIにさらに20億ドルを投資すると発表した。",
}


@pytest.mark.parametrize("kind", sorted(ENGLISH))
def test_english_business_news_full_of_foreign_names_is_english(kind: str) -> None:
    assert guess_language(ENGLISH[kind]) == "en"


@pytest.mark.parametrize("code", sorted(FOREIGN))
def test_other_languages_are_told(code: str) -> None:
    assert guess_language(FOREIGN[code]) == code


@pytest.mark.parametrize(
    "headline", ["Siemens übernimmt Altair", "Microsoft–OpenAI: $13bn", "LVMH", "Nvidia Q3 2025"]
)
def test_a_headline_cannot_be_told_and_passes(headline: str) -> None:
    assert guess_language(headline) == "en"


def test_what_cannot_be_told_has_the_declared_language() -> None:
    assert guess_language("Siemens übernimmt Altair", declared="de-DE") == "de"
    assert guess_language("Microsoft buys Altair", declared="English") == "en"


def test_the_words_outweigh_the_declaration() -> None:
    assert guess_language(FOREIGN["de"], declared="en") == "de"
    assert guess_language(ENGLISH["names"], declared="de") == "en"


def test_a_story_not_in_english_is_rejected_with_the_language_guessed(
    tmp_path: Path, take: Callable[..., list[Story | Rejected]]
) -> None:
    (tmp_path / "a.txt").write_text(FOREIGN["de"])
    (item,) = take(tmp_path / "a.txt")
    assert isinstance(item, Rejected)
    assert item.reason == "not_english"
    assert "German (de)" in item.detail


def test_languages_are_named_for_people() -> None:
    assert language_name("zh-CN") == "Chinese (zh-CN)"
    assert language_name("xx") == "xx"


def test_figures_are_in_no_foreign_language() -> None:
    assert guess_language(" ".join(str(number * 7919) for number in range(500))) == "en"
