import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.plugins.sparql.parser import parseQuery

from kg.answers import Answer
from kg.errors import BadQuery, OntologyProblems, UnknownName
from kg.graph import ontology_quads, quads
from kg.model import Article, Event, Identity, Knowledge, PartialDate, Reading
from kg.ontology import bundled_ontology, load_ontology
from kg.questions import Parameter, Values, fill, load_questions, parse_question
from kg.rdf import ID, LABEL
from kg.store import Snapshot, ask, snapshot_of
from kg.terms import kg_term
from tests.builders import what_follows
from tests.small_graph import HEARSAY, OFFICE, Filler, fact, identity_id, knowledge, named, small_quads, things

FOLDER = bundled_ontology() / "queries"
QUESTIONS = load_questions(FOLDER)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(small_quads())


def answer(snapshot: Snapshot, name: str, values: Values) -> Answer:
    return ask(snapshot, fill(QUESTIONS[name], values, snapshot))


def test_there_are_questions_to_ask():
    assert len(QUESTIONS) >= 27


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_says_what_it_answers(name):
    question = QUESTIONS[name]

    assert question.title.endswith("?")
    assert len(question.title) <= 80
    assert all(parameter.help for parameter in question.parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_sparql_for_another_program_too(name):
    parseQuery(QUESTIONS[name].sparql)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_orders_its_rows_by_columns_of_its_own(name):
    columns = set(re.findall(r"\?(\w+)", QUESTIONS[name].sparql.split("WHERE")[0]))
    order = re.findall(r"\?(\w+)", QUESTIONS[name].sparql.rpartition("ORDER BY")[2])

    assert order
    assert set(order) <= columns


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        (
            "closures",
            {},
            [
                ("Chatter", "Chatter", "2020", "bot accounts", 1, 200, ""),
                ("Network Office", "Chatter", "2021", "accounts", 1, 9800, ""),
            ],
        ),
        ("closures", {"since": "2021"}, [("Network Office", "Chatter", "2021", "accounts", 1, 9800, "")]),
        ("closures", {"platform": "Hearsay"}, []),
        (
            "regulators",
            {"platform": "Chatter"},
            [("Network Office", "Chatter", "stated", "The Network Office, which regulates Chatter", "2021/second")],
        ),
        ("regulators", {}, []),  # its default is not in this graph
        (
            "fines",
            {},
            [
                ("EUR", 2_000_000, "Network Office", "Lumo Ltd", "", 1, "It fined Lumo Ltd 2 million euros", ""),
                (
                    "EUR",
                    300_000,
                    "Harbour Court",
                    "Hearsay",
                    "--05-22",
                    1,
                    "The Harbour Court fined Hearsay 300,000 euros",
                    "",
                ),
            ],
        ),
        ("fines", {"agent": "harbour court"}, [("EUR", 300_000, "Harbour Court", "Hearsay", ..., 1, ..., "")]),
        ("fines", {"since": "2020"}, []),
        (
            "statements",
            {"topic": "POST"},
            [("Ada Berg", "We read every post,", "", "Harbour Post", "", "2021/first")],
        ),
        ("statements", {"outlet": "harbour post", "topic": "rumour"}, []),
        (
            "timeline",
            {"platform": "Chatter"},
            [
                ("2020", "Closure", "Chatter closes 200 bot accounts (2020)", "agent", 1),
                ("2021-05", "Closure", ..., "platform", 2),
            ],
        ),
        ("campaigns", {}, [("Operation Broom", "Network Office", "", "accounts", 1, 9800)]),
        ("most-quoted", {}, [("Ada Berg", 2, 1, 2)]),
        ("most-quoted", {"least": 3}, []),
        (
            "one-source",
            {"type": "Fine"},
            [
                ("Fine", ..., "", "It fined Lumo Ltd 2 million euros", "2021/first"),
                ("Fine", ..., "--05-22", "The Harbour Court fined Hearsay 300,000 euros", "2021/second"),
            ],
        ),
        ("one-source", {"type": "kg:Closure"}, [("Closure", ..., "2020", ..., "2021/second")]),
        (
            "unasserted",
            {"modality": "possible"},
            [
                ("possible", "Closure", "could", "agent", "Network Office", ..., "2021/first"),
                ("possible", "Closure", "could", "target", "Hearsay", ..., "2021/first"),
            ],
        ),
        (
            "unasserted",
            {"type": "Detention"},
            [("denied", "Detention", "denied", "target", "Ada Berg", ..., "2021/first")],
        ),
        (
            "arrests",
            {},
            [("2021-06-03", "men", "2", "Police", "spreading rumours", "Police arrested two men", "2021/second")],
        ),
        ("orders", {}, [("Network Office", "Hearsay", "register its users", "", "2021/second")]),
        ("orders", {"target": "Chatter"}, []),
        ("policies", {}, [("", "Posting Rules", "Network Office", "", "2021/second")]),
        ("owners", {}, [("Lumo Ltd", "Chatter", "stated", "Lumo Ltd runs Chatter", "2021/first")]),
        ("things", {"type": "Regulator"}, [("Network Office", "Regulator", 7)]),
        (
            "things",
            {"type": "Authority"},
            [("Network Office", "Regulator", 7), ("Harbour Court", "Court", 1), ("Police", "Police", 1)],
        ),
        ("sanctions", {"target": "Hearsay"}, [("Hearsay", "Fine", "Harbour Court", 1)]),
        (
            "together",
            {"one": "Chatter", "other": "bot accounts"},
            [("Chatter", "bot accounts", "Closure", ..., "2020")],
        ),
    ],
)
def test_a_question_is_answered_from_the_graph(snapshot, name, values, expected):
    rows = [tuple(row.values()) for row in answer(snapshot, name, values)]

    shown = [
        tuple(... if wanted is ... else cell for cell, wanted in zip(row, pattern, strict=True))
        for row, pattern in zip(rows, expected, strict=True)
    ]
    assert shown == expected


