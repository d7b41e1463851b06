"""A trigger and the words around it by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.tokens import Token


@dataclass(frozen=True)
class Role:
    """A word that stands in a role to a trigger; the nearer, the surer."""

    name: str  # "subject", "object", "clause", "holder", a preposition ...
    head: Token
    distance: int = 0


@dataclass(frozen=True)
class Frame:
    """A trigger and the words around it by role."""

    trigger: Token
    roles: tuple[Role, ...]
    passive: bool = False
    carrier: Token | None = None  # the light verb of a noun, whose tense and mood count

    def heads(self, *names: str) -> list[Token]:
        """The words in any of the roles, nearest first."""
        if len(names) == 1:
            return [*self._by_name.get(names[0], ())]
        return [role.head for role in self._nearest_first if role.name in names]

    @cached_property
    def _nearest_first(self) -> list[Role]:
        return sorted(self.roles, key=lambda role: role.distance)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Token]]:
        """Most roles that patterns ask for are not there."""
        found: dict[str, list[Token]] = {}
        for role in self._nearest_first:
            found.setdefault(role.name, []).append(role.head)
        return found
