"""What speaks for two facts telling of one event, and what against: a table of small functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.likeness import NEARLY_ALL
from kg.model import PartialDate
from kg.resolve.sameness import Reason, Scale, Verdict
from kg.resolve.tellings import Number, Period, Telling

Bonds = frozenset[frozenset[str]]
ROUNDED = 0.02  # a number rounded for the reader is off by so much of itself, at most
ABOUT = 0.1  # and one said to be about so much by this
MONTH, DAY = len("2018-11"), len("2018-11-12")
HALF = 0.5
FEW_DAYS = 3
TELLING_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facts to compare."""

    left: Telling
    right: Telling
    bonds: Bonds
    scale: Scale

    def things(self, slot: str) -> tuple[frozenset[str], frozenset[str]]:
        """What fills the slot on both sides."""
        return self.left.things.get(slot, frozenset()), self.right.things.get(slot, frozenset())

    def same(self, slot: str) -> bool:
        """True where the same things fill the slot on both sides."""
        left, right = self.things(slot)
        return bool(left) and left == right

    @property
    def is_about_the_same(self) -> bool:
        """True where both tell of the same targets, or of targets described alike under one measure."""
        same_measure = self.same("policy") or self.same("campaign")
        return self.same("target") or (same_measure and bool(self.left.heads & self.right.heads))

    @property
    def is_same_day(self) -> bool:
        """True where both tell the same day, or the same period."""
        left, right = self.left, self.right
        same_day = left.when == right.when and left.when is not None and len(left.when.iso) == DAY
        return same_day or (left.period is not None and left.period == right.period)

    @property
    def is_days_apart(self) -> bool:
        """True where both tell a day, and few lie between."""
        left, right = self.left.when, self.right.when
        if (
            not left
            or not right
            or len(left.iso) != DAY
            or len(right.iso) != DAY
            or "--" in (left.iso[:2], right.iso[:2])
        ):
            return False
        return abs((date.fromisoformat(left.iso) - date.fromisoformat(right.iso)).days) <= FEW_DAYS

    @property
    def is_same_deed(self) -> bool:
        """True where both tell that one did to another what is hardly done twice within days."""
        is_named = not (self.left.heads or self.right.heads)
        return self.left.is_but_once and is_named and self.same("agent") and self.same("target")

    def are_bound(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """True where something on the left belongs to something on the right, or the other way round."""
        return any(frozenset((one, other)) in self.bonds for one in left for other in right)


def reasons_for(left: Telling, right: Telling, bonds: Bonds, scale: Scale) -> Iterator[Reason]:
    """All reasons for and against the two telling of one event."""
    pair = Pair(left, right, bonds, scale)
    reasons = [reason for comparison in COMPARISONS for reason in comparison(pair)]
    yield from reasons
    if not any(reason.words in DISTINGUISHING for reason in reasons):
        yield scale.reason("neither number nor date in common")


# Without one of these, the same two may have met twice.
DISTINGUISHING = frozenset(
    ("same number", "numbers that agree", "same day", "same month", "dates that agree", "done but once")
)
# What no other reason outweighs, once facts stand in one event.
CONTRADICTIONS = frozenset(
    ("different numbers", "different dates", "different actors", "different targets", "one of many")
)
# What two sources of one event may contradict each other in: the reason, and the slots.
DISPUTES = {
    "numbers in dispute": ("amount", "count"),
    "dates in dispute": ("date",),
    "targets in dispute": ("target",),
}


def disputed_slots(left: Telling, right: Telling, verdict: Verdict) -> Iterator[str]:
    """The slots in which two facts of one event contradict each other."""
    for reason in verdict.reasons:
        for slot in DISPUTES.get(reason.words, ()):
            if slot in left.fact.slots and slot in right.fact.slots:
                yield slot


def by_actor(pair: Pair) -> Iterator[Reason]:
    """Who did it; a platform may stand for its company, a ministry for its state."""
    left, right = pair.things("agent")
    if not left or not right:
        return
    if left == right:
        yield pair.scale.reason("same actor")
    elif left & right:
        yield pair.scale.reason("some of the same actors")
    elif pair.are_bound(left, right):
        yield pair.scale.reason("an actor that belongs to the other")
    else:
        yield pair.scale.reason("different actors")


def by_target(pair: Pair) -> Iterator[Reason]:
    """To whom or what it was done: described things are alike where their nouns are."""
    left, right = pair.things("target")
    if not left or not right:
        return
    if left == right:
        yield pair.scale.reason("same target")
    elif left & right:
        yield pair.scale.reason("some of the same targets")
    elif pair.are_bound(left, right):
        yield pair.scale.reason("a target that belongs to the other")
    elif pair.left.heads & pair.right.heads:
        yield pair.scale.reason("targets described alike")
    elif not (pair.left.heads or pair.right.heads):
        number = pair.left.number
        is_telling = number is not None and number == pair.right.number and is_exact(number)
        is_disputed = is_telling and pair.same("agent") and pair.is_same_day
        yield pair.scale.reason("targets in dispute" if is_disputed else "different targets")


def is_exact(number: Number) -> bool:
    """True of a number that two deeds of one day hardly share: 1,234,500, but not 5 million."""
    return len(str(number.value).rstrip("0")) >= TELLING_DIGITS


def by_measure(pair: Pair) -> Iterator[Reason]:
    """By which law, in which campaign."""
    if any(left & right for left, right in (pair.things("policy"), pair.things("campaign"))):
        yield pair.scale.reason("same policy or campaign")


def by_number(pair: Pair) -> Iterator[Reason]:
    """How many or how much, as exactly as each is said."""
    left, right = pair.left.number, pair.right.number
    if left and right and left.unit == right.unit:
        detail = f"{left.value}, {right.value}"
        if left.value == right.value:
            yield pair.scale.reason("same number", detail=str(left.value))
        elif agree(left, right):
            yield pair.scale.reason("numbers that agree", detail=detail)
        else:
            is_disputed = pair.same("agent") and pair.is_about_the_same and pair.is_same_day
            yield pair.scale.reason("numbers in dispute" if is_disputed else "different numbers", detail=detail)


def agree(left: Number, right: Number) -> bool:
    """
    True where one number is the other said less exactly.

    9,800 and nearly 10,000; 18.228 billion and 18.2 billion; 4,000 and more than 3,900
    """
    small, large = sorted((left, right), key=lambda number: (number.value, number.comparator))
    if not small.value:
        return False
    share = (large.value - small.value) / large.value
    if small.comparator in ("more-than", "at-least") or large.comparator == "nearly":
        return share <= ABOUT
    if "about" in (small.comparator, large.comparator):
        return share <= ABOUT / 2
    return share <= ROUNDED and is_rounded(small.value, large.value)


def is_rounded(left: int, right: int) -> bool:
    """True where one of the numbers ends in zeros that the other may have been rounded to."""
    return any(
        number % 10 ** (len(str(number)) - 2) == 0 or number % 10 ** (len(str(number)) - 3) == 0
        for number in (left, right)
    )


def by_date(pair: Pair) -> Iterator[Reason]:
    """When it happened, as far as both say."""
    left, right = pair.left.when, pair.right.when
    if left and right:
        shorter, longer = sorted((left.iso, right.iso), key=len)
        if shorter.startswith("--") or longer.startswith("--"):
            same_day = shorter.lstrip("-").split("-")[-2:] == longer.split("-")[-2:]
            yield pair.scale.reason(
                "dates that agree" if same_day else "different dates", detail=f"{left.iso}, {right.iso}"
            )
        elif not longer.startswith(shorter):
            yield from _by_days(pair, f"{left.iso}, {right.iso}")
        else:
            words = {DAY: "same day", MONTH: "same month"}.get(len(shorter), "dates that agree")
            yield pair.scale.reason(words, detail=shorter)
    elif pair.left.period and pair.right.period:
        yield from _by_periods(pair, pair.left.period, pair.right.period)
    elif left or right:
        yield from _by_date_and_other(pair)


def _by_days(pair: Pair, detail: str) -> Iterator[Reason]:
    """Both tell a day, and not the same: of one deed, few days apart, one of them errs."""
    number = pair.left.number
    has_one_number = number is not None and number == pair.right.number and pair.same("target")
    is_one_deed = pair.is_same_deed and not (number and pair.right.number)
    if pair.is_days_apart and (has_one_number or is_one_deed):
        yield pair.scale.reason("dates in dispute", detail=detail)
        if is_one_deed:
            yield pair.scale.reason("done but once")
    else:
        yield pair.scale.reason("different dates", detail=detail)


def _by_periods(pair: Pair, left: Period, right: Period) -> Iterator[Reason]:
    both = [(one, other) for one, other in ((left.first, right.first), (left.last, right.last)) if one and other]
    if any(not one.startswith(other) and not other.startswith(one) for one, other in both):
        yield pair.scale.reason("different dates")
    elif both:
        yield pair.scale.reason("same month", detail=", ".join(one for one, _ in both))


def _by_date_and_other(pair: Pair) -> Iterator[Reason]:
    """One tells a day, the other a period, or nothing but the day of its article."""
    dated, other = (pair.left, pair.right) if pair.left.when else (pair.right, pair.left)
    assert isinstance(dated.when, PartialDate)
    day = dated.when.iso
    if other.period:
        is_within = (not other.period.first or other.period.first[: len(day)] <= day) and (
            not other.period.last or day <= other.period.last[: len(day)] or other.period.last.startswith(day)
        )
        is_one_of_many = is_within and other.number and not dated.number and _is_of_months(other.period)
        words = "one of many" if is_one_of_many else "dates that agree" if is_within else "different dates"
        yield pair.scale.reason(words, detail=day)
    elif other.published and day[:MONTH] == other.published[:MONTH]:
        yield pair.scale.reason("told at about the same time", detail=day)


def _is_of_months(period: Period) -> bool:
    """True of a period that begins in one month and ends in another: what is summed up over it was done many times."""
    return bool(period.first and period.last) and period.first[:MONTH] != period.last[:MONTH]


def by_platform(pair: Pair) -> Iterator[Reason]:
    """Where it happened."""
    left, right = pair.things("platform")
    if left and right:
        yield pair.scale.reason("same platform" if left & right else "different platforms")


def by_words(pair: Pair) -> Iterator[Reason]:
    """What was said, why it was done."""
    left, right = pair.left.words, pair.right.words
    if left and right:
        share = len(left & right) / min(len(left), len(right))
        if share >= HALF:
            yield pair.scale.reason("words alike", share if share < NEARLY_ALL else 1.0)


COMPARISONS: tuple[Callable[[Pair], Iterator[Reason]], ...] = (
    by_actor,
    by_target,
    by_measure,
    by_number,
    by_date,
    by_platform,
    by_words,
)
