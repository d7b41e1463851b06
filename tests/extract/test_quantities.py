"""Counts and sums of money, as news writes them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.quantities import (
    Currencies,
    NumberWords,
    find_amounts,
    find_counts,
    load_currencies,
    load_number_words,
    parse_count,
)
from kg.model import Count

ONTOLOGY = Path(__file__).parents[2] / "ontology"
WORDS: NumberWords = load_number_words(ONTOLOGY)
CURRENCIES: Currencies = load_currencies(ONTOLOGY)

PIECES = (
    "1 20 9,800 1,20,000 3.5 2018 million bn k crore dozen dozens hundreds of a an half and to - \u2013 between from "
    "more than nearly up to about over $ € A$ Rs yuan dollars pesos % years accounts . , ( ) ' twenty two"
)
ODD_TEXT = st.lists(st.sampled_from([*PIECES.split(), "\n"])).map(" ".join)


def counts(text: str) -> list[tuple[str, int, str]]:
    return [(text[f.start : f.end], f.value.value, f.value.comparator) for f in find_counts(text, WORDS)]


def amounts(text: str, country: str | None = None) -> list[tuple[str, int, str, str]]:
    found = find_amounts(text, WORDS, CURRENCIES, country)
    return [(text[f.start : f.end], f.value.value, f.value.currency, f.value.comparator) for f in found]


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("9,800", 9_800, "exact"),
        ("more than 9,800", 9_800, "more-than"),
        ("over 700,000", 700_000, "more-than"),
        ("in excess of 500", 500, "more-than"),
        ("upwards of 40", 40, "more-than"),
        ("a little more than 300", 300, "more-than"),
        ("nearly 10,000", 10_000, "nearly"),
        ("almost 16,000", 16_000, "nearly"),
        ("up to 1.4 million", 1_400_000, "nearly"),
        ("as many as 60", 60, "nearly"),
        ("close to 200", 200, "nearly"),
        ("fewer than 500,000", 500_000, "nearly"),
        ("no more than 20", 20, "nearly"),
        ("about 400 million", 400_000_000, "about"),
        ("some 107,000", 107_000, "about"),
        ("Roughly 30", 30, "about"),
        ("an estimated 191 million", 191_000_000, "about"),
        ("30 or so", 30, "about"),
        ("200-odd", 200, "about"),
        ("at least two million", 2_000_000, "at-least"),
        ("no fewer than 12", 12, "at-least"),
        ("30 million or more", 30_000_000, "at-least"),
        ("10,000+", 10_000, "at-least"),
        ("10,000-plus", 10_000, "at-least"),
        ("tens of thousands", 10_000, "at-least"),
        ("hundreds of thousands", 100_000, "at-least"),
        ("Dozens", 12, "at-least"),
        ("hundreds", 100, "at-least"),
        ("millions", 1_000_000, "at-least"),
        ("several hundred", 100, "at-least"),
        ("a few thousand", 1_000, "at-least"),
        ("half a million", 500_000, "exact"),
        ("more than half a million", 500_000, "more-than"),
        ("one and a half million", 1_500_000, "exact"),
        ("a quarter of a million", 250_000, "exact"),
        ("a billion", 1_000_000_000, "exact"),
        ("more than a thousand", 1_000, "more-than"),
        ("1.4m", 1_400_000, "exact"),
        ("1.2bn", 1_200_000_000, "exact"),
        ("10k", 10_000, "exact"),
        ("7.7 million", 7_700_000, "exact"),
        ("1.2 crore", 12_000_000, "exact"),
        ("5 lakh", 500_000, "exact"),
        ("more than 260 crore", 2_600_000_000, "more-than"),
        ("twenty-two", 22, "exact"),
        ("Forty", 40, "exact"),
        ("one hundred and thirty", 130, "exact"),
        ("three hundred thousand", 300_000, "exact"),
        ("a dozen", 12, "exact"),
        ("two dozen", 24, "exact"),
        ("half a dozen", 6, "exact"),
        ("both", 2, "exact"),
        ("a couple of", 2, "exact"),
        ("between 30 and 40 million", 30_000_000, "at-least"),
        ("9,000 to 10,000", 9_000, "at-least"),
        ("10m-15m", 10_000_000, "at-least"),
        ("two or three", 2, "at-least"),
        ("1,20,000", 120_000, "exact"),
        ("1 200 000", 1_200_000, "exact"),
        ("1.200.000", 1_200_000, "exact"),
        ("nearly another 200", 200, "nearly"),
        ("more than a combined 9,800", 9_800, "more-than"),
        ("all 15", 15, "exact"),
        ("exactly 118", 118, "exact"),
        ("a hundred", 100, "exact"),
    ],
)
def test_a_count_keeps_how_exactly_it_was_said(text: str, value: int, comparator: str) -> None:
    assert parse_count(text, WORDS) == Count(value, comparator)
    assert counts(f"They removed {text} accounts.")[0][1:] == (value, comparator)


@pytest.mark.parametrize(("text", "expected"), [("a", Count(1)), ("one", Count(1)), ("An", Count(1))])
def test_one_thing_is_a_count_only_where_it_is_asked_for(text: str, expected: Count) -> None:
    assert parse_count(text, WORDS) == expected
    assert counts(f"They removed {text} account.") == []


@pytest.mark.parametrize("text", ["several", "accounts", "", "9,800 accounts", "7.7", "many"])
def test_what_is_no_number_has_no_count(text: str) -> None:
    assert parse_count(text, WORDS) is None


@pytest.mark.parametrize(
    "text",
    [
        "a rise of 5 percent",
        "a share of 7.7%",
        "5 to 10 percent of sales",
        "5% to 10% of sales",
        "a feature for under-16s",
        "pupils aged 13",
        "pupils aged 13 to 17",
        "teenagers from 13 to 17 could post",
        "people between the ages of 10 and 15",
        "no children under 16 may join",
        "at 8 p.m. sharp",
        "from 8 to 9 in the evening",
        "at 7:14 in Rome",
        "in 2018 the ban",
        "the 2021 rules",
        "the war of 1967 to 1970",
        "the 4th of them",
        "under Article 42 of the law",
        "under Articles 14 and 15 of the law",
        "under Section 69A",
        "under Article 5(2)",
        "see page 12 of it",
        "version 3.2 is out",
        "won 3-1 at home",
        "for 30 days",
        "a 60-day ban",
        "three hours a week",
        "a 13-point plan",
        "issue 37 is out",
        "Wave two, July.",
        "call +61 2 5550 1234 now",
        "on 192.168.100.200",
        "about one's boss",
        "nine out of ten agree",
        "two-thirds agree",
        "$470,000 was paid",
        "a fine of 20 million pesos",
        "1. Money talk",
        "on March 10 and 12",
        "on 22 May they met",
        "COVID-19 and 5G",
        "Comments (0)",
        "the chain 7-Eleven",
        "20 times in all",
        "high scores",
        "2.0 is near",
    ],
)
def test_a_number_that_counts_no_things_is_left_out(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed another 235,000 pages.", [("235,000", 235_000, "exact")]),
        ("A further 47 go.", [("47", 47, "exact")]),
        ("issue 20 warnings", [("20", 20, "exact")]),
        ("over 12 accounts", [("over 12", 12, "more-than")]),
        ("summoned over two posts", [("two", 2, "exact")]),
        ("in excess of 2000 accounts", [("in excess of 2000", 2000, "more-than")]),
        ("rose from 6,000 to 10,000 people", [("6,000", 6_000, "exact"), ("10,000", 10_000, "exact")]),
        ("rose from 12 to 15 accounts", [("12", 12, "exact"), ("15", 15, "exact")]),
        ("20-30 accounts", [("20-30", 20, "at-least")]),
        ("17,000 pages and five groups", [("17,000", 17_000, "exact"), ("five", 5, "exact")]),
        ("of the 67,000, nearly 8,000 went", [("67,000", 67_000, "exact"), ("nearly 8,000", 8_000, "nearly")]),
        ("one million and three more", [("one million", 1_000_000, "exact"), ("three", 3, "exact")]),
        ("scores of sites", [("scores", 20, "at-least")]),
        ("owned up, to almost\n550 accounts", [("almost\n550", 550, "nearly")]),
    ],
)
def test_counts_are_found_where_they_stand(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert counts(text) == expected


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


def test_counts_leave_out_the_stretches_given() -> None:
    text = "It fined 12 firms 3 million and 5 million roubles."
    sums = list(find_amounts(text, WORDS, CURRENCIES, None))
    assert [found.value for found in find_counts(text, WORDS, outside=sums)] == [Count(12)]


def test_the_place_of_the_number_itself_is_known() -> None:
    text = "It removed more than 9,800 accounts and paid up to €5m."
    (count,) = (found for found in find_counts(text, WORDS) if found.value.value == 9_800)
    (amount,) = find_amounts(text, WORDS, CURRENCIES, None)
    assert text[count.number_start : count.end] == "9,800"
    assert (text[amount.start : amount.end], text[amount.number_start : amount.end]) == ("up to €5m", "5m")


@given(text=st.one_of(st.text(), ODD_TEXT))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_the_same_counts_twice_and_inside_it(text: str) -> None:
    found = list(find_counts(text, WORDS))
    assert found == list(find_counts(text, WORDS))
    assert all(0 <= one.start <= one.number_start < one.end <= len(text) and one.value.value > 0 for one in found)
    assert all(first.end <= second.number_start for first, second in pairwise(found))


@given(text=st.one_of(st.text(), ODD_TEXT), country=st.sampled_from([None, "China", "Australia", "Zambia"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_the_same_sums_twice_and_inside_it(text: str, country: str | None) -> None:
    found = list(find_amounts(text, WORDS, CURRENCIES, country))
    assert found == list(find_amounts(text, WORDS, CURRENCIES, country))
    assert all(0 <= one.start <= one.number_start < one.end <= len(text) for one in found)
    assert all(one.value.value > 0 and len(one.value.currency) == 3 for one in found)


@given(value=st.integers(min_value=2, max_value=10**15 - 1))
def test_a_grouped_number_is_read_back(value: int) -> None:
    assert parse_count(f"{value:,}", WORDS) == Count(value)
