"""The grammar: what is wrong with its files is told at once, with file, line and nearest name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import OntologyProblems
from kg.grammar import Grammar, load_grammar, once
from kg.ontology import bundled_ontology

PATTERN = """
event: Fine
says: Somebody is fined.
patterns:
  - name: fine
    trigger: {verb: [fine]}
    slots: {target: {role: [object], is: Company, required: yes}}
    examples: [{text: The court fined Acme., facts: []}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An ontology with one grammar file and one known name."""
    shutil.copytree(bundled_ontology(), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "grammar")
    shutil.rmtree(tmp_path / "names")
    for name, text in (("grammar/fine.yaml", PATTERN), ("names/companies.yaml", "- {name: Acme, type: Company}\n")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def problems_of(folder: Path) -> list[str]:
    """What is wrong, a line each, without the way to the folder."""
    with pytest.raises(OntologyProblems) as raised:
        load_grammar(folder)
    return [str(problem).replace(f"{folder.name}/", "") for problem in raised.value.problems]


def test_a_pattern_is_found_by_its_trigger(folder: Path) -> None:
    (pattern, trigger), *others = load_grammar(folder).by_trigger["verb", "fine"]
    assert (pattern.name, trigger, others) == ("fine/fine", "fine", [])


def test_yes_and_no_are_words(folder: Path) -> None:
    (folder / "grammar/fine.yaml").write_text(PATTERN.replace("[fine]", "[no, on]"), encoding="utf-8")
    assert {trigger for _, trigger in load_grammar(folder).by_trigger} == {"no", "on"}


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("event: Fine", "event: Fines", "grammar/fine.yaml:2: no event 'Fines'; did you mean 'Fine'?"),
        ("target:", "taget:", "grammar/fine.yaml:7: no slot 'taget'; did you mean 'target'?"),
        ("is: Company", "is: Compny", "grammar/fine.yaml:7: no class 'Compny'; did you mean 'Company'?"),
        ("verb:", "verbs:", "grammar/fine.yaml:6: no trigger 'verbs'; did you mean 'verb'?"),
        ("    slots:", "    slot:", "grammar/fine.yaml:5: a pattern has slots"),
    ],
)
def test_a_slip_is_told_with_its_place_and_the_nearest_name(
    folder: Path, before: str, after: str, problem: str
) -> None:
    (folder / "grammar/fine.yaml").write_text(PATTERN.replace(before, after), encoding="utf-8")
    assert problem in problems_of(folder)


def test_all_slips_are_told_at_once(folder: Path) -> None:
    (folder / "grammar/fine.yaml").write_text(PATTERN.replace("target:", "taget:"), encoding="utf-8")
    (folder / "names/companies.yaml").write_text("- {name: Acme, type: Compny}\n- {name: Bolt}\n", encoding="utf-8")
    assert len(problems_of(folder)) == 3


def test_what_is_not_yaml_is_told_with_its_line(folder: Path) -> None:
    (folder / "names/companies.yaml").write_text("- {name: Acme", encoding="utf-8")
    assert any(line.startswith("names/companies.yaml:") and "not YAML" in line for line in problems_of(folder))


def test_a_name_stands_once(folder: Path) -> None:
    (folder / "names/more.yaml").write_text("- {name: Acme, type: Company}\n", encoding="utf-8")
    assert problems_of(folder) == ["names/more.yaml:1: 'Acme' is there already"]


def test_an_answer_is_worked_out_once_for_each_grammar(folder: Path) -> None:
    asked: list[str] = []

    @once
    def names(grammar: Grammar) -> tuple[str, ...]:
        asked.append("again")
        return tuple(grammar.names)

    grammar = load_grammar(folder)
    assert (names(grammar), names(grammar), asked) == (("Acme",), ("Acme",), ["again"])
