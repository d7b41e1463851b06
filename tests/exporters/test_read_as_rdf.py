"""Readers of RDF that nobody here wrote find every triple and quad: oxigraph, rdflib, rapper, Jena, jsonld.js."""

import json
import shutil
import subprocess

import pyoxigraph as ox
import pytest
import rdflib

from tests.exporters.world import KG, speakable

RDF = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}
WITHOUT_GRAPHS = ("turtle", "rdfxml")


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


def quads_of(text):
    """The N-Quads, read."""
    return set(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", RDF)
def test_jena_reads_every_triple_and_warns_of_nothing(told, jena, name, tmp_path):
    path = tmp_path / f"graph.{RDF[name][0].file_extension}"
    path.write_bytes(told.exported(name))

    read = quads_of(jena.read(path))

    if name == "rdfxml":
        assert {in_xml(quad.triple) for quad in told.quads} == {in_xml(quad.triple) for quad in read}
    elif name == "turtle":
        assert {quad.triple for quad in read} == {quad.triple for quad in told.quads}
    else:
        assert read == told.quads


def test_jena_would_warn_if_there_were_a_cause(jena, tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text('<http://a.example/> <http://b.example/> "many"^^<http://www.w3.org/2001/XMLSchema#integer> .')

    with pytest.raises(AssertionError, match="Lexical form 'many' not valid"):
        jena.read(path)


def in_xml(triple):
    """The triple as XML can hold it."""
    if not isinstance(triple.object, ox.Literal):
        return triple
    text = speakable(triple.object.value).replace("\r\n", "\n").replace("\r", "\n")
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(text, datatype=triple.object.datatype))


def test_jsonld_js_expands_it_to_the_same_quads(told, javascript, tmp_path):
    path = tmp_path / "graph.jsonld"
    path.write_bytes(told.exported("jsonld"))

    assert quads_of(javascript("quads.mjs", str(path))) == told.quads


def test_json_ld_is_compact(told):
    document = told.exported("jsonld").decode()

    assert '"@graph"' in document
    assert '"label": ' in document
    body = json.loads(document)["@graph"]
    assert "https://kg.example.org/id/" not in json.dumps(body)
