"""When: dates and periods as news writes them, as precise as the text makes them and never more."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kg.extract.word_lists import SPACE, any_of, read_words
from kg.model import PartialDate

Kind = Literal["point", "since", "until", "between", "during"]
Future = Callable[[int, int], bool]

LOOK_BACK = 40  # characters before a date in which its preposition stands
CLAUSE = 90  # characters around a date in which its verb stands
ASIDE = 70  # "between December 4, when the purge began, and December 11"
PARAGRAPH = 3000  # characters
STORY_GOES_ON = 6  # months for which a date without a year follows one with a year


@dataclass(frozen=True, slots=True)
class Period:
    """When something was: on a date, since or until one, or from a start to an end."""

    date: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    kind: Kind = "point"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A period and the characters that say it, without its preposition."""

    start: int
    end: int
    value: Period
    of_next_clause: bool = False  # "on Friday, two days after the ban began": it dates the ban


class Day(NamedTuple):
    """A calendar date of which any part may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


UNKNOWN = Day()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date in the text is read against."""

    told_on: Day = UNKNOWN
    anchor: Day = UNKNOWN  # the last date that the text told
    dated: Day = UNKNOWN  # the last one in this paragraph told with its year
    future: bool = False
    nearest: bool = False  # a date without a year is the nearest one, before or after
    told_at: int = -1  # where in the text the anchor was told
    dated_at: int = 0


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that may be a date."""

    start: int
    end: int
    kind: str
    match: re.Match[str]
    preposition: str = ""  # since, until, between, point, not when, or none
    preposition_word: str = ""
    preposition_start: int = 0

    def get(self, name: str) -> str:
        """What stands in a named part, lower-cased, or nothing."""
        return " ".join((self.match.groupdict().get(name) or "").lower().split())


# The forms that a date takes. Earlier ones win where two begin together and are of one length.
FORMS = {
    "iso": r"(?<![\d.,/:-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
    "numeric": r"(?<![\d.,/:-])(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/])",
    "month days": r"%(month)s\.?%(s)s%(days)s%(no_figure)s%(of_year)s",
    "days month": r"(?<![\d.,/:-])%(days)s%(s)s(?:of%(s)s)?%(month)s(?!\w)%(of_year)s",
    "month day": r"%(named_day)s%(month)s\.?%(s)s%(day)s%(of_year)s%(close)s",
    "day month": r"%(named_day)s(?<![\d.,/:-])(?:the%(s)s)?%(day)s%(s)s(?:of%(s)s)?%(month)s(?!\w)%(of_year)s%(close)s",
    "month": r"%(part)s(?:%(pointing)s%(s)s)?%(month)s(?!\w)%(of_year)s",
    "weekday": r"(?:%(pointing)s%(s)s)?%(weekday)s(?!\w)(?:%(s)s(?:the%(s)s)?(?P<day>\d{1,2})(?:st|nd|rd|th)(?!\w))?",
    "relative day": r"%(relative_day)s(?!\w)",
    "quarter": r"(?:the%(s)s)?(?P<number>%(ordinal)s)%(s)squarter(?![\w-])(?:%(s)s(?:of|in)%(s)s%(year_reference)s)?",
    "short quarter": r"Q(?P<number>[1-4])(?:%(s)s(?:of%(s)s)?%(year_reference)s)?(?!\w)",
    "half": r"(?:the%(s)s)?(?P<number>%(half)s)%(s)shalf%(s)sof%(s)s%(year_reference)s",
    "short half": r"H(?P<number>[12])%(s)s(?:of%(s)s)?%(year_reference)s",
    "months of year": r"(?:the%(s)s)?(?P<which>first|last)%(s)s%(number)s%(s)smonths%(s)sof%(s)s%(year_reference)s",
    "year": r"%(part)s%(year_reference)s",
    "unit": r"%(part)s%(pointing)s%(s)s(?P<unit>week|month|quarter)(?!\w)",
    "ago": r"%(number)s%(s)s%(units)s%(s)s%(ago)s(?!\w)",
    "shift": r"(?:%(number)s|the|next)%(s)s%(units)s%(s)s(?P<way>%(ways)s)(?!\w)",
    "story": r"(?P<story>%(story)s)%(s)s(?P<unit>day|month)(?!\w)",
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
        reference = rf"(?:{year}|(?P<relative>{relative})(?!\w))"
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
            "weekday": rf"(?P<weekday>{any_of(self.entries['weekdays'])})",
            "relative_day": rf"(?P<relative_day>(?i:{any_of(self.entries['days'])}))",
            "ordinal": rf"(?i:{any_of(self.entries['ordinals'])})",
            "half": rf"(?i:{any_of(self.entries['halves'])})",
            "number": rf"(?P<count>(?i:{any_of(self.entries['numbers'])})|\d{{1,3}})",
            "units": rf"(?P<unit>{any_of(word for words in self.entries['units'].values() for word in words)})",
            "ago": any_of(self.entries["ago"]),
            "ways": any_of(word for way in ("later", "earlier", "after", "before") for word in self.entries[way]),
            "story": rf"(?i:{any_of(word for words in self.entries['story'].values() for word in words)})",
        }

    @cached_property
    def preposition(self) -> re.Pattern[str]:
        """The preposition at the end of what precedes a date."""
        kinds = ("since", "until", "between", "point", "not when")
        groups = (rf"(?P<{kind.replace(' ', '_')}>{any_of(self.entries[kind])})" for kind in kinds)
        spans = any_of(self.entries["spans"])
        return re.compile(
            rf"(?<!\w)(?:{'|'.join(groups)}|(?<!\w){spans}{SPACE}(?P<to>to)){SPACE}(?:the{SPACE})?\Z", re.IGNORECASE
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
            rf"(?P<aside>,[^.;\n]{{0,{ASIDE}}}?,)?{SPACE}(?P<word>{words}){SPACE}(?:the{SPACE})?|{SPACE}?[-\u2010-\u2014]{SPACE}?"
        )

    @cached_property
    def name_before(self) -> re.Pattern[str]:
        """What makes a weekday or a year part of a name, at the end of what precedes it."""
        days, laws = any_of(self.entries["before a weekday that is a name"]), any_of(self.entries["years of names"])
        return re.compile(rf"(?<!\w)(?:{days}|{laws},?(?:{SPACE}of)?){SPACE}\Z")

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
    return DateWords(read_words(folder / "words/dates.yaml"))


def find_dates(
    text: str,
    told_on: PartialDate | None,
    words: DateWords,
    *,
    anchor: PartialDate | None = None,
    future: Future | None = None,
) -> Iterator[FoundDate]:
    """
    The dates and periods in the text, read against the day that it is told on.

    "on Friday"                         the last Friday, or the next one where the clause speaks of the future
    "in June", "March 10", "last year"  as precise as that; "--03-10" where no year can be known
    "between March 10 and May 22"       a start and an end
    "two days later"                    counted from the date told before, the anchor at first
    """
    is_future = future or (lambda start, end: speaks_of_future(text, start, end, words))
    expressions = tuple(_expressions(text, words))
    moment = Moment(told_on=_day(told_on), anchor=_day(anchor))
    place = 0
    while place < len(expressions):
        group = _group(text, expressions, place, words)
        first = group[0]
        cue = is_future(first.start, group[-1].end)
        here = replace(moment, future=cue, nearest=not cue and _may_be_ahead(first, words))
        here = here if _same_paragraph(text, here.dated_at, first.start) else replace(here, dated=UNKNOWN)
        period = _period(text, group, here, words)
        if period is not None:
            moment = _moved(moment, group, period)
            if first.preposition != "not when":
                yield _found(group, period, words)
        place += len(group)


def resolve(
    expression: str,
    told_on: PartialDate | None,
    words: DateWords,
    *,
    future: bool = False,
    anchor: PartialDate | None = None,
) -> Period | None:
    """What the expression alone means, told on a day, of the past or of the future."""
    found = find_dates(expression, told_on, words, anchor=anchor, future=lambda _start, _end: future)
    return next((date.value for date in found), None)


def speaks_of_future(text: str, start: int, end: int, words: DateWords) -> bool:
    """The clause around a date tells of what is still to come."""
    before = text[max(0, start - CLAUSE) : start]
    begins = [match.end() for match in words.clause_begins.finditer(before)]
    clause = before[begins[-1] :] if begins else before
    if len(clause.split()) > 2:  # noqa: PLR2004
        return bool(words.future.search(clause))
    after = text[end : end + CLAUSE].lstrip(" ,")
    stop = words.clause_begins.search(after)
    return bool(words.future.search(clause + (after[: stop.start()] if stop else after)))


def _numbered(names: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    return {name.lower(): number for number, (full, short) in enumerate(names.items(), 1) for name in (full, *short)}


def _day(date: PartialDate | None) -> Day:
    """The parts of a date."""
    if date is None:
        return Day()
    parts = re.fullmatch(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?", date.iso[:10])
    return Day(*(int(part) if part and part.isdigit() else None for part in parts.groups())) if parts else Day()


def _written(day: Day | None) -> PartialDate | None:
    """The date in ISO form; nothing where it is none."""
    if day is None or (day.year is None and day.month is None) or not _exists(day):
        return None
    parts = [f"{day.year:04}" if day.year else "-", *(f"{part:02}" for part in day[1:] if part)]
    return PartialDate("-".join(parts))


def _exists(day: Day) -> bool:
    if day.year is not None and not date.min.year <= day.year <= date.max.year:
        return False
    if day.month is None:
        return day.day is None and day.year is not None
    if not 1 <= day.month <= 12:  # noqa: PLR2004
        return False
    return day.day is None or 1 <= day.day <= calendar.monthrange(day.year or 2000, day.month)[1]


def _point(day: Day | None) -> Period | None:
    date = _written(day)
    return Period(date) if date else None


def _during(start: Day, end: Day, kind: Kind = "during") -> Period | None:
    first, last = _written(start), _written(end)
    return Period(start=first, end=last, kind=kind) if first and last else None


def _expressions(text: str, words: DateWords) -> Iterator[Expression]:
    """What may be a date, from left to right; the longer one where two overlap from the same place."""
    found = [
        (match.start(), -match.end(), order, kind, match)
        for order, (kind, pattern) in enumerate(words.patterns)
        for match in pattern.finditer(text)
    ]
    last = 0
    for start, minus_end, _, kind, match in sorted(found, key=lambda item: item[:3]):
        if start >= last:
            last = -minus_end
            yield _with_preposition(text, Expression(start, last, kind, match), words)


def _with_preposition(text: str, expression: Expression, words: DateWords) -> Expression:
    before = words.preposition.search(text, max(0, expression.start - LOOK_BACK), expression.start)
    if words.onwards.match(text, expression.end):
        return replace(expression, preposition="since")
    if before is None:
        return expression
    kind, said = next((kind, said) for kind, said in before.groupdict().items() if said)
    kind = "until" if kind == "to" else kind.replace("_", " ")
    return replace(expression, preposition=kind, preposition_word=said.lower(), preposition_start=before.start())


def _same_paragraph(text: str, start: int, end: int) -> bool:
    return end - start < PARAGRAPH and "\n" not in text[start:end]


def _may_be_ahead(expression: Expression, words: DateWords) -> bool:
    """The date ends a period, or begins one on a day named: without a year it is the nearest one."""
    begins = expression.preposition_word in words.entries["begins on"] and bool(expression.get("day"))
    return expression.preposition == "until" or begins


def _group(text: str, expressions: Sequence[Expression], place: int, words: DateWords) -> tuple[Expression, ...]:
    """The expression, with the next one where both are one span: "from March 10 to May 22", "two days after June 3"."""
    first, *rest = expressions[place : place + 2]
    if not rest:
        return (first,)
    gap = text[first.end : rest[0].start]
    if first.kind == "shift" and rest[0].kind in ENDS and (_is_appositive(gap) or not gap.strip()):
        return (first, rest[0])
    joint = words.joint.fullmatch(gap)
    if joint is None or any(
        end.kind not in ENDS or (end.kind == "year" and not end.get("year")) for end in (first, rest[0])
    ):
        return (first,)
    return (first, rest[0]) if _joins(first, joint) else (first,)


def _joins(first: Expression, joint: re.Match[str]) -> bool:
    word = (joint["word"] or "").lower()
    if first.preposition == "between":
        return word in ("and", "to", "")
    if joint["aside"] or word == "and":
        return False
    return first.preposition in ("since", "point") or first.kind != "year"


def _is_appositive(gap: str) -> bool:
    return re.fullmatch(r",\s(?:on\s|in\s)?", gap) is not None


def _found(group: Sequence[Expression], period: Period, words: DateWords) -> FoundDate:
    first = group[0]
    way = first.get("way")
    next_clause = (
        first.kind == "shift" and len(group) == 1 and way in (*words.entries["after"], *words.entries["before"])
    )
    return FoundDate(first.start, group[-1].end, period, next_clause)


def _moved(moment: Moment, group: Sequence[Expression], period: Period) -> Moment:
    """The moment after a date has been told."""
    told = _day(period.date or period.end or period.start)
    moment = replace(moment, anchor=told, told_at=group[-1].end)
    if any(expression.get("year") for expression in group) and told.month:
        return replace(moment, dated=told, dated_at=group[-1].end)
    return moment


def _period(text: str, group: Sequence[Expression], moment: Moment, words: DateWords) -> Period | None:
    first = group[0]
    if len(group) == 1:
        alone = _alone(text, first, moment, words)
        return _as_said(text, first, alone) if alone else None
    if first.kind == "shift":
        given = READERS[group[1].kind](group[1], moment, words)
        return _shifted_from(text, first, group[1], given, words)
    return _between(group[0], group[1], moment, words)


def _alone(text: str, expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    if not _stands(text, expression, words):
        return None
    if expression.kind == "shift":
        return _shift(text, expression, moment, words)
    return READERS[expression.kind](expression, moment, words)


def _stands(text: str, expression: Expression, words: DateWords) -> bool:
    """The words are a date here, and no name."""
    if words.name_before.search(text, max(0, expression.start - LOOK_BACK), expression.start):
        return False
    if expression.kind == "month" and not (expression.get("year") or expression.get("relative")):
        return bool(expression.get("pointing")) or _month_stands(text, expression, words)
    if expression.kind == "year":
        if expression.get("relative"):
            return expression.get("relative") != "the year" or bool(expression.get("part"))
        return bool(expression.get("part") or expression.preposition)
    if expression.kind in ("ago", "shift"):
        return not words.vague_before.search(text, max(0, expression.start - LOOK_BACK), expression.start)
    return True


def _month_stands(text: str, expression: Expression, words: DateWords) -> bool:
    """A month's name alone is a month: a preposition or a part says so, or it can be nothing else."""
    said, following = expression.match["month"], text[expression.end : expression.end + 2]
    before_name = following[:1].isspace() and following[1:].isupper()
    if expression.get("part") or expression.preposition_word in words.entries["of months only"]:
        return True
    if before_name:
        return False
    ordered = text[max(0, expression.start - 4) : expression.start].lower() == "the " and following[1:].islower()
    surely = said in words.entries["months"] and said not in words.entries["months that are words"]
    alone = text[
        max(0, expression.start - LOOK_BACK) : expression.end + LOOK_BACK
    ].strip() == said or following.startswith(("'s", "\u2019s"))
    listed = text[max(0, expression.start - 2) : expression.start] == ", " and following[:1] in (".", ":", ";")
    return bool(expression.preposition) or ordered or surely or alone or (listed and said in words.entries["months"])


