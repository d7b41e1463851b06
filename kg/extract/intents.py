"""What a company says that its own services will do: "Acme said that Foo and Bar would show locations"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.scene import Scene
from kg.extract.syntax.frames import Frame
from kg.extract.syntax.reports import FUTURE
from kg.extract.syntax.subjects import conjuncts
from kg.tokens import Token


def of_its_services(frame: Frame, scene: Scene) -> Iterator[Token]:
    """The clauses said in which services of the speaker will do something."""
    said = [clause for clause in frame.heads("said") if clause.pos_ == "VERB" and _is_future(clause)]
    speakers = {label for head in frame.heads("subject") for label in _labels(head, scene)} if said else set()
    for clause in said if speakers else ():
        subjects = [one for child in clause.children if child.dep_ == "nsubj" for one in conjuncts(child)]
        if subjects and all(_owners(subject, scene) & speakers for subject in subjects):
            yield clause


def _is_future(clause: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in FUTURE for child in clause.children)


def _labels(head: Token, scene: Scene) -> list[str]:
    reference = scene.references.get(head.i)
    return [thing.label for thing in reference.things] if reference is not None else []


def _owners(subject: Token, scene: Scene) -> set[str]:
    """Who is known to own what the word names, and the thing itself."""
    names = set(_labels(subject, scene))
    known = [scene.grammar.names.get(name) for name in sorted(names)]
    return names | {one.owner for one in known if one is not None and one.owner is not None}
