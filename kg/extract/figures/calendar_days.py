"""Days of the calendar of which the day, the month or the year may be unknown."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from kg.model import PartialDate


class Day(NamedTuple):
    """A calendar date of which any part may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


UNKNOWN = Day()


def day_of(date: PartialDate | None) -> Day:
    """The parts of a date."""
    if date is None:
        return Day()
    parts = re.fullmatch(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?", date.iso[:10])
    return Day(*(int(part) if part and part.isdigit() else None for part in parts.groups())) if parts else Day()


def written(day: Day | None) -> PartialDate | None:
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
    if not 1 <= day.month <= 12:
        return False
    return day.day is None or 1 <= day.day <= calendar.monthrange(day.year or 2000, day.month)[1]


def at_precision(day: Day, other: Day) -> tuple[int, ...]:
    """The parts of a day that the other knows, too."""
    return tuple(part for part, known in zip(day, other, strict=True) if part is not None and known is not None)


def calendar_day(day: Day) -> date | None:
    """The day of the calendar, where the date is one."""
    if day.year is None or day.month is None or day.day is None or not _exists(day):
        return None
    return date(day.year, day.month, day.day)


def of_calendar(day: date) -> Day:
    """The parts of a day of the calendar."""
    return Day(day.year, day.month, day.day)


def later(day: Day, number: int, unit: str) -> Day | None:
    """The date so many days, months or years later, no more precise than the unit."""
    if unit == "year":
        return Day(day.year + number) if day.year else None
    if unit == "month":
        return month_later(day, number)
    exact = calendar_day(day)
    if unit == "week" and exact is not None:
        return _month_around(exact, 7 * number)
    if unit != "day" or exact is None:
        return None
    try:
        return of_calendar(exact + timedelta(days=number))
    except OverflowError:
        return None


def _month_around(day: date, days: int) -> Day | None:
    """The month so many days later, where three days more or less make no difference: weeks are loose words."""
    try:
        early, late = day + timedelta(days=days - 3), day + timedelta(days=days + 3)
    except OverflowError:
        return None
    return Day(early.year, early.month) if early.month == late.month else None


def month_later(day: Day, number: int) -> Day | None:
    """The month so many months later."""
    if day.year is None or day.month is None:
        return None
    months = day.year * 12 + day.month - 1 + number
    return Day(months // 12, months % 12 + 1)


def not_before(day: Day, other: Day) -> Day:
    """The day, or the same one a year later where it is before the other."""
    early = at_precision(day, other) < at_precision(other, day)
    return day._replace(year=day.year + 1) if early and day.year else day


def not_after(day: Day, other: Day) -> Day:
    """The day, or the same one a year earlier where it is after the other."""
    late = at_precision(day, other) > at_precision(other, day)
    return day._replace(year=day.year - 1) if late and day.year else day
