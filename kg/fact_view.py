"""The fact view: facts as JSON lines, written by programs and by annotators alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import BadFacts

DATES = ("date", "start", "end")
NUMBERS = ("count", "amount")
WORDED = (
    *("agent", "target", "platform", "reason", "campaign", "policy"),
    *("topic", "quote", "medium", "role", "subject", "object"),
)
COMPARATOR = "comparator"  # of a count; it is judged apart from the number
TRAP = "NOT"  # the type of a line that tells what an article does not state


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things, or of money."""

    value: float
    currency: str | None = None


Filler = tuple[str | Quantity, ...]  # all that would do; of an extracted fact, one


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as the fact view tells it, or, as a trap, one that it must not tell."""

    doc: str
    type: str
    slots: Mapping[str, tuple[Filler, ...]] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    is_trap: bool = False

    def fillers(self, slot: str) -> tuple[Filler, ...]:
        """What stands in the slot."""
        return self.slots.get(slot, ())


def read_facts(path: Path) -> tuple[FactLine, ...]:
    """The facts of a file, in its order."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadFacts(path, 0, error.strerror or str(error)) from error
    return tuple(_facts_in(content, path))


def _facts_in(content: bytes, path: Path) -> Iterator[FactLine]:
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                yield parse_fact(line)
            except ValueError as error:
                raise BadFacts(path, number, str(error)) from error


def parse_fact(line: str | bytes) -> FactLine:
    """The fact that one line tells; ValueError says what is wrong with it."""
    fields = _json_object(line)
    if fields.get("type") == TRAP:
        told = fields.get("fact")
        if not isinstance(told, dict):
            raise ValueError(f"a {TRAP} needs the fact that is not so, as an object in 'fact'")
        return _fact_line(told, doc=_word(fields, "doc"), is_trap=True)
    return _fact_line(fields, doc=_word(fields, "doc"))


def _json_object(line: str | bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} (column {error.colno})") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start + 1} of the line)") from error
    except RecursionError as error:
        raise ValueError("not a fact: brackets within brackets without end") from error
    if not isinstance(fields, dict):
        raise ValueError('not a fact: a line holds one object, {"doc": ..., "type": ..., ...}')
    return fields


def _fact_line(fields: Mapping[str, Any], *, doc: str, is_trap: bool = False) -> FactLine:
    return FactLine(
        doc=doc,
        type=_word(fields, "type"),
        slots=dict(_read_slots(fields)),
        evidence=tuple(str(words) for words in _several(fields.get("evidence"))),
        is_trap=is_trap,
    )


def _word(fields: Mapping[str, Any], key: str) -> str:
    word = fields.get(key)
    if not isinstance(word, str) or not word:
        raise ValueError(f"a fact needs {key!r}, as a string")
    return word


def _read_slots(fields: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    for slot in (*WORDED, *DATES):
        if slot in fields:
            yield slot, tuple(_wordings(slot, told) for told in _several(fields[slot]))
    for slot in NUMBERS:
        if slot in fields:
            yield slot, tuple((_quantity(slot, told),) for told in _several(fields[slot]))
    if isinstance(fields.get("count"), dict):
        yield COMPARATOR, ((str(fields["count"].get(COMPARATOR) or "exact"),),)


def _several(told: Any) -> list[Any]:
    if told in (None, "", []):
        return []
    return told if isinstance(told, list) else [told]


def _wordings(slot: str, told: Any) -> Filler:
    wordings = told if isinstance(told, list) else [told]
    if not wordings or not all(isinstance(wording, str) for wording in wordings):
        raise ValueError(f"{slot}: {json.dumps(told)} is neither a string nor a list of accepted strings")
    return tuple(wordings)


def _quantity(slot: str, told: Any) -> Quantity:
    value = told.get("value") if isinstance(told, dict) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f'{slot}: {json.dumps(told)} is no object with a number as its "value"')
    return Quantity(value, told.get("currency"))
