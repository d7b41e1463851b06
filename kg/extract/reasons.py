"""What is given as a reason: misdeeds, grievances and aims, each for itself and without what is told beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.scene import Scene
from kg.extract.syntax.phrases import adds_to, clause_words, noun_phrase, tokens_text
from kg.extract.syntax.subjects import conjuncts, is_passive, list_start, surface_subjects
from kg.extract.who.names import FIGURES
from kg.extract.who.salience import Thing
from kg.model import Mention, Phrase
from kg.tokens import Token

BREAKS = ("–", "—", ";", ":", "(")


def reasons(scene: Scene, head: Token, trigger: Token) -> Iterator[Mention]:
    """The reasons that a word or clause gives; nothing where it is none."""
    head = _so_called(scene, head)
    if not _is_reason(scene, head) or trigger in list(head.subtree) or _is_own_deed(scene, head, trigger):
        return
    yield from _misdeeds(scene, head) if head.pos_ in ("VERB", "AUX") else _grievances(scene, head)


def _is_own_deed(scene: Scene, clause: Token, trigger: Token) -> bool:
    """ "After it had closed 300 accounts, Foo closed 40 more": what came before, no ground."""
    after = any(child.dep_ == "mark" and child.lower_ == "after" for child in clause.children)
    if after and any(child.dep_ == "npadvmod" and child.i < clause.i for child in clause.children):
        return True  # "a week after it had closed 300 accounts": how long before, whoever did it
    if not after or clause.i > trigger.i or is_passive(trigger) or is_passive(clause):
        return False
    ours, theirs = (
        {thing for subject in surface_subjects(verb) for thing in _meant(scene, subject)} for verb in (trigger, clause)
    )
    return bool(ours & theirs)


def _meant(scene: Scene, token: Token) -> tuple[Thing, ...]:
    reference = scene.references.get(token.i)
    return reference.things if reference is not None else ()


def up_to_a_break(tokens: list[Token], head: Token) -> list[Token]:
    """The words before the first dash, colon or bracket behind the head."""
    breaks = [token.i for token in tokens if token.i > head.i and token.text in BREAKS]
    return [token for token in tokens if not breaks or token.i < breaks[0]]


def _misdeeds(scene: Scene, head: Token) -> Iterator[Mention]:
    """A misdeed without what is told beside it; of several things done wrong each: "spreading rumours", "lies"."""
    apart = [child for child in head.children if child.dep_ in ("conj", "cc")]
    apart += [token for token in head.subtree if token != head and adds_to(token)]
    others = {token.i for child in apart for token in child.subtree}
    further = [noun for child in head.children if child.dep_ == "dobj" for noun in conjuncts(child)[1:]]
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in head.children):
        further = []
    for noun in further:
        others |= {token.i for token in noun.subtree}
        others |= {child.i for child in noun.head.children if child.dep_ in ("cc", "punct") and child.i > noun.head.i}
    kept = _up_to_figures(scene, [token for token in head.subtree if token.i not in others], head)
    kept = [token for token in up_to_a_break(kept, head) if not _in_dated_phrase(scene, token, head)]
    kept = [token for token in kept if token.tag_ != "WRB" or token.head != head]
    kept = _without_its_law(scene, kept, head)
    kept = [token for token in kept if token.lower_ not in scene.grammar.word_set("modality", "doubtful")]
    if text := clause_words(kept):
        yield Mention(scene.parse.span(kept[0].i, kept[-1].i + 1), "Phrase", Phrase(text))
    for noun in further:
        counted = any(figure.start <= noun.i + 1 and noun.left_edge.i <= figure.start for figure in scene.counts)
        sums = any(figure.covers(noun) for figure in scene.amounts)
        if not counted and not sums and (text := noun_phrase(noun)):
            yield Mention(scene.parse.span(noun.left_edge.i, noun.right_edge.i + 1), "Phrase", Phrase(text))


def _without_its_law(scene: Scene, tokens: list[Token], head: Token) -> list[Token]:
    """The words without the law that they are held to have broken: "inciting hatred under the new law"."""
    laws = scene.grammar.kinds("LAW")
    for child in head.children:
        nouns = [noun for noun in child.children if noun.dep_ == "pobj"] if child.lower_ == "under" else []
        things = [thing for noun in nouns if noun.i in scene.references for thing in scene.references[noun.i].things]
        if any(scene.grammar.is_a(thing.type, *laws) for thing in things):
            return [token for token in tokens if token.i < child.i]
    return tokens


def _grievances(scene: Scene, head: Token) -> Iterator[Mention]:
    """What is held against somebody, without when it was; each of two that share a noun: "begging and vulgar acts"."""
    dated = [child for child in head.rights if child.dep_ == "prep" and _in_dated_phrase(scene, child, head)]
    text = noun_phrase(head)
    if dated:
        text = text.removesuffix(tokens_text(head.doc, dated[0].i, head.right_edge.i + 1)).rstrip(" ,")
    mention = Mention(scene.parse.span(head.left_edge.i, head.right_edge.i + 1), "Phrase", Phrase(text))
    first = head.left_edge
    joint = next((child for child in first.children if child.dep_ == "cc"), None)
    if first.tag_ in ("VBG", "NN") and first.head == head and joint is not None and joint.i == first.i + 1:
        span = scene.parse.span(first.i, first.i + 1)
        yield replace(mention, span=span, value=Phrase(first.text))
        rest = scene.parse.span(joint.i + 1, head.i + 1)
        yield replace(mention, span=rest, value=Phrase(text.removeprefix(f"{first.text} {joint.text} ")))
    elif text:
        yield mention


def _up_to_figures(scene: Scene, tokens: list[Token], head: Token) -> list[Token]:
    """The words before a further number or sum in a list: "for lying, 30 articles for ..."."""
    stops = [
        figure.start
        for figure in (*scene.counts, *scene.amounts)
        if figure.start > head.i and head.doc[figure.start - 1].lower_ in (",", "and")
    ]
    return [token for token in tokens if not stops or token.i < min(stops) - (head.doc[min(stops) - 2].text == ",")]


def _in_dated_phrase(scene: Scene, token: Token, head: Token) -> bool:
    """The word is part of a phrase of time: "from January to April"."""
    node = token
    while node not in (head, node.head):
        if node.dep_ == "prep" and any(figure.covers(child) for child in node.children for figure in scene.dates):
            return True
        node = node.head
    return any(figure.covers(token) for figure in scene.dates)


def _is_left_open(scene: Scene, head: Token) -> bool:
    """ "for reasons that are unknown", "on charges": that there is a ground, not which; not "for the same reason"."""
    if noun_phrase(head) in scene.grammar.word_set("prepositions", "same reasons"):
        return False
    bare = not any(child.dep_ in ("compound", "nmod") or child.lower_ == "of" for child in head.children)
    return bare and head.lemma_.lower() in scene.grammar.word_set("partitives", "charges")


def _so_called(scene: Scene, head: Token) -> Token:
    """ "for what it called irrational support", "on suspicion of fraud": the thing itself."""
    if head.pos_ == "NOUN" and head.lemma_ in scene.grammar.word_set("partitives", "charges"):
        held = [inner for child in head.children if child.lower_ == "of" for inner in child.children]
        return held[0] if held else head
    if head.pos_ not in ("VERB", "AUX") or not any(
        child.lower_ == "what" for token in (head, *head.children) for child in token.children
    ):
        return head
    named = [
        child
        for token in (head, *head.children)
        for child in token.children
        if child.dep_ in ("oprd", "attr") and child.pos_ == "NOUN"
    ]
    return named[0] if named else head


def _is_reason(scene: Scene, head: Token) -> bool:
    """A deed or a state of things, no time, sum, name or pronoun: not "for 30 days", "for Weibo", "for instance"."""
    if head.pos_ in ("VERB", "AUX"):
        return True
    if head.pos_ != "NOUN" or head.i in scene.references or head.ent_type_ in FIGURES or _is_left_open(scene, head):
        return False
    if any(figure.covers(head) for figure in scene.amounts):
        return False
    serving = scene.grammar.word_set("prepositions", "serving")
    listed = list_start(head)
    if listed.dep_ == "pobj" and listed.head.lower_ == "for" and listed.head.head.lemma_.lower() in serving:
        return False
    return head.lemma_.lower() not in scene.grammar.word_set("partitives", "no reasons")
