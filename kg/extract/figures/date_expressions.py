"""The words in a text that may be a date, each with its preposition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.figures.date_words import DateWords

LOOK_BACK = 40  # characters before a date in which its preposition stands
PLACED = frozenset({"weekend", "years", "bare half", "bare day", "lately once"})  # dates only behind a preposition
ENDS = frozenset({"iso", "numeric", "month day", "day month", "month", "weekday", "year"})


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
    span: str = ""  # "year" of "the year to June", with its number in `length`
    length: str = ""

    def get(self, name: str) -> str:
        """What stands in a named part, lower-cased, or nothing."""
        return " ".join((self.match.groupdict().get(name) or "").lower().split())


def find_expressions(text: str, words: DateWords) -> Iterator[Expression]:
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
    parts = {kind: said for kind, said in before.groupdict().items() if said}
    length, span = parts.pop("length", ""), parts.pop("span", "")
    kind, said = next(iter(parts.items()))
    return replace(
        expression,
        preposition="until" if kind == "to" else kind.replace("_", " "),
        preposition_word=said.lower(),
        preposition_start=before.start(),
        span=span.lower(),
        length=length.lower(),
    )


def group_at(text: str, expressions: Sequence[Expression], place: int, words: DateWords) -> tuple[Expression, ...]:
    """The expression, with the next one where both are one span: "from March 10 to May 22", "two days after June 3"."""
    first, *rest = expressions[place : place + 2]
    if not rest:
        return (first,)
    gap = text[first.end : rest[0].start]
    if first.kind == "shift" and rest[0].kind in ENDS and (is_appositive(gap) or not gap.strip()):
        return (first, rest[0])
    joint = words.joint.fullmatch(gap)
    if joint is None or any(
        end.kind not in ENDS or (end.kind == "year" and not end.get("year")) for end in (first, rest[0])
    ):
        return (first,)
    return (first, rest[0]) if _joins(first, rest[0], joint, words) else (first,)


def _joins(first: Expression, last: Expression, joint: re.Match[str], words: DateWords) -> bool:
    word = (joint["word"] or "").lower()
    if first.preposition == "between":
        return word in ("and", "to", "")
    if word == "and" and not joint["aside"] and first.preposition == "point":
        return _follows(first, last, words)
    if joint["aside"] or word == "and":
        return False
    return first.preposition in ("since", "point") or first.kind != "year"


def _follows(first: Expression, last: Expression, words: DateWords) -> bool:
    """ "in June and July", "in 2016 and 2017": one period."""
    if first.kind == last.kind == "year" and not first.get("part") and first.get("year"):
        return int(last.get("year") or 0) == int(first.get("year")) + 1
    months = [words.months[one.get("month")] for one in (first, last) if one.kind == "month" and not one.get("part")]
    return len(months) == 2 and months[1] == months[0] + 1


def is_appositive(gap: str) -> bool:
    """What stands between two dates makes them one, as in "two days later, on June 5"."""
    return re.fullmatch(r",\s(?:on\s|in\s)?", gap) is not None


def stands(text: str, expression: Expression, words: DateWords) -> bool:
    """The words are a date here, and no name."""
    if words.name_before.search(text, max(0, expression.start - LOOK_BACK), expression.start):
        return False
    if expression.kind == "month" and not (expression.get("year") or expression.get("relative")):
        return bool(expression.get("pointing")) or _month_stands(text, expression, words)
    if expression.kind == "year":
        if expression.get("relative"):
            return expression.get("relative") != "the year" or bool(expression.get("part"))
        return bool(expression.get("part") or expression.preposition) or _year_stands(text, expression, words)
    if expression.kind in PLACED:
        return bool(expression.preposition)
    if expression.kind in ("ago", "shift"):
        return not words.vague_before.search(text, max(0, expression.start - LOOK_BACK), expression.start)
    return True


def _year_stands(text: str, expression: Expression, words: DateWords) -> bool:
    """ "the 2019 fine", and "2018: " at the head of a row."""
    before = text[max(0, expression.start - LOOK_BACK) : expression.start]
    if not before or before.endswith("\n"):
        return re.match(r"\s?[:\u2013\u2014]", text[expression.end :]) is not None
    return words.owner_before.search(before) is not None and re.match(r" [a-z]", text[expression.end :]) is not None


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
