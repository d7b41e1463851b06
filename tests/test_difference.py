"""What came and went between two graphs."""

from typing import Any

from kg.difference import compare
from kg.grammar import load_grammar
from kg.graph import quads
from kg.knowledge_graph import Graph
from kg.model import Knowledge, Name, Reading
from kg.ontology import bundled_ontology, load_ontology
from kg.resolve import resolve
from kg.resolve.judgements import Judgement, Named
from tests.builders import article, fact, mention, what_follows


def fined(target, id):
    told = article(f"Brimcom fined {target}.", id=id)
    slots: dict[str, Any] = {
        "agent": mention("Brimcom", "Regulator", within=told),
        "target": mention(target, "Platform", Name(target), within=told),
    }
    return Reading(told, (fact("Fine", told.text, within=told, **slots),))


def graph_of(*readings, judgements=()) -> Graph:
    knowledge: Knowledge = resolve(readings, load_grammar(bundled_ontology()), judgements)
    stated = [*quads(knowledge, load_ontology(bundled_ontology()))]
    return Graph.of(knowledge, [*stated, *what_follows(stated)])


def test_articles_facts_things_and_conclusions_that_came_and_went_are_told():
    told = str(compare(graph_of(fined("Chatter", "a")), graph_of(fined("Hearsay", "b"))))
    assert "came: 1 article\n  b" in told
    assert "went: 1 article\n  a" in told
    assert "came: 1 fact\n  Fine: agent: Brimcom, target: Hearsay “Brimcom fined Hearsay.” (b)" in told
    assert "went: 1 thing\n  Chatter (Platform)" in told
    assert "Brimcom regulates Hearsay" in told


def test_things_that_are_split_and_joined_are_told():
    readings = (fined("Chatter", "a"), fined("Hearsay", "b"))
    same = Judgement(Named("Chatter"), Named("Hearsay"), is_one=True)
    apart, joined = graph_of(*readings), graph_of(*readings, judgements=(same,))
    assert "joined: 1 thing\n  Chatter (Platform) and Hearsay (Platform) are now one, Hearsay (Platform)" in str(
        compare(apart, joined)
    )
    assert "split: 1 thing\n  Hearsay (Platform) is now Chatter (Platform) and Hearsay (Platform)" in str(
        compare(joined, apart)
    )


def test_a_changed_article_is_told_even_where_its_facts_are_the_same():
    before, after = fined("Chatter", "a"), fined("Chatter", "a")
    changed = Reading(article(after.article.text + " So it goes.", id="a"), after.facts)
    assert "changed: 1 article\n  a" in str(compare(graph_of(before), graph_of(changed)))


def test_equal_graphs_differ_in_nothing():
    assert str(compare(graph_of(fined("Chatter", "a")), graph_of(fined("Chatter", "a")))).startswith("no difference")
