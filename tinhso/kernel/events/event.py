"""What happened, in the past tense. Each system's `events.py` holds its own; their docstrings are the documentation."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, NewType

from django.apps import apps

Code = Annotated[str, "code"]
"""A word of ours or of the law, never of a person: letters, digits and `_ . : -`, at most 64."""

Commitment = NewType("Commitment", str)
"""HMAC-SHA-256 of a personal value, hexadecimal; made by `commit` with the salt of the erasable row."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. Fields are ids, codes, enumerations, times and numbers; never free text.

    `case_id` puts the event on that case's timeline.
    """

    case_id: int | None = None


def name_of(kind: type[Event]) -> str:
    """The event's name in the log: the label of its app and the class, e.g. `onestop.DossierAccepted`."""
    return f"{_label_of(kind.__module__)}.{kind.__name__}"


@lru_cache
def _label_of(module: str) -> str:
    config = apps.get_containing_app_config(module)
    if config is None:
        raise LookupError(f"{module} belongs to no installed app")
    return str(config.label)
