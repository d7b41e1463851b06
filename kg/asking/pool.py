"""Workers for many who ask at once: so many at a time, so many that wait, and always of the graph that is current."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.archive import CURRENT, STORE, hold_current
from kg.asked import Asked, Limits, Written
from kg.asking.worker import Worker
from kg.errors import Abandoned, Busy, KgError, QueryStopped


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


@dataclass(eq=False, slots=True)
class Caller:
    """Who asks; they may leave before they have their answer."""

    has_left: bool = False
    worker: Worker | None = None  # which works for them just now


@dataclass(eq=False)
class Workers:
    """So many workers of one graph, asked in turn; what a query waits for its turn counts into its time."""

    editions: Editions
    limits: Limits = field(default_factory=Limits)
    count: int = 2
    queue: int = 64

    def __post_init__(self) -> None:
        self._lock = threading.Condition()
        self._idle: list[tuple[Edition, Worker]] = []
        self._line: list[Caller] = []  # whoever waits, in the order in which they came
        self._free = self.count

    def ask(self, asked: Asked, caller: Caller | None = None) -> Written:
        """The answer of the current graph; Busy where too many wait already, or no turn comes in time."""
        caller, deadline = caller or Caller(), time.monotonic() + self.limits.seconds
        with self._turn(caller, deadline):
            edition, worker = self._take()
            left = max(0.0, deadline - time.monotonic())
            try:
                self._engage(caller, worker)
                return worker.ask(asked, seconds=left)
            except KgError as error:
                raise self._reason(error, caller, left) from error
            finally:
                self._engage(caller, None)
                self._give_back(edition, worker, is_spent=caller.has_left)

    def _reason(self, error: KgError, caller: Caller, left: float) -> KgError:
        """Why there is no answer, where the worker failed that had so many seconds left for it."""
        if caller.has_left:
            return Abandoned()
        if isinstance(error, QueryStopped) and error.limit == "time":
            has_waited_most = left < self.limits.seconds / 2
            return (
                Busy(len(self._line), self.limits.seconds)
                if has_waited_most
                else QueryStopped("time", self.limits.seconds)
            )
        return error

    def leave(self, caller: Caller) -> None:
        """Let nobody work any longer for a caller who has gone."""
        with self._lock:
            caller.has_left = True
            if caller.worker:
                caller.worker.interrupt()
            self._lock.notify_all()

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
    def _turn(self, caller: Caller, deadline: float) -> Iterator[None]:
        """Wait for one of the workers to be free, no longer than until the deadline."""
        with self._lock:
            if len(self._line) >= self.queue + self._free:
                raise Busy(self.queue)
            self._line.append(caller)
            try:
                self._wait(caller, deadline)
            finally:
                self._line.remove(caller)
                self._lock.notify_all()
            self._free -= 1
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                self._lock.notify_all()

    def _wait(self, caller: Caller, deadline: float) -> None:
        """Wait until a worker is free and everybody who came before has had their turn."""
        left = deadline - time.monotonic()
        if not self._lock.wait_for(lambda: caller.has_left or (self._free and self._line[0] is caller), left):
            raise Busy(len(self._line), self.limits.seconds)
        if caller.has_left:
            raise Abandoned

    def _engage(self, caller: Caller, worker: Worker | None) -> None:
        """Let the worker be the one that works for the caller, or none."""
        with self._lock:
            if worker and caller.has_left:
                raise Abandoned
            caller.worker = worker

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

    def _give_back(self, edition: Edition, worker: Worker, *, is_spent: bool) -> None:
        if not is_spent and worker.is_alive and edition is self.editions.current():
            with self._lock:
                self._idle.append((edition, worker))
        else:
            worker.kill()
