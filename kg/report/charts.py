"""Charts as SVG: the one home of matplotlib. The same figures give the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

WIDTH = 9.0  # inches
ROW = 0.34  # inches, for a bar with its name
LONGEST = 46  # letters of a name beside a bar
# Colours after Okabe and Ito, which colour-blind readers can tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999")
STYLE: Any = {
    "svg.hashsalt": "kg",  # ids are random without it
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name may hold dollar signs
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


EPOCH = date(1970, 1, 1)


def drawing(figure: Figure) -> str:
    """The figure as SVG, without the time it was made at."""
    target = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # text stays text: the reader's fonts have it
        figure.savefig(target, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return target.getvalue()


def cut(text: str) -> str:
    """A name in one line that leaves room for its bar."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def ranking(rows: Sequence[tuple[str, float]], unit: str) -> str:
    """Bars from the left, the first row on top: (name, number)."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.7 + ROW * len(rows)))
        axes = figure.subplots()
        places = range(len(rows))
        bars = axes.barh(places, [number for _, number in rows], color=COLOURS[0], height=0.7)
        axes.bar_label(bars, [f" {number:,.0f}" for _, number in rows])
        axes.set_yticks(places, [cut(name) for name, _ in rows])
        axes.invert_yaxis()
        axes.set_xlabel(unit)
        axes.set_xticks([])  # the numbers stand behind the bars
        axes.spines["bottom"].set_visible(False)
        axes.margins(x=0.12)
        return drawing(figure)


def stacked(years: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str) -> str:
    """A bar a year, shared out among the parts: name → a number for each year."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.4))
        axes = figure.subplots()
        floor = [0.0] * len(years)
        for (name, numbers), colour in zip(parts.items(), COLOURS, strict=False):
            axes.bar(years, numbers, bottom=floor, color=colour, width=0.75, label=cut(name))
            floor = [below + number for below, number in zip(floor, numbers, strict=True)]
        axes.set_ylabel(unit)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False)
        return drawing(figure)


def moments(rows: Sequence[tuple[str, date]]) -> str:
    """Names on a time line, each on a line of its own: (name, day)."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.8 + ROW * len(rows)))
        axes = figure.subplots()
        days = [(day - EPOCH).days for _, day in rows]  # as matplotlib counts them
        axes.hlines(range(len(rows)), min(days), days, color="#d0d5dc", linewidth=1)
        axes.plot(days, range(len(rows)), "o", color=COLOURS[1])
        axes.set_yticks(range(len(rows)), [cut(name) for name, _ in rows])
        axes.invert_yaxis()
        axes.xaxis_date()
        axes.margins(x=0.05)
        return drawing(figure)


def overlap(names: Sequence[str], numbers: Sequence[Sequence[int]]) -> str:
    """A square table of how much each two share, the darker the more."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH * 0.75, 1.2 + 0.42 * len(names)))
        axes = figure.subplots()
        axes.imshow(numbers, cmap="Blues", vmin=0)
        highest = max((number for row in numbers for number in row), default=0)
        for row, line in enumerate(numbers):
            for column, number in enumerate(line):
                colour = "white" if number > highest * 0.6 else "black"
                axes.text(column, row, str(number) if number else "", ha="center", va="center", color=colour)
        axes.set_xticks(range(len(names)), [cut(name) for name in names], rotation=45, ha="right")
        axes.set_yticks(range(len(names)), [cut(name) for name in names])
        return drawing(figure)
