"""What a page shows, as rows: the fields of a row are columns of the page's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.explorer.appearance import Look
from kg.explorer.folding import Fold


class ShownArticle(NamedTuple):
    """An article as the page shows it."""

    id: str
    title: str
    outlet: str | None
    date: str | None
    url: str | None
    text: str
    local: str  # its name in RDF, behind the namespace of things


class ShownNode(NamedTuple):
    """A point of the picture: a thing of the world, or an event. Things come before events."""

    key: str
    label: str
    type: str
    event: bool
    local: str  # its name in RDF, behind the namespace of things
    names: tuple[str, ...] | None = None
    known: str | None = None
    web: str | None = None
    reasons: tuple[str, ...] | None = None
    disputed: tuple[str, ...] | None = None  # of an event: the slots in which its sources contradict each other


class Standing(NamedTuple):
    """How large a point is, and where it stands."""

    size: float
    x: float  # where events are arrows
    y: float
    u: float | None = None  # where events are points, if not at the same place
    v: float | None = None
    fold: int | None = None  # the innermost fold around it, in a picture that needs folds


class Filler(NamedTuple):
    """What stands in a slot of a fact, and where the article says it."""

    slot: str
    words: str | None  # what a reader would call it; what stands for a point is called as the point is
    node: int | None
    start: int
    end: int
    figure: tuple[int | str, ...] | None = None  # a number, how exactly it is said, and its currency


class ShownFact(NamedTuple):
    """A fact as the page shows it; places count as browsers count."""

    key: str
    type: str
    modality: str
    cue: str | None
    article: int
    date: str | None
    event: int | None  # the point of the event that it tells of
    evidence: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    fillers: tuple[Filler, ...]
    patterns: tuple[str, ...]


class ShownLink(NamedTuple):
    """A line of the picture, and the facts that it stands for."""

    source: int
    target: int
    type: str  # of the fact, or the slot
    view: str  # "arrows", where events are arrows, or "points", where events are points
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a page shows."""

    articles: tuple[ShownArticle, ...]
    nodes: tuple[ShownNode, ...]
    standing: tuple[Standing, ...]  # of each point
    facts: tuple[ShownFact, ...]
    links: tuple[ShownLink, ...]
    types: Mapping[str, tuple[str, str]]  # class → label, key of its look
    looks: tuple[Look, ...]
    folds: tuple[Fold, ...] = ()
