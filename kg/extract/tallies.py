"""Rows of a table that count deeds: "Videos removed: 81 million", "Account bans | 173,000"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.events import Sighting
from kg.extract.participants import described
from kg.extract.scene import Figure, Scene
from kg.model import BlockKind, Fact, Mention, Modality, Name
from kg.tokens import Token

Slots = dict[str, tuple[Mention, ...]]
SHORT = 12  # tokens of a row
ABOVE = 10  # rows and paragraphs between a row and the name of whom it tells
READ = (BlockKind.ITEM, BlockKind.PROSE, BlockKind.HEADING, BlockKind.HEADLINE)
PARTS = ("verb", "noun")


def find_tallies(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """A deed for each row that is a kind of thing, what was done to it, and how many."""
    taken = {mention.span.start for sighting in sightings for mention in sighting.fact.slots.get("count", ())}
    blocks = list(_blocks(scene))
    for number, row in enumerate(blocks):
        figures = [figure for figure in scene.counts if figure.start in row]
        if len(row) > SHORT or len(figures) != 1 or scene.parse.offsets[figures[0].start] in taken:
            continue
        told = _told(scene, row, figures[0])
        if told is not None:
            deed, event, target = told
            above = _who(scene, [row, *reversed(blocks[max(0, number - ABOVE) : number])])
            count = Mention(scene.parse.span(figures[0].start, figures[0].end), "Count", figures[0].value)  # type: ignore[arg-type]
            slots: Slots = {**above, "target": target, "count": (count,)}
            evidence = scene.parse.span(row.start, row.stop)
            yield Sighting(Fact(event, slots, (evidence,), ("tallies/row",), Modality.ASSERTED), deed)


def _blocks(scene: Scene) -> Iterator[range]:
    """The tokens of each block that is read."""
    start, blocks = 0, scene.parse.blocks
    for i in range(1, len(blocks) + 1):
        if i == len(blocks) or blocks[i] != blocks[start]:
            if scene.parse.kinds[start] in READ:
                yield range(start, i)
            start = i


def _told(scene: Scene, row: range, figure: Figure) -> tuple[Token, str, tuple[Mention, ...]] | None:
    """What was done, which event that is, and to what; the words stand together, apart from the number."""
    words = [scene.parse.doc[i] for i in row if not figure.start <= i < figure.end]
    if any(token.tag_ in ("VBZ", "VBP", "MD") or token.dep_ == "neg" or token.pos_ == "ADP" for token in words):
        return None
    for deed in words:
        events = _events(scene, deed)
        for noun in words if events else ():
            for kind in scene.grammar.kinds("counted in rows"):
                target = described(scene, noun, (kind,)) if noun != deed else ()
                fitting = [
                    event for event in (*sorted(scene.grammar.word_set("lists", kind)), *events) if event in events
                ]
                if target and fitting and abs(noun.i - deed.i) == 1:
                    return deed, fitting[0], target
    return None


def _events(scene: Scene, word: Token) -> tuple[str, ...]:
    """The deeds to groups that the word stands for, as a participle or a noun."""
    done = scene.grammar.word_set("alternatives", "done to groups")
    part = "verb" if word.tag_ in ("VBN", "VBD", "JJ") else "noun"
    lemmas = {word.lemma_.lower(), word.lower_}
    found = (
        pattern.fact
        for lemma in sorted(lemmas)
        for pattern, trigger in scene.grammar.by_trigger.get((part, lemma), ())
        if pattern.fact in done and trigger == lemma and not pattern.when
    )
    return tuple(dict.fromkeys(found))


def _who(scene: Scene, blocks: Sequence[range]) -> Slots:
    """Who counts: the one service named in the nearest block that names any, or the one company."""
    service, company = scene.grammar.kinds("service"), scene.grammar.kinds("company")
    for block in blocks:
        found = {scene.references[i].start: scene.references[i] for i in block if i in scene.references}
        named = [
            (reference, thing)
            for reference in found.values()
            for thing in reference.things
            if scene.grammar.is_a(thing.type, *service, *company)
        ]
        if len({thing.label for _, thing in named}) > 1:
            return {}
        if named:
            reference, thing = named[0]
            span = scene.parse.span(reference.start, reference.end)
            mention = Mention(span, thing.type, Name(thing.label, thing.known), reference.because)
            on = {"platform": (mention,)} if thing.type in service else {}
            return {"agent": (mention,), **on}
    return {}
