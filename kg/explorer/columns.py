"""Rows as columns, as a page is told them: smaller than objects, and sooner read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

OFTEN = 8  # times, in the mean, that a value comes before it is worth a number
RARE = 3  # a column of which less than one in so many rows has a value is told by the rows that have one


def columns_of(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> dict[str, list[Any]]:
    """The columns of rows that are tuples, by name."""
    return {name: list(map(itemgetter(place), rows)) for place, name in enumerate(names)}


def in_columns(columns: Mapping[str, Sequence[Any]]) -> dict[str, object]:
    """
    Columns of one length for a page. What few rows have is told by the row's number, what comes again and again once.

    {"size": 2, "full": {"label": ["Weibo", "CAC"]}, "sparse": {"web": {"1": "https://..."}}, "coded": {}}
    {"size": 9, "full": {}, "sparse": {}, "coded": {"type": [["Fine"], [0, 0, 0, 0, 0, 0, 0, 0, 0]]}}
    """
    full: dict[str, Sequence[object]] = {}
    sparse: dict[str, dict[int, object]] = {}
    coded: dict[str, tuple[list[object], list[int]]] = {}
    for name, values in columns.items():
        told = len(values) - values.count(None)
        if RARE * told < len(values):
            if told:
                sparse[name] = {number: value for number, value in enumerate(values) if value is not None}
        elif come_again(values):
            numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
            coded[name] = (list(numbers), [numbers[value] for value in values])
        else:
            full[name] = values
    return {"size": max(map(len, columns.values()), default=0), "full": full, "sparse": sparse, "coded": coded}


def come_again(values: Sequence[object]) -> bool:
    """Whether the values are few, and longer than the numbers that would stand for them."""
    return type(next(filter(None, values), 0)) not in (int, float) and OFTEN * len(set(values)) <= len(values)
