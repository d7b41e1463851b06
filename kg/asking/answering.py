"""
A process that answers queries to one store, and nothing else.

    python -m kg.asking.answering STORE MEGABYTES [BEFORE]

Messages come and go through its standard input and output. With a store as it was BEFORE it changes its own, else it
answers queries and writes no file. It has no network, and dies when it needs more memory than it may have, or when
nobody listens any more.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.asked import MEGABYTE, Asked, Written
from kg.asking.frames import frame, read_frame
from kg.asking.sandbox import end_with, leave_network, limit_memory, memory_taken, write_no_files
from kg.errors import BadQuery, KgError, QueryStopped, StoreError, WrongFormat
from kg.store import change, open_snapshot, write_answer

IN, OUT = 0, 1


def main() -> None:
    """Answer, until nothing more is asked."""
    folder, megabytes, *before = Path(sys.argv[1]), int(sys.argv[2]), *map(Path, sys.argv[3:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whom we work for
    output = os.dup(OUT)
    os.dup2(2, OUT)  # what any library prints is no message
    has_no_network = leave_network()
    try:
        answer = answerer(folder, *before)
    except KgError as error:
        send(output, frame(refusal(error)))
        return
    end_with(IN)
    limit_memory(megabytes)
    idle = memory_taken()
    send(output, frame({"isolated": has_no_network}))
    while asked := read_frame(receive):
        told, document = reply(answer, asked[0])
        # So much is not given back any more that a later query could fail for it: another worker is to answer that.
        is_last = memory_taken() - idle > megabytes * MEGABYTE // 2
        send(output, frame({**told, "last": is_last}, document))


def answerer(folder: Path, before: Path | None = None) -> Callable[[Asked], Written]:
    """What answers: from a store that is only read, or by changing one."""
    if before:
        return partial(changed, folder, before)
    write_no_files()
    return partial(write_answer, open_snapshot(folder))


def changed(folder: Path, before: Path, asked: Asked) -> Written:
    """Nothing to read, once the store is changed."""
    change(folder, before, asked)
    return Written("", b"")


def reply(answer: Callable[[Asked], Written], told: dict[str, object]) -> tuple[dict[str, object], bytes]:
    """The answer, or why there is none: what is told of it, and the document."""
    try:
        asked = Asked(**{name: tuple(x) if isinstance(x, list) else x for name, x in told.items()})  # type: ignore[arg-type]
        written = answer(asked)
    except KgError as error:
        return refusal(error), b""
    except MemoryError:
        return {"error": "QueryStopped", "facts": ["memory", 0]}, b""
    return {"format": written.format}, written.document


def refusal(error: KgError) -> dict[str, object]:
    """What is told of the error."""
    match error:
        case QueryStopped():
            facts = [error.limit, error.most]
        case WrongFormat():
            facts = [list(error.fitting)]
        case StoreError():
            facts = [str(error.folder), error.problem]
        case BadQuery():
            facts = [error.problem]
        case _:
            return {"error": "BadQuery", "facts": [str(error)]}
    return {"error": type(error).__name__, "facts": facts}


def receive(count: int) -> bytes:
    """So many bytes from whoever asks, or fewer at the end."""
    chunks = bytearray()
    while len(chunks) < count and (chunk := os.read(IN, count - len(chunks))):
        chunks += chunk
    return bytes(chunks)


def send(output: int, message: bytes) -> None:
    """Give all of the message."""
    left = memoryview(message)
    while left:
        left = left[os.write(output, left) :]


if __name__ == "__main__":
    main()
