import shutil

import pytest

from kg.check import PARTS, check_ontology, example_problems, is_as_told
from kg.errors import OntologyProblems
from kg.grammar import load_grammar
from kg.ontology import bundled_ontology, load_ontology

CLOSURE = """\
event: Closure
says: Accounts are closed.
patterns:
  - name: close-accounts
    trigger:
      verb: [close]
    slots:
      agent: {role: subject}
      target: {role: object, is: AccountGroup, required: yes}
      count: {of: target}
    examples:
      - text: Weibo closed 1,200 fake accounts.
        facts: [{agent: Weibo, target: fake accounts, count: "1200"}]
      - text: Weibo has not closed any accounts.
        facts: []
"""


@pytest.fixture
def ontology(tmp_path):
    """The ontology with one pattern and one name: a folder to break."""
    folder = tmp_path / "ontology"
    shutil.copytree(bundled_ontology(), folder)
    for path in (*folder.glob("grammar/*.yaml"), *folder.glob("names/*.yaml")):
        path.unlink()
    (folder / "names" / "platforms.yaml").write_text("- {name: Weibo, type: Platform}\n")
    (folder / "grammar" / "closure.yaml").write_text(CLOSURE)
    return folder


def problems(folder):
    """All that is told to be wrong."""
    with pytest.raises(OntologyProblems) as raised:
        check_ontology(folder)
    return [str(problem) for problem in raised.value.problems]


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("found", "wanted", "is_same"),
    [
        ([], [], True),
        ([{"agent": ("Weibo",)}], [], False),
        ([], [{"agent": ("Weibo",)}], False),
        ([{"agent": ("Weibo",), "count": ("more-than 9800",)}], [{"agent": ("weibo",)}], True),
        ([{"count": ("more-than 9800",)}], [{"count": ("9800",)}], False),
        ([{"amount": ("50000000 EUR",)}], [{"amount": ("50000000 EUR",)}], True),
        ([{"agent": ("Weibo", "Douyin")}], [{"agent": ("Douyin", "Weibo")}], True),
        ([{"agent": ("Weibo", "Douyin")}], [{"agent": ("Douyin",)}], False),
        ([{"agent": ("Weibo",)}], [{"agent": ("Weibo",), "count": ("3",)}], False),
        ([{"count": ("1",)}, {"count": ("2",)}], [{"count": ("2",)}, {"count": ("1",)}], True),
        ([{"count": ("1",)}, {"count": ("1",)}], [{"count": ("2",)}, {"count": ("1",)}], False),
        ([{"count": ("1",)}, {"agent": ("A",), "count": ("1",)}], [{"count": ("1",)}, {"agent": ("A",)}], True),
    ],
)
def test_an_example_holds_where_just_its_facts_are_found(found, wanted, is_same):
    assert is_as_told(wanted, found) is is_same


def test_all_that_is_wrong_is_told_at_once_with_file_line_and_nearest_name(ontology):
    change(ontology / "grammar" / "closure.yaml", "is: AccountGroup", "is: AcountGroup")
    change(ontology / "grammar" / "closure.yaml", "verb: [close]", "vreb: [close]")
    change(ontology / "queries" / "fines.rq", "a kg:Fine ;", "a kg:Fien ;")
    change(ontology / "shapes.ttl", "sh:targetClass kg:Fact", "sh:targetClass kg:Fakt")
    (ontology / "names" / "more.yaml").write_text(
        "- {name: Chatter, type: Platfrom}\n- {name: A, type: Court, parent: Bee}\n"
    )
    (ontology / "rules" / "wrong.rq").write_text("SELECT * { ?s ?p ?o }\n")

    told = "\n".join(problems(ontology))

    assert "ontology/grammar/closure.yaml:9: no class 'AcountGroup'; did you mean 'AccountGroup'?" in told
    assert "ontology/grammar/closure.yaml:6: no trigger 'vreb'; did you mean 'verb'?" in told
    assert "fines.rq:16: the ontology has no 'Fien'; did you mean 'Fine'?" in told
    assert "the ontology has no 'Fakt'; did you mean 'Fact'?" in told
    assert "ontology/names/more.yaml:1: no class 'Platfrom'; did you mean 'Platform'?" in told
    assert "ontology/names/more.yaml:2: parent: no known name 'Bee'" in told
    assert "wrong.rq:1: a rule begins with a comment that says what it concludes" in told


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("kg.ttl", "kg:A a", "ontology/kg.ttl:1: not Turtle: "),
        ("shapes.ttl", "kg:A a", "ontology/shapes.ttl:1: not Turtle"),
        ("grammar/closure.yaml", "event: [", "ontology/grammar/closure.yaml:2: not YAML: "),
        ("grammar/closure.yaml", "event: Clojure", "ontology/grammar/closure.yaml:1: no event 'Clojure'; did you mean"),
        ("queries/fines.rq", "# Why?\nSELECT ?x {", "ontology/queries/fines.rq:2: column 12: "),
        ("queries/fines.rq", "SELECT * { }", "fines.rq:1: a question begins with a comment that says what it answers"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(ontology, file, text, problem):
    (ontology / file).write_text(text)
    assert problem in "\n".join(problems(ontology))


@pytest.mark.model
def test_an_ontology_without_a_problem_is_counted(ontology):
    told = check_ontology(ontology)
    assert (told.patterns, told.examples, told.rules >= 4, told.questions >= 12) == (1, 2, True, True)
    assert "1 pattern with 2 examples" in str(told)
    assert str(told).endswith("no problem found")


@pytest.mark.model
def test_an_example_that_does_not_hold_is_told_of_with_what_was_found_instead(ontology):
    path = ontology / "grammar" / "closure.yaml"
    change(path, 'count: "1200"', 'count: "1300"')
    change(path, "Weibo has not closed any accounts", "Weibo closed its accounts in May")

    first, second = problems(ontology)

    assert first == (
        "ontology/grammar/closure.yaml:12: closure/close-accounts: “Weibo closed 1,200 fake accounts.” should give "
        "Closure of agent: Weibo, target: fake accounts, count: 1300; "
        "found: agent: Weibo, target: fake accounts, platform: Weibo, count: 1200"
    )
    assert second.startswith("ontology/grammar/closure.yaml:14: ")
    assert "should give Closure of nothing; found: agent: Weibo, target: " in second


@pytest.mark.model
def test_a_slot_in_an_example_that_does_not_exist_is_told_of(ontology):
    change(ontology / "grammar" / "closure.yaml", "{agent: Weibo, target", "{agnet: Weibo, target")
    assert problems(ontology) == [
        "ontology/grammar/closure.yaml:12: an example's fact has no slot 'agnet'; did you mean 'agent'?"
    ]


@pytest.mark.model
def test_every_example_of_the_grammar_holds():
    assert [*map(str, example_problems(load_grammar(bundled_ontology())))] == []


def test_every_part_of_the_ontology_is_whole():
    ontology = load_ontology(bundled_ontology())
    assert [str(problem) for find in PARTS for problem in find(ontology)] == []
