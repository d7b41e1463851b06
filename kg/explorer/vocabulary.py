"""What readers call the terms of the ontology, and how the terms hang together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that a page needs to know of the ontology."""

    labels: Mapping[str, str]  # class, property or slot → what a reader calls it
    is_a: Callable[[str, str], bool]  # whether a class is another, or below it
    captions: Mapping[str, str] = field(default_factory=dict)  # event id → a line that a person would write
    addresses: Mapping[str, str] = field(default_factory=dict)  # key of a known name → a page that tells more of it

    def label(self, name: str) -> str:
        """What a reader calls a term."""
        return self.labels.get(name) or wording(name)


def wording(name: str) -> str:
    """
    A local name as words, for a term without a label.

    "ContentRemoval"   content removal
    "hasUserCount"     has user count
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
