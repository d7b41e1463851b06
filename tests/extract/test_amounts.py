"""Sums of money, as news writes them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.figures.amounts import find_amounts
from kg.extract.figures.currencies import Currencies, load_currencies
from kg.extract.figures.number_words import NumberWords, load_number_words
from tests.extract.odd_figures import ODD_FIGURES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
WORDS: NumberWords = load_number_words(ONTOLOGY)
CURRENCIES: Currencies = load_currencies(ONTOLOGY)


def amounts(text: str, country: str | None = None) -> list[tuple[str, int, str, str]]:
    found = find_amounts(text, WORDS, CURRENCIES, country)
    return [(text[f.start : f.end], f.value.value, f.value.currency, f.value.comparator) for f in found]


@pytest.mark.parametrize(
    ("text", "value", "currency", "comparator"),
    [
        ("$470,000", 470_000, "USD", "exact"),
        ("3 million yuan", 3_000_000, "CNY", "exact"),
        ("€1.2bn", 1_200_000_000, "EUR", "exact"),
        ("A$49.5 million", 49_500_000, "AUD", "exact"),
        ("as much as A$49.5m", 49_500_000, "AUD", "nearly"),
        ("RM500,000", 500_000, "MYR", "exact"),
        ("530 million euro", 530_000_000, "EUR", "exact"),
        ("R$28.6m", 28_600_000, "BRL", "exact"),
        ("Rs 1,337 crore", 13_370_000_000, "INR", "exact"),
        ("Rs. 2.5 lakh", 250_000, "INR", "exact"),
        ("500 crore rupees", 5_000_000_000, "INR", "exact"),
        ("half a billion dollars", 500_000_000, "USD", "exact"),
        ("millions of dollars", 1_000_000, "USD", "at-least"),
        ("tens of millions of euros", 10_000_000, "EUR", "at-least"),
        ("$1.18m", 1_180_000, "USD", "exact"),
        ("21 million roubles", 21_000_000, "RUB", "exact"),
        ("7,221,916,235 roubles", 7_221_916_235, "RUB", "exact"),
        ("US$5bn", 5_000_000_000, "USD", "exact"),
        ("500,000 Singapore dollars", 500_000, "SGD", "exact"),
        ("£20,000", 20_000, "GBP", "exact"),
        ("£12.7m", 12_700_000, "GBP", "exact"),
        ("1.5 million-yuan", 1_500_000, "CNY", "exact"),
        ("8-billion-yuan", 8_000_000_000, "CNY", "exact"),
        ("18.2 bln yuan", 18_200_000_000, "CNY", "exact"),
        ("one million yuan", 1_000_000, "CNY", "exact"),
        ("Forty-five million euros", 45_000_000, "EUR", "exact"),
        ("almost 2 billion roubles", 2_000_000_000, "RUB", "nearly"),
        ("more than NT$247 million", 247_000_000, "TWD", "more-than"),
        ("some 18 million reais", 18_000_000, "BRL", "about"),
        ("about HK$230 billion", 230_000_000_000, "HKD", "about"),
        ("104.37 million naira", 104_370_000, "NGN", "exact"),
        ("10 million Turkish lira", 10_000_000, "TRY", "exact"),
        ("3 Million Yuan", 3_000_000, "CNY", "exact"),
        ("EUR 120 million", 120_000_000, "EUR", "exact"),
        ("500€", 500, "EUR", "exact"),
        ("$5bn USD", 5_000_000_000, "USD", "exact"),
        ("100 million won", 100_000_000, "KRW", "exact"),
        ("2 billion rupiah", 2_000_000_000, "IDR", "exact"),
        ("5 million tomans", 50_000_000, "IRR", "exact"),
        ("between 50,000 and 100,000 yuan", 50_000, "CNY", "at-least"),
        ("5 to 10 million euros", 5_000_000, "EUR", "at-least"),
        ("$5-10 million", 5_000_000, "USD", "at-least"),
        ("€10m to €15m", 10_000_000, "EUR", "at-least"),
        ("between $5m and $10m", 5_000_000, "USD", "at-least"),
    ],
)
def test_a_sum_of_money_keeps_currency_and_comparator(text: str, value: int, currency: str, comparator: str) -> None:
    assert amounts(f"It paid {text} in all.") == [(text, value, currency, comparator)]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("$5m", "Australia", "AUD"),
        ("$5m", "China", "USD"),
        ("5 million dollars", "Canada", "CAD"),
        ("5 million pesos", "Mexico", "MXN"),
        ("5 million pesos", "Philippines", "PHP"),
        ("5 million rupees", "Pakistan", "PKR"),
        ("5 million crowns", "Norway", "NOK"),
        ("5 million pounds", "Egypt", "EGP"),
        ("5 million pounds", None, "GBP"),
        ("5 million francs", "Switzerland", "CHF"),
        ("R500,000", "South Africa", "ZAR"),
    ],
)
def test_the_country_settles_what_a_shared_name_means(text: str, country: str | None, expected: str) -> None:
    assert [amount[2] for amount in amounts(text, country)] == [expected]


@pytest.mark.parametrize(
    "text", ["5 million pesos", "5 million crowns", "COP26", "Q1 2020", "R5", "$1.5", "5 million", "$"]
)
def test_without_a_sure_currency_or_whole_units_there_is_no_sum(text: str) -> None:
    assert amounts(text) == []


def test_a_sum_takes_its_currency_from_the_sum_before_it() -> None:
    text = "Facebook was to pay 21 million roubles ($0.3 million), Twitter 5 million and Telegram 9 million."
    assert [amount[1:3] for amount in amounts(text)] == [
        (21_000_000, "RUB"),
        (300_000, "USD"),
        (5_000_000, "RUB"),
        (9_000_000, "RUB"),
    ]


def test_a_sum_takes_its_currency_from_the_sum_after_it() -> None:
    text = "The court fined Facebook 17 million and Telegram 10 million roubles."
    assert [amount[1:3] for amount in amounts(text)] == [(17_000_000, "RUB"), (10_000_000, "RUB")]


def test_users_beside_a_sum_stay_users() -> None:
    text = "It was fined $5 million. It has 200 million users in India, others speak of 33 million."
    assert [amount[1] for amount in amounts(text)] == [5_000_000]


def test_two_sums_joined_by_and_stay_two() -> None:
    assert [amount[1] for amount in amounts("fines of $5m and $10m")] == [5_000_000, 10_000_000]


def test_handing_over_a_sum_is_no_comparator() -> None:
    assert amounts("told to hand over 3 million roubles") == [("3 million roubles", 3_000_000, "RUB", "exact")]


def test_the_place_of_the_figures_of_a_sum_is_known() -> None:
    text = "It removed more than 9,800 accounts and paid up to €5m."
    (amount,) = find_amounts(text, WORDS, CURRENCIES, None)
    assert (text[amount.start : amount.end], text[amount.number_start : amount.end]) == ("up to €5m", "5m")


@given(text=st.one_of(st.text(), ODD_FIGURES), country=st.sampled_from([None, "China", "Australia", "Zambia"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_the_same_sums_twice_and_inside_it(text: str, country: str | None) -> None:
    found = list(find_amounts(text, WORDS, CURRENCIES, country))
    assert found == list(find_amounts(text, WORDS, CURRENCIES, country))
    assert all(0 <= one.start <= one.number_start < one.end <= len(text) for one in found)
    assert all(one.value.value > 0 and len(one.value.currency) == 3 for one in found)
