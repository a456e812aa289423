"""What a keeper writes in a line of the register of sources."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class SourceTerms:
    """A line of the register as a keeper writes it."""

    paper: str
    title: str
    service: str
    path: str
    subject: str
    fields: dict[str, str]
    by_consent: bool
    legal_basis: str
    source: str
    valid_from: date
    valid_to: date | None = None
    fresh_days: int | None = None
    conditions: dict[str, str] = field(default_factory=dict)
    must_match: dict[str, str] = field(default_factory=dict)
