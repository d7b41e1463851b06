"""Days told by their weekday or number alone, and weeks."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.figures.calendar_days import Day, calendar_day, later, month_later, of_calendar
from kg.extract.figures.date_expressions import Expression
from kg.extract.figures.date_words import DateWords
from kg.extract.figures.moments import Moment

JUST_NOW = 2  # days: "last Tuesday", told on a Wednesday, is not yesterday


def weekday(expression: Expression, moment: Moment, words: DateWords) -> Day | None:
    """
    The day that a weekday's name means.

    "on Friday"                 the last one, or the next one where the clause speaks of the future
    "last Friday"               the last one, but not that of the day before yesterday
    "Friday of last week"       the one in that week
    "Friday the 4th"            the nearest one that is a 4th
    """
    today = calendar_day(moment.told_on)
    if today is None:
        return None
    wanted = words.weekdays[expression.get("weekday")] - 1
    if expression.get("day"):
        return _weekday_the(wanted, int(expression.get("day")), today, moment)
    if expression.get("of_week"):
        away = {"last": -7, "this": 0, "next": 7}[words.meaning("pointing", expression.get("of_week"))]
        return later(moment.told_on, wanted - today.weekday() + away, "day")
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    days = {
        "last": -(back or 7) - 7 * (back in range(1, JUST_NOW + 1) and wanted < today.weekday()),
        "next": ahead or 7,
        "this": wanted - today.weekday(),
        "": ahead if moment.future or expression.preposition_word in words.entries["ahead"] else -back,
    }
    return later(moment.told_on, days[words.meaning("pointing", expression.get("pointing"))], "day")


def story_weekday(expression: Expression, moment: Moment, words: DateWords) -> Day | None:
    """ "the following Monday", "that Friday": counted from the date told before."""
    anchor = calendar_day(moment.anchor)
    if anchor is None:
        return None
    wanted = words.weekdays[expression.get("weekday")] - 1
    back, ahead = (anchor.weekday() - wanted) % 7, (wanted - anchor.weekday()) % 7
    days = {"same": wanted - anchor.weekday(), "following": ahead or 7, "previous": -(back or 7)}
    return later(moment.anchor, days[words.meaning("story", expression.get("story"))], "day")


def bare_day(expression: Expression, moment: Moment, _: DateWords) -> Day | None:
    """ "on the 14th": of the month that was told before, or the last one."""
    number = int(expression.get("day"))
    if moment.dated.month is not None and moment.dated.year is not None:
        return moment.dated._replace(day=number)
    for away in (0, -1):
        month = month_later(moment.told_on, away)
        told = moment.told_on.day
        if month is not None and told is not None and (away or number <= told):
            return month._replace(day=number)
    return None


def month_of_week(told: Day, away: int) -> Day | None:
    """The month in which all of a week lies; nothing where it lies in two."""
    today = calendar_day(told)
    if today is None or not 1 < today.year < 9999:
        return None
    monday = today - timedelta(days=today.weekday() - 7 * away)
    last = monday + timedelta(days=6) if away else today
    return Day(monday.year, monday.month) if (monday.year, monday.month) == (last.year, last.month) else None


def month_of_weekend(told: Day, away: int) -> Day | None:
    """The month of the last weekend, this one's or the next one's; nothing where it lies in two."""
    today = calendar_day(told)
    if today is None or not 1 < today.year < 9999:
        return None
    back = today.weekday() - 5 if today.weekday() > 5 else today.weekday() + 2
    saturday = today + timedelta(days=-back if away < 1 else 5 - today.weekday())
    sunday = saturday + timedelta(days=1)
    return Day(sunday.year, sunday.month) if saturday.month == sunday.month else None


def _weekday_the(wanted: int, number: int, today: date, moment: Moment) -> Day | None:
    """The nearest "Friday the 4th" before the article, or after it."""
    for away in range(13):
        month = month_later(of_calendar(today), away if moment.future else -away)
        day = calendar_day(month._replace(day=number)) if month else None
        if day and day.weekday() == wanted and (day >= today if moment.future else day <= today):
            return of_calendar(day)
    return None
