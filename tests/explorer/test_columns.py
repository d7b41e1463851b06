"""Rows as the columns that a page is told."""

from typing import Any, NamedTuple

from kg.explorer.columns import columns_of, in_columns


class Row(NamedTuple):
    name: str
    kind: str
    web: str | None = None


def rows_again(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What a page makes of its columns."""
    rows: list[dict[str, Any]] = [{} for _ in range(told["size"])]
    for name, values in told["full"].items():
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    for name, (values, numbers) in told["coded"].items():
        for row, number in zip(rows, numbers, strict=True):
            row[name] = values[number]
    for name, values in told["sparse"].items():
        for number, value in values.items():
            rows[number][name] = value
    return rows


ROWS = [Row(f"name {number}", "Person" if number % 3 else "Company") for number in range(40)]
ROWS[7] = Row("name 7", "Person", "https://example.org")
TOLD: dict[str, Any] = in_columns(columns_of(ROWS, Row._fields))


def test_what_comes_again_and_again_is_told_once_and_what_few_have_by_row():
    assert TOLD["coded"]["kind"][0] == ["Company", "Person"]
    assert TOLD["sparse"] == {"web": {7: "https://example.org"}}
    assert list(TOLD["full"]) == ["name"]


def test_the_columns_hold_what_the_rows_held():
    expected = [{name: value for name, value in row._asdict().items() if value is not None} for row in ROWS]
    assert rows_again(TOLD) == expected


def test_numbers_are_not_numbered_but_truths_are():
    told: dict[str, Any] = in_columns({"count": [1] * 20, "size": [0.5] * 20, "event": [True] * 10 + [False] * 10})
    assert set(told["full"]) == {"count", "size"}
    assert told["coded"] == {"event": ([True, False], [0] * 10 + [1] * 10)}


def test_no_rows_and_empty_columns_are_told_as_nothing():
    assert in_columns(columns_of([], Row._fields))["size"] == 0
    assert in_columns({"web": [None] * 5}) == {"size": 5, "full": {}, "sparse": {}, "coded": {}}
