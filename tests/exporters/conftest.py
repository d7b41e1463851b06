"""The graphs that are exported: a small one, and one whose words are meant to break whatever reads them."""

import pytest

from tests.exporters import hostile
from tests.exporters.world import world
from tests.small_graph import knowledge, small_quads


@pytest.fixture(scope="session", params=["small", "hostile"])
def told(request):
    """A graph, and what it holds."""
    if request.param == "small":
        return world(knowledge(), small_quads())
    return world(hostile.knowledge(), hostile.hostile_quads())
