"""What an event is called by on a page: "Weibo closes 778 accounts (2018)", by the ontology's templates."""

from __future__ import annotations

import re
import textwrap
from calendar import month_name
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.agreed import exactest
from kg.model import Amount, Count, Fact, Group, Mention, Name, PartialDate, Phrase, Quotation, Value
from kg.ontology import Ontology

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
PARTIAL_DATE = re.compile(r"(?:\d{4}|-)(?:-\d\d){0,2}")
VERB = re.compile(r"\{(\w+)\} (\w+)\|(\w+)")  # of one, of several
SCALES = ((1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"))
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
    several = {slot for slot, fillers in told.items() if len({*fillers}) > 1 or _are_many(slot, facts)}
    years = [date[:4] for slot in DATE_SLOTS for date in told.get(slot, ()) if date[:4].isdigit()]
    if years:
        words["year"] = _most_told(years)
    words["type"] = ontology.classes[type_].label
    return _capitalised(fill((*ontology.captions(type_), LAST_CAPTION), words, several=several))


def fill(templates: Iterable[str], words: Mapping[str, str], *, several: Collection[str] = ()) -> str:
    """
    The best filled of the templates, filled; empty where none can be. Several: the slots in which more than one stands.

    "{agent} closes|close [{count} ]{target}[ on {platform}][ ({year})]"   Weibo closes 778 accounts
    """
    fillable = [template for template in templates if _required(template) <= words.keys()]
    if not fillable:
        return ""
    # An event always has a type, which tells least: no template is better for it.
    best = max(fillable, key=lambda template: len(({*PLACEHOLDER.findall(template)} & words.keys()) - {"type"}))
    said = {words[slot] for slot in _required(best)}
    kept = OPTIONAL.sub(lambda part: part[1] if _tells_more(part[1], words, said) else "", best)
    agreeing = VERB.sub(lambda verb: f"{{{verb[1]}}} {verb[3 if verb[1] in several else 2]}", kept)
    return PLACEHOLDER.sub(lambda slot: words[slot[1]], agreeing)


def value_text(value: Value, ontology: Ontology) -> str:
    """The value as a person would write it, with how exactly it is told."""
    match value:
        case Count(number, comparator):
            return fill([ontology.comparators.get(comparator, "{number}")], {"number": number_text(number)})
        case Amount(number, currency, comparator):
            template = ontology.comparators.get(comparator, "{number}")
            return fill([template], {"number": f"{currency} {number_text(number)}"})
        case PartialDate(text) | Quotation(text) | Phrase(text) | Name(text) | Group(text):
            return text


def number_text(number: int) -> str:
    """
    The number as news writes it, and not rounded.

    9800            9,800
    3442000000      3.442 billion
    7221916235      7,221,916,235
    """
    for size, name in SCALES:
        if number >= size and number % (size // 1000) == 0:
            return f"{f'{number // size:,}.{number % size * 1000 // size:03}'.rstrip('0').rstrip('.')} {name}"
    return f"{number:,}"


def date_in_words(iso: str) -> str:
    """
    A date as a person writes it, no more precise than it is told.

    2018-11-12   12 November 2018
    2018-11      November 2018
    --06-10      10 June, of an unknown year
    """
    if not PARTIAL_DATE.fullmatch(iso):
        return iso
    year, month, day = (*iso.removeprefix("--").split("-"), "", "")[:3]
    if iso.startswith("--"):
        year, month, day = "", year, month
    words = [day.lstrip("0"), month and month_name[int(month)], year]
    return " ".join(filter(None, words)) + ("" if year else ", of an unknown year")


def _required(template: str) -> set[str]:
    return {*PLACEHOLDER.findall(OPTIONAL.sub("", template))}


def _tells_more(part: str, words: Mapping[str, str], said: Collection[str]) -> bool:
    """Whether the part can be filled and does not say a name again: "Weibo closes groups on Weibo"."""
    slots = _required(part)
    return slots <= words.keys() and not any(words[slot] in said for slot in slots)


def _are_many(slot: str, facts: Mapping[str, Fact]) -> bool:
    """Whether what stands in the slot is a group called in the plural: "regulators", and not "parliament"."""
    values = [mention.value for fact in facts.values() for mention in fact.slots.get(slot, ())[:1]]
    groups = [value for value in values if isinstance(value, Group)]
    return bool(groups) and all(not value.label.lower().endswith(value.head.lower()) for value in groups)


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
    return listed([*dict.fromkeys(fillers)])


def listed(names: Sequence[str]) -> str:
    """Names in a row: Weibo; Weibo and Douyin; Weibo, Douyin, Kuaishou and 2 more."""
    if len(names) > MOST_NAMES + 1:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _most_told(fillers: list[str]) -> str:
    return Counter(fillers).most_common(1)[0][0]


def _capitalised(text: str) -> str:
    """The text with a capital at its head, unless its first word is a name with capitals of its own: iQiyi."""
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text
