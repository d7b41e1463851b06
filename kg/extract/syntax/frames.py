"""A trigger and the words around it by role."""

from __future__ import annotations

from dataclasses import dataclass

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
        found = sorted((role for role in self.roles if role.name in names), key=lambda role: role.distance)
        return [role.head for role in found]
