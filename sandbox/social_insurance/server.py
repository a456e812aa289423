"""SANDBOX: the pretended social insurance."""

from datetime import date
from pathlib import Path

from sandbox.lookups import Lookup, Server
from sandbox.social_insurance.records import TITLE, records

NUMBER, SAYS = r"\d{12}", "12 chữ số"
LOOKUPS = (
    Lookup("giay-chung-sinh", "soDinhDanh", NUMBER, SAYS),
    Lookup("qua-trinh", "soDinhDanh", NUMBER, SAYS),
)


def make_server(port: int = 0, today: date | None = None) -> Server:
    day = today or date(2024, 3, 8)
    return Server(TITLE, LOOKUPS, records(day), folder=Path(__file__).parent, port=port)
