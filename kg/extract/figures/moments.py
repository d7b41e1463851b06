"""What a date in a text is read against, and the year that is meant where none is said."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.figures.calendar_days import UNKNOWN, Day, at_precision
from kg.extract.figures.date_expressions import Expression
from kg.extract.figures.date_words import DateWords

STORY_GOES_ON = 6  # months for which a date without a year follows one with a year
PARAGRAPH = 3000  # characters


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


def year_of(expression: Expression, moment: Moment, words: DateWords) -> int | None:
    """The year that the expression names, itself or by reference."""
    said = expression.get("relative")
    if expression.get("year"):
        return int(expression.get("year"))
    if said in words.entries["years of the article"] and moment.told_on.year:
        return moment.told_on.year + int(words.entries["years of the article"][said])
    if said in words.entries["years of the story"] and moment.anchor.year:
        return moment.anchor.year + int(words.entries["years of the story"][said])
    return None


def in_its_year(expression: Expression, day: Day, moment: Moment, words: DateWords) -> Day | None:
    """The month or day in the year that is named, or else in the one that the moment gives."""
    if expression.get("year") or expression.get("relative"):
        year = year_of(expression, moment, words)
        return day._replace(year=year) if year else None
    return complete(day, moment)


def complete(day: Day, moment: Moment) -> Day:
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
        return next(year for year in years if at_precision(year, told) >= at_precision(told, year))
    return next(year for year in reversed(years) if at_precision(year, told) <= at_precision(told, year))


def _in_story(day: Day, moment: Moment) -> Day | None:
    """The day in the year of a date told before it in the paragraph, where the story simply goes on."""
    dated, told = moment.dated, moment.told_on
    if dated.year is None or dated.month is None or day.month is None or moment.future or moment.nearest:
        return None
    if told.year is not None and dated.year >= told.year:
        return None
    within = 0 <= day.month - dated.month <= STORY_GOES_ON
    later = day._replace(year=dated.year)
    return later if within and at_precision(later, dated) >= at_precision(dated, later) else None


def _ordinal(day: Day) -> int:
    return (day.year or 0) * 372 + (day.month or 1) * 31 + (day.day or 15)