def _as_said(text: str, expression: Expression, period: Period) -> Period:
    """The period with its preposition: "since", "until"."""
    kind = expression.preposition
    if period.kind == "between":
        return period
    if kind == "since" and not _is_attribute(text, expression):
        start = period.date or period.start
        return Period(start=start, kind="since")
    if kind == "until":
        return Period(end=period.date or period.end, kind="until")
    return period


def _is_attribute(text: str, expression: Expression) -> bool:
    """In "a notice from 2019" the year is no start."""
    inside = re.search(
        r"[\w\d],?\s+\Z", text[max(0, expression.preposition_start - LOOK_BACK) : expression.preposition_start]
    )
    return expression.preposition_word == "from" and expression.kind == "year" and inside is not None


def _year(expression: Expression, moment: Moment, words: DateWords) -> int | None:
    """The year that the expression names, itself or by reference."""
    said = expression.get("relative")
    if expression.get("year"):
        return int(expression.get("year"))
    if said in words.entries["years of the article"] and moment.told_on.year:
        return moment.told_on.year + int(words.entries["years of the article"][said])
    if said in words.entries["years of the story"] and moment.anchor.year:
        return moment.anchor.year + int(words.entries["years of the story"][said])
    return None


def _in_its_year(expression: Expression, day: Day, moment: Moment, words: DateWords) -> Day | None:
    """The month or day in the year that is named, or else in the one that the moment gives."""
    if expression.get("year") or expression.get("relative"):
        year = _year(expression, moment, words)
        return day._replace(year=year) if year else None
    return _complete(day, moment)


