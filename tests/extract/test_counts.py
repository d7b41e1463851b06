"""Counts, as news writes them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.figures.amounts import find_amounts
from kg.extract.figures.counts import find_counts, parse_count
from kg.extract.figures.currencies import load_currencies
from kg.extract.figures.number_words import NumberWords, load_number_words
from kg.model import Count
from tests.extract.odd_figures import ODD_FIGURES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
WORDS: NumberWords = load_number_words(ONTOLOGY)


def counts(text: str) -> list[tuple[str, int, str]]:
    return [(text[f.start : f.end], f.value.value, f.value.comparator) for f in find_counts(text, WORDS)]


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


def test_counts_leave_out_the_stretches_given() -> None:
    text = "It fined 12 firms 3 million and 5 million roubles."
    sums = list(find_amounts(text, WORDS, load_currencies(ONTOLOGY), None))
    assert [found.value for found in find_counts(text, WORDS, outside=sums)] == [Count(12)]


def test_the_place_of_the_number_counted_is_known() -> None:
    text = "It removed more than 9,800 accounts and paid up to €5m."
    (count,) = (found for found in find_counts(text, WORDS) if found.value.value == 9_800)
    assert text[count.number_start : count.end] == "9,800"


@given(text=st.one_of(st.text(), ODD_FIGURES))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_the_same_counts_twice_and_inside_it(text: str) -> None:
    found = list(find_counts(text, WORDS))
    assert found == list(find_counts(text, WORDS))
    assert all(0 <= one.start <= one.number_start < one.end <= len(text) and one.value.value > 0 for one in found)
    assert all(first.end <= second.number_start for first, second in pairwise(found))


@given(value=st.integers(min_value=2, max_value=10**15 - 1))
def test_a_grouped_number_is_read_back(value: int) -> None:
    assert parse_count(f"{value:,}", WORDS) == Count(value)


@pytest.mark.parametrize("text", ["In 2021 some 900 users", "in 2021 about 900 users", "in May 2021 900 users"])
def test_a_year_before_a_number_leaves_it_a_count(text: str) -> None:
    assert [value for _, value, _ in counts(text)] == [900]


def test_figures_beside_other_figures_stay_a_code() -> None:
    assert counts("call 2021 40 55 for help") == []
