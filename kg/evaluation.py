"""How good extracted facts are, measured against annotated ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kg.errors import printable
from kg.fact_view import FactLine, Filler, Quantity, read_facts
from kg.likeness import count_hits, rules

__all__ = ["Figures", "Outcome", "Scores", "TypeFigures", "errors", "evaluate", "read_facts", "report"]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were right, of how many found and how many there were to find."""

    hit: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Both taken together."""
        return Figures(self.hit + other.hit, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of the found ones that is right."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of those to be found that was."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """An extracted fact and the annotated one that it answers to; either may be missing."""

    found: FactLine | None
    gold: FactLine | None

    @property
    def type(self) -> str:
        """The type of both."""
        return self._sides[0].type

    @property
    def doc(self) -> str:
        """The article of both."""
        return self._sides[0].doc

    @property
    def by_slot(self) -> Mapping[str, Figures]:
        """The fillers that are right, slot by slot."""
        slots = sorted({slot for fact in self._sides for slot in fact.slots})
        return {slot: self.figures_of(slot) for slot in slots}

    @property
    def as_fact(self) -> Figures:
        """The fact as a whole: right only where all that is essential is."""
        is_right = bool(self.found and self.gold and is_core_right(self))
        return Figures(hit=is_right, found=self.found is not None, gold=self.gold is not None)

    def figures_of(self, slot: str) -> Figures:
        """The fillers of a slot that are right."""
        found = self.found.fillers(slot) if self.found else ()
        gold = self.gold.fillers(slot) if self.gold else ()
        return Figures(count_hits(slot, found, gold), len(found), len(gold))

    @property
    def _sides(self) -> tuple[FactLine, ...]:
        return tuple(fact for fact in (self.gold, self.found) if fact)


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """How well one type of fact is found."""

    facts: Figures
    slots: Figures


@dataclass(frozen=True, slots=True)
class Scores:
    """All that a comparison with annotated facts tells."""

    articles: int
    facts: Figures
    slots: Figures
    by_type: Mapping[str, TypeFigures]
    by_slot: Mapping[str, Figures]
    traps: int
    fallen: tuple[FactLine, ...]  # the extracted facts that are traps
    outcomes: tuple[Outcome, ...]
    unknown_types: Mapping[str, int]


# --- One fact and another -------------------------------------------------------------------------------------


def is_core_right(outcome: Outcome) -> bool:
    """All essential slots are right, and nothing else stands in them."""
    right = {slot for slot in (*rules().core[outcome.type], *alternatives(outcome)) if is_slot_right(outcome, slot)}
    needed = set(rules().core[outcome.type])
    if outcome.gold and not outcome.gold.fillers("agent"):  # left open by the gold: may be filled
        needed.discard("agent")
    if any(slot in right and outcome.figures_of(slot).gold for slot in alternatives(outcome)):
        needed.difference_update(alternatives(outcome))
    return needed <= right


def alternatives(outcome: Outcome) -> tuple[str, ...]:
    """The slots of which one right one is enough."""
    return rules().either.get(outcome.type, ())


def is_slot_right(outcome: Outcome, slot: str) -> bool:
    """Every filler pairs off, on both sides."""
    figures = outcome.figures_of(slot)
    return figures.hit == figures.found == figures.gold


def pair_off(found: Sequence[FactLine], gold: Sequence[FactLine]) -> Iterator[Outcome]:
    """The facts of one type in one article by pairs, the likest first; then those left alone."""
    ranked = sorted(
        (-closeness(pair), left, right)
        for (left, fact), (right, other) in product(enumerate(found), enumerate(gold))
        if shares_core(pair := Outcome(fact, other))
    )
    rest_found, rest_gold = dict(enumerate(found)), dict(enumerate(gold))
    for _, left, right in ranked:
        if left in rest_found and right in rest_gold:
            yield Outcome(rest_found.pop(left), rest_gold.pop(right))
    yield from (Outcome(fact, None) for fact in rest_found.values())
    yield from (Outcome(None, fact) for fact in rest_gold.values())


def closeness(pair: Outcome) -> float:
    """The share of the fillers of both that are the same."""
    figures = total(pair.by_slot.values())
    return 2 * figures.hit / (figures.found + figures.gold)


def shares_core(pair: Outcome) -> bool:
    """At least one essential filler is the same."""
    return any(pair.figures_of(slot).hit for slot in rules().core[pair.type])


def total(figures: Iterable[Figures]) -> Figures:
    """All figures added up."""
    return sum(figures, Figures())


# --- All facts ------------------------------------------------------------------------------------------------


def evaluate(gold: Sequence[FactLine], facts: Sequence[FactLine]) -> Scores:
    """The extracted facts measured against the annotated ones; articles without annotation do not count."""
    articles = {fact.doc for fact in gold}
    found = [fact for fact in facts if fact.doc in articles and not fact.is_trap]
    known = [fact for fact in found if fact.type in rules().core]
    outcomes = tuple(all_outcomes(known, [fact for fact in gold if not fact.is_trap]))
    traps = [fact for fact in gold if fact.is_trap]
    return Scores(
        articles=len(articles),
        facts=total(outcome.as_fact for outcome in outcomes),
        slots=total(figures for outcome in outcomes for figures in outcome.by_slot.values()),
        by_type=figures_by_type(outcomes),
        by_slot=figures_by_slot(outcomes),
        traps=len(traps),
        fallen=tuple(fact for trap in traps if (fact := fallen_into(trap, known))),
        outcomes=outcomes,
        unknown_types=Counter(fact.type for fact in found if fact.type not in rules().core),
    )


def all_outcomes(found: Iterable[FactLine], gold: Iterable[FactLine]) -> Iterator[Outcome]:
    """The facts paired off, article by article and type by type."""
    sides: defaultdict[tuple[str, str], tuple[list[FactLine], list[FactLine]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((found, gold)):
        for fact in facts:
            sides[fact.doc, fact.type][side].append(fact)
    for _, (some, others) in sorted(sides.items()):
        yield from pair_off(some, others)


def figures_by_type(outcomes: Sequence[Outcome]) -> Mapping[str, TypeFigures]:
    """How well each type is found."""
    grouped: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.type].append(outcome)
    return {
        kind: TypeFigures(
            facts=total(outcome.as_fact for outcome in same),
            slots=total(figures for outcome in same for figures in outcome.by_slot.values()),
        )
        for kind, same in sorted(grouped.items())
    }


def figures_by_slot(outcomes: Iterable[Outcome]) -> Mapping[str, Figures]:
    """How well each slot is filled."""
    slots: defaultdict[str, Figures] = defaultdict(Figures)
    for outcome in outcomes:
        for slot, figures in outcome.by_slot.items():
            slots[slot] += figures
    return dict(sorted(slots.items()))


def fallen_into(trap: FactLine, found: Iterable[FactLine]) -> FactLine | None:
    """The first fact that states what the trap says is not stated."""
    core = [slot for slot in rules().core.get(trap.type, ()) if trap.fillers(slot)]
    same = (fact for fact in found if (fact.doc, fact.type) == (trap.doc, trap.type))
    states_it = (fact for fact in same if core and all(Outcome(fact, trap).figures_of(slot).hit for slot in core))
    return next(states_it, None)


# --- For the reader -------------------------------------------------------------------------------------------


def report(scores: Scores) -> str:
    """The figures as tables: in all, by type, by slot."""
    head = f"{'':18}{'precision':>10}{'recall':>8}{'F1':>8}{'found':>8}{'gold':>8}"
    lines = [
        f"{scores.articles} articles",
        head,
        _row("slots", scores.slots),
        _row("facts", scores.facts),
        f"traps fallen into: {len(scores.fallen)} of {scores.traps}",
        "",
        f"{'facts by type':18}{head[18:]}{'slot F1':>10}",
        *(_row(kind, both.facts) + f"{both.slots.f1:10.4f}" for kind, both in scores.by_type.items()),
        "",
        f"{'fillers by slot':18}{head[18:]}",
        *(_row(slot, figures) for slot, figures in scores.by_slot.items()),
    ]
    if scores.unknown_types:
        told = ", ".join(f"{kind} ({number})" for kind, number in sorted(scores.unknown_types.items()))
        lines += ["", f"left out, being of no known type: {printable(told)}"]
    return "\n".join(lines)


def _row(name: str, figures: Figures) -> str:
    ratios = f"{figures.precision:10.4f}{figures.recall:8.4f}{figures.f1:8.4f}"
    return f"{name:18}{ratios}{figures.found:8}{figures.gold:8}"


def errors(scores: Scores) -> str:
    """Every miss, difference and false fact, with the words of the article, and every trap fallen into."""
    lines = [line for outcome in scores.outcomes for line in _error_lines(outcome)]
    for fact in scores.fallen:
        lines += [f"trap     {printable(fact.doc)}  {fact.type}", *_fact_lines("found", fact)]
    return "\n".join(lines)


def _error_lines(outcome: Outcome) -> Iterator[str]:
    wrong = [slot for slot in outcome.by_slot if not is_slot_right(outcome, slot)]
    where = f"{printable(outcome.doc)}  {outcome.type}"
    if outcome.found and outcome.gold:
        if wrong:
            yield f"differs  {where}  in {', '.join(wrong)}"
    else:
        yield f"false    {where}" if outcome.found else f"missed   {where}"
    if wrong:
        yield from _fact_lines("gold", outcome.gold)
        yield from _fact_lines("found", outcome.found)


def _fact_lines(side: str, fact: FactLine | None) -> Iterator[str]:
    if fact:
        told = "; ".join(f"{slot} {_fillers_text(fillers)}" for slot, fillers in fact.slots.items() if fillers)
        yield f"    {side:6}{printable(told)}"
        if fact.evidence:
            yield f"          “{printable(' … '.join(fact.evidence))}”"


def _fillers_text(fillers: Iterable[Filler]) -> str:
    return " + ".join(_value_text(filler[0]) for filler in fillers)


def _value_text(value: str | Quantity) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    return f"{value.value:,} {value.currency or ''}".strip()
