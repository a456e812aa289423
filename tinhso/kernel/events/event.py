"""What happened, in the past tense. Each system's `events.py` holds its own; their docstrings are the documentation."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. Fields are ids, codes, enumerations, times and numbers; never free text.

    `case_id` puts the event on that case's timeline.
    """

    case_id: int | None = None
