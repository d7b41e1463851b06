"""What is written for Neo4j: read as strictly as its import reads, parsed, and run by another engine of Cypher."""

import csv
import io
import json
import re

import apsw
import graphqlite
import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser

from kg.exporters.property_graph import property_graph

SEPARATOR = "\x1f"
ORDER = ("Order", "Ordering")  # a label of ours that is a word of Cypher


def nodes_and_ends(files):
    """What neo4j-admin would import, read as strictly as it reads."""
    ids, ends = [], []
    for name in (name for name in files if name.endswith(".csv")):
        head, *rows = list(csv.reader(io.StringIO(files[name]), strict=True))
        assert all(re.fullmatch(r"\w*:(ID|LABEL|START_ID|END_ID|TYPE|(string|long)(\[\])?)", cell) for cell in head)
        assert len(set(head)) == len(head)
        for row in rows:
            assert len(row) == len(head)
            cells = dict(zip(head, row, strict=True))
            for column, cell in cells.items():
                if ":long" in column and cell:
                    assert all(re.fullmatch(r"-?\d+", each) for each in cell.split(SEPARATOR))
            if "id:ID" in cells:
                assert cells[":LABEL"]
                ids.append((cells["id:ID"], cells[":LABEL"].split(SEPARATOR)))
            else:
                assert cells[":TYPE"]
                ends.append((cells[":START_ID"], cells[":TYPE"], cells[":END_ID"]))
    return ids, ends


def test_a_strict_reader_takes_the_csv_for_neo4j(told):
    ids, ends = nodes_and_ends(told.files("neo4j"))

    names = [id_ for id_, _ in ids]
    assert len(names) == len(set(names))
    assert {end for start, _, stop in ends for end in (start, stop)} <= set(names)
    assert sum("Fact" in labels for _, labels in ids) == told.facts
    assert sum("Unasserted" in labels for _, labels in ids) == told.unasserted
    told_in = [end for end in ends if end[1] == "wasDerivedFrom"]
    assert len(told_in) == told.facts + told.unasserted


class Strict(ErrorListener):  # type: ignore[misc]
    def syntaxError(self, *told):  # noqa: N802  (the name is ANTLR's)
        pytest.fail(f"line {told[2]}, column {told[3]}: {told[4]}")


def statements(script):
    """The statements of openCypher in the script: all but the first, which is a constraint as Neo4j has it."""
    constraint, _, rest = script.partition(";\n")
    assert constraint.startswith("CREATE CONSTRAINT")
    return ["UNWIND" + each.removeprefix("UNWIND") for each in rest.removesuffix(";\n").split(";\nUNWIND")]


def test_a_parser_of_cypher_takes_the_script(told):
    files = told.files("neo4j")
    ids, ends = nodes_and_ends(files)

    rows = 0
    for statement in statements(files["graph.cypher"]):
        lexer = CypherLexer(InputStream(statement))
        parser = CypherParser(CommonTokenStream(lexer))
        for each in (lexer, parser):
            each.removeErrorListeners()
            each.addErrorListener(Strict())
        parser.script()
        rows += len(re.findall(r"^  \{", statement, re.MULTILINE))

    assert rows == len(ids) + len(ends)


# GraphQLite


@pytest.fixture(scope="module")
def cypher(told):
    """Asks the graph that the script has made; run twice, as it may be."""
    database = apsw.Connection(":memory:")
    database.enable_load_extension(True)
    database.load_extension(graphqlite.loadable_path())

    def ask(text):
        answer = database.execute("SELECT CAST(cypher(?) AS BLOB)", (text,)).get
        return json.loads(in_unicode(answer))

    for statement in 2 * statements(told.files("neo4j")["graph.cypher"]):
        ask(with_plain_labels(statement))
    return ask


def in_unicode(answer):
    r"""The text: of a sign beyond the first 65,536, such as "\ud83e\udd8a", GraphQLite gives each half by itself."""
    return answer.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")


def with_plain_labels(statement):
    """The statement as GraphQLite reads it: it takes no backticks around a label that is set, and no word of Cypher."""
    return re.sub(
        r"^SET n(:`\w+`)+", lambda labels: labels[0].replace(*ORDER).replace("`", ""), statement, flags=re.MULTILINE
    )


def test_an_engine_of_cypher_makes_the_same_graph_from_the_script(told, cypher):
    graph = property_graph(told.quads)

    nodes = cypher("MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS told")
    ends = cypher("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS told")

    assert (len(nodes), len(ends)) == (len(graph.nodes), len(graph.relationships))
    assert {row["id"]: (set(row["labels"]), row["told"]) for row in nodes} == {
        node.id: (
            {"Resource"} | {label.replace(*ORDER) for label in node.labels},
            {"id": node.id} | as_json(node.properties),
        )
        for node in graph.nodes
    }
    assert {(row["a"], row["type"], row["b"]): row["told"] for row in ends} == {
        (each.start, each.type, each.end): as_json(each.properties) for each in graph.relationships
    }


def as_json(properties):
    """The properties as GraphQLite keeps them: it loses a list of words with control characters in them."""
    kept = {
        name: value for name, value in properties.items() if not (isinstance(value, tuple) and is_controlled(value))
    }
    return json.loads(json.dumps(kept))


def is_controlled(values):
    return any(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", str(value)) for value in values)


def test_the_engine_finds_who_closed_how_much_on_what(told, cypher):
    found = cypher("""
        MATCH (f:Fact)-[:tells]->(e:Event:Closure)-[:agent]->(a:Regulator), (e)-[:platform]->(p:Platform)
        RETURN a.label AS agent, e.count AS count, p.label AS platform, count(f) AS facts
    """)

    closed = [{"agent": "Network Office", "count": 9800, "platform": "Chatter", "facts": 2}]
    assert found == (closed if told.unasserted else [])
