"""What a sentence leaves out the second time: "Weibo has 500 million users and Kuaishou 300 million"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.counted import whole
from kg.extract.further_sums import further_sums
from kg.extract.participants import described
from kg.extract.scene import Figure, Scene
from kg.model import Count, Fact, Mention, Name, Phrase, Span

BETWEEN = 2  # tokens: "has", "on", "with about"
LISTING = (",", ";", "and")
STOPS = frozenset([",", ";", ".", "and", "or", "while", ")", "(", "–", "-"])


def carried_on(fact: Fact, scene: Scene) -> Iterator[Fact]:
    """The fact again for each further pair of a name of that kind and a number in its sentence."""
    if fact.type in scene.grammar.word_set("alternatives", "done to groups"):
        yield from _done_by_others(fact, scene)
        yield from _done_for_other_reasons(fact, scene)
        return
    yield from further_sums(fact, scene)
    subject, counted = fact.slots.get("subject", ()), fact.slots.get("count", ())
    if fact.type not in scene.grammar.ontology.relations or len(subject) != 1 or not counted:
        return
    first = scene.parse.token_at(counted[0].span.start)
    if first is None:
        return
    seen = {subject[0].value}
    for figure in scene.counts:
        if first.i < figure.start < first.sent.end and _is_bare(figure, scene):
            named = _beside(figure, subject[0].type, scene)
            if named is not None and named.value not in seen:
                seen.add(named.value)
                yield _told_of(fact, named, figure, scene)


def _is_bare(figure: Figure, scene: Scene) -> bool:
    """No noun of its own is counted: "300 million,", "some 150,000 on Acme"."""
    doc = scene.parse.doc
    return (
        figure.end >= len(doc)
        or doc[figure.end].text in STOPS
        or doc[figure.end].lower_ in ("on", "in", "for", "at", "users", "of")
    )


def _beside(figure: Figure, kind: str, scene: Scene) -> Mention | None:
    """The name just before the number, or behind "on" after it."""
    doc = scene.parse.doc
    places = [*range(figure.start - 1, max(figure.start - 2 - BETWEEN, -1), -1)]
    if figure.end < len(doc) and doc[figure.end].text == ")" and doc[figure.start - 1].text == "(":
        places = [figure.start - 2]  # "Foo (3 million followers), Bar (900,000)"
    if figure.end + 1 < len(doc) and doc[figure.end].lower_ == "on":
        places = [figure.end + 1, *places]
    for i in places:
        reference = scene.references.get(i)
        if (
            reference
            and len(reference.things) == 1
            and scene.grammar.is_a(reference.things[0].type, kind)
            and doc[i].pos_ == "PROPN"
        ):
            thing = reference.things[0]
            return Mention(scene.parse.span(reference.start, reference.end), thing.type, Name(thing.label, thing.known))
        if doc[i].text in STOPS:
            return None
    return None


def _told_of(fact: Fact, named: Mention, figure: Figure, scene: Scene) -> Fact:
    assert isinstance(figure.value, Count)
    words = scene.parse.span(figure.start, figure.end)
    slots = {**fact.slots, "subject": (named,), "count": (Mention(words, "Count", figure.value),)}
    start, end = min(named.span.start, words.start), max(named.span.end, words.end)
    told = Span(fact.article, start, end, scene.parse.article.text[start:end])
    return replace(fact, slots=slots, evidence=(told,))


# --- deeds ---------------------------------------------------------------------------------------


def _done_by_others(fact: Fact, scene: Scene) -> Iterator[Fact]:
    """ "Google removed 3,461 clips and Facebook 2,036 posts": what the others did to how many."""
    agents, counted = fact.slots.get("agent", ()), fact.slots.get("count", ())
    if len(agents) != 1 or len(counted) != 1 or not isinstance(agents[0].value, Name) or "target" not in fact.slots:
        return
    first = scene.parse.token_at(counted[0].span.start)
    if first is None:
        return
    for figure in scene.counts:
        named = _right_before(figure, scene) if first.i < figure.start < first.sent.end else None
        if named is not None and named.value != agents[0].value:
            yield from _deed_of(fact, named, figure, scene)


def with_own_reasons(fact: Fact, scene: Scene) -> Fact:
    """The deed without the reasons for which it was done to another number."""
    others = [place for _, place in _other_reasons(fact, scene)]
    if not others:
        return fact
    end = scene.parse.span(min(others), min(others) + 1).start
    return replace(
        fact, slots={**fact.slots, "reason": tuple(one for one in fact.slots["reason"] if one.span.start < end)}
    )


def _done_for_other_reasons(fact: Fact, scene: Scene) -> Iterator[Fact]:
    """ "removed 600 articles for libel, 174 for spam and 76 for lies": how many it was for which other reason."""
    for figure, start in _other_reasons(fact, scene):
        yield _for_reason(fact, figure, start, scene)


def _other_reasons(fact: Fact, scene: Scene) -> list[tuple[Figure, int]]:
    """The further numbers of the sentence that have a reason of their own, and the token where it starts."""
    reasons, counted = fact.slots.get("reason", ()), fact.slots.get("count", ())
    first = scene.parse.token_at(counted[0].span.start) if len(counted) == 1 else None
    if first is None or not reasons or "target" not in fact.slots:
        return []
    giving = scene.parse.token_at(min(reason.span.start for reason in reasons))
    preposition = giving.i - 1 if giving is not None else -1
    if preposition <= first.i or preposition >= first.sent.end:
        return []
    doc = scene.parse.doc
    found = []
    for figure in scene.counts:
        after = _behind_counted(figure, fact, scene)
        opens = figure.start > preposition and doc[figure.start - 1].lower_ in (*LISTING, "another", "further")
        if opens and after < first.sent.end and doc[after].lower_ == doc[preposition].lower_:
            found.append((figure, after + 1))
    return found


def _behind_counted(figure: Figure, fact: Fact, scene: Scene) -> int:
    """The token behind the number, and behind the noun that it counts, where that is the fact's own."""
    doc, heads = scene.parse.doc, [getattr(target.value, "head", "") for target in fact.slots["target"]]
    return figure.end + (figure.end < len(doc) and doc[figure.end].lemma_.lower() in heads)


