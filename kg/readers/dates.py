"""Dates as pages and addresses write them, as precise as they are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateutil.parser import parserinfo

from kg.model import PartialDate

NUMBER_OF = {name.casefold(): 1 + n for n, names in enumerate(parserinfo.MONTHS) for name in names}
# Months are capitalised: "may 5" in the middle of a line is no date.
NAMES = sorted(
    {form for name in NUMBER_OF for form in (name.title(), name.upper())}, key=lambda name: (-len(name), name)
)
MONTH = rf"(?P<month>{'|'.join(NAMES)})\.?(?![a-z])"
DAY = r"(?<![\d.])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
NUMERIC = r"(?P<month>\d{1,2})"
# A time may be glued to the day, and a name to the time: "2020-02-1808:11:39Daily".
CLOCK_OR_END = r"(?=\D|$|\d\d:\d\d)"

# Behind so many characters a line is no header line, and its dates are the world's.
LONGEST_DATED_LINE = 400
DIGIT = re.compile(r"\d")  # no date is written without one

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d-]){YEAR}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}?){CLOCK_OR_END}",
        rf"{YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
        rf"{DAY}[\s-]+(?:of\s+)?{MONTH},?[\s-]*{YEAR}",
        rf"(?<!\w){MONTH}[\s-]*{DAY},?[\s-]+{YEAR}",
        rf"{DAY}(?P<sign>[./-]){NUMERIC}(?P=sign){YEAR}",
        rf"(?<![\d-]){YEAR}-(?P<month>\d{{2}})(?![\d-])",
        rf"(?<!\w){MONTH},?[\s-]+{YEAR}",
        rf"{DAY}\s+(?:of\s+)?{MONTH}(?!\s*\d)",
        rf"(?<!\w){MONTH}\s*{DAY}(?!:)",
    )
)
DAY_OR_MONTH_FIRST = PATTERNS[4]

ADDRESS_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-/_.]?)(?P<month>[01]\d)(?P=sign)(?P<day>[0-3]\d)(?![\da-zA-Z])",
        rf"(?<!\d){YEAR}/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d){YEAR}/(?P<month>{'|'.join(name.lower() for name in NAMES)})/(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d){YEAR}[-/](?P<month>[01]\d)(?![\da-zA-Z])",
    )
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date and where in a line it is written."""

    start: int
    end: int
    date: PartialDate

    @property
    def has_year(self) -> bool:
        """The year is given, too."""
        return not self.date.iso.startswith("--")


@lru_cache(maxsize=64)  # one line is looked at by rule after rule
def find_dates(line: str) -> tuple[WrittenDate, ...]:
    """Every date of the line, in order; of overlapping ones the fuller."""
    if not DIGIT.search(line, 0, LONGEST_DATED_LINE):
        return ()
    found: list[WrittenDate] = []
    taken: list[tuple[int, int]] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(line, 0, LONGEST_DATED_LINE):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if date := _date(match):
                found.append(WrittenDate(*match.span(), date))
    return tuple(sorted(found, key=lambda written: written.start))


def date_of_address(address: str) -> PartialDate | None:
    """
    The date in a web address or a file name.

    "https://example.org/2018/11/14/fine"   2018-11-14
    "notes-20181114"                        2018-11-14
    "/2018/11/fine"                         2018-11
    """
    for pattern in ADDRESS_PATTERNS:
        for match in pattern.finditer(address):
            if (date := _date(match)) and not _inside_word(address, match):
                return date
    return None


def read_date(text: str) -> PartialDate | None:
    """The one date that a field gives, or its first."""
    dates = [written.date for written in find_dates(text)]
    year = re.fullmatch(rf"\s*{YEAR}\s*", text)
    return dates[0] if dates else PartialDate(year["year"]) if year else date_of_address(text)


def agreed(candidates: Iterator[PartialDate | None]) -> PartialDate | None:
    """The first date, made as full as a later one makes it that agrees: the most trusted come first."""
    dates = [date for date in candidates if date]
    if not dates:
        return None
    first = dates[0].iso
    for later in (date.iso for date in dates[1:] if not date.iso.startswith("--")):
        if first.startswith("--"):
            same_month = later[4:7] == first[1:4]
            return PartialDate(later[:4] + first[1:]) if same_month else PartialDate(later)
        if later.startswith(first):
            return PartialDate(later)
    return dates[0]


def in_year(date: PartialDate | None, year: int | None) -> PartialDate | None:
    """The date, with the year that it lacks."""
    return PartialDate(f"{year}{date.iso[1:]}") if date and year and date.iso.startswith("--") else date


def weekday_of(date: PartialDate, year: int) -> int:
    """The weekday of a yearless day in that year, Monday as 0; 29 February counts as the day behind it."""
    month, day = map(int, date.iso.removeprefix("--").split("-"))
    return (dt.date(year, month, 1) + dt.timedelta(days=day - 1)).weekday()


def _inside_word(address: str, match: re.Match[str]) -> bool:
    """A part of a longer run of letters and digits: a hash, not a date."""
    return match.start() > 0 and address[match.start() - 1].isalnum()


def _date(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    month = NUMBER_OF.get(parts["month"].casefold()) or int(parts["month"])
    year, day = parts.get("year"), parts.get("day")
    if match.re is DAY_OR_MONTH_FIRST:
        return _numeric_date(int(parts["year"]), (int(parts["day"]), month), parts["sign"])
    if not _exists(int(year or 2000), month, int(day or 1)):
        return None
    return PartialDate("-".join([year or "-", f"{month:02}", *([f"{int(day):02}"] if day else [])]))


def _numeric_date(year: int, numbers: tuple[int, int], sign: str) -> PartialDate | None:
    """Of "03/04/2021" the year alone is sure; "14.11.2018" is written day first."""
    orders = {numbers, numbers[::-1]} if sign != "." else {numbers}
    possible = sorted((month, day) for day, month in orders if _exists(year, month, day))
    if len(possible) == 1:
        return PartialDate(f"{year}-{possible[0][0]:02}-{possible[0][1]:02}")
    return PartialDate(str(year)) if possible else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
