"""What is exported is read by programs that nobody here wrote, and holds the same facts there."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass

import duckdb
import gexfpy
import igraph
import networkx as nx
import owlready2
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser
from pyld import jsonld
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

from kg.knowledge_graph import Graph
from kg.model import Modality
from tests.exporters import hostile
from tests.small_graph import knowledge, small_quads

KG = "https://kg.example.org/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDF = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}
SEPARATOR = "\x1f"


@dataclass(frozen=True)
class World:
    """A graph, and what it holds."""

    graph: Graph
    quads: frozenset[ox.Quad]
    facts: int
    unasserted: int

    def exported(self, name):
        output = io.BytesIO()
        self.graph.export(name, output)
        return output.getvalue()

    def files(self, name):
        with zipfile.ZipFile(io.BytesIO(self.exported(name))) as archive:
            return {each: archive.read(each).decode() for each in archive.namelist()}


def world(known, quads):
    asserted = sum(fact.modality is Modality.ASSERTED for fact in known.facts)
    return World(Graph.of(known, quads), frozenset(quads), asserted, len(known.facts) - asserted)


@pytest.fixture(scope="module", params=["small", "hostile"])
def told(request):
    if request.param == "small":
        return world(knowledge(), small_quads())
    return world(hostile.knowledge(), hostile.hostile_quads())


def speakable(text):
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def in_line(text):
    """The text in one line: XML takes every end of a line for one and the same."""
    return " ".join(text.split())


def found(sql):
    """The rows that DuckDB finds."""
    return duckdb.connect().execute(sql).fetchall()


@pytest.mark.parametrize("name", RDF)
def test_oxigraph_and_rdflib_read_every_triple(told, name):
    syntax, rdflib_name = RDF[name]
    document = told.exported(name)

    read = {quad.triple for quad in ox.parse(document, format=syntax)}
    other = rdflib.Dataset(default_union=True)
    other.parse(data=document, format=rdflib_name)

    wanted = {quad.triple for quad in told.quads}
    if name != "rdfxml":  # which has no place for control characters
        assert read == wanted
    assert len(read) == len(set(other.triples((None, None, None)))) == len(wanted)
    assert len(set(other.subjects(rdflib.RDF.type, rdflib.URIRef(KG + "Fact")))) == told.facts


@pytest.mark.parametrize("name", ["trig", "nquads", "jsonld"])
def test_formats_of_quads_keep_every_quad(told, name):
    assert set(ox.parse(told.exported(name), format=RDF[name][0])) == told.quads


@pytest.mark.parametrize(("name", "syntax"), [("turtle", "turtle"), ("rdfxml", "rdfxml")])
def test_rapper_reads_every_triple(told, name, syntax, tmp_path):
    if not shutil.which("rapper"):
        pytest.skip("no rapper: apt-get install raptor2-utils (make test does it for root)")
    (tmp_path / "graph").write_bytes(told.exported(name))

    read = subprocess.run(
        ["rapper", "-q", "-i", syntax, "-o", "ntriples", tmp_path / "graph"], capture_output=True, check=True
    ).stdout

    assert len(set(read.splitlines())) == len({quad.triple for quad in told.quads})


def test_another_json_ld_reader_expands_it_to_the_same_quads(told):
    document = json.loads(told.exported("jsonld"))

    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})

    assert set(ox.parse(quads.encode(), format=ox.RdfFormat.N_QUADS)) == told.quads


def test_json_ld_is_compact(told):
    document = told.exported("jsonld").decode()

    assert '"@graph"' in document
    assert '"label": ' in document
    body = json.loads(document)["@graph"]
    assert "https://kg.example.org/id/" not in json.dumps(body)


def test_igraph_reads_the_network_from_graphml(told, tmp_path):
    path = tmp_path / "network.graphml"
    path.write_bytes(told.exported("graphml"))
    network = told.graph.to_networkx()

    read = igraph.Graph.Read_GraphML(str(path))

    labels = {in_line(speakable(label)) for _, label in network.nodes(data="label")}
    assert (read.vcount(), read.ecount()) == (network.number_of_nodes(), network.number_of_edges())
    assert {in_line(label) for label in read.vs["label"]} == labels


def test_the_classes_made_from_gephis_schema_take_the_gexf(told):
    # They are of version 1.2; version 1.3 has changed the namespace, and nothing of what is written here.
    document = told.exported("gexf").decode()
    document = document.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('"1.3"', '"1.2"')
    strict = XmlParser(config=ParserConfig(fail_on_unknown_properties=True, fail_on_converter_warnings=True))

    read = strict.from_string(document, gexfpy.Gexf)

    network = told.graph.to_networkx()
    assert len(read.graph.nodes[0].node) == network.number_of_nodes()
    assert len(read.graph.edges[0].edge) == network.number_of_edges()
    assert read.graph.mode is gexfpy.ModeType.DYNAMIC


def test_networkx_reads_the_gexf_with_its_intervals(told):
    network = told.graph.to_networkx()

    read = nx.read_gexf(io.BytesIO(told.exported("gexf")), version="1.3")

    assert set(read.nodes) == {speakable(node) for node in network.nodes}
    assert read.number_of_edges() == network.number_of_edges()


def test_owlready_reads_ontology_and_data_as_individuals(tmp_path):
    told = world(knowledge(), small_quads())
    path = tmp_path / "graph.rdf"
    path.write_bytes(told.exported("rdfxml"))

    onto = owlready2.World().get_ontology(path.as_uri()).load()

    words = onto.get_namespace(KG)
    assert len(list(words.Fact.instances())) == told.facts
    assert [each.count for each in words.Closure.instances() if 9800 in each.count]


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


# Neo4j


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


def test_a_parser_of_cypher_takes_the_script(told):
    files = told.files("neo4j")
    ids, ends = nodes_and_ends(files)
    constraint, _, statements = files["graph.cypher"].partition(";\n")
    assert constraint.startswith("CREATE CONSTRAINT")  # which is Neo4j's, not openCypher's

    rows = 0
    for statement in statements.removesuffix(";\n").split(";\nUNWIND"):
        lexer = CypherLexer(InputStream("UNWIND" + statement.removeprefix("UNWIND")))
        parser = CypherParser(CommonTokenStream(lexer))
        for each in (lexer, parser):
            each.removeErrorListeners()
            each.addErrorListener(Strict())
        parser.script()
        rows += len(re.findall(r"^  \{", statement, re.MULTILINE))

    assert rows == len(ids) + len(ends)


# Notes


def test_every_link_of_a_note_leads_to_a_note(told):
    notes = told.files("notes")
    names = {path.rpartition("/")[2].removesuffix(".md") for path in notes}

    assert len({name.casefold() for name in names}) == len(notes)
    for note in notes.values():
        for link in re.findall(r"(?<!\\)\[\[(.*?)\]\]", note):
            assert link in names


def test_the_words_of_every_fact_stand_in_a_note(told):
    notes = "".join(told.files("notes").values())

    facts = {fact.id for fact in told.graph.knowledge.facts}
    assert set(re.findall(r" \^(f-[0-9a-f]+)$", notes, re.MULTILINE)) == facts
    assert "<script>" not in notes.replace("\\<", "")
