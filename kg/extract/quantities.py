"""How many, and how much money: numbers as news writes them, with how exactly they are said."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import OntologyProblem, OntologyProblems
from kg.model import Amount, Count
from kg.placed_yaml import read_placed

V = TypeVar("V")

SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # no blank line: a number does not go on in the next paragraph
HYPHEN = r"[-\u2010\u2011]"
DASH = r"[-\u2010-\u2014]"
GROUPED = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,15})?"  # 9,800
INDIAN = r"\d{1,2}(?:,\d{2}){1,5},\d{3}"  # 1,20,000
DOTTED = r"\d{1,3}(?:\.\d{3}){2}"  # 1.200.000; a single group would be a decimal
SPACED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5}"  # 1 200 000
FIGURES = rf"{GROUPED}|{INDIAN}|{DOTTED}|{SPACED}|\d{{1,15}}(?:\.\d{{1,15}})?"
FIGURE_ENDS = r"(?!\w)(?![.,:/]\d)"
NUMBER_BEGINS = r"(?<!\w)(?<!\w[-.,:/('\u2019\u2010-\u2014])"
LISTED = rf"(?:\d+\w?(?:\(\w+\))?(?:,{SPACE}|{SPACE}(?:and|or|to){SPACE}|{DASH}))*"  # "Articles 14 and" 15
YEARS = range(1900, 2100)
AGES = range(100)
DAYS_OF_MONTH = range(1, 32)
GAPPED_FROM = 10_000  # below it a number without a currency is no sum of money
CODE = len("USD")
PARAGRAPH = 1500  # characters over which a currency is still in mind
LOOK_BACK = 60  # characters before a number in which its comparator stands


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


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value, the characters that say it, comparator and unit included, and where its number begins."""

    start: int
    end: int
    value: V
    number_start: int


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


@dataclass(frozen=True, slots=True)
class SharedForm:
    """A sign or name that several currencies share."""

    codes: tuple[str, ...]
    countries: frozenset[str]
    default: str | None


@dataclass(frozen=True)
class Currencies:
    """How news writes currencies, and where a shared name means which."""

    forms: Mapping[str, tuple[str, int]]  # sign or name → ISO code, and what one of it is worth in units
    shared: Mapping[str, SharedForm]
    countries: Mapping[str, frozenset[str]]  # ISO code → where a shared form means it
    signs: tuple[str, ...]  # of the forms, those that may stand before the number

    @property
    def forms_and_shared(self) -> tuple[str, ...]:
        """Every sign and name."""
        return (*self.forms, *self.shared)

    def unit(self, form: str, country: str | None) -> tuple[str, int] | None:
        """The ISO code that the sign or name stands for in a country, and its worth in units."""
        form = form if form in self.forms or form in self.shared else form.lower()
        code = self._settle(self.shared[form], country) if form in self.shared else None
        return (code, 1) if code else self.forms.get(form)

    def _settle(self, shared: SharedForm, country: str | None) -> str | None:
        if country in shared.countries:
            return next((code for code in shared.codes if country in self.countries.get(code, ())), shared.default)
        return shared.default

    def at_home(self, code: str, country: str | None) -> bool:
        """The currency is the country's."""
        return country in self.countries.get(code, ())

    @cached_property
    def sign_before(self) -> re.Pattern[str]:
        """A sign or code before a number."""
        signs = any_of(self.signs)
        return re.compile(rf"(?<![\w$]){signs}(?:[^\S\n]|{HYPHEN})?(?=\d)")

    @cached_property
    def unit_after(self) -> re.Pattern[str]:
        """A name, a code or a sign after a number."""
        names = any_of(form for form in self.forms_and_shared if form[0].islower())
        proper = any_of(form for form in self.forms_and_shared if not form[0].islower() and len(form) >= CODE)
        marks = any_of(form for form in self.forms_and_shared if len(form) == 1 and not form.isalnum())
        joint = rf"(?:{HYPHEN}|{SPACE}(?:(?:of|in){SPACE})?)"
        return re.compile(
            rf"{joint}(?P<name>(?i:{names})|{proper})(?!\w)|[^\S\n]?(?P<mark>{marks})(?![\w$]|[^\S\n]?\d)"
        )


