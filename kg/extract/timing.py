"""When: the date in the text that belongs to a trigger, as precise as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.figures.periods import Period
from kg.extract.scene import Figure, Scene
from kg.extract.syntax.frames import Frame
from kg.extract.syntax.grounds import repeats
from kg.extract.syntax.subjects import SUBJECTS
from kg.grammar import Grammar
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
    told = told and frame.carrier in (None, noun.head)  # not "the suspension that he had decreed on Monday"
    return told and noun.lemma_ in words("passing", "bans") and noun.lemma_ not in ("order", "decision")


FAR = 10
TIMING = ("in", "within", "during", "over", "since")
SPANS = ("day", "week", "month", "year", "hour")
MODIFIERS = ("compound", "nummod", "nmod", "amod", "poss")
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
    timed = _is_timed(scene, anchor)
    for figure in scene.dates:
        if frame.trigger.dep_ == "prep" and not frame.trigger.is_ancestor(scene.parse.doc[figure.start]):
            continue  # "according to the ministry": its words may tell of any time
        if _heads_the_row(scene, figure, anchor):
            yield FAR + 3, figure
        elif sentence.start <= figure.start < sentence.end:
            distance = _within_the_sentence(scene, figure, frame, anchor)
            if distance is not None and not (timed and distance >= FAR):
                root = scene.parse.doc[figure.start : figure.end].root
                yield distance, _start_of_since(figure, root, anchor) or figure


def _within_the_sentence(scene: Scene, figure: Figure, frame: Frame, anchor: Token) -> int | None:
    """How far a date of the trigger's sentence is from it; None where it is another event's."""
    root = scene.parse.doc[figure.start : figure.end].root
    if figure.of_next_clause:
        return 1 if _is_counted_from(scene, figure, frame, anchor) else None
    if _start_of_since(figure, root, anchor):
        return 2
    another = _is_of_another_noun(scene, figure, root, frame) or _is_of_joined_clause(root, anchor)
    if another or _names_its_years(scene.parse.doc[figure.start], frame):
        return None
    return _distance(root, anchor, frame, scene.grammar)


def _is_of_joined_clause(date: Token, anchor: Token) -> bool:
    """ "fined Foo in March, and the app closed its chat until May": what is joined with a subject of its own has it."""
    verb = next((node for node in date.ancestors if node.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb == anchor or verb.dep_ != "conj" or anchor not in verb.ancestors or verb.i < anchor.i:
        return False
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.i < date.i for child in verb.children)


def _is_timed(scene: Scene, anchor: Token) -> bool:
    """The clause has a time of its own that is no date: "in the three weeks after", "a year after it raided Foo"."""
    if anchor.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in AFTERWARDS for child in anchor.children):
        measured = [child for child in anchor.children if child.dep_ == "npadvmod" and child.i < anchor.i]
        if any(child.ent_type_ in ("DATE", "TIME") or child.lemma_ in SPANS for child in measured):
            return True
    for child in anchor.children:
        if child.dep_ == "prep" and child.lower_ in TIMING:
            nouns = [noun for noun in child.children if noun.dep_ == "pobj"]
            if any(
                noun.ent_type_ in ("DATE", "TIME") and not any(f.covers(noun) for f in scene.dates) for noun in nouns
            ):
                return True
            if child.lower_ == "since" and nouns:
                return True
        if child.dep_ == "advcl" and any(mark.lower_ == "since" and mark.dep_ == "mark" for mark in child.children):
            return _is_perfect(anchor)
    return False


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def _is_counted_from(scene: Scene, figure: Figure, frame: Frame, anchor: Token) -> bool:
    """The trigger is what the days are counted from: its verb, or the noun behind "after"."""
    after = scene.parse.doc[figure.end - 1]
    if anchor.i < after.i:
        return frame.trigger.i > after.i and after.is_ancestor(frame.trigger)
    first = next((token for token in scene.parse.doc[figure.end : anchor.i] if token.pos_ == "VERB"), anchor)
    return first == anchor or (anchor.dep_ == "conj" and anchor.head == first)


def _start_of_since(figure: Figure, date: Token, anchor: Token) -> Figure | None:
    """The start of what has gone on "since the ban came into force on 10 December"."""
    period = figure.value
    assert isinstance(period, Period)
    joined = list(_joined_participles(anchor))
    if period.date is None or not _is_perfect(joined[-1]):
        return None
    for node in date.ancestors:
        if node == anchor:
            return None
        marked = any(child.dep_ == "mark" and child.lower_ == "since" for child in node.children)
        phrase = node.dep_ == "prep" and node.lower_ == "since"
        since = phrase or (node.dep_ == "advcl" and marked)
        if since and (node.head in joined or anchor in _joined_participles(node.head)):
            return replace(figure, value=Period(start=period.date, kind="since"))
    return None


def _joined_participles(verb: Token) -> Iterator[Token]:
    """The verb and those that it goes on from: "have been closed, removed or limited since"."""
    while True:
        yield verb
        bare = not any(child.dep_ in (*SUBJECTS, "aux", "auxpass", "mark") for child in verb.children)
        if verb.dep_ not in ("conj", "advcl") or verb.tag_ != "VBN" or not bare or verb.head.pos_ != "VERB":
            return
        verb = verb.head


def _since_in_force(scene: Scene, figure: Figure) -> bool:
    """ "under the law, in force since June": the law's date."""
    before = [token.lower_ for token in scene.parse.doc[max(0, figure.start - 4) : figure.start]]
    if len(before) < 4 or before[:2] != [",", "in"] or before[3] not in ("since", "from"):
        return False
    return before[2] in scene.grammar.word_set("dates", "in force")


