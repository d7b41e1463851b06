"""The model's components that were made quick say what spaCy's own say."""

from typing import Any

import pytest
from spacy.lang.en import English
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from kg.language import RulerByWord, language

RULES: Any = (
    ({"patterns": [[{"TAG": "NN"}], [{"TAG": "NNS"}]], "attrs": {"POS": "NOUN"}}),
    ({"patterns": [[{"LOWER": "that", "DEP": {"IN": ["mark", "dep"]}}]], "attrs": {"POS": "SCONJ"}}),
    ({"patterns": [[{"LOWER": {"IN": ["can", "will"]}, "TAG": {"NOT_IN": ["NN", ""]}}]], "attrs": {"POS": "AUX"}}),
    ({"patterns": [[{"TAG": {"NOT_IN": ["TO"]}}]], "attrs": {"MORPH": "Foreign=No"}}),
    ({"patterns": [[{"LOWER": "ca"}, {"LOWER": {"REGEX": "^n.?t$"}}]], "attrs": {"LEMMA": "not"}, "index": 1}),
    ({"patterns": [[{"IS_SPACE": True}]], "attrs": {"POS": "SPACE"}}),
)


@pytest.mark.parametrize("ruler", [RulerByWord, AttributeRuler])
def test_a_rule_fits_the_words_that_it_describes(ruler):
    rules = ruler(English().vocab)
    rules.add_patterns(RULES)
    doc = Doc(
        rules.vocab,
        words=["Fans", "said", "that", "cans", "can", "n't", "\n", "ca", "n't", "that"],
        tags=["NNS", "VBD", "IN", "NNS", "NN", "RB", "_SP", "MD", "RB", "DT"],
        heads=[1, 1, 4, 4, 1, 4, 4, 1, 7, 7],
        deps=["nsubj", "ROOT", "mark", "nsubj", "ccomp", "neg", "dep", "conj", "neg", "dobj"],
    )
    fitting = [(rule, start, end) for rule, _, start, end in rules.match(doc)]
    assert [found for found in fitting if found[0] != 3] == [
        *((0, i, i + 1) for i in (0, 3, 4)),
        (1, 2, 3),
        (4, 7, 9),
        (5, 6, 7),
    ]
    assert [start for rule, start, _ in fitting if rule == 3] == list(range(10))


def test_forgotten_rules_fit_nothing():
    rules = RulerByWord(English().vocab)
    rules.add_patterns(RULES)
    rules.clear()
    assert rules.match(Doc(rules.vocab, words=["cans"], tags=["NNS"])) == []


@pytest.mark.model
def test_the_model_s_words_get_the_attributes_that_spacy_s_own_ruler_gives(corpus):
    nlp = language()
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, RulerByWord)
    text = (corpus / "cn20-toutiao-duanzi.txt").read_text(encoding="utf-8")
    doc = nlp(text)
    assert len(ruler.match(doc)) > len(doc) > 200
    assert ruler.match(doc) == AttributeRuler.match(ruler, doc)


@pytest.mark.model
def test_the_lemmatizer_knows_its_words_at_once():
    lemmatizer: Any = language().get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    assert {type(index[part_of_speech]) for part_of_speech in index} == {frozenset}
