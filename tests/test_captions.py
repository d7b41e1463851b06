"""Captions of events."""

from dataclasses import replace

import pytest

from kg.captions import date_in_words, event_caption, fill, listed, number_text
from kg.model import Amount, Count, Group, PartialDate, Phrase
from kg.ontology import bundled_ontology, load_ontology
from tests.builders import article, fact, mention

TEXT = article(
    "Weibo closed more than 9,800 accounts in November 2018. iQiyi was fined 2 million euros. Weibo will hire people."
)


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(bundled_ontology())


def filler(words, type_, value=None):
    return mention(words, type_, value, within=TEXT)


WEIBO = filler("Weibo", "Platform")
ACCOUNTS = filler("accounts", "AccountGroup", Group("accounts", "account"))
COUNT = filler("more than 9,800", "Count", Count(9800, "more-than"))
DATE = filler("November 2018", "Date", PartialDate("2018-11"))
AMOUNT = filler("2 million euros", "Amount", Amount(2_000_000, "EUR"))
IQIYI = filler("iQiyi", "Platform")
REGULATORS = filler("Weibo", "Authority", Group("regulators", "regulator"))
PARLIAMENT = filler("Weibo", "Authority", Group("parliament", "parliament"))
TOPIC = filler("hire people", "Phrase", Phrase("hire people"))


@pytest.mark.parametrize(
    ("type_", "slots", "expected"),
    [
        (
            "Closure",
            {"agent": WEIBO, "target": ACCOUNTS, "count": COUNT, "date": DATE},
            "Weibo closes more than 9,800 accounts (2018)",
        ),
        ("Closure", {"target": ACCOUNTS, "count": COUNT}, "More than 9,800 accounts closed"),
        ("Closure", {"target": ACCOUNTS, "platform": WEIBO}, "Accounts closed on Weibo"),
        ("Closure", {"agent": WEIBO, "date": DATE}, "Closure by Weibo (2018)"),
        ("Fine", {"target": IQIYI, "amount": AMOUNT}, "iQiyi fined EUR 2 million"),
        ("Pledge", {"agent": WEIBO, "topic": TOPIC}, "Weibo pledges: hire people"),
        ("Statement", {"agent": WEIBO, "topic": TOPIC}, "Weibo: hire people"),
        ("Order", {"agent": WEIBO, "target": IQIYI, "topic": TOPIC}, "Weibo orders iQiyi: hire people"),
        ("Summons", {}, "Summons"),
    ],
)
def test_an_event_is_called_by_what_is_told_of_it(ontology, type_, slots, expected):
    told = fact(type_, "Weibo", within=TEXT, **slots)
    assert event_caption(type_, {told.id: told}, ontology, labels={}) == expected


def test_things_are_called_by_their_labels_in_the_graph(ontology):
    told = fact("Closure", "Weibo", within=TEXT, agent=WEIBO, target=ACCOUNTS)
    labels = {(told.id, "agent", 0): "Sina Weibo"}
    assert event_caption("Closure", {told.id: told}, ontology, labels=labels) == "Sina Weibo closes accounts"


def test_of_several_counts_the_one_told_most_is_taken(ontology):
    def telling(number, words):
        return fact(
            "Closure", words, within=TEXT, target=ACCOUNTS, count=filler("more than 9,800", "Count", Count(number))
        )

    facts = {told.id: told for told in (telling(7, "Weibo"), telling(8, "closed"), telling(8, "more"))}
    assert event_caption("Closure", facts, ontology, labels={}) == "8 accounts closed"


def test_a_part_in_brackets_goes_where_nothing_fills_it():
    assert fill(["{a}[ on {b}][ ({c})]"], {"a": "x", "c": "y"}) == "x (y)"


def test_no_template_that_can_be_filled_gives_no_caption():
    assert fill(["{a} does {b}"], {"a": "x"}) == ""


@pytest.mark.parametrize(
    ("agents", "expected"),
    [
        ([WEIBO], "Weibo warns iQiyi"),
        ([WEIBO, ACCOUNTS], "Weibo and accounts warn iQiyi"),
        ([REGULATORS], "Regulators warn iQiyi"),
        ([PARLIAMENT], "Parliament warns iQiyi"),
    ],
)
def test_the_verb_agrees_with_who_acts(ontology, agents, expected):
    told = replace(fact("Warning", "Weibo", within=TEXT), slots={"agent": tuple(agents), "target": (IQIYI,)})
    assert event_caption("Warning", {told.id: told}, ontology, labels={}) == expected


def test_a_platform_that_acts_on_itself_is_named_once(ontology):
    told = fact("Closure", "Weibo", within=TEXT, agent=WEIBO, target=ACCOUNTS, platform=WEIBO)
    assert event_caption("Closure", {told.id: told}, ontology, labels={}) == "Weibo closes accounts"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (9_800, "9,800"),
        (544_052, "544,052"),
        (3_000_000, "3 million"),
        (1_234_500_000, "1,234.5 million"),
        (18_228_000_000, "18.228 billion"),
        (7_221_916_235, "7,221,916,235"),
    ],
)
def test_large_numbers_are_words_unless_that_would_round_them(number, expected):
    assert number_text(number) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2018", "2018"),
        ("2018-11", "November 2018"),
        ("2018-11-02", "2 November 2018"),
        ("--06-10", "10 June, of an unknown year"),
        ("--06", "June, of an unknown year"),
    ],
)
def test_a_date_in_words_is_no_more_precise_than_told(iso, expected):
    assert date_in_words(iso) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C", "D"], "A, B, C and D"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more"),
    ],
)
def test_of_many_names_the_first_are_told_and_how_many_more_there_are(names, expected):
    assert listed(names) == expected
