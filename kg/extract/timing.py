"""When: the date in the text that belongs to a trigger, as precise as it is told."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.figures.periods import Period
from kg.extract.scene import Figure, Scene
from kg.extract.syntax.frames import Frame
from kg.model import Mention
from kg.tokens import Token

TOGETHER = (
    "xcomp",
    "conj",
    "dobj",
    "nsubj",
    "nsubjpass",
    "pcomp",
    "pobj",
    "prep",
    "attr",
    "acomp",
    "appos",
    "agent",
    "oprd",
    "compound",
    "dative",
)


def when(scene: Scene, frame: Frame) -> dict[str, tuple[Mention, ...]]:
    """The slots date, start and end of what a frame tells, those that the text states."""
    ranked = sorted(_candidates(scene, frame), key=lambda pair: (pair[0], pair[1].start))
    slots: dict[str, tuple[Mention, ...]] = {}
    nearest = ranked[0][0] if ranked else 0
    for distance, figure in ranked:
        if slots and (distance > nearest + 2 or distance >= FAR):
            break
        for slot, mention in _date_slots(scene, figure):
            slots.setdefault(slot, (mention,))
    if "date" in slots and _is_lifted(scene, frame):
        slots["end"] = slots.pop("date")
    return slots


def _is_lifted(scene: Scene, frame: Frame) -> bool:
    """ "lifted the suspension on Tuesday": it ends then."""
    noun, words = frame.trigger, scene.grammar.word_set
    told = noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in words("passing", "lifting")
    return told and noun.lemma_ in words("passing", "bans") and noun.lemma_ not in ("order", "decision")


FAR = 10
AFTERWARDS = ("after", "before", "since", "until", "following")


def _date_slots(scene: Scene, figure: Figure) -> Iterator[tuple[str, Mention]]:
    period = figure.value
    assert isinstance(period, Period)
    span = scene.parse.span(figure.start, figure.end)
    for slot, value in (("date", period.date), ("start", period.start), ("end", period.end)):
        if value is not None:
            yield slot, Mention(span, "Date", value)


def _candidates(scene: Scene, frame: Frame) -> Iterator[tuple[int, Figure]]:
    """The dates of the sentence with how far each is from the trigger, in steps of the tree."""
    anchor = _top(frame.carrier or frame.trigger)
    sentence = anchor.sent
    reporting = scene.grammar.word_set("modality", "reporting")
    for figure in scene.dates:
        if _heads_the_row(scene, figure, anchor):
            yield FAR + 3, figure
        elif sentence.start <= figure.start < sentence.end:
            distance = _distance(scene.parse.doc[figure.start : figure.end].root, anchor, frame, reporting)
            if distance is not None:
                yield distance, figure


def _heads_the_row(scene: Scene, figure: Figure, anchor: Token) -> bool:
    """ "December 14: The watchdog summons ...": the date of all that its row tells."""
    blocks, doc = scene.parse.blocks, scene.parse.doc
    if (
        blocks[figure.start] != blocks[anchor.i]
        or figure.end >= len(doc)
        or doc[figure.end].text not in (":", "–", "—")
    ):
        return False
    return figure.start == 0 or blocks[figure.start - 1] != blocks[figure.start]


def _top(token: Token) -> Token:
    """The verb whose clause the trigger stands in."""
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            return token
        token = token.head
    return token


def _distance(date: Token, anchor: Token, frame: Frame, reporting: frozenset[str]) -> int | None:
    """0: on the trigger itself; small: in its clause; FAR: on the words that report it; None: elsewhere."""
    inner = {frame.trigger.i, anchor.i, frame.carrier.i if frame.carrier else anchor.i}
    steps, node = 0, date
    while steps < 12:
        if node.i in inner:
            return steps
        if node.head == node:
            break
        if node.dep_ in ("ccomp", "ROOT") and _opens_both(date, node, anchor):
            return FAR + 4
        if node.lower_ in AFTERWARDS and node.dep_ == "prep" and steps > 1 and not _opens_its_phrase(date, node):
            return None
        if _ends_report(node, anchor, reporting):
            return FAR + 5
        if node.dep_ in ("relcl", "ccomp", "advcl", "acl") and node.i not in inner and anchor not in node.subtree:
            return None if node.dep_ != "advcl" else _reported(date, anchor)
        node, steps = node.head, steps + 1
    return _reported(date, anchor)


def _opens_its_phrase(date: Token, preposition: Token) -> bool:
    """ "after 28 July" gives a time; "after the election of 28 July" only says that something came before."""
    between = date.doc[preposition.i + 1 : date.i]
    return not any(token.pos_ == "NOUN" and token.ent_type_ not in ("DATE", "TIME") for token in between)


def _ends_report(node: Token, anchor: Token, reporting: frozenset[str]) -> bool:
    """ "..., Acme's spokesman, Tan, announced on Tuesday.": the parser takes the verb for a participle."""
    if (
        node.lemma_ not in reporting
        or node.dep_ not in ("acl", "relcl", "conj", "dep")
        or node.tag_ not in ("VBN", "VBD")
    ):
        return False
    before = node.doc[node.i - 1]
    return anchor.i < node.i and (before.text == "," or before.pos_ == "PROPN") and node.sent.end - node.i < 8


def _opens_both(date: Token, clause: Token, anchor: Token) -> bool:
    """The date stands before the first of several clauses: "In 2023 Facebook removed ..., YouTube deleted ..."."""
    subjects = [child.i for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
    joined = anchor == clause.head or anchor.head in (clause, clause.head)
    return joined and clause.i < anchor.i and bool(subjects) and date.i < min(subjects)


def _reported(date: Token, anchor: Token) -> int | None:
    """The date hangs on a verb above: "said on Friday that it had closed"."""
    above = [anchor, *anchor.ancestors]
    governor = next((node for node in [date, *date.ancestors] if node.pos_ in ("VERB", "AUX")), None)
    if governor is None:
        return FAR + 6
    if governor in above:
        return FAR + above.index(governor)
    return None if governor.dep_ in ("relcl", "acl") else FAR + 8
