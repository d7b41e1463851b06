"""Lists of English words: read from the ontology, and made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from kg.errors import OntologyProblem, OntologyProblems
from kg.ontology import words_file
from kg.placed_yaml import read_placed

SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # no blank line: a number does not go on in the next paragraph
HYPHEN = r"[-\u2010\u2011]"
DASH = r"[-\u2010-\u2014]"


def read_words(folder: Path, name: str) -> Mapping[str, Any]:
    """What an ontology folder's file of words holds."""
    problems: list[OntologyProblem] = []
    entries: Mapping[str, Any] = read_placed(words_file(folder, name), problems).plain()
    if problems:
        raise OntologyProblems(problems)
    return entries


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first; a space in them is any space."""
    return _alternatives(sorted(set(words), key=lambda word: (-len(word), word)))


def _alternatives(words: Iterable[str]) -> str:
    """
    The words as alternatives in their order, what those with one first letter begin with being looked for once.

    "earlier", "early", "late"   (?:earl(?:ier|y)|late)
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1].lower(), []).append(word)
    return "(?:" + "|".join(form for group in groups.values() for form in _grouped(group)) + ")"


def _grouped(words: Sequence[str]) -> Iterator[str]:
    """Words with one beginning as one form; those with none, as "May" and "may", each as it is."""
    pairs = zip(min(words), max(words), strict=False)
    beginning = "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if beginning and len(words) > 1:
        yield _literal(beginning) + _alternatives(word[len(beginning) :] for word in words)
    else:
        yield from map(_literal, words)


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", SPACE)
