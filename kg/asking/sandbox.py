"""What a process takes from itself, never to have it again: the network, files to write, and memory."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
from pathlib import Path

from kg.asked import MEGABYTE

if sys.platform != "win32":
    import resource
    import select

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of Linux's <sched.h>
MEMORY = Path("/proc/self/statm")


def leave_network() -> bool:
    """Whether the process has no network from now on, not even itself; it must not have other threads yet."""
    if not sys.platform.startswith("linux"):
        return False
    system = ctypes.CDLL(None, use_errno=True)
    # Whoever may not make users of its own may yet be allowed to leave the network: root in a container.
    return any(system.unshare(flags) == 0 for flags in (NEW_USER | NEW_NETWORK, NEW_NETWORK))


def write_no_files() -> None:
    """No file grows from now on, and none is left behind by a crash."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error is told instead


def limit_memory(megabytes: int) -> None:
    """From now on the process takes so much memory more, and no more."""
    if sys.platform != "win32" and (taken := memory_taken()):
        most = taken + megabytes * MEGABYTE
        # A mark that was set lower, for all of us, stays.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def memory_taken() -> int:
    """The bytes of addresses that the process takes; 0 where the system does not tell."""
    try:
        return int(MEMORY.read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def end_with(handle: int) -> None:
    """End the process, whatever it is doing, when the other end of the pipe is closed: nobody waits for it then."""
    if sys.platform == "win32":
        return

    def watch() -> None:
        watched = select.poll()
        watched.register(handle, 0)  # a hang-up is told of unasked
        watched.poll()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
