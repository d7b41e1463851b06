"""Sentences, and places in them."""

import pytest

from kg.explorer.passages import browser_offsets, joined, sentence_around
from kg.model import Block, BlockKind
from tests.builders import article


def sentence(text, words, blocks=()):
    told = article(text)
    if blocks:
        told = type(told)(told.id, text, blocks=blocks)
    start = text.index(words)
    begin, end = sentence_around(told, start, start + len(words))
    return text[begin:end]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One. Two closed it. Three.", "closed", "Two closed it."),
        ("One. Mr. Lee closed it. Three.", "closed", "Mr. Lee closed it."),
        (
            "One. J. Lee of U.S. Web Ltd. closed 3.5 million. Three.",
            "closed",
            "J. Lee of U.S. Web Ltd. closed 3.5 million.",
        ),
        ("He said: “It closed.” Then he left.", "closed", "He said: “It closed.”"),
        ("A headline\nIt closed it\nAnother line", "closed", "It closed it"),
        ("微博关闭了账号。第二句。", "关闭", "微博关闭了账号。"),
        ("One closed. Two shut.", "closed. Two", "One closed. Two shut."),
        ("closed", "closed", "closed"),
    ],
)
def test_the_sentence_around_some_words(text, words, expected):
    assert sentence(text, words) == expected


def test_a_sentence_may_run_over_lines_within_a_block():
    text = "Menu\nIt closed\nthe group. Then left."
    assert sentence(text, "closed", (Block(5, len(text), BlockKind.PROSE),)) == "It closed\nthe group."


def test_a_text_without_a_full_stop_is_cut():
    text = "word " * 1000 + "closed " + "word " * 1000
    assert len(sentence(text, "closed")) < 900


@pytest.mark.parametrize(("place", "units"), [(0, 0), (1, 2), (2, 3), (3, 5), (4, 6)])
def test_a_character_beyond_the_basic_plane_counts_twice(place, units):
    offsets = browser_offsets("\N{GRINNING FACE}a\N{GRINNING FACE}b")
    assert offsets is not None
    assert offsets(place) == units


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([(5, 9), (0, 3)], [(5, 9), (0, 3)]),
        ([(5, 9), (5, 9)], [(5, 9)]),
        ([(5, 9), (0, 6)], [(0, 9)]),
        ([(0, 3), (6, 9), (2, 7)], [(0, 9)]),
    ],
)
def test_stretches_that_touch_are_one(stretches, expected):
    assert joined(stretches) == expected
