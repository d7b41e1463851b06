"""One worker, seen from outside: asked, waited for no longer than allowed, and killed."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Self

import kg
from kg.asked import Asked, Limits, Written
from kg.asking.frames import frame, read_frame
from kg.errors import BadQuery, KgError, QueryLost, QueryStopped, StoreError, WrongFormat

ERRORS: dict[str, type[KgError]] = {each.__name__: each for each in (BadQuery, QueryStopped, StoreError, WrongFormat)}
START = 60.0  # seconds that a worker may take to open its store
DYING = 5.0  # seconds that it may take to be gone when it says no more
CHUNK = 2**20
OUT_OF_MEMORY = -signal.SIGABRT  # the engine's Rust and the store's C++ both abort then
OUT_OF_STACK = -signal.SIGSEGV


class Ended(Exception):
    """The worker is no more."""


class Worker:
    """
    A process that answers queries to a store; it ends with this object's use.

    With the store as it was before, it changes the store by updates.
    """

    def __init__(self, folder: Path, limits: Limits, *, before: Path | None = None) -> None:
        self.folder, self.limits = folder, limits
        self.is_isolated: bool | None = None  # not known before it has said so
        self._process = subprocess.Popen(  # noqa: S603  (our own module)
            [
                sys.executable,
                "-P",
                "-m",
                "kg.asking.answering",
                str(folder),
                str(limits.megabytes),
                *([str(before)] if before else []),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=environment(),
        )
        assert self._process.stdout
        self._output = self._process.stdout.fileno()
        self._come = bytearray()
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self._output, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    @property
    def process_id(self) -> int:
        """Which process it is."""
        return self._process.pid

    def greet(self) -> Self:
        """Wait until it is ready."""
        if self.is_isolated is None:
            try:
                told, _ = self._next(time.monotonic() + START)
            except (Ended, TimeoutError):
                raise StoreError(self.folder, f"no process can ask the store: {self._last_words()}") from None
            self.is_isolated = bool(told["isolated"])
        return self

    def ask(self, asked: Asked, *, seconds: float | None = None) -> Written:
        """The answer; an error, and no worker any more, where it takes too long or too much."""
        self.greet()
        allowed = self.limits.seconds if seconds is None else seconds
        deadline = time.monotonic() + allowed
        try:
            self._send(frame(asdict(asked)))
            told, document = self._next(deadline)
        except TimeoutError:
            self.kill()
            raise QueryStopped("time", allowed) from None
        except (Ended, BrokenPipeError):
            raise self._why_it_ended() from None
        return Written(told["format"], document)

    def finish(self) -> None:
        """Let it end by itself: nothing more is asked."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(START)

    def interrupt(self) -> None:
        """End the process while another thread waits for its answer: that one is told so, and kills the worker."""
        self._process.kill()

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._waiting.close()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _send(self, message: bytes) -> None:
        assert self._process.stdin
        self._process.stdin.write(message)

    def _next(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        found = read_frame(partial(self._read, deadline))
        if found is None:
            raise Ended
        told, document = found
        if told.get("last"):
            self.kill()
        if kind := ERRORS.get(told.get("error", "")):
            if told["facts"] == ["memory", 0]:
                raise QueryStopped("memory", self.limits.megabytes)
            facts = told["facts"]
            raise kind(*([Path(facts[0]), *facts[1:]] if kind is StoreError else facts))
        return told, document

    def _read(self, deadline: float, count: int) -> bytes:
        """So many bytes from the worker, until the deadline; what has come beyond them is kept for the next."""
        while len(self._come) < count:
            if not self._waiting.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            chunk = os.read(self._output, CHUNK)
            if not chunk:
                raise Ended
            self._come += chunk
        found = bytes(self._come[:count])
        del self._come[:count]
        return found

    def _why_it_ended(self) -> KgError:
        """What the end of the process says of the query that it was asked."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(DYING)
        self.kill()
        code = self._process.returncode
        if code == OUT_OF_MEMORY:
            return QueryStopped("memory", self.limits.megabytes)
        if code == OUT_OF_STACK:
            return BadQuery("it is nested too deeply, or too long, for the engine to read: ask in smaller parts")
        return QueryLost(signal.Signals(-code).name if -code in {*signal.Signals} else f"exit code {code}")

    def _last_words(self) -> str:
        assert self._process.stderr
        self._process.kill()
        told = self._process.stderr.read().decode(errors="replace").strip()
        return told.splitlines()[-1] if told else "it ended without a word"


def environment() -> dict[str, str]:
    """What a worker is told of the system: where this program is, and to take memory in one piece."""
    home = str(Path(kg.__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([home, inherited]) if inherited else home
    return os.environ | {"PYTHONPATH": path, "MALLOC_ARENA_MAX": "1"}
