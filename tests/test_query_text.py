import pytest

from kg.errors import BadQuery
from kg.query_text import is_update, misspelled, named_graphs, with_using
from kg.query_tokens import tokens


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
        ("ex:a\\'b.c%20d-:e .", [("name", "ex:a\\'b.c%20d-:e"), ("sign", ".")]),
        ("a.b-c:d a..b:", [("name", "a.b-c:d"), ("name", "a..b:")]),
        ("_:é.b. _:1", [("blank", "_:é.b"), ("sign", "."), ("blank", "_:1")]),
        ("'a'@en-GB-x", [("text", "'a'"), ("language", "@en-GB-x")]),
        ("?é·1 $x.", [("variable", "?é·1"), ("variable", "$x"), ("sign", ".")]),
        ("1 1. 1.5 .5 1.e9 1E-3", [("number", "1"), ("number", "1"), ("sign", "."), ("number", "1.5"),
                                   ("number", ".5"), ("number", "1.e9"), ("number", "1E-3")]),
        ("a&&!b>=c^^<<({|", [("word", "a"), ("sign", "&&"), ("sign", "!"), ("word", "b"), ("sign", ">="),
                             ("word", "c"), ("sign", "^^"), ("sign", "<<("), ("sign", "{|")]),
        ("'''a' \\''' b'''", [("text", "'''a' \\''' b'''")]),
        ("'''a'", [("text", "''"), ("text", "'a'")]),  # as the engine has it: no long string ends here
        ("'a\\q'", [("sign", "'"), ("word", "a"), ("sign", "\\"), ("word", "q"), ("sign", "'")]),
        ("<a b>", [("sign", "<"), ("word", "a"), ("word", "b"), ("sign", ">")]),
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


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("?service SERVICE ex:aService 'servicé'", "?zervice ZERVICE ex:aZervice 'servicé'"),
        ("LOAD <http://a/load> ; ex:download", "ZOAD <http://a/zoad> ; ex:downzoad"),
        ("\\u0053ervice SER\\u0056ICE \\U0000006Coad", "\\u005aervice ZER\\u0056ICE \\U0000007aoad"),
        ("'\\U0073ervice' ſervice", "'\\U0073ervice' ſervice"),  # no escape, and no letter of the keyword
        ("service: zervice:", "qervice: zervice:"),  # no two names become one
        ("load: SERVICE ZOAD Qervice", "xoad: XERVICE ZOAD Qervice"),
        ("SELECT * {}", "SELECT * {}"),
    ],
)
def test_two_words_are_misspelled_wherever_they_stand(sparql, expected):
    assert misspelled(sparql) == expected


def test_a_query_with_too_many_words_like_service_is_refused():
    with pytest.raises(BadQuery, match="SERVICE and LOAD are refused"):
        misspelled("service " + " ".join(f"{letter}ervice" for letter in "zqxjkvwy"))


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
