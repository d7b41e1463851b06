"""Readers of tables that nobody here wrote: pandas and DuckDB. What a spreadsheet would calculate, it does not."""

import csv
import io
import re

import duckdb
import pandas as pd
import pytest


def found(sql):
    """The rows that DuckDB finds."""
    return duckdb.connect().execute(sql).fetchall()


def test_pandas_and_duckdb_read_the_tables(told, tmp_path):
    for name, content in told.files("tables").items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")

    nodes, edges, facts = (pd.read_csv(tmp_path / f"{name}.csv") for name in ("nodes", "edges", "facts"))
    read = found(f"SELECT count(*) FROM read_csv('{tmp_path}/facts.csv', header=true, all_varchar=true)")

    assert len(facts) == told.facts == read[0][0]
    assert nodes["labels"].eq("Fact").sum() == told.facts
    assert set(edges["start"]) | set(edges["end"]) <= set(nodes["id"])


@pytest.mark.parametrize("name", ["tables", "neo4j"])
def test_no_table_is_calculated(told, name):
    if name == "neo4j":  # its files are no spreadsheets, and hold what the graph holds
        assert "'=1+1" not in "".join(told.files(name).values())
        return
    for content in told.files(name).values():
        for row in csv.reader(io.StringIO(content)):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "-")) and not is_number(cell)]


def is_number(cell):
    return re.fullmatch(r"-?\d+(\.\d+)?", cell)


def test_duckdb_and_pandas_read_the_parquet(told, tmp_path):
    path = tmp_path / "facts.parquet"
    path.write_bytes(told.exported("parquet"))

    rows, types = found(f"SELECT count(*), count(DISTINCT id) FROM '{path}'")[0]
    frame = pd.read_parquet(path)

    assert rows == types == len(frame) == told.facts
    kinds = dict(found(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}')"))
    assert kinds["count"] == "BIGINT[]"
    assert kinds["agent"] == "VARCHAR[]"
