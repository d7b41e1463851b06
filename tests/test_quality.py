"""What is found in the corpus is at or above a floor that only rises."""

import re
from dataclasses import dataclass

import pytest

import kg
from kg.across import agreement, event_items, read_gold, thing_items
from kg.knowledge_graph import Graph
from kg.ontology import load_ontology
from kg.shapes import validate
from tests.small_folder import ROOT


@dataclass(frozen=True)
class Floor:
    """The figures below which the program must not fall on corpus/."""

    slot_f1: float
    fact_f1: float
    traps: int  # at most


FLOOR = Floor(slot_f1=0.80, fact_f1=0.75, traps=2)


@pytest.fixture(scope="module")
def graph(corpus, tmp_path_factory):
    with kg.build([corpus], tmp_path_factory.mktemp("quality") / "graph") as built:
        yield built


@pytest.fixture(scope="module")
def scores(graph, corpus, tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "facts.jsonl"
    with path.open("wb") as output:
        graph.export("facts", output)
    return kg.evaluate(kg.read_facts(corpus / "gold.jsonl"), kg.read_facts(path))


@pytest.mark.model
def test_the_facts_found_are_as_good_as_they_were(scores):
    assert scores.articles == 36
    assert scores.slots.f1 >= FLOOR.slot_f1
    assert scores.facts.f1 >= FLOOR.fact_f1
    assert len(scores.fallen) <= FLOOR.traps


@pytest.mark.model
def test_every_word_that_a_fact_rests_on_stands_where_the_fact_says(graph: Graph):
    texts = {reading.article.id: reading.article.text for reading in graph.knowledge.readings}
    spans = [span for fact in graph.knowledge.facts for span in spans_of(fact)]
    assert len(spans) > 1000
    assert [span for span in spans if texts[span.article][span.start : span.end] != span.text] == []


def spans_of(fact):
    """All places that a fact rests on."""
    fillers = (mention.span for mentions in fact.slots.values() for mention in mentions)
    return [*fact.evidence, *fillers, *([fact.cue] if fact.cue else [])]


@pytest.mark.model
def test_the_graph_of_the_corpus_is_as_the_shapes_want_it(graph: Graph):
    assert validate(graph.to_rdflib(), load_ontology(graph.ontology)) == ()


def test_the_readme_tells_the_floor():
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    figures = re.search(r"slot F1 (0\.\d+), fact F1 (0\.\d+), (\d+) of 69 traps", told)
    assert figures, "the README does not tell the figures"
    assert Floor(float(figures[1]), float(figures[2]), int(figures[3])) == FLOOR


@pytest.mark.model
def test_things_and_events_are_told_apart_as_well_as_they_were(graph: Graph, corpus):
    gold = read_gold(corpus / "across.yaml", kg.read_facts(corpus / "gold.jsonl"))
    assert agreement(thing_items(graph.knowledge, gold)).f1 >= 0.97
    assert agreement(event_items(graph.knowledge, gold)).f1 >= 0.97
