"""How well things and events are told apart, against a clustering made by hand."""

from typing import Any

import pytest

from kg.across import Item, agreement, event_items, read_gold, thing_items
from kg.errors import BadFacts
from kg.fact_view import parse_fact
from kg.grammar import load_grammar
from kg.model import Name, Reading
from kg.ontology import bundled_ontology
from kg.resolve import resolve
from tests.builders import article, fact, mention


def items(found, gold):
    return [Item(f"{place}", one, other) for place, (one, other) in enumerate(zip(found, gold, strict=True))]


def test_b_cubed_is_the_mean_share_of_what_is_right_in_each_items_cluster():
    merged = agreement(items("AAAB", "AABB"))
    # Items 0 and 1: 2 of 3 right; item 2: 1 of 3; item 3: 1 of 1. Recall: 1, 1, 1/2, 1/2.
    assert merged.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert merged.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert merged.merged == (("1", "2"),)
    assert merged.parted == (("2", "3"),)


def test_equal_clusterings_agree_whatever_they_are_called():
    assert agreement(items("ABBC", "XYYZ")).f1 == 1
    assert agreement(()).f1 == 0


def fined(id):
    told = article("Ofcom fined Chatter.", id=id)
    slots: dict[str, Any] = {
        slot: mention(name, kind, Name(name), within=told)
        for slot, name, kind in (("agent", "Ofcom", "Regulator"), ("target", "Chatter", "Platform"))
    }
    return Reading(told, (fact("Fine", told.text, within=told, **slots),))


GOLD = """{"doc": "%s", "type": "Fine", "agent": [["%s"]], "target": [["Chatter"]], "evidence": ["Ofcom fined"]}"""
ACROSS = """
things:
  - [Ofcom, Office of Communications]
apart: [Chatter]
events:
  - {type: Fine, told: {a: Ofcom fined, b: Ofcom fined}}
"""


def test_the_fillers_and_facts_of_both_sides_are_compared(tmp_path):
    path = tmp_path / "across.yaml"
    path.write_text(ACROSS, encoding="utf-8")
    gold = read_gold(path, [parse_fact(GOLD % ("a", "Ofcom")), parse_fact(GOLD % ("b", "Ofcom"))])
    knowledge = resolve([fined("a"), fined("b")], load_grammar(bundled_ontology()))

    things = agreement(thing_items(knowledge, gold))
    assert things.items == 4
    assert things.merged == (("Chatter (a, target)", "Chatter (b, target)"),)  # one here, two in the gold
    events = agreement(event_items(knowledge, gold))
    assert events.items == 2
    assert len(events.parted) == 1  # nothing but the names speaks for one event: two here, one in the gold


def test_words_that_are_no_evidence_of_a_fact_are_told(tmp_path):
    path = tmp_path / "across.yaml"
    path.write_text(ACROSS, encoding="utf-8")
    with pytest.raises(BadFacts, match="no Fine of b has the evidence 'Ofcom fined'"):
        read_gold(path, [parse_fact(GOLD % ("a", "Ofcom"))])