def _complete(day: Day, moment: Moment) -> Day:
    """The day with the year that is meant: that of the story, or the last one, or the next one."""
    told = moment.told_on
    if (dated := _in_story(day, moment)) is not None:
        return dated
    if told.year is None or told.month is None:
        return day
    years = [day._replace(year=told.year + shift) for shift in (-1, 0, 1)]
    if moment.nearest:
        return min(years, key=lambda year: abs(_ordinal(year) - _ordinal(told)))
    if moment.future:
        return next(year for year in years if _at_precision(year, told) >= _at_precision(told, year))
    return next(year for year in reversed(years) if _at_precision(year, told) <= _at_precision(told, year))


def _in_story(day: Day, moment: Moment) -> Day | None:
    """The day in the year of a date told before it in the paragraph, where the story simply goes on."""
    dated, told = moment.dated, moment.told_on
    if dated.year is None or dated.month is None or day.month is None or moment.future or moment.nearest:
        return None
    if told.year is not None and dated.year >= told.year:
        return None
    within = 0 <= day.month - dated.month <= STORY_GOES_ON
    later = day._replace(year=dated.year)
    return later if within and _at_precision(later, dated) >= _at_precision(dated, later) else None


def _at_precision(day: Day, other: Day) -> tuple[int, ...]:
    """The parts of a day that the other knows, too."""
    return tuple(part for part, known in zip(day, other, strict=True) if part is not None and known is not None)


