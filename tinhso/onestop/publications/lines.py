from dataclasses import dataclass
from datetime import date

MOST_LINES = 500


@dataclass(frozen=True)
class PublishedLine:
    """A procedure by its code, what the decision does to it, and when it was shown; None while it is not."""

    code: str
    change: str
    public_on: date | None = None
