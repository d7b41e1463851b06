"""The forms that a date takes in English, and the words that dates are made of, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.extract.figures.word_lists import SPACE, any_of, read_words

ASIDE = 70  # "between December 4, when the purge began, and December 11"


# The forms that a date takes. Earlier ones win where two begin together and are of one length.
FORMS = {
    "iso": r"(?<![\d.,/:-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
    "numeric": r"(?<![\d.,/:-])(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/])",
    "month days": r"%(month)s\.?%(s)s%(days)s%(no_figure)s%(of_year)s",
    "days month": r"(?<![\d.,/:-])%(days)s%(s)s(?:of%(s)s)?%(month)s(?!\w)%(of_year)s",
    "month day": r"%(named_day)s%(month)s\.?%(s)s%(day)s%(of_year)s%(close)s",
    "day month": r"%(named_day)s(?<![\d.,/:-])(?:the%(s)s)?%(day)s%(s)s(?:of%(s)s)?%(month)s(?!\w)%(of_year)s%(close)s",
    "month": r"%(part)s(?:%(pointing)s%(s)s)?%(month)s(?!\w)%(of_year)s",
    "weekday": r"(?:%(pointing)s%(s)s)?%(weekday)s(?!\w)(?:%(s)s(?:the%(s)s)?(?P<day>\d{1,2})(?:st|nd|rd|th)(?!\w))?"
    r"(?:%(s)s(?:of%(s)s)?(?P<of_week>%(any_pointing)s)%(s)sweek(?!\w))?",
    "relative day": r"%(relative_day)s(?!\w)",
    "quarter": r"(?:the%(s)s)?(?P<number>%(ordinal)s)%(s)squarter(?![\w-])(?:%(s)s(?:of|in)%(s)s%(year_reference)s)?",
    "short quarter": r"Q(?P<number>[1-4])(?:%(s)s(?:of%(s)s)?%(year_reference)s)?(?!\w)",
    "half": r"(?:the%(s)s)?(?P<number>%(half)s)%(s)shalf(?:-year)?%(s)s(?:of%(s)s)?%(year_reference)s",
    "bare half": r"the%(s)s(?P<number>%(half)s)%(s)shalf(?:-year)?(?![\w-])(?!%(s)sof)",
    "short half": r"H(?P<number>[12])%(s)s(?:of%(s)s)?%(year_reference)s",
    "months of year": r"(?:the%(s)s)?(?P<which>first|last)%(s)s%(number)s%(s)smonths%(s)sof%(s)s%(year_reference)s",
    "year": r"%(part)s%(year_reference)s",
    "weekend": r"(?:the|this%(s)spast|this)%(s)sweekend(?!\w)",
    "years": r"(?P<year>(?:19|20)\d\d)[-/\u2010-\u2013](?P<last>\d\d)(?![\w-]|[.,/]\d)",
    "bare day": r"the%(s)s(?P<day>\d{1,2})(?:st|nd|rd|th)(?=[.,;:)]|%(s)s%(after_a_day)s(?!\w)|\Z)",
    "unit": r"%(part)s%(pointing)s%(s)s(?P<unit>week|weekend|month|quarter)(?!\w)",
    "ago": r"%(number)s%(s)s%(units)s%(s)s%(ago)s(?!\w)",
    "lately": r"(?:the%(s)s)?%(lately)s%(s)s%(number)s%(s)s%(units)s(?!\w)",
    "lately once": r"the%(s)s%(lately)s%(s)s(?P<unit>month|week)(?!\w|%(s)sof)",
    "nearby": r"(?:the|%(number)s)%(s)s%(units)s%(s)s(?P<way>%(apart)s)(?=[.,;:)]|\Z)",
    "shift": r"(?:%(number)s|the|next)%(s)s%(units)s%(s)s(?P<way>%(ways)s)(?!\w)",
    "story": r"(?P<story>%(story)s)%(s)s(?P<unit>day|week|month)(?!\w)",
    "story month": r"(?P<story>%(story)s)%(s)s%(month)s(?!\w)(?!%(s)s\d)",
    "story weekday": r"(?P<story>%(story)s)%(s)s%(weekday)s(?!\w)",
}


@dataclass(frozen=True)
class DateWords:
    """English words for dates, and the patterns made of them."""

    entries: Mapping[str, Any]  # ontology/words/dates.yaml

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The number of each month, by its names in lower case."""
        return _numbered(self.entries["months"])

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """The number of each weekday, Monday first, by its names in lower case."""
        return _numbered(self.entries["weekdays"])

    @cached_property
    def patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The forms that a date takes, as patterns."""
        return tuple((kind, re.compile(r"(?<!\w)" + form % self._parts)) for kind, form in FORMS.items())

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        """What the forms are made of."""
        months = [name for full, short in self.entries["months"].items() for name in (full, *short)]
        weekdays = [name for full, short in self.entries["weekdays"].items() for name in (full, *short)]
        no_figure = r"(?:st|nd|rd|th)?(?![\w%]|[.,/:]\d)"
        year = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[-/]\d|[.,]\d)"
        relative = any_of([*self.entries["years of the article"], *self.entries["years of the story"]])
        reference = rf"(?:{year}|(?P<relative>(?i:{relative}))(?!\w))"
        edges = [*self.entries["parts"], *self.entries["beginnings"], *self.entries["endings"]]
        joint = rf"(?:{SPACE}{any_of(self.entries['joints'])}{SPACE}|[-\u2010-\u2014])"
        pointing = [word for words in self.entries["pointing"].values() for word in words]
        return {
            "s": SPACE,
            "days": rf"(?P<from>\d{{1,2}}){joint}(?P<to>\d{{1,2}})",
            "no_figure": no_figure,
            "named_day": rf"(?:(?P<named>{any_of(weekdays)})\.?(?:,?{SPACE}(?:the{SPACE})?|{SPACE}?(?P<open>\()))?",
            "month": rf"(?P<month>{any_of(months)})",
            "day": rf"(?P<day>\d{{1,2}}){no_figure}",
            "of_year": rf"(?:\.?,?{SPACE}(?:of{SPACE})?{reference})?",
            "year_reference": reference,
            "close": r"(?(open)\)?)",
            "part": rf"(?:(?P<part>(?i:{any_of(edges)}))(?:{SPACE}|-))?",
            "pointing": rf"(?P<pointing>(?i:{any_of(pointing)}))",
            "any_pointing": any_of(pointing),
            "after_a_day": any_of(self.entries["after a bare day"]),
            "weekday": rf"(?P<weekday>{any_of(self.entries['weekdays'])})",
            "relative_day": rf"(?P<relative_day>(?i:{any_of(self.entries['days'])}))",
            "ordinal": rf"(?i:{any_of(self.entries['ordinals'])})",
            "half": rf"(?i:{any_of(self.entries['halves'])})",
            "number": rf"(?P<count>(?i:{any_of(self.entries['numbers'])})|\d{{1,3}})",
            "units": rf"(?P<unit>{any_of(word for words in self.entries['units'].values() for word in words)})",
            "lately": any_of(self.entries["lately"]),
            "ago": any_of(self.entries["ago"]),
            "ways": any_of(word for way in ("later", "earlier", "after", "before") for word in self.entries[way]),
            "apart": any_of([*self.entries["after"], *self.entries["before"]]),
            "story": rf"(?i:{any_of(word for words in self.entries['story'].values() for word in words)})",
        }

    @cached_property
    def preposition(self) -> re.Pattern[str]:
        """The preposition at the end of what precedes a date."""
        kinds = ("since", "until", "between", "point", "not when")
        groups = (rf"(?P<{kind.replace(' ', '_')}>{any_of(self.entries[kind])})" for kind in kinds)
        length = rf"(?P<length>{any_of(self.entries['numbers'])}|\d{{1,3}})(?:{SPACE}|-)"
        spans, ends = any_of(self.entries["spans"]), any_of(self.entries["span ends"])
        span = rf"(?:{length})?(?P<span>{spans}){SPACE}(?P<to>{ends})"
        hour = rf"(?:{any_of(self.entries['hours'])}|\d{{1,2}}(?:[.:]\d\d)?{SPACE}?(?:[ap]\.?m\.?|hours)?)"
        at_hour = rf"(?:{hour}{SPACE}(?:(?:on|of|in){SPACE})?)?"
        return re.compile(
            rf"(?<!\w)(?:{'|'.join(groups)}|{span}){SPACE}(?:the{SPACE})?{at_hour}(?:the{SPACE})?\Z", re.IGNORECASE
        )

    @cached_property
    def onwards(self) -> re.Pattern[str]:
        """The word after a start."""
        return re.compile(rf"{SPACE}{any_of(self.entries['onwards'])}(?!\w)")

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """All that stands between the ends of a span."""
        words = any_of(self.entries["joints"])
        return re.compile(
            rf"(?P<aside>,[^.;\n]{{0,{ASIDE}}}?,)?{SPACE}(?P<word>{words}){SPACE}(?:the{SPACE})?|-(?:to|through)-|{SPACE}?[-\u2010-\u2014]{SPACE}?"
        )

    @cached_property
    def name_before(self) -> re.Pattern[str]:
        """What makes a weekday or a year part of a name, at the end of what precedes it."""
        days, laws = any_of(self.entries["before a weekday that is a name"]), any_of(self.entries["years of names"])
        return re.compile(rf"(?<!\w)(?:{days}|{laws},?(?:{SPACE}of)?){SPACE}\Z")

    @cached_property
    def owner_before(self) -> re.Pattern[str]:
        """What stands before a year that dates a noun: "its 2019 fine"."""
        return re.compile(rf"(?<!\w){any_of(self.entries['before the year of a noun'])}{SPACE}\Z|['\u2019]s{SPACE}\Z")

    @cached_property
    def vague_before(self) -> re.Pattern[str]:
        """What leaves "two years ago" open."""
        return re.compile(rf"(?<!\w){any_of(self.entries['vague'])}{SPACE}\Z", re.IGNORECASE)

    @cached_property
    def future(self) -> re.Pattern[str]:
        """A verb of what is to come."""
        return re.compile(rf"(?<!\w){any_of(self.entries['future'])}(?!\w)")

    @cached_property
    def clause_begins(self) -> re.Pattern[str]:
        """Where a clause begins."""
        return re.compile(rf"[.!?;:,()\u2013\u2014\n\u201c\u201d\"]|(?<!\w){any_of(self.entries['clauses'])}(?!\w)")

    def meaning(self, table: str, said: str) -> str:
        """The row of a table of words in which the words stand."""
        return next((row for row, words in self.entries[table].items() if said in words), "")


def load_date_words(folder: Path) -> DateWords:
    """The date words of an ontology folder."""
    return DateWords(read_words(folder, "dates"))


def _numbered(names: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    return {name.lower(): number for number, (full, short) in enumerate(names.items(), 1) for name in (full, *short)}
