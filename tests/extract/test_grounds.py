"""Reasons that no "for" or "because" introduces."""

from pathlib import Path

import pytest

from kg.extract.syntax.grounds import grounds, is_explanation
from kg.grammar import Grammar, load_grammar
from kg.tokens import Doc


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar(Path(__file__).parents[2] / "ontology")


def _banned_it(explaining: str, grammar: Grammar) -> bool:
    words = ["Court", "banned", "Foo", ",", explaining, "that", "it", "lies"]
    doc = Doc(
        words=words,
        heads=[1, 1, 1, 1, 1, 7, 7, 4],
        deps=["nsubj", "ROOT", "dobj", "punct", "advcl", "mark", "nsubj", "ccomp"],
        tags=["NN", "VBD", "NNP", ",", "VBG", "IN", "PRP", "VBZ"],
        lemmas=["court", "ban", "Foo", ",", explaining.removesuffix("ing"), "that", "it", "lie"],
    )
    return is_explanation(doc[4], grammar)


def test_a_participle_of_saying_explains_an_act_and_another_one_does_not(grammar: Grammar) -> None:
    assert _banned_it("saying", grammar)
    assert not _banned_it("hoping", grammar)


def _verb_of_the_fine(verb: str, grammar: Grammar) -> list[str]:
    doc = Doc(
        words=["fine", verb, "from", "leaks"],
        heads=[1, 1, 1, 2],
        deps=["nsubj", "ROOT", "prep", "pobj"],
        pos=["NOUN", "VERB", "ADP", "NOUN"],
        lemmas=["fine", verb.removesuffix("s"), "from", "leak"],
    )
    return [token.text for token in grounds(doc[0], grammar)]


def test_what_a_fine_stems_from_is_its_reason_and_what_it_profits_from_is_not(grammar: Grammar) -> None:
    assert _verb_of_the_fine("stems", grammar) == ["leaks"]
    assert not _verb_of_the_fine("profits", grammar)
