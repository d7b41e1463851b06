"""Sums that a sentence adds without its verb: "fined it 40,000 euros in May for spam and 30,000 in June for lies"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.ellipsis import in_brackets
from kg.extract.figures.periods import Period
from kg.extract.reasons import reasons
from kg.extract.scene import Figure, Scene
from kg.model import Amount, Fact, Mention, Name, Span
from kg.tokens import Token

JOINING = (",", "and", "another", "further", "plus", "then")
BEHIND = ("against", "in", "for", "over", "on", "last", "this", "earlier", "because")
Slots = dict[str, tuple[Mention, ...]]
OWN = ("amount", "reason", "date", "start", "end", "count", "policy")  # slots that the further sum has for itself


def with_own_sum(fact: Fact, scene: Scene) -> Fact:
    """The fact without the sums that others follow, and without the grounds that are told behind these."""
    further = _joined(fact, scene)
    if not further or _party_behind(further[0][0], scene):
        return fact
    end = scene.parse.offsets[further[0][0].start - 1]
    grounds = tuple(one for one in fact.slots.get("reason", ()) if one.span.start < end)
    kept = {slot: found for slot, found in fact.slots.items() if slot != "reason"}
    return replace(fact, slots={**kept, "amount": kept["amount"][:1], **({"reason": grounds} if grounds else {})})


def further_sums(fact: Fact, scene: Scene) -> Iterator[Fact]:
    """The fact again for each sum that is joined to the first, with the time and the grounds told behind it."""
    for figure, after in _joined(fact, scene):
        if told := _told_behind(figure, after, scene):
            yield _again(fact, figure, told, scene)


def _joined(fact: Fact, scene: Scene) -> list[tuple[Figure, int]]:
    """The further sums of the fact's sentence, and the token where what is told of each ends."""
    sums = fact.slots.get("amount", ())
    if fact.type not in scene.grammar.kinds("ranked sums") or not sums or len(fact.slots.get("target", ())) != 1:
        return []
    first = scene.parse.token_at(sums[0].span.start)
    if first is None:
        return []
    joined = [figure for figure in scene.amounts if _is_joined(figure, first, scene)]
    if not joined:
        return []
    return list(zip(joined, [*(one.start for one in joined[1:]), first.sent.end], strict=True))


def _is_joined(figure: Figure, first: Token, scene: Scene) -> bool:
    """A sum of the same sentence behind "and", that goes to nobody else."""
    doc = scene.parse.doc
    if not first.i < figure.start < first.sent.end or figure.end >= first.sent.end or in_brackets(scene, figure):
        return False
    if doc[figure.start - 1].lower_ not in JOINING or doc[figure.end].lower_ not in BEHIND:
        return False
    between = doc[first.i : figure.start]
    return not any(token.dep_ in ("nsubj", "nsubjpass") and token.tag_ not in ("WDT", "WP") for token in between)


def _told_behind(figure: Figure, end: int, scene: Scene) -> Slots:
    """The day and the grounds that stand behind the sum; nothing where another party does."""
    doc = scene.parse.doc
    told: Slots = dict(_party_behind(figure, scene))
    days = [day for day in scene.dates if figure.end < day.start < end]
    value = days[0].value if days else None
    if isinstance(value, Period) and value.date is not None:
        told["date"] = (Mention(scene.parse.span(days[0].start, days[0].end), "Date", value.date),)
    for token in doc[figure.end : end]:
        if token.lower_ not in ("for", "over") or token.dep_ != "prep":
            continue
        heads = [child for child in token.children if child.dep_ in ("pobj", "pcomp")]
        grounds = tuple(one for head in heads for one in reasons(scene, head, doc[figure.start]))
        return {**told, "reason": grounds} if grounds else told
    return told


def _party_behind(figure: Figure, scene: Scene) -> Slots:
    """ "4 million on Foo and 3 million on Bar": the other one whom the further sum falls to."""
    doc, kinds = scene.parse.doc, scene.grammar.kinds("anyone")
    after = figure.end + 1
    reference = scene.references.get(after)
    if doc[figure.end].lower_ not in ("on", "for", "against") or reference is None or len(reference.things) != 1:
        return {}
    thing = reference.things[0]
    if doc[reference.end - 1].pos_ != "PROPN" or not scene.grammar.is_a(thing.type, *kinds):
        return {}
    span = scene.parse.span(reference.start, reference.end)
    return {"target": (Mention(span, thing.type, Name(thing.label, thing.known), reference.because),)}


def _again(fact: Fact, figure: Figure, told: Slots, scene: Scene) -> Fact:
    assert isinstance(figure.value, Amount)
    words = scene.parse.span(figure.start, figure.end)
    kept = {slot: found for slot, found in fact.slots.items() if slot not in OWN}
    end = max(words.end, *(mention.span.end for found in told.values() for mention in found))
    evidence = Span(fact.article, words.start, end, scene.parse.article.text[words.start : end])
    slots = {**kept, "amount": (Mention(words, "Amount", figure.value),), **told}
    return replace(fact, slots=slots, evidence=(evidence,))
