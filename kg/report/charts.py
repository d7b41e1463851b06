"""Charts as SVG: the one home of matplotlib. The same figures give the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

WIDTH = 9.0  # inches
ROW = 0.34  # inches, for a name on a line of its own
LONGEST = 60  # letters of a name
INK, SOFT, RULE, BAR, PAPER = "#1b2430", "#566173", "#d0d5dc", "#0b62ad", "#fefefe"
# Colours after Okabe and Ito, which colour-blind readers can tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999")
# What is drawn in these colours follows the page: on a dark one, in the second of each.
DARK = {INK: "#e8ebef", SOFT: "#a3adba", RULE: "#3a4450", BAR: "#7cbcf5", PAPER: "#171c23", COLOURS[0]: "#3f97d8"}
STYLE: Any = {
    "svg.hashsalt": "kg",  # ids are random without it
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name may hold dollar signs
    "font.family": "sans-serif",
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
}


EPOCH = date(1970, 1, 1)


def drawing(figure: Figure) -> str:
    """The figure as SVG, light or dark as the reader's page is, without the time it was made at."""
    target = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # text stays text: the reader's fonts have it
        figure.savefig(target, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return themed(target.getvalue())


def themed(svg: str) -> str:
    """The drawing with its colours by name, said once for light pages and once for dark ones."""
    names = {colour: f"--c{number}" for number, colour in enumerate(DARK)}
    for colour, name in names.items():
        svg = svg.replace(f": {colour}", f": var({name})")
    light = "; ".join(f"{name}: {colour}" for colour, name in names.items())
    dark = "; ".join(f"{names[colour]}: {instead}" for colour, instead in DARK.items())
    rules = f":root {{ {light} }} @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }} "
    return svg.replace('<style type="text/css">', f'<style type="text/css">{rules}', 1)


def cut(text: str) -> str:
    """A name in one line."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def stacked(years: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str) -> str:
    """A bar a year, shared out among the parts: name → a number for each year."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.4))
        axes = figure.subplots()
        floor = [0.0] * len(years)
        for (name, numbers), colour in zip(parts.items(), COLOURS, strict=False):
            bars = axes.bar(years, numbers, bottom=floor, color=colour, width=0.72, label=cut(name))
            floor = [below + number for below, number in zip(floor, numbers, strict=True)]
        axes.bar_label(bars, [f"{number:,.0f}" if number else "" for number in floor], padding=2)
        axes.set_ylabel(unit)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y")
        axes.tick_params(axis="both", length=0)
        axes.legend(loc="upper left", bbox_to_anchor=(-0.01, -0.1), ncols=2, frameon=False)
        return drawing(figure)


def moments(rows: Sequence[tuple[str, date]]) -> str:
    """Names on a time line, each on a line of its own, beside its day where there is room: (name, day)."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.8 + ROW * len(rows)))
        axes = figure.subplots()
        days = [(day - EPOCH).days for _, day in rows]  # as matplotlib counts them
        middle = (min(days) + max(days)) / 2
        axes.plot(days, range(len(rows)), "o", color=COLOURS[1])
        for place, ((name, _), day) in enumerate(zip(rows, days, strict=True)):
            side, away = ("left", 7) if day <= middle else ("right", -7)
            axes.annotate(cut(name), (day, place), (away, 0), textcoords="offset points", ha=side, va="center_baseline")
        axes.set_yticks([])
        axes.invert_yaxis()
        axes.xaxis_date()
        axes.grid(axis="x")
        axes.tick_params(axis="x", length=0)
        axes.spines["left"].set_visible(False)
        axes.margins(x=0.05)
        return drawing(figure)


def overlap(names: Sequence[str], numbers: Sequence[Sequence[int]]) -> str:
    """A square table of how much each two share, the fuller the more."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH * 0.75, 1.2 + 0.42 * len(names)))
        axes = figure.subplots()
        highest = max((number for row in numbers for number in row), default=0) or 1
        for row, line in enumerate(numbers):
            for column, number in enumerate(line):
                if number:
                    part = 0.15 + 0.85 * number / highest
                    axes.add_patch(
                        Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, facecolor=BAR, alpha=round(part, 2))
                    )
                    axes.text(column, row, str(number), ha="center", va="center", color=PAPER if part > 0.6 else INK)
        axes.set_xlim(-0.5, len(names) - 0.5)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xticks(range(len(names)), [str(number + 1) for number in range(len(names))])
        axes.set_yticks(range(len(names)), [f"{cut(name)}  {number + 1}" for number, name in enumerate(names)])
        axes.tick_params(axis="both", length=0)
        axes.xaxis.tick_top()
        axes.grid(visible=True)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        return drawing(figure)
