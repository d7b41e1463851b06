"""The graph as tables for spreadsheets and statistics: nodes, edges, facts; and the facts in Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from pyoxigraph import Quad

from kg.answers import csv_cell, csv_text
from kg.exporters.facts import SLOTS, asserted, facts_csv, label
from kg.exporters.property_graph import Property, as_tuple, property_graph
from kg.model import Amount, Count, Fact, Knowledge, Mention

BETWEEN = "; "
NUMBERS = {"count": Count, "amount": Amount}  # the slots that hold one number


def table_files(quads: Iterable[Quad], knowledge: Knowledge) -> Iterator[tuple[str, bytes]]:
    """nodes.csv, edges.csv and facts.csv; a text that a spreadsheet would calculate gets a quote before it."""
    graph = property_graph(quads)
    names = sorted({name for node in graph.nodes for name in node.properties})
    nodes = ([node.id, BETWEEN.join(node.labels), *cells(node.properties, names)] for node in graph.nodes)
    yield "nodes.csv", encoded(csv_text(("id", "labels", *names), nodes))
    names = sorted({name for each in graph.relationships for name in each.properties})
    edges = ([each.start, each.type, each.end, *cells(each.properties, names)] for each in graph.relationships)
    yield "edges.csv", encoded(csv_text(("start", "type", "end", *names), edges))
    yield "facts.csv", encoded(facts_csv(asserted(knowledge.facts)))


def cells(properties: Any, names: Iterable[str]) -> list[str]:
    """The cells of a row."""
    return [cell(properties.get(name)) for name in names]


def cell(value: Property | None) -> str:
    """The value as a cell that a spreadsheet only shows."""
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return csv_cell(BETWEEN.join(map(str, as_tuple(value))))


def encoded(text: str) -> bytes:
    """The text as UTF-8; half a character, as a broken file name has it, is spelled as JSON spells it."""
    return text.encode("utf-8", "backslashreplace")


# Parquet


def write_parquet(knowledge: Knowledge, output: BinaryIO) -> None:
    """Write the asserted facts as a Parquet table: numbers as numbers, what can be several as lists."""
    facts = asserted(knowledge.facts)
    others = sorted({slot for fact in facts for slot in fact.slots} - {*SLOTS})
    fields = schema([*SLOTS, *others])
    table = pa.Table.from_pylist([row(fact, fields.names) for fact in facts], schema=fields)
    pq.write_table(table, output)


def schema(slots: Iterable[str]) -> pa.Schema:
    """The columns and their types."""
    texts = pa.list_(pa.string())
    typed = [(slot, pa.list_(pa.int64()) if slot in NUMBERS else texts) for slot in slots]
    known = [(name, pa.string()) for name in ("id", "doc", "type", "modality")]
    measures = [(name, texts) for name in ("countComparator", "amountComparator", "currency")]
    return pa.schema([*known, *typed, *measures, ("evidence", texts), ("patterns", texts)])


def row(fact: Fact, names: Iterable[str]) -> dict[str, Any]:
    """The fact under the columns' names; what it does not tell is null."""
    slots = {slot: [value_in(slot, mention) for mention in mentions] for slot, mentions in fact.slots.items()}
    counts = [mention.value for mention in fact.slots.get("count", ()) if isinstance(mention.value, Count)]
    amounts = [mention.value for mention in fact.slots.get("amount", ()) if isinstance(mention.value, Amount)]
    told: dict[str, Any] = {
        **slots,
        "id": fact.id,
        "doc": whole(fact.article),
        "type": fact.type,
        "modality": fact.modality.value,
        "countComparator": [count.comparator for count in counts],
        "amountComparator": [amount.comparator for amount in amounts],
        "currency": [amount.currency for amount in amounts],
        "evidence": [whole(span.text) for span in fact.evidence],
        "patterns": list(fact.patterns),
    }
    return {name: told.get(name) or None for name in names}


def value_in(slot: str, mention: Mention) -> str | int | None:
    """What fills the slot, as the column of the slot holds it."""
    value = mention.value
    if slot in NUMBERS:
        return value.value if isinstance(value, Count | Amount) else None
    return whole(label(value))


def whole(text: str) -> str:
    """The text without halves of characters, which UTF-8 has not."""
    return text.encode("utf-8", "backslashreplace").decode()
