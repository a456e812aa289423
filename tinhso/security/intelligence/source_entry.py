from dataclasses import dataclass


@dataclass(frozen=True)
class SourceEntry:
    """What is written down of a source of indicators."""

    name: str
    licence: str
    kind: str
    tlp: str
    audience: str
    trust: int
    address: str = ""
    collection: str = ""
    key_name: str = ""
    hours: int | None = None
    fades: bool = True
