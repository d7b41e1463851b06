import pytest

from kg.errors import BadQuery
from kg.query_text import is_update, named_graphs, tokens, with_using, without_reach, without_service


def kinds(sparql):
    return [(token.kind, token.text) for token in tokens(sparql)]


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("?a <b#c> 'x'", [("variable", "?a"), ("iri", "<b#c>"), ("text", "'x'")]),
        ("ex:a.b.", [("name", "ex:a.b"), ("sign", ".")]),
        ('"""a "b" \\""" # c\n"""d', [("text", '"""a "b" \\""" # c\n"""'), ("word", "d")]),
        ("FILTER(1<2#>\n)", [("word", "FILTER"), ("sign", "("), ("number", "1"), ("sign", "<"), ("number", "2"),
                             ("sign", ")")]),
        ("?s (<a>/<b>)+ ?o", [("variable", "?s"), ("sign", "("), ("iri", "<a>"), ("sign", "/"), ("iri", "<b>"),
                              ("sign", ")"), ("sign", "+"), ("variable", "?o")]),
        ("(1 <a>)", [("sign", "("), ("number", "1"), ("iri", "<a>"), ("sign", ")")]),
    ],
)  # fmt: skip
def test_a_query_falls_into_its_tokens(sparql, expected):
    assert kinds(sparql) == expected


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * FROM <file:///a> {}", ["file:///a"]),
        ("SELECT * FROM NAMED <http://a/b> FROM <c> {}", ["http://a/b", "c"]),
        ("BASE <file:///etc/>SELECT*FROM<passwd>{}", ["file:///etc/passwd"]),
        ("PREFIX f: <file:///etc/> SELECT * FROM f:passwd {}", ["file:///etc/passwd"]),
        ("SELECT * FROM # <http://c/>\n<\\u0066ile:///a> {}", ["file:///a"]),
        ("SELECT ('FROM <file:a>' AS ?x) { } # FROM <file:b>", []),
        ("SELECT * FROM id:second {}", ["https://kg.example.org/id/second"]),
    ],
)
def test_the_graphs_that_a_query_names_are_found(sparql, expected):
    assert list(named_graphs(sparql)) == expected


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * {}", None),
        ("PREFIX insert: <a> # INSERT\nASK {}", None),
        ("BASE <a> PREFIX a: <b> insert data {}", "INSERT"),
        ("LOAD <a>", "LOAD"),
        ("", None),
    ],
)
def test_updates_are_told_from_queries(sparql, expected):
    assert is_update(sparql) == expected


def test_letters_are_spelled_out_only_where_a_keyword_could_stand():
    assert without_service("?service SERVICE schema:serviceType _:service 'service'") == (
        "?service \\u0053ERVICE schema:serviceType _:service '\\u0073ervice'"
    )
    assert without_reach("LOAD <http://a/load> ; ex:load") == "\\u004COAD <http://a/\\u006Coad> ; ex:load"


def test_the_graphs_to_ask_stand_before_each_where():
    update = "DELETE { ?s ?p 'WHERE' } WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } ; INSERT {} WHERE {}"

    assert with_using(update, ["http://a/"], ["http://b/"]) == (
        "DELETE { ?s ?p 'WHERE' } USING <http://a/> USING NAMED <http://b/> WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }"
        " ; INSERT {} USING <http://a/> USING NAMED <http://b/> WHERE {}"
    )
    assert with_using(update, [], []) == update


@pytest.mark.parametrize("update", ["WITH <a> DELETE {} WHERE {}", "DELETE {} USING <a> WHERE {}", "DELETE WHERE {}"])
def test_which_graphs_are_asked_is_said_in_one_place_only(update):
    with pytest.raises(BadQuery, match="using-graph-uri"):
        with_using(update, ["http://a/"], [])


def test_the_name_of_a_graph_cannot_end_its_brackets():
    with pytest.raises(BadQuery, match="no address"):
        with_using("DELETE {} WHERE {}", ["http://a/> WHERE {} ; CLEAR ALL #"], [])
