"""
Each named question, asked of the bundled corpus, gives what a careful reader of the articles would accept.

What is expected stands in tests/questions/NAME.csv: the columns that a reader vouches for, each row of them once.
Written anew, on purpose and to be read again, by: python -m tests.test_corpus_questions GRAPH
"""

import csv
import sys
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

import kg
from kg.knowledge_graph import Graph
from kg.ontology import bundled_ontology
from kg.questions import fill, load_questions

FOLDER = Path(__file__).parent / "questions"
FAN_CIRCLES = "two-month special operation against fan-circle chaos"
DPC = "Data Protection Commission of Ireland"
# Question → what is asked in particular, and the columns that are compared.
ASKED: dict[str, tuple[dict[str, str | list[str]], str]] = {
    "arrests": ({"since": "2024"}, "date target"),
    "campaign-results": ({"campaign": ["rectification", FAN_CIRCLES]}, "campaign part what number article"),
    "campaigns": (
        {"campaign": ["clean-up campaign", "two-month purge of finance bloggers"]},
        "campaign launched_by date closed closures number",
    ),
    "chain": ({"one": "Douban", "other": "Xiaohongshu"}, "one via other"),
    "closures": (
        {"platform": ["TikTok", "Telegram", "Instagram"]},
        "agent platform year closed closures number part_of",
    ),
    "compliance": ({"agent": DPC}, "agent target date deed"),
    # No two of these articles contradict each other about one event: the small texts of test_one_world do.
    "disputes": ({}, "what disputed value"),
    "enforcement": ({"platform": "TikTok", "since": "2025"}, "date type agent"),
    "experts": ({}, "policy speaker said article"),
    "fines": ({"target": "X", "since": "2025"}, "currency amount agent target date part_of"),
    "fines-by-law": ({"policy": "Digital Services Act"}, "policy currency amount agent target date part_of"),
    "jurisdictions": ({"country": "Singapore"}, "country authority regulated"),
    "measures": ({"policy": "Digital Services Act"}, "policy date state article"),
    "most-quoted": ({"least": "5"}, "speaker"),
    "new": ({"since": "2025-12", "type": "Fine"}, "date published article"),
    "one-source": ({"type": "Detention"}, "event_type date article"),
    "orders": ({"agent": DPC}, "agent target date"),
    "outlets": ({"name": "ledger"}, "outlet articles first last"),
    "owners": ({"company": "ByteDance"}, "company platform"),
    "pledges": ({"topic": "appeal"}, "agent article"),
    "policies": ({"since": "2023"}, "date policy agent"),
    "posts": ({"body": "Anatel"}, "person post body"),
    "reasons": ({"target": "X"}, "reason sanction"),
    "regulators": ({"platform": "Douban"}, "authority platform article"),
    "removals": (
        {"platform": ["TikTok", "Facebook", "Weibo"]},
        "country agent platform year removed removals number part_of",
    ),
    "sanctions": ({"target": "Douban"}, "target type agent"),
    "sequence": ({"party": "X", "type": "Fine"}, "date followed article"),
    "sources": ({"least": "2", "type": "Restriction"}, "what articles"),
    "statements": ({"speaker": "Graham Doyle"}, "speaker said article"),
    "things": ({"type": "Court"}, "label class"),
    "timeline": ({"platform": "Douban", "since": "2021-12"}, "date type part"),
    "together": ({"one": "TikTok", "other": DPC}, "type date"),
    "unasserted": ({"modality": "threatened", "type": "Closure"}, "how would_be part who article"),
    "users": ({"platform": "Weibo"}, "platform users"),
}


def answered(graph: Graph, name: str) -> list[tuple[str, ...]]:
    """The question's answer, in the columns that are compared."""
    values, columns = ASKED[name]
    rows = [tuple(str(row[column]) for column in columns.split()) for row in graph.query(name, **values)]
    return list(dict.fromkeys(rows))


def expected(name: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The columns and rows of the file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return head, [tuple(row) for row in rows]


@pytest.fixture(scope="module")
def graph(corpus, tmp_path_factory):
    with kg.build([corpus], tmp_path_factory.mktemp("asked") / "graph") as built:
        yield built


@pytest.fixture(scope="module")
def in_turtle(graph, tmp_path_factory):
    """The graph for other programs."""
    path = tmp_path_factory.mktemp("told") / "graph.ttl"
    with path.open("wb") as output:
        graph.export("turtle", output)
    return path


def test_every_question_has_an_expected_answer():
    assert set(ASKED) == set(load_questions(bundled_ontology() / "queries")) == {path.stem for path in FOLDER.iterdir()}
    assert len(ASKED) >= 27


@pytest.mark.model
@pytest.mark.parametrize("name", ASKED)
def test_a_question_is_answered_as_a_reader_would(graph, name):
    columns, rows = expected(name)

    assert columns == ASKED[name][1].split()
    assert sorted(answered(graph, name)) == sorted(rows)


@pytest.mark.model
@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("name", ASKED)
def test_jena_answers_a_question_as_kg_does(graph, in_turtle, jena, name, is_open):
    """In particular, and with all left open that may be."""
    values = {} if is_open else ASKED[name][0]
    ours = graph.query(name, **values)

    answer = jena.ask(in_turtle, fill(graph.questions[name], values, graph.snapshot))

    theirs = parse_query_results(answer.encode(), format=QueryResultsFormat.JSON)
    assert isinstance(theirs, QuerySolutions)
    assert [variable.value for variable in theirs.variables] == list(ours.columns)
    assert [tuple(row) for row in theirs] == list(ours.rows)


def write_anew(folder: Path) -> None:
    with Graph.open(folder) as graph:
        for name, (_, columns) in ASKED.items():
            with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([columns.split(), *answered(graph, name)])


if __name__ == "__main__":
    write_anew(Path(sys.argv[1]))
