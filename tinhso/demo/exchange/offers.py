"""What a system of the demo's exchange offers."""

from dataclasses import dataclass, field

from tinhso.demo.exchange.descriptions import Fields

Paths = dict[str, tuple[str, Fields]]


@dataclass(frozen=True)
class Offer:
    """A service with its description in one or two versions; `document` names the sandbox whose own description it has."""

    system: str
    code: str
    title: str
    about: str
    subject: str
    paths: Paths = field(default_factory=dict)
    later: Paths = field(default_factory=dict)
    document: str = ""
