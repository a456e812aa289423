"""SANDBOX: the pretended population database."""

from datetime import date
from pathlib import Path

from sandbox.lookups import Lookup, Server
from sandbox.population.records import TITLE, records

LOOKUPS = (Lookup("ca-nhan", "soDinhDanh", r"\d{12}", "12 chữ số"),)


def make_server(port: int = 0, today: date | None = None) -> Server:
    return Server(TITLE, LOOKUPS, records(), folder=Path(__file__).parent, port=port)