def load_number_words(folder: Path) -> NumberWords:
    """The number words of an ontology folder."""
    months = read_words(folder / "words/dates.yaml")["months"]
    return number_words(read_words(folder / "words/numbers.yaml"), months)


def number_words(numbers: Mapping[str, Any], months: Mapping[str, Sequence[str]]) -> NumberWords:
    """Number words from what numbers.yaml holds, and the names of the months."""
    return NumberWords(numbers, tuple(name for month, short in months.items() for name in (month, *short)))


def load_currencies(folder: Path) -> Currencies:
    """The currencies of an ontology folder."""
    return currencies_from(read_words(folder / "words/currencies.yaml"))


def currencies_from(entries: Mapping[str, Any]) -> Currencies:
    """Currencies from what currencies.yaml holds."""
    shared = {
        entry["form"]: SharedForm(tuple(entry["of"]), frozenset(entry["in"]), entry.get("default"))
        for entry in entries["shared"]
    }
    forms = {
        form: (currency["code"], int(currency.get("multiples", {}).get(form, 1)))
        for currency in entries["currencies"]
        for key in ("symbols", "names", "qualified")
        for form in currency[key]
    }
    signs = [sign for currency in entries["currencies"] for sign in currency["symbols"]]
    signs += [form for form in shared if not form[0].islower() or form == "kr"]
    countries = {currency["code"]: frozenset(currency["countries"]) for currency in entries["currencies"]}
    return Currencies(forms, shared, countries, tuple(signs))


def find_counts(text: str, words: NumberWords, *, outside: Iterable[Stretch] = ()) -> Iterator[Found[Count]]:
    """
    The numbers of things in the text; outside the stretches given, which are amounts and dates.

    "more than 9,800 accounts"    9800, more-than
    "tens of thousands of posts"  10000, at-least
    "aged 13", "5 %", "in 2018"   no counts
    """
    taken = _apart(outside)
    for numeral in _numerals(text, words):
        said = _with_comparator(text, numeral, words)
        if not _overlaps(numeral, taken) and numeral.value.denominator == 1 and _counts_things(text, said, words):
            yield _found(said, Count(int(said.value), said.comparator or "exact"))


def find_amounts(text: str, words: NumberWords, currencies: Currencies, country: str | None) -> Iterator[Found[Amount]]:
    """
    The sums of money in the text; the country settles what a bare "dollar" or "pound" is.

    "$470,000"                    470000 USD
    "up to A$49.5 million"        49500000 AUD, nearly
    "5 million and 9 million roubles"   two sums in RUB
    """
    named = sorted(_named_amounts(text, words, currencies, country=country), key=lambda amount: amount.start)
    amounts = _without_overlaps(named)
    gapped = _amounts_without_currency(text, words, amounts)
    yield from sorted((*amounts, *gapped), key=lambda amount: amount.start)


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
    for numeral in _numerals(said, words):
        whole = _with_comparator(said, numeral, words)
        if (whole.start, whole.end) == (0, len(said)) and whole.value.denominator == 1:
            return Count(int(whole.value), whole.comparator or "exact")
        return None
    return None


def read_words(path: Path) -> Mapping[str, Any]:
    """What a file of words holds."""
    problems: list[OntologyProblem] = []
    entries: Mapping[str, Any] = read_placed(path, problems).plain()
    if problems:
        raise OntologyProblems(problems)
    return entries


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first; a space in them is any space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", SPACE) for word in ordered) + ")"


def _numerals(text: str, words: NumberWords) -> Iterator[Numeral]:
    place = 0
    while match := words.numeral.search(text, place):
        numeral = _numeral(match, words)
        numeral = _as_range(text, numeral, words) or numeral
        yield numeral
        place = numeral.end


def _numeral(match: re.Match[str], words: NumberWords) -> Numeral:
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


