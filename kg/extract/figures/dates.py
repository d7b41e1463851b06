"""When: dates and periods as news writes them, as precise as the text makes them and never more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.figures.calendar_days import UNKNOWN, day_of
from kg.extract.figures.date_expressions import Expression, find_expressions, group_at
from kg.extract.figures.date_words import DateWords
from kg.extract.figures.moments import PARAGRAPH, Moment
from kg.extract.figures.periods import Period, read_period
from kg.model import PartialDate

Future = Callable[[int, int], bool]
CLAUSE = 90  # characters around a date in which its verb stands


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A period and the characters that say it, without its preposition."""

    start: int
    end: int
    value: Period
    of_next_clause: bool = False  # "on Friday, two days after the ban began": it dates the ban


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
    expressions = tuple(find_expressions(text, words))
    moment = Moment(told_on=day_of(told_on), anchor=day_of(anchor))
    place = 0
    while place < len(expressions):
        group = group_at(text, expressions, place, words)
        first = group[0]
        cue = is_future(first.start, group[-1].end)
        here = replace(moment, future=cue, nearest=not cue and _may_be_ahead(first, words))
        here = here if _same_paragraph(text, here.dated_at, first.start) else replace(here, dated=UNKNOWN)
        period = read_period(text, group, here, words)
        if period is not None:
            moment = _moved(text, moment, group, period)
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
    told = words.preposition.sub("", clause + " ") if clause.split() else ""
    if len(clause.split()) > 2 or (told.strip() and text[end : end + 1] == ","):
        return bool(words.future.search(clause))
    after = text[end : end + CLAUSE].lstrip(" ,")
    stop = words.clause_begins.search(after)
    return bool(words.future.search(clause + (after[: stop.start()] if stop else after)))


def _same_paragraph(text: str, start: int, end: int) -> bool:
    return end - start < PARAGRAPH and "\n" not in text[start:end]


def _may_be_ahead(expression: Expression, words: DateWords) -> bool:
    """The date ends a period, or begins one on a day named: without a year it is the nearest one."""
    begins = expression.preposition_word in words.entries["begins on"] and bool(expression.get("day"))
    return expression.preposition == "until" or begins


def _found(group: Sequence[Expression], period: Period, words: DateWords) -> FoundDate:
    first = group[0]
    way = first.get("way")
    next_clause = (
        first.kind == "shift" and len(group) == 1 and way in (*words.entries["after"], *words.entries["before"])
    )
    return FoundDate(first.start, group[-1].end, period, next_clause)


def is_alone(text: str, start: int, end: int) -> bool:
    """The characters are all that stands on their line, but for a colon or brackets."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
    return not around.strip(" \t:()[]*#-–—")


def _moved(text: str, moment: Moment, group: Sequence[Expression], period: Period) -> Moment:
    """The moment after a date has been told; one on a line of its own is told of the paragraph below."""
    told = day_of(period.date or period.end or period.start)
    moment = replace(moment, anchor=told, told_at=group[-1].end)
    if any(expression.get("year") for expression in group) and told.month:
        end = group[-1].end
        below = len(text) - len(text[end:].lstrip(" \t:()[]*#-–—\n\r")) if is_alone(text, group[0].start, end) else end
        return replace(moment, dated=told, dated_at=below)
    return moment
