"""What the tellings of fines lend each other: round and exact figures of one sum, a whole and its parts, the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.breakdown import SHARE, fined
from kg.extract.consolidate import DATES, join
from kg.extract.scene import Scene
from kg.model import Amount, Fact, Mention, Name, PartialDate
from kg.tokens import Token

LENT = ("agent", "policy", *DATES)  # by a whole to its parts
LEAST_FIGURES = 2  # that tell a round sum from any other
CLOSE = 20  # a round sum is off by no more than this part of the exact one


def with_details(facts: Iterable[Fact], scene: Scene) -> Iterator[Fact]:
    """The facts, each fine with what the other tellings of it say."""
    yield from _under_a_law(_with_parts(_told_once(facts, scene), scene), scene)


# --- round sums ----------------------------------------------------------------------------------


def _told_once(facts: Iterable[Fact], scene: Scene) -> list[Fact]:
    """ "fined it 7.2 billion", later "to the last kopeck, 7,221,916,235": one fine, of the exact sum."""
    kept: list[Fact] = []
    for fact in facts:
        at = next((i for i, other in enumerate(kept) if _is_rounded(other, fact, scene)), None)
        if at is None:
            kept.append(fact)
            continue
        rough, exact = sorted((kept[at], fact), key=lambda one: _figures(one.slots["amount"][0].value))
        named = [one for one in (exact, rough) if _agent_is_known(one)] or [rough]
        agent = {"agent": named[0].slots["agent"]} if "agent" in named[0].slots else {}
        kept[at] = join(kept[at], fact)
        kept[at] = replace(kept[at], slots={**kept[at].slots, "amount": exact.slots["amount"], **agent})
    return kept


def _is_rounded(left: Fact, right: Fact, scene: Scene) -> bool:
    """The one sum is the other in fewer figures, for the same target, and at no other time."""
    ours, theirs = fined(left, scene), fined(right, scene)
    if ours is None or theirs is None or not is_rounding(ours, theirs):
        return False
    return _same_party(left, right) and _no_other_time(left, right)


def is_rounding(left: Amount, right: Amount) -> bool:
    """The one sum is the other in fewer figures: "7.2 billion" and "7,221,916,235"."""
    if left.currency != right.currency or left.value == right.value:
        return False
    rough, exact = sorted((left, right), key=_figures)
    told_as_round = _figures(rough) >= LEAST_FIGURES or rough.comparator != "exact"
    near = abs(exact.value - rough.value) * CLOSE <= exact.value
    digits = len(str(rough.value)) - _figures(rough)
    finer = _figures(exact) > max(_figures(rough), LEAST_FIGURES)
    return told_as_round and near and finer and round(exact.value, -digits) == rough.value


def _figures(amount: object) -> int:
    """How many figures of the sum are no closing zeros."""
    return len(str(amount.value).rstrip("0")) if isinstance(amount, Amount) else 0


def _same_party(left: Fact, right: Fact) -> bool:
    ours, theirs = (_words(fact.slots.get("target", ())) for fact in (left, right))
    return bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)


def _words(mentions: Iterable[Mention]) -> set[str]:
    return {word for one in mentions for word in getattr(one.value, "label", "").lower().split()}


def _no_other_time(left: Fact, right: Fact) -> bool:
    for ours in left.slots.get("date", ()):
        for theirs in right.slots.get("date", ()):
            if isinstance(ours.value, PartialDate) and isinstance(theirs.value, PartialDate):
                one, other = sorted((ours.value.iso, theirs.value.iso), key=len)
                return other.startswith(one)
    return True


def _agent_is_known(fact: Fact) -> bool:
    return any(isinstance(one.value, Name) and one.value.known for one in fact.slots.get("agent", ()))


# --- parts ---------------------------------------------------------------------------------------


def _with_parts(facts: Sequence[Fact], scene: Scene) -> list[Fact]:
    """Parts act when and by whose hand the whole did; the whole is for all that its parts are for."""
    parts = [fact for fact in facts if SHARE in fact.patterns]
    return [_with_part(fact, parts, facts, scene) for fact in facts]


def _with_part(fact: Fact, parts: Sequence[Fact], facts: Sequence[Fact], scene: Scene) -> Fact:
    if fact in parts:
        whole = next((one for one in facts if one not in parts and _same_party(one, fact)), None)
        lent = whole.slots.items() if whole is not None else ()
        return replace(fact, slots={**{slot: found for slot, found in lent if slot in LENT}, **fact.slots})
    ours = [part for part in parts if _same_party(fact, part)]
    reasons = tuple(reason for part in ours for reason in part.slots.get("reason", ()))
    if not reasons or "reason" in fact.slots or _sum_of(ours, scene) != fined(fact, scene):
        return fact
    return replace(fact, slots={**fact.slots, "reason": reasons})


def _sum_of(parts: Sequence[Fact], scene: Scene) -> Amount | None:
    sums = [amount for part in parts if (amount := fined(part, scene)) is not None]
    return replace(sums[0], value=sum(one.value for one in sums)) if sums else None


# --- laws ----------------------------------------------------------------------------------------


def _under_a_law(facts: Sequence[Fact], scene: Scene) -> Iterator[Fact]:
    """The fines of the text's main case, and those told beside it, with the law that "a fine under" names."""
    named = [] if "policy" not in scene.grammar.ontology.slots else list(_laws_of_fines(scene))
    laws = {law.value for _, law in named}
    main = next((fact for fact in facts if fined(fact, scene) is not None), None)
    for fact in facts:
        fitting = len(laws) == 1 and fined(fact, scene) is not None and "policy" not in fact.slots
        told = fitting and (_is_of_case(fact, main) or any(_stands_in(fact, noun, scene) for noun, _ in named))
        yield replace(fact, slots={**fact.slots, "policy": (named[0][1],)}) if told else fact


def _laws_of_fines(scene: Scene) -> Iterator[tuple[Token, Mention]]:
    """Each noun for a fine with the law that it is told to be under: "the largest sum levied under the Foo Act"."""
    nouns = scene.grammar.word_set("prepositions", "fined under")
    for under in scene.parse.doc:
        if under.lower_ != "under" or under.dep_ != "prep":
            continue
        noun = under.head.head if under.head.dep_ == "acl" else under.head
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in nouns:
            yield from ((noun, law) for law in _laws_named(under, scene))


def _laws_named(preposition: Token, scene: Scene) -> Iterator[Mention]:
    """The law behind a preposition, where it is one."""
    for child in preposition.children:
        reference = scene.references.get(child.i)
        thing = reference.things[0] if reference is not None and len(reference.things) == 1 else None
        if reference is not None and thing is not None and scene.grammar.is_a(thing.type, *scene.grammar.kinds("LAW")):
            span = scene.parse.span(reference.start, reference.end)
            yield Mention(span, thing.type, Name(thing.label, thing.known), reference.because)


def _is_of_case(fact: Fact, main: Fact | None) -> bool:
    """The fact is of the same hand, against the same party, and at no other time than the main one."""
    if main is None or not _same_party(fact, main) or not _no_other_time(fact, main):
        return False
    ours, theirs = (_words(one.slots.get("agent", ())) for one in (fact, main))
    return not ours or not theirs or ours == theirs


def _stands_in(fact: Fact, noun: Token, scene: Scene) -> bool:
    """The fact is told in the noun's sentence."""
    first, last = scene.parse.offsets[noun.sent.start], scene.parse.offsets[noun.sent.end - 1]
    return any(first <= evidence.start <= last for evidence in fact.evidence)
