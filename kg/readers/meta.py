"""Lines about the article: datelines, bylines, "Published: ...", and what they tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.readers.dates import find_dates
from kg.readers.looks import ends_sentence, function_words, is_paragraph, pieces_of, words_of
from kg.readers.words import PageWords, fold

CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE)
SUM = re.compile(r"[€$£¥₹₩]\s?\d|\d\s?[€£]")  # what stands beside a date has no price: a row of a table has
LONGEST_LABELLED = 20
LONGEST_BYLINE = 14
LONGEST_STAFF = 7
MOST_BESIDE_DATE = 14

UPPER = r"A-ZÀ-ÖØ-Þ"
# "SHANGHAI/HONG KONG", "WASHINGTON, D.C.", "BRASÍLIA"
LOUD_PLACE = rf"[{UPPER}][{UPPER}.'’/-]*(?:,? [{UPPER}][{UPPER}.'’/-]*){{0,4}}"
CALM_PLACE = rf"[{UPPER}][\w.'’-]+(?:[ /][{UPPER}][\w.'’-]+){{0,3}}"
DASH = r"\s*(?:--+|[–—―]|(?<=\s)-)\s+"
BEHIND = rf"(?=[\"'“‘(]?[{UPPER}\d$€£])"
DATED = r"(?P<date>[^–—()\n]{3,40}?)"
TO_A_YEAR = r"(?P<date>[^–—()\n]{3,30}?(?:19|20)\d\d)"
IN_BRACKETS = r"\([^()\n]{2,50}\)"
DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{LOUD_PLACE},?\s+{DATED}(?:\s*{IN_BRACKETS})?{DASH}{BEHIND}",
        rf"{LOUD_PLACE},?\s*{IN_BRACKETS}{DASH}{BEHIND}",
        rf"{CALM_PLACE},?\s+{DATED}\s*{IN_BRACKETS}{DASH}{BEHIND}",
        rf"{CALM_PLACE},?\s*{IN_BRACKETS}{DASH}{BEHIND}",
        rf"{DATED}\s*{IN_BRACKETS}{DASH}{BEHIND}",
        rf"{IN_BRACKETS}{DASH}{BEHIND}",
        # Only the first paragraph: further down, "May 3 - A court ..." is a row of a chronicle.
        rf"{LOUD_PLACE}{DASH}{BEHIND}",
        rf"{LOUD_PLACE}:\s+(?=[\"'“‘(]?[{UPPER}])",
        rf"{CALM_PLACE},?\s+{DATED}{DASH}{BEHIND}",
        # As in: "(LISBON) 3 May 2021. A court ...", "Lisbon, Portugal - May 3, 2021. A court ..."
        rf"(?:{IN_BRACKETS}|{LOUD_PLACE}|{CALM_PLACE})(?:, {CALM_PLACE})?,?(?:{DASH}|\s+){TO_A_YEAR}\.\s+{BEHIND}",
    )
)
LATER_DATELINES = DATELINES[:6]
MOST_BEFORE_DATE_IN_DATELINE = 2


def dateline_end(paragraph: str, *, is_first: bool = True) -> int:
    """
    Where the dateline at the beginning of a paragraph ends, or 0.

    "LISBON, May 3, 2021 (Harbour Wire) - A court ..."   up to the dash
    "LISBON: A court ..."                                up to the colon
    """
    for pattern in DATELINES if is_first else LATER_DATELINES:
        match = pattern.match(paragraph)
        if match and _is_dated(match):
            return len(paragraph[: match.end()].rstrip())
    return 0


def _is_dated(match: re.Match[str]) -> bool:
    """What the pattern takes for a date is one, but for a weekday or an edition beside it."""
    text = match.groupdict().get("date")
    if text is None:
        return True
    dates = find_dates(text)
    if not dates:
        return False
    rest = text[: dates[0].start] + " " + CLOCK.sub(" ", text[dates[0].end :])
    return len(words_of(rest)) <= MOST_BEFORE_DATE_IN_DATELINE


def is_meta(text: str, page_words: PageWords) -> bool:
    """The line tells of the article, not of the world."""
    return any(rule(text, page_words) for rule in (is_labelled, is_byline, is_stamp, is_genre))


def is_labelled(text: str, page_words: PageWords) -> bool:
    """The line begins with a label: "Source: Harbour Wire"."""
    if len(words_of(text)) > LONGEST_LABELLED or is_paragraph(text, page_words):
        return False
    offset = len(text) - len(text.lstrip("([*_ "))
    for label in page_words.labels.values():
        match = label.match(text, offset)
        if match and (match["colon"] or match.end() == len(text) or _date_follows(text, match.end())):
            return True
    return False


def _date_follows(text: str, position: int) -> bool:
    dates = find_dates(text)
    return bool(dates) and 0 <= dates[0].start - position <= 12


def is_byline(text: str, page_words: PageWords) -> bool:
    """The line names who wrote the article: "By Ann Reader", "Harbour Post staff"."""
    words = words_of(text)
    if (match := page_words.bylines.match(fold(text))) and _names_only(words[1:], page_words, others=1):
        # "By Friday Chirper had complied." is a sentence; "Reporting by Ann Reader." is not.
        return len(words) <= LONGEST_BYLINE and (not ends_sentence(text) or " " in match[0].strip())
    signed = page_words.staff.search(fold(text)) and _names_only(words[:-1], page_words, others=0)
    return bool(signed) and 1 < len(words) <= LONGEST_STAFF and not ends_sentence(text)


def _names_only(words: Sequence[str], page_words: PageWords, *, others: int) -> bool:
    """There is a name or a post, and not more than so many other words."""
    known = page_words.beside_dates | page_words.function_words
    foreign = [word for word in words if word[0].islower() and fold(word) not in known]
    names = [word for word in words if word[0].isupper()]
    plain = [word for word in words[:1] if word[0].isdigit()]
    return not plain and len(foreign) <= others and (bool(names) or bool(words and fold(words[-1]) in known))


def is_stamp(text: str, page_words: PageWords) -> bool:
    """The line is a date and what stands beside dates: "LISBON, 3 May 2021", "Tech | 3 May 2021, 6.20pm"."""
    dates = [written for written in find_dates(text) if written.has_year] or list(find_dates(text)[:1])
    if not dates or is_paragraph(text, page_words) or SUM.search(text):
        return False
    rest = CLOCK.sub(" ", _without(text, [(date.start, date.end) for date in dates]))
    words = [word for word in words_of(rest) if not word.isdigit()]
    if not dates[0].has_year and words_of(text)[: 1 + len(words)] != words_of(text)[:1]:
        return len(words) <= 1
    return len(words) <= MOST_BESIDE_DATE and not _is_said(text, dates[0].start, words, page_words)


def _is_said(text: str, date_start: int, words: Sequence[str], page_words: PageWords) -> bool:
    """The date is part of a sentence or a heading: "What changed on 3 May 2021"."""
    before = words_of(text[:date_start].rsplit("|", maxsplit=1)[-1])
    if before and fold(before[-1]) in page_words.function_words and not is_labelled(text, page_words):
        return True
    pieces = pieces_of(text)
    lower = [word for word in words if word[0].islower() and fold(word) not in page_words.beside_dates]
    linking = function_words(words, page_words)
    return len(lower) > len(words) / 3 or (len(pieces) < 2 and linking > 1 + len(words) / 4)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def is_genre(text: str, page_words: PageWords) -> bool:
    """The line is a kind of article and nothing else: "ANALYSIS"."""
    return fold(text).strip(":|. ") in page_words.genres
