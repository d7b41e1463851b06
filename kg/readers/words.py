"""The words by which clutter and header lines are known: ontology/words/clutter.yaml and meta.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import OntologyProblem, OntologyProblems
from kg.ontology import bundled_ontology, words_file
from kg.placed_yaml import Placed, read_placed


@dataclass(frozen=True)
class PageWords:
    """What news pages say that is no news, all of it folded."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    hints: tuple[str, ...]
    address: re.Pattern[str]  # the page speaks to its reader
    teasers: tuple[str, ...]
    endings: frozenset[str]
    credit_label: re.Pattern[str]  # "Photo: " at the beginning of a caption
    credit_end: re.Pattern[str]  # "Photo: Agency" at the end of one
    no_articles: frozenset[str]
    function_words: frozenset[str]
    labels: Mapping[str, re.Pattern[str]]  # what stands behind it → the label
    bylines: re.Pattern[str]
    staff: re.Pattern[str]
    genres: frozenset[str]
    beside_dates: frozenset[str]
    outlets: frozenset[str]


@cache
def page_words(folder: Path | None = None) -> PageWords:
    """The words of an ontology folder, the program's own if none is given."""
    folder = folder or bundled_ontology()
    problems: list[OntologyProblem] = []
    clutter = read_placed(words_file(folder, "clutter"), problems).mapping()
    meta = read_placed(words_file(folder, "meta"), problems).mapping()
    lists = {key: _folded(value) for part in (clutter, meta) for key, value in part.items() if key != "labels"}
    problems += [
        OntologyProblem(f"words/{file}.yaml", f"there is no list {key!r}")
        for file, keys in (("clutter", CLUTTER_KEYS), ("meta", META_KEYS))
        for key in keys
        if key not in (clutter if file == "clutter" else meta)
    ]
    if problems:
        raise OntologyProblems(problems)
    labels = {key: _label(_folded(value)) for key, value in meta["labels"].mapping().items()}
    return _compiled(lists, labels)


CLUTTER_KEYS = (
    "whole", "starts", "contains",
    "hints",
    "address", "teasers", "endings", "credits", "agencies", "no_articles", "function_words",
)  # fmt: skip
META_KEYS = ("labels", "bylines", "staff", "genres", "beside_dates", "outlets")


def _compiled(lists: Mapping[str, tuple[str, ...]], labels: Mapping[str, re.Pattern[str]]) -> PageWords:
    credit, agency = _any_of(lists["credits"]), _any_of(lists["agencies"])
    return PageWords(
        whole=frozenset(lists["whole"]),
        starts=lists["starts"],
        contains=lists["contains"],
        hints=lists["hints"],
        address=re.compile(rf"(?<!\w)(?:{_any_of(lists['address'])})(?!\w)"),
        teasers=lists["teasers"],
        endings=frozenset(lists["endings"]),
        credit_label=re.compile(rf"\W*(?:{credit})(?:\s*[:©/]|,)(?!\s*\d)"),
        credit_end=re.compile(
            rf"(?:^|[.!?)\]]\s|[(\[])(?:{credit})\s?[:©/](?!\s*\d)[^.:]{{2,60}}$|(?:[/©]|via )\s?(?:{agency})\W*$"
        ),
        no_articles=frozenset(lists["no_articles"]),
        function_words=frozenset(lists["function_words"]),
        labels=labels,
        bylines=re.compile(rf"\W*(?:{_any_of(lists['bylines'])})\s"),
        staff=re.compile(rf"(?:^|\W)(?:{_any_of(lists['staff'])})\W*$"),
        genres=frozenset(lists["genres"]),
        beside_dates=frozenset(lists["beside_dates"]),
        outlets=frozenset(lists["outlets"]),
    )


@lru_cache(maxsize=2048)  # a paragraph's words are folded for each rule that looks at it
def fold(text: str) -> str:
    """The text without regard to case, kind of apostrophe and amount of white space."""
    return " ".join(text.casefold().replace("’", "'").split())


def _folded(value: Placed) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in value.strings())


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _label(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(phrases)})(?P<colon>\s*[:：]|(?!\w))", re.IGNORECASE)
