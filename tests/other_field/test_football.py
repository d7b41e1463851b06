"""An ontology of another field, in files alone: no line of Python knows football."""

import json
import shutil
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.errors import NoOntology, OntologyProblems
from kg.exporters.facts import label
from kg.grammar import load_grammar
from kg.ontology import KINDS, PROGRAM_WORDS, _Source, bundled_ontology, load_ontology, words_file
from kg.readers import page_words

FOOTBALL = Path(__file__).parent / "football"
NEWS = """\
The window closes

1 September 2023

Harbour City signed the winger Jo Salt from Northgate for 12 million euros on Thursday.
Salt said it was a dream.

Northgate bought the defender Kim Dale from Eastport Athletic for £3.5m in July.
The striker Tom Reed could join Northgate.

Ada Berg, who coaches Harbour City, was pleased, although the club did not sign Bo Lind.

The ministry fined Facebook 2 million euros for spreading rumours and closed 300 accounts.
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("football")
    (folder / "news").mkdir()
    (folder / "news" / "window.txt").write_text(NEWS, encoding="utf-8")
    kg.build([folder / "news"], folder / "graph", ontology=FOOTBALL).close()
    return folder / "graph"


@pytest.fixture
def run(monkeypatch, capfd):
    def run_kg(*arguments: object) -> str:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code, capfd.readouterr().err
        return str(capfd.readouterr().out)

    return run_kg


@pytest.mark.model
def test_the_ontology_is_whole_and_its_examples_hold(run):
    assert "3 patterns with 7 examples, 2 names, 0 rules, 1 question; no problem found" in run(
        "check", "--ontology", FOOTBALL
    )


@pytest.mark.model
def test_a_text_gives_the_facts_of_the_field_and_no_others(run, graph):
    facts = [json.loads(line) for line in run("facts", "-g", graph, "--format", "jsonl").splitlines()]

    told = [{key: value for key, value in fact.items() if key not in ("doc", "evidence")} for fact in facts]
    assert told == [
        {
            "type": "Transfer",
            "player": ["Jo Salt"],
            "from": ["Northgate"],
            "to": ["Harbour City"],
            "fee": {"value": 12_000_000, "currency": "EUR"},
            "date": "2023-08-31",
        },
        {
            "type": "Transfer",
            "player": ["Kim Dale"],
            "from": ["Eastport Athletic"],
            "to": ["Northgate"],
            "fee": {"value": 3_500_000, "currency": "GBP"},
            "date": "2023-07",
        },
        {"type": "coaches", "subject": ["Ada Berg"], "object": ["Harbour City"]},
    ]
    assert all(words in NEWS for fact in facts for words in fact["evidence"])


@pytest.mark.model
def test_what_could_be_and_what_is_not_is_no_fact_there_either(graph):
    with kg.Graph.open(graph) as opened:
        unasserted = [fact for fact in opened.knowledge.facts if fact.modality is not kg.Modality.ASSERTED]

    assert [(fact.modality.value, label(fact.slots["player"][0].value)) for fact in unasserted] == [
        ("possible", "Tom Reed"),
        ("negated", "Bo Lind"),
    ]


@pytest.mark.model
def test_the_graph_answers_in_the_words_of_the_field(graph):
    sparql = "SELECT ?who WHERE { ?player a kg:Player ; rdfs:label ?who } ORDER BY ?who"
    with kg.Graph.open(graph) as opened:
        assert [row["who"] for row in opened.query(sparql)] == ["Jo Salt", "Kim Dale", "Tom Reed"]
        assert [row["player"] for row in opened.query("arrivals", club="Harbour City")] == ["Jo Salt"]
        assert opened.query("SELECT ?x { ?x a ?c FILTER(?c IN (kg:Platform, kg:Fine, kg:Ministry)) }").rows == ()


@pytest.mark.model
def test_a_graph_remembers_its_ontology(run, graph, tmp_path):
    run("view", "-g", graph, "-o", tmp_path / "page.html")

    assert run("query", "--list", "-g", graph).startswith("arrivals: Who has joined a club")
    assert "Jo Salt moves from Northgate to Harbour City (2023)" in (tmp_path / "page.html").read_text("utf-8")
    assert "fee" in run("facts", "-g", graph, "--format", "csv").splitlines()[0].split(",")


@pytest.mark.model
def test_an_ontology_that_is_gone_is_told_of_where_it_is_needed(tmp_path):
    ontology, news = shutil.copytree(FOOTBALL, tmp_path / "moved"), tmp_path / "news.txt"
    news.write_text("Harbour City signed Jo Salt from Northgate.", encoding="utf-8")
    with kg.build([news], tmp_path / "graph", ontology=ontology) as built:
        assert len(built.facts()) == 1
    shutil.rmtree(ontology)

    with kg.Graph.open(tmp_path / "graph") as opened:
        assert len(opened.facts()) == 1
        with pytest.raises(NoOntology, match="moved: no ontology here"):
            opened.query("arrivals")


# What an ontology need not say


def test_words_that_an_ontology_does_not_have_come_with_the_program():
    grammar = load_grammar(FOOTBALL)

    assert words_file(FOOTBALL, "heads") == FOOTBALL / "words" / "heads.yaml"
    assert words_file(FOOTBALL, "modality") == bundled_ontology() / "words" / "modality.yaml"
    assert "may" in grammar.word_set("modality", "possible")
    assert page_words(FOOTBALL) == page_words()


def test_words_about_classes_that_an_ontology_does_not_have_are_left_out(tmp_path):
    shutil.copy(FOOTBALL / "kg.ttl", tmp_path / "kg.ttl")
    grammar = load_grammar(tmp_path)

    assert [*grammar.words["heads"]] == ["Person"]
    assert grammar.kinds("it") == ("Organisation",)
    assert grammar.kind("service") == ""


def test_an_ontologys_own_words_are_about_its_own_classes(tmp_path):
    ontology = shutil.copytree(FOOTBALL, tmp_path / "football")
    (ontology / "words" / "kinds.yaml").write_text("it: [Clubb]\n")
    (ontology / "words" / "heads.yaml").write_text("Playr: [striker]\n")

    with pytest.raises(OntologyProblems) as found:
        load_grammar(ontology)
    assert [str(problem) for problem in found.value.problems] == [
        "football/words/heads.yaml:1: no class 'Playr'; did you mean 'Player'?",
        "football/words/kinds.yaml:1: no class 'Clubb'; did you mean 'Club'?",
    ]


def test_another_word_list_is_another_grammar(tmp_path):
    ontology = shutil.copytree(FOOTBALL, tmp_path / "football")
    before = load_grammar(ontology).fingerprint
    (ontology / "words" / "modality.yaml").write_text("possible: [may]\n")

    assert load_grammar(ontology).fingerprint != before


def test_the_program_says_nothing_of_its_own_that_the_bundled_ontology_does_not_define():
    defined = _Source.read(bundled_ontology() / "kg.ttl").names(*KINDS)
    assert {*PROGRAM_WORDS} <= {*defined}
    assert load_ontology(bundled_ontology()).names == frozenset(defined)
