"""A text as stretches: its paragraphs, or its lines where each stands for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from kg.readers.looks import ends_sentence


class Mark(StrEnum):
    """What the page itself says that a stretch is."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"
    HEADING = "heading"
    TEASER = "teaser"  # "> Another article"
    ROW = "row"
    HEADER = "header"  # "title: ..." between the rules at the top


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or line, without the white space and the mark in front of it."""

    start: int
    end: int
    text: str
    mark: Mark = Mark.NONE
    after_gap: bool = True  # an empty line stands before it


# What a line may begin with, and what that makes of it.
LEADING_MARKS = (
    (Mark.BULLET, re.compile(r"[*•·‣▪●◦∙–—-]\s+(?=\S)|[•‣▪●◦](?=\w)")),
    (Mark.NUMBER, re.compile(r"(?:\(?\d{1,3}[.)]|\d{1,3}️?⃣)\s+(?=\S)")),
    (Mark.HEADING, re.compile(r"#{1,6}\s+(?=\S)")),
    (Mark.TEASER, re.compile(r"[>»→►▶]+\s*(?=\S)")),
    (Mark.ROW, re.compile(r"\|\s*(?=\S.*\|)")),
)
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
# Wrapped text is seldom wider; a longer line is a paragraph.
WIDEST_WRAP = 130
NARROWEST_WRAP = 45
FEWEST_WRAPS = 3
LONGEST_LINK = 60
SHORTEST_REST = 40


def stretches_of(text: str) -> tuple[Stretch, ...]:
    """The paragraphs and lines of a text, in order; what was wrapped to a width is one again."""
    lines = tuple(_lines(text))
    width = _wrap_width(lines)
    return tuple(
        _without_mark(text, _joined(text, wrapped))
        for group in _groups(_with_header(lines))
        for wrapped in _unwrapped(text, group, width)
    )


def join_wrapped(text: str, *, width_used: float = 0.8) -> str:
    """The text with every paragraph on a line of its own; `width_used` of the width makes a line full."""
    lines = tuple(_lines(text))
    width = _wrap_width(lines)
    whole = (
        " ".join(line.text for line in wrapped)
        for group in _groups(lines)
        for wrapped in _unwrapped(text, group, int(width * width_used))
    )
    return "\n\n".join(whole)


def _lines(text: str) -> Iterator[Stretch]:
    """The lines that are not empty."""
    start, after_gap = 0, True
    for line in text.split("\n"):
        bare = line.lstrip().lstrip(INVISIBLE).lstrip()
        at = start + len(line) - len(bare)
        bare = bare.rstrip().rstrip(INVISIBLE).rstrip()
        if bare:
            yield Stretch(at, at + len(bare), bare, after_gap=after_gap)
        after_gap = not bare
        start += len(line) + 1


def _with_header(lines: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The lines, those between two rules at the very top marked as header."""
    rules = [position for position, line in enumerate(lines[:30]) if re.fullmatch(r"-{3,}", line.text)]
    if len(rules) < 2 or rules[0] != 0:
        return tuple(lines)
    return tuple(replace(line, mark=Mark.HEADER) if n < rules[1] else line for n, line in enumerate(lines))


def _groups(lines: Sequence[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """Lines between which no empty line stands."""
    number = 0
    numbered = [(number := number + line.after_gap, line) for line in lines]
    for _, members in groupby(numbered, key=lambda pair: pair[0]):
        yield tuple(line for _, line in members)


def _wrap_width(lines: Sequence[Stretch]) -> int:
    """The width that the text was wrapped to, or 0 where each line stands for itself."""
    width = max((line.end - line.start for line in lines if " " in line.text), default=0)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    goes_on = [
        _goes_on(line, after) for line, after in pairwise(lines) if not after.after_gap and _is_full(line, width)
    ]
    return width if sum(goes_on) >= FEWEST_WRAPS and sum(goes_on) * 2 > len(goes_on) else 0


def _is_full(line: Stretch, width: int) -> bool:
    return line.end - line.start > 0.7 * width


def _goes_on(line: Stretch, after: Stretch) -> bool:
    """The sentence of the line is taken up by the next one."""
    return line.text[-1] not in '.!?:”"' and (
        after.text[0].islower() or line.text[-1].isalpha() or line.text[-1] in ",;"
    )


def _unwrapped(text: str, group: Sequence[Stretch], width: int) -> Iterator[tuple[Stretch, ...]]:
    """The lines of a group by paragraph."""
    paragraph: list[Stretch] = []
    for line, after in zip(group, (*group[1:], None), strict=True):
        if paragraph and not (_belongs(paragraph[-1], line, after) or _continues(text, paragraph, line, width)):
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(line)
    yield tuple(paragraph)


def _belongs(before: Stretch, line: Stretch, after: Stretch | None) -> bool:
    """A sentence was broken off where the page had a link: the line goes on with it, or is that link."""
    if _goes_on_mid_sentence(before, line):
        return True
    is_link = after is not None and len(line.text) <= LONGEST_LINK and _goes_on_mid_sentence(line, after)
    return is_link and (before.text[-1].islower() or before.text[-1] == ",") and " " in before.text


def _goes_on_mid_sentence(line: Stretch, after: Stretch) -> bool:
    if ends_sentence(line.text) or Mark.HEADER in {line.mark, after.mark}:
        return False
    long_enough = ends_sentence(after.text) or len(after.text) >= SHORTEST_REST
    return after.text[0] in ",;)" or (after.text[0].islower() and long_enough)


def _continues(text: str, paragraph: Sequence[Stretch], line: Stretch, width: int) -> bool:
    """The line was broken off its predecessor because its first word had no room there."""
    before = paragraph[-1]
    if not width or line.mark is Mark.HEADER or any(pattern.match(line.text) for _, pattern in LEADING_MARKS):
        return False
    in_item = any(pattern.match(paragraph[0].text) for _, pattern in LEADING_MARKS)
    if not in_item and _indent(text, line) > _indent(text, before) + 1:
        return False
    room = _indent(text, before) + len(before.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return room > width


def _indent(text: str, line: Stretch) -> int:
    return line.start - (text.rfind("\n", 0, line.start) + 1)


def _joined(text: str, lines: Sequence[Stretch]) -> Stretch:
    return replace(lines[0], end=lines[-1].end, text=text[lines[0].start : lines[-1].end])


def _without_mark(text: str, stretch: Stretch) -> Stretch:
    if stretch.mark is not Mark.NONE:
        return stretch
    for mark, pattern in LEADING_MARKS:
        if match := pattern.match(stretch.text):
            start = stretch.start + match.end()
            return replace(stretch, start=start, text=text[start : stretch.end], mark=mark)
    return stretch