def _ordinal(day: Day) -> int:
    return (day.year or 0) * 372 + (day.month or 1) * 31 + (day.day or 15)


def _calendar_day(day: Day) -> date | None:
    """The day of the calendar, where the date is one."""
    if day.year is None or day.month is None or day.day is None or not _exists(day):
        return None
    return date(day.year, day.month, day.day)


def _of_calendar(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def _later(day: Day, number: int, unit: str) -> Day | None:
    """The date so many days, months or years later, no more precise than the unit."""
    if unit == "year":
        return Day(day.year + number) if day.year else None
    if unit == "month":
        return _month_later(day, number)
    exact = _calendar_day(day)
    if unit != "day" or exact is None:
        return None
    try:
        return _of_calendar(exact + timedelta(days=number))
    except OverflowError:
        return None


def _month_later(day: Day, number: int) -> Day | None:
    if day.year is None or day.month is None:
        return None
    months = day.year * 12 + day.month - 1 + number
    return Day(months // 12, months % 12 + 1)


def _read_iso(expression: Expression, _: Moment, __: DateWords) -> Period | None:
    if expression.get("sep") == "." and len(expression.match.group()) < len("2018.11.14"):
        return None  # "2020.1.3" is a version
    return _point(Day(*(int(expression.get(part)) for part in ("year", "month", "day"))))


def _read_numeric(expression: Expression, _: Moment, __: DateWords) -> Period | None:
    """Day and month only where their order is sure: "25/12/2021", "2.11.2018"; else the year."""
    year, one, two = (int(expression.get(part)) for part in ("year", "one", "two"))
    if expression.get("sep") == "." or one > 12 or one == two:  # noqa: PLR2004
        return _point(Day(year, two, one))
    return _point(Day(year, one, two) if two > 12 else Day(year))  # noqa: PLR2004


def _read_month_day(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    day = Day(None, words.months[expression.get("month")], int(expression.get("day")))
    if expression.preposition_word == "in" and not expression.get("year"):
        day = day._replace(day=None)  # "In May 20 accounts were closed": no day is introduced by "in"
    return _point(_in_its_year(expression, day, moment, words))


def _read_days(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    month = words.months[expression.get("month")]
    first, last = int(expression.get("from")), int(expression.get("to"))
    start = _in_its_year(expression, Day(None, month, first), moment, words)
    if start is None or first >= last:
        return None
    return _during(start, start._replace(day=last), "between")


def _read_month(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    month = Day(None, words.months[expression.get("month")])
    told, pointing = moment.told_on, words.meaning("pointing", expression.get("pointing"))
    if not pointing or expression.get("year"):
        return _point(_in_its_year(expression, month, moment, words))
    if told.year is None or told.month is None or month.month is None:
        return _point(month)
    past = told.year - (month.month >= told.month)
    years = {"last": past, "next": told.year + (month.month <= told.month), "this": told.year}
    return _point(month._replace(year=years[pointing]))


def _read_weekday(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    today = _calendar_day(moment.told_on)
    if today is None:
        return None
    wanted = words.weekdays[expression.get("weekday")] - 1
    if expression.get("day"):
        return _weekday_the(wanted, int(expression.get("day")), today, moment)
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    days = {
        "last": -(back or 7),
        "next": ahead or 7,
        "this": wanted - today.weekday(),
        "": ahead if moment.future or expression.preposition_word in words.entries["ahead"] else -back,
    }
    return _point(_later(moment.told_on, days[words.meaning("pointing", expression.get("pointing"))], "day"))


def _weekday_the(wanted: int, number: int, today: date, moment: Moment) -> Period | None:
    """The nearest "Friday the 4th" before the article, or after it."""
    for away in range(13):
        month = _month_later(_of_calendar(today), away if moment.future else -away)
        day = _calendar_day(month._replace(day=number)) if month else None
        if day and day.weekday() == wanted and (day >= today if moment.future else day <= today):
            return _point(_of_calendar(day))
    return None


def _read_relative_day(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(_later(moment.told_on, int(words.entries["days"][expression.get("relative_day")]), "day"))


def _read_quarter(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    said = expression.get("number")
    number = int(said) if said.isdigit() else int(words.entries["ordinals"][said])
    start, end = Day(None, number * 3 - 2), Day(None, number * 3)
    if expression.get("year") or expression.get("relative"):
        return _of_year(start, end, _year(expression, moment, words))
    told = moment.told_on
    if told.year is None or told.month is None:
        return _during(start, end)
    if (told.month - 1) // 3 + 1 == number:
        return None  # it is still running: last year's or this one cannot be told
    ended = _complete(start, replace(moment, nearest=False))
    return _of_year(start, end, ended.year)


def _of_year(start: Day, end: Day, year: int | None) -> Period | None:
    return _during(start._replace(year=year), end._replace(year=year)) if year else None


def _read_half(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    said = expression.get("number")
    number = int(said) if said.isdigit() else int(words.entries["halves"][said])
    return _of_year(Day(None, number * 6 - 5), Day(None, number * 6), _year(expression, moment, words))


def _read_months_of_year(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    number = _number(expression, words)
    if not 1 <= number <= 12:  # noqa: PLR2004
        return None
    first, last = (1, number) if expression.get("which") == "first" else (13 - number, 12)
    return _of_year(Day(None, first), Day(None, last), _year(expression, moment, words))


def _read_year(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    part, year = expression.get("part"), _year(expression, moment, words)
    month = 1 if part in words.entries["beginnings"] else 12 if part in words.entries["endings"] else None
    return _point(Day(year, month)) if year else None


def _read_unit(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    away = {"last": -1, "this": 0, "next": 1}[words.meaning("pointing", expression.get("pointing"))]
    told, unit = moment.told_on, expression.get("unit")
    if unit == "month":
        return _point(_month_later(told, away))
    if unit == "week":
        return _point(_month_of_week(told, away))
    if told.year is None or told.month is None:
        return None
    first = _month_later(Day(told.year, (told.month - 1) // 3 * 3 + 1), away * 3)
    return _during(first, first._replace(month=(first.month or 0) + 2)) if first else None


def _month_of_week(told: Day, away: int) -> Day | None:
    """The month in which all of a week lies; nothing where it lies in two."""
    today = _calendar_day(told)
    if today is None or not 1 < today.year < 9999:  # noqa: PLR2004
        return None
    monday = today - timedelta(days=today.weekday() - 7 * away)
    last = monday + timedelta(days=6) if away else today
    return Day(monday.year, monday.month) if (monday.year, monday.month) == (last.year, last.month) else None


def _read_ago(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(_later(moment.told_on, -_number(expression, words), _unit(expression, words)))


def _number(expression: Expression, words: DateWords) -> int:
    said = expression.get("count")
    return int(said) if said.isdigit() else int(words.entries["numbers"].get(said, 1))


def _unit(expression: Expression, words: DateWords) -> str:
    return words.meaning("units", expression.get("unit"))


def _read_story(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    away = {"same": 0, "following": 1, "previous": -1}[words.meaning("story", expression.get("story"))]
    return _point(_later(moment.anchor, away, _unit(expression, words)))


def _shift(text: str, expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    """The date so long before or after the one told before."""
    way, number = expression.get("way"), _number(expression, words)
    counted = way in words.entries["later"] or way in words.entries["earlier"]
    if counted and expression.start - moment.told_at == len(", ") and text[moment.told_at] == ",":
        return None  # "On April 13, three days later, ...": it says how far April 13 is from another date
    if way in words.entries["later"]:
        return _point(_later(moment.anchor, number, _unit(expression, words)))
    if way in words.entries["earlier"]:
        return _point(_later(moment.anchor, -number, _unit(expression, words)))
    if (
        moment.told_at < 0
        or expression.start - moment.told_at > PARAGRAPH
        or re.search(r"[.!?][\s\"\u201d]|\n", text[moment.told_at : expression.start])
    ):
        return None
    # "on Friday, two days after the ban began": the ban is the earlier of the two.
    return _point(_later(moment.anchor, -number if way in words.entries["after"] else number, _unit(expression, words)))


def _shifted_from(
    text: str, shift: Expression, given: Expression, period: Period | None, words: DateWords
) -> Period | None:
    """Of "two days after June 3" the day that is meant; of "two days later, on June 5" the one that is named."""
    way, number, unit = shift.get("way"), _number(shift, words), _unit(shift, words)
    if period is None or _is_appositive(text[shift.end : given.start]):
        return period
    sign = {**dict.fromkeys(words.entries["after"], 1), **dict.fromkeys(words.entries["before"], -1)}.get(way, 0)
    vague = words.vague_before.search(text, max(0, shift.start - LOOK_BACK), shift.start)
    return None if vague or not sign else _point(_later(_day(period.date), sign * number, unit))


def _between(first: Expression, last: Expression, moment: Moment, words: DateWords) -> Period | None:
    """The span from one date to another, of which one may lend its year to the other."""
    begin, finish = (READERS[end.kind](end, replace(moment, nearest=False), words) for end in (first, last))
    if begin is None or finish is None or begin.date is None or finish.date is None:
        return None
    start, end = _day(begin.date), _day(finish.date)
    if (first.get("year") or first.get("relative")) and not (last.get("year") or last.get("relative")):
        end = _not_before(end._replace(year=start.year), start)
    elif last.get("year") or last.get("relative"):
        dated = bool(first.get("year") or first.get("relative"))
        start = start if dated or not end.year else _not_after(start._replace(year=end.year), end)
    elif start.year and end.month and first.kind != "weekday":
        end = _not_before(end._replace(year=start.year), start)
    return _during(start, end, "between") if _at_precision(start, end) <= _at_precision(end, start) else None


def _not_before(day: Day, other: Day) -> Day:
    early = _at_precision(day, other) < _at_precision(other, day)
    return day._replace(year=day.year + 1) if early and day.year else day


def _not_after(day: Day, other: Day) -> Day:
    late = _at_precision(day, other) > _at_precision(other, day)
    return day._replace(year=day.year - 1) if late and day.year else day


READERS: dict[str, Callable[[Expression, Moment, DateWords], Period | None]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "month days": _read_days,
    "days month": _read_days,
    "month day": _read_month_day,
    "day month": _read_month_day,
    "month": _read_month,
    "weekday": _read_weekday,
    "relative day": _read_relative_day,
    "quarter": _read_quarter,
    "short quarter": _read_quarter,
    "half": _read_half,
    "short half": _read_half,
    "months of year": _read_months_of_year,
    "year": _read_year,
    "unit": _read_unit,
    "ago": _read_ago,
    "story": _read_story,
}
ENDS = frozenset({"iso", "numeric", "month day", "day month", "month", "weekday", "year"})
