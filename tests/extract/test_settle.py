"""What is told once, what is a report of something else, what is left to be understood."""

from pathlib import Path

import pytest

from kg.grammar import Grammar
from tests.extract.reading import told

ONTOLOGY = Path(__file__).parents[2] / "ontology"

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Apple said that it was sorry and would repay its customers.", [("it was sorry",)]),
        ("Apple said that it would repay its customers.", []),
        (
            "The rules are vague, Maria Lopez said, adding that nobody reads them.",
            [("The rules are vague", "nobody reads them")],
        ),
        ("Prices rose; the rules are vague, Maria Lopez said.", [("the rules are vague",)]),
        ("The fine was what Maria Lopez called a scandal.", []),
        ("Maria Lopez did not say whether the rules are vague.", []),
    ],
)
def test_a_statement_is_what_its_speaker_says_beside_other_facts(
    text: str, topics: list[tuple[str, ...]], grammar: Grammar
) -> None:
    found = told(text, "Statement", grammar)

    assert [fact["topic"] for fact in found] == topics


def test_who_speaks_is_the_person_before_the_post(grammar: Grammar) -> None:
    text = (
        "Maria Lopez, a director of the Globex Institute, who told the Evening Times that the rules were vague, left."
    )

    found = told(text, "Statement", grammar)

    assert [(fact["agent"], fact["topic"]) for fact in found] == [(("Maria Lopez",), ("the rules were vague",))]


def test_a_definite_inquiry_is_into_whom_the_authority_just_acted_on(grammar: Grammar) -> None:
    text = "The data authority warned Meta on Monday. The inquiry, opened in September 2019, took years."

    (found,) = told(text, "Investigation", grammar)

    assert (found["agent"], found["target"], found["date"]) == (("data authority",), ("Meta",), ("2019-09",))


def test_an_inquiry_with_nothing_told_before_is_no_fact(grammar: Grammar) -> None:
    assert told("The inquiry, opened in September 2019, took years.", "Investigation", grammar) == []


def test_who_ordered_stays_open_where_another_authority_is_spoken_of_in_between(grammar: Grammar) -> None:
    text = "The CAC summoned Douban. Roskomnadzor was not pleased. Telegram was told to delete the group."

    (found,) = told(text, "Order", grammar)

    assert "agent" not in found


def test_words_quoted_after_their_speaker_was_named_are_the_speakers(grammar: Grammar) -> None:
    text = '"Rules need teeth," said Maria Lopez. "These have none." Nobody answered.'

    found = told(text, "Statement", grammar)

    assert [fact["quote"] for fact in found] == [("Rules need teeth", "These have none.")]


def test_words_that_somebody_else_is_said_to_have_said_stay_theirs(grammar: Grammar) -> None:
    text = '"Rules need teeth," said Maria Lopez. "These have none," said John Brown.'

    found = told(text, "Statement", grammar)

    assert [(fact["agent"], fact["quote"]) for fact in found] == [
        (("Maria Lopez",), ("Rules need teeth",)),
        (("John Brown",), ("These have none",)),
    ]


def test_what_an_app_is_used_for_is_not_what_the_app_says(grammar: Grammar) -> None:
    assert told("Telegram was misused to call for violence.", "Statement", grammar) == []


def test_a_company_is_given_time_whatever_the_parser_takes_the_time_for(grammar: Grammar) -> None:
    found = told("The court gave Telegram two months to delete its files.", "Order", grammar)

    assert [(fact["target"], fact["topic"]) for fact in found] == [(("Telegram",), ("delete its files",))]


def test_what_is_ordered_and_done_by_that_is_no_order_besides(grammar: Grammar) -> None:
    text = "A court in Lagos on Monday ordered the suspension of Telegram."

    assert told(text, "Order", grammar) == []
    assert [fact["target"] for fact in told(text, "Restriction", grammar)] == [("Telegram",)]


def test_a_rough_number_and_its_exact_one_are_one_deed(grammar: Grammar) -> None:
    text = (
        "Viber has closed more than 40,000 accounts, the company said on Monday. "
        "Between 3 and 9 May 2021, 43,517 accounts were closed."
    )

    (found,) = told(text, "Closure", grammar)

    assert (found["agent"], found["count"]) == (("Viber",), ("43517",))


def test_what_was_done_to_so_many_is_done_by_whose_report_tells_of_it(grammar: Grammar) -> None:
    text = "In May Viber brought out its first transparency report. Some 3,400 accounts were suspended for spam."

    (found,) = told(text, "Restriction", grammar)

    assert found["agent"] == ("Viber",)


def test_his_company_is_the_one_named_beside_him(grammar: Grammar) -> None:
    text = (
        "Instagram chief Adam Mosseri rejected the claim. Snapchat was silent. His company was fined 4 million euros."
    )

    assert [fact["target"] for fact in told(text, "Fine", grammar)] == [("Instagram",)]


def test_what_whoever_fines_held_is_the_ground_and_no_statement(grammar: Grammar) -> None:
    text = (
        "Viber was fined 4 million zloty by the consumer authority, "
        "which found that the messenger had hidden its prices."
    )

    assert [fact["reason"] for fact in told(text, "Fine", grammar)] == [("hidden its prices",)]
    assert told(text, "Statement", grammar) == []
