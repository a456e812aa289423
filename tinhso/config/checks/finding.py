from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection

Level = Literal["good", "note", "wrong"]


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and what to do about it."""

    name: str
    level: Level
    sentence: str


def value(query: str, *values: str | datetime) -> object:
    """The first column of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
