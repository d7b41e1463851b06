"""Parts of a whole: what a network was made of, shares of a fine, bare numbers, bans that passed."""

from pathlib import Path

import pytest

from kg.grammar import Grammar
from kg.model import Article, Block, BlockKind
from tests.extract.reading import extracted, told

ONTOLOGY = Path(__file__).parents[2] / "ontology"

pytestmark = pytest.mark.model


def test_each_group_that_a_closed_network_was_made_of_is_closed(grammar: Grammar) -> None:
    text = "Facebook took down a network of fake accounts. The network consisted of 40 accounts and 12 pages."

    found = told(text, "Closure", grammar)

    assert [fact["count"] for fact in found if "count" in fact] == [("40",), ("12",)]


def test_a_network_that_nobody_closed_has_no_parts_to_close(grammar: Grammar) -> None:
    assert told("The network consisted of 40 accounts and 12 pages.", "Closure", grammar) == []


def test_sums_that_add_up_to_a_fine_are_shares_of_it(grammar: Grammar) -> None:
    text = (
        "Roskomnadzor fined Viber 50 million euros. "
        "Of the sum 30 million euros is for lies and 20 million euros for silence."
    )

    found = told(text, "Fine", grammar)

    assert sorted(fact["amount"] for fact in found) == [("20000000 EUR",), ("30000000 EUR",), ("50000000 EUR",)]


def test_sums_that_do_not_add_up_are_none(grammar: Grammar) -> None:
    text = (
        "Roskomnadzor fined Viber 50 million euros. "
        "Of the sum 30 million euros is for lies and 10 million euros for silence."
    )

    assert [fact["amount"] for fact in told(text, "Fine", grammar)] == [("50000000 EUR",)]


def test_a_platform_that_was_opened_again_was_restricted(grammar: Grammar) -> None:
    text = "Pakistan blocked Wikipedia in May 2021. It lifted the ban in June 2021."

    (found,) = told(text, "Restriction", grammar)

    assert (found["target"], found["end"]) == (("Wikipedia",), ("2021-06",))
    assert told(text, "Closure", grammar) == []


def test_what_is_refuted_at_once_is_not_asserted(grammar: Grammar) -> None:
    text = "Roskomnadzor has fined Viber 5 million euros. That is wrong."

    assert told(text, "Fine", grammar) == []


@pytest.mark.parametrize(("items", "pattern"), [(941, "lists/shares"), (950, "lists/parts")])
def test_what_a_row_adds_up_to_is_its_total(items: int, pattern: str, grammar: Grammar) -> None:
    lead, row = (
        "Facebook removed 2,000 items in 2024.",
        f"Facebook: {items} items, made up of 741 posts and 200 accounts.",
    )
    start = len(lead) + 1
    blocks = (Block(0, len(lead), BlockKind.PROSE), Block(start, start + len(row), BlockKind.ITEM))
    facts = extracted(Article("a", f"{lead}\n{row}", blocks), grammar)

    found = {fact.slots["count"][0].span.text: fact.patterns[0] for fact in facts if "count" in fact.slots}

    assert (found[str(items)], found["741"], found["200"]) == ("lists/parts", pattern, pattern)


def test_who_is_banned_is_no_post(grammar: Grammar) -> None:
    text = "Weibo closed 1,793 accounts and removed 40,000 posts. Weibo banned 52 for good."

    assert ("52",) in [fact.get("count") for fact in told(text, "Closure", grammar)]
    assert ("52",) not in [fact.get("count") for fact in told(text, "ContentRemoval", grammar)]
