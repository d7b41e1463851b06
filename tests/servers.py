"""Servers of others that tests start: oxigraph's own, and Virtuoso where it is installed."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

PATIENCE = 90  # seconds until a server answers
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, url, folder):
    """The server, from its first answer until the end."""
    with (folder / "output").open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as server:
        try:
            for _ in range(PATIENCE * 5):
                assert server.poll() is None, (folder / "output").read_text(errors="replace")
                try:
                    if httpx.get(url, params={"query": "ASK {}"}, timeout=5).is_success:
                        break
                except httpx.TransportError:
                    time.sleep(0.2)
            else:
                pytest.fail(f"{command[0]} does not answer")
            yield
        finally:
            server.kill()


@contextmanager
def oxigraph(folder):
    """Oxigraph's own server: the addresses of queries and of updates."""
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    command = [program, "serve", "--location", folder / "store", "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/query", folder):
        yield f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/update"


@contextmanager
def virtuoso(folder):
    """Virtuoso 7, which asks for a password by Digest: the addresses of queries and of updates."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("no virtuoso-t: apt-get install virtuoso-opensource-7-bin (make test does it for root)")
    http = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO_INI.format(folder=folder, http=http, sql=free_port()))
    with running(["virtuoso-t", "+configfile", ini, "+foreground"], f"http://127.0.0.1:{http}/sparql", folder):
        yield f"http://127.0.0.1:{http}/sparql", f"http://127.0.0.1:{http}/sparql-auth"
