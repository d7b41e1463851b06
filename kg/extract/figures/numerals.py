"""Numbers as they stand in a text: their value, how they are written, and how exactly they are said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from math import prod
from typing import Generic, TypeVar

from kg.extract.figures.number_words import FIGURES, NumberWords

V = TypeVar("V")

YEARS = range(1900, 2100)
LOOK_BACK = 60  # characters before a number in which its comparator stands


class Form(Enum):
    """How a number is written."""

    BARE = "42"
    DECIMAL = "7.7"
    FIGURES = "9,800"  # grouped, or with a scale
    WORDS = "twenty-two"
    VAGUE = "dozens"
    EXPRESSION = "a couple of"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text."""

    start: int
    end: int
    value: Fraction
    form: Form
    number_start: int
    scale: int = 1  # "million" of "7.7 million"
    comparator: str | None = None

    @property
    def is_year(self) -> bool:
        """It is written as years are, "2018", and may be one."""
        length = self.end - self.number_start
        return self.form is Form.BARE and self.value in YEARS and length == len("2018")


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value, the characters that say it, comparator and unit included, and where its number begins."""

    start: int
    end: int
    value: V
    number_start: int


def found_as(numeral: Numeral, value: V) -> Found[V]:
    """The value, found where the number stands."""
    return Found(numeral.start, numeral.end, value, numeral.number_start)


def find_numerals(text: str, words: NumberWords) -> Iterator[Numeral]:
    """The numbers in the text, a range as one."""
    place = 0
    while match := words.numeral.search(text, place):
        numeral = read_numeral(match, words)
        numeral = as_range(text, numeral, words) or numeral
        yield numeral
        place = numeral.end


def read_numeral(match: re.Match[str], words: NumberWords) -> Numeral:
    """The number that a match of the pattern of numbers means."""
    kind, said = str(match.lastgroup), match.group().lower()
    value, scale, form = READ_NUMERAL[kind](said, words)
    comparator = "at-least" if form is Form.VAGUE else None
    return Numeral(match.start(), match.end(), value, form, match.start(), scale, comparator)


def _read_figures(said: str, words: NumberWords) -> tuple[Fraction, int, Form]:
    figures = re.match(FIGURES, said)
    number = figures.group() if figures else "0"
    grouped = number.count(".") > 1
    value = Fraction(re.sub(r"[,\s.]" if grouped else r"[,\s]", "", number))
    scales = [words.scales[word] for word in re.findall(r"[a-z]+", said[len(number) :])]
    if scales:
        return value * prod(scales), prod(scales), Form.FIGURES
    if "." in number and not grouped:
        return value, 1, Form.DECIMAL
    return value, 1, Form.BARE if number.isdigit() else Form.FIGURES


def _read_words(said: str, words: NumberWords) -> tuple[Fraction, int, Form]:
    total, group, scale = 0, 0, 1
    for word in re.findall(r"[a-z]+", said):
        if word in words.units:
            group += words.units[word]
        elif word in words.scales and words.scales[word] <= words.scales["hundred"]:
            group = (group or 1) * words.scales[word]
        elif word in words.scales:
            total, group, scale = total + (group or 1) * words.scales[word], 0, words.scales[word]
    return Fraction(total + group), scale, Form.WORDS


def _read_fraction(said: str, words: NumberWords) -> tuple[Fraction, int, Form]:
    whole, scale = Fraction(0), 1
    for word in re.findall(r"[a-z]+|\d+", said):
        part = words.entries["fractions"].get(word) or (word if word.isdigit() else words.units.get(word, 0))
        whole, scale = whole + Fraction(part), scale * words.scales.get(word, 1)
    return whole * scale, scale, Form.WORDS


def _read_vague(said: str, words: NumberWords) -> tuple[Fraction, int, Form]:
    value = Fraction(1)
    for word in re.findall(r"[a-z]+", said):
        value *= words.vague.get(word) or words.scales.get(word, 1)
    return value, 1, Form.VAGUE


def _read_expression(said: str, words: NumberWords) -> tuple[Fraction, int, Form]:
    return Fraction(words.entries["expressions"][" ".join(said.split())]), 1, Form.EXPRESSION


READ_NUMERAL = {
    "FIGURES": _read_figures,
    "WORDS": _read_words,
    "FRACTION": _read_fraction,
    "VAGUE": _read_vague,
    "EXPRESSION": _read_expression,
}


def as_range(text: str, low: Numeral, words: NumberWords, *, sign: str = "") -> Numeral | None:
    """The range that begins with the number: what is sure of it is that it is at least the lower end."""
    gap = words.range_gap.match(text, low.end)
    if gap is None or low.form in (Form.VAGUE, Form.EXPRESSION):
        return None
    again = len(sign) if text.startswith(sign, gap.end()) else 0
    match = words.numeral_here.match(text, gap.end() + again)
    start = words.range_start.search(text, max(0, low.start - LOOK_BACK), low.start)
    if match is None or not _joins_range(gap, start, repeated=bool(again) or not sign):
        return None
    high = read_numeral(match, words)
    value = _lower_end(low, high)
    if value is None or (gap["word"] is None and Form.WORDS in (low.form, high.form)):
        return None
    begins = start.start() if start and start["between"] else low.start
    form = Form.FIGURES if low.form is Form.BARE and high.form is Form.FIGURES else low.form
    return replace(low, start=begins, end=high.end, value=value, form=form, comparator="at-least")


def _joins_range(gap: re.Match[str], start: re.Match[str] | None, *, repeated: bool) -> bool:
    """A dash joins any two numbers to a range, "and" those after "between", "to" those not after "from"."""
    word = (gap["word"] or "").lower()
    if start and start["between"]:
        return word in ("", "and")
    return word == "" or (repeated and word != "and" and not (start and start["change"] and word == "to"))


def _lower_end(low: Numeral, high: Numeral) -> Fraction | None:
    """The lower end of a range, "30" of "30 and 40 million" read as millions; None where it is no range."""
    if low.is_year and high.is_year:
        return None
    if low.scale == 1 and low.value < high.value / high.scale:
        return low.value * high.scale
    return low.value if low.value < high.value else None


def with_comparator(text: str, numeral: Numeral, words: NumberWords) -> Numeral:
    """The number with the words before or after it that say how exactly it is meant."""
    after = words.comparator_after.match(text, numeral.end)
    if after:
        exactness = words.comparators_after[" ".join(after["words"].lower().split())]
        return replace(numeral, end=after.end(), comparator=exactness)
    before = words.comparator_before.search(text, max(0, numeral.start - LOOK_BACK), numeral.start)
    if before is None or before["none"]:
        return numeral
    said = " ".join((before["words"] or before["signs"]).lower().split())
    if said in words.large_only and numeral.value < int(words.entries["large from"]):
        return numeral
    return replace(numeral, start=before.start(), comparator=numeral.comparator or words.comparators[said])


def overlaps(numeral: Numeral, taken: Sequence[tuple[int, int]]) -> bool:
    """One of the stretches, which are sorted and apart, has characters of the number."""
    last = bisect_left(taken, (numeral.end, 0)) - 1
    return last >= 0 and taken[last][1] > numeral.number_start
