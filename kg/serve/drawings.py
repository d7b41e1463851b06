"""An answer as bars and as points with lines: plain SVG, which needs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from pyoxigraph import Literal, NamedNode, Triple

from kg.answers import Answer
from kg.explorer.layout import lay_out
from kg.rdf import DECIMAL_TYPES, ID, INTEGER_TYPES, Term, plain, shown
from kg.serve.briefs import path_of

MOST_BARS, MOST_POINTS = 40, 120
BAR, LABEL, WIDTH, ROW = 460, 300, 860, 24
LONGEST = 44  # letters of a label
LARGE = 10_000


@dataclass(frozen=True, slots=True)
class Bar:
    """A value as a length."""

    label: str
    value: str
    y: int
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, one under the other."""

    bars: tuple[Bar, ...]
    heading: str
    height: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Point:
    """A thing in the picture."""

    label: str
    link: str | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line between two points, and what it says."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Points and the lines between them."""

    points: tuple[Point, ...]
    arrows: tuple[Arrow, ...]
    box: str
    width: int
    height: int
    left_out: int


def chart_of(answer: Answer, names: Mapping[str, str]) -> Chart | None:
    """The column of numbers that differ most as bars, called by the columns of words; None where there is none."""
    numbers = [place for place in range(len(answer.columns)) if is_column(answer, place, is_number)]
    words = [place for place in range(len(answer.columns)) if place not in numbers]
    if not numbers or len(answer.rows) < 2:
        return None
    place = max(numbers, key=lambda each: (not is_year(answer, each), len({row[each] for row in answer.rows}), each))
    values = [float(row[place].value) if row[place] is not None else 0.0 for row in answer.rows]  # type: ignore[union-attr]
    longest = max(map(abs, values)) or 1.0
    bars = tuple(
        Bar(cut(", ".join(filter(None, (called(row[each], names) for each in (words or [0])[:3])))),
            in_thousands(row[place]),
            number * ROW, round(abs(value) / longest * BAR, 1))
        for number, (row, value) in enumerate(zip(answer.rows[:MOST_BARS], values, strict=False))
    )  # fmt: skip
    return Chart(bars, answer.columns[place], len(bars) * ROW, len(answer.rows) - len(bars))


def in_thousands(term: object) -> str:
    """
    A number as people read it.

    4700000   4,700,000
    """
    value = plain(term)  # type: ignore[arg-type]
    return f"{value:,}" if isinstance(value, int | float) else ""


def is_year(answer: Answer, place: int) -> bool:
    """Whether the numbers of a column are years."""
    values = [plain(row[place]) for row in answer.rows if row[place] is not None]
    return all(isinstance(value, int) and 1900 <= value <= 2100 for value in values)


def is_column(answer: Answer, place: int, fits: object) -> bool:
    """Whether all that stands in the column is of a kind, and anything does."""
    values = [row[place] for row in answer.rows if row[place] is not None]
    return bool(values) and all(fits(value) for value in values)  # type: ignore[operator]


def is_number(term: Term) -> bool:
    """Whether the term is a number."""
    return isinstance(term, Literal) and term.datatype.value in INTEGER_TYPES | DECIMAL_TYPES


def picture_of(answer: Answer, names: Mapping[str, str]) -> Picture | None:
    """The first two columns of names, or the triples, as points and lines; None where there are no two."""
    columns = (0, 2) if answer.columns == ("subject", "predicate", "object") else named_columns(answer)
    if len(columns) < 2:
        return None
    pairs = [(row[columns[0]], row[columns[1]], row) for row in answer.rows]
    links = [(a, b, row) for a, b, row in pairs if a is not None and b is not None and shown(a) and shown(b)]
    terms = list(dict.fromkeys(term for a, b, _ in links for term in (a, b)))
    kept = {term: number for number, term in enumerate(terms[:MOST_POINTS])}
    drawn = [(kept[a], kept[b], row) for a, b, row in links if a in kept and b in kept]
    if not drawn:
        return None
    places = spread(lay_out([6.0] * len(kept), [(a, b) for a, b, _ in drawn if a != b]))
    points = tuple(Point(cut(called(term, names)), link_of(term), *places[number]) for term, number in kept.items())
    between = 1 if columns == (0, 2) else None
    arrows = {Arrow(*places[a], *places[b], "" if between is None else shown(row[between])) for a, b, row in drawn}
    ordered = tuple(sorted(arrows, key=lambda each: (each.x1, each.y1, each.x2, each.y2, each.label)))
    return Picture(points, ordered, *box_around(places), len(terms) - len(kept))


def named_columns(answer: Answer) -> Sequence[int]:
    """The columns that hold no numbers and no long words, things first."""
    fitting = [place for place in range(len(answer.columns)) if is_column(answer, place, is_name)]
    things = [place for place in fitting if is_column(answer, place, lambda term: isinstance(term, NamedNode))]
    return things if len(things) >= 2 else fitting


def is_name(term: Term) -> bool:
    """Whether the term is a thing, or words short enough to be its name."""
    return isinstance(term, NamedNode) or (isinstance(term, Literal) and not is_number(term) and len(term.value) < 80)


def spread(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places so far from each other that labels can be read."""
    gaps = sorted(hypot(x - u, y - v) for i, (x, y) in enumerate(places) for u, v in places[:i])
    scale = 70 / max(gaps[len(places) // 4] if gaps else 90.0, 1.0)
    return [(round(x * scale * 2.2, 1), round(y * scale, 1)) for x, y in places]


def box_around(places: Sequence[tuple[float, float]]) -> tuple[str, int, int]:
    """The part of the plane that holds the points and their labels, and its width and height."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    left, top = round(min(xs)) - 40, round(min(ys)) - 30
    width, height = round(max(xs)) - left + 280, round(max(ys)) - top + 40
    return f"{left} {top} {width} {height}", width, height


def called(term: Term | Triple | None, names: Mapping[str, str]) -> str:
    """What a reader calls the term: a thing of ours by its name."""
    return names.get(term.value, "") or shown(term) if isinstance(term, NamedNode) else shown(term)


def cell(term: Term | Triple | None, names: Mapping[str, str]) -> str:
    """What stands in a cell of a table: large numbers, which are no years, in thousands."""
    is_large = isinstance(term, Literal) and is_number(term) and abs(float(term.value)) >= LARGE
    return in_thousands(term) if is_large else called(term, names)


def link_of(term: Term) -> str | None:
    """The page of a thing of ours."""
    return path_of(term.value) if isinstance(term, NamedNode) and term.value.startswith(ID) else None


def cut(text: str) -> str:
    """The text, no longer than a label."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
