"""
The graph for Neo4j: CSV files for `neo4j-admin database import`, and a Cypher script that stands alone.

The CSV files hold what the graph holds, letter by letter: a text that looks like a formula is not changed.
Lists, labels among them, are separated by U+001F, which stands in no article: the command in README.txt says so.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import TypeVar

from pyoxigraph import Quad

from kg.exporters.property_graph import (
    Node,
    Properties,
    Property,
    PropertyGraph,
    Relationship,
    as_tuple,
    property_graph,
)
from kg.exporters.tables import encoded, whole

SEPARATOR = "\x1f"  # ASCII's own, between the units of a list
SCRIPT = "graph.cypher"
RELATIONSHIPS = "relationships.csv"
BATCH = 200  # rows of one statement
BASE = "Resource"  # a label of all nodes: what the script finds them by
COMMAND = """\
{script} stands alone: cypher-shell -f {script}, into a database that is there. It may be run again.

The CSV files make a new database, and are much quicker:

neo4j-admin database import full neo4j --array-delimiter=U+001F --multiline-fields=true \\
{nodes}  --relationships={relationships}
"""

Row = TypeVar("Row", Node, Relationship)


def neo4j_files(quads: Iterable[Quad]) -> Iterator[tuple[str, bytes]]:
    """The CSV files, the script, and how to use them."""
    graph = property_graph(quads)
    families = {family: list(nodes) for family, nodes in by(graph.nodes, lambda node: node.labels[0])}
    for family, nodes in families.items():
        yield f"{family.lower()}.csv", encoded(nodes_csv(nodes))
    yield RELATIONSHIPS, encoded(relationships_csv(graph.relationships))
    yield SCRIPT, encoded("".join(script(graph)))
    files = "".join(f"  --nodes={family.lower()}.csv \\\n" for family in families)
    told = COMMAND.format(script=SCRIPT, nodes=files, relationships=RELATIONSHIPS)
    yield "README.txt", encoded(told)


def by(rows: Iterable[Row], key: object) -> Iterator[tuple[str, list[Row]]]:
    """The rows in groups of one key, in the keys' order, and in their own within a group."""
    for name, alike in groupby(sorted(rows, key=key), key):  # type: ignore[call-overload]
        yield name, list(alike)


# CSV for neo4j-admin


def nodes_csv(nodes: Iterable[Node]) -> str:
    """The nodes under a typed header."""
    listed = list(nodes)
    types = column_types(node.properties for node in listed)
    rows = ([node.id, SEPARATOR.join(node.labels), *values(node.properties, types)] for node in listed)
    return csv_for_neo4j(["id:ID", ":LABEL", *header(types)], rows)


def relationships_csv(relationships: Iterable[Relationship]) -> str:
    """The relationships under a typed header."""
    listed = list(relationships)
    types = column_types(each.properties for each in listed)
    rows = ([each.start, each.end, each.type, *values(each.properties, types)] for each in listed)
    return csv_for_neo4j([":START_ID", ":END_ID", ":TYPE", *header(types)], rows)


def column_types(rows: Iterable[Properties]) -> dict[str, tuple[str, bool]]:
    """Each property's type, and whether any row has several values of it."""
    types: dict[str, tuple[str, bool]] = {}
    for properties in rows:
        for name, value in properties.items():
            is_long = all(isinstance(each, int) for each in as_tuple(value))
            kind, several = types.get(name, ("long", False))
            types[name] = (kind if is_long else "string", several or isinstance(value, tuple))
    return dict(sorted(types.items()))


def header(types: Mapping[str, tuple[str, bool]]) -> list[str]:
    """The names with their types."""
    return [f"{name}:{kind}{'[]' if several else ''}" for name, (kind, several) in types.items()]


def values(properties: Properties, types: Iterable[str]) -> list[str]:
    """The cells of a row."""
    return [SEPARATOR.join(map(plain, as_tuple(properties[name]))) if name in properties else "" for name in types]


def plain(value: object) -> str:
    """The value without the sign that separates values, and without NUL, which Neo4j's reader refuses."""
    return str(value).replace(SEPARATOR, "\ufffd").replace("\0", "\ufffd")


def csv_for_neo4j(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """The cells as Neo4j reads them: a quote is doubled, a backslash is a backslash."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return output.getvalue()


# Cypher


def script(graph: PropertyGraph) -> Iterator[str]:
    """The graph as Cypher: run twice, it changes nothing the second time."""
    yield f"CREATE CONSTRAINT kg_id IF NOT EXISTS FOR (n:{BASE}) REQUIRE n.id IS UNIQUE;\n"
    for labels, nodes in by(graph.nodes, lambda node: node.labels):
        for batch in batches(nodes):
            rows = ",\n".join(f"  {{id: {quoted(node.id)}, told: {map_of(node.properties)}}}" for node in batch)
            named = "".join(f":{name_of(label)}" for label in labels)
            yield f"UNWIND [\n{rows}\n] AS row\nMERGE (n:{BASE} {{id: row.id}})\nSET n{named}, n += row.told;\n"
    for type_, relationships in by(graph.relationships, lambda each: each.type):
        yield from (relationship_statement(type_, batch) for batch in batches(relationships))


def relationship_statement(type_: str, batch: Iterable[Relationship]) -> str:
    """What makes the relationships, which are of one type."""
    rows = ",\n".join(
        f"  {{start: {quoted(each.start)}, end: {quoted(each.end)}, told: {map_of(each.properties)}}}" for each in batch
    )
    ends = f"MATCH (a:{BASE}) WHERE a.id = row.start\nMATCH (b:{BASE}) WHERE b.id = row.end"
    return f"UNWIND [\n{rows}\n] AS row\n{ends}\nMERGE (a)-[r:{name_of(type_)}]->(b)\nSET r += row.told;\n"


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, as many at a time as one statement takes."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def map_of(properties: Properties) -> str:
    """
    The properties as a map of Cypher.

    {`label`: "Weibo", `count`: 9800}
    """
    return "{" + ", ".join(f"{name_of(name)}: {cypher(value)}" for name, value in properties.items()) + "}"


def cypher(value: Property) -> str:
    """The value as a literal of Cypher."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(cypher, value)) + "]"
    return str(value) if isinstance(value, int) else quoted(value)


def quoted(text: str) -> str:
    r"""
    The text as a string of Cypher: JSON's in ASCII, which has the same escapes, but for one.

    Neo4j reads \u0022 as a quote before it knows of strings, even after another backslash: such a u is spelled out.
    """
    parts = (json.dumps(part)[1:-1] for part in whole(text).replace("\0", "\ufffd").split("\\u"))
    return '"' + "\\\\\\u0075".join(parts) + '"'


def name_of(name: str) -> str:
    """The name between backticks, where it is nothing but a name."""
    return "`" + name.replace("`", "``").replace("\\", "\\\\") + "`"
