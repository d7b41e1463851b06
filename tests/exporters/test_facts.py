import csv
import io
import json

import pytest

from kg.evaluation import read_facts
from kg.exporters.facts import asserted, fact_rows, fact_view, facts_csv, facts_jsonl, facts_table
from kg.model import Amount, Count, Fact, Group, Mention, Modality, Name, PartialDate, Phrase, Quotation, Span, Value
from tests.small_graph import CLOSURE, FIRST_FACTS, SECOND_FACTS


def mention(value: Value, start: int = 0) -> Mention:
    return Mention(Span("001", start, start + 1, "x"), "Any", value)


EVIDENCE = (Span("001", 5, 10, "closed 40\naccounts"), Span("001", 20, 25, "“said”"))


def test_a_fact_is_one_plain_object_in_the_order_of_the_fact_view():
    fact = Fact(
        "Closure",
        {
            "reason": (mention(Phrase("spreading rumours")), mention(Phrase("bullying"))),
            "agent": (mention(Name("Lumo", known="Lumo Ltd")), mention(Name("Lumo"), 7), mention(Name("Hearsay"))),
            "target": (mention(Group("fake accounts", "account")),),
            "count": (mention(Count(9800, "more-than")), mention(Count(5))),
            "amount": (mention(Amount(120_000_000, "EUR", "about")),),
            "date": (mention(PartialDate("2018-11")),),
            "start": (mention(PartialDate("--05-22")),),
            "quote": (mention(Quotation("We read")),),
        },
        EVIDENCE,
        ("p",),
    )

    view = fact_view(fact)

    assert list(view.items()) == [
        ("doc", "001"),
        ("type", "Closure"),
        ("agent", ["Lumo", "Hearsay"]),
        ("target", ["fake accounts"]),
        ("count", {"value": 9800, "comparator": "more-than"}),
        ("amount", {"value": 120_000_000, "currency": "EUR"}),
        ("date", "2018-11"),
        ("start", "--05-22"),
        ("reason", ["spreading rumours", "bullying"]),
        ("quote", ["We read"]),
        ("evidence", ["closed 40\naccounts", "“said”"]),
    ]


@pytest.mark.parametrize("value", [PartialDate("2018"), Count(5), Amount(5, "EUR"), Phrase("so far")])
def test_a_slot_of_words_holds_strings_whatever_fills_it(value):
    view = fact_view(Fact("Pledge", {"topic": (mention(value),)}, EVIDENCE, ("p",)))

    assert all(isinstance(words, str) for words in view["topic"])  # type: ignore[attr-defined]


def test_what_is_not_asserted_says_so():
    denied = next(fact for fact in FIRST_FACTS if fact.modality is Modality.DENIED)

    assert fact_view(denied)["modality"] == "denied"
    assert "modality" not in fact_view(CLOSURE)
    assert denied not in asserted(FIRST_FACTS)


def test_lines_of_facts_are_read_by_the_evaluation(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text(facts_jsonl(SECOND_FACTS), encoding="utf-8")

    lines = read_facts(path)

    assert [(line.doc, line.type) for line in lines] == [("2021/second", fact.type) for fact in SECOND_FACTS]
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [
        fact_view(fact) for fact in SECOND_FACTS
    ]


def test_a_spreadsheet_shows_formulas_and_calculates_none():
    rows = list(csv.DictReader(io.StringIO(facts_csv(SECOND_FACTS))))

    assert [row["type"] for row in rows] == [fact.type for fact in SECOND_FACTS]
    assert rows[-1]["topic"] == "'=1+1"
    assert rows[-2]["date"] == "'--05-22"
    assert rows[0]["count"] == "about 9800"
    assert rows[-2]["amount"] == "300000 EUR"


def test_a_table_tells_type_slots_and_words_in_a_line_each():
    lines = facts_table(FIRST_FACTS).splitlines()

    assert len(lines) == len(FIRST_FACTS) + 2
    assert lines[0].split() == ["id", "doc", "type", "slots", "words"]
    assert "agent: Network Office, target: accounts, platform: Chatter" in lines[2]
    assert "Detention (denied)" in lines[-1]


def test_rows_for_a_dataframe_carry_the_ids():
    assert [row["id"] for row in fact_rows(FIRST_FACTS)] == [fact.id for fact in FIRST_FACTS]
