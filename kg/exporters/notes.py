"""The graph as a folder of Markdown notes that link to each other: one a thing, an event and an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pyoxigraph import Quad

from kg.exporters.filenames import file_names
from kg.exporters.property_graph import FACTS, Node, Relationship, as_tuple, property_graph
from kg.exporters.tables import encoded

FOLDERS = {"Entity": "things", "Event": "events", "Article": "articles"}
TITLE = "label"
# What stands at the head of a note rather than in it.
IN_FRONT = ("altLabel", "country", "date", "start", "end", "issued", "publisher", "url", "exactMatch", "key")
APART = frozenset({*IN_FRONT, TITLE, "identifier", "title"})
MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$^&]|==|%%)")
LIST_ITEM = re.compile(r"^(\d*)([.)+-])")
CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")

Anything = TypeVar("Anything")


def note_files(quads: Iterable[Quad]) -> Iterator[tuple[str, bytes]]:
    """The notes by path, and one that lists them."""
    graph = property_graph(quads)
    notes = Notes(graph.nodes, graph.relationships)
    for node in notes.noted:
        yield f"{FOLDERS[node.labels[0]]}/{notes.names[node.id]}.md", encoded(notes.note(node))
    yield "index.md", encoded(notes.index())


@dataclass(frozen=True)
class Notes:
    """The nodes and relationships, with what is looked up in them again and again."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Id → node."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def noted(self) -> tuple[Node, ...]:
        """The nodes that have a note of their own; a fact stands in the notes of its event and its article."""
        return tuple(node for node in self.nodes if node.labels[0] in FOLDERS)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Id → the name of the note; "index" is taken."""
        names = file_names({"": "index", **{node.id: title(node) for node in self.noted}})
        return {id_: name for id_, name in names.items() if id_}

    @cached_property
    def leaving(self) -> Mapping[str, list[Relationship]]:
        """Id → what leads from it."""
        return grouped((each.start, each) for each in self.relationships)

    @cached_property
    def coming(self) -> Mapping[str, list[Relationship]]:
        """Id → what leads to it."""
        return grouped((each.end, each) for each in self.relationships)

    def note(self, node: Node) -> str:
        """The note: what it is, what is told of it, and in which words."""
        parts = [front_matter(node), f"# {escaped(title(node))}\n", self.told(node)]
        if facts := [self.by_id[id_] for id_ in self.facts_of(node)]:
            parts.append("## Words\n\n" + "\n".join(self.quoted(fact) for fact in facts))
        return "\n".join(part for part in parts if part)

    def told(self, node: Node) -> str:
        """What is told of the node, a line each, with links."""
        lines = [
            f"- {in_words(name)}: {escaped('; '.join(map(str, as_tuple(value))))}"
            for name, value in node.properties.items()
            if name not in APART
        ]
        lines += [
            f"- {in_words(each.type)}: {self.link(each.end)}{because(each)}"
            for each in self.leaving.get(node.id, ())
            if each.end in self.names
        ]
        lines += [
            f"- {self.told_of(each)}{because(each)}"
            for each in self.coming.get(node.id, ())
            if each.start in self.names
        ]
        return "".join(f"{line}\n" for line in lines)

    def told_of(self, relationship: Relationship) -> str:
        """What another note tells of this one: its part in an event, or how the other thing stands to it."""
        name, link = in_words(relationship.type), self.link(relationship.start)
        return f"{name} in {link}" if self.by_id[relationship.start].labels[0] == "Event" else f"{link} {name} this"

    def facts_of(self, node: Node) -> list[str]:
        """The facts that tell of an event, or that stand in an article; those that assert nothing, for a thing."""
        facts = [each.start for each in self.coming.get(node.id, ()) if self.by_id[each.start].labels[0] in FACTS]
        if node.labels[0] == "Entity":
            facts = [fact for fact in facts if self.is_lone(fact)]
        return list(dict.fromkeys(facts))

    def is_lone(self, fact: str) -> bool:
        """Whether no note of an event shows the fact: a relation, or what is no more than possible."""
        return not any(each.type == "tells" for each in self.leaving.get(fact, ()))

    def quoted(self, fact: Node) -> str:
        """The fact's words as a quotation, with its article."""
        sources = [each.end for each in self.leaving.get(fact.id, ()) if each.type == "wasDerivedFrom"]
        words = " … ".join(map(str, as_tuple(fact.properties.get("words", ""))))
        says, how = fact.properties.get("says", ""), fact.properties.get("modality", "")
        told = f"{says}, {how}" if fact.labels[0] == "Unasserted" else str(says)
        where = ", ".join(self.link(source) for source in sources if source in self.names)
        return f"> {escaped(words)}\n>\n> — {escaped(told)}, {where} ^{fact.id.partition(':')[2]}\n"

    def link(self, id_: str) -> str:
        """A link to the note."""
        return f"[[{self.names[id_]}]]"

    def index(self) -> str:
        """A note that links to all of them, by what they are."""
        kinds = grouped((FOLDERS[node.labels[0]], node) for node in self.noted)
        parts = [
            f"## {kind}\n\n" + "".join(f"- {self.link(node.id)}\n" for node in sorted(nodes, key=title))
            for kind, nodes in sorted(kinds.items())
        ]
        return "# Notes\n\n" + "\n".join(parts)


def grouped(pairs: Iterable[tuple[str, Anything]]) -> dict[str, list[Anything]]:
    """What belongs to each name."""
    found: dict[str, list[Anything]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def front_matter(node: Node) -> str:
    """What programs read of a note: YAML, its texts in JSON's quotes, which YAML reads alike."""
    told: dict[str, object] = {"id": node.id, "type": node.labels[-1]}
    told |= {name: node.properties[name] for name in IN_FRONT if name in node.properties}
    if "altLabel" in told:
        told["aliases"] = list(as_tuple(told.pop("altLabel")))  # type: ignore[arg-type]
    told["tags"] = [label.lower() for label in node.labels]
    return "---\n" + "".join(f"{name}: {yaml_of(value)}\n" for name, value in told.items()) + "---\n"


def yaml_of(value: object) -> str:
    """The value as JSON, which is YAML; brackets that would be a link or an element of HTML there are spelled out."""
    return json.dumps(value).replace("[[", "[\\u005b").replace("<", "\\u003c")


def title(node: Node) -> str:
    """What the node is called."""
    return str(as_tuple(node.properties.get(TITLE, node.id))[0])


def in_words(name: str) -> str:
    """
    The name of a slot or relation as words.

    "sanctionedBy"   sanctioned by
    """
    return CAPITAL.sub(lambda capital: f" {capital[0].lower()}", name)


def because(relationship: Relationship) -> str:
    """Why the graph says so, where no article does."""
    reason = relationship.properties.get("because")
    return f" ({escaped(str(reason))})" if reason else ""


def escaped(text: str) -> str:
    r"""
    The text in one line, with nothing in it that Markdown or HTML would take for its own.

    "[[a]] <b>"   \[\[a\]\] \<b\>
    """
    return LIST_ITEM.sub(r"\1\\\2", MARKDOWN.sub(r"\\\1", " ".join(text.split())))
