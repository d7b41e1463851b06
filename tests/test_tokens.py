"""Words and how they hang together."""

import pytest

from kg.tokens import Doc


def acme() -> Doc:
    """Two sentences, with what spaCy would say of them."""
    return Doc(
        words=["Acme", "Inc", "(", "Paris", ")", "lied", ".", "€", "fell"],
        heads=[1, 5, 3, 1, 3, 5, 5, 8, 8],
        deps=["compound", "nsubj", "punct", "appos", "punct", "ROOT", "punct", "nsubj", "ROOT"],
        ents=["B-ORG", "I-ORG", "O", "B-GPE", "O", "O", "O", "O", "O"],
        whitespace=[" ", " ", "", "", " ", "", " ", " ", ""],
    )


def test_children_stand_in_the_order_of_the_text():
    doc = acme()
    assert [child.text for child in doc[1].children] == ["Acme", "Paris"]
    assert (doc[1].lefts, doc[1].rights) == ((doc[0],), (doc[3],))


def test_a_word_s_subtree_reaches_from_edge_to_edge():
    doc = acme()
    assert [token.text for token in doc[1].subtree] == ["Acme", "Inc", "(", "Paris", ")"]
    assert (doc[1].left_edge.i, doc[1].right_edge.i) == (0, 4)


def test_ancestors_go_up_to_the_root():
    doc = acme()
    assert [token.text for token in doc[2].ancestors] == ["Paris", "Inc", "lied"]
    assert doc[1].is_ancestor(doc[2])
    assert not doc[2].is_ancestor(doc[1])
    assert not doc[1].is_ancestor(doc[1])


def test_a_sentence_begins_where_the_tree_of_its_root_does():
    doc = acme()
    assert [sentence.text for sentence in doc.sents] == ["Acme Inc (Paris) lied.", "€ fell"]
    assert doc[3].sent.root is doc[5]
    assert [token.i for token in doc if token.is_sent_start] == [0, 7]


def test_a_name_is_read_from_its_labels():
    doc = acme()
    assert [(name.text, name[0].ent_type_) for name in doc.ents] == [("Acme Inc", "ORG"), ("Paris", "GPE")]


def test_names_that_touch_are_two():
    doc = Doc(["Acme", "Globex"], ents=["B-ORG", "B-ORG"])
    assert [name.text for name in doc.ents] == ["Acme", "Globex"]


def test_what_hangs_elsewhere_is_a_child_there_and_nowhere_else():
    doc = acme()
    doc[3].head = doc[5]
    assert doc[1].children == (doc[0],)
    assert [child.text for child in doc[5].children] == ["Inc", "Paris", "."]
    assert doc[1].right_edge is doc[1]
    assert [token.text for token in doc[1].subtree] == ["Acme", "Inc"]


def test_a_word_that_becomes_a_root_begins_a_sentence():
    doc = acme()
    doc[3].head = doc[3]
    assert [sentence.text for sentence in doc.sents] == ["Acme Inc", "(Paris) lied.", "€ fell"]
    assert doc[5].sent.start == 2


def test_a_root_that_hangs_on_another_ends_its_sentence():
    doc = acme()
    doc[8].head = doc[5]
    assert [sentence.text for sentence in doc.sents] == ["Acme Inc (Paris) lied. € fell"]
    assert doc[7].left_edge is doc[7]
    assert doc[5].right_edge is doc[8]


def test_two_words_that_hang_on_each_other_for_a_moment_come_apart_again():
    doc = acme()
    doc[1].head = doc[3]
    assert list(doc[1].ancestors)[:2] == [doc[3], doc[1]]
    doc[3].head = doc[5]
    assert [token.text for token in doc[3].subtree] == ["Acme", "Inc", "(", "Paris", ")"]


@pytest.mark.parametrize(
    ("start", "end", "root"),
    [(0, 5, "Inc"), (2, 5, "Paris"), (3, 9, "lied"), (2, 3, "("), (4, 4, ")")],
)
def test_the_root_of_words_is_the_highest_of_them(start: int, end: int, root: str):
    assert acme()[start:end].root.text == root


def test_words_are_cut_as_lists_are():
    doc = acme()
    assert doc[-3:].text == ". € fell"
    assert doc[1:6][1:-1].text == "(Paris)"
    assert doc[5:2].text == ""
    assert doc[1:6][-1] is doc[5]
    assert doc[5] in doc[1:6]
    assert doc[6] not in doc[1:6]


def test_a_word_knows_what_its_characters_are():
    doc = acme()
    assert [token.text for token in doc if token.is_punct] == ["(", ")", "."]
    assert [token.text for token in doc if token.is_currency] == ["€"]
    assert [token.text for token in doc if token.is_lower] == ["lied", "fell"]


def test_nothing_stands_before_the_first_word():
    doc = acme()
    assert doc[1].nbor(-1) is doc[0]
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
