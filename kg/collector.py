"""How often Python looks for values that refer to each other in circles and are no longer used."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Names, facts and quads are made by the hundred thousand, live on, and form no circles: to look through them after
# every 700 new values, as Python does, was an eighth of a build.
SELDOM = (100_000, 10, 100)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Within this, or a function that it decorates, the collector seldom runs; afterwards as before."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
