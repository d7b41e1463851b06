"""Which facts of several articles tell of one event, and what their sources agree and differ in."""

from typing import Any

import pytest

from kg.grammar import load_grammar
from kg.model import Amount, Count, Group, Name, PartialDate, Reading
from kg.ontology import bundled_ontology
from kg.resolve import resolve
from kg.resolve.happenings import agree
from kg.resolve.tellings import Number
from tests.builders import article, fact, mention


@pytest.fixture(scope="module")
def grammar():
    return load_grammar(bundled_ontology())


def fine(id, text, *, amount, currency="EUR", day="2023-05-22", target="Meta", comparator="exact"):
    """A reading of one article: the Data Protection Commission fines somebody."""
    told = article(text, id=id)
    sum_ = str(amount)
    slots: dict[str, Any] = {
        "agent": mention("Commission", "Regulator", Name("Brimland Commission"), within=told),
        "target": mention(target, "Company", Name(target), within=told),
        "amount": mention(sum_, "Amount", Amount(amount, currency, comparator), within=told),
    }
    if day:
        slots["date"] = mention("then", "Date", PartialDate(day), within=told)
    return Reading(told, (fact("Fine", text, within=told, **slots),))


def events(grammar, *readings):
    return resolve(readings, grammar).events


def test_two_articles_with_one_number_target_and_month_tell_of_one_event(grammar):
    (event,) = events(
        grammar,
        fine("a", "Commission fined Meta 1200000000 then.", amount=1_200_000_000),
        fine("b", "So Meta paid Commission 1200000000 then, it says.", amount=1_200_000_000, day="2023-05"),
    )
    assert (len(event.facts), event.sources, event.disputed) == (2, 2, ())
    assert "same number" in event.reasons[0]


def test_a_number_said_less_exactly_is_no_dispute(grammar):
    (event,) = events(
        grammar,
        fine("a", "Commission fined Meta 18228000000 then.", amount=18_228_000_000),
        fine("b", "Then the Commission had Meta pay 18200000000, then.", amount=18_200_000_000, day="2023-05"),
    )
    assert event.disputed == ()


def test_another_number_on_the_same_day_for_the_same_target_is_a_dispute(grammar):
    (event,) = events(
        grammar,
        fine("a", "Commission fined Meta 67000 then.", amount=67_000),
        fine("b", "Commission had Meta pay 107000 then.", amount=107_000),
    )
    assert event.disputed == ("amount",)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 107_000, "day": "2023-06-02"},
        {"amount": 67_000, "day": "2021-01-02"},
        {"amount": 67_000, "target": "Snap"},
        {"amount": 107_000, "day": None},
    ],
)
def test_another_number_date_or_target_is_another_event(grammar, other):
    target = other.get("target", "Meta")
    first = fine("a", "Commission fined Meta 67000 then.", amount=67_000)
    second = fine("b", f"Commission fined {target} {other['amount']} then.", **other)
    assert len(events(grammar, first, second)) == 2


def test_a_copy_of_one_text_is_no_second_source(grammar):
    words = (
        "Commission fined Meta 67000 then, in the largest penalty of its kind since the law was passed ten years ago."
    )
    (event,) = events(grammar, fine("a", words, amount=67_000), fine("b", "(Wire) " + words, amount=67_000))
    assert (len(event.facts), event.sources) == (2, 1)


def test_what_one_article_tells_twice_apart_stays_apart(grammar):
    told = article("Commission fined Meta 67000 then. Commission fined Meta 67000 then again.", id="a")
    facts = []
    for words in ("Meta 67000 then.", "Meta 67000 then again"):
        slots: dict[str, Any] = {
            "agent": mention("Commission", "Regulator", Name("Brimland Commission"), within=told),
            "target": mention("Meta", "Company", within=told),
            "amount": mention("67000", "Amount", Amount(67_000, "EUR"), within=told),
            "date": mention("then", "Date", PartialDate("2023-05-22"), within=told),
        }
        facts.append(fact("Fine", words, within=told, **slots))
    assert len(events(grammar, Reading(told, tuple(facts)))) == 2


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (Number(9_800, "exact", "things"), Number(10_000, "nearly", "things"), True),
        (Number(18_200_000_000, "exact", "CNY"), Number(18_228_000_000, "exact", "CNY"), True),
        (Number(4_000, "exact", "things"), Number(3_900, "more-than", "things"), True),
        (Number(67_000, "exact", "things"), Number(107_000, "exact", "things"), False),
        (Number(9_800, "exact", "things"), Number(9_801, "exact", "things"), True),
        (Number(9_799, "exact", "things"), Number(9_801, "exact", "things"), False),
        (Number(0, "exact", "things"), Number(10, "about", "things"), False),
    ],
)
def test_numbers_agree_where_one_is_the_other_said_less_exactly(left, right, expected):
    assert agree(left, right) is agree(right, left) is expected


def test_a_group_is_counted_by_its_noun(grammar):
    readings = []
    for id, words in (("a", "fake accounts"), ("b", "accounts of bots")):
        told = article(f"Chatter closed 9800 {words} then.", id=id)
        readings.append(
            Reading(
                told,
                (
                    fact(
                        "Closure",
                        told.text,
                        within=told,
                        agent=mention("Chatter", "Platform", within=told),
                        target=mention(words, "AccountGroup", Group(words, "account"), within=told),
                        count=mention("9800", "Count", Count(9_800), within=told),
                        date=mention("then", "Date", PartialDate("2021-05"), within=told),
                    ),
                ),
            )
        )
    assert len(events(grammar, *readings)) == 1


def test_a_fine_of_a_day_without_a_sum_is_not_the_sum_of_a_year_of_fines(grammar):
    texts = ("Commission fined Meta then.", "Commission fined Meta 14300000 from January to November.")
    told = [article(text, id=id) for text, id in zip(texts, "ab", strict=True)]
    agents = [mention("Commission", "Regulator", Name("Brimland Commission"), within=one) for one in told]
    targets = [mention("Meta", "Company", Name("Meta"), within=one) for one in told]
    single: dict[str, Any] = {"date": mention("then", "Date", PartialDate("2021-07-21"), within=told[0])}
    summed: dict[str, Any] = {
        "amount": mention("14300000", "Amount", Amount(14_300_000, "CNY"), within=told[1]),
        "start": mention("January", "Date", PartialDate("2021-01"), within=told[1]),
        "end": mention("November", "Date", PartialDate("2021-11"), within=told[1]),
    }
    readings = [
        Reading(one, (fact("Fine", text, within=one, agent=agent, target=target, **slots),))
        for one, text, agent, target, slots in zip(told, texts, agents, targets, (single, summed), strict=True)
    ]
    assert len(events(grammar, *readings)) == 2
