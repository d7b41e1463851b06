"""What goes between this process and its workers: a line of JSON and a document, each with its length before it."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any

LENGTHS = struct.Struct("!QQ")


def frame(told: Mapping[str, Any], document: bytes = b"") -> bytes:
    """The message as bytes."""
    head = json.dumps(told).encode()
    return LENGTHS.pack(len(head), len(document)) + head + document


def read_frame(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next message, None at the end; `read` gives exactly as many bytes as it is asked for, or none."""
    lengths = read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, document = LENGTHS.unpack(lengths)
    told = json.loads(read(head))
    return told, read(document) if document else b""
