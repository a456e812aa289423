"""What a rule found, as much of it as may leave the process: no names of persons, no secrets."""

import csv
import re
from dataclasses import dataclass, field
from functools import cache

from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.lib.sigma.event_rows import DATA, Event

MOST_SHOWN = 20
LONGEST_SHOWN = 500
NO_NAME = "[tên người dùng: không lưu]"
IN_PATH = re.compile(r"(?i)((?:[a-z]:)?[\\/](?:users|home|documents and settings)[\\/])[^\\/\"'\s]{1,100}")
ACCOUNT = re.compile(r"(?i)(/user:|-user(?:name)?[ :=]|/u[ :])\s{0,3}[^\s\"']{1,100}")


@dataclass
class Find:
    """One event that a rule found, or one time when a correlation was fulfilled."""

    rule: int
    begin: float | None
    end: float | None
    machines: tuple[str, ...]
    events: int = 1
    fields: dict[str, str] = field(default_factory=dict)


@cache
def person_fields() -> frozenset[str]:
    with (DATA / "person_fields.csv").open(encoding="utf-8", newline="") as stream:
        return frozenset(row["field"].lower() for row in csv.DictReader(stream))


def shown_value(name: str, text: str) -> str:
    if name.lower() in person_fields():
        return NO_NAME
    bare = text[: 4 * LONGEST_SHOWN].replace("\x00", "␀")
    bare = ACCOUNT.sub(r"\1…", IN_PATH.sub(r"\1…", bare))
    return strike_out(bare)[:LONGEST_SHOWN]


def shown_fields(names: tuple[str, ...], event: Event) -> dict[str, str]:
    """What the event holds in these fields, and where it comes from."""
    found: dict[str, str] = {}
    for name in (*names, "Channel", "EventID"):
        values = [one for one in event.fields.get(name, ()) if one]
        if values and name not in found and len(found) < MOST_SHOWN:
            found[name[:200]] = shown_value(name, "; ".join(values[:5]))
    return found
