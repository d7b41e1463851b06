"""Lists of English words: read from the ontology, and made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", SPACE) for word in ordered) + ")"
