"""How two names that are not the same are alike."""

import pytest

from kg.grammar import load_grammar
from kg.ontology import bundled_ontology
from kg.resolve.comparisons import name_forms
from kg.resolve.names import likenesses, words_of

FORMS = name_forms(load_grammar(bundled_ontology()))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Foo Holdings Ltd.", ("foo", "holdings")),
        ("Open Joint Stock Company Foo", ("foo",)),
        ("Dr. Nicolás Foo-Bar", ("nicolas", "foo", "bar")),
        ("A.B.C. Company", ("abc",)),
        ("Limited", ("limited",)),
        ("", ()),
    ],
)
def test_the_words_of_a_name_are_plain_and_without_its_forms(name, words):
    assert words_of(name, FORMS) == words


@pytest.mark.parametrize(
    ("left", "right", "is_person", "expected"),
    [
        ("Foo Ltd", "Foo Limited", False, "same name in another form"),
        ("FooBar", "Foo Bar", False, "same name in another form"),
        ("Mr. Nicolás Bar", "Nicolas Bar", True, "same name in another form"),
        ("BAR, Ada Maria", "Ada Maria Bar", True, "same names in another order"),
        ("Ada Bar", "Ada Maria Bar", True, "some of the names"),
        ("Ada Bar", "Ada Maria Bar", False, None),
        ("Ada", "Ada Bar", True, None),
        ("Sergej Lavrov", "Sergey Viktorovich Lavrov", True, "names spelt somewhat alike"),
        ("Rami Makhlouf", "Hafez Makhlouf", True, None),
        ("Pudney Trust", "Puccini Trust", False, None),
        ("Deutsche Bank", "Deutsche Bahn", False, "names spelt somewhat alike"),
        ("", "Ada", True, None),
    ],
)
def test_names_are_alike_in_form_order_length_or_spelling(left, right, is_person, expected):
    found = [*likenesses(words_of(left, FORMS), words_of(right, FORMS), is_person=is_person)]
    assert found == ([expected] if expected else [])
    assert found == [*likenesses(words_of(right, FORMS), words_of(left, FORMS), is_person=is_person)]
