"""Lists of words as patterns."""

import re

import pytest

from kg.extract.figures.word_lists import any_of

WORDS = ("early", "earlier", "earlier in", "late", "May", "may", "mid")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("earlier in May", "earlier in"),
        ("earlier  in May", "earlier  in"),
        ("earlier, in May", "earlier"),
        ("earlobe", None),
        ("lately", "late"),
        ("May 3", "May"),
        ("may be", "may"),
        ("mAy", None),
    ],
)
def test_the_longest_word_of_a_list_that_stands_at_a_place_is_found_as_it_is_written(
    text: str, found: str | None
) -> None:
    match = re.match(any_of(WORDS), text)
    assert (match and match[0]) == found


def test_words_that_begin_alike_are_tried_once_for_all() -> None:
    assert any_of(["earlier", "early", "late"]) == "(?:earl(?:ier|y)|late)"
