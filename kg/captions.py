"""What an event is called by on a page: "Weibo closes 778 accounts (2018)", by the ontology's templates."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.agreed import exactest
from kg.model import Amount, Count, Fact, Group, Mention, Name, PartialDate, Phrase, Quotation, Value
from kg.ontology import Ontology

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
LONGEST_FILLER = 60  # characters
MOST_NAMES = 3
DATE_SLOTS = ("date", "start", "end")
LAST_CAPTION = "{type}[ ({year})]"  # where the ontology has none that can be filled

Place = tuple[str, str, int]  # fact id, slot, position


def event_caption(
    type_: str,
    facts: Mapping[str, Fact],
    ontology: Ontology,
    *,
    labels: Mapping[Place, str],
    disputed: Collection[str] = (),
) -> str:
    """
    The caption of an event of the type that the facts tell; labels: what the things in their slots are called.

    Of a number, the most exact of those that agree; of what is disputed, what most tell.
    """
    filled = {slot for fact in facts.values() for slot in fact.slots}
    agreed = {slot: facts if slot in disputed else exactest(slot, facts) for slot in filled}
    told = {slot: [*_fillers(slot, agreed[slot], ontology, labels)] for slot in ontology.slots if slot in filled}
    words = {slot: _joined(slot, fillers, ontology) for slot, fillers in told.items() if fillers}
    years = [date[:4] for slot in DATE_SLOTS for date in told.get(slot, ()) if date[:4].isdigit()]
    if years:
        words["year"] = _most_told(years)
    words["type"] = ontology.classes[type_].label
    return _capitalised(fill((*ontology.captions(type_), LAST_CAPTION), words))


def fill(templates: Iterable[str], words: Mapping[str, str]) -> str:
    """
    The best filled of the templates, filled; empty where none can be.

    "{agent} closes [{count} ]{target}[ ({year})]"   Weibo closes 778 accounts
    """
    fillable = [template for template in templates if _required(template) <= words.keys()]
    if not fillable:
        return ""
    # An event always has a type, which tells least: no template is better for it.
    best = max(fillable, key=lambda template: len(({*PLACEHOLDER.findall(template)} & words.keys()) - {"type"}))
    kept = OPTIONAL.sub(lambda part: part[1] if _required(part[1]) <= words.keys() else "", best)
    return PLACEHOLDER.sub(lambda slot: words[slot[1]], kept)


def value_text(value: Value, ontology: Ontology) -> str:
    """The value as a person would write it, with how exactly it is told."""
    match value:
        case Count(number, comparator):
            return fill([ontology.comparators.get(comparator, "{number}")], {"number": f"{number:,}"})
        case Amount(number, currency, comparator):
            return fill([ontology.comparators.get(comparator, "{number}")], {"number": f"{currency} {number:,}"})
        case PartialDate(text) | Quotation(text) | Phrase(text) | Name(text) | Group(text):
            return text


def _required(template: str) -> set[str]:
    return {*PLACEHOLDER.findall(OPTIONAL.sub("", template))}


def _fillers(slot: str, facts: Mapping[str, Fact], ontology: Ontology, labels: Mapping[Place, str]) -> Iterator[str]:
    for fact_id, fact in facts.items():
        for position, mention in enumerate(fact.slots.get(slot, ())):
            yield _filler(mention, labels.get((fact_id, slot, position)), ontology)


def _filler(mention: Mention, label: str | None, ontology: Ontology) -> str:
    return textwrap.shorten(label or value_text(mention.value, ontology), LONGEST_FILLER, placeholder="…")


def _joined(slot: str, fillers: list[str], ontology: Ontology) -> str:
    """Several things as a list; of several values, the one that is told most."""
    if ontology.slots[slot].literal:
        return _most_told(fillers)
    names = [*dict.fromkeys(fillers)]
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def _most_told(fillers: list[str]) -> str:
    return Counter(fillers).most_common(1)[0][0]


def _capitalised(text: str) -> str:
    """The text with a capital at its head, unless its first word is a name with capitals of its own: iQiyi."""
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text
