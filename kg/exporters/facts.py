"""The fact view: facts as one plain object each, with the labels that the articles' words stand for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg.answers import csv_cell, csv_text, text_table
from kg.model import Amount, Count, Fact, Group, Mention, Modality, Name, PartialDate, Phrase, Quotation, Value

# The slots of the fact view, in its order; what else the ontology may know comes after them.
SLOTS = (
    "agent",
    "subject",
    "target",
    "object",
    "platform",
    "count",
    "amount",
    "date",
    "start",
    "end",
    "reason",
    "campaign",
    "policy",
    "topic",
    "quote",
    "medium",
    "role",
)
GAP = " … "  # between pieces of evidence


def fact_view(fact: Fact) -> dict[str, object]:
    """The fact as the fact view has it: one label a filler, a slot that is not stated left out."""
    slots = {slot: slot_view(mentions) for slot, mentions in in_order(fact) if mentions}
    told = {"doc": fact.article, "type": fact.type, **slots, "evidence": [span.text for span in fact.evidence]}
    return told if fact.modality is Modality.ASSERTED else {**told, "modality": fact.modality.value}


def in_order(fact: Fact) -> Iterable[tuple[str, tuple[Mention, ...]]]:
    """The fact's slots in the order of the fact view."""
    return sorted(
        fact.slots.items(), key=lambda slot: (SLOTS.index(slot[0]) if slot[0] in SLOTS else len(SLOTS), slot[0])
    )


def slot_view(mentions: tuple[Mention, ...]) -> object:
    """What fills the slot: one number or date, or a list of labels without repetitions."""
    if isinstance(mentions[0].value, Count | Amount | PartialDate):
        return value_view(mentions[0].value)
    return list(dict.fromkeys(label(mention.value) for mention in mentions))


def value_view(value: Value) -> object:
    """A number as an object, anything else as its label."""
    match value:
        case Count(number, comparator):
            return {"value": number, "comparator": comparator}
        case Amount(number, currency):
            return {"value": number, "currency": currency}
    return label(value)


def label(value: Value) -> str:
    """
    What the value is called, in whatever article it stands.

    Count(9800, "more-than")   more-than 9800
    """
    match value:
        case Name(text) | Group(text) | Phrase(text) | Quotation(text) | PartialDate(text):
            return text
        case Count(number, "exact"):
            return str(number)
        case Count(number, comparator):
            return f"{comparator} {number}"
        case Amount(number, currency):
            return f"{number} {currency}"


def asserted(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that an article asserts."""
    return [fact for fact in facts if fact.modality is Modality.ASSERTED]


# Formats


def facts_jsonl(facts: Iterable[Fact]) -> str:
    """The facts in the fact view, one a line."""
    return "".join(json.dumps(fact_view(fact), ensure_ascii=False) + "\n" for fact in facts)


def facts_csv(facts: Iterable[Fact]) -> str:
    """The facts for a spreadsheet, one a row, several fillers of a slot separated by semicolons."""
    listed = list(facts)
    slots = (*SLOTS, *sorted({slot for fact in listed for slot in fact.slots} - {*SLOTS}))
    columns = ("id", "doc", "type", "modality", *slots, "evidence", "patterns")
    return csv_text(columns, ([csv_cell(cell) for cell in csv_row(fact, slots)] for fact in listed))


def csv_row(fact: Fact, columns: Iterable[str] = SLOTS) -> list[str]:
    """The cells of the fact's row, with these slots."""
    slots = ["; ".join(label(mention.value) for mention in fact.slots.get(slot, ())) for slot in columns]
    words = GAP.join(span.text for span in fact.evidence)
    return [fact.id, fact.article, fact.type, fact.modality.value, *slots, words, "; ".join(fact.patterns)]


def facts_table(facts: Iterable[Fact]) -> str:
    """The facts for a terminal, one a row, with source and words."""
    rows = [
        [fact.id, fact.article, type_shown(fact), told_slots(fact.slots), GAP.join(span.text for span in fact.evidence)]
        for fact in facts
    ]
    return text_table(("id", "doc", "type", "slots", "words"), rows)


def type_shown(fact: Fact) -> str:
    """The fact's type, with how firmly it is told unless it is asserted."""
    return fact.type if fact.modality is Modality.ASSERTED else f"{fact.type} ({fact.modality.value})"


def told_slots(slots: Mapping[str, tuple[Mention, ...]]) -> str:
    """
    The slots in a line.

    agent: Weibo, target: fake accounts
    """
    filled = sorted(slots, key=lambda slot: (SLOTS.index(slot) if slot in SLOTS else len(SLOTS), slot))
    return ", ".join(f"{slot}: {' & '.join(label(mention.value) for mention in slots[slot])}" for slot in filled)


FACT_FORMATS: dict[str, Callable[[Iterable[Fact]], str]] = {
    "table": facts_table,
    "jsonl": facts_jsonl,
    "csv": facts_csv,
}


def fact_rows(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """The facts in the fact view with their ids, for a pandas DataFrame."""
    return [{"id": fact.id, **fact_view(fact)} for fact in facts]