LATER = Article(
    "2022/later",
    "The Network Office, which had looked into Hearsay in 2020, fined it in 2022 under the Posting Act of 2019.",
)


def when(words: str) -> Filler:
    return words, "Date", PartialDate(words)


@pytest.fixture(scope="module")
def world() -> Snapshot:
    """The small graph with one article more, a dispute, and what follows from it all."""
    act = named("Posting Act", "Policy")
    facts = (
        fact(LATER, "Investigation", "looked into Hearsay", agent=OFFICE, target=HEARSAY, date=when("2020")),
        fact(LATER, "Fine", "fined it in 2022", agent=OFFICE, target=HEARSAY, date=when("2022"), policy=act),
        fact(LATER, "PolicyIssuance", "Posting Act of 2019", policy=act, date=when("2019")),
    )
    small = knowledge()
    told = Knowledge(
        (*small.readings, Reading(LATER, facts)),
        (*small.identities, Identity("i-Policy-Posting Act", "Policy", "Posting Act")),
        (
            *(replace(event, disputed=("count",)) if event.id == "e-closure" else event for event in small.events),
            *(Event(f"e-{each.id}", each.type, (each.id,)) for each in facts),
        ),
        {**small.denotes, **{place: identity_id(mention) for place, mention in things(facts)}},
    )
    ontology = load_ontology(bundled_ontology())
    stated = [*quads(told, ontology)]
    return snapshot_of([*stated, *what_follows(stated), *ontology_quads(ontology)])


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        (
            "measures",
            {"policy": "Posting Act"},
            [("Posting Act", "2019", "issued", "2022/later"), ("Posting Act", "2022", "enforced", "2022/later")],
        ),
        ("measures", {"since": "2020"}, [("Posting Act", "2022", "enforced", "2022/later")]),
        (
            "disputes",
            {},
            [
                (..., "count", "9800", "more than 9,800", "2021/first"),
                (..., "count", "9800", "Some 9,800", "2021/second"),
            ],
        ),
        ("disputes", {"type": "Fine"}, []),
        (
            "sequence",
            {},
            [
                (
                    "2022",
                    "Network Office fines Hearsay (2022)",
                    "Network Office investigates Hearsay (2020)",
                    "2022/later",
                )
            ],
        ),
        ("sequence", {"party": "Chatter"}, []),
    ],
)
def test_a_question_about_several_articles_is_answered(world, name, values, expected):
    rows = [tuple(row.values()) for row in answer(world, name, values)]

    assert [
        tuple(... if wanted is ... else cell for cell, wanted in zip(row, pattern, strict=True))
        for row, pattern in zip(rows, expected, strict=True)
    ] == expected


def test_a_thing_is_found_by_any_of_its_names_in_any_case(snapshot):
    for name in ("Chatter", "CHATTER", "chatter app"):
        assert len(answer(snapshot, "regulators", {"platform": name})) == 1


def test_a_parameter_takes_several_values(snapshot):
    targets = [row["target"] for row in answer(snapshot, "sanctions", {"target": ["Hearsay", "Lumo Ltd"]})]

    assert targets == ["Hearsay", "Lumo Ltd"]


@pytest.mark.parametrize(
    ("name", "once", "again"),
    [
        ("closures", {"platform": "Chatter"}, {"platform": ["Chatter", "CHATTER", "chatter app"]}),
        ("closures", {"since": "2020"}, {"since": ["2020", "2020"]}),
        ("most-quoted", {"least": 1}, {"least": [1, "1"]}),
        ("unasserted", {"modality": "possible"}, {"modality": ["possible", "Possible"]}),
        ("unasserted", {"type": "Sanction"}, {"type": ["Sanction", "Closure", "Detention"]}),
        ("one-source", {"type": "Sanction"}, {"type": ["Sanction", "Fine"]}),
        ("sources", {"least": 1, "type": "Sanction"}, {"least": 1, "type": ["Sanction", "Fine"]}),
        ("things", {"type": "Authority"}, {"type": ["Authority", "Court"]}),
    ],
)
def test_what_is_asked_twice_is_told_and_counted_once(snapshot, name, once, again):
    told = list(answer(snapshot, name, once))

    assert told
    assert list(answer(snapshot, name, again)) == told


