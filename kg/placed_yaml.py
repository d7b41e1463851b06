"""YAML of which every value knows its file and line; all scalars are strings ("no" and "on" are words here)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import OntologyProblem

PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the one in C, ten times as fast, where it was built


class _Loader(PARSER):  # type: ignore[misc]  # the class is found at run time
    """YAML in which all scalars are strings: to ask each what type it looks like takes as long as to read it."""

    def resolve(self, _kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, _parent: yaml.Node, _index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Placed:
    """A YAML value and where it stands."""

    node: yaml.Node
    file: str

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.node.start_mark.line + 1}"

    @property
    def is_list(self) -> bool:
        """The value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def mapping(self) -> Mapping[str, Placed]:
        """The entries by key; empty for anything but a mapping."""
        if not isinstance(self.node, yaml.MappingNode):
            return {}
        return {key.value: Placed(value, self.file) for key, value in self.node.value}

    def items(self) -> Iterator[Placed]:
        """The values of a list; empty for anything but a list."""
        if isinstance(self.node, yaml.SequenceNode):
            yield from (Placed(node, self.file) for node in self.node.value)

    def strings(self) -> Sequence[str]:
        """A list of scalars as strings; a lone scalar is a list of one."""
        return _strings(self.node)

    def plain(self) -> Any:
        """The value as str, list and dict."""
        return _plain(self.node)


def _strings(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [text for item in node.value for text in _strings(item)]
    return [node.value] if isinstance(node, yaml.ScalarNode) else []


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def read_placed(path: Path, problems: list[OntologyProblem]) -> Placed:
    """The file's content with places; what is not YAML is added to the problems and read as empty."""
    file = "/".join(path.parts[-3:])
    empty = yaml.MappingNode("map", [], yaml.Mark(file, 0, 0, 0, None, 0))
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file}:{mark.line + 1}" if mark else file
        problems.append(OntologyProblem(place, f"not YAML: {getattr(error, 'problem', error)}"))
        node = None
    return Placed(node if node is not None else empty, file)
