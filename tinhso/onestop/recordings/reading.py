"""What is said of a recording that is to be added."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reading:
    """What was read, by whom and by what right; `by_person` is the keeper's word that no machine translated or spoke."""

    language: str
    text_on: date
    speaker: str
    consent_number: str
    consented_on: date
    recorded_by: str
    by_person: bool
    consent_until: date | None = None
