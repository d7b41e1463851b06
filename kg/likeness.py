"""When two fillers say the same, and which slots a fact stands or falls by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.fact_view import COMPARATOR, DATES, NUMBERS, Filler, Quantity
from kg.ontology import bundled_ontology
from kg.placed_yaml import read_placed

Likeness = Callable[[Any, Any], bool]

POSSESSIVE = re.compile(r"'s\b")
WORD = re.compile(r"[^\W_]+")
ROUNDED_FROM = 1_000_000  # from here on news rounds, and a half per cent is no difference
NEARLY_ALL, MOST, HALF = 0.8, 0.6, 0.5  # shares of the words of two wordings
EXCERPT_WORDS = 2  # fewer are no excerpt ...
EXCERPT_PART = 4  # ... and less than this part of a text is none either
MONTH = len("2018-11")
YEAR = len("2018")


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts, and which words do not."""

    core: Mapping[str, tuple[str, ...]]
    either: Mapping[str, tuple[str, ...]]
    likenesses: Mapping[str, Likeness]
    comparators: Mapping[str, str]
    empty: frozenset[str]
    negations: frozenset[str]


@cache
def rules() -> Rules:
    """The rules of scoring, as the ontology has them."""
    told = read_placed(bundled_ontology() / "scoring.yaml", []).plain()
    return Rules(
        core=MappingProxyType({kind: tuple(slots) for kind, slots in told["core"].items()}),
        either=MappingProxyType({kind: tuple(slots) for kind, slots in told["either"].items()}),
        likenesses=MappingProxyType(
            dict.fromkeys(DATES, is_same_date)
            | dict.fromkeys(NUMBERS, is_same_quantity)
            | dict.fromkeys(told["free"], is_same_text)
            | dict.fromkeys(told["group"], is_same_group)
            | {COMPARATOR: is_same_comparator}
        ),
        comparators=MappingProxyType(told["comparators"]),
        empty=frozenset(told["empty_words"] + told["legal_forms"]),
        negations=frozenset(told["negations"]),
    )


@cache
def content_words(text: str) -> tuple[str, ...]:
    """
    The words that tell one name from another: no articles, no legal form, no plural.

    "The Cyberspace Administration's orders"    cyberspace, administration, order
    """
    plain = text.lower().replace("’", "'").replace("n't", " not")
    words = WORD.findall(POSSESSIVE.sub(" ", plain))
    telling = [word for word in words if word not in rules().empty] or words
    return tuple(_singular(word) for word in telling)


def _singular(word: str) -> str:
    is_plural = len(word) > len("gas") and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings share."""

    shared: int
    shorter: int
    longer: int

    @property
    def share(self) -> float:
        """The shared words as a share of all words of both."""
        return 2 * self.shared / (self.shorter + self.longer)


def overlap(left: Sequence[str], right: Sequence[str]) -> Overlap:
    """The words that two wordings share, each as often as both have it."""
    shorter, longer = sorted((len(left), len(right)))
    return Overlap((Counter(left) & Counter(right)).total(), shorter, longer)


def is_same_name(found: str, gold: str) -> bool:
    """The names share nearly all words, or one is the other cut short at one end."""
    left, right = content_words(found), content_words(gold)
    if not left or not right:
        return False
    common = overlap(left, right)
    is_cut_short = common.shared == common.shorter and (left[-1] == right[-1] or left[0] == right[0])
    return left == right or common.share >= NEARLY_ALL or (common.share >= MOST and is_cut_short)


def is_same_group(found: str, gold: str) -> bool:
    """The names are the same, or one description is the other with less detail."""
    left, right = content_words(found), content_words(gold)
    if not left or not right:
        return False
    common = overlap(left, right)
    return common.shared == common.shorter or is_same_name(found, gold)


def is_same_text(found: str, gold: str) -> bool:
    """Half of the words are shared, or nearly all of the shorter text; neither denies the other."""
    left, right = content_words(found), content_words(gold)
    if not left or not right:
        return False
    common = overlap(left, right)
    is_denied = rules().negations.isdisjoint(left) != rules().negations.isdisjoint(right)
    is_excerpt = (
        common.shared >= NEARLY_ALL * common.shorter
        and common.shorter >= EXCERPT_WORDS
        and common.longer <= EXCERPT_PART * common.shorter
    )
    return left == right or (not is_denied and (common.share >= HALF or is_excerpt))


def is_same_date(found: str, gold: str) -> bool:
    """The dates agree as far as both go, to the month at least unless a year is all that is asked for."""
    if found == gold:
        return True
    if gold.startswith("--"):  # no year: "--05-22"
        return found[YEAR:] == gold[1:]
    shorter, longer = sorted((found, gold), key=len)
    return longer.startswith(shorter) and (len(shorter) >= MONTH or len(gold) == YEAR)


def is_same_quantity(found: Quantity, gold: Quantity) -> bool:
    """The numbers are equal, or large and nearly so; the currency is the same."""
    slack = 0.005 * gold.value if gold.value >= ROUNDED_FROM else 0
    return abs(found.value - gold.value) <= slack and found.currency == gold.currency


def is_same_comparator(found: str, gold: str) -> bool:
    """The comparators say the same."""
    same = rules().comparators
    return same.get(found, found) == same.get(gold, gold)


def count_hits(slot: str, found: Sequence[Filler], gold: Sequence[Filler]) -> int:
    """How many of the found fillers pair off, one to one, with annotated ones."""
    is_alike = rules().likenesses.get(slot, is_same_name)
    left = list(gold)
    for filler in found:
        match = next((other for other in left if any(is_alike(filler[0], value) for value in other)), None)
        if match is not None:
            left.remove(match)
    return len(gold) - len(left)
