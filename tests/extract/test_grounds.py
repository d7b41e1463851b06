"""Reasons that no "for" or "because" introduces."""

from kg.extract.syntax.grounds import grounds, is_explanation
from kg.grammar import Grammar
from kg.tokens import Doc


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


def _order(words: tuple[str, str], grammar: Grammar) -> list[str]:
    """ "blocked it in order to stop lies", or "in a ... to"."""
    before, order = words
    doc = Doc(
        words=["blocked", "it", "in", *([before] if before else []), order, "to", "stop", "lies"],
        heads=[0, 0, 0, *([4] if before else []), 2, *([6, 4, 6] if before else [5, 3, 5])],
        deps=["ROOT", "dobj", "prep", *(["det"] if before else []), "pobj", "aux", "acl", "dobj"],
        pos=["VERB", "PRON", "ADP", *(["DET"] if before else []), "NOUN", "PART", "VERB", "NOUN"],
        lemmas=["block", "it", "in", *([before] if before else []), order, "to", "stop", "lie"],
    )
    return [token.text for token in grounds(doc[0], grammar)]


def test_in_order_to_tells_an_aim_and_in_an_order_to_does_not(grammar: Grammar) -> None:
    assert _order(("", "order"), grammar) == ["stop"]
    assert _order(("a", "bid"), grammar) == ["stop"]
    assert not _order(("an", "order"), grammar)