def _as_range(text: str, low: Numeral, words: NumberWords, *, sign: str = "") -> Numeral | None:
    """The range that begins with the number: what is sure of it is that it is at least the lower end."""
    gap = words.range_gap.match(text, low.end)
    if gap is None or low.form in (Form.VAGUE, Form.EXPRESSION):
        return None
    again = len(sign) if text.startswith(sign, gap.end()) else 0
    match = words.numeral_here.match(text, gap.end() + again)
    start = words.range_start.search(text, max(0, low.start - LOOK_BACK), low.start)
    if match is None or not _joins_range(gap, start, repeated=bool(again) or not sign):
        return None
    high = _numeral(match, words)
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
    if _is_year(low) and _is_year(high):
        return None
    if low.scale == 1 and low.value < high.value / high.scale:
        return low.value * high.scale
    return low.value if low.value < high.value else None


def _is_year(numeral: Numeral) -> bool:
    return numeral.form is Form.BARE and numeral.value in YEARS and numeral.end - numeral.number_start == len("2018")


def _with_comparator(text: str, numeral: Numeral, words: NumberWords) -> Numeral:
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
    return _is_year(numeral) and not counted


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
    return numbered or bool(re.match(r"\d\s", before)) or _said(text, numeral) in words.entries["not numbers"]


def _is_end_of_span(text: str, numeral: Numeral, words: NumberWords) -> bool:
    """The number is an end of "from 13 to 17" or "from 8 to 9 in the evening", which counts no things."""
    gap = words.range_gap.match(text, numeral.end)
    other = words.numeral_here.match(text, gap.end()) if gap and gap["word"] != "and" else None
    before = words.span_before.search(text, max(0, numeral.start - LOOK_BACK), numeral.start)
    last = _numeral(other, words) if other else numeral
    counted = _later_plural(text, last, words) and not words.measure_after.match(text, last.end)
    return bool(other or before) and not counted


ANY_FORM_COUNTS_NOT = (_is_measure, _is_labelled, _is_sum, _is_name)
BARE_COUNTS_NOT = (_is_day, _is_lone_year, _is_age, _is_end_of_span, _is_code)


def _said(text: str, numeral: Numeral) -> str:
    return text[numeral.number_start : numeral.end]


def _found(numeral: Numeral, value: V) -> Found[V]:
    return Found(numeral.start, numeral.end, value, numeral.number_start)


def _apart(stretches: Iterable[Stretch]) -> list[tuple[int, int]]:
    """The stretches in order, those that overlap as one."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted((stretch.start, stretch.end) for stretch in stretches):
        if taken and start < taken[-1][1]:
            taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
        else:
            taken.append((start, end))
    return taken


def _overlaps(numeral: Numeral, taken: Sequence[tuple[int, int]]) -> bool:
    """One of the stretches, which are sorted and apart, has characters of the number."""
    last = bisect_left(taken, (numeral.end, 0)) - 1
    return last >= 0 and taken[last][1] > numeral.number_start


def _named_amounts(
    text: str, words: NumberWords, currencies: Currencies, *, country: str | None
) -> Iterator[Found[Amount]]:
    for match in currencies.sign_before.finditer(text):
        if amount := _amount_after_sign(text, match, words, currencies, country):
            yield amount
    for numeral in _numerals(text, words):
        if amount := _amount_before_unit(text, numeral, words, currencies, country):
            yield amount


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
    numeral = replace(_numeral(figures, words), start=sign.start())
    numeral = _as_range(text, numeral, words, sign=form) or numeral
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
    whole = _with_comparator(text, numeral, words)
    value = whole.value * worth
    if value.denominator != 1 or value == 0:
        return None
    return _found(whole, Amount(int(value), code, whole.comparator or "exact"))


def _without_overlaps(amounts: Iterable[Found[Amount]]) -> tuple[Found[Amount], ...]:
    kept: list[Found[Amount]] = []
    for amount in amounts:
        if not kept or kept[-1].end <= amount.number_start:
            kept.append(amount)
    return tuple(kept)


def _amounts_without_currency(
    text: str, words: NumberWords, amounts: Sequence[Found[Amount]]
) -> Iterator[Found[Amount]]:
    """The sums that leave their currency to a neighbour: "17 million and Telegram 10 million roubles"."""
    taken = [(amount.start, amount.end) for amount in amounts]
    before: Found[Amount] | None = None
    for numeral in _numerals(text, words) if amounts else ():
        if _overlaps(numeral, taken):
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
