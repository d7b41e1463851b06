"""Periods: what the words of a date mean at a moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.figures.calendar_days import (
    Day,
    at_precision,
    day_of,
    later,
    month_later,
    not_after,
    not_before,
    written,
)
from kg.extract.figures.date_expressions import LOOK_BACK, Expression, is_appositive, stands
from kg.extract.figures.date_words import DateWords
from kg.extract.figures.moments import PARAGRAPH, Moment, complete, in_its_year, year_of
from kg.extract.figures.weeks import bare_day, month_of_week, month_of_weekend, story_weekday, weekday
from kg.model import PartialDate

LAST_DAYS = 28  # a day from which on a month is over
Kind = Literal["point", "since", "until", "between", "during"]


@dataclass(frozen=True, slots=True)
class Period:
    """When something was: on a date, since or until one, or from a start to an end."""

    date: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    kind: Kind = "point"


def read_period(text: str, group: Sequence[Expression], moment: Moment, words: DateWords) -> Period | None:
    """What an expression, or the two ends of a span, means at the moment."""
    first = group[0]
    if len(group) == 1:
        alone = _alone(text, first, moment, words)
        return _as_said(text, first, alone, words) if alone else None
    if first.kind == "shift":
        given = READERS[group[1].kind](group[1], moment, words)
        return _shifted_from(text, first, group[1], given, words)
    return _between(group[0], group[1], moment, words)


def _alone(text: str, expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    if not stands(text, expression, words):
        return None
    if expression.kind == "shift":
        return _shift(text, expression, moment, words)
    return READERS[expression.kind](expression, moment, words)


def _as_said(text: str, expression: Expression, period: Period, words: DateWords) -> Period:
    """The period with its preposition: "since", "until"."""
    kind = expression.preposition
    if period.kind == "between":
        return period
    if kind == "since" and not _is_attribute(text, expression):
        start = period.date or period.start
        return Period(start=start, kind="since")
    if kind == "until":
        end = period.date or period.end
        return Period(start=_span_start(expression, day_of(end), words), end=end, kind="until")
    return period


def _span_start(expression: Expression, end: Day, words: DateWords) -> PartialDate | None:
    """The month in which the year of "the year to March" began."""
    unit = int(words.entries["months of spans"].get(expression.span, 0))
    length = expression.length or ("" if expression.span == "months" else "one")
    number = int(length) if length.isdigit() else int(words.entries["numbers"].get(length, 0))
    months = unit * number
    if not months or end.year is None or end.month is None:
        return None
    whole = end.day is None or end.day >= LAST_DAYS
    return written(month_later(end, 1 - months if whole else -months))


def _is_attribute(text: str, expression: Expression) -> bool:
    """In "a notice from 2019" the year is no start."""
    inside = re.search(
        r"[\w\d],?\s+\Z", text[max(0, expression.preposition_start - LOOK_BACK) : expression.preposition_start]
    )
    return expression.preposition_word == "from" and expression.kind == "year" and inside is not None


def _shift(text: str, expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    """The date so long before or after the one told before."""
    way, number = expression.get("way"), _number(expression, words)
    counted = way in words.entries["later"] or way in words.entries["earlier"]
    if counted and expression.start - moment.told_at == len(", ") and text[moment.told_at] == ",":
        return None  # "On April 13, three days later, ...": it says how far April 13 is from another date
    if way in words.entries["later"]:
        return _point(later(moment.anchor, number, _unit(expression, words)))
    if way in words.entries["earlier"]:
        return _point(later(moment.anchor, -number, _unit(expression, words)))
    if (
        moment.told_at < 0
        or expression.start - moment.told_at > PARAGRAPH
        or re.search(r"[.!?][\s\"\u201d]|\n", text[moment.told_at : expression.start])
    ):
        return None
    # "on Friday, two days after the ban began": the ban is the earlier of the two.
    return _point(later(moment.anchor, -number if way in words.entries["after"] else number, _unit(expression, words)))


def _shifted_from(
    text: str, shift: Expression, given: Expression, period: Period | None, words: DateWords
) -> Period | None:
    """Of "two days after June 3" the day that is meant; of "two days later, on June 5" the one that is named."""
    way, number, unit = shift.get("way"), _number(shift, words), _unit(shift, words)
    if period is None or is_appositive(text[shift.end : given.start]):
        return period
    sign = {**dict.fromkeys(words.entries["after"], 1), **dict.fromkeys(words.entries["before"], -1)}.get(way, 0)
    vague = words.vague_before.search(text, max(0, shift.start - LOOK_BACK), shift.start)
    return None if vague or not sign else _point(later(day_of(period.date), sign * number, unit))


def _between(first: Expression, last: Expression, moment: Moment, words: DateWords) -> Period | None:
    """The span from one date to another, of which one may lend its year to the other."""
    begin, finish = (READERS[end.kind](end, replace(moment, nearest=False), words) for end in (first, last))
    if begin is None or finish is None or begin.date is None or finish.date is None:
        return None
    start, end = day_of(begin.date), day_of(finish.date)
    if (first.get("year") or first.get("relative")) and not (last.get("year") or last.get("relative")):
        end = not_before(end._replace(year=start.year), start)
    elif last.get("year") or last.get("relative"):
        dated = bool(first.get("year") or first.get("relative"))
        start = start if dated or not end.year else not_after(start._replace(year=end.year), end)
    elif start.year and end.month and first.kind != "weekday":
        end = not_before(end._replace(year=start.year), start)
    return _during(start, end, "between") if at_precision(start, end) <= at_precision(end, start) else None


def _point(day: Day | None) -> Period | None:
    date = written(day)
    return Period(date) if date else None


def _during(start: Day, end: Day, kind: Kind = "during") -> Period | None:
    first, last = written(start), written(end)
    return Period(start=first, end=last, kind=kind) if first and last else None


def _read_iso(expression: Expression, _: Moment, __: DateWords) -> Period | None:
    if expression.get("sep") == "." and len(expression.match.group()) < len("2018.11.14"):
        return None  # "2020.1.3" is a version
    return _point(Day(*(int(expression.get(part)) for part in ("year", "month", "day"))))


def _read_numeric(expression: Expression, _: Moment, __: DateWords) -> Period | None:
    """Day and month only where their order is sure: "25/12/2021", "2.11.2018"; else the year."""
    year, one, two = (int(expression.get(part)) for part in ("year", "one", "two"))
    if expression.get("sep") == "." or one > 12 or one == two:
        return _point(Day(year, two, one))
    return _point(Day(year, one, two) if two > 12 else Day(year))


def _read_month_day(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    day = Day(None, words.months[expression.get("month")], int(expression.get("day")))
    if expression.preposition_word == "in" and not expression.get("year"):
        day = day._replace(day=None)  # "In May 20 accounts were closed": no day is introduced by "in"
    return _point(in_its_year(expression, day, moment, words))


def _read_days(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    month = words.months[expression.get("month")]
    first, last = int(expression.get("from")), int(expression.get("to"))
    start = in_its_year(expression, Day(None, month, first), moment, words)
    if start is None or first >= last:
        return None
    return _during(start, start._replace(day=last), "between")


def _read_month(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    month = Day(None, words.months[expression.get("month")])
    told, pointing = moment.told_on, words.meaning("pointing", expression.get("pointing"))
    if not pointing or expression.get("year"):
        return _point(in_its_year(expression, month, moment, words))
    if told.year is None or told.month is None or month.month is None:
        return _point(month)
    past = told.year - (month.month >= told.month)
    years = {"last": past, "next": told.year + (month.month <= told.month), "this": told.year}
    return _point(month._replace(year=years[pointing]))


def _read_weekday(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(weekday(expression, moment, words))


def _read_story_weekday(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(story_weekday(expression, moment, words))


def _read_story_month(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    """ "that July", "the following March": counted from the date told before."""
    told, month = moment.anchor, words.months[expression.get("month").lower()]
    if told.year is None:
        return None
    way = words.meaning("story", expression.get("story"))
    ahead = told.month is not None and month <= told.month
    shift = {"same": 0, "following": int(ahead), "previous": int(ahead) - 1}[way]
    return _point(Day(told.year + shift, month, None))


def _read_bare_day(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(bare_day(expression, moment, words))


def _read_relative_day(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(later(moment.told_on, int(words.entries["days"][expression.get("relative_day")]), "day"))


def _read_quarter(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    said = expression.get("number")
    number = int(said) if said.isdigit() else int(words.entries["ordinals"][said])
    start, end = Day(None, number * 3 - 2), Day(None, number * 3)
    if expression.get("year") or expression.get("relative"):
        return _of_year(start, end, year_of(expression, moment, words))
    told = moment.told_on
    if told.year is None or told.month is None:
        return _during(start, end)
    if (told.month - 1) // 3 + 1 == number:
        return None  # it is still running: last year's or this one cannot be told
    ended = complete(start, replace(moment, nearest=False))
    return _of_year(start, end, ended.year)


def _of_year(start: Day, end: Day, year: int | None) -> Period | None:
    return _during(start._replace(year=year), end._replace(year=year)) if year else None


def _read_half(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    said = expression.get("number")
    number = int(said) if said.isdigit() else int(words.entries["halves"][said])
    return _of_year(Day(None, number * 6 - 5), Day(None, number * 6), year_of(expression, moment, words))


def _read_bare_half(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    """ "in the first half": of the year that is told of, once it is over."""
    number, told = int(words.entries["halves"][expression.get("number")]), moment.told_on
    if moment.dated.year is not None and not moment.future:
        return _of_year(Day(None, number * 6 - 5), Day(None, number * 6), moment.dated.year)
    if told.year is None or told.month is None or (told.month > 6) == (number == 2):
        return None
    return _of_year(Day(None, number * 6 - 5), Day(None, number * 6), told.year - (number == 2))


def _read_years(expression: Expression, _: Moment, __: DateWords) -> Period | None:
    first = int(expression.get("year"))
    follows = (first + 1) % 100 == int(expression.get("last"))
    return _during(Day(first), Day(first + 1)) if follows else None


def _read_months_of_year(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    number = _number(expression, words)
    if not 1 <= number <= 12:
        return None
    first, last = (1, number) if expression.get("which") == "first" else (13 - number, 12)
    return _of_year(Day(None, first), Day(None, last), year_of(expression, moment, words))


def _read_year(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    part, year = expression.get("part"), year_of(expression, moment, words)
    month = 1 if part in words.entries["beginnings"] else 12 if part in words.entries["endings"] else None
    return _point(Day(year, month)) if year else None


def _read_unit(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    away = {"last": -1, "this": 0, "next": 1}[words.meaning("pointing", expression.get("pointing"))]
    told, unit = moment.told_on, expression.get("unit")
    if unit == "month":
        return _point(month_later(told, away))
    if unit == "week":
        return _point(month_of_week(told, away))
    if unit == "weekend":
        return _point(month_of_weekend(told, away))
    if told.year is None or told.month is None:
        return None
    first = month_later(Day(told.year, (told.month - 1) // 3 * 3 + 1), away * 3)
    return _during(first, first._replace(month=(first.month or 0) + 2)) if first else None


def _read_ago(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    return _point(later(moment.told_on, -_number(expression, words), _unit(expression, words)))


def _read_lately(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    """ "over the past three weeks", "in the last six months": up to the article; years are too loose a word."""
    told, number, unit = moment.told_on, _number(expression, words), _unit(expression, words)
    if not expression.preposition or told.month is None or unit == "year":
        return None
    begin = later(told, -7 * number if unit == "week" else -number, "day" if unit == "week" else unit)
    if begin is None:
        return None
    finish = told if unit == "day" else Day(told.year, told.month)
    return _during(begin._replace(day=None) if unit == "week" else begin, finish, "between")


def _number(expression: Expression, words: DateWords) -> int:
    said = expression.get("count") or "one"
    return int(said) if said.isdigit() else int(words.entries["numbers"].get(said, 1))


def _unit(expression: Expression, words: DateWords) -> str:
    return words.meaning("units", expression.get("unit"))


def _read_nearby(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    """ "the day before", "two weeks before": from the date told before."""
    back = expression.get("way") in (*words.entries["before"], *words.entries["earlier"])
    unit, number = _unit(expression, words), _number(expression, words)
    if unit == "week" and not expression.get("count"):
        return _point(month_of_week(moment.anchor, -1 if back else 1))
    return _point(later(moment.anchor, -number if back else number, unit))


def _read_weekend(_: Expression, moment: Moment, __: DateWords) -> Period | None:
    return _point(month_of_weekend(moment.told_on, 1 if moment.future else -1))


def _read_story(expression: Expression, moment: Moment, words: DateWords) -> Period | None:
    away = {"same": 0, "following": 1, "previous": -1}[words.meaning("story", expression.get("story"))]
    if expression.get("unit") == "week":
        return _point(month_of_week(moment.anchor, away))
    return _point(later(moment.anchor, away, _unit(expression, words)))


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
    "bare half": _read_bare_half,
    "years": _read_years,
    "bare day": _read_bare_day,
    "months of year": _read_months_of_year,
    "year": _read_year,
    "unit": _read_unit,
    "weekend": _read_weekend,
    "ago": _read_ago,
    "lately": _read_lately,
    "lately once": _read_lately,
    "nearby": _read_nearby,
    "story": _read_story,
    "story month": _read_story_month,
    "story weekday": _read_story_weekday,
}
