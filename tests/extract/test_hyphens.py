"""Words that a hyphen joins."""

from kg.extract.syntax.hyphens import join_particle
from kg.tokens import Doc


def _clean_up(*, spaces: list[bool]) -> Doc:
    return Doc(
        words=["a", "clean", "-", "up", "began"],
        whitespace=[" " if space else "" for space in spaces],
        heads=[3, 3, 3, 4, 4],
        deps=["det", "compound", "punct", "nsubj", "ROOT"],
        pos=["DET", "NOUN", "PUNCT", "NOUN", "VERB"],
        lemmas=["a", "clean", "-", "up", "begin"],
    )


def test_a_verb_and_its_particle_are_one_noun():
    doc = _clean_up(spaces=[True, False, False, True, False])
    join_particle(doc[2])
    assert doc[3].lemma_ == "clean-up"


def test_a_dash_between_words_joins_nothing():
    doc = _clean_up(spaces=[True, True, True, True, False])
    join_particle(doc[2])
    assert doc[3].lemma_ == "up"
