"""How much money: the sums in a text, each with its currency, which it may share with a neighbour."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.figures.currencies import CODE, Currencies
from kg.extract.figures.number_words import NumberWords
from kg.extract.figures.numerals import (
    Form,
    Found,
    Numeral,
    as_range,
    find_numerals,
    found_as,
    overlaps,
    read_numeral,
    with_comparator,
)
from kg.model import Amount

GAPPED_FROM = 10_000  # below it a number without a currency is no sum of money
PARAGRAPH = 1500  # characters over which a currency is still in mind


def find_amounts(text: str, words: NumberWords, currencies: Currencies, country: str | None) -> Iterator[Found[Amount]]:
    """
    The sums of money in the text; the country settles what a bare "dollar" or "pound" is.

    "$470,000"                    470000 USD
    "up to A$49.5 million"        49500000 AUD, nearly
    "5 million and 9 million roubles"   two sums in RUB
    """
    numerals = tuple(find_numerals(text, words))
    signs = currencies.sign_before.finditer(text)
    signed = (_amount_after_sign(text, sign, words, currencies, country) for sign in signs)
    measured = (_amount_before_unit(text, numeral, words, currencies, country) for numeral in numerals)
    named = sorted((amount for amount in (*signed, *measured) if amount), key=lambda amount: amount.start)
    amounts = _without_overlaps(named)
    gapped = _amounts_without_currency(text, words, amounts, numerals)
    yield from sorted((*amounts, *gapped), key=lambda amount: amount.start)


def _amount_after_sign(
    text: str, sign: re.Match[str], words: NumberWords, currencies: Currencies, country: str | None
) -> Found[Amount] | None:
    form = sign.group().rstrip(" -\u2010\u2011\u00a0\u202f\u2009")
    unit = currencies.unit(form, country)
    figures = words.numeral_here.match(text, sign.end())
    if (
        unit is None
        or figures is None
        or not _trusted(form, figures.group(), at_home=currencies.at_home(unit[0], country))
    ):
        return None
    numeral = replace(read_numeral(figures, words), start=sign.start())
    numeral = as_range(text, numeral, words, sign=form) or numeral
    after = currencies.unit_after.match(text, numeral.end)
    if after and after["name"] and len(after["name"]) == CODE and after["name"].isupper():
        unit, numeral = currencies.unit(after["name"], country) or unit, replace(numeral, end=after.end())
    return _amount(text, numeral, unit, words)


def _trusted(sign: str, figures: str, *, at_home: bool) -> bool:
    """Plain letters are a currency where the figures are a sum's, and a letter or two where it is at home, too."""
    if not (sign.isascii() and sign.isalpha()):
        return True
    large = "," in figures or len(figures) >= len("100")
    return large and (at_home or len(sign) > 1)


def _amount_before_unit(
    text: str, numeral: Numeral, words: NumberWords, currencies: Currencies, country: str | None
) -> Found[Amount] | None:
    after = currencies.unit_after.match(text, numeral.end)
    unit = currencies.unit(after["name"] or after["mark"], country) if after else None
    if after is None or unit is None:
        return None
    return _amount(text, replace(numeral, end=after.end()), unit, words)


def _amount(text: str, numeral: Numeral, unit: tuple[str, int], words: NumberWords) -> Found[Amount] | None:
    code, worth = unit
    whole = with_comparator(text, numeral, words)
    value = whole.value * worth
    if value.denominator != 1 or value == 0:
        return None
    return found_as(whole, Amount(int(value), code, whole.comparator or "exact"))


def _without_overlaps(amounts: Iterable[Found[Amount]]) -> tuple[Found[Amount], ...]:
    kept: list[Found[Amount]] = []
    for amount in amounts:
        if not kept or kept[-1].end <= amount.number_start:
            kept.append(amount)
    return tuple(kept)


def _amounts_without_currency(
    text: str, words: NumberWords, amounts: Sequence[Found[Amount]], numerals: Sequence[Numeral]
) -> Iterator[Found[Amount]]:
    """The sums that leave their currency to a neighbour: "17 million and Telegram 10 million roubles"."""
    taken = [(amount.start, amount.end) for amount in amounts]
    before: Found[Amount] | None = None
    for numeral in numerals if amounts else ():
        if overlaps(numeral, taken):
            named = amounts[bisect_left(taken, (numeral.end, 0)) - 1]
            before = before if before and _in_brackets(text, named) else named
            continue
        following = bisect_left(taken, (numeral.end, 0))
        after = amounts[following] if following < len(amounts) else None
        giver = _giver(text, numeral, before, after) if _is_gapped(text, numeral, words) else None
        found = _amount(text, numeral, (giver.value.currency, 1), words) if giver else None
        if found:
            yield found
        elif numeral.form is Form.FIGURES and not words.measure_after.match(text, numeral.end):
            before = None  # "200 million users": what comes next is more likely users than money


def _is_gapped(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number is as large as a sum of money, and nothing that it could count follows."""
    large = numeral.form is Form.FIGURES and numeral.value >= GAPPED_FROM
    return large and bool(words.gap_after.match(text, numeral.end))


def _giver(
    text: str, numeral: Numeral, before: Found[Amount] | None, after: Found[Amount] | None
) -> Found[Amount] | None:
    """The neighbouring sum whose currency the number shares."""
    if before:
        near = numeral.start - before.end < PARAGRAPH and "\n\n" not in text[before.end : numeral.start]
        return before if near else None
    between = text[numeral.end : min(after.number_start, numeral.end + PARAGRAPH)] if after else ""
    return None if re.search(r"[.;:!?\n(]", between) else after


def _in_brackets(text: str, amount: Found[Amount]) -> bool:
    return text[amount.start - 1 : amount.start] == "("
