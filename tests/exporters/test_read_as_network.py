"""Readers of networks that nobody here wrote: igraph, networkx, and classes made from Gephi's schema."""

import io

import gexfpy
import igraph
import networkx as nx
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

from tests.exporters.world import in_line, speakable


def test_igraph_reads_the_network_from_graphml(told, tmp_path):
    path = tmp_path / "network.graphml"
    path.write_bytes(told.exported("graphml"))
    network = told.graph.to_networkx()

    read = igraph.Graph.Read_GraphML(str(path))

    labels = {in_line(speakable(label)) for _, label in network.nodes(data="label")}
    assert (read.vcount(), read.ecount()) == (network.number_of_nodes(), network.number_of_edges())
    assert {in_line(label) for label in read.vs["label"]} == labels


def test_the_classes_made_from_gephis_schema_take_the_gexf(told):
    # They are of version 1.2; version 1.3 has changed the namespace, and nothing of what is written here.
    document = told.exported("gexf").decode()
    document = document.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('"1.3"', '"1.2"')
    strict = XmlParser(config=ParserConfig(fail_on_unknown_properties=True, fail_on_converter_warnings=True))

    read = strict.from_string(document, gexfpy.Gexf)

    network = told.graph.to_networkx()
    assert len(read.graph.nodes[0].node) == network.number_of_nodes()
    assert len(read.graph.edges[0].edge) == network.number_of_edges()
    assert read.graph.mode is gexfpy.ModeType.DYNAMIC


def test_networkx_reads_the_gexf_with_its_intervals(told):
    network = told.graph.to_networkx()

    read = nx.read_gexf(io.BytesIO(told.exported("gexf")), version="1.3")

    assert set(read.nodes) == {speakable(node) for node in network.nodes}
    assert read.number_of_edges() == network.number_of_edges()
