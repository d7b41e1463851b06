"""How a stretch of text looks: like sentences, like a menu, like nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.readers.words import PageWords, fold

WORD = re.compile(r"[^\W_](?:[\w'’&.-]*[^\W_])?")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]*]*$")
SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)]*\s+[\"'“‘(]*[A-ZÀ-Ý0-9]")
# What stands between the entries of a menu.
BETWEEN_PIECES = re.compile(r"\s*[|·•»›¦▪]\s*|\s+[/>–—-]\s+|\s{3,}|\t+")
STRONG_BETWEEN = re.compile(r"\s*[|·•»›¦▪]\s*|\s{3,}|\t+")

FEWEST_WORDS = 10
FUNCTION_SHARE = 0.15
UNFINISHED_WORDS = 30
LONGEST_QUESTION = 20
MENU_PIECE_WORDS = 4


@lru_cache(maxsize=64)  # one line is looked at by rule after rule
def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers."""
    return tuple(WORD.findall(text))


def function_words(words: Sequence[str], page_words: PageWords) -> int:
    """How many of the words hold sentences together."""
    return sum(fold(word) in page_words.function_words for word in words)


def ends_sentence(text: str) -> bool:
    """The last sentence comes to its end."""
    return bool(SENTENCE_END.search(text[-12:]))


def is_question(text: str) -> bool:
    """The text ends in a question mark."""
    return text.rstrip("\"'”’)").endswith("?")


def is_paragraph(text: str, page_words: PageWords) -> bool:
    """The text is surely sentences: long enough, held together, and brought to an end."""
    words = words_of(text)
    if len(words) < FEWEST_WORDS or function_words(words, page_words) < FUNCTION_SHARE * len(words):
        return False
    if is_question(text) and len(words) <= LONGEST_QUESTION:  # a headline as often as not
        return False
    if len(STRONG_BETWEEN.split(text)) > 2 and not is_long(words):
        return False
    return ends_sentence(text) or text.endswith(":") or is_long(words)


def is_long(words: Sequence[str]) -> bool:
    """So many words stand together only in a paragraph."""
    return len(words) >= UNFINISHED_WORDS


def sentence_count(text: str) -> int:
    """How many sentences there are, roughly."""
    return len(SENTENCE_BREAK.findall(text)) + 1


def pieces_of(text: str) -> list[str]:
    """The parts between bars, dots and wide gaps."""
    return [piece for piece in BETWEEN_PIECES.split(text) if piece and piece.strip()]


def is_menu(text: str, page_words: PageWords) -> bool:
    """The text is a row of short entries."""
    pieces = pieces_of(text)
    lengths = [len(words_of(piece)) for piece in pieces]
    if len(pieces) < 2 or is_paragraph(text, page_words):
        return False
    if len(pieces) == 2:
        return bool(STRONG_BETWEEN.search(text)) and max(lengths) <= 2
    return sum(lengths) <= MENU_PIECE_WORDS * len(pieces) and max(lengths) <= 2 * MENU_PIECE_WORDS


def is_wordless(text: str) -> bool:
    """The text has no letters: a rule, a counter, the length of a video."""
    return not any(char.isalpha() for char in text)
