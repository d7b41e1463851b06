"""The words and figures that numbers are written with, and what stands beside them, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.extract.figures.word_lists import DASH, HYPHEN, SPACE, any_of, read_words

GROUPED = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,15})?"  # 9,800
INDIAN = r"\d{1,2}(?:,\d{2}){1,5},\d{3}"  # 1,20,000
DOTTED = r"\d{1,3}(?:\.\d{3}){2}"  # 1.200.000; a single group would be a decimal
SPACED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5}"  # 1 200 000
FIGURES = rf"{GROUPED}|{INDIAN}|{DOTTED}|{SPACED}|\d{{1,15}}(?:\.\d{{1,15}})?"
FIGURE_ENDS = r"(?!\w)(?![.,:/]\d)"
NUMBER_BEGINS = r"(?<!\w)(?<!\w[-.,:/('\u2019\u2010-\u2014])"
LISTED = rf"(?:\d+\w?(?:\(\w+\))?(?:,{SPACE}|{SPACE}(?:and|or|to){SPACE}|{DASH}))*"  # "Articles 14 and" 15


@dataclass(frozen=True)
class NumberWords:
    """English number words, and the patterns made of them."""

    entries: Mapping[str, Any]  # ontology/words/numbers.yaml
    months: tuple[str, ...]  # full and short

    @cached_property
    def units(self) -> Mapping[str, int]:
        """The value of each small number."""
        return {word: int(value) for key in ("numbers", "tens") for word, value in self.entries[key].items()}

    @cached_property
    def scales(self) -> Mapping[str, int]:
        """What each scale multiplies by."""
        return {word: int(v) for key in ("scales", "short scales") for word, v in self.entries[key].items()}

    @cached_property
    def vague(self) -> Mapping[str, int]:
        """What each plural is at least."""
        return {word: int(v) for key in ("vague", "vague before of") for word, v in self.entries[key].items()}

    @cached_property
    def numeral(self) -> re.Pattern[str]:
        """A number at a place where a number may begin."""
        return re.compile(NUMBER_BEGINS + self._numeral, re.IGNORECASE)

    @cached_property
    def numeral_here(self) -> re.Pattern[str]:
        """A number after a currency sign or a dash."""
        return re.compile(self._numeral, re.IGNORECASE)

    @property
    def _numeral(self) -> str:
        scale = any_of(self.entries["scales"])
        forms = {
            "EXPRESSION": rf"{any_of(self.entries['expressions'])}(?!\w)",
            "FRACTION": self._fraction(scale),
            "VAGUE": self._vague(scale),
            "FIGURES": self._figures(scale),
            "WORDS": self._words(scale),
        }
        return "(?:" + "|".join(f"(?P<{form}>{pattern})" for form, pattern in forms.items()) + ")"

    def _fraction(self, scale: str) -> str:
        article, part = any_of(self.entries["articles"]), any_of(self.entries["fractions"])
        whole = rf"(?:(?:\d+|{any_of(self.entries['numbers'])}){SPACE}and{SPACE})?(?:{article}{SPACE})?"
        return rf"{whole}{part}(?:{HYPHEN}|{SPACE})(?:(?:of{SPACE})?{article}{SPACE})?{scale}(?!\w)"

    def _vague(self, scale: str) -> str:
        plural, before_of = any_of(self.entries["vague"]), any_of(self.entries["vague before of"])
        several = any_of(self.entries["several"])
        chain = rf"{plural}(?:{SPACE}of{SPACE}{plural}){{0,3}}(?!\w)"
        return rf"{chain}|{before_of}(?={SPACE}of{SPACE})|{several}(?:{SPACE}{scale}(?!\w)){{1,3}}"

    def _figures(self, scale: str) -> str:
        short = self.entries["short scales"]
        touching, apart = any_of(short), any_of(word for word in short if len(word) > 1)
        scales = rf"(?:(?:{HYPHEN}|{SPACE})?{scale}(?!\w)){{0,3}}"
        return rf"(?:{FIGURES})(?:{touching}|{SPACE}{apart}|{scales}){FIGURE_ENDS}"

    def _words(self, scale: str) -> str:
        tens, numbers = any_of(self.entries["tens"]), any_of(self.entries["numbers"])
        group = rf"(?:{tens}(?:(?:{HYPHEN}|{SPACE}){numbers})?|{numbers})(?!['\u2019]?\w)"
        joining = any_of(self.entries["joined by and"])
        after_joining = rf"{joining}(?!\w)(?:{SPACE}(?:and{SPACE})?{group})?"
        scaled = rf"(?:{HYPHEN}|{SPACE})(?:{after_joining}|{scale}(?!\w)(?:{SPACE}{group})?)"
        article = rf"{any_of(self.entries['articles'])}(?={SPACE}{scale}(?!\w))"
        return rf"(?:{group}|{article})(?:{scaled}){{0,5}}"

    @cached_property
    def comparators(self) -> Mapping[str, str]:
        """How exactly, by the words before the number."""
        return {words: exactness for exactness, listed in self.entries["comparators"].items() for words in listed}

    @cached_property
    def comparators_after(self) -> Mapping[str, str]:
        """How exactly, by the words after the number."""
        return {words.strip(): key for key, listed in self.entries["comparators after"].items() for words in listed}

    @cached_property
    def large_only(self) -> frozenset[str]:
        """Comparators that are none before a small number."""
        return frozenset(self.entries["comparators of large numbers"])

    @cached_property
    def comparator_before(self) -> re.Pattern[str]:
        """The comparator at the end of what precedes a number."""
        words = any_of(word for word in self.comparators if word[-1].isalnum() or word[-1] == ".")
        signs = any_of(word for word in self.comparators if not (word[-1].isalnum() or word[-1] == "."))
        none, between = any_of(self.entries["no comparators"]), any_of(self.entries["between"])
        return re.compile(
            rf"(?:(?<![\w-])(?:(?P<none>{none})|(?P<words>{words})){SPACE}(?:{between}{SPACE})?|(?P<signs>{signs}))\Z",
            re.IGNORECASE,
        )

    @cached_property
    def comparator_after(self) -> re.Pattern[str]:
        """The comparator right after a number."""
        words = any_of(self.comparators_after)
        return re.compile(rf"(?:{SPACE})?(?P<words>{words})(?![\w\d])", re.IGNORECASE)

    @cached_property
    def range_gap(self) -> re.Pattern[str]:
        """What stands between the ends of a range."""
        return re.compile(rf"{SPACE}(?P<word>{any_of(self.entries['range'])}){SPACE}|{DASH}", re.IGNORECASE)

    @cached_property
    def range_start(self) -> re.Pattern[str]:
        """The word that announces a range, or two numbers, before the first of them."""
        between, change = any_of(self.entries["range starts"]), any_of(self.entries["change starts"])
        return re.compile(rf"(?<!\w)(?:(?P<between>{between})|(?P<change>{change})){SPACE}\Z", re.IGNORECASE)

    @cached_property
    def span_before(self) -> re.Pattern[str]:
        """The begin of "from 13 to 17"."""
        change, joint = any_of(self.entries["change starts"]), any_of(self.entries["range"])
        return re.compile(rf"(?<!\w){change}{SPACE}\d+(?:{SPACE}{joint}{SPACE}|{DASH})\Z", re.IGNORECASE)

    @cached_property
    def measure_after(self) -> re.Pattern[str]:
        """What follows a number that counts no things: a unit, a share, the rest of a date."""
        units, fillers = any_of(self.entries["not before"]), any_of(self.entries["measure fillers"])
        ordinal = r"(?:st|nd|rd|th)(?!\w)"
        unit = rf"(?:{HYPHEN}|{SPACE})?(?:{fillers}{SPACE})*{units}(?!\w)"
        return re.compile(rf"{unit}|{ordinal}|{HYPHEN}[^\W\d_]|{DASH}\d|{SPACE}\d", re.IGNORECASE)

    @cached_property
    def label_before(self) -> re.Pattern[str]:
        """What precedes a number that is a name or an age."""
        labels = any_of(self.entries["not after"])
        return re.compile(rf"(?<!\w){labels}\.?(?:{SPACE}|(?<=\W)){LISTED}\Z", re.IGNORECASE)

    @cached_property
    def month_before(self) -> re.Pattern[str]:
        """The month that a day's number follows."""
        return re.compile(rf"(?<!\w){any_of(self.months)}\.?{SPACE}{LISTED}\Z")

    @cached_property
    def month_after(self) -> re.Pattern[str]:
        """The month that a day's number precedes."""
        return re.compile(rf"{SPACE}(?:of{SPACE})?{any_of(self.months)}(?!\w)")

    @cached_property
    def perhaps_label_before(self) -> re.Pattern[str]:
        """What precedes a number that is a name unless something countable follows it."""
        labels = any_of(self.entries["not after unless things follow"])
        name = r"(?<=[\w,;:]\s)(?-i:[a-z]?[A-Z])[\w.-]*"
        return re.compile(rf"(?<!\w)(?:{labels}\.?|{name}){SPACE}{LISTED}\Z", re.IGNORECASE)

    @cached_property
    def age_before(self) -> re.Pattern[str]:
        """The end of "children under"."""
        return re.compile(rf"(?<!\w){any_of(self.entries['age prepositions'])}{SPACE}\Z", re.IGNORECASE)

    @cached_property
    def next_word(self) -> re.Pattern[str]:
        """The word after a number."""
        return re.compile(rf"{SPACE}[\u2018\u201c\"']?([^\W\d_][\w-]*)")

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words that no number counts."""
        return frozenset(self.entries["function words"])

    @cached_property
    def gap_after(self) -> re.Pattern[str]:
        """What follows a sum whose currency was said before."""
        words = any_of(self.entries["after an amount without its currency"])
        return re.compile(rf"(?:[.,;:)!?\u2013\u2014]|\Z|\n|{SPACE}(?:{words}(?!\w)|[-\u2013\u2014]))")


def load_number_words(folder: Path) -> NumberWords:
    """The number words of an ontology folder."""
    months = read_words(folder, "dates")["months"]
    return number_words(read_words(folder, "numbers"), months)


def number_words(numbers: Mapping[str, Any], months: Mapping[str, Sequence[str]]) -> NumberWords:
    """Number words from what numbers.yaml holds, and the names of the months."""
    return NumberWords(numbers, tuple(name for month, short in months.items() for name in (month, *short)))