def test_nothing_hangs_together_with_itself(snapshot):
    assert not list(answer(snapshot, "chain", {"one": "Chatter", "other": "Chatter App"}))


def test_a_country_is_found_in_any_case():
    country, nowhere = (Quad(NamedNode(ID + name), kg_term("country"), Literal("New Zealand")) for name in ("a", "b"))
    graph = snapshot_of([country, nowhere])
    question = parse_question("q", "# param x: country\nSELECT ?x { VALUES ?x { UNDEF } ?s kg:country ?x }")

    assert [row["x"] for row in ask(graph, fill(question, {"x": "new zealand"}, graph))] == ["New Zealand"] * 2
    with pytest.raises(UnknownName, match="no x 'New Zeeland'; did you mean 'New Zealand'"):
        fill(question, {"x": "New Zeeland"}, graph)


def test_an_empty_value_leaves_a_parameter_open(snapshot):
    assert [row["platform"] for row in answer(snapshot, "regulators", {"platform": ""})] == ["Chatter"]


@pytest.mark.parametrize(
    ("name", "values", "error", "problem"),
    [
        ("timeline", {"platform": "Chater"}, UnknownName, "no platform 'Chater'; did you mean 'Chatter'"),
        (
            "timeline",
            {"plattform": "Chatter"},
            UnknownName,
            "no parameter of timeline 'plattform'; did you mean 'platform'",
        ),
        ("things", {"type": "Regulater"}, UnknownName, "no type 'Regulater'; did you mean 'Regulator'"),
        ("closures", {"since": "last year"}, BadQuery, "since='last year' is no date: write 2018, 2018-11 or"),
        ("closures", {"since": "2023-13"}, BadQuery, "since='2023-13' is no date: write 2018, 2018-11 or"),
        ("closures", {"since": "2023-02-31"}, BadQuery, "since='2023-02-31' is no date"),
        ("closures", {"since": ["2020", "2021"]}, BadQuery, "since is given as 2020 and as 2021: give one date"),
        ("most-quoted", {"least": [1, 2]}, BadQuery, "least is given as 1 and as 2: give one number"),
        (
            "unasserted",
            {"modality": "foo"},
            BadQuery,
            "modality='foo' is none of negated, denied, possible, threatened",
        ),
        ("most-quoted", {"least": "many"}, BadQuery, "least='many' is no whole number"),
    ],
)
def test_a_wrong_value_is_told_of(snapshot, name, values, error, problem):
    with pytest.raises(error, match=re.escape(problem)):
        answer(snapshot, name, values)


HOSTILE = [
    'x" } SERVICE <http://127.0.0.1/> { ?a ?b ?c } #',
    '"} } UNION { ?s ?p ?o } #',
    '\\" } . ?a ?b ?c . { \\',
    "line\n} DROP ALL #",
    "?x",
    "\\g<0>\\1",
    "'''\"\"\"",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_value_stays_a_value(words):
    graph = snapshot_of(
        [Quad(NamedNode(ID + "a"), LABEL, Literal(words)), Quad(NamedNode(ID + "b"), LABEL, Literal("b"))]
    )
    for kind in ("text", "name"):
        question = parse_question("q", f"# param x: {kind}\nSELECT ?s ?x {{ VALUES ?x {{ UNDEF }} ?s rdfs:label ?x }}")

        rows = list(ask(graph, fill(question, {"x": words}, graph)))

        assert rows == [{"s": "id:a", "x": words}]


def test_a_class_that_is_no_class_cannot_carry_sparql(snapshot):
    with pytest.raises(UnknownName):
        answer(snapshot, "things", {"type": "kg:Fact> ?x . ?y a <http://a"})


def test_the_first_comments_are_the_help_and_the_parameters():
    question = parse_question(
        "q",
        "# What is it?\n#\n# More about it.\n# param one: name = A Thing — the thing, or = another\n# param two: text\n"
        "SELECT ?one ?two { VALUES ?one { UNDEF } values ?two {UNDEF} } # param three: name",
    )

    assert question.title == "What is it?"
    assert question.help == "What is it?\n\nMore about it."
    assert question.parameters == (
        Parameter("one", "name", "A Thing", "the thing, or = another"),
        Parameter("two", "text"),
    )


def test_all_that_is_wrong_with_the_questions_is_told_at_once(tmp_path: Path):
    (tmp_path / "a.rq").write_text("# A?\n# param x: nome\nSELECT * { VALUES ?x { UNDEF } }")
    (tmp_path / "b.rq").write_text("# B?\n# param y: name — the y\nSELECT * { ?a ?b ?c }")
    (tmp_path / "c.rq").write_bytes(b"\xff\xfe")

    with pytest.raises(OntologyProblems) as caught:
        load_questions(tmp_path)

    places = [problem.place for problem in caught.value.problems]
    assert places == [f"{tmp_path / 'a.rq'}:2", str(tmp_path / "b.rq"), str(tmp_path / "c.rq")]
