"""SANDBOX: the pretended business registry."""

from datetime import date
from pathlib import Path

from sandbox.business_registry.records import TITLE, records
from sandbox.lookups import Lookup, Server

LOOKUPS = (Lookup("doanh-nghiep", "maSo", r"\d{10}|\d{13}", "10 hoặc 13 chữ số"),)


def make_server(port: int = 0, today: date | None = None) -> Server:
    return Server(TITLE, LOOKUPS, records(), folder=Path(__file__).parent, port=port)
