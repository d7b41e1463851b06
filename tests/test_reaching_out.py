"""Queries made at random of what tricks are made of, asked of the engine itself as far as kg lets them through."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.asked import Asked
from kg.errors import BadQuery
from kg.rdf import KG, PREFIXES
from kg.store import refuse_reach

DEAD = "http://127.0.0.1:1/"  # nobody answers: who asks is told so
DECLARED = {"x": "http://a:", "services": "http://a/", "s": DEAD, "true": DEAD, "z\ufffd": DEAD}
PROLOGUE = "".join(f"PREFIX {name}: <{iri}> " for name, iri in DECLARED.items())
BETWEEN = ["", " ", ".", " . ", ";", "\n", "#'\n", "{", "}", "OPTIONAL {", "FILTER(1<2#>'''\n)", "FILTER(1 = <a>1)"]
SUBJECTS = ["?s", "<http://a/>", "x:", "services:", "services:q", "[]", "x:service"]
PREDICATES = ["?p", "a", "x:true", "x:", "kg:true", "services:|services:", "x:?", "services:1."]
OBJECTS = [
    "?o",
    "true",
    "1",
    "1.",
    "",
    "x:",
    "'service'",
    "'''a'",
    "'a'@en-service",
    "?service",
    "x:SERVICE",
    "x:true.",
]
CALLS = ["SERVICE", "service ", "SeRvIcE SILENT ", "SERVICEsilent", "SERVICE#\n", "zervice", "\\u0053ERVICE", ""]
ASKED = [f"<{DEAD}>", "?u", "s:", "s:q", "z\ufffd:q", "services:q"]
GROUPS = [" {}", "{ ?a ?b ?c }", "{", " "]
TRIPLES = st.tuples(*map(st.sampled_from, (BETWEEN, SUBJECTS, ["", " "], PREDICATES, ["", " "], OBJECTS)))
SERVICES = st.tuples(*map(st.sampled_from, (BETWEEN, CALLS, ASKED, GROUPS)))
BODIES = st.lists(st.one_of(TRIPLES, SERVICES).map("".join), max_size=4).map("".join)


def full_store() -> Store:
    """A store where every pattern of these queries finds something."""
    nodes = [NamedNode(iri) for iri in ("http://a:", "http://a/", "http://a/q", KG)]
    store = Store()
    objects: list[NamedNode | Literal] = [*nodes, Literal(True), Literal(1)]
    store.extend(Quad(*parts) for parts in product(nodes, nodes, objects))
    return store


STORE = full_store()


def reaches(sparql: str) -> bool:
    """Whether the engine asks another server."""
    try:
        for _ in zip(STORE.query(sparql, prefixes=PREFIXES), range(200), strict=False):  # type: ignore[arg-type]
            pass
    except OSError:
        return True
    except (SyntaxError, RuntimeError):
        return False
    return False


@settings(max_examples=600, deadline=None)
@given(BODIES, st.sampled_from(["}", "} }", " }}}", "} ORDER BY ?s"]))
def test_no_query_that_is_let_through_asks_another_server(body, end):
    sparql = f"{PROLOGUE}SELECT * {{ VALUES ?u {{ <{DEAD}> }} {body}{end}"
    try:
        refuse_reach(Asked(sparql))
    except BadQuery:
        return
    assert not reaches(sparql)


def test_these_queries_would_be_noticed():
    tricks = (f"SERVICE <{DEAD}> {{}}", "?s ?p ?o .SERVICEs:q {}", f"?s x:true.SERVICE <{DEAD}> {{}}", "services:q{}")
    queries = [f"{PROLOGUE}SELECT * {{ VALUES ?u {{ <{DEAD}> }} {trick} }}" for trick in tricks]

    assert [reaches(query) for query in queries] == [True] * len(queries)