def _for_reason(fact: Fact, figure: Figure, start: int, scene: Scene) -> Fact:
    assert isinstance(figure.value, Count)
    doc = scene.parse.doc
    starts = [other.start for other in (*scene.counts, *scene.dates) if other.start > start]
    end = min([doc[start].sent.end, *starts])
    end -= doc[end - 1].pos_ == "ADP"  # "for insults in May"
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].lower_ in (*LISTING, "another", "further")):
        end -= 1
    words, reason = scene.parse.span(figure.start, figure.end), scene.parse.span(start, end)
    slots = {
        **fact.slots,
        "count": (Mention(words, "Count", figure.value),),
        "reason": (Mention(reason, fact.slots["reason"][0].type, Phrase(reason.text)),),
    }
    told = Span(fact.article, words.start, reason.end, scene.parse.article.text[words.start : reason.end])
    return replace(fact, slots=slots, evidence=(told,))


def _right_before(figure: Figure, scene: Scene) -> Mention | None:
    """The actor whose name opens a clause without a verb, right before the number."""
    doc = scene.parse.doc
    last = figure.start - 1
    while last > 0 and (doc[last].dep_ in ("advmod", "quantmod") or doc[last].text == ","):
        last -= 1
    reference = scene.references.get(last)
    if reference is None or len(reference.things) != 1 or doc[last].pos_ != "PROPN" or reference.start < 1:
        return None
    thing = reference.things[0]
    actors = scene.grammar.kinds("actors")
    if doc[reference.start - 1].lower_ not in (",", "and", ";", "while") or not scene.grammar.is_a(thing.type, *actors):
        return None
    return Mention(scene.parse.span(reference.start, reference.end), thing.type, Name(thing.label, thing.known))


def _deed_of(fact: Fact, named: Mention, figure: Figure, scene: Scene) -> Iterator[Fact]:
    """The deed of the one named: of its own kind where the number counts something else."""
    told = _told_of(fact, named, figure, scene)
    slots = {slot: found for slot, found in told.slots.items() if slot not in ("subject", "platform", "reason")}
    slots["agent"] = (named,)
    target, kind = _counted_group(figure, scene)
    if target:
        slots["target"] = target
    elif not _is_bare(figure, scene):
        return
    events = scene.grammar.word_set("lists", kind) if target else frozenset()
    parted = scene.grammar.word_set("lists", "parted")
    event = next(iter(sorted(events)), fact.type) if fact.type in parted else fact.type
    yield replace(told, type=event, slots=slots)


def _counted_group(figure: Figure, scene: Scene) -> tuple[tuple[Mention, ...], str]:
    """The group that the number counts, and its kind."""
    noun = scene.parse.doc[figure.end - 1]
    while noun.dep_ in ("nummod", "compound", "amod", "quantmod") and noun.head.i > noun.i:
        noun = noun.head
    for kind in scene.grammar.kinds("counted in rows"):
        if noun.i >= figure.end and (found := described(scene, whole(noun, scene), (kind,))):
            return found, kind
    return (), ""
