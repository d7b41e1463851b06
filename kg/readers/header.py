"""What the lines around an article tell of it: title, outlet, address, day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateutil.parser import parserinfo

from kg.model import Block, BlockKind, PartialDate
from kg.readers.dates import WrittenDate, find_dates, weekday_of
from kg.readers.looks import BETWEEN_PIECES, words_of
from kg.readers.meta import CLOCK
from kg.readers.words import PageWords, fold

# "© 2024", but not "© 2010-2024", which tells how old the site is.
COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[cC]opyright)\s*(?:©\s*)?((?:19|20)\d\d)(?!\s*[-–—]?\d)(?!\s*[-–—]\s*\d)")
NUMBER_OF_WEEKDAY = {name: number for number, names in enumerate(parserinfo.WEEKDAYS) for name in names[1:]}
WEEKDAY = re.compile(rf"\b(?:{'|'.join(NUMBER_OF_WEEKDAY)})\b")
ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
BRACKETS = re.compile(r"\(([^()\n]{2,50})\)")
VALUE_END = re.compile(r"\s*(?:[|·•;(\t,]|\s{3,}|$)")
NAME_WORDS = 6
# Which of several dates is the article's: the label before it decides.
TRUST = {"published": 0, "": 1, "updated": 2}
LAST_TRUST = 3
LAST_PIECE = re.compile(r"(?<=[·|•])[^·|•]*\Z")  # "The Weekly Letter · No. 9 · Sunday, 6 March 2022"


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines around an article tell of it."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    stamped: PartialDate | None = None  # a line above or below the text
    dateline: PartialDate | None = None
    year: int | None = None  # of the copyright, where the text's first weekday fits the dateline in it


@dataclass(frozen=True, slots=True)
class Field:
    """A label in a line and what stands behind it."""

    key: str
    start: int
    value: str


def read_header(text: str, blocks: Sequence[Block], page_words: PageWords) -> Header:
    """The header of a text whose blocks are known."""
    datelines = [text[block.start : block.end] for block in _datelines(text, blocks)]
    lines = [text[block.start : block.end] for block in blocks if block.kind is BlockKind.META]
    fields = [field for line in lines if line not in datelines for field in fields_of(line, page_words)]
    dateline = next((written.date for line in datelines for written in find_dates(line)), None)
    return Header(
        title=next((field.value for field in fields if field.key == "title" and field.value), _headline(text, blocks)),
        outlet=next(_outlets(text, blocks, fields, datelines, page_words), None),
        url=next(_addresses(text, blocks, fields), None),
        stamped=_stamped(text, blocks, page_words),
        dateline=dateline,
        year=_copyright_year(text, blocks, dateline) if dateline else None,
    )


def fields_of(line: str, page_words: PageWords) -> tuple[Field, ...]:
    """The labels of a line with what they label: "Source: Harbour Wire   Published: 3 May 2021"."""
    found: dict[int, tuple[int, str]] = {}
    for key, label in page_words.labels.items():
        for match in label.finditer(line):
            if match["colon"] or key in TRUST:
                found.setdefault(match.start(), (match.end(), key))
    starts = [*sorted(found), len(line)]
    return tuple(
        Field(found[start][1], start, line[found[start][0] : following].strip(" \t\"'|·•-–—"))
        for start, following in pairwise(starts)
    )


def _datelines(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks that stand on one line with the paragraph behind them."""
    for block, after in pairwise(blocks):
        if block.kind is BlockKind.META and after.kind is BlockKind.PROSE and "\n" not in text[block.end : after.start]:
            yield block


