"""How many: the numbers of things in a text, apart from measures, ages, years and numbers that are names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.extract.figures.number_words import NumberWords
from kg.extract.figures.numerals import (
    LOOK_BACK,
    Form,
    Found,
    Numeral,
    find_numerals,
    found_as,
    overlaps,
    read_numeral,
    with_comparator,
)
from kg.model import Count

AGES = range(100)
DAYS_OF_MONTH = range(1, 32)


class Stretch(Protocol):
    """Characters of a text."""

    @property
    def start(self) -> int:
        """The first of them."""
        ...

    @property
    def end(self) -> int:
        """One past the last."""
        ...


def find_counts(text: str, words: NumberWords, *, outside: Iterable[Stretch] = ()) -> Iterator[Found[Count]]:
    """
    The numbers of things in the text; outside the stretches given, which are amounts and dates.

    "more than 9,800 accounts"    9800, more-than
    "tens of thousands of posts"  10000, at-least
    "aged 13", "5 %", "in 2018"   no counts
    """
    taken = _apart(outside)
    for numeral in find_numerals(text, words):
        if overlaps(numeral, taken) or numeral.value.denominator != 1:
            continue
        said = with_comparator(text, numeral, words)
        if _counts_things(text, said, words):
            yield found_as(said, Count(int(said.value), said.comparator or "exact"))


def parse_count(text: str, words: NumberWords) -> Count | None:
    """
    The number that the words give, with how exactly they give it.

    "9,800"               9800, exact
    "more than 9,800"     9800, more-than
    "tens of thousands"   10000, at-least
    "a", "one"            1, exact
    """
    said = text.strip()
    if said.lower() in words.entries["articles"]:
        return Count(1)
    for numeral in find_numerals(said, words):
        whole = with_comparator(said, numeral, words)
        if (whole.start, whole.end) == (0, len(said)) and whole.value.denominator == 1:
            return Count(int(whole.value), whole.comparator or "exact")
        return None
    return None


def _apart(stretches: Iterable[Stretch]) -> list[tuple[int, int]]:
    """The stretches in order, those that overlap as one."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted((stretch.start, stretch.end) for stretch in stretches):
        if taken and start < taken[-1][1]:
            taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
        else:
            taken.append((start, end))
    return taken


def _counts_things(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number counts things: it is no measure, age, year, name, sum or part of a code."""
    if numeral.value == 0 or (numeral.value == 1 and numeral.comparator in (None, "exact")):
        return False
    checks = ANY_FORM_COUNTS_NOT + (BARE_COUNTS_NOT if numeral.form is Form.BARE else ())
    return numeral.form is not Form.DECIMAL and not any(check(text, numeral, words) for check in checks)


def _is_measure(text: str, numeral: Numeral, words: NumberWords) -> bool:
    return bool(words.measure_after.match(text, numeral.end))


def _is_labelled(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number belongs to a name: "Article 42", "aged over 13"."""
    starts = {numeral.start, numeral.number_start}
    return any(words.label_before.search(text, max(0, start - LOOK_BACK), start) for start in starts)


def _is_sum(text: str, numeral: Numeral, _: NumberWords) -> bool:
    before = text[max(0, numeral.number_start - 1) : numeral.number_start]
    return bool(before) and unicodedata.category(before) == "Sc"


def _is_name(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number ends a name, as in "issue 37" and "iOS 15", and nothing that it could count follows."""
    if numeral.form is Form.FIGURES:
        return False
    window = max(0, numeral.start - LOOK_BACK)
    named = words.perhaps_label_before.search(text, window, numeral.start)
    return bool(named) and not _thing_after(text, numeral, words)


def _is_day(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number is a day of a month."""
    window = max(0, numeral.start - LOOK_BACK)
    beside_month = words.month_before.search(text, window, numeral.start) or words.month_after.match(text, numeral.end)
    return numeral.value in DAYS_OF_MONTH and bool(beside_month)


def _thing_after(text: str, numeral: Numeral, words: NumberWords) -> str | None:
    """The word that may be what the number counts."""
    after = words.next_word.match(text, numeral.end)
    return after[1] if after and after[1].lower() not in words.function_words else None


def _is_lone_year(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number is a year, unless "more than 2000 accounts" shows otherwise."""
    counted = numeral.comparator in ("more-than", "nearly", "at-least") and _thing_after(text, numeral, words)
    return numeral.is_year and not counted


def _is_age(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number ends "children under 16" or "13 to 17", and nothing that it could count follows."""
    window = max(0, numeral.number_start - LOOK_BACK)
    before = words.age_before.search(text, window, numeral.number_start)
    ranged = len(re.findall(r"\d+", _said(text, numeral))) > 1
    return numeral.value in AGES and bool(before or ranged) and not _later_plural(text, numeral, words)


def _later_plural(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """One of the next three words is a plural, and no function word stands before it."""
    place = numeral.end
    for _ in range(3):
        after = words.next_word.match(text, place)
        if after is None or after[1].lower() in words.function_words:
            return False
        if after[1].endswith("s"):
            return True
        place = after.end()
    return False


def _is_code(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The figures number a list, stand beside other figures, or are known to be none."""
    before, after = text[max(0, numeral.start - 2) : numeral.start], text[numeral.end : numeral.end + 2]
    first = not text[max(0, numeral.start - LOOK_BACK) : numeral.start].rpartition("\n")[2].strip()
    numbered = first and bool(re.match(r"[.)]\s", after))
    beside = re.match(r"\d\s", before) and not _follows_year(text, numeral, words)
    return numbered or bool(beside) or _said(text, numeral) in words.entries["not numbers"]


def _follows_year(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """ "In 2021 some 900 users", "in 2021 40 users": the figures before are a year, and things are counted."""
    before = text[max(0, numeral.start - LOOK_BACK) : numeral.start]
    year = re.search(r"\b(?:19|20)\d\d\s$", before)
    said = numeral.start < numeral.number_start
    return bool(year) and (said or _later_plural(text, numeral, words))


def _is_end_of_span(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number is an end of "from 13 to 17" or "from 8 to 9 in the evening", which counts no things."""
    gap = words.range_gap.match(text, numeral.end)
    other = words.numeral_here.match(text, gap.end()) if gap and gap["word"] != "and" else None
    before = words.span_before.search(text, max(0, numeral.start - LOOK_BACK), numeral.start)
    last = read_numeral(other, words) if other else numeral
    counted = _later_plural(text, last, words) and not words.measure_after.match(text, last.end)
    return bool(other or before) and not counted


ANY_FORM_COUNTS_NOT = (_is_measure, _is_labelled, _is_sum, _is_name)


BARE_COUNTS_NOT = (_is_day, _is_lone_year, _is_age, _is_end_of_span, _is_code)


def _said(text: str, numeral: Numeral) -> str:
    return text[numeral.number_start : numeral.end]
