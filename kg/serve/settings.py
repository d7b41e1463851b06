"""How a graph is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.asked import Limits

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served to whom, and how much of it at once."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = field(default_factory=Limits)
    workers: int = 2
    queue: int = 64
    origins: tuple[str, ...] = ()  # whose pages may ask from a browser (CORS); "*" for all
    names: tuple[str, ...] = ()  # other names that this host goes by
    update_token: str = ""  # who knows it may change the graph; without it nobody may
    request_bytes: int = 1_000_000
    title: str = "Knowledge graph"

    @property
    def hosts(self) -> tuple[str, ...]:
        """By which names the server answers: a foreign page cannot reach it by giving its own name to this address."""
        if self.host in ("0.0.0.0", "::"):  # noqa: S104  (it is asked for)
            return self.names or ("*",)
        return (*LOOPBACK, self.host, *self.names)