def _headline(text: str, blocks: Sequence[Block]) -> str | None:
    headlines = (text[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADLINE)
    return next((" ".join(headline.split()) for headline in headlines), None)


def _stamped(text: str, blocks: Sequence[Block], page_words: PageWords) -> PartialDate | None:
    """The most trusted date of the lines about the article; below the text, and in clutter, only where labelled."""
    datelines = set(_datelines(text, blocks))
    first_prose = next((block.start for block in blocks if block.kind is BlockKind.PROSE), len(text))
    candidates: list[tuple[int, int, PartialDate]] = []
    for block in blocks:
        if block.kind is BlockKind.HEADLINE and (last := LAST_PIECE.search(text, block.start, block.end)):
            candidates += [(LAST_TRUST, 0, written.date) for written in find_dates(last[0]) if written.has_year]
        is_clutter = block.kind is BlockKind.CLUTTER and block.start < first_prose
        if (block.kind is not BlockKind.META and not is_clutter) or block in datelines:
            continue
        line = ADDRESS.sub(" ", text[block.start : block.end])
        for written in find_dates(line):
            label = _label_before(line, written, page_words)
            if label in TRUST and (label or (block.start < first_prose and not is_clutter)):
                candidates.append((TRUST[label], len(candidates), written.date))
    return min(candidates)[2] if candidates else None


def _copyright_year(text: str, blocks: Sequence[Block], dateline: PartialDate) -> int | None:
    """
    The year of "© 2024 Harbour Wire" below a text dated "9 October".

    A page may bear the year in which it was fetched: the first weekday of the text is that day or the one before.
    """
    prose = next((text[block.start : block.end] for block in blocks if block.kind is BlockKind.PROSE), "")
    weekday = WEEKDAY.search(prose)
    if not dateline.iso.startswith("--") or weekday is None:
        return None
    for block in reversed(blocks):
        years = {int(year) for year in COPYRIGHT.findall(text[block.start : block.end])}
        if len(years) == 1 and block.kind is not BlockKind.PROSE:
            (year,) = years
            told = NUMBER_OF_WEEKDAY[weekday[0]]
            return year if (weekday_of(dateline, year) - told) % 7 in (0, 1) else None
    return None


def _label_before(line: str, written: WrittenDate, page_words: PageWords) -> str:
    """The label that stands before a date, or nothing."""
    ahead = [field.key for field in fields_of(line, page_words) if field.start < written.start]
    dated = [key for key in ahead if key in TRUST or key == "other"]
    return dated[-1] if dated else ""


def _addresses(text: str, blocks: Sequence[Block], fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        if field.key in {"url", "outlet"} and (match := ADDRESS.match(field.value)):
            yield match[0]
    for block in blocks:
        if block.kind is BlockKind.PROSE:
            return
        if match := ADDRESS.fullmatch(text[block.start : block.end]):
            yield match[0]


def _outlets(
    text: str, blocks: Sequence[Block], fields: Sequence[Field], datelines: Sequence[str], page_words: PageWords
) -> Iterator[str]:
    """Names of the medium, the surest first."""
    for field in fields:
        value = VALUE_END.split(field.value, maxsplit=1)[0]
        if field.key == "outlet" and words_of(value) and not ADDRESS.match(value):
            yield value
    for line in datelines:
        yield from (name for name in BRACKETS.findall(line) if not any(char.isdigit() for char in name))
    first_prose = next((block.start for block in blocks if block.kind is BlockKind.PROSE), len(text))
    ahead = [block for block in blocks if block.start < first_prose]
    for kind in (BlockKind.META, BlockKind.CLUTTER):
        for block in ahead:
            if block.kind is kind:
                yield from _named_outlets(text[block.start : block.end], page_words)


def _named_outlets(line: str, page_words: PageWords) -> Iterator[str]:
    """The parts of a line that are called like a news medium."""
    for piece in BETWEEN_PIECES.split(_parted(line, page_words)):
        name = _without_staff(piece, page_words)
        words = words_of(name)
        called_so = words and fold(words[-1]) in page_words.outlets and all(word[0].isupper() for word in words)
        general = fold(name) in page_words.whole or (words and fold(words[0]) in page_words.genres)
        if called_so and not general and 1 < len(words) <= NAME_WORDS and not page_words.bylines.match(fold(piece)):
            yield name


def _parted(line: str, page_words: PageWords) -> str:
    """The line with bars for its dates, times, brackets and labels: "09:11Harbour Times Editor: Li" has three parts."""
    for written in reversed(find_dates(line)):
        line = f"{line[: written.start]} | {line[written.end :]}"
    for label in page_words.labels.values():
        line = label.sub(lambda match: " | " if match["colon"] else match[0], line)
    return BRACKETS.sub(r" | \1 | ", CLOCK.sub(" | ", line))


def _without_staff(piece: str, page_words: PageWords) -> str:
    """The medium without its people: "Harbour Post staff" is from Harbour Post."""
    name = piece.strip()
    match = page_words.staff.search(name)
    return (name[: match.start()] if match else name).strip(" ,;")
