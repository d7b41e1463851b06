"""How two names that are not the same are alike: in another form, order or spelling, or with names left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

WORD = re.compile(r"[^\W_]+")
NO_WORD = re.compile(r"['’‘`.]")  # what stands within a word: Qa'ida, A.B.C.
FULL_NAME = 2  # words
SOME_LETTERS = 4
SAME_LETTERS = 75  # of 100: two spellings of one word


@cache
def words_of(name: str, forms: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
    """
    The words of a name in small plain letters, without the forms that stand at its ends.

    "Dr. Nicolás Foo-Bar"   nicolas foo bar
    "Foo GmbH"              foo
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    words = tuple(WORD.findall(NO_WORD.sub("", plain)))
    longest = max(map(len, forms), default=0)
    ends = [(words[:size], words[size:]) for size in range(longest, 0, -1)]
    ends += [(words[-size:], words[:-size]) for size in range(longest, 0, -1)]
    shorter = next((rest for end, rest in ends if rest and end in forms), None)
    return words if shorter is None else words_of(" ".join(shorter), forms)


def likenesses(left: Sequence[str], right: Sequence[str], *, is_person: bool) -> Iterator[str]:
    """In what the words of two names are alike, as the weights of things call it."""
    if not left or not right:
        return
    if left == right or "".join(left) == "".join(right):
        yield "same name in another form"
        return
    short, long = sorted((left, right), key=len)
    if is_person and {*short} == {*long}:
        yield "same names in another order"
    elif is_person and len(short) >= FULL_NAME and {*short} < {*long}:
        yield "some of the names"
    elif is_spelt_alike(short, long) and (len(short) == len(long) or (is_person and len(short) >= FULL_NAME)):
        yield "names spelt somewhat alike"


def is_spelt_alike(short: Sequence[str], long: Sequence[str]) -> bool:
    """True where each word of the one is a word of the other, a letter or two of it changed."""
    rest = [*long]
    for word in short:
        found = next((other for other in rest if other == word), None)
        found = found or next((other for other in rest if is_misspelt(word, other)), None)
        if found is None:
            return False
        rest.remove(found)
    return True


def is_misspelt(word: str, other: str) -> bool:
    """True of two spellings of a word of some letters: Sergej, Sergey."""
    return min(len(word), len(other)) >= SOME_LETTERS and fuzz.ratio(word, other) >= SAME_LETTERS
