"""What readers see while the graph is built anew."""

import threading

from kg.archive import STORE, new_build, publish, save_knowledge
from kg.store import with_union, write_store
from tests.serve.conftest import serving
from tests.small_folder import write_small_graph
from tests.small_graph import knowledge, small_quads

COUNT = "/sparql?format=csv&query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D"


def test_readers_see_the_old_graph_and_then_the_new_one_and_nothing_between(tmp_path):
    folder = write_small_graph(tmp_path / "graph")
    whole = str(len({quad.triple for quad in small_quads()}))
    with serving(folder) as server:
        assert "Chatter" in server("/questions/things?type=Platform").text
        seen: list[str] = []
        done = threading.Event()

        def read():
            while not done.is_set():
                answered = server(COUNT)
                seen.append(answered.text.split()[1] if answered.status == 200 else str(answered.status))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        with new_build(folder) as place:
            save_knowledge(knowledge(), place)
            write_store(with_union(small_quads()[:10]), place / STORE)
            publish(folder, place)
        while "10" not in seen[-3:] and all(count in (whole, "10") for count in seen):
            pass
        done.set()
        for reader in readers:
            reader.join()
        page = server("/questions/things?type=Platform")

    assert set(seen) == {whole, "10"}
    assert "10" not in seen[: seen.index("10")]
    assert "Chatter" not in page.text
