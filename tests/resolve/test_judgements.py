"""What people have judged, in a file beside the articles."""

import pytest

from kg.errors import OntologyProblems
from kg.grammar import load_grammar
from kg.model import Reading
from kg.ontology import bundled_ontology
from kg.resolve import idle
from kg.resolve.judgements import FILE, Judgement, Named, judgement_lines, judgements_beside, read_judgements
from tests.builders import article, fact, mention

SAID = Judgement(
    Named("Brimtalk", "Company"), Named('Xeno "X" Foss', "", "a"), is_one=True, by="Ada", why="renamed: 2021"
)


def test_judgements_are_read_as_they_were_written(tmp_path):
    other = Judgement(Named("A"), Named("B"), is_one=False)
    path = tmp_path / FILE
    path.write_text("".join(judgement_lines([SAID, other])), encoding="utf-8")
    assert read_judgements(path) == (SAID, other)
    assert judgements_beside([tmp_path, tmp_path / "article.txt"]) == tuple(sorted((SAID, other)))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- same: [{name: A}]\n", "judgements.yaml:1: a judgement lists two things"),
        ("- by: Ada\n", "judgements.yaml:1: a judgement lists two things"),
        ("- same: [{name: A}, {nam: B}]\n", "judgements.yaml:1: a thing has a name"),
        (
            "- same: [{name: A}, {name: B}]\n- different: [{name: B}, {name: A}]\n",
            r"judgements.yaml:2: .*judgements.yaml:1 says the contrary of the same two; take one back",
        ),
        ("- [", "judgements.yaml"),
        ("just words", "judgements.yaml:1: judgements are a list"),
        ("same: [{name: A}, {name: B}]", "judgements.yaml:1: judgements are a list"),
        ("- same: [{name: A}, {name: A}]\n", "judgements.yaml:1: 'A' is named twice"),
        ("- same: [{name: A}, {name: B}]\n  wy: so\n", "judgements.yaml:2: .* no field 'wy'; did you mean 'why'"),
        ("- same: [{name: A}, {name: B}]\n  why: [a, b]\n", "judgements.yaml:2: why: a text is wanted"),
        ("- same: [{name: [1, 2]}, {name: B}]\n", "judgements.yaml:1: name: a text is wanted"),
        ("- wrong", "1 problem in what people have judged"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(tmp_path, text, problem):
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyProblems, match=problem):
        read_judgements(path)


def test_where_there_is_no_file_nothing_is_judged(tmp_path):
    assert judgements_beside([tmp_path]) == ()


def test_judgements_of_two_folders_that_contradict_each_other_are_told(tmp_path):
    for folder, said in (("one", "same"), ("other", "different")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / FILE).write_text(f"- {said}: [{{name: A}}, {{name: B}}]\n", encoding="utf-8")
    with pytest.raises(OntologyProblems, match="says the contrary"):
        judgements_beside([tmp_path / "one", tmp_path / "other"])


def test_judgements_of_which_nothing_comes_are_told():
    grammar = load_grammar(bundled_ontology())
    told = article("Brimtalk promised more.", id="a")
    facts = (fact("Pledge", "promised", within=told, agent=mention("Brimtalk", "Company", within=told)),)
    right = Judgement(Named("Brimtalk"), Named("brimtalk", "Company"), is_one=True)
    wrong = Judgement(Named("Brimtalk", "Platform"), Named("Xeno", "", "b"), is_one=True)
    assert idle([Reading(told, facts)], grammar, [right, wrong]) == (
        "'Brimtalk' and 'Xeno': nothing here is called 'Brimtalk' as a Platform",
        "'Brimtalk' and 'Xeno': nothing here is called 'Xeno' in b",
    )