def _is_of_another_noun(scene: Scene, figure: Figure, date: Token, frame: Frame) -> bool:
    """ "the June order", "Friday's deadline": the date of another thing than is told here."""
    doc, node = scene.parse.doc, date
    if _since_in_force(scene, figure):
        return not figure.start - 4 < frame.trigger.i < figure.start
    if figure.start and _is_of_an_occasion(doc[figure.start - 1], frame):
        return True
    owned = figure.end < len(doc) and doc[figure.end].tag_ == "POS"
    if not owned and figure.start > 0 and doc[figure.start - 1].pos_ == "ADP":
        return False  # "In March Italy's watchdog fined it": the parser joins the two
    while node.dep_ in MODIFIERS and (node.head.ent_type_ in ("DATE", "TIME") or figure.covers(node.head)):
        node = node.head
    if node.dep_ not in MODIFIERS or node.head.pos_ not in ("NOUN", "PROPN"):
        return False
    noun = node.head
    if (
        noun in (frame.trigger, frame.carrier)
        or noun.is_ancestor(frame.trigger)
        or noun.dep_ in ("nsubj", "nsubjpass", "ROOT")
    ):
        return False
    framing = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "under", "with", "by") and noun.head.dep_ != "agent"
    governor = noun.head.head
    obeyed = governor.lemma_ in scene.grammar.word_set("prepositions", "heeding") and noun.head.lower_ == "with"
    return not (framing and governor.pos_ in ("VERB", "AUX") and not obeyed)


def _names_its_years(date: Token, frame: Frame) -> bool:
    """ "recalling the war of 1967": when the war was, not when it is recalled; unlike "in the course of 2020"."""
    if date.dep_ != "pobj" or date.head.lower_ != "of":
        return False
    noun = date.head.head
    other = noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in ("DATE", "TIME") and noun.dep_ in ("dobj", "nsubj")
    return other and noun not in (frame.trigger, frame.carrier) and not noun.is_ancestor(frame.trigger)


FRAMING = ("in", "under", "by", "at", "on", "from", "since", "until", "for", "over", "during")


def _is_of_an_occasion(preposition: Token, frame: Frame) -> bool:
    """ "with the elections of 2024 drawing near": the year is that of the elections, whatever is said before them."""
    noun = preposition.head
    if preposition.lower_ != "of" or noun.pos_ != "NOUN" or noun.dep_ != "pobj" or noun.head.lower_ in FRAMING:
        return False
    return noun not in (frame.trigger, frame.carrier) and not noun.is_ancestor(frame.trigger)


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


def _distance(date: Token, anchor: Token, frame: Frame, grammar: Grammar) -> int | None:
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
        if _ends_report(node, anchor, grammar.word_set("modality", "reporting")):
            return FAR + 5
        aside = node.dep_ in ("relcl", "ccomp", "advcl", "acl") and node.pos_ != "ADJ"  # "..., effective 1 May"
        aside = aside and not _tells_of_owners(node, anchor, grammar)
        if aside and node.i not in inner and anchor not in node.subtree:
            return None if node.dep_ != "advcl" else _reported(date, anchor)
        node, steps = node.head, steps + 1
    return _reported(date, anchor)


def _tells_of_owners(clause: Token, anchor: Token, grammar: Grammar) -> bool:
    """ "closed 526 accounts run by the army last month": they were closed then."""
    owned = clause.dep_ == "acl" and clause.lemma_ in grammar.word_set("prepositions", "belonging")
    return owned and clause.head.head == anchor


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


def _above(date: Token, anchor: Token) -> list[Token]:
    """The verb and those that govern it; a date behind it does not reach it from another clause beside a semicolon."""
    above = [anchor, *anchor.ancestors]
    apart = next((number for number, node in enumerate(above) if node.dep_ == "segment"), None)
    return above if apart is None or date.i < anchor.i else above[: apart + 1]


def _reported(date: Token, anchor: Token) -> int | None:
    """The date hangs on a verb above: "said on Friday that it had closed"."""
    above = _above(date, anchor)
    governor = next((node for node in [date, *date.ancestors] if node.pos_ in ("VERB", "AUX")), None)
    if governor is None:
        return FAR + 6
    if governor in above:
        return FAR + above.index(governor)
    if len(above) < 1 + len(list(anchor.ancestors)):
        return None
    return None if governor.dep_ in ("relcl", "acl") or repeats(governor) else FAR + 8
