"""Workers for many who ask at once: so many at a time, so many that wait, and always of the graph that is current."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.archive import CURRENT, STORE, hold_current
from kg.asked import Asked, Limits, Written
from kg.asking.worker import Worker
from kg.errors import Busy


@dataclass(frozen=True, eq=False, weakref_slot=True, slots=True)
class Edition:
    """A build of the graph, on disk as long as anybody asks it."""

    build: Path

    @property
    def store(self) -> Path:
        """The folder of its store."""
        return self.build / STORE


class Editions:
    """The current build of a graph's folder, whichever that is just now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._sign: tuple[int, int] | None = None
        self._edition: Edition | None = None

    def current(self) -> Edition:
        """The build that is current now."""
        with self._lock:
            sign = self._look()
            if self._edition is None or sign != self._sign:
                hold = hold_current(self.folder)
                if self._edition is None or self._edition.build != hold.build:
                    self._edition = Edition(hold.build)
                    weakref.finalize(self._edition, hold.release)
                else:
                    hold.release()
                self._sign = sign
            return self._edition

    def _look(self) -> tuple[int, int] | None:
        """What changes when another build becomes the current one."""
        try:
            told = (self.folder / CURRENT).stat()
        except OSError:
            return self._sign  # between two builds: the old one is still good
        return told.st_ino, told.st_mtime_ns


@dataclass(eq=False)
class Workers:
    """So many workers of one graph."""

    editions: Editions
    limits: Limits = field(default_factory=Limits)
    count: int = 2
    queue: int = 64

    def __post_init__(self) -> None:
        self._free = threading.Semaphore(self.count)
        self._lock = threading.Lock()
        self._idle: list[tuple[Edition, Worker]] = []
        self._waiting = 0

    def ask(self, asked: Asked) -> Written:
        """The answer of the current graph; Busy where too many wait already."""
        with self._turn():
            edition, worker = self._take()
            try:
                return worker.ask(asked)
            finally:
                self._give_back(edition, worker)

    def start(self) -> bool:
        """Have all workers ready; whether they are kept from the network."""
        edition = self.editions.current()
        started = [Worker(edition.store, self.limits) for _ in range(self.count)]
        for worker in started:
            worker.greet()
        with self._lock:
            self._idle += [(edition, worker) for worker in started]
        return all(worker.is_isolated for worker in started)

    def stop(self) -> None:
        """End all workers that wait for a query."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, worker in idle:
            worker.kill()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for one of the workers to be free."""
        with self._lock:
            if self._waiting >= self.queue + self.count:
                raise Busy(self.queue)
            self._waiting += 1
        try:
            with self._free:
                yield
        finally:
            with self._lock:
                self._waiting -= 1

    def _take(self) -> tuple[Edition, Worker]:
        """A worker of the current graph: one that waits, or else a new one."""
        edition = self.editions.current()
        while True:
            with self._lock:
                if not self._idle:
                    break
                known, worker = self._idle.pop()
            if known is edition and worker.is_alive:
                return edition, worker
            worker.kill()
        return edition, Worker(edition.store, self.limits)

    def _give_back(self, edition: Edition, worker: Worker) -> None:
        if worker.is_alive and edition is self.editions.current():
            with self._lock:
                self._idle.append((edition, worker))
        else:
            worker.kill()
