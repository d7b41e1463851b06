"""Doubtful pairs, and judgements that are kept."""

import pytest

from kg.errors import OutputError
from kg.grammar import load_grammar
from kg.graph import quads
from kg.knowledge_graph import Graph
from kg.model import Name, Reading
from kg.ontology import bundled_ontology, load_ontology
from kg.resolve import resolve
from kg.resolve.judgements import FILE, read_judgements
from kg.review import doubts, keep_judgements
from tests.builders import article, fact, mention


@pytest.fixture(scope="module")
def graph() -> Graph:
    readings = []
    for id, name in (("a", "Brimtalk Holdings"), ("b", "Brimtalk")):
        told = article(f"It was long ago. {name} promised more.", id=id)
        pledge = fact("Pledge", "promised more", within=told, agent=mention(name, "Company", Name(name), within=told))
        readings.append(Reading(told, (pledge,)))
    knowledge = resolve(readings, load_grammar(bundled_ontology()))
    return Graph.of(knowledge, quads(knowledge, load_ontology(bundled_ontology())))


def test_a_doubtful_pair_is_shown_with_its_sentences_and_its_sum(graph):
    (doubt,) = doubts(graph)
    assert {doubt.left.name, doubt.right.name} == {"Brimtalk", "Brimtalk Holdings"}
    assert not doubt.is_joined
    assert sorted(sentence for side in doubt.sentences for sentence in side) == [
        "Brimtalk Holdings promised more. (a)",
        "Brimtalk promised more. (b)",
    ]
    assert (
        doubt.sum == "+4.5 = +4.5 one name within the other (Brimtalk Holdings, Brimtalk)"
        or "Brimtalk, Brimtalk Holdings" in doubt.sum
    )


def test_a_judged_pair_is_doubtful_no_more_and_the_file_keeps_what_stood_there(graph, tmp_path):
    (doubt,) = doubts(graph)
    judgement = doubt.judged(is_one=True, by="Ada", why="same seat")
    path = tmp_path / FILE
    path.write_text("# ours\n- different: [{name: A}, {name: B}]", encoding="utf-8")
    keep_judgements([judgement], path)
    keep_judgements([judgement], path)  # told twice, kept once
    assert path.read_text(encoding="utf-8").startswith("# ours\n")
    assert [kept.is_one for kept in read_judgements(path)] == [False, True]
    assert doubts(graph, read_judgements(path)) == ()


def test_a_file_that_cannot_be_written_is_told(graph, tmp_path):
    (doubt,) = doubts(graph)
    with pytest.raises(OutputError):
        keep_judgements([doubt.judged(is_one=True, by="", why="")], tmp_path / "missing" / FILE)
