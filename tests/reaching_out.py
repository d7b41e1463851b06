"""Queries and updates that reach out of the graph, with all tricks known, and a server that would notice."""

import http.server


class Listener(http.server.BaseHTTPRequestHandler):
    """Answers everybody, and counts."""

    def do_GET(self) -> None:
        self.server.calls.append(self.path)  # type: ignore[attr-defined]
        self.send_response(500)
        self.end_headers()

    do_POST = do_GET  # noqa: N815  (the name is the library's)

    def log_message(self, format: str, *args: object) -> None:
        pass


REACHING_OUT = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{url}>\nSELECT * {{ SERVICEex:q {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{url}>\nSELECT * {{ FILTER(1<2#>'''\n) SERVICE ex:q {{ ?s ?p ?o }} #'''\n }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ſERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o SERVICE ?o {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?x.SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s rdfs:label? SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 'a?'.SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?o #?\nSERVICE <{url}> {{ ?a ?b ?c }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ ?s rdfs:label?SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p id:x.SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p id:SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p id: SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p id:-SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 1SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 'a'@en-SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 'a:'SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p <a:>SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?o # id:\nSERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p true SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?a ?b ?c }} }}",
    "SELECT * {{ GRAPH ?g {{ SeRvIcE <{url}> {{ ?a ?b ?c }} }} }}",
    "BASE <{url}> SELECT * {{ SERVICE <> {{ ?a ?b ?c }} }}",
    "DESCRIBE ?s {{ SERVICE <{url}> {{ ?s ?b ?c }} }}",
    # What would be no address as a whole is read as a name and what follows it.
    "PREFIX x: <http://a:> SELECT * {{ ?s ?p x:SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX x: <http://a:> SELECT * {{ ?s x:trueSERVICE <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX x: <http://a:> SELECT * {{ ?s x:1.SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX x\ufffd: <{url}> SELECT * {{ ?s kg:trueSERVICEx\ufffd:q {{ ?a ?b ?c }} }}",
    "PREFIX service: <http://a:> PREFIX zervice: <http://a/> SELECT * {{ ?s service:trueSERVICE ?o {{ ?a ?b ?c }} }}",
    "PREFIX : <{url}> SELECT * {{ ?s ?p trueservice:q {{ ?a ?b ?c }} }}",
    "PREFIX services: <http://a/> PREFIX s: <{url}> SELECT * {{ services:q {{ ?a ?b ?c }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{url}>\nLOADex:q",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <http://a/>",
]
