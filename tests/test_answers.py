import csv
import io
import json

import pandas as pd
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.query import Result

from kg.answers import ANSWER_FORMATS, format_answer, from_boolean, from_rows, from_triples
from kg.errors import BadQuery, UnknownName
from kg.rdf import ID, KG, LABEL, RDF_TYPE, XSD

ROWS = from_rows(
    ("thing", "label", "count"),
    [
        (NamedNode(ID + "lumo"), Literal('=1+1 <b> & "quoted", \n second line'), Literal(9800)),
        (BlankNode("b"), Literal("Lumo", language="en"), Literal("-5", datatype=NamedNode(XSD + "integer"))),
        (NamedNode("http://other.example/a"), None, Literal("--05-22", datatype=NamedNode(XSD + "gMonthDay"))),
    ],
)
TRIPLES = from_triples(
    [
        Triple(NamedNode(ID + "lumo"), LABEL, Literal("Lumo")),
        Triple(NamedNode(ID + "lumo"), RDF_TYPE, NamedNode(KG + "Platform")),
        Triple(NamedNode(ID + "lumo"), LABEL, Literal("Lumo")),
    ]
)


@pytest.mark.parametrize("name", ["json", "xml"])
def test_another_program_reads_the_same_rows(name):
    written = format_answer(ROWS, name).encode()

    read = Result.parse(io.BytesIO(written), format=name)

    assert [str(variable) for variable in read.vars or ()] == list(ROWS.columns)
    found = [[row.get(column) for column in read.vars or ()] for row in read.bindings]
    assert found[0] == [rdflib.URIRef(ID + "lumo"), rdflib.Literal(ROWS.rows[0][1].value), rdflib.Literal(9800)]  # type: ignore[union-attr]
    assert found[1][1:] == [rdflib.Literal("Lumo", lang="en"), rdflib.Literal(-5)]
    assert isinstance(found[1][0], rdflib.BNode)
    assert found[2] == [
        rdflib.URIRef("http://other.example/a"),
        None,
        rdflib.Literal("--05-22", datatype=rdflib.XSD.gMonthDay),
    ]


@pytest.mark.parametrize("name", ["json", "xml"])
@pytest.mark.parametrize("boolean", [True, False])
def test_another_program_reads_the_same_yes_or_no(name, boolean):
    written = format_answer(from_boolean(boolean), name).encode()

    assert Result.parse(io.BytesIO(written), format=name).askAnswer is boolean


def test_csv_shows_formulas_and_calculates_none():
    rows = list(csv.reader(io.StringIO(format_answer(ROWS, "csv"))))

    assert rows == [
        ["thing", "label", "count"],
        [ID + "lumo", '\'=1+1 <b> & "quoted", \n second line', "9800"],
        ["b", "Lumo", "-5"],
        ["http://other.example/a", "", "'--05-22"],
    ]


def test_tsv_writes_terms_as_sparql_does_and_a_row_a_line():
    lines = format_answer(ROWS, "tsv").splitlines()

    assert lines[0] == "?thing\t?label\t?count"
    assert lines[1].startswith(f'<{ID}lumo>\t"=1+1 <b> & \\"quoted\\", \\n second line"\t"9800"^^<')
    assert len(lines) == 4


def test_a_table_has_a_line_a_row_and_short_names():
    assert format_answer(ROWS, "table").splitlines() == [
        "thing                   label                             count",
        "----------------------  --------------------------------  -------",
        'id:lumo                 =1+1 <b> & "quoted", second line  9800',
        "_:b                     Lumo                              -5",
        "http://other.example/a                                    --05-22",
    ]


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\tb\nc", "a b c"),
        ("x" * 61, "x" * 59 + "…"),
        ("微" * 40, "微" * 29 + "…"),
    ],
)
def test_a_cell_of_a_table_is_one_harmless_line(words, cell):
    table = format_answer(from_rows(("words",), [(Literal(words),)]), "table")

    assert table.splitlines()[2] == cell


def test_a_table_without_rows_still_has_its_head():
    assert format_answer(from_rows(("a", "b"), []), "table") == "a  b\n-  -\n"


def test_triples_are_written_once_and_in_order():
    turtle = format_answer(TRIPLES, "turtle")

    assert turtle.endswith('id:lumo a kg:Platform ;\n\trdfs:label "Lumo" .\n')
    assert len(rdflib.Graph().parse(data=turtle)) == len(TRIPLES) == 2


def test_triples_are_rows_of_three_in_all_other_formats():
    assert format_answer(TRIPLES, "csv").splitlines()[0] == "subject,predicate,object"
    assert json.loads(format_answer(TRIPLES, "json"))["head"]["vars"] == ["subject", "predicate", "object"]


def test_rows_are_no_turtle():
    with pytest.raises(BadQuery, match="only CONSTRUCT and DESCRIBE"):
        format_answer(ROWS, "turtle")


def test_an_unknown_format_is_told_of_with_the_nearest_one():
    with pytest.raises(UnknownName, match="did you mean 'json'"):
        format_answer(ROWS, "jsn")


@pytest.mark.parametrize("name", ANSWER_FORMATS)
def test_control_characters_break_no_format(name):
    answer = from_triples([Triple(NamedNode(ID + "a"), LABEL, Literal("a\x0b\x01\ufffe\rb"))])

    written = format_answer(answer, name)

    if name == "xml":
        assert Result.parse(io.BytesIO(written.encode()), format="xml").bindings
    if name == "json":
        assert json.loads(written)["results"]["bindings"][0]["object"]["value"] == "a\x0b\x01\ufffe\rb"
    if name == "turtle":
        assert len(rdflib.Graph().parse(data=written)) == 1


def test_rows_become_a_dataframe_with_numbers_as_numbers():
    frame = from_rows(
        ("label", "count", "share"),
        [
            (Literal("a"), Literal(2), Literal("0.5", datatype=NamedNode(XSD + "decimal"))),
            (Literal("b"), Literal(3), None),
        ],
    ).to_dataframe()

    assert list(frame.columns) == ["label", "count", "share"]
    assert frame["count"].sum() == 5
    assert frame["share"][0] == 0.5
    assert isinstance(frame, pd.DataFrame)


def test_an_answer_is_true_where_there_is_something():
    assert from_boolean(True)
    assert not from_boolean(False)
    assert ROWS
    assert not from_rows(("a",), [])
